//! The settings that were set on the command line, so that `rounds undo` takes them back in their turn among the acts, and `rounds redo` sets them again.
//!
//! Always holds: what was done last is taken back first; a setting that is another by now is nobody's to set back.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::base::id::Id;
use crate::cli::book::Book;
use crate::store::{OwnKind, Writer};

/// So many are kept.
const MOST: usize = 32;

/// One that was set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Set {
    /// Its name.
    pub name: String,
    /// As it was; none: as usual.
    pub from: Option<String>,
    /// As it was set.
    pub to: Option<String>,
    /// My last act at that time.
    act: Option<Id>,
}

/// Those that were set, and those that were taken back.
#[derive(Default, Serialize, Deserialize)]
struct All {
    done: Vec<Set>,
    back: Vec<Set>,
}

const NAME: &str = "set";

fn read(writer: &Writer) -> Option<All> {
    let kept = writer.kept(OwnKind::Setting, NAME).ok()??;
    serde_json::from_str(&kept.0).ok()
}

fn keep(book: &Book, writer: &mut Writer, all: &All) -> Result<()> {
    let text = serde_json::to_string(all)?;
    writer.keep(OwnKind::Setting, NAME, &text, book.clock.now().at).map_err(|error| book.trouble(&error))
}

/// Notes that it was set.
pub fn note(book: &Book, writer: &mut Writer, name: &str, from: Option<String>, to: Option<String>) -> Result<()> {
    let act = writer.last_act().map_err(|error| book.trouble(&error))?;
    let mut all = read(writer).unwrap_or_default();
    all.back.clear();
    all.done.push(Set { name: name.to_owned(), from, to, act });
    all.done.drain(..all.done.len().saturating_sub(MOST));
    keep(book, writer, &all)
}

/// The one that is to be taken back (or set again) before any act. `holds`: whether it is still as it was set.
pub fn last(book: &Book, writer: &Writer, again: bool, holds: impl Fn(&Set) -> bool) -> Result<Option<Set>> {
    let act = writer.last_act().map_err(|error| book.trouble(&error))?;
    let all = read(writer).unwrap_or_default();
    let last = if again { all.back.last() } else { all.done.last() };
    Ok(last.filter(|last| last.act == act && holds(last)).cloned())
}

/// It was taken back, or set again.
pub fn turned(book: &Book, writer: &mut Writer, again: bool) -> Result<()> {
    let mut all = read(writer).unwrap_or_default();
    let (from, to) = if again { (&mut all.back, &mut all.done) } else { (&mut all.done, &mut all.back) };
    to.extend(from.pop());
    keep(book, writer, &all)
}
