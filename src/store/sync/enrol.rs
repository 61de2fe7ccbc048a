//! Becoming one of a company's laptops: whose it is, where its server is, and its own records' new owner and territory.
//!
//! Always holds: before enrolment records lie in the territory `local` and belong to `me`, and nothing was sent; enrolling rewrites them, and
//! the changes that wait, in one transaction. A profile that is enrolled elsewhere is refused by the caller.

use rusqlite::{Connection, OptionalExtension, params};

use super::receipts;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::ask::Receipt;
use crate::schema::{ENTITIES, Kind, User, Value};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::own::{self, OwnKind};
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::{read_fields, write_fields};
use crate::store::write::kept;
use crate::store::write::look::one;
use crate::store::write::writer::{Durable, Writer};

/// What a laptop knows of its company's server.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The server's address.
    pub url: String,
    /// The laptop's token.
    pub token: String,
    /// The rep.
    pub user: Id,
    /// The laptop's id there.
    pub device: Id,
    /// The territory in which new customers lie.
    pub territory: Id,
    /// All territories of the rep.
    pub territories: Vec<Id>,
    /// What the rep may do.
    pub roles: Vec<String>,
    /// The laptop's secret Ed25519 key.
    pub signing: [u8; 32],
    /// The laptop's secret X25519 key.
    pub sealing: [u8; 32],
    /// The server's Ed25519 public key.
    pub server_signing: [u8; 32],
    /// The server's X25519 public key.
    pub server_sealing: [u8; 32],
    /// The company's own certificates (PEM), which alone vouch for the server; empty: whom the system trusts.
    pub ca: String,
}

/// Without the secrets.
impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment").field("url", &self.url).field("user", &self.user).finish_non_exhaustive()
    }
}

/// Under which name the seed of an enrolment that has begun is kept.
const ENROLLING: &str = "enrolling";

fn read(conn: &Connection) -> Result<Option<Enrolment>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT url, token, user, device, territory, territories, roles, signing, sealing, server_signing, server_sealing, ca FROM enrolment",
    )?;
    let found = find.query_row([], |row| {
        let key = |column: usize| row.get::<_, Vec<u8>>(column).map(|bytes| bytes.try_into().unwrap_or([0; 32]));
        let territories: Vec<u8> = row.get(5)?;
        let roles: String = row.get(6)?;
        Ok(Enrolment {
            url: row.get(0)?,
            token: row.get(1)?,
            user: id_at(row, 2)?.unwrap_or_default(),
            device: id_at(row, 3)?.unwrap_or_default(),
            territory: id_at(row, 4)?.unwrap_or_default(),
            territories: territories.chunks_exact(16).filter_map(Id::from_slice).collect(),
            roles: roles.split_whitespace().map(str::to_string).collect(),
            signing: key(7)?,
            sealing: key(8)?,
            server_signing: key(9)?,
            server_sealing: key(10)?,
            ca: row.get(11)?,
        })
    });
    Ok(found.optional()?)
}

impl Writer {
    /// The company's server, once enrolled.
    pub fn enrolment(&self) -> Result<Option<Enrolment>, StoreError> {
        read(&self.conn)
    }

