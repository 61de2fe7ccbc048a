//! A company with a real server on loopback, its laptops, and a proxy that cuts their connections.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use rounds::base::clock::{Moment, Now, Zone};
use rounds::base::id::Id;
use rounds::client::http::Link;
use rounds::client::{Asked, SyncError, enrol, sync_once};
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::ask::Receipt;
use rounds::schema::{Account, CONFLICT, Role, Value};
use rounds::server::{Clock, Endpoint, Running, serve_endpoint};
use rounds::store::Writer;
use tempfile::TempDir;

thread_local! {
    /// Each test has its own time: were it one for all, the tests beside would make a laptop's clock look wrong by minutes.
    static TIME: Arc<AtomicI64> = Arc::new(AtomicI64::new(1_790_000_000_000));
}

fn read(time: &AtomicI64) -> Moment {
    Moment::from_millis(time.fetch_add(1000, Ordering::Relaxed))
}

/// A clock that goes on by a second whenever it is read.
pub fn tick() -> Moment {
    TIME.with(|time| read(time))
}

/// This test's clock, for the threads of its server.
pub fn clock() -> Clock {
    let time = TIME.with(Arc::clone);
    Arc::new(move || read(&time))
}

/// So much time passes at once.
pub fn later(minutes: i64) {
    TIME.with(|time| time.fetch_add(minutes * 60_000, Ordering::Relaxed));
}

pub fn now() -> Now {
    Now::new(tick(), Zone::utc())
}

pub fn here() -> SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

fn tls() {
    // Loopback needs no TLS, but the client is built with it: `main` does this once.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// A company with one territory, and a server that runs.
pub struct Company {
    pub home: TempDir,
    pub server: Option<Running>,
}

impl Company {
    pub fn new() -> Company {
        tls();
        let company = Company { home: TempDir::new().unwrap(), server: None };
        let mut endpoint = company.endpoint(1);
        let Endpoint { core, storage, ids, .. } = &mut endpoint;
        core.add_territory(storage.as_mut(), "North", ids, tick()).unwrap();
        for user in ["Ann", "Bo"] {
            core.add_user(storage.as_mut(), user, &[Role::Rep], &["North"], ids, tick()).unwrap();
        }
        company
    }

    pub fn endpoint(&self, seed: u8) -> Endpoint {
        Endpoint::open(self.home.path(), [seed; 32]).unwrap()
    }

    pub fn start(&mut self, seed: u8) -> String {
        let server = serve_endpoint(self.endpoint(seed), here(), clock()).unwrap();
        let url = server.url();
        self.server = Some(server);
        url
    }

    pub fn code(&self, user: &str, seed: u8) -> String {
        let Endpoint { mut core, mut storage, mut ids, .. } = self.endpoint(seed);
        core.code(storage.as_mut(), user, &mut ids, tick()).unwrap()
    }
}

pub struct Laptop {
    pub store: Writer,
    pub link: Link,
}

impl Laptop {
    pub fn new(company: &Company, url: &str, user: &str, seed: u8) -> Laptop {
        let mut store = Writer::in_memory(u64::from(seed)).unwrap();
        let code = company.code(user, seed);
        let asked = Asked { url, plain: false, code: &code, name: "laptop", seed: [seed; 64], again: false, ca: "" };
        let enrolment = enrol(&mut store, &asked, &mut |_| None, tick()).unwrap();
        let link = Link::new(url, &enrolment.token).unwrap();
        Laptop { store, link }
    }

    pub fn sync(&mut self) -> Result<Receipt, SyncError> {
        sync_once(&mut self.store, &mut self.link, &mut tick, &mut |_| {})
    }

    pub fn synced(&mut self) -> Receipt {
        let receipt = self.sync().unwrap();
        assert!(receipt.same(), "{receipt:?}");
        assert_eq!(receipt.waiting, 0);
        receipt
    }

    pub fn add(&mut self, name: &str) -> Id {
        let me = self.store.me().unwrap();
        let id = self.store.new_id(tick());
        let account = Account {
            id,
            name: name.into(),
            territory: Some(me.territory),
            owner: Some(me.user),
            ..Account::default()
        };
        self.store.commit(&Act::one(Label::new("act", name), vec![Edit::create(&account)]), &now()).unwrap();
        id
    }

    pub fn set(&mut self, entity: &'static rounds::schema::Entity, record: Id, field: &str, value: &str) {
        let number = entity.field(field).unwrap().number;
        let edit = Edit { entity: entity.number, record, deed: RecordEdit::Set(vec![(number, Value::text(value))]) };
        self.store.commit(&Act::one(Label::new("act", field), vec![edit]), &now()).unwrap();
    }

    pub fn get(&self, entity: &'static rounds::schema::Entity, record: Id, field: &str) -> String {
        let number = entity.field(field).unwrap().number;
        self.store.value(entity.number, record, number).unwrap().str().to_string()
    }

    pub fn conflicts(&self) -> Vec<Id> {
        self.store.visible_ids(CONFLICT.number).unwrap()
    }
}

pub fn pair() -> (Company, Laptop, Laptop) {
    let mut company = Company::new();
    let url = company.start(2);
    let ann = Laptop::new(&company, &url, "Ann", 10);
    let bo = Laptop::new(&company, &url, "Bo", 11);
    (company, ann, bo)
}

/// A proxy that cuts the connection in the middle of some answers.
pub fn cutting(to: String, cut: Arc<AtomicUsize>) -> String {
    let to: SocketAddr = to.trim_start_matches("http://").parse().unwrap();
    let listener = TcpListener::bind(here()).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut near, mut far) = (stream.unwrap(), TcpStream::connect(to).unwrap());
            let (mut back, mut forth) = (far.try_clone().unwrap(), near.try_clone().unwrap());
            let cut = cut.clone();
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut near, &mut far);
            });
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = back.read(&mut buffer) {
                    if cut.load(Ordering::Relaxed) > 0 {
                        cut.fetch_sub(1, Ordering::Relaxed);
                        let _ = forth.write_all(&buffer[..read / 2]);
                        let _ = forth.shutdown(std::net::Shutdown::Both);
                        let _ = back.shutdown(std::net::Shutdown::Both);
                        return;
                    }
                    let _ = forth.write_all(&buffer[..read]);
                }
            });
        }
    });
    url
}

/// A proxy over which no answer of more than so many bytes comes through in time: the rest of it never does.
pub fn slow(to: String, most: usize) -> String {
    let to: SocketAddr = to.trim_start_matches("http://").parse().unwrap();
    let listener = TcpListener::bind(here()).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut near, mut far) = (stream.unwrap(), TcpStream::connect(to).unwrap());
            let (mut back, mut forth) = (far.try_clone().unwrap(), near.try_clone().unwrap());
            let passed = Arc::new(AtomicUsize::new(0));
            let asked = passed.clone();
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = near.read(&mut buffer) {
                    asked.store(0, Ordering::Relaxed);
                    if far.write_all(&buffer[..read]).is_err() {
                        break;
                    }
                }
                let _ = far.shutdown(std::net::Shutdown::Both);
            });
            std::thread::spawn(move || {
                let mut buffer = [0; 1024];
                while let Ok(read @ 1..) = back.read(&mut buffer) {
                    if passed.fetch_add(read, Ordering::Relaxed) < most && forth.write_all(&buffer[..read]).is_err() {
                        break;
                    }
                }
                let _ = forth.shutdown(std::net::Shutdown::Both);
            });
        }
    });
    url
}
