//! Whose a line is where that was settled, opened or not looked up yet.

use super::*;

#[test]
fn a_settled_customer_keeps_all_words_but_its_own_name() {
    let finch = Fixed::Account(id(0), NAMES[0].into());
    let new = Fixed::New;
    for (fixed, line, expected) in [
        (&finch, "met the buyer >quote fri", "Blue Finch Cafe |  |  | met the buyer | >quote @11-27"),
        (&finch, "blue finch: met the buyer", "Blue Finch Cafe |  |  | met the buyer"),
        (&finch, "corner deli sends its chef here", "Blue Finch Cafe |  |  | corner deli sends its chef here"),
        (&finch, "called, no answer", "Blue Finch Cafe | call no_answer |  | no answer"),
        (&finch, "", "Blue Finch Cafe |  |  | "),
        (&new, "Green Grocer met the new chef", "+Green Grocer |  |  | met the new chef"),
        (&new, "green grocer: wants the big oven", "+green grocer |  |  | wants the big oven"),
        (&new, "called Green Grocer about the oven", "+Green Grocer | call |  | about the oven"),
        (&new, "green met the chef", "+green |  |  | met the chef"),
        (&new, "新味小馆，要大烤箱 》报价 周五", "+新味小馆 |  |  | 要大烤箱 | >报价 @11-27"),
        (&new, "新味小馆 要大烤箱", "+新味小馆 |  |  | 要大烤箱"),
        (&new, ">send quote fri", "- |  |  |  | >send quote @11-27"),
        (&Fixed::Unfiled, "blue finch met the buyer", "- |  |  | blue finch met the buyer"),
    ] {
        assert_eq!(show(&read_with(Lang::En, line, Some(fixed))), expected, "{line}");
    }
}

#[test]
fn a_visit_in_progress_gives_the_time_that_was_not_said() {
    let now = now();
    let none = BTreeMap::new();
    let began = now.at.plus_minutes(-75);
    let fixed = Fixed::Account(id(0), NAMES[0].into());
    let read = |line: &str, kind| {
        let context = LineContext {
            fixed: Some(&fixed),
            kind,
            in_progress: Some(began),
            ..LineContext::new(&now, Lang::En, &none)
        };
        parse(line, &context)
    };
    assert_eq!(time(&read("met the buyer", None)), "09:27-10:42");
    assert_eq!(time(&read("9:00-9:20 met the buyer", None)), "09:00-09:20");
    assert_eq!(time(&read("called, no answer", None)), "10:42-10:42");
    let call = LogKind::Touch(crate::schema::TouchKind::Call);
    assert_eq!(read("met the buyer", Some(call)).kind, call);
}

#[test]
fn a_visit_is_as_it_was_planned_unless_the_words_say_otherwise() {
    let now = now();
    let (opened, none) = ((id(0), NAMES[0].to_owned()), BTreeMap::new());
    let (on_site, video) = (LogKind::Visit(VisitKind::OnSite), LogKind::Visit(VisitKind::Video));
    let about = About { account: id(0), kind: Some(VisitKind::Video), ..About::default() };
    let row = LineContext { planned: Some(VisitKind::Video), ..LineContext::new(&now, Lang::En, &none) };
    for (line, kind, said) in [
        ("met the buyer", video, false),
        ("", video, false),
        ("called, no answer", LogKind::Touch(crate::schema::TouchKind::Call), true),
        ("called in, met the buyer", on_site, true),
        ("video, met the buyer", video, true),
    ] {
        let known = known(line, Lang::En);
        let today = LineContext { about: Some(&about), ..LineContext::new(&now, Lang::En, &known) };
        for context in [LineContext { names: &known, ..row }, today] {
            let parsed = parse(line, &LineContext { opened: Some(&opened), ..context });
            assert_eq!((parsed.kind, parsed.kind_said), (kind, said), "{line}");
        }
        // It is no affair of another customer's.
        let line = format!("tan {line}");
        let known = self::known(&line, Lang::En);
        let parsed = parse(&line, &LineContext { opened: Some(&opened), names: &known, ..row });
        let kind = if said { kind } else { on_site };
        assert_eq!((parsed.kind, &parsed.whose), (kind, &crate::domain::deed::Whose::Account(id(5))), "{line}");
    }
}

#[test]
fn what_is_not_looked_up_yet_is_asked_for_and_nothing_is_chosen() {
    let (now, mut names_known) = (now(), BTreeMap::new());
    let line = "blue finch met the buyer";
    let mut rounds = 0;
    loop {
        let parsed = parse(line, &LineContext { ..LineContext::new(&now, Lang::En, &names_known) });
        if parsed.unknown.is_empty() {
            assert_eq!(parsed.whose, Whose::Account(id(0)));
            break;
        }
        assert_eq!(parsed.whose, Whose::Unfiled);
        rounds += 1;
        assert!(rounds < 3);
        for letters in parsed.unknown {
            let hits = names(&letters);
            names_known.insert(letters, hits);
        }
    }
}

