//! Keys in, screen out: the real update, its effects performed at once against a book, and the screen as text.
//!
//! A script is words separated by spaces: a key's name (`j`, `enter`, `f5`, `ctrl-d`), or a text between backquotes that is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rounds::base::clock::Now;
use rounds::base::id::IdSource;
use rounds::base::lang::Lang;
use rounds::config::Settings;
use rounds::domain::act::{Committed, SettingChange, TakenBack};
use rounds::domain::ask::{Answer, Ask, KeptClose};
use rounds::domain::deed::Deed;
use rounds::tui::cx::Cx;
use rounds::tui::key::Key;
use rounds::tui::message::{Copied, Draft, Effect, Msg, Spot, Trouble};
use rounds::tui::{Model, draw, start, update};

/// What answers and commits.
pub trait Book {
    fn ask(&mut self, ask: &Ask, now: &Now) -> Result<Answer, Trouble>;
    fn act(&mut self, deed: &Deed, now: &Now) -> Result<Committed, Trouble>;
    fn undo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble>;
    fn redo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble>;
    fn take_back(&mut self, _act: rounds::base::id::Id, _now: &Now) -> Result<Option<TakenBack>, Trouble> {
        Ok(None)
    }
    /// Keeps what was said of a day's close.
    fn keep_close(&mut self, _day: chrono::NaiveDate, _kept: &KeptClose, _now: &Now) {}
    /// Keeps the settings, as the runtime does.
    fn keep_settings(&mut self, _settings: &Settings, _change: Option<&SettingChange>, _now: &Now) {}
    /// What was set elsewhere, or by an undo, as the runtime tells it.
    fn set_elsewhere(&mut self) -> Option<Msg> {
        None
    }
}

pub struct Stage<B> {
    pub model: Model,
    pub book: B,
    /// Effects that no book performs, in order.
    pub out: Vec<Effect>,
    size: (u16, u16),
}

impl<B: Book> Stage<B> {
    pub fn new(book: B, lang: Lang, size: (u16, u16), now: &str) -> Stage<B> {
        Stage::at(book, lang, size, now, Spot::default())
    }

    /// Started anew with what was kept of what was being written.
    pub fn with_drafts(book: B, lang: Lang, size: (u16, u16), now: &str, drafts: Vec<Draft>) -> Stage<B> {
        let mut cx = Cx::new(Now::parse(now).unwrap(), lang, Settings::default(), false, IdSource::seeded(1));
        cx.drafts = drafts;
        Stage::begin(book, cx, size, Spot::default())
    }

    pub fn at(book: B, lang: Lang, size: (u16, u16), now: &str, spot: Spot) -> Stage<B> {
        let cx = Cx::new(Now::parse(now).unwrap(), lang, Settings::default(), false, IdSource::seeded(1));
        Stage::begin(book, cx, size, spot)
    }

    fn begin(book: B, cx: Cx, size: (u16, u16), spot: Spot) -> Stage<B> {
        let model = Model::new(cx, spot);
        let mut stage = Stage { model, book, out: Vec::new(), size };
        let effects = start(&mut stage.model);
        stage.perform(effects);
        stage.say(Msg::Resize(size.0, size.1));
        stage
    }

    pub fn say(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let now = self.model.cx.now.clone();
        for effect in effects {
            match effect {
                Effect::Ask { ticket, ask } => {
                    let answer = self.book.ask(&ask, &now);
                    self.say(Msg::Answered { ticket, answer });
                }
                Effect::Do { ticket, deed, .. } => {
                    let outcome = self.book.act(&deed, &now);
                    self.say(Msg::Committed { ticket, outcome });
                }
                Effect::Undo { ticket } => {
                    let outcome = self.book.undo(&now);
                    self.look_elsewhere();
                    self.say(Msg::TakenBack { ticket, outcome });
                }
                Effect::TakeBack { ticket, act } => {
                    let outcome = self.book.take_back(act, &now);
                    self.say(Msg::TakenBack { ticket, outcome });
                }
                Effect::Redo { ticket } => {
                    let outcome = self.book.redo(&now);
                    self.look_elsewhere();
                    self.say(Msg::TakenBack { ticket, outcome });
                }
                Effect::Copy(text) => {
                    self.out.push(Effect::Copy(text));
                    self.say(Msg::Copied(Copied::Clipboard));
                }
                Effect::KeepSettings(settings, change) => {
                    self.book.keep_settings(&settings, change.as_ref(), &now);
                    self.out.push(Effect::KeepSettings(settings, change));
                    self.say(Msg::Changed);
                }
                Effect::KeepClose { day, kept, draft } => {
                    self.book.keep_close(day, &kept, &now);
                    self.say(Msg::CloseKept(draft));
                }
                other => self.out.push(other),
            }
        }
    }

    /// What was set elsewhere is told.
    pub fn look_elsewhere(&mut self) {
        if let Some(msg) = self.book.set_elsewhere() {
            self.say(msg);
        }
    }

    /// Plays a script.
    pub fn keys(&mut self, script: &str) -> &mut Stage<B> {
        for (at, part) in script.split('`').enumerate() {
            if at % 2 == 1 {
                part.chars().for_each(|c| self.say(Msg::Key(Key::char(c))));
                continue;
            }
            for name in part.split_whitespace() {
                let key = Key::parse(name).unwrap_or_else(|| panic!("there is no key {name:?}"));
                self.say(Msg::Key(key));
            }
        }
        self
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        draw(&self.model, &mut buffer, area);
        text(&buffer)
    }

    pub fn cursor(&self) -> Option<(u16, u16)> {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        draw(&self.model, &mut buffer, area).map(|at| (at.x, at.y))
    }

    pub fn resize(&mut self, size: (u16, u16)) -> &mut Stage<B> {
        self.size = size;
        self.say(Msg::Resize(size.0, size.1));
        self
    }

    /// Keeps pictures of this in a small terminal and in a large one.
    pub fn sizes(&mut self, name: &str) -> &mut Stage<B> {
        let size = self.size;
        for (columns, rows) in [(80, 24), (160, 50)] {
            self.resize((columns, rows));
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), self.screen());
        }
        self.resize(size)
    }

    /// The message line.
    pub fn notice(&self) -> String {
        self.model.cx.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
    }
}

/// A buffer as lines of text; the cell behind a wide character is left out, as a terminal does.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
            line.push_str(symbol);
            x += (rounds::base::width::cells(symbol) as u16).max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
