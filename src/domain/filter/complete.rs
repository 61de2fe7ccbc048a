//! Completes a filter at its end: the name of a field, or one of a field's values, with its name or alone.

use super::read::{LATE, split, what};
use super::{Figure, Speech, What, figures};
use crate::base::text::{fold, is_han};
use crate::schema::{Entity, Kind};

/// What a filter can go on with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The filter with it.
    pub typed: String,
    /// It alone.
    pub shown: String,
}

/// What a filter can go on with, best first. A name is offered in the language of the letters that were typed.
pub fn offers(typed: &str, entity: &'static Entity, speech: &dyn Speech) -> Vec<Offer> {
    let from =
        typed.rfind(char::is_whitespace).map_or(0, |at| at + typed[at..].chars().next().map_or(1, char::len_utf8));
    let (before, part) = typed.split_at(from);
    if part.is_empty() || part.contains('"') {
        return Vec::new();
    }
    let offer = |shown: &str, whole: String| Offer { typed: format!("{before}{whole}"), shown: shown.to_owned() };
    let Some((name, value)) = split(part) else {
        let (sign, letters) = match part.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", part),
        };
        let names = entity.fields.iter().filter(|field| field.filter).map(|field| {
            let plain = if field.kind.is_set() { field.name.trim_end_matches('s') } else { field.name };
            (plain, speech.field(entity, field))
        });
        let names = figures(entity).iter().map(|figure| (figure.name(), speech.figure(*figure))).chain(names);
        let alone = values(letters, entity, speech).into_iter().map(|whole| offer(&whole, format!("{sign}{whole}")));
        return names
            .filter_map(|(name, called)| {
                let fits = |known: &str| fold(known).starts_with(&fold(letters)) && !known.contains(' ');
                [name, called].into_iter().find(|known| !letters.is_empty() && fits(known))
            })
            .map(|name| offer(name, format!("{sign}{name}:")))
            .chain(alone)
            .collect();
    };
    let Some(What::Field(number)) = what(name.trim_start_matches('-'), entity, speech) else { return Vec::new() };
    let Some(field) = entity.by_number(number) else { return Vec::new() };
    let Kind::Choice(words) = field.kind else { return Vec::new() };
    let (done, letters) = value.rsplit_once([',', '，']).map_or(("", value), |(done, letters)| (done, letters));
    let done = if done.is_empty() { String::new() } else { format!("{done},") };
    words
        .iter()
        .filter_map(|word| {
            let called = speech.choice(entity, field, word);
            let fits = |known: &&str| fold(known).starts_with(&fold(letters)) && !known.contains(' ');
            [called, word].into_iter().find(fits)
        })
        .map(|word| offer(word, format!("{name}:{done}{word}")))
        .collect()
}

/// The conditions that words mean which stand alone, as they stand on the screen: 超期, B级, 忠诚, `overdue`, `prospect`.
fn values(letters: &str, entity: &'static Entity, speech: &dyn Speech) -> Vec<String> {
    let wanted = fold(letters);
    let mut found = Vec::new();
    let called = |name: &'static str, label: &str| if label.is_ascii() { name.to_owned() } else { label.to_owned() };
    if LATE.contains(&wanted.as_str()) && figures(entity).contains(&Figure::Due) {
        found.push(format!("{}:{letters}", called(Figure::Due.name(), speech.figure(Figure::Due))));
    }
    for field in entity.fields.iter().filter(|field| field.filter) {
        let Kind::Choice(words) = field.kind else { continue };
        let label = speech.field(entity, field);
        // A级 of 等级: the last character of the name stands behind its value.
        let bare = label.chars().last().filter(|c| is_han(*c)).and_then(|last| letters.strip_suffix(last));
        let least = if letters.starts_with(is_han) { 2 } else { 4 };
        let fits = |known: &str| {
            let whole = bare.is_some_and(|bare| fold(known) == fold(bare));
            whole || wanted.chars().count() >= least && fold(known).starts_with(&wanted) && !known.contains(' ')
        };
        for word in words {
            let choice = speech.choice(entity, field, word);
            found.extend(
                [choice, word]
                    .into_iter()
                    .find(|known| fits(known))
                    .map(|value| format!("{}:{value}", called(field.name, label))),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::plain::Plain;
    use crate::schema::ACCOUNT;

    #[test]
    fn a_filter_is_completed_at_its_end() {
        for (typed, expected) in [
            ("gr", vec!["grade:"]),
            ("等", vec!["等级:"]),
            ("王 -ta", vec!["王 -tag:"]),
            ("lifecycle:a", vec!["lifecycle:at_risk"]),
            ("lifecycle:活", vec!["lifecycle:活跃"]),
            ("grade:a,b", vec!["grade:a,b"]),
            ("B级", vec!["等级:b"]),
            ("萧山 活跃", vec!["萧山 lifecycle:活跃"]),
            ("-超期", vec!["-到期:超期"]),
            ("overdue", vec!["到期:overdue"]),
            ("活", vec![]),
            ("act", vec![]),
            ("", vec![]),
            ("zzz", vec![]),
            ("colour:r", vec![]),
        ] {
            let found: Vec<String> = offers(typed, &ACCOUNT, &Plain).into_iter().map(|offer| offer.typed).collect();
            assert!(
                expected.iter().all(|each| found.iter().any(|f| f == each)) && found.is_empty() == expected.is_empty(),
                "{typed}: {found:?}"
            );
        }
    }
}
