//! Days said by their month, quarter or year: `end of next month`, `月底`, `下月5号`, `年底`, `季末`, and the periods themselves.

use chrono::{Datelike, NaiveDate};

use crate::base::scan::Scan;
use crate::base::when::resolve::{Called, MonthPart, month_end, month_shifted, part_of_month, quarter, year};
use crate::base::when::words::{month, ordinal, small};
use crate::base::when::{Context, Found, Hint, longest};

pub(in crate::base::when) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    longest([
        super::edge::read(scan, place, context),
        english_period(scan, place, context),
        figures(scan, place),
        named_month(scan, place, context),
        han_month(scan, place, context),
        han_quarter(scan, place, context),
        han_year(scan, place, context),
        han_year_on(scan, place, context),
        decades(scan, place, context),
        super::nth::read(scan, place, context),
        super::weeks::read(scan, place, context),
        crate::base::when::feast::read(scan, place, context),
    ])
}

fn span((first, last): (NaiveDate, NaiveDate)) -> Called {
    Called::Span(first, last)
}

pub(super) fn part(first: NaiveDate, part: MonthPart) -> Option<Called> {
    let meant = part_of_month(first, part)?;
    Some(if meant.first == meant.last { Called::Date(meant.first) } else { Called::Span(meant.first, meant.last) })
}

/// Behind `next`, `this` and `last`, and how far they are.
pub(super) fn which(scan: &Scan, place: usize) -> (usize, i32) {
    let start = scan.word(place, &["the"]).map_or(place, |behind| scan.space(behind));
    match scan.word_of(
        start,
        &[&["next", "following", "coming", "upcoming"], &["this", "current"], &["last", "past", "previous"]],
    ) {
        Some((end, n)) => (scan.space(end), [1, 0, -1].get(n).copied().unwrap_or(0)),
        None if start > place => (start, 0),
        None => (place, 0),
    }
}

fn english_period(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let today = context.today;
    let bare = scan.word(place, &["the"]).map_or(place, |end| scan.space(end));
    if let Some((end, n)) = scan.word_of(bare, &[&["month after next"], &["year after next"]]) {
        let first = month_shifted(today, 2)?;
        let called = if n == 0 { (first, month_end(first)?) } else { year(today.year().checked_add(2)?)? };
        return Found::sure(end, span(called));
    }
    let (behind, distance) = which(scan, place);
    if behind > place
        && let Some((end, n)) =
            scan.word_of(behind, &[&["month", "mth"], &["quarter", "qtr"], &["calendar year", "year", "yr"]])
    {
        // `the year` alone is none.
        if distance == 0 && scan.word(place, &["the"]).is_some_and(|the| scan.space(the) == behind) {
            return None;
        }
        let on = scan.word(scan.space(end), &["on the", "the", "on"]).map_or(scan.space(end), |end| scan.space(end));
        if let Some((end, number)) = ordinal(scan, on).filter(|_| n == 0)
            && let Some(day) = month_shifted(today, distance)?.with_day(number)
        {
            return Found::sure(end, Called::Date(day));
        }
        return Found::sure(
            end,
            match n {
                0 => {
                    let first = month_shifted(today, distance)?;
                    Called::Span(first, month_end(first)?)
                }
                1 => span(quarter(today, distance)?),
                _ => span(year(today.year().checked_add(distance)?)?),
            },
        );
    }
    let spelled = scan.word(place, &["in", "during"]).map(|behind| scan.space(behind));
    let found = month(scan, spelled.unwrap_or(place))?;
    if let Some((end, year)) = super::date::year_behind(scan, found.end, context) {
        let first = NaiveDate::from_ymd_opt(year, found.value, 1)?;
        return Found::sure(end, Called::Span(first, month_end(first)?));
    }
    Some(Found { end: found.end, value: Called::Month(found.value), weak: spelled.is_none() || found.weak })
}

/// `in 2027`, `2027-03`, `3/2027`, and as a whole phrase `2027`.
fn figures(scan: &Scan, place: usize) -> Option<Found<Called>> {
    let of_month = |year_number: u32, number: u32| {
        let first = NaiveDate::from_ymd_opt(i32::try_from(year_number).ok()?, number, 1)?;
        Some(Called::Span(first, month_end(first)?))
    };
    let near = |number: &u32| (1900..2100).contains(number);
    let spelled =
        scan.word(place, &["in the year", "the year", "year", "in", "during", "for"]).map(|behind| scan.space(behind));
    let start = spelled.unwrap_or(place);
    let (end, first) = scan.digits(start, 4)?;
    let mark = scan.literal(end, &["-", "/", "."]);
    if end - start == 4 && near(&first) {
        if let Some((behind, number)) = mark.and_then(|at| scan.digits_behind(at).filter(|(end, _)| end - at <= 2))
            && !scan.at(behind).is_some_and(|c| "-/.".contains(c))
            && let Some(called) = of_month(first, number)
        {
            return Found::weak(behind, called);
        }
        // 1969-31-5 is no range of years and months.
        let goes_on = mark.and_then(|at| scan.digits_behind(at).map(|(end, _)| end - at));
        if goes_on.is_some_and(|digits| digits < 4) {
            return None;
        }
        let whole = || Some(span(year(i32::try_from(first).ok()?)?));
        return Some(Found { end, value: whole()?, weak: spelled.is_none() || scan.word(place, &["for"]).is_some() });
    }
    let (behind, year_number) = mark.and_then(|at| scan.digits_behind(at).filter(|(end, _)| end - at == 4))?;
    (end - start <= 2 && near(&year_number)).then_some(())?;
    Found::weak(behind, of_month(year_number, first)?)
}

