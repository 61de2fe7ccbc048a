//! A choice by digit: a reason, a grade, what to add. No text field, so digits choose; arrows and Enter do too.

use ratatui::layout::Rect;

use super::super::act::SmallAct;
use super::super::canvas::{Canvas, Target, centred};
use super::super::command::picked;
use super::super::context::Context;
use super::super::cx::Cx;
use super::super::key::Key;
use super::super::list::List;
use super::super::screen::{Handled, Motion, Place, Screen};
use super::super::subject::{Row, Subject};
use super::super::theme::Role;
use super::confirm::Confirm;
use super::line::Wanted;
use super::who::For;
use crate::base::id::Id;
use crate::base::width;
use crate::domain::ask::Promised;
use crate::domain::deed::LogRef;
use crate::schema::{ACCOUNT, CONTACT, Choice as _, FOLLOW_UP, Grade, Reason, Value};

/// What a choice leads to.
#[derive(Clone, Debug)]
pub enum Pick {
    /// A small act on a row.
    Act(SmallAct, Subject),
    /// A form of a new record with these values.
    Form(u16, Vec<(u16, Value)>),
    /// What is shown before it is done.
    Confirm(Box<Confirm>),
    /// One line of words.
    Line(Wanted, Subject),
    /// Another customer, for this.
    Who(For),
    /// The new address of this customer.
    NewAddress(Id),
    /// Money that was promised in this log came.
    MoneyCame(LogRef, String),
    /// A context to go into.
    Context(Context),
}

/// A choice.
#[derive(Clone, Debug)]
pub struct Choice {
    title: String,
    options: Vec<(String, Pick)>,
    list: List,
}

impl Choice {
    /// Under this title, among these.
    pub fn new(title: impl Into<String>, options: Vec<(String, Pick)>) -> Choice {
        Choice { title: title.into(), options, list: List::default() }
    }

    /// Why a visit did not take place; then a new date is asked for.
    pub fn reason(cx: &Cx, subject: Subject) -> Choice {
        let ahead = subject.day.is_some_and(|day| day > cx.now.today());
        let options = Reason::ALL.iter().map(|reason| {
            let words = cx.words.of("visit", "reason", *reason).to_string();
            let pick = match (reason, subject.account.clone(), subject.acted()) {
                // Of one customer all that ends with it is shown; of several, how many there are.
                (Reason::ShutForGood, Some((account, name)), _) if subject.marked.is_empty() => {
                    Pick::Confirm(Box::new(Confirm::shut_for_good(account, name)))
                }
                (_, _, Row::Visit(..)) if ahead => Pick::Act(SmallAct::Cancel(*reason), subject.clone()),
                _ => Pick::Line(Wanted::NotDone(*reason), subject.clone()),
            };
            (words, pick)
        });
        let mut options: Vec<_> = options.collect();
        if subject.row == Row::Account
            && subject.marked.is_empty()
            && let Some((account, name)) = subject.account.clone()
        {
            let confirm = Confirm::delete(ACCOUNT.number, account, account, name);
            options.push((cx.word("delete-customer").to_string(), Pick::Confirm(Box::new(confirm))));
        }
        Choice::new(titled(cx, "title-reason", &subject), options)
    }

    /// What became of a contact who is not met any more.
    pub fn contact(cx: &Cx, contact: Id, subject: &Subject) -> Choice {
        let mut options = vec![(cx.word("contact-works-elsewhere").to_string(), Pick::Who(For::MoveContact(contact)))];
        if let Some(account) = subject.account_id() {
            let confirm = Confirm::delete(CONTACT.number, contact, account, subject.text.clone());
            options.push((cx.word("delete-contact").to_string(), Pick::Confirm(Box::new(confirm))));
        }
        // The customer stays; it is the person who has gone.
        Choice::new(format!("{}   {}", cx.word("title-contact"), subject.text), options)
    }

    /// Why a follow-up will not be done.
    pub fn drop_reason(cx: &Cx, subject: Subject) -> Choice {
        let options = ["drop-not-needed", "drop-they-did-not-want", "drop-twice", "drop-other"].map(|key| {
            let words = cx.word(key).to_string();
            (words.clone(), Pick::Act(SmallAct::Drop(words), subject.clone()))
        });
        Choice::new(titled(cx, "title-drop", &subject), options.into())
    }

