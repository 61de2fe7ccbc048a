//! A company with two reps, laptops with books on the disk, and what a book is filled with.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread::JoinHandle;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use rounds::base::clock::{Moment, Now, Zone};
use rounds::base::id::Id;
use rounds::client::http::Link;
use rounds::client::{Asked, enrol, sync_once};
use rounds::domain::act::{Act, Edit, Label};
use rounds::domain::ask::{Answer, Ask, Receipt};
use rounds::schema::{ACCOUNT, Account, FollowUp, FollowUpState, Role, Visit, VisitState};
use rounds::server::{Endpoint, Moved, Running, serve_endpoint};
use rounds::store::{Keep, Profile, Reader, Writer};
use tempfile::TempDir;

static TIME: AtomicI64 = AtomicI64::new(1_790_000_000_000);

pub fn now() -> Now {
    Now::new(tick(), Zone::utc())
}

fn tick() -> Moment {
    Moment::from_millis(TIME.fetch_add(7, Ordering::Relaxed))
}

pub struct Company {
    home: TempDir,
    server: Running,
}

impl Company {
    pub fn new() -> Company {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = TempDir::new().unwrap();
        let mut endpoint = Endpoint::open(home.path(), [1; 32]).unwrap();
        let Endpoint { core, storage, ids, .. } = &mut endpoint;
        core.add_territory(storage.as_mut(), "North", ids, tick()).unwrap();
        core.add_territory(storage.as_mut(), "South", ids, tick()).unwrap();
        for (user, territory) in [("Ann", "North"), ("Bo", "North"), ("Cleo", "South")] {
            core.add_user(storage.as_mut(), user, &[Role::Rep], &[territory], ids, tick()).unwrap();
        }
        let server = serve_endpoint(endpoint, "127.0.0.1:0".parse().unwrap(), Arc::new(tick)).unwrap();
        Company { home, server }
    }

    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The office moves customers.
    pub fn move_all(&self, accounts: &[Id], to: &str) {
        let Endpoint { mut core, mut storage, .. } = Endpoint::open(self.home.path(), seed()).unwrap();
        let to = Moved { territory: Some(to.to_string()), ..Moved::default() };
        core.move_accounts(storage.as_mut(), accounts, &to, tick()).unwrap();
    }

    /// What the server does when it is idle.
    pub fn prepare(&self) {
        let Endpoint { mut core, mut storage, .. } = Endpoint::open(self.home.path(), seed()).unwrap();
        core.prepare_snapshots(storage.as_mut(), tick()).unwrap();
    }
}

fn seed() -> [u8; 32] {
    *blake3::hash(&TIME.fetch_add(1, Ordering::Relaxed).to_le_bytes()).as_bytes()
}

pub struct Laptop {
    folder: TempDir,
    profile: Profile,
    lock: rounds::store::Lock,
    pub store: Writer,
    link: Link,
}

impl Laptop {
    pub fn new(company: &Company, user: &str, url: &str) -> Laptop {
        let folder = TempDir::new().unwrap();
        let profile = Profile::at(folder.path());
        let lock = profile.begin(&Keep::File(folder.path().join("key"))).unwrap().lock;
        let mut store = Writer::open(&profile, &lock).unwrap();
        let code = {
            let Endpoint { mut core, mut storage, mut ids, .. } = Endpoint::open(company.home.path(), seed()).unwrap();
            core.code(storage.as_mut(), user, &mut ids, tick()).unwrap()
        };
        let asked = Asked { url, plain: false, code: &code, name: "laptop", seed: [7; 64], again: false, ca: "" };
        let enrolment = enrol(&mut store, &asked, &mut |_| None, tick()).unwrap();
        let link = Link::new(url, &enrolment.token).unwrap();
        Laptop { folder, profile, lock, store, link }
    }

    /// Closes the book; its folder, for the real binary, and a look into it from beside.
    pub fn put_down(self) -> (TempDir, rusqlite::Connection) {
        let book = self.book();
        (self.folder, book)
    }

