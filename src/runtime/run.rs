//! The loop: wakes for a key, a reply or a timer; has the model say what follows; performs it; draws.
//!
//! Always holds: keys and the answers to them are drawn as soon as the queue is drained, what came by itself at most 16 ms later, and nothing when nothing changed.
//! There is no tick: the loop sleeps until something happens, and is woken at the moment for which a timer is set, which no thread's own timer
//! would do after the lid was closed.

mod performing;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::alarm::Alarm;
use super::clock::Clock;
use super::errands::clipboard::Clipboard;
use super::errands::errand::Errands;
use super::event::Happening;
use super::input;
use super::settings::Keeper;
use super::terminal::Terminal;
use super::threads::questions::{Question, Questions, questions};
use super::threads::reading::read;
use super::threads::syncing::{self, Nudge};
use super::threads::words::Words;
use super::threads::writing::{Lasts, WriteJob, Written, write};
use crate::base::clock::Moment;
use crate::store::{Lock, Profile, Reader, Writer};
use crate::tui::message::{Draft, Effect, Msg, Spot};
use crate::tui::{Model, start, update, view};

/// What came by itself is drawn after this long, with whatever else came.
const GATHER: Duration = Duration::from_millis(16);
/// A draft is kept this long after its first letter that is not yet kept, and where the person is after this long: not at each key, for the
/// disk is waited for, and a core shared with the key's frame.
const DRAFT: Duration = Duration::from_millis(400);
/// Another row is kept this long after the key, for the case that the process is killed; another screen as soon as its frame is out. The disk
/// is not waited for.
const ROW: Duration = Duration::from_millis(50);
/// How often the wall clock is looked at while a timer waits and the system has no alarm for it: the right day stands on the screen within a
/// second of the lid's opening.
const LOOK: Duration = Duration::from_millis(900);

/// All that the loop joins.
pub struct Stage {
    /// The terminal, taken.
    pub terminal: Terminal,
    /// The model, fresh.
    pub model: Model,
    /// The clock.
    pub clock: Clock,
    /// The book's files.
    pub profile: Profile,
    /// What opens them.
    pub lock: Lock,
    /// The writing side.
    pub writer: Writer,
    /// The reading side.
    pub reader: Reader,
    /// Whether it syncs at once where there is a server.
    pub sync_at_start: bool,
}

/// What the person wants next, having left.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum After {
    /// Nothing: the shell.
    #[default]
    Shell,
    /// The demo.
    Demo,
}

/// How the terminal was left.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Left {
    /// What the person wants next.
    pub after: After,
    /// What was being written and could not be kept: the disk was full to the end.
    pub unkept: Vec<Draft>,
}

/// Runs until the person leaves. The terminal is given back when this returns.
pub fn run(stage: Stage) -> io::Result<Left> {
    let Stage { terminal, model, clock, profile, lock, writer, reader, sync_at_start } = stage;
    let (to, happenings) = channel();
    let (write_to, write_jobs) = channel();
    let (ask_to, asks) = questions();
    let nudge = syncing::start(profile.clone(), lock.clone(), clock.clone(), to.clone(), sync_at_start)?;
    let committed = nudge.clone();
    let errands =
        Errands { profile: profile.clone(), lock, clock: clock.clone(), nudge: nudge.clone(), to: to.clone() };
    let asking = errands.clone();
    let words = Words::default();
    let settings = Keeper::new(profile.home(), &model.cx.settings);
    let writing = write(
        Written { writer, settings },
        clock.clone(),
        write_jobs,
        words.clone(),
        to.clone(),
        move || committed.committed(),
        move |ticket, act| asking.take_back(ticket, act),
    )?;
    let reading = read(reader, clock.clone(), asks, to.clone())?;
    let size = terminal.size()?;
    let size = (size.width, size.height);
    input::start(to.clone(), size)?;
    input::leave_when_told()?;

    let alarm = Alarm::start(to.clone())?;

    let mut running = Loop {
        terminal,
        model,
        clock,
        folder: profile.home().to_path_buf(),
        write_to,
        ask_to,
        asking: Vec::new(),
        nudge,
        errands,
        clipboard: Clipboard::default(),
        timer: None,
        alarm,
        drafts: BTreeMap::new(),
        place: None,
        place_due: None,
        at: Default::default(),
        drafts_due: None,
        dirty: true,
        draw_due: None,
        awaited: 0,
        left: false,
        after: After::Shell,
        words,
        to,
    };
    let outcome = running.turn(&happenings, size);
    running.keep_drafts();
    let Loop { terminal, write_to, ask_to, nudge, after, words, .. } = running;
    drop((terminal, write_to, ask_to));
    nudge.stop();
    // What was handed over is on disk before the shell is back; where a thread ended by a defect it is told.
    let _ = writing.join();
    let _ = reading.join();
    outcome.map(|()| Left { after, unkept: words.left() })
}

struct Loop {
    terminal: Terminal,
    model: Model,
    clock: Clock,
    folder: PathBuf,
    write_to: Sender<WriteJob>,
    ask_to: Questions,
    /// What a key asked: it is sent when the key's own frame is out, so that the frame does not share a core with the answer.
    asking: Vec<Question>,
    nudge: Nudge,
    errands: Errands,
    clipboard: Clipboard,
    timer: Option<Moment>,
    alarm: Alarm,
    drafts: BTreeMap<String, Draft>,
    /// Where the person is, while that is not kept yet.
    place: Option<Spot>,
    /// When it is to be handed to the system, which keeps it if this process is killed.
    place_due: Option<Instant>,
    /// The place that was last.
    at: Spot,
    /// When drafts and the place are to be kept.
    drafts_due: Option<Instant>,
    dirty: bool,
    draw_due: Option<Instant>,
    /// Replies that a person waits for: they are drawn at once, like the key that asked.
    awaited: usize,
    left: bool,
    after: After,
    /// What was handed to the writer and is not known to be kept.
    words: Words,
    to: Sender<Happening>,
}

