//! What was changed on both sides, with all that somebody needs to decide: both values, who wrote each, where and when, and what stands now.

use rusqlite::{Connection, params};

use super::history::who_set;
use super::records::{name_of, names_in};
use super::sync_view::name_and_account;
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::domain::act::By;
use crate::domain::ask::{ConflictRow, Since, WrittenOn};
use crate::domain::merge::can_merge;
use crate::domain::rules::manages;
use crate::schema::{ACCOUNT, Choice as _, Conflict, ConflictRule, ConflictState, ENTITIES, Key, Kind, Role};
use crate::schema::{Stream, USER, User, Value, entity};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::rows::Stored;
use crate::store::write::clock_row;
use crate::store::write::look::{all, one};
use crate::sync::{Identity, conflict_id};

/// [`Conflict::made_by_a_disk`] as a condition of SQL.
pub(super) const MADE_BY_A_DISK: &str =
    "(rule IS 'repaired' AND lost_by IS won_by AND ifnull(lost_at, 0) = ifnull(won_at, 0))";

/// Open ones first, then the last decided; of each no more than a screen shows.
pub(super) fn first(conn: &Connection, most: i64) -> Result<Vec<ConflictRow>, StoreError> {
    let mut found = which(conn, "r.state = 'open'", most)?;
    found.extend(which(conn, "r.state <> 'open'", 20)?);
    rows(conn, found)
}

/// All that are open.
pub(super) fn open(conn: &Connection) -> Result<Vec<ConflictRow>, StoreError> {
    rows(conn, which(conn, "r.state = 'open'", -1)?)
}

/// Those that a person decides come before those that can only be looked at, the latest first.
fn which(conn: &Connection, state: &str, most: i64) -> Result<Vec<Conflict>, StoreError> {
    let mine = askable(one::<User>(conn, Me::of(conn)?.user)?.as_ref());
    let order = format!("{MADE_BY_A_DISK}, r.lost_at DESC, r.id");
    Ok(all::<Conflict>(conn, &format!("{state}{mine} ORDER BY {order} LIMIT ?1"), params![most])?)
}

/// Which questions are put to me: nobody is asked what he cannot decide. What a colleague may not write is a manager's, and what an admin alone may
/// write an admin's.
pub(super) fn askable(me: Option<&User>) -> String {
    let mut asked = String::new();
    if !me.is_some_and(|me| manages(&me.roles)) {
        asked.push_str(" AND r.rule IS NOT 'parked'");
        // Nor a move that a restored server takes by nobody's word, with who has the customer there.
        let number = |name: &str| ACCOUNT.field(name).map_or(0, |field| field.number);
        let (account, territory, owner) = (ACCOUNT.number, number("territory"), number("owner"));
        asked.push_str(&format!(
            " AND NOT (r.rule IS 'returned' AND r.entity IS {account} AND (r.field IS {territory} OR r.field IS {owner} AND EXISTS (
                SELECT 1 FROM conflict m WHERE m.record = r.record AND m.entity IS {account} AND m.field IS {territory}
                    AND m.rule IS 'returned' AND m.lost_at IS r.lost_at AND m.lost_by IS r.lost_by)))"
        ));
    }
    if !me.is_some_and(|me| me.roles.contains(Role::Admin.word())) {
        for entity in ENTITIES.iter().filter(|entity| entity.stream == Stream::Global) {
            asked.push_str(&format!(" AND r.entity IS NOT {}", entity.number));
        }
    }
    asked
}

fn rows(conn: &Connection, found: Vec<Conflict>) -> Result<Vec<ConflictRow>, StoreError> {
    let mut rows = Vec::with_capacity(found.len());
    for conflict in found {
        let number = conflict.entity.and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
        let record = conflict.record.unwrap_or_default();
        let field = conflict.field.and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
        let declared = entity(number).and_then(|entity| entity.by_number(field));
        let kind = declared.map(|field| field.kind);
        let [base, won, lost] = [&conflict.base, &conflict.won, &conflict.lost].map(|json| match kind {
            Some(kind) if kind.is_set() && !conflict.element.is_empty() => whether_in(&conflict.element, json == "1"),
            kind => value_of(json, kind),
        });
        let key = Key { field, element: conflict.element.clone() };
        let since = since(conn, (number, record, &key), &won)?;
        let names = match declared {
            Some(field) => {
                names_in(conn, field, [&base, &won, &lost].into_iter().chain(since.as_ref().map(|now| &now.value)))?
            }
            None => Vec::new(),
        };
        let by = |user: Option<Id>| user.map(|id| name_of(conn, &USER, id)).transpose().map(Option::unwrap_or_default);
        let on = written_on(conn, &conflict, (number, record, key))?;
        rows.push(ConflictRow {
            id: conflict.id,
            entity: number,
            record,
            name: name_and_account(conn, number, record)?.0,
            field,
            names,
            base,
            won: (won, by(conflict.won_by)?, conflict.won_at),
            lost: (lost, by(conflict.lost_by)?, conflict.lost_at),
            on,
            since,
            made_by_a_disk: conflict.made_by_a_disk(),
            rule: conflict.rule.unwrap_or(ConflictRule::Later),
            state: conflict.state.unwrap_or(ConflictState::Open),
        });
    }
    Ok(rows)
}

