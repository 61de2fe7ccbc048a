//! The screen's lock: the PIN that opens it quickly, how often it was wrong, whether the screen is shut.
//!
//! Always holds: the PIN is kept as Argon2id only, inside the encrypted book; a try is counted on the disk before it is weighed, so that
//! ending the program gives no new one. It shuts a screen; what opens the book is its key.

use serde::{Deserialize, Serialize};

use super::wrap::ByPin;
use crate::base::clock::Moment;
use crate::store::error::StoreError;
use crate::store::own::{self, OwnKind};
use crate::store::reader::Reader;
use crate::store::write::writer::{Durable, Writer};

/// So many wrong tries, and a PIN opens nothing until the screen was opened otherwise.
pub const TRIES: u32 = 5;

/// The name of the row.
const SCREEN: &str = "screen";

/// How the screen's lock stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ScreenLock {
    /// Whether there is a PIN.
    pub pin: bool,
    /// How many tries it has left.
    pub left: u32,
    /// Whether the screen is shut.
    pub shut: bool,
    /// When somebody was last at it, as far as that was kept.
    pub used: Moment,
}

/// What became of a try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tried {
    /// It is the PIN.
    Right,
    /// It is not; so many tries are left.
    Wrong(u32),
}

#[derive(Serialize, Deserialize, Default)]
struct Row {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pin: Option<ByPin>,
    wrong: u32,
    shut: bool,
    used: i64,
}

impl Row {
    fn read(kept: Option<(String, Moment)>) -> Row {
        // A row that cannot be read is none: the book's own key has opened it already.
        kept.and_then(|(text, _)| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    fn stands(&self) -> ScreenLock {
        ScreenLock {
            pin: self.pin.is_some(),
            left: TRIES.saturating_sub(self.wrong),
            shut: self.shut,
            used: Moment::from_millis(self.used),
        }
    }
}

impl Reader {
    /// How the screen's lock stands.
    pub fn screen_lock(&self) -> Result<ScreenLock, StoreError> {
        Ok(Row::read(self.kept(OwnKind::Lock, SCREEN)?).stands())
    }
}

impl Writer {
    /// How the screen's lock stands.
    pub fn screen_lock(&self) -> Result<ScreenLock, StoreError> {
        Ok(Row::read(self.kept(OwnKind::Lock, SCREEN)?).stands())
    }

    /// Sets the PIN; `None` takes it away.
    pub fn set_pin(&mut self, pin: Option<&str>, at: Moment) -> Result<(), StoreError> {
        let pin = pin.map(ByPin::of).transpose()?;
        self.change_lock(at, |row| (row.pin, row.wrong) = (pin.clone(), 0))
    }

    /// The screen is shut, or open; who opened it has proved himself, and the PIN has all its tries again.
    pub fn shut_screen(&mut self, shut: bool, at: Moment) -> Result<(), StoreError> {
        self.change_lock(at, |row| {
            row.shut = shut;
            if !shut {
                row.wrong = 0;
            }
        })
    }

    /// Somebody was at it until now.
    pub fn used_screen(&mut self, at: Moment) -> Result<(), StoreError> {
        self.change_lock(at, |_| {})
    }

    /// Tries a PIN. `counted: false` is for a book that lies open anyway.
    pub fn try_pin(&mut self, pin: &str, counted: bool, at: Moment) -> Result<Tried, StoreError> {
        // Weighed is what this try was counted for: of several windows at the last one a single one gets it.
        let (left, kept) = self.change_lock(at, |row| {
            let left = row.stands().left;
            let may = !counted || left > 0;
            row.wrong += u32::from(counted && may);
            (left, row.pin.clone().filter(|_| may))
        })?;
        match kept {
            Some(kept) if kept.is(pin)? => {
                self.shut_screen(false, at)?;
                Ok(Tried::Right)
            }
            _ => Ok(Tried::Wrong(left.saturating_sub(u32::from(counted)))),
        }
    }

    fn change_lock<T>(&mut self, at: Moment, change: impl Fn(&mut Row) -> T) -> Result<T, StoreError> {
        self.transact(Durable::Full, |pen, _| {
            let mut row = Row::read(own::get(pen.conn, OwnKind::Lock, SCREEN)?);
            let done = change(&mut row);
            row.used = at.millis();
            let text = serde_json::to_string(&row).map_err(|error| StoreError::Database(error.to_string()))?;
            own::put(pen.conn, OwnKind::Lock, SCREEN, &text, at)?;
            Ok(done)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Keep, Profile};

    #[test]
    fn five_tries_are_all_and_ending_the_program_gives_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path().join("home"));
        let lock = profile.begin(&Keep::File(folder.path().join("key"))).unwrap().lock;
        let at = Moment::from_millis(1_000);
        let open = || Writer::open(&profile, &lock).unwrap();
        open().set_pin(Some("2468"), at).unwrap();
        open().shut_screen(true, at).unwrap();
        for left in [4, 3] {
            assert_eq!(open().try_pin("0000", true, at).unwrap(), Tried::Wrong(left));
        }
        assert_eq!(open().try_pin("2468", true, at).unwrap(), Tried::Right);
        let stands = open().screen_lock().unwrap();
        assert_eq!((stands.left, stands.shut, stands.pin), (5, false, true));
        open().shut_screen(true, at).unwrap();
        for left in [4, 3, 2, 1, 0, 0] {
            assert_eq!(open().try_pin("1111", true, at).unwrap(), Tried::Wrong(left));
        }
        // Spent: not even the right one.
        assert_eq!(open().try_pin("2468", true, at).unwrap(), Tried::Wrong(0));
        assert!(open().screen_lock().unwrap().shut);
        open().shut_screen(false, at).unwrap();
        assert_eq!(open().try_pin("2468", true, at).unwrap(), Tried::Right);
        // Kept as Argon2id, never as it is.
        let kept = open().kept(OwnKind::Lock, SCREEN).unwrap().unwrap().0;
        assert!(!kept.contains("2468") && kept.contains("salt"), "{kept}");
        open().set_pin(None, at).unwrap();
        assert!(!open().screen_lock().unwrap().pin);
    }
}
