//! Keys that come before the answer to the letters before them: they are for what those letters find, not for what stands there still, and none
//! that comes behind them is lost or goes to another place.

use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::schema::{ACCOUNT, CONTACT};
use rounds::tui::key::Key;
use rounds::tui::message::{Effect, Msg};
use rounds::tui::{open, update};

use super::fast::fast;
use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

#[test]
fn enter_waits_for_what_its_letters_find() {
    // `l` is Lowe Bros and Mill Lane; `la` is no Lowe.
    for (screen, before, after, found) in
        [("f", "l", "ane vets", "Mill Lane Vets"), ("2 /", "l", "ane vets", "Mill Lane Vets")]
    {
        let mut stage = stage();
        stage.keys(screen).keys(&format!("`{before}`"));
        let mut fast = fast(stage);
        fast.words(after);
        fast.enter();
        assert!(fast.stage.model.subject().account.is_none_or(|(_, name)| name != found), "the answer is not there");
        let stage = fast.answered();
        let shown = stage.screen();
        assert_eq!(stage.model.subject().account.map(|(_, name)| name).as_deref(), Some(found), "{screen}\n{shown}");
        assert!(
            shown.contains("Mill Lane Vets") && !shown.contains("Lowe Bros"),
            "{screen}: its page is open\n{shown}"
        );
    }
}

/// A new contact's form, with the cursor in the blank for the customer.
fn contact() -> Stage<Kept> {
    let mut stage = stage();
    open::form(&mut stage.model.cx, CONTACT.number, None, Vec::new());
    stage.say(Msg::Resize(100, 30));
    let field = CONTACT.form().iter().position(|field| field.target == Some(ACCOUNT.name)).unwrap();
    for _ in 0..field {
        stage.keys("tab");
    }
    stage
}

/// The line of the screen that begins with this.
fn line<'a>(screen: &'a str, label: &str) -> &'a str {
    screen.lines().find(|line| line.trim_start().starts_with(label)).unwrap_or_else(|| panic!("{label}\n{screen}"))
}

#[test]
fn a_blank_takes_what_its_letters_find_or_asks() {
    for (before, ahead, customer, family) in [
        ("l", "`ane vets` enter", "Mill Lane Vets", ""),
        // What comes behind is for the next blank.
        ("l", "`ane vets` enter tab `Mei`", "Mill Lane Vets", "Mei"),
        ("l", "`ane vets` tab tab `Mei` up", "Mill Lane Vets", "Mei"),
        // Two are called so: whoever did not see them chooses, and what is typed behind it stays where it was meant.
        ("", "`l` enter tab `Mei`", "l", "Mei"),
    ] {
        let mut first = contact();
        first.keys(&format!("`{before}`"));
        let mut fast = fast(first);
        fast.keys(ahead);
        let screen = fast.answered().screen();
        assert!(line(&screen, "Customer").contains(customer), "{ahead}\n{screen}");
        assert!(line(&screen, "Family name").contains(family), "{ahead}\n{screen}");
        assert!(!screen.contains("Lowe Bros"), "{ahead}\n{screen}");
    }
    // Nothing behind it: they are offered.
    let mut ahead = fast(contact());
    ahead.keys("`l` enter");
    let mut stage = ahead.answered();
    assert!(stage.screen().contains("Lowe Bros") && stage.screen().contains("Mill Lane"), "{}", stage.screen());
    // And offered again when one comes back to the letters.
    stage.keys("esc tab up");
    assert!(stage.screen().contains("Lowe Bros") && stage.screen().contains("Mill Lane"), "{}", stage.screen());
}

#[test]
fn a_key_of_no_blank_waits_in_a_form_too() {
    let mut stage = contact();
    stage.keys("backtab `Mei` tab");
    let mut ahead = fast(stage);
    ahead.keys("`mill` tab ctrl-s");
    let stage = ahead.answered();
    assert!(stage.model.at_root() && stage.notice().contains("Mei"), "it is saved\n{}", stage.screen());
    // A form that is not there yet takes its keys when it is.
    let mut stage = self::stage();
    stage.keys("2 `j`");
    let mut ahead = fast(stage);
    ahead.keys("e `Old ` ctrl-s");
    let stage = ahead.answered();
    assert!(stage.model.at_root() && stage.notice().contains("GarageOld"), "{}\n{}", stage.notice(), stage.screen());
}

