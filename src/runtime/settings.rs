//! Keeps the settings in the profile's `settings.toml`.

use std::fs;
use std::io;
use std::path::Path;

use crate::config::Settings;

/// Writes the settings so that after a power cut they are the old ones or the new ones.
pub fn keep(folder: &Path, settings: &Settings) -> io::Result<()> {
    let file = folder.join("settings.toml");
    let beside = file.with_extension("new");
    fs::write(&beside, settings.to_toml())?;
    fs::File::open(&beside)?.sync_all()?;
    fs::rename(beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { day_ends: 5, theme: "light".into(), ..Settings::default() };
        keep(folder.path(), &settings).unwrap();
        let text = fs::read_to_string(folder.path().join("settings.toml")).unwrap();
        assert_eq!(Settings::parse("settings.toml", &text).unwrap(), settings);
    }
}
