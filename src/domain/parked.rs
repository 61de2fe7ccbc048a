//! Changes that the server could not take, as the rules look at them: what they would set, and what hangs on them.

use crate::base::id::Id;
use crate::schema::{Key, Value};

/// A parked change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParkedChange {
    /// The act that it is part of.
    pub act: Id,
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// What it would set.
    pub fields: Vec<(Key, Value)>,
    /// The office's note of it, while that is open.
    pub notice: Option<Id>,
}
