//! What was understood of a log line, in words: the chips of the terminal and `rounds log --explain`.
//!
//! Always holds: a date is said in full, with its weekday, so that nobody has to count.

use chrono::Datelike;

use super::words::Words;
use crate::base::clock::{Moment, Now};
use crate::base::money::Money;
use crate::domain::deed::{LogKind, Promise, Slot};
use crate::domain::heard::Payment;
use crate::domain::log_line::Understood;
use crate::schema::{Direction, PromisedBy};

impl Words {
    /// One thing that was understood.
    pub fn understood(&self, what: &Understood, now: &Now) -> String {
        match what {
            Understood::Account { name, street, .. } if street.is_empty() => name.clone(),
            Understood::Account { name, street, .. } => format!("{name}  {street}"),
            Understood::New(name) => self.with("new-customer", &[("name", name.into())]),
            Understood::Several(n) => self.with("log-several", &[("n", (*n).into())]),
            Understood::Near(name) => self.with("log-near", &[("name", name.into())]),
            Understood::Doubt(name) => self.with("log-doubt", &[("name", name.into())]),
            Understood::Unfiled => self.get("log-unfiled").to_owned(),
            Understood::Kind(kind, direction) => {
                let kind = self.log_kind(*kind);
                let began = |key| self.with(key, &[("kind", (&kind).into())]);
                match direction {
                    Some(Direction::In) => began("log-in"),
                    Some(Direction::Out) => began("log-out"),
                    None => kind,
                }
            }
            Understood::NotDone(reason) => self.not_done(*reason),
            Understood::Time { started, ended, said, day_only } => {
                let day = self.when_it_was(*started, *ended, *day_only, now);
                if *said || started == ended { day } else { self.with("log-guess", &[("time", (&day).into())]) }
            }
            Understood::Outcome(outcome) => self.of("visit", "outcome", *outcome).to_owned(),
            Understood::Reached(reached) => self.of("touch", "outcome", *reached).to_owned(),
            Understood::Promise { promise, other, .. } => self.promise(promise, *other, now),
            Understood::Tag(tag) => format!("# {tag}"),
            Understood::Competitor(name) => self.with("log-competitor", &[("name", name.into())]),
            Understood::Product(wanted) => format!("+ {wanted}"),
            Understood::Amount(money) => self.with("log-amount", &[("money", (&self.money(*money)).into())]),
            Understood::Chance(share) => self.with("log-chance", &[("n", usize::from(*share).into())]),
            Understood::Payment(payment) => self.payment(payment, now),
            Understood::Met { name, .. } => self.with("log-met", &[("name", name.into())]),
            Understood::NewPerson(person) => {
                self.with("log-new-contact", &[("name", (&person.name).into()), ("phone", (&person.phone).into())])
            }
            Understood::Next { slot, every } => {
                let day = self.full_slot(*slot, now);
                match every {
                    None => self.with("log-next", &[("day", (&day).into())]),
                    Some(days) => {
                        let every = self.every(*days);
                        self.with("log-next-by-cadence", &[("day", (&day).into()), ("every", (&every).into())])
                    }
                }
            }
        }
    }

    /// Money that was promised: how much, what for, by when.
    pub fn promised_money(&self, payment: &Payment, now: &Now) -> String {
        let said = self.sum_of(payment);
        if let Some(day) = payment.paid {
            let day = self.day_of(day, now.today());
            return self.with("money-paid", &[("what", (&said).into()), ("day", (&day).into())]);
        }
        match payment.due {
            Some(due) => {
                self.with("brief-by", &[("what", (&said).into()), ("day", (&self.day_of(due, now.today())).into())])
            }
            None => said,
        }
    }

    /// Whether money that was promised has come.
    pub fn asked_money(&self, payment: &Payment) -> String {
        self.with("brief-money-come", &[("what", (&self.sum_of(payment)).into())])
    }

