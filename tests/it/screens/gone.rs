//! What was asked for from a layer that was closed before the answer came: what was done is known and said.

use rounds::base::id::Id;
use rounds::base::lang::Lang;
use rounds::domain::act::{By, Committed, Label, TakenBack};
use rounds::domain::ask::{Fate, HistoryLine};
use rounds::domain::failure::Failure;
use rounds::schema::{ACCOUNT, Value};
use rounds::tui::key::Key;
use rounds::tui::message::{Carried, Effect, Errand, Joining, Msg, Reply, Ticket, Trouble, Unlocked};

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage(lang: Lang) -> Stage<Kept> {
    Stage::new(Kept::new(), lang, (100, 30), NOW)
}

/// The ticket of the last errand of this kind.
fn asked(stage: &Stage<Kept>, which: impl Fn(&Errand) -> bool) -> Ticket {
    let found = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::Errand { ticket, errand } if which(errand) => Some(*ticket),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no errand\n{}", stage.screen()))
}

#[test]
fn a_laptop_that_joined_behind_a_closed_question_is_joined() {
    for lang in Lang::ALL {
        let mut stage = stage(lang);
        rounds::tui::open::connect(&mut stage.model.cx);
        stage.keys("`rounds.example` enter `abc` enter");
        let Some(Effect::Enrol { ticket, .. }) = stage.out.last().cloned() else { panic!("{}", stage.screen()) };
        stage.keys("esc");
        assert!(stage.model.at_root(), "{}", stage.screen());
        stage.say(Msg::Enrolled { ticket, outcome: Ok(Joining::Joined("rounds.example".into())) });
        assert!(stage.model.cx.sync.enrolled && stage.out.contains(&Effect::SyncNow));
        assert!(stage.notice().contains("rounds.example"), "{}", stage.notice());
        // What is still to be said needs the question again, and nothing tries again by itself.
        stage.say(Msg::Enrolled { ticket, outcome: Ok(Joining::Which(Vec::new())) });
        assert_eq!(stage.notice(), stage.model.cx.word("connect-which-left"));
        let offline = Failure::new("connect-not-reached", "rounds.example");
        stage.say(Msg::Enrolled { ticket, outcome: Err(Trouble::Failed(offline)) });
        assert!(stage.notice().contains("rounds.example"), "{}", stage.notice());
    }
}

#[test]
fn a_file_that_was_written_behind_a_closed_question_is_named() {
    let mut stage = stage(Lang::En);
    stage.model.cx.sync.enrolled = true;
    stage.keys(": `bundle out` enter enter");
    let ticket = asked(&stage, |errand| matches!(errand, Errand::Carry { .. }));
    stage.keys("esc");
    assert!(stage.model.at_root(), "{}", stage.screen());
    let carried = Carried::Out { changes: 3, size: 2_000, file: "~/today.bundle".into() };
    stage.say(Msg::Replied { ticket, reply: Reply::Carried(Ok(carried)) });
    assert!(stage.notice().starts_with("3 changes are in ~/today.bundle"), "{}", stage.notice());
    stage.say(Msg::Replied { ticket, reply: Reply::Carried(Err("the disk is full".into())) });
    assert_eq!(stage.notice(), "the disk is full");
}

#[test]
fn a_pin_that_was_set_behind_a_closed_question_holds() {
    let mut stage = stage(Lang::En);
    stage.keys("6 / `pin` enter `2468` enter `2468` enter");
    let ticket = asked(&stage, |errand| matches!(errand, Errand::SetPin { .. }));
    stage.keys("esc");
    stage.say(Msg::Replied { ticket, reply: Reply::PinSet { there: true, outcome: Unlocked::Open } });
    assert_eq!(stage.notice(), "The PIN holds from now on.");
    assert_eq!(stage.model.cx.guard.pin, Some(5));
}

/// The history of a customer, the cursor on what another laptop's act set.
fn history(stage: &mut Stage<Kept>, act: Id) {
    stage.keys("2 t 1 t 3 H");
    let line = HistoryLine {
        identity: (9, 1),
        at: stage.model.cx.now.at,
        by: By::User("Pat".into()),
        device: "Pat's van".into(),
        field: ACCOUNT.field("street").unwrap().number,
        element: String::new(),
        before: Value::Null,
        after: Value::text("2 Quay St"),
        fate: Fate::Taken,
        merged: false,
        act,
        undo: None,
        label: Label::default(),
        names: Vec::new(),
    };
    let ticket = asked(stage, |errand| matches!(errand, Errand::History { .. }));
    stage.say(Msg::Replied { ticket, reply: Reply::History(Some(vec![line])) });
    stage.keys("home");
}

/// What another laptop's act did is asked of the server: that may take as long as a network takes, and keys go on meanwhile.
#[test]
fn no_key_waits_while_the_server_is_asked_what_an_act_did() {
    let mut stage = stage(Lang::En);
    stage.model.cx.sync.enrolled = true;
    let act = Id::from_bytes([7; 16]);
    history(&mut stage, act);
    let take_back = |stage: &mut Stage<Kept>| {
        let effects = rounds::tui::update(&mut stage.model, Msg::Key(Key::char('x')));
        let ticket = effects.iter().find_map(|effect| match effect {
            Effect::TakeBack { ticket, .. } => Some(*ticket),
            _ => None,
        });
        let ticket = ticket.unwrap_or_else(|| panic!("{effects:?}"));
        stage.say(Msg::AskedElsewhere { ticket });
        ticket
    };
    let ticket = take_back(&mut stage);
    assert!(stage.notice().contains("server"), "{}", stage.notice());
    stage.keys("esc 3");
    assert!(stage.model.at_root() && stage.screen().contains("Follow-ups"), "{}", stage.screen());
    let about = Some((ACCOUNT.number, stage.book.accounts[1]));
    let committed = Committed { act, label: Label::default(), about, waiting: 1 };
    let taken = TakenBack { committed, changed: true, left: Vec::new() };
    let before = stage.model.layers().len();
    stage.say(Msg::TakenBack { ticket, outcome: Ok(Some(taken)) });
    assert!(stage.notice().starts_with("Taken back"), "{}", stage.notice());
    assert_eq!(stage.model.layers().len(), before, "whoever went on stays where he is");
    // Without a connection nothing goes by itself.
    history(&mut stage, act);
    let ticket = take_back(&mut stage);
    stage.say(Msg::TakenBack { ticket, outcome: Err(Trouble::Failed(Failure::new("sync-offline", ""))) });
    assert_eq!(stage.notice(), stage.model.cx.word("history-act-silent"));
}
