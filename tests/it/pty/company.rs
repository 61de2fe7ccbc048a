//! Joining a company from the screen: a server that somebody started, a code that is typed, and a second laptop that sees the day.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use super::terminal::Terminal;
use super::{NOW, open};
use crate::program::{Book, Server};

/// An office with two territories, a server that runs, and a code for Ann.
pub struct Office {
    book: Book,
    pub server: Server,
}

impl Office {
    pub fn new() -> Office {
        let book = Book::new();
        let home = book.home().join("company");
        std::fs::create_dir_all(&home).unwrap();
        let office = Office { server: Server::start(home.to_str().unwrap()), book };
        office.admin(&["territory", "add", "North"]);
        office.admin(&["territory", "add", "South"]);
        office.admin(&["user", "add", "Ann", "--role", "rep", "--territory", "North", "--territory", "South"]);
        office
    }

    /// The server's folder.
    pub fn home(&self) -> std::path::PathBuf {
        self.book.home().join("company")
    }

    pub fn admin(&self, arguments: &[&str]) -> String {
        self.runs(&[&["admin"], arguments].concat())
    }

    /// The command line on the server's computer.
    pub fn runs(&self, arguments: &[&str]) -> String {
        let home = self.home();
        self.book.ok(&[&["--home", home.to_str().unwrap()], arguments].concat())
    }

    pub fn code(&self) -> String {
        self.admin(&["code", "Ann"]).trim().to_owned()
    }
}

/// The command line over the book of a terminal.
pub fn run(home: &Path, arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rounds"))
        .env_clear()
        .env("ROUNDS_HOME", home)
        .env("ROUNDS_KEY_FILE", home.join("key"))
        .env("ROUNDS_NOW", NOW)
        .args(arguments)
        .output()
        .unwrap();
    // Behind a sync something may wait for a person: 4.
    let through = output.status.success() || arguments == ["sync"] && output.status.code() == Some(4);
    assert!(through, "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn connect(terminal: &mut Terminal, address: &str, code: &str) {
    terminal.keys("6");
    terminal.wait_for("LOOK AND KEYS");
    terminal.keys("\x1b[F");
    terminal.wait_for("Connect to my company");
    terminal.keys("\r");
    terminal.wait_for("Address");
    terminal.keys(address);
    terminal.keys("\r");
    terminal.keys(code);
    terminal.keys("\r");
}

#[test]
fn a_book_joins_from_the_screen_and_its_customers_come_along() {
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let (home, second) = (folder.path().join("one"), folder.path().join("two"));
    for home in [&home, &second] {
        std::fs::create_dir_all(home).unwrap();
    }
    let list = folder.path().join("list.csv");
    std::fs::write(&list, "Name,City\nHarbour Dental,Bristol\nQuay Books,Bristol\nLowe Bros,Bath\n").unwrap();
    let mut terminal = open(&home, (30, 100));
    terminal.wait_for("Try the demo");
    terminal.keys("2");
    terminal.wait_for("Enter shows what would happen");
    terminal.keys(&format!("\x1b[200~{}\x1b[201~\r", list.display()));
    terminal.wait_for("3 new");
    terminal.keys("\r");
    terminal.wait_for("Imported list.csv");
    // A code that was mistyped is said with what to do here, and no command of the shell.
    connect(&mut terminal, &office.server.url, "AAAA-AAAA-AAAA-AAAA");
    terminal.wait_for("The code is wrong");
    assert!(!terminal.screen().contains("rounds admin"), "{}", terminal.screen());
    terminal.keys(&"\x7f".repeat(19));
    terminal.keys(&office.code());
    terminal.keys("\r");
    // Several territories: none is taken in silence.
    terminal.wait_for("1  North");
    terminal.wait_for("2  South");
    terminal.keys("2");
    terminal.wait_for("Connected to");
    // A visit of today, then what waits goes.
    terminal.keys("l");
    terminal.keys("harbour dental met the buyer");
    terminal.wait_for("met the buyer");
    terminal.keys("\r");
    terminal.wait_for("Saved on this laptop");
    terminal.keys("S");
    terminal.wait_for("up to date");
    terminal.keys("q");
    let accounts = run(&home, &["list", "account", "--json"]);
    assert_eq!(accounts.matches("\"name\"").count(), 3);
    // The second laptop, with a code of its own.
    run(&second, &["enrol", &office.server.url, &office.code(), "--territory", "south"]);
    run(&second, &["sync"]);
    assert_eq!(run(&second, &["list", "account", "--json"]).matches("\"name\"").count(), 3);
    assert!(run(&second, &["search", "met the buyer"]).contains("Harbour Dental"));
    let mut terminal = open(&second, (30, 100));
    terminal.keys("2");
    terminal.wait_for("Harbour Dental");
    terminal.wait_for("Lowe Bros");
}

#[test]
fn two_windows_over_a_book_that_belongs_to_a_company_both_work_and_sync() {
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let (home, second) = (folder.path().join("one"), folder.path().join("two"));
    run(&home, &["add", "account", "name=Harbour Dental"]);
    for home in [&home, &second] {
        run(home, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
        run(home, &["sync"]);
    }
    let (mut one, mut two) = (open(&home, (30, 100)), open(&home, (30, 100)));
    for (terminal, words) in [(&mut one, "harbour dental from one"), (&mut two, "harbour dental from two")] {
        terminal.wait("today", |screen| !screen.trim().is_empty());
        terminal.keys("l");
        terminal.keys(words);
        terminal.wait_for(words);
        terminal.keys("\r");
        terminal.wait_for("Saved on this laptop");
    }
    two.keys("2");
    two.wait_for("1 customer");
    run(&second, &["add", "account", "name=Quay Books"]);
    run(&second, &["sync"]);
    // Both at once: one of them syncs, the other waits for its turn or finds nothing left to do.
    one.keys("S");
    two.keys("S");
    // The window that did not receive it notices all the same.
    two.wait_for("Quay Books");
    one.keys("2");
    one.wait_for("Quay Books");
    one.wait_for("up to date");
    run(&home, &["sync"]);
    run(&second, &["sync"]);
    let visits = run(&second, &["list", "visit", "--json"]);
    for words in ["from one", "from two"] {
        assert_eq!(visits.matches(&format!("\"{words}\"")).count(), visits.matches(words).count().min(1), "{visits}");
        assert!(visits.contains(words), "{visits}");
    }
    assert_eq!(visits.matches("\"done\"").count(), 2, "none twice: {visits}");
}

#[test]
fn a_command_line_without_a_person_is_told_which_territories_there_are() {
    let office = Office::new();
    let code = office.code();
    let laptop = Book::new();
    let output = laptop.run(&["enrol", &office.server.url, &code]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(said.contains("North, South") && said.contains("--territory"), "{said}");
    let output = laptop.run(&["enrol", &office.server.url, &code, "--territory", "East"]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    // The code still holds.
    laptop.ok(&["enrol", &office.server.url, &code, "--territory", "North"]);
}

/// A network that answers every request with its login page, as hotels' do.
fn hotel(address: &str) -> String {
    let listener = TcpListener::bind(address).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = |mut stream: TcpStream| {
                let mut bytes = [0; 4096];
                let _ = stream.read(&mut bytes)?;
                let page = "<html><body>Welcome to the hotel</body></html>";
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                    page.len()
                )
            };
            let _ = stream.and_then(answer);
        }
    });
    url
}

