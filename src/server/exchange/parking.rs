//! What the server may not or cannot take, and why. Everything else it takes.
//!
//! Always holds: nothing is refused for a clock, for a field that is missing, or for a field, entity or choice that this version does not know.

use std::collections::{HashMap, HashSet};

use super::merged::says_where;
use super::returned::is_owner;
use super::round::{Author, Round};
use super::trust::{settles, weight};
use crate::base::id::Id;
use crate::schema::{ACCOUNT, Class, Field, Key, Kind, MOST_TEXT, Stream, Value, entity};
use crate::server::error::ServerError;
use crate::server::storage::Rec;
use crate::sync::Change;
use crate::sync::log::Reason;

/// The most bytes of a record, its deleted elements too: one that grew for ever could be opened by no laptop, and nothing behind it in its
/// stream either.
pub(super) const MOST_RECORD: usize = 1 << 20;

/// Why a group must wait; `None`: it can be taken. `again`: a server of before had taken it.
pub(in crate::server) fn refusal(
    round: &mut Round<'_>,
    author: Author,
    changes: &[Change],
    again: bool,
) -> Result<Option<Reason>, ServerError> {
    // A group may be long: whatever is looked for in it is looked for once.
    let inside: HashSet<Id> = changes.iter().map(|change| change.record).collect();
    let mut entities: HashMap<Id, u16> = HashMap::with_capacity(inside.len());
    let mut heavy: HashMap<Id, usize> = HashMap::new();
    for change in changes {
        if let Some(reason) = misshapen(change) {
            return Ok(Some(reason));
        }
        let known = *entities.entry(change.record).or_insert(change.entity);
        if known != change.entity || round.is_of_another(change.entity, change.record)? {
            return Ok(Some(Reason::Malformed));
        }
        if !may(round, author, change)? {
            return Ok(Some(Reason::NotAllowed));
        }
        let before = round.record(change.entity, change.record)?;
        let all = heavy.entry(change.record).or_insert_with(|| before.cells.iter().map(weight).sum());
        for field in &change.fields {
            let old = before.held(&field.key).map_or(0, weight);
            *all = (*all + field.value.str().len() + field.key.element.len() + 40).saturating_sub(old);
        }
        if *all > MOST_RECORD {
            return Ok(Some(Reason::TooLong));
        }
        if depends(round, &inside, change, again)? {
            return Ok(Some(Reason::Depends));
        }
    }
    Ok(None)
}

fn misshapen(change: &Change) -> Option<Reason> {
    if change.fields.is_empty() || change.identity.session == 0 || change.identity.seq == 0 {
        return Some(Reason::Malformed);
    }
    change.fields.iter().find_map(|field| shape(change.entity, &field.key, &field.value).err())
}

/// Whether a value can be what a field holds: what a laptop could not store as it is would differ from ours for ever.
pub(super) fn shape(number: u16, key: &Key, value: &Value) -> Result<(), Reason> {
    let declared = entity(number).and_then(|entity| entity.by_number(key.field));
    let long = match value {
        // That some are to be shorter is their author's rule: what an older version of it let pass is taken.
        Value::Text(text) => text.len() > declared.map_or(0, Field::most_bytes).max(MOST_TEXT),
        _ => key.element.len() > MOST_TEXT,
    };
    if long {
        return Err(Reason::TooLong);
    }
    let fits = match declared {
        _ if key.field == 0 => key.element.is_empty() && matches!(value, Value::Null | Value::Int(1)),
        None => !matches!(value, Value::Set(_)),
        Some(known) if known.kind.is_set() => !key.element.is_empty() && matches!(value, Value::Null | Value::Int(1)),
        Some(known) => {
            let kind = match (known.kind, value) {
                (_, Value::Null) => true,
                (Kind::Text | Kind::LongText | Kind::Choice(_), Value::Text(_)) => true,
                (Kind::Text | Kind::LongText | Kind::Choice(_), _) => false,
                (Kind::Ref, value) => matches!(value, Value::Id(_)),
                (_, value) => matches!(value, Value::Int(_)),
            };
            key.element.is_empty() && kind
        }
    };
    if fits { Ok(()) } else { Err(Reason::Malformed) }
}

