//! Settings: what a rep can set, changed at once with the arrows, under headings; and the three ways to begin, which stay here.
//!
//! Always holds: a change is seen at once and kept by itself; nothing here needs a restart; headings and filter leave it one list.

mod item;

use ratatui::layout::Rect;

use self::item::{GROUPS, Item};
use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::field::Field;
use super::super::grouped::{Grouped, Line};
use super::super::key::{Code, Key};
use super::super::list::List;
use super::super::lock::PinQuestion;
use super::super::message::Ticket;
use super::super::open;
use super::super::screen::{Handled, Motion, Place, Screen, Sight};
use super::super::theme::Role;
use crate::base::name::{NameKey, Query};
use crate::base::text::{fold, is_han};
use crate::base::width::cells;
use crate::domain::act::{Label, SettingChange};
use crate::domain::ask::{Answer, Ask};
use crate::domain::who_next::SetWeights;
use crate::schema::SETTING;

/// The screen.
#[derive(Clone, Debug)]
pub struct SettingsScreen {
    /// The rows that the filter lets through, by group.
    shown: Vec<Vec<Item>>,
    grouped: Grouped,
    filter: Field,
    /// The filter takes letters.
    writing: bool,
    /// What the company has set of the weights.
    company: SetWeights,
    asked: Option<Ticket>,
}

impl Default for SettingsScreen {
    fn default() -> SettingsScreen {
        let mut screen = SettingsScreen {
            shown: Vec::new(),
            grouped: Grouped::default(),
            filter: Field::default(),
            writing: false,
            company: SetWeights::default(),
            asked: None,
        };
        screen.show(|_, _| true);
        screen
    }
}

/// All rows, by their place in the whole list, with what each is called.
pub fn named(cx: &Cx) -> impl Iterator<Item = (usize, &str)> {
    item::all().map(|item| item.words(cx)).enumerate()
}

/// What a row is called, behind what it is about.
pub fn words(cx: &Cx, at: usize) -> (&str, &str) {
    let Some(item) = item::all().nth(at) else { return ("", "") };
    let group = GROUPS.iter().find(|(_, items)| items.contains(&item));
    (group.map_or("", |(words, _)| cx.word(words)), item.words(cx))
}

/// Opens what a row opens; whether it opens anything. The others are turned on their own screen.
pub fn open_row(at: usize, cx: &mut Cx) -> bool {
    item::all().nth(at).is_some_and(|item| opens(item, cx))
}

fn opens(item: Item, cx: &mut Cx) -> bool {
    match item {
        Item::Pin => cx.open(PinQuestion::new(cx)),
        Item::Demo => open::demo(cx),
        Item::Import => open::import(cx),
        Item::Connect => open::connect(cx),
        _ => return false,
    }
    true
}

impl SettingsScreen {
    fn item(&self) -> Option<Item> {
        self.shown.iter().flatten().nth(self.grouped.row()?).copied()
    }

    /// Shows of each group what fits; the cursor stays on its row where that is shown.
    fn show(&mut self, fits: impl Fn(&str, Item) -> bool) {
        let before = self.item();
        let of_group = |(words, items): &(&str, &[Item])| {
            items.iter().copied().filter(|item| fits(words, *item)).collect::<Vec<Item>>()
        };
        self.shown = GROUPS.iter().map(of_group).collect();
        let sizes: Vec<usize> = self.shown.iter().map(Vec::len).collect();
        self.grouped = Grouped::of(&sizes, false, List::default());
        if let Some(row) = self.shown.iter().flatten().position(|item| Some(*item) == before) {
            self.grouped.put_on(row);
        }
    }

    /// What answers the letters: a row by its words or by those of its heading, by pinyin too.
    fn narrow(&mut self, cx: &Cx) {
        let wanted = fold(self.filter.words().trim());
        let query = Query::new(self.filter.words());
        let fits = |words: &str| {
            fold(words).contains(&wanted) || (words.chars().any(is_han) && query.rank(&NameKey::new(words)).is_some())
        };
        self.show(|group, item| wanted.is_empty() || fits(item.words(cx)) || fits(cx.word(group)));
    }

    fn change(&self, on: bool, cx: &mut Cx) {
        let Some(item) = self.item() else { return };
        let settings = item.step(cx, self.company, on);
        if settings != cx.settings {
            cx.change(settings);
        }
    }

