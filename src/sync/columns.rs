//! Records of one entity as columns: the inside of a chapter of a snapshot.
//!
//! Always holds: what is read is the same records in the same order, with the same versions. A column says a thing once where rows would
//! repeat it; ids lie byte by byte, for their first bytes are alike.

use std::collections::HashMap;

use minicbor::{Decode, Encode};

use super::change::Identity;
use super::log::Cell;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::Value;

/// A record with its versions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// The record.
    pub id: Id,
    /// Its versions.
    pub cells: Vec<Cell>,
}

/// More cells than this are in no chapter; a claim of more is no chapter of ours. (Few bytes can claim a great many: a column of ones.)
const MOST_CELLS: usize = 1 << 20;

/// Versions, each told by the difference to the one before.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
#[cbor(array)]
struct Wrote {
    /// (place in [`Columns::sessions`], for how many).
    #[n(0)]
    sessions: Vec<(u32, u32)>,
    #[n(1)]
    seqs: Vec<i64>,
    #[n(2)]
    stamps: Vec<i64>,
}

/// The values of a column.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
enum Values {
    /// Each is the number 1.
    #[n(0)]
    Ones,
    /// Numbers, each as the difference to the one before.
    #[n(1)]
    Ints(#[n(0)] Vec<i64>),
    #[n(2)]
    Texts(#[n(0)] Vec<String>),
    /// Places in a list of ids.
    #[n(3)]
    Ids(
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        Vec<u8>,
        #[n(1)] Vec<u32>,
    ),
    #[n(4)]
    Mixed(#[n(0)] Vec<Value>),
}

/// One field of all records that have it under their own version.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
struct Column {
    #[n(0)]
    field: u16,
    /// Steps from record to record (0: the same one once more, an element of a set); empty: every record once.
    #[n(1)]
    rows: Vec<u32>,
    /// Empty: no elements.
    #[n(2)]
    elements: Vec<String>,
    #[n(3)]
    values: Values,
}

/// Versions that are not their record's own.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
#[cbor(array)]
struct Others {
    #[n(0)]
    rows: Vec<u32>,
    #[n(1)]
    fields: Vec<u16>,
    #[n(2)]
    elements: Vec<String>,
    #[n(3)]
    values: Vec<Value>,
    #[n(4)]
    wrote: Wrote,
}

/// Records of one entity.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub struct Columns {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The first bytes of all ids, then the second ones, ...
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    ids: Vec<u8>,
    #[n(2)]
    sessions: Vec<u64>,
    #[n(3)]
    wrote: Wrote,
    #[n(4)]
    fields: Vec<Column>,
    #[n(5)]
    others: Others,
}

/// Bytes that are no chapter of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the columns do not fit together")]
pub struct Misfit;

type Read<T> = Result<T, Misfit>;

#[derive(Default)]
struct Writing {
    sessions: Vec<u64>,
    places: HashMap<u64, u32>,
}

impl Writing {
    fn push(&mut self, wrote: &mut Wrote, last: &mut (u64, u64), identity: Identity, stamp: Stamp) {
        let sessions = &mut self.sessions;
        let place = *self.places.entry(identity.session).or_insert_with(|| {
            sessions.push(identity.session);
            sessions.len() as u32 - 1
        });
        match wrote.sessions.last_mut() {
            Some((known, times)) if *known == place => *times += 1,
            _ => wrote.sessions.push((place, 1)),
        }
        wrote.seqs.push(identity.seq.wrapping_sub(last.0) as i64);
        wrote.stamps.push(stamp.0.wrapping_sub(last.1) as i64);
        *last = (identity.seq, stamp.0);
    }
}

/// The version of a record that most of its cells have: that of its being there, else of its first cell.
fn own(row: &Row) -> (Identity, Stamp) {
    let cell = row.cells.iter().find(|cell| cell.field == 0).or(row.cells.first());
    cell.map_or((Identity::default(), Stamp::ZERO), |cell| (cell.identity(), cell.stamp))
}

/// A column while it is gathered: rows and cells.
type Gathered<'r> = Vec<(u32, &'r Cell)>;

fn steps(rows: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut last = 0;
    rows.map(|row| row - std::mem::replace(&mut last, row)).collect()
}

fn values(cells: &Gathered<'_>) -> Values {
    if cells.iter().all(|(_, cell)| cell.value == Value::Int(1)) {
        return Values::Ones;
    }
    if let Some(numbers) = cells.iter().map(|(_, cell)| cell.value.int()).collect::<Option<Vec<i64>>>()
        && cells.iter().all(|(_, cell)| matches!(cell.value, Value::Int(_)))
    {
        let mut last = 0i64;
        return Values::Ints(numbers.into_iter().map(|n| n.wrapping_sub(std::mem::replace(&mut last, n))).collect());
    }
    if cells.iter().all(|(_, cell)| matches!(cell.value, Value::Text(_))) {
        return Values::Texts(cells.iter().map(|(_, cell)| cell.value.str().to_owned()).collect());
    }
    if cells.iter().all(|(_, cell)| matches!(cell.value, Value::Id(_))) {
        let mut known: HashMap<Id, u32> = HashMap::new();
        let mut ids = Vec::new();
        let places = cells.iter().filter_map(|(_, cell)| cell.value.id()).map(|id| {
            *known.entry(id).or_insert_with(|| {
                ids.extend_from_slice(id.bytes());
                (ids.len() / 16 - 1) as u32
            })
        });
        let places = places.collect();
        return Values::Ids(ids, places);
    }
    Values::Mixed(cells.iter().map(|(_, cell)| cell.value.clone()).collect())
}

impl Columns {
    /// Of these records.
    pub fn of(entity: u16, rows: &[Row]) -> Columns {
        let mut ids = vec![0; rows.len() * 16];
        let mut writing = Writing::default();
        let mut wrote = Wrote::default();
        let mut last = (0, 0);
        let mut columns: Vec<(u16, Gathered<'_>)> = Vec::new();
        let mut others = Others::default();
        let mut apart: Gathered<'_> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            for (plane, byte) in row.id.bytes().iter().enumerate() {
                ids[plane * rows.len() + at] = *byte;
            }
            let (identity, stamp) = own(row);
            writing.push(&mut wrote, &mut last, identity, stamp);
            for cell in &row.cells {
                if cell.identity() != identity || cell.stamp != stamp || cell.value.is_null() {
                    apart.push((at as u32, cell));
                    continue;
                }
                match columns.iter_mut().find(|(field, _)| *field == cell.field) {
                    Some((_, cells)) => cells.push((at as u32, cell)),
                    None => columns.push((cell.field, vec![(at as u32, cell)])),
                }
            }
        }
        columns.sort_by_key(|(field, _)| *field);
        let fields = columns.into_iter().map(|(field, cells)| {
            let whole = cells.len() == rows.len() && cells.iter().enumerate().all(|(at, (row, _))| at as u32 == *row);
            let plain = cells.iter().all(|(_, cell)| cell.element.is_none());
            Column {
                field,
                rows: if whole { Vec::new() } else { steps(cells.iter().map(|(row, _)| *row)) },
                elements: if plain { Vec::new() } else { elements(&cells) },
                values: values(&cells),
            }
        });
        let fields = fields.collect();
        let mut last = (0, 0);
        for (_, cell) in &apart {
            others.fields.push(cell.field);
            others.values.push(cell.value.clone());
            writing.push(&mut others.wrote, &mut last, cell.identity(), cell.stamp);
        }
        others.elements =
            if apart.iter().all(|(_, cell)| cell.element.is_none()) { Vec::new() } else { elements(&apart) };
        others.rows = steps(apart.iter().map(|(row, _)| *row));
        Columns { entity, ids, sessions: writing.sessions, wrote, fields, others }
    }

