//! Writing: forms, the log line, find; over a book that really keeps.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Deed, LogEntry, LogKind, Promise, Slot, Whose};
use rounds::schema::{ACCOUNT, PromisedBy, TouchKind, Value, VisitKind};
use rounds::tui::message::Effect;

use super::fixed::{EN, NOW, Words, ZH, id};
use super::stage::Stage;
use super::twins::Twins;

fn stage() -> Stage<Twins> {
    Stage::new(Twins::new(&EN), Lang::En, (100, 30), NOW)
}

const LANGS: [(Lang, &Words); 3] = [(Lang::En, &EN), (Lang::ZhHans, &ZH), (Lang::ZhHant, &ZH)];

fn look(name: &str, script: &str, chinese: &str) {
    for (lang, words) in LANGS {
        let mut stage = Stage::new(Twins::new(words), lang, (100, 30), NOW);
        stage.keys(if lang == Lang::En { script } else { chinese });
        insta::assert_snapshot!(format!("{name}-{lang}"), stage.screen());
        stage.sizes(&format!("{name}-{lang}"));
    }
}

fn logged(stage: &Stage<Twins>) -> &LogEntry {
    match stage.book.deeds.last() {
        Some(Deed::Log(entry)) => entry,
        other => panic!("no log but {other:?}\n{}", stage.screen()),
    }
}

#[test]
fn a_line_becomes_a_log() {
    let friday = Some(Slot::day("2026-11-27".parse().unwrap()));
    let quote = Promise { text: "send quote".into(), due: friday, by: PromisedBy::Us };
    let visit = LogKind::Visit(VisitKind::OnSite);
    for (script, whose, kind, notes, promises) in [
        ("l `harbour met the buyer` enter", Whose::Account(id(6)), visit, "met the buyer", vec![]),
        (
            "f2 `Harbour Dental: called, too dear >send quote fri` enter",
            Whose::Account(id(6)),
            LogKind::Touch(TouchKind::Call),
            "too dear",
            vec![quote],
        ),
        // Nobody of that name, and twins: unfiled, with every word.
        ("l `somebody else entirely` enter", Whose::Unfiled, visit, "somebody else entirely", vec![]),
        ("l `old town bakery no order` enter", Whose::Unfiled, visit, "old town bakery no order", vec![]),
        // The second twin, by hand.
        ("l `old town bakery no order` down down enter", Whose::Account(id(11)), visit, "no order", vec![]),
        // A new customer, by hand.
        (
            "l `Green Grotto wants prices` down down enter",
            Whose::New("Green Grotto".into()),
            visit,
            "wants prices",
            vec![],
        ),
    ] {
        let mut stage = stage();
        stage.keys(script);
        let entry = logged(&stage);
        assert_eq!(entry.whose, whose, "{script}");
        assert_eq!((entry.kind, entry.notes.as_str(), &entry.promises), (kind, notes, &promises), "{script}");
        assert!(stage.model.at_root(), "{script}: the line is closed\n{}", stage.screen());
        assert!(stage.notice().starts_with("Saved"), "{script}: {}", stage.notice());
    }
}

