//! Kept figures of an account: its place in the order of names, its last visit, the day it is next due.
//!
//! Always holds: they are computed from the rows in the transaction that changed those rows; so they are never wrong for longer.

use rusqlite::{Connection, OptionalExtension, params};

use super::act_row;
use super::writer::{Durable, Writer};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::pinyin;
use crate::base::text;
use crate::domain::cadence::Cadence;
use crate::domain::usual::Usual;
use crate::domain::who_next::{SetWeights, Weight};
use crate::schema::{ACCOUNT, Account, CONTACT, Record, VISIT};
use crate::store::error::StoreError;
use crate::store::own::{self, OwnKind};
use crate::store::reader::Reader;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;

/// The accounts whose figures follow from this record, before or after it changed.
pub(crate) fn follows_from(before: &Stored, after: &Stored) -> Vec<Id> {
    if after.entity.number == ACCOUNT.number {
        return vec![after.id];
    }
    if after.entity.number != VISIT.number {
        return Vec::new();
    }
    let same = ["account", "state", "day"].iter().all(|name| before.named(name) == after.named(name));
    if same && before.visible() == after.visible() {
        return Vec::new();
    }
    [before, after].iter().filter_map(|stored| stored.named("account").id()).collect()
}

/// What a name is ordered by: as it sounds, where it is written in Han characters, so that both scripts stand in one alphabet; then as
/// it is written, so that two that sound alike keep their order.
pub(crate) fn order_key(name: &str) -> String {
    let folded: Vec<char> = text::fold(name).chars().collect();
    let mut key = String::with_capacity(name.len() * 2);
    let mut written = String::new();
    for (c, syllable) in folded.iter().zip(pinyin::syllables(&folded)) {
        match syllable {
            Some(syllable) => {
                key.push_str(syllable);
                key.push(' ');
                written.push(*c);
            }
            None => key.push(*c),
        }
    }
    if !written.is_empty() {
        key.push('\u{1}');
        key.push_str(&written);
    }
    key
}

/// Days between two visits by grade, as this profile has set them.
pub(crate) fn cadence(conn: &Connection) -> Result<Cadence, StoreError> {
    Ok(usual(conn)?.cadence)
}

/// What is usual here, as this profile has set it.
pub(crate) fn usual(conn: &Connection) -> Result<Usual, StoreError> {
    let set = own::get(conn, OwnKind::Setting, USUAL)?;
    let (text, _) = set.unwrap_or_default();
    let (figures, weights) = text.split_once(';').unwrap_or((&text, ""));
    let figures: Vec<u16> = figures.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    let weights = weights.split(' ').filter_map(|set| {
        let (name, points) = set.split_once('=')?;
        Some((Weight::named(name)?, points.parse().ok()?))
    });
    Ok(match figures[..] {
        [a, b, c, none, minutes, visits] => Usual {
            cadence: Cadence { a, b, c, none },
            minutes: minutes.into(),
            visits_a_day: visits.into(),
            weights: weights.fold(SetWeights::default(), |all, (weight, points)| all.with(weight, Some(points))),
        },
        _ => Usual::default(),
    })
}

/// The setting under which it is kept: days for A, B, C and those not graded, the minutes of a visit, the visits of a day; then the weights.
const USUAL: &str = "usual";

impl Writer {
    /// The latest moment, by this laptop's clock, at which something was done here of late.
    pub fn used(&self) -> Result<Option<Moment>, StoreError> {
        act_row::used(&self.conn)
    }

