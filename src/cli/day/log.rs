//! `rounds log`: a line becomes a visit or a touch; `-` takes one a line from standard input; without words the line opens in the terminal.
//!
//! Always holds: a line is never refused for its customer: where none is certain it is kept as unfiled, and said so.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::money::Money;
use crate::cli::args::LogArgs;
use crate::cli::book::{Book, ended};
use crate::cli::exit::{Exit, Stop};
use crate::cli::records::resolve;
use crate::cli::records::{answer, view};
use crate::cli::{output, screen};
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, NameHit, Named};
use crate::domain::deed::{Deed, LogKind, Slot, Whose};
use crate::domain::log_line::{self, About, Customer, LineContext, Parsed, Understood, Vocabulary};
use crate::interop::record_out;
use crate::schema::{Choice, TOUCH, VISIT, VisitState, entity};
use crate::store::{Reader, Writer};

/// So many customers are looked at for each beginning of the line, and named where several fit.
const MOST: usize = 6;
/// No line is longer; a pasted book is no log.
const LONGEST: usize = 16 * 1024;

/// `rounds log`.
pub fn run(book: Book, args: &LogArgs) -> Result<()> {
    let line = args.words.join(" ");
    if line == "-" {
        return several(&book, args);
    }
    if line.trim().is_empty() {
        return if args.words.is_empty() && !args.explain {
            screen::run(book, screen::Opening { first: Some("log"), ..screen::Opening::default() })
        } else {
            Err(Stop::with(Exit::Usage, book.words.get("log-empty")))
        };
    }
    let mut asking = Asking::new(&book)?;
    if args.explain {
        let parsed = asking.read(&line)?;
        return explain(&book, &line, &parsed, args.output.json);
    }
    let mut writer = book.writer()?;
    let (parsed, committed) = asking.keep(&mut writer, &line)?;
    drop(writer);
    let quiet = args.output.json || args.output.csv;
    say(&book, &parsed, &committed, quiet)?;
    if quiet { print(&book, &asking.reader, &[committed], args) } else { Ok(()) }
}

/// Keeps one line, and says what was understood.
pub fn line(book: &Book, line: &str) -> Result<()> {
    let mut writer = book.writer()?;
    let (parsed, committed) = Asking::new(book)?.keep(&mut writer, line)?;
    say(book, &parsed, &committed, false)
}

/// One log a line. What cannot be kept is named with its line; the others are kept.
fn several(book: &Book, args: &LogArgs) -> Result<()> {
    let mut asking = Asking::new(book)?;
    let mut writer = if args.explain { None } else { Some(book.writer()?) };
    let (mut kept, mut explained) = (Vec::new(), Vec::new());
    let (mut unfiled, mut bad) = (0, 0u32);
    for (n, read) in io::stdin().lock().split(b'\n').enumerate() {
        let outcome = match String::from_utf8(read?) {
            Ok(line) if line.trim().is_empty() => continue,
            Ok(line) if line.len() > LONGEST => Err(Stop::with(Exit::Failed, book.words.get("trouble-too-long"))),
            Ok(line) => one(&mut asking, writer.as_mut(), line.trim_start_matches('\u{feff}').trim()),
            Err(_) => Err(Stop::with(Exit::Failed, book.words.get("log-bad-text"))),
        };
        match outcome {
            Ok((line, parsed, Some(committed))) => {
                unfiled += usize::from(parsed.whose == Whose::Unfiled);
                if !args.output.json && !args.output.csv {
                    let said = book.words.logged(&committed.label, &parsed.entry(&line, None), &book.clock.now());
                    output::say(format_args!("{said}  {line}"))?;
                }
                kept.push(committed);
            }
            Ok((line, parsed, None)) => explained.push(explanation(book, &line, &parsed)),
            Err(error) => {
                bad += 1;
                let why = ended(&book.words, &error);
                output::aside(book.words.with("log-bad-line", &[("n", (n + 1).into()), ("why", (&why).into())]));
            }
        }
    }
    drop(writer);
    if args.explain {
        output::unpiped(output::json(explained))?;
    } else if args.output.json || args.output.csv {
        print(book, &asking.reader, &kept, args)?;
    } else {
        output::say(book.words.with("log-kept-lines", &[("n", kept.len().into()), ("unfiled", unfiled.into())]))?;
    }
    // The lines are named above.
    if bad > 0 {
        Err(Stop::with(Exit::Failed, book.words.with("log-lines-left", &[("n", bad.into())])))
    } else {
        Ok(())
    }
}

