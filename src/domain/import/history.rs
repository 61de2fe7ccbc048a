//! What a file tells of the past and of the next step: visits that were, follow-ups to come, and when one never seen is due first.
//!
//! Always: the same file again makes nothing twice. It must not decide which customer is meant.

use super::draft::{Next, Past, Values, number};
use super::overlay::said_of;
use super::plan::Work;
use crate::base::id::Id;
use crate::domain::act::Edit;
use crate::schema::{
    Account, FOLLOW_UP, FieldType, FollowUp, FollowUpState, PromisedBy, VISIT, Visit, VisitKind, VisitState,
};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeSet;

impl Work<'_> {
    /// Ids are computed from what the visit or follow-up is: the same file again makes none twice, not even one that was
    /// done or moved since. Where the file names another day for what an import has brought and nobody has done, that one moves.
    pub(super) fn history(
        &mut self,
        line: u32,
        account: &Account,
        visits: Vec<Past>,
        follow_ups: Vec<Next>,
        edits: &mut Vec<Edit>,
    ) {
        let owner = account.owner.or(Some(self.setting.me));
        let account = account.id;
        for past in visits {
            let day = past.day.to_string();
            let parts: [&[u8]; 4] = [b"import visit", account.bytes(), day.as_bytes(), past.notes.as_bytes()];
            let id = Id::derived(&parts);
            if (self.setting.is_there)(VISIT.number, id) {
                continue;
            }
            self.preview.counts.visits += 1;
            edits.push(Edit::create(&Visit {
                id,
                account: Some(account),
                owner,
                state: Some(VisitState::Done),
                day: Some(past.day),
                kind: Some(VisitKind::OnSite),
                notes: past.notes,
                logged_at: Some(self.setting.now.at),
                ..Visit::default()
            }));
        }
        // What the file still says stays where it is, and of several new days one is the other day of one follow-up.
        let mut taken: BTreeSet<Id> = follow_ups.iter().map(|next| brought(account, next.due, &next.text)).collect();
        for next in follow_ups {
            let id = brought(account, next.due, &next.text);
            if (self.setting.is_there)(FOLLOW_UP.number, id) {
                continue;
            }
            let due_at = next.due.zip(next.time).map(|(day, time)| self.setting.now.zone.moment(day.and_time(time)));
            let said = Values::from([(number(&FOLLOW_UP, "due"), next.due.put())]);
            if let Some(before) = self.index.open(account, &next.text).filter(|before| taken.insert(before.id)) {
                let mut after: FollowUp = self.overlay(before, line, &before.text, said, &[]);
                if after.due != before.due {
                    after.due_at = due_at;
                }
                edits.extend(self.change(before, &after));
                continue;
            }
            self.said.push((id, said_of(&FOLLOW_UP, &said)));
            self.preview.counts.follow_ups += 1;
            edits.push(Edit::create(&FollowUp {
                id,
                account: Some(account),
                owner,
                text: next.text,
                due: next.due,
                due_at,
                promised_by: Some(PromisedBy::Us),
                state: Some(FollowUpState::Open),
                first_due: next.due,
                promised_at: Some(self.setting.now.at),
                ..FollowUp::default()
            }));
        }
    }
}

/// The id of a follow-up that an import brings.
pub(super) fn brought(account: Id, due: Option<NaiveDate>, text: &str) -> Id {
    let due = due.map(|day| day.to_string()).unwrap_or_default();
    Id::derived(&[b"import follow-up", account.bytes(), due.as_bytes(), text.as_bytes()])
}

/// A day of the first cycle, always the same for one customer; never a weekend, and each other day alike.
pub(super) fn first_due(id: Id, cycle: i64, today: NaiveDate) -> Option<NaiveDate> {
    let [.., a, b, c, d] = *id.bytes();
    let cycle = usize::try_from(cycle).ok()?.max(1);
    let days = today.iter_days().skip(1);
    let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let work = days.clone().take(cycle).filter(|day| !weekend(day)).count();
    // A cycle of a weekend alone has the day after it.
    let spread = u32::from_be_bytes([a, b, c, d]) as usize % work.max(1);
    days.filter(|day| !weekend(day)).nth(spread)
}
