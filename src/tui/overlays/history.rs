//! A record's history: who set which field when, from which laptop, what became of it; a value is brought back with one key, a whole act with
//! another. Or the record as it was at a moment.
//!
//! Always holds: what this laptop saw is shown at once; what the company's server knows is asked for and joined to it, and where it cannot be
//! asked, that is said.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::{Cx, Tone};
use super::super::key::{Code, Key};
use super::super::list::List;
use super::super::message::{Errand, Reply, Ticket};
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::seek::Seek;
use super::super::theme::Role;
use super::find::marked;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::width::cells;
use crate::domain::ask::{Answer, Ask, Fate, HistoryLine, RecordView};
use crate::domain::history::{Fields, at as as_of, bring_back, joined, offered, was_there};
use crate::i18n::Shown;
use crate::schema::{Entity, Value, entity};

/// Whether the server has been heard.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Server {
    /// There is none.
    #[default]
    None,
    /// It is being asked.
    Asked(Ticket),
    /// It has told what it knows.
    Told,
    /// It could not be asked.
    Silent,
}

/// The history of a record.
#[derive(Clone, Debug)]
pub struct History {
    entity: u16,
    record: Id,
    /// The moment at which the record is shown; none: its story.
    at: Option<Moment>,
    here: Option<Vec<HistoryLine>>,
    lines: Vec<HistoryLine>,
    /// Of the records that the lines and the view refer to.
    names: Vec<(Id, String)>,
    there: Vec<HistoryLine>,
    view: Option<RecordView>,
    server: Server,
    asked: [Option<Ticket>; 2],
    list: List,
    seek: Seek,
    /// What the record is called.
    name: String,
}

impl History {
    /// Of this record, which is called so.
    pub fn new(entity: u16, record: Id, name: impl Into<String>) -> History {
        History {
            entity,
            record,
            at: None,
            here: None,
            lines: Vec::new(),
            names: Vec::new(),
            there: Vec::new(),
            view: None,
            server: Server::None,
            asked: [None; 2],
            list: List::default(),
            seek: Seek::default(),
            name: name.into(),
        }
    }

    /// This record as it was at a moment.
    pub fn as_of(entity: u16, record: Id, name: impl Into<String>, at: Moment) -> History {
        History { at: Some(at), ..History::new(entity, record, name) }
    }

    /// To the line with the words that are looked for.
    fn look_for(&mut self, cx: &mut Cx, forward: bool, here: bool) {
        let Some(entity) = entity(self.entity) else { return };
        let lines: Vec<String> = match self.at {
            None => self.lines.iter().map(|line| self.change(cx, entity, line).concat()).collect(),
            Some(_) => self.was().iter().map(|(number, value)| self.value(cx, entity, *number, value)).collect(),
        };
        match self.seek.find(&lines, self.list.cursor, forward, here) {
            Some(line) => self.list.cursor = line,
            None if !self.seek.writing() => cx.notice_word("nothing-fits", Tone::Calm),
            None => {}
        }
    }

    fn now(&self) -> Fields {
        let values = self.view.iter().flat_map(|view| view.values.iter());
        values.filter(|(_, value)| !value.is_null()).cloned().collect()
    }

    /// The record as it was, field by field.
    fn was(&self) -> Vec<(u16, Value)> {
        let (Some(at), Some(entity)) = (self.at, entity(self.entity)) else { return Vec::new() };
        let fields = as_of(entity, &self.now(), &self.lines, at);
        entity
            .fields
            .iter()
            .filter_map(|field| fields.get(&field.number).map(|value| (field.number, value.clone())))
            .collect()
    }

    fn total(&self) -> usize {
        if self.at.is_some() { self.was().len() } else { self.lines.len() }
    }

    fn height(cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(4))
    }

    fn line(&self) -> Option<&HistoryLine> {
        self.lines.get(self.list.cursor).filter(|_| self.at.is_none())
    }

    fn join(&mut self) {
        self.lines = joined(self.here.clone().unwrap_or_default(), self.there.clone());
        self.name_all();
    }

    fn name_all(&mut self) {
        let told = self.lines.iter().flat_map(|line| &line.names);
        let mut names: Vec<(Id, String)> = told.chain(self.view.iter().flat_map(|view| &view.names)).cloned().collect();
        names.sort();
        names.dedup();
        self.names = names;
    }

    /// A value on one line, with the names of the records that it refers to.
    fn value(&self, cx: &Cx, entity: &'static Entity, number: u16, value: &Value) -> String {
        let Some(field) = entity.by_number(number) else { return String::new() };
        match cx.words.value(entity, field, value, Shown { now: &cx.now, names: &self.names }) {
            empty if empty.is_empty() => cx.word("history-empty").to_owned(),
            value => value,
        }
    }

    /// What Enter does on the line under the cursor.
    fn offer(&self, cx: &Cx) -> Option<String> {
        let (line, entity) = (self.line()?, entity(self.entity)?);
        let value = offered(entity, &self.now(), line)?;
        let field = entity.by_number(line.field)?;
        let (name, value) = (cx.words.field(entity, field).to_string(), self.value(cx, entity, line.field, &value));
        Some(cx.say("history-enter", &[("field", (&name).into()), ("value", (&value).into())]))
    }
}

