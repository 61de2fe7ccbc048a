//! Telephone numbers as people type them. What was typed is kept as typed; this is only for comparing, finding and
//! dialling. It must not refuse a number: an unknown shape is still a row of digits.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// The countries' codes that are written most where Rounds is used.
pub const CODES: [&str; 6] = ["86", "886", "852", "853", "44", "1"];

/// A number taken apart. `national` is what two spellings of one number share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Digits without country code and without the leading zero that is dialled only inside the country.
    pub national: String,
    /// The country's code where one was written, without `+`.
    pub country: Option<String>,
    /// Digits after `x`, `ext`, `转` or `#`.
    pub extension: Option<String>,
}

/// Every digit of `text`, in order, full-width ones too.
pub fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// Takes a number apart; `None` when there are fewer than three digits in it.
pub fn read(text: &str) -> Option<Phone> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let (main, extension) = split_extension(&text);
    let all = digits(main);
    if all.len() < 3 {
        return None;
    }
    let (country, rest) = split_country(main, &all);
    // A zero before the area code is dialled only inside the country; a lone short number may begin with one by itself.
    let national = match rest.strip_prefix('0') {
        Some(tail) if tail.len() >= 7 => tail,
        _ => rest,
    };
    Some(Phone {
        national: national.to_owned(),
        country: country.map(str::to_owned),
        extension: Some(digits(extension)).filter(|digits| !digits.is_empty()),
    })
}

/// What two spellings of one line share, for indexes: `+886 912-345-678` and `0912345678` have the same.
pub fn compare_key(text: &str) -> Option<String> {
    read(text).map(|phone| phone.national)
}

/// Whether both are the same line: grouping, country code and leading zero are overlooked, but two different country
/// codes or two different extensions are two lines.
pub fn same(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (read(one), read(other)) else { return false };
    let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    one.national == other.national && !differ(&one.country, &other.country) && !differ(&one.extension, &other.extension)
}

/// Which digits stand side by side in a number, or in several (two pairs may share a bit).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DigitPairs(u64);

impl DigitPairs {
    /// Those of digits; numbers are parted by anything else.
    pub fn of(digits: &str) -> DigitPairs {
        let pair = |two: &[u8]| u32::from(two[0] - b'0') * 10 + u32::from(two[1] - b'0');
        let pairs = digits.as_bytes().windows(2).filter(|two| two.iter().all(u8::is_ascii_digit));
        DigitPairs(pairs.fold(0, |all, two| all | 1 << (pair(two) % u64::BITS)))
    }

    fn hold(self, those: DigitPairs) -> bool {
        those.0 & !self.0 == 0
    }
}

/// A number as far as it is typed, to be found in stored ones whatever their grouping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Digits that may stand anywhere.
    inside: Vec<String>,
    /// Of each way to write it: a number that has none of these is not looked at.
    pairs: Vec<DigitPairs>,
    /// Digits with which a number begins behind its country's code, if it has one.
    first: Option<String>,
}

impl Typed {
    /// Fewer than three digits find nothing.
    pub fn new(typed: &str) -> Typed {
        let typed = typed.trim();
        let all = digits(typed);
        if all.len() < 3 {
            return Typed::default();
        }
        // Typed with a country's code or a zero that the stored one is without: a whole number, or how one begins.
        let national =
            read(typed).map(|phone| phone.national).filter(|national| national.len() >= 7 && *national != all);
        let first = match begins_abroad(typed, &all) {
            Some(rest) => Some(rest),
            None => all.strip_prefix('0').filter(|rest| !rest.starts_with('0')),
        };
        let first = first.filter(|rest| rest.len() >= 3).map(str::to_owned);
        let inside: Vec<String> = national.into_iter().chain([all]).collect();
        let pairs = inside.iter().chain(&first).map(|digits| DigitPairs::of(digits)).collect();
        Typed { inside, pairs, first }
    }

