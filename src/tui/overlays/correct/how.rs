//! How a log was, and how it can have been: a visit, a call, or nobody there.

use crate::domain::ask::LogView;
use crate::domain::deed::LogKind;
use crate::schema::{Reason, TouchKind, VisitKind};

/// How it can have been, in the order of the digits.
const KINDS: [LogKind; 6] = [
    LogKind::Visit(VisitKind::OnSite),
    LogKind::Visit(VisitKind::Video),
    LogKind::Touch(TouchKind::Call),
    LogKind::Touch(TouchKind::Chat),
    LogKind::Touch(TouchKind::Email),
    LogKind::Touch(TouchKind::Letter),
];

/// Why it was no visit after all, behind those.
const MISSED: [Reason; 2] = [Reason::NobodyThere, Reason::Shut];

/// How a log was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// It was made so.
    Was(LogKind),
    /// It did not take place.
    Missed(Reason),
}

/// How a log was.
pub(super) fn how_it_was(view: &LogView) -> How {
    match (view.touch, view.missed) {
        (Some(touch), _) => How::Was(LogKind::Touch(touch)),
        (None, Some(reason)) => How::Missed(reason),
        (None, None) => How::Was(LogKind::Visit(view.kind.unwrap_or(VisitKind::OnSite))),
    }
}

/// How it can have been, in the order of the digits: a call was never a visit that came to nothing.
pub(super) fn hows(view: &LogView) -> Vec<How> {
    let missed = MISSED.iter().filter(|_| view.touch.is_none());
    KINDS.iter().map(|kind| How::Was(*kind)).chain(missed.map(|reason| How::Missed(*reason))).collect()
}
