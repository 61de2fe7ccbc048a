//! `rounds admin conflicts`: what laptops had when the server was restored, and it takes by nobody's word. Decided here or on an admin's laptop.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use super::admin::print;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::cli::args::AdminConflictsArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::i18n::{Shown, Words};
use crate::interop::record_out;
use crate::schema::{Value, entity};
use crate::server::{Core, Question, Storage};

/// Lists what waits, or decides it.
pub fn run(
    core: &mut Core,
    storage: &mut dyn Storage,
    args: &AdminConflictsArgs,
    (words, now): (&Words, &Now),
) -> Result<()> {
    let open = core.questions(storage, now.at)?;
    let keep = args.keep.as_deref().map(|which| (which, false));
    if let Some((which, bring_back)) = keep.or(args.bring_back.as_deref().map(|which| (which, true))) {
        let meant = |question: &&Question| which == "all" || question.id.to_string() == which;
        let chosen: Vec<Id> = open.iter().filter(meant).map(|question| question.id).collect();
        if chosen.is_empty() {
            return Err(Stop::with(Exit::NotFound, words.with("cli-not-found", &[("what", which.into())])));
        }
        return output::say(core.decide(storage, &chosen, bring_back, now.at)?);
    }
    if args.output.json || args.output.csv {
        let more = ["entity", "record", "field", "element", "stands", "lost", "at"];
        return print(args.output, &more, open.iter().map(object).collect());
    }
    if open.is_empty() {
        return output::say(words.get("admin-nothing-asked"));
    }
    let mut names: Vec<(Id, String)> =
        core.users(storage, now.at)?.into_iter().map(|user| (user.id, user.name)).collect();
    names.extend(core.territories(storage, now.at)?.into_iter().map(|territory| (territory.id, territory.name)));
    // What a restored server lacks has a name by what laptops had of it.
    names.extend(open.iter().map(|question| (question.record, question.name.clone())));
    let shown = Shown { now, names: &names };
    let mut rows = Vec::with_capacity(open.len() + 1);
    for question in &open {
        let (field, stands, lost) = said(words, question, shown);
        let at = question.at.map(|at| words.moment(at, now)).unwrap_or_default();
        rows.push(vec![question.id.to_string(), question.name.clone(), field, format!("{stands} → {lost}"), at]);
    }
    output::unpiped(output::lines(rows))?;
    output::aside(words.with("admin-asked", &[("n", open.len().into())]));
    Ok(())
}

/// Of which field, what stands and what laptops had, in words.
fn said(words: &Words, question: &Question, shown: Shown<'_>) -> (String, String, String) {
    let Some(declared) = entity(question.entity) else { return Default::default() };
    let of = |value: &Value| match declared.by_number(question.field) {
        None if value.is_null() => words.get("admin-not-there").to_owned(),
        None => words.get("history-created").to_owned(),
        Some(_) if value.is_null() => words.get("history-empty").to_owned(),
        // One element of a set, by its name.
        Some(field) if field.kind.is_set() => {
            words.value(declared, field, &Value::set([question.element.clone()]), shown)
        }
        Some(field) => words.value(declared, field, value, shown),
    };
    let what = match declared.by_number(question.field) {
        Some(field) => format!("{} · {}", words.entity(declared), words.field(declared, field)),
        None => words.entity(declared).to_owned(),
    };
    (what, of(&question.stands), of(&question.lost))
}

fn object(question: &Question) -> (String, String, Map<String, Json>) {
    let declared = entity(question.entity);
    let field = declared.and_then(|entity| entity.by_number(question.field));
    let json_of = |value: &Value| match field {
        Some(field) if !field.kind.is_set() => record_out::json(field, value),
        _ => json!(!value.is_null()),
    };
    let mut more = Map::new();
    more.insert("entity".into(), json!(declared.map(|entity| entity.name)));
    more.insert("record".into(), json!(question.record));
    more.insert("field".into(), json!(field.map(|field| field.name)));
    more.insert("element".into(), json!(question.element));
    more.insert("stands".into(), json_of(&question.stands));
    more.insert("lost".into(), json_of(&question.lost));
    more.insert("at".into(), json!(question.at.map(|at| at.to_string())));
    (question.id.to_string(), question.name.clone(), more)
}
