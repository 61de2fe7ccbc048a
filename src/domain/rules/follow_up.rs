//! Follow-ups: promised, done, opened again, moved, dropped. Of several marked ones those already so are passed over.

use super::desk::{Desk, act_of, beginning, once};
use super::words::{NOT_CLOSED, NOT_OPEN};
use crate::base::id::Id;
use crate::base::text::is_han;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::{Promise, Refusal, Slot};
use crate::domain::look::Look;
use crate::schema::{FOLLOW_UP, FollowUp, FollowUpState, Value};

impl<L: Look> Desk<'_, L> {
    /// Promises something.
    pub fn add_follow_up(&mut self, account: Option<Id>, promise: &Promise) -> Result<Act, Refusal> {
        let account = account.map(|id| self.account(id)).transpose()?;
        let follow_up = self.follow_up(promise, account.map(|account| account.id), None, self.now.at)?;
        let label = Label::new("act-follow-up-add", beginning(&follow_up.text));
        let due = follow_up.due.map(|day| day.to_string()).unwrap_or_default();
        Ok(Act::one(label.detail(due), vec![Edit::create(&follow_up)]))
    }

    /// They are done.
    pub fn follow_ups_done(&mut self, ids: &[Id]) -> Result<Act, Refusal> {
        let now = self.now.at;
        self.each(ids, "act-follow-up-done", FollowUpState::Open, NOT_OPEN, |follow_up| FollowUp {
            state: Some(FollowUpState::Done),
            closed_at: Some(now),
            ..follow_up
        })
    }

    /// They are open again.
    pub fn follow_ups_open(&mut self, ids: &[Id]) -> Result<Act, Refusal> {
        let mut label = Label::default();
        let mut groups = Vec::new();
        for id in once(ids) {
            let before: FollowUp = self.get(id)?;
            let reason =
                if before.state == Some(FollowUpState::Dropped) { String::new() } else { before.reason.clone() };
            let after = FollowUp { state: Some(FollowUpState::Open), closed_at: None, reason, ..before.clone() };
            if before.state != Some(FollowUpState::Open) {
                if groups.is_empty() {
                    label =
                        Label::new("act-follow-up-open", self.name(before.account)?).detail(beginning(&before.text));
                }
                groups.push(Vec::from_iter(Edit::change(&before, &after)));
            }
        }
        if groups.is_empty() {
            return Err(Refusal::State(NOT_CLOSED));
        }
        Ok(act_of(label.count(groups.len()), groups))
    }

    /// They move to another date; the first date stays known.
    pub fn move_follow_ups(&mut self, ids: &[Id], to: Slot) -> Result<Act, Refusal> {
        let (due, due_at) = self.when(to);
        let act = self.each(ids, "act-follow-up-move", FollowUpState::Open, NOT_OPEN, |follow_up| FollowUp {
            due: Some(due),
            due_at,
            first_due: follow_up.first_due.or(follow_up.due).or(Some(due)),
            ..follow_up
        })?;
        Ok(Act { label: act.label.clone().detail(due.to_string()), ..act })
    }

    /// They will not be done.
    pub fn drop_follow_ups(&mut self, ids: &[Id], reason: &str) -> Result<Act, Refusal> {
        let now = self.now.at;
        self.fits(&FOLLOW_UP, "reason", &Value::text(reason.trim()))?;
        self.each(ids, "act-follow-up-drop", FollowUpState::Open, NOT_OPEN, |follow_up| dropped(follow_up, now, reason))
    }

    /// Changes each of those that are in a state; refused when none is.
    fn each(
        &mut self,
        ids: &[Id],
        words: &str,
        state: FollowUpState,
        refusal: &'static str,
        change: impl Fn(FollowUp) -> FollowUp,
    ) -> Result<Act, Refusal> {
        let mut label = Label::default();
        let mut groups = Vec::new();
        let mut said: Vec<String> = Vec::new();
        for id in once(ids) {
            let before: FollowUp = self.get(id)?;
            if before.state.unwrap_or(FollowUpState::Open) != state {
                continue;
            }
            if groups.is_empty() {
                label = Label::new(words, self.name(before.account)?);
            }
            said.push(beginning(&before.text));
            groups.push(Vec::from_iter(Edit::change(&before, &change(before.clone()))));
        }
        if groups.is_empty() {
            return Err(Refusal::State(refusal));
        }
        Ok(act_of(label.detail(named(&said)).count(groups.len()), groups))
    }
}

/// So many are named of what was done to several at once: a slip of the finger is to be seen.
const NAMED: usize = 3;

fn named(said: &[String]) -> String {
    let apart = if said.iter().any(|text| text.chars().any(is_han)) { "；" } else { "; " };
    let more = if said.len() > NAMED { "…" } else { "" };
    format!("{}{more}", said[..said.len().min(NAMED)].join(apart))
}

/// The follow-up, dropped for a reason.
pub(super) fn dropped(follow_up: FollowUp, now: crate::base::clock::Moment, reason: &str) -> FollowUp {
    FollowUp {
        state: Some(FollowUpState::Dropped),
        closed_at: Some(now),
        reason: reason.trim().to_string(),
        ..follow_up
    }
}
