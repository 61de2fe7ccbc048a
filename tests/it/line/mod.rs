//! Two hosts with a bad line between them: the real binaries, real packets, loss, delay, and a line that is cut in the middle.
//!
//! Where the machine allows it (Linux, root, `ip netns`, `/dev/net/tun`) the hosts are two network namespaces and what is lost are packets:
//! both kernels' TCP must cope. Elsewhere a proxy delays bytes and cuts connections between the same processes, and the test says that and why.
//! `ROUNDS_LINE=proxy` takes the proxy everywhere.
//!
//! Always holds: whatever the line did, both laptops and the server have the same in the end, and the receipts say so.

#[cfg(target_os = "linux")]
mod namespaces;
mod proxy;

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value as Json;

use crate::program::Book;

/// How bad the line is.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    /// Of a hundred packets so many are lost, in each direction.
    pub loss: u64,
    /// Each way takes so long.
    pub delay: Duration,
}

/// A line between a host where the laptops are and one where the server is.
pub trait Line {
    /// Starts the server; its address as the laptops see it.
    fn serve(&mut self, book: &Book, home: &str) -> String;
    /// A command of a laptop, on its host.
    fn laptop(&self, book: &Book) -> Command;
    /// The weather changes.
    fn set(&mut self, weather: Weather);
    /// From now on so many packets (or pieces of a stream) pass, and then none until it is mended; `None`: it is mended.
    fn cut_after(&mut self, packets: Option<u64>);
    /// What passed, and what did not.
    fn counts(&self) -> (u64, u64);
}

fn line() -> (Box<dyn Line>, &'static str) {
    #[cfg(target_os = "linux")]
    let found = if std::env::var("ROUNDS_LINE").as_deref() == Ok("proxy") {
        Err("ROUNDS_LINE=proxy".to_owned())
    } else {
        namespaces::Namespaces::new().map(|line| Box::new(line) as Box<dyn Line>)
    };
    #[cfg(not(target_os = "linux"))]
    let found: Result<Box<dyn Line>, String> = Err("only Linux has them".to_owned());
    found.map_or_else(
        |why| {
            crate::left_out(&format!("network namespaces ({why}); a proxy of bytes stands in"));
            (Box::new(proxy::Proxy::new()) as Box<dyn Line>, "proxy")
        },
        |line| (line, "namespaces"),
    )
}

/// Two laptops over it, and what each sync took.
struct Story {
    line: Box<dyn Line>,
    told: Vec<String>,
}

impl Story {
    fn run(&self, book: &Book, arguments: &[&str]) -> Output {
        self.line.laptop(book).args(arguments).output().unwrap()
    }

    /// Syncs until it goes through; how often it did not.
    fn sync(&mut self, book: &Book, what: &str) -> Json {
        let begun = Instant::now();
        let mut failed = 0;
        loop {
            let output = self.run(book, &["sync", "--json"]);
            // It went through, also where something waits for a person behind it.
            if matches!(output.status.code(), Some(0 | 4)) {
                let receipt: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
                self.told.push(format!("{what}: {} ms, {failed} failed before", begun.elapsed().as_millis()));
                assert_eq!(receipt[0]["same"], true, "{what}: {receipt:?}");
                return receipt[0].clone();
            }
            assert_eq!(output.status.code(), Some(5), "{what}: {}", String::from_utf8_lossy(&output.stderr));
            failed += 1;
            assert!(failed < 20, "{what}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

fn streams(receipt: &Json) -> BTreeSet<String> {
    let common = |stream: &&Json| !stream["stream"].as_str().unwrap().starts_with("user:");
    receipt["streams"].as_array().unwrap().iter().filter(common).map(Json::to_string).collect()
}

#[test]
fn two_hosts_agree_over_a_bad_line() {
    let (mut line, kind) = line();
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("server");
    let home = home.to_str().unwrap();
    let (kim, ann) = (Book::new(), Book::new());
    let admin = |arguments: &[&str]| kim.ok(&[&["admin", "--home", home], arguments].concat());
    admin(&["territory", "add", "North"]);
    for name in ["Kim", "Ann"] {
        admin(&["user", "add", name, "--territory", "North"]);
    }
    let url = line.serve(&kim, home);
    let mut story = Story { line, told: Vec::new() };
    for (book, name) in [(&kim, "Kim"), (&ann, "Ann")] {
        let code = admin(&["code", name]);
        let output = story.run(book, &["enrol", &url, code.trim(), "--plain-http"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let list = folder.path().join("list.csv");
    let rows: Vec<String> = (0..300).map(|n| format!("Customer {n},{n} Quay St\n")).collect();
    std::fs::write(&list, format!("Name,Street\n{}", rows.concat())).unwrap();
    kim.ok(&["import", list.to_str().unwrap(), "--yes"]);

    let bad = Weather { loss: 20, delay: Duration::from_millis(250) };
    story.line.set(bad);
    story.sync(&kim, "300 customers sent, 20 % lost, 500 ms there and back");
    story.sync(&ann, "300 customers taken");
    // Cut in the middle, after more and more packets, on both; each goes on working.
    story.line.set(Weather { loss: 5, delay: Duration::from_millis(20) });
    let mut in_the_middle = 0;
    for packets in [3, 6, 9] {
        for (book, name) in [(&kim, "Kim"), (&ann, "Ann")] {
            book.ok(&["add", "account", &format!("name={name} {packets}")]);
            book.ok(&["set", "account", "customer 7", &format!("city={name} {packets}")]);
        }
        story.line.cut_after(Some(packets));
        let mut cut = story.line.laptop(&kim).args(["sync"]).spawn().unwrap();
        // It stands in the middle of its sync, or gave up: then the line is back.
        let until = Instant::now() + Duration::from_secs(2);
        let lost = story.line.counts().1;
        while story.line.counts().1 < lost + 2 && cut.try_wait().unwrap().is_none() && Instant::now() < until {
            std::thread::yield_now();
        }
        in_the_middle += usize::from(story.line.counts().1 > lost && cut.try_wait().unwrap().is_none());
        story.line.cut_after(None);
        cut.wait().unwrap();
        story.sync(&ann, &format!("after a cut at packet {packets}"));
        story.sync(&kim, &format!("after a cut at packet {packets}"));
    }
    story.line.set(bad);
    let receipts = [story.sync(&ann, "20 % lost"), story.sync(&kim, "20 % lost"), story.sync(&ann, "20 % lost")];
    assert_eq!(streams(&receipts[1]), streams(&receipts[2]));
    let list = |book: &Book| book.json(&["list", "account", "--json"]);
    assert_eq!(list(&kim), list(&ann));
    assert_eq!(list(&kim).len(), 306);
    for arguments in [&["fsck", "--deep"][..], &["fsck", "--deep", "--home", home]] {
        assert_eq!((kim.exit(arguments), ann.exit(arguments)), (0, 0));
    }
    let (passed, lost) = story.line.counts();
    if kind == "namespaces" {
        assert!(lost > 20, "{passed} packets passed, {lost} were lost");
        assert!(in_the_middle > 0, "no sync stood in its middle when its line was cut");
    }
    println!("{kind}: {passed} passed, {lost} lost\n{}", story.told.join("\n"));
}
