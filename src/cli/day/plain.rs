//! `rounds --plain`: the acts of the day line by line, for a screen reader, a braille line, or a terminal that draws nothing.
//!
//! Always holds: one thing a line, read from left to right, no columns, no colours, nothing that is redrawn; each answer ends, and then
//! the question stands again. What is numbered can be named by its number.

use std::fmt::Write as _;

use anyhow::Result;

use super::{brief, close, log, today};
use crate::base::text::fold;
use crate::cli::args::{BriefArgs, CloseArgs, OutputArgs, SyncArgs};
use crate::cli::book::{Book, ended};
use crate::cli::company::sync;
use crate::cli::output;
use crate::cli::records::undo;
use crate::cli::records::{answer, perform};
use crate::cli::slot;
use crate::domain::ask::{Answer, Ask, Today};
use crate::runtime::prompt;
use crate::schema::{Reason, VisitState};
use crate::tui::act::{SmallAct, deed_of};
use crate::tui::subject::{Row, Subject};

/// What a person can say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Act {
    Today,
    Next,
    Brief,
    Log,
    Done,
    Move,
    NotDone,
    Close,
    Sync,
    Undo,
    Help,
    Quit,
}

/// Each with its words in English, 简体 and 繁體; all of them are understood in every language.
const ACTS: [(Act, &str, &[&str]); 12] = [
    (Act::Today, "today", &["today", "t", "今天", "今日"]),
    (Act::Next, "next", &["next", "n", "下一家", "下一站"]),
    (Act::Brief, "brief", &["brief", "b", "速览", "速覽", "访前", "訪前"]),
    (Act::Log, "log", &["log", "l", "记一笔", "記一筆", "记", "記"]),
    (Act::Done, "done", &["done", "d", "完成"]),
    (Act::Move, "move", &["move", "m", "改期", "改到"]),
    (Act::NotDone, "not-done", &["skip", "x", "不做了", "没去成", "沒去成"]),
    (Act::Close, "close", &["close", "收工"]),
    (Act::Sync, "sync", &["sync", "s", "同步"]),
    (Act::Undo, "undo", &["undo", "u", "撤销", "撤銷", "復原"]),
    (Act::Help, "help", &["help", "h", "?", "？", "帮助", "說明", "幫助"]),
    (Act::Quit, "quit", &["quit", "q", "exit", "退出", "離開"]),
];

/// Asks and answers until the person leaves or the input ends.
pub fn run(book: &Book) -> Result<()> {
    let mut numbered = day(book)?;
    output::say(book.words.get("plain-begin"))?;
    while let Some(said) = prompt::line(book.words.get("plain-ask"))? {
        let (act, rest) = read(&said);
        let outcome = match act {
            Some(Act::Quit) => return Ok(()),
            Some(Act::Today) => day(book).map(|items| numbered = items),
            Some(Act::Next) => next(book),
            Some(Act::Help) => help(book),
            Some(Act::Brief) => match named(&numbered, rest) {
                Some(Subject { account: Some((id, _)), .. }) => of(book, &id.to_string()),
                _ if rest.is_empty() => next(book),
                _ => of(book, rest),
            },
            Some(Act::Log) if rest.is_empty() => match prompt::line(book.words.get("plain-what"))? {
                Some(line) if !line.trim().is_empty() => log::line(book, &line),
                _ => Ok(()),
            },
            Some(Act::Log) => log::line(book, rest),
            Some(Act::Done) => done(book, named(&numbered, rest), &SmallAct::Done),
            Some(Act::Move) => moved(book, &numbered, rest),
            Some(Act::NotDone) => not_done(book, &numbered, rest),
            Some(Act::Close) => close::run(book, &CloseArgs { day: None, anyway: false, md: false, json: false }),
            Some(Act::Sync) => sync::run(book, &SyncArgs { wait: false, output: OutputArgs::default() }),
            Some(Act::Undo) => undo::run(book, false, OutputArgs::default()),
            None if said.trim().is_empty() => Ok(()),
            None => output::say(book.words.get("plain-unknown")),
        };
        // What went wrong is a line like any other: the person is still there.
        if let Err(trouble) = outcome {
            output::say(ended(&book.words, &trouble))?;
        }
    }
    Ok(())
}

/// The act with which a line begins, and the rest of it. A Chinese word needs no space behind it.
fn read(said: &str) -> (Option<Act>, &str) {
    let said = said.trim();
    let first = said.split_whitespace().next().unwrap_or_default();
    let wanted = fold(first);
    for (act, _, words) in ACTS {
        if words.iter().any(|word| fold(word) == wanted) {
            return (Some(act), said[first.len()..].trim());
        }
    }
    for (act, _, words) in ACTS {
        let begins = words
            .iter()
            .filter(|word| !word.is_ascii() && word.chars().count() > 1)
            .find_map(|word| said.strip_prefix(word));
        if let Some(rest) = begins {
            return (Some(act), rest.trim_start_matches(['：', ':', '，', ' ']).trim());
        }
    }
    (None, said)
}

fn help(book: &Book) -> Result<()> {
    for (_, name, words) in ACTS {
        // The word of the language first: of the Chinese ones that which its own people write.
        let (own, about) = (format!("plain-word-{name}"), format!("plain-about-{name}"));
        let short = words.iter().find(|word| word.len() == 1).map(|word| format!(", {word}")).unwrap_or_default();
        output::say(format_args!("{}{short}: {}", book.words.get(&own), book.words.get(&about)))?;
    }
    Ok(())
}

fn named<'a>(numbered: &'a [Subject], said: &str) -> Option<&'a Subject> {
    said.parse::<usize>().ok()?.checked_sub(1).and_then(|at| numbered.get(at))
}