    /// A setting that was taken back, in its row's words; `None`: it has no row.
    pub fn said(&self, label: &Label, cx: &Cx) -> Option<Label> {
        let is_it = |item: &Item| item.setting().is_some_and(|name| name == label.subject);
        let item = item::all().find(|item| label.words == SettingChange::WORDS && is_it(item))?;
        // What the company has set of the weights is asked when the screen is shown.
        let known = self.asked.is_some() || !matches!(item, Item::Weight(_));
        let value = if known { item.value(cx, self.company) } else { label.detail.clone() };
        Some(Label::new(&label.words, item.words(cx)).detail(value))
    }

    /// Lines at the foot: what the row does.
    const FOOT: u16 = 2;

    fn height(&self, cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(SettingsScreen::FOOT + self.head()))
    }

    /// Lines above the rows: the filter, where there is one.
    fn head(&self) -> u16 {
        if self.writing || !self.filter.is_empty() { 2 } else { 0 }
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
        if self.writing {
            if key.code == Code::Tab {
                self.writing = false;
                return Handled::Yes;
            }
            let before = self.filter.words().to_owned();
            let handled = self.filter.key(key);
            if self.filter.words() != before {
                self.narrow(cx);
            }
            return handled;
        }
        if let (Code::Delete, Some(Item::Weight(weight))) = (key.code, self.item()) {
            let mut settings = cx.settings.clone();
            settings.weights = settings.weights.with(weight, None);
            cx.change(settings);
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
                self.grouped.moved(motion, self.height(cx));
            }
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.grouped.settle(height);
    }

    fn pointed(&mut self, pane: usize, at: usize, cx: &mut Cx) -> bool {
        if pane == 0 {
            return self.grouped.point(at);
        }
        // From the palette: a row by its place among all.
        (self.filter, self.writing) = (Field::default(), false);
        self.narrow(cx);
        self.grouped.put_on(at);
        false
    }

    fn searchable(&self) -> bool {
        true
    }

    fn typing(&self) -> bool {
        self.writing
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.filter.paste(text);
        self.narrow(cx);
    }

    fn command(&mut self, id: &str, _cx: &mut Cx) -> Handled {
        if id == "filter" {
            self.writing = true;
            return Handled::Yes;
        }
        Handled::No
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.head() == 0 {
            return Handled::No;
        }
        (self.filter, self.writing) = (Field::default(), false);
        self.narrow(cx);
        Handled::Yes
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.item().is_some_and(|item| opens(item, cx)) {
            self.change(true, cx);
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        if self.head() > 0 {
            let used = canvas.put(x, area.y, 2, "/ ", Role::Key);
            self.filter.draw(canvas, x + used, area.y, width.saturating_sub(used), self.writing);
        }
        let label = item::all().map(|item| cells(item.words(cx))).max().unwrap_or(0) as u16 + 3;
        let here = self.item();
        let rows: Vec<Item> = self.shown.iter().flatten().copied().collect();
        let height = self.height(cx) as u16;
        let lines = Rect { y: area.y + self.head(), height, ..area };
        if rows.is_empty() {
            canvas.put(x + 1, lines.y, width, cx.word("nothing-fits"), Role::Dim);
        }
        self.grouped.draw(lines, canvas, |line, place, canvas| match line {
            Line::Head(group) => {
                let words = GROUPS.get(group).map_or("", |(words, _)| cx.word(words));
                canvas.put(x, place.y, width, words, Role::Heading);
            }
            Line::Row(row) => {
                let Some(item) = rows.get(row) else { return };
                canvas.put(x + 2, place.y, label, item.words(cx), Role::Text);
                let value = item.value(cx, self.company);
                let here = here == Some(*item);
                let value = if here && !value.is_empty() { format!("< {value} >") } else { format!("  {value}") };
                let role = if here { Role::Strong } else { Role::Text };
                canvas.put(x + 2 + label, place.y, width.saturating_sub(label + 2), &value, role);
            }
            Line::Gap => {}
        });
        let y = area.bottom().saturating_sub(1);
        // Where they do not all fit: the one of how many, so that nobody takes the last in sight for the last.
        let place = format!("{}/{}", self.grouped.row().map_or(0, |row| row + 1), rows.len());
        let place = if usize::from(height) < self.grouped.lines.len() { place } else { String::new() };
        let end = area.right() - 1 - canvas.put_right(area.right() - 1, y, 8, &place, Role::Dim);
        let about = here.map_or("", |item| cx.word(item.about()));
        canvas.put(x + 1, y, end.saturating_sub(x + 2), about, Role::Dim);
    }
}
