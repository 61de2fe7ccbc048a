//! What can be set: each row's words, how it stands, what a step on or back makes of it.
//!
//! Always holds: a step gives settings that hold at once; what the company has set is named as its own.

use std::borrow::Cow;

use crate::base::lang::Lang;
use crate::base::when::NextWeekday;
use crate::config::{Borders, KeyPreset, Settings, Theme};
use crate::domain::who_next::{SetWeights, Weight};
use crate::tui::cx::Cx;

/// A row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    Lang,
    Theme,
    Keys,
    Borders,
    Mouse,
    DayEnds,
    VisitMinutes,
    VisitsADay,
    LockMinutes,
    Pin,
    CadenceA,
    CadenceB,
    CadenceC,
    CadenceNone,
    Weight(Weight),
    NextWeekday,
    Demo,
    Import,
    Connect,
}

/// The rows in their order, by what they are about: the key of each heading, and what stands under it.
pub(super) const GROUPS: [(&str, &[Item]); 6] = [
    ("settings-look", &[Item::Lang, Item::Theme, Item::Borders, Item::Keys, Item::Mouse]),
    ("settings-day", &[Item::DayEnds, Item::VisitMinutes, Item::VisitsADay, Item::NextWeekday]),
    ("settings-lock", &[Item::LockMinutes, Item::Pin]),
    ("settings-often", &[Item::CadenceA, Item::CadenceB, Item::CadenceC, Item::CadenceNone]),
    (
        "settings-weights",
        &[
            Item::Weight(Weight::Due),
            Item::Weight(Weight::Ours),
            Item::Weight(Weight::Theirs),
            Item::Weight(Weight::GradeA),
            Item::Weight(Weight::GradeB),
            Item::Weight(Weight::GradeC),
            Item::Weight(Weight::Quiet),
            Item::Weight(Weight::Near),
            Item::Weight(Weight::Open),
            Item::Weight(Weight::Room),
        ],
    ),
    ("settings-begin", &[Item::Demo, Item::Import, Item::Connect]),
];

/// All rows, in their order.
pub(super) fn all() -> impl Iterator<Item = Item> + Clone {
    GROUPS.iter().flat_map(|(_, items)| items.iter().copied())
}

impl Item {
    pub(super) fn words(self, cx: &Cx) -> &str {
        cx.word(match self {
            Item::Weight(weight) => return cx.words.weight(weight),
            Item::Lang => "setting-lang",
            Item::Theme => "setting-theme",
            Item::Keys => "setting-keys",
            Item::Borders => "setting-borders",
            Item::Mouse => "setting-mouse",
            Item::DayEnds => "setting-day-ends",
            Item::VisitMinutes => "setting-visit-minutes",
            Item::VisitsADay => "setting-visits-a-day",
            Item::LockMinutes => "setting-lock-minutes",
            Item::Pin => "setting-pin",
            Item::CadenceA => "setting-cadence-a",
            Item::CadenceB => "setting-cadence-b",
            Item::CadenceC => "setting-cadence-c",
            Item::CadenceNone => "setting-cadence-none",
            Item::NextWeekday => "setting-next-weekday",
            Item::Demo => "begin-demo",
            Item::Import => "begin-import",
            Item::Connect => "begin-connect",
        })
    }