fn one(
    asking: &mut Asking<'_>,
    writer: Option<&mut Writer>,
    line: &str,
) -> Result<(String, Parsed, Option<Committed>)> {
    match writer {
        Some(writer) => asking.keep(writer, line).map(|(parsed, committed)| (line.to_owned(), parsed, Some(committed))),
        None => Ok((line.to_owned(), asking.read(line)?, None)),
    }
}

/// The visit in progress.
struct Here {
    account: (Id, String),
    started: Option<Moment>,
}

/// Reads lines with the book's names; what was asked once is known.
struct Asking<'a> {
    book: &'a Book,
    reader: Reader,
    known: BTreeMap<String, Vec<NameHit>>,
    named: Vec<Named>,
    vocabulary: Option<Vocabulary>,
}

impl<'a> Asking<'a> {
    fn new(book: &'a Book) -> Result<Asking<'a>> {
        Ok(Asking { book, reader: book.reader()?, known: BTreeMap::new(), named: Vec::new(), vocabulary: None })
    }

    fn read(&mut self, line: &str) -> Result<Parsed> {
        let now = self.book.clock.now();
        for one in log_line::leading(line, &now, self.book.words.lang()) {
            if !self.known.contains_key(&one.letters) {
                let ask = Ask::Names { letters: one.letters.clone(), most: MOST };
                let hits = match answer(self.book, &self.reader, &ask)? {
                    Answer::Names(hits) => hits,
                    _ => Vec::new(),
                };
                self.known.insert(one.letters, hits);
            }
        }
        if self.vocabulary.is_none()
            && let Answer::Vocabulary(words) = answer(self.book, &self.reader, &Ask::Vocabulary)?
        {
            self.vocabulary = Some(*words);
        }
        self.named.clear();
        let mut parsed = self.parse(line, None, None);
        if parsed.through
            && let Answer::Named(named) =
                answer(self.book, &self.reader, &Ask::Named { line: line.to_owned(), opened: None })?
        {
            self.named = named;
            parsed = self.parse(line, None, None);
        }
        // Whoever is with a customer need not name it.
        if parsed.customer == Customer::Nobody
            && let Some(here) = self.in_progress()?
        {
            return self.knowing(line, Some(&here));
        }
        if parsed.about.is_some() { self.knowing(line, None) } else { Ok(parsed) }
    }

    /// The line once more, with the people of its customer. No next visit is proposed: nobody could refuse it here.
    fn knowing(&self, line: &str, here: Option<&Here>) -> Result<Parsed> {
        let parsed = self.parse(line, here, None);
        let Some(account) = parsed.about else { return Ok(parsed) };
        let Answer::ForLog(Some(about)) = answer(self.book, &self.reader, &Ask::ForLog(account))? else {
            return Ok(parsed);
        };
        Ok(self.parse(line, here, Some(&About { every: None, ..*about })))
    }

    fn parse(&self, line: &str, here: Option<&Here>, about: Option<&About>) -> Parsed {
        let now = self.book.clock.now();
        log_line::parse(
            line,
            &LineContext {
                fixed: None,
                opened: here.map(|here| &here.account),
                kind: None,
                minutes: i64::from(self.book.settings.visit_minutes),
                next_weekday: self.book.settings.next_weekday,
                in_progress: here.and_then(|here| here.started),
                about,
                named: Some(&self.named),
                vocabulary: self.vocabulary.as_ref(),
                ..LineContext::new(&now, self.book.words.lang(), &self.known)
            },
        )
    }

    fn in_progress(&self) -> Result<Option<Here>> {
        let Answer::Today(today) = answer(self.book, &self.reader, &Ask::Today)? else { return Ok(None) };
        let here = today.visits.into_iter().find(|visit| visit.state == VisitState::InProgress);
        Ok(here.and_then(|visit| Some(Here { account: (visit.account?, visit.name), started: visit.start })))
    }

    fn keep(&mut self, writer: &mut Writer, line: &str) -> Result<(Parsed, Committed)> {
        let parsed = self.read(line)?;
        let deed = Deed::Log(parsed.entry(line, None));
        let committed = writer.perform(&deed, &self.book.clock.now()).map_err(|error| self.book.trouble(&error))?;
        Ok((parsed, committed))
    }
}

/// What was done: on standard error where standard output is data.
fn say(book: &Book, parsed: &Parsed, committed: &Committed, quiet: bool) -> Result<()> {
    let now = book.clock.now();
    let mut lines = vec![book.words.logged(&committed.label, &parsed.entry("", None), &now)];
    // What a person would want to see again: when it was, what came of it, what is promised, who is new there, when one goes next.
    let shown = |what: &Understood| {
        matches!(
            what,
            Understood::Time { .. }
                | Understood::Outcome(_)
                | Understood::Reached(_)
                | Understood::Promise { .. }
                | Understood::Payment(_)
                | Understood::NewPerson(_)
                | Understood::Next { .. }
        )
    };
    let chips = parsed.chips.iter().filter(|chip| shown(&chip.what));
    lines.extend(chips.map(|chip| format!("  {}", book.words.understood(&chip.what, &now))));
    for line in lines {
        if quiet { output::aside(line) } else { output::say(line)? }
    }
    if parsed.whose == Whose::Unfiled {
        match &parsed.customer {
            Customer::Several(hits, _) => {
                let several = if hits.len() == 1 { "log-whose-perhaps" } else { "log-whose-several" };
                output::aside(book.words.get(several));
                resolve::told_apart(hits).iter().for_each(|line| output::aside(format_args!("  {line}")));
            }
            _ => output::aside(book.words.get("log-whose-nobody")),
        }
    }
    Ok(())
}

/// The visits and touches that were made, as records.
fn print(book: &Book, reader: &Reader, kept: &[Committed], args: &LogArgs) -> Result<()> {
    let mut objects: Vec<Map<String, Json>> = Vec::new();
    for committed in kept {
        let Some((number, record)) = committed.about else { continue };
        let Some(entity) = entity(number).filter(|entity| [VISIT.number, TOUCH.number].contains(&entity.number)) else {
            continue;
        };
        let view = view(book, reader, entity, record)?;
        objects.push(record_out::object(entity, record, &view.values));
    }
    if args.output.json {
        return output::unpiped(output::json(objects));
    }
    // A log is a visit or a touch: a table has the columns of both, whatever came of the lines.
    let mut headings = record_out::headings(&VISIT);
    let of_touch = record_out::headings(&TOUCH).into_iter().filter(|name| !headings.contains(name));
    let of_touch: Vec<&str> = of_touch.collect();
    headings.extend(of_touch);
    output::unpiped(output::csv(&headings, &objects))
}

fn explain(book: &Book, line: &str, parsed: &Parsed, as_json: bool) -> Result<()> {
    if as_json {
        return output::unpiped(output::json_value(&Json::Object(explanation(book, line, parsed))));
    }
    let now = book.clock.now();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = |key: &str, text: String| rows.push(vec![book.words.get(key).to_owned(), text]);
    let mut chips: Vec<_> = parsed.chips.iter().collect();
    chips.sort_by_key(|chip| chip.what.order());
    for chip in chips {
        let key = match chip.what {
            Understood::Account { .. }
            | Understood::New(_)
            | Understood::Several(_)
            | Understood::Near(_)
            | Understood::Doubt(_)
            | Understood::Unfiled => "account",
            Understood::Kind(..) => "visit-kind",
            Understood::Time { .. } => "log-time",
            Understood::Outcome(_) => "visit-outcome",
            Understood::Reached(_) => "touch-outcome",
            Understood::Promise { .. } => "follow_up",
            Understood::Met { .. } | Understood::NewPerson(_) => "visit-contacts",
            Understood::Tag(_) => "visit-tags",
            Understood::Competitor(_) => "visit-competitors",
            Understood::Product(_) => "visit-products",
            Understood::Amount(_) => "visit-amount",
            Understood::Chance(_) => "visit-chance",
            Understood::Payment(_) => "visit-payments",
            Understood::Next { .. } => "log-next-visit",
        };
        if let (Understood::Several(_), Customer::Several(hits, range)) = (&chip.what, &parsed.customer) {
            let letters = line.get(range.clone()).unwrap_or_default();
            let said_of = if hits.len() == 1 { "cli-perhaps-customer" } else { "cli-several-customers" };
            row(key, book.words.with(said_of, &[("what", letters.into())]));
            resolve::told_apart(hits).into_iter().for_each(|line| row("", line));
        } else {
            row(key, book.words.understood(&chip.what, &now));
        }
    }
    if !parsed.notes.is_empty() {
        row("log-note", parsed.notes.replace('\n', " "));
    }
    output::unpiped(output::lines(rows))
}

/// What was understood, as an object: `whose` is `account`, `new` or `unfiled`; ranges are bytes of the line; moments RFC 3339 in UTC.
fn explanation(book: &Book, line: &str, parsed: &Parsed) -> Map<String, Json> {
    let now = book.clock.now();
    let candidate = |hit: &NameHit| {
        json!({
            "id": hit.account.to_string(), "name": hit.name, "street": hit.street,
            "last_visit": hit.last_visit.map(|day| day.to_string()),
        })
    };
    let (whose, account) = match &parsed.whose {
        Whose::Account(id) => ("account", Some(id.to_string())),
        Whose::New(_) => ("new", None),
        Whose::Unfiled => ("unfiled", None),
    };
    let candidates: Vec<Json> = match &parsed.customer {
        Customer::One(hit, _) => vec![candidate(hit)],
        Customer::Several(hits, _) => hits.iter().map(candidate).collect(),
        Customer::Nobody | Customer::Unknown => Vec::new(),
    };
    let (entity, kind) = match parsed.kind {
        LogKind::Visit(kind) => (VISIT.name, kind.word()),
        LogKind::Touch(kind) => (TOUCH.name, kind.word()),
    };
    let slot = |slot: Slot| match slot.time {
        Some(time) => format!("{}T{}", slot.day, time.format("%H:%M")),
        None => slot.day.to_string(),
    };
    let promises: Vec<Json> = parsed
        .promises
        .iter()
        .map(|promise| json!({ "by": promise.by.word(), "text": promise.text, "due": promise.due.map(slot) }))
        .collect();
    let chips: Vec<Json> = parsed
        .chips
        .iter()
        .map(|chip| {
            let range = chip.range.clone();
            json!({
                "kind": chip_kind(&chip.what),
                "shown": book.words.understood(&chip.what, &now),
                "from": range.as_ref().map(|range| range.start),
                "to": range.as_ref().map(|range| range.end),
                "text": range.and_then(|range| line.get(range)),
            })
        })
        .collect();
    let object = json!({
        "whose": whose, "account": account, "candidates": candidates,
        "entity": entity, "kind": kind, "direction": parsed.direction.map(Choice::word),
        "started": parsed.started.to_string(), "ended": parsed.ended.to_string(), "time_said": parsed.time_said,
        "outcome": parsed.outcome.map(Choice::word).or(parsed.reached.map(Choice::word)),
        "notes": parsed.notes, "promises": promises,
        "tags": parsed.heard.tags, "competitors": parsed.heard.competitors,
        "products": parsed.heard.products.iter().map(|wanted| {
            json!({ "name": wanted.name, "count": wanted.count, "unit": wanted.unit })
        }).collect::<Vec<_>>(),
        "amount": parsed.heard.amount.map(number), "chance": parsed.heard.chance,
        "payments": parsed.heard.payments.iter().map(|payment| {
            json!({
                "amount": payment.amount.map(number), "due": payment.due.map(|day| day.to_string()), "text": payment.text,
            })
        }).collect::<Vec<_>>(),
        "contacts": parsed.met.iter().map(Id::to_string).collect::<Vec<_>>(),
        "new_contacts": parsed.people.iter().map(|person| json!({ "name": person.name, "phone": person.phone })).collect::<Vec<_>>(),
        "next": parsed.next.map(slot),
        "chips": chips,
    });
    match object {
        Json::Object(object) => object,
        _ => Map::new(),
    }
}

/// A sum as a number of whole units.
fn number(money: Money) -> f64 {
    money.hundredths() as f64 / 100.0
}

const fn chip_kind(what: &Understood) -> &'static str {
    match what {
        Understood::Account { .. } => "account",
        Understood::New(_) => "new",
        Understood::Several(_) => "several",
        Understood::Near(_) => "near",
        Understood::Doubt(_) => "doubt",
        Understood::Unfiled => "unfiled",
        Understood::Kind(..) => "kind",
        Understood::Time { .. } => "time",
        Understood::Outcome(_) => "outcome",
        Understood::Reached(_) => "reached",
        Understood::Promise { .. } => "promise",
        Understood::Tag(_) => "tag",
        Understood::Competitor(_) => "competitor",
        Understood::Product(_) => "product",
        Understood::Amount(_) => "amount",
        Understood::Chance(_) => "chance",
        Understood::Payment(_) => "payment",
        Understood::Met { .. } => "contact",
        Understood::NewPerson(_) => "new_contact",
        Understood::Next { .. } => "next",
    }
}
