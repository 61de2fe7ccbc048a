//! Ranges of days and of months: from one to another.

use chrono::{Datelike, NaiveDate};

use super::date::{han_year, year_behind};
use super::day::{Day, day};
use super::nth::english_month;
use crate::base::scan::Scan;
use crate::base::when::resolve::{Called, Meant, last_weekday, month_end, month_shifted};
use crate::base::when::words::{han_weekday, is_free, month, ordinal, small, to, weekday};
use crate::base::when::{Context, Found, Hint, Said, When, longest};

/// `mon to fri`, 周一到周三, `3-5 nov`, `nov 3-5`, 11月3日到5日, 3-5号.
/// `first` is the day that begins here.
pub(in crate::base::when) fn day_range(
    scan: &Scan,
    place: usize,
    first: Option<Found<Day>>,
    context: &Context,
) -> Option<Found<Said>> {
    let days = first.and_then(|from| days_range(scan, place, from, context));
    longest([numbers_range(scan, place, context), months_range(scan, place, context), days])
}

/// 3-5月, 2026年1至9月份, 十二至一月.
fn months_range(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let (start, year) = han_year(scan, place, context).map_or((place, None), |(end, year)| (end, Some(year)));
    let (end, first) = small(scan, start, 1, 12)?;
    let next = to(scan, end)?;
    let (end, last) = small(scan, next, 1, 12)?;
    let end = scan.literal(end, &["月份", "月"])?;
    let from = match year {
        Some(year) => NaiveDate::from_ymd_opt(year, first, 1)?,
        None => Called::Month(first).meant(context)?.first,
    };
    let later = i32::try_from((last + 12 - first) % 12).ok()?;
    let last = month_shifted(from, later)?;
    let closed = is_free(scan, end) && (year.is_none() || last.year() == from.year());
    Some(Found { end, value: days(from, month_end(last)?)?, weak: !closed })
}

/// Behind what joins the ends of a range; `and` does so only behind `between`, 和 only before 之间.
pub(in crate::base::when) fn joined(scan: &Scan, place: usize, end: usize) -> Option<usize> {
    let between = || {
        let next = scan.literal(scan.space(end), &["和", "与", "跟", "同"])?;
        (next..next + 14).any(|at| scan.literal(at, &["之间"]).is_some()).then(|| scan.space(next))
    };
    to(scan, end).or_else(between).or_else(|| {
        scan.before(place).filter(|c| *c == ' ')?;
        let between = place.checked_sub(8).filter(|at| scan.word(*at, &["between"]).is_some());
        between.and_then(|_| scan.word(scan.space(end), &["and"])).map(|end| scan.space(end))
    })
}

fn days(first: NaiveDate, last: NaiveDate) -> Option<Said> {
    (first < last).then(|| Said::of(When::Days { first, last }))
}

fn days_range(scan: &Scan, place: usize, from: Found<Day>, context: &Context) -> Option<Found<Said>> {
    let meant = from.value.called.meant(context)?;
    if from.value.part.is_some() {
        return None;
    }
    // `20-27 nov` promised on the 24th: what has begun and is not over.
    let begun = meant.other.filter(|_| matches!(from.value.called, Called::MonthDay(..)));
    let begun = begun.and_then(|day| {
        let meant = Meant { first: day, last: day, other: None };
        days_range_from(scan, place, from, meant, context).filter(|found| under_way(found.value, context))
    });
    begun.or_else(|| days_range_from(scan, place, from, meant, context))
}

fn under_way(said: Said, context: &Context) -> bool {
    let open = |first: NaiveDate, last: NaiveDate| first <= context.today && context.today <= last;
    matches!(said.when, When::Days { first, last } if context.hint == Hint::Future && open(first, last))
}

