//! The settings of one profile: `settings.toml`. Everything has a usual value; a file says only what differs.
//!
//! Always holds: an unknown setting is a trouble with its line, not silence; what is written is read back the same.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use super::trouble::{Trouble, Wrong};
use crate::base::lang::Lang;
use crate::base::when::NextWeekday;
use crate::domain::cadence::Cadence;
use crate::domain::usual::Usual;
use crate::domain::who_next::{SetWeights, Weight};

/// What a rep can set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The language; none: the system's.
    pub lang: Option<Lang>,
    /// The theme's name.
    pub theme: String,
    /// Which keys.
    pub keys: KeyPreset,
    /// The hour at which a workday ends (0 to 12).
    pub day_ends: u32,
    /// The usual length of a visit, in minutes.
    pub visit_minutes: u32,
    /// How often customers should be seen.
    pub cadences: Cadence,
    /// How lines are drawn.
    pub borders: Borders,
    /// Whether the mouse is caught (it then cannot select and copy).
    pub mouse: bool,
    /// What `next fri` means while this week's Friday is still ahead; none: both are offered, and the choice is kept.
    pub next_weekday: Option<NextWeekday>,
    /// How many visits make a full day.
    pub visits_a_day: u32,
    /// After how many minutes without a key the screen is shut; 0: never, but where the company says so.
    pub lock_minutes: u32,
    /// The filters that are kept, the latest first.
    pub filters: Vec<String>,
    /// So many customers may stay without a grade; when there are more, Today asks for those that matter.
    pub left_ungraded: u32,
    /// The company's forms for the reports.
    pub report: ReportForms,
    /// How much each reason for a visit weighs, where the rep has set it.
    pub weights: SetWeights,
}

/// The company's forms for the reports; an empty one is the usual form.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReportForms {
    /// Of a day.
    pub day: String,
    /// Of a week.
    pub week: String,
}

/// Which keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyPreset {
    /// Those of the documentation.
    #[default]
    Default,
    /// `h l` move, the log is F2 and `,`.
    Vim,
    /// Arrows and function keys only.
    Arrows,
}

impl KeyPreset {
    /// All of them.
    pub const ALL: [KeyPreset; 3] = [KeyPreset::Default, KeyPreset::Vim, KeyPreset::Arrows];

    /// Its name in the file and in the keymap.
    pub const fn name(self) -> &'static str {
        match self {
            KeyPreset::Default => "default",
            KeyPreset::Vim => "vim",
            KeyPreset::Arrows => "arrows",
        }
    }
}

/// How lines are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Borders {
    /// With the characters for lines.
    #[default]
    Lines,
    /// With `-`, `|` and `+`: for terminals that draw the others two cells wide.
    Ascii,
}

impl Borders {
    /// All of them.
    pub const ALL: [Borders; 2] = [Borders::Lines, Borders::Ascii];

    /// Its name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Borders::Lines => "lines",
            Borders::Ascii => "ascii",
        }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            lang: None,
            theme: "dark".into(),
            keys: KeyPreset::Default,
            day_ends: 4,
            visit_minutes: Usual::MINUTES,
            cadences: Cadence::default(),
            borders: Borders::Lines,
            mouse: false,
            next_weekday: None,
            visits_a_day: Usual::VISITS_A_DAY,
            lock_minutes: 0,
            filters: Vec::new(),
            left_ungraded: 0,
            report: ReportForms::default(),
            weights: SetWeights::default(),
        }
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lang: Option<toml::Spanned<String>>,
    theme: Option<toml::Spanned<String>>,
    keys: Option<KeyPreset>,
    day_ends: Option<toml::Spanned<u32>>,
    visit_minutes: Option<toml::Spanned<u32>>,
    next_weekday: Option<NextWeekday>,
    visits_a_day: Option<toml::Spanned<u32>>,
    lock_minutes: Option<toml::Spanned<u32>>,
    borders: Option<Borders>,
    mouse: Option<bool>,
    filters: Option<Vec<String>>,
    left_ungraded: Option<u32>,
    cadence: Option<Cadence>,
    report: Option<ReportForms>,
    weights: Option<BTreeMap<toml::Spanned<String>, toml::Spanned<u32>>>,
}

