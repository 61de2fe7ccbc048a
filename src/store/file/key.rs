//! The key of a profile: 32 random bytes that open the database, and the ways in which they are kept.
//!
//! Always holds: `key.toml` beside the database says how the key is kept and never holds it in the open; a wrong passphrase,
//! code or file is found out before the database is touched. With the recovery code the key can always be had.

mod code;
mod keyring;
mod pin;
mod wrap;

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use code::RecoveryCode;
pub use pin::{ScreenLock, TRIES, Tried};
use wrap::{ByCode, ByPassphrase};

use super::first_bytes::{self, Looks};
use super::profile::{Held, Profile, write_file};
use crate::base::cause::Cause;
use crate::store::error::StoreError;

/// The key of a profile.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// What opens a database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lock {
    /// This key.
    Key(Key),
    /// Nothing: it is not encrypted.
    Open,
}

/// Where the key of a new profile is kept.
#[derive(Clone, PartialEq, Eq)]
pub enum Keep {
    /// In the operating system's keyring.
    Keyring,
    /// Wrapped by this passphrase.
    Passphrase(String),
    /// In this file, for scripts. Made when it is not there.
    File(PathBuf),
    /// Nowhere: the database is not encrypted.
    Nothing,
}

/// How the key of a profile is kept, and so what must be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// In the keyring: nothing to ask.
    Keyring,
    /// By a passphrase.
    Passphrase,
    /// In a file of its own.
    File,
    /// Not encrypted.
    Nothing,
}

/// With what a profile is opened.
#[derive(Clone, PartialEq, Eq)]
pub enum With {
    /// As it says itself: the keyring, or nothing where it is not encrypted.
    Itself,
    /// This passphrase.
    Passphrase(String),
    /// The key in this file.
    File(PathBuf),
    /// The recovery code as it was written down.
    Recovery(String),
}

/// A profile's first start: its lock, and the code to write down (none where nothing is encrypted).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FirstStart {
    /// What opens it.
    pub lock: Lock,
    /// Shown once, asked back once.
    pub code: Option<RecoveryCode>,
}

/// `key.toml`.
#[derive(Serialize, Deserialize)]
struct KeyFile {
    version: u32,
    kept: Kept,
    /// The keyring's entry.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    entry: String,
    /// Tells the right key from a wrong one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    check: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passphrase: Option<ByPassphrase>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recovery: Option<ByCode>,
}

const SERVICE: &str = "rounds";

impl Key {
    /// A new one.
    fn random() -> Result<Key, StoreError> {
        Ok(Key(random_bytes()?))
    }

    /// As hexadecimal digits: how the database takes it, and how a key file holds it.
    pub(crate) fn hex(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }

    fn check(&self) -> String {
        let hash = blake3::derive_key("rounds 2026 tells the right key from a wrong one", &self.0);
        data_encoding::HEXLOWER.encode(&hash[..8])
    }

    fn from_file(path: &Path) -> Result<Key, StoreError> {
        let bytes = fs::read(path).map_err(|error| StoreError::file(path, &error))?;
        Key::read(&bytes).ok_or_else(|| StoreError::BadKeyFile(path.to_path_buf()))
    }

    /// From 32 bytes as they are, as hexadecimal digits or as base64.
    fn read(bytes: &[u8]) -> Option<Key> {
        if let Ok(raw) = <[u8; 32]>::try_from(bytes) {
            return Some(Key(raw));
        }
        let text = std::str::from_utf8(bytes).ok()?.trim();
        let decoded = data_encoding::HEXLOWER_PERMISSIVE
            .decode(text.as_bytes())
            .ok()
            .filter(|key| key.len() == 32)
            .or_else(|| data_encoding::BASE64.decode(text.as_bytes()).ok())?;
        Some(Key(decoded.try_into().ok()?))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Database(format!("no randomness: {error}")))?;
    Ok(bytes)
}

