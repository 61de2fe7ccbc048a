//! An office: the server's core over SQLite in memory, its territories and people, and laptops that sync when they are told to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rounds::base::clock::{Moment, Now, Zone};
use rounds::base::id::{Id, IdSource};
use rounds::client::{Events, Reply, Syncer};
use rounds::domain::act::{Act, Committed, Edit, Label, Left, RecordEdit};
use rounds::domain::ask::{Answer, Ask, HistoryLine, SyncView};
use rounds::domain::deed::{Deed, LogEntry, LogKind, Slot, Whose};
use rounds::schema::{ACCOUNT, Account, CONFLICT, Contact, Entity, Role, Value, Visit, VisitKind, VisitState};
use rounds::server::{Core, Recounting, Sqlite, Who};
use rounds::store::{Enrolment, Recount, StoreError, Writer};
use rounds::sync::frame::{Form, open, pack};
use rounds::sync::wire::{Enrol, Request, Response, Word};

/// The server with its people.
pub struct Office {
    pub core: Core,
    pub server: Sqlite,
    pub ids: IdSource,
    pub now: Moment,
    seeds: u64,
}

/// A laptop.
pub struct Laptop {
    pub store: Writer,
    pub who: Who,
    pub user: Id,
    token: String,
    /// How far its clock is off, in minutes.
    pub skew: i64,
}

/// What a sync cost and brought.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub rounds: usize,
    pub up: usize,
    pub down: usize,
    pub wiped: bool,
}

/// All that was said in one sync.
#[derive(Debug, Default)]
pub struct Talk {
    pub cost: Cost,
    pub events: Vec<Events>,
    pub requests: Vec<Request>,
    /// Both sides summed every stream alike at the end.
    pub same: bool,
}

impl Talk {
    /// Changes of others that arrived.
    pub fn arrived(&self) -> u64 {
        self.events.iter().map(|events| events.applied.arrived).sum()
    }

    /// Log entries that were stored.
    pub fn entries(&self) -> u64 {
        self.events.iter().map(|events| events.applied.entries).sum()
    }
}

impl Office {
    /// One with these territories.
    pub fn new(territories: &[&str]) -> Office {
        let now = Moment::from_millis(1_790_000_000_000);
        let (mut core, mut server, mut ids) =
            (Core::new(77).offering(u64::MAX), Sqlite::in_memory().unwrap(), IdSource::seeded(5));
        for name in territories {
            core.add_territory(&mut server, name, &mut ids, now).unwrap();
        }
        Office { core, server, ids, now, seeds: 100 }
    }

    /// Time goes on.
    pub fn later(&mut self, minutes: i64) {
        self.now = self.now.plus_minutes(minutes);
    }

    pub fn user(&mut self, name: &str, role: Role, territories: &[&str]) {
        self.core.add_user(&mut self.server, name, &[role], territories, &mut self.ids, self.now).unwrap();
    }

    /// A new laptop of a user, synced.
    pub fn laptop(&mut self, user: &str) -> Laptop {
        let mut laptop = self.new_laptop(user);
        self.sync(&mut laptop);
        laptop
    }

    /// A new laptop of a user that has not asked for anything yet.
    pub fn new_laptop(&mut self, user: &str) -> Laptop {
        self.seeds += 1;
        let store = Writer::in_memory(self.seeds).unwrap();
        self.enrolled(user, store)
    }

