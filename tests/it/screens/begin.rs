//! The first start: an empty book's ways to begin, and an import from the file's path to the day, by keys.

use rounds::base::clock::Now;
use rounds::base::id::{Id, IdSource};
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::cadence::Cadence;
use rounds::domain::deed::Deed;
use rounds::runtime::errands::import::{Desk, Request, look};
use rounds::schema::{ACCOUNT, Value};
use rounds::tui::message::{Effect, Errand, Joining, Kinds, LookAsk, Msg, Reply, Ticket, Wish};
use rounds::tui::screen::Tab;
use rounds::tui::subject::Row;

use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

fn empty(lang: Lang, size: (u16, u16)) -> Stage<Kept> {
    Stage::new(Kept::empty(), lang, size, NOW)
}

fn errand(stage: &mut Stage<Kept>) -> Option<(Ticket, Errand)> {
    let wanted = |effect: &Effect| matches!(effect, Effect::Errand { errand, .. } if *errand != Errand::Nearby);
    let at = stage.out.iter().position(wanted)?;
    match stage.out.remove(at) {
        Effect::Errand { ticket, errand } => Some((ticket, errand)),
        _ => None,
    }
}

/// Looks at the file that is asked for, as the runtime would.
fn reply(stage: &mut Stage<Kept>) -> LookAsk {
    let Some((ticket, Errand::Look(ask))) = errand(stage) else { panic!("no file is asked for: {}", stage.screen()) };
    let now = Now::parse(NOW).unwrap();
    let writer = &stage.book.writer;
    let mut desk = Desk {
        ask: &mut |question| writer.answer(question, &now),
        me: writer.me().unwrap(),
        cycle: &|grade| Cadence::default().of_grade(grade).into(),
        now: &now,
        ids: &mut IdSource::seeded(3),
    };
    let request = Request {
        path: ask.path.clone().into(),
        sheet: ask.sheet.clone(),
        map: String::new(),
        mapping: ask.mapping.clone(),
        choices: ask.choices.clone(),
    };
    let outcome = look(&request, &mut desk).map(Into::into).map_err(|error| error.to_string());
    stage.say(Msg::Replied { ticket, reply: Reply::Looked(outcome) });
    *ask
}

