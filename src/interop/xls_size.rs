//! Looks through an XLS file for rows, columns and chains that can not be, before the reader sets memory aside for them.
//!
//! An XLS sheet has at most 65,536 rows and 256 columns. The reader believes what a damaged record says and asks for
//! gigabytes, which ends the process where no guard can catch it. Only sizes are looked at here; whatever else is wrong
//! the reader says itself. It must not read values.

/// The most columns of a sheet.
const COLUMNS: u16 = 256;

/// The most rows of a sheet.
const ROWS: u32 = 65_536;

/// Whether some record lies outside every possible sheet.
pub fn is_impossible(bytes: &[u8]) -> bool {
    let Some(container) = Container::of(bytes) else { return false };
    if container.goes_in_circles() {
        return true;
    }
    let stream = ["Workbook", "Book", "WORKBOOK", "BOOK"].into_iter().find_map(|name| container.stream(name));
    stream.is_some_and(|stream| records(&stream).any(|(kind, data)| is_outside(kind, data)) || is_sparse(&stream))
}

/// The reader lays out every cell between the outermost ones: so many at most, where nearly all of them are empty.
const MOST_EMPTY: u64 = 4 << 20;

/// Whether the cells of some sheet lie so far apart that the room between them is not to be had.
fn is_sparse(stream: &[u8]) -> bool {
    let (mut rows, mut columns, mut cells) = (0u64, 0u64, 0u64);
    records(stream).any(|(kind, data)| {
        match kind {
            // A sheet begins.
            0x0809 => (rows, columns, cells) = (0, 0, 0),
            // Cells that hold something.
            0x0006 | 0x00BD | 0x00D6 | 0x00FD | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { return false };
                rows = rows.max(u64::from(row) + 1);
                columns = columns.max(u64::from(column) + 1);
                cells += 1;
            }
            // A sheet ends.
            0x000A => return rows * columns > MOST_EMPTY.max(cells * 64),
            _ => {}
        }
        false
    })
}

fn is_outside(kind: u16, data: &[u8]) -> bool {
    match kind {
        // Dimensions: first row, row behind the last, first column, column behind the last.
        0x0200 => {
            let (first, end, column) = match data.len() {
                10 => (u16_at(data, 0).map(u32::from), u16_at(data, 2).map(u32::from), u16_at(data, 6)),
                _ => (u32_at(data, 0), u32_at(data, 4), u16_at(data, 10)),
            };
            let (Some(first), Some(end), Some(column)) = (first, end, column) else { return false };
            end > ROWS || first > end || column > COLUMNS
        }
        // Cells of every kind begin with their row and column: formula, rich string, several numbers, shared string,
        // blank, number, label, truth, string of a formula's value, compact number.
        0x0006 | 0x00BD | 0x00BE | 0x00D6 | 0x00FD | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
            u16_at(data, 2).is_some_and(|column| column >= COLUMNS)
        }
        _ => false,
    }
}

fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((kind, data))
    })
}

/// The container of an XLS file: a little file system of sectors and chains.
struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    small_sector: usize,
    next: Vec<u32>,
    directory: Vec<u8>,
}

impl<'a> Container<'a> {
    fn of(bytes: &'a [u8]) -> Option<Container<'a>> {
        let power =
            |at: usize| u16_at(bytes, at).filter(|shift| (6..=16).contains(shift)).map(|shift| 1_usize << shift);
        let mut container =
            Container { bytes, sector: power(30)?, small_sector: power(32)?, next: Vec::new(), directory: Vec::new() };
        // The table of chains lies in sectors that the header names, and in further ones chained to it.
        let mut tables: Vec<u32> = (0..109).filter_map(|index| u32_at(bytes, 76 + index * 4)).collect();
        let mut further = u32_at(bytes, 68)?;
        for _ in 0..bytes.len() / container.sector {
            let Some(sector) = container.sector_at(further) else { break };
            let numbers: Vec<u32> = numbers(sector).collect();
            let (last, named) = numbers.split_last()?;
            tables.extend(named);
            further = *last;
        }
        // Greater numbers are marks.
        let tables = tables.into_iter().filter(|table| *table < 0xFFFF_FFFC);
        let next = tables.filter_map(|table| container.sector_at(table)).flat_map(numbers).collect();
        container.next = next;
        container.directory = container.chain(u32_at(bytes, 48)?);
        Some(container)
    }

    fn sector_at(&self, number: u32) -> Option<&'a [u8]> {
        let begin = (usize::try_from(number).ok()?.checked_add(1)?).checked_mul(self.sector)?;
        let end = begin.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(begin..end).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, first: u32) -> Vec<u8> {
        let mut found = Vec::new();
        let mut number = first;
        for _ in 0..self.next.len() {
            let Some(sector) = self.sector_at(number) else { break };
            found.extend_from_slice(sector);
            let Some(next) = usize::try_from(number).ok().and_then(|number| self.next.get(number)) else { break };
            number = *next;
        }
        found
    }

