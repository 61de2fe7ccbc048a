//! The reading of a line: each part finds its words, and what is left is the note.
//!
//! Always holds: no word is lost that no chip shows; a chip that a person has made text again is text.

use std::collections::BTreeSet;
use std::ops::Range;

use super::before;
use super::beginnings::{Leading, Saying};
use super::chip::{Chip, Understood};
use super::how::to_come::{self, ToCome};
use super::letters;
use super::marks::{self, Cut, Item};
use super::parsed::Parsed;
use super::whose;
use super::whose::new_name::{self, Says};
use super::whose::{customer, doubt, named, whole};
use super::whose::{guess, in_doubt, settle};
use super::{About, LineContext, Person, Vocabulary, notes, people};
use crate::base::text::is_han;
use crate::base::when::{Context, Hint};
use crate::domain::deed::{LogKind, NewPerson, Promise, Whose};
use crate::domain::heard::Heard;

static NO_WORDS: Vocabulary = Vocabulary { tags: Vec::new(), competitors: Vec::new(), products: Vec::new() };

/// A line being read.
pub(super) struct Reading<'a> {
    pub(super) line: &'a str,
    pub(super) context: &'a LineContext<'a>,
    pub(super) past: Context,
    pub(super) ahead: Context,
    pub(super) cut: Cut,
    pub(super) chips: Vec<Chip>,
    /// What a chip says in the note's stead.
    pub(super) taken: Vec<Range<usize>>,
    pub(super) whose: Whose,
    /// What the line says is still to come, where that is all it says.
    pub(super) to_come: Option<ToCome>,
}

/// So many bytes of a line are read; what was pasted behind them is note.
const LONG: usize = 16 * 1024;

/// Reads a line.
pub fn parse(line: &str, context: &LineContext<'_>) -> Parsed {
    let (head, rest) = line.split_at(line.floor_char_boundary(LONG.min(line.len())));
    if rest.is_empty() {
        return parse_head(line, context);
    }
    // No word is cut in two.
    let end = head.rfind(char::is_whitespace).filter(|end| *end > LONG / 2).unwrap_or(head.len());
    let (head, rest) = line.split_at(end);
    let mut parsed = parse_head(head, context);
    parsed.notes.push_str(rest);
    parsed
}

