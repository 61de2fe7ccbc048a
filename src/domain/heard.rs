//! What a log says of things whose own modules come later: objections, competitors, products, sums, payments promised.
//!
//! Always holds: kept on the visit or touch in structure, each in one written form that is read back as it was, whatever the language.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use crate::base::money::Money;

/// All that one log says of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heard {
    /// Objections and free words.
    pub tags: BTreeSet<String>,
    /// Competitors that were named.
    pub competitors: BTreeSet<String>,
    /// Products, in the order in which they were said.
    pub products: Vec<Wanted>,
    /// What it may be worth.
    pub amount: Option<Money>,
    /// How likely it is, in per cent.
    pub chance: Option<u8>,
    /// Money they promised, in the order in which it was said.
    pub payments: Vec<Payment>,
}

/// A product, and how many of it: `sample × 3 boxes`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Wanted {
    /// What it is called.
    pub name: String,
    /// How many; none where that was not said.
    pub count: Option<i64>,
    /// Of what: 台, `boxes`; empty for single ones.
    pub unit: String,
}

/// Between a product and its count.
const TIMES: &str = " × ";

impl Wanted {
    /// Reads the written form; what has no count is a name.
    pub fn read(text: &str) -> Wanted {
        let counted = text.rsplit_once(TIMES).and_then(|(name, count)| {
            let digits = count.find(|c: char| !c.is_ascii_digit()).unwrap_or(count.len());
            let unit = count[digits..].trim_start().to_owned();
            Some(Wanted { name: name.to_owned(), count: Some(count[..digits].parse().ok()?), unit })
        });
        counted.unwrap_or_else(|| Wanted { name: text.to_owned(), ..Wanted::default() })
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(count) = self.count {
            let apart = if self.unit.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
            write!(f, "{TIMES}{count}{apart}{}", self.unit)?;
        }
        Ok(())
    }
}

/// Money they promised: `2026-11-30 20000 the rest`; once it has come, with the day before it: `✓2026-11-28 2026-11-30 20000 the rest`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Payment {
    /// By when.
    pub due: Option<NaiveDate>,
    /// How much.
    pub amount: Option<Money>,
    /// What else was said of it.
    pub text: String,
    /// When it came; none: it has not.
    pub paid: Option<NaiveDate>,
}

/// Before the day on which promised money came.
const PAID: char = '✓';

impl Payment {
    /// Whether the same money was promised, come or not.
    pub fn is_same(&self, other: &Payment) -> bool {
        (self.due, self.amount, &self.text) == (other.due, other.amount, &other.text)
    }

    /// Reads the written form.
    pub fn read(text: &str) -> Payment {
        let (mut payment, mut rest) = (Payment::default(), text);
        let first = |rest: &'_ str| rest.split(' ').next().unwrap_or_default().to_owned();
        let word = first(rest);
        if let Some(Ok(day)) = word.strip_prefix(PAID).map(str::parse) {
            payment.paid = Some(day);
            rest = rest[word.len()..].trim_start();
        }
        let word = first(rest);
        if let Ok(day) = word.parse() {
            payment.due = Some(day);
            rest = rest[word.len()..].trim_start();
        }
        let word = first(rest);
        let plain = word.chars().all(|c| c.is_ascii_digit() || c == '.') && !word.is_empty();
        if let Some(money) = Money::parse(&word).filter(|_| plain) {
            payment.amount = Some(money);
            rest = rest[word.len()..].trim_start();
        }
        payment.text = rest.to_owned();
        payment
    }
}

impl fmt::Display for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.paid.map(|day| format!("{PAID}{day}")),
            self.due.map(|day| day.to_string()),
            self.amount.map(|money| money.to_string()),
            Some(self.text.clone()).filter(|text| !text.is_empty()),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["样机 × 3台", "sample × 3 boxes", "A100 × 2", "A100", "sample × many", "x × 3台 × 4"] {
            assert_eq!(Wanted::read(text).to_string(), text);
        }
        let sample = Wanted { name: "样机".into(), count: Some(3), unit: "台".into() };
        assert_eq!(Wanted::read("样机 × 3台"), sample);
        for text in [
            "2026-11-30 20000",
            "2026-11-30",
            "20000.50 尾款",
            "2026-11-30 500 the rest",
            "尾款",
            "",
            "✓2026-11-28 2026-11-30 20000 尾款",
        ] {
            assert_eq!(Payment::read(text).to_string(), text);
        }
        assert_eq!(Payment::read("2026-11-30 500 the rest").amount, Some(Money::from_hundredths(50_000)));
    }
}
