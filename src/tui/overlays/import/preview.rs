//! What an import would do, to be looked through and changed; Enter does it.
//!
//! Always holds: what Enter does is what is shown; while the file is looked at anew, Enter waits.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::pick::Pick;
use super::rows::{Row, heading, rows, widths};
use crate::base::width::fit;
use crate::domain::act::Committed;
use crate::domain::deed::{Deed, Refusal};
use crate::domain::import::preview::Becomes;
use crate::domain::import::source::Source;
use crate::domain::import::{Decision, LookAlikes, Looked};
use crate::tui::canvas::Canvas;
use crate::tui::cx::{Cx, Notice, Tone};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Reading;
use crate::tui::list::List;
use crate::tui::message::{Errand, LookAsk, Reply, Ticket, Trouble};
use crate::tui::overlays::merge::ALIKE;
use crate::tui::screen::{Handled, Motion, Place, Screen, Tab};
use crate::tui::theme::Role;

/// The preview.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    looked: Arc<Looked>,
    ask: LookAsk,
    /// In which way it was looked at.
    looked_so: LookAsk,
    rows: Vec<Row>,
    list: List,
    pick: Option<Pick>,
    /// The file is looked at anew.
    looking: Option<Ticket>,
    /// The import is under way.
    doing: Option<Ticket>,
}

