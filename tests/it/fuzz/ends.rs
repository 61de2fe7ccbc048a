//! Whole ends under bytes from outside: a server that is handed a request, a laptop's book that is handed an answer.
//!
//! Always holds: after whatever was read, the kept sums are those of the rows, a message was taken whole or not at all, and what is
//! answered can be sent. Each input meets the same server and the same book.

use rounds::base::clock::{Moment, Now, Zone};
use rounds::base::id::{Id, IdSource};
use rounds::client::{Reply, Syncer};
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::schema::{ACCOUNT, Account, CONTACT, Contact, FOLLOW_UP, FollowUp, Role, Value};
use rounds::server::{Core, ServerError, Sqlite, Storage, Who};
use rounds::store::{Enrolment, Writer};
use rounds::sync::Sum;
use rounds::sync::frame::{Form, open, pack};
use rounds::sync::wire::{Enrol, Request, Response};

const START: i64 = 1_790_000_000_000;

/// A company with a little in it, and what was said while that came about.
struct Company {
    core: Core,
    server: Sqlite,
    ids: IdSource,
    /// The reps and a manager; the last one's laptop was taken away.
    who: Vec<Who>,
    books: Vec<Writer>,
    now: i64,
    requests: Vec<Vec<u8>>,
    responses: Vec<Vec<u8>>,
}

thread_local! {
    static COMPANY: Company = Company::new();
}

impl Company {
    fn new() -> Company {
        let mut company = Company {
            core: Core::new(1),
            server: Sqlite::in_memory().expect("a server"),
            ids: IdSource::seeded(1),
            who: Vec::new(),
            books: Vec::new(),
            now: START,
            requests: Vec::new(),
            responses: Vec::new(),
        };
        let Company { core, server, ids, .. } = &mut company;
        for name in ["North", "South"] {
            core.add_territory(server, name, ids, Moment::from_millis(START)).expect("a territory");
        }
        let rep: &[Role] = &[Role::Rep];
        let people = [
            ("Ann", rep, &["North"][..]),
            ("Bo", rep, &["South"]),
            ("Max", &[Role::Manager], &["North", "South"]),
            ("Gone", rep, &["North"]),
        ];
        for (name, roles, territories) in people {
            company.join(name, roles, territories);
        }
        company.live();
        company
    }

    fn at(&mut self) -> Moment {
        self.now += 1_000;
        Moment::from_millis(self.now)
    }

    fn join(&mut self, name: &str, roles: &[Role], territories: &[&str]) {
        let now = self.at();
        let Company { core, server, ids, .. } = self;
        core.add_user(server, name, roles, territories, ids, now).expect("a user");
        let code = core.code(server, name, ids, now).expect("a code");
        let request = Enrol { protocol: 1, code, name: "laptop".to_owned(), signing: [1; 32], sealing: [2; 32] };
        let enrolled = core.enrol(server, &request, ids, now).expect("enrolled");
        let who = core.authenticate(server, &enrolled.token).expect("read").expect("known");
        let territories: Vec<Id> = enrolled.territories.iter().map(|(id, _)| *id).collect();
        let mut book = Writer::in_memory(self.who.len() as u64 + 1).expect("a book");
        let enrolment = Enrolment {
            url: String::new(),
            token: enrolled.token,
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
        book.enrol(&enrolment, now).expect("kept");
        self.who.push(who);
        self.books.push(book);
    }

    fn act(&mut self, who: usize, edits: Vec<Edit>) {
        let now = Now::new(self.at(), Zone::utc());
        self.books[who].commit(&Act::one(Label::new("act", "act"), edits), &now).expect("saved");
    }

    fn sync(&mut self, who: usize) {
        let mut syncer = Syncer::new();
        let now = self.at();
        while let Some(request) = syncer.next_request(&mut self.books[who], now).expect("a request") {
            self.requests.push([vec![who as u8], minicbor::to_vec(&request).expect("memory")].concat());
            let Company { core, server, .. } = self;
            let response = core.handle(server, &self.who[who], &request, now).expect("an answer");
            self.responses.push(minicbor::to_vec(&response).expect("memory"));
            syncer.on_response(&mut self.books[who], Reply::Response(&response), now).expect("applied");
        }
    }

    /// Customers come, are set, deleted and moved; two write one field.
    fn live(&mut self) {
        let mut made = Vec::new();
        for (who, name) in [(0, "Acme"), (0, "精工"), (1, "Bolt")] {
            let me = self.books[who].me().expect("me");
            let (id, person, next) = (self.id(), self.id(), self.id());
            let account = Account {
                id,
                name: name.to_owned(),
                tags: ["warm".to_owned(), "new".to_owned()].into(),
                territory: Some(me.territory),
                owner: Some(me.user),
                ..Account::default()
            };
            let contact = Contact { id: person, account: Some(id), name: "Kim".to_owned(), ..Contact::default() };
            let follow_up = FollowUp { id: next, account: Some(id), text: "call".to_owned(), ..FollowUp::default() };
            self.act(who, vec![Edit::create(&account), Edit::create(&contact), Edit::create(&follow_up)]);
            made.push((who, id, person, next));
        }
        let own = FollowUp { id: self.id(), text: "mine".to_owned(), ..FollowUp::default() };
        self.act(0, vec![Edit::create(&own)]);
        (0..4).for_each(|who| self.sync(who));
        let (_, acme, kim, next) = made[0];
        let set = |entity: &'static rounds::schema::Entity, record, field: &str, value: Value| {
            let number = entity.field(field).expect("a field").number;
            Edit { entity: entity.number, record, deed: RecordEdit::Set(vec![(number, value)]) }
        };
        self.act(0, vec![set(&ACCOUNT, acme, "street", Value::text("1 Quay St"))]);
        self.act(2, vec![set(&ACCOUNT, acme, "street", Value::text("2 Quay St"))]);
        self.act(2, vec![Edit { entity: FOLLOW_UP.number, record: next, deed: RecordEdit::Delete }]);
        self.act(0, vec![set(&FOLLOW_UP, next, "text", Value::text("call twice"))]);
        self.act(0, vec![set(&CONTACT, kim, "name", Value::text("Kim Li"))]);
        [2, 0, 2].into_iter().for_each(|who| self.sync(who));
        let south = self.books[1].me().expect("me").territory;
        self.act(2, vec![set(&ACCOUNT, acme, "territory", Value::Id(south))]);
        [2, 1, 0].into_iter().for_each(|who| self.sync(who));
        // Something still waits everywhere when an input comes, and the last laptop was taken away.
        let (_, mine, _, _) = made[1];
        self.act(0, vec![set(&ACCOUNT, mine, "street", Value::text("3 Quay St"))]);
        self.act(1, vec![set(&ACCOUNT, acme, "street", Value::text("4 Quay St"))]);
        for who in 0..3 {
            let now = self.at();
            let request = Syncer::new().next_request(&mut self.books[who], now).expect("read").expect("a request");
            self.requests.push([vec![who as u8], minicbor::to_vec(&request).expect("memory")].concat());
        }
        if let Some(who) = self.who.last_mut() {
            who.revoked = true;
        }
    }

