//! Acts: whole or not at all, taken back, done again; what is kept beside the rows follows them.

use super::*;

#[test]
fn an_act_that_fails_half_way_has_not_happened() {
    let mut writer = Writer::in_memory(1).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
    let before = (writer.dump().unwrap(), writer.dump_derived().unwrap());
    let long = Account { notes: "x".repeat(33_000), ..account("Long") };
    let gone =
        Edit { entity: ACCOUNT.number, record: id("nobody"), deed: RecordEdit::Set(vec![(1, Value::text("x"))]) };
    let unknown = Edit { entity: 99, record: id("nobody"), deed: RecordEdit::Delete };
    for (bad, kind) in [(Edit::create(&long), "too-long"), (gone, "refused"), (unknown, "unknown")] {
        let half = act(vec![Edit::create(&account("Half")), bad]);
        assert_eq!(writer.commit(&half, &noon()).unwrap_err().kind(), kind);
        assert_eq!((writer.dump().unwrap(), writer.dump_derived().unwrap()), before);
    }
    let done = writer.commit(&act(vec![Edit::create(&account("Whole"))]), &noon()).unwrap();
    assert_eq!(done.waiting, 2, "what did not happen is not sent");
}

#[test]
fn an_act_is_taken_back_and_done_again() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = account("Acme");
    let empty = writer.dump().unwrap();
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    let mut richer = acme.clone();
    richer.grade = Some(Grade::A);
    richer.tags.insert("vip".into());
    richer.name = "Acme Ltd".into();
    let acts = vec![
        act(vec![Edit::change(&acme, &richer).unwrap()]),
        act(vec![Edit::create(&done_visit("v1", &acme, "2026-11-03", "要报价，嫌贵"))]),
        act(vec![
            Edit::create(&done_visit("v2", &acme, "2026-11-20", "second")),
            Edit::create(&FollowUp {
                id: id("f"),
                account: Some(acme.id),
                text: "send the price list".into(),
                visit: Some(id("v2")),
                ..FollowUp::default()
            }),
        ]),
        act(vec![Edit::delete::<Visit>(id("v1"))]),
    ];
    let mut states = vec![(writer.dump().unwrap(), writer.dump_derived().unwrap())];
    for act in &acts {
        writer.commit(act, &noon()).unwrap();
        states.push((writer.dump().unwrap(), writer.dump_derived().unwrap()));
    }
    let state = |writer: &Writer| (writer.dump().unwrap(), writer.dump_derived().unwrap());
    for round in 0..2 {
        for before in states.iter().rev().skip(1) {
            let back = writer.undo(&noon()).unwrap().unwrap();
            assert!(back.left.is_empty(), "round {round}: {:?}", back.left);
            assert_eq!(state(&writer), *before, "round {round}");
        }
        for after in states.iter().skip(1) {
            writer.redo(&noon()).unwrap().unwrap();
            assert_eq!(state(&writer), *after, "round {round}");
        }
        assert_eq!(writer.redo(&noon()).unwrap(), None);
    }
    while writer.undo(&noon()).unwrap().is_some() {}
    assert_eq!(writer.dump().unwrap(), empty);
    // After something new there is nothing to do again.
    writer.commit(&act(vec![Edit::create(&account("New"))]), &noon()).unwrap();
    assert_eq!(writer.redo(&noon()).unwrap(), None);
}

#[test]
fn undo_leaves_what_was_set_later_and_names_it() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = account("Acme");
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    let set = |fields: Vec<(u16, Value)>| {
        act(vec![Edit { entity: ACCOUNT.number, record: acme.id, deed: RecordEdit::Set(fields) }])
    };
    writer.commit(&set(vec![(9, Value::text("Leeds")), (7, Value::text("1 Mill Rd"))]), &noon()).unwrap();
    // Somebody else's edit, as it arrives.
    let mut again = writer.image(2).unwrap();
    let york = RecordEdit::Set(vec![(9, Value::text("York"))]);
    again.bulk([Edit { entity: ACCOUNT.number, record: acme.id, deed: york }], noon().at, Bulk::Arrived).unwrap();
    let back = again.undo(&noon()).unwrap().unwrap();
    assert_eq!(left(&back), vec![(ACCOUNT.number, acme.id, 9)]);
    let dump = again.dump().unwrap();
    assert!(dump.contains("York") && !dump.contains("Mill Rd"), "{dump}");
}

