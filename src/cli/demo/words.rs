//! From a wording to a note: `[a|b]` is one of the two, `{2-5}` a number, `{boss}` what the cast says; dates and money as a rep writes them.
//!
//! It must not know what the words mean.

use chrono::{Datelike, NaiveDate};

use super::chance::Chance;
use crate::base::lang::Lang;

/// Fills a slot by its name; `false` where it does not know it.
pub type Fill<'a> = dyn FnMut(&str, &mut Chance, &mut String) -> bool + 'a;

/// The wording with its choices made and its slots filled. What is unknown stays in braces, so that a test sees it.
pub fn say(wording: &str, chance: &mut Chance, fill: &mut Fill<'_>) -> String {
    let mut said = String::with_capacity(wording.len() + 24);
    expand(wording, chance, fill, &mut said);
    said
}

fn expand(wording: &str, chance: &mut Chance, fill: &mut Fill<'_>, said: &mut String) {
    let mut rest = wording;
    while let Some(at) = rest.find(['[', '{']) {
        said.push_str(&rest[..at]);
        let choice = rest.as_bytes()[at] == b'[';
        let close = if choice { ']' } else { '}' };
        let Some(end) = rest[at..].find(close) else { break };
        let inner = &rest[at + 1..at + end];
        if choice {
            let choices: Vec<&str> = inner.split('|').collect();
            if let Some(chosen) = chance.pick(&choices) {
                expand(chosen, chance, fill, said);
            }
        } else if let Some((least, most)) = numbers(inner) {
            said.push_str(&roughly(chance.range(least, most), most - least).to_string());
        } else if !fill(inner, chance, said) {
            said.push_str(&rest[at..=at + end]);
        }
        rest = &rest[at + end + 1..];
    }
    said.push_str(rest);
}

/// Nobody writes down 3,071 where 3,000 would do.
fn roughly(number: i64, width: i64) -> i64 {
    let step = match width {
        ..=59 => 1,
        60..=499 => 10,
        500..=4999 => 100,
        _ => 1000,
    };
    (number + step / 2) / step * step
}

fn numbers(inner: &str) -> Option<(i64, i64)> {
    let (least, most) = inner.split_once('-')?;
    Some((least.parse().ok()?, most.parse().ok()?))
}

const ENGLISH_DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const CHINESE_DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// A day as one says it on another day.
pub fn day(lang: Lang, from: NaiveDate, to: NaiveDate) -> String {
    let ahead = (to - from).num_days();
    let weekday = to.weekday().num_days_from_monday() as usize;
    let weeks = to.iso_week().week() as i64 - from.iso_week().week() as i64;
    match lang {
        Lang::En if (1..=6).contains(&ahead) => ENGLISH_DAYS[weekday].to_string(),
        Lang::En if to.month() == from.month() => {
            let ending = match (to.day() % 10, to.day() / 10) {
                (_, 1) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("the {}{ending}", to.day())
        }
        Lang::En => format!("{} {}", to.day(), &ENGLISH_MONTHS[to.month0() as usize][..3]),
        _ => {
            let week = if lang == Lang::ZhHans { "周" } else { "週" };
            let named = CHINESE_DAYS[weekday];
            match (weeks, ahead) {
                (0, 0..=6) => format!("{week}{named}"),
                (1, 0..=13) => format!("下{week}{named}"),
                _ if to.month() == from.month() => format!("{}号", to.day()).replace('号', hao(lang)),
                _ => format!("{}月{}{}", to.month(), to.day(), hao(lang)),
            }
        }
    }
}

fn hao(lang: Lang) -> &'static str {
    if lang == Lang::ZhHans { "号" } else { "號" }
}

/// The month before this day's, as one says it.
pub fn last_month(lang: Lang, today: NaiveDate) -> String {
    let before = (today.month0() as usize + 11) % 12;
    if lang.is_chinese() { format!("{}月", before + 1) } else { ENGLISH_MONTHS[before].to_string() }
}

