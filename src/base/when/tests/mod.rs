//! What phrases mean on Tuesday 24 November 2026 at 10:42, row by row, in the languages people write.

mod amounts;
mod chinese;
mod english;
mod feasts;
mod heard;
mod machines;
mod seldom;
mod typed;

use super::*;
use chrono::{Datelike, Timelike};
use proptest::prelude::*;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap().and_hms_opt(10, 42, 7).unwrap()
}

fn show_day(day: NaiveDate) -> String {
    if day.year() == 2026 { day.format("%m-%d").to_string() } else { day.format("%Y-%m-%d").to_string() }
}

fn show(when: When) -> String {
    match when {
        When::Day(day) => show_day(day),
        When::Days { first, last } => format!("{}..{}", show_day(first), show_day(last)),
        When::At(at) => format!("{} {:02}:{:02}", show_day(at.date()), at.hour(), at.minute()),
        When::Hours { start, end } => {
            let until = if start.date() == end.date() { String::new() } else { format!("{} ", show_day(end.date())) };
            format!(
                "{} {:02}:{:02}-{until}{:02}:{:02}",
                show_day(start.date()),
                start.hour(),
                start.minute(),
                end.hour(),
                end.minute()
            )
        }
        When::Every { first, step: Step::Days(n) } => format!("{} every {n}d", show_day(first)),
        When::Every { first, step: Step::Months(n) } => format!("{} every {n}m", show_day(first)),
        When::Length(length) if length.num_minutes() % 1440 == 0 => format!("{}d", length.num_days()),
        When::Length(length) => format!("{}m", length.num_minutes()),
    }
}

fn show_said(said: Said) -> String {
    match said.other {
        Some(other) => format!("{} | {}", show(said.when), show(other)),
        None => show(said.when),
    }
}

