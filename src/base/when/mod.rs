//! Dates, times and lengths of time in words: English, 简体, 繁體, and the Cantonese words that are written too.
//!
//! Silence is better than a wrong date: a phrase is read only when all of it is understood, a date that names its
//! weekday must fall on it, and where two dates are meant by different people the other one is handed over beside the
//! chosen one ([`Said::other`]) so that a screen can offer it. Nothing here reads a clock.
//!
//! What was chosen where words leave it open (weeks begin on Monday):
//!
//! | words | meaning | the other |
//! |---|---|---|
//! | `wed`, `周三` | the coming one, never today; in a log the last one | today, if it is one |
//! | `next wed` | Wednesday of the next calendar week, as `下周三` | the coming one, if it is still this week |
//! | `last mon` | the last one before today | Monday of the last calendar week |
//! | `this fri`, `本周五` | of this calendar week (`this fri` said on a Saturday: the coming one) | |
//! | `周末`, `next week`, `下个月` | all its days | |
//! | `30号`, `30 nov` | the next such day, today included; in a log the last such day | `30 nov`: this year's |
//! | `eow`, `end of last week` | Friday | Sunday |
//! | `beginning of the week` | its Monday in a log; in a promise not read once it is over | |
//! | `20-27 nov` on the 24th | what has begun and is not over | |
//! | `fri the 20th` on the 24th | in a promise not read: the next one is months away | |
//! | `3rd feb 82`, `may 6, 69` | a year, where nothing else is said | |
//! | `5/6` | by the language's order | the other order, in English |
//! | `3:30`, `三点半` | in the afternoon; 7 to 11 in the morning, 12 noon | the other half of the day |
//! | `10am` at three o'clock | tomorrow; in a log a time ahead is not understood | |
//! | `tomorrow morning` | from 8 to 12; noon 12, 中午 12–14; afternoon 13–18; evening from 18 to midnight | |
//! | `半个月后` | 15 days; months and years keep the day, or take the month's last | |
//! | `last 3 days`, `未来一周` | whole days without today; hours count from now | |
//! | `friday week`, `friday after next` | seven days behind the coming one | |
//! | `last 2 weeks`, `next 3 months` | not read: some count the days, some the calendar's | |
//! | 近三年, 未来两周 | counted from today, without it | |
//! | `fri 9.30 to 10.45` | hours from seven on; `1.50 to 2.50` are prices | |
//! | `mon or tue`, 周四周五, 今明两天 | both days; two that do not follow each other are not read together | |
//! | `early dec`, `late dec` | its first ten days, its days from the 21st on, as 上旬 and 下旬 | |
//! | `friday at midnight` | not read: it begins the day for some and ends it for others; `by friday midnight` ends it | |
//! | `first week of october`, 十月第一周 | a whole week: it begins on the first Monday | |
//! | `week 48`, 第48周 | as on European wall calendars (ISO 8601) | |
//! | `10pm to 2am` | into the next day, if it begins in the evening | |
//! | `after 2pm`, 三点以后 | at two; after a day nothing is read | |
//! | `4pm CET` | by the clock on our wall, where that never changes; else not read | |
//! | `christmas`, `diwali`, `春节` | the next such day; in a log the last one | |
//! | `every other fri`, `每周三` | its first day ahead; only as a whole phrase | |

mod amount;
mod days;
mod every;
mod feast;
mod length;
mod phrase;
mod resolve;
mod stretch;
mod times;
mod words;

pub use self::words::{is_month, is_weekday};

#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::clock::{Moment, Now};
use super::lang::Lang;
use super::scan::Scan;

/// On which side of now a phrase lies that does not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hint {
    /// What happened: logs.
    Past,
    /// What is promised or planned.
    Future,
    /// Either: the nearest reading by the calendar, this month's, this year's.
    #[default]
    None,
}

/// What somebody means by `next fri` while this week's Friday is still ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NextWeekday {
    /// The one of the next calendar week.
    Week,
    /// The coming one.
    Coming,
}

impl NextWeekday {
    /// Its name in a file.
    pub const fn name(self) -> &'static str {
        match self {
            NextWeekday::Week => "week",
            NextWeekday::Coming => "coming",
        }
    }
}

