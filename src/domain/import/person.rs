//! Names of people in a cell: several in one, and the parts of one.

use crate::base::text::is_han;

/// The people that a cell names.
pub fn split(cell: &str) -> Vec<String> {
    let han = cell.chars().any(is_han);
    // `Doe, John` is one person; in Chinese a comma stands between two.
    let between = |c: char| matches!(c, ';' | '；' | '、' | '/' | '|' | '\n') || (han && matches!(c, ',' | '，'));
    let mut names: Vec<String> = Vec::new();
    for part in cell.split(between) {
        let name = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The name as it is said, from its parts.
pub fn said(family: &str, given: &str) -> String {
    let (family, given) = (family.trim(), given.trim());
    let han = |name: &str| name.chars().any(is_han);
    match (family.is_empty(), given.is_empty()) {
        (false, false) if han(family) && han(given) => format!("{family}{given}"),
        (false, false) => format!("{given} {family}"),
        _ => format!("{family}{given}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_apart() {
        for (cell, expected) in [
            ("周建明", "周建明"),
            ("吕彩云;钱芳", "吕彩云|钱芳"),
            ("吕彩云、钱芳，周建明", "吕彩云|钱芳|周建明"),
            ("Doe, John", "Doe, John"),
            ("Ann Reed / Bob Lowe", "Ann Reed|Bob Lowe"),
            ("Ann Reed; Ann  Reed", "Ann Reed"),
            (" ", ""),
        ] {
            assert_eq!(split(cell).join("|"), expected);
        }
        for (family, given, expected) in [
            ("Reed", "Ann", "Ann Reed"),
            ("周", "建明", "周建明"),
            ("Reed", "", "Reed"),
            ("", "Ann", "Ann"),
            ("陳", "Amy", "Amy 陳"),
        ] {
            assert_eq!(said(family, given), expected);
        }
    }
}
