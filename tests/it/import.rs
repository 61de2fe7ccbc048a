//! Known exports, from their bytes to the act: nobody is lost, and the same file again makes nothing twice.

mod world;

use chrono::{Datelike, NaiveDate};
use rounds::base::id::Id;
use rounds::base::lang::Lang;
use rounds::domain::import::preview::{Becomes, Counts, What};
use rounds::domain::import::{Choices, LookAlikes};
use rounds::i18n::Words;
use rounds::interop;
use rounds::schema::{Grade, Lifecycle, Territory, User};
use std::collections::BTreeMap;

use self::world::{HERE, ME, World, import, read, source, worked_out};

#[test]
fn salesforce_accounts_none_lost() {
    let (world, plan) = import("salesforce/accountData.csv", "");
    let expected = Counts { rows: 423, customers: 423, new: 423, ..Counts::default() };
    assert_eq!(plan.preview.counts, expected);
    assert_eq!((world.book.accounts.len(), plan.act.groups.len()), (423, 423));
    assert!(world.book.accounts.iter().any(|account| account.name.starts_with("Crédito Inmobilia")));
    let acme = world.account("Acme");
    assert_eq!(
        (acme.city.as_str(), acme.website.as_str(), acme.owner, acme.territory),
        ("New York", "http://www.acme.com/", Some(ME), Some(HERE))
    );
    assert_eq!(world.book.accounts.iter().filter(|account| account.lifecycle == Some(Lifecycle::Prospect)).count(), 3);
    assert_eq!(world.book.accounts.iter().filter(|account| account.grade.is_some()).count(), 3);
    assert!(world.book.accounts.iter().all(|account| account.first_due.is_some() && !account.external_id.is_empty()));
    assert!(world.book.accounts.iter().all(|account| !account.notes.contains("SYSTEMMODSTAMP")));
    assert!(acme.notes.contains("SHIPPINGCITY: "), "{}", acme.notes);
}

#[test]
fn deals_are_not_customers() {
    let source = source("salesforce/opportunityData.csv");
    let plan = worked_out(&source, "", &World::default(), 1, Choices::default());
    assert!(plan.preview.troubles.iter().any(|noted| noted.what == What::Deals));
    let plan =
        worked_out(&source, "NAME=notes,ACCOUNTID=account.external_id", &World::default(), 1, Choices::default());
    assert_eq!((plan.preview.counts.not_taken, plan.act.groups.len()), (38, 0), "their customers are not here yet");
}

#[test]
fn first_visits_are_spread_over_the_cycle() {
    let (world, _) = import("salesforce/accountData.csv", "");
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for account in &world.book.accounts {
        *days.entry(account.first_due.unwrap().to_string()).or_default() += 1;
    }
    assert!(days.len() >= 38, "{days:?}");
    assert!(days.keys().all(|day| day.as_str() > "2026-11-24" && day.as_str() <= "2027-01-20"), "{days:?}");
    assert!(days.values().all(|count| *count <= 40), "{days:?}");
    // No day of the week has much more than another: what would fall on a weekend is not all put on the Monday.
    let mut weekdays = [0_usize; 7];
    for (day, count) in &days {
        let day: NaiveDate = day.parse().unwrap();
        weekdays[day.weekday().num_days_from_monday() as usize] += count;
    }
    let [work @ .., saturday, sunday] = weekdays;
    let (least, most) = (work.iter().min().unwrap(), work.iter().max().unwrap());
    assert!(saturday + sunday == 0 && most * 2 < least * 3, "{weekdays:?}");
}

