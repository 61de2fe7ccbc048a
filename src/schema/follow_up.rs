//! The follow-up: the next promised action, with a date and who promised it.

use chrono::NaiveDate;

use super::declare::{choices, entity};
use super::field::{Class, Search, Stream};
use crate::base::clock::Moment;
use crate::base::id::Id;

choices! {
    /// Who promised.
    PromisedBy {
        /// We did.
        Us = "us",
        /// The customer did.
        Them = "them",
    }
}

choices! {
    /// Whether it is still to come.
    FollowUpState {
        /// Is to come.
        Open = "open",
        /// Was done.
        Done = "done",
        /// Will not be done; it has a reason.
        Dropped = "dropped",
    }
}

entity! {
    /// The next promised action.
    FollowUp, FOLLOW_UP = 5 "follow_up" in Stream::Parent { field: "account" }, Class::Record; {
        /// The customer; a follow-up without one is the owner's alone.
        account: Option<Id> = 1 .target("account") .list(3, 26, 0) .form(3);
        /// The rep who sees to it.
        owner: Option<Id> = 2 .target("user") .filter();
        /// What was promised.
        text: String = 3 .required() .limit(2000) .list(2, 34, 0) .form(1) .search(Search::Words) .import(&["followup", "nextstep", "nextaction", "task", "subject", "nextactivity", "下一步", "待跟进", "下次跟进", "下次跟进内容", "下次跟进事项", "下次拜访内容", "待办事项", "待追蹤", "待追蹤事項", "下次追蹤", "下次追蹤內容", "下次追蹤事項", "待辦事項"]);
        /// The day by which.
        due: Option<NaiveDate> = 4 .list(1, 10, 0) .form(2) .filter() .import(&["due", "duedate", "nextfollowup", "nextactivitydate", "followupdate", "activitydate", "nextfollowupdate", "nextstepdate", "nextactiondate", "nextactivitytime", "nextvisit", "nextvisitdate", "下次跟进时间", "下次跟进日期", "下次联系时间", "下次联系日期", "下次拜访", "下次拜访时间", "下次拜访日期", "跟进日期", "下次追蹤日", "下次追蹤日期", "下次追蹤時間", "下次聯絡日期", "下次拜訪日期"]);
        /// The time of that day, where one was said.
        due_at: Option<Moment> = 5 .form(4);
        /// Who promised.
        promised_by: Option<PromisedBy> = 6 .list(4, 6, 60) .form(5) .filter();
        /// Whether it is still to come.
        state: Option<FollowUpState> = 7 .required() .form(6) .filter();
        /// When it was done or dropped.
        closed_at: Option<Moment> = 8;
        /// Why it was dropped or moved.
        reason: String = 9 .limit(400) .form(7);
        /// The visit in which it was promised.
        visit: Option<Id> = 10 .target("visit");
        /// The touch in which it was promised.
        touch: Option<Id> = 11 .target("touch");
        /// The person it was promised to, or who promised.
        contact: Option<Id> = 12 .target("contact") .form(8);
        /// The day that was promised first; a move leaves it.
        first_due: Option<NaiveDate> = 13;
        /// When it was promised.
        promised_at: Option<Moment> = 14;
    }
}