fn parse_head(line: &str, context: &LineContext<'_>) -> Parsed {
    let past = Context { next_weekday: context.next_weekday, ..Context::at(context.now, Hint::Past, context.lang) };
    let ahead = Context { hint: Hint::Future, ..past };
    let vocabulary = context.vocabulary.unwrap_or(&NO_WORDS);
    let skip = before::before(line, 0, &past, true);
    let mut leading = letters::unread(line, &past, &skip);
    // Letters that are nobody's may be a time or not.
    letters::read(&mut leading, &past, |one| context.names.get(&one.letters).is_none_or(|hits| !hits.is_empty()));
    // Whoever opened the line on a customer speaks of that one: "anna came from city hospital"; but `rang debbie at clifton rise`.
    let comes = |one: &Leading| {
        // `Kelly from Portway rang`.
        let behind = line[one.range.end..].trim_start();
        let behind = behind.strip_prefix("just ").or(behind.strip_prefix("has ")).unwrap_or(behind);
        let rang = ["rang", "rung", "phoned", "texted", "emailed", "messaged", "called", "on the phone", "on the line"];
        one.said == Saying::First
            && !rang.iter().any(|word| behind.starts_with(word))
            && ["from", "from the", "of", "("].iter().any(|word| line[..one.range.start].trim_end().ends_with(word))
    };
    leading.retain(|one| {
        let said = context.fixed.is_none() && (context.opened.is_none() || !comes(one));
        !one.inside || said
    });
    let mut seen = BTreeSet::new();
    let missing = leading.iter().filter(|one| !context.names.contains_key(&one.letters));
    let unknown = missing.filter(|one| seen.insert(&one.letters)).map(|one| one.letters.clone()).collect();
    let customer = customer::customer(line, &leading, context.names);
    let new_name = new_name::new_name(line, &past, &skip);
    let strange = || {
        context.opened.is_some_and(|(id, name)| {
            let people = context.people_of(*id);
            let least = if context.meant { doubt::Another::Plainly } else { doubt::Another::Perhaps };
            doubt::names_another(line, skip.end, &doubt::Known { name, people, vocabulary, past: &past }) >= least
        })
    };
    let customer = whose::in_passing(line, context, customer, &leading);
    let through = named::is_wanted(line, context, &customer);
    let (customer, elsewhere) = named::anywhere(line, context, customer, &leading);
    let nobodys = matches!(customer, customer::Customer::Nobody | customer::Customer::Several(..));
    let mistypable = if nobodys {
        letters::read(&mut leading, &past, |one| !one.inside);
        letters::mistypable(&leading)
    } else {
        Vec::new()
    };
    let unknown_one = match new_name.as_ref().map_or(Says::Nothing, |new| new.says) {
        Says::Plainly => false,
        Says::Perhaps => true,
        Says::Nothing => new_name::says_new(line, &skip),
    };
    let doubt = (elsewhere || unknown_one && !context.meant && customer == customer::Customer::Nobody)
        && context.opened.is_some()
        || in_doubt(line, context, &customer, &leading, strange);
    let customer = match customer {
        // In doubt those are offered who have somebody of that name.
        customer::Customer::Nobody if doubt => named::people(line, context).unwrap_or(customer),
        customer => customer,
    };
    let (whose, name, chip) = settle(line, context, &customer, &leading, new_name.as_ref(), doubt);
    let inside = leading
        .iter()
        .any(|one| one.inside && name.as_ref().is_some_and(|name| name.start == one.range.start))
        && !leading.iter().any(|one| !one.inside && name.as_ref().is_some_and(|name| name.start == one.range.start));

    // The letters of one who is not certain, or the name that a new one would have: a word behind them says how it was, too.
    let offered = match (&name, &customer) {
        (Some(_), _) => None,
        (None, customer::Customer::Several(hits, range)) if customer.is_meant(line) => {
            hits.first().map(|hit| whole::whole(line, range.clone(), &hit.name))
        }
        _ => new_name.as_ref().map(|new| new.range.clone()),
    };
    // The name that a new one would have may be what a sentence says: 客户很满意！2万那单.
    let meant = match &customer {
        customer::Customer::Several(_, range) if customer.is_meant(line) => Some(range.end),
        _ => None,
    };
    let name_end = name.as_ref().map(|name| name.end).or(meant);
    // `met Glen + Huw`: that joins people.
    let people_there = if let Whose::Account(id) = &whose { context.people_of(*id) } else { &[] };
    let joins = |words: &str| words.strip_prefix(['+', '＋']).is_some_and(|rest| people::is_led_by(people_there, rest));
    let cut = marks::cut(line, &ahead, vocabulary, name_end, &|words| context.is_plain(words) || joins(words));
    let leads = name.as_ref().filter(|name| line[..name.start].trim().is_empty() && line[..name.end].ends_with(is_han));
    let behind = leads.map_or(0, |name| name.end);
    let to_come = to_come::to_come(line, behind, &past, &ahead, &context.now.local());
    let to_come = to_come.filter(|_| cut.marked.is_empty());
    let chips = chip.into_iter().collect();
    let mut reading = Reading { line, context, past, ahead, cut, chips, taken: Vec::new(), whose, to_come };
    let mut how = reading.how(name.filter(|_| !inside), inside, offered);
    let (started, ended, time_said, stamped) = match &how.span {
        Some(span) if span.said => (span.started, span.ended, true, false),
        _ => {
            let (started, ended, stamped) = guess(context, how.kind, &reading.whose);
            (started, ended, false, stamped)
        }
    };
    reading.chips.push(Chip {
        range: how.span.as_ref().map(|span| span.range.clone()).filter(|range| time_said && !range.is_empty()),
        what: Understood::Time {
            started,
            ended,
            said: time_said || stamped,
            day_only: how.span.as_ref().is_some_and(|span| span.said && span.day_only),
        },
    });
    let (mut heard, mut promises) = reading.marked();
    reading.told(&mut how, started, &mut heard, &mut promises);
    reading.bought(&mut how, &heard);
    let shift = reading.shift(how.kind);
    let passed = reading.figures(&mut heard);
    // Nobody was met in what is still to come.
    let rung = matches!(how.kind, LogKind::Touch(_));
    let (mut met, new_people) = if reading.to_come.is_some() { Default::default() } else { reading.people(rung) };
    let vain = reading.vain(&how);
    let named = reading.met_at();
    let nobody = reading.met_nobody(&vain);
    met.retain(|id| !nobody && !reading.was_not_met(*id, &vain));
    let shut = reading.shut(&vain);
    // `no go, rosie on leave` came to nothing: it says nothing of an order.
    if shut.is_some() {
        how.outcome = None;
        reading.chips.retain(|chip| !matches!(chip.what, Understood::Outcome(_)));
    }
    let next = reading.next(shift, how.kind, started, shut.is_some());
    let shut = shut.map(|found| reading.not_done(found, &vain, &named, (next, time_said)));

    let Reading { cut, mut chips, mut taken, whose, to_come, .. } = reading;
    chips.sort_by_key(|chip| chip.range.as_ref().map_or((0, 0), |range| (1, range.start)));
    taken.sort_by_key(|range| (range.start, range.end));
    // Also of whom it is opened with: the people there say whether it is about that one.
    let asked = match (&whose, context.opened) {
        (Whose::Account(id), _) => Some(*id),
        (Whose::Unfiled, Some((id, _))) if doubt && context.fixed.is_none() => Some(*id),
        _ => None,
    };
    let to_come = to_come.filter(|_| promises.is_empty());
    let about = asked.filter(|id| context.about.is_none_or(|about| about.account != *id));
    Parsed {
        unknown,
        mistypable,
        through,
        about,
        customer,
        doubt,
        whose,
        new_name: new_name.map(|new| new.name),
        kind: how.kind,
        kind_said: how.kind_said,
        direction: how.direction,
        instead: how.instead,
        started,
        ended,
        time_said,
        notes: note(line, &cut.text, &taken),
        outcome: how.outcome,
        reached: how.reached,
        promises,
        heard,
        met,
        people: new_people,
        next,
        shut,
        to_come,
        passed,
        chips,
    }
}

