//! The writer: the one way in which records change on this laptop. A deed, an act, an undo: each one transaction.
//!
//! Always holds: rows, outgoing changes, words, names and kept figures are committed together or not at all, and a person's act is
//! on the disk before it is said to be saved. Must not decide what a deed means (`domain::rules`) nor merge (`sync`).

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::act_row::ActRow;
use super::capture::{Capture, Session};
use super::look::Looking;
use super::pen::Pen;
use super::undo::{Inverse, inverse, knows, named};
use crate::base::clock::{Moment, Now};
use crate::base::id::{Id, IdSource};
use crate::base::point::pass;
use crate::domain::act::{Act, Committed, Label, TakenBack, UndoKind};
use crate::domain::deed::{Deed, Refusal};
use crate::domain::rules;
use crate::store::answer::elsewhere::why_gone;
use crate::store::drafts::{self, Drafts};
use crate::store::error::StoreError;
use crate::store::faulty::Faulty;
use crate::store::file::key::{Lock, random_bytes};
use crate::store::file::open;
use crate::store::file::profile::Profile;
use crate::store::me::Me;
use crate::store::said;
use crate::store::sync::parked;
use crate::sync::past::PastLine;
use crate::upgrade::indexes;

/// How sure a commit is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Durable {
    /// On the disk before it returns: what a person did.
    Full,
    /// Whole after a crash, but perhaps not the last ones: imports, and what arrived and can arrive again.
    Normal,
}

/// Pages of the log that are worth moving, and at which a commit moves them itself.
const ENOUGH_LOG: i64 = 500;
const LONG_LOG: i64 = 4000;

/// After a look through the file that found nothing to build anew there is none for so long.
const HOUR: Duration = Duration::from_secs(3_600);

/// A profile's writer. One per process; others wait for its short transactions.
pub struct Writer {
    pub(crate) conn: Connection,
    pub(in crate::store) session: Session,
    pub(in crate::store) ids: IdSource,
    durable: Durable,
    pub(in crate::store) faulty: Faulty,
    put_aside: Option<PathBuf>,
    /// When the file was looked through last, in vain.
    looked: Option<Instant>,
    /// The drafts as this window has kept them last, or taken them up.
    pub(in crate::store) drafts: Drafts,
    /// The setting that was noted here last.
    pub(super) setting: Option<Id>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("session", &self.session).finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens a profile to write, making its database or bringing it to the newest shape where needed.
    pub fn open(profile: &Profile, lock: &Lock) -> Result<Writer, StoreError> {
        let seed = random_bytes()?;
        let (conn, put_aside) = open::writing(profile, lock)?;
        let mut writer = Writer { put_aside, ..Writer::over(conn, seed) };
        // Nothing of the book is in it any more; a copy beside it that could not be deleted is tried again at each opening.
        let _over_another_time = writer.end_erasing();
        writer.know()?;
        Ok(writer)
    }

    /// A book in memory, of the newest shape; its session and ids follow from the seed.
    pub fn in_memory(seed: u64) -> Result<Writer, StoreError> {
        let conn = open::in_memory()?;
        Ok(Writer::over(conn, spread(seed)))
    }

    pub(in crate::store) fn over(conn: Connection, seed: [u8; 32]) -> Writer {
        let mut ids = IdSource::new(seed);
        // A session of 0 would stand for "none".
        let session = Session { session: ids.bits().max(1), seq: 0 };
        Writer {
            conn,
            session,
            ids,
            durable: Durable::Full,
            faulty: Faulty::default(),
            put_aside: None,
            looked: None,
            drafts: Drafts::default(),
            setting: None,
        }
    }

    /// Where this opening brought the book to a newer shape: the copy of it as it was before.
    pub fn put_aside(&self) -> Option<&Path> {
        self.put_aside.as_deref()
    }

    /// This opening's session.
    pub fn session(&self) -> u64 {
        self.session.session
    }

    /// A new id.
    pub fn new_id(&mut self, now: Moment) -> Id {
        self.ids.next(now)
    }

    /// Me and my territory.
    pub fn me(&self) -> Result<Me, StoreError> {
        Me::of(&self.conn)
    }