fn previewed(lang: Lang, size: (u16, u16), file: &str) -> Stage<Kept> {
    let mut stage = empty(lang, size);
    stage.keys("2");
    stage.say(Msg::Paste(format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"))));
    stage.keys("enter");
    reply(&mut stage);
    stage
}

fn customers(stage: &Stage<Kept>) -> usize {
    match stage.book.writer.answer(&Ask::Today, &Now::parse(NOW).unwrap()).unwrap() {
        Answer::Today(today) => today.accounts,
        other => panic!("{other:?}"),
    }
}

#[test]
fn digits_and_arrows_choose_how_to_begin() {
    let mut stage = empty(Lang::En, (80, 24));
    stage.keys("1");
    assert!(stage.out.contains(&Effect::StartDemo));
    // Any command works beside them.
    let mut stage = empty(Lang::En, (80, 24));
    let before = stage.screen();
    stage.keys("l");
    assert_ne!(stage.screen(), before);
    // Arrows and Enter do as the digits do.
    let (mut one, mut two) = (empty(Lang::En, (80, 24)), empty(Lang::En, (80, 24)));
    one.keys("2");
    two.keys("down enter");
    assert_eq!(one.screen(), two.screen());
}

#[test]
fn a_known_export_is_a_day_after_four_keys() {
    let mut stage = previewed(Lang::En, (100, 30), "salesforce/accountData.csv");
    insta::assert_snapshot!("import-en", stage.screen());
    assert_eq!(customers(&stage), 0);
    stage.keys("enter");
    assert_eq!(customers(&stage), 423);
    assert_eq!((stage.model.tab(), stage.model.at_root()), (Tab::Today, true));
    assert!(stage.notice().contains("423 new"), "{}", stage.notice());
    let screen = stage.screen();
    assert!(!screen.contains("Try the demo"), "{screen}");
    // One undo takes all of it back.
    stage.keys("u");
    assert_eq!(customers(&stage), 0);
    assert!(stage.notice().contains("accountData.csv"), "{}", stage.notice());
    // What is gone again has no page to go to.
    assert!(stage.model.at_root() && stage.screen().contains("No customers yet"), "{}", stage.screen());
}

#[test]
fn a_preview_in_chinese() {
    insta::assert_snapshot!("import-zh-Hans", previewed(Lang::ZhHans, (80, 24), "import/customers_gbk.csv").screen());
    insta::assert_snapshot!("import-zh-Hant", previewed(Lang::ZhHant, (80, 24), "import/customers_big5.csv").screen());
}

#[test]
fn esc_leaves_everything_as_it_is() {
    let mut stage = previewed(Lang::En, (100, 30), "salesforce/accountData.csv");
    stage.keys("esc");
    assert!(stage.model.at_root() && stage.book.writer.undo(&Now::parse(NOW).unwrap()).unwrap().is_none());
    assert_eq!(customers(&stage), 0);
}

#[test]
fn a_column_becomes_what_is_chosen_and_enter_waits_for_the_new_look() {
    let mut stage = previewed(Lang::En, (100, 30), "salesforce/accountData.csv");
    stage.keys("down e `notes`");
    insta::assert_snapshot!("import-target-en", stage.screen());
    stage.keys("esc e `not taken` enter");
    // What is shown is not what would be done: Enter does nothing yet.
    stage.keys("enter");
    assert_eq!(customers(&stage), 0);
    let ask = reply(&mut stage);
    assert!(ask.mapping.is_some_and(|mapping| mapping.columns.iter().any(|column| column.chosen)));
    stage.keys("enter");
    assert_eq!(customers(&stage), 423);
}

#[test]
fn the_same_file_again_asks_nothing_and_changes_nothing() {
    let mut stage = previewed(Lang::En, (100, 30), "salesforce/accountData.csv");
    stage.keys("enter");
    stage.out.clear();
    stage.keys("6 end up enter");
    stage.say(Msg::Paste(format!("{}/tests/data/salesforce/accountData.csv", env!("CARGO_MANIFEST_DIR"))));
    stage.keys("enter");
    reply(&mut stage);
    let before = stage.book.dump();
    stage.keys("enter");
    assert_eq!(stage.book.dump(), before);
    assert!(stage.notice().contains("423"), "{}", stage.notice());
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_the_line_stays() {
    let mut stage = empty(Lang::En, (80, 24));
    stage.keys("2 `/no/such.csv` enter");
    let (ticket, _) = errand(&mut stage).unwrap();
    // Another's reply is not taken.
    stage.say(Msg::Replied { ticket: Ticket(99_999), reply: Reply::Looked(Err("another".into())) });
    assert!(!stage.screen().contains("another"));
    stage.say(Msg::Replied { ticket, reply: Reply::Looked(Err("could not be opened".into())) });
    let screen = stage.screen();
    assert!(screen.contains("could not be opened") && screen.contains("/no/such.csv"), "{screen}");
    stage.keys("tab");
    let (ticket, asked) = errand(&mut stage).unwrap();
    assert_eq!(asked, Errand::Complete("/no/such.csv".into(), Kinds::Customers));
    let names = vec!["such.csv".into(), "such.xlsx".into()];
    stage.say(Msg::Replied { ticket, reply: Reply::Completed("/no/such".into(), names) });
    assert!(stage.screen().contains("such.xlsx"));
}

/// A preview of this text as a file.
fn previewed_text(
    lang: Lang,
    size: (u16, u16),
    stage: Option<Stage<Kept>>,
    text: &str,
) -> (tempfile::TempDir, Stage<Kept>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    std::fs::write(&path, text).unwrap();
    let mut stage = stage.unwrap_or_else(|| empty(lang, size));
    rounds::tui::open::import(&mut stage.model.cx);
    stage.say(Msg::Time(Now::parse(NOW).unwrap()));
    stage.say(Msg::Paste(path.display().to_string()));
    stage.keys("enter");
    reply(&mut stage);
    (folder, stage)
}

#[test]
fn look_alikes_are_decided_row_by_row_and_all_at_once() {
    let list = "Name,City,Phone\nAcme Ltd,Leeds,0113 496 0011\nAcme Limited,Leeds,0113 496 0022\nBell,Leeds,\nBell Ltd,Leeds,\n\
                Cart Inc,York,\nCart Ltd,York,\n";
    let (_folder, mut stage) = previewed_text(Lang::En, (100, 30), None, list);
    assert!(stage.screen().contains("Acme Limited looks like Acme Ltd"), "{}", stage.screen());
    assert_eq!(stage.screen().matches("< new customer >").count(), 3, "{}", stage.screen());
    // The first is the same, the second stays out; each digit goes on to the next.
    stage.keys("tab tab 2");
    reply(&mut stage);
    stage.keys("3");
    // Enter waits for what is shown.
    stage.keys("enter");
    assert_eq!(customers(&stage), 0);
    reply(&mut stage);
    insta::assert_snapshot!("import-alike-en", stage.screen());
    stage.keys("enter");
    assert_eq!(customers(&stage), 4, "Acme, Bell and both Carts");
    // All at once, from the row above: what was said of single ones is gone.
    let (_folder, mut stage) = previewed_text(Lang::ZhHans, (100, 30), None, list);
    stage.keys("tab tab ３".replace('３', "`３`").as_str());
    reply(&mut stage);
    stage.keys("home right");
    let ask = reply(&mut stage);
    assert!(ask.choices.each.is_empty());
    assert_eq!(stage.screen().matches("< 同一客户 >").count(), 3, "{}", stage.screen());
    stage.keys("enter");
    assert_eq!(customers(&stage), 3);
}

#[test]
fn a_sheet_is_chosen_where_it_is_named() {
    let mut stage = previewed(Lang::En, (100, 30), "import/customers.xlsx");
    let screen = stage.screen();
    assert!(!screen.contains("--sheet") && screen.contains("Sheet"), "{screen}");
    let before = screen.lines().nth(1).unwrap().to_owned();
    stage.keys("home right");
    let ask = reply(&mut stage);
    assert!(ask.sheet.is_some());
    assert_ne!(stage.screen().lines().nth(2).unwrap(), before, "{}", stage.screen());
}

#[test]
fn an_import_whose_customer_went_meanwhile_is_looked_at_anew() {
    let (_folder, stage) =
        previewed_text(Lang::En, (100, 30), None, "Id,Name,City\nH1,Harbour Dental,Leeds\nB2,Blue Finch,Hull\n");
    let mut stage = stage;
    stage.keys("enter");
    assert_eq!(customers(&stage), 2);
    let (_folder, mut stage) =
        previewed_text(Lang::En, (100, 30), Some(stage), "Id,Name,Phone\nH1,Harbour Dental,0113 496 0011\n");
    assert!(stage.screen().contains("1 changed, 0 as before"), "{}", stage.screen());
    // Another window, or a sync.
    let now = Now::parse(NOW).unwrap();
    let all = Ask::Records { entity: ACCOUNT.number, only: Vec::new(), offset: 0, limit: 9 };
    let Answer::Records(records) = stage.book.writer.answer(&all, &now).unwrap() else { panic!() };
    let name = Value::text("Harbour Dental");
    let gone = records.iter().find(|one| one.values.iter().any(|(_, value)| *value == name)).unwrap().record;
    stage.book.writer.perform(&Deed::Delete { entity: ACCOUNT.number, record: gone }, &now).unwrap();
    stage.keys("enter");
    reply(&mut stage);
    assert!(stage.notice().contains("nothing was imported"), "{}", stage.notice());
    assert!(!stage.screen().contains("1 changed, 0 as before"), "{}", stage.screen());
}

/// What was wished last, as the runtime would see it.
fn wish(stage: &mut Stage<Kept>) -> (Ticket, Wish) {
    let at = stage.out.iter().position(|effect| matches!(effect, Effect::Enrol { .. })).expect("no wish to join");
    match stage.out.remove(at) {
        Effect::Enrol { ticket, wish } => (ticket, wish),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_company_is_asked_by_address_and_code() {
    let mut stage = empty(Lang::En, (80, 24));
    stage.keys("3 `127.0.0.1:7878` enter `abc` enter");
    let (ticket, asked) = wish(&mut stage);
    assert_eq!((asked.url.as_str(), asked.code.as_str(), asked.territory), ("127.0.0.1:7878", "abc", None));
    stage.say(Msg::Enrolled { ticket, outcome: Ok(Joining::Joined("server".into())) });
    assert!(stage.model.at_root() && stage.notice().starts_with("Connected"), "{}", stage.notice());
    assert!(stage.out.contains(&Effect::SyncNow));
}

#[test]
fn what_a_row_of_the_settings_opens_is_opened_from_the_palette_at_once() {
    for (lang, typed, opened) in [
        (Lang::ZhHans, "lianjie", "登记码"),
        (Lang::ZhHans, "daoru", "导入我的客户"),
        (Lang::En, "connect to", "Code"),
        // The command Settings has the word in its sentence only.
        (Lang::En, "import", "Import my customers"),
    ] {
        let mut stage = empty(lang, (80, 24));
        stage.keys(&format!("esc : `{typed}` enter"));
        assert!(!stage.model.at_root() && stage.screen().contains(opened), "{typed}\n{}", stage.screen());
    }
}

#[test]
fn of_several_territories_the_person_says_which() {
    let (north, south) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
    for (lang, choose, expected) in [
        (Lang::En, "2", south),
        (Lang::ZhHans, "`２`", south),
        (Lang::ZhHant, "down enter", south),
        (Lang::En, "enter", north),
    ] {
        let mut stage = empty(lang, (80, 24));
        stage.keys("3 `127.0.0.1:7878` enter `abc` enter");
        let (ticket, _) = wish(&mut stage);
        let several = vec![(north, "North".to_owned()), (south, "南区".to_owned())];
        stage.say(Msg::Enrolled { ticket, outcome: Ok(Joining::Which(several)) });
        let screen = stage.screen();
        assert!(screen.contains("1  North") && screen.contains("2  南区"), "{screen}");
        stage.keys(choose);
        let (ticket, asked) = wish(&mut stage);
        assert_eq!(asked.territory, Some(expected));
        assert_eq!(asked.code, "abc");
        stage.say(Msg::Enrolled { ticket, outcome: Ok(Joining::Joined("server".into())) });
        assert!(stage.model.at_root());
    }
    // Esc goes back to what was typed.
    let mut stage = empty(Lang::En, (80, 24));
    stage.keys("3 `a.example` enter `abc` enter");
    let (ticket, _) = wish(&mut stage);
    stage.say(Msg::Enrolled {
        ticket,
        outcome: Ok(Joining::Which(vec![(north, "North".into()), (south, "South".into())])),
    });
    stage.keys("esc");
    assert!(stage.screen().contains("a.example") && !stage.screen().contains("South"), "{}", stage.screen());
}

#[test]
fn the_first_customer_can_be_added_by_hand_with_the_key_of_every_screen() {
    let (mut digit, mut letter) = (empty(Lang::En, (80, 24)), empty(Lang::En, (80, 24)));
    digit.keys("4");
    letter.keys("a");
    assert_eq!(digit.screen(), letter.screen());
    assert!(!letter.screen().contains("Try the demo"));
}

#[test]
fn the_first_menu_can_be_left_and_the_demo_says_that_it_is_made() {
    for (lang, making) in [(Lang::En, "being made"), (Lang::ZhHans, "正在准备"), (Lang::ZhHant, "正在準備")] {
        let mut stage = empty(lang, (80, 24));
        stage.keys("q");
        assert!(stage.out.contains(&Effect::Quit), "{}", stage.screen());
        let mut stage = empty(lang, (80, 24));
        stage.keys("1");
        assert!(stage.out.contains(&Effect::StartDemo) && stage.screen().contains(making), "{}", stage.screen());
    }
}

#[test]
fn every_size_of_a_preview_is_drawn() {
    for size in [(20, 5), (30, 8), (40, 10), (80, 24), (120, 15), (200, 60)] {
        for script in ["", "e", "tab tab", "G", "left"] {
            let mut stage = previewed(Lang::ZhHans, (80, 24), "import/customers_gbk.csv");
            stage.keys(script).resize(size);
            for line in stage.screen().lines() {
                assert!(rounds::base::width::cells(line) <= usize::from(size.0), "{size:?} {script}: {line}");
            }
        }
    }
}

#[test]
fn look_alikes_of_an_import_are_asked_about_until_they_are_looked_at() {
    let list = "Name,City,Phone,Street\nAcme Ltd,Leeds,0113 496 0011,\nAcme Limited,Leeds,,\nBell,Leeds,,1 High Road\n\
                Tower,Leeds,,1 High Road\nAcme,York,,\nCart Inc,York,0113 496 0011,\n";
    for (lang, asked) in [(Lang::En, "look alike"), (Lang::ZhHans, "可能重复"), (Lang::ZhHant, "可能重複")] {
        let (_folder, mut stage) = previewed_text(lang, (100, 30), None, list);
        stage.keys("enter");
        assert!(stage.screen().contains(asked), "{}", stage.screen());
        // The last row under the day: look, and decide pair by pair.
        while !matches!(stage.model.subject().row, Row::Question) {
            stage.keys("tab");
        }
        stage.keys("down down enter");
        insta::assert_snapshot!(format!("import-pairs-{lang}"), stage.screen());
        // By number, by name, by address; the namesake in another town is another customer.
        for left in [2, 1, 0] {
            stage.keys("2");
            let Answer::Pairs(pairs) = stage.book.ask(&Ask::AllTwins, &Now::parse(NOW).unwrap()).unwrap() else {
                panic!()
            };
            assert_eq!(pairs.len(), left, "{}", stage.screen());
        }
        stage.keys("esc");
        assert!(stage.model.at_root() && !stage.screen().contains(asked), "{}", stage.screen());
    }
}

#[test]
fn what_the_footer_names_in_an_empty_book_does_something() {
    let places = ["", "esc", "esc 2", "esc 5", "2", "2 `x`", "3", "3 `https://rounds.example`"];
    super::footers::hold(|lang| empty(lang, (80, 24)), &places);
}
