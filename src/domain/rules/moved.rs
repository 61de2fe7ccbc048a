//! Whether a customer has moved: its address became another one, while its place on the map was left as it was.
//!
//! Always holds: pure. Whoever sets a street right, writes it out in full, turns its words round or adds the floor has not moved; another
//! house number is another house.

use crate::base::name::{NameKey, Near};
use crate::base::text::fold;
use crate::schema::Account;

/// Words of streets, short and in full.
const SHORT: [(&str, &str); 9] = [
    ("st", "street"),
    ("rd", "road"),
    ("ave", "avenue"),
    ("ln", "lane"),
    ("sq", "square"),
    ("dr", "drive"),
    ("pl", "place"),
    ("ct", "court"),
    ("cres", "crescent"),
];

/// Whether the address has become another while the place on the map was left as it was.
pub(super) fn has_moved(was: &Account, now: &Account) -> bool {
    let place = |account: &Account| (account.latitude, account.longitude);
    was.latitude.is_some()
        && place(was) == place(now)
        && (is_another(&was.street, &now.street) || is_another(&was.city, &now.city))
}

fn is_another(was: &str, now: &str) -> bool {
    let (was, now) = (words(was), words(now));
    // Whole words: number 4 is no part of number 14. Han words stand without a gap.
    let all = |words: &[String]| {
        words.iter().map(|word| if word.is_ascii() { format!(" {word} ") } else { word.clone() }).collect::<String>()
    };
    let (before, after) = (all(&was), all(&now));
    if before.is_empty() || after.contains(&before) || !after.is_empty() && before.contains(&after) {
        return false;
    }
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    let (houses, letters): (Vec<String>, Vec<String>) = was.into_iter().partition(|word| is_figure(word));
    let (houses_now, letters_now): (Vec<String>, Vec<String>) = now.into_iter().partition(|word| is_figure(word));
    if sorted(&houses) != sorted(&houses_now) {
        return true;
    }
    let (was, now) = (letters.join(" "), letters_now.join(" "));
    let near = || Near::new(&now).is_some_and(|near| near.mistakes(&was, &NameKey::new(&was)).is_some());
    sorted(&letters) != sorted(&letters_now) && !near()
}

fn is_figure(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

/// The words of an address, short ones in full; a figure between Han characters is a word of its own.
fn words(address: &str) -> Vec<String> {
    let folded = fold(address);
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in folded.chars() {
        let kind = c.is_alphanumeric().then_some(c.is_ascii());
        match (kind, words.last_mut()) {
            (Some(_), Some(word)) if kind == last => word.push(c),
            (Some(_), _) => words.push(c.into()),
            (None, _) => {}
        }
        last = kind;
    }
    let in_full =
        |word: String| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| (*full).into());
    words.into_iter().map(in_full).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_house_is_another_address_and_a_letter_set_right_is_none() {
        for (was, now, expected) in [
            ("14 Qauy St", "14 Quay St", false),
            ("14 Quay Rd", "14 Quay Road, 2nd floor", false),
            ("14 Quay Street", "14 Quay St.", false),
            ("Quay St 14", "14 Quay St", false),
            ("14 Quay St", "", true),
            ("", "14 Quay St", false),
            ("14 Quay St", "16 Quay St", true),
            ("4 Quay St", "14 Quay St", true),
            ("14 Quay St", "14 Bay St", true),
            ("14 Quay St", "14 Mill Rd", true),
            ("杭州莫干山路82号", "杭州莫甘山路82号", false),
            ("莫干山路82号", "莫干山路28号", true),
            ("建设一路82号", "建设二路82号", true),
            ("建设一路82号", "杭州市建设一路82号3幢", false),
            ("Bristole", "Bristol", false),
            ("Bristol", "Bath", true),
            ("Crédito 8", "Credito 8", false),
        ] {
            assert_eq!(is_another(was, now), expected, "{was} → {now}");
        }
    }
}
