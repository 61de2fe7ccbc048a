//! A line that tells of no visit that was made: nobody was there, or it is still to come. Where that is all it tells, Enter keeps a visit not done as that,
//! and Ctrl-X a visit; else it is the other way round.
//!
//! Always holds: under the line stands what Ctrl-X would keep, and it keeps that; no Enter is taken right behind it. No word is lost.

use super::LogLine;
use crate::base::clock::Now;
use crate::domain::deed::{Deed, LogKind, Whose};
use crate::domain::log_line::{self, Keep, Parsed, Shut};
use crate::tui::cx::Cx;

impl LogLine {
    /// The deed that keeps the line in this way.
    pub(super) fn deed(&self, keep: Keep, cx: &Cx) -> Option<Deed> {
        let closes = self.start.closes.filter(|_| self.is_of_its_row());
        self.read.deed(self.field.words(), closes, &cx.now, keep)
    }

    /// Whether a call or a message takes the place of the planned visit, so that this one is no longer to be made.
    pub(super) fn takes_its_place(&self) -> bool {
        let touch = matches!(self.read.kind, LogKind::Touch(_));
        touch && self.read.instead && self.start.closes.is_some() && self.is_of_its_row()
    }

    /// What the line told while nobody had said whose it is holds when somebody says that, whoever turns out to be named in it.
    pub(super) fn hold_what_it_told(&self, parsed: &mut Parsed, now: &Now, cx: &Cx) {
        // The line is read once more only where it has words for it.
        if parsed.shut.is_none() && self.picked.is_some() && log_line::may_be_in_vain(self.field.words()) {
            let before = self.parsed_for(None, &self.known, now, cx);
            let held = before.shut.filter(|_| before.whose == Whose::Unfiled);
            parsed.shut = held.map(|shut| Shut { alone: false, ..shut });
        }
    }

    /// What is said under the line of one that tells of no visit made.
    pub(super) fn said_otherwise(&self, cx: &Cx) -> Option<String> {
        let known = matches!(self.read.whose, Whose::Account(_));
        if let Some(shut) = self.read.in_vain() {
            return Some(cx.say("log-vain", &[("said", (&shut.words).into())]));
        }
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
