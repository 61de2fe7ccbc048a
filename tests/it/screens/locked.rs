//! The shut screen: when it shuts, that nothing of the book is drawn, what opens it, and that what was being written is there afterwards.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::base::secret::Secret;
use rounds::tui::Msg;
use rounds::tui::lock::{Guard, Proof};
use rounds::tui::message::{Effect, Errand, Reply, Unlocked};

use super::fixed::{EN, Fixed, NOW, ZH};
use super::stage::Stage;

fn stage(lang: Lang, guard: Guard) -> Stage<Fixed> {
    let words = if lang == Lang::En { &EN } else { &ZH };
    let mut stage = Stage::new(Fixed::new(words), lang, (100, 30), NOW);
    stage.model.cx.guard = guard;
    stage.model.cx.settings.lock_minutes = 5;
    stage
}

const PIN: Guard = Guard { pin: Some(5), proof: Proof::Code };

fn later(stage: &mut Stage<Fixed>, minutes: i64) {
    let now = Now::parse(NOW).unwrap();
    stage.say(Msg::Time(Now { at: now.at.plus_minutes(minutes), ..now }));
}

/// The last try that went out: its ticket is answered so.
fn answer(stage: &mut Stage<Fixed>, typed: &str, outcome: Unlocked) {
    let tried = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::Errand { ticket, errand: Errand::Unlock(typed) } => Some((*ticket, typed.clone())),
        _ => None,
    });
    let (ticket, said) = tried.expect("nothing was tried");
    assert_eq!(said, Secret::new(typed));
    stage.say(Msg::Replied { ticket, reply: Reply::Unlocked(outcome) });
}

#[test]
fn it_shuts_by_the_timer_shows_nothing_and_keeps_what_was_being_written() {
    let mut stage = stage(Lang::En, PIN);
    stage.keys("l `harbour met the buyer`");
    later(&mut stage, 4);
    assert!(!stage.model.is_shut());
    // The timer that rings next is the lock's where that comes first.
    stage.out.clear();
    later(&mut stage, 5);
    assert!(stage.model.is_shut());
    assert!(stage.out.contains(&Effect::KeepShut(true)), "{:?}", stage.out);
    let screen = stage.screen();
    for word in ["Harbour", "Nolan", "buyer", "Quay", "price list", "Today", "NEXT"] {
        assert!(!screen.contains(word), "{word}\n{screen}");
    }
    insta::assert_snapshot!("locked-en", screen);
    // Keys reach the PIN alone; even those that no letter is in.
    stage.keys("f2 f5 f7 down `1357` enter");
    answer(&mut stage, "1357", Unlocked::Wrong(Some(4)));
    assert!(stage.screen().contains("4 tries are left"), "{}", stage.screen());
    stage.keys("`2468` enter");
    answer(&mut stage, "2468", Unlocked::Open);
    assert!(stage.screen().contains("met the buyer"), "{}", stage.screen());
    assert!(!stage.screen().contains("2468"));
}

#[test]
fn what_comes_in_while_it_is_shut_is_not_seen() {
    let mut stage = stage(Lang::En, PIN);
    stage.keys("L");
    stage.say(Msg::Changed);
    stage.say(Msg::Paste("Harbour Dental".into()));
    assert!(!stage.screen().contains("Harbour"), "{}", stage.screen());
    stage.keys("esc enter");
    assert!(stage.model.is_shut(), "nothing typed opens nothing");
    assert!(!stage.out.iter().any(|effect| matches!(effect, Effect::Errand { .. })));
}

#[test]
fn every_key_puts_it_off_and_the_company_can_be_stricter() {
    let mut stage = stage(Lang::En, PIN);
    later(&mut stage, 4);
    stage.keys("down");
    later(&mut stage, 8);
    assert!(!stage.model.is_shut());
    stage.model.cx.sync.lock_after = Some(2);
    later(&mut stage, 8);
    assert!(stage.model.is_shut());
    let mut never = Stage::new(Fixed::new(&EN), Lang::En, (100, 30), NOW);
    later(&mut never, 500);
    assert!(!never.model.is_shut());
}

