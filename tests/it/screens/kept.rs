//! A book in a real store: a small territory, made by deeds.

use chrono::NaiveDate;
use rounds::base::clock::{Moment, Now};
use rounds::base::id::Id;
use rounds::config::Settings;
use rounds::domain::act::{Committed, SettingChange, TakenBack, UndoKind};
use rounds::domain::ask::{Answer, Ask, KeptClose};
use rounds::domain::deed::{Deed, Promise, Slot};
use rounds::runtime::settings::{Keeper, NotKept};
use rounds::schema::*;
use rounds::store::{StoreError, Writer};
use rounds::tui::Msg;
use rounds::tui::message::Trouble;
use tempfile::TempDir;

use super::stage::Book;

pub const NOW: &str = "2026-11-24T10:42:00+08:00";

pub struct Kept {
    pub writer: Writer,
    pub accounts: Vec<Id>,
    pub contact: Id,
    pub settings: Keeper,
    /// Where the settings lie.
    pub folder: TempDir,
}

fn trouble(error: StoreError) -> Trouble {
    match error {
        StoreError::Refused(refusal) => Trouble::Refused(refusal),
        other => Trouble::Failed(other.failure()),
    }
}

fn number(entity: &Entity, field: &str) -> u16 {
    entity.field(field).unwrap_or_else(|| panic!("{}.{field}", entity.name)).number
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(writer: &mut Writer, account: Id, name: &str, now: &Now) -> Id {
    let record = writer.new_id(now.at);
    let values = vec![(number(&CONTACT, "account"), Value::Id(account)), (number(&CONTACT, "name"), Value::text(name))];
    writer.perform(&Deed::Create { entity: CONTACT.number, record, values }, now).unwrap();
    record
}

impl Kept {
    /// Of a book that nobody has used.
    pub fn empty() -> Kept {
        let folder = tempfile::tempdir().unwrap();
        Kept {
            writer: Writer::in_memory(7).unwrap(),
            accounts: Vec::new(),
            contact: Id::NIL,
            settings: Keeper::new(folder.path(), &Settings::default()),
            folder,
        }
    }

    /// Six customers, a contact, a day with three planned visits, three promises.
    pub fn new() -> Kept {
        let mut empty = Kept::empty();
        let writer = &mut empty.writer;
        let earlier = Now::parse("2026-11-20T09:00:00+08:00").unwrap();
        let mut accounts = Vec::new();
        let customers = [
            ("Harbour Dental", "a", "14 Quay St"),
            ("Blue Finch Cafe", "b", "2 Finch Row"),
            ("Ferry Garage", "b", "Ferry Wharf 3"),
            ("Tan Pharmacy", "a", "9 Tan Lane"),
            ("Lowe Bros", "c", "40 Lowe St"),
            ("Mill Lane Vets", "", "7 Mill Lane"),
        ];
        for (name, grade, street) in customers {
            let record = writer.new_id(earlier.at);
            let mut values = vec![
                (number(&ACCOUNT, "name"), Value::text(name)),
                (number(&ACCOUNT, "street"), Value::text(street)),
                (number(&ACCOUNT, "phones"), Value::set([format!("0571 8812 {}", 3400 + accounts.len())])),
            ];
            if !grade.is_empty() {
                values.push((number(&ACCOUNT, "grade"), Value::text(grade)));
            }
            writer.perform(&Deed::Create { entity: ACCOUNT.number, record, values }, &earlier).unwrap();
            accounts.push(record);
        }
        let contact = person(writer, accounts[0], "Ann Lee", &earlier);
        for (account, time) in [(0, "11:15:00"), (1, "13:00:00"), (2, "14:00:00")] {
            let to = Slot { day: day("2026-11-24"), time: time.parse().ok() };
            let plan = Deed::Plan { accounts: vec![accounts[account]], to, purpose: "renewal".into() };
            writer.perform(&plan, &earlier).unwrap();
        }
        for (account, text, due, by) in [
            (0, "price list A100", "2026-11-22", PromisedBy::Us),
            (1, "samples", "2026-11-24", PromisedBy::Us),
            (3, "a decision", "2026-11-30", PromisedBy::Them),
        ] {
            let promise = Promise { text: text.into(), due: Some(Slot::day(day(due))), by };
            writer.perform(&Deed::AddFollowUp { account: Some(accounts[account]), promise }, &earlier).unwrap();
        }
        Kept { accounts, contact, ..empty }
    }

    /// A customer more.
    pub fn customer(&mut self, name: &str, more: &[(&str, Value)]) -> Id {
        let now = Now::parse(NOW).unwrap();
        let record = self.writer.new_id(now.at);
        let all = std::iter::once(&("name", Value::text(name)))
            .chain(more)
            .map(|(field, value)| (number(&ACCOUNT, field), value.clone()))
            .collect();
        self.writer.perform(&Deed::Create { entity: ACCOUNT.number, record, values: all }, &now).unwrap();
        record
    }

    /// A contact more of this customer.
    pub fn person(&mut self, account: Id, name: &str) -> Id {
        person(&mut self.writer, account, name, &Now::parse("2026-11-24T09:00:00+08:00").unwrap())
    }

    pub fn dump(&self) -> String {
        self.writer.dump().unwrap()
    }
}

impl Book for Kept {
    fn ask(&mut self, ask: &Ask, now: &Now) -> Result<Answer, Trouble> {
        self.writer.answer(ask, now).map_err(trouble)
    }

    fn act(&mut self, deed: &Deed, now: &Now) -> Result<Committed, Trouble> {
        self.writer.perform(deed, now).map_err(trouble)
    }

    fn undo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble> {
        // A moment later, as in life: two acts of one millisecond would share their stamp's first bits.
        let later = now.with(Moment::from_millis(now.at.millis() + 1));
        self.settings.undo(&mut self.writer, UndoKind::Undo, &later).map_err(NotKept::trouble)
    }

    fn redo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble> {
        let later = now.with(Moment::from_millis(now.at.millis() + 2));
        self.settings.undo(&mut self.writer, UndoKind::Redo, &later).map_err(NotKept::trouble)
    }

    fn keep_close(&mut self, day: NaiveDate, kept: &KeptClose, now: &Now) {
        self.writer.keep_close(day, kept, None, now.at).unwrap();
    }

    fn keep_settings(&mut self, settings: &Settings, change: Option<&SettingChange>, now: &Now) {
        self.settings.keep(&mut self.writer, settings, change, now).unwrap();
    }

    fn set_elsewhere(&mut self) -> Option<Msg> {
        self.settings.elsewhere()
    }
}
