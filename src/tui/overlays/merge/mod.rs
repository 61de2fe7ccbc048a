//! Two records of one customer, or of one person, side by side: what the one is to hold, and then they are joined.
//!
//! Always holds: nothing is joined before it was seen; what is not chosen is not thrown away (sets are united, notes follow each other, the
//! record that goes keeps its values); one `u` parts them again.

mod pairs;

pub use pairs::{ALIKE, Pairs, imported_twice};

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask, Dossier, RecordView};
use crate::domain::deed::Deed;
use crate::domain::merge::{Fields, Row, Taken, rows};
use crate::i18n::Shown;
use crate::schema::{ACCOUNT, Contact, Entity, Value, entity};
use crate::tui::canvas::{Canvas, centred};
use crate::tui::cx::Cx;
use crate::tui::list::List;
use crate::tui::message::Ticket;
use crate::tui::screen::{Motion, Next, Place, Screen};
use crate::tui::subject::Subject;
use crate::tui::theme::Role;

/// The page.
#[derive(Clone, Debug)]
pub struct Merge {
    entity: u16,
    keep: Id,
    /// None: to be chosen among the people of the same customer.
    other: Option<Id>,
    people: Vec<Contact>,
    views: [Option<RecordView>; 2],
    dossier: Option<Box<Dossier>>,
    asked: [Option<Ticket>; 3],
    from_other: BTreeSet<u16>,
    list: List,
}

impl Merge {
    /// Of these two; of a contact the other may be chosen here.
    pub fn new(entity: u16, keep: Id, other: Option<Id>) -> Merge {
        Merge {
            entity,
            keep,
            other,
            people: Vec::new(),
            views: [None, None],
            dossier: None,
            asked: [None; 3],
            from_other: BTreeSet::new(),
            list: List::default(),
        }
    }

    fn rows(&self) -> Option<(&'static Entity, Vec<Row>)> {
        let fields =
            |view: &RecordView| view.values.iter().filter(|(_, value)| !value.is_null()).cloned().collect::<Fields>();
        let [Some(kept), Some(other)] = &self.views else { return None };
        let entity = entity(self.entity)?;
        Some((entity, rows(entity, &fields(kept), &fields(other), &self.from_other)))
    }

    fn total(&self) -> usize {
        if self.other.is_none() { self.people.len() } else { self.rows().map_or(0, |(_, rows)| rows.len()) }
    }

    fn height(cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(9)).clamp(3, 16)
    }

    fn choose(&mut self, others: bool) {
        let number = self.rows().and_then(|(_, rows)| rows.get(self.list.cursor).map(|row| row.field.number));
        if let Some(number) = number {
            if others {
                self.from_other.insert(number)
            } else {
                self.from_other.remove(&number)
            };
        }
    }

    /// The other one stays.
    fn swap(&mut self) {
        if let Some(other) = self.other {
            (self.keep, self.other) = (other, Some(self.keep));
            self.views.swap(0, 1);
            self.from_other.clear();
        }
    }

    fn name(&self, at: usize) -> String {
        let name = entity(self.entity).and_then(|entity| entity.field("name")).map_or(0, |field| field.number);
        let view = self.views.get(at).and_then(Option::as_ref);
        let value = view.and_then(|view| view.values.iter().find(|(number, _)| *number == name));
        value.map(|(_, value)| value.str().to_string()).unwrap_or_default()
    }

    fn value(&self, cx: &Cx, entity: &'static Entity, row: &Row, value: &Value) -> String {
        let names: Vec<(Id, String)> =
            self.views.iter().flatten().flat_map(|view| view.names.iter().cloned()).collect();
        let shown = cx.words.value(entity, row.field, value, Shown { now: &cx.now, names: &names });
        shown.lines().next().unwrap_or_default().to_string()
    }
}

