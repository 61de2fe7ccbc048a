//! Imports into a real book: committed as one act, found again, and taken back by one undo.

use rounds::base::clock::Now;
use rounds::base::id::IdSource;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::domain::import::preview::Overwrite;

use rounds::domain::import::{Choices, Looked, Mapping, Plan};
use rounds::i18n::Words;
use rounds::runtime::errands::import::{Desk, NoImport, Request, look};
use rounds::schema::{ACCOUNT, CONTACT, FOLLOW_UP, VISIT, Value};
use rounds::store::Writer;
use std::path::{Path, PathBuf};

fn now() -> Now {
    Now::parse("2026-11-24T10:42:00+08:00").unwrap()
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn request(name: &str, map: &str) -> Request {
    Request { path: path(name), map: map.to_owned(), ..Request::default() }
}

fn looked(writer: &Writer, request: &Request) -> Result<Looked, NoImport> {
    let now = now();
    let mut desk = Desk {
        ask: &mut |ask| writer.answer(ask, &now),
        me: writer.me().unwrap(),
        cycle: &|_| 28,
        now: &now,
        // What a second import makes is nothing that the first has made.
        ids: &mut IdSource::seeded(7 + count(writer, CONTACT.number) as u64),
    };
    look(request, &mut desk)
}

/// Takes a file; its plan, and what that says it replaces, adds, and leaves as somebody has set it right.
fn imported(writer: &mut Writer, request: &Request) -> (Plan, [String; 3]) {
    let plan = looked(writer, request).unwrap().plan;
    if !plan.act.is_empty() {
        let deed = Deed::Whole(plan.act.clone(), plan.saw.clone(), plan.said.clone());
        writer.perform(&deed, &now()).unwrap();
    }
    let told = |list: &[Overwrite]| list.iter().map(|one| format!("{} > {}", one.old, one.new)).collect::<Vec<_>>();
    let preview = &plan.preview;
    let told = [&preview.overwrites, &preview.additions, &preview.corrected].map(|list| told(list).join(" | "));
    (plan, told)
}

fn all(entity: u16) -> Ask {
    Ask::Records { entity, only: Vec::new(), offset: 0, limit: 100_000 }
}

fn count(writer: &Writer, entity: u16) -> usize {
    match writer.answer(&all(entity), &now()).unwrap() {
        Answer::Records(records) => records.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_import_is_one_act_and_one_undo() {
    for (name, accounts, contacts, visits) in [
        ("salesforce/accountData.csv", 423, 0, 0),
        ("import/customers_gbk.csv", 3, 3, 2),
        ("import/customers.xlsx", 3, 3, 2),
        ("vcard/John_Doe_ANDROID.vcf", 4, 4, 0),
    ] {
        let mut writer = Writer::in_memory(1).unwrap();
        let empty = writer.dump().unwrap();
        let first = looked(&writer, &request(name, "")).unwrap();
        assert_eq!(writer.dump().unwrap(), empty, "{name}: looking changes nothing");
        writer.commit(&first.plan.act, &now()).unwrap();
        let found = [ACCOUNT.number, CONTACT.number, VISIT.number].map(|entity| count(&writer, entity));
        assert_eq!(found, [accounts, contacts, visits], "{name}");
        let again = looked(&writer, &request(name, "")).unwrap();
        assert!(again.plan.act.is_empty(), "{name}: {:?}", again.plan.preview.counts);
        assert!(writer.undo(&now()).unwrap().is_some_and(|back| back.left.is_empty()), "{name}");
        assert_eq!(
            [ACCOUNT.number, CONTACT.number, VISIT.number].map(|entity| count(&writer, entity)),
            [0; 3],
            "{name}"
        );
        writer.redo(&now()).unwrap();
        assert_eq!(count(&writer, ACCOUNT.number), accounts, "{name}: done again");
    }
}

/// Another day for a promise that an import has brought moves it, and is shown as what it replaces; what the rep has moved since stays.
#[test]
fn another_day_for_the_next_step_moves_what_an_import_has_brought() {
    let folder = tempfile::tempdir().unwrap();
    let file = |rows: &str| {
        let path = folder.path().join("shops.csv");
        std::fs::write(&path, format!("Id,Name,Next step,Next follow-up date\n{rows}")).unwrap();
        Request { path, ..Request::default() }
    };
    let mut writer = Writer::in_memory(1).unwrap();
    let import = |writer: &mut Writer, request: &Request| {
        let (plan, [overwrites, _, corrected]) = imported(writer, request);
        (plan.preview.counts.follow_ups, overwrites, corrected)
    };
    let days = |writer: &Writer| {
        let Answer::Records(records) = writer.answer(&all(FOLLOW_UP.number), &now()).unwrap() else { panic!() };
        let due = FOLLOW_UP.field("due").unwrap();
        let due = |view: &rounds::domain::ask::RecordView| {
            let value = view.values.iter().find(|(number, _)| *number == due.number).unwrap().1.clone();
            rounds::domain::entry::text(due, &value, &now())
        };
        let mut days: Vec<String> = records.iter().map(due).collect();
        days.sort_unstable();
        days
    };
    let none = String::new;
    let first = "7,Acme,send quote,2026-12-01\n8,Bolt,ring,2026-12-01\n";
    assert_eq!(import(&mut writer, &file(first)), (2, none(), none()));
    for (day, before) in [("2026-12-05", "2026-12-01"), ("2026-12-09", "2026-12-05")] {
        let changed = format!("7,Acme,send quote,{day}\n8,Bolt,ring,2026-12-01\n");
        assert_eq!(import(&mut writer, &file(&changed)), (0, format!("{before} > {day}"), none()));
        assert_eq!(import(&mut writer, &file(&changed)), (0, none(), none()), "the same again");
        assert_eq!(days(&writer), ["2026-12-01", day]);
    }
    // The rep moves it: the file that says what it said does not move it back, nor make another.
    let Answer::Records(records) = writer.answer(&all(FOLLOW_UP.number), &now()).unwrap() else { panic!() };
    let text = FOLLOW_UP.field("text").unwrap().number;
    let quote = records.iter().find(|view| view.values.contains(&(text, Value::text("send quote")))).unwrap().record;
    let day = rounds::domain::entry::value(FOLLOW_UP.field("due").unwrap(), "2026-12-15", &now()).unwrap();
    let values = vec![(FOLLOW_UP.field("due").unwrap().number, day)];
    writer.perform(&Deed::Set { entity: FOLLOW_UP.number, record: quote, values, seen: Vec::new() }, &now()).unwrap();
    let same = file("7,Acme,send quote,2026-12-09\n");
    assert_eq!(import(&mut writer, &same), (0, none(), "2026-12-15 > 2026-12-09".to_owned()));
    // Two of the same words are two.
    let two = file("8,Bolt,ring,2026-12-01\n8,Bolt,ring,2026-12-08\n");
    assert_eq!(import(&mut writer, &two), (1, none(), none()));
    assert_eq!(days(&writer), ["2026-12-01", "2026-12-08", "2026-12-15"]);
}

#[test]
fn a_visit_that_was_deleted_does_not_return_and_one_that_was_taken_back_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Request { path, ..Request::default() }
    };
    let mut writer = Writer::in_memory(1).unwrap();
    let customers = looked(&writer, &file("a.csv", "Name,City\nAcme,Leeds\n")).unwrap();
    writer.commit(&customers.plan.act, &now()).unwrap();
    let history = file("b.csv", "Name,Last visit,Last note,Next follow-up\nAcme,2026-11-02,met the buyer,2026-12-01\n");
    let first = looked(&writer, &history).unwrap();
    assert_eq!((first.plan.preview.counts.visits, first.plan.preview.counts.follow_ups), (1, 1));
    writer.commit(&first.plan.act, &now()).unwrap();
    writer.undo(&now()).unwrap();
    let again = looked(&writer, &history).unwrap();
    assert_eq!((again.plan.preview.counts.visits, again.plan.preview.counts.follow_ups), (1, 1), "it was taken back");
    writer.commit(&again.plan.act, &now()).unwrap();
    let visit = match writer.answer(&all(VISIT.number), &now()).unwrap() {
        Answer::Records(records) => records[0].record,
        other => panic!("{other:?}"),
    };
    writer.perform(&Deed::Delete { entity: VISIT.number, record: visit }, &now()).unwrap();
    let third = looked(&writer, &history).unwrap();
    assert_eq!((third.plan.preview.counts.visits, third.plan.act.is_empty()), (0, true), "somebody deleted it");
    writer.undo(&now()).unwrap();
    assert!(looked(&writer, &history).unwrap().plan.act.is_empty(), "it is there");
}

/// What a file adds beside what is there is shown; what it says as it did last time, and the rep has set right since, is not offered again.
#[test]
fn a_file_again_says_what_it_adds_and_leaves_what_was_set_right() {
    let folder = tempfile::tempdir().unwrap();
    let file = |rows: &str| {
        let path = folder.path().join("shops.csv");
        std::fs::write(&path, format!("Id,Name,City,Phone,Notes\n{rows}")).unwrap();
        Request { path, ..Request::default() }
    };
    let mut writer = Writer::in_memory(1).unwrap();
    let import = |writer: &mut Writer, request: &Request| imported(writer, request).1;
    let first = "7,Acme,Bristol,0117 496 0101,ring twice\n8,Bolt,Hull,,\n";
    assert_eq!(import(&mut writer, &file(first)), ["", "", ""]);
    let Answer::Records(records) = writer.answer(&all(ACCOUNT.number), &now()).unwrap() else { panic!() };
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let called = |name: &str| records.iter().find(|view| view.values.contains(&(number("name"), Value::text(name))));
    let acme = called("Acme").unwrap().record;
    let set = |writer: &mut Writer, field: &str, value: Value| {
        let values = vec![(number(field), value)];
        let deed = Deed::Set { entity: ACCOUNT.number, record: acme, values, seen: Vec::new() };
        writer.perform(&deed, &now()).unwrap();
    };
    // The rep knows better.
    set(&mut writer, "city", Value::text("Clifton"));
    set(&mut writer, "phones", Value::set(["0117 496 0199".to_owned()]));
    set(&mut writer, "notes", Value::Null);
    let stays = "Clifton > Bristol | 0117 496 0199 > 0117 496 0101 |  > ring twice";
    assert_eq!(import(&mut writer, &file(first)), ["", "", stays]);
    // The file learns of something else: that is new.
    let more = "7,Acme,Bath,0117 496 0101; 0117 496 0102,ring twice\n8,Bolt,Hull,,back door\n";
    let stays = "0117 496 0199 > 0117 496 0101 |  > ring twice";
    assert_eq!(import(&mut writer, &file(more)), ["Clifton > Bath", "0117 496 0199 > 0117 496 0102", stays]);
    // That import is taken back: it may be offered again.
    writer.undo(&now()).unwrap();
    let [overwrites, ..] = import(&mut writer, &file(more));
    assert_eq!(overwrites, "Clifton > Bath");
    // What was not to be replaced is offered the next time.
    set(&mut writer, "city", Value::text("Clifton"));
    let york = file("7,Acme,York,,\n");
    let keep = Request { choices: Choices { overwrite: false, ..Choices::default() }, ..york.clone() };
    assert_eq!(import(&mut writer, &keep)[0], "");
    assert_eq!(import(&mut writer, &york)[0], "Clifton > York");
    // A line more in the notes that there are.
    let noted = file("8,Bolt,Hull,,by the back door\n");
    assert_eq!(import(&mut writer, &noted)[1], "back door > by the back door");
}

/// What an earlier import said is known after a later one was taken back, and after one was taken back and done again.
#[test]
fn what_an_import_said_outlives_another_that_was_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = |row: &str| {
        let path = folder.path().join("shops.csv");
        std::fs::write(&path, format!("Id,Name,City,Phone\n{row}\n")).unwrap();
        Request { path, ..Request::default() }
    };
    let look = |writer: &Writer, row: &str| looked(writer, &file(row)).unwrap();
    let import = |writer: &mut Writer, row: &str| {
        let Looked { plan, .. } = look(writer, row);
        writer.perform(&Deed::Whole(plan.act, plan.saw, plan.said), &now()).unwrap();
    };
    let january = "7,Acme,Bristol,0117 496 0101";
    let mut writer = Writer::in_memory(1).unwrap();
    import(&mut writer, january);
    writer.undo(&now()).unwrap();
    writer.redo(&now()).unwrap();
    let acme = record(&writer, ACCOUNT.number, "Acme");
    let set = |writer: &mut Writer, field: &str, value: Value| {
        let values = vec![(ACCOUNT.field(field).unwrap().number, value)];
        let deed = Deed::Set { entity: ACCOUNT.number, record: acme, values, seen: Vec::new() };
        writer.perform(&deed, &now()).unwrap();
    };
    // The number was wrong.
    set(&mut writer, "phones", Value::Null);
    let stays = |writer: &Writer| {
        let Looked { plan, .. } = look(writer, january);
        (plan.act.is_empty(), plan.preview.corrected.len())
    };
    assert_eq!(stays(&writer), (true, 1), "it was done again");
    for city in ["Bath", "York", "Hull"] {
        import(&mut writer, &format!("7,Acme,{city},"));
        assert_eq!(stays(&writer).1, 1, "{city}");
    }
    for city in ["York", "Bath", "Bristol"] {
        writer.undo(&now()).unwrap();
        let looked = look(&writer, &format!("7,Acme,{city},0117 496 0101"));
        assert!(looked.plan.act.is_empty() && looked.plan.preview.corrected.len() == 1, "{city}");
    }
    // With the rep's own act and the first import it was never said.
    writer.undo(&now()).unwrap();
    writer.undo(&now()).unwrap();
    let looked = look(&writer, january);
    assert!(!looked.plan.act.is_empty() && looked.plan.preview.corrected.is_empty());
}

