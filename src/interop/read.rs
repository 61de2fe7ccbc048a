//! A file's bytes to what it holds: tells the kind by the content first and by the name only where that is silent.
//!
//! Always: bytes of any kind give a source or a typed error, never a panic. It must not open files.

use super::error::InteropError;
use super::{delimited, encoding, header, vcard, workbook};
use crate::domain::import::source::{Row, Source, Table, TableKind, Trouble, TroubleKind};

/// Reads a whole file. `name` is its name or path, `sheet` the name or number (from 1) of a workbook's sheet.
pub fn read(bytes: &[u8], name: &str, sheet: Option<&str>) -> Result<Source, InteropError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InteropError::Empty);
    }
    if let Some(kind) = workbook::kind_of(bytes) {
        let book = workbook::read(bytes, kind, sheet)?;
        let mut table = table(book.kind, book.rows, book.troubles)?;
        table.sheets = book.sheets;
        table.sheet = Some(book.sheet);
        return Ok(Source::Table(table));
    }
    if let Some(looks_like) = foreign(bytes) {
        return Err(InteropError::NotATable { looks_like });
    }
    let decoded = encoding::decode(bytes);
    let text = decoded.text.trim_start_matches('\u{feff}');
    let start: String = text.trim_start().chars().take(1000).collect::<String>().to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<table") {
        return Err(InteropError::WebPage);
    }
    if start.starts_with("<?xml") {
        return Err(InteropError::NotATable { looks_like: "looks-like-xml" });
    }
    let mut troubles = Vec::new();
    if decoded.replaced > 0 {
        troubles.push(Trouble { line: 0, kind: TroubleKind::ReplacedCharacters { count: decoded.replaced } });
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    if start.starts_with("begin:vcard") || matches!(extension.as_str(), "vcf" | "vcard") {
        let mut cards = vcard::read(text, decoded.encoding)?;
        troubles.append(&mut cards.troubles);
        cards.troubles = troubles;
        return Ok(Source::Cards(cards));
    }
    // Text is what people type; a file with many other control characters is not.
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd > 3 && odd * 100 > text.chars().count() {
        return Err(InteropError::NotATable { looks_like: "looks-like-data" });
    }
    let expected = matches!(extension.as_str(), "tsv" | "tab").then_some('\t');
    let read = delimited::read(text, expected);
    troubles.extend(read.troubles);
    let mut table = table(TableKind::Delimited { delimiter: read.delimiter }, read.rows, troubles)?;
    table.encoding = Some(decoded.encoding);
    Ok(Source::Table(table))
}

/// Kinds of file that are often dropped on an import by mistake, by their first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF", "looks-like-pdf"),
        (b"\x89PNG", "looks-like-picture"),
        (b"\xFF\xD8\xFF", "looks-like-picture"),
        (b"GIF8", "looks-like-picture"),
        (b"\x1F\x8B", "looks-like-archive"),
        (b"7z\xBC\xAF", "looks-like-archive"),
        (b"Rar!", "looks-like-archive"),
        (b"SQLite format 3\0", "looks-like-database"),
        (b"\x7FELF", "looks-like-program"),
        (b"MZ\x90", "looks-like-program"),
        (b"{\\rtf", "looks-like-document"),
    ];
    KINDS.iter().find(|(begin, _)| bytes.starts_with(begin)).map(|(_, kind)| *kind)
}

fn table(kind: TableKind, rows: Vec<Row>, mut troubles: Vec<Trouble>) -> Result<Table, InteropError> {
    if rows.is_empty() {
        return Err(InteropError::NoRows);
    }
    let found = header::find(rows.iter().map(|row| row.cells.as_slice()));
    let mut rows = rows.into_iter();
    let mut header = Vec::new();
    let mut header_line = None;
    match found {
        header::Found::At(index) => {
            let mut above = None;
            for title in rows.by_ref().take(index) {
                let text = title.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
                let text = text.collect::<Vec<_>>().join(" ");
                troubles.push(Trouble { line: title.line, kind: TroubleKind::TitleLine { text } });
                above = Some(title.cells);
            }
            if let Some(row) = rows.next() {
                header_line = Some(row.line);
                header = header::headings(above.as_deref(), &row.cells);
            }
        }
        header::Found::Nowhere => troubles.push(Trouble { line: 0, kind: TroubleKind::NoHeader }),
    }
    let mut rows: Vec<Row> = rows.collect();
    let named = header.len();
    let width = rows.iter().map(|row| row.cells.len()).chain([named]).max().unwrap_or(named);
    for row in &mut rows {
        let found = row.cells.len();
        let kind = match found.cmp(&named) {
            _ if header_line.is_none() => None,
            std::cmp::Ordering::Less => Some(TroubleKind::ShortRow { found, expected: named }),
            std::cmp::Ordering::Greater => Some(TroubleKind::LongRow { found, expected: named }),
            std::cmp::Ordering::Equal => None,
        };
        troubles.extend(kind.map(|kind| Trouble { line: row.line, kind }));
        row.cells.resize(width, String::new());
    }
    header.resize(width, String::new());
    troubles.sort_by_key(|trouble| trouble.line);
    Ok(Table { kind, encoding: None, sheets: Vec::new(), sheet: None, header, header_line, rows, troubles })
}
