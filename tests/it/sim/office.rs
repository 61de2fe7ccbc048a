//! The server's side of a world: it starts again, is restored, and the office moves accounts, territories and roles.

use rounds::base::id::Id;
use rounds::schema::{ACCOUNT, CONTACT, Key, USER, Value};
use rounds::server::{Core, Storage, Who};
use rounds::sync::wire::{PROTOCOL, Request};
use rounds::sync::{Change, Faults, FieldChange, Identity, Sending};

use super::plan::Settings;
use super::world::{Trouble, World};

/// The server's process.
pub fn core(settings: &Settings, faults: Faults, session: u64) -> Core {
    let core = Core::with(session | 1, faults);
    // In half of the worlds requests are taken in small parts.
    let core = if settings.seed.is_multiple_of(2) { core.taking(2) } else { core };
    if settings.offer > 0 { core.offering(settings.offer) } else { core }
}

impl World {
    /// What everybody has read goes to the history, and old tombstones with it.
    pub fn compact(&mut self) -> Result<(), Trouble> {
        self.read_log();
        let now = self.server_now();
        let done = self.core.compact(&mut self.server, now).map_err(|error| format!("the server: {error}"))?;
        self.note(|| format!("    {done:?}"));
        Ok(())
    }

    /// The server's process is started again.
    pub fn start_server(&mut self) {
        self.core = core(&self.settings, self.faults, self.dice.bits());
        self.note(|| "    the server starts again".to_string());
    }

    /// The server is restored from one of its backups.
    pub fn restore(&mut self) {
        if self.backups.is_empty() {
            return;
        }
        let which = self.roll(self.backups.len() as u64) as usize;
        let (made, copy) = &self.backups[which];
        let (made, copy) = (*made, copy.copy().unwrap());
        self.read_log();
        self.log.clear();
        let old = std::mem::replace(&mut self.server, copy);
        self.backups.truncate(which + 1);
        self.start_server();
        self.server_restored = true;
        self.lives += 1;
        for index in 0..self.laptops.len() {
            let known = self.core.authenticate(&mut self.server, &self.laptops[index].token).unwrap();
            match known {
                Some(who) => self.laptops[index].who = who,
                None => self.laptops[index].expired = true,
            }
        }
        self.was_restored(old, made);
        self.note(|| format!("    restored from backup {which}"));
    }

    /// What somebody sends who is no laptop of this world; `knowing`: he has seen what is there.
    pub fn send_raw(
        &mut self,
        who: Who,
        entity: u16,
        record: Id,
        fields: Vec<(Key, Value)>,
        knowing: bool,
    ) -> Result<(), Trouble> {
        self.office_seq += 1;
        // Each has a session of his own: the server takes nobody's changes under another's.
        let own = who.user.bytes()[8..].iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
        let identity = Identity { session: self.settings.seed ^ own, seq: self.office_seq };
        let held = self.server.begin().unwrap().record(entity, record).unwrap();
        let seen = held.iter().flat_map(|held| &held.cells).map(|cell| cell.position).max();
        let base = |key: &Key| held.as_ref()?.held(key).filter(|_| knowing).map(|cell| cell.identity());
        let fields = fields.into_iter().map(|(key, value)| FieldChange { base: base(&key), key, value }).collect();
        let stamp = self.server_stamp();
        let seen = seen.filter(|_| knowing).unwrap_or(0);
        let change =
            Change { identity, act: record, group: Id::NIL, entity, record, stamp, seen, fields, said: Vec::new() };
        self.written.sets(entity, record, identity, change.fields.clone());
        let mut request = Request { protocol: PROTOCOL, now: self.now.millis(), most: 1, ..Request::default() };
        Sending::default().push(&mut request, record, &[change], None);
        let now = self.server_now();
        let answer = self.core.handle(&mut self.server, &who, &request, now);
        answer.map_err(|error| format!("the server: {error}"))?;
        self.note(|| format!("    {identity:?} by hand: {entity} {record}"));
        Ok(())
    }

    fn office(&self) -> Who {
        self.office.unwrap()
    }

    /// A customer moves, or a rep gains or loses a territory.
    pub fn assign(&mut self) -> Result<(), Trouble> {
        let (who, knowing) = (self.office(), self.roll(4) > 0);
        let which = self.roll(self.territories.len() as u64) as usize;
        let territory = self.territories[which];
        if self.roll(3) > 0 {
            let Some(account) = self.known_of(ACCOUNT.number) else { return Ok(()) };
            let known = self.server.begin().unwrap().record(ACCOUNT.number, account).unwrap().is_some();
            let key = Key::field(ACCOUNT.field("territory").unwrap().number);
            let field = vec![(key, Value::Id(territory))];
            return if known { self.send_raw(who, ACCOUNT.number, account, field, knowing) } else { Ok(()) };
        }
        let user = self.some_user();
        let field = USER.field("territories").unwrap().number;
        let key = Key { field, element: territory.to_string() };
        let value = if self.roll(2) == 0 { Value::Int(1) } else { Value::Null };
        self.send_raw(who, USER.number, user, vec![(key, value)], true)
    }

    fn some_user(&mut self) -> Id {
        // The first is the office itself.
        let which = 1 + self.roll(self.users.len() as u64 - 1) as usize;
        self.users[which].1
    }

    /// Somebody becomes a manager, or is none any more.
    pub fn change_role(&mut self) -> Result<(), Trouble> {
        let (who, user) = (self.office(), self.some_user());
        let key = Key { field: USER.field("roles").unwrap().number, element: "manager".to_string() };
        let value = if self.roll(2) == 0 { Value::Int(1) } else { Value::Null };
        self.send_raw(who, USER.number, user, vec![(key, value)], true)
    }

    /// A newer program than all laptops here: fields and entities that they do not know.
    pub fn newer(&mut self, index: usize) -> Result<(), Trouble> {
        let who = self.laptops[index].who;
        if self.laptops[index].expired {
            return Ok(());
        }
        let value = Value::text(self.word());
        if self.roll(2) == 0 {
            let record = Id::derived(&[b"stranger", &[self.roll(4) as u8]]);
            let fields = vec![(Key::RECORD, Value::Int(1)), (Key::field(1 + self.roll(3) as u16), value)];
            return self.send_raw(who, 950, record, fields, true);
        }
        let entity = if self.roll(2) == 0 { ACCOUNT.number } else { CONTACT.number };
        let Some(record) = self.known_of(entity) else { return Ok(()) };
        let known = self.server.begin().unwrap().record(entity, record).unwrap().is_some();
        let knowing = self.roll(2) == 0;
        let fields = vec![(Key::field(900 + self.roll(2) as u16), value)];
        if known { self.send_raw(who, entity, record, fields, knowing) } else { Ok(()) }
    }

    /// A record of an entity that was made at some time, those made last more often.
    pub fn known_of(&mut self, entity: u16) -> Option<Id> {
        let of: Vec<Id> = self.known.iter().rev().filter(|known| known.0 == entity).map(|known| known.1).collect();
        let most = if self.roll(2) == 0 { of.len().min(8) } else { of.len() };
        let which = self.roll(most as u64) as usize;
        of.get(which).copied()
    }
}