impl<'a> Reading<'a> {
    pub(super) fn chip(&mut self, range: Range<usize>, what: Understood) {
        self.chips.push(Chip { range: Some(range), what });
    }

    pub(super) fn is_plain(&self, range: &Range<usize>) -> bool {
        self.line.get(range.clone()).is_some_and(|words| self.context.is_plain(words))
    }

    /// What stands behind marks.
    fn marked(&mut self) -> (Heard, Vec<Promise>) {
        let (mut heard, mut promises) = (Heard::default(), Vec::new());
        for marked in self.cut.marked.clone() {
            let what = match marked.item {
                Item::Promise(by, words) => {
                    let mark = notes::tidy(&self.line[marked.whole.start..words.start]);
                    let alone = notes::tidy(&self.line[words.clone()]);
                    let promised = marks::promised(&self.line[words], &self.ahead);
                    if promised.text.is_empty() {
                        continue;
                    }
                    let said = self.line.get(marked.whole.clone()).unwrap_or_default().trim();
                    let turned = self.context.turned.is_some_and(|turned| turned.contains(said));
                    let (due, other) = match promised.other {
                        Some(other) if turned => (Some(other), promised.due),
                        other => (promised.due, other),
                    };
                    // `follow up 1st dec`: what is to be done is the word that stands for the mark.
                    let bare = due.is_some() && promised.text == alone && mark.starts_with(char::is_alphabetic);
                    let text = if bare { mark } else { promised.text };
                    let promise = Promise { text, due, by };
                    promises.push(promise.clone());
                    Understood::Promise { promise, other, next: promised.next }
                }
                Item::Tag(tag) => {
                    heard.tags.insert(tag.clone());
                    Understood::Tag(tag)
                }
                Item::Competitor(name) => {
                    heard.competitors.insert(name.clone());
                    Understood::Competitor(name)
                }
                Item::Product(wanted) => {
                    heard.products.push(wanted.clone());
                    Understood::Product(wanted)
                }
                Item::Payment(payment) => {
                    heard.payments.push(payment.clone());
                    Understood::Payment(payment)
                }
            };
            self.chip(marked.whole, what);
        }
        (heard, promises)
    }

