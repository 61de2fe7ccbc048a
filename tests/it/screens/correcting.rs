//! A log is set right later: its customer, its time, its words and what was heard, from where it is seen.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Deed, LogRef};
use rounds::schema::{Reason, TouchKind, Value, VisitState};
use rounds::tui::message::Msg;

use super::fixed::{EN, NOW, id};
use super::kept::Kept;
use super::stage::{Book, Stage};
use super::twins::Twins;

fn stage() -> Stage<Twins> {
    Stage::new(Twins::new(&EN), Lang::En, (100, 30), NOW)
}

fn newest(stage: &Stage<Twins>) -> LogRef {
    let Answer::Account(Some(dossier)) = stage.book.answer(&Ask::Account(id(6))) else { panic!() };
    dossier.timeline[0].log
}

/// The visit at the harbour, logged with a follow-up and opened to be set right.
fn with_follow_up() -> (Stage<Twins>, LogRef) {
    let mut stage = stage();
    stage.keys("l `harbour met the buyer >send quote fri` enter");
    let Answer::Account(Some(dossier)) = stage.book.answer(&Ask::Account(id(6))) else { panic!() };
    let log = dossier.timeline.iter().find(|row| row.notes.contains("buyer")).unwrap().log;
    (stage, log)
}

/// Logs a visit, then sets it right; the keys beside the words are at most four.
#[test]
fn a_log_is_set_right_in_four_keys() {
    let first = |script: &str| {
        let mut stage = stage();
        stage.keys("l `harbour met the buyer` down right right right delete enter");
        let log = stage.book.answer(&Ask::Account(id(6)));
        let Answer::Account(Some(dossier)) = log else { panic!() };
        let log = dossier.timeline[0].log;
        rounds::tui::open::correct(&mut stage.model.cx, log);
        stage.say(Msg::Time(Now::parse(NOW).unwrap()));
        stage.keys(script);
        let Answer::Log(Some(view)) = stage.book.answer(&Ask::Log(match stage.book.deeds.last() {
            // Another kind of log is another record.
            Some(Deed::Correct { correction, .. }) if correction.kind.is_some() => newest(&stage),
            _ => log,
        })) else {
            panic!("{}", stage.screen())
        };
        (stage, view)
    };
    let (_, view) = first("1 `ferry` enter");
    assert_eq!(view.account, Some(id(5)));
    // The time is chosen: what is typed takes its place, unless one goes into it.
    for script in ["2 `8:15-8:50` enter", "2 ctrl-u `8:15-8:50` enter", "2 left right ctrl-u `8:15-8:50` enter"] {
        let (_, view) = first(script);
        assert_eq!(view.time.1.minutes_since(view.time.0), 35, "{script}");
    }
    let (_, view) = first("3 3");
    assert_eq!(view.touch, Some(TouchKind::Call));
    // Nobody was there after all: it is no visit any more, and one key brings it back.
    let (mut stage, view) = first("3 7");
    assert_eq!(view.missed, Some(Reason::NobodyThere), "{}", stage.screen());
    stage.keys("u");
    let Answer::Log(Some(view)) = stage.book.answer(&Ask::Log(newest(&stage))) else { panic!() };
    assert_eq!((view.missed, view.touch), (None, None), "{}", stage.screen());
    // And the other way round: somebody was there after all.
    let (mut stage, view) = first("3 7");
    rounds::tui::open::correct(&mut stage.model.cx, LogRef::Visit(view.log.id()));
    stage.say(Msg::Time(Now::parse(NOW).unwrap()));
    stage.keys("3 1");
    let Answer::Log(Some(view)) = stage.book.answer(&Ask::Log(newest(&stage))) else { panic!() };
    assert_eq!((view.missed, view.touch), (None, None), "{}", stage.screen());
    let (_, view) = first("4 ctrl-u `met nobody` enter");
    assert_eq!(view.notes, "met nobody");
    let (_, view) = first("5 `send quote fri` enter");
    assert_eq!(view.follow_ups[0].text, "send quote");
    // Of one that there is, its words, its day, or both: the other stays.
    for (script, text, due) in [
        ("5 1 `price list` enter", "price list", "2026-11-27"),
        ("5 1 `price list` ctrl-s", "price list", "2026-11-27"),
        ("5 1 `mon` enter", "send quote", "2026-11-30"),
        ("5 1 `price list mon` enter", "price list", "2026-11-30"),
        // An arrow, or End, keeps the words.
        ("5 1 end ` for six` enter", "send quote for six", "2026-11-27"),
        ("5 1 enter", "send quote", "2026-11-27"),
        ("5 1 `no` esc esc", "send quote", "2026-11-27"),
    ] {
        let (mut stage, log) = with_follow_up();
        rounds::tui::open::correct(&mut stage.model.cx, log);
        stage.say(Msg::Time(Now::parse(NOW).unwrap()));
        stage.keys(script);
        let Answer::Log(Some(view)) = stage.book.answer(&Ask::Log(log)) else { panic!() };
        assert_eq!(view.follow_ups.len(), 1, "{script}\n{}", stage.screen());
        let one = &view.follow_ups[0];
        assert_eq!((one.text.as_str(), one.due.unwrap().to_string().as_str()), (text, due), "{script}");
    }
    // What the line can hold beside words: each in at most four keys.
    for (script, heard) in [
        ("6 2 `Acme; Bolt` enter", "Acme  Bolt"),
        ("6 3 `too dear` enter", "too dear"),
        ("6 4 `sample 3; A100` enter", "A100  sample × 3"),
        ("6 5 `12000` enter", "12000"),
        ("6 6 `60` enter", "60 %"),
        ("6 7 `20k 30 nov` enter", "2026-11-30 20000"),
        ("6 7 `half of it, some time` enter", "half of it, some time"),
    ] {
        let (stage, view) = first(script);
        assert_eq!(view.heard, heard, "{script}\n{}", stage.screen());
    }
    let (stage, _) = first("6 1 1 enter");
    assert!(
        matches!(stage.book.deeds.last(), Some(Deed::Set { values, .. }) if values.len() == 1),
        "{}",
        stage.screen()
    );
    for (script, met) in [("7 1 enter", vec![id(60)]), ("7 space enter", vec![id(60)]), ("7 1 1 enter", vec![])] {
        let (stage, view) = first(script);
        let people: Vec<_> = view.people.iter().filter(|person| person.met).map(|person| person.id).collect();
        assert_eq!(people, met, "{script}\n{}", stage.screen());
    }
    // Esc goes back a step each time and leaves it as it was.
    let (stage, view) = first("6 2 `Acme` esc esc esc");
    assert_eq!((view.heard.as_str(), stage.model.at_root()), ("", true), "{}", stage.screen());
    let (stage, _) = first("6 4 `sample 3`");
    insta::assert_snapshot!("correct-heard-en", stage.screen());
}

