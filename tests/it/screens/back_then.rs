//! `:at` and a day: the record under the cursor as it was then, at once.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, Value};
use rounds::tui::Msg;
use rounds::tui::key::Key;

use super::kept::{Kept, NOW};
use super::stage::Stage;

/// A customer whose street is another one since the 23rd.
fn book() -> Kept {
    let mut book = Kept::new();
    let (record, street) = (book.accounts[1], ACCOUNT.field("street").unwrap().number);
    let values = vec![(street, Value::text("1 New Quay"))];
    let since = Now::parse("2026-11-23T15:00:00+08:00").unwrap();
    book.writer.perform(&Deed::Set { entity: ACCOUNT.number, record, values, seen: Vec::new() }, &since).unwrap();
    book
}

fn typed(stage: &mut Stage<Kept>, letters: &str) -> String {
    stage.keys(":");
    letters.chars().for_each(|c| stage.say(Msg::Key(Key::char(c))));
    let palette = stage.screen();
    stage.keys("enter");
    palette
}

#[test]
fn at_and_a_day_shows_the_record_as_it_was() {
    let english = ["at yesterday", "AT yesterday", "as of 2026-11-23", "at yesterday 16:00"];
    let chinese = ["at 昨天", "当时昨天", "当时 昨天", "当时的样子 2026-11-23"];
    let taiwan = ["at 昨天", "當時昨天", "當時的樣子 昨天"];
    for (lang, after, before) in [
        (Lang::En, &english[..], ["at 2026-11-22", "at yesterday 09:30"]),
        (Lang::ZhHans, &chinese, ["at 2026-11-22", "当时11月22号"]),
        (Lang::ZhHant, &taiwan, ["at 2026-11-22", "當時11月22號"]),
    ] {
        let lines = after.iter().map(|line| (*line, "1 New Quay")).chain(before.map(|line| (line, "2 Finch Row")));
        for (line, street) in lines {
            let mut stage = Stage::new(book(), lang, (100, 30), NOW);
            stage.keys("2");
            let palette = typed(&mut stage, line);
            let command = stage.model.cx.word("command-at").to_owned();
            assert!(palette.contains(&command), "{line}\n{palette}");
            let screen = stage.screen();
            let title = stage.model.cx.say("title-as-of", &[("at", "".into())]);
            assert!(screen.contains(title.trim_end()), "{lang} {line}\n{screen}");
            assert!(screen.contains(street), "{lang} {line}\n{screen}");
        }
    }
}

#[test]
fn at_alone_asks_for_the_day_and_what_says_none_is_laid_before_one() {
    for (lang, names) in
        [(Lang::En, &["at", "as it was"][..]), (Lang::ZhHans, &["at", "当时"]), (Lang::ZhHant, &["at", "當時"])]
    {
        for name in names {
            let mut stage = Stage::new(book(), lang, (100, 30), NOW);
            stage.keys("2");
            typed(&mut stage, name);
            let title = stage.model.cx.word("title-as-of-when").to_owned();
            assert!(stage.screen().contains(&title), "{lang} {name}\n{}", stage.screen());
            stage.keys("esc");
            typed(&mut stage, &format!("{name} quite"));
            let screen = stage.screen();
            assert!(screen.contains(&title) && screen.contains("quite"), "{lang} {name}\n{screen}");
            assert_eq!(stage.notice(), stage.model.cx.word("notice-no-date"), "{lang} {name}");
        }
    }
}
