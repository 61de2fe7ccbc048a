//! What arrives while somebody writes: it is not overwritten unseen, and what was written is not lost.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Correction, Deed, LogRef};
use rounds::schema::{ACCOUNT, Value, VisitState};
use rounds::tui::message::Msg;
use rounds::tui::open;

use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

fn stage(lang: Lang) -> Stage<Kept> {
    Stage::new(Kept::new(), lang, (100, 30), NOW)
}

fn number(name: &str) -> u16 {
    ACCOUNT.field(name).unwrap().number
}

/// A colleague sets a field, and the change arrives.
fn arrives(stage: &mut Stage<Kept>, name: &str, value: Value) {
    let (record, now) = (stage.book.accounts[0], Now::parse(NOW).unwrap());
    let values = vec![(number(name), value)];
    let deed = Deed::Set { entity: ACCOUNT.number, record, values, seen: Vec::new() };
    stage.book.act(&deed, &now).unwrap();
    stage.say(Msg::Changed);
}

fn there(stage: &mut Stage<Kept>, name: &str) -> Value {
    let ask = Ask::Record { entity: ACCOUNT.number, record: stage.book.accounts[0] };
    let Ok(Answer::Record(Some(view))) = stage.book.ask(&ask, &Now::parse(NOW).unwrap()) else { panic!() };
    view.values.into_iter().find(|(known, _)| *known == number(name)).map(|(_, value)| value).unwrap_or_default()
}

fn tags(elements: &[&str]) -> Value {
    Value::set(elements.iter().map(|element| (*element).to_owned()))
}

/// Opens the form of the first customer with the cursor in this field.
fn form(stage: &mut Stage<Kept>, name: &str) {
    let record = stage.book.accounts[0];
    open::form(&mut stage.model.cx, ACCOUNT.number, Some(record), Vec::new());
    stage.say(Msg::Resize(100, 30));
    let at = ACCOUNT.form().iter().position(|field| field.name == name).unwrap();
    for _ in 0..at {
        stage.keys("tab");
    }
}

#[test]
fn what_came_into_a_set_stays_beside_what_was_added() {
    let mut stage = stage(Lang::En);
    arrives(&mut stage, "tags", tags(&["a"]));
    form(&mut stage, "tags");
    arrives(&mut stage, "tags", tags(&["a", "b"]));
    stage.keys("`c` enter ctrl-s");
    assert_eq!(there(&mut stage, "tags"), tags(&["a", "b", "c"]), "{}", stage.screen());
    // A draft that is taken up days later too, and what was taken away stays away.
    form(&mut stage, "tags");
    stage.keys("`d` enter esc");
    arrives(&mut stage, "tags", tags(&["a", "c", "e"]));
    form(&mut stage, "tags");
    stage.keys("ctrl-s");
    assert_eq!(there(&mut stage, "tags"), tags(&["a", "c", "d", "e"]), "{}", stage.screen());
}

#[test]
fn a_value_that_was_not_seen_is_said_before_it_is_overwritten() {
    for lang in Lang::ALL {
        let mut stage = stage(lang);
        form(&mut stage, "street");
        stage.keys("ctrl-u `1 New St`");
        arrives(&mut stage, "street", Value::text("9 Other St"));
        stage.keys("ctrl-s");
        assert_eq!(there(&mut stage, "street"), Value::text("9 Other St"), "{lang}\n{}", stage.screen());
        let screen = stage.screen();
        assert!(screen.contains("1 New St") && stage.notice().contains("9 Other St"), "{lang}: both\n{screen}");
        insta::assert_snapshot!(format!("meanwhile-{lang}"), screen);
        // Whoever saves again has seen it.
        stage.keys("ctrl-s");
        assert_eq!(there(&mut stage, "street"), Value::text("1 New St"), "{lang}\n{}", stage.screen());
        assert!(stage.model.at_root(), "{lang}\n{}", stage.screen());
    }
    // Esc leaves it, and a draft that is taken up later asks again.
    let mut stage = stage(Lang::En);
    form(&mut stage, "street");
    stage.keys("ctrl-u `1 New St` esc");
    arrives(&mut stage, "street", Value::text("9 Other St"));
    form(&mut stage, "street");
    stage.keys("ctrl-s");
    assert_eq!(there(&mut stage, "street"), Value::text("9 Other St"), "{}", stage.screen());
    stage.keys("ctrl-s");
    assert_eq!(there(&mut stage, "street"), Value::text("1 New St"), "{}", stage.screen());
}