/// Whether an author may write this. What lies in a territory that he had once is taken too: it was done while he had it.
fn may(round: &mut Round<'_>, author: Author, change: &Change) -> Result<bool, ServerError> {
    if author == Author::SERVER {
        return Ok(true);
    }
    let Some(declared) = entity(change.entity) else { return Ok(true) };
    if declared.class == Class::Written {
        let note = round.record(change.entity, change.record)?;
        return Ok(change.fields.iter().all(|field| settles(&field.key)) && round.may_settle(author.user, &note)?);
    }
    if declared.stream == Stream::Global {
        return Ok(round.has_role(author.user, "admin")?);
    }
    let before = round.record(change.entity, change.record)?;
    if made_before(&before, change) {
        return Ok(true);
    }
    let values = change.fields.iter().map(|field| (&field.key, &field.value));
    if round.draws(author, &before, values)? {
        return Ok(false);
    }
    let territory = ACCOUNT.field("territory").filter(|_| declared.number == ACCOUNT.number);
    let territory = territory.map(|field| Key::field(field.number));
    let moves = change.fields.iter().find(|field| Some(&field.key) == territory.as_ref());
    let Some(to) = moves.and_then(|field| field.value.id()) else { return Ok(true) };
    if round.has_role(author.user, "manager")? || round.has_role(author.user, "admin")? {
        return Ok(true);
    }
    if territory.and_then(|key| before.held(&key).map(|held| held.value.id())) == Some(Some(to)) {
        return Ok(true);
    }
    // Who had it once may still edit it, for he did so while he had it; but not draw it back to himself.
    let had = round.territories_of(author.user)?.iter().any(|(territory, _)| *territory == to);
    Ok(had && round.may_move(author, &before)?)
}

/// Whether a change is the making of a record that was lost with a restored server and of which others gave something back before it: it says who
/// made it, and draws nothing. Anybody can give a making back; so it is one only where whatever it says of the record's place is what stands, or
/// yields to it.
fn made_before(before: &Rec, change: &Change) -> bool {
    let makes = change.fields.iter().any(|field| field.key == Key::RECORD && !field.value.is_null());
    let known = match before.held(&Key::RECORD) {
        Some(held) => held.identity() == change.identity,
        // Something of it came back, but not that it was made.
        None => makes && !before.cells.is_empty(),
    };
    if !known {
        return false;
    }
    let stamp = before.cells.iter().filter(|held| held.identity() == change.identity).map(|held| held.stamp).max();
    let stamp = stamp.unwrap_or(change.stamp);
    // Who has a customer says nothing of where he lies.
    let place = |key: &Key| says_where(change.entity, key) && !is_owner(change.entity, key);
    change.fields.iter().filter(|field| place(&field.key)).all(|field| {
        before.held(&field.key).is_some_and(|held| {
            let yields = field.base != Some(held.identity())
                && held.identity() != change.identity
                && (stamp, change.identity) < (held.stamp, held.identity());
            held.value == field.value || yields
        })
    })
}

/// Whether a change builds upon one that is parked: its base, its record's creation, or what it hangs on; or decides about what the server has not
/// asked (a server of before may have: that is asked again).
fn depends(round: &mut Round<'_>, group: &HashSet<Id>, change: &Change, again: bool) -> Result<bool, ServerError> {
    for field in &change.fields {
        if let Some(base) = field.base
            && round.tx.change(base)?.is_some_and(|base| base.parked.is_some())
        {
            return Ok(true);
        }
    }
    let creates = change.fields.iter().any(|field| field.key == Key::RECORD && !field.value.is_null());
    if !creates && round.record(change.entity, change.record)?.cells.is_empty() && round.tx.is_parked(change.record)? {
        return Ok(true);
    }
    let Some(declared) = entity(change.entity) else { return Ok(false) };
    if declared.class == Class::Written {
        return Ok(!again && round.record(change.entity, change.record)?.held(&Key::RECORD).is_none());
    }
    let Stream::Parent { field } = declared.stream else { return Ok(false) };
    let parent = declared.field(field).map(|field| Key::field(field.number));
    let account =
        change.fields.iter().find(|field| Some(&field.key) == parent.as_ref()).and_then(|field| field.value.id());
    let Some(account) = account.filter(|account| !group.contains(account)) else {
        return Ok(false);
    };
    Ok(round.record(ACCOUNT.number, account)?.cells.is_empty() && round.tx.is_parked(account)?)
}
