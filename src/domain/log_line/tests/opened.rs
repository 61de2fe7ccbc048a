//! A line that is opened at a customer, and begins with a word that begins another one's name.

use super::*;

/// Whose a line is: opened on a row, on the customer's own page, during the visit. `?` asks.
fn check_whose(book: &[&str], lang: Lang, rows: &[(&str, [&str; 3])]) {
    let now = now();
    let here = (id(0), book[0].to_owned());
    let hits = |letters: &str| -> Vec<NameHit> {
        let query = Query::new(letters);
        let fits = |name: &str| query.rank(&NameKey::new(name));
        let mut found: Vec<_> = book.iter().enumerate().filter_map(|(n, name)| Some((fits(name)?, n, *name))).collect();
        found.sort_by_key(|(rank, n, _)| (*rank, *n));
        let hit = |(rank, n, name): (crate::base::name::Rank, usize, &str)| NameHit {
            account: id(n),
            name: name.to_owned(),
            certain: rank.fit() == Fit::Exact,
            ..NameHit::default()
        };
        found.into_iter().map(hit).collect()
    };
    let mut wrong = Vec::new();
    for (line, expected) in rows {
        let known: BTreeMap<String, Vec<NameHit>> =
            leading(line, &now, lang).into_iter().map(|one| (one.letters.clone(), hits(&one.letters))).collect();
        let began = Some(now.at.plus_minutes(-20));
        let own = [(false, None), (true, None), (false, began)].map(|(meant, in_progress)| {
            let context =
                LineContext { opened: Some(&here), meant, in_progress, ..LineContext::new(&now, lang, &known) };
            match parse(line, &context).whose {
                Whose::Account(account) => {
                    book.iter().enumerate().find(|(n, _)| id(*n) == account).map_or("", |(_, name)| *name)
                }
                _ => "?",
            }
        });
        if own != *expected {
            wrong.push(format!("{line}\n   is {own:?}\n  not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn a_word_of_a_sentence_sends_no_line_to_another_customer() {
    let (pier, fresh) = ("Pier Hotel", "Fresh Fish Market");
    let tan = "Tan Pharmacy";
    check_whose(
        &[pier, fresh, "Kitchen Republic", tan, "Garage Nine"],
        Lang::En,
        &[
            ("fresh towels wanted daily", ["?", pier, pier]),
            ("kitchen closed for refit", ["?", pier, pier]),
            ("garage roof leaks", ["?", pier, pier]),
            ("fresh fish wants a price", [fresh; 3]),
            ("Fresh Fish Market: ice machine broken", [fresh; 3]),
            ("Fresh: ice machine broken", [fresh; 3]),
            ("tan met the owner", [tan; 3]),
            ("met the owner", [pier; 3]),
        ],
    );
    let own = "滨江书店";
    check_whose(
        &[own, "余杭包装机械厂", "海川科技"],
        Lang::ZhHans,
        &[
            ("包装箱破了", ["?", own, own]),
            ("包装 嫌贵", ["?", own, own]),
            ("海川 见老板", ["海川科技"; 3]),
            ("余杭包装机械厂 见老板", ["余杭包装机械厂"; 3]),
        ],
    );
}

#[test]
fn a_name_that_the_book_does_not_have_is_asked_about_on_another_row() {
    let pier = "Pier Hotel";
    check_whose(
        &[pier, "Garage Nine"],
        Lang::En,
        &[
            ("muddy paws grooming, new place, wants towels", ["?", pier, "?"]),
            ("muddy paws, new customer, wants towels", ["?", pier, "?"]),
            ("zorba taverna ordered 3 drums", ["?", pier, pier]),
            ("the crown inn wants glass wash", ["?", pier, pier]),
            ("price list, new one wanted", [pier; 3]),
            ("the bar wants glass wash", [pier; 3]),
            ("upstairs kitchen needs 3 drums", [pier; 3]),
        ],
    );
    let salt = "鹽焗計畫";
    check_whose(
        &[salt, "林記冰室"],
        Lang::ZhHant,
        &[
            ("福記豆花，老闆姓裘 》型錄 週五", ["?", salt, salt]),
            ("老王牛肉麵，新客戶，要粗吸管", ["?", salt, "?"]),
            ("老王牛肉麵，要粗吸管", ["?", salt, salt]),
            ("大成餐飲 報價", ["?", "?", salt]),
            ("價格表，新客戶也要", [salt; 3]),
            ("招牌牛肉麵賣得好，要加紙碗", [salt; 3]),
            ("外帶便當盒，要粗一點的", [salt; 3]),
        ],
    );
}

/// A name that is said whole on its own row leaves nothing of itself in the note, whatever its last word else says.
#[test]
fn the_rows_own_name_leaves_no_half_of_itself() {
    let now = now();
    for (name, line, notes) in [
        ("Universal Media", "universal media he called back, wants two > call mon", "he called back, wants two"),
        ("Universal Media", "universal media he called back, wants two", "he called back, wants two"),
        ("Harbour Office", "harbour office they want prices", "they want prices"),
        ("Green Supplies", "green supplies late again, wants two", "late again, wants two"),
        ("Universal Media", "universal he called back", "he called back"),
    ] {
        let here = (id(0), name.to_owned());
        let hit = |letters: &str| -> Vec<NameHit> {
            let rank = Query::new(letters).rank(&NameKey::new(name));
            let hit = |rank: crate::base::name::Rank| NameHit {
                account: id(0),
                name: name.to_owned(),
                certain: rank.fit() == Fit::Exact,
                ..NameHit::default()
            };
            rank.map(hit).into_iter().collect()
        };
        let known: BTreeMap<String, Vec<NameHit>> =
            leading(line, &now, Lang::En).into_iter().map(|one| (one.letters.clone(), hit(&one.letters))).collect();
        for opened in [Some(&here), None] {
            let parsed = parse(line, &LineContext { opened, ..LineContext::new(&now, Lang::En, &known) });
            assert_eq!((parsed.whose, parsed.notes.as_str()), (Whose::Account(id(0)), notes), "{line} {opened:?}");
        }
    }
}