    /// Sets what is usual; where the cadences differ, computes anew when each customer is due.
    pub fn set_usual(&mut self, new: Usual, at: Moment) -> Result<(), StoreError> {
        let before = usual(&self.conn)?;
        if before == new {
            return Ok(());
        }
        self.transact(Durable::Full, |pen, _| {
            let Usual { cadence: Cadence { a, b, c, none }, minutes, visits_a_day, weights } = new;
            let weights: Vec<String> =
                weights.all().map(|(weight, points)| format!("{}={points}", weight.name())).collect();
            let text = format!("{a} {b} {c} {none} {minutes} {visits_a_day};{}", weights.join(" "));
            own::put(pen.conn, OwnKind::Setting, USUAL, &text, at)?;
            if before.cadence == new.cadence {
                return Ok(());
            }
            let mut statement = pen.conn.prepare("SELECT id FROM account")?;
            let all: Vec<Option<Id>> = statement.query_map([], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
            all.into_iter().flatten().try_for_each(|account| settle(pen.conn, account))
        })
    }
}

impl Reader {
    /// What is usual, as this profile has set it.
    pub fn usual(&self) -> Result<Usual, StoreError> {
        usual(self.conn())
    }
}

/// The last days on which an account was seen, the newest first.
fn last_days(conn: &Connection, account: Id) -> Result<Vec<i64>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT DISTINCT day FROM visit WHERE account = ?1 AND state = 'done' AND x_gone IS NULL AND day IS NOT NULL
         ORDER BY day DESC LIMIT ?2",
    )?;
    let days = find.query_map(params![account.bytes(), LAST_VISITS as i64], |row| row.get(0))?;
    Ok(days.collect::<Result<_, _>>()?)
}

