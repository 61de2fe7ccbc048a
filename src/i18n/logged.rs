//! What was saved of a log, in words: `Green Grocer, new customer, visit 09:58, follow-up Thu 26 Nov, next visit Tue 8 Dec`.
//!
//! Always holds: what else is in the book now is named, with its day, so that nobody has to look whether it is.

use super::words::Words;
use crate::base::clock::Now;
use crate::domain::act::Label;
use crate::domain::deed::{LogEntry, LogKind, Promise, Slot, Whose};
use crate::schema::{PromisedBy, Reason, VisitKind};

impl Words {
    /// What became of a log that was kept under this label.
    pub fn logged(&self, label: &Label, entry: &LogEntry, now: &Now) -> String {
        // One log for several customers is said as one.
        if label.count > 1 {
            return self.label(label);
        }
        let vain = entry.missed.map(|_| self.saved_how(entry, now));
        let mut parts: Vec<String> = match &entry.whose {
            Whose::Unfiled => [Some(self.label(label)), vain].into_iter().flatten().collect(),
            whose => {
                let new = matches!(whose, Whose::New(_)).then(|| self.get("saved-new").to_owned());
                [Some(label.subject.clone()), new, Some(self.saved_how(entry, now))].into_iter().flatten().collect()
            }
        };
        let promised = entry.promises.iter().filter(|promise| !promise.text.trim().is_empty());
        let (ours, theirs): (Vec<&Promise>, Vec<&Promise>) = promised.partition(|promise| promise.by == PromisedBy::Us);
        let days = |promises: &[&Promise]| promises.iter().map(|promise| promise.due).collect::<Vec<_>>();
        let payments = entry.heard.payments.iter().filter(|payment| payment.paid.is_none());
        let payments: Vec<_> = payments.map(|payment| payment.due.map(Slot::day)).collect();
        parts.extend(self.saved_by("saved-follow-up", "saved-follow-ups", &days(&ours), now));
        parts.extend(self.saved_by("saved-their-promise", "saved-their-promises", &days(&theirs), now));
        parts.extend(self.saved_by("saved-payment", "saved-payments", &payments, now));
        let known = entry.whose != Whose::Unfiled;
        parts.extend(entry.next.filter(|_| known).map(|next| {
            let day = self.full_slot(next, now);
            self.with("log-next", &[("day", (&day).into())])
        }));
        parts.join(self.get("saved-comma"))
    }

