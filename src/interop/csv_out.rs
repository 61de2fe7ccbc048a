//! Writes rows as CSV that a spreadsheet opens without running or breaking any cell.
//!
//! Always: commas, CRLF between rows, quotes where needed, and the formula guard. The byte order mark is the caller's
//! choice: Excel shows Chinese only with it, a pipe does not want it. It must not choose columns or words.

use super::formula_guard::guard;
use std::io::{self, Write};

/// Whether the text begins with a byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// For a file that a spreadsheet will open: without it Excel reads Chinese by the computer's old code page.
    ForSpreadsheets,
    /// For standard output and other programs.
    None,
}

/// Writes a header and rows. Rows may differ in length. Fails only where `out` fails.
pub fn write<W, R, C>(mut out: W, header: &[&str], rows: R, mark: Mark) -> io::Result<()>
where
    W: Write,
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    if mark == Mark::ForSpreadsheets {
        out.write_all("\u{feff}".as_bytes())?;
    }
    write_row(&mut out, header)?;
    for row in rows {
        write_row(&mut out, row)?;
    }
    out.flush()
}

fn write_row<W: Write, C: AsRef<str>>(out: &mut W, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
    let cells: Vec<C> = cells.into_iter().collect();
    // Where a spreadsheet parts cells at another sign, what stands behind that sign would be a cell of its own, and not guarded.
    let style = if cells.iter().any(|cell| cell.as_ref().contains([';', '\t', '|'])) {
        csv::QuoteStyle::Always
    } else {
        csv::QuoteStyle::Necessary
    };
    let mut builder = csv::WriterBuilder::new();
    let mut writer = builder.flexible(true).terminator(csv::Terminator::CRLF).quote_style(style).from_writer(out);
    for cell in cells {
        writer.write_field(guard(cell.as_ref()).as_bytes()).map_err(of_out)?;
    }
    writer.write_record(None::<&[u8]>).map_err(of_out)?;
    writer.flush()
}

/// As `out` said it: a closed pipe and a full disk have their own ends.
fn of_out(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[Vec<&str>], mark: Mark) -> String {
        let mut out = Vec::new();
        write(&mut out, &["客户"], rows.iter().cloned(), mark).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_are_quoted_and_guarded() {
        let rows = [
            (vec!["Acme", "Leeds"], "Acme,Leeds\r\n"),
            (vec!["Acme, Ltd", "a \"b\""], "\"Acme, Ltd\",\"a \"\"b\"\"\"\r\n"),
            (vec!["two\nlines", ""], "\"two\nlines\",\r\n"),
            (vec!["=1+1", "+86 138 0571 2266"], "'=1+1,+86 138 0571 2266\r\n"),
            (vec!["=HYPERLINK(\"x\",1)"], "\"'=HYPERLINK(\"\"x\"\",1)\"\r\n"),
            (vec![""], "\"\"\r\n"),
            (vec!["Acme", "x;=HYPERLINK(1)"], "\"Acme\",\"x;=HYPERLINK(1)\"\r\n"),
            (vec!["a\t=1"], "\"a\t=1\"\r\n"),
        ];
        for (row, expected) in rows {
            assert_eq!(text(&[row], Mark::None), format!("客户\r\n{expected}"));
        }
    }

    #[test]
    fn excel_gets_its_mark() {
        assert_eq!(text(&[], Mark::ForSpreadsheets), "\u{feff}客户\r\n");
    }
}