#[test]
fn a_note_that_was_not_seen_is_not_overwritten() {
    let mut stage = stage(Lang::En);
    stage.keys("l `met the buyer` enter");
    let Ok(Answer::Today(today)) = stage.book.ask(&Ask::Today, &Now::parse(NOW).unwrap()) else { panic!() };
    let log = LogRef::Visit(today.visits.iter().find(|visit| visit.state == VisitState::Done).unwrap().id);
    let notes = |stage: &mut Stage<Kept>| match stage.book.ask(&Ask::Log(log), &Now::parse(NOW).unwrap()) {
        Ok(Answer::Log(Some(view))) => view.notes,
        other => panic!("{other:?}"),
    };
    open::correct(&mut stage.model.cx, log);
    stage.say(Msg::Resize(100, 30));
    stage.keys("4 ctrl-u `met the owner`");
    let correction = Correction { notes: Some("met both of them".into()), ..Correction::default() };
    stage.book.act(&Deed::Correct { log, correction }, &Now::parse(NOW).unwrap()).unwrap();
    stage.keys("enter");
    assert_eq!(notes(&mut stage), "met both of them", "{}", stage.screen());
    assert!(
        stage.screen().contains("met the owner") && stage.notice().contains("met both of them"),
        "{}",
        stage.screen()
    );
    stage.keys("enter");
    assert_eq!(notes(&mut stage), "met the owner", "{}", stage.screen());
}

#[test]
fn whoever_came_among_those_met_stays() {
    let mut stage = stage(Lang::En);
    stage.keys("l `met the buyer` enter");
    let now = Now::parse(NOW).unwrap();
    let Ok(Answer::Today(today)) = stage.book.ask(&Ask::Today, &now) else { panic!() };
    let visit = today.visits.iter().find(|visit| visit.state == VisitState::Done).unwrap().id;
    open::correct(&mut stage.model.cx, LogRef::Visit(visit));
    stage.say(Msg::Resize(100, 30));
    let (entity, contacts) = (&rounds::schema::VISIT, rounds::schema::VISIT.field("contacts").unwrap().number);
    // A person of whom this laptop knows nothing yet.
    let stranger = rounds::base::id::Id::from_bytes([77; 16]);
    let values = vec![(contacts, Value::set([stranger.to_string()]))];
    stage.book.act(&Deed::Set { entity: entity.number, record: visit, values, seen: Vec::new() }, &now).unwrap();
    stage.keys("7 1 enter");
    let ask = Ask::Record { entity: entity.number, record: visit };
    let Ok(Answer::Record(Some(view))) = stage.book.ask(&ask, &now) else { panic!() };
    let met = view.values.into_iter().find(|(known, _)| *known == contacts).unwrap().1;
    let expected = Value::set([stranger.to_string(), stage.book.contact.to_string()]);
    assert_eq!(met, expected, "{}", stage.screen());
}

/// A line lies open over lunch, and another customer of that name arrives: Enter chooses neither.
#[test]
fn a_twin_that_came_while_a_line_lay_open_is_seen() {
    for (line, logs) in [("blue finch cafe met the owner", 1), ("mill lane vets met the owner", 0)] {
        let mut stage = stage(Lang::En);
        stage.keys(&format!("6 l `{line}`"));
        let now = Now::parse(NOW).unwrap();
        let record = stage.book.writer.new_id(now.at);
        let values =
            vec![(number("name"), Value::text("Blue Finch Cafe")), (number("street"), Value::text("9 Mill Rd"))];
        stage.book.act(&Deed::Create { entity: ACCOUNT.number, record, values }, &now).unwrap();
        stage.say(Msg::Changed);
        stage.keys("enter");
        let Ok(Answer::Unfiled(unfiled)) = stage.book.ask(&Ask::Unfiled, &now) else { panic!() };
        assert_eq!(unfiled.len(), logs, "{line}\n{}", stage.screen());
    }
}
