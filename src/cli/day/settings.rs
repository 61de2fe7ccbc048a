//! `rounds settings`: what is set in this profile, and setting it. The file is the same `settings.toml` that the terminal writes.
//!
//! Always holds: nothing is kept that the settings would not read back; a name that is not there is refused, not made.

use anyhow::Result;
use serde_json::{Map, json};
use toml::{Table, Value};

use super::set_back::{self, Set};
use crate::cli::args::SettingsArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::answer;
use crate::config::{Settings, Trouble, Wrong};
use crate::domain::ask::{Answer, Ask};
use crate::domain::failure::Failure;
use crate::domain::who_next::{SetWeights, Weight};
use crate::i18n::{Words, choose};
use crate::runtime::settings::{NotKept, keep};
use crate::schema::SETTING;
use crate::store::Writer;

/// A setting as it stands: its name, its value, and who has set it.
type Row = (String, String, &'static str);

/// Who has set a setting, as JSON and CSV say it.
const USUAL: &str = "usual";
const BY_ME: &str = "me";
const BY_COMPANY: &str = "company";

/// `rounds settings`.
pub fn run(book: &Book, args: &SettingsArgs) -> Result<()> {
    let unknown =
        |name: &str| Stop::with(Exit::NotFound, book.words.with("cli-setting-unknown", &[("what", name.into())]));
    let Some(name) = &args.name else { return show(args, &rows(book)?, &book.words) };
    if let Some(value) = args.value.as_deref().map(Some).or(args.usual.then_some(None)) {
        let mut writer = book.writer()?;
        let before = own(&book.settings, name)?;
        let settings = set(book, &mut writer, name, value)?.ok_or_else(|| unknown(name))?;
        let after = own(&settings, name)?;
        return if before == after { Ok(()) } else { set_back::note(book, &mut writer, name, before, after) };
    }
    let rows: Vec<Row> = rows(book)?.into_iter().filter(|(of, ..)| of == name).collect();
    if rows.is_empty() {
        return Err(unknown(name));
    }
    show(args, &rows, &book.words)
}

/// Sets one, and gives all of them; `None`: there is none of this name.
fn set(book: &Book, writer: &mut Writer, name: &str, value: Option<&str>) -> Result<Option<Settings>> {
    let settings = match changed(&book.settings, name, value) {
        Ok(settings) => settings,
        Err(Some(what)) => return Err(Stop::with(Exit::Usage, wrong(&book.words, name, &what))),
        Err(None) => return Ok(None),
    };
    keep(book.profile.home(), &book.settings, &settings).map_err(|error| match error {
        NotKept::Broken(trouble) => Stop::with(Exit::Usage, broken(&book.words, &trouble)),
        NotKept::File(error) => {
            let file = book.profile.home().join("settings.toml");
            let failure = Failure::by("cli-settings-not-written", &error).at(&file);
            Stop::with(Exit::Failed, book.words.failure(&failure))
        }
    })?;
    // The book has a copy of what the rules need.
    writer.set_usual(settings.usual(), book.clock.now().at).map_err(|error| book.trouble(&error))?;
    Ok(Some(settings))
}

/// How one stands that is not as usual.
fn own(settings: &Settings, name: &str) -> Result<Option<String>> {
    let value = |of: &Settings| -> Result<Option<String>> {
        Ok(flat(&table(of)?).into_iter().find(|(each, _)| each == name).map(|(_, value)| value))
    };
    let usual = value(&Settings::default())?;
    Ok(value(settings)?.filter(|value| Some(value) != usual.as_ref()))
}

/// Takes the setting back that was set after my last act, or sets it again; what was set, in words. `None`: an act was last.
pub fn turn(book: &Book, writer: &mut Writer, again: bool) -> Result<Option<String>> {
    let now = |one: &Set| if again { one.from.clone() } else { one.to.clone() };
    let holds = |one: &Set| own(&book.settings, &one.name).is_ok_and(|value| value == now(one));
    let Some(one) = set_back::last(book, writer, again, holds)? else { return Ok(None) };
    let to = if again { &one.to } else { &one.from };
    let Some(settings) = set(book, writer, &one.name, to.as_deref())? else { return Ok(None) };
    set_back::turned(book, writer, again)?;
    let stands = flat(&table(&settings)?).into_iter().find(|(name, _)| *name == one.name);
    let value = stands.map_or_else(|| book.words.get("setting-as-usual").to_owned(), |(_, value)| value);
    let arguments = [("name", (&one.name).into()), ("value", (&value).into())];
    Ok(Some(book.words.with("act-setting", &arguments)))
}

/// What is wrong with the file of the settings.
pub fn broken(words: &Words, trouble: &Trouble) -> String {
    let what = said(words, &trouble.what);
    let arguments = [("file", (&trouble.file).into()), ("line", trouble.line.into()), ("what", (&what).into())];
    words.with("settings-broken", &arguments)
}

/// What is wrong with a value that was to be set.
fn wrong(words: &Words, name: &str, what: &Wrong) -> String {
    words.with("settings-wrong", &[("name", name.into()), ("what", (&said(words, what)).into())])
}

fn said(words: &Words, what: &Wrong) -> String {
    match what {
        Wrong::Number { least, most } => {
            words.with("settings-number", &[("least", (*least).into()), ("most", (*most).into())])
        }
        Wrong::Choice(names) => {
            words.with("settings-choice", &[("all", (&names.join(words.get("list-comma"))).into())])
        }
        Wrong::Unknown(name) => words.with("settings-unknown", &[("what", name.into())]),
        Wrong::Kind => words.get("settings-kind").to_owned(),
        Wrong::Form => words.get("settings-form").to_owned(),
    }
}

fn show(args: &SettingsArgs, rows: &[Row], words: &Words) -> Result<()> {
    if args.output.json || args.output.csv {
        let objects = rows.iter().map(|(name, value, by)| {
            let fields = [("id", json!(name)), ("value", json!(value)), ("set_by", json!(by))];
            fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>()
        });
        let objects: Vec<_> = objects.collect();
        return output::unpiped(if args.output.json { output::json(objects) } else { output::csv(&[], &objects) });
    }
    let lines = rows.iter().map(|(name, value, by)| {
        let by = words.get(match *by {
            BY_ME => "set-by-me",
            BY_COMPANY => "set-by-company",
            _ => "set-by-nobody",
        });
        vec![name.clone(), value.clone(), by.to_string()]
    });
    output::unpiped(output::lines(lines.collect()))
}

/// All settings, by name.
fn rows(book: &Book) -> Result<Vec<Row>> {
    let usual = table(&Settings::default())?;
    let mut rows: Vec<Row> = Vec::new();
    if book.settings.lang.is_none() {
        // Nobody has set it: the system's.
        let system = choose(None, None, sys_locale::get_locales());
        rows.push(("lang".into(), system.tag().into(), USUAL));
    }
    for (name, value) in flat(&table(&book.settings)?) {
        if name.starts_with("weights.") {
            continue;
        }
        let by = if flat(&usual).contains(&(name.clone(), value.clone())) { USUAL } else { BY_ME };
        rows.push((name, value, by));
    }
    let company = company(book)?;
    for weight in Weight::ALL {
        let (points, by) = match (book.settings.weights.of(weight), company.of(weight)) {
            (Some(points), _) => (points, BY_ME),
            (None, Some(points)) => (points, BY_COMPANY),
            (None, None) => (weight.usual(), USUAL),
        };
        rows.push((format!("weights.{}", weight.name()), points.to_string(), by));
    }
    Ok(rows)
}

/// What the company has set of the weights.
fn company(book: &Book) -> Result<SetWeights> {
    let reader = book.reader()?;
    let ask = Ask::Records { entity: SETTING.number, only: Vec::new(), offset: 0, limit: 1000 };
    let Answer::Records(views) = answer(book, &reader, &ask)? else { return Ok(SetWeights::default()) };
    Ok(SetWeights::told(&views))
}

fn table(settings: &Settings) -> Result<Table> {
    Ok(settings.to_toml().parse::<Table>()?)
}

fn flat(table: &Table) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, value) in table {
        match value {
            Value::Table(inner) => {
                all.extend(flat(inner).into_iter().map(|(under, value)| (format!("{name}.{under}"), value)));
            }
            Value::String(text) => all.push((name.clone(), text.clone())),
            other => all.push((name.clone(), other.to_string())),
        }
    }
    all
}

