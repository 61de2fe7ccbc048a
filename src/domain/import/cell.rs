//! A cell as a person or a program wrote it, and the value it means for a field.
//!
//! Always: what can not be read comes back as words (`left`), so that it can go to the notes; nothing is guessed and
//! nothing vanishes. It must not know of rows, columns or records.

use super::date::{self, Order};
use super::words;
use crate::base::clock::Now;
use crate::base::money::Money;
use crate::base::number::{self, Quantity};
use crate::base::phone;
use crate::base::text::fold;
use crate::domain::entry;
use crate::schema::{Degrees, Field, FieldType, Kind, Value};

/// What a cell gave.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Read {
    /// The value; null where there is none.
    pub value: Value,
    /// What did not fit, as it was written; for the notes.
    pub left: String,
    /// Why it did not fit.
    pub flaw: Option<Flaw>,
}

/// Why a cell, or a part of it, is no value of its field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Flaw {
    /// None of the field's choices.
    Choice,
    /// Not a date.
    Date,
    /// Not a number.
    Number,
    /// Not degrees.
    Degrees,
    /// Not a telephone number.
    Phone,
    /// A telephone number that a spreadsheet has rounded (`1.38E+10`); its digits are gone from the file.
    Rounded,
    /// Not an e-mail address.
    Email,
    /// Longer than the field can hold.
    TooLong,
}

impl Flaw {
    /// All of them, for the test of the words.
    pub const ALL: [Flaw; 8] =
        [Flaw::Choice, Flaw::Date, Flaw::Number, Flaw::Degrees, Flaw::Phone, Flaw::Rounded, Flaw::Email, Flaw::TooLong];

    /// The key of its words, and its name in JSON and reports behind `flaw-`.
    pub const fn words(self) -> &'static str {
        match self {
            Flaw::Choice => "flaw-choice",
            Flaw::Date => "flaw-date",
            Flaw::Number => "flaw-number",
            Flaw::Degrees => "flaw-degrees",
            Flaw::Phone => "flaw-phone",
            Flaw::Rounded => "flaw-rounded",
            Flaw::Email => "flaw-email",
            Flaw::TooLong => "flaw-too-long",
        }
    }
}

/// Reads a cell for a field.
pub fn read(field: &Field, cell: &str, order: Order, now: &Now) -> Read {
    let cell = cell.trim();
    if cell.is_empty() || (field.name != "notes" && words::says_nothing(cell)) {
        return Read::default();
    }
    match field.kind {
        Kind::Text => text(field, one_line(cell)),
        Kind::LongText => text(field, cell.replace("\r\n", "\n")),
        Kind::Choice(declared) => match words::choice(field.name, declared, cell) {
            Some(word) => good(Value::text(word)),
            None => bad(cell, Flaw::Choice),
        },
        Kind::Set => set(field, cell),
        Kind::Date => match date::read(cell, order, now) {
            // Nobody is born tomorrow: of a year of two figures the century was guessed.
            Some(read) if read.rest.is_empty() && field.name == "birthday" && read.day > now.today() => {
                good(read.day.checked_sub_months(chrono::Months::new(1200)).put())
            }
            Some(read) if read.rest.is_empty() => good(Some(read.day).put()),
            _ => bad(cell, Flaw::Date),
        },
        Kind::Number => {
            let number = if field.name == "cadence" { days(cell).or_else(|| number(cell)) } else { number(cell) };
            let most = if field.limit == 0 { i64::MAX } else { i64::from(field.limit) };
            match number.filter(|number| (0..=most).contains(number)) {
                Some(number) => good(Value::Int(number)),
                None => bad(cell, Flaw::Number),
            }
        }
        Kind::Money => match Money::parse(cell) {
            Some(money) => good(Some(money).put()),
            None => bad(cell, Flaw::Number),
        },
        Kind::Degrees => {
            let most = if field.name == "latitude" { 90_000_000 } else { 180_000_000 };
            match Degrees::parse(cell).filter(|degrees| degrees.0.abs() <= most) {
                Some(degrees) => good(Some(degrees).put()),
                None => bad(cell, Flaw::Degrees),
            }
        }
        // A name, which is looked up where the users and territories are known.
        Kind::Ref if matches!(field.target, Some("user" | "territory")) => good(Value::text(one_line(cell))),
        // No column is mapped to these kinds.
        Kind::Moment | Kind::Flag | Kind::Ref | Kind::Refs => Read { left: cell.to_owned(), ..Read::default() },
    }
}

fn good(value: Value) -> Read {
    Read { value, ..Read::default() }
}

fn bad(cell: &str, flaw: Flaw) -> Read {
    Read { value: Value::Null, left: cell.to_owned(), flaw: Some(flaw) }
}

