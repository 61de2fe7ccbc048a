//! The steps of a visit, as the company has set them for its type: what was done, what is left, what should not be left out.
//!
//! Always holds: nothing here refuses a log; a step that was done stays done in the words it had, whatever the company writes later.

use std::collections::BTreeSet;

use crate::base::id::Id;
use crate::schema::VisitType;

/// A step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// What is to be done.
    pub words: String,
    /// It should not be left out.
    pub required: bool,
    /// It was done.
    pub done: bool,
}

/// The steps of one visit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VisitSteps {
    /// The visit.
    pub visit: Id,
    /// Its type.
    pub visit_type: Id,
    /// What the type is called.
    pub name: String,
    /// The steps in their order.
    pub steps: Vec<Step>,
}

impl VisitSteps {
    /// Of a visit of this type at which these were done.
    pub fn of(visit: Id, kind: &VisitType, done: &BTreeSet<String>) -> VisitSteps {
        let mut steps: Vec<Step> = Vec::new();
        for (words, required) in written(&kind.steps) {
            if !steps.iter().any(|step| step.words == words) {
                steps.push(Step { words: words.to_string(), required, done: done.contains(words) });
            }
        }
        // What the company has since taken away was done nonetheless.
        let before: Vec<&String> =
            done.iter().filter(|words| !steps.iter().any(|step| step.words == **words)).collect();
        steps.extend(before.into_iter().map(|words| Step { words: words.clone(), required: false, done: true }));
        VisitSteps { visit, visit_type: kind.id, name: kind.name.clone(), steps }
    }

    /// How many were done.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    /// Those left, in their order.
    pub fn left(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| !step.done)
    }

    /// Those left that should not be.
    pub fn missing(&self) -> Vec<String> {
        self.left().filter(|step| step.required).map(|step| step.words.clone()).collect()
    }
}

/// The steps as they are written, one a line; `!` before one: it should not be left out.
fn written(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.lines().map(str::trim).filter_map(|line| {
        let words = line.trim_start_matches(['!', '！']);
        let trimmed = words.trim();
        (!trimmed.is_empty()).then_some((trimmed, words.len() < line.len()))
    })
}

/// The type of a visit: the one it was given, else the company's first. `None`: the company has set none.
pub fn type_of(types: &[VisitType], given: Option<Id>) -> Option<&VisitType> {
    let given = given.and_then(|id| types.iter().find(|kind| kind.id == id));
    given.or_else(|| in_order(types).into_iter().next())
}

/// The types that are used, in their order.
pub fn in_order(types: &[VisitType]) -> Vec<&VisitType> {
    let mut used: Vec<&VisitType> = types.iter().filter(|kind| !kind.retired).collect();
    used.sort_by_key(|kind| (kind.rank.is_none(), kind.rank, kind.name.clone(), kind.id));
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(number: u8, name: &str, steps: &str, rank: Option<i64>) -> VisitType {
        VisitType { id: Id::from_bytes([number; 16]), name: name.into(), steps: steps.into(), rank, retired: false }
    }

    #[test]
    fn steps_are_lines_and_a_mark_says_which_should_be_done() {
        let shelf = kind(1, "Shelf check", "check shelf\n! count stock\n\n！盘点\n!\ncheck shelf\n  collect  ", None);
        let done: BTreeSet<String> = ["collect".to_string(), "old step".to_string()].into();
        let steps = VisitSteps::of(Id::NIL, &shelf, &done);
        let told: Vec<_> = steps.steps.iter().map(|step| (step.words.as_str(), step.required, step.done)).collect();
        assert_eq!(
            told,
            [
                ("check shelf", false, false),
                ("count stock", true, false),
                ("盘点", true, false),
                ("collect", false, true),
                ("old step", false, true),
            ]
        );
        assert_eq!((steps.done(), steps.missing()), (2, vec!["count stock".to_string(), "盘点".to_string()]));
    }

    #[test]
    fn a_visit_has_its_type_or_the_first() {
        let types =
            [kind(1, "B", "", Some(2)), kind(2, "A", "", Some(2)), kind(3, "C", "", None), kind(4, "D", "", Some(1))];
        let retired = VisitType { retired: true, ..kind(5, "0", "", Some(0)) };
        let all = [&types[..], &[retired]].concat();
        let name =
            |given: Option<u8>| type_of(&all, given.map(|n| Id::from_bytes([n; 16]))).map(|kind| kind.name.as_str());
        for (given, expected) in [(None, Some("D")), (Some(1), Some("B")), (Some(9), Some("D")), (Some(5), Some("0"))] {
            assert_eq!(name(given), expected, "{given:?}");
        }
        let order: Vec<&str> = in_order(&all).into_iter().map(|kind| kind.name.as_str()).collect();
        assert_eq!(order, ["D", "A", "B", "C"]);
        assert_eq!(type_of(&[], None), None);
    }
}
