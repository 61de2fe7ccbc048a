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

/// A street that can tell: long enough, and with a number in it. However it is written: `1 High St.` and `High Street 1` have one key, and so
/// have 文三路12号 and 杭州市西湖区文三路12号, whose [`town`] is told apart.
pub fn street_key(street: &str) -> Option<String> {
    let folded = fold(street).replace(['\'', '’'], "");
    let (_, road) = divided(&folded);
    let words = road.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(written_out).collect();
    let han = road.chars().any(is_han);
    if !han {
        words.sort_unstable();
    }
    let key = words.concat();
    let least = if han { 5 } else { 6 };
    (key.chars().count() >= least && key.chars().any(|c| c.is_ascii_digit())).then_some(key)
}

/// A word of a street, written out.
fn written_out(word: &str) -> String {
    const SHORT: [(&str, &str); 12] = [
        ("st", "street"),
        ("rd", "road"),
        ("ave", "avenue"),
        ("av", "avenue"),
        ("ln", "lane"),
        ("dr", "drive"),
        ("sq", "square"),
        ("pl", "place"),
        ("ct", "court"),
        ("blvd", "boulevard"),
        ("hwy", "highway"),
        ("str", "strasse"),
    ];
    let long = SHORT.into_iter().find(|(short, _)| *short == word).map(|(_, long)| long.to_owned());
    let glued =
        || word.strip_suffix("str").filter(|rest| rest.chars().count() >= 3).map(|rest| format!("{rest}strasse"));
    long.or_else(glued).unwrap_or_else(|| word.to_owned())
}

/// A Chinese street as what stands before the road, up to the last 省, 市, 区 or 县, and the rest; another has nothing before it.
fn divided(folded: &str) -> (&str, &str) {
    let Some(road) = folded.find(['路', '街', '道', '巷', '弄']) else { return ("", folded) };
    let before = folded.get(..road).unwrap_or_default();
    // A name stands between the two: 市民路 and 城区路 are roads.
    let ends = before.char_indices().filter(|(at, c)| *at > 0 && matches!(c, '省' | '市' | '区' | '县'));
    let end = ends.map(|(at, c)| at + c.len_utf8()).rfind(|end| *end < road).unwrap_or(0);
    folded.split_at_checked(end).unwrap_or(("", folded))
}

/// The town of an address, folded: where the city is not told for itself, what the street says of it; empty where nothing does.
pub fn town(street: &str, city: &str) -> String {
    let city = fold(city);
    let city = city.split(',').next().unwrap_or_default().trim();
    if !city.is_empty() {
        return city.strip_suffix('市').filter(|bare| bare.chars().count() >= 2).unwrap_or(city).to_owned();
    }
    let street = fold(street);
    let (before, _) = divided(&street);
    let city = before.split_once('市').map_or("", |(city, _)| city);
    city.rsplit('省').next().unwrap_or_default().to_owned()
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
/// One that is not told may be any.
pub fn may_be_one_town(one: &str, other: &str) -> bool {
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

    #[test]
    fn a_street_is_one_however_it_is_written() {
        for same in [
            &["1 High St", "1 High St.", "1 HIGH STREET", "High St 1", "High Street, 1"][..],
            &["文三路12号", "西湖区文三路12号", "杭州市西湖区文三路12号", "浙江省杭州市文三路12號"],
            &["台北市中山區南京東路二段1號", "南京东路二段1号"],
            &["Hauptstr. 12", "Hauptstrasse 12", "Haupt Str. 12"],
            &["14a O'Connell Ave", "14 A OConnell Avenue"],
        ] {
            let keys: Vec<_> = same.iter().map(|street| street_key(street)).collect();
            assert!(keys[0].is_some() && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        }
        let others = ["1 High St", "2 High St", "文三路12号", "文三路1号", "市民路12号", "城区路12号", "1 Hight Road"];
        let keys: std::collections::BTreeSet<_> = others.into_iter().map(street_key).collect();
        assert!(keys.len() == others.len() && !keys.contains(&None), "{keys:?}");
        for street in ["High Street", "7 Dam", "文三路", ""] {
            assert_eq!(street_key(street), None, "{street}");
        }
    }

    #[test]
    fn a_town_is_told_by_the_city_or_else_by_the_street() {
        for (street, city, expected) in [
            ("1 High St", "Bristol", "bristol"),
            ("", "Leeds, West Yorkshire", "leeds"),
            ("文三路12号", "杭州市", "杭州"),
            ("文三路12号", "杭州", "杭州"),
            ("杭州市西湖区文三路12号", "", "杭州"),
            ("浙江省杭州市西湖区文三路12号", "", "杭州"),
            ("西湖区文三路12号", "", ""),
            ("市民路12号", "", ""),
            ("", "沙市", "沙市"),
        ] {
            assert_eq!(town(street, city), expected, "{street}, {city}");
        }
    }
}
