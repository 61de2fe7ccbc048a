//! What a column becomes, chosen from all that a column can become, by letters and arrows.

use ratatui::layout::Rect;

use crate::base::text::fold;
use crate::domain::import::Target;
use crate::domain::import::mapping::Why;
use crate::i18n::Words;
use crate::tui::canvas::{Canvas, centred};
use crate::tui::cx::Cx;
use crate::tui::field::Field;
use crate::tui::list::List;
use crate::tui::screen::Motion;
use crate::tui::theme::Role;

/// How many are in sight.
const SEEN: u16 = 12;

/// The choice.
#[derive(Clone, Debug)]
pub struct Pick {
    /// The column, counted from 0.
    pub column: usize,
    heading: String,
    /// The letters that narrow it.
    pub field: Field,
    all: Vec<(Target, String)>,
    fits: Vec<usize>,
    list: List,
}

impl Pick {
    /// For this column, the cursor on what it becomes now.
    pub fn new(column: usize, heading: String, now: &Target, words: &Words) -> Pick {
        let others = [Target::Notes, Target::LeftOut(Why::Asked)];
        let all: Vec<(Target, String)> =
            Target::all().into_iter().chain(others).map(|target| (target, words.target(&target))).collect();
        let at = all.iter().position(|(target, _)| target == now).unwrap_or(0);
        let fits = (0..all.len()).collect();
        let mut pick = Pick { column, heading, field: Field::default(), all, fits, list: List::default() };
        pick.list.cursor = at;
        pick.settle();
        pick
    }

    /// Keeps what fits the letters.
    pub fn narrow(&mut self) {
        let wanted = fold(self.field.words().trim());
        let fits = self.all.iter().enumerate().filter(|(_, (_, words))| fold(words).contains(&wanted));
        self.fits = fits.map(|(at, _)| at).collect();
        self.list = List::default();
    }

    /// The cursor goes.
    pub fn moved(&mut self, motion: Motion) {
        self.list.moved(motion, self.fits.len(), usize::from(SEEN));
        self.settle();
    }

    fn settle(&mut self) {
        self.list.settle(self.fits.len(), usize::from(SEEN));
    }

    /// What is under the cursor.
    pub fn chosen(&self) -> Option<Target> {
        let at = self.fits.get(self.list.cursor)?;
        self.all.get(*at).map(|(target, _)| *target)
    }

    /// Draws itself over the preview.
    pub fn draw(&self, cx: &Cx, whole: Rect, canvas: &mut Canvas<'_>) {
        let title = cx.say("import-target-title", &[("column", (&self.heading).into())]);
        let inner = canvas.window(centred(whole, 56, SEEN + 4), &title);
        self.field.draw(canvas, inner.x, inner.y, inner.width, true);
        let height = usize::from(inner.height.saturating_sub(2));
        let mut list = self.list;
        list.settle(self.fits.len(), height);
        for at in list.sight(self.fits.len(), height) {
            let words = self.fits.get(at).and_then(|at| self.all.get(*at)).map_or("", |(_, words)| words);
            let y = inner.y + 2 + (at - list.top) as u16;
            canvas.put(inner.x, y, inner.width, words, Role::Text);
            if at == list.cursor {
                canvas.tint(Rect { x: inner.x, y, width: inner.width, height: 1 }, Role::Cursor);
            }
        }
    }
}
