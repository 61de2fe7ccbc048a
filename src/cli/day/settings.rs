//! `rounds settings`: what is set in this profile, and setting it. The file is the same `settings.toml` that the terminal writes.
//!
//! Always holds: nothing is kept that the settings would not read back; a name that is not there is refused, not made.

use anyhow::Result;
use serde_json::{Map, json};

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
use crate::runtime::settings::{Keeper, NotKept};
use crate::schema::SETTING;

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
        let settings = book.settings.with(name, value).map_err(|what| match what {
            Some(what) => Stop::with(Exit::Usage, wrong(&book.words, name, &what)),
            None => unknown(name),
        })?;
        let change = book.settings.change(&settings);
        let mut keeper = Keeper::new(book.profile.home(), &book.settings);
        let kept = keeper.keep(&mut writer, &settings, change.as_ref(), &book.clock.now());
        return kept.map_err(|error| not_kept(book, &error));
    }
    let rows: Vec<Row> = rows(book)?.into_iter().filter(|(of, ..)| of == name).collect();
    if rows.is_empty() {
        return Err(unknown(name));
    }
    show(args, &rows, &book.words)
}

/// Why a setting could not be kept, or be taken back.
pub fn not_kept(book: &Book, error: &NotKept) -> anyhow::Error {
    match error {
        NotKept::Broken(trouble) => Stop::with(Exit::Usage, broken(&book.words, trouble)),
        NotKept::File(error) => {
            let file = book.profile.home().join("settings.toml");
            let failure = Failure::by("cli-settings-not-written", error).at(&file);
            Stop::with(Exit::Failed, book.words.failure(&failure))
        }
        NotKept::Book(error) => book.trouble(error),
    }
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
    let usual = Settings::default().by_name();
    let mut rows: Vec<Row> = Vec::new();
    if book.settings.lang.is_none() {
        // Nobody has set it: the system's.
        let system = choose(None, None, sys_locale::get_locales());
        rows.push(("lang".into(), system.tag().into(), USUAL));
    }
    for (name, value) in book.settings.by_name() {
        if name.starts_with("weights.") {
            continue;
        }
        let by = if usual.contains(&(name.clone(), value.clone())) { USUAL } else { BY_ME };
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