#[test]
fn an_export_that_changed_updates_and_says_what_it_overwrites() {
    let text = |phone: &str, city: &str| {
        format!(
            "Record Id,Account Name,Phone,Billing City,Description\n9,Acme,{phone},{city},first\n8,Bell,1112223,Hull,\n"
        )
    };
    let read = |text: String| interop::read(text.as_bytes(), "x.csv", None).unwrap();
    let mut world = World::default();
    world.commit(&worked_out(&read(text("0113 496 0011", "Leeds")), "", &world, 1, Choices::default()).act);
    let id = world.account("Acme").id;
    let at = world.book.accounts.iter().position(|account| account.name == "Acme").unwrap();
    world.book.accounts[at].notes.push_str("\nask for Ann");
    let changed = read(text("+44 113 4960011 / 0113 496 0099", "York"));
    let plan = worked_out(&changed, "", &world, 2, Choices::default());
    assert_eq!((plan.preview.counts.updated, plan.preview.counts.unchanged), (1, 1));
    let overwrites: Vec<_> =
        plan.preview.overwrites.iter().map(|o| (o.line, o.record, o.old.as_str(), o.new.as_str())).collect();
    assert_eq!(overwrites, [(2, id, "Leeds", "York")]);
    let kept = Choices { overwrite: false, ..Choices::default() };
    assert_eq!(worked_out(&changed, "", &world, 2, kept).preview.overwrites, []);
    world.commit(&plan.act);
    let acme = world.account("Acme");
    assert_eq!((acme.city.as_str(), acme.notes.as_str()), ("York", "first\nask for Ann"));
    assert_eq!(acme.phones.iter().cloned().collect::<Vec<_>>(), ["0113 496 0011", "0113 496 0099"]);
}

#[test]
fn order_lines_give_their_customers() {
    let (world, plan) = import("import/order_lines.xls", "");
    assert_eq!((plan.preview.counts.rows, plan.preview.counts.new, plan.preview.counts.not_taken), (5, 3, 0));
    let lan = world.account("林岚");
    assert_eq!((lan.external_id.as_str(), lan.city.as_str(), lan.region.as_str()), ("林岚-10010", "杭州", "浙江"));
    assert!(lan.notes.contains("细分: 公司") && lan.notes.contains("城市: 宁波"), "{}", lan.notes);
    assert_eq!(
        world.book.accounts.iter().filter(|account| account.name == "许安").count(),
        2,
        "two ids are two customers"
    );
}

#[test]
fn a_chinese_list_with_people_and_history() {
    let (world, plan) = import("import/customers_gbk.csv", "");
    let counts = plan.preview.counts;
    assert_eq!((counts.new, counts.contacts_new, counts.visits, counts.follow_ups, counts.not_taken), (3, 3, 2, 1, 0));
    let jinggong = world.account("杭州精工机械有限公司");
    assert_eq!((jinggong.grade, jinggong.street.as_str()), (Some(Grade::A), "杭州市萧山区建设三路88号"));
    assert_eq!((jinggong.first_due, jinggong.notes.as_str()), (None, "门口停车难, 从侧门进\n上次沟通: 要报价"));
    assert_eq!(world.contact("周建明").phones.iter().next().map(String::as_str), Some("13805712266"));
    let haichuan = world.account("海川五金");
    assert_eq!(haichuan.phones.iter().cloned().collect::<Vec<_>>(), ["0571-82635566", "13605713344"]);
    assert_eq!(world.contact("钱芳").account, Some(world.account("新盛纸业").id));
    assert_eq!(world.account("新盛纸业").grade, Some(Grade::A));
    let visit = world.visits.iter().find(|visit| visit.account == Some(jinggong.id)).unwrap();
    assert_eq!(visit.day.unwrap().to_string(), "2026-11-03");
    let next = &world.follow_ups[0];
    assert_eq!((next.due.unwrap().to_string().as_str(), next.text.as_str()), ("2026-11-26", "下次跟进"));
}

