//! `rounds merge`: two records of one customer, or of one person, become one; and likely pairs. Also `rounds reassign`.

use std::collections::BTreeSet;

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use super::resolve;
use crate::cli::args::{MergeArgs, ReassignArgs};
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::{answer, named, perform, unpiped, view};
use crate::domain::ask::{Answer, Ask, Pair, RecordView};
use crate::domain::deed::Deed;
use crate::domain::entry;
use crate::domain::merge::{Fields, Row, Taken, rows};
use crate::interop::record_out;

/// `rounds merge`.
pub fn run(book: &Book, args: &MergeArgs) -> Result<()> {
    let (Some(keep), Some(other)) = (&args.keep, &args.other) else { return offer(book, args) };
    let entity = resolve::entity(&args.entity)?;
    let reader = book.reader()?;
    let keep = resolve::record(book, &reader, entity, keep)?;
    let other = resolve::record(book, &reader, entity, other)?;
    if args.apart {
        perform(book, &mut book.writer()?, &Deed::TellApart { one: keep, other })?;
        return Ok(());
    }
    let mut from_other = BTreeSet::new();
    for name in &args.take {
        let field = entity.field(name).ok_or_else(|| {
            let known: Vec<&str> = entity.fields.iter().map(|field| field.name).collect();
            Stop::with(Exit::Usage, format!("{}: {name}: {}", entity.name, known.join(", ")))
        })?;
        from_other.insert(field.number);
    }
    let fields = |view: RecordView| view.values.into_iter().filter(|(_, value)| !value.is_null()).collect::<Fields>();
    let kept = fields(view(book, &reader, entity, keep)?);
    let gone = fields(view(book, &reader, entity, other)?);
    let preview = rows(entity, &kept, &gone, &from_other);
    if !args.dry_run {
        perform(book, &mut book.writer()?, &Deed::Merge { entity: entity.number, keep, other, from_other })?;
    }
    let objects: Vec<Map<String, Json>> = preview.iter().map(object).collect();
    if args.output.json {
        return unpiped(output::json(objects));
    }
    if args.output.csv {
        return unpiped(output::csv(&objects));
    }
    if !args.dry_run {
        println!("{keep}");
        return Ok(());
    }
    let now = book.clock.now();
    let text = |row: &Row, value| entry::text(row.field, value, &now);
    let lines = preview.iter().map(|row| {
        let taken = match row.taken {
            Taken::Kept => "merge-stays",
            Taken::Other => "merge-taken",
            Taken::Both => "merge-both",
        };
        let name = book.words.field(entity, row.field).to_string();
        vec![name, text(row, &row.kept), text(row, &row.other), book.words.get(taken).to_string()]
    });
    unpiped(output::lines(lines.collect()))
}

fn object(row: &Row) -> Map<String, Json> {
    let taken = match row.taken {
        Taken::Kept => "kept",
        Taken::Other => "other",
        Taken::Both => "both",
    };
    let fields = [
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
    let objects: Vec<Map<String, Json>> = pairs
        .iter()
        .map(|Pair { one, other, shared }| {
            let fields = [
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
        return unpiped(output::json(objects));
    }
    if args.output.csv {
        return unpiped(output::csv(&objects));
    }
    if pairs.is_empty() {
        println!("{}", book.words.get("merge-no-twins"));
        return Ok(());
    }
    let lines = pairs.iter().map(|Pair { one, other, shared }| {
        let shared = book.words.get(shared.words()).to_owned();
        vec![resolve::told_apart(one), resolve::told_apart(other), shared]
    });
    unpiped(output::lines(lines.collect()))
}

/// `rounds reassign`.
pub fn reassign(book: &Book, args: &ReassignArgs) -> Result<()> {
    let reader = book.reader()?;
    let accounts =
        args.accounts.iter().map(|said| resolve::account(book, &reader, said)).collect::<Result<Vec<_>>>()?;
    let territory = args.territory.as_ref().map(|name| named(book, &reader, "territory", name)).transpose()?;
    let owner = args.owner.as_ref().map(|name| named(book, &reader, "user", name)).transpose()?;
    perform(book, &mut book.writer()?, &Deed::Reassign { accounts, territory, owner })?;
    Ok(())
}
