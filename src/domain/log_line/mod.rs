//! The log line, understood: one line of text becomes a visit or a touch with its customer, its time and its promises.
//!
//! Always holds: pure and never refused: what is not understood stays in the note, and a log whose customer is not certain is unfiled.
//! Names are looked up by the caller, in two steps: [`leading`] says which letters to ask for ([`crate::domain::ask::Ask::Names`]),
//! [`parse`] reads the line with what is known of them and says in `unknown` what is still missing. Every byte range lies on character
//! boundaries of the line. The grammar is to grow: each part (marks, kinds, times, promises) is a file of its own, and each thing
//! understood is a [`Chip`].

mod customer;
mod kind;
mod letters;
mod marks;
mod notes;
mod promise;
#[cfg(test)]
mod tests;
mod time;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use self::customer::{Customer, customer};
pub use self::letters::Leading;
use self::time::{Clock, Span};
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::base::when::{Context, Hint};
use crate::domain::ask::NameHit;
use crate::domain::deed::{LogEntry, LogKind, Promise, Slot, Whose};
use crate::schema::{TouchOutcome, VisitKind, VisitOutcome};

/// Whose it is by a person's choice, or by where the line was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fixed {
    /// This customer: id and name.
    Account(Id, String),
    /// A new one, of the name with which the line begins.
    New,
    /// Nobody's yet.
    Unfiled,
}

/// What a line is read with.
#[derive(Clone, Copy, Debug)]
pub struct LineContext<'a> {
    /// Now.
    pub now: &'a Now,
    /// The language: decides only what figures alone leave open.
    pub lang: Lang,
    /// What is known of letters: what was asked, and who fits.
    pub names: &'a BTreeMap<String, Vec<NameHit>>,
    /// Whose it is, where a person has settled that.
    pub fixed: Option<&'a Fixed>,
    /// The customer that the line was opened with (its page, its row, the visit in progress): id and name. Letters of another customer at
    /// the line's beginning are stronger: whoever names somebody else means him.
    pub opened: Option<&'a (Id, String)>,
    /// How it was, where that is settled; the words may still say otherwise of a visit.
    pub kind: Option<LogKind>,
    /// The usual length of a visit, in minutes.
    pub minutes: i64,
    /// When the visit in progress began at the customer that is fixed or that the line was opened with.
    pub in_progress: Option<Moment>,
}

/// Something that was understood, for the screen to show in full before Enter.
#[derive(Clone, PartialEq, Debug)]
pub struct Chip {
    /// Where in the line it was said; none: taken from elsewhere, or guessed.
    pub range: Option<Range<usize>>,
    /// What.
    pub what: Understood,
}

/// What was understood.
#[derive(Clone, PartialEq, Debug)]
pub enum Understood {
    /// The customer, certain or chosen.
    Account {
        /// Which.
        id: Id,
        /// Its name.
        name: String,
        /// Street and city: what tells twins apart.
        street: String,
    },
    /// A new customer of this name.
    New(String),
    /// So many fit; it is unfiled until a person picks.
    Several(usize),
    /// No customer is known: unfiled.
    Unfiled,
    /// How it was.
    Kind(LogKind),
    /// When it was.
    Time {
        /// When it began.
        started: Moment,
        /// When it ended.
        ended: Moment,
        /// The words say it; else it is a guess.
        said: bool,
        /// The words say the day alone.
        day_only: bool,
    },
    /// What came of a visit.
    Outcome(VisitOutcome),
    /// Whether somebody was reached.
    Reached(TouchOutcome),
    /// A promise.
    Promise {
        /// Who, what, by when.
        promise: Promise,
        /// What else the words for the date could mean.
        other: Option<Slot>,
    },
}

impl Understood {
    /// In which order a person reads what was understood: whose, how, when, what came of it, what was promised.
    pub const fn order(&self) -> u8 {
        match self {
            Understood::Account { .. } | Understood::New(_) | Understood::Several(_) | Understood::Unfiled => 0,
            Understood::Kind(_) => 1,
            Understood::Time { .. } => 2,
            Understood::Outcome(_) | Understood::Reached(_) => 3,
            Understood::Promise { .. } => 4,
        }
    }
}

/// A line, understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed {
    /// Letters that are still to be asked for, the longest first.
    pub unknown: Vec<String>,
    /// Whose it is by its letters, whatever is fixed: what is offered to pick from.
    pub customer: Customer,
    /// Whose it becomes if it is kept now.
    pub whose: Whose,
    /// What a new customer would be called.
    pub new_name: Option<String>,
    /// How it was.
    pub kind: LogKind,
    /// When it began.
    pub started: Moment,
    /// When it ended.
    pub ended: Moment,
    /// Whether the words say when.
    pub time_said: bool,
    /// What was not understood: the note.
    pub notes: String,
    /// What came of a visit.
    pub outcome: Option<VisitOutcome>,
    /// What came of a touch.
    pub reached: Option<TouchOutcome>,
    /// The promises.
    pub promises: Vec<Promise>,
    /// All that was understood, in the order of the line; what was not said comes first.
    pub chips: Vec<Chip>,
}

