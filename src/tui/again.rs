//! What `.` would do, in a few words for the hints: ". shut, back Fri"; over marks with their count.

use super::act::SmallAct;
use super::cx::Cx;
use super::subject::Subject;
use crate::base::width;

/// The act on this row or on the marked, with how many there are.
pub fn on(cx: &Cx, act: &SmallAct, subject: &Subject) -> String {
    let words = words(cx, act);
    match subject.marked.len() {
        0 => words,
        n => cx.say("again-on", &[("act", (&words).into()), ("n", n.into())]),
    }
}

/// The act in a few words.
pub fn words(cx: &Cx, act: &SmallAct) -> String {
    let today = cx.now.today();
    match act {
        SmallAct::Done => cx.word("command-done").to_string(),
        SmallAct::Move(to) | SmallAct::Plan { to, .. } => {
            cx.say("again-move", &[("to", (&cx.words.slot(*to, today)).into())])
        }
        SmallAct::NotDone { reason, again, .. } => {
            let reason = cx.words.of("visit", "reason", *reason);
            match again {
                Some(to) => {
                    cx.say("again-not-done", &[("reason", reason.into()), ("to", (&cx.words.slot(*to, today)).into())])
                }
                None => reason.to_string(),
            }
        }
        SmallAct::Cancel(reason) => {
            cx.say("again-cancel", &[("reason", cx.words.of("visit", "reason", *reason).into())])
        }
        SmallAct::Drop(_) => cx.word("again-drop").to_string(),
        SmallAct::Grade(Some(grade)) => {
            cx.say("again-grade", &[("grade", cx.words.of("account", "grade", *grade).into())])
        }
        SmallAct::Grade(None) => cx.word("again-no-grade").to_string(),
        SmallAct::Tag { add, remove } => {
            let tags: Vec<&str> = add.iter().chain(remove).map(String::as_str).collect();
            cx.say("again-tag", &[("tags", (&tags.join(cx.word("list-comma"))).into())])
        }
        SmallAct::Here => cx.word("command-here").to_string(),
        SmallAct::Snooze { until, .. } => cx.say("again-snooze", &[("to", (&cx.words.day_from(*until, today)).into())]),
        SmallAct::Log(entry) => {
            let said = width::cut(&width::one_line(&entry.notes), 24).into_owned();
            cx.say("again-log", &[("said", (&said).into())])
        }
    }
}
