//! What goes elsewhere: a customer to a new address, a contact to another employer, a customer into another; names stand for ids.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, Dossier};
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, CONTACT, Contact, Value};

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

fn dossier(stage: &Stage<Kept>, at: usize) -> Box<Dossier> {
    let ask = Ask::Account(stage.book.accounts[at]);
    match stage.book.writer.answer(&ask, &Now::parse(NOW).unwrap()) {
        Ok(Answer::Account(Some(dossier))) => dossier,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_address_is_a_whole_one_and_the_old_stays_known() {
    let mut stage = stage();
    stage.keys("2 e down down down down down `5 Mill Rd` down `Docks` down `Portsea` ctrl-s");
    let before = dossier(&stage, 1).row.account;
    assert_eq!((before.district.as_str(), before.city.as_str()), ("Docks", "Portsea"), "{}", stage.screen());
    stage.keys("enter a 4");
    let screen = stage.screen();
    assert!(screen.contains("Blue Finch Cafe: the new address") && screen.contains("Portsea"), "{screen}");
    assert!(!screen.contains("Docks"), "the quarter is another\n{screen}");
    stage.keys("`9 Pier` down `Seafront` ctrl-s");
    assert!(stage.notice().starts_with("Saved"), "{}\n{}", stage.notice(), stage.screen());
    let after = dossier(&stage, 1).row.account;
    assert_eq!(
        (after.street.as_str(), after.district.as_str(), after.city.as_str()),
        ("9 Pier", "Seafront", "Portsea")
    );
    assert_eq!(after.address_since, Some("2026-11-24".parse().unwrap()));
    assert!(after.former_addresses.iter().any(|place| place.contains("Docks")), "{after:?}");
    stage.keys("enter");
    assert!(stage.screen().contains("Formerly") && stage.screen().contains("Docks"), "{}", stage.screen());
    stage.keys("esc u");
    assert_eq!(dossier(&stage, 1).row.account, before);
}

/// Another laptop has set the town right while the new street was being written.
#[test]
fn what_stays_of_an_address_is_not_written_anew() {
    let mut stage = stage();
    stage.keys("2 e down down down down down down down `Portsea` ctrl-s enter a 4 `9 Pier`");
    let city = ACCOUNT.field("city").unwrap().number;
    let account = stage.book.accounts[1];
    let set = |values| Deed::Set { entity: ACCOUNT.number, record: account, values, seen: Vec::new() };
    stage.book.writer.perform(&set(vec![(city, Value::text("Portsmouth"))]), &Now::parse(NOW).unwrap()).unwrap();
    stage.keys("ctrl-s");
    let after = dossier(&stage, 1).row.account;
    assert_eq!((after.street.as_str(), after.city.as_str()), ("9 Pier", "Portsmouth"), "{}", stage.screen());
}

#[test]
fn a_half_written_address_is_there_again() {
    let mut stage = stage();
    stage.keys("2 enter a 4 `9 Pi` esc a 4 `er` ctrl-s");
    assert_eq!(dossier(&stage, 1).row.account.street, "9 Pier", "{}", stage.screen());
}

#[test]
fn a_contact_moves_by_key_or_by_form_and_the_history_says_names() {
    for script in ["enter tab tab x 1 `tan` enter", "enter tab tab e down backspace `tan` enter ctrl-s"] {
        let mut stage = stage();
        stage.keys(script);
        assert!(stage.notice().starts_with("Saved"), "{script}: {}\n{}", stage.notice(), stage.screen());
        let contact: Contact = dossier(&stage, 3).contacts.first().cloned().unwrap_or_default();
        assert_eq!(contact.id, stage.book.contact, "{script}");
        assert!(contact.formerly_at.contains(&stage.book.accounts[0]), "{script}: {contact:?}");
        rounds::tui::open::history(&mut stage.model.cx, CONTACT.number, stage.book.contact, "Ann Lee");
        stage.say(rounds::tui::Msg::Time(Now::parse(NOW).unwrap()));
        let screen = stage.screen();
        assert!(screen.contains("Harbour Dental → Tan Pharmacy") && screen.contains("+ Harbour Dental"), "{screen}");
    }
}

/// What was said while somebody worked elsewhere is another customer's: whoever is visited does not read it.
#[test]
fn behind_the_curtain_what_was_said_elsewhere_is_covered() {
    let mut stage = stage();
    stage.keys("1 l `harbour: ann lee, wants out of the contract` enter 1 enter tab tab x 1 `tan` enter");
    stage.keys("esc esc f `tan ph` enter");
    for (script, told) in [("", true), ("down", true), ("down", true), ("b", true), ("esc esc esc f `ann lee`", false)]
    {
        stage.keys(script);
        let screen = stage.screen();
        assert!(screen.contains("wants out") || !told, "{script}\n{screen}");
        stage.keys("f8");
        let screen = stage.screen();
        assert!(screen.contains("Tan Pharmacy"), "{script}: the visited customer stays readable\n{screen}");
        assert!(!screen.contains("wants out") && !screen.contains("Harbour"), "{script}\n{screen}");
        stage.keys("enter");
        assert!(!stage.screen().contains("wants out"), "{script}\n{}", stage.screen());
        stage.keys("f8");
    }
}

#[test]
fn who_was_merged_into_another_is_in_no_list() {
    let mut stage = stage();
    let merged = ACCOUNT.field("merged_into").unwrap().number;
    let (gone, stays) = (stage.book.accounts[4], stage.book.accounts[5]);
    let values = vec![(merged, Value::Id(stays))];
    let deed = Deed::Set { entity: ACCOUNT.number, record: gone, values, seen: Vec::new() };
    stage.book.writer.perform(&deed, &Now::parse(NOW).unwrap()).unwrap();
    stage.keys("2");
    let screen = stage.screen();
    assert!(screen.contains("5 customers") && !screen.contains("Lowe Bros"), "{screen}");
    for sort in 0..4 {
        stage.keys("s");
        assert!(!stage.screen().contains("Lowe Bros"), "order {sort}\n{}", stage.screen());
    }
    stage.keys("/ `lowe`");
    assert!(!stage.screen().contains("Lowe Bros"), "{}", stage.screen());
    stage.keys("esc w");
    assert!(!stage.screen().contains("Lowe Bros"), "{}", stage.screen());
    // Whoever still knows its id sees where it went.
    assert_eq!(dossier(&stage, 4).row.account.id, stays);
}
