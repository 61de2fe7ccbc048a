//! A date in words, as screens and the command line take it. The reading itself is the base's.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use crate::base::clock::{Moment, Now};
use crate::base::lang::Lang;
use crate::base::when::{self, Context, Hint, NextWeekday, When};
use crate::domain::deed::Slot;
use crate::domain::entry::{self, Misfit};
use crate::schema::{Field, FieldType, Kind, Value};

/// The time that a day without one is given, where a time is wanted.
const MORNING: Option<NaiveTime> = NaiveTime::from_hms_opt(9, 0, 0);

/// What words for a date are read with.
#[derive(Clone, Copy, Debug)]
pub struct Dates<'a> {
    /// Now.
    pub now: &'a Now,
    /// The language.
    pub lang: Lang,
    /// What `next fri` means, where the person has said so.
    pub next: Option<NextWeekday>,
}

/// Which of several days words mean (`next week`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// What is due by then: the last working day.
    Due,
    /// A visit: the first working day.
    Visit,
    /// Not before then: the first day.
    From,
}

impl Of {
    /// The day, of these; none of them is past where one is not.
    pub(in crate::domain) fn choose(self, first: NaiveDate, last: NaiveDate, today: NaiveDate) -> NaiveDate {
        let from = if last < today { first } else { first.max(today) };
        let works = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        // A week has both; longer ones begin and end in one.
        let days = || from.iter_days().take_while(|day| *day <= last).take(7);
        match self {
            Of::From => from,
            Of::Visit => days().find(works).unwrap_or(from),
            Of::Due => {
                let back = |n: u64| last.checked_sub_days(Days::new(n)).filter(|day| *day >= from);
                (0..7).map_while(back).find(works).unwrap_or(last)
            }
        }
    }
}

