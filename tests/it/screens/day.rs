//! A day on a real store: what keys do is seen on the screen, and one `u` takes each of it back.

use rounds::base::lang::Lang;
use rounds::schema::VisitState;
use rounds::tui::subject::Row;

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

#[test]
fn the_day_is_on_the_screen() {
    insta::assert_snapshot!("kept-today", stage().screen());
}

/// Every act that keys lead to: the script, what the screen then says, and on which screen that is seen.
const ACTS: [(&str, &str, &str); 17] = [
    ("i", "since 10:42", "1"),
    ("d", "✓", "1"),
    ("m `fri` enter", "11:15", "4"),
    ("m `tomorrow 9am` enter", "09:00", "4"),
    ("x 1 enter", "shut", "1"),
    ("x 1 `fri` enter", "Fri 27 Nov   1", "4"),
    ("x 8 `roadworks, fri` enter", "Fri 27 Nov   1", "4"),
    ("x 7 enter", "shut for good", "2"),
    ("t 3", "", "2"),
    ("t 5 `fair` enter", "", "2"),
    ("2 x 1 enter", "", "1"),
    ("2 m `fri` enter", "Fri 27 Nov   1", "4"),
    ("3 d", "2 open", "3"),
    ("3 m `+10d` enter", "4 Dec", "3"),
    ("3 x 1", "2 open", "3"),
    ("4 a `lowe` enter", "Lowe Bros", "4"),
    ("2 x 9 enter", "5 customers", "2"),
];

/// What came of a stop is told beside its name, also where names and promises are long: the promises give way while they can be read.
#[test]
fn what_came_of_each_stop_is_seen() {
    use rounds::domain::deed::{Deed, Promise, Slot};
    use rounds::schema::PromisedBy;
    for size in [(100, 30), (160, 50)] {
        let mut kept = Kept::new();
        let now = rounds::base::clock::Now::parse(NOW).unwrap();
        let today = "2026-11-24".parse().unwrap();
        for name in ["The Old Lamplighter of Quay", "Ashgrove Retirement House C"] {
            let record = kept.customer(name, &[]);
            let plan = Deed::Plan { accounts: vec![record], to: Slot::day(today), purpose: "contract renewal".into() };
            kept.writer.perform(&plan, &now).unwrap();
            let text = "send the long price list of all the large ovens and the small ones".to_owned();
            let promise = Promise { text, due: Some(Slot::day(today)), by: PromisedBy::Us };
            kept.writer.perform(&Deed::AddFollowUp { account: Some(record), promise }, &now).unwrap();
        }
        let mut stage = Stage::new(kept, Lang::En, size, NOW);
        stage.keys("x 1 `fri` enter");
        let screen = stage.screen();
        let row = |of: &str| {
            let stops = |line: &str| line.find(of).is_some_and(|at| at < 30) && !line.contains(" NEXT ");
            let found = screen.lines().find(|line| stops(line));
            found.unwrap_or_default().to_owned()
        };
        for (stop, came) in
            [("x 10:42", "shut"), ("The Old Lamp", "contract"), ("Ashgrove", "contract"), ("14:00", "renewal")]
        {
            assert!(row(stop).contains(came), "{size:?} {stop}\n{screen}");
        }
        assert!(screen.contains("send the long p"), "{size:?}\n{screen}");
    }
}

/// Of several days one is meant: a visit's first working day, the last by which a promise is due, the first before which one does not come.
#[test]
fn of_a_week_the_day_that_is_meant_is_taken() {
    for (lang, script, seen, screen) in [
        (Lang::En, "m `next week` enter", "Mon 30 Nov   1", "4 ]"),
        (Lang::En, "x 1 `next week` enter", "Mon 30 Nov   1", "4 ]"),
        (Lang::En, "x 8 `roadworks, back next week` enter", "Mon 30 Nov   1", "4 ]"),
        (Lang::En, "w z `next week` enter", "not before Mon 30 Nov", "1"),
        (Lang::En, "w z `next month` enter", "not before Tue 1 Dec", "1"),
        (Lang::En, "3 m `next week` enter", "4 Dec", "3"),
        (Lang::ZhHans, "m `下周` enter", "11月30日", "4 ]"),
        (Lang::ZhHans, "w z `下周 放假` enter", "11月30日", "1"),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
        stage.keys(script);
        let said = stage.notice();
        stage.keys(screen);
        assert!(said.contains(seen) || stage.screen().contains(seen), "{script}: {said:?}\n{}", stage.screen());
        assert!(
            !said.contains("6 Dec") && !stage.screen().contains("Sun 6 Dec"),
            "{script}: {said:?}\n{}",
            stage.screen()
        );
    }
}

