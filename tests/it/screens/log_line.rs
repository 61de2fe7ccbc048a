//! The log line over a real book: what it becomes, what is offered, what is there again after a crash.

use rounds::base::clock::Now;
use rounds::base::id::IdSource;
use rounds::base::lang::Lang;
use rounds::config::Settings;
use rounds::domain::ask::{Answer, Ask};
use rounds::schema::VisitState;
use rounds::tui::message::{Effect, Msg, Spot};
use rounds::tui::{Cx, Model};

use super::kept::{Kept, NOW};
use super::stage::Stage;

pub fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

/// Today's visits that took place, and the unfiled logs.
pub fn logs(stage: &Stage<Kept>) -> (Vec<(String, String)>, Vec<String>) {
    let Ok(Answer::Today(today)) = stage.book.writer.answer(&Ask::Today, &Now::parse(NOW).unwrap()) else { panic!() };
    let done = today.visits.into_iter().filter(|visit| visit.state == VisitState::Done);
    let done = done.filter(|visit| visit.account.is_some()).map(|visit| (visit.name, visit.notes)).collect();
    (done, today.unfiled.into_iter().map(|log| log.words).collect())
}

#[test]
fn a_line_is_the_rows_unless_it_names_somebody_else() {
    for (script, name, notes) in [
        ("l `trial runs` enter", "Harbour Dental", "trial runs"),
        ("l `harbour: trial runs` enter", "Harbour Dental", "trial runs"),
        ("l `tan met the owner` enter", "Tan Pharmacy", "met the owner"),
        ("f2 `lb new van` enter", "Lowe Bros", "new van"),
        // The row's customer is taken away by Backspace; then none is named.
        ("6 l `mill lane vets, wants prices` enter", "Mill Lane Vets", "wants prices"),
        // Down picks from the offered, the last of which is a new customer.
        ("6 l `Green Grotto wants prices` down enter", "Green Grotto", "wants prices"),
    ] {
        let mut stage = stage();
        stage.keys(script);
        let (done, unfiled) = logs(&stage);
        assert_eq!(done, [(name.to_owned(), notes.to_owned())], "{script}\n{}", stage.screen());
        assert!(unfiled.is_empty() && stage.model.at_root(), "{script}");
        stage.keys("u");
        assert_eq!(logs(&stage).0, [], "{script}: one undo");
    }
}

/// The example of the README, on the smallest of the usual terminals.
#[test]
fn a_line_that_has_room_is_seen_whole() {
    let line = "universal media met the buyer, likes A100, too dear > send quote next fri";
    for (lang, label) in [(Lang::En, 3), (Lang::ZhHans, 6)] {
        let mut stage = Stage::new(Kept::new(), lang, (80, 24), NOW);
        let room = 80 - 1 - label - 2 - 1;
        let line = format!("{}x", &line[..room - 1]);
        stage.keys(&format!("l `{line}`"));
        assert!(stage.screen().contains(&line), "{}", stage.screen());
        assert_eq!(stage.cursor().map(|(x, _)| x), Some(79), "the cursor has the last cell");
        // One letter more, and its last word goes to a second row.
        stage.keys("`x`");
        let last = format!("{}x", line.rsplit(' ').next().unwrap());
        let rows: Vec<String> = stage.screen().lines().map(|row| row.trim().to_owned()).collect();
        let first = rows.iter().position(|row| row.contains("universal media met the buyer")).unwrap();
        assert_eq!(rows[first + 1], last, "{}", stage.screen());
    }
}

#[test]
fn a_long_line_keeps_its_beginning_in_sight_and_one_of_a_page_says_that_there_is_more() {
    let line = "blue finch met the buyer, likes A100, too dear ^Acme 12k 60% >send quote next fri 10am <decision by 30 nov +sample 3";
    for size in [(60, 20), (80, 24), (100, 30)] {
        let mut stage = Stage::new(Kept::new(), Lang::En, size, NOW);
        stage.keys(&format!("l `{line}`"));
        assert!(stage.screen().contains("blue finch met the buyer"), "{size:?}\n{}", stage.screen());
        assert!(stage.screen().contains("+sample 3"), "{size:?}\n{}", stage.screen());
        stage.say(rounds::tui::Msg::Paste(" and so on and on".repeat(40)));
        assert!(stage.screen().contains("…") && stage.cursor().is_some(), "{size:?}\n{}", stage.screen());
    }
}

