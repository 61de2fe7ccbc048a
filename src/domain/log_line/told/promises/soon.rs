//! What is promised in English without a day: `engineer asap`, `cheque to follow`, `busy till 3 ill call back then`.
//!
//! Always holds: the thing, or who does it, is said right there; an hour is that of the words before, and lies ahead today.

use std::ops::Range;

use super::deeds::THINGS_OF_OURS;
use crate::base::when::{self, Context, When};
use crate::domain::deed::{Promise, Slot};
use crate::domain::log_line::tokens::{Token, fits, tokens};
use crate::schema::PromisedBy;

/// Whom we send where something is broken.
const SENT: &str = "engineer|fitter|technician|tech|plumber|mechanic|someone|somebody";
/// Who says that something is wanted.
const WANTS: &str = "wants|want|needs|need|send|get a|an|the|our|new|another?";
/// What they send.
const FOLLOWS: [&str; 2] =
    ["cheque|chq|payment|po|order|deposit|balance|money to follow", "cheque|chq|payment|po in the? post"];

/// What a clause promises. `before`: the clause before it in the sentence.
pub(super) fn soon(words: &str, before: &str, ahead: &Context) -> Option<(Range<usize>, Promise)> {
    let all = tokens(words, 0..words.len());
    let found = |from: usize, end: usize, due: Option<Slot>, by: PromisedBy| {
        let range = all.get(from)?.range.start..all.get(end.checked_sub(1)?)?.range.end;
        let text = words.get(range.clone())?.to_owned();
        Some((range, Promise { text, due, by }))
    };
    if let Some((from, end)) = asap(&all) {
        return found(from, end, None, PromisedBy::Us);
    }
    // `po to follow monday` is read with its day.
    if let Some(end) = FOLLOWS.iter().find_map(|pattern| fits(&all, 0, pattern)).filter(|end| *end == all.len()) {
        return found(0, end, None, PromisedBy::Them);
    }
    let then = (0..all.len()).find_map(|at| {
        let deed = fits(&all, at, "ill|i will? will?")?;
        let end = fits(&all, deed, "call|ring|phone|try|text him|her|them? back? then")?;
        (end == all.len()).then_some((at, deed, end))
    });
    let (at, deed, end) = then?;
    let own = hour(&all[..at], ahead);
    let slot = own.or_else(|| hour(&tokens(before, 0..before.len()), ahead))?;
    found(deed, end - 1, Some(slot), PromisedBy::Us)
}

/// Something of ours that is wanted at once, and where it stands.
fn asap(words: &[Token]) -> Option<(usize, usize)> {
    (0..words.len()).find_map(|at| {
        let wanted = fits(words, at, WANTS);
        let led = wanted.or((at == 0).then_some(0))?;
        let we = at.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|token| token.word == "we");
        let thing = fits(words, led, SENT)
            .or_else(|| THINGS_OF_OURS.iter().find_map(|thing| fits(words, led, thing)))
            .filter(|_| !we)?;
        let end = fits(words, thing, "asap|urgently")?;
        Some((led, end))
    })
}

/// Until when somebody is busy or away, today: `busy till 3`, `free after 3`.
fn hour(words: &[Token], ahead: &Context) -> Option<Slot> {
    (0..words.len()).rev().find_map(|at| {
        let end = fits(words, at, "till|til|until|after|at|from _")?;
        let said = words.get(end - 1)?.word.as_str();
        let bare: u32 = said.trim_end_matches("pm").trim_end_matches("am").parse().ok()?;
        let said = match bare {
            _ if !said.chars().all(|c| c.is_ascii_digit()) => format!("at {said}"),
            1..=7 => format!("at {said}pm"),
            8..=11 => format!("at {said}am"),
            12 => "at 12pm".to_owned(),
            _ => return None,
        };
        let When::At(at) = when::parse(&said, ahead)?.when else { return None };
        (at.date() == ahead.today && at > ahead.now).then(|| Slot::at(at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn what_is_to_be_done_at_once_or_then_is_promised_and_nothing_else() {
        let ahead = Context::at(&Now::parse("2026-12-01T10:42:00+00:00").unwrap(), Hint::Future, Lang::En);
        for (words, before, expected) in [
            ("wants engineer asap dispenser leaking", "", ">engineer asap"),
            ("samples asap", "", ">samples asap"),
            ("needs a quote urgently", "", ">quote urgently"),
            ("cheque to follow", "took 2 drums £64", "<cheque to follow"),
            ("po in the post", "", "<po in the post"),
            ("rosa busy till 3 ill call back then", "", ">call back 15:00"),
            ("ill ring her then", "jan free after 2pm", ">ring her 14:00"),
            ("ill ring her then", "jan free after 9am", ""),
            ("ill call back then go", "busy till 3", ""),
            ("ill call back then", "busy", ""),
            ("we need the samples asap", "", ""),
            ("need our insurance cert from me asap", "", ""),
            ("cheque to follow up", "", ""),
            ("no cheque to follow", "", ""),
            ("told him asap", "", ""),
        ] {
            let found = soon(words, before, &ahead).map_or(String::new(), |(_, promise)| {
                let hour = promise.due.and_then(|slot| slot.time).map(|time| time.format(" %H:%M").to_string());
                let by = if promise.by == PromisedBy::Us { '>' } else { '<' };
                format!("{by}{}{}", promise.text, hour.unwrap_or_default())
            });
            assert_eq!(found, expected, "{words}");
        }
    }
}