/// Computes an account's figures anew where new visits change them.
pub(crate) fn settle_visits(conn: &Connection, account: Id) -> Result<(), StoreError> {
    let days = last_days(conn, account)?;
    let known: Option<(Option<i64>, Option<i64>)> = conn
        .prepare_cached("SELECT last_visit, gap FROM name WHERE record = ?1")?
        .query_row([account.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if known == Some((days.first().copied(), usual_gap(&days))) { Ok(()) } else { settle(conn, account) }
}

/// Computes an account's figures anew.
pub(crate) fn settle(conn: &Connection, account: Id) -> Result<(), StoreError> {
    let days = last_days(conn, account)?;
    let last = days.first().copied();
    let stored = Stored::load(conn, ACCOUNT.number, account)?;
    if !stored.there {
        return Ok(());
    }
    let record = typed::<Account>(&stored);
    let next = cadence(conn)?.next_due(&record, last.and_then(day_of)).map(number_of);
    // Apart: whoever names a column writes all its indexes anew, and names seldom change.
    conn.prepare_cached("UPDATE OR ROLLBACK account SET x_order = ?2 WHERE id = ?1 AND x_order IS NOT ?2")?
        .execute(params![account.bytes(), order_key(&record.name)])?;
    conn.prepare_cached(
        "UPDATE OR ROLLBACK account SET x_last_visit = ?2, x_next_due = ?3
         WHERE id = ?1 AND (x_last_visit IS NOT ?2 OR x_next_due IS NOT ?3)",
    )?
    .execute(params![account.bytes(), last, next])?;
    let bearing = Bearing {
        owner: record.owner.map(|owner| *owner.bytes()),
        latitude: record.latitude.map(|degrees| degrees.0),
        longitude: record.longitude.map(|degrees| degrees.0),
        last_visit: last,
        next_due: next,
        gap: usual_gap(&days),
    };
    keep_bearing(conn, account, &bearing)
}

/// So many of the last days on which a customer was seen tell its rhythm.
const LAST_VISITS: usize = 6;
/// Fewer than these are no rhythm.
const RHYTHM: usize = 3;

/// Days between visits, by the last of them, the newest first.
fn usual_gap(days: &[i64]) -> Option<i64> {
    let (newest, oldest) = (days.first()?, days.last()?);
    (days.len() >= RHYTHM).then(|| (newest - oldest) / (days.len() as i64 - 1))
}

/// What of an account bears on how likely it is meant, beside its names.
#[derive(PartialEq)]
struct Bearing {
    owner: Option<[u8; 16]>,
    latitude: Option<i32>,
    longitude: Option<i32>,
    last_visit: Option<i64>,
    next_due: Option<i64>,
    gap: Option<i64>,
}

fn keep_bearing(conn: &Connection, account: Id, bearing: &Bearing) -> Result<(), StoreError> {
    let known = conn
        .prepare_cached("SELECT owner, latitude, longitude, last_visit, next_due, gap FROM name WHERE record = ?1")?
        .query_row([account.bytes()], |row| {
            Ok(Bearing {
                owner: row.get(0)?,
                latitude: row.get(1)?,
                longitude: row.get(2)?,
                last_visit: row.get(3)?,
                next_due: row.get(4)?,
                gap: row.get(5)?,
            })
        })
        .optional()?;
    if known.is_none_or(|known| known == *bearing) {
        return Ok(());
    }
    new_edition(conn)?;
    conn.prepare_cached(
        "UPDATE OR ROLLBACK name SET owner = ?2, latitude = ?3, longitude = ?4, last_visit = ?5, next_due = ?6, gap = ?7,
            changed = (SELECT edition FROM name_edition) WHERE record = ?1",
    )?
    .execute(params![
        account.bytes(),
        bearing.owner,
        bearing.latitude,
        bearing.longitude,
        bearing.last_visit,
        bearing.next_due,
        bearing.gap
    ])?;
    Ok(())
}

/// Whoever was this user is that one from now on, where it bears on how likely a customer is meant.
pub(crate) fn rename_owner(conn: &Connection, from: Id, to: Id) -> Result<(), StoreError> {
    new_edition(conn)?;
    conn.prepare_cached(
        "UPDATE OR ROLLBACK name SET owner = ?2, changed = (SELECT edition FROM name_edition) WHERE owner = ?1",
    )?
    .execute(params![from.bytes(), to.bytes()])?;
    Ok(())
}

/// What is written from now on is newer than what a reader has.
fn new_edition(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR ROLLBACK name_edition SET edition = edition + 1 WHERE one = 1")?.execute([])?;
    Ok(())
}

/// The typed record of a stored one.
pub(crate) fn typed<R: Record>(stored: &Stored) -> R {
    R::read(stored.id, &mut |field| stored.field(field.number))
}

/// The day of a stored number.
pub(crate) fn day_of(days: i64) -> Option<chrono::NaiveDate> {
    <Option<chrono::NaiveDate> as crate::schema::FieldType>::get(crate::schema::Value::Int(days))
}

/// A day as it is stored.
pub(crate) fn number_of(day: chrono::NaiveDate) -> i64 {
    crate::schema::FieldType::put(&Some(day)).int().unwrap_or(0)
}

/// Keeps the names and numbers of an account or a contact where they can be read at once.
pub(crate) fn keep_names(conn: &Connection, before: &Stored, after: &Stored) -> Result<(), StoreError> {
    let entity = after.entity.number;
    if entity != ACCOUNT.number && entity != CONTACT.number {
        return Ok(());
    }
    let row = |stored: &Stored| {
        if !stored.visible() {
            return (String::new(), String::new(), None, None);
        }
        let mut names = vec![stored.named("name").str().to_owned()];
        names.extend(stored.named("other_names").elements());
        let digits: Vec<String> =
            stored.named("phones").elements().iter().map(|phone| crate::base::phone::digits(phone)).collect();
        let grade = stored.named("grade");
        let account = stored.named("account").id();
        (names.join("\n"), digits.join("\n"), account, (!grade.is_null()).then(|| grade.str().to_owned()))
    };
    let (names, digits, account, grade) = row(after);
    if before.there && row(before) == (names.clone(), digits.clone(), account, grade.clone()) {
        return Ok(());
    }
    new_edition(conn)?;
    // Two statements, since one with ON CONFLICT DO UPDATE needs a savepoint (see the triggers).
    let update = "UPDATE OR ROLLBACK name SET account = ?3, names = ?4, digits = ?5, grade = ?6,
        changed = (SELECT edition FROM name_edition), entity = ?2 WHERE record = ?1";
    let insert = "INSERT OR ROLLBACK INTO name (record, entity, account, names, digits, grade, changed)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT edition FROM name_edition))";
    let account = account.map(|id| *id.bytes());
    let values = params![after.id.bytes(), entity, account, names, digits, grade];
    if !before.there || conn.prepare_cached(update)?.execute(values)? == 0 {
        conn.prepare_cached(insert)?.execute(values)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::order_key;

    #[test]
    fn names_of_both_scripts_stand_in_one_alphabet() {
        let mut names = ["重庆药行", "Blue Finch", "杭州精工", "安康", "Crédito", "杭州精工二厂", "zeta", "北京"];
        names.sort_by_key(|name| order_key(name));
        assert_eq!(names, ["安康", "北京", "Blue Finch", "重庆药行", "Crédito", "杭州精工", "杭州精工二厂", "zeta"]);
    }
}
