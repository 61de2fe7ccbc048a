//! Sync: what needs a person, what waits to be sent, what arrived, and the last receipts.
//!
//! Always holds: being without a connection is a calm state; what needs a person comes first and says what to do.

mod rows;

pub use rows::bytes;

use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::base::width::{cells, wrap};
use crate::domain::ask::{Answer, ArrivedRow, Ask, ConflictRow, ParkedRow, SyncState, SyncView};
use crate::schema::{ConflictState, entity};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::cx::Cx;
use crate::tui::form::Form;
use crate::tui::list::List;
use crate::tui::marks::Marks;
use crate::tui::message::{Ticket, Way};
use crate::tui::overlays::bundle::Bundle;
use crate::tui::overlays::decide::{Decide, Several};
use crate::tui::overlays::parked::Parked;
use crate::tui::overlays::receipt::ReceiptPage;
use crate::tui::screen::{Handled, Motion, Place, Screen};
use crate::tui::screens::customer::CustomerScreen;
use crate::tui::subject::{Row, Subject};
use crate::tui::theme::Role;
use crate::tui::view::sync_line;

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct SyncScreen {
    view: Option<Box<SyncView>>,
    asked: Option<Ticket>,
    list: List,
    lines: Vec<Line>,
    /// Conflicts and parked acts, for one key for all of them.
    marked: Marks,
}

/// A line of the screen: a heading, or the row of a part of the view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    Head(&'static str, usize),
    Conflict(usize),
    Parked(usize),
    Complete(usize),
    Waiting(usize),
    Arrived(usize),
    Lost(usize),
    Aside,
    Receipt(usize),
    Incident(usize),
    /// A sync by a file: out to it, or in from it.
    ByFile(Way),
    /// There is nothing to tell.
    Nothing,
    Gap,
}

impl Line {
    fn is_row(self) -> bool {
        !matches!(self, Line::Head(..) | Line::Nothing | Line::Gap)
    }
}

fn lines(view: &SyncView) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut part = |key, count: usize, row: fn(usize) -> Line| {
        if count > 0 {
            if !lines.is_empty() {
                lines.push(Line::Gap);
            }
            lines.push(Line::Head(key, count));
            lines.extend((0..count).map(row));
        }
    };
    part("sync-conflicts", view.conflicts.len(), Line::Conflict);
    part("sync-parked", view.parked.len(), Line::Parked);
    part("sync-to-complete", view.to_complete.len(), Line::Complete);
    part("sync-waiting-head", view.waiting.len(), Line::Waiting);
    part("sync-receipts", view.receipts.len(), Line::Receipt);
    part("sync-incidents", view.incidents.len(), Line::Incident);
    part("sync-arrived", view.arrived.len(), Line::Arrived);
    part("sync-lost-elsewhere", view.lost.len(), Line::Lost);
    part("sync-aside", usize::from(view.aside.is_some()), |_| Line::Aside);
    if lines.is_empty() {
        lines.push(Line::Nothing);
    }
    if view.line.enrolled {
        lines.extend([Line::Gap, Line::Head("sync-by-file", 0), Line::ByFile(Way::Out), Line::ByFile(Way::In)]);
    }
    lines
}

/// What a person can decide.
fn undecided(view: &SyncView) -> impl Iterator<Item = Id> {
    open(view).map(|row| row.id).chain(view.parked.iter().map(|row| row.act))
}

fn open(view: &SyncView) -> impl Iterator<Item = &ConflictRow> {
    view.conflicts.iter().filter(|row| row.state == ConflictState::Open)
}

impl SyncScreen {
    /// What is under the cursor, where a person can decide it.
    fn undecided(&self) -> Option<Id> {
        let view = self.view.as_deref()?;
        match self.line()? {
            Line::Conflict(at) => {
                view.conflicts.get(at).filter(|row| row.state == ConflictState::Open).map(|row| row.id)
            }
            Line::Parked(at) => view.parked.get(at).map(|row| row.act),
            _ => None,
        }
    }

    /// With whom the book is kept the same, in lines of its own where it does not fit beside the state.
    fn below(&self, cx: &Cx) -> Vec<String> {
        let width = usize::from(cx.size.0.saturating_sub(2));
        let Some(view) = &self.view else { return Vec::new() };
        let about = about(cx, view);
        let said: usize = sync_line(cx).iter().map(|(text, _)| cells(text) + 3).sum();
        if said + cells(&about) <= width {
            return Vec::new();
        }
        // What to do stands at its end: it must not be cut.
        wrap(&about, width).into_iter().map(str::to_owned).collect()
    }