/// Of a set's element: that it is in, or not.
fn whether_in(element: &str, is_in: bool) -> Value {
    if is_in { Value::set([element.to_owned()]) } else { Value::Null }
}

/// What the record holds, where it is no longer what won.
fn since(conn: &Connection, of: (u16, Id, &Key), won: &Value) -> Result<Option<Since>, StoreError> {
    let (number, record, key) = of;
    if entity(number).is_none() {
        return Ok(None);
    }
    let stored = Stored::load(conn, number, record)?;
    let value = match stored.value(key) {
        value if key.element.is_empty() => value,
        value => whether_in(&key.element, !value.is_null()),
    };
    if !stored.there || value == *won {
        return Ok(None);
    }
    let version = stored.version_of(key);
    Ok(Some(Since {
        value,
        by: version.map_or(Ok(By::Unknown), |version| who_set(conn, record, version.identity))?,
        at: version.map(|version| version.stamp.moment()).filter(|at| at.millis() > 0),
    }))
}

/// On which laptop what won was written, and what lost; of a colleague's this laptop does not know.
fn written_on(
    conn: &Connection,
    conflict: &Conflict,
    of: (u16, Id, Key),
) -> Result<(WrittenOn, WrittenOn), StoreError> {
    let (me, (number, record, key)) = (Me::of(conn)?.user, of);
    let mut find = conn.prepare_cached("SELECT session, seq, stamp FROM change WHERE record = ?1 AND entity = ?2")?;
    let rows = find.query_map(params![record.bytes(), number], |row| {
        let identity = Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 };
        Ok((identity, Stamp(row.get::<_, i64>(2)? as u64).moment()))
    })?;
    let mine: Vec<(Identity, Moment)> = rows.collect::<Result<_, _>>()?;
    // What was confirmed long ago is not kept here.
    let known_since = clock_row::heard(conn)?.map(|at| at.plus_minutes(-KNOWN_DAYS * 24 * 60));
    // What somebody wrote of a record that was merged into this one the server wrote here in his name: that says nothing of the laptop.
    let known_since = if stands_for_others(conn, number, record)? { None } else { known_since };
    let other = |at: Option<Moment>| match (at, known_since) {
        (Some(at), Some(since)) if at > since => WrittenOn::Other,
        _ => WrittenOn::Unsaid,
    };
    let loser = mine.iter().find(|(identity, _)| conflict_id(number, record, &key, *identity) == conflict.id);
    let lost = match loser {
        _ if conflict.lost_by != Some(me) => WrittenOn::Unsaid,
        Some(_) => WrittenOn::This,
        None => other(conflict.lost_at),
    };
    let winner = mine.iter().any(|one| Some(one) != loser && Some(one.1) == conflict.won_at);
    let won = match winner {
        _ if conflict.won_by != Some(me) => WrittenOn::Unsaid,
        // What a laptop wrote last knew of all that it wrote before: the two sides are never one laptop's.
        true if loser.is_none() => WrittenOn::This,
        _ => other(conflict.won_at),
    };
    Ok((won, lost))
}

/// Whether another record was found to be the same as this one.
fn stands_for_others(conn: &Connection, number: u16, record: Id) -> Result<bool, StoreError> {
    let Some(declared) = entity(number).filter(|_| can_merge(number)) else { return Ok(false) };
    let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{}\" WHERE merged_into = ?1)", declared.name);
    Ok(conn.prepare_cached(&sql)?.query_row([record.bytes()], |row| row.get(0))?)
}

/// For so long the changes of this laptop are surely kept.
const KNOWN_DAYS: i64 = 25;

/// A value kept as JSON; what cannot be read is shown as nothing.
fn value_of(json: &str, kind: Option<Kind>) -> Value {
    let json: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    // Of a field that a later version knows it is shown as it is written.
    let kind = kind.unwrap_or(if json.is_string() { Kind::Text } else { Kind::Number });
    Value::from_json(&json, kind).unwrap_or_default()
}
