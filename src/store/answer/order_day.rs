//! The rest of the day in another order, to be looked at.

use rusqlite::Connection;

use super::visits;
use crate::base::clock::Now;
use crate::domain::ask::{OrderedDay, OrderedStop, VisitRow};
use crate::domain::day;
use crate::domain::day::route::{self, Start, Stop};
use crate::domain::near::Place;
use crate::schema::{Account, VisitState};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::write::kept::usual;
use crate::store::write::look::one;

pub(super) fn order_day(conn: &Connection, now: &Now) -> Result<OrderedDay, StoreError> {
    let me = Me::of(conn)?.user;
    let mut rows = visits::of_day(conn, me, now.today())?;
    day::order(&mut rows);
    let place = |row: &VisitRow| -> Result<Option<Place>, StoreError> {
        let account = row.account.map(|id| one::<Account>(conn, id)).transpose()?.flatten();
        Ok(account.as_ref().and_then(Place::of))
    };
    // One stands where a visit is under way, else where the last one was.
    let was = |row: &&VisitRow| matches!(row.state, VisitState::InProgress | VisitState::Done);
    let last = rows.iter().filter(was).max_by_key(|row| (row.state == VisitState::InProgress, row.start));
    let from = last.map(place).transpose()?.flatten();
    let planned: Vec<VisitRow> = rows.iter().filter(|row| row.state == VisitState::Planned).cloned().collect();
    let mut stops = Vec::with_capacity(planned.len());
    for row in &planned {
        stops.push(Stop { place: place(row)?, agreed: row.start });
    }
    let minutes = i64::from(usual(conn)?.minutes);
    let order = route::order(&stops, &Start { place: from, at: now.at, minutes });
    let as_it_is: Vec<usize> = (0..planned.len()).collect();
    let sum = |route: &[usize]| route::legs(route, &stops, from).into_iter().flatten().sum();
    let legs = route::legs(&order, &stops, from);
    let ordered = order.iter().zip(legs).filter_map(|(at, metres)| Some((planned.get(*at)?, metres)));
    Ok(OrderedDay {
        metres_before: sum(&as_it_is),
        metres: sum(&order),
        by_hand: false,
        stops: ordered.map(|(row, metres)| OrderedStop { row: row.clone(), metres }).collect(),
    })
}
