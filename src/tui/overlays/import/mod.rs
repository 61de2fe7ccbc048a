//! Bringing customers in: the file, then what would happen, then one key.
//!
//! Always holds: nothing is changed before Enter in the preview, and that is one act; Esc leaves everything as it is.

mod file;
mod pick;
mod preview;
mod rows;

pub use file::ImportFile;
pub use preview::ImportPreview;

use super::super::cx::{Cx, Notice, Tone};
use crate::domain::import::Looked;

/// Says where the report of an import is, beside its counts.
pub fn reported(cx: &mut Cx, looked: &Looked, file: &Result<String, String>) {
    match file {
        Ok(file) => {
            let counts = &looked.plan.preview.counts;
            let key = if counts.not_taken > 0 { "import-done-left" } else { "import-done-noticed" };
            let arguments = [
                ("new", counts.new.into()),
                ("updated", counts.updated.into()),
                ("left", counts.not_taken.into()),
                ("file", file.into()),
            ];
            let text = cx.say(key, &arguments);
            cx.notice = Some(Notice { text, tone: Tone::Done, undo: true, private: true });
        }
        Err(why) => cx.notice(why.clone(), Tone::Trouble),
    }
}
