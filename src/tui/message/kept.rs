//! What is kept of what a person was at: the words that are not committed, the place, and how a screen showed its rows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::base::id::Id;
use crate::tui::screen::Tab;

/// Words that are not committed yet, kept over a crash.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// What they belong to: `log`, `form:1:ID`.
    pub of: String,
    /// The words, in a form that what made them reads back.
    pub body: String,
}

impl Draft {
    /// Whether it is what was typed before and is offered again, not words that could be lost.
    pub fn is_offered_again(&self) -> bool {
        [crate::tui::narrow::BEFORE, crate::tui::overlays::merge::ALIKE].contains(&self.of.as_str())
    }

    /// Whether somebody was just writing what this is the body of: it lay before him, and is opened again by itself.
    pub fn was_open(body: &str) -> bool {
        let body = serde_json::from_str::<serde_json::Value>(body);
        body.is_ok_and(|body| body.get("open").and_then(serde_json::Value::as_bool).unwrap_or(false))
    }

    /// Its words alone, for a reader.
    pub fn plain(&self) -> String {
        let Ok(body) = serde_json::from_str::<serde_json::Value>(&self.body) else { return self.body.clone() };
        if let Some(line) = body.get("line").and_then(|line| line.as_str()) {
            return line.to_owned();
        }
        let blanks = body.get("blanks").and_then(|blanks| blanks.as_array()).into_iter().flatten();
        let typed = blanks.filter_map(|blank| blank.get(1)?.as_str()).filter(|typed| !typed.is_empty());
        typed.collect::<Vec<_>>().join("\n  ")
    }
}

/// Where the person is: what is opened again at the next start.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Spot {
    /// The screen.
    pub tab: Tab,
    /// The open customer.
    pub account: Option<Id>,
    /// The row under the cursor.
    pub row: Option<Id>,
    /// How the screen showed its rows.
    #[serde(default, alias = "turned", skip_serializing_if = "ViewState::is_usual")]
    pub view: ViewState,
    /// What was being looked for everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
}

/// How a screen shows its rows: what it is narrowed to, and where in them it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewState {
    /// The filter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// How far down in a list that is read in pages.
    #[serde(skip_serializing_if = "ViewState::is_first")]
    pub at: usize,
    /// The Monday of another week than that of its day, and whether it was ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<(NaiveDate, bool)>,
}

impl ViewState {
    fn is_usual(&self) -> bool {
        *self == ViewState::default()
    }

    fn is_first(at: &usize) -> bool {
        *at == 0
    }
}
