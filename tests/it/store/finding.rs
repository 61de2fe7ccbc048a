//! Finding: notes in any script, lists by what they hold, who is likely meant, a search that is broken off.

use super::*;

#[test]
fn notes_are_found_as_the_issue_asks() {
    let mut writer = Writer::in_memory(1).unwrap();
    let names = ["杭州精工机械有限公司", "重庆药行", "乐清单先生", "Crédito Agrícola", "Blue Finch Cafe"];
    let mut edits: Vec<Edit> = names
        .iter()
        .map(|name| {
            let mut account = account(name);
            account.phones.insert("138 0571-2266".into());
            Edit::create(&account)
        })
        .collect();
    let jing = account(names[0]);
    edits.push(Edit::create(&done_visit("v1", &jing, "2026-11-03", "见採購，要報價，嫌贵；样机 A100")));
    edits.push(Edit::create(&done_visit("v2", &jing, "2026-11-10", "再要报价单")));
    writer.commit(&act(edits), &noon()).unwrap();
    for (typed, name) in [
        ("hzjg", names[0]),
        ("hangzhou jg", names[0]),
        ("精工", names[0]),
        ("chongqing", names[1]),
        ("cqyh", names[1]),
        ("yueqing", names[2]),
        ("shan", names[2]),
        ("credito", names[3]),
        ("blue f", names[4]),
        ("ㄏㄓ", names[0]),
    ] {
        let hits = find(&writer, typed);
        assert!(hits.iter().any(|(found, _)| found == name), "{typed}: {hits:?}");
    }
    for (typed, shown) in
        [("报价", vec!["报价", "報價"]), ("採購", vec!["採購"]), ("样机", vec!["样机"]), ("a100", vec!["A100"])]
    {
        let hits = find(&writer, typed);
        assert_eq!(hits.iter().map(|(_, shown)| shown.as_str()).collect::<Vec<_>>(), shown, "{typed}");
    }
    assert_eq!(find(&writer, "05712266").len(), 5, "a number in any grouping");
    // What is gone is not found.
    writer.commit(&act(vec![Edit::delete::<Visit>(id("v2"))]), &noon()).unwrap();
    assert_eq!(find(&writer, "报价").len(), 1);
}

#[test]
fn records_are_listed_by_what_they_hold() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = Account { tags: ["vip".into()].into(), ..account("Acme") };
    let mut visit = done_visit("v1", &acme, "2026-11-03", "a");
    visit.contacts.insert(id("wang"));
    let other = done_visit("v2", &acme, "2026-11-04", "b");
    writer.commit(&act(vec![Edit::create(&acme), Edit::create(&visit), Edit::create(&other)]), &noon()).unwrap();
    for (entity, only, expected) in [
        (3, vec![], 2),
        (3, vec![(1, Value::Id(acme.id))], 2),
        (3, vec![(10, Value::set([id("wang").to_string()]))], 1),
        (3, vec![(10, Value::set([id("li").to_string()]))], 0),
        (3, vec![(15, Value::text("b")), (3, Value::text("done"))], 1),
        (1, vec![(22, Value::set(["vip".into()]))], 1),
        (1, vec![(22, Value::set(["vip".into(), "new".into()]))], 0),
        (1, vec![(9, Value::Null)], 1),
    ] {
        let ask = Ask::Records { entity, only: only.clone(), offset: 0, limit: 10 };
        let Answer::Records(found) = writer.answer(&ask, &noon()).unwrap() else { panic!("another answer") };
        assert_eq!(found.len(), expected, "{only:?}");
    }
}

