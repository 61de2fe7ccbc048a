//! What a person decides about an import before it is done: for the whole of it, and for each customer that looks like another.
//!
//! Always: what is decided for one customer, named by the line on which the file first speaks of it, beats what is decided for all.

use std::collections::BTreeMap;

use super::preview::Other;
use crate::base::id::Id;

/// What the user may choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choices {
    /// What becomes of customers that look like others.
    pub look_alikes: LookAlikes,
    /// What becomes of single ones, by the line on which the file first speaks of them.
    pub each: BTreeMap<u32, Decision>,
    /// Whether the file's values replace what is there; else they only fill what is empty.
    pub overwrite: bool,
}

impl Default for Choices {
    fn default() -> Choices {
        Choices { look_alikes: LookAlikes::Take, each: BTreeMap::new(), overwrite: true }
    }
}

/// What becomes of customers of the file that look like others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LookAlikes {
    /// They become customers of their own; the preview names them.
    #[default]
    Take,
    /// Each is the one that it looks like most.
    Join,
    /// They are not taken.
    Leave,
}

impl LookAlikes {
    /// The next one, or the one before.
    pub fn turned(self, on: bool) -> LookAlikes {
        match (self, on) {
            (LookAlikes::Take, true) | (LookAlikes::Leave, false) => LookAlikes::Join,
            (LookAlikes::Join, true) | (LookAlikes::Take, false) => LookAlikes::Leave,
            (LookAlikes::Leave, true) | (LookAlikes::Join, false) => LookAlikes::Take,
        }
    }
}

/// What becomes of one customer of the file that looks like another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// It becomes a customer of its own.
    Take,
    /// It is this one; `None`: the one that it looks like most.
    Join(Option<Other>),
    /// It is not taken.
    Leave,
}

impl From<LookAlikes> for Decision {
    fn from(all: LookAlikes) -> Decision {
        match all {
            LookAlikes::Take => Decision::Take,
            LookAlikes::Join => Decision::Join(None),
            LookAlikes::Leave => Decision::Leave,
        }
    }
}

/// A text that says no decision: the part of it that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is not LINE=new, LINE=same or LINE=leave")]
pub struct NoDecision(pub String);

impl Choices {
    /// What is decided for the customer of this line.
    pub fn of(&self, line: u32) -> Decision {
        self.each.get(&line).copied().unwrap_or_else(|| self.look_alikes.into())
    }

    /// Takes decisions from a text such as `12=new,15=same,18=leave`, or one a line; `same:ID` and `same:LINE` say which one is meant. What
    /// stands behind `#` is a remark.
    pub fn decide(&mut self, text: &str) -> Result<(), NoDecision> {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
        let parts = lines.flat_map(|line| line.split([',', '，', ';'])).map(str::trim).filter(|part| !part.is_empty());
        for part in parts {
            let (line, decision) = decision(part).ok_or_else(|| NoDecision(part.to_owned()))?;
            self.each.insert(line, decision);
        }
        Ok(())
    }
}

fn decision(part: &str) -> Option<(u32, Decision)> {
    let (line, word) = part.split_at(part.find(|c: char| !c.is_ascii_digit())?);
    let line = line.parse().ok()?;
    let word = word.trim_start_matches(['=', '＝', ' ', '\t']).to_lowercase();
    let decision = match word.split_once(':') {
        None if word == "new" => Decision::Take,
        None if word == "same" => Decision::Join(None),
        None if word == "leave" => Decision::Leave,
        Some(("same", other)) => {
            let in_file = other.parse().ok().map(Other::InFile);
            Decision::Join(Some(in_file.or_else(|| other.parse::<Id>().ok().map(Other::Known))?))
        }
        _ => return None,
    };
    Some((line, decision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_read_from_a_text() {
        let id = "01a2002b-14be-78c3-8cc6-81f8ec0b2080";
        for (text, expected) in [
            ("12=new", Some(vec![(12, Decision::Take)])),
            (" 12 = same , 15=leave", Some(vec![(12, Decision::Join(None)), (15, Decision::Leave)])),
            ("3 leave\n# all of these\n4 New # twins\n", Some(vec![(3, Decision::Leave), (4, Decision::Take)])),
            ("7=same:2", Some(vec![(7, Decision::Join(Some(Other::InFile(2))))])),
            (&format!("7=same:{id}"), Some(vec![(7, Decision::Join(Some(Other::Known(id.parse().unwrap()))))])),
            ("", Some(vec![])),
            ("new", None),
            ("x=new", None),
            ("12=perhaps", None),
            ("12=same:x", None),
        ] {
            let mut choices = Choices::default();
            let read = choices.decide(text).ok().map(|()| choices.each.into_iter().collect::<Vec<_>>());
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn one_beats_all() {
        let mut choices = Choices { look_alikes: LookAlikes::Leave, ..Choices::default() };
        choices.decide("3=new").unwrap();
        assert_eq!([choices.of(2), choices.of(3)], [Decision::Leave, Decision::Take]);
    }
}
