//! What a form is filled in for: which of the fields it shows, and with what it begins.

use crate::schema::{Entity, Field, Value};

/// In the name of a draft: a form for a new address.
pub const NEW_ADDRESS: &str = "moved";

/// The fields of an address, and those of them that most often stay when a customer moves.
const ADDRESS: [&str; 7] = ["street", "district", "city", "region", "postcode", "country", "address_since"];
const STAYS: [&str; 3] = ["city", "region", "country"];

/// What a form is filled in for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// A new record.
    Add,
    /// A record that is there.
    Edit,
    /// The address to which a customer has moved; the old one stays in its history.
    NewAddress,
}

impl Purpose {
    /// The fields to fill in, in their order.
    pub fn fields(self, entity: &'static Entity) -> Vec<&'static Field> {
        let mut fields = entity.form();
        if self == Purpose::NewAddress {
            fields.retain(|field| ADDRESS.contains(&field.name));
        }
        fields
    }

    /// The values that it begins with, of those that the record has.
    pub fn begin(self, values: &[(u16, Value)], entity: &'static Entity) -> Vec<(u16, Value)> {
        let begins = |number: u16| self != Purpose::NewAddress || entity.by_number(number).is_some_and(stays);
        values.iter().filter(|(number, _)| begins(*number)).cloned().collect()
    }
}

/// Whether it mostly stays when a customer moves.
pub fn stays(field: &Field) -> bool {
    STAYS.contains(&field.name)
}
