//! What leaves the terminal as plain text: a customer, a briefing. In which words is for whoever knows the language: here a line is
//! a label and parts, each of which says what it is.
//!
//! Always holds: an empty part is left out, and a line without parts too; nothing is cut to fit a screen.

use chrono::NaiveDate;

use super::ask::{Briefing, Dossier, Question, TimelineRow};
use super::heard::Payment;
use super::rules::address;
use crate::base::money::Money;
use crate::schema::{Choice, Contact, FollowUp, PromisedBy};

/// A line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// The key of the words before it; empty: none.
    pub label: &'static str,
    /// What it says, with a gap between two.
    pub parts: Vec<Part>,
}

/// A part of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// As it was written.
    Text(String),
    /// The words of this key.
    Word(&'static str),
    /// The words of this key, said of `$what`.
    Said(&'static str, String),
    /// The word of a choice: its entity, its field, the word.
    Choice(&'static str, &'static str, &'static str),
    /// A day.
    Day(NaiveDate),
    /// The day of a promise, and how far it is.
    Due(NaiveDate),
    /// The day of the last visit.
    Last(NaiveDate),
    /// So many days over its cadence.
    Over(i64),
    /// Opening hours.
    Hours(String),
    /// A distance.
    Metres(u32),
    /// A sum.
    Money(Money),
    /// So many times.
    Times(u32),
    /// Whether money that was promised has come.
    Paid(Payment),
}

/// Builds a line; what is empty is not said.
struct Say(Line);

impl Say {
    fn label(label: &'static str) -> Say {
        Say(Line { label, parts: Vec::new() })
    }

    fn text(mut self, text: &str) -> Say {
        let text = text.trim();
        if !text.is_empty() {
            self.0.parts.push(Part::Text(text.to_string()));
        }
        self
    }

    fn part(mut self, part: Option<Part>) -> Say {
        self.0.parts.extend(part);
        self
    }

    fn choice<C: Choice>(self, entity: &'static str, field: &'static str, choice: Option<C>) -> Say {
        self.part(choice.map(|choice| Part::Choice(entity, field, choice.word())))
    }

    fn all<'a>(self, texts: impl IntoIterator<Item = &'a String>) -> Say {
        texts.into_iter().fold(self, |say, text| say.text(text))
    }
}

fn lines(said: impl IntoIterator<Item = Say>) -> Vec<Line> {
    said.into_iter().map(|say| say.0).filter(|line| !line.parts.is_empty()).collect()
}

/// A log; one that was had elsewhere begins with where.
fn log(row: &TimelineRow) -> Line {
    Say::label("")
        .part(Some(Part::Day(row.day)))
        .choice("touch", "kind", row.touch)
        .choice("visit", "state", row.state)
        .choice("visit", "reason", row.reason)
        .part(row.elsewhere.as_ref().map(|there| Part::Said("timeline-at", there.name.clone())))
        .text(&row.notes)
        .0
}

/// A customer: address, numbers, people, promises, the last logs.
pub fn customer(dossier: &Dossier) -> Vec<Line> {
    let account = &dossier.row.account;
    let head = [
        Say::label("").text(&account.name).choice("account", "grade", account.grade),
        Say::label("").text(&address(account)),
        Say::label("account-phones").all(&account.phones),
        Say::label("account-emails").all(&account.emails),
        Say::label("account-opening_hours").part(hours(&account.opening_hours)),
    ];
    let of = |follow_up: &FollowUp| {
        let by = follow_up.promised_by.unwrap_or(PromisedBy::Us);
        promise(label(by), &follow_up.text, follow_up.due)
    };
    let mut all = lines(head.into_iter().chain(dossier.contacts.iter().map(person)));
    all.extend(lines(dossier.follow_ups.iter().map(of)));
    all.extend(dossier.timeline.iter().take(5).map(log));
    all
}

/// A briefing of a customer of this name.
pub fn briefing(name: &str, briefing: &Briefing) -> Vec<Line> {
    let promises = |by: PromisedBy| {
        let list = if by == PromisedBy::Us { &briefing.ours } else { &briefing.theirs };
        list.iter().map(move |(_, text, due)| promise(label(by), text, *due))
    };
    let last = briefing.last.iter().map(|(_, day, said)| {
        let say = Say::label("brief-last").part(Some(Part::Day(*day)));
        if said.is_empty() {
            say.choice("visit", "outcome", briefing.last_came).part(Some(Part::Word("brief-no-note")))
        } else {
            say.text(said)
        }
    });
    let earlier = briefing.earlier.iter().map(|earlier| {
        let say = Say::label("brief-earlier").text(&earlier.name).text(&earlier.place).part(times(earlier.times));
        match &earlier.last {
            Some((_, day, said)) => say.part(Some(Part::Day(*day))).text(said),
            None => say,
        }
    });
    let ask = briefing.ask.iter().map(|question| {
        let part = match question {
            Question::Noted { words, .. } => Part::Text(words.clone()),
            Question::Promised { words, .. } => Part::Said("brief-asked-promise", words.clone()),
            Question::Money { payment, .. } => Part::Paid(payment.clone()),
            Question::WhoDecides => Part::Word("brief-who-decides"),
        };
        Say::label("brief-ask").part(Some(part))
    });
    let birthdays = briefing
        .birthdays
        .iter()
        .map(|(_, name, day)| Say::label("brief-birthday").text(name).part(Some(Part::Day(*day))));
    let money = briefing.money.iter().map(|promised| {
        let say = Say::label("brief-money").part(promised.payment.amount.map(Part::Money)).text(&promised.payment.text);
        say.part(promised.payment.due.map(Part::Due))
    });
    let objections = briefing.objections.iter().map(|heard| {
        let say = Say::label("brief-objection").text(&heard.words).part(times(heard.times));
        match &heard.worked {
            Some((_, day, said)) => {
                say.part(Some(Part::Said("brief-worked", said.clone()))).part(Some(Part::Day(*day)))
            }
            None => say.part(Some(Part::Day(heard.last.1))),
        }
    });
    let competitors = briefing.competitors.iter().map(|rival| {
        Say::label("brief-competitor").text(&rival.name).part(times(rival.times)).part(Some(Part::Day(rival.last.1)))
    });
    let steps = briefing.steps.iter().map(|steps| {
        Say::label("brief-steps").all(steps.steps.iter().filter(|step| !step.done).map(|step| &step.words))
    });
    let notes = [Say::label("brief-notes").text(&briefing.notes)];
    let seen = briefing.seen.as_deref();
    let over = seen.and_then(|row| row.overdue).filter(|over| *over > 0);
    let head =
        Say::label("").text(name).part(seen.and_then(|row| row.last_visit).map(Part::Last)).part(over.map(Part::Over));
    let head = [head.part(briefing.metres.map(Part::Metres)).part(hours(&briefing.opening_hours))];
    let said = head.into_iter().chain(promises(PromisedBy::Us)).chain(promises(PromisedBy::Them)).chain(money);
    let heard = objections.chain(competitors).chain(birthdays).chain(notes);
    lines(
        said.chain(last).chain(earlier).chain(ask).chain(steps).chain(heard).chain(briefing.people.iter().map(person)),
    )
}

fn hours(kept: &str) -> Option<Part> {
    let kept = kept.trim();
    (!kept.is_empty()).then(|| Part::Hours(kept.to_owned()))
}

/// How often, where it was more than once.
fn times(times: u32) -> Option<Part> {
    (times > 1).then_some(Part::Times(times))
}

fn label(by: PromisedBy) -> &'static str {
    match by {
        PromisedBy::Us => "brief-ours",
        PromisedBy::Them => "brief-theirs",
    }
}

