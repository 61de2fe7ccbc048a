//! The rarer things that people do: groups that are refused in part, what was parked set right or given up, many customers moved at once, an act
//! taken back on another laptop, a bundle carried by hand, a laptop taken away.

use rounds::base::id::Id;
use rounds::client::{CarryError, bundle_in, bundle_out};
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, USER, Value};
use rounds::server::{CarryError as ServerCarryError, Moved, Storage};
use rounds::sync::bundle::BundleError;

use super::world::{Trouble, World};

/// A bundle on a stick.
#[derive(Clone)]
pub struct Stick {
    /// Whose laptop it is from, or for.
    device: Id,
    up: bool,
    bytes: Vec<u8>,
}

/// As many sticks as lie about.
const MOST: usize = 6;

impl World {
    /// One of them.
    pub fn habit(&mut self, laptop: usize) -> Result<(), Trouble> {
        let now = self.clock(laptop);
        let before = self.laptops[laptop].store.last_place().unwrap();
        match self.roll(5) {
            0 => self.refused_in_part(laptop, before),
            1 => {
                let acts = self.laptops[laptop].store.parked_acts().unwrap();
                let Some(act) = self.one_of(&acts) else { return Ok(()) };
                let done = self.laptops[laptop].store.perform(&Deed::Withdraw { acts: vec![act] }, &now);
                self.was_saved(laptop, "give up", before, done.map(|_| ()))
            }
            2 => {
                let acts = self.laptops[laptop].store.parked_acts().unwrap();
                let Some(act) = self.one_of(&acts) else { return Ok(()) };
                let deed = Deed::SendAgain { acts: vec![act], values: Vec::new() };
                let done = self.laptops[laptop].store.perform(&deed, &now);
                self.was_saved(laptop, "send again", before, done.map(|_| ()))
            }
            3 => {
                let acts = self.laptops[laptop].store.known_acts().unwrap();
                let Some(act) = self.one_of(&acts) else { return Ok(()) };
                let done = self.laptops[laptop].store.take_back(act, &now);
                self.was_saved(laptop, "take back", before, done.map(|_| ()))
            }
            _ => self.move_many(laptop, before),
        }
    }

    fn one_of(&mut self, ids: &[Id]) -> Option<Id> {
        let which = self.roll(ids.len() as u64) as usize;
        ids.get(which).copied()
    }

