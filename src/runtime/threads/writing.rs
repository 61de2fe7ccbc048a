//! The writing thread: it waits for jobs, commits them, and keeps drafts, the place and the settings.
//!
//! Always holds: a commit's message is sent after it is on disk; what could not be kept is tried again, and is left in [`Words`] until it is.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::words::Words;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::config::Settings;
use crate::domain::act::{SettingChange, UndoKind};
use crate::domain::ask::KeptClose;
use crate::domain::deed::Deed;
use crate::runtime::clock::Clock;
use crate::runtime::event::{Happening, Working};
use crate::runtime::settings::{Keeper, NotKept};
use crate::runtime::trouble::of_store_for_screen;
use crate::store::{OwnKind, StoreError, Writer};
use crate::tui::hints::Habits;
use crate::tui::message::{Draft, Msg, Spot, Ticket};

/// What the writing thread is to do.
#[derive(Debug)]
pub enum WriteJob {
    /// Commit a deed.
    Do {
        /// Of the deed.
        ticket: Ticket,
        /// The deed.
        deed: Box<Deed>,
        /// The draft that goes with the commit.
        draft: Option<String>,
        /// What of it is not kept yet: it is, where the deed fails.
        words: Option<Draft>,
    },
    /// Take back what was done last, or do it again.
    Undo(Ticket, UndoKind),
    /// Take one act back.
    TakeBack(Ticket, Id),
    /// Keep a draft; an empty body takes it away.
    Draft(Draft),
    /// Look which drafts another window has taken, and what was set there.
    LookElsewhere,
    /// Keep what was said of a day's close.
    Close {
        /// Of which day.
        day: NaiveDate,
        /// What was said.
        kept: KeptClose,
        /// The draft that goes with it.
        draft: Option<String>,
        /// What of it is not kept yet: it is, where this cannot be.
        words: Option<Draft>,
    },
    /// Keep where the person is: for a process that is killed, or also for a battery that ends.
    Place(Spot, Lasts),
    /// Keep what the person does by which way.
    Habits(Box<Habits>),
    /// Keep that the screen is shut, or that somebody was at it until now.
    Shut(bool),
    /// Keep the settings, and what undo takes back of them.
    Settings(Box<Settings>, Option<SettingChange>),
}

/// How long what is kept lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lasts {
    /// Longer than this process; the disk is not waited for.
    Process,
    /// Longer than the battery.
    Battery,
}

/// How long after a draft could not be kept it is tried again: the disk may have room by then.
const AGAIN: Duration = Duration::from_secs(2);

/// When nothing was written for so long, the log is moved into the file: in the middle of an act somebody would wait for that.
const QUIET: Duration = Duration::from_secs(1);

/// What the thread writes.
#[derive(Debug)]
pub struct Written {
    /// The book.
    pub writer: Writer,
    /// The settings.
    pub settings: Keeper,
}

