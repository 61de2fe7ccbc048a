//! Who should be seen next: the candidates for the scoring in `domain`.
//!
//! In two steps, so that no more rows are read than are shown: all who are due or were promised something are scored by what the
//! indexes alone hold; the best of them are read and scored in full.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::names::place as place_words;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::Proposal;
use crate::domain::near::Place;
use crate::domain::who_next::{self, Candidate, DUE_WITHIN, Weights};
use crate::schema::{Account, Choice, Degrees, Grade, PromisedBy};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::{cadence, day_of, number_of};
use crate::store::write::look::one;

/// So many more than are shown are read in full: being shut, snoozed or far away may drop some.
const SPARE: usize = 40;

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
            let place = id_at(row, 0)?.and_then(|id| candidates.places.get(&id).copied());
            if let Some(candidate) = place.and_then(|place| candidates.all.get_mut(place)) {
                candidate.planned = row.get::<_, Option<i64>>(1)?.and_then(day_of);
            }
        }
        Ok(candidates)
    }

    fn of(&mut self, account: Id) -> &mut Candidate {
        let place = *self.places.entry(account).or_insert_with(|| {
            self.all.push(Candidate { account, ..Candidate::default() });
            self.all.len() - 1
        });
        &mut self.all[place]
    }

    /// Says where those within reach of a place are.
    fn locate(&mut self, conn: &Connection, centre: Place, metres: u32) -> Result<(), StoreError> {
        let (low, high) = centre.around(metres);
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

    /// The best by what is known so far, read in full.
    fn best(
        &self,
        conn: &Connection,
        next: Option<Place>,
        within_reach: bool,
        weights: &Weights,
        now: &Now,
        most: usize,
    ) -> Result<Vec<Candidate>, StoreError> {
        let today = now.today();
        let mut scored: Vec<(Reverse<u32>, Id, &Candidate)> = self
            .all
            .iter()
            .filter(|candidate| !within_reach || candidate.place.is_some())
            .map(|candidate| (Reverse(who_next::score(candidate, next, weights, today)), candidate.account, candidate))
            .filter(|(score, ..)| score.0 > 0)
            .collect();
        if scored.len() > most {
            scored.select_nth_unstable_by_key(most, |(score, id, _)| (*score, *id));
            scored.truncate(most);
        }
        let cadence = cadence(conn)?;
        let mut full = Vec::with_capacity(scored.len());
        for (_, id, known) in scored {
            let Some(account) = one::<Account>(conn, id)? else { continue };
            // Who is there for a promise alone was not read with a last visit.
            let last: Option<i64> = conn
                .prepare_cached("SELECT x_last_visit FROM account WHERE id = ?1")?
                .query_row([id.bytes()], |row| row.get(0))?;
            full.push(Candidate {
                street: place_words(&account.street, &account.city),
                planned: known.planned,
                ours: known.ours,
                theirs: known.theirs,
                ..Candidate::of(&account, &cadence, known.last_visit.or(last.and_then(day_of)))
            });
        }
        Ok(full)
    }
}

fn earliest(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    one.into_iter().chain(other).min()
}

/// Who should be seen next, and who of them is near the next stop: at most so many of each.
pub(super) fn both(
    conn: &Connection,
    now: &Now,
    next: Option<Place>,
    most: usize,
) -> Result<(Vec<Proposal>, Vec<Proposal>), StoreError> {
    let weights = Weights::default();
    let mut candidates = Candidates::read(conn, now)?;
    if let Some(place) = next {
        candidates.locate(conn, place, weights.reach)?;
    }
    let best = candidates.best(conn, next, false, &weights, now, most + SPARE)?;
    let who_next = who_next::who_next(&best, next, &weights, now, most);
    let near = match next {
        Some(place) => {
            let best = candidates.best(conn, next, true, &weights, now, most + SPARE)?;
            who_next::near(&best, place, &weights, now, most)
        }
        None => Vec::new(),
    };
    Ok((who_next, near))
}

/// Who should be seen next, and why.
pub(super) fn who_next(conn: &Connection, now: &Now, most: usize) -> Result<Vec<Proposal>, StoreError> {
    Ok(both(conn, now, None, most)?.0)
}
