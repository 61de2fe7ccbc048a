//! `rounds sync`: exchanges what changed, and prints the receipt: what both sides hold.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, json};

use super::progress::Going;
use crate::cli::args::SyncArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::client::http::Link;
use crate::client::{Attempt, SyncError, next_attempt, sync_once};
use crate::domain::ask::{Answer, Ask, Receipt};

/// `rounds sync`. Exit code 4 where both sides do not hold the same, or all is exchanged and something waits for this person's word (a conflict, a
/// parked change); 5 without a connection.
pub fn run(book: &Book, args: &SyncArgs) -> Result<()> {
    let how = args.output;
    let mut writer = book.writer()?;
    let enrolment = writer.enrolment().map_err(|error| book.trouble(&error))?;
    let enrolment = enrolment.ok_or_else(|| trouble(book, &SyncError::NotEnrolled))?;
    let _held = book.profile.hold_sync().map_err(|error| book.trouble(&error))?;
    let mut link = Link::of(&enrolment).map_err(|error| trouble(book, &error))?;
    super::asking(book);
    let (mut failed, mut told) = (0, "");
    let receipt = loop {
        let waiting = writer.waiting().map_err(|error| book.trouble(&error))?;
        let mut going = Going::new(&book.words, waiting);
        let done = sync_once(&mut writer, &mut link, &mut || book.clock.now().at, &mut |progress| going.say(progress));
        drop(going);
        match done {
            Err(error) if args.wait && error.is_offline() => {
                failed += 1;
                // What it waits for: said once, and once more where it is something else.
                if told != error.kind() {
                    told = error.kind();
                    let waiting = writer.waiting().map_err(|error| book.trouble(&error))?;
                    output::aside(book.words.failure(&error.failure()));
                    output::aside(book.words.with("cli-sync-waits", &[("n", waiting.into())]));
                }
                std::thread::sleep(pause(&error, failed));
            }
            done => break done.map_err(|error| trouble(book, &error))?,
        }
    };
    if how.json || how.csv {
        let objects = vec![object(&receipt)];
        output::unpiped(if how.json { output::json(objects) } else { output::csv(&[], &objects) })?;
    } else {
        output::say(said(book, &receipt))?;
    }
    if !receipt.same() {
        return Err(Stop::with(Exit::NeedsPerson, book.words.get("cli-sync-differs")));
    }
    let view = writer.answer(&Ask::Sync, &book.clock.now()).map_err(|error| book.trouble(&error))?;
    match view {
        Answer::Sync(view) if view.line.needs_you > 0 => {
            let n = view.line.needs_you.into();
            Err(Stop::with(Exit::NeedsPerson, book.words.with("cli-sync-decide", &[("n", n)])))
        }
        _ => Ok(()),
    }
}

/// Nobody sits before it: it comes again sooner than the screen would, and when a server said when, then.
const MOST_PAUSE: Duration = Duration::from_secs(30);

fn pause(error: &SyncError, failed: u32) -> Duration {
    match error {
        SyncError::Later { seconds: Some(seconds) } => next_attempt(Attempt::RetryAfter(*seconds), 0),
        _ => next_attempt(Attempt::Failed(failed), 0).min(MOST_PAUSE),
    }
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
        SyncError::Refused | SyncError::Revoked | SyncError::TooOld | SyncError::Left => Exit::NeedsPerson,
        _ => Exit::Failed,
    };
    Stop::with(exit, book.words.failure(&error.failure()))
}