/// Starts the writing thread; it ends when the jobs do. What it has kept is struck off `words`: what stands there in the end is not on the disk.
/// `committed` is nudged after each commit; `elsewhere` takes back an act of which this laptop does not know what it did.
pub fn write(
    written: Written,
    clock: Clock,
    jobs: Receiver<WriteJob>,
    words: Words,
    to: Sender<Happening>,
    committed: impl Fn() + Send + 'static,
    elsewhere: impl Fn(Ticket, Id) -> std::io::Result<()> + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name("writer".into()).spawn(move || {
        let _working = Working::for_loop(&to);
        let Written { mut writer, mut settings } = written;
        let mut unkept = Unkept { words, failing: BTreeSet::new() };
        let mut written = writer.move_log_later().is_ok();
        loop {
            let job = match unkept.wait(&jobs, written) {
                Ok(job) => job,
                Err(RecvTimeoutError::Timeout) => {
                    unkept.again(&mut writer, &clock.now());
                    if std::mem::take(&mut written) {
                        // Where that fails, what is in the log is safe there, and is moved another time.
                        let _ = writer.move_log();
                    }
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            written = true;
            let now = clock.now();
            let free = job.frees().map(str::to_owned);
            let msg = match job {
                WriteJob::Do { ticket, deed, draft, words } => {
                    let outcome = writer.perform_drafted(&deed, draft.as_deref(), &now);
                    match (&outcome, words) {
                        (Ok(_), _) => {
                            committed();
                            draft.iter().for_each(|of| unkept.strike(of));
                        }
                        // What went wrong is said anyway.
                        (Err(_), Some(words)) => drop(unkept.keep(&mut writer, &words, &now)),
                        (Err(_), None) => {}
                    }
                    Msg::Committed { ticket, outcome: outcome.map_err(of_store_for_screen) }
                }
                WriteJob::Undo(ticket, kind) => {
                    let outcome = settings.undo(&mut writer, kind, &now).map_err(NotKept::trouble);
                    committed();
                    // How a setting stands is known before it is said that it does again.
                    if !set_elsewhere(&settings, &to) {
                        break;
                    }
                    Msg::TakenBack { ticket, outcome }
                }
                // What only the server knows is asked of it, and nobody's commit waits for that.
                WriteJob::TakeBack(ticket, act)
                    if writer.knows_act(act).is_ok_and(|known| !known) && elsewhere(ticket, act).is_ok() =>
                {
                    Msg::AskedElsewhere { ticket }
                }
                WriteJob::TakeBack(ticket, act) => {
                    let outcome = writer.take_back(act, &now).map(Some).map_err(of_store_for_screen);
                    committed();
                    Msg::TakenBack { ticket, outcome }
                }
                WriteJob::Draft(draft) => match unkept.keep(&mut writer, &draft, &now) {
                    Ok(()) => {
                        if !another_draft(&mut writer, free, &to) {
                            break;
                        }
                        continue;
                    }
                    Err(error) => Msg::Trouble(of_store_for_screen(error)),
                },
                WriteJob::LookElsewhere => {
                    if !set_elsewhere(&settings, &to) {
                        break;
                    }
                    match writer.drafts_taken() {
                        Ok(taken) if !taken.is_empty() => Msg::DraftsTaken(taken),
                        Ok(_) | Err(_) => continue,
                    }
                }
                WriteJob::Settings(new, change) => match settings.keep(&mut writer, &new, change.as_ref(), &now) {
                    // What is due has changed, and with it what is shown.
                    Ok(()) => Msg::Changed,
                    Err(error) => Msg::Trouble(error.trouble()),
                },
                WriteJob::Close { day, kept, draft, words } => {
                    match writer.keep_close(day, &kept, draft.as_deref(), now.at) {
                        Ok(()) => {
                            draft.iter().for_each(|of| unkept.strike(of));
                            Msg::CloseKept(draft)
                        }
                        Err(error) => {
                            words.iter().for_each(|words| drop(unkept.keep(&mut writer, words, &now)));
                            Msg::Trouble(of_store_for_screen(error))
                        }
                    }
                }
                WriteJob::Habits(habits) => match keep_habits(&mut writer, &habits, &now) {
                    Ok(()) => continue,
                    Err(error) => Msg::Trouble(of_store_for_screen(error)),
                },
                WriteJob::Shut(shut) => {
                    let kept = if shut { writer.shut_screen(true, now.at) } else { writer.used_screen(now.at) };
                    match kept {
                        Ok(()) => continue,
                        Err(error) => Msg::Trouble(of_store_for_screen(error)),
                    }
                }
                WriteJob::Place(spot, lasts) => match keep_place(&mut writer, &spot, lasts, &now) {
                    Ok(()) => continue,
                    Err(error) => Msg::Trouble(of_store_for_screen(error)),
                },
            };
            if to.send(Happening::Said(msg)).is_err() || !another_draft(&mut writer, free, &to) {
                break;
            }
        }
        unkept.again(&mut writer, &clock.now());
    })
}

impl WriteJob {
    /// The draft that is none any more when this is done.
    fn frees(&self) -> Option<&str> {
        match self {
            WriteJob::Do { draft, .. } | WriteJob::Close { draft, .. } => draft.as_deref(),
            WriteJob::Draft(draft) if draft.body.is_empty() => Some(&draft.of),
            _ => None,
        }
    }
}

/// Tells of other drafts where a name has none any more; `false` where nobody listens. What cannot be read now stays for the next start.
fn another_draft(writer: &mut Writer, free: Option<String>, to: &Sender<Happening>) -> bool {
    let Some(of) = free else { return true };
    let others = writer.next_drafts(&of).unwrap_or_default();
    others.into_iter().all(|(of, body)| to.send(Happening::Said(Msg::DraftFound(Draft { of, body }))).is_ok())
}

/// Tells what was set elsewhere, or by an undo; `false` where nobody listens.
fn set_elsewhere(settings: &Keeper, to: &Sender<Happening>) -> bool {
    settings.elsewhere().is_none_or(|msg| to.send(Happening::Said(msg)).is_ok())
}

/// Drafts that a full disk did not take. They are tried again until it does; what is left at the end goes to the shell.
struct Unkept {
    words: Words,
    /// Those of the words that were tried.
    failing: BTreeSet<String>,
}

impl Unkept {
    /// The next job; for as long as something is not kept, or was written, one waits for it a while only.
    fn wait(&self, jobs: &Receiver<WriteJob>, written: bool) -> Result<WriteJob, RecvTimeoutError> {
        match (self.failing.is_empty(), written) {
            (true, false) => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            (true, true) => jobs.recv_timeout(QUIET),
            (false, _) => jobs.recv_timeout(AGAIN),
        }
    }

    /// Keeps a draft, or has it tried again. It is told once that nothing can be kept, not with every letter.
    fn keep(&mut self, writer: &mut Writer, draft: &Draft, now: &Now) -> Result<(), StoreError> {
        let told = !self.failing.is_empty();
        let outcome = keep_draft(writer, draft, now);
        // What is not to be kept any more is no loss.
        if outcome.is_ok() || draft.body.is_empty() {
            self.words.kept(draft);
            self.failing.remove(&draft.of);
        } else {
            self.failing.insert(draft.of.clone());
        }
        if told { Ok(()) } else { outcome }
    }

    /// It is on the disk as a record.
    fn strike(&mut self, of: &str) {
        self.words.strike(of);
        self.failing.remove(of);
    }

    /// Tries once more; those that still cannot be kept stay.
    fn again(&mut self, writer: &mut Writer, now: &Now) {
        let words = &self.words;
        self.failing.retain(|of| {
            let Some(draft) = words.get(of) else { return false };
            let failed = keep_draft(writer, &draft, now).is_err();
            if !failed {
                words.kept(&draft);
            }
            failed
        });
    }
}

/// The name under which the place of the person is kept.
pub const PLACE: &str = "terminal";

/// The name under which the hints' counts are kept.
pub const HINTS: &str = "hints";

fn keep_habits(writer: &mut Writer, habits: &Habits, now: &Now) -> Result<(), StoreError> {
    let text = serde_json::to_string(habits).map_err(|error| StoreError::Database(error.to_string()))?;
    writer.keep(OwnKind::Habit, HINTS, &text, now.at)
}

fn keep_draft(writer: &mut Writer, draft: &Draft, now: &Now) -> Result<(), StoreError> {
    match draft.is_offered_again() {
        false => writer.keep_draft(&draft.of, &draft.body, now.at),
        true if draft.body.is_empty() => writer.forget(OwnKind::Again, &draft.of),
        true => writer.keep(OwnKind::Again, &draft.of, &draft.body, now.at),
    }
}

fn keep_place(writer: &mut Writer, spot: &Spot, lasts: Lasts, now: &Now) -> Result<(), StoreError> {
    // A place that does not serialise is no reason to stop anyone: the next start opens on today.
    let Ok(text) = serde_json::to_string(spot) else { return Ok(()) };
    match lasts {
        Lasts::Process => writer.keep_lightly(OwnKind::Place, PLACE, &text, now.at),
        Lasts::Battery => writer.keep(OwnKind::Place, PLACE, &text, now.at),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn written() -> Written {
        // No setting is set: nothing is written there.
        let settings = Keeper::new(std::path::Path::new("nowhere"), &Settings::default());
        Written { writer: Writer::in_memory(1).unwrap(), settings }
    }

    #[test]
    fn a_writer_that_ends_by_a_defect_loses_no_words() {
        let words = Words::default();
        let (to, jobs) = channel();
        let draft = |of: &str, body: &str| Draft { of: of.into(), body: body.into() };
        for draft in [draft("log", "met the buyer"), draft("form", "Pier Hotel"), draft("line", "")] {
            words.hand(&draft);
        }
        let name = (crate::schema::ACCOUNT.field("name").unwrap().number, crate::schema::Value::text("Pier Hotel"));
        let entity = crate::schema::ACCOUNT.number;
        let deed = Box::new(Deed::Create { entity, record: Id::from_bytes([1; 16]), values: vec![name] });
        let said = Some(draft("log", "met the buyer"));
        to.send(WriteJob::Do { ticket: Ticket(1), deed, draft: Some("log".into()), words: said }).unwrap();
        to.send(WriteJob::Draft(draft("form", "Pier Hotel"))).unwrap();
        drop(to);
        let (happened, _happenings) = channel();
        let clock = Clock::of_this_computer().unwrap();
        let written = written();
        let defect = || panic!("on purpose");
        let writing = write(written, clock, jobs, words.clone(), happened, defect, |_, _| Ok(())).unwrap();
        assert!(writing.join().is_err());
        let left: Vec<String> = words.left().into_iter().map(|draft| draft.body).collect();
        assert_eq!(left, ["Pier Hotel", "met the buyer"]);
    }

    #[test]
    fn what_is_kept_is_struck_off_and_what_was_typed_since_is_not() {
        let words = Words::default();
        let (to, jobs) = channel();
        let draft = |body: &str| Draft { of: "log".into(), body: body.into() };
        words.hand(&draft("met"));
        to.send(WriteJob::Draft(draft("met"))).unwrap();
        drop(to);
        let (happened, _happenings) = channel();
        let clock = Clock::of_this_computer().unwrap();
        let written = written();
        write(written, clock, jobs, words.clone(), happened, || {}, |_, _| Ok(())).unwrap().join().unwrap();
        assert!(words.left().is_empty());
        words.hand(&draft("met the buyer"));
        words.kept(&draft("met"));
        assert_eq!(words.left(), [draft("met the buyer")]);
        words.hand(&draft(""));
        assert!(words.left().is_empty());
    }
}
