//! Who was met: the customer's people, ticked or not. Letters find one, a digit or Space ticks, Enter saves.
//!
//! Always holds: whoever was met and is not among the customer's people any more stays, unless he is unticked here.

use ratatui::layout::Rect;

use super::Correct;
use crate::base::name::{NameKey, Query};
use crate::domain::deed::Deed;
use crate::schema::Value;
use crate::tui::canvas::Canvas;
use crate::tui::cx::Cx;
use crate::tui::field::Field;
use crate::tui::theme::Role;

impl Correct {
    /// The people whom the letters fit, by their places among all.
    pub(super) fn people_shown(&self) -> Vec<usize> {
        let people = self.view.as_ref().map(|view| view.people.as_slice()).unwrap_or_default();
        let letters = self.field.words().trim();
        let query = Query::new(letters);
        let fits = |name: &str| letters.is_empty() || query.rank(&NameKey::new(name)).is_some();
        people.iter().enumerate().filter(|(_, person)| fits(&person.name)).map(|(at, _)| at).collect()
    }

    /// Ticks the one in this row, or unticks him; the letters by which he was found go.
    pub(super) fn turn_met(&mut self, row: usize) {
        let Some(at) = self.people_shown().get(row).copied() else { return };
        let people = self.view.as_mut().map(|view| view.people.as_mut_slice()).unwrap_or_default();
        if let Some(person) = people.get_mut(at) {
            person.met = !person.met;
            self.field = Field::default();
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
            return;
        }
        self.field.draw(canvas, area.x, area.y, area.width.min(40), true);
        if self.field.is_empty() {
            canvas.put(area.x + 1, area.y, area.width.saturating_sub(1), cx.word("correct-met-hint"), Role::Dim);
        }
        let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let shown = self.people_shown();
        let sight = self.list.sight(shown.len(), usize::from(area.height));
        for (line, row) in sight.enumerate() {
            let Some(person) = shown.get(row).and_then(|at| people.get(*at)) else { break };
            let y = area.y + line as u16;
            let digit = if row < 9 && self.field.is_empty() { (row + 1).to_string() } else { " ".to_owned() };
            let tick = if person.met { "[x] " } else { "[ ] " };
            canvas.spans(
                area.x,
                y,
                area.width,
                &[(&digit, Role::Key), ("  ", Role::Text), (tick, Role::Accent), (&person.name, Role::Text)],
            );
            if row == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..area }, Role::Cursor);
            }
        }
    }
}