#[test]
fn a_choice_belongs_to_the_letters_it_was_made_for() {
    let mill = [Whose::Account(id(9)), Whose::Account(id(3))];
    for keys in ["down", "down down"] {
        // `mill` is two: whichever was picked, the name that is written in the end counts.
        let mut stage = stage();
        stage.keys(&format!("6 l `mill` {keys}"));
        assert!(stage.screen().contains("▸"), "{}", stage.screen());
        stage.keys("` lane vets, met the owner` enter");
        assert_eq!(logged(&stage).whose, mill[0], "{keys}\n{}", stage.screen());
        // Words of the note take nothing back.
        let mut stage = self::stage();
        stage.keys(&format!("6 l `mill` {keys} `, met the owner` enter"));
        assert!(mill.contains(&logged(&stage).whose), "{keys}: {:?}", logged(&stage).whose);
        let first = logged(&stage).whose.clone();
        let mut stage = self::stage();
        stage.keys(&format!("6 l `mill, met` {keys} ` the owner` enter"));
        assert_eq!(logged(&stage).whose, first, "{keys}");
    }
    for (what, script, whose) in [
        ("one of twins, and more of their name", "6 l `old town` down down ` bakery no order` enter", None),
        ("few letters, then the note", "6 l `ha` down ` met the owner` enter", Some(Whose::Account(id(6)))),
        ("but for a letter", "6 l `harbor dentl` down ` met the owner` enter", Some(Whose::Account(id(6)))),
        (
            "another name after all",
            "6 l `ferry gar` down down ctrl-u `tan pharmacy renewed` enter",
            Some(Whose::Account(id(7))),
        ),
        ("a new one after all", "6 l `Green Grotto` down down ctrl-u `nobody we know` enter", Some(Whose::Unfiled)),
    ] {
        let mut stage = stage();
        stage.keys(script);
        let found = logged(&stage).whose.clone();
        match whose {
            Some(whose) => assert_eq!(found, whose, "{what}"),
            None => assert!(matches!(found, Whose::Account(_)), "{what}: {found:?}"),
        }
    }
}

#[test]
fn the_line_is_drafted_and_comes_back() {
    let mut stage = stage();
    stage.keys("l `harbour met the bu`");
    let kept = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::SaveDraft(draft) => Some(draft.clone()),
        _ => None,
    });
    assert!(kept.is_some_and(|draft| draft.of == "log" && draft.body.contains("harbour met the bu")));
    stage.keys("esc l right `yer` enter");
    assert_eq!(logged(&stage).notes, "met the buyer");
    // After it is saved nothing comes back.
    stage.keys("l `again` enter");
    assert_eq!(logged(&stage).notes, "again");
}

#[test]
fn a_log_is_one_undo() {
    let mut stage = stage();
    stage.keys("l `Green Grotto wants prices >ring back fri` down down enter u");
    assert!(stage.notice().starts_with("Taken back"), "{}", stage.notice());
    let Answer::Names(hits) = stage.book.answer(&Ask::Names { letters: "green grotto".into(), most: 5 }) else {
        panic!()
    };
    assert!(hits.iter().all(|hit| hit.name != "Green Grotto"));
}

#[test]
fn a_form_adds_and_edits() {
    let mut stage = stage();
    stage.keys("2 a `Pier Hotel` enter enter 2 ctrl-s");
    let Some(Deed::Create { entity, values, .. }) = stage.book.deeds.last() else { panic!("{}", stage.screen()) };
    assert_eq!(*entity, ACCOUNT.number);
    let get = |name: &str| {
        let number = ACCOUNT.field(name).unwrap().number;
        values.iter().find(|(known, _)| *known == number).map(|(_, value)| value.clone())
    };
    assert_eq!((get("name"), get("grade")), (Some(Value::text("Pier Hotel")), Some(Value::text("b"))));
    // Only what was touched is set.
    let mut stage = self::stage();
    stage.keys("2 enter e down down down 2 ctrl-s");
    let lifecycle = ACCOUNT.field("lifecycle").unwrap().number;
    let Some(Deed::Set { values, .. }) = stage.book.deeds.last() else { panic!("{}", stage.screen()) };
    assert_eq!(values, &[(lifecycle, Value::text("new"))]);
}

#[test]
fn a_form_says_what_does_not_fit_and_saves_nothing() {
    let mut stage = stage();
    stage.keys("2 a ctrl-s");
    assert!(stage.book.deeds.is_empty() && stage.screen().contains("! needed"), "{}", stage.screen());
    // The name is there, a phone is none.
    stage.keys("`Pier Hotel` tab tab tab tab `abc` ctrl-s");
    assert!(stage.book.deeds.is_empty(), "{}", stage.screen());
    assert!(stage.screen().contains("not a phone number"), "{}", stage.screen());
    stage.keys("backspace `0571 8888 1234` ctrl-s");
    assert_eq!(stage.book.deeds.len(), 1, "{:?}\n{}", stage.notice(), stage.screen());
}