    fn id(&mut self) -> Id {
        let now = self.at();
        self.ids.next(now)
    }
}

/// Requests of this company, each after the number of the laptop.
pub fn requests() -> Vec<Vec<u8>> {
    COMPANY.with(|company| company.requests.clone())
}

/// Answers of this company.
pub fn responses() -> Vec<Vec<u8>> {
    COMPANY.with(|company| company.responses.clone())
}

/// The server answers a request (its first byte says whose) twice.
pub fn serve(bytes: &[u8]) {
    let Some((who, bytes)) = bytes.split_first() else { return };
    let Ok(request) = open::<Request>(bytes, Form::Cbor) else { return };
    COMPANY.with(|company| {
        let mut server = company.server.copy().expect("a copy");
        let mut core = Core::new(77);
        let who = company.who[usize::from(*who) % company.who.len()];
        for n in 0..2 {
            let now = Moment::from_millis(company.now + 5_000 + n);
            match core.handle(&mut server, &who, &request, now) {
                Ok(response) => {
                    let body = pack(&response, Form::Cbor).expect("memory");
                    assert_eq!(open::<Response>(&body, Form::Cbor).as_ref(), Ok(&response));
                }
                Err(ServerError::Malformed) => {}
                Err(error) => panic!("{error}: {request:?}"),
            }
        }
        let mut tx = server.begin().expect("a transaction");
        for stream in tx.streams().expect("streams") {
            let mut sum = Sum::default();
            for record in tx.records_in(stream).expect("records") {
                sum.join(record.recount());
            }
            assert_eq!(tx.head(stream).expect("a head").sum, sum, "{stream}: {request:?}");
        }
    });
}

/// A book is handed an answer.
pub fn apply(bytes: &[u8]) {
    let Ok(response) = open::<Response>(bytes, Form::Cbor) else { return };
    COMPANY.with(|company| {
        for which in [0, 1] {
            let mut book = company.books[which].image(99).expect("a copy");
            let now = Moment::from_millis(company.now + 5_000);
            let mut syncer = Syncer::new();
            syncer.next_request(&mut book, now).expect("a request").expect("a request");
            let before = (company.books[which].dump().expect("read"), book.waiting().expect("read"));
            if syncer.on_response(&mut book, Reply::Response(&response), now).is_err() {
                assert_eq!((book.dump().expect("read"), book.waiting().expect("read")), before, "{response:?}");
            }
            for row in book.streams().expect("read") {
                assert_eq!(book.recount(row.stream).expect("read"), row.sum, "{}: {response:?}", row.stream);
            }
            let _ = syncer.next_request(&mut book, now).expect("the next request");
        }
    });
}
