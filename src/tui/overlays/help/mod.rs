//! Help and the palette: the command table as a list that is filtered as one types; Enter runs the row. The palette has customers and
//! settings too. Chinese words are found by pinyin and its initials.
//!
//! Always holds: what cannot be run now is still shown, with the reason.

mod draw;
mod sought;

use ratatui::layout::Rect;

use self::sought::{answers, is_also, is_named, searched, sought};
use super::as_of;
use crate::base::name::{NameKey, Query};
use crate::base::text::fold;
use crate::domain::ask::{Answer, Ask, NameHit};
use crate::tui::canvas::{Canvas, centred};
use crate::tui::command::{self, Group, TABLE};
use crate::tui::cx::{Cx, Tone};
use crate::tui::field::Field;
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::Ticket;
use crate::tui::model::Model;
use crate::tui::screen::{Handled, Motion, Next, Place, Screen, Tab};
use crate::tui::screens::customer::CustomerScreen;
use crate::tui::screens::settings;

/// A row of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
    id: &'static str,
    group: Group,
    /// Why it cannot be run now.
    why: Option<&'static str>,
}

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    /// The heading of a group: the key of its words.
    Head(&'static str),
    /// A key of the screen below that is no command's, by its place among these.
    Own(usize),
    /// A command, by its place among all.
    Entry(usize),
    /// Between groups.
    Gap,
    /// A customer, by its place among those that fit.
    Customer(usize),
    /// A setting, by its place on its screen.
    Setting(usize),
}

impl Line {
    /// Whether the cursor can stand on it.
    fn is_chosen(&self) -> bool {
        matches!(self, Line::Entry(_) | Line::Customer(_) | Line::Setting(_))
    }
}

/// The list of commands.
#[derive(Clone, Debug)]
pub struct Help {
    field: Field,
    entries: Vec<Entry>,
    /// Keys of the screen below with the keys of their words.
    own: Vec<(&'static str, &'static str)>,
    lines: Vec<Line>,
    list: List,
    grouped: bool,
    customers: Vec<NameHit>,
    asked: Option<Ticket>,
}

/// So many customers are offered.
const CUSTOMERS: usize = 6;

impl Help {
    /// All commands by groups, those that fit what is shown first.
    pub fn new(model: &Model) -> Help {
        let mut entries = entries(model);
        entries.sort_by_key(|entry| (entry.why == Some("why-not-here"), entry.group));
        Help::of(entries, true, model.top().map(|top| top.own_keys()).unwrap_or_default())
    }

    /// The commands that can be run, for the palette.
    pub fn palette(model: &Model) -> Help {
        let mut entries = entries(model);
        entries.sort_by_key(|entry| entry.why.is_some());
        Help::of(entries, false, Vec::new())
    }

    fn of(entries: Vec<Entry>, grouped: bool, own: Vec<(&'static str, &'static str)>) -> Help {
        let mut help = Help {
            field: Field::default(),
            entries,
            own,
            lines: Vec::new(),
            list: List::default(),
            grouped,
            customers: Vec::new(),
            asked: None,
        };
        help.show((0..help.entries.len()).collect());
        help
    }

    /// Lays these out, by groups where they are the help's; the cursor on the first.
    fn show(&mut self, shown: Vec<usize>) {
        self.lines.clear();
        let mut before = None;
        // What is to be decided now is what somebody asks for who asks here.
        if !self.own.is_empty() && self.field.words().trim().is_empty() {
            before = Some("group-asked");
            self.lines.extend(before.map(Line::Head));
            self.lines.extend((0..self.own.len()).map(Line::Own));
        }
        for at in shown {
            let Some(entry) = self.entries.get(at) else { continue };
            let head = if entry.why == Some("why-not-here") { "group-elsewhere" } else { entry.group.words() };
            if self.grouped && before != Some(head) {
                self.lines.extend(before.map(|_| Line::Gap));
                self.lines.push(Line::Head(head));
                before = Some(head);
            }
            self.lines.push(Line::Entry(at));
        }
        self.list = List::default();
        self.onto_entry(true);
    }

