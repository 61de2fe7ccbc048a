//! The generated pages of `docs/`: each is what the declarations say, or the test fails and says how to write it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rounds::base::lang::Lang;
use rounds::config::KeyPreset;
use rounds::domain::log_line::GRAMMAR;
use rounds::i18n::Words;
use rounds::schema::{Class, ENTITIES, Kind, Merge, Search, Stream};
use rounds::tui::command::{Group, TABLE};
use rounds::tui::keymap::{ASSET, Keymap, written};

/// Compares a page with what is generated; with `ROUNDS_WRITE_DOCS=1` writes it.
pub fn check(name: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("ROUNDS_WRITE_DOCS").is_some() {
        fs::write(&path, generated).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == generated,
        "docs/{name} is stale; write it anew with: ROUNDS_WRITE_DOCS=1 cargo test --test it docs::"
    );
}

fn data_dictionary() -> String {
    let words: Vec<Words> = Lang::ALL.into_iter().map(Words::new).collect();
    let mut page = String::from(
        "# The data dictionary\n\nMade from the declarations in `src/schema/` by `tests/it/docs.rs`; do not edit.\n\n\
         Every record also has an `id` (a UUID). Numbers are permanent: they stand for entities and fields on the wire.\n\
         Dates are days, moments milliseconds since 1970-01-01T00:00:00Z, degrees millionths; nothing there is null.\n",
    );
    for entity in ENTITIES {
        let names: Vec<&str> = words.iter().map(|words| words.entity(entity)).collect();
        writeln!(page, "\n## {} `{}` ({})\n", entity.number, entity.name, names.join(" · ")).unwrap();
        let stream = match entity.stream {
            Stream::Global => "Everyone receives it.".to_string(),
            Stream::Territory { field } => format!("Whoever works in the territory in `{field}` receives it."),
            Stream::Parent { field } => {
                format!("Whoever receives the customer in `{field}` receives it; without one, its owner.")
            }
        };
        let class = match entity.class {
            Class::Record => "Merged field by field.",
            Class::Entry => "Rows are united; a correction is an ordinary change of a field.",
            Class::Written => "Written by the server alone; a laptop changes its state.",
        };
        writeln!(page, "{stream} {class}\n").unwrap();
        writeln!(
            page,
            "| no. | field | English | 简体 | 繁體 | kind | merge | notes |\n|---|---|---|---|---|---|---|---|"
        )
        .unwrap();
        for field in entity.fields {
            let kind = match field.kind {
                Kind::Text => "text".into(),
                Kind::LongText => "long text".into(),
                Kind::Choice(choices) => format!("one of {}", choices.join(", ")),
                Kind::Set => "set of texts".into(),
                Kind::Date => "date".into(),
                Kind::Moment => "moment".into(),
                Kind::Number => "number".to_string(),
                Kind::Money => "money".to_string(),
                Kind::Degrees => "degrees".into(),
                Kind::Flag => "yes or no".into(),
                Kind::Ref => format!("a {}", field.target.unwrap_or("record")),
                Kind::Refs => format!("set of {}", field.target.unwrap_or("record")),
            };
            let merge = match field.merge {
                Merge::Scalar => "later wins",
                Merge::Guarded => "guarded",
                Merge::Elements => "by element",
            };
            let mut notes = Vec::new();
            if field.required {
                notes.push("should be there".to_string());
            }
            if matches!(field.kind, Kind::Text | Kind::LongText | Kind::Set) {
                notes.push(format!("at most {} bytes", field.most_bytes()));
            }
            match field.search {
                Search::No => {}
                Search::Name => notes.push("found as a name".into()),
                Search::Phone => notes.push("found by its digits".into()),
                Search::Words => notes.push("found by its words".into()),
            }
            let said: Vec<&str> = words.iter().map(|words| words.field(entity, field)).collect();
            writeln!(
                page,
                "| {} | `{}` | {} | {kind} | {merge} | {} |",
                field.number,
                field.name,
                said.join(" | "),
                notes.join("; ")
            )
            .unwrap();
        }
        let imported: Vec<_> = entity.fields.iter().filter(|field| !field.import.is_empty()).collect();
        if !imported.is_empty() {
            writeln!(page, "\nHeadings that an import knows; case, blanks and punctuation do not matter, nor whether characters are 简 or 繁:\n").unwrap();
        }
        for field in imported {
            writeln!(page, "- `{}`: {}", field.name, field.import.join(", ")).unwrap();
        }
    }
    page
}

