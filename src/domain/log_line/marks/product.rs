//! A product behind `+`, with how many of it: `+sample 3`, `+样机 3台`, `+coffee beans 2 boxes`.
//!
//! Always holds: what comes behind the product and its count stays text.

use super::extent;
use crate::base::number::{self, Quantity};
use crate::base::text::is_han;
use crate::domain::heard::Wanted;

/// Counted in these, in Latin letters.
const UNITS: &[&str] = &[
    "boxes",
    "box",
    "bx",
    "bxs",
    "cs",
    "ctn",
    "ctns",
    "pk",
    "pks",
    "pcs",
    "pc",
    "pieces",
    "piece",
    "cases",
    "case",
    "cartons",
    "carton",
    "kg",
    "kgs",
    "packs",
    "pack",
    "bottles",
    "bottle",
    "units",
    "unit",
    "pairs",
    "pair",
    "bags",
    "bag",
    "sets",
    "set",
    "dozen",
    "trays",
    "tray",
    "pallets",
    "pallet",
    "rolls",
    "roll",
    "cans",
    "can",
    "tubes",
    "tube",
    "crates",
    "crate",
    "sheets",
    "kits",
    "kit",
    "drums",
    "drum",
    "tubs",
    "tub",
    "tins",
    "tin",
    "barrels",
    "barrel",
    "kegs",
    "keg",
    "sacks",
    "sack",
    "jars",
    "jar",
    "buckets",
    "bucket",
    "pails",
    "pail",
    "canisters",
    "canister",
    "cylinders",
    "cylinder",
    "reels",
    "reel",
    "bundles",
    "bundle",
    "sleeves",
    "sleeve",
    "pots",
    "pot",
    "litres",
    "litre",
    "liters",
    "liter",
    "ltr",
    "l",
    "metres",
    "metre",
    "meters",
    "meter",
    "gallons",
    "gallon",
    "tonnes",
    "tonne",
    "tons",
    "copies",
    "copy",
    "sachets",
    "sachet",
    "strips",
    "strip",
    "bars",
    "bar",
    "slabs",
    "slab",
    "racks",
    "rack",
    "skids",
    "totes",
    "tote",
    "bales",
    "bale",
    "coils",
    "coil",
    "lengths",
    "length",
    "loads",
    "load",
    "punnets",
    "dispensers",
    "dispenser",
    "machines",
    "machine",
    "licences",
];
/// Counted in these, in Chinese.
const COUNTERS: &str =
    "台臺个個箱件盒套包瓶支桶袋批打张張本只隻条條片罐组組吨噸斤公克米卷份辆輛把双雙对對块塊板筒杯束扎提";

/// Whether a word is one that goods are counted in: `drums`.
pub(in crate::domain::log_line) fn is_unit(word: &str) -> bool {
    UNITS.contains(&word)
}

/// So many words may stand between the mark and the count.
const WORDS: usize = 4;

/// A count and its unit, if the text is one: `3台`, `x3`, `两箱`, `3`.
fn count(text: &str) -> Option<(i64, String)> {
    // `+foam £1,140`: a sum counts nothing.
    if text.starts_with(['£', '$', '€', '¥', '￥']) {
        return None;
    }
    let text = text.strip_prefix(['x', 'X', '×', '*']).unwrap_or(text);
    let (end, quantity) = number::find_leading(text).or_else(|| {
        // 三十箱 and 3公斤: what a number reader takes for the rest of another number.
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        Some((digits, number::parse(&text[..digits])?))
    })?;
    let Quantity::Amount(number) = quantity else { return None };
    let rest = &text[end..];
    let lower = rest.to_ascii_lowercase();
    let is_unit = rest.is_empty()
        || UNITS.contains(&lower.as_str())
        || (rest.chars().count() <= 2 && rest.chars().all(|c| COUNTERS.contains(c)));
    let value = number.as_whole().filter(|value| (1..=1_000_000).contains(value))?;
    is_unit.then(|| (value, rest.to_owned()))
}

/// Where the count begins that a word ends with: 样机3台, A100x2.
fn count_at_end(word: &str) -> Option<(usize, i64, String)> {
    word.char_indices().skip(1).find_map(|(at, c)| {
        let before = word[..at].chars().next_back()?;
        let times = matches!(c, 'x' | 'X' | '×' | '*') && (before.is_alphanumeric());
        let figure = is_han(before) && (c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c));
        // W20两桶: a figure in Han behind a name in letters.
        let figure = figure || before.is_ascii_alphanumeric() && "一二两兩三四五六七八九十".contains(c);
        if !(times || figure) {
            return None;
        }
        let (value, unit) = count(&word[at..])?;
        // 样机一 may be its name.
        (times || !unit.is_empty() || c.is_ascii_digit()).then_some((at, value, unit))
    })
}

/// What comes on top of a price, and is no product: `£450 +vat`.
const NOT_GOODS: [&str; 8] = ["vat", "gst", "tax", "p&p", "postage", "carriage", "del", "delivery"];

/// The product that stands at the beginning of a text, and where it ends.
pub(super) fn read(text: &str, known: &[String]) -> Option<(usize, Wanted)> {
    if !extent::begins_with_letter(text) {
        return None;
    }
    let clause = &text[..extent::near(text)];
    let (first, name) = extent::word(clause, known)?;
    if NOT_GOODS.iter().any(|word| name.eq_ignore_ascii_case(word)) {
        return None;
    }
    if let Some((at, value, unit)) = count_at_end(name).filter(|_| first == name.len()) {
        return Some((first, Wanted { name: name[..at].to_owned(), count: Some(value), unit }));
    }
    // The count may stand some words further on.
    let mut end = first;
    let mut name_end = None;
    for _ in 0..WORDS {
        let gap = clause[end..].len() - clause[end..].trim_start().len();
        let rest = &clause[end + gap..];
        let Some((length, word)) = extent::word(rest, &[]).filter(|(length, _)| *length > 0) else { break };
        if let Some((value, unit)) = count(word) {
            let mut whole = end + gap + length;
            let mut unit = unit;
            let behind = clause[whole..].trim_start();
            if unit.is_empty()
                && let Some((next, word)) = extent::word(behind, &[])
                && UNITS.contains(&word.to_ascii_lowercase().as_str())
            {
                unit = word.to_owned();
                whole = clause.len() - behind.len() + next;
            }
            let name = if name_end.is_some() { clause[..end].trim() } else { name };
            return Some((whole, Wanted { name: name.to_owned(), count: Some(value), unit }));
        }
        // Words of the name go on only in Latin letters, and only up to a count.
        if !word.is_ascii() || word.chars().next().is_some_and(|c| c.is_ascii_digit()) {
            break;
        }
        end += gap + length;
        name_end = Some(end);
    }
    Some((first, Wanted { name: name.to_owned(), ..Wanted::default() }))
}
