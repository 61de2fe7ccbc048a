//! What was found, as it is shown: a name with what was typed marked in it, or the part of a text around the find.

use std::cell::RefCell;

use rusqlite::{Connection, OptionalExtension};

use super::names::place;
use super::records::name_of;
use super::timeline::former_places;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::name::Query;
use crate::base::phone;
use crate::base::text::fold_each;
use crate::base::text::is_han;
use crate::base::width::CUT;
use crate::domain::ask::Hit;
use crate::schema::{ACCOUNT, CONTACT};
use crate::store::error::StoreError;
use crate::store::record::columns::{id_at, text_at};
use crate::store::search::entry::BY_NUMBER;
use crate::store::search::names::{self, Names};
use crate::store::search::said::Said;
use crate::store::write::kept::day_of;
use crate::store::write::look::stands_for;

/// Characters of an excerpt at most, as many as the widest screen shows, and how many of them stand before the find.
const EXCERPT: (usize, usize) = (160, 24);

/// Customers and people whose names answer, best first.
pub(super) fn by_name(
    conn: &Connection,
    names: &RefCell<Names>,
    typed: &str,
    most: usize,
    now: &Now,
) -> Result<Vec<Hit>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let query = Query::new(typed);
    let mut hits = Vec::new();
    for (order, entry) in names.best(typed, most, true) {
        let account = if entry.entity == ACCOUNT.number { Some(entry.record) } else { entry.account };
        // Where the name itself does not answer, another name or a number did: that is what is shown.
        let (shown, marks) = if order == BY_NUMBER {
            let sought = phone::Typed::new(typed);
            let found = entry.numbers().find_map(|stored| sought.place_in(stored).map(|at| (stored, at)));
            found.map(|(number, at)| (number, vec![(at.start, at.end)])).unwrap_or_default()
        } else {
            let marked = entry.all_names().map(|name| (name, names::marked(&query, name)));
            marked.into_iter().find(|(_, marks)| !marks.is_empty()).unwrap_or_default()
        };
        let of = match account {
            Some(account) if entry.entity != ACCOUNT.number => names.name_of(account).unwrap_or_default().to_owned(),
            Some(account) => street_of(conn, account)?,
            None => String::new(),
        };
        hits.push(Hit {
            of,
            formerly: formerly(conn, entry.entity, entry.record)?,
            entity: entry.entity,
            record: entry.record,
            account,
            name: entry.name().to_owned(),
            excerpt: shown.to_owned(),
            marks,
            day: None,
        });
    }
    Ok(hits)
}

/// A customer's street and city.
fn street_of(conn: &Connection, account: Id) -> Result<String, StoreError> {
    let mut find = conn.prepare_cached("SELECT street, city FROM account WHERE id = ?1")?;
    let found = find.query_row([account.bytes()], |row| Ok(place(&text_at(row, 0)?, &text_at(row, 1)?))).optional()?;
    Ok(found.unwrap_or_default())
}

/// The names of the customers where a person worked before.
fn formerly(conn: &Connection, entity: u16, record: Id) -> Result<Vec<String>, StoreError> {
    if entity != CONTACT.number {
        return Ok(Vec::new());
    }
    let sql = "SELECT formerly_at, account FROM contact WHERE id = ?1 AND formerly_at IS NOT NULL";
    let found =
        conn.prepare_cached(sql)?.query_row([record.bytes()], |row| Ok((row.get(0)?, id_at(row, 1)?))).optional()?;
    let (places, now_at): (Vec<u8>, Option<Id>) = found.unwrap_or_default();
    let now_at = now_at.map(|account| stands_for(conn, ACCOUNT.number, account)).transpose()?;
    // A set of references is its ids one after the other.
    let places = places.chunks_exact(16).filter_map(Id::from_slice);
    Ok(former_places(conn, places, now_at)?.into_iter().map(|former| former.name).collect())
}