impl ImportPreview {
    /// Of this file, looked at in this way.
    pub fn new(looked: Arc<Looked>, ask: LookAsk, cx: &Cx) -> ImportPreview {
        let mut preview = ImportPreview {
            rows: rows(&looked, &ask, &cx.words),
            looked,
            looked_so: ask.clone(),
            ask,
            list: List::default(),
            pick: None,
            looking: None,
            doing: None,
        };
        // Where nothing names the customers, the first column of words is the best guess.
        let words = |row: &Row| matches!(row, Row::Column(_, texts) if texts[2].chars().any(char::is_alphabetic));
        if !preview.looked.names_customers() {
            preview.list.cursor = preview.rows.iter().position(words).unwrap_or(0);
        }
        preview.onto_row(true);
        preview
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.list.cursor)
    }

    fn onto_row(&mut self, down: bool) {
        let at = self.list.cursor;
        let row = |at: &usize| self.rows.get(*at).is_some_and(Row::is_row);
        let below = (at..self.rows.len()).find(row);
        let above = (0..=at.min(self.rows.len().saturating_sub(1))).rev().find(row);
        self.list.cursor = if down { below.or(above) } else { above.or(below) }.unwrap_or(0);
    }

    /// The first row of the next part, or of the one before.
    fn part(&mut self, on: bool) {
        let at = self.list.cursor;
        let heads: Vec<usize> =
            (0..self.rows.len()).filter(|at| matches!(self.rows.get(*at), Some(Row::Head(_)))).collect();
        let mine = heads.iter().rposition(|head| *head < at);
        let to = match (mine, on) {
            (mine, true) => heads.get(mine.map_or(0, |mine| mine + 1)).or(heads.first()),
            (Some(mine), false) if mine > 0 => heads.get(mine - 1),
            (_, false) => heads.last(),
        };
        self.list.cursor = to.copied().unwrap_or(0);
        self.onto_row(true);
    }

    /// On to the next customer that looks like another; from the last one nowhere.
    fn next_alike(&mut self, line: u32) {
        let at = self.list.cursor;
        let next = |row: &Row| matches!(row, Row::Alike { line: other, .. } if *other != line);
        if let Some(steps) = self.rows.get(at..).and_then(|below| below.iter().position(next)) {
            self.list.cursor = at + steps;
        }
    }

    fn look(&mut self, cx: &mut Cx) {
        self.looking = Some(cx.errand(Errand::Look(Box::new(self.ask.clone()))));
    }

    /// Changes what is under the cursor: a choice turns, a column gets its list.
    fn change(&mut self, on: bool, cx: &mut Cx) {
        match self.row() {
            Some(Row::Overwrite) => self.ask.choices.overwrite = !self.ask.choices.overwrite,
            Some(Row::LookAlikes) => {
                // What is said for all is said for each.
                self.ask.choices.each.clear();
                self.ask.choices.look_alikes = self.ask.choices.look_alikes.turned(on);
            }
            Some(Row::Alike { line, other, becomes, .. }) => {
                let (line, other) = (*line, *other);
                let decision = match (*becomes, on) {
                    (Becomes::Own | Becomes::Another, true) | (Becomes::Left, false) => Decision::Join(Some(other)),
                    (Becomes::This, true) | (Becomes::Own | Becomes::Another, false) => Decision::Leave,
                    (Becomes::Left, true) | (Becomes::This, false) => Decision::Take,
                };
                self.ask.choices.each.insert(line, decision);
            }
            Some(Row::Sheet) => {
                let Source::Table(table) = &self.looked.source else { return };
                let all = table.sheets.len().max(1);
                let to = (table.sheet.unwrap_or(0) + if on { 1 } else { all - 1 }) % all;
                self.ask.sheet = table.sheets.get(to).cloned();
                self.ask.mapping = None;
            }
            Some(Row::Column(at, _)) => {
                let at = *at;
                let Some(column) = self.looked.mapping.columns.get(at) else { return };
                self.pick = Some(Pick::new(at, heading(&self.looked, at), &column.target, &cx.words));
                return;
            }
            _ => return,
        }
        self.look(cx);
    }

    fn said(&self, cx: &Cx) -> Vec<(String, Role)> {
        let counts = &self.looked.plan.preview.counts;
        let mut lines = vec![(cx.words.import_source(&self.looked.name, &self.looked.source), Role::Strong)];
        if !self.looked.names_customers() {
            let key = cx.keymap.shown("edit", true);
            lines.push((cx.say("import-which-name", &[("edit", (&key).into())]), Role::Late));
            return lines;
        }
        let customers = [
            ("customers", counts.customers.into()),
            ("new", counts.new.into()),
            ("updated", counts.updated.into()),
            ("unchanged", counts.unchanged.into()),
        ];
        lines.push((cx.say("import-counts", &customers), Role::Text));
        let mut more = Vec::new();
        if counts.contacts_new + counts.contacts_updated > 0 {
            let contacts = [("new", counts.contacts_new.into()), ("updated", counts.contacts_updated.into())];
            more.push(cx.say("import-counts-contacts", &contacts));
        }
        if counts.visits + counts.follow_ups > 0 {
            let history = [("visits", counts.visits.into()), ("follow_ups", counts.follow_ups.into())];
            more.push(cx.say("import-counts-history", &history));
        }
        if !more.is_empty() {
            lines.push((more.join("   "), Role::Text));
        }
        let preview = &self.looked.plan.preview;
        let deleted = preview.look_alikes.iter().filter(|alike| alike.was_deleted()).count();
        let listed = [
            ("import-not-taken", counts.not_taken),
            ("import-overwrites", preview.overwrites.len()),
            ("import-look-alikes", preview.look_alikes.len() - deleted),
            ("import-deleted", deleted),
        ];
        let listed: Vec<String> = listed
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| cx.say(key, &[("count", count.into())]))
            .collect();
        if !listed.is_empty() {
            lines.push((listed.join("   "), Role::Late));
        }
        lines
    }

    fn height(&self, cx: &Cx) -> usize {
        usize::from(cx.body_height()).saturating_sub(self.said(cx).len() + 3)
    }

    fn draw_row(&self, cx: &Cx, row: &Row, place: Rect, canvas: &mut Canvas<'_>) {
        let Rect { x, y, width, .. } = place;
        let choice = |canvas: &mut Canvas<'_>, label: &str, value: &str| {
            let value = format!("< {value} >");
            canvas.spans(x, y, width, &[(label, Role::Text), ("   ", Role::Text), (&value, Role::Strong)]);
        };
        match row {
            Row::Gap => {}
            Row::Head(text) => {
                canvas.put(x, y, width, text, Role::Heading);
            }
            Row::Sheet => {
                let sheet = match &self.looked.source {
                    Source::Table(table) => table.sheet.and_then(|at| table.sheets.get(at)).map_or("", String::as_str),
                    Source::Cards(_) => "",
                };
                choice(canvas, cx.word("import-choose-sheet"), sheet);
            }
            Row::Overwrite => {
                let value = if self.ask.choices.overwrite { "import-replaced" } else { "import-kept" };
                choice(canvas, cx.word("import-choose-overwrite"), cx.word(value));
            }
            Row::LookAlikes => {
                let value = match self.ask.choices.look_alikes {
                    _ if !self.ask.choices.each.is_empty() => "import-alike-each",
                    LookAlikes::Take => "import-alike-taken",
                    LookAlikes::Join => "import-alike-joined",
                    LookAlikes::Leave => "import-alike-left",
                };
                choice(canvas, cx.word("import-choose-alike"), cx.word(value));
            }
            Row::Column(_, [name, target, samples]) => {
                let [first, second] = widths(&self.rows).map(|wide| wide.min(width / 3));
                canvas.put(x, y, first.saturating_sub(1), name, Role::Text);
                canvas.put(x + first, y, second.saturating_sub(1), target, Role::Strong);
                let used = first + second;
                canvas.put(x + used, y, width.saturating_sub(used), samples, Role::Dim);
            }
            Row::Alike { text, becomes, .. } => {
                let value = format!("< {} >", cx.word(becomes.words()));
                let room = width.saturating_sub(crate::base::width::cells(&value) as u16 + 2);
                let text = fit(text, usize::from(room));
                canvas.spans(x, y, width, &[(&text, Role::Text), ("  ", Role::Text), (&value, Role::Strong)]);
            }
            Row::Line(text, refused) => {
                canvas.put(x, y, width, text, if *refused { Role::Late } else { Role::Text });
            }
        }
    }
}

