//! Which version of a field wins, and what becomes of the one that loses. The server alone calls this.
//!
//! The law: concurrent means that the server's version is not the one that the claim names as its base, and that the values differ.
//! Whoever has seen a value replaces it, whatever the clocks; of two that did not know of each other the later effective stamp wins,
//! ties by identity; the loser is kept as a conflict record. A generated creation (stamp 0) yields to anything, without one.

use super::change::Identity;
use crate::base::clock::{Moment, Stamp};
use crate::schema::{Class, Merge, Value};

/// How far a claimed stamp may be ahead of the server's clock before it is replaced.
pub const AHEAD_MS: u64 = 120_000;

/// How far ahead of the server's clock a stamp may be that a server of before had given: its clock was wrong then, by a year at most. It is
/// kept as it was, or what was written upon it would seem to be older.
pub const FORMER_AHEAD_MS: u64 = 366 * 24 * 60 * 60 * 1000;

/// What became of a field of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is the server's version now.
    Taken,
    /// Another version stands.
    Lost,
    /// Another version stands until a person decides.
    Held,
}

impl Outcome {
    /// Its number on the wire.
    pub const fn number(self) -> u8 {
        match self {
            Outcome::Taken => 0,
            Outcome::Lost => 1,
            Outcome::Held => 2,
        }
    }

    /// The outcome of this number; an unknown one is read as lost, which changes nothing.
    pub const fn of(number: u8) -> Outcome {
        match number {
            0 => Outcome::Taken,
            2 => Outcome::Held,
            _ => Outcome::Lost,
        }
    }
}

/// The server's version of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing<'a> {
    /// Its value.
    pub value: &'a Value,
    /// Its effective stamp.
    pub stamp: Stamp,
    /// Who wrote it.
    pub identity: Identity,
}

/// A version that wants to stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claim<'a> {
    /// Its value.
    pub value: &'a Value,
    /// Its effective stamp.
    pub stamp: Stamp,
    /// Who wrote it.
    pub identity: Identity,
    /// The version that its author saw there.
    pub base: Option<Identity>,
}

/// Which side is kept as a conflict record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Loser {
    /// The claim.
    Claim,
    /// What stood before.
    Standing,
}

/// The decision on one field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// What became of the claim.
    pub outcome: Outcome,
    /// Whose value is kept as a conflict record.
    pub conflict: Option<Loser>,
}

const fn verdict(outcome: Outcome, conflict: Option<Loser>) -> Verdict {
    Verdict { outcome, conflict }
}

/// Decides on one field. `descends`: the standing version came of the claim (its chain of bases leads to it), so the claim is history.
pub fn judge(class: Class, rule: Merge, standing: Option<Standing<'_>>, claim: Claim<'_>, descends: bool) -> Verdict {
    let Some(standing) = standing else { return verdict(Outcome::Taken, None) };
    if standing.identity == claim.identity {
        return verdict(Outcome::Taken, None);
    }
    if descends {
        return verdict(Outcome::Lost, None);
    }
    if claim.stamp == Stamp::ZERO {
        return verdict(Outcome::Lost, None);
    }
    if standing.stamp == Stamp::ZERO || claim.base == Some(standing.identity) {
        return verdict(Outcome::Taken, None);
    }
    let wins = (claim.stamp, claim.identity) > (standing.stamp, standing.identity);
    if standing.value == claim.value || class == Class::Written {
        return verdict(if wins { Outcome::Taken } else { Outcome::Lost }, None);
    }
    match (rule, wins) {
        (Merge::Guarded, _) => verdict(Outcome::Held, Some(Loser::Claim)),
        (_, true) => verdict(Outcome::Taken, Some(Loser::Standing)),
        (_, false) => verdict(Outcome::Lost, Some(Loser::Claim)),
    }
}

