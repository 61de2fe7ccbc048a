//! Money, in hundredths of the currency in which the company counts.
//!
//! Always holds: whole hundredths, never a float; what is written is what is read.

use std::fmt;

use super::number::{self, Number, Quantity};

/// A sum of money.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Money(i64);

impl Money {
    /// From hundredths.
    pub const fn from_hundredths(hundredths: i64) -> Money {
        Money(hundredths)
    }

    /// In hundredths.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// As a person writes it: `12000`, `12,000.50`, `12k`, `1.2万`. None where any of it is not understood, or is a share.
    pub fn parse(text: &str) -> Option<Money> {
        match number::parse(text.trim())? {
            Quantity::Amount(number) => Some(number.into()),
            Quantity::Percent(_) => None,
        }
    }
}

impl From<Number> for Money {
    fn from(number: Number) -> Money {
        Money(number.hundredths())
    }
}

/// Plain digits, with two places only where they say something.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, all) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match (all / 100, all % 100) {
            (whole, 0) => write!(f, "{sign}{whole}"),
            (whole, rest) => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_writes_and_what_people_write() {
        for (typed, written) in [
            ("12000", "12000"),
            ("12k", "12000"),
            ("1.2万", "12000"),
            ("¥3,000", "3000"),
            ("0.5", "0.50"),
            ("12.05", "12.05"),
        ] {
            let money = Money::parse(typed).unwrap();
            assert_eq!(money.to_string(), written);
            assert_eq!(Money::parse(written), Some(money));
        }
        assert_eq!(Money::parse("60%").or(Money::parse("twelve cats")), None);
    }
}
