//! After an upgrade: records that an earlier version kept without knowing what they hang on, with whoever brought them, go where they belong.
//!
//! Always holds: done once for each entity, before anybody is answered; what moves is told in both streams, as when a customer moves.

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::ENTITIES;
use crate::server::core::Core;
use crate::server::error::ServerError;
use crate::server::exchange::round::Round;
use crate::server::storage::Storage;

/// Records that are looked at in one transaction.
const SLICE: usize = 200;

/// Under which name it is noted that an entity is known, in `number`.
fn noted(entity: u16) -> String {
    format!("knows {entity}")
}

impl Core {
    /// Takes in what is known since the last opening; gives how many records went elsewhere.
    pub fn know(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<usize, ServerError> {
        let mut moved = 0;
        for entity in ENTITIES {
            let mut tx = storage.look()?;
            if tx.number(&noted(entity.number))?.is_some() {
                continue;
            }
            let ids: Vec<Id> = tx.records_of(entity.number)?.into_iter().map(|record| record.id).collect();
            drop(tx);
            for some in ids.chunks(SLICE) {
                let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
                for id in some {
                    moved += usize::from(round.bring_home(entity.number, *id)?);
                }
                round.finish()?;
            }
            let mut tx = storage.begin()?;
            tx.set_number(&noted(entity.number), 1)?;
            tx.commit()?;
        }
        Ok(moved)
    }
}
