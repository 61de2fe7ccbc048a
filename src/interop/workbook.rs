//! Workbooks: XLSX and XLS (and ODS, which costs nothing more) to rows of text.
//!
//! Always: a date is `2026-11-24`, a moment `2026-11-24T10:42:00`, a number has no exponent and no `.0`, and what was
//! shown with leading zeros keeps them. A cell far out on an otherwise empty sheet costs no memory. It must not panic on
//! a damaged file, nor choose what a column means.

use super::error::InteropError;
use super::guard::guarded;
use super::{merged, xls_size, zip_size};
use crate::domain::import::source::{Row, TableKind, Trouble, TroubleKind};
use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The format.
    pub kind: TableKind,
    /// The sheets a person can see.
    pub sheets: Vec<String>,
    /// Which of them was read.
    pub sheet: usize,
    /// Its rows that hold anything, without the columns that are empty throughout.
    pub rows: Vec<Row>,
    /// What was noticed.
    pub troubles: Vec<Trouble>,
}

/// Which kind of workbook the bytes are, if any.
pub fn kind_of(bytes: &[u8]) -> Option<TableKind> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(TableKind::Xls);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let head = bytes.get(..200).unwrap_or(bytes);
    let ods = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    Some(if head.windows(ods.len()).any(|window| window == ods) { TableKind::Ods } else { TableKind::Xlsx })
}

/// Reads the sheet of this name or number (from 1); without one, the first visible sheet with two rows or more.
pub fn read(bytes: &[u8], kind: TableKind, sheet: Option<&str>) -> Result<Workbook, InteropError> {
    // The reader is well tested, but a file from anywhere can hold lengths that nobody thought of. A panic inside it is
    // a damaged workbook to us; nothing outlives the closure.
    guarded(|| read_unguarded(bytes, kind, sheet))
        .unwrap_or_else(|| Err(InteropError::BrokenWorkbook { detail: "its structure makes no sense".to_owned() }))
}

fn read_unguarded(bytes: &[u8], kind: TableKind, sheet: Option<&str>) -> Result<Workbook, InteropError> {
    let cursor = Cursor::new(bytes);
    if matches!(kind, TableKind::Xlsx | TableKind::Ods) && zip_size::is_too_much(bytes, kind) {
        return Err(InteropError::TooMuch);
    }
    match kind {
        TableKind::Xlsx => {
            let mut book = Xlsx::new(cursor).map_err(|error| match error {
                XlsxError::Password => InteropError::Locked,
                other => broken(&other),
            })?;
            pick(&visible(book.sheets_metadata()), kind, sheet, |name| xlsx_cells(&mut book, name))
        }
        TableKind::Ods => {
            let mut book = calamine::Ods::new(cursor).map_err(|error| match error {
                calamine::OdsError::Password => InteropError::Locked,
                other => broken(&other),
            })?;
            pick(&visible(book.sheets_metadata()), kind, sheet, |name| {
                range_cells(&book.worksheet_range(name).map_err(|error| broken(&error))?)
            })
        }
        TableKind::Xls | TableKind::Delimited { .. } => {
            if xls_size::is_impossible(bytes) {
                return Err(InteropError::BrokenWorkbook { detail: "a sheet claims an impossible size".to_owned() });
            }
            let mut book = Xls::new(cursor).map_err(|error| match error {
                XlsError::Password => InteropError::Locked,
                // A newer workbook with a password lies inside a container of the old format.
                _ if holds_encrypted_package(bytes) => InteropError::Locked,
                other => broken(&other),
            })?;
            pick(&visible(book.sheets_metadata()), kind, sheet, |name| {
                let cells = range_cells(&book.worksheet_range(name).map_err(|error| broken(&error))?)?;
                merged::carry_down(cells, &book.merge_cells_by_sheet_name(name).unwrap_or_default())
            })
        }
    }
}

fn broken(error: &impl std::fmt::Display) -> InteropError {
    InteropError::BrokenWorkbook { detail: error.to_string() }
}

fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn visible(sheets: &[calamine::Sheet]) -> Vec<String> {
    let shown =
        |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && matches!(sheet.typ, SheetType::WorkSheet);
    sheets.iter().filter(shown).map(|sheet| sheet.name.clone()).collect()
}

/// Each with its row and column, in that order.
pub(super) type Cells = Vec<(u32, u32, Cell)>;

/// Cells of one sheet that hold something.
pub(super) const MOST_CELLS: usize = 4_000_000;

#[derive(Clone)]
pub(super) enum Cell {
    Text(String),
    Error(String),
    /// A formula without its result.
    NotReckoned,
}

