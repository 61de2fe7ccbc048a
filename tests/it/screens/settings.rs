//! A setting is obeyed everywhere, at once: each is changed on its screen, and seen to hold where it matters.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::config::Settings;
use rounds::domain::act::{Edit, RecordEdit, UndoKind};
use rounds::runtime::settings::Keeper;
use rounds::schema::{SETTING, Value};
use rounds::store::Bulk;
use rounds::tui::Msg;
use rounds::tui::message::{Effect, Mouse};

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

/// Puts the cursor of the settings on the row with these words.
fn on(stage: &mut Stage<Kept>, words: &str) {
    stage.keys("6 home");
    for _ in 0..30 {
        if stage.screen().lines().any(|line| line.contains(words) && line.contains('<')) {
            return;
        }
        stage.keys("down");
    }
    panic!("no {words}\n{}", stage.screen());
}

#[test]
fn cadences_say_when_customers_are_due() {
    let mut stage = stage();
    stage.keys("l `trial runs` down right right right delete enter 2");
    assert!(stage.screen().contains("Tue 8 Dec"), "A is seen every two weeks\n{}", stage.screen());
    on(&mut stage, "Grade A");
    stage.keys("left 2");
    assert!(stage.screen().contains("Tue 1 Dec"), "A is seen every week now\n{}", stage.screen());
    stage.keys("1 enter");
    assert!(stage.screen().contains("every week "), "{}", stage.screen());
}

#[test]
fn the_length_of_a_visit_is_the_one_set() {
    let mut stage = stage();
    on(&mut stage, "visit");
    stage.keys("right right right 1 l `trial runs`");
    assert!(stage.screen().contains("09:57-10:42"), "{}", stage.screen());
    stage.keys("ctrl-u esc i");
    stage.say(Msg::Time(Now::parse("2026-11-25T09:00:00+08:00").unwrap()));
    // The end was forgotten overnight; a new visit elsewhere ends it, as long as is usual.
    stage.keys("2 G i 1");
    let dump = stage.book.dump();
    let (started, ended) = (Now::parse(NOW).unwrap().at, Now::parse("2026-11-24T11:27:00+08:00").unwrap().at);
    assert!(dump.contains(&started.millis().to_string()) && dump.contains(&ended.millis().to_string()), "{dump}");
}

#[test]
fn the_mouse_is_asked_for_and_then_points() {
    let mut stage = stage();
    on(&mut stage, "Mouse");
    stage.keys("right");
    assert!(stage.out.iter().any(|effect| matches!(effect, Effect::KeepSettings(settings, _) if settings.mouse)));
    // A screen's name in the head, a row, the row again.
    stage.say(Msg::Mouse(Mouse::Press(13, 0)));
    assert!(stage.screen().contains("6 customers"), "{}", stage.screen());
    let line = |stage: &Stage<Kept>, words: &str| stage.screen().lines().position(|line| line.contains(words)).unwrap();
    let y = line(&stage, "Lowe Bros") as u16;
    stage.say(Msg::Mouse(Mouse::Press(10, y)));
    assert_eq!(stage.model.subject().account_id(), Some(stage.book.accounts[4]));
    stage.say(Msg::Mouse(Mouse::Down));
    assert_eq!(stage.model.subject().account_id(), Some(stage.book.accounts[5]));
    stage.say(Msg::Mouse(Mouse::Press(10, y)));
    stage.say(Msg::Mouse(Mouse::Press(10, y)));
    assert!(stage.screen().contains("BRIEFING"), "{}", stage.screen());
    // In a choice too; and nothing lies under it.
    stage.keys("1 x");
    let y = line(&stage, "shut") as u16;
    stage.say(Msg::Mouse(Mouse::Press(1, y)));
    assert!(!stage.model.at_root(), "{}", stage.screen());
}

#[test]
fn a_day_is_full_when_it_has_as_many_visits_as_set() {
    let mut stage = stage();
    stage.keys("4");
    assert!(stage.screen().contains("Tue 24 Nov   3   room for 7 more"), "{}", stage.screen());
    on(&mut stage, "full day");
    stage.keys("left left left left left left left left 4");
    assert!(stage.screen().contains("Tue 24 Nov   3   1 more than a full day"), "{}", stage.screen());
}

