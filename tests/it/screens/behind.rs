//! Keys that come behind an act, or before a screen was read: they are for the rows that come of it, never for those that stood there before.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, Close, KeptClose, Sort, SyncLine, SyncState};
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, CONTACT, Grade, Value, VisitState};
use rounds::tui::Msg;
use rounds::tui::message::{Effect, Mouse};
use rounds::tui::overlays::merge::Merge;
use rounds::tui::screen::Tab;

use super::fast::fast;
use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

fn stage(book: Kept) -> Stage<Kept> {
    Stage::new(book, Lang::En, (100, 30), NOW)
}

fn answer(stage: &mut Stage<Kept>, ask: &Ask) -> Answer {
    let now = stage.model.cx.now.clone();
    stage.book.ask(ask, &now).unwrap()
}

/// The visits of the day: how many there are, and how many took place.
fn visits(stage: &mut Stage<Kept>) -> (usize, usize) {
    let Answer::Today(today) = answer(stage, &Ask::Today) else { panic!() };
    (today.visits.len(), today.visits.iter().filter(|visit| visit.state == VisitState::Done).count())
}

/// The open follow-ups: what, and its day.
fn promises(stage: &mut Stage<Kept>) -> Vec<(String, String)> {
    let Answer::FollowUps(rows) = answer(stage, &Ask::FollowUps) else { panic!() };
    rows.into_iter().map(|row| (row.text, row.due.map(|due| due.to_string()).unwrap_or_default())).collect()
}

/// `d` held down: a visit that took place took place once.
#[test]
fn a_key_behind_a_commit_is_for_the_row_that_comes_of_it() {
    for (screen, done) in [("", 1), ("4", 1), ("D", 2)] {
        for keys in ["d d", "d d d d"] {
            let mut before = stage(Kept::new());
            before.keys(screen);
            let mut ahead = fast(before);
            ahead.keys(keys);
            ahead.committed();
            let mut stage = ahead.answered();
            let (all, took_place) = visits(&mut stage);
            // Where the cursor goes on, each is for the next.
            let done = if screen == "D" && keys.len() > 3 { 3 } else { done };
            assert_eq!((all, took_place), (3, done), "{screen} {keys}\n{}", stage.screen());
        }
    }
}

#[test]
fn each_of_two_moves_is_for_its_own_follow_up() {
    let due = |what: &str, day: &str| (what.to_owned(), day.to_owned());
    let open = [due("price list A100", "2026-11-22"), due("samples", "2026-11-24"), due("a decision", "2026-11-30")];
    let check = |before: &str, keys: &str, expected: [(&str, &str); 3]| {
        let mut stage = stage(Kept::new());
        stage.keys(before);
        let mut ahead = fast(stage);
        ahead.keys(keys);
        ahead.committed();
        let mut stage = ahead.answered();
        let mut expected: Vec<_> =
            expected.into_iter().filter(|(_, day)| !day.is_empty()).map(|(what, day)| due(what, day)).collect();
        let mut there = promises(&mut stage);
        expected.sort();
        there.sort();
        assert_eq!(there, expected, "{before}, {keys}\n{}", stage.screen());
    };
    let [a, b, c] = open.each_ref().map(|(what, day)| (what.as_str(), day.as_str()));
    check("3", "m `fri` enter m `mon` enter", [(a.0, "2026-11-27"), (b.0, "2026-11-30"), c]);
    check("3", "d d", [(a.0, ""), (b.0, ""), c]);
    check("3", "d j d", [(a.0, ""), b, (c.0, "")]);
    // What was taken back stands there again, and the next key is for it.
    check("3 j d", "u d", [a, (b.0, ""), c]);
    check("3 d", "u m `fri` enter", [(a.0, "2026-11-27"), b, c]);
    // A screen that was left and is come back to.
    check("3 1", "3 d", [(a.0, ""), b, c]);
}

#[test]
fn each_of_two_grades_is_for_its_own_customer() {
    let mut book = Kept::new();
    let bare = book.accounts.last().copied().unwrap();
    let other = book.accounts[4];
    let now = rounds::base::clock::Now::parse(NOW).unwrap();
    book.act(&Deed::Grade { accounts: vec![other], grade: None }, &now).unwrap();
    let mut before = stage(book);
    before.keys("f1 `without a grade` enter");
    assert_eq!(before.model.tab(), Tab::Customers, "{}", before.screen());
    let mut ahead = fast(before);
    ahead.keys("t 1 t 2");
    ahead.committed();
    let mut stage = ahead.answered();
    let page = rounds::domain::ask::ListAsk {
        filter: String::new(),
        only: Vec::new(),
        grades: BTreeSet::new(),
        ungraded: false,
        sort: Sort::Name,
        offset: 0,
        limit: 20,
    };
    let Answer::Accounts(page) = answer(&mut stage, &Ask::Accounts(page)) else { panic!() };
    let mut grades: Vec<_> =
        page.rows.iter().filter(|row| [bare, other].contains(&row.account.id)).map(|row| row.account.grade).collect();
    grades.sort();
    assert_eq!(grades, [Some(Grade::A), Some(Grade::B)], "{}", stage.screen());
}

