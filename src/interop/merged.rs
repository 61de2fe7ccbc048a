//! Cells of a sheet that are merged downwards: what stands in the first of them holds for each row.
//!
//! Must not make a row that is not there, nor carry anything to the right: a title across all columns is one cell.

use std::collections::BTreeMap;

use calamine::Dimensions;

use super::error::InteropError;
use super::workbook::{Cell, Cells, MOST_CELLS};

/// The cells, in their order, with those that are merged downwards filled.
pub(super) fn carry_down(cells: Cells, merged: &[Dimensions]) -> Result<Cells, InteropError> {
    let mut regions = merged.iter().filter(|region| region.end.0 > region.start.0).peekable();
    if regions.peek().is_none() {
        return Ok(cells);
    }
    let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
    let mut room = MOST_CELLS.saturating_sub(cells.len());
    for (row, column, cell) in cells {
        rows.entry(row).or_default().insert(column, cell);
    }
    for region in regions {
        let ((first, column), last) = (region.start, region.end.0);
        let Some(cell) = rows.get(&first).and_then(|row| row.get(&column)).cloned() else { continue };
        for (_, row) in rows.range_mut(first.saturating_add(1)..=last) {
            room = room.checked_sub(1).ok_or(InteropError::TooMuch)?;
            row.entry(column).or_insert_with(|| cell.clone());
        }
    }
    let flat =
        |(row, cells): (u32, BTreeMap<u32, Cell>)| cells.into_iter().map(move |(column, cell)| (row, column, cell));
    Ok(rows.into_iter().flat_map(flat).collect())
}