#[test]
fn a_made_record_that_something_hangs_on_is_not_taken_away() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = account("Acme");
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    writer
        .bulk(
            [Edit::create(&Contact { id: id("c"), account: Some(acme.id), name: "Wang".into(), ..Contact::default() })],
            noon().at,
            Bulk::Arrived,
        )
        .unwrap();
    let back = writer.undo(&noon()).unwrap().unwrap();
    assert_eq!(left(&back), vec![(ACCOUNT.number, acme.id, 0)]);
    assert!(writer.dump().unwrap().contains("Acme"));
}

#[test]
fn a_draft_is_there_again() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.keep_draft("log", "blue finch met", noon().at).unwrap();
    drop(writer);
    let reader = Reader::open(&profile, &lock).unwrap();
    assert_eq!(reader.kept(OwnKind::Draft, "log").unwrap(), Some(("blue finch met".into(), noon().at)));
    assert_eq!(reader.kept(OwnKind::Place, "log").unwrap(), None);
}

#[test]
fn kept_figures_follow_the_rows() {
    let mut writer = Writer::in_memory(1).unwrap();
    let mut acme = account("Acme");
    acme.grade = Some(Grade::A);
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    let row = |writer: &Writer| {
        let ask = Ask::Accounts(ListAsk { limit: 10, ..ListAsk::default() });
        let Answer::Accounts(page) = writer.answer(&ask, &noon()).unwrap() else { panic!("another answer") };
        page.rows[0].last_visit.map(|day| day.to_string()).unwrap_or_default()
    };
    assert_eq!(row(&writer), "");
    writer.commit(&act(vec![Edit::create(&done_visit("v1", &acme, "2026-11-03", "a"))]), &noon()).unwrap();
    writer.commit(&act(vec![Edit::create(&done_visit("v2", &acme, "2026-11-20", "b"))]), &noon()).unwrap();
    assert_eq!(row(&writer), "2026-11-20");
    writer.commit(&act(vec![Edit::delete::<Visit>(id("v2"))]), &noon()).unwrap();
    assert_eq!(row(&writer), "2026-11-03");
}

#[test]
fn many_records_go_in_at_once() {
    let mut writer = Writer::in_memory(1).unwrap();
    let mut ids = IdSource::seeded(3);
    let acme = account("Acme");
    let mut edits = vec![Edit::create(&acme)];
    edits.extend((0..12_000).map(|n| {
        let mut visit = done_visit("", &acme, "2026-11-03", &format!("note {n}"));
        visit.id = ids.next(Moment::from_millis(n * 1000));
        Edit::create(&visit)
    }));
    assert_eq!(writer.bulk(edits, noon().at, Bulk::Arrived).unwrap(), 12_001);
    assert_eq!(find(&writer, "11999").len(), 1);
    let Answer::Sync(sync) = writer.answer(&Ask::Sync, &noon()).unwrap() else { panic!("another answer") };
    assert_eq!(sync.line.waiting, 0);
}

fn left(back: &rounds::domain::act::TakenBack) -> Vec<(u16, Id, u16)> {
    back.left.iter().map(|left| (left.entity, left.record, left.field)).collect()
}

