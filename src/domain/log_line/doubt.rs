//! Whether a line that is taken for the customer it was opened with begins with words that look like somebody else's name.
//!
//! Always: it only makes the screen say for whom the line is; it decides nothing, and asks nothing after Enter.

use super::letters::is_common;
use crate::base::text::{fold, is_han};

/// What names of companies end with.
const TAILS: [&str; 24] = [
    "公司",
    "医院",
    "醫院",
    "诊所",
    "診所",
    "药房",
    "藥房",
    "药店",
    "藥局",
    "酒店",
    "飯店",
    "超市",
    "集团",
    "集團",
    "商行",
    "五金行",
    "餐厅",
    "餐廳",
    "门市",
    "門市",
    "工厂",
    "工廠",
    "书店",
    "書店",
];

/// What a note begins with, not a name.
const VERBS: &str = "去到在跟和给給打见見送拜约約与與问問";

/// Whether the line begins with such words, and none of them is in this customer's name.
pub fn names_another(line: &str, name: &str) -> bool {
    let line = line.trim_start();
    let own = fold(name);
    let head: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
    if head.chars().next().is_some_and(is_han) {
        let tail = TAILS.iter().any(|tail| head.ends_with(tail));
        return tail
            && head.chars().count() >= 4
            && !head.starts_with(|c| VERBS.contains(c))
            && !own.contains(&fold(&head));
    }
    let mut words = line.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let named = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    named(first)
        && named(second)
        && !is_common(&first.to_lowercase())
        && ![first, second].iter().any(|word| own.contains(&fold(word)))
}

#[cfg(test)]
mod tests {
    use super::names_another;

    #[test]
    fn words_that_look_like_a_name() {
        for (line, name, expected) in [
            ("Harbor Dentl met the buyer", "Quay Books", true),
            ("Harbour Dental met the buyer", "Harbour Dental Ltd", false),
            ("met the buyer", "Quay Books", false),
            ("Spoke with Ann", "Quay Books", false),
            ("", "Quay Books", false),
            ("港湾牙科诊所 见采购", "滨江书店", true),
            ("去了医院 没人", "滨江书店", false),
            ("滨江书店 见采购", "滨江书店", false),
            ("见采购", "滨江书店", false),
        ] {
            assert_eq!(names_another(line, name), expected, "{line}");
        }
    }
}