impl Settings {
    /// What is usual, for the rules.
    pub fn usual(&self) -> Usual {
        Usual {
            cadence: self.cadences,
            minutes: self.visit_minutes,
            visits_a_day: self.visits_a_day,
            weights: self.weights,
        }
    }

    /// These, with what is otherwise in `after` than in `before` as it is there.
    #[must_use]
    pub fn otherwise(mut self, before: &Settings, after: &Settings) -> Settings {
        macro_rules! take {
            ($($field:ident),+) => {
                $(if before.$field != after.$field {
                    self.$field.clone_from(&after.$field);
                })+
            };
        }
        take!(lang, theme, keys, day_ends, visit_minutes, cadences, borders, mouse, next_weekday, visits_a_day);
        take!(lock_minutes, filters, left_ungraded, report, weights);
        self
    }

    /// Reads the settings from the text of a file; `file` is what it is called in a trouble.
    pub fn parse(file: &str, text: &str) -> Result<Settings, Trouble> {
        let read: File = toml::from_str(text).map_err(|error| Trouble::toml(file, text, &error))?;
        let usual = Settings::default();
        let within = |value: Option<toml::Spanned<u32>>, usual: u32, least: u32, most: u32| match value {
            Some(value) if (least..=most).contains(value.get_ref()) => Ok(*value.get_ref()),
            Some(value) => Err(Trouble::at(file, text, value.span().start, Wrong::Number { least, most })),
            None => Ok(usual),
        };
        let lang =
            match &read.lang {
                None => None,
                Some(tag) => Some(Lang::from_tag(tag.get_ref()).ok_or_else(|| {
                    Trouble::at(file, text, tag.span().start, Wrong::one_of(Lang::ALL.map(Lang::tag)))
                })?),
            };
        let theme = match read.theme {
            None => usual.theme,
            Some(theme) if super::Theme::NAMES.contains(&theme.get_ref().as_str()) => theme.into_inner(),
            Some(theme) => {
                return Err(Trouble::at(file, text, theme.span().start, Wrong::one_of(super::Theme::NAMES)));
            }
        };
        let mut weights = SetWeights::default();
        for (name, points) in read.weights.unwrap_or_default() {
            let Some(weight) = Weight::named(name.get_ref()) else {
                return Err(Trouble::at(file, text, name.span().start, Wrong::one_of(Weight::ALL.map(Weight::name))));
            };
            let points = within(Some(points), 0, 0, Weight::MOST.into())?;
            weights = weights.with(weight, u16::try_from(points).ok());
        }
        Ok(Settings {
            lang,
            theme,
            keys: read.keys.unwrap_or_default(),
            day_ends: within(read.day_ends, usual.day_ends, 0, 12)?,
            visit_minutes: within(read.visit_minutes, usual.visit_minutes, 1, 480)?,
            next_weekday: read.next_weekday,
            visits_a_day: within(read.visits_a_day, usual.visits_a_day, 1, 100)?,
            lock_minutes: within(read.lock_minutes, usual.lock_minutes, 0, 240)?,
            cadences: read.cadence.unwrap_or_default(),
            borders: read.borders.unwrap_or_default(),
            mouse: read.mouse.unwrap_or_default(),
            filters: read.filters.unwrap_or_default(),
            left_ungraded: read.left_ungraded.unwrap_or_default(),
            report: read.report.unwrap_or_default(),
            weights,
        })
    }