    /// The lines at the foot of the help.
    fn foot(&self) -> u16 {
        if self.grouped { 2 } else { 0 }
    }

    fn entry(&self, line: usize) -> Option<&Entry> {
        match self.lines.get(line) {
            Some(Line::Entry(at)) => self.entries.get(*at),
            _ => None,
        }
    }

    /// What of the palette is no command: customers above, for they are typed most; settings below.
    fn others(&mut self, cx: &Cx) {
        let typed = self.field.words().trim();
        if self.grouped || typed.is_empty() {
            return;
        }
        let (query, wanted) = (Query::new(typed), fold(typed));
        let settings = settings::named(cx).filter(|(_, words)| answers(&query, &wanted, words));
        let settings: Vec<Line> = settings.map(|(at, _)| Line::Setting(at)).collect();
        let customers: Vec<Line> = (0..self.customers.len()).map(Line::Customer).collect();
        // Each kind under its heading, so that nobody takes a customer for a command.
        let commands = std::mem::take(&mut self.lines);
        // The first that can be run: what is off now comes behind what can be opened.
        let first = match commands.first() {
            Some(Line::Entry(at)) => self.entries.get(*at),
            _ => None,
        };
        let exact = first.is_some_and(|entry| is_named(cx, entry.id, &wanted));
        let off = !exact && first.is_some_and(|entry| entry.why.is_some());
        // A setting that is called so comes before a command of whose sentence the word is a part.
        let named = first.and_then(|entry| command::command(entry.id));
        let named = exact
            || named.is_some_and(|command| {
                command.id == "at" && as_of::behind(typed, cx).is_some()
                    || answers(&query, &wanted, cx.word(&command.words()))
            });
        let (commands, settings) = (("palette-commands", commands), ("palette-settings", settings));
        let [first, second] = if off || !named { [settings, commands] } else { [commands, settings] };
        for (head, lines) in [first, second, ("palette-customers", customers)] {
            if !lines.is_empty() {
                self.lines.push(Line::Head(head));
                self.lines.extend(lines);
            }
        }
        self.list = List::default();
        self.onto_entry(true);
    }

    /// Onto a command: headings run nothing.
    fn onto_entry(&mut self, down: bool) {
        let at = self.list.cursor;
        let chosen = |at: &usize| self.lines.get(*at).is_some_and(Line::is_chosen);
        let below = (at..self.lines.len()).find(chosen);
        let above = (0..=at.min(self.lines.len().saturating_sub(1))).rev().find(chosen);
        self.list.cursor = if down { below.or(above) } else { above.or(below) }.unwrap_or(0);
    }

    fn filter(&mut self, cx: &Cx) {
        let wanted = fold(self.field.words());
        let parts: Vec<&str> = wanted.split_whitespace().collect();
        let query = Query::new(self.field.words());
        let mut shown: Vec<usize> = (0..self.entries.len())
            .filter(|at| {
                self.entries.get(*at).is_some_and(|entry| {
                    let text = searched(cx, entry.id);
                    let named = answers(&query, &wanted, cx.word(&format!("command-{}", entry.id)));
                    named || sought(cx, entry.id, &query).is_some() || parts.iter().all(|part| text.contains(part))
                })
            })
            .collect();
        // The command that takes words behind its name.
        let at = self.entries.iter().position(|entry| entry.id == "at");
        let behind = as_of::behind(self.field.words(), cx).filter(|_| !self.grouped);
        if let (Some(at), Some(_)) = (at, behind)
            && !shown.contains(&at)
        {
            shown.push(at);
        }
        if !self.grouped && !wanted.trim().is_empty() {
            // Who types a command's name means that one, then one that is called so too, not another in whose sentence it stands.
            let fit = |entry: &Entry| {
                let fit = query.rank(&NameKey::new(cx.word(&format!("command-{}", entry.id))));
                let sought = if fit.is_none() { sought(cx, entry.id, &query) } else { None };
                // Its whole name wins even where it cannot be run now: Enter says why, and never does another thing instead.
                let (name, other) = (
                    is_named(cx, entry.id, &wanted) || behind.is_some() && entry.id == "at",
                    is_also(cx, entry.id, &wanted),
                );
                (!name, entry.why.is_some(), !other, fit.is_none(), fit, sought.is_none(), sought)
            };
            shown.sort_by_cached_key(|at| self.entries.get(*at).map(fit));
        }
        self.show(shown);
        self.others(cx);
    }

