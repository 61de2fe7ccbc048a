//! What says of somebody that he was there after all, though a word for being away stands behind his name: `ill last week`, `out on the floor showing me`.
//!
//! Always holds: it reads from that word on, no further than the clause behind it; who is only said to be away is not there.

use crate::base::when;
use crate::domain::log_line::clause;
use crate::domain::log_line::day;
use crate::domain::log_line::tokens::{Token, fits, tokens};

/// In the clause itself: not now, or with whom.
const HERE: &[&str] = &[
    "_ last week|month|year|time|summer|winter|night",
    "_ _ last week|month|year|summer|winter",
    "_ but nice|friendly|happy|keen|ok|fine|good|great|chatty|had|got|took|gave|managed|found|made|still",
    "gone to _ for",
    "gone to _ _ for",
    "gone over|off|through|mad",
    "away with the",
    "left happy|pleased|smiling|chuffed|delighted|satisfied",
    "off the",
    "out of",
    "not in the? best|good|any|favour|favor|agreement|mood|rush|hurry|love|position",
    "not in a rush|hurry|position|good",
    "not there yet on",
    "couldnt make up|sense|head|out|much|anything",
    "had gone through|over|off|with",
    "gone through",
    "out for a? quick? coffee|lunch|walk with",
];
/// Somebody does so with one, anywhere in the clause.
const WITH_ME: &str = "showing|showed|shows|with|walked|walking|took|taking|gave|giving|telling|met|meets me|us";
/// Where somebody is who is not away.
const ABOUT: &[&str] = &[
    "upstairs",
    "downstairs",
    "down the|in|at",
    "out the? back|front",
    "out on the? floor|site|tables",
    "out in the yard|garden|kitchen|bar|shop|store",
    "in the? back",
];
/// Behind that, what he did there.
const DID: &str = "showed|took|signed|loves|loved|likes|liked|gave|ordered|needs|agreed|bought|tried|happy|pleased|keen|paid|walked|let|shook|moaned|\
                   complained|chatted|talked|introduced|wanted|went|had";

/// Whether words that begin with one for being away go on to say that he was there. `rest`: small letters.
pub(in crate::domain::log_line) fn after_all(rest: &str) -> bool {
    let clauses = clause::all(rest);
    let words =
        |n: usize| -> Vec<Token> { clauses.get(n).map_or_else(Vec::new, |clause| tokens(rest, clause.clone())) };
    let own = words(0);
    let stands = |patterns: &[&str]| patterns.iter().find_map(|pattern| fits(&own, 0, pattern));
    let with = (1..own.len()).any(|at| fits(&own, at, WITH_ME).is_some());
    // `on maternity from jan`.
    let later = (1..own.len()).take(4).any(|at| {
        let day = own.get(at + 1).map_or("", |token| token.word.as_str());
        let begins = ["from", "starting"].contains(&own[at].word.as_str());
        begins && (when::is_month(day) || day::is_to_come(day) && day != "today")
    });
    let about = stands(ABOUT).is_some_and(|end| fits(&own, end, "_? _?").is_some());
    let did = about && fits(&words(1), 0, DID).is_some();
    let did_then = about && (1..own.len()).any(|at| fits(&own, at, "and|then showed|took|signed|gave|let").is_some());
    stands(HERE).is_some() || with || later || did || did_then
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_there_after_all_is_told_from_who_was_away() {
        for rest in [
            "ill last week, fine now",
            "busy but nice",
            "gone to bunzl for hand towels",
            "out on the floor showing me the stains",
            "on maternity from jan",
            "away with the fairies but signed",
            "upstairs, showed me the new loos",
            "down the cellar, took 4",
            "out back, signed for 2 cases",
            "out the back with me",
            "left happy",
        ] {
            assert!(after_all(rest), "{rest}");
        }
        for rest in [
            "ill",
            "out, took 2 cases anyway",
            "gone to london",
            "busy but said come back",
            "on maternity",
            "away with flu",
            "upstairs",
            "down the cellar",
            "out back fri",
            "left",
            "out on a delivery",
            "off from today",
        ] {
            assert!(!after_all(rest), "{rest}");
        }
    }
}
