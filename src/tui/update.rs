//! What a message does to the model, and what is to be done outside for it.
//!
//! Always holds: no I/O and no clock; the same model and messages give the same effects. Keys have their turn in `ahead`.

use super::ahead::{self, Typed};
use super::command;
use super::cx::Tone;
use super::held::Why;
use super::key::{Code, Key};
use super::keymap::Reading;
use super::message::{Copied, Effect, Msg, Reply};
use super::model::Model;
use super::outcome;
use super::overlays::merge::{ALIKE, imported_twice};
use super::screen::Handled;
use super::tour::Happened;
use crate::base::text::is_han;
use crate::domain::ask::{Answer, Ask, SyncState};

/// Two Ctrl-C within this many milliseconds leave.
const TWICE: i64 = 1000;

/// Takes a message; gives back what is to be done outside.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let by_hand = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_));
    match msg {
        Msg::Time(now) => {
            let day_before = model.cx.now.today();
            model.cx.now = now;
            super::lock::look(model);
            if model.cx.now.today() != day_before {
                model.refresh(Why::Theirs);
            }
        }
        // Letters that are being typed go on, and one can leave; nothing else is done unseen.
        Msg::Key(key) if is_unseen(model, key) => {}
        Msg::Mouse(_) if super::view::is_too_small(&model.cx) => {}
        Msg::Key(key) => ahead::typed(model, Typed::Key(key)),
        Msg::Paste(text) => ahead::typed(model, Typed::Paste(text)),
        Msg::Mouse(mouse) => {
            if let Some(typed) = ahead::pointed(model, mouse) {
                ahead::typed(model, typed);
            }
        }
        Msg::Resize(columns, rows) => model.cx.size = (columns, rows),
        Msg::Answered { ticket, answer: Ok(answer) } => {
            model.heard(ticket);
            let mut left = Some(answer);
            model.each(|screen, cx| {
                if let Some(answer) = left.take() {
                    left = screen.answered(ticket, answer, cx);
                }
            });
            match left {
                Some(Answer::Record(Some(view))) => outcome::went(model, ticket, &view),
                Some(Answer::Pairs(pairs)) if model.twice.take_if(|asked| *asked == ticket).is_some() => {
                    match imported_twice(&pairs) {
                        0 => {}
                        twice => {
                            model.cx.draft(ALIKE, &twice.to_string());
                            model.refresh(Why::Theirs);
                        }
                    }
                }
                Some(answer) => {
                    super::curtain::answered(&mut model.cx, ticket, &answer);
                    if super::context::answered(&mut model.cx, ticket, &answer) {
                        model.refresh(Why::Mine);
                    }
                }
                None => {}
            }
        }
        Msg::Answered { ticket, answer: Err(trouble) } => {
            model.heard(ticket);
            model.cx.trouble(&trouble);
            model.each(|screen, cx| screen.unanswered(ticket, cx));
        }
        Msg::Committed { ticket, outcome } => outcome::committed(model, ticket, &outcome),
        Msg::TakenBack { ticket, outcome } => outcome::taken_back(model, ticket, outcome),
        Msg::AskedElsewhere { ticket } => {
            if model.cx.busy.take_if(|busy| *busy == ticket).is_some() {
                model.cx.asking = Some(ticket);
                model.cx.notice_word("history-asking-act", Tone::Calm);
            }
        }
        Msg::Changed => {
            model.refresh(Why::Theirs);
            super::context::ask(&mut model.cx);
        }
        Msg::DraftFound(draft) => {
            if model.cx.drafted(&draft.of).is_none() && !model.is_written(&draft.of) {
                model.cx.draft(&draft.of, &draft.body);
                // What was just saved stays to be read.
                if model.cx.notice.is_none() {
                    model.cx.notice_word("form-draft-found", Tone::Calm);
                }
                // It was opened before this came, and nothing stands in it.
                model.each(|screen, cx| {
                    if screen.drafts().as_deref() == Some(draft.of.as_str()) {
                        screen.draft_found(cx);
                    }
                });
            }
        }
        Msg::DraftsTaken(names) => {
            for of in names {
                let mine = model.cx.drafted(&of).filter(|_| model.drafts(&of)).map(str::to_owned);
                match mine {
                    // What is before the person here stays his.
                    Some(body) => model.cx.draft(&of, &body),
                    None => model.cx.drafts.retain(|draft| draft.of != of),
                }
            }
        }
        // Whether yesterday was closed is shown on Today.
        Msg::CloseKept(draft) => {
            if let Some(of) = draft {
                model.cx.drafts.retain(|draft| draft.of != of);
            }
            model.refresh(Why::Theirs);
        }
        Msg::Sync(line) => {
            if line.waiting == 0 && line.state == SyncState::Idle && line.last > model.cx.sync.last {
                model.cx.happened.push(Happened::Synced);
                // Whoever brought his customers along may have those of the company twice now.
                if model.cx.sync.last.is_none() {
                    model.twice = Some(model.cx.ask(Ask::AllTwins));
                }
            }
            // What did not go through is told behind its line.
            if line.state == SyncState::Idle {
                model.cx.sync_goes_on();
            }
            model.cx.sync = line;
        }
        Msg::SyncElsewhere(line) => {
            if line.last > model.cx.sync.last && line.state == SyncState::Idle {
                model.cx.sync_goes_on();
            }
            model.cx.sync_in_the_book(line);
        }
        Msg::SettingsChanged { before, after } => {
            let settings = model.cx.settings.clone().otherwise(&before, &after);
            model.cx.set(settings);
        }
        Msg::Copied(copied) => {
            let text = match copied {
                Copied::Clipboard => model.cx.word("notice-copied").to_string(),
                Copied::Terminal => model.cx.word("notice-copied-terminal").to_string(),
                Copied::File(path) => model.cx.say("notice-copied-file", &[("path", (&path).into())]),
            };
            model.cx.notice(text, Tone::Calm);
        }
        Msg::Replied { reply: Reply::Reported(looked, file), .. } => {
            super::overlays::import::reported(&mut model.cx, &looked, &file);
        }
        Msg::Replied { ticket, reply: Reply::Unlocked(outcome) } => super::lock::tried(model, ticket, &outcome),
        Msg::Replied { ticket, reply } => {
            let mut heard = Handled::No;
            model.each(|screen, cx| heard = heard.or(|| screen.replied(ticket, &reply, cx)));
            if heard == Handled::No {
                outcome::done_unseen(&mut model.cx, &reply);
            }
        }
        Msg::Enrolled { ticket, outcome } => {
            let mut heard = Handled::No;
            model.each(|screen, cx| heard = heard.or(|| screen.enrolled(ticket, &outcome, cx)));
            if heard == Handled::No {
                super::overlays::connect::joined(&mut model.cx, &outcome);
            }
        }
        Msg::Trouble(trouble) => model.cx.trouble(&trouble),
    }
    model.steps();
    ahead::take(model);
    model.settle();
    model.steps();
    super::tour::follow(model);
    model.keep_spot(by_hand);
    set_timer(model);
    std::mem::take(&mut model.cx.effects)
}

