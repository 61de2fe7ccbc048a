//! A date in words: `fri`, `+3d`, `下周三`, and at once what was understood.
//!
//! Always holds: nothing is done before the words are understood; an empty line after a reason means "no new date".

use ratatui::layout::Rect;

use super::super::act::SmallAct;
use super::super::canvas::{Canvas, centred};
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::Key;
use super::super::screen::{Handled, Place, Screen};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::choice::titled;
use crate::domain::deed::Slot;
use crate::schema::Reason;

/// What the date is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To move the row.
    Move,
    /// To plan a visit.
    Plan,
    /// The new date after a visit that did not take place; may be left out.
    NotDone(Reason),
    /// Not to be proposed before it.
    Snooze,
}

/// The question.
#[derive(Clone, Debug)]
pub struct When {
    purpose: Purpose,
    subject: Subject,
    field: Field,
}

impl When {
    /// For this purpose, about this row.
    pub fn new(purpose: Purpose, subject: Subject) -> When {
        When { purpose, subject, field: Field::default() }
    }

    fn slot(&self, cx: &Cx) -> Option<Slot> {
        if self.purpose == Purpose::NotDone(Reason::Other) {
            return super::super::dates::split(self.field.words(), &cx.now, cx.words.lang()).1;
        }
        super::super::dates::read(self.field.words(), &cx.now, cx.words.lang())
    }

    fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::Move => "title-move",
            Purpose::Plan => "title-plan",
            Purpose::NotDone(_) => "title-new-date",
            Purpose::Snooze => "title-snooze",
        }
    }
}

impl Screen for When {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 60, 6))
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, _cx: &mut Cx) -> Handled {
        self.field.key(key)
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.field.paste(text);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let slot = self.slot(cx);
        let act = match (self.purpose, slot) {
            // Another reason is said in words, before the date or without one.
            (Purpose::NotDone(Reason::Other), _) => {
                let (words, again) = super::super::dates::split(self.field.words(), &cx.now, cx.words.lang());
                if words.is_empty() {
                    cx.notice_word("notice-say-why", Tone::Calm);
                    return;
                }
                SmallAct::NotDone { reason: Reason::Other, words, again }
            }
            (Purpose::NotDone(reason), again) if again.is_some() || self.field.is_empty() => {
                SmallAct::NotDone { reason, words: String::new(), again }
            }
            (Purpose::Move, Some(to)) => SmallAct::Move(to),
            (Purpose::Plan, Some(to)) => SmallAct::Plan(to),
            (Purpose::Snooze, Some(to)) => SmallAct::Snooze(to.day),
            _ => {
                cx.notice_word("notice-no-date", Tone::Calm);
                return;
            }
        };
        cx.close();
        cx.act(act, &self.subject);
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &titled(cx, self.title(), &self.subject));
        self.field.draw(canvas, inner.x, inner.y + 1, inner.width, true);
        let (understood, role) = match self.slot(cx) {
            Some(slot) => (understood(cx, slot), Role::Done),
            None if self.purpose == Purpose::NotDone(Reason::Other) => {
                (cx.word("when-other-hint").to_string(), Role::Dim)
            }
            None if self.field.is_empty() && matches!(self.purpose, Purpose::NotDone(_)) => {
                (cx.word("when-none").to_string(), Role::Dim)
            }
            None if self.field.is_empty() => (cx.word("when-hint").to_string(), Role::Dim),
            None => (cx.word("when-unknown").to_string(), Role::Due),
        };
        canvas.put(inner.x, inner.y + 2, inner.width, &understood, role);
    }
}

/// The day that was understood, so that nobody has to count.
fn understood(cx: &Cx, slot: Slot) -> String {
    let today = cx.now.today();
    let days = (slot.day - today).num_days();
    let mut text = cx.words.long_day(slot.day);
    if let Some(time) = slot.time {
        text.push(' ');
        text.push_str(&cx.words.time(time));
    }
    if days > 1 {
        text.push_str("   ");
        text.push_str(&cx.say("in-days", &[("n", days.into())]));
    } else if days >= -1 {
        text.push_str("   ");
        text.push_str(&cx.words.day_from(slot.day, today));
    }
    text
}
