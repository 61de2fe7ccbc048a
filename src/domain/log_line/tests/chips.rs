//! Chips: where each stands, what completes them, what drops them, the next visit, people.

use super::*;

#[test]
fn chips_say_where_each_thing_stands() {
    let line = "昨天下午三点 电话 精工 催样机 》报价 周五";
    let parsed = read_with(Lang::ZhHans, line, None);
    let shown: Vec<&str> = parsed.chips.iter().filter_map(|chip| line.get(chip.range.clone()?)).collect();
    assert_eq!(shown, ["昨天下午三点", "电话", "精工", "》报价 周五"]);
    let guess = read_with(Lang::En, "blue finch met the buyer", None);
    assert!(
        guess
            .chips
            .iter()
            .any(|chip| matches!(chip.what, Understood::Time { said: false, .. }) && chip.range.is_none())
    );
}

#[test]
fn tab_completes_what_the_book_has_seen() {
    let vocabulary = Vocabulary {
        tags: vec!["too dear".into(), "嫌贵".into()],
        competitors: vec!["Bolt Brothers".into(), "海川".into()],
        products: vec!["sample".into(), "样机".into()],
    };
    let about = About {
        account: id(9),
        people: vec![Person { id: id(40), name: "王建国".into() }, Person { id: id(41), name: "Anna Brown".into() }],
        ..About::default()
    };
    for (line, expected) in [
        ("blu", Some("Blue Finch Cafe ")),
        ("精工 #嫌", Some("精工 #嫌贵 ")),
        ("精工 #too", Some("精工 #\"too dear\" ")),
        ("精工 ^hc", Some("精工 ^海川 ")),
        ("精工 +sam", Some("精工 +sample ")),
        ("精工 见王", Some("精工 见王建国 ")),
        ("精工 met ann", Some("精工 met Anna Brown ")),
        ("精工 ^", Some("精工 ^\"Bolt Brothers\" ")),
        ("精工 +", Some("精工 +sample ")),
        ("精工 #", Some("精工 #\"too dear\" ")),
        ("精工 ", None),
        ("精工 #zzz", None),
        ("", None),
    ] {
        let parsed = read_with(Lang::ZhHans, line, None);
        assert_eq!(complete(line, &parsed, Some(&about), &vocabulary).as_deref(), expected, "{line}");
    }
}

#[test]
fn what_a_person_has_made_text_again_is_text() {
    let line = "精工 要报价 #嫌贵 12万 》报价 周五";
    let (now, known) = (now(), known(line, Lang::ZhHans));
    let all = read_with(Lang::ZhHans, line, None);
    assert_eq!(show(&all), "杭州精工机械有限公司 |  |  | 要报价 | #嫌贵 | $120000 | >报价 @11-27");
    let plain = ["#嫌贵".to_owned(), "12万".to_owned(), "》报价 周五".to_owned()].into();
    let context = LineContext { plain: Some(&plain), ..LineContext::new(&now, Lang::ZhHans, &known) };
    assert_eq!(show(&parse(line, &context)), "杭州精工机械有限公司 |  |  | 要报价 #嫌贵 12万 》报价 周五");
}