#[test]
fn what_was_written_for_a_deed_goes_with_its_commit_and_stays_without() {
    let mut writer = Writer::in_memory(1).unwrap();
    let create = |name: &str| Deed::Create {
        entity: ACCOUNT.number,
        record: id(name),
        values: vec![(ACCOUNT.field("name").unwrap().number, Value::text(name))],
    };
    writer.keep_draft("log", "acme met the buyer", noon().at).unwrap();
    writer.keep_draft("form:1:new", "another", noon().at).unwrap();
    let drafts =
        |writer: &Writer| ["log", "form:1:new"].map(|name| writer.kept(OwnKind::Draft, name).unwrap().is_some());
    assert_eq!(writer.perform_drafted(&create(" "), Some("log"), &noon()).unwrap_err().kind(), "refused");
    assert_eq!(drafts(&writer), [true, true]);
    writer.perform_drafted(&create("Acme"), Some("log"), &noon()).unwrap();
    assert_eq!(drafts(&writer), [false, true]);
}

/// Two windows on one book, whatever comes first: each line of a row is what one of them does, and after it every word that stands in a window and is
/// no record is on the disk. A window is named by a digit; `=` keeps, `!` commits, `.` wants no more, `x` is killed, `o` opens.
#[test]
fn no_window_takes_what_another_has_typed() {
    let create = |name: &str| Deed::Create {
        entity: ACCOUNT.number,
        record: id(name),
        values: vec![(ACCOUNT.field("name").unwrap().number, Value::text(name))],
    };
    for steps in [
        "1o 2o 1=a 2! 1=ab 2=c 1=abd 2! 1x 1o 1! 2x",
        // Both found the same words.
        "1o 1=a 1x 1o 2o 2=ab 1=ac 2! 1=acd 1x 1o 1!",
        "1o 1=a 1x 1o 2o 1=ab 2. 1=abc 2=x 1! 2=xy",
        "1o 1=a 1x 1o 2o 2! 1=ab 1x 2=c 1o 1=cd 1!",
        // Three at once, all cut off; whoever opens next has one after the other.
        "1o 2o 3o 1=a 2=b 3=c 1=aa 2=bb 3=cc 1x 2x 3x 1o 1! 1! 1!",
        "1o 2o 1=a 2=b 2=bb 1x 2x 1o 1=ab 1=abc 1! 1=bbb 1! 1=new 1x 2o 2!",
        // What is found when another is done is not written over by a line that was begun meanwhile.
        "1o 2o 1=a 2=b 1x 2x 3o 3! 3=quick 3=quicker 3x 1o 1! 1!",
        // Two that were cut off and are both opened again have each its own, whichever is first.
        "1o 2o 1=a 2=b 1x 2x 2o 1o 1! 2! 3o",
        "1o 2o 1=a 2=b 1x 3o 3=c 2x 1o 2o 2! 1=aa 3! 1! 2x 1x",
    ] {
        let (_folder, profile, lock) = profile();
        let mut windows: BTreeMap<char, Writer> = BTreeMap::new();
        // What is before the person in each window.
        let mut shown: BTreeMap<char, String> = BTreeMap::new();
        let mut left: BTreeSet<String> = BTreeSet::new();
        for (at, step) in steps.split(' ').enumerate() {
            let (window, does, words) = (step.chars().next().unwrap(), step.chars().nth(1).unwrap(), &step[2..]);
            let take_up =
                |writer: &Writer| writer.drafts().into_iter().find(|(of, _)| of == "log").map(|(_, body)| body);
            match does {
                'o' => {
                    let mut writer = Writer::open(&profile, &lock).unwrap();
                    writer.become_window(&profile, |_| true).unwrap();
                    shown.extend(take_up(&writer).map(|words| (window, words)));
                    windows.insert(window, writer);
                }
                'x' => {
                    windows.remove(&window);
                    left.extend(shown.remove(&window));
                }
                '=' => {
                    windows.get_mut(&window).unwrap().keep_draft("log", words, noon().at).unwrap();
                    // Who goes on with words of before has them in his own now.
                    let before = shown.insert(window, words.to_owned());
                    left.retain(|left| Some(left) != before.as_ref());
                }
                done => {
                    let writer = windows.get_mut(&window).unwrap();
                    match done {
                        '!' => drop(writer.perform_drafted(&create(&at.to_string()), Some("log"), &noon()).unwrap()),
                        _ => writer.keep_draft("log", "", noon().at).unwrap(),
                    }
                    left.retain(|left| Some(left) != shown.get(&window));
                    shown.remove(&window);
                    shown.extend(writer.next_drafts("log").unwrap().into_iter().map(|(_, words)| (window, words)));
                }
            }
            // Each window looks what became of its own.
            for (window, writer) in &mut windows {
                for name in writer.drafts_taken().unwrap() {
                    if let Some(words) = shown.get(window) {
                        writer.keep_draft(&name, words, noon().at).unwrap();
                    }
                }
            }
            let reader = Reader::open(&profile, &lock).unwrap();
            let kept: BTreeSet<String> =
                reader.all_kept(OwnKind::Draft).unwrap().into_iter().map(|(_, body, _)| body).collect();
            let one: BTreeSet<&String> = shown.values().collect();
            assert_eq!(one.len(), shown.len(), "{steps}: after {step} ({at}) two windows have one draft: {shown:?}");
            for words in shown.values().chain(&left) {
                assert!(kept.contains(words), "{steps}: after {step} ({at}) {words:?} is in none of {kept:?}");
            }
        }
    }
}

