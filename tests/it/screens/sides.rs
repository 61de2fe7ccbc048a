//! What comes from outside: the Sync screen, what was changed on both sides, receipts, an import's preview, joining a company.

use std::sync::Arc;

use rounds::base::cause::Cause;
use rounds::base::clock::Now;
use rounds::base::id::IdSource;
use rounds::base::lang::Lang;
use rounds::domain::act::{By, Committed, Label, TakenBack};
use rounds::domain::ask::*;
use rounds::domain::deed::{Away, Deed, Refusal, Resolution};
use rounds::domain::failure::Failure;
use rounds::domain::import::source::{Row, Source, Table, TableKind};
use rounds::domain::import::{Book as Known, Choices, Looked, Mapping, Setting, Target, plan};
use rounds::schema::*;
use rounds::tui::message::{Effect, Errand, Joining, Msg, Reply, Trouble};

use super::fixed::{NOW, id};
use super::stage::{Book, Stage};

/// Answers with one view of sync; keeps what it was asked to do.
struct Office {
    view: SyncView,
    deeds: Vec<Deed>,
}

fn at(time: &str) -> rounds::base::clock::Moment {
    Now::parse(&format!("2026-11-24T{time}:00+08:00")).unwrap().at
}

impl Office {
    fn new() -> Office {
        let number = |entity: &Entity, field: &str| entity.field(field).unwrap().number;
        let conflict = |which: u8, field, won: &str, lost: &str, state| ConflictRow {
            id: id(which),
            entity: ACCOUNT.number,
            record: id(6),
            name: "Harbour Dental 港口牙科".into(),
            field,
            names: Vec::new(),
            base: Value::text("mon-fri 9:00-17:00"),
            won: (Value::text(won), "Mei Chen".into(), Some(at("09:12"))),
            lost: (Value::text(lost), "Tom Ray".into(), Some(at("08:55"))),
            on: Default::default(),
            since: None,
            made_by_a_disk: false,
            rule: ConflictRule::Later,
            state,
        };
        let hours = number(&ACCOUNT, "opening_hours");
        let view = SyncView {
            aside: None,
            lost: Vec::new(),
            line: SyncLine {
                enrolled: true,
                state: SyncState::Idle,
                waiting: 1,
                needs_you: 2,
                last: Some(at("10:31")),
                ..SyncLine::default()
            },
            server: "https://rounds.example".into(),
            user: "Tom Ray".into(),
            waiting: vec![WaitingRow {
                act: id(90),
                label: Label::new("act-log", "Tan Pharmacy").detail("call"),
                turn: Turn::Did,
                at: at("10:40"),
                changes: 2,
            }],
            arrived: vec![ArrivedRow {
                entity: ACCOUNT.number,
                record: id(7),
                account: Some(id(7)),
                name: "Tan Pharmacy".into(),
                at: at("10:31"),
                by: "Mei Chen".into(),
                fields: vec![number(&ACCOUNT, "phones"), number(&ACCOUNT, "grade")],
                merged: false,
                late: false,
            }],
            receipts: vec![Receipt {
                at: at("10:31"),
                up: 12,
                down: 3,
                bytes: (1_800, 340),
                rounds: 1,
                millis: 210,
                streams: vec![
                    ("territory:01950000-0000-7000-8000-00000000feed".into(), (412, 0xfeed), (412, 0xfeed)),
                    ("global".into(), (9, 1), (9, 1)),
                ],
                waiting: 0,
            }],
            conflicts: vec![
                conflict(70, hours, "mon-fri 8:30-17:00", "mon-sat 9:00-18:00", ConflictState::Open),
                conflict(71, number(&ACCOUNT, "grade"), "a", "b", ConflictState::Open),
                conflict(72, hours, "mon-fri 8:30-17:00", "never", ConflictState::KeptWinner),
            ],
            parked: Vec::new(),
            incidents: Vec::new(),
            to_complete: Vec::new(),
        };
        Office { view, deeds: Vec::new() }
    }
}

impl Book for Office {
    fn ask(&mut self, ask: &Ask, _now: &Now) -> Result<Answer, Trouble> {
        Ok(match ask {
            Ask::Sync => Answer::Sync(Box::new(self.view.clone())),
            Ask::Today => {
                Answer::Today(Box::new(Today { accounts: 5, sync: self.view.line.clone(), ..Today::default() }))
            }
            _ => return Err(Trouble::Refused(Refusal::Gone)),
        })
    }

    fn act(&mut self, deed: &Deed, _now: &Now) -> Result<Committed, Trouble> {
        self.deeds.push(deed.clone());
        Ok(Committed { act: id(99), label: Label::new("act-resolve", "Harbour Dental"), about: None, waiting: 2 })
    }

