//! A customer's page: dossier, briefing, timeline, contacts, open follow-ups, rhythm.
//!
//! Always holds: the parts a screen has no room for are reached with Tab; an act is done to what the cursor is on, and to the customer
//! itself while no row is chosen.

mod parts;

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::{Cx, Tone};
use super::super::list::List;
use super::super::message::{Ticket, Trouble};
use super::super::overlays::choice::Choice;
use super::super::overlays::reading::Reading;
use super::super::screen::{Handled, Motion, Place, Screen, Sight, body};
use super::super::subject::{Row, Subject};
use super::super::theme::Role;
use super::{briefing, joined};
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, Dossier, TimelineRow};
use crate::domain::copy;
use crate::domain::day::close::took_by;
use crate::domain::deed::{Deed, LogRef};
use crate::schema::VisitState;

/// A part with rows; `Head` is the customer itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Pane {
    /// The customer.
    #[default]
    Head,
    /// Visits and touches.
    Timeline,
    /// People.
    Contacts,
    /// Open follow-ups.
    FollowUps,
}

const PANES: [Pane; 4] = [Pane::Head, Pane::Timeline, Pane::Contacts, Pane::FollowUps];

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct CustomerScreen {
    account: Id,
    dossier: Option<Box<Dossier>>,
    gone: bool,
    ticket: Option<Ticket>,
    twins: Option<Ticket>,
    pane: Pane,
    lists: [List; 4],
    wanted: Option<Id>,
    /// The lines of the briefing.
    brief: u16,
    /// An act of mine was done since the rows came.
    acted: bool,
}

impl CustomerScreen {
    /// Of this customer.
    pub fn new(account: Id) -> CustomerScreen {
        CustomerScreen { account, ..CustomerScreen::default() }
    }

    /// Of this customer, with the cursor on one of its records once they have come.
    pub fn on(account: Id, record: Id) -> CustomerScreen {
        CustomerScreen { wanted: Some(record), ..CustomerScreen::new(account) }
    }

    /// The customer.
    pub fn account(&self) -> Id {
        self.account
    }

    fn rows(&self, pane: Pane) -> usize {
        self.dossier.as_ref().map_or(0, |dossier| match pane {
            Pane::Head => 0,
            Pane::Timeline => dossier.timeline.len(),
            Pane::Contacts => dossier.contacts.len(),
            Pane::FollowUps => dossier.follow_ups.len(),
        })
    }

    /// The rows of a pane, as records.
    fn ids(&self, pane: Pane) -> Vec<Id> {
        let Some(dossier) = self.dossier.as_ref() else { return Vec::new() };
        match pane {
            Pane::Head => Vec::new(),
            Pane::Timeline => dossier.timeline.iter().map(|row| id_of(row.log)).collect(),
            Pane::Contacts => dossier.contacts.iter().map(|row| row.id).collect(),
            Pane::FollowUps => dossier.follow_ups.iter().map(|row| row.id).collect(),
        }
    }

    fn find(&self, pane: Pane, id: Id) -> Option<usize> {
        self.ids(pane).iter().position(|other| *other == id)
    }

    fn put_on(&mut self, id: Id) -> bool {
        let found = PANES.into_iter().find_map(|pane| self.find(pane, id).map(|at| (pane, at)));
        if let Some((pane, at)) = found {
            self.pane = pane;
            self.lists[pane as usize].cursor = at;
        }
        found.is_some() || id == self.account
    }

    fn arrived(&mut self, dossier: Option<Box<Dossier>>) {
        let before = PANES.map(|pane| self.ids(pane));
        let acted = std::mem::take(&mut self.acted);
        self.gone = dossier.is_none();
        self.dossier = dossier;
        for (pane, before) in PANES.into_iter().zip(before) {
            let after = self.ids(pane);
            self.lists[pane as usize].follow(&before, &after, acted);
        }
        if let Some(id) = self.wanted.take() {
            self.put_on(id);
        }
        if self.rows(self.pane) == 0 {
            self.pane = Pane::Head;
        }
    }

    fn turn(&mut self, step: usize) {
        let now = self.pane as usize;
        let next = (1..PANES.len()).filter_map(|n| PANES.get((now + n * step) % PANES.len()));
        if let Some(pane) = next.copied().find(|pane| *pane == Pane::Head || self.rows(*pane) > 0) {
            self.pane = pane;
        }
    }

    fn neighbour(&mut self, next: bool, cx: &mut Cx) {
        let neighbours = self.dossier.as_ref().map(|dossier| dossier.neighbours);
        if let Some(account) = neighbours.and_then(|(before, after)| if next { after } else { before }) {
            let pane = self.pane;
            *self = CustomerScreen { pane, ..CustomerScreen::new(account) };
            cx.anew();
        }
    }
}

fn id_of(log: LogRef) -> Id {
    match log {
        LogRef::Visit(id) | LogRef::Touch(id) => id,
    }
}

