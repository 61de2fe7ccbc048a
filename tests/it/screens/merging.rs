//! Twins are offered on the customer's page, seen side by side, joined with one key and parted with one; over a book that really keeps.

use std::collections::BTreeSet;

use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::schema::ACCOUNT;

use super::fixed::{EN, NOW, Words, ZH, id};
use super::stage::Stage;
use super::twins::Twins;

const LANGS: [(Lang, &Words); 3] = [(Lang::En, &EN), (Lang::ZhHans, &ZH), (Lang::ZhHant, &ZH)];

fn twins(stage: &Stage<Twins>) -> usize {
    match stage.book.answer(&Ask::AllTwins) {
        Answer::Pairs(pairs) => pairs.len(),
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
fn esc_leaves_two_records_as_they_are() {
    let mut stage = Stage::new(Twins::new(&EN), Lang::En, (80, 24), NOW);
    stage.keys("2 space down space : `join` enter");
    insta::assert_snapshot!("merge-marked-80", stage.screen());
    stage.keys("esc");
    assert!(stage.book.deeds.is_empty());
}
