//! Imports into a real book: committed as one act, found again, and taken back by one undo.

use rounds::base::clock::Now;
use rounds::base::id::IdSource;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::domain::import::{Choices, Looked, Mapping};
use rounds::i18n::Words;
use rounds::runtime::import::{Desk, NoImport, Request, look};
use rounds::schema::{ACCOUNT, CONTACT, VISIT, Value};
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
        ids: &mut IdSource::seeded(7),
    };
    look(request, &mut desk)
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
        ("vcard/John_Doe_ANDROID.vcf", 6, 6, 0),
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