/// What somebody was just writing in a window that is gone is for that one, opened again; what was only left there is there at once, or behind what has
/// its name.
#[test]
fn what_was_only_left_in_another_window_is_there_at_once() {
    let (_folder, profile, lock) = profile();
    let open = |body: &str| body.starts_with("open");
    let window = || {
        let mut writer = Writer::open(&profile, &lock).unwrap();
        let left = writer.become_window(&profile, open).unwrap();
        (writer, left)
    };
    let mut windows = [window().0, window().0];
    for (at, of, body, minutes) in [
        (0, "log", "open one", 5),
        (0, "form:1:new", "left one", 0),
        (1, "log", "left other", 0),
        (1, "form:2:new", "left other", 0),
        (1, "line", "open other", 0),
    ] {
        windows[at].keep_draft(of, body, noon().at.plus_minutes(minutes)).unwrap();
    }
    let (mut third, _) = window();
    assert_eq!(third.drafts(), [], "both are still there");
    drop(windows);
    assert!(third.next_drafts("log").unwrap().is_empty(), "and were when it came");
    let (mut again, left) = window();
    assert_eq!(left, 1, "the line");
    let mut drafts = again.drafts();
    drafts.sort();
    let found = |of: &str, body: &str| (of.to_owned(), body.to_owned());
    let all = [found("form:1:new", "left one"), found("form:2:new", "left other"), found("log", "open one")];
    assert_eq!(drafts, all);
    again.keep_draft("log", "", noon().at).unwrap();
    assert_eq!(again.next_drafts("log").unwrap(), [found("log", "left other")]);
    again.keep_draft("log", "", noon().at).unwrap();
    assert_eq!(again.next_drafts("log").unwrap(), [found("line", "open other")]);
}

/// The report, or its draft: whoever is cut off has the one or the other.
#[test]
fn a_report_and_its_draft_are_one_commit() {
    let day = "2026-11-24".parse().unwrap();
    let kept = rounds::domain::ask::KeptClose { report: Some("mine".into()), ..Default::default() };
    for cut in [true, false] {
        let mut writer = Writer::in_memory(1).unwrap();
        writer.keep_draft("report:2026-11-24", "mine", noon().at).unwrap();
        if cut {
            writer.die_at(0, false);
        }
        assert_eq!(writer.keep_close(day, &kept, Some("report:2026-11-24"), noon().at).is_err(), cut);
        let there = |kind, name| writer.kept(kind, name).unwrap().is_some();
        assert_eq!((there(OwnKind::Draft, "report:2026-11-24"), there(OwnKind::Close, "2026-11-24")), (cut, !cut));
    }
}
