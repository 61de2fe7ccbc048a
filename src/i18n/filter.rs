//! The words with which a filter may be typed.

use super::words::Words;
use crate::domain::filter::{Figure, Speech, Trouble};
use crate::schema::{Entity, Field};

impl Speech for Words {
    fn field<'a>(&'a self, entity: &Entity, field: &'static Field) -> &'a str {
        Words::field(self, entity, field)
    }

    fn choice<'a>(&'a self, entity: &Entity, field: &Field, word: &'a str) -> &'a str {
        Words::choice(self, entity.name, field.name, word)
    }

    fn figure(&self, figure: Figure) -> &str {
        self.get(figure.words())
    }
}

impl Words {
    /// What of a filter was not understood.
    pub fn filter_trouble(&self, trouble: &Trouble) -> String {
        match trouble {
            Trouble::Field(field) => self.with(trouble.words(), &[("field", field.into())]),
            Trouble::Value { field, value } => {
                self.with(trouble.words(), &[("field", field.into()), ("value", value.into())])
            }
        }
    }
}
