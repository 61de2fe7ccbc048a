//! A world's plan: what it is made of, and what happens in it, drawn from a seed or read from the text of an earlier failure.
//!
//! Always holds: an event carries its own throw of the dice, so leaving others out (`shrink`) does not change what it does; a plan's text reads
//! back as the same plan.

use std::fmt;

use super::dice::Dice;

macro_rules! settings {
    ($($name:ident)*) => {
        /// What a world is made of.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        pub struct Settings { $(pub $name: u64,)* }

        impl Settings {
            fn set(&mut self, name: &str, value: u64) -> bool {
                match name { $(stringify!($name) => self.$name = value,)* _ => return false }
                true
            }
        }

        impl fmt::Display for Settings {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $(if self.$name != 0 { write!(f, concat!(stringify!($name), "={} "), self.$name)?; })*
                Ok(())
            }
        }
    };
}

settings! {
    // Its own dice; laptops and territories at its beginning; bytes of a message up and down; whether all heals at the end.
    seed laptops territories room most heals
    // Of a hundred messages.
    lost doubled cut refused
    // Whether two processes share each profile; clocks: 0 right, else how wrong; a manager among the users.
    processes clocks manager
    // From how many entries on the server offers a snapshot; 0: from as many as ever.
    offer
}

macro_rules! kinds {
    ($($kind:ident $word:literal)*) => {
        /// What happens.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Kind { $($kind,)* }

        impl Kind {
            pub const fn word(self) -> &'static str {
                match self { $(Kind::$kind => $word,)* }
            }

            fn of(word: &str) -> Option<Kind> {
                match word { $($word => Some(Kind::$kind),)* _ => None }
            }
        }
    };
}

kinds! {
    Edit "edit" Ask "ask" Deliver "deliver"
    // The process ends between two commits; at a commit of what it does next; the disk is written for the last time, and loses the rest.
    Kill "kill" Doom "doom" Lies "lies" Power "power"
    // An image of the laptop is put aside, and put back; another laptop is made from it.
    Keep "keep" Image "image" Copy "copy"
    DiskFull "disk-full" DiskFree "disk-free" Clock "clock" Pass "pass"
    Backup "backup" Restore "restore" ServerDies "server-dies" ServerClock "server-clock"
    Assign "assign" Role "role" Expire "expire" Old "old" Newer "newer"
    // Both sides count a stream anew.
    Recount "recount"
    // The server moves what everybody has read to its history; the laptop lets go of what is old.
    Compact "compact" Prune "prune"
    // What people do more rarely; a bundle is written or read; a laptop is taken away.
    Habit "habit" Carry "carry" Revoke "revoke"
    // A disk changes a byte of what is stored.
    Damage "damage"
    // The laptop gets a newer program, which knows a field and an entity that the one before did not.
    Upgrade "upgrade"
}

/// One event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    pub kind: Kind,
    pub laptop: u8,
    pub throw: u32,
}

/// A world's plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub settings: Settings,
    pub events: Vec<Event>,
}

/// How often each rare event happens: of ten thousand steps, at most.
const RARE: [(Kind, u64); 24] = [
    (Kind::Kill, 300),
    (Kind::Doom, 250),
    (Kind::Lies, 120),
    (Kind::Keep, 40),
    (Kind::Copy, 30),
    (Kind::DiskFull, 100),
    (Kind::Clock, 150),
    (Kind::Pass, 60),
    (Kind::Backup, 120),
    (Kind::Restore, 80),
    (Kind::ServerDies, 200),
    (Kind::ServerClock, 60),
    (Kind::Assign, 120),
    (Kind::Role, 60),
    (Kind::Expire, 60),
    (Kind::Old, 60),
    (Kind::Newer, 150),
    (Kind::Compact, 150),
    (Kind::Prune, 100),
    (Kind::Habit, 500),
    (Kind::Carry, 200),
    (Kind::Revoke, 25),
    (Kind::Damage, 4),
    (Kind::Upgrade, 60),
];

/// The rates of a plan, to be changed by a planted mistake.
#[derive(Clone, Debug)]
pub struct Rates(Vec<(Kind, u64)>);

impl Rates {
    /// Each fault is left out of half of the worlds, and drawn for the others.
    fn drawn(dice: &mut Dice) -> Rates {
        let drawn = RARE.iter().map(|(kind, most)| {
            let rate = if dice.percent(50) { 1 + dice.below(*most) } else { 0 };
            (*kind, rate)
        });
        Rates(drawn.collect())
    }

