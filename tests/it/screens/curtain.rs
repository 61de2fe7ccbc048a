//! The curtain: a customer looks on, and on no screen is another customer to be read.

use rounds::base::lang::Lang;

use super::kept::{Kept, NOW};
use super::stage::Stage;

const NAMES: [&str; 6] = ["Harbour", "Finch", "Ferry", "Tan ", "Lowe", "Mill Lane"];
const MORE: [&str; 5] = ["Wharf", "0571", "price list", "Quay", "Pharmacy"];

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

/// Every screen and most of what can lie over it.
const PLACES: [&str; 28] = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "2 enter",
    "2 down enter",
    "2 down enter ]",
    "2 down c",
    "2 down e",
    "2 down H",
    "2 down x",
    "2 down m",
    "2 down t",
    "2 down a",
    "2 down o",
    "w",
    "f `ferry`",
    "f `0571`",
    "l `ferry`",
    "l `blue met the owner`",
    "2 down l",
    "2 / `lowe`",
    "3 enter",
    "?",
    "f7 `ferry`",
    "2 down space m `fri` enter",
];

#[test]
fn behind_the_curtain_nobody_else_can_be_read() {
    for place in PLACES {
        let mut stage = stage();
        stage.keys(&format!("P {place}"));
        for name in NAMES.iter().chain(&MORE) {
            // What one types stands in the field, and nowhere else.
            let typed = usize::from(place.contains(&format!("`{name}`")));
            assert_eq!(stage.screen().matches(name).count(), typed, "P {place}: {name}\n{}", stage.screen());
        }
        // Drawn over what is open, also while something is typed: whose page it is may be read.
        let mut stage = self::stage();
        stage.keys(place);
        let under = stage.model.subject().account.map(|(_, name)| name).unwrap_or_default();
        let own = match place {
            "2 down enter ]" => "Harbour Dental".to_owned(),
            place if place.starts_with("2 down") => "Ferry Garage".to_owned(),
            _ => under,
        };
        stage.keys("f8");
        for name in NAMES.iter().filter(|name| !own.contains(**name)) {
            let typed = stage.model.typing() && (place.contains("l `") || place.starts_with("2 down l"));
            assert!(typed || !stage.screen().contains(name), "{place} f8: {name}\n{}", stage.screen());
        }
    }
}

#[test]
fn the_visited_customer_stays_readable_and_the_keys_work() {
    let mut stage = stage();
    stage.keys("2 home");
    let name = stage.model.subject().account.map(|(_, name)| name).unwrap();
    stage.keys("i P");
    for script in ["1", "2"] {
        stage.keys(script);
        assert!(stage.screen().contains(&name), "{script}\n{}", stage.screen());
    }
    stage.keys("enter");
    assert!(stage.screen().contains(&name), "{}", stage.screen());
    stage.keys("l `likes the A100` enter");
    assert!(stage.screen().contains("A100"), "what is said of the visited is shown\n{}", stage.screen());
    assert!(stage.screen().contains("behind the curtain"), "the message is not\n{}", stage.screen());
    stage.keys("]");
    assert!(
        !NAMES.iter().filter(|other| !name.contains(**other)).any(|other| stage.screen().contains(other)),
        "{}",
        stage.screen()
    );
    stage.keys("f8");
    assert!(
        !stage.model.curtain()
            && NAMES.iter().filter(|other| !name.contains(**other)).any(|other| stage.screen().contains(other))
    );
}

#[test]
fn a_letter_that_is_typed_is_a_letter() {
    let mut stage = stage();
    stage.keys("l `P`");
    assert!(!stage.model.curtain());
    stage.keys("f8 `at the door` f8");
    assert!(stage.screen().contains("Pat the door"), "{}", stage.screen());
}

#[test]
fn what_is_looked_for_is_seen_while_it_is_typed() {
    for script in ["f `zebra`", "2 / `zebra`", "f7 `zebra`"] {
        let mut stage = stage();
        stage.keys(&format!("P {script}"));
        assert!(stage.screen().contains("zebra"), "{script}\n{}", stage.screen());
    }
}

#[test]
fn a_covered_screen_in_three_languages() {
    for (lang, word) in [(Lang::En, "curtain, F8 lifts it"), (Lang::ZhHans, "防窥中"), (Lang::ZhHant, "防窺中")] {
        let mut stage = Stage::new(Kept::new(), lang, (80, 24), NOW);
        stage.keys("P 2");
        assert!(stage.screen().contains(word), "{}", stage.screen());
    }
}

#[test]
fn letters_that_name_nobody_and_the_next_stops_line_can_be_read() {
    for (script, words, seen) in [
        // On the row of the next stop.
        ("l `met the owner`", "met the owner", true),
        // Of nobody.
        ("l backspace `met the owner`", "met the owner", true),
        ("l backspace `met the owner, cafe next`", "met the owner", true),
        // Of others.
        ("l `ferry met the owner`", "met the owner", false),
        ("l backspace `ferry`", "ferry", false),
        ("l backspace `met the owner, ferry next`", "met the owner", false),
        ("2 down l `met the owner`", "met the owner", false),
    ] {
        let mut stage = stage();
        stage.keys(&format!("P {script}"));
        assert_eq!(stage.screen().contains(words), seen, "{script}\n{}", stage.screen());
    }
    // Whoever has begun a visit stands there: the next stop is another's.
    let mut stage = stage();
    stage.keys("2 home i P 2 end enter l `met the owner`");
    assert!(!stage.screen().contains("met the owner"), "{}", stage.screen());
    // Where he stands is whose line it is, on any row.
    stage.keys("ctrl-u esc esc end l `met the owner`");
    assert!(stage.screen().contains("met the owner"), "{}", stage.screen());
    // A name that is pasted is covered before the store has said whose it is.
    let mut stage = self::stage();
    stage.keys("P l backspace");
    stage.say(rounds::tui::Msg::Paste("ferry garage met the owner".into()));
    assert!(!stage.screen().contains("garage"), "{}", stage.screen());
    // Wherever in the line it stands.
    let mut stage = self::stage();
    stage.keys("P l");
    stage.say(rounds::tui::Msg::Paste("met the owner, ferry garage next".into()));
    assert!(!stage.screen().contains("garage"), "{}", stage.screen());
}
