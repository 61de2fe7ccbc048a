//! What English may say beside the words that a visit came to nothing, where the line tells of nothing else.
//!
//! Always holds: what was done, sold or said there, a call, an hour and a turn of the tale (`but`, `then`) tell of more.

use super::is_day;
use super::words::{SMALL, SOFT, WHO};
use crate::domain::log_line::tokens::{Token, fits, tokens};

/// What is dealt in, and what is done with it.
const TRADE: &str = "order|orders|ordered|delivery|deliveries|deliver|delivered|invoice|invoices|account|price|prices|pricing|quote|quotes|quoted|\
    sample|samples|product|products|stock|credit|refund|machine|machines|bill|bills|payment|payments|paid|pays|cheque|box|boxes|case|cases|pack|packs|\
    drum|drums|litre|litres|bottle|bottles|roll|rolls|unit|units|contract|deal|deals|trial|trials|demo|complaint|complaints|supplier|suppliers|list|\
    catalogue|pricelist|budget|tender|offer|discount|return|returns|survey|goods|kit|footfall|trade|business|bunzl|driver|engineer|fitter|plumber|electrician|cleaner|cleaners|courier|staff|lads";
/// What is done by whoever is there, or with him.
const DEEDS: &str = "spoke|spoken|speaking|talked|talking|chatted|chat|met|saw|seen|showed|signed|took|taken|gave|given|agreed|told|wants|wanted|want|needs|\
    needed|likes|liked|loves|loved|bought|sold|counted|checked|looked|fitted|fixed|dropped|collected|measured|tested|installed|swapped|replaced|cleaned|\
    helped|did|done|does|let|opened|came|happy|pleased|keen|fine|good|great|nice|ok|okay|lovely|anyway|instead|luckily|eventually|finally|though|except|then|\
    discussed|reckons|thinks|asked|answered|promised|approved|switched|starts|start|uses|use|using|covering|covers|manager|upstairs|inside|through|round|had|\
    have|cheaper|dear|introduced|sorted|unlocked|reopened|after|before";
/// A call or a message.
const CALLS: &str =
    "called|rang|phoned|texted|emailed|messaged|whatsapped|whatsapp|email|text|call|phone|voicemail|chased";
/// Behind what one did at the door, these make no call of it.
const BELL: &str = "rang|ringing|buzzed the? bell|bells|doorbell|buzzer|intercom";
/// What may be left behind or waits there, and what one will do.
const HARMLESS: &[&str] = &[
    "left a|my|our? card|note|message|leaflet|brochure",
    "no|nobody|noone|no-one else? to? see|about|around|covering|home|in|there",
    "will|to|ill|can call|ring|phone|text|email",
    "call|ring|pop|drop|nip|try|come|go|get back|again|in|by|round",
    "please|must|should call|ring",
    "opens|open|back|again|reopens",
];
/// Behind a figure: how often, how long.
const TIMES: &str = "times|x|mins|min|minutes|hrs|hours|hour|weeks|days|goes|oclock|am|pm|minute";
/// Hours in words, behind `till`.
const HOURS: &str = "noon|lunch|lunchtime|half|later|one|two|three|four|five|six|nine|ten|eleven|twelve";
/// What it says of one oneself, the door and why, where it is not said for sure.
const BESIDE: &str = "wasted|waste|trip|journey|visit|of|time|no|luck|joy|sadly|sorry|annoying|again|off|out|away|till|til|until|next|week|weeks|month|later|will|ill|try|\
     call|ring|pop|go|come|come|drop|in|by|see|her|him|them|left|card|note|message|leaflet|brochure|my|a|the|at|door|knocked|waited|mins|min|hour|half|\
     an|twice|bell|holiday|holidays|hols|leave|sick|ill|poorly|flu|course|meeting|nobody|noone|no-one|else|one|covering|about|around|to|not|wasnt|isnt|\
     rebook|rearrange|apparently|day|days|afternoon|morning|am|pm|for|on|with|two|of|his|their|she|he|they|and|is|was|be|oh|well|dammit|damn|job|jobs|site|deliveries|delivery";

/// Whether what is left of a clause says nothing more. `sure`: the words left out say by themselves that it came to nothing; else only what belongs to it may
/// be left. `own`: whether a word is what somebody there is called.
pub(in crate::domain::log_line) fn is_only(rest: &str, sure: bool, own: &dyn Fn(&str) -> bool) -> bool {
    let words = tokens(rest, 0..rest.len());
    let mut at = 0;
    while at < words.len() {
        if let Some(end) = HARMLESS.iter().filter_map(|pattern| fits(&words, at, pattern)).max().filter(|end| *end > at)
        {
            at = end;
            continue;
        }
        let ok = if sure { !tells(&words, at) } else { belongs(&words, at, own) };
        if !ok {
            return false;
        }
        at += fits(&words, at, BELL).map_or(1, |end| end - at);
    }
    true
}

/// Whether the word here tells of more.
fn tells(words: &[Token], at: usize) -> bool {
    let one = |list: &str| fits(words, at, list).is_some();
    let word = words.get(at).map_or("", |token| token.word.as_str());
    let figure = word.starts_with(|c: char| c.is_ascii_digit() || "£$€".contains(c));
    let bare = word.chars().all(|c| c.is_ascii_digit());
    let timed = at + 1 < words.len()
        && (fits(words, at + 1, TIMES).is_some() || words.get(at + 1).is_some_and(|next| is_day(&next.word)));
    match () {
        () if fits(words, at, BELL).is_some() => false,
        () if one(TRADE) || one(DEEDS) || one(CALLS) => true,
        // `shut but no answer either`; `shut but mel in the yard`.
        () if word == "but" => {
            fits(words, at + 1, "no|nobody|noone|no-one|nothing|still|not|didnt|couldnt|wouldnt|back").is_none()
        }
        // `closed till 10` opens today.
        () if fits(words, at, "till|til|until _").is_some() => {
            let dated = words.get(at + 2).is_some_and(|then| is_day(&then.word));
            words.get(at + 1).is_some_and(|next| is_hour(&next.word)) && !dated
        }
        // `6 drums`; `3 times` and `7 dec` are none.
        () => figure && (!bare || !timed) && !is_day(word),
    }
}

/// Whether a word may say an hour: `2`, `10am`, `noon`.
fn is_hour(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':'));
    letters.len() < word.len() && ["", "am", "pm", "ish"].contains(&letters)
        || HOURS.split('|').any(|hour| hour == word)
}

/// Whether the word here belongs to what says that somebody was not there.
fn belongs(words: &[Token], at: usize, own: &dyn Fn(&str) -> bool) -> bool {
    let word = words.get(at).map_or("", |token| token.word.as_str());
    let bare = word.chars().all(|c| c.is_ascii_digit());
    let known = SMALL.contains(&word) || SOFT.contains(&word) || WHO.contains(&word) || own(word);
    known || !bare && is_day(word) || bare && fits(words, at + 1, TIMES).is_some() || fits(words, at, BESIDE).is_some()
}
