//! What the loop does of what the model wants: questions and deeds to their threads, drafts kept, what the system is asked for.
//!
//! Always holds: nothing here waits; what fails is said on the screen.

use std::io;
use std::time::{Duration, Instant};

use super::{After, DRAFT, Loop, ROW};
use crate::base::point::pass;
use crate::domain::act::UndoKind;
use crate::domain::failure::Failure;
use crate::runtime::errands::clipboard;
use crate::runtime::event::Happening;
use crate::runtime::threads::writing::{Lasts, WriteJob};
use crate::tui::message::{Copied, Effect, Msg, Trouble};

impl Loop {
    /// Does what the model wants done.
    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Ask { ticket, ask } => self.asking.push((ticket, ask)),
            Effect::Do { ticket, deed, draft } => {
                // Its last letters, not kept yet, are for the case that the deed is not either.
                let words = draft.as_ref().and_then(|of| self.drafts.remove(of));
                words.iter().for_each(|words| self.words.hand(words));
                self.write(WriteJob::Do { ticket, deed: Box::new(deed), draft, words });
            }
            Effect::Undo { ticket } => self.write(WriteJob::Undo(ticket, UndoKind::Undo)),
            Effect::TakeBack { ticket, act } => self.write(WriteJob::TakeBack(ticket, act)),
            Effect::Redo { ticket } => self.write(WriteJob::Undo(ticket, UndoKind::Redo)),
            Effect::SaveDraft(draft) => {
                let at_once = draft.body.is_empty();
                self.drafts.insert(draft.of.clone(), draft);
                if at_once {
                    self.keep_drafts();
                } else {
                    self.drafts_due.get_or_insert(Instant::now() + DRAFT);
                }
            }
            Effect::KeepClose { day, kept, draft } => {
                let words = draft.as_ref().and_then(|of| self.drafts.remove(of));
                words.iter().for_each(|words| self.words.hand(words));
                self.write(WriteJob::Close { day, kept, draft, words });
            }
            Effect::SavePlace(spot) => {
                let before = std::mem::replace(&mut self.at, spot.clone());
                let screen = (before.tab, before.account) != (spot.tab, spot.account);
                let row = before.row != spot.row || before.view.week != spot.view.week;
                // What is typed is kept as often as a draft, and not at each key.
                if screen || row {
                    let due = Instant::now() + if screen { Duration::ZERO } else { ROW };
                    self.place_due = Some(self.place_due.map_or(due, |earlier| earlier.min(due)));
                }
                self.place = Some(spot);
                self.drafts_due.get_or_insert(Instant::now() + DRAFT);
            }
            Effect::Copy(words) => self.copy(&words),
            Effect::Open(address) => {
                if let Err(error) = self.errands.open(address) {
                    self.failed("not-opened", &error);
                }
            }
            Effect::SyncNow => self.nudge.now(),
            Effect::Timer(at) => self.timer = Some(at),
            Effect::KeepSettings(settings, change) => {
                self.clock.set_day_ends(settings.day_ends);
                if let Err(error) = self.terminal.catch_mouse(settings.mouse) {
                    self.failed("not-kept", &error);
                }
                self.write(WriteJob::Settings(settings, change));
            }
            Effect::Errand { ticket, errand } => {
                if let Err(error) = self.errands.run(ticket, errand) {
                    self.failed("not-opened", &error);
                }
            }
            Effect::Enrol { ticket, wish } => {
                if let Err(error) = self.errands.enrol(ticket, wish) {
                    self.failed("not-opened", &error);
                }
            }
            Effect::StartDemo => {
                self.after = After::Demo;
                self.left = true;
                // That it is being made stands there before the screen goes.
                if let Err(error) = self.draw() {
                    self.failed("not-opened", &error);
                }
            }
            Effect::Quit => self.left = true,
            Effect::Suspend => self.suspend(),
            Effect::KeepHabits(habits) => self.write(WriteJob::Habits(habits)),
            Effect::KeepShut(shut) => {
                // What is being written is on the disk before nobody looks.
                self.keep_drafts();
                self.write(WriteJob::Shut(shut));
            }
        }
    }

    /// Where the worker is gone, the loop is about to end; what was being written is told then.
    pub(super) fn write(&mut self, job: WriteJob) {
        let _ = self.write_to.send(job);
    }

    /// Hands over what is being written, and where the person is.
    pub(super) fn keep_drafts(&mut self) {
        self.drafts_due = None;
        for (_, draft) in std::mem::take(&mut self.drafts) {
            self.words.hand(&draft);
            self.write(WriteJob::Draft(draft));
        }
        self.place_due = None;
        if let Some(spot) = self.place.take() {
            self.write(WriteJob::Place(spot, Lasts::Battery));
        }
    }

    fn copy(&mut self, words: &str) {
        match self.clipboard.copy(words, &self.folder) {
            Ok(copied) => {
                let copied = match copied {
                    clipboard::Copied::System => Copied::Clipboard,
                    clipboard::Copied::Terminal => Copied::Terminal,
                    clipboard::Copied::File(path) => Copied::File(path.display().to_string()),
                };
                let _ = self.to.send(Happening::Said(Msg::Copied(copied)));
            }
            Err(error) => self.failed("not-copied", &error),
        }
    }

    pub(super) fn failed(&self, words: &str, error: &io::Error) {
        self.trouble(Failure::by(words, error));
    }

    fn trouble(&self, failure: Failure) {
        let _ = self.to.send(Happening::Said(Msg::Trouble(Trouble::Failed(failure))));
    }

    fn suspend(&mut self) {
        pass("suspend");
        self.keep_drafts();
        if let Err(error) = self.terminal.suspend() {
            self.failed("not-suspended", &error);
        }
        // It may have been long: then nothing of before is drawn again.
        self.say(Msg::Time(self.clock.now()));
        self.draw_due = Some(Instant::now());
    }
}
