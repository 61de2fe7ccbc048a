//! A form that is not saved yet, kept over a crash: which record, which blank, and what stands in each that was touched.

use serde::{Deserialize, Serialize};

use super::Form;
use super::blank::{Blank, Chosen};
use super::purpose::{self, Purpose};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::dates::Dates;
use crate::schema::{Entity, Field, Kind, Value};
use crate::tui::cx::{Cx, Tone};
use crate::tui::field::Field as Edited;
use crate::tui::screen::Handled;

/// A form as it is kept.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The record that it is for; a new one keeps the id it was given.
    pub record: Id,
    /// The number of the field under the cursor.
    pub at: u16,
    /// Whether the form was open when it was kept.
    pub open: bool,
    /// By the field's number: when its words were written, for days and hours count from then.
    #[serde(default)]
    pub written: Vec<(u16, Moment)>,
    /// By the field's number: what was seen there when it was begun.
    #[serde(default)]
    pub seen: Vec<(u16, serde_json::Value)>,
    /// By the field's number: what it is called on the screen, for a later version whose form does not have it.
    #[serde(default)]
    pub called: Vec<(u16, String)>,
    /// By the field's number: what is typed and what is chosen.
    pub blanks: Vec<Written>,
}

/// What is typed and what is chosen in a field.
pub(super) type Written = (u16, String, Vec<Chosen>);

/// Words for which a form has no blank any more, and what the field was called.
pub struct Homeless {
    called: String,
    words: String,
}

impl Kept {
    /// What is kept of these blanks, those that differ from `before`.
    pub fn of(record: Id, (at, open): (usize, bool), blanks: &[Blank], before: &[Blank]) -> Kept {
        let touched: Vec<&Blank> = blanks
            .iter()
            .zip(before)
            .filter(|(now, before)| now.typed.words() != before.typed.words() || now.chosen != before.chosen)
            .map(|(now, _)| now)
            .collect();
        Kept {
            record,
            at: blanks.get(at).map_or(0, |blank| blank.field.number),
            open,
            written: touched.iter().filter_map(|blank| Some((blank.field.number, blank.written?))).collect(),
            seen: Vec::new(),
            called: Vec::new(),
            blanks: touched
                .iter()
                .map(|blank| (blank.field.number, blank.typed.words().to_owned(), blank.chosen.clone()))
                .collect(),
        }
    }

    /// With what was seen in the fields that were touched.
    pub fn having_seen(mut self, saw: impl Fn(u16) -> Value) -> Kept {
        self.seen = self.blanks.iter().map(|(number, ..)| (*number, saw(*number).to_json())).collect();
        self
    }

    /// With what the fields that were touched are called.
    fn calling(mut self, entity: &'static Entity, cx: &Cx) -> Kept {
        let called = |number: u16| Some((number, cx.words.field(entity, entity.by_number(number)?).to_owned()));
        self.called = self.blanks.iter().filter_map(|(number, ..)| called(*number)).collect();
        self
    }

    /// What was seen in a field when it was touched; `None` where it was not, or an older version kept it.
    pub fn saw(&self, field: &Field) -> Option<Value> {
        let (_, seen) = self.seen.iter().find(|(known, _)| *known == field.number)?;
        Value::from_json(seen, field.kind)
    }

    /// Read back from a draft's body; `None` where an older version wrote it otherwise.
    pub fn read(body: &str) -> Option<Kept> {
        serde_json::from_str(body).ok()
    }

