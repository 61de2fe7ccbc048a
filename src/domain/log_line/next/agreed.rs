//! A visit that is agreed on, and one that closes a line, in English: `agreed next monday 11am to show steamer`, `back 12 jan`.
//!
//! Always holds: what is delivered, decided or paid on the day agreed on is none; who is away comes back himself.

use std::ops::Range;

use super::latin::{AWAY, Head, day_behind, is_headed};
use crate::base::when::Context;
use crate::domain::deed::Slot;
use crate::domain::log_line::clause;
use crate::domain::log_line::tokens::{Token, fits, tokens};

/// Things and people of theirs who come back themselves.
const THINGS_AWAY: &[&str] = &[
    "maybe", "says", "said", "chef", "boss", "manager", "owner", "driver", "rep", "repair", "repairs", "engineer",
    "broken", "faulty", "stock", "van", "school", "term", "court", "uni", "china", "spain", "abroad", "wife",
    "husband", "son", "daughter",
];

/// `agreed next monday 11am to show steamer`: an hour, or what is shown there, makes it an appointment.
pub(super) fn agreed(
    clause: &str,
    words: &[Token],
    own: &dyn Fn(&str) -> bool,
    ahead: &Context,
) -> Option<(Range<usize>, Slot)> {
    const DELIVERS: &str = "deliver|deliver|fit|install|order|pay|sign|collect|send|decide|ring|call|phone|close|start";
    (0..words.len()).find_map(|at| {
        let end = fits(words, at, "agreed|arranged|fixed|settled on|for?")?;
        // `teresa agreed tues 9am to measure up`.
        let who = words.get(..at)?.iter().all(|token| own(&token.word));
        (who || is_headed(words, at, Head::Own, "", own)).then_some(())?;
        let (day, to, (slot, _)) = day_behind(clause, words, end, 0, ahead)?;
        let goes = fits(words, to, "to").is_some() && fits(words, to + 1, DELIVERS).is_none();
        let shows =
            fits(words, to, "to show|demo|demonstrate|measure|meet|survey|discuss|talk|go|present|look").is_some();
        let closed = to == words.len()
            || goes
            || words.get(to).is_some_and(|next| ["for", "with", "w"].contains(&next.word.as_str()));
        (day == end && (slot.time.is_some() && closed || shows))
            .then(|| (words[at].range.start..words[to - 1].range.end, slot))
    })
}

/// `back 12 jan`, all of the last clause but one, where nobody who is away and no thing is spoken of before: one comes back oneself.
pub(super) fn back(clause: &str, earlier: &str, words: &[Token], ahead: &Context) -> Option<(Range<usize>, Slot)> {
    let end = fits(words, 0, "back in|on|again?")?;
    let (.., to, (slot, _)) = day_behind(clause, words, end, 0, ahead)
        .or_else(|| day_behind(clause, words, fits(words, 0, "back")?, 0, ahead))?;
    let before = tokens(earlier, 0..earlier.len());
    let others = |token: &Token| {
        let word = token.word.as_str();
        AWAY.contains(&word) && !["in", "about", "there"].contains(&word) || THINGS_AWAY.contains(&word)
    };
    let told = clause::all(earlier).len() > 1 && !before.iter().any(others);
    (told && to == words.len()).then_some((0..clause.len(), slot))
}
