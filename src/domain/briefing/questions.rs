//! What to ask: what they promised and whose day has come, questions that stand in earlier notes, and who decides where nobody is known to.

use std::collections::BTreeSet;

use super::{Facts, Log};
use crate::base::clock::Now;
use crate::base::text::{fold, is_han};
use crate::domain::ask::{Promised, Question};
use crate::schema::{DecisionRole, FollowUpState, Grade, PromisedBy};

/// More cannot be read in ten seconds.
const MOST: usize = 4;
/// Older notes are not asked about again.
const NOTES: usize = 6;

pub(super) fn questions(facts: &Facts<'_>, logs: &[Log<'_>], money: &[Promised], now: &Now) -> Vec<Question> {
    if logs.is_empty() {
        return Vec::new();
    }
    let mut questions = promised(facts, now);
    let come = money.iter().filter(|promised| promised.payment.due.is_some_and(|due| due <= now.today()));
    questions.extend(come.map(|promised| Question::Money { log: promised.log, payment: promised.payment.clone() }));
    questions.extend(noted(logs));
    let known =
        facts.contacts.iter().any(|person| person.role == Some(DecisionRole::Decides) && person.left_on.is_none());
    // Behind a small shop's counter stands whoever decides.
    if !known && facts.account.grade != Some(Grade::C) {
        questions.truncate(MOST - 1);
        questions.push(Question::WhoDecides);
    }
    questions.truncate(MOST);
    questions
}

/// Their open promises whose day has come, the latest first.
fn promised(facts: &Facts<'_>, now: &Now) -> Vec<Question> {
    let mut due: Vec<_> = facts
        .follow_ups
        .iter()
        .filter(|follow_up| follow_up.promised_by == Some(PromisedBy::Them))
        .filter(|follow_up| follow_up.state.unwrap_or(FollowUpState::Open) == FollowUpState::Open)
        .filter_map(|follow_up| Some((follow_up.due.filter(|due| *due <= now.today())?, follow_up)))
        .collect();
    due.sort_by_key(|(due, follow_up)| (*due, follow_up.id));
    let question = |(due, follow_up): (_, &crate::schema::FollowUp)| Question::Promised {
        follow_up: follow_up.id,
        words: follow_up.text.clone(),
        due,
    };
    due.into_iter().map(question).collect()
}

/// Questions in the last notes that no later note takes up, the newest first, each once.
fn noted(logs: &[Log<'_>]) -> Vec<Question> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, log) in logs.iter().enumerate().take(NOTES) {
        for words in sentences(log.notes) {
            let terms = terms(words);
            let later = &logs[..at];
            if !terms.is_empty() && seen.insert(fold(words)) && !later.iter().any(|log| takes_up(log.notes, &terms)) {
                found.push(Question::Noted { log: log.log, day: log.day, words: words.to_string() });
            }
        }
    }
    found
}

/// The sentences of a note that end with a question mark.
fn sentences(note: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = note.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, next)| *next);
        // A dot inside a number and a question mark inside an address end no sentence.
        let inside = next.is_some_and(|next| next.is_ascii_alphanumeric());
        match c {
            '?' | '？' if !(c == '?' && inside) => {
                let words = note[start..end].trim_matches(|c: char| c.is_whitespace() || "\"'“”‘’-*>".contains(c));
                if words.chars().filter(|c| c.is_alphanumeric()).count() >= 3 {
                    found.push(words);
                }
                start = end;
            }
            '.' | '!' | ';' if !inside => start = end,
            '。' | '！' | '；' | '\n' => start = end,
            _ => {}
        }
    }
    found
}

/// The words of a question that another note would share: Latin words of four letters and more, pairs of Chinese characters.
fn terms(words: &str) -> BTreeSet<String> {
    let words = fold(words);
    let mut terms = BTreeSet::new();
    for word in words.split(|c: char| !c.is_alphanumeric()) {
        if !word.chars().any(is_han) {
            if word.chars().count() >= 4 || word.chars().any(|c| c.is_ascii_digit()) {
                terms.insert(word.to_string());
            }
            continue;
        }
        let chars: Vec<char> = word.chars().collect();
        let tells = |pair: &&[char]| pair.iter().all(|c| is_han(*c) && !ASKING.contains(*c));
        let pairs = chars.windows(2).filter(tells).map(|pair| pair.iter().collect::<String>());
        terms.extend(pairs.filter(|pair| !EMPTY.contains(&pair.as_str())));
    }
    terms
}

/// Characters that ask, and tell nothing of what is asked.
const ASKING: &str = "谁吗呢几哪么";

/// Pairs that stand in every Chinese question and tell nothing of it.
const EMPTY: [&str; 10] = ["是不", "不是", "能不", "不能", "有没", "没有", "多少", "可以", "时候", "了没"];

/// Whether a note speaks of it: at least half of its words stand there.
fn takes_up(note: &str, terms: &BTreeSet<String>) -> bool {
    let note = fold(note);
    let shared = terms.iter().filter(|term| note.contains(term.as_str())).count();
    shared * 2 >= terms.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_found_in_notes() {
        for (note, expected) in [
            ("likes A100. Has the trial unit come? Ring Fri", vec!["Has the trial unit come?"]),
            ("嫌贵。样机到了没有？超过10万谁签字？", vec!["样机到了没有？", "超过10万谁签字？"]),
            ("price 10.5 ok? sure", vec!["price 10.5 ok?"]),
            ("see http://x.cn/a?b=1 for it", vec![]),
            ("really??", vec!["really?"]),
            ("? ?! a?", vec![]),
            ("first line\nwho signs above 10k?", vec!["who signs above 10k?"]),
            ("\"Does it fit?\" she said", vec!["Does it fit?"]),
            ("", vec![]),
        ] {
            assert_eq!(sentences(note), expected, "{note}");
        }
    }

    #[test]
    fn a_later_note_takes_a_question_up_when_it_shares_half_its_words() {
        for (question, note, expected) in [
            ("Has the trial unit come?", "trial unit came on Monday", true),
            ("Has the trial unit come?", "talked about prices", false),
            ("Who signs above 10k?", "the director signs from 10k on", true),
            ("样机到了没有？", "样机上周到了，在试", true),
            ("样机到了没有？", "催报价", false),
            ("樣機到了沒有？", "样机到了", true),
            ("超过10万谁签字？", "超过10万要总经理签字", true),
        ] {
            assert_eq!(takes_up(note, &terms(question)), expected, "{question} / {note}");
        }
    }
}