#[test]
fn a_web_page_in_the_place_of_the_server_is_named_as_one() {
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_path_buf();
    run(&home, &["add", "account", "name=Harbour Dental"]);
    let mut terminal = open(&home, (30, 100));
    terminal.wait_for("WHO NEXT");
    connect(&mut terminal, &hotel("127.0.0.1:0"), "AAAA-AAAA-AAAA-AAAA");
    terminal.wait_for("A web page answered");
    terminal.keys("\x1b");
    // Joined at the true one; then the hotel answers in its place.
    run(&home, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
    run(&home, &["sync"]);
    let address = office.server.url.trim_start_matches("http://").to_owned();
    run(&home, &["add", "account", "name=Quay Books"]);
    drop(office);
    let _url = hotel(&address);
    terminal.keys("q");
    terminal.wait_exit();
    let mut terminal = open(&home, (30, 100));
    // In the head line by itself, in a calm word; in a sentence to whoever asks.
    terminal.wait_for("wants you to sign in first");
    terminal.keys("5");
    terminal.keys("S");
    terminal.wait_for("A web page answered");
    assert!(run(&home, &["list", "account", "--json"]).contains("Quay Books"));
}

#[test]
fn the_sync_line_says_that_it_asks_and_no_old_trouble_stays_after_it_went_through() {
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_path_buf();
    run(&home, &["add", "account", "name=Harbour Dental"]);
    run(&home, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
    run(&home, &["sync"]);
    run(&home, &["add", "account", "name=Quay Books"]);
    let address = office.server.url.trim_start_matches("http://").to_owned();
    let Office { book, mut server } = office;
    server.stop();
    let mut terminal = open(&home, (30, 100));
    terminal.wait_for("offline");
    terminal.keys("5");
    terminal.keys("S");
    terminal.wait_for("No connection; last sync");
    {
        // Somebody who takes the line and says nothing.
        let _silent = TcpListener::bind(&address).unwrap();
        terminal.keys("S");
        terminal.wait_for("sending 1");
    }
    let company = book.home().join("company");
    let _again = Server::listen(company.to_str().unwrap(), &address);
    terminal.wait_for("No connection; last sync");
    terminal.keys("S");
    terminal.wait_for("up to date");
    terminal.wait("no old trouble", |screen| !screen.contains("No connection"));
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn the_company_says_after_how_many_minutes_a_screen_is_shut() {
    let office = Office::new();
    office.admin(&["territory", "set", "North", "--lock-after", "5"]);
    office.admin(&["territory", "set", "South", "--lock-after", "15"]);
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("one");
    std::fs::create_dir_all(&home).unwrap();
    run(&home, &["enrol", &office.server.url, &office.code(), "--territory", "south"]);
    run(&home, &["sync"]);
    let mut terminal = open(&home, (30, 100));
    terminal.wait_for("Today");
    terminal.keys("6");
    // The strictest of the rep's territories.
    terminal.wait_for("the company: after 5 min");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}