#[test]
fn a_line_opened_at_a_customer_is_its_own_unless_it_names_another() {
    let now = now();
    let finch = (id(0), NAMES[0].to_owned());
    let began = Some(now.at.plus_minutes(-75));
    for (line, expected, expected_time) in [
        ("met the buyer", "Blue Finch Cafe |  |  | met the buyer", "09:27-10:42"),
        ("blue finch: met the buyer", "Blue Finch Cafe |  |  | met the buyer", "09:27-10:42"),
        ("tan met the owner", "Tan Pharmacy |  |  | met the owner", "10:12-10:42"),
        ("harbour dental: trial runs", "Harbour Dental |  |  | trial runs", "10:12-10:42"),
        ("corner deli new menu", "?2 |  |  | corner deli new menu", "10:12-10:42"),
        ("ta took two boxes", "Blue Finch Cafe |  |  | ta took two boxes", "09:27-10:42"),
        ("he will call", "Blue Finch Cafe |  |  | he will call", "09:27-10:42"),
        ("采购说要报价", "Blue Finch Cafe |  |  | 采购说要报价", "09:27-10:42"),
        ("海川贸易 见老板", "海川贸易 |  |  | 见老板", "10:12-10:42"),
    ] {
        let names = known(line, Lang::En);
        let parsed = parse(
            line,
            &LineContext { opened: Some(&finch), in_progress: began, ..LineContext::new(&now, Lang::En, &names) },
        );
        assert_eq!((show(&parsed).as_str(), time(&parsed).as_str()), (expected, expected_time), "{line}");
    }
}

#[test]
fn what_somebody_does_is_not_the_name_of_a_customer() {
    for (line, expected) in [
        ("the harbour man wants paying", "?1 |  |  | the harbour man wants paying"),
        ("harbour lad dropped two boxes", "?1 |  |  | harbour lad dropped two boxes"),
        ("harbour dental man wants paying", "Harbour Dental |  |  | man wants paying"),
        ("harbour, man on the desk wants two", "Harbour Dental |  |  | man on the desk wants two"),
        ("harbour wants two boxes", "Harbour Dental |  |  | wants two boxes"),
        ("acme man wants paying", "Acme |  |  | man wants paying"),
    ] {
        assert_eq!(show(&read_with(Lang::En, line, None)), expected, "{line}");
        // Also on the row of another.
        let (now, here, names) = (now(), (id(5), NAMES[5].to_owned()), known(line, Lang::En));
        let parsed = parse(line, &LineContext { opened: Some(&here), ..LineContext::new(&now, Lang::En, &names) });
        assert_eq!(show(&parsed), expected, "{line}");
    }
}

/// A book with hospitals.
fn hospitals() -> Vec<NameHit> {
    let names = [
        "桐庐县第一人民医院",
        "杭州市临平区妇幼保健院",
        "杭州市红十字会医院",
        "浙江大学医学院附属第一医院",
        "浙江大学医学院附属邵逸夫医院",
        "Blue Finch Cafe",
        "Corner Deli, Mill Rd",
        "Corner Deli, Quay St",
    ];
    let hit = |(n, name): (usize, &&str)| NameHit { account: id(n), name: (*name).to_owned(), ..NameHit::default() };
    names.iter().enumerate().map(hit).collect()
}

