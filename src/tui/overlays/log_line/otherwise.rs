//! A line that tells of no visit that was made: nobody was there, or it is still to come. Ctrl-X keeps it as that.
//!
//! Always holds: under the line stands what Ctrl-X would keep, and it keeps that; Enter saves a visit all the same, but none right behind Ctrl-X. No word
//! is lost.

use super::LogLine;
use crate::base::clock::Now;
use crate::domain::deed::{Deed, Whose};
use crate::domain::log_line::{self, Parsed};
use crate::tui::cx::Cx;

impl LogLine {
    /// What the line comes to as what it tells, where that is no visit made.
    pub(super) fn as_told(&self, cx: &Cx) -> Option<Deed> {
        let closes = self.start.closes.filter(|_| self.is_of_its_row());
        self.read.as_told(self.field.words(), closes, &cx.now)
    }

    /// What the line told while nobody had said whose it is holds when somebody says that, whoever turns out to be named in it.
    pub(super) fn hold_what_it_told(&self, parsed: &mut Parsed, now: &Now, cx: &Cx) {
        // The line is read once more only where it has words for it.
        if parsed.shut.is_none() && self.picked.is_some() && log_line::may_be_in_vain(self.field.words()) {
            let before = self.parsed_for(None, &self.known, now, cx);
            parsed.shut = before.shut.filter(|_| before.whose == Whose::Unfiled);
        }
    }

    /// What is said under the line of one that tells of no visit made.
    pub(super) fn said_otherwise(&self, cx: &Cx) -> Option<String> {
        let known = matches!(self.read.whose, Whose::Account(_));
        if let Some(shut) = &self.read.shut {
            let (said, why) = (&shut.words, cx.words.of("visit", "reason", shut.reason));
            return Some(match shut.again.filter(|again| known && again.day >= cx.now.today()) {
                Some(again) => {
                    let day = cx.words.full_slot(again, &cx.now);
                    cx.say("log-shut-again", &[("said", said.into()), ("why", why.into()), ("day", (&day).into())])
                }
                None => {
                    let key = if known { "log-shut" } else { "log-shut-whose" };
                    cx.say(key, &[("said", said.into()), ("why", why.into())])
                }
            });
        }
        let to_come = self.read.to_come.as_ref().filter(|_| known)?;
        let day = cx.words.full_slot(to_come.slot, &cx.now);
        let key = if to_come.visit { "log-to-come-visit" } else { "log-to-come" };
        Some(cx.say(key, &[("said", (&to_come.words).into()), ("day", (&day).into())]))
    }
}
