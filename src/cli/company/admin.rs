//! `rounds admin ...`: territories, users, enrolment codes; works on the server's own folder, while it runs too.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use anyhow::Result;
use serde_json::{Map, json};

use super::{asked, serve};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::cli::args::{
    AccountCommand, AdminCommand, OutputArgs, ProfileArgs, TerritoryCommand, UserCommand, VisitTypeCommand,
};
use crate::cli::book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::config::Settings;
use crate::i18n::Words;
use crate::schema::{Account, Choice, Entity, Role, Value, entity};
use crate::server::{Core, Endpoint, Moved, ServerError, Storage, UserChange};

/// `rounds admin`.
pub fn run(profile: &ProfileArgs, command: &AdminCommand) -> Result<()> {
    let words = &book::words(profile, &Settings::default())?;
    let clock = book::clock(words)?.now();
    let now = clock.at;
    let Endpoint { mut core, mut storage, mut ids, .. } = serve::endpoint(&serve::home(profile)?, words)?;
    match command {
        AdminCommand::Territory(TerritoryCommand::Add { name }) => {
            let id = core.add_territory(&mut *storage, name, &mut ids, now)?;
            made(id, &words.with("admin-territory-made", &[("name", name.into())]))?;
            Ok(())
        }
        AdminCommand::Territory(TerritoryCommand::Set { name, lock_after }) => {
            output::say(core.set_lock_after(&mut *storage, name, *lock_after, now)?)?;
            Ok(())
        }
        AdminCommand::Territory(TerritoryCommand::List(how)) => {
            let all = core.territories(&mut *storage, now)?;
            print(
                *how,
                &["lock_after"],
                all.iter()
                    .map(|territory| {
                        let mut more = Map::new();
                        more.insert("lock_after".into(), json!(territory.lock_after));
                        (territory.id.to_string(), territory.name.clone(), more)
                    })
                    .collect(),
            )
        }
        AdminCommand::User(UserCommand::Add { name, role, territory }) => {
            let chosen = role_of(role, words)?;
            let territories: Vec<&str> = territory.iter().map(String::as_str).collect();
            let id = core.add_user(&mut *storage, name, &[chosen], &territories, &mut ids, now)?;
            let places = territories.join(words.get("list-comma"));
            let arguments = [
                ("name", name.into()),
                ("role", role.into()),
                ("n", territories.len().into()),
                ("all", (&places).into()),
            ];
            made(id, &words.with("admin-user-made", &arguments))?;
            Ok(())
        }
        AdminCommand::User(UserCommand::List(how)) => {
            let territories = core.territories(&mut *storage, now)?;
            let users = core.users(&mut *storage, now)?;
            let rows = users.iter().map(|user| {
                let names: Vec<&str> = territories
                    .iter()
                    .filter(|territory| user.territories.contains(&territory.id))
                    .map(|territory| territory.name.as_str())
                    .collect();
                let mut more = Map::new();
                more.insert("roles".into(), json!(user.roles));
                more.insert("territories".into(), json!(names));
                more.insert("left".into(), json!(user.retired));
                (user.id.to_string(), user.name.clone(), more)
            });
            print(*how, &["roles", "territories", "left"], rows.collect())
        }
        AdminCommand::User(UserCommand::Set { name, role, territory, not_territory, left, back }) => {
            let roles = role.iter().map(|role| role_of(role, words)).collect::<Result<BTreeSet<Role>>>()?;
            let change = UserChange {
                roles: (!roles.is_empty()).then_some(roles),
                gains: territory.clone(),
                loses: not_territory.clone(),
                retired: (*left || *back).then_some(*left),
            };
            output::say(core.set_user(&mut *storage, name, &change, now)?)?;
            Ok(())
        }
        AdminCommand::VisitType(VisitTypeCommand::Add { name, steps }) => {
            let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
            let id = core.add_visit_type(&mut *storage, name, &steps, &mut ids, now)?;
            made(id, &words.with("admin-visit-type-made", &[("name", name.into()), ("n", steps.len().into())]))?;
            Ok(())
        }
        AdminCommand::VisitType(VisitTypeCommand::Set { name, steps, retired }) => {
            let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
            let steps = (!steps.is_empty()).then_some(&*steps);
            Ok(core.set_visit_type(&mut *storage, name, steps, *retired, now)?)
        }
        AdminCommand::VisitType(VisitTypeCommand::List(how)) => {
            let all = core.visit_types(&mut *storage, now)?;
            let rows = all.into_iter().filter(|kind| !kind.retired).map(|kind| {
                let mut more = Map::new();
                more.insert("steps".into(), json!(kind.steps.lines().collect::<Vec<_>>()));
                (kind.id.to_string(), kind.name, more)
            });
            print(*how, &["steps"], rows.collect())
        }
        AdminCommand::Account(AccountCommand::List { territory, output }) => {
            let mut accounts = lying_in(&mut core, &mut *storage, territory.as_deref(), now)?;
            // What was joined with another is that other one; it only goes where that goes.
            accounts.retain(|account| account.merged_into.is_none());
            let territories = core.territories(&mut *storage, now)?;
            let users = core.users(&mut *storage, now)?;
            let rows = accounts.into_iter().map(|account| {
                let territory = territories.iter().find(|territory| Some(territory.id) == account.territory);
                let owner = users.iter().find(|user| Some(user.id) == account.owner);
                let mut more = Map::new();
                more.insert("territory".into(), json!(territory.map(|territory| &territory.name)));
                more.insert("owner".into(), json!(owner.map(|user| &user.name)));
                (account.id.to_string(), account.name, more)
            });
            print(*output, &["territory", "owner"], rows.collect())
        }
        AdminCommand::Account(AccountCommand::Move { accounts, all_of, to, owner, dry_run }) => {
            let ids: Vec<Id> = match all_of {
                Some(name) => lying_in(&mut core, &mut *storage, Some(name), now)?.iter().map(|each| each.id).collect(),
                None => chosen(&core.accounts(&mut *storage, now)?, accounts, words)?,
            };
            let to = Moved { territory: to.clone(), owner: owner.clone() };
            let moved = if *dry_run { ids.len() } else { core.move_accounts(&mut *storage, &ids, &to, now)? };
            output::say(moved)?;
            Ok(())
        }
        AdminCommand::Devices(how) => {
            let users = core.users(&mut *storage, now)?;
            let rows = core.devices(&mut *storage)?.into_iter().map(|device| {
                let user = users.iter().find(|user| user.id == device.user);
                let mut more = Map::new();
                more.insert("user".into(), json!(user.map(|user| &user.name)));
                more.insert("enrolled_at".into(), json!(device.enrolled_at.to_string()));
                more.insert("revoked_at".into(), json!(device.revoked_at.map(|at| at.to_string())));
                (device.id.to_string(), device.name, more)
            });
            print(*how, &["user", "enrolled_at", "revoked_at"], rows.collect())
        }
        AdminCommand::Parked(how) => {
            let users = core.users(&mut *storage, now)?;
            let rows = core.parked(&mut *storage, now)?;
            let rows = rows.into_iter().map(|change| {
                let declared = entity(change.entity);
                let user = users.iter().find(|user| user.id == change.user);
                let set = change.fields.iter().map(|(field, element, value)| said(declared, *field, element, value));
                let mut more = Map::new();
                more.insert("user".into(), json!(user.map(|user| &user.name)));
                more.insert("at".into(), json!(change.at.to_string()));
                more.insert("reason".into(), json!(change.reason.word()));
                more.insert("entity".into(), json!(declared.map(|entity| entity.name)));
                more.insert("record".into(), json!(change.record.to_string()));
                more.insert("fields".into(), json!(set.collect::<Vec<_>>()));
                (change.act.to_string(), change.name, more)
            });
            print(*how, &["user", "at", "reason", "entity", "record", "fields"], rows.collect())
        }
        AdminCommand::Conflicts(args) => asked::run(&mut core, &mut *storage, args, (words, &clock)),
        AdminCommand::Revoke { name, device } => {
            let mut meant = core.devices_of(&mut *storage, name, now)?;
            if let Some(said) = device {
                meant.retain(|each| *said == each.name || *said == each.id.to_string());
                if meant.is_empty() {
                    return Err(Stop::with(Exit::NotFound, words.with("cli-not-found", &[("what", said.into())])));
                }
            }
            let mut revoked = 0;
            for each in meant.iter().filter(|each| each.revoked_at.is_none()) {
                revoked += usize::from(core.revoke(&mut *storage, each.id, now)?);
            }
            output::say(revoked)?;
            Ok(())
        }
        AdminCommand::Compact => {
            let done = core.compact(&mut *storage, now)?;
            let made = core.prepare_snapshots(&mut *storage, now)?;
            output::say(format_args!("{} {} {made}", done.entries, done.tombstones))?;
            Ok(())
        }
        AdminCommand::Code { name } => {
            output::say(core.code(&mut *storage, name, &mut ids, now)?)?;
            Ok(())
        }
    }
}

