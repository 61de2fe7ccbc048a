//! Draws the model: head, the layers, the message line, the hints. Reads the model and changes nothing.
//!
//! Always holds: its work grows with the screen, never with the book.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, Target, at_foot};
use super::command;
use super::cx::{Cx, Tone};
use super::model::Model;
use super::screen::Tab;
use super::theme::Role;
use crate::base::width;
use crate::domain::ask::SyncState;

/// What is said, and its role.
pub type Said = (String, Role);

/// Below this, nothing can be shown but how much is needed, and that nothing is lost.
const LEAST: (u16, u16) = (30, 8);

/// Draws the model on the terminal's next frame.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if let Some(at) = draw(model, frame.buffer_mut(), area) {
        frame.set_cursor_position(at);
    }
}

/// Draws the model into a buffer; gives back where the real cursor stands.
pub fn draw(model: &Model, buffer: &mut Buffer, area: Rect) -> Option<Position> {
    let mut canvas = Canvas::new(buffer, &model.cx.theme);
    draw_on(model, &mut canvas, area);
    canvas.cursor()
}

/// What lies under a cell, as it is drawn now, and the words that stand there.
pub(super) fn target(model: &Model, cell: (u16, u16)) -> Option<(Target, String)> {
    drawn(model, |canvas| canvas.target(cell))
}

/// Where in this pane the row with these words stands now, the nearest to where it stood.
pub(super) fn row_of(model: &Model, pane: usize, words: &str, stood: usize) -> Option<usize> {
    drawn(model, |canvas| {
        let seen: Vec<&str> = words.split_whitespace().collect();
        let is_same = |there: &str| same_words(&seen, &there.split_whitespace().collect::<Vec<_>>());
        let same = canvas.rows().filter(|(of, _, there)| *of == pane && is_same(there));
        same.map(|(_, at, _)| at).min_by_key(|at| at.abs_diff(stood))
    })
}

/// Whether two rows say the same, cut where columns have become wider or narrower.
fn same_words(one: &[&str], other: &[&str]) -> bool {
    let ([first, after @ ..], [second, behind @ ..]) = (one, other) else { return one.is_empty() && other.is_empty() };
    if first == second && same_words(after, behind) {
        return true;
    }
    let cut = |word: &str, after: &[&str], whole: &[&str]| {
        let stem = word.strip_suffix('…');
        stem.is_some_and(|stem| whole.first().is_some_and(|begins| begins.starts_with(stem)))
            && (1..=whole.len()).any(|words| same_words(after, whole.get(words..).unwrap_or_default()))
    };
    cut(first, after, other) || cut(second, behind, one)
}

