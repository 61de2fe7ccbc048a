//! Finds the row that names the columns.
//!
//! A list of customers often begins with a title, a date or an empty line, sometimes has a row of groups above its headings, and sometimes no
//! header at all. Decides by the shape of the rows, and between two that may be it by the columns that they name; what a name means is the
//! mapping's work.

use crate::domain::import::heading;

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
        let holds_values = row.iter().any(|cell| is_value(cell));
        return if holds_values { Found::Nowhere } else { Found::At(below_groups(&rows, index)) };
    }
    Found::Nowhere
}

/// Below a row of groups (客户, 联系人) stand the headings: the row that names more columns is the header.
fn below_groups(rows: &[&[String]], mut index: usize) -> usize {
    let names = |row: &[String]| row.iter().filter(|cell| !heading::read(cell).meanings.is_empty()).count();
    while let [upper, lower, ..] = rows.get(index..).unwrap_or_default() {
        // Two, for a customer's words may be a heading by chance.
        if lower.iter().any(|cell| is_value(cell)) || names(lower) < 2 || names(lower) <= names(upper) {
            break;
        }
        index += 1;
    }
    index
}

/// The names of the columns: with the row above, where that is one of groups, before those that need it (a person's 姓名 under 联系人), and in
/// place of those that stand only there, merged with the cell below.
pub fn headings(above: Option<&[String]>, row: &[String]) -> Vec<String> {
    let clean = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let names: Vec<String> = row.iter().map(clean).collect();
    let Some(above) = above.filter(|above| filled(above) >= 2) else { return names };
    let mut group = String::new();
    let of = |index: usize| above.get(index).map(clean).unwrap_or_default();
    let named = names.iter().enumerate().map(|(index, name)| {
        let own = of(index);
        if !own.is_empty() {
            group.clone_from(&own);
        }
        if name.is_empty() {
            return own;
        }
        let whole = format!("{group} {name}");
        let doubtful =
            names.iter().filter(|other| *other == name).count() > 1 || heading::read(name).meanings.is_empty();
        let helps = heading::is_declared(&heading::bare(&whole))
            || doubtful && !group.is_empty() && !heading::read(&whole).meanings.is_empty();
        if helps && group != *name { whole } else { name.clone() }
    });
    named.collect()
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
            // Groups above the headings.
            ("Company||Contact|\nName|City|Name|Phone\nAcme|Leeds|Bob|0113 222 1111", Found::At(1)),
            (
                "客户|||联系人||拜访\n名称|地址|城市|姓名|手机|上次拜访\n金光|文三路1号|杭州|王丽|13800138000|x",
                Found::At(1),
            ),
            ("客户资料|||联系人资料||\n客户名称|地址|城市|姓名|手机|上次拜访\n金光|1号|杭州|王丽|1|x", Found::At(1)),
            // A customer whose words are a heading's by chance.
            ("Firma|Art|Ort\nAcme|Customer|Leeds\nBell|Phone|Hull", Found::At(0)),
        ];
        for (text, expected) in rows {
            let table: Vec<Vec<String>> =
                text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
            assert_eq!(find(table.iter().map(Vec::as_slice)), *expected, "{text}");
        }
    }

    #[test]
    fn groups_stand_before_the_headings_that_need_them() {
        let rows: &[(&str, &str, &str)] = &[
            ("Company||Contact|", "Name|City|Name|Phone", "Company Name|City|Contact Name|Contact Phone"),
            (
                "Customer|||Contact person||Last visit|",
                "Name|Street|City|Name|Phone|Date|Note",
                "Customer Name|Street|City|Contact person Name|Phone|Last visit Date|Last visit Note",
            ),
            (
                "基本信息|||联系人||跟进",
                "客户名称|地址|城市|姓名|手机|上次拜访",
                "客户名称|地址|城市|联系人 姓名|联系人 手机|上次拜访",
            ),
            ("客户名称|联系人|", "|姓名|手机", "客户名称|联系人 姓名|联系人 手机"),
            ("Customers of 2026||", "Name|City|Phone", "Name|City|Phone"),
            ("Customers|of 2026|", "Name|City|Phone", "Name|City|Phone"),
        ];
        for (above, row, expected) in rows {
            let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(headings(Some(&cells(above)), &cells(row)).join("|"), *expected);
            assert_eq!(headings(None, &cells(row)).join("|"), *row);
        }
    }
}
