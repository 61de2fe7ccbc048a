//! How far a customer's name goes on behind the letters by which it was known: 桐庐人民医院 of 桐庐县第一人民医院, `blue cafe` of Blue Finch Cafe.
//!
//! Always holds: what is taken is a run of the line, whole words in Latin letters; where it is not clear, only the letters. It decides about no
//! customer.

use std::collections::BTreeMap;
use std::ops::Range;

use super::customer::letters_of;
use super::trade::TRADES;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::base::name::{NameKey, Query, sound_alike};
use crate::base::text::{fold, is_han};
use crate::base::when::{Context, Hint};
use crate::domain::log_line::han::sentence_in_han;
use crate::domain::log_line::how::kind;
use crate::domain::log_line::letters;
use crate::domain::log_line::notes::{may_be_named, separates, tidy};
use crate::domain::log_line::ordinary::is_ordinary;

/// So many characters may be left of a run that ends as the name does, though one stands in it that only sounds as its own: 红十子医院.
const MISTAKEN: usize = 5;

/// Where the name stands: the letters, and what belongs to it behind them.
pub(in crate::domain::log_line) fn whole(line: &str, letters: Range<usize>, name: &str) -> Range<usize> {
    let said = line.get(letters.clone()).unwrap_or_default();
    let end =
        if said.ends_with(is_han) { han(line, said, letters.end, name) } else { latin(line, said, letters.end, name) };
    letters.start..end.unwrap_or(letters.end)
}

/// How many of these characters stand in the others, one after the other, and what is left of those.
pub(super) fn in_order<'a>(said: &[char], mut of: &'a [char]) -> (usize, &'a [char]) {
    for (n, c) in said.iter().enumerate() {
        let Some(at) = of.iter().position(|own| own == c) else { return (n, of) };
        of = of.get(at + 1..).unwrap_or_default();
    }
    (said.len(), of)
}

pub(super) fn folded(text: &str) -> Vec<char> {
    fold(text).chars().collect()
}

fn han(line: &str, said: &str, end: usize, name: &str) -> Option<usize> {
    let rest = &line[end..];
    let run = &rest[..rest.find(|c: char| !is_han(c)).unwrap_or(rest.len())];
    let (name, letters, rest) = (folded(name), folded(said), folded(run));
    let (known, left) = in_order(&letters, &name);
    if rest.is_empty() || known < letters.len() || rest.len() != run.chars().count() {
        return None;
    }
    let (more, _) = in_order(&rest, left);
    if more == rest.len() {
        return Some(end + run.len());
    }
    let to = |count: usize| end + run.chars().take(count).map(char::len_utf8).sum::<usize>();
    // 桐庐人民医院见盛科; but 市一院长 is somebody.
    let last = more.checked_sub(1).and_then(|at| rest.get(at));
    if more >= 2 && last == name.last() && rest.get(more).is_none_or(|next| !"长里内门外".contains(*next)) {
        return Some(to(more));
    }
    // One character is another of the same sound, as an input method gives it.
    let (_, left) = in_order(rest.get(..more)?, left);
    let slip = |(at, own): (usize, &char)| {
        let goes_on = rest.get(more + 1..).unwrap_or_default();
        sound_alike(*own, rest[more]) && in_order(goes_on, left.get(at + 1..).unwrap_or_default()).0 == goes_on.len()
    };
    let ends_alike = rest.last() == name.last() && left.iter().enumerate().any(slip);
    (ends_alike && (3..=MISTAKEN).contains(&rest.len()) && sentence_in_han(run).is_none()).then_some(end + run.len())
}

