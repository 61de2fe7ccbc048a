//! How it was, told without a word for it at the head: messages and calls, and doors that were shut.

use super::how::kind::told_further;
use super::how::outcome::is_shut;
use super::*;

#[test]
fn a_message_that_is_told_is_no_visit() {
    for (text, expected) in [
        ("报价早上发倪工了,十八万二", Some("chat")),
        ("给艺成童主管发报价了，四刃铣刀", Some("chat")),
        ("的价发小陈了，三万四", Some("chat")),
        ("图纸发过来了，微信", Some("chat")),
        ("今天没去成,堵在绕城上。跟徐亮微信里说了", Some("chat")),
        ("今天跑不动了，打给高子豪", Some("call")),
        ("课件我忘了。打电话赔了不是", Some("call")),
        ("Kelly from Portway on the phone, can we leave it", Some("call")),
        ("'s schedule's gone, emailed it to Sam", Some("email")),
        ("Tried Gav twice. Voicemail both times", Some("call")),
        ("报价明天发给倪工", None),
        ("没发报价", None),
        ("催他发图纸，月底发货了", None),
        ("见了王总，打电话也没人接", None),
        ("叶总不在厂里，电话里答应28号付一半", None),
        ("Sian was on the phone", None),
        ("met Anna, emailed the price after", None),
        ("left the price list with her", None),
    ] {
        let found = told_further(text).map(|(range, kind)| {
            assert!(text.get(range).is_some(), "{text}");
            match kind {
                LogKind::Touch(kind) => kind.word(),
                LogKind::Visit(kind) => kind.word(),
            }
        });
        assert_eq!(found, expected, "{text}");
    }
    for (text, expected) in [
        ("no answer, shut", true),
        ("it's shut, gas man's in", true),
        ("跑过去门锁着", true),
        ("no answer, ring again thu", false),
        ("shut the deal", false),
    ] {
        assert_eq!(is_shut(text), expected, "{text}");
    }
}