#[test]
fn enter_saves_what_has_no_customer_and_two_keys_file_it() {
    let mut stage = stage();
    stage.keys("6 l `met the new chef at lowe` enter");
    assert_eq!(logs(&stage), (vec![], vec!["met the new chef at lowe".to_owned()]), "{}", stage.screen());
    stage.keys("1");
    for _ in 0..12 {
        if stage.model.subject().log().is_some() {
            break;
        }
        stage.keys("down");
    }
    assert!(stage.model.subject().log().is_some(), "{}", stage.screen());
    stage.keys("enter `lowe` enter");
    let (done, unfiled) = logs(&stage);
    assert_eq!((done.len(), unfiled.len()), (1, 0), "{}", stage.screen());
    assert_eq!(done[0].0, "Lowe Bros");
}

#[test]
fn what_was_understood_is_said_before_enter() {
    let mut stage = stage();
    stage.keys("6 l `tan yesterday 3pm called, too dear >send quote next fri 10am <decision by 30 nov`");
    let screen = stage.screen();
    for words in [
        "Tan Pharmacy",
        "9 Tan Lane",
        "call",
        "Mon 23 Nov 15:00-15:30",
        "send quote, Fri 4 Dec 10:00",
        "decision, Mon 30 Nov",
    ] {
        assert!(screen.contains(words), "{words} is not said\n{screen}");
    }
    // A stranger: what a new customer would be called, and who is like it.
    stage.keys("ctrl-u `Tan Pharmacie likes A100`");
    let screen = stage.screen();
    assert!(screen.contains("New customer: Tan Pharmacie"), "{screen}");
    assert!(screen.contains("1 may fit"), "{screen}");
}

#[test]
fn whoever_is_somewhere_logs_there() {
    let mut stage = stage();
    stage.keys("i 6 l");
    assert!(stage.screen().contains("Harbour Dental"), "{}", stage.screen());
    stage.keys("`trial runs` enter");
    assert_eq!(logs(&stage).0, [("Harbour Dental".to_owned(), "trial runs".to_owned())]);
    // Somebody else, named in the line, is not closed as this visit.
    let mut stage = self::stage();
    stage.keys("i 6 l `tan rang` enter");
    assert!(logs(&stage).0.is_empty(), "the visit in progress goes on\n{}", stage.screen());
}

#[test]
fn a_line_being_written_lies_open_again_after_a_crash() {
    let mut stage = stage();
    stage.keys("6 l `tan met the own`");
    let drafts: Vec<_> = stage
        .out
        .iter()
        .filter_map(|effect| match effect {
            Effect::SaveDraft(draft) => Some(draft.clone()),
            _ => None,
        })
        .collect();
    let mut cx = Cx::new(Now::parse(NOW).unwrap(), Lang::En, Settings::default(), false, IdSource::seeded(2));
    cx.drafts = drafts.last().cloned().into_iter().collect();
    let mut again = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    again.model = Model::new(cx, Spot::default());
    again.say(Msg::Resize(100, 30));
    assert!(again.screen().contains("tan met the own"), "{}", again.screen());
    again.keys("`er` enter");
    assert_eq!(logs(&again).0, [("Tan Pharmacy".to_owned(), "met the owner".to_owned())]);
    // A line that was left with Esc waits for its key.
    stage.keys("esc");
    let left = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::SaveDraft(draft) => Some(draft.clone()),
        _ => None,
    });
    let mut cx = Cx::new(Now::parse(NOW).unwrap(), Lang::En, Settings::default(), false, IdSource::seeded(3));
    cx.drafts = left.into_iter().collect();
    assert!(Model::new(cx, Spot::default()).at_root());
}

/// However it was opened, the line that lies open again is the line it was.
#[test]
fn a_line_that_lies_open_again_is_still_a_call_or_nobodys() {
    let again = |keys: &str| {
        let mut stage = stage();
        stage.keys(keys);
        let drafts = stage.model.cx.drafts.clone();
        Stage::with_drafts(Kept::new(), Lang::En, (100, 30), NOW, drafts)
    };
    let mut call = again("c enter `spoke of the price`");
    call.keys("enter");
    assert!(call.notice().contains(", call") && logs(&call).0.is_empty(), "{}", call.screen());
    let mut nobodys = again("6 l backspace `somebody at the door`");
    assert!(nobodys.screen().contains("somebody at the door"), "{}", nobodys.screen());
    nobodys.keys("enter");
    assert!(nobodys.model.cx.drafts.is_empty(), "{:?}", nobodys.model.cx.drafts);
}