/// Words of the name that follow in its order, up to its last one: `blue cafe`. One that stands in sentences is taken only where the name is closed
/// behind it: `green, supplies late`.
fn latin(line: &str, said: &str, end: usize, name: &str) -> Option<usize> {
    let word_of = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words = |text: &str| -> Vec<String> {
        fold(text).split_whitespace().map(word_of).filter(|word| !word.is_empty()).collect()
    };
    let (name, own) = (words(name), words(said));
    let begun = own.last()?;
    let starts = name.iter().position(|word| word.starts_with(begun.as_str()));
    let at = starts.or_else(|| name.iter().position(|word| is_cut_short(begun, word)))?;
    let (mut left, mut to, mut last) = (name.get(at + 1..)?, end, false);
    // Where an hour says that the name is over, though more of it is known.
    let mut over = None;
    while let Some(rest) = line[to..].strip_prefix(' ') {
        let length = rest.find(|c: char| separates(c) || !may_be_named(c)).unwrap_or(rest.len());
        let word = word_of(&fold(&rest[..length]));
        let behind = &rest[length..];
        let same = left.iter().position(|own| *own == word);
        let short = || left.iter().position(|own| is_cut_short(&word, own));
        let Some(found) = same.or_else(short) else {
            // `nettle n rye`: what joins the words of the name.
            let next = word_of(&fold(behind.trim_start().split([' ', ',']).next().unwrap_or_default()));
            if ["n", "and", ""].contains(&word.as_str()) && !next.is_empty() && left.contains(&next) {
                to += 1 + length;
                continue;
            }
            break;
        };
        // `welsh back 1145 till 1210`.
        let next = behind.trim_start().split(' ').next().unwrap_or_default();
        let hour = next.len() == 4 && next.chars().all(|c| c.is_ascii_digit()) || next.contains([':', '-']);
        let hour = hour && next.starts_with(|c: char| c.is_ascii_digit());
        // `nettle n rye, sent the comparison`: a word that stands in no sentence, and the clause is over.
        let (comma, long) = (behind.starts_with([',', ':', '，']), word.chars().count() >= 3 && !is_ordinary(&word));
        let closed = behind.is_empty() || behind.starts_with([',', ':', ';', '，', '：']) || hour;
        let how = kind::leading(behind.trim_start()).is_some();
        if is_ordinary(&word) && !closed && !how {
            break;
        }
        left = left.get(found + 1..).unwrap_or_default();
        to += 1 + length;
        last = left.is_empty();
        over = (hour || comma && long).then_some(to);
    }
    last.then_some(to).or(over)
}

/// Whether a word is another cut short as one writes it in haste: `rd` for road, `mgmt` for management, `hse` for house.
fn is_cut_short(short: &str, word: &str) -> bool {
    let count = short.chars().count();
    let (own, letters): (Vec<char>, Vec<char>) = (short.chars().collect(), word.chars().collect());
    (2..=5).contains(&count)
        && letters.len() > count
        && own.first() == letters.first()
        && in_order(&own, &letters).0 == count
        && !own
            .iter()
            .enumerate()
            .skip(1)
            .any(|(at, c)| "aeiou".contains(*c) && !(at + 1 == count && letters.last() == Some(c)))
        && !is_ordinary(short)
}

/// Whether letters that are apart in the line are a short form of this name, though none that says it by itself: 浙一 of 浙江大学医学院附属第一医院,
/// `xsyy` of 萧山第一人民医院. For a customer whom a person has picked.
pub(in crate::domain::log_line) fn is_short_for(line: &str, letters: &Range<usize>, name: &str) -> bool {
    let said = line.get(letters.clone()).unwrap_or_default();
    if !line[letters.end..].chars().next().is_none_or(separates) {
        return false;
    }
    if said.chars().all(is_han) {
        let count = said.chars().count();
        let short = folded(said);
        // 医院 is no name of one.
        let trade = TRADES.split_whitespace().any(|trade| trade == said);
        return !trade
            && (2..=8).contains(&count)
            && in_order(&short, &folded(name)).0 == short.len()
            && sentence_in_han(said).is_none();
    }
    let plain = said.chars().all(|c| c.is_ascii_alphabetic()) && said.len() >= 3;
    plain && name.chars().any(is_han) && !is_ordinary(said) && Query::new(said).rank(&NameKey::new(name)).is_some()
}

