//! A laptop's first sync over a line that gives as many bytes as it is told: the rep sees what is left and works with what came; the
//! line is cut, the program killed; it goes on where it was.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use super::company::{Office, run};
use super::terminal::Terminal;
use crate::program::Book;

/// What a line may carry down, and has carried.
#[derive(Default)]
struct Allowed {
    bytes: u64,
    carried: u64,
    cut: bool,
    open: Vec<TcpStream>,
}

/// A line to the server that carries down what it was granted.
struct Meter {
    allowed: Arc<(Mutex<Allowed>, Condvar)>,
    url: String,
}

impl Meter {
    fn new(server: &str) -> Meter {
        let to: SocketAddr = server.trim_start_matches("http://").parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let allowed = Arc::new((Mutex::new(Allowed::default()), Condvar::new()));
        let shared = allowed.clone();
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(to) else { continue };
                let mut allowed = shared.0.lock().unwrap();
                if allowed.cut {
                    continue;
                }
                allowed.open.extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                drop(allowed);
                let (mut up, mut to) = (near.try_clone().unwrap(), far.try_clone().unwrap());
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut up, &mut to);
                });
                let shared = shared.clone();
                std::thread::spawn(move || down(far, near, &shared));
            }
        });
        Meter { allowed, url }
    }

    fn grant(&self, bytes: u64) {
        self.allowed.0.lock().unwrap().bytes += bytes;
        self.allowed.1.notify_all();
    }

    fn carried(&self) -> u64 {
        self.allowed.0.lock().unwrap().carried
    }

    fn cut(&self) {
        let mut allowed = self.allowed.0.lock().unwrap();
        allowed.cut = true;
        for stream in allowed.open.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        self.allowed.1.notify_all();
    }

    /// The line is there again, and fast.
    fn mend(&self) {
        let mut allowed = self.allowed.0.lock().unwrap();
        (allowed.cut, allowed.bytes) = (false, u64::MAX / 2);
        self.allowed.1.notify_all();
    }
}

fn down(mut from: TcpStream, mut to: TcpStream, shared: &(Mutex<Allowed>, Condvar)) {
    let mut buffer = [0; 512];
    loop {
        let mut allowed = shared.0.lock().unwrap();
        while allowed.bytes == 0 && !allowed.cut {
            allowed = shared.1.wait(allowed).unwrap();
        }
        let most = allowed.bytes.min(buffer.len() as u64) as usize;
        if allowed.cut {
            return;
        }
        drop(allowed);
        let Ok(read @ 1..) = from.read(&mut buffer[..most]) else { break };
        let mut allowed = shared.0.lock().unwrap();
        allowed.bytes = allowed.bytes.saturating_sub(read as u64);
        allowed.carried += read as u64;
        drop(allowed);
        if to.write_all(&buffer[..read]).is_err() {
            return;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

/// On the computer's own clock: seconds that are left are told by it.
fn open(home: &Path) -> Terminal {
    Terminal::with(home, &[], (30, 100), &["--lang", "en"])
}

/// Grants a little again and again until the screen shows it.
fn grant_until(line: &Meter, terminal: &mut Terminal, what: &str, holds: impl Fn(&str) -> bool) {
    for _ in 0..2_000 {
        terminal.settle();
        if holds(&terminal.screen()) {
            return;
        }
        line.grant(1_500);
    }
    panic!("waited in vain for {what}; the screen shows:\n{}", terminal.screen());
}

/// How many records are still to come, as the head line says it.
fn left(screen: &str) -> Option<usize> {
    let rest = screen.split("getting ").nth(1)?;
    rest.split(' ').next()?.parse().ok()
}

/// A laptop that has sent so many customers.
fn fill(office: &Office, home: &Path, customers: usize) {
    let list = home.with_extension("csv");
    let rows = (0..customers).map(|n| format!("Shop {n:04} {},{} Quay St\n", blake3::hash(&n.to_le_bytes()), n % 90));
    std::fs::write(&list, format!("Name,Street\n{}", rows.collect::<String>())).unwrap();
    run(home, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
    run(home, &["import", list.to_str().unwrap()]);
    run(home, &["sync"]);
}

#[test]
fn on_the_command_line_a_first_sync_says_how_far_it_is_and_a_script_reads_the_receipt_alone() {
    const CUSTOMERS: usize = 2_000;
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let (home, second) = (folder.path().join("one"), folder.path().join("two"));
    fill(&office, &second, CUSTOMERS);
    let line = Meter::new(&office.server.url);
    line.grant(20_000);
    run(&home, &["enrol", &line.url, &office.code(), "--territory", "North"]);
    let mut terminal = Terminal::with(&home, &[], (30, 100), &["--lang", "en", "sync"]);
    grant_until(&line, &mut terminal, "how many are left", |screen| left(screen).is_some_and(|left| left < CUSTOMERS));
    line.mend();
    terminal.wait_for("both sides the same");
    assert!(!terminal.screen().contains("getting"), "{}", terminal.screen());
    assert_eq!(terminal.wait_exit(), 0);
    let script = Book::new();
    script.ok(&["enrol", &line.url, &office.code(), "--territory", "North"]);
    let output = script.run(&["sync"]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}

#[test]
fn a_first_sync_is_worked_with_cut_and_goes_on() {
    const CUSTOMERS: usize = 4_000;
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let (home, second) = (folder.path().join("one"), folder.path().join("two"));
    fill(&office, &second, CUSTOMERS);

    let line = Meter::new(&office.server.url);
    line.grant(20_000);
    run(&home, &["enrol", &line.url, &office.code(), "--territory", "North"]);
    let begun = Instant::now();
    let mut terminal = open(&home);
    // The first are here; the others are still on their way.
    grant_until(&line, &mut terminal, "the first customers", |screen| {
        left(screen).is_some_and(|left| left < CUSTOMERS)
    });
    let still = left(&terminal.screen()).unwrap();
    let first = line.carried();
    terminal.keys("2");
    terminal.wait_for("Shop ");
    let screen = terminal.screen();
    let at = screen.find("Shop ").unwrap();
    let shop = screen[at..at + 20].to_lowercase();
    terminal.keys("l");
    terminal.keys(&format!("{shop} met the buyer"));
    terminal.wait_for("met the buyer");
    terminal.keys("\r");
    terminal.wait_for("Saved on this laptop");
    assert!(left(&terminal.screen()).is_some(), "it is still under way:\n{}", terminal.screen());
    // How long it will take is said once a second of it is over.
    while begun.elapsed() < Duration::from_millis(1_100) {
        std::thread::yield_now();
    }
    grant_until(&line, &mut terminal, "the seconds that are left", |screen| {
        left(screen).is_some_and(|left| left < still) && screen.contains("records, ")
    });
    line.cut();
    terminal.wait_for("offline, ");
    let before = line.carried();
    terminal.kill();

    line.mend();
    let mut terminal = open(&home);
    terminal.wait_for("up to date");
    let all = run(&home, &["list", "account", "--json"]);
    assert_eq!(all.matches("\"name\"").count(), CUSTOMERS);
    // What had come did not come again.
    let whole = line.carried();
    let again = whole - before;
    assert!(again < first * 3, "{first} for the first thousand, {again} for the last two, {whole} in all");
    run(&second, &["sync"]);
    assert!(run(&second, &["search", "met the buyer"]).to_lowercase().contains(shop.trim()), "{shop}");
}