#[test]
fn a_workbook_of_customers() {
    let (world, plan) = import("import/customers.xlsx", "");
    assert_eq!((plan.preview.counts.new, plan.preview.counts.contacts_new, plan.preview.counts.visits), (3, 3, 2));
    let dairy = world.account("呼和浩特北方乳业");
    assert_eq!((dairy.postcode.as_str(), dairy.external_id.as_str()), ("010010", "KH0002"));
    assert_eq!(world.contact("仇建国").phones.len(), 2);
    assert_eq!(world.follow_ups.len(), 1);
    assert!(world.follow_ups[0].due_at.is_some());
}

#[test]
fn traditional_chinese_zoho_hubspot_and_a_plain_list() {
    let (world, _) = import("import/customers_big5.csv", "");
    assert_eq!(world.contact("陳美玲").phones.iter().next().map(String::as_str), Some("02-29213456"));
    assert_eq!(world.account("新竹精密工業").notes, "週三休息");
    let (world, _) = import("import/zoho_accounts.csv", "");
    let harbour = world.account("Harbour Dental");
    assert_eq!(
        (harbour.postcode.as_str(), harbour.size, harbour.notes.as_str()),
        ("LS1 4DY", Some(12), "Trial first\nAccount Owner: Ann Reed")
    );
    let (world, plan) = import("import/hubspot_companies.csv", "");
    assert_eq!((plan.preview.counts.new, plan.preview.counts.visits), (2, 1));
    assert_eq!(world.account("Pier Hotel").first_due.is_some(), world.account("Ferry Garage").first_due.is_none());
    let (world, _) = import("import/accounts_by_sector.csv", "revenue=skip");
    assert_eq!(
        world.account("Northgate Optics").notes,
        "year_established: 1986\nsubsidiary_of: Harbour Dental Supplies"
    );
}

#[test]
fn address_cards_become_contacts() {
    let (world, plan) = import("vcard/outlook-2007.vcf", "");
    assert_eq!((plan.preview.counts.new, plan.preview.counts.contacts_new), (1, 1));
    let company = world.account("TheCompany");
    assert_eq!((company.street.as_str(), company.city.as_str()), ("222 Broadway, TheOffice", "New York"));
    let michael = world.contact("Mr. Michael Angstadt Jr.");
    assert_eq!(
        (michael.title.as_str(), michael.phones.len(), michael.account),
        ("TheJobTitle, TheDepartment", 3, Some(company.id))
    );
    assert!(
        michael.notes.contains("X-MS-SPOUSE: TheSpouse") && michael.notes.contains("WORK FAX: "),
        "{}",
        michael.notes
    );
    for (file, nameless) in [
        // Two of its cards are an e-mail address and nothing else.
        ("John_Doe_ANDROID.vcf", 2),
        ("John_Doe_GMAIL.vcf", 0),
        ("John_Doe_IPHONE.vcf", 0),
        ("John_Doe_MS_OUTLOOK.vcf", 0),
        ("rfc6350-example.vcf", 0),
    ] {
        let (_, plan) = import(&format!("vcard/{file}"), "");
        let counts = plan.preview.counts;
        assert_eq!((counts.not_taken, counts.contacts_new), (nameless, counts.rows - nameless), "{file}");
        let refused = plan.preview.troubles.iter().filter(|noted| noted.what.is_refusal() && noted.line > 0);
        assert_eq!(refused.count(), nameless, "{file}: each with its line");
    }
    let (world, _) = import("import/cards_gb2312.vcf", "");
    assert_eq!(world.contact("张三").chat_ids.iter().next().map(String::as_str), Some("qq:10001"));
    assert_eq!(world.account("海川五金").owner, Some(ME));
}

