//! What brings customers and companies in from the screen: looking at a file to import, and joining the company's server.
//!
//! Always: nothing is changed by a look; a join changes something only once the server has answered.

use super::clock;
use super::import::{Desk, NoImport, Request, look};
use super::trouble::of_store_for_screen;
use crate::base::clock::Now;
use crate::client::{self, Asked, EnrolError};
use crate::domain::act::Act;
use crate::domain::import::Source;
use crate::i18n::Words;
use crate::store::Writer;
use crate::tui::message::{ImportRequest, ImportView, Trouble};

/// What importing a file would do, and the act that does it.
pub fn look_at(writer: &Writer, wanted: &ImportRequest, now: &Now) -> Result<(Box<ImportView>, Act), Trouble> {
    let failed = |what: String| Trouble::Failed { words: "import-not-looked".into(), what };
    let request = Request {
        path: home(&wanted.path).into(),
        mapping: wanted.mapping.clone(),
        choices: wanted.choices,
        ..Request::default()
    };
    let me = writer.me().map_err(of_store_for_screen)?;
    let mut ids = clock::id_source().map_err(|error| failed(error.to_string()))?;
    let mut desk = Desk {
        ask: &mut |ask| writer.answer(ask, now),
        me,
        cycle: &|grade| wanted.cadences.of(grade),
        now,
        ids: &mut ids,
    };
    let looked = look(&request, &mut desk).map_err(|error| match error {
        NoImport::Store(error) => of_store_for_screen(error),
        error => failed(error.said(&Words::new(wanted.lang))),
    })?;
    let names = matches!(looked.source, Source::Cards(_)) || looked.mapping.names_customers();
    let view = ImportView { name: looked.name, preview: looked.plan.preview, mapping: looked.mapping, names };
    Ok((Box::new(view), looked.plan.act))
}

/// A path that begins at the person's home.
fn home(path: &str) -> String {
    let home = std::env::var("HOME").or_else(|_| std::env::var("USERPROFILE")).unwrap_or_default();
    path.strip_prefix("~/").map_or_else(|| path.to_owned(), |rest| format!("{home}/{rest}"))
}

/// Joins the company. Of several territories the first is taken; `rounds enrol` asks.
pub fn enrol(writer: &mut Writer, url: &str, code: &str, now: &Now) -> Result<(), Trouble> {
    let failed = |words: &str, what: String| Trouble::Failed { words: words.into(), what };
    let random = || clock::random_bytes().map_err(|error| failed("connect-not-reached", error.to_string()));
    let (first, second) = (random()?, random()?);
    let mut seed = [0; 64];
    seed[..32].copy_from_slice(&first);
    seed[32..].copy_from_slice(&second);
    let name = this_laptop();
    let asked = Asked { url, code, name: &name, seed, again: false };
    let mut choose = |territories: &[(crate::base::id::Id, String)]| territories.first().map(|(id, _)| *id);
    client::enrol(writer, &asked, &mut choose, now.at).map(|_| ()).map_err(|error| match error {
        EnrolError::Already(url) => failed("cli-enrolled-already", url),
        EnrolError::BadCode => failed("cli-enrol-bad-code", String::new()),
        EnrolError::NoTerritory => failed("cli-enrol-no-territory", String::new()),
        EnrolError::Sync(error) => failed("connect-not-reached", error.to_string()),
    })
}

/// What this laptop is called, for the admin's list.
pub fn this_laptop() -> String {
    let named = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    let named = named.or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    named.map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).unwrap_or_else(|| "laptop".into())
}
