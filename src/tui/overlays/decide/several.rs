//! Several fields that were changed on both sides, decided at once: all keep what is shown, or all take the other value.
//!
//! Always holds: each is seen with both its values before a key decides them; one act, one undo; leaving leaves all as it is.

use ratatui::layout::Rect;

use super::{Decide, other, renew, standing, value_of};
use crate::base::width::fit;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, ConflictRow};
use crate::domain::deed::{Deed, Resolution};
use crate::schema::ConflictState;
use crate::tui::canvas::{Canvas, Target, centred};
use crate::tui::cx::Cx;
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::{Ticket, Trouble};
use crate::tui::screen::{Handled, Motion, Place, Screen};
use crate::tui::subject::Subject;
use crate::tui::theme::Role;

/// A conflict's rows: its name and field; one side; the other.
const TALL: u16 = 3;

/// The marked.
#[derive(Debug)]
pub struct Several {
    rows: Vec<ConflictRow>,
    me: String,
    list: List,
    deciding: Option<Ticket>,
    asked: Option<Ticket>,
}

impl Several {
    /// These.
    pub fn new(rows: Vec<ConflictRow>, me: &str) -> Several {
        Several { rows, me: me.to_owned(), list: List::default(), deciding: None, asked: None }
    }

    fn decide(&mut self, choice: Resolution, cx: &mut Cx) {
        let conflicts = self.rows.iter().map(|row| row.id).collect();
        self.deciding = Some(cx.perform(Deed::Resolve { conflicts, choice }));
    }

    fn height(&self, cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(5) / TALL).max(1)
    }
}

impl Screen for Several {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, cx: &Cx, whole: Rect) -> Option<Rect> {
        let rows = self.rows.len().min(self.height(cx)) as u16;
        Some(centred(whole, 92, rows * TALL + 4))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Ask::Sync));
    }

    /// What somebody has decided meanwhile is no question any more.
    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Sync(view) if self.asked == Some(ticket) => {
                renew(&mut self.rows, view.conflicts);
                self.rows.retain(|row| row.state == ConflictState::Open);
                if self.rows.is_empty() && self.deciding.is_none() {
                    cx.close();
                }
                None
            }
            other => Some(other),
        }
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        match key.narrow().code {
            Code::Char('1') => self.decide(Resolution::KeepWinner, cx),
            Code::Char('2') => self.decide(Resolution::BringBack, cx),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.moved(motion, self.rows.len(), height);
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.settle(self.rows.len(), height);
    }

    /// One by one, from the one under the cursor.
    fn enter(&mut self, cx: &mut Cx) {
        let rows = std::mem::take(&mut self.rows);
        cx.close();
        cx.open(Decide::new(rows, self.list.cursor, &self.me));
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.deciding.take_if(|asked| *asked == ticket).is_some() && outcome.is_ok() {
            cx.close();
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        Subject::default()
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let title = cx.say("decide-several", &[("n", self.rows.len().into())]);
        let inner = canvas.window(area, &title);
        let foot = inner.bottom().saturating_sub(1);
        let height = usize::from(foot.saturating_sub(inner.y) / TALL).max(1);
        let mut list = self.list;
        list.settle(self.rows.len(), height);
        for at in list.sight(self.rows.len(), height) {
            let Some(row) = self.rows.get(at) else { continue };
            let y = inner.y + (at - list.top) as u16 * TALL;
            let head = Rect { y, height: 1, ..inner };
            let before = cx.say("decide-before", &[("value", (&value_of(cx, row, &row.base)).into())]);
            let used = canvas.put_right(inner.right(), y, inner.width / 2, &before, Role::Dim);
            canvas.spans(
                inner.x,
                y,
                inner.width.saturating_sub(used + 1),
                &[
                    (cx.words.called(row.entity, &row.name), Role::Strong),
                    ("   ", Role::Text),
                    (cx.words.conflict_field(row), Role::Text),
                ],
            );
            let sides = [("1", standing(cx, row, &self.me)), ("2", other(cx, row, &self.me))];
            for (line, (key, (value, about))) in sides.into_iter().enumerate() {
                let y = y + 1 + line as u16;
                let used = canvas.put_right(inner.right(), y, inner.width / 2, &about, Role::Dim);
                let room = inner.width.saturating_sub(used + 5);
                let value = value_of(cx, row, value);
                let value = fit(value.lines().next().unwrap_or_default(), usize::from(room));
                canvas.spans(inner.x + 1, y, room + 3, &[(key, Role::Key), ("  ", Role::Text), (&value, Role::Text)]);
            }
            canvas.spot(head, Target::Row(0, at));
            if at == list.cursor {
                canvas.tint(head, Role::Cursor);
            }
        }
        canvas.put(inner.x, foot, inner.width, cx.word("decide-several-keys"), Role::Accent);
    }
}
