//! Names and addresses of all customers in one text, so that those of a street are found with each letter.
//!
//! Must not be read before somebody looks for a place; it is read anew where something was done or came since.

use rusqlite::Connection;

use super::likely::Edition;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::text::{fold, is_han};
use crate::store::error::StoreError;
use crate::store::record::columns::{id_at, text_at};

/// A line for each customer: its name, street and district in small letters, each word behind a space; 繁 and 简 are one.
#[derive(Debug)]
pub(crate) struct Lying {
    /// What was done and came, and the edition of the names: who goes to another territory changes these alone.
    of: (Edition, i64),
    text: String,
    /// Where each line begins, and whose it is, in the order of their names.
    lines: Vec<(u32, Id)>,
}

impl Lying {
    /// The book's as it is now; what was read before holds where nothing changed since.
    pub fn fresh(before: Option<Lying>, conn: &Connection, names: i64, now: &Now) -> Result<Lying, StoreError> {
        let of = (Edition::read(conn, now)?, names);
        if let Some(lying) = before.filter(|lying| lying.of == of) {
            return Ok(lying);
        }
        let sql = "SELECT id, name, street, district FROM account INDEXED BY account_addresses WHERE x_gone IS NULL
             ORDER BY x_order, id";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut lying = Lying { of, text: String::new(), lines: Vec::new() };
        while let Some(row) = rows.next()? {
            let Some(id) = id_at(row, 0)? else { continue };
            lying.lines.push((lying.text.len() as u32, id));
            for column in 1..=3 {
                for word in text_at(row, column)?.split_whitespace() {
                    lying.text.push(' ');
                    lying.text.push_str(&fold(word));
                }
            }
            lying.text.push('\n');
        }
        Ok(lying)
    }

    /// Those in whose name and address each of these words stands; of letters as the beginning of a word. In the order of their names.
    pub fn among(&self, words: &str) -> Vec<Id> {
        let wanted = |word: &str| match word.chars().any(is_han) {
            true => fold(word),
            false => format!(" {}", fold(word)),
        };
        let words: Vec<String> = words.split_whitespace().map(wanted).collect();
        // The longest stands in the fewest.
        let Some(longest) = words.iter().max_by_key(|word| word.len()) else { return Vec::new() };
        let mut found = Vec::new();
        let mut last = None;
        for (at, _) in self.text.match_indices(longest.as_str()) {
            let line = self.lines.partition_point(|(from, _)| *from as usize <= at);
            if last.replace(line) == Some(line) {
                continue;
            }
            let Some((from, id)) = line.checked_sub(1).and_then(|line| self.lines.get(line)) else { continue };
            let to = self.lines.get(line).map_or(self.text.len(), |(next, _)| *next as usize);
            let text = self.text.get(*from as usize..to).unwrap_or_default();
            if words.iter().all(|word| text.contains(word.as_str())) {
                found.push(*id);
            }
        }
        found
    }
}
