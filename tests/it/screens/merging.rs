//! Twins are offered on the customer's page, seen side by side, joined with one key and parted with one; over a book that really keeps.

use std::collections::BTreeSet;

use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::domain::import::preview::Shared;
use rounds::schema::{ACCOUNT, Value};

use super::fixed::{EN, NOW, Words, ZH, id};
use super::stage::{Book, Stage};
use super::twins::Twins;

const LANGS: [(Lang, &Words); 3] = [(Lang::En, &EN), (Lang::ZhHans, &ZH), (Lang::ZhHant, &ZH)];

fn twins(stage: &Stage<Twins>) -> usize {
    match stage.book.answer(&Ask::AllTwins) {
        // Of one name: with the other's street it may have the address of a neighbour.
        Answer::Pairs(pairs) => pairs.iter().filter(|pair| pair.shared == Shared::Name).count(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn twins_are_offered_seen_joined_and_parted() {
    for (lang, words) in LANGS {
        let mut stage = Stage::new(Twins::new(words), lang, (100, 30), NOW);
        assert_eq!(twins(&stage), 1);
        // The page of the twin says so.
        stage.keys("f").keys(&format!("`{}` enter", words.names[9]));
        assert!(stage.notice().contains(words.names[9]), "{}", stage.screen());
        stage.keys(": `merge` enter");
        insta::assert_snapshot!(format!("merge-whom-{lang}"), stage.screen());
        stage.keys("enter");
        insta::assert_snapshot!(format!("merge-{lang}"), stage.screen());
        stage.sizes(&format!("merge-{lang}"));
        stage.keys("right enter");
        let street = ACCOUNT.field("street").unwrap().number;
        let Some(Deed::Merge { keep, other, from_other, .. }) = stage.book.deeds.last() else {
            panic!("{}", stage.screen())
        };
        assert_eq!(from_other, &BTreeSet::from([street]));
        assert_eq!(BTreeSet::from([*keep, *other]), BTreeSet::from([id(10), id(11)]));
        assert_eq!(twins(&stage), 0);
        stage.keys("u");
        assert_eq!(twins(&stage), 1, "{}", stage.screen());
    }
}

#[test]
fn look_alikes_are_offered_in_pairs_and_told_apart_or_joined_with_a_key() {
    for (lang, words) in LANGS {
        let mut stage = Stage::new(Twins::new(words), lang, (100, 30), NOW);
        stage.keys("g l");
        insta::assert_snapshot!(format!("pairs-{lang}"), stage.screen());
        // Two customers: not offered again, here and on their pages, until that is taken back.
        stage.keys("2");
        assert!(matches!(stage.book.deeds.last(), Some(Deed::TellApart { .. })), "{}", stage.screen());
        assert_eq!((twins(&stage), stage.book.answer(&Ask::Twins(id(10)))), (0, Answer::Names(Vec::new())));
        stage.keys("u");
        assert_eq!(twins(&stage), 1, "{}", stage.screen());
        // One customer: seen before it is done; the page is there again behind it.
        stage.keys("g l 1");
        assert_eq!(twins(&stage), 1);
        stage.keys("enter");
        assert_eq!(twins(&stage), 0, "{}", stage.screen());
        // Undo had gone to the customer's page; it lies behind, over the pairs it was called from.
        stage.keys("esc esc esc");
        assert!(stage.model.at_root(), "{}", stage.screen());
    }
    let mut narrow = Stage::new(Twins::new(&EN), Lang::En, (60, 20), NOW);
    narrow.keys("g l");
    insta::assert_snapshot!("pairs-narrow", narrow.screen());
}

#[test]
fn esc_leaves_two_records_as_they_are() {
    let mut stage = Stage::new(Twins::new(&EN), Lang::En, (80, 24), NOW);
    stage.keys("2 space down space : `join` enter");
    insta::assert_snapshot!("merge-marked-80", stage.screen());
    stage.keys("esc");
    assert!(stage.book.deeds.is_empty());
}

#[test]
fn history_brings_a_value_back_and_shows_how_it_was() {
    for (lang, words) in LANGS {
        let mut stage = Stage::new(Twins::new(words), lang, (100, 30), NOW);
        let street = ACCOUNT.field("street").unwrap().number;
        let values = vec![(street, Value::text("9 New St"))];
        stage
            .book
            .act(
                &Deed::Set { entity: ACCOUNT.number, record: id(10), values, seen: Vec::new() },
                &stage.model.cx.now.clone(),
            )
            .unwrap();
        stage.keys("f").keys(&format!("`{}` enter", words.names[9])).keys("H");
        insta::assert_snapshot!(format!("history-{lang}"), stage.screen());
        stage.sizes(&format!("history-{lang}"));
        // The old street, with one key; and one `u` takes that back.
        stage.keys("enter");
        let Some(Deed::Set { values, .. }) = stage.book.deeds.last() else { panic!("{}", stage.screen()) };
        assert_eq!(values, &vec![(street, Value::text(words.streets[9]))]);
        let command = ["as it was", "当时的样子", "當時的樣子"][LANGS.iter().position(|(of, _)| *of == lang).unwrap()];
        stage.keys("esc").keys(&format!(": `{command}` enter `2026-11-21` enter"));
        insta::assert_snapshot!(format!("as-of-{lang}"), stage.screen());
    }
}

#[test]
fn a_whole_act_is_taken_back_from_its_history() {
    let mut stage = Stage::new(Twins::new(&EN), Lang::En, (80, 24), NOW);
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let values = vec![(number("street"), Value::text("9 New St")), (number("city"), Value::text("York"))];
    let now = stage.model.cx.now.clone();
    stage.book.act(&Deed::Set { entity: ACCOUNT.number, record: id(10), values, seen: Vec::new() }, &now).unwrap();
    let grade = Deed::Grade { accounts: vec![id(10)], grade: None };
    stage.book.act(&grade, &now).unwrap();
    stage.keys("f").keys(&format!("`{}` enter", EN.names[9])).keys("H down x");
    let Answer::Record(Some(view)) = stage.book.answer(&Ask::Record { entity: ACCOUNT.number, record: id(10) }) else {
        panic!("{}", stage.screen())
    };
    let value = |name: &str| view.values.iter().find(|(field, _)| *field == number(name)).unwrap().1.clone();
    assert_eq!(
        (value("street"), value("city")),
        (Value::text(EN.streets[9]), Value::text(EN.city)),
        "{}",
        stage.screen()
    );
    assert_eq!(value("grade"), Value::Null, "what was done since stays");
}
