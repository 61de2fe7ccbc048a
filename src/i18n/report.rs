//! A report in words: the form, filled with what the records say.

use std::collections::{BTreeMap, BTreeSet};

use super::words::Words;
use crate::base::clock::Now;
use crate::domain::ask::{FollowUpRow, HeardThere, Report, Sent, VisitRow};
use crate::domain::day::close::Ending;
use crate::domain::day::report::{Figures, Fill, fill, is_open};
use crate::domain::heard::Payment;
use crate::schema::VisitState;

type Row = BTreeMap<&'static str, String>;

impl Words {
    /// The usual form of a report of one day, or of several.
    pub fn usual_form(&self, one_day: bool) -> &str {
        self.get(if one_day { "report-form-day" } else { "report-form-week" })
    }

    /// A report in this form; an empty one is the usual form.
    pub fn report(&self, report: &Report, form: &str, now: &Now) -> String {
        let form = if form.trim().is_empty() { self.usual_form(report.from == report.to) } else { form };
        fill(form, &self.report_fill(report, now))
    }

    /// The last line of a day: what is open, what was sent, what is safe.
    pub fn ending(&self, ending: Ending, open: usize, sent: &Sent, now: &Now) -> String {
        let figures = [("open", open.into()), ("up", sent.up.into()), ("down", sent.down.into())];
        match ending {
            Ending::Same => self.with("close-end-same", &figures),
            Ending::Differs => self.with("close-end-differs", &figures),
            Ending::Waiting { waiting, since: Some(since) } => {
                let since = self.moment(since, now);
                self.with("close-end-waiting", &[("n", waiting.into()), ("since", (&since).into())])
            }
            Ending::Waiting { waiting, since: None } => self.with("close-end-never", &[("n", waiting.into())]),
            Ending::Sending => self.get("close-end-sending").to_string(),
            Ending::Alone => self.with("close-end-alone", &[("open", open.into())]),
        }
    }

    fn report_fill(&self, report: &Report, now: &Now) -> Fill {
        let figures = report.figures();
        let next = report.next.first().map(|visit| self.long_day(visit.day)).unwrap_or_default();
        let places = [
            ("rep", report.by.clone()),
            ("date", self.long_day(report.to)),
            ("from", self.long_day(report.from)),
            ("to", self.long_day(report.to)),
            ("next-date", next),
        ];
        let mut places: Row = places.into();
        places.extend(numbers(&figures));
        let of = |state: VisitState| report.visits.iter().filter(move |visit| visit.row.state == state);
        let done = of(VisitState::Done).map(|visit| {
            let mut row = self.visit_row(&visit.row, now);
            let late = if visit.late { self.get("report-late") } else { "" };
            row.insert("late", late.to_string());
            row
        });
        let open = report.visits.iter().filter(|visit| is_open(visit.row.state));
        let orders = of(VisitState::Done)
            .filter(|visit| visit.row.outcome == Some(crate::schema::VisitOutcome::Order))
            .map(|visit| self.visit_row(&visit.row, now));
        let calls = report.touches.iter().map(|touch| {
            let kind = touch.kind.map(|kind| self.of("touch", "kind", kind).to_string());
            let reached = touch.reached.map(|reached| self.of("touch", "outcome", reached).to_string());
            Row::from([
                ("day", self.long_day(touch.day)),
                ("time", touch.at.map(|at| self.clock(at, now)).unwrap_or_default()),
                ("customer", touch.name.clone()),
                ("kind", kind.unwrap_or_default()),
                ("reached", reached.unwrap_or_default()),
                ("notes", one_line(&touch.notes)),
            ])
        });
        Fill {
            places,
            lists: [
                ("visit", done.collect()),
                ("missed", of(VisitState::Missed).map(|visit| self.visit_row(&visit.row, now)).collect()),
                ("open", open.map(|visit| self.visit_row(&visit.row, now)).collect()),
                ("order", orders.collect()),
                ("call", calls.collect()),
                ("promise", report.promised.iter().map(|row| self.promise_row(row)).collect()),
                ("kept", report.kept.iter().map(|row| self.promise_row(row)).collect()),
                ("next", report.next.iter().map(|row| self.visit_row(row, now)).collect()),
                ("day", self.days(report)),
            ]
            .into_iter()
            .chain(self.heard_lists(report))
            .collect(),
        }
    }

