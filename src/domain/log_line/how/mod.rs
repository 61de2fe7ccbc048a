//! How it was and when: the words around the customer's name and in the first clause that say a kind, an outcome, an hour.
//!
//! Always holds: the last one wins, a day and an hour go together; words that a person has made text again say nothing.

mod beside;
mod direction;
mod instead;
pub(super) mod kind;
mod lost;
mod onsite;
mod ordered;
pub(super) mod outcome;
mod part;
mod rung;
pub(super) mod shut;
mod somebody;
pub(super) mod spoken;
mod stretch;
mod there;
pub(super) mod time;
pub(super) mod to_come;

use std::ops::Range;

use self::direction::Stands;
use self::time::{Clock, Span};
use crate::base::text::is_han;
use crate::base::when::{self, When};
use crate::domain::deed::{LogKind, Whose};
use crate::domain::heard::Heard;
use crate::domain::log_line::before::{self, Before};
use crate::domain::log_line::chip::{Chip, Understood};
use crate::domain::log_line::marks::{Item, Marked};
use crate::domain::log_line::notes;
use crate::domain::log_line::people::is_one_of;
use crate::domain::log_line::reading::Reading;
use crate::domain::log_line::sold::doubt::Who;
use crate::schema::{Direction, TouchKind, TouchOutcome, VisitKind, VisitOutcome};

/// What says only that one went, behind when.
const WENT_THEN: [&str; 8] = ["去的", "到的", "来的", "過去的", "过去的", "來的", "进的", "拜访的"];

/// How it was and when.
pub(super) struct How {
    pub(super) kind: LogKind,
    /// The words say it, or the person has chosen it.
    pub(super) kind_said: bool,
    /// Who began a call or a message.
    pub(super) direction: Option<Direction>,
    /// A call or a message took the place of the planned visit, as the words say.
    pub(super) instead: bool,
    pub(super) span: Option<Span>,
    pub(super) outcome: Option<VisitOutcome>,
    pub(super) reached: Option<TouchOutcome>,
    /// The customer's name stands at the beginning, and is taken from the note.
    pub(super) named: bool,
}

/// Whether words say no more than how often: `tried them twice, no answer`.
fn is_only_how_often(words: &str) -> bool {
    let small = [
        "twice", "again", "three", "3", "2", "times", "x2", "x3", "both", "all", "day", "today", "but", "no", "answer",
    ];
    words.split(notes::separates).all(|word| word.is_empty() || small.contains(&word.to_ascii_lowercase().as_str()))
}

