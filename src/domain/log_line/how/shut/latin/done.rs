//! What English says of a visit that took place, whoever was away.
//!
//! Always holds: what was denied or only left there (`left a card`) is none.

use crate::domain::log_line::tokens::{fits, tokens};

/// Somebody was spoken to.
const SPOKEN: &[&str] = &[
    "spoke|talked|chatted|speaking to|with",
    "word|chat|natter|cuppa|coffee|catch-up with",
    "quick|good|long|nice chat|word|natter|one",
    "met|saw|caught him|her|them|the|mr|mrs|dr",
    "had _ instead",
    "got _ instead",
    "saw|met _ instead|for|about",
    "let me in",
    "took|wants|ordered|bought|needs a|an|some|more",
    "then|we|so talked|spoke|chatted|met",
    "had coffee|lunch|tea|breakfast",
    "did a|the demo|survey|training|trial|test",
    "done deal",
];
/// What somebody does who is there, right behind his name: `but priya opened up`.
const ACTS: &str = "opened|answered|let|came|appeared|showed|shows|took|gave|signed|ordered|does|wants|wanted|needs|likes|loves|bought|paid|agreed|met|\
                    found|happy|fed|pleased|keen|turned|popped|sorted|asked|walked|took";
/// Not those.
const NOT_SPOKEN: &[&str] = &["wouldnt|didnt|wont|not|never|couldnt|refused|cant to? let|speak|see|meet|get|had"];
/// Something was done or wanted there.
const DONE: &[&str] = &[
    "asked|agreed|gave|showed|signed|discussed|paid|likes|liked|loves|happy|keen|sold|delivered|fitted|moaning|moaned|complained",
    "price|prices|quote|samples|sample|order|trial|wants|needs|took|ordered|met|saw|spoke|spoken|says|reckons|thinks",
    "talked|chatted|coffee|demo|demoed|looked|checked|counted|bought|chatting|told|complaint|deal|approved",
    "tried|trying the|it|a|our|some|out",
    "left _? _? _? with|for",
    "dropped|left _? samples|sample|pack|box",
    "covering|covers",
    "anyway",
];
/// Not those: `asked me to leave`, `left a card`.
const NOT_DONE: &[&str] = &[
    "asked|told|wants me|us to",
    "told me|us come|to",
    "gave up",
    "wants|asked|needs me|us? to? rearrange|reschedule|postpone|rebook|cancel|leave",
    "left a? card|note|message|leaflet|brochure",
    "nobody|noone|no-one covering|instead",
    "no one covering",
    "nobody|noone|no-one _? asked|wants",
    "sign|notice|note|poster|answerphone|voicemail says|said",
];

/// Whether somebody does something there, at the head of a clause or behind `but` and the like. `own`: whether a word is what somebody there is called.
pub(in crate::domain::log_line) fn acts(clause: &str, own: &dyn Fn(&str) -> bool) -> bool {
    let words = tokens(clause, 0..clause.len());
    (0..words.len()).any(|at| {
        let word = |at: usize| words.get(at).map_or("", |token| token.word.as_str());
        let begins = at == 0 || ["but", "and", "so", "then", "though", "until", "till"].contains(&word(at - 1));
        // `priya asked me to leave`.
        let not = fits(&words, at + 1, "asked|wants|wanted|needs me|us|to").is_some();
        // `priya mohamed opened up`.
        let next = if own(word(at + 1)) { at + 2 } else { at + 1 };
        begins
            && own(word(at))
            && !not
            && fits(&words, next, ACTS).is_some()
            && fits(&words, next, "turned|let me|us? down|away").is_none()
    })
}

/// Whether a clause tells of a visit that took place.
pub(in crate::domain::log_line) fn took_place(clause: &str, any: bool) -> bool {
    let words = tokens(clause, 0..clause.len());
    let stands = |patterns: &[&str], at: usize| patterns.iter().any(|pattern| fits(&words, at, pattern).is_some());
    (0..words.len()).any(|at| {
        let counted = any && {
            let figure = words.get(at).is_some_and(|token| token.word.starts_with(['£', '$', '€']));
            figure || fits(&words, at, "_ cases|boxes|case|box|packs|drums|tubs|bottles").is_some()
        };
        let not = stands(NOT_SPOKEN, at.saturating_sub(1)) || stands(NOT_SPOKEN, at.saturating_sub(2));
        // `let me in but sandra was stuck`.
        let only_in = fits(&words, at, "let me in but|though").is_some();
        let spoken = stands(SPOKEN, at) && !not && !only_in;
        let done = any && stands(DONE, at) && !not && !stands(NOT_DONE, at) && !stands(NOT_DONE, at.saturating_sub(1));
        counted || spoken || done
    })
}
