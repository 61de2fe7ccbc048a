//! Random lines: never a panic, ranges on character boundaries; and a page of text.

use proptest::prelude::*;

use super::*;
use crate::base::SCANNED;
use crate::base::name::NameKey;
use crate::domain::ask::Named;

#[test]
fn a_page_is_read_quickly() {
    let line = format!("蓝雀咖啡 见采购，要报价 {} 》报价 周五", "met the buyer 9:30, 说周五定，".repeat(60));
    let known = known(&line, Lang::ZhHans);
    let now = now();
    let context = LineContext::new(&now, Lang::ZhHans, &known);
    // 说周五定, sixty times, is one.
    assert_eq!(parse(&line, &context).promises.len(), 2);
}

/// Words that stand for marks and words that tell something, each with what makes them so.
const TELLING: [&str; 40] = [
    "payment of ",
    "payment 500 ",
    "will pay 500 fri ",
    "1 Oct payment 500 invoice 20413 ok ",
    "回款 ",
    "回款2万 月底 ",
    "月底回款 ",
    "答应回款 ",
    "周五付 ",
    "to do ring Ed about the order ",
    "to do fri ",
    "follow up: ring ",
    "跟进 报价 ",
    "对方答应月底前定 ",
    "objection price ",
    "competitor Acme ",
    "产品 A100 ",
    "!5k fri ",
    "!x ",
    "+a ",
    "#a ",
    "《a ",
    "\"a\" ",
    "~60% ",
    "12k 60% ",
    "1款",
    "收到2万，",
    "订了3桶，",
    "想下单 ",
    "没接 ",
    "fifty quid ",
    "received 500 ",
    "ordered ",
    "next visit fri ",
    "过两周再去，",
    "I'll send it friday, ",
    "周五送过去 ",
    "上午9点到10点 ",
    "9:30-10:05 ",
    "call ",
];

/// A page that was pasted into the line is one clause: twice as much of it is twice the work, not four times.
#[test]
fn no_word_has_the_whole_page_read_again() {
    let read = |word: &str, bytes: usize| {
        let line = format!("蓝雀咖啡 {}", word.repeat(bytes / word.len()));
        let lang = if word.is_ascii() { Lang::En } else { Lang::ZhHans };
        let (now, known) = (now(), known(&line, lang));
        let before = SCANNED.get();
        parse(&line, &LineContext::new(&now, lang, &known));
        SCANNED.get() - before
    };
    let more = TELLING.iter().map(|word| (word, read(word, 800), read(word, 1_600)));
    let wrong: Vec<_> = more.filter(|(_, half, whole)| whole * 10 > half * 25 + 50_000).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Whom a line names among the names of these tests, and among people of theirs.
fn named(line: &str) -> Vec<Named> {
    let mut naming = Naming::new(line);
    for (n, name) in NAMES.iter().enumerate() {
        naming.customer(id(n), name, [NameKey::new(name)].iter());
        for person in ["李采购", "周五", "Fri Finch"] {
            naming.person(id(n), person, &NameKey::new(person));
        }
    }
    let hit = |found: &Found| NameHit {
        account: found.account,
        person: found.person.clone().filter(|_| !found.by_name),
        ..NameHit::default()
    };
    naming.found(Some(id(1)), |_| None).into_iter().map(|found| Named { hit: hit(&found), found }).collect()
}

fn sound(line: &str, lang: Lang) -> Result<(), TestCaseError> {
    let (now, known) = (now(), known(line, lang));
    // As it was asked for before the last character, and before the first.
    let early = line.char_indices().next_back().map_or("", |(at, _)| &line[..at]);
    let late = line.chars().next().map_or("", |c| &line[c.len_utf8()..]);
    let here = (id(1), NAMES[1].to_owned());
    for named in [named(early), named(late)] {
        parse(line, &LineContext { opened: Some(&here), named: Some(&named), ..LineContext::new(&now, lang, &known) });
    }
    let named = named(line);
    for fixed in [None, Some(&Fixed::New), Some(&Fixed::Unfiled), Some(&Fixed::Account(id(0), NAMES[0].into()))] {
        let context = LineContext { fixed, named: Some(&named), ..LineContext::new(&now, lang, &known) };
        let parsed = parse(line, &context);
        for chip in &parsed.chips {
            if let Some(range) = &chip.range {
                prop_assert!(line.get(range.clone()).is_some(), "{line:?} {chip:?}");
            }
        }
        prop_assert!(parsed.started <= parsed.ended && parsed.ended <= now.at);
        prop_assert_eq!(&parsed, &parse(line, &context));
    }
    let leading = leading(line, &now, lang);
    prop_assert!(leading.iter().all(|one| line.get(one.range.clone()).is_some()));
    Ok(())
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(line in "\\PC{0,60}") {
        for lang in Lang::ALL {
            sound(&line, lang)?;
        }
    }

    #[test]
    fn nor_does_anything_made_of_its_own_words(
        words in prop::collection::vec(prop::sample::select(vec![
            "blue", "finch", "精工", "见", "采购", "，", ",", ">", "<", "》", "《", "〉", "\"", "“", "”", "「", "」", " ", "\n", ";", "+", "^", "!",
            "！", "fri", "周五", "昨天", "9:30-10:05", "call", "电话", "打电话", "LINE", "order", "no answer", "没接", "10k", "yesterday", "for 2 hours",
            "é", "　", "《产品手册》", "the", "at", "Acme", ":", "：", "-", "=", "30号", "下单", "\u{301}", "👍",
        ]), 0..12),
    ) {
        for line in [words.concat(), words.join(" ")] {
            sound(&line, Lang::ZhHans)?;
            sound(&line, Lang::En)?;
        }
    }
}