#[test]
fn what_is_not_taken_is_told_with_its_line() {
    let text = "客户名称,电话,人数,上次拜访,级别\n,0571-1234567,,,\n精工,无,很多,2027-01-01,D\n海川,0571-1234567,30,3/4/2026,A\n";
    let source = interop::read(text.as_bytes(), "x.csv", None).unwrap();
    let plan = worked_out(&source, "", &World::default(), 1, Choices::default());
    let told: Vec<_> = plan.preview.troubles.iter().map(|noted| (noted.line, noted.what.words())).collect();
    let expected = [
        (0, "trouble-uncertain-dates"),
        (2, "trouble-no-name"),
        (3, "flaw-number"),
        (3, "flaw-choice"),
        (3, "trouble-future-visit"),
    ];
    assert_eq!(told, expected);
    assert_eq!((plan.preview.counts.not_taken, plan.preview.counts.new), (1, 2));
    let mut world = World::default();
    world.commit(&plan.act);
    let notes = &world.account("精工").notes;
    assert_eq!(notes, "人数: 很多\n级别: D\n上次拜访: 2027-01-01");
}

#[test]
fn look_alikes_are_named_and_may_be_left() {
    let mut world = World::default();
    let first = interop::read("name,phone,city\nAcme Ltd,0113 496 0011,Leeds\n".as_bytes(), "x.csv", None).unwrap();
    world.commit(&worked_out(&first, "", &world, 1, Choices::default()).act);
    let second = "name,phone,city\nZebra,+44 113 4960011,Leeds\nACME Limited,,Leeds\nYork Shoes,,York\n";
    let second = interop::read(second.as_bytes(), "x.csv", None).unwrap();
    let plan = worked_out(&second, "", &world, 2, Choices::default());
    let alike: Vec<_> =
        plan.preview.look_alikes.iter().map(|l| (l.line, l.other_name.as_str(), l.shared.words())).collect();
    assert_eq!(alike, [(2, "Acme Ltd", "shared-phone"), (3, "Acme Ltd", "shared-name")]);
    assert_eq!(plan.preview.counts.new, 3);
    let leave = Choices { look_alikes: LookAlikes::Leave, ..Choices::default() };
    let plan = worked_out(&second, "", &world, 2, leave);
    assert_eq!((plan.preview.counts.new, plan.preview.counts.not_taken), (1, 2));
    assert!(plan.preview.troubles.iter().any(|noted| noted.what == What::LooksLike("Acme Ltd".into())));
}

#[test]
fn look_alikes_are_decided_one_by_one() {
    let mut world = World::default();
    let first = read("name,phone,city\nAcme Ltd,0113 496 0011,Leeds\nBell,0113 496 0022,Leeds\n");
    world.commit(&worked_out(&first, "", &world, 1, Choices::default()).act);
    let acme = world.account("Acme Ltd").id;
    let second = read(
        "name,phone,city,notes\nAcme Limited,0113 496 0033,Leeds,from the fair\nZebra,+44 113 4960022,Hull,\n\
         York Shoes Ltd,,York,one\nYork Shoes,01904 496001,York,two\nBell Ltd,,Leeds,\n",
    );
    let mut choices = Choices::default();
    choices.decide("2=same, 5=same, 6=leave").unwrap();
    let plan = worked_out(&second, "", &world, 2, choices.clone());
    let becomes: Vec<_> = plan.preview.look_alikes.iter().map(|one| (one.line, one.becomes)).collect();
    assert_eq!(
        becomes,
        [(2, Becomes::This), (3, Becomes::Own), (5, Becomes::This), (6, Becomes::Left)],
        "{:?}",
        plan.preview.look_alikes
    );
    let counts = plan.preview.counts;
    assert_eq!((counts.new, counts.updated, counts.not_taken), (2, 1, 1));
    world.commit(&plan.act);
    let joined = world.book.accounts.iter().find(|account| account.id == acme).unwrap();
    assert_eq!((joined.name.as_str(), joined.phones.len(), joined.notes.as_str()), ("Acme Ltd", 2, "from the fair"));
    assert!(joined.other_names.contains("Acme Limited"));
    let york = world.account("York Shoes Ltd");
    assert_eq!((york.notes.as_str(), york.phones.len()), ("one\ntwo", 1));
    assert!(york.other_names.contains("York Shoes"));
    // The same file again: who was joined is known by the other name, without a decision.
    let again = worked_out(&second, "", &world, 3, Choices::default());
    assert_eq!((again.preview.counts.new, again.preview.counts.updated), (1, 0), "{:?}", again.preview);
    let left: Vec<_> = again.preview.look_alikes.iter().map(|one| one.line).collect();
    assert_eq!(left, [6], "only who was left out is asked for again");
    // For all at once.
    let join = Choices { look_alikes: LookAlikes::Join, ..Choices::default() };
    let plan = worked_out(&second, "", &world, 4, join);
    assert_eq!((plan.preview.counts.new, plan.preview.counts.not_taken), (0, 0));
    // One that it does not look like is none to join: it stays a customer of its own.
    let mut choices = Choices::default();
    choices.decide("6=same:999").unwrap();
    assert_eq!(worked_out(&second, "", &world, 5, choices).preview.counts.new, 1);
}

