//! What a file says laid over a record that is there.
//!
//! Always: an empty cell empties nothing, notes are only added to, sets only grow; whatever comes beside or in the place of a value that is there
//! is listed. A value the file already had last time, and that is no longer in the record, was corrected by somebody: the correction stays and is
//! listed.

use super::cell::Flaw;
use super::draft::{Values, add_lines};
use super::mapping::Target;
use super::plan::Work;
use super::preview::{Overwrite, What};
use super::said::Said;
use crate::base::phone;
use crate::base::text::fold;
use crate::domain::entry;
use crate::schema::{Entity, Field, Record, Value};
use std::cell::OnceCell;

impl Work<'_> {
    /// A known record with what the file says laid over it.
    pub(super) fn overlay<R: Record>(
        &mut self,
        before: &R,
        line: u32,
        name: &str,
        mut from_file: Values,
        notes: &[String],
    ) -> R {
        let setting = self.setting;
        let (id, last) = (before.id(), OnceCell::new());
        let last = || last.get_or_init(|| (setting.said)(id));
        let mut values: Values = before.values().into_iter().filter(|(_, value)| !value.is_null()).collect();
        // What no field takes is said of the notes.
        if let (Some(field), false) = (R::ENTITY.field("notes"), notes.is_empty()) {
            let mut text = from_file.get(&field.number).map(Value::str).unwrap_or_default().to_owned();
            notes.iter().for_each(|line| add_lines(&mut text, line));
            from_file.insert(field.number, Value::text(text));
        }
        let mut said = said_of(R::ENTITY, &from_file);
        for (field, value) in from_file {
            let Some(declared) = R::ENTITY.by_number(field) else { continue };
            let there = values.get(&field).cloned().unwrap_or_default();
            let (taken, again) = parted(declared, &there, value, &last);
            let listed = |old: &Value, new: &Value| Overwrite {
                line,
                entity: R::ENTITY.number,
                record: id,
                name: name.to_owned(),
                field,
                old: self.shown(declared, old),
                new: self.shown(declared, new),
            };
            let (one, other) = (listed(&there, &again), listed(&there, &taken));
            if !again.is_null() {
                self.preview.corrected.push(one);
            }
            match (there, taken) {
                (_, Value::Null) => {}
                (there, Value::Text(lines)) if declared.name == "notes" => {
                    if !there.is_null() {
                        self.preview.additions.push(other);
                    }
                    self.add_notes(R::ENTITY, line, &mut values, &[lines]);
                }
                (Value::Null, taken) => {
                    values.insert(field, taken);
                }
                (Value::Set(mut have), Value::Set(more)) => {
                    self.preview.additions.push(other);
                    have.extend(more);
                    values.insert(field, Value::Set(have));
                }
                (_, taken) if setting.choices.overwrite => {
                    self.preview.overwrites.push(other);
                    values.insert(field, taken);
                }
                // It may be offered once more.
                _ => said.leave(declared, last()),
            }
        }
        self.said.push((id, said));
        super::plan::record(id, values)
    }

    /// A value as words; a person by the name.
    fn shown(&self, declared: &Field, value: &Value) -> String {
        let named = value.id().and_then(|id| self.names.of_id(id));
        named.map_or_else(|| entry::text(declared, value, self.setting.now), str::to_owned)
    }

    pub(super) fn add_notes(&mut self, entity: &'static Entity, line: u32, values: &mut Values, lines: &[String]) {
        let Some(field) = entity.field("notes") else { return };
        if lines.is_empty() {
            return;
        }
        let mut notes = values.get(&field.number).map(Value::str).unwrap_or_default().to_owned();
        for line in lines {
            add_lines(&mut notes, line);
        }
        if let Some(end) =
            (0..=field.most_bytes()).rev().find(|at| notes.is_char_boundary(*at)).filter(|end| *end < notes.len())
        {
            let text = notes.split_off(end);
            let target = Target::of(entity, field);
            self.note(line, What::Cell { heading: String::new(), target, text, flaw: Flaw::TooLong });
        }
        values.insert(field.number, Value::text(notes));
    }
}

/// What is said of the fields.
pub(super) fn said_of(entity: &Entity, values: &Values) -> Said {
    let mut said = Said::default();
    for (field, value) in values {
        if let Some(field) = entity.by_number(*field) {
            said.add(field, value);
        }
    }
    said
}

/// What of a file's value is not in the record: what the file says for the first time, and what it said last time already.
fn parted<'a>(field: &Field, there: &Value, value: Value, last: &dyn Fn() -> &'a Said) -> (Value, Value) {
    let none = || (Value::Null, Value::Null);
    match value {
        Value::Null => none(),
        Value::Set(more) => {
            let have = there.elements();
            let new = more.into_iter().filter(|element| !have.iter().any(|known| same(field, known, element)));
            let of = |element: &String| Value::set([element.clone()]);
            let (again, taken): (Vec<String>, Vec<String>) = new.partition(|element| last().has(field, &of(element)));
            (all(taken), all(again))
        }
        Value::Text(text) if field.name == "notes" => {
            let known = |line: &&str| there.str().lines().any(|known| known.trim() == line.trim());
            let new = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !known(line));
            let (again, taken): (Vec<&str>, Vec<&str>) = new.partition(|line| last().has(field, &Value::text(*line)));
            (Value::text(taken.join("\n")), Value::text(again.join("\n")))
        }
        value if *there == value || !value.str().is_empty() && fold(there.str()) == fold(value.str()) => none(),
        value if last().has(field, &value) => (Value::Null, value),
        value => (value, Value::Null),
    }
}

/// A telephone number that is there in another grouping is the same.
fn same(field: &Field, one: &str, other: &str) -> bool {
    if field.name == "phones" { phone::same(one, other) } else { fold(one) == fold(other) }
}

/// A set of these; nothing where there are none.
fn all(elements: Vec<String>) -> Value {
    if elements.is_empty() { Value::Null } else { Value::set(elements) }
}
