//! A reader that is not ours, run so that a panic inside it is a damaged file and nothing else.
//!
//! Always: the program's panic hook can tell such a panic from a defect of its own, and stays silent. What the work borrows must not be
//! used again after a panic.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does the work; `None` where it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(before);
    done
}

/// Whether this thread is at such work, and a panic is not to be told.
pub fn is_guarded() -> bool {
    GUARDED.get()
}