/// Decides on a version that a laptop gives back to a restored server. Its stamp was given by the server of before, so it merges by
/// stamp, unless it says itself what it replaced; `fresh`: the standing version was written after the restoration, so neither knew of the other (unless it names the returned).
pub fn judge_returned(
    class: Class,
    standing: Option<Standing<'_>>,
    claim: Claim<'_>,
    fresh: bool,
    descends: bool,
) -> Verdict {
    let Some(standing) = standing else { return verdict(Outcome::Taken, None) };
    if standing.identity == claim.identity || descends {
        return verdict(Outcome::Lost, None);
    }
    if claim.base == Some(standing.identity) {
        return verdict(Outcome::Taken, None);
    }
    let wins = (claim.stamp, claim.identity) > (standing.stamp, standing.identity);
    let clash = fresh
        && standing.value != claim.value
        && class != Class::Written
        && claim.stamp != Stamp::ZERO
        && standing.stamp != Stamp::ZERO;
    match (wins, clash) {
        (true, true) => verdict(Outcome::Taken, Some(Loser::Standing)),
        (true, false) => verdict(Outcome::Taken, None),
        (false, true) => verdict(Outcome::Lost, Some(Loser::Claim)),
        (false, false) => verdict(Outcome::Lost, None),
    }
}

/// Whether a stamp is further ahead than so many milliseconds of a clock, or of the time it is.
pub fn is_ahead(stamp: Stamp, by_ms: u64, clock: Stamp, now: Moment) -> bool {
    let most = Stamp::of(now).0.saturating_add(by_ms << 16);
    stamp.0 > most.max(clock.0.saturating_add(AHEAD_MS << 16))
}

