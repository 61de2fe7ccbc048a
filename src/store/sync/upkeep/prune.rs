//! What need not be kept for ever: settled changes after thirty days, what arrived after half a year, acts that can no longer be taken back.
//!
//! Always holds: nothing that waits, is parked or is to be sent once more goes; a restored server of the last thirty days is still refilled;
//! an act of which a part has gone is known as such (`thinned`), for it is taken back whole or not at all. What a slice reads does not grow
//! with the book: each of its questions goes by an index over what is due.

use std::collections::BTreeSet;

use rusqlite::{Connection, Params, params};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::SettingChange;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::write::clock_row;
use crate::store::write::writer::{Durable, Writer};

/// So long a settled change stays, that a restored server may have it again.
const SETTLED_DAYS: i64 = 30;

/// So long stays what others changed, for the history of a record.
const ARRIVED_DAYS: i64 = 180;

/// Rows in one short transaction.
const SLICE: i64 = 200;

const DAY: i64 = 86_400_000;

/// Settled changes that are due. What its author gave up stays until the server has heard it.
const CHANGES: &str = "DELETE FROM change WHERE place IN
    (SELECT place FROM change WHERE state IN (1, 3) AND again IS NULL AND closed_at < ?1 AND reason IS NOT 'by hand'
     ORDER BY closed_at LIMIT ?2) RETURNING act";
/// What arrived long ago.
const ARRIVED: &str = "DELETE FROM arrived WHERE place IN
    (SELECT place FROM arrived WHERE at < ?1 ORDER BY at LIMIT ?2) RETURNING act";
/// What a restored server has had again long since.
const RETURNED: &str = "DELETE FROM given_back WHERE place IN (SELECT place FROM given_back WHERE taken_at < ?1 ORDER BY taken_at LIMIT ?2)";
/// Damage that was healed long ago.
const INCIDENTS: &str =
    "DELETE FROM incident WHERE place IN (SELECT place FROM incident WHERE healed_at < ?1 ORDER BY healed_at LIMIT ?2)";

impl Writer {
    /// Lets go of a slice; false: there is no more.
    pub fn prune(&mut self, now: Moment) -> Result<bool, StoreError> {
        self.transact(Durable::Normal, |pen, _| {
            let conn = pen.conn;
            let settled_days = if pen.faults.settled_early { 3 } else { SETTLED_DAYS };
            // By the server's time at the last contact: nothing was settled without one, and this laptop's clock may have been set forward.
            let heard = clock_row::heard(conn)?.unwrap_or(now).min(now);
            let before = |days: i64| heard.millis() - days * DAY;
            let mut most = 0;
            for (sql, days) in [(CHANGES, settled_days), (ARRIVED, ARRIVED_DAYS)] {
                let acts = gone(conn, sql, params![before(days), SLICE])?;
                most = most.max(acts.len());
                for act in acts.into_iter().collect::<BTreeSet<Id>>() {
                    thin(conn, act)?;
                }
            }
            for (sql, days) in [(RETURNED, SETTLED_DAYS), (INCIDENTS, ARRIVED_DAYS)] {
                most = most.max(conn.prepare_cached(sql)?.execute(params![before(days), SLICE])?);
            }
            Ok(most as i64 == SLICE)
        })
    }
}

/// Deletes; the act of each row that went.
pub(super) fn gone(conn: &Connection, sql: &str, params: impl Params) -> Result<Vec<Id>, StoreError> {
    let mut delete = conn.prepare_cached(sql)?;
    let acts = delete.query_map(params, |row| Ok(id_at(row, 0)?.unwrap_or_default()))?;
    Ok(acts.collect::<Result<_, _>>()?)
}

/// Something of an act is not kept any more: what is left of it cannot be taken back by itself, and once nothing is left it is forgotten.
pub(super) fn thin(conn: &Connection, act: Id) -> Result<(), StoreError> {
    let left = |sql: &str| -> Result<bool, StoreError> { Ok(conn.prepare_cached(sql)?.exists([act.bytes()])?) };
    let (mine, others) = (left("SELECT 1 FROM change WHERE act = ?1")?, left("SELECT 1 FROM arrived WHERE act = ?1")?);
    let known = if mine || others {
        "INSERT OR IGNORE INTO thinned (act) VALUES (?1)"
    } else {
        "DELETE FROM thinned WHERE act = ?1"
    };
    conn.prepare_cached(known)?.execute([act.bytes()])?;
    if !mine {
        // What was set before it would be taken back before what is not known any more.
        let sql = "DELETE FROM act WHERE words = ?2 AND place < (SELECT place FROM act WHERE id = ?1)";
        conn.prepare_cached(sql)?.execute(params![act.bytes(), SettingChange::WORDS])?;
        conn.prepare_cached("DELETE FROM act WHERE id = ?1")?.execute([act.bytes()])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::domain::act::{Act, Edit, Label, UndoKind};
    use crate::schema::Account;
    use crate::store::write::pen::Pen;

    /// The steps by which a statement finds its rows, as SQLite tells them.
    fn plan(conn: &Connection, sql: &str) -> String {
        let mut find = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let rows = find.query_map(params![0, 0], |row| row.get::<_, String>(3)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_was_set_before_an_act_that_is_forgotten_is_forgotten_with_it() {
        let mut writer = Writer::in_memory(1).unwrap();
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let setting = |name: &str| SettingChange { name: name.into(), from: None, to: Some("1".into()) };
        writer.note_setting(&setting("before"), &now).unwrap();
        let edit = Edit::create(&Account { id: writer.new_id(now.at), name: "Acme".into(), ..Account::default() });
        let act = writer.commit(&Act::one(Label::new("act-create", "Acme"), vec![edit]), &now).unwrap().act;
        writer.note_setting(&setting("behind"), &now).unwrap();
        let forget = |pen: &mut Pen<'_>, _: &mut _| {
            pen.conn.execute("DELETE FROM change", [])?;
            thin(pen.conn, act)
        };
        writer.transact(Durable::Normal, forget).unwrap();
        let (id, last) = writer.next_setting(UndoKind::Undo).unwrap().unwrap();
        assert_eq!(last.name, "behind");
        writer.setting_undone(id, UndoKind::Undo, "", &now).unwrap();
        assert_eq!(writer.next_setting(UndoKind::Undo).unwrap(), None);
    }

    #[test]
    fn a_slice_reads_what_is_due_by_an_index_and_never_a_whole_table() {
        let writer = Writer::in_memory(1).unwrap();
        for (sql, index) in [
            (CHANGES, "change_settled"),
            (ARRIVED, "arrived_at"),
            (RETURNED, "given_back_taken"),
            (INCIDENTS, "incident_healed"),
        ] {
            let plan = plan(&writer.conn, sql);
            assert!(
                plan.contains(&format!("USING INDEX {index}")) || plan.contains(&format!("COVERING INDEX {index}")),
                "{plan}"
            );
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