fn asked(book: &Book) -> Result<Option<Box<Today>>> {
    match answer(book, &book.reader()?, &Ask::Today)? {
        Answer::Today(today) => Ok(Some(today)),
        _ => Ok(None),
    }
}

/// The day, a line each, what can be done under its number.
fn day(book: &Book) -> Result<Vec<Subject>> {
    let Some(today) = asked(book)? else { return Ok(Vec::new()) };
    let (words, now) = (&book.words, book.clock.now());
    let mut numbered = Vec::new();
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{}. {}.", words.long_day(now.today()), today::sync_line(words, &today.sync, &now));
    let comma = words.get("list-comma");
    let mut item = |out: &mut String, subject: Subject, parts: Vec<String>| {
        numbered.push(subject);
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(out, "{}. {}", numbered.len(), parts.join(comma));
    };
    let _ = writeln!(out, "{}", words.with("plain-visits", &[("n", today.visits.len().into())]));
    for visit in &today.visits {
        let row = Row::Visit(visit.id, visit.state);
        let account = visit.account.map(|id| (id, visit.name.clone()));
        let time = visit.start.map(|at| words.clock(at, &now)).unwrap_or_default();
        let state = words.of("visit", "state", visit.state).to_owned();
        let said = if visit.state == VisitState::Done { &visit.notes } else { &visit.purpose };
        let parts = vec![time, visit.name.clone(), state, visit.street.clone(), said.replace('\n', " ")];
        item(&mut out, Subject { account, row, ..Subject::default() }, parts);
    }
    let _ = writeln!(out, "{}", words.with("plain-promises", &[("n", today.promises.len().into())]));
    for promise in &today.promises {
        let account = promise.account.map(|id| (id, promise.name.clone()));
        let due = promise.due.map(|due| words.due(due, now.today())).unwrap_or_default();
        let by = words.of("follow_up", "promised_by", promise.by).to_owned();
        let parts = vec![promise.text.clone(), promise.name.clone(), by, due];
        item(&mut out, Subject { account, row: Row::FollowUp(promise.id), ..Subject::default() }, parts);
    }
    output::say(out.trim_end())?;
    Ok(numbered)
}

/// Who is next, and what to read before that door.
fn next(book: &Book) -> Result<()> {
    let Some(today) = asked(book)? else { return Ok(()) };
    let next = today.next.as_ref().and_then(|next| next.visit.account);
    match next.or(today.who_next.first().map(|proposal| proposal.account)) {
        Some(account) => of(book, &account.to_string()),
        None => {
            output::say(book.words.get("plain-no-next"))?;
            Ok(())
        }
    }
}

fn of(book: &Book, account: &str) -> Result<()> {
    brief::run(book, &BriefArgs { account: account.to_owned(), output: OutputArgs::default() })
}

/// The number with which something begins, what stands under it, and the rest.
fn numbered_first<'a, 'b>(numbered: &'a [Subject], said: &'b str) -> (Option<&'a Subject>, &'b str) {
    let end = said.find(|c: char| !c.is_ascii_digit()).unwrap_or(said.len());
    (named(numbered, &said[..end]), said[end..].trim_start_matches(['，', ',', '、', '：', ':', ' ']).trim())
}

/// `move 3 fri`: to another date.
fn moved(book: &Book, numbered: &[Subject], said: &str) -> Result<()> {
    match numbered_first(numbered, said) {
        (Some(subject), words) if !words.is_empty() => {
            done(book, Some(subject), &SmallAct::Move(slot::read(book, words, subject.acted().moved_to())?))
        }
        _ => output::say(book.words.get("plain-which-when")),
    }
}

/// `skip 3 they are shut`: a visit that did not take place, a promise that will not be kept.
fn not_done(book: &Book, numbered: &[Subject], said: &str) -> Result<()> {
    let (subject, words) = numbered_first(numbered, said);
    let act = match subject.map(Subject::acted) {
        Some(Row::FollowUp(_)) => SmallAct::Drop(words.to_owned()),
        _ => SmallAct::NotDone { reason: Reason::Other, words: words.to_owned(), again: None },
    };
    done(book, subject.filter(|_| !words.is_empty()), &act)
}

fn done(book: &Book, subject: Option<&Subject>, act: &SmallAct) -> Result<()> {
    let deed = subject.and_then(|subject| deed_of(act, subject, &book.clock.now(), book.settings.visit_minutes));
    match deed {
        Some(deed) => perform(book, &mut book.writer()?, &deed).map(drop),
        None => {
            output::say(book.words.get("plain-which"))?;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_an_act_and_its_rest() {
        for (said, act, rest) in [
            ("today", Some(Act::Today), ""),
            ("LOG blue finch met the buyer", Some(Act::Log), "blue finch met the buyer"),
            ("记一笔 精工 见采购", Some(Act::Log), "精工 见采购"),
            ("记一笔精工 见采购", Some(Act::Log), "精工 见采购"),
            ("記一筆：精工 拜訪", Some(Act::Log), "精工 拜訪"),
            ("done 2", Some(Act::Done), "2"),
            ("完成2", Some(Act::Done), "2"),
            ("下一家", Some(Act::Next), ""),
            ("move 3 fri", Some(Act::Move), "3 fri"),
            ("改期3周五", Some(Act::Move), "3周五"),
            ("没去成 2 关门了", Some(Act::NotDone), "2 关门了"),
            ("收工", Some(Act::Close), ""),
            ("？", Some(Act::Help), ""),
            ("dance", None, "dance"),
            ("", None, ""),
        ] {
            assert_eq!(read(said), (act, rest), "{said}");
        }
    }
}
