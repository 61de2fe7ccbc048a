//! The terminal's model: the six screens, what lies over them, and what they share.
//!
//! Always holds: one layer is uppermost and gets the keys; a layer that is shown has asked for what it shows.

use super::ahead::{self, Ahead};
use super::cx::{Cx, Laid, Step, Tone};
use super::held::{Held, Why};
use super::key::Key;
use super::layer::Layer;
use super::lock::{self, Shut};
use super::message::{Effect, Spot, Ticket};
use super::overlays::find::Find;
use super::overlays::log_line::LogLine;
use super::screen::{Handled, Place, Screen, Tab};
use super::screens;
use super::subject::Subject;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::Label;

/// The terminal's model.
#[derive(Debug)]
pub struct Model {
    /// What all share.
    pub cx: Cx,
    tab: Tab,
    tabs: Vec<Held>,
    over: Vec<Held>,
    /// How many were laid.
    laid: u64,
    pub(super) pressed: Vec<Key>,
    pub(super) ahead: Ahead,
    pub(super) ctrl_c: Option<Moment>,
    pub(super) timer: Option<Moment>,
    /// The last time that somebody touched a key.
    pub(super) touched: Moment,
    /// The screen, where it is shut.
    pub(super) shut: Option<Shut>,
    /// The record to go to when it is known whose it is.
    pub(super) going: Option<(Ticket, Id)>,
    /// The question after the first sync, whether customers are in the book twice.
    pub(super) twice: Option<Ticket>,
    spot: Spot,
}

impl Model {
    /// A model that opens where the person was. What it wants done at once comes out of the first `update`.
    pub fn new(cx: Cx, spot: Spot) -> Model {
        let tabs = [
            Layer::from(screens::today::TodayScreen::default()),
            Layer::from(screens::customers::CustomersScreen::default()),
            Layer::from(screens::follow_ups::FollowUpsScreen::default()),
            Layer::from(screens::plan::PlanScreen::default()),
            Layer::from(screens::sync::SyncScreen::default()),
            Layer::from(screens::settings::SettingsScreen::default()),
        ];
        let tabs = tabs.into_iter().map(|layer| Held::new(None, layer)).collect();
        let touched = cx.now.at;
        let mut model = Model {
            cx,
            tab: spot.tab,
            tabs,
            over: Vec::new(),
            laid: 0,
            pressed: Vec::new(),
            ahead: Ahead::default(),
            ctrl_c: None,
            timer: None,
            touched,
            shut: None,
            going: None,
            twice: None,
            spot: spot.clone(),
        };
        let row = spot.row;
        if let Some((screen, cx)) = model.top_mut() {
            screen.restore(&spot.view, cx);
        }
        if let Some(account) = spot.account {
            model.lay(screens::customer::CustomerScreen::new(account).into());
        }
        if let Some(words) = &spot.find {
            model.lay(Find::new(words).into());
        }
        model.refresh(Why::Mine);
        if let Some(row) = row {
            model.seek(row);
        }
        // A line that was being written when the program ended lies open again.
        if let Some(line) = LogLine::reopened(&mut model.cx) {
            model.open(line.into());
        }
        model
    }

    /// Shut from the start: nobody was at it for long, or it was shut when Rounds ended.
    pub fn begin_shut(&mut self) {
        lock::shut(self);
    }

    /// Whether the screen is shut.
    pub fn is_shut(&self) -> bool {
        self.shut.is_some()
    }

    /// The screen in the head line.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The keys of a chord that is not complete.
    pub fn pressed(&self) -> &[Key] {
        &self.pressed
    }

    /// Whether the curtain is drawn.
    pub fn curtain(&self) -> bool {
        self.cx.curtain.is_some()
    }

    /// What is shown, from the screen up.
    pub fn layers(&self) -> impl DoubleEndedIterator<Item = &Layer> + ExactSizeIterator {
        Stack { tab: self.tabs.get(self.tab as usize), over: self.over.iter() }
    }

    fn held(&self) -> Option<&Held> {
        self.over.last().or(self.tabs.get(self.tab as usize))
    }

    fn held_mut(&mut self) -> Option<(&mut Held, &mut Cx)> {
        let Model { cx, tabs, over, tab, .. } = self;
        Some((over.last_mut().or(tabs.get_mut(*tab as usize))?, cx))
    }

    /// The layer that gets the keys.
    pub fn top(&self) -> Option<&dyn Screen> {
        self.held().map(Held::screen)
    }

    /// Whether a customer's page gets the keys.
    pub fn is_on_a_page(&self) -> bool {
        matches!(self.over.last().map(Held::layer), Some(Layer::Customer(_)))
    }

