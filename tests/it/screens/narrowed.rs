//! Filters and the sticky context: the same grammar wherever a list is narrowed.

use rounds::base::lang::Lang;
use rounds::schema::Value;

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage(lang: Lang) -> Stage<Kept> {
    Stage::new(Kept::new(), lang, (100, 30), NOW)
}

const NAMES: [&str; 6] = ["Harbour", "Finch", "Ferry", "Tan Pharmacy", "Lowe", "Mill Lane"];

fn shown(stage: &Stage<Kept>) -> Vec<&'static str> {
    NAMES.into_iter().filter(|name| stage.screen().contains(name)).collect()
}

#[test]
fn customers_are_narrowed_by_fields_and_words() {
    for (lang, typed, expected) in [
        (Lang::En, "grade:a", vec!["Harbour", "Tan Pharmacy"]),
        (Lang::En, "grade:A,C", vec!["Harbour", "Tan Pharmacy", "Lowe"]),
        (Lang::En, "-grade:a", vec!["Finch", "Ferry", "Lowe", "Mill Lane"]),
        (Lang::En, "grade:-", vec!["Mill Lane"]),
        (Lang::En, "grade:b fer", vec!["Ferry"]),
        (Lang::En, "street:14", vec!["Harbour"]),
        (Lang::En, "last:never grade:c", vec!["Lowe"]),
        (Lang::En, "colour:red grade:c", vec!["Lowe"]),
        (Lang::ZhHans, "客户等级：A", vec!["Harbour", "Tan Pharmacy"]),
        (Lang::ZhHant, "客戶等級:a", vec!["Harbour", "Tan Pharmacy"]),
    ] {
        let mut stage = stage(lang);
        stage.keys(&format!("2 / `{typed}`"));
        assert_eq!(shown(&stage), expected, "{typed}\n{}", stage.screen());
    }
}

#[test]
fn a_filter_is_completed_said_quietly_and_remembered() {
    let mut stage = stage(Lang::En);
    stage.keys("2 / `gra`");
    assert!(stage.screen().contains("Tab grade"), "{}", stage.screen());
    stage.keys("tab `c`");
    assert_eq!(shown(&stage), ["Lowe"], "{}", stage.screen());
    stage.keys("esc");
    assert_eq!(shown(&stage).len(), 6);
    stage.keys("/ up");
    assert_eq!(shown(&stage), ["Lowe"], "Up brings the last one back\n{}", stage.screen());
    stage.keys("esc / `colour:red`");
    assert!(stage.screen().contains("no field colour"), "{}", stage.screen());
    stage.keys("esc / `grade:z`");
    assert!(stage.screen().contains("grade is never z"), "{}", stage.screen());
}

#[test]
fn a_context_stays_until_one_key_leaves_it() {
    let mut stage = stage(Lang::En);
    stage.keys("v 2");
    assert!(stage.screen().lines().next().unwrap().contains("only A customers, v: all"), "{}", stage.screen());
    stage.keys("2");
    assert_eq!(shown(&stage), ["Harbour", "Tan Pharmacy"], "{}", stage.screen());
    stage.keys("3");
    assert!(!stage.screen().contains("Ferry"), "{}", stage.screen());
    // Today's stops and promises are narrowed too.
    stage.keys("1");
    let today = stage.screen();
    assert!(!today.contains("Ferry") && today.contains("Harbour"), "{today}");
    stage.keys("v");
    assert!(stage.screen().contains("Ferry"), "{}", stage.screen());
    stage.keys("v 2 2 v");
    assert_eq!(shown(&stage).len(), 6, "{}", stage.screen());
    // Today's stops; a filter that is kept is offered too.
    stage.keys("v 1 2");
    assert_eq!(shown(&stage).len(), 3, "{}", stage.screen());
    stage.keys("v / `grade:b` ctrl-s esc v");
    assert!(stage.screen().contains("grade:b"), "{}", stage.screen());
    stage.keys("4 2");
    assert_eq!(shown(&stage), ["Finch", "Ferry"], "{}", stage.screen());
}

