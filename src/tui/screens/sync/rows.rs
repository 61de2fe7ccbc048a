//! The rows of the Sync screen, a function for each kind.
//!
//! Always holds: a row is one line; what needs a person is told from the rest by a sign, not by colour alone.

use ratatui::layout::Rect;

use crate::domain::ask::{
    ArrivedRow, Aside, CompleteRow, ConflictRow, IncidentRow, LostRow, ParkedRow, Receipt, Turn, WaitingRow,
};
use crate::schema::{ConflictState, entity};
use crate::tui::canvas::Canvas;
use crate::tui::cx::Cx;
use crate::tui::overlays::parked::why;
use crate::tui::theme::Role;

pub(super) fn draw_at<T>(rows: &[T], at: usize, draw: impl FnOnce(&T)) {
    if let Some(row) = rows.get(at) {
        draw(row);
    }
}

/// The cells of the columns that the rows in sight share.
#[derive(Clone, Copy, Default)]
pub(super) struct Columns {
    /// Of a time.
    pub times: u16,
    /// Of the name of whose value is to be decided, and of the field.
    pub names: u16,
    pub fields: u16,
    /// Of the figures of a sync.
    pub figures: u16,
}

impl Columns {
    /// Where a row's words begin, behind its time.
    fn words(self) -> u16 {
        2 + self.times + 2
    }
}

/// The field of a conflict, or that it is the whole record.
pub(super) fn field_of<'a>(cx: &'a Cx, row: &ConflictRow) -> &'a str {
    entity(row.entity)
        .and_then(|entity| entity.by_number(row.field).map(|field| cx.words.field(entity, field)))
        .unwrap_or(cx.word("sync-record-itself"))
}

/// What a sync brought and took.
pub(super) fn figures(cx: &Cx, row: &Receipt) -> String {
    cx.say(
        "receipt-figures",
        &[
            ("up", row.up.into()),
            ("down", row.down.into()),
            ("bytes", (&bytes(row.bytes.0 + row.bytes.1)).into()),
            ("seconds", (&format!("{:.1}", row.millis as f64 / 1000.0)).into()),
        ],
    )
}

/// What stands before a row that needs a person.
fn sign(marked: bool, open: bool) -> &'static str {
    match (marked, open) {
        (true, _) => "* ",
        (false, true) => "! ",
        (false, false) => "  ",
    }
}

/// `! Harbour Dental   Phones   to decide`, or quietly how it was decided.
pub(super) fn conflict(
    cx: &Cx,
    row: &ConflictRow,
    columns: Columns,
    marked: bool,
    place: Rect,
    canvas: &mut Canvas<'_>,
) {
    let open = row.state == ConflictState::Open;
    let state = cx.words.of("conflict", "state", row.state);
    let role = if open { Role::Text } else { Role::Dim };
    let name_room = (columns.names + 2).min(place.width / 2);
    canvas.spans(
        place.x,
        place.y,
        name_room,
        &[
            (sign(marked, open), if open { Role::Late } else { Role::Text }),
            (cx.words.called(row.entity, &row.name), role),
        ],
    );
    let fields = columns.fields.min(place.width / 4);
    canvas.put(place.x + name_room + 2, place.y, fields, field_of(cx, row), role);
    canvas.put(
        place.x + name_room + fields + 5,
        place.y,
        place.width.saturating_sub(name_room + fields + 5),
        state,
        if open { Role::Late } else { Role::Dim },
    );
}

/// `! Logged: Harbour Dental   the reason why the server could not take it`.
pub(super) fn parked(cx: &Cx, row: &ParkedRow, marked: bool, place: Rect, canvas: &mut Canvas<'_>) {
    let used = canvas.put(
        place.x,
        place.y,
        place.width / 2,
        &format!("{}{}", sign(marked, true), cx.words.label(&row.label)),
        Role::Late,
    );
    canvas.put(
        place.x + used + 2,
        place.y,
        place.width.saturating_sub(used + 2),
        cx.word(&format!("{}-short", why(&row.reason))),
        Role::Text,
    );
}

