//! The briefing's own page: one screen to read in ten seconds before the door.
//!
//! Always holds: Enter on a line opens the record it came from, and the acts on a row are done to that record; `y` copies the page as
//! `rounds brief` prints it.

use ratatui::layout::Rect;

use super::{Line, Source, all, draw, draw_whole, label_room, whole};
use crate::base::id::Id;
use crate::base::width::cells;
use crate::domain::ask::{Answer, Ask, Briefing};
use crate::domain::copy;
use crate::domain::deed::{Deed, LogRef};
use crate::schema::{CONTACT, FOLLOW_UP, VisitState};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::cx::Cx;
use crate::tui::list::List;
use crate::tui::message::{Effect, Ticket};
use crate::tui::open;
use crate::tui::overlays::day::steps::Steps;
use crate::tui::screen::{Handled, Motion, Place, Screen, Sight, body};
use crate::tui::screens::customer::CustomerScreen;
use crate::tui::screens::table;
use crate::tui::subject::{Row, Subject};
use crate::tui::theme::Role;

/// Lines above the rows: the customer, and one between.
const HEAD: u16 = 2;

/// The page.
#[derive(Clone, Debug)]
pub struct BriefPage {
    account: Id,
    briefing: Option<Box<Briefing>>,
    lines: Vec<Line>,
    list: List,
    ticket: Option<Ticket>,
    /// The records that lines came from since it was opened: what was ticked off comes back when that is taken back.
    known: Vec<Id>,
    wanted: Option<Id>,
}

impl BriefPage {
    /// Of this customer.
    pub fn new(account: Id) -> BriefPage {
        BriefPage {
            account,
            briefing: None,
            lines: Vec::new(),
            list: List::default(),
            ticket: None,
            known: Vec::new(),
            wanted: None,
        }
    }

    fn height(cx: &Cx) -> usize {
        usize::from(body(cx).height.saturating_sub(HEAD))
    }

    fn put_on(&mut self, record: Id) {
        if let Some(at) = self.lines.iter().position(|line| line.source.id() == Some(record)) {
            self.list.cursor = at;
        }
    }

    fn current(&self) -> Option<&Line> {
        self.lines.get(self.list.cursor)
    }
}

impl Screen for BriefPage {
    fn place(&self) -> Place {
        Place::Rows
    }

    fn sight(&self) -> Sight {
        Sight::Of(Some(self.account))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.ticket = Some(cx.ask(Ask::Briefing(self.account)));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Briefing(briefing) if self.ticket == Some(ticket) => {
                match briefing {
                    Some(briefing) => {
                        self.lines = all(cx, &briefing);
                        self.known.extend(self.lines.iter().filter_map(|line| line.source.id()));
                        if let Some(wanted) = self.wanted.take() {
                            self.put_on(wanted);
                        }
                        self.briefing = Some(briefing);
                    }
                    // Deleted elsewhere meanwhile.
                    None => cx.close(),
                }
                None
            }
            other => Some(other),
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        self.list.moved(motion, self.lines.len(), BriefPage::height(cx));
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.list.settle(self.lines.len(), BriefPage::height(cx));
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.current().map(|line| line.source) {
            Some(Source::FollowUp(id)) => open::form(cx, FOLLOW_UP.number, Some(id), Vec::new()),
            Some(Source::Contact(id)) => open::form(cx, CONTACT.number, Some(id), Vec::new()),
            Some(Source::Log(log)) => open::correct(cx, log),
            Some(Source::Steps(visit)) => cx.open(Steps::new(visit)),
            Some(Source::Account) => cx.open(CustomerScreen::new(self.account)),
            None => {}
        }
    }

