//! A migration that was released never changes: its number stands in `assets/migrations/checksums.txt`.
//!
//! `open` is one that no release has: it may still change. With a release its row says `released` in place of it, and
//! `ROUNDS_WRITE_DOCS=1 cargo test --test it -- migrations` puts the number there; from then on a change is another migration.

use std::path::Path;

const KEPT: &str = "assets/migrations/checksums.txt";

/// What is wrong between the numbers kept and the migrations as they are; none where all is well.
fn wrong(kept: &str, files: &[(String, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let rows: Vec<Vec<&str>> = kept
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_whitespace().collect())
        .collect();
    for (name, number) in files {
        match rows.iter().find(|row| row.first() == Some(&name.as_str())).map(Vec::as_slice) {
            Some([_, "open"]) => {}
            Some([_, "released", known]) if known == number => {}
            Some([_, "released", _]) => {
                wrong.push(format!("{name} was released and has changed: make another migration"))
            }
            _ => wrong.push(format!("{name} has no number")),
        }
    }
    for row in rows {
        if !files.iter().any(|(name, _)| row.first() == Some(&name.as_str())) {
            wrong.push(format!("{} is gone", row.first().unwrap_or(&"")));
        }
    }
    wrong
}

/// The migrations as they are, with their numbers.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/migrations");
    let mut files = Vec::new();
    for side in ["client", "server"] {
        for entry in std::fs::read_dir(folder.join(side)).unwrap() {
            let entry = entry.unwrap();
            let text = std::fs::read_to_string(entry.path()).unwrap().replace("\r\n", "\n");
            let number = blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
            files.push((format!("{side}/{}", entry.file_name().to_string_lossy()), number));
        }
    }
    files.sort();
    files
}

#[test]
fn released_migrations_do_not_change() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(KEPT);
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let files = files();
    if std::env::var_os("ROUNDS_WRITE_DOCS").is_some() {
        let mut text =
            "# A migration, and whether a release has it; the number of its text then. A released one never changes.\n"
                .to_owned();
        for (name, number) in &files {
            let row = kept.lines().find(|line| line.split_whitespace().next() == Some(name));
            let words: Vec<&str> = row.unwrap_or_default().split_whitespace().collect();
            text += &match words.as_slice() {
                [_, "released"] => format!("{name} released {number}\n"),
                // A released one keeps its number, whatever the file says now.
                [_, "released", known] => format!("{name} released {known}\n"),
                _ => format!("{name} open\n"),
            };
        }
        std::fs::write(&path, &text).unwrap();
        assert_eq!(wrong(&text, &files), Vec::<String>::new());
        return;
    }
    assert_eq!(wrong(&kept, &files), Vec::<String>::new(), "ROUNDS_WRITE_DOCS=1 cargo test --test it -- migrations");
}

#[test]
fn a_change_of_a_released_migration_is_found() {
    let files = [("client/V1__first.sql".to_owned(), "aa".to_owned())];
    for (kept, expected) in [
        ("# numbers\nclient/V1__first.sql released aa\n", None),
        ("client/V1__first.sql open\n", None),
        (
            "client/V1__first.sql released bb\n",
            Some("client/V1__first.sql was released and has changed: make another migration"),
        ),
        ("client/V1__first.sql released\n", Some("client/V1__first.sql has no number")),
        ("", Some("client/V1__first.sql has no number")),
        ("client/V1__first.sql open\nclient/V2__more.sql released cc\n", Some("client/V2__more.sql is gone")),
    ] {
        let found = wrong(kept, &files);
        assert_eq!(found.first().map(String::as_str), expected, "{kept}");
    }
}
