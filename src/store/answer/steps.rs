//! The steps of visits: of one, of the one that is open at a customer today, and what is missing of a day's.

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::StepsView;
use crate::domain::day::steps::{VisitSteps, in_order, type_of};
use crate::schema::{Account, Visit, VisitType};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::id_at;
use crate::store::write::kept::number_of;
use crate::store::write::look::{all, one};

/// The company's types of visits.
pub(super) fn types(conn: &Connection) -> Result<Vec<VisitType>, StoreError> {
    Ok(all(conn, "TRUE ORDER BY r.id LIMIT 100", [])?)
}

/// The steps of a visit; `None`: the company has set none.
pub(super) fn of(types: &[VisitType], visit: &Visit) -> Option<VisitSteps> {
    let kind = type_of(types, visit.visit_type)?;
    let steps = VisitSteps::of(visit.id, kind, &visit.steps);
    (!steps.steps.is_empty()).then_some(steps)
}

/// The steps of a visit with all that its list shows.
pub(super) fn view(conn: &Connection, visit: Id) -> Result<Option<StepsView>, StoreError> {
    let Some(visit) = one::<Visit>(conn, visit)? else { return Ok(None) };
    let types = types(conn)?;
    let Some(steps) = of(&types, &visit) else { return Ok(None) };
    let account = visit.account.map(|id| one::<Account>(conn, id)).transpose()?.flatten();
    Ok(Some(StepsView {
        account: visit.account,
        name: account.map(|account| account.name).unwrap_or_default(),
        types: in_order(&types).into_iter().map(|kind| (kind.id, kind.name.clone())).collect(),
        steps,
    }))
}

/// The steps of my visit at a customer today that is under way or still to come.
pub(super) fn open_at(conn: &Connection, account: Id, now: &Now) -> Result<Option<VisitSteps>, StoreError> {
    let types = types(conn)?;
    if types.is_empty() {
        return Ok(None);
    }
    let me = Me::of(conn)?.user;
    let open = conn
        .prepare_cached(
            "SELECT id FROM visit INDEXED BY visit_open WHERE account = ?1 AND day = ?2 AND owner = ?3
             AND state IN ('planned', 'in_progress') AND x_gone IS NULL ORDER BY state = 'planned', planned_start LIMIT 1",
        )?
        .query_row(params![account.bytes(), number_of(now.today()), me.bytes()], |row| id_at(row, 0))
        .optional()?
        .flatten();
    let Some(visit) = open.map(|id| one::<Visit>(conn, id)).transpose()?.flatten() else { return Ok(None) };
    Ok(of(&types, &visit))
}

/// Of these visits those at which something was left out that should not be, and what.
pub(super) fn missing(conn: &Connection, visits: &[Id]) -> Result<Vec<(Id, Vec<String>)>, StoreError> {
    let types = types(conn)?;
    let asks = types.iter().any(|kind| !kind.retired && kind.steps.contains(['!', '！']));
    if !asks {
        return Ok(Vec::new());
    }
    let mut missing = Vec::new();
    for id in visits {
        let Some(visit) = one::<Visit>(conn, *id)? else { continue };
        let left = of(&types, &visit).map(|steps| steps.missing()).unwrap_or_default();
        if !left.is_empty() {
            missing.push((*id, left));
        }
    }
    Ok(missing)
}