/// A note without the name of this customer with which it begins, where it does: once it is known whose it is, that is said elsewhere.
pub fn without_name(notes: &str, account: Id, name: &str, now: &Now) -> String {
    let leading = letters::leading(notes, &Context::at(now, Hint::Past, Lang::En));
    let short = || leading.iter().find(|one| !one.inside && !one.is_common() && is_short_for(notes, &one.range, name));
    let known = letters_of(account, name, &leading, &BTreeMap::new());
    let said = known.or_else(|| short().map(|one| one.range.clone())).filter(|range| range.start == 0);
    let rest = said.map(|range| tidy(&notes[whole(notes, range, name).end..]));
    rest.filter(|rest| !rest.is_empty()).unwrap_or_else(|| notes.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_as_far_as_it_is_one() {
        for (line, letters, name, expected) in [
            ("桐庐人民医院 微信", "桐庐", "桐庐县第一人民医院", "桐庐人民医院"),
            ("桐庐人民医院见盛科", "桐庐", "桐庐县第一人民医院", "桐庐人民医院"),
            ("临平妇保 朴科", "临平", "杭州市临平区妇幼保健院", "临平妇保"),
            ("余杭中医 曾丽", "余杭", "杭州市余杭区中医院", "余杭中医"),
            ("萧山一院 尉迟", "萧山", "杭州市萧山区第一人民医院", "萧山一院"),
            ("萧山一院长说", "萧山", "杭州市萧山区第一人民医院", "萧山"),
            ("红十子医院 护士长", "红十", "杭州市红十字会医院", "红十子医院"),
            ("桐庐中医院 见盛科", "桐庐", "桐庐县第一人民医院", "桐庐"),
            ("精工见采购", "精工", "杭州精工机械有限公司", "精工"),
            ("精工有样机", "精工", "杭州精工机械有限公司", "精工"),
            ("精工 机械坏了", "精工", "杭州精工机械有限公司", "精工"),
            ("永康商號 拜訪", "永康", "臺北永康商行", "永康"),
            ("blue cafe met", "blue", "Blue Finch Cafe", "blue cafe"),
            ("blue cafe, met", "blue", "Blue Finch Cafe", "blue cafe"),
            ("blue, cafe shut", "blue", "Blue Finch Cafe", "blue"),
            ("green supplies late", "green", "Green Door Supplies", "green"),
            ("green supplies: late", "green", "Green Door Supplies", "green supplies"),
            ("tan met", "tan", "Tan Pharmacy", "tan"),
            ("welsh back 1145 till 1210, debbie", "welsh", "The Welsh Back Hotel", "welsh back"),
            ("welsh back garden", "welsh", "The Welsh Back Hotel", "welsh"),
            ("redcliff block mgmt, shown", "redcliff", "Redcliff Block Management", "redcliff block mgmt"),
            ("nettle n rye, sent", "nettle", "The Nettle & Rye Tap", "nettle n rye"),
            ("days rd distillery first", "days rd", "Days Road Distillery", "days rd distillery"),
            ("church rd dental rang me", "church rd", "Church Road Dental", "church rd dental"),
            ("ashgrove hse, happy", "ashgrove", "Ashgrove House", "ashgrove hse"),
            ("nettle n sandra, sent", "nettle", "The Nettle & Rye Tap", "nettle"),
            ("green supplies late", "green", "Green Door Supplies", "green"),
        ] {
            assert_eq!(&line[whole(line, 0..letters.len(), name)], expected, "{line}");
        }
        for (line, letters, name, expected) in [
            ("浙一 见了吕科长", "浙一", "浙江大学医学院附属第一医院", true),
            ("邵医 去器械科", "邵医", "浙江大学医学院附属邵逸夫医院", true),
            ("邵医院长", "邵医", "浙江大学医学院附属邵逸夫医院", false),
            ("xsyy 尉迟", "xsyy", "萧山第一人民医院", true),
            ("met 尉迟", "met", "萧山第一人民医院", false),
        ] {
            assert_eq!(is_short_for(line, &(0..letters.len()), name), expected, "{line}");
        }
    }

    #[test]
    fn a_note_loses_the_name_of_the_customer_that_it_is_put_down_to() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (notes, name, expected) in [
            ("浙一 见了吕科长", "浙江大学医学院附属第一医院", "见了吕科长"),
            ("浙一 电话 吕科长问授权书", "浙江大学医学院附属第一医院", "电话 吕科长问授权书"),
            ("永盛藥局 補貨", "永盛藥局", "補貨"),
            ("corner deli new menu", "Corner Deli, Mill Rd", "new menu"),
            ("Muddy Paws called about prices", "Muddy Paws", "called about prices"),
            ("xsyy 尉迟要样机", "萧山第一人民医院", "尉迟要样机"),
            ("医院 要报价", "萧山第一人民医院", "医院 要报价"),
            ("见了吕科长", "浙江大学医学院附属第一医院", "见了吕科长"),
            ("met the buyer", "Corner Deli, Mill Rd", "met the buyer"),
            ("浙一", "浙江大学医学院附属第一医院", "浙一"),
            ("", "Muddy Paws", ""),
        ] {
            assert_eq!(without_name(notes, Id::from_bytes([7; 16]), name, &now), expected, "{notes}");
        }
    }
}