    /// As a draft's body; empty where nothing was touched.
    pub fn body(&self) -> String {
        if self.blanks.is_empty() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// Puts what was kept back into the blanks; gives back the blank under the cursor, and what fits into none: an older version's form had other
    /// fields. `tomorrow` and `in 2 hours` become the day and the time that were meant when they were written.
    pub fn restore(&self, blanks: &mut [Blank], dates: Dates<'_>) -> (usize, Vec<Homeless>) {
        let mut homeless = Vec::new();
        for (number, typed, chosen) in &self.blanks {
            let blank = blanks.iter_mut().find(|blank| blank.field.number == *number);
            let Some(blank) = blank.filter(|blank| blank.takes(typed, chosen)) else {
                let called = self.called.iter().find(|(known, _)| known == number).map(|(_, called)| called.clone());
                homeless.push(Homeless { called: called.unwrap_or_default(), words: in_words(typed, chosen) });
                continue;
            };
            let several = blank.field.kind == Kind::LongText;
            blank.typed = if several { Edited::lines(typed) } else { Edited::new(typed) };
            blank.chosen = chosen.clone();
            blank.written = self.written.iter().find(|(known, _)| known == number).map(|(_, written)| *written);
            blank.fix_day(dates);
        }
        homeless.retain(|left| !left.words.is_empty());
        (blanks.iter().position(|blank| blank.field.number == self.at).unwrap_or(0), homeless)
    }
}

/// What was typed and chosen, as a person reads it.
fn in_words(typed: &str, chosen: &[Chosen]) -> String {
    let shown = chosen.iter().map(|chosen| chosen.shown.as_str());
    shown.chain([typed]).map(str::trim).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The form's own draft.
impl Form {
    /// The draft of this form.
    pub(super) fn of(&self) -> String {
        let number = self.entity.number;
        match self.purpose {
            Purpose::Edit => format!("form:{number}:{}", self.record),
            Purpose::NewAddress => format!("form:{number}:{}:{}", self.record, purpose::NEW_ADDRESS),
            Purpose::Add => {
                // A new contact of one customer is not that of another.
                let at = self.given.iter().find_map(|(_, value)| value.id());
                format!("form:{number}:new{}", at.map(|id| format!(":{id}")).unwrap_or_default())
            }
        }
    }

    pub(super) fn take_draft(&mut self, cx: &mut Cx) {
        let Some(kept) = cx.drafted(&self.of()).and_then(Kept::read) else { return };
        self.record = kept.record;
        let (at, homeless) = kept.restore(&mut self.blanks, cx.dates());
        self.at = at;
        if self.purpose == Purpose::Edit {
            self.seen_before(&kept);
        }
        let housed = self.house(&homeless, cx);
        self.again = self.kept(true).blanks;
        match housed {
            Some(field) => {
                let said = cx.say("form-draft-housed", &[("field", field.as_str().into())]);
                cx.notice(said, Tone::Calm);
            }
            None => cx.notice_word("form-draft-restored", Tone::Calm),
        }
    }

    /// Writes words that have no field of their own any more into the notes, or what else of this form takes words: what the field there is called.
    fn house(&mut self, homeless: &[Homeless], cx: &Cx) -> Option<String> {
        let of_kind = |kind: Kind| move |blank: &Blank| blank.field.kind == kind;
        let at = self.blanks.iter().rposition(of_kind(Kind::LongText));
        let at = at.or_else(|| self.blanks.iter().position(of_kind(Kind::Text)))?;
        let blank = self.blanks.get_mut(at).filter(|_| !homeless.is_empty())?;
        let line = |left: &Homeless| match left.called.as_str() {
            "" => left.words.clone(),
            called => cx.say("form-draft-line", &[("field", called.into()), ("words", left.words.as_str().into())]),
        };
        let there = Some(blank.typed.words().to_owned()).filter(|words| !words.is_empty());
        let lines: Vec<String> = there.into_iter().chain(homeless.iter().map(line)).collect();
        blank.typed = match blank.field.kind {
            Kind::LongText => Edited::lines(&lines.join("\n")),
            _ => Edited::new(&lines.join("; ")),
        };
        Some(cx.words.field(self.entity, blank.field).to_owned())
    }

    /// Empties the form of what was there again, or brings that back where nothing was typed since. What was typed in it since is taken back in its
    /// own blank, never all at once.
    pub(super) fn start_afresh(&mut self, cx: &mut Cx) -> Handled {
        let typed = self.kept(true).blanks;
        let words = match self.aside.take() {
            Some(aside) if typed.is_empty() => {
                self.blanks = aside;
                "form-not-afresh"
            }
            _ if !typed.is_empty() && typed == self.again => {
                self.aside = Some(std::mem::replace(&mut self.blanks, self.before.clone()));
                "form-afresh"
            }
            aside => {
                self.aside = aside;
                // An act that nobody sees is not taken back meanwhile.
                return if typed.is_empty() { Handled::No } else { Handled::Yes };
            }
        };
        self.tried = false;
        self.keep_draft(true, cx);
        self.go(0, cx);
        cx.notice_word(words, Tone::Calm);
        Handled::Yes
    }

    pub(super) fn kept(&self, open: bool) -> Kept {
        let kept = Kept::of(self.record, (self.at, open), &self.blanks, &self.before);
        kept.having_seen(|number| self.saw(number))
    }

    /// What was seen in a field.
    pub(super) fn saw(&self, number: u16) -> Value {
        self.seen.iter().find(|(known, _)| *known == number).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    pub(super) fn see(&mut self, number: u16, value: Value) {
        self.seen.retain(|(known, _)| *known != number);
        self.seen.push((number, value));
    }

    /// A draft of before was made from what was there then: what came into its sets since is added, and for the rest it counts what was seen then.
    fn seen_before(&mut self, kept: &Kept) {
        for (at, before) in self.before.iter().enumerate() {
            let Some(then) = kept.saw(before.field) else { continue };
            if let Some(blank) = self.blanks.get_mut(at).filter(|blank| blank.is_set()) {
                let then = then.elements();
                let now = |word: &str| before.chosen.iter().any(|chosen| chosen.word == word);
                blank.chosen.retain(|chosen| now(&chosen.word) || !then.contains(&chosen.word));
                for came in before.chosen.iter().filter(|chosen| !then.contains(&chosen.word)) {
                    if blank.chosen.iter().all(|chosen| chosen.word != came.word) {
                        blank.chosen.push(came.clone());
                    }
                }
            } else {
                let number = before.field.number;
                self.seen.retain(|(known, _)| *known != number);
                self.seen.push((number, then));
            }
        }
    }

    pub(super) fn keep_draft(&self, open: bool, cx: &mut Cx) {
        cx.draft(&self.of(), &self.body(open, cx));
    }

    /// As a draft's body.
    pub(super) fn body(&self, open: bool, cx: &Cx) -> String {
        self.kept(open).calling(self.entity, cx).body()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::i18n::Words;
    use crate::schema::FOLLOW_UP;

    #[test]
    fn a_day_in_words_is_the_day_that_was_meant_when_they_were_written() {
        let now = |text: &str| Now::parse(&format!("{text}:00+08:00")).unwrap();
        let words = Words::new(Lang::En);
        let evening = now("2026-11-23T10:00");
        for (field, typed, morning, expected) in [
            ("due", "tomorrow", "2026-11-24T08:00", "2026-11-24"),
            ("due", "fri", "2026-11-30T08:00", "2026-11-27"),
            ("due", "2026-12-01", "2026-11-24T08:00", "2026-12-01"),
            // An hour is over sooner than a day.
            ("due_at", "in 2 hours", "2026-11-23T15:00", "2026-11-23 12:00"),
            ("due_at", "3pm", "2026-11-23T16:00", "2026-11-23 15:00"),
            ("due_at", "3pm", "2026-11-23T10:20", "3pm"),
            // What means nothing stays as it is, and what means the same.
            ("due", "soonish", "2026-11-24T08:00", "soonish"),
            ("due", "tomorrow", "2026-11-23T19:00", "tomorrow"),
        ] {
            let due = |typed: &str| {
                let field = FOLLOW_UP.field(field).unwrap();
                let mut blank = Blank::new(&FOLLOW_UP, field, &Value::Null, &[], &words, &evening);
                blank.typed = Edited::new(typed);
                blank.written = Some(evening.at);
                blank
            };
            let kept = Kept::of(Id::NIL, (0, true), &[due(typed)], &[due("")]);
            let mut blanks = [due("")];
            let morning = now(morning);
            Kept::read(&kept.body()).unwrap().restore(&mut blanks, Dates { now: &morning, lang: Lang::En, next: None });
            assert_eq!(blanks[0].typed.words(), expected, "{typed} {}", morning.today());
        }
    }
}
