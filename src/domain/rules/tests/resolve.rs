//! Conflicts decided.

use super::*;
use crate::domain::deed::Resolution;
use crate::schema::{ACCOUNT, Account, Conflict, ConflictState};

fn conflict(field: &str, element: &str, lost: &str) -> Conflict {
    Conflict {
        id: id(40),
        account: Some(id(10)),
        entity: Some(1),
        record: Some(id(10)),
        field: Some(ACCOUNT.field(field).map_or(0, |field| field.number).into()),
        element: element.into(),
        won: "\"Harbour Dental\"".into(),
        lost: lost.into(),
        state: Some(ConflictState::Open),
        ..Conflict::default()
    }
}

#[test]
fn a_conflict_is_decided_with_its_record() {
    let tags = |list: &[&str]| Account {
        tags: list.iter().map(|tag| tag.to_string()).collect(),
        ..account(10, "Harbour Dental")
    };
    let label = "act-resolve | Harbour Dental |  | 1";
    let state = |word: &str| format!("conflict 40: state={word} resolved_by=1");
    let (kept, back, replaced) = (state("kept_winner"), state("brought_back"), state("replaced"));
    for (book, conflict, choice, expected) in [
        (two(), conflict("name", "", "\"Harbour\""), Resolution::KeepWinner, vec![label, &kept]),
        (
            two(),
            conflict("name", "", "\"Harbour\""),
            Resolution::BringBack,
            vec![label, "account 10: name=Harbour", &back],
        ),
        (
            two(),
            conflict("name", "", "\"Harbour\""),
            Resolution::Replace(Value::text("Harbour D.")),
            vec![label, "account 10: name=Harbour D.", &replaced],
        ),
        (
            two(),
            conflict("emails", "", "[\"a@b.cn\"]"),
            Resolution::Replace(Value::set(["nobody".to_string()])),
            vec!["emails: trouble-email"],
        ),
        (two(), conflict("cadence", "", "28"), Resolution::BringBack, vec![label, "account 10: cadence=28", &back]),
        (
            two().with(&tags(&["oven"])),
            conflict("tags", "trial", "1"),
            Resolution::BringBack,
            vec![label, "account 10: tags=oven; trial", &back],
        ),
        (
            two().with(&tags(&["oven", "trial"])),
            conflict("tags", "trial", "null"),
            Resolution::BringBack,
            vec![label, "account 10: tags=oven", &back],
        ),
        (
            two(),
            conflict("(record)", "", "null"),
            Resolution::BringBack,
            vec![label, "-account 10", "-contact 12", &back],
        ),
        (two(), conflict("name", "", "not json"), Resolution::BringBack, vec!["refusal-unknown-field"]),
        (
            two(),
            Conflict { record: Some(id(77)), ..conflict("name", "", "\"x\"") },
            Resolution::BringBack,
            vec!["Gone"],
        ),
        (
            two(),
            Conflict { state: Some(ConflictState::KeptWinner), ..conflict("name", "", "\"x\"") },
            Resolution::BringBack,
            vec!["refusal-conflict-decided"],
        ),
    ] {
        check(&book.with(&conflict), Deed::Resolve { conflicts: vec![id(40)], choice }, &expected);
    }
}
