//! A manager moves customers between territories and reps.
//!
//! Always holds: each customer is a group of its own, so that one the server cannot take holds up no other; all of them are one act.

use super::desk::{Desk, act_of, once};
use super::words::NOT_MANAGER;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::schema::{Account, Choice, Role, Territory, User};

/// Whether these roles may move customers wherever they like.
pub fn manages<'r>(roles: impl IntoIterator<Item = &'r String>) -> bool {
    roles.into_iter().any(|role| *role == Role::Manager.word() || *role == Role::Admin.word())
}

impl<L: Look> Desk<'_, L> {
    /// Moves customers; all that hangs on them goes along, since it lies where they do.
    pub fn reassign(&mut self, accounts: &[Id], territory: Option<Id>, owner: Option<Id>) -> Result<Act, Refusal> {
        let me: Option<User> = self.look.record(self.look.me())?;
        if !me.is_some_and(|me| manages(&me.roles)) {
            return Err(Refusal::State(NOT_MANAGER));
        }
        let territory = territory.map(|id| self.get::<Territory>(id)).transpose()?;
        let owner = owner.map(|id| self.get::<User>(id)).transpose()?;
        let names = [territory.as_ref().map(|territory| &territory.name), owner.as_ref().map(|owner| &owner.name)];
        let detail: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        let mut label = Label::default();
        let mut groups = Vec::new();
        for id in once(accounts) {
            let before: Account = self.get(id)?;
            let after = Account {
                territory: territory.as_ref().map(|territory| territory.id).or(before.territory),
                owner: owner.as_ref().map(|owner| owner.id).or(before.owner),
                ..before.clone()
            };
            let Some(edit) = Edit::change(&before, &after) else { continue };
            if groups.is_empty() {
                label = Label::new("act-reassign", before.name).detail(detail.join(", "));
            }
            groups.push(vec![edit]);
        }
        Ok(act_of(label.count(groups.len()), groups))
    }
}
