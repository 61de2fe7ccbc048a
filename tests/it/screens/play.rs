//! What keys do: which deeds they lead to, where the cursor goes, what waits for what.

use chrono::NaiveDate;
use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::deed::{Deed, Slot};
use rounds::schema::{Grade, Reason};
use rounds::tui::key::Key;
use rounds::tui::message::{Effect, Msg, Ticket};
use rounds::tui::screen::Tab;
use rounds::tui::update;

use super::fixed::{EN, Fixed, NOW, ZH, id};
use super::stage::Stage;

fn stage() -> Stage<Fixed> {
    Stage::new(Fixed::new(&EN), Lang::En, (100, 30), NOW)
}

fn friday() -> Slot {
    Slot::day("2026-11-27".parse::<NaiveDate>().unwrap())
}

/// A script, and the last deed it leads to.
#[test]
fn keys_lead_to_deeds() {
    let check = |script: &str, expected: Deed| {
        let mut stage = stage();
        stage.keys(script);
        assert_eq!(stage.book.deeds.last(), Some(&expected), "{script}\n{}", stage.screen());
    };
    let not_done = |reason, again| Deed::NotDone {
        visits: vec![id(105)],
        accounts: Vec::new(),
        reason,
        words: String::new(),
        again,
    };
    // The cursor is on the next stop, 11:15.
    check("i", Deed::HereNow { account: id(6) });
    check("m `fri` enter", Deed::MoveVisits { visits: vec![id(105)], to: friday() });
    check("x 1 enter", not_done(Reason::Shut, None));
    check("x 1 `fri` enter", not_done(Reason::Shut, Some(friday())));
    check("x down enter `fri` enter", not_done(Reason::Refused, Some(friday())));
    check("t 1", Deed::Grade { accounts: vec![id(6)], grade: Some(Grade::A) });
    check("j m `fri` enter j .", Deed::MoveVisits { visits: vec![id(107)], to: friday() });
    // Promises are at the right.
    check("right d", Deed::FollowUpsDone { follow_ups: vec![id(150)] });
    check("right j ctrl-k", Deed::FollowUpsDone { follow_ups: vec![id(151)] });
    check("3 space space d", Deed::FollowUpsDone { follow_ups: vec![id(150), id(151)] });
    check("3 m `fri` enter", Deed::MoveFollowUps { follow_ups: vec![id(150)], to: friday() });
    check("3 x 2", Deed::DropFollowUps { follow_ups: vec![id(150)], reason: "they do not want it".into() });
    // Who next, customers, plan.
    check("w j m `fri` enter", Deed::Reschedule { accounts: vec![id(10)], to: friday() });
    check("2 space j space t 2", Deed::Grade { accounts: vec![id(1), id(3)], grade: Some(Grade::B) });
    check(
        "4 a `harb` enter",
        Deed::Plan { accounts: vec![id(6)], to: Slot::day("2026-11-24".parse().unwrap()), purpose: String::new() },
    );
    check("f1 `here now` enter", Deed::HereNow { account: id(6) });
}

#[test]
fn letters_have_their_function_keys() {
    for (letter, other) in
        [("i", "ctrl-t"), ("w", "f4"), ("u", "ctrl-z"), ("c", "ctrl-p"), ("?", "f1"), ("x", "delete")]
    {
        let (mut one, mut two) = (stage(), stage());
        one.keys(letter);
        two.keys(other);
        assert_eq!(one.screen(), two.screen(), "{letter} and {other}");
    }
}

#[test]
fn a_number_is_copied_and_enter_logs_the_call() {
    let mut stage = stage();
    stage.keys("c");
    assert!(stage.out.contains(&Effect::Copy("0571 8812 3456".into())));
    assert!(stage.screen().contains("Ann Lee"));
}

#[test]
fn keys_wait_while_a_commit_is_under_way() {
    let mut stage = stage();
    let model = &mut stage.model;
    let ticket = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Do { ticket, .. } => Some(*ticket),
            _ => None,
        })
    };
    let first = update(model, Msg::Key(Key::char('i')));
    let first = ticket(&first).unwrap();
    // Typed ahead: nothing happens before the first is on disk.
    for key in ['2', 'j'] {
        assert_eq!(update(model, Msg::Key(Key::char(key))), Vec::new());
    }
    assert_eq!(model.tab(), Tab::Today);
    // An old ticket changes nothing.
    let nothing = Err(rounds::tui::message::Trouble::Refused(rounds::domain::deed::Refusal::Gone));
    update(model, Msg::Committed { ticket: Ticket(99_999), outcome: nothing.clone() });
    assert_eq!(model.tab(), Tab::Today);
    update(model, Msg::Committed { ticket: first, outcome: nothing });
    assert_eq!(model.tab(), Tab::Customers);
}

#[test]
fn an_answer_to_an_old_question_is_dropped() {
    let mut stage = stage();
    // Going away and back asks anew: the first ticket is old.
    stage.keys("2 1");
    let before = stage.screen();
    let answer = rounds::domain::ask::Answer::Today(Box::default());
    stage.say(Msg::Answered { ticket: Ticket(1), answer: Ok(answer) });
    assert_eq!(stage.screen(), before);
}