/// `next march`, `this march`, `last march`: only where it cannot be two of them.
fn named_month(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (behind, n) = scan.word_of(place, &[&["next"], &["this"], &["last"]])?;
    let found = month(scan, scan.space(behind))?;
    let this = context.today.year();
    let own = context.today.month();
    let year_number = match n {
        0 if found.value <= own => this + 1,
        1 => this,
        2 if found.value >= own => this - 1,
        _ => return None,
    };
    let first = NaiveDate::from_ymd_opt(year_number, found.value, 1)?;
    // `next may 5` is another date.
    let goes_on = scan.at(scan.space(found.end)).is_some_and(|c| c.is_ascii_digit());
    (!goes_on).then(|| Found::sure(found.end, Called::Span(first, month_end(first)?))).flatten()
}

const PARTS: [(&[&str], MonthPart); 6] = [
    (&["月底", "月末", "月尾"], MonthPart::End),
    (&["月初头", "月初", "月头上", "月头"], MonthPart::Begin),
    (&["月中旬"], MonthPart::SecondThird),
    (&["月上旬"], MonthPart::FirstThird),
    (&["月下旬"], MonthPart::LastThird),
    (&["月中"], MonthPart::Middle),
];

fn month_part(scan: &Scan, place: usize) -> Option<(usize, MonthPart)> {
    PARTS.iter().find_map(|(words, part)| Some((scan.literal(place, words)?, *part)))
}

/// 月底, 下个月初, 本月, 下月5号.
fn han_month(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    const WHICH: [(&[&str], i32); 5] = [
        (&["下下个", "下下"], 2),
        (&["下个", "下"], 1),
        (&["上上个", "上上"], -2),
        (&["上个", "上"], -1),
        (&["这一个", "这个", "这一", "这", "本", "当", "今个", "今"], 0),
    ];
    let found = WHICH.iter().find_map(|(words, months)| Some((scan.literal(place, words)?, *months)));
    let Some((start, months)) = found else {
        let (end, part) = month_part(scan, place)?;
        return Found::sure(end, Called::SomeMonthPart(part));
    };
    let first = month_shifted(context.today, months)?;
    if let Some((end, own)) = month_part(scan, start) {
        return Found::sure(end, part(first, own)?);
    }
    let behind = scan.literal(start, &["月份", "月"])?;
    let day = scan.literal(behind, &["的"]).unwrap_or(behind);
    if let Some((digits, day)) = small(scan, day, 1, 31)
        && let Some(end) = scan.literal(digits, &["号", "日"])
    {
        return Found::sure(end, Called::Date(first.with_day(day)?));
    }
    let end = scan.literal(behind, &["之内", "以内", "内"]).unwrap_or(behind);
    Found::sure(end, Called::Span(first, month_end(first)?))
}

fn han_quarter(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    const WHICH: [(&[&str], i32); 3] = [(&["下个", "下"], 1), (&["上个", "上"], -1), (&["这个", "这", "本", "当"], 0)];
    let found = WHICH.iter().find_map(|(words, quarters)| Some((scan.literal(place, words)?, *quarters)));
    let (start, quarters) = found.unwrap_or((place, 0));
    let own = quarter(context.today, quarters)?;
    if let Some(end) = scan.literal(start, &["季度末", "季度底", "季末", "季底"]) {
        return Found::sure(end, Called::Date(own.1));
    }
    let end = scan.literal(start, &["季度初", "季初"]);
    if let (Some(end), Some(_)) = (end, found) {
        return Found::sure(end, Called::Date(own.0));
    }
    let end = scan.literal(start, &["季度", "季"])?;
    found.and_then(|_| Found::sure(end, span(own)))
}