/// What the company has set of who next stands there as its own; and where not all fit, which of how many one is on.
#[test]
fn the_companys_weights_are_shown_as_its_own() {
    let mut stage = stage();
    let setting = |name: &str, value: &str| {
        let field = |name: &str| SETTING.field(name).unwrap().number;
        vec![(field("name"), Value::text(name)), (field("value"), Value::text(value))]
    };
    let now = Now::parse(NOW).unwrap();
    let id = stage.book.writer.new_id(now.at);
    let edit = Edit { entity: SETTING.number, record: id, deed: RecordEdit::Create(setting("weights.due", "140")) };
    stage.book.writer.bulk([edit], now.at, Bulk::Arrived).unwrap();
    stage.resize((80, 24)).keys("6 end");
    assert!(stage.screen().contains("28/28"), "{}", stage.screen());
    on(&mut stage, "due by its cadence");
    assert!(stage.screen().contains("140, as the company has set it"), "{}", stage.screen());
    stage.keys("right");
    assert!(stage.screen().contains("< 145 >"), "{}", stage.screen());
    stage.keys("delete");
    assert!(stage.screen().contains("140, as the company has set it"), "{}", stage.screen());
}

#[test]
fn the_rows_stand_under_headings_and_are_one_list() {
    for (lang, headings) in [
        (Lang::En, ["LOOK AND KEYS", "THE DAY", "LOCK", "HOW OFTEN CUSTOMERS ARE SEEN", "WHO NEXT", "TO BEGIN"]),
        (Lang::ZhHans, ["界面和按键", "一天", "锁屏", "多久拜访一次", "下一家：", "开始使用"]),
        (Lang::ZhHant, ["畫面和按鍵", "一天", "鎖定", "多久拜訪一次", "下一家：", "開始使用"]),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (160, 50), NOW);
        stage.keys("6");
        let screen = stage.screen();
        let found: Vec<Option<usize>> = headings.iter().map(|words| screen.find(words)).collect();
        assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{found:?}\n{screen}");
        // Each key down is one row on; no heading is stopped at.
        let mut rows = Vec::new();
        stage.keys("home");
        for _ in 0..28 {
            rows.extend(
                stage.screen().lines().find(|line| line.contains(" >") && line.contains("< ")).map(str::to_owned),
            );
            stage.keys("down");
        }
        assert!(rows.len() >= 24, "{rows:?}");
    }
}

#[test]
fn settings_are_filtered_as_one_types() {
    let mut stage = stage();
    stage.keys("6 / `grade`");
    let screen = stage.screen();
    assert!(screen.contains("Grade A: see every") && !screen.contains("Mouse"), "{screen}");
    // What the heading says is found too; what is not there says so.
    stage.keys("ctrl-u `often` tab right esc");
    assert!(stage.screen().contains("Mouse"), "{}", stage.screen());
    assert!(stage.out.iter().any(|effect| matches!(effect, Effect::KeepSettings(..))), "{}", stage.screen());
    stage.keys("/ `xyzzy`");
    assert!(!stage.screen().contains("Grade A") && stage.screen().lines().count() > 3, "{}", stage.screen());
    let mut chinese = Stage::new(Kept::new(), Lang::ZhHans, (80, 24), NOW);
    chinese.keys("6 / `bfpl`");
    assert!(!chinese.screen().contains("鼠标"), "{}", chinese.screen());
}

/// What was done last is taken back first, be it a setting or an act; another setting that was changed since stays.
#[test]
fn a_setting_is_taken_back_in_its_turn() {
    let mut stage = stage();
    let notes = |stage: &Stage<Kept>| super::log_line::logs(stage).0.len();
    let value = |stage: &Stage<Kept>| stage.model.cx.settings.cadences.a;
    stage.keys("l `trial runs` enter");
    on(&mut stage, "Grade A");
    stage.keys("right right u");
    assert_eq!((value(&stage), notes(&stage)), (14, 1), "{}", stage.screen());
    assert!(stage.notice().starts_with("Taken back: Grade A"), "{}", stage.notice());
    let kept = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::KeepSettings(settings, _) => Some(settings.cadences.a),
        _ => None,
    });
    assert_eq!(kept, Some(14));
    stage.keys("U");
    assert_eq!((value(&stage), notes(&stage)), (28, 1), "{}", stage.screen());
    assert!(stage.notice().starts_with("Done again: Grade A"), "{}", stage.notice());
    // An act behind it is taken back before it, and done again after it.
    stage.keys("1 l `tan rang, wants prices` enter u");
    assert!(stage.notice().contains("Tan"), "{}", stage.notice());
    assert_eq!(value(&stage), 28);
    stage.keys("u");
    assert_eq!((value(&stage), notes(&stage)), (14, 1), "{}", stage.screen());
    stage.keys("u");
    assert_eq!(notes(&stage), 0, "{}", stage.notice());
    stage.keys("U U");
    assert_eq!((value(&stage), notes(&stage)), (28, 1), "{}", stage.notice());
    // Of two settings the other stays.
    on(&mut stage, "Mouse");
    stage.keys("right");
    on(&mut stage, "Grade B");
    stage.keys("left u");
    let settings = &stage.model.cx.settings;
    assert!(settings.mouse && settings.cadences.a == 28, "{}", stage.notice());
    stage.keys("u");
    assert!(!stage.model.cx.settings.mouse && value(&stage) == 28, "{}", stage.notice());
}

