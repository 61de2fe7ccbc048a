//! Days counted within a month: `first tuesday of october`, `last friday of the month`, `last day of march 2027`,
//! 十月的第一个星期一, 下个月最后一个周五; and quarters and halves of a year by their number.

use chrono::{Datelike, NaiveDate, Weekday};

use super::month::relative_year;
use super::weeks::{Count, week_of_month};
use crate::base::scan::Scan;
use crate::base::when::feast::may_be_free;
use crate::base::when::resolve::{Called, days_from, month_end, month_shifted, quarter};
use crate::base::when::words::{han_weekday, month, ordinal, small, weekday};
use crate::base::when::{Context, Found, Hint, longest};

pub(in crate::base::when) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    longest([english(scan, place, context), han(scan, place, context), quarters(scan, place, context)])
}

/// Which of them: the so-maniest, or the last.
#[derive(Clone, Copy)]
enum Which {
    Nth(u32),
    Last,
}

fn nth_weekday(first: NaiveDate, which: Which, weekday: Weekday) -> Option<NaiveDate> {
    match which {
        Which::Nth(n) => {
            NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, u8::try_from(n).ok()?)
        }
        Which::Last => {
            let last = month_end(first)?;
            let back = (last.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday()) % 7;
            last.with_day(last.day() - back)
        }
    }
}

fn nth_day(first: NaiveDate, which: Which) -> Option<NaiveDate> {
    match which {
        Which::Nth(n) => first.with_day(n),
        Which::Last => month_end(first),
    }
}

fn english(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let start = scan.word(place, &["the"]).map_or(place, |behind| scan.space(behind));
    let (end, which) = match scan.word(start, &["last", "final"]) {
        Some(end) => (end, Which::Last),
        // `20 of next month`.
        None => ordinal(scan, start)
            .or_else(|| {
                let found = scan.digits(start, 2).filter(|(_, n)| (1..=31).contains(n))?;
                let near = ["of next month", "of this month", "of last month", "of the month"];
                scan.word(scan.space(found.0), &near).map(|_| found)
            })
            .map(|(end, n)| (end, Which::Nth(n)))?,
    };
    let next = scan.space(end);
    let works = ["working day", "business day", "work day", "workday"];
    if let (Which::Last, Some(end)) = (which, scan.word(next, &works)) {
        let next = scan.word(scan.space(end), &["of", "in"]).map(|end| scan.space(end))?;
        let (end, mut months) = english_month(scan, next, context)?;
        own_month(scan, end, &mut months, context)?;
        return last_worked(end, months, context);
    }
    if let Some(found) = weekend(scan, next, which, context) {
        return Some(found);
    }
    let named = weekday(scan, next).map(|found| (found.end, Some(found.value)));
    // `third thursday of may`, `second friday this december`.
    let of = |end: usize| {
        let next = scan.space(end);
        let this = || scan.word(next, &["this"]).filter(|this| month(scan, scan.space(*this)).is_some());
        scan.word(next, &["of", "in"]).or_else(this).map(|behind| scan.space(behind))
    };
    let the = start > place;
    let bare = || of(end).filter(|_| the || matches!(which, Which::Nth(_))).map(|_| (end, None));
    let (end, weekday) = named.or_else(|| scan.word(next, &["day"]).map(|end| (end, None))).or_else(bare)?;
    let (end, mut months) = english_month(scan, of(end)?, context)?;
    // `last friday of the month` is this one's; of `the 1st of the month` the side decides.
    if weekday.is_some() || matches!(which, Which::Last) {
        own_month(scan, end, &mut months, context)?;
    }
    counted(end, months, which, weekday, context)
}

/// `last weekend of october`, `first weekend in july 2027`: the weekends whose Saturday is of the month.
fn weekend(scan: &Scan, place: usize, which: Which, context: &Context) -> Option<Found<Called>> {
    let end = scan.word(place, &["weekend", "week-end", "week end"])?;
    let next = scan.word(scan.space(end), &["of", "in"]).map(|end| scan.space(end))?;
    let (end, mut months) = english_month(scan, next, context)?;
    own_month(scan, end, &mut months, context)?;
    let both = |first: NaiveDate| {
        let saturday = nth_weekday(first, which, Weekday::Sat)?;
        Some((saturday, Called::Span(saturday, days_from(saturday, 1)?)))
    };
    fitting(end, months.into_iter().filter_map(both).collect(), context)
}

