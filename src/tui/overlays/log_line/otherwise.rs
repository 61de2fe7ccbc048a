//! A line that tells of no visit that was made: nobody was there, or it is still to come. Ctrl-X keeps it as that.
//!
//! Always holds: under the line stands what Ctrl-X would keep, and it keeps that; Enter saves a visit all the same, but none right behind Ctrl-X. No word
//! is lost.

use super::LogLine;
use crate::domain::deed::{Deed, Promise, Whose};
use crate::domain::log_line::{Parsed, ToCome};
use crate::schema::PromisedBy;
use crate::tui::cx::Cx;

impl LogLine {
    /// Keeps the line as what it tells, where that is no visit made. False: it tells of none.
    pub(super) fn save_otherwise(&mut self, cx: &mut Cx) -> bool {
        let Some(deed) = self.otherwise(cx).filter(|_| self.saving.is_none()) else { return false };
        cx.taken_log = None;
        self.by_key = true;
        self.saving = Some(cx.perform_drafted(deed, Some(self.draft.clone())));
        true
    }

    /// What was offered for when it is said whose the line is holds when somebody says that, whoever turns out to be named in it.
    pub(super) fn hold_offer(&mut self, parsed: &mut Parsed) {
        let words = self.field.words();
        match (&parsed.shut, &parsed.whose) {
            (Some(shut), Whose::Unfiled) => self.offer = Some((words.to_owned(), shut.clone())),
            (None, Whose::Account(_)) if self.picked.is_some() => {
                let held = self.offer.as_ref().filter(|(of, _)| of == words);
                parsed.shut = held.map(|(_, shut)| shut.clone());
            }
            _ => {}
        }
    }

    fn otherwise(&self, cx: &Cx) -> Option<Deed> {
        let Whose::Account(account) = self.read.whose else { return None };
        let own = self.start.account.as_ref().is_some_and(|(id, _)| *id == account);
        if let Some(shut) = &self.read.shut {
            let closes = self.start.closes.filter(|_| own);
            return Some(Deed::NotDone {
                visits: closes.into_iter().collect(),
                accounts: if closes.is_some() { Vec::new() } else { vec![account] },
                reason: shut.reason,
                words: self.field.words().trim().to_owned(),
                again: shut.again.filter(|again| again.day >= cx.now.today()),
                promises: self.read.promises.clone(),
                on: Some(cx.now.workday(self.read.started)).filter(|_| self.read.time_said),
            });
        }
        let ToCome { what, slot, visit, .. } = self.read.to_come.clone()?;
        Some(match visit {
            true => Deed::Plan { accounts: vec![account], to: slot, purpose: what },
            false => Deed::AddFollowUp {
                account: Some(account),
                promise: Promise { text: what, due: Some(slot), by: PromisedBy::Us },
            },
        })
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