/// The settings with one set, or as usual again. `Err(None)`: there is none of this name.
fn changed(settings: &Settings, name: &str, value: Option<&str>) -> Result<Settings, Option<Wrong>> {
    let mut whole: Table = settings.to_toml().parse().map_err(|_: toml::de::Error| Some(Wrong::Form))?;
    let (under, leaf) = name.split_once('.').map_or((None, name), |(under, leaf)| (Some(under), leaf));
    let table = match under {
        None => &mut whole,
        Some(under) => whole.get_mut(under).and_then(Value::as_table_mut).ok_or(None)?,
    };
    // Two are not in the file until somebody sets them.
    let is_known =
        table.contains_key(leaf) || name == "lang" || under == Some("weights") && Weight::named(leaf).is_some();
    if !is_known || table.get(leaf).is_some_and(Value::is_table) {
        return Err(None);
    }
    match value {
        None => {
            table.remove(leaf);
        }
        Some(text) => {
            let value = match table.get(leaf) {
                Some(Value::Array(_)) => Value::Array(
                    text.split(';').map(str::trim).filter(|each| !each.is_empty()).map(Value::from).collect(),
                ),
                Some(Value::String(_)) => Value::from(text),
                _ => text
                    .parse::<i64>()
                    .map(Value::from)
                    .or_else(|_| text.parse::<bool>().map(Value::from))
                    .unwrap_or(Value::from(text)),
            };
            table.insert(leaf.to_string(), value);
        }
    }
    Settings::parse(name, &whole.to_string()).map_err(|trouble| Some(trouble.what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_set_checked_and_put_back() {
        let usual = Settings::default();
        for (name, value, expected) in [
            ("visits_a_day", Some("12"), Ok("12")),
            ("visits_a_day", Some("0"), Err(Some("least: 1, most: 100"))),
            ("visits_a_day", Some("many"), Err(Some("Kind"))),
            ("weights.near", Some("150"), Ok("150")),
            ("weights.near", Some("1001"), Err(Some("most: 1000"))),
            ("weights.far", Some("1"), Err(None)),
            ("cadence.a", Some("7"), Ok("7")),
            ("cadence", Some("7"), Err(None)),
            ("theme", Some("light"), Ok("light")),
            ("theme", Some("pink"), Err(Some("high-contrast"))),
            ("lang", Some("zh-Hans"), Ok("zh-Hans")),
            ("mouse", Some("true"), Ok("true")),
            ("colour", Some("red"), Err(None)),
        ] {
            match (changed(&usual, name, value), expected) {
                (Ok(settings), Ok(expected)) => {
                    let all = flat(&table(&settings).unwrap());
                    assert!(all.contains(&(name.to_string(), expected.to_string())), "{name}: {all:?}");
                    assert_eq!(changed(&settings, name, None), Ok(usual.clone()), "{name} as usual again");
                }
                (Err(None), Err(None)) => {}
                (Err(Some(said)), Err(Some(expected))) => {
                    assert!(format!("{said:?}").contains(expected), "{name}: {said:?}")
                }
                (found, expected) => panic!("{name}: {found:?}, expected {expected:?}"),
            }
        }
    }
}
