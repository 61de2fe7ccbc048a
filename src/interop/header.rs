//! Finds the row that names the columns.
//!
//! A list of customers often begins with a title, a date or an empty line, and sometimes has no header at all. Decides
//! by the shape of the rows only; what a name means is the mapping's work.

/// How many rows from the top are looked at.
const SEARCHED: usize = 30;

/// Where the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The header is the row of this index; the rows above it are titles.
    At(usize),
    /// The first row is already a customer.
    Nowhere,
}

/// Looks for the header among rows of cells.
pub fn find<'a, R>(rows: R) -> Found
where
    R: IntoIterator<Item = &'a [String]>,
{
    let rows: Vec<&[String]> = rows.into_iter().take(SEARCHED).collect();
    let usual = usual_width(&rows);
    for (index, row) in rows.iter().enumerate() {
        let filled = filled(row);
        // A title stands alone in its row; a header fills most columns that the rows below it fill.
        if filled == 0 || (usual > 1 && filled < 2) || (filled * 2 < usual && index + 1 < rows.len()) {
            continue;
        }
        return if row.iter().any(|cell| is_value(cell)) { Found::Nowhere } else { Found::At(index) };
    }
    Found::Nowhere
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The width that most rows have, empty ones aside.
fn usual_width(rows: &[&[String]]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|row| filled(row)).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(0)
}

/// What never stands in a header: an e-mail address, a web address, a date, a phone or another long number.
fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let number = digits > 0 && cell.chars().all(|c| c.is_ascii_digit() || " +-()./:,'".contains(c));
    let address = cell.contains('@') && cell.contains('.') && !cell.contains(' ');
    let web = cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www.");
    // Years and small numbers do stand in headers (sales of 2025, floor 1).
    address || web || (number && digits >= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_found() {
        let rows: &[(&str, Found)] = &[
            ("name|phone\nAcme|1", Found::At(0)),
            ("客户名称|电话|地址\n张三|13805712266|杭州", Found::At(0)),
            ("客户资料\n\n客户名称|电话|地址\n张三|13805712266|杭州\n李四|1|2", Found::At(2)),
            (
                "Customers|\nas of|2026-11-01\n|\nname|phone|city|grade|note\nAcme|1|Leeds|A|x\nBell|2|Hull|B|y",
                Found::At(3),
            ),
            ("Acme|01234 567890|Leeds\nBell|01234 567891|Hull", Found::Nowhere),
            ("Acme|info@acme.test\nBell|info@bell.test", Found::Nowhere),
            ("Acme|2026-11-01\nBell|2026-11-02", Found::Nowhere),
            ("name|2024|2025\nAcme|1|2", Found::At(0)),
            ("Name\nAcme\nBell", Found::At(0)),
            ("", Found::Nowhere),
            ("name|phone|", Found::At(0)),
            ("a|b|c\n1||\n2|3|4", Found::At(0)),
        ];
        for (text, expected) in rows {
            let table: Vec<Vec<String>> =
                text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
            assert_eq!(find(table.iter().map(Vec::as_slice)), *expected, "{text}");
        }
    }
}
