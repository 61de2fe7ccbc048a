//! From what a day is called to the day it is: the calendar's arithmetic, and which side of today is meant.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Context, Hint};

/// A day as it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// Known already, however it was said.
    Date(NaiveDate),
    /// Known, but people differ.
    Either(NaiveDate, NaiveDate),
    /// `wed`.
    Weekday(Weekday),
    /// `30 nov`.
    MonthDay(u32, u32),
    /// `5/6`: in the language's order, and in the other.
    TwoOrders((u32, u32), (u32, u32)),
    /// `30号`.
    DayOfMonth(u32),
    /// `november`.
    Month(u32),
    /// `3月底`: the month and which of its parts.
    MonthPart(u32, MonthPart),
    /// `月底` without a month.
    SomeMonthPart(MonthPart),
    /// Both ends included.
    Span(NaiveDate, NaiveDate),
}

/// A part of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthPart {
    Begin,
    Middle,
    End,
    FirstThird,
    SecondThird,
    LastThird,
}

/// The days meant: one where `first` is `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) other: Option<NaiveDate>,
}

impl Meant {
    fn day(day: NaiveDate) -> Option<Meant> {
        Some(Meant { first: day, last: day, other: None })
    }

    fn span(first: NaiveDate, last: NaiveDate) -> Option<Meant> {
        (first <= last).then_some(Meant { first, last, other: None })
    }

    fn or(self, other: Option<NaiveDate>) -> Option<Meant> {
        Some(Meant { other: other.filter(|other| *other != self.first), ..self })
    }
}

impl Called {
    /// The days it means from today.
    pub(super) fn meant(self, context: &Context) -> Option<Meant> {
        let today = context.today;
        match self {
            Called::Date(day) => Meant::day(day),
            Called::Either(day, other) => Meant::day(day)?.or(Some(other)),
            Called::Weekday(weekday) => {
                let day = match context.hint {
                    Hint::Past => last_weekday(today, weekday)?,
                    Hint::Future | Hint::None => coming_weekday(today, weekday)?,
                };
                Meant::day(day)?.or((today.weekday() == weekday).then_some(today))
            }
            Called::MonthDay(month, day) => month_day(context, month, day),
            Called::TwoOrders(first, second) => {
                let own = month_day(context, first.0, first.1);
                let other = month_day(context, second.0, second.1).map(|meant| meant.first);
                match own {
                    Some(own) => own.or(other),
                    None => Meant::day(other?),
                }
            }
            Called::DayOfMonth(day) => {
                let months = match context.hint {
                    Hint::Future if day < today.day() => 1,
                    Hint::Past if day > today.day() => -1,
                    _ => 0,
                };
                Meant::day(month_shifted(today, months)?.with_day(day)?)
            }
            Called::Month(month) => {
                let first = NaiveDate::from_ymd_opt(year_of_month(context, month), month, 1)?;
                Meant::span(first, month_end(first)?)
            }
            Called::MonthPart(month, part) => {
                let own = |year: i32| part_of_month(NaiveDate::from_ymd_opt(year, month, 1)?, part);
                let this = own(year_of_month(context, month))?;
                // `early november` said on its 24th is promised for next year's, as `3 november` is.
                match context.hint {
                    Hint::Future if this.last < today => own(year_of_month(context, month) + 1),
                    _ => Some(this),
                }
            }
            Called::SomeMonthPart(part) => {
                let this = part_of_month(month_shifted(today, 0)?, part)?;
                let months = match context.hint {
                    Hint::Future if this.last < today => 1,
                    Hint::Past if this.first > today => -1,
                    _ => 0,
                };
                part_of_month(month_shifted(today, months)?, part)
            }
            Called::Span(first, last) => Meant::span(first, last),
        }
    }

    /// The first such day on or after `from`, for the end of a range.
    pub(super) fn on_or_after(self, from: NaiveDate, context: &Context) -> Option<Meant> {
        let ahead = Context { today: from, hint: Hint::Future, ..*context };
        match self {
            Called::Weekday(weekday) if from.weekday() == weekday => Meant::day(from),
            Called::MonthDay(..) | Called::Weekday(_) | Called::DayOfMonth(_) => Meant::day(self.meant(&ahead)?.first),
            Called::Month(_) | Called::MonthPart(..) => self.meant(&ahead),
            _ => self.meant(context).filter(|meant| meant.first >= from),
        }
    }
}

fn month_day(context: &Context, month: u32, day: u32) -> Option<Meant> {
    let today = context.today;
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    let this = in_year(today.year());
    match (context.hint, this) {
        (Hint::Future, Some(this)) if this < today => Meant::day(in_year(today.year() + 1)?)?.or(Some(this)),
        (Hint::Past, Some(this)) if this > today => Meant::day(in_year(today.year() - 1)?)?.or(Some(this)),
        (_, this) => Meant::day(this?),
    }
}

/// The year of a month without one: this month counts for both sides.
fn year_of_month(context: &Context, month: u32) -> i32 {
    let today = context.today;
    match context.hint {
        Hint::Future if month < today.month() => today.year() + 1,
        Hint::Past if month > today.month() => today.year() - 1,
        _ => today.year(),
    }
}

pub(super) fn part_of_month(first: NaiveDate, part: MonthPart) -> Option<Meant> {
    let last = month_end(first)?;
    match part {
        MonthPart::Begin => Meant::day(first),
        MonthPart::Middle => Meant::day(first.with_day(15)?),
        MonthPart::End => Meant::day(last),
        MonthPart::FirstThird => Meant::span(first, first.with_day(10)?),
        MonthPart::SecondThird => Meant::span(first.with_day(11)?, first.with_day(20)?),
        MonthPart::LastThird => Meant::span(first.with_day(21)?, last),
    }
}

pub(super) fn coming_weekday(today: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = (weekday.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7;
    days_from(today, i64::from(if ahead == 0 { 7 } else { ahead }))
}

pub(super) fn last_weekday(today: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = (today.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday()) % 7;
    days_from(today, -i64::from(if back == 0 { 7 } else { back }))
}

/// A weekday of the calendar week that is `weeks` away from this one.
pub(super) fn weekday_of(today: NaiveDate, weeks: i64, weekday: Weekday) -> Option<NaiveDate> {
    days_from(monday(today, weeks)?, i64::from(weekday.num_days_from_monday()))
}

pub(super) fn monday(today: NaiveDate, weeks: i64) -> Option<NaiveDate> {
    days_from(today, weeks.checked_mul(7)? - i64::from(today.weekday().num_days_from_monday()))
}

pub(super) fn days_from(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    if days < 0 {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_add_days(Days::new(days as u64))
    }
}

/// The same day so many months away, or that month's last.
pub(super) fn months_from(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let distance = Months::new(months.unsigned_abs());
    if months < 0 { day.checked_sub_months(distance) } else { day.checked_add_months(distance) }
}

/// The first day of the month that is `months` away.
pub(super) fn month_shifted(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    months_from(day.with_day(1)?, months)
}

pub(super) fn month_end(day: NaiveDate) -> Option<NaiveDate> {
    month_shifted(day, 1)?.pred_opt()
}

/// First and last day of the quarter that is `quarters` away.
pub(super) fn quarter(day: NaiveDate, quarters: i32) -> Option<(NaiveDate, NaiveDate)> {
    let into = (day.month0() % 3) as i32;
    let first = month_shifted(day, quarters.checked_mul(3)? - into)?;
    Some((first, month_end(month_shifted(first, 2)?)?))
}

/// First and last day of a year.
pub(super) fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}
