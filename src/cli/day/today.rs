//! `rounds today`: the day as lines for a person, or as an array of objects; each object's `section` says where it stands on the screen.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::base::clock::{Moment, Now};
use crate::cli::args::OutputArgs;
use crate::cli::book::Book;
use crate::cli::output;
use crate::cli::records::answer;
use crate::domain::ask::{Answer, Ask, FollowUpRow, Proposal, SyncLine, SyncState, Today, VisitRow, Why};
use crate::domain::deed::LogRef;
use crate::domain::who_next::NAMED;
use crate::i18n::Words;
use crate::schema::Choice;

/// The headings in CSV: whatever a row of any section has.
#[rustfmt::skip]
const HEADINGS: [&str; 22] = [
    "id", "section", "account", "name", "grade", "state", "day", "start", "end", "purpose", "notes",
    "reason", "street", "text", "due", "due_at", "promised_by", "score", "why", "last_visit", "at", "words",
];

/// `rounds today`.
pub fn run(book: &Book, how: OutputArgs) -> Result<()> {
    let reader = book.reader()?;
    let Answer::Today(today) = answer(book, &reader, &Ask::Today)? else { return Ok(()) };
    if how.json || how.csv {
        let objects = objects(&today);
        return output::unpiped(if how.json { output::json(objects) } else { output::csv(&HEADINGS, &objects) });
    }
    output::unpiped(output::lines(lines(&book.words, &today, &book.clock.now())))
}

fn objects(today: &Today) -> Vec<Map<String, Json>> {
    let mut all = Vec::new();
    if let Some(next) = &today.next {
        all.push(visit("next", &next.visit));
    }
    all.extend(today.visits.iter().map(|row| visit("visits", row)));
    all.extend(today.promises.iter().map(promise));
    all.extend(today.near.iter().map(|row| proposal("near", row)));
    all.extend(today.who_next.iter().take(NAMED).map(|row| proposal("who_next", row)));
    for log in &today.unfiled {
        let (LogRef::Visit(id) | LogRef::Touch(id)) = log.log;
        all.push(object(json!(id), "unfiled", [("at", json!(log.at.to_string())), ("words", json!(log.words))]));
    }
    all
}

fn object<const N: usize>(id: Json, section: &str, fields: [(&str, Json); N]) -> Map<String, Json> {
    let start = [("id", id), ("section", json!(section))];
    start.into_iter().chain(fields).map(|(key, value)| (key.to_string(), value)).collect()
}

fn visit(section: &str, row: &VisitRow) -> Map<String, Json> {
    object(
        json!(row.id),
        section,
        [
            ("account", json!(row.account)),
            ("name", json!(row.name)),
            ("grade", json!(row.grade.map(Choice::word))),
            ("state", json!(row.state.word())),
            ("day", json!(row.day.to_string())),
            ("start", moment(row.start)),
            ("end", moment(row.end)),
            ("purpose", json!(row.purpose)),
            ("notes", json!(row.notes)),
            ("reason", json!(row.reason.map(Choice::word))),
            ("street", json!(row.street)),
        ],
    )
}

fn promise(row: &FollowUpRow) -> Map<String, Json> {
    object(
        json!(row.id),
        "promises",
        [
            ("account", json!(row.account)),
            ("name", json!(row.name)),
            ("text", json!(row.text)),
            ("due", json!(row.due.map(|day| day.to_string()))),
            ("due_at", moment(row.due_at)),
            ("promised_by", json!(row.by.word())),
        ],
    )
}

pub(super) fn proposal(section: &str, row: &Proposal) -> Map<String, Json> {
    let why: Vec<Json> = row.terms.iter().map(|(why, share)| json!({"why": term(why), "share": share})).collect();
    object(
        json!(row.account),
        section,
        [
            ("name", json!(row.name)),
            ("grade", json!(row.grade.map(Choice::word))),
            ("street", json!(row.street)),
            ("score", json!(row.score)),
            ("why", Json::Array(why)),
            ("last_visit", json!(row.last_visit.map(|day| day.to_string()))),
        ],
    )
}

fn term(why: &Why) -> Json {
    match *why {
        Why::Overdue { since, cadence } => json!({"overdue": since - cadence, "since": since, "cadence": cadence}),
        Why::DueIn { days } => json!({"due_in": days}),
        Why::FirstVisit { days } => json!({"first_visit_in": days}),
        Why::PromiseLate { days } => json!({"our_promise_late": days}),
        Why::TheirsLate { days } => json!({"their_promise_late": days}),
        Why::Grade(grade) => json!({"grade": grade.word()}),
        Why::Quiet { days } => json!({"quiet_days": days}),
        Why::Room { left } => json!({"room_today": left}),
        Why::Near { metres } => json!({"metres": metres}),
        Why::Open { until } => json!({"open_until": until}),
    }
}

fn moment(at: Option<Moment>) -> Json {
    at.map_or(Json::Null, |at| json!(at.to_string()))
}

