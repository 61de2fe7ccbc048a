//! What Tab makes of the word that a line ends with: a customer, one of its people, a tag, a competitor, a product.
//!
//! Always holds: only what the book has seen; where nothing fits, nothing.

use super::chip::Understood;
use super::parsed::Parsed;
use super::whose::customer::Customer;
use super::{About, Vocabulary};
use crate::base::name::{NameKey, Query};
use crate::base::text::is_han;

/// The line with its last word completed.
pub fn complete(line: &str, read: &Parsed, about: Option<&About>, known: &Vocabulary) -> Option<String> {
    let at = line.rfind(|c: char| c.is_whitespace() || super::notes::separates(c) || "#＃^＾+＋…".contains(c));
    let from = at.map_or(0, |at| at + line[at..].chars().next().map_or(0, char::len_utf8));
    let (word, before) = (&line[from..], line[..from].chars().next_back());
    // The customer is what the line begins with.
    let names = match &read.customer {
        Customer::Several(hits, range) => hits.first().map(|hit| (hit.name.as_str(), range.clone())),
        Customer::One(hit, range) => Some((hit.name.as_str(), range.clone())),
        _ => None,
    };
    if let Some((name, range)) =
        names.filter(|(_, range)| range.end == line.trim_end().len() && line.ends_with(|c: char| !c.is_whitespace()))
    {
        return (line.get(range.clone()) != Some(name)).then(|| format!("{}{name} ", &line[..range.start]));
    }
    // Behind a mark alone: what the book has seen first.
    let fits = |name: &&String| {
        word.is_empty() || Query::new(word).rank(&NameKey::new(name)).is_some() && name.as_str() != word
    };
    let found = match before {
        Some('#' | '＃') => known.tags.iter().find(fits),
        Some('^' | '＾' | '…') => known.competitors.iter().find(fits),
        Some('+' | '＋') => known.products.iter().find(fits),
        _ => None,
    };
    if let Some(found) = found {
        let quoted = if found.contains(' ') { format!("\"{found}\"") } else { found.clone() };
        return Some(format!("{}{quoted} ", &line[..from]));
    }
    if word.is_empty() {
        return None;
    }
    // Somebody there, by the letters of the name: in Chinese the last characters of a run are enough.
    let met = |name: &str| {
        read.chips.iter().any(|chip| matches!(&chip.what, Understood::Met { name: own, .. } if own == name))
    };
    let starts = word.char_indices().filter(|(n, c)| *n == 0 || is_han(*c)).map(|(n, _)| n);
    starts.take(12).find_map(|start| {
        let letters = &word[start..];
        let person = about?.people.iter().find(|person| {
            !met(&person.name)
                && person.name != letters
                && Query::new(letters).rank(&NameKey::new(&person.name)).is_some()
        })?;
        Some(format!("{}{} ", &line[..from + start], person.name))
    })
}
