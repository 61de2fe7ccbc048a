//! What is typed is there until it is on the disk, and comes back where it was begun and nowhere else.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rounds::base::clock::Now;
use rounds::base::id::{Id, IdSource};
use rounds::base::lang::Lang;
use rounds::config::Settings;
use rounds::domain::act::{Committed, TakenBack};
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Deed, LogRef, Slot};
use rounds::schema::Reason;
use rounds::tui::layer::Layer;
use rounds::tui::message::{Effect, Msg, Spot, Trouble};
use rounds::tui::overlays::line::{Line, Wanted};
use rounds::tui::subject::{Row, Subject};
use rounds::tui::{Cx, Model, update};

use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

/// A book that takes nothing for a while: another process holds it, the disk is full.
struct Held {
    kept: Kept,
    held: bool,
    deeds: Vec<Deed>,
}

impl Book for Held {
    fn ask(&mut self, ask: &Ask, now: &Now) -> Result<Answer, Trouble> {
        self.kept.ask(ask, now)
    }

    fn act(&mut self, deed: &Deed, now: &Now) -> Result<Committed, Trouble> {
        if self.held {
            return Err(Trouble::Failed(rounds::domain::failure::Failure::new("store-busy", "")));
        }
        self.deeds.push(deed.clone());
        self.kept.act(deed, now)
    }

    fn undo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble> {
        self.kept.undo(now)
    }

    fn redo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble> {
        self.kept.redo(now)
    }
}

fn stage() -> Stage<Held> {
    Stage::new(Held { kept: Kept::new(), held: false, deeds: Vec::new() }, Lang::En, (100, 30), NOW)
}

