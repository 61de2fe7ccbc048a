//! The laptops of a world, and what befalls them: kills, disks, images, copies, clocks, tokens.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use rounds::base::clock::{Moment, Now, Zone};
use rounds::base::id::Id;
use rounds::client::Syncer;
use rounds::schema::{ACCOUNT, CONTACT, TOUCH, VISIT};
use rounds::server::Who;
use rounds::store::{Enrolment, Recount, Writer};
use rounds::sync::Identity;
use rounds::sync::wire::{Enrol, Enrolled};
use x25519_dalek::{PublicKey, StaticSecret};

use super::world::{Trouble, World, blank_book};

/// What a laptop takes for the time.
#[derive(Clone, Copy)]
pub enum LaptopClock {
    /// Off by so many milliseconds.
    Off(i64),
    /// Standing still.
    Frozen(Moment),
}

/// One contact of one process.
pub struct Contact {
    pub syncer: Syncer,
    pub number: u64,
    /// Whether it waits for an answer.
    pub waits: bool,
}

/// A laptop.
pub struct Laptop {
    pub name: String,
    pub token: String,
    pub device: Id,
    /// Its secret keys.
    pub keys: ([u8; 32], [u8; 32]),
    pub who: Who,
    pub user: Id,
    pub user_name: String,
    pub store: Writer,
    pub territories: Vec<Id>,
    pub clock: LaptopClock,
    /// How often it was started: what was meant for an earlier life never arrives.
    pub life: u64,
    pub contacts: [Contact; 2],
    /// What its disk truly holds, while it lies.
    pub lying: Option<Image>,
    /// An image that was put aside.
    pub kept: Option<Image>,
    pub full: bool,
    pub expired: bool,
    pub old: bool,
    /// What it has let go of because it was old.
    pub let_go: BTreeSet<Identity>,
    /// Customers whose street its disk has changed: until they are healed, it and the server may differ where these lie.
    pub damaged: BTreeSet<Id>,
}

/// What a disk held: the book, and what was damaged in it.
pub struct Image {
    book: Writer,
    damaged: BTreeSet<Id>,
}

impl World {
    /// A code is bought and used: a token, and who it stands for.
    pub fn enrolled(&mut self, user: &str, keys: ([u8; 32], [u8; 32])) -> (Enrolled, Who) {
        let World { core, server, ids, now, .. } = self;
        let code = core.code(server, user, ids, *now).unwrap();
        let signing = SigningKey::from_bytes(&keys.0).verifying_key().to_bytes();
        let sealing = PublicKey::from(&StaticSecret::from(keys.1)).to_bytes();
        let request = Enrol { protocol: 1, code, name: "laptop".to_string(), signing, sealing };
        let enrolled = core.enrol(server, &request, ids, *now).unwrap();
        let who = core.authenticate(server, &enrolled.token).unwrap().unwrap();
        (enrolled, who)
    }

    pub fn add_laptop(&mut self, index: usize, user: &str) {
        let mut store = blank_book(self.dice.bits());
        store.make_mistakes(self.faults).unwrap();
        let keys = keys_of(index);
        let (enrolled, who) = self.enrolled(user, keys);
        let territories: Vec<Id> = enrolled.territories.iter().map(|(id, _)| *id).collect();
        let clock = self.wrong_clock();
        let mut laptop = Laptop {
            name: format!("{user}{index}"),
            token: String::new(),
            device: enrolled.device,
            keys,
            who,
            user: enrolled.user,
            user_name: user.to_string(),
            store,
            territories,
            clock,
            life: 0,
            contacts: [self.contact(), self.contact()],
            lying: None,
            kept: None,
            full: false,
            expired: false,
            old: false,
            let_go: BTreeSet::new(),
            damaged: BTreeSet::new(),
        };
        keep_enrolment(&mut laptop, enrolled, self.now);
        self.laptops.push(laptop);
    }