impl Parsed {
    /// The entry to keep. `closes`: the planned visit or the one in progress that the line is about.
    pub fn entry(&self, line: &str, closes: Option<Id>) -> LogEntry {
        LogEntry {
            words: line.trim().to_owned(),
            whose: self.whose.clone(),
            kind: self.kind,
            started: self.started,
            ended: self.ended,
            time_said: self.time_said,
            notes: self.notes.clone(),
            contacts: BTreeSet::new(),
            outcome: self.outcome,
            reached: self.reached,
            promises: self.promises.clone(),
            closes,
        }
    }
}

/// The beginnings of a line that may be a customer's letters: ask for each, the longest first.
pub fn leading(line: &str, now: &Now, lang: Lang) -> Vec<Leading> {
    letters::leading(line, &Context::at(now, Hint::Past, lang))
}

/// Reads a line.
pub fn parse(line: &str, context: &LineContext<'_>) -> Parsed {
    let past = Context::at(context.now, Hint::Past, context.lang);
    let ahead = Context { hint: Hint::Future, ..past };
    let cut = marks::cut(line, &ahead);
    let clock = Clock { now: context.now, past, minutes: context.minutes };
    let mut chips: Vec<Chip> = Vec::new();

    // Whose it is.
    let leading = letters::leading(line, &past);
    let unknown: Vec<String> = {
        let mut seen = BTreeSet::new();
        let missing = leading.iter().filter(|one| !context.names.contains_key(&one.letters));
        missing.filter(|one| seen.insert(&one.letters)).map(|one| one.letters.clone()).collect()
    };
    let customer = customer::customer(line, &leading, context.names);
    let new_name = letters::new_name(line, &past);
    let (whose, name, chip) = settle(line, context, &customer, &leading, new_name.as_ref());
    chips.extend(chip);

    // What stands before and behind the name.
    let text = cut.text.first().filter(|text| text.start == 0).cloned().unwrap_or(0..0);
    let head = &line[..text.end];
    let named = name.clone().filter(|name| name.end <= text.end);
    let mut taken: Vec<Range<usize>> = named.iter().cloned().collect();
    let first = letters::before(head, 0, &past, named.is_some());
    let first = match &named {
        // The name itself may begin like a time or a kind: Sunday Cafe.
        Some(name) if first.end > name.start => letters::Before::default(),
        _ => first,
    };
    if named.is_some() {
        taken.extend(first.small.iter().cloned());
    }
    let behind_from = named.as_ref().map_or(first.end, |name| name.end.max(first.end));
    let behind = match named {
        Some(_) => letters::before(head, behind_from, &past, false),
        None => letters::Before { end: first.end, ..letters::Before::default() },
    };

    // How it was. Only where the line begins, or right behind the name: "will call him" further on is no call.
    let said_kind = first.kind.clone().or_else(|| behind.kind.clone());
    let mut kind = match (context.kind, &said_kind) {
        (Some(LogKind::Visit(_)), Some((_, said @ LogKind::Visit(_)))) => *said,
        (Some(kind), _) => kind,
        (None, Some((_, said))) => *said,
        (None, None) => LogKind::Visit(VisitKind::OnSite),
    };

    // When it was.
    let mut span: Option<Span> = None;
    if let Some((range, said)) = &first.time {
        span = clock.at_head(line, range, *said);
    }
    if span.as_ref().is_none_or(|span| !span.said)
        && let Some((range, said)) = &behind.time
    {
        span = clock.behind_name(line, range, *said).or(span);
    }
    if span.is_none() {
        let from = behind.end.max(first.end);
        span = cut.text.iter().find_map(|text| clock.find(line, text, from, &cut.quotes));
    }
    let mut kind_range = said_kind.as_ref().map(|(range, _)| range.clone());

    // What came of it.
    let rest_from = behind.end.max(first.end).min(text.end);
    let came = kind::came(&line[rest_from..text.end]);
    let came_at = |range: &Range<usize>| rest_from + range.start..rest_from + range.end;
    if let Some((_, range)) = &came.reached
        && said_kind.is_none()
        && context.kind.is_none()
        && line[rest_from..rest_from + range.start].chars().all(notes::separates)
    {
        // "no answer" as the first thing said of a customer is a call that nobody took.
        kind = LogKind::Touch(crate::schema::TouchKind::Call);
        kind_range = None;
    }
    let (mut outcome, mut reached) = (None, None);
    match kind {
        LogKind::Visit(_) => {
            if let Some((what, range)) = &came.outcome {
                outcome = Some(*what);
                chips.push(Chip { range: Some(came_at(range)), what: Understood::Outcome(*what) });
            }
        }
        LogKind::Touch(_) => {
            if let Some((what, range)) = &came.reached {
                reached = Some(*what);
                chips.push(Chip { range: Some(came_at(range)), what: Understood::Reached(*what) });
            }
        }
    }

    // A kind word that stands by itself is said by the chip; 打电话催样机 stays as it was written.
    if let Some(range) = &kind_range {
        let after = line[range.end..].chars().next();
        if after.is_none_or(notes::separates) || first.kind.is_some() && named.is_some() {
            taken.push(range.clone());
        }
    }
    chips.push(Chip { range: kind_range, what: Understood::Kind(kind) });

    let (started, ended, time_said, day_only) = match &span {
        Some(span) if span.said => (span.started, span.ended, true, span.day_only),
        _ => {
            let (started, ended) = guess(context, kind, &whose);
            (started, ended, false, false)
        }
    };
    let time_range = span.as_ref().map(|span| span.range.clone()).filter(|range| !range.is_empty());
    taken.extend(time_range.clone());
    let what = Understood::Time { started, ended, said: time_said, day_only };
    chips.push(Chip { range: time_range.filter(|_| time_said), what });

    // What was promised.
    let mut promises = Vec::new();
    for marked in &cut.promises {
        let promised = promise::read(&line[marked.words.clone()], &ahead);
        if promised.text.is_empty() {
            continue;
        }
        let promise = Promise { text: promised.text, due: promised.due, by: marked.by };
        promises.push(promise.clone());
        let what = Understood::Promise { promise, other: promised.other };
        chips.push(Chip { range: Some(marked.whole.clone()), what });
    }
    chips.sort_by_key(|chip| chip.range.as_ref().map_or((0, 0), |range| (1, range.start)));
    taken.sort_by_key(|range| (range.start, range.end));

    Parsed {
        unknown,
        customer,
        whose,
        new_name: new_name.map(|(_, name)| name),
        kind,
        started,
        ended,
        time_said,
        notes: note(line, &cut.text, &taken),
        outcome,
        reached,
        promises,
        chips,
    }
}

