//! The real binary, laptop's and server's, killed (`kill -9`) at named points: in a commit, in an import, in a sync wherever the bytes are,
//! in a snapshot, in a compaction. (`src/base/point.rs` names the points; debug builds alone have them.
//! Killed in an upgrade: `tests/it/upgraded.rs`.)
//!
//! After each kill: it is started again, all sync, `fsck --deep` finds nothing on any side, all hold the same sums, and whatever was said to be
//! saved is there, once. `ROUNDS_KILLS=500 cargo test --test it kills::` goes on at random points, `ROUNDS_KILLS_SEED` says which.

mod company;
mod held;
mod troubles;

use rounds::base::id::IdSource;

use company::{Company, Who};

/// Where something is killed.
#[derive(Clone, Copy, Debug)]
struct Kill {
    /// What is killed.
    who: Who,
    /// At which point, and at which passing of it.
    at: &'static str,
    /// What it does then.
    deed: Deed,
}

/// What is under way when the kill comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    /// A customer is added.
    Add,
    /// The last act is taken back.
    Undo,
    /// A file of forty customers is imported.
    Import,
    /// A sync that brings and takes.
    Sync,
    /// What waits goes into a file, and that into the server.
    Bundle,
    /// The server's file is compacted.
    Compact,
}

const fn kill(who: Who, at: &'static str, deed: Deed) -> Kill {
    Kill { who, at, deed }
}

use Deed::{Add, Bundle, Compact, Import, Sync, Undo};
use Who::{Laptop, Server};

const KILLS: &[Kill] = &[
    // A person's commit.
    kill(Laptop, "group", Add),
    kill(Laptop, "commit", Add),
    kill(Laptop, "committed", Add),
    kill(Laptop, "commit", Undo),
    kill(Laptop, "committed", Undo),
    // An import, which is one act.
    kill(Laptop, "group:7", Import),
    kill(Laptop, "group:40", Import),
    kill(Laptop, "commit", Import),
    kill(Laptop, "committed", Import),
    // A sync, on the laptop: before the request left, the answer there but not applied, in the middle of applying, before the cursor is
    // written, around its commit, before the receipt.
    kill(Laptop, "request", Sync),
    kill(Laptop, "answer", Sync),
    kill(Laptop, "entry", Sync),
    kill(Laptop, "entry:2", Sync),
    kill(Laptop, "cursor", Sync),
    kill(Laptop, "commit", Sync),
    kill(Laptop, "committed", Sync),
    kill(Laptop, "commit:2", Sync),
    kill(Laptop, "committed:2", Sync),
    // The same on the server: in the middle of taking, before its commit, after it and before it answered.
    kill(Server, "server group", Sync),
    kill(Server, "server group:2", Sync),
    kill(Server, "server commit", Sync),
    kill(Server, "server committed", Sync),
    // By a file instead of a network.
    kill(Server, "server group", Bundle),
    kill(Server, "server commit", Bundle),
    kill(Server, "server committed", Bundle),
    kill(Laptop, "entry", Bundle),
    kill(Laptop, "cursor", Bundle),
    kill(Laptop, "committed", Bundle),
    // Compaction: within a stream's transaction, between two streams.
    kill(Server, "server compacting", Compact),
    kill(Server, "server compacting:2", Compact),
    kill(Server, "server commit", Compact),
    kill(Server, "server committed", Compact),
    kill(Server, "server committed:2", Compact),
];

fn run(company: &mut Company, kill: Kill) {
    let name = company.edits();
    match (kill.who, kill.deed) {
        (Laptop, Add) => company.kill_laptop(kill.at, &["add", "account", &format!("name=Killed {name}")]),
        (Laptop, Undo) => {
            company.add_and_forget(&name);
            company.kill_laptop(kill.at, &["undo"]);
        }
        (Laptop, Import) => {
            let file = company.list(&name, 40);
            company.kill_laptop(kill.at, &["import", &file, "--yes"]);
            company.all_or_none(&name, 40);
        }
        (Laptop, Sync) => company.kill_laptop(kill.at, &["sync"]),
        (Server, Sync) => company.kill_server(kill.at),
        (who, Bundle) => company.kill_bundle(who, kill.at),
        (_, Compact) => company.kill_compaction(kill.at),
        (Server, Add | Undo | Import) => unreachable!("a server does not"),
    }
    company.is_whole(&format!("{kill:?}"));
}

#[test]
fn killed_anywhere_nothing_is_lost_and_both_sides_are_whole() {
    let mut company = Company::new();
    for kill in KILLS {
        run(&mut company, *kill);
    }
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let mut dice = IdSource::seeded(asked("ROUNDS_KILLS_SEED").unwrap_or(1));
    for _ in 0..asked("ROUNDS_KILLS").unwrap_or(0) {
        run(&mut company, KILLS[dice.bits() as usize % KILLS.len()]);
    }
}

#[test]
fn a_first_sync_by_snapshot_is_killed_anywhere() {
    let mut company = Company::new();
    company.fill(1_300);
    for at in ["server snapshot", "server commit:2"] {
        company.kill_first_server(at);
    }
    // Customers are two chapters; after them the tail, and the receipt.
    company.first_sync(&["answer", "cursor", "chapter", "chapter", "entry", "commit:2", "committed:2"]);
}

#[test]
fn enrolment_is_killed_before_and_after_it_is_kept() {
    let mut company = Company::new();
    // First the keys are kept, then the code is used, then the laptop is the company's.
    company.kill_enrolment(&["commit", "committed", "request:2", "enrolled", "commit:2", "committed:2"]);
}
