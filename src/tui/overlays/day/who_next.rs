//! Who should be seen next, and why: the ranked list, each with figures one can check by hand. Takes the acts on its rows.

use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::base::width;
use crate::domain::ask::{Answer, Ask, Proposal};
use crate::tui::canvas::{Canvas, Target, centred};
use crate::tui::cx::Cx;
use crate::tui::list::List;
use crate::tui::message::Ticket;
use crate::tui::screen::{Handled, Motion, Place, Screen, body};
use crate::tui::subject::Subject;
use crate::tui::theme::Role;
use crate::tui::why;

/// The list.
#[derive(Clone, Debug, Default)]
pub struct WhoNext {
    rows: Vec<Proposal>,
    loaded: bool,
    ticket: Option<Ticket>,
    list: List,
}

const MOST: usize = 20;
/// Lines at the foot for the whole sum of the row under the cursor, and one between.
const SUM: u16 = 4;

impl WhoNext {
    fn height(&self, cx: &Cx) -> usize {
        let area = self.popup(cx, body(cx)).unwrap_or_default();
        usize::from(area.height.saturating_sub(2 + SUM)) / 2
    }
}

impl Screen for WhoNext {
    fn place(&self) -> Place {
        Place::Rows
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 96, whole.height))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::WhoNext(MOST)));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::WhoNext(rows) if self.ticket == Some(ticket) => {
                let ids = |rows: &[Proposal]| rows.iter().map(|row| row.account).collect::<Vec<_>>();
                self.list.follow(&ids(&self.rows), &ids(&rows), true);
                self.rows = rows;
                self.rows.retain(|row| crate::tui::context::has(cx, Some(row.account)));
                self.loaded = true;
                None
            }
            other => Some(other),
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.moved(motion, self.rows.len(), height);
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(row) = self.rows.get(self.list.cursor) {
            cx.close();
            cx.open(crate::tui::screens::customer::CustomerScreen::new(row.account));
        }
    }

    fn subject(&self, cx: &Cx) -> Subject {
        self.rows.get(self.list.cursor).map(|row| why::subject(cx, row)).unwrap_or_default()
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        match self.rows.iter().position(|row| row.account == record) {
            Some(at) => {
                self.list.cursor = at;
                Handled::Yes
            }
            None => Handled::No,
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.settle(self.rows.len(), height);
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("command-who-next"));
        if self.rows.is_empty() && self.loaded {
            canvas.put(inner.x, inner.y, inner.width, cx.word("who-next-none"), Role::Dim);
        }
        let rows = usize::from(inner.height.saturating_sub(SUM)) / 2;
        if let Some(row) = self.rows.get(self.list.cursor) {
            let sum = why::sum(cx, row);
            let y = inner.bottom().saturating_sub(SUM - 1);
            for (line, text) in width::wrap(&sum, usize::from(inner.width)).iter().take(3).enumerate() {
                canvas.put(inner.x, y + line as u16, inner.width, text, Role::Dim);
            }
            canvas.belongs(Rect { y, height: SUM - 1, ..inner }, Some(row.account));
        }
        let sight = self.list.sight(self.rows.len(), rows);
        let name = why::names(self.rows.get(sight.clone()).into_iter().flatten(), inner.width);
        for (line, at) in sight.enumerate() {
            let Some(row) = self.rows.get(at) else { continue };
            let y = inner.y + line as u16 * 2;
            why::two_lines(cx, row, at + 1, name, Rect { y, height: 2, ..inner }, canvas);
            canvas.belongs(Rect { y, height: 2, ..inner }, Some(row.account));
            canvas.spot(Rect { y, height: 2, ..inner }, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }
}
