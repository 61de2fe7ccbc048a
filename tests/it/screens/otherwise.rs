//! A line that tells of no visit made, over a real book: Ctrl-X keeps it as what it was.

use rounds::base::clock::{Moment, Now};
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::failure::Failure;
use rounds::schema::VisitState;
use rounds::tui::key::Key;
use rounds::tui::message::{Effect, Msg, Trouble};
use rounds::tui::update;

use super::kept::{Kept, NOW};
use super::log_line::{logs, stage};
use super::stage::Stage;

/// Nobody was there, or it is still to come: Ctrl-X keeps the line as that, and no visit is made of it.
#[test]
fn what_was_no_visit_is_kept_as_what_it_was_with_one_key() {
    for (script, hint, said, done) in [
        ("1 l `tan pharmacy, shut` ctrl-x", "Ctrl-X keeps it as not done", "Tan Pharmacy", 0),
        ("1 l `shut` ctrl-x", "Ctrl-X keeps it as not done", "Harbour Dental", 0),
        ("1 l `tan pharmacy closed, back next tue` ctrl-x", "not done, again Tue 1 Dec", "Tan Pharmacy", 0),
        ("1 l `nobody in` enter", "Ctrl-X keeps it as not done: nobody there", "Harbour Dental", 1),
        ("1 l `cancelled on me` ctrl-x", "Ctrl-X keeps it as not done: customer cancelled", "Harbour Dental", 0),
        ("1 l `wouldn't let me in, try again thu` ctrl-x", "would not see me, not done, again Thu 26", "Harbour", 0),
        ("1 l `tan shut, going back thu 10am` ctrl-x", "shut, not done, again Thu 26 Nov 10:00", "Tan Pharmacy", 0),
        ("1 l `tomorrow 10am see the buyer` ctrl-x", "Ctrl-X plans it: Wed 25 Nov 10:00", "Harbour Dental", 0),
        ("1 l `tomorrow ring the buyer` ctrl-x", "Ctrl-X: follow-up, Wed 25 Nov", "ring the buyer", 0),
    ] {
        let mut stage = stage();
        let (typed, key) = script.rsplit_once(' ').unwrap();
        stage.keys(typed);
        assert!(stage.screen().contains(hint), "{script}\n{}", stage.screen());
        stage.keys(key);
        assert!(stage.model.at_root() && stage.notice().contains(said), "{script}: {}", stage.notice());
        let (made, unfiled) = logs(&stage);
        assert_eq!((made.len(), unfiled.len()), (done, 0), "{script}: {made:?}");
        let line = typed.trim_end_matches('`').rsplit('`').next().unwrap();
        let words = if line.starts_with("tomorrow") { line.rsplit(' ').next().unwrap() } else { line };
        assert!(stage.book.dump().contains(words), "{script}: no word is lost\n{}", stage.book.dump());
        stage.keys("u");
        assert_eq!(logs(&stage).0, [], "{script}: one undo");
    }
    // The next visit that the chip shows is the one that is planned, and who was named is not lost.
    let mut han = Stage::new(Kept::new(), Lang::ZhHans, (100, 30), NOW);
    han.keys("2 `/tan` enter l `李总不在，白跑一趟，改下周四上午再去`");
    assert!(han.screen().contains("下次拜访 12月3日 周四"), "{}", han.screen());
    han.keys("ctrl-x");
    let week = han.book.writer.answer(&Ask::Week("2026-11-30".parse().unwrap()), &Now::parse(NOW).unwrap());
    let Ok(Answer::Week(visits)) = week else { panic!() };
    let planned: Vec<_> = visits.iter().map(|visit| (visit.day.to_string(), visit.start)).collect();
    assert_eq!(planned, [("2026-12-03".to_owned(), None)], "nobody said eight o'clock");
    assert!(han.book.dump().contains("李总不在"), "{}", han.book.dump());
    // What was promised all the same is kept, and so is the day on which nobody was there.
    let mut stage = self::stage();
    stage.keys("1 l `yesterday tan pharmacy, shut > send price list fri` ctrl-x");
    assert!(logs(&stage).0.is_empty() && stage.notice().contains("Tan Pharmacy"), "{}", stage.notice());
    let tan = Ask::Account(stage.book.accounts[3]);
    let Ok(Answer::Account(Some(dossier))) = stage.book.writer.answer(&tan, &Now::parse(NOW).unwrap()) else {
        panic!()
    };
    let tried = dossier.timeline.first().map(|row| (row.day.to_string(), row.state));
    assert_eq!(tried, Some(("2026-11-23".into(), Some(VisitState::Missed))), "{}", stage.screen());
    let owed: Vec<&str> = dossier.follow_ups.iter().map(|row| row.text.as_str()).collect();
    assert!(owed.contains(&"send price list"), "{owed:?}");
    // However much was said: all of it is kept.
    let long = "see the buyer about the new price list for the A100 range, bring the blue samples and ask about the overdue invoice 4711";
    let mut stage = self::stage();
    stage.keys(&format!("1 l `tomorrow 10am {long}` ctrl-x"));
    assert!(stage.book.dump().contains(long), "{}", stage.screen());
    // Where a visit was made the key is none.
    let mut stage = self::stage();
    stage.keys("1 l `met the owner` ctrl-x");
    assert!(!stage.model.at_root(), "{}", stage.screen());
    assert_eq!(logs(&stage).0, []);
}