    /// Its name in the file, where it is a setting.
    pub(super) fn setting(self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match self {
            Item::Weight(weight) => return Some(format!("weights.{}", weight.name()).into()),
            Item::Lang => "lang",
            Item::Theme => "theme",
            Item::Keys => "keys",
            Item::Borders => "borders",
            Item::Mouse => "mouse",
            Item::DayEnds => "day_ends",
            Item::VisitMinutes => "visit_minutes",
            Item::VisitsADay => "visits_a_day",
            Item::LockMinutes => "lock_minutes",
            Item::CadenceA => "cadence.a",
            Item::CadenceB => "cadence.b",
            Item::CadenceC => "cadence.c",
            Item::CadenceNone => "cadence.none",
            Item::NextWeekday => "next_weekday",
            Item::Pin | Item::Demo | Item::Import | Item::Connect => return None,
        }))
    }

    /// A line on what it does.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Item::Lang | Item::Theme => "setting-about-looks",
            Item::Keys => "setting-about-keys",
            Item::Borders => "setting-about-borders",
            Item::Mouse => "setting-about-mouse",
            Item::DayEnds => "setting-about-day-ends",
            Item::VisitMinutes => "setting-about-visit-minutes",
            Item::VisitsADay => "setting-about-visits-a-day",
            Item::LockMinutes => "setting-about-lock-minutes",
            Item::Pin => "setting-about-pin",
            Item::CadenceA | Item::CadenceB | Item::CadenceC | Item::CadenceNone => "setting-about-cadence",
            Item::Weight(_) => "setting-about-weight",
            Item::NextWeekday => "setting-about-next-weekday",
            Item::Demo => "begin-about-demo",
            Item::Import => "begin-about-import",
            Item::Connect => "begin-about-connect",
        }
    }

    /// How it stands now.
    pub(super) fn value(self, cx: &Cx, company: SetWeights) -> String {
        let settings = &cx.settings;
        let days = |days: u16| match days {
            0 => cx.word("setting-never").to_owned(),
            days => cx.say("setting-days", &[("n", u32::from(days).into())]),
        };
        match self {
            Item::Lang => cx.word("setting-this-lang").to_owned(),
            Item::Theme => cx.word(&format!("theme-{}", settings.theme)).to_owned(),
            Item::Keys => cx.word(&format!("keys-{}", settings.keys.name())).to_owned(),
            Item::Borders => cx.word(&format!("borders-{}", settings.borders.name())).to_owned(),
            Item::Mouse => cx.word(if settings.mouse { "yes" } else { "no" }).to_owned(),
            Item::DayEnds => format!("{:02}:00", settings.day_ends),
            Item::VisitMinutes => cx.words.duration(settings.visit_minutes.into()),
            Item::VisitsADay => settings.visits_a_day.to_string(),
            Item::LockMinutes => {
                let own = match settings.lock_minutes {
                    0 => cx.word("lock-never").to_owned(),
                    minutes => cx.words.duration(minutes.into()),
                };
                match cx.sync.lock_after {
                    Some(company) => {
                        let company = cx.words.duration(company.into());
                        format!("{own}  {}", cx.say("lock-company", &[("after", (&company).into())]))
                    }
                    None => own,
                }
            }
            Item::Pin => cx.word(if cx.guard.pin.is_some() { "pin-there" } else { "pin-none" }).to_owned(),
            Item::CadenceA => days(settings.cadences.a),
            Item::CadenceB => days(settings.cadences.b),
            Item::CadenceC => days(settings.cadences.c),
            Item::CadenceNone => days(settings.cadences.none),
            Item::Weight(weight) => match (settings.weights.of(weight), company.of(weight)) {
                (Some(points), _) => points.to_string(),
                (None, Some(points)) => cx.say("weight-company", &[("points", u32::from(points).into())]),
                (None, None) => cx.say("weight-usual", &[("points", u32::from(weight.usual()).into())]),
            },
            Item::NextWeekday => {
                let said = settings.next_weekday.map_or("ask", NextWeekday::name);
                cx.word(&format!("next-weekday-{said}")).to_owned()
            }
            Item::Demo | Item::Import | Item::Connect => String::new(),
        }
    }

    /// The settings with this one a step on, or a step back.
    pub(super) fn step(self, cx: &Cx, company: SetWeights, on: bool) -> Settings {
        let mut new = cx.settings.clone();
        match self {
            Item::Lang => new.lang = Some(turned(&Lang::ALL, &cx.words.lang(), on)),
            Item::Theme => new.theme = turned(&Theme::NAMES, &new.theme.as_str(), on).to_owned(),
            Item::Keys => new.keys = turned(&KeyPreset::ALL, &new.keys, on),
            Item::Borders => new.borders = turned(&Borders::ALL, &new.borders, on),
            Item::Mouse => new.mouse = !new.mouse,
            Item::DayEnds => new.day_ends = stepped(new.day_ends, 1, 0, 12, on),
            Item::VisitMinutes => new.visit_minutes = stepped(new.visit_minutes, 5, 5, 480, on),
            Item::VisitsADay => new.visits_a_day = stepped(new.visits_a_day, 1, 1, 100, on),
            Item::LockMinutes => new.lock_minutes = turned(&LOCK_MINUTES, &nearest(new.lock_minutes), on),
            Item::CadenceA => new.cadences.a = weeks(new.cadences.a, on),
            Item::CadenceB => new.cadences.b = weeks(new.cadences.b, on),
            Item::CadenceC => new.cadences.c = weeks(new.cadences.c, on),
            Item::CadenceNone => new.cadences.none = weeks(new.cadences.none, on),
            Item::Weight(weight) => {
                let now = new.weights.or(company).of(weight).unwrap_or(weight.usual());
                let points = if on { (now + 5).min(Weight::MOST) } else { now.saturating_sub(5) };
                new.weights = new.weights.with(weight, Some(points));
            }
            Item::NextWeekday => {
                let all = [None, Some(NextWeekday::Week), Some(NextWeekday::Coming)];
                new.next_weekday = turned(&all, &new.next_weekday, on);
            }
            Item::Pin | Item::Demo | Item::Import | Item::Connect => {}
        }
        new
    }
}

/// The next of all after this one, or the one before; around the ends.
fn turned<T: Copy + PartialEq>(all: &[T], now: &T, on: bool) -> T {
    let at = all.iter().position(|each| each == now).unwrap_or(0);
    let to = if on { at + 1 } else { at + all.len() - 1 };
    all.get(to % all.len().max(1)).copied().unwrap_or(*now)
}

fn stepped(now: u32, step: u32, least: u32, most: u32, on: bool) -> u32 {
    if on { (now + step).min(most) } else { now.saturating_sub(step).max(least) }
}

/// After how many minutes the screen may be shut; 0 is never.
const LOCK_MINUTES: [u32; 9] = [0, 1, 2, 3, 5, 10, 15, 30, 60];

/// The one of these that is as strict as a figure that was set by hand.
fn nearest(minutes: u32) -> u32 {
    LOCK_MINUTES.into_iter().rfind(|each| *each <= minutes).unwrap_or(0)
}

/// The days of a cadence, a week on or back.
fn weeks(days: u16, on: bool) -> u16 {
    if on { (days + 7).min(728) } else { days.saturating_sub(7) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_round_choices_and_stop_at_numbers() {
        assert_eq!(turned(&Lang::ALL, &Lang::ZhHant, true), Lang::En);
        assert_eq!(turned(&Lang::ALL, &Lang::En, false), Lang::ZhHant);
        for (now, on, expected) in [(4, true, 5), (12, true, 12), (0, false, 0)] {
            assert_eq!(stepped(now, 1, 0, 12, on), expected);
        }
    }
}
