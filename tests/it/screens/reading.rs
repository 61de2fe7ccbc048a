//! Long texts, the history and the help: what is looked for in them is found, and what is found runs.

use rounds::base::clock::{Moment, Now};
use rounds::base::id::Id;
use rounds::base::lang::Lang;
use rounds::domain::act::{By, Label};
use rounds::domain::ask::{Fate, HistoryLine};
use rounds::schema::{ACCOUNT, Value, VisitState};
use rounds::tui::message::{Effect, Errand, Msg, Reply};
use rounds::tui::subject::Row;

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (60, 16), NOW)
}

#[test]
fn n_goes_through_the_places_of_a_long_note() {
    let mut stage = stage();
    let filler = "nothing of note happened here and on it went for a good while longer, ".repeat(6);
    let note = format!("Crédito one {filler} credito two {filler} credito three");
    stage.keys("l");
    stage.say(rounds::tui::Msg::Paste(note));
    // The customer's page; its story below the briefing.
    stage.keys("enter enter");
    let depth = stage.model.layers().len();
    for _ in 0..9 {
        stage.keys("down enter");
        // Its beginning stands in the row below, too, but not so much of it.
        if stage.screen().contains("Crédito one nothing of note happened here") && stage.model.layers().len() > depth {
            break;
        }
        if stage.model.layers().len() > depth {
            stage.keys("esc");
        }
    }
    assert!(stage.screen().contains("Crédito one") && !stage.screen().contains("three"), "{}", stage.screen());
    stage.keys("/ `credito` enter n n");
    assert!(stage.screen().contains("three"), "{}", stage.screen());
    stage.keys("N");
    assert!(stage.screen().contains("two"), "{}", stage.screen());
    stage.keys("n n");
    assert!(stage.screen().contains("Crédito one"), "around the end\n{}", stage.screen());
    // Esc takes the words away, then closes.
    let before = stage.model.layers().len();
    stage.keys("esc");
    assert_eq!(stage.model.layers().len(), before);
    stage.keys("esc");
    assert_eq!(stage.model.layers().len(), before - 1);
}

#[test]
fn a_history_is_searched_and_says_whose_it_is() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    stage.keys("2 t 1 t 3 H");
    let screen = stage.screen();
    assert!(screen.contains("Who changed what, and when   Blue Finch Cafe"), "{screen}");
    stage.keys("/ `street` enter");
    assert!(stage.screen().contains("/ street"), "{}", stage.screen());
}

/// From which laptop it came is said at any width: beside the line, or of the one under the cursor below.
#[test]
fn a_history_says_the_laptop_in_a_narrow_window_too() {
    let set = |seq: u64, at: &str, device: &str, street: &str| HistoryLine {
        identity: (9, seq),
        at: Now::parse(at).map_or(Moment::default(), |now| now.at),
        by: By::User("Pat".into()),
        device: device.into(),
        field: ACCOUNT.field("street").unwrap().number,
        element: String::new(),
        before: Value::Null,
        after: Value::text(street),
        fate: Fate::Taken,
        merged: false,
        act: Id::NIL,
        undo: None,
        label: Label::default(),
        names: Vec::new(),
    };
    for (lang, said) in
        [(Lang::En, "on Pat's van"), (Lang::ZhHans, "电脑：Pat's van"), (Lang::ZhHant, "電腦：Pat's van")]
    {
        for size in [(60, 20), (80, 24), (120, 30)] {
            let mut stage = Stage::new(Kept::new(), lang, size, NOW);
            stage.model.cx.sync.enrolled = true;
            stage.keys("2 t 1 t 3 H");
            let asked = stage.out.iter().rev().find_map(|effect| match effect {
                Effect::Errand { ticket, errand: Errand::History { .. } } => Some(*ticket),
                _ => None,
            });
            let lines = vec![
                set(2, "2026-11-24T10:45:00+08:00", "Pat's van", "2 Quay St"),
                set(1, "2026-11-24T10:44:00+08:00", "the old one", "1 Quay St"),
            ];
            stage.say(Msg::Replied { ticket: asked.unwrap(), reply: Reply::History(Some(lines)) });
            stage.keys("home");
            let screen = stage.screen();
            let line = screen.lines().find(|line| line.contains("2 Quay St")).unwrap();
            if size.0 > 100 {
                assert!(line.contains("Pat's van"), "{screen}");
            } else {
                assert!(screen.contains(said) && !screen.contains("the old one"), "{screen}");
                assert!(stage.keys("down").screen().contains("the old one"), "{}", stage.screen());
            }
        }
    }
}

#[test]
fn the_help_is_in_groups_and_runs_what_is_found_from_every_screen() {
    for (screen, words, group) in [
        ("1", "here now", "On the row"),
        ("2", "sort", "On the row"),
        ("3", "week", "Going"),
        ("4", "half a page", "Moving"),
        ("5", "curtain", "Everywhere"),
        ("6", "suspend", "Everywhere"),
        ("2 enter", "map", "On the row"),
    ] {
        let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
        stage.keys(&format!("{screen} ? `{words}`"));
        assert!(stage.screen().contains(group), "{screen} {words}\n{}", stage.screen());
        stage.keys("esc");
    }
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    stage.keys("? `stamp the start` enter");
    assert!(matches!(stage.model.subject().row, Row::Visit(_, VisitState::InProgress)), "{}", stage.screen());
    // The cursor never rests on a heading.
    stage.keys("? end up up home down");
    assert!(!stage.model.at_root());
    stage.keys("enter");
    assert!(stage.model.layers().len() == 2 || stage.model.at_root(), "{}", stage.screen());
}