/// A field and what it was to be, `street=9 New St`; of the record itself what was to become of it.
fn said(entity: Option<&'static Entity>, field: u16, element: &Option<String>, value: &Value) -> String {
    let known = entity.and_then(|entity| entity.by_number(field));
    let name = known.map_or_else(|| field.to_string(), |known| known.name.to_owned());
    let text = match value {
        Value::Null => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Id(id) => id.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Set(elements) => elements.iter().cloned().collect::<Vec<_>>().join("; "),
    };
    match (field, element, value.is_null()) {
        (0, _, true) => "deleted".to_owned(),
        (0, _, false) => "created".to_owned(),
        (_, Some(element), gone) if !element.is_empty() => format!("{name}{}{element}", if gone { "-" } else { "+" }),
        _ => format!("{name}={text}"),
    }
}

/// Says what was made: to a person in words, to a script its id alone.
fn made(id: Id, words: &str) -> Result<()> {
    if std::io::stdout().is_terminal() { output::say(format_args!("{words}\nId: {id}")) } else { output::say(id) }
}

fn role_of(word: &str, words: &Words) -> Result<Role> {
    let all = Role::WORDS.join(words.get("list-comma"));
    let none = || words.with("admin-no-role", &[("what", word.into()), ("all", (&all).into())]);
    Role::of(word).ok_or_else(|| Stop::with(Exit::Usage, none()))
}