    /// The records in them.
    pub fn rows(self) -> Read<Vec<Row>> {
        let count = self.wrote.seqs.len();
        if self.ids.len() != count * 16 || count > MOST_CELLS {
            return Err(Misfit);
        }
        let own = versions(self.wrote, &self.sessions, count)?;
        let mut rows = Vec::with_capacity(count);
        let each = if count.saturating_mul(self.fields.len()) <= MOST_CELLS { self.fields.len() } else { 0 };
        let mut room = MOST_CELLS;
        for at in 0..count {
            let mut bytes = [0; 16];
            for (plane, byte) in bytes.iter_mut().enumerate() {
                *byte = self.ids[plane * count + at];
            }
            let id = Id::from_slice(&bytes).ok_or(Misfit)?;
            rows.push(Row { id, cells: Vec::with_capacity(each) });
        }
        for column in self.fields {
            let many = if column.rows.is_empty() { count } else { column.rows.len() };
            room = room.checked_sub(many).ok_or(Misfit)?;
            if !column.elements.is_empty() && column.elements.len() != many {
                return Err(Misfit);
            }
            let mut elements = column.elements.into_iter();
            let mut steps = column.rows.into_iter();
            let whole = steps.len() == 0;
            let mut at = 0usize;
            let mut next = |n: usize| -> Read<usize> {
                at = if whole { n } else { at.checked_add(steps.next().ok_or(Misfit)? as usize).ok_or(Misfit)? };
                if at < count { Ok(at) } else { Err(Misfit) }
            };
            let mut put = |n: usize, value: Value| -> Read<()> {
                let at = next(n)?;
                let (identity, stamp) = own[at];
                let element = elements.next().filter(|element| !element.is_empty());
                let (session, seq) = (identity.session, identity.seq);
                rows[at].cells.push(Cell { field: column.field, value, stamp, session, seq, element });
                Ok(())
            };
            match column.values {
                Values::Ones => (0..many).try_for_each(|n| put(n, Value::Int(1)))?,
                Values::Ints(steps) if steps.len() == many => {
                    let mut last = 0i64;
                    for (n, step) in steps.into_iter().enumerate() {
                        last = last.wrapping_add(step);
                        put(n, Value::Int(last))?;
                    }
                }
                Values::Texts(texts) if texts.len() == many => {
                    texts.into_iter().enumerate().try_for_each(|(n, text)| put(n, Value::Text(text)))?;
                }
                Values::Ids(ids, places) if places.len() == many => {
                    for (n, place) in places.into_iter().enumerate() {
                        let from = (place as usize).checked_mul(16).ok_or(Misfit)?;
                        let id = ids.get(from..from + 16).and_then(Id::from_slice).ok_or(Misfit)?;
                        put(n, Value::Id(id))?;
                    }
                }
                Values::Mixed(values) if values.len() == many => {
                    values.into_iter().enumerate().try_for_each(|(n, value)| put(n, value))?;
                }
                _ => return Err(Misfit),
            }
        }
        let others = self.others;
        let many = others.rows.len();
        room.checked_sub(many).ok_or(Misfit)?;
        let fits = others.fields.len() == many && others.values.len() == many;
        if !fits || !(others.elements.is_empty() || others.elements.len() == many) {
            return Err(Misfit);
        }
        let wrote = versions(others.wrote, &self.sessions, many)?;
        let mut elements = others.elements.into_iter();
        let mut at = 0usize;
        let cells = others.rows.into_iter().zip(others.fields).zip(others.values).zip(wrote);
        for (((step, field), value), (identity, stamp)) in cells {
            at = at.checked_add(step as usize).ok_or(Misfit)?;
            let element = elements.next().filter(|element| !element.is_empty());
            let (session, seq) = (identity.session, identity.seq);
            let row = rows.get_mut(at).ok_or(Misfit)?;
            row.cells.push(Cell { field, value, stamp, session, seq, element });
        }
        Ok(rows)
    }
}

