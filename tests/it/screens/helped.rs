//! `?` in every place: what can be done here, why the rest cannot, filtered as one types, run on Enter. And each daily act in each preset of keys.

use rounds::base::lang::Lang;
use rounds::config::{KeyPreset, Settings};
use rounds::tui::command::TABLE;
use rounds::tui::screen::Place;

use super::kept::{Kept, NOW};
use super::stage::Stage;

/// Every screen, and what can lie over it.
const PLACES: [&str; 26] = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "2 enter",
    "2 enter tab",
    "w",
    "f `ferry`",
    "f",
    "l",
    "l `blue met the owner`",
    "x",
    "m",
    "t",
    "a",
    "2 a",
    "2 enter e",
    "2 enter H",
    "c",
    "D",
    "O",
    "v",
    ":",
    "2 / `lowe`",
];

fn tall(lang: Lang) -> Stage<Kept> {
    Stage::new(Kept::new(), lang, (120, 220), NOW)
}

#[test]
fn help_says_in_every_place_what_can_be_done_and_why_the_rest_cannot() {
    for lang in Lang::ALL {
        for script in PLACES {
            let mut stage = tall(lang);
            stage.keys(script);
            let place = stage.model.place();
            let before = stage.screen();
            let state: Vec<(&str, Option<&str>)> = TABLE
                .iter()
                .map(|command| {
                    let here = command.runs_in(place);
                    (command.id, if here { (command.disabled)(&stage.model) } else { Some("why-not-here") })
                })
                .collect();
            assert!(state.iter().any(|(id, why)| *id == "help" && why.is_none()), "{script}: no help here");
            stage.keys("f1");
            let screen = stage.screen();
            // On the line of a log the grammar is what one asks for.
            if script.starts_with('l') {
                let title = stage.model.cx.word("grammar-title").to_owned();
                assert!(screen.contains(&title), "{lang} {script}: no grammar\n{screen}");
                continue;
            }
            for (id, why) in state {
                let [name, about] =
                    ["command", "about"].map(|of| stage.model.cx.word(&format!("{of}-{id}")).to_owned());
                let lines: Vec<&str> = screen.lines().filter(|line| line.contains(&format!(" {name} "))).collect();
                // A long sentence gives way to the reason.
                match why {
                    None => {
                        let begins: String = about.chars().take(22).collect();
                        let listed = lines.iter().any(|line| line.contains(&begins));
                        assert!(listed, "{lang} {script}: {id} is not listed\n{screen}");
                    }
                    Some(why) => {
                        let reason = stage.model.cx.word(why).to_owned();
                        let said = lines.iter().any(|line| line.contains(&reason));
                        assert!(said, "{lang} {script}: {id} does not say why\n{screen}");
                    }
                }
            }
            stage.keys("esc");
            // What was only said goes with the next key.
            let body = |screen: &str| screen.lines().rev().skip(2).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(body(&stage.screen()), body(&before), "{lang} {script}: help has changed something");
        }
    }
}

#[test]
fn help_says_how_long_it_is_and_goes_to_its_end() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (80, 24), NOW);
    stage.keys("?");
    let first = |stage: &Stage<Kept>| {
        let screen = stage.screen();
        let place = screen
            .split_whitespace()
            .find_map(|word| word.split_once('/'))
            .map(|(at, all)| (at.to_owned(), all.to_owned()));
        place.unwrap_or_else(|| panic!("{screen}"))
    };
    let (at, all) = first(&stage);
    assert_eq!(at, "1");
    stage.keys("end");
    assert_eq!(first(&stage), (all.clone(), all.clone()), "{}", stage.screen());
    stage.keys("home");
    assert_eq!(first(&stage), (at, all));
}

#[test]
fn help_filters_as_one_types_and_runs_on_enter() {
    for (lang, script, typed, then) in [
        (Lang::En, "2", "who next", "─ who next ─"),
        (Lang::En, "1", "palette", "┌"),
        (Lang::ZhHans, "2", "下一家", "下一家"),
        (Lang::ZhHans, "2", "xyj", "下一家"),
        (Lang::ZhHant, "3", "下一家", "下一家"),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
        stage.keys(script);
        stage.keys(&format!("f1 `{typed}` enter"));
        assert_ne!(stage.model.place(), Place::Question, "{typed}");
        assert!(stage.screen().contains(then), "{lang} {typed}\n{}", stage.screen());
    }
    // What cannot be done says why, and nothing is done.
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    stage.keys("f1 `reassign` enter");
    assert_eq!(stage.notice(), stage.model.cx.word("why-managers-only"));
}

