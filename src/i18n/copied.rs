//! What leaves the terminal as plain text, in words.

use super::words::Words;
use crate::base::clock::Now;
use crate::domain::copy::{Line, Part};

impl Words {
    /// The lines as text, one below the other; a line's parts have two spaces between them.
    pub fn copied(&self, lines: &[Line], now: &Now) -> String {
        let line = |line: &Line| {
            let parts: Vec<String> = line.parts.iter().map(|part| self.copied_part(part, now)).collect();
            let label = if line.label.is_empty() { String::new() } else { format!("{}  ", self.get(line.label)) };
            format!("{label}{}", parts.join("  "))
        };
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn copied_part(&self, part: &Part, now: &Now) -> String {
        let today = now.today();
        match part {
            Part::Text(text) => text.clone(),
            Part::Word(key) => self.get(key).to_owned(),
            Part::Said(key, what) => self.with(key, &[("what", what.into())]),
            Part::Choice(entity, field, word) => self.choice(entity, field, word).to_owned(),
            Part::Day(day) => self.day_of(*day, today),
            Part::Due(day) => format!("{}  {}", self.day_of(*day, today), self.due(*day, today)),
            Part::Last(day) => self.with("last-visit", &[("day", (&self.day_of(*day, today)).into())]),
            Part::Over(n) => self.with("due-over", &[("n", (*n).into())]),
            Part::Hours(kept) => self.hours(kept).into_owned(),
            Part::Metres(metres) => self.distance(*metres),
            Part::Money(money) => self.money(*money),
            Part::Times(n) => self.with("brief-times", &[("n", (*n).into())]),
            Part::Paid(payment) => self.asked_money(payment),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    #[test]
    fn lines_are_said_in_each_language() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let lines = [
            Line { label: "", parts: vec![Part::Text("精工".into()), Part::Choice("account", "grade", "a")] },
            Line {
                label: "brief-ours",
                parts: vec![Part::Text("A100".into()), Part::Due("2026-11-20".parse().unwrap())],
            },
            Line { label: "brief-ask", parts: vec![Part::Said("brief-asked-promise", "A100".into())] },
        ];
        for (lang, expected) in [
            (Lang::En, "精工  A\nYou promised  A100  20 Nov  4 days late\nAsk  Any word on A100?"),
            (Lang::ZhHans, ""),
            (Lang::ZhHant, ""),
        ] {
            let found = Words::new(lang).copied(&lines, &now);
            if expected.is_empty() {
                assert!(!found.contains("brief-") && found.lines().count() == 3, "{found}");
            } else {
                assert_eq!(found, expected);
            }
        }
    }
}
