//! What a file said of a record when it was last imported, as marks: enough to know whether it says the same again.
//!
//! Always: a mark does not tell the value that it stands for; what cannot be read says nothing. A value that the file says again, and that is
//! not in the record any more, somebody has set right since.

use crate::base::id::Id;
use crate::base::phone;
use crate::base::text::fold;
use crate::schema::{Field, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The marks by the numbers of the fields: of a set one for each element, of notes one for each line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said(BTreeMap<u16, BTreeSet<u32>>);

impl Said {
    /// Marks what is said of a field.
    pub fn add(&mut self, field: &Field, value: &Value) {
        self.0.entry(field.number).or_default().extend(marks(field, value));
    }

    /// Whether all of this was said of a field.
    pub fn has(&self, field: &Field, value: &Value) -> bool {
        let known = self.0.get(&field.number);
        known.is_some_and(|known| marks(field, value).iter().all(|mark| known.contains(mark)))
    }

    /// Holds of a field what was said before; what is said now was not taken.
    pub fn leave(&mut self, field: &Field, before: &Said) {
        match before.0.get(&field.number) {
            Some(known) => drop(self.0.insert(field.number, known.clone())),
            None => drop(self.0.remove(&field.number)),
        }
    }

    /// With what was said before of the fields of which nothing is said now.
    pub fn upon(mut self, before: &Said) -> Said {
        for (field, marks) in &before.0 {
            self.0.entry(*field).or_insert_with(|| marks.clone());
        }
        self
    }

    /// Reads what [`fmt::Display`] wrote.
    pub fn read(text: &str) -> Said {
        let field = |part: &str| {
            let (number, marks) = part.split_once(':')?;
            let marks = marks.split(',').filter_map(|mark| u32::from_str_radix(mark, 16).ok()).collect();
            Some((number.parse().ok()?, marks))
        };
        Said(text.split(' ').filter_map(field).collect())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (field, marks)) in self.0.iter().enumerate() {
            let marks: Vec<String> = marks.iter().map(|mark| format!("{mark:x}")).collect();
            write!(f, "{}{field}:{}", if at > 0 { " " } else { "" }, marks.join(","))?;
        }
        Ok(())
    }
}

/// The marks of a value: spellings that an import takes for one have one mark.
fn marks(field: &Field, value: &Value) -> BTreeSet<u32> {
    match value {
        Value::Null => BTreeSet::new(),
        Value::Set(elements) if field.name == "phones" => {
            elements.iter().map(|number| mark(&phone::compare_key(number).unwrap_or_else(|| fold(number)))).collect()
        }
        Value::Set(elements) => elements.iter().map(|element| mark(&fold(element))).collect(),
        Value::Text(text) if field.name == "notes" => {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(mark).collect()
        }
        Value::Text(text) => [mark(&fold(text))].into(),
        Value::Int(number) => [mark(&number.to_string())].into(),
        Value::Id(id) => [mark(&id.to_string())].into(),
    }
}

fn mark(text: &str) -> u32 {
    let [a, b, c, d, ..] = *Id::derived(&[b"an import said", text.as_bytes()]).bytes();
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ACCOUNT;

    #[test]
    fn what_was_said_is_known_again_and_nothing_else() {
        let field = |name: &str| ACCOUNT.field(name).unwrap();
        let set = |elements: &[&str]| Value::set(elements.iter().map(|element| (*element).to_owned()));
        let mut said = Said::default();
        for (name, value) in [
            ("city", Value::text("Bristol")),
            ("phones", set(&["0117 496 0101", "+44 117 496 0102"])),
            ("notes", Value::text("ring twice\nask for Wang")),
            ("size", Value::Int(12)),
        ] {
            said.add(field(name), &value);
        }
        let said = Said::read(&said.to_string());
        for (name, value, expected) in [
            ("city", Value::text("BRISTOL"), true),
            ("city", Value::text("Clifton"), false),
            ("street", Value::text("Bristol"), false),
            ("phones", set(&["01174960101"]), true),
            ("phones", set(&["0117 496 0103"]), false),
            ("phones", set(&["01174960101", "0117 496 0103"]), false),
            ("notes", Value::text("ask for Wang"), true),
            ("notes", Value::text("ask for Wang\nor Li"), false),
            ("size", Value::Int(12), true),
            ("size", Value::Int(13), false),
        ] {
            assert_eq!(said.has(field(name), &value), expected, "{name} {value:?}");
        }
        let mut again = Said::default();
        again.add(field("city"), &Value::text("York"));
        again.leave(field("city"), &said);
        assert!(again.has(field("city"), &Value::text("Bristol")) && !again.has(field("city"), &Value::text("York")));
        assert_eq!(Said::read("rubbish :, 3 4:zz"), Said(BTreeMap::from([(4, BTreeSet::new())])));
    }
}
