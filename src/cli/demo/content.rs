//! What the demo tells, as data: the city, the trade and the stories of one language, read from `assets/demo/`.
//!
//! Always holds: every list of wordings has a deck of its own. It decides nothing; chance is `chance`'s, time is `story`'s.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::base::lang::Lang;
use crate::schema::{Mood, Reason, TouchKind, VisitOutcome};

/// The data that comes with the program cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// Not the shape that is expected.
    #[error("demo data {file}: {source}")]
    Shape {
        /// Which file.
        file: &'static str,
        /// What is wrong with it.
        source: toml::de::Error,
    },
    /// A word that means nothing here.
    #[error("demo data: {0}")]
    Word(String),
}

/// The city and its people.
#[derive(Debug, Deserialize)]
pub struct Place {
    pub city: String,
    pub region: String,
    pub territory: String,
    pub other_territory: String,
    pub company: String,
    pub me: String,
    pub colleague: String,
    pub former: String,
    pub manager: String,
    pub landline: String,
    pub mobile: String,
    pub address: String,
    pub address_unit: Vec<String>,
    pub postcode: String,
    pub country: String,
    pub district: Vec<String>,
    pub women: String,
    pub men: String,
    pub surnames: String,
    pub dogs: String,
    #[serde(default)]
    pub call: BTreeMap<String, Vec<String>>,
    pub visit_type: Vec<TypeOfVisit>,
}

/// What the company wants done at a visit of one type.
#[derive(Debug, Deserialize)]
pub struct TypeOfVisit {
    pub name: String,
    pub steps: Vec<String>,
}

/// A trade that is sold to.
#[derive(Debug, Deserialize)]
pub struct Kind {
    pub id: String,
    pub industry: String,
    pub sizes: Vec<String>,
    pub hours: Vec<String>,
    pub boss: Vec<String>,
    pub buyer: Vec<String>,
    pub user: Vec<String>,
    pub names: Vec<String>,
    pub coin: Vec<String>,
}

/// What is sold, to whom, against whom.
#[derive(Debug, Deserialize)]
pub struct Trade {
    pub sign: String,
    pub rivals: Vec<String>,
    pub tags: Vec<String>,
    pub products: Vec<String>,
    pub kind: Vec<Kind>,
    pub pools: BTreeMap<String, String>,
}

/// Something that is sold.
#[derive(Debug, Clone)]
pub struct Product {
    pub id: String,
    /// What the rep calls it.
    pub name: String,
    /// What it is counted in; empty in English.
    pub unit: String,
    /// From and to.
    pub price: (i64, i64),
}

impl Product {
    /// Whether it is used up: bought every month, not once in years.
    pub fn is_used_up(&self) -> bool {
        !matches!(self.unit.as_str(), "" | "台" | "把" | "只")
    }
}

/// Wordings of one thing, dealt from a deck.
#[derive(Debug, Default)]
pub struct Lines {
    pub deck: usize,
    pub lines: Vec<String>,
}

impl Lines {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A promise in a scene: in so many days, in one of these words.
#[derive(Debug)]
pub struct Pledge {
    pub days: i64,
    pub words: Vec<String>,
}

/// How people meet in a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    OnSite,
    Video,
    Touch(TouchKind),
}

/// What comes of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Result {
    pub outcome: VisitOutcome,
    pub mood: Mood,
    pub lost: bool,
}

/// One scene of a story.
#[derive(Debug)]
pub struct Scene {
    /// What the visit is for.
    pub purpose: String,
    pub way: Way,
    /// Days after the scene before, where it is no visit.
    pub gap: (i64, i64),
    pub result: Result,
    pub us: Option<Pledge>,
    pub them: Option<Pledge>,
    pub say: Lines,
    /// When our promise of the scene before was kept, or late.
    pub kept: Lines,
    pub late: Lines,
    /// The same of theirs.
    pub theirs_kept: Lines,
    pub theirs_late: Lines,
}

impl Scene {
    /// All that it may say.
    pub fn lists(&self) -> [&Lines; 5] {
        [&self.say, &self.kept, &self.late, &self.theirs_kept, &self.theirs_late]
    }
}

/// When in a customer's life a story fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Open,
    Grow,
    Trouble,
    End,
}

/// A story.
#[derive(Debug)]
pub struct Arc {
    pub stage: Stage,
    /// May be told again a year later.
    pub again: bool,
    pub fits: Vec<usize>,
    pub products: Vec<usize>,
    pub quantity: (i64, i64),
    pub scenes: Vec<Scene>,
}

/// Wordings for some kinds of customer.
#[derive(Debug)]
pub struct Group {
    pub fits: Vec<usize>,
    pub say: Lines,
}

/// A small history beside the business: its steps, each in several wordings.
#[derive(Debug)]
pub struct Thread {
    pub fits: Vec<usize>,
    pub steps: Vec<Lines>,
}

/// What is in the air at a time of the year.
#[derive(Debug)]
pub struct Season {
    /// Month and day.
    pub from: (u32, u32),
    pub to: (u32, u32),
    pub say: Lines,
}

/// All of one language.
#[derive(Debug)]
pub struct Content {
    pub lang: Lang,
    pub place: Place,
    pub trade: Trade,
    pub products: Vec<Product>,
    pub arcs: Vec<Arc>,
    pub everyday: Vec<Group>,
    pub touches: Vec<(TouchKind, Lines)>,
    pub threads: Vec<Thread>,
    pub seasons: Vec<Season>,
    /// Why nobody was met, and in what words.
    pub missed: Vec<(Reason, String)>,
    pub missed_deck: usize,
    pub unfiled: Lines,
    pub prepare: Lines,
    /// What the note says, and what was promised.
    pub pledges: Vec<(String, String)>,
    /// How many decks its lists take.
    pub decks: usize,
}

impl Content {
    /// How often in a hundred a visit outside a story should begin one, so that the words for stories and those for ordinary days
    /// last equally long over so many visits.
    pub fn begins(&self, visits: usize) -> u64 {
        let count = |lines: &[&Lines]| lines.iter().map(|lines| lines.lines.len()).sum::<usize>() as f64;
        let visited = |scene: &&Scene| !matches!(scene.way, Way::Touch(_));
        let scenes: Vec<&Scene> = self.arcs.iter().flat_map(|arc| &arc.scenes).filter(visited).collect();
        let told = scenes.iter().map(|scene| count(&scene.lists())).sum::<f64>();
        let length = scenes.len() as f64 / self.arcs.len().max(1) as f64;
        let part = (told / visits.max(1) as f64).min(0.85);
        (100.0 * part / (part + length * (1.0 - part))).round() as u64
    }
}

/// The kinds named in a list such as `pub cafe`.
pub(super) fn indexes(names: &str, known: &[String]) -> std::result::Result<Vec<usize>, ContentError> {
    names
        .split_whitespace()
        .map(|name| {
            known
                .iter()
                .position(|id| id == name)
                .ok_or_else(|| ContentError::Word(format!("{name} is neither a kind nor a product")))
        })
        .collect()
}