    /// The letters have changed.
    fn typed(&mut self, cx: &mut Cx) {
        self.customers.clear();
        self.asked = None;
        let letters = self.field.words().trim().to_owned();
        if !self.grouped && !letters.is_empty() {
            self.asked = Some(cx.ask(Ask::Names { letters, most: CUSTOMERS }));
        }
        self.filter(cx);
    }
}

fn entries(model: &Model) -> Vec<Entry> {
    let place = model.place();
    TABLE
        .iter()
        .map(|command| Entry {
            id: command.id,
            group: command.group,
            why: if command.runs_in(place) { (command.disabled)(model) } else { Some("why-not-here") },
        })
        .collect()
}

impl Screen for Help {
    fn place(&self) -> Place {
        Place::Reading
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        let height = if self.grouped { whole.height } else { whole.height.min(18) };
        Some(centred(whole, 112, height))
    }

    fn typing(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let before = self.field.words().to_owned();
        // Where nothing is written they go to the ends of the list.
        if before.is_empty() && matches!(key.code, Code::Home | Code::End) {
            return Handled::No;
        }
        let handled = self.field.key(key);
        if self.field.words() != before {
            self.typed(cx);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.field.paste(text);
        self.typed(cx);
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Names(hits) if self.asked == Some(ticket) => {
                self.asked = None;
                self.customers = hits;
                let here = self.list;
                self.filter(cx);
                // Customers stand last: what was under the cursor is where it was.
                self.list = here;
                self.onto_entry(true);
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.asked.take_if(|asked| *asked == ticket);
    }

    fn awaits(&self, next: Next<'_>) -> bool {
        matches!(next, Next::Command(_)) && self.asked.is_some()
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let before = self.list.cursor;
        self.list.moved(motion, self.lines.len(), usize::from(cx.body_height()));
        self.onto_entry(self.list.cursor >= before && motion != Motion::Last);
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.lines.get(at).is_some_and(Line::is_chosen) && self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.lines.get(self.list.cursor) {
            Some(Line::Customer(at)) => {
                if let Some(hit) = self.customers.get(*at) {
                    cx.close();
                    cx.open(CustomerScreen::new(hit.account));
                }
                return;
            }
            Some(Line::Setting(at)) => {
                cx.close();
                if !settings::open_row(*at, cx) {
                    cx.go(Tab::Settings);
                    cx.point(*at);
                }
                return;
            }
            _ => {}
        }
        let Some((id, why)) = self.entry(self.list.cursor).map(|entry| (entry.id, entry.why)) else { return };
        cx.close();
        match why {
            Some(why) => cx.notice_word(why, Tone::Calm),
            None => {
                match as_of::behind(self.field.words(), cx).filter(|words| id == "at" && !words.is_empty()) {
                    Some(words) => cx.run_as_of(words),
                    None => cx.run(id),
                }
                crate::tui::hints::fetched(cx, id);
            }
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.popup(cx, crate::tui::screen::body(cx)).map_or(0, |area| area.height);
        self.list.settle(self.lines.len(), usize::from(height.saturating_sub(4 + self.foot())));
        // The first command has its heading above it, and what comes before that.
        if self.lines.iter().take(self.list.cursor).all(|line| !matches!(line, Line::Entry(_))) {
            self.list.top = 0;
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        self.draw_list(cx, area, canvas);
    }
}