fn one_line(cell: &str) -> String {
    let lines = cell.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

fn text(field: &Field, text: String) -> Read {
    let most = field.most_bytes();
    if text.len() <= most {
        return good(Value::text(text));
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    Read { value: Value::text(text.get(..end).unwrap_or_default().trim_end()), left: text, flaw: Some(Flaw::TooLong) }
}

fn set(field: &Field, cell: &str) -> Read {
    let elements = match field.name {
        "phones" => phones(cell),
        "emails" => split(cell, &[';', '；', ',', '，', '、', '/', '|', '\n', ' ']),
        "tags" => split(cell, &[';', '；', ',', '，', '、', '|', '\n']),
        _ => split(cell, &[';', '；', '、', '|', '\n']),
    };
    let flaw = |element: &str| match field.name {
        "phones" => phone_flaw(element),
        "emails" => (!element.contains('@')).then_some(Flaw::Email),
        _ => None,
    };
    let mut read = Read::default();
    let mut good = Vec::new();
    for element in elements {
        match flaw(&element).or_else(|| (element.len() > field.most_bytes()).then_some(Flaw::TooLong)) {
            None => good.push(element),
            Some(flaw) => {
                read.flaw = Some(flaw);
                if !read.left.is_empty() {
                    read.left.push_str("; ");
                }
                read.left.push_str(&element);
            }
        }
    }
    read.value = Value::set(good);
    read
}

fn split(cell: &str, marks: &[char]) -> Vec<String> {
    cell.split(marks)
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Several numbers in one cell. A part of fewer than five digits is no number of its own: `0571-87651234/5`.
pub(super) fn phones(cell: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut cut = 0;
    let mut push = |part: &str| {
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        match part.strip_suffix(".0").filter(|digits| digits.len() >= 7 && digits.bytes().all(|b| b.is_ascii_digit())) {
            // How a table program writes a number that it takes for a quantity.
            Some(digits) => found.push(digits.to_owned()),
            None if !part.is_empty() => found.push(part),
            None => {}
        }
    };
    for (at, mark) in
        cell.char_indices().filter(|(_, c)| matches!(c, '/' | ';' | '；' | ',' | '，' | '、' | '|' | '\n' | '\t'))
    {
        let next = cell.get(at + mark.len_utf8()..).unwrap_or_default();
        let part = next.split(['/', ';', '；', ',', '，', '、', '|', '\n', '\t']).next().unwrap_or_default();
        if phone::digits(part).len() < 5 && !part.trim().is_empty() && mark == '/' {
            continue;
        }
        push(cell.get(cut..at).unwrap_or_default());
        cut = at + mark.len_utf8();
    }
    push(cell.get(cut..).unwrap_or_default());
    // Two mobiles with a blank between.
    found
        .into_iter()
        .flat_map(|part| {
            let pieces: Vec<String> = part.split(' ').map(str::to_owned).collect();
            let whole = pieces.len() > 1 && pieces.iter().all(|piece| phone::digits(piece).len() >= 10);
            if whole { pieces } else { vec![part] }
        })
        .collect()
}

fn phone_flaw(number: &str) -> Option<Flaw> {
    let folded = fold(number);
    if folded.contains("e+") && folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | '+')) {
        return Some(Flaw::Rounded);
    }
    (phone::digits(number).len() < 3).then_some(Flaw::Phone)
}

/// `68,000`, `1.2万`, `3k`, `350人`, `约30`, `12.0`; what has a fraction is no count.
fn number(cell: &str) -> Option<i64> {
    let folded = fold(cell).replace([' ', '\'', '_'], "");
    let folded = folded.trim_start_matches(['约', '~', '近']).trim_end_matches(['+', '人', '名', '个', '家', '天']);
    let counted = ["people", "employees", "staff", "days", "day"].iter().find_map(|word| folded.strip_suffix(word));
    let folded = counted.unwrap_or(folded);
    match folded.strip_suffix('w') {
        Some(digits) => entry::whole(&format!("{digits}万")),
        None => entry::whole(folded),
    }
}

/// How often, in days: `weekly`, `每两周`, `2 weeks`, `每月2次`.
fn days(cell: &str) -> Option<i64> {
    let folded = fold(cell).replace("一次", "").replace("every", "").replace('每', "").replace("个", "");
    let folded = folded.trim();
    let known = match folded {
        "daily" | "天" | "日" => 1,
        "weekly" | "week" | "周" | "礼拜" | "星期" => 7,
        "biweekly" | "bi-weekly" | "fortnightly" | "fortnight" | "双周" | "半月" | "other week" => 14,
        "monthly" | "month" | "月" => 30,
        "bimonthly" | "双月" => 60,
        "quarterly" | "quarter" | "季度" | "季" => 90,
        "half-yearly" | "semiannual" | "半年" => 182,
        "yearly" | "annual" | "annually" | "year" | "年" => 365,
        _ => 0,
    };
    if known > 0 {
        return Some(known);
    }
    // So many times in a period.
    for (unit, length) in [("周", 7), ("月", 30), ("季度", 90), ("季", 90), ("年", 365)] {
        if let Some(times) = folded.strip_prefix(unit).and_then(|rest| rest.strip_suffix('次')) {
            return count(times).filter(|times| *times > 0).map(|times| (length / times).max(1));
        }
    }
    let end = folded.find(|c: char| !c.is_ascii_digit() && !"零〇一二两三四五六七八九十百".contains(c))?;
    let (number, unit) = folded.split_at(end);
    let length = match unit.trim().trim_end_matches('s') {
        "周" | "礼拜" | "星期" | "week" | "w" | "wk" => 7,
        "月" | "month" | "m" => 30,
        "天" | "日" | "day" | "d" => 1,
        "季度" | "季" | "quarter" => 90,
        "年" | "year" => 365,
        _ => return None,
    };
    count(number).map(|number| number.saturating_mul(length))
}

fn count(text: &str) -> Option<i64> {
    let text = text.trim();
    match number::parse(text)? {
        Quantity::Amount(number) => number.as_whole(),
        Quantity::Percent(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ACCOUNT;

    fn check(name: &str, rows: &[(&str, &str)]) {
        let field = ACCOUNT.field(name).unwrap();
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (cell, expected) in rows {
            let read = read(field, cell, Order::DayFirst, &now);
            let value = match &read.value {
                Value::Null => String::new(),
                Value::Int(number) => number.to_string(),
                Value::Text(text) => text.clone(),
                Value::Set(elements) => elements.iter().cloned().collect::<Vec<_>>().join(" | "),
                Value::Id(id) => id.to_string(),
            };
            let flaw = read.flaw.map(|flaw| format!(" !{flaw:?} {}", read.left)).unwrap_or_default();
            assert_eq!(format!("{value}{flaw}"), *expected, "{name}: {cell}");
        }
    }

    #[test]
    fn phones_are_told_apart() {
        check(
            "phones",
            &[
                ("13805712266", "13805712266"),
                ("0571-82635566、13605713344", "0571-82635566 | 13605713344"),
                ("0574-87651234/13905741188", "0574-87651234 | 13905741188"),
                ("0571-87651234/5", "0571-87651234/5"),
                ("13805712266 13605713344", "13605713344 | 13805712266"),
                ("138 0571 2266", "138 0571 2266"),
                ("(415) 901-7000; +44 113 496 0011", "(415) 901-7000 | +44 113 496 0011"),
                ("13805712266.0", "13805712266"),
                ("1.38E+10", " !Rounded 1.38E+10"),
                ("王总 13805712266", "王总 13805712266"),
                ("ask Ann", " !Phone ask Ann"),
                ("n/a", ""),
                ("无", ""),
            ],
        );
    }

    #[test]
    fn numbers_and_words() {
        check(
            "size",
            &[
                ("68,000", "68000"),
                ("350人", "350"),
                ("1.2万", "12000"),
                ("约30", "30"),
                ("12.0", "12"),
                ("12.5", " !Number 12.5"),
                ("1,5", " !Number 1,5"),
                ("3k", "3000"),
                ("2w", "20000"),
                ("50-99", " !Number 50-99"),
            ],
        );
        check(
            "cadence",
            &[
                ("14", "14"),
                ("每七天", "7"),
                ("每十二周", "84"),
                ("每两周", "14"),
                ("2 weeks", "14"),
                ("monthly", "30"),
                ("每月2次", "15"),
                ("每周一次", "7"),
                ("10天", "10"),
                ("1000", " !Number 1000"),
                ("often", " !Number often"),
            ],
        );
        check("grade", &[("A", "a"), ("b类", "b"), ("D", " !Choice D")]);
        check("latitude", &[("30.2741", "30274100"), ("120", " !Degrees 120")]);
        check("emails", &[("a@b.test; c@d.test", "a@b.test | c@d.test"), ("none given", " !Email none; given")]);
        check("tags", &[("老客户,直营；重点", "直营 | 老客户 | 重点")]);
        check("street", &[("14 Quay St\r\n Unit 2", "14 Quay St, Unit 2"), (" - ", "")]);
        check("address_since", &[("2026年11月3日", "20760"), ("soon", " !Date soon")]);
        check("notes", &[("two\r\nlines", "two\nlines"), ("-", "-")]);
    }

    #[test]
    fn what_is_too_long_is_kept_beside() {
        let field = ACCOUNT.field("country").unwrap();
        let long = "国".repeat(40);
        let read = read(field, &long, Order::DayFirst, &Now::parse("2026-11-24T10:42:00+08:00").unwrap());
        assert_eq!((read.value.str().len(), read.left == long, read.flaw), (99, true, Some(Flaw::TooLong)));
    }
}