fn days_range_from(
    scan: &Scan,
    place: usize,
    from: Found<Day>,
    meant: Meant,
    context: &Context,
) -> Option<Found<Said>> {
    if let Some(pair) = pair(scan, &from, meant, context) {
        return Some(pair);
    }
    let next = joined(scan, place, from.end)?;
    // 2026年和2028年之间 leaves open whether the last year is in it.
    if meant.first != meant.last && to(scan, from.end).is_none() {
        return None;
    }
    let mut meant = in_the_order_of(meant, from.value.called, scan, next, context);
    // `nov 3-5`, 11月3-5日: a number alone goes on in the same month.
    let month_named = matches!(from.value.called, Called::MonthDay(..) | Called::Date(_));
    let same_month = |meant: Meant, number: u32| meant.first.with_day(number).filter(|last| *last > meant.first);
    // `nov 3 - 5, 2026`: a year behind both is the year of both.
    let of_both = |end: usize, number: u32| {
        let Called::MonthDay(month, first) = from.value.called else { return None };
        let (end, year) = year_behind(scan, end, context)?;
        let [first, last] = [first, number].map(|day| NaiveDate::from_ymd_opt(year, month, day));
        Some(Found { end, value: days(first?, last?)?, weak: false })
    };
    if let Some(until) = day(scan, next, context) {
        if let (Called::MonthDay(month, day), Called::Date(last)) = (from.value.called, until.value.called)
            && year_ends(scan, until.end, last.year())
        {
            let own = NaiveDate::from_ymd_opt(last.year(), month, day).filter(|first| *first < last);
            let first = own.or_else(|| NaiveDate::from_ymd_opt(last.year() - 1, month, day))?;
            meant = Meant { first, last: first, other: None };
        }
        // `2026 to 2028`: whether the last year is in it is told in both ways; of 2026年至2028年 it is.
        let bare = scan.before(from.end) != Some('年');
        if bare && whole_year(from.value.called) && whole_year(until.value.called) {
            return None;
        }
        let last = match until.value.called {
            Called::DayOfMonth(number) if of_both(until.end, number).is_some() => return of_both(until.end, number),
            // 12号到3号 goes on into the next month.
            Called::DayOfMonth(number) => {
                same_month(meant, number).or_else(|| month_shifted(meant.first, 1)?.with_day(number))?
            }
            called => called.on_or_after(meant.first, context)?.last,
        };
        // `wed to fri next week`: both are of that week.
        let of_that_week = weekday(scan, next).is_some_and(|named| named.end < until.end);
        let first = match from.value.called {
            Called::Weekday(day) if of_that_week => last_weekday(last, day)?,
            _ => meant.first,
        };
        let weak = from.weak && until.weak;
        return Some(Found { end: until.end, value: days(first, last)?, weak });
    }
    // 周三到五.
    if let Some((end, weekday)) = han_weekday(scan, next)
        && scan.at(from.end.saturating_sub(2)).is_some_and(|c| "周期拜".contains(c))
        && is_free(scan, end)
    {
        let last = Called::Weekday(weekday).on_or_after(meant.first, context)?.last;
        return Found::sure(end, days(meant.first, last)?);
    }
    let (end, number) = small(scan, next, 1, 31)
        .or_else(|| ordinal(scan, next))
        .filter(|_| month_named && !figures_only(scan, place, from.end))?;
    if let Some(found) = of_both(end, number) {
        return Some(found);
    }
    let closed = is_free(scan, end) && !matches!(scan.at(end), Some(':'));
    closed.then_some(())?;
    Found::sure(end, days(meant.first, same_month(meant, number)?)?)
}

fn whole_year(called: Called) -> bool {
    matches!(called, Called::Span(first, last)
        if first.ordinal() == 1 && last.succ_opt().is_some_and(|next| next.ordinal() == 1))
}

/// Whether a date that ends here ends with its year.
fn year_ends(scan: &Scan, end: usize, year: i32) -> bool {
    let said = end.checked_sub(4).and_then(|at| scan.digits(at, 4)).filter(|(digits, _)| *digits == end);
    said.is_some_and(|(_, number)| i32::try_from(number) == Ok(year))
}