/// Of `the month` only this one is left.
fn own_month(scan: &Scan, end: usize, months: &mut Vec<NaiveDate>, context: &Context) -> Option<()> {
    let this = month_shifted(context.today, 0)?;
    let said = months.first() == Some(&this) && scan.word(end.checked_sub(5)?, &["month"]).is_some();
    months.truncate(if said { 1 } else { 2 });
    Some(())
}

/// Where the month ends, and its first days: one where its year is known, else this year's and the next to it.
pub(in crate::base::when) fn english_month(
    scan: &Scan,
    place: usize,
    context: &Context,
) -> Option<(usize, Vec<NaiveDate>)> {
    let start = scan.word(place, &["the"]).map_or(place, |behind| scan.space(behind));
    if let Some((end, n)) = scan.word_of(
        start,
        &[
            &["next month", "following month"],
            &["this month", "current month"],
            &["last month", "previous month"],
            &["month"],
        ],
    ) {
        // `the 1st of the month`: of this one, or of the one on whose side it is meant.
        if n == 3 {
            let other = if context.hint == Hint::Past { -1 } else { 1 };
            let months = [month_shifted(context.today, 0)?, month_shifted(context.today, other)?];
            return Some((end, months.to_vec()));
        }
        return Some((end, vec![month_shifted(context.today, [1, 0, -1].get(n).copied()?)?]));
    }
    let found = month(scan, place)?;
    let next = scan.space(scan.literal(found.end, &[","]).unwrap_or(found.end));
    let year = scan.digits(next, 4).filter(|(end, year)| end - next == 4 && (1900..2200).contains(year));
    match year {
        Some((end, year)) => Some((end, vec![NaiveDate::from_ymd_opt(year as i32, found.value, 1)?])),
        None => Some((found.end, either_year(found.value, context))),
    }
}

fn either_year(month: u32, context: &Context) -> Vec<NaiveDate> {
    let this = context.today.year();
    let years = match context.hint {
        Hint::Past => [this, this - 1],
        Hint::Future | Hint::None => [this, this + 1],
    };
    years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, 1)).collect()
}

fn counted(
    end: usize,
    months: Vec<NaiveDate>,
    which: Which,
    weekday: Option<Weekday>,
    context: &Context,
) -> Option<Found<Called>> {
    let days: Vec<NaiveDate> = months
        .into_iter()
        .filter_map(|first| match weekday {
            Some(weekday) => nth_weekday(first, which, weekday),
            None => nth_day(first, which),
        })
        .collect();
    fitting(end, days.into_iter().map(|day| (day, Called::Date(day))).collect(), context)
}

/// The month's last day from Monday to Friday, where no feast is near.
fn last_worked(end: usize, months: Vec<NaiveDate>, context: &Context) -> Option<Found<Called>> {
    let day = |first: NaiveDate| {
        let last = month_end(first)?;
        let weekend = i64::from(last.weekday().num_days_from_monday()) - 4;
        days_from(last, -weekend.max(0)).filter(|day| !may_be_free(*day))
    };
    let days = months.into_iter().filter_map(|first| Some((day(first)?, Called::Date(day(first)?))));
    fitting(end, days.collect(), context)
}

/// The one that was meant of this year's and the next to it, by the day on which each begins.
pub(in crate::base::when) fn fitting(
    end: usize,
    days: Vec<(NaiveDate, Called)>,
    context: &Context,
) -> Option<Found<Called>> {
    let fits = |(day, called): &&(NaiveDate, Called)| match (context.hint, called) {
        (Hint::Past, _) => *day <= context.today,
        (_, Called::Span(_, last)) => *last >= context.today,
        _ => *day >= context.today,
    };
    let chosen = if days.len() == 1 { days.first() } else { days.iter().find(fits) };
    Found::sure(end, chosen?.1)
}

