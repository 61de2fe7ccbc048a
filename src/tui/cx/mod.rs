//! What every screen shares: time, words, theme, keys, tickets; and how a screen asks, does, opens and says things.
//!
//! Always holds: a screen changes nothing outside itself but through here; what it wants becomes effects and steps, in order.

mod acts;
mod says;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::base::clock::{Moment, Now};
use crate::base::id::{Id, IdSource};
use crate::base::lang::Lang;
use crate::config::Settings;
use crate::domain::act::SettingChange;
use crate::domain::ask::{Ask, SyncLine};
use crate::domain::dates::Dates;
use crate::domain::deed::LogEntry;
use crate::i18n::Words;
use crate::tui::act::SmallAct;
use crate::tui::context::Context;
use crate::tui::curtain::Curtain;
use crate::tui::hints::Habits;
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::layer::Layer;
use crate::tui::lock::Guard;
use crate::tui::message::{Draft, Effect, Errand, Ticket};
use crate::tui::own_keys::{self, NotTaken};
use crate::tui::screen::Tab;
pub use crate::tui::step::{Laid, Notice, Step, Tone};
use crate::tui::theme::Theme;
use crate::tui::tour::{Happened, Tour};

/// The keys as set; the usual ones where the preset cannot be read (a test reads them all).
fn keymap(settings: &Settings, own: &str) -> (Keymap, Vec<NotTaken>) {
    own_keys::with_own(crate::tui::keymap::ASSET, settings.keys.name(), own)
}

/// What every screen shares.
#[derive(Debug)]
pub struct Cx {
    /// The time as it was said last.
    pub now: Now,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The words of the language.
    pub words: Arc<Words>,
    /// What the rep has set.
    pub settings: Settings,
    /// The looks.
    pub theme: Theme,
    /// The keys.
    pub keymap: Keymap,
    /// The text of the profile's `keymap.toml`.
    own_keys: String,
    /// New ids.
    pub ids: IdSource,
    /// Sync in one line.
    pub sync: SyncLine,
    /// The line that says what happened.
    pub notice: Option<Notice>,
    /// What that line said last of a sync that did not go through.
    sync_said: Option<String>,
    /// The deed under way: keys wait for it.
    pub busy: Option<Ticket>,
    /// The act that is taken back once the company's server has said what it did: no key waits for that.
    pub asking: Option<Ticket>,
    /// What is under way does again what was taken back.
    pub redoing: bool,
    /// The last act, to be done again on another row.
    pub last: Option<SmallAct>,
    /// The words of a log that was taken back: the next line offers them.
    pub taken_log: Option<String>,
    /// The words of what was logged here, with the record each became, the newest last.
    logged: Vec<((u16, Id), String)>,
    /// The log that is being saved: what is in the book then is said of it.
    pub(in crate::tui) logging: Option<Box<LogEntry>>,
    /// The small act before it, where the last was a log: the words of a log are repeated over the marked alone.
    before: Option<SmallAct>,
    /// The context that narrows the lists.
    pub context: Option<Context>,
    /// The curtain, where it is drawn.
    pub curtain: Option<Curtain>,
    /// What the person does by which way, for the hints.
    pub habits: Habits,
    /// A key to be named beside what was just done.
    pub(in crate::tui) tip: Option<String>,
    /// Whether this is the demo.
    pub demo: bool,
    /// The tour, where it is under way.
    pub tour: Option<Tour>,
    /// What has happened since the tour last looked.
    pub(in crate::tui) happened: Vec<Happened>,
    /// How a shut screen is opened.
    pub guard: Guard,
    /// Drafts kept from before; a screen takes its own when it opens.
    pub drafts: Vec<Draft>,
    /// The draft of what is under way.
    written: Option<String>,
    /// The key at hand waited for an answer: what it chooses nobody has seen.
    pub(in crate::tui) unseen: bool,
    /// The language where none is set.
    lang: Lang,
    /// More keys wait behind it.
    pub(in crate::tui) behind: bool,
    /// The layer that is being told something; none: the screen below them.
    pub(in crate::tui) here: Option<Laid>,
    colours: bool,
    tickets: u64,
    pub(in crate::tui) effects: Vec<Effect>,
    pub(in crate::tui) steps: Vec<Step>,
}