    /// The layer that gets the keys, with what all share.
    pub fn top_mut(&mut self) -> Option<(&mut dyn Screen, &mut Cx)> {
        self.held_mut().map(|(held, cx)| held.told(cx))
    }

    /// Whether the rows that the next key is for are still to be read.
    pub(super) fn waits(&self) -> bool {
        self.held().is_some_and(Held::waits)
    }

    /// Whether something is being written under this draft's name.
    pub(super) fn drafts(&self, of: &str) -> bool {
        self.layers().any(|layer| layer.screen().drafts().as_deref() == Some(of))
    }

    /// The same, and whether anything stands there.
    pub(super) fn is_written(&self, of: &str) -> bool {
        self.layers().any(|layer| layer.screen().drafts().as_deref() == Some(of) && !layer.screen().takes_a_draft())
    }

    /// Which layer gets the keys: the screen, and what lies uppermost over it.
    pub(super) fn uppermost(&self) -> (Tab, Option<Laid>) {
        (self.tab, self.over.last().and_then(Held::id))
    }

    /// Where commands are looked for.
    pub fn place(&self) -> Place {
        self.top().map_or(Place::Reading, Screen::place)
    }

    /// Whether a text field has the keys.
    pub fn typing(&self) -> bool {
        self.top().is_some_and(Screen::typing)
    }

    /// Whether Enter saves what is written.
    pub fn enter_saves(&self) -> bool {
        self.top().is_some_and(Screen::enter_saves)
    }

    /// What lies under the cursor.
    pub fn subject(&self) -> Subject {
        self.top().map(|top| top.subject(&self.cx)).unwrap_or_default()
    }

    /// Whether nothing lies over the screen.
    pub fn at_root(&self) -> bool {
        self.over.is_empty()
    }

    /// Lays a layer over what is shown.
    pub fn open(&mut self, layer: Layer) {
        // Where one begins to write, what was done before is in the way.
        if layer.screen().typing() {
            self.cx.notice.take_if(|notice| notice.tone == Tone::Done);
        }
        self.lay(layer);
        self.come_to_light();
    }

    fn lay(&mut self, layer: Layer) {
        self.laid += 1;
        self.over.push(Held::new(Some(Laid(self.laid)), layer));
    }

    /// The uppermost layer asks for what it shows; keys wait until it is there.
    fn come_to_light(&mut self) {
        if let Some((top, cx)) = self.held_mut() {
            top.refresh(cx, Why::Mine);
        }
    }

    /// Closes the uppermost layer, and asks again for what comes to light.
    pub fn close(&mut self) {
        if self.over.pop().is_some() {
            self.come_to_light();
        }
    }

    /// Closes this layer; what lies over it stays.
    fn close_laid(&mut self, id: Laid) {
        match self.over.iter().position(|over| over.id() == Some(id)) {
            Some(at) if at + 1 < self.over.len() => drop(self.over.remove(at)),
            Some(_) => self.close(),
            None => {}
        }
    }

    /// Goes to a screen; what lay over the last one is closed.
    pub fn go(&mut self, tab: Tab) {
        self.over.clear();
        self.tab = tab;
        self.cx.notice = None;
        self.pressed.clear();
        self.come_to_light();
    }

    /// Asks again for all that is shown.
    pub(super) fn refresh(&mut self, why: Why) {
        let Model { cx, tabs, over, tab, .. } = self;
        for held in tabs.get_mut(*tab as usize).into_iter().chain(over) {
            held.refresh(cx, why);
        }
    }

    /// A layer shows other rows from now on.
    fn anew(&mut self, id: Option<Laid>) {
        let Model { cx, tabs, over, tab, .. } = self;
        let mut shown = tabs.get_mut(*tab as usize).into_iter().chain(over);
        if let Some(held) = shown.find(|held| held.id() == id) {
            held.refresh(cx, Why::Mine);
        }
    }

    /// Each layer that is alive, with what all share.
    pub(super) fn each(&mut self, mut visit: impl FnMut(&mut dyn Screen, &mut Cx)) {
        let Model { cx, tabs, over, .. } = self;
        for held in tabs.iter_mut().chain(over) {
            let (screen, cx) = held.told(cx);
            visit(screen, cx);
        }
    }

    /// This was answered, or could not be: nothing waits for it any more.
    pub(super) fn heard(&mut self, ticket: Ticket) {
        self.tabs.iter_mut().chain(&mut self.over).for_each(|held| held.heard(ticket));
    }

