//! All money that customers have promised, on the Follow-ups screen: the late first, with its total, ticked off when it came.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::deed::{Deed, LogEntry, LogKind, Whose};
use rounds::domain::heard::{Heard, Payment};
use rounds::schema::{TouchKind, VisitKind};

use super::kept::{Kept, NOW};
use super::stage::Stage;

/// A log of a customer on a day, in which money is promised.
fn promises(kept: &mut Kept, account: usize, kind: LogKind, on: &str, payments: &[&str]) {
    let at = Now::parse(&format!("{on}T15:00:00+08:00")).unwrap();
    let entry = LogEntry {
        words: "spoke of the invoice".into(),
        whose: Whose::Account(kept.accounts[account]),
        kind,
        kind_said: true,
        direction: None,
        started: at.at.plus_minutes(-30),
        ended: at.at,
        time_said: true,
        notes: "spoke of the invoice".into(),
        contacts: Default::default(),
        missed: None,
        outcome: None,
        reached: None,
        promises: Vec::new(),
        heard: Box::new(Heard {
            payments: payments.iter().map(|text| Payment::read(text)).collect(),
            ..Heard::default()
        }),
        people: Vec::new(),
        next: None,
        closes: None,
    };
    kept.writer.perform(&Deed::Log(entry), &at).unwrap();
}

fn book() -> Kept {
    let mut kept = Kept::new();
    let (visit, call) = (LogKind::Visit(VisitKind::OnSite), LogKind::Touch(TouchKind::Call));
    promises(&mut kept, 3, visit, "2026-11-20", &["2026-11-30 20000 the rest", "500"]);
    promises(&mut kept, 4, call, "2026-11-20", &["2026-11-18 1200"]);
    // Asked about again: one promise, said twice. Another customer's of the same sum is another's.
    promises(&mut kept, 4, visit, "2026-11-23", &["2026-11-18 1200"]);
    promises(&mut kept, 5, call, "2026-11-23", &["2026-11-18 1200", "✓2026-11-22 2026-11-19 900"]);
    kept
}

#[test]
fn all_money_promised_stands_under_the_follow_ups() {
    let mut stage = Stage::new(book(), Lang::En, (100, 30), NOW);
    stage.keys("3");
    let screen = stage.screen();
    assert!(screen.contains("MONEY PROMISED   4   22,900 in all   2,400 late"), "{screen}");
    assert!(screen.contains("22,900 promised to us"), "{screen}");
    let rows: Vec<&str> = screen.lines().skip_while(|line| !line.contains("MONEY PROMISED")).skip(1).take(4).collect();
    for (row, parts) in rows.iter().zip([
        ["! 18 Nov", "1,200", "Lowe Bros", "6 days late"],
        ["! 18 Nov", "1,200", "Mill Lane Vets", "6 days late"],
        ["  30 Nov", "20,000 the rest", "Tan Pharmacy", "6 days left"],
        ["   ", "500", "Tan Pharmacy", ""],
    ]) {
        assert!(parts.iter().all(|part| row.contains(part)), "{parts:?}\n{screen}");
    }
    assert!(!screen.contains("19 Nov"), "what has come is not waited for\n{screen}");
}

#[test]
fn what_has_come_is_ticked_off_and_taken_back() {
    let mut stage = Stage::new(book(), Lang::En, (100, 30), NOW);
    let before = stage.book.dump();
    // To the last group, the first of its rows.
    stage.keys("3 tab tab tab");
    assert_eq!(stage.model.subject().account.map(|(_, name)| name).as_deref(), Some("Lowe Bros"), "{}", stage.screen());
    stage.keys("d");
    let screen = stage.screen();
    assert!(screen.contains("MONEY PROMISED   3   21,700 in all   1,200 late"), "{screen}");
    assert_eq!(stage.model.subject().account.map(|(_, name)| name).as_deref(), Some("Mill Lane Vets"), "{screen}");
    stage.keys("u");
    assert!(stage.screen().contains("MONEY PROMISED   4"), "{}", stage.screen());
    assert_eq!(stage.book.dump(), before);
    // Filtered like the rest; its customer opens.
    stage.keys("/ `tan` tab");
    assert!(stage.screen().contains("MONEY PROMISED   2   20,500 in all"), "{}", stage.screen());
    stage.keys("tab enter");
    assert!(stage.screen().contains("9 Tan Lane"), "{}", stage.screen());
}

#[test]
fn the_curtain_covers_who_owes() {
    let mut stage = Stage::new(book(), Lang::En, (100, 30), NOW);
    stage.keys("3 P");
    let screen = stage.screen();
    assert!(!screen.contains("Lowe") && !screen.contains("1,200") && !screen.contains("22,900"), "{screen}");
}

#[test]
fn it_is_ticked_off_on_the_customers_page_too() {
    let mut stage = Stage::new(book(), Lang::En, (100, 30), NOW);
    stage.keys("2 / `lowe` enter");
    assert!(stage.screen().contains("1,200"), "{}", stage.screen());
    let before = stage.book.dump();
    stage.keys("d");
    assert!(stage.notice().contains("1200"), "{}\n{}", stage.notice(), stage.screen());
    assert!(!stage.screen().contains("6 days late"), "{}", stage.screen());
    stage.keys("u");
    assert_eq!(stage.book.dump(), before);
    // Of two sums it is asked which.
    stage.keys("1 2 / esc / `tan` enter d");
    assert!(stage.screen().contains("20,000 the rest") && stage.screen().contains("1  "), "{}", stage.screen());
    stage.keys("2");
    assert!(stage.notice().contains("500"), "{}\n{}", stage.notice(), stage.screen());
    stage.keys("3");
    assert!(stage.screen().contains("MONEY PROMISED   3   22,400 in all"), "{}", stage.screen());
    // Where nothing is owed there is nothing to tick off.
    stage.keys("2 / esc / `ferry` enter d");
    assert!(stage.notice().contains("not something"), "{}", stage.notice());
}