    /// Takes another line from now on.
    pub fn dial(&mut self, url: &str) {
        let token = self.store.enrolment().unwrap().unwrap().token;
        self.link = Link::new(url, &token).unwrap();
    }

    pub fn sync(&mut self) -> Receipt {
        sync_once(&mut self.store, &mut self.link, &mut tick, &mut |_| {}).unwrap()
    }

    /// With the moment of the last round, when lists are there and words are yet to be indexed.
    pub fn sync_watched(&mut self) -> (Receipt, Instant) {
        let mut last = Instant::now();
        let receipt = sync_once(&mut self.store, &mut self.link, &mut tick, &mut |_| last = Instant::now()).unwrap();
        (receipt, last)
    }

    /// Looks through a connection of its own until the first customers are in the list.
    pub fn watch_customers(&self) -> JoinHandle<Instant> {
        let (profile, lock) = (self.profile.clone(), self.lock.clone());
        std::thread::spawn(move || {
            let reader = Reader::open(&profile, &lock).unwrap();
            loop {
                if let Answer::Today(today) = reader.answer(&Ask::Today, &now()).unwrap()
                    && today.accounts > 0
                {
                    return Instant::now();
                }
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        })
    }

    fn book(&self) -> rusqlite::Connection {
        let key = std::fs::read_to_string(self.folder.path().join("key")).unwrap();
        let book = rusqlite::Connection::open(self.profile.database()).unwrap();
        book.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;", key.trim()))
            .unwrap();
        book
    }

    /// The bytes of the rows as a plain table would hold them, and of what sync keeps beside them.
    fn rows(&self) -> (i64, i64) {
        let book = self.book();
        let bytes =
            |sql: &str| -> i64 { book.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap().unwrap_or(0) };
        let mut plain = 0;
        let mut ours = 0;
        for entity in rounds::schema::ENTITIES {
            let all: Vec<String> = entity.fields.iter().map(|field| width(&format!("\"{}\"", field.name))).collect();
            // A column costs a byte of header each.
            let header = entity.fields.len() + 4;
            plain += bytes(&format!("SELECT sum(16 + {header} + {}) FROM \"{}\"", all.join(" + "), entity.name));
            let kept =
                ["x_stamp", "x_session", "x_seq", "x_gone", "x_seen", "x_stream", "x_sum"].map(width).join(" + ");
            // A byte of header each, and one for what is unknown.
            ours += bytes(&format!("SELECT sum(8 + {kept}) FROM \"{}\"", entity.name));
        }
        for (table, columns) in [
            ("version", "record field element entity stamp session seq"),
            ("confirmed", "record field element entity value stamp session seq"),
            ("stream", "stream position hash count sum needs_repair"),
            ("mark", "stream position hash"),
            (WAITING, CHANGE),
        ] {
            ours += bytes(&format!("SELECT sum({}) FROM {table}", row(columns)));
        }
        (plain, ours)
    }

    /// The bytes of what sync keeps, against those of the plain rows.
    pub fn overhead(&self) -> f64 {
        let (plain, ours) = self.rows();
        ours as f64 / plain as f64
    }

    /// The bytes of the word index and the names, and of what was sent and came, against those of the plain rows.
    pub fn beside(&self) -> (f64, f64) {
        let book = self.book();
        let bytes =
            |sql: &str| -> i64 { book.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap().unwrap_or(0) };
        let plain = self.rows().0 as f64;
        let search = bytes("SELECT sum(length(block)) FROM word_data")
            + bytes("SELECT count(*) * 24 FROM found")
            + bytes("SELECT sum(length(token) + 3) FROM vocabulary")
            + bytes("SELECT sum(length(names) + length(digits) + 80) FROM name");
        let history = bytes(&format!("SELECT sum({}) FROM change WHERE state <> 0", row(CHANGE)))
            + bytes("SELECT count(*) * 90 FROM arrived");
        (search as f64 / plain, history as f64 / plain)
    }
}

const WAITING: &str = "change WHERE state = 0";
const CHANGE: &str = "session seq act grp entity record stamp at seen fields state reason stream position closed_at later again labels said";

/// The bytes of a row with these columns, as SQLite stores it: its number and length, and a byte of header for each column.
fn row(columns: &str) -> String {
    let columns: Vec<String> = columns.split(' ').map(|column| format!("1 + {}", width(column))).collect();
    format!("4 + {}", columns.join(" + "))
}

/// The bytes of a column's value, as SQLite stores it: an integer in as many as it needs, 0 and 1 in none.
fn width(column: &str) -> String {
    let bits = [(8, 1), (16, 2), (24, 3), (32, 4), (48, 6)];
    let fits = |(bits, bytes): (u32, u32)| {
        let most = 1i64 << (bits - 1);
        format!("WHEN {column} BETWEEN -{most} AND {} THEN {bytes}", most - 1)
    };
    let fits: Vec<String> = bits.map(fits).into();
    format!(
        "CASE typeof({column}) WHEN 'null' THEN 0 WHEN 'integer' THEN CASE WHEN {column} IN (0, 1) THEN 0 {} ELSE 8 END
         ELSE length(CAST({column} AS BLOB)) END",
        fits.join(" ")
    )
}

const WORDS: [&str; 24] = [
    "met",
    "the",
    "buyer",
    "asked",
    "for",
    "samples",
    "of",
    "line",
    "and",
    "price",
    "list",
    "delivery",
    "next",
    "week",
    "likes",
    "new",
    "boxes",
    "wants",
    "terms",
    "shelf",
    "moved",
    "competitor",
    "cheaper",
    "call",
];

fn sentence(n: usize, count: usize) -> String {
    let mut bits = n as u64;
    let words = (0..count).map(|_| {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(bits >> 33) as usize % WORDS.len()]
    });
    words.collect::<Vec<_>>().join(" ")
}

