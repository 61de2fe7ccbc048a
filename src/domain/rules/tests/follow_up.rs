//! Follow-ups.

use super::*;

#[test]
fn follow_ups_are_promised_done_opened_moved_and_dropped() {
    let ids = || vec![id(30), id(31)];
    let done = FollowUp { state: Some(FollowUpState::Done), closed_at: Some(at("09:40")), ..follow_up(31, "samples") };
    let book = two().with(&follow_up(30, "send quote")).with(&done);
    check(
        &book,
        Deed::AddFollowUp { account: Some(id(11)), promise: us(" ring back ", "2026-11-27") },
        &[
            "act-follow-up-add | ring back | 2026-11-27 | 1",
            "+follow_up a: account=11 text=ring back due=2026-11-27 promised_by=us state=open first_due=2026-11-27 promised_at=10:42",
        ],
    );
    check(
        &book,
        Deed::AddFollowUp { account: None, promise: us("buy shoes", "") },
        &[
            "act-follow-up-add | buy shoes |  | 1",
            "+follow_up a: text=buy shoes promised_by=us state=open promised_at=10:42",
        ],
    );
    check(&book, Deed::AddFollowUp { account: None, promise: us(" ", "") }, &["text: trouble-required"]);
    check(
        &book,
        Deed::FollowUpsDone { follow_ups: ids() },
        &["act-follow-up-done | Harbour Dental | send quote | 1", "follow_up 30: state=done"],
    );
    // Of several it is said which: one may have been marked by a slip.
    let four = [(32, "list"), (33, "floor plan"), (34, "invoice")];
    let book_of_four = four.iter().fold(book.clone(), |book, (number, text)| book.with(&follow_up(*number, text)));
    let done = |numbers: &[u8]| {
        let deed = Deed::FollowUpsDone { follow_ups: numbers.iter().map(|number| id(*number)).collect() };
        outcome(&book_of_four, &deed)[0].clone()
    };
    assert_eq!(done(&[30, 32, 33]), "act-follow-up-done | Harbour Dental | send quote; list; floor plan | 3");
    assert_eq!(done(&[30, 32, 33, 34]), "act-follow-up-done | Harbour Dental | send quote; list; floor plan… | 4");
    check(&book, Deed::FollowUpsDone { follow_ups: vec![id(31)] }, &["refusal-follow-up-closed"]);
    check(&book, Deed::FollowUpsDone { follow_ups: vec![id(39)] }, &["Gone"]);
    check(
        &book,
        Deed::FollowUpsOpen { follow_ups: ids() },
        &["act-follow-up-open | Harbour Dental | samples | 1", "follow_up 31: state=open closed_at="],
    );
    check(&book, Deed::FollowUpsOpen { follow_ups: vec![id(30)] }, &["refusal-follow-up-open"]);
    check(
        &book,
        Deed::MoveFollowUps { follow_ups: ids(), to: slot("2026-12-02 14:00") },
        &[
            "act-follow-up-move | Harbour Dental | 2026-12-02 | 1",
            "follow_up 30: due=2026-12-02 due_at=2026-12-02 14:00",
        ],
    );
    check(
        &two().with(&FollowUp { due: None, first_due: None, ..follow_up(30, "x") }),
        Deed::MoveFollowUps { follow_ups: vec![id(30)], to: slot("2026-12-02") },
        &["act-follow-up-move | Harbour Dental | 2026-12-02 | 1", "follow_up 30: due=2026-12-02 first_due=2026-12-02"],
    );
    check(&book, Deed::MoveFollowUps { follow_ups: vec![id(30)], to: slot("2026-11-27") }, &["Nothing"]);
    check(
        &book,
        Deed::DropFollowUps { follow_ups: vec![id(30)], reason: " too dear ".into() },
        &["act-follow-up-drop | Harbour Dental | send quote | 1", "follow_up 30: state=dropped reason=too dear"],
    );
    let dropped = FollowUp {
        state: Some(FollowUpState::Dropped),
        reason: "too dear".into(),
        closed_at: Some(at("09:40")),
        ..follow_up(30, "send quote")
    };
    check(
        &two().with(&dropped),
        Deed::FollowUpsOpen { follow_ups: vec![id(30)] },
        &["act-follow-up-open | Harbour Dental | send quote | 1", "follow_up 30: state=open closed_at= reason="],
    );
}