/// The customers of a territory, or all.
fn lying_in(core: &mut Core, storage: &mut dyn Storage, territory: Option<&str>, now: Moment) -> Result<Vec<Account>> {
    let mut accounts = core.accounts(storage, now)?;
    if let Some(name) = territory {
        let territories = core.territories(storage, now)?;
        let found = territories.iter().find(|territory| territory.name == name);
        let found = found.ok_or_else(|| ServerError::Unknown(name.to_string()))?.id;
        accounts.retain(|account| account.territory == Some(found));
    }
    Ok(accounts)
}

/// The customers that were said, by id or whole name. Of two with one name none is chosen silently.
fn chosen(accounts: &[Account], said: &[String], words: &Words) -> Result<Vec<Id>> {
    let one = |said: &String| match said.parse::<Id>() {
        Ok(id) => Ok(id),
        Err(_) => {
            let found: Vec<&Account> = accounts.iter().filter(|account| account.name == *said).collect();
            match found.as_slice() {
                [] => Err(ServerError::Unknown(said.clone()).into()),
                [only] => Ok(only.id),
                several => {
                    let ids: Vec<String> = several.iter().map(|account| account.id.to_string()).collect();
                    let ids = ids.join(words.get("list-comma"));
                    let arguments = [("what", said.into()), ("all", (&ids).into())];
                    Err(Stop::with(Exit::Usage, words.with("admin-which", &arguments)))
                }
            }
        }
    };
    said.iter().map(one).collect()
}

/// A list; of its columns those behind the id and the name are named.
pub(super) fn print(
    how: OutputArgs,
    more: &[&str],
    rows: Vec<(String, String, Map<String, serde_json::Value>)>,
) -> Result<()> {
    let objects: Vec<Map<String, serde_json::Value>> = rows
        .into_iter()
        .map(|(id, name, more)| {
            let start = [("id".to_string(), json!(id)), ("name".to_string(), json!(name))];
            start.into_iter().chain(more).collect()
        })
        .collect();
    if how.json {
        return output::unpiped(output::json(objects));
    }
    if how.csv {
        return output::unpiped(output::csv(&[&["id", "name"], more].concat(), &objects));
    }
    let rows = objects.iter().map(|object| {
        object
            .values()
            .map(|value| match value {
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Array(list) => {
                    list.iter().filter_map(|item| item.as_str()).collect::<Vec<_>>().join(", ")
                }
                serde_json::Value::Null => String::new(),
                other => other.to_string(),
            })
            .collect()
    });
    output::unpiped(output::lines(rows.collect()))
}
