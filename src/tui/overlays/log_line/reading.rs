//! What a line is read against on this screen, and parts of a line that other forms read by themselves.

use std::collections::BTreeMap;

use super::super::super::cx::Cx;
use super::super::super::open::LogStart;
use super::LogLine;
use crate::base::clock::Now;
use crate::domain::ask::NameHit;
use crate::domain::deed::{LogKind, Promise, Whose};
use crate::domain::log_line::{self, Fixed, LineContext, Parsed, Understood};
use crate::schema::PromisedBy;

/// A promise written by itself, such as `send quote fri`; `<` before it makes it theirs.
pub fn promise_of(words: &str, cx: &Cx) -> Promise {
    promise_at(words, &cx.now, cx)
}

/// The same of words that were written at another time.
pub fn promise_at(words: &str, now: &Now, cx: &Cx) -> Promise {
    let marked = words.starts_with(['>', '<', '》', '《', '＞', '＜', '〉', '〈']);
    let line = if marked { words.to_owned() } else { format!(">{words}") };
    let parsed = read(&line, &LogStart::default(), Some(&Fixed::Unfiled), &BTreeMap::new(), now, cx);
    parsed.promises.into_iter().next().unwrap_or(Promise { text: words.to_owned(), due: None, by: PromisedBy::Us })
}

/// A product (`+`) or money promised (`!`) in the form in which it is kept, from words as they are typed behind its sign.
pub fn heard_of(sign: char, words: &str, cx: &Cx) -> String {
    // The sign stands apart from a word before it, as it does behind a customer.
    let line = format!("x {sign}{words}");
    let parsed = read(&line, &LogStart::default(), Some(&Fixed::Unfiled), &BTreeMap::new(), &cx.now, cx);
    // What would be left over is not thrown away.
    let heard = if parsed.notes.trim() == "x" { parsed.heard } else { Default::default() };
    let product = heard.products.first().map(ToString::to_string);
    let payment = heard.payments.first().map(ToString::to_string);
    if sign == '+' { product } else { payment }.unwrap_or_else(|| words.to_owned())
}

impl LogLine {
    /// A promise of `in 2 hours` is meant from when that was written, also where the line is taken up again later on the day. Where the words go on
    /// they are the same words.
    pub(super) fn hold_hours(&mut self, parsed: &mut Parsed, cx: &Cx) {
        let line = self.field.words();
        let (before, mut said) = (std::mem::take(&mut self.said), BTreeMap::new());
        for chip in &mut parsed.chips {
            let Understood::Promise { promise, other: None, .. } = &mut chip.what else { continue };
            let words = chip.range.clone().and_then(|range| line.get(range)).map(str::trim);
            let Some(words) = words.filter(|_| promise.due.is_some_and(|due| due.time.is_some())) else { continue };
            let begun = before.iter().find(|(begun, _)| words.starts_with(begun.as_str())).map(|(_, at)| *at);
            let at = begun.unwrap_or(cx.now.at);
            said.insert(words.to_owned(), at);
            let then = cx.now.with(at);
            if at == cx.now.at || then.today() != cx.now.today() {
                continue;
            }
            let (text, due) = log_line::promised(words, &then, cx.words.lang(), cx.settings.next_weekday);
            if text == promise.text && due != promise.due {
                let same = parsed.promises.iter_mut().filter(|other| **other == *promise);
                same.for_each(|same| same.due = due);
                promise.due = due;
            }
        }
        self.said = said;
    }
}

pub(super) fn read(
    line: &str,
    start: &LogStart,
    picked: Option<&Fixed>,
    known: &BTreeMap<String, Vec<NameHit>>,
    now: &Now,
    cx: &Cx,
) -> Box<Parsed> {
    let mut parsed = log_line::parse(line, &context(start, picked, known, now, cx));
    afterwards(&mut parsed, start);
    Box::new(parsed)
}

pub(super) fn context<'a>(
    start: &'a LogStart,
    picked: Option<&'a Fixed>,
    known: &'a BTreeMap<String, Vec<NameHit>>,
    now: &'a Now,
    cx: &'a Cx,
) -> LineContext<'a> {
    LineContext {
        fixed: picked,
        opened: start.account.as_ref(),
        meant: start.meant,
        kind: start.kind,
        planned: start.planned,
        minutes: i64::from(cx.settings.visit_minutes),
        in_progress: start.started,
        next_weekday: cx.settings.next_weekday,
        ..LineContext::new(now, cx.words.lang(), known)
    }
}

/// A visit that is logged in the evening was when it was agreed, unless the words say otherwise.
pub(super) fn afterwards(parsed: &mut Parsed, start: &LogStart) {
    let own = start.account.as_ref().is_some_and(|(id, _)| parsed.whose == Whose::Account(*id));
    let Some((from, to)) = start.took.filter(|_| own && !parsed.time_said) else { return };
    if !matches!(parsed.kind, LogKind::Visit(_)) {
        return;
    }
    (parsed.started, parsed.ended, parsed.time_said) = (from, to, true);
    for chip in &mut parsed.chips {
        if let Understood::Time { started, ended, said, day_only } = &mut chip.what {
            (*started, *ended, *said, *day_only) = (from, to, true, false);
        }
    }
}