    /// Enrols again after its token has died.
    pub fn enrol_again(&mut self, index: usize) {
        let user = self.laptops[index].user_name.clone();
        let keys = self.laptops[index].keys;
        let (enrolled, who) = self.enrolled(&user, keys);
        let laptop = &mut self.laptops[index];
        laptop.who = who;
        laptop.expired = false;
        keep_enrolment(laptop, enrolled, self.now);
    }

    pub fn contact(&mut self) -> Contact {
        self.contacts += 1;
        let syncer = Syncer::with(self.faults).limited(self.settings.room as usize, self.settings.most as u32);
        Contact { syncer, number: self.contacts, waits: false }
    }

    /// A laptop's own clock.
    pub fn clock(&self, laptop: usize) -> Now {
        let at = match self.laptops[laptop].clock {
            LaptopClock::Off(skew) => Moment::from_millis(self.now.millis() + skew),
            LaptopClock::Frozen(at) => at,
        };
        Now::new(at, Zone::utc())
    }

    fn wrong_clock(&mut self) -> LaptopClock {
        let most = match self.settings.clocks {
            0 => return LaptopClock::Off(0),
            1 => 10 * 60_000,
            2 => 30 * 86_400_000,
            _ => 5 * 365 * 86_400_000,
        };
        let off = self.roll(2 * most) as i64 - most as i64;
        match self.roll(4) {
            0 => LaptopClock::Off(0),
            1 => LaptopClock::Frozen(Moment::from_millis(self.now.millis() + off)),
            _ => LaptopClock::Off(off),
        }
    }

    pub fn set_clock(&mut self, index: usize) {
        self.laptops[index].clock = self.wrong_clock();
    }

    /// The process dies and is started again: a new session over the same book.
    pub fn kill(&mut self, index: usize) {
        let seed = self.dice.bits();
        let contacts = [self.contact(), self.contact()];
        let laptop = &mut self.laptops[index];
        laptop.store.reopen(seed).unwrap();
        laptop.contacts = contacts;
        laptop.life += 1;
        let name = laptop.name.clone();
        self.note(|| format!("    {name} starts again"));
    }

    /// If it died at a commit, it is started again.
    pub fn bury(&mut self, index: usize) -> bool {
        let dead = self.laptops[index].store.is_dead();
        if dead {
            self.kill(index);
        }
        dead
    }

    /// The disk as it is.
    pub fn image(&self, index: usize) -> Image {
        let laptop = &self.laptops[index];
        Image { book: laptop.store.image(0).unwrap(), damaged: laptop.damaged.clone() }
    }

    /// The disk has what it had, and the rest is gone.
    pub fn put_back(&mut self, index: usize, image: Image) {
        let before = self.outbox(index);
        let laptop = &mut self.laptops[index];
        (laptop.store, laptop.damaged) = (image.book, image.damaged);
        laptop.full = false;
        self.kill(index);
        self.has_lost(index, &before);
    }

    /// A second laptop with the same book and the same token.
    pub fn copy_laptop(&mut self, index: usize) {
        if self.laptops.len() >= 8 {
            return;
        }
        let seed = self.dice.bits();
        let contacts = [self.contact(), self.contact()];
        let from = &self.laptops[index];
        let copy = Laptop {
            name: format!("{}c", from.name),
            token: from.token.clone(),
            user_name: from.user_name.clone(),
            territories: from.territories.clone(),
            store: from.store.image(seed).unwrap(),
            contacts,
            lying: None,
            kept: None,
            full: false,
            let_go: from.let_go.clone(),
            damaged: from.damaged.clone(),
            ..*from
        };
        self.laptops.push(copy);
    }

    pub fn disk(&mut self, index: usize, full: bool) -> Result<(), Trouble> {
        self.laptops[index].full = full;
        self.laptops[index].store.fill_disk(full).map_err(|error| error.to_string())
    }

    /// Lets go of what is old, and of what has been aside for long enough.
    pub fn prune(&mut self, index: usize) -> Result<(), Trouble> {
        let now = self.clock(index).at;
        let before = self.outbox(index);
        let store = &mut self.laptops[index].store;
        let done = store.wipe_aside(now).and_then(|_| {
            while store.prune(now)? {}
            Ok(())
        });
        match done {
            Err(error) if !self.bury(index) && !self.laptops[index].full => Err(error.to_string()),
            _ => {
                self.has_let_go(index, &before);
                Ok(())
            }
        }
    }

