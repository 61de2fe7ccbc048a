//! The two threads over the book: one writes, one reads. Each waits for work and answers with messages.
//!
//! Always holds: a commit's message is sent after it is on disk; a reply names the ticket of what it answers.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::clock::Clock;
use super::event::Happening;
use super::trouble::of_store_for_screen;
use crate::base::clock::Now;
use crate::domain::ask::Ask;
use crate::domain::deed::Deed;
use crate::domain::usual::Usual;
use crate::store::{OwnKind, Reader, StoreError, Writer};
use crate::tui::message::{Draft, Msg, Spot, Ticket};

/// What the writing thread is to do.
#[derive(Debug)]
pub enum WriteJob {
    /// Commit a deed.
    Do(Ticket, Deed),
    /// Take the last act back.
    Undo(Ticket),
    /// Do it again.
    Redo(Ticket),
    /// Keep a draft; an empty body takes it away.
    Draft(Draft),
    /// Keep where the person is.
    Place(Spot),
    /// Keep what is usual.
    Usual(Usual),
}

/// How often the reading thread looks whether another process wrote. Looking costs microseconds and draws nothing.
const LOOK: Duration = Duration::from_secs(2);

/// Starts the writing thread; it ends when the jobs do, and gives the writer back. `committed` is nudged after each commit.
pub fn write(
    mut writer: Writer,
    clock: Clock,
    jobs: Receiver<WriteJob>,
    to: Sender<Happening>,
    committed: impl Fn() + Send + 'static,
) -> std::io::Result<JoinHandle<Writer>> {
    thread::Builder::new().name("writer".into()).spawn(move || {
        for job in jobs {
            let now = clock.now();
            let msg = match job {
                WriteJob::Do(ticket, deed) => {
                    let outcome = writer.perform(&deed, &now).map_err(of_store_for_screen);
                    if outcome.is_ok() {
                        committed();
                    }
                    Msg::Committed { ticket, outcome }
                }
                WriteJob::Undo(ticket) => {
                    let outcome = writer.undo(&now).map_err(of_store_for_screen);
                    committed();
                    Msg::TakenBack { ticket, outcome }
                }
                WriteJob::Redo(ticket) => {
                    let outcome = writer.redo(&now).map_err(of_store_for_screen);
                    committed();
                    Msg::TakenBack { ticket, outcome }
                }
                WriteJob::Draft(draft) => match keep_draft(&mut writer, &draft, &now) {
                    Ok(()) => continue,
                    Err(error) => Msg::Trouble(of_store_for_screen(error)),
                },
                WriteJob::Usual(usual) => match writer.set_usual(usual, now.at) {
                    // What is due has changed, and with it what is shown.
                    Ok(()) => Msg::Changed,
                    Err(error) => Msg::Trouble(of_store_for_screen(error)),
                },
                WriteJob::Place(spot) => match keep_place(&mut writer, &spot, &now) {
                    Ok(()) => continue,
                    Err(error) => Msg::Trouble(of_store_for_screen(error)),
                },
            };
            if to.send(Happening::Said(msg)).is_err() {
                break;
            }
        }
        writer
    })
}

/// The name under which the place of the person is kept.
pub const PLACE: &str = "terminal";

fn keep_draft(writer: &mut Writer, draft: &Draft, now: &Now) -> Result<(), StoreError> {
    if draft.body.is_empty() {
        writer.forget(OwnKind::Draft, &draft.of)
    } else {
        writer.keep(OwnKind::Draft, &draft.of, &draft.body, now.at)
    }
}

fn keep_place(writer: &mut Writer, spot: &Spot, now: &Now) -> Result<(), StoreError> {
    // A place that does not serialise is no reason to stop anyone: the next start opens on today.
    serde_json::to_string(spot).map_or(Ok(()), |text| writer.keep(OwnKind::Place, PLACE, &text, now.at))
}

/// Starts the reading thread; it ends when the questions do. It also says when another process, or a sync, has written.
pub fn read(
    reader: Reader,
    clock: Clock,
    asks: Receiver<(Ticket, Ask)>,
    to: Sender<Happening>,
) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name("reader".into()).spawn(move || {
        let mut seen = reader.data_version().ok();
        loop {
            match asks.recv_timeout(LOOK) {
                Ok(first) => {
                    for (ticket, ask) in newest(first, &asks) {
                        let answer = reader.answer(&ask, &clock.now()).map_err(of_store_for_screen);
                        if to.send(Happening::Said(Msg::Answered { ticket, answer })).is_err() {
                            return;
                        }
                    }
                    // The names are read once the first screen is out, so that the first letter of a search does not wait for them.
                    // Where that fails, the search itself will say so.
                    // After an act somebody else is likely meant; that too is weighed before the next key.
                    let _said_by_the_search = reader.warm(&clock.now());
                    // What was just read is as new as the file: no need to say that it changed.
                    seen = reader.data_version().ok();
                }
                Err(RecvTimeoutError::Timeout) => {
                    let version = reader.data_version().ok();
                    if version != seen {
                        seen = version;
                        if to.send(Happening::Said(Msg::Changed)).is_err() {
                            return;
                        }
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    })
}

/// The questions that wait, in order; of those asked anew at each letter only the last, for the others' answers would be dropped. Names are all
/// answered: a log line asks for several beginnings of it at once.
fn newest(first: (Ticket, Ask), asks: &Receiver<(Ticket, Ask)>) -> Vec<(Ticket, Ask)> {
    let mut all = vec![first];
    all.extend(asks.try_iter());
    let mut last: HashMap<Discriminant<Ask>, usize> = HashMap::new();
    for (at, (_, ask)) in all.iter().enumerate() {
        if matches!(ask, Ask::Find { .. } | Ask::LookAlikes { .. }) {
            last.insert(discriminant(ask), at);
        }
    }
    all.into_iter()
        .enumerate()
        .filter(|(at, (_, ask))| last.get(&discriminant(ask)).is_none_or(|newest| newest == at))
        .map(|(_, asked)| asked)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_asked_at_each_letter_only_the_last_is_answered() {
        let (to, asks) = std::sync::mpsc::channel();
        let find = |words: &str| Ask::Find { words: words.into(), most: 5 };
        for (ticket, ask) in [(2, Ask::Today), (3, find("hz")), (4, Ask::Today), (5, find("hzj"))] {
            to.send((Ticket(ticket), ask)).unwrap();
        }
        let tickets: Vec<u64> = newest((Ticket(1), find("h")), &asks).into_iter().map(|(ticket, _)| ticket.0).collect();
        assert_eq!(tickets, [2, 4, 5]);
    }
}
