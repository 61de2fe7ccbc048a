//! The operating system's keyring: Secret Service on Linux, the keychain on macOS, the credential store on Windows.
//!
//! A test or an embedding program may have set another store before; that one is used then.

use keyring_core::{Entry, Error};

use super::Key;
use crate::store::error::StoreError;

fn refused(error: &Error) -> StoreError {
    match error {
        Error::NoEntry => StoreError::KeyGone,
        other => StoreError::NoKeyring(other.to_string()),
    }
}

fn entry(service: &str, name: &str) -> Result<Entry, StoreError> {
    if keyring_core::get_default_store().is_none() {
        #[cfg(target_os = "linux")]
        let store = dbus_secret_service_keyring_store::Store::new();
        #[cfg(target_os = "macos")]
        let store = apple_native_keyring_store::keychain::Store::new();
        #[cfg(windows)]
        let store = windows_native_keyring_store::Store::new();
        #[cfg(any(target_os = "linux", target_os = "macos", windows))]
        keyring_core::set_default_store(store.map_err(|error| refused(&error))?);
    }
    Entry::new(service, name).map_err(|error| refused(&error))
}

/// The key under this name.
pub(super) fn read(service: &str, name: &str) -> Result<Key, StoreError> {
    let secret = entry(service, name)?.get_secret().map_err(|error| refused(&error))?;
    Key::read(&secret).ok_or(StoreError::KeyGone)
}

/// Keeps a key under this name, and looks whether it is there: some keyrings take a secret and forget it.
pub(super) fn write(service: &str, name: &str, key: &Key) -> Result<(), StoreError> {
    // As text: some keyrings show and move secrets as text only.
    entry(service, name)?.set_secret(key.hex().as_bytes()).map_err(|error| refused(&error))?;
    if read(service, name)? == *key { Ok(()) } else { Err(StoreError::KeyGone) }
}

/// Takes the key under this name away.
pub(super) fn forget(service: &str, name: &str) -> Result<(), StoreError> {
    entry(service, name)?.delete_credential().map_err(|error| refused(&error))
}
