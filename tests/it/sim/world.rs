//! A world: laptops, a network that loses, doubles, delays and reorders, a server that may be restored.

use std::collections::BTreeSet;

use rounds::base::clock::{Moment, Now, Zone};
use rounds::base::id::{Id, IdSource};
use rounds::client::{Faults as LaptopFaults, Reply, Syncer};
use rounds::schema::Role;
use rounds::server::{Core, Faults as ServerFaults, Sqlite, Who};
use rounds::store::{Enrolment, Writer};
use rounds::sync::Identity;
use rounds::sync::wire::{Enrol, Request, Response};

/// A mistake planted on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mistake {
    /// A change leaves the outbox when the server says that it was received.
    RetiredOnReply,
    /// After a power loss the same session goes on counting.
    NumbersReused,
    /// The server believes every cursor.
    CursorNotChecked,
}

/// A laptop.
pub struct Laptop {
    pub name: String,
    pub who: Who,
    pub user: Id,
    pub store: Writer,
    pub territories: Vec<Id>,
    /// How far its clock is off, in milliseconds.
    pub skew: i64,
    syncer: Syncer,
    /// The request that it waits for, by its number.
    waits_for: Option<u64>,
    /// As it was when it was last opened, and the seed of that opening: what a power loss goes back to.
    opened: (Writer, u64),
}

enum Message {
    Up(usize, u64, Request),
    Down(usize, u64, Response),
}

/// The world.
pub struct World {
    dice: IdSource,
    pub now: Moment,
    pub laptops: Vec<Laptop>,
    pub core: Core,
    pub server: Sqlite,
    pub server_restored: bool,
    pub power_lost: bool,
    pub ids: IdSource,
    pub events: Vec<String>,
    /// Every change that a person saw saved (and no power loss took back).
    pub saved: BTreeSet<Identity>,
    backups: Vec<Sqlite>,
    network: Vec<Message>,
    numbers: u64,
    /// In percent: lost, doubled; kill, power loss, restoration in thousandths of a step.
    rates: [u64; 5],
    /// The most bytes of a message up and down: some worlds page through everything.
    limits: (usize, u32),
    mistake: Option<Mistake>,
}

thread_local! {
    /// An empty book: making one runs all migrations.
    static BLANK: Writer = Writer::in_memory(0).unwrap();
}

const START: i64 = 1_790_000_000_000;

impl World {
    pub fn new(seed: u64, mistake: Option<Mistake>) -> World {
        let mut dice = IdSource::seeded(seed);
        let mut ids = IdSource::seeded(seed ^ 0x5eed);
        let now = Moment::from_millis(START);
        let mut server = Sqlite::in_memory().unwrap();
        let faults = ServerFaults { cursor_not_checked: mistake == Some(Mistake::CursorNotChecked) };
        let mut core = Core::with(dice.bits() | 1, faults);
        let names = ["north", "south", "east"];
        let count = 1 + (dice.bits() % 3) as usize;
        for name in &names[..count] {
            core.add_territory(&mut server, name, &mut ids, now).unwrap();
        }
        let mut world = World {
            now,
            laptops: Vec::new(),
            core,
            server,
            server_restored: false,
            power_lost: false,
            ids,
            events: Vec::new(),
            saved: BTreeSet::new(),
            backups: Vec::new(),
            network: Vec::new(),
            numbers: 0,
            rates: [0; 5],
            limits: (0, 0),
            mistake,
            dice,
        };
        world.rates = [world.roll(30), world.roll(20), world.roll(40), world.roll(30), world.roll(20)];
        world.limits = [(200, 300), (1_000, 1_000), (100_000, 100_000)][world.roll(3) as usize];
        match mistake {
            Some(Mistake::NumbersReused) => world.rates[3] = 80,
            Some(Mistake::CursorNotChecked | Mistake::RetiredOnReply) => world.rates[4] = 60,
            None => {}
        }
        // Two laptops of one rep, then one each.
        let laptops = 2 + world.roll(3) as usize;
        for index in 0..laptops {
            let user = ["ann", "ann", "bo", "cy"][index];
            if index != 1 {
                let mut mine: Vec<&str> =
                    names[..count].iter().copied().filter(|_| !world.dice.bits().is_multiple_of(3)).collect();
                if mine.is_empty() {
                    mine.push(names[0]);
                }
                let World { core, server, ids, .. } = &mut world;
                core.add_user(server, user, &[Role::Rep], &mine, ids, now).unwrap();
            }
            world.enrol(index, user);
        }
        world
    }

