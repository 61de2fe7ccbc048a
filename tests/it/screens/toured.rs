//! The tour: played to its end in three languages, left at any time, in nobody's way; and hints that fade.

use rounds::base::lang::Lang;
use rounds::base::width::cells;
use rounds::tui::Msg;
use rounds::tui::message::Effect;

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage(lang: Lang, size: (u16, u16)) -> Stage<Kept> {
    let mut stage = Stage::new(Kept::new(), lang, size, NOW);
    stage.model.cx.demo = true;
    stage
}

/// At which step it is.
fn at(stage: &Stage<Kept>) -> Option<u32> {
    let screen = stage.screen();
    let line = screen.lines().find(|line| line.contains("/10 "))?;
    line.trim_start().split('/').next()?.parse().ok()
}

fn synced(stage: &mut Stage<Kept>) {
    let mut line = stage.model.cx.sync.clone();
    line.waiting = 0;
    line.last = Some(stage.model.cx.now.at);
    stage.say(Msg::Sync(line));
}

#[test]
fn it_is_played_to_its_end_in_three_languages() {
    for lang in Lang::ALL {
        for size in [(60, 20), (80, 24), (100, 30)] {
            let mut stage = stage(lang, size);
            stage.keys("T");
            let line = match lang {
                Lang::En => "met the buyer > send quote fri",
                Lang::ZhHans => "见采购，要报价 》发报价 周五",
                Lang::ZhHant => "拜訪採購，要報價 》報價 週五",
            };
            let steps = [
                (1, "down enter"),
                (2, "esc"),
                (3, "l"),
                (4, &format!("`{line}` enter")),
                (5, "u"),
                (6, "U"),
                (7, "w"),
                (8, "esc :"),
            ];
            for (step, keys) in steps {
                assert_eq!(at(&stage), Some(step), "{lang} {size:?}\n{}", stage.screen());
                if size == (80, 24) && step == 1 {
                    insta::assert_snapshot!(format!("tour-{lang}"), stage.screen());
                }
                for line in stage.screen().lines() {
                    assert!(cells(line) <= usize::from(size.0));
                }
                stage.keys(keys);
            }
            assert_eq!(at(&stage), Some(9), "{lang} {size:?}\n{}", stage.screen());
            synced(&mut stage);
            assert_eq!(at(&stage), Some(10), "{lang} {size:?}\n{}", stage.screen());
            stage.keys("esc T");
            assert_eq!(at(&stage), None);
        }
    }
}

#[test]
fn it_is_left_at_any_time_and_takes_no_key() {
    let mut with = stage(Lang::En, (100, 30));
    let mut without = stage(Lang::En, (100, 30));
    with.keys("T");
    for keys in ["down", "2", "j", "space", "space", "/ `har` esc", "3", "m esc", "4", "5", "6", "1", "x esc", "? esc"]
    {
        with.keys(keys);
        without.keys(keys);
        assert_eq!(with.model.place(), without.model.place(), "{keys}");
        assert_eq!(at(&with), Some(1), "{keys}");
    }
    with.keys("T");
    assert_eq!(with.notice(), "The tour is over; : tour begins it again.");
    let mut own = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    own.keys("T");
    assert_eq!(own.notice(), "The tour is in the demo: Settings, Try the demo");
}

#[test]
fn a_hint_fades_when_its_key_was_used_and_makes_room() {
    let mut stage = stage(Lang::En, (80, 24));
    let foot = |stage: &Stage<Kept>| stage.screen().lines().last().unwrap_or_default().to_owned();
    assert!(foot(&stage).contains("l log"), "{}", foot(&stage));
    for _ in 0..8 {
        assert!(!foot(&stage).contains("w who next"), "there is no room for it yet");
        stage.keys("l esc b esc");
    }
    assert!(!foot(&stage).contains("l log") && foot(&stage).contains("w who next"), "{}", foot(&stage));
    // Counted on the disk until it is known; then no more.
    let kept = |stage: &Stage<Kept>| stage.out.iter().filter(|each| matches!(each, Effect::KeepHabits(_))).count();
    let before = kept(&stage);
    stage.keys("l esc l esc");
    assert_eq!(kept(&stage), before);
}

#[test]
fn what_is_fetched_from_a_list_five_times_says_its_key_once() {
    let mut stage = stage(Lang::En, (100, 30));
    for time in 1..=7 {
        stage.keys(": `who next` enter");
        assert_eq!(stage.screen().contains("Next time: w"), time == 5, "{time}\n{}", stage.screen());
        stage.keys("esc");
    }
    // An act that is saved at once says it beside what was saved.
    for time in 1..=5 {
        stage.keys("3 : `done` enter");
        let said = stage.notice().contains("Next time: d");
        stage.keys("u");
        assert_eq!(said, time == 5, "{time}\n{}", stage.screen());
    }
}
