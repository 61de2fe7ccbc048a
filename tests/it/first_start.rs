//! Several programs at once where nothing is yet: one makes the key or the server's file, and all of them go on with that one.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::program::Book;

/// Ends with the test, whatever becomes of it.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(book: &Book, home: &str) -> Child {
        let mut command = book.command();
        command.args(["serve", "--home", home, "--listen", "127.0.0.1:0"]).env("ROUNDS_LOG", "error");
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn answering(mut child: Child) -> Server {
        let mut url = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
        let url = url.trim().to_owned();
        assert!(url.starts_with("http://"), "it did not start: {:?}", child.wait_with_output());
        Server { child, url }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn commands_that_find_no_book_at_once_make_one_and_all_write_into_it() {
    for options in [&[][..], &["--no-encryption"]] {
        let book = Book::new();
        let started: Vec<Child> = (0..4)
            .map(|n| {
                let mut command = book.command();
                if !options.is_empty() {
                    command.env_remove("ROUNDS_KEY_FILE");
                }
                command.args(["add", "account", &format!("name=Customer {n}")]).args(options);
                command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for one in started {
            let output = one.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let mut names: Vec<String> = if options.is_empty() {
            book.json(&["list", "account", "--json"])
        } else {
            let output =
                book.command().env_remove("ROUNDS_KEY_FILE").args(["list", "account", "--json"]).output().unwrap();
            serde_json::from_slice(&output.stdout).unwrap()
        }
        .iter()
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect();
        names.sort();
        assert_eq!(names, ["Customer 0", "Customer 1", "Customer 2", "Customer 3"]);
    }
}

#[test]
fn servers_that_find_an_empty_folder_at_once_are_one_company() {
    let (kim, ann) = (Book::new(), Book::new());
    let home = kim.home().join("server");
    let home = home.to_str().unwrap();
    let started = [Server::start(&kim, home), Server::start(&kim, home), Server::start(&kim, home)];
    kim.ok(&["admin", "--home", home, "territory", "add", "North"]);
    let servers = started.map(Server::answering);
    for (book, name, server) in [(&kim, "Kim", &servers[0]), (&ann, "Ann", &servers[1])] {
        kim.ok(&["admin", "--home", home, "user", "add", name, "--role", "rep", "--territory", "North"]);
        let code = kim.ok(&["admin", "--home", home, "code", name]);
        book.ok(&["enrol", &server.url, code.trim()]);
        book.ok(&["add", "account", &format!("name={name}'s")]);
        book.ok(&["sync"]);
    }
    kim.ok(&["sync"]);
    assert_eq!(kim.json(&["list", "account", "--json"]).len(), 2, "both wrote into one company");
    // What is sealed for the one is opened by the other: they have one identity.
    ann.ok(&["add", "account", "name=By hand"]);
    let file = ann.home().join("day.bundle");
    ann.ok(&["bundle", "out", file.to_str().unwrap()]);
    kim.ok(&["bundle", "in", file.to_str().unwrap(), "--home", home]);
    kim.ok(&["sync"]);
    assert_eq!(kim.json(&["list", "account", "--json"]).len(), 3);
}
