//! The curtain: a customer can see the screen, so what is another's is covered, in lists, search, palette and messages, until it is lifted.
//!
//! Always holds: what nobody has said to be Rounds' own words, or the visited customer's, is covered; a screen that says nothing is
//! covered whole. The keys go on working, and what is typed stays what it is.

use super::cx::Cx;
use super::message::Ticket;
use super::model::Model;
use super::screen::Screen;
use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask};
use crate::schema::VisitState;

/// Whose the words of a layer are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    /// Rounds' own: no customer is in them.
    Rounds,
    /// All of this customer; `None`: of one that is not said.
    Of(Option<Id>),
    /// Of several: the rows say whose they are, and what says nothing is covered.
    Rows,
    /// What is being typed, of this customer or of nobody yet: it may be read as well where that one is next.
    Typed(Option<Id>),
}

/// The curtain, drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Curtain {
    /// Who may be read: the customer being visited.
    visiting: Option<Id>,
    /// Whose page lay open when it was drawn: he is meant where no visit is in progress.
    page: Option<Id>,
    /// The next stop: whoever types stands there, where nobody is being visited.
    next: Option<Id>,
    asked: Option<Ticket>,
}

impl Curtain {
    /// Whether this customer's words are covered.
    pub fn covers(&self, account: Option<Id>) -> bool {
        account.is_none() || account != self.visiting
    }

    /// Whether what is typed of this customer is covered.
    fn covers_typed(&self, account: Option<Id>) -> bool {
        account.is_some() && self.covers(account) && (self.visiting.is_some() || account != self.next)
    }
}

/// Draws it, or lifts it.
pub(super) fn turn(model: &mut Model) {
    if model.cx.curtain.take().is_none() {
        let page = model.layers().rev().find_map(|layer| match layer.screen().sight() {
            Sight::Of(account) | Sight::Typed(account) => account,
            _ => None,
        });
        model.cx.curtain = Some(Curtain { page, ..Curtain::default() });
        ask(&mut model.cx);
    }
}

/// Asks who is being visited; until it is known, nobody may be read.
pub(super) fn ask(cx: &mut Cx) {
    if cx.curtain.is_some() {
        let asked = Some(cx.ask(Ask::Today));
        cx.curtain = cx.curtain.map(|curtain| Curtain { asked, ..curtain });
    }
}

/// It is known who is being visited.
pub(super) fn answered(cx: &mut Cx, ticket: Ticket, answer: &Answer) {
    let Some(curtain) = cx.curtain.as_mut().filter(|curtain| curtain.asked == Some(ticket)) else { return };
    if let Answer::Today(today) = answer {
        let here = today.visits.iter().find(|visit| visit.state == VisitState::InProgress);
        // Who was visited a moment ago still looks on.
        curtain.visiting = here.and_then(|visit| visit.account).or(curtain.visiting).or(curtain.page);
        curtain.next = today.next.as_ref().and_then(|next| next.visit.account);
    }
}

/// Whether a layer is covered, whole.
pub(super) fn whole(curtain: &Curtain, screen: &dyn Screen) -> Option<bool> {
    match screen.sight() {
        Sight::Rounds => Some(false),
        Sight::Of(account) => Some(curtain.covers(account)),
        Sight::Typed(account) => Some(curtain.covers_typed(account)),
        Sight::Rows => None,
    }
}
