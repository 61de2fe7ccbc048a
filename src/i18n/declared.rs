//! The words of what the schema declares: entities, fields, choices; and of what the rules say: labels and refusals.

use super::words::Words;
use crate::domain::act::Label;
use crate::domain::deed::Refusal;
use crate::schema::{Choice, Entity, Field};

impl Words {
    /// An entity's name, such as "Customer".
    pub fn entity(&self, entity: &'static Entity) -> &str {
        self.get(entity.name)
    }

    /// Several of an entity, such as "Customers".
    pub fn entities(&self, entity: &'static Entity) -> &str {
        self.find(&format!("{}-plural", entity.name)).unwrap_or(entity.name)
    }

    /// A field's name, such as "Opening hours".
    pub fn field(&self, entity: &Entity, field: &'static Field) -> &str {
        self.find(&format!("{}-{}", entity.name, field.name)).unwrap_or(field.name)
    }

    /// What a choice of a field is called; `word` is how it is stored.
    pub fn choice<'a>(&'a self, entity: &str, field: &str, word: &'a str) -> &'a str {
        self.find(&format!("{entity}-{field}-{word}")).unwrap_or(word)
    }

    /// What a typed choice of a field is called.
    pub fn of<C: Choice>(&self, entity: &str, field: &str, choice: C) -> &str {
        self.choice(entity, field, choice.word())
    }

    /// What was done, in one line: "Logged: Harbour Dental".
    pub fn label(&self, label: &Label) -> String {
        self.with(&label.words, &[("subject", (&label.subject).into()), ("detail", (&label.detail).into())])
    }

    /// Why something cannot be done.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Gone => self.get("refusal-gone").to_owned(),
            Refusal::State(key) => self.get(key).to_owned(),
            Refusal::Value { field, trouble } => {
                let field = self.find(field).unwrap_or(field);
                self.with("refusal-value", &[("field", field.into()), ("trouble", self.get(trouble).into())])
            }
            Refusal::Nothing => self.get("refusal-nothing").to_owned(),
            Refusal::Look(failed) => self.with("refusal-look", &[("what", (&failed.0).into())]),
        }
    }
}
