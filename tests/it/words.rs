//! Everything a person reads has its words in the three languages, with the same arguments, and none that would sound wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rounds::base::lang::Lang;
use rounds::i18n::Words;
use rounds::schema::{ENTITIES, Kind};

type Table = BTreeMap<String, BTreeSet<String>>;

fn table(lang: Lang) -> Table {
    Words::table(lang).0.into_iter().collect()
}

fn tables() -> Vec<(Lang, Table)> {
    Lang::ALL.into_iter().map(|lang| (lang, table(lang))).collect()
}

#[track_caller]
fn none(what: &str, wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{what}:\n  {}", wrong.join("\n  "));
}

#[test]
fn locale_files_are_sound() {
    none("locale files", Lang::ALL.into_iter().flat_map(|lang| Words::table(lang).1).collect());
}

#[test]
fn the_three_languages_say_the_same_things() {
    let tables = tables();
    let all: BTreeSet<&String> = tables.iter().flat_map(|(_, table)| table.keys()).collect();
    let mut wrong = Vec::new();
    for key in all {
        let english = tables[0].1.get(key);
        for (lang, table) in &tables {
            match (table.get(key), english) {
                (None, _) => wrong.push(format!("{lang}: {key} is missing")),
                (Some(arguments), Some(english)) if arguments != english => {
                    wrong.push(format!("{lang}: {key} has {arguments:?}, en has {english:?}"));
                }
                _ => {}
            }
        }
    }
    none("words missing", wrong);
}

#[test]
fn everything_declared_has_its_words() {
    let mut keys = Vec::new();
    for entity in ENTITIES {
        keys.push(entity.name.to_owned());
        keys.push(format!("{}-plural", entity.name));
        for field in entity.fields {
            keys.push(format!("{}-{}", entity.name, field.name));
            if let Kind::Choice(words) = field.kind {
                keys.extend(words.iter().map(|word| format!("{}-{}-{word}", entity.name, field.name)));
            }
        }
    }
    let english = table(Lang::En);
    none("declared, without words", keys.into_iter().filter(|key| !english.contains_key(key)).collect());
}

#[test]
fn every_command_act_and_refusal_has_its_words() {
    let mut keys: Vec<String> = rounds::tui::command::TABLE
        .iter()
        .flat_map(|command| [command.words(), command.about(), command.sought()])
        .collect();
    keys.extend(rounds::tui::command::Group::ALL.iter().map(|group| group.words().to_owned()));
    keys.extend(rounds::tui::screen::Tab::ALL.iter().map(|tab| format!("tab-{}", tab.command())));
    keys.extend(rounds::domain::rules::LABELS.iter().map(|(key, _)| (*key).to_owned()));
    keys.extend(
        rounds::domain::rules::STATES.iter().chain(rounds::domain::check::TROUBLES).map(|key| (*key).to_owned()),
    );
    keys.extend(rounds::config::Theme::NAMES.iter().map(|name| format!("theme-{name}")));
    keys.extend(rounds::config::KeyPreset::ALL.iter().map(|keys| format!("keys-{}", keys.name())));
    keys.extend(rounds::config::Borders::ALL.iter().map(|borders| format!("borders-{}", borders.name())));
    let english = table(Lang::En);
    none("commands without words", keys.into_iter().filter(|key| !english.contains_key(key)).collect());
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// The code of a source file without its comments and its unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// The key that `call` is given as its first argument, wherever it is called with a literal.
fn literals(code: &str, call: &str) -> Vec<String> {
    code.match_indices(call)
        .filter_map(|(at, _)| code[at + call.len()..].trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split_once('"').map(|(key, _)| key.to_owned()))
        .collect()
}

/// Keys by their family: whoever writes such a literal in the code means words.
const FAMILIES: [&str; 16] = [
    "act-", "refusal-", "trouble-", "command-", "error-", "screen-", "log-", "cli-", "sync-", "why-", "warn-", "hint-",
    "misfit-", "title-", "notice-", "again-",
];

#[test]
fn everything_the_code_says_has_its_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let english = table(Lang::En);
    // What a command is called in the table and the keymap is no word.
    let commands: BTreeSet<&str> = rounds::tui::command::TABLE.iter().map(|command| command.id).collect();
    let mut wrong = Vec::new();
    for file in files {
        let code = code(&fs::read_to_string(&file).unwrap());
        let mut keys: Vec<String> = Vec::new();
        for call in [
            "words.get(",
            "words.with(",
            "words.find(",
            "w.get(",
            "w.with(",
            ".failed(",
            ".word(",
            ".say(",
            "notice_word(",
            "Label::new(",
            "Failure::new(",
            "Failure::by(",
            "Refusal::State(",
            "trouble:",
        ] {
            keys.extend(literals(&code, call));
        }
        keys.extend(code.split('"').skip(1).step_by(2).map(str::to_owned).filter(|text| {
            is_key(text) && !text.ends_with('-') && FAMILIES.iter().any(|family| text.starts_with(family))
        }));
        let place = file.strip_prefix(&root).unwrap().display().to_string();
        let missing: BTreeSet<String> =
            keys.into_iter().filter(|key| !english.contains_key(key) && !commands.contains(key.as_str())).collect();
        wrong.extend(missing.into_iter().map(|key| format!("src/{place}: {key}")));
    }
    none("said in the code, without words", wrong);
}

