//! Settings that were changed in this window: `u` takes them back in their turn among the acts, and `U` sets them again.
//!
//! Always holds: what was done last is taken back first, be it an act or a setting; another setting stays as it is by now.

use super::{Cx, Tone};
use crate::config::Settings;

/// A setting that was changed, in words and in full.
#[derive(Clone, Debug)]
struct Turned {
    name: String,
    /// The settings and the value's words, before and after.
    from: (Settings, String),
    to: (Settings, String),
    /// So many acts stand behind it (or, where it was taken back, were taken back behind it).
    acts: usize,
}

/// The settings that were changed, and those that were taken back.
#[derive(Clone, Debug, Default)]
pub(super) struct Changed {
    done: Vec<Turned>,
    back: Vec<Turned>,
}

impl Cx {
    /// Takes other settings, of which this one is another, from these words to those. The same one again is the same change.
    pub fn set_named(&mut self, name: &str, from: String, settings: Settings, to: impl FnOnce(&Cx) -> String) {
        let before = self.settings.clone();
        self.set(settings);
        let to = (self.settings.clone(), to(self));
        self.changed.back.clear();
        match self.changed.done.last_mut() {
            Some(last) if last.name == name && last.acts == 0 => last.to = to,
            _ => self.changed.done.push(Turned { name: name.to_owned(), from: (before, from), to, acts: 0 }),
        }
    }

    /// An act was done: it comes before the settings that were changed till then.
    pub(in crate::tui) fn acted(&mut self) {
        self.changed.back.clear();
        self.changed.done.last_mut().into_iter().for_each(|last| last.acts += 1);
    }

    /// An act was taken back, or done again.
    pub(in crate::tui) fn act_turned(&mut self) {
        let Changed { done, back } = &mut self.changed;
        let (fewer, more) = if self.redoing { (back, done) } else { (done, back) };
        fewer.last_mut().into_iter().for_each(|last| last.acts = last.acts.saturating_sub(1));
        more.last_mut().into_iter().for_each(|last| last.acts += 1);
    }

    /// Takes the last setting back (or sets it again), where that was done after all acts; whether it was.
    pub(super) fn turn_setting(&mut self, again: bool) -> bool {
        let from = if again { &mut self.changed.back } else { &mut self.changed.done };
        let Some(last) = from.pop_if(|last| last.acts == 0) else { return false };
        let (now, to, said) = match again {
            true => (&last.from.0, &last.to, "notice-done-again"),
            false => (&last.to.0, &last.from, "notice-taken-back"),
        };
        let settings = self.settings.clone().otherwise(now, &to.0);
        self.set(settings);
        let what = self.say("act-setting", &[("name", (&last.name).into()), ("value", (&to.1).into())]);
        let text = self.say(said, &[("what", (&what).into())]);
        self.notice(text, Tone::Done);
        if again {
            self.changed.done.push(last)
        } else {
            self.changed.back.push(last)
        }
        true
    }
}
