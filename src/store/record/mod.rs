//! A record between declared values and the database: its columns, its blobs, its versions.

pub(super) mod columns;
pub(super) mod rows;
pub(super) mod value_bytes;
