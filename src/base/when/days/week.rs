//! Days said by their week: `wed`, `next wed`, `下周三`, `this weekend`, `end of next week`.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::base::scan::Scan;
use crate::base::when::resolve::{Called, coming_weekday, days_from, last_weekday, monday, weekday_of};
use crate::base::when::words::{han_weekday, is_free, to, weekday};
use crate::base::when::{Context, Found, Hint, NextWeekday, longest};

pub(in crate::base::when) fn read(
    scan: &Scan,
    place: usize,
    context: &Context,
    of_a_day: bool,
) -> Option<Found<Called>> {
    let of = || if of_a_day { week_of(scan, place, context) } else { None };
    longest([english(scan, place, context), of(), english_week(scan, place, context), han(scan, place, context)])
}

fn english(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let today = context.today;
    let sides: [&[&str]; 4] = [
        &["next", "nxt"],
        &["this coming", "this upcoming", "upcoming", "coming"],
        &["this"],
        &["last", "past", "previous"],
    ];
    let past = scan.word(place, &["this past"]).map(|end| (end, 3));
    let (behind, which) = match past.or_else(|| scan.word_of(place, &sides)) {
        Some((end, n)) => (scan.space(end), Some(n)),
        None => (place, None),
    };
    let day = weekday(scan, behind)?;
    let mut end = day.end;
    // `wed next week`, and `next week wed` below.
    let later = scan.space(scan.literal(end, &[","]).unwrap_or(end));
    let of = scan.word(later, &["of", "in", "from"]).map_or(later, |behind| scan.space(behind));
    if which.is_none()
        && let Some((behind, weeks)) = named_week(scan, of)
    {
        return Found::sure(behind, Called::Date(weekday_of(today, weeks, day.value)?));
    }
    let called = match which {
        None => {
            // `friday after next`, and `friday week` as it is said in Britain: the one behind the coming one.
            let week = || scan.word(later, &["week"]).filter(|_| !day.weak);
            if let Some(behind) = scan.word(later, &["fortnight"]).filter(|_| !day.weak) {
                return Found::sure(behind, Called::Date(days_from(coming_weekday(today, day.value)?, 14)?));
            }
            if let Some(behind) = scan.word(later, &["after next"]).or_else(week) {
                let coming = coming_weekday(today, day.value)?;
                return Found::sure(behind, Called::Date(days_from(coming, 7)?));
            }
            // `fri just gone`: the last one, however it is read else.
            let gone = || scan.word(later, &["gone"]).filter(|_| !day.weak);
            if let Some(behind) = scan.word(later, &["just gone", "just past"]).or_else(gone) {
                return Found::sure(behind, Called::Date(last_weekday(today, day.value)?));
            }
            return Some(day.with(Called::Weekday(day.value)));
        }
        Some(0) => {
            let chosen = weekday_of(today, 1, day.value)?;
            let coming = coming_weekday(today, day.value)?;
            match context.next_weekday {
                _ if coming == chosen => Called::Date(chosen),
                Some(NextWeekday::Week) => Called::Date(chosen),
                Some(NextWeekday::Coming) => Called::Date(coming),
                None => Called::Either(chosen, coming),
            }
        }
        Some(1) => Called::Date(coming_weekday(today, day.value)?),
        Some(2) => Called::Date(this_weekday(context, day.value)?),
        _ => {
            let chosen = last_weekday(today, day.value)?;
            let before = weekday_of(today, -1, day.value)?;
            if before == chosen { Called::Date(chosen) } else { Called::Either(chosen, before) }
        }
    };
    if scan.at(end) == Some('.') {
        end += 1;
    }
    Found::sure(end, called)
}

/// Of this calendar week; said ahead when it is past already, the coming one.
fn this_weekday(context: &Context, weekday: Weekday) -> Option<NaiveDate> {
    let own = weekday_of(context.today, 0, weekday)?;
    if own < context.today && context.hint == Hint::Future { coming_weekday(context.today, weekday) } else { Some(own) }
}

