//! A world: laptops, a network, a server; it does what a plan says, and looks after each step whether all still holds.

use std::collections::BTreeMap;

use rounds::base::clock::{Moment, Stamp};
use rounds::base::id::{Id, IdSource};
use rounds::schema::Role;
use rounds::server::{Core, Sqlite};
use rounds::store::Writer;
use rounds::sync::{Faults, Identity};

use super::audit::Told;
use super::dice::Dice;
use super::habits::Stick;
use super::kept::Kept;
use super::laptop::Laptop;
use super::leaves::Written;
use super::network::Message;
use super::plan::{Event, Kind, Plan, Settings};

/// What went wrong.
pub type Trouble = String;

/// The world.
pub struct World {
    pub settings: Settings,
    pub faults: Faults,
    /// The throw of the event under way.
    pub dice: Dice,
    pub ids: IdSource,
    pub now: Moment,
    pub laptops: Vec<Laptop>,
    pub core: Core,
    pub server: Sqlite,
    /// How far the server's clock is off, in milliseconds.
    pub server_skew: i64,
    /// The server dies at its next request, before or after its commit.
    pub server_doom: Option<bool>,
    pub server_restored: bool,
    /// How often it was.
    pub lives: u64,
    /// What the server's logs have said since it was restored last, by its position; compaction leaves it here.
    pub log: Told,
    /// What was ever set, by whom and upon what.
    pub written: Written,
    /// With when each was made.
    pub backups: Vec<(Moment, Sqlite)>,
    pub territories: Vec<Id>,
    pub territory_names: Vec<String>,
    pub users: Vec<(String, Id)>,
    /// The company's office: an admin without a laptop, its number of changes.
    pub office: Option<rounds::server::Who>,
    pub office_seq: u64,
    pub network: Vec<Message>,
    /// Records that were made, by entity.
    pub known: Vec<(u16, Id)>,
    /// What a person saw saved.
    pub kept: Kept,
    /// The changes of each group.
    pub groups: BTreeMap<(Id, i64), Vec<Identity>>,
    /// Bundles that lie about.
    pub sticks: Vec<Stick>,
    pub contacts: u64,
    /// What happened, where it is asked for.
    pub events: Option<Vec<String>>,
}

thread_local! {
    /// An empty book and an empty server: making one runs all migrations.
    static BLANK: (Writer, Sqlite) = (Writer::in_memory(0).unwrap(), Sqlite::in_memory().unwrap());
}

/// An empty book.
pub fn blank_book(seed: u64) -> Writer {
    BLANK.with(|(book, _)| book.image(seed)).unwrap()
}

const START: i64 = 1_790_000_000_000;

impl World {
    pub fn new(settings: Settings, faults: Faults, verbose: bool) -> World {
        let mut dice = Dice::new(settings.seed ^ 0x5eed);
        let mut world = World {
            settings,
            faults,
            ids: IdSource::seeded(settings.seed),
            now: Moment::from_millis(START),
            laptops: Vec::new(),
            core: super::office::core(&settings, faults, dice.bits()),
            server: BLANK.with(|(_, server)| server.copy()).unwrap(),
            server_skew: 0,
            server_doom: None,
            server_restored: false,
            lives: 0,
            log: Told::new(),
            written: Written::default(),
            backups: Vec::new(),
            territories: Vec::new(),
            territory_names: Vec::new(),
            users: Vec::new(),
            office: None,
            office_seq: 0,
            network: Vec::new(),
            known: Vec::new(),
            kept: Kept::default(),
            groups: BTreeMap::new(),
            sticks: Vec::new(),
            contacts: 0,
            events: verbose.then(Vec::new),
            dice,
        };
        world.found();
        world
    }

    /// The company is founded: its territories, its people and their laptops.
    fn found(&mut self) {
        let names = ["north", "south", "east", "west", "mid", "isle", "bay", "hill"];
        let names = &names[..(self.settings.territories as usize).clamp(1, 8)];
        for name in names {
            let id = self.core.add_territory(&mut self.server, name, &mut self.ids, self.now).unwrap();
            self.territories.push(id);
            self.territory_names.push(name.to_string());
        }
        self.add_user("office", &[Role::Admin, Role::Manager], &[]);
        self.office = Some(self.enrolled("office", ([99; 32], [98; 32])).1);
        // Two laptops of one rep, then one each; the third may be a manager's.
        for index in 0..self.settings.laptops as usize {
            let user = ["ann", "ann", "max", "bo", "cy", "di"][index % 6];
            if index != 1 {
                let manager = index == 2 && self.settings.manager == 1;
                let mut mine: Vec<&str> = names.iter().copied().filter(|_| manager || self.dice.percent(45)).collect();
                if mine.is_empty() {
                    mine.push(names[index % names.len()]);
                }
                let roles: &[Role] = if manager { &[Role::Rep, Role::Manager] } else { &[Role::Rep] };
                self.add_user(user, roles, &mine);
            }
            self.add_laptop(index, user);
        }
    }

