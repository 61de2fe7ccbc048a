//! The demo's folder: made anew for its owner alone, and gone afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A temporary folder.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it.
    pub fn new() -> Result<Folder> {
        let name = data_encoding::HEXLOWER.encode(&super::seed()?[..8]);
        let path = std::env::temp_dir().join(format!("rounds-demo-{name}"));
        let mut maker = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
        maker.create(&path).with_context(|| path.display().to_string())?;
        Ok(Folder(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What the system does not let go it clears itself.
        let _ = fs::remove_dir_all(&self.0);
    }
}