    /// Sets the rate of a fault, of ten thousand steps.
    pub fn set(&mut self, kind: Kind, rate: u64) {
        self.0.iter_mut().filter(|(known, _)| *known == kind).for_each(|known| known.1 = rate);
    }

    fn roll(&self, dice: &mut Dice) -> Option<Kind> {
        let mut at = dice.below(10_000);
        for (kind, rate) in &self.0 {
            if at < *rate {
                return Some(*kind);
            }
            at -= rate;
        }
        None
    }
}

impl Plan {
    /// The plan of a seed; `shape` sets what a planted mistake needs.
    pub fn drawn(seed: u64, steps: u64, shape: impl FnOnce(&mut Settings, &mut Rates)) -> Plan {
        let mut dice = Dice::new(seed);
        let (room, most) = *dice.pick(&[(200, 300), (1_000, 1_000), (100_000, 100_000), (100_000, 100_000)]);
        let mut settings = Settings {
            seed,
            laptops: 2 + dice.below(5),
            territories: 3 + dice.below(6),
            room,
            most,
            heals: seed % 2,
            lost: if dice.percent(60) { dice.below(35) } else { 0 },
            doubled: if dice.percent(50) { dice.below(25) } else { 0 },
            cut: if dice.percent(40) { dice.below(15) } else { 0 },
            refused: if dice.percent(40) { dice.below(15) } else { 0 },
            processes: u64::from(dice.percent(25)),
            clocks: if dice.percent(60) { 1 + dice.below(3) } else { 0 },
            manager: u64::from(dice.percent(70)),
            offer: if dice.percent(40) { 1 + dice.below(40) } else { 0 },
        };
        let mut rates = Rates::drawn(&mut dice);
        shape(&mut settings, &mut rates);
        let mut events = Vec::with_capacity(steps as usize);
        let mut due: Vec<(usize, Event)> = Vec::new();
        while events.len() < steps as usize {
            let at = events.len();
            if let Some(ready) = due.iter().position(|(when, _)| *when <= at) {
                events.push(due.remove(ready).1);
                continue;
            }
            let kind = rates.roll(&mut dice).unwrap_or_else(|| match dice.below(20) {
                0..=6 => Kind::Edit,
                7..=10 => Kind::Ask,
                11 if at % 8 == 0 => Kind::Recount,
                _ => Kind::Deliver,
            });
            let event = Event { kind, laptop: dice.below(8) as u8, throw: dice.bits() as u32 };
            events.push(event);
            // What follows from it, a while later.
            let then = match kind {
                Kind::Lies => Some((Kind::Power, 1 + dice.below(25))),
                Kind::Keep => Some((Kind::Image, 30 + dice.below(300))),
                Kind::DiskFull => Some((Kind::DiskFree, 5 + dice.below(30))),
                _ => None,
            };
            due.extend(then.map(|(kind, after)| (at + after as usize, Event { kind, ..event })));
        }
        Plan { settings, events }
    }

    /// A plan from its text.
    pub fn parse(text: &str) -> Option<Plan> {
        let mut words = text.split_whitespace().peekable();
        let mut settings = Settings::default();
        while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
            if !settings.set(name, value.parse().ok()?) {
                return None;
            }
            words.next();
        }
        let mut events = Vec::new();
        for word in words {
            let mut parts = word.split('.');
            let kind = Kind::of(parts.next()?)?;
            let laptop = parts.next()?.parse().ok()?;
            let throw = u32::from_str_radix(parts.next()?, 16).ok()?;
            events.push(Event { kind, laptop, throw });
        }
        Some(Plan { settings, events })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.settings)?;
        for (index, event) in self.events.iter().enumerate() {
            let gap = if index % 8 == 0 { "\n" } else { " " };
            write!(f, "{gap}{}.{}.{:x}", event.kind.word(), event.laptop, event.throw)?;
        }
        Ok(())
    }
}

#[test]
fn a_plan_reads_back_from_its_text() {
    for seed in 1..50 {
        let plan = Plan::drawn(seed, 200, |_, _| {});
        assert_eq!(Plan::parse(&plan.to_string()), Some(plan));
    }
}
