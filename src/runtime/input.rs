//! Keys, pastes and sizes from the terminal, as the model's messages. Reads on a thread of its own, so that nothing is polled.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::event::Happening;
use crate::tui::key::{Code, Key};

/// Starts to read; ends with the terminal or with the loop.
pub fn start(to: Sender<Happening>) -> std::io::Result<()> {
    thread::Builder::new().name("input".into()).spawn(move || {
        loop {
            let happening = match crossterm::event::read() {
                Ok(Event::Key(event)) => match key(event) {
                    Some(key) => Happening::Key(key),
                    None => continue,
                },
                Ok(Event::Paste(text)) => Happening::Paste(text),
                Ok(Event::Resize(columns, rows)) => Happening::Resize(columns, rows),
                Ok(_) => continue,
                Err(_) => Happening::InputEnded,
            };
            let ended = matches!(happening, Happening::InputEnded);
            if to.send(happening).is_err() || ended {
                return;
            }
        }
    })?;
    Ok(())
}

/// The key pressed; none for a release (Windows sends both) and for keys that Rounds has no use for. Alt is never seen: over ssh it is Esc and a key.
fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release || event.modifiers.contains(KeyModifiers::ALT) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_and_alt_are_not_keys() {
        let press = KeyEvent::new(KeyCode::Char('l'), KeyModifiers::NONE);
        assert_eq!(key(press), Some(Key::char('l')));
        assert_eq!(key(KeyEvent { kind: KeyEventKind::Release, ..press }), None);
        assert_eq!(key(KeyEvent::new(KeyCode::Char('l'), KeyModifiers::ALT)), None);
        assert_eq!(key(KeyEvent::new(KeyCode::Char('L'), KeyModifiers::SHIFT)), Some(Key::char('L')));
        assert_eq!(key(KeyEvent::new(KeyCode::Char('S'), KeyModifiers::CONTROL)), Some(Key::ctrl('s')));
    }
}