fn promise(label: &'static str, text: &str, due: Option<NaiveDate>) -> Say {
    Say::label(label).text(text).part(due.map(Part::Due))
}

fn person(contact: &Contact) -> Say {
    let say = Say::label("").text(&contact.name).text(&contact.title).choice("contact", "role", contact.role);
    say.all(&contact.phones).all(&contact.emails)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;
    use crate::domain::ask::{AccountRow, Earlier, Objection, Promised, Rival};
    use crate::domain::deed::LogRef;
    use crate::schema::{Account, DecisionRole, Grade, TouchKind};

    fn text(text: &str) -> Part {
        Part::Text(text.into())
    }

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn a_briefing_is_said_line_by_line() {
        let told = Briefing {
            ours: vec![(Id::NIL, "price list A100".into(), Some(day("2026-11-20"))), (Id::NIL, "samples".into(), None)],
            theirs: vec![(Id::NIL, "a decision".into(), Some(day("2026-11-30")))],
            last: vec![(LogRef::Visit(Id::NIL), day("2026-11-03"), "trial first".into())],
            ask: vec![
                Question::Noted { log: LogRef::Visit(Id::NIL), day: day("2026-11-03"), words: "Who signs?".into() },
                Question::WhoDecides,
            ],
            people: vec![Contact {
                name: "Wang".into(),
                role: Some(DecisionRole::Decides),
                phones: ["138 0571 2266".to_string()].into(),
                ..Contact::default()
            }],
            earlier: vec![Earlier {
                contact: Id::NIL,
                name: "Wang".into(),
                place: "Ferry Garage".into(),
                times: 18,
                last: Some((LogRef::Visit(Id::NIL), day("2026-10-02"), "wants two".into())),
            }],
            birthdays: vec![(Id::NIL, "Wang".into(), day("2026-12-01"))],
            money: vec![Promised {
                log: LogRef::Visit(Id::NIL),
                day: day("2026-11-03"),
                payment: Payment::read("2026-11-30 20000 the rest"),
            }],
            objections: vec![Objection {
                words: "too dear".into(),
                times: 2,
                last: (LogRef::Visit(Id::NIL), day("2026-11-03")),
                worked: Some((LogRef::Visit(Id::NIL), day("2026-11-10"), "trial first".into())),
            }],
            competitors: vec![Rival {
                name: "Acme".into(),
                times: 1,
                last: (LogRef::Visit(Id::NIL), day("2026-11-03")),
            }],
            notes: "ring twice".into(),
            ..Briefing::default()
        };
        let line = |label, parts: Vec<Part>| Line { label, parts };
        assert_eq!(
            briefing("Harbour Dental", &told),
            [
                line("", vec![text("Harbour Dental")]),
                line("brief-ours", vec![text("price list A100"), Part::Due(day("2026-11-20"))]),
                line("brief-ours", vec![text("samples")]),
                line("brief-theirs", vec![text("a decision"), Part::Due(day("2026-11-30"))]),
                line(
                    "brief-money",
                    vec![
                        Part::Money(Money::from_hundredths(2_000_000)),
                        text("the rest"),
                        Part::Due(day("2026-11-30"))
                    ]
                ),
                line("brief-last", vec![Part::Day(day("2026-11-03")), text("trial first")]),
                line(
                    "brief-earlier",
                    vec![
                        text("Wang"),
                        text("Ferry Garage"),
                        Part::Times(18),
                        Part::Day(day("2026-10-02")),
                        text("wants two")
                    ]
                ),
                line("brief-ask", vec![text("Who signs?")]),
                line("brief-ask", vec![Part::Word("brief-who-decides")]),
                line(
                    "brief-objection",
                    vec![
                        text("too dear"),
                        Part::Times(2),
                        Part::Said("brief-worked", "trial first".into()),
                        Part::Day(day("2026-11-10"))
                    ]
                ),
                line("brief-competitor", vec![text("Acme"), Part::Day(day("2026-11-03"))]),
                line("brief-birthday", vec![text("Wang"), Part::Day(day("2026-12-01"))]),
                line("brief-notes", vec![text("ring twice")]),
                line("", vec![text("Wang"), Part::Choice("contact", "role", "decides"), text("138 0571 2266")]),
            ]
        );
        assert_eq!(briefing("", &Briefing::default()), []);
    }

    #[test]
    fn a_customer_is_copied_with_its_people_and_promises() {
        let account = Account {
            name: "Harbour Dental".into(),
            grade: Some(Grade::A),
            street: "14 Quay St".into(),
            city: "Bristol".into(),
            phones: ["0117 496 0123".to_string()].into(),
            ..Account::default()
        };
        let follow_up = FollowUp { text: "samples".into(), due: Some(day("2026-11-27")), ..FollowUp::default() };
        let told = Dossier {
            row: AccountRow {
                account,
                last_visit: None,
                next_due: None,
                overdue: None,
                planned: None,
                follow_ups: 1,
                contacts: 0,
            },
            territory: String::new(),
            owner: String::new(),
            contacts: vec![Contact { name: "Wang".into(), title: "Buyer".into(), ..Contact::default() }],
            follow_ups: vec![follow_up],
            timeline: vec![TimelineRow {
                log: LogRef::Touch(Id::NIL),
                day: day("2026-11-03"),
                at: None,
                end: None,
                state: None,
                touch: Some(TouchKind::Call),
                kind: None,
                notes: "rang".into(),
                reason: None,
                late: false,
                outcome: None,
                elsewhere: None,
            }],
            timeline_all: 1,
            briefing: Briefing::default(),
            place: (1, 1),
            neighbours: (None, None),
            months: [0; 12],
        };
        let line = |label, parts: Vec<Part>| Line { label, parts };
        assert_eq!(
            customer(&told),
            [
                line("", vec![text("Harbour Dental"), Part::Choice("account", "grade", "a")]),
                line("", vec![text("14 Quay St, Bristol")]),
                line("account-phones", vec![text("0117 496 0123")]),
                line("", vec![text("Wang"), text("Buyer")]),
                line("brief-ours", vec![text("samples"), Part::Due(day("2026-11-27"))]),
                line("", vec![Part::Day(day("2026-11-03")), Part::Choice("touch", "kind", "call"), text("rang")]),
            ]
        );
    }
}