#[test]
fn owners_and_territories_are_found_by_name_and_said() {
    let id = |n: u8| Id::from_bytes([n; 16]);
    let user = |n: u8, name: &str, territories: &[Id]| User {
        id: id(n),
        name: name.into(),
        territories: territories.iter().copied().collect(),
        ..User::default()
    };
    let mut world = World::default();
    world.book.users = vec![
        User { id: ME, ..user(1, "Ann Smith", &[HERE, id(21)]) },
        user(2, "Bo Chen", &[id(22)]),
        User { retired: true, ..user(3, "Cy Old", &[]) },
    ];
    let territory = |n: Id, name: &str| Territory { id: n, name: name.into(), ..Territory::default() };
    world.book.territories = vec![territory(HERE, "North"), territory(id(21), "South"), territory(id(22), "West")];
    let file = read(
        "Account Name,Account Owner,Territory,Last visit\nA,bo chen,South,2026-11-02\nB,Ann Smith,West,\nC,Cy Old,Nowhere,\n\
         D,Bo Chen,North,\n",
    );
    let plan = worked_out(&file, "", &world, 1, Choices::default());
    world.commit(&plan.act);
    let found = |name: &str| (world.account(name).owner.unwrap(), world.account(name).territory.unwrap());
    assert_eq!(found("A"), (id(2), id(21)));
    assert_eq!(found("B"), (ME, HERE));
    assert_eq!(found("C"), (ME, HERE));
    assert_eq!(found("D"), (id(2), HERE));
    assert_eq!(world.account("B").notes, "Territory: West");
    assert_eq!(world.account("C").notes, "Account Owner: Cy Old\nTerritory: Nowhere");
    assert_eq!(world.visits[0].owner, Some(id(2)), "the visit was the owner's");
    let words = Words::new(Lang::En);
    let said: Vec<String> =
        plan.preview.troubles.iter().filter(|noted| noted.line == 0).map(|noted| words.noticed(&noted.what)).collect();
    for expected in [
        "Account Owner: 1 customer is bo chen's",
        "Account Owner: no user is called Cy Old; 1 customer is yours, the name is in the notes",
        "Territory: West is not your territory; 1 customer goes into yours, the name is in the notes",
        "Territory: there is no territory Nowhere; 1 customer goes into yours, the name is in the notes",
        "Territory: 1 customer goes into South",
    ] {
        assert!(said.iter().any(|line| line == expected), "{expected}: {said:#?}");
    }
    // Who is there already is not moved; another owner is shown by the name, as what would be replaced.
    let file = read("Account Name,Account Owner,Territory\nA,Ann Smith,North\n");
    let plan = worked_out(&file, "", &world, 2, Choices::default());
    let told: Vec<_> = plan.preview.overwrites.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
    assert_eq!(told, [("Bo Chen", "Ann Smith")]);
    assert!(plan.preview.troubles.iter().any(|noted| words.noticed(&noted.what).contains("stays where it is")));
}