fn named_week(scan: &Scan, place: usize) -> Option<(usize, i64)> {
    let (end, n) = scan.word_of(
        place,
        &[
            &["the week after next", "week after next"],
            &[
                "the following week",
                "following week",
                "upcoming week",
                "the coming week",
                "coming week",
                "next week",
                "next wk",
                "nxt week",
                "nxt wk",
            ],
            &["this week", "this wk", "all this week", "all week", "current week", "the current week"],
            &["last week", "last wk", "past week", "the previous week", "previous week", "the past week"],
        ],
    )?;
    Some((end, [2, 1, 0, -1].get(n).copied()?))
}

/// `week of 7 december`, `w/c 7 dec`.
fn week_of(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let of = scan.word(place, &["the week of", "week of", "week commencing", "w/c", "week beginning"])?;
    let found = super::day::counted_from(scan, scan.space(of), context).filter(|found| found.value.part.is_none())?;
    let meant = found.value.called.meant(context).filter(|meant| meant.first == meant.last)?;
    // Where weeks begin on Sunday it is that one's, elsewhere the one that ends.
    (meant.first.weekday() != Weekday::Sun).then(|| Found::sure(found.end, week(meant.first, 0)?)).flatten()
}

fn english_week(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let today = context.today;
    if let Some(end) = scan.word(place, &["the weekend after next", "weekend after next"]) {
        return Found::sure(end, weekend(today, 2)?);
    }
    if let Some((end, n)) = scan.word_of(place, &[&["early"], &["late"], &["later"]])
        && let Some((end, weeks)) = named_week(scan, scan.space(end))
    {
        let of = |day: Weekday| weekday_of(today, weeks, day);
        let (first, last) = match n {
            0 => (of(Weekday::Mon)?, of(Weekday::Wed)?),
            1 => (of(Weekday::Thu)?, of(Weekday::Sun)?),
            _ if weeks == 0 => (days_from(today, 1)?, of(Weekday::Sun)?),
            _ => return None,
        };
        return Found::sure(end, Called::Span(first, last));
    }
    if let Some((end, weeks)) = named_week(scan, place).filter(|(end, _)| scan.at(*end) != Some('-')) {
        // `last week's sunday`.
        let end =
            if matches!(scan.at(end), Some('\'' | '’')) && scan.at(end + 1) == Some('s') { end + 2 } else { end };
        let next = scan.space(scan.literal(end, &[","]).unwrap_or(end));
        // `next week from tue to thu`.
        if let Some(from) = scan.word(next, &["from", "between"])
            && let Some(first) = weekday(scan, scan.space(from))
            && let Some(behind) =
                to(scan, first.end).or_else(|| scan.word(scan.space(first.end), &["and"]).map(|end| scan.space(end)))
            && let Some(last) = weekday(scan, behind)
        {
            let [first, until] = [first, last].map(|day| weekday_of(today, weeks, day.value));
            return Found::sure(last.end, Called::Span(first?, until?));
        }
        let next = scan.word(next, &["on"]).map_or(next, |behind| scan.space(behind));
        if let Some(day) = weekday(scan, next) {
            return Found::sure(day.end, Called::Date(weekday_of(today, weeks, day.value)?));
        }
        return Found::sure(end, week(today, weeks)?);
    }
    if let Some((end, n)) = scan.word_of(
        place,
        &[
            &["next weekend", "next week-end"],
            &[
                "over the weekend",
                "at the weekend",
                "during the weekend",
                "on the weekend",
                "this coming weekend",
                "this weekend",
                "this week-end",
                "the weekend",
                "weekend",
            ],
            &["this past weekend", "last weekend", "last week-end", "past weekend"],
        ],
    ) {
        return Found::sure(
            end,
            match n {
                0 => weekend(today, 1)?,
                1 => weekend(today, 0)?,
                _ => weekend(today, -1)?,
            },
        );
    }
    // `the week`, `my weekend`: as a whole phrase this one; in a sentence they may be any.
    if place == 0
        && let Some((end, n)) = scan.word_of(place, &[&["the week", "my week"], &["my weekend"]])
    {
        return Found::weak(end, if n == 0 { week(today, 0)? } else { weekend(today, 0)? });
    }
    None
}