    fn copies(&self) -> bool {
        self.briefing.is_some()
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            // It is open.
            "brief" => {}
            "done" => match self.current().and_then(|line| Some((line.source, line.money.clone()?))) {
                Some((Source::Log(log), payment)) => {
                    cx.perform(Deed::MoneyCame { log, payment });
                }
                _ => return Handled::No,
            },
            "copy" => {
                if let Some(briefing) = &self.briefing {
                    let page = cx.words.copied(&copy::briefing(&briefing.name, briefing), &cx.now);
                    cx.effect(Effect::Copy(page));
                }
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn seek(&mut self, record: Id, _cx: &mut Cx) -> Handled {
        if !self.known.contains(&record) {
            return Handled::No;
        }
        self.put_on(record);
        self.wanted = Some(record);
        Handled::Yes
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        let name = self.briefing.as_ref().map(|briefing| briefing.name.clone()).unwrap_or_default();
        let whole = Subject::account(self.account, name);
        let Some(line) = self.current() else { return whole };
        let row = match line.source {
            Source::FollowUp(id) => Row::FollowUp(id),
            Source::Contact(id) => Row::Contact(id),
            Source::Log(log) if line.money.is_some() => Row::Money(log),
            Source::Log(LogRef::Visit(id)) => Row::Visit(id, VisitState::Done),
            Source::Log(LogRef::Touch(id)) => Row::Touch(id),
            Source::Steps(id) => Row::Visit(id, VisitState::Planned),
            Source::Account => Row::Account,
        };
        Subject { row, text: line.text.clone(), ..whole }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(briefing) = &self.briefing else { return };
        canvas.belongs(area, Some(self.account));
        let (x, room) = (area.x + 1, area.width.saturating_sub(2));
        let mut at = x + canvas.put(x, area.y, room, cx.word("briefing"), Role::Heading) + 3;
        let grade = briefing.grade.map(|grade| cx.words.of("account", "grade", grade)).unwrap_or_default();
        let metres = briefing.metres.map(|metres| cx.words.distance(metres)).unwrap_or_default();
        let hours = cx.words.hours(&briefing.opening_hours);
        let last = briefing.seen.as_ref().and_then(|row| row.last_visit).map(|last| {
            let last = cx.words.day_of(last, cx.now.today());
            cx.say("last-visit", &[("day", (&last).into())])
        });
        let last = last.unwrap_or_default();
        let (due, due_role) =
            briefing.seen.as_ref().map(|row| table::due(cx, row)).unwrap_or((String::new(), Role::Dim));
        let parts = [
            (briefing.name.as_str(), Role::Accent),
            (grade, Role::Text),
            (&last, Role::Text),
            (&due, due_role),
            (&metres, Role::Text),
        ];
        for (text, role) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
            at += canvas.put(at, area.y, area.right().saturating_sub(at + 1), text, role) + 3;
        }
        // Where they have no room behind the rest they stand under it.
        let beside = area.right().saturating_sub(at + 1);
        if cells(&hours) <= usize::from(beside) {
            canvas.put(at, area.y, beside, &hours, Role::Dim);
        } else {
            let label = label_room(cx);
            canvas.put(x + label, area.y + 1, room.saturating_sub(label), &hours, Role::Dim);
        }
        let rows = usize::from(area.height.saturating_sub(HEAD));
        let mut before = "";
        // Where all of it has room nothing is cut.
        let whole: Vec<u16> = self.lines.iter().map(|line| whole(cx, line, room).len() as u16).collect();
        let fits = usize::from(whole.iter().sum::<u16>()) <= rows;
        let mut y = area.y + HEAD;
        for at in self.list.sight(self.lines.len(), rows) {
            let Some(line) = self.lines.get(at) else { continue };
            let height = whole.get(at).copied().filter(|_| fits).unwrap_or(1);
            let place = Rect { x: area.x, y, width: area.width, height };
            let first = line.label != before;
            if fits {
                draw_whole(cx, line, first, Rect { x, width: room, ..place }, canvas);
            } else {
                draw(cx, line, first, (x, y, room), canvas);
            }
            before = line.label;
            y += height;
            canvas.spot(place, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(place, Role::Cursor);
            }
        }
    }
}
