//! The word index: what of a record is found as words, and the number its row has there.
//!
//! Always holds: a row's number rises with the time of what it indexes, so the newest are found first without sorting. What has no day of its
//! own (addresses and remarks of customers and their people) lies below all that has one: thousands of addresses that came with one import
//! are never walked for a note of today. There the newest come first from below. Words that can be half-typed are kept in a vocabulary
//! beside it (`asking`).

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::search_terms::{Column, index_tokens, pinyin_tokens};
use crate::base::text::is_han;
use crate::schema::{FOLLOW_UP, Search, TOUCH, VISIT, Value};
use crate::store::error::StoreError;
use crate::store::record::rows::Stored;

/// From this number on rows have a day: visits, touches, follow-ups.
pub(crate) const DATED: i64 = 1 << 40;
/// Rows within one minute before they spill over into the day.
const IN_A_MINUTE: i64 = 1 << 10;
const MINUTES: i64 = 1440;

/// The text of a record that words are found in; empty where there is none or it is not to be seen.
pub(crate) fn text_of(stored: &Stored) -> String {
    if !stored.visible() {
        return String::new();
    }
    let values = stored.entity.fields.iter().zip(&stored.values);
    joined(values.filter(|(field, _)| field.search == Search::Words).map(|(_, value)| value))
}

/// The values of the fields in which words are found, as one text.
pub(super) fn joined<'a>(values: impl Iterator<Item = &'a Value>) -> String {
    let mut text = String::new();
    let mut push = |part: &str| {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(part);
    };
    for value in values {
        match value {
            Value::Text(part) => push(part),
            Value::Set(parts) => parts.iter().for_each(|part| push(part)),
            _ => {}
        }
    }
    text
}

/// When it was: the minute where a time is known, else the day. Minutes since 1970.
fn time_of(stored: &Stored) -> (i64, bool) {
    let (moments, days): (&[&str], &[&str]) = match stored.entity.number {
        n if n == VISIT.number => (&["started", "planned_start"], &["day"]),
        n if n == TOUCH.number => (&["at"], &["day"]),
        n if n == FOLLOW_UP.number => (&["promised_at"], &["due"]),
        _ => (&[], &[]),
    };
    let known = |names: &[&str]| names.iter().find_map(|name| stored.named(name).int());
    if let Some(millis) = known(moments) {
        return (millis.max(0) / 60_000, true);
    }
    if let Some(day) = known(days) {
        return (day.clamp(0, 1 << 20) * MINUTES, false);
    }
    let minute = stored.version.stamp.moment().millis().max(0) / 60_000;
    (minute - minute % MINUTES, false)
}

/// A free number for a record's row. Records of one minute are spread by their ids; a minute that is full (an import in which
/// everything happened at noon) spills over its day, so that no long row of taken numbers is ever walked.
fn free_number(stored: &Stored, taken: &mut dyn FnMut(i64) -> Result<bool, StoreError>) -> Result<i64, StoreError> {
    let (minute, exact) = time_of(stored);
    let dated = [VISIT.number, TOUCH.number, FOLLOW_UP.number].contains(&stored.entity.number);
    let number = |time: i64| if dated { DATED + time } else { DATED - 1 - time };
    let id = stored.id.bytes();
    let mut spread = u64::from_le_bytes([id[8], id[9], id[10], id[11], id[12], id[13], id[14], id[15]]);
    let day = (minute - minute % MINUTES) * IN_A_MINUTE;
    for attempt in 0..64 {
        let time = if exact && attempt < 4 {
            minute * IN_A_MINUTE + (spread % IN_A_MINUTE as u64) as i64
        } else {
            day + (spread % (MINUTES * IN_A_MINUTE) as u64) as i64
        };
        if !taken(number(time))? {
            return Ok(number(time));
        }
        spread = spread.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407).rotate_left(23);
    }
    // A day with a million records: walk.
    let mut time = day;
    while taken(number(time))? {
        time += 1;
    }
    Ok(number(time))
}

fn is_taken(conn: &Connection, number: i64) -> Result<bool, StoreError> {
    let row = conn.prepare_cached("SELECT 1 FROM found WHERE word = ?1")?.query_row([number], |_| Ok(())).optional()?;
    Ok(row.is_some())
}