impl Screen for History {
    fn place(&self) -> Place {
        Place::Reading
    }

    fn refresh(&mut self, cx: &mut Cx) {
        let (entity, record) = (self.entity, self.record);
        self.asked = [Some(cx.ask(Ask::History { entity, record })), Some(cx.ask(Ask::Record { entity, record }))];
        if cx.sync.enrolled && matches!(self.server, Server::None) {
            self.server = Server::Asked(cx.errand(Errand::History { entity, record }));
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::History(lines) if self.asked[0] == Some(ticket) => {
                self.here = Some(lines);
                self.join();
                None
            }
            Answer::Record(view) if self.asked[1] == Some(ticket) => {
                self.view = view;
                self.name_all();
                None
            }
            other => Some(other),
        }
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, _cx: &mut Cx) -> Handled {
        let Reply::History(told) = reply else { return Handled::No };
        if self.server != Server::Asked(ticket) {
            return Handled::No;
        }
        self.server = if told.is_some() { Server::Told } else { Server::Silent };
        self.there = told.clone().unwrap_or_default();
        self.join();
        Handled::Yes
    }

    fn searchable(&self) -> bool {
        true
    }

    fn typing(&self) -> bool {
        self.seek.writing()
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

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if self.seek.key(key) == Handled::Yes {
            self.look_for(cx, true, true);
            return Handled::Yes;
        }
        if key.narrow().typed() != Some('x') && key.code != Code::Delete {
            return Handled::No;
        }
        match self.line().map(|line| line.act).filter(|act| *act != Id::NIL) {
            Some(act) => cx.take_back(act),
            None => cx.notice_word("history-no-act", Tone::Calm),
        }
        Handled::Yes
    }

    fn opens(&self, cx: &Cx) -> bool {
        self.seek.writing() || self.offer(cx).is_some()
    }

