//! Bytes to rows and back: CSV, spreadsheets, vCard.
//!
//! Pure: it is handed bytes and hands back plain data of [`crate::domain::import::source`], or a typed error, never a
//! panic. It must not open files, touch the database or know what a column means.

pub mod csv_out;
pub mod delimited;
pub mod encoding;
pub mod error;
pub mod formula_guard;
pub mod guard;
pub mod header;
mod merged;
pub mod quoted_printable;
mod read;
pub mod record_out;
pub mod vcard;
pub mod workbook;
mod xls_size;
mod zip_size;

pub use error::InteropError;
pub use read::read;