/// Several things are set right one after the other; arrows change nothing where one is written.
#[test]
fn what_was_heard_stays_open_until_it_is_left() {
    let mut stage = stage();
    stage.keys("l `harbour met the buyer` down right right right delete enter");
    let log = newest(&stage);
    rounds::tui::open::correct(&mut stage.model.cx, log);
    stage.say(Msg::Time(Now::parse(NOW).unwrap()));
    stage.keys("6 4 `sample 3` enter");
    assert!(stage.notice().starts_with("Saved"), "{}\n{}", stage.notice(), stage.screen());
    stage.keys("5 `900` enter");
    let Answer::Log(Some(view)) = stage.book.answer(&Ask::Log(newest(&stage))) else { panic!() };
    assert!(view.heard.contains("sample") && view.heard.contains("900"), "{}\n{}", view.heard, stage.screen());
    stage.keys("1 down down down");
    let products = stage.screen().lines().find(|line| line.contains("Products")).unwrap_or_default().to_owned();
    assert!(!products.contains("no order"), "{}", stage.screen());
    stage.keys("esc esc esc");
    assert!(!stage.model.typing(), "{}", stage.screen());
}

#[test]
fn who_was_met_is_found_by_letters() {
    let mut kept = super::kept::Kept::new();
    let now = Now::parse("2026-11-24T09:00:00+08:00").unwrap();
    for name in ["Bob Ray", "Cara Lee"] {
        kept.person(kept.accounts[0], name);
    }
    let mut stage = Stage::new(kept, Lang::En, (100, 30), NOW);
    stage.keys("l `harbour saw the new chair` enter");
    let Ok(Answer::Account(Some(dossier))) = stage.book.writer.answer(&Ask::Account(stage.book.accounts[0]), &now)
    else {
        panic!()
    };
    let log = dossier.timeline.iter().find(|row| row.notes.contains("chair")).unwrap().log;
    rounds::tui::open::correct(&mut stage.model.cx, log);
    stage.say(Msg::Time(Now::parse(NOW).unwrap()));
    stage.keys("7");
    assert!(stage.screen().contains("Cara Lee"), "{}", stage.screen());
    stage.keys("`cara`");
    assert!(stage.screen().contains("Cara Lee") && !stage.screen().contains("Bob Ray"), "{}", stage.screen());
    stage.keys("enter");
    assert!(stage.screen().contains("[x] Cara Lee") && stage.screen().contains("[ ] Bob Ray"), "{}", stage.screen());
    stage.keys("enter");
    assert!(stage.notice().starts_with("Saved"), "{}\n{}", stage.notice(), stage.screen());
}