    /// A disk changes a byte of a street.
    pub fn damage(&mut self, index: usize) -> Result<(), Trouble> {
        let accounts = self.laptops[index].store.visible_ids(ACCOUNT.number).unwrap();
        let which = self.roll(accounts.len() as u64) as usize;
        let Some(account) = accounts.get(which) else { return Ok(()) };
        let id: String = account.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let sql = format!(
            "UPDATE account SET street = street || '?' WHERE id = x'{id}' AND street IS NOT NULL AND x_stream IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM change WHERE record = x'{id}' AND state = 0)"
        );
        match self.laptops[index].store.scratch(&sql) {
            Err(error) if !self.bury(index) && !self.laptops[index].full => Err(error.to_string()),
            _ => {
                self.laptops[index].damaged.insert(*account);
                Ok(())
            }
        }
    }

    /// A newer program opens the book of one that did not know a field and an entity: nothing is another than with one that knew them all along.
    pub fn upgrade(&mut self, index: usize) -> Result<(), Trouble> {
        let sums = |store: &Writer| -> Vec<_> {
            let rows = store.streams().unwrap();
            rows.into_iter().map(|row| (row, store.recount(row.stream).unwrap())).collect()
        };
        let (entity, field) = [(&ACCOUNT, "street"), (&CONTACT, "title"), (&VISIT, "notes")][self.roll(3) as usize];
        let laptop = &mut self.laptops[index];
        if laptop.full {
            return Ok(());
        }
        let (before, counted) = (laptop.store.dump().unwrap(), sums(&laptop.store));
        let field = entity.field(field).unwrap().number;
        let done = laptop.store.know_less((entity.number, field), TOUCH.number).and_then(|_| laptop.store.know_now());
        let name = laptop.name.clone();
        let known = match done {
            Ok(done) => done,
            Err(_) if self.bury(index) => {
                let known = self.laptops[index].store.know_now();
                return known.map(|_| ()).map_err(|error| error.to_string());
            }
            Err(error) => return Err(format!("{name}: {error}")),
        };
        self.note(|| format!("    {name} knows more: {known} records"));
        let laptop = &self.laptops[index];
        if sums(&laptop.store) != counted || laptop.store.dump().unwrap() != before {
            let found = super::end::first_difference(&before, &laptop.store.dump().unwrap());
            return Err(format!("{name} holds another thing after its upgrade: {found}"));
        }
        Ok(())
    }

    /// A laptop counts all its rows anew, as it does once a day.
    pub fn count_anew(&mut self, index: usize) -> Result<(), Trouble> {
        let now = self.clock(index).at;
        let mut recount = Recount::default();
        while !recount.done {
            self.laptops[index].store.recount_some(&mut recount, 500, now).map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}

/// A laptop's secret keys.
fn keys_of(index: usize) -> ([u8; 32], [u8; 32]) {
    ([1 + index as u8; 32], [101 + index as u8; 32])
}

fn keep_enrolment(laptop: &mut Laptop, enrolled: Enrolled, now: Moment) {
    let territories: Vec<Id> = enrolled.territories.iter().map(|(id, _)| *id).collect();
    let enrolment = Enrolment {
        url: String::new(),
        token: enrolled.token.clone(),
        user: enrolled.user,
        device: enrolled.device,
        territory: territories.first().copied().unwrap_or(laptop.territories[0]),
        territories,
        roles: enrolled.roles,
        signing: laptop.keys.0,
        sealing: laptop.keys.1,
        server_signing: enrolled.signing,
        server_sealing: enrolled.sealing,
        ca: String::new(),
    };
    // A full disk keeps the old one; the token works all the same.
    let kept = laptop.store.enrol(&enrolment, now);
    assert!(kept.is_ok() || laptop.full || laptop.store.is_dead());
    laptop.token = enrolled.token;
    laptop.device = enrolled.device;
}
