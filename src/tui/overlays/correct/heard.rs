//! What a log says beside its note: what came of it, competitors, objections, products, sums, money promised. A digit chooses which, then it
//! is written as in the log line, without its sign.
//!
//! Always holds: one field is set and nothing else of the log; leaving leaves it as it was.

use ratatui::layout::Rect;

use super::Correct;
use crate::domain::ask::{Ask, RecordView};
use crate::domain::deed::{Deed, LogRef};
use crate::i18n::Shown;
use crate::schema::{Entity, Field, TOUCH, VISIT, Value};
use crate::tui::canvas::Canvas;
use crate::tui::cx::{Cx, Tone};
use crate::tui::field::Taken;
use crate::tui::form::{Blank, Kept};
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::Ticket;
use crate::tui::overlays::log_line::heard_of;
use crate::tui::screen::Handled;
use crate::tui::theme::Role;

/// The fields, in the order of the digits.
const FIELDS: [&str; 9] =
    ["outcome", "competitors", "tags", "products", "amount", "chance", "payments", "mood", "next_step"];

/// What stands before them in the log line.
const SIGNS: [(&str, char); 2] = [("products", '+'), ("payments", '!')];

/// What of it is being set right.
#[derive(Debug, Default)]
pub(super) struct Rest {
    asked: Option<Ticket>,
    view: Option<RecordView>,
    blank: Option<Blank>,
    /// The same before anything was written in it, and the value that was seen then.
    before: Option<Blank>,
    seen: Value,
    /// The field in which one was writing before.
    left: Option<&'static Field>,
}

impl Rest {
    /// The field that is being written.
    pub(super) fn writes(&self) -> Option<&'static Field> {
        self.blank.as_ref().map(|blank| blank.field)
    }

    /// When the fields are read, this one is written on.
    pub(super) fn goes_on(&mut self, field: Option<&'static Field>) {
        self.left = field;
    }

    /// What is being written, as a draft's body.
    pub(super) fn body(&self, record: crate::base::id::Id) -> String {
        let (blank, before) = (self.blank.as_slice(), self.before.as_slice());
        Kept::of(record, (0, true), blank, before).having_seen(|_| self.seen.clone()).body()
    }
}

impl Correct {
    pub(super) fn record(&self) -> (&'static Entity, crate::base::id::Id) {
        match self.log {
            LogRef::Visit(id) => (&VISIT, id),
            LogRef::Touch(id) => (&TOUCH, id),
        }
    }

