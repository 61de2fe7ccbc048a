//! For a new customer: those that it may be the same as, while its name and numbers are typed.

use super::{Form, Purpose};
use crate::base::width::cells;
use crate::domain::ask::{Answer, Ask, NameHit};
use crate::schema::ACCOUNT;
use crate::tui::cx::Cx;
use crate::tui::message::Ticket;

/// Who it may be the same as.
#[derive(Debug, Default)]
pub struct Alike {
    /// The customers.
    pub hits: Vec<NameHit>,
    ticket: Option<Ticket>,
    /// What was asked for.
    of: String,
}

impl Alike {
    /// An answer; given back where it was not asked for here.
    pub fn answered(&mut self, ticket: Ticket, answer: Answer) -> Option<Answer> {
        if self.ticket != Some(ticket) {
            return Some(answer);
        }
        if let Answer::Names(hits) = answer {
            self.hits = hits;
        }
        None
    }
}

impl Form {
    /// Asks who is like what is filled in, where that has changed.
    pub(super) fn look_alikes(&mut self, cx: &mut Cx) {
        if self.purpose != Purpose::Add || self.entity.number != ACCOUNT.number {
            return;
        }
        let text = |name: &str| self.blanks.iter().find(|blank| blank.field.name == name);
        let name = text("name").map(|blank| blank.typed.words().trim().to_owned()).unwrap_or_default();
        let phones: Vec<String> = text("phones")
            .map(|blank| {
                let typed = Some(blank.typed.words().trim().to_owned()).filter(|typed| !typed.is_empty());
                blank.chosen.iter().map(|chosen| chosen.word.clone()).chain(typed).collect()
            })
            .unwrap_or_default();
        let of = format!("{name}\n{}", phones.join("\n"));
        if of == self.alike.of {
            return;
        }
        let ticket = if cells(&name) < 2 && phones.is_empty() {
            self.alike.hits.clear();
            None
        } else {
            Some(cx.ask(Ask::LookAlikes { name, phones }))
        };
        self.alike = Alike { ticket, of, hits: std::mem::take(&mut self.alike.hits) };
    }
}