    fn undo(&mut self, _now: &Now) -> Result<Option<TakenBack>, Trouble> {
        Ok(None)
    }

    fn redo(&mut self, _now: &Now) -> Result<Option<TakenBack>, Trouble> {
        Ok(None)
    }
}

fn look(name: &str, script: &str) {
    for lang in Lang::ALL {
        let mut stage = Stage::new(Office::new(), lang, (100, 30), NOW);
        stage.keys(script);
        insta::assert_snapshot!(format!("{name}-{lang}"), stage.screen());
        if name == "sync" {
            stage.sizes(&format!("{name}-{lang}"));
        }
    }
}

#[test]
fn sync_says_what_needs_a_person_and_what_waits() {
    look("sync", "5");
    look("decide", "5 enter");
    look("decide-choice", "5 enter ] 3");
    look("receipt", "5 j j j j enter");
}

/// The line at the top right, and first on the Sync screen: one of few things, in calm words.
#[test]
fn the_sync_line_says_one_thing() {
    let line = |state, waiting, needs_you| SyncLine {
        enrolled: true,
        state,
        waiting,
        needs_you,
        last: Some(at("10:31")),
        ..SyncLine::default()
    };
    let offline = || SyncState::Offline { since: at("09:00") };
    let working = |left, seconds| SyncState::Working { done: 120, left, seconds };
    let rows = [
        (line(SyncState::Idle, 0, 0), ["up to date 10:31", "已同步 10:31", "已同步 10:31"]),
        (SyncLine { last: None, ..line(SyncState::Idle, 0, 0) }, ["not synced yet", "还没同步过", "還沒同步過"]),
        (line(SyncState::Idle, 3, 0), ["3 to send", "3条待上传", "3筆待上傳"]),
        (line(SyncState::Idle, 1, 0), ["1 to send", "1条待上传", "1筆待上傳"]),
        (line(working(None, None), 0, 0), ["syncing", "正在同步", "正在同步"]),
        (line(working(Some(0), None), 12, 0), ["sending 12", "正在上传12条", "正在上傳12筆"]),
        (line(working(Some(9_880), None), 0, 0), ["getting 9880 records", "还有9880条要下载", "還有9880筆要下載"]),
        (
            line(working(Some(9_880), Some(14)), 5, 0),
            ["getting 9880 records, 14 s", "还有9880条要下载，约14秒", "還有9880筆要下載，約14秒"],
        ),
        (line(offline(), 0, 0), ["offline since 09:00", "09:00 起离线", "09:00 起離線"]),
        (
            line(offline(), 12, 0),
            ["offline since 09:00, 12 wait", "09:00起离线，12条待上传", "09:00起離線，12筆待上傳"],
        ),
        (
            line(offline(), 12, 2),
            [
                "2 need you   offline since 09:00, 12 wait",
                "2条等你定   09:00起离线，12条待上传",
                "2筆等你決定   09:00起離線，12筆待上傳",
            ],
        ),
        (SyncLine { enrolled: false, ..line(SyncState::Idle, 3, 0) }, ["on this laptop", "存在本机", "存在本機"]),
        // Set back behind the last contact, and an hour behind the company's at it; a few minutes are nobody's matter.
        (
            SyncLine { heard: Some((at("23:30"), 0)), ..line(SyncState::Idle, 0, 0) },
            [
                "clock wrong? at the company 23:30   up to date 10:31",
                "本机时间不对？公司是23:30   已同步 10:31",
                "本機時間不對？公司是23:30   已同步 10:31",
            ],
        ),
        (
            SyncLine { heard: Some((at("10:31"), -3_600_000)), ..line(SyncState::Idle, 3, 0) },
            [
                "clock wrong? at the company 11:42   3 to send",
                "本机时间不对？公司是11:42   3条待上传",
                "本機時間不對？公司是11:42   3筆待上傳",
            ],
        ),
        // Set back behind what was done in the book itself.
        (
            SyncLine { used: Some(at("23:30")), ..line(SyncState::Idle, 0, 0) },
            [
                "clock wrong? this book was last used 23:30   up to date 10:31",
                "本机时间不对？上次使用是23:30   已同步 10:31",
                "本機時間不對？上次使用是23:30   已同步 10:31",
            ],
        ),
        (
            SyncLine { heard: Some((at("10:31"), 300_000)), used: Some(at("11:00")), ..line(SyncState::Idle, 0, 0) },
            ["up to date 10:31", "已同步 10:31", "已同步 10:31"],
        ),
    ];
    for (line, expected) in rows {
        for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
            for keys in ["1", "5"] {
                let mut office = Office::new();
                office.view.line = line.clone();
                let mut stage = Stage::new(office, lang, (120, 30), NOW);
                stage.keys(keys);
                stage.say(Msg::Sync(line.clone()));
                let screen = plain(&stage.screen());
                let head = screen.lines().next().unwrap().trim_end().to_owned();
                assert!(head.ends_with(&plain(expected)), "{line:?}: {head}");
                let times = screen.matches(&plain(expected)).count();
                assert!(times >= if keys == "5" { 2 } else { 1 }, "{line:?}: {screen}");
            }
        }
    }
}

