//! The reading of a line: each part finds its words, and what is left is the note.
//!
//! Always holds: no word is lost that no chip shows; a chip that a person has made text again is text.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::TimeDelta;

use super::chip::{Chip, Understood};
use super::letters::{self, Before};
use super::marks::{self, Cut, Item};
use super::parsed::Parsed;
use super::time::{Clock, Span};
use super::whose::{guess, in_doubt, settle};
use super::{About, LineContext, NEXT, Vocabulary, customer, doubt, kind, new_name, notes, people};
use crate::base::when::{self, Context, Hint, When};
use crate::domain::deed::{LogKind, NewPerson, Promise, Slot, Whose};
use crate::domain::heard::Heard;
use crate::schema::{TouchKind, TouchOutcome, VisitKind, VisitOutcome};

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
}

/// An hour has so many characters at most.
const HOUR: usize = 14;

/// How it was and when.
struct How {
    kind: LogKind,
    /// The words say it, or the person has chosen it.
    kind_said: bool,
    span: Option<Span>,
    outcome: Option<VisitOutcome>,
    reached: Option<TouchOutcome>,
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
    let cut = marks::cut(line, &ahead, vocabulary, &|words| context.is_plain(words));

    let mut leading = letters::leading(line, &past);
    // Whoever opened the line on a customer speaks of that one: "anna came from city hospital"; but `rang debbie at clifton rise`.
    let comes = |one: &letters::Leading| {
        ["from", "from the", "of", "("].iter().any(|word| line[..one.range.start].trim_end().ends_with(word))
    };
    leading.retain(|one| !one.inside || context.fixed.is_none() && (context.opened.is_none() || !comes(one)));
    let mut seen = BTreeSet::new();
    let missing = leading.iter().filter(|one| !context.names.contains_key(&one.letters));
    let unknown = missing.filter(|one| seen.insert(&one.letters)).map(|one| one.letters.clone()).collect();
    let customer = customer::customer(line, &leading, context.names);
    let new_name = new_name::new_name(line, &past);
    let strange = context.opened.is_some_and(|(id, name)| {
        let people = context.about.filter(|about| about.account == *id).map_or(&[][..], |about| &about.people);
        let from = letters::before(line, 0, &past, true).end;
        doubt::names_another(line, from, &doubt::Known { name, people, vocabulary, past: &past })
    });
    let doubt = in_doubt(line, context, &customer, &leading, strange);
    let (whose, name, chip) = settle(line, context, &customer, &leading, new_name.as_ref(), doubt);
    let inside =
        leading.iter().any(|one| one.inside && name.as_ref().is_some_and(|name| name.start == one.range.start));

    let mut reading =
        Reading { line, context, past, ahead, cut, chips: chip.into_iter().collect(), taken: Vec::new(), whose };
    let how = reading.how(name.filter(|_| !inside), inside);
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
    let (mut heard, promises) = reading.marked();
    let shift = reading.shift();
    let passed = reading.figures(&mut heard);
    let (met, new_people) = reading.people();
    let shut = reading.shut(&how);
    let next = reading.next(shift, how.kind, started, shut.is_some());