#[test]
fn a_customer_made_by_hand_is_met_again() {
    let mut writer = Writer::in_memory(1).unwrap();
    let record = writer.new_id(now().at);
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let values = vec![
        (number("name"), Value::text("Harbour Dental")),
        (number("phones"), Value::set(["0113 496 0011".to_owned()])),
        (number("city"), Value::text("LEEDS")),
        (number("size"), Value::Int(9)),
    ];
    writer.perform(&Deed::Create { entity: ACCOUNT.number, record, values }, &now()).unwrap();
    let met = looked(&writer, &request("import/zoho_accounts.csv", "")).unwrap();
    let counts = met.plan.preview.counts;
    assert_eq!((counts.updated, counts.new), (1, 1));
    let told: Vec<_> = met.plan.preview.overwrites.iter().map(|o| (o.record, o.old.as_str(), o.new.as_str())).collect();
    assert_eq!(told, [(record, "9", "12")]);
    let keep = Request {
        choices: Choices { overwrite: false, ..Choices::default() },
        ..request("import/zoho_accounts.csv", "")
    };
    assert!(looked(&writer, &keep).unwrap().plan.preview.overwrites.is_empty());
}

#[test]
fn what_goes_wrong_is_said_in_three_languages() {
    let writer = Writer::in_memory(1).unwrap();
    let rows = [
        (request("none.csv", ""), "error-import-open"),
        (request("README.md/x", ""), "error-import-open"),
        (request("import/zoho_accounts.csv", "Colour=account.name"), "error-import-map-column"),
        (request("import/zoho_accounts.csv", "Phone=account.colour"), "error-import-map-field"),
        (request("import/zoho_accounts.csv", "Phone"), "error-import-map-target"),
        (Request { sheet: Some("x".into()), ..request("import/customers.xlsx", "") }, "error-import-no-sheet"),
    ];
    for (request, key) in rows {
        let error = looked(&writer, &request).unwrap_err();
        for lang in rounds::base::lang::Lang::ALL {
            let said = error.said(&Words::new(lang));
            assert!(!said.is_empty() && said != key && !said.contains("{ $"), "{said}");
        }
    }
    let chosen = looked(&writer, &request("import/zoho_accounts.csv", "Description=skip")).unwrap();
    assert_ne!(chosen.mapping, Mapping::default());
}

