//! Looks through a zipped workbook (XLSX, ODS) for what unpacks to more than a table of customers ever holds, before the reader sets memory
//! aside for it.
//!
//! A zip of a few kilobytes can say that it holds a thousand million texts, or unpack to gigabytes; the reader believes it, and
//! running out of memory aborts the process, which `catch_unwind` cannot stop. Everything is unpacked here once, by pieces, and only counted. It must not read
//! values; whatever else is wrong the reader says itself.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::domain::import::source::TableKind;

/// The most that is read of one workbook.
struct Most {
    /// All parts together, unpacked.
    unpacked: u64,
    /// Different texts, as it says or as there are.
    texts: u64,
    /// What repeated cells of an ODS hold together.
    repeated: u64,
}

/// A hundred thousand customers with thirty columns are less than half of it.
const MOST: Most = Most { unpacked: 256 << 20, texts: 2_000_000, repeated: 64 << 20 };

/// Parts of one archive.
const MOST_PARTS: usize = 10_000;

/// Places of one sheet, filled and empty ones: rows times columns.
pub(super) const MOST_PLACES: u64 = 12 << 20;

/// The columns of an ODS sheet, where the reader ends.
const COLUMNS: u64 = 16_384;

/// Whether reading this workbook would take more memory than is to be had.
pub fn is_too_much(bytes: &[u8], kind: TableKind) -> bool {
    is_more_than(&MOST, bytes, kind == TableKind::Ods)
}

fn is_more_than(most: &Most, bytes: &[u8], ods: bool) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    if archive.len() > MOST_PARTS {
        return true;
    }
    let mut left = most.unpacked;
    let mut piece = vec![0; 32 * 1024];
    for number in 0..archive.len() {
        // What the reader cannot open it does not unpack either.
        let Ok(part) = archive.by_index(number) else { continue };
        let mut texts = Texts::default();
        let mut table = OdsTable::default();
        let mut part = part.take(left + 1);
        while let Ok(count) = part.read(&mut piece)
            && count > 0
        {
            let Some(rest) = left.checked_sub(count as u64) else { return true };
            left = rest;
            // Text of two bytes a letter reads like text of one.
            let plain: Vec<u8> = piece[..count].iter().copied().filter(|byte| *byte != 0).collect();
            if if ods { table.takes_more_than(most, &plain) } else { texts.are_more_than(most, &plain) } {
                return true;
            }
        }
    }
    false
}

/// What of a piece belongs together with the next: a tag that is not over.
#[derive(Default)]
struct Tags {
    open: Vec<u8>,
}

/// As much of one tag as is looked at.
const TAG: usize = 4096;

impl Tags {
    /// Each tag without its brackets, with how much text stood before it; a very long one in part.
    fn each(&mut self, piece: &[u8], mut tag: impl FnMut(&[u8], u64)) {
        let mut text = 0;
        for byte in piece {
            match (byte, self.open.is_empty()) {
                (b'<', _) => self.open = vec![b'<'],
                (b'>', false) => {
                    tag(&self.open[1..], text);
                    text = 0;
                    self.open.clear();
                }
                (_, true) => text += 1,
                (_, false) if self.open.len() < TAG => self.open.push(*byte),
                _ => {}
            }
        }
        if text > 0 {
            tag(b"", text);
        }
    }
}

/// The number that an attribute says.
fn attribute(tag: &[u8], name: &[u8]) -> Option<u64> {
    let at = tag.windows(name.len()).position(|window| window == name)? + name.len();
    let digits: Vec<u8> = tag[at..]
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\''))
        .take_while(u8::is_ascii_digit)
        .collect();
    // More digits than a number has are a great number.
    (!digits.is_empty()).then(|| String::from_utf8_lossy(&digits).parse().unwrap_or(u64::MAX))
}

/// The texts of an XLSX.
#[derive(Default)]
struct Texts {
    tags: Tags,
    there: u64,
}

impl Texts {
    fn are_more_than(&mut self, most: &Most, piece: &[u8]) -> bool {
        let (mut there, mut said) = (self.there, 0);
        self.tags.each(piece, |tag, _| {
            let name = tag.split(|byte| matches!(byte, b' ' | b'/' | b'\t' | b'\r' | b'\n')).next().unwrap_or_default();
            let name = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
            match name {
                b"si" => there += 1,
                b"sst" => said = attribute(tag, b"uniqueCount").unwrap_or(0),
                _ => {}
            }
        });
        self.there = there;
        there.max(said) > most.texts
    }
}

/// A sheet of an ODS as the reader lays it out: repeated cells and rows one by one.
#[derive(Default)]
struct OdsTable {
    tags: Tags,
    rows: u64,
    empty_rows: u64,
    width: u64,
    repeat_row: u64,
    row: u64,
    empty: u64,
    /// The cell that is open: how often it is repeated, and what it holds so far.
    cell: Option<(u64, u64)>,
    held: u64,
    /// Some sheet has too many places.
    large: bool,
}

