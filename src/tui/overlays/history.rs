//! A record's history: who set which field when, the value before and after, and what still waits to be sent.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::list::List;
use super::super::message::Ticket;
use super::super::screen::{Motion, Place, Screen};
use super::super::theme::Role;
use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask, HistoryLine};
use crate::i18n::Shown;
use crate::schema::{Entity, Value, entity};

/// The history of a record.
#[derive(Clone, Debug)]
pub struct History {
    entity: u16,
    record: Id,
    lines: Option<Vec<HistoryLine>>,
    asked: Option<Ticket>,
    list: List,
}

impl History {
    /// Of this record.
    pub fn new(entity: u16, record: Id) -> History {
        History { entity, record, lines: None, asked: None, list: List::default() }
    }

    fn total(&self) -> usize {
        self.lines.as_ref().map_or(0, Vec::len)
    }

    fn height(cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(2))
    }
}

impl Screen for History {
    fn place(&self) -> Place {
        Place::Reading
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Ask::History { entity: self.entity, record: self.record }));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::History(lines) if self.asked == Some(ticket) => {
                self.lines = Some(lines);
                None
            }
            other => Some(other),
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        self.list.moved(motion, self.total(), History::height(cx));
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.list.settle(self.total(), History::height(cx));
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        canvas.put(x, area.y, width, cx.word("title-history"), Role::Heading);
        let (Some(lines), Some(entity)) = (&self.lines, entity(self.entity)) else { return };
        if lines.is_empty() {
            canvas.put(x, area.y + 2, width, cx.word("history-none"), Role::Dim);
        }
        for at in self.list.sight(lines.len(), History::height(cx)) {
            let Some(line) = lines.get(at) else { continue };
            let y = area.y + 2 + (at - self.list.top) as u16;
            draw_line(cx, entity, line, Rect { x, y, width, height: 1 }, canvas);
            if at == self.list.cursor {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
    }
}

fn draw_line(cx: &Cx, entity: &'static Entity, line: &HistoryLine, row: Rect, canvas: &mut Canvas<'_>) {
    let when_room = 18.min(row.width / 4);
    canvas.put(row.x, row.y, when_room, &cx.words.moment(line.at, &cx.now), Role::Dim);
    let by_room = 12.min(row.width / 6);
    canvas.put(row.x + when_room + 1, row.y, by_room, &line.by, Role::Dim);
    let x = row.x + when_room + by_room + 2;
    let mut end = row.right();
    if line.waiting {
        end -= canvas.put_right(end, row.y, 12, cx.word("history-waiting"), Role::Calm) + 1;
    } else if line.merged {
        end -= canvas.put_right(end, row.y, row.width / 4, cx.word("sync-arrived-merged"), Role::Dim) + 1;
    }
    let room = end.saturating_sub(x);
    let Some(field) = entity.by_number(line.field) else {
        let key = if line.after.is_null() { "history-deleted" } else { "history-created" };
        canvas.put(x, row.y, room, cx.word(key), Role::Text);
        return;
    };
    let shown = Shown { now: &cx.now, names: &line.names };
    let name = cx.words.field(entity, field);
    let change = if line.element.is_empty() {
        let value = |value: &Value| match cx.words.value(entity, field, value, shown) {
            empty if empty.is_empty() => cx.word("history-empty").to_owned(),
            value => value,
        };
        format!("{} → {}", value(&line.before), value(&line.after))
    } else {
        // One element of a set came or went.
        let sign = if line.after.is_null() { "-" } else { "+" };
        let named = line.names.iter().find(|(id, _)| line.element.parse() == Ok(*id)).map(|(_, name)| name.as_str());
        let element = named.unwrap_or_else(|| cx.words.choice(entity.name, field.name, &line.element));
        format!("{sign} {element}")
    };
    let used = canvas.put(x, row.y, room / 3, name, Role::Accent) + 2;
    canvas.put(x + used, row.y, room.saturating_sub(used), &change, Role::Text);
}
