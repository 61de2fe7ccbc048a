//! Sync: what needs a person, what waits to be sent, what arrived, and the last receipts.
//!
//! Always holds: being without a connection is a calm state; what needs a person comes first and says what to do.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target};
use super::super::cx::Cx;
use super::super::list::List;
use super::super::message::Ticket;
use super::super::overlays::decide::Decide;
use super::super::overlays::parked::{Parked, why};
use super::super::overlays::receipt::ReceiptPage;
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::screens::customer::CustomerScreen;
use super::super::subject::Subject;
use super::super::theme::Role;
use super::super::view::sync_line;
use crate::domain::ask::{
    Answer, ArrivedRow, Aside, Ask, CompleteRow, ConflictRow, IncidentRow, ParkedRow, Receipt, SyncState, SyncView,
    WaitingRow,
};
use crate::schema::{ConflictState, entity};

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct SyncScreen {
    view: Option<Box<SyncView>>,
    asked: Option<Ticket>,
    list: List,
    lines: Vec<Line>,
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
    Aside,
    Receipt(usize),
    Incident(usize),
    Gap,
}

impl Line {
    fn is_row(self) -> bool {
        !matches!(self, Line::Head(..) | Line::Gap)
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
    part("sync-aside", usize::from(view.aside.is_some()), |_| Line::Aside);
    lines
}

impl SyncScreen {
    fn height(cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(3))
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
        self.list.moved(motion, self.lines.len(), SyncScreen::height(cx));
        self.onto_row(self.list.cursor >= before);
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.list.settle(self.lines.len(), SyncScreen::height(cx));
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        let Some(view) = &self.view else { return };
        match self.line() {
            Some(Line::Conflict(at)) => cx.open(Decide::new(view.conflicts.clone(), at, cx)),
            Some(Line::Parked(at)) => {
                if let Some(row) = view.parked.get(at) {
                    cx.open(Parked::new(row.clone()));
                }
            }
            Some(Line::Complete(at)) => {
                if let Some(account) = view.to_complete.get(at).and_then(|row| row.account) {
                    cx.open(CustomerScreen::new(account));
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
            _ => {}
        }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match (id, &self.view) {
            ("open", Some(_)) => {
                self.enter(cx);
                Handled::Yes
            }
            _ => Handled::No,
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
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
        let (state, role) = sync_line(cx);
        let used = canvas.put(x, area.y, width, &state, role);
        let Some(view) = &self.view else { return };
        let when = |at| cx.words.moment(at, &cx.now);
        let offline = match view.line.state {
            SyncState::Offline { since } => Some(when(since)),
            _ => None,
        };
        let about = match (view.line.enrolled, view.line.last) {
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
        };
        canvas.put(x + used + 3, area.y, width.saturating_sub(used + 3), &about, Role::Dim);
        let top = area.y + 2;
        if self.lines.is_empty() {
            canvas.put(x, top, width, cx.word("sync-nothing"), Role::Dim);
        }
        for at in self.list.sight(self.lines.len(), SyncScreen::height(cx)) {
            let Some(line) = self.lines.get(at) else { continue };
            let y = top + (at - self.list.top) as u16;
            let row = Rect { x, y, width, height: 1 };
            match *line {
                Line::Gap => {}
                Line::Head(key, count) => {
                    let spans = [(cx.word(key), Role::Heading), ("  ", Role::Text), (&count.to_string(), Role::Dim)];
                    canvas.spans(x, y, width, &spans);
                }
                Line::Conflict(at) => draw_at(&view.conflicts, at, |each| conflict(cx, each, row, canvas)),
                Line::Parked(at) => draw_at(&view.parked, at, |each| parked(cx, each, row, canvas)),
                Line::Complete(at) => draw_at(&view.to_complete, at, |each| complete(cx, each, row, canvas)),
                Line::Waiting(at) => draw_at(&view.waiting, at, |each| waiting(cx, each, row, canvas)),
                Line::Incident(at) => draw_at(&view.incidents, at, |each| incident(cx, each, row, canvas)),
                Line::Arrived(at) => draw_at(&view.arrived, at, |each| arrived(cx, each, row, canvas)),
                Line::Aside => draw_at(view.aside.as_slice(), 0, |each| aside(cx, each, row, canvas)),
                Line::Receipt(at) => draw_at(&view.receipts, at, |each| receipt(cx, each, row, canvas)),
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

fn draw_at<T>(rows: &[T], at: usize, draw: impl FnOnce(&T)) {
    if let Some(row) = rows.get(at) {
        draw(row);
    }
}

/// `! Harbour Dental   Phones   to decide`, or quietly how it was decided.
fn conflict(cx: &Cx, row: &ConflictRow, place: Rect, canvas: &mut Canvas<'_>) {
    let open = row.state == ConflictState::Open;
    let what = entity(row.entity)
        .and_then(|entity| entity.by_number(row.field).map(|field| cx.words.field(entity, field)))
        .unwrap_or(cx.word("sync-record-itself"));
    let state = cx.words.of("conflict", "state", row.state);
    let role = if open { Role::Text } else { Role::Dim };
    let name_room = place.width / 2;
    canvas.spans(
        place.x,
        place.y,
        name_room,
        &[(if open { "! " } else { "  " }, if open { Role::Late } else { Role::Text }), (&row.name, role)],
    );
    let used = canvas.put(place.x + name_room + 1, place.y, place.width / 4, what, role);
    canvas.put(
        place.x + name_room + used + 3,
        place.y,
        place.width.saturating_sub(name_room + used + 3),
        state,
        if open { Role::Late } else { Role::Dim },
    );
}

/// `! Logged: Harbour Dental   the reason why the server could not take it`.
fn parked(cx: &Cx, row: &ParkedRow, place: Rect, canvas: &mut Canvas<'_>) {
    let used = canvas.put(place.x, place.y, place.width / 2, &format!("! {}", cx.words.label(&row.label)), Role::Late);
    canvas.put(
        place.x + used + 2,
        place.y,
        place.width.saturating_sub(used + 2),
        cx.word(&why(&row.reason)),
        Role::Text,
    );
}

/// `Harbour Dental   Date, Outcome`: what should be there by now.
fn complete(cx: &Cx, row: &CompleteRow, place: Rect, canvas: &mut Canvas<'_>) {
    let Some(entity) = entity(row.entity) else { return };
    let used = canvas.put(place.x + 2, place.y, 17, cx.words.entity(entity), Role::Dim);
    let x = place.x + 20.max(used);
    let named = canvas.put(x, place.y, place.right().saturating_sub(x) / 2, &row.name, Role::Text);
    let names: Vec<&str> = row
        .fields
        .iter()
        .filter_map(|number| entity.by_number(*number))
        .map(|field| cx.words.field(entity, field))
        .collect();
    let x = x + named + 2;
    canvas.put(x, place.y, place.right().saturating_sub(x), &names.join(cx.word("list-comma")), Role::Text);
}

fn waiting(cx: &Cx, row: &WaitingRow, place: Rect, canvas: &mut Canvas<'_>) {
    let at = cx.words.moment(row.at, &cx.now);
    canvas.put(place.x + 2, place.y, 17, &at, Role::Dim);
    canvas.put(place.x + 20, place.y, place.width.saturating_sub(20), &cx.words.label(&row.label), Role::Text);
}

/// `10:31   Harbour Dental   damaged; the next sync puts it right`.
fn incident(cx: &Cx, row: &IncidentRow, place: Rect, canvas: &mut Canvas<'_>) {
    canvas.put(place.x + 2, place.y, 17, &cx.words.moment(row.at, &cx.now), Role::Dim);
    let x = place.x + 20;
    let named = canvas.put(x, place.y, place.right().saturating_sub(x) / 2, &row.name, Role::Text);
    let x = x + named + if named > 0 { 2 } else { 0 };
    let (said, role) = match (row.record, row.healed) {
        (None, _) => (cx.word("incident-figures").to_owned(), Role::Dim),
        (_, Some(when)) => {
            (cx.say("incident-healed", &[("when", (&cx.words.moment(when, &cx.now)).into())]), Role::Dim)
        }
        (_, None) => (cx.word("incident-open").to_owned(), Role::Late),
    };
    canvas.put(x, place.y, place.right().saturating_sub(x), &said, role);
}

/// `10:31  Mei Chen   Harbour Dental   Phones, Opening hours`.
fn arrived(cx: &Cx, row: &ArrivedRow, place: Rect, canvas: &mut Canvas<'_>) {
    let at = cx.words.moment(row.at, &cx.now);
    canvas.put(place.x + 2, place.y, 17, &at, Role::Dim);
    let by = canvas.put(place.x + 20, place.y, 12, &row.by, Role::Dim);
    let x = place.x + 20 + by + u16::from(by > 0) * 2;
    let name = canvas.put(x, place.y, place.right().saturating_sub(x) / 2, &row.name, Role::Text);
    let fields = entity(row.entity).map(|entity| {
        let names: Vec<&str> = row
            .fields
            .iter()
            .filter_map(|number| entity.by_number(*number))
            .filter(|field| field.form > 0 || field.list.is_some())
            .map(|field| cx.words.field(entity, field))
            .collect();
        names.join(cx.word("list-comma"))
    });
    let mut x = x + name + 2;
    let how = [(row.late, "sync-arrived-late"), (row.merged, "sync-arrived-merged")];
    if let Some((_, key)) = how.into_iter().find(|(is, _)| *is) {
        x += canvas.put(x, place.y, place.right().saturating_sub(x), cx.word(key), Role::Calm) + 2;
    }
    canvas.put(x, place.y, place.right().saturating_sub(x), &fields.unwrap_or_default(), Role::Dim);
}

/// `3 customers, kept until 30 Nov   2 changes still to be handed over`.
fn aside(cx: &Cx, row: &Aside, place: Rect, canvas: &mut Canvas<'_>) {
    let until = cx.words.moment(row.until, &cx.now);
    let words = cx.say("sync-aside-row", &[("n", row.customers.into()), ("until", (&until).into())]);
    let used = canvas.put(place.x + 2, place.y, place.width.saturating_sub(2), &words, Role::Text);
    if row.waiting > 0 {
        let words = cx.say("sync-aside-waits", &[("n", row.waiting.into())]);
        canvas.put(place.x + used + 5, place.y, place.width.saturating_sub(used + 5), &words, Role::Calm);
    }
}

/// `10:42   12 up, 3 down, 2.1 kB, 0.2 s   both sides hold the same`.
fn receipt(cx: &Cx, row: &Receipt, place: Rect, canvas: &mut Canvas<'_>) {
    canvas.put(place.x + 2, place.y, 17, &cx.words.moment(row.at, &cx.now), Role::Dim);
    let figures = cx.say(
        "receipt-figures",
        &[
            ("up", row.up.into()),
            ("down", row.down.into()),
            ("bytes", (&bytes(row.bytes.0 + row.bytes.1)).into()),
            ("seconds", (&format!("{:.1}", row.millis as f64 / 1000.0)).into()),
        ],
    );
    let used = canvas.put(place.x + 20, place.y, place.width.saturating_sub(20), &figures, Role::Text);
    let (key, role) = if row.same() { ("receipt-same", Role::Done) } else { ("receipt-differs", Role::Late) };
    let x = place.x + 20 + used + 3;
    canvas.put(x, place.y, place.right().saturating_sub(x), cx.word(key), role);
}

/// Bytes in few cells: `912 B`, `2.1 kB`, `3.4 MB`.
pub fn bytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
