//! The order of a day's visits: short ways from where one stands, with the agreed times kept.
//!
//! Always holds: agreed times stay in their order; who has no place on the map comes last; the same stops give the same order. It proposes;
//! whoever shows it lets the person decide. Distances are as the crow flies: no map is needed.

use crate::base::clock::Moment;
use crate::domain::near::Place;

/// A visit to be put in order.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stop {
    /// Where it is.
    pub place: Option<Place>,
    /// The agreed start.
    pub agreed: Option<Moment>,
}

/// From where, when, and how long one stays.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Start {
    /// Where one stands, if that is known.
    pub place: Option<Place>,
    /// When one can leave.
    pub at: Moment,
    /// The usual length of a visit, in minutes.
    pub minutes: i64,
}

/// Metres that one gets on in a minute, in town, with parking.
const METRES_A_MINUTE: i64 = 400;
/// Being a minute late at an agreed time is worth this way round.
const METRES_FOR_A_MINUTE_LATE: i64 = 3_000;
/// So often the stops are looked through for a better place; more finds nothing in a day of visits.
const ROUNDS: usize = 8;

/// The stops in their proposed order, as places in the list given.
pub fn order(stops: &[Stop], start: &Start) -> Vec<usize> {
    let mut route: Vec<usize> = (0..stops.len()).filter(|at| stop(stops, *at).agreed.is_some()).collect();
    route.sort_by_key(|at| (stop(stops, *at).agreed, *at));
    let free = |at: &usize| stop(stops, *at).agreed.is_none();
    let placed: Vec<usize> = (0..stops.len()).filter(free).filter(|at| stop(stops, *at).place.is_some()).collect();
    let mut left = placed.clone();
    // The one that costs least is put in first.
    while !left.is_empty() {
        let best = left.iter().enumerate().map(|(n, at)| (best_place(&route, *at, stops, start), n)).min();
        let Some(((_, place), n)) = best else { break };
        route.insert(place, left.remove(n));
    }
    // Each is taken out once more, and put where it is best now.
    for _ in 0..ROUNDS {
        let before = cost(&route, stops, start);
        for at in &placed {
            let Some(was) = route.iter().position(|other| other == at) else { continue };
            route.remove(was);
            let (_, place) = best_place(&route, *at, stops, start);
            route.insert(place, *at);
        }
        if cost(&route, stops, start) >= before {
            break;
        }
    }
    let nowhere = (0..stops.len()).filter(free).filter(|at| stop(stops, *at).place.is_none());
    route.extend(nowhere);
    route
}

fn stop(stops: &[Stop], at: usize) -> Stop {
    stops.get(at).copied().unwrap_or(Stop { place: None, agreed: None })
}

/// What the route costs with this stop in its best place, and that place.
fn best_place(route: &[usize], at: usize, stops: &[Stop], start: &Start) -> (i64, usize) {
    let with = |place: usize| {
        let mut with = route.to_vec();
        with.insert(place, at);
        cost(&with, stops, start)
    };
    (0..=route.len()).map(|place| (with(place), place)).min().unwrap_or((0, 0))
}

/// Metres of way, and what being late is worth.
fn cost(route: &[usize], stops: &[Stop], start: &Start) -> i64 {
    let (mut place, mut at, mut cost) = (start.place, start.at, 0);
    for next in route {
        let stop = stop(stops, *next);
        let way = metres(place, stop.place).map_or(0, i64::from);
        at = at.plus_minutes(way / METRES_A_MINUTE);
        if let Some(agreed) = stop.agreed {
            cost += at.minutes_since(agreed).max(0) * METRES_FOR_A_MINUTE_LATE;
            at = at.max(agreed);
        }
        at = at.plus_minutes(start.minutes);
        cost += way;
        place = stop.place.or(place);
    }
    cost
}

/// Metres between two places, where both are known.
fn metres(from: Option<Place>, to: Option<Place>) -> Option<u32> {
    Some(from?.metres_to(to?))
}

/// The metres to each stop from the one before it, in this order.
pub fn legs(route: &[usize], stops: &[Stop], from: Option<Place>) -> Vec<Option<u32>> {
    let mut place = from;
    let mut legs = Vec::with_capacity(route.len());
    for at in route {
        let here = stop(stops, *at).place;
        legs.push(metres(place, here));
        place = here.or(place);
    }
    legs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::schema::Degrees;

    /// On the equator, hundredths of a degree (1.1 km) to the east.
    fn place(east: i32) -> Option<Place> {
        Some(Place { latitude: Degrees(0), longitude: Degrees(east * 10_000) })
    }

    fn at(time: &str) -> Moment {
        Now::parse(&format!("2026-11-24T{time}:00+08:00")).unwrap().at
    }

    fn free(east: i32) -> Stop {
        Stop { place: place(east), agreed: None }
    }

    fn agreed(east: i32, time: &str) -> Stop {
        Stop { place: place(east), agreed: Some(at(time)) }
    }

    const NOWHERE: Stop = Stop { place: None, agreed: None };

    #[test]
    fn ways_are_short_and_agreed_times_are_kept() {
        for (what, stops, from, expected) in [
            ("nothing", vec![], place(0), vec![]),
            ("along the road", vec![free(3), free(1), free(2)], place(0), vec![1, 2, 0]),
            ("from the other end", vec![free(3), free(1), free(2)], place(4), vec![0, 2, 1]),
            ("there and back", vec![free(3), free(-1), free(1)], place(0), vec![1, 2, 0]),
            ("one has no place", vec![NOWHERE, free(2), free(1)], place(0), vec![2, 1, 0]),
            ("an agreed time on the way", vec![free(3), agreed(2, "11:00"), free(1)], place(0), vec![2, 1, 0]),
            // Half an hour at each of the four on the way would be two hours: he waits at ten.
            (
                "an agreed time first",
                vec![free(1), free(2), free(3), free(4), agreed(5, "09:10")],
                place(0),
                vec![4, 3, 2, 1, 0],
            ),
            ("agreed times in their order", vec![agreed(1, "15:00"), agreed(9, "10:00")], place(0), vec![1, 0]),
            ("nobody knows where one stands", vec![free(3), free(1), free(2)], None, vec![1, 2, 0]),
        ] {
            let found = order(&stops, &Start { place: from, at: at("09:00"), minutes: 30 });
            assert_eq!(found, expected, "{what}");
        }
    }

    #[test]
    fn a_long_day_is_never_made_longer() {
        // Forty stops thrown about: never worse than the order they stood in, and each once.
        let mut seed = 7_u32;
        let stops: Vec<Stop> = (0..40)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Stop {
                    place: Some(Place {
                        latitude: Degrees((seed >> 12) as i32 % 200_000),
                        longitude: Degrees((seed >> 7) as i32 % 200_000),
                    }),
                    agreed: None,
                }
            })
            .collect();
        let start = Start { place: place(0), at: at("08:00"), minutes: 10 };
        let route = order(&stops, &start);
        let mut each = route.clone();
        each.sort_unstable();
        let as_they_stood: Vec<usize> = (0..40).collect();
        assert_eq!(each, as_they_stood);
        assert!(cost(&route, &stops, &start) * 2 < cost(&as_they_stood, &stops, &start));
    }
}
