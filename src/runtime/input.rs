//! Keys, pastes and sizes from the terminal, as the model's messages. Reads on a thread of its own, so that nothing is polled.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::event::Happening;
use crate::tui::key::{Code, Key};
use crate::tui::message::Mouse;

/// Where what is read goes: to the loop that was started last.
static TO: Mutex<Option<Sender<Happening>>> = Mutex::new(None);
/// Whether the thread runs. It cannot be called off while it waits for a key, so a second loop (the demo after one's own book) takes it over;
/// two threads would each get some of the keys.
static READS: AtomicBool = AtomicBool::new(false);

/// Starts to read, or reads on for this loop; ends with the terminal. `known` is the size that the loop knows.
pub fn start(to: Sender<Happening>, known: (u16, u16)) -> std::io::Result<()> {
    if let Ok(mut place) = TO.lock() {
        *place = Some(to);
    }
    if READS.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    thread::Builder::new().name("input".into()).spawn(move || {
        let changed = size_changes();
        // Before the first look nobody is told of a new size; one that came earlier is told now.
        let looked = crossterm::event::poll(Duration::ZERO).and_then(|_| crossterm::terminal::size());
        let mut known = known;
        let mut look = |size: std::io::Result<(u16, u16)>, said: bool| {
            if let Ok(size) = size
                && (said || size != known)
            {
                known = size;
                tell(Happening::Resize(size.0, size.1));
            }
        };
        look(looked, false);
        loop {
            // Of a key and a new size that come together only the key may be told; the look costs a microsecond. Two changes may come as one
            // and bring back the size that is known: what the terminal shows is no longer what was drawn.
            let read = crossterm::event::read();
            let said = changed.swap(false, Ordering::AcqRel) || matches!(read, Ok(Event::Resize(..)));
            look(crossterm::terminal::size(), said);
            match read {
                Ok(Event::Key(event)) => keys(event).into_iter().flatten().for_each(|key| tell(Happening::Key(key))),
                Ok(Event::Paste(text)) => tell(Happening::Paste(text)),
                Ok(Event::Mouse(event)) => mouse(event).into_iter().for_each(|mouse| tell(Happening::Mouse(mouse))),
                Ok(_) => {}
                Err(_) => {
                    tell(Happening::InputEnded);
                    READS.store(false, Ordering::Release);
                    return;
                }
            }
        }
    })?;
    Ok(())
}

/// Set whenever the system says that the terminal has another size.
fn size_changes() -> Arc<AtomicBool> {
    let changed = Arc::new(AtomicBool::new(false));
    // Where it cannot be heard the event alone says it.
    #[cfg(unix)]
    if let Err(error) = signal_hook::flag::register(signal_hook::consts::SIGWINCH, Arc::clone(&changed)) {
        tracing::warn!(%error, "changes of the size are not heard");
    }
    changed
}

/// Leaves as a person would when the system asks for it (a shutdown, a terminal that is closed): what is being written is kept first.
pub fn leave_when_told() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use signal_hook::consts::signal::{SIGHUP, SIGTERM};
        static LISTENS: AtomicBool = AtomicBool::new(false);
        if LISTENS.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        super::prompt::screen_listens();
        let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP])?;
        thread::Builder::new().name("signals".into()).spawn(move || {
            for _ in signals.forever() {
                tell(Happening::InputEnded);
            }
        })?;
    }
    Ok(())
}

fn tell(happening: Happening) {
    if let Ok(place) = TO.lock()
        && let Some(to) = &*place
    {
        // Between two loops nobody listens.
        let _ = to.send(happening);
    }
}

/// The keys pressed. Esc and a key that follow each other at once, as over ssh, reach us as Alt and the key: they are two again, so that
/// neither is lost. Ctrl with Alt is AltGr on Windows: a letter like any other.
fn keys(event: KeyEvent) -> [Option<Key>; 2] {
    let Some(key) = key(event) else { return [None, None] };
    match (event.modifiers.contains(KeyModifiers::ALT), key.ctrl) {
        (true, false) => [Some(Key::plain(Code::Esc)), Some(key)],
        (true, true) => [None, Some(Key { ctrl: false, ..key })],
        (false, _) => [None, Some(key)],
    }
}

/// The key pressed, Alt aside; none for a release (Windows sends both) and for keys that Rounds has no use for.
fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(letter) => Code::Char(letter),
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        _ => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = match code {
        Code::Char(letter) if ctrl => Code::Char(letter.to_ascii_lowercase()),
        other => other,
    };
    Some(Key { code, ctrl })
}

/// What the mouse did, where Rounds has a use for it.
fn mouse(event: MouseEvent) -> Option<Mouse> {
    match event.kind {
        MouseEventKind::ScrollUp => Some(Mouse::Up),
        MouseEventKind::ScrollDown => Some(Mouse::Down),
        MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Press(event.column, event.row)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_no_keys_and_alt_is_esc_and_a_key() {
        let press = KeyEvent::new(KeyCode::Char('l'), KeyModifiers::NONE);
        assert_eq!(key(press), Some(Key::char('l')));
        assert_eq!(key(KeyEvent { kind: KeyEventKind::Release, ..press }), None);
        let esc = Some(Key::plain(Code::Esc));
        assert_eq!(keys(press), [None, Some(Key::char('l'))]);
        assert_eq!(keys(KeyEvent::new(KeyCode::Char('l'), KeyModifiers::ALT)), [esc, Some(Key::char('l'))]);
        let alt_gr = KeyModifiers::ALT | KeyModifiers::CONTROL;
        assert_eq!(keys(KeyEvent::new(KeyCode::Char('@'), alt_gr)), [None, Some(Key::char('@'))]);
        assert_eq!(key(KeyEvent::new(KeyCode::Char('L'), KeyModifiers::SHIFT)), Some(Key::char('L')));
        assert_eq!(key(KeyEvent::new(KeyCode::Char('S'), KeyModifiers::CONTROL)), Some(Key::ctrl('s')));
    }
}
