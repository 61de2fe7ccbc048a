//! Closing the day: one pass over what is still open, then the report, then the sync and its last line.
//!
//! Always holds: it is a screen, never a dialog: every row takes the acts it takes elsewhere, Esc leaves it at any point, and it is taken up where it was
//! left; the last line waits for nothing; what the person wrote into the report is kept with each key.

mod draw;
mod page;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use ratatui::layout::Rect;

use self::page::{Page, ReportPage};
use super::super::canvas::Canvas;
use super::super::cx::{Cx, Tone};
use super::super::grouped::{Grouped, Line};
use super::super::key::Key;
use super::super::keymap::Reading;
use super::super::message::{Effect, Ticket, Trouble};
use super::super::open::{self, LogStart};
use super::super::overlays::day::steps::Steps;
use super::super::overlays::line::{Line as Question, Wanted};
use super::super::overlays::who::{For, Who};
use super::super::screen::{Handled, Motion, Place, Screen, Sight, body};
use super::super::subject::{Row, Subject};
use super::customer::CustomerScreen;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, Close, KeptClose, VisitRow};
use crate::domain::day::close::{Item, Part, took};
use crate::domain::deed::{Deed, LogEntry, LogKind, LogRef, Whose};
use crate::schema::{VisitKind, VisitState};

/// The screen.
#[derive(Clone, Debug)]
pub struct DayClose {
    day: NaiveDate,
    close: Option<Box<Close>>,
    /// What the person said of it; the book has it too.
    kept: KeptClose,
    page: Page,
    report: ReportPage,
    grouped: Grouped,
    ticket: Option<Ticket>,
    week_asked: Option<Ticket>,
    acted: bool,
}

/// Rows above and below the list: the title and a line each.
const FRAME: u16 = 4;

impl DayClose {
    /// Of this day.
    pub fn new(day: NaiveDate) -> DayClose {
        DayClose {
            day,
            close: None,
            kept: KeptClose::default(),
            page: Page::Pass,
            report: ReportPage::default(),
            grouped: Grouped::default(),
            ticket: None,
            week_asked: None,
            acted: false,
        }
    }

    fn items(&self) -> Vec<(Part, Item<'_>)> {
        self.close.as_deref().map(Close::all).unwrap_or_default()
    }

    /// How much is neither answered nor left as it is.
    fn open(&self) -> usize {
        self.close.as_deref().map_or(0, |close| close.open(&self.kept))
    }

    /// What the cursor is on; `None`: the way to the report.
    fn current(&self) -> Option<(Part, Item<'_>)> {
        self.items().into_iter().nth(self.grouped.row()?)
    }

    /// The rows: one that was answered in its part may be asked about again in another, and is another row there.
    fn rows(&self) -> Vec<(Part, Id)> {
        self.items().iter().map(|(part, item)| (*part, item.id())).collect()
    }

    fn arrived(&mut self, close: Box<Close>, cx: &mut Cx) {
        let first = self.close.is_none();
        let before = self.rows();
        let here = self.grouped.row().unwrap_or(0);
        if first {
            self.kept = close.kept.clone();
        }
        self.close = Some(close);
        let mut sizes: Vec<usize> = Part::ALL.iter().map(|part| self.part(*part).len()).collect();
        // The way to the report comes last.
        sizes.push(1);
        let after = self.rows();
        self.grouped = Grouped::of(&sizes, false, self.grouped.list);
        let stays = before.get(here).and_then(|row| after.iter().position(|other| other == row)).filter(|_| !first);
        let acted = std::mem::take(&mut self.acted);
        // What was filed may have answered a row above it too: the next is the one that stood behind it.
        let follows = || {
            let there = |row: &(Part, Id)| after.iter().position(|other| other == row).filter(|at| self.asks(*at));
            before.iter().skip(here).find_map(there)
        };
        match stays {
            Some(at) if !acted || self.asks(at) => {
                self.grouped.put_on(at);
            }
            _ if first => self.go_on(0),
            _ => {
                let next = follows().unwrap_or(here);
                self.go_on(next);
            }
        }
        if first {
            self.report.begin(cx, self.day, &self.kept);
            if self.open() == 0 || self.report.editing() {
                self.page = Page::Report;
            }
        }
        self.report.made(cx, self.close.as_deref(), &self.kept);
    }