/// In a list of customers a row without a name is a customer without one, not a person of somebody; and nobody is said to own it.
#[test]
fn a_row_of_a_list_of_customers_without_a_name_is_told_so() {
    let file = read("Record ID,Company name,Company owner\n101,Acme,Ann\n102,,Ann\n103,Bolt,Ann\n");
    let plan = worked_out(&file, "", &World::default(), 1, Choices::default());
    let troubles: Vec<_> = plan.preview.troubles.iter().map(|noted| (noted.line, noted.what.words())).collect();
    assert_eq!(troubles, [(0, "named-no-user"), (3, "trouble-no-name")]);
    assert!(matches!(&plan.preview.troubles[0].what, What::Named { count: 2, .. }), "{:?}", plan.preview.troubles);
}

#[test]
fn contacts_find_their_account_by_its_id() {
    let mut world = World::default();
    let accounts = interop::read("ID,NAME\na1,Acme\na2,Bell\n".as_bytes(), "x.csv", None).unwrap();
    world.commit(&worked_out(&accounts, "", &world, 1, Choices::default()).act);
    let contacts = "ID,ACCOUNTID,FIRSTNAME,LASTNAME,EMAIL\nc1,a1,Ann,Reed,a@b.test\nc2,a1,Bob,Lowe,\nc3,zz,Cy,Doe,\n";
    let contacts = interop::read(contacts.as_bytes(), "x.csv", None).unwrap();
    let plan = worked_out(&contacts, "", &world, 2, Choices::default());
    assert_eq!((plan.preview.counts.updated, plan.preview.counts.contacts_new, plan.preview.counts.new), (1, 2, 0));
    let told: Vec<_> = plan.preview.troubles.iter().map(|noted| (noted.line, noted.what.words())).collect();
    assert_eq!(told, [(4, "trouble-unknown-customer")]);
    world.commit(&plan.act);
    let acme = world.account("Acme").id;
    let people: Vec<_> =
        world.book.contacts.iter().filter(|c| c.account == Some(acme)).map(|c| c.name.as_str()).collect();
    assert_eq!(people, ["Ann Reed", "Bob Lowe"]);
    assert_eq!(world.contact("Ann Reed").external_id, "c1");
    // Its customer was not there yet; when it has come, the same file brings its person.
    let late = interop::read("ID,NAME\nzz,Zebra Shoes\n".as_bytes(), "x.csv", None).unwrap();
    world.commit(&worked_out(&late, "", &world, 3, Choices::default()).act);
    let plan = worked_out(&contacts, "", &world, 4, Choices::default());
    assert_eq!((plan.preview.counts.not_taken, plan.preview.counts.contacts_new), (0, 1));
    world.commit(&plan.act);
    assert_eq!(world.contact("Cy Doe").account, Some(world.account("Zebra Shoes").id));
}

