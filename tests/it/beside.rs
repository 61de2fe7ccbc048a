//! Others are answered while one is held up: a file that is made, a long history, a great deal that is brought.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use rounds::client::http::Link;
use rounds::client::{Asked, enrol, sync_once};
use rounds::schema::ACCOUNT;
use rounds::server::{Endpoint, Running, Sqlite, Storage, StorageError, Transaction, serve_endpoint};
use rounds::store::Writer;

use super::snapshots::customers;
use super::sync::{Company, Laptop, clock};

/// So long something that comes is waited for.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Says that somebody reads; then waits.
struct Gate {
    begun: Mutex<Sender<()>>,
    go: Mutex<Receiver<()>>,
}

/// What waits until it is let go.
#[derive(Clone, Copy, PartialEq)]
enum Waits {
    Nothing,
    /// Reading: a very large book on a slow disk.
    Reading,
    /// Writing: somebody who brings a great deal.
    Writing,
}

/// A storage in which something waits, and beside which something does; but for the first way in beside it, by which tokens are looked up.
struct Slow {
    inner: Sqlite,
    file: std::path::PathBuf,
    gate: Arc<Gate>,
    waits: Waits,
    beside: Waits,
    ways: AtomicUsize,
}

impl Slow {
    fn over(company: &Company, gate: Arc<Gate>, waits: Waits, beside: Waits) -> Slow {
        let file = company.home.path().join(rounds::server::FILE);
        Slow { inner: Sqlite::open(&file).unwrap(), file, gate, waits, beside, ways: AtomicUsize::new(0) }
    }

    fn wait(&self, what: Waits) {
        if self.waits == what {
            self.gate.begun.lock().unwrap().send(()).unwrap();
            let _let_go = self.gate.go.lock().unwrap().recv();
        }
    }
}

impl Storage for Slow {
    fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
        self.wait(Waits::Writing);
        self.inner.begin()
    }

    fn look(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
        self.wait(Waits::Reading);
        self.inner.look()
    }

    fn mend(&mut self) -> Result<Vec<String>, StorageError> {
        self.inner.mend()
    }

    fn another(&self) -> Result<Option<Box<dyn Storage>>, StorageError> {
        let inner = Sqlite::open(&self.file)?;
        let (file, gate, ways) = (self.file.clone(), self.gate.clone(), AtomicUsize::new(0));
        let waits = if self.ways.fetch_add(1, Ordering::Relaxed) == 0 { Waits::Nothing } else { self.beside };
        Ok(Some(Box::new(Slow { inner, file, gate, waits, beside: Waits::Nothing, ways })))
    }
}

/// A server over the same file in which something is held.
struct Held {
    server: Running,
    /// Says that it has begun.
    begun: Receiver<()>,
    /// Dropped, it lets go.
    go: Sender<()>,
}

fn held(company: &mut Company, waits: Waits, beside: Waits) -> Held {
    company.server = None;
    let (says, begun) = channel();
    let (go, wait) = channel();
    let gate = Arc::new(Gate { begun: Mutex::new(says), go: Mutex::new(wait) });
    let storage = Box::new(Slow::over(company, gate, waits, beside));
    let endpoint = Endpoint { storage, ..company.endpoint(3) };
    let server = serve_endpoint(endpoint, "127.0.0.1:0".parse().unwrap(), clock()).unwrap();
    Held { server, begun, go }
}

#[test]
fn others_are_answered_while_a_snapshot_is_made() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    customers(&mut ann, 700);
    ann.synced();
    let code = company.code("Bo", 12);
    // The same file again, over a storage whose other way in is slow.
    let Held { server, begun: made, go } = held(&mut company, Waits::Nothing, Waits::Reading);
    let url = server.url();
    let token = ann.store.enrolment().unwrap().unwrap().token;
    ann.link = Link::new(&url, &token).unwrap();
    // Bo's first sync needs a file, and its making has begun.
    let time = clock();
    let bo = std::thread::spawn({
        let url = url.clone();
        move || {
            let mut store = Writer::in_memory(12).unwrap();
            let asked =
                Asked { url: &url, plain: false, code: &code, name: "laptop", seed: [12; 64], again: false, ca: "" };
            let enrolment = enrol(&mut store, &asked, &mut |_| None, time()).unwrap();
            let mut link = Link::new(&url, &enrolment.token).unwrap();
            let receipt = sync_once(&mut store, &mut link, &mut || time(), &mut |_| {}).unwrap();
            (store, receipt)
        }
    });
    made.recv().unwrap();
    // Meanwhile Ann syncs both ways as ever.
    let id = ann.add("Made meanwhile");
    assert_eq!(ann.synced().up, 1);
    ann.set(&ACCOUNT, id, "street", "Main St");
    assert_eq!(ann.synced().up, 1);
    assert!(!bo.is_finished());
    drop(go);
    let (store, receipt) = bo.join().unwrap();
    assert!(receipt.same(), "{receipt:?}");
    assert_eq!(store.visible_ids(ACCOUNT.number).unwrap().len(), 701);
    let street = ACCOUNT.field("street").unwrap().number;
    assert_eq!(store.value(ACCOUNT.number, id, street).unwrap().str(), "Main St");
}

#[test]
fn others_sync_while_somebody_asks_for_a_long_history() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    let id = ann.add("Acme");
    ann.synced();
    let Held { server, begun: asked, go } = held(&mut company, Waits::Nothing, Waits::Reading);
    let (url, token) = (server.url(), ann.store.enrolment().unwrap().unwrap().token);
    ann.link = Link::new(&url, &token).unwrap();
    let ask = rounds::sync::past::PastAsk { protocol: 1, entity: ACCOUNT.number, record: id, act: None };
    let history = || {
        let (url, token, ask) = (url.clone(), token.clone(), ask);
        std::thread::spawn(move || Link::new(&url, &token).unwrap().history(&ask).unwrap().lines.len())
    };
    let histories = [history(), history()];
    for _ in &histories {
        asked.recv_timeout(PATIENCE).expect("it is read beside the endpoint, and beside the other");
    }
    ann.set(&ACCOUNT, id, "street", "Main St");
    assert_eq!(ann.synced().up, 1);
    assert!(!histories.iter().any(|history| history.is_finished()));
    drop(go);
    for history in histories {
        assert!(history.join().unwrap() >= 2);
    }
}

#[test]
fn a_history_is_told_while_somebody_brings_a_great_deal() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    let id = ann.add("Acme");
    ann.synced();
    let Held { server, begun: asked, go } = held(&mut company, Waits::Writing, Waits::Nothing);
    let (url, token) = (server.url(), ann.store.enrolment().unwrap().unwrap().token);
    let mut link = Link::new(&url, &token).unwrap().waiting(PATIENCE);
    ann.link = Link::new(&url, &token).unwrap();
    ann.set(&ACCOUNT, id, "street", "Main St");
    // A clock per thread: what is asked of it here is of this test.
    let time = clock();
    let sync = std::thread::spawn(move || {
        sync_once(&mut ann.store, &mut ann.link, &mut || time(), &mut |_| {}).unwrap();
        ann
    });
    asked.recv_timeout(PATIENCE).expect("it is being taken");
    let ask = rounds::sync::past::PastAsk { protocol: 1, entity: ACCOUNT.number, record: id, act: None };
    assert!(!link.history(&ask).unwrap().lines.is_empty());
    assert!(!sync.is_finished());
    drop(go);
    assert_eq!(sync.join().unwrap().store.waiting().unwrap(), 0);
}
