//! Where each chip stands under the line: as the words flow, each promise on a row of its own.
//!
//! Always holds: what is left out is counted in the last row, for Enter saves it all the same; what was promised, whose it is and the
//! chip under the cursor are left out last.

use super::super::super::theme::Role;
use crate::base::width::cells;

/// On a screen of few rows chips have these at least.
pub(super) const LEAST_ROWS: u16 = 3;

/// Where payments, and behind them promises, come in the order of what was understood.
const PROMISES: std::ops::RangeInclusive<u8> = 7..=8;

/// A chip in words.
pub(super) struct Bare {
    /// Which of the chips it is.
    pub place: usize,
    /// Where its kind comes in the order of what was understood.
    pub order: u8,
    /// It was not said: a usual length.
    pub implied: bool,
    pub text: String,
    pub role: Role,
}

/// A chip with its place: the row, the column, the cells it has.
pub(super) struct Placed {
    /// Which of the chips it is; none where it says how many are left out.
    pub place: Option<usize>,
    pub row: u16,
    pub x: u16,
    pub room: u16,
    pub text: String,
    pub role: Role,
}

/// Lays chips in rows of this width; where these are more than `rows`, leaves out what matters least and says how many with `more`.
pub(super) fn laid(
    mut chips: Vec<Bare>,
    width: u16,
    rows: u16,
    here: Option<usize>,
    more: impl Fn(usize) -> String,
) -> Vec<Placed> {
    let all = chips.len();
    loop {
        let left = all - chips.len();
        let rest = (left > 0).then(|| format!(" {} ", more(left)));
        let placed = flow(&chips, rest, width);
        if placed.last().is_none_or(|last| last.row < rows) || chips.len() <= 1 {
            return placed;
        }
        let least = chips.iter().enumerate().min_by_key(|(at, chip)| (weight(chip, here), usize::MAX - at));
        if let Some(least) = least.map(|(at, _)| at) {
            chips.remove(least);
        }
    }
}

/// What may be missed least weighs most.
fn weight(chip: &Bare, here: Option<usize>) -> u8 {
    match chip.order {
        _ if here == Some(chip.place) => 5,
        _ if chip.implied => 0,
        _ if chip.role == Role::Due => 4,
        0 => 4,
        order if PROMISES.contains(&order) => 3,
        9 => 2,
        _ => 1,
    }
}

fn flow(chips: &[Bare], rest: Option<String>, width: u16) -> Vec<Placed> {
    let (mut placed, mut x, mut row) = (Vec::new(), 0, 0);
    let said = chips.iter().map(|chip| (Some(chip.place), chip.order, chip.text.clone(), chip.role));
    for (place, order, text, role) in said.chain(rest.map(|text| (None, u8::MAX, text, Role::Due))) {
        let room = (cells(&text) as u16).min(width);
        // A promise begins a row of its own: it is what must be read before Enter.
        if x > 0 && (x + room > width || PROMISES.contains(&order)) {
            row += 1;
            x = 0;
        }
        placed.push(Placed { place, row, x, room, text, role });
        x += room + 1;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_counted_and_matters_least() {
        let chips = || {
            let kinds = [(0, false, "account"), (1, false, "visit"), (2, true, "10:00"), (5, false, "+ oven")];
            let promises = [(7, false, "pays 12"), (8, false, "quote"), (8, false, "decision"), (9, false, "next")];
            kinds
                .into_iter()
                .chain(promises)
                .enumerate()
                .map(|(place, (order, implied, text))| {
                    let text = format!(" {text} ");
                    Bare { place, order, implied, text, role: Role::Chip }
                })
                .collect::<Vec<_>>()
        };
        for (rows, here, expected) in [
            (9, None, "account visit|10:00 + oven|pays 12|quote|decision next"),
            (4, None, "account|pays 12|quote|decision +4"),
            (4, Some(2), "account 10:00|pays 12|quote|decision +3"),
            (3, None, "account|pays 12|quote +5"),
        ] {
            let placed = laid(chips(), 20, rows, here, |left| format!("+{left}"));
            let mut lines: Vec<Vec<&str>> = Vec::new();
            for chip in &placed {
                lines.resize(lines.len().max(usize::from(chip.row) + 1), Vec::new());
                if let Some(line) = lines.get_mut(usize::from(chip.row)) {
                    line.push(chip.text.trim());
                }
            }
            let shown: Vec<String> = lines.iter().map(|line| line.join(" ")).collect();
            assert_eq!(shown.join("|"), expected, "{rows} rows, on {here:?}");
        }
    }
}