    /// Whether it may stand in numbers of these digits.
    pub fn may(&self, stored: DigitPairs) -> bool {
        self.pairs.iter().any(|pairs| stored.hold(*pairs))
    }

    /// Whether there is nothing to be found.
    pub fn is_empty(&self) -> bool {
        self.inside.is_empty()
    }

    /// Where it stands in the digits of a stored number.
    pub fn place_in(&self, stored: &str) -> Option<Range<usize>> {
        // Digit by digit: a number has few, and a search over all made ready for each would take longer than looking.
        let place = |digits: &String| {
            let at = stored.as_bytes().windows(digits.len().max(1)).position(|part| part == digits.as_bytes())?;
            Some(at..at + digits.len())
        };
        let first = self.first.as_ref().and_then(place).filter(|place| place.start <= LONGEST_CODE);
        self.inside.iter().find_map(place).or(first)
    }
}

/// What stands behind a country's code that was typed as one: behind a plus or two zeros, or apart from the rest.
fn begins_abroad<'a>(typed: &str, all: &'a str) -> Option<&'a str> {
    let code = match typed.strip_prefix('+') {
        Some(_) => return all.get(code_length(all)..),
        None => match all.strip_prefix("00") {
            Some(rest) => return rest.get(code_length(rest)..),
            None => CODES.into_iter().find(|code| {
                typed.strip_prefix(code).is_some_and(|rest| rest.starts_with([' ', '-', '\u{a0}', '(']))
            })?,
        },
    };
    all.get(code.len()..)
}

/// Whether `text` can be meant as a telephone number at all: digits and what stands between them, at least three.
pub fn looks_like(text: &str) -> bool {
    let text = text.trim();
    let allowed = |c: char| c.is_ascii_digit() || " +-().·/#\u{a0}".contains(c);
    text.nfkc().all(allowed) && digits(text).len() >= 3
}

fn split_extension(text: &str) -> (&str, &str) {
    for mark in ["ext", "转", "轉", "分机", "分機", "x", "#"] {
        if let Some((main, extension)) = text.split_once(mark)
            && digits(main).len() >= 5
        {
            return (main, extension);
        }
    }
    (text, "")
}

fn split_country<'a>(written: &str, all: &'a str) -> (Option<&'a str>, &'a str) {
    let written = written.trim_start_matches(|c: char| c != '+' && !c.is_ascii_digit());
    if written.starts_with('+') {
        return cut_country(all);
    }
    if let Some(rest) = all.strip_prefix("00").filter(|rest| rest.len() >= 9) {
        return cut_country(rest);
    }
    // Without a plus only what can be nothing else: 86 before an eleven-digit mobile, 886 before a Taiwanese one,
    // and a lone 1 standing apart from ten digits (15551234567 in one piece is a Chinese mobile).
    if all.len() == 13 && all.starts_with("861") {
        return (all.get(..2), all.get(2..).unwrap_or_default());
    }
    if all.len() == 12 && all.starts_with("8869") {
        return (all.get(..3), all.get(3..).unwrap_or_default());
    }
    let first = written.split(|c: char| !c.is_ascii_digit()).next();
    if all.len() == 11 && first == Some("1") {
        return (all.get(..1), all.get(1..).unwrap_or_default());
    }
    (None, all)
}

/// A country's code has so many digits at most.
const LONGEST_CODE: usize = 3;

/// Country codes are prefix-free: 1 and 7 have one digit, a known set has two, all the others three.
fn code_length(all: &str) -> usize {
    const TWO: [&str; 44] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
        "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    match all.get(..2) {
        Some(two) if two.starts_with(['1', '7']) => 1,
        Some(two) if TWO.contains(&two) => 2,
        _ => LONGEST_CODE,
    }
}

