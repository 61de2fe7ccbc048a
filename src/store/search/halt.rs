//! Breaking off a walk through the book, in the middle of a statement: a search that takes longer than a key may.
//!
//! Always holds: nothing is broken off but between [`Halt::begin`] and [`Halt::end`].

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::store::error::StoreError;

/// Says whether it is time to stop. It is asked every few microseconds.
pub type Stop = Arc<dyn Fn() -> bool + Send + Sync>;

/// Steps of the database between two looks. The full-text index counts a few for each of its pages.
const STEPS: i32 = 50;

/// What a connection looks at while it works.
#[derive(Default)]
pub(crate) struct Halt {
    stop: Mutex<Option<Stop>>,
    halted: AtomicBool,
}

impl Halt {
    /// Over this connection, which may be broken off from now on.
    pub fn over(conn: &mut Connection) -> Result<Arc<Halt>, StoreError> {
        let halt = Arc::new(Halt::default());
        let looked_at = halt.clone();
        conn.progress_handler(STEPS, Some(move || looked_at.is_due()))?;
        Ok(halt)
    }

    fn is_due(&self) -> bool {
        let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        let due = stop.as_ref().is_some_and(|stop| stop());
        if due {
            self.halted.store(true, Ordering::Relaxed);
        }
        due
    }

    /// From now on what this says is heeded.
    pub fn begin(&self, stop: &Stop) {
        self.halted.store(false, Ordering::Relaxed);
        *self.stop.lock().unwrap_or_else(PoisonError::into_inner) = Some(stop.clone());
    }

    /// Nothing is broken off any more; whether something was.
    pub fn end(&self) -> bool {
        *self.stop.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.halted.load(Ordering::Relaxed)
    }
}
