//! The evening's pass over a day: what is still to be said, part by part, and the last line, which says whether the lid can be closed.
//!
//! Always holds: what was left as it is stays in sight and is not counted; the last line never says "sent" of what is not.

use chrono::NaiveDate;

use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::ask::{Close, FollowUpRow, KeptClose, Sent, SyncLine, SyncState, UnfiledLog, VisitRow};
use crate::domain::deed::LogRef;
use crate::schema::VisitState;

/// A part of the pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Planned visits of which nothing was said.
    NotLogged,
    /// Logs without a customer.
    Unfiled,
    /// Promises without a date.
    Undated,
    /// Visits that nothing follows.
    NoNext,
    /// Steps that should not have been left out.
    Steps,
    /// Promises of the day.
    Promises,
}

impl Part {
    /// All, in the order of the pass.
    pub const ALL: [Part; 6] =
        [Part::NotLogged, Part::Unfiled, Part::Undated, Part::NoNext, Part::Steps, Part::Promises];

    /// The key of its words.
    pub const fn words(self) -> &'static str {
        match self {
            Part::NotLogged => "close-not-logged",
            Part::Unfiled => "close-unfiled",
            Part::Undated => "close-undated",
            Part::NoNext => "close-no-next",
            Part::Steps => "close-steps",
            Part::Promises => "close-promises",
        }
    }

    /// The key of what can be done about it.
    pub const fn how(self) -> &'static str {
        match self {
            Part::NotLogged => "close-how-not-logged",
            Part::Unfiled => "close-how-unfiled",
            Part::Undated => "close-how-undated",
            Part::NoNext => "close-how-no-next",
            Part::Steps => "close-how-steps",
            Part::Promises => "close-how-promises",
        }
    }
}

/// Something to be said of the day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Item<'a> {
    /// A visit: not logged, or without a next step.
    Visit(&'a VisitRow),
    /// A log without a customer.
    Unfiled(&'a UnfiledLog),
    /// A visit, and the steps that were left out.
    Steps(&'a VisitRow, &'a [String]),
    /// A promise: without a date, or due.
    Promise(&'a FollowUpRow),
}

impl Item<'_> {
    /// Its record.
    pub fn id(&self) -> Id {
        match self {
            Item::Visit(visit) => visit.id,
            Item::Unfiled(UnfiledLog { log: LogRef::Visit(id) | LogRef::Touch(id), .. }) => *id,
            // Not the visit's own: that nothing follows and that something was left out are two things to say.
            Item::Steps(visit, _) => Id::derived(&[b"steps", visit.id.bytes()]),
            Item::Promise(promise) => promise.id,
        }
    }
}

impl Close {
    /// What a part asks about.
    pub fn items(&self, part: Part) -> Vec<Item<'_>> {
        match part {
            Part::NotLogged => self.not_logged.iter().map(Item::Visit).collect(),
            Part::Unfiled => self.unfiled.iter().map(Item::Unfiled).collect(),
            Part::Undated => self.undated.iter().map(Item::Promise).collect(),
            Part::NoNext => self.no_next.iter().map(Item::Visit).collect(),
            Part::Steps => self.steps.iter().map(|(visit, left)| Item::Steps(visit, left)).collect(),
            Part::Promises => self.promises.iter().map(Item::Promise).collect(),
        }
    }

    /// All that is asked, in the order of the pass.
    pub fn all(&self) -> Vec<(Part, Item<'_>)> {
        Part::ALL.into_iter().flat_map(|part| self.items(part).into_iter().map(move |item| (part, item))).collect()
    }

    /// How much of it is neither answered nor left as it is.
    pub fn open(&self, kept: &KeptClose) -> usize {
        self.all().iter().filter(|(_, item)| !kept.left.contains(&item.id())).count()
    }
}

/// When a visit that was not logged in its time is taken to have been: as agreed or stamped, else from five in the afternoon of its day for
/// the usual length. `None`: just now will do.
pub fn took(visit: &VisitRow, minutes: i64, now: &Now) -> Option<(Moment, Moment)> {
    // One that is under way today ends now.
    if visit.state == VisitState::InProgress && visit.day >= now.today() {
        return None;
    }
    took_by(visit.day, (visit.start, visit.end), minutes, now)
}

