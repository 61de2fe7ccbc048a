//! Bringing customers in: the file, what it would do, and what its columns mean; nothing happens before it has been seen.
//!
//! Always holds: every column and every row not taken is shown; the import is one act and one undo.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::{Cx, Tone};
use super::super::field::Field;
use super::super::key::{Code, Key};
use super::super::list::List;
use super::super::message::{Effect, ImportRequest, ImportView, Ticket, Trouble};
use super::super::screen::{Handled, Motion, Place, Screen, body};
use super::super::theme::Role;
use crate::base::text::fold;
use crate::base::width::wrap;
use crate::domain::act::Committed;
use crate::domain::import::mapping::Why;
use crate::domain::import::{Choices, LookAlikes, Target};

/// The import.
#[derive(Debug, Default)]
pub struct Import {
    file: Field,
    choices: Choices,
    view: Option<Box<ImportView>>,
    looking: Option<Ticket>,
    importing: Option<Ticket>,
    /// Why the file could not be read.
    wrong: String,
    lines: Vec<Line>,
    list: List,
    /// What a column becomes, being chosen.
    choosing: Option<Choosing>,
    done: bool,
}

/// A line of the preview.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Line {
    /// A column, by its place.
    Column(usize),
    /// Words, and how they are meant.
    Said(String, Role),
}

/// A column's target, being chosen by letters.
#[derive(Debug)]
struct Choosing {
    column: usize,
    field: Field,
    list: List,
}

impl Import {
    /// Asks for a file.
    pub fn new() -> Import {
        Import::default()
    }

    fn look(&mut self, mapping: bool, cx: &mut Cx) {
        let path = tidy(self.file.words());
        if path.is_empty() {
            return;
        }
        self.wrong.clear();
        let request = ImportRequest {
            path,
            mapping: self.view.as_ref().filter(|_| mapping).map(|view| view.mapping.clone()),
            choices: self.choices,
            cadences: cx.settings.cadences,
            lang: cx.words.lang(),
        };
        let ticket = cx.new_ticket();
        self.looking = Some(ticket);
        cx.effect(Effect::LookAtImport { ticket, request: Box::new(request) });
    }

    fn import(&mut self, cx: &mut Cx) {
        let Some(view) = &self.view else { return };
        if !view.names {
            return cx.notice_word("import-which-name", Tone::Trouble);
        }
        if self.importing.is_none() && !self.done {
            let ticket = cx.wait();
            self.importing = Some(ticket);
            cx.effect(Effect::Import { ticket });
        }
    }

    /// The targets that fit the letters, with their words.
    fn targets(choosing: &Choosing, cx: &Cx) -> Vec<(Target, String)> {
        let letters = fold(choosing.field.words().trim());
        let mut all = vec![Target::Notes, Target::LeftOut(Why::Asked)];
        all.extend(Target::all());
        all.into_iter()
            .map(|target| {
                let words = cx.words.target(&target);
                (target, words)
            })
            .filter(|(target, words)| {
                letters.is_empty() || fold(words).contains(&letters) || fold(&target.to_string()).contains(&letters)
            })
            .collect()
    }

    fn choose(&mut self, cx: &mut Cx) {
        let Some(choosing) = self.choosing.take() else { return };
        let chosen = Import::targets(&choosing, cx).into_iter().nth(choosing.list.cursor);
        if let (Some((target, _)), Some(view)) = (chosen, &mut self.view) {
            view.mapping.choose(choosing.column, target);
            self.look(true, cx);
        }
    }