/// What a phrase is read against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The clock on the wall.
    pub now: NaiveDateTime,
    /// The workday, which may still be yesterday's after midnight.
    pub today: NaiveDate,
    /// Where a phrase lies that does not say it.
    pub hint: Hint,
    /// Decides only what numbers alone leave open (`5/6`, `115年`); words of all languages are always read.
    pub lang: Lang,
    /// Whether `5/6` is the sixth of May. Chinese always says the month first.
    pub month_first: bool,
    /// What `next fri` means, where somebody has said so; else both are handed over.
    pub next_weekday: Option<NextWeekday>,
    /// How far east of Greenwich the wall is, where that is the same all year round: else a time in another zone (`4pm CET`) is not read.
    pub minutes_east: Option<i32>,
}

impl Context {
    /// With the calendar day as today.
    pub fn new(now: NaiveDateTime, hint: Hint, lang: Lang) -> Context {
        Context {
            now,
            today: now.date(),
            hint,
            lang,
            month_first: lang.is_chinese(),
            next_weekday: None,
            minutes_east: None,
        }
    }

    /// With the workday as today.
    pub fn at(now: &Now, hint: Hint, lang: Lang) -> Context {
        Context { today: now.today(), minutes_east: minutes_east(now), ..Context::new(now.local(), hint, lang) }
    }
}

fn minutes_east(now: &Now) -> Option<i32> {
    let east = |days: i64| {
        let at = Moment::from_millis(now.at.millis() + days * 86_400_000);
        now.zone.local(at).and_utc().timestamp() - at.millis().div_euclid(1000)
    };
    let own = east(0);
    (-1..=3).all(|quarter| east(quarter * 91) == own).then(|| i32::try_from(own / 60).ok()).flatten()
}

/// A point or stretch of time that words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// A day.
    Day(NaiveDate),
    /// Several days, both ends included: a week, a weekend, Monday to Friday.
    Days {
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
    /// A time on a day.
    At(NaiveDateTime),
    /// From one time to another, also a part of a day such as `tomorrow morning`.
    Hours {
        /// When it begins.
        start: NaiveDateTime,
        /// When it ends, later than `start`.
        end: NaiveDateTime,
    },
    /// How long something takes or took.
    Length(TimeDelta),
    /// What comes back, from its first day ahead on.
    Every {
        /// The first day ahead.
        first: NaiveDate,
        /// How far it is to the next.
        step: Step,
    },
}

/// How far it is from one time to the next of what comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// So many days.
    Days(u16),
    /// So many months, on the same day or the month's last.
    Months(u16),
}

impl When {
    /// The day by which it is due: the last one it touches; `None` for a length.
    pub fn due_day(self) -> Option<NaiveDate> {
        match self {
            When::Day(day) => Some(day),
            When::Days { last, .. } => Some(last),
            When::At(at) => Some(at.date()),
            When::Hours { start, .. } => Some(start.date()),
            When::Every { first, .. } => Some(first),
            When::Length(_) => None,
        }
    }

    /// Whether it is a whole part of a day, of which nobody has said the hour: `tomorrow morning`, 周四上午.
    pub fn is_part_of_day(self) -> bool {
        matches!(self, When::Hours { start, end } if phrase::is_part(start, end))
    }

    /// The day on which it begins; `None` for a length.
    pub fn first_day(self) -> Option<NaiveDate> {
        match self {
            When::Days { first, .. } => Some(first),
            _ => self.due_day(),
        }
    }
}

/// What a phrase means, and what it also could mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Said {
    /// The meaning that was chosen.
    pub when: When,
    /// Another that people use the same words for.
    pub other: Option<When>,
}

impl Said {
    /// What can mean one thing only.
    fn of(when: When) -> Said {
        Said { when, other: None }
    }
}

/// A reading on the way: where it ends, and whether it is one only where nothing else stands around it (`sat`, `11-30`).
#[derive(Clone, Copy)]
struct Found<T> {
    end: usize,
    value: T,
    weak: bool,
}

