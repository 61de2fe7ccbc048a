//! Distances between places on the earth, in metres as the crow flies.

use crate::schema::{Account, Degrees};

/// A place on the earth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// North of the equator.
    pub latitude: Degrees,
    /// East of Greenwich.
    pub longitude: Degrees,
}

/// The mean radius of the earth.
const EARTH: f64 = 6_371_000.0;

impl Place {
    /// Where a customer is, where that is known.
    pub fn of(account: &Account) -> Option<Place> {
        Some(Place { latitude: account.latitude?, longitude: account.longitude? })
    }

    /// Metres to another place (haversine).
    pub fn metres_to(self, other: Place) -> u32 {
        let radians = |degrees: Degrees| degrees.as_f64().to_radians();
        let (south, north) = (radians(self.latitude), radians(other.latitude));
        let high = ((north - south) / 2.0).sin();
        let wide = ((radians(other.longitude) - radians(self.longitude)) / 2.0).sin();
        let share = (high * high + south.cos() * north.cos() * wide * wide).clamp(0.0, 1.0);
        (2.0 * EARTH * share.sqrt().asin()).round() as u32
    }

    /// Metres to the nearest of these places; `None` where there is none.
    pub fn nearest(self, places: &[Place]) -> Option<u32> {
        // Told apart by the square of a flat distance, which is enough within a day's drive and costs no sine for each of them.
        let shrink = self.latitude.as_f64().to_radians().cos();
        let flat = |place: &Place| {
            let north = place.latitude.as_f64() - self.latitude.as_f64();
            let east = (place.longitude.as_f64() - self.longitude.as_f64()) * shrink;
            north * north + east * east
        };
        let nearest = places.iter().min_by(|one, other| flat(one).total_cmp(&flat(other)));
        nearest.map(|place| self.metres_to(*place))
    }

    /// The corners of a box in which everything within so many metres lies (and something beyond): south-west, north-east. For a
    /// database that can compare numbers but knows no distances. Near a pole or the date line it may be the whole breadth.
    pub fn around(self, metres: u32) -> (Place, Place) {
        let high = (f64::from(metres) / EARTH).to_degrees();
        let latitude = self.latitude.as_f64();
        let shrink = (latitude.abs() + high).min(89.9).to_radians().cos();
        let wide = high / shrink;
        let longitude = self.longitude.as_f64();
        let whole = longitude - wide < -180.0 || longitude + wide > 180.0 || latitude.abs() + high > 89.0;
        let degrees = |value: f64| Degrees((value * 1e6).round() as i32);
        let (west, east) = if whole { (-180.0, 180.0) } else { (longitude - wide, longitude + wide) };
        (
            Place { latitude: degrees((latitude - high).max(-90.0)), longitude: degrees(west) },
            Place { latitude: degrees((latitude + high).min(90.0)), longitude: degrees(east) },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: &str, longitude: &str) -> Place {
        Place { latitude: Degrees::parse(latitude).unwrap(), longitude: Degrees::parse(longitude).unwrap() }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        // From published distances, within half a percent of the sphere.
        for (from, to, metres) in [
            (place("30.2741", "120.1551"), place("30.2741", "120.1551"), 0),
            (place("0", "0"), place("0", "1"), 111_195),
            (place("51.5007", "-0.1246"), place("40.6892", "-74.0445"), 5_574_840),
            (place("0", "179.5"), place("0", "-179.5"), 111_195),
            (place("90", "0"), place("-90", "0"), 20_015_087),
            (place("51.4545", "-2.5879"), place("51.4545", "-2.5736"), 991),
        ] {
            assert!(from.metres_to(to).abs_diff(metres) <= 1 + metres / 1000, "{}", from.metres_to(to));
            assert_eq!(from.metres_to(to), to.metres_to(from));
        }
    }

    #[test]
    fn what_is_within_reach_is_in_the_box() {
        for centre in [place("30.27", "120.15"), place("-45", "179.99"), place("0", "0"), place("85", "20")] {
            let (low, high) = centre.around(5000);
            for (north, east) in [(0.04, 0.0), (-0.04, 0.0), (0.0, 0.04), (0.0, -0.04), (0.03, 0.03)] {
                let other = Place {
                    latitude: Degrees(centre.latitude.0 + (north * 1e6) as i32),
                    longitude: Degrees(centre.longitude.0 + (east * 1e6) as i32),
                };
                let inside = (low.latitude..=high.latitude).contains(&other.latitude)
                    && (low.longitude..=high.longitude).contains(&other.longitude);
                assert!(inside || centre.metres_to(other) > 5000 || other.longitude.0 > 180_000_000);
            }
        }
    }
}