/// A file of these lines in a folder.
fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> Request {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    Request { path, ..Request::default() }
}

fn record(writer: &Writer, entity: u16, name: &str) -> rounds::base::id::Id {
    let Answer::Records(records) = writer.answer(&all(entity), &now()).unwrap() else { panic!() };
    let called = |value: &(u16, Value)| value.1.str() == name;
    records.iter().find(|view| view.values.iter().any(called)).unwrap().record
}

#[test]
fn what_somebody_deleted_stays_away_unless_a_person_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "a.csv",
        "Id,Name,City,Contact name\n1,Acme,Leeds,Ann Lee\n2,Quay Books,Hull,Bo Low\n,Corner Deli,York,Di May\n",
    );
    let mut writer = Writer::in_memory(1).unwrap();
    writer.commit(&looked(&writer, &file).unwrap().plan.act, &now()).unwrap();
    for (entity, name) in [(ACCOUNT.number, "Acme"), (ACCOUNT.number, "Corner Deli"), (CONTACT.number, "Bo Low")] {
        let record = record(&writer, entity, name);
        writer.perform(&Deed::Delete { entity, record }, &now()).unwrap();
    }
    let again = looked(&writer, &file).unwrap();
    assert!(again.plan.act.is_empty(), "{:?}", again.plan.preview.counts);
    assert_eq!(again.plan.preview.counts.not_taken, 2);
    let told: Vec<(u32, &str)> =
        again.plan.preview.troubles.iter().map(|noted| (noted.line, noted.what.words())).collect();
    assert_eq!(told, [(2, "trouble-deleted"), (3, "trouble-deleted-contact"), (4, "trouble-deleted")]);
    // What is said for all look-alikes is not said of what was deleted; a line is.
    for (each, new, contacts) in [("", 0, 0), ("2=new", 1, 1), ("3=new", 0, 1), ("2=same,3=leave,4=new", 1, 1)] {
        let mut choices = Choices { look_alikes: rounds::domain::import::LookAlikes::Take, ..Choices::default() };
        choices.decide(each).unwrap();
        let counts = looked(&writer, &Request { choices, ..file.clone() }).unwrap().plan.preview.counts;
        assert_eq!((counts.new, counts.contacts_new), (new, contacts), "{each}");
    }
    // The deletions taken back one by one, and in the end the import itself: then it is as if it had never been.
    for _ in 0..4 {
        assert!(writer.undo(&now()).unwrap().is_some());
    }
    assert_eq!(looked(&writer, &file).unwrap().plan.preview.counts.new, 3);
}

