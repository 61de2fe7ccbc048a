//! A line that tells of no visit made, over a real book: what Enter keeps, and what Ctrl-X.

use rounds::base::clock::{Moment, Now};
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::failure::Failure;
use rounds::schema::{Reason, VisitState};
use rounds::tui::key::Key;
use rounds::tui::message::{Effect, Msg, Trouble};
use rounds::tui::update;

use super::kept::{Kept, NOW};
use super::log_line::{logs, stage};
use super::stage::Stage;

/// What a line becomes by a key: the visits made, and the attempts, of the customer.
fn becomes(script: &str, lang: Lang) -> (Stage<Kept>, usize, Vec<Option<Reason>>) {
    let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
    stage.keys(script);
    let made = logs(&stage).0.len();
    let missed = tried(&stage);
    (stage, made, missed)
}

/// Why today's attempts came to nothing.
fn tried(stage: &Stage<Kept>) -> Vec<Option<Reason>> {
    let Ok(Answer::Today(today)) = stage.book.writer.answer(&Ask::Today, &Now::parse(NOW).unwrap()) else { panic!() };
    today.visits.into_iter().filter(|visit| visit.state == VisitState::Missed).map(|visit| visit.reason).collect()
}

/// A line that tells of nothing but a visit that came to nothing is kept as that by Enter; the chip says so before, the message behind. Ctrl-X keeps a
/// visit, and so does Enter where the chip was made text again.
#[test]
fn a_line_that_only_tells_of_a_visit_in_vain_is_kept_as_not_done() {
    for (lang, line, chip, said, reason) in [
        (Lang::En, "tan pharmacy, shut", "not done: shut", "Tan Pharmacy, not done: shut", Reason::Shut),
        (Lang::En, "shut, norovirus sign", "not done: shut", "Harbour Dental, not done: shut", Reason::Shut),
        (Lang::En, "nobody in", "not done: nobody there", "not done: nobody there", Reason::NobodyThere),
        (Lang::En, "cancelled on me", "not done: customer cancelled", "customer cancelled", Reason::CalledOff),
        (Lang::En, "wouldn't let me in", "not done: would not see me", "would not see me", Reason::Refused),
        (Lang::En, "stuck in traffic, never got there", "not done: ran out of time", "ran out of time", Reason::NoTime),
        (Lang::ZhHans, "没开门，白跑一趟", "未访：没开门", "未访：没开门", Reason::Shut),
        (Lang::ZhHant, "敲門沒人應", "未訪：人不在", "未訪：人不在", Reason::NobodyThere),
    ] {
        let (typed, ..) = becomes(&format!("1 l `{line}`"), lang);
        assert!(typed.screen().contains(chip) && typed.screen().contains("Ctrl-X"), "{line}\n{}", typed.screen());
        let (mut stage, made, missed) = becomes(&format!("1 l `{line}` enter"), lang);
        assert_eq!((made, missed), (0, vec![Some(reason)]), "{line}");
        assert!(stage.model.at_root() && stage.notice().contains(said), "{line}: {}", stage.notice());
        assert!(stage.book.dump().contains(line), "no word is lost: {line}");
        stage.keys("u");
        assert_eq!((logs(&stage).0, tried(&stage)), (Vec::new(), Vec::new()), "{line}: one undo");
        // The other way, by its key or by taking the chip out.
        for keys in ["ctrl-x", "down right delete enter"] {
            let (stage, made, missed) = becomes(&format!("1 l `{line}` {keys}"), lang);
            assert_eq!((made, missed), (1, Vec::new()), "{line} {keys}\n{}", stage.screen());
        }
    }
}

/// Words of both kinds, or what may be something else: Enter keeps a visit.
#[test]
fn what_tells_of_more_is_kept_as_a_visit() {
    for (lang, line) in [
        (Lang::En, "was shut but met the cleaner"),
        (Lang::En, "shut the deal"),
        (Lang::En, "closed the order"),
        (Lang::En, "they shut at 4"),
        (Lang::En, "will be shut friday"),
        (Lang::En, "closed till 2 so waited"),
        (Lang::En, "shop next door shut"),
        (Lang::En, "nobody in, left the samples with the caretaker"),
        (Lang::En, "shut, posted the invoice"),
        (Lang::En, "shut +sample 3"),
        (Lang::En, "shut, said 12k"),
        (Lang::En, "cancelled the standing order"),
        (Lang::En, "called, shut til 2"),
        (Lang::ZhHans, "关单了，下周签"),
        (Lang::ZhHans, "成交了"),
        (Lang::ZhHans, "关门时间改了"),
        (Lang::ZhHans, "他们六点关门"),
        (Lang::ZhHans, "明天放假"),
        (Lang::ZhHans, "隔壁关门了"),
        (Lang::ZhHans, "老板不在，样品放前台了"),
        (Lang::ZhHant, "關門前趕到，補了兩箱"),
    ] {
        let (stage, made, missed) = becomes(&format!("1 l `{line}` enter"), lang);
        assert_eq!((made, missed), (1, Vec::new()), "{line}\n{}", stage.screen());
    }
}