impl Dates<'_> {
    fn context(self, hint: Hint) -> Context {
        Context { next_weekday: self.next, ..Context::at(self.now, hint, self.lang) }
    }

    /// The slot that these words name from now on; `None` where they name none.
    pub fn read(self, words: &str, of: Of) -> Option<Slot> {
        self.slot(words, Hint::Future, Some(of))
    }

    /// The slot that these words name on this side of now; of several days the last.
    pub fn read_as(self, words: &str, hint: Hint) -> Option<Slot> {
        self.slot(words, hint, None)
    }

    fn slot(self, words: &str, hint: Hint, of: Option<Of>) -> Option<Slot> {
        let said = when::parse(words.trim(), &self.context(hint))?;
        match (said.when, of) {
            (When::At(at) | When::Hours { start: at, .. }, _) => Some(Slot::at(at)),
            (When::Days { first, last }, Some(of)) => Some(Slot::day(of.choose(first, last, self.now.today()))),
            (when, _) => when.due_day().map(Slot::day),
        }
    }

    /// The slot that these words name for a field; `None` where they name none.
    pub fn read_for(self, field: &Field, words: &str) -> Option<Slot> {
        match field.name {
            "due" | "due_at" | "first_due" => self.read(words, Of::Due),
            "planned_start" => self.read(words, Of::Visit),
            "snoozed_until" => self.read(words, Of::From),
            "started" | "ended" | "at" | "address_since" => self.read_as(words, Hint::Past),
            _ => self.read_as(words, Hint::None),
        }
    }

    /// The value of a field as it was typed: in the form in which values are printed, or a date in words.
    pub fn typed(self, field: &Field, typed: &str) -> Result<Value, Misfit> {
        let said = || self.read_for(field, typed).map(|slot| self.value(field.kind, slot));
        entry::value(field, typed, self.now).or_else(|misfit| match misfit {
            Misfit::Date | Misfit::Moment => said().ok_or(misfit),
            _ => Err(misfit),
        })
    }

    /// A slot as the value of a day, or of a time.
    pub fn value(self, kind: Kind, slot: Slot) -> Value {
        match kind {
            Kind::Moment => {
                let time = slot.time.or(MORNING).unwrap_or_default();
                Some::<Moment>(self.now.zone.moment(slot.day.and_time(time))).put()
            }
            _ => Some::<NaiveDate>(slot.day).put(),
        }
    }

    /// Words, and the slot that stands at their end where one does: `roadworks, fri`.
    pub fn split(self, words: &str, of: Of) -> (String, Option<Slot>) {
        let words = words.trim();
        let last = when::find_all(words, &self.context(Hint::Future)).pop();
        if let Some((range, _)) = last
            && range.end == words.len()
            && let Some(slot) = self.read(&words[range.clone()], of)
        {
            let before = words[..range.start].trim_end_matches([' ', ',', '，', '、', '；', ';']);
            return (before.to_string(), Some(slot));
        }
        (words.to_string(), None)
    }

    /// The first slot that stands in words, with what stands before it and behind it: `queen square, wed 10am, price review`.
    pub fn around(self, words: &str, of: Of) -> Option<(String, Slot, String)> {
        let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '；' | ';' | '：' | ':');
        let found = when::find_all(words, &self.context(Hint::Future)).into_iter();
        let (range, slot) =
            found.filter_map(|(range, _)| Some((range.clone(), self.read(&words[range], of)?))).next()?;
        let part = |text: &str| text.trim_matches(separates).to_owned();
        Some((part(&words[..range.start]), slot, part(&words[range.end..])))
    }

    /// Where words stand in a text that name a day to come.
    pub fn ahead(self, text: &str) -> Vec<Range<usize>> {
        let found = when::find_all(text, &self.context(Hint::Future));
        let to_come = found.into_iter().filter(|(_, said)| {
            let day = said.when.first_day();
            day.is_some_and(|day| day > self.now.today())
        });
        to_come.map(|(range, _)| range).collect()
    }

    /// As [`Dates::split`]; the slot may stand before the words too: `fri, on holiday`. One that a comma closes there is what is meant, whatever day
    /// the words end with: `thu 12:00, paper on the door says back wednesday`. An hour alone is when one was there: 12:45到，门锁着.
    pub fn split_either(self, words: &str, of: Of) -> (String, Option<Slot>) {
        let words = words.trim();
        let separates = |c: char| matches!(c, ' ' | ',' | '，' | '、' | '；' | ';');
        let first = when::find_all(words, &self.context(Hint::Future)).into_iter().next();
        let at_start = first.filter(|(range, _)| range.start == 0 && !self.is_hour_alone(&words[range.clone()]));
        let at_start = at_start.and_then(|(range, _)| Some((range.end, self.read(&words[range], of)?)));
        let closed = at_start.filter(|(end, _)| words[*end..].starts_with([',', '，', '；', ';']));
        let (rest, slot) = self.split(words, of);
        let behind = words.get(rest.len()..).unwrap_or_default().trim_start_matches(separates);
        if closed.is_none() && slot.is_some() && !self.is_hour_alone(behind) {
            return (rest, slot);
        }
        match closed.or(at_start) {
            Some((end, slot)) => (words[end..].trim_start_matches(separates).to_string(), Some(slot)),
            None => (words.to_string(), None),
        }
    }

    /// Whether words name an hour and no day: what is behind us today is not meant for tomorrow.
    fn is_hour_alone(self, words: &str) -> bool {
        let day = |hint| match when::parse(words.trim(), &self.context(hint)).map(|said| said.when) {
            Some(When::At(at) | When::Hours { start: at, .. }) => Some(at.date()),
            _ => None,
        };
        day(Hint::Past) == Some(self.now.today()) && day(Hint::Future).is_some_and(|ahead| ahead > self.now.today())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_slots() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (words, lang, expected) in [
            ("fri", Lang::En, Some("2026-11-27")),
            ("+3d", Lang::En, Some("2026-11-27")),
            ("tomorrow 10:00", Lang::En, Some("2026-11-25 10:00")),
            // By Friday: on Sunday nobody works.
            ("next week", Lang::En, Some("2026-12-04")),
            ("下周三", Lang::ZhHans, Some("2026-12-02")),
            ("週五下午3點", Lang::ZhHant, Some("2026-11-27 15:00")),
            ("2026-12-01", Lang::En, Some("2026-12-01")),
            ("soonish", Lang::En, None),
            ("", Lang::En, None),
        ] {
            let slot = Dates { now: &now, lang, next: None }.read(words, Of::Due).map(|slot| match slot.time {
                Some(time) => format!("{} {}", slot.day, time.format("%H:%M")),
                None => slot.day.to_string(),
            });
            assert_eq!(slot.as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn of_several_days_one_is_meant() {
        // A Tuesday.
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (words, lang, due, visit, from) in [
            ("next week", Lang::En, "2026-12-04", "2026-11-30", "2026-11-30"),
            ("下周", Lang::ZhHans, "2026-12-04", "2026-11-30", "2026-11-30"),
            ("下週", Lang::ZhHant, "2026-12-04", "2026-11-30", "2026-11-30"),
            ("next month", Lang::En, "2026-12-31", "2026-12-01", "2026-12-01"),
            ("下个月", Lang::ZhHans, "2026-12-31", "2026-12-01", "2026-12-01"),
            // Begins and ends on a weekend.
            ("january", Lang::En, "2027-01-29", "2027-01-01", "2027-01-01"),
            ("may", Lang::En, "2027-05-31", "2027-05-03", "2027-05-01"),
            ("this weekend", Lang::En, "2026-11-29", "2026-11-28", "2026-11-28"),
            ("this week", Lang::En, "2026-11-27", "2026-11-24", "2026-11-24"),
            ("thu to sat", Lang::En, "2026-11-27", "2026-11-26", "2026-11-26"),
            ("fri", Lang::En, "2026-11-27", "2026-11-27", "2026-11-27"),
            ("sat", Lang::En, "2026-11-28", "2026-11-28", "2026-11-28"),
        ] {
            let read = |of| Dates { now: &now, lang, next: None }.read(words, of).map(|slot| slot.day.to_string());
            let read = [Of::Due, Of::Visit, Of::From].map(|of| read(of).unwrap_or_default());
            assert_eq!(read, [due, visit, from], "{words}");
        }
    }

    #[test]
    fn next_friday_is_what_the_person_has_said() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (next, expected) in
            [(None, "2026-12-04"), (Some(NextWeekday::Week), "2026-12-04"), (Some(NextWeekday::Coming), "2026-11-27")]
        {
            let slot = Dates { now: &now, lang: Lang::En, next }.read("next fri", Of::Due);
            assert_eq!(slot.map(|slot| slot.day.to_string()).as_deref(), Some(expected), "{next:?}");
        }
    }

    #[test]
    fn a_date_stands_between_a_name_and_what_for() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (lang, words, expected) in [
            (
                Lang::En,
                "queen square wed 2 dec 10am price review",
                Some(("queen square", "2026-12-02 10:00", "price review")),
            ),
            (Lang::ZhHans, "后天上午九点半，带样品", Some(("", "2026-11-26 09:30", "带样品"))),
            (Lang::En, "samples, fri", Some(("samples", "2026-11-27", ""))),
            (Lang::En, "queen square", None),
        ] {
            let found = Dates { now: &now, lang, next: None }.around(words, Of::Visit);
            let found = found.map(|(before, slot, behind)| {
                let time = slot.time.map_or(String::new(), |time| time.format(" %H:%M").to_string());
                (before, format!("{}{time}", slot.day), behind)
            });
            assert_eq!(found.as_ref().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())), expected, "{words}");
        }
    }

    #[test]
    fn a_date_stands_behind_its_words() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let dates = Dates { now: &now, lang: Lang::ZhHans, next: None };
        for (words, before, day) in [
            ("roadworks, fri", "roadworks", Some("2026-11-27")),
            ("修路，下周三", "修路", Some("2026-12-02")),
            ("no key", "no key", None),
            ("fri", "", Some("2026-11-27")),
        ] {
            let (text, slot) = dates.split(words, Of::Visit);
            assert_eq!((text.as_str(), slot.map(|slot| slot.day.to_string()).as_deref()), (before, day), "{words}");
        }
        let english = Dates { lang: Lang::En, ..dates };
        for (dates, words, rest, day) in [
            (dates, "周五，放假", "放假", Some("2026-11-27")),
            (dates, "放假，周五", "放假", Some("2026-11-27")),
            (dates, "8：45到，门锁着", "8：45到，门锁着", None),
            (
                english,
                "thu 12:00, paper on the door says back fri",
                "paper on the door says back fri",
                Some("2026-11-26"),
            ),
            (english, "shut, back fri", "shut, back", Some("2026-11-27")),
            (english, "fri on holiday", "on holiday", Some("2026-11-27")),
            (english, "locked at 9:30", "locked at 9:30", None),
        ] {
            let (text, slot) = dates.split_either(words, Of::Visit);
            assert_eq!((text.as_str(), slot.map(|slot| slot.day.to_string()).as_deref()), (rest, day), "{words}");
        }
    }
}
