//! What people do in a world: ordinary work on customers, contacts, visits and follow-ups.

use rounds::base::id::Id;
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::deed::Deed;
use rounds::schema::{
    ACCOUNT, Account, CONFLICT, CONTACT, Contact, FOLLOW_UP, FollowUp, Key, TOUCH, Touch, VISIT, Value, Visit,
    VisitState,
};
use rounds::store::StoreError;

use super::world::{Trouble, World};

const WORDS: [&str; 6] = ["Acme", "精工", "Bolt", "Crédito", "Delta", "重庆"];

impl World {
    fn some(&mut self, laptop: usize, entity: u16) -> Option<Id> {
        if entity == CONFLICT.number || entity == rounds::schema::USER.number {
            let ids = self.laptops[laptop].store.visible_ids(entity).unwrap();
            return if ids.is_empty() { None } else { Some(ids[self.roll(ids.len() as u64) as usize]) };
        }
        (0..6).find_map(|_| {
            let id = self.known_of(entity)?;
            self.laptops[laptop].store.is_visible(entity, id).unwrap().then_some(id)
        })
    }

    /// A few words: most of them nobody else ever writes.
    pub fn word(&mut self) -> String {
        let word = *self.dice.pick(&WORDS);
        if self.roll(4) == 0 { word.to_string() } else { format!("{word} #{:x}", self.dice.bits() as u32) }
    }

    /// One person does one thing.
    pub fn edit(&mut self, laptop: usize) -> Result<(), Trouble> {
        if self.settings.processes == 1 && self.roll(2) == 0 {
            self.laptops[laptop].store.switch_process();
        }
        let now = self.clock(laptop);
        let before = self.laptops[laptop].store.last_place().unwrap();
        let (label, groups) = match self.roll(22) {
            21 => return self.merge_two(laptop, before),
            0..=3 => ("new customer", self.new_customer(laptop)),
            4..=5 => ("new contact", self.new_contact(laptop)),
            6..=7 => ("new visit", self.new_visit(laptop)),
            8 => ("own follow-up", vec![vec![self.own_follow_up(laptop)]]),
            9..=12 => ("set a field", self.set_field(laptop)),
            13 => ("tag", self.tag(laptop)),
            14 => ("delete", self.delete(laptop)),
            15 => ("move a visit", self.move_visit(laptop)),
            16 => ("resolve", self.resolve(laptop)),
            17 => ("move a customer", self.move_customer(laptop)),
            18 => ("mistake", self.forbidden(laptop)),
            19 => ("touch", self.touch(laptop)),
            _ => {
                let undone = self.laptops[laptop].store.undo(&now);
                return self.was_saved(laptop, "undo", before, undone.map(|_| ()));
            }
        };
        if groups.iter().all(Vec::is_empty) {
            return Ok(());
        }
        let act = Act { label: Label::new("act", label), groups };
        let done = self.laptops[laptop].store.commit(&act, &now);
        for edit in act.groups.iter().flatten().filter(|edit| matches!(edit.deed, RecordEdit::Create(_))) {
            self.known.push((edit.entity, edit.record));
        }
        self.was_saved(laptop, label, before, done.map(|_| ()))?;
        if label == "new visit" && self.roll(3) == 0 { self.plan_some(laptop) } else { Ok(()) }
    }

    /// A rule plans visits, as it may on the rep's other laptop: nobody is asked which of them it is.
    fn plan_some(&mut self, laptop: usize) -> Result<(), Trouble> {
        let (now, before) = (self.clock(laptop), self.laptops[laptop].store.last_place().unwrap());
        let accounts: Vec<Id> = (0..2).filter_map(|_| self.some(laptop, ACCOUNT.number)).collect();
        // Days far off, whatever this laptop's clock says, and few of them.
        let day = |n: u64| chrono::NaiveDate::from_ymd_opt(2040, 1, 1 + n as u32).unwrap();
        let visits = accounts.into_iter().map(|account| (account, day(self.dice.below(3)))).collect();
        let done = self.laptops[laptop].store.perform(&Deed::PlanEach { visits }, &now);
        for (_, entity, record, fields) in self.laptops[laptop].store.set_since(before).unwrap() {
            if fields.iter().any(|field| field.key == Key::RECORD) && !self.known.contains(&(entity, record)) {
                self.known.push((entity, record));
            }
        }
        self.was_saved(laptop, "plan", before, done.map(|_| ()))
    }

