//! What is brought from outside: an import seen before it happens, and joining a company.

use std::sync::Arc;

use rounds::base::clock::Now;
use rounds::base::id::IdSource;
use rounds::base::lang::Lang;
use rounds::domain::ask::*;
use rounds::domain::deed::Deed;
use rounds::domain::failure::Failure;
use rounds::domain::import::source::{Row, Source, Table, TableKind};
use rounds::domain::import::{Book as Known, Choices, Looked, Mapping, Setting, Target, plan};
use rounds::schema::*;
use rounds::tui::message::{Effect, Errand, Joining, Msg, Reply, Trouble};

use super::{Book, NOW, Office, Stage, id, pictured};

fn table() -> Source {
    let cells = |cells: [&str; 4]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    Source::Table(Table {
        kind: TableKind::Delimited { delimiter: ',' },
        encoding: Some("UTF-8"),
        sheets: Vec::new(),
        sheet: None,
        header: cells(["Name", "Tel", "City", "Size"]),
        header_line: Some(1),
        rows: vec![
            Row { line: 2, cells: cells(["Quay Books", "0571 8812 9999", "Portsea", "many"]) },
            Row { line: 3, cells: cells(["", "0571 8812 9998", "Portsea", "3"]) },
        ],
        troubles: Vec::new(),
    })
}

fn looked(mapping: Option<Mapping>) -> Arc<Looked> {
    let now = Now::parse(NOW).unwrap();
    let source = table();
    let Source::Table(rows) = &source else { panic!() };
    let mapping = mapping.unwrap_or_else(|| Mapping::propose(rows));
    let setting = Setting {
        now: &now,
        me: id(1),
        territory: id(2),
        is_there: &|_, _| false,
        said: &|_| Default::default(),
        file: "shops.csv",
        cycle: &|_| 28,
        choices: Choices::default(),
    };
    let plan = plan(&source, &mapping, &Known::default(), &setting, &mut IdSource::seeded(3));
    Arc::new(Looked { name: "shops.csv".into(), source, mapping, plan })
}

#[test]
fn an_import_is_seen_before_it_happens() {
    for lang in Lang::ALL {
        let mut stage = Stage::new(Office::new(), lang, (100, 30), NOW);
        rounds::tui::open::import(&mut stage.model.cx);
        stage.say(Msg::Time(Now::parse(NOW).unwrap()));
        stage.keys("`'/home/me/shops.csv'` enter");
        let ticket = |stage: &Stage<Office>| {
            let asked = stage.out.iter().rev().find_map(|effect| match effect {
                Effect::Errand { ticket, errand: Errand::Look(ask) } => Some((*ticket, ask.clone())),
                _ => None,
            });
            asked.unwrap_or_else(|| panic!("nothing was looked at\n{}", stage.screen()))
        };
        let (first, request) = ticket(&stage);
        assert_eq!((request.path.as_str(), request.mapping.is_none()), ("'/home/me/shops.csv'", true));
        stage.say(Msg::Replied { ticket: first, reply: Reply::Looked(Ok(looked(None))) });
        pictured(&format!("import-{lang}"), &mut stage);
        // Another meaning for the second column: it is looked at anew with it.
        let notes = if lang == Lang::En { "notes" } else { "備註" };
        stage.keys(&format!("j e `{}` enter", if lang == Lang::ZhHans { "备注" } else { notes }));
        let (second, request) = ticket(&stage);
        assert!(
            second != first
                && request
                    .mapping
                    .as_ref()
                    .is_some_and(|map| map.columns[1].target != Target::of(&ACCOUNT, ACCOUNT.field("phones").unwrap()))
        );
        stage.say(Msg::Replied { ticket: second, reply: Reply::Looked(Ok(looked(request.mapping))) });
        assert_eq!(stage.book.deeds, Vec::new(), "nothing before it is said");
        stage.keys("enter");
        assert!(matches!(stage.book.deeds.as_slice(), [Deed::Whole(..)]), "{}", stage.screen());
    }
}

#[test]
fn joining_asks_for_address_and_code_and_says_what_went_wrong() {
    let mut stage = Stage::new(Office::new(), Lang::En, (100, 30), NOW);
    rounds::tui::open::connect(&mut stage.model.cx);
    stage.say(Msg::Time(Now::parse(NOW).unwrap()));
    stage.keys("`https://rounds.example` enter `ABCD-1234` enter");
    let Some(Effect::Enrol { ticket, wish }) = stage.out.last().cloned() else { panic!("{}", stage.screen()) };
    assert_eq!((wish.url.as_str(), wish.code.as_str()), ("https://rounds.example", "ABCD-1234"));
    let wrong = Trouble::Failed(Failure::new("connect-bad-code", ""));
    stage.say(Msg::Enrolled { ticket, outcome: Err(wrong) });
    assert!(stage.screen().contains(stage.model.cx.word("connect-bad-code").split(' ').next().unwrap()));
    stage.keys("enter");
    let Some(Effect::Enrol { ticket, .. }) = stage.out.last().cloned() else { panic!("{}", stage.screen()) };
    stage.say(Msg::Enrolled { ticket, outcome: Ok(Joining::Joined("server".into())) });
    assert!(stage.model.at_root() && stage.out.contains(&Effect::SyncNow), "{}", stage.screen());
}

#[test]
fn whoever_is_connected_already_is_told_to_whom() {
    for lang in Lang::ALL {
        let mut stage = Stage::new(Office::new(), lang, (80, 24), NOW);
        stage.model.cx.sync.enrolled = true;
        rounds::tui::open::connect(&mut stage.model.cx);
        stage.say(Msg::Time(Now::parse(NOW).unwrap()));
        let Ok(Answer::Sync(view)) = stage.book.ask(&Ask::Sync, &Now::parse(NOW).unwrap()) else { panic!() };
        assert!(!view.server.is_empty() && stage.screen().contains(&view.server), "{}", stage.screen());
        assert!(stage.screen().contains(&view.user), "{}", stage.screen());
    }
}
