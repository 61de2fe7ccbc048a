//! The log line's draft: how a line is opened, kept as it is typed, and found again after a night or a lost battery.
//!
//! Always holds: a line that says something is drafted with all that was chosen in it; opened again it is the same line. Nothing is
//! saved here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::super::super::cx::Cx;
use super::super::super::field::Field;
use super::super::super::open::LogStart;
use super::reading::read;
use super::{LogLine, MOST, Unkept};
use crate::base::clock::Moment;
use crate::domain::ask::Ask;
use crate::domain::log_line::{Fixed, Vocabulary};

/// The line as it is drafted.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    line: String,
    open: bool,
    #[serde(flatten)]
    start: LogStart,
    #[serde(default)]
    row: Option<String>,
    #[serde(default)]
    begun: Option<Moment>,
    #[serde(default)]
    picked: Option<Fixed>,
    #[serde(default)]
    chosen_for: Option<String>,
    #[serde(default)]
    plain: BTreeSet<String>,
    #[serde(default)]
    turned: BTreeSet<String>,
    #[serde(default)]
    said: BTreeMap<String, Moment>,
}

impl Kept {
    /// As it lies in a draft; where another version wrote it otherwise, its words alone.
    fn read(body: &str) -> Option<Kept> {
        serde_json::from_str(body).ok().or_else(|| {
            let other: serde_json::Value = serde_json::from_str(body).ok()?;
            let line = other.get("line")?.as_str()?.to_owned();
            let open = other.get("open").and_then(serde_json::Value::as_bool).unwrap_or(false);
            Some(Kept { line, open, ..Kept::default() })
        })
    }
}

impl LogLine {
    /// Opened with what is known.
    pub fn new(start: LogStart, cx: &mut Cx) -> LogLine {
        let draft = draft_of(&start);
        match cx.drafted(&draft).and_then(Kept::read) {
            Some(kept) => {
                let left = LogLine::again(draft, kept, Some(start), cx);
                LogLine { field: left.field.chosen(), ..left }
            }
            None => {
                let row = start.account.as_ref().map(|(_, name)| name.clone());
                let kept = Kept { line: String::new(), open: true, start, row, ..Kept::default() };
                LogLine::again(draft, kept, None, cx)
            }
        }
    }

    /// As it was left. Opened anew, what it then opens with counts, unless a person had said otherwise in the line.
    fn again(draft: String, kept: Kept, anew: Option<LogStart>, cx: &mut Cx) -> LogLine {
        let Kept { line, start, row, begun, picked, chosen_for, plain, turned, said, .. } = kept;
        let start = match anew.filter(|anew| start.account.is_some() || anew.account.is_none()) {
            Some(anew) => opened_anew(start, anew),
            None => start,
        };
        let here_asked = (start.started.is_none() && start.took.is_none()).then(|| cx.ask(Ask::Today));
        let mut log = LogLine {
            read: read("", &start, None, &BTreeMap::new(), &cx.now, cx),
            begun: begun.unwrap_or(cx.now.at),
            chip: None,
            plain,
            turned,
            said,
            unkept: Unkept::default(),
            unkept_of: None,
            about: None,
            about_asked: None,
            about_waits: false,
            vocabulary: Vocabulary::default(),
            complete: None,
            vocabulary_asked: Some(cx.ask(Ask::Vocabulary)),
            field: Field::long(&line),
            start,
            draft,
            row,
            known: BTreeMap::new(),
            asked: Vec::new(),
            alike: (String::new(), Vec::new()),
            alike_asked: None,
            near: Default::default(),
            near_asked: None,
            named: Default::default(),
            named_asked: None,
            here_hit: None,
            here_asked,
            visit_elsewhere: false,
            at: None,
            picked,
            chosen_for,
            stands: None,
            numbered: None,
            settled: None,
            room: MOST,
            saving: None,
            opened: false,
            unread: !line.is_empty(),
            nameless: false,
        };
        log.think(cx);
        log
    }

    /// The draft of this name, which came after the line was opened: one writes on behind it.
    pub(super) fn found(draft: String, start: LogStart, cx: &mut Cx) -> Option<LogLine> {
        let kept = Kept::read(cx.drafted(&draft)?)?;
        Some(LogLine::again(draft, kept, Some(start), cx))
    }

    /// The draft that was open when the program ended, opened again.
    pub fn reopened(cx: &mut Cx) -> Option<LogLine> {
        let lines = cx.drafts.iter().filter(|draft| draft.of == "log" || draft.of.starts_with("log:"));
        let (of, kept) =
            lines.filter_map(|draft| Some((draft.of.clone(), Kept::read(&draft.body)?))).find(|(_, kept)| kept.open)?;
        Some(LogLine::again(of, kept, None, cx))
    }

    pub(super) fn keep(&self, open: bool, cx: &mut Cx) {
        let body = if self.field.is_empty() {
            String::new()
        } else {
            let kept = Kept {
                line: self.field.words().to_owned(),
                open,
                start: self.start.clone(),
                row: self.row.clone(),
                begun: Some(self.begun),
                picked: self.picked.clone(),
                chosen_for: self.chosen_for.clone(),
                plain: self.plain.clone(),
                turned: self.turned.clone(),
                said: self.said.clone(),
            };
            serde_json::to_string(&kept).unwrap_or_default()
        };
        cx.draft(&self.draft, &body);
    }
}

/// The name of the draft of a line that is opened so.
pub(super) fn draft_of(start: &LogStart) -> String {
    start.account.as_ref().map_or_else(|| "log".to_owned(), |(id, _)| format!("log:{id}"))
}

/// With what a drafted line opens anew. What was known of a visit goes with that visit: it is none of another one, nor of another customer.
fn opened_anew(kept: LogStart, anew: LogStart) -> LogStart {
    let id = |start: &LogStart| start.account.as_ref().map(|(id, _)| *id);
    let same = id(&kept) == id(&anew) && (anew.closes.is_none() || anew.closes == kept.closes);
    let kind = anew.kind.or(kept.kind);
    let known = if same { kept } else { LogStart::default() };
    LogStart {
        account: anew.account,
        meant: anew.meant || known.meant,
        of_row: anew.of_row,
        kind,
        closes: anew.closes.or(known.closes),
        planned: anew.planned.or(known.planned),
        started: anew.started.or(known.started),
        took: anew.took.or(known.took),
    }
}