fn open<B: Book>(stage: &mut Stage<B>, layer: impl Into<Layer>) {
    stage.model.cx.open(layer);
    stage.say(Msg::Resize(100, 30));
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

#[test]
fn a_next_step_begun_for_one_visit_is_not_that_of_another() {
    let mut stage = stage();
    let customer = Subject::account(id(1), "Harbour Dental");
    let question = |visit: u8| {
        let row = Row::Visit(id(visit), rounds::schema::VisitState::Done);
        Line::new(Wanted::NextStep(LogRef::Visit(id(visit))), Subject { row, ..customer.clone() })
    };
    open(&mut stage, question(10));
    stage.keys("`send the price list fri` esc");
    open(&mut stage, question(11));
    assert!(!stage.screen().contains("send the price list"), "{}", stage.screen());
    stage.keys("esc");
    open(&mut stage, question(10));
    assert!(stage.screen().contains("send the price list fri"), "{}", stage.screen());
    // What is said of marked rows is kept for none of them alone.
    stage.keys("esc");
    let one = Subject { row: Row::Visit(id(10), rounds::schema::VisitState::Planned), ..customer.clone() };
    let marked = one.clone().with_marked([one.clone()]);
    open(&mut stage, Line::new(Wanted::NotDone(Reason::Other), marked));
    stage.keys("`flooded` esc");
    open(&mut stage, Line::new(Wanted::NotDone(Reason::Other), one));
    assert!(!stage.screen().contains("flooded"), "{}", stage.screen());
}

#[test]
fn a_reason_for_marked_rows_is_kept_for_those_rows() {
    let visit = |number: u8| Subject {
        row: Row::Visit(id(number), rounds::schema::VisitState::Planned),
        ..Subject::account(id(1), "Harbour Dental")
    };
    let marked = |numbers: &[u8]| visit(numbers[0]).with_marked(numbers.iter().map(|number| visit(*number)));
    let mut stage = stage();
    let question = |numbers: &[u8]| Line::new(Wanted::NotDone(Reason::Other), marked(numbers));
    open(&mut stage, question(&[10, 11, 12]));
    stage.keys("`the whole street is dug up`");
    // A killed program: what was drafted is what there is.
    let drafts = stage.model.cx.drafts.clone();
    let again = |numbers: &[u8]| {
        let book = Held { kept: Kept::new(), held: false, deeds: Vec::new() };
        let mut stage = Stage::with_drafts(book, Lang::En, (100, 30), NOW, drafts.clone());
        open(&mut stage, question(numbers));
        stage.screen()
    };
    for (numbers, there) in [(&[12, 10, 11][..], true), (&[10, 11], false), (&[10, 11, 12, 13], false)] {
        assert_eq!(again(numbers).contains("dug up"), there, "{numbers:?}\n{}", again(numbers));
    }
}

#[test]
fn a_reason_counts_its_days_from_when_it_was_written() {
    let mut stage = stage();
    stage.keys("x 8 `roadworks, tomorrow` esc");
    assert!(stage.model.at_root(), "{}", stage.screen());
    stage.say(Msg::Time(Now::parse("2026-11-25T08:00:00+08:00").unwrap()));
    stage.keys("4");
    let planned = stage.book.kept.ask(&Ask::Week("2026-11-24".parse().unwrap()), &Now::parse(NOW).unwrap());
    let Ok(Answer::Week(visits)) = planned else { panic!() };
    stage.model.seek(visits.iter().find(|visit| visit.name == "Harbour Dental").unwrap().id);
    stage.keys("x 8");
    assert!(stage.screen().contains("Wed 25 Nov"), "{}", stage.screen());
    stage.keys("enter");
    let Some(Deed::NotDone { words, again, .. }) = stage.book.deeds.last() else { panic!("{}", stage.screen()) };
    assert_eq!((words.as_str(), *again), ("roadworks", Some(Slot::day("2026-11-25".parse().unwrap()))));
}

#[test]
fn what_could_not_be_kept_stays_to_be_kept() {
    // The reason of a visit that did not take place; what comes next; whose a log is; a third value.
    for (what, script, typed) in [
        ("a reason", "x 8 `the whole street is dug up` enter", "the whole street is dug up"),
        ("a date", "m `fri` enter", "fri"),
        ("a customer", "4 a `tan` enter", "tan"),
    ] {
        let mut stage = stage();
        stage.book.held = true;
        stage.keys(script);
        let screen = stage.screen();
        assert!(screen.contains(typed) && !stage.model.at_root(), "{what}: it is gone\n{screen}");
        assert!(stage.book.deeds.is_empty() && !stage.notice().is_empty(), "{what}: {}", stage.notice());
        stage.book.held = false;
        stage.keys("enter");
        assert_eq!(stage.book.deeds.len(), 1, "{what}\n{}", stage.screen());
        assert!(stage.model.at_root(), "{what}\n{}", stage.screen());
        let left = stage.model.cx.drafts.iter().filter(|draft| draft.of.starts_with("line:")).count();
        assert_eq!(left, 0, "{what}: its draft is gone");
    }
}

#[test]
fn a_deed_takes_the_draft_of_its_words_along() {
    for (script, of) in [
        ("6 l `tan met the owner` enter", "log"),
        ("2 a `Pier Hotel` ctrl-s", "form:1:new"),
        ("x 8 `roadworks` enter", "line:title-reason:"),
        // A choice has no words.
        ("i", ""),
    ] {
        let mut stage = stage();
        let (words, last) = script.rsplit_once(' ').unwrap_or(("", script));
        stage.keys(words);
        let drafted = stage.model.cx.drafts.len();
        let effects = rounds::tui::update(&mut stage.model, Msg::Key(rounds::tui::key::Key::parse(last).unwrap()));
        let (ticket, draft) = effects
            .into_iter()
            .find_map(|effect| match effect {
                Effect::Do { ticket, draft, .. } => Some((ticket, draft.unwrap_or_default())),
                _ => None,
            })
            .unwrap();
        assert!(draft.starts_with(of) && draft.is_empty() == of.is_empty(), "{script}: {draft}");
        // It is there until the commit is, and stays where there is none.
        let failed = Err(Trouble::Failed(rounds::domain::failure::Failure::new("store-disk-full", "")));
        stage.say(Msg::Committed { ticket, outcome: failed });
        assert_eq!(stage.model.cx.drafts.len(), drafted, "{script}");
        stage.keys(last);
        assert!(stage.model.cx.drafts.is_empty(), "{script}: {:?}", stage.model.cx.drafts);
    }
}

/// From the first frame on, whatever is answered first: of a line that is there again no customer is said before it is known whose it is.
#[test]
fn a_line_that_is_there_again_is_never_said_to_be_anothers() {
    let mut stage = stage();
    stage.keys("l `tan pharmacy met the owner`");
    assert!(stage.screen().contains(" Tan Pharmacy "), "{}", stage.screen());
    let drafts = stage.model.cx.drafts.clone();
    for backwards in [false, true] {
        let mut cx = Cx::new(Now::parse(NOW).unwrap(), Lang::En, Settings::default(), false, IdSource::seeded(1));
        cx.drafts = drafts.clone();
        let mut model = Model::new(cx, Spot::default());
        let mut asked = rounds::tui::start(&mut model);
        asked.extend(update(&mut model, Msg::Resize(100, 30)));
        let screen = |model: &Model| {
            let area = Rect::new(0, 0, 100, 30);
            let mut buffer = Buffer::empty(area);
            rounds::tui::draw(model, &mut buffer, area);
            super::stage::text(&buffer)
        };
        loop {
            let line = screen(&model);
            assert!(line.contains("tan pharmacy met the owner") && !line.contains("(here)"), "{line}");
            assert!(!line.contains("unfiled"), "{line}");
            let effect = if backwards { asked.pop() } else { (!asked.is_empty()).then(|| asked.remove(0)) };
            let Some(effect) = effect else { break };
            if let Effect::Ask { ticket, ask } = effect {
                let answer = stage.book.ask(&ask, &Now::parse(NOW).unwrap());
                asked.extend(update(&mut model, Msg::Answered { ticket, answer }));
            }
        }
        assert!(screen(&model).contains(" Tan Pharmacy "), "{}", screen(&model));
    }
}

#[test]
fn what_is_too_long_to_paste_is_said_to_be_cut() {
    let mut stage = stage();
    stage.keys("6 l `tan met the owner, `");
    // A page of notes is taken whole.
    stage.say(Msg::Paste("he wants the big one. ".repeat(600)));
    assert_eq!(stage.notice(), "");
    stage.say(Msg::Paste("he wants the big one. ".repeat(600)));
    assert!(stage.notice().contains("too long"), "{}", stage.notice());
    stage.keys("enter");
    let Some(Deed::Log(entry)) = stage.book.deeds.last() else { panic!("{}", stage.screen()) };
    assert!(entry.words.len() > 16_000, "{}", entry.words.len());
    // A reason, and what is heard.
    let mut stage = self::stage();
    stage.keys("x 8");
    stage.say(Msg::Paste("roadworks ".repeat(1000)));
    assert!(stage.notice().contains("too long"), "{}", stage.notice());
}

/// What is written into a correction, a field of it, a question: Esc or a killed program, and it stands there again.
#[test]
fn what_is_written_into_a_correction_is_there_again() {
    let log = |stage: &mut Stage<Held>| {
        stage.keys("l `met the buyer` enter");
        let now = Now::parse(NOW).unwrap();
        let Ok(Answer::Today(today)) = stage.book.ask(&Ask::Today, &now) else { panic!() };
        let done = today.visits.iter().find(|visit| visit.state == rounds::schema::VisitState::Done).unwrap();
        LogRef::Visit(done.id)
    };
    for (choose, typed, others) in [
        ("2 ctrl-u", "09:10-09:40", "4 end"),
        ("4 ctrl-u", "met both of them", "5"),
        ("5", "send the revised quote fri", "4 end"),
        ("6 9", "revised quote with the price for 3 years", "5"),
    ] {
        let mut stage = stage();
        let log = log(&mut stage);
        rounds::tui::open::correct(&mut stage.model.cx, log);
        stage.say(Msg::Resize(100, 30));
        stage.keys(choose).keys(&format!("`{typed}`"));
        assert!(stage.screen().contains(typed), "{choose}\n{}", stage.screen());
        // Killed: another program has the drafts alone.
        let drafts = stage.model.cx.drafts.clone();
        stage.model.cx.drafts.clear();
        let mut anew = Stage::with_drafts(stage.book, Lang::En, (100, 30), NOW, drafts);
        rounds::tui::open::correct(&mut anew.model.cx, log);
        anew.say(Msg::Resize(100, 30));
        assert!(anew.screen().contains(typed), "{choose}: after a kill\n{}", anew.screen());
        // Left, and another part is looked at: it stays.
        anew.keys("esc").keys(others).keys("`x` backspace esc esc esc");
        assert!(anew.model.at_root(), "{choose}\n{}", anew.screen());
        let kept = anew.model.cx.drafts.iter().any(|draft| draft.body.contains(typed));
        assert!(kept, "{choose}: {:?}", anew.model.cx.drafts);
        // Saved, it is gone.
        rounds::tui::open::correct(&mut anew.model.cx, log);
        anew.say(Msg::Resize(100, 30));
        if !anew.screen().contains(typed) {
            anew.keys("esc").keys(choose.split(' ').next().unwrap());
        }
        anew.keys("enter");
        let left = anew.model.cx.drafts.iter().any(|draft| draft.body.contains(typed));
        assert!(!left, "{choose}: {}\n{:?}", anew.screen(), anew.model.cx.drafts);
    }
    // Tags.
    let mut stage = stage();
    let tags = || Line::new(Wanted::Tags, Subject { row: Row::Account, ..Subject::account(id(9), "Pier Hotel") });
    open(&mut stage, tags());
    stage.keys("`harbour-side, wholesale` esc");
    open(&mut stage, tags());
    assert!(stage.screen().contains("harbour-side, wholesale"), "{}", stage.screen());
    stage.keys("esc");
    open(&mut stage, Line::new(Wanted::Tags, Subject::account(id(8), "Tan Pharmacy")));
    assert_eq!(stage.screen().matches("wholesale").count(), 0, "it is another's\n{}", stage.screen());
}

/// The report is a draft until it is kept as the report, and both are one commit.
#[test]
fn the_draft_of_a_report_goes_with_the_report() {
    let mut stage = stage();
    stage.keys("D right e `Mine. `");
    stage.out.clear();
    let of = stage.model.cx.drafts.iter().find(|draft| draft.of.starts_with("report:")).unwrap().of.clone();
    let effects = rounds::tui::update(&mut stage.model, Msg::Key(rounds::tui::key::Key::parse("esc").unwrap()));
    let taken = |effect: &Effect| matches!(effect, Effect::SaveDraft(draft) if draft.of == of && draft.body.is_empty());
    assert!(!effects.iter().any(taken), "it was taken away before the report was kept");
    let goes = |effect: &Effect| matches!(effect, Effect::KeepClose { kept, draft: Some(draft), .. } if *draft == of && kept.report.is_some());
    assert!(effects.iter().any(goes), "{effects:?}");
    assert!(stage.model.cx.drafted(&of).is_some(), "until that is on the disk");
    stage.say(Msg::CloseKept(Some(of.clone())));
    assert!(stage.model.cx.drafted(&of).is_none());
}

/// What was begun and is not wanted any more is thrown away with one key, and comes back with it.
#[test]
fn a_form_is_started_afresh_and_brought_back() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    stage.keys("2 a `Old Mill` enter esc");
    stage.keys("a");
    assert!(stage.screen().contains("Old Mill") && stage.notice().contains("Ctrl-Z"), "{}", stage.screen());
    stage.keys("ctrl-z");
    assert!(!stage.screen().contains("Old Mill"), "{}", stage.screen());
    stage.keys("ctrl-z");
    assert!(stage.screen().contains("Old Mill"), "{}", stage.screen());
    stage.keys("ctrl-z esc a");
    assert!(!stage.screen().contains("Old Mill"), "{}", stage.screen());
    // A slip is taken back in its blank, word by word; what was typed since is never thrown away with the rest.
    stage.keys("`Hill Farm` enter `The Hill` ctrl-z");
    let screen = stage.screen();
    assert!(screen.contains("Hill Farm") && screen.contains("The") && !screen.contains("The Hill"), "{screen}");
    stage.keys("ctrl-z ctrl-z ctrl-z");
    assert!(stage.screen().contains("Hill Farm"), "{}", stage.screen());
    stage.keys("esc a ctrl-z");
    assert!(!stage.screen().contains("Hill Farm"), "{}", stage.screen());
    stage.keys("`x` ctrl-z ctrl-z");
    assert!(stage.screen().contains("Hill Farm"), "a letter typed meanwhile hides nothing: {}", stage.screen());
    stage.keys("ctrl-z");
    // So many fields are wrong.
    stage.keys("ctrl-s");
    assert!(stage.notice().contains("one field needs"), "{}", stage.notice());
}

/// A line that was opened before another window's words came goes on with them; what is written in it already stays, and they come behind it.
#[test]
fn another_windows_line_comes_into_one_that_is_empty() {
    let mut other = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    other.keys("6 l `lowe bros met the buyer alpha`");
    let draft = other.model.cx.drafts.first().unwrap().clone();
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    stage.keys("6 l");
    stage.say(Msg::DraftFound(draft.clone()));
    assert!(stage.screen().contains("met the buyer alpha"), "{}", stage.screen());
    stage.keys("` and more` enter");
    assert!(stage.notice().contains("Lowe Bros"), "{}", stage.notice());
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    stage.keys("6 l `beta`");
    stage.say(Msg::DraftFound(draft));
    assert!(stage.screen().contains("beta") && !stage.screen().contains("alpha"), "{}", stage.screen());
}
