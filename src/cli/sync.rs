//! `rounds sync`: exchanges what changed, and prints the receipt: what both sides hold.

use anyhow::Result;
use serde_json::{Map, json};

use super::args::OutputArgs;
use super::book::Book;
use super::exit::{Exit, Stop};
use super::output;
use super::records::unpiped;
use crate::client::http::Link;
use crate::client::{SyncError, sync_once};
use crate::domain::ask::Receipt;

/// `rounds sync`. Exit code 4 where both sides do not hold the same or a conflict is open, 5 without a connection.
pub fn run(book: &Book, how: OutputArgs) -> Result<()> {
    let mut writer = book.writer()?;
    let enrolment = writer.enrolment().map_err(|error| book.trouble(&error))?;
    let enrolment = enrolment.ok_or_else(|| trouble(book, &SyncError::NotEnrolled))?;
    let _held = book.profile.hold_sync().map_err(|error| book.trouble(&error))?;
    let mut link = Link::new(&enrolment.url, &enrolment.token).map_err(|error| trouble(book, &error))?;
    let receipt = sync_once(&mut writer, &mut link, &mut || book.clock.now().at, &mut |_| {});
    let receipt = receipt.map_err(|error| trouble(book, &error))?;
    if how.json || how.csv {
        let objects = vec![object(&receipt)];
        unpiped(if how.json { output::json(objects) } else { output::csv(&objects) })?;
    } else {
        println!("{}", said(book, &receipt));
    }
    if receipt.same() { Ok(()) } else { Err(Stop::with(Exit::NeedsPerson, book.words.get("cli-sync-differs"))) }
}

/// The receipt in one line.
pub fn said(book: &Book, receipt: &Receipt) -> String {
    let records: u64 = receipt.streams.iter().map(|(_, here, _)| here.0).sum();
    let words = if receipt.same() { "cli-receipt-same" } else { "cli-receipt-differs" };
    book.words.with(
        words,
        &[
            ("up", receipt.up.into()),
            ("down", receipt.down.into()),
            ("records", records.into()),
            ("bytes", (receipt.bytes.0 + receipt.bytes.1).into()),
            ("rounds", receipt.rounds.into()),
            ("millis", receipt.millis.into()),
            ("waiting", receipt.waiting.into()),
        ],
    )
}

fn object(receipt: &Receipt) -> Map<String, serde_json::Value> {
    let streams: Vec<_> = receipt
        .streams
        .iter()
        .map(|(name, here, there)| {
            let side = |(count, sum): (u64, u64)| json!({"count": count, "sum": format!("{sum:016x}")});
            json!({"stream": name, "here": side(*here), "there": side(*there)})
        })
        .collect();
    let fields = [
        ("id", json!(receipt.at.to_string())),
        ("up", json!(receipt.up)),
        ("down", json!(receipt.down)),
        ("bytes_up", json!(receipt.bytes.0)),
        ("bytes_down", json!(receipt.bytes.1)),
        ("rounds", json!(receipt.rounds)),
        ("millis", json!(receipt.millis)),
        ("waiting", json!(receipt.waiting)),
        ("same", json!(receipt.same())),
        ("streams", json!(streams)),
    ];
    fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

/// The words for what went wrong, with the exit code.
pub fn trouble(book: &Book, error: &SyncError) -> anyhow::Error {
    let exit = match error {
        error if error.is_offline() => Exit::NoConnection,
        SyncError::Store(store) => return book.trouble(store),
        SyncError::Refused | SyncError::Revoked | SyncError::TooOld => Exit::NeedsPerson,
        _ => Exit::Failed,
    };
    let what = error.to_string();
    Stop::with(exit, book.words.with(&format!("sync-{}", error.kind()), &[("what", (&what).into())]))
}