    /// A book becomes the company's.
    pub fn enrolled(&mut self, user: &str, mut store: Writer) -> Laptop {
        let code = self.core.code(&mut self.server, user, &mut self.ids, self.now).unwrap();
        let signing = ed25519_dalek::SigningKey::from_bytes(&[1; 32]).verifying_key().to_bytes();
        let sealing = x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from([2; 32])).to_bytes();
        let request = Enrol { protocol: 1, code, name: format!("{user}'s laptop"), signing, sealing };
        let enrolled = self.core.enrol(&mut self.server, &request, &mut self.ids, self.now).unwrap();
        let who = self.core.authenticate(&mut self.server, &enrolled.token).unwrap().unwrap();
        let territories: Vec<Id> = enrolled.territories.iter().map(|(id, _)| *id).collect();
        let enrolment = Enrolment {
            url: String::new(),
            token: enrolled.token.clone(),
            user: enrolled.user,
            device: enrolled.device,
            territory: territories[0],
            territories,
            roles: enrolled.roles,
            signing: [1; 32],
            sealing: [2; 32],
            server_signing: enrolled.signing,
            server_sealing: enrolled.sealing,
            ca: String::new(),
        };
        store.enrol(&enrolment, self.now).unwrap();
        Laptop { store, who, user: enrolled.user, token: enrolled.token, skew: 0 }
    }

    /// A territory's id.
    pub fn territory(&mut self, name: &str) -> Id {
        let all = self.core.territories(&mut self.server, self.now).unwrap();
        all.iter().find(|territory| territory.name == name).unwrap().id
    }

    /// What the server answers a laptop.
    pub fn answer(&mut self, laptop: &mut Laptop, request: &Request) -> Response {
        laptop.who = self.core.authenticate(&mut self.server, &laptop.token).unwrap().unwrap();
        self.core.handle(&mut self.server, &laptop.who, request, self.now).unwrap()
    }

    /// A laptop counts all of its book anew, in slices.
    pub fn recount(&mut self, laptop: &mut Laptop) -> Recount {
        self.later(1);
        let (now, mut recount) = (laptop.now(self).at, Recount::default());
        while !recount.done {
            laptop.store.recount_some(&mut recount, 7, now).unwrap();
        }
        recount
    }

    /// The server counts all that it has anew, in slices.
    pub fn recount_server(&mut self) -> Recounting {
        let mut recount = Recounting::default();
        while !recount.done {
            self.core.recount(&mut self.server, &mut recount, 7, self.now).unwrap();
        }
        recount
    }

    /// Syncs until both sides have all, and compares what they hold.
    pub fn sync(&mut self, laptop: &mut Laptop) -> Cost {
        let talk = self.talk(laptop);
        for events in &talk.events {
            assert!(events.repairing.is_empty(), "both sides differ: {:?}", events.sums);
        }
        talk.cost
    }

    /// Syncs until both sides have all; everything that was said, each message as it was after its bytes.
    pub fn talk(&mut self, laptop: &mut Laptop) -> Talk {
        self.later(1);
        let mut talk = Talk::default();
        let mut syncer = Syncer::new();
        let at = laptop.now(self).at;
        while let Some(request) = syncer.next_request(&mut laptop.store, at).unwrap() {
            let up = pack(&request, Form::Cbor).unwrap();
            let response = self.answer(laptop, &open(&up, Form::Cbor).unwrap());
            let down = pack(&response, Form::Cbor).unwrap();
            talk.cost.rounds += 1;
            talk.cost.up += up.len();
            talk.cost.down += down.len();
            let response = open(&down, Form::Cbor).unwrap();
            let events = syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
            talk.cost.wiped |= events.word == Word::Wipe && events.settled;
            assert!(talk.cost.rounds < 500, "it never settles: {events:?}");
            talk.same = events.sums.iter().all(|(_, here, there)| here == there);
            talk.events.push(events);
            talk.requests.push(request);
        }
        laptop.store.wipe_aside(at).unwrap();
        talk
    }

    /// Syncs; then both sides hold the same, and nothing waits.
    pub fn heals(&mut self, laptop: &mut Laptop) -> Talk {
        let talk = self.talk(laptop);
        assert!(talk.same, "{:?}", talk.events.last());
        assert_eq!(laptop.store.waiting().unwrap(), 0);
        talk
    }

    /// Everybody syncs, twice over, so that all know of all.
    pub fn sync_all(&mut self, laptops: &mut [&mut Laptop]) {
        for _ in 0..2 {
            for laptop in laptops.iter_mut() {
                self.sync(laptop);
            }
        }
    }
}

impl Laptop {
    pub fn now(&self, office: &Office) -> Now {
        Now::new(office.now.plus_minutes(self.skew), Zone::utc())
    }

    /// Does what a person asks.
    pub fn does(&mut self, office: &mut Office, deed: &Deed) -> Committed {
        self.tries(office, deed).unwrap()
    }

    pub fn tries(&mut self, office: &mut Office, deed: &Deed) -> Result<Committed, StoreError> {
        office.later(1);
        self.store.perform(deed, &self.now(office))
    }