    /// From now on the log is moved into the file by [`Writer::move_log`], in quiet times: in a commit it takes tens of milliseconds. Only a log
    /// that has grown very long is still moved by whoever commits next.
    pub fn move_log_later(&self) -> Result<(), StoreError> {
        self.conn.pragma_update(None, "wal_autocheckpoint", LONG_LOG)?;
        Ok(())
    }

    /// Moves the log into the file where there is enough of it. Readers read on meanwhile.
    pub fn move_log(&self) -> Result<(), StoreError> {
        let checkpoint = |how: &str| {
            let sql = format!("PRAGMA wal_checkpoint({how})");
            self.conn.prepare_cached(&sql)?.query_row([], |row| Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))
        };
        let (pages, moved) = checkpoint("NOOP")?;
        if pages - moved > ENOUGH_LOG {
            checkpoint("PASSIVE")?;
        }
        Ok(())
    }

    /// Does what a person asks.
    pub fn perform(&mut self, deed: &Deed, now: &Now) -> Result<Committed, StoreError> {
        self.perform_drafted(deed, None, now)
    }

    /// Does what a person has written under this draft's name: the draft goes with the same commit. Whoever is cut off behind it finds no words
    /// that were kept already.
    pub fn perform_drafted(&mut self, deed: &Deed, draft: Option<&str>, now: &Now) -> Result<Committed, StoreError> {
        let mut ids = self.ids.clone();
        let mine = self.own_draft(draft);
        let done = self.transact(Durable::Full, |pen, session| {
            drafts::drop(pen.conn, mine.as_ref())?;
            let act = match deed {
                // What was made elsewhere has been through its own rules.
                Deed::Whole(act, saw, _) if saw.is_empty() => act.clone(),
                Deed::SendAgain { acts, .. } | Deed::Withdraw { acts } => {
                    return settle_parked(pen, session, deed, acts, now, &mut ids);
                }
                deed => match rules::act(deed, &Looking::new(pen.conn)?, now, &mut ids) {
                    Ok(act) => act,
                    Err(refusal) => return Err(why_gone(pen.conn, deed, refusal)?.into()),
                },
            };
            let committed = commit_act(pen, session, &act, now, &mut ids)?;
            if let Deed::Whole(.., said) = deed {
                said::remember(pen.conn, committed.act, said, now.at)?;
            }
            Ok(committed)
        });
        self.ids = ids;
        if let (Ok(_), Some(name)) = (&done, draft) {
            self.drafts.remove(name);
        }
        done
    }

    /// Commits an act as it is.
    pub fn commit(&mut self, act: &Act, now: &Now) -> Result<Committed, StoreError> {
        let mut ids = self.ids.clone();
        let done = self.transact(Durable::Full, |pen, session| commit_act(pen, session, act, now, &mut ids));
        self.ids = ids;
        done
    }

    /// Takes back the last of my acts that stands; `None` where there is none.
    pub fn undo(&mut self, now: &Now) -> Result<Option<TakenBack>, StoreError> {
        self.undo_last(UndoKind::Undo, now)
    }

    /// Does again what was taken back last; `None` where there is nothing, or something was done since.
    pub fn redo(&mut self, now: &Now) -> Result<Option<TakenBack>, StoreError> {
        self.undo_last(UndoKind::Redo, now)
    }

    fn undo_last(&mut self, kind: UndoKind, now: &Now) -> Result<Option<TakenBack>, StoreError> {
        self.transact(Durable::Full, |pen, session| {
            let conn = pen.conn;
            loop {
                let Some(act) = ActRow::next(conn, kind)? else { return Ok(None) };
                let Inverse { groups, left } = inverse(conn, &act, &[])?;
                let row = act.undone(conn, kind, session.session, now.at)?;
                if groups.is_empty() && left.is_empty() {
                    // It was taken back elsewhere, or there is nothing of it any more: the one before it is meant.
                    continue;
                }
                let changed = !groups.is_empty();
                let mut capture = Capture::begin(pen, session, row.id, now.at)?;
                capture.write_all(groups)?;
                capture.end()?;
                return Ok(Some(TakenBack { committed: row.committed(conn)?, left: named(conn, left)?, changed }));
            }
        })
    }

    /// Takes one act back, whoever did it, on whichever laptop, and whatever was done since: what somebody has set since is left and named.
    /// As far as this laptop knows the act.
    pub fn take_back(&mut self, act: Id, now: &Now) -> Result<TakenBack, StoreError> {
        self.take_back_told(act, &[], now)
    }

    /// Whether this laptop knows what an act did; where not, the server is to be asked.
    pub fn knows_act(&self, act: Id) -> Result<bool, StoreError> {
        knows(&self.conn, act)
    }

    /// The same, of an act of which only the server knows what it did.
    pub fn take_back_told(&mut self, act: Id, told: &[PastLine], now: &Now) -> Result<TakenBack, StoreError> {
        self.transact(Durable::Full, |pen, session| {
            let conn = pen.conn;
            let known = ActRow::get(conn, act)?;
            let label = Label::new("act-take-back", "");
            let unknown = ActRow { id: act, at: now.at, undo: None, label, about: None, of: None };
            let found = known.clone().unwrap_or(unknown);
            let Inverse { groups, left } = inverse(conn, &found, told)?;
            if groups.is_empty() && left.is_empty() {
                return Err(Refusal::Nothing.into());
            }
            let id = ActRow::undo_id(conn, UndoKind::Undo, act, session.session)?;
            let mut row = ActRow { id, at: now.at, undo: Some(UndoKind::Undo), of: Some(act), ..found };
            if known.is_none()
                && let Some((stored, _)) = groups.iter().flatten().next()
            {
                row.about = Some((stored.entity.number, stored.id));
                row.label.subject = stored.named("name").str().to_string();
            }
            let changed = !groups.is_empty();
            if changed {
                row.insert(conn)?;
                if let Some(known) = &known {
                    known.set_undone(conn, row.id)?;
                }
            }
            let mut capture = Capture::begin(pen, session, row.id, now.at)?;
            capture.write_all(groups)?;
            capture.end()?;
            Ok(TakenBack { committed: row.committed(conn)?, left: named(conn, left)?, changed })
        })
    }

    /// Runs a piece of work in one writing transaction. What it returns `Err` of has not happened. Where an index does not fit its rows, a byte
    /// having changed in the file, it is built anew and the work done once more.
    pub(crate) fn transact<T>(
        &mut self,
        durable: Durable,
        mut work: impl FnMut(&mut Pen<'_>, &mut Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = match self.attempt(durable, &mut work) {
            Err(StoreError::Damaged { .. }) if self.mends() => self.attempt(durable, &mut work),
            done => done,
        };
        done.map_err(|error| error.at(Path::new(self.conn.path().unwrap_or_default())))
    }

    /// Whether something was built anew. A file in which nothing could be is not looked through again within the hour: that takes as long as it
    /// is large, and a draft is written each second.
    fn mends(&mut self) -> bool {
        if self.looked.is_some_and(|at| at.elapsed() < HOUR) {
            return false;
        }
        let mended = indexes::mend(&self.conn).is_ok_and(|looked| !looked.rebuilt.is_empty());
        self.looked = Some(Instant::now()).filter(|_| !mended);
        mended
    }

    fn attempt<T>(
        &mut self,
        durable: Durable,
        work: &mut impl FnMut(&mut Pen<'_>, &mut Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.durable != durable {
            // It cannot be changed inside a transaction.
            let level = if durable == Durable::Full { "FULL" } else { "NORMAL" };
            self.conn.pragma_update(None, "synchronous", level)?;
            self.durable = durable;
        }
        let before = self.session;
        self.conn.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let done = self.run(work);
        if done.is_err() {
            // A full disk has rolled back by itself.
            if !self.conn.is_autocommit() {
                self.conn.execute_batch("ROLLBACK")?;
            }
            self.session = before;
        }
        done
    }
}