impl Cx {
    /// At this time, in this language, as the rep has set it; `colours: false` is `NO_COLOR`.
    pub fn new(now: Now, lang: Lang, settings: Settings, colours: bool, ids: IdSource) -> Cx {
        Cx {
            now,
            size: (80, 24),
            words: Arc::new(Words::new(lang)),
            theme: Theme::new(&settings, colours),
            keymap: keymap(&settings, "").0,
            own_keys: String::new(),
            settings,
            colours,
            ids,
            sync: SyncLine::default(),
            notice: None,
            sync_said: None,
            busy: None,
            asking: None,
            redoing: false,
            last: None,
            taken_log: None,
            logged: Vec::new(),
            logging: None,
            before: None,
            context: None,
            curtain: None,
            habits: Habits::default(),
            tip: None,
            demo: false,
            tour: None,
            happened: Vec::new(),
            guard: Guard::default(),
            drafts: Vec::new(),
            written: None,
            unseen: false,
            lang,
            behind: false,
            here: None,
            tickets: 0,
            effects: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Takes the keys that the person has set in `keymap.toml`; what of them does not fit is said.
    pub fn set_keys(&mut self, file: &str) {
        self.own_keys = file.to_owned();
        let (keymap, not_taken) = keymap(&self.settings, file);
        self.keymap = keymap;
        if let Some(first) = not_taken.first() {
            let mut text = first.words(&self.words);
            if not_taken.len() > 1 {
                text.push_str(&self.say("keymap-more", &[("n", (not_taken.len() - 1).into())]));
            }
            self.notice = Some(Notice { text, tone: Tone::Trouble, undo: false, private: false });
        }
    }

    /// Takes other settings at once, and has them kept.
    pub fn set(&mut self, settings: Settings) {
        self.take_settings(settings, None);
    }

    /// The same of a setting that the person changed as such: `u` takes it back.
    pub fn change(&mut self, settings: Settings) {
        let change = self.settings.change(&settings);
        self.take_settings(settings, change);
    }

    fn take_settings(&mut self, settings: Settings, change: Option<SettingChange>) {
        if settings.lang != self.settings.lang {
            self.words = Arc::new(Words::new(settings.lang.unwrap_or(self.lang)));
        }
        self.theme = Theme::new(&settings, self.colours);
        self.keymap = keymap(&settings, &self.own_keys).0;
        self.now.day_ends = settings.day_ends;
        self.settings = settings.clone();
        self.effects.push(Effect::KeepSettings(Box::new(settings), change));
    }

    /// A ticket for an effect of a screen's own.
    pub fn new_ticket(&mut self) -> Ticket {
        self.ticket()
    }

    /// Has an errand run; the reply comes with this ticket, and keys do not wait for it.
    pub fn errand(&mut self, errand: Errand) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Errand { ticket, errand });
        ticket
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Asks; the answer comes with this ticket.
    pub fn ask(&mut self, ask: Ask) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Ask { ticket, ask });
        ticket
    }

    /// What words for a date are read with here.
    pub fn dates(&self) -> Dates<'_> {
        Dates { now: &self.now, lang: self.words.lang(), next: self.settings.next_weekday }
    }

    /// Wants something done outside that has no reply.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Keeps a draft; an empty body takes it away.
    pub fn draft(&mut self, of: &str, body: &str) {
        self.drafts.retain(|draft| draft.of != of);
        let draft = Draft { of: of.to_string(), body: body.to_string() };
        if !body.is_empty() {
            self.drafts.push(draft.clone());
        }
        self.effects.push(Effect::SaveDraft(draft));
    }

    /// The draft kept for this, if there is one.
    pub fn drafted(&self, of: &str) -> Option<&str> {
        self.drafts.iter().find(|draft| draft.of == of).map(|draft| draft.body.as_str())
    }

    /// Lays a layer over what is shown.
    pub fn open(&mut self, layer: impl Into<Layer>) {
        self.steps.push(Step::Open(Box::new(layer.into())));
    }

    /// Closes the layer that says so: what was laid over it meanwhile stays. An answer may come late.
    pub fn close(&mut self) {
        self.steps.push(Step::Close(self.here));
    }

    /// The same of a layer whose words this key has kept, not Enter: what is pressed right behind it by habit is for no other.
    pub fn close_by(&mut self, key: Key) {
        self.close();
        self.steps.push(Step::Habit(key));
    }

    /// Forgets the keys that wait: they were typed for something that did not come about.
    pub(in crate::tui) fn forget(&mut self) {
        self.steps.push(Step::Forget);
    }

    /// Goes to a screen.
    pub fn go(&mut self, tab: Tab) {
        self.steps.push(Step::Go(tab));
    }

    /// Goes to a screen and says there what was done; going alone would clear the line.
    pub fn go_saying(&mut self, tab: Tab, notice: Notice) {
        self.steps.extend([Step::Go(tab), Step::Say(notice)]);
    }

    /// Asks again for what is shown.
    pub fn refresh(&mut self) {
        self.steps.push(Step::Refresh);
    }

    /// The layer that says so shows other rows from now on (another week, another customer): it asks for them, and keys wait until they are there.
    pub fn anew(&mut self) {
        self.steps.push(Step::Anew(self.here));
    }

    /// Puts the cursor of what is then uppermost on this row.
    pub fn point(&mut self, row: usize) {
        self.steps.push(Step::Point(row));
    }

    /// Puts the cursor of what is then uppermost on this day.
    pub fn on_day(&mut self, day: NaiveDate) {
        self.steps.push(Step::Day(day));
    }

    /// Runs a command after this.
    pub fn run(&mut self, command: &'static str) {
        self.steps.push(Step::Run(command));
    }

    /// Shows the record under the cursor as it was on the day that these words say, after this.
    pub fn run_as_of(&mut self, words: impl Into<String>) {
        self.steps.push(Step::AsOf(words.into()));
    }

    /// A new id.
    pub fn new_id(&mut self) -> Id {
        self.ids.next(self.now.at)
    }

    /// After how many minutes without a key the screen is shut.
    pub fn lock_minutes(&self) -> Option<u32> {
        crate::tui::lock::minutes(self)
    }

    /// When the screen changes next by itself: the next minute.
    pub fn next_minute(&self) -> Moment {
        Moment::from_millis((self.now.at.millis().div_euclid(60_000) + 1) * 60_000)
    }

    /// The rows between the head and the foot of the screen.
    pub fn body_height(&self) -> u16 {
        crate::tui::screen::body(self).height
    }
}
