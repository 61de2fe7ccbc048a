//! A person who changes employer.

use super::desk::Desk;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::schema::Contact;

impl<L: Look> Desk<'_, L> {
    /// Moves a contact to another customer; where the person was before stays known, and so does every visit where the person was met.
    pub fn move_contact(&mut self, contact: Id, to: Id) -> Result<Act, Refusal> {
        let before: Contact = self.get(contact)?;
        let account = self.account(to)?;
        if before.account == Some(account.id) {
            return Err(Refusal::Nothing);
        }
        let mut after = Contact { account: Some(account.id), left_on: None, ..before.clone() };
        after.formerly_at.extend(before.account);
        after.formerly_at.remove(&account.id);
        let label = Label::new("act-move-contact", before.name.clone()).detail(account.name);
        Ok(Act::one(label, Vec::from_iter(Edit::change(&before, &after))))
    }
}