impl Writer {
    /// The inside of a transaction: the guarding triggers let through what is written here, and here alone.
    fn run<T>(
        &mut self,
        work: &mut impl FnMut(&mut Pen<'_>, &mut Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let guard = |open: i64| -> Result<(), StoreError> {
            self.conn.prepare_cached("UPDATE OR ROLLBACK clock SET writing = ?1 WHERE one = 1")?.execute([open])?;
            Ok(())
        };
        guard(1)?;
        let mut pen = Pen::new(&self.conn, self.faulty.faults);
        let done = work(&mut pen, &mut self.session)?;
        pen.settle()?;
        guard(0)?;
        self.faulty.before_commit()?;
        pass("commit");
        self.conn.prepare_cached("COMMIT")?.execute([])?;
        pass("committed");
        self.faulty.after_commit()?;
        Ok(done)
    }
}

pub(in crate::store) fn spread(seed: u64) -> [u8; 32] {
    *blake3::hash(&seed.to_le_bytes()).as_bytes()
}

fn commit_act(
    pen: &mut Pen<'_>,
    session: &mut Session,
    act: &Act,
    now: &Now,
    ids: &mut IdSource,
) -> Result<Committed, StoreError> {
    let conn = pen.conn;
    let about = act.groups.iter().flatten().next().map(|edit| (edit.entity, edit.record));
    let row = ActRow { id: ids.next(now.at), at: now.at, undo: None, label: act.label.clone(), about, of: None };
    row.insert(conn)?;
    let mut capture = Capture::begin(pen, session, row.id, now.at)?;
    // Many groups are an import; one that a person waits for goes before it.
    capture.later = act.groups.len() > 20;
    for (number, group) in act.groups.iter().enumerate() {
        for edit in group {
            capture.edit(edit, number)?;
        }
        pass("group");
    }
    if capture.end()? == 0 {
        return Err(Refusal::Nothing.into());
    }
    row.committed(conn)
}