/// 十月的第一个星期一, 本月最后一个周五, 明年三月最后一天, 下个月第二个周三.
fn han(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    const MONTHS: [(&[&str], i32); 3] =
        [(&["下个月", "下月"], 1), (&["上个月", "上月"], -1), (&["这个月", "本月", "当月", "今个月"], 0)];
    let near = MONTHS.iter().find_map(|(words, months)| Some((scan.literal(place, words)?, *months)));
    let (end, months) = match near {
        Some((end, months)) => (end, vec![month_shifted(context.today, months)?]),
        None => {
            let (start, year) = match relative_year(scan, place, context) {
                Some((end, year)) => (end, Some(year)),
                None => match scan.digits(place, 4).filter(|(end, _)| end - place == 4) {
                    Some((end, year)) => (scan.literal(end, &["年"])?, Some(year as i32)),
                    None => (place, None),
                },
            };
            let (number, month) = small(scan, start, 1, 12)?;
            let end = scan.literal(number, &["月份", "月"])?;
            let months = match year {
                Some(year) => vec![NaiveDate::from_ymd_opt(year, month, 1)?],
                None => either_year(month, context),
            };
            (end, months)
        }
    };
    let start = scan.literal(end, &["的"]).unwrap_or(end);
    let (end, which) = match scan.literal(start, &["最后一", "最后1"]) {
        Some(end) => (end, Which::Last),
        None => ordinal(scan, start).filter(|(end, _)| *end > start + 1).map(|(end, n)| (end, Which::Nth(n)))?,
    };
    if let Some(end) = scan.literal(end, &["天", "日"]) {
        return counted(end, months, which, None, context);
    }
    let next = scan.literal(end, &["个"]).unwrap_or(end);
    if let (Which::Last, Some(end)) = (which, scan.literal(next, &["工作日", "工作天"])) {
        return last_worked(end, months, context);
    }
    let behind = scan.literal(next, &["星期", "礼拜", "周"])?;
    // 十月第一周.
    let Some((end, weekday)) = han_weekday(scan, behind) else {
        let count = match which {
            Which::Nth(n) => Count::FromFirst(n),
            Which::Last => Count::FromLast(1),
        };
        let weeks = months.into_iter().filter_map(|first| Some((first, week_of_month(first, count)?)));
        return fitting(behind, weeks.collect(), context);
    };
    counted(end, months, which, Some(weekday), context)
}

