//! Where customers go: a territory, with the rep who looks after them from then on. For managers, over the row or the marked.
//!
//! Always holds: how many go is said in the title before Enter; it is one act, which one `u` takes back.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::Cx;
use super::super::field::Field;
use super::super::key::Key;
use super::super::list::List;
use super::super::message::Ticket;
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::subject::Subject;
use super::super::theme::Role;
use super::choice::titled;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::domain::ask::{Answer, Ask, RecordView};
use crate::domain::deed::Deed;
use crate::schema::{Record, TERRITORY, Territory, USER, User, Value};

/// Where to.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Goal {
    territory: Id,
    owner: Option<Id>,
    words: String,
}

/// The question.
#[derive(Clone, Debug)]
pub struct Reassign {
    subject: Subject,
    field: Field,
    territories: Option<Vec<Territory>>,
    users: Option<Vec<User>>,
    asked: [Option<Ticket>; 2],
    goals: Vec<Goal>,
    shown: Vec<usize>,
    list: List,
}

/// More territories and users than a company has.
const MOST: usize = 5_000;
const ROWS: usize = 12;

fn typed<R: Record>(views: Vec<RecordView>) -> Vec<R> {
    let read = |view: RecordView| {
        R::read(view.record, &mut |field| {
            let value = view.values.iter().find(|(number, _)| *number == field.number);
            value.map_or(Value::Null, |(_, value)| value.clone())
        })
    };
    views.into_iter().map(read).collect()
}

impl Reassign {
    /// Of the row or the marked.
    pub fn new(subject: Subject) -> Reassign {
        Reassign {
            subject,
            field: Field::default(),
            territories: None,
            users: None,
            asked: [None; 2],
            goals: Vec::new(),
            shown: Vec::new(),
            list: List::default(),
        }
    }

    /// Each territory with each of its reps; and alone, where the rep stays.
    fn fill(&mut self, cx: &Cx) {
        let (Some(territories), Some(users)) = (&self.territories, &self.users) else { return };
        self.goals.clear();
        for territory in territories {
            let reps = users.iter().filter(|user| user.territories.contains(&territory.id) && !user.retired);
            self.goals.extend(reps.map(|user| Goal {
                territory: territory.id,
                owner: Some(user.id),
                words:
                    cx.say("reassign-to", &[("territory", (&territory.name).into()), ("owner", (&user.name).into())]),
            }));
            self.goals.push(Goal {
                territory: territory.id,
                owner: None,
                words: cx.say("reassign-alone", &[("territory", (&territory.name).into())]),
            });
        }
        self.filter();
    }

    fn filter(&mut self) {
        let wanted = fold(self.field.words());
        let fits = |goal: &Goal| wanted.split_whitespace().all(|part| fold(&goal.words).contains(part));
        self.shown = (0..self.goals.len()).filter(|at| self.goals.get(*at).is_some_and(fits)).collect();
        self.list = List::default();
    }
}

impl Screen for Reassign {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 64, ROWS as u16 + 4))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        let ask = |entity: u16| Ask::Records { entity, only: Vec::new(), offset: 0, limit: MOST };
        self.asked = [Some(cx.ask(ask(TERRITORY.number))), Some(cx.ask(ask(USER.number)))];
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Records(views) if self.asked[0] == Some(ticket) => self.territories = Some(typed(views)),
            Answer::Records(views) if self.asked[1] == Some(ticket) => self.users = Some(typed(views)),
            other => return Some(other),
        }
        self.fill(cx);
        None
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, _cx: &mut Cx) -> Handled {
        let handled = self.field.key(key);
        if handled == Handled::Yes {
            self.filter();
        }
        handled
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        self.list.moved(motion, self.shown.len(), ROWS);
    }

    fn settle(&mut self, _cx: &mut Cx) {
        self.list.settle(self.shown.len(), ROWS);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let Some(goal) = self.shown.get(self.list.cursor).and_then(|at| self.goals.get(*at)) else { return };
        cx.close();
        let (territory, owner) = (Some(goal.territory), goal.owner);
        cx.perform(Deed::Reassign { accounts: self.subject.accounts(), territory, owner });
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &titled(cx, "title-reassign", &self.subject));
        self.field.draw(canvas, inner.x, inner.y, inner.width, true);
        let first = inner.y + 2;
        for at in self.list.sight(self.shown.len(), usize::from(inner.height.saturating_sub(2))) {
            let Some(goal) = self.shown.get(at).and_then(|at| self.goals.get(*at)) else { continue };
            let y = first + (at - self.list.top) as u16;
            canvas.put(inner.x, y, inner.width, &goal.words, Role::Text);
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }
}
