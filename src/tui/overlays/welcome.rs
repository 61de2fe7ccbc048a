//! The first start: three ways to begin. They stay in Settings, so that Esc costs nothing.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::Cx;
use super::super::key::{Code, Key};
use super::super::keymap::Reading;
use super::super::list::List;
use super::super::open;
use super::super::screen::{Handled, Motion, Place, Screen, Sight};
use super::super::theme::Role;

/// The three ways.
#[derive(Debug, Default)]
pub struct Welcome {
    list: List,
}

const WAYS: [(&str, &str); 4] = [
    ("begin-demo", "begin-about-demo"),
    ("begin-import", "begin-about-import"),
    ("begin-connect", "begin-about-connect"),
    ("begin-alone", "begin-about-alone"),
];

impl Welcome {
    fn take(&self, at: usize, cx: &mut Cx) {
        cx.close();
        match at {
            0 => open::demo(cx),
            1 => open::import(cx),
            2 => open::connect(cx),
            _ => open::form(cx, crate::schema::ACCOUNT.number, None, Vec::new()),
        }
    }
}

impl Screen for Welcome {
    fn sight(&self) -> Sight {
        Sight::Rounds
    }

    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 80, 17))
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let key = key.narrow();
        match key.code {
            Code::Char(c @ '1'..='4') => {
                self.take(usize::from(c as u8 - b'1'), cx);
                Handled::Yes
            }
            // What the key means on every screen it means here: the first customer by hand.
            _ if matches!(cx.keymap.read(&[key]), Reading::Command("add")) => {
                self.take(WAYS.len() - 1, cx);
                Handled::Yes
            }
            // Nothing lies behind it that one could go back to: who wants out leaves, as on every screen's root.
            _ if matches!(cx.keymap.read(&[key]), Reading::Command("leave")) => {
                cx.run("quit");
                Handled::Yes
            }
            _ => Handled::No,
        }
    }

    fn moved(&mut self, motion: Motion, _cx: &mut Cx) {
        self.list.moved(motion, WAYS.len(), WAYS.len());
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.take(self.list.cursor, cx);
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("begin-title"));
        for (at, (title, about)) in WAYS.iter().enumerate() {
            let y = inner.y + 1 + at as u16 * 3;
            if y + 1 >= inner.bottom() {
                break;
            }
            let digit = (at + 1).to_string();
            canvas.spans(
                inner.x,
                y,
                inner.width,
                &[(&digit, Role::Key), ("  ", Role::Text), (cx.word(title), Role::Strong)],
            );
            canvas.put(inner.x + 3, y + 1, inner.width.saturating_sub(3), cx.word(about), Role::Dim);
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }
}
