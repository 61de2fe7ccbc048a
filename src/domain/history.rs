//! A record's history: two sides' lines as one, the record as it was at a moment, and a value brought back.
//!
//! Always holds: bringing back is an ordinary change, made of what is there now.

use std::collections::{BTreeMap, BTreeSet};

use super::act::UndoKind;
use super::ask::{Fate, HistoryLine};
use super::deed::Deed;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{Entity, Value};

/// Fields by number.
pub type Fields = BTreeMap<u16, Value>;

/// What this laptop saw and what the server told, newest first, each once. The server knows more of a line; the laptop knows its own act, and
/// what waits.
pub fn joined(here: Vec<HistoryLine>, there: Vec<HistoryLine>) -> Vec<HistoryLine> {
    let name = |line: &HistoryLine| (line.identity, line.field, line.element.clone(), line.after.to_json().to_string());
    let mut lines: BTreeMap<_, HistoryLine> = there.into_iter().map(|line| (name(&line), line)).collect();
    let told = !lines.is_empty();
    for line in here {
        match lines.get_mut(&name(&line)) {
            Some(known) => {
                known.label = line.label;
                // What a rule made bears no stamp: this laptop knows when it saw it.
                if known.at == Moment::default() {
                    known.at = line.at;
                }
                known.names.extend(line.names);
            }
            // A loser known by its conflict record alone is told by the server with its own name.
            None if line.identity == (0, 0) && told => {}
            None => {
                lines.insert(name(&line), line);
            }
        }
    }
    let mut lines: Vec<HistoryLine> = lines.into_values().collect();
    newest_first(&mut lines);
    note_undos(&mut lines);
    lines
}

/// The id of the act by which another one is taken back, or done again, in a session, for the nth time: it follows from that act, so that whoever
/// sees both in a history knows which of them took back which, on every laptop.
pub fn undo_id(act: Id, kind: UndoKind, session: u64, nth: u32) -> Id {
    let how: &[u8] = if kind == UndoKind::Undo { b"took back" } else { b"did again" };
    Id::derived(&[how, &act.bytes()[..], &session.to_be_bytes(), &nth.to_be_bytes()])
}

/// One act is rarely taken back in one session more often.
const MOST_UNDOS: u32 = 3;

/// So many acts before a line are looked at that set the same field.
const MOST_BEFORE: usize = 30;

/// Notes which lines, newest first, undo or redo an older one; lines of the same moment may be in either order.
pub fn note_undos(lines: &mut [HistoryLine]) {
    let comes_of = |line: &HistoryLine, act: Id| {
        [UndoKind::Undo, UndoKind::Redo]
            .into_iter()
            .find(|how| (0..MOST_UNDOS).any(|nth| undo_id(act, *how, line.identity.0, nth) == line.act))
    };
    let undos = lines.iter().enumerate().map(|(at, line)| {
        let same = |other: &HistoryLine| other.field == line.field && other.element == line.element;
        let newer = lines.iter().take(at).rposition(|other| other.at != line.at).map_or(0, |newer| newer + 1);
        let older = lines.iter().skip(newer).filter(|other| other.act != line.act && same(other));
        older.take(MOST_BEFORE).find_map(|other| comes_of(line, other.act))
    });
    let undos: Vec<_> = undos.collect();
    lines.iter_mut().zip(undos).for_each(|(line, undo)| line.undo = undo);
}

/// Newest first, those of one moment too: that a record was made comes below what it was made with, for that is how it is read.
pub fn newest_first(lines: &mut [HistoryLine]) {
    lines.sort_by(|one, other| {
        let key = |line: &HistoryLine| (line.at, line.identity, line.field);
        key(other).cmp(&key(one)).then_with(|| other.element.cmp(&one.element))
    });
}

/// The fields as they were at a moment, from what they are now and the lines since, newest first.
pub fn at(entity: &Entity, now: &Fields, lines: &[HistoryLine], moment: Moment) -> Fields {
    let mut fields = now.clone();
    for line in lines.iter().take_while(|line| line.at > moment) {
        if matches!(line.fate, Fate::Lost | Fate::Held | Fate::Parked) || line.field == 0 {
            continue;
        }
        let value = put(entity, fields.get(&line.field), line, &line.before);
        fields.insert(line.field, value);
    }
    fields.retain(|_, value| !value.is_null());
    fields
}

/// Whether the record was there at a moment, as far as the lines say.
pub fn was_there(lines: &[HistoryLine], moment: Moment) -> bool {
    let earliest = lines.iter().rfind(|line| line.field == 0 && line.at > moment);
    earliest.is_none_or(|line| !line.before.is_null())
}

/// A field's whole value, once a line's value is put into it.
fn put(entity: &Entity, now: Option<&Value>, line: &HistoryLine, value: &Value) -> Value {
    let is_set = entity.by_number(line.field).is_some_and(|field| field.kind.is_set());
    if !is_set || line.element.is_empty() {
        return value.clone();
    }
    let mut elements: BTreeSet<String> = now.cloned().unwrap_or_default().elements();
    if value.is_null() {
        elements.remove(&line.element);
    } else {
        elements.insert(line.element.clone());
    }
    Value::set(elements)
}

