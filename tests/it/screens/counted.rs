//! The keys of a rep's small jobs, counted beside the words that are typed; and what a resize and a paste leave of what is being written.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, Dossier, Today};
use rounds::schema::{TouchKind, VisitState};
use rounds::tui::key::Key;
use rounds::tui::message::Effect;
use rounds::tui::subject::Row;
use rounds::tui::{Msg, update};

use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

/// The keys of a script that are not words.
fn keys(script: &str) -> usize {
    script.split('`').step_by(2).map(|part| part.split_whitespace().count()).sum()
}

fn today(stage: &Stage<Kept>) -> Today {
    match stage.book.writer.answer(&Ask::Today, &Now::parse(NOW).unwrap()) {
        Ok(Answer::Today(today)) => *today,
        other => panic!("{other:?}"),
    }
}

fn dossier(stage: &Stage<Kept>, at: usize) -> Box<Dossier> {
    let ask = Ask::Account(stage.book.accounts[at]);
    match stage.book.writer.answer(&ask, &Now::parse(NOW).unwrap()) {
        Ok(Answer::Account(Some(dossier))) => dossier,
        other => panic!("{other:?}"),
    }
}

/// Onto the first unfiled log of Today.
fn on_unfiled(stage: &mut Stage<Kept>) {
    stage.keys("1");
    for _ in 0..12 {
        if matches!(stage.model.subject().row, Row::Unfiled(_)) {
            return;
        }
        stage.keys("down");
    }
    panic!("no unfiled log\n{}", stage.screen());
}

#[test]
fn an_unfiled_log_is_filed_with_two_keys() {
    let mut stage = stage();
    stage.keys("6 l `met the new man with the van, lowe bros` enter");
    assert_eq!(today(&stage).unfiled.len(), 1, "{}", stage.screen());
    on_unfiled(&mut stage);
    let script = "enter 1";
    assert_eq!(keys(script), 2);
    stage.keys(script);
    assert!(today(&stage).unfiled.is_empty(), "{}", stage.screen());
    assert!(dossier(&stage, 4).timeline.iter().any(|row| row.notes.contains("new man")), "{}", stage.screen());
    stage.keys("u");
    assert_eq!(today(&stage).unfiled.len(), 1, "one undo");
}

/// A quick hand types the digit before the guesses are there: it waits for them, and takes the one that it would have taken.
#[test]
fn a_digit_waits_for_the_guesses_it_chooses_from() {
    let name_of = |key: char, after: &[char]| {
        let mut stage = stage();
        stage.keys("6 l `met the new man with the van, lowe bros` enter");
        on_unfiled(&mut stage);
        let asked = update(&mut stage.model, Msg::Key(Key::parse("enter").unwrap()));
        let ask = asked.into_iter().find_map(|effect| match effect {
            Effect::Ask { ticket, ask: Ask::Unfiled } => Some(ticket),
            _ => None,
        });
        let ticket = ask.unwrap_or_else(|| panic!("no guesses are asked for\n{}", stage.screen()));
        for key in [key].iter().chain(after) {
            let effects = update(&mut stage.model, Msg::Key(Key::char(*key)));
            assert!(!effects.iter().any(|effect| matches!(effect, Effect::Do { .. })), "it must not choose blindly");
        }
        let answer = stage.book.ask(&Ask::Unfiled, &Now::parse(NOW).unwrap());
        stage.say(Msg::Answered { ticket, answer });
        let left = today(&stage).unfiled.len();
        (left, stage.model.at_root(), stage.screen())
    };
    let (left, root, screen) = name_of('1', &[]);
    assert_eq!((left, root), (0, true), "{screen}");
    // A digit that no guess has is the beginning of a name, with what was typed behind it.
    let (left, root, screen) = name_of('9', &['x']);
    assert_eq!((left, root), (1, false), "{screen}");
    assert!(screen.contains("9x"), "{screen}");
}

#[test]
fn what_did_not_take_place_is_two_answers_and_one_undo() {
    let mut stage = stage();
    let before = stage.book.dump();
    let script = "x 3 `fri` enter";
    assert_eq!(keys(script), 3);
    stage.keys(script);
    let visits: Vec<_> = dossier(&stage, 0).timeline.iter().map(|row| row.state).collect();
    assert!(visits.contains(&Some(VisitState::Missed)) && visits.contains(&Some(VisitState::Planned)), "{visits:?}");
    stage.keys("u");
    assert_eq!(stage.book.dump(), before);
}

