//! The laptop's book on a disk: what holds when keys are wrong, disks are full, processes are killed and acts are taken back.

mod acts;
mod file;
mod finding;

use rounds::base::clock::{Moment, Now};
use rounds::base::id::{Id, IdSource};
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::ask::{Answer, Ask, ListAsk};
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, Account, Contact, ENTITIES, FollowUp, Grade, Value, Visit, VisitState};
use rounds::store::{Bulk, Keep, Lock, OwnKind, Profile, Reader, Stop, StoreError, With, Writer};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

fn now(text: &str) -> Now {
    Now::parse(text).unwrap()
}

fn noon() -> Now {
    now("2026-11-24T12:00:00+08:00")
}

fn id(name: &str) -> Id {
    Id::derived(&[name.as_bytes()])
}

/// A new encrypted profile in a folder of its own.
fn profile() -> (TempDir, Profile, Lock) {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::at(folder.path().join("home"));
    let first = profile.begin(&Keep::File(folder.path().join("key"))).unwrap();
    (folder, profile, first.lock)
}

fn act(edits: Vec<Edit>) -> Act {
    Act::one(Label::new("act-test", "Acme"), edits)
}

fn account(name: &str) -> Account {
    Account { id: id(name), name: name.into(), ..Account::default() }
}

fn done_visit(name: &str, account: &Account, day: &str, notes: &str) -> Visit {
    let day: chrono::NaiveDate = day.parse().unwrap();
    Visit {
        id: id(name),
        account: Some(account.id),
        state: Some(VisitState::Done),
        day: Some(day),
        started: Some(Moment::from_millis(day.and_hms_opt(2, 0, 0).unwrap().and_utc().timestamp_millis())),
        notes: notes.into(),
        ..Visit::default()
    }
}

fn find(writer: &Writer, words: &str) -> Vec<(String, String)> {
    let ask = Ask::Find { words: words.into(), most: 20 };
    let Answer::Find(hits) = writer.answer(&ask, &noon()).unwrap() else { panic!("another answer") };
    hits.into_iter()
        .map(|hit| (hit.name, hit.marks.iter().map(|(from, to)| &hit.excerpt[*from..*to]).collect()))
        .collect()
}
