//! Keys that come before the answer to the letters before them: they are for what those letters find, not for what stands there still.

use rounds::base::lang::Lang;
use rounds::domain::ask::Ask;
use rounds::schema::ACCOUNT;
use rounds::tui::key::{Code, Key};
use rounds::tui::message::{Effect, Msg, Ticket};
use rounds::tui::{open, update};

use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

fn stage() -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, (100, 30), NOW)
}

/// Keys whose questions are not answered yet.
struct Fast {
    stage: Stage<Kept>,
    asked: Vec<(Ticket, Ask)>,
}

impl Fast {
    fn press(&mut self, key: Key) {
        for effect in update(&mut self.stage.model, Msg::Key(key)) {
            if let Effect::Ask { ticket, ask } = effect {
                self.asked.push((ticket, ask));
            }
        }
    }

    fn words(&mut self, words: &str) {
        words.chars().for_each(|c| self.press(Key::char(c)));
    }

    fn enter(&mut self) {
        self.press(Key::plain(Code::Enter));
    }

    /// The answers come.
    fn answered(mut self) -> Stage<Kept> {
        let now = self.stage.model.cx.now.clone();
        for (ticket, ask) in std::mem::take(&mut self.asked) {
            let answer = self.stage.book.ask(&ask, &now);
            self.stage.say(Msg::Answered { ticket, answer });
        }
        self.stage
    }
}

fn fast(stage: Stage<Kept>) -> Fast {
    Fast { stage, asked: Vec::new() }
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

#[test]
fn a_blank_takes_what_its_letters_find_or_asks() {
    let form = || {
        let mut stage = stage();
        open::form(&mut stage.model.cx, rounds::schema::CONTACT.number, None, Vec::new());
        stage.say(Msg::Resize(100, 30));
        let field = rounds::schema::CONTACT.form().iter().position(|field| field.target == Some(ACCOUNT.name)).unwrap();
        for _ in 0..field {
            stage.keys("tab");
        }
        stage
    };
    let mut first = form();
    first.keys("`l`");
    let mut ahead = fast(first);
    ahead.words("ane vets");
    ahead.enter();
    let stage = ahead.answered();
    assert!(stage.screen().contains("Mill Lane Vets") && !stage.screen().contains("Lowe Bros"), "{}", stage.screen());
    // Two are called so: whoever did not see them chooses.
    let mut ahead = fast(form());
    ahead.words("l");
    ahead.enter();
    let stage = ahead.answered();
    assert!(stage.screen().contains("Lowe Bros") && stage.screen().contains("Mill Lane"), "{}", stage.screen());
}

/// `o` looks a place up and closes when it is known; help was opened meanwhile.
#[test]
fn an_answer_that_comes_late_closes_its_own_layer_and_no_other() {
    let mut ahead = fast(stage());
    ahead.press(Key::char('o'));
    ahead.press(Key::parse("f1").unwrap());
    let help = ahead.stage.screen();
    let mut stage = ahead.answered();
    assert!(stage.model.typing() && !stage.model.at_root(), "the help is open still\n{}", stage.screen());
    assert_eq!(stage.screen().lines().nth(3), help.lines().nth(3), "{}", stage.screen());
    stage.keys("esc");
    assert!(stage.model.at_root(), "what it lay over is closed\n{}", stage.screen());
}
