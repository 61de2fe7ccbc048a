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
    writer.keep(OwnKind::Draft, "log", "blue finch met", noon().at).unwrap();
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
    writer.keep(OwnKind::Draft, "log", "acme met the buyer", noon().at).unwrap();
    writer.keep(OwnKind::Draft, "form:1:new", "another", noon().at).unwrap();
    let drafts =
        |writer: &Writer| ["log", "form:1:new"].map(|name| writer.kept(OwnKind::Draft, name).unwrap().is_some());
    assert_eq!(writer.perform_drafted(&create(" "), Some("log"), &noon()).unwrap_err().kind(), "refused");
    assert_eq!(drafts(&writer), [true, true]);
    writer.perform_drafted(&create("Acme"), Some("log"), &noon()).unwrap();
    assert_eq!(drafts(&writer), [false, true]);
}

/// Two windows on one book: what the one commits takes its own draft along, and not what the other has typed under that name.
#[test]
fn a_commit_in_one_window_leaves_what_another_has_typed() {
    let (_folder, profile, lock) = profile();
    let mut first = Writer::open(&profile, &lock).unwrap();
    let mut second = Writer::open(&profile, &lock).unwrap();
    let create = |name: &str| Deed::Create {
        entity: ACCOUNT.number,
        record: id(name),
        values: vec![(ACCOUNT.field("name").unwrap().number, Value::text(name))],
    };
    let log = |writer: &Writer| writer.kept(OwnKind::Draft, "log").unwrap().map(|(body, _)| body);
    first.keep(OwnKind::Draft, "log", "half of a long note", noon().at).unwrap();
    // A line that is saved before it was drafted.
    second.perform_drafted(&create("One"), Some("log"), &noon()).unwrap();
    assert_eq!(log(&first).as_deref(), Some("half of a long note"));
    // One that was drafted, and written over by the next key of the first.
    second.keep(OwnKind::Draft, "log", "other", noon().at).unwrap();
    first.keep(OwnKind::Draft, "log", "half of a long note, and", noon().at).unwrap();
    second.perform_drafted(&create("Two"), Some("log"), &noon()).unwrap();
    second.forget(OwnKind::Draft, "log").unwrap();
    assert_eq!(log(&first).as_deref(), Some("half of a long note, and"));
    // Whoever starts anew takes it up, and what comes of it takes it along.
    let mut third = Writer::open(&profile, &lock).unwrap();
    third.perform_drafted(&create("Three"), Some("log"), &noon()).unwrap();
    assert_eq!(log(&first), None);
}

/// The report, or its draft: whoever is cut off has the one or the other.
#[test]
fn a_report_and_its_draft_are_one_commit() {
    let day = "2026-11-24".parse().unwrap();
    let kept = rounds::domain::ask::KeptClose { report: Some("mine".into()), ..Default::default() };
    for cut in [true, false] {
        let mut writer = Writer::in_memory(1).unwrap();
        writer.keep(OwnKind::Draft, "report:2026-11-24", "mine", noon().at).unwrap();
        if cut {
            writer.die_at(0, false);
        }
        assert_eq!(writer.keep_close(day, &kept, Some("report:2026-11-24"), noon().at).is_err(), cut);
        let there = |kind, name| writer.kept(kind, name).unwrap().is_some();
        assert_eq!((there(OwnKind::Draft, "report:2026-11-24"), there(OwnKind::Close, "2026-11-24")), (cut, !cut));
    }
}