/// Where the head has no room for it, the day and the hour go before since when: the Sync screen says that.
#[test]
fn in_a_narrow_head_the_clock_stays() {
    let mut office = Office::new();
    office.view.line = SyncLine {
        enrolled: true,
        state: SyncState::Offline { since: at("09:00") },
        waiting: 12,
        ..SyncLine::default()
    };
    let line = office.view.line.clone();
    let mut stage = Stage::new(office, Lang::En, (80, 24), NOW);
    stage.keys("5");
    stage.say(Msg::Sync(line));
    let screen = stage.screen();
    let head = screen.lines().next().unwrap();
    assert!(head.contains("10:42") && head.contains("offline, 12 wait"), "{screen}");
    assert!(screen.contains("offline since 09:00, 12 wait"), "{screen}");
}

/// Without the second cells of wide characters.
fn plain(screen: &str) -> String {
    screen.chars().filter(|c| !c.is_whitespace() || *c == '\n').collect()
}

/// `S` without a connection: when it last worked, what waits, that it goes by itself; and no word of failure.
#[test]
fn syncing_without_a_connection_is_calm() {
    for (lang, waits, never) in [
        (
            Lang::En,
            "No connection; last sync 10:31. 12 wait and go by themselves.",
            "No connection yet. 1 waits and goes by itself.",
        ),
        (
            Lang::ZhHans,
            "没有网络；上次同步 10:31。12条待上传，联网后自动发出。",
            "还没连上过网络。1条待上传，联网后自动发出。",
        ),
        (
            Lang::ZhHant,
            "沒有連線；上次同步 10:31。12筆待上傳，連線後會自動送出。",
            "還沒連上過網路。1筆待上傳，連線後會自動送出。",
        ),
    ] {
        for (last, waiting, expected) in [(Some(at("10:31")), 12, waits), (None, 1, never)] {
            let state = SyncState::Offline { since: at("09:00") };
            let line = SyncLine { enrolled: true, state, waiting, needs_you: 0, last, ..SyncLine::default() };
            let mut office = Office::new();
            office.view.line = line;
            let mut stage = Stage::new(office, lang, (100, 30), NOW);
            stage.keys("S");
            assert!(stage.out.contains(&Effect::SyncNow));
            assert_eq!(stage.notice(), expected);
            // And when the attempt has come to nothing.
            stage.say(Msg::Trouble(Trouble::Failed(Failure::by("sync-offline", Cause::NoRoute))));
            assert_eq!(stage.notice(), expected);
            assert_eq!(stage.model.cx.notice.as_ref().unwrap().tone, rounds::tui::cx::Tone::Calm);
        }
    }
}

#[test]
fn each_side_has_its_key() {
    let decided = |conflict, choice| Deed::Resolve { conflicts: vec![id(conflict)], choice };
    for (script, expected) in [
        ("5 enter 1", decided(70, Resolution::KeepWinner)),
        ("5 enter 2", decided(70, Resolution::BringBack)),
        ("5 enter ] 2", decided(71, Resolution::BringBack)),
        ("5 enter 3 ctrl-u `by appointment` enter", decided(70, Resolution::Replace(Value::text("by appointment")))),
        ("5 enter ] 3 3 enter", decided(71, Resolution::Replace(Value::text("c")))),
        // The next one follows by itself.
        ("5 enter 1 2", decided(71, Resolution::BringBack)),
    ] {
        let mut stage = Stage::new(Office::new(), Lang::En, (100, 30), NOW);
        stage.keys(script);
        assert_eq!(stage.book.deeds.last(), Some(&expected), "{script}\n{}", stage.screen());
    }
    // What was decided already is not decided again.
    let mut stage = Stage::new(Office::new(), Lang::En, (100, 30), NOW);
    stage.keys("5 j j enter 1");
    assert!(stage.book.deeds.is_empty(), "{}", stage.screen());
}