#[test]
fn what_was_joined_once_is_known_by_both_ids() {
    let folder = tempfile::tempdir().unwrap();
    let all_of =
        "Id,Name,City,Phone\n1,Acme Ltd,Leeds,0113 496 0011\n2,Acme Ltd,Leeds,0113 496 0022\n3,Acme Limited,Leeds,\n";
    for (first, second) in [
        // Both in one file, or one after the other; joined while importing, or afterwards.
        ("", Some("3=same,4=same")),
        ("Id,Name,City,Phone\n1,Acme Ltd,Leeds,0113 496 0011\n", Some("3=same,4=same")),
        ("", None),
    ] {
        let mut writer = Writer::in_memory(1).unwrap();
        if !first.is_empty() {
            let file = written(&folder, "first.csv", first);
            writer.commit(&looked(&writer, &file).unwrap().plan.act, &now()).unwrap();
        }
        let file = written(&folder, "all.csv", all_of);
        let mut choices = Choices::default();
        choices.decide(second.unwrap_or_default()).unwrap();
        let joined = looked(&writer, &Request { choices, ..file.clone() }).unwrap();
        writer.commit(&joined.plan.act, &now()).unwrap();
        if second.is_none() {
            let Answer::Records(records) = writer.answer(&all(ACCOUNT.number), &now()).unwrap() else { panic!() };
            for other in &records[1..] {
                let (keep, other) = (records[0].record, other.record);
                let from_other = std::collections::BTreeSet::new();
                writer.perform(&Deed::Merge { entity: ACCOUNT.number, keep, other, from_other }, &now()).unwrap();
            }
        }
        assert_eq!(count(&writer, ACCOUNT.number), 1, "{first:?} {second:?}");
        let again = looked(&writer, &file).unwrap();
        let preview = &again.plan.preview;
        assert!(preview.look_alikes.is_empty(), "{first:?} {second:?}: {:?}", preview.look_alikes);
        assert!(again.plan.act.is_empty(), "{first:?} {second:?}: {:?}", again.plan.act);
    }
}