/// What was logged, and what became of the keys behind Enter.
#[test]
fn what_comes_behind_the_enter_of_a_log_line_is_none_of_its_words() {
    let words = |stage: &Stage<Kept>| {
        let found = Ask::Find { words: "buyer".into(), most: 9 };
        match stage.book.writer.answer(&found, &stage.model.cx.now) {
            Ok(Answer::Find(hits)) => hits.into_iter().map(|hit| hit.excerpt).collect::<Vec<_>>().join("\n"),
            other => panic!("{other:?}"),
        }
    };
    for (behind, left) in [("enter q", true), ("enter esc", false), ("ctrl-s q", true)] {
        for letters in ["harb met buyer", "zzz met buyer"] {
            let mut stage = stage();
            stage.keys("6");
            let mut ahead = fast(stage);
            ahead.keys(&format!("l `{letters}` {behind}"));
            let stage = ahead.answered();
            let said = words(&stage);
            assert!(said.contains("met buyer") && !said.contains("buyerq"), "{behind}: {said}\n{}", stage.screen());
            assert!(stage.model.at_root(), "{behind}\n{}", stage.screen());
            assert_eq!(stage.out.contains(&Effect::Quit), left, "{behind}\n{}", stage.screen());
        }
    }
}

#[test]
fn what_comes_behind_the_enter_of_a_search_is_for_what_it_opens() {
    // Find, the list of customers, the palette.
    for (screen, letters) in [("f", "harb"), ("2 /", "harb"), (":", "harb")] {
        for changed in [false, true] {
            let mut stage = stage();
            stage.keys(screen);
            let mut ahead = fast(stage);
            ahead.keys(&format!("`{letters}` enter l `met`"));
            // A sync came in between.
            if changed {
                ahead.say(Msg::Changed);
            }
            let stage = ahead.answered();
            let shown = stage.screen();
            assert!(shown.contains("Harbour Dental") && !shown.contains("harbl"), "{screen} {changed}\n{shown}");
            assert!(stage.model.enter_saves() && shown.contains("met"), "{screen} {changed}: a log line\n{shown}");
        }
    }
}

/// A page that is opened knows whose it is only when it has been read: what is typed on it waits for that.
#[test]
fn what_is_typed_on_a_page_that_is_not_there_yet_is_of_that_page() {
    for (before, ahead) in [
        ("2 j j", "enter l `met the buyer` enter"),
        // The customers are not there yet either.
        ("", "2 j j enter l `met the buyer` enter"),
        ("2", "j j enter l `met the buyer` enter"),
        // Friday of next week, in the week that is turned to.
        ("4", "] [ l `met the buyer` enter"),
    ] {
        let mut stage = stage();
        stage.keys(before);
        let mut fast = fast(stage);
        fast.keys(ahead);
        let stage = fast.answered();
        let found = Ask::Find { words: "buyer".into(), most: 9 };
        let Ok(Answer::Find(hits)) = stage.book.writer.answer(&found, &stage.model.cx.now) else { panic!() };
        let names: Vec<&str> = hits.iter().map(|hit| hit.name.as_str()).collect();
        assert_eq!(names, ["Harbour Dental"], "{before}, {ahead}\n{}", stage.screen());
    }
    // From the start: the first key is for the first row.
    let book = Kept::new();
    let now = rounds::base::clock::Now::parse(NOW).unwrap();
    let ids = rounds::base::id::IdSource::seeded(1);
    let cx = rounds::tui::Cx::new(now, Lang::En, rounds::config::Settings::default(), false, ids);
    let mut model = rounds::tui::Model::new(cx, rounds::tui::message::Spot::default());
    let mut asked = rounds::tui::start(&mut model);
    asked.extend(update(&mut model, Msg::Key(Key::char('x'))));
    asked.extend(update(&mut model, Msg::Key(Key::char('1'))));
    for effect in asked {
        if let Effect::Ask { ticket, ask } = effect {
            let answer = book.writer.answer(&ask, &model.cx.now).map_err(|_| unreachable!());
            update(&mut model, Msg::Answered { ticket, answer });
        }
    }
    assert!(!model.at_root(), "the reason was said, the new date is asked");
}

#[test]
fn several_that_nobody_saw_are_said_and_nothing_behind_them_is_done() {
    let mut ahead = fast({
        let mut stage = stage();
        stage.keys("4 a");
        stage
    });
    ahead.keys("`l` enter d");
    let mut stage = ahead.answered();
    assert!(stage.notice().contains("Choose one") && stage.notice().contains("not done"), "{}", stage.notice());
    assert!(stage.screen().contains("Lowe Bros") && stage.screen().contains("Mill Lane"), "{}", stage.screen());
    stage.keys("enter");
    assert!(stage.model.at_root(), "{}", stage.screen());
}

#[test]
fn what_could_not_be_read_holds_no_key() {
    // A form, the log line, find, the customers: Esc leaves each, and what is typed is not lost.
    let mut ahead = fast(contact());
    ahead.keys("`mill` enter");
    let mut stage = ahead.unanswered();
    stage.keys("ctrl-s");
    assert!(!stage.model.at_root() && stage.screen().contains("mill"), "{}", stage.screen());
    stage.keys("esc esc");
    assert!(stage.model.at_root(), "{}", stage.screen());
    for (screen, root) in [("f", true), ("2 /", true), ("6 l", true), ("4 a", true), (":", true), ("2 j e", true)] {
        let mut before = self::stage();
        before.keys(screen.rsplit_once(' ').map_or("", |(first, _)| first));
        let mut ahead = fast(before);
        ahead.keys(screen.rsplit(' ').next().unwrap());
        ahead.keys("`lane` enter");
        let mut stage = ahead.unanswered();
        stage.keys("esc esc esc");
        assert_eq!(stage.model.at_root(), root, "{screen}\n{}", stage.screen());
    }
}

