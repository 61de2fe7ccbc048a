//! Dates as people say them, written down before they were tried (`tests/data/phrases/`): how many are read right, and how few wrong.

use chrono::NaiveDateTime;
use rounds::base::lang::Lang;
use rounds::base::when::{Context, Hint, Step, When, parse};

/// Of a hundred phrases so many are right, and so many may be wrong.
const RIGHT: usize = 90;
const WRONG: usize = 3;

fn shown(when: When) -> String {
    let time = |at: NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
    match when {
        When::Day(day) => day.to_string(),
        When::Days { first, last } => format!("{first} .. {last}"),
        When::At(at) => time(at),
        When::Hours { start, end } => format!("{} .. {}", time(start), time(end)),
        When::Length(length) => format!("{} min", length.num_minutes()),
        When::Every { first, step: Step::Days(n) } => format!("{first}, {n} d"),
        When::Every { first, step: Step::Months(n) } => format!("{first}, {n} m"),
    }
}

fn measure(text: &str, hint: Hint, lang: Lang) {
    let now = "2026-11-24T10:42:00".parse().unwrap();
    let context = Context::new(now, hint, lang);
    let (mut all, mut silent, mut wrong) = (0, Vec::new(), Vec::new());
    for (phrase, meant) in text.lines().filter_map(|line| line.split_once(" | ")) {
        all += 1;
        match parse(phrase, &context).map(|said| shown(said.when)) {
            Some(own) if own != meant => wrong.push(format!("{phrase}: {own}, not {meant}")),
            None if meant != "-" => silent.push(format!("{phrase}: {meant}")),
            _ => {}
        }
    }
    let right = all - silent.len() - wrong.len();
    println!("{lang}: {right} of {all} right, {} wrong\n{}\n{}", wrong.len(), silent.join("\n"), wrong.join("\n"));
    assert!(right * 100 >= all * RIGHT, "{right} of {all}\n{}", silent.join("\n"));
    assert!(wrong.len() * 100 <= all * WRONG, "{} of {all}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn dates_in_words_are_right_or_not_said() {
    measure(include_str!("../data/phrases/en.txt"), Hint::Future, Lang::En);
    measure(include_str!("../data/phrases/zh.txt"), Hint::None, Lang::ZhHans);
    measure(include_str!("../data/phrases/zh-Hant.txt"), Hint::None, Lang::ZhHant);
}