/// Where the line leaves it open, or tells of what is still to come, Enter keeps a visit and Ctrl-X what it tells.
#[test]
fn what_is_in_doubt_or_still_to_come_is_kept_as_what_it_was_with_one_key() {
    for (script, hint, said, done) in [
        ("1 l `tan pharmacy shut, posted the invoice` ctrl-x", "Ctrl-X keeps it as not done", "Tan Pharmacy", 0),
        ("1 l `tan shut, posted invoice, going back thu 10am` ctrl-x", "again Thu 26 Nov 10:00", "Tan Pharmacy", 0),
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
}

/// With it goes what was promised and when one comes again, in one act; a planned visit is the one that was not made.
#[test]
fn what_was_promised_and_the_next_visit_go_with_a_visit_in_vain() {
    let week = |stage: &Stage<Kept>, day: &str| {
        let Ok(Answer::Week(visits)) =
            stage.book.writer.answer(&Ask::Week(day.parse().unwrap()), &Now::parse(NOW).unwrap())
        else {
            panic!()
        };
        visits.iter().map(|visit| (visit.day.to_string(), visit.state)).collect::<Vec<_>>()
    };
    let (mut stage, made, missed) = becomes("1 l `tan pharmacy shut, going back next tue` enter", Lang::En);
    assert_eq!((made, missed.len()), (0, 1));
    assert!(stage.notice().contains("next visit Tue 1 Dec"), "{}", stage.notice());
    assert_eq!(week(&stage, "2026-11-30"), [("2026-12-01".to_owned(), VisitState::Planned)]);
    stage.keys("u");
    assert_eq!((week(&stage, "2026-11-30"), tried(&stage)), (Vec::new(), Vec::new()), "one undo");
    // The planned one of the row is closed by it; nothing else is made.
    let mut stage = self::stage();
    let before = week(&stage, "2026-11-23").len();
    stage.keys("1 l `shut` enter");
    assert_eq!(
        (tried(&stage), week(&stage, "2026-11-23").len()),
        (vec![Some(Reason::Shut)], before),
        "{}",
        stage.screen()
    );
    // "." does to the next row what was done to this one: no words are said of another.
    stage.keys("2");
    assert!(stage.screen().contains(". shut"), "{}", stage.screen());
    // The next visit that the chip shows is the one that is planned, and who was named is not lost.
    let mut han = Stage::new(Kept::new(), Lang::ZhHans, (100, 30), NOW);
    han.keys("2 `/tan` enter l `李总不在，白跑一趟，改下周四上午再去`");
    assert!(han.screen().contains("下次拜访 12月3日 周四"), "{}", han.screen());
    han.keys("enter");
    let week = han.book.writer.answer(&Ask::Week("2026-11-30".parse().unwrap()), &Now::parse(NOW).unwrap());
    let Ok(Answer::Week(visits)) = week else { panic!() };
    let planned: Vec<_> = visits.iter().map(|visit| (visit.day.to_string(), visit.start)).collect();
    assert_eq!(planned, [("2026-12-03".to_owned(), None)], "nobody said eight o'clock");
    assert!(han.book.dump().contains("李总不在"), "{}", han.book.dump());
    // What was promised all the same is kept, and so is the day on which nobody was there.
    let mut stage = self::stage();
    stage.keys("1 l `yesterday tan pharmacy, shut > send price list fri` enter");
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
    assert!(kept.contains("Tan Pharmacy, visit"), "{kept}");
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

/// Where the book does not take it, the Enter that was typed behind it keeps nothing.
#[test]
fn the_enter_behind_a_ctrl_x_that_failed_keeps_nothing() {
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
    assert_eq!((logs(&stage).0, tried(&stage)), (Vec::new(), Vec::new()));
    assert!(!stage.model.at_root() && stage.screen().contains("tan pharmacy, shut"), "{}", stage.screen());
    stage.keys("ctrl-x");
    assert!(stage.model.at_root() && stage.notice().contains("visit"), "{}", stage.notice());
}