    let Reading { cut, mut chips, mut taken, whose, .. } = reading;
    chips.sort_by_key(|chip| chip.range.as_ref().map_or((0, 0), |range| (1, range.start)));
    taken.sort_by_key(|range| (range.start, range.end));
    // Also of whom it is opened with: the people there say whether it is about that one.
    let asked = match (&whose, context.opened) {
        (Whose::Account(id), _) => Some(*id),
        (Whose::Unfiled, Some((id, _))) if doubt && context.fixed.is_none() => Some(*id),
        _ => None,
    };
    let about = asked.filter(|id| context.about.is_none_or(|about| about.account != *id));
    Parsed {
        unknown,
        about,
        customer,
        doubt,
        whose,
        new_name: new_name.map(|new| new.name),
        kind: how.kind,
        kind_said: how.kind_said,
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

    /// What stands before the name and right behind it: how it was, when; and what came of it.
    fn how(&mut self, name: Option<Range<usize>>, inside: bool) -> How {
        let (line, context, past) = (self.line, self.context, self.past);
        let text = self.cut.text.first().filter(|text| text.start == 0).cloned().unwrap_or(0..0);
        let head = &line[..text.end];
        let named = name.filter(|name| name.end <= text.end);
        // What stands before the name is read by itself: Sunday Cafe begins like a time, 和平饭店 like a small word.
        let mut first = match &named {
            Some(name) => letters::before(&line[..name.start], 0, &past, true),
            None => letters::before(head, 0, &past, inside),
        };
        let from_there = first.small.iter().any(|small| line[small.clone()].contains(['从', '從', '离', '離']));
        let tail = ["出来", "出來", "回来", "回來"];
        let named = named.map(|name| {
            let word = tail.iter().find(|word| from_there && line[name.end..text.end].starts_with(**word));
            name.start..name.end + word.map_or(0, |word| word.len())
        });
        self.taken.extend(named.iter().cloned());
        if named.is_some() {
            self.taken.extend(first.small.iter().cloned());
        }
        let behind_from = named.as_ref().map_or(first.end, |name| name.end.max(first.end));
        let mut behind = match named {
            Some(_) => letters::before(head, behind_from, &past, false),
            None => Before { end: first.end, ..Before::default() },
        };
        for before in [&mut first, &mut behind] {
            before.kind.take_if(|(range, _)| context.is_plain(&line[range.clone()]));
            before.time.take_if(|(range, _)| context.is_plain(&line[range.clone()]));
        }

        // Only where the line begins, or right behind the name: "will call him" further on is no call. The last one wins.
        let said_kind = behind.kind.clone().or_else(|| first.kind.clone());
        let mut kind = match (context.kind, &said_kind) {
            (Some(LogKind::Visit(_)), Some((_, said @ LogKind::Visit(_)))) => *said,
            (Some(kind), _) => kind,
            (None, Some((_, said))) => *said,
            // As it was planned: whoever planned a video call did not go there.
            (None, None) => LogKind::Visit(self.planned_kind().unwrap_or(VisitKind::OnSite)),
        };
        let mut kind_said = context.kind.is_some() || said_kind.is_some();
        let mut kind_range = said_kind.as_ref().map(|(range, _)| range.clone());
        let told = kind::told(&line[behind.end.max(first.end).min(text.end)..text.end]);
        let mut telling = false;
        if let (None, None, true, Some((at, what))) = (context.kind, &said_kind, named.is_some(), told) {
            let from = behind.end.max(first.end).min(text.end);
            let range = from + at.start..from + at.end;
            if !self.is_plain(&range) {
                (kind, kind_range, telling, kind_said) = (what, Some(range), true, true);
            }
        }
        let span = self.when(&first, &behind);

        let rest_from = behind.end.max(first.end).min(text.end);
        let came = kind::came(&line[rest_from..text.end]);
        let came_at = |range: &Range<usize>| rest_from + range.start..rest_from + range.end;
        if let Some((_, range)) = &came.reached
            && said_kind.is_none()
            && context.kind.is_none()
            && !self.is_plain(&came_at(range))
            && line[rest_from..rest_from + range.start].chars().all(notes::separates)
        {
            // "no answer" as the first thing said of a customer is a call that nobody took.
            kind = LogKind::Touch(TouchKind::Call);
            kind_range = None;
        }
        let mut came_elsewhere = kind::Came::default();
        // Also behind products and competitors: `+sanitiser spray 6, ordered`.
        for later in self.cut.text.iter().filter(|later| later.start >= text.end && text.end > 0) {
            let own = kind::came(&line[later.clone()]);
            let at = |range: Range<usize>| later.start + range.start..later.start + range.end;
            came_elsewhere.outcome = came_elsewhere.outcome.or(own.outcome.map(|(what, range)| (what, at(range))));
            came_elsewhere.reached = came_elsewhere.reached.or(own.reached.map(|(what, range)| (what, at(range))));
        }
        let (mut outcome, mut reached) = (None, None);
        let came_outcome = came.outcome.map(|(what, range)| (what, came_at(&range))).or(came_elsewhere.outcome);
        let came_reached = came.reached.map(|(what, range)| (what, came_at(&range))).or(came_elsewhere.reached);
        match kind {
            LogKind::Visit(_) => {
                if let Some((what, range)) = came_outcome.filter(|(_, range)| !self.is_plain(range)) {
                    outcome = Some(what);
                    self.chip(range, Understood::Outcome(what));
                }
            }
            LogKind::Touch(_) => {
                if let Some((what, range)) = came_reached.filter(|(_, range)| !self.is_plain(range)) {
                    reached = Some(what);
                    self.chip(range, Understood::Reached(what));
                }
            }
        }
        // A kind word that stands by itself is said by the chip; 打电话催样机 stays as it was written.
        if let Some(range) = &kind_range {
            // 視訊會議40分鐘，: what follows is taken too.
            let behind = self.taken.iter().find(|taken| taken.start == range.end).map_or(range.end, |taken| taken.end);
            let after = line[behind..].chars().next();
            if !inside && !telling && (after.is_none_or(notes::separates) || first.kind.is_some() && named.is_some()) {
                self.taken.push(range.clone());
            }
        }
        self.chips.push(Chip { range: kind_range, what: Understood::Kind(kind) });
        How { kind, kind_said, span, outcome, reached }
    }

    /// How the visit of this line was planned, where that is known.
    fn planned_kind(&self) -> Option<VisitKind> {
        let opened = self.context.opened.filter(|(id, _)| self.whose == Whose::Account(*id));
        opened.and(self.context.planned).or_else(|| self.about().and_then(|about| about.kind))
    }

    /// When it was: before the name, right behind it (the last one wins, a day and an hour go together), in the first clause, at the end.
    fn when(&mut self, first: &Before, behind: &Before) -> Option<Span> {
        let (line, context) = (self.line, self.context);
        let clock = Clock { now: context.now, past: self.past, minutes: context.minutes };
        let mut span: Option<Span> = None;
        if let Some((range, said)) = &first.time {
            span = clock.at_head(line, range, *said);
        }
        // How long it was may stand apart from when it was: `30 min tan yesterday`, `yesterday tan 30 min`.
        let length = |time: &Option<(Range<usize>, when::Said)>| match time {
            Some((range, said)) => match said.when {
                When::Length(length) => clock.at_head(line, range, *said).map(|_| (range.clone(), length)),
                _ => None,
            },
            None => None,
        };
        let (before, after) = (length(&first.time), length(&behind.time));
        let day = span.as_ref().filter(|span| span.day_only).map(|span| span.range.clone());
        let from = behind.time.as_ref().map_or(behind.end, |(range, _)| range.start);
        if let Some(whole) =
            day.as_ref().and_then(|day| self.hour_of(day, from)).filter(|whole| whole.range.start >= from)
        {
            self.taken.extend(day);
            span = Some(whole);
        } else if let Some((range, said)) = &behind.time
            && (after.is_none() || span.as_ref().is_none_or(|span| !span.open))
        {
            // 九点半跟我聊到十点十分.
            let text = self.cut.text.first().filter(|text| text.start == 0 && range.end <= text.end);
            let stayed = text.and_then(|text| clock.until(line, range.start, &line[range.start..text.end]));
            span = stayed.or_else(|| clock.behind_name(line, range, *said)).or(span);
        }
        let from = behind.end.max(first.end);
        if span.is_none() {
            span = self.cut.text.iter().find_map(|text| clock.find(line, text, from, &self.cut.quotes));
            if span.is_none() {
                span = self.cut.text.iter().find_map(|text| clock.length_alone(line, text, from));
            }
            span.take_if(|span| self.is_plain(&span.range));
        }
        if let Some(begun) = span.take_if(|span| span.open) {
            let told = || self.cut.text.iter().find_map(|text| clock.length(line, text, from, &self.cut.quotes));
            let said = before.or(after).or_else(told).filter(|(range, _)| !self.is_plain(range));
            span = Some(match said.filter(|(range, _)| *range != begun.range) {
                Some((range, length)) => {
                    self.taken.extend(Some(range).filter(|range| !range.is_empty()));
                    clock.lasting(begun, length)
                }
                None => begun,
            });
        }
        self.taken.extend(span.iter().map(|span| span.range.clone()).filter(|range| !range.is_empty()));
        span
    }

    /// The hour that stands at `from` on a day that was said before: 昨天 精工 下午三点.
    fn hour_of(&self, day: &Range<usize>, from: usize) -> Option<Span> {
        let text = self.cut.text.first().filter(|text| text.start == 0 && from <= text.end)?;
        let rest = &self.line[from..text.end];
        let start = from + rest.len() - rest.trim_start_matches(notes::separates).len();
        let rest = &self.line[start..text.end];
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(HOUR);
        let clock = Clock { now: self.context.now, past: self.past, minutes: self.context.minutes };
        let free = |end: usize| {
            let joins = |c: char| c.is_ascii_alphanumeric();
            !(rest[..end].ends_with(joins) && rest[end..].starts_with(joins))
        };
        ends.filter(|end| free(*end))
            .filter_map(|end| {
                let said = when::parse(&format!("{} {}", &self.line[day.clone()], &rest[..end]), &self.past)?;
                matches!(said.when, When::At(_) | When::Hours { .. })
                    .then(|| clock.at_head(self.line, &(start..start + end), said))?
            })
            .last()
    }

    /// What stands behind marks.
    fn marked(&mut self) -> (Heard, Vec<Promise>) {
        let (mut heard, mut promises) = (Heard::default(), Vec::new());
        for marked in self.cut.marked.clone() {
            let what = match marked.item {
                Item::Promise(by, words) => {
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
                    let promise = Promise { text: promised.text, due, by };
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

    /// The customer's people who are named, and who is new.
    fn people(&mut self) -> (BTreeSet<crate::base::id::Id>, Vec<NewPerson>) {
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
            for (range, person) in people::met(part, known) {
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

    /// What is known of the customer, if it is this one's.
    fn about(&self) -> Option<&'a About> {
        self.context.about.filter(|about| self.whose == Whose::Account(about.account))
    }

    /// The words that say that a visit on site came to nothing: the door was shut.
    fn shut(&self, how: &How) -> Option<String> {
        let quiet = how.kind == LogKind::Visit(VisitKind::OnSite) && how.outcome.is_none();
        let met = self.chips.iter().any(|chip| matches!(chip.what, Understood::Met { .. } | Understood::NewPerson(_)));
        let text = self.cut.text.first().filter(|text| text.start == 0 && quiet && !met)?;
        let part = &self.line[text.clone()];
        kind::shut(part).and_then(|range| part.get(range)).map(str::to_owned)
    }

    /// The next visit: as the words say, else by how often the customer is seen, where none is planned.
    fn next(
        &mut self,
        shift: Option<(Range<usize>, Slot)>,
        kind: LogKind,
        started: crate::base::clock::Moment,
        shut: bool,
    ) -> Option<Slot> {
        if self.whose == Whose::Unfiled {
            // Nobody can be visited next of whom it is not known who it was; the words stay.
            self.taken.retain(|range| shift.as_ref().is_none_or(|(shift, _)| shift != range));
            return None;
        }
        if let Some((range, slot)) = shift {
            self.chip(range, Understood::Next { slot, every: None });
            return Some(slot);
        }
        let about = self.about().filter(|about| about.planned.is_none() && !shut && !self.context.is_plain(NEXT))?;
        let (every, LogKind::Visit(_)) = (about.every?, kind) else { return None };
        let day = self.context.now.workday(started).checked_add_signed(TimeDelta::days(every))?;
        if day <= self.context.now.today() {
            return None;
        }
        let slot = Slot::day(day);
        self.chips.push(Chip { range: None, what: Understood::Next { slot, every: Some(every) } });
        Some(slot)
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