/// Enter right behind Ctrl-X is habit: the line is kept already, and nothing opens below it. The next Enter is meant.
#[test]
fn the_enter_behind_ctrl_x_opens_nothing() {
    let mut stage = stage();
    stage.keys("1 l `tan pharmacy, shut` ctrl-x");
    let kept = stage.notice();
    assert!(kept.contains("Tan Pharmacy") && kept.contains("not done"), "{kept}");
    stage.keys("enter");
    assert!(stage.model.at_root() && stage.notice() == kept, "{}", stage.screen());
    stage.keys("enter");
    assert!(!stage.model.at_root(), "{}", stage.screen());
    // Ctrl-X again is habit too: it would ask why the visit under the cursor was not made.
    let mut stage = self::stage();
    stage.keys("1 l `tan pharmacy, shut` ctrl-x ctrl-x");
    assert!(stage.model.at_root() && stage.notice() == kept, "{}", stage.screen());
    // Whoever waits has seen that it is kept.
    let mut stage = self::stage();
    stage.keys("1 l `tan pharmacy, shut` ctrl-x");
    let later = Moment::from_millis(stage.model.cx.now.at.millis() + 2000);
    let later = stage.model.cx.now.with(later);
    stage.say(Msg::Time(later));
    stage.keys("enter");
    assert!(!stage.model.at_root(), "{}", stage.screen());
    // Any other key is one, and so is the Enter behind it.
    let mut stage = self::stage();
    stage.keys("1 l `tan pharmacy, shut` ctrl-x down enter");
    assert!(!stage.model.at_root(), "{}", stage.screen());
    let mut stage = self::stage();
    stage.keys("1 l `met the owner` enter enter");
    assert!(!stage.model.at_root(), "a visit that was made is kept by Enter itself: {}", stage.screen());
}

/// What is offered for when it is said whose the line is can be done when that is said, whoever turns out to be named there.
#[test]
fn what_is_offered_before_it_is_said_whose_the_line_is_holds_when_it_is() {
    let mut book = Kept::new();
    // Two of one name.
    for _ in 0..2 {
        let account = book.customer("Corner Shop", &[]);
        book.person(account, "Donna West");
    }
    let mut stage = Stage::new(book, Lang::En, (100, 30), NOW);
    stage.keys("1 l `corner shop, donna in the yard, jackie off sick`");
    assert!(stage.screen().contains("Once it is said whose it is, Ctrl-X: not done"), "{}", stage.screen());
    stage.keys("down");
    assert!(stage.screen().contains("Ctrl-X keeps it as not done"), "{}", stage.screen());
    stage.keys("ctrl-x");
    assert!(stage.model.at_root() && stage.notice().contains("not done"), "{}", stage.notice());
    assert_eq!(logs(&stage), (Vec::new(), Vec::new()));
}

/// Where the book does not take it, the Enter that was typed behind it keeps no visit of a line that tells of none.
#[test]
fn the_enter_behind_a_ctrl_x_that_failed_keeps_no_visit() {
    let mut stage = stage();
    stage.keys("1 l `tan pharmacy, shut`");
    let mut press = |key: &str| update(&mut stage.model, Msg::Key(Key::parse(key).unwrap()));
    let ticket = press("ctrl-x").into_iter().find_map(|effect| match effect {
        Effect::Do { ticket, .. } => Some(ticket),
        _ => None,
    });
    assert!(!press("enter").iter().any(|effect| matches!(effect, Effect::Do { .. })));
    let outcome = Err(Trouble::Failed(Failure::new("store-busy", "")));
    stage.say(Msg::Committed { ticket: ticket.unwrap(), outcome });
    assert_eq!(logs(&stage).0, []);
    assert!(!stage.model.at_root() && stage.screen().contains("tan pharmacy, shut"), "{}", stage.screen());
    stage.keys("ctrl-x");
    assert!(stage.model.at_root() && stage.notice().contains("not done"), "{}", stage.notice());
}