/// The acts of a day, and the keys that do them in each preset, on a row of Today.
#[test]
fn each_daily_act_is_reached_in_each_preset() {
    let daily = [
        "log",
        "call",
        "here",
        "brief",
        "done",
        "move",
        "not-done",
        "again",
        "add",
        "edit",
        "find",
        "who-next",
        "close-day",
        "sync",
        "undo",
        "redo",
        "mark",
        "filter",
        "grade",
        "snooze",
        "open",
        "back",
        "today",
        "customers",
        "follow-ups",
        "plan",
        "palette",
        "help",
        "curtain",
        "lock",
        "context",
    ];
    for preset in KeyPreset::ALL {
        let mut stage = tall(Lang::En);
        stage.model.cx.set(Settings { keys: preset, ..Settings::default() });
        for id in daily {
            let letters = stage.model.cx.keymap.shown(id, true);
            assert!(!letters.is_empty(), "{}: {id} has no key", preset.name());
            if preset == KeyPreset::Arrows {
                let typed = stage
                    .model
                    .cx
                    .keymap
                    .keys(id)
                    .iter()
                    .flatten()
                    .any(|key| key.typed().is_some_and(|letter| letter != ' ' && !letter.is_ascii_digit()));
                assert!(!typed, "arrows: {id} needs a letter");
            }
        }
        // The day itself: log, undo, redo, done, move, a palette's command.
        stage.keys("f2 `met the owner` enter");
        assert!(stage.notice().contains("Saved"), "{}: {}", preset.name(), stage.notice());
        let undo = if preset == KeyPreset::Vim { "u" } else { "ctrl-z" };
        stage.keys(undo);
        assert!(stage.notice().contains("Taken back"), "{}: {}", preset.name(), stage.notice());
        stage.keys("ctrl-y");
        stage.keys("3 ctrl-k");
        assert!(stage.notice().contains("Saved"), "{}: {}", preset.name(), stage.notice());
        stage.keys("ctrl-r `fri` enter");
        assert!(stage.notice().contains("Saved"), "{}: {}", preset.name(), stage.notice());
        stage.keys("f7 `who next` enter esc");
        assert_eq!(stage.model.place(), Place::FollowUps);
    }
}

#[test]
fn no_foot_names_a_key_that_is_dead() {
    for preset in KeyPreset::ALL {
        for script in ["1", "2", "2 enter", "3", "4", "5", "6", "f4"] {
            let mut stage = Stage::new(Kept::new(), Lang::En, (160, 50), NOW);
            stage.model.cx.set(Settings { keys: preset, ..Settings::default() });
            stage.keys(script);
            let foot = stage.screen().lines().last().unwrap_or_default().to_owned();
            assert!(foot.trim_end().ends_with("all"), "{script}: {foot}");
            for command in rounds::tui::command::hints(&stage.model) {
                let words = stage.model.cx.word(&command.words()).to_owned();
                let key = stage.model.cx.keymap.shown(command.id, true);
                if foot.contains(&format!("  {words}")) {
                    assert!(!key.is_empty(), "{} {script}: {} stands without a key: {foot}", preset.name(), command.id);
                }
            }
        }
    }
}

/// Who types a command's whole name means it, and not one in whose other names it stands.
#[test]
fn a_name_that_is_typed_whole_comes_first() {
    for (lang, typed, said) in [
        (Lang::En, "undo", "Taken back"),
        (Lang::En, "redo", "Done again"),
        (Lang::En, "take back", "Taken back"),
        (Lang::En, "oops", "Taken back"),
        (Lang::ZhHans, "undo", "已撤销"),
        (Lang::ZhHans, "撤回", "已撤销"),
        (Lang::ZhHant, "undo", "已復原"),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
        // One act stands, one was taken back: both ways are open.
        stage.keys("i 2 j i u");
        stage.keys(&format!(": `{typed}` enter"));
        assert!(stage.notice().starts_with(said), "{lang} {typed}: {}\n{}", stage.notice(), stage.screen());
    }
}