fn close(stage: &mut Stage<Kept>, day: NaiveDate) -> KeptClose {
    let Answer::Close(close) = answer(stage, &Ask::Close(day)) else { panic!() };
    let Close { kept, .. } = *close;
    kept
}

/// The evening's keys may come before the day is read: nothing is closed that was not seen, and what was written of it stays.
#[test]
fn a_day_is_closed_only_when_it_was_read() {
    let day: NaiveDate = "2026-11-24".parse().unwrap();
    for keys in ["D enter enter", "D right enter", "D tab enter enter"] {
        for read in [true, false] {
            let mut before = stage(Kept::new());
            let left = before.book.accounts.iter().copied().collect();
            let kept = KeptClose { report: Some("mine".into()), left, closed: None };
            let now = before.model.cx.now.clone();
            before.book.keep_close(day, &kept, &now);
            let mut ahead = fast(before);
            ahead.keys(keys);
            assert_eq!(close(&mut ahead.stage, day), kept, "{keys}: nothing was read");
            let mut stage = if read { ahead.answered() } else { ahead.unanswered() };
            let after = close(&mut stage, day);
            assert_eq!((&after.report, &after.left), (&kept.report, &kept.left), "{keys} {read}\n{}", stage.screen());
            // The first Enter is for the first row, or for the report that is shown then.
            assert_eq!(after.closed.is_some(), read && keys != "D enter enter", "{keys} {read}\n{}", stage.screen());
        }
    }
}

/// A book with more customers than a page holds.
fn large() -> Kept {
    let mut book = Kept::new();
    let now = rounds::base::clock::Now::parse(NOW).unwrap();
    let name = ACCOUNT.field("name").unwrap().number;
    for n in 0..200 {
        let record = book.writer.new_id(now.at);
        let values = vec![(name, Value::text(format!("Zed Works {n:03}")))];
        book.act(&Deed::Create { entity: ACCOUNT.number, record, values }, &now).unwrap();
    }
    book
}

#[test]
fn a_row_that_is_not_there_yet_is_waited_for() {
    for (before, keys, whose) in [
        ("2", "G l `met the buyer` enter", "Zed Works 199"),
        ("", "2 G l `met the buyer` enter", "Zed Works 199"),
        ("2", "G enter l `met the buyer` enter", "Zed Works 199"),
        ("2", "G k l `met the buyer` enter", "Zed Works 198"),
        ("", "w l `met the buyer` enter", ""),
        ("", "w enter l `met the buyer` enter", ""),
        ("", "f4 j enter l `met the buyer` enter", ""),
    ] {
        let mut first = stage(large());
        first.keys(before);
        let mut ahead = fast(first);
        ahead.keys(keys);
        let mut stage = ahead.answered();
        let Answer::Find(hits) = answer(&mut stage, &Ask::Find { words: "buyer".into(), most: 9 }) else { panic!() };
        let names: Vec<&str> = hits.iter().map(|hit| hit.name.as_str()).collect();
        let [name] = names[..] else { panic!("{before}, {keys}: {names:?}\n{}", stage.screen()) };
        assert!(!name.is_empty(), "{before}, {keys}\n{}", stage.screen());
        assert!(whose.is_empty() || name == whose, "{before}, {keys}: {name}\n{}", stage.screen());
    }
}

/// What others change meanwhile makes nobody wait: what is on the screen may be acted upon.
#[test]
fn what_somebody_else_does_holds_no_key() {
    let mut before = stage(Kept::new());
    before.keys("3");
    let mut ahead = fast(before);
    ahead.say(Msg::Changed);
    ahead.keys("d");
    assert!(ahead.stage.model.cx.busy.is_some(), "{}", ahead.stage.screen());
    assert_eq!(promises(&mut ahead.answered()).len(), 2);
}

/// The line that is open hears of a person who is known only since.
#[test]
fn who_comes_to_be_known_meanwhile_is_met() {
    let mut stage = stage(Kept::new());
    stage.keys("l `wants prices`");
    let harbour = stage.book.accounts[0];
    stage.book.person(harbour, "Naomi Okafor");
    stage.say(Msg::Changed);
    stage.keys("` met naomi`");
    assert!(stage.screen().contains("Naomi Okafor"), "{}", stage.screen());
}

