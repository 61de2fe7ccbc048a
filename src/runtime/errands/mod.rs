//! What takes its own time outside the book: files, links, the clipboard, joining the company.

pub mod carrying;
pub mod clipboard;
pub(super) mod errand;
pub mod import;
pub mod import_report;
pub mod joining;
pub mod link;
pub(super) mod nearby;
pub(super) mod paths;
