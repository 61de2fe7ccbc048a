//! Those of one name whose places do not contradict each other, found without comparing each with each: a chain has thousands of branches.
//!
//! Always: what is found is what going through all of the name in their order would find; a part of a place that is not told agrees with
//! every other. It must not know what a customer is.

use std::collections::{BTreeSet, HashMap};

use crate::base::text::fold;

/// A place as it is compared: street and city, folded; empty where it is not told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Place([String; 2]);

impl Place {
    /// Of this street in this city.
    pub fn of(street: &str, city: &str) -> Place {
        Place([fold(street), fold(city)])
    }
}

/// What is told of a place, of the parts that are asked for: `None` is not asked for, empty is not told.
type Told = [Option<String>; 2];

/// Names with their places.
#[derive(Debug, Default)]
pub(super) struct Agreeing {
    names: HashMap<String, HashMap<Told, BTreeSet<usize>>>,
    /// How many were looked at.
    #[cfg(test)]
    looked: std::cell::Cell<usize>,
}

impl Agreeing {
    /// Makes one known.
    pub fn add(&mut self, name: &str, place: &Place, at: usize) {
        let same = self.names.entry(name.to_owned()).or_default();
        for asked in each_asked(place) {
            same.entry(asked).or_default().insert(at);
        }
    }

    /// More is told of the place of one.
    pub fn moved(&mut self, name: &str, from: &Place, to: &Place, at: usize) {
        if from == to {
            return;
        }
        if let Some(same) = self.names.get_mut(name) {
            for asked in each_asked(from) {
                if let Some(there) = same.get_mut(&asked) {
                    there.remove(&at);
                }
            }
        }
        self.add(name, to, at);
    }

    /// The first of this name that agree with a place and fit otherwise, in their order; at most so many.
    pub fn first(&self, name: &str, place: &Place, most: usize, mut fits: impl FnMut(usize) -> bool) -> Vec<usize> {
        let Some(same) = self.names.get(name) else { return Vec::new() };
        // What is told here may be told there in the same words, or not at all; what is not told here is not asked for.
        let may = |part: &String| {
            if part.is_empty() { vec![None] } else { vec![Some(part.clone()), Some(String::new())] }
        };
        let Place([street, city]) = place;
        let mut found = BTreeSet::new();
        for street in may(street) {
            for city in may(city) {
                let there = same.get(&[street.clone(), city]).into_iter().flatten().copied();
                #[cfg(test)]
                let there = there.inspect(|_| self.looked.set(self.looked.get() + 1));
                found.extend(there.filter(|at| fits(*at)).take(most));
            }
        }
        found.into_iter().take(most).collect()
    }

    /// The first of this name that are told to be at exactly this place and fit otherwise, in their order; at most so many.
    pub fn told(&self, name: &str, place: &Place, most: usize, fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let Place([street, city]) = place.clone();
        let there = self.names.get(name).and_then(|same| same.get(&[Some(street), Some(city)]));
        let there = there.into_iter().flatten().copied();
        #[cfg(test)]
        let there = there.inspect(|_| self.looked.set(self.looked.get() + 1));
        there.filter(|at| fits(*at)).take(most).collect()
    }

    /// How many were looked at so far.
    #[cfg(test)]
    pub fn looked(&self) -> usize {
        self.looked.get()
    }
}

/// What is told of a place, whichever parts of it are asked for.
fn each_asked(place: &Place) -> impl Iterator<Item = Told> + '_ {
    let Place([street, city]) = place;
    [(false, false), (false, true), (true, false), (true, true)]
        .into_iter()
        .map(move |(by_street, by_city)| [by_street.then(|| street.clone()), by_city.then(|| city.clone())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::draft::agree;

    /// Streets and cities, told and not, in every order: the same is found as by going through all of them.
    #[test]
    fn what_is_found_is_what_going_through_all_would_find() {
        let parts = ["", "1 High St", "2 MILL ROAD", "杭州"];
        let mut places: Vec<(&str, &str)> = Vec::new();
        let mut agreeing = Agreeing::default();
        for round in 0..3 {
            for street in parts {
                for city in parts.iter().cycle().skip(round).take(parts.len()) {
                    for most in [1, 3] {
                        let found = agreeing.first("acme", &Place::of(street, city), most, |at| at % 5 != 0);
                        let all = places.iter().enumerate().filter(|(at, (own_street, own_city))| {
                            at % 5 != 0 && agree(own_street, street) && agree(own_city, city)
                        });
                        let expected: Vec<usize> = all.map(|(at, _)| at).take(most).collect();
                        assert_eq!(found, expected, "{street:?} {city:?} among {places:?}");
                        let place = Place::of(street, city);
                        let told = agreeing.told("acme", &place, most, |at| at % 5 != 0);
                        let all = places.iter().enumerate();
                        let all = all.filter(|(at, (street, city))| at % 5 != 0 && Place::of(street, city) == place);
                        let expected: Vec<usize> = all.map(|(at, _)| at).take(most).collect();
                        assert_eq!(told, expected, "exactly {street:?} {city:?} among {places:?}");
                    }
                    agreeing.add("acme", &Place::of(street, city), places.len());
                    places.push((street, city));
                }
            }
            // One of whom nothing was told is told to be somewhere.
            let bare = places.iter().position(|place| *place == ("", "")).unwrap();
            agreeing.moved("acme", &Place::default(), &Place::of("", "杭州"), bare);
            places[bare] = ("", "杭州");
        }
        assert!(agreeing.first("other", &Place::default(), 9, |_| true).is_empty());
    }
}
