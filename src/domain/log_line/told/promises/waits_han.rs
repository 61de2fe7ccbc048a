//! The answer that one waits for, told in Chinese: 等他周三回我, 等黃經理週三回覆, 佢話星期五覆我.
//!
//! Always holds: it is said who answers, by which day, and nothing behind the answer; what else one waits for (等他周三回来) is text.

use super::day_ahead;
use super::han::plain;
use crate::base::when::Context;
use crate::domain::deed::Promise;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::people::TITLES;
use crate::schema::PromisedBy;

/// All that stands behind the day.
const ANSWERS: [&str; 24] = [
    "回我",
    "回复",
    "回复我",
    "复我",
    "答复",
    "答复我",
    "给答复",
    "给回复",
    "给我答复",
    "给我回复",
    "回话",
    "给我回话",
    "给回话",
    "给准信",
    "给个准信",
    "给回音",
    "回音",
    "回信",
    "给信",
    "通知",
    "通知我",
    "消息",
    "的消息",
    "确认",
];
/// Who answers, where no title says it.
const WHO: [&str; 12] = ["他", "她", "他们", "她们", "对方", "客户", "老板", "老板娘", "采购", "财务", "领导", "总部"];

/// What a part of a clause promises; `asked`: the mark of a question closes it.
pub(super) fn waits(part: &str, asked: bool, ahead: &Context) -> Option<Promise> {
    if asked {
        return None;
    }
    let (range, slot) = day_ahead(part, ahead)?;
    let whole = plain(part);
    let (head, tail) = (whole.get(..range.start)?, whole.get(range.end..)?);
    let waited = head.trim_start_matches(separates).strip_prefix('等').map(|who| (who, true));
    let said = || head.strip_suffix(['话', '話']).map(|who| (who.trim_start_matches(separates), false));
    let (who, _) = waited.or_else(said)?;
    let titled = (2..=4).contains(&who.chars().count()) && TITLES.iter().any(|title| who.ends_with(title));
    let tail = tail.trim_start_matches(['前', '之', '再', '会', '给'].as_slice());
    let answer = ANSWERS.iter().any(|word| tail == *word || word.strip_prefix('给') == Some(tail));
    let text = part.get(range.end..)?.trim_matches(separates).to_owned();
    (answer && (titled || WHO.contains(&who))).then_some(Promise { text, due: Some(slot), by: PromisedBy::Them })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn an_answer_one_waits_for_is_theirs_and_nothing_else_is() {
        let ahead = Context::at(&Now::parse("2026-11-24T10:42:00+08:00").unwrap(), Hint::Future, Lang::ZhHans);
        for (part, expected) in [
            ("等他周三回我", "回我 11-25"),
            ("等黃經理週三回覆", "回覆 11-25"),
            ("佢話星期五覆我", "覆我 11-27"),
            ("等老板下周二给答复", "给答复 12-01"),
            ("等他周三回来", ""),
            ("等周五下单", ""),
            ("等他周五下单", ""),
            ("等通知周五停电", ""),
        ] {
            let found = waits(part, false, &ahead).map_or(String::new(), |promise| {
                let day = promise.due.map(|slot| slot.day.format("%m-%d").to_string());
                format!("{} {}", promise.text, day.unwrap_or_default())
            });
            assert_eq!(found, expected, "{part}");
        }
    }
}