/// An amount, rounded as one says it.
pub fn money(lang: Lang, sign: &str, amount: i64) -> String {
    let rounded = match amount {
        1000.. => amount / 10 * 10,
        _ => amount,
    };
    match lang {
        Lang::En if rounded >= 1000 => format!("{sign}{},{:03}", rounded / 1000, rounded % 1000),
        Lang::En => format!("{sign}{rounded}"),
        _ if rounded >= 10_000 => {
            let tenths = (rounded + 500) / 1000;
            let wan = if lang == Lang::ZhHans { "万" } else { "萬" };
            if tenths % 10 == 0 {
                format!("{}{wan}", tenths / 10)
            } else {
                format!("{}.{}{wan}", tenths / 10, tenths % 10)
            }
        }
        _ => format!("{rounded}元"),
    }
}

/// The same note, as somebody tidier would have typed it.
pub fn tidied(note: &str) -> String {
    let mut tidy = String::with_capacity(note.len() + 2);
    let mut start = true;
    for letter in note.chars() {
        if start && letter.is_alphabetic() {
            tidy.extend(letter.to_uppercase());
        } else {
            tidy.push(letter);
        }
        start = (start && !letter.is_alphanumeric()) || matches!(letter, '.' | '?' | '!');
    }
    for (typed, meant) in
        [(" i ", " I "), (" ill ", " I'll "), (" dont ", " don't "), (" didnt ", " didn't "), (" w/ ", " with ")]
    {
        tidy = tidy.replace(typed, meant);
    }
    if !tidy.ends_with(['.', '!', '?', '"']) {
        tidy.push('.');
    }
    tidy
}

/// The note with two letters of one word the wrong way round, as happens on a telephone's keys.
pub fn mistyped(note: &str, chance: &mut Chance) -> String {
    let words: Vec<(usize, &str)> = note
        .split(' ')
        .scan(0, |at, word| {
            let here = *at;
            *at += word.len() + 1;
            Some((here, word))
        })
        .filter(|(_, word)| word.len() > 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect();
    let Some((at, word)) = chance.pick(&words).copied() else { return note.to_string() };
    let inner = at + 1 + chance.below(word.len() - 3);
    let mut letters = note.as_bytes().to_vec();
    letters.swap(inner, inner + 1);
    String::from_utf8(letters).unwrap_or_else(|_| note.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_numbers_and_slots_are_filled() {
        let mut chance = Chance::new(1, 1);
        let mut fill = |name: &str, _: &mut Chance, said: &mut String| {
            said.push_str("Jo");
            name == "boss"
        };
        assert_eq!(say("met {boss}, [yes|yes], {4-4} left", &mut chance, &mut fill), "met Jo, yes, 4 left");
        assert_eq!(say("[{boss}|{boss}] ok", &mut chance, &mut fill), "Jo ok");
        assert!(say("{nobody}", &mut chance, &mut fill).contains("{nobody}"));
    }

    #[test]
    fn days_are_said_as_a_rep_says_them() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (lang, from, to, expected) in [
            (Lang::En, "2026-11-24", "2026-11-27", "fri"),
            (Lang::En, "2026-11-03", "2026-11-21", "the 21st"),
            (Lang::En, "2026-11-03", "2026-11-12", "the 12th"),
            (Lang::En, "2026-11-24", "2026-12-03", "3 dec"),
            (Lang::ZhHans, "2026-11-24", "2026-11-27", "周五"),
            (Lang::ZhHans, "2026-11-24", "2026-12-02", "下周三"),
            (Lang::ZhHant, "2026-11-03", "2026-11-25", "25號"),
            (Lang::ZhHant, "2026-11-24", "2026-12-20", "12月20號"),
        ] {
            assert_eq!(day(lang, date(from), date(to)), expected, "{lang} {from} {to}");
        }
    }

    #[test]
    fn money_is_rounded() {
        for (lang, amount, expected) in [
            (Lang::En, 96, "£96"),
            (Lang::En, 4287, "£4,280"),
            (Lang::ZhHans, 860, "860元"),
            (Lang::ZhHans, 12_340, "1.2万"),
            (Lang::ZhHant, 40_100, "4萬"),
        ] {
            assert_eq!(money(lang, if lang == Lang::En { "£" } else { "" }, amount), expected);
        }
    }

    #[test]
    fn a_tidy_rep_writes_sentences() {
        assert_eq!(tidied("met jo. i dont know"), "Met jo. I don't know.");
    }
}
