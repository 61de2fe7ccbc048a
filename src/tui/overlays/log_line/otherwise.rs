//! A line that tells of no visit that was made: nobody was there, or it is still to come. Ctrl-X keeps it as that.
//!
//! Always holds: under the line stands what Ctrl-X would keep; Enter saves a visit all the same. No word is lost.

use super::LogLine;
use crate::domain::dates::Of;
use crate::domain::deed::{Deed, Promise, Slot, Whose};
use crate::domain::log_line::ToCome;
use crate::schema::{PromisedBy, Reason};
use crate::tui::cx::Cx;

/// Words that say that the place was shut; else nobody was there.
const SHUT: [&str; 16] = [
    "shut",
    "closed",
    "locked",
    "boards",
    "boarded",
    "knocked off",
    "关",
    "關",
    "锁",
    "鎖",
    "开门",
    "開門",
    "卷帘",
    "捲簾",
    "闭门",
    "大门",
];
/// Behind what was shut these say when one comes again.
const AGAIN: [&str; 15] = [
    "back", "again", "try", "come", "rebook", "call in", "open", "再来", "再去", "再來", "改", "开门", "開門", "回来",
    "回來",
];

impl LogLine {
    /// Keeps the line as what it tells, where that is no visit made. False: it tells of none.
    pub(super) fn save_otherwise(&mut self, cx: &mut Cx) -> bool {
        let Some(deed) = self.otherwise(cx).filter(|_| self.saving.is_none()) else { return false };
        cx.taken_log = None;
        self.saving = Some(cx.perform_drafted(deed, Some(self.draft.clone())));
        true
    }

    fn otherwise(&self, cx: &Cx) -> Option<Deed> {
        let Whose::Account(account) = self.read.whose else { return None };
        let own = self.start.account.as_ref().is_some_and(|(id, _)| *id == account);
        if let Some(said) = &self.read.shut {
            let lower = said.to_lowercase();
            let shut = SHUT.iter().any(|word| lower.contains(word));
            let closes = self.start.closes.filter(|_| own);
            return Some(Deed::NotDone {
                visits: closes.into_iter().collect(),
                accounts: if closes.is_some() { Vec::new() } else { vec![account] },
                reason: if shut { Reason::Shut } else { Reason::NobodyThere },
                words: self.field.words().trim().to_owned(),
                again: self.again_on(cx),
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

    /// When one comes again, where the words say so.
    fn again_on(&self, cx: &Cx) -> Option<Slot> {
        let words = self.unkept.as_ref()?;
        let notes = self.read.notes.to_lowercase();
        let before = notes.split(words.to_lowercase().as_str()).next().unwrap_or_default();
        let said = AGAIN.iter().any(|word| before.contains(word) || notes.ends_with(word));
        cx.dates().read(words, Of::Visit).filter(|slot| said && slot.day >= cx.now.today())
    }

    /// What is said under the line of one that tells of no visit made.
    pub(super) fn said_otherwise(&self, cx: &Cx) -> Option<String> {
        let known = matches!(self.read.whose, Whose::Account(_));
        if let Some(said) = &self.read.shut {
            return Some(match self.again_on(cx).filter(|_| known) {
                Some(again) => {
                    let day = cx.words.full_slot(again, &cx.now);
                    cx.say("log-shut-again", &[("said", said.into()), ("day", (&day).into())])
                }
                None => cx.say(if known { "log-shut" } else { "log-shut-whose" }, &[("said", said.into())]),
            });
        }
        let to_come = self.read.to_come.as_ref().filter(|_| known)?;
        let day = cx.words.full_slot(to_come.slot, &cx.now);
        let key = if to_come.visit { "log-to-come-visit" } else { "log-to-come" };
        Some(cx.say(key, &[("said", (&to_come.words).into()), ("day", (&day).into())]))
    }
}