/// As the file has them.
fn in_the_file(stage: &Stage<Kept>) -> Settings {
    let text = std::fs::read_to_string(stage.book.folder.path().join("settings.toml")).unwrap();
    Settings::parse("settings.toml", &text).unwrap()
}

/// Sets one as the shell does.
fn set_in_the_shell(stage: &mut Stage<Kept>, settings: &Settings) {
    let before =
        if stage.book.folder.path().join("settings.toml").exists() { in_the_file(stage) } else { Settings::default() };
    let (folder, change) = (stage.book.folder.path().to_path_buf(), before.change(settings));
    let now = Now::parse(NOW).unwrap();
    Keeper::new(&folder, &before).keep(&mut stage.book.writer, settings, change.as_ref(), &now).unwrap();
}

/// There is one record of what was done: the shell's setting is taken back here and the other way round, and an open screen shows what was set
/// elsewhere.
#[test]
fn a_setting_of_the_shell_is_seen_and_taken_back_here() {
    let mut stage = stage();
    on(&mut stage, "full day");
    set_in_the_shell(&mut stage, &Settings { visits_a_day: 12, ..Settings::default() });
    stage.look_elsewhere();
    assert!(stage.screen().contains("< 12 >"), "{}", stage.screen());
    stage.keys("u");
    assert!(stage.screen().contains("< 10 >") && stage.notice().contains(", again 10"), "{}", stage.screen());
    assert_eq!(in_the_file(&stage), Settings::default());
    // Also before anybody has noticed that it was set.
    stage.keys("U");
    set_in_the_shell(&mut stage, &Settings { visits_a_day: 12, mouse: true, ..Settings::default() });
    stage.keys("u");
    assert!(stage.notice().starts_with("Taken back: Mouse"), "{}", stage.notice());
    assert!(!in_the_file(&stage).mouse && stage.model.cx.settings == in_the_file(&stage));
    // And in the shell what was changed here.
    stage.keys("right");
    assert_eq!(in_the_file(&stage).visits_a_day, 13);
    let mut shell = Keeper::new(stage.book.folder.path(), &in_the_file(&stage));
    let taken = shell.undo(&mut stage.book.writer, UndoKind::Undo, &Now::parse(NOW).unwrap()).unwrap().unwrap();
    assert_eq!((taken.committed.label.subject.as_str(), taken.committed.label.detail.as_str()), ("visits_a_day", "12"));
    stage.look_elsewhere();
    assert!(stage.screen().contains("< 12 >"), "{}", stage.screen());
    // Here it is done again; what is another by now is nobody's to set back, and the one before it is meant.
    stage.keys("U");
    assert!(stage.screen().contains("< 13 >"), "{}", stage.screen());
    std::fs::write(stage.book.folder.path().join("settings.toml"), "visits_a_day = 20").unwrap();
    stage.keys("u");
    assert!(stage.screen().contains("< 20 >"), "{}", stage.screen());
    assert!(!stage.notice().contains("full day"), "{}", stage.notice());
}

#[test]
fn a_setting_is_named_as_its_row_is_and_one_without_a_row_by_its_name() {
    let weights = Settings::default().with("weights.due", Some("150")).unwrap();
    let filters = Settings::default().with("filters", Some("grade:A; city:Leeds")).unwrap();
    let mut stage = stage();
    for (settings, said) in [(weights, "as usual"), (filters, "filters, again []")] {
        set_in_the_shell(&mut stage, &settings);
        stage.keys("u");
        assert!(stage.notice().contains(said), "{}", stage.notice());
        assert_eq!(in_the_file(&stage), Settings::default());
    }
    // A language that nobody had set is the one that it was before.
    on(&mut stage, "Language");
    stage.keys("right u");
    assert!(stage.screen().contains("Language") && stage.notice().starts_with("Taken back"), "{}", stage.screen());
}
