//! Who should be seen next: the candidates for the scoring in `domain`.
//!
//! In two steps, so that no more rows are read than are shown: all who are due or were promised something are scored by what the
//! indexes alone hold; the best of them are read and scored in full.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::names::place as place_words;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::Proposal;
use crate::domain::cadence::Cadence;
use crate::domain::near::Place;
use crate::domain::usual::Usual;
use crate::domain::who_next::{self, Candidate, DUE_WITHIN, Day, REACH, SetWeights, Weights};
use crate::schema::{Account, Choice, Degrees, Grade, PromisedBy};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::{cadence, day_of, number_of, usual};

/// At most so many are read in full, where very many come out at almost the same sum.
const READ: usize = 200;

/// All who have a reason, as far as the indexes tell.
pub(super) struct Candidates {
    all: Vec<Candidate>,
    places: HashMap<Id, usize>,
}

impl Candidates {
    /// Reads them.
    pub fn read(conn: &Connection, now: &Now) -> Result<Candidates, StoreError> {
        let me = Me::of(conn)?.user;
        let today = number_of(now.today());
        let mut candidates = Candidates { all: Vec::new(), places: HashMap::new() };
        // The cadence is what lies between last visit and next due; a first visit needs only to have one.
        let mut statement = conn.prepare_cached(
            "SELECT id, x_next_due, x_last_visit, grade, owner FROM account INDEXED BY account_by_due
             WHERE x_gone IS NULL AND x_next_due <= ?1",
        )?;
        let mut rows = statement.query([today + DUE_WITHIN])?;
        while let Some(row) = rows.next()? {
            if id_at(row, 4)?.is_some_and(|owner| owner != me) {
                continue;
            }
            let (due, last): (i64, Option<i64>) = (row.get(1)?, row.get(2)?);
            let candidate = candidates.of(id_at(row, 0)?.unwrap_or_default());
            candidate.next_due = day_of(due);
            candidate.last_visit = last.and_then(day_of);
            candidate.cadence = Some(last.map_or(1, |last| due - last));
            candidate.grade = Grade::of(&text_at(row, 3)?);
        }
        let mut statement = conn.prepare_cached(
            "SELECT account, promised_by, min(due) FROM follow_up
             WHERE owner = ?1 AND due <= ?2 AND account IS NOT NULL AND state = 'open' AND x_gone IS NULL
             GROUP BY account, promised_by",
        )?;
        let mut rows = statement.query(params![me.bytes(), today])?;
        while let Some(row) = rows.next()? {
            let due = row.get::<_, Option<i64>>(2)?.and_then(day_of);
            let candidate = candidates.of(id_at(row, 0)?.unwrap_or_default());
            match PromisedBy::of(&text_at(row, 1)?) {
                Some(PromisedBy::Them) => candidate.theirs = earliest(candidate.theirs, due),
                _ => candidate.ours = earliest(candidate.ours, due),
            }
        }
        let mut statement = conn.prepare_cached(
            "SELECT account, min(day) FROM visit INDEXED BY visit_open
             WHERE state IN ('planned', 'in_progress') AND x_gone IS NULL AND day >= ?1 AND account IS NOT NULL GROUP BY account",
        )?;
        let mut rows = statement.query([today])?;
        while let Some(row) = rows.next()? {
            if let Some(candidate) = candidates.known(id_at(row, 0)?) {
                candidate.planned = row.get::<_, Option<i64>>(1)?.and_then(day_of);
            }
        }
        let mut statement = conn.prepare_cached(
            "SELECT account FROM visit INDEXED BY visit_by_owner
             WHERE owner = ?1 AND day = ?2 AND x_gone IS NULL AND state = 'missed' AND account IS NOT NULL",
        )?;
        let mut rows = statement.query(params![me.bytes(), today])?;
        while let Some(row) = rows.next()? {
            if let Some(candidate) = candidates.known(id_at(row, 0)?) {
                candidate.in_vain = true;
            }
        }
        Ok(candidates)
    }

    fn known(&mut self, account: Option<Id>) -> Option<&mut Candidate> {
        let place = account.and_then(|id| self.places.get(&id).copied())?;
        self.all.get_mut(place)
    }

    fn of(&mut self, account: Id) -> &mut Candidate {
        let place = *self.places.entry(account).or_insert_with(|| {
            self.all.push(Candidate { account, ..Candidate::default() });
            self.all.len() - 1
        });
        &mut self.all[place]
    }

    /// Says where those within reach of the stops are.
    fn locate(&mut self, conn: &Connection, route: &[Place], next: Option<Place>) -> Result<(), StoreError> {
        let boxes = route.iter().copied().chain(next).map(|place| place.around(REACH));
        // One box round all: a day's stops lie near each other, and one walk through the index is cheaper than ten.
        let Some((low, high)) = boxes.reduce(|(low, high), (south_west, north_east)| {
            let least = |one: Degrees, other: Degrees| if one < other { one } else { other };
            let most = |one: Degrees, other: Degrees| if one > other { one } else { other };
            (
                Place {
                    latitude: least(low.latitude, south_west.latitude),
                    longitude: least(low.longitude, south_west.longitude),
                },
                Place {
                    latitude: most(high.latitude, north_east.latitude),
                    longitude: most(high.longitude, north_east.longitude),
                },
            )
        }) else {
            return Ok(());
        };
        let mut statement = conn.prepare_cached(
            "SELECT id, latitude, longitude FROM account INDEXED BY account_near
             WHERE x_gone IS NULL AND latitude BETWEEN ?1 AND ?2 AND longitude BETWEEN ?3 AND ?4",
        )?;
        let corners = [low.latitude.0, high.latitude.0, low.longitude.0, high.longitude.0];
        let mut rows = statement.query(corners)?;
        while let Some(row) = rows.next()? {
            let place = id_at(row, 0)?.and_then(|id| self.places.get(&id).copied());
            if let Some(candidate) = place.and_then(|place| self.all.get_mut(place)) {
                let (latitude, longitude) = (Degrees(row.get(1)?), Degrees(row.get(2)?));
                candidate.place = Some(Place { latitude, longitude });
            }
        }
        Ok(())
    }

