//! Completes a filter at its end: the name of a field, or one of a field's values.

use super::read::{split, what};
use super::{Speech, What, figures};
use crate::base::text::fold;
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
        return names
            .filter_map(|(name, called)| {
                let fits = |known: &str| fold(known).starts_with(&fold(letters)) && !known.contains(' ');
                [name, called].into_iter().find(|known| !letters.is_empty() && fits(known))
            })
            .map(|name| offer(name, format!("{sign}{name}:")))
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