    /// Enrols this profile. Enrolling once more (`again`) keeps records and outbox as they are.
    pub fn enrol(&mut self, enrolment: &Enrolment, now: Moment) -> Result<(), StoreError> {
        self.transact(Durable::Full, |pen, _| {
            let conn = pen.conn;
            let again = read(conn)?.is_some();
            let territories: Vec<u8> = enrolment.territories.iter().flat_map(|id| *id.bytes()).collect();
            conn.prepare_cached(
                "INSERT OR REPLACE INTO enrolment (one, url, token, user, device, territory, territories, roles, signing, sealing,
                 server_signing, server_sealing, at, ca) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                enrolment.url,
                enrolment.token,
                enrolment.user.bytes(),
                enrolment.device.bytes(),
                enrolment.territory.bytes(),
                territories,
                enrolment.roles.join(" "),
                enrolment.signing,
                enrolment.sealing,
                enrolment.server_signing,
                enrolment.server_sealing,
                now.millis(),
                enrolment.ca
            ])?;
            if !again {
                let local = Me::local();
                rewrite_rows(conn, local.user, enrolment.user)?;
                kept::rename_owner(conn, local.user, enrolment.user)?;
                rewrite_rows(conn, local.territory, enrolment.territory)?;
                rewrite_changes(conn, local, enrolment)?;
            }
            own::drop(conn, OwnKind::Sync, ENROLLING)?;
            own::drop(conn, OwnKind::Sync, "state")
        })
    }

    /// The seed of the keys with which an enrolment was begun that has not come to its end.
    pub fn enrolling(&self) -> Result<Option<[u8; 64]>, StoreError> {
        let kept = own::get(&self.conn, OwnKind::Sync, ENROLLING)?;
        let seed = kept.and_then(|(text, _)| data_encoding::BASE64.decode(text.as_bytes()).ok());
        Ok(seed.and_then(|seed| seed.try_into().ok()))
    }

    /// Keeps the seed of the keys with which an enrolment is about to be asked for.
    pub fn begin_enrolling(&mut self, seed: &[u8; 64], now: Moment) -> Result<(), StoreError> {
        self.keep(OwnKind::Sync, ENROLLING, &data_encoding::BASE64.encode(seed), now)
    }

    /// Keeps how sync stands: `offline`, `captive`, `refused`; `None`: nothing to say.
    pub fn set_sync_state(&mut self, state: Option<&str>, now: Moment) -> Result<(), StoreError> {
        let known = own::get(&self.conn, OwnKind::Sync, "state")?.map(|(word, _)| word);
        if known.as_deref() == state {
            return Ok(());
        }
        self.transact(Durable::Normal, |pen, _| match state {
            Some(state) => own::put(pen.conn, OwnKind::Sync, "state", state, now),
            None => own::drop(pen.conn, OwnKind::Sync, "state"),
        })
    }

    /// Keeps a receipt.
    pub fn keep_receipt(&mut self, receipt: &Receipt) -> Result<(), StoreError> {
        self.transact(Durable::Normal, |pen, _| receipts::keep(pen.conn, receipt))
    }
}

/// The user's record has changed: what the user may and which territories are his follow it. New customers lie in one that is his.
pub(super) fn follow(conn: &Connection, user: Id) -> Result<(), StoreError> {
    let (Some(mut enrolment), Some(record)) = (read(conn)?, one::<User>(conn, user)?) else { return Ok(()) };
    enrolment.roles = record.roles.into_iter().collect();
    enrolment.territories = record.territories.into_iter().collect();
    if !enrolment.territories.contains(&enrolment.territory)
        && let Some(first) = enrolment.territories.first()
    {
        enrolment.territory = *first;
    }
    let territories: Vec<u8> = enrolment.territories.iter().flat_map(|id| *id.bytes()).collect();
    conn.prepare_cached("UPDATE enrolment SET territory = ?1, territories = ?2, roles = ?3")?.execute(params![
        enrolment.territory.bytes(),
        territories,
        enrolment.roles.join(" ")
    ])?;
    Ok(())
}

/// Every reference to one record becomes one to another.
fn rewrite_rows(conn: &Connection, from: Id, to: Id) -> Result<(), StoreError> {
    for entity in ENTITIES {
        for field in entity.fields.iter().filter(|field| field.kind == Kind::Ref) {
            let sql = format!("UPDATE \"{0}\" SET \"{1}\" = ?2 WHERE \"{1}\" = ?1", entity.name, field.name);
            conn.execute(&sql, params![from.bytes(), to.bytes()])?;
        }
    }
    Ok(())
}

