//! Customers that may be in the book twice, pair by pair and side by side: one key says that they are one and goes on to what the one is to
//! hold, one key that they are two.
//!
//! Always holds: nothing is joined here; who was told apart is not offered again, and one `u` takes that back; leaving leaves the rest as
//! it is.

use ratatui::layout::Rect;

use super::Merge;
use crate::base::id::Id;
use crate::base::width::{cells, fit};
use crate::domain::ask::{Answer, Ask, NameHit, Pair, RecordView};
use crate::domain::deed::Deed;
use crate::domain::import::preview::Shared;
use crate::i18n::Shown;
use crate::schema::{ACCOUNT, Field, Value};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::cx::Cx;
use crate::tui::key::{Code, Key};
use crate::tui::list::List;
use crate::tui::message::Ticket;
use crate::tui::screen::{Handled, Motion, Place, Screen};
use crate::tui::subject::Subject;
use crate::tui::theme::Role;

/// Under this name it is kept that an import brought customers that look like others, until they were looked at.
pub const ALIKE: &str = "alike";

/// The page.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    pairs: Option<Vec<Pair>>,
    list: List,
    asked: Option<Ticket>,
    views: [Option<RecordView>; 2],
    viewing: [Option<Ticket>; 2],
    /// Whose the views are.
    of: Option<(Id, Id)>,
}

/// So many of these pairs are one record of the program that both came from.
pub fn imported_twice(pairs: &[Pair]) -> usize {
    pairs.iter().filter(|pair| pair.shared == Shared::Id).count()
}

impl Pairs {
    fn total(&self) -> usize {
        self.pairs.as_ref().map_or(0, Vec::len)
    }

    /// So many pairs are one record of the program that both came from.
    fn imported_twice(&self) -> usize {
        self.pairs.as_deref().map_or(0, imported_twice)
    }

    fn pair(&self) -> Option<&Pair> {
        self.pairs.as_ref()?.get(self.list.cursor)
    }

    /// The pairs get a third of the screen, what the two hold the rest.
    fn height(cx: &Cx) -> usize {
        (usize::from(cx.body_height()) / 3).max(2)
    }

    /// Asks for what the two hold that are under the cursor.
    fn view(&mut self, cx: &mut Cx) {
        let Some((one, other)) = self.pair().map(|pair| (pair.one.account, pair.other.account)) else { return };
        if self.of != Some((one, other)) {
            self.views = [None, None];
            self.of = Some((one, other));
        }
        for (at, record) in [one, other].into_iter().enumerate() {
            self.viewing[at] = Some(cx.ask(Ask::Record { entity: ACCOUNT.number, record }));
        }
    }

