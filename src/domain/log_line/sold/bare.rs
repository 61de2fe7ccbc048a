//! A bare sum behind a word for an order: 曾亮签的单 3200, 单子2750, 共4380; and a price for one with how many: 10桶 单价480.
//!
//! Always holds: the figure stands right behind the word and nothing is counted by it. It reads simplified characters.

use std::ops::Range;

use crate::base::money::Money;

const WORDS: [&str; 5] = ["签的单", "签了单", "签的订单", "单子", "共"];

/// The sum of a clause, and where it stands. `before`: the clause before it.
pub(super) fn sum(clause: &str, before: &str) -> Option<(Range<usize>, Money)> {
    if ["没", "不", "未", "欠", "样", "退", "报价", "上次"].iter().any(|word| clause.contains(word)) {
        return None;
    }
    each(clause).or_else(|| {
        WORDS.iter().find_map(|word| {
            let at = clause.find(word)?;
            // 共 has its clause for itself: 公共5000 is none.
            if *word == "共" && (at > 0 || !before.is_empty()) {
                return None;
            }
            let rest = clause[at + word.len()..].trim_start_matches(['：', ':', ' ']);
            let from = clause.len() - rest.len();
            let length = figure(rest)?;
            let sum = Money::parse(&rest[..length].replace(',', ""))?;
            (sum.hundredths() >= 50_00).then_some((from..from + length, sum))
        })
    })
}

/// How long a figure is with which a text begins, where nothing is counted by it.
fn figure(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c))).unwrap_or(text.len());
    let closed = text[length..].chars().next().is_none_or(|c| !c.is_alphanumeric() || "元块".contains(c));
    (length > 1 && closed && !text[..length].ends_with([',', '.'])).then_some(length)
}

/// 切削液10桶 单价480: both are said plainly.
fn each(clause: &str) -> Option<(Range<usize>, Money)> {
    let at = clause.find("单价")?;
    let rest = &clause[at + "单价".len()..];
    let length = figure(rest)?;
    let price = Money::parse(&rest[..length])?;
    let before = &clause[..at];
    let unit = |c: char| "台箱盒支桶把根卷瓶包打套片件只".contains(c);
    let mut counts = before.match_indices(unit).filter_map(|(at, _)| {
        let head = &before[..at];
        let from = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        head[from..].parse::<i64>().ok()
    });
    // Of two kinds of goods one price says nothing.
    let (count, other) = (counts.next()?, counts.next());
    let whole = Money::from_hundredths(price.hundredths().checked_mul(count)?);
    (other.is_none() && (1..10_000).contains(&count)).then_some((at..at + "单价".len() + length, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_sum_behind_a_word_for_an_order_is_one() {
        for (text, expected) in [
            ("曾亮签的单 3200", "3200"),
            ("单子2,750 月结", "2750"),
            ("共4380", "4380"),
            ("订单 切削液10桶 单价480", "4800"),
            ("单价480", ""),
            ("10桶 5支 单价480", ""),
            ("公共5000", ""),
            ("库存一共5000", ""),
            ("单子20箱", ""),
            ("单子没签 3200", ""),
            ("共3人", ""),
        ] {
            let found = sum(text, "").map_or(String::new(), |(_, sum)| sum.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }
}
