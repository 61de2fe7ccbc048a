//! What the rules may look at, answered from the rows of the writing transaction.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Params, params};

use super::kept::{self, number_of};
use crate::base::id::Id;
use crate::domain::look::{Look, LookFailed};
use crate::domain::merge::can_merge;
use crate::domain::parked::ParkedChange;
use crate::domain::usual::Usual;
use crate::schema::{Conflict, Contact, ENTITIES, FollowUp, Record, Stream, Touch, Value, Visit, entity as declared};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{columns_of, id_at, read_record, table};
use crate::store::record::rows::Stored;

/// Looks through one connection.
pub(crate) struct Looking<'c> {
    conn: &'c Connection,
    me: Me,
}

fn failed(error: impl Into<StoreError>) -> LookFailed {
    let error: StoreError = error.into();
    LookFailed(error.into())
}

impl<'c> Looking<'c> {
    pub fn new(conn: &'c Connection) -> Result<Looking<'c>, StoreError> {
        Ok(Looking { conn, me: Me::of(conn)? })
    }

    fn all<R: Record>(&self, condition: &str, params: impl Params) -> Result<Vec<R>, LookFailed> {
        all(self.conn, condition, params).map_err(failed)
    }
}

/// The records of an entity, called `r`, that fit a condition (with its order and limit) and are to be seen.
pub(crate) fn all<R: Record>(conn: &Connection, condition: &str, params: impl Params) -> rusqlite::Result<Vec<R>> {
    let sql =
        format!("SELECT {} FROM \"{}\" r WHERE r.x_gone IS NULL AND {condition}", columns_of::<R>("r"), R::ENTITY.name);
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params, |row| read_record::<R>(row, 0))?;
    rows.collect()
}

/// The record that this one was found to be the same as, followed to its end; itself where it was not.
pub(crate) fn stands_for(conn: &Connection, entity: u16, mut id: Id) -> rusqlite::Result<Id> {
    let Some(declared) = declared(entity).filter(|_| can_merge(entity)) else { return Ok(id) };
    let sql = format!("SELECT merged_into FROM \"{}\" WHERE id = ?1 AND merged_into IS NOT NULL", declared.name);
    let mut find = conn.prepare_cached(&sql)?;
    // Two merges that crossed could point at each other until the server has parted them; eight steps are more than any real chain.
    for _ in 0..8 {
        match find.query_row([id.bytes()], |row| id_at(row, 0)).optional()?.flatten() {
            Some(into) => id = into,
            None => break,
        }
    }
    Ok(id)
}

/// The record of an id, where it is to be seen.
pub(crate) fn one<R: Record>(conn: &Connection, id: Id) -> rusqlite::Result<Option<R>> {
    let sql =
        format!("SELECT {} FROM \"{}\" r WHERE r.id = ?1 AND r.x_gone IS NULL", columns_of::<R>("r"), R::ENTITY.name);
    conn.prepare_cached(&sql)?.query_row([id.bytes()], |row| read_record::<R>(row, 0)).optional()
}

