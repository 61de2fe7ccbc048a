//! The core with its storage: what one request at a time may use.

use std::path::Path;

use super::core::Core;
use super::error::ServerError;
use super::sqlite::Sqlite;
use super::storage::Storage;
use crate::base::id::IdSource;

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
}

impl Endpoint {
    /// Opens the endpoint's file in a home.
    pub fn open(home: &Path, seed: [u8; 32]) -> Result<Endpoint, ServerError> {
        std::fs::create_dir_all(home).map_err(|error| ServerError::Start(format!("{}: {error}", home.display())))?;
        let mut ids = IdSource::new(seed);
        let storage = Sqlite::open(&home.join(FILE))?;
        Ok(Endpoint { core: Core::new(ids.bits() | 1), storage: Box::new(storage), ids })
    }
}