impl Screen for ImportPreview {
    fn place(&self) -> Place {
        Place::Question
    }

    fn typing(&self) -> bool {
        self.pick.is_some()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if let Some(pick) = &mut self.pick {
            let before = pick.field.words().to_owned();
            let handled = pick.field.key(key);
            if before != pick.field.words() {
                pick.narrow();
            }
            return handled;
        }
        let key = key.narrow();
        if let (Code::Char(digit @ '1'..='3'), Some(Row::Alike { line, other, .. })) = (key.code, self.row()) {
            let (line, other) = (*line, *other);
            let decision = match digit {
                '1' => Decision::Take,
                '2' => Decision::Join(Some(other)),
                _ => Decision::Leave,
            };
            self.ask.choices.each.insert(line, decision);
            self.next_alike(line);
            self.look(cx);
            return Handled::Yes;
        }
        let edit = matches!(cx.keymap.read(&[key]), Reading::Command("edit"));
        if edit || key == Key::plain(Code::Char(' ')) {
            self.change(true, cx);
            return Handled::Yes;
        }
        Handled::No
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        if let Some(pick) = &mut self.pick {
            pick.field.paste(text);
            pick.narrow();
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        if let Some(pick) = &mut self.pick {
            pick.moved(motion);
            return;
        }
        match motion {
            Motion::NextPane => self.part(true),
            Motion::PreviousPane => self.part(false),
            Motion::Left | Motion::Right if !matches!(self.row(), Some(Row::Column(..))) => {
                self.change(motion == Motion::Right, cx);
            }
            motion => {
                let before = self.list.cursor;
                self.list.moved(motion, self.rows.len(), self.height(cx));
                self.onto_row(self.list.cursor >= before);
            }
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = self.height(cx);
        self.list.settle(self.rows.len(), height);
        // The heading above the first row comes into sight with it.
        if self.rows.get(..self.list.cursor).is_some_and(|above| !above.iter().any(Row::is_row)) {
            self.list.top = 0;
        }
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.pick.take().is_some() { Handled::Yes } else { Handled::No }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(pick) = self.pick.take() {
            if let Some(target) = pick.chosen() {
                let mut mapping = self.looked.mapping.clone();
                mapping.choose(pick.column, target);
                self.ask.mapping = Some(mapping);
                self.look(cx);
            }
        } else if !self.looked.names_customers() {
            self.change(true, cx);
        } else if self.looking.is_some() || self.doing.is_some() {
            // What is shown is not yet, or no longer, what would be done.
        } else if self.looked.plan.act.is_empty() {
            let preview = &self.looked.plan.preview;
            let text = cx.say(preview.nothing_new(), &[("count", preview.counts.customers.into())]);
            cx.notice(text, Tone::Calm);
            cx.close();
        } else {
            let plan = &self.looked.plan;
            self.doing = Some(cx.perform(Deed::Whole(plan.act.clone(), plan.saw.clone(), plan.said.clone())));
        }
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Handled {
        let Reply::Looked(outcome) = reply else { return Handled::No };
        if self.looking != Some(ticket) {
            return Handled::No;
        }
        self.looking = None;
        match outcome {
            Ok(looked) => {
                let here = self.row().cloned();
                self.looked = looked.clone();
                self.looked_so = self.ask.clone();
                self.rows = rows(&self.looked, &self.ask, &cx.words);
                // What is decided changes what stands above: the cursor stays on its customer.
                let same = here.and_then(|here| self.rows.iter().position(|row| row.is_of(&here)));
                self.list.cursor = same.unwrap_or(self.list.cursor);
                self.onto_row(true);
            }
            // What is shown, and what Enter does, is still as it was looked at last.
            Err(why) => {
                self.ask = self.looked_so.clone();
                self.rows = rows(&self.looked, &self.ask, &cx.words);
                cx.notice(why.clone(), Tone::Trouble);
            }
        }
        Handled::Yes
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.doing != Some(ticket) {
            return;
        }
        self.doing = None;
        if let Err(trouble) = outcome {
            // What it was worked out from is no more: it is worked out anew, and seen again before it is done.
            if let Trouble::Refused(Refusal::Changed { .. } | Refusal::Gone) = trouble {
                self.look(cx);
                cx.notice_word("import-anew", Tone::Trouble);
            }
            return;
        }
        let preview = &self.looked.plan.preview;
        let arguments = [
            ("name", (&self.looked.name).into()),
            ("new", preview.counts.new.into()),
            ("updated", preview.counts.updated.into()),
        ];
        let text = cx.say("import-done", &arguments);
        if !preview.troubles.is_empty() || !preview.look_alikes.is_empty() {
            cx.errand(Errand::Report { looked: self.looked.clone(), lang: cx.words.lang() });
        }
        match preview.unjoined() {
            0 => {}
            alike => cx.draft(ALIKE, &alike.to_string()),
        }
        cx.go_saying(Tab::Today, Notice { text, tone: Tone::Done, undo: true, private: true });
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        let said = self.said(cx);
        for (row, (line, role)) in said.iter().enumerate() {
            canvas.put(x, area.y + row as u16, width, line, *role);
        }
        let top = area.y + said.len() as u16 + 1;
        let height = self.height(cx);
        for at in self.list.sight(self.rows.len(), height) {
            let Some(row) = self.rows.get(at) else { continue };
            let y = top + (at - self.list.top) as u16;
            self.draw_row(cx, row, Rect { x, y, width, height: 1 }, canvas);
            if at == self.list.cursor && row.is_row() {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
        let edit = cx.keymap.shown("edit", true);
        let keys = match (self.looking, self.doing, self.looked.names_customers()) {
            (Some(_), _, _) => cx.word("import-reading").to_owned(),
            (_, Some(_), _) => cx.word("import-doing").to_owned(),
            (_, _, true) if matches!(self.row(), Some(Row::Alike { .. })) => cx.word("import-keys-alike").to_owned(),
            (_, _, true) => cx.say("import-keys", &[("edit", (&edit).into())]),
            (_, _, false) => cx.word("import-keys-unnamed").to_owned(),
        };
        canvas.put(x, area.bottom().saturating_sub(1), width, &keys, Role::Accent);
        if let Some(pick) = &self.pick {
            pick.draw(cx, area, canvas);
        }
    }
}
