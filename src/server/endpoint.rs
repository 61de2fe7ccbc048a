//! The core with its storage: what one request at a time may use.

use std::path::{Path, PathBuf};

use super::core::Core;
use super::error::ServerError;
use super::sqlite::Sqlite;
use super::storage::Storage;
use crate::base::id::IdSource;
use crate::domain::failure::Failure;

/// The name of the endpoint's file in its home.
pub const FILE: &str = "server.db";

/// The core with its storage: what one request at a time may use.
pub struct Endpoint {
    /// The core.
    pub core: Core,
    /// The storage.
    pub storage: Box<dyn Storage>,
    /// Where new ids, codes and tokens come from.
    pub ids: IdSource,
    /// Where the file as it was lies, if this opening upgraded it.
    pub put_aside: Option<PathBuf>,
}

impl Endpoint {
    /// Opens the endpoint's file in a home.
    pub fn open(home: &Path, seed: [u8; 32]) -> Result<Endpoint, ServerError> {
        make_folder(home).map_err(|error| ServerError::Start(Failure::by("server-no-home", &error).at(home)))?;
        let mut ids = IdSource::new(seed);
        let storage = Sqlite::open(&home.join(FILE))?;
        let put_aside = storage.put_aside().map(Path::to_path_buf);
        Ok(Endpoint { core: Core::new(ids.bits() | 1), storage: Box::new(storage), ids, put_aside })
    }
}

/// Makes the folder for its owner's eyes alone: it holds all customers, and the secrets. One that was there is shut to others too.
fn make_folder(home: &Path) -> std::io::Result<()> {
    let mut maker = std::fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(home)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(home)?.permissions().mode();
        // One that belongs to somebody else cannot be shut; its file is (see `sqlite`).
        if mode & 0o077 != 0 && std::fs::set_permissions(home, std::fs::Permissions::from_mode(0o700)).is_err() {
            tracing::warn!(home = %home.display(), "others may look into this folder");
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn of_many_that_find_an_empty_folder_each_opens_the_same_company() {
        for _ in 0..5 {
            let folder = tempfile::tempdir().unwrap();
            let together = std::sync::Barrier::new(6);
            std::thread::scope(|scope| {
                for n in 0..6 {
                    let (together, home) = (&together, folder.path().join("new"));
                    scope.spawn(move || {
                        together.wait();
                        let mut endpoint = Endpoint::open(&home, [n; 32]).unwrap();
                        let mut tx = endpoint.storage.begin().unwrap();
                        tx.set_number(&format!("{n}"), 1).unwrap();
                        tx.commit().unwrap();
                    });
                }
            });
            let mut endpoint = Endpoint::open(&folder.path().join("new"), [9; 32]).unwrap();
            let mut tx = endpoint.storage.look().unwrap();
            assert!((0..6).all(|n| tx.number(&format!("{n}")).unwrap() == Some(1)));
        }
    }

    #[test]
    fn nobody_else_reads_the_company() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let shut = |home: &Path| {
            let mut endpoint = Endpoint::open(home, [1; 32]).unwrap();
            let mut tx = endpoint.storage.begin().unwrap();
            tx.set_number("one", 1).unwrap();
            tx.commit().unwrap();
            assert_eq!(mode(home), 0o700);
            for file in std::fs::read_dir(home).unwrap() {
                let path = file.unwrap().path();
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        };
        let home = folder.path().join("new");
        shut(&home);
        // One of an older program.
        for path in [home.join(FILE), home.clone()] {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        shut(&home);
    }
}
