//! What every layer stands on: ids, clocks, cell widths, text folding, pinyin, dates in words. Knows nothing of customers; no I/O.

pub mod cause;
pub mod clock;
pub mod id;
pub mod lang;
pub mod money;
pub mod name;
pub mod number;
pub mod phone;
pub mod pinyin;
pub mod point;
mod scan;
#[cfg(test)]
pub(crate) use scan::SCANNED;
pub mod search_terms;
pub mod secret;
pub mod text;
pub mod when;
pub mod width;
