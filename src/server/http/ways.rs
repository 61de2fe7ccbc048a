//! Ways into the storage for what only reads: it waits neither for who writes nor, while a way is free, for others who read.
//!
//! Always holds: nothing is written by these ways, so their cores need no session of their own.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

use crate::server::core::Core;
use crate::server::error::StorageError;
use crate::server::storage::Storage;

struct Way {
    core: Core,
    storage: Box<dyn Storage>,
}

/// Some ways in.
pub(super) struct Ways {
    ways: Vec<Mutex<Way>>,
    /// For which of them to wait where none is free.
    next: AtomicUsize,
}

impl Ways {
    /// So many ways into a storage; `None`: there is only the one.
    pub fn into(storage: &dyn Storage, many: usize) -> Result<Option<Ways>, StorageError> {
        let mut ways = Vec::with_capacity(many);
        for _ in 0..many {
            let Some(storage) = storage.another()? else { return Ok(None) };
            ways.push(Mutex::new(Way { core: Core::new(0), storage }));
        }
        Ok(Some(Ways { ways, next: AtomicUsize::new(0) }))
    }

    /// Does something by a way that is free, or by the one that is waited for.
    pub fn by_one<T>(&self, work: impl FnOnce(&mut Core, &mut dyn Storage) -> T) -> T {
        let free = self.ways.iter().find_map(|way| match way.try_lock() {
            Ok(way) => Some(way),
            Err(TryLockError::Poisoned(way)) => Some(way.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        });
        let mut way = free.unwrap_or_else(|| {
            let next = self.next.fetch_add(1, Ordering::Relaxed) % self.ways.len();
            self.ways[next].lock().unwrap_or_else(PoisonError::into_inner)
        });
        let Way { core, storage } = &mut *way;
        work(core, storage.as_mut())
    }
}
