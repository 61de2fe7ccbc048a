//! Nothing is lost in silence: the server's logs are read from their beginning (before compaction shortens them), and whatever one value did to
//! another without knowing of it has its conflict record.

use std::collections::{BTreeMap, HashMap, HashSet};

use minicbor::Decode;
use rounds::base::clock::Stamp;
use rounds::base::id::Id;
use rounds::schema::{CONFLICT, Key, Value};
use rounds::server::{Storage, Transaction};
use rounds::sync::log::{Entry, Logged, Packed};
use rounds::sync::{FieldChange, Identity, conflict_id};

use super::world::{Trouble, World};

/// A field of a change as the server keeps it.
#[derive(Decode)]
#[cbor(array)]
struct Body {
    #[n(0)]
    field: u16,
    #[n(1)]
    value: Value,
    #[n(2)]
    _outcome: u8,
    #[n(3)]
    base: Option<(u64, u64)>,
    #[n(4)]
    element: Option<String>,
}

/// One field of a change: what it set, upon what, and whether it was taken.
pub struct Said {
    key: Key,
    value: Value,
    base: Option<Identity>,
    taken: bool,
}

impl Said {
    fn as_change(&self) -> FieldChange {
        FieldChange { key: self.key.clone(), value: self.value.clone(), base: self.base }
    }
}

fn said(tx: &mut dyn Transaction, logged: &Logged) -> Vec<Said> {
    let change = tx.change(logged.identity()).unwrap();
    let body: Vec<Body> =
        change.and_then(|change| change.body).map(|body| minicbor::decode(&body).unwrap()).unwrap_or_default();
    let fields = logged.fields.iter().map(|field| {
        let brought = body
            .iter()
            .find(|body| body.field == field.field && body.element.as_deref().unwrap_or("") == field.key().element);
        Said {
            key: field.key(),
            value: brought.map_or(&field.value, |body| &body.value).clone(),
            base: brought.and_then(|body| body.base).map(|(session, seq)| Identity { session, seq }),
            taken: field.outcome.is_none(),
        }
    });
    fields.collect()
}

type Place = (u16, Id, Key);

#[derive(Default)]
struct Audit {
    standing: HashMap<Place, (Identity, Value, Stamp)>,
    bases: HashMap<(Identity, Key), Identity>,
    conflicts: HashSet<Id>,
    /// Records were merged: an edit of one may be in conflict with the other's.
    merged: bool,
}

impl Audit {
    /// Whether one version came of another.
    fn descends(&self, from: Identity, key: &Key, of: Identity) -> bool {
        let mut at = from;
        for _ in 0..200 {
            match self.bases.get(&(at, key.clone())) {
                Some(base) if *base == of => return true,
                Some(base) => at = *base,
                None => return false,
            }
        }
        false
    }

    fn change(&mut self, position: u64, logged: &Logged, said: &[Said]) -> Result<(), Trouble> {
        let me = logged.identity();
        for said in said {
            self.bases.extend(said.base.map(|base| ((me, said.key.clone()), base)));
        }
        for said in said {
            // Deletions have a rule of their own.
            // So have the pointers of records that were merged.
            let merged = rounds::schema::entity(logged.entity).and_then(|entity| entity.field("merged_into"));
            self.merged |= merged.is_some_and(|merged| merged.number == said.key.field);
            if said.key == Key::RECORD || merged.is_some_and(|merged| merged.number == said.key.field) {
                continue;
            }
            let place = (logged.entity, logged.record, said.key.clone());
            let standing = self.standing.get(&place).cloned();
            if let Some((other, value, stamp)) = standing
                && other != me
                && value != said.value
                && stamp != Stamp::ZERO
                && logged.stamp != Stamp::ZERO
            {
                let knew = said.base == Some(other) || self.descends(me, &said.key, other);
                let loser = match said.taken {
                    true if knew => None,
                    true => Some(other),
                    false if self.descends(other, &said.key, me) => None,
                    false => Some(me),
                };
                let kept =
                    |loser| self.conflicts.contains(&conflict_id(logged.entity, logged.record, &said.key, loser));
                if let Some(loser) = loser.filter(|loser| !kept(*loser)) {
                    return Err(format!(
                        "at {position} {loser:?} lost {place:?} without a trace, against {me:?} and {other:?}"
                    ));
                }
                let clean = !self.merged && !self.was_contested(&place, other);
                if said.taken && knew && said.base == Some(other) && kept(other) && clean {
                    return Err(format!(
                        "at {position} {me:?} knew {other:?}, and yet there is a conflict over {place:?}"
                    ));
                }
            }
            if said.taken {
                self.standing.insert(place, (me, said.value.clone(), logged.stamp));
            }
        }
        Ok(())
    }

    /// Whether a third may have been in conflict with a version: then its conflict record is another's.
    fn was_contested(&self, place: &Place, version: Identity) -> bool {
        let others = self.bases.iter().filter(|((_, key), _)| *key == place.2);
        others.filter(|(_, base)| **base == version).count() != 1
    }
}

/// What the logs of a server say: each change at its position.
pub type Told = BTreeMap<u64, (Logged, Vec<Said>)>;

impl World {
    /// Reads what the server's logs say by now.
    pub fn read_log(&mut self) {
        let World { server, log, written, .. } = self;
        let mut tx = server.begin().unwrap();
        for stream in tx.streams().unwrap() {
            for (position, entry) in tx.entries(stream, 0, usize::MAX).unwrap().0 {
                if log.contains_key(&position) {
                    continue;
                }
                if let Entry::Change(logged) = Packed::stored(entry).open().unwrap()
                    && logged.entity != CONFLICT.number
                {
                    let said = said(&mut *tx, &logged);
                    let fields = said.iter().map(Said::as_change);
                    written.sets(logged.entity, logged.record, logged.identity(), fields);
                    log.insert(position, (logged, said));
                }
            }
        }
    }

    /// Whatever lost without being known of is kept as a conflict record.
    pub fn what_lost_is_kept(&mut self) -> Result<(), Trouble> {
        self.read_log();
        // A restored server's log does not tell how it came to what it has: what is asked of its leaves has to do.
        if self.server_restored {
            return Ok(());
        }
        let mut tx = self.server.begin().unwrap();
        let conflicts = tx.records_of(CONFLICT.number).unwrap().into_iter().map(|record| record.id).collect();
        let mut audit = Audit { conflicts, ..Audit::default() };
        self.log.iter().try_for_each(|(position, (logged, said))| audit.change(*position, logged, said))
    }
}
