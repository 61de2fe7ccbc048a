//! Why a customer is proposed, in words: "9 days over (21 of 12)".

use super::words::Words;
use crate::domain::ask::Why;
use crate::domain::who_next::Weight;

impl Words {
    /// A term in words and figures.
    pub fn why(&self, why: &Why) -> String {
        match *why {
            Why::Overdue { since, cadence } => self.with(
                "why-overdue",
                &[("n", (since - cadence).into()), ("since", since.into()), ("cadence", cadence.into())],
            ),
            Why::DueIn { days: 0 } => self.get("why-due-today").to_string(),
            Why::DueIn { days } => self.with("why-due-in", &[("n", days.into())]),
            Why::FirstVisit { days } if days > 0 => self.with("why-first-visit-in", &[("n", days.into())]),
            Why::FirstVisit { .. } => self.get("why-first-visit").to_string(),
            Why::PromiseLate { days: 0 } => self.get("why-promise-today").to_string(),
            Why::PromiseLate { days } => self.with("why-promise-late", &[("n", days.into())]),
            Why::TheirsLate { days } => self.with("why-theirs-late", &[("n", days.into())]),
            Why::Grade(grade) => self.with("why-grade", &[("grade", self.of("account", "grade", grade).into())]),
            Why::Quiet { days } => self.with("why-quiet", &[("n", days.into())]),
            Why::Room { left } => self.with("why-room", &[("n", left.into())]),
            Why::Near { metres } => self.with("why-near", &[("metres", (&self.distance(metres)).into())]),
            Why::Open { until } => self.open_until(until),
        }
    }

    /// A term in few cells.
    pub fn why_short(&self, why: &Why) -> String {
        match *why {
            Why::Overdue { since, cadence } => self.with("why-over-short", &[("n", (since - cadence).into())]),
            Why::Near { metres } => self.distance(metres),
            ref other => self.why(other),
        }
    }

    /// Open until so many minutes after midnight.
    pub fn open_until(&self, minutes: u32) -> String {
        let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        self.with("open-until", &[("time", (&time).into())])
    }

    /// What a weight is of.
    pub fn weight(&self, weight: Weight) -> &str {
        match weight {
            Weight::Due => self.get("weight-due"),
            Weight::Ours => self.get("weight-ours"),
            Weight::Theirs => self.get("weight-theirs"),
            Weight::GradeA => self.get("weight-grade-a"),
            Weight::GradeB => self.get("weight-grade-b"),
            Weight::GradeC => self.get("weight-grade-c"),
            Weight::Quiet => self.get("weight-quiet"),
            Weight::Near => self.get("weight-near"),
            Weight::Open => self.get("weight-open"),
            Weight::Room => self.get("weight-room"),
        }
    }
}