#[test]
fn the_marked_are_decided_with_one_key() {
    let both = |choice| Deed::Resolve { conflicts: vec![id(70), id(71)], choice };
    for (script, expected) in [
        ("5 space space enter 1", Some(both(Resolution::KeepWinner))),
        ("5 * enter 2", Some(both(Resolution::BringBack))),
        // What was decided already cannot be marked; Esc leaves all as it is.
        ("5 j j space enter esc", None),
        ("5 * enter esc", None),
        ("5 * esc enter 1", Some(Deed::Resolve { conflicts: vec![id(70)], choice: Resolution::KeepWinner })),
        // One by one, from the one under the cursor.
        ("5 * enter down enter 2", Some(Deed::Resolve { conflicts: vec![id(71)], choice: Resolution::BringBack })),
    ] {
        let mut stage = Stage::new(Office::new(), Lang::En, (100, 30), NOW);
        stage.keys(script);
        assert_eq!(stage.book.deeds.last(), expected.as_ref(), "{script}\n{}", stage.screen());
    }
    look("decide-several", "5 * enter");
    for size in [(60, 20), (160, 50)] {
        let mut stage = Stage::new(Office::new(), Lang::ZhHans, size, NOW);
        stage.keys("5 * enter");
        insta::assert_snapshot!(format!("decide-several-{}", size.0), stage.screen());
    }
}

#[test]
fn a_customer_that_a_value_refers_to_has_its_name() {
    let mut office = Office::new();
    let row = &mut office.view.conflicts[0];
    row.field = ACCOUNT.field("owner").unwrap().number;
    (row.base, row.won.0, row.lost.0) = (Value::Null, Value::Id(id(31)), Value::Id(id(32)));
    row.names = vec![(id(31), "Mei Chen".into()), (id(32), "Robin Hale".into())];
    let mut stage = Stage::new(office, Lang::En, (100, 30), NOW);
    let screen = stage.keys("5 enter").screen();
    assert!(screen.contains("Robin Hale") && !screen.contains(&id(32).to_string()), "{screen}");
}

/// A record that has no name, since it was never taken, is called by what it is.
#[test]
fn what_has_no_name_is_called_by_what_it_is() {
    for (lang, called) in [(Lang::En, "Type of visit"), (Lang::ZhHans, "拜访类型"), (Lang::ZhHant, "拜訪類型")]
    {
        let mut office = Office::new();
        let row = &mut office.view.conflicts[0];
        (row.entity, row.field, row.name) = (VISIT_TYPE.number, 1, String::new());
        (row.base, row.won.0, row.lost.0) = (Value::Null, Value::Null, Value::text("铺货"));
        let mut stage = Stage::new(office, lang, (100, 30), NOW);
        stage.keys("5");
        assert!(stage.screen().contains(called), "{}", stage.screen());
        stage.keys("enter");
        assert!(stage.screen().matches(called).count() >= 2, "{}", stage.screen());
    }
}

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
        insta::assert_snapshot!(format!("import-{lang}"), stage.screen());
        stage.sizes(&format!("import-{lang}"));
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
    stage.say(Msg::Enrolled { ticket, outcome: Ok(Joining::Joined) });
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

#[test]
fn what_the_footer_of_sync_and_of_what_it_opens_names_does_something() {
    let places =
        ["5", "5 space", "5 j", "5 j j", "5 j j j", "5 j j j j", "5 end", "5 enter", "5 enter 3", "5 j j j j enter"];
    super::footers::hold(|lang| Stage::new(Office::new(), lang, (100, 30), NOW), &places);
}

/// What took a change back bears its words: the two are told apart, and what was done again too.
#[test]
fn what_waits_says_what_was_done_and_what_was_taken_back() {
    let rows = [
        (Turn::Did, ["log for Tan Pharmacy", "记一笔，Tan Pharmacy", "記一筆，Tan Pharmacy"]),
        (Turn::TookBack, ["Taken back: log for Tan", "已撤销：记一笔，Tan", "已復原：記一筆，Tan"]),
        (Turn::DidAgain, ["Done again: log for Tan", "已重做：记一笔，Tan", "已重做：記一筆，Tan"]),
    ];
    for (at, lang) in Lang::ALL.into_iter().enumerate() {
        let mut office = Office::new();
        let row = office.view.waiting[0].clone();
        office.view.waiting = rows.iter().map(|(turn, _)| WaitingRow { turn: *turn, ..row.clone() }).collect();
        let mut stage = Stage::new(office, lang, (100, 40), NOW);
        stage.keys("5");
        let screen = plain(&stage.screen());
        for (turn, expected) in &rows {
            assert_eq!(
                screen.matches(&plain(expected[at])).count(),
                if *turn == Turn::Did { 3 } else { 1 },
                "{screen}"
            );
        }
    }
}