    fn part(&self, part: Part) -> Vec<Item<'_>> {
        self.close.as_deref().map(|close| close.items(part)).unwrap_or_default()
    }

    /// Whether this row is still asked about.
    fn asks(&self, at: usize) -> bool {
        self.items().get(at).is_some_and(|(_, item)| !self.kept.left.contains(&item.id()))
    }

    /// To the next row that is still asked about, from this one on; where there is none, to the way to the report.
    fn go_on(&mut self, from: usize) {
        let rows = self.items().len();
        let next = (from..rows).chain(0..from.min(rows)).find(|at| self.asks(*at));
        self.grouped.put_on(next.unwrap_or(rows));
    }

    fn keep(&self, cx: &mut Cx) {
        let draft = self.report.drafted(cx);
        cx.effect(Effect::KeepClose { day: self.day, kept: self.kept.clone(), draft });
    }

    /// Leaves these as they are, or asks about them again where all were left.
    fn leave(&mut self, ids: BTreeSet<Id>, cx: &mut Cx) {
        if ids.is_empty() {
            return;
        }
        let here = self.grouped.row().unwrap_or(0);
        if ids.is_subset(&self.kept.left) {
            self.kept.left.retain(|id| !ids.contains(id));
        } else {
            self.kept.left.extend(ids);
            self.go_on(here);
        }
        self.keep(cx);
    }

    /// A planned visit that took place, with nothing to say of it; when it was agreed, and marked as late where it is.
    fn took_place(&self, visit: &VisitRow, cx: &mut Cx) {
        let Some(account) = visit.account else { return };
        let minutes = i64::from(cx.settings.visit_minutes);
        let said = took(visit, minutes, &cx.now);
        let (started, ended) = said.unwrap_or((cx.now.at.plus_minutes(-minutes), cx.now.at));
        cx.perform(Deed::Log(LogEntry {
            words: String::new(),
            whose: Whose::Account(account),
            kind: LogKind::Visit(visit.kind.unwrap_or(VisitKind::OnSite)),
            kind_said: false,
            direction: None,
            started,
            ended,
            time_said: said.is_some(),
            notes: String::new(),
            contacts: BTreeSet::new(),
            missed: None,
            outcome: None,
            reached: None,
            promises: Vec::new(),
            heard: Default::default(),
            people: Vec::new(),
            next: None,
            closes: Some(visit.id),
        }));
    }

    fn log(&self, visit: &VisitRow, cx: &mut Cx) {
        let account = visit.account.map(|id| (id, visit.name.clone()));
        let took = took(visit, i64::from(cx.settings.visit_minutes), &cx.now);
        open::log(
            cx,
            LogStart { account, meant: true, closes: Some(visit.id), planned: visit.kind, took, ..LogStart::default() },
        );
    }

    /// Closes the day, and has it sent; nothing waits for that.
    fn close_day(&mut self, cx: &mut Cx) {
        if self.kept.closed.is_some() {
            return cx.close();
        }
        self.kept.closed = Some(cx.now.at);
        self.keep(cx);
        if cx.sync.enrolled {
            cx.effect(Effect::SyncNow);
        }
    }
}

impl Screen for DayClose {
    fn drafts(&self) -> Option<String> {
        self.report.draft()
    }

    fn place(&self) -> Place {
        if self.report.editing() { Place::Writing } else { Place::Rows }
    }

