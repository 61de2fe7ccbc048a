//! `rounds fsck` on a laptop: the file's pages, the kept figures against the rows, and with more patience what follows from the rows.
//!
//! Always holds: a person's values are never changed here; figures that are only kept for speed are counted anew, and what is damaged is
//! named, for the next sync to heal.

use super::recount::Recount;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONTACT, ENTITIES};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::read_fields;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::StreamId;
use crate::upgrade::indexes;

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fsck {
    /// Records counted.
    pub records: u64,
    /// Whether their values were held against the sums kept of them: a book that has never been sent to a company keeps none.
    pub summed: bool,
    /// What SQLite says of the file's pages; empty: whole.
    pub file: Vec<String>,
    /// What does not sum to what was kept: the stream, and the record where it is one.
    pub found: Vec<(StreamId, Option<(u16, Id)>)>,
    /// Records whose row says otherwise than the change that wrote it (`deep`).
    pub unlogged: Vec<(u16, Id)>,
    /// Records of an enrolled book that lie in no stream of the company and wait in no change: never sent, counted by no sum. The first of them.
    pub strays: Vec<(u16, Id)>,
    /// Tables of which an index did not fit its rows, and whose indexes were built anew (`deep`).
    pub indexes: u64,
    /// Figures kept for speed that were wrong and were counted anew.
    pub figures: u64,
}

impl Fsck {
    /// Whether all is as it was kept.
    pub fn well(&self) -> bool {
        self.file.is_empty()
            && self.found.is_empty()
            && self.unlogged.is_empty()
            && self.strays.is_empty()
            && self.indexes == 0
            && self.figures == 0
    }
}

/// As many strays are named: where there are some, they are mostly all.
const MOST_STRAYS: usize = 100;

/// Records counted in one short transaction.
const SLICE: usize = 500;

impl Writer {
    /// Checks the book; `deep` takes longer: every page with its indexes, every change against its row.
    pub fn fsck(&mut self, deep: bool, now: Moment) -> Result<Fsck, StoreError> {
        let mut found = Fsck::default();
        if deep {
            let looked = indexes::mend(&self.conn)?;
            (found.file, found.indexes) = (looked.left, looked.rebuilt.len() as u64);
        } else {
            found.file = indexes::pages(&self.conn, false)?;
        }
        let mut recount = Recount::default();
        while !recount.done {
            self.recount_some(&mut recount, SLICE, now)?;
        }
        found.summed = self.conn.query_row("SELECT EXISTS (SELECT 1 FROM stream)", [], |row| row.get(0))?;
        found.records = if found.summed { recount.records } else { self.rows()? };
        found.found = recount.found;
        if deep {
            found.unlogged = self.unlogged()?;
        }
        if self.enrolment()?.is_some() {
            found.strays = self.strays(MOST_STRAYS)?;
        }
        found.figures = self.figures()?;
        Ok(found)
    }

    /// The rows that are there, deleted ones and all.
    fn rows(&self) -> Result<u64, StoreError> {
        let mut rows = 0;
        for entity in ENTITIES {
            let count = format!("SELECT count(*) FROM \"{}\"", entity.name);
            rows += self.conn.query_row(&count, [], |row| row.get::<_, i64>(0))? as u64;
        }
        Ok(rows)
    }

    /// Records of which a settled change of ours says otherwise than the version that bears its name.
    fn unlogged(&self) -> Result<Vec<(u16, Id)>, StoreError> {
        let mut find = self.conn.prepare("SELECT entity, record, session, seq, fields FROM change WHERE state = 1")?;
        let mut rows = find.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (entity, record) = (row.get::<_, u16>(0)?, id_at(row, 1)?.unwrap_or_default());
            let (session, seq) = (row.get::<_, i64>(2)? as u64, row.get::<_, i64>(3)? as u64);
            if crate::schema::entity(entity).is_none() {
                continue;
            }
            let layers = crate::store::sync::layers::Layers::load(&self.conn, entity, record)?;
            let bytes: Vec<u8> = row.get(4)?;
            let differs = read_fields(&bytes).into_iter().any(|field| {
                layers.confirmed(&field.change.key).is_some_and(|(value, version)| {
                    (version.identity.session, version.identity.seq) == (session, seq) && value != field.change.value
                })
            });
            if differs && !found.contains(&(entity, record)) {
                found.push((entity, record));
            }
        }
        Ok(found)
    }

    /// The tallies, the names of customers and people: counted anew where they are wrong.
    fn figures(&mut self) -> Result<u64, StoreError> {
        self.transact(Durable::Normal, |pen, _| {
            let conn = pen.conn;
            let tallies = "waiting IS NOT (SELECT count(*) FROM change WHERE state = 0)
                 OR parked IS NOT (SELECT count(*) FROM change WHERE state = 2)
                 OR accounts IS NOT (SELECT count(*) FROM account WHERE x_gone IS NULL)";
            let mut wrong = conn.execute(
                &format!(
                    "UPDATE tally SET waiting = (SELECT count(*) FROM change WHERE state = 0),
                     parked = (SELECT count(*) FROM change WHERE state = 2),
                     accounts = (SELECT count(*) FROM account WHERE x_gone IS NULL) WHERE {tallies}"
                ),
                [],
            )? as u64;
            let known =
                [&ACCOUNT, &CONTACT].map(|entity| format!("SELECT id FROM \"{}\"", entity.name)).join(" UNION ALL ");
            wrong += conn.execute(&format!("DELETE FROM name WHERE record NOT IN ({known})"), [])? as u64;
            // A version without its record is left of a row that is gone.
            let rows = ENTITIES.map(|entity| format!("SELECT id FROM \"{}\"", entity.name)).join(" UNION ALL ");
            wrong += conn.execute(&format!("DELETE FROM version WHERE record NOT IN ({rows})"), [])? as u64;
            Ok(wrong)
        })
    }
}