/// The people to choose from are asked behind the first answer; who types ahead chooses among them.
#[test]
fn two_contacts_are_joined_by_keys_that_were_typed_ahead() {
    let mut book = Kept::new();
    let twin = book.person(book.accounts[0], "Ann Leigh");
    let (keep, mut before) = (book.contact, stage(book));
    before.model.cx.open(Merge::new(CONTACT.number, keep, None));
    let mut ahead = fast(before);
    ahead.say(Msg::Time(Now::parse(NOW).unwrap()));
    ahead.keys("enter enter");
    let mut stage = ahead.answered();
    let harbour = stage.book.accounts[0];
    let Answer::Account(Some(dossier)) = answer(&mut stage, &Ask::Account(harbour)) else { panic!() };
    let there: Vec<_> = dossier.contacts.iter().map(|contact| contact.id).collect();
    assert!(keep != twin && there == [keep], "{}", stage.screen());
}

/// The week's report is read when it is turned to.
#[test]
fn the_pass_of_the_evening_asks_for_its_day_alone() {
    let week = |ask: &Ask| matches!(ask, Ask::Report(..));
    let mut ahead = fast(stage(Kept::new()));
    ahead.keys("D");
    assert!(!ahead.asks(week));
    let mut stage = ahead.answered();
    stage.keys("tab tab tab");
    let mut ahead = fast(stage);
    ahead.keys("tab");
    assert!(ahead.asks(week));
    ahead.keys("y");
    let stage = ahead.answered();
    let copied = stage.out.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    assert!(copied.is_some_and(|text| text.starts_with("Weekly report")), "{copied:?}\n{}", stage.screen());
}

/// A press while an act is being written, or before the screen shows what came of it: it is for the row that was seen.
#[test]
fn a_press_behind_a_commit_is_for_the_row_that_was_seen() {
    // The row that is done goes, and those below it move up.
    for (screen, pressed, keys, expected) in [
        ("3", "a decision", "d", Some("a decision")),
        ("3", "samples", "d", Some("samples")),
        ("3", "price list", "d", None),
        ("3", "samples", "d d", None),
    ] {
        for answered in [false, true] {
            let mut before = stage(Kept::new());
            before.keys(screen);
            let y = before.screen().lines().position(|line| line.contains(pressed)).unwrap() as u16;
            let mut ahead = fast(before);
            ahead.keys(keys);
            if answered {
                ahead.committed();
            }
            ahead.say(Msg::Mouse(Mouse::Press(20, y)));
            ahead.committed();
            let mut stage = ahead.answered();
            let at = stage.model.subject().text;
            match expected {
                Some(row) => assert!(at.contains(row), "{pressed}, {keys}: {at}\n{}", stage.screen()),
                None => assert!(stage.screen().contains("not there any more"), "{pressed}\n{}", stage.screen()),
            }
            // What follows is for that row.
            if expected == Some("a decision") {
                stage.keys("d");
                assert!(!promises(&mut stage).iter().any(|(what, _)| what == "a decision"), "{}", stage.screen());
            }
        }
    }
}

/// A press on a screen's name has its turn behind the keys, and the wheel too.
#[test]
fn the_head_and_the_wheel_wait_their_turn() {
    let mut before = stage(Kept::new());
    before.keys("3");
    let mut ahead = fast(before);
    ahead.keys("d");
    ahead.say(Msg::Mouse(Mouse::Down));
    ahead.keys("d");
    ahead.say(Msg::Mouse(Mouse::Press(13, 0)));
    ahead.committed();
    let mut stage = ahead.answered();
    assert_eq!(stage.model.tab(), Tab::Customers, "{}", stage.screen());
    let left: Vec<String> = promises(&mut stage).into_iter().map(|(what, _)| what).collect();
    assert_eq!(left, ["samples"], "{}", stage.screen());
}

/// What the book says of a sync does not take away that one is under way here.
#[test]
fn a_sync_that_is_under_way_stays_so_whatever_is_read_meanwhile() {
    let mut stage = stage(Kept::new());
    let state = SyncState::Working { done: 10, left: Some(3_000), seconds: None };
    stage.say(Msg::Sync(SyncLine { state, enrolled: true, ..SyncLine::default() }));
    stage.keys("l `harbour: asks prices` enter");
    assert!(stage.screen().contains("3000 records") || stage.screen().contains("3,000 records"), "{}", stage.screen());
}