/// The names in a list of arguments, up to the bracket that ends it; none where one of them is made elsewhere.
fn names_in(list: &str) -> Option<BTreeSet<String>> {
    let (mut depth, mut names, mut item) = (0, BTreeSet::new(), String::new());
    for c in list.chars() {
        let ends = depth == 0 && (c == ',' || c == ']');
        if ends && !item.trim().is_empty() {
            let name = item.trim().strip_prefix('(')?.trim_start().strip_prefix('"')?.split_once('"')?.0;
            names.insert(name.to_owned());
            item.clear();
        } else if !ends {
            item.push(c);
        }
        match c {
            ']' if depth == 0 => return Some(names),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The keys that are said with their arguments beside them (`.with("key", &[("what", ...)])`), with the names of those arguments.
fn said_with(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for call in [".with(", ".say(", "Failure::new(", "Failure::by("] {
        for (at, _) in code.match_indices(call) {
            let Some((key, rest)) =
                code[at + call.len()..].trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            let names = if call.starts_with("Failure") {
                // Both are always handed on; what is named may be filled in on the way.
                ["what", "cause"].map(str::to_owned).into()
            } else {
                match rest.trim_start().trim_start_matches(',').trim_start().strip_prefix("&[").and_then(names_in) {
                    Some(names) => names,
                    None => continue,
                }
            };
            found.push((key.to_owned(), names));
        }
    }
    found
}

/// What is said with places that nobody fills: (key, what the words want and the call does not give).
fn unfilled(code: &str, table: &Table) -> Vec<(String, Vec<String>)> {
    let wanting = |(key, given): (String, BTreeSet<String>)| {
        let wanted: Vec<String> = table.get(&key)?.difference(&given).cloned().collect();
        (!wanted.is_empty()).then_some((key, wanted))
    };
    let plain = ["words.get(", ".word(", "notice_word("].into_iter().flat_map(|call| literals(code, call));
    said_with(code).into_iter().chain(plain.map(|key| (key, BTreeSet::new()))).filter_map(wanting).collect()
}

#[test]
fn every_place_in_what_is_said_is_filled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let english = table(Lang::En);
    let mut wrong = Vec::new();
    for file in files {
        let found = unfilled(&code(&fs::read_to_string(&file).unwrap()), &english);
        let place = file.strip_prefix(&root).unwrap().display().to_string();
        wrong.extend(found.into_iter().map(|(key, names)| format!("src/{place}: {key} lacks {}", names.join(", "))));
    }
    none("places that nobody fills", wrong);
    let given = |code: &str| unfilled(code, &english).len();
    for (code, expected) in [
        (r#"words.with("cli-unreadable", &[("file", x.into()), ("error", y.into())])"#, 1),
        (r#"words.with("cli-unreadable", &[("what", x.into()), ("cause", y.into())])"#, 0),
        (r#"words.with("cli-unreadable", &[("what", (&all[0]).into()), ("cause", y.into())])"#, 0),
        (r#"words.with("cli-unreadable", &[what, ("cause", y.into())])"#, 0),
        (r#"words.get("cli-unreadable")"#, 1),
        (r#"Failure::by("cli-unreadable", &error)"#, 0),
        (r#"Failure::new("import-counts", "")"#, 1),
    ] {
        assert_eq!(given(code), expected, "{code}");
    }
}

/// What stands in a locale file for a person to read: (line number, text without keys, comments and places).
fn read_lines(lang: Lang) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(lang.tag());
    let mut lines = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            let text = match line.split_once(" = ") {
                Some((key, text)) if is_key(key) => text,
                _ => line,
            };
            let mut shown = String::new();
            let mut inside = 0;
            for c in text.chars() {
                match c {
                    '{' => inside += 1,
                    '}' => inside -= 1,
                    c if inside == 0 => shown.push(c),
                    _ => {}
                }
            }
            lines.push((format!("{lang}/{name}:{}", number + 1), shown));
        }
    }
    lines
}

/// Whether `word` stands in `text`; in English as whole words.
fn says(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.contains(word);
    }
    let text = text.to_lowercase();
    text.match_indices(word).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
        !letter(text[..at].chars().next_back()) && !letter(text[at + word.len()..].chars().next())
    })
}

#[test]
fn no_word_sounds_wrong() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales/refused.toml");
    let refused: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let section = &refused[lang.tag()];
        let except: Vec<&str> = section
            .get("except")
            .and_then(|list| list.as_array())
            .map(|list| list.iter().filter_map(|word| word.as_str()).collect())
            .unwrap_or_default();
        // What people type is theirs, and nobody reads it.
        for (place, text) in read_lines(lang).into_iter().filter(|(place, _)| !place.contains("/sought.ftl")) {
            let text = except.iter().fold(text, |text, word| text.replace(word, " "));
            for row in section["words"].as_array().unwrap() {
                let (word, instead) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
                if says(&text, word) {
                    wrong.push(format!("{place}: \"{word}\" in \"{}\"; say: {instead}", text.trim()));
                }
            }
        }
    }
    none("refused words", wrong);
}

#[test]
fn each_chinese_is_written_in_its_own_characters() {
    let simple = |text: &str| fast2s::convert(text);
    let mut wrong = Vec::new();
    for (place, text) in read_lines(Lang::ZhHans) {
        let after = simple(&text);
        let foreign: String = text.chars().zip(after.chars()).filter(|(a, b)| a != b).map(|(a, _)| a).collect();
        if !foreign.is_empty() {
            wrong.push(format!("{place}: {foreign} is not simplified, in \"{}\"", text.trim()));
        }
    }
    // A character of the simplified files that some traditional one stands for is suspicious in the traditional files,
    // unless it is also used there in its own right.
    const BOTH: &str =
        "台里面后只了系回出向余几才干采范表制别志卷冲升合周布折挂采松板杆核欲注游秋群胡致踪迹郁采于征占仿";
    let hant = read_lines(Lang::ZhHant);
    let mut simplified: BTreeSet<char> = BTreeSet::new();
    for (_, text) in &hant {
        let after = simple(text);
        simplified.extend(text.chars().zip(after.chars()).filter(|(a, b)| a != b).map(|(_, b)| b));
    }
    for (place, text) in &hant {
        let foreign: String = text.chars().filter(|c| simplified.contains(c) && !BOTH.contains(*c)).collect();
        if !foreign.is_empty() {
            wrong.push(format!("{place}: {foreign} is not traditional, in \"{}\"", text.trim()));
        }
    }
    none("characters", wrong);
}

#[test]
fn the_check_of_refused_words_finds_them() {
    for (text, word, expected) in [
        ("sync failed", "failed", true),
        ("a Failed sync", "failed", true),
        ("unfailed", "failed", false),
        ("parsed", "parse", false),
        ("今天日结", "日结", true),
        ("今日结束", "日结", true),
        ("收工", "日结", false),
    ] {
        assert_eq!(says(text, word), expected, "{text}");
    }
}

#[test]
fn every_trouble_of_store_and_sync_has_its_words() {
    let mut wrong = Vec::new();
    for (lang, table) in tables() {
        let store = rounds::store::StoreError::KINDS.into_iter().map(|kind| format!("store-{kind}"));
        let sync = rounds::client::SyncError::KINDS.into_iter().map(|kind| format!("sync-{kind}"));
        let bundle = rounds::sync::bundle::BundleError::KINDS.into_iter().map(|kind| format!("bundle-{kind}"));
        let server = rounds::server::ServerError::KINDS.into_iter().map(|kind| format!("server-{kind}"));
        let cause = rounds::base::cause::Cause::KINDS.into_iter().map(|kind| format!("cause-{kind}"));
        let distrust = rounds::client::Distrust::KINDS.into_iter().map(|kind| format!("sync-{kind}"));
        let sync = sync.chain(distrust).chain(bundle).chain(cause).chain(server);
        wrong.extend(store.chain(sync).filter(|key| !table.contains_key(key)).map(|key| format!("{lang}: {key}")));
    }
    none("words missing", wrong);
}

#[test]
fn one_of_a_thing_is_said_as_one() {
    let words = Words::new(Lang::En);
    for (key, expected) in [
        ("cli-left-waiting", "1 waits on this laptop; it goes when"),
        ("cli-sync-waiting", "1 waits to be sent"),
        ("cli-sync-offline", "offline since 02:10, 1 waits"),
        ("cli-sync-needs-you", "1 needs you"),
        ("cli-sync-waits", "1 waits to be sent. It is tried"),
        ("head-offline-waiting", "offline since 02:10, 1 waits"),
        ("head-offline-narrow", "offline, 1 waits"),
    ] {
        let said = words.with(key, &[("n", 1.into()), ("since", "02:10".into())]);
        assert!(said.contains(expected), "{said}");
    }
    let done = words.with("import-done", &[("name", "a.csv".into()), ("new", 1.into()), ("updated", 1.into())]);
    assert!(done.starts_with("Imported a.csv: 1 new customer, 1 changed."), "{done}");
    let one = words.with("import-done", &[("name", "a.csv".into()), ("new", 2.into()), ("updated", 0.into())]);
    assert!(one.starts_with("Imported a.csv: 2 new customers, 0 changed."), "{one}");
    let label = rounds::domain::act::Label::new("act-import", "a.csv").detail("1");
    assert_eq!(words.label(&label), "Imported a.csv, customers: 1");
}