    /// The best of these, read in full as far as they might be among them.
    fn best(
        &self,
        conn: &Connection,
        near: Option<Place>,
        day: &Day<'_>,
        most: usize,
    ) -> Result<Vec<Proposal>, StoreError> {
        let wanted =
            self.all.iter().filter(|candidate| near.is_none_or(|near| who_next::within_reach(candidate, near)));
        let wanted: Vec<&Candidate> = wanted.collect();
        let cadence = cadence(conn)?;
        who_next::best(&wanted, day, most, READ, |known| full(conn, known, &cadence))
    }
}

/// What the indexes do not tell of a candidate.
fn full(conn: &Connection, known: &Candidate, cadence: &Cadence) -> Result<Option<Candidate>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT name, grade, street, city, cadence, closed_on, merged_into, snoozed_until, opening_hours, x_last_visit, first_due,
            (SELECT max(day) FROM touch t WHERE t.account = a.id AND t.x_gone IS NULL), latitude, longitude
         FROM account a WHERE id = ?1 AND x_gone IS NULL",
    )?;
    let mut rows = statement.query([known.account.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let day = |at: usize| Ok::<_, StoreError>(row.get::<_, Option<i64>>(at)?.and_then(day_of));
    let degrees = |at: usize| Ok::<_, StoreError>(row.get::<_, Option<i32>>(at)?.map(Degrees));
    let account = Account {
        id: known.account,
        name: text_at(row, 0)?,
        grade: Grade::of(&text_at(row, 1)?),
        street: place_words(&text_at(row, 2)?, &text_at(row, 3)?),
        cadence: row.get(4)?,
        closed_on: day(5)?,
        merged_into: id_at(row, 6)?,
        snoozed_until: day(7)?,
        opening_hours: text_at(row, 8)?,
        first_due: day(10)?,
        latitude: degrees(12)?,
        longitude: degrees(13)?,
        ..Account::default()
    };
    Ok(Some(Candidate {
        planned: known.planned,
        in_vain: known.in_vain,
        ours: known.ours,
        theirs: known.theirs,
        last_touch: day(11)?,
        ..Candidate::of(&account, cadence, day(9)?)
    }))
}

fn earliest(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    one.into_iter().chain(other).min()
}

/// The points of each reason: as the rep has set them, else as the company has.
fn weights(conn: &Connection, usual: &Usual) -> Result<Weights, StoreError> {
    Ok(Weights::of(usual.weights.or(company_weights(conn)?)))
}

/// The weights that the company has set.
fn company_weights(conn: &Connection) -> Result<SetWeights, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT name, value FROM setting WHERE x_gone IS NULL AND name LIKE 'weights.%' ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((text_at(row, 0)?, text_at(row, 1)?)))?;
    let settings: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
    Ok(SetWeights::company(settings.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
}

/// What the day is like for a further visit: where its stops lie that are still to come, and how many more it has room for.
fn rest_of_day(conn: &Connection, now: &Now, usual: &Usual) -> Result<(Vec<Place>, u32), StoreError> {
    let me = Me::of(conn)?.user;
    let mut statement = conn.prepare_cached(
        "SELECT v.state, a.latitude, a.longitude FROM visit v JOIN account a ON a.id = v.account
         WHERE v.owner = ?1 AND v.day = ?2 AND v.x_gone IS NULL AND v.state IN ('planned', 'in_progress', 'done')",
    )?;
    let mut rows = statement.query(params![me.bytes(), number_of(now.today())])?;
    let (mut route, mut taken) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        taken += 1;
        let place = row.get::<_, Option<i32>>(1)?.zip(row.get::<_, Option<i32>>(2)?);
        if let Some((latitude, longitude)) = place.filter(|_| text_at(row, 0).is_ok_and(|state| state != "done")) {
            route.push(Place { latitude: Degrees(latitude), longitude: Degrees(longitude) });
        }
    }
    Ok((route, who_next::room(usual.visits_a_day, taken, usual.minutes, now.local())))
}

/// Who should be seen next, and who of them is near the next stop: at most so many of each.
pub(super) fn both(
    conn: &Connection,
    now: &Now,
    next: Option<Place>,
    most: usize,
) -> Result<(Vec<Proposal>, Vec<Proposal>), StoreError> {
    let usual = usual(conn)?;
    let weights = weights(conn, &usual)?;
    let (route, room) = rest_of_day(conn, now, &usual)?;
    let mut candidates = Candidates::read(conn, now)?;
    candidates.locate(conn, &route, next)?;
    let day = Day { now, today: now.today(), weights: &weights, route: &route, room, minutes: usual.minutes };
    let who_next = candidates.best(conn, None, &day, most)?;
    let near = match next {
        Some(place) => candidates.best(conn, Some(place), &Day { route: &[place], ..day }, most)?,
        None => Vec::new(),
    };
    Ok((who_next, near))
}

/// Who should be seen next, and why.
pub(super) fn who_next(conn: &Connection, now: &Now, most: usize) -> Result<Vec<Proposal>, StoreError> {
    Ok(both(conn, now, None, most)?.0)
}