#[test]
fn the_palette_finds_commands_customers_and_settings() {
    for (lang, typed, then) in [
        (Lang::En, "f7 `ferry` enter", "Ferry Wharf 3"),
        (Lang::En, "f7 `mouse` enter", "< no >"),
        (Lang::En, "f7 `plan` enter", "Mon 23 Nov"),
    ] {
        let mut stage = stage(lang);
        stage.keys(typed);
        assert!(stage.screen().contains(then), "{typed}\n{}", stage.screen());
    }
    // Whose name is typed comes before those in whose name it stands.
    let mut plan = stage(Lang::ZhHans);
    plan.keys("f7 `jh` enter");
    assert_eq!(plan.model.tab(), rounds::tui::screen::Tab::Plan, "{}", plan.screen());
    // By pinyin and its initials.
    for typed in ["fangkui", "fk"] {
        let mut stage = stage(Lang::ZhHans);
        stage.keys(&format!("f7 `{typed}`"));
        assert!(stage.screen().contains("有人看屏幕"), "{typed}\n{}", stage.screen());
    }
}

#[test]
fn a_persons_own_keys_hold_and_what_does_not_fit_is_said() {
    for (lang, said) in [
        (Lang::En, "keymap.toml, line 2: d belongs to"),
        (Lang::ZhHans, "keymap.toml第2行"),
        (Lang::ZhHant, "keymap.toml第2行"),
    ] {
        let mut stage = stage(lang);
        stage.model.cx.set_keys("who-next = \"W\"\ncopy = \"d\"\n");
        assert!(stage.notice().contains(said), "{}", stage.notice());
        stage.keys("2 home W");
        assert!(stage.screen().contains("┌"), "who next is open\n{}", stage.screen());
        // They stay when another setting is changed.
        stage.keys("esc 6 down down right 1");
        assert_eq!(stage.model.cx.keymap.shown("who-next", true), "W");
        assert_eq!(stage.model.cx.keymap.shown("copy", true), "y");
    }
}

/// What is not shown is not said to be missing: the day's figures are the whole day's, whatever of it fits.
#[test]
fn a_filter_that_nothing_fits_does_not_empty_the_day() {
    for size in [(100, 30), (80, 24), (60, 20)] {
        let mut stage = Stage::new(Kept::new(), Lang::En, size, NOW);
        assert!(stage.screen().contains("0 seen, 3 to go"), "{}", stage.screen());
        stage.keys("/ `zzz`");
        let screen = stage.screen();
        assert!(screen.contains("0 seen, 3 to go") && screen.contains("Nothing fits."), "{size:?}\n{screen}");
        assert!(!screen.contains("nothing is planned") && !screen.contains("none late"), "{size:?}\n{screen}");
        stage.keys("esc");
        assert!(stage.screen().contains("Blue Finch"), "{size:?}\n{}", stage.screen());
    }
    // A day on which nothing is planned stays one.
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), "2026-11-25T08:00:00+08:00");
    stage.keys("/ `zzz`");
    assert!(stage.screen().contains("nothing is planned today"), "{}", stage.screen());
}

/// What was planned after a context was left is on the day, as anything else is.
#[test]
fn a_day_is_whole_again_once_its_context_is_left() {
    let mut stage = stage(Lang::En);
    stage.keys("1 v 2 v");
    assert!(stage.screen().contains("0 seen, 3 to go"), "{}", stage.screen());
    stage.keys("2 / `lowe` enter l `lowe bros: ok` enter 1");
    assert!(stage.screen().contains("1 seen, 3 to go"), "{}", stage.screen());
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), "2026-11-25T08:00:00+08:00");
    stage.keys("1 v 2 v 2 / `lowe` enter m `today 11am` enter 1");
    let screen = stage.screen();
    assert!(screen.contains("Lowe Bros") && !screen.contains("nothing is planned"), "{screen}");
}

