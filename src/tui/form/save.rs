//! From what is filled in to the deed that keeps it, and what is wrong with it before.

use super::purpose::stays;
use super::{Blank, Form, Purpose};
use crate::domain::check;
use crate::domain::deed::Deed;
use crate::schema::{Kind, Value};
use crate::tui::cx::{Cx, Tone};

impl Form {
    /// What was touched, with its value; or the first blank that is wrong.
    pub(super) fn touched(&self, cx: &Cx) -> Result<Vec<(u16, Value)>, usize> {
        let mut values = Vec::new();
        for (at, (blank, before)) in self.blanks.iter().zip(&self.before).enumerate() {
            let value = blank.value(cx.dates()).map_err(|_| at)?;
            if before.value(cx.dates()).as_ref() != Ok(&value) {
                values.push((blank.field.number, value));
            }
        }
        Ok(values)
    }

    /// The key of the words for what is wrong with a blank, as far as it is to be said now.
    pub(super) fn wrong(&self, at: usize, cx: &Cx) -> Option<&'static str> {
        let blank = self.blanks.get(at)?;
        // Letters by which a record is being looked for are not wrong yet.
        if blank.refers() && at == self.at && !self.tried {
            return None;
        }
        match blank.value(cx.dates()) {
            Err(wrong) => Some(wrong),
            Ok(value) => (value.is_null() && blank.field.required && self.tried).then_some(check::REQUIRED),
        }
    }

    /// The first required blank that is empty, where the record would be nameless without it. What a record that is there never had holds nothing up:
    /// it came to be required later, or from elsewhere.
    pub(super) fn needed(&self) -> Option<usize> {
        let had = |before: &Blank| self.purpose == Purpose::Add || !before.is_empty();
        self.blanks.iter().zip(&self.before).position(|(blank, before)| {
            let named = matches!(blank.field.kind, Kind::Text | Kind::LongText);
            blank.field.required && blank.is_empty() && named && had(before)
        })
    }

    /// How many blanks are wrong, or empty where something is required.
    fn wrongs(&self, cx: &Cx) -> usize {
        (0..self.blanks.len()).filter(|at| self.wrong(*at, cx).is_some()).count()
    }

    fn say_not_yet(&mut self, cx: &mut Cx) {
        self.not_yet = cx.say("form-not-yet", &[("n", self.wrongs(cx).max(1).into())]);
        cx.notice(self.not_yet.clone(), Tone::Trouble);
    }

    pub(super) fn save(&mut self, cx: &mut Cx) {
        if self.saving.is_some() || self.loading.is_some() {
            return;
        }
        self.tried = true;
        let values = match self.touched(cx) {
            Err(at) => {
                self.go(at, cx);
                return self.say_not_yet(cx);
            }
            Ok(values) => values,
        };
        if let Some(at) = self.needed() {
            self.go(at, cx);
            return self.say_not_yet(cx);
        }
        if values.is_empty() && self.purpose != Purpose::Add {
            cx.draft(&self.of(), "");
            cx.notice_word("refusal-nothing", Tone::Calm);
            return cx.close();
        }
        let (entity, record) = (self.entity.number, self.record);
        let deed = match self.purpose {
            Purpose::Edit => {
                let seen = values.iter().map(|(number, _)| (*number, self.saw(*number))).collect();
                Deed::Set { entity, record, values, seen }
            }
            Purpose::NewAddress => self.moved(cx),
            Purpose::Add => {
                let given = self.given.iter().filter(|(number, _)| !values.iter().any(|(set, _)| set == number));
                let mut all: Vec<(u16, Value)> = given.cloned().collect();
                all.extend(values);
                all.retain(|(_, value)| !value.is_null());
                Deed::Create { entity, record, values: all }
            }
        };
        self.saving = Some(cx.perform_drafted(deed, Some(self.of())));
    }

    /// The whole new address: what is left empty does not pass from the old one. The town that was left as it was is not written anew:
    /// somebody may have set it right meanwhile.
    fn moved(&self, cx: &Cx) -> Deed {
        let value = |blank: &Blank| blank.value(cx.dates()).unwrap_or_default();
        let left = |at: usize, blank: &Blank| {
            stays(blank.field) && self.before.get(at).is_some_and(|before| value(before) == value(blank))
        };
        let written = self.blanks.iter().enumerate().filter(|(at, blank)| !left(*at, blank)).map(|(_, blank)| blank);
        let (since, place): (Vec<_>, Vec<_>) = written.partition(|blank| blank.field.name == "address_since");
        let since = since.first().and_then(|blank| blank.slot(cx.dates()));
        Deed::MoveAddress {
            account: self.record,
            values: place.into_iter().map(|blank| (blank.field.number, value(blank))).collect(),
            since: since.map_or_else(|| cx.now.today(), |since| since.day),
        }
    }
}