/// 年底, 明年, 明年初, 今年3月, 去年底.
fn han_year(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (start, own) = match relative_year(scan, place, context) {
        Some((end, year)) => (end, Some(year)),
        None => (place, None),
    };
    let this = context.today.year();
    // 2028年 is mostly said of a contract or a price list.
    if own.is_none()
        && let Some((end, year_number)) = super::date::han_year(scan, place, context)
        && let whole = scan.literal(end, &["度"]).unwrap_or(end)
        && (scan.at(place).is_some_and(|c| "〇零一二两0民".contains(c))
            || scan.digits(place, 4).is_some_and(|(digits, _)| digits == place + 4))
        && !scan.at(whole).is_some_and(|c| c.is_ascii_digit() || crate::base::when::words::is_numeral(c))
    {
        return Found::weak(whole, span(year(year_number)?));
    }
    // 明年底 has one 年, 明年年底 two; alone it is 年底.
    let (ends, begins, middles): (&[&str], &[&str], &[&str]) = match own {
        Some(_) => (&["年底", "年末", "年尾", "底", "末", "尾"], &["年初", "年头", "初"], &["年中"]),
        None => (&["年底", "年末", "年尾"], &["年初"], &["年中"]),
    };
    let in_year = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day).map(Called::Date);
    if let Some(end) = scan.literal(start, ends) {
        let year =
            own.unwrap_or(if context.hint == Hint::Past && context.today.ordinal() < 350 { this - 1 } else { this });
        return Found::sure(end, in_year(year, 12, 31)?);
    }
    if let Some(end) = scan.literal(start, middles) {
        let year = own.unwrap_or(this);
        return Found::sure(end, in_year(year, 6, 30)?);
    }
    if let Some(end) = scan.literal(start, begins) {
        let year = own.unwrap_or(if context.hint == Hint::Future { this + 1 } else { this });
        return Found::sure(end, in_year(year, 1, 1)?);
    }
    let year_number = own?;
    let next = scan.space(start);
    let Some((behind, number)) = small(scan, next, 1, 12) else {
        return Found::sure(start, span(year(year_number)?));
    };
    let first = NaiveDate::from_ymd_opt(year_number, number, 1)?;
    if let Some((end, own)) = month_part(scan, behind) {
        return Found::sure(end, part(first, own)?);
    }
    let end = scan.literal(behind, &["月份", "月"])?;
    Found::sure(end, Called::Span(first, month_end(first)?))
}

/// 去年本月十日, 明年今天, 去年同期: this day or month in another year.
fn han_year_on(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (end, year) = relative_year(scan, place, context)?;
    let next = scan.literal(end, &["的"]).unwrap_or(end);
    if let Some(end) = scan.literal(next, &["今天", "今日", "同日", "同一天", "这一天"]) {
        return Found::sure(end, Called::Date(context.today.with_year(year)?));
    }
    let end = scan.literal(next, &["本月", "同月", "这个月", "同一个月"])?;
    let first = month_shifted(context.today, 0)?.with_year(year)?;
    if let Some((digits, day)) = small(scan, end, 1, 31)
        && let Some(end) = scan.literal(digits, &["号", "日"])
    {
        return Found::sure(end, Called::Date(first.with_day(day)?));
    }
    Found::sure(end, Called::Span(first, month_end(first)?))
}

/// 上世纪90年代, 20世纪八十年代, `the 1990s`: ten years.
fn decades(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let ten = |end: usize, from: i32| Found::weak(end, Called::Span(year(from)?.0, year(from.checked_add(9)?)?.1));
    let start = scan.word(place, &["in the", "the"]).map_or(place, |end| scan.space(end));
    if let Some((end, from)) = scan.digits(start, 4).filter(|(end, n)| *end == start + 4 && n % 10 == 0)
        && let Some(end) = scan.literal_free(end, &["s", "'s"])
    {
        return ten(end, i32::try_from(from).ok()?);
    }
    let own = context.today.year().div_euclid(100);
    let (end, century) = match scan.literal(place, &["上个世纪", "上世纪"]) {
        Some(end) => (end, own - 1),
        None => match scan.literal(place, &["这个世纪", "本世纪"]) {
            Some(end) => (end, own),
            None => {
                let (end, n) = small(scan, place, 10, 21)?;
                (scan.literal(end, &["世纪"])?, i32::try_from(n).ok()? - 1)
            }
        },
    };
    let (end, tens) = small(scan, end, 10, 90).filter(|(_, n)| n % 10 == 0)?;
    ten(scan.literal(end, &["年代"])?, century * 100 + i32::try_from(tens).ok()?)
}

/// 今年, 明年, 去年 and the like.
pub(in crate::base::when) fn relative_year(scan: &Scan, place: usize, context: &Context) -> Option<(usize, i32)> {
    const YEARS: [(&str, i32); 17] = [
        ("出年", 1),
        ("旧年", -1),
        ("上年", -1),
        ("下年", 1),
        ("今年", 0),
        ("本年度", 0),
        ("本年", 0),
        ("这一年", 0),
        ("明年", 1),
        ("来年", 1),
        ("下一年", 1),
        ("大后年", 3),
        ("后年", 2),
        ("去年", -1),
        ("上一年", -1),
        ("大前年", -3),
        ("前年", -2),
    ];
    let this = context.today.year();
    YEARS.iter().find_map(|(word, distance)| Some((scan.literal(place, &[word])?, this.checked_add(*distance)?)))
}
