//! A record's history, asked of the company's server.

use super::error::SyncError;
use super::http::Link;
use crate::base::id::Id;
use crate::domain::ask::HistoryLine;
use crate::store::Writer;
use crate::sync::past::PastAsk;
use crate::sync::wire::PROTOCOL;

/// What the server knows of a record's history; `None`: this book belongs to no company.
pub fn past(store: &Writer, entity: u16, record: Id) -> Result<Option<Vec<HistoryLine>>, SyncError> {
    let Some(enrolment) = store.enrolment()? else { return Ok(None) };
    let mut link = Link::new(&enrolment.url, &enrolment.token)?;
    let past = link.history(&PastAsk { protocol: PROTOCOL, entity, record })?;
    Ok(Some(store.told(entity, &past.lines)?))
}
