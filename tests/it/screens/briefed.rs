//! The briefing: one screen before the door, in three sizes; each line opens the record it came from.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Deed, LogEntry, LogKind, Promise, Slot, Whose};
use rounds::domain::heard::{Heard, Payment};
use rounds::schema::{PromisedBy, VisitKind, VisitOutcome};
use rounds::tui::message::Effect;
use rounds::tui::subject::Row;

use super::kept::{Kept, NOW};
use super::stage::Stage;

/// Two visits with all that can be heard at one.
fn told() -> Kept {
    let mut kept = Kept::new();
    for (at, notes, tags, competitors, payments, outcome) in [
        ("2026-10-20T10:00:00+08:00", "saw the catalogue, too dear", &["price"][..], &["Acme"][..], &[][..], None),
        (
            "2026-11-10T09:30:00+08:00",
            "trial first, then six chairs. Has the trial unit come?",
            &["price", "delivery"],
            &["Acme"],
            &["2026-11-20 20000 the rest"],
            Some(VisitOutcome::Interest),
        ),
    ] {
        let at = Now::parse(at).unwrap();
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_string()).collect();
        let heard = Heard {
            tags: set(tags),
            competitors: set(competitors),
            payments: payments.iter().map(|text| Payment::read(text)).collect(),
            ..Heard::default()
        };
        let promise = Promise {
            text: "the floor plan".into(),
            due: Some(Slot::day("2026-11-23".parse().unwrap())),
            by: PromisedBy::Them,
        };
        let entry = LogEntry {
            words: notes.into(),
            whose: Whose::Account(kept.accounts[0]),
            kind: LogKind::Visit(VisitKind::OnSite),
            kind_said: false,
            direction: None,
            started: at.at.plus_minutes(-30),
            ended: at.at,
            time_said: true,
            notes: notes.into(),
            contacts: [kept.contact].into(),
            missed: None,
            outcome,
            reached: None,
            promises: if payments.is_empty() { Vec::new() } else { vec![promise] },
            heard: Box::new(heard),
            people: Vec::new(),
            next: None,
            closes: None,
        };
        kept.writer.perform(&Deed::Log(entry), &at).unwrap();
    }
    kept
}

/// His visits were elsewhere; at his new customer they are seen, with where that was, on the page, in the briefing, in the search.
#[test]
fn who_changes_employer_takes_his_history_along() {
    let mut kept = told();
    // Met there by somebody else, and planned there: neither is his.
    let other = kept.person(kept.accounts[0], "Bo Carr");
    let at = Now::parse("2026-11-12T10:00:00+08:00").unwrap();
    let entry = LogEntry {
        words: "the drains".into(),
        whose: Whose::Account(kept.accounts[0]),
        kind: LogKind::Visit(VisitKind::OnSite),
        kind_said: false,
        direction: None,
        started: at.at.plus_minutes(-30),
        ended: at.at,
        time_said: true,
        notes: "the drains".into(),
        contacts: [other].into(),
        missed: None,
        outcome: None,
        reached: None,
        promises: Vec::new(),
        heard: Box::default(),
        people: Vec::new(),
        next: None,
        closes: None,
    };
    kept.writer.perform(&Deed::Log(entry), &at).unwrap();
    let (contact, new) = (kept.contact, kept.accounts[3]);
    let mut stage = Stage::new(kept, Lang::En, (100, 30), NOW);
    // The command has the word for it, and says where it is to be used.
    stage.keys(": `employer`");
    assert!(stage.screen().contains("new employer"), "{}", stage.screen());
    stage.keys("esc enter tab tab");
    assert_eq!(stage.model.subject().row, Row::Contact(contact), "{}", stage.screen());
    stage.keys(": `new employer` enter `tan` enter");
    let brief = stage.book.writer.answer(&Ask::Briefing(new), &Now::parse(NOW).unwrap());
    let Ok(Answer::Briefing(Some(brief))) = brief else { panic!("{brief:?}\n{}", stage.screen()) };
    let [earlier] = brief.earlier.as_slice() else { panic!("{:?}", brief.earlier) };
    assert_eq!((earlier.name.as_str(), earlier.place.as_str(), earlier.times), ("Ann Lee", "Harbour Dental", 2));
    assert!(brief.first_visit, "the customer itself was not seen yet");
    stage.keys("esc esc f `tan ph` enter");
    let screen = stage.screen();
    assert!(screen.contains("at Harbour Dental, trial first"), "{screen}");
    assert!(screen.contains("Formerly") && screen.contains("Ann Lee   Harbour Dental  2 times"), "{screen}");
    assert!(!screen.contains("drains") && !screen.contains("renewal"), "{screen}");
    stage.keys("down enter");
    assert!(stage.screen().contains("with Ann Lee at Harbour Dental"), "{}", stage.screen());
    stage.keys("esc esc esc f `ann lee`");
    let screen = stage.screen();
    assert!(screen.contains("Tan Pharmacy, formerly Harbour Dental"), "{screen}");
    // And back with him when it is taken back.
    stage.keys("esc u");
    let brief = stage.book.writer.answer(&Ask::Briefing(new), &Now::parse(NOW).unwrap());
    assert!(matches!(brief, Ok(Answer::Briefing(Some(brief))) if brief.earlier.is_empty()));
}

