//! A company of two laptops and a server, all of them processes that may be killed, and what it was told to be saved.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use super::held::Held;
use crate::program::Book;

/// Which side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    Laptop,
    Server,
}

pub struct Company {
    folder: tempfile::TempDir,
    address: String,
    server: Option<Held>,
    /// The one that is killed.
    kim: Book,
    ann: Book,
    /// What was said to be saved: customers with their streets.
    saved: BTreeMap<String, String>,
    count: u32,
}

impl Company {
    pub fn new() -> Company {
        let mut company = Company {
            folder: tempfile::tempdir().unwrap(),
            address: String::new(),
            server: None,
            kim: Book::new(),
            ann: Book::new(),
            saved: BTreeMap::new(),
            count: 0,
        };
        company.admin(&["territory", "add", "North"]);
        for name in ["Kim", "Ann", "Bo"] {
            company.admin(&["user", "add", name, "--role", "rep", "--territory", "North"]);
        }
        company.start("");
        for (name, book) in [("Kim", &company.kim), ("Ann", &company.ann)] {
            let code = company.admin(&["code", name]);
            book.ok(&["enrol", &company.url(), code.trim()]);
            book.ok(&["sync"]);
        }
        company
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn admin(&self, arguments: &[&str]) -> String {
        let home = self.home();
        self.kim.ok(&[&["admin", "--home", home.to_str().unwrap()], arguments].concat())
    }

    /// Starts the server where it was, to be held at a point or not.
    fn start(&mut self, at: &str) {
        let address = if self.address.is_empty() { "127.0.0.1:0" } else { &self.address };
        let mut command = self.kim.command();
        command.args(["serve", "--home", self.home().to_str().unwrap(), "--listen", address]);
        command.env("ROUNDS_LOG", "error").stdout(Stdio::piped());
        let mut server = Held::start(command, at);
        let mut url = String::new();
        BufReader::new(server.output()).read_line(&mut url).unwrap();
        self.address = url.trim().trim_start_matches("http://").to_owned();
        assert!(!self.address.is_empty(), "the server does not start: {:?}", server.said.iter().collect::<Vec<_>>());
        self.server = Some(server);
    }

    fn stop(&mut self) {
        drop(self.server.take());
    }

    /// Both laptops have something for the other.
    pub fn adds(&mut self) {
        self.count += 1;
        let n = self.count;
        for (book, whose) in [(&self.kim, "Kim"), (&self.ann, "Ann")] {
            let (name, street) = (format!("{whose} {n}"), format!("{n} Quay St"));
            book.ok(&["add", "account", &format!("name={name}"), &format!("street={street}")]);
            self.saved.insert(name, street);
        }
    }

    /// The same, and more of what both have; a name for more.
    pub fn edits(&mut self) -> String {
        self.adds();
        let n = self.count;
        if n > 1 {
            // A field of what the other one made.
            let (name, street) = (format!("Ann {}", n - 1), format!("{n} Mill Rd"));
            self.kim.ok(&["set", "account", &name, &format!("street={street}")]);
            self.saved.insert(name, street);
        }
        n.to_string()
    }

    /// A customer who may go again.
    pub fn add_and_forget(&mut self, name: &str) {
        self.kim.ok(&["add", "account", &format!("name=Undone {name}")]);
    }

    /// A file of so many customers.
    pub fn list(&self, name: &str, rows: usize) -> String {
        let file = self.folder.path().join("list.csv");
        let rows: Vec<String> = (0..rows).map(|row| format!("Listed {name} {row},Bristol\n")).collect();
        std::fs::write(&file, format!("Name,City\n{}", rows.concat())).unwrap();
        file.to_str().unwrap().to_owned()
    }

    fn names(book: &Book) -> Vec<(String, String)> {
        let rows = book.json(&["list", "account", "--json"]);
        let text = |row: &Json, field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let mut names: Vec<_> = rows.iter().map(|row| (text(row, "name"), text(row, "street"))).collect();
        names.sort();
        names
    }

    /// Of what was imported all is there or nothing; and if not, it is imported once more.
    pub fn all_or_none(&mut self, name: &str, rows: usize) {
        let listed = format!("Listed {name} ");
        let count =
            |company: &Company| Company::names(&company.kim).iter().filter(|row| row.0.starts_with(&listed)).count();
        let there = count(self);
        assert!(there == 0 || there == rows, "{there} of {rows} are there");
        let file = self.list(name, rows);
        self.kim.ok(&["import", &file, "--yes"]);
        assert_eq!(count(self), rows);
    }

    fn laptop(&self, arguments: &[&str]) -> Command {
        let mut command = self.kim.command();
        command.args(arguments).stdout(Stdio::null());
        command
    }

    pub fn kill_laptop(&mut self, at: &str, arguments: &[&str]) {
        Held::start(self.laptop(arguments), at).kill_there();
    }

    /// The server is killed while a laptop syncs.
    pub fn kill_server(&mut self, at: &str) {
        self.stop();
        self.start(at);
        let mut sync = Held::start(self.laptop(&["sync"]), "");
        self.server.take().unwrap().kill_there();
        // Whoever asked is told that there is no connection.
        assert_eq!(sync.child.wait().unwrap().code(), Some(5), "{:?}", sync.said.iter().collect::<Vec<_>>());
        self.start("");
    }

    pub fn kill_bundle(&mut self, who: Who, at: &str) {
        let file = |name: &str| self.folder.path().join(name).to_str().unwrap().to_owned();
        let (up, down, home) = (file("up"), file("down"), self.home());
        self.kim.ok(&["bundle", "out", &up]);
        let taken = ["bundle", "in", &up, "--answer", &down, "--home", home.to_str().unwrap()];
        if who == Who::Server {
            Held::start(self.laptop(&taken), at).kill_there();
            return;
        }
        self.ann.ok(&["sync"]);
        self.kim.ok(&taken);
        Held::start(self.laptop(&["bundle", "in", &down]), at).kill_there();
        self.kim.ok(&["bundle", "in", &down]);
    }

    pub fn kill_compaction(&mut self, at: &str) {
        // Something that everybody has read.
        for book in [&self.kim, &self.ann, &self.kim, &self.ann] {
            book.ok(&["sync"]);
        }
        let home = self.home();
        let compact = ["admin", "--home", home.to_str().unwrap(), "compact"];
        Held::start(self.laptop(&compact), at).kill_there();
        if self.count.is_multiple_of(2) {
            self.kim.ok(&compact);
        }
    }

    /// All sync; nothing is damaged anywhere; all hold the same; what was saved is there, once.
    pub fn is_whole(&mut self, after: &str) {
        let streams = |book: &Book| {
            let output = book.run(&["sync", "--json"]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{after}: {said}");
            let receipt: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!((&receipt[0]["same"], &receipt[0]["waiting"]), (&true.into(), &0.into()), "{after}");
            let streams = receipt[0]["streams"].as_array().unwrap().clone();
            let common = |stream: &&Json| !stream["stream"].as_str().unwrap().starts_with("user:");
            streams.iter().filter(common).map(Json::to_string).collect::<BTreeSet<_>>()
        };
        streams(&self.kim);
        let ann = streams(&self.ann);
        assert_eq!(streams(&self.kim), ann, "{after}");
        let home = self.home();
        let fsck = |book: &Book, arguments: &[&str]| {
            let output = book.run(&[&["fsck", "--deep"], arguments].concat());
            assert_eq!(output.status.code(), Some(0), "{after}: {}", String::from_utf8_lossy(&output.stdout));
        };
        fsck(&self.kim, &[]);
        fsck(&self.ann, &[]);
        fsck(&self.kim, &["--home", home.to_str().unwrap()]);
        let names = Company::names(&self.kim);
        assert_eq!(names, Company::names(&self.ann), "{after}");
        for (name, street) in &self.saved {
            let found: Vec<_> = names.iter().filter(|row| row.0 == *name).collect();
            assert_eq!(found, [&(name.clone(), street.clone())], "{after}");
        }
    }

    /// A company with so many customers more, all at the server.
    pub fn fill(&mut self, rows: usize) {
        let file = self.list("all", rows);
        self.kim.ok(&["import", &file, "--yes"]);
        self.kim.ok(&["sync"]);
    }

    fn enrolled(&self) -> Book {
        let bo = Book::new();
        bo.ok(&["enrol", &self.url(), self.admin(&["code", "Bo"]).trim()]);
        bo
    }

    /// The server is killed while it makes a snapshot for a new laptop.
    pub fn kill_first_server(&mut self, at: &str) {
        let bo = self.enrolled();
        self.stop();
        self.start(at);
        let mut command = bo.command();
        command.args(["sync"]).stdout(Stdio::null());
        let mut sync = Held::start(command, "");
        self.server.take().unwrap().kill_there();
        assert_eq!(sync.child.wait().unwrap().code(), Some(5));
        self.start("");
        self.is_whole(at);
        bo.ok(&["sync"]);
        assert_eq!(Company::names(&bo), Company::names(&self.kim));
    }

    /// A new laptop is killed in its first sync, again and again; what it has is never less than before.
    pub fn first_sync(&mut self, points: &[&str]) {
        self.is_whole("before");
        let bo = self.enrolled();
        let mut had = 0;
        for (n, at) in points.iter().enumerate() {
            let mut command = bo.command();
            command.args(["sync"]).stdout(Stdio::null());
            Held::start(command, at).kill_there();
            let has = Company::names(&bo).len();
            assert!(has >= had, "{at}: {has} after {had}");
            assert_eq!(bo.exit(&["fsck", "--deep"]), 0, "{at}");
            had = has;
            // And the rep works meanwhile.
            let (name, street) = (format!("Bo {n}"), "1 Hill".to_owned());
            bo.ok(&["add", "account", &format!("name={name}"), &format!("street={street}")]);
            self.saved.insert(name, street);
            had += 1;
        }
        bo.ok(&["sync"]);
        assert_eq!(bo.exit(&["fsck", "--deep"]), 0);
        self.is_whole("a first sync");
        bo.ok(&["sync"]);
        assert_eq!(Company::names(&bo), Company::names(&self.kim));
    }

    /// A laptop with customers of its own is killed while it becomes the company's.
    pub fn kill_enrolment(&mut self, points: &[&str]) {
        for at in points {
            let bo = Book::new();
            let name = format!("Own {at}");
            bo.ok(&["add", "account", &format!("name={name}"), "street=1 Hill"]);
            self.saved.insert(name, "1 Hill".to_owned());
            let url = self.url();
            let mut command = bo.command();
            let code = self.admin(&["code", "Bo"]).trim().to_owned();
            command.args(["enrol", &url, &code]).stdout(Stdio::null());
            Held::start(command, at).kill_there();
            // The code is good for this laptop until it is kept that it is the company's; then that is said.
            let again = bo.exit(&["enrol", &url, &code]);
            assert_eq!(again == 0, *at != "committed:2", "{at}: {again}");
            bo.ok(&["sync"]);
            assert_eq!(bo.exit(&["fsck", "--deep"]), 0);
            self.is_whole(at);
        }
    }
}

/// What befalls the server.
impl Company {
    /// The server's file as it is now, in another folder.
    pub fn backup(&self) -> PathBuf {
        let to = self.folder.path().join(format!("backup-{}.db", self.count));
        let file = rusqlite::Connection::open(self.home().join("server.db")).unwrap();
        file.execute("VACUUM INTO ?1", [to.to_str().unwrap()]).unwrap();
        to
    }

    /// While a laptop syncs the server is killed, an older file put in its place, and the server started again.
    pub fn restored_in_a_sync(&mut self, at: &str, older: &std::path::Path) {
        self.stop();
        self.start(at);
        let mut sync = Held::start(self.laptop(&["sync"]), "");
        self.server.take().unwrap().kill_there();
        for side in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(self.home().join(format!("server.db{side}")));
        }
        std::fs::copy(older, self.home().join("server.db")).unwrap();
        self.start("");
        // It asks twice; the second time the other server may answer.
        let code = sync.child.wait().unwrap().code();
        assert!(matches!(code, Some(0 | 4 | 5)), "{code:?}: {:?}", sync.said.iter().collect::<Vec<_>>());
    }

    /// A laptop brings more than one transaction takes; the server stands still with it there, and the other laptop syncs as ever.
    pub fn others_sync_while_it_is(&mut self, at: &str) {
        let name = self.edits();
        let file = self.folder.path().join("long.csv");
        let notes = "asked for the list of the new line and for prices ".repeat(4);
        let row = |row: usize| format!("Long {name} {row},{row} {notes}\n");
        std::fs::write(&file, format!("Name,Notes\n{}", (0..1_400).map(row).collect::<String>())).unwrap();
        self.kim.ok(&["import", file.to_str().unwrap(), "--yes"]);
        self.stop();
        self.start(at);
        let sync = Held::start(self.laptop(&["sync"]), "");
        self.server.as_ref().unwrap().is_there();
        self.ann.ok(&["sync"]);
        self.ann.ok(&["add", "account", &format!("name=Meanwhile {name}"), "street=2 Hill"]);
        self.ann.ok(&["sync"]);
        self.saved.insert(format!("Meanwhile {name}"), "2 Hill".to_owned());
        self.stop();
        drop(sync);
        self.start("");
    }

    /// Another server over the same folder; its address.
    pub fn second_server(&mut self) -> Second {
        let mut command = self.kim.command();
        command.args(["serve", "--home", self.home().to_str().unwrap(), "--listen", "127.0.0.1:0"]);
        command.env("ROUNDS_LOG", "error").stdout(Stdio::piped());
        let mut server = Held::start(command, "");
        let mut url = String::new();
        BufReader::new(server.output()).read_line(&mut url).unwrap();
        let cleo = Book::new();
        self.admin(&["user", "add", "Cleo", "--role", "rep", "--territory", "North"]);
        cleo.ok(&["enrol", url.trim(), self.admin(&["code", "Cleo"]).trim()]);
        cleo.ok(&["sync"]);
        Second { _server: server, cleo }
    }

    /// Laptops of both servers sync at the same time.
    pub fn sync_at_once(&mut self, second: &Second) {
        let name = format!("Cleo {}", self.count);
        second.cleo.ok(&["add", "account", &format!("name={name}"), "street=1 Hill"]);
        self.saved.insert(name, "1 Hill".to_owned());
        let mut running: Vec<Held> = [&self.kim, &self.ann, &second.cleo]
            .into_iter()
            .map(|book| {
                let mut command = book.command();
                command.args(["sync"]).stdout(Stdio::null());
                Held::start(command, "")
            })
            .collect();
        for sync in &mut running {
            assert_eq!(sync.child.wait().unwrap().code(), Some(0), "{:?}", sync.said.iter().collect::<Vec<_>>());
        }
        second.cleo.ok(&["sync"]);
    }

    /// From now on the server may write no byte beyond what its files hold. (A limit of the system on file sizes: what a full disk does to
    /// a database, without filling one.)
    #[cfg(unix)]
    pub fn fill_the_disk(&mut self) {
        self.stop();
        let length = |name: &str| std::fs::metadata(self.home().join(name)).map_or(0, |file| file.len());
        // A little more than its files hold: it starts, and ends soon.
        let file = length("server.db").max(length("server.db-wal")) + 65_536;
        let mut command = Command::new("sh");
        let limited = "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"";
        let own = self.kim.command();
        command.args(["-c", limited, "sh", &(file / 512).to_string()]).arg(own.get_program());
        command.env_clear().envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("ROUNDS_LOG", "error");
        command.args(["serve", "--home", self.home().to_str().unwrap(), "--listen", &self.address]);
        let mut server = Held::start(
            {
                command.stdout(Stdio::piped());
                command
            },
            "",
        );
        let mut url = String::new();
        BufReader::new(server.output()).read_line(&mut url).unwrap();
        assert_eq!(url.trim(), self.url(), "{:?}", server.said.iter().collect::<Vec<_>>());
        self.server = Some(server);
        // More than there is room for.
        let file = self.list("much", 2_000);
        self.kim.ok(&["import", &file, "--yes"]);
    }

    /// There is room again.
    #[cfg(unix)]
    pub fn empty_the_disk(&mut self) {
        self.stop();
        self.start("");
    }

    /// A sync does not go through; nothing that waits is taken for sent.
    #[cfg(unix)]
    pub fn sync_fails(&mut self) {
        let output = self.kim.run(&["sync"]);
        assert_eq!(output.status.code(), Some(5), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(self.kim.json(&["status", "--json"])[0]["waiting"].as_u64().unwrap() > 0);
    }
}

/// The other server, and a laptop that knows only it.
pub struct Second {
    _server: Held,
    cleo: Book,
}