/// Brings the index in line with a record that is about to be saved, and gives its row's number.
pub(crate) fn index(
    conn: &Connection,
    before: &Stored,
    after: &Stored,
    seen: &mut Seen,
) -> Result<Option<i64>, StoreError> {
    let text = text_of(after);
    let same_time = time_of(before) == time_of(after);
    if before.there && same_time && text_of(before) == text {
        return Ok(before.word);
    }
    if let Some(number) = before.word {
        conn.prepare_cached("DELETE FROM word WHERE rowid = ?1")?.execute([number])?;
        conn.prepare_cached("DELETE FROM found WHERE word = ?1")?.execute([number])?;
    }
    if text.is_empty() {
        return Ok(None);
    }
    let kept = before.word.filter(|_| same_time);
    let number = match kept {
        Some(number) => number,
        None => free_number(after, &mut |number| is_taken(conn, number))?,
    };
    let (words, pinyin) = (index_tokens(&text), pinyin_tokens(&text));
    conn.prepare_cached("INSERT INTO word (rowid, words, pinyin) VALUES (?1, ?2, ?3)")?
        .execute(params![number, words, pinyin])?;
    conn.prepare_cached("INSERT OR ROLLBACK INTO found (word, entity, record) VALUES (?1, ?2, ?3)")?
        .execute(params![number, after.entity.number, after.id.bytes()])?;
    for (column, tokens) in [(Column::Words, &words), (Column::Pinyin, &pinyin)] {
        for token in tokens.split(' ').filter(|token| is_kept(column, token)) {
            if seen.insert((column, token.to_owned())) {
                conn.prepare_cached("INSERT OR IGNORE INTO vocabulary (part, token) VALUES (?1, ?2)")?
                    .execute(params![part(column), token])?;
            }
        }
    }
    Ok(Some(number))
}

/// The words already in the vocabulary, as far as one transaction has seen them.
pub(crate) type Seen = HashSet<(Column, String)>;

/// The number of a column in the vocabulary.
pub(super) fn part(column: Column) -> i64 {
    match column {
        Column::Words => 1,
        Column::Pinyin => 2,
    }
}

/// Whether a token can be half-typed: Han characters are whole, and nobody types what begins with a 0 in the pinyin column.
fn is_kept(column: Column, token: &str) -> bool {
    let Some(first) = token.chars().next() else { return false };
    match column {
        Column::Words => !is_han(first) && (token.len() > 1 || first.is_alphabetic()),
        Column::Pinyin => first != '0',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;
    use crate::schema::Key;
    use crate::sync::Version;

    fn visit(seed: u64, started: Option<i64>, day: i64) -> Stored {
        let mut visit = Stored::absent(&VISIT, Id::derived(&[&seed.to_le_bytes()]));
        visit.set(&Key::RECORD, Value::Int(1), Version::default());
        if let Some(started) = started {
            visit.set(&Key::field(7), Value::Int(started), Version::default());
        }
        visit.set(&Key::field(4), Value::Int(day), Version::default());
        visit
    }

    #[test]
    fn numbers_rise_with_time_and_none_is_taken_twice() {
        let mut taken = std::collections::BTreeSet::new();
        let mut give = |stored: &Stored| {
            let number = free_number(stored, &mut |number| Ok(taken.contains(&number))).unwrap();
            assert!(taken.insert(number));
            number
        };
        let noon = 20_000 * 86_400_000 + 43_200_000;
        let early = give(&visit(1, Some(noon), 20_000));
        let late = give(&visit(2, Some(noon + 60_000), 20_000));
        let next_day = give(&visit(3, None, 20_001));
        assert!(early < late && late < next_day);
        let tomorrow = crate::base::clock::Stamp::of(crate::base::clock::Moment::from_millis(noon + 86_400_000));
        let version = Version { stamp: tomorrow, ..Version::default() };
        let mut customer = Stored::absent(&crate::schema::ACCOUNT, Id::derived(&[b"new"]));
        customer.set(&Key::RECORD, Value::Int(1), version);
        assert!(give(&customer) < early, "what has no day lies below");
        let same_minute: Vec<i64> = (10..5_010).map(|seed| give(&visit(seed, Some(noon), 20_000))).collect();
        assert!(same_minute.iter().all(|number| *number < next_day));
    }
}