fn lines(words: &Words, today: &Today, now: &Now) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let heading = |rows: &mut Vec<Vec<String>>, text: &str| {
        if !rows.is_empty() {
            rows.push(vec![String::new()]);
        }
        rows.push(vec![text.to_string()]);
    };
    let day = now.today();
    heading(&mut rows, &format!("{}   {}", words.long_day(day), sync_line(words, &today.sync, now)));
    if !today.visits.is_empty() {
        heading(&mut rows, words.get("cli-today-visits"));
        for row in &today.visits {
            let time = row.start.map(|at| words.clock(at, now)).unwrap_or_default();
            let state = words.of("visit", "state", row.state).to_string();
            rows.push(vec![
                format!("  {time}"),
                row.name.clone(),
                grade(words, row.grade),
                state,
                first_of(&row.purpose, &row.notes),
            ]);
        }
    }
    if !today.promises.is_empty() {
        heading(&mut rows, words.get("cli-today-promises"));
        for row in &today.promises {
            let due = row.due.map(|due| words.due(due, day)).unwrap_or_default();
            rows.push(vec![
                format!("  {due}"),
                row.name.clone(),
                words.of("follow_up", "promised_by", row.by).into(),
                row.text.clone(),
            ]);
        }
    }
    if !today.who_next.is_empty() {
        heading(&mut rows, words.get("cli-today-who-next"));
        for row in today.who_next.iter().take(NAMED) {
            let why = terms(words, row);
            rows.push(vec![
                format!("  {}", row.score),
                row.name.clone(),
                grade(words, row.grade),
                row.street.clone(),
                why,
            ]);
        }
    }
    if !today.unfiled.is_empty() {
        heading(&mut rows, words.get("cli-today-unfiled"));
        for log in &today.unfiled {
            rows.push(vec![format!("  {}", words.clock(log.at, now)), log.words.clone()]);
        }
    }
    rows
}

/// Why a customer is proposed: each term with its share, which add up to the score.
pub fn terms(words: &Words, row: &Proposal) -> String {
    let terms: Vec<String> = row.terms.iter().map(|(why, points)| format!("{} +{points}", words.why(why))).collect();
    terms.join(words.get("list-comma"))
}

fn grade(words: &Words, grade: Option<crate::schema::Grade>) -> String {
    grade.map(|grade| words.of("account", "grade", grade).to_string()).unwrap_or_default()
}

fn first_of(purpose: &str, notes: &str) -> String {
    if notes.is_empty() { purpose } else { notes }.replace('\n', " ")
}

/// Sync in a calm line.
pub fn sync_line(words: &Words, line: &SyncLine, now: &Now) -> String {
    let said = sent(words, line, now);
    match line.clock_wrong(now.at) {
        Some(told) => format!("{}   {said}", words.clock_wrong(told, now)),
        None => said,
    }
}

/// What needs a person, where anything does, and always whether all was sent.
fn sent(words: &Words, line: &SyncLine, now: &Now) -> String {
    if !line.enrolled {
        return words.get("cli-sync-alone").to_string();
    }
    let waiting = [("n", line.waiting.into())];
    let needs = (line.needs_you > 0).then(|| words.with("cli-sync-needs-you", &[("n", line.needs_you.into())]));
    let sent = match (&line.state, line.last) {
        (SyncState::Offline { since }, _) => {
            let since = words.moment(*since, now);
            words.with("cli-sync-offline", &[("n", line.waiting.into()), ("since", (&since).into())])
        }
        (SyncState::Captive, _) => words.get("head-captive").to_string(),
        (SyncState::Refused, _) => words.get("head-refused").to_string(),
        (SyncState::Left, _) => words.get("head-left").to_string(),
        _ if line.waiting > 0 => words.with("cli-sync-waiting", &waiting),
        (_, Some(at)) => words.with("cli-sync-up-to-date", &[("when", (&words.moment(at, now)).into())]),
        (_, None) => words.get("cli-sync-never").to_string(),
    };
    // Whoever is turned away has to know what lies here alone.
    let turned_away = matches!(line.state, SyncState::Captive | SyncState::Refused | SyncState::Left);
    let waits = (turned_away && line.waiting > 0).then(|| words.with("cli-sync-waiting", &waiting));
    needs.into_iter().chain([sent]).chain(waits).collect::<Vec<_>>().join("   ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    #[test]
    fn whoever_is_turned_away_is_told_what_waits() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for words in [Lang::En, Lang::ZhHans, Lang::ZhHant].map(Words::new) {
            for state in [SyncState::Captive, SyncState::Refused, SyncState::Left, SyncState::Idle] {
                let said = |waiting| {
                    let line = SyncLine { enrolled: true, state: state.clone(), waiting, ..SyncLine::default() };
                    sync_line(&words, &line, &now)
                };
                let (some, none) = (said(12), said(0));
                assert!(some.contains("12") && !none.contains('0'), "{some} / {none}");
            }
        }
    }
}
