//! One note: a wording dealt, its slots filled, now and then a word about the weather or the dog, in the writer's manner.
//!
//! Always holds: at the size that is looked at, no wording is used twice; where all are used up, the visit has no words.

use chrono::{Datelike, NaiveDate};

use super::cast::Cast;
use super::content::Lines;
use super::story::Teller;
use super::words::{mistyped, tidied};
use crate::base::lang::Lang;

/// What is said, and who was met.
#[derive(Debug, Default)]
pub struct Note {
    pub text: String,
    /// The contacts named, by their place in the customer's list.
    pub met: Vec<usize>,
    /// Whether it tells of an order.
    pub order: bool,
}

impl Teller<'_> {
    /// A note in one of these wordings. `writer` is the user who types it.
    pub(super) fn note(&mut self, lines: &Lines, day: NaiveDate, due: Option<NaiveDate>, writer: usize) -> Note {
        let content = self.content;
        let Some(wording) = self.wording(lines) else { return Note::default() };
        let aside = self.aside(day);
        let mut cast = Cast::new(content, &self.shop.people, &self.deal, day, due);
        let mut text = cast.say(wording, &mut self.chance);
        if self.chance.percent(9) {
            text = clipped(text, content.lang);
        }
        if let Some(wording) = &aside {
            let more = cast.say(wording, &mut self.chance);
            text = joined(text, &more, content.lang);
        }
        let met = cast.met;
        let order = wording.contains("{qp}") || wording.contains("{money}");
        Note { text: self.in_the_manner(text, writer), met, order }
    }

    /// A wording of these; where a promise stands behind it, of three the one that speaks most of the same thing.
    fn wording<'l>(&mut self, lines: &'l Lines) -> Option<&'l str> {
        let count = lines.lines.len();
        let (people, promised) = (&self.shop.people, &self.promised);
        let fits = |at: usize| people.fit(&lines.lines[at]);
        if self.lively {
            let after = self.ended.is_some();
            let worth = |at: usize| if after { nearness(&lines.lines[at], promised) } else { 0 };
            let at = self.shared.decks.fresh(lines.deck, count, fits, worth)?;
            return lines.lines.get(at).map(String::as_str);
        }
        let mut dealt = 0;
        for _ in 0..count.min(8) {
            dealt = self.shared.decks.deal(lines.deck, count);
            if fits(dealt) {
                break;
            }
        }
        lines.lines.get(dealt).map(String::as_str)
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
                            content.threads[*at].fits.contains(&self.shop.kind)
                                && !self.threads_told.contains(at)
                                && self.tellable_thread(*at)
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
            return self.remark(steps.get(step)?);
        }
        if !self.chance.percent(14) {
            return None;
        }
        let on = (day.month(), day.day());
        let season = content.seasons.iter().find(|season| (season.from..=season.to).contains(&on))?;
        self.remark(&season.say)
    }

    /// A few words beside the business.
    fn remark(&mut self, lines: &Lines) -> Option<String> {
        let people = &self.shop.people;
        let fits = |at: usize| people.fit(&lines.lines[at]);
        let count = lines.lines.len();
        let at = match self.lively {
            true => self.shared.decks.fresh(lines.deck, count, fits, |_| 0)?,
            false => self.shared.decks.deal(lines.deck, count),
        };
        lines.lines.get(at).cloned()
    }

    /// Whether each step of a small history has words for these people that nobody has used.
    fn tellable_thread(&self, at: usize) -> bool {
        let left = |lines: &Lines| self.shared.decks.left(lines.deck, lines.lines.len()) > 0;
        let steps = &self.content.threads[at].steps;
        let fits = |lines: &Lines| lines.lines.iter().any(|line| self.shop.people.fit(line));
        !self.lively || steps.iter().all(|step| left(step) && fits(step))
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
