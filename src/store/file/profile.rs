//! A profile: one person's book in a folder of its own, and the files in it.
//!
//! Must not open the database (`open`) nor know keys (`key`).

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
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

    /// What is noted in it. By this handle alone: where a lock binds whoever reads, it binds this process's other handles too.
    pub(in crate::store) fn noted(&mut self) -> std::io::Result<String> {
        let mut text = String::new();
        self.file.rewind()?;
        self.file.read_to_string(&mut text)?;
        Ok(text)
    }

    /// Notes that somebody begins to make the book: a key without a database is its beginning, and no loss.
    pub(in crate::store) fn note_begun(&mut self) -> std::io::Result<()> {
        if self.noted()?.is_empty() { self.note(BEGUN) } else { Ok(()) }
    }

    /// Notes that the book is made.
    pub(in crate::store) fn note_made(&mut self) -> std::io::Result<()> {
        if self.noted()? == MADE { Ok(()) } else { self.note(MADE) }
    }

    fn note(&mut self, text: &str) -> std::io::Result<()> {
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())?;
        self.file.set_len(text.len() as u64)?;
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

    /// Whether there was a book whose file is empty or gone: it was noted (`noted`) when the book was made, or what was written last lies beside it, or the
    /// key does, which nobody has just made.
    pub(in crate::store) fn is_lost(&self, noted: &str) -> bool {
        let filled = |path: &Path| fs::metadata(path).is_ok_and(|file| file.len() > 0);
        !self.is_made()
            && (noted == MADE
                || filled(&self.database().with_extension("db-wal"))
                || noted != BEGUN && self.key_file().exists())
    }

    /// What is noted in the file that is locked while the book is made; `None`: it cannot be read just now.
    pub(in crate::store) fn noted(&self) -> Option<String> {
        match fs::read_to_string(self.shape_lock()) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(String::new()),
            read => read.ok(),
        }
    }

    /// Whether it is noted that the book is made.
    pub(in crate::store) fn is_noted(&self) -> bool {
        self.noted().is_some_and(|noted| noted == MADE)
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
        loop {
            let file = lock_file(&path)?;
            file.lock().map_err(|error| StoreError::file(&path, &error))?;
            if lies_at(&file, &path) {
                return Ok(Held { file });
            }
            // A first start that failed has taken the file away, and its folder.
            self.make_folder()?;
        }
    }
}

/// Whether a file that was opened there still lies there.
#[cfg(unix)]
fn lies_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let which = |data: fs::Metadata| (data.dev(), data.ino());
    file.metadata().ok().map(which).is_some_and(|one| fs::metadata(path).ok().map(which) == Some(one))
}

/// An open file cannot be taken away.
#[cfg(not(unix))]
fn lies_at(_: &File, _: &Path) -> bool {
    true
}

pub(in crate::store) fn lock_file(path: &Path) -> Result<File, StoreError> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(|error| StoreError::file(path, &error))
}

/// Writes a small file so that after a power cut it is the old one or the new one, and only its owner reads it. Once this returns it is the new one.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::file(path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Under a name that nothing has, and from its first byte on for its owner's eyes alone.
    let mut beside = tempfile::Builder::new().prefix(".rounds-").tempfile_in(folder).map_err(failed)?;
    beside.write_all(bytes).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(path).map_err(|error| failed(error.error))?;
    // The new name too is on the disk then; file systems that keep no folders of their own refuse this.
    #[cfg(unix)]
    let _refused = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}