impl OdsTable {
    fn takes_more_than(&mut self, most: &Most, piece: &[u8]) -> bool {
        let mut tags = std::mem::take(&mut self.tags);
        tags.each(piece, |tag, text| self.tag(tag, text));
        self.tags = tags;
        self.large || self.held > most.repeated
    }

    fn tag(&mut self, tag: &[u8], text: u64) {
        if let Some((times, bytes)) = &mut self.cell {
            *bytes += text;
            if *times > 1 {
                self.held = self.held.saturating_add(times.saturating_mul(text));
            }
        }
        let repeated = |name: &[u8]| attribute(tag, name).unwrap_or(1).max(1);
        if tag.starts_with(b"table:table-row") {
            self.repeat_row = repeated(b"number-rows-repeated");
            (self.row, self.empty) = (0, 0);
        } else if tag.starts_with(b"table:table-cell") || tag.starts_with(b"table:covered-table-cell") {
            let times = repeated(b"number-columns-repeated").min(COLUMNS);
            let says = |name: &[u8]| tag.windows(name.len()).any(|window| window == name);
            if says(b"office:") || says(b"formula") {
                self.row = (self.row + std::mem::take(&mut self.empty) + times).min(COLUMNS);
                if times > 1 {
                    self.held = self.held.saturating_add(times.saturating_mul(tag.len() as u64));
                }
                self.cell = Some((times, 0));
            } else {
                self.empty = self.empty.saturating_add(times);
            }
        } else if tag.starts_with(b"/table:table-cell") || tag.starts_with(b"/table:covered-table-cell") {
            self.cell = None;
        } else if tag.starts_with(b"/table:table-row") {
            if self.row == 0 {
                self.empty_rows = self.empty_rows.saturating_add(self.repeat_row);
            } else {
                self.rows =
                    self.rows.saturating_add(std::mem::take(&mut self.empty_rows)).saturating_add(self.repeat_row);
                self.width = self.width.max(self.row);
                self.large |= self.rows.saturating_mul(self.width) > MOST_PLACES;
            }
        } else if tag == b"/table:table" {
            *self = OdsTable { held: self.held, large: self.large, ..OdsTable::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_to_too_much_is_known_before_it_is_read() {
        let sst =
            |attributes: &str, count: usize| format!("<sst {attributes}>{}</sst>", "<si><t>a</t></si>".repeat(count));
        let wide: Vec<u8> = sst(r#"uniqueCount="99999999999""#, 1).bytes().flat_map(|byte| [byte, 0]).collect();
        let row = |repeat: u64, cells: &str| {
            format!(r#"<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>"#)
        };
        let table = |rows: &str| format!("<table:table>{rows}</table:table>").into_bytes();
        let cell = |times: u64, text: &str| {
            let tag = format!(r#"office:value-type="string" table:number-columns-repeated="{times}""#);
            format!(r#"<table:table-cell {tag}><text:p>{text}</text:p></table:table-cell>"#)
        };
        let trailing = r#"<table:table-cell table:number-columns-repeated="16380"/>"#;
        let far = row(1, &cell(100, "a")) + &row(1_000_000, trailing) + &row(1, &cell(1, "b"));
        let long = "x".repeat(10_000);
        let most = Most { unpacked: 1 << 20, texts: 1_000, repeated: 1 << 20 };
        for (what, ods, bytes, expected) in [
            ("a few texts", false, sst(r#"uniqueCount="3""#, 3).into_bytes(), false),
            ("no count", false, sst("", 3).into_bytes(), false),
            ("a count that is not so", false, sst(r#"count="1" uniqueCount = '99999999999'"#, 1).into_bytes(), true),
            ("a count of many digits", false, sst(r#"uniqueCount="99999999999999999999999""#, 1).into_bytes(), true),
            ("the same in two bytes a letter", false, wide, true),
            ("more texts than anybody has", false, sst("", 1_001).into_bytes(), true),
            ("a sheet", true, table(&row(1, &(cell(1, "a") + trailing)).repeat(1_000)), false),
            ("empty rows behind it", true, table(&(row(1, &cell(3, "a")) + &row(1_048_000, trailing))), false),
            ("a row repeated", true, table(&row(1_000_000, &cell(100, "a"))), true),
            ("empty rows between", true, table(&far), true),
            ("a long cell repeated", true, table(&row(1, &cell(16_384, &long))), true),
            ("all that fits", false, vec![b' '; 1 << 20], false),
            ("a byte more", false, vec![b' '; (1 << 20) + 1], true),
        ] {
            assert_eq!(is_more_than(&most, &zipped(&[("xl/sharedStrings.xml", &bytes)]), ods), expected, "{what}");
        }
        let half = vec![b' '; 1 << 19];
        let parts = [("a.xml", half.as_slice()), ("b.xml", &half), ("c.xml", &half)];
        assert!(!is_more_than(&most, &zipped(&parts[..2]), false));
        assert!(is_more_than(&most, &zipped(&parts), false), "all parts together");
    }
}