    pub fn was_saved(
        &mut self,
        laptop: usize,
        label: &str,
        before: i64,
        done: Result<(), StoreError>,
    ) -> Result<(), Trouble> {
        match done {
            Ok(()) => {}
            Err(StoreError::Refused(_)) => return Ok(()),
            Err(_) if self.bury(laptop) || self.laptops[laptop].full => return Ok(()),
            Err(error) => return Err(format!("{label}: {error}")),
        }
        let new = self.laptops[laptop].store.captured_since(before).unwrap();
        let name = self.laptops[laptop].name.clone();
        self.note(|| {
            let names: Vec<String> = new.iter().map(|(id, ..)| format!("{:x}.{}", id.session, id.seq)).collect();
            format!("    {name} {label}: {}", names.join(" "))
        });
        self.stamps_rise(laptop, &new)?;
        for (group, identity) in self.laptops[laptop].store.groups_since(before).unwrap() {
            self.groups.entry(group).or_default().push(identity);
        }
        for (identity, entity, record, fields) in self.laptops[laptop].store.set_since(before).unwrap() {
            self.written.sets(entity, record, identity, fields);
        }
        self.kept.saves(new.into_iter().map(|(identity, ..)| identity));
        Ok(())
    }

    fn new_customer(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let mine = &self.laptops[laptop].territories;
        let (count, user) = (mine.len() as u64, self.laptops[laptop].user);
        let territory = self.roll(count) as usize;
        let account = Account {
            id: self.ids.next(self.now),
            name: self.word(),
            territory: Some(self.laptops[laptop].territories[territory]),
            owner: Some(user),
            ..Account::default()
        };
        let contact =
            Contact { id: self.ids.next(self.now), account: Some(account.id), name: self.word(), ..Contact::default() };
        if self.roll(2) == 0 {
            vec![vec![Edit::create(&account), Edit::create(&contact)]]
        } else {
            vec![vec![Edit::create(&account)], vec![Edit::create(&contact)]]
        }
    }

    fn new_contact(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let Some(account) = self.some(laptop, ACCOUNT.number) else { return vec![] };
        let (id, name) = (self.ids.next(self.now), self.word());
        vec![vec![Edit::create(&Contact { id, account: Some(account), name, ..Contact::default() })]]
    }

    fn new_visit(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let account = self.some(laptop, ACCOUNT.number);
        let user = self.laptops[laptop].user;
        let visit = Visit {
            id: self.ids.next(self.now),
            account,
            owner: Some(user),
            state: Some(VisitState::Done),
            notes: self.word(),
            ..Visit::default()
        };
        let follow_up = FollowUp {
            id: self.ids.next(self.now),
            account,
            owner: Some(user),
            text: self.word(),
            visit: Some(visit.id),
            ..FollowUp::default()
        };
        vec![vec![Edit::create(&visit), Edit::create(&follow_up)]]
    }

    fn own_follow_up(&mut self, laptop: usize) -> Edit {
        let owner = Some(self.laptops[laptop].user);
        let (id, text) = (self.ids.next(self.now), self.word());
        Edit::create(&FollowUp { id, owner, text, ..FollowUp::default() })
    }

    fn set(entity: u16, record: Id, field: u16, value: Value) -> Vec<Vec<Edit>> {
        vec![vec![Edit { entity, record, deed: RecordEdit::Set(vec![(field, value)]) }]]
    }

    fn set_field(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let choices = [
            (ACCOUNT.number, "street"),
            (ACCOUNT.number, "name"),
            (ACCOUNT.number, "notes"),
            (CONTACT.number, "title"),
            (VISIT.number, "notes"),
            (FOLLOW_UP.number, "text"),
        ];
        let (entity, field) = choices[self.roll(choices.len() as u64) as usize];
        let Some(record) = self.some(laptop, entity) else { return vec![] };
        let number = rounds::schema::entity(entity).unwrap().field(field).unwrap().number;
        let value = if self.roll(6) == 0 { Value::Null } else { Value::text(self.word()) };
        World::set(entity, record, number, value)
    }

