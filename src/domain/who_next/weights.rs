//! How much each reason weighs: one figure a reason, set by the rep, else by the company, else as is usual.
//!
//! Always holds: a figure lies between 0 and [`Weight::MOST`]; 0 switches its reason off as far as points go.

use crate::domain::ask::RecordView;
use crate::schema::SETTING;

/// A reason that has a weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// Its cadence: due today.
    Due,
    /// Our promise, on its day.
    Ours,
    /// Theirs, on its day.
    Theirs,
    /// Grade A.
    GradeA,
    /// Grade B.
    GradeB,
    /// Grade C.
    GradeC,
    /// Nobody was in touch for two months.
    Quiet,
    /// At the door of a stop of the day.
    Near,
    /// Open now.
    Open,
    /// Fits into what is left of the day.
    Room,
}

impl Weight {
    /// All, in the order of the settings.
    pub const ALL: [Weight; 10] = [
        Weight::Due,
        Weight::Ours,
        Weight::Theirs,
        Weight::GradeA,
        Weight::GradeB,
        Weight::GradeC,
        Weight::Quiet,
        Weight::Near,
        Weight::Open,
        Weight::Room,
    ];

    /// The most that one may be.
    pub const MOST: u16 = 1000;

    /// Its name in the settings, on the command line and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Weight::Due => "due",
            Weight::Ours => "our_promise",
            Weight::Theirs => "their_promise",
            Weight::GradeA => "grade_a",
            Weight::GradeB => "grade_b",
            Weight::GradeC => "grade_c",
            Weight::Quiet => "quiet",
            Weight::Near => "near",
            Weight::Open => "open",
            Weight::Room => "room",
        }
    }

    /// The weight of this name.
    pub fn named(name: &str) -> Option<Weight> {
        Weight::ALL.into_iter().find(|weight| weight.name() == name)
    }

    /// What is usual.
    pub const fn usual(self) -> u16 {
        match self {
            Weight::Due | Weight::Near => 100,
            Weight::Ours => 150,
            Weight::Theirs | Weight::Quiet => 60,
            Weight::GradeA => 90,
            Weight::GradeB => 45,
            Weight::GradeC => 15,
            Weight::Open => 30,
            Weight::Room => 25,
        }
    }
}

/// The weights that somebody has set, and no others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SetWeights([Option<u16>; Weight::ALL.len()]);

impl SetWeights {
    /// What was set of this one.
    pub fn of(&self, weight: Weight) -> Option<u16> {
        self.0[weight as usize]
    }

    /// With this one set, or with it taken back.
    #[must_use]
    pub fn with(mut self, weight: Weight, points: Option<u16>) -> SetWeights {
        self.0[weight as usize] = points.map(|points| points.min(Weight::MOST));
        self
    }

    /// What is set here, else what is set there.
    #[must_use]
    pub fn or(self, other: SetWeights) -> SetWeights {
        let mut both = self;
        for weight in Weight::ALL {
            both.0[weight as usize] = self.of(weight).or(other.of(weight));
        }
        both
    }

    /// What the company has set, by the records of its settings.
    pub fn told(settings: &[RecordView]) -> SetWeights {
        SetWeights::company(settings.iter().map(|view| {
            let text = |field: &str| {
                let number = SETTING.field(field).map_or(0, |field| field.number);
                view.values.iter().find(|(of, _)| *of == number).map_or("", |(_, value)| value.str())
            };
            (text("name"), text("value"))
        }))
    }

    /// What a company has set, of its settings by name and value; what is no weight or no number is passed over.
    pub fn company<'a>(settings: impl Iterator<Item = (&'a str, &'a str)>) -> SetWeights {
        settings.fold(SetWeights::default(), |set, (name, value)| {
            match (name.strip_prefix("weights.").and_then(Weight::named), value.trim().parse()) {
                (Some(weight), Ok(points)) => set.with(weight, Some(points)),
                _ => set,
            }
        })
    }

    /// Those that are set.
    pub fn all(&self) -> impl Iterator<Item = (Weight, u16)> + '_ {
        Weight::ALL.into_iter().filter_map(|weight| Some((weight, self.of(weight)?)))
    }
}

/// The points of each reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Weights(SetWeights);

impl Weights {
    /// What is set, and the usual for the rest.
    pub fn of(set: SetWeights) -> Weights {
        Weights(set)
    }

    /// The points of this one.
    pub fn points(&self, weight: Weight) -> u32 {
        u32::from(self.0.of(weight).unwrap_or(weight.usual()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rep_comes_before_the_company_and_the_company_before_the_usual() {
        let company = SetWeights::default().with(Weight::Near, Some(10)).with(Weight::Open, Some(9999));
        let rep = SetWeights::default().with(Weight::Near, Some(200)).with(Weight::Quiet, Some(0));
        let weights = Weights::of(rep.or(company));
        for (weight, expected) in
            [(Weight::Near, 200), (Weight::Open, 1000), (Weight::Quiet, 0), (Weight::Due, 100), (Weight::GradeC, 15)]
        {
            assert_eq!(weights.points(weight), expected, "{weight:?}");
        }
        assert!(Weight::ALL.iter().all(|weight| Weight::named(weight.name()) == Some(*weight)));
        assert_eq!(rep.or(company).with(Weight::Near, None).all().count(), 2);
    }
}