    /// Which of the sums that were promised came.
    pub fn money(cx: &Cx, money: &[Promised]) -> Choice {
        let options = money.iter().map(|promised| {
            let pick = Pick::MoneyCame(promised.log, promised.payment.to_string());
            (cx.words.promised_money(&promised.payment, &cx.now), pick)
        });
        Choice::new(cx.word("title-money"), options.collect())
    }

    /// A grade.
    pub fn grade(cx: &Cx, subject: Subject) -> Choice {
        let grades = Grade::ALL.iter().map(|grade| {
            (
                cx.words.of("account", "grade", *grade).to_string(),
                Pick::Act(SmallAct::Grade(Some(*grade)), subject.clone()),
            )
        });
        let none = (cx.word("again-no-grade").to_string(), Pick::Act(SmallAct::Grade(None), subject.clone()));
        let tags = (cx.word("tag-words").to_string(), Pick::Line(Wanted::Tags, subject.clone()));
        Choice::new(titled(cx, "title-grade", &subject), grades.chain([none, tags]).collect())
    }

    /// What to add, at this customer or at none.
    pub fn add(cx: &Cx, subject: Subject) -> Choice {
        let at = |entity: &crate::schema::Entity| {
            let account = entity.field("account").map_or(0, |field| field.number);
            subject.account_id().map(|id| (account, Value::Id(id))).into_iter().collect::<Vec<_>>()
        };
        let mut options = vec![
            (cx.word("add-follow-up").to_string(), Pick::Form(FOLLOW_UP.number, at(&FOLLOW_UP))),
            (cx.word("add-customer").to_string(), Pick::Form(ACCOUNT.number, Vec::new())),
        ];
        if subject.account.is_some() {
            options.insert(1, (cx.word("add-visit").to_string(), Pick::Line(Wanted::Plan, subject.clone())));
            options.insert(2, (cx.word("add-contact").to_string(), Pick::Form(CONTACT.number, at(&CONTACT))));
            let moved = subject.account_id().map(Pick::NewAddress);
            options.splice(3..3, moved.map(|moved| (cx.word("add-new-address").to_string(), moved)));
        }
        Choice::new(titled(cx, "title-add", &subject), options)
    }

    fn pick(&self, at: usize, cx: &mut Cx) {
        if let Some((_, pick)) = self.options.get(at).cloned() {
            cx.close();
            picked(cx, pick);
        }
    }
}

/// A title that names whom it is about, and how many where rows are marked.
pub fn titled(cx: &Cx, key: &str, subject: &Subject) -> String {
    let who = match (&subject.account, subject.marked.len()) {
        (_, marked) if marked > 1 => cx.say("marked", &[("n", marked.into())]),
        (Some((_, name)), _) => name.clone(),
        (None, _) => String::new(),
    };
    let title = cx.word(key);
    if who.is_empty() { title.to_string() } else { format!("{title}   {who}") }
}

impl Screen for Choice {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        let widest = self.options.iter().map(|(words, _)| width::cells(words)).max().unwrap_or(0);
        let width = widest.max(width::cells(&self.title)).max(24) + 12;
        Some(centred(whole, width as u16, self.options.len() as u16 + 2))
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        match key.narrow().typed().and_then(|c| c.to_digit(10)) {
            Some(digit) if digit > 0 => {
                self.pick(digit as usize - 1, cx);
                Handled::Yes
            }
            _ => Handled::No,
        }
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        self.list.moved(motion, self.options.len(), self.options.len());
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.pick(self.list.cursor, cx);
    }

    fn draw(&self, _cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, &self.title);
        for (at, (words, _)) in self.options.iter().enumerate().take(usize::from(inner.height)) {
            let y = inner.y + at as u16;
            let digit = format!("{}", at + 1);
            canvas.spans(inner.x, y, inner.width, &[(&digit, Role::Key), ("  ", Role::Text), (words, Role::Text)]);
            canvas.own(Rect { y, height: 1, ..inner });
            canvas.spot(Rect { y, height: 1, ..inner }, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }
}
