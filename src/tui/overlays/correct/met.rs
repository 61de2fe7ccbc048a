//! Who was met: the customer's people, ticked or not. A digit or Space ticks, Enter saves.
//!
//! Always holds: whoever was met and is not among the customer's people any more stays, unless he is unticked here.

use ratatui::layout::Rect;

use super::Correct;
use crate::domain::deed::Deed;
use crate::schema::Value;
use crate::tui::canvas::Canvas;
use crate::tui::cx::Cx;
use crate::tui::theme::Role;

impl Correct {
    /// Ticks the one in this row, or unticks him.
    pub(super) fn turn_met(&mut self, at: usize) {
        let people = self.view.as_mut().map(|view| view.people.as_mut_slice()).unwrap_or_default();
        if let Some(person) = people.get_mut(at) {
            person.met = !person.met;
            self.list.cursor = at;
        }
    }

    pub(super) fn save_met(&mut self, cx: &mut Cx) {
        let (entity, record) = self.record();
        let Some((field, view)) = entity.field("contacts").zip(self.view.as_ref()) else { return };
        let met = view.people.iter().filter(|person| person.met).map(|person| person.id.to_string());
        let values = vec![(field.number, Value::set(met))];
        let seen = vec![(field.number, Value::set(self.seen_met.iter().map(ToString::to_string)))];
        if self.saving.is_none() {
            self.saving = Some(cx.perform(Deed::Set { entity: entity.number, record, values, seen }));
        }
    }

    pub(super) fn draw_met(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let people = self.view.as_ref().map(|view| view.people.as_slice()).unwrap_or_default();
        if people.is_empty() {
            canvas.put(area.x, area.y, area.width, cx.word("correct-met-nobody"), Role::Dim);
        }
        let sight = self.list.sight(people.len(), usize::from(area.height));
        for (line, at) in sight.enumerate() {
            let Some(person) = people.get(at) else { break };
            let y = area.y + line as u16;
            let digit = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
            let tick = if person.met { "[x] " } else { "[ ] " };
            canvas.spans(
                area.x,
                y,
                area.width,
                &[(&digit, Role::Key), ("  ", Role::Text), (tick, Role::Accent), (&person.name, Role::Text)],
            );
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..area }, Role::Cursor);
            }
        }
    }
}