/// Rows of phrase, meaning in a promise, meaning in a log; `-` is silence, `=` the same as in a promise.
fn check(lang: Lang, rows: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (phrase, future, past) in rows {
        let past = if *past == "=" { future } else { past };
        for (hint, expected) in [(Hint::Future, future), (Hint::Past, past)] {
            let own = parse(phrase, &Context::new(now(), hint, lang)).map_or("-".to_owned(), show_said);
            if own != **expected {
                wrong.push(format!("{phrase:?} {hint:?}: {own}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn silence_is_better_than_a_wrong_date() {
    let lines = [
        "",
        " ",
        "soon",
        "later",
        "asap",
        "some day",
        "the other day",
        "next",
        "in",
        "in days",
        "3",
        "12k",
        "60%",
        "A100",
        "32 nov",
        "30 feb",
        "29 feb",
        "2026-13-01",
        "2026-02-30",
        "24/7",
        "13:75",
        "25:00",
        "1:5",
        "99点",
        "三五天后",
        "几天后",
        "过几天",
        "过两天再说吧谁知道",
        "有空",
        "改天",
        "下次",
        "报价",
        "一百二十",
        "周八",
        "星期九",
        "13月5日",
        "0月",
        "0号",
        "32号",
        "next blue",
        "monday tuesday",
        "fri 30 nov 2026",
        "tomorrow yesterday",
        "30 nov 10",
        "13pm",
        "0am",
        "half past",
        "quarter to",
        "five to 9am to",
        "+",
        "+d",
        "+9999d",
        "1.2.3",
        "下午25点",
        "下下下周三",
        "两点水",
        "一点",
        "明天明天",
    ];
    let silent = |line: &&str| {
        let context = Context::new(now(), Hint::Future, Lang::ZhHans);
        // 一点 as a whole phrase is one o'clock; in a sentence it is not (below).
        *line == "一点" || parse(line, &context).is_none()
    };
    let heard: Vec<&&str> = lines.iter().filter(|line| !silent(line)).collect();
    assert!(heard.is_empty(), "{heard:?}");
}

#[test]
fn times_are_found_in_a_line() {
    let check = |lang, hint, text: &str, expected: &[&str]| {
        let found: Vec<String> = find_all(text, &Context::new(now(), hint, lang))
            .into_iter()
            .map(|(bytes, said)| format!("{}={}", &text[bytes], show(said.when)))
            .collect();
        assert_eq!(found, expected, "{text}");
    };
    use Hint::{Future, Past};
    use Lang::{En, ZhHans, ZhHant};
    check(En, Future, "send quote next fri 10am", &["next fri 10am=12-04 10:00"]);
    check(En, Future, "decision by 30 nov +sample 3", &["by 30 nov=11-30"]);
    check(En, Future, "ring him tomorrow, samples in two weeks", &["tomorrow=11-25", "in two weeks=12-08"]);
    check(En, Past, "met the buyer yesterday 9:30-10:05, likes A100", &["yesterday 9:30-10:05=11-23 09:30-10:05"]);
    check(En, Past, "he sat down and may buy 3 of the 24/7 model", &[]);
    check(En, Future, "money for monday", &["monday=11-30"]);
    check(En, Future, "lunch sat", &["lunch sat=11-28 12:00-14:00"]);
    check(En, Future, "room 12, 14 Quay St, 138 0571 2266", &[]);
    check(En, Past, "talked for 2 hours about v1.2.3", &["for 2 hours=120m"]);
    check(ZhHans, Future, "报价 周五", &["周五=11-27"]);
    check(ZhHans, Future, "报价周五前给", &["周五前=11-27"]);
    check(ZhHans, Future, "定供应商 月底", &["月底=11-30"]);
    check(ZhHans, Future, "回款2万 月底", &["月底=11-30"]);
    check(ZhHans, Future, "下周三下午3点再来", &["下周三下午3点=12-02 15:00"]);
    check(ZhHans, Past, "昨天见采购，嫌贵，要便宜一点", &["昨天=11-23"]);
    check(ZhHans, Past, "每周三送货，一周三次", &[]);
    check(ZhHans, Past, "周五金店的人说第3天再来", &[]);
    check(ZhHans, Future, "建设三路88号2号楼3层", &[]);
    check(ZhHans, Future, "样机3台，5号电池两节", &[]);
    check(ZhHans, Future, "30号前回款", &["30号前=11-30"]);
    check(ZhHans, Future, "25号打款5万", &["25号=11-25"]);
    check(ZhHans, Future, "5号打印机坏了，5号转盘", &[]);
    check(ZhHans, Past, "三点意见：价格、交期、服务", &[]);
    check(ZhHans, Past, "比海川贵一成，先试两台", &[]);
    check(ZhHant, Future, "報價 週五", &["週五=11-27"]);
    check(ZhHant, Future, "聽日下晝三點再傾", &["聽日下晝三點=11-25 15:00"]);
    check(ZhHant, Future, "收款2萬 月底", &["月底=11-30"]);
}

#[test]
fn the_workday_is_yesterdays_after_midnight() {
    let context = Context {
        now: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(0, 30, 0).unwrap(),
        today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        hint: Hint::Past,
        lang: Lang::En,
        month_first: false,
        next_weekday: None,
        minutes_east: None,
    };
    for (phrase, expected) in [
        ("today", "11-24"),
        ("yesterday", "11-23"),
        ("23:30", "11-24 23:30"),
        ("00:15", "11-25 00:15"),
        ("18:00-19:00", "11-24 18:00-19:00"),
    ] {
        assert_eq!(parse(phrase, &context).map(|said| show(said.when)).as_deref(), Some(expected), "{phrase}");
    }
}

#[test]
fn a_book_pasted_into_a_line_is_read_up_to_a_page() {
    let context = Context::new(now(), Hint::Future, Lang::En);
    let book = format!("tomorrow {}fri", "报价 quote ".repeat(100_000));
    assert_eq!(find_all(&book, &context).len(), 1);
    assert_eq!(parse(&format!("tomorrow{}x", ".".repeat(20_000)), &context), None);
}

#[test]
fn next_friday_is_what_somebody_has_said_it_is() {
    for (said, expected) in
        [(None, "12-04 | 11-27"), (Some(NextWeekday::Week), "12-04"), (Some(NextWeekday::Coming), "11-27")]
    {
        let context = Context { next_weekday: said, ..Context::new(now(), Hint::Future, Lang::En) };
        assert_eq!(parse("next fri", &context).map(show_said).as_deref(), Some(expected));
        // Only one can be meant of a Monday, and 下周五 is next week's.
        assert_eq!(parse("next mon", &context).map(show_said).as_deref(), Some("11-30"));
        assert_eq!(parse("下周五", &context).map(show_said).as_deref(), Some("12-04"));
    }
}

#[test]
fn month_first_is_a_choice_in_english() {
    let context = Context { month_first: true, ..Context::new(now(), Hint::Past, Lang::En) };
    assert_eq!(parse("5/6", &context).map(show_said).as_deref(), Some("05-06 | 06-05"));
    assert_eq!(parse("5/6/2026", &context).map(show_said).as_deref(), Some("05-06 | 06-05"));
}

/// Were a chain of such words gone through again from each of them, this would not end.
#[test]
fn a_chain_of_words_costs_no_more_than_its_length() {
    for (words, lang) in [
        ("w/c ", Lang::En),
        ("week of ", Lang::En),
        ("a week from ", Lang::En),
        ("two days before ", Lang::En),
        ("the day before ", Lang::En),
        ("the day after the day before ", Lang::En),
        ("third tuesday after ", Lang::En),
        ("eod ", Lang::En),
        ("圣诞节前一天", Lang::ZhHans),
        ("1天", Lang::ZhHans),
        ("九 hundred ", Lang::En),
        ("1 day and ", Lang::En),
        ("1 year, 1 month, 1 week, ", Lang::En),
        ("rest of ", Lang::En),
        ("after ", Lang::En),
        ("1年1个月1周", Lang::ZhHans),
        ("农历2026年正月", Lang::ZhHans),
        ("2026-11-30T", Lang::En),
        ("first week of ", Lang::En),
        ("next easter of ", Lang::En),
    ] {
        let text = words.repeat(4_000 / words.len());
        let found = find_all(&text, &Context::new(now(), Hint::None, lang));
        assert!(found.len() <= text.len() / 3, "{words}");
    }
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,40}") {
        for hint in [Hint::Past, Hint::Future, Hint::None] {
            for lang in Lang::ALL {
                let context = Context::new(now(), hint, lang);
                let _ = (parse(&text, &context), find_leading(&text, &context));
                for (bytes, _) in find_all(&text, &context) {
                    prop_assert!(text.get(bytes).is_some());
                }
            }
        }
    }

    #[test]
    fn nor_does_anything_made_of_its_own_words(
        words in prop::collection::vec(prop::sample::select(vec![
            "next", "last", "mon", "fri", "31", "30", "9999", "0", "12", ":", "-", "/", ".", "nov", "feb", "in", "days", "ago", "+", "d",
            "下", "上", "周", "三", "月", "号", "底", "年", "后", "前", "点", "半", "民国", "一", "十", "万", "亿", "am", "at", "to", "end of",
            "month", "week", "half", "past", "小时", "分", "the", "th", "q4", "year", "year-end", "2026", "(", ")", ",", " ", "明", "晚", "24",
        ]), 0..9),
    ) {
        for text in [words.concat(), words.join(" ")] {
            for hint in [Hint::Past, Hint::Future, Hint::None] {
                let context = Context::new(NaiveDate::MAX.and_hms_opt(23, 59, 59).unwrap(), hint, Lang::ZhHant);
                let _ = parse(&text, &context);
                let _ = find_all(&text, &Context::new(now(), hint, Lang::En));
            }
        }
    }
}