#[test]
fn each_act_is_seen_and_taken_back_and_done_again() {
    for (script, seen, screen) in ACTS {
        let mut stage = stage();
        let before = stage.book.dump();
        stage.keys(script);
        let said = stage.notice();
        assert!(said.starts_with("Saved on this laptop"), "{script}: {said:?}\n{}", stage.screen());
        assert!(!said.contains("act-"), "{script}: {said}");
        let after = stage.book.dump();
        assert_ne!(before, after, "{script} changed nothing");
        stage.keys(screen);
        assert!(stage.screen().contains(seen), "{script}: no {seen:?}\n{}", stage.screen());
        stage.keys("u");
        assert!(stage.notice().starts_with("Taken back"), "{script}: {}", stage.notice());
        assert_eq!(stage.book.dump(), before, "{script}: undone, the book is another");
        stage.keys("U");
        assert_eq!(stage.book.dump(), after, "{script}: done again, the book is another");
    }
}

#[test]
fn the_last_act_is_done_again_on_another_row() {
    let mut stage = stage();
    stage.keys("x 1 `fri` enter");
    assert!(stage.screen().contains(". shut, back Fri"), "{}", stage.screen());
    stage.keys("j .");
    stage.keys("4");
    assert!(stage.screen().contains("Fri 27 Nov   2"), "{}", stage.screen());
}

#[test]
fn here_now_stamps_the_start_and_then_the_end() {
    let mut stage = stage();
    stage.keys("i");
    assert!(stage.screen().contains("HERE"), "{}", stage.screen());
    stage.keys("i");
    let subject = stage.model.subject();
    assert!(matches!(subject.row, Row::Visit(_, VisitState::Done)), "{subject:?}\n{}", stage.screen());
}

/// Whoever is somewhere earlier than planned is still there when he leaves, and not at the stop that stood beside it.
#[test]
fn here_now_stays_at_the_stop_that_it_moves_up_the_day() {
    let mut stage = stage();
    stage.keys("j j");
    let account = stage.model.subject().account_id();
    stage.keys("i");
    assert_eq!(stage.model.subject().account_id(), account, "{}", stage.screen());
    stage.keys("i");
    assert_eq!(stage.model.subject().account_id(), account, "{}", stage.screen());
    let visits = |state| stage.screen().matches(state).count();
    assert_eq!(visits("HERE"), 0, "{}", stage.screen());
}

#[test]
fn undo_goes_to_what_it_took_back() {
    let mut stage = stage();
    stage.keys("m `fri` enter");
    let account = stage.book.accounts[0];
    assert_ne!(stage.model.subject().account_id(), Some(account));
    stage.keys("u");
    assert_eq!(stage.model.subject().account_id(), Some(account), "{}", stage.screen());
}

#[test]
fn a_contact_who_works_elsewhere_moves() {
    let mut stage = stage();
    stage.keys("enter tab tab");
    assert_eq!(stage.model.subject().row, Row::Contact(stage.book.contact), "{}", stage.screen());
    stage.keys("x 1 `tan` enter");
    assert!(stage.notice().starts_with("Saved"), "{}", stage.notice());
}

#[test]
fn the_page_turns_to_the_next_customer() {
    let mut stage = stage();
    stage.keys("2 enter ] ]");
    assert!(stage.screen().contains("3 of 6"), "{}", stage.screen());
    stage.keys("[");
    assert!(stage.screen().contains("2 of 6"), "{}", stage.screen());
}

#[test]
fn the_filter_finds_by_letters() {
    let mut stage = stage();
    stage.keys("2 / `lowe`");
    assert!(stage.screen().contains("Lowe Bros") && !stage.screen().contains("Ferry"), "{}", stage.screen());
}

#[test]
fn after_a_night_the_right_day_is_shown() {
    let mut stage = stage();
    stage.say(rounds::tui::Msg::Time(rounds::base::clock::Now::parse("2026-11-25T07:00:00+08:00").unwrap()));
    let screen = stage.screen();
    assert!(screen.contains("Wed 25 Nov 07:00") && screen.contains("nothing is planned today"), "{screen}");
}

#[test]
fn undo_opens_the_customer_where_nothing_else_shows_it() {
    let mut stage = stage();
    stage.keys("3 d 2 u");
    let subject = stage.model.subject();
    assert!(matches!(subject.row, Row::FollowUp(_)), "{subject:?}\n{}", stage.screen());
}

#[test]
fn a_customer_of_whom_only_the_address_is_known_is_looked_for_on_the_map() {
    use rounds::tui::message::Effect;
    for (lang, link) in [
        (Lang::En, "https://www.openstreetmap.org/search?query=2%20Finch%20Row"),
        (Lang::ZhHans, "https://uri.amap.com/search?keyword=2%20Finch%20Row"),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
        stage.keys("2 o");
        assert_eq!(stage.out.last(), Some(&Effect::Open(link.into())), "{}", stage.notice());
    }
}