    /// Puts what hangs on the size of the screen right.
    pub(super) fn settle(&mut self) {
        let Model { cx, tabs, over, .. } = self;
        tabs.iter_mut().chain(over).for_each(|held| held.settle(cx));
    }

    /// Puts the cursor on this record where it is shown, the uppermost layer first.
    pub fn seek(&mut self, record: Id) -> Handled {
        let Model { cx, tabs, over, tab, .. } = self;
        for held in tabs.get_mut(*tab as usize).into_iter().chain(over).rev() {
            let (screen, cx) = held.told(cx);
            if screen.seek(record, cx) == Handled::Yes {
                return Handled::Yes;
            }
        }
        Handled::No
    }

    /// Does what screens wanted of each other, until nothing is left.
    pub(super) fn steps(&mut self) {
        // A screen that opens itself again and again would never end.
        for _ in 0..64 {
            let steps = std::mem::take(&mut self.cx.steps);
            if steps.is_empty() {
                break;
            }
            for step in steps {
                match step {
                    Step::Open(layer) => self.open(*layer),
                    Step::Close(Some(id)) => self.close_laid(id),
                    Step::Close(None) => self.close(),
                    Step::Go(tab) => self.go(tab),
                    Step::Run(id) => super::command::run(self, id),
                    Step::AsOf(words) => super::command::run_as_of(self, &words),
                    Step::Refresh => self.refresh(Why::Mine),
                    Step::Anew(id) => self.anew(id),
                    Step::Point(row) => {
                        if let Some((top, cx)) = self.top_mut() {
                            top.pointed(1, row, cx);
                        }
                    }
                    Step::Day(day) => {
                        if let Some((top, cx)) = self.top_mut() {
                            top.on_day(day, cx);
                        }
                    }
                    Step::Forget => ahead::forget(self),
                    Step::Habit(key) => ahead::habit(self, key),
                    Step::Say(notice) => self.cx.notice = Some(notice),
                }
            }
        }
    }

    /// What was done, as it is said here: of a setting its row's words.
    pub(super) fn said(&self, label: &Label) -> Label {
        let row = self.tabs.iter().find_map(|held| match held.layer() {
            Layer::Settings(settings) => settings.said(label, &self.cx),
            _ => None,
        });
        row.unwrap_or_else(|| label.clone())
    }

    /// Keeps where the person is, when it is another place than before. `by_hand`: on which row he is, too; what comes by itself moves nobody.
    pub(super) fn keep_spot(&mut self, by_hand: bool) {
        let account = self.over.iter().rev().find_map(|over| match over.layer() {
            Layer::Customer(customer) => Some(customer.account()),
            _ => None,
        });
        let find = self.over.iter().rev().find_map(|over| match over.layer() {
            Layer::Find(find) => find.filter().filter(|words| !words.is_empty()).map(str::to_owned),
            _ => None,
        });
        let seen = |held: &Held| subject_id(&held.screen().subject(&self.cx));
        let rows = self.over.iter().rev().filter(|over| !matches!(over.layer(), Layer::Find(_))).map(seen);
        let tab = self.tabs.get(self.tab as usize);
        // While they are read anew the row is the one that it was.
        let there = by_hand && !self.waits();
        let row = if there { rows.chain(tab.map(seen)).flatten().next() } else { self.spot.row };
        let mut view = tab.map(|tab| tab.screen().view_state(&self.cx)).unwrap_or_default();
        if !there {
            view.at = self.spot.view.at;
        }
        let spot = Spot { tab: self.tab, account, row, view, find };
        if spot != self.spot {
            self.spot = spot.clone();
            self.cx.effect(Effect::SavePlace(spot));
        }
    }
}

fn subject_id(subject: &Subject) -> Option<Id> {
    use super::subject::Row;
    match subject.row {
        Row::Visit(id, _) | Row::Contact(id) | Row::Touch(id) | Row::FollowUp(id) => Some(id),
        _ => subject.account_id(),
    }
}

/// The screen and what lies over it.
struct Stack<'a> {
    tab: Option<&'a Held>,
    over: std::slice::Iter<'a, Held>,
}

impl<'a> Iterator for Stack<'a> {
    type Item = &'a Layer;

    fn next(&mut self) -> Option<&'a Layer> {
        self.tab.take().or_else(|| self.over.next()).map(Held::layer)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.over.len() + usize::from(self.tab.is_some());
        (len, Some(len))
    }
}

impl DoubleEndedIterator for Stack<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.over.next_back().or_else(|| self.tab.take()).map(Held::layer)
    }
}

impl ExactSizeIterator for Stack<'_> {}
