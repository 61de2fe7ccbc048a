//! What two names or streets must have in common to look like one customer's.
//!
//! Always: pure text, the same for every language. It must not know a record.

use crate::base::text::{fold, is_han};

/// What is left of a name without its legal form and the words that half of all companies have.
pub fn core(name: &str) -> String {
    const FORMS: [&str; 24] = [
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "llc",
        "llp",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "kg",
        "sa",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "oy",
        "ab",
        "the",
        "and",
    ];
    const TAILS: [&str; 9] =
        ["有限责任公司", "股份有限公司", "集团有限公司", "股份公司", "有限公司", "分公司", "总公司", "公司", "集团"];
    let folded = fold(name);
    let plain: String = folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().filter(|word| !FORMS.contains(word)).collect();
    let mut core = words.concat();
    if core.is_empty() {
        // A name of nothing but such words (The Company) is a name all the same.
        core = plain.split_whitespace().collect();
    }
    for tail in TAILS {
        if let Some(rest) = core.strip_suffix(tail).filter(|rest| !rest.is_empty()) {
            return rest.to_owned();
        }
    }
    core
}

/// Pieces of four Han characters: a name that contains another shares at least one with it.
pub(super) fn pieces(core: &str) -> Vec<String> {
    let han: Vec<char> = core.chars().filter(|c| is_han(*c)).collect();
    han.windows(4).map(|window| window.iter().collect()).collect()
}

/// Whether one core is the other with a town or a trade around it.
pub(super) fn contains(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    short.chars().filter(|c| is_han(*c)).count() >= 4 && long.contains(short)
}

/// A street that can tell: long enough, and with a number in it.
pub fn street_key(street: &str) -> Option<String> {
    let key: String = fold(street).chars().filter(|c| c.is_alphanumeric()).collect();
    (key.chars().count() >= 6 && key.chars().any(|c| c.is_ascii_digit())).then_some(key)
}

/// A page on the web without what is written now so, now so: `https://www.acme.example/` and `acme.example` are one.
pub fn website_key(website: &str) -> Option<String> {
    let folded = fold(website);
    let bare = folded.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let key = bare.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    (key.contains('.') && key.len() > 4 && !key.contains(' ')).then(|| key.to_owned())
}

/// A person's name that can tell: two words, or two Han characters, at least.
pub(super) fn person_key(name: &str) -> Option<String> {
    let folded = fold(name);
    let han = folded.chars().filter(|c| is_han(*c)).count();
    (han >= 2 || folded.split_whitespace().count() >= 2).then(|| folded.split_whitespace().collect())
}

/// Whether one of two towns may be the other, told more fully: Leeds and "Leeds, West Yorkshire", 杭州 and 杭州市.
pub(super) fn may_be_one_town(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    one.contains(&other) || other.contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_legal_form() {
        for (name, expected) in [
            ("Acme Ltd.", "acme"),
            ("ACME Limited", "acme"),
            ("The Acme Company, Inc.", "acme"),
            ("杭州精工机械有限公司", "杭州精工机械"),
            ("杭州精工機械股份有限公司", "杭州精工机械"),
            ("The Company", "thecompany"),
            ("公司", "公司"),
            ("????????", ""),
        ] {
            assert_eq!(core(name), expected, "{name}");
        }
    }
}