#[test]
fn who_is_likely_meant_stands_first_and_is_another_after_each_act() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let me = writer.me().unwrap().user;
    let names = ["Harbour Bakery", "Harbour Dental", "Harbour Optics", "Old Harbour"];
    let mine = |name: &str| Account { owner: Some(me), ..account(name) };
    let theirs = Account { owner: Some(id("colleague")), ..account("Harbour Arms") };
    let accounts: Vec<Edit> =
        names.iter().map(|name| Edit::create(&mine(name))).chain([Edit::create(&theirs)]).collect();
    writer.commit(&act(accounts), &noon()).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let first = || {
        let names = Ask::Names { letters: "har".into(), most: 2 };
        let Answer::Names(hits) = reader.answer(&names, &noon()).unwrap() else { panic!("another answer") };
        let Answer::Find(found) = reader.answer(&Ask::Find { words: "har".into(), most: 9 }, &noon()).unwrap() else {
            panic!("another answer")
        };
        assert_eq!(hits[0].name, found[0].name);
        hits[0].name.clone()
    };
    assert_eq!(first(), "Harbour Bakery", "by name, for a colleague's comes later");
    let day = |day: &str| Some(day.parse::<chrono::NaiveDate>().unwrap());
    // Seen about every ten days, and it is the tenth.
    let seen = |days: &[&str]| -> Vec<Edit> {
        let visits = days.iter().map(|day| done_visit(day, &account("Harbour Optics"), day, ""));
        visits.map(|visit| Edit::create(&visit)).collect()
    };
    writer.commit(&act(seen(&["2026-10-25", "2026-11-04", "2026-11-14"])), &noon()).unwrap();
    assert_eq!(first(), "Harbour Optics");
    let promise = FollowUp {
        id: id("promise"),
        account: Some(id("Harbour Dental")),
        owner: Some(me),
        due: day("2026-11-23"),
        state: Some(rounds::schema::FollowUpState::Open),
        promised_by: Some(rounds::schema::PromisedBy::Us),
        ..FollowUp::default()
    };
    writer.commit(&act(vec![Edit::create(&promise)]), &noon()).unwrap();
    assert_eq!(first(), "Harbour Dental");
    let plan = Visit {
        id: id("plan"),
        account: Some(id("Old Harbour")),
        owner: Some(me),
        state: Some(VisitState::Planned),
        day: day("2026-11-24"),
        ..Visit::default()
    };
    writer.commit(&act(vec![Edit::create(&plan)]), &noon()).unwrap();
    assert_eq!(first(), "Old Harbour");
    // A draft is no act, and what was done is no plan any more.
    writer.keep_draft("log", "har", noon().at).unwrap();
    assert_eq!(first(), "Old Harbour");
    let done = Visit { state: Some(VisitState::Done), ..plan.clone() };
    writer.commit(&act(vec![Edit::change(&plan, &done).unwrap()]), &noon()).unwrap();
    assert_eq!(first(), "Harbour Dental");
    writer.undo(&noon()).unwrap().unwrap();
    assert_eq!(first(), "Old Harbour");
}

#[test]
fn a_search_that_is_stopped_goes_on_where_it_was() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let customer = account("Harbour Dental");
    // Two common words that stand together in every hundredth note only.
    let visits = (0..2_000).map(|n| {
        let day = format!("2026-{:02}-{:02}", n / 200 + 1, n % 28 + 1);
        let notes = match n % 100 {
            0 => "sample for the owner",
            n if n % 2 == 0 => "sample left at the desk",
            _ => "met the owner",
        };
        done_visit(&format!("visit {n}"), &customer, &day, notes)
    });
    let edits = std::iter::once(Edit::create(&customer)).chain(visits.map(|visit| Edit::create(&visit)));
    writer.commit(&act(edits.collect()), &noon()).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let Answer::Find(all) = reader.answer(&Ask::Find { words: "sample owner".into(), most: 50 }, &noon()).unwrap()
    else {
        panic!("another answer")
    };
    assert_eq!(all.len(), 20);
    assert!(all.is_sorted_by(|newer, older| newer.day >= older.day));
    let never: Stop = Arc::new(|| false);
    for looks in [0, 1, 2, 3, 5, 8, 30, 200] {
        let reader = Reader::open(&profile, &lock).unwrap();
        let mut search = reader.search("sample owner", 50, &noon()).unwrap();
        let left = AtomicUsize::new(looks);
        let soon: Stop = Arc::new(move || {
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
        });
        let more = reader.search_on(&mut search, &soon, &noon()).unwrap();
        assert!(more || looks > 20, "{looks}");
        assert_eq!(search.hits(), all[..search.hits().len()], "{looks}");
        assert!(!reader.search_on(&mut search, &never, &noon()).unwrap());
        assert_eq!(search.hits(), all, "{looks}");
        // What is asked next is not broken off.
        assert!(matches!(reader.answer(&Ask::Today, &noon()).unwrap(), Answer::Today(_)));
    }
}

/// A half-typed word that may become very many is looked for in the newest notes, then asked of the index. Nothing is lost where it is broken off
/// between the two.
#[test]
fn a_search_that_is_stopped_as_it_asks_anew_finds_all() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let customer = account("Harbour Dental");
    let visits = (0..420).map(|n| {
        let day = format!("2026-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1);
        let notes = if n < 200 { format!("sample zq{n:03}") } else { "met the owner".into() };
        done_visit(&format!("visit {n}"), &customer, &day, &notes)
    });
    let edits = std::iter::once(Edit::create(&customer)).chain(visits.map(|visit| Edit::create(&visit)));
    writer.commit(&act(edits.collect()), &noon()).unwrap();
    let never: Stop = Arc::new(|| false);
    let mut all = None;
    for looks in std::iter::once(usize::MAX).chain(0..) {
        let reader = Reader::open(&profile, &lock).unwrap();
        let mut search = reader.search("zq", 250, &noon()).unwrap();
        let left = AtomicUsize::new(looks);
        let soon: Stop = Arc::new(move || {
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
        });
        let more = reader.search_on(&mut search, &soon, &noon()).unwrap();
        while reader.search_on(&mut search, &never, &noon()).unwrap() {}
        let all = all.get_or_insert_with(|| search.hits());
        assert_eq!(all.len(), 200);
        assert_eq!(&search.hits(), all, "{looks}");
        if !more && looks < usize::MAX {
            break;
        }
    }
}

