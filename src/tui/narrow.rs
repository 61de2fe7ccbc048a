//! The field in which a filter is typed, on every list: completion with Tab, what was not understood said beside it, the filters of before
//! and those that are kept on Up. A list that is read in pages asks with what was read; one that is held whole asks who fits.
//!
//! Always holds: ↑↓ move the rows as soon as something is typed that was not taken from before.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::context;
use super::cx::{Cx, Tone};
use super::field::Field;
use super::key::{Code, Key};
use super::message::Ticket;
use super::screen::Handled;
use super::theme::Role;
use crate::base::id::Id;
use crate::base::name::{NameKey, Query};
use crate::base::text::{fold, is_han};
use crate::base::width::cells;
use crate::domain::ask::{Answer, Ask};
use crate::domain::filter::{self, Filter, Term};
use crate::schema::ACCOUNT;

/// Under which name the filters of before are kept.
pub(super) const BEFORE: &str = "filters";
/// So many are kept.
const MOST: usize = 30;

/// The field.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    field: Field,
    writing: bool,
    /// Whether it is never left: there is a search, and no list beside it.
    always: bool,
    /// How far back in the filters of before.
    back: Option<usize>,
    /// What customers are asked for, and who they are, once that is known.
    terms: Vec<Term>,
    members: Option<BTreeSet<Id>>,
    asked: Option<Ticket>,
    /// The words beside the terms.
    plain: String,
}

impl Narrow {
    /// A search's: always taking letters, with these words to begin with.
    pub fn written(words: &str) -> Narrow {
        Narrow { field: Field::new(words), writing: true, always: true, ..Narrow::default() }
    }

    /// With these words, which were typed before.
    pub fn left(words: &str) -> Narrow {
        Narrow { field: Field::new(words), ..Narrow::default() }
    }

    /// The words beside the terms.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Whether customers are asked for by their fields.
    pub fn by_fields(&self) -> bool {
        !self.terms.is_empty()
    }

    /// What customers are asked for.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Something else is typed: who fits is asked for, where fields are named.
    pub fn look(&mut self, cx: &mut Cx) {
        let filter = self.read(cx);
        self.plain = filter.words.trim().to_owned();
        if filter.terms != self.terms {
            (self.terms, self.members) = (filter.terms, None);
            self.refresh(cx);
        }
    }

    /// The records have changed: who fits may be others.
    pub fn refresh(&mut self, cx: &mut Cx) {
        self.asked = self.by_fields().then(|| cx.ask(Ask::Members(self.terms.clone())));
    }

    /// It is known who fits.
    pub fn answered(&mut self, ticket: Ticket, answer: &Answer) -> bool {
        let Answer::Members(members) = answer else { return false };
        if self.asked != Some(ticket) {
            return false;
        }
        self.members = Some(members.clone());
        true
    }

    /// It could not be said who fits.
    pub fn unanswered(&mut self, ticket: Ticket) {
        self.asked.take_if(|asked| *asked == ticket);
    }

    /// Whether it is still to be said who fits the fields that are named.
    pub fn waits(&self) -> bool {
        self.asked.is_some() && self.members.is_none()
    }

