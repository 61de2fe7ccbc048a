//! A record's history: who set which field when, the value before and after, and what still waits to be sent.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::{Cx, Tone};
use super::super::key::Key;
use super::super::list::List;
use super::super::message::Ticket;
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::seek::Seek;
use super::super::theme::Role;
use super::find::marked;
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
    seek: Seek,
    /// What the record is called.
    name: String,
}

impl History {
    /// Of this record, which is called so.
    pub fn new(entity: u16, record: Id, name: impl Into<String>) -> History {
        let name = name.into();
        History { entity, record, name, lines: None, asked: None, list: List::default(), seek: Seek::default() }
    }

    /// To the line with the words that are looked for.
    fn look_for(&mut self, cx: &mut Cx, forward: bool, here: bool) {
        let Some(entity) = entity(self.entity) else { return };
        let lines: Vec<String> = self.lines.iter().flatten().map(|line| change(cx, entity, line).concat()).collect();
        match self.seek.find(&lines, self.list.cursor, forward, here) {
            Some(line) => self.list.cursor = line,
            None if !self.seek.writing() => cx.notice_word("nothing-fits", Tone::Calm),
            None => {}
        }
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

    fn searchable(&self) -> bool {
        true
    }

    fn typing(&self) -> bool {
        self.seek.writing()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let handled = self.seek.key(key);
        if handled == Handled::Yes {
            self.look_for(cx, true, true);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.seek.paste(text);
        self.look_for(cx, true, true);
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.seek.clear() { Handled::Yes } else { Handled::No }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "filter" => self.seek.begin(),
            "next-match" => self.look_for(cx, true, false),
            "previous-match" => self.look_for(cx, false, false),
            _ => return Handled::No,
        }
        Handled::Yes
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
        let used = canvas.put(x, area.y, width, cx.word("title-history"), Role::Heading) + 3;
        let name = canvas.put(x + used, area.y, width.saturating_sub(used) / 2, &self.name, Role::Strong);
        let beside = used + name + 3;
        self.seek.draw(cx, x + beside, area.y, width.saturating_sub(beside), canvas);
        let (Some(lines), Some(entity)) = (&self.lines, entity(self.entity)) else { return };
        if lines.is_empty() {
            canvas.put(x, area.y + 2, width, cx.word("history-none"), Role::Dim);
        }
        for at in self.list.sight(lines.len(), History::height(cx)) {
            let Some(line) = lines.get(at) else { continue };
            let y = area.y + 2 + (at - self.list.top) as u16;
            draw_line(cx, entity, line, &self.seek, Rect { x, y, width, height: 1 }, canvas);
            if at == self.list.cursor {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
    }
}

fn draw_line(cx: &Cx, entity: &'static Entity, line: &HistoryLine, seek: &Seek, row: Rect, canvas: &mut Canvas<'_>) {
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
    let [name, change] = change(cx, entity, line);
    let role = if name.is_empty() { Role::Text } else { Role::Accent };
    let used = canvas.put(x, row.y, room / 3, &name, role);
    let gap = if used > 0 { 2 } else { 0 };
    marked(canvas, x + used + gap, row.y, room.saturating_sub(used + gap), &change, &seek.marks(&change), Role::Text);
}

/// What a line says: the field, and what became of it; no field where it is the record itself.
fn change(cx: &Cx, entity: &'static Entity, line: &HistoryLine) -> [String; 2] {
    let Some(field) = entity.by_number(line.field) else {
        let key = if line.after.is_null() { "history-deleted" } else { "history-created" };
        return [String::new(), cx.word(key).to_owned()];
    };
    let name = cx.words.field(entity, field).to_owned();
    if !line.element.is_empty() {
        // One element of a set came or went.
        let sign = if line.after.is_null() { "-" } else { "+" };
        let named = line.names.iter().find(|(id, _)| line.element.parse() == Ok(*id)).map(|(_, name)| name.as_str());
        let element = named.unwrap_or_else(|| cx.words.choice(entity.name, field.name, &line.element));
        return [name, format!("{sign} {element}")];
    }
    let shown = Shown { now: &cx.now, names: &line.names };
    let value = |value: &Value| match cx.words.value(entity, field, value, shown) {
        empty if empty.is_empty() => cx.word("history-empty").to_owned(),
        value => value,
    };
    let arrow = if cx.theme.ascii { "->" } else { "→" };
    [name, format!("{} {arrow} {}", value(&line.before), value(&line.after))]
}