#[test]
fn who_waits_no_longer_gets_out() {
    for (leave, wait) in [("esc", 1), ("ctrl-c", 0)] {
        let mut before = self::stage();
        before.keys("6");
        let mut ahead = fast(before);
        ahead.keys("l `harb met buyer` enter j");
        ahead.say(Msg::Time(ahead.stage.model.cx.now.with(ahead.stage.model.cx.now.at.plus_minutes(wait))));
        ahead.keys(leave);
        assert!(ahead.stage.model.at_root(), "{leave}\n{}", ahead.stage.screen());
        let mut stage = ahead.answered();
        assert!(stage.model.at_root() && !stage.out.contains(&Effect::Quit), "{leave}");
        // What was written is kept.
        stage.keys("l");
        assert!(stage.screen().contains("harb met buyer"), "{leave}\n{}", stage.screen());
    }
}

/// `o` looks a place up and closes when it is known; find was opened meanwhile.
#[test]
fn an_answer_that_comes_late_closes_its_own_layer_and_no_other() {
    let mut ahead = fast(stage());
    ahead.press(Key::char('o'));
    ahead.say(Msg::Paste("lane".into()));
    let find = ahead.stage.screen();
    let mut stage = ahead.answered();
    assert!(stage.model.typing() && !stage.model.at_root(), "find is open still\n{}", stage.screen());
    assert_eq!(stage.screen().lines().nth(3), find.lines().nth(3), "{}", stage.screen());
    stage.keys("esc");
    assert!(stage.model.at_root(), "what it lay over is closed\n{}", stage.screen());
}

/// The days after this one for which visits are planned, with whom, within six weeks of a day.
fn planned(stage: &mut Stage<Kept>, first: &str) -> Vec<String> {
    let now = stage.model.cx.now.clone();
    match stage.book.ask(&Ask::Month(first.parse().unwrap()), &now) {
        Ok(Answer::Month(month)) => {
            let coming = month.visits.iter().filter(|visit| visit.day > now.today());
            coming.map(|visit| format!("{} {}", visit.day, visit.name)).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// The month turns at once, its visits come later: what is proposed or planned before them is for the month that is shown.
#[test]
fn the_month_that_was_turned_to_is_the_one_that_is_planned() {
    let mut opened = stage();
    opened.keys("M");
    let mut ahead = fast(opened);
    ahead.words("]M");
    assert!(!ahead.stage.screen().contains("would be added"), "{}", ahead.stage.screen());
    let mut stage = ahead.answered();
    let screen = stage.screen();
    assert!(screen.contains("Dec 2026") && screen.contains("would be added"), "{screen}");
    stage.keys("enter");
    let all = planned(&mut stage, "2026-12-01");
    assert!(!all.is_empty() && all.iter().all(|visit| visit.starts_with("2026-12-")), "{all:?}");
    // A customer of the list, onto a day: one who is due in the month that is shown.
    let mut opened = self::stage();
    opened.keys("M");
    let before = opened.book.dump();
    let mut ahead = fast(opened);
    ahead.words("[a");
    assert!(ahead.stage.model.cx.busy.is_none(), "nobody is known yet to be due there");
    let stage = ahead.answered();
    assert_eq!(stage.book.dump(), before, "{}", stage.screen());
    // Each of two `a` before an answer is for another customer.
    let mut opened = self::stage();
    opened.keys("M right");
    let mut ahead = fast(opened);
    ahead.words("]a");
    ahead.press(Key::parse("right").unwrap());
    ahead.words("a");
    let mut stage = ahead.answered();
    let all = planned(&mut stage, "2026-12-01");
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].starts_with("2026-12-25") && all[1].starts_with("2026-12-26"), "{all:?}");
}

/// Until it is known who fits, nobody is proposed.
#[test]
fn a_month_is_proposed_of_those_who_fit_the_filter() {
    let mut opened = stage();
    opened.keys("M /");
    let mut ahead = fast(opened);
    ahead.words("grade:A");
    ahead.press(Key::parse("tab").unwrap());
    ahead.press(Key::parse("tab").unwrap());
    ahead.words("M");
    assert!(!ahead.stage.screen().contains("would be added"), "{}", ahead.stage.screen());
    let stage = ahead.answered();
    let screen = stage.screen();
    assert!(screen.contains("1 visit would be added") && screen.contains("Tan Pharmacy"), "{screen}");
}
