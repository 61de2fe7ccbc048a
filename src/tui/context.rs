//! The sticky context: a filter over customers that stays while one goes from screen to screen, until one key leaves it.
//!
//! Always holds: it is said in the head line; a list that it narrows shows nobody else. Kept as it was typed, for `today` moves on.

use std::collections::BTreeSet;

use super::cx::Cx;
use super::held::Why;
use super::message::Ticket;
use super::model::Model;
use super::overlays::choice::{Choice, Pick};
use super::screen::Screen;
use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask};
use crate::domain::filter::{self, Filter, Term, Trouble};
use crate::schema::ACCOUNT;

/// The context.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// As the head line says it.
    pub shown: String,
    /// The filter as typed.
    pub typed: String,
    /// Who is in it, once that is known.
    members: Option<BTreeSet<Id>>,
    asked: Option<Ticket>,
}

impl Context {
    /// Called so, with this filter.
    pub fn new(shown: &str, typed: &str) -> Context {
        Context { shown: shown.to_owned(), typed: typed.to_owned(), ..Context::default() }
    }
}

/// The filter of customers that was typed, and what of it was not understood.
pub fn read(cx: &Cx, typed: &str) -> (Filter, Vec<Trouble>) {
    filter::read(typed, &ACCOUNT, &*cx.words, &cx.now, cx.words.lang())
}

/// What the context narrows customers by.
pub fn terms(cx: &Cx) -> Vec<Term> {
    cx.context.as_ref().map(|context| read(cx, &context.typed).0.terms).unwrap_or_default()
}

/// Whether a customer is in the context. What has no customer is in none.
pub fn has(cx: &Cx, account: Option<Id>) -> bool {
    match &cx.context {
        None => true,
        Some(context) => match (&context.members, account) {
            (Some(members), Some(account)) => members.contains(&account),
            (Some(_), None) => false,
            (None, _) => true,
        },
    }
}

/// Leaves the context, or offers those that there are: today, A customers, the filter as typed, the filters that are kept.
pub(super) fn turn(model: &mut Model) {
    if model.cx.context.take().is_some() {
        model.cx.notice_word("context-left", super::cx::Tone::Calm);
        model.refresh(Why::Mine);
        return;
    }
    let typed = model.top().and_then(Screen::filter).map(str::to_owned).unwrap_or_default();
    let cx = &model.cx;
    let mut offered = vec![
        Context::new(cx.word("context-today"), "planned:today"),
        Context::new(cx.word("context-a"), "grade:a"),
        Context::new(cx.word("context-late"), "due:late"),
    ];
    let kept = std::iter::once(&typed).chain(&cx.settings.filters).filter(|typed| !read(cx, typed).0.terms.is_empty());
    for typed in kept {
        if offered.len() < 9 && !offered.iter().any(|context| context.typed == *typed) {
            offered.push(Context::new(typed, typed));
        }
    }
    let title = cx.word("context-title").to_owned();
    let options = offered.into_iter().map(|context| (context.shown.clone(), Pick::Context(context))).collect();
    model.cx.open(Choice::new(title, options));
}

/// Goes into a context.
pub(super) fn enter(cx: &mut Cx, context: Context) {
    cx.context = Some(context);
    ask(cx);
    cx.refresh();
}

/// Asks who is in it.
pub(super) fn ask(cx: &mut Cx) {
    if cx.context.is_some() {
        let terms = terms(cx);
        let asked = cx.ask(Ask::Members(terms));
        if let Some(context) = &mut cx.context {
            context.asked = Some(asked);
        }
    }
}

/// It is known who is in it. Whether that is news.
pub(super) fn answered(cx: &mut Cx, ticket: Ticket, answer: &Answer) -> bool {
    let Some(context) = cx.context.as_mut().filter(|context| context.asked == Some(ticket)) else { return false };
    let Answer::Members(members) = answer else { return false };
    let news = context.members.as_ref() != Some(members);
    context.members = Some(members.clone());
    news
}