/// `q3`, `3rd quarter of 2027`, 第三季度, 明年一季度, 上半年, `second half of the year`.
fn quarters(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let this = context.today.year();
    let span = |end: usize, year: i32, quarter_number: u32| {
        let (first, last) = quarter(NaiveDate::from_ymd_opt(year, quarter_number * 3, 1)?, 0)?;
        Found::sure(end, Called::Span(first, last))
    };
    let half = |end: usize, year: i32, second: bool| {
        let from = NaiveDate::from_ymd_opt(year, if second { 7 } else { 1 }, 1)?;
        Found::sure(end, Called::Span(from, month_end(month_shifted(from, 5)?)?))
    };
    // Without a year it is this year's: what is over is still spoken of.
    let (start, said) = match relative_year(scan, place, context) {
        Some((end, year)) => (end, Some(year)),
        None => match scan.digits(place, 4).filter(|(end, year)| end - place == 4 && (1900..2200).contains(year)) {
            Some((end, year)) => (scan.space(scan.literal(end, &["年", "-"]).unwrap_or(end)), Some(year as i32)),
            None => super::date::han_year(scan, place, context)
                .map_or((place, None), |(end, year)| (scan.space(end), Some(year))),
        },
    };
    // `last year q4`.
    let (start, said) = match super::date::year_said(scan, start, context).filter(|_| said.is_none()) {
        Some((end, year)) => (scan.space(scan.literal(end, &["'s", "’s"]).unwrap_or(end)), Some(year)),
        None => (start, said),
    };
    let year = said.unwrap_or(this);
    // 今年前三季度, 2026年前两个月, 2026年首季度.
    if said.is_some() {
        let first = scan.literal(start, &["首"]).map(|end| (end, 1));
        let firsts = || small(scan, scan.literal(start, &["前"])?, 1, 12);
        if let Some((end, n)) = first.or_else(firsts)
            && let Some((end, months)) = scan
                .literal(end, &["个季度", "季度", "季"])
                .map(|end| (end, n * 3))
                .or_else(|| Some((scan.literal(end, &["个月", "月"])?, n)))
        {
            let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
            return Found::sure(end, Called::Span(from, month_end(NaiveDate::from_ymd_opt(year, months, 1)?)?));
        }
    }
    if let Some((end, second)) = scan
        .literal(start, &["上半年"])
        .map(|end| (end, false))
        .or_else(|| scan.literal(start, &["下半年"]).map(|end| (end, true)))
    {
        return half(end, year, second);
    }
    let numbered = scan.literal(start, &["第"]).unwrap_or(start);
    if let Some(found) = english_half(scan, start, said, context) {
        return Some(found);
    }
    // 四季 alone is all the year round.
    let certain = numbered > start || said.is_some();
    if let Some((number, n)) = small(scan, numbered, 1, 4)
        && let Some(end) = scan.literal(number, if certain { &["季度", "季"] } else { &["季度"] })
    {
        if let Some(end) = scan.literal(end, &["末", "底"]) {
            let (_, last) = quarter(NaiveDate::from_ymd_opt(year, n * 3, 1)?, 0)?;
            return Found::sure(end, Called::Date(last));
        }
        return span(end, year, n);
    }
    let start = scan.word(start, &["the"]).map_or(start, |behind| scan.space(behind));
    let short = scan.word_of(start, &[&["q1"], &["q2"], &["q3"], &["q4"]]);
    let long = || {
        let (end, n) = ordinal(scan, start).filter(|(_, n)| *n <= 4)?;
        let end = scan.word(scan.space(end), &["quarter", "qtr"])?;
        Some((end, n as usize - 1))
    };
    let (end, n) = short.or_else(long)?;
    let next = scan.space(end);
    let next = scan.word(next, &["of", "in"]).map_or(next, |behind| scan.space(behind));
    let named = scan.digits(next, 4).filter(|(end, year)| end - next == 4 && (1900..2200).contains(year));
    let relative = super::date::year_said(scan, next, context);
    match named.map(|(end, year)| (end, year as i32)).or(relative).filter(|_| said.is_none()) {
        Some((end, year)) => span(end, year, n as u32 + 1),
        None => span(end, year, n as u32 + 1).map(|found| Found { weak: said.is_none() && short.is_some(), ..found }),
    }
}

/// `first half of next year`, `h1 2027`, `2nd half of january`.
fn english_half(scan: &Scan, place: usize, said: Option<i32>, context: &Context) -> Option<Found<Called>> {
    let start = scan.word(place, &["the"]).map_or(place, |behind| scan.space(behind));
    let short = scan.word_of(start, &[&["h1"], &["h2"]]);
    let (end, n) = match short {
        Some(found) => found,
        None => {
            let (end, n) = ordinal(scan, start).filter(|(_, n)| *n <= 2)?;
            (scan.word(scan.space(end), &["half"])?, n as usize - 1)
        }
    };
    let next = scan.space(end);
    let of = scan.word(next, &["of", "in"]).map_or(next, |behind| scan.space(behind));
    let named = scan.digits(of, 4).filter(|(end, year)| end - of == 4 && (1900..2200).contains(year));
    let year = super::date::year_said(scan, next, context)
        .or(named.map(|(end, year)| (end, year as i32)))
        .or_else(|| Some((scan.word(of, &["the year"])?, context.today.year())))
        .or_else(|| said.map(|year| (end, year)));
    if let Some((end, year)) = year {
        let from = NaiveDate::from_ymd_opt(year, if n == 0 { 1 } else { 7 }, 1)?;
        return Found::sure(end, Called::Span(from, month_end(month_shifted(from, 5)?)?));
    }
    let (end, months) = english_month(scan, of, context).filter(|_| short.is_none() && of > next)?;
    let ahead = |first: &&NaiveDate| match context.hint {
        Hint::Past => **first <= context.today,
        Hint::Future | Hint::None => month_end(**first).is_some_and(|last| last >= context.today),
    };
    let first = *months.iter().find(ahead)?;
    let called = if n == 0 { (first, first.with_day(15)?) } else { (first.with_day(16)?, month_end(first)?) };
    Found::sure(end, Called::Span(called.0, called.1))
}