/// A street is picked as a whole: its words are looked for beside the names, and marks and one act do them all.
#[test]
fn customers_are_found_by_their_street_and_marked() {
    let mut kept = Kept::new();
    for (name, street) in [("Sunny Side", "12 Church Road"), ("Bounce Barn", "7 church road"), ("Church Inn", "1 Park")]
    {
        kept.customer(name, &[("street", Value::text(street))]);
    }
    kept.customer("三和五金", &[("street", Value::text("建设三路88号")), ("district", Value::text("萧山区"))]);
    let mut stage = Stage::new(kept, Lang::En, (100, 30), NOW);
    for (typed, found, not) in [
        ("church road", vec!["Sunny Side", "Bounce Barn"], vec!["Church Inn", "Lowe"]),
        ("church", vec!["Sunny Side", "Bounce Barn", "Church Inn"], vec!["Lowe"]),
        ("street:church", vec!["Sunny Side", "Bounce Barn"], vec!["Church Inn"]),
        ("sunny church", vec!["Sunny Side"], vec!["Bounce Barn"]),
        ("建设三路", vec!["三和五金"], vec!["Sunny Side"]),
        ("萧山", vec!["三和五金"], vec!["Sunny Side"]),
        // In the middle of a word it is chance.
        ("oad", vec![], vec!["Sunny Side"]),
    ] {
        stage.keys("2 /");
        stage.say(rounds::tui::Msg::Paste(typed.to_owned()));
        let screen = stage.screen();
        assert!(found.iter().all(|name| screen.contains(name)), "{typed}\n{screen}");
        assert!(!not.iter().any(|name| screen.contains(name)), "{typed}\n{screen}");
        stage.keys("esc");
    }
    stage.keys("2 / `church road` tab * x 1 `back fri` enter");
    assert!(stage.notice().starts_with("Saved on this laptop"), "{}\n{}", stage.notice(), stage.screen());
    stage.keys("4");
    let screen = stage.screen();
    assert!(screen.contains("Sunny Side") && screen.contains("Bounce Barn"), "{screen}");
}

#[test]
fn every_list_is_narrowed_by_the_same_words() {
    for (screen, typed, expected) in [
        ("1", "grade:a", vec!["Harbour", "Tan Pharmacy"]),
        ("1", "fer", vec!["Ferry"]),
        ("3", "grade:a", vec!["Harbour", "Tan Pharmacy"]),
        ("4", "grade:a", vec!["Harbour", "Tan Pharmacy"]),
        ("f", "grade:c", vec!["Lowe"]),
        ("f", "grade:a,b fer", vec!["Ferry"]),
    ] {
        let mut stage = stage(Lang::En);
        let filter = if screen == "f" { "" } else { "/" };
        stage.keys(screen);
        let all = shown(&stage);
        let before = stage.screen();
        stage.keys(&format!("{filter} `{typed}`"));
        // The next stop stands above all lists.
        let next = if screen == "1" { all.first().copied() } else { None };
        let rows: Vec<&str> =
            shown(&stage).into_iter().filter(|name| Some(*name) != next || expected.contains(name)).collect();
        let expected: Vec<&str> = expected.into_iter().filter(|name| screen == "f" || all.contains(name)).collect();
        assert_eq!(rows, expected, "{screen} {typed}\n{before}\n{}", stage.screen());
        // Kept on Up, and gone with Esc.
        stage.keys(&format!("esc {screen} {filter} up"));
        assert!(stage.screen().contains(typed), "{screen} {typed}\n{}", stage.screen());
    }
}

#[test]
fn a_kept_filter_is_offered_on_every_list() {
    let mut stage = stage(Lang::En);
    stage.keys("3 / `grade:b` ctrl-s");
    assert!(stage.notice().contains("grade:b"), "{}", stage.notice());
    assert_eq!(stage.model.cx.settings.filters, ["grade:b"]);
    stage.keys("esc 4 / up");
    assert!(stage.screen().contains("/ grade:b"), "{}", stage.screen());
    stage.keys("esc v");
    assert!(stage.screen().contains("grade:b"), "{}", stage.screen());
}

/// Whoever opened what he looked for has done with typing: behind Esc letters are commands again.
#[test]
fn a_filter_takes_no_letters_behind_a_row_that_was_opened() {
    let mut stage = stage(Lang::En);
    stage.keys("2 / `ferry` enter esc 3");
    assert!(stage.screen().contains("price list A100"), "{}", stage.screen());
}
