//! The words and the day of a follow-up that hangs on the log: written over in one line, as in the log line (`send quote fri`, or `fri` alone).
//!
//! Always holds: what the line does not say stays as it is; a day that stood in the words before is none that was said now.

use ratatui::layout::Rect;

use super::Correct;
use super::draft::Kept;
use super::parts::Part;
use crate::base::id::Id;
use crate::domain::dates::{Dates, Of};
use crate::domain::deed::{Deed, Slot};
use crate::schema::{FOLLOW_UP, FieldType, FollowUp, PromisedBy, Value};
use crate::tui::canvas::Canvas;
use crate::tui::cx::Cx;
use crate::tui::field::Field;
use crate::tui::open;
use crate::tui::overlays::log_line::promise_at;
use crate::tui::theme::Role;

/// What the line says of it; what it does not say is none.
struct Said {
    text: Option<String>,
    due: Option<Slot>,
    by: Option<PromisedBy>,
}

impl Correct {
    /// The follow-up that is written over.
    fn changed_one(&self) -> Option<&FollowUp> {
        let id = self.changing?;
        self.view.as_ref()?.follow_ups.iter().find(|follow_up| follow_up.id == id)
    }

    /// The one in which something was being written.
    pub(super) fn begun_follow_up(&self, cx: &Cx) -> Option<Id> {
        let all = self.view.as_ref()?.follow_ups.iter().map(|follow_up| follow_up.id);
        all.into_iter().find(|id| cx.drafted(&self.draft_of_follow_up(*id)).is_some())
    }

    /// Its words stand in the field, chosen: the first letter takes their place, an arrow keeps them.
    pub(super) fn begin_follow_up(&mut self, id: Id, cx: &Cx) {
        self.changing = Some(id);
        let kept = cx.drafted(&self.draft_of_follow_up(id)).and_then(|body| serde_json::from_str::<Kept>(body).ok());
        self.begun = kept.as_ref().and_then(|kept| kept.begun);
        let words = self.changed_one().map(|follow_up| follow_up.text.clone()).unwrap_or_default();
        self.field = kept.map_or_else(|| Field::new(&words).chosen(), |kept| Field::new(&kept.line));
    }

    /// Whether the line says no more than what is there.
    pub(super) fn is_as_it_was(&self) -> bool {
        self.changed_one().is_some_and(|follow_up| follow_up.text == self.field.words().trim())
    }

    /// Back to the choice among them; whether one was being written.
    pub(super) fn follow_up_back(&mut self) -> bool {
        let was = self.part == Some(Part::FollowUps) && self.changing.take().is_some();
        if was {
            (self.field, self.begun) = (Field::default(), None);
        }
        was
    }

    /// All of its fields.
    pub(super) fn open_follow_up(&mut self, cx: &mut Cx) {
        if let Some(record) = self.changing {
            cx.close();
            open::form(cx, FOLLOW_UP.number, Some(record), Vec::new());
        }
    }

    fn said(&self, cx: &Cx) -> Said {
        let (now, words) = (self.read_at(cx), self.field.words().trim());
        let promise = promise_at(words, &now, cx);
        let before = self.changed_one().map(|follow_up| promise_at(&follow_up.text, &now, cx).due).unwrap_or_default();
        let marked = words.starts_with(['>', '<', '》', '《', '＞', '＜', '〉', '〈']);
        let by = marked.then_some(promise.by);
        if promise.due.is_some() && promise.due == before {
            return Said { text: Some(words.to_owned()), due: None, by };
        }
        let text = promise.text.trim();
        // A day alone moves it, and says nothing else.
        let day = Dates { now: &now, ..cx.dates() }.read(words, Of::Due);
        let text = (day.is_none() && !text.is_empty()).then(|| text.to_owned());
        Said { text, due: day.or(promise.due), by }
    }

    /// Saves what the line says of it.
    pub(super) fn save_follow_up(&mut self, cx: &mut Cx) {
        let Some(before) = self.changed_one().cloned().filter(|_| self.saving.is_none()) else { return };
        if self.field.words().trim().is_empty() || self.is_as_it_was() {
            self.follow_up_back();
            return;
        }
        let Said { text, due, by } = self.said(cx);
        let (mut values, mut seen) = (Vec::new(), Vec::new());
        let mut set = |name: &str, value: Value, was: Value| {
            if let Some(field) = FOLLOW_UP.field(name).filter(|_| value != was) {
                values.push((field.number, value));
                seen.push((field.number, was));
            }
        };
        if let Some(text) = text {
            set("text", Value::text(text), Value::text(before.text));
        }
        if let Some(due) = due {
            set("due", Some(due.day).put(), before.due.put());
            // Of another day alone the time stays.
            if let Some(time) = due.time {
                set("due_at", Some(cx.now.zone.moment(due.day.and_time(time))).put(), before.due_at.put());
            }
        }
        if let Some(by) = by {
            set("promised_by", Some(by).put(), before.promised_by.put());
        }
        if values.is_empty() {
            self.follow_up_back();
            return;
        }
        let deed = Deed::Set { entity: FOLLOW_UP.number, record: before.id, values, seen };
        self.saving = Some(cx.perform_drafted(deed, self.draft()));
    }

    /// The line, what it comes to, and how else it is changed.
    pub(super) fn draw_follow_up(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(before) = self.changed_one() else { return };
        self.field.draw(canvas, area.x, area.y, area.width.min(60), true);
        let Said { text, due, .. } = self.said(cx);
        let text = text.unwrap_or_else(|| before.text.clone());
        let day = due.map(|slot| slot.day).or(before.due).map(|day| cx.words.day_from(day, cx.now.today()));
        let clock = due.and_then(|slot| slot.time).map(|time| cx.words.time(time)).unwrap_or_default();
        let read = format!("= {text}  {} {clock}", day.unwrap_or_default());
        canvas.put(area.x, area.y + 1, area.width, read.trim_end(), Role::Chip);
        canvas.put(area.x, area.y + 2, area.width, cx.word("correct-follow-up-change"), Role::Dim);
    }
}