    fn add_user(&mut self, name: &str, roles: &[Role], territories: &[&str]) {
        let World { core, server, ids, now, .. } = self;
        let id = core.add_user(server, name, roles, territories, ids, *now).unwrap();
        self.users.push((name.to_string(), id));
    }

    /// A number below `most`.
    pub fn roll(&mut self, most: u64) -> u64 {
        self.dice.below(most)
    }

    pub fn note(&mut self, event: impl FnOnce() -> String) {
        if let Some(events) = &mut self.events {
            events.push(event());
        }
    }

    pub fn server_now(&self) -> Moment {
        Moment::from_millis(self.now.millis() + self.server_skew)
    }

    /// Carries out a plan.
    pub fn live(&mut self, plan: &Plan) -> Result<(), Trouble> {
        for (step, event) in plan.events.iter().enumerate() {
            self.note(|| format!("{step}: {} {} {:x}", event.kind.word(), event.laptop, event.throw));
            self.step(*event)?;
        }
        if self.settings.heals == 1 {
            self.heal()?;
            self.laptops.iter_mut().for_each(|laptop| laptop.damaged.clear());
            self.check_the_end()
        } else {
            (0..self.laptops.len()).try_for_each(|index| self.look_at(index))
        }
    }

    fn step(&mut self, event: Event) -> Result<(), Trouble> {
        self.dice = Dice::new(u64::from(event.throw) ^ (self.settings.seed << 32));
        let pause = 1 + self.roll(90_000) as i64;
        self.now = Moment::from_millis(self.now.millis() + pause);
        let index = usize::from(event.laptop) % self.laptops.len();
        match event.kind {
            Kind::Edit => self.edit(index),
            Kind::Ask => self.ask(index),
            Kind::Deliver => self.deliver(),
            Kind::Kill => {
                self.kill(index);
                Ok(())
            }
            Kind::Doom => {
                let (commits, after) = (self.roll(3) as u32, self.roll(2) == 0);
                self.laptops[index].store.die_at(commits, after);
                Ok(())
            }
            Kind::Lies => {
                self.laptops[index].lying = Some(self.image(index));
                Ok(())
            }
            Kind::Power => {
                if let Some(image) = self.laptops[index].lying.take() {
                    self.put_back(index, image);
                }
                Ok(())
            }
            Kind::Keep => {
                self.laptops[index].kept = Some(self.image(index));
                Ok(())
            }
            Kind::Image => {
                if let Some(image) = self.laptops[index].kept.take() {
                    self.put_back(index, image);
                }
                Ok(())
            }
            Kind::Copy => {
                self.copy_laptop(index);
                Ok(())
            }
            Kind::DiskFull => self.disk(index, true),
            Kind::DiskFree => self.disk(index, false),
            Kind::Clock => {
                self.set_clock(index);
                Ok(())
            }
            Kind::Pass => {
                let days = [1, 3, 20, 40, 200, 400][self.roll(6) as usize];
                self.now = self.now.plus_minutes(days * 24 * 60);
                Ok(())
            }
            Kind::Backup => {
                if self.backups.len() == 4 {
                    let which = self.roll(4) as usize;
                    self.backups.remove(which);
                }
                let copy = self.server.copy().unwrap();
                self.backups.push((self.now, copy));
                Ok(())
            }
            Kind::Restore => {
                self.restore();
                Ok(())
            }
            Kind::ServerDies => {
                self.server_doom = Some(self.roll(2) == 0);
                Ok(())
            }
            Kind::ServerClock => {
                self.server_skew = [0, -3_600_000, 86_400_000, -90_000, 600_000][self.roll(5) as usize];
                Ok(())
            }
            Kind::Assign => self.assign(),
            Kind::Role => self.change_role(),
            Kind::Expire => {
                self.laptops[index].expired = true;
                Ok(())
            }
            Kind::Old => {
                self.laptops[index].old ^= true;
                Ok(())
            }
            Kind::Newer => self.newer(index),
            Kind::Recount => self.recount(index),
            Kind::Compact => self.compact(),
            Kind::Prune => self.prune(index),
            Kind::Habit => self.habit(index),
            Kind::Carry => self.carry(index),
            Kind::Revoke => self.take_away(index),
            Kind::Damage => self.damage(index),
            Kind::Upgrade => self.upgrade(index),
        }
    }

    /// Everything that happened and what came of it, to be compared.
    pub fn trace(&self) -> String {
        let mut trace = self.events.iter().flatten().cloned().collect::<Vec<_>>().join("\n");
        for laptop in &self.laptops {
            trace.push_str(&laptop.store.dump().unwrap());
        }
        trace
    }

    /// The stamp of this moment at the server.
    pub fn server_stamp(&self) -> Stamp {
        Stamp::of(self.server_now())
    }
}
