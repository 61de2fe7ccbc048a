//! What of today's plans and promises bears on how likely a customer is meant; the points themselves are the domain's (`domain::likely`).
//!
//! Always holds: a few short queries by index, so that it can be read anew after every act.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::likely::{Standing, away};
use crate::schema::{Choice, PromisedBy, VisitState};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::{day_of, number_of};

/// What the plans were read of: another one means that they may have changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Edition {
    /// The last stamp of what was done here, and the last row of what arrived. Drafts change neither.
    clock: i64,
    arrived: Option<i64>,
    /// The quarter of an hour, since the next stop is another after a while.
    quarter: i64,
}

impl Edition {
    /// The book's as it is now.
    pub fn read(conn: &Connection, now: &Now) -> Result<Edition, StoreError> {
        let sql = "SELECT last, (SELECT max(place) FROM arrived) FROM clock";
        let (clock, arrived) = conn.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Edition { clock, arrived, quarter: now.at.millis() / 900_000 })
    }
}

/// Today's plans and promises, by customer.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    of: HashMap<Id, Standing>,
}

impl Plans {
    /// Reads my own.
    pub fn read(conn: &Connection, now: &Now) -> Result<Plans, StoreError> {
        let me = Me::of(conn)?.user;
        let today = number_of(now.today());
        let mut plans = Plans::default();
        let mut ahead: Vec<(i64, Id)> = Vec::new();
        let mut statement = conn.prepare_cached(
            "SELECT account, state, planned_start FROM visit INDEXED BY visit_by_owner
             WHERE owner = ?1 AND day = ?2 AND account IS NOT NULL AND x_gone IS NULL",
        )?;
        let mut rows = statement.query(params![me.bytes(), today])?;
        while let Some(row) = rows.next()? {
            let Some(account) = id_at(row, 0)? else { continue };
            match VisitState::of(&text_at(row, 1)?) {
                Some(VisitState::InProgress) => plans.at(account).here = true,
                Some(VisitState::Planned) => {
                    let start: Option<i64> = row.get(2)?;
                    ahead.push((away(start.map(Moment::from_millis), now.at), account));
                }
                Some(VisitState::Done | VisitState::Missed) => plans.at(account).logged = true,
                _ => {}
            }
        }
        ahead.sort_unstable();
        for (away, account) in ahead {
            plans.at(account).planned.get_or_insert(away);
        }
        let mut statement = conn.prepare_cached(
            "SELECT account, promised_by, min(due) FROM follow_up
             WHERE owner = ?1 AND due <= ?2 AND account IS NOT NULL AND state = 'open' AND x_gone IS NULL
             GROUP BY account, promised_by",
        )?;
        let mut rows = statement.query(params![me.bytes(), today])?;
        while let Some(row) = rows.next()? {
            let Some(account) = id_at(row, 0)? else { continue };
            let due = row.get::<_, Option<i64>>(2)?.and_then(day_of);
            match PromisedBy::of(&text_at(row, 1)?) {
                Some(PromisedBy::Them) => plans.at(account).theirs = due,
                _ => plans.at(account).ours = due,
            }
        }
        Ok(plans)
    }

    fn at(&mut self, account: Id) -> &mut Standing {
        self.of.entry(account).or_default()
    }

    /// Where today's stops are, made and to come.
    pub fn stops(&self) -> impl Iterator<Item = Id> {
        let today = |standing: &Standing| standing.here || standing.logged || standing.planned.is_some();
        self.of.iter().filter(move |(_, standing)| today(standing)).map(|(account, _)| *account)
    }

    /// What is known of a customer, with its plans and promises.
    pub fn standing(&self, account: Id, kept: Standing) -> Standing {
        let Some(plan) = self.of.get(&account) else { return kept };
        Standing {
            here: plan.here,
            planned: plan.planned,
            ours: plan.ours,
            theirs: plan.theirs,
            logged: plan.logged,
            ..kept
        }
    }
}