/// 周四、周五, 明天或后天, `mon or tue`: two days of which the second follows the first.
fn pair(scan: &Scan, from: &Found<Day>, meant: Meant, context: &Context) -> Option<Found<Said>> {
    if meant.first != meant.last {
        return None;
    }
    let at = scan.space(from.end);
    let glued = || {
        let weekday = matches!(from.value.called, Called::Weekday(_)) && at == from.end;
        scan.literal(at, &["星期", "礼拜", "周"]).filter(|_| weekday).map(|_| at)
    };
    let next = scan
        .literal(at, &["、", "或者", "或是", "或", "和", "跟", "/", "&"])
        .or_else(|| scan.word(at, &["or", "and"]))
        .map(|end| scan.space(end))
        .or_else(glued)?;
    let second = day(scan, next, context).filter(|second| second.value.part.is_none())?;
    let last = second.value.called.on_or_after(meant.first, context)?;
    let follows = last.first == last.last && meant.first.succ_opt() == Some(last.first);
    let weak = from.weak && second.weak;
    follows.then_some(Found { end: second.end, value: days(meant.first, last.last)?, weak })
}

/// The first day of `8/5 to 8/16`, where the second one says in which order both are.
fn in_the_order_of(meant: Meant, called: Called, scan: &Scan, next: usize, context: &Context) -> Meant {
    let turned = || {
        let (end, first) = scan.digits(next, 2)?;
        let (_, second) = scan.digits_behind(scan.literal(end, &["/", "-"])?)?;
        Some(if context.month_first { first > 12 } else { second > 12 })
    };
    match meant.other {
        Some(first) if matches!(called, Called::TwoOrders(..) | Called::Either(..)) && turned() == Some(true) => {
            Meant { first, last: first, other: None }
        }
        _ => meant,
    }
}

fn figures_only(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).all(|at| scan.at(at).is_some_and(|c| c.is_ascii_digit() || "-/.".contains(c)))
}

/// `3-5 nov`, 3-5号, 3号到5号 goes the other way.
fn numbers_range(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let numbered = |at: usize| {
        let at = scan.word(at, &["the"]).map_or(at, |end| scan.space(end));
        ordinal(scan, at).or_else(|| small(scan, at, 1, 31))
    };
    let (end, first) = numbered(place)?;
    let next = joined(scan, place, end)?;
    let (end, last) = numbered(next).filter(|(_, last)| *last > first)?;
    let end = scan.word(scan.space(end), &["of"]).unwrap_or(end);
    if let Some(found) = month(scan, scan.space(end)) {
        if let Some((end, year)) = year_behind(scan, found.end, context) {
            let [first, last] = [first, last].map(|day| NaiveDate::from_ymd_opt(year, found.value, day));
            return Found::sure(end, days(first?, last?)?);
        }
        let meant = Called::MonthDay(found.value, first).meant(context)?;
        let begun = meant.other.and_then(|start| days(start, start.with_day(last)?));
        let value = match begun.filter(|said| under_way(*said, context)) {
            Some(begun) => begun,
            None => days(meant.first, meant.first.with_day(last)?)?,
        };
        return Some(Found { end: found.end, value, weak: false });
    }
    // `the 4th to the 8th of next month`.
    let near = scan.word(scan.space(end), &["in"]).map_or(scan.space(end), |end| scan.space(end));
    if let Some((end, months)) = english_month(scan, near, context).filter(|(_, months)| months.len() == 1) {
        let [first, last] = [first, last].map(|day| months.first().and_then(|month| month.with_day(day)));
        return Found::sure(end, days(first?, last?)?);
    }
    let closing = scan.literal(end, &["号", "日"])?;
    let this = |day: u32| context.today.with_day(day);
    let begun = this(first).zip(this(last)).and_then(|(first, last)| days(first, last));
    if let Some(begun) = begun.filter(|said| under_way(*said, context)) {
        return Found::sure(closing, begun);
    }
    let start = Called::DayOfMonth(first).meant(context)?.first;
    Found::sure(closing, days(start, start.with_day(last)?)?)
}
