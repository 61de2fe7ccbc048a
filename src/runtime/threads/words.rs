//! Words that are being written and are not known to be on the disk.
//!
//! Always holds: what the loop hands over stands here until the writing thread has kept it, so that neither a full disk nor a defect of that
//! thread loses it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::tui::message::Draft;

/// The words, by the names of their drafts; shared by the loop and the writing thread.
#[derive(Debug, Clone, Default)]
pub struct Words(Arc<Mutex<BTreeMap<String, Draft>>>);

impl Words {
    /// Hands this over; an empty one is nothing that could be lost.
    pub fn hand(&self, draft: &Draft) {
        if draft.body.is_empty() {
            self.strike(&draft.of);
        } else {
            self.all().insert(draft.of.clone(), draft.clone());
        }
    }

    /// This is on the disk; what was handed over since is not.
    pub fn kept(&self, draft: &Draft) {
        let mut all = self.all();
        if all.get(&draft.of) == Some(draft) {
            all.remove(&draft.of);
        }
    }

    /// What was written under this name is kept as a record, or is not wanted any more.
    pub fn strike(&self, of: &str) {
        self.all().remove(of);
    }

    /// What stands under this name.
    pub fn get(&self, of: &str) -> Option<Draft> {
        self.all().get(of).cloned()
    }

    /// All that is left.
    pub fn left(&self) -> Vec<Draft> {
        self.all().values().cloned().collect()
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Draft>> {
        // A thread that ended by a defect has left whole drafts.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