#[test]
fn the_data_dictionary_is_what_is_declared() {
    check("DATA.md", &data_dictionary());
}

/// The table of what a line understands, from the declaration that the help in the terminal is made from.
fn grammar_table() -> String {
    let words = Words::new(Lang::En);
    let mut table = String::from("| what | how it is said | examples |\n|---|---|---|\n");
    for rule in &GRAMMAR {
        let examples: Vec<String> =
            Lang::ALL.into_iter().flat_map(|lang| rule.examples(lang)).map(|example| format!("`{example}`")).collect();
        let mut seen = std::collections::BTreeSet::new();
        let examples: Vec<String> = examples.into_iter().filter(|example| seen.insert(example.clone())).collect();
        let name = words.get(&format!("grammar-{}", rule.id)).to_owned();
        let how = words.get(&format!("grammar-how-{}", rule.id)).to_owned();
        writeln!(table, "| {name} | {how} | {} |", examples.join(", ")).unwrap();
    }
    table
}

#[test]
fn the_grammar_of_the_log_line_is_what_is_declared() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/LOG-LINE.md");
    let page = fs::read_to_string(path).unwrap();
    let from = page.find("| what | how it is said |").unwrap();
    let to = from + page[from..].find("\n\n").unwrap() + 1;
    check("LOG-LINE.md", &format!("{}{}{}", &page[..from], grammar_table(), &page[to..]));
}

fn key_table() -> String {
    let words = Words::new(Lang::En);
    let presets: Vec<Keymap> =
        KeyPreset::ALL.iter().map(|preset| Keymap::parse(ASSET, preset.name()).unwrap()).collect();
    let mut page = String::from(
        "# Keys\n\nMade from the command table in `src/tui/command/` and `assets/keymap.toml` by `tests/it/docs.rs`; do not edit.\n\n\
         One map over all screens: the same key means the same everywhere. `?` in the program lists what can be done where you are, and runs it.\n",
    );
    for group in Group::ALL {
        writeln!(
            page,
            "\n## {}\n\n| command | does | keys | vim | arrows |\n|---|---|---|---|---|",
            words.get(group.words())
        )
        .unwrap();
        for command in TABLE.iter().filter(|command| command.group == group) {
            let keys: Vec<String> = presets
                .iter()
                .map(|preset| {
                    let chords: Vec<String> = preset
                        .keys(command.id)
                        .iter()
                        .map(|chord| format!("`{}`", written(chord).replace('|', "\\|")))
                        .collect();
                    chords.join(" ")
                })
                .collect();
            let name = words.get(&command.words()).to_string();
            writeln!(page, "| {name} | {} | {} |", words.get(&command.about()), keys.join(" | ")).unwrap();
        }
    }
    page
}

#[test]
fn the_key_table_is_what_the_commands_say() {
    check("KEYS.md", &key_table());
}

/// A page that names a file of the project names one that is there.
#[test]
fn every_path_that_the_pages_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages: Vec<_> = pages.filter(|page| page.extension().is_some_and(|kind| kind == "md")).collect();
    let mut named = 0;
    for page in pages.iter().chain([&root.join("README.md")]) {
        let text = fs::read_to_string(page).unwrap();
        for word in text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace) {
            let top = ["src/", "tests/", "benches/", "docs/", "assets/"];
            let path = word.trim_matches([',', '.', ':', '(', ')']).split("::").next().unwrap_or(word);
            // Within the house a file may be named from `src` on.
            let inside = path.ends_with(".rs") && path.contains('/');
            if path.contains(['*', '{', '<', '$']) || !(inside || top.iter().any(|top| path.starts_with(top))) {
                continue;
            }
            named += 1;
            let there = root.join(path).exists() || (inside && root.join("src").join(path).exists());
            assert!(there || path.contains("NAME"), "{} names {word}, which is not there", page.display());
        }
    }
    assert!(named > 40, "{named}");
}
