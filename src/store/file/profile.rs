//! A profile: one person's book in a folder of its own, and the files in it.
//!
//! Must not open the database (`open`) nor know keys (`key`).

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::store::error::{BACKUPS, StoreError};

/// A profile's folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profile {
    home: PathBuf,
}

/// While it lives, no other process syncs this profile (or upgrades it).
#[derive(Debug)]
pub struct Held {
    file: File,
}

/// What the file that is locked while a book is made says, from the first start on and once the book is made.
const BEGUN: &str = "begun\n";
const MADE: &str = "made\n";

impl Held {
    /// Of a file that this process has locked.
    pub(in crate::store) fn of(file: File) -> Held {
        Held { file }
    }

    /// Notes that somebody begins to make the book: a key without a database is its beginning, and no loss.
    pub(in crate::store) fn note_begun(&mut self) -> std::io::Result<()> {
        use std::io::Write;

        if self.file.metadata()?.len() > 0 {
            return Ok(());
        }
        self.file.write_all(BEGUN.as_bytes())?;
        self.file.sync_all()
    }
}

impl Profile {
    /// The profile in this folder, whether there is one yet or not.
    pub fn at(home: impl Into<PathBuf>) -> Profile {
        Profile { home: home.into() }
    }

    /// The folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.home.join("rounds.db")
    }

    /// What is known of the key: how it is kept, never itself in the open.
    pub fn key_file(&self) -> PathBuf {
        self.home.join("key.toml")
    }

    /// Copies of the database made before upgrades.
    pub fn backups(&self) -> PathBuf {
        self.home.join(BACKUPS)
    }

    /// Takes the copies made before upgrades away, those that were not finished too.
    pub(in crate::store) fn drop_backups(&self) -> Result<(), StoreError> {
        let folder = self.backups();
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::file(&folder, &error)),
            _ => Ok(()),
        }
    }

    /// Whether there is a profile here.
    pub fn exists(&self) -> bool {
        self.database().exists() || self.key_file().exists()
    }

    /// Whether somebody has begun to write its database.
    pub fn is_made(&self) -> bool {
        fs::metadata(self.database()).is_ok_and(|file| file.len() > 0 || file.is_dir())
    }

    /// Whether there was a book whose file is empty or gone: it was noted when the book was made, or what was written last lies beside it, or the
    /// key does, which nobody has just made.
    pub(in crate::store) fn is_lost(&self) -> bool {
        let filled = |path: &Path| fs::metadata(path).is_ok_and(|file| file.len() > 0);
        let noted = fs::read_to_string(self.shape_lock()).unwrap_or_default();
        !self.is_made()
            && (noted == MADE
                || filled(&self.database().with_extension("db-wal"))
                || noted != BEGUN && self.key_file().exists())
    }

    /// Notes that the book is made, in the file that is locked while it is.
    pub(in crate::store) fn note_made(&self) -> Result<(), StoreError> {
        let path = self.shape_lock();
        if fs::read_to_string(&path).is_ok_and(|noted| noted == MADE) {
            return Ok(());
        }
        fs::write(&path, MADE).map_err(|error| StoreError::file(&path, &error))
    }

    /// Makes the folder, for its owner's eyes alone.
    pub fn make_folder(&self) -> Result<(), StoreError> {
        let mut maker = fs::DirBuilder::new();
        maker.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
        maker.create(&self.home).map_err(|error| StoreError::file(&self.home, &error))
    }

    /// Becomes the one process that syncs this profile; [`StoreError::Syncing`] while another does.
    pub fn hold_sync(&self) -> Result<Held, StoreError> {
        let path = self.home.join("sync.lock");
        let file = lock_file(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Held { file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Syncing),
            Err(TryLockError::Error(error)) => Err(StoreError::file(&path, &error)),
        }
    }

    /// Held by whoever makes or upgrades the database.
    pub(in crate::store) fn shape_lock(&self) -> PathBuf {
        self.home.join("shape.lock")
    }

    /// Becomes the one process that makes or upgrades the database, waiting for another that does.
    pub(crate) fn hold_shape(&self) -> Result<Held, StoreError> {
        let path = self.shape_lock();
        let file = lock_file(&path)?;
        file.lock().map_err(|error| StoreError::file(&path, &error))?;
        Ok(Held { file })
    }
}

pub(in crate::store) fn lock_file(path: &Path) -> Result<File, StoreError> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(|error| StoreError::file(path, &error))
}

/// Writes a small file so that after a power cut it is the old one or the new one, and only its owner reads it.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    use std::io::Write;

    let failed = |error: std::io::Error| StoreError::file(path, &error);
    let beside = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    drop(file);
    fs::rename(&beside, path).map_err(failed)
}
