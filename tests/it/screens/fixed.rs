//! A book of fixed answers: a rep's day as the screens should show it, without a store.

mod words;

use std::collections::BTreeSet;

use rounds::base::clock::{Moment, Now};
use rounds::base::id::Id;
use rounds::domain::act::{Committed, Label, TakenBack};
use rounds::domain::ask::*;
use rounds::domain::deed::{Deed, LogRef};
use rounds::domain::heard::Payment;
use rounds::schema::*;
use rounds::tui::message::Trouble;

pub use self::words::{EN, Words, ZH};
use super::stage::Book;

pub const NOW: &str = "2026-11-24T10:42:00+08:00";

pub fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn at(time: &str) -> Moment {
    Now::parse(&format!("2026-11-24T{time}:00+08:00")).unwrap().at
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// Answers, and what it was asked to do.
pub struct Fixed {
    pub words: &'static Words,
    pub deeds: Vec<Deed>,
    /// No visits today.
    pub empty_day: bool,
    /// So many customers are counted and are not there.
    pub missing: usize,
}

impl Fixed {
    pub fn new(words: &'static Words) -> Fixed {
        Fixed { words, deeds: Vec::new(), empty_day: false, missing: 0 }
    }

    fn visit(&self, number: usize, time: &str, state: VisitState, planned: bool) -> VisitRow {
        let grades =
            [Grade::B, Grade::C, Grade::C, Grade::C, Grade::B, Grade::A, Grade::A, Grade::B, Grade::C, Grade::B];
        VisitRow {
            id: id(100 + number as u8),
            account: Some(id(number as u8 + 1)),
            name: self.words.names[number].into(),
            grade: (number != 3).then_some(grades[number]),
            state,
            day: day("2026-11-24"),
            start: (!time.is_empty()).then(|| at(time)),
            end: None,
            kind: Some(VisitKind::OnSite),
            planned,
            stop: None,
            purpose: if state == VisitState::Planned { self.words.notes[number].into() } else { String::new() },
            notes: if state == VisitState::Done { self.words.notes[number].into() } else { String::new() },
            outcome: match number {
                0 | 2 => Some(VisitOutcome::Order),
                1 => Some(VisitOutcome::NoOrder),
                _ => None,
            },
            reason: (state == VisitState::Missed).then_some(Reason::Shut),
            street: self.words.streets[number].into(),
        }
    }

    fn visits(&self) -> Vec<VisitRow> {
        if self.empty_day {
            return Vec::new();
        }
        vec![
            self.visit(0, "08:30", VisitState::Done, true),
            self.visit(1, "09:05", VisitState::Done, true),
            self.visit(2, "09:40", VisitState::Done, true),
            self.visit(3, "09:58", VisitState::Done, false),
            self.visit(4, "10:10", VisitState::Missed, true),
            self.visit(5, "11:15", VisitState::Planned, true),
            self.visit(6, "13:00", VisitState::Planned, true),
            self.visit(7, "14:00", VisitState::Planned, true),
            self.visit(8, "14:45", VisitState::Planned, true),
            self.visit(9, "", VisitState::Planned, true),
        ]
    }

    fn owed(&self, account: usize, payment: &str) -> MoneyRow {
        MoneyRow {
            account: Some(id(account as u8 + 1)),
            name: self.words.names[account].into(),
            promised: Promised {
                log: LogRef::Visit(id(220 + account as u8)),
                day: day("2026-11-10"),
                payment: Payment::read(payment),
            },
        }
    }

    fn promise(
        &self,
        number: u8,
        account: usize,
        text: usize,
        due: &str,
        time: Option<&str>,
        by: PromisedBy,
    ) -> FollowUpRow {
        FollowUpRow {
            id: id(150 + number),
            account: Some(id(account as u8 + 1)),
            name: self.words.names[account].into(),
            text: self.words.promises[text].into(),
            due: Some(day(due)),
            due_at: time.map(at),
            by,
        }
    }

    fn promises(&self) -> Vec<FollowUpRow> {
        let us = PromisedBy::Us;
        vec![
            self.promise(0, 5, 0, "2026-11-20", None, us),
            self.promise(1, 1, 1, "2026-11-20", None, us),
            self.promise(2, 4, 2, "2026-11-23", None, us),
            self.promise(3, 5, 3, "2026-11-24", Some("11:15"), us),
            self.promise(4, 6, 2, "2026-11-24", Some("13:00"), us),
            self.promise(5, 7, 5, "2026-11-24", None, us),
        ]
    }

    pub fn proposals(&self) -> Vec<Proposal> {
        let near = [(8, 400, 23), (9, 600, 32), (2, 300, 50), (7, 900, 40), (1, 1200, 60)];
        near.into_iter()
            .enumerate()
            .map(|(rank, (number, metres, since))| Proposal {
                account: id(number as u8 + 1),
                name: self.words.names[number].into(),
                grade: Some(Grade::B),
                street: self.words.streets[number].into(),
                terms: vec![
                    (Why::Overdue { since, cadence: 28.min(since - 2) }, 40 - rank as u32 * 3),
                    (Why::PromiseLate { days: 2 }, 20),
                    (Why::Grade(Grade::B), 10),
                    (Why::Near { metres }, 5),
                ],
                score: 75 - rank as u32 * 3,
                last_visit: Some(day("2026-10-20")),
                metres: Some(metres),
                open_until: [Some(1020), Some(0), None][rank % 3],
            })
            .collect()
    }

    fn week(&self) -> Vec<VisitRow> {
        let mut rows = self.visits();
        for (number, on) in [(1, "2026-11-25"), (4, "2026-11-27"), (8, "2026-11-27")] {
            rows.push(VisitRow {
                id: id(120 + number as u8),
                day: day(on),
                ..self.visit(number, "09:00", VisitState::Planned, true)
            });
        }
        rows
    }

    /// November: what was seen, today's visits and the week's, a day that has more than it should; nine who are due.
    fn month(&self, first: chrono::NaiveDate) -> Month {
        let mut visits = self.week();
        for at in 0..40_u8 {
            let on = day("2026-11-02").checked_add_days(chrono::Days::new(u64::from(at % 5 + at / 15 * 7))).unwrap();
            let seen = VisitRow { day: on, ..self.visit(usize::from(at % 10), "09:00", VisitState::Done, true) };
            visits.push(seen);
        }
        for number in 0..12 {
            visits.push(VisitRow {
                id: id(160 + number as u8),
                day: day("2026-11-26"),
                ..self.visit(number % 10, "", VisitState::Planned, true)
            });
        }
        visits.sort_by_key(|visit| (visit.day, visit.start.is_none(), visit.start));
        let due = [(7, "11-12"), (1, "11-17"), (4, "11-20"), (9, "11-24"), (0, "11-25"), (2, "11-26"), (6, "11-30")];
        let due = due.into_iter().map(|(number, on): (usize, &str)| DueRow {
            account: id(number as u8 + 1),
            name: self.words.names[number].into(),
            grade: Grade::ALL.get(number % 4).copied(),
            street: self.words.streets[number].into(),
            place: None,
            cadence: 28,
            last_visit: (number != 9).then(|| day("2026-10-20")),
            due: day(&format!("2026-{on}")),
            open: [true; 7],
        });
        Month { first, visits, stops: Vec::new(), due: due.collect(), due_all: 7 }
    }

    fn briefing(&self) -> Briefing {
        let log = LogRef::Visit(id(200));
        Briefing {
            account: id(6),
            name: self.words.names[5].into(),
            grade: Some(Grade::A),
            ours: vec![(id(150), self.words.promises[0].into(), Some(day("2026-11-20")))],
            theirs: vec![(id(156), self.words.promises[4].into(), Some(day("2026-11-30")))],
            last: vec![(log, day("2026-11-03"), self.words.notes[5].into())],
            ask: vec![
                Question::Promised { follow_up: id(156), words: self.words.promises[1].into(), due: day("2026-11-18") },
                Question::WhoDecides,
            ],
            people: Vec::new(),
            birthdays: Vec::new(),
            opening_hours: self.words.hours.into(),
            metres: Some(2140),
            first_visit: false,
            ..Briefing::default()
        }
    }

    fn unfiled(&self) -> UnfiledLog {
        UnfiledLog {
            log: LogRef::Visit(id(210)),
            at: at("10:21"),
            words: if self.words.city == "Portsea" {
                "met the new chef, wants the big oven"
            } else {
                "见了新厨师长，想要大烤箱"
            }
            .into(),
            guesses: vec![self.hit(9), self.hit(0)],
        }
    }

    fn hit(&self, number: usize) -> NameHit {
        NameHit {
            account: id(number as u8 + 1),
            name: self.words.names[number].into(),
            grade: Some(Grade::B),
            street: self.words.streets[number].into(),
            last_visit: Some(day("2026-11-03")),
            ..NameHit::default()
        }
    }

    fn today(&self) -> Today {
        let visits = self.visits();
        let next = visits.get(5).cloned().map(|visit| NextStop { visit, briefing: self.briefing() });
        Today {
            day: Some(day("2026-11-24")),
            next,
            visits,
            promises: self.promises(),
            late: 3,
            due_today: 3,
            near: self.proposals().into_iter().take(3).collect(),
            who_next: self.proposals(),
            unfiled: vec![self.unfiled()],
            week: [(8, 8), (4, 10), (0, 7), (0, 6), (0, 9), (0, 0), (0, 0)],
            seen: [(14, 18), (31, 52), (60, 140)],
            to_sort: 0,
            unclosed: None,
            accounts: 412,
            sync: SyncLine {
                used: None,
                enrolled: true,
                state: SyncState::Offline { since: at("09:00") },
                waiting: 12,
                needs_you: 0,
                last: None,
                heard: None,
                manages: false,
                lock_after: None,
            },
        }
    }

    fn account_row(&self, number: usize) -> AccountRow {
        let at = number % 10;
        let name =
            if number < 10 { self.words.names[at].to_string() } else { format!("{} {number}", self.words.names[at]) };
        AccountRow {
            account: Account {
                id: id(number as u8 + 1),
                name,
                grade: Grade::ALL.get(number % 4).copied(),
                lifecycle: Some(Lifecycle::Active),
                street: self.words.streets[at].into(),
                city: self.words.city.into(),
                phones: BTreeSet::from(["0571 8812 3456".to_string()]),
                opening_hours: self.words.hours.into(),
                latitude: Degrees::parse("30.1872"),
                longitude: Degrees::parse("120.2646"),
                ..Account::default()
            },
            last_visit: (number % 5 != 4).then(|| day("2026-11-03")),
            next_due: Some(day("2026-11-17")),
            overdue: (number % 5 != 4).then_some(7),
            planned: number.is_multiple_of(3).then(|| day("2026-11-26")),
            follow_ups: 1,
            contacts: 2,
        }
    }

    fn accounts(&self, ask: &ListAsk) -> AccountPage {
        let wanted = rounds::base::text::fold(&ask.filter);
        let all: Vec<AccountRow> = (0..200).map(|number| self.account_row(number)).collect();
        let fit: Vec<AccountRow> =
            all.into_iter().filter(|row| rounds::base::text::fold(&row.account.name).contains(&wanted)).collect();
        let total = fit.len();
        let there = total - self.missing.min(total);
        let rows = fit.into_iter().take(there).skip(ask.offset).take(ask.limit).collect();
        AccountPage { rows, offset: ask.offset, total, all: 200 }
    }

    fn dossier(&self, account: Id) -> Dossier {
        let number = usize::from(account.bytes()[0]).saturating_sub(1);
        let log = |at: u8, on: &str, notes: &str, touch: Option<TouchKind>, state: Option<VisitState>| TimelineRow {
            log: if touch.is_some() { LogRef::Touch(id(200 + at)) } else { LogRef::Visit(id(200 + at)) },
            day: day(on),
            at: None,
            end: None,
            state,
            touch,
            kind: None,
            notes: notes.into(),
            reason: (state == Some(VisitState::Missed)).then_some(Reason::NobodyThere),
            late: at == 6,
            outcome: None,
            elsewhere: None,
        };
        let done = Some(VisitState::Done);
        let contacts = self.words.people.iter().enumerate().map(|(at, (name, title, phone))| Contact {
            id: id(180 + at as u8),
            account: Some(account),
            name: (*name).into(),
            title: (*title).into(),
            role: [Some(DecisionRole::Influences), Some(DecisionRole::Uses), Some(DecisionRole::Decides)][at],
            phones: Some((*phone).to_string()).filter(|phone| !phone.is_empty()).into_iter().collect(),
            ..Contact::default()
        });
        let follow_up = |at: u8, text: usize, due: &str, by: PromisedBy| FollowUp {
            id: id(150 + at),
            account: Some(account),
            text: self.words.promises[text].into(),
            due: Some(day(due)),
            promised_by: Some(by),
            state: Some(FollowUpState::Open),
            ..FollowUp::default()
        };
        Dossier {
            row: self.account_row(number),
            territory: String::new(),
            owner: String::new(),
            contacts: contacts.collect(),
            follow_ups: vec![
                follow_up(0, 0, "2026-11-20", PromisedBy::Us),
                follow_up(1, 1, "2026-11-26", PromisedBy::Us),
                follow_up(6, 4, "2026-11-30", PromisedBy::Them),
            ],
            timeline: vec![
                log(0, "2026-11-03", self.words.notes[5], None, done),
                log(1, "2026-10-28", self.words.notes[6], Some(TouchKind::Call), None),
                log(2, "2026-10-20", self.words.notes[2], None, done),
                log(3, "2026-10-06", "", None, Some(VisitState::Missed)),
                log(4, "2026-09-22", self.words.notes[1], None, done),
                log(5, "2026-09-08", self.words.notes[0], Some(TouchKind::Chat), None),
                log(6, "2026-08-25", self.words.notes[3], None, done),
                log(7, "2025-08-11", self.words.notes[7], Some(TouchKind::Call), None),
            ],
            timeline_all: 8,
            briefing: self.briefing(),
            place: (38, 412),
            neighbours: (Some(id(1)), Some(id(7))),
            months: [1, 1, 0, 1, 1, 2, 2, 1, 2, 1, 2, 1],
        }
    }
}

impl Book for Fixed {
    fn ask(&mut self, ask: &Ask, _now: &Now) -> Result<Answer, Trouble> {
        Ok(match ask {
            Ask::Today => Answer::Today(Box::new(self.today())),
            Ask::WhoNext(_) => Answer::WhoNext(self.proposals()),
            Ask::Accounts(ask) => Answer::Accounts(self.accounts(ask)),
            Ask::Account(account) => Answer::Account(Some(Box::new(self.dossier(*account)))),
            Ask::Briefing(_) => Answer::Briefing(Some(Box::new(self.briefing()))),
            Ask::FollowUps => {
                let mut rows = self.promises();
                rows.push(self.promise(7, 8, 5, "2026-11-27", None, PromisedBy::Us));
                rows.push(self.promise(6, 5, 4, "2026-11-30", None, PromisedBy::Them));
                Answer::FollowUps(rows)
            }
            Ask::Money => Answer::Money(vec![self.owed(7, "2026-11-20 20000"), self.owed(5, "2026-11-30 3500.50")]),
            Ask::Week(_) => Answer::Week(self.week()),
            Ask::Month(first) => Answer::Month(Box::new(self.month(*first))),
            Ask::Twins(_) => Answer::Names(Vec::new()),
            Ask::ForLog(_) => Answer::ForLog(None),
            Ask::Vocabulary => Answer::Vocabulary(Default::default()),
            Ask::NearNames { .. } => Answer::Near(NearNames::default()),
            Ask::Named { .. } => Answer::Named(Vec::new()),
            Ask::Names { .. } | Ask::LookAlikes { .. } => Answer::Names(vec![self.hit(5), self.hit(6)]),
            Ask::Unfiled => Answer::Unfiled(vec![self.unfiled()]),
            Ask::Find { .. } => Answer::Find(Vec::new()),
            Ask::Sync => Answer::Sync(Box::default()),
            Ask::Record { .. } => Answer::Record(None),
            Ask::Records { .. } => Answer::Records(Vec::new()),
            Ask::Log(_) => Answer::Log(None),
            Ask::History { .. } => Answer::History(Vec::new()),
            #[allow(unreachable_patterns)]
            other => panic!("not answered: {other:?}"),
        })
    }

    fn act(&mut self, deed: &Deed, _now: &Now) -> Result<Committed, Trouble> {
        self.deeds.push(deed.clone());
        Ok(committed(self.words.names[5]))
    }

    fn undo(&mut self, _now: &Now) -> Result<Option<TakenBack>, Trouble> {
        let taken = self.deeds.pop().map(|_| TakenBack {
            committed: committed(self.words.names[5]),
            left: Vec::new(),
            changed: true,
        });
        Ok(taken)
    }

    fn redo(&mut self, _now: &Now) -> Result<Option<TakenBack>, Trouble> {
        Ok(None)
    }
}

fn committed(name: &str) -> Committed {
    Committed { act: id(250), label: Label::new("act-log", name), about: Some((VISIT.number, id(105))), waiting: 13 }
}
