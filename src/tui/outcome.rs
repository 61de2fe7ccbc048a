//! What became of what was to be done outside: it is said, and what is shown follows.

use super::cx::{Cx, Notice, Tone};
use super::held::Why;
use super::message::{Reply, Ticket, Trouble};
use super::model::Model;
use super::screen::{Handled, Place};
use super::tour::Happened;
use crate::base::id::Id;
use crate::domain::act::{Committed, TakenBack};
use crate::domain::ask::{Ask, RecordView};
use crate::schema::{self, ACCOUNT};

/// What became of a deed is said, and what is shown is asked for anew.
pub(super) fn committed(model: &mut Model, ticket: Ticket, outcome: &Result<Committed, Trouble>) {
    if model.cx.busy != Some(ticket) {
        return;
    }
    model.cx.committed(outcome.is_ok());
    let logged = model.cx.logging.take();
    match outcome {
        Ok(committed) => {
            model.cx.sync.waiting = committed.waiting;
            let is_log = committed.label.words.starts_with("act-log");
            let logged = logged.filter(|_| is_log);
            let text = match &logged {
                Some(entry) => model.cx.words.logged(&committed.label, entry, &model.cx.now),
                None => model.cx.words.label(&committed.label),
            };
            let mut text = model.cx.say("notice-saved", &[("what", (&text).into())]);
            if let Some(tip) = model.cx.tip.take() {
                text = format!("{text}   {tip}");
            }
            if is_log {
                model.cx.happened.push(Happened::Logged);
            }
            if let (Some(entry), Some(about)) = (&logged, committed.about) {
                model.cx.log_saved(about, &entry.words);
            }
            model.cx.notice = Some(Notice { text, tone: Tone::Done, undo: committed.act != Id::NIL, private: true });
        }
        Err(trouble) => model.cx.trouble(trouble),
    }
    model.each(|screen, cx| screen.done(ticket, outcome, cx));
    model.steps();
    if outcome.is_ok() {
        model.refresh(Why::Mine);
        super::curtain::ask(&mut model.cx);
        super::context::ask(&mut model.cx);
    }
}

/// What became of an undo, a redo or of taking one act back is said; one goes to where it was.
pub(super) fn taken_back(model: &mut Model, ticket: Ticket, outcome: Result<Option<TakenBack>, Trouble>) {
    // Whoever asked the server has gone on meanwhile: what came of it is said, and he stays where he is.
    let later = model.cx.asking.take_if(|asking| *asking == ticket).is_some();
    if !later && model.cx.busy.take_if(|busy| *busy == ticket).is_none() {
        return;
    }
    let redoing = model.cx.redoing && !later;
    match outcome {
        Ok(Some(taken)) => {
            let label = model.said(&taken.committed.label);
            let cx = &mut model.cx;
            cx.happened.push(Happened::TakenBack);
            cx.sync.waiting = taken.committed.waiting;
            if taken.changed && taken.committed.label.words.starts_with("act-log") {
                let about = taken.committed.about.filter(|_| !redoing);
                cx.log_taken_back(about);
            }
            let what = cx.words.label(&label);
            let said = match (redoing, taken.changed) {
                (false, true) => "notice-taken-back",
                (true, true) => "notice-done-again",
                (false, false) => "notice-none-taken-back",
                (true, false) => "notice-none-done-again",
            };
            let mut text = cx.say(said, &[("what", (&what).into())]);
            if !taken.left.is_empty() {
                text.push(' ');
                // One is named; of more it is said how many there are.
                match taken.left.as_slice() {
                    [only] => text.push_str(&cx.words.left(only)),
                    several => text.push_str(&cx.say("notice-left", &[("n", several.len().into())])),
                }
            }
            cx.notice(text, Tone::Done);
            model.refresh(if later { Why::Theirs } else { Why::Mine });
            if let Some((entity, record)) = taken.committed.about.filter(|_| !later) {
                go_to(model, entity, record);
            }
        }
        Ok(None) => {
            let said = if redoing { "notice-nothing-to-redo" } else { "notice-nothing-to-undo" };
            model.cx.notice_word(said, Tone::Calm);
        }
        // Unlike a sync, it is not tried again by itself.
        Err(Trouble::Failed(failure)) if later && failure.words == "sync-offline" => {
            model.cx.notice_word("history-act-silent", Tone::Trouble);
        }
        Err(trouble) => model.cx.trouble(&trouble),
    }
}

/// Goes to a record: on the screen where it is shown, else to its page.
fn go_to(model: &mut Model, entity: u16, record: Id) {
    if model.seek(record) == Handled::Yes {
        return;
    }
    let shown = matches!(model.place(), Place::Today | Place::Customer | Place::FollowUps | Place::Plan);
    if entity == ACCOUNT.number || !shown {
        // On its customer's page it comes to light. What an undo took away again has none: one stays where one is.
        let ticket = model.cx.ask(Ask::Record { entity, record });
        model.going = Some((ticket, record));
    }
}

/// It is known whose the record is that was gone to: its page is opened, the cursor on it.
pub(super) fn went(model: &mut Model, ticket: Ticket, view: &RecordView) {
    let Some((_, record)) = model.going.take_if(|(wanted, _)| *wanted == ticket) else { return };
    if view.entity == ACCOUNT.number {
        model.open(super::screens::customer::CustomerScreen::new(record).into());
        return;
    }
    let field = schema::entity(view.entity).and_then(|entity| entity.field(ACCOUNT.name));
    let account = field.and_then(|field| view.values.iter().find(|(number, _)| *number == field.number));
    if let Some(account) = account.and_then(|(_, value)| value.id()) {
        model.open(super::screens::customer::CustomerScreen::new(account).into());
        model.seek(record);
    }
}

/// What was done for a layer that is gone is said all the same; what was only looked up for it is dropped.
pub(super) fn done_unseen(cx: &mut Cx, reply: &Reply) {
    match reply {
        Reply::Carried(outcome) => super::overlays::bundle::carried(cx, outcome),
        Reply::PinSet { there, outcome } => super::lock::pin::pin_set(cx, *there, outcome),
        Reply::Completed(..) | Reply::Nearby(_) | Reply::Looked(_) | Reply::History(_) => {}
        // They have been taken before any layer is asked.
        Reply::Unlocked(_) | Reply::Reported(..) => {}
    }
}