/// `Harbour Dental   Date, Outcome`: what should be there by now.
pub(super) fn complete(cx: &Cx, row: &CompleteRow, place: Rect, canvas: &mut Canvas<'_>) {
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

pub(super) fn waiting(cx: &Cx, row: &WaitingRow, columns: Columns, place: Rect, canvas: &mut Canvas<'_>) {
    let at = cx.words.moment(row.at, &cx.now);
    canvas.put_right(place.x + 2 + columns.times, place.y, columns.times, &at, Role::Dim);
    let what = cx.words.label(&row.label);
    // What took an act back bears the act's own words.
    let said = match row.turn {
        Turn::Did => what,
        Turn::TookBack => cx.say("notice-taken-back", &[("what", (&what).into())]),
        Turn::DidAgain => cx.say("notice-done-again", &[("what", (&what).into())]),
    };
    let x = place.x + columns.words();
    canvas.put(x, place.y, place.right().saturating_sub(x), &said, Role::Text);
}

/// `10:31   Harbour Dental   damaged; the next sync puts it right`.
pub(super) fn incident(cx: &Cx, row: &IncidentRow, columns: Columns, place: Rect, canvas: &mut Canvas<'_>) {
    canvas.put_right(place.x + 2 + columns.times, place.y, columns.times, &cx.words.moment(row.at, &cx.now), Role::Dim);
    let x = place.x + columns.words();
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
pub(super) fn arrived(cx: &Cx, row: &ArrivedRow, columns: Columns, place: Rect, canvas: &mut Canvas<'_>) {
    let at = cx.words.moment(row.at, &cx.now);
    canvas.put_right(place.x + 2 + columns.times, place.y, columns.times, &at, Role::Dim);
    let x = place.x + columns.words();
    let by = canvas.put(x, place.y, 12, &row.by, Role::Dim);
    let x = x + by + u16::from(by > 0) * 2;
    let name = cx.words.called(row.entity, &row.name);
    let name = canvas.put(x, place.y, place.right().saturating_sub(x) / 2, name, Role::Text);
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

/// `10:31   Nolan: City “Derby” did not stand.   Nolan is with Pat (South) now.`.
pub(super) fn lost(cx: &Cx, row: &LostRow, columns: Columns, place: Rect, canvas: &mut Canvas<'_>) {
    canvas.put_right(place.x + 2 + columns.times, place.y, columns.times, &cx.words.moment(row.at, &cx.now), Role::Dim);
    let x = place.x + columns.words();
    let used =
        canvas.put(x, place.y, place.right().saturating_sub(x), &cx.words.lost_elsewhere(row, &cx.now), Role::Text);
    let x = x + used + 2;
    canvas.put(x, place.y, place.right().saturating_sub(x), &cx.words.moved_away(&row.name, &row.to), Role::Dim);
}

/// `3 customers, kept until 30 Nov   2 changes still to be handed over`.
pub(super) fn aside(cx: &Cx, row: &Aside, place: Rect, canvas: &mut Canvas<'_>) {
    let until = cx.words.moment(row.until, &cx.now);
    let words = cx.say("sync-aside-row", &[("n", row.customers.into()), ("until", (&until).into())]);
    let used = canvas.put(place.x + 2, place.y, place.width.saturating_sub(2), &words, Role::Text);
    if row.waiting > 0 {
        let words = cx.say("sync-aside-waits", &[("n", row.waiting.into())]);
        canvas.put(place.x + used + 5, place.y, place.width.saturating_sub(used + 5), &words, Role::Calm);
    }
}

/// `10:42   12 up, 3 down, 2.1 kB, 0.2 s   both sides hold the same`.
pub(super) fn receipt(cx: &Cx, row: &Receipt, columns: Columns, place: Rect, canvas: &mut Canvas<'_>) {
    canvas.put_right(place.x + 2 + columns.times, place.y, columns.times, &cx.words.moment(row.at, &cx.now), Role::Dim);
    let x = place.x + columns.words();
    canvas.put(x, place.y, columns.figures.min(place.right().saturating_sub(x)), &figures(cx, row), Role::Text);
    let (key, role) = if row.same() { ("receipt-same", Role::Done) } else { ("receipt-differs", Role::Late) };
    let x = x + columns.figures + 3;
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
