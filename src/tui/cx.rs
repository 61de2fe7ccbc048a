//! What every screen shares: time, words, theme, keys, tickets; and how a screen asks, does, opens and says things.
//!
//! Always holds: a screen changes nothing outside itself but through here; what it wants becomes effects and steps, in order.

use std::sync::Arc;

use chrono::NaiveDate;

use super::act::{SmallAct, deed_of};
use super::context::Context;
use super::curtain::Curtain;
use super::hints::Habits;
use super::keymap::Keymap;
use super::lock::Guard;
use super::message::{Draft, Effect, Errand, Ticket, Trouble};
use super::own_keys::{self, NotTaken};
use super::screen::{Layer, Tab};
pub use super::step::{Laid, Notice, Step, Tone};
use super::subject::Subject;
use super::theme::Theme;
use super::tour::{Happened, Tour};
use crate::base::clock::{Moment, Now};
use crate::base::id::{Id, IdSource};
use crate::base::lang::Lang;
use crate::config::Settings;
use crate::domain::ask::{Ask, SyncLine, SyncState};
use crate::domain::dates::Dates;
use crate::domain::deed::{Deed, LogEntry};
use crate::i18n::{Arg, Words};

/// The keys as set; the usual ones where the preset cannot be read (a test reads them all).
fn keymap(settings: &Settings, own: &str) -> (Keymap, Vec<NotTaken>) {
    own_keys::with_own(super::keymap::ASSET, settings.keys.name(), own)
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
    /// What is under way does again what was taken back.
    pub redoing: bool,
    /// The last act, to be done again on another row.
    pub last: Option<SmallAct>,
    /// The words of a log that was taken back: the next line offers them.
    pub taken_log: Option<String>,
    /// A line was saved by another key than Enter just now: an Enter behind that is only habit.
    pub(super) saved_by_key: bool,
    /// The words of what was logged here, with the record each became, the newest last.
    logged: Vec<((u16, Id), String)>,
    /// The log that is being saved: what is in the book then is said of it.
    pub(super) logging: Option<Box<LogEntry>>,
    /// The small act before it, where the last was a log: the words of a log are repeated over the marked alone.
    before: Option<SmallAct>,
    /// The context that narrows the lists.
    pub context: Option<Context>,
    /// The curtain, where it is drawn.
    pub curtain: Option<Curtain>,
    /// What the person does by which way, for the hints.
    pub habits: Habits,
    /// A key to be named beside what was just done.
    pub(super) tip: Option<String>,
    /// Whether this is the demo.
    pub demo: bool,
    /// The tour, where it is under way.
    pub tour: Option<Tour>,
    /// What has happened since the tour last looked.
    pub(super) happened: Vec<Happened>,
    /// How a shut screen is opened.
    pub guard: Guard,
    /// Drafts kept from before; a screen takes its own when it opens.
    pub drafts: Vec<Draft>,
    /// The draft of what is under way.
    written: Option<String>,
    /// The key at hand waited for an answer: what it chooses nobody has seen.
    pub(super) unseen: bool,
    /// More keys wait behind it.
    pub(super) behind: bool,
    /// The layer that is being told something; none: the screen below them.
    pub(super) here: Option<Laid>,
    colours: bool,
    tickets: u64,
    pub(super) effects: Vec<Effect>,
    pub(super) steps: Vec<Step>,
}

