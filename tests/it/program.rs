//! The real binary: over a book in a folder of its own, and as the company's server.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

/// A book in a folder of its own, and the binary over it.
pub struct Book {
    pub folder: tempfile::TempDir,
}

impl Book {
    pub fn new() -> Book {
        Book { folder: tempfile::tempdir().unwrap() }
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rounds"));
        command
            .env_clear()
            .env("ROUNDS_HOME", self.home())
            .env("ROUNDS_KEY_FILE", self.key())
            .env("ROUNDS_NOW", "2026-11-24T10:42:00+00:00")
            .env("HOME", self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    /// Runs what must succeed; its standard output.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn json(&self, arguments: &[&str]) -> Vec<Json> {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    pub fn exit(&self, arguments: &[&str]) -> i32 {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!error.contains("panicked"), "{arguments:?}: {error}");
        output.status.code().unwrap()
    }
}

/// A book's database as any program opens it that has its key.
pub fn database(path: &Path, key: &Path) -> rusqlite::Connection {
    let key = std::fs::read_to_string(key).unwrap();
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;", key.trim()))
        .unwrap();
    conn
}

/// The book's database, past everything that the program keeps: as a disk does it.
pub fn scratch(book: &Book, sql: &str) {
    let conn = database(&book.home().join("rounds.db"), &book.key());
    let inside = format!("BEGIN; UPDATE clock SET writing = 1; {sql}; UPDATE clock SET writing = 0; COMMIT");
    conn.execute_batch(&inside).unwrap();
}

/// `rounds serve` on a free port; ended with this.
pub struct Server {
    child: std::process::Child,
    pub url: String,
}

impl Server {
    pub fn start(home: &str) -> Server {
        Server::listen(home, "127.0.0.1:0")
    }

    pub fn listen(home: &str, address: &str) -> Server {
        use std::io::BufRead;
        let mut child = Command::new(env!("CARGO_BIN_EXE_rounds"))
            .args(["serve", "--home", home, "--listen", address])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        std::io::BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Server { child, url: url.trim().to_string() }
    }
}

impl Server {
    /// Ends it; its port is shut from now on.
    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