/// The value that a line offers to bring back: the one it set, or, where that stands, the one it replaced. `None`: the record itself.
pub fn offered(entity: &Entity, now: &Fields, line: &HistoryLine) -> Option<Value> {
    entity.by_number(line.field)?;
    let current = now.get(&line.field);
    let set = put(entity, current, line, &line.after);
    if current.unwrap_or(&Value::Null) == &set { Some(put(entity, current, line, &line.before)) } else { Some(set) }
}

/// The deed that brings a line's value back.
pub fn bring_back(entity: &Entity, record: Id, now: &Fields, line: &HistoryLine) -> Option<Deed> {
    let value = offered(entity, now, line)?;
    let seen = now.get(&line.field).cloned().unwrap_or_default();
    let (values, seen) = (vec![(line.field, value)], vec![(line.field, seen)]);
    Some(Deed::Set { entity: entity.number, record, values, seen })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::{By, Label};
    use crate::schema::ACCOUNT;

    fn line(seq: u64, field: &str, element: &str, before: Value, after: Value) -> HistoryLine {
        HistoryLine {
            identity: (9, seq),
            at: Moment::from_millis(seq as i64 * 1000),
            by: By::Me,
            device: String::new(),
            field: ACCOUNT.field(field).unwrap().number,
            element: element.into(),
            before,
            after,
            fate: Fate::Taken,
            merged: false,
            act: Id::NIL,
            undo: None,
            label: Label::default(),
            names: Vec::new(),
        }
    }

    #[test]
    fn lines_of_one_moment_are_newest_first_too() {
        let made = HistoryLine { field: 0, ..line(1, "city", "", Value::Null, Value::Int(1)) };
        let one = |field: &str| line(1, field, "", Value::Null, Value::text(field));
        let later = HistoryLine { at: made.at, ..line(2, "city", "", Value::text("city"), Value::text("Bath")) };
        let fields = |lines: Vec<HistoryLine>| -> Vec<u16> { lines.iter().map(|line| line.field).collect() };
        let number = |field: &str| ACCOUNT.field(field).unwrap().number;
        let order = vec![number("city"), number("city"), number("street"), number("name"), 0];
        let lines = [made.clone(), one("name"), one("city"), later.clone(), one("street")];
        assert_eq!(fields(joined(lines.to_vec(), Vec::new())), order);
        // And so whichever side told which of them.
        assert_eq!(fields(joined(lines[..2].to_vec(), lines[2..].to_vec())), order);
    }

    #[test]
    fn a_line_that_takes_another_back_is_known_by_its_act() {
        let (act, other) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        let set = |seq: u64, field: &str, act: Id| HistoryLine {
            identity: (if seq > 3 { 77 } else { 9 }, seq),
            act,
            ..line(seq, field, "", Value::Null, Value::Null)
        };
        let back = undo_id(act, UndoKind::Undo, 77, 0);
        let again = undo_id(back, UndoKind::Redo, 77, 0);
        let once_more = undo_id(act, UndoKind::Undo, 77, 1);
        // Another session's number, and another act's, are nobody's.
        let (elsewhere, of_other) = (undo_id(act, UndoKind::Undo, 9, 0), undo_id(other, UndoKind::Undo, 77, 0));
        let mut lines = vec![
            set(9, "city", of_other),
            set(8, "city", elsewhere),
            set(7, "city", once_more),
            set(6, "city", again),
            set(5, "street", back),
            set(4, "city", back),
            set(3, "city", act),
        ];
        note_undos(&mut lines);
        let found: Vec<_> = lines.iter().map(|line| line.undo).collect();
        let (took, did) = (Some(UndoKind::Undo), Some(UndoKind::Redo));
        assert_eq!(found, [None, None, took, did, None, took, None]);
        // Of one moment the one that takes back may come below what it takes back.
        let at = Moment::from_millis(1);
        let mut lines = [set(3, "city", act), set(4, "city", back)].map(|line| HistoryLine { at, ..line });
        note_undos(&mut lines);
        assert_eq!(lines.map(|line| line.undo), [None, took]);
    }

    #[test]
    fn a_record_is_seen_as_it_was_and_a_value_comes_back() {
        let text = |text: &str| Value::text(text);
        let lines = vec![
            HistoryLine { fate: Fate::Lost, ..line(5, "city", "", Value::Null, text("Bath")) },
            line(4, "tags", "vip", Value::Null, Value::Int(1)),
            line(3, "city", "", text("Leeds"), text("York")),
            line(2, "city", "", Value::Null, text("Leeds")),
        ];
        let (city, tags) = (ACCOUNT.field("city").unwrap().number, ACCOUNT.field("tags").unwrap().number);
        let now = Fields::from([(city, text("York")), (tags, Value::set(["vip".to_string()]))]);
        let was = |at: i64| super::at(&ACCOUNT, &now, &lines, Moment::from_millis(at));
        assert_eq!(was(9000), now);
        assert_eq!(was(3500), Fields::from([(city, text("York"))]));
        assert_eq!(was(2500), Fields::from([(city, text("Leeds"))]));
        assert_eq!(was(1000), Fields::new());
        let offers: Vec<_> = lines.iter().map(|line| offered(&ACCOUNT, &now, line).unwrap()).collect();
        assert_eq!(offers, [text("Bath"), Value::Null, text("Leeds"), text("Leeds")]);
        let told = vec![HistoryLine { device: "office".into(), ..lines[2].clone() }];
        let both = joined(lines[..3].to_vec(), told);
        assert_eq!((both.len(), both[2].device.as_str()), (3, "office"));
    }
}