fn drawn<T>(model: &Model, look: impl FnOnce(&Canvas<'_>) -> T) -> T {
    let area = Rect::new(0, 0, model.cx.size.0, model.cx.size.1);
    let mut buffer = Buffer::empty(area);
    let mut canvas = Canvas::new(&mut buffer, &model.cx.theme);
    draw_on(model, &mut canvas, area);
    look(&canvas)
}

/// Whether the window shows nothing but that it is too small.
pub(super) fn is_too_small(cx: &Cx) -> bool {
    cx.size.0 < LEAST.0 || cx.size.1 < LEAST.1
}

fn draw_on(model: &Model, canvas: &mut Canvas<'_>, area: Rect) {
    let cx = &model.cx;
    canvas.ground(area);
    if is_too_small(cx) {
        let (columns, rows) = (u32::from(LEAST.0), u32::from(LEAST.1));
        let key = if model.shut.is_some() || model.typing() { "too-small-writing" } else { "too-small" };
        let said = cx.say(key, &[("columns", columns.into()), ("rows", rows.into())]);
        for (row, line) in width::wrap(&said, usize::from(area.width)).iter().enumerate() {
            canvas.put(area.x, area.y + row as u16, area.width, line, Role::Text);
        }
        return;
    }
    if let Some(shut) = &model.shut {
        super::lock::draw(cx, shut, area, canvas);
        return;
    }
    canvas.behind(cx.curtain);
    head(model, area, canvas);
    let body = body(cx);
    let base = model.layers().rposition(|layer| layer.screen().popup(cx, body).is_none()).unwrap_or(0);
    for layer in model.layers().skip(base) {
        canvas.layer();
        let screen = layer.screen();
        let area = screen.popup(cx, body).unwrap_or(body);
        if floats(area, body) {
            canvas.recede(body);
        }
        screen.draw(cx, area, canvas);
        if let Some(curtain) = &cx.curtain {
            match super::curtain::whole(curtain, screen) {
                Some(false) => {}
                covered => canvas.cover(area, covered.is_some()),
            }
        }
    }
    foot(model, area, canvas);
}

/// Whether a layer's box stands over what is shown. A line at the foot does not: what it is written about is read above it.
fn floats(area: Rect, body: Rect) -> bool {
    area != body && (area.width < body.width || area.bottom() < body.bottom())
}

/// The part of the screen between head and foot.
pub fn body(cx: &Cx) -> Rect {
    let (columns, rows) = cx.size;
    let top = if rows >= 16 { 2 } else { 1 };
    let foot = 2 + more_notice(cx) + super::tour::rows(cx);
    Rect { x: 0, y: top, width: columns, height: rows.saturating_sub(top + foot) }
}

/// What is said on the message line, in lines. A long one takes rows of the body: its end is often what is to be done.
fn notice_lines(cx: &Cx) -> Vec<String> {
    let Some(notice) = &cx.notice else { return Vec::new() };
    let text = match (cx.curtain.is_some() && notice.private, notice.tone) {
        (false, _) => &notice.text,
        (true, Tone::Done) => cx.word("curtain-saved"),
        (true, _) => cx.word("curtain-notice"),
    };
    let text = width::one_line(text);
    let undo =
        if notice.undo { [true, false].map(|letters| width::cells(&undo_hint(cx, letters)) + 2) } else { [0, 0] };
    let room = usize::from(cx.size.0.saturating_sub(2)).saturating_sub(undo[0].max(undo[1]));
    let most = usize::from(cx.size.1 / 8).clamp(1, 4);
    let lines = width::wrap(&text, room);
    let (whole, rest) = lines.split_at(lines.len().min(most - 1));
    let last = (!rest.is_empty()).then(|| rest.join(" "));
    whole.iter().map(|line| (*line).to_owned()).chain(last).collect()
}

/// So many rows a notice needs beside its own.
fn more_notice(cx: &Cx) -> u16 {
    notice_lines(cx).len().saturating_sub(1) as u16
}

fn undo_hint(cx: &Cx, letters: bool) -> String {
    format!("{} {}", cx.keymap.shown("undo", letters), cx.word("command-undo"))
}

fn head(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let cx = &model.cx;
    let chinese = cx.words.lang().is_chinese();
    let clock = format!("{} {}", cx.words.long_day(cx.now.today()), cx.words.clock(cx.now.at, &cx.now));
    let mut said = Vec::new();
    if cx.curtain.is_some() {
        let keys = cx.keymap.shown("curtain", false);
        said.push((cx.say("curtain-drawn", &[("key", (&keys).into())]), Role::Strong));
    }
    if let Some(context) = &cx.context {
        let keys = cx.keymap.shown("context", true);
        let shown = width::cut(&context.shown, 20);
        said.push((cx.say("context-in", &[("name", (&*shown).into()), ("key", (&keys).into())]), Role::Strong));
    }
    let others = said.len();
    said.extend(sync_line(cx));
    let right = area.right().saturating_sub(1);
    let room = |said: &[Said]| said.iter().map(|(text, _)| width::cells(text) as u16 + 3).sum::<u16>() - 3;
    let clock_room = width::cells(&clock) as u16;
    let shown = Tab::ALL.iter().filter(|tab| **tab != Tab::Settings || model.tab() == Tab::Settings);
    let labels: Vec<(Tab, String)> = shown
        .map(|tab| {
            let digit = Tab::ALL.iter().position(|other| other == tab).unwrap_or(0) + 1;
            let gap = if chinese { "" } else { " " };
            (*tab, format!("{digit}{gap}{}", cx.word(&format!("tab-{}", tab.command()))))
        })
        .collect();
    let all: u16 = labels.iter().map(|(_, label)| width::cells(label) as u16).sum();
    let gaps = labels.len() as u16;
    // What gives way first: the space between the tabs, then since when nothing goes, then the date, then the names of the screens that are not
    // shown.
    let wide = |gap: u16| 1 + all + gaps * gap;
    if area.width < wide(2) + room(&said) + 2 + clock_room + 3 {
        said.truncate(others);
        said.extend(sync_line_in(cx, true));
    }
    let sync_room = room(&said);
    let rest = |with_clock: bool| sync_room + 2 + if with_clock { clock_room + 3 } else { 0 };
    let time = cx.words.clock(cx.now.at, &cx.now);
    let gap = if area.width >= wide(3) + rest(true) {
        3
    } else if area.width >= wide(2) + rest(false) {
        2
    } else {
        1
    };
    let short = area.width < wide(gap) + rest(false);
    let mut x = area.x + 1;
    for (tab, label) in &labels {
        let current = *tab == model.tab();
        let label =
            if short && !current { label.chars().next().map(String::from).unwrap_or_default() } else { label.clone() };
        let used =
            canvas.put(x, area.y, right.saturating_sub(x), &label, if current { Role::Accent } else { Role::Dim });
        canvas.spot(Rect { x, y: area.y, width: used, height: 1 }, Target::Tab(*tab));
        x += used;
        x += gap;
    }
    let mut end = right;
    for (at, (text, role)) in said.iter().enumerate().rev() {
        end -= canvas.put_right(end, area.y, end.saturating_sub(x), text, *role);
        end -= if at > 0 { 3.min(end.saturating_sub(x)) } else { 0 };
    }
    let left = end.saturating_sub(x);
    if left >= clock_room + 3 {
        canvas.put_right(end - 3, area.y, clock_room, &clock, Role::Text);
    } else if left >= width::cells(&time) as u16 + 2 {
        canvas.put_right(end - 2, area.y, left, &time, Role::Text);
    }
}

/// Sync in one line: a clock that is wrong, what needs a person, where anything does, and always whether all was sent.
pub fn sync_line(cx: &Cx) -> Vec<Said> {
    sync_line_in(cx, false)
}

/// The same; `narrow`: where something waits, it is not said since when.
fn sync_line_in(cx: &Cx, narrow: bool) -> Vec<Said> {
    let needs = cx.sync.needs_you;
    let needs = (needs > 0).then(|| (cx.say("head-needs-you", &[("n", needs.into())]), Role::Late));
    let clock = cx.sync.clock_wrong(cx.now.at);
    let clock = clock.map(|told| (cx.words.clock_wrong(told, &cx.now), Role::Late));
    // Whoever is turned away has to know what lies here alone.
    let turned_away = matches!(cx.sync.state, SyncState::Captive | SyncState::Refused | SyncState::Left);
    let waits = (turned_away && cx.sync.waiting > 0)
        .then(|| (cx.say("head-waiting", &[("n", cx.sync.waiting.into())]), Role::Calm));
    clock.into_iter().chain(needs).chain(waits).chain([sent(cx, narrow)]).collect()
}

/// In one of these words: up to date (when), so many to send, working (what, how much is left), offline (since when). Want of a signal is
/// calm; the tone is kept for what needs a person.
fn sent(cx: &Cx, narrow: bool) -> Said {
    let line = &cx.sync;
    match &line.state {
        SyncState::Working { left, seconds, .. } => (working(cx, left.unwrap_or(0), *seconds), Role::Calm),
        SyncState::Offline { since } => {
            let since = cx.words.moment(*since, &cx.now);
            let said = if line.waiting > 0 && narrow {
                cx.say("head-offline-narrow", &[("n", line.waiting.into())])
            } else if line.waiting > 0 {
                cx.say("head-offline-waiting", &[("n", line.waiting.into()), ("since", (&since).into())])
            } else {
                cx.say("head-offline", &[("since", (&since).into())])
            };
            (said, Role::Calm)
        }
        SyncState::Captive => (cx.word("head-captive").to_string(), Role::Late),
        SyncState::Refused => (cx.word("head-refused").to_string(), Role::Late),
        SyncState::Left => (cx.word("head-left").to_string(), Role::Late),
        SyncState::Idle if !line.enrolled => (cx.word("head-alone").to_string(), Role::Dim),
        SyncState::Idle if line.waiting > 0 => (cx.say("head-waiting", &[("n", line.waiting.into())]), Role::Calm),
        SyncState::Idle => match line.last {
            Some(at) => (cx.say("head-up-to-date", &[("when", (&cx.words.moment(at, &cx.now)).into())]), Role::Done),
            None => (cx.word("head-not-yet").to_string(), Role::Calm),
        },
    }
}

/// What is under way: what is still to come, else what is being sent.
fn working(cx: &Cx, left: u64, seconds: Option<u64>) -> String {
    match (left, seconds) {
        (0, _) if cx.sync.waiting > 0 => cx.say("head-sending", &[("n", cx.sync.waiting.into())]),
        (0, _) => cx.word("head-working").to_string(),
        (left, None) => cx.say("head-getting", &[("left", left.into())]),
        (left, Some(seconds)) => cx.say("head-getting-seconds", &[("left", left.into()), ("seconds", seconds.into())]),
    }
}

fn foot(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let cx = &model.cx;
    let (left, right) = (area.x + 1, area.right().saturating_sub(1));
    let line = area.bottom() - 2;
    let said = notice_lines(cx);
    let more = said.len().saturating_sub(1) as u16;
    let tour = super::tour::rows(cx);
    if tour > 0 {
        super::tour::draw(cx, Rect { y: line.saturating_sub(more + tour), height: tour, ..area }, canvas);
    }
    canvas.clear(at_foot(area, 2 + more));
    if !model.pressed().is_empty() {
        which_key(model, line, left, right, canvas);
        return;
    }
    if let Some(notice) = &cx.notice {
        let role = match notice.tone {
            Tone::Done => Role::Done,
            Tone::Calm => Role::Text,
            Tone::Trouble => Role::Late,
        };
        let mut end = right;
        // In a text Ctrl-Z takes back what was typed.
        if notice.undo && !model.typing() {
            end -= canvas.put_right(end, line, right - left, &undo_hint(cx, true), Role::Dim) + 2;
        }
        for (row, text) in said.iter().enumerate() {
            canvas.put(left, line - more + row as u16, end.saturating_sub(left), text, role);
        }
    }
    super::hints::hints(model, line + 1, left, right, canvas);
}

/// What may follow the keys pressed so far.
fn which_key(model: &Model, y: u16, left: u16, right: u16, canvas: &mut Canvas<'_>) {
    let cx = &model.cx;
    let mut x = left + canvas.put(left, y, right - left, &super::keymap::written(model.pressed()), Role::Accent) + 2;
    let mut row = y;
    for (key, id) in cx.keymap.after(model.pressed()) {
        let Some(command) = command::command(id) else { continue };
        let (key, words) = (key.to_string(), cx.word(&command.words()).to_string());
        let need = (width::cells(&key) + 1 + width::cells(&words)) as u16;
        if x + need > right {
            if row > y {
                break;
            }
            (row, x) = (y + 1, left);
        }
        x += canvas.spans(x, row, need, &[(&key, Role::Key), (" ", Role::Dim), (&words, Role::Text)]) + 3;
    }
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn a_row_is_the_same_in_wider_and_narrower_columns() {
        for (one, other, same) in [
            ("24 Nov  samples   Blue Finch Cafe", "24 Nov samples Blue Finch Cafe", true),
            ("24 Nov  sam…  Blue Finch…  we", "24 Nov  samples for May  Blue Finch Cafe  we", true),
            ("24 Nov  would not…  Fri", "24 Nov  would not see me  Fri", true),
            ("11-20 发A100报…  我方", "11-20 发A100报价单  我方", true),
            ("24 Nov  samples  Blue Finch", "24 Nov  samples  Blue Bird", false),
            ("24 Nov  samples", "24 Nov  samples  done", false),
            ("24 Nov  sam…  we", "24 Nov  simple  we", false),
            ("", "", true),
        ] {
            let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
            assert_eq!(same_words(&words(one), &words(other)), same, "{one} | {other}");
            assert_eq!(same_words(&words(other), &words(one)), same, "{other} | {one}");
        }
    }
}