/// The next visit is shown before Enter, kept with the log in one act, and dropped by Delete; any other chip becomes text again.
#[test]
fn chips_are_gone_into_and_one_is_made_text_again() {
    let planned = |stage: &mut Stage<Kept>| {
        stage.keys("2");
        let screen = stage.screen();
        stage.keys("1");
        screen.contains("planned Tue 8 Dec")
    };
    let mut stage = stage();
    stage.keys("l `harbour met ann, likes it #price ^Bolt 12k`");
    let screen = stage.screen();
    for chip in ["met Ann Lee", "# price", "competitor Bolt", "worth 12,000", "next visit Tue 8 Dec, every 2 weeks"] {
        assert!(screen.contains(chip), "{chip}\n{screen}");
    }
    stage.keys("enter");
    assert!(planned(&mut stage), "{}", stage.screen());
    stage.keys("u");
    assert!(!planned(&mut stage) && logs(&stage).0.is_empty(), "one undo takes all of it back\n{}", stage.screen());

    stage.keys("l `harbour met ann #price` down right right right right delete");
    assert!(!stage.screen().contains("# price"), "{}", stage.screen());
    stage.keys("right delete enter");
    assert!(!planned(&mut stage), "{}", stage.screen());
    assert_eq!(logs(&stage).0, [("Harbour Dental".to_owned(), "met ann #price".to_owned())]);
}

#[test]
fn next_friday_offers_both_once_and_is_remembered() {
    use rounds::base::when::NextWeekday;
    for (keys, next, due) in [("", NextWeekday::Week, "Fri 4 Dec"), ("down space ", NextWeekday::Coming, "Fri 27 Nov")]
    {
        let mut stage = stage();
        stage.keys("6 l `tan ok >quote next fri`");
        assert!(stage.screen().contains("Fri 4 Dec (or Fri 27 Nov)"), "{}", stage.screen());
        stage.keys(&format!("{keys}enter"));
        assert_eq!(stage.model.cx.settings.next_weekday, Some(next), "{keys}");
        // The next line is not asked.
        stage.keys("l `tan ok >ring next fri`");
        let screen = stage.screen();
        assert!(screen.contains(&format!("ring, {due}")) && !screen.contains("(or "), "{screen}");
    }
}

#[test]
fn the_line_explains_itself_and_is_there_again() {
    let mut stage = stage();
    stage.keys("6 l ?");
    assert!(stage.screen().contains("'blue finch'"), "{}", stage.screen());
    stage.keys("esc `tan says why? ` f1");
    assert!(stage.screen().contains("What the line understands"), "{}", stage.screen());
    stage.keys("/ `phone number`");
    let screen = stage.screen();
    assert!(screen.contains("a phone number after it") && !screen.contains("'blue finch'"), "{screen}");
    for _ in 0..3 {
        if stage.screen().contains("tan says why?") {
            break;
        }
        stage.keys("esc");
    }
    assert!(stage.screen().contains("tan says why?"), "{}", stage.screen());
}

/// A number right behind the letters picks one of those offered; a figure that counts, and one that a name has, does not.
#[test]
fn a_number_behind_the_letters_chooses() {
    for (script, name, notes) in [
        ("`ta2 met the owner`", Some("Tan Pharmacy"), "met the owner"),
        ("`ta1` enter", Some("Tan Dental"), ""),
        ("`ta2，见店长`", Some("Tan Pharmacy"), "见店长"),
        ("`ta2见店长`", Some("Tan Pharmacy"), "见店长"),
        ("`9:00-9:30 ta2, ok`", Some("Tan Pharmacy"), "ok"),
        // Taken back, another one, and none after all.
        ("`ta2` backspace `1 ok`", Some("Tan Dental"), "ok"),
        ("`ta2台样机`", None, ""),
        ("`ta23 boxes`", None, ""),
        ("`ta9 boxes`", None, ""),
        ("`ta 2 boxes`", None, ""),
        // Whoever changes the name means somebody else.
        ("`ta2 ok` ctrl-u `lowe bros ok`", Some("Lowe Bros"), "ok"),
        // The digit is the name's.
        ("`kl1 ok`", Some("KL1 Motors"), "ok"),
    ] {
        let mut stage = stage();
        stage.keys("2 a `Tan Dental` ctrl-s esc 2 a `KL1 Motors` ctrl-s esc 2 a `Kl Cafe` ctrl-s esc 6 esc");
        let lines = |stage: &Stage<Kept>| stage.screen().contains("Which one?");
        stage.keys("6 l `ta`");
        assert!(lines(&stage), "{}", stage.screen());
        stage.keys("ctrl-u").keys(script);
        stage.keys(if script.ends_with("enter") { "" } else { "enter" });
        let (done, unfiled) = logs(&stage);
        match name {
            Some(name) => assert_eq!(done, [(name.to_owned(), notes.to_owned())], "{script}\n{}", stage.screen()),
            None => assert_eq!((done.len(), unfiled.len()), (0, 1), "{script}\n{}", stage.screen()),
        }
    }
}