fn commit(store: &mut Writer, groups: Vec<Vec<Edit>>) {
    store.commit(&Act { label: Label::new("act", "many"), groups }, &now()).unwrap();
}

/// Customers, as an import makes them.
pub fn customers(store: &mut Writer, count: usize) -> Vec<Id> {
    let me = store.me().unwrap();
    let mut made = Vec::new();
    let groups = (0..count).map(|n| {
        let id = store.new_id(tick());
        made.push(id);
        let account = Account {
            id,
            name: format!("{} {n}", sentence(n, 2)),
            street: format!("{} Street {}", WORDS[n % 24], n % 90),
            city: "Hangzhou".into(),
            territory: Some(me.territory),
            owner: Some(me.user),
            ..Account::default()
        };
        vec![Edit::create(&account)]
    });
    let groups = groups.collect();
    commit(store, groups);
    assert_eq!(ACCOUNT.number, 1);
    made
}

fn day(n: usize) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2021, 1, 1).and_then(|day| day.checked_add_days(Days::new(n as u64 % 1_800)))
}

/// Small records: a follow-up with a few words each.
pub fn small(store: &mut Writer, accounts: &[Id], count: usize) {
    let me = store.me().unwrap();
    let groups = (0..count).map(|n| {
        let promise = FollowUp {
            id: store.new_id(tick()),
            account: Some(accounts[n % accounts.len()]),
            owner: Some(me.user),
            text: format!("call {}", n % 97),
            due: day(n),
            state: Some(FollowUpState::Open),
            ..FollowUp::default()
        };
        vec![Edit::create(&promise)]
    });
    let groups = groups.collect();
    commit(store, groups);
}

/// Visits with their notes.
pub fn visits(store: &mut Writer, accounts: &[Id], count: usize) {
    let me = store.me().unwrap();
    let groups = (0..count).map(|n| {
        let visit = Visit {
            id: store.new_id(tick()),
            account: Some(accounts[n % accounts.len()]),
            owner: Some(me.user),
            state: Some(VisitState::Done),
            day: day(n / 8),
            notes: sentence(n, 14),
            ..Visit::default()
        };
        vec![Edit::create(&visit)]
    });
    let groups = groups.collect();
    commit(store, groups);
}