fn cut_country(all: &str) -> (Option<&str>, &str) {
    let length = code_length(all);
    match (all.get(..length), all.get(length..)) {
        (Some(country), Some(rest)) if rest.len() >= 4 => (Some(country), rest),
        _ => (None, all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_has_one_key() {
        for (text, expected) in [
            ("138 0571 2266", Some("13805712266")),
            ("+86 138-0571-2266", Some("13805712266")),
            ("8613805712266", Some("13805712266")),
            ("0086 13805712266", Some("13805712266")),
            ("１３８０５７１２２６６", Some("13805712266")),
            ("0571-8888 9999", Some("57188889999")),
            ("+86 (571) 88889999", Some("57188889999")),
            ("0912-345-678", Some("912345678")),
            ("+886 912 345 678", Some("912345678")),
            ("886912345678", Some("912345678")),
            ("(02) 2345-6789", Some("223456789")),
            ("+886-2-2345-6789", Some("223456789")),
            ("+1 (555) 123-4567", Some("5551234567")),
            ("1-555-123-4567", Some("5551234567")),
            ("555.123.4567", Some("5551234567")),
            ("15551234567", Some("15551234567")),
            ("+44 20 7946 0958", Some("2079460958")),
            ("020 7946 0958", Some("2079460958")),
            ("+852 2345 6789", Some("23456789")),
            ("95588", Some("95588")),
            ("12", None),
            ("", None),
            ("call him", None),
        ] {
            assert_eq!(compare_key(text).as_deref(), expected, "{text}");
        }
    }

    /// What is passed over by its digits alone is nothing that would be found.
    #[test]
    fn a_number_that_is_found_is_never_passed_over() {
        let stored = ["13805712266", "57188889999", "886912345678", "01179460958", "95588", "442079460958"];
        for typed in ["138", "0571", "+86 571", "0912", "+886 912", "0117", "955", "020 79", "+44 20", "588", "0044 20"]
        {
            let number = Typed::new(typed);
            for one in stored {
                let pairs = DigitPairs::of(&format!("31\n{one}"));
                assert!(number.may(pairs) || number.place_in(one).is_none(), "{typed} in {one}");
            }
        }
        let passed = stored.iter().filter(|one| !Typed::new("138").may(DigitPairs::of(one))).count();
        assert_eq!(passed, stored.len() - 1, "and most are passed over");
    }

    #[test]
    fn extensions_and_countries_tell_lines_apart() {
        for (one, other, expected) in [
            ("0571-88889999转801", "0571 88889999", true),
            ("0571-88889999转801", "0571 88889999 ext. 802", false),
            ("02-2345-6789#12", "(02)23456789 x12", true),
            ("+86 571 8888 9999", "0571-88889999", true),
            ("+852 2345 6789", "+853 2345 6789", false),
            ("12", "12", false),
        ] {
            assert_eq!(same(one, other), expected, "{one} and {other}");
        }
    }

    #[test]
    fn typed_digits_find_a_stored_number() {
        for (typed, stored, expected) in [
            ("0571", "138 0571 2266", true),
            ("57122", "138-0571-2266", true),
            ("138 0571", "+86 13805712266", true),
            ("0912345678", "+886 912 345 678", true),
            ("+8613805712266", "138 0571 2266", true),
            // As it is dialled at home, of a number stored as it is dialled from abroad, and the reverse; from the third digit on.
            ("0117", "+44 117 496 0101", true),
            ("0117 496", "+44 117 496 0101", true),
            ("0117 496", "0117 496 0101", true),
            ("0117 496", "+44 20 7946 1174", false),
            ("0912", "+886 912 345 678", true),
            ("86 138 0571", "138 0571 2266", true),
            ("+86 138", "13805712266", true),
            ("0086 138 05", "13805712266", true),
            ("+44 117", "0117 496 0101", true),
            ("86 138", "0571 8138 6238", false),
            ("861", "138 0571 2266", false),
            ("22", "138 0571 2266", false),
            ("999", "138 0571 2266", false),
        ] {
            assert_eq!(Typed::new(typed).place_in(&digits(stored)).is_some(), expected, "{typed} in {stored}");
        }
        assert!(looks_like("0571-8888 9999"));
        assert!(!looks_like("88 King St"));
    }
}