    /// Whether a chain that is read to its end has none: the reader would gather it for ever.
    fn goes_in_circles(&self) -> bool {
        let cutoff = u32_at(self.bytes, 56).unwrap_or_default();
        let entries = self.directory.chunks_exact(128).enumerate();
        // Small streams lie in the first entry's; their numbers are of another table, and their chains end with their length.
        let large = entries.filter(|(at, entry)| *at == 0 || u32_at(entry, 120).is_some_and(|size| size >= cutoff));
        let starts = [u32_at(self.bytes, 48), u32_at(self.bytes, 60)].into_iter();
        let starts = starts.chain(large.map(|(_, entry)| u32_at(entry, 116))).flatten();
        // Which walk came by; what an earlier one went on from has an end.
        let mut walks = vec![0u32; self.next.len()];
        for (walk, first) in (1u32..).zip(starts) {
            let mut at = first as usize;
            while let (Some(before), Some(next)) = (walks.get_mut(at), self.next.get(at)) {
                match std::mem::replace(before, walk) {
                    0 => at = *next as usize,
                    before if before == walk => return true,
                    _ => break,
                }
            }
        }
        false
    }

    fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let entries: Vec<&[u8]> = self.directory.chunks(128).collect();
        let entry = entries.iter().find(|entry| entry.starts_with(&wanted))?;
        let (first, size) = (u32_at(entry, 116)?, usize::try_from(u32_at(entry, 120)?).ok()?);
        let mut found = if size >= usize::try_from(u32_at(self.bytes, 56)?).ok()? {
            self.chain(first)
        } else {
            self.small_chain(first, &self.chain(u32_at(entries.first()?, 116)?))?
        };
        found.truncate(size);
        Some(found)
    }

    /// Streams below 4 KiB lie together in one, in sectors and a table of their own.
    fn small_chain(&self, first: u32, all: &[u8]) -> Option<Vec<u8>> {
        let table = self.chain(u32_at(self.bytes, 60)?);
        let next: Vec<u32> = numbers(&table).collect();
        let mut found = Vec::new();
        let mut number = usize::try_from(first).ok()?;
        for _ in 0..next.len() {
            let begin = number.checked_mul(self.small_sector)?;
            let Some(sector) = all.get(begin..begin.checked_add(self.small_sector)?) else { break };
            found.extend_from_slice(sector);
            let Some(following) = next.get(number) else { break };
            number = usize::try_from(*following).ok()?;
        }
        Some(found)
    }
}

fn numbers(sector: &[u8]) -> impl Iterator<Item = u32> + '_ {
    sector.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().map(|pair| u16::from_le_bytes(*pair))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|four| u32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_outside_a_sheet_are_found() {
        let cell = |column: u16| [[5, 0].as_slice(), &column.to_le_bytes(), &[0; 6]].concat();
        let size = |rows: u32, columns: u16| {
            [[0; 4].as_slice(), &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat()
        };
        for (kind, data, expected) in [
            (0x0203, cell(255), false),
            (0x0203, cell(256), true),
            (0x00FD, cell(60_000), true),
            (0x0042, cell(60_000), false),
            (0x0200, size(65_536, 256), false),
            (0x0200, size(65_537, 1), true),
            (0x0200, size(1, 300), true),
            (0x0200, vec![1, 2], false),
        ] {
            assert_eq!(is_outside(kind, &data), expected, "{kind:x} {data:?}");
        }
    }

    #[test]
    fn a_chain_without_an_end_is_found() {
        let mut bytes = include_bytes!("../../tests/data/import/order_lines.xls").to_vec();
        let first = u32_at(&bytes, 48).unwrap() as usize;
        let table = (u32_at(&bytes, 76).unwrap() as usize + 1) * 512;
        assert!(!Container::of(&bytes).unwrap().goes_in_circles());
        // The directory's sector goes on with itself.
        bytes[table + first * 4..][..4].copy_from_slice(&(first as u32).to_le_bytes());
        assert!(is_impossible(&bytes));
    }

    #[test]
    fn a_cell_far_out_on_an_empty_sheet_is_found() {
        let record =
            |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
        let cell =
            |row: u16, column: u16| record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat());
        let sheet = |cells: Vec<Vec<u8>>| [record(0x0809, &[0; 16]), cells.concat(), record(0x000A, &[])].concat();
        assert!(is_sparse(&sheet(vec![cell(0, 0), cell(65_535, 255)])));
        assert!(!is_sparse(&sheet(vec![cell(0, 0), cell(65_535, 9)])));
        let full = (0..=u16::MAX).flat_map(|row| [cell(row, 0), cell(row, 99)]).collect();
        assert!(!is_sparse(&sheet(full)), "a long list");
        let two = [sheet(vec![cell(65_535, 0)]), sheet(vec![cell(0, 255)])].concat();
        assert!(!is_sparse(&two), "each sheet for itself");
    }

    #[test]
    fn a_whole_file_is_walked() {
        let bytes = include_bytes!("../../tests/data/import/order_lines.xls");
        let container = Container::of(bytes).unwrap();
        let stream = container.stream("Workbook").unwrap();
        // Texts are one record each; numbers beside each other share one.
        let texts = records(&stream).filter(|(kind, _)| *kind == 0x00FD).count();
        assert_eq!(texts, 11 + 5 * 7 + 4, "both sheets");
        assert!(!is_impossible(bytes));
        assert!(!is_impossible(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
    }
}
