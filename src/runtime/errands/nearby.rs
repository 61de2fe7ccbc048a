//! The files that may be the export a person has just made: the newest that can hold customers, in the folders where browsers and
//! people put such files.
//!
//! Always holds: only names and times are read, never what is in a file; a folder that cannot be read has none.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::paths;
use crate::base::clock::Moment;
use crate::tui::message::NearFile;

/// So many are offered.
const MOST: usize = 5;
/// More names than this are not looked at in one folder: it is no folder that a person keeps.
const LOOKED_AT: usize = 20_000;
/// The ends of files that most likely hold customers. A plain text may too, but is most often something else.
const KINDS: [&str; 8] = ["csv", "tsv", "xlsx", "xlsm", "xls", "ods", "vcf", "vcard"];
/// What the folders are called where the system does not say.
const USUAL: [&str; 6] = ["Downloads", "Desktop", "下载", "桌面", "下載", "Documents"];

/// The newest files, in the folders of downloads, of the desktop and of documents, and in the one that Rounds was started in.
pub fn nearby() -> Vec<NearFile> {
    newest(&folders())
}

fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(dirs) = directories::UserDirs::new() {
        let named = [dirs.download_dir(), dirs.desktop_dir(), dirs.document_dir()];
        folders.extend(named.into_iter().flatten().map(Path::to_path_buf));
        folders.extend(USUAL.iter().map(|name| dirs.home_dir().join(name)));
    }
    folders.extend(std::env::current_dir());
    folders
}

fn newest(folders: &[PathBuf]) -> Vec<NearFile> {
    let mut found: Vec<(Moment, PathBuf)> = folders.iter().flat_map(|folder| files(folder)).collect();
    // Folders may be named twice, and by a link.
    found.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    found.dedup();
    let shown = found.into_iter().take(MOST);
    shown.map(|(changed, path)| NearFile { path: paths::shown(&path), changed }).collect()
}

fn files(folder: &Path) -> Vec<(Moment, PathBuf)> {
    let Ok(folder) = folder.canonicalize() else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
    let wanted = |path: &Path| {
        let kind = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
        let name = path.file_name().and_then(OsStr::to_str);
        KINDS.contains(&kind.as_str()) && name.is_some_and(|name| !name.starts_with(['.', '~']))
    };
    entries
        .take(LOOKED_AT)
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let about = wanted(&path).then(|| path.metadata().ok())??;
            let since = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            let changed = Moment::from_millis(i64::try_from(since.as_millis()).ok()?);
            (about.is_file() && about.len() > 0).then_some((changed, path))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn the_newest_come_first_and_only_what_may_hold_customers() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = |folder: &Path, name: &str, minutes: u64| {
            let file = std::fs::File::create(folder.join(name)).unwrap();
            if name != "empty.csv" {
                file.set_len(1).unwrap();
            }
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(60 * minutes)).unwrap();
        };
        for (name, minutes) in [("客户.XLSX", 9), ("a.csv", 4), ("b.csv", 8), ("c.vcf", 1), ("d.xls", 2)] {
            file(one.path(), name, minutes);
        }
        for (name, minutes) in [("picture.png", 20), ("~$open.xlsx", 20), (".hidden.csv", 20), ("empty.csv", 20)] {
            file(one.path(), name, minutes);
        }
        file(other.path(), "new.csv", 10);
        std::fs::create_dir(other.path().join("folder.csv")).unwrap();
        let folders = [one.path(), other.path(), one.path(), Path::new("/no/such/folder")].map(Path::to_path_buf);
        let names: Vec<String> = newest(&folders)
            .into_iter()
            .map(|near| Path::new(&near.path).file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["new.csv", "客户.XLSX", "b.csv", "a.csv", "d.xls"]);
    }
}