#[test]
fn people_of_nobody_become_no_customers() {
    let mut world = World::default();
    let customers = read("Id,Account Name,Billing City\n001A,Acme Ltd,Bristol\n");
    world.commit(&worked_out(&customers, "", &world, 1, Choices::default()).act);
    let people = "ID,ACCOUNTID,LASTNAME,FIRSTNAME,PHONE,MAILINGSTREET,MAILINGCITY\n003x01,001A,Hill,Bob,0117 496 0101,1 Rd,Leeds\n\
         003x02,001NOPE,Lee,Ann,,,\n003x03,,Solo,Han,,,\n";
    let plan = worked_out(&read(people), "", &world, 2, Choices::default());
    let told = |plan: &rounds::domain::import::Plan| {
        let refused = plan.preview.troubles.iter().filter(|noted| noted.what.is_refusal());
        refused.map(|noted| (noted.line, noted.what.words())).collect::<Vec<_>>()
    };
    assert_eq!(told(&plan), [(3, "trouble-unknown-customer"), (4, "trouble-no-name")]);
    assert_eq!((plan.preview.counts.new, plan.preview.counts.contacts_new), (0, 1));
    // Where a person's post goes is not where the customer is.
    assert_eq!(plan.preview.overwrites, []);
    world.commit(&plan.act);
    assert_eq!((world.book.accounts.len(), world.account("Acme Ltd").city.as_str()), (1, "Bristol"));
    assert_eq!(world.account("Acme Ltd").notes, "");
    assert_eq!(world.contact("Bob Hill").notes, "MAILINGSTREET: 1 Rd\nMAILINGCITY: Leeds");
    let people = "Record ID,First Name,Last Name,Email,Associated Company\n901,Bob,Hill,b@x.example,Harbour Dental\n902,Ann,Lee,a@x.example,\n";
    let plan = worked_out(&read(people), "", &world, 3, Choices::default());
    assert_eq!(told(&plan), [(3, "trouble-no-name")]);
    assert_eq!((plan.preview.counts.new, plan.preview.counts.contacts_new), (1, 1));
    world.commit(&plan.act);
    assert_eq!(world.contact("Bob Hill").account, Some(world.account("Acme Ltd").id));
    assert_eq!(world.account("Harbour Dental").external_id, "");
    // Where nothing but people is told, they are the customers.
    let plan =
        worked_out(&read("First Name,Last Name,Mobile\nBob,Hill,07700900111\n"), "", &world, 4, Choices::default());
    assert_eq!((told(&plan), plan.preview.counts.new), (vec![], 1));
}

#[test]
fn a_card_without_a_company_is_said_and_one_without_a_name_is_not_taken() {
    let card = |lines: &str| format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n");
    let cards = [
        "FN:Bob Hill\nORG:Acme Ltd\nEMAIL:bob@acme.example",
        "FN:Rosa Kemp\nTEL:0117 496 0101",
        "FN:jane.doe@acme.example\nEMAIL:jane.doe@acme.example",
        "TEL:0117 496 0102",
        "FN:info@acme.example\nORG:Acme Ltd\nEMAIL:info@acme.example",
    ]
    .map(card)
    .concat();
    let source = interop::read(cards.as_bytes(), "x.vcf", None).unwrap();
    let mut world = World::default();
    let plan = worked_out(&source, "", &world, 1, Choices::default());
    let told: Vec<_> = plan.preview.troubles.iter().map(|noted| (noted.line, noted.what.words())).collect();
    assert_eq!(told, [(7, "trouble-own-customer"), (12, "trouble-no-name"), (17, "trouble-no-name")]);
    world.commit(&plan.act);
    let mut names: Vec<_> = world.book.accounts.iter().map(|account| account.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!((names, world.book.contacts.len()), (vec!["Acme Ltd", "Rosa Kemp"], 3));
}

#[test]
fn a_namesake_of_the_book_is_always_said() {
    for (known, row, city) in [
        ("1 High St", "1 High St.", "Bristol"),
        ("1 High St", "1 High Street", "Bristol"),
        ("1 High St", "2 Low Rd", "Bath"),
        ("文三路12号", "西湖区文三路12号", "杭州市"),
    ] {
        let mut world = World::default();
        let book = read(&format!(
            "Company,Street,City\nBlue Finch Cafe,{known},{}\n",
            if city == "杭州市" { "杭州" } else { "Bristol" }
        ));
        world.commit(&worked_out(&book, "", &world, 1, Choices::default()).act);
        let plan = worked_out(
            &read(&format!("Company,Street,City\nBlue Finch Cafe,{row},{city}\n")),
            "",
            &world,
            2,
            Choices::default(),
        );
        let alike: Vec<_> = plan.preview.look_alikes.iter().map(|one| (one.shared.words(), one.becomes)).collect();
        assert_eq!(alike, [("shared-name", Becomes::Own)], "{row}, {city}");
    }
}