/// What Rounds wrote beside each row of a report is no customer's, when the report is corrected and comes again.
#[test]
fn a_report_is_known_by_its_headings_in_every_language() {
    use rounds::domain::import::heading;
    for lang in rounds::base::lang::Lang::ALL {
        let words = Words::new(lang);
        let of_report = ["report-line", "report-taken", "report-reason"].map(|key| words.get(key));
        let headings: Vec<_> = of_report.iter().chain(&["Name"]).map(|heading| heading::read(heading)).collect();
        assert!(heading::is_a_report(&headings), "{of_report:?}");
        assert!(!heading::is_a_report(&headings[1..]));
    }
}

#[test]
fn of_two_people_of_one_name_each_keeps_an_id_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::in_memory(1).unwrap();
    let head = "Company,City,Person,Number,Title\n";
    let anna = "Harbour Dental,Leeds,Anna Li,1,Buyer\n";
    let other = "Harbour Dental,Leeds,Anna Li,3,Owner\n";
    let map = "Company=account.name, City=account.city, Person=contact.name, Number=contact.external_id, \
               Title=contact.title";
    let people = |writer: &Writer| -> Vec<(String, String)> {
        let Answer::Records(views) = writer.answer(&all(CONTACT.number), &now()).unwrap() else { panic!() };
        let text = |view: &rounds::domain::ask::RecordView, name: &str| {
            let number = CONTACT.field(name).unwrap().number;
            let value = view.values.iter().find(|(field, _)| *field == number);
            value.map(|(_, value)| value.str().to_owned()).unwrap_or_default()
        };
        let mut people: Vec<_> = views.iter().map(|view| (text(view, "external_id"), text(view, "title"))).collect();
        people.sort();
        people
    };
    let both = [("1", "Buyer"), ("3", "Owner")].map(|(id, title)| (id.to_owned(), title.to_owned()));
    for (rows, expected) in [
        (anna.to_owned(), &both[..1]),
        (format!("{anna}{other}"), &both[..]),
        // In whatever order, and once more.
        (format!("{other}{anna}"), &both[..]),
    ] {
        let request = Request { map: map.into(), ..written(&folder, "people.csv", &format!("{head}{rows}")) };
        imported(&mut writer, &request);
        assert_eq!(people(&writer), expected, "{rows}");
    }
}