    fn typing(&self) -> bool {
        self.report.editing()
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::Close(self.day)));
        if self.page != Page::Report || !self.report.is_week() {
            return;
        }
        let back = Days::new(u64::from(self.day.weekday().num_days_from_monday()));
        let monday = self.day.checked_sub_days(back).unwrap_or(self.day);
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(self.day);
        self.week_asked = Some(cx.ask(Ask::Report(monday, sunday)));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Close(close) if self.ticket == Some(ticket) => {
                cx.sync_in_the_book(close.sync.clone());
                self.arrived(close, cx);
                None
            }
            Answer::Report(week) if self.week_asked == Some(ticket) => {
                self.report.week(cx, &week);
                None
            }
            other => Some(other),
        }
    }

    fn done(&mut self, _ticket: Ticket, outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {
        self.acted |= outcome.as_ref().is_ok_and(|done| !done.label.goes_on());
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if self.report.editing() {
            return self.report.key(key, cx);
        }
        if self.close.is_none() {
            return Handled::No;
        }
        let Reading::Command(id) = cx.keymap.read(&[key.narrow()]) else { return Handled::No };
        let current = self.current();
        match (self.page, id, current) {
            (Page::Report, "edit", _) => self.report.edit(cx),
            (Page::Pass, "mark", Some((_, item))) => {
                let id = item.id();
                self.leave([id].into(), cx);
            }
            (Page::Pass, "mark-all", Some((part, _))) => {
                let ids = self.part(part).iter().map(Item::id).collect();
                self.leave(ids, cx);
            }
            (Page::Pass, "done", Some((Part::NotLogged, Item::Visit(visit)))) if visit.state == VisitState::Planned => {
                self.took_place(visit, cx);
            }
            (Page::Pass, "log", Some((Part::NotLogged, Item::Visit(visit)))) => self.log(visit, cx),
            // Typed ahead for a question that did not come, it chooses nothing here; Esc and `g` leave.
            (Page::Pass, _, _) if key.typed().is_some_and(|typed| typed.is_ascii_digit()) => {
                cx.notice_word("close-esc-leaves", Tone::Calm);
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.report.paste(text, cx);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        match (self.page, motion) {
            (_, _) if self.report.editing() || self.close.is_none() => {}
            (Page::Pass, Motion::Right | Motion::NextPane) => self.page = Page::Report,
            (Page::Report, Motion::Left | Motion::PreviousPane) if self.report.is_first() => self.page = Page::Pass,
            (Page::Pass, motion) => {
                self.grouped.moved(motion, usize::from(body(cx).height.saturating_sub(FRAME)));
            }
            (Page::Report, motion) => {
                let was = self.report.is_week();
                self.report.moved(motion, self.close.as_deref(), cx);
                if !was && self.report.is_week() {
                    cx.anew();
                }
            }
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.grouped.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        // A day that could not be read is not closed, and what was kept of it is not known.
        if self.close.is_none() {
            return;
        }
        if self.page == Page::Report {
            return self.close_day(cx);
        }
        match self.current() {
            Some((Part::NotLogged, Item::Visit(visit))) => self.log(visit, cx),
            Some((_, Item::Visit(visit))) => {
                let subject = super::visit_subject(cx, visit);
                cx.open(Question::new(Wanted::NextStep(LogRef::Visit(visit.id)), subject));
            }
            Some((_, Item::Steps(visit, _))) => cx.open(Steps::new(visit.id)),
            Some((_, Item::Unfiled(log))) => cx.open(Who::guessed(For::File(log.log), log.guesses.clone())),
            Some((Part::Undated, Item::Promise(_))) => cx.run("move"),
            Some((_, Item::Promise(promise))) => match promise.account {
                Some(account) => cx.open(CustomerScreen::new(account)),
                None => cx.run("edit"),
            },
            None => self.page = Page::Report,
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.report.editing() {
            self.kept.report = self.report.end(cx, self.close.as_deref());
            self.keep(cx);
            let word = if self.kept.report.is_some() { "close-report-kept" } else { "close-report-usual" };
            cx.notice_word(word, Tone::Done);
            return Handled::Yes;
        }
        if self.page == Page::Report && self.open() > 0 && self.kept.closed.is_none() {
            self.page = Page::Pass;
            return Handled::Yes;
        }
        Handled::No
    }

    fn copies(&self) -> bool {
        self.page == Page::Report
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match (id, self.page) {
            ("save", _) if self.report.editing() => self.back(cx),
            ("copy", Page::Report) => {
                cx.effect(Effect::Copy(self.report.shown(self.close.as_deref())));
                Handled::Yes
            }
            _ => Handled::No,
        }
    }

    fn subject(&self, cx: &Cx) -> Subject {
        if self.page == Page::Report {
            return Subject::default();
        }
        match self.current() {
            Some((_, Item::Visit(visit) | Item::Steps(visit, _))) => super::visit_subject(cx, visit),
            Some((_, Item::Promise(promise))) => super::promise_subject(cx, promise),
            Some((_, Item::Unfiled(log))) => {
                Subject { row: Row::Unfiled(log.log), text: log.words.clone(), ..Subject::default() }
            }
            None => Subject::default(),
        }
    }

    fn sight(&self) -> Sight {
        // A report names everyone.
        if self.page == Page::Report { Sight::Of(None) } else { Sight::Rows }
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        match self.rows().iter().position(|(_, id)| *id == record) {
            Some(at) => {
                self.page = Page::Pass;
                self.grouped.put_on(at);
                Handled::Yes
            }
            None => Handled::No,
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.grouped.settle(usize::from(body(cx).height.saturating_sub(FRAME)));
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(close) = self.close.as_deref() else { return };
        self.draw_head(cx, close, area, canvas);
        let inner = Rect {
            x: area.x + 1,
            y: area.y + 2,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(FRAME),
        };
        match self.page {
            Page::Pass => {
                self.grouped.draw(inner, canvas, |line, place, canvas| match line {
                    Line::Head(group) => self.draw_part(cx, group, place, canvas),
                    Line::Row(row) => self.draw_item(cx, row, place, canvas),
                    Line::Gap => {}
                });
            }
            Page::Report => self.report.draw(cx, close, inner, canvas),
        }
        self.draw_foot(cx, close, area, canvas);
    }
}
