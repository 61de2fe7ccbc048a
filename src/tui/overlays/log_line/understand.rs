//! What a line says beside its customer: how it was, when, what was promised, and the note that is left.
//!
//! Always holds: no word is lost: what is not understood stays in the note.

use chrono::TimeDelta;

use crate::base::clock::{Moment, Now};
use crate::base::lang::Lang;
use crate::base::when::{self, Context, Hint, When};
use crate::domain::deed::{LogKind, Promise, Slot};
use crate::schema::{PromisedBy, TouchKind, VisitKind};

/// What a line says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Understood {
    /// How it was.
    pub kind: LogKind,
    /// When it began.
    pub started: Moment,
    /// When it ended.
    pub ended: Moment,
    /// Whether the words said when.
    pub time_said: bool,
    /// The promises.
    pub promises: Vec<Promise>,
    /// What is left.
    pub notes: String,
}

/// What is known before a word is read.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// Now.
    pub now: &'a Now,
    /// The language, for dates in figures alone.
    pub lang: Lang,
    /// How it was, where that was said by how the line was opened.
    pub kind: Option<LogKind>,
    /// When it began, where that was stamped.
    pub started: Option<Moment>,
    /// The usual length of a visit.
    pub minutes: i64,
}

/// Words that say how it was, where they open the note.
const KINDS: [(&str, LogKind); 22] = [
    ("called", LogKind::Touch(TouchKind::Call)),
    ("call", LogKind::Touch(TouchKind::Call)),
    ("rang", LogKind::Touch(TouchKind::Call)),
    ("phoned", LogKind::Touch(TouchKind::Call)),
    ("e-mailed", LogKind::Touch(TouchKind::Email)),
    ("emailed", LogKind::Touch(TouchKind::Email)),
    ("mailed", LogKind::Touch(TouchKind::Email)),
    ("texted", LogKind::Touch(TouchKind::Chat)),
    ("whatsapp", LogKind::Touch(TouchKind::Chat)),
    ("video", LogKind::Visit(VisitKind::Video)),
    ("打电话", LogKind::Touch(TouchKind::Call)),
    ("电话", LogKind::Touch(TouchKind::Call)),
    ("打電話", LogKind::Touch(TouchKind::Call)),
    ("電話", LogKind::Touch(TouchKind::Call)),
    ("来电", LogKind::Touch(TouchKind::Call)),
    ("來電", LogKind::Touch(TouchKind::Call)),
    ("微信", LogKind::Touch(TouchKind::Chat)),
    ("邮件", LogKind::Touch(TouchKind::Email)),
    ("郵件", LogKind::Touch(TouchKind::Email)),
    ("视频", LogKind::Visit(VisitKind::Video)),
    ("視訊", LogKind::Visit(VisitKind::Video)),
    ("line ", LogKind::Touch(TouchKind::Chat)),
];

/// Reads what follows the customer's name.
pub fn understand(rest: &str, known: &Known<'_>) -> Understood {
    let (head, promises) = promises(rest, known);
    let head = head.trim_start_matches([',', '，', ':', '：', '、', ' ', '\u{3000}']).trim();
    let lower = head.to_lowercase();
    let said = KINDS.iter().find(|(word, _)| lower.starts_with(word)).map(|(_, kind)| *kind);
    let kind = known.kind.or(said).unwrap_or(LogKind::Visit(VisitKind::OnSite));
    let (time, notes) = time(head, known);
    let usual = match kind {
        LogKind::Visit(_) => known.minutes,
        LogKind::Touch(_) => 5,
    };
    let (started, ended) = time.unwrap_or_else(|| match known.started {
        Some(started) if started <= known.now.at => (started, known.now.at),
        _ => (known.now.at.plus_minutes(-usual), known.now.at),
    });
    Understood { kind, started, ended, time_said: time.is_some(), promises, notes }
}

/// The promises behind `>` (ours) and `<` (theirs), and what stands before them.
fn promises<'a>(rest: &'a str, known: &Known<'_>) -> (&'a str, Vec<Promise>) {
    let mark = |c: char| matches!(c, '>' | '》' | '＞' | '<' | '《' | '＜');
    let first = rest.find(mark).unwrap_or(rest.len());
    let (head, mut tail) = rest.split_at(first);
    let mut promises = Vec::new();
    while let Some(sign) = tail.chars().next() {
        let after = &tail[sign.len_utf8()..];
        let end = after.find(mark).unwrap_or(after.len());
        let (said, next) = after.split_at(end);
        let by = if matches!(sign, '<' | '《' | '＜') { PromisedBy::Them } else { PromisedBy::Us };
        if !said.trim().is_empty() {
            let (text, due) = due(said, known);
            promises.push(Promise { text, due, by });
        }
        tail = next;
    }
    (head, promises)
}