    fn enter(&mut self, cx: &mut Cx) {
        let deed = self
            .line()
            .zip(entity(self.entity))
            .and_then(|(line, entity)| bring_back(entity, self.record, &self.now(), line));
        match deed {
            Some(deed) => {
                cx.perform(deed);
            }
            None if self.at.is_none() => cx.notice_word("history-no-value", Tone::Calm),
            None => {}
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
        let title = match self.at {
            None => cx.word("title-history").to_string(),
            Some(at) => cx.say("title-as-of", &[("at", (&cx.words.moment(at, &cx.now)).into())]),
        };
        let mut used = canvas.put(x, area.y, width, &title, Role::Heading) + 3;
        used += canvas.put(x + used, area.y, width.saturating_sub(used) / 2, &self.name, Role::Strong) + 3;
        let silent = self.server == Server::None || self.seek.writing();
        if silent {
            self.seek.draw(cx, x + used, area.y, width.saturating_sub(used), canvas);
        }
        let from = match self.server {
            _ if silent => "",
            Server::None => "",
            Server::Asked(_) => cx.word("history-asking"),
            Server::Told => cx.word("history-told"),
            Server::Silent => cx.word("history-silent"),
        };
        canvas.put_right(x + width, area.y, width.saturating_sub(used + 3), from, Role::Dim);
        let (Some(_), Some(entity)) = (&self.here, entity(self.entity)) else { return };
        let (height, top) = (History::height(cx), area.y + 2);
        if let Some(at) = self.at {
            if !was_there(&self.lines, at) {
                canvas.put(x, top, width, cx.word("as-of-not-there"), Role::Dim);
                return;
            }
            let was = self.was();
            for at in self.list.sight(was.len(), height) {
                let Some((number, value)) = was.get(at) else { continue };
                let y = top + (at - self.list.top) as u16;
                let label = entity.by_number(*number).map_or("", |field| cx.words.field(entity, field));
                canvas.put(x, y, width / 4, label, Role::Dim);
                canvas.put(
                    x + width / 4 + 2,
                    y,
                    width - width / 4 - 2,
                    &self.value(cx, entity, *number, value),
                    Role::Text,
                );
            }
            return;
        }
        if self.lines.is_empty() {
            canvas.put(x, top, width, cx.word("history-none"), Role::Dim);
        }
        let sight = self.list.sight(self.lines.len(), height);
        let most = |text: &dyn Fn(&HistoryLine) -> usize| {
            self.lines.get(sight.clone()).into_iter().flatten().map(text).max().unwrap_or(0) as u16
        };
        let columns = [
            most(&|line| cells(&moment(cx, line))).min(width / 4),
            most(&|line| cells(cx.words.by(&line.by))).min(12.min(width / 6)),
            most(&|line| cells(&self.change(cx, entity, line)[0])),
        ];
        for at in sight.clone() {
            let Some(line) = self.lines.get(at) else { continue };
            let y = top + (at - self.list.top) as u16;
            self.draw_line(cx, entity, line, columns, Rect { x, y, width, height: 1 }, canvas);
            if at == self.list.cursor {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
        let foot = area.bottom().saturating_sub(1);
        let mut room = width;
        // Where no column has room for it, the laptop of the line under the cursor is said here.
        if let Some(line) = self.line().filter(|line| width < DEVICES && !line.device.is_empty()) {
            let on = cx.say("history-on", &[("device", (&line.device).into())]);
            room = room.saturating_sub(canvas.put_right(x + width, foot, width / 3, &on, Role::Dim) + 2);
        }
        if let Some(offer) = self.offer(cx) {
            let used = canvas.put(x, foot, room, &offer, Role::Dim);
            canvas.put(x + used + 3, foot, room.saturating_sub(used + 3), cx.word("history-x"), Role::Dim);
        }
    }
}

/// From this width on each line has room for the laptop that it came from.
const DEVICES: u16 = 100;

/// When it was, where that is known.
fn moment(cx: &Cx, line: &HistoryLine) -> String {
    if line.at == Moment::default() { String::new() } else { cx.words.moment(line.at, &cx.now) }
}

impl History {
    fn draw_line(
        &self,
        cx: &Cx,
        entity: &'static Entity,
        line: &HistoryLine,
        [times, by, fields]: [u16; 3],
        row: Rect,
        canvas: &mut Canvas<'_>,
    ) {
        canvas.put_right(row.x + times, row.y, times, &moment(cx, line), Role::Dim);
        canvas.put(row.x + times + 2, row.y, by, cx.words.by(&line.by), Role::Dim);
        let mut x = row.x + times + 2 + if by > 0 { by + 2 } else { 0 };
        if row.width >= DEVICES && !line.device.is_empty() {
            canvas.put(x, row.y, 16, &line.device, Role::Dim);
            x += 17;
        }
        let mut end = row.right();
        let fate = match line.fate {
            Fate::Waiting => Some(("history-waiting", Role::Calm)),
            Fate::Lost => Some(("history-lost", Role::Late)),
            Fate::Replaced => Some(("history-replaced", Role::Late)),
            Fate::Held => Some(("history-held", Role::Late)),
            Fate::Parked => Some(("history-parked", Role::Late)),
            Fate::Taken => line.merged.then_some(("sync-arrived-merged", Role::Dim)),
        };
        let undone = line.undo.map(|how| (cx.words.undo_kind(how), Role::Dim));
        let fate = fate.map(|(key, role)| (cx.word(key), role));
        for (said, role) in [fate, undone].into_iter().flatten() {
            end -= canvas.put_right(end, row.y, row.width / 4, said, role) + 1;
        }
        let room = end.saturating_sub(x);
        let [name, change] = self.change(cx, entity, line);
        // The values stand under each other; what became of the record itself has no field before it.
        let fields = if name.is_empty() { 0 } else { fields.min(room / 3) + 2 };
        canvas.put(x, row.y, fields.saturating_sub(2), &name, Role::Dim);
        let marks = self.seek.marks(&change);
        marked(canvas, x + fields, row.y, room.saturating_sub(fields), &change, &marks, Role::Text);
    }

    /// What a line says: the field, and what became of it; no field where it is the record itself.
    fn change(&self, cx: &Cx, entity: &'static Entity, line: &HistoryLine) -> [String; 2] {
        let Some(field) = entity.by_number(line.field) else {
            let key = if line.after.is_null() { "history-deleted" } else { "history-created" };
            return [String::new(), cx.word(key).to_owned()];
        };
        let name = cx.words.field(entity, field).to_owned();
        if !line.element.is_empty() {
            // One element of a set came or went.
            let sign = if line.after.is_null() { "-" } else { "+" };
            let named =
                line.names.iter().find(|(id, _)| line.element.parse() == Ok(*id)).map(|(_, name)| name.as_str());
            let element = named.unwrap_or_else(|| cx.words.choice(entity.name, field.name, &line.element));
            return [name, format!("{sign} {element}")];
        }
        let value = |value: &Value| self.value(cx, entity, line.field, value);
        let arrow = if cx.theme.ascii { "->" } else { "→" };
        [name, format!("{} {arrow} {}", value(&line.before), value(&line.after))]
    }
}