impl Screen for Merge {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, cx: &Cx, whole: Rect) -> Option<Rect> {
        // As tall as it needs to be, once that is known.
        Some(centred(whole, 96, self.total().clamp(3, Merge::height(cx)) as u16 + 7))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        match self.other {
            Some(other) => {
                for (at, record) in [self.keep, other].into_iter().enumerate() {
                    self.asked[at] = Some(cx.ask(Ask::Record { entity: self.entity, record }));
                }
                if self.entity == ACCOUNT.number {
                    self.asked[2] = Some(cx.ask(Ask::Account(other)));
                }
            }
            None => self.asked[0] = Some(cx.ask(Ask::Record { entity: self.entity, record: self.keep })),
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Record(view) if self.asked[0] == Some(ticket) => {
                let account = entity(self.entity).and_then(|entity| entity.field("account")).map(|field| field.number);
                let value = |view: &RecordView| {
                    view.values.iter().find(|(number, _)| Some(*number) == account).and_then(|(_, value)| value.id())
                };
                if self.other.is_none()
                    && let Some(account) = view.as_ref().and_then(value)
                {
                    self.asked[2] = Some(cx.ask(Ask::Account(account)));
                }
                self.views[0] = view;
            }
            Answer::Record(view) if self.asked[1] == Some(ticket) => self.views[1] = view,
            Answer::Account(dossier) if self.asked[2] == Some(ticket) => {
                self.asked[2] = None;
                if self.other.is_none() {
                    let people = dossier.map(|dossier| dossier.contacts).unwrap_or_default();
                    self.people = people.into_iter().filter(|person| person.id != self.keep).collect();
                } else {
                    self.dossier = dossier;
                }
            }
            other => return Some(other),
        }
        None
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.asked[2].take_if(|asked| *asked == ticket);
    }

    /// Whose contact it is says only the first answer: the people to choose from are asked behind it.
    fn awaits(&self, next: Next<'_>) -> bool {
        matches!(next, Next::Command(_)) && self.other.is_none() && self.asked[2].is_some()
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        match motion {
            Motion::Left => self.choose(false),
            Motion::Right => self.choose(true),
            Motion::NextPane | Motion::PreviousPane => {
                self.swap();
                cx.anew();
            }
            _ => {
                self.list.moved(motion, self.total(), Merge::height(cx));
            }
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.list.settle(self.total(), Merge::height(cx));
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.other {
            None => {
                if let Some(person) = self.people.get(self.list.cursor) {
                    self.other = Some(person.id);
                    self.list = List::default();
                    cx.anew();
                }
            }
            // Nothing is joined before it was seen.
            Some(other) if self.rows().is_some() => {
                cx.close();
                let (entity, keep, from_other) = (self.entity, self.keep, self.from_other.clone());
                cx.perform(Deed::Merge { entity, keep, other, from_other });
            }
            Some(_) => {}
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        Subject::default()
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("title-merge"));
        let height = Merge::height(cx);
        let foot = inner.bottom().saturating_sub(1);
        if self.other.is_none() {
            canvas.put(
                inner.x,
                inner.y,
                inner.width,
                &cx.say("merge-whom", &[("name", (&self.name(0)).into())]),
                Role::Dim,
            );
            for at in self.list.sight(self.people.len(), height) {
                let Some(person) = self.people.get(at) else { continue };
                let y = inner.y + 2 + (at - self.list.top) as u16;
                canvas.spans(
                    inner.x,
                    y,
                    inner.width,
                    &[(&person.name, Role::Strong), ("   ", Role::Text), (&person.title, Role::Dim)],
                );
                if at == self.list.cursor {
                    canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
                }
            }
            return;
        }
        let label = inner.width / 5;
        let half = inner.width.saturating_sub(label + 4) / 2;
        let (left, right) = (inner.x + label + 1, inner.x + label + half + 4);
        for (x, at, key) in [(left, 0, "merge-stays"), (right, 1, "merge-goes")] {
            canvas.put(x, inner.y, half, cx.word(key), Role::Dim);
            canvas.put(x, inner.y + 1, half, &self.name(at), Role::Strong);
        }
        let Some((entity, rows)) = self.rows() else { return };
        if rows.is_empty() {
            canvas.put(inner.x, inner.y + 3, inner.width, cx.word("merge-no-difference"), Role::Dim);
        }
        for at in self.list.sight(rows.len(), height) {
            let Some(row) = rows.get(at) else { continue };
            let y = inner.y + 3 + (at - self.list.top) as u16;
            canvas.put(inner.x, y, label, cx.words.field(entity, row.field), Role::Dim);
            for (x, value, taken) in
                [(left, &row.kept, row.taken != Taken::Other), (right, &row.other, row.taken != Taken::Kept)]
            {
                let (mark, role) = if taken { ("\u{25b8} ", Role::Text) } else { ("  ", Role::Dim) };
                let text = self.value(cx, entity, row, value);
                canvas.spans(x, y, half, &[(mark, Role::Accent), (&text, role)]);
            }
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
        if let Some(dossier) = &self.dossier {
            let words = cx.say(
                "merge-follows",
                &[
                    ("timeline", dossier.timeline_all.into()),
                    ("contacts", dossier.contacts.len().into()),
                    ("promises", dossier.follow_ups.len().into()),
                ],
            );
            canvas.put(inner.x, foot.saturating_sub(1), inner.width, &words, Role::Dim);
        }
        canvas.put(inner.x, foot, inner.width, cx.word("merge-keys"), Role::Dim);
    }
}