    fn enrol(&mut self, index: usize, user: &str) {
        let code = self.core.code(&mut self.server, user, &mut self.ids, self.now).unwrap();
        let request = Enrol { protocol: 1, code, name: format!("laptop {index}"), signing: [1; 32], sealing: [2; 32] };
        let enrolled = self.core.enrol(&mut self.server, &request, &mut self.ids, self.now).unwrap();
        let who = self.core.authenticate(&mut self.server, &enrolled.token).unwrap().unwrap();
        let territories: Vec<Id> = enrolled.territories.iter().map(|(id, _)| *id).collect();
        let seed = self.dice.bits();
        let mut store = BLANK.with(|blank| blank.image(seed)).unwrap();
        let enrolment = Enrolment {
            url: String::new(),
            token: enrolled.token,
            user: enrolled.user,
            device: enrolled.device,
            territory: territories[0],
            territories: territories.clone(),
            roles: enrolled.roles,
            signing: [1; 32],
            sealing: [2; 32],
            server_signing: enrolled.signing,
            server_sealing: enrolled.sealing,
        };
        store.enrol(&enrolment, self.now).unwrap();
        let opened = (store.image(0).unwrap(), seed);
        let skew = match self.roll(5) {
            0 => self.roll(800) as i64 * 3_600_000 - 400 * 3_600_000,
            1 => self.roll(600) as i64 * 1000 - 300_000,
            _ => 0,
        };
        self.laptops.push(Laptop {
            name: format!("{user}{index}"),
            who,
            user: enrolled.user,
            store,
            territories,
            skew,
            syncer: self.syncer(),
            waits_for: None,
            opened,
        });
    }

    fn syncer(&self) -> Syncer {
        let syncer = Syncer::with(LaptopFaults { retired_on_reply: self.mistake == Some(Mistake::RetiredOnReply) });
        syncer.limited(self.limits.0, self.limits.1)
    }

    /// A number below `most`.
    pub fn roll(&mut self, most: u64) -> u64 {
        self.dice.bits() % most.max(1)
    }

    pub fn note(&mut self, event: String) {
        self.events.push(event);
    }

    /// A laptop's own clock.
    pub fn clock(&self, laptop: usize) -> Now {
        Now::new(Moment::from_millis(self.now.millis() + self.laptops[laptop].skew), Zone::utc())
    }

    /// Lives for so many steps.
    pub fn live(&mut self, steps: u64) -> Result<(), String> {
        for step in 0..steps {
            let pause = 1 + self.roll(90_000) as i64;
            self.now = Moment::from_millis(self.now.millis() + pause);
            let laptop = self.roll(self.laptops.len() as u64) as usize;
            let chance = self.roll(1000);
            let [_, _, kill, power, restore] = self.rates;
            if chance < kill {
                self.kill(laptop);
            } else if chance < kill + power {
                self.power_loss(laptop);
            } else if chance < kill + power + restore && !self.backups.is_empty() {
                self.restore();
            } else if self.roll(12) == 0 {
                self.note(format!("{step}: backup"));
                self.backups.push(self.server.copy().unwrap());
            } else {
                match self.roll(10) {
                    0..=4 => self.edit(laptop)?,
                    5..=6 => self.ask(laptop),
                    _ => self.deliver()?,
                }
            }
        }
        Ok(())
    }

    /// The process dies and is started again: a new session over the same book.
    fn kill(&mut self, laptop: usize) {
        let seed = self.dice.bits();
        let syncer = self.syncer();
        let laptop = &mut self.laptops[laptop];
        laptop.store = laptop.store.image(seed).unwrap();
        laptop.opened = (laptop.store.image(0).unwrap(), seed);
        (laptop.syncer, laptop.waits_for) = (syncer, None);
        let event = format!("kill {}", laptop.name);
        self.note(event);
    }

    /// The disk takes back everything since the last opening.
    fn power_loss(&mut self, laptop: usize) {
        self.power_lost = true;
        let seed =
            if self.mistake == Some(Mistake::NumbersReused) { self.laptops[laptop].opened.1 } else { self.dice.bits() };
        let syncer = self.syncer();
        let World { laptops, saved, server, .. } = self;
        let laptop = &mut laptops[laptop];
        let here: BTreeSet<Identity> = laptop.store.outbox_identities().unwrap().into_iter().collect();
        laptop.store = laptop.opened.0.image(seed).unwrap();
        laptop.opened = (laptop.store.image(0).unwrap(), seed);
        (laptop.syncer, laptop.waits_for) = (syncer, None);
        // What was only on this disk is gone with it; what the server has is not.
        let left: BTreeSet<Identity> = laptop.store.outbox_identities().unwrap().into_iter().collect();
        saved.retain(|identity| {
            !here.contains(identity) || left.contains(identity) || super::checks::has(server, *identity)
        });
        let event = format!("power loss {}", laptop.name);
        self.note(event);
    }

    fn restore(&mut self) {
        let which = self.roll(self.backups.len() as u64) as usize;
        self.server = self.backups[which].copy().unwrap();
        self.backups.truncate(which + 1);
        let session = self.dice.bits() | 1;
        let faults = ServerFaults { cursor_not_checked: self.mistake == Some(Mistake::CursorNotChecked) };
        self.core = Core::with(session, faults);
        self.server_restored = true;
        // Written on a disk that lied, and known to nobody but the server before: gone with both.
        let kept: BTreeSet<Identity> =
            self.laptops.iter().flat_map(|laptop| laptop.store.outbox_identities().unwrap()).collect();
        let World { saved, server, .. } = self;
        saved.retain(|identity| kept.contains(identity) || super::checks::has(server, *identity));
        self.note(format!("restore backup {which}"));
    }