    /// The columns of the rows in sight.
    fn columns(&self, cx: &Cx, view: &SyncView) -> rows::Columns {
        let most = |of: &mut u16, text: &str| *of = (*of).max(cells(text) as u16);
        let mut columns = rows::Columns::default();
        let sight = self.list.sight(self.lines.len(), self.height(cx));
        for line in self.lines.get(sight).into_iter().flatten() {
            let at = match *line {
                Line::Conflict(at) => {
                    if let Some(row) = view.conflicts.get(at) {
                        most(&mut columns.names, cx.words.called(row.entity, &row.name));
                        most(&mut columns.fields, rows::field_of(cx, row));
                    }
                    None
                }
                Line::Receipt(at) => view.receipts.get(at).map(|row| {
                    most(&mut columns.figures, &rows::figures(cx, row));
                    row.at
                }),
                Line::Waiting(at) => view.waiting.get(at).map(|row| row.at),
                Line::Incident(at) => view.incidents.get(at).map(|row| row.at),
                Line::Arrived(at) => view.arrived.get(at).map(|row| row.at),
                Line::Lost(at) => view.lost.get(at).map(|row| row.at),
                _ => None,
            };
            if let Some(at) = at {
                most(&mut columns.times, &cx.words.moment(at, &cx.now));
            }
        }
        columns
    }

    fn height(&self, cx: &Cx) -> usize {
        usize::from(cx.body_height()).saturating_sub(2 + self.below(cx).len())
    }

    fn line(&self) -> Option<Line> {
        self.lines.get(self.list.cursor).copied()
    }

    /// Onto a row: headings and gaps have nothing to open.
    fn onto_row(&mut self, down: bool) {
        let at = self.list.cursor;
        let row = |at: &usize| self.lines.get(*at).is_some_and(|line| line.is_row());
        let below = (at..self.lines.len()).find(row);
        let above = (0..=at.min(self.lines.len().saturating_sub(1))).rev().find(row);
        let to = if down { below.or(above) } else { above.or(below) };
        self.list.cursor = to.unwrap_or(0);
    }
}

