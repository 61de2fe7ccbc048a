//! A record goes with all that hangs on it, in one group: what would be left of it makes no sense.

use super::desk::Desk;
use super::words::NOT_YOURS;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label, RecordEdit};
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::schema::{ACCOUNT, FOLLOW_UP, Kind, Search, TERRITORY, TOUCH, USER, VISIT, Value, entity as declared};

impl<L: Look> Desk<'_, L> {
    /// Deletes a record: a customer with everything of it, a visit or a touch with the follow-ups it brought.
    pub fn delete(&mut self, entity: u16, record: Id) -> Result<Act, Refusal> {
        let declared = declared(entity).ok_or(Refusal::Gone)?;
        if declared.class == crate::schema::Class::Written || entity == TERRITORY.number || entity == USER.number {
            return Err(Refusal::State(NOT_YOURS));
        }
        let values = self.look.values(entity, record)?.ok_or(Refusal::Gone)?;
        let children = if entity == ACCOUNT.number {
            self.look.hanging(record)?
        } else if entity == VISIT.number || entity == TOUCH.number {
            let brought = self.look.follow_ups_of(record)?;
            brought.into_iter().map(|follow_up| (FOLLOW_UP.number, follow_up.id)).collect()
        } else {
            Vec::new()
        };
        let gone = |(entity, record)| Edit { entity, record, deed: RecordEdit::Delete };
        // Conflict records are the server's own; it closes them itself when their record goes.
        let children = children.into_iter().filter(|(entity, _)| *entity != crate::schema::CONFLICT.number);
        let mut edits: Vec<Edit> = std::iter::once((entity, record)).chain(children).map(gone).collect();
        if entity == TOUCH.number {
            // The visit that this call was said to replace is to be made after all.
            edits.extend(self.plan_without_call(&self.get(record)?)?);
        }
        let name = self.title(entity, &values)?;
        Ok(Act::one(Label::new("act-delete", name).detail(declared.name), edits))
    }

    /// What a record is called in a label: its own name, else the first words of it, else its customer's name.
    pub(super) fn title(&self, entity: u16, values: &[(u16, Value)]) -> Result<String, Refusal> {
        let Some(declared) = declared(entity) else { return Ok(String::new()) };
        let value = |number: u16| values.iter().find(|(field, _)| *field == number).map(|(_, value)| value);
        let own = declared.fields.iter().filter(|field| field.search == Search::Name && !field.kind.is_set());
        let text = declared.fields.iter().filter(|field| field.required && field.kind == Kind::Text);
        for field in own.chain(text) {
            if let Some(Value::Text(text)) = value(field.number) {
                return Ok(super::desk::beginning(text));
            }
        }
        let hangs_on =
            declared.fields.iter().find(|field| field.target == Some(ACCOUNT.name) && field.kind == Kind::Ref);
        self.name(hangs_on.and_then(|field| value(field.number)).and_then(Value::id))
    }
}