/// Whose it becomes, where its name stands in the line, and how that is shown.
fn settle(
    line: &str,
    context: &LineContext<'_>,
    customer: &Customer,
    leading: &[Leading],
    new_name: Option<&(Range<usize>, String)>,
) -> (Whose, Option<Range<usize>>, Option<Chip>) {
    let account = |id: Id, name: &str, street: &str, range: Option<Range<usize>>| {
        let what = Understood::Account { id, name: name.to_owned(), street: street.to_owned() };
        (Whose::Account(id), range.clone(), Some(Chip { range, what }))
    };
    let known = |id: Id, name: &str| {
        let range = customer::letters_of(id, name, leading, context.names);
        let mut hits = leading.iter().filter_map(|one| context.names.get(&one.letters)).flatten();
        let street = hits.find(|hit| hit.account == id).map(|hit| hit.street.as_str()).unwrap_or("");
        account(id, name, street, range)
    };
    if let (None, Some((id, name))) = (context.fixed, context.opened)
        && !customer.is_another(*id, line)
    {
        return known(*id, name);
    }
    match (context.fixed, customer) {
        (Some(Fixed::Account(id, name)), _) => known(*id, name),
        (Some(Fixed::New), _) if new_name.is_some() => {
            let (range, name) = new_name.cloned().unwrap_or_default();
            let chip = Chip { range: Some(range.clone()), what: Understood::New(name.clone()) };
            (Whose::New(name), Some(range), Some(chip))
        }
        (None, Customer::One(hit, range)) => account(hit.account, &hit.name, &hit.street, Some(range.clone())),
        (None, Customer::Several(hits, range)) => {
            let chip = Chip { range: Some(range.clone()), what: Understood::Several(hits.len()) };
            (Whose::Unfiled, None, Some(chip))
        }
        (None, Customer::Unknown) => (Whose::Unfiled, None, None),
        _ => (Whose::Unfiled, None, Some(Chip { range: None, what: Understood::Unfiled })),
    }
}

/// The time of a log that does not say it: since the visit's start was stamped, else the usual length up to now. A call was just now.
fn guess(context: &LineContext<'_>, kind: LogKind, whose: &Whose) -> (Moment, Moment) {
    let now = context.now.at;
    let there = match (context.fixed, context.opened) {
        (_, Some((id, _))) | (Some(Fixed::Account(id, _)), None) => *whose == Whose::Account(*id),
        _ => false,
    };
    match (context.in_progress.filter(|_| there), kind) {
        (Some(started), LogKind::Visit(_)) if started <= now => (started, now),
        (_, LogKind::Touch(_)) => (now, now),
        _ => (now.plus_minutes(-context.minutes), now),
    }
}

/// The text of a line without what was taken.
fn note(line: &str, text: &[Range<usize>], taken: &[Range<usize>]) -> String {
    let mut out = String::new();
    for part in text {
        let kept = notes::without(line, part.clone(), taken);
        if !kept.is_empty() {
            if !out.is_empty() {
                out.push_str(if line[..part.start].ends_with('\n') || line[part.start..].starts_with('\n') {
                    "\n"
                } else {
                    " "
                });
            }
            out.push_str(&kept);
        }
    }
    out
}
