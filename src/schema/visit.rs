//! The visit: one meeting at a customer, on site or by video.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::declare::{choices, entity};
use super::field::{Class, Search, Stream};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::money::Money;

choices! {
    /// How far a visit is.
    VisitState {
        /// Is to come.
        Planned = "planned",
        /// The rep is there.
        InProgress = "in_progress",
        /// Took place.
        Done = "done",
        /// Was planned or tried, and nobody was met; it has a reason.
        Missed = "missed",
        /// Was called off.
        Cancelled = "cancelled",
    }
}

choices! {
    /// How people met.
    VisitKind {
        /// Face to face.
        OnSite = "on_site",
        /// By video.
        Video = "video",
    }
}

choices! {
    /// What came of it.
    VisitOutcome {
        /// They ordered.
        Order = "order",
        /// They want it, and have not ordered.
        Interest = "interest",
        /// Neither yes nor no.
        Open = "open",
        /// They said no.
        NoOrder = "no_order",
    }
}

choices! {
    /// The mood in the room.
    Mood {
        /// Warm.
        Good = "good",
        /// Neither.
        Neutral = "neutral",
        /// Cold.
        Bad = "bad",
    }
}

choices! {
    /// Why a visit did not take place.
    Reason {
        /// The shop was shut.
        Shut = "shut",
        /// They would not see the rep.
        Refused = "refused",
        /// Nobody to talk to.
        NobodyThere = "nobody_there",
        /// The rep ran out of time.
        NoTime = "no_time",
        /// A telephone call took its place.
        Phoned = "phoned_instead",
        /// The customer called it off.
        CalledOff = "called_off",
        /// Shut for good.
        ShutForGood = "shut_for_good",
        /// Anything else.
        Other = "other",
    }
}

entity! {
    /// One meeting at a customer. Without a customer it is an unfiled log.
    Visit, VISIT = 3 "visit" in Stream::Parent { field: "account" }, Class::Record; {
        /// The customer; empty while the log is unfiled.
        account: Option<Id> = 1 .target("account") .list(2, 28, 0) .form(1) .import(&["account", "accountname", "客户名称", "客戶名稱"]);
        /// The rep whose visit it is.
        owner: Option<Id> = 2 .target("user") .filter();
        /// How far it is.
        state: Option<VisitState> = 3 .required() .list(3, 10, 0) .form(3) .filter();
        /// The workday on which it is planned or took place.
        day: Option<NaiveDate> = 4 .required() .list(1, 10, 0) .form(2) .filter() .import(&["day", "date", "lastvisit", "lastvisitdate", "lastactivitydate", "lastactivitytime", "lastactivity", "lastvisited", "lastcontact", "lastcontacted", "lastcontactdate", "上次拜访", "上次拜访日期", "上次拜访时间", "最近拜访", "最近拜访日期", "最近拜访时间", "最后拜访日期", "最后拜访时间", "上次跟进时间", "上次跟进日期", "最近跟进时间", "最后跟进时间", "上次拜訪", "上次拜訪日期", "最近拜訪", "最近拜訪日期", "最後拜訪日期"]);
        /// The agreed start, where a time was agreed.
        planned_start: Option<Moment> = 5 .form(4);
        /// The agreed end.
        planned_end: Option<Moment> = 6;
        /// The start as it was.
        started: Option<Moment> = 7 .form(5);
        /// The end as it was.
        ended: Option<Moment> = 8 .form(6);
        /// On site or by video.
        kind: Option<VisitKind> = 9 .form(7) .filter();
        /// The people met.
        contacts: BTreeSet<Id> = 10 .target("contact") .form(8);
        /// What it is for.
        purpose: String = 11 .limit(400) .list(5, 20, 90) .form(9) .search(Search::Words);
        /// What to bring and to know: one line a thing.
        preparation: String = 12 .long() .form(10);
        /// What came of it.
        outcome: Option<VisitOutcome> = 13 .form(11) .filter();
        /// The mood in the room.
        mood: Option<Mood> = 14 .form(12);
        /// What was said.
        notes: String = 15 .long() .list(6, 40, 60) .form(13) .search(Search::Words) .import(&["lastnote", "visitnote", "lastvisitnote", "lastcomment", "lastcomments", "跟进记录", "跟进内容", "拜访记录", "拜访内容", "上次拜访内容", "上次拜访记录", "最近拜访记录", "最近跟进", "最近跟进记录", "拜訪紀錄", "拜訪內容", "上次拜訪內容", "最近拜訪紀錄"]);
        /// What comes next.
        next_step: String = 16 .limit(400) .form(14);
        /// Why it did not take place.
        reason: Option<Reason> = 17 .form(15) .filter();
        /// Logged more than an hour after it ended.
        late_entry: bool = 18;
        /// When it was logged.
        logged_at: Option<Moment> = 19;
        /// The line as it was typed.
        words: String = 20 .long();
        /// Free words to group by.
        tags: BTreeSet<String> = 21 .limit(100) .form(16) .search(Search::Words) .filter();
        /// The call that took its place.
        phoned_instead: Option<Id> = 22 .target("touch");
        /// Was planned before it took place.
        planned: bool = 23 .filter();
        /// Competitors that were named.
        competitors: BTreeSet<String> = 24 .limit(100) .form(17) .search(Search::Words) .filter();
        /// Products they asked for or took, with how many: one a line, such as `sample × 3 boxes`.
        products: BTreeSet<String> = 25 .limit(200) .form(18) .search(Search::Words);
        /// What it may be worth.
        amount: Option<Money> = 26 .form(19);
        /// How likely it is, in per cent.
        chance: Option<i64> = 27 .limit(100) .form(20);
        /// Money they promised: one a line, by when, how much and what for, such as `2026-11-30 20000`.
        payments: BTreeSet<String> = 28 .limit(200) .form(21);
        /// Its place in the order of its day, once that was set.
        stop: Option<i64> = 29;
        /// What type of visit it is, as the company has set them.
        visit_type: Option<Id> = 30 .target("visit_type");
        /// The steps of its type that were done, in the words that they had then.
        steps: BTreeSet<String> = 31 .limit(200);
    }
}
