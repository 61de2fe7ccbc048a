//! What the office moves: customers between territories and reps, and what a user has and may.
//!
//! Always holds: one order of the office is one transaction: a laptop sees all of it or nothing. A customer that moves leaves its old
//! stream and enters the new one with all that hangs on it; whoever still holds edits of it may hand them over (`parking`).

use std::collections::BTreeSet;

use super::round::Round;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, Account, Choice, Key, Role, TERRITORY, Territory, USER, User, Value};
use crate::server::admin::{element, key};
use crate::server::core::Core;
use crate::server::error::ServerError;
use crate::server::storage::{Device, Storage};

/// What an admin changes about a user; what is empty stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UserChange {
    /// The roles from now on; none: as they are.
    pub roles: Option<BTreeSet<Role>>,
    /// Territories that the user has from now on, by name.
    pub gains: Vec<String>,
    /// Territories that the user no longer has, by name.
    pub loses: Vec<String>,
    /// Whether the user has left.
    pub retired: Option<bool>,
}

/// Where customers go, by names; what is empty stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Moved {
    /// The territory.
    pub territory: Option<String>,
    /// The rep who looks after them.
    pub owner: Option<String>,
}

impl Core {
    /// The customers, in the order of their names.
    pub fn accounts(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Vec<Account>, ServerError> {
        let mut accounts: Vec<Account> = self.all(storage, now)?;
        accounts.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok(accounts)
    }

    /// Changes a user's roles and territories. Permissions follow at once, streams at the laptop's next contact.
    pub fn set_user(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        change: &UserChange,
        now: Moment,
    ) -> Result<Id, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let user = named::<User>(&mut round, name, |user| &user.name)?;
        let mut fields = Vec::new();
        if let Some(roles) = &change.roles {
            for role in Role::ALL {
                let has = roles.contains(role);
                if has != user.roles.contains(role.word()) {
                    fields.push((element(&USER, "roles", role.word()), if has { Value::Int(1) } else { Value::Null }));
                }
            }
        }
        for (names, value) in [(&change.gains, Value::Int(1)), (&change.loses, Value::Null)] {
            for name in names {
                let territory = named::<Territory>(&mut round, name, |territory| &territory.name)?.id;
                if user.territories.contains(&territory) == value.is_null() {
                    fields.push((element(&USER, "territories", territory), value.clone()));
                }
            }
        }
        if let Some(retired) = change.retired.filter(|retired| *retired != user.retired) {
            fields.push((key(&USER, "retired"), if retired { Value::Int(1) } else { Value::Null }));
        }
        if !fields.is_empty() {
            round.write_own(USER.number, user.id, fields)?;
        }
        if change.roles.as_ref().is_some_and(|roles| roles.contains(&Role::Admin)) {
            round.hand_over(user.id)?;
        }
        round.finish()?;
        Ok(user.id)
    }

    /// Has the screens of a territory's reps shut after so many minutes without a key; 0: as each rep has it.
    pub fn set_lock_after(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        minutes: u32,
        now: Moment,
    ) -> Result<Id, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let territory = named::<Territory>(&mut round, name, |territory| &territory.name)?;
        let minutes = Some(i64::from(minutes)).filter(|minutes| *minutes > 0);
        if territory.lock_after != minutes {
            let value = minutes.map_or(Value::Null, Value::Int);
            round.write_own(TERRITORY.number, territory.id, vec![(key(&TERRITORY, "lock_after"), value)])?;
        }
        round.finish()?;
        Ok(territory.id)
    }

    /// Moves customers; gives how many were elsewhere.
    pub fn move_accounts(
        &mut self,
        storage: &mut dyn Storage,
        accounts: &[Id],
        to: &Moved,
        now: Moment,
    ) -> Result<usize, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let mut wanted: Vec<(Key, Id)> = Vec::new();
        if let Some(name) = &to.territory {
            let id = named::<Territory>(&mut round, name, |territory| &territory.name)?.id;
            wanted.push((key(&ACCOUNT, "territory"), id));
        }
        if let Some(name) = &to.owner {
            wanted.push((key(&ACCOUNT, "owner"), named::<User>(&mut round, name, |user| &user.name)?.id));
        }
        let mut moved = 0;
        for account in accounts {
            let record = round.record(ACCOUNT.number, *account)?;
            if !record.is_there() {
                return Err(ServerError::Unknown(account.to_string()));
            }
            let differs = |(key, id): &&(Key, Id)| record.value(key.field).id() != Some(*id);
            let fields: Vec<(Key, Value)> =
                wanted.iter().filter(differs).map(|(key, id)| (key.clone(), Value::Id(*id))).collect();
            if !fields.is_empty() {
                round.write_own(ACCOUNT.number, *account, fields)?;
                moved += 1;
            }
        }
        round.finish()?;
        Ok(moved)
    }

    /// The laptops of a user, by name.
    pub fn devices_of(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        now: Moment,
    ) -> Result<Vec<Device>, ServerError> {
        let user =
            named::<User>(&mut Round::look(storage, self.session, &mut self.seq, now)?, name, |user| &user.name)?;
        Ok(self.devices(storage)?.into_iter().filter(|device| device.user == user.id).collect())
    }
}

/// The record of this name.
fn named<R: crate::schema::Record>(
    round: &mut Round<'_>,
    name: &str,
    called: impl Fn(&R) -> &str,
) -> Result<R, ServerError> {
    let found = round.all::<R>()?.into_iter().find(|record| called(record) == name);
    found.ok_or_else(|| ServerError::Unknown(name.to_string()))
}
