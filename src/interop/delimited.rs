//! Text with one character between two cells: CSV, tabs, semicolons, bars.
//!
//! Always: every cell of the text is in exactly one row, and a row knows the line where it begins, also when a cell
//! above it has several lines. It must not drop a row; what is odd is noted as a trouble beside it.

use super::formula_guard::unguard;
use crate::domain::import::source::{Row, Trouble, TroubleKind};

/// The rows of a text, the header among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delimited {
    /// The character between two cells.
    pub delimiter: char,
    /// All rows that hold anything, none padded.
    pub rows: Vec<Row>,
    /// What was noticed.
    pub troubles: Vec<Trouble>,
}

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// How many rows are looked at to tell the delimiter.
const SNIFFED: usize = 200;

/// Reads a text, finding its delimiter. `expected` is tried first where two are equally good (`.tsv`: a tab).
pub fn read(text: &str, expected: Option<char>) -> Delimited {
    // Old Macs end a line by a carriage return alone; line numbers need a line feed.
    let unified = (text.contains('\r') && !text.contains('\n')).then(|| text.replace('\r', "\n"));
    let text = unified.as_deref().unwrap_or(text);
    // Excel's own hint, on a line before the header.
    if let Some((delimiter, length)) = hint(text) {
        let mut read = read_by(text.get(length..).unwrap_or_default(), delimiter, 2);
        read.troubles.sort_by_key(|trouble| trouble.line);
        return read;
    }
    read_by(text, sniff(text, expected), 1)
}

fn hint(text: &str) -> Option<(u8, usize)> {
    let line = text.split('\n').next()?;
    let bare = line.trim().trim_matches('"');
    let delimiter = bare.strip_prefix("sep=").or_else(|| bare.strip_prefix("SEP="))?;
    match delimiter.as_bytes() {
        [one] if DELIMITERS.contains(one) => Some((*one, (line.len() + 1).min(text.len()))),
        [] if line.contains("sep=\t") => Some((b'\t', (line.len() + 1).min(text.len()))),
        _ => None,
    }
}

