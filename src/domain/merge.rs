//! One customer (or one person), entered twice: what the one record is to hold once both are joined.
//!
//! Always holds: nothing of the record that goes is thrown away unasked: what the kept one lacks is filled in, sets are united, notes
//! follow each other, its name stays findable; and the record itself keeps all its values under its old id.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{ACCOUNT, CONTACT, Entity, Field, Kind, MOST_TEXT, Value};

/// Whose value a field is to have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// That of the record that stays.
    Kept,
    /// That of the record that goes.
    Other,
    /// Both: a set's elements, one note after the other.
    Both,
}

/// A field in which two records differ.
#[derive(Clone, Debug)]
pub struct Row {
    /// The field.
    pub field: &'static Field,
    /// Its value in the record that stays.
    pub kept: Value,
    /// Its value in the record that goes.
    pub other: Value,
    /// Whose it will be.
    pub taken: Taken,
}

/// Fields that say how a record stands, not what it is: only taken over where a person says so.
const STANDING: [&str; 8] =
    ["closed_on", "snoozed_until", "snooze_reason", "first_due", "left_on", "territory", "owner", "account"];

/// Whether records of this entity can be joined.
pub fn can_merge(entity: u16) -> bool {
    entity == ACCOUNT.number || entity == CONTACT.number
}

/// Fields by number.
pub type Fields = BTreeMap<u16, Value>;

fn of(fields: &Fields, field: &Field) -> Value {
    fields.get(&field.number).cloned().unwrap_or_default()
}

/// The fields in which the record that goes has something else to say, with whose value is taken; `from_other`: fields for which a person
/// chose the other's.
pub fn rows(entity: &'static Entity, kept: &Fields, other: &Fields, from_other: &BTreeSet<u16>) -> Vec<Row> {
    let mut rows = Vec::new();
    for field in entity.fields.iter().filter(|field| field.name != "merged_into") {
        let (mine, theirs) = (of(kept, field), of(other, field));
        let chosen = from_other.contains(&field.number);
        if mine == theirs || theirs.is_null() && !chosen {
            continue;
        }
        let taken = if field.kind.is_set() {
            if theirs.elements().is_subset(&mine.elements()) {
                continue;
            }
            Taken::Both
        } else if chosen || (mine.is_null() && !STANDING.contains(&field.name)) {
            Taken::Other
        } else if field.kind == Kind::LongText && !mine.is_null() && joined(&mine, &theirs).is_some() {
            Taken::Both
        } else {
            Taken::Kept
        };
        rows.push(Row { field, kept: mine, other: theirs, taken });
    }
    rows
}

/// One text after the other, where both fit into a field.
fn joined(one: &Value, two: &Value) -> Option<Value> {
    let (one, two) = (one.str(), two.str());
    if one.contains(two) {
        return Some(Value::text(one));
    }
    let both = format!("{}\n{two}", one.trim_end());
    (both.len() <= MOST_TEXT).then(|| Value::text(both))
}

/// What is to be set on the record that stays.
pub fn values(entity: &'static Entity, kept: &Fields, other: &Fields, from_other: &BTreeSet<u16>) -> Vec<(u16, Value)> {
    let mut values = Fields::new();
    for row in rows(entity, kept, other, from_other) {
        let value = match row.taken {
            Taken::Kept => continue,
            Taken::Other => row.other,
            Taken::Both if row.field.kind.is_set() => {
                Value::set(row.kept.elements().into_iter().chain(row.other.elements()))
            }
            Taken::Both => joined(&row.kept, &row.other).unwrap_or(row.kept),
        };
        values.insert(row.field.number, value);
    }
    // Found by both names from now on.
    if let (Some(name), Some(others)) = (entity.field("name"), entity.field("other_names")) {
        let stays = values.get(&name.number).cloned().unwrap_or_else(|| of(kept, name));
        let mut all = values.get(&others.number).cloned().unwrap_or_else(|| of(kept, others)).elements();
        for before in [of(kept, name), of(other, name)] {
            if before != stays && !before.is_null() {
                all.insert(before.str().to_string());
            }
        }
        values.insert(others.number, Value::set(all));
    }
    // The file that brought both finds the one that stays by both ids.
    if let (Some(id), Some(others)) = (entity.field("external_id"), entity.field("other_ids")) {
        let stays = values.get(&id.number).cloned().unwrap_or_else(|| of(kept, id));
        let mut all = values.get(&others.number).cloned().unwrap_or_else(|| of(kept, others)).elements();
        let before = [of(kept, id), of(other, id)];
        all.extend(before.iter().filter(|id| **id != stays && !id.is_null()).map(|id| id.str().to_owned()));
        values.insert(others.number, Value::set(all));
    }
    values.into_iter().filter(|(number, value)| kept.get(number).unwrap_or(&Value::Null) != value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(values: &[(&str, Value)]) -> Fields {
        values.iter().map(|(name, value)| (ACCOUNT.field(name).unwrap().number, value.clone())).collect()
    }

    fn set(words: &[&str]) -> Value {
        Value::set(words.iter().map(|word| word.to_string()))
    }

    #[test]
    fn nothing_is_thrown_away_unasked() {
        let kept = fields(&[
            ("name", Value::text("Blue Finch Cafe")),
            ("city", Value::text("Bristol")),
            ("phones", set(&["0117 1"])),
            ("notes", Value::text("likes A100")),
            ("owner", Value::Id(crate::base::id::Id::derived(&[b"ann"]))),
        ]);
        let other = fields(&[
            ("name", Value::text("Blue Finch")),
            ("city", Value::text("Bath")),
            ("street", Value::text("14 Quay St")),
            ("phones", set(&["0117 1", "0117 2"])),
            ("notes", Value::text("shut on Mondays")),
            ("closed_on", Value::Int(20_000)),
        ]);
        let got = |choose: &[&str]| {
            let choose = choose.iter().map(|name| ACCOUNT.field(name).unwrap().number).collect();
            values(&ACCOUNT, &kept, &other, &choose).into_iter().collect::<Fields>()
        };
        let usual = [
            ("other_names", set(&["Blue Finch"])),
            ("street", Value::text("14 Quay St")),
            ("phones", set(&["0117 1", "0117 2"])),
            ("notes", Value::text("likes A100\nshut on Mondays")),
        ];
        assert_eq!(got(&[]), fields(&usual), "the city is the kept one's, and a shut twin shuts nobody");
        let asked = got(&["name", "city"]);
        assert_eq!(asked.get(&1), Some(&Value::text("Blue Finch")));
        assert_eq!(asked.get(&2), Some(&set(&["Blue Finch Cafe"])));
        assert_eq!(asked.get(&9), Some(&Value::text("Bath")));
        let rows = rows(&ACCOUNT, &kept, &other, &BTreeSet::new());
        let city = rows.iter().find(|row| row.field.name == "city").unwrap();
        assert_eq!((city.taken, rows.len()), (Taken::Kept, 6));
    }
}
