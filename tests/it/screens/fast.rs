//! Keys that come faster than what they lead to: no question is answered and no deed committed until the test says so.

use rounds::domain::ask::Ask;
use rounds::domain::deed::Deed;
use rounds::domain::failure::Failure;
use rounds::tui::key::{Code, Key};
use rounds::tui::message::{Effect, Msg, Ticket, Trouble};
use rounds::tui::update;

use super::kept::Kept;
use super::stage::{Book, Stage};

/// Keys whose questions are not answered yet, and whose deeds are not committed.
pub struct Fast {
    pub stage: Stage<Kept>,
    asked: Vec<(Ticket, Ask)>,
    doing: Vec<(Ticket, Deed)>,
}

pub fn fast(stage: Stage<Kept>) -> Fast {
    Fast { stage, asked: Vec::new(), doing: Vec::new() }
}

impl Fast {
    pub fn press(&mut self, key: Key) {
        self.say(Msg::Key(key));
    }

    pub fn words(&mut self, words: &str) {
        words.chars().for_each(|c| self.press(Key::char(c)));
    }

    pub fn enter(&mut self) {
        self.press(Key::plain(Code::Enter));
    }

    /// A script as [`Stage::keys`] plays it, and nothing comes of it meanwhile.
    pub fn keys(&mut self, script: &str) {
        for (at, part) in script.split('`').enumerate() {
            if at % 2 == 1 {
                self.words(part);
                continue;
            }
            part.split_whitespace().for_each(|name| self.press(Key::parse(name).unwrap()));
        }
    }

    pub fn say(&mut self, msg: Msg) {
        let now = self.stage.model.cx.now.clone();
        for effect in update(&mut self.stage.model, msg) {
            match effect {
                Effect::Ask { ticket, ask } => self.asked.push((ticket, ask)),
                Effect::Do { ticket, deed, .. } => self.doing.push((ticket, deed)),
                Effect::Undo { ticket } => {
                    let outcome = self.stage.book.undo(&now);
                    self.say(Msg::TakenBack { ticket, outcome });
                }
                Effect::KeepClose { day, kept, draft } => {
                    self.stage.book.keep_close(day, &kept, &now);
                    self.say(Msg::CloseKept(draft));
                }
                other => self.stage.out.push(other),
            }
        }
    }

    /// What is under way is committed; what is asked for it is not answered yet.
    pub fn committed(&mut self) {
        let now = self.stage.model.cx.now.clone();
        for (ticket, deed) in std::mem::take(&mut self.doing) {
            let outcome = self.stage.book.act(&deed, &now);
            self.say(Msg::Committed { ticket, outcome });
        }
    }

    /// The answers come, in their order, and what is done on them is committed.
    pub fn answered(mut self) -> Stage<Kept> {
        let now = self.stage.model.cx.now.clone();
        while !self.asked.is_empty() || !self.doing.is_empty() {
            for (ticket, ask) in std::mem::take(&mut self.asked) {
                let answer = self.stage.book.ask(&ask, &now);
                self.say(Msg::Answered { ticket, answer });
            }
            self.committed();
        }
        self.stage
    }

    /// Whether such a question waits for its answer.
    pub fn asks(&self, which: impl Fn(&Ask) -> bool) -> bool {
        self.asked.iter().any(|(_, ask)| which(ask))
    }

    /// Nothing could be read.
    pub fn unanswered(mut self) -> Stage<Kept> {
        for (ticket, _) in std::mem::take(&mut self.asked) {
            let answer = Err(Trouble::Failed(Failure::new("store-busy", "")));
            self.stage.say(Msg::Answered { ticket, answer });
        }
        self.stage
    }
}