impl Reading<'_> {
    /// What stands before the name and right behind it: how it was, when; and what came of it. `offered`: the letters of a customer who is not
    /// certain.
    pub(super) fn how(&mut self, name: Option<Range<usize>>, inside: bool, offered: Option<Range<usize>>) -> How {
        let (line, context, past) = (self.line, self.context, self.past);
        let text = self.cut.text.first().filter(|text| text.start == 0).cloned().unwrap_or(0..0);
        let head = &line[..text.end];
        let named = name.filter(|name| name.end <= text.end);
        // What stands before the name is read by itself: Sunday Cafe begins like a time, 和平饭店 like a small word.
        let mut first = match &named {
            Some(name) => before::before(&line[..name.start], 0, &past, true),
            None => before::before(head, 0, &past, inside),
        };
        let from_there = first.small.iter().any(|small| line[small.clone()].contains(['从', '從', '离', '離']));
        let tail = ["出来", "出來", "回来", "回來"];
        let named = named.map(|name| {
            let word = tail.iter().find(|word| from_there && line[name.end..text.end].starts_with(**word));
            name.start..name.end + word.map_or(0, |word| word.len())
        });
        // `dropped the vac off at severnside on the way`: without the name the sentence says nothing.
        let amid = |name: &&Range<usize>| {
            let before = &line[first.end.min(name.start)..name.start];
            let clause = before.rfind(['，', ',', '。', '.', '；', ';', '\n']).map_or(0, |at| at + 1);
            let clause = &before[before.ceil_char_boundary(clause)..];
            let next = line[name.end..].trim_start_matches(' ').chars().next();
            clause.contains(char::is_alphanumeric) && next.is_some_and(|c| !notes::separates(c))
        };
        // 打电话给初光的王经理: whose somebody or something is, is part of the sentence.
        let of_it = named.as_ref().is_some_and(|name| {
            line[name.end..text.end].strip_prefix('的').is_some_and(|rest| rest.starts_with(is_han))
        });
        self.taken.extend(named.iter().filter(|name| !amid(name) && !of_it).cloned());
        if named.is_some() && !of_it {
            self.taken.extend(first.small.iter().cloned());
        }
        let behind_from = named.as_ref().map_or(first.end, |name| name.end.max(first.end));
        let mut behind = match named {
            Some(_) => before::before(head, behind_from, &past, false),
            None => Before { end: first.end, ..Before::default() },
        };
        for before in [&mut first, &mut behind] {
            before.kind.take_if(|(range, _)| context.is_plain(&line[range.clone()]));
            before.time.take_if(|(range, _)| context.is_plain(&line[range.clone()]));
        }

        // Only where the line begins, or right behind the name: "will call him" further on is no call. The last one wins.
        let unnamed = offered.filter(|_| named.is_none()).filter(|range| range.end <= text.end);
        let of_somebody = (named.is_none() && behind.kind.is_none() && first.kind.is_none())
            .then(|| somebody::behind(head, first.end, unnamed, &past))
            .flatten()
            .filter(|(range, _)| !self.is_plain(range));
        // The words stay: whoever it was is not known for sure.
        let told_of = of_somebody.is_some();
        let mut stands = match (&behind.kind, &first.kind, told_of) {
            (Some(_), ..) => Stands::BehindName,
            (_, Some(_), _) => Stands::First,
            (.., true) => Stands::BehindSomebody,
            _ => Stands::Told,
        };
        let said_kind = behind.kind.clone().or_else(|| first.kind.clone()).or(of_somebody);
        let mut kind = match (context.kind, &said_kind) {
            (Some(LogKind::Visit(_)), Some((_, said @ LogKind::Visit(_)))) => *said,
            (Some(kind), _) => kind,
            (None, Some((_, said))) => *said,
            // As it was planned: whoever planned a video call did not go there.
            (None, None) => LogKind::Visit(self.planned_kind().unwrap_or(VisitKind::OnSite)),
        };
        let mut kind_said = context.kind.is_some() || said_kind.is_some();
        let mut kind_range = said_kind.as_ref().map(|(range, _)| range.clone());
        // 给临平阿华吴姐打了个电话: the 给 is hers, not the customer's.
        let to_whom = first.small.last().filter(|small| ["给", "給"].contains(&&line[(*small).clone()])).cloned();
        let told = kind::told(&line[behind.end.max(first.end).min(text.end)..text.end], to_whom.is_some());
        // 楼利华来电话，说同舟钣金欠的货下周付: before the name, too.
        let before = named.as_ref().map(|name| first.end.min(name.start)..name.start);
        let before = before.filter(|before| told.is_none() && line[before.clone()].contains(['，', ',']));
        let told = match before.and_then(|before| Some((before.start, kind::told(&line[before], false)?))) {
            Some((from, (at, kind))) => Some((from + at.start..from + at.end, kind)),
            None => {
                let from = behind.end.max(first.end).min(text.end);
                told.map(|(at, kind)| (from + at.start..from + at.end, kind))
            }
        };
        // `spoke to leo at summit gym on phone`: around the name.
        let around = || kind::by_phone(head);
        let told = told.or_else(around);
        let mut telling = told_of;
        if let (None, None, Some((range, what))) = (context.kind, &said_kind, told)
            && !self.is_plain(&range)
        {
            (kind, kind_range, telling, kind_said) = (what, Some(range), true, true);
            self.taken.retain(|taken| to_whom.as_ref() != Some(taken));
        }
        // `15 mins on phone with priya`.
        let name_end = named.as_ref().map_or(0, |name| name.end.min(text.end));
        if context.kind.is_none()
            && !kind_said
            && let Some(at) = kind::on_phone(&line[name_end..text.end])
        {
            let range = name_end + at.start..name_end + at.end;
            if !self.is_plain(&range) {
                (kind, kind_range, telling, kind_said) = (kind::CALL, Some(range), true, true);
            }
        }
        let rest_from = behind.end.max(first.end).min(text.end);
        // `Portway, Kelly rang`: she is no customer, and it was a call.
        if context.kind.is_none() && !kind_said && (named.is_some() || inside) {
            let from = if inside { first.end.min(text.end) } else { rest_from };
            let people = self.own_people();
            let own = |word: &str| is_one_of(people, word);
            let somebody = somebody::behind_name(head, from, &own);
            let by_somebody = somebody.is_some();
            let further = somebody.or_else(|| {
                let found = kind::told_further(&line[from..text.end]);
                found.map(|(range, kind)| (from + range.start..from + range.end, kind))
            });
            if let Some((range, what)) = further.filter(|(range, _)| !self.is_plain(range)) {
                (kind, kind_range, telling, kind_said) = (what, Some(range), true, true);
                stands = if by_somebody { Stands::BehindSomebody } else { stands };
            }
        }
        // `rang ahead then saw priya`, 电话没人接，直接过去: what took place there wins over a call told of before, whose day is not the visit's.
        let there = context.kind.is_none()
            && matches!(kind, LogKind::Touch(_))
            && self.was_there(kind_range.as_ref(), text.end);
        if there {
            (kind, kind_range, telling) = (LogKind::Visit(VisitKind::OnSite), None, true);
            (first.time, behind.time) = (first.time.filter(|_| named.is_none()), None);
        }
        let acted = said_kind.is_some() && !there;
        let span = self.when(&first, &behind, named.is_some() || inside, acted);
        let touch = matches!(kind, LogKind::Touch(_));
        let span = span.or_else(|| self.right_before(kind_range.as_ref().filter(|_| touch)?));

        let rest_from = behind.end.max(first.end).min(text.end);
        // 周五下单3台: a day that is not the visit's is part of what is said.
        let said_from =
            if span.is_some() { rest_from } else { named.as_ref().map_or(0, |name| name.end.min(rest_from)) };
        let rivals = self.rivals(&Heard::default());
        let people = self.own_people();
        let who = Who { rivals: &rivals, people };
        let came = outcome::came(&line[said_from..text.end], rest_from - said_from, &who);
        let came_at = |range: &Range<usize>| said_from + range.start..said_from + range.end;
        if let Some((_, range)) = &came.reached
            && said_kind.is_none()
            && context.kind.is_none()
            && !self.is_plain(&came_at(range))
            && is_only_how_often(&line[rest_from..came_at(range).start])
            && !there
            && onsite::unanswered(&line[came_at(range).end..text.end])
            && !shut::is_shut(&line[rest_from..text.end])
        {
            // "no answer" as the first thing said of a customer is a call that nobody took.
            kind = LogKind::Touch(TouchKind::Call);
            kind_range = None;
        }
        let mut came_elsewhere = outcome::Came::default();
        // Also behind products and competitors: `+sanitiser spray 6, ordered`.
        for later in self.cut.text.iter().filter(|later| later.start >= text.end && text.end > 0) {
            if self.is_of_a_rival(later) {
                continue;
            }
            let own = outcome::came(&line[later.clone()], 0, &who);
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
                } else if let Some((VisitOutcome::Order, range)) =
                    came_outcome.filter(|(_, range)| !self.is_plain(range))
                {
                    // 微信下单 is an order as well.
                    reached = Some(TouchOutcome::Order);
                    self.chip(range, Understood::Reached(TouchOutcome::Order));
                }
            }
        }
        // A kind word that stands by itself is said by the chip; 打电话催样机 stays as it was written.
        if let Some(range) = &kind_range {
            // 視訊會議40分鐘，: what follows is taken too.
            let behind = self.taken.iter().find(|taken| taken.start == range.end).map_or(range.end, |taken| taken.end);
            let after = line[behind..].chars().next();
            if !inside
                && !telling
                && !of_it
                && (after.is_none_or(notes::separates) || first.kind.is_some() && named.is_some())
            {
                self.taken.push(range.clone());
            }
        }
        let direction = match kind {
            LogKind::Touch(touch) => direction::direction(head, kind_range.as_ref(), stands, touch, reached)
                // Whoever opened the line with a call rang.
                .or_else(|| context.kind.map(|_| Direction::Out)),
            LogKind::Visit(_) => None,
        };
        self.chips.push(Chip { range: kind_range, what: Understood::Kind(kind, direction) });
        let instead = matches!(kind, LogKind::Touch(_)) && instead::is_instead(line);
        How { kind, kind_said, direction, instead, span, outcome, reached, named: named.is_some() }
    }

    /// Whether something tells of being there beside the word for a call or a message.
    fn was_there(&self, at: Option<&Range<usize>>, end: usize) -> bool {
        let people = self.own_people();
        let own = |word: &str| is_one_of(people, word);
        at.filter(|at| at.end <= end).is_some_and(|at| onsite::wins(&self.line[..end], at, &own))
    }

    /// Whether these words go on behind a competitor at whom, or with whom, something was done: 在 ……海川 订了20箱.
    fn is_of_a_rival(&self, words: &Range<usize>) -> bool {
        let rival = |marked: &Marked| matches!(marked.item, Item::Competitor(_)) && marked.whole.end == words.start;
        self.cut.marked.iter().rfind(|marked| rival(marked)).is_some_and(|marked| {
            let before = self.line[..marked.whole.start].trim_end();
            before.ends_with(['在', '跟', '从', '從', '向', '找', '问', '問'])
                || before.ends_with(" from")
                || before.ends_with(" with")
        })
    }

    /// How the visit of this line was planned, where that is known.
    fn planned_kind(&self) -> Option<VisitKind> {
        let opened = self.context.opened.filter(|(id, _)| self.whose == Whose::Account(*id));
        opened.and(self.context.planned).or_else(|| self.about().and_then(|about| about.kind))
    }

    /// When it was: before the name, right behind it (the last one wins, a day and an hour go together), in the first clause, at the end. `named`: a
    /// name stands behind what comes first. `acted`: a word says what one did.
    fn when(&mut self, first: &Before, behind: &Before, named: bool, acted: bool) -> Option<Span> {
        let (line, context) = (self.line, self.context);
        // The day of what is to come is none of what was.
        if self.to_come.is_some() {
            return None;
        }
        let clock = Clock { now: context.now, past: self.past, minutes: context.minutes };
        let mut span: Option<Span> = None;
        if let Some((range, said)) = &first.time {
            // 八点半进去九点十分出来, where the line is opened on its customer.
            let text = self.cut.text.first().filter(|text| text.start == 0 && range.end <= text.end);
            let both = text.and_then(|text| clock.until(line, range.start, &line[range.start..text.end]));
            let own = || match named {
                true => clock.at_head(line, range, *said).filter(|_| !time::is_deadline(&line[range.clone()])),
                false => clock.behind_name(line, range, *said),
            };
            span = both.or_else(own);
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
        span.take_if(|span| self.is_plain(&span.range));
        if span.is_none() && (named || self.about().is_some()) {
            span = self.beside_people(&clock, from).or_else(|| self.part_of_day(&clock, from));
            span.take_if(|span| self.is_plain(&span.range));
        }
        if span.is_none() {
            span = self.cut.text.iter().find_map(|text| clock.find(line, text, from, &self.cut.quotes, acted));
            if span.is_none() {
                span = self.cut.text.iter().find_map(|text| clock.length_alone(line, text, from));
            }
            span = span.or_else(|| self.cut.text.iter().find_map(|text| clock.of_call(line, text)));
            span.take_if(|span| self.is_plain(&span.range));
        }
        if let Some(begun) = span.take_if(|span| span.open) {
            let told = || {
                let found = self.cut.text.iter().find_map(|text| clock.length(line, text, from, &self.cut.quotes));
                found.map(|(span, length)| (span.range, length, span.stays))
            };
            let apart = before.or(after).map(|(range, length)| (range, length, false));
            let said = apart.or_else(told).filter(|(range, ..)| !self.is_plain(range));
            span = Some(match said.filter(|(range, ..)| *range != begun.range) {
                Some((range, length, stays)) => {
                    self.taken.extend(Some(range).filter(|_| !stays));
                    clock.lasting(begun, length)
                }
                None => begun,
            });
        }
        // 早上八点半去的，: with the hour goes that one went.
        if let Some(span) = span.as_mut().filter(|span| !span.stays)
            && let Some(word) = WENT_THEN.iter().find(|word| line[span.range.end..].starts_with(**word))
            && line[span.range.end + word.len()..].chars().next().is_none_or(notes::separates)
        {
            span.range.end += word.len();
        }
        self.taken.extend(span.iter().filter(|span| !span.stays).map(|span| span.range.clone()));
        span
    }
}