    /// What was promised in all, and how much of it is late.
    pub fn money_promised(&self, all: Money, late: Money) -> String {
        let mut said = self.with("money-all", &[("sum", (&self.money(all)).into())]);
        if late > Money::default() {
            said = format!("{said}   {}", self.with("money-late", &[("sum", (&self.money(late)).into())]));
        }
        said
    }

    /// How much, and what for.
    pub fn sum_of(&self, payment: &Payment) -> String {
        let parts = [payment.amount.map(|amount| self.money(amount)).unwrap_or_default(), payment.text.clone()];
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }

    /// A sum with its thousands apart.
    pub fn money(&self, money: Money) -> String {
        let text = money.to_string();
        let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
        let mut out = String::new();
        for (n, c) in whole.chars().enumerate() {
            if n > 0 && (whole.len() - n) % 3 == 0 && !out.ends_with('-') {
                out.push(',');
            }
            out.push(c);
        }
        rest.map_or(out.clone(), |rest| format!("{out}.{rest}"))
    }

    /// How often somebody is seen: in weeks where it comes out even.
    pub fn every(&self, days: i64) -> String {
        let n = |n: i64| usize::try_from(n).unwrap_or_default();
        if days % 7 == 0 {
            self.with("log-every-weeks", &[("n", n(days / 7).into())])
        } else {
            self.with("log-every-days", &[("n", n(days).into())])
        }
    }

    fn payment(&self, payment: &Payment, now: &Now) -> String {
        let what = self.sum_of(payment);
        if payment.paid.is_some() {
            return self.with("log-received", &[("what", (&what).into())]);
        }
        let due =
            payment.due.map_or_else(|| self.get("log-no-date").to_owned(), |due| self.full_slot(Slot::day(due), now));
        self.with("log-payment", &[("what", (&what).into()), ("due", (&due).into())])
    }

    /// How it was: `Visit, on site`, `call`.
    pub fn log_kind(&self, kind: LogKind) -> String {
        match kind {
            LogKind::Visit(kind) => {
                format!("{}{}{}", self.get("visit"), self.get("list-comma"), self.of("visit", "kind", kind))
            }
            LogKind::Touch(kind) => self.of("touch", "kind", kind).to_owned(),
        }
    }

    /// A slot in full: `Fri 27 Nov 10:00`, `11月27日 周五`, with the year where it is not this one.
    pub fn full_slot(&self, slot: Slot, now: &Now) -> String {
        let mut text = self.long_day(slot.day);
        if slot.day.year() != now.today().year() {
            text = if self.lang().is_chinese() {
                format!("{}年{text}", slot.day.year())
            } else {
                format!("{text} {}", slot.day.year())
            };
        }
        if let Some(time) = slot.time {
            text.push(' ');
            text.push_str(&self.time(time));
        }
        text
    }

    fn when_it_was(&self, started: Moment, ended: Moment, day_only: bool, now: &Now) -> String {
        let local = now.zone.local(started);
        let clock = match (day_only, started == ended) {
            (true, _) => String::new(),
            (_, true) => self.time(local.time()),
            _ => format!("{}-{}", self.time(local.time()), self.clock(ended, now)),
        };
        if now.workday(started) == now.today() {
            return clock;
        }
        format!("{} {clock}", self.full_slot(Slot::day(local.date()), now)).trim_end().to_owned()
    }

    fn promise(&self, promise: &Promise, other: Option<Slot>, now: &Now) -> String {
        let due = match (promise.due, other) {
            (None, _) => self.get("log-no-date").to_owned(),
            (Some(due), Some(other)) if other != due => {
                let (due, other) = (self.full_slot(due, now), self.full_slot(other, now));
                self.with("log-or", &[("due", (&due).into()), ("other", (&other).into())])
            }
            (Some(due), _) => self.full_slot(due, now),
        };
        let key = match promise.by {
            PromisedBy::Us => "log-we-promise",
            PromisedBy::Them => "log-they-promise",
        };
        self.with(key, &[("what", (&promise.text).into()), ("due", (&due).into())])
    }
}
