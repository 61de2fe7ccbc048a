//! Deeds on customers: grade, tag, snooze, a new address, shut for good.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::desk::{Desk, act_of, once, visit_end};
use super::follow_up::dropped;
use super::plan::cancelled;
use crate::base::id::Id;
use crate::base::text::is_han;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::check;
use crate::domain::deed::{Refusal, Slot};
use crate::domain::look::Look;
use crate::schema::{ACCOUNT, Account, Choice, Field, Grade, Lifecycle, Reason, Record, Value, Visit, VisitState};

impl<L: Look> Desk<'_, L> {
    /// Grades customers.
    pub fn grade(&mut self, accounts: &[Id], grade: Option<Grade>) -> Result<Act, Refusal> {
        let detail = grade.map(Grade::word).unwrap_or_default();
        self.each_account(accounts, Label::new("act-grade", "").detail(detail), |account| account.grade = grade)
    }

    /// Tags customers.
    pub fn tag(&mut self, accounts: &[Id], add: &BTreeSet<String>, remove: &BTreeSet<String>) -> Result<Act, Refusal> {
        let add: BTreeSet<String> =
            add.iter().map(|tag| tag.trim().to_string()).filter(|tag| !tag.is_empty()).collect();
        self.fits(&ACCOUNT, "tags", &Value::set(add.iter().cloned()))?;
        let words: Vec<String> =
            add.iter().map(|tag| format!("+{tag}")).chain(remove.iter().map(|tag| format!("-{tag}"))).collect();
        self.each_account(accounts, Label::new("act-tag", "").detail(words.join(" ")), |account| {
            account.tags.retain(|tag| !remove.contains(tag));
            account.tags.extend(add.iter().cloned());
        })
    }

    /// Is not proposed before a day.
    pub fn snooze(&mut self, accounts: &[Id], until: NaiveDate, reason: &str) -> Result<Act, Refusal> {
        if until <= self.now.today() {
            return Err(Refusal::Value { field: "snoozed_until", trouble: check::PAST });
        }
        self.fits(&ACCOUNT, "snooze_reason", &Value::text(reason.trim()))?;
        let mut label = Label::default();
        let mut groups = Vec::new();
        for id in once(accounts) {
            let before = self.account(id)?;
            let after =
                Account { snoozed_until: Some(until), snooze_reason: reason.trim().to_string(), ..before.clone() };
            let visits = self.visits_before(before.id, until)?;
            if groups.is_empty() {
                let words = if visits.is_empty() { "act-snooze" } else { "act-snooze-moved" };
                label = Label::new(words, before.name.clone()).detail(until.to_string());
            }
            let edits: Vec<Edit> = Edit::change(&before, &after).into_iter().chain(visits).collect();
            groups.extend(Some(edits).filter(|edits| !edits.is_empty()));
        }
        Ok(act_of(label.count(groups.len()), groups))
    }

    /// My visits planned before the snooze ends: the first moves to the day it ends (unless one is planned then), the others are cancelled.
    fn visits_before(&self, account: Id, until: NaiveDate) -> Result<Vec<Edit>, Refusal> {
        let me = Some(self.look.me());
        let mut free = self.look.planned_on(account, until)?.is_empty();
        let planned = self.look.open_visits(account)?.into_iter().filter(|visit| {
            visit.owner == me
                && visit.state == Some(VisitState::Planned)
                && visit.day.is_some_and(|day| self.now.today() <= day && day < until)
        });
        let mut planned: Vec<Visit> = planned.collect();
        planned.sort_by_key(|visit| (visit.day, visit.planned_start, visit.id));
        let edits = planned.into_iter().filter_map(|visit| {
            if !std::mem::take(&mut free) {
                return Edit::change(&visit, &cancelled(&visit, Reason::CalledOff));
            }
            let start = self.same_time(&visit, Slot::day(until));
            let planned_end = visit_end(&visit, start);
            let after = Visit { day: Some(until), planned_start: start, planned_end, stop: None, ..visit.clone() };
            Edit::change(&visit, &after)
        });
        Ok(edits.collect())
    }

    /// Shut for good: with its open plans and follow-ups, in one group.
    pub fn shut_for_good(&mut self, account: Id) -> Result<Act, Refusal> {
        let account = self.open_account(account)?;
        let edits = self.closing(&account, &[])?;
        Ok(Act::one(Label::new("act-shut-for-good", account.name), edits))
    }

    /// What shutting a customer for good changes, but for the visits that the act changes otherwise.
    pub(super) fn closing(&self, account: &Account, but: &[Id]) -> Result<Vec<Edit>, Refusal> {
        let shut = Account {
            closed_on: Some(self.now.today()),
            lifecycle: Some(Lifecycle::Lost),
            cadence: Some(0),
            ..account.clone()
        };
        let mut edits = Vec::from_iter(Edit::change(account, &shut));
        for visit in self.look.open_visits(account.id)? {
            if !but.contains(&visit.id) {
                edits.extend(Edit::change(&visit, &cancelled(&visit, Reason::ShutForGood)));
            }
        }
        for follow_up in self.look.open_follow_ups(account.id)? {
            let gone = dropped(follow_up.clone(), self.now.at, Reason::ShutForGood.word());
            edits.extend(Edit::change(&follow_up, &gone));
        }
        Ok(edits)
    }

    /// A new address. The old one goes to the history of places; its coordinates, district and post code do not pass to the new one.
    pub fn move_address(&mut self, account: Id, values: &[(u16, Value)], since: NaiveDate) -> Result<Act, Refusal> {
        let before = self.account(account)?;
        let troubles = check::values(&ACCOUNT, values, self.now);
        if let Some(trouble) = troubles.first() {
            return Err(Refusal::Value { field: trouble.field, trouble: trouble.words });
        }
        let mut fields: BTreeMap<u16, Value> = before.values().into_iter().collect();
        let place = |name: &str| matches!(name, "district" | "postcode" | "latitude" | "longitude");
        for field in ACCOUNT.fields.iter().filter(|field| place(field.name)) {
            fields.insert(field.number, Value::Null);
        }
        fields.extend(values.iter().cloned());
        let mut after = Account::read(before.id, &mut |field: &'static Field| {
            fields.get(&field.number).cloned().unwrap_or_default()
        });
        if address(&after) == address(&before) {
            return Err(Refusal::Nothing);
        }
        after.address_since = Some(since);
        let old = address(&before);
        if !old.is_empty() {
            let from = before.address_since.map(|day| format!("{day} ")).unwrap_or_default();
            after.former_addresses.insert(format!("{old} ({from}– {since})"));
        }
        let label = Label::new("act-move-address", before.name.clone());
        Ok(Act::one(label, Vec::from_iter(Edit::change(&before, &after))))
    }

    fn each_account(&mut self, accounts: &[Id], label: Label, change: impl Fn(&mut Account)) -> Result<Act, Refusal> {
        let mut label = label;
        let mut groups = Vec::new();
        for id in once(accounts) {
            let before = self.account(id)?;
            let mut after = before.clone();
            change(&mut after);
            if let Some(edit) = Edit::change(&before, &after) {
                if groups.is_empty() {
                    label.subject.clone_from(&before.name);
                }
                groups.push(vec![edit]);
            }
        }
        Ok(act_of(label.count(groups.len()), groups))
    }
}

/// An address in one line, in the order of its script: large to small and without gaps in Chinese, else small to large.
pub(crate) fn address(account: &Account) -> String {
    let Account { street, district, city, region, postcode, country, .. } = account;
    if street.chars().chain(city.chars()).any(is_han) {
        // A street that names its city already would say it twice.
        let parts = [country, region, city, district];
        let before: String =
            parts.into_iter().filter(|part| !street.contains(part.as_str())).map(String::as_str).collect();
        return format!("{before}{street}");
    }
    let town = [city, region, postcode].map(String::as_str).into_iter().filter(|part| !part.is_empty());
    let town = town.collect::<Vec<_>>().join(" ");
    let parts = [street.as_str(), district, &town, country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