    /// What was heard in these logs, list by list.
    fn heard_lists(&self, report: &Report) -> [(&'static str, Vec<Row>); 5] {
        let visits = report.visits.iter().map(|visit| (visit.row.name.as_str(), &visit.heard));
        let logs: Vec<(&str, &HeardThere)> =
            visits.chain(report.touches.iter().map(|touch| (touch.name.as_str(), &touch.heard))).collect();
        let chances = logs.iter().filter(|(_, heard)| heard.amount.is_some() || heard.chance.is_some());
        let chances = chances.map(|(name, heard)| {
            Row::from([
                ("customer", (*name).to_string()),
                ("amount", heard.amount.map(|amount| self.money(amount)).unwrap_or_default()),
                ("percent", heard.chance.map(|chance| format!("{chance}%")).unwrap_or_default()),
            ])
        });
        let products = logs.iter().filter(|(_, heard)| !heard.products.is_empty()).map(|(name, heard)| {
            let products: Vec<&str> = heard.products.iter().map(String::as_str).collect();
            Row::from([("customer", (*name).to_string()), ("products", products.join(self.get("list-comma")))])
        });
        let payments = logs.iter().flat_map(|(name, heard)| heard.payments.iter().map(move |text| (name, text)));
        let payments = payments.map(|(name, text)| {
            let payment = Payment::read(text);
            Row::from([
                ("customer", (*name).to_string()),
                ("amount", payment.amount.map(|amount| self.money(amount)).unwrap_or_default()),
                ("text", one_line(&payment.text)),
                ("due", self.paid_or_due(&payment)),
            ])
        });
        [
            ("chance", chances.collect()),
            ("objection", self.named(&logs, |heard| &heard.tags)),
            ("competitor", self.named(&logs, |heard| &heard.competitors)),
            ("product", products.collect()),
            ("payment", payments.collect()),
        ]
    }

    /// By when money was promised, or that it has come.
    fn paid_or_due(&self, payment: &Payment) -> String {
        match (payment.paid, payment.due) {
            (Some(day), _) => self.with("money-paid-on", &[("day", (&self.long_day(day)).into())]),
            (None, due) => due.map(|due| self.long_day(due)).unwrap_or_default(),
        }
    }

    /// Words that several logs may have named, the most frequent first, with those who named them.
    fn named(&self, logs: &[(&str, &HeardThere)], of: impl Fn(&HeardThere) -> &BTreeSet<String>) -> Vec<Row> {
        let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, heard) in logs {
            for words in of(heard) {
                named.entry(words).or_default().push(name);
            }
        }
        let mut named: Vec<(&str, Vec<&str>)> = named.into_iter().collect();
        named.sort_by_key(|(words, by)| (std::cmp::Reverse(by.len()), *words));
        let row = |(words, mut by): (&str, Vec<&str>)| {
            let times = by.len();
            let mut said = BTreeSet::new();
            by.retain(|name| said.insert(*name));
            Row::from([
                ("words", words.to_string()),
                ("times", times.to_string()),
                ("customers", by.join(self.get("list-comma"))),
            ])
        };
        named.into_iter().map(row).collect()
    }

    /// The days of a report on which something was planned or done.
    fn days(&self, report: &Report) -> Vec<Row> {
        let days = report.from.iter_days().take_while(|day| *day <= report.to);
        days.filter_map(|day| {
            let visits: Vec<_> = report.visits.iter().filter(|visit| visit.row.day == day).cloned().collect();
            let touches = report.touches.iter().filter(|touch| touch.day == day).count();
            (!visits.is_empty() || touches > 0).then(|| {
                let mut row = numbers(&Figures { touches, ..Figures::of_visits(visits.iter()) });
                row.insert("date", self.long_day(day));
                row
            })
        })
        .collect()
    }

    fn visit_row(&self, visit: &VisitRow, now: &Now) -> Row {
        // 下单，下单: the note says it by itself.
        let outcome = visit.outcome.map(|outcome| self.of("visit", "outcome", outcome).to_string());
        let outcome = outcome.filter(|outcome| !says(&visit.notes, outcome));
        let reason = visit.reason.map(|reason| self.of("visit", "reason", reason).to_string());
        let grade = visit.grade.map(|grade| self.of("account", "grade", grade).to_string());
        Row::from([
            ("day", self.long_day(visit.day)),
            ("time", visit.start.map(|at| self.clock(at, now)).unwrap_or_default()),
            ("customer", visit.name.clone()),
            ("grade", grade.unwrap_or_default()),
            ("street", visit.street.clone()),
            ("outcome", outcome.unwrap_or_default()),
            ("reason", reason.unwrap_or_default()),
            ("notes", one_line(&visit.notes)),
            ("purpose", one_line(&visit.purpose)),
        ])
    }

    fn promise_row(&self, promise: &FollowUpRow) -> Row {
        let by = match promise.by {
            crate::schema::PromisedBy::Us => "by-us",
            crate::schema::PromisedBy::Them => "by-them",
        };
        Row::from([
            ("by", self.get(by).to_string()),
            ("text", one_line(&promise.text)),
            ("customer", promise.name.clone()),
            ("due", promise.due.map(|due| self.long_day(due)).unwrap_or_default()),
        ])
    }
}

fn numbers(figures: &Figures) -> Row {
    [
        ("planned", figures.planned),
        ("planned-done", figures.planned_done),
        ("seen", figures.seen),
        ("missed", figures.missed),
        ("open", figures.open),
        ("orders", figures.orders),
        ("calls", figures.touches),
        ("kept", figures.kept),
        ("late", figures.late),
    ]
    .into_iter()
    .map(|(name, number)| (name, number.to_string()))
    .collect()
}

fn one_line(text: &str) -> String {
    crate::base::width::one_line(text.trim()).into_owned()
}

/// Whether a clause of a note says what came of it, and nothing else.
fn says(notes: &str, outcome: &str) -> bool {
    let clauses = notes.split(['，', ',', '。', '.', '；', ';', '\n', ' ']);
    clauses.map(|clause| clause.trim().trim_end_matches('了')).any(|clause| clause == outcome)
}