/// What the model wants before anything has happened: answers to show, the first timer.
pub fn start(model: &mut Model) -> Vec<Effect> {
    super::open::reopen(&mut model.cx);
    model.steps();
    model.settle();
    set_timer(model);
    std::mem::take(&mut model.cx.effects)
}

fn set_timer(model: &mut Model) {
    let minute = model.cx.next_minute();
    let next = super::lock::due(model).map_or(minute, |shut| shut.min(minute));
    if model.timer != Some(next) {
        model.timer = Some(next);
        model.cx.effect(Effect::Timer(next));
    }
}

pub(super) fn pasted(model: &mut Model, text: &str) {
    model.pressed.clear();
    if model.typing() {
        if let Some((top, cx)) = model.top_mut() {
            top.paste(text, cx);
        }
    } else {
        super::open::find(&mut model.cx, text.lines().next().unwrap_or_default());
    }
}

/// Whether a key would do something that nobody sees: the window is too small for more than saying so.
fn is_unseen(model: &Model, key: Key) -> bool {
    let leaves =
        key == Key::ctrl('c') || matches!(model.cx.keymap.read(&[key.narrow()]), Reading::Command("leave" | "quit"));
    let writes = model.shut.is_some() || model.typing();
    let goes = leaves || writes && (key.typed().is_some() || key.code == Code::Esc);
    super::view::is_too_small(&model.cx) && !goes
}

/// Whether this Ctrl-C is the second within a second.
pub(super) fn ctrl_c_twice(model: &mut Model) -> bool {
    let now = model.cx.now.at;
    let before = model.ctrl_c.replace(now);
    before.is_some_and(|before| now.millis().saturating_sub(before.millis()) <= TWICE)
}

pub(super) fn key_pressed(model: &mut Model, key: Key) {
    let key = if key == Key::ctrl('c') {
        if ctrl_c_twice(model) {
            command::leave(model);
            return;
        }
        Key::plain(Code::Esc)
    } else {
        model.ctrl_c = None;
        key
    };
    // What was only said goes with the next key; what was done or went wrong stays to be read.
    model.cx.notice.take_if(|notice| notice.tone == Tone::Calm);
    model.cx.tip = None;
    let typing = model.typing();
    if model.pressed.is_empty() || typing {
        model.pressed.clear();
        if let Some((top, cx)) = model.top_mut()
            && top.key(key, cx) == Handled::Yes
        {
            return;
        }
    }
    if typing && key.typed().is_some() {
        return;
    }
    let key = key.narrow();
    let began = !model.pressed.is_empty();
    model.pressed.push(key);
    match model.cx.keymap.read(&model.pressed) {
        Reading::Command(id) => {
            let id = id.to_string();
            model.pressed.clear();
            super::hints::by_key(model, &id);
            command::run(model, &id);
        }
        Reading::Prefix => {}
        Reading::Nothing => {
            model.pressed.clear();
            if let Some(letter) = key.typed().filter(|letter| !began && is_han(*letter)) {
                super::open::find(&mut model.cx, &letter.to_string());
            }
        }
    }
}
