//! What is being written into a correction, as it is drafted: each part of it, and each field of what was heard, by a name of its own.
//!
//! Always holds: what was begun in one part stays while another is corrected; what was kept counts its days from when it was written, and sets
//! right what was seen then.

use serde::{Deserialize, Serialize};

use super::Correct;
use super::draw::stretch;
use super::parts::Part;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::deed::LogRef;
use crate::schema::Field as SchemaField;
use crate::tui::cx::Cx;
use crate::tui::form;

/// A part's line as it is drafted, with the note that it is to take the place of.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub line: String,
    #[serde(default)]
    pub seen: String,
    #[serde(default)]
    pub begun: Option<Moment>,
}

impl Correct {
    /// The name by which a part's draft is kept, where one is written in it; with the field of what was heard.
    fn draft_of(&self, part: Part, field: Option<&SchemaField>) -> Option<String> {
        let (LogRef::Visit(id) | LogRef::Touch(id)) = self.log;
        match (part, field) {
            (Part::Words, _) => Some(format!("correct:{id}")),
            (Part::Time, _) => Some(format!("correct:{id}:time")),
            (Part::FollowUps, _) => Some(match self.changing {
                Some(follow_up) => self.draft_of_follow_up(follow_up),
                None => format!("correct:{id}:follow-ups"),
            }),
            (Part::Heard, Some(field)) => Some(format!("correct:{id}:{}", field.name)),
            _ => None,
        }
    }

    /// The same of the words and the day of a follow-up that there is.
    pub(super) fn draft_of_follow_up(&self, follow_up: Id) -> String {
        let (LogRef::Visit(id) | LogRef::Touch(id)) = self.log;
        format!("correct:{id}:follow-up:{follow_up}")
    }

    /// The draft of what is being written.
    pub(super) fn draft(&self) -> Option<String> {
        self.draft_of(self.part?, self.rest.writes())
    }

    /// What was kept of a part.
    pub(super) fn kept(&self, part: Part, cx: &Cx) -> Option<Kept> {
        serde_json::from_str(cx.drafted(&self.draft_of(part, None)?)?).ok()
    }

    /// The part in which something was being written, when the program ended or it was left.
    pub(super) fn begun_part(&self, cx: &Cx) -> Option<(Part, Option<&'static SchemaField>)> {
        let is_kept = |part, field| self.draft_of(part, field).is_some_and(|of| cx.drafted(&of).is_some());
        let kept = |part: &Part| is_kept(*part, None) || *part == Part::FollowUps && self.begun_follow_up(cx).is_some();
        let part = [Part::Words, Part::FollowUps, Part::Time].into_iter().find(kept);
        part.map(|part| (part, None)).or_else(|| {
            let field = self.heard_fields().into_iter().find(|field| is_kept(Part::Heard, Some(field)))?;
            Some((Part::Heard, Some(field)))
        })
    }

    /// What was kept of a field of what was heard.
    pub(super) fn kept_heard(&self, field: &SchemaField, cx: &Cx) -> Option<form::Kept> {
        form::Kept::read(cx.drafted(&self.draft_of(Part::Heard, Some(field))?)?)
    }

    /// Keeps what is being written; what says nothing more than what is there is no draft.
    pub(super) fn keep(&mut self, cx: &mut Cx) {
        let Some(of) = self.draft() else { return };
        let line = self.field.words().to_owned();
        let says = match (self.part, &self.view) {
            (Some(Part::Time), Some(view)) => line != stretch(view, cx),
            (Some(Part::FollowUps), _) => !line.trim().is_empty() && !self.is_as_it_was(),
            _ => true,
        };
        let body = match self.part {
            Some(Part::Heard) => self.rest.body(self.record().1),
            _ if says => {
                self.begun.get_or_insert(cx.now.at);
                let kept = Kept { line, seen: self.seen_notes.clone(), begun: self.begun };
                serde_json::to_string(&kept).unwrap_or_default()
            }
            _ => {
                self.begun = None;
                String::new()
            }
        };
        cx.draft(&of, &body);
    }

    /// The time at which a follow-up is read: when it was begun.
    pub(super) fn read_at(&self, cx: &Cx) -> Now {
        self.begun.map_or_else(|| cx.now.clone(), |begun| cx.now.with(begun))
    }
}