/// Where no customer is called so, the one whose person is: by the whole name, its beginning, or the family name with a title.
#[test]
fn a_customer_is_found_by_its_people_where_none_is_called_so() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let person =
        |name: &str, at: &str| Contact { id: id(name), account: Some(id(at)), name: name.into(), ..Contact::default() };
    let accounts = ["浙大二院", "萧山医院", "单家面馆"].map(|name| Edit::create(&account(name)));
    let people = [("单雅琴", "浙大二院"), ("尉迟敬", "萧山医院"), ("Anna Brown", "萧山医院")];
    let people = people.map(|(name, at)| Edit::create(&person(name, at)));
    writer.commit(&act(accounts.into_iter().chain(people).collect()), &noon()).unwrap();
    for (letters, expected) in [
        ("单雅琴", "浙大二院 by 单雅琴"),
        ("单雅", "浙大二院 by 单雅琴"),
        ("尉迟科长", "萧山医院 by 尉迟敬"),
        ("yuchi", "萧山医院 by 尉迟敬"),
        ("anna", "萧山医院 by Anna Brown"),
        ("单家", "单家面馆"),
        ("萧山", "萧山医院"),
        ("李科长", ""),
    ] {
        let names = Ask::Names { letters: letters.into(), most: 5 };
        let Answer::Names(hits) = writer.answer(&names, &noon()).unwrap() else { panic!("another answer") };
        let said = hits.iter().map(|hit| match &hit.person {
            Some(person) => format!("{} by {person}", hit.name),
            None => hit.name.clone(),
        });
        assert_eq!(said.collect::<Vec<_>>().join(", "), expected, "{letters}");
    }
    // Who is called so stands first, however many people of that name there are, and however few are asked for.
    let many = (0..9).map(|n| person(&format!("Rex {n}"), "萧山医院"));
    let rex = [Edit::create(&account("Rex"))];
    writer.commit(&act(rex.into_iter().chain(many.map(|one| Edit::create(&one))).collect()), &noon()).unwrap();
    for most in [3, 6, 20] {
        let names = Ask::Names { letters: "Rex".into(), most };
        let Answer::Names(hits) = writer.answer(&names, &noon()).unwrap() else { panic!("another answer") };
        assert_eq!((hits[0].name.as_str(), hits.len() > 1), ("Rex", true), "{most}: {hits:?}");
    }
}

/// Whom a line names, wherever that stands; also who came, changed his name or went since it was asked first.
#[test]
fn whoever_a_line_names_is_found_in_the_whole_book() {
    let mut writer = Writer::in_memory(1).unwrap();
    let names = [
        "杭州精工机械有限公司",
        "临平精工五金",
        "Brunel Rooms",
        "Blue Finch Cafe",
        "Blue Finch Metals",
        "The Drawbridge",
    ];
    let accounts: Vec<Account> = names.iter().map(|name| account(name)).collect();
    let mut edits: Vec<Edit> = accounts.iter().map(Edit::create).collect();
    let of = |n: usize, name: &str| {
        Edit::create(&Contact { id: id(name), account: Some(accounts[n].id), name: name.into(), ..Contact::default() })
    };
    edits.extend([of(1, "何国强"), of(2, "Gail Pocock"), of(3, "Sam Ward")]);
    writer.commit(&act(edits), &noon()).unwrap();
    let named = |writer: &Writer, line: &str| -> Vec<(String, Option<String>)> {
        let Answer::Named(named) = writer.answer(&Ask::Named { line: line.to_owned(), opened: None }, &noon()).unwrap()
        else {
            panic!()
        };
        named.into_iter().map(|named| (named.hit.name, named.found.person)).collect()
    };
    let some = |name: &str, person: Option<&str>| (name.to_owned(), person.map(str::to_owned));
    for (line, expected) in [
        ("上午跑了趟精工，何老板要12万", vec![some(names[1], Some("何国强")), some(names[0], None)]),
        ("popped in brunel, left a card with gail", vec![some(names[2], Some("Gail Pocock"))]),
        ("missed call from sam ward", vec![some(names[3], Some("Sam Ward"))]),
        ("then on to blue finch", vec![some(names[3], None), some(names[4], None)]),
        ("price list and samples", vec![]),
        ("", vec![]),
    ] {
        let mut found = named(&writer, line);
        found.sort_by_key(|(name, person)| (person.is_none(), names.iter().position(|own| own == name)));
        assert_eq!(found, expected, "{line}");
    }
    let renamed = Account { name: "Clifton Rooms".into(), ..accounts[2].clone() };
    writer.commit(&act(vec![Edit::change(&accounts[2], &renamed).unwrap()]), &noon()).unwrap();
    let came = account("Castlemead Lettings");
    writer.commit(&act(vec![Edit::create(&came), Edit::delete::<Account>(accounts[5].id)]), &noon()).unwrap();
    for (line, expected) in [
        ("popped in brunel again", vec![]),
        ("popped in clifton, fine", vec![some("Clifton Rooms", None)]),
        ("quote to castlemead", vec![some("Castlemead Lettings", None)]),
        ("on to the drawbridge", vec![]),
    ] {
        assert_eq!(named(&writer, line), expected, "{line}");
    }
}
