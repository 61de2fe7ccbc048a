//! Keeps the settings in the profile's `settings.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use toml::Table;

use crate::config::Settings;

/// Writes what is set otherwise `after` than `before` into the file as it is now: another window, the command line or a person with an editor may have
/// set something else meanwhile. After a power cut it is the old file or the new one.
pub fn keep(folder: &Path, before: &Settings, after: &Settings) -> io::Result<()> {
    let path = folder.join("settings.toml");
    let settings = match fs::read_to_string(&path) {
        Ok(text) => {
            changed(&path, &text, before, after).map_err(|trouble| io::Error::new(ErrorKind::InvalidData, trouble))?
        }
        Err(error) if error.kind() == ErrorKind::NotFound => after.clone(),
        Err(error) => return Err(error),
    };
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(settings.to_toml().as_bytes())?;
    file.sync_all()?;
    fs::rename(beside, path)
}

/// What the file says, with what was set otherwise.
fn changed(path: &Path, text: &str, before: &Settings, after: &Settings) -> Result<Settings, String> {
    let table = |settings: &Settings| settings.to_toml().parse::<Table>().map_err(|error| error.to_string());
    let name = path.display().to_string();
    let there = Settings::parse(&name, text).map_err(|trouble| trouble.to_string())?;
    let (mut there, before, after) = (table(&there)?, table(before)?, table(after)?);
    let keys: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    for key in keys.into_iter().filter(|key| before.get(key) != after.get(key)) {
        match after.get(&key) {
            Some(value) => there.insert(key, value.clone()),
            None => there.remove(&key),
        };
    }
    Settings::parse(&name, &there.to_string()).map_err(|trouble| trouble.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { day_ends: 5, theme: "light".into(), ..Settings::default() };
        keep(folder.path(), &Settings::default(), &settings).unwrap();
        assert_eq!(kept(folder.path()).unwrap(), settings);
    }

    fn kept(folder: &Path) -> Option<Settings> {
        let text = fs::read_to_string(folder.join("settings.toml")).unwrap();
        Settings::parse("settings.toml", &text).ok()
    }

    #[test]
    fn what_somebody_else_has_set_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let opened = Settings { filters: vec!["grade:A".into()], ..Settings::default() };
        keep(folder.path(), &opened, &opened).unwrap();
        // Another window, or an editor.
        keep(folder.path(), &opened, &Settings { day_ends: 6, mouse: true, ..opened.clone() }).unwrap();
        keep(folder.path(), &opened, &Settings { theme: "light".into(), filters: Vec::new(), ..opened.clone() })
            .unwrap();
        let all = Settings { day_ends: 6, mouse: true, theme: "light".into(), ..Settings::default() };
        assert_eq!(kept(folder.path()), Some(all));
        // What cannot be read is nobody's to write over.
        fs::write(folder.path().join("settings.toml"), "day_ends = six").unwrap();
        assert!(keep(folder.path(), &opened, &Settings::default()).is_err());
        assert_eq!(kept(folder.path()), None);
    }
}
