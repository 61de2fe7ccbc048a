//! What the footer promises holds: on every screen and on all that lies over one, each key that it names does something.

use rounds::base::lang::Lang;
use rounds::tui::command;
use rounds::tui::key::Key;
use rounds::tui::message::{Effect, Msg};

use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

/// Every screen, and what can lie over it.
const PLACES: [&str; 47] = [
    "1",
    "1 tab",
    "1 /",
    "1 / `lowe`",
    "1 / `lowe` enter",
    "1 space",
    "2",
    "2 /",
    "2 / `lowe` enter",
    "2 space space",
    "2 enter",
    "2 enter tab",
    "2 enter tab tab",
    "2 enter e",
    "2 enter H",
    "2 enter v",
    "2 enter a",
    "3",
    "3 space",
    "3 e",
    "3 end d",
    "4",
    "4 ]",
    "4 space",
    "5",
    "6",
    "6 end",
    "6 down down down down down down down down down",
    "w",
    "f",
    "f `ferry`",
    "l",
    "l `blue met the owner`",
    "x",
    "x 1",
    "m",
    "t",
    "a",
    "2 a",
    "c",
    "c enter",
    "b",
    "D",
    "D right",
    "O",
    ":",
    "?",
];

/// What is to be seen but the hints, where the cursor stands, and how much went out but the habits: keys that are said again there are no effect.
fn seen<B: Book>(stage: &Stage<B>) -> (Vec<String>, Option<(u16, u16)>, usize) {
    let screen = stage.screen();
    let lines: Vec<String> = screen.lines().map(str::to_owned).collect();
    let body = lines[..lines.len() - 1].to_vec();
    let quiet = |effect: &&Effect| !matches!(effect, Effect::KeepHabits(_) | Effect::SavePlace(_) | Effect::Timer(_));
    (body, stage.cursor(), stage.out.iter().filter(quiet).count())
}

/// Presses, in each of these places anew, each key that the footer names there.
pub fn hold<B: Book>(make: impl Fn(Lang) -> Stage<B>, places: &[&str]) {
    let mut wrong = Vec::new();
    for script in places {
        let mut at = make(Lang::En);
        at.keys(script);
        let letters = !at.model.typing();
        let foot = at.screen().lines().last().unwrap_or_default().to_owned();
        let named: Vec<(&str, Vec<Key>, String)> = command::hints(&at.model)
            .filter_map(|each| {
                let id = if each.id == "save" && at.model.enter_saves() { "open" } else { each.id };
                let shown = at.model.cx.keymap.shown(id, letters);
                let is_shown = |chord: &&Vec<Key>| rounds::tui::keymap::written(chord) == shown;
                let chord = at.model.cx.keymap.keys(id).iter().find(is_shown)?.clone();
                Some((each.id, chord, shown))
            })
            // What found no room is no promise.
            .filter(|(_, _, shown)| foot.contains(&format!(" {shown} ")))
            .collect();
        for (id, chord, shown) in named {
            let mut stage = make(Lang::En);
            stage.keys(script);
            let before = seen(&stage);
            for key in chord {
                stage.say(Msg::Key(key));
            }
            let after = seen(&stage);
            let notice = stage.notice();
            let refused =
                (stage.model.cx.words.find("notice-nothing-here") == Some(&notice)) || is_why(&stage, &notice);
            if before == after || refused {
                wrong.push(format!("{script}: {shown} ({id}) does nothing: {notice:?}\n{foot}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} promises do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether this is said where a command cannot be run.
fn is_why<B: Book>(stage: &Stage<B>, notice: &str) -> bool {
    !notice.is_empty() && WHYS.iter().any(|why| stage.model.cx.words.find(why) == Some(notice))
}

const WHYS: [&str; 10] = [
    "why-one-place",
    "why-open-already",
    "why-not-here",
    "why-no-row",
    "why-no-customer",
    "why-nothing-to-do",
    "why-nothing-to-copy",
    "why-over",
    "why-no-visit",
    "history-no-value",
];

#[test]
fn each_key_that_the_footer_names_does_something() {
    // The wider, the more is named.
    hold(|lang| Stage::new(Kept::new(), lang, (160, 50), NOW), &PLACES);
}

#[test]
fn the_footer_of_settings_and_of_sync_names_enter_where_it_does_something_and_no_key_that_does_nothing() {
    let foot = |script: &str| {
        let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
        stage.keys(script);
        stage.screen().lines().last().unwrap_or_default().to_owned()
    };
    for (script, there, not) in [
        ("6", &["Enter choose"][..], &["y copy", "Esc back"][..]),
        ("6 end", &["Enter choose"], &["y copy", "Esc back"]),
        ("5", &["l log"], &["y copy", "Esc back", "Enter"]),
        ("2 enter", &["l log"], &[]),
        ("w", &["l log"], &[]),
    ] {
        let foot = foot(script);
        for word in there {
            assert!(foot.contains(word), "{script}: {word} is not said: {foot}");
        }
        for word in not {
            assert!(!foot.contains(word), "{script}: {word} is promised: {foot}");
        }
    }
}
