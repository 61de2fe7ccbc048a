//! Where the book is: `--home`, `ROUNDS_HOME`, else the user's data folder.

use std::path::{Path, PathBuf};

/// The folder of the book; `None` where the system knows no home.
pub fn home(given: Option<&Path>) -> Option<PathBuf> {
    match given {
        Some(folder) => Some(folder.to_path_buf()),
        None => directories::ProjectDirs::from("", "", "rounds").map(|dirs| dirs.data_dir().to_path_buf()),
    }
}
