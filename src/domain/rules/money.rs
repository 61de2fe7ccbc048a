//! Money that was promised in a log has come.
//!
//! Always holds: the promise stays as it was said, with the day on which it was kept before it.

use std::collections::BTreeSet;

use super::desk::Desk;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::{LogRef, Refusal};
use crate::domain::heard::Payment;
use crate::domain::look::Look;
use crate::schema::{TOUCH, Touch, VISIT, Value, Visit};

impl<L: Look> Desk<'_, L> {
    /// It has come today. Refused where the log promises no such money any more, or where it has come already.
    pub fn money_came(&mut self, log: LogRef, payment: &str) -> Result<Act, Refusal> {
        let promised = Payment::read(payment);
        let came = Payment { paid: Some(self.now.today()), ..promised.clone() };
        let kept = |payments: &BTreeSet<String>| -> Result<BTreeSet<String>, Refusal> {
            let mut payments = payments.clone();
            if promised.paid.is_some() || !payments.remove(payment) {
                return Err(Refusal::Gone);
            }
            payments.insert(came.to_string());
            Ok(payments)
        };
        let (account, edit) = match log {
            LogRef::Visit(id) => {
                let before: Visit = self.get(id)?;
                let after = Visit { payments: kept(&before.payments)?, ..before.clone() };
                self.fits(&VISIT, "payments", &Value::set(after.payments.iter().cloned()))?;
                (before.account, Edit::change(&before, &after))
            }
            LogRef::Touch(id) => {
                let before: Touch = self.get(id)?;
                let after = Touch { payments: kept(&before.payments)?, ..before.clone() };
                self.fits(&TOUCH, "payments", &Value::set(after.payments.iter().cloned()))?;
                (before.account, Edit::change(&before, &after))
            }
        };
        let said = [promised.amount.map(|amount| amount.to_string()).unwrap_or_default(), promised.text];
        let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
        Ok(Act::one(Label::new("act-money-came", self.name(account)?).detail(said.join(" ")), Vec::from_iter(edit)))
    }
}
