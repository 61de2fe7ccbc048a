//! What exists: one declaration per entity, and the registry. No behaviour, no I/O.
//!
//! From these tables come the columns the store reads and writes, the whitelist and the merge of sync, forms, lists, filters, import
//! names, the command line's `list/show/add/set`, the words to translate and the data dictionary. Entity and field numbers are permanent.

mod account;
mod company;
mod conflict;
mod contact;
mod declare;
mod field;
mod follow_up;
mod json;
mod record;
mod touch;
mod user;
mod value;
mod visit;

pub use account::{ACCOUNT, Account, Consent, Grade, Lifecycle, Source};
pub use company::{SETTING, Setting, VISIT_TYPE, VisitType};
pub use conflict::{CONFLICT, Conflict, ConflictRule, ConflictState};
pub use contact::{CONTACT, Contact, DecisionRole, PreferredWay};
pub use field::{Class, Entity, Field, Kind, List, MOST_TEXT, Merge, Search, Stream};
pub use follow_up::{FOLLOW_UP, FollowUp, FollowUpState, PromisedBy};
pub use record::{Choice, FieldType, Record};
pub use touch::{Direction, TOUCH, Touch, TouchKind, TouchOutcome};
pub use user::{Role, TERRITORY, Territory, USER, User};
pub use value::{Degrees, Key, Value};
pub use visit::{Mood, Reason, VISIT, Visit, VisitKind, VisitOutcome, VisitState};

/// Every entity, in the order of their numbers.
pub static ENTITIES: [&Entity; 10] =
    [&ACCOUNT, &CONTACT, &VISIT, &TOUCH, &FOLLOW_UP, &TERRITORY, &USER, &CONFLICT, &VISIT_TYPE, &SETTING];

/// The entity of this number, if this version knows it.
pub fn entity(number: u16) -> Option<&'static Entity> {
    ENTITIES.into_iter().find(|entity| entity.number == number)
}

/// The entity of this name.
pub fn entity_named(name: &str) -> Option<&'static Entity> {
    ENTITIES.into_iter().find(|entity| entity.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numbers_and_names_are_said_once() {
        let mut entities = BTreeSet::new();
        for entity in ENTITIES {
            assert!(entities.insert(entity.number) && !entity.fields.is_empty(), "{}", entity.name);
            let mut numbers = BTreeSet::new();
            let mut names = BTreeSet::new();
            for field in entity.fields {
                assert!(field.number > 0 && numbers.insert(field.number), "{}.{}", entity.name, field.name);
                assert!(names.insert(field.name) && field.name != "id", "{}.{}", entity.name, field.name);
                if let Some(target) = field.target {
                    assert!(entity_named(target).is_some(), "{}.{} refers to {target}", entity.name, field.name);
                }
                if matches!(field.kind, Kind::Ref | Kind::Refs) && entity.name != "conflict" {
                    assert!(field.target.is_some(), "{}.{} refers to nothing", entity.name, field.name);
                }
            }
            if let Stream::Parent { field } = entity.stream {
                assert!(entity.field(field).is_some_and(|field| field.kind == Kind::Ref), "{}", entity.name);
            }
        }
    }

    #[test]
    fn a_struct_reads_back_what_it_gave() {
        let mut account = Account { name: "精工".into(), grade: Some(Grade::A), ..Account::default() };
        account.phones.insert("138 0571 2266".into());
        account.latitude = Degrees::parse("30.2741");
        let values: std::collections::BTreeMap<u16, Value> = account.values().into_iter().collect();
        let again = Account::read(account.id, &mut |field| values.get(&field.number).cloned().unwrap_or(Value::Null));
        assert_eq!(again, account);
    }
}
