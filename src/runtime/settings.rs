//! Keeps the settings in the profile's `settings.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::config::{Settings, Trouble};
use crate::domain::failure::Failure;

/// Why settings were not kept. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The file cannot be read or written.
    #[error("the settings cannot be read or written")]
    File(#[from] io::Error),
    /// It is broken, and nobody's to write over.
    #[error(transparent)]
    Broken(#[from] Trouble),
}

impl NotKept {
    /// What a person reads of it.
    pub fn failure(&self) -> Failure {
        match self {
            NotKept::File(error) => Failure::by("not-kept", error),
            NotKept::Broken(trouble) => Failure::new("not-kept-broken", trouble.line.to_string()),
        }
    }
}

/// Keeps the settings of one window: what could not be kept goes with the next change.
#[derive(Debug)]
pub struct Keeper {
    folder: PathBuf,
    /// As this window kept them last.
    kept: Settings,
}

impl Keeper {
    /// Of a window that opened with these settings.
    pub fn new(folder: &Path, opened: &Settings) -> Keeper {
        Keeper { folder: folder.to_path_buf(), kept: opened.clone() }
    }

    /// Writes all that this window has set otherwise since it kept last.
    pub fn keep(&mut self, settings: &Settings) -> Result<(), NotKept> {
        keep(&self.folder, &self.kept, settings)?;
        self.kept = settings.clone();
        Ok(())
    }
}

/// Writes what is set otherwise `after` than `before` into the file as it is now: another window, the command line or a person with an editor may have
/// set something else meanwhile. After a power cut it is the old file or the new one.
pub fn keep(folder: &Path, before: &Settings, after: &Settings) -> Result<(), NotKept> {
    let path = folder.join("settings.toml");
    let settings = match fs::read_to_string(&path) {
        Ok(text) => changed(&path, &text, before, after)?,
        Err(error) if error.kind() == ErrorKind::NotFound => after.clone(),
        Err(error) => return Err(error.into()),
    };
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(settings.to_toml().as_bytes())?;
    file.sync_all()?;
    Ok(fs::rename(beside, path)?)
}

/// What the file says, with what was set otherwise.
fn changed(path: &Path, text: &str, before: &Settings, after: &Settings) -> Result<Settings, Trouble> {
    let name = path.display().to_string();
    let table = |settings: &Settings| Trouble::table(&name, &settings.to_toml());
    let there = Settings::parse(&name, text)?;
    let (mut there, before, after) = (table(&there)?, table(before)?, table(after)?);
    set_otherwise(&mut there, &before, &after);
    Settings::parse(&name, &there.to_string())
}

/// Sets in `there` what is otherwise `after` than `before`, key by key, also within a table; of a list the elements that came and went.
fn set_otherwise(there: &mut Table, before: &Table, after: &Table) {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys.into_iter().filter(|key| before.get(*key) != after.get(*key)) {
        match (there.get_mut(key), before.get(key), after.get(key)) {
            (Some(there), Some(before), Some(after)) if there == before => *there = after.clone(),
            (Some(Value::Table(there)), Some(Value::Table(before)), Some(Value::Table(after))) => {
                set_otherwise(there, before, after);
            }
            (Some(Value::Array(there)), Some(Value::Array(before)), Some(Value::Array(after))) => {
                there.retain(|one| after.contains(one) || !before.contains(one));
                let came: Vec<Value> = after.iter().filter(|one| !before.contains(one)).cloned().collect();
                there.extend(came.into_iter().filter(|one| !there.contains(one)).collect::<Vec<_>>());
            }
            (_, _, Some(value)) => {
                there.insert(key.clone(), value.clone());
            }
            (_, _, None) => {
                there.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;
    use crate::domain::cadence::Cadence;

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
        // Within a table, and of a list, it is no other.
        let mine = Settings { filters: vec!["grade:A".into()], ..Settings::default() };
        let (mut theirs, mut last) = (mine.clone(), mine.clone());
        theirs.cadences.a = 10;
        theirs.filters.push("city:Leeds".into());
        last.cadences.c = 200;
        last.filters = vec!["tag:key".into()];
        fs::write(folder.path().join("settings.toml"), mine.to_toml()).unwrap();
        keep(folder.path(), &mine, &theirs).unwrap();
        keep(folder.path(), &mine, &last).unwrap();
        let filters = vec!["city:Leeds".into(), "tag:key".into()];
        assert_eq!(
            kept(folder.path()),
            Some(Settings { cadences: Cadence { c: 200, ..theirs.cadences }, filters, ..mine })
        );
        // What cannot be read is nobody's to write over.
        fs::write(folder.path().join("settings.toml"), "day_ends = six").unwrap();
        assert!(keep(folder.path(), &opened, &Settings::default()).is_err());
        assert_eq!(kept(folder.path()), None);
    }
    #[test]
    fn what_could_not_be_kept_goes_with_the_next_change() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        let opened = Settings::default();
        let mut keeper = Keeper::new(folder.path(), &opened);
        fs::write(&file, "day_ends = six").unwrap();
        let light = Settings { theme: "light".into(), ..opened };
        assert!(keeper.keep(&light).is_err());
        // Mended with an editor, and another setting changed.
        fs::write(&file, "day_ends = 6").unwrap();
        let both = Settings { lang: Some(Lang::ZhHans), ..light };
        keeper.keep(&both).unwrap();
        assert_eq!(kept(folder.path()), Some(Settings { day_ends: 6, ..both }));
    }
}
