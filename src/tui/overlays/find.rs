//! Find: everything, as one types; the hit is marked, and Enter opens it.
//!
//! Always holds: the field keeps the letters, the arrows the rows; what is under the cursor takes the acts on a row.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target};
use super::super::cx::Cx;
use super::super::key::Key;
use super::super::list::List;
use super::super::message::Ticket;
use super::super::narrow::Narrow;
use super::super::open;
use super::super::screen::{Handled, Motion, Next, Place, Screen, Tab};
use super::super::screens::customer::CustomerScreen;
use super::super::subject::{Row, Subject};
use super::super::theme::Role;
use crate::base::width::cells;
use crate::domain::ask::{Answer, Ask, Hit, ListAsk};
use crate::domain::deed::LogRef;
use crate::schema::{ACCOUNT, Account, CONTACT, FOLLOW_UP, TOUCH, VISIT, VisitState, entity};

/// At most so many hits.
const MOST: usize = 50;

/// Find.
#[derive(Clone, Debug, Default)]
pub struct Find {
    narrow: Narrow,
    /// What was found; of it what fits the fields that are named.
    found: Vec<Hit>,
    hits: Vec<Hit>,
    list: List,
    asked: Option<Ticket>,
    /// The words that the hits are for; empty: none were asked for yet.
    of: String,
    /// What is shown was found by other words: those of now are still being looked for.
    stale: bool,
}

impl Find {
    /// With these words to begin with.
    pub fn new(words: &str) -> Find {
        Find { narrow: Narrow::written(words), ..Find::default() }
    }

    fn look(&mut self, cx: &mut Cx) {
        let words = self.narrow.words().to_owned();
        if words.is_empty() {
            self.found.clear();
            self.hits.clear();
            (self.asked, self.stale) = (None, false);
        } else if words != self.of || self.asked.is_none() {
            self.ask(cx);
            self.stale = true;
        }
        self.of = words;
        self.list = List::default();
    }

    /// The words are looked for everywhere; where only fields are named, the customers that fit are listed.
    fn ask(&mut self, cx: &mut Cx) {
        self.narrow.look(cx);
        let words = self.narrow.plain().to_owned();
        self.asked = Some(if words.is_empty() && self.narrow.by_fields() {
            let only = self.narrow.terms().to_vec();
            cx.ask(Ask::Accounts(ListAsk { only, limit: MOST, ..ListAsk::default() }))
        } else {
            cx.ask(Ask::Find { words, most: MOST })
        });
    }

    fn show(&mut self) {
        self.hits = self.found.iter().filter(|hit| self.narrow.has(hit.account)).cloned().collect();
    }

    fn hit(&self) -> Option<&Hit> {
        self.hits.get(self.list.cursor)
    }

    /// The rows for hits.
    fn height(cx: &Cx) -> usize {
        usize::from(cx.body_height().saturating_sub(2))
    }
}

/// A customer that fits the fields, as a hit.
fn listed(account: &Account) -> Hit {
    Hit {
        entity: ACCOUNT.number,
        record: account.id,
        account: Some(account.id),
        name: account.name.clone(),
        of: account.street.clone(),
        formerly: Vec::new(),
        excerpt: account.name.clone(),
        marks: Vec::new(),
        day: None,
    }
}

/// What is opened for a hit: its customer's page, with the cursor on it; an unfiled log is filed; my own follow-ups are on their screen.
fn opened(hit: &Hit, cx: &mut Cx) {
    match (hit.account, log_of(hit)) {
        (Some(account), _) => cx.open(CustomerScreen::on(account, hit.record)),
        (None, Some(log)) => open::correct(cx, log),
        (None, None) => cx.go(Tab::FollowUps),
    }
}

fn log_of(hit: &Hit) -> Option<LogRef> {
    match hit.entity {
        number if number == VISIT.number => Some(LogRef::Visit(hit.record)),
        number if number == TOUCH.number => Some(LogRef::Touch(hit.record)),
        _ => None,
    }
}

impl Screen for Find {
    fn place(&self) -> Place {
        Place::Rows
    }