#[test]
fn a_form_left_is_there_again() {
    let mut stage = stage();
    stage.keys("2 a `Pier Ho` esc");
    assert!(stage.notice().contains("draft"), "{}", stage.notice());
    stage.keys("a `tel` ctrl-s");
    assert!(stage.screen().contains("Pier Hotel"), "{}", stage.screen());
}

#[test]
fn look_alikes_are_shown_while_a_new_customer_is_typed() {
    let mut stage = stage();
    stage.keys("2 a `Harbour Dental`");
    assert!(stage.screen().contains("Already there? Harbour Dental"), "{}", stage.screen());
}

/// Why a visit did not take place is a reason, a date, and a word more.
#[test]
fn a_word_may_stand_beside_the_date_of_a_visit_not_done() {
    for (typed, again) in [("fri, in a meeting", true), ("in a meeting fri", true), ("in a meeting", false)] {
        let mut stage = Stage::new(super::kept::Kept::new(), Lang::En, (100, 30), NOW);
        stage.keys("x 2").keys(&format!("`{typed}`"));
        let said = if again { "Fri 27 Nov" } else { "kept as a note" };
        assert!(stage.screen().contains(said), "{typed}\n{}", stage.screen());
        stage.keys("enter");
        assert!(stage.notice().starts_with("Saved"), "{typed}: {}", stage.notice());
        let dump = stage.book.dump();
        assert!(dump.contains("in a meeting") && !dump.contains("fri,"), "{typed}");
        let now = Now::parse(NOW).unwrap();
        let Ok(Answer::Week(week)) = stage.book.writer.answer(&Ask::Week("2026-11-23".parse().unwrap()), &now) else {
            panic!()
        };
        let friday = "2026-11-27".parse().unwrap();
        assert_eq!(week.iter().any(|visit| visit.day == friday), again, "{typed}");
    }
}

/// Whoever opened a customer from find is back where find was opened.
#[test]
fn a_customer_found_goes_back_to_where_one_was() {
    let mut stage = stage();
    stage.keys("f `quay st` enter");
    assert_eq!(stage.model.subject().account_id(), Some(id(6)), "{}", stage.screen());
    stage.keys("esc");
    assert!(stage.model.at_root() && !stage.model.typing(), "{}", stage.screen());
}

#[test]
fn find_opens_what_it_found() {
    let mut stage = stage();
    stage.keys("f `quay st`");
    assert!(stage.screen().contains("Harbour Dental"), "{}", stage.screen());
    stage.keys("enter");
    assert_eq!(stage.model.subject().account_id(), Some(id(6)), "{}", stage.screen());
}

#[test]
fn a_setting_holds_at_once_and_is_kept() {
    let mut stage = stage();
    stage.keys("6 right");
    assert!(stage.screen().contains("语言"), "{}", stage.screen());
    assert!(
        stage
            .out
            .iter()
            .any(|effect| matches!(effect, Effect::KeepSettings(settings, _) if settings.lang == Some(Lang::ZhHans)))
    );
}

#[test]
fn writing_looks_the_same_in_three_languages() {
    look("form", "2 a `Pier Hotel` enter `The Pier` enter", "2 a `海滨饭店` enter `海滨` enter");
    look(
        "log-line",
        "l `harbour met the buyer, too dear >send quote next fri 10am <decision by 30 nov`",
        "l `杭州精工 见采购，要报价，嫌贵 》报价 周五 《定供应商 月底`",
    );
    look("log-twins", "l `old town no order`", "l `老城面包房 没下单`");
    look("find", "f `quay`", "f `建设`");
    look("settings", "6", "6");
}