fn pick(
    sheets: &[String],
    kind: TableKind,
    asked: Option<&str>,
    mut cells_of: impl FnMut(&str) -> Result<Cells, InteropError>,
) -> Result<Workbook, InteropError> {
    if let Some(asked) = asked {
        let number = asked.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let found = sheets
            .iter()
            .position(|name| name == asked)
            .or_else(|| sheets.iter().position(|name| name.trim().eq_ignore_ascii_case(asked.trim())))
            .or(number.filter(|number| *number < sheets.len()));
        let Some(sheet) = found else {
            return Err(InteropError::NoSuchSheet { asked: asked.to_owned(), sheets: sheets.to_vec() });
        };
        let name = sheets.get(sheet).map(String::as_str).unwrap_or_default();
        return workbook(kind, sheets, sheet, cells_of(name)?, Vec::new());
    }
    let mut chosen: Option<(usize, Cells)> = None;
    let mut others = Vec::new();
    for (index, name) in sheets.iter().enumerate() {
        let cells = cells_of(name)?;
        match &chosen {
            _ if cells.is_empty() => {}
            None => chosen = Some((index, cells)),
            // A cover sheet of one row gives way to the first real table.
            Some((before, few)) if rows_of(few) < 2 && rows_of(&cells) >= 2 => {
                others.push(*before);
                chosen = Some((index, cells));
            }
            Some(_) => others.push(index),
        }
    }
    let Some((sheet, cells)) = chosen else { return Err(InteropError::NoRows) };
    others.sort_unstable();
    workbook(kind, sheets, sheet, cells, others)
}

/// How many rows hold something.
fn rows_of(cells: &Cells) -> usize {
    cells.chunk_by(|one, next| one.0 == next.0).count()
}

fn workbook(
    kind: TableKind,
    sheets: &[String],
    sheet: usize,
    cells: Cells,
    others: Vec<usize>,
) -> Result<Workbook, InteropError> {
    let mut troubles: Vec<Trouble> = others
        .into_iter()
        .filter_map(|index| sheets.get(index))
        .map(|name| Trouble { line: 0, kind: TroubleKind::OtherSheet { name: name.clone() } })
        .collect();
    // Only the columns that hold something, so that one stray cell far to the right costs nothing.
    let mut columns: BTreeMap<u32, usize> = cells.iter().map(|(_, column, _)| (*column, 0)).collect();
    for (index, place) in columns.values_mut().enumerate() {
        *place = index;
    }
    let count = rows_of(&cells);
    if count as u64 * columns.len() as u64 > zip_size::MOST_PLACES {
        return Err(InteropError::TooMuch);
    }
    let mut rows: Vec<Row> = Vec::with_capacity(count);
    for (row, column, cell) in cells {
        let line = row.saturating_add(1);
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(Row { line, cells: vec![String::new(); columns.len()] });
        }
        let place = columns.get(&column).and_then(|index| rows.last_mut()?.cells.get_mut(*index));
        match (cell, place) {
            (Cell::Text(text), Some(place)) => *place = text,
            (Cell::Text(_), None) => {}
            (Cell::Error(text), _) => {
                troubles.push(Trouble { line, kind: TroubleKind::CellError { column: numbered(column), text } });
            }
            (Cell::NotReckoned, _) => {
                troubles.push(Trouble { line, kind: TroubleKind::NotReckoned { column: numbered(column) } });
            }
        }
    }
    Ok(Workbook { kind, sheets: sheets.to_vec(), sheet, rows, troubles })
}

/// A column as people count.
fn numbered(column: u32) -> usize {
    usize::try_from(column).unwrap_or(usize::MAX).saturating_add(1)
}

fn xlsx_cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Cells, InteropError> {
    let mut cells = Cells::new();
    let mut empty = false;
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    let zeros: Vec<usize> = reader.styles().iter().map(zeros_of).collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| broken(&error))? {
        let (row, column) = cell.get_position();
        empty |= matches!(cell.get_value(), DataRef::Empty);
        insert(&mut cells, row, column, text(cell.get_value(), zeros.get(style).copied().unwrap_or(0)))?;
    }
    drop(reader);
    if empty {
        // A formula that cannot be read is no reason to refuse the values, which all were.
        let _only_a_note_is_lost = not_reckoned(book, name, &mut cells);
    }
    // What a file says only for looks is no reason to refuse it.
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    merged::carry_down(in_order(cells), &merged)
}

/// Of the cells without a value, those that hold a formula: the program that wrote them left the reckoning to another.
fn not_reckoned(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, cells: &mut Cells) -> Result<(), InteropError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| broken(&error))? {
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            insert(cells, cell.pos.0, cell.pos.1, Some(Cell::NotReckoned))?;
        }
    }
    Ok(())
}