    /// How it was, and when, where that was said.
    fn saved_how(&self, entry: &LogEntry, now: &Now) -> String {
        let how = match (entry.kind, entry.missed) {
            (LogKind::Visit(_), Some(reason)) => self.not_done(reason),
            (LogKind::Visit(VisitKind::OnSite), None) => self.get("saved-visit").to_owned(),
            (LogKind::Visit(kind), None) => self.of("visit", "kind", kind).to_owned(),
            (LogKind::Touch(kind), _) => self.of("touch", "kind", kind).to_owned(),
        };
        let local = now.zone.local(entry.started);
        let day = (now.workday(entry.started) != now.today()).then(|| self.full_slot(Slot::day(local.date()), now));
        let time = entry.time_said.then(|| self.time(local.time()));
        let said = [Some(how), day, time];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// That a visit came to nothing, and why.
    pub fn not_done(&self, reason: Reason) -> String {
        self.with("log-not-done", &[("reason", self.of("visit", "reason", reason).into())])
    }

    /// Promises with their day; of several how many, and the first day.
    fn saved_by(&self, one: &str, several: &str, due: &[Option<Slot>], now: &Now) -> Option<String> {
        let day = |due: Option<Slot>| match due {
            Some(due) => self.full_slot(due, now),
            None => self.get("log-no-date").to_owned(),
        };
        match due {
            [] => None,
            [only] => Some(self.with(one, &[("day", (&day(*only)).into())])),
            due => {
                let first = due.iter().flatten().min_by_key(|slot| (slot.day, slot.time)).copied();
                let day = first.map_or_else(|| "none".to_owned(), |slot| self.full_slot(slot, now));
                Some(self.with(several, &[("n", due.len().into()), ("day", (&day).into())]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::base::lang::Lang;
    use crate::domain::heard::Payment;
    use crate::domain::log_line::{self, LineContext};
    use crate::schema::TouchKind;

    fn entry(line: &str, now: &Now) -> LogEntry {
        let names = BTreeMap::new();
        log_line::parse(line, &LineContext::new(now, Lang::En, &names)).entry(line, None)
    }

    #[test]
    fn what_is_in_the_book_now_is_said_with_its_day() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let day = |text: &str| Slot::day(text.parse().unwrap());
        let promise = |by, due: &str| Promise { text: "quote".into(), due: Some(day(due)), by };
        let mut entry = LogEntry {
            whose: Whose::New("Green Grocer".into()),
            kind: LogKind::Visit(VisitKind::OnSite),
            started: now.at.plus_minutes(-44),
            ended: now.at,
            time_said: true,
            promises: vec![promise(PromisedBy::Us, "2026-11-26")],
            next: Some(day("2026-12-08")),
            ..entry("met the chef", &now)
        };
        let new = Label::new("act-log-new", "Green Grocer").detail("on_site");
        let said = |lang, label: &Label, entry: &LogEntry| Words::new(lang).logged(label, entry, &now);
        let expected = "Green Grocer, new customer, visit 09:58, follow-up Thu 26 Nov, next visit Tue 8 Dec";
        assert_eq!(said(Lang::En, &new, &entry), expected);
        let expected = "Green Grocer，新客户，拜访 09:58，待跟进 11月26日 周四，下次拜访 12月8日 周二";
        assert_eq!(said(Lang::ZhHans, &new, &entry), expected);
        let expected = "Green Grocer，新客戶，拜訪 09:58，待追蹤 11月26日 週四，下次拜訪 12月8日 週二";
        assert_eq!(said(Lang::ZhHant, &new, &entry), expected);
        // A call of yesterday, with more than one promise, theirs and money.
        let payment = Payment { due: Some(day("2026-11-30").day), ..Payment::default() };
        entry.heard.payments = vec![payment.clone(), Payment { paid: Some(now.today()), ..payment }];
        entry.promises.extend([promise(PromisedBy::Us, "2026-11-25"), promise(PromisedBy::Them, "2026-11-27")]);
        entry = LogEntry {
            whose: Whose::Unfiled,
            kind: LogKind::Touch(TouchKind::Call),
            started: now.at.plus_minutes(-24 * 60),
            time_said: false,
            next: None,
            ..entry
        };
        let unfiled = Label::new("act-log-unfiled", "met the chef");
        assert_eq!(
            said(Lang::En, &unfiled, &entry),
            "unfiled log: met the chef, 2 follow-ups from Wed 25 Nov, their promise Fri 27 Nov, payment Mon 30 Nov"
        );
        entry.heard.payments.clear();
        entry.promises.retain(|promise| promise.by == PromisedBy::Us);
        entry.promises.iter_mut().for_each(|promise| promise.due = None);
        for (lang, expected) in [
            (Lang::En, "unfiled log: met the chef, 2 follow-ups, no date"),
            (Lang::ZhHans, "2条待跟进，没定日期"),
            (Lang::ZhHant, "2筆待追蹤，沒定日期"),
        ] {
            assert!(said(lang, &unfiled, &entry).ends_with(expected), "{}", said(lang, &unfiled, &entry));
        }
        entry.whose = Whose::Account(crate::base::id::Id::from_bytes([7; 16]));
        entry.promises.clear();
        entry.heard.payments.clear();
        let log = Label::new("act-log", "Tan Pharmacy").detail("call");
        assert_eq!(said(Lang::En, &log, &entry), "Tan Pharmacy, call Mon 23 Nov");
        assert_eq!(said(Lang::En, &log.clone().count(3), &entry), "log for Tan Pharmacy and 2 more (call)");
    }
}