impl Look for Looking<'_> {
    fn record<R: Record>(&self, id: Id) -> Result<Option<R>, LookFailed> {
        one(self.conn, id).map_err(failed)
    }

    fn values(&self, entity: u16, id: Id) -> Result<Option<Vec<(u16, Value)>>, LookFailed> {
        if table(entity).is_none() {
            return Ok(None);
        }
        let stored = Stored::load(self.conn, entity, id).map_err(failed)?;
        Ok(stored.visible().then(|| {
            let numbers = stored.entity.fields.iter().map(|field| field.number);
            numbers.zip(stored.values).filter(|(_, value)| !value.is_null()).collect()
        }))
    }

    fn was_there(&self, entity: u16, id: Id) -> Result<bool, LookFailed> {
        Ok(table(entity).is_some() && Stored::load(self.conn, entity, id).map_err(failed)?.there)
    }

    fn stands_for(&self, entity: u16, id: Id) -> Result<Id, LookFailed> {
        stands_for(self.conn, entity, id).map_err(failed)
    }

    fn hanging(&self, account: Id) -> Result<Vec<(u16, Id)>, LookFailed> {
        let mut found = Vec::new();
        for entity in ENTITIES {
            let Stream::Parent { field } = entity.stream else { continue };
            let sql =
                format!("SELECT id FROM \"{}\" WHERE \"{field}\" = ?1 AND x_gone IS NULL ORDER BY id", entity.name);
            let mut statement = self.conn.prepare_cached(&sql).map_err(failed)?;
            let ids = statement.query_map([account.bytes()], |row| id_at(row, 0)).map_err(failed)?;
            for id in ids {
                found.extend(id.map_err(failed)?.map(|id| (entity.number, id)));
            }
        }
        Ok(found)
    }

    fn parked(&self, acts: &[Id]) -> Result<Vec<ParkedChange>, LookFailed> {
        let found = crate::store::sync::parked::of_acts(self.conn, acts).map_err(failed)?;
        Ok(found.into_iter().map(|(_, change)| change).collect())
    }

    fn me(&self) -> Id {
        self.me.user
    }

    fn territory(&self) -> Id {
        self.me.territory
    }

    fn usual(&self) -> Result<Usual, LookFailed> {
        kept::usual(self.conn).map_err(failed)
    }

    fn contacts(&self, account: Id) -> Result<Vec<Contact>, LookFailed> {
        self.all("r.account = ?1 ORDER BY r.left_on IS NOT NULL, r.name, r.id", [account.bytes()])
    }

    fn open_follow_ups(&self, account: Id) -> Result<Vec<FollowUp>, LookFailed> {
        self.all(
            "r.account = ?1 AND r.state = 'open' ORDER BY r.due IS NULL, r.due, r.due_at IS NULL, r.due_at, r.id",
            [account.bytes()],
        )
    }

    fn open_visits(&self, account: Id) -> Result<Vec<Visit>, LookFailed> {
        self.all(
            "r.account = ?1 AND r.state IN ('planned', 'in_progress') ORDER BY r.day, r.planned_start, r.id",
            [account.bytes()],
        )
    }

    fn visit_in_progress(&self) -> Result<Option<Visit>, LookFailed> {
        let found = self
            .all("r.owner = ?1 AND r.state = 'in_progress' ORDER BY r.started DESC LIMIT 1", [self.me.user.bytes()])?;
        Ok(found.into_iter().next())
    }

    fn planned_on(&self, account: Id, day: NaiveDate) -> Result<Vec<Visit>, LookFailed> {
        self.all(
            "r.account = ?1 AND r.day = ?2 AND r.owner = ?3 AND r.state = 'planned'
             ORDER BY r.planned_start IS NULL, r.planned_start, r.id",
            params![account.bytes(), number_of(day), self.me.user.bytes()],
        )
    }

    fn follow_ups_of(&self, log: Id) -> Result<Vec<FollowUp>, LookFailed> {
        let mut found = self.all("r.visit = ?1 ORDER BY r.due, r.id", [log.bytes()])?;
        found.extend(self.all::<FollowUp>("r.touch = ?1 ORDER BY r.due, r.id", [log.bytes()])?);
        Ok(found)
    }

    fn open_conflicts(&self, record: Id) -> Result<Vec<Conflict>, LookFailed> {
        self.all("r.record = ?1 AND r.state = 'open' ORDER BY r.id", [record.bytes()])
    }

    fn visits_of(&self, account: Id, most: usize) -> Result<Vec<Visit>, LookFailed> {
        self.all(
            "r.account = ?1 ORDER BY r.day DESC, r.started DESC, r.id LIMIT ?2",
            params![account.bytes(), most as i64],
        )
    }

    fn touches_of(&self, account: Id, most: usize) -> Result<Vec<Touch>, LookFailed> {
        self.all("r.account = ?1 ORDER BY r.day DESC, r.at DESC, r.id LIMIT ?2", params![account.bytes(), most as i64])
    }
}
