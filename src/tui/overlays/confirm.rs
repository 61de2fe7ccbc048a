//! What is done once for all is shown before: what ends or goes with it, as a list; Enter does it, Esc does not.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::Cx;
use super::super::message::Ticket;
use super::super::screen::{Place, Screen, Sight};
use super::super::theme::Role;
use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask, Dossier};
use crate::domain::deed::Deed;

/// The question.
#[derive(Clone, Debug)]
pub struct Confirm {
    title: &'static str,
    name: String,
    account: Id,
    deed: Deed,
    /// What ends or goes; none: not known yet.
    lines: Option<Vec<String>>,
    ticket: Option<Ticket>,
}

impl Confirm {
    /// A customer is shut for good.
    pub fn shut_for_good(account: Id, name: impl Into<String>) -> Confirm {
        Confirm::of("title-shut", account, name.into(), Deed::ShutForGood { account })
    }

    /// A record of a customer is deleted, or the customer itself.
    pub fn delete(entity: u16, record: Id, account: Id, name: impl Into<String>) -> Confirm {
        Confirm::of("title-delete", account, name.into(), Deed::Delete { entity, record })
    }

    fn of(title: &'static str, account: Id, name: String, deed: Deed) -> Confirm {
        Confirm { title, name, account, deed, lines: None, ticket: None }
    }

    fn list(&self, cx: &Cx, dossier: &Dossier) -> Vec<String> {
        let today = cx.now.today();
        let follow_ups = dossier.follow_ups.iter().map(|follow_up| {
            let due = follow_up.due.map(|due| cx.words.day_of(due, today)).unwrap_or_default();
            cx.say("ends-follow-up", &[("what", (&follow_up.text).into()), ("day", (&due).into())])
        });
        match &self.deed {
            Deed::ShutForGood { .. } => {
                let mut lines = vec![cx.word("ends-cadence").to_string()];
                if let Some(day) = dossier.row.planned {
                    lines.push(cx.say("ends-plan", &[("day", (&cx.words.long_day(day)).into())]));
                }
                lines.extend(follow_ups.take(8));
                lines
            }
            Deed::Delete { record, .. } if *record == self.account => vec![
                cx.say("goes-timeline", &[("n", dossier.timeline_all.into())]),
                cx.say("goes-contacts", &[("n", dossier.contacts.len().into())]),
                cx.say("goes-follow-ups", &[("n", dossier.follow_ups.len().into())]),
            ],
            _ => Vec::new(),
        }
    }
}

impl Screen for Confirm {
    fn sight(&self) -> Sight {
        Sight::Of(Some(self.account))
    }

    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        let lines = self.lines.as_ref().map_or(0, Vec::len) as u16;
        Some(centred(whole, 64, lines + 6))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::Account(self.account)));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Account(dossier) if self.ticket == Some(ticket) => {
                match dossier {
                    Some(dossier) => self.lines = Some(self.list(cx, &dossier)),
                    None => cx.close(),
                }
                None
            }
            other => Some(other),
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        // Nothing is done before what it means has been seen.
        if self.lines.is_some() {
            cx.close();
            cx.perform(self.deed.clone());
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &format!("{}   {}", cx.word(self.title), self.name));
        let lines = self.lines.as_deref().unwrap_or_default();
        for (row, line) in lines.iter().enumerate() {
            canvas.put(inner.x, inner.y + 1 + row as u16, inner.width, line, Role::Text);
        }
        let y = (inner.y + 2 + lines.len() as u16).min(inner.bottom().saturating_sub(1));
        canvas.put(inner.x, y, inner.width, cx.word("confirm-enter"), Role::Dim);
    }
}