/// A reason is words too: left with Esc, or cut off, it stands there again.
#[test]
fn a_reason_that_was_begun_is_kept() {
    let mut stage = stage();
    stage.keys("x 8 `roadworks` esc x 8");
    assert!(stage.screen().contains("roadworks"), "{}", stage.screen());
    stage.keys("enter");
    assert!(stage.model.cx.drafts.is_empty(), "{:?}", stage.model.cx.drafts);
}

/// From the line down into the chips, on into those offered, and with Esc back into the line.
#[test]
fn the_arrows_go_through_the_chips_to_those_offered() {
    let mut stage = stage();
    stage.keys("6 l `tan met the owner` down");
    assert!(!stage.screen().contains("▸"), "in the chips\n{}", stage.screen());
    stage.keys("down");
    assert!(stage.screen().contains("▸"), "on those offered\n{}", stage.screen());
    stage.keys("esc down esc");
    assert!(stage.screen().contains("tan met the owner"), "Esc leaves the chips, not the line\n{}", stage.screen());
    stage.keys("esc");
    assert!(stage.model.at_root(), "{}", stage.screen());
}

/// Who writes a day to come and no sign is told how a promise is written; who has written one is not.
#[test]
fn a_day_to_come_without_a_sign_is_said_to_stay_text() {
    for (lang, line, said) in [
        (Lang::En, "6 l `tan price ok now, hoping for tuesday`", Some("only text: “tuesday”; >")),
        (Lang::En, "6 l `tan price ok now, ring him tuesday`", None),
        (Lang::En, "6 l `tan price ok now, was there yesterday`", None),
        (Lang::En, "6 l `tan price ok now >ring him tuesday`", None),
        (Lang::En, "6 l `tan price ok now`", None),
        (Lang::En, "6 l `tan owes us 88.20, swears shes paying fri`", None),
        (Lang::En, "6 l `tan donna turned me away at door. rearranged thurs 10th 11am`", None),
        (Lang::ZhHans, "6 l `tan 价格可以，下周二回电`", Some("“下周二”只是文字")),
        (Lang::ZhHant, "6 l `tan 價格可以，下週二回電`", Some("「下週二」只是文字")),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
        stage.keys(line);
        let screen = stage.screen();
        match said {
            Some(said) => assert!(screen.contains(said), "{line}\n{screen}"),
            None => assert!(!screen.contains("only text"), "{line}\n{screen}"),
        }
    }
    // Whoever names a day that stays text, be it when he goes again or another, is not planned for another day.
    for (line, proposed) in [
        ("6 l `harbour price ok now`", true),
        ("6 l `harbour price ok now, ring him thursday`", true),
        ("6 l `harbour price ok now, delivery was short monday`", true),
        ("6 l `harbour price ok now, hoping for thursday`", false),
        ("6 l `harbour price ok now, might pop back thursday`", false),
    ] {
        let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
        stage.keys(line);
        assert_eq!(stage.screen().contains("every 2 weeks"), proposed, "{line}\n{}", stage.screen());
        stage.keys("enter");
        assert_eq!(stage.notice().contains("next visit"), proposed, "{line}: {}", stage.notice());
    }
    // The signs fit the line at 80 columns.
    for lang in Lang::ALL {
        let mut stage = Stage::new(Kept::new(), lang, (80, 24), NOW);
        stage.keys("6 l");
        assert!(stage.screen().contains("F1") && !stage.screen().contains("…"), "{}", stage.screen());
    }
}

#[test]
fn the_words_that_come_back_are_those_of_the_log_that_was_taken_back() {
    let line = |stage: &Stage<Kept>| {
        let screen = stage.screen();
        screen.lines().find(|line| line.contains("chair") || line.contains("lamp")).unwrap_or_default().to_owned()
    };
    // Both are taken back: the words of the first, and with the next undo nothing of the second.
    let mut both = stage();
    both.keys("l `harbour: about the chair` enter l `harbour: about the lamp` enter u u l up");
    assert!(line(&both).contains("chair") && !line(&both).contains("lamp"), "{}", both.screen());
    // The last act was another's: the words are there all the same.
    let mut behind = stage();
    behind.keys("6 l `tan: about the chair` enter 1 d u u l up");
    assert!(line(&behind).contains("chair"), "{}", behind.screen());
    // Done again, and taken back once more.
    let mut again = stage();
    again.keys("l `harbour: about the chair` enter u U u l up");
    assert!(line(&again).contains("chair"), "{}", again.screen());
}

