//! Named points on the way of a change, at which a test may hold the real program, to kill it there.
//!
//! Always holds: a release build has none of it (passing a point is nothing there, and nothing can be asked to hold it). What holds it is
//! handed in by the command line, in debug builds alone; this only names the places.

#[cfg(debug_assertions)]
static HOLD: std::sync::OnceLock<fn(&'static str)> = std::sync::OnceLock::new();

/// Passes the point of this name.
#[inline(always)]
pub fn pass(name: &'static str) {
    #[cfg(debug_assertions)]
    if let Some(hold) = HOLD.get() {
        hold(name);
    }
    #[cfg(not(debug_assertions))]
    let _ = name;
}

/// From now on this is told of every point that is passed.
#[cfg(debug_assertions)]
pub fn tell(hold: fn(&'static str)) {
    let _ = HOLD.set(hold);
}
