//! A question on the command line and its answer, shown or hidden. For what must be known before the book is open.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::atomic::Ordering;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Whether there is a person to ask.
pub fn is_person() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks and reads a line. `None` where the input has ended.
pub fn line(question: &str) -> io::Result<Option<String>> {
    ask(question)?;
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer)?;
    Ok((read > 0).then(|| answer.trim().to_string()))
}

/// Asks and reads a line that is not shown. `None` after Esc or Ctrl-C.
pub fn hidden(question: &str) -> io::Result<Option<String>> {
    #[cfg(unix)]
    ending::watch()?;
    ending::ASKING.store(true, Ordering::Release);
    // Before the question: what a quick hand answers must not be shown either.
    enable_raw_mode()?;
    let answer = ask(question).and_then(|()| read_hidden());
    disable_raw_mode()?;
    ending::ASKING.store(false, Ordering::Release);
    let _ = writeln!(io::stderr());
    answer
}

fn ask(question: &str) -> io::Result<()> {
    let mut out = io::stderr().lock();
    write!(out, "{question} ")?;
    out.flush()
}

fn read_hidden() -> io::Result<Option<String>> {
    let mut answer = String::new();
    loop {
        let key = match read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => key,
            Event::Paste(text) => {
                answer.push_str(text.trim_end_matches(['\r', '\n']));
                continue;
            }
            _ => continue,
        };
        match key.code {
            KeyCode::Enter => return Ok(Some(answer)),
            // An Enter that was typed ahead came as the end of a line.
            KeyCode::Char('j') if key.modifiers.contains(KeyModifiers::CONTROL) => return Ok(Some(answer)),
            KeyCode::Esc => return Ok(None),
            KeyCode::Char('c' | 'd') if key.modifiers.contains(KeyModifiers::CONTROL) => return Ok(None),
            KeyCode::Backspace => drop(answer.pop()),
            KeyCode::Char(letter) if !key.modifiers.contains(KeyModifiers::CONTROL) => answer.push(letter),
            _ => {}
        }
    }
}

/// The screen listens for the system's signals itself from now on.
pub fn screen_listens() {
    ending::SCREEN.store(true, Ordering::Release);
}

/// What the system asks for while an answer is typed that is not shown: the terminal is given back, then the program ends as it would have.
mod ending {
    use std::sync::atomic::AtomicBool;

    pub static ASKING: AtomicBool = AtomicBool::new(false);
    pub static SCREEN: AtomicBool = AtomicBool::new(false);

    #[cfg(unix)]
    pub fn watch() -> std::io::Result<()> {
        use signal_hook::consts::signal::{SIGHUP, SIGTERM};
        use std::sync::atomic::Ordering;
        static WATCHES: AtomicBool = AtomicBool::new(false);
        if WATCHES.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP])?;
        std::thread::Builder::new().name("prompt".into()).spawn(move || {
            for signal in signals.forever() {
                if SCREEN.load(Ordering::Acquire) {
                    continue;
                }
                if ASKING.load(Ordering::Acquire) {
                    // Nothing can be done about a terminal that is gone.
                    let _ = super::disable_raw_mode();
                    let _ = std::io::Write::write_all(&mut std::io::stderr(), b"\n");
                }
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        })?;
        Ok(())
    }
}