    pub fn commits(&mut self, office: &mut Office, edits: Vec<Edit>) {
        office.later(1);
        self.store.commit(&Act::one(Label::new("act-set", "x"), edits), &self.now(office)).unwrap();
    }

    pub fn undoes(&mut self, office: &mut Office) -> Vec<Left> {
        office.later(1);
        self.store.undo(&self.now(office)).unwrap().unwrap().left
    }

    /// A new customer in my territory.
    pub fn adds(&mut self, office: &mut Office, name: &str) -> Id {
        let me = self.store.me().unwrap();
        let id = office.ids.next(office.now);
        let account = Account {
            id,
            name: name.into(),
            territory: Some(me.territory),
            owner: Some(me.user),
            ..Account::default()
        };
        self.commits(office, vec![Edit::create(&account)]);
        id
    }

    pub fn adds_contact(&mut self, office: &mut Office, account: Id, name: &str) -> Id {
        let id = office.ids.next(office.now);
        let contact = Contact { id, account: Some(account), name: name.into(), ..Contact::default() };
        self.commits(office, vec![Edit::create(&contact)]);
        id
    }

    pub fn visits(&mut self, office: &mut Office, account: Id, notes: &str) -> Id {
        let id = office.ids.next(office.now);
        let visit = Visit {
            id,
            account: Some(account),
            owner: Some(self.user),
            state: Some(VisitState::Done),
            day: Some(self.now(office).today()),
            notes: notes.into(),
            ..Visit::default()
        };
        self.commits(office, vec![Edit::create(&visit)]);
        id
    }

    pub fn sets(&mut self, office: &mut Office, entity: &Entity, record: Id, field: &str, value: impl Into<Value>) {
        let values = vec![(entity.field(field).unwrap().number, value.into())];
        self.commits(office, vec![Edit { entity: entity.number, record, deed: RecordEdit::Set(values) }]);
    }

    pub fn deletes(&mut self, office: &mut Office, entity: &Entity, record: Id) {
        self.does(office, &Deed::Delete { entity: entity.number, record });
    }

    pub fn get(&self, entity: &Entity, record: Id, field: &str) -> Value {
        self.store.value(entity.number, record, entity.field(field).unwrap().number).unwrap()
    }

    pub fn text(&self, entity: &Entity, record: Id, field: &str) -> String {
        self.get(entity, record, field).str().to_string()
    }

    pub fn sees(&self, entity: &Entity, record: Id) -> bool {
        self.store.visible_ids(entity.number).unwrap().contains(&record)
    }

    pub fn accounts(&self) -> usize {
        self.store.visible_ids(ACCOUNT.number).unwrap().len()
    }

    pub fn conflicts(&self) -> Vec<Id> {
        self.store.visible_ids(CONFLICT.number).unwrap()
    }

    pub fn sync_view(&self, office: &Office) -> SyncView {
        match self.store.answer(&Ask::Sync, &self.now(office)).unwrap() {
            Answer::Sync(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    pub fn history(&self, office: &Office, entity: &Entity, record: Id) -> Vec<HistoryLine> {
        match self.store.answer(&Ask::History { entity: entity.number, record }, &self.now(office)).unwrap() {
            Answer::History(lines) => lines,
            other => panic!("{other:?}"),
        }
    }

    /// Whether nothing of a customer is left here, contacts and visits included.
    pub fn has_wiped(&self, record: Id) -> bool {
        self.store.rows_of(record).unwrap() == 0
    }
}

/// A visit logged at a customer, with this note, and the next one by the cadence.
pub fn logged(laptop: &Laptop, office: &Office, (account, notes): (Id, &str), next: NaiveDate) -> Deed {
    let now = laptop.now(office).at;
    Deed::Log(LogEntry {
        words: notes.into(),
        whose: Whose::Account(account),
        kind: LogKind::Visit(VisitKind::OnSite),
        kind_said: false,
        direction: None,
        started: now.plus_minutes(-30),
        ended: now,
        time_said: false,
        notes: notes.into(),
        contacts: BTreeSet::new(),
        missed: None,
        outcome: None,
        reached: None,
        promises: Vec::new(),
        heard: Box::default(),
        people: Vec::new(),
        next: Some(Slot::day(next)),
        closes: None,
    })
}