#[test]
fn it_says_what_it_wants_in_three_languages() {
    for (lang, guard, words) in [
        (Lang::En, Guard::default(), "Enter opens it"),
        (Lang::En, Guard { pin: Some(0), proof: Proof::Code }, "Recovery code"),
        (Lang::En, Guard { pin: None, proof: Proof::Passphrase }, "Passphrase"),
        (Lang::ZhHans, PIN, "PIN码"),
        (Lang::ZhHant, PIN, "PIN碼"),
    ] {
        let mut stage = stage(lang, guard);
        stage.keys("f12");
        assert!(stage.screen().contains(words), "{}", stage.screen());
        if !matches!(lang, Lang::En) {
            insta::assert_snapshot!(format!("locked-{lang}"), stage.screen());
        }
    }
}

#[test]
fn leaving_while_it_is_shut_leaves_it_shut() {
    let mut stage = stage(Lang::En, PIN);
    stage.keys("L");
    stage.out.clear();
    stage.keys("ctrl-c ctrl-c");
    assert!(stage.out.contains(&Effect::KeepShut(true)) && stage.out.contains(&Effect::Quit), "{:?}", stage.out);
}

#[test]
fn a_pin_is_asked_for_twice_and_never_drawn() {
    let mut stage = stage(Lang::En, Guard::default());
    stage.keys("6 / `pin` enter `24` enter");
    assert!(stage.screen().contains("Too short"), "{}", stage.screen());
    stage.keys("`2468` enter `2469` enter");
    assert!(stage.screen().contains("differ"), "{}", stage.screen());
    stage.keys("`２４６８` enter `2468`");
    assert!(!stage.screen().contains("2468") && stage.screen().contains("****"), "{}", stage.screen());
    stage.keys("enter");
    let Some(Effect::Errand { ticket, errand }) = stage.out.last().cloned() else { panic!("{:?}", stage.out) };
    assert_eq!(errand, Errand::SetPin { before: Secret::default(), new: Some(Secret::new("2468")) });
    stage.say(Msg::Replied { ticket, reply: Reply::PinSet { there: true, outcome: Unlocked::Open } });
    assert_eq!(stage.notice(), "The PIN holds from now on.");
    assert_eq!(stage.model.cx.guard.pin, Some(5));
}

/// F12 waits for no commit, and what is typed behind it is for the shut screen; what was typed before has its turn.
#[test]
fn the_lock_waits_for_nothing_and_nothing_behind_it_reaches_the_book() {
    let check = |before: &str, lock: &str, words: &str| {
        let mut stage = stage(Lang::En, PIN);
        let effects = rounds::tui::update(&mut stage.model, Msg::Key(rounds::tui::key::Key::char('i')));
        let ticket = effects.iter().find_map(|effect| match effect {
            Effect::Do { ticket, .. } => Some(*ticket),
            _ => None,
        });
        stage.keys(before).keys(lock);
        let letter = lock == "L" && !before.is_empty();
        assert_eq!(stage.model.is_shut(), !letter, "{before} {lock}: it waits for nothing");
        if !letter {
            stage.keys("`2468` enter");
        }
        let nothing = Err(rounds::tui::message::Trouble::Refused(rounds::domain::deed::Refusal::Gone));
        stage.say(Msg::Committed { ticket: ticket.unwrap(), outcome: nothing });
        if !letter {
            assert!(!stage.screen().contains("Harbour"), "{}", stage.screen());
            answer(&mut stage, "2468", Unlocked::Open);
        }
        let screen = stage.screen();
        assert_eq!(stage.model.tab(), rounds::tui::screen::Tab::Today, "{before} {lock}\n{screen}");
        assert_eq!(stage.model.at_root(), words.is_empty(), "{before} {lock}\n{screen}");
        assert!(screen.contains(words), "{before} {lock}\n{screen}");
        assert!(!screen.contains("2468"), "{before} {lock}\n{screen}");
    };
    check("", "f12", "");
    check("", "L", "");
    // What was written before it is there afterwards.
    check("l `met the buyer`", "f12", "met the buyer");
    // A letter of a line that is not open yet.
    check("l `met `", "L", "met L");
}