/// Sends parked changes again, or gives them up: they are done with in the transaction that says what follows.
fn settle_parked(
    pen: &mut Pen<'_>,
    session: &mut Session,
    deed: &Deed,
    acts: &[Id],
    now: &Now,
    ids: &mut IdSource,
) -> Result<Committed, StoreError> {
    let conn = pen.conn;
    let places: Vec<i64> = parked::of_acts(conn, acts)?.into_iter().map(|(place, _)| place).collect();
    if places.is_empty() {
        return Err(Refusal::Gone.into());
    }
    let act = rules::act(deed, &Looking::new(conn)?, now, ids);
    let subject = rules::given_up(acts, &Looking::new(conn)?, now, ids)?;
    parked::close(conn, &places, now.at)?;
    match act {
        Ok(act) => commit_act(pen, session, &act, now, ids),
        // Given up, and nobody else was told of it.
        Err(Refusal::Nothing) if matches!(deed, Deed::Withdraw { .. }) => {
            let label = Label::new("act-withdraw", subject);
            let row = ActRow { id: Id::NIL, at: now.at, undo: None, label, about: None, of: None };
            row.committed(conn)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::Edit;
    use crate::schema::{ACCOUNT, Account};
    use crate::store::write::bulk::Bulk;

    #[test]
    fn what_a_person_did_is_on_the_disk_before_it_is_said_to_be_saved() {
        let mut writer = Writer::in_memory(1).unwrap();
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        // 1 is NORMAL, 2 is FULL.
        let level = |writer: &Writer| writer.conn.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0));
        let edit = |id: Id| Edit::create(&Account { id, name: "Acme".into(), ..Account::default() });
        let first = writer.new_id(now.at);
        for (bulk, expected) in [(true, 1), (false, 2), (true, 1), (false, 2)] {
            let id = writer.new_id(now.at);
            if bulk {
                writer.bulk(vec![edit(id)], now.at, Bulk::Arrived).unwrap();
            } else {
                let act = Act { label: Label::new("act-create", "Acme"), groups: vec![vec![edit(id)]] };
                writer.commit(&act, &now).unwrap();
            }
            assert_eq!(level(&writer).unwrap(), expected);
        }
        assert!(writer.perform(&Deed::Delete { entity: ACCOUNT.number, record: first }, &now).is_err());
        assert_eq!(level(&writer).unwrap(), 2);
    }
}