    /// The fields that a log of this kind has.
    pub(super) fn heard_fields(&self) -> Vec<&'static Field> {
        let (entity, _) = self.record();
        FIELDS.iter().filter_map(|name| entity.field(name)).collect()
    }

    pub(super) fn ask_heard(&mut self, cx: &mut Cx) {
        let (entity, record) = self.record();
        self.rest = Rest { asked: Some(cx.ask(Ask::Record { entity: entity.number, record })), ..Rest::default() };
    }

    /// The answer, where it was asked for here.
    pub(super) fn heard_answered(&mut self, ticket: Ticket, view: &Option<RecordView>, cx: &Cx) -> bool {
        let mine = self.rest.asked.take_if(|asked| *asked == ticket).is_some();
        if mine {
            self.rest.view.clone_from(view);
            if let Some(left) = self.rest.left.take()
                && let Some(at) = self.heard_fields().iter().position(|field| field.name == left.name)
            {
                self.begin_heard(at, cx);
            }
        }
        mine
    }

    /// They could not be read.
    pub(super) fn heard_unanswered(&mut self, ticket: Ticket) {
        self.rest.asked.take_if(|asked| *asked == ticket);
    }

    /// Whether it is still to be said what stands in them.
    pub(super) fn hears(&self) -> bool {
        self.rest.asked.is_some()
    }

    /// Whether one of them is being written.
    pub(super) fn writes_heard(&self) -> bool {
        self.rest.blank.is_some()
    }

    fn heard_value(&self, field: &Field) -> Value {
        let values = self.rest.view.as_ref().map(|view| view.values.as_slice()).unwrap_or_default();
        values.iter().find(|(number, _)| *number == field.number).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Something else is there by now, and has been said.
    pub(super) fn heard_anew(&mut self, number: u16, value: &Value) {
        if let Some(view) = &mut self.rest.view {
            view.values.retain(|(known, _)| *known != number);
            view.values.push((number, value.clone()));
        }
        if self.rest.writes().is_some_and(|field| field.number == number) {
            self.rest.seen = value.clone();
        }
    }

    /// This one is to be written.
    pub(super) fn begin_heard(&mut self, at: usize, cx: &Cx) {
        if self.rest.view.is_none() {
            return;
        }
        let (entity, _) = self.record();
        if let Some(field) = self.heard_fields().get(at) {
            self.list = List { cursor: at, top: 0 };
            let value = self.heard_value(field);
            let before = Blank::new(entity, field, &value, &[], &cx.words, &cx.now);
            let mut blank = before.clone();
            let kept = self.kept_heard(field, cx);
            if let Some(kept) = &kept {
                let (_, _) = kept.restore(std::slice::from_mut(&mut blank), cx.dates());
            }
            self.rest.seen = kept.and_then(|kept| kept.saw(field)).unwrap_or(value);
            (self.rest.blank, self.rest.before) = (Some(blank), Some(before));
        }
    }

    /// A key while one is written.
    pub(super) fn heard_key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let words = std::sync::Arc::clone(&cx.words);
        let Some(blank) = &mut self.rest.blank else { return Handled::No };
        if key.code == Code::Enter {
            self.save_heard(cx);
            return Handled::Yes;
        }
        match blank.key(key, &words) {
            Taken::No => return Handled::No,
            Taken::Changed => self.keep(cx),
            Taken::Moved | Taken::Idle => {}
        }
        Handled::Yes
    }

    pub(super) fn heard_pasted(&mut self, text: &str, cx: &mut Cx) {
        if let Some(blank) = &mut self.rest.blank {
            let whole = blank.typed.paste(text);
            self.keep(cx);
            cx.pasted(whole);
        }
    }

    /// Back to the choice among them; whether one was being written.
    pub(super) fn heard_back(&mut self) -> bool {
        self.rest.blank.take().is_some()
    }

    pub(super) fn save_heard(&mut self, cx: &mut Cx) {
        let (entity, record) = self.record();
        let Some(field) = self.rest.blank.as_ref().map(|blank| blank.field) else { return };
        let known = self.heard_value(field).elements();
        let Some(blank) = &mut self.rest.blank else { return };
        blank.keep_element();
        // A count or a day is understood as the log line understands it.
        if let Some(sign) = SIGNS.iter().find(|(name, _)| *name == field.name).map(|(_, sign)| *sign) {
            for new in blank.chosen.iter_mut().filter(|chosen| !known.contains(&chosen.word)) {
                new.word = heard_of(sign, &new.word, cx);
            }
        }
        match blank.value(cx.dates()) {
            Ok(value) if self.saving.is_none() => {
                let (values, seen) = (vec![(field.number, value)], vec![(field.number, self.rest.seen.clone())]);
                let deed = Deed::Set { entity: entity.number, record, values, seen };
                self.saving = Some(cx.perform_drafted(deed, self.draft()));
            }
            Ok(_) => {}
            Err(wrong) => cx.notice_word(wrong, Tone::Trouble),
        }
    }

    pub(super) fn draw_heard(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (entity, _) = self.record();
        let label = area.width / 3;
        let fields = self.heard_fields();
        let sight = self.list.sight(fields.len(), usize::from(area.height));
        for (line, at) in sight.enumerate() {
            let Some(field) = fields.get(at).copied() else { break };
            let y = area.y + line as u16;
            let digit = (at + 1).to_string();
            let name = cx.words.field(entity, field);
            canvas.spans(area.x, y, label, &[(&digit, Role::Key), ("  ", Role::Text), (name, Role::Dim)]);
            let (x, room) = (area.x + label + 1, area.width.saturating_sub(label + 1));
            let here = at == self.list.cursor;
            match self.rest.blank.as_ref().filter(|_| here) {
                Some(blank) => {
                    let chosen: Vec<&str> =
                        blank.chosen.iter().filter(|_| blank.is_set()).map(|chosen| chosen.shown.as_str()).collect();
                    let chosen = chosen.join("; ");
                    let used = canvas.put(x, y, room / 2, &chosen, Role::Strong);
                    let used = used + u16::from(used > 0) * 2;
                    blank.draw_line(cx, x + used, y, room.saturating_sub(used), canvas);
                }
                None => {
                    let shown = Shown { now: &cx.now, names: &[] };
                    let value = self.heard_value(field);
                    let text =
                        if value.is_null() { String::new() } else { cx.words.value(entity, field, &value, shown) };
                    canvas.put(x, y, room, text.lines().next().unwrap_or_default(), Role::Text);
                }
            }
            if here && self.rest.blank.is_none() {
                canvas.tint(Rect { y, height: 1, ..area }, Role::Cursor);
            }
        }
    }
}