/// The stamp under which a change is taken: what its author claims, unless that is too far ahead of the server's clock (then the clock's
/// next tick), and always later than the versions it replaces. A generated creation keeps its 0.
pub fn effective(
    claimed: Stamp,
    ahead_ms: u64,
    clock: &mut Stamp,
    now: Moment,
    bases: impl IntoIterator<Item = Stamp>,
) -> Stamp {
    if claimed == Stamp::ZERO {
        return claimed;
    }
    let mut stamp = claimed;
    if is_ahead(claimed, ahead_ms, *clock, now) {
        *clock = clock.tick(now);
        stamp = *clock;
    }
    for base in bases {
        stamp = stamp.max(Stamp(base.0.saturating_add(1)));
    }
    stamp
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn who(session: u64) -> Identity {
        Identity { session, seq: 1 }
    }

    #[test]
    fn the_table_of_merges() {
        use Loser::{Claim as C, Standing as S};
        use Outcome::{Held, Lost, Taken};
        let (a, b) = (Value::Int(1), Value::Int(2));
        // standing (value, stamp, session), claim (value, stamp, session, base), rule, what comes of it
        type Row<'a> =
            (Option<(&'a Value, u64, u64)>, (&'a Value, u64, u64, Option<u64>), Merge, Outcome, Option<Loser>);
        let rows: Vec<Row<'_>> = vec![
            (None, (&a, 5, 1, None), Merge::Scalar, Taken, None),
            (None, (&a, 5, 1, Some(9)), Merge::Scalar, Taken, None),
            (Some((&a, 5, 1)), (&b, 6, 2, Some(1)), Merge::Scalar, Taken, None),
            (Some((&a, 5, 1)), (&b, 6, 2, None), Merge::Scalar, Taken, Some(S)),
            (Some((&a, 7, 1)), (&b, 6, 2, None), Merge::Scalar, Lost, Some(C)),
            (Some((&a, 7, 1)), (&a, 6, 2, None), Merge::Scalar, Lost, None),
            (Some((&a, 5, 1)), (&a, 6, 2, None), Merge::Scalar, Taken, None),
            (Some((&a, 6, 1)), (&b, 6, 2, None), Merge::Scalar, Taken, Some(S)),
            (Some((&a, 6, 3)), (&b, 6, 2, None), Merge::Scalar, Lost, Some(C)),
            (Some((&a, 6, 2)), (&a, 6, 2, None), Merge::Scalar, Taken, None),
            (Some((&a, 5, 1)), (&b, 6, 2, None), Merge::Guarded, Held, Some(C)),
            (Some((&a, 5, 1)), (&b, 6, 2, Some(1)), Merge::Guarded, Taken, None),
            (Some((&a, 5, 1)), (&a, 6, 2, None), Merge::Guarded, Taken, None),
            (Some((&a, 0, 1)), (&b, 0, 2, None), Merge::Scalar, Lost, None),
            (Some((&a, 5, 1)), (&b, 0, 2, None), Merge::Scalar, Lost, None),
            (Some((&a, 0, 1)), (&b, 6, 2, None), Merge::Scalar, Taken, None),
            (Some((&a, 0, 1)), (&b, 6, 2, None), Merge::Guarded, Taken, None),
        ];
        for (standing, claim, rule, outcome, conflict) in rows {
            let standing =
                standing.map(|(value, stamp, session)| Standing { value, stamp: Stamp(stamp), identity: who(session) });
            let (value, stamp, session, base) = claim;
            let claim = Claim { value, stamp: Stamp(stamp), identity: who(session), base: base.map(who) };
            let found = judge(Class::Record, rule, standing, claim, false);
            assert_eq!(found, Verdict { outcome, conflict }, "{standing:?} {claim:?} {rule:?}");
        }
    }

    #[test]
    fn a_far_clock_is_replaced_and_a_base_is_outdone() {
        let now = Moment::from_millis(1_000_000);
        let of = |millis: i64| Stamp::of(Moment::from_millis(millis));
        for (claimed, bases, expected) in [
            (Stamp::ZERO, vec![of(5)], Stamp::ZERO),
            (of(900_000), vec![], of(900_000)),
            (of(1_100_000), vec![], of(1_100_000)),
            (of(9_000_000), vec![], of(1_000_000)),
            (of(900_000), vec![of(950_000)], Stamp(of(950_000).0 + 1)),
            (of(9_000_000), vec![of(1_050_000)], Stamp(of(1_050_000).0 + 1)),
        ] {
            let mut clock = of(500_000);
            assert_eq!(effective(claimed, AHEAD_MS, &mut clock, now, bases), expected, "{claimed:?}");
        }
        let mut clock = of(500_000);
        let first = effective(of(9_000_000), AHEAD_MS, &mut clock, now, []);
        let second = effective(of(8_000_000), AHEAD_MS, &mut clock, now, []);
        assert!(second > first, "replaced stamps keep the order of arrival");
    }

    proptest! {
        /// Whatever stood and whatever comes: either the claim stands, or it is history, or the same, or a conflict record keeps it; and
        /// whatever is replaced without being named is kept too. Guarded values never change without a person.
        #[test]
        fn nothing_is_lost_unseen(
            before in 0i64..3, after in 0i64..3, was in 1u64..6, is in 1u64..6, by in 1u64..4, base in proptest::option::of(1u64..4), guarded: bool,
        ) {
            let (before, after) = (Value::Int(before), Value::Int(after));
            let standing = Standing { value: &before, stamp: Stamp(was), identity: who(9) };
            let claim = Claim { value: &after, stamp: Stamp(is), identity: who(by), base: base.map(|base| who(if base == 3 { 9 } else { base })) };
            let rule = if guarded { Merge::Guarded } else { Merge::Scalar };
            let found = judge(Class::Record, rule, Some(standing), claim, false);
            let knew = claim.base == Some(standing.identity);
            match found.outcome {
                Outcome::Taken => prop_assert_eq!(found.conflict.is_some(), !knew && before != after),
                _ => prop_assert!(!knew && (before == after || found.conflict == Some(Loser::Claim))),
            }
            if guarded && !knew && before != after {
                prop_assert_eq!(found.outcome, Outcome::Held);
            }
        }

        /// Two laptops' claims on one base end with the same value, whichever comes first.
        #[test]
        fn the_order_of_arrival_does_not_matter(one in 1u64..9, two in 1u64..9) {
            let values = [Value::Int(0), Value::Int(1), Value::Int(2)];
            let claims = [
                Claim { value: &values[1], stamp: Stamp(one + 1), identity: who(1), base: Some(who(7)) },
                Claim { value: &values[2], stamp: Stamp(two + 1), identity: who(2), base: Some(who(7)) },
            ];
            let mut ends = Vec::new();
            for order in [[0, 1], [1, 0]] {
                let mut standing = Standing { value: &values[0], stamp: Stamp(1), identity: who(7) };
                for index in order {
                    let claim = claims[index];
                    if judge(Class::Record, Merge::Scalar, Some(standing), claim, false).outcome == Outcome::Taken {
                        standing = Standing { value: claim.value, stamp: claim.stamp, identity: claim.identity };
                    }
                }
                ends.push(standing.value.clone());
            }
            prop_assert_eq!(&ends[0], &ends[1]);
        }
    }
}