pub(super) fn hit(conn: &Connection, names: &Names, typed: &str, said: &Said) -> Result<Hit, StoreError> {
    let Said { entity, record, account, name, day, text } = said;
    let (entity, record, name) = (*entity, *record, name.clone());
    let account = if entity == ACCOUNT.number { Some(record) } else { *account };
    let name = match account.filter(|_| name.is_empty()) {
        Some(account) => match names.name_of(account) {
            Some(name) => name.to_owned(),
            None => name_of(conn, &ACCOUNT, account)?,
        },
        None => name,
    };
    let of = match account {
        Some(account) if entity == CONTACT.number => names.name_of(account).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let (excerpt, marks) = excerpt(text, typed);
    let formerly = formerly(conn, entity, record)?;
    Ok(Hit { entity, record, account, name, of, formerly, excerpt, marks, day: day.and_then(day_of) })
}

/// The part of a text around the first find, on one line, with the finds marked. It begins and ends at words, and says where it is not
/// the beginning or the end of the text.
fn excerpt(text: &str, typed: &str) -> (String, Vec<(usize, usize)>) {
    let marks = marks(text, typed);
    let first = marks.first().map_or(0, |mark| mark.0);
    let before = text[..first].char_indices().rev().take(EXCERPT.1).last().map_or(first, |(at, _)| at);
    let after = text[before..].char_indices().nth(EXCERPT.0).map_or(text.len(), |(at, _)| before + at);
    let torn = |at: usize| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        letter(text[..at].chars().next_back()) && letter(text[at..].chars().next())
    };
    let before = match text[before..first].find(char::is_whitespace) {
        Some(gap) if torn(before) => before + gap,
        _ => before,
    };
    let found = marks.first().map_or(first, |mark| mark.1).min(after);
    let after = match text[found..after].rfind(char::is_whitespace) {
        Some(gap) if torn(after) => found + gap,
        _ => after,
    };
    let line: String = text[before..after].chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // Only where control characters take as many bytes as a space do the places still fit.
    let fits = line.len() == after - before;
    let inside = line.trim_start();
    let left_out = if before > 0 { CUT } else { "" };
    let shift = |at: usize| at + left_out.len() + inside.len() - before - line.len();
    let marks = marks
        .into_iter()
        .filter(|(from, to)| fits && *from >= before && *to <= after)
        .map(|(from, to)| (shift(from), shift(to)))
        .collect();
    let rest = if after < text.len() { CUT } else { "" };
    (format!("{left_out}{inside}{rest}"), marks)
}

/// Where what was typed stands in a text: each typed word as it is, else (typed by sound) the Han characters that sound so.
fn marks(text: &str, typed: &str) -> Vec<(usize, usize)> {
    let mut folded: Vec<char> = Vec::with_capacity(text.len());
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(text.len());
    fold_each(text, |c, bytes| {
        folded.push(c);
        places.push((bytes.start, bytes.end));
    });
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for word in crate::base::text::fold(typed).split(' ').filter(|word| !word.is_empty()) {
        let word: Vec<char> = word.chars().collect();
        let found = folded.windows(word.len()).enumerate().filter(|(_, window)| *window == word.as_slice());
        let mut any = false;
        for (at, _) in found.take(16) {
            any = true;
            marks.push((places[at].0, places[at + word.len() - 1].1));
        }
        if !any {
            marks.extend(sounding(text, &word.iter().collect::<String>()));
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The first stretch of Han characters that sounds as typed.
fn sounding(text: &str, typed: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        let from = run.as_ptr() as usize - text.as_ptr() as usize;
        debug_assert!(from >= at);
        at = from;
        let found = names::marks(typed, run);
        if !found.is_empty() {
            return found.into_iter().map(|(start, end)| (from + start, from + end)).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_begins_and_ends_at_words() {
        let text = format!("ring the office on Monday, Harbour Dental, {}end", "wants the big one ".repeat(12));
        let (excerpt, marks) = excerpt(&text, "dental");
        assert!(excerpt.starts_with("…on Monday, Harbour Dental, wants"), "{excerpt}");
        assert!(excerpt.ends_with("…") && text.contains(&format!("{} ", excerpt.trim_matches('…'))), "{excerpt}");
        assert_eq!(marks.iter().map(|(from, to)| &excerpt[*from..*to]).collect::<String>(), "Dental");
    }

    #[test]
    fn a_find_is_shown_where_it_stands() {
        for (text, typed, expected) in [
            ("去了，要報價，嫌贵", "报价", "報價"),
            ("met the buyer; likes the A100", "buyer", "buyer"),
            ("Un crédito más", "credito", "crédito"),
            ("见采购，要报价", "baojia", "报价"),
            ("nothing here", "absent", ""),
        ] {
            let (excerpt, marks) = excerpt(text, typed);
            let shown: String = marks.iter().map(|(from, to)| &excerpt[*from..*to]).collect();
            assert_eq!(shown, expected, "{typed} in {text}");
        }
        let long = format!("{}價格表{}", "前".repeat(200), "后".repeat(200));
        let (excerpt, marks) = excerpt(&long, "价格");
        assert_eq!(excerpt.chars().count(), EXCERPT.0 + 2);
        assert_eq!(&excerpt[marks[0].0..marks[0].1], "價格");
    }
}