    fn lines(view: &ImportView, cx: &Cx) -> Vec<Line> {
        let preview = &view.preview;
        let counts = &preview.counts;
        let say = |key: &str, arguments: &[(&str, crate::i18n::Arg<'_>)]| cx.say(key, arguments);
        let mut lines: Vec<Line> = (0..preview.columns.len()).map(Line::Column).collect();
        let mut said = |text: String, role| lines.push(Line::Said(text, role));
        said(String::new(), Role::Text);
        if !view.names {
            said(cx.word("import-which-name").to_owned(), Role::Late);
            return lines;
        }
        said(counted(view, cx), Role::Strong);
        if counts.contacts_new + counts.contacts_updated > 0 {
            let arguments = [("new", counts.contacts_new.into()), ("updated", counts.contacts_updated.into())];
            said(say("import-counts-contacts", &arguments), Role::Text);
        }
        if counts.visits + counts.follow_ups > 0 {
            let arguments = [("visits", counts.visits.into()), ("follow_ups", counts.follow_ups.into())];
            said(say("import-counts-history", &arguments), Role::Text);
        }
        let mut part = |key: &str, role: Role, entries: Vec<(u32, String)>| {
            if entries.is_empty() {
                return;
            }
            lines.push(Line::Said(String::new(), Role::Text));
            lines.push(Line::Said(say(key, &[("count", entries.len().into())]), role));
            for (line, text) in entries {
                let at = if line > 0 {
                    format!("{}  ", say("import-line", &[("line", line.into())]))
                } else {
                    String::new()
                };
                lines.push(Line::Said(format!("  {at}{text}"), Role::Text));
            }
        };
        let (refused, noted): (Vec<_>, Vec<_>) = preview.troubles.iter().partition(|noted| noted.what.is_refusal());
        let told = |all: Vec<&crate::domain::import::preview::Noted>| {
            all.into_iter().map(|noted| (noted.line, cx.words.noticed(&noted.what))).collect::<Vec<_>>()
        };
        part("import-not-taken", Role::Late, told(refused));
        part(
            "import-overwrites",
            Role::Due,
            preview.overwrites.iter().map(|each| (each.line, cx.words.overwrite(each))).collect(),
        );
        part(
            "import-look-alikes",
            Role::Due,
            preview.look_alikes.iter().map(|each| (each.line, cx.words.look_alike(each))).collect(),
        );
        part("import-troubles", Role::Heading, told(noted));
        lines
    }

    fn height(cx: &Cx) -> usize {
        usize::from(body(cx).height.saturating_sub(6))
    }
}

/// How many customers it comes to: new, changed, as they were.
fn counted(view: &ImportView, cx: &Cx) -> String {
    let counts = &view.preview.counts;
    cx.say(
        "import-counts",
        &[
            ("customers", counts.customers.into()),
            ("new", counts.new.into()),
            ("updated", counts.updated.into()),
            ("unchanged", counts.unchanged.into()),
        ],
    )
}

/// A path as it is pasted or dropped: without the quotes, escapes and `file://` that terminals put around it.
fn tidy(path: &str) -> String {
    let path = path.trim().trim_matches(['"', '\'']);
    path.strip_prefix("file://").unwrap_or(path).replace("\\ ", " ")
}

impl Screen for Import {
    fn place(&self) -> Place {
        Place::Writing
    }

    fn typing(&self) -> bool {
        self.view.is_none() || self.choosing.is_some()
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if let Some(choosing) = &mut self.choosing {
            if key == Key::plain(Code::Enter) {
                self.choose(cx);
                return Handled::Yes;
            }
            let handled = choosing.field.key(key);
            if key.typed().is_some() {
                choosing.list = List::default();
            }
            return handled;
        }
        if self.view.is_none() {
            return self.file.key(key);
        }
        match key.narrow().code {
            Code::Char('1') if !self.done => {
                self.choices.overwrite = !self.choices.overwrite;
                self.look(true, cx);
            }
            Code::Char('2') if !self.done => {
                self.choices.look_alikes = match self.choices.look_alikes {
                    LookAlikes::Take => LookAlikes::Leave,
                    LookAlikes::Leave => LookAlikes::Take,
                };
                self.look(true, cx);
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        match &mut self.choosing {
            Some(choosing) => choosing.field.paste(text),
            None if self.view.is_none() => self.file.paste(text),
            None => {}
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let height = Import::height(cx);
        match &mut self.choosing {
            Some(choosing) => {
                let count = Import::targets(choosing, cx).len();
                choosing.list.moved(motion, count, height);
            }
            None => {
                self.list.moved(motion, self.lines.len(), height);
            }
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        let height = Import::height(cx);
        self.list.settle(self.lines.len(), height);
        if let Some(choosing) = &mut self.choosing {
            let count = Import::targets(choosing, cx).len();
            choosing.list.settle(count, height.saturating_sub(3));
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.choosing.is_some() {
            return self.choose(cx);
        }
        if self.view.is_none() {
            return self.look(false, cx);
        }
        if self.done {
            return cx.close();
        }
        if let Some(Line::Column(column)) = self.lines.get(self.list.cursor) {
            self.choosing = Some(Choosing { column: *column, field: Field::default(), list: List::default() });
        }
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        match id {
            "save" if self.view.is_some() => self.import(cx),
            "save" => self.look(false, cx),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn back(&mut self, _cx: &mut Cx) -> Handled {
        if self.choosing.take().is_some() {
            return Handled::Yes;
        }
        if self.view.is_some() && !self.done {
            self.view = None;
            return Handled::Yes;
        }
        Handled::No
    }

    fn looked(&mut self, ticket: Ticket, outcome: &Result<Box<ImportView>, Trouble>, cx: &mut Cx) {
        if self.looking != Some(ticket) {
            return;
        }
        self.looking = None;
        match outcome {
            Ok(view) => {
                self.lines = Import::lines(view, cx);
                self.view = Some(view.clone());
            }
            Err(trouble) => self.wrong = cx.trouble_words(trouble),
        }
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {
        if self.importing == Some(ticket) {
            self.importing = None;
            self.done = outcome.is_ok();
        }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.clear(area);
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        canvas.put(x, area.y, width, cx.word("begin-import"), Role::Heading);
        let Some(view) = &self.view else {
            let used = canvas.put(x, area.y + 2, width, cx.word("import-which-file"), Role::Text) + 2;
            self.file.draw(canvas, x + used, area.y + 2, width.saturating_sub(used), true);
            let (text, role) = match (self.looking.is_some(), self.wrong.is_empty()) {
                (true, _) => (cx.word("import-looking"), Role::Dim),
                (false, false) => (self.wrong.as_str(), Role::Late),
                (false, true) => (cx.word("import-file-hint"), Role::Dim),
            };
            for (row, line) in wrap(text, usize::from(width)).iter().enumerate() {
                canvas.put(x, area.y + 4 + row as u16, width, line, role);
            }
            return;
        };
        let file = cx.say("import-of", &[("name", (&view.name).into()), ("rows", view.preview.counts.rows.into())]);
        let used = canvas.put(x, area.y + 1, width, &file, Role::Strong) + 3;
        // What it comes to stands above the columns: there are often more of them than rows on the screen.
        if view.names {
            canvas.put(x + used, area.y + 1, width.saturating_sub(used), &counted(view, cx), Role::Accent);
        }
        let switch = |key: &str, on: bool| format!("{} {}", if on { "[x]" } else { "[ ]" }, cx.word(key));
        let overwrite = switch("import-switch-overwrite", self.choices.overwrite);
        let alike = switch("import-switch-alike", self.choices.look_alikes == LookAlikes::Take);
        if self.done {
            canvas.put(x, area.y + 2, width, cx.word("import-is-done"), Role::Done);
        } else {
            let spans = [
                ("1 ", Role::Key),
                (overwrite.as_str(), Role::Text),
                ("   2 ", Role::Key),
                (alike.as_str(), Role::Text),
            ];
            canvas.spans(x, area.y + 2, width, &spans);
            canvas.put(x, area.y + 3, width, cx.word("import-how-to"), Role::Dim);
        }
        let top = area.y + 5;
        for at in self.list.sight(self.lines.len(), Import::height(cx)) {
            let y = top + (at - self.list.top) as u16;
            match self.lines.get(at) {
                Some(Line::Column(column)) => draw_column(view, *column, cx, Rect { x, y, width, height: 1 }, canvas),
                Some(Line::Said(text, role)) => {
                    canvas.put(x, y, width, text, *role);
                }
                None => {}
            }
            if at == self.list.cursor && self.choosing.is_none() {
                canvas.tint(Rect { x: area.x, y, width: area.width, height: 1 }, Role::Cursor);
            }
        }
        if let Some(choosing) = &self.choosing {
            self.draw_choosing(choosing, view, cx, area, canvas);
        }
    }
}

impl Import {
    fn draw_choosing(&self, choosing: &Choosing, view: &ImportView, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let heading = view.preview.columns.get(choosing.column).map_or("", |column| column.column.heading.as_str());
        let title = cx.say("import-becomes-what", &[("column", heading.into())]);
        let whole = super::super::canvas::centred(area, 60, area.height.min(18));
        let inner = canvas.window(whole, &title);
        choosing.field.draw(canvas, inner.x, inner.y, inner.width, true);
        let targets = Import::targets(choosing, cx);
        let rows = usize::from(inner.height.saturating_sub(2));
        let from = choosing.list.cursor.saturating_sub(rows.saturating_sub(1));
        for (row, (_, words)) in targets.iter().skip(from).take(rows).enumerate() {
            let y = inner.y + 2 + row as u16;
            canvas.put(inner.x, y, inner.width, words, Role::Text);
            if from + row == choosing.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }
}

/// A column: its heading, what it becomes, some of its cells.
fn draw_column(view: &ImportView, at: usize, cx: &Cx, row: Rect, canvas: &mut Canvas<'_>) {
    let Some(column) = view.preview.columns.get(at) else { return };
    let heading = match column.column.heading.as_str() {
        "" => format!("#{}", at + 1),
        heading => heading.to_owned(),
    };
    let first = (row.width / 4).min(26);
    canvas.put(row.x, row.y, first, &heading, Role::Text);
    let second = (row.width / 3).min(34);
    let role = if matches!(column.column.target, Target::LeftOut(_)) { Role::Dim } else { Role::Accent };
    canvas.put(row.x + first + 1, row.y, second, &cx.words.target(&column.column.target), role);
    let x = row.x + first + second + 2;
    canvas.put(x, row.y, row.right().saturating_sub(x), &column.samples.join(" | "), Role::Dim);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_path_is_tidied() {
        for (path, expected) in [
            ("'/home/me/my customers.csv' ", "/home/me/my customers.csv"),
            ("file:///home/me/a.xlsx", "/home/me/a.xlsx"),
            ("/home/me/my\\ customers.csv", "/home/me/my customers.csv"),
            ("C:\\Users\\me\\a.csv", "C:\\Users\\me\\a.csv"),
        ] {
            assert_eq!(tidy(path), expected);
        }
    }
}
