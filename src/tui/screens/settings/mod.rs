//! Settings: what a rep can set, changed at once with the arrows; and the three ways to begin, which stay here.
//!
//! Always holds: a change is seen at once and kept by itself; nothing here needs a restart.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target};
use super::super::cx::Cx;
use super::super::key::{Code, Key};
use super::super::list::List;
use super::super::lock::PinQuestion;
use super::super::message::Ticket;
use super::super::open;
use super::super::screen::{Handled, Motion, Place, Screen, Sight};
use super::super::theme::Role;
use crate::base::lang::Lang;
use crate::base::when::NextWeekday;
use crate::base::width::cells;
use crate::config::{Borders, KeyPreset, Settings, Theme};
use crate::domain::ask::{Answer, Ask};
use crate::domain::who_next::{SetWeights, Weight};
use crate::schema::SETTING;

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct SettingsScreen {
    list: List,
    /// What the company has set of the weights.
    company: SetWeights,
    asked: Option<Ticket>,
}

/// A row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Item {
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

const ITEMS: [Item; 28] = [
    Item::Lang,
    Item::Theme,
    Item::Keys,
    Item::Borders,
    Item::Mouse,
    Item::DayEnds,
    Item::VisitMinutes,
    Item::VisitsADay,
    Item::LockMinutes,
    Item::Pin,
    Item::CadenceA,
    Item::CadenceB,
    Item::CadenceC,
    Item::CadenceNone,
    Item::NextWeekday,
    Item::Demo,
    Item::Import,
    Item::Connect,
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
];

impl Item {
    fn words(self, cx: &Cx) -> &str {
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

    /// A line on what it does.
    const fn about(self) -> &'static str {
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
    fn value(self, cx: &Cx, company: SetWeights) -> String {
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
    fn step(self, cx: &Cx, company: SetWeights, on: bool) -> Settings {
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

/// How many rows there are.
pub const COUNT: usize = ITEMS.len();

/// What a row is called.
pub fn words(cx: &Cx, at: usize) -> &str {
    ITEMS.get(at).map_or("", |item| item.words(cx))
}

impl SettingsScreen {
    fn item(&self) -> Item {
        ITEMS.get(self.list.cursor).copied().unwrap_or(Item::Lang)
    }

    fn change(&self, on: bool, cx: &mut Cx) {
        let settings = self.item().step(cx, self.company, on);
        if settings != cx.settings {
            cx.set(settings);
        }
    }

    fn height(cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(2))
    }
}

impl Screen for SettingsScreen {
    fn sight(&self) -> Sight {
        Sight::Rounds
    }

    fn place(&self) -> Place {
        Place::Settings
    }

    fn refresh(&mut self, cx: &mut Cx) {
        let ask = Ask::Records { entity: SETTING.number, only: Vec::new(), offset: 0, limit: 200 };
        self.asked = Some(cx.ask(ask));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Records(views) if self.asked == Some(ticket) => {
                self.company = SetWeights::told(&views);
                None
            }
            other => Some(other),
        }
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if let (Code::Delete, Item::Weight(weight)) = (key.code, self.item()) {
            let mut settings = cx.settings.clone();
            settings.weights = settings.weights.with(weight, None);
            cx.set(settings);
            return Handled::Yes;
        }
        if key == Key::plain(Code::Char(' ')) {
            self.enter(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        match motion {
            Motion::Right => self.change(true, cx),
            Motion::Left => self.change(false, cx),
            motion => {
                self.list.moved(motion, ITEMS.len(), SettingsScreen::height(cx));
            }
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.list.settle(ITEMS.len(), SettingsScreen::height(cx));
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.item() {
            Item::Pin => cx.open(PinQuestion::new(cx)),
            Item::Demo => open::demo(cx),
            Item::Import => open::import(cx),
            Item::Connect => open::connect(cx),
            _ => self.change(true, cx),
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let label = ITEMS.iter().map(|item| cells(item.words(cx))).max().unwrap_or(0) as u16 + 3;
        let begins = ITEMS.iter().position(|item| matches!(item, Item::Demo));
        let roomy = SettingsScreen::height(cx) > ITEMS.len();
        for at in self.list.sight(ITEMS.len(), SettingsScreen::height(cx)) {
            let Some(item) = ITEMS.get(at) else { continue };
            // The ways to begin stand apart from what can be set.
            let apart = u16::from(roomy && Some(at) >= begins);
            let y = area.y + (at - self.list.top) as u16 + apart;
            let here = at == self.list.cursor;
            canvas.put(x + 1, y, label, item.words(cx), Role::Text);
            let value = item.value(cx, self.company);
            let value = if here && !value.is_empty() { format!("< {value} >") } else { format!("  {value}") };
            canvas.put(x + label, y, width.saturating_sub(label), &value, if here { Role::Accent } else { Role::Text });
            canvas.spot(Rect { x: area.x, y, width: area.width, height: 1 }, Target::Row(0, at));
            if here {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
        let y = area.bottom().saturating_sub(1);
        // Where they do not all fit: the one of how many, so that nobody takes the last in sight for the last.
        let place = format!("{}/{}", self.list.cursor + 1, ITEMS.len());
        let place = if SettingsScreen::height(cx) < ITEMS.len() { place } else { String::new() };
        let end = area.right() - 1 - canvas.put_right(area.right() - 1, y, 8, &place, Role::Dim);
        canvas.put(x + 1, y, end.saturating_sub(x + 2), cx.word(self.item().about()), Role::Dim);
    }
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
