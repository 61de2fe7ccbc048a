//! One blank of a form: what is typed or chosen for a field, and the value it comes to or what is wrong with it.
//!
//! Always holds: what a person typed is kept as typed, also where it fits nothing; the value is worked out anew from it.

use serde::{Deserialize, Serialize};

use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::check;
use crate::domain::dates::Dates;
use crate::domain::deed::Slot;
use crate::domain::entry::{self, Misfit};
use crate::i18n::Words;
use crate::schema::{Entity, Kind, Value};
use crate::tui::field::{Field, Taken};
use crate::tui::key::{Code, Key};

/// What is chosen: as it is stored, and as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Chosen {
    /// A choice's word, a set's element, or an id.
    pub word: String,
    /// As a person reads it.
    pub shown: String,
}

/// One blank of a form.
#[derive(Clone, Debug)]
pub struct Blank {
    /// The field's entity.
    pub entity: &'static Entity,
    /// The field.
    pub field: &'static crate::schema::Field,
    /// What is typed.
    pub typed: Field,
    /// What is chosen, for a choice, a set or a reference.
    pub chosen: Vec<Chosen>,
    /// When its words were written: the days and hours in them count from then.
    pub written: Option<Moment>,
}

impl Blank {
    /// For this field, with this value; `names` are the words for the records it refers to.
    pub fn new(
        entity: &'static Entity,
        field: &'static crate::schema::Field,
        value: &Value,
        names: &[(Id, String)],
        words: &Words,
        now: &Now,
    ) -> Blank {
        let named = |id: &str| {
            let known = names.iter().find(|(known, _)| id.parse() == Ok(*known));
            known.map_or_else(|| id.to_owned(), |(_, name)| name.clone())
        };
        let chosen: Vec<Chosen> = match (field.kind, value) {
            (_, Value::Null) => Vec::new(),
            (Kind::Choice(_), Value::Text(word)) => {
                vec![Chosen { word: word.clone(), shown: words.choice(entity.name, field.name, word).to_owned() }]
            }
            (Kind::Flag, _) => vec![Chosen { word: "yes".into(), shown: words.get("yes").to_owned() }],
            (Kind::Ref, Value::Id(id)) => vec![Chosen { word: id.to_string(), shown: named(&id.to_string()) }],
            (Kind::Refs, Value::Set(ids)) => {
                ids.iter().map(|id| Chosen { word: id.clone(), shown: named(id) }).collect()
            }
            (Kind::Set, Value::Set(elements)) => elements
                .iter()
                .map(|element| Chosen {
                    word: element.clone(),
                    shown: words.choice(entity.name, field.name, element).to_owned(),
                })
                .collect(),
            _ => Vec::new(),
        };
        let text = if is_chosen(field.kind) { String::new() } else { entry::text(field, value, now) };
        let typed = if field.kind == Kind::LongText { Field::lines(&text) } else { Field::new(&text) };
        Blank { entity, field, typed, chosen, written: None }
    }

    /// Whether several are chosen in it.
    pub fn is_set(&self) -> bool {
        self.field.kind.is_set()
    }

    /// Whether it can hold what was typed and chosen in a form of another version.
    pub fn takes(&self, typed: &str, chosen: &[Chosen]) -> bool {
        let typed = !typed.trim().is_empty();
        let known = |words: &[&str]| chosen.iter().all(|chosen| words.contains(&chosen.word.as_str()));
        match self.field.kind {
            Kind::Choice(words) => !typed && known(words),
            Kind::Flag => !typed && known(&["yes"]),
            Kind::Ref | Kind::Refs => chosen.iter().all(|chosen| chosen.word.parse::<Id>().is_ok()),
            Kind::Set => true,
            _ => chosen.is_empty(),
        }
    }

    /// Whether a record is chosen in it.
    pub fn refers(&self) -> bool {
        matches!(self.field.kind, Kind::Ref | Kind::Refs)
    }

    /// Whether it is chosen by digits.
    pub fn by_digits(&self) -> bool {
        matches!(self.field.kind, Kind::Choice(_) | Kind::Flag)
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.typed.words().trim().is_empty() && self.chosen.is_empty()
    }

    /// The day and time that the words in it mean, for a date or a time.
    pub fn slot(&self, dates: Dates<'_>) -> Option<Slot> {
        let then = self.written.map(|written| dates.now.with(written));
        self.slot_at(Dates { now: then.as_ref().unwrap_or(dates.now), ..dates })
    }

    fn slot_at(&self, dates: Dates<'_>) -> Option<Slot> {
        matches!(self.field.kind, Kind::Date | Kind::Moment)
            .then(|| dates.read_for(self.field, self.typed.words()))
            .flatten()
    }

    /// Writes the day or the time that its words mean in their place, where by now they would mean another.
    pub fn fix_day(&mut self, dates: Dates<'_>) {
        let slot = self.slot(dates);
        if slot != self.slot_at(dates)
            && let Some(slot) = slot
        {
            let value = dates.value(self.field.kind, slot);
            self.typed = Field::new(&entry::text(self.field, &value, dates.now));
        }
    }