fn elements(cells: &Gathered<'_>) -> Vec<String> {
    cells.iter().map(|(_, cell)| cell.element.clone().unwrap_or_default()).collect()
}

fn versions(wrote: Wrote, sessions: &[u64], count: usize) -> Read<Vec<(Identity, Stamp)>> {
    if wrote.seqs.len() != count || wrote.stamps.len() != count {
        return Err(Misfit);
    }
    let mut found = Vec::with_capacity(count);
    let (mut seq, mut stamp) = (0u64, 0u64);
    let mut steps = wrote.seqs.into_iter().zip(wrote.stamps);
    for (place, times) in wrote.sessions {
        let session = *sessions.get(place as usize).ok_or(Misfit)?;
        for _ in 0..times {
            let (seq_step, stamp_step) = steps.next().ok_or(Misfit)?;
            seq = seq.wrapping_add(seq_step as u64);
            stamp = stamp.wrapping_add(stamp_step as u64);
            found.push((Identity { session, seq }, Stamp(stamp)));
        }
    }
    if found.len() == count { Ok(found) } else { Err(Misfit) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            Just(Value::Int(1)),
            any::<i64>().prop_map(Value::Int),
            ".{1,6}".prop_map(Value::Text),
            any::<[u8; 16]>().prop_map(|bytes| Value::Id(Id::from_slice(&bytes).unwrap())),
        ]
    }

    prop_compose! {
        fn cell()(field in 0u16..4, value in value(), stamp in 0u64..3, session in 1u64..3, seq in any::<u64>(),
                  element in proptest::option::of("[a-c]{1,2}")) -> Cell {
            Cell { field, value, stamp: Stamp(stamp), session, seq: seq % 3, element }
        }
    }

    prop_compose! {
        fn row()(id in any::<[u8; 16]>(), cells in proptest::collection::vec(cell(), 0..8)) -> Row {
            Row { id: Id::from_slice(&id).unwrap(), cells }
        }
    }

    fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
        for row in &mut rows {
            row.cells.sort_by_key(|cell| format!("{cell:?}"));
        }
        rows
    }

    proptest! {
        #[test]
        fn columns_read_back_as_the_rows(rows in proptest::collection::vec(row(), 0..20)) {
            let columns = Columns::of(3, &rows);
            let bytes = minicbor::to_vec(&columns).unwrap();
            let again: Columns = minicbor::decode(&bytes).unwrap();
            prop_assert_eq!(sorted(again.rows().unwrap()), sorted(rows));
        }

        #[test]
        fn columns_that_claim_more_than_a_chapter_holds_are_refused(columns in 1u16..9) {
            // A thousand records say little; a column of ones for all of them says nothing.
            let row = |n: u32| Row { id: Id::derived(&[&n.to_le_bytes()]), cells: vec![] };
            let mut claimed = Columns::of(3, &(0..1_000).map(row).collect::<Vec<_>>());
            let ones = |field| Column { field, rows: Vec::new(), elements: Vec::new(), values: Values::Ones };
            claimed.fields = (0..columns * 200).map(ones).collect();
            let fits = usize::from(columns) * 200_000 <= MOST_CELLS;
            prop_assert_eq!(claimed.rows().is_ok(), fits);
        }

        #[test]
        fn columns_that_were_tampered_with_never_panic(
            rows in proptest::collection::vec(row(), 0..8), at in any::<usize>(), byte in any::<u8>(),
        ) {
            let mut bytes = minicbor::to_vec(Columns::of(3, &rows)).unwrap();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(columns) = minicbor::decode::<Columns>(&bytes) {
                let _ = columns.rows();
            }
        }
    }
}
