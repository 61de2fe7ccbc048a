//! The steps of a visit, ticked off by their digits; ← and → change the type of visit.
//!
//! Always holds: each tick is kept at once and is an act of its own; leaving with something left out is nobody's business here.

use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::base::width::cells;
use crate::domain::ask::{Answer, Ask, StepsView};
use crate::domain::deed::Deed;
use crate::tui::canvas::{Canvas, Target, centred};
use crate::tui::cx::{Cx, Tone};
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::Ticket;
use crate::tui::screen::{Handled, Motion, Place, Screen, Sight};
use crate::tui::theme::Role;

/// The list.
#[derive(Clone, Debug)]
pub struct Steps {
    visit: Id,
    view: Option<Box<StepsView>>,
    list: List,
    ticket: Option<Ticket>,
}

impl Steps {
    /// Of this visit.
    pub fn new(visit: Id) -> Steps {
        Steps { visit, view: None, list: List::default(), ticket: None }
    }

    fn rows(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.steps.steps.len())
    }

    /// The key of what the keys are.
    fn how(&self) -> &'static str {
        let several = self.view.as_ref().is_some_and(|view| view.types.len() > 1);
        if several { "steps-how-types" } else { "steps-how" }
    }

    /// Ticks a step off, or takes its tick away.
    fn turn(&mut self, at: usize, cx: &mut Cx) {
        let Some(view) = &self.view else { return };
        let Some(step) = view.steps.steps.get(at) else { return };
        self.list.cursor = at;
        let (visit_type, done) = (view.steps.visit_type, !step.done);
        cx.perform(Deed::Tick { visit: self.visit, visit_type, step: step.words.clone(), done });
        if done {
            self.list.cursor = (at + 1).min(self.rows().saturating_sub(1));
        }
    }

    /// Another type of visit.
    fn change(&self, on: bool, cx: &mut Cx) {
        let Some(view) = self.view.as_ref().filter(|view| view.types.len() > 1) else { return };
        let at = view.types.iter().position(|(id, _)| *id == view.steps.visit_type).unwrap_or(0);
        let to = if on { at + 1 } else { at + view.types.len() - 1 } % view.types.len();
        if let Some((visit_type, _)) = view.types.get(to) {
            cx.perform(Deed::TypeOfVisit { visit: self.visit, visit_type: *visit_type });
        }
    }
}

impl Screen for Steps {
    fn place(&self) -> Place {
        Place::Question
    }

    fn sight(&self) -> Sight {
        Sight::Of(self.view.as_ref().and_then(|view| view.account))
    }

    fn popup(&self, cx: &Cx, whole: Rect) -> Option<Rect> {
        let view = self.view.as_ref();
        let widest = view.into_iter().flat_map(|view| &view.steps.steps).map(|step| cells(&step.words)).max();
        let title = view.map_or(0, |view| cells(&view.name) + cells(&view.steps.name) + 20);
        let width = (widest.unwrap_or(0) + 12).max(title).max(cells(cx.word(self.how())) + 4);
        Some(centred(whole, width as u16, self.rows() as u16 + 4))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::Steps(self.visit)));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Steps(view) if self.ticket == Some(ticket) => {
                if view.is_none() {
                    cx.notice_word("steps-none", Tone::Calm);
                    cx.close();
                }
                let first = self.view.is_none();
                self.view = view;
                if first && let Some(view) = &self.view {
                    self.list.cursor = view.steps.steps.iter().position(|step| !step.done).unwrap_or(0);
                }
                None
            }
            other => Some(other),
        }
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if key.code == Code::Char(' ') {
            self.turn(self.list.cursor, cx);
            return Handled::Yes;
        }
        match key.narrow().typed().and_then(|c| c.to_digit(10)) {
            Some(digit) if digit > 0 => {
                self.turn(digit as usize - 1, cx);
                Handled::Yes
            }
            _ => Handled::No,
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        match motion {
            Motion::Right => self.change(true, cx),
            Motion::Left => self.change(false, cx),
            motion => {
                self.list.moved(motion, self.rows(), self.rows());
            }
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.turn(self.list.cursor, cx);
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(view) = &self.view else { return };
        let of = cx.say("n-of-m", &[("n", view.steps.done().into()), ("m", view.steps.steps.len().into())]);
        let inner = canvas.window(area, &format!("{}   {}   {of}", view.name, view.steps.name));
        canvas.belongs(area, view.account);
        for (at, step) in view.steps.steps.iter().enumerate().take(usize::from(inner.height.saturating_sub(2))) {
            let row = Rect { y: inner.y + at as u16, height: 1, ..inner };
            let digit = if at < 9 { (at + 1).to_string() } else { String::new() };
            canvas.put(row.x, row.y, 1, &digit, Role::Key);
            canvas.put(
                row.x + 3,
                row.y,
                1,
                if step.done { "✓" } else { "-" },
                if step.done { Role::Done } else { Role::Dim },
            );
            let role = if step.done { Role::Dim } else { Role::Text };
            canvas.put_words(row.x + 5, row.y, row.width.saturating_sub(7), &step.words, role);
            if step.required && !step.done {
                canvas.put_right(row.right(), row.y, 1, "!", Role::Due);
            }
            canvas.spot(row, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(row, Role::Cursor);
            }
        }
        canvas.put(inner.x, inner.bottom().saturating_sub(1), inner.width, cx.word(self.how()), Role::Dim);
    }
}
