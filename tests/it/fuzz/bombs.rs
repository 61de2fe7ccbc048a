//! Messages that grow: few bytes that become many, short items that become long structs, claims of more than there is. Each is met with
//! real bytes at the limits, and the memory that it takes at once is measured.

use std::io::{Cursor, Write};

use rounds::interop::{self, InteropError};
use rounds::sync::bundle;
use rounds::sync::frame::{Form, MOST_OPEN, MOST_UP_OPEN, open};
use rounds::sync::wire::{Request, Response};

use super::memory::most_of;

const MIB: usize = 1 << 20;

fn head(major: u8, count: usize) -> Vec<u8> {
    let mut bytes = vec![major << 5 | 26];
    bytes.extend_from_slice(&u32::try_from(count).unwrap().to_be_bytes());
    bytes
}

/// `before`, an array of as many `item`s as make so many bytes, `after`.
fn many(before: &[u8], item: &[u8], bytes: usize, after: &[u8]) -> Vec<u8> {
    let count = bytes / item.len();
    [before, &head(4, count), &item.repeat(count), after].concat()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 3).unwrap()
}

/// The eight places of a request up to its groups, and what follows them.
const BEFORE: &[u8] = b"\x88\x01\x05\x80\x80\x80";
const AFTER: &[u8] = b"\x80\x00";
/// The same of an answer, up to its slices.
const SLICES: &[u8] = b"\x87\x01\x05\x00";

/// One slice with these bytes for its entries.
fn slice(entries: &[u8]) -> Vec<u8> {
    [b"\x81\x86\x00\x82\x00\x00\x82\x00\x00\x80", entries, b"\x00"].concat()
}

#[test]
fn what_a_message_takes_of_the_memory_is_bounded() {
    let sizes = [2 * MIB - 100, 7 * MIB];
    let mut bombs: Vec<(String, Vec<u8>)> = Vec::new();
    for size in sizes {
        let mut add = |what: &str, bytes: Vec<u8>| bombs.push((format!("{what}, {size}"), bytes));
        add("groups of nothing", many(BEFORE, b"\x82\x00\x80", size, AFTER));
        let change = b"\x81\x82\x00\x81\x87\x00\x00\x01\x50aaaaaaaaaaaaaaaa\x00\x00";
        add("fields of nothing", many(&[BEFORE, change].concat(), b"\x82\x00\xf6", size, AFTER));
        add("sessions", [&many(b"\x88\x01\x05\x80", b"\x00", size, b"")[..], b"\x80\x80\x80\x00"].concat());
        let entries = slice(&many(b"", b"\x00", size, b""));
        add("entries of nothing", [SLICES, &entries, b"\x80\x80\x00"].concat());
        add("slices cut off", many(SLICES, b"\x80", size, b""));
        let set =
            many(b"\x81\x82\x00\x81\x87\x00\x00\x01\x50aaaaaaaaaaaaaaaa\x00\x00\x81\x82\x00", b"\x61a", size, b"");
        add("a set", [BEFORE, &set, AFTER].concat());
    }
    bombs.push(("zeros".to_owned(), vec![0; 64 * MIB]));
    bombs.push(("arrays in arrays".to_owned(), vec![0x81; MOST_OPEN]));
    for (what, bomb) in &bombs {
        for (body, how) in [(bomb.clone(), "as it is"), (packed(bomb), "packed")] {
            let most = most_of(256 * MIB, || {
                let _ = open::<Request>(&body, Form::Cbor);
                let _ = open::<Response>(&body, Form::Cbor);
                let _ = open::<Request>(&body, Form::Json);
            });
            assert!(most < 192 * MIB, "{what}, {how}: {} MiB", most / MIB);
            println!("{what}, {how}: {} bytes take {} MiB", body.len(), most / MIB);
        }
    }
    // What a laptop really sends of the longest is read.
    let good = many(BEFORE, b"\x82\x00\x80", MOST_UP_OPEN, AFTER);
    assert!(open::<Request>(&packed(&good), Form::Cbor).is_ok());
}

#[test]
fn what_a_bundle_takes_of_the_memory_is_bounded() {
    // Requests of nothing: one byte each.
    let dense = many(b"\x82\x00", b"\x80", 64 * MIB, b"");
    let zeros = vec![0; 300 * MIB];
    for (what, bomb, limit) in [("requests", packed(&dense), 256), ("zeros", packed(&zeros), 800)] {
        let most = most_of(2_048 * MIB, || assert!(bundle::body(&bomb).is_err()));
        assert!(most < limit * MIB, "{what}: {} bytes take {} MiB", bomb.len(), most / MIB);
        println!("{what}: {} bytes take {} MiB", bomb.len(), most / MIB);
    }
}

/// A workbook of one sheet with these bytes for its texts and its cells.
fn workbook(texts: &str, cells: &[u8]) -> Vec<u8> {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        r#"<workbook xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let links = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let sheet = [sheet.as_bytes(), cells, b"</sheetData></worksheet>"].concat();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let root = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    for (name, bytes) in [
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_a_workbook_takes_of_the_memory_is_bounded() {
    let cell = |row: usize, column: &str, text: &str| {
        format!(r#"<row r="{row}"><c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c></row>"#)
    };
    let columns: Vec<String> =
        (0..26 * 26).map(|n| [b'A' + (n / 26) as u8, b'A' + (n % 26) as u8].map(char::from).iter().collect()).collect();
    let diagonal: String = (1..30_000).map(|row| cell(row, &columns[row % columns.len()], "a")).collect();
    let texts = r#"<sst uniqueCount="1"><si><t>a</t></si></sst>"#;
    for (what, bytes) in [
        ("a count of a thousand million texts", workbook(r#"<sst uniqueCount="1000000000"/>"#, b"")),
        ("a count of more than there is memory", workbook(r#"<sst uniqueCount="90000000000000"/>"#, b"")),
        ("a diagonal", workbook(texts, diagonal.as_bytes())),
    ] {
        let most = most_of(512 * MIB, || {
            assert_eq!(interop::read(&bytes, "a.xlsx", None), Err(InteropError::TooMuch), "{what}");
        });
        assert!(most < 128 * MIB, "{what}: {} bytes take {} MiB", bytes.len(), most / MIB);
        println!("{what}: {} bytes take {} MiB", bytes.len(), most / MIB);
    }
    let good = workbook(texts, (cell(1, "A", "name") + &cell(2, "A", "Acme")).as_bytes());
    assert!(interop::read(&good, "a.xlsx", None).is_ok());
}