    fn typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx) {
        if !self.narrow.words().is_empty() {
            self.ask(cx);
            self.of = self.narrow.words().to_owned();
        }
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let handled = self.narrow.key(key, cx);
        // Here is nothing but the search: it goes on taking letters.
        if !self.narrow.writing() {
            self.narrow.begin();
        }
        if self.narrow.words() != self.of {
            self.look(cx);
        }
        handled
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.narrow.paste(text);
        self.look(cx);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        self.list.moved(motion, self.hits.len(), Find::height(cx));
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.list.settle(self.hits.len(), Find::height(cx));
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        // By the mouse: what is in sight was found by other letters.
        if self.stale {
            return;
        }
        if let Some(hit) = self.hit() {
            self.narrow.keep(cx);
            // Esc goes back to where one was; the letters are there again on Up.
            cx.close();
            opened(hit, cx);
        }
    }

    fn filter(&self) -> Option<&str> {
        Some(self.narrow.words())
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        self.narrow.keep(cx);
        Handled::No
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        if id == "save" {
            self.narrow.save(cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Find(hits) if self.asked == Some(ticket) => {
                (self.found, self.stale) = (hits, false);
                self.show();
                None
            }
            Answer::Accounts(page) if self.asked == Some(ticket) => {
                self.found = page.rows.into_iter().map(|row| listed(&row.account)).collect();
                self.stale = false;
                self.show();
                None
            }
            answer if self.narrow.answered(ticket, &answer) => {
                self.show();
                None
            }
            other => Some(other),
        }
    }

    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        self.narrow.unanswered(ticket);
        // What is in sight was found by other letters, and is none of these: looked for again with the next.
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            self.found.clear();
            self.stale = false;
            self.show();
        }
    }

    fn awaits(&self, next: Next<'_>) -> bool {
        matches!(next, Next::Command(_)) && (self.stale || self.narrow.waits())
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        let Some(hit) = self.hit() else { return Subject::default() };
        let row = match hit.entity {
            number if number == ACCOUNT.number => Row::Account,
            number if number == CONTACT.number => Row::Contact(hit.record),
            number if number == FOLLOW_UP.number => Row::FollowUp(hit.record),
            number if number == TOUCH.number => Row::Touch(hit.record),
            // Whether a visit is still to come is not said by a hit: only what fits a past one is offered.
            number if number == VISIT.number => Row::Visit(hit.record, VisitState::Done),
            _ => Row::Nothing,
        };
        let named = if hit.entity == CONTACT.number && !hit.of.is_empty() { &hit.of } else { &hit.name };
        Subject {
            account: hit.account.map(|account| (account, named.clone())),
            row,
            text: format!("{}  {}", hit.name, hit.excerpt),
            ..Subject::default()
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let label = cx.word("find-label");
        let used = canvas.put(x, area.y, width, label, Role::Heading) + 2;
        self.narrow.draw(cx, x + used, area.y, width.saturating_sub(used), canvas);
        let top = area.y + 2;
        if self.hits.is_empty() {
            let key = if self.of.is_empty() { "find-hint" } else { "find-nothing" };
            if self.of.is_empty() || self.asked.is_some() && !self.stale {
                canvas.put(x, top, width, cx.word(key), Role::Dim);
            }
            return;
        }
        for at in self.list.sight(self.hits.len(), Find::height(cx)) {
            let Some(hit) = self.hits.get(at) else { continue };
            let y = top + (at - self.list.top) as u16;
            draw_hit(cx, hit, Rect { x, y, width, height: 1 }, canvas);
            canvas.belongs(Rect { x, y, width, height: 1 }, hit.account);
            canvas.spot(Rect { x, y, width, height: 1 }, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
    }
}

/// A hit on one line: what it is, whose, the text around it with the hit marked, the day.
fn draw_hit(cx: &Cx, hit: &Hit, row: Rect, canvas: &mut Canvas<'_>) {
    let kind = entity(hit.entity).map_or("", |entity| cx.words.entity(entity));
    let kind_room = if row.width < 60 { 0 } else { 10 };
    canvas.put(row.x, row.y, kind_room, kind, Role::Dim);
    let mut x = row.x + kind_room + u16::from(kind_room > 0);
    let mut end = row.right();
    if let Some(day) = hit.day {
        end -= canvas.put_right(end, row.y, 12, &cx.words.day_of(day, cx.now.today()), Role::Dim) + 1;
    }
    // Whether a row has a day or not, its text begins where the others' do.
    let room = row.right().saturating_sub(x);
    let name_room = (room * 2 / 5).min(30);
    if hit.name == hit.excerpt {
        // A name that stands alone has the room; whose it is stands behind it.
        let room = end.saturating_sub(x);
        // Where somebody worked before is another customer.
        let formerly = if cx.curtain.is_some() { &[][..] } else { &hit.formerly };
        let of = cx.words.whose(&hit.of, formerly);
        let name = if of.is_empty() { room } else { name_room.max(room.saturating_sub(cells(&of) as u16 + 2)) };
        let name = name.min((cells(&hit.name) as u16).max(name_room));
        marked(canvas, x, row.y, name, &hit.excerpt, &hit.marks, Role::Strong);
        let x = x + name + 1;
        canvas.put_words(x, row.y, end.saturating_sub(x), &of, Role::Dim);
        return;
    }
    canvas.put(x, row.y, name_room, &hit.name, Role::Strong);
    x += name_room + 1;
    marked(canvas, x, row.y, end.saturating_sub(x), &hit.excerpt, &hit.marks, Role::Text);
}

/// A text with the parts that fit marked.
pub fn marked(canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16, text: &str, marks: &[(usize, usize)], role: Role) {
    let mut used = 0;
    let mut from = 0;
    for &(start, end) in marks {
        let (Some(plain), Some(found)) = (text.get(from..start), text.get(start..end)) else { continue };
        // A part is written only where the whole of it fits: the cut is made by the last one.
        used += canvas.put(x + used, y, room.saturating_sub(used), plain, role);
        used += canvas.put(x + used, y, room.saturating_sub(used), found, Role::Match);
        from = end;
        if used >= room {
            return;
        }
    }
    let rest = text.get(from..).unwrap_or_default();
    if cells(rest) > 0 {
        canvas.put(x + used, y, room.saturating_sub(used), rest, role);
    }
}
