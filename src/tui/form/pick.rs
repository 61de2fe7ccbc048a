//! The records that fit the letters typed in a blank that refers to one: found as one types, chosen by arrows and Enter.

use super::blank::Blank;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::domain::ask::{Answer, Ask};
use crate::schema::{CONTACT, Value, entity_named};
use crate::tui::cx::Cx;
use crate::tui::key::{Code, Key};
use crate::tui::message::Ticket;

/// At most so many are offered.
pub const MOST: usize = 5;
/// So many territories, users or contacts of one customer are looked through for those that fit: more than there are.
const LOOKED_THROUGH: usize = 5_000;

/// What a key did to the offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picked {
    /// One was chosen.
    Chosen,
    /// The cursor went.
    Moved,
    /// Nothing: the key is for somebody else.
    No,
}

/// What is offered for a blank.
#[derive(Debug, Default)]
pub struct Pick {
    /// (record, name, what tells it from its twin).
    pub offered: Vec<(Id, String, String)>,
    /// The one under the cursor.
    pub at: usize,
    asked: Option<Ticket>,
    letters: String,
    /// Whether the first is meant beyond doubt.
    sure: bool,
}

impl Pick {
    /// Asks for what fits the letters in the blank; contacts are those of the customer.
    pub fn look_for(&mut self, blank: &Blank, account: Option<Id>, cx: &mut Cx) {
        let letters = blank.typed.words().trim().to_owned();
        self.at = 0;
        if letters.is_empty() {
            *self = Pick::default();
            return;
        }
        self.letters = letters.clone();
        let target = blank.field.target.unwrap_or_default();
        if target == "account" {
            self.asked = Some(cx.ask(Ask::Names { letters, most: MOST }));
            return;
        }
        let Some(entity) = entity_named(target) else { return };
        // Territories and users are few; contacts are asked for one customer only.
        let mut only = Vec::new();
        if entity.number == CONTACT.number {
            let Some(account) = account else { return };
            let Some(field) = CONTACT.field("account") else { return };
            only.push((field.number, Value::Id(account)));
        }
        self.asked = Some(cx.ask(Ask::Records { entity: entity.number, only, offset: 0, limit: LOOKED_THROUGH }));
    }

    /// An answer; given back where it was not asked for here.
    pub fn answered(&mut self, ticket: Ticket, answer: Answer) -> Option<Answer> {
        if self.asked != Some(ticket) {
            return Some(answer);
        }
        self.asked = None;
        self.sure = matches!(&answer, Answer::Names(hits) if hits.first().is_some_and(|hit| hit.certain));
        self.offered = match answer {
            Answer::Names(hits) => hits.into_iter().map(|hit| (hit.account, hit.name, hit.street)).collect(),
            Answer::Records(views) => {
                let letters = fold(&self.letters);
                views
                    .into_iter()
                    .filter_map(|view| {
                        let entity = crate::schema::entity(view.entity)?;
                        let text = |name: &str| {
                            let number = entity.field(name)?.number;
                            let value = view.values.iter().find(|(known, _)| *known == number)?;
                            Some(value.1.str().to_owned())
                        };
                        let name = text("name")?;
                        let beside = text("title").unwrap_or_default();
                        fold(&name).contains(&letters).then_some((view.record, name, beside))
                    })
                    .take(MOST)
                    .collect()
            }
            _ => Vec::new(),
        };
        None
    }

    /// It could not be said who fits.
    pub fn unanswered(&mut self, ticket: Ticket) {
        self.asked.take_if(|asked| *asked == ticket);
    }

    /// Whether those that fit are still being looked for.
    pub fn looks(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether more than one may be meant, for whoever has not seen them.
    pub fn doubts(&self) -> bool {
        self.offered.len() > 1 && !self.sure
    }

    /// A key that is for the offered ones.
    pub fn key(&mut self, key: Key, blank: &mut Blank) -> Picked {
        if self.offered.is_empty() || key.ctrl {
            return Picked::No;
        }
        match key.code {
            Code::Down => self.at = (self.at + 1).min(self.offered.len() - 1),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Enter | Code::Tab => {
                if let Some((record, name, _)) = self.offered.get(self.at) {
                    blank.pick(*record, name);
                }
                *self = Pick::default();
                return Picked::Chosen;
            }
            _ => return Picked::No,
        }
        Picked::Moved
    }

    /// Takes the offer away; whether there was one.
    pub fn close(&mut self) -> bool {
        let open = !self.offered.is_empty();
        *self = Pick::default();
        open
    }
}
