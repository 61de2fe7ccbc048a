//! Keeps a written cell from becoming a formula when a spreadsheet opens it, and takes the guard off again.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (and, in East Asian
//! settings, their full-width forms). Such a cell gets an apostrophe in front. Not guarded is what can not be a
//! formula: a plain number (`-5`, `+8613805712266`) and a phone of a plus, digits and blanks (`+86 138 0571 2266`).
//! `+1-418-656` is guarded, as a spreadsheet would subtract. `unguard(guard(cell)) == cell` for every cell: our own
//! importer gives back exactly what was written, phones included.

use std::borrow::Cow;

const GUARD: char = '\'';

/// The cell as it may be written.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if needs_guard(cell) { Cow::Owned(format!("{GUARD}{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guard`].
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(rest) if needs_guard(rest) => rest,
        _ => cell,
    }
}

fn needs_guard(cell: &str) -> bool {
    // A cell that really begins with the guard and then a formula is guarded once more, so that it comes back whole.
    let bare = cell.trim_start_matches(GUARD);
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        && !(bare.len() == cell.len() && is_plain(cell))
}

fn is_plain(cell: &str) -> bool {
    let (phone, digits) = match cell.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, cell.strip_prefix('-').unwrap_or(cell)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let number = digits.chars().all(|c| c.is_ascii_digit() || c == '.') && digits.matches('.').count() <= 1;
    number || (phone && digits.chars().all(|c| c.is_ascii_digit() || c == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let rows = [
            ("Acme", "Acme"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+SUM(A1)", "'+SUM(A1)"),
            ("-SUM(A1)", "'-SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1+1", "'＝1+1"),
            ("-5", "-5"),
            ("-5.25", "-5.25"),
            ("-1.2.3", "'-1.2.3"),
            ("+8613805712266", "+8613805712266"),
            ("+86 138 0571 2266", "+86 138 0571 2266"),
            ("+1-418-656-9254", "'+1-418-656-9254"),
            ("-5 3", "'-5 3"),
            ("- samples", "'- samples"),
            ("-", "'-"),
            ("+", "'+"),
            ("'quoted'", "'quoted'"),
            ("'=x", "''=x"),
            ("'-5", "''-5"),
            ("''-5", "'''-5"),
        ];
        for (cell, written) in rows {
            assert_eq!(guard(cell), written);
            assert_eq!(unguard(written), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(cell in "['=+@\t\r0-9. a-c-]{0,8}") {
            let written = guard(&cell);
            prop_assert_eq!(unguard(&written), cell.as_str());
            let formula = written.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_plain(&written);
            prop_assert!(!formula, "{:?}", written);
        }
    }
}