/// A line that was left with Esc is there again, and the next thing typed is not joined to it.
#[test]
fn a_line_that_was_left_gives_way_to_what_is_typed_and_goes_on_with_a_key() {
    for (script, expected) in [
        ("l `harbour: asks prices` esc l `tan: wants samples` enter", [("Tan Pharmacy", "wants samples")]),
        ("l `harbour: asks prices` esc l right ` again` enter", [("Harbour Dental", "asks prices again")]),
        ("l `harbour: asks prices` esc l enter", [("Harbour Dental", "asks prices")]),
        ("l `harbour: asks prices` esc l backspace `tan: ok` enter", [("Tan Pharmacy", "ok")]),
        ("l `harbour: asks prices` esc l `tan` ctrl-z ctrl-z enter", [("Harbour Dental", "asks prices")]),
    ] {
        let mut stage = stage();
        stage.keys(script);
        let expected = expected.map(|(name, notes)| (name.to_owned(), notes.to_owned()));
        assert_eq!(logs(&stage).0, expected, "{script}\n{}", stage.screen());
    }
}

/// Which chip Delete would take is seen without colours, and what the keys are is said on the screen and in the help.
#[test]
fn the_chip_under_the_cursor_is_seen_and_its_keys_are_said() {
    for size in [(60, 20), (80, 24), (100, 30)] {
        let mut stage = Stage::new(Kept::new(), Lang::En, size, NOW);
        stage.keys("6 l");
        assert!(!stage.screen().contains("take out"), "{}", stage.screen());
        stage.keys("`lowe bros met the buyer ^Acme 12k > quote fri`");
        let foot = stage.screen().lines().last().unwrap_or_default().to_owned();
        assert!(foot.contains("Enter save") && foot.contains("↓ the chips"), "{size:?}\n{}", stage.screen());
        assert!(!stage.screen().contains('['), "{}", stage.screen());
        stage.keys("down");
        let foot = stage.screen().lines().last().unwrap_or_default().to_owned();
        assert!(foot.contains("Del take out"), "{size:?}\n{}", stage.screen());
        let first = stage.screen();
        assert_eq!((first.matches('[').count(), first.matches(']').count()), (1, 1), "{first}");
        stage.keys("right");
        let second = stage.screen();
        assert_eq!((second.matches('[').count(), second.matches(']').count()), (1, 1), "{second}");
        assert!(first.find('[') != second.find('[') || first.find(']') != second.find(']'), "{second}");
        stage.keys("esc");
        assert!(!stage.screen().contains('['), "{}", stage.screen());
    }
    // Tab is named where it completes.
    let mut stage = stage();
    stage.keys("6 l `lowe`");
    assert!(stage.screen().lines().last().unwrap_or_default().contains("Tab complete"), "{}", stage.screen());
    for (lang, keys) in
        [(Lang::En, ["↓", "Del", "Tab"]), (Lang::ZhHans, ["↓", "Del", "Tab"]), (Lang::ZhHant, ["↓", "Del", "Tab"])]
    {
        let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
        stage.keys("6 l f1");
        let screen = stage.screen();
        assert!(keys.iter().all(|key| screen.contains(key)), "{lang}\n{screen}");
    }
}

#[test]
fn what_was_saved_of_a_log_is_said_with_its_days() {
    for (lang, line, expected) in [
        (
            Lang::En,
            "lowe met the owner +3w >quote fri",
            "Lowe Bros, visit, follow-up Fri 27 Nov, next visit Tue 15 Dec",
        ),
        (Lang::ZhHans, "lowe 见老板 +3周 》报价 周五", "Lowe Bros，拜访，待跟进 11月27日 周五，下次拜访 12月15日 周二"),
        (Lang::ZhHant, "lowe 見老闆 +3週 》報價 週五", "Lowe Bros，拜訪，待追蹤 11月27日 週五，下次拜訪 12月15日 週二"),
    ] {
        let mut stage = Stage::new(Kept::new(), lang, (100, 30), NOW);
        stage.keys(&format!("l `{line}` enter"));
        assert!(stage.notice().contains(expected), "{}", stage.notice());
        // The next thing that is saved is said in its own words.
        stage.keys("2 home t 1");
        assert!(!stage.notice().contains(expected), "{}", stage.notice());
    }
}
