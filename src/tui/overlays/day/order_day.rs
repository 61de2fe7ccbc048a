//! The day in another order, before it is: by the way from where one stands, the agreed times kept. Enter takes it, Esc does not.
//!
//! Always holds: nothing is set before it was seen; one `u` takes it back.

use ratatui::layout::Rect;

use crate::base::width::cells;
use crate::domain::ask::{Answer, Ask, OrderedDay};
use crate::domain::deed::Deed;
use crate::tui::canvas::{Canvas, Target, centred};
use crate::tui::cx::{Cx, Tone};
use crate::tui::list::List;
use crate::tui::message::Ticket;
use crate::tui::screen::{Handled, Motion, Place, Screen, body};
use crate::tui::theme::Role;

/// In fewer cells nothing of an address can be read.
const STREET: u16 = 16;

/// The proposal.
#[derive(Clone, Debug, Default)]
pub struct OrderDay {
    day: Option<Box<OrderedDay>>,
    ticket: Option<Ticket>,
    list: List,
}

impl OrderDay {
    fn stops(&self) -> usize {
        self.day.as_ref().map_or(0, |day| day.stops.len())
    }

    fn height(&self, cx: &Cx) -> usize {
        usize::from(self.popup(cx, body(cx)).unwrap_or_default().height.saturating_sub(5))
    }

    /// The stop under the cursor goes up or down: the person knows better.
    fn shift(&mut self, up: bool) {
        let at = self.list.cursor;
        let to = if up { at.checked_sub(1) } else { Some(at + 1) };
        if let (Some(day), Some(to)) = (&mut self.day, to)
            && to < day.stops.len()
        {
            day.stops.swap(at, to);
            day.by_hand = true;
            self.list.cursor = to;
        }
    }
}

impl Screen for OrderDay {
    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 84, (self.stops() as u16).max(1) + 5))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        if self.day.as_ref().is_none_or(|day| !day.by_hand) {
            self.ticket = Some(cx.ask(Ask::OrderDay));
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::OrderDay(day) if self.ticket == Some(ticket) => {
                self.day = Some(day);
                None
            }
            other => Some(other),
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        match motion {
            Motion::Left | Motion::Previous => self.shift(true),
            Motion::Right | Motion::Next => self.shift(false),
            motion => {
                let height = self.height(cx);
                self.list.moved(motion, self.stops(), height);
            }
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        let Some(day) = &self.day else { return };
        cx.close();
        if day.stops.is_empty() {
            return cx.notice_word("order-none", Tone::Calm);
        }
        let visits = day.stops.iter().map(|stop| stop.row.id).collect();
        cx.perform(Deed::OrderDay { visits });
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        Handled::No
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.settle(self.stops(), height);
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let inner = canvas.window(area, cx.word("command-order-day"));
        let Some(day) = &self.day else { return };
        if day.stops.is_empty() {
            canvas.put(inner.x, inner.y + 1, inner.width, cx.word("order-none"), Role::Dim);
            return;
        }
        let rows = usize::from(inner.height.saturating_sub(3));
        let sight = self.list.sight(day.stops.len(), rows);
        let shown = day.stops.get(sight.clone()).into_iter().flatten();
        let names = shown.map(|stop| cells(&stop.row.name)).max().unwrap_or(0) as u16;
        for (line, at) in sight.enumerate() {
            let Some(stop) = day.stops.get(at) else { continue };
            let row = Rect { y: inner.y + line as u16, height: 1, ..inner };
            canvas.put_right(row.x + 2, row.y, 2, &(at + 1).to_string(), Role::Dim);
            let time = stop.row.start.map(|start| cx.words.clock(start, &cx.now)).unwrap_or_default();
            canvas.put(row.x + 4, row.y, 5, &time, Role::Strong);
            let name = names.min(row.width.saturating_sub(21));
            canvas.put_words(row.x + 11, row.y, name, &stop.row.name, Role::Text);
            let x = row.x + 11 + name + 2;
            // How far it is from the one before is only true in the order that was worked out.
            let way = stop.metres.filter(|_| !day.by_hand).map(|metres| cx.words.distance(metres)).unwrap_or_default();
            canvas.put_right(row.right(), row.y, 9, &way, Role::Dim);
            let room = row.right().saturating_sub(x + 10);
            if room >= STREET {
                canvas.put_words(x, row.y, room, &stop.row.street, Role::Dim);
            }
            canvas.belongs(row, stop.row.account);
            canvas.spot(row, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(row, Role::Cursor);
            }
        }
        let y = inner.bottom().saturating_sub(2);
        let ways = [day.metres_before, day.metres].map(|metres| cx.words.distance(metres));
        let said = if day.by_hand {
            String::new()
        } else {
            cx.say("order-ways", &[("now", (&ways[0]).into()), ("then", (&ways[1]).into())])
        };
        canvas.put(inner.x, y, inner.width, &said, Role::Calm);
        canvas.put(inner.x, y + 1, inner.width, cx.word("order-keys"), Role::Dim);
        for line in [y, y + 1] {
            canvas.own(Rect { y: line, height: 1, ..inner });
        }
    }
}
