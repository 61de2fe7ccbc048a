//! What a screen says: the words of the language, the message line, what went wrong, the state of sync.
//!
//! Always holds: no signal is no failure.

use super::{Cx, Notice, Tone};
use crate::domain::ask::{SyncLine, SyncState};
use crate::i18n::Arg;
use crate::tui::message::Trouble;

impl Cx {
    /// The word of this key.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key)
    }

    /// The sentence of this key, its places filled.
    pub fn say(&self, key: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        self.words.with(key, arguments)
    }

    /// Says something on the message line.
    pub fn notice(&mut self, text: impl Into<String>, tone: Tone) {
        self.notice = Some(Notice { text: text.into(), tone, undo: false, private: true });
    }

    /// Says the word of this key on the message line.
    pub fn notice_word(&mut self, key: &str, tone: Tone) {
        let text = self.words.get(key).to_string();
        self.notice = Some(Notice { text, tone, undo: false, private: false });
    }

    /// Says that a pasted text was cut, where it was.
    pub fn pasted(&mut self, whole: bool) {
        if !whole {
            self.notice_word("form-paste-cut", Tone::Trouble);
        }
    }

    /// Says what went wrong.
    pub fn trouble(&mut self, trouble: &Trouble) {
        match trouble {
            // No signal is no failure.
            Trouble::Failed(failure) if failure.words == "sync-offline" => self.by_itself(),
            trouble => {
                let text = self.trouble_words(trouble);
                let sync = matches!(trouble, Trouble::Failed(failure) if failure.words.starts_with("sync-"));
                self.sync_said = sync.then(|| text.clone());
                self.notice(text, Tone::Trouble);
            }
        }
    }

    /// Says, without a connection, what a person wants to know: when it last worked, what waits, and that it goes by itself.
    pub fn by_itself(&mut self) {
        let n = ("n", self.sync.waiting.into());
        let text = match self.sync.last {
            Some(at) => self.say("by-itself-last", &[("last", (&self.words.moment(at, &self.now)).into()), n]),
            None => self.say("by-itself-never", &[n]),
        };
        self.sync_said = Some(text.clone());
        self.notice = Some(Notice { text, tone: Tone::Calm, undo: false, private: false });
    }

    /// What the message line says of a sync that did not go through is over: another one is under way, or went through.
    pub fn sync_goes_on(&mut self) {
        let said = self.sync_said.take();
        self.notice.take_if(|notice| said.is_some_and(|said| said == notice.text));
    }

    /// What went wrong, in words.
    pub fn trouble_words(&self, trouble: &Trouble) -> String {
        match trouble {
            Trouble::Refused(refusal) => self.words.refusal_here(refusal, &self.now),
            Trouble::Failed(failure) => self.words.failure(failure),
        }
    }

    /// The line of the sync as the book has it. That one is under way here the book does not know.
    pub(in crate::tui) fn sync_in_the_book(&mut self, line: SyncLine) {
        let state = match &self.sync.state {
            working @ SyncState::Working { .. } => working.clone(),
            _ => line.state.clone(),
        };
        self.sync = SyncLine { state, ..line };
    }
}