/// A clinic of twelve: whoever is ticked is in sight, and so is the field that is written in the last of them.
#[test]
fn what_the_cursor_is_on_is_in_sight() {
    for rows in [24, 30] {
        let mut book = Kept::new();
        let now = rounds::base::clock::Now::parse(NOW).unwrap();
        let contact = &rounds::schema::CONTACT;
        let number = |name: &str| contact.field(name).unwrap().number;
        let names = ["Ben", "Cal", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Zoe"];
        for name in names {
            let record = book.writer.new_id(now.at);
            let (whose, name) = (book.accounts[0], Value::text(format!("{name} Harper")));
            let values = vec![(number("account"), Value::Id(whose)), (number("name"), name)];
            book.act(&Deed::Create { entity: contact.number, record, values }, &now).unwrap();
        }
        let mut stage = Stage::new(book, Lang::En, (100, rows), NOW);
        stage.keys("l `met the buyer` enter");
        let Ok(Answer::Today(today)) = stage.book.ask(&Ask::Today, &now) else { panic!() };
        let log = LogRef::Visit(today.visits.iter().find(|visit| visit.state == VisitState::Done).unwrap().id);
        rounds::tui::open::correct(&mut stage.model.cx, log);
        stage.say(rounds::tui::Msg::Resize(100, rows));
        stage.keys("7 `zoe` enter");
        assert!(stage.screen().contains("[x] Zoe"), "{rows}\n{}", stage.screen());
        stage.keys("up up up");
        stage.keys("space");
        assert!(stage.screen().contains("[x] Ida"), "{rows}\n{}", stage.screen());
        stage.keys("esc 6 9 `the price list`");
        assert!(stage.screen().contains("the price list"), "{rows}\n{}", stage.screen());
    }
}

/// The words of a follow-up that were being written are there again after a kill; its other fields are one key away.
#[test]
fn a_follow_up_that_was_being_changed_is_there_again() {
    let (mut stage, log) = with_follow_up();
    let open = |stage: &mut Stage<Twins>| {
        rounds::tui::open::correct(&mut stage.model.cx, log);
        stage.say(Msg::Time(Now::parse(NOW).unwrap()));
    };
    open(&mut stage);
    stage.keys("5 1");
    insta::assert_snapshot!("correct-follow-up-en", stage.screen());
    stage.keys("`price list m` esc esc esc");
    open(&mut stage);
    assert!(stage.screen().contains("price list m"), "{}", stage.screen());
    stage.keys("`on` enter");
    let Answer::Log(Some(view)) = stage.book.answer(&Ask::Log(log)) else { panic!() };
    assert_eq!(view.follow_ups[0].text, "price list");
    open(&mut stage);
    stage.keys("5 1 tab");
    assert!(stage.screen().contains("Promised by"), "{}", stage.screen());
}
