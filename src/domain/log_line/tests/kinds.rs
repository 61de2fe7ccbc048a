//! How it was, told without a word for it at the head: messages and calls, and doors that were shut.

use super::how::kind::told_further;
use super::how::shut::is_shut;
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
        ("见了王总，打电话催仓库发货了", None),
        ("到店发了样本目录，见了老板", None),
        ("见王总发了资料", None),
        ("met Anna, voicemail system broken", None),
        ("wants a demo, voicemail and switchboard too", None),
        ("tried Gav, voicemail", Some("call")),
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

#[test]
fn what_is_paid_watched_or_still_to_be_done_is_no_call_and_no_chat() {
    check(
        Lang::ZhHans,
        &[
            ("精工 微信付了2000", "杭州精工机械有限公司 |  |  | 微信付了2000 | !✓2026-11-24 2000"),
            ("精工 微信支付出错", "杭州精工机械有限公司 |  |  | 微信支付出错"),
            ("精工 视频监控坏了", "杭州精工机械有限公司 |  |  | 视频监控坏了"),
            ("精工 微信催样机", "杭州精工机械有限公司 | chat |  | 微信催样机"),
            ("精工 视频 看了样机", "杭州精工机械有限公司 | video |  | 看了样机"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan call back next week", "Tan Pharmacy |  |  | call back next week"),
            ("tan ring binders out of stock", "Tan Pharmacy |  |  | ring binders out of stock"),
            ("tan ring him tomorrow", "Tan Pharmacy |  |  | ring him tomorrow | >ring him @11-25"),
            ("tan letter of intent signed", "Tan Pharmacy |  |  | letter of intent signed"),
            ("tan called back, wants two", "Tan Pharmacy | call |  | back, wants two"),
            ("tan call, asked for apples", "Tan Pharmacy | call |  | asked for apples"),
            ("letter to tan about terms", "Tan Pharmacy | letter |  | about terms"),
        ],
    );
}

#[test]
fn of_several_times_and_kinds_the_last_one_wins_and_the_others_stay_text() {
    check(
        Lang::En,
        &[
            ("blue finch 9:30-10:05 10:00-10:30 ok", "Blue Finch Cafe |  | 10:00-10:30 | 9:30-10:05 ok"),
            ("9:30-10:05 10:00-10:30 blue finch ok", "Blue Finch Cafe |  | 10:00-10:30 | 9:30-10:05 ok"),
            (
                "yesterday 9:30-10:05 10:00-10:30 blue finch",
                "Blue Finch Cafe |  | 11-23 10:00-10:30 | yesterday 9:30-10:05",
            ),
            ("blue finch 9:30-10:05, 10:00 tomorrow suits", "Blue Finch Cafe |  | 09:30-10:05 | 10:00 tomorrow suits"),
            ("blue finch called, emailed", "Blue Finch Cafe | email |  | called"),
            ("blue finch called emailed the list", "Blue Finch Cafe | email |  | called the list"),
            ("blue finch called, email address is wrong", "Blue Finch Cafe | call |  | email address is wrong"),
            ("blue finch called in, texted dave", "Blue Finch Cafe |  |  | texted dave"),
            ("blue finch ~60% ~70%", "Blue Finch Cafe |  |  | ~60% | ~70%"),
        ],
    );
    check(
        Lang::ZhHans,
        &[
            ("精工 电话 微信 发资料", "杭州精工机械有限公司 | chat |  | 电话发资料"),
            ("精工 9:30-10:05 10:00-10:30 要报价", "杭州精工机械有限公司 |  | 10:00-10:30 | 9:30-10:05 要报价"),
            ("精工 电话 视频会议定在周五", "杭州精工机械有限公司 | call |  | 视频会议定在周五"),
        ],
    );
}

#[test]
fn who_began_a_call_or_a_message_is_said_by_the_words() {
    let now = now();
    let mut wrong = Vec::new();
    let mut check = |lang, rows: &[(&str, &str)]| {
        for (line, expected) in rows {
            let known = known(line, lang);
            let read = parse(line, &LineContext::new(&now, lang, &known));
            let kind = match read.kind {
                LogKind::Touch(kind) => kind.word(),
                LogKind::Visit(_) => "visit",
            };
            let own = format!("{kind} {}", read.direction.map_or("", Choice::word));
            if own.trim() != *expected {
                wrong.push(format!("{line}: {own}, not {expected}"));
            }
        }
    };
    check(
        Lang::En,
        &[
            ("called tan, wants two", "call out"),
            ("rang susan at tan, price ok", "call out"),
            ("emailed tan the list", "email out"),
            ("texted tan", "chat out"),
            ("yesterday rang tan re prices", "call out"),
            ("tan, Susan rang, wants two", "call in"),
            ("tan rang, angry about a leaking drum", "call in"),
            ("darren from tan rang me, delivery short", "call in"),
            ("darren at tan phoned about the order", "call in"),
            ("tan rang me, wants two", "call in"),
            ("text from tan, wants ten more", "chat in"),
            ("email from tan, price ok", "email in"),
            ("call from tan", "call in"),
            ("missed call from tan, wants two", "call in"),
            ("tan missed call from susan, wants two", "call in"),
            ("tan missed call from susan rang back, two cases", "call out"),
            ("whatsapp from tan, wants two", "chat in"),
            ("msg from tan", "chat in"),
            ("voicemail from tan", "call in"),
            ("tan susan rang moaning last delivery short", "visit"),
            ("tan, Susan rang moaning last delivery short", "call in"),
            ("darren @ tan rang moaning, delivery short", "call in"),
            ("darren at tan whatsapped asking for a price", "chat in"),
            ("darren at tan rang morning and night", "visit"),
            ("tan susan text me ok go ahead", "chat in"),
            ("tan susan said text me the price when you have it", "visit"),
            ("tried tan twice no answer, left vmail for susan", "call out"),
            ("tried tan again, no answer", "call out"),
            ("tried ringing tan 3 times, no answer", "call out"),
            ("tan tried the floor cleaner with susan, no answer yet on price", "visit"),
            ("tan couldnt get parking so phoned susan instead, takes the usual", "call out"),
            ("tan too late to go so emailed susan instead", "email out"),
            ("tan wants the small box instead", "visit"),
            ("whatsapp to tan, sent the list", "chat out"),
            ("letter to tan about terms", "letter out"),
            ("called tan, no answer", "call out"),
            ("tan, no answer", "call out"),
            ("tan rang, rang back, two cases", "call out"),
            ("tan called susan about the invoice", "call out"),
            ("tan called, wants two", "call"),
            ("wechat tan", "chat"),
            ("tan met susan who rang me last week", "visit"),
            ("tan, susan said she rang us twice", "visit"),
            ("tan asked when i called them", "visit"),
            ("tan, susan wants us to call", "visit"),
        ],
    );
    check(
        Lang::ZhHans,
        &[
            ("打给精工，催样机", "call out"),
            ("打电话给精工王总没接", "call out"),
            ("给精工吴姐打了个电话，钻头下周到", "call out"),
            ("给精工打了个电话，钻头下周到", "call out"),
            ("精工 给吴姐打了个电话，月底结", "call out"),
            ("精工 给王总打电话催款", "call out"),
            ("精工 给小陈发了微信，报价过去了", "chat out"),
            ("致电精工，要报价", "call out"),
            ("精工王总打电话来问价", "call in"),
            ("精工王总给我打了个电话，要两台", "call in"),
            ("精工来电，要两台", "call in"),
            ("精工赵总工来电，问刀塔能不能修", "call in"),
            ("精工来电了，韩厂长要3箱", "visit"),
            ("精工车间来电了，任总说可以开工", "visit"),
            ("精工陈姐打来，说要取消上次订的", "call in"),
            ("精工樓主任打來說改到下學期", "call in"),
            ("精工仇总货款打来了，见面聊了年框", "visit"),
            ("给精工於总打了三次没人接", "call out"),
            ("精工田倩电话打不通，打了两遍都没接", "call out"),
            ("精工何老板打了八折才肯要", "visit"),
            ("精工见杜爱珍，赵总电话没接", "visit"),
            ("精工朱姐微信问丝锥多少钱，回她38一支", "chat in"),
            ("精工童老板微信上催货", "chat in"),
            ("精工童青让我加她微信问价", "visit"),
            ("电话约精工仇总，周五上午过去谈年框", "call out"),
            ("微信回了精工童老板，明天补", "chat out"),
            ("精工冯姐，电话里说每个月两千左右", "call"),
            ("精工见了赵总，他说等采购来电话", "visit"),
            ("精工王总来了个电话，催样机", "call in"),
            ("精工小陈微信发来图纸了", "chat in"),
            ("精工王总发微信来催样机", "chat in"),
            ("精工 没接，下午再打", "call out"),
            ("精工 微信 发资料", "chat"),
            ("精工 电话 要报价", "call"),
            ("精工王总让我明天给他打电话", "visit"),
            ("精工 说好周五给王总打电话", "visit"),
            ("精工 王总不让给车间打电话", "visit"),
            ("精工 没给王总打电话，直接去的", "visit"),
        ],
    );
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_was_done_to_somebody_keeps_its_sense_in_the_note() {
    check(
        Lang::ZhHans,
        &[
            (
                "给精工吴姐打了个电话，钻头下周送到",
                "杭州精工机械有限公司 | call |  | 给吴姐打了个电话，钻头下周送到 | >钻头送到 @12-04",
            ),
            ("给精工打了个电话，要两台", "杭州精工机械有限公司 | call |  | 要两台"),
        ],
    );
}

#[test]
fn a_call_takes_the_place_of_the_planned_visit_only_where_the_line_says_so() {
    let closes = |line: &str| {
        let lang = if line.is_ascii() { Lang::En } else { Lang::ZhHans };
        read_with(lang, line, None).entry(line, Some(id(3))).closes
    };
    for line in ["tan called, wants two", "emailed tan the price list", "精工 微信催样机", "rang tan, see him at 2"]
    {
        assert_eq!(closes(line), None, "{line}");
    }
    let lines =
        ["rang tan instead, couldnt park", "精工 改打电话了，月底定", "called tan, not going today", "met the owner"];
    for line in lines {
        assert_eq!(closes(line), Some(id(3)), "{line}");
    }
}