/// A row of the palette says what it is: the command by its name, a setting and a customer under their headings.
#[test]
fn each_row_of_the_palette_has_its_name() {
    for lang in Lang::ALL {
        for size in [(60, 20), (80, 24), (160, 50)] {
            let mut stage = Stage::new(Kept::new(), lang, size, NOW);
            stage.keys(":");
            let (log, palette) = (stage.model.cx.word("command-log").to_owned(), stage.screen());
            assert!(palette.lines().any(|line| line.contains(&format!("│ {log} "))), "{log}\n{palette}");
            stage.keys("esc : `lowe`");
            let (customers, screen) = (stage.model.cx.word("palette-customers").to_owned(), stage.screen());
            assert!(screen.contains(&format!("│ {customers}")) && screen.contains("Lowe Bros"), "{screen}");
            stage.keys("esc :");
            let quit = stage.model.cx.word("command-quit").to_owned();
            quit.chars().for_each(|c| stage.say(rounds::tui::Msg::Key(rounds::tui::key::Key::char(c))));
            assert!(
                stage.screen().lines().any(|line| line.contains(&format!("│ {quit} "))),
                "{quit}\n{}",
                stage.screen()
            );
        }
    }
}

/// Who is found by name is told from others: a person by the customer, a customer by its street.
#[test]
fn what_is_found_says_whose_it_is() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (80, 24), NOW);
    stage.keys("f `ann`");
    let person = stage.screen().lines().find(|line| line.contains("Ann Lee")).map(str::to_owned).unwrap_or_default();
    assert!(person.contains("Harbour Dental"), "{}", stage.screen());
    assert_eq!(stage.model.subject().account.map(|(_, name)| name).as_deref(), Some("Harbour Dental"));
    stage.keys("esc f `lowe`");
    let customer =
        stage.screen().lines().find(|line| line.contains("Lowe Bros")).map(str::to_owned).unwrap_or_default();
    assert!(customer.contains("40 Lowe St"), "{}", stage.screen());
}

/// Each command is found by what a sales person calls it, in his language; what stands first is what he means.
#[test]
fn commands_are_found_by_the_words_of_the_trade() {
    for (lang, typed, expected) in [
        (Lang::En, "closed down", "shut-for-good"),
        (Lang::En, "moved", "new-address"),
        (Lang::En, "relocated", "new-address"),
        (Lang::En, "reschedule", "move"),
        (Lang::En, "check in", "here"),
        (Lang::En, "route", "order-day"),
        (Lang::En, "daily report", "close-day"),
        (Lang::En, "hand over", "reassign"),
        (Lang::En, "to do", "follow-ups"),
        (Lang::En, "phone", "call"),
        (Lang::ZhHans, "关门", "not-done"),
        (Lang::ZhHans, "guanmen", "not-done"),
        (Lang::ZhHans, "倒闭", "shut-for-good"),
        (Lang::ZhHans, "新地址", "new-address"),
        (Lang::ZhHans, "搬家", "new-address"),
        (Lang::ZhHans, "bj", "new-address"),
        (Lang::ZhHans, "签到", "here"),
        (Lang::ZhHans, "日报", "close-day"),
        (Lang::ZhHans, "交接", "reassign"),
        (Lang::ZhHans, "待办", "follow-ups"),
        (Lang::ZhHans, "顺路", "order-day"),
        (Lang::ZhHant, "關門", "not-done"),
        (Lang::ZhHant, "新地址", "new-address"),
        (Lang::ZhHant, "搬家", "new-address"),
        (Lang::ZhHant, "打卡", "here"),
        (Lang::ZhHant, "簡訊", "call"),
        (Lang::ZhHant, "行事曆", "plan"),
        (Lang::ZhHant, "交接", "reassign"),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (100, 40), NOW);
        stage.keys("2 :").keys(&format!("`{typed}`"));
        let name = stage.model.cx.word(&format!("command-{expected}")).to_owned();
        let screen = stage.screen();
        let first = screen.lines().skip_while(|line| !line.contains(stage.model.cx.word("palette-commands"))).nth(1);
        let found = first.is_some_and(|line| line.contains(&format!("│ {name} ")))
            || screen.lines().any(|line| line.contains(&format!("│ {name} ")));
        assert!(found, "{lang}, {typed}: {name} is not there\n{screen}");
    }
    // Whatever a command is called besides, it is found by it.
    for lang in Lang::ALL {
        let mut stage = Stage::new(Kept::new(), lang, (100, 60), NOW);
        for command in rounds::tui::command::TABLE {
            let words = stage.model.cx.word(&command.sought()).to_owned();
            let name = stage.model.cx.word(&command.words()).to_owned();
            let words: Vec<&str> = words.split([',', '、']).map(str::trim).collect();
            for word in [words.first(), words.last()].into_iter().flatten() {
                stage.keys("2 :");
                stage.say(rounds::tui::Msg::Paste((*word).to_owned()));
                let screen = stage.screen();
                assert!(screen.contains(&format!("│ {name} ")), "{lang}, {word}: {name} is not there\n{screen}");
                stage.keys("esc esc");
            }
        }
    }
}