#[test]
fn each_line_opens_the_record_it_came_from() {
    let mut stage = Stage::new(told(), Lang::En, (80, 24), NOW);
    stage.keys("b");
    let screen = stage.screen();
    for words in [
        "BRIEFING   Harbour Dental",
        "price list A100",
        "the floor plan",
        "trial first, then six chairs",
        "Has the trial unit come?",
        "Paid yet: 20,000 the rest?",
        "20,000 the rest",
        "price  2 times",
        "worked",
        "Acme  2 times",
        "Ann Lee",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    // The whole of it is in sight at 80×24.
    stage.keys("end");
    assert!(stage.screen().contains("BRIEFING   Harbour Dental") && stage.screen().contains("price list A100"));
    stage.keys("home");
    let mut seen = Vec::new();
    for _ in 0..16 {
        let row = stage.model.subject().row;
        let kind = match row {
            Row::FollowUp(_) => "promise",
            Row::Visit(..) => "visit",
            Row::Contact(_) => "person",
            Row::Account => "customer",
            Row::Money(_) => "money",
            other => panic!("{other:?}"),
        };
        seen.push(kind);
        let depth = stage.model.layers().len();
        stage.keys("enter");
        assert_eq!(stage.model.layers().len(), depth + 1, "{kind}\n{}", stage.screen());
        stage.keys("esc down");
    }
    assert!(["promise", "visit", "person", "money"].iter().all(|kind| seen.contains(kind)), "{seen:?}");
    // The acts on a row are done to what it came from.
    stage.keys("home d");
    assert!(stage.notice().contains("price list A100"), "{}", stage.notice());
    assert!(!stage.screen().contains("price list A100, by"), "{}", stage.screen());
    stage.keys("u y");
    let copied = stage.out.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap_or_default();
    assert!(copied.starts_with("Harbour Dental") && copied.contains("Competitors  Acme"), "{copied}");
}

#[test]
fn a_customer_without_history_gets_no_question() {
    let mut stage = Stage::new(told(), Lang::En, (80, 24), NOW);
    stage.keys("2 / `mill lane` enter b");
    let screen = stage.screen();
    assert!(
        screen.contains("Never been there.") && !screen.contains("Ask") && !screen.contains("who decides"),
        "{screen}"
    );
}

#[test]
fn it_is_one_screen() {
    for lang in [Lang::En, Lang::ZhHans, Lang::ZhHant] {
        for size in [(80, 24), (100, 30), (160, 50)] {
            let mut stage = Stage::new(told(), lang, size, NOW);
            stage.keys("b");
            insta::assert_snapshot!(format!("briefing-{lang}-{}x{}", size.0, size.1), stage.screen());
        }
    }
}

#[test]
fn promised_money_is_ticked_off_like_a_promise() {
    for (lang, asked, saved, paid) in [
        (Lang::En, "Paid yet", "paid by Harbour Dental: 20000 the rest", "20,000 the rest, paid 24 Nov"),
        (Lang::ZhHans, "回款到了没有", "Harbour Dental，已回款：20000 the rest", "20,000 the rest，11-24已回款"),
        (Lang::ZhHant, "款項到了沒有", "Harbour Dental，已收款：20000 the rest", "20,000 the rest，11-24已收款"),
    ] {
        let mut stage = Stage::new(told(), lang, (80, 24), NOW);
        let before = stage.book.dump();
        stage.keys("b");
        for _ in 0..20 {
            if matches!(stage.model.subject().row, Row::Money(_)) {
                break;
            }
            stage.keys("down");
        }
        stage.keys("d");
        assert!(stage.notice().contains(saved), "{}", stage.notice());
        assert!(!stage.screen().contains(asked), "{}", stage.screen());
        stage.keys("u");
        assert_eq!(stage.book.dump(), before);
        assert!(stage.screen().contains(asked), "{}", stage.screen());
        // The other line of the same promise does the same; what has come is said where the log is set right.
        stage.keys("end");
        for _ in 0..20 {
            if matches!(stage.model.subject().row, Row::Money(_)) {
                break;
            }
            stage.keys("up");
        }
        stage.keys("ctrl-k");
        assert!(!stage.screen().contains(asked), "{}", stage.screen());
        let seen = stage.book.dump();
        assert!(seen.contains("✓2026-11-24 2026-11-20 20000 the rest"), "{seen}");
        let visit = rounds::schema::VISIT.field("payments").unwrap();
        let value = rounds::schema::Value::set(["✓2026-11-24 2026-11-20 20000 the rest".into()]);
        let now = Now::parse(NOW).unwrap();
        let shown = rounds::i18n::Shown { now: &now, names: &[] };
        assert_eq!(stage.model.cx.words.value(&rounds::schema::VISIT, visit, &value, shown), paid);
    }
}

/// The last time is the last time, whether anything was noted or not; what was said before it stands beside it.
#[test]
fn a_last_visit_without_words_is_the_last_visit() {
    let mut kept = told();
    let at = Now::parse("2026-11-18T10:00:00+08:00").unwrap();
    for later in [0, 20] {
        let now = at.with(at.at.plus_minutes(later));
        kept.writer.perform(&Deed::HereNow { account: kept.accounts[0] }, &now).unwrap();
    }
    let mut stage = Stage::new(kept, Lang::En, (100, 30), NOW);
    let line = |screen: &str| screen.lines().find(|line| line.contains("Last time")).unwrap_or_default().to_owned();
    // On Today one line says both.
    let today = line(&stage.screen());
    assert!(today.contains("no note") && today.contains("trial first") && today.contains("18 Nov"), "{today}");
    stage.keys("b");
    let screen = stage.screen();
    let head = screen.lines().find(|line| line.contains("BRIEFING")).unwrap_or_default();
    assert!(head.contains("last 18 Nov") && head.contains("planned"), "{screen}");
    assert!(line(&screen).contains("no note") && line(&screen).contains("18 Nov"), "{screen}");
    assert!(screen.contains("trial first"), "{screen}");
    stage.keys("y");
    let copied = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap_or_default();
    assert!(copied.contains("last 18 Nov") && copied.contains("18 Nov  no note"), "{copied}");
}

/// Where the page has room nothing that was said is cut.
#[test]
fn what_was_said_is_whole_where_there_is_room() {
    let said = "the buyer talked about the old machine and the noise that it makes while the guests have breakfast beside it, nobody likes that";
    for (size, cut) in [((80, 24), false), ((80, 10), true)] {
        let mut stage = Stage::new(Kept::new(), Lang::En, size, NOW);
        stage.keys(&format!("2 l `{said}` enter b"));
        let shown = stage.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = said.split(' ').all(|word| shown.contains(word)) && !shown.contains('…');
        assert_eq!(whole, !cut, "{}", stage.screen());
    }
}
