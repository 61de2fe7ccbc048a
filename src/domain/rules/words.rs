//! The keys of the words that acts and refusals carry, in one list each, so that a test can see that every language has them.

/// What an act's `detail` is, so that each language can say it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// There is none.
    None,
    /// A day, as `2026-11-27`, with the time where one was said: `2026-11-27 10:00`; empty where no day was said.
    Day,
    /// The word of a choice (`schema::Choice::word`): a grade, a reason, a kind of log.
    Word,
    /// The name of an entity, such as `account`, or of one of its fields, such as `account.phones`.
    Entity,
    /// A name or a text that somebody wrote.
    Text,
}

/// The words of every act that the rules make: the key, and what its detail is. Each is said with `subject`, `detail` and `count`.
pub const LABELS: &[(&str, Detail)] = &[
    ("act-log", Detail::Word),
    ("act-log-missed", Detail::Word),
    ("act-log-new", Detail::Word),
    ("act-log-unfiled", Detail::Word),
    ("act-file", Detail::None),
    ("act-correct", Detail::None),
    ("act-setting", Detail::Text),
    ("act-plan", Detail::Day),
    ("act-plan-each", Detail::Day),
    ("act-move-visits", Detail::Day),
    ("act-order-day", Detail::None),
    ("act-not-done", Detail::Word),
    ("act-not-done-again", Detail::Day),
    ("act-cancel-visits", Detail::Word),
    ("act-here", Detail::None),
    ("act-left", Detail::None),
    ("act-follow-up-add", Detail::Day),
    ("act-follow-up-done", Detail::Text),
    ("act-follow-up-open", Detail::Text),
    ("act-follow-up-move", Detail::Day),
    ("act-follow-up-drop", Detail::Text),
    ("act-create", Detail::Entity),
    ("act-set", Detail::Entity),
    ("act-delete", Detail::Entity),
    ("act-grade", Detail::Word),
    ("act-tag", Detail::Text),
    ("act-snooze", Detail::Day),
    ("act-snooze-moved", Detail::Day),
    ("act-shut-for-good", Detail::None),
    ("act-move-address", Detail::None),
    ("act-move-contact", Detail::Text),
    ("act-take-back", Detail::None),
    ("act-merge", Detail::Text),
    ("act-merge-each", Detail::None),
    ("act-apart", Detail::Text),
    ("act-reassign", Detail::Text),
    ("act-resolve", Detail::None),
    ("act-send-again", Detail::None),
    ("act-withdraw", Detail::None),
    ("act-money-came", Detail::Text),
    ("act-tick", Detail::Text),
    ("act-untick", Detail::Text),
    ("act-visit-type", Detail::Text),
];

pub(super) const VISIT_IS_DONE: &str = "refusal-visit-done";
pub(super) const VISIT_IS_OPEN: &str = "refusal-visit-open";
pub(super) const NOT_LOGGED: &str = "refusal-not-logged";
pub(super) const PHONED: &str = "refusal-phoned-instead";
pub(super) const NOT_PLANNED: &str = "refusal-not-planned";
pub(super) const SHUT: &str = "refusal-shut-for-good";
pub(super) const NOT_OPEN: &str = "refusal-follow-up-closed";
pub(super) const NOT_CLOSED: &str = "refusal-follow-up-open";
pub(super) const NOT_YOURS: &str = "refusal-kept-by-office";
pub(super) const UNKNOWN: &str = "refusal-unknown-field";
/// Something of an act is known to a newer version only.
pub const NEWER: &str = "refusal-newer";
pub(super) const DECIDED: &str = "refusal-conflict-decided";
pub(super) const NOT_ALIKE: &str = "refusal-not-merged";
pub(super) const NOT_HELD: &str = "refusal-not-held";
pub(super) const NOT_MANAGER: &str = "refusal-managers-only";

/// The keys of all states that a refusal ([`Refusal::State`](crate::domain::deed::Refusal::State)) names.
pub const STATES: &[&str] = &[
    VISIT_IS_DONE,
    VISIT_IS_OPEN,
    NOT_LOGGED,
    PHONED,
    NOT_PLANNED,
    SHUT,
    NOT_OPEN,
    NOT_CLOSED,
    NOT_YOURS,
    UNKNOWN,
    NEWER,
    DECIDED,
    NOT_ALIKE,
    NOT_HELD,
    NOT_MANAGER,
];
