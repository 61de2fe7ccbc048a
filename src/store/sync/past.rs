//! What the server told of a record's history, with the names that this laptop knows.

use crate::domain::act::{By, Label};
use crate::domain::ask::{Fate, HistoryLine};
use crate::schema::Key;
use crate::store::answer::history::{named, names};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::write::writer::Writer;
use crate::sync::past::PastLine;

impl Writer {
    /// The lines as a person sees them.
    pub fn told(&self, entity: u16, lines: &[PastLine]) -> Result<Vec<HistoryLine>, StoreError> {
        let me = Me::of(&self.conn)?.user;
        let told = |line: &PastLine| {
            let key = Key { field: line.field, element: line.element.clone() };
            Ok(HistoryLine {
                identity: (line.session, line.seq),
                at: line.stamp.moment(),
                by: if line.by == Some(me) { By::Me } else { named(&self.conn, line.by)? },
                device: line.device.clone(),
                field: line.field,
                names: names(&self.conn, entity, &key, [&line.before, &line.after])?,
                element: key.element,
                before: line.before.clone(),
                after: line.after.clone(),
                fate: match line.fate {
                    0 => Fate::Taken,
                    2 => Fate::Held,
                    3 => Fate::Parked,
                    4 => Fate::Replaced,
                    _ => Fate::Lost,
                },
                merged: false,
                act: line.act,
                undo: None,
                label: Label::default(),
            })
        };
        lines.iter().map(told).collect()
    }
}
