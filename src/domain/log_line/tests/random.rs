//! Random lines: never a panic, ranges on character boundaries; and a page of text.

use proptest::prelude::*;

use super::*;

#[test]
fn a_page_is_read_quickly() {
    let line = format!("蓝雀咖啡 见采购，要报价 {} 》报价 周五", "met the buyer 9:30, 说周五定，".repeat(60));
    let known = known(&line, Lang::ZhHans);
    let now = now();
    let context = LineContext::new(&now, Lang::ZhHans, &known);
    assert_eq!(parse(&line, &context).promises.len(), 1);
}

fn sound(line: &str, lang: Lang) -> Result<(), TestCaseError> {
    let (now, known) = (now(), known(line, lang));
    for fixed in [None, Some(&Fixed::New), Some(&Fixed::Unfiled), Some(&Fixed::Account(id(0), NAMES[0].into()))] {
        let context = LineContext { fixed, ..LineContext::new(&now, lang, &known) };
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