    /// Its value, or the key of the words for what is wrong with it.
    pub fn value(&self, dates: Dates<'_>) -> Result<Value, &'static str> {
        let now = dates.now;
        let typed = self.typed.words().trim();
        let field = self.field;
        let value = match field.kind {
            Kind::Date | Kind::Moment if !typed.is_empty() => match self.slot(dates) {
                Some(slot) => dates.value(field.kind, slot),
                None => entry::value(field, typed, now).map_err(Misfit::words)?,
            },
            Kind::Choice(_) => self.chosen.first().map_or(Value::Null, |chosen| Value::text(chosen.word.as_str())),
            Kind::Flag => self.chosen.first().map_or(Value::Null, |_| Value::Int(1)),
            // Letters that nobody was found by are not a record: say so rather than drop them.
            Kind::Ref | Kind::Refs if !typed.is_empty() => return Err(Misfit::Ref.words()),
            Kind::Ref => self.chosen.first().and_then(|chosen| chosen.word.parse().ok()).map_or(Value::Null, Value::Id),
            Kind::Refs => Value::set(self.chosen.iter().map(|chosen| chosen.word.clone())),
            Kind::Set => {
                let more = entry::value(field, typed, now).map_err(Misfit::words)?.elements();
                Value::set(self.chosen.iter().map(|chosen| chosen.word.clone()).chain(more))
            }
            _ => entry::value(field, typed, now).map_err(Misfit::words)?,
        };
        match check::value(field, &value, now) {
            Some(wrong) => Err(wrong),
            None => Ok(value),
        }
    }

    /// The choices it offers: as stored, and as shown.
    pub fn choices(&self, words: &Words) -> Vec<Chosen> {
        match self.field.kind {
            Kind::Choice(choices) => choices
                .iter()
                .map(|word| Chosen {
                    word: (*word).to_owned(),
                    shown: words.choice(self.entity.name, self.field.name, word).to_owned(),
                })
                .collect(),
            Kind::Flag => vec![Chosen { word: "yes".into(), shown: words.get("yes").to_owned() }],
            _ => Vec::new(),
        }
    }

    /// A key. `No` where the blank has no use for it.
    pub fn key(&mut self, key: Key, words: &Words) -> Taken {
        if self.by_digits() {
            return self.choose(key, words);
        }
        let element_ends = match key.code {
            Code::Enter => self.field.kind == Kind::Set,
            Code::Char(c) => self.field.kind == Kind::Set && matches!(c, ';' | '；' | '、'),
            _ => false,
        };
        if element_ends && !self.typed.words().trim().is_empty() {
            self.keep_element();
            return Taken::Changed;
        }
        // What was chosen goes as what was typed does: first the letters, then the rest.
        if key == Key::ctrl('u') && self.typed.is_empty() && (self.is_set() || self.refers()) {
            self.chosen.clear();
            return Taken::Changed;
        }
        let empties = matches!(key.code, Code::Backspace) && self.typed.is_empty() && !self.chosen.is_empty();
        if empties && (self.is_set() || self.refers()) {
            self.chosen.pop();
            return Taken::Changed;
        }
        self.typed.press(key)
    }

    /// What is typed becomes an element of the set.
    pub fn keep_element(&mut self) {
        if self.field.kind != Kind::Set {
            return;
        }
        for word in self.typed.words().split([';', '；', '、']).map(str::trim).filter(|word| !word.is_empty()) {
            if !self.chosen.iter().any(|chosen| chosen.word == word) {
                self.chosen.push(Chosen { word: word.to_owned(), shown: word.to_owned() });
            }
        }
        self.typed = Field::new("");
    }

    /// This record is chosen.
    pub fn pick(&mut self, record: Id, shown: &str) {
        let chosen = Chosen { word: record.to_string(), shown: shown.to_owned() };
        if self.field.kind == Kind::Ref {
            self.chosen.clear();
        }
        self.chosen.retain(|known| known.word != chosen.word);
        self.chosen.push(chosen);
        self.typed = Field::new("");
    }

    /// Digits choose, arrows go on, Space too; 0 and Backspace empty it.
    fn choose(&mut self, key: Key, words: &Words) -> Taken {
        let choices = self.choices(words);
        let current = self.chosen.first().and_then(|now| choices.iter().position(|choice| choice.word == now.word));
        let count = choices.len();
        let to = match (key.code, key.ctrl) {
            (Code::Char(c), false) if c.is_ascii_digit() || ('０'..='９').contains(&c) => {
                let digit = c.to_digit(10).unwrap_or_else(|| u32::from(c) - u32::from('０')) as usize;
                match digit {
                    0 => None,
                    digit if digit <= count => Some(digit - 1),
                    _ => return Taken::Idle,
                }
            }
            (Code::Right | Code::Char(' '), false) => match current {
                None => Some(0),
                Some(at) if at + 1 < count => Some(at + 1),
                Some(_) => None,
            },
            (Code::Left, false) => match current {
                None => Some(count - 1),
                Some(at) => at.checked_sub(1),
            },
            (Code::Backspace | Code::Delete, false) => None,
            // A letter typed here is not meant for the screen behind.
            (Code::Char(_), false) => return Taken::Idle,
            _ => return Taken::No,
        };
        self.chosen = to.and_then(|at| choices.into_iter().nth(at)).into_iter().collect();
        Taken::Changed
    }
}

fn is_chosen(kind: Kind) -> bool {
    matches!(kind, Kind::Choice(_) | Kind::Flag | Kind::Set | Kind::Ref | Kind::Refs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;
    use crate::schema::{ACCOUNT, CONTACT};

    fn blank(entity: &'static Entity, name: &str, value: &Value, words: &Words) -> Blank {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        Blank::new(entity, entity.field(name).unwrap(), value, &[], words, &now)
    }

    #[test]
    fn keys_become_values() {
        let words = Words::new(Lang::En);
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let set = |elements: &[&str]| Ok(Value::set(elements.iter().map(|element| (*element).to_owned())));
        for (entity, name, before, keys, expected) in [
            (&ACCOUNT, "name", Value::Null, "Blue Finch ", Ok(Value::text("Blue Finch"))),
            (&ACCOUNT, "grade", Value::Null, "2", Ok(Value::text("b"))),
            (&ACCOUNT, "grade", Value::text("b"), "0", Ok(Value::Null)),
            (&ACCOUNT, "grade", Value::text("b"), "9x", Ok(Value::text("b"))),
            (&ACCOUNT, "grade", Value::text("c"), " ", Ok(Value::Null)),
            (&ACCOUNT, "size", Value::Null, "12", Ok(Value::Int(12))),
            (&ACCOUNT, "size", Value::Null, "many", Err("misfit-number")),
            (&ACCOUNT, "size", Value::Null, "-3", Err("trouble-negative")),
            (&ACCOUNT, "cadence", Value::Null, "731", Err("trouble-too-large")),
            (&ACCOUNT, "tags", Value::Null, "a;b c、d", set(&["a", "b c", "d"])),
            (&ACCOUNT, "tags", set(&["a"]).unwrap(), "b", set(&["a", "b"])),
            (&ACCOUNT, "tags", set(&["a", "b"]).unwrap(), "<", set(&["a"])),
            (&ACCOUNT, "address_since", Value::Null, "2026-11-20", Ok(Value::Int(20_777))),
            (&ACCOUNT, "address_since", Value::Null, "soonish", Err("misfit-date")),
            (&ACCOUNT, "latitude", Value::Null, "30.5", Ok(Value::Int(30_500_000))),
            (&CONTACT, "account", Value::Null, "harb", Err("misfit-ref")),
        ] {
            let mut blank = blank(entity, name, &before, &words);
            for c in keys.chars() {
                let code = if c == '<' { Code::Backspace } else { Code::Char(c) };
                blank.key(Key { code, ctrl: false }, &words);
            }
            assert_eq!(blank.value(Dates { now: &now, lang: Lang::En, next: None }), expected, "{name} {keys}");
        }
    }

    #[test]
    fn ctrl_u_empties_what_is_written_and_then_what_is_chosen() {
        let words = Words::new(Lang::En);
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let value = Value::set(["13800000000".to_owned(), "13900000000".to_owned()]);
        let mut blank = blank(&ACCOUNT, "tags", &value, &words);
        blank.key(Key::ctrl('u'), &words);
        "new".chars().for_each(|c| {
            blank.key(Key::char(c), &words);
        });
        let dates = Dates { now: &now, lang: Lang::En, next: None };
        assert_eq!(blank.value(dates), Ok(Value::set(["new".to_owned()])));
        // The letters go first.
        let mut blank = self::blank(&ACCOUNT, "tags", &value, &words);
        blank.key(Key::char('x'), &words);
        blank.key(Key::ctrl('u'), &words);
        assert_eq!(blank.value(dates), Ok(value));
    }

    #[test]
    fn a_text_is_measured_in_bytes() {
        let words = Words::new(Lang::ZhHans);
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let mut blank = blank(&ACCOUNT, "postcode", &Value::Null, &words);
        blank.typed.paste(&"精".repeat(14));
        assert_eq!(blank.value(Dates { now: &now, lang: Lang::ZhHans, next: None }), Err("trouble-too-long"));
    }

    #[test]
    fn a_record_that_is_picked_replaces_another() {
        let words = Words::new(Lang::En);
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let mut blank = blank(&CONTACT, "account", &Value::Null, &words);
        let (one, other) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        blank.pick(one, "One");
        blank.pick(other, "Other");
        assert_eq!(blank.value(Dates { now: &now, lang: Lang::En, next: None }), Ok(Value::Id(other)));
        assert_eq!(blank.chosen[0].shown, "Other");
    }
}