impl Loop {
    fn turn(&mut self, happenings: &Receiver<Happening>, (columns, rows): (u16, u16)) -> io::Result<()> {
        for effect in start(&mut self.model) {
            self.awaited += usize::from(matches!(effect, Effect::Ask { .. }));
            self.perform(effect);
        }
        self.terminal.catch_mouse(self.model.cx.settings.mouse)?;
        self.say(Msg::Time(self.clock.now()));
        self.say(Msg::Resize(columns, rows));
        // The first answers are a few milliseconds away: one complete frame beats two.
        self.draw_due = Some(Instant::now() + GATHER);
        while !self.left {
            self.asking.drain(..).for_each(|question| self.ask_to.ask(question));
            let first = match self.wait() {
                Some(wait) => happenings.recv_timeout(wait),
                None => happenings.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match first {
                Ok(first) => self.take(first, happenings)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            self.clocks()?;
        }
        Ok(())
    }

    /// How long the loop may sleep.
    fn wait(&mut self) -> Option<Duration> {
        let now = Instant::now();
        let due = [self.draw_due, self.drafts_due, self.place_due]
            .into_iter()
            .flatten()
            .min()
            .map(|at| at.saturating_duration_since(now));
        match (due, self.timer) {
            (due, None) => due,
            // A fixed clock never gets there.
            (due, Some(_)) if self.clock.is_fixed() => due,
            (due, Some(at)) if self.alarm.set(self.clock.on_the_computer(at)) => due,
            (due, Some(at)) => {
                let ahead = at.millis().saturating_sub(self.clock.moment().millis()).clamp(0, LOOK.as_millis() as i64);
                let ahead = Duration::from_millis(ahead as u64 + 1);
                Some(due.map_or(ahead, |due| due.min(ahead)))
            }
        }
    }

    fn take(&mut self, first: Happening, happenings: &Receiver<Happening>) -> io::Result<()> {
        let mut at_once = false;
        let mut next = Some(first);
        let mut told_time = false;
        while let Some(happening) = next {
            let by_hand = happening.by_hand();
            let awaited = by_hand || (self.awaited > 0 && happening.is_reply());
            at_once |= awaited || happening.is_looked_out_for();
            if by_hand {
                self.awaited = 0;
            } else if happening.is_reply() {
                self.awaited = self.awaited.saturating_sub(1);
            }
            if by_hand && !told_time {
                self.say(Msg::Time(self.clock.now()));
                told_time = true;
            }
            match happening {
                Happening::Key(key) => self.say(Msg::Key(key)),
                Happening::Paste(text) => self.say(Msg::Paste(text)),
                Happening::Mouse(mouse) => self.say(Msg::Mouse(mouse)),
                Happening::Resize(columns, rows) => {
                    self.terminal.resized()?;
                    self.say(Msg::Resize(columns, rows));
                }
                Happening::Said(msg) => {
                    // Something was written, maybe by another process: it may have gone on with a draft that is before the person here, or have set
                    // something otherwise.
                    if matches!(msg, Msg::SyncElsewhere(_)) {
                        self.write(WriteJob::LookElsewhere);
                    }
                    self.tell(msg, awaited);
                }
                // The clock may have been set meanwhile: the time is told, whatever is due by it.
                Happening::Alarm => {
                    self.alarm.rang();
                    self.say(Msg::Time(self.clock.now()));
                }
                // What it was to keep is told when the terminal is given back.
                Happening::InputEnded | Happening::WorkerLost => self.left = true,
            }
            next = if self.left { None } else { happenings.try_recv().ok() };
        }
        if at_once && !self.left {
            return self.draw();
        }
        if self.dirty && self.draw_due.is_none() {
            self.draw_due = Some(Instant::now() + GATHER);
        }
        Ok(())
    }

    fn clocks(&mut self) -> io::Result<()> {
        if self.timer.is_some_and(|at| self.clock.moment() >= at) {
            self.timer = None;
            self.say(Msg::Time(self.clock.now()));
            self.draw_due.get_or_insert(Instant::now());
        }
        // Behind the frame of the key that led there.
        if self.place_due.is_some_and(|at| at <= Instant::now()) {
            self.place_due = None;
            if let Some(spot) = self.place.clone() {
                self.write(WriteJob::Place(spot, Lasts::Process));
            }
        }
        if self.drafts_due.is_some_and(|at| at <= Instant::now()) {
            self.keep_drafts();
        }
        if self.draw_due.is_some_and(|at| at <= Instant::now()) {
            self.draw()?;
        }
        Ok(())
    }

    fn say(&mut self, msg: Msg) {
        let by_hand = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_));
        self.tell(msg, by_hand);
    }

    /// `awaited`: a person did it or waits for it, and so waits for what it asks in turn.
    fn tell(&mut self, msg: Msg, awaited: bool) {
        self.dirty = true;
        for effect in update(&mut self.model, msg) {
            let asks = matches!(
                effect,
                Effect::Ask { .. }
                    | Effect::Do { .. }
                    | Effect::Undo { .. }
                    | Effect::Redo { .. }
                    | Effect::TakeBack { .. }
                    | Effect::Errand { .. }
            );
            self.awaited += usize::from(awaited && asks);
            self.perform(effect);
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        self.dirty = false;
        self.draw_due = None;
        let model = &self.model;
        self.terminal.draw(|frame| view(model, frame))
    }
}
