//! A sync by a file, from the screen: what waits goes into one, what the server wrote comes out of one.
//!
//! Always holds: a file that is no bundle is never written over; a file is on the disk before it is said to be written; what comes in is
//! taken while nothing else syncs.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use super::errand::Errands;
use super::paths;
use crate::client::{CarryError, SyncError, bundle_in, bundle_out};
use crate::domain::failure::Failure;
use crate::i18n::Words;
use crate::runtime::event::Happening;
use crate::runtime::{clock, trouble};
use crate::store::{StoreError, Writer};
use crate::sync::bundle::MAGIC;
use crate::tui::message::{Carried, Msg, Way};

/// Why it was not done.
#[derive(Debug)]
pub enum NotCarried {
    /// The file cannot be read or written.
    File(Failure),
    /// There is another file of this name, which is no bundle.
    There(String),
    /// The bundle, or the book.
    Carry(CarryError),
}

impl From<CarryError> for NotCarried {
    fn from(error: CarryError) -> NotCarried {
        NotCarried::Carry(error)
    }
}

impl From<StoreError> for NotCarried {
    fn from(error: StoreError) -> NotCarried {
        NotCarried::Carry(error.into())
    }
}

impl NotCarried {
    /// In words.
    pub fn said(&self, words: &Words) -> String {
        match self {
            NotCarried::File(failure) => words.failure(failure),
            NotCarried::There(what) => words.with("bundle-there", &[("what", what.into())]),
            NotCarried::Carry(CarryError::Bundle(error)) => words.get(&format!("bundle-{}", error.kind())).to_owned(),
            NotCarried::Carry(CarryError::Sync(SyncError::Store(StoreError::Syncing))) => {
                words.get("bundle-syncing").to_owned()
            }
            NotCarried::Carry(CarryError::Sync(error)) => words.failure(&trouble::sync_failure(error)),
        }
    }
}

/// Does it.
pub fn carry(errands: &Errands, way: Way, path: &Path) -> Result<Carried, NotCarried> {
    let shown = paths::shown(path);
    let file = |error: std::io::Error| NotCarried::File(Failure::by("bundle-no-file", &error).named(&shown));
    let mut writer = Writer::open(&errands.profile, &errands.lock)?;
    let now = errands.clock.now().at;
    match way {
        Way::Out => {
            let seed = clock::random_bytes().map_err(|error| file(std::io::Error::other(error)))?;
            let (bytes, changes) = bundle_out(&writer, seed, now)?;
            write(path, &bytes).map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists => NotCarried::There(shown.clone()),
                _ => file(error),
            })?;
            Ok(Carried::Out { changes: changes as u64, size: bytes.len() as u64, file: shown })
        }
        Way::In => {
            let bytes = std::fs::read(path).map_err(file)?;
            let _held = errands.profile.hold_sync()?;
            let brought = bundle_in(&mut writer, &bytes, now)?;
            let waiting = writer.waiting()?;
            let (arrived, settled, known) = (brought.arrived, brought.settled, brought.known);
            if !known {
                let _ = errands.to.send(Happening::Said(Msg::Changed));
            }
            Ok(Carried::In { arrived, settled, waiting, known, file: shown })
        }
    }
}

/// Writes a bundle, over an older one at most.
pub fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    match File::open(path) {
        Ok(mut there) => {
            let mut begins = [0; MAGIC.len()];
            if there.metadata()?.len() > 0 && (there.read_exact(&mut begins).is_err() || begins != *MAGIC) {
                return Err(ErrorKind::AlreadyExists.into());
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_older_bundle_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("day.bundle");
        let bundle = |more: &str| [MAGIC.as_slice(), more.as_bytes()].concat();
        for (there, written) in
            [(None, true), (Some(bundle("old")), true), (Some(Vec::new()), true), (Some(b"my notes".to_vec()), false)]
        {
            match &there {
                Some(bytes) => std::fs::write(&path, bytes).unwrap(),
                None => assert!(!path.exists()),
            }
            assert_eq!(write(&path, &bundle("new")).is_ok(), written, "{there:?}");
            let expected = if written { bundle("new") } else { there.unwrap() };
            assert_eq!(std::fs::read(&path).unwrap(), expected);
        }
    }
}
