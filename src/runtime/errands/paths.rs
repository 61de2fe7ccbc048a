//! Paths as a person types, pastes or drags them: `~`, quotes, `file://`; and how a path is shown and completed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// At most so many names are offered.
const MOST: usize = 40;
/// The ends of files that can hold customers.
pub const CUSTOMERS: &[&str] = &["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xls", "ods", "vcf", "vcard"];

fn home() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
    (!home.is_empty()).then(|| PathBuf::from(home))
}

/// The path that was meant.
pub fn meant(typed: &str) -> PathBuf {
    meant_at(typed, home().as_deref())
}

fn meant_at(typed: &str, home: Option<&Path>) -> PathBuf {
    let typed = typed.trim();
    let quoted = ['"', '\''].into_iter().find_map(|mark| typed.strip_prefix(mark)?.strip_suffix(mark));
    let plain = match (quoted, typed.strip_prefix("file://")) {
        (Some(inside), _) => inside.to_owned(),
        (None, Some(address)) => unescaped(address),
        // A terminal writes a dragged file's spaces so; on Windows a backslash parts folders, but never before a space.
        (None, None) => typed.replace("\\ ", " "),
    };
    match (plain.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_path_buf(),
        (Some(rest), Some(home)) if rest.starts_with(['/', '\\']) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(plain),
    }
}

/// `%20` and its like as the characters they stand for; what stands for none is left.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

/// A path as it is shown: the person's own folder is `~`.
pub fn shown(path: &Path) -> String {
    match home().and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) => Path::new("~").join(rest).display().to_string(),
        None => path.display().to_string(),
    }
}

/// The ends of bundles' names.
pub const BUNDLES: &[&str] = &["bundle"];

/// The beginning of a path as far as it is certain, and the names of folders and of files with one of these ends which begin so.
pub fn complete(typed: &str, ends: &[&str]) -> (String, Vec<String>) {
    if typed == "~" {
        return ("~/".into(), Vec::new());
    }
    let at = typed.rfind(['/', std::path::MAIN_SEPARATOR]).map_or(0, |at| at + 1);
    let (folder, begun) = typed.split_at(at);
    let place = if folder.is_empty() { PathBuf::from(".") } else { meant(folder) };
    let Ok(entries) = std::fs::read_dir(place) else { return (typed.into(), Vec::new()) };
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            // A link to a folder is one.
            let folder = entry.path().is_dir();
            let fits = name.to_lowercase().starts_with(&begun.to_lowercase());
            let hidden = name.starts_with('.') && !begun.starts_with('.');
            let kind = Path::new(&name).extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
            let wanted = fits && !hidden && (folder || ends.contains(&kind.as_str()));
            wanted.then(|| if folder { format!("{name}/") } else { name })
        })
        .collect();
    names.sort();
    let certain = common(&names);
    let path = if certain.len() >= begun.len() { format!("{folder}{certain}") } else { typed.to_owned() };
    if names.len() == 1 {
        names.clear();
    }
    names.truncate(MOST);
    (path, names)
}

/// What all names begin with.
fn common(names: &[String]) -> String {
    let Some((first, others)) = names.split_first() else { return String::new() };
    let same = |at: usize, c: char| others.iter().all(|other| other.get(at..).is_some_and(|rest| rest.starts_with(c)));
    first.char_indices().take_while(|(at, c)| same(*at, *c)).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_pasted_or_dragged_is_the_same_file() {
        let home = Path::new("/home/ann");
        for (typed, path) in [
            ("~/Downloads/list.csv", "/home/ann/Downloads/list.csv"),
            ("~", "/home/ann"),
            ("  /tmp/a b.csv ", "/tmp/a b.csv"),
            ("'/tmp/a b.csv'", "/tmp/a b.csv"),
            ("\"/tmp/a b.csv\"", "/tmp/a b.csv"),
            (r"/tmp/a\ b.csv", "/tmp/a b.csv"),
            ("file:///tmp/%E5%AE%A2%E6%88%B7%20a.csv", "/tmp/客户 a.csv"),
            ("~ann/x", "~ann/x"),
            ("客户.xlsx", "客户.xlsx"),
            ("'", "'"),
        ] {
            assert_eq!(meant_at(typed, Some(home)), Path::new(path), "{typed}");
        }
    }

    #[test]
    fn a_name_is_completed_as_far_as_it_is_certain() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["accounts.csv", "accounts-old.XLSX", "picture.png", ".hidden.csv", "客户甲.csv", "客户乙.csv"]
        {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("archive")).unwrap();
        let base = folder.path().display().to_string();
        for (typed, certain, names) in [
            ("acc", "accounts", &["accounts-old.XLSX", "accounts.csv"][..]),
            ("Accounts.", "accounts.csv", &[]),
            ("arch", "archive/", &[]),
            ("客", "客户", &["客户乙.csv", "客户甲.csv"]),
            ("pic", "pic", &[]),
            (".h", ".hidden.csv", &[]),
        ] {
            let (path, offered) = complete(&format!("{base}/{typed}"), CUSTOMERS);
            assert_eq!((path, offered), (format!("{base}/{certain}"), names.iter().map(|n| n.to_string()).collect()));
        }
        assert_eq!(complete("/no/such/folder/x", CUSTOMERS), ("/no/such/folder/x".into(), Vec::new()));
    }
}