    /// The fields in which one of the two says something, in the order of the form.
    fn fields(&self) -> Vec<(&'static Field, [Value; 2])> {
        let value = |view: &Option<RecordView>, number: u16| {
            let values = view.as_ref().map(|view| view.values.as_slice()).unwrap_or_default();
            values.iter().find(|(field, _)| *field == number).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let shown = ACCOUNT.fields.iter().filter(|field| field.form > 0 || field.name == "external_id");
        let mut fields: Vec<_> = shown
            .map(|field| (field, [value(&self.views[0], field.number), value(&self.views[1], field.number)]))
            .filter(|(_, values)| values.iter().any(|value| !value.is_null()))
            .collect();
        fields.sort_by_key(|(field, values)| (values[0] == values[1], field.form));
        fields
    }

    fn shown(&self, cx: &Cx, field: &'static Field, value: &Value) -> String {
        let names: Vec<(Id, String)> =
            self.views.iter().flatten().flat_map(|view| view.names.iter().cloned()).collect();
        let text = cx.words.value(&ACCOUNT, field, value, Shown { now: &cx.now, names: &names });
        text.lines().next().unwrap_or_default().to_owned()
    }
}

impl Screen for Pairs {
    fn place(&self) -> Place {
        Place::Question
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Ask::AllTwins));
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Pairs(pairs) if self.asked == Some(ticket) => {
                if pairs.is_empty() {
                    cx.draft(ALIKE, "");
                }
                self.pairs = Some(pairs);
                self.list.settle(self.total(), Pairs::height(cx));
                self.view(cx);
            }
            Answer::Record(view) if self.viewing[0] == Some(ticket) => self.views[0] = view,
            Answer::Record(view) if self.viewing[1] == Some(ticket) => self.views[1] = view,
            other => return Some(other),
        }
        None
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let Some(pair) = self.pair() else { return Handled::No };
        let (one, other) = (pair.one.account, pair.other.account);
        match key.narrow().code {
            Code::Char('1') => self.enter(cx),
            Code::Char('3') if self.imported_twice() > 0 => {
                let twice = self.pairs.iter().flatten().filter(|pair| pair.shared == Shared::Id);
                cx.perform(Deed::MergeEach {
                    pairs: twice.map(|pair| (pair.one.account, pair.other.account)).collect(),
                });
            }
            Code::Char('2') => {
                cx.perform(Deed::TellApart { one, other });
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let before = self.list.cursor;
        self.list.moved(motion, self.total(), Pairs::height(cx));
        if self.list.cursor != before {
            self.view(cx);
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, cx: &mut Cx) -> bool {
        let there = self.list.point(at);
        self.view(cx);
        there
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.list.settle(self.total(), Pairs::height(cx));
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(pair) = self.pair() {
            cx.open(Merge::new(ACCOUNT.number, pair.one.account, Some(pair.other.account)));
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        Subject::default()
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let Some(pairs) = &self.pairs else { return };
        if pairs.is_empty() {
            canvas.put(x, area.y, width, cx.word("merge-no-twins"), Role::Dim);
            return;
        }
        let head = cx.say("merge-pairs", &[("n", pairs.len().into())]);
        canvas.put(x, area.y, width, &head, Role::Heading);
        let height = Pairs::height(cx);
        for at in self.list.sight(pairs.len(), height) {
            let Some(pair) = pairs.get(at) else { continue };
            let row = Rect { x: area.x, y: area.y + 1 + (at - self.list.top) as u16, width: area.width, height: 1 };
            let shared = cx.word(pair.shared.words());
            let end = row.right() - 1 - canvas.put_right(row.right() - 1, row.y, width / 3, shared, Role::Dim);
            let half = end.saturating_sub(x + 2) / 2;
            canvas.put(x, row.y, half.saturating_sub(1), &pair.one.name, Role::Text);
            canvas.put(x + half, row.y, half, &pair.other.name, Role::Text);
            canvas.spot(row, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(row, Role::Cursor);
            }
        }
        let top = area.y + 2 + height.min(pairs.len()) as u16;
        let foot = area.bottom().saturating_sub(1);
        let keys = match self.imported_twice() {
            0 => cx.word("merge-pair-keys").to_owned(),
            twice => cx.say("merge-pair-keys-twice", &[("n", twice.into())]),
        };
        canvas.put(x, foot, width, &keys, Role::Accent);
        if let Some(pair) = self.pair() {
            self.draw_pair(cx, pair, Rect { x, y: top, width, height: foot.saturating_sub(top + 1) }, canvas);
        }
    }
}

impl Pairs {
    /// What the two hold: where they differ first.
    fn draw_pair(&self, cx: &Cx, pair: &Pair, area: Rect, canvas: &mut Canvas<'_>) {
        let fields = self.fields();
        let last_seen = cx.word("merge-last-seen");
        let names = fields.iter().map(|(field, _)| cx.words.field(&ACCOUNT, field));
        let label = names.chain([last_seen]).map(cells).max().unwrap_or(0);
        let label = (label as u16).clamp(8, (area.width / 4).max(8));
        let half = area.width.saturating_sub(label + 4) / 2;
        let columns = [area.x + label + 2, area.x + label + 2 + half + 2];
        let mut y = area.y;
        let seen = |hit: &NameHit| match hit.last_visit {
            Some(day) => cx.words.day_from(day, cx.now.today()),
            None => cx.word("merge-never-seen").to_owned(),
        };
        let last = [seen(&pair.one), seen(&pair.other)];
        let mut line = |canvas: &mut Canvas<'_>, name: &str, values: [&str; 2], same: bool| {
            if y >= area.bottom() {
                return;
            }
            canvas.put(area.x, y, label, name, Role::Dim);
            for (at, value) in columns.into_iter().zip(values) {
                let role = if same { Role::Dim } else { Role::Text };
                canvas.put(at, y, half, &fit(value, usize::from(half)), role);
            }
            y += 1;
        };
        for (field, [one, other]) in &fields {
            let values = [self.shown(cx, field, one), self.shown(cx, field, other)];
            // A record that is not known here has no words.
            if values.iter().any(|value| !value.is_empty()) {
                line(canvas, cx.words.field(&ACCOUNT, field), [&values[0], &values[1]], one == other);
            }
        }
        line(canvas, last_seen, [&last[0], &last[1]], last[0] == last[1]);
    }
}