/// The same of what is known of a visit: its day, and its start and end as stamped or agreed.
pub fn took_by(
    day: NaiveDate,
    (start, end): (Option<Moment>, Option<Moment>),
    minutes: i64,
    now: &Now,
) -> Option<(Moment, Moment)> {
    // Planned in another time zone, its hour may lie on another day of this one: it stays on its own.
    let (start, end) = match start.filter(|start| now.workday(*start) == day) {
        Some(start) => (start, end),
        None if day >= now.today() => return None,
        None => (now.zone.moment(day.and_hms_opt(17, 0, 0)?), None),
    };
    let end = end.filter(|end| *end > start).unwrap_or(start.plus_minutes(minutes));
    (end <= now.at).then_some((start, end))
}

/// The last line of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// All is sent, and both sides hold the same.
    Same,
    /// All is sent, and the sides differ: they are being made the same.
    Differs,
    /// So many changes wait; none was sent since then.
    Waiting {
        /// How many.
        waiting: u64,
        /// Since when; none: never.
        since: Option<Moment>,
    },
    /// A sync is under way.
    Sending,
    /// This book belongs to no company's server.
    Alone,
}

/// What the last line says.
pub fn ending(sync: &SyncLine, sent: &Sent) -> Ending {
    match (&sync.state, sent.same) {
        _ if !sync.enrolled => Ending::Alone,
        (SyncState::Working { .. }, _) => Ending::Sending,
        (_, Some(same)) if sync.waiting == 0 => {
            if same {
                Ending::Same
            } else {
                Ending::Differs
            }
        }
        _ => Ending::Waiting { waiting: sync.waiting, since: sync.last },
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn now(text: &str) -> Now {
        Now::parse(&format!("{text}:00+08:00")).unwrap()
    }

    fn visit(day: &str, start: &str, state: VisitState) -> VisitRow {
        example::visit(0, day, (!start.is_empty()).then(|| now(start).at), state)
    }

    #[test]
    fn a_visit_was_when_it_was_agreed() {
        use VisitState::{InProgress, Planned};
        let today = "2026-11-24";
        for (what, visit, expected) in [
            ("agreed", visit(today, "2026-11-24T11:15", Planned), Some(("2026-11-24T11:15", "2026-11-24T11:45"))),
            ("no time, today", visit(today, "", Planned), None),
            ("still to come", visit(today, "2026-11-24T18:20", Planned), None),
            ("no time, yesterday", visit("2026-11-23", "", Planned), Some(("2026-11-23T17:00", "2026-11-23T17:30"))),
            (
                "agreed in another time zone",
                visit("2026-11-23", "2026-11-24T04:30", Planned),
                Some(("2026-11-23T17:00", "2026-11-23T17:30")),
            ),
            ("under way", visit(today, "2026-11-24T17:30", InProgress), None),
            (
                "forgotten",
                visit("2026-11-23", "2026-11-23T09:00", InProgress),
                Some(("2026-11-23T09:00", "2026-11-23T09:30")),
            ),
        ] {
            let expected = expected.map(|(from, to)| (now(from).at, now(to).at));
            assert_eq!(took(&visit, 30, &now("2026-11-24T18:05")), expected, "{what}");
        }
    }

    #[test]
    fn the_last_line_never_says_sent_of_what_is_not() {
        let at = now("2026-11-24T12:10").at;
        let line = |state, waiting, last| SyncLine { enrolled: true, state, waiting, last, ..SyncLine::default() };
        let sent = |same| Sent { up: 41, down: 6, same };
        let offline = || SyncState::Offline { since: at };
        let waits = |waiting, since| Ending::Waiting { waiting, since };
        for (what, sync, sent, expected) in [
            ("alone", SyncLine::default(), sent(None), Ending::Alone),
            ("all there", line(SyncState::Idle, 0, Some(at)), sent(Some(true)), Ending::Same),
            ("they differ", line(SyncState::Idle, 0, Some(at)), sent(Some(false)), Ending::Differs),
            ("offline", line(offline(), 41, Some(at)), sent(Some(true)), waits(41, Some(at))),
            ("offline, nothing waits", line(offline(), 0, Some(at)), sent(Some(true)), Ending::Same),
            ("never", line(offline(), 41, None), sent(None), waits(41, None)),
            ("captive", line(SyncState::Captive, 3, Some(at)), sent(Some(true)), waits(3, Some(at))),
            (
                "under way",
                line(SyncState::Working { done: 1, left: None, seconds: None }, 3, None),
                sent(None),
                Ending::Sending,
            ),
        ] {
            assert_eq!(ending(&sync, &sent), expected, "{what}");
        }
    }
}