    /// The text of the file for these settings, with a word on each.
    pub fn to_toml(&self) -> String {
        let mut out =
            String::from("# The settings of this profile. Rounds writes this file; it may also be edited by hand.\n\n");
        let lang = self.lang.map_or_else(|| "# lang = \"en\"".to_owned(), |lang| format!("lang = \"{lang}\""));
        let next_weekday = self.next_weekday.map_or_else(
            || "# next_weekday = \"week\"".to_owned(),
            |next| format!("next_weekday = \"{}\"", next.name()),
        );
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "\
# \"en\", \"zh-Hans\" or \"zh-Hant\"; without it, as the system.
{lang}
# \"dark\", \"light\", \"high-contrast\" or \"mono\".
theme = \"{}\"
# \"default\", \"vim\" or \"arrows\".
keys = \"{}\"
# \"lines\", or \"ascii\" where the terminal draws lines two cells wide.
borders = \"{}\"
# true catches the mouse; it then cannot select and copy.
mouse = {}
# The hour at which a workday ends, 0 to 12.
day_ends = {}
# The usual length of a visit, in minutes.
visit_minutes = {}
# What \"next fri\" means while this week's is still ahead: \"week\" is next week's, \"coming\" the coming one; without it, you are asked once.
{next_weekday}
# How many visits make a full day.
visits_a_day = {}
# After how many minutes without a key the screen is shut, 0 to 240; 0 is never, but where the company says so.
lock_minutes = {}
# Filters of customers that are kept, such as \"grade:A due:<7d\".
filters = {}
# So many customers may stay without a grade; when there are more, Today asks for those that matter.
left_ungraded = {}

# Days between visits by grade; 0 is never.
[cadence]
a = {}
b = {}
c = {}
none = {}
",
            self.theme,
            self.keys.name(),
            self.borders.name(),
            self.mouse,
            self.day_ends,
            self.visit_minutes,
            self.visits_a_day,
            self.lock_minutes,
            toml::Value::from(self.filters.clone()),
            self.left_ungraded,
            self.cadences.a,
            self.cadences.b,
            self.cadences.c,
            self.cadences.none,
        );
        out.push_str("\n# How much each reason for a visit weighs, 0 to 1000; without a figure as the company has it.\n[weights]\n");
        for weight in Weight::ALL {
            let _ = match self.weights.of(weight) {
                Some(points) => writeln!(out, "{} = {points}", weight.name()),
                None => writeln!(out, "# {} = {}", weight.name(), weight.usual()),
            };
        }
        out.push_str("\n# The forms of the reports, as docs/REPORT.md says; empty is the usual form.\n[report]\n");
        for (name, form) in [("day", &self.report.day), ("week", &self.report.week)] {
            let _ = writeln!(out, "{name} = {}", toml::Value::String(form.clone()));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let other = Settings {
            lang: Some(Lang::ZhHant),
            theme: "mono".into(),
            keys: KeyPreset::Vim,
            day_ends: 3,
            visit_minutes: 20,
            next_weekday: Some(NextWeekday::Coming),
            cadences: Cadence { a: 7, b: 14, c: 0, none: 90 },
            borders: Borders::Ascii,
            mouse: true,
            visits_a_day: 30,
            lock_minutes: 5,
            filters: vec!["grade:A due:<7d".into(), "city:\"New York\"".into()],
            left_ungraded: 403,
            weights: SetWeights::default().with(Weight::Near, Some(250)).with(Weight::Room, Some(0)),
            report: ReportForms { day: "Visits\n- <visit.customer>: \"<visit.notes>\"\n".into(), week: "'''".into() },
        };
        for settings in [Settings::default(), other] {
            assert_eq!(Settings::parse("settings.toml", &settings.to_toml()), Ok(settings));
        }
        assert_eq!(Settings::parse("settings.toml", ""), Ok(Settings::default()));
    }

    #[test]
    fn a_trouble_names_its_line() {
        for (text, line, what) in [
            ("theme = \"dark\"\nday_ends = 13\n", 2, "most: 12"),
            ("\n\nlang = \"fr\"", 3, "zh-Hans"),
            ("theme = \"pink\"", 1, "high-contrast"),
            ("mouse = \"yes\"", 1, "Kind"),
            ("\ncolour = 1", 2, "colour"),
            ("[cadence]\na = 1\nd = 4", 3, "Unknown(\"d\")"),
            ("keys = \"emacs\"", 1, "Choice([\"default\", \"vim\""),
            ("[weights]\nnear = 1001", 2, "most: 1000"),
            ("[weights]\nfar = 10", 2, "our_promise"),
            ("theme = ", 1, "Form"),
        ] {
            let trouble = Settings::parse("settings.toml", text).unwrap_err();
            assert_eq!((trouble.file.as_str(), trouble.line), ("settings.toml", line), "{trouble}");
            assert!(format!("{:?}", trouble.what).contains(what), "{trouble}");
        }
    }
}
