//! The reading thread: it answers what is asked, goes on with a search while nobody asks, and looks whether somebody else has written.
//!
//! Always holds: a reply names the ticket of what it answers; nothing is written.

use std::collections::{HashMap, VecDeque};
use std::hint::black_box;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::questions::Asked;
use crate::base::clock::Now;
use crate::domain::ask::{Answer, Ask};
use crate::runtime::clock::Clock;
use crate::runtime::event::{Happening, Working};
use crate::runtime::trouble::of_store_for_screen;
use crate::store::{Reader, Search, Stop, StoreError};
use crate::tui::message::{Msg, Ticket};

/// The frame of the key that asked has just been written, and on few cores whoever hands it to the terminal waits behind the answer: it goes first.
const FRAME_FIRST: Duration = Duration::from_micros(250);

/// How often the reading thread looks whether another process wrote. Looking costs microseconds and draws nothing.
const LOOK: Duration = Duration::from_secs(4);

/// About what the first screen reads.
const ROOM: usize = 2 << 20;

/// The C library of Linux gives a thread its memory page by page, with a call of the system for each; what was given back, and is no larger than
/// something that was given back before, the thread keeps.
fn make_room() {
    for _ in 0..2 {
        drop(black_box(Vec::<u8>::with_capacity(ROOM)));
    }
}

/// Starts the reading thread; it ends when the questions do. It also says when another process, or a sync, has written.
pub fn read(reader: Reader, clock: Clock, asks: Asked, to: Sender<Happening>) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name("reader".into()).spawn(move || {
        let _working = Working::for_loop(&to);
        make_room();
        let mut reading = Reading { reader, clock, asks, to, waiting: VecDeque::new(), search: None };
        let mut seen = reading.reader.data_version().ok();
        // The names are read once the first screen is out, so that the first letter of a search does not wait for them. After an act somebody
        // else is likely meant; that too is weighed before the next key. Where this fails, the search itself will say so.
        let mut warming = false;
        // Whether something was written since it was last said what waits to be sent: another window may have sent it.
        let mut line_is_old = false;
        loop {
            match reading.next(warming) {
                Ok(Some((ticket, ask))) => {
                    warming = true;
                    if reading.answer(ticket, &ask).is_err() {
                        return;
                    }
                    // What was just read is as new as the file: no need to say that it changed.
                    let version = reading.reader.data_version().ok();
                    line_is_old |= version != seen;
                    seen = version;
                }
                Ok(None) => {
                    // A search goes on before that: somebody looks at it.
                    match reading.search_on() {
                        Ok(true) => {}
                        Ok(false) => warming = reading.reader.warm(&reading.clock.now()).unwrap_or(false),
                        Err(_) => return,
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let version = reading.reader.data_version().ok();
                    if version != seen {
                        seen = version;
                        line_is_old = true;
                        if reading.to.send(Happening::Said(Msg::Changed)).is_err() {
                            return;
                        }
                    }
                    if std::mem::take(&mut line_is_old)
                        && let Ok(Answer::Sync(view)) = reading.reader.answer(&Ask::Sync, &reading.clock.now())
                    {
                        let _ = reading.to.send(Happening::Said(Msg::SyncElsewhere(view.line)));
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    })
}

/// The loop has ended: nobody listens any more.
struct LoopGone;

/// The reading thread's own.
struct Reading {
    reader: Reader,
    clock: Clock,
    asks: Asked,
    to: Sender<Happening>,
    waiting: VecDeque<(Ticket, Ask)>,
    /// A search that was answered with what was found so far.
    search: Option<(Ticket, Search)>,
}

/// A search says what it has found after this long, and goes on.
const FIRST_FINDS: Duration = Duration::from_millis(6);

impl Reading {
    /// The next question. `None`: nobody asks, and there is something else to do.
    fn next(&mut self, busy: bool) -> Result<Option<(Ticket, Ask)>, RecvTimeoutError> {
        if self.waiting.is_empty() && !busy && self.search.is_none() {
            self.waiting.push_back(self.asks.wait(LOOK)?);
            thread::sleep(FRAME_FIRST);
        }
        self.waiting.extend(self.asks.all());
        newest(&mut self.waiting);
        Ok(self.waiting.pop_front())
    }

    fn answer(&mut self, ticket: Ticket, ask: &Ask) -> Result<(), LoopGone> {
        let now = self.clock.now();
        let answer = match ask {
            Ask::Find { words, most } => {
                self.search = None;
                self.first_finds(ticket, words, *most, &now)
            }
            ask => self.reader.answer(ask, &now),
        };
        // That nothing was found is said when all has been looked through: Enter may wait for it.
        if self.search.as_ref().is_some_and(|(of, _)| *of == ticket)
            && matches!(&answer, Ok(Answer::Find(hits)) if hits.is_empty())
        {
            return Ok(());
        }
        self.say(ticket, answer)
    }

    fn say(&self, ticket: Ticket, answer: Result<Answer, StoreError>) -> Result<(), LoopGone> {
        let answer = answer.map_err(of_store_for_screen);
        self.to.send(Happening::Said(Msg::Answered { ticket, answer })).map_err(|_| LoopGone)
    }

    /// What a search finds within the time of a key.
    fn first_finds(&mut self, ticket: Ticket, words: &str, most: usize, now: &Now) -> Result<Answer, StoreError> {
        let (begun, waiting) = (Instant::now(), self.asks.waiting());
        let stop: Stop = Arc::new(move || begun.elapsed() > FIRST_FINDS || waiting.is_any());
        let mut search = self.reader.search(words, most, now)?;
        let more = self.reader.search_on(&mut search, &stop, now)?;
        let hits = search.hits();
        self.search = more.then_some((ticket, search));
        Ok(Answer::Find(hits))
    }

    /// Goes on with a search until somebody asks something; says all that was found at its end. Whether there was one.
    fn search_on(&mut self) -> Result<bool, LoopGone> {
        let Some((ticket, mut search)) = self.search.take() else { return Ok(false) };
        let waiting = self.asks.waiting();
        let stop: Stop = Arc::new(move || waiting.is_any());
        match self.reader.search_on(&mut search, &stop, &self.clock.now()) {
            Ok(true) => self.search = Some((ticket, search)),
            Ok(false) => self.say(ticket, Ok(Answer::Find(search.hits())))?,
            Err(error) => self.say(ticket, Err(error))?,
        }
        Ok(true)
    }
}

/// Of what is asked anew at each letter only the last question waits on, for the others' answers would be dropped. Names are all answered: a log
/// line asks for several beginnings of it at once.
fn newest(waiting: &mut VecDeque<(Ticket, Ask)>) {
    let mut last: HashMap<Discriminant<Ask>, Ticket> = HashMap::new();
    for (ticket, ask) in waiting.iter() {
        if ask.is_overtaken() {
            last.insert(discriminant(ask), *ticket);
        }
    }
    waiting.retain(|(ticket, ask)| last.get(&discriminant(ask)).is_none_or(|newest| newest == ticket));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_asked_at_each_letter_only_the_last_is_answered() {
        let find = |words: &str| Ask::Find { words: words.into(), most: 5 };
        let asked = [(1, find("h")), (2, Ask::Today), (3, find("hz")), (4, Ask::Today), (5, find("hzj"))];
        let mut waiting = asked.into_iter().map(|(ticket, ask)| (Ticket(ticket), ask)).collect();
        newest(&mut waiting);
        let tickets: Vec<u64> = waiting.into_iter().map(|(ticket, _)| ticket.0).collect();
        assert_eq!(tickets, [2, 4, 5]);
    }
}
