//! Keeps the settings in the profile's `settings.toml`, and takes back what was done last, be it an act or a setting: for the terminal and for the
//! command line.
//!
//! Always holds: what somebody else has set meanwhile stays; a setting that is another by now is nobody's to set back.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::trouble::of_store_for_screen;
use crate::base::clock::Now;
use crate::config::{Settings, Trouble};
use crate::domain::act::{SettingChange, TakenBack, UndoKind};
use crate::domain::failure::Failure;
use crate::store::{StoreError, Writer};
use crate::tui::message::{self, Msg};

/// Why settings were not kept, or nothing was taken back. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The file cannot be read or written.
    #[error("the settings cannot be read or written")]
    File(#[from] io::Error),
    /// It is broken, and nobody's to write over.
    #[error(transparent)]
    Broken(#[from] Trouble),
    /// Something is wrong with the book.
    #[error(transparent)]
    Book(#[from] StoreError),
}

impl NotKept {
    /// What is said of it on the screen.
    pub fn trouble(self) -> message::Trouble {
        message::Trouble::Failed(match self {
            NotKept::File(error) => Failure::by("not-kept", &error),
            NotKept::Broken(trouble) => Failure::new("not-kept-broken", trouble.line.to_string()),
            NotKept::Book(error) => return of_store_for_screen(error),
        })
    }
}

/// Keeps the settings of one window, or of one command: what could not be kept goes with the next change.
#[derive(Debug)]
pub struct Keeper {
    folder: PathBuf,
    /// As they were kept here last.
    kept: Settings,
    /// As they are to be.
    wanted: Settings,
}

impl Keeper {
    /// Of what opened with these settings.
    pub fn new(folder: &Path, opened: &Settings) -> Keeper {
        Keeper { folder: folder.to_path_buf(), kept: opened.clone(), wanted: opened.clone() }
    }

    /// Keeps all that was set otherwise here since it kept last, and in the book what the rules need of it. `change`: what undo takes back of it.
    pub fn keep(
        &mut self,
        writer: &mut Writer,
        settings: &Settings,
        change: Option<&SettingChange>,
        now: &Now,
    ) -> Result<(), NotKept> {
        // Before the file: what was noted and does not stand is passed over, what stands and was not noted could not be taken back.
        if let Some(change) = change {
            writer.note_setting(change, now)?;
        }
        self.wanted = settings.clone();
        self.write()?;
        Ok(writer.set_usual(settings.usual(), now.at)?)
    }

    /// Takes back what was done last, or does it again; `None`: there is nothing.
    pub fn undo(&mut self, writer: &mut Writer, kind: UndoKind, now: &Now) -> Result<Option<TakenBack>, NotKept> {
        while let Some((id, SettingChange { name, from, to })) = writer.next_setting(kind)? {
            self.write()?;
            let there = read(&self.folder)?;
            let (stood, back) = if kind == UndoKind::Undo { (to, from) } else { (from, to) };
            let back = there.with(&name, back.as_deref()).ok().filter(|_| there.own(&name) == stood);
            let Some(settings) = back else {
                writer.setting_undone(id, kind, "", now)?;
                continue;
            };
            keep(&self.folder, &there, &settings)?;
            writer.set_usual(settings.usual(), now.at)?;
            let stands = settings.value(&name).unwrap_or_default();
            return Ok(Some(writer.setting_undone(id, kind, &stands, now)?));
        }
        Ok(if kind == UndoKind::Undo { writer.undo(now) } else { writer.redo(now) }?)
    }

    /// What was set elsewhere since it kept last, or by an undo. A file that cannot be read says nothing.
    pub fn elsewhere(&self) -> Option<Msg> {
        let there = read(&self.folder).ok().filter(|there| *there != self.kept)?;
        Some(Msg::SettingsChanged { before: Box::new(self.kept.clone()), after: Box::new(there) })
    }

    fn write(&mut self) -> Result<(), NotKept> {
        if self.wanted != self.kept {
            keep(&self.folder, &self.kept, &self.wanted)?;
            self.kept = self.wanted.clone();
        }
        Ok(())
    }
}

fn read(folder: &Path) -> Result<Settings, NotKept> {
    let path = folder.join("settings.toml");
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Settings::parse(&path.display().to_string(), &text)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Settings::default()),
        Err(error) => Err(error.into()),
    }
}

/// Writes what is set otherwise `after` than `before` into the file as it is now: another window, the command line or a person with an editor may have
/// set something else meanwhile. After a power cut it is the old file or the new one.
fn keep(folder: &Path, before: &Settings, after: &Settings) -> Result<(), NotKept> {
    let path = folder.join("settings.toml");
    let settings = match fs::read_to_string(&path) {
        Ok(text) => match changed(&path, &text, before, after)? {
            Some(settings) => settings,
            None => return Ok(()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => after.clone(),
        Err(error) => return Err(error.into()),
    };
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(settings.to_toml().as_bytes())?;
    file.sync_all()?;
    Ok(fs::rename(beside, path)?)
}

/// What the file says, with what was set otherwise; `None`: that is what it says.
fn changed(path: &Path, text: &str, before: &Settings, after: &Settings) -> Result<Option<Settings>, Trouble> {
    let name = path.display().to_string();
    let table = |settings: &Settings| Trouble::table(&name, &settings.to_toml());
    let said = Settings::parse(&name, text)?;
    let (mut there, before, after) = (table(&said)?, table(before)?, table(after)?);
    set_otherwise(&mut there, &before, &after);
    Ok(Some(Settings::parse(&name, &there.to_string())?).filter(|settings| *settings != said))
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
        let mut writer = Writer::in_memory(1).unwrap();
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let mut keeper = Keeper::new(folder.path(), &opened);
        let mut keep = |settings: &Settings| keeper.keep(&mut writer, settings, None, &now);
        fs::write(&file, "day_ends = six").unwrap();
        let light = Settings { theme: "light".into(), ..opened };
        assert!(keep(&light).is_err());
        // Mended with an editor, and another setting changed.
        fs::write(&file, "day_ends = 6").unwrap();
        let both = Settings { lang: Some(Lang::ZhHans), ..light };
        keep(&both).unwrap();
        assert_eq!(kept(folder.path()), Some(Settings { day_ends: 6, ..both }));
    }
    #[test]
    fn what_could_not_be_kept_is_taken_back_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        let mut writer = Writer::in_memory(1).unwrap();
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let opened = Settings::default();
        let mut keeper = Keeper::new(folder.path(), &opened);
        fs::write(&file, "day_ends = six").unwrap();
        let light = Settings { theme: "light".into(), ..opened.clone() };
        let change = opened.change(&light);
        assert!(keeper.keep(&mut writer, &light, change.as_ref(), &now).is_err());
        // While the file is broken nothing else is taken back in its stead.
        assert!(keeper.undo(&mut writer, UndoKind::Undo, &now).is_err());
        fs::write(&file, "day_ends = 6").unwrap();
        let back = keeper.undo(&mut writer, UndoKind::Undo, &now).unwrap().unwrap();
        assert_eq!((back.committed.label.subject.as_str(), back.committed.label.detail.as_str()), ("theme", "dark"));
        assert_eq!(kept(folder.path()), Some(Settings { day_ends: 6, ..opened }));
        assert!(keeper.undo(&mut writer, UndoKind::Undo, &now).unwrap().is_none());
    }
}
