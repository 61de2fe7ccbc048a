//! Who is spoken of and was not there: `Claire's off till Thursday`, `no Naomi`, 李总不在, 要问韩总.
//!
//! Always holds: it reads what stands beside a name, no further than the clause goes. Silence is better than somebody who was not met.

mod clause_han;
mod han;
mod later;
mod latin;
mod words;

use std::ops::Range;

use crate::base::text::is_han;

/// What is said of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// He was met: whatever he did behind that, he had been there.
    Met,
    /// He was not there.
    Away,
    /// He is spoken of; elsewhere in the line he may be met.
    SpokenOf,
}

/// What the words around a name say of its bearer; `None`: nothing that speaks for or against his having been met. `rung`: of a call or a message, in
/// which whoever did not answer is still the one it was meant for.
pub(super) fn said_of(text: &str, name: &Range<usize>, rung: bool) -> Option<Said> {
    let (before, behind) = (text[..name.start].trim_end(), &text[name.end..]);
    if text[name.clone()].contains(is_han) {
        han::said(before, behind, rung)
    } else {
        latin::said(before, behind, rung)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: Option<Said>) {
        let at = text.find(name).unwrap();
        assert_eq!(said_of(text, &(at..at + name.len()), false), expected, "{text}");
    }

    #[test]
    fn who_was_not_there_and_who_is_only_spoken_of() {
        for (text, name) in [
            ("No Naomi, I had Sandra", "Naomi"),
            ("no Vince, he's skiing", "Vince"),
            ("Glen's away, back Monday", "Glen"),
            ("Martin I've not clapped eyes on since December", "Martin"),
            ("Haven't seen Martin", "Martin"),
            ("Jason was down the cellar", "Jason"),
            ("Geoff hiding in the kitchen", "Geoff"),
            ("Claire's off till Thursday", "Claire"),
            ("韩总在楼上陪日本人没碰到", "韩总"),
            ("陆蓉没看到", "陆蓉"),
            ("刘老板喝喜酒去了", "刘老板"),
            ("袁厂长在外头", "袁厂长"),
            ("单总在德国月底才回", "单总"),
            ("小高真走了", "小高"),
            ("没见到李总", "李总"),
        ] {
            check(text, name, Some(Said::Away));
        }
        for (text, name) in [
            ("Glen's in Tenerife", "Glen"),
            ("He says Imran's fifty on the twentieth", "Imran"),
            ("She's asked Beth", "Beth"),
            ("She'll have a word with Naomi and let me know", "Naomi"),
            ("Tony's wrists won't have it", "Tony"),
            ("Phil doesn't even know", "Phil"),
            ("left the samples for Angela", "Angela"),
            ("Lab did ring Amina", "Amina"),
            ("他说让楼倩那边试试看", "楼倩"),
            ("他说要问韩总", "韩总"),
            ("小陈说郑总那头八成没问题", "郑总"),
            ("前台让等陈佳慧", "陈佳慧"),
        ] {
            check(text, name, Some(Said::SpokenOf));
        }
        for (text, name) in [
            ("Sian's read the price list", "Sian"),
            ("Beth's having the lot done", "Beth"),
            ("Glen's back, brown as a nut", "Glen"),
            ("Claire's confirmed 20 boxes", "Claire"),
            ("Claire's just signed", "Claire"),
            ("李总说不在乎价格", "李总"),
            ("李总说下周出差回来签", "李总"),
            ("Claire left a message", "Claire"),
            ("told Ed the price", "Ed"),
            ("寿科长在，检测报告跟安全说明一道交给他", "寿科长"),
            ("王主任在车间看机器", "王主任"),
            ("袁红梅那边，两支丝锥掰开给她看", "袁红梅"),
        ] {
            check(text, name, None);
        }
        for (text, name) in [
            ("met Naomi, she'll decide", "Naomi"),
            ("had a word with Naomi", "Naomi"),
            ("Met Claire upstairs, showed the range", "Claire"),
            ("Saw Jason down the cellar, took two kegs", "Jason"),
            ("Met Glen. Glen's off next week", "Glen"),
            ("见王主任说张总不在", "王主任"),
            ("跟李总开会定了方案", "李总"),
            ("见李总聊了半小时就走了", "李总"),
            ("陪李总出去看现场", "李总"),
        ] {
            check(text, name, Some(Said::Met));
        }
        for (text, name) in [
            ("haven't met Claire", "Claire"),
            ("去见李总不在", "李总"),
            ("跟李总没碰到", "李总"),
            ("见王主任说张总不在", "张总"),
        ] {
            check(text, name, Some(Said::Away));
        }
    }
}