#[test]
fn undo_names_what_it_took_back_and_goes_there() {
    let mut stage = stage();
    stage.keys("m `fri` enter j j j u");
    assert!(stage.notice().starts_with("Taken back"), "{}", stage.notice());
    let undone = stage.screen();
    assert_eq!(stage.model.subject().account_id(), Some(id(6)), "{undone}");
}

#[test]
fn esc_goes_back_one_level_and_q_leaves_at_the_root() {
    let mut stage = stage();
    stage.keys("2 enter tab esc");
    assert_eq!((stage.model.tab(), stage.model.at_root()), (Tab::Customers, true));
    assert!(!stage.out.contains(&Effect::Quit));
    stage.keys("esc esc");
    assert!(!stage.out.contains(&Effect::Quit));
    stage.keys("q");
    assert!(stage.out.contains(&Effect::Quit));
}

#[test]
fn ctrl_c_twice_in_a_second_leaves() {
    let mut stage = stage();
    stage.keys("w ctrl-c");
    assert!(stage.model.at_root() && !stage.out.contains(&Effect::Quit));
    stage.say(Msg::Time(Now::parse("2026-11-24T10:42:05+08:00").unwrap()));
    stage.keys("ctrl-c");
    assert!(!stage.out.contains(&Effect::Quit));
    stage.keys("ctrl-c");
    assert!(stage.out.contains(&Effect::Quit));
}

#[test]
fn a_filter_keeps_arrows_and_enter() {
    let mut stage = stage();
    stage.keys("2 / `tan`");
    assert!(stage.screen().contains("20 of 200"), "{}", stage.screen());
    assert!(stage.cursor().is_some(), "the real cursor stands in the field");
    stage.keys("down enter");
    assert_eq!(stage.model.subject().account.map(|(_, name)| name), Some("Tan Pharmacy 16".into()));
    stage.keys("esc esc");
    assert!(stage.screen().contains("200 customers"));
}

#[test]
fn a_long_list_is_fetched_page_by_page() {
    let mut stage = stage();
    stage.keys("2 G");
    let last = stage.screen();
    assert!(last.contains("Old Town Bakery 199"), "{last}");
    stage.keys("g g");
    assert!(stage.screen().contains("Blue Finch Cafe"));
}

/// A book that counts more rows than it has, as it may while another process writes: the list must not ask for ever.
#[test]
fn a_page_with_fewer_rows_than_counted_is_not_asked_for_again_and_again() {
    let mut stage = stage();
    stage.book.missing = 5;
    stage.keys("2 G G");
    assert!(stage.screen().contains("200 customers"), "{}", stage.screen());
}

#[test]
fn wide_punctuation_runs_the_same_commands() {
    let mut stage = Stage::new(Fixed::new(&ZH), Lang::ZhHans, (100, 30), NOW);
    stage.keys("` ？`");
    assert!(stage.model.typing(), "the help is open: {}", stage.screen());
}

#[test]
fn a_disabled_command_says_why() {
    let mut stage = stage();
    stage.keys("2 d");
    assert!(!stage.notice().is_empty());
    assert!(stage.book.deeds.is_empty());
}

#[test]
fn the_day_changes_by_itself() {
    let mut stage = stage();
    let timer = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::Timer(at) => Some(*at),
        _ => None,
    });
    assert_eq!(timer, Some(Now::parse("2026-11-24T10:43:00+08:00").unwrap().at));
    stage.say(Msg::Time(Now::parse("2026-11-25T07:00:00+08:00").unwrap()));
    assert!(stage.screen().contains("Wed 25 Nov"), "{}", stage.screen());
}

#[test]
fn the_week_turns_and_comes_back() {
    let mut stage = stage();
    stage.keys("4 ]");
    assert!(stage.screen().contains("WEEK 30 Nov to 6 Dec"), "{}", stage.screen());
    stage.keys("[ [");
    assert!(stage.screen().contains("WEEK 16 Nov to 22 Nov"), "{}", stage.screen());
    stage.keys("esc");
    assert!(stage.screen().contains("WEEK 23 Nov to 29 Nov"), "{}", stage.screen());
    // A night over Sunday: it is still this week that is shown.
    stage.say(Msg::Time(Now::parse("2026-11-30T07:00:00+08:00").unwrap()));
    assert!(stage.screen().contains("WEEK 30 Nov to 6 Dec"), "{}", stage.screen());
}

#[test]
fn who_must_leave_can_even_when_a_commit_hangs() {
    let mut stage = stage();
    update(&mut stage.model, Msg::Key(Key::char('i')));
    let twice = [0, 1].map(|_| update(&mut stage.model, Msg::Key(Key::ctrl('c'))));
    assert!(twice[1].contains(&Effect::Quit));
}

#[test]
fn han_text_opens_find_with_it() {
    let mut stage = Stage::new(Fixed::new(&ZH), Lang::ZhHans, (100, 30), NOW);
    stage.keys("`精工`");
    assert!(stage.model.typing() && stage.screen().contains("精工"), "{}", stage.screen());
}