/// With whom and where a log was had that was had elsewhere.
fn elsewhere(cx: &Cx, row: &TimelineRow) -> String {
    row.elsewhere.as_ref().map_or(String::new(), |there| {
        let who = there.people.join(cx.word("list-comma"));
        cx.say("timeline-with", &[("who", (&who).into()), ("what", (&there.name).into())])
    })
}

impl Screen for CustomerScreen {
    fn sight(&self) -> Sight {
        Sight::Of(Some(self.account))
    }

    fn place(&self) -> Place {
        Place::Customer
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::Account(self.account)));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Account(dossier) if self.ticket == Some(ticket) => {
                self.ticket = None;
                let brief = dossier.as_ref().map(|dossier| briefing::lines(cx, &dossier.briefing, 4).len());
                self.brief = brief.unwrap_or(0) as u16;
                let first = self.dossier.is_none();
                self.arrived(dossier);
                if first && self.dossier.is_some() {
                    self.twins = Some(cx.ask(Ask::Twins(self.account)));
                }
                None
            }
            Answer::Names(twins) if self.twins == Some(ticket) => {
                // Offered, not more; what was just done is the more important line.
                if let (Some(twin), None) = (twins.first(), &cx.notice) {
                    let name = if twin.street.is_empty() {
                        twin.name.clone()
                    } else {
                        format!("{}, {}", twin.name, twin.street)
                    };
                    let words = cx.say("merge-twins", &[("name", (&name).into())]);
                    cx.notice(words, Tone::Calm);
                }
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.ticket.take_if(|asked| *asked == ticket);
    }

    fn done(&mut self, _ticket: Ticket, outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {
        self.acted |= outcome.as_ref().is_ok_and(|done| !done.label.goes_on());
    }

    fn turns(&self, on: bool) -> bool {
        let (at, all) = self.dossier.as_ref().map_or((0, 0), |dossier| dossier.place);
        if on { at < all } else { at > 1 }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        match motion {
            Motion::Next => return self.neighbour(true, cx),
            Motion::Previous => return self.neighbour(false, cx),
            Motion::NextPane => return self.turn(1),
            Motion::PreviousPane => return self.turn(PANES.len() - 1),
            _ => {}
        }
        let at = self.lists[self.pane as usize].cursor;
        let rows = self.rows(self.pane);
        self.pane = match (self.pane, motion) {
            (Pane::Head, Motion::Down | Motion::PageDown) if self.rows(Pane::Timeline) > 0 => Pane::Timeline,
            (Pane::Timeline, Motion::Up) if at == 0 => Pane::Head,
            (Pane::Contacts, Motion::Down) if at + 1 >= rows && self.rows(Pane::FollowUps) > 0 => Pane::FollowUps,
            (Pane::FollowUps, Motion::Up) if at == 0 && self.rows(Pane::Contacts) > 0 => Pane::Contacts,
            (Pane::Contacts | Pane::FollowUps, Motion::Up) if at == 0 => Pane::Head,
            (Pane::Head | Pane::Timeline, Motion::Right) if self.rows(Pane::Contacts) > 0 => Pane::Contacts,
            (Pane::Head | Pane::Timeline, Motion::Right) if self.rows(Pane::FollowUps) > 0 => Pane::FollowUps,
            (Pane::Contacts | Pane::FollowUps, Motion::Left) if self.rows(Pane::Timeline) > 0 => Pane::Timeline,
            (pane, motion) => {
                let height = self.heights(body(cx)).rows[pane as usize];
                self.lists[pane as usize].moved(motion, rows, usize::from(height));
                pane
            }
        };
    }

    fn pointed(&mut self, pane: usize, at: usize, _cx: &mut Cx) -> bool {
        let Some(pane) = PANES.get(pane).copied() else { return false };
        let same = std::mem::replace(&mut self.pane, pane) == pane;
        self.lists[pane as usize].point(at) && same
    }

    fn enter(&mut self, cx: &mut Cx) {
        let subject = self.subject(cx);
        let Some(dossier) = &self.dossier else { return };
        let at = self.lists[self.pane as usize].cursor;
        match self.pane {
            Pane::Timeline => {
                // What was said elsewhere is another customer's.
                let covered = |row: &&TimelineRow| cx.curtain.is_none() || row.elsewhere.is_none();
                if let Some(row) = dossier.timeline.get(at).filter(covered) {
                    let kind = parts::kind(cx, row);
                    let title = format!("{}   {}", cx.words.long_day(row.day), joined(&[kind, elsewhere(cx, row)]));
                    let text = if row.notes.is_empty() { cx.word("note-empty").to_string() } else { row.notes.clone() };
                    cx.open(Reading::new(title, text, subject));
                }
            }
            Pane::Contacts => cx.run("edit"),
            Pane::FollowUps => cx.run("edit"),
            Pane::Head => cx.open(briefing::BriefPage::new(dossier.row.account.id)),
        }
    }

    fn subject(&self, cx: &Cx) -> Subject {
        let Some(dossier) = &self.dossier else { return Subject::default() };
        let account = &dossier.row.account;
        let at = self.lists[self.pane as usize].cursor;
        let whole = Subject {
            text: cx.words.copied(&copy::customer(dossier), &cx.now),
            ..Subject::account(account.id, account.name.clone())
        };
        match self.pane {
            Pane::Head => whole,
            Pane::Timeline => match dossier.timeline.get(at) {
                Some(row) => Subject {
                    row: match row.log {
                        LogRef::Visit(id) => Row::Visit(id, row.state.unwrap_or(VisitState::Done)),
                        LogRef::Touch(id) => Row::Touch(id),
                    },
                    day: Some(row.day),
                    took: (super::unsaid(row.state) && row.day < cx.now.today())
                        .then(|| took_by(row.day, (row.at, row.end), i64::from(cx.settings.visit_minutes), &cx.now))
                        .flatten(),
                    text: {
                        let day = cx.words.long_day(row.day);
                        joined(&[day, parts::kind(cx, row), elsewhere(cx, row), row.notes.clone()])
                    },
                    ..whole
                },
                None => whole,
            },
            Pane::Contacts => match dossier.contacts.get(at) {
                Some(contact) => {
                    let phones: Vec<&str> = contact.phones.iter().map(String::as_str).collect();
                    let text = [contact.name.clone(), contact.title.clone(), phones.join(cx.word("list-comma"))];
                    Subject { row: Row::Contact(contact.id), text: joined(&text), ..whole }
                }
                None => whole,
            },
            Pane::FollowUps => match dossier.follow_ups.get(at) {
                Some(follow_up) => {
                    let due = follow_up.due.map(|due| cx.words.long_day(due)).unwrap_or_default();
                    Subject {
                        row: Row::FollowUp(follow_up.id),
                        day: follow_up.due,
                        text: joined(&[due, follow_up.text.clone(), account.name.clone()]),
                        ..whole
                    }
                }
                None => whole,
            },
        }
    }

    fn ticks(&self) -> bool {
        self.pane == Pane::Head && self.dossier.as_ref().is_some_and(|dossier| !dossier.briefing.money.is_empty())
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            // The money that is shown above the rows: where it is one sum it came, of several it is asked which.
            "done" if self.ticks() => {
                let money = self.dossier.as_ref().map(|dossier| dossier.briefing.money.as_slice()).unwrap_or_default();
                match money {
                    [one] => {
                        cx.perform(Deed::MoneyCame { log: one.log, payment: one.payment.to_string() });
                    }
                    several => {
                        let choice = Choice::money(cx, several);
                        cx.open(choice);
                    }
                }
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        if self.put_on(record) {
            return Handled::Yes;
        }
        self.wanted = Some(record);
        Handled::No
    }

    fn settle(&mut self, cx: &mut Cx) {
        let heights = self.heights(body(cx));
        for pane in PANES {
            let rows = self.rows(pane);
            self.lists[pane as usize].settle(rows, usize::from(heights.rows[pane as usize]));
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        match &self.dossier {
            Some(dossier) => self.draw_parts(cx, dossier, area, canvas),
            None if self.gone => {
                canvas.put(area.x + 1, area.y, area.width - 2, cx.word("customer-gone"), Role::Text);
            }
            None => {}
        }
    }
}

/// How high each part is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Heights {
    brief: u16,
    middle: u16,
    rhythm: u16,
    rows: [u16; 4],
    narrow: bool,
    gap: u16,
}

impl CustomerScreen {
    fn heights(&self, area: Rect) -> Heights {
        let narrow = area.width < 76;
        let gap = u16::from(area.height >= 18);
        let brief = (self.brief + 1).min(match area.height {
            40.. => 10,
            22..40 => 5,
            16..22 => 4,
            10..16 => 3,
            _ => 0,
        });
        let rhythm = if area.height >= 18 { 1 + gap } else { 0 };
        let middle = area.height.saturating_sub(2 + gap + brief + gap + rhythm);
        let follow_ups = self.rows(Pane::FollowUps) as u16;
        let contacts = self.rows(Pane::Contacts) as u16;
        let room = middle.saturating_sub(2 + gap);
        let half = room / 2;
        let contact_rows = contacts.clamp(1, half.max(room.saturating_sub(follow_ups.max(1))).max(1));
        let follow_up_rows = room.saturating_sub(contact_rows);
        let timeline = middle.saturating_sub(1);
        let rows = if narrow { [0, timeline, timeline, timeline] } else { [0, timeline, contact_rows, follow_up_rows] };
        Heights { brief, middle, rhythm, rows, narrow, gap }
    }
}