    /// The customer's people who are named, and who is new. `rung`: of a call or a message.
    fn people(&mut self, rung: bool) -> (BTreeSet<crate::base::id::Id>, Vec<NewPerson>) {
        let known: &[_] = match (self.about(), &self.whose) {
            (Some(about), _) => &about.people,
            (None, Whose::New(_)) => &[],
            _ => return Default::default(),
        };
        let (mut met, mut new) = (BTreeSet::new(), Vec::new());
        for text in self.cut.text.clone() {
            // The customer's own name is no name of a person.
            let from = self.taken.iter().filter(|taken| text.contains(&taken.start)).map(|taken| taken.end);
            let name = self.chips.iter().find_map(|chip| match (&chip.what, &chip.range) {
                (Understood::Account { .. } | Understood::New(_), Some(range)) => Some(range.clone()),
                _ => None,
            });
            let name_end = name.as_ref().map(|name| name.end);
            let start = from.filter(|end| Some(*end) == name_end).max().unwrap_or(text.start).min(text.end);
            let part = &self.line[start..text.end];
            let within = |range: &Range<usize>| {
                name.as_ref().is_some_and(|name| name.start <= range.start && range.end <= name.end)
            };
            for (range, person) in people::met(part, known, rung) {
                let range = start + range.start..start + range.end;
                if !within(&range) && !self.is_plain(&range) && met.insert(person.id) {
                    self.chip(range, Understood::Met { id: person.id, name: person.name });
                }
            }
            if let Some((range, person)) = people::somebody_new(part, known) {
                let range = start + range.start..start + range.end;
                if !self.is_plain(&range) {
                    new.push(person.clone());
                    self.chip(range, Understood::NewPerson(person));
                }
            }
        }
        (met, new)
    }

    /// The people of the customer, as far as they are known.
    pub(super) fn own_people(&self) -> &'a [Person] {
        self.about().map_or(&[], |about| &about.people)
    }

    /// What is known of the customer, if it is this one's.
    pub(super) fn about(&self) -> Option<&'a About> {
        self.context.about.filter(|about| self.whose == Whose::Account(about.account))
    }
}

/// The text of a line without what was taken.
fn note(line: &str, text: &[Range<usize>], taken: &[Range<usize>]) -> String {
    let mut out = String::new();
    for part in text {
        let kept = notes::without(line, part.clone(), taken);
        if kept.is_empty() {
            continue;
        }
        if !out.is_empty() {
            let before = line[part.clone()].trim_start_matches([' ', '\u{3000}']).chars().next();
            let closed = out.ends_with(['，', ',', '。', '；', ';', '！', '？', '\n']);
            match before {
                _ if line[..part.start].ends_with('\n') || before == Some('\n') => out.push('\n'),
                Some(mark @ ('，' | '。' | '；')) if !closed => out.push(mark),
                Some(mark @ (',' | ';')) if !closed => out.extend([mark, ' ']),
                _ => out.push(' '),
            }
        }
        out.push_str(&kept);
    }
    out
}