impl Screen for SyncScreen {
    fn place(&self) -> Place {
        Place::Sync
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Ask::Sync));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Sync(view) if self.asked == Some(ticket) => {
                self.lines = lines(&view);
                self.marked.keep(undecided(&view));
                cx.sync.needs_you = view.line.needs_you;
                self.view = Some(view);
                self.onto_row(true);
                None
            }
            other => Some(other),
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let before = self.list.cursor;
        let height = self.height(cx);
        self.list.moved(motion, self.lines.len(), height);
        self.onto_row(self.list.cursor >= before);
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.settle(self.lines.len(), height);
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        let Some(view) = &self.view else { return };
        match self.line() {
            Some(Line::Conflict(at)) => {
                let marked: Vec<ConflictRow> = open(view).filter(|row| self.marked.has(row.id)).cloned().collect();
                if marked.is_empty() {
                    cx.open(Decide::new(view.conflicts.clone(), at, &view.user));
                } else {
                    cx.open(Several::new(marked, &view.user));
                }
            }
            Some(Line::Parked(at)) => {
                let marked = |row: &&ParkedRow| self.marked.has(row.act);
                let rows: Vec<ParkedRow> = view.parked.iter().filter(marked).cloned().collect();
                let rows = if rows.is_empty() { view.parked.get(at).cloned().into_iter().collect() } else { rows };
                cx.open(Parked::new(rows));
            }
            Some(Line::Complete(at)) => {
                if let Some(row) = view.to_complete.get(at)
                    && let Some(entity) = entity(row.entity)
                {
                    let lacks = row.fields.first().copied().unwrap_or_default();
                    let form = Form::complete(entity, row.record, lacks, cx);
                    cx.open(form);
                }
            }
            Some(Line::Arrived(at)) => {
                if let Some(account) = view.arrived.get(at).and_then(|row| row.account) {
                    cx.open(CustomerScreen::new(account));
                }
            }
            Some(Line::Receipt(at)) => {
                if let Some(receipt) = view.receipts.get(at) {
                    cx.open(ReceiptPage::new(receipt.clone()));
                }
            }
            Some(Line::ByFile(way)) => cx.open(Bundle::new(way, cx)),
            _ => {}
        }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match (id, &self.view) {
            ("open", Some(_)) => self.enter(cx),
            ("mark", Some(_)) => {
                if let Some(id) = self.undecided() {
                    self.marked.turn(id);
                }
                self.moved(Motion::Down, cx);
            }
            ("mark-all", Some(view)) => {
                let parked = matches!(self.line(), Some(Line::Parked(_)));
                let acts = view.parked.iter().map(|row| row.act).filter(|_| parked);
                let conflicts = open(view).map(|row| row.id).filter(|_| !parked);
                let all: Vec<Id> = acts.chain(conflicts).collect();
                self.marked.turn_all(all);
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn opens(&self, _cx: &Cx) -> bool {
        let Some(view) = &self.view else { return false };
        match self.line() {
            Some(Line::Conflict(_) | Line::Parked(_) | Line::Complete(_) | Line::Receipt(_) | Line::ByFile(_)) => true,
            Some(Line::Arrived(at)) => view.arrived.get(at).is_some_and(|row| row.account.is_some()),
            _ => false,
        }
    }

    fn steps_back(&self) -> bool {
        !self.marked.is_empty()
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.marked.clear() { Handled::Yes } else { Handled::No }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        if self.undecided().is_some() {
            return Subject { row: Row::Undecided, ..Subject::default() };
        }
        let row = match (self.line(), &self.view) {
            (Some(Line::Arrived(at)), Some(view)) => view.arrived.get(at),
            _ => None,
        };
        match row {
            Some(ArrivedRow { account: Some(account), name, .. }) => {
                Subject { text: name.clone(), ..Subject::account(*account, name.clone()) }
            }
            _ => Subject::default(),
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let used = canvas.said(x, area.y, width, &sync_line(cx));
        let Some(view) = &self.view else { return };
        let below = self.below(cx);
        if below.is_empty() {
            canvas.put(x + used + 3, area.y, width.saturating_sub(used + 3), &about(cx, view), Role::Dim);
        }
        for (row, line) in below.iter().enumerate() {
            canvas.put(x, area.y + 1 + row as u16, width, line, Role::Dim);
        }
        let top = area.y + 2 + below.len() as u16;
        let columns = self.columns(cx, view);
        for at in self.list.sight(self.lines.len(), self.height(cx)) {
            let Some(line) = self.lines.get(at) else { continue };
            let y = top + (at - self.list.top) as u16;
            let row = Rect { x, y, width, height: 1 };
            match *line {
                Line::Gap => {}
                Line::Nothing => {
                    canvas.put(x, y, width, cx.word("sync-nothing"), Role::Dim);
                }
                Line::ByFile(way) => {
                    let about = if way == Way::Out { "about-bundle-out" } else { "about-bundle-in" };
                    canvas.put(x + 2, y, width.saturating_sub(2), cx.word(about), Role::Text);
                }
                Line::Head(key, 0) => {
                    canvas.put(x, y, width, cx.word(key), Role::Heading);
                }
                Line::Head(key, count) => {
                    let spans = [(cx.word(key), Role::Heading), ("  ", Role::Text), (&count.to_string(), Role::Dim)];
                    canvas.spans(x, y, width, &spans);
                }
                Line::Conflict(at) => rows::draw_at(&view.conflicts, at, |each| {
                    rows::conflict(cx, each, columns, self.marked.has(each.id), row, canvas)
                }),
                Line::Parked(at) => rows::draw_at(&view.parked, at, |each| {
                    rows::parked(cx, each, self.marked.has(each.act), row, canvas)
                }),
                Line::Complete(at) => {
                    rows::draw_at(&view.to_complete, at, |each| rows::complete(cx, each, row, canvas))
                }
                Line::Waiting(at) => {
                    rows::draw_at(&view.waiting, at, |each| rows::waiting(cx, each, columns, row, canvas))
                }
                Line::Incident(at) => {
                    rows::draw_at(&view.incidents, at, |each| rows::incident(cx, each, columns, row, canvas))
                }
                Line::Arrived(at) => {
                    rows::draw_at(&view.arrived, at, |each| rows::arrived(cx, each, columns, row, canvas))
                }
                Line::Lost(at) => rows::draw_at(&view.lost, at, |each| rows::lost(cx, each, columns, row, canvas)),
                Line::Aside => rows::draw_at(view.aside.as_slice(), 0, |each| rows::aside(cx, each, row, canvas)),
                Line::Receipt(at) => {
                    rows::draw_at(&view.receipts, at, |each| rows::receipt(cx, each, columns, row, canvas))
                }
            }
            if line.is_row() {
                canvas.spot(row, Target::Row(0, at));
            }
            if at == self.list.cursor && line.is_row() {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
    }
}

/// With whom the book is kept the same, and since when; or how that comes about.
fn about(cx: &Cx, view: &SyncView) -> String {
    let when = |at| cx.words.moment(at, &cx.now);
    let offline = match view.line.state {
        SyncState::Offline { since } => Some(when(since)),
        _ => None,
    };
    match (view.line.enrolled, view.line.last) {
        // Said where a person looks for it: since when, when it last worked, and that nobody has to do anything.
        (true, last) if offline.is_some() => {
            let since = offline.unwrap_or_default();
            let last = last.map(when);
            let key = if last.is_some() { "sync-offline-last" } else { "sync-offline-never" };
            cx.say(key, &[("since", (&since).into()), ("last", (&last.unwrap_or_default()).into())])
        }
        (false, _) => cx.word("sync-how-to-connect").to_owned(),
        (true, None) => cx.say("sync-server", &[("server", (&view.server).into()), ("user", (&view.user).into())]),
        (true, Some(last)) => cx.say(
            "sync-server-last",
            &[
                ("server", (&view.server).into()),
                ("user", (&view.user).into()),
                ("last", (&cx.words.moment(last, &cx.now)).into()),
            ],
        ),
    }
}