/// The delimiter that splits the rows most evenly into several cells.
fn sniff(text: &str, expected: Option<char>) -> u8 {
    let expected = expected.and_then(|c| u8::try_from(c).ok()).filter(|c| DELIMITERS.contains(c));
    let mut best = (0.0, expected.unwrap_or(b','));
    for delimiter in expected.into_iter().chain(DELIMITERS) {
        let score = evenness(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

#[expect(clippy::cast_precision_loss, reason = "counts of at most a few thousand")]
fn evenness(text: &str, delimiter: u8) -> f64 {
    let widths: Vec<usize> =
        reader(text, delimiter, true).into_records().take(SNIFFED).map_while(Result::ok).map(|row| row.len()).collect();
    let Some(first) = widths.iter().position(|width| *width > 1) else { return 0.0 };
    let Some(width) = widths.get(first).copied() else { return 0.0 };
    let below = widths.get(first..).unwrap_or_default();
    let even = below.iter().filter(|w| **w == width).count() as f64 / below.len() as f64;
    // Titles may stand above the header, but a delimiter that the header does not have at all is more likely part of
    // the values (a decimal comma).
    let doubt = if first == 0 { 1.0 } else { 0.5 };
    even * even * even * (1.0 + (width as f64).ln()) * doubt
}

fn reader(text: &str, delimiter: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

fn read_by(text: &str, delimiter: u8, first_line: u32) -> Delimited {
    let mut rows = Vec::new();
    let mut troubles = Vec::new();
    let mut lines = Lines { text, seen: 0, line: first_line };
    let mut last_begin = 0;
    let mut reader_rows = reader(text, delimiter, true);
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader_rows.read_record(&mut record) {
        last_begin = lines.begin_of(record.position().map_or(0, csv::Position::byte));
        push(&mut rows, lines.line, &record);
    }
    if text.get(last_begin..).is_some_and(is_open) {
        // One stray quotation mark has swallowed the rest of the file. Read that rest line by line.
        troubles.push(Trouble { line: lines.line, kind: TroubleKind::OpenQuote });
        if !rows.is_empty() {
            rows.pop();
        }
        let rest = text.get(last_begin..).unwrap_or_default();
        let mut lines = Lines { text: rest, seen: 0, line: lines.line };
        let mut reader_rest = reader(rest, delimiter, false);
        while let Ok(true) = reader_rest.read_record(&mut record) {
            lines.begin_of(record.position().map_or(0, csv::Position::byte));
            push(&mut rows, lines.line, &record);
        }
    }
    Delimited { delimiter: char::from(delimiter), rows, troubles }
}

fn push(rows: &mut Vec<Row>, line: u32, record: &csv::StringRecord) {
    if record.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push(Row { line, cells: record.iter().map(|cell| unguard(cell).to_owned()).collect() });
    }
}

/// Whether a record's text ends inside quotation marks. Only a record of several lines can have swallowed anything.
fn is_open(record: &str) -> bool {
    record.trim_end().contains('\n') && record.matches('"').count() % 2 == 1
}

/// Counts lines; the reader's own count stands before the empty lines that it skips.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: u32,
}

impl Lines<'_> {
    /// Moves on to the record that begins at or behind this byte; returns where it really begins.
    fn begin_of(&mut self, byte: u64) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len()).max(self.seen);
        while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
            at += 1;
        }
        let passed = bytes.get(self.seen..at).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.seen = at;
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_lines() {
        let rows = [
            ("a,b\n1,2\n", "1:a|b 2:1|2"),
            ("a,b\r\n\"x\r\ny\",2\r\n3,4", "1:a|b 2:x\r\ny|2 4:3|4"),
            ("\n\na,b\n\n\n1,2\n\n3,4\n\n", "3:a|b 6:1|2 8:3|4"),
            ("a,b\n,\n1,2", "1:a|b 3:1|2"),
            ("a,b\r1,2\r3,4\r", "1:a|b 2:1|2 3:3|4"),
            ("a,b\n1\n2,3,4\n", "1:a|b 2:1 3:2|3|4"),
            ("sep=;\na;b\n1,5;2\n", "2:a|b 3:1,5|2"),
            ("a,b\n'=1+1,'+1-418\n", "1:a|b 2:=1+1|+1-418"),
        ];
        for (text, expected) in rows {
            let rows = read(text, None).rows;
            let found: Vec<_> = rows.iter().map(|row| format!("{}:{}", row.line, row.cells.join("|"))).collect();
            assert_eq!(found.join(" "), expected, "{text:?}");
        }
    }

    #[test]
    fn the_delimiter_is_found() {
        let rows = [
            ("a,b,c\n1,2,3", ','),
            ("a\tb\tc\n1,5\t2,5\t3", '\t'),
            ("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5", ';'),
            ("a|b\n1|2", '|'),
            ("name\nAcme, Leeds\nBell", ','),
            ("名称；电话,地址\n张三,杭州", ','),
            ("a;b\n\"x,y,z\";2\n\"x,y,z\";3", ';'),
            ("customers\n\nname;phone\nA;1\nB;2", ';'),
            ("name,note\nA,x;y;z\nB,x;y;z", ','),
            ("only\none\ncolumn", ','),
        ];
        for (text, delimiter) in rows {
            assert_eq!(read(text, None).delimiter, delimiter, "{text:?}");
        }
    }

    #[test]
    fn one_stray_quote_does_not_swallow_the_rest() {
        let read = read("a,b\n1,2\n\"3,4\n5,6\n7,8\n", None);
        assert_eq!(read.troubles, [Trouble { line: 3, kind: TroubleKind::OpenQuote }]);
        let lines: Vec<_> = read.rows.iter().map(|row| (row.line, row.cells.join("+"))).collect();
        let expected = [(1, "a+b"), (2, "1+2"), (3, "\"3+4"), (4, "5+6"), (5, "7+8")];
        assert_eq!(lines, expected.map(|(line, cells)| (line, cells.to_owned())));
    }
}