impl Profile {
    /// How the key is kept; `None` where there is no profile yet.
    pub fn kept(&self) -> Result<Option<Kept>, StoreError> {
        match self.key_data() {
            Ok(data) => Ok(Some(data.kept)),
            Err(StoreError::NoProfile(_)) if self.database().is_dir() => {
                Err(StoreError::File { path: self.database(), cause: Cause::AFolder })
            }
            // A database whose key.toml is gone can still be opened with the key itself, or by itself where it is not encrypted.
            Err(StoreError::NoProfile(_)) if self.database().exists() => match first_bytes::of(&self.database()) {
                Some(Looks::Open) => Ok(Some(Kept::Nothing)),
                Some(Looks::Foreign) => Err(StoreError::Foreign(self.database())),
                _ => Ok(Some(Kept::File)),
            },
            Err(StoreError::NoProfile(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The first start: makes a key, keeps it, and wraps it by a new recovery code. If two processes start a profile at once, one makes it and
    /// the other gets [`StoreError::ProfileThere`].
    pub fn begin(&self, keep: &Keep) -> Result<FirstStart, StoreError> {
        if self.exists() {
            return Err(StoreError::ProfileThere(self.home().to_path_buf()));
        }
        let (folder, turn) = (self.home().exists(), self.shape_lock().exists());
        self.make_folder()?;
        let mut held = self.hold_shape()?;
        let begun = self.begin_in_turn(keep, &mut held);
        if begun.is_err() && !self.exists() {
            // Nothing has begun, so nothing stays behind. What cannot be taken away is empty. Before the lock is given up: whoever waits for it sees
            // that its file is gone.
            if !turn {
                let _ = fs::remove_file(self.shape_lock());
            }
            if !folder {
                let _ = fs::remove_dir(self.home());
            }
        }
        begun
    }

    fn begin_in_turn(&self, keep: &Keep, held: &mut Held) -> Result<FirstStart, StoreError> {
        let there = || Err(StoreError::ProfileThere(self.home().to_path_buf()));
        if self.exists() {
            return there();
        }
        held.note_begun().map_err(|error| StoreError::file(&self.shape_lock(), &error))?;
        let mut data = KeyFile {
            version: 1,
            kept: Kept::Nothing,
            entry: String::new(),
            check: String::new(),
            passphrase: None,
            recovery: None,
        };
        if *keep == Keep::Nothing {
            self.write_key_data(&data)?;
            return Ok(FirstStart { lock: Lock::Open, code: None });
        }
        let key = match keep {
            Keep::File(path) if path.exists() => Key::from_file(path)?,
            _ => Key::random()?,
        };
        let code = RecoveryCode::random()?;
        data.check = key.check();
        data.recovery = Some(ByCode::wrap(&key.0, &code)?);
        keep_key(&mut data, &key, keep)?;
        self.write_key_data(&data)?;
        Ok(FirstStart { lock: Lock::Key(key), code: Some(code) })
    }

    /// What opens the database.
    pub fn unlock(&self, with: &With) -> Result<Lock, StoreError> {
        let data = match self.key_data() {
            Ok(data) => data,
            // Only the key itself can stand in for a lost key.toml; the database says whether it fits.
            Err(StoreError::NoProfile(_)) if self.database().exists() => match with {
                _ if first_bytes::of(&self.database()) == Some(Looks::Open) => return Ok(Lock::Open),
                With::File(path) => return Ok(Lock::Key(Key::from_file(path)?)),
                _ => return Err(StoreError::NeedsKeyFile),
            },
            Err(other) => return Err(other),
        };
        let key = match (with, data.kept) {
            (_, Kept::Nothing) => return Ok(Lock::Open),
            (With::File(path), _) => Key::from_file(path)?,
            (With::Recovery(code), _) => {
                let code: RecoveryCode = code.parse()?;
                let wrapped = data.recovery.as_ref().ok_or(StoreError::WrongRecoveryCode)?;
                Key(wrapped.open(&code).ok_or(StoreError::WrongRecoveryCode)?)
            }
            (With::Passphrase(passphrase), Kept::Passphrase) => {
                let wrapped = data.passphrase.as_ref().ok_or(StoreError::WrongPassphrase)?;
                Key(wrapped.open(passphrase)?.ok_or(StoreError::WrongPassphrase)?)
            }
            (With::Itself | With::Passphrase(_), Kept::Keyring) => {
                keyring::read(SERVICE, &data.entry).map_err(|error| match error {
                    StoreError::NoKeyring(what) => StoreError::KeyringShut(what),
                    error => error,
                })?
            }
            (With::Itself, Kept::Passphrase) => return Err(StoreError::NeedsPassphrase),
            (With::Itself | With::Passphrase(_), Kept::File) => return Err(StoreError::NeedsKeyFile),
        };
        if key.check() != data.check {
            return Err(StoreError::WrongKey(self.database()));
        }
        Ok(Lock::Key(key))
    }

    /// Keeps the key in another way from now on (a forgotten passphrase after the recovery code, a keyring that is gone).
    /// The database itself is not written.
    pub fn keep_otherwise(&self, lock: &Lock, keep: &Keep) -> Result<(), StoreError> {
        let mut data = self.key_data()?;
        let (Lock::Key(key), false) = (lock, *keep == Keep::Nothing) else {
            return Err(StoreError::ProfileThere(self.home().to_path_buf()));
        };
        if key.check() != data.check {
            return Err(StoreError::WrongKey(self.database()));
        }
        let before = std::mem::take(&mut data.entry);
        keep_key(&mut data, key, keep)?;
        self.write_key_data(&data)?;
        // Only now does nothing point there any more. A keyring that cannot be asked keeps a key that nobody looks for.
        if !before.is_empty() && before != data.entry {
            let _ = keyring::forget(SERVICE, &before);
        }
        Ok(())
    }

    fn key_data(&self) -> Result<KeyFile, StoreError> {
        let path = self.key_file();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::NoProfile(self.home().to_path_buf()));
            }
            Err(error) => return Err(StoreError::file(&path, &error)),
        };
        toml::from_str(&text).map_err(|error| StoreError::Damaged { path, trouble: error.message().to_owned() })
    }

    fn write_key_data(&self, data: &KeyFile) -> Result<(), StoreError> {
        let path = self.key_file();
        let text = toml::to_string(data)
            .map_err(|error| StoreError::File { path: path.clone(), cause: Cause::Other(error.to_string()) })?;
        let text =
            format!("# How the key of rounds.db is kept. Without this file only the key itself opens it.\n{text}");
        write_file(&path, text.as_bytes())
    }
}

/// Keeps the key as `keep` says and notes it in `data`.
fn keep_key(data: &mut KeyFile, key: &Key, keep: &Keep) -> Result<(), StoreError> {
    match keep {
        Keep::Keyring => {
            data.entry = data_encoding::HEXLOWER.encode(&random_bytes::<8>()?);
            keyring::write(SERVICE, &data.entry, key)?;
            data.kept = Kept::Keyring;
        }
        Keep::Passphrase(passphrase) => {
            data.passphrase = Some(ByPassphrase::wrap(&key.0, passphrase)?);
            data.kept = Kept::Passphrase;
        }
        Keep::File(path) => {
            if !path.exists() {
                write_file(path, format!("{}\n", key.hex()).as_bytes())?;
            } else if Key::from_file(path)? != *key {
                return Err(StoreError::WrongKey(path.clone()));
            }
            data.kept = Kept::File;
        }
        Keep::Nothing => data.kept = Kept::Nothing,
    }
    if data.kept != Kept::Passphrase {
        data.passphrase = None;
    }
    if data.kept != Kept::Keyring {
        data.entry.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> (tempfile::TempDir, Profile) {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path().join("home"));
        (folder, profile)
    }

    #[test]
    fn a_passphrase_or_the_code_opens_and_nothing_else() {
        let (_folder, profile) = profile();
        assert_eq!(profile.kept().unwrap(), None);
        let first = profile.begin(&Keep::Passphrase("正确的马".into())).unwrap();
        assert_eq!(profile.kept().unwrap(), Some(Kept::Passphrase));
        let code = first.code.unwrap().to_string();
        assert_eq!(profile.unlock(&With::Passphrase("正确的马".into())).unwrap(), first.lock);
        assert_eq!(profile.unlock(&With::Recovery(code.to_lowercase().replace('-', " "))).unwrap(), first.lock);
        let other = RecoveryCode::random().unwrap().to_string();
        for (with, kind) in [
            (With::Passphrase("wrong".into()), "wrong-passphrase"),
            (With::Recovery(other), "wrong-recovery-code"),
            (With::Recovery("ABCDE".into()), "mistyped-recovery-code"),
            (With::Itself, "needs-passphrase"),
        ] {
            assert_eq!(profile.unlock(&with).unwrap_err().kind(), kind);
        }
        assert_eq!(profile.begin(&Keep::Nothing).unwrap_err().kind(), "profile-there");
        profile.keep_otherwise(&first.lock, &Keep::Passphrase("new".into())).unwrap();
        assert_eq!(profile.unlock(&With::Passphrase("new".into())).unwrap(), first.lock);
        let text = fs::read_to_string(profile.key_file()).unwrap();
        let Lock::Key(key) = &first.lock else { panic!("no key") };
        assert!(!text.contains(&key.hex()), "the key is nowhere in the open");
    }

    #[test]
    fn of_many_first_starts_at_once_one_begins() {
        for keep in [Keep::Nothing, Keep::Passphrase("a".into())] {
            let (_folder, profile) = profile();
            let together = std::sync::Barrier::new(4);
            let started: Vec<Result<FirstStart, StoreError>> = std::thread::scope(|scope| {
                let begin = || {
                    together.wait();
                    profile.begin(&keep)
                };
                let all: Vec<_> = (0..4).map(|_| scope.spawn(begin)).collect();
                all.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let kinds: Vec<&str> = started.iter().filter_map(|one| one.as_ref().err()).map(StoreError::kind).collect();
            assert_eq!(kinds, ["profile-there"; 3]);
            let first = started.into_iter().find_map(Result::ok).unwrap();
            assert_eq!(profile.unlock(&With::Passphrase("a".into())).unwrap(), first.lock, "whose key is kept");
        }
    }

    #[test]
    fn a_key_file_holds_it_in_three_forms() {
        let (folder, profile) = profile();
        let path = folder.path().join("key");
        let first = profile.begin(&Keep::File(path.clone())).unwrap();
        let Lock::Key(key) = &first.lock else { panic!("no key") };
        for bytes in
            [key.0.to_vec(), key.hex().to_uppercase().into_bytes(), data_encoding::BASE64.encode(&key.0).into_bytes()]
        {
            fs::write(&path, bytes).unwrap();
            assert_eq!(profile.unlock(&With::File(path.clone())).unwrap(), first.lock);
        }
        for (bytes, kind) in [(&[7u8; 32][..], "wrong-key"), (b"short", "bad-key-file")] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(profile.unlock(&With::File(path.clone())).unwrap_err().kind(), kind);
        }
        assert_eq!(profile.unlock(&With::Itself).unwrap_err().kind(), "needs-key-file");
    }

    #[test]
    fn the_keyring_keeps_it_and_the_code_helps_when_it_forgets() {
        keyring_core::set_default_store(keyring_core::mock::Store::new().unwrap());
        let (_folder, profile) = profile();
        let first = profile.begin(&Keep::Keyring).unwrap();
        assert_eq!(profile.kept().unwrap(), Some(Kept::Keyring));
        assert_eq!(profile.unlock(&With::Itself).unwrap(), first.lock);
        keyring_core::set_default_store(keyring_core::mock::Store::new().unwrap());
        assert_eq!(profile.unlock(&With::Itself).unwrap_err().kind(), "key-gone");
        let code = With::Recovery(first.code.unwrap().to_string());
        assert_eq!(profile.unlock(&code).unwrap(), first.lock);
        profile.keep_otherwise(&first.lock, &Keep::Passphrase("new".into())).unwrap();
        assert_eq!(profile.unlock(&With::Passphrase("new".into())).unwrap(), first.lock);
    }

    #[test]
    fn without_encryption_nothing_is_asked() {
        let (_folder, profile) = profile();
        let first = profile.begin(&Keep::Nothing).unwrap();
        assert_eq!((first.lock, first.code), (Lock::Open, None));
        assert_eq!(profile.unlock(&With::Itself).unwrap(), Lock::Open);
    }
}