    /// Whether a customer fits the fields that are named. What has no customer fits none.
    pub fn has(&self, account: Option<Id>) -> bool {
        match (&self.members, account) {
            (Some(members), Some(account)) => members.contains(&account),
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    /// Whether a row fits: its customer the fields, its words or its name's letters the rest.
    pub fn fits(&self, account: Option<Id>, name: &str, text: &str) -> bool {
        if !self.has(account) {
            return false;
        }
        if self.plain.is_empty() {
            return true;
        }
        let folded = fold(&format!("{name} {text}"));
        fold(&self.plain).split_whitespace().all(|part| folded.contains(part))
            || (name.chars().any(is_han) && Query::new(&self.plain).rank(&NameKey::new(name)).is_some())
    }

    /// Keeps it among the rep's filters, offered as a context and on Up.
    pub fn save(&self, cx: &mut Cx) {
        let typed = self.words().to_owned();
        let mut settings = cx.settings.clone();
        settings.filters.retain(|other| *other != typed);
        settings.filters.insert(0, typed.clone());
        cx.set(settings);
        cx.notice(cx.say("filter-kept", &[("filter", (&typed).into())]), Tone::Done);
    }

    /// Begins to take letters.
    pub fn begin(&mut self) {
        self.writing = true;
        self.back = None;
    }

    /// A row was chosen: the next letters are commands again.
    pub fn entered(&mut self, cx: &mut Cx) {
        if std::mem::take(&mut self.writing) {
            self.keep(cx);
        }
    }

    /// Whether it takes letters.
    pub fn writing(&self) -> bool {
        self.writing
    }

    /// What was typed.
    pub fn words(&self) -> &str {
        self.field.words().trim()
    }

    /// Whether it narrows or is being written.
    pub fn shown(&self) -> bool {
        self.writing || !self.field.is_empty()
    }

    /// Takes it away; whether there was something.
    pub fn clear(&mut self, cx: &mut Cx) -> bool {
        let was = self.shown();
        self.keep(cx);
        *self = Narrow::default();
        was
    }

    /// The filter that it comes to.
    pub fn read(&self, cx: &Cx) -> Filter {
        context::read(cx, self.words()).0
    }

    /// A pasted text.
    pub fn paste(&mut self, text: &str) {
        self.field.paste(text);
    }

    /// A key while it takes letters.
    pub fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if !self.writing {
            return Handled::No;
        }
        match key.code {
            Code::Tab => {
                match self.offer(cx) {
                    Some(offer) => self.field.set(&offer.typed),
                    None => self.entered(cx),
                }
                return Handled::Yes;
            }
            Code::Up | Code::Down if self.field.is_empty() || self.back.is_some() => {
                return self.go_back(key.code == Code::Up, cx);
            }
            Code::Home | Code::End if self.field.is_empty() => return Handled::No,
            _ => {}
        }
        let before = self.field.words().to_owned();
        let handled = self.field.key(key);
        if self.field.words() != before {
            self.back = None;
        }
        handled
    }

    /// With what Tab completes it.
    fn offer(&self, cx: &Cx) -> Option<filter::Offer> {
        let offer = filter::offers(self.field.words(), &ACCOUNT, &*cx.words).into_iter().next();
        offer.filter(|offer| offer.typed != self.field.words())
    }

    /// To an older filter, or to a newer one.
    fn go_back(&mut self, older: bool, cx: &Cx) -> Handled {
        let mut kept = kept(cx);
        let others = cx.settings.filters.iter().filter(|filter| !kept.contains(filter)).cloned();
        let others: Vec<String> = others.collect();
        kept.extend(others);
        let to = match (self.back, older) {
            (None, true) => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) if at > 0 => at - 1,
            _ => return Handled::No,
        };
        let Some(typed) = kept.get(to) else { return if self.back.is_some() { Handled::Yes } else { Handled::No } };
        self.back = Some(to);
        self.field = Field::new(typed);
        Handled::Yes
    }

    /// Remembers it for another time.
    pub fn keep(&self, cx: &mut Cx) {
        let typed = self.words().to_owned();
        let mut all = kept(cx);
        if typed.is_empty() || all.first() == Some(&typed) {
            return;
        }
        all.retain(|other| *other != typed);
        all.insert(0, typed);
        all.truncate(MOST);
        cx.draft(BEFORE, &serde_json::to_string(&all).unwrap_or_default());
    }

    /// Draws it in at most `room` cells; gives back what it took.
    pub fn draw(&self, cx: &Cx, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>) -> u16 {
        if !self.shown() {
            return 0;
        }
        let used = canvas.put(x, y, 2, "/ ", Role::Key);
        let (_, troubles) = context::read(cx, self.words());
        let said = match troubles.first() {
            Some(trouble) => Some(cx.words.filter_trouble(trouble)),
            None if self.writing => match self.offer(cx) {
                Some(offer) => Some(format!("Tab {}", offer.shown)),
                None if self.always => None,
                None if self.field.is_empty() => Some(cx.word("filter-hint").to_owned()),
                None => Some(cx.word("filter-to-rows").to_owned()),
            },
            None => None,
        };
        let said_room = said.as_deref().map_or(0, |said| cells(said) as u16 + 2).min(room / 2);
        let field = room.saturating_sub(used + said_room).max(8);
        self.field.draw(canvas, x + used, y, field, self.writing);
        if self.writing {
            // Whoever looks for somebody behind the curtain sees what he types.
            canvas.own(Rect { x, y, width: used + field, height: 1 });
        }
        if let Some(said) = said {
            canvas.put(x + used + field + 2, y, said_room.saturating_sub(2), &said, Role::Dim);
        }
        used + field + said_room + 2
    }
}

fn kept(cx: &Cx) -> Vec<String> {
    cx.drafted(BEFORE).and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default()
}