#[test]
fn a_call_is_the_number_large_and_then_the_line() {
    let mut stage = stage();
    stage.keys("c");
    assert!(stage.out.contains(&Effect::Copy("0571 8812 3400".into())), "{}", stage.screen());
    stage.keys("enter");
    assert!(stage.screen().contains("call"), "the line is a call\n{}", stage.screen());
    stage.keys("`said yes` enter");
    let row = dossier(&stage, 0).timeline.iter().find(|row| row.touch.is_some()).cloned();
    let row = row.unwrap_or_else(|| panic!("{}", stage.screen()));
    assert_eq!((row.touch, row.notes.as_str()), (Some(TouchKind::Call), "said yes"));
}

#[test]
fn any_log_is_set_right_in_at_most_four_keys_from_where_it_is_seen() {
    // From Today's row, from the customer's page, from what was found.
    for place in ["1", "1 enter down", "f `trial runs`"] {
        for (what, script) in [
            ("customer", "ctrl-e 1 `ferry` enter"),
            ("time", "ctrl-e 2 ctrl-u `8:15-8:50` enter"),
            ("kind", "ctrl-e 3 3"),
            ("words", "ctrl-e 4 ctrl-u `met nobody` enter"),
            ("follow-ups", "ctrl-e 5 `send quote fri` enter"),
        ] {
            assert!(keys(script) <= 4, "{what}: {} keys", keys(script));
            let mut stage = stage();
            // Without the next visit, which would be the first row.
            stage.keys("l `trial runs` down right right right delete enter");
            let before = stage.book.dump();
            stage.keys(place);
            assert!(stage.model.subject().log().is_some(), "{place}: no log\n{}", stage.screen());
            stage.keys(script);
            assert!(stage.notice().starts_with("Saved"), "{place} {what}: {}\n{}", stage.notice(), stage.screen());
            assert_ne!(stage.book.dump(), before, "{place} {what}");
            let home = dossier(&stage, if what == "customer" { 2 } else { 0 });
            let holds = match what {
                "customer" => home.timeline.iter().any(|row| row.notes == "trial runs"),
                "time" => {
                    home.timeline.iter().any(|row| row.at == Some(Now::parse("2026-11-24T08:15:00+08:00").unwrap().at))
                }
                "kind" => home.timeline.iter().any(|row| row.touch == Some(TouchKind::Call)),
                "words" => home.timeline.iter().any(|row| row.notes == "met nobody"),
                _ => home.follow_ups.iter().any(|row| row.text == "send quote"),
            };
            assert!(holds, "{place} {what}\n{}", stage.screen());
            stage.keys("esc esc 1 u");
            assert_eq!(stage.book.dump(), before, "{place} {what}: one undo");
        }
    }
}

#[test]
fn shut_for_good_says_what_ends_before_it_ends() {
    let mut stage = stage();
    stage.keys("x 7");
    let screen = stage.screen();
    for words in ["price list A100", "24 Nov"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    stage.keys("enter");
    let home = dossier(&stage, 0);
    assert!(home.row.account.closed_on.is_some() && home.follow_ups.is_empty() && home.row.planned.is_none());
    stage.keys("u");
    assert_eq!(dossier(&stage, 0).follow_ups.len(), 1);
}

/// Where something is written: the keys that lead there.
const WRITTEN: [&str; 10] = ["l", "f", "?", ":", "m", "2 /", "2 a", "2 enter e", "3 /", "4 a"];

#[test]
fn what_is_written_stays_through_every_size() {
    for place in WRITTEN {
        let mut stage = stage();
        stage.keys(place).keys("`fri 9`");
        for size in [(20, 5), (30, 8), (80, 24), (200, 60), (100, 30)] {
            stage.resize(size);
            let _ = stage.screen();
        }
        assert!(stage.screen().contains("fri 9"), "{place}\n{}", stage.screen());
        assert!(stage.cursor().is_some(), "{place}: no cursor");
    }
}

#[test]
fn a_pasted_megabyte_is_cut_and_stops_nobody() {
    let paste = "精工 paste\u{1b}[31m\r\n".repeat(60_000);
    for place in WRITTEN {
        let mut stage = stage();
        stage.keys(place);
        stage.say(Msg::Paste(paste.clone()));
        let screen = stage.screen();
        assert!(!screen.contains('\u{1b}'), "{place}: a control character is drawn");
        stage.keys("esc esc esc esc");
        assert!(stage.model.at_root(), "{place}\n{}", stage.screen());
    }
}