fn rewrite_changes(conn: &Connection, local: Me, enrolment: &Enrolment) -> Result<(), StoreError> {
    let renamed = |value: &mut Value| match value {
        Value::Id(id) if *id == local.user => *id = enrolment.user,
        Value::Id(id) if *id == local.territory => *id = enrolment.territory,
        _ => {}
    };
    let mut find = conn.prepare("SELECT place, fields FROM change")?;
    let mut update = conn.prepare("UPDATE change SET fields = ?2 WHERE place = ?1")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(1)?;
        let mut fields = read_fields(&bytes);
        for field in &mut fields {
            renamed(&mut field.change.value);
            renamed(&mut field.before);
        }
        let written = write_fields(&fields);
        if written != bytes {
            update.execute(params![row.get::<_, i64>(0)?, written])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::{Now, Zone};
    use crate::domain::act::{Act, Edit, Label};
    use crate::schema::{Account, Contact, FollowUp, Visit};
    use rusqlite::types::ValueRef;

    /// The tables and columns in which an id stands, as it is or within something longer.
    fn holding(conn: &Connection, id: Id) -> Vec<String> {
        let tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name";
        let mut find = conn.prepare(tables).unwrap();
        let tables: Vec<String> = find.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut found = Vec::new();
        for table in tables {
            let mut find = conn.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let names: Vec<String> = find.column_names().map(str::to_owned).collect();
            let mut rows = find.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for (at, name) in names.iter().enumerate() {
                    let (ValueRef::Blob(bytes) | ValueRef::Text(bytes)) = row.get_ref(at).unwrap() else { continue };
                    let text = id.to_string();
                    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
                    if holds(id.bytes()) || holds(text.as_bytes()) {
                        found.push(format!("{table}.{name}"));
                    }
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn nothing_in_the_book_bears_the_name_it_had_before() {
        let mut writer = Writer::in_memory(1).unwrap();
        let now = Now::new(Moment::from_millis(1_790_000_000_000), Zone::utc());
        let me = writer.me().unwrap();
        let (account, owner) = (Id::derived(&[b"account"]), Some(me.user));
        let edits = vec![
            Edit::create(&Account {
                id: account,
                name: "Acme".into(),
                owner,
                territory: Some(me.territory),
                ..Account::default()
            }),
            Edit::create(&Contact { id: Id::derived(&[b"c"]), account: Some(account), ..Contact::default() }),
            Edit::create(&Visit { id: Id::derived(&[b"v"]), account: Some(account), owner, ..Visit::default() }),
            Edit::create(&FollowUp { id: Id::derived(&[b"f"]), owner, text: "call".into(), ..FollowUp::default() }),
        ];
        writer.commit(&Act::one(Label::new("act-set", "x"), edits), &now).unwrap();
        let mut set = |field: &str, value: Value| {
            let field = crate::schema::ACCOUNT.field(field).unwrap().number;
            let values = vec![(field, value)];
            let edit = Edit { entity: 1, record: account, deed: crate::domain::act::RecordEdit::Set(values) };
            writer.commit(&Act::one(Label::new("act-set", "x"), vec![edit]), &now).unwrap();
        };
        set("owner", Value::Null);
        set("owner", Value::Id(me.user));
        assert!(holding(&writer.conn, me.user).contains(&"name.owner".to_owned()));
        let enrolment = Enrolment {
            url: String::new(),
            token: String::new(),
            user: Id::derived(&[b"Kim"]),
            device: Id::derived(&[b"laptop"]),
            territory: Id::derived(&[b"North"]),
            territories: vec![Id::derived(&[b"North"])],
            roles: Vec::new(),
            signing: [0; 32],
            sealing: [0; 32],
            server_signing: [0; 32],
            server_sealing: [0; 32],
            ca: String::new(),
        };
        writer.enrol(&enrolment, now.at).unwrap();
        for before in [me.user, me.territory] {
            assert_eq!(holding(&writer.conn, before), [""; 0]);
        }
        assert!(holding(&writer.conn, enrolment.user).contains(&"name.owner".to_owned()), "mine, not a colleague's");
    }
}