#[test]
fn the_next_visit_is_proposed_by_cadence_said_with_a_shift_and_dropped() {
    let now = now();
    let read = |line: &str, about: &About, plain: &BTreeSet<String>| {
        let known = known(line, Lang::En);
        let context =
            LineContext { about: Some(about), plain: Some(plain), ..LineContext::new(&now, Lang::En, &known) };
        parse(line, &context).next.map(|slot| slot.day.to_string())
    };
    let seen = About { account: id(0), every: Some(14), ..About::default() };
    let planned = About { planned: now.today().succ_opt(), ..seen.clone() };
    let (none, dropped) = (BTreeSet::new(), [NEXT.to_owned()].into());
    for (line, about, plain, expected) in [
        ("blue finch all well", &seen, &none, Some("2026-12-08")),
        ("blue finch all well +3d", &seen, &none, Some("2026-11-27")),
        ("blue finch all well, next visit fri", &seen, &none, Some("2026-11-27")),
        ("blue finch all well, next visit: in 2 weeks", &seen, &none, Some("2026-12-08")),
        ("blue finch see again in 3 days", &seen, &none, Some("2026-11-27")),
        ("blue finch all well, see him again next week", &seen, &none, Some("2026-11-30")),
        ("blue finch 下次拜访 下周三", &seen, &none, Some("2026-12-02")),
        ("blue finch 都好，下次：下周三", &seen, &none, Some("2026-12-02")),
        ("blue finch 过两周再去", &seen, &none, Some("2026-12-08")),
        ("blue finch 说好下周三再去", &seen, &none, Some("2026-12-02")),
        ("blue finch 园长病了，两周后再来", &planned, &none, None),
        ("blue finch next visit bring samples fri", &planned, &none, None),
        ("blue finch next visit was good", &planned, &none, None),
        ("blue finch 下次再说", &planned, &none, None),
        ("blue finch I'm going back on monday", &seen, &none, Some("2026-11-30")),
        ("blue finch kids go back 4 jan", &planned, &none, None),
        ("blue finch delivery was short, next one friday", &planned, &none, None),
        ("blue finch 老板娘下次周五", &planned, &none, None),
        ("blue finch 他们下次开会，下回周五", &planned, &none, None),
        ("blue finch 他们下周三再来看", &planned, &none, None),
        ("blue finch next visit fri +2w", &seen, &none, Some("2026-12-08")),
        ("met the buyer, next visit fri", &seen, &none, None),
        ("blue finch all well +3d", &planned, &none, Some("2026-11-27")),
        ("blue finch all well", &planned, &none, None),
        // A day of which nothing is understood may be the next visit's: none is proposed on another.
        ("blue finch all well, something on 12 jan", &seen, &none, None),
        ("blue finch all well, monday delivery was short", &seen, &none, Some("2026-12-08")),
        ("blue finch all well, send the list fri", &seen, &none, Some("2026-12-08")),
        ("blue finch next vsit mon 7 dec", &seen, &none, Some("2026-12-07")),
        ("blue finch agreed next monday 11am to show the machine", &seen, &none, Some("2026-11-30")),
        ("blue finch 明年三月有个采购计划", &seen, &none, None),
        ("blue finch all well", &seen, &dropped, None),
        ("called blue finch", &seen, &none, None),
        ("tan all well", &seen, &none, None),
        ("met the buyer +3d", &seen, &none, None),
    ] {
        assert_eq!(read(line, about, plain).as_deref(), expected, "{line}");
    }
}

#[test]
fn people_are_known_by_their_names_and_new_ones_by_their_numbers() {
    let (now, about) = (
        now(),
        About {
            account: id(9),
            people: vec![Person { id: id(40), name: "王建国".into() }, Person { id: id(41), name: "王芳".into() }],
            ..About::default()
        },
    );
    for (line, met, new) in [
        ("精工 见王建国", 1, None),
        ("精工 见王总", 0, None),
        ("精工 王芳和王建国都在", 2, None),
        ("精工 换了采购，孙浩 13805712266", 0, Some("孙浩")),
        ("精工 王芳 13805712266", 1, None),
        ("精工 met Paul Adams 0412 345 678", 0, Some("Paul Adams")),
        ("精工 12万 9:30 5 > 3", 0, None),
        ("精工 订单号 2026112400", 0, None),
    ] {
        let known = known(line, Lang::ZhHans);
        let context = LineContext { about: Some(&about), ..LineContext::new(&now, Lang::ZhHans, &known) };
        let parsed = parse(line, &context);
        let names = parsed.people.first().map(|person| person.name.as_str());
        assert_eq!((parsed.met.len(), names), (met, new), "{line}");
    }
}

#[test]
fn words_for_marks_need_no_colon_where_they_are_plain() {
    check(
        Lang::En,
        &[
            ("blue finch, objection price", "Blue Finch Cafe |  |  |  | #price"),
            ("blue finch ok, objection delivery time", "Blue Finch Cafe |  |  | ok | #delivery time"),
            ("blue finch, objections handled", "Blue Finch Cafe |  |  | objections handled"),
            ("blue finch, objection to the price", "Blue Finch Cafe |  |  | objection to the price"),
            ("blue finch, product sample 3", "Blue Finch Cafe |  |  |  | +sample × 3"),
            ("blue finch, product line 2 is down", "Blue Finch Cafe |  |  | product line 2 is down"),
            ("blue finch all well, next visit fri", "Blue Finch Cafe |  |  | all well"),
            ("blue finch he said next visit fri", "Blue Finch Cafe |  |  | he said next visit fri"),
        ],
    );
    check(Lang::ZhHans, &[("精工 都好，下次拜访 下周三", "杭州精工机械有限公司 |  |  | 都好")]);
}