/// A promise's words and its day: the last one that is named.
fn due(said: &str, known: &Known<'_>) -> (String, Option<Slot>) {
    let context = Context::at(known.now, Hint::Future, known.lang);
    let found = when::find_all(said, &context).into_iter().rev().find_map(|(range, said)| {
        let slot = match said.when {
            When::At(at) | When::Hours { start: at, .. } => Slot::at(at),
            when => Slot::day(when.due_day()?),
        };
        Some((range, slot))
    });
    let Some((range, slot)) = found else { return (said.trim().to_owned(), None) };
    let before = said.get(..range.start).unwrap_or_default().trim_end();
    // "by fri" and "before fri" lose their "by" too.
    let before = ["by", "before", "on", "until"]
        .iter()
        .find_map(|word| before.strip_suffix(word).filter(|kept| kept.is_empty() || kept.ends_with(' ')))
        .unwrap_or(before);
    let after = said.get(range.end..).unwrap_or_default();
    let text = format!("{} {}", before.trim(), after.trim());
    let text = text.trim();
    // A date alone is still what was promised, in words.
    (if text.is_empty() { said.trim().to_owned() } else { text.to_owned() }, Some(slot))
}

/// When it was, where the words say so: a stretch, a time, a day, a length. The note keeps the words of the day, and loses a time of the clock.
fn time(head: &str, known: &Known<'_>) -> (Option<(Moment, Moment)>, String) {
    let context = Context::at(known.now, Hint::Past, known.lang);
    let zone = &known.now.zone;
    let mut span = None;
    let mut notes = head.to_owned();
    for (range, said) in when::find_all(head, &context) {
        let (from, to) = match said.when {
            When::Hours { start, end } => (start, end),
            When::At(at) => (at, at + TimeDelta::minutes(known.minutes)),
            // A length is told of this visit only where it opens the note: "45 min"; "delivery takes 3 weeks" is not.
            When::Length(length) if range.start == 0 && length < TimeDelta::hours(12) => {
                let now = known.now.local();
                (now - length, now)
            }
            When::Day(day) if day < known.now.today() => {
                let Some(noon) = day.and_hms_opt(12, 0, 0) else { continue };
                (noon, noon + TimeDelta::minutes(known.minutes))
            }
            _ => continue,
        };
        let (from, to) = (zone.moment(from), zone.moment(to).min(known.now.at));
        if from > known.now.at {
            continue;
        }
        if range.start == 0 || range.end == head.len() {
            let kept = format!("{} {}", &head[..range.start], &head[range.end..]);
            notes = kept.trim().trim_start_matches([',', '，']).trim().to_owned();
        }
        span = Some((from, to.max(from)));
        break;
    }
    (span, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rest: &str, lang: Lang) -> (Understood, Now) {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let known = Known { now: &now, lang, kind: None, started: None, minutes: 30 };
        (understand(rest, &known), now.clone())
    }

    #[test]
    fn a_line_is_taken_apart_and_no_word_is_lost() {
        let call = LogKind::Touch(TouchKind::Call);
        let visit = LogKind::Visit(VisitKind::OnSite);
        for (lang, rest, kind, time, notes, promises) in [
            (Lang::En, " met the buyer", visit, "10:12-10:42", "met the buyer", &[][..]),
            (
                Lang::En,
                " met the buyer, too dear >send quote next fri 10am <decision by 30 nov",
                visit,
                "10:12-10:42",
                "met the buyer, too dear",
                &[("send quote", "2026-12-04 10:00", PromisedBy::Us), ("decision", "2026-11-30", PromisedBy::Them)],
            ),
            (Lang::En, ": called about the invoice", call, "10:37-10:42", "called about the invoice", &[]),
            (Lang::En, " 9:00-9:40 trial", visit, "09:00-09:40", "trial", &[]),
            (
                Lang::ZhHans,
                " 见采购，要报价 》报价 周五",
                visit,
                "10:12-10:42",
                "见采购，要报价",
                &[("报价", "2026-11-27", PromisedBy::Us)],
            ),
            (Lang::ZhHans, " 电话催样机", call, "10:37-10:42", "电话催样机", &[]),
            (Lang::En, " >ring back", visit, "10:12-10:42", "", &[("ring back", "", PromisedBy::Us)]),
            (Lang::En, "", visit, "10:12-10:42", "", &[]),
        ] {
            let (read, now) = read(rest, lang);
            let clock = |at| now.zone.local(at).format("%H:%M").to_string();
            let shown: Vec<(String, String, PromisedBy)> = read
                .promises
                .iter()
                .map(|promise| {
                    let due = promise.due.map_or(String::new(), |slot| match slot.time {
                        Some(time) => format!("{} {}", slot.day, time.format("%H:%M")),
                        None => slot.day.to_string(),
                    });
                    (promise.text.clone(), due, promise.by)
                })
                .collect();
            let shown: Vec<(&str, &str, PromisedBy)> =
                shown.iter().map(|(text, due, by)| (text.as_str(), due.as_str(), *by)).collect();
            assert_eq!(
                (read.kind, format!("{}-{}", clock(read.started), clock(read.ended)).as_str(), read.notes.as_str()),
                (kind, time, notes),
                "{rest}"
            );
            assert_eq!(shown, promises, "{rest}");
        }
    }
}