#[test]
fn what_was_being_written_is_opened_again() {
    let mut first = stage();
    first.keys("l `harbour met the bu`");
    let drafts = first.model.cx.drafts.clone();
    let mut again = Stage::with_drafts(Twins::new(&EN), Lang::En, (100, 30), NOW, drafts);
    again.keys("`yer` enter");
    assert_eq!(logged(&again).notes, "met the buyer", "{}", again.screen());
    // A form too; and what was left by Esc stays closed.
    let mut first = stage();
    first.keys("2 a `Pier Ho`");
    let mut again = Stage::with_drafts(Twins::new(&EN), Lang::En, (100, 30), NOW, first.model.cx.drafts.clone());
    assert!(again.screen().contains("Pier Ho"), "{}", again.screen());
    again.keys("esc");
    let closed = Stage::with_drafts(Twins::new(&EN), Lang::En, (100, 30), NOW, again.model.cx.drafts.clone());
    assert!(closed.model.at_root(), "{}", closed.screen());
}

#[test]
fn the_line_is_filled_with_the_visit_in_progress() {
    let mut stage = stage();
    // Here now at the first customer of the list; then away to another screen.
    stage.keys("2 i 1 3 l `signed` enter");
    let entry = logged(&stage).clone();
    assert!(matches!(entry.whose, Whose::Account(_)) && entry.closes.is_some(), "{entry:?}");
    assert_eq!(entry.notes, "signed");
}

#[test]
fn a_row_is_not_the_customer_when_another_is_named() {
    let mut stage = stage();
    stage.keys("2 l `tan pharmacy renewed` enter");
    assert_eq!((&logged(&stage).whose, logged(&stage).notes.as_str()), (&Whose::Account(id(7)), "renewed"));
    let mut stage = self::stage();
    stage.keys("2 l `renewed, likes it` enter");
    let entry = logged(&stage);
    assert!(matches!(entry.whose, Whose::Account(_)) && entry.notes == "renewed, likes it", "{entry:?}");
}

#[test]
fn a_mistyped_name_is_nobodys_until_a_person_says_whose() {
    for (typed, keys, expected, said) in [
        ("harbor dentl met the buyer", "", Whose::Unfiled, "Harbour Dental? ↓ takes it, Enter keeps it unfiled"),
        ("harbor dentl met the buyer", "down", Whose::Account(id(6)), "▸"),
        ("harbor dentl met the buyer", "down down", Whose::Account(id(1)), "▸"),
        ("fery garage renewed", "", Whose::Unfiled, "Ferry Garage? ↓ takes it, Enter keeps it unfiled"),
        // One word may be near a name by chance: it is asked, and the row's customer is the first to pick.
        ("harbor met the buyer", "", Whose::Unfiled, "for Blue Finch Cafe? ↓ says whose it is"),
        ("harbor met the buyer", "down", Whose::Account(id(1)), "▸"),
        ("Muddy Paws, dog grooming", "", Whose::Unfiled, "New customer: Muddy Paws"),
        ("Muddy Paws, dog grooming", "down", Whose::Account(id(1)), "▸"),
        ("Muddy Paws, dog grooming", "down down", Whose::New("Muddy Paws".into()), "▸"),
        // The row's own name, mistyped, is the row's.
        ("bleu finch cafe renewed", "", Whose::Account(id(1)), "Blue Finch Cafe (here)"),
        ("met the buyer", "", Whose::Account(id(1)), "Blue Finch Cafe (here)"),
        ("ordered two boxes", "", Whose::Account(id(1)), "Blue Finch Cafe (here)"),
    ] {
        let mut stage = stage();
        stage.keys(&format!("2 l `{typed}` {keys}"));
        let screen = stage.screen();
        assert!(screen.contains(said), "{typed}:\n{screen}");
        stage.keys("enter");
        assert_eq!(logged(&stage).whose, expected, "{typed} {keys}");
    }
}

#[test]
fn an_empty_book_offers_the_ways_to_begin() {
    for lang in Lang::ALL {
        let stage = Stage::new(
            Twins { writer: rounds::store::Writer::in_memory(1).unwrap(), deeds: Vec::new() },
            lang,
            (100, 30),
            NOW,
        );
        insta::assert_snapshot!(format!("welcome-{lang}"), stage.screen());
    }
}
