//! `rounds when`: what a date, a time or a stretch in words means. Opens no book.

use std::io::{self, BufRead, Write};

use anyhow::Result;
use chrono::{FixedOffset, NaiveDateTime, SecondsFormat, TimeZone};
use serde_json::{Map, Value as Json, json};

use crate::base::clock::Now;
use crate::base::when::{self, Context, Hint, Step, When};
use crate::cli::args::{ProfileArgs, WhenArgs};
use crate::cli::book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::place;
use crate::config::Settings;

/// `rounds when`.
pub fn run(profile: &ProfileArgs, args: &WhenArgs) -> Result<()> {
    let settings = match place::home(profile.home.as_deref()) {
        Some(home) => book::settings(profile, &home)?,
        None => Settings::default(),
    };
    let words = book::words(profile, &settings)?;
    let now = book::clock(&words)?.now();
    let hint = match (args.past, args.future) {
        (true, _) => Hint::Past,
        (_, true) => Hint::Future,
        // Whoever says `3am` at four, or `the 1st` on the second, means the next; in Chinese 3号 is this month's.
        _ if !words.lang().is_chinese() => Hint::Future,
        _ => Hint::None,
    };
    // As of the moment given: the workday, which goes on after midnight, is a matter of logs.
    let next_weekday = settings.next_weekday;
    let own = Context::at(&now, hint, words.lang());
    let order = month_first(sys_locale::get_locales()).filter(|_| !words.lang().is_chinese());
    let month_first = order.unwrap_or(own.month_first);
    let context = Context { today: own.now.date(), next_weekday, month_first, ..own };
    // 这周一 asked for on a Tuesday is yesterday to some and next week's to others: what no promise would mean is not told.
    let ahead = Context { hint: Hint::Future, ..context };
    // And 5/6 is told only where something says which of them is the month.
    let turned = Context { month_first: !month_first, ..context };
    let open = order.is_none() && !words.lang().is_chinese();
    let open_side = !args.past && !args.future;
    let told = |phrase: &str| {
        let said = when::parse(phrase, &context)?;
        let one_side = hint != Hint::Past && when::parse(phrase, &ahead).is_none();
        let two_orders = open && when::parse(phrase, &turned).map(|said| said.when) != Some(said.when);
        // And 3pm asked for at four is today's to some, tomorrow's to others.
        let gone = open_side && passed(phrase, said.when, &context);
        (!one_side && !two_orders && !gone).then_some(said)
    };
    if !args.phrase.is_empty() {
        let phrase = args.phrase.join(" ");
        let said = told(&phrase);
        if said.is_none() && !args.json {
            return Err(Stop::with(Exit::NotFound, words.with("cli-no-date", &[("what", (&phrase).into())])));
        }
        return output::unpiped(print(&mut io::stdout().lock(), said.map(|said| said.when), &now, args.json));
    }
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let said = told(line?.trim());
        output::unpiped(print(&mut out, said.map(|said| said.when), &now, args.json))?;
    }
    Ok(())
}

/// Whether a clock alone was meant whose time has passed today, so that tomorrow's was chosen.
fn passed(phrase: &str, when: When, context: &Context) -> bool {
    let begins = |when: When| match when {
        When::At(at) | When::Hours { start: at, .. } => Some(at),
        _ => None,
    };
    let either = when::parse(phrase, &Context { hint: Hint::None, ..*context }).and_then(|said| begins(said.when));
    match (either, begins(when)) {
        (Some(today), Some(chosen)) => {
            today.date() == context.today && chosen.date() > context.today && today.time() == chosen.time()
        }
        _ => false,
    }
}

/// Whether figures begin with the month where this computer stands; `None` where it does not say.
fn month_first(locales: impl Iterator<Item = String>) -> Option<bool> {
    let region = |locale: String| {
        let mut parts = locale.split(['-', '_', '.']).skip(1);
        parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic())).map(str::to_ascii_uppercase)
    };
    let region = locales.into_iter().find_map(region)?;
    match region.as_str() {
        "US" | "PH" | "PR" | "GU" | "VI" | "MP" | "AS" => Some(true),
        // In Canada both are written.
        "CA" => None,
        _ => Some(false),
    }
}

fn print(out: &mut impl Write, when: Option<When>, now: &Now, as_json: bool) -> io::Result<()> {
    if as_json {
        return writeln!(out, "{}", when.map_or(Json::Null, |when| object(when, now)));
    }
    let time = |at: NaiveDateTime| at.format("%Y-%m-%d %H:%M");
    match when {
        None => writeln!(out, "-"),
        Some(When::Day(day)) => writeln!(out, "{day}"),
        Some(When::Days { first, last }) => writeln!(out, "{first} .. {last}"),
        Some(When::At(at)) => writeln!(out, "{}", time(at)),
        Some(When::Hours { start, end }) => writeln!(out, "{} .. {}", time(start), time(end)),
        Some(When::Every { first, step: Step::Days(n) }) => writeln!(out, "{first}, {n} d"),
        Some(When::Every { first, step: Step::Months(n) }) => writeln!(out, "{first}, {n} m"),
        Some(When::Length(length)) => writeln!(out, "{} min", length.num_minutes()),
    }
}

/// `day`, `moment`, `from` and `to` (days with both ends included, or moments), or `minutes`; what comes back has its first `day` and `every_days` or `every_months`.
fn object(when: When, now: &Now) -> Json {
    let moment = |at: NaiveDateTime| {
        let utc = now.zone.moment(at);
        let east = at.and_utc().timestamp() - utc.millis().div_euclid(1000);
        i32::try_from(east)
            .ok()
            .and_then(FixedOffset::east_opt)
            .and_then(|zone| zone.from_local_datetime(&at).single())
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false))
    };
    let pairs = match when {
        When::Day(day) => vec![("day", json!(day.to_string()))],
        When::Days { first, last } => vec![("from", json!(first.to_string())), ("to", json!(last.to_string()))],
        When::At(at) => vec![("moment", json!(moment(at)))],
        When::Hours { start, end } => vec![("from", json!(moment(start))), ("to", json!(moment(end)))],
        When::Every { first, step: Step::Days(n) } => vec![("day", json!(first.to_string())), ("every_days", json!(n))],
        When::Every { first, step: Step::Months(n) } => {
            vec![("day", json!(first.to_string())), ("every_months", json!(n))]
        }
        When::Length(length) => vec![("minutes", json!(length.num_minutes()))],
    };
    Json::Object(pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>())
}
