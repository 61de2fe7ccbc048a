//! The report's page: the day's text in the company's form, as text, Markdown or JSON, edited in place; and beside it the week's.
//!
//! Always holds: what is shown is what `y` copies.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::field::{Field, Taken};
use super::super::super::key::Key;
use super::super::super::screen::{Handled, Motion, body};
use super::super::super::theme::Role;
use super::FRAME;
use crate::base::width::wrap;
use crate::domain::ask::{Close, KeptClose, Report};
use crate::domain::day::report::{json, markdown};

/// The most cells of a line of the report.
const WIDEST: u16 = 100;

/// Which page of the close is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Page {
    /// What is still to be said.
    Pass,
    /// The report.
    Report,
}

/// How the report is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Form {
    #[default]
    Text,
    Markdown,
    Json,
    /// The week's, from the same parts.
    Week,
}

impl Form {
    const ALL: [Form; 4] = [Form::Text, Form::Markdown, Form::Json, Form::Week];

    const fn words(self) -> &'static str {
        match self {
            Form::Text => "close-form-text",
            Form::Markdown => "close-form-markdown",
            Form::Json => "close-form-json",
            Form::Week => "close-form-week",
        }
    }
}

/// The page.
#[derive(Clone, Debug, Default)]
pub(super) struct ReportPage {
    form: Form,
    top: usize,
    /// The text as the form has it, or as the person wrote it.
    text: String,
    /// The week's report, in its form.
    week: String,
    draft: String,
    edit: Option<Field>,
}

impl ReportPage {
    /// Takes up what was being written when the program ended.
    pub fn begin(&mut self, cx: &Cx, day: NaiveDate, kept: &KeptClose) {
        self.draft = format!("report:{day}");
        self.edit = cx.drafted(&self.draft).map(Field::lines);
        self.text = kept.report.clone().unwrap_or_default();
    }

    /// Makes the text anew of what is known now.
    pub fn made(&mut self, cx: &Cx, close: Option<&Close>, kept: &KeptClose) {
        let usual = || close.map(|close| cx.words.report(&close.report, &cx.settings.report.day, &cx.now));
        self.text = kept.report.clone().or_else(usual).unwrap_or_default();
    }

    /// The week's report is known.
    pub fn week(&mut self, cx: &Cx, week: &Report) {
        self.week = cx.words.report(week, &cx.settings.report.week, &cx.now);
    }

    /// Whether the text is being written.
    pub fn editing(&self) -> bool {
        self.edit.is_some()
    }

    /// Whether it stands at its first form.
    pub fn is_first(&self) -> bool {
        self.form == Form::Text
    }

    /// Whether it shows the week's.
    pub fn is_week(&self) -> bool {
        self.form == Form::Week
    }

    /// Begins to write.
    pub fn edit(&mut self, cx: &mut Cx) {
        self.form = Form::Text;
        self.edit = Some(Field::lines(&self.text));
        cx.draft(&self.draft, &self.text);
    }

    /// The name under which what is being written is drafted.
    pub fn draft(&self) -> Option<String> {
        self.editing().then(|| self.draft.clone())
    }

    /// The draft of what was written, while it is not kept as the report: it goes with that, and stays where that could not be kept.
    pub fn drafted(&self, cx: &Cx) -> Option<String> {
        (!self.editing() && cx.drafted(&self.draft).is_some()).then(|| self.draft.clone())
    }

    /// Ends writing; the text where it is another than the form's.
    pub fn end(&mut self, cx: &Cx, close: Option<&Close>) -> Option<String> {
        let written = self.edit.take().map(|field| field.words().to_string()).unwrap_or_default();
        let mut kept = KeptClose::default();
        self.made(cx, close, &kept);
        if !written.trim().is_empty() && written.trim() != self.text.trim() {
            kept.report = Some(written);
            self.made(cx, close, &kept);
        }
        kept.report
    }

    pub fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let Some(field) = &mut self.edit else { return Handled::No };
        match field.press(key) {
            Taken::Changed => self.keep(cx),
            Taken::Moved | Taken::Idle => {}
            Taken::No => return Handled::No,
        }
        Handled::Yes
    }

    pub fn paste(&mut self, text: &str, cx: &mut Cx) {
        if let Some(field) = &mut self.edit {
            let whole = field.paste(text);
            self.keep(cx);
            cx.pasted(whole);
        }
    }

    fn keep(&self, cx: &mut Cx) {
        if let Some(field) = &self.edit {
            cx.draft(&self.draft, field.words());
        }
    }

    /// What is shown, in its form.
    pub fn shown(&self, close: Option<&Close>) -> String {
        match (self.form, close) {
            (Form::Markdown, _) => markdown(&self.text),
            (Form::Json, Some(close)) => json(&close.report, &self.text),
            (Form::Week, _) => self.week.clone(),
            _ => self.text.clone(),
        }
    }

    pub fn moved(&mut self, motion: Motion, close: Option<&Close>, cx: &Cx) {
        let rows = usize::from(body(cx).height.saturating_sub(FRAME + 1));
        let at = Form::ALL.iter().position(|form| *form == self.form).unwrap_or(0);
        match motion {
            Motion::Up => self.top = self.top.saturating_sub(1),
            Motion::Down => self.top += 1,
            Motion::PageUp => self.top = self.top.saturating_sub(rows / 2),
            Motion::PageDown => self.top += rows / 2,
            Motion::First => self.top = 0,
            Motion::Last => self.top = usize::MAX / 2,
            Motion::Right | Motion::NextPane => {
                self.form = Form::ALL.get(at + 1).copied().unwrap_or(self.form);
                self.top = 0;
            }
            Motion::Left | Motion::PreviousPane => {
                self.form = at.checked_sub(1).and_then(|at| Form::ALL.get(at)).copied().unwrap_or(self.form);
                self.top = 0;
            }
            _ => {}
        }
        // Not past the last line.
        let room = usize::from(body(cx).width.saturating_sub(4).clamp(1, WIDEST));
        self.top = self.top.min(wrap(&self.shown(close), room).len().saturating_sub(rows));
    }

    pub fn draw(&self, cx: &Cx, close: &Close, area: Rect, canvas: &mut Canvas<'_>) {
        let mut x = area.x;
        for form in Form::ALL {
            let role = if form == self.form { Role::Strong } else { Role::Dim };
            x += canvas.put(x, area.y, area.right().saturating_sub(x), cx.word(form.words()), role) + 3;
        }
        let text = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let room = text.width.min(WIDEST);
        if let Some(field) = &self.edit {
            let sight = field.sight_of_lines(room, text.height);
            for row in 0..text.height {
                let line = sight.lines.get(usize::from(row)).copied().unwrap_or_default();
                canvas.put(text.x, text.y + row, room, &" ".repeat(usize::from(room)), Role::Field);
                canvas.put(text.x, text.y + row, room, line, Role::Field);
            }
            canvas.set_cursor(Some((text.x + sight.cursor.0, text.y + sight.cursor.1)));
            return;
        }
        let shown = self.shown(Some(close));
        let lines = wrap(&shown, usize::from(room.max(1)));
        let top = self.top.min(lines.len().saturating_sub(usize::from(text.height)));
        for (row, line) in lines.iter().skip(top).take(usize::from(text.height)).enumerate() {
            let role =
                if top + row == 0 && matches!(self.form, Form::Text | Form::Week) { Role::Strong } else { Role::Text };
            canvas.put(text.x, text.y + row as u16, room, line, role);
        }
    }
}