/// They come in their order, but nobody has to write them so; of two in one place the later holds.
fn in_order(mut cells: Cells) -> Cells {
    let place = |cell: &(u32, u32, Cell)| (cell.0, cell.1);
    if !cells.is_sorted_by(|one, next| place(one) < place(next)) {
        cells.reverse();
        cells.sort_by_key(place);
        cells.dedup_by_key(|cell| place(cell));
    }
    cells
}

fn range_cells(range: &calamine::Range<Data>) -> Result<Cells, InteropError> {
    let mut cells = Cells::new();
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(first_row);
        let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(first_column);
        insert(&mut cells, row, column, text(&DataRef::from_owned(data), 0))?;
    }
    Ok(cells)
}

fn insert(cells: &mut Cells, row: u32, column: u32, cell: Option<Cell>) -> Result<(), InteropError> {
    let Some(cell) = cell else { return Ok(()) };
    if cells.len() == MOST_CELLS {
        return Err(InteropError::TooMuch);
    }
    cells.push((row, column, cell));
    Ok(())
}

/// A way to see owned and borrowed cells as one.
trait FromOwned<'a> {
    fn from_owned(data: &'a Data) -> DataRef<'a>;
}

impl<'a> FromOwned<'a> for DataRef<'a> {
    fn from_owned(data: &'a Data) -> DataRef<'a> {
        match data {
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::String(text) => DataRef::SharedString(text),
            Data::Bool(truth) => DataRef::Bool(*truth),
            Data::DateTime(moment) => DataRef::DateTime(*moment),
            Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
            Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
            Data::Error(error) => DataRef::Error(error.clone()),
            Data::Empty => DataRef::Empty,
        }
    }
}

fn text(cell: &DataRef<'_>, zeros: usize) -> Option<Cell> {
    let text = match cell {
        DataRef::Empty => return None,
        DataRef::Error(error) => return Some(Cell::Error(error.to_string())),
        DataRef::Int(number) => format!("{number:0zeros$}"),
        DataRef::Float(number) => float(*number, zeros),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => moment_text(*moment),
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
    };
    (!text.trim().is_empty()).then_some(Cell::Text(text))
}

/// Fifteen digits are all that a spreadsheet keeps; what stands behind them is noise of the binary number.
fn float(number: f64, zeros: usize) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    // Display never uses an exponent and writes whole numbers without `.0`.
    format!("{rounded:0zeros$}")
}

fn moment_text(moment: ExcelDateTime) -> String {
    if !moment.as_f64().is_finite() {
        return String::new();
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    // 59.999 s is how a binary fraction of a day says a full minute.
    let (hour, minute, second) = match (hour, minute, second, milli) {
        (hour, minute, 59, 500..) if minute < 59 => (hour, minute + 1, 0),
        (hour, 59, 59, 500..) if hour < 23 => (hour + 1, 0, 0),
        other => (other.0, other.1, other.2),
    };
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return if second == 0 {
            format!("{hour:02}:{minute:02}")
        } else {
            format!("{hour:02}:{minute:02}:{second:02}")
        };
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

fn zeros_of(style: &calamine::Style) -> usize {
    style.number_format.as_ref().map_or(0, |format| leading_zeros(&format.format_code))
}

/// `00000` shows a postal code with its leading zeros. Any other number format is only a way of looking at a number.
fn leading_zeros(format: &str) -> usize {
    if format.len() > 1 && format.len() <= 20 && format.bytes().all(|b| b == b'0') { format.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_read_as_a_person_reads_them() {
        let rows = [
            (1.0, 0, "1"),
            (13_805_712_266.0, 0, "13805712266"),
            (8_613_805_712_266.0, 0, "8613805712266"),
            (129.696, 0, "129.696"),
            (-60.704_000_000_000_01, 0, "-60.704"),
            (0.1 + 0.2, 0, "0.3"),
            (1234.0, 5, "01234"),
            (1e20, 0, "100000000000000000000"),
            (0.000_000_1, 0, "0.0000001"),
        ];
        for (number, zeros, expected) in rows {
            assert_eq!(float(number, zeros), expected);
        }
    }

    #[test]
    fn dates_are_iso() {
        let rows = [
            (42852.0, "2017-04-27"),
            (46_350.445_833_333, "2026-11-24T10:42:00"),
            (0.5, "12:00"),
            (60.0, "1900-02-29"),
            (f64::NAN, ""),
        ];
        for (value, expected) in rows {
            assert_eq!(moment_text(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false)), expected);
        }
    }
}
