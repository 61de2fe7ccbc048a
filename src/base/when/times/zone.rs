//! Zones of time that are named behind a clock: `4pm CET`, `thursday 8:00 GMT`, `9 am (PST)`.
//!
//! Only names that stand for one offset wherever they are used in business; a name that may be summer's or winter's (`ET`) is none, nor are letters
//! that are a word or a tax (`wet`, `west`, `gst`, `ict`, `hst`). In the middle of a text a name stands in capitals or in brackets: whoever writes
//! `fri 10am est 20 boxes` names no zone.

use crate::base::lang::Lang;
use crate::base::scan::Scan;
use crate::base::when::{Context, Found, Said, When};
use chrono::{NaiveDateTime, TimeDelta};

/// Names by their minutes east of Greenwich.
const NAMES: [(&[&str], i32); 19] = [
    (&["gmt", "utc"], 0),
    (&["bst", "cet"], 60),
    (&["cest", "eet", "sast"], 120),
    (&["eest", "msk"], 180),
    (&["pkt"], 300),
    (&["ist"], 330),
    (&["wib"], 420),
    (&["sgt", "hkt", "awst", "myt"], 480),
    (&["jst", "kst"], 540),
    (&["aest"], 600),
    (&["aedt"], 660),
    (&["nzst"], 720),
    (&["nzdt"], 780),
    (&["brt"], -180),
    (&["edt"], -240),
    (&["est", "cdt"], -300),
    (&["mdt"], -360),
    (&["mst", "pdt"], -420),
    (&["pst"], -480),
];

/// Behind the name of a zone, and its minutes east of Greenwich.
fn named(scan: &Scan, place: usize, context: &Context) -> Option<(usize, i32)> {
    let next = scan.space(place);
    let bracket = scan.literal(next, &["("]);
    let start = bracket.unwrap_or(next);
    let (end, minutes) = NAMES
        .iter()
        .find_map(|(names, minutes)| Some((scan.word(start, names)?, *minutes)))
        // China's standard time has America's letters.
        .or_else(|| Some((scan.word(start, &["cst"]).filter(|_| context.lang == Lang::En)?, -360)))?;
    if bracket.is_some() {
        return Some((scan.literal(end, &[")"])?, minutes));
    }
    let last = scan.closing(end) == scan.len() && scan.word(start, &["ist"]).is_none();
    (last || scan.capitals(start, end)).then_some((end, minutes))
}

/// What was read, by our clock, if a zone is named behind it; `None` where nobody knows how far away it is.
pub(in crate::base::when) fn behind(scan: &Scan, found: Found<Said>, context: &Context) -> Option<Found<Said>> {
    if !matches!(found.value.when, When::At(_) | When::Hours { .. }) {
        return Some(found);
    }
    let Some((end, minutes)) = named(scan, found.end, context) else { return Some(found) };
    let when = match found.value.when {
        When::At(at) => When::At(ours(at, minutes, context)?),
        When::Hours { start, end } => {
            When::Hours { start: ours(start, minutes, context)?, end: ours(end, minutes, context)? }
        }
        when => when,
    };
    Some(Found { end, value: Said::of(when), weak: found.weak })
}

/// A time so many minutes east of Greenwich by the clock on our wall.
pub(in crate::base::when) fn ours(at: NaiveDateTime, minutes: i32, context: &Context) -> Option<NaiveDateTime> {
    at.checked_add_signed(TimeDelta::try_minutes(i64::from(context.minutes_east? - minutes))?)
}
