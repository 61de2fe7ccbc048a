//! A record's history, and what an act did, asked of the company's server.

use super::error::SyncError;
use super::http::Link;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::act::TakenBack;
use crate::domain::ask::HistoryLine;
use crate::domain::deed::Refusal;
use crate::store::{StoreError, Writer};
use crate::sync::past::PastAsk;
use crate::sync::wire::PROTOCOL;

/// What the server knows of a record's history; `None`: this book belongs to no company.
pub fn past(store: &Writer, entity: u16, record: Id) -> Result<Option<Vec<HistoryLine>>, SyncError> {
    let Some(enrolment) = store.enrolment()? else { return Ok(None) };
    let mut link = Link::of(&enrolment)?;
    let past = link.history(&PastAsk { protocol: PROTOCOL, entity, record, act: None })?;
    Ok(Some(store.told(entity, &past.lines)?))
}

/// Takes one act back, whoever did it, on whichever laptop; where this one does not know it, the server is asked what it did.
pub fn take_back(store: &mut Writer, act: Id, now: &Now) -> Result<TakenBack, SyncError> {
    let mut told = Vec::new();
    if !store.knows_act(act)?
        && let Some(enrolment) = store.enrolment()?
    {
        let mut link = Link::of(&enrolment)?;
        let past = link.history(&PastAsk { protocol: PROTOCOL, entity: 0, record: Id::NIL, act: Some(act) })?;
        if past.more {
            // It did more than the server tells at once: half of it is not taken back.
            return Err(StoreError::from(Refusal::Thinned).into());
        }
        told = past.lines;
    }
    Ok(store.take_back_told(act, &told, now)?)
}
