//! The columns of the list of customers: those the declaration shows at this width, then last visit and what is due.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::theme::Role;
use crate::base::text::is_han;
use crate::domain::ask::AccountRow;
use crate::domain::cadence::Status;
use crate::i18n::Shown;
use crate::schema::{ACCOUNT, Field, Record};

/// A column: what it shows and how many cells it has.
pub struct Column {
    what: What,
    width: u16,
}

enum What {
    Field(&'static Field),
    LastVisit,
    /// How much of its cycle is over.
    Cycle,
    Due,
}

const LAST_VISIT: u16 = 11;
/// As wide as a planned day that is not of this year.
const DUE: u16 = 19;
const CYCLE: u16 = 6;
/// As wide as this, there is room to look rather than read.
const ROOMY: u16 = 116;
const MARK: u16 = 2;
const GAP: u16 = 2;
/// The least a name needs; narrower than this, other columns give way.
const NAME: u16 = 18;

/// The columns that fit in so many cells. The first has what is left over.
pub fn columns(width: u16) -> Vec<Column> {
    let mut fields: Vec<_> = ACCOUNT.list().into_iter().filter(|(_, list)| list.from <= width).collect();
    let cycle = if width >= ROOMY { CYCLE + GAP } else { 0 };
    let figures = if width >= 50 { LAST_VISIT + DUE + 2 * GAP } else { DUE + GAP } + cycle;
    loop {
        let others: u16 = fields.iter().skip(1).map(|(_, list)| list.width.max(2) + GAP).sum();
        let room = width.saturating_sub(MARK + figures + others);
        if room < NAME && fields.len() > 2 {
            // What was to be shown only on wider screens goes first.
            let last =
                fields.iter().enumerate().skip(1).max_by_key(|(at, (_, list))| (list.from, *at)).map(|(at, _)| at);
            fields.remove(last.unwrap_or(fields.len() - 1));
            continue;
        }
        let mut columns: Vec<Column> = fields
            .iter()
            .enumerate()
            .map(|(at, (field, list))| Column {
                what: What::Field(field),
                width: if at == 0 { room } else { list.width },
            })
            .collect();
        if width >= 50 {
            columns.push(Column { what: What::LastVisit, width: LAST_VISIT });
        }
        if cycle > 0 {
            columns.push(Column { what: What::Cycle, width: CYCLE });
        }
        columns.push(Column { what: What::Due, width: DUE });
        return columns;
    }
}

/// The names of the columns.
pub fn head(cx: &Cx, columns: &[Column], area: Rect, canvas: &mut Canvas<'_>) {
    canvas.own(area);
    let mut x = area.x + MARK;
    for column in columns {
        let name = match column.what {
            What::Field(field) if field.name == "grade" => cx.word("column-grade"),
            What::Field(field) => cx.words.field(&ACCOUNT, field),
            What::LastVisit => cx.word("column-last-visit"),
            What::Cycle => cx.word("column-cycle"),
            What::Due => cx.word("column-due"),
        };
        canvas.put(x, area.y, column.width, name, Role::Dim);
        x += column.width + GAP;
    }
}

/// A customer.
pub fn row(cx: &Cx, columns: &[Column], row: &AccountRow, marked: bool, area: Rect, canvas: &mut Canvas<'_>) {
    canvas.put(area.x, area.y, 1, if marked { "*" } else { "" }, Role::Marked);
    let values = row.account.values();
    let shown = Shown { now: &cx.now, names: &[] };
    let closed = row.account.closed_on.is_some();
    let mut x = area.x + MARK;
    for (at, column) in columns.iter().enumerate() {
        let (text, role) = match column.what {
            What::Field(field) => {
                let value = values.iter().find(|(number, _)| *number == field.number).map(|(_, value)| value);
                let text = value.map(|value| cx.words.value(&ACCOUNT, field, value, shown)).unwrap_or_default();
                let role = match (at, marked, closed) {
                    (_, _, true) => Role::Dim,
                    (0, true, _) => Role::Marked,
                    _ => Role::Text,
                };
                (text, role)
            }
            What::LastVisit => {
                (row.last_visit.map(|day| cx.words.day_of(day, cx.now.today())).unwrap_or_default(), Role::Dim)
            }
            What::Cycle => {
                cycle(cx, row, Rect { x, width: column.width, ..area }, canvas);
                x += column.width + GAP;
                continue;
            }
            What::Due => due(cx, row),
        };
        canvas.put(x, area.y, column.width, &text, role);
        x += column.width + GAP;
    }
}

/// How much of the cycle since the last visit is over, as a quiet bar: it is loud only where the words beside it are.
fn cycle(cx: &Cx, row: &AccountRow, area: Rect, canvas: &mut Canvas<'_>) {
    let (Some(last), Some(next)) = (row.last_visit, row.next_due) else { return };
    let whole = (next - last).num_days().max(1);
    let part = (cx.now.today() - last).num_days().clamp(0, whole);
    let (part, whole) = (u32::try_from(part).unwrap_or(0), u32::try_from(whole).unwrap_or(1));
    let role = match due(cx, row).1 {
        role @ (Role::Late | Role::Due) => role,
        _ => Role::Dim,
    };
    canvas.bar(area, (part, whole), role, cx.words.lang().is_chinese());
}

/// What tells that a customer matters: the figures that the order by weight adds up.
pub fn weight(cx: &Cx, row: &AccountRow) -> String {
    let counted = |key: &str, n: i64| (n > 0).then(|| cx.say(key, &[("n", n.into())]));
    let seen = row.last_visit.map(|day| cx.words.day_of(day, cx.now.today()));
    let parts = [
        row.account.lifecycle.map(|lifecycle| cx.words.of("account", "lifecycle", lifecycle).to_owned()),
        seen.map(|day| cx.say("weight-seen", &[("day", (&day).into())])),
        counted("weight-follow-ups", row.follow_ups.into()),
        counted("weight-people", row.account.size.unwrap_or(0)),
        counted("weight-contacts", row.contacts.into()),
        known(cx, row),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join(cx.word("list-comma"))
}

/// What else of a customer is known that the order by weight adds up.
fn known(cx: &Cx, row: &AccountRow) -> Option<String> {
    let account = &row.account;
    let known = [
        ("phones", !account.phones.is_empty()),
        ("emails", !account.emails.is_empty()),
        ("notes", !account.notes.is_empty()),
        ("website", !account.website.is_empty()),
        ("industry", !account.industry.is_empty()),
    ];
    let named = |(name, _): &(&str, bool)| ACCOUNT.field(name).map(|field| cx.words.field(&ACCOUNT, field));
    let named: Vec<&str> = known.iter().filter(|(_, known)| *known).filter_map(named).collect();
    let fields = named.join(cx.word("list-comma"));
    (!named.is_empty()).then(|| cx.say("weight-known", &[("fields", (&fields).into())]))
}

/// Where a customer stands in its cycle: overdue, due, planned, not seen yet, or the day it is due.
pub fn due(cx: &Cx, row: &AccountRow) -> (String, Role) {
    let today = cx.now.today();
    if row.account.closed_on.is_some() {
        return (cx.word("due-closed").to_string(), Role::Dim);
    }
    let day = |day: Option<NaiveDate>| day.map(|day| cx.words.day_from(day, today)).unwrap_or_default();
    let said = |key, day: String| cx.say(key, &[("day", (&day).into())]);
    match row.status(&cx.settings.cadences, today) {
        Some(Status::Overdue) => (cx.say("due-over", &[("n", row.overdue.unwrap_or_default().into())]), Role::Late),
        Some(Status::Due) => (said("due-now", day(row.next_due)), Role::Due),
        Some(Status::Covered) => (said("due-next", day(row.next_due)), Role::Text),
        Some(Status::NotSeen) => match row.next_due.filter(|day| *day > today) {
            Some(first) => (said("due-first", cx.words.day_of(first, today)), Role::Dim),
            None => (cx.word("due-not-seen").to_string(), Role::Dim),
        },
        // Whoever is never due can still have a plan.
        Some(Status::Planned) | None => match row.planned.filter(|day| *day >= today) {
            Some(planned) => (said("due-planned", day(Some(planned))), Role::Text),
            None => (cx.word("due-never").to_string(), Role::Dim),
        },
    }
}

/// What is copied of a customer: name, numbers, address.
pub fn copied(cx: &Cx, row: &AccountRow) -> String {
    let account = &row.account;
    let phones: Vec<&str> = account.phones.iter().map(String::as_str).collect();
    super::joined(&[account.name.clone(), phones.join(cx.word("list-comma")), address(cx, row)])
}

/// The address on one line, in the order of the language.
pub fn address(cx: &Cx, row: &AccountRow) -> String {
    let account = &row.account;
    // The order of the address follows its writing, not the language of the screen.
    if [&account.city, &account.street].iter().any(|part| part.chars().any(is_han)) {
        return [&account.city, &account.district, &account.street].map(String::as_str).concat();
    }
    let parts = [&account.street, &account.district, &account.city];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(cx.word("list-comma"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_and_the_name_comes_first() {
        for width in [40, 58, 78, 98, 118, 158, 300] {
            let columns = columns(width);
            let used: u16 = columns.iter().map(|column| column.width + GAP).sum::<u16>() - GAP + MARK;
            assert!(used <= width, "{width}: {used}");
            assert!(columns.first().is_some_and(|column| column.width >= NAME || width < 60), "{width}");
            assert!(
                matches!(columns.first().map(|column| &column.what), Some(What::Field(field)) if field.name == "name")
            );
        }
        assert!(columns(158).len() > columns(78).len());
    }
}
