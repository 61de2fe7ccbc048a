//! `rounds admin ...`: territories, users, enrolment codes; works on the server's own folder, while it runs too.

use anyhow::Result;
use serde_json::{Map, json};

use super::args::{AdminCommand, OutputArgs, ProfileArgs, TerritoryCommand, UserCommand};
use super::exit::{Exit, Stop};
use super::records::unpiped;
use super::{output, serve};
use crate::runtime::clock;
use crate::schema::{Choice, Role};
use crate::server::{Endpoint, ServerError};

/// `rounds admin`.
pub fn run(profile: &ProfileArgs, command: &AdminCommand) -> Result<()> {
    let home = serve::home(profile)?;
    let now = serve::clock()?.now().at;
    let Endpoint { mut core, mut storage, mut ids } = Endpoint::open(&home, clock::random_bytes()?)?;
    match command {
        AdminCommand::Territory(TerritoryCommand::Add { name }) => {
            let id = core.add_territory(&mut *storage, name, &mut ids, now).map_err(stop)?;
            println!("{id}");
            Ok(())
        }
        AdminCommand::Territory(TerritoryCommand::List(how)) => {
            let all = core.territories(&mut *storage, now).map_err(stop)?;
            print(
                *how,
                all.iter().map(|territory| (territory.id.to_string(), territory.name.clone(), Map::new())).collect(),
            )
        }
        AdminCommand::User(UserCommand::Add { name, role, territory }) => {
            let role = Role::of(role).ok_or_else(|| {
                Stop::with(Exit::Usage, format!("--role: {role} is none of {}", Role::WORDS.join(", ")))
            })?;
            let territories: Vec<&str> = territory.iter().map(String::as_str).collect();
            let id = core.add_user(&mut *storage, name, &[role], &territories, &mut ids, now).map_err(stop)?;
            println!("{id}");
            Ok(())
        }
        AdminCommand::User(UserCommand::List(how)) => {
            let territories = core.territories(&mut *storage, now).map_err(stop)?;
            let users = core.users(&mut *storage, now).map_err(stop)?;
            let rows = users.iter().map(|user| {
                let names: Vec<&str> = territories
                    .iter()
                    .filter(|territory| user.territories.contains(&territory.id))
                    .map(|territory| territory.name.as_str())
                    .collect();
                let mut more = Map::new();
                more.insert("roles".into(), json!(user.roles));
                more.insert("territories".into(), json!(names));
                (user.id.to_string(), user.name.clone(), more)
            });
            print(*how, rows.collect())
        }
        AdminCommand::User(UserCommand::Revoke { name }) => {
            let users = core.users(&mut *storage, now).map_err(stop)?;
            let user = users
                .iter()
                .find(|user| user.name == *name)
                .ok_or_else(|| Stop::with(Exit::NotFound, format!("there is no user {name}")))?;
            let devices = core.devices(&mut *storage).map_err(stop)?;
            let mut revoked = 0;
            for device in devices.iter().filter(|device| device.user == user.id && device.revoked_at.is_none()) {
                revoked += usize::from(core.revoke(&mut *storage, device.id, now).map_err(stop)?);
            }
            println!("{revoked}");
            Ok(())
        }
        AdminCommand::Code { name } => {
            println!("{}", core.code(&mut *storage, name, &mut ids, now).map_err(stop)?);
            Ok(())
        }
    }
}

fn stop(error: ServerError) -> anyhow::Error {
    let exit = match &error {
        ServerError::Unknown(_) => Exit::NotFound,
        ServerError::Taken(_) => Exit::Usage,
        _ => Exit::Failed,
    };
    Stop::with(exit, error.to_string())
}

fn print(how: OutputArgs, rows: Vec<(String, String, Map<String, serde_json::Value>)>) -> Result<()> {
    let objects: Vec<Map<String, serde_json::Value>> = rows
        .into_iter()
        .map(|(id, name, more)| {
            let start = [("id".to_string(), json!(id)), ("name".to_string(), json!(name))];
            start.into_iter().chain(more).collect()
        })
        .collect();
    if how.json {
        return unpiped(output::json(objects));
    }
    if how.csv {
        return unpiped(output::csv(&objects));
    }
    let rows = objects.iter().map(|object| {
        object
            .values()
            .map(|value| match value {
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Array(list) => {
                    list.iter().filter_map(|item| item.as_str()).collect::<Vec<_>>().join(", ")
                }
                other => other.to_string(),
            })
            .collect()
    });
    unpiped(output::lines(rows.collect()))
}
