//! `rounds merge`: two records of one customer, or of one person, become one; and likely pairs. Also `rounds reassign`.

use std::collections::BTreeSet;

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use super::resolve;
use crate::base::id::Id;
use crate::base::width;
use crate::cli::args::{MergeArgs, ReassignArgs};
use crate::cli::book::Book;
use crate::cli::output;
use crate::cli::records::{answer, named, perform, view};
use crate::domain::ask::{Answer, Ask, NameHit, Pair, RecordView};
use crate::domain::deed::Deed;
use crate::domain::import::preview::Shared;
use crate::domain::merge::{Fields, Row, Taken, rows};
use crate::i18n::Shown;
use crate::interop::record_out;
use crate::runtime::terminal;
use crate::schema::{Entity, Value};

/// `rounds merge`.
pub fn run(book: &Book, args: &MergeArgs) -> Result<()> {
    let (Some(keep), Some(other)) = (&args.keep, &args.other) else { return offer(book, args) };
    let entity = resolve::entity(book, &args.entity)?;
    let reader = book.reader()?;
    let keep = resolve::record(book, &reader, entity, keep)?;
    let other = resolve::record(book, &reader, entity, other)?;
    if args.apart {
        return perform(book, &mut book.writer()?, &Deed::TellApart { one: keep, other }).map(drop);
    }
    let mut from_other = BTreeSet::new();
    for name in &args.take {
        let field = resolve::field(book, entity, name)?;
        from_other.insert(field.number);
    }
    let fields =
        |view: &RecordView| view.values.iter().filter(|(_, value)| !value.is_null()).cloned().collect::<Fields>();
    let (stays, goes) = (view(book, &reader, entity, keep)?, view(book, &reader, entity, other)?);
    let preview = rows(entity, &fields(&stays), &fields(&goes), &from_other);
    if !args.dry_run {
        perform(book, &mut book.writer()?, &Deed::Merge { entity: entity.number, keep, other, from_other })?;
    }
    let objects: Vec<Map<String, Json>> = preview.iter().map(|row| object(keep, row)).collect();
    if args.output.json {
        return output::unpiped(output::json(objects));
    }
    if args.output.csv {
        return output::unpiped(output::csv(&["id", "field", "kept", "other", "taken"], &objects));
    }
    if !args.dry_run {
        return output::say(keep);
    }
    if preview.is_empty() {
        return output::say(book.words.get("merge-no-difference"));
    }
    output::unpiped(output::lines(table(book, entity, &preview, &stays, &goes)))
}

/// What becomes of each field in which they differ: what comes out first, since a line ends where the terminal does.
fn table(
    book: &Book,
    entity: &'static Entity,
    preview: &[Row],
    stays: &RecordView,
    goes: &RecordView,
) -> Vec<Vec<String>> {
    let (words, now) = (&book.words, book.clock.now());
    let name = entity.field("name").map_or(0, |field| field.number);
    let head = |key: &str, view: &RecordView| {
        let name = view.values.iter().find(|(of, _)| *of == name).map(|(_, value)| value.str()).unwrap_or_default();
        words.with(key, &[("name", name.into())])
    };
    let mut lines =
        vec![vec![String::new(), String::new(), head("merge-head-stays", stays), head("merge-head-goes", goes)]];
    lines.extend(preview.iter().map(|row| {
        let said = |value: &Value, view: &RecordView| {
            let shown = Shown { now: &now, names: &view.names };
            let said = words.value(entity, row.field, value, shown);
            if said.is_empty() { "-".to_owned() } else { said }
        };
        let becomes = match row.taken {
            Taken::Kept => "merge-stays",
            Taken::Other => "merge-taken",
            Taken::Both => "merge-both",
        };
        let field = words.field(entity, row.field).to_owned();
        vec![field, words.get(becomes).to_owned(), said(&row.kept, stays), said(&row.other, goes)]
    }));
    lines
}

fn object(keep: Id, row: &Row) -> Map<String, Json> {
    let taken = match row.taken {
        Taken::Kept => "kept",
        Taken::Other => "other",
        Taken::Both => "both",
    };
    let fields = [
        ("id", json!(keep)),
        ("field", json!(row.field.name)),
        ("kept", record_out::json(row.field, &row.kept)),
        ("other", record_out::json(row.field, &row.other)),
        ("taken", json!(taken)),
    ];
    fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

/// Likely pairs.
fn offer(book: &Book, args: &MergeArgs) -> Result<()> {
    let Answer::Pairs(pairs) = answer(book, &book.reader()?, &Ask::AllTwins)? else { return Ok(()) };
    if args.imported_twice {
        let twice = pairs.iter().filter(|pair| pair.shared == Shared::Id);
        let pairs: Vec<_> = twice.map(|pair| (pair.one.account, pair.other.account)).collect();
        if pairs.is_empty() {
            return output::say(book.words.get("merge-none-twice"));
        }
        return perform(book, &mut book.writer()?, &Deed::MergeEach { pairs }).map(drop);
    }
    let objects: Vec<Map<String, Json>> = pairs
        .iter()
        .map(|Pair { one, other, shared }| {
            let fields = [
                ("id", json!(one.account)),
                ("keep", json!(one.account)),
                ("keep_name", json!(one.name)),
                ("other", json!(other.account)),
                ("other_name", json!(other.name)),
                ("shared", json!(shared.words().trim_start_matches("shared-"))),
            ];
            fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
        })
        .collect();
    if args.output.json {
        return output::unpiped(output::json(objects));
    }
    if args.output.csv {
        return output::unpiped(output::csv(&["id", "keep", "keep_name", "other", "other_name", "shared"], &objects));
    }
    if pairs.is_empty() {
        return output::say(book.words.get("merge-no-twins"));
    }
    let (words, now) = (&book.words, book.clock.now());
    let row = |hit: &NameHit| {
        let grade = hit.grade.map(|grade| words.of("account", "grade", grade)).unwrap_or("-").to_owned();
        let last = hit.last_visit.map(|day| {
            let day = words.day_of(day, now.today());
            words.with("last-visit", &[("day", (&day).into())])
        });
        let last = last.unwrap_or_else(|| words.get("merge-never-seen").to_owned());
        vec![format!("   {}", hit.name), grade, hit.street.clone(), last]
    };
    let rows: Vec<Vec<String>> = pairs.iter().flat_map(|pair| [row(&pair.one), row(&pair.other)]).collect();
    let room = terminal::width();
    for (at, (pair, lines)) in pairs.iter().zip(output::aligned(&rows).chunks(2)).enumerate() {
        output::say(format_args!("{}  {}", at + 1, words.get(pair.shared.words())))?;
        for line in lines {
            output::say(room.map_or(line.as_str().into(), |room| width::cut(line, room)))?;
        }
        // To be copied: it is not cut, however narrow the terminal.
        output::say(format_args!("   rounds merge {} {}", pair.one.account, pair.other.account))?;
    }
    Ok(())
}

/// `rounds reassign`.
pub fn reassign(book: &Book, args: &ReassignArgs) -> Result<()> {
    let reader = book.reader()?;
    let accounts =
        args.accounts.iter().map(|said| resolve::account(book, &reader, said)).collect::<Result<Vec<_>>>()?;
    let territory = args.territory.as_ref().map(|name| named(book, &reader, "territory", name, None)).transpose()?;
    let owner = args.owner.as_ref().map(|name| named(book, &reader, "user", name, None)).transpose()?;
    perform(book, &mut book.writer()?, &Deed::Reassign { accounts, territory, owner })?;
    Ok(())
}