fn week(today: NaiveDate, weeks: i64) -> Option<Called> {
    Some(Called::Span(monday(today, weeks)?, weekday_of(today, weeks, Weekday::Sun)?))
}

fn weekend(today: NaiveDate, weeks: i64) -> Option<Called> {
    Some(Called::Span(weekday_of(today, weeks, Weekday::Sat)?, weekday_of(today, weeks, Weekday::Sun)?))
}

fn han(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    const WHICH: [(&[&str], i64); 5] = [
        (&["下下个", "下下"], 2),
        (&["下一个", "下个", "下一", "下"], 1),
        (&["上上个", "上上"], -2),
        (&["上一个", "上个", "上一", "上"], -1),
        (&["这一个", "这个", "这一", "这", "本", "今个", "今", "呢个"], 0),
    ];
    let today = context.today;
    // 嚟紧礼拜一 is the coming one.
    if let Some(coming) = scan.literal(place, &["嚟紧", "来紧"])
        && let Some((end, day)) =
            scan.literal(coming, &["个星期", "个礼拜", "星期", "礼拜", "周"]).and_then(|at| han_weekday(scan, at))
    {
        return Found::sure(end, Called::Date(coming_weekday(today, day)?));
    }
    let which = WHICH.iter().find_map(|(words, weeks)| Some((scan.literal(place, words)?, *weeks)));
    let start = which.map_or(place, |(end, _)| end);
    let behind = scan.literal(start, &["星期", "礼拜", "周"])?;
    if let Some((end, day)) = han_weekday(scan, behind) {
        // 周四五, 下周二三, 周六日: two days that follow each other.
        if let Some((last_end, next)) = han_weekday(scan, end)
            && next == day.succ()
            && scan.at(behind).is_some_and(|c| !c.is_ascii_digit())
            && is_free(scan, last_end)
        {
            let first = match which {
                Some((_, weeks)) => weekday_of(today, weeks, day)?,
                None => Called::Weekday(day).meant(context)?.first,
            };
            return Found::sure(last_end, Called::Span(first, days_from(first, 1)?));
        }
        return match which {
            Some((_, weeks)) => {
                let date = weekday_of(today, weeks, day)?;
                // 这周一 that is over: in a promise nobody means it.
                let over = weeks == 0 && date < today && context.hint == Hint::Future;
                (!over).then_some(Found { end, value: Called::Date(date), weak: false })
            }
            None => Found::sure(end, Called::Weekday(day)),
        };
    }
    let weeks = which.map_or(0, |(_, weeks)| weeks);
    // 下周周六, 下星期的周三.
    let again = scan.literal(behind, &["的"]).unwrap_or(behind);
    if which.is_some()
        && let Some(again) = scan.literal(again, &["星期", "礼拜", "周"])
        && let Some((end, day)) = han_weekday(scan, again)
    {
        return Found::sure(end, Called::Date(weekday_of(today, weeks, day)?));
    }
    // 下周今天.
    if let (Some(_), Some(end)) = (which, scan.literal(behind, &["的今天", "今天", "的今日", "今日"])) {
        return Found::sure(end, Called::Date(days_from(today, weeks * 7)?));
    }
    if let Some(end) = scan.literal(behind, &["末", "尾"]) {
        return Found::sure(end, weekend(today, weeks)?);
    }
    if let Some(end) = scan.literal(behind, &["初"]) {
        let day = monday(today, weeks)?;
        return (which.is_some()).then_some(Found { end, value: Called::Date(day), weak: false });
    }
    let end = scan.literal(behind, &["之内", "以内", "内"]).unwrap_or(behind);
    // 下周 and 上周 are whole weeks; 周 alone is none.
    which.and_then(|(_, weeks)| Found::sure(end, week(today, weeks)?))
}