/// The words of that many logs are kept for their undo.
const LOGS_KEPT: usize = 64;

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
            redoing: false,
            last: None,
            taken_log: None,
            saved_by_key: false,
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
        if let Some(lang) = settings.lang
            && lang != self.words.lang()
        {
            self.words = Arc::new(Words::new(lang));
        }
        self.theme = Theme::new(&settings, self.colours);
        self.keymap = keymap(&settings, &self.own_keys).0;
        self.now.day_ends = settings.day_ends;
        self.settings = settings.clone();
        self.effects.push(Effect::KeepSettings(Box::new(settings)));
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

    /// The word of this key.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key)
    }

    /// The sentence of this key, its places filled.
    pub fn say(&self, key: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        self.words.with(key, arguments)
    }

    /// Asks; the answer comes with this ticket.
    pub fn ask(&mut self, ask: Ask) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Ask { ticket, ask });
        ticket
    }

    /// Has a deed committed; keys wait until it is.
    pub fn perform(&mut self, deed: Deed) -> Ticket {
        self.perform_drafted(deed, None)
    }

    /// What words for a date are read with here.
    pub fn dates(&self) -> Dates<'_> {
        Dates { now: &self.now, lang: self.words.lang(), next: self.settings.next_weekday }
    }

    /// The same of what was written under this draft's name: the draft goes with the commit, and stays where there is none.
    pub fn perform_drafted(&mut self, deed: Deed, draft: Option<String>) -> Ticket {
        let ticket = self.ticket();
        self.busy = Some(ticket);
        self.written.clone_from(&draft);
        self.effects.push(Effect::Do { ticket, deed, draft });
        ticket
    }

    /// What was under way has an outcome: where it is on the disk, its draft is gone.
    pub(super) fn committed(&mut self, done: bool) {
        self.busy = None;
        if let Some(of) = self.written.take().filter(|_| done) {
            self.drafts.retain(|draft| draft.of != of);
        }
    }

    /// Has a small act done to a row (or the marked), and keeps it for "again". Says why where it fits nothing there.
    pub fn act(&mut self, act: SmallAct, subject: &Subject) -> Option<Ticket> {
        self.act_drafted(act, subject, None)
    }

    /// The same of what was written under this draft's name.
    pub fn act_drafted(&mut self, act: SmallAct, subject: &Subject, draft: Option<String>) -> Option<Ticket> {
        let Some(deed) = deed_of(&act, subject, &self.now, self.settings.visit_minutes) else {
            self.notice_word("notice-nothing-here", Tone::Calm);
            return None;
        };
        self.keep_act(act);
        Some(self.perform_drafted(deed, draft))
    }

    /// Keeps an act to be done again.
    pub fn keep_act(&mut self, act: SmallAct) {
        if let Some(last) = self.last.replace(act).filter(SmallAct::repeats) {
            self.before = Some(last);
        }
    }

    /// The line of the sync as the book has it. That one is under way here the book does not know.
    pub(super) fn sync_in_the_book(&mut self, line: SyncLine) {
        let state = match &self.sync.state {
            working @ SyncState::Working { .. } => working.clone(),
            _ => line.state.clone(),
        };
        self.sync = SyncLine { state, ..line };
    }

    /// What is in the book once this log is saved is said, not only that it is.
    pub fn says_of(&mut self, entry: &LogEntry) {
        self.logging = Some(Box::new(entry.clone()));
    }

    /// The log that was sent off last is saved, as this record.
    pub(super) fn log_saved(&mut self, about: (u16, Id)) {
        if let Some(SmallAct::Log(entry)) = &self.last {
            let words = entry.words.clone();
            self.logged.drain(..self.logged.len().saturating_sub(LOGS_KEPT - 1));
            self.logged.push((about, words));
        }
    }

    /// The log that became this record was taken back.
    pub(super) fn log_taken_back(&mut self, about: Option<(u16, Id)>) {
        self.taken_log = self.logged.iter().rev().find(|(of, _)| Some(*of) == about).map(|(_, words)| words.clone());
    }

    /// What "again" would do to this row or to the marked.
    pub fn last_act(&self, subject: &Subject) -> Option<&SmallAct> {
        let fits = |act: &&SmallAct| act.repeats() || !subject.marked.is_empty();
        self.last.as_ref().filter(fits).or(self.before.as_ref())
    }

    /// Takes my last act back.
    pub fn undo(&mut self) {
        let ticket = self.ticket();
        (self.busy, self.redoing) = (Some(ticket), false);
        self.effects.push(Effect::Undo { ticket });
    }

    /// Takes one act back, whoever did it.
    pub fn take_back(&mut self, act: Id) {
        let ticket = self.ticket();
        (self.busy, self.redoing) = (Some(ticket), false);
        self.effects.push(Effect::TakeBack { ticket, act });
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) {
        let ticket = self.ticket();
        (self.busy, self.redoing) = (Some(ticket), true);
        self.effects.push(Effect::Redo { ticket });
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

    /// Says something on the message line.
    pub fn notice(&mut self, text: impl Into<String>, tone: Tone) {
        self.notice = Some(Notice { text: text.into(), tone, undo: false, private: true });
    }

    /// Says the word of this key on the message line.
    pub fn notice_word(&mut self, key: &str, tone: Tone) {
        let text = self.words.get(key).to_string();
        self.notice = Some(Notice { text, tone, undo: false, private: false });
    }

    /// Says that a pasted text was cut, where it was.
    pub fn pasted(&mut self, whole: bool) {
        if !whole {
            self.notice_word("form-paste-cut", Tone::Trouble);
        }
    }

    /// Says what went wrong.
    pub fn trouble(&mut self, trouble: &Trouble) {
        match trouble {
            // No signal is no failure.
            Trouble::Failed(failure) if failure.words == "sync-offline" => self.by_itself(),
            trouble => {
                let text = self.trouble_words(trouble);
                let sync = matches!(trouble, Trouble::Failed(failure) if failure.words.starts_with("sync-"));
                self.sync_said = sync.then(|| text.clone());
                self.notice(text, Tone::Trouble);
            }
        }
    }

    /// Says, without a connection, what a person wants to know: when it last worked, what waits, and that it goes by itself.
    pub fn by_itself(&mut self) {
        let n = ("n", self.sync.waiting.into());
        let text = match self.sync.last {
            Some(at) => self.say("by-itself-last", &[("last", (&self.words.moment(at, &self.now)).into()), n]),
            None => self.say("by-itself-never", &[n]),
        };
        self.sync_said = Some(text.clone());
        self.notice = Some(Notice { text, tone: Tone::Calm, undo: false, private: false });
    }

    /// What the message line says of a sync that did not go through is over: another one is under way, or went through.
    pub fn sync_goes_on(&mut self) {
        let said = self.sync_said.take();
        self.notice.take_if(|notice| said.is_some_and(|said| said == notice.text));
    }

    /// What went wrong, in words.
    pub fn trouble_words(&self, trouble: &Trouble) -> String {
        match trouble {
            Trouble::Refused(refusal) => self.words.refusal_here(refusal, &self.now),
            Trouble::Failed(failure) => self.words.failure(failure),
        }
    }

    /// A new id.
    pub fn new_id(&mut self) -> Id {
        self.ids.next(self.now.at)
    }

    /// After how many minutes without a key the screen is shut.
    pub fn lock_minutes(&self) -> Option<u32> {
        super::lock::minutes(self)
    }

    /// When the screen changes next by itself: the next minute.
    pub fn next_minute(&self) -> Moment {
        Moment::from_millis((self.now.at.millis().div_euclid(60_000) + 1) * 60_000)
    }

    /// The rows between the head and the foot of the screen.
    pub fn body_height(&self) -> u16 {
        super::screen::body(self).height
    }
}
