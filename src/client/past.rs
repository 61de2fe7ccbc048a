//! A record's history, and what an act did, asked of the company's server.

use super::error::SyncError;
use super::http::Link;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::act::TakenBack;
use crate::domain::ask::HistoryLine;
use crate::domain::deed::Refusal;
use crate::store::{StoreError, Writer};
use crate::sync::past::{Past, PastAsk, PastLine};
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
        told = told_of(act, &mut |ask| link.history(ask))?;
    }
    Ok(store.take_back_told(act, &told, now)?)
}

/// All that the server tells of an act, the newest first; it tells of so many records at once.
pub fn told_of(act: Id, ask: &mut dyn FnMut(&PastAsk) -> Result<Past, SyncError>) -> Result<Vec<PastLine>, SyncError> {
    let mut told: Vec<PastLine> = Vec::new();
    let mut after = (0, Id::NIL);
    loop {
        let past = ask(&PastAsk { protocol: PROTOCOL, entity: after.0, record: after.1, act: Some(act) })?;
        // Of a record it knows more than it tells; or it goes in a circle. Half of an act is not taken back.
        if past.more || past.until.is_some_and(|until| until <= after) {
            return Err(StoreError::from(Refusal::Thinned).into());
        }
        told.extend(past.lines);
        match past.until {
            Some(until) => after = until,
            None => break,
        }
    }
    told.sort_by_key(|line| std::cmp::Reverse((line.stamp, line.session, line.seq)));
    Ok(told)
}