/// The three as a real book tells them.
#[test]
fn a_book_tells_what_was_taken_back_from_what_was_done() {
    let mut stage = Stage::new(super::kept::Kept::new(), Lang::En, (100, 30), super::kept::NOW);
    stage.keys("2 enter t 1 u U");
    let Ok(Answer::Sync(view)) = stage.book.ask(&Ask::Sync, &Now::parse(NOW).unwrap()) else { panic!() };
    let last: Vec<Turn> = view.waiting.iter().rev().take(3).rev().map(|row| row.turn).collect();
    assert_eq!(last, [Turn::Did, Turn::TookBack, Turn::DidAgain]);
}

/// Somebody who knew of one value alone has set a third: that one is what a decision would replace.
#[test]
fn what_stands_now_is_shown_as_standing_and_what_had_won_below_it() {
    let mut office = Office::new();
    let since = Since { value: Value::text("by appointment"), by: By::User("Kim Lee".into()), at: Some(at("10:12")) };
    office.view.conflicts[0].since = Some(since);
    let mut stage = Stage::new(office, Lang::En, (100, 30), NOW);
    let screen = stage.keys("5 enter").screen();
    let line = |words: &str| screen.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{screen}"));
    assert!(line("Shown now") < line("by appointment") && line("by appointment") < line("Kim Lee"), "{screen}");
    assert!(line("Kim Lee") < line("Shown until then: mon-fri 8:30-17:00   Mei Chen"), "{screen}");
    stage.keys("esc * enter");
    let screen = stage.screen();
    assert!(screen.contains("1  by appointment") && screen.contains("Kim Lee"), "{screen}");
}

#[test]
fn no_key_of_a_question_is_cut_and_what_each_knew_is_said() {
    for lang in Lang::ALL {
        for size in [(60, 20), (80, 24), (160, 50)] {
            let mut stage = Stage::new(Office::new(), lang, size, NOW);
            stage.keys("5 enter");
            let screen = plain(&stage.screen());
            for word in ["decide-keep", "decide-bring-back", "decide-other", "decide-neither-knew"] {
                assert!(screen.contains(&plain(stage.model.cx.word(word))), "{word}\n{}", stage.screen());
            }
        }
    }
}

/// Whoever asks for help where something is to be decided is told the keys that decide it, before all else.
#[test]
fn the_help_over_a_question_begins_with_the_keys_that_decide_it() {
    for lang in Lang::ALL {
        for size in [(60, 20), (80, 24)] {
            let mut stage = Stage::new(Office::new(), lang, size, NOW);
            stage.keys("5 enter");
            let screen = plain(&stage.keys("?").screen());
            let mut from = 0;
            for (key, word) in [("1", "decide-keep"), ("2", "decide-bring-back"), ("3", "decide-other")] {
                let said = format!("{key}{}", plain(stage.model.cx.word(word)));
                let at = screen[from..].find(&said);
                from += at.unwrap_or_else(|| panic!("{word}: {said}\n{}", stage.screen()));
            }
            // What was said goes with the first letter that is looked for.
            let word = plain(stage.model.cx.word("decide-bring-back"));
            assert!(!plain(&stage.keys("u n d o").screen()).contains(&format!("2{word}")));
        }
    }
}

/// What of mine lost where somebody else has the customer now: it is there to be seen, with who has him, and asks nothing.
#[test]
fn what_of_mine_lost_with_somebody_else_is_told_on_the_sync_screen() {
    for (lang, expected) in [
        (Lang::En, ["Nolan: City “Derby” did not stand.", "Nolan is with Pat (South) now."]),
        (Lang::ZhHans, ["Nolan：城市“Derby”没有用上。", "Nolan现在由Pat（South）负责。"]),
        (Lang::ZhHant, ["Nolan：縣市「Derby」沒有用上。", "Nolan現在由Pat（South）負責。"]),
    ] {
        let mut office = Office::new();
        office.view.lost = vec![LostRow {
            entity: ACCOUNT.number,
            name: "Nolan".into(),
            field: ACCOUNT.field("city").unwrap().number,
            value: Value::text("Derby"),
            names: Vec::new(),
            at: at("09:40"),
            to: Away { who: "Pat".into(), territory: "South".into() },
        }];
        let mut stage = Stage::new(office, lang, (120, 50), NOW);
        let screen = plain(&stage.keys("5").screen());
        for words in expected {
            assert!(screen.contains(&plain(words)), "{words}\n{}", stage.screen());
        }
    }
}