#[test]
fn an_abbreviated_name_is_taken_whole_and_what_stands_behind_it_says_how_it_was() {
    let (now, book) = (now(), hospitals());
    let hits = |letters: &str| -> Vec<NameHit> {
        let query = Query::new(letters);
        let fits = |hit: &&NameHit| query.rank(&NameKey::new(&hit.name)).is_some();
        book.iter().filter(fits).cloned().collect()
    };
    let mut wrong = Vec::new();
    for (fixed, line, expected) in [
        (None, "桐庐人民医院 微信 盛科要报价", "0 chat | 盛科要报价"),
        (None, "桐庐人民医院 电话 盛科", "0 call | 盛科"),
        (None, "桐庐人民医院 打电话 盛科", "0 call | 盛科"),
        (None, "桐庐人民医院 致电 盛科", "0 call | 盛科"),
        (None, "桐庐人民医院见盛科", "0  | 见盛科"),
        (None, "桐庐 微信 盛科要报价", "0 chat | 盛科要报价"),
        (None, "临平妇保 朴科", "1  | 朴科"),
        (None, "红十子医院 护士长不在", "2  | 护士长不在"),
        (None, "浙一 电话 吕科长问授权书", "- call | 浙一 电话 吕科长问授权书"),
        (Some(3), "浙一 电话 吕科长问授权书", "3 call | 吕科长问授权书"),
        (Some(3), "浙一 见了吕科长", "3  | 见了吕科长"),
        (Some(4), "邵医 去器械科", "4  | 去器械科"),
        (Some(4), "syf 去器械科", "4  | 去器械科"),
        (Some(4), "区主任回微信，要样机", "4 chat | 区主任回微信，要样机"),
        (Some(4), "乐小燕电话，要补2箱手套", "4 call | 乐小燕电话，要补2箱手套"),
        (Some(4), "单雅琴 来电话说要报价", "4 call | 单雅琴 来电话说要报价"),
        (Some(4), "等单雅琴来电话", "4  | 等单雅琴来电话"),
        (Some(4), "采购换电话，见了新人", "4  | 采购换电话，见了新人"),
        (Some(4), "加了采购的微信，见了新人", "4  | 加了采购的微信，见了新人"),
        (Some(4), "样机装好了，电话通知了采购", "4  | 样机装好了，电话通知了采购"),
        (None, "blue cafe whatsapp asked for prices", "5 chat | asked for prices"),
        (None, "blue cafe phone: asked for prices", "5 call | asked for prices"),
        (None, "corner deli phone, new menu", "- call | corner deli phone, new menu"),
        (None, "Muddy Paws whatsapp: new groomer", "- chat | Muddy Paws whatsapp: new groomer"),
        (None, "Muddy Paws called about prices", "- call | Muddy Paws called about prices"),
        (Some(5), "Anna rang, wants two boxes", "5 call | Anna rang, wants two boxes"),
        (Some(5), "Anna called the order off", "5  | Anna called the order off"),
        (Some(5), "kept the phone, met Anna", "5  | kept the phone, met Anna"),
    ] {
        let lang = if line.is_ascii() { Lang::En } else { Lang::ZhHans };
        let known =
            leading(line, &now, lang).into_iter().map(|one| (one.letters.clone(), hits(&one.letters))).collect();
        let picked = fixed.map(|n| Fixed::Account(id(n), book[n].name.clone()));
        let parsed = parse(line, &LineContext { fixed: picked.as_ref(), ..LineContext::new(&now, lang, &known) });
        let whose = match &parsed.whose {
            Whose::Account(account) => book.iter().position(|hit| hit.account == *account).unwrap().to_string(),
            _ => "-".into(),
        };
        let kind = match parsed.kind {
            LogKind::Visit(VisitKind::OnSite) => "",
            LogKind::Visit(kind) => kind.word(),
            LogKind::Touch(kind) => kind.word(),
        };
        let own = format!("{whose} {kind} | {}", parsed.notes);
        if own != expected {
            wrong.push(format!("{line}\n   is {own}\n  not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn letters_and_people_of_other_customers_are_asked_about_on_a_row_and_offered_without_one() {
    let (now, book) = (now(), hospitals());
    let people = [(0, "尉迟敬"), (3, "单雅琴"), (4, "翟国强"), (5, "Anna Brown")];
    let hits = |letters: &str| -> Vec<NameHit> {
        let query = Query::new(letters);
        let mut found: Vec<NameHit> =
            book.iter().filter(|hit| query.rank(&NameKey::new(&hit.name)).is_some()).cloned().collect();
        let typed = Query::new(family_with_title(letters).unwrap_or(letters));
        let called = people
            .iter()
            .filter(|(_, name)| typed.rank(&NameKey::new(name)).is_some_and(|rank| rank.fit() <= Fit::Initials));
        let called = called.filter(|(n, _)| found.iter().all(|hit| hit.account != id(*n)));
        let called: Vec<NameHit> =
            called.map(|(n, name)| NameHit { person: Some((*name).to_owned()), ..book[*n].clone() }).collect();
        found.extend(called);
        found
    };
    let row = (id(1), book[1].name.clone());
    let mut wrong = Vec::new();
    // Whose it is on the row of 1, then without a row: `?` asks, and offers so many.
    for (line, on_row, alone) in [
        ("tlyy 尉迟说周五来看样机", "?1", "?1"),
        ("zdyy 单采购不在", "?2", "?2"),
        ("syf 区主任要样机", "?1", "?1"),
        ("尉迟科长来电话要样机", "?1", "?1"),
        ("尉迟敬说针灸针要加10盒", "?1", "?1"),
        ("单雅琴 说一次性穿刺器", "?1", "?1"),
        ("翟主任 要样机", "?1", "?1"),
        ("Anna Brown wants prices", "?1", "?1"),
        ("Anna wants prices", "1", "-"),
        ("lp 见采购", "1", "1"),
        ("app 装好了", "1", "-"),
        ("采购说要报价", "1", "-"),
        ("要3盒针灸针", "1", "-"),
        ("met the buyer", "1", "-"),
    ] {
        let known = leading(line, &now, Lang::ZhHans).into_iter().map(|one| (one.letters.clone(), hits(&one.letters)));
        let known: BTreeMap<String, Vec<NameHit>> = known.collect();
        let read = |opened: Option<&(Id, String)>, meant: bool| {
            let parsed = parse(line, &LineContext { opened, meant, ..LineContext::new(&now, Lang::ZhHans, &known) });
            match (&parsed.whose, &parsed.customer) {
                (Whose::Account(account), _) => {
                    book.iter().position(|hit| hit.account == *account).unwrap().to_string()
                }
                (_, Customer::Several(hits, _)) => format!("?{}", hits.len()),
                _ => "-".into(),
            }
        };
        let own = (read(Some(&row), false), read(None, false));
        if own != (on_row.to_owned(), alone.to_owned()) {
            wrong.push(format!("{line}: {own:?}"));
        }
        // Whoever opened it at the customer on purpose speaks of that one.
        assert_eq!(read(Some(&row), true), "1", "{line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
