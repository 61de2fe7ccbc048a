//! The words of what was changed on both sides: each value, and who set it when and on which laptop.

use super::values::Shown;
use super::words::Words;
use crate::base::clock::{Moment, Now};
use crate::domain::act::By;
use crate::domain::ask::{ConflictRow, LostRow, Since, WrittenOn};
use crate::schema::{Value, entity};

impl Words {
    /// What was changed on both sides: the field, or the record itself.
    pub fn conflict_field(&self, row: &ConflictRow) -> &str {
        match entity(row.entity).and_then(|entity| Some((entity, entity.by_number(row.field)?))) {
            Some((entity, field)) => self.field(entity, field),
            None => self.get("sync-record-itself"),
        }
    }

    /// A value of the field that was changed on both sides; of the record itself, whether it was deleted.
    pub fn conflict_value(&self, row: &ConflictRow, value: &Value, now: &Now) -> String {
        let field = entity(row.entity).and_then(|entity| Some((entity, entity.by_number(row.field)?)));
        match (field, value) {
            (Some(_), Value::Null) => self.get("history-empty").to_owned(),
            (Some((entity, field)), value) => self.value(entity, field, value, Shown { now, names: &row.names }),
            (None, Value::Null) => self.get("history-deleted").to_owned(),
            (None, _) => self.get("decide-still-there").to_owned(),
        }
    }

    /// `Nolan: City “Derby” did not stand.`
    pub fn lost_elsewhere(&self, row: &LostRow, now: &Now) -> String {
        let field = entity(row.entity).and_then(|entity| Some((entity, entity.by_number(row.field)?)));
        let (field, value) = match field {
            Some((entity, field)) if row.value.is_null() => {
                (self.field(entity, field), self.get("history-empty").to_owned())
            }
            Some((entity, field)) => {
                let value = self.value(entity, field, &row.value, Shown { now, names: &row.names });
                (self.field(entity, field), value.replace('\n', " "))
            }
            None if row.value.is_null() => (self.get("sync-record-itself"), self.get("history-deleted").to_owned()),
            None => (self.get("sync-record-itself"), self.get("history-created").to_owned()),
        };
        let name = self.called(row.entity, &row.name);
        self.with("lost-elsewhere", &[("name", name.into()), ("field", field.into()), ("value", (&value).into())])
    }

    /// `Mei Chen  09:12`; of my own side that it is mine, and on which of my laptops.
    pub fn conflict_side(
        &self,
        (who, on): (&str, WrittenOn),
        when: Option<Moment>,
        me: &str,
        now: &Now,
    ) -> (String, String) {
        let mine = who == me && !me.is_empty();
        let key = match (mine, on) {
            (_, WrittenOn::This) => "decide-mine-here",
            (_, WrittenOn::Other) => "decide-mine-elsewhere",
            (true, WrittenOn::Unsaid) => "decide-mine",
            (false, WrittenOn::Unsaid) => "",
        };
        let who = if key.is_empty() { who.to_owned() } else { self.with(key, &[("who", who.into())]) };
        (who, when.map(|at| self.moment(at, now)).unwrap_or_default())
    }

    /// Who set the value that lost, and when.
    pub fn conflict_lost(&self, row: &ConflictRow, me: &str, now: &Now) -> (String, String) {
        if row.made_by_a_disk {
            return (self.get("decide-by-disk").to_owned(), String::new());
        }
        self.conflict_side((&row.lost.1, row.on.1), row.lost.2, me, now)
    }

    /// Who set what stands by now, and when.
    pub fn conflict_since(&self, since: &Since, me: &str, now: &Now) -> (String, String) {
        match &since.by {
            By::Me => self.conflict_side((me, WrittenOn::This), since.at, me, now),
            // Of my name alone nobody knows on which laptop: the server writes in it what follows from a merge.
            By::User(name) if name == me => self.conflict_side((me, WrittenOn::Unsaid), since.at, me, now),
            by => self.conflict_side((self.by(by), WrittenOn::Unsaid), since.at, "", now),
        }
    }
}