    fn tag(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let Some(record) = self.some(laptop, ACCOUNT.number) else { return vec![] };
        let tags: Vec<String> =
            ["a", "b", "c"].iter().filter(|_| self.dice.bits().is_multiple_of(2)).map(|tag| tag.to_string()).collect();
        World::set(ACCOUNT.number, record, ACCOUNT.field("tags").unwrap().number, Value::set(tags))
    }

    /// A customer with all that hangs on it here, or one visit.
    fn delete(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let gone = |entity: u16, record: Id| Edit { entity, record, deed: RecordEdit::Delete };
        if self.roll(2) == 0 {
            let Some(visit) = self.some(laptop, VISIT.number) else { return vec![] };
            return vec![vec![gone(VISIT.number, visit)]];
        }
        let Some(account) = self.some(laptop, ACCOUNT.number) else { return vec![] };
        let mut edits = Vec::new();
        for entity in [CONTACT.number, VISIT.number, TOUCH.number, FOLLOW_UP.number] {
            for id in self.laptops[laptop].store.visible_ids(entity).unwrap() {
                if self.laptops[laptop].store.value(entity, id, 1).unwrap() == Value::Id(account) {
                    edits.push(gone(entity, id));
                }
            }
        }
        edits.push(gone(ACCOUNT.number, account));
        vec![edits]
    }

    /// A log is filed under another customer: it may lie in another territory.
    fn move_visit(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let (visit, account) = (self.some(laptop, VISIT.number), self.some(laptop, ACCOUNT.number));
        let (Some(visit), Some(account)) = (visit, account) else { return vec![] };
        World::set(VISIT.number, visit, 1, Value::Id(account))
    }

    fn move_customer(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let Some(account) = self.some(laptop, ACCOUNT.number) else { return vec![] };
        // A manager anywhere, a rep among his own.
        let anywhere = self.laptops[laptop].user_name == "max";
        let among = if anywhere { &self.territories } else { &self.laptops[laptop].territories };
        let (count, among) = (among.len() as u64, among.clone());
        let to = among[self.roll(count) as usize];
        World::set(ACCOUNT.number, account, ACCOUNT.field("territory").unwrap().number, Value::Id(to))
    }

    fn resolve(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let Some(conflict) = self.some(laptop, CONFLICT.number) else { return vec![] };
        let state = CONFLICT.field("state").unwrap().number;
        World::set(CONFLICT.number, conflict, state, Value::text("kept_winner"))
    }

    /// Two customers, or two people, are found to be one.
    fn merge_two(&mut self, laptop: usize, before: i64) -> Result<(), Trouble> {
        let entity = if self.roll(2) == 0 { ACCOUNT.number } else { CONTACT.number };
        let (Some(keep), Some(other)) = (self.some(laptop, entity), self.some(laptop, entity)) else { return Ok(()) };
        if keep == other {
            return Ok(());
        }
        let now = self.clock(laptop);
        let deed = Deed::Merge { entity, keep, other, from_other: [].into() };
        let done = self.laptops[laptop].store.perform(&deed, &now);
        self.was_saved(laptop, "merge", before, done.map(|_| ()))
    }

    /// A call: an entry, which no other ever replaces.
    fn touch(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let Some(account) = self.some(laptop, ACCOUNT.number) else { return vec![] };
        let owner = Some(self.laptops[laptop].user);
        let (id, text) = (self.ids.next(self.now), self.word());
        vec![vec![Edit::create(&Touch { id, account: Some(account), owner, notes: text, ..Touch::default() })]]
    }

    /// What a rep may not do: it is parked, with what builds upon it.
    fn forbidden(&mut self, laptop: usize) -> Vec<Vec<Edit>> {
        let Some(user) = self.some(laptop, rounds::schema::USER.number) else { return vec![] };
        let email = rounds::schema::USER.field("email").unwrap().number;
        let value = Value::text(self.word());
        World::set(rounds::schema::USER.number, user, email, value)
    }
}
