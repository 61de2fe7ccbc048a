//! From when to when beside those whom one met, and how long a call took: `saw Sian 10 til 10.25`, `jason 9.50-10.15 cellar clean`, 通电话15分.
//!
//! Always holds: nothing but people, what one did with them and small words stands before it in its clause; a price and a count are none.

use std::ops::Range;

use chrono::TimeDelta;

use super::shut::alike;
use crate::base::number::{self, Quantity};
use crate::base::when::{Context, Said};
use crate::domain::log_line::hours;
use crate::domain::log_line::ordinary::is_ordinary;

/// What one does whom one meets, and small words beside people.
const WITH: [&str; 23] = [
    "met", "saw", "seen", "caught", "visited", "spoke", "to", "with", "w", "n", "and", "&", "+", "at", "@", "sat",
    "down", "had", "i", "quick", "chat", "from", "both",
];

/// The two hours of a clause and where they stand. `own`: whether a word is what one of the customer's people is called.
pub(super) fn beside(clause: &str, own: &dyn Fn(&str) -> bool, past: &Context) -> Option<(Range<usize>, Said)> {
    let (mut at, mut people) = (clause.len() - clause.trim_start().len(), false);
    for _ in 0..7 {
        let rest = &clause[at..];
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let (length, said) = hours::in_figures(rest, past).filter(|_| people)?;
            return Some((at..at + length, said));
        }
        let end = rest.find(' ')?;
        let word = &rest[..end];
        let with = WITH.contains(&word.to_ascii_lowercase().as_str());
        let named = own(word);
        if !named && !with {
            return None;
        }
        people |= named || ["met", "saw", "seen", "visited"].contains(&word.to_ascii_lowercase().as_str());
        at += end + rest[end..].len() - rest[end..].trim_start().len();
    }
    None
}

/// Whether what stands before a length at the end of its clause is only whom one met: `met Glen + Huw 45 mins`, `spoke to naomi on phone 10 mins`.
pub(super) fn met_for(before: &str, behind: &str) -> bool {
    let closed = behind.chars().next().is_none_or(|c| ",，;；.。!！\n".contains(c));
    let mut words = before.split_whitespace().map(str::to_ascii_lowercase);
    let did = ["met", "saw", "seen", "visited", "spoke", "sat", "caught", "with", "quick"];
    let first = words.next().unwrap_or_default();
    let small = ["on", "phone", "the", "over", "him", "her", "them", "all", "there", "one"];
    let plain = |word: String| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        WITH.contains(&word.as_str())
            || small.contains(&bare)
            || !is_ordinary(bare) && bare.chars().all(char::is_alphabetic)
    };
    closed && did.contains(&first.as_str()) && before.len() > first.len() && words.all(plain)
}

/// How long a call took, right behind the word for it, and where that stands: 通电话15分, 电话聊了十分钟.
pub(super) fn of_call(text: &str) -> Option<(Range<usize>, TimeDelta)> {
    let text = &alike(text);
    let (end, from) = ["电话", "通话"].iter().find_map(|word| {
        let at = text.find(word)? + word.len();
        let rest =
            ["聊了", "讲了", "谈了", "打了", "聊", "讲", "了"].iter().find_map(|word| text[at..].strip_prefix(word));
        Some((at, text.len() - rest.unwrap_or(&text[at..]).len()))
    })?;
    let rest = text[from..].trim_start_matches(' ');
    let from = text.len() - rest.len();
    let length = rest.find(|c: char| !(c.is_ascii_digit() || "一二两三四五六七八九十半".contains(c)))?;
    let Quantity::Amount(amount) = number::parse(&rest[..length])? else { return None };
    let minutes = amount.as_whole().filter(|minutes| (1..=180).contains(minutes))?;
    let unit = ["分钟", "分鐘", "分"].iter().find(|unit| rest[length..].starts_with(**unit))?;
    let closed = rest[length + unit.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    (closed && from >= end).then(|| (from..from + length + unit.len(), TimeDelta::minutes(minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::{Hint, When};

    #[test]
    fn two_hours_stand_beside_people_and_no_price() {
        let past = Context::at(&Now::parse("2026-11-24T18:42:00+00:00").unwrap(), Hint::Past, Lang::En);
        let own = |word: &str| ["Sian", "jason", "Errol"].contains(&word);
        for (clause, expected) in [
            ("saw Sian 10 til 10.25", "10:00 10:25"),
            ("jason 9.50-10.15 cellar clean chat", "09:50 10:15"),
            ("met Errol and Sian 2-2.40", "14:00 14:40"),
            ("met the buyer 10 til 10.25", ""),
            ("jason wants 9.50-10.15", ""),
            ("jason gloves 9.50-10.15", ""),
            ("gloves 9.50-10.15", ""),
            ("jason 9.50-10.15 a box", ""),
            ("jason 10-12 cases", ""),
        ] {
            let found = beside(clause, &own, &past).map_or(String::new(), |(_, said)| match said.when {
                When::Hours { start, end } => format!("{} {}", start.format("%H:%M"), end.format("%H:%M")),
                _ => "?".into(),
            });
            assert_eq!(found, expected, "{clause}");
        }
    }

    #[test]
    fn a_length_behind_those_whom_one_met_is_the_visits() {
        for (before, behind, expected) in [
            ("met Glen + Huw", ", trustees", true),
            ("saw zoe", "", true),
            ("spoke to naomi on phone", ", deep clean", true),
            ("met glen", " late", false),
            ("delivery waited", "", false),
            ("machine ran", "", false),
            ("saw the delivery took", "", false),
            ("", "", false),
        ] {
            assert_eq!(met_for(before, behind), expected, "{before}");
        }
        for (text, expected) in [
            ("跟莊主任通電話15分", Some(15)),
            ("电话聊了十分钟", Some(10)),
            ("通话20分钟，催款", Some(20)),
            ("电话15分机", None),
            ("打电话要15支", None),
            ("电话会议80分的样品", None),
        ] {
            assert_eq!(of_call(text).map(|(_, length)| length.num_minutes()), expected, "{text}");
        }
    }
}
