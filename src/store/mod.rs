//! The laptop's book: an encrypted SQLite file that one writer changes and any number read. The only client code that knows
//! the database.
//!
//! The way of a deed: [`Writer::perform`] begins a transaction, the rules (`domain`) look at the rows (`look`) and make an act,
//! `capture` writes each record through the `pen` (row, versions, names, words, kept figures) and queues the outgoing change,
//! and the commit is on the disk before it returns. The way of a question: [`Reader::answer`] (`answer`).
//! Sync applies what arrives through the same `pen` (`sync`).

mod act_row;
mod answer;
mod bulk;
mod capture;
mod clock_row;
mod columns;
mod dump;
mod error;
mod faulty;
mod halt;
mod kept;
pub mod key;
mod likely;
mod look;
mod me;
mod migrate;
mod names;
mod open;
mod own;
mod pen;
mod profile;
mod reader;
mod rows;
mod sync;
mod undo;
mod value_bytes;
mod words;
mod writer;

pub use answer::Search;
pub use bulk::Bulk;
pub use error::StoreError;
pub use halt::Stop;
pub use key::{FirstStart, Keep, Kept, Lock, RecoveryCode, With};
pub use me::Me;
pub use migrate::checksums;
pub use own::OwnKind;
pub use profile::{Held, Profile};
pub use reader::Reader;
pub use sync::{Applied, Carried, Enrolment, Fsck, KEPT_ASIDE_DAYS, OutGroup, Recount, StreamRow, Taking};
pub use writer::{Durable, Writer};
