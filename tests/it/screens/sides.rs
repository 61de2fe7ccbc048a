//! What comes from outside: the Sync screen, what was changed on both sides, receipts.

mod brought;
mod line;

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::act::{By, Committed, Label, TakenBack};
use rounds::domain::ask::*;
use rounds::domain::deed::{Away, Deed, Refusal, Resolution};
use rounds::schema::*;
use rounds::tui::message::Trouble;

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

/// The screen is as in the pictures of this name, here and in a small and a large terminal.
fn pictured(name: &str, stage: &mut Stage<Office>) {
    insta::assert_snapshot!(name, stage.screen());
    stage.sizes(name);
}

fn look(name: &str, script: &str) {
    for lang in Lang::ALL {
        let mut stage = Stage::new(Office::new(), lang, (100, 30), NOW);
        stage.keys(script);
        match name {
            "sync" => pictured(&format!("{name}-{lang}"), &mut stage),
            _ => insta::assert_snapshot!(format!("{name}-{lang}"), stage.screen()),
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

/// Without the second cells of wide characters.
fn plain(screen: &str) -> String {
    screen.chars().filter(|c| !c.is_whitespace() || *c == '\n').collect()
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
