//! How much memory one piece of work takes at once: an allocator that counts for each thread.
//!
//! Always holds: whoever passes the limit by far is ended on the spot, before the machine suffers; else the work is done, and its most is told.
// Counting what is allocated takes an allocator.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, which counts.
struct Counting;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    /// No limit: the greatest number.
    static END: Cell<isize> = const { Cell::new(isize::MAX) };
}

fn count(by: isize) {
    // A thread that ends gives back without counting.
    let held = HELD.try_with(|held| {
        held.set(held.get() + by);
        held.get()
    });
    let Ok(held) = held else { return };
    if by > 0 && held > PEAK.get() {
        PEAK.set(held);
        if held > END.get() {
            // Neither to be unwound nor to be asked for memory any more.
            END.set(isize::MAX);
            eprintln!("{by} bytes more than may be taken, beside {held}");
            std::process::abort();
        }
    }
}

fn size(bytes: usize) -> isize {
    isize::try_from(bytes).unwrap_or(isize::MAX / 2)
}

// SAFETY: every call is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(size(layout.size()));
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(size(layout.size()));
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-size(layout.size()));
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // Both are there for a moment.
        count(size(bytes));
        count(-size(layout.size()));
        unsafe { System.realloc(pointer, layout, bytes) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most that the work held at once, in bytes, beside what was there before.
pub fn most_of(limit: usize, work: impl FnOnce()) -> usize {
    let before = HELD.get();
    PEAK.set(before);
    END.set(before + size(limit.saturating_mul(2)));
    work();
    END.set(isize::MAX);
    usize::try_from(PEAK.get() - before).unwrap_or(0)
}