    fn ask(&mut self, index: usize) {
        let now = self.clock(index).at;
        let lost_patience = self.laptops[index].waits_for.is_some();
        if lost_patience && self.roll(3) > 0 {
            return;
        }
        self.numbers += 1;
        let number = self.numbers;
        let fresh = self.syncer();
        let laptop = &mut self.laptops[index];
        if lost_patience {
            laptop.syncer.on_response(&mut laptop.store, Reply::Timeout, now).unwrap();
        }
        let request = match laptop.syncer.next_request(&mut laptop.store, now).unwrap() {
            Some(request) => request,
            None => {
                laptop.syncer = fresh;
                laptop.syncer.next_request(&mut laptop.store, now).unwrap().unwrap()
            }
        };
        laptop.waits_for = Some(number);
        let event = format!(
            "{} asks {number}: {} groups, {} returned",
            laptop.name,
            request.groups.len(),
            request.returned.len()
        );
        self.note(event);
        self.network.push(Message::Up(index, number, request));
    }

    fn deliver(&mut self) -> Result<(), String> {
        if self.network.is_empty() {
            return Ok(());
        }
        let which = self.roll(self.network.len() as u64) as usize;
        let [lost, doubled, ..] = self.rates;
        let chance = self.roll(100);
        if chance < lost {
            let message = self.network.swap_remove(which);
            self.note(match message {
                Message::Up(_, number, _) => format!("request {number} lost"),
                Message::Down(_, number, _) => format!("response {number} lost"),
            });
            return Ok(());
        }
        let double = chance < lost + doubled;
        match &self.network[which] {
            Message::Up(index, number, request) => {
                let (index, number, request) = (*index, *number, request.clone());
                if !double {
                    self.network.swap_remove(which);
                }
                let who = self.laptops[index].who;
                let response = self.core.handle(&mut self.server, &who, &request, self.now);
                let response = response.map_err(|error| format!("the server: {error}"))?;
                self.note(format!("request {number} arrives: {:?}", response.word));
                self.network.push(Message::Down(index, number, response));
            }
            Message::Down(index, number, response) => {
                let (index, number, response) = (*index, *number, response.clone());
                if !double {
                    self.network.swap_remove(which);
                }
                self.answer(index, number, &response)?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, index: usize, number: u64, response: &Response) -> Result<(), String> {
        let now = self.clock(index).at;
        let laptop = &mut self.laptops[index];
        if laptop.waits_for != Some(number) {
            return Ok(());
        }
        laptop.waits_for = None;
        let events = laptop.syncer.on_response(&mut laptop.store, Reply::Response(response), now);
        let events = events.map_err(|error| format!("{} cannot apply: {error}", laptop.name))?;
        let event = format!(
            "{} applies {number}: {} entries, {} arrived, {} echoed, {} parked{}",
            laptop.name,
            events.applied.entries,
            events.applied.arrived,
            events.applied.echoed,
            events.applied.parked,
            if events.applied.stale { " (stale)" } else { "" }
        );
        self.note(event);
        if !events.repairing.is_empty() && !self.server_restored && !self.power_lost {
            return Err(format!("{}: sums differ: {:?}", self.laptops[index].name, events.sums));
        }
        Ok(())
    }

    /// The network is whole again: everybody syncs until nothing moves, in bounded rounds.
    pub fn heal(&mut self) -> Result<(), String> {
        self.note("healed".to_string());
        self.network.clear();
        for _ in 0..12 {
            let mut moved = false;
            for index in 0..self.laptops.len() {
                moved |= self.sync_fully(index)?;
            }
            if !moved {
                return Ok(());
            }
        }
        let trouble = self.check().err().unwrap_or_default();
        Err(format!("it never settles: {trouble}"))
    }

    fn sync_fully(&mut self, index: usize) -> Result<bool, String> {
        self.laptops[index].syncer = self.syncer();
        self.laptops[index].waits_for = None;
        let mut moved = false;
        for _ in 0..4000 {
            self.now = Moment::from_millis(self.now.millis() + 1000);
            let now = self.clock(index).at;
            let laptop = &mut self.laptops[index];
            let Some(request) = laptop.syncer.next_request(&mut laptop.store, now).unwrap() else { return Ok(moved) };
            moved |= !request.groups.is_empty() || !request.returned.is_empty();
            let who = laptop.who;
            let response = self.core.handle(&mut self.server, &who, &request, self.now).unwrap();
            moved |= response.slices.iter().any(|slice| !slice.entries.is_empty()) || !response.resets.is_empty();
            self.numbers += 1;
            let number = self.numbers;
            self.laptops[index].waits_for = Some(number);
            self.answer(index, number, &response)?;
        }
        Err(format!("{} never has enough", self.laptops[index].name))
    }

    /// Everything that happened and what came of it, to be compared.
    pub fn trace(&self) -> String {
        let mut trace = self.events.join("\n");
        for laptop in &self.laptops {
            trace.push_str(&laptop.store.dump().unwrap());
        }
        trace
    }
}
