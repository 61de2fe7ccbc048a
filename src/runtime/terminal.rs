//! The terminal while Rounds has it: raw, on the alternate screen, pasting in brackets; given back whatever happens.
//!
//! Always holds: after [`Terminal`] is dropped, after a panic and after a suspend the shell finds its terminal as it was. A frame goes out whole, in
//! one write: a terminal that is handed the parts of one wakes up for each of them.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::layout::Size;

use super::sheet::{Drawing, Sheet};
use crate::interop::guard;

/// Whether the mouse is caught while the terminal is ours.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether the terminal is ours just now; read by the panic hook.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, taken.
pub struct Terminal {
    screen: ratatui::Terminal<Drawing>,
    sheet: Sheet,
}

impl Terminal {
    /// Takes the terminal. Fails where standard output or input is none.
    pub fn take() -> io::Result<Terminal> {
        if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "not a terminal"));
        }
        give_back_on_panic();
        take()?;
        let sheet = Sheet::default();
        Ok(Terminal { screen: ratatui::Terminal::new(Drawing::on(&sheet))?, sheet })
    }

    /// How large it is now.
    pub fn size(&self) -> io::Result<Size> {
        self.screen.size()
    }

    /// Draws a frame: the cells that changed, between the marks of a synchronised update.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.sheet, BeginSynchronizedUpdate)?;
        self.screen.draw(view)?;
        queue!(self.sheet, EndSynchronizedUpdate)?;
        self.sheet.send()
    }

    /// The next frame is drawn in full: what a terminal keeps of a screen that shrank and grew again is its own affair.
    pub fn resized(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        self.screen.resize(ratatui::layout::Rect::new(0, 0, size.width, size.height))
    }

    /// Catches the mouse, or lets it go: then the terminal selects and copies with it.
    pub fn catch_mouse(&self, caught: bool) -> io::Result<()> {
        match (MOUSE.swap(caught, Ordering::SeqCst), caught) {
            (false, true) => execute!(io::stdout(), EnableMouseCapture),
            (true, false) => execute!(io::stdout(), DisableMouseCapture),
            _ => Ok(()),
        }
    }

    /// Gives the terminal back to the shell, and takes it again when the shell brings Rounds to the fore.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back()?;
        let stopped = stop_this_process();
        take()?;
        // Drawn anew in full. To clear the old one would ask the terminal where its cursor is, and the thread that reads keys takes the answer.
        self.screen = ratatui::Terminal::new(Drawing::on(&self.sheet))?;
        stopped
    }
}

/// How many cells a line of standard output has; `None` where it is no terminal and nothing may be cut.
pub fn width() -> Option<usize> {
    let size = io::stdout().is_terminal().then(crossterm::terminal::size)?;
    size.ok().map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
}

/// Stops this process until it is continued, with the shell's own signal.
fn stop_this_process() -> io::Result<()> {
    if cfg!(unix) {
        let pid = std::process::id().to_string();
        std::process::Command::new("kill").args(["-TSTP", &pid]).status().map(drop)
    } else {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Nothing can be told when even this fails: there is no terminal left to tell it on.
        let _ = give_back();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    // A process that was killed earlier left its last frame on the alternate screen.
    execute!(io::stdout(), EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste)?;
    if MOUSE.load(Ordering::SeqCst) { execute!(io::stdout(), EnableMouseCapture) } else { Ok(()) }
}

fn give_back() -> io::Result<()> {
    if TAKEN.swap(false, Ordering::SeqCst) {
        if MOUSE.load(Ordering::SeqCst) {
            execute!(io::stdout(), DisableMouseCapture)?;
        }
        // Where there is no alternate screen (a bare console, GNU screen without it) the last frame would stay for whoever comes next. Erasing
        // downwards puts nothing into the scrollback; erasing the whole screen does, in some terminals.
        execute!(io::stdout(), cursor::MoveTo(0, 0), Clear(ClearType::FromCursorDown))?;
        execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show)?;
        disable_raw_mode()?;
        io::stdout().flush()?;
    }
    Ok(())
}

/// A panic is a defect; still the terminal comes back first, so that its words can be read and the shell works. One inside a reader of
/// foreign files is a damaged file: whoever called the reader says so, and the terminal stays.
pub fn give_back_on_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if guard::is_guarded() {
                return;
            }
            let _ = give_back();
            before(info);
        }));
    });
}