impl<T> Found<T> {
    fn sure(end: usize, value: T) -> Option<Found<T>> {
        Some(Found { end, value, weak: false })
    }

    fn weak(end: usize, value: T) -> Option<Found<T>> {
        Some(Found { end, value, weak: true })
    }

    fn with<U>(self, value: U) -> Found<U> {
        Found { end: self.end, value, weak: self.weak }
    }
}

/// The longest of several readings; of equally long ones the first.
fn longest<T>(readings: impl IntoIterator<Item = Option<Found<T>>>) -> Option<Found<T>> {
    let mut best: Option<Found<T>> = None;
    for found in readings.into_iter().flatten() {
        if best.as_ref().is_none_or(|best| found.end > best.end) {
            best = Some(found);
        }
    }
    best
}

/// The whole phrase, `None` where any of it is not understood.
pub fn parse(phrase: &str, context: &Context) -> Option<Said> {
    let scan = Scan::new(phrase);
    let found = phrase::phrase(&scan, 0, context)?;
    (scan.closing(found.end) == scan.len()).then_some(found.value)
}

/// The time with which a text begins, and the bytes it takes.
pub fn find_leading(text: &str, context: &Context) -> Option<(Range<usize>, Said)> {
    let scan = Scan::new(text);
    let (found, bytes) = find_at(&scan, 0, context)?;
    Some((bytes, found.value))
}

#[cfg(test)]
thread_local! {
    /// How often a text was searched by this test: drawing must not.
    pub(crate) static SEARCHED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Every time in a text with its bytes, in order. The last one is where a promise has its date.
pub fn find_all(text: &str, context: &Context) -> Vec<(Range<usize>, Said)> {
    #[cfg(test)]
    SEARCHED.set(SEARCHED.get() + 1);
    let scan = Scan::new(text);
    let mut found = Vec::new();
    let mut place = 0;
    while place < scan.len() {
        match find_at(&scan, place, context) {
            Some((hit, bytes)) => {
                found.push((bytes, hit.value));
                place = hit.end.max(place + 1);
            }
            None => place += 1,
        }
    }
    found
}

fn find_at(scan: &Scan, place: usize, context: &Context) -> Option<(Found<Said>, Range<usize>)> {
    if !may_begin(scan, place) {
        return None;
    }
    let found = phrase::phrase(scan, place, context)?;
    let stands_alone = scan.closing(found.end) == scan.len();
    if !may_end(scan, found.end) || (found.weak && !stands_alone) {
        return None;
    }
    Some((found, scan.bytes(place, found.end)?))
}

/// Not in the middle of a word or number, and not where it only counts or names (`第3天`, `每周三`, `一周三次`).
fn may_begin(scan: &Scan, place: usize) -> bool {
    let Some(here) = scan.at(place).filter(|c| *c != ' ') else { return false };
    let Some(before) = scan.before(place) else { return true };
    if before == ' ' {
        return true;
    }
    let inside_word = scan.joins(place) || (here.is_ascii_digit() && before.is_ascii_alphanumeric());
    let inside_number = here.is_ascii_digit() && ".-/:#+".contains(before);
    let numeral = |c: char| words::is_numeral(c);
    let inside_numeral = numeral(here) && (numeral(before) || before.is_ascii_digit() || "第前近头约".contains(before));
    let counted = here == '周' && (numeral(before) || before.is_ascii_digit() || "每逢隔单双".contains(before));
    !(inside_word || inside_number || inside_numeral || counted || before == '第' || "每隔".contains(before))
}

/// Not where the word or number goes on (`周五金店`, `30.5`, `3-5台`).
fn may_end(scan: &Scan, end: usize) -> bool {
    let (last, next) = (scan.before(end), scan.at(end));
    let Some(next) = next else { return true };
    let digit = last.is_some_and(|c| c.is_ascii_digit());
    let follows_digit = next.is_ascii_alphanumeric()
        || "%:/个台次家人件条元块万千百".contains(next)
        || (matches!(next, '.' | '-' | ',') && scan.at(end + 1).is_some_and(|c| c.is_ascii_digit()));
    !(scan.joins(end) || (digit && follows_digit) || "次金鸣".contains(next))
}
