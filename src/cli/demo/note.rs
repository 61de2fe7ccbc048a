//! One note: a wording dealt, its slots filled, now and then a word about the weather or the dog, in the writer's manner.
//!
//! Always holds: at the size that is looked at, no note is told twice.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{Datelike, NaiveDate};

use super::cast::Cast;
use super::content::Lines;
use super::story::Teller;
use super::words::{mistyped, tidied};
use crate::base::lang::Lang;

/// What is said, and who was met.
#[derive(Debug)]
pub struct Note {
    pub text: String,
    /// The contacts named, by their place in the customer's list.
    pub met: Vec<usize>,
}

impl Teller<'_> {
    /// A note in one of these wordings. `writer` is the user who types it.
    pub(super) fn note(&mut self, lines: &Lines, day: NaiveDate, due: Option<NaiveDate>, writer: usize) -> Note {
        let content = self.content;
        let mut aside = self.aside(day);
        for attempt in 0..24 {
            let wording = self.wording(lines, attempt);
            if attempt < 20 && self.names_one_twice(wording) {
                continue;
            }
            let mut cast = Cast::new(content, &self.shop.people, &self.deal, day, due);
            let mut text = cast.say(wording, &mut self.chance);
            // Weather alone makes no other note: what is said before it has to be new too, as long as there is a choice.
            if !is_new(&mut self.shared.seen, &text) && attempt < 14 {
                continue;
            }
            let mut whole = true;
            if self.chance.percent(14) {
                let length = text.len();
                text = clipped(text, content.lang);
                whole = text.len() == length;
            }
            if attempt > 13 && aside.is_none() {
                aside = self.shared.decks_aside(content, &mut self.chance);
            }
            if let Some(wording) = &aside {
                whole = false;
                let more = cast.say(wording, &mut self.chance);
                text = joined(text, &more, content.lang);
            }
            let met = cast.met;
            let text = self.in_the_manner(text, writer);
            if whole && attempt < 14 || is_new(&mut self.shared.seen, &text) || attempt == 23 {
                return Note { text, met };
            }
        }
        Note { text: String::new(), met: Vec::new() }
    }

    /// A wording of these; where a promise stands behind it, one of three that speaks of the same thing.
    fn wording<'l>(&mut self, lines: &'l Lines, attempt: usize) -> &'l str {
        let count = lines.lines.len();
        let looks = if attempt == 0 && self.ended.is_some() && self.shared.seen.is_some() { count.min(3) } else { 1 };
        let mut best = ("", 0);
        for look in 0..looks {
            let at = self.shared.decks.deal(lines.deck, count);
            let wording = lines.lines.get(at).map_or("", String::as_str);
            let near = nearness(wording, &self.promised);
            if look == 0 || near > best.1 {
                best = (wording, near);
            }
        }
        best.0
    }

    /// Whether a wording speaks of the owner and the buyer where both are one person.
    fn names_one_twice(&self, wording: &str) -> bool {
        let people = &self.shop.people;
        people.boss.contact == people.buyer.contact && wording.contains("{boss}") && wording.contains("{buyer}")
    }

    /// The next step of the small history that runs here, or what is in the air at this time of the year.
    fn aside(&mut self, day: NaiveDate) -> Option<String> {
        let content = self.content;
        if self.chance.percent(15) {
            let (at, step) = match self.thread {
                Some(thread) => thread,
                None => {
                    let fitting: Vec<usize> = (0..content.threads.len())
                        .filter(|at| {
                            content.threads[*at].fits.contains(&self.shop.kind) && !self.threads_told.contains(at)
                        })
                        .collect();
                    (*self.chance.pick(&fitting)?, 0)
                }
            };
            let steps = &content.threads.get(at)?.steps;
            self.thread = (step + 1 < steps.len()).then_some((at, step + 1));
            if self.thread.is_none() || step == 0 {
                self.threads_told.push(at);
            }
            return self.chance.pick(steps.get(step)?).cloned();
        }
        if !self.chance.percent(14) {
            return None;
        }
        let on = (day.month(), day.day());
        let season = content.seasons.iter().find(|season| (season.from..=season.to).contains(&on))?;
        let at = self.shared.decks.deal(season.say.deck, season.say.lines.len());
        season.say.lines.get(at).cloned()
    }

    fn in_the_manner(&mut self, text: String, writer: usize) -> String {
        match (self.content.lang, writer) {
            (Lang::En, 1) => tidied(&text),
            (Lang::En, _) if self.chance.percent(3) => mistyped(&text, &mut self.chance),
            (Lang::En, _) => text,
            (_, 1) if !text.ends_with(['。', '？', '！']) => text + "。",
            (_, 2) | (_, 0) if self.chance.percent(9) => text.replace('，', " "),
            _ => text,
        }
    }
}

/// Whether nobody has written this yet, stops and commas aside; from now on somebody has.
pub(super) fn is_new(seen: &mut Option<HashSet<u64>>, text: &str) -> bool {
    let Some(seen) = seen else { return true };
    let mut hasher = DefaultHasher::new();
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        letter.to_ascii_lowercase().hash(&mut hasher);
    }
    seen.insert(hasher.finish())
}

/// How much two texts have in common: the pairs of neighbouring letters of the shorter that are in the other.
pub(super) fn nearness(one: &str, other: &str) -> usize {
    let letters: Vec<char> = one.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let mut pair = String::new();
    letters
        .windows(2)
        .filter(|two| {
            pair.clear();
            pair.extend(two.iter());
            other.contains(pair.as_str())
        })
        .count()
}

/// Without its last sentence, where enough remains: not everyone writes everything down.
fn clipped(text: String, lang: Lang) -> String {
    let (end, least) = if lang == Lang::En { (". ", 45) } else { ("。", 48) };
    match text.rfind(end) {
        Some(at) if at >= least && text[..at].matches('"').count().is_multiple_of(2) => text[..at].to_string(),
        _ => text,
    }
}

fn joined(text: String, more: &str, lang: Lang) -> String {
    let ended = text.ends_with(['.', '!', '?', '。', '？', '！', '"']);
    match (lang, ended) {
        (Lang::En, true) => format!("{text} {more}"),
        (Lang::En, false) => format!("{text}. {more}"),
        (_, true) => format!("{text}{more}"),
        (_, false) => format!("{text}。{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clipped_note_keeps_its_quotations_whole() {
        let long = "they had waited three days on that list and said so. user rescued it";
        assert_eq!(clipped(long.into(), Lang::En), "they had waited three days on that list and said so");
        let quoted = "she said \"if the quote is late what about the delivery. i ask you\" and laughed";
        assert_eq!(clipped(quoted.into(), Lang::En), quoted);
        assert_eq!(joined("ok".into(), "rain", Lang::En), "ok. rain");
        assert_eq!(joined("好".into(), "下雨", Lang::ZhHant), "好。下雨");
    }
}