    /// One group, of which a part may not be written: all of it is parked.
    fn refused_in_part(&mut self, laptop: usize, before: i64) -> Result<(), Trouble> {
        let now = self.clock(laptop);
        let (users, accounts) = {
            let store = &self.laptops[laptop].store;
            (store.visible_ids(USER.number).unwrap(), store.visible_ids(ACCOUNT.number).unwrap())
        };
        let (Some(user), Some(account)) = (self.one_of(&users), self.one_of(&accounts)) else { return Ok(()) };
        let set = |entity: &'static rounds::schema::Entity, record, field: &str, word: String| {
            let field = entity.field(field).unwrap().number;
            Edit { entity: entity.number, record, deed: RecordEdit::Set(vec![(field, Value::text(word))]) }
        };
        let group = vec![set(&ACCOUNT, account, "street", self.word()), set(&USER, user, "email", self.word())];
        let act = Act { label: Label::new("act", "in part"), groups: vec![group] };
        let done = self.laptops[laptop].store.commit(&act, &now);
        self.was_saved(laptop, "refused in part", before, done.map(|_| ()))
    }

    /// Many customers go to another territory in one act: by a manager on his laptop, or by the office in one transaction.
    fn move_many(&mut self, laptop: usize, before: i64) -> Result<(), Trouble> {
        let which = self.roll(self.territories.len() as u64) as usize;
        let (territory, many) = (self.territories[which], 2 + self.roll(6) as usize);
        if self.roll(2) == 0 {
            let mut accounts = self.laptops[laptop].store.visible_ids(ACCOUNT.number).unwrap();
            accounts.truncate(many);
            let now = self.clock(laptop);
            let deed = Deed::Reassign { accounts, territory: Some(territory), owner: None };
            let done = self.laptops[laptop].store.perform(&deed, &now);
            return self.was_saved(laptop, "move many", before, done.map(|_| ()));
        }
        let mut accounts: Vec<Id> = Vec::new();
        for (entity, id) in self.known.iter().rev() {
            let mut tx = self.server.begin().unwrap();
            let there = tx.record(*entity, *id).unwrap().is_some_and(|record| record.is_there());
            if *entity == ACCOUNT.number && there && accounts.len() < many {
                accounts.push(*id);
            }
        }
        let to = Moved { territory: Some(self.territory_names[which].clone()), owner: None };
        let now = self.server_now();
        let moved = self.core.move_accounts(&mut self.server, &accounts, &to, now);
        let moved = moved.map_err(|error| format!("the server: {error}"))?;
        self.note(|| format!("    the office moves {moved} to {territory}"));
        Ok(())
    }

    /// A stick is written, or one that lies about is read: by whom it is for, or by somebody else; the same one once more, too.
    pub fn carry(&mut self, laptop: usize) -> Result<(), Trouble> {
        if self.sticks.is_empty() || self.roll(3) == 0 {
            return self.write_stick(laptop);
        }
        let which = self.roll(self.sticks.len() as u64) as usize;
        let keeps = self.roll(3) == 0;
        let stick = if keeps { self.sticks[which].clone() } else { self.sticks.remove(which) };
        if stick.up {
            return self.stick_up(&stick);
        }
        let holder = (0..self.laptops.len()).find(|index| self.laptops[*index].device == stick.device);
        self.stick_down(holder.unwrap_or(laptop), &stick)
    }

    fn seed(&mut self) -> [u8; 32] {
        let mut seed = [0; 32];
        seed.chunks_mut(8).for_each(|part| part.copy_from_slice(&self.dice.bits().to_le_bytes()));
        seed
    }

    fn keep_stick(&mut self, stick: Stick) {
        if self.sticks.len() == MOST {
            self.sticks.remove(0);
        }
        self.sticks.push(stick);
    }

    fn write_stick(&mut self, laptop: usize) -> Result<(), Trouble> {
        let (seed, now) = (self.seed(), self.clock(laptop).at);
        let (name, device) = (self.laptops[laptop].name.clone(), self.laptops[laptop].device);
        let (bytes, changes) =
            bundle_out(&self.laptops[laptop].store, seed, now).map_err(|error| format!("{name}: {error}"))?;
        self.note(|| format!("    {name} writes a stick of {changes}"));
        self.keep_stick(Stick { device, up: true, bytes });
        Ok(())
    }

    fn stick_up(&mut self, stick: &Stick) -> Result<(), Trouble> {
        let (now, seed) = (self.server_now(), self.seed());
        let taken = match self.core.bundle_in(&mut self.server, &stick.bytes, now) {
            Ok(taken) => taken,
            // The server was restored to before this laptop was enrolled.
            Err(ServerCarryError::Bundle(BundleError::Foreign | BundleError::Damaged)) => return Ok(()),
            Err(error) => return Err(format!("the server reads a stick: {error}")),
        };
        self.note(|| format!("    the server reads a stick: {} of {} new", taken.new, taken.changes));
        let after = (self.roll(2) == 0).then_some(&taken);
        let device = taken.device.clone();
        let bytes = self.core.bundle_out(&mut self.server, &device, after, seed, now);
        let bytes = bytes.map_err(|error| format!("the server writes a stick: {error}"))?;
        self.keep_stick(Stick { device: stick.device, up: false, bytes });
        Ok(())
    }

    fn stick_down(&mut self, laptop: usize, stick: &Stick) -> Result<(), Trouble> {
        let now = self.clock(laptop).at;
        let done = bundle_in(&mut self.laptops[laptop].store, &stick.bytes, now);
        let name = self.laptops[laptop].name.clone();
        self.note(|| format!("    {name} reads a stick: {done:?}"));
        match done {
            Ok(_) => self.look_at(laptop),
            // For somebody else, from a former life of the server, or behind or ahead of where this book is.
            Err(CarryError::Bundle(BundleError::Foreign | BundleError::Damaged | BundleError::Elsewhere)) => Ok(()),
            Err(_) if self.bury(laptop) || self.laptops[laptop].full => Ok(()),
            Err(error) => Err(format!("{name} reads a stick: {error}")),
        }
    }

    /// The office takes a laptop away: at its next contact it hands over what waits, and forgets. Its rep gets another one.
    pub fn take_away(&mut self, laptop: usize) -> Result<(), Trouble> {
        let device = self.laptops[laptop].device;
        let now = self.server_now();
        let done = self.core.revoke(&mut self.server, device, now).map_err(|error| format!("the server: {error}"))?;
        self.note(|| format!("    revoked: {done}"));
        Ok(())
    }

    /// It has handed over all that waits: it forgets, and its rep begins anew on it. `life`: how often the server had been restored when it
    /// said so; one that was restored between its answer and now may have lost what it had taken, as if it had been restored after.
    pub fn wiped(&mut self, laptop: usize, life: u64) -> Result<(), Trouble> {
        let name = self.laptops[laptop].name.clone();
        let own = self.outbox(laptop);
        if life == self.lives
            && let Some(lost) = own.iter().find(|identity| !super::end::has(&mut self.server, **identity))
        {
            return Err(format!("{name} is to forget, and {lost:?} is not at the server"));
        }
        if let Err(error) = self.laptops[laptop].store.erase() {
            let died = self.bury(laptop);
            // It died in the middle, and will be asked again; or behind it, and has forgotten.
            if !died || self.laptops[laptop].store.enrolment().unwrap().is_some() {
                self.has_lost(laptop, &own);
                let excused = died || self.laptops[laptop].full;
                return if excused { Ok(()) } else { Err(format!("{name} forgets: {error}")) };
            }
        }
        self.note(|| format!("    {name} forgets"));
        self.kill(laptop);
        self.enrol_again(laptop);
        self.has_lost(laptop, &own);
        Ok(())
    }
}
