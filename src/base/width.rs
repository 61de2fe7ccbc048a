//! Cell widths: how much of a terminal line a text takes, and the cutting, padding and wrapping that follow from it.
//!
//! A width is always counted in cells and always over whole graphemes, the way ratatui lays them out, so that what is
//! measured here is what is drawn. Control characters take no cell, because they are never drawn. Nothing here
//! allocates unless something is cut or padded. It must not know colours, styles or what the text means.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for the part that did not fit. One cell.
pub const CUT: &str = "…";

/// The cells that `text` takes on one line.
pub fn cells(text: &str) -> usize {
    // Nearly every string on a screen is ASCII, or ASCII and Han: neither needs the grapheme tables.
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return text.len();
    }
    let mut total = 0;
    for c in text.chars() {
        match simple_width(c) {
            Some(width) => total += width,
            None => return text.graphemes(true).map(grapheme_cells).sum(),
        }
    }
    total
}

/// Width of a character that never joins with its neighbours; `None` where the tables must be asked.
fn simple_width(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' => Some(2),
        '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => Some(2),
        _ => None,
    }
}

fn grapheme_cells(grapheme: &str) -> usize {
    if grapheme.chars().any(char::is_control) {
        return 0;
    }
    grapheme.width()
}

/// The longest beginning of `text` that takes at most `room` cells, as a byte length, and the cells it takes.
fn prefix(text: &str, room: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let width = grapheme_cells(grapheme);
        if used + width > room {
            return (at, used);
        }
        used += width;
    }
    (text.len(), used)
}

/// `text` in at most `room` cells: itself where it fits, else its beginning and [`CUT`].
pub fn cut(text: &str, room: usize) -> Cow<'_, str> {
    match measure(text, room) {
        Measured::Fits(_) => Cow::Borrowed(text),
        Measured::Cut(at, _) => Cow::Owned(with_mark(text, at, room)),
    }
}

/// As [`cut`], but between words where one ends in the last half of the room: a torn word is harder to read than a missing one.
pub fn cut_words(text: &str, room: usize) -> Cow<'_, str> {
    let Measured::Cut(at, _) = measure(text, room) else { return Cow::Borrowed(text) };
    let parts = |c: char| c.is_whitespace() || "，、；。,;:：·".contains(c);
    let whole = text.get(at..).is_some_and(|rest| rest.starts_with(parts));
    let before = text.get(..at).unwrap_or_default();
    let end = if whole { at } else { before.rfind(parts).filter(|end| *end * 2 >= at).unwrap_or(at) };
    let kept = before.get(..end).unwrap_or(before).trim_end_matches(parts);
    Cow::Owned(with_mark(kept, kept.len(), room))
}

/// `text` in exactly `room` cells, padded on the right, cut with [`CUT`] only where it does not fit.
pub fn fit(text: &str, room: usize) -> Cow<'_, str> {
    let (body, width) = match measure(text, room) {
        Measured::Fits(width) if width == room => return Cow::Borrowed(text),
        Measured::Fits(width) => (Cow::Borrowed(text), width),
        Measured::Cut(at, used) => (Cow::Owned(with_mark(text, at, room)), used + usize::from(room > 0)),
    };
    let missing = room.saturating_sub(width);
    if missing == 0 {
        return body;
    }
    let mut out = body.into_owned();
    out.extend(std::iter::repeat_n(' ', missing));
    Cow::Owned(out)
}

enum Measured {
    /// The cells it takes.
    Fits(usize),
    /// The bytes that may stay beside the mark, and the cells they take.
    Cut(usize, usize),
}

fn measure(text: &str, room: usize) -> Measured {
    // A byte is at most one cell, so a short text fits whatever stands in it; its width is still needed for padding.
    let width = if text.len() <= room.saturating_mul(4) { cells(text) } else { room + 1 };
    if width <= room {
        return Measured::Fits(width);
    }
    let (whole, used) = prefix(text, room);
    if whole == text.len() {
        return Measured::Fits(used);
    }
    let (at, used) = prefix(text, room.saturating_sub(1));
    Measured::Cut(at, used)
}

fn with_mark(text: &str, at: usize, room: usize) -> String {
    let mut out = String::with_capacity(at + CUT.len());
    out.push_str(text.get(..at).unwrap_or_default());
    if room > 0 {
        out.push_str(CUT);
    }
    out
}

/// The cells of columns that want so many, in `room`: who wants less than a fair share has what it wants, the others share what is left.
pub fn shared<const N: usize>(room: usize, wants: [usize; N]) -> [usize; N] {
    let mut given = [0; N];
    let mut order: [usize; N] = std::array::from_fn(|at| at);
    order.sort_by_key(|at| wants[*at]);
    let mut left = room;
    for (done, at) in order.into_iter().enumerate() {
        given[at] = wants[at].min(left / (N - done));
        left -= given[at];
    }
    given
}

/// `text` on one line: line ends, tabs and other control characters become single spaces.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_control() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// `text` in lines of at most `room` cells: Latin breaks at spaces, Han between any two characters, but no line opens
/// with a closing mark or ends with an opening one, and a number stays with what it counts. A word longer than a line
/// is broken between graphemes, and a grapheme wider than the line stands alone. A line that is nearly full ends at a
/// space or a mark rather than between two characters. Line ends in `text` are kept; an empty text is one empty line.
pub fn wrap(text: &str, room: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph.strip_suffix('\r').unwrap_or(paragraph), room.max(1), &mut lines);
    }
    lines
}

fn wrap_paragraph<'a>(text: &'a str, room: usize, lines: &mut Vec<&'a str>) {
    let mut push = |from: usize, to: usize| lines.push(text.get(from..to).unwrap_or_default().trim_end_matches(' '));
    let mut start = 0;
    let mut used = 0;
    // Where the line may end, and the cells used up to there; and where one pauses in reading, which is the better end of a line that is nearly full.
    let mut allowed: Option<(usize, usize)> = None;
    let mut pause: Option<(usize, usize)> = None;
    let mut before = "";
    for (at, grapheme) in text.grapheme_indices(true) {
        let width = grapheme_cells(grapheme);
        if at > start && may_break(before, grapheme) {
            allowed = Some((at, used));
            if before == " " || closes(before) {
                pause = allowed;
            }
        }
        if used + width > room && grapheme != " " && at > start {
            let (end, kept) = pause.filter(|(_, kept)| kept * 4 >= room * 3).or(allowed).unwrap_or((at, used));
            push(start, end);
            start = end;
            used -= kept;
            allowed = allowed.filter(|(at, _)| *at > end).map(|(at, used)| (at, used - kept));
            pause = None;
            // What was carried over can itself be too long only where no break was allowed: then it stands as it is.
            if used + width > room && start < at {
                push(start, at);
                start = at;
                used = 0;
            }
        }
        used += width;
        before = grapheme;
    }
    push(start, text.len());
}

fn may_break(before: &str, after: &str) -> bool {
    if after == " " {
        return false;
    }
    if before == " " {
        return true;
    }
    let digit = |grapheme: &str| grapheme.starts_with(|c: char| c.is_ascii_digit());
    let counted = digit(before) && after.starts_with(|c| COUNTED.contains(c));
    let dated = digit(after) && before.starts_with(['年', '月', '第']);
    (is_wide(before) || is_wide(after)) && !closes(after) && !opens(before) && !counted && !dated
}

/// What stands right behind a number and belongs to it: 12月22日, 3家, 1.2万元.
const COUNTED: &str = "年月日号號点點时時分秒周週天家条條件个個元块塊万萬千百人公里米次盒支名项項位级級";

fn is_wide(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| c >= '\u{2e80}') && grapheme_cells(grapheme) == 2
}

fn closes(grapheme: &str) -> bool {
    const CLOSING: &str = "，。、；：？！）》」』】〕”’…,.;:?!)]}%％°‰·～—ー々";
    grapheme.chars().next().is_some_and(|c| CLOSING.contains(c))
}

fn opens(grapheme: &str) -> bool {
    const OPENING: &str = "（《「『【〔“‘([{¥￥$＄#";
    grapheme.chars().next().is_some_and(|c| OPENING.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_share_what_is_there() {
        for (room, wants, given) in [
            (30, [5, 5, 5], [5, 5, 5]),
            (30, [20, 5, 20], [13, 5, 12]),
            (30, [40, 40, 40], [10, 10, 10]),
            (0, [4, 0, 9], [0, 0, 0]),
        ] {
            let shared = shared(room, wants);
            assert_eq!(shared.iter().sum::<usize>(), given.iter().sum::<usize>(), "{wants:?} in {room}");
            assert!(shared.iter().zip(given).all(|(one, other)| one.abs_diff(other) <= 1), "{wants:?}: {shared:?}");
        }
    }

    #[test]
    fn words_are_cut_between_words() {
        for (text, room, shown) in [
            ("order, new blend on the counter", 14, "order, new…"),
            ("order, new blend on the counter", 40, "order, new blend on the counter"),
            ("order new", 6, "order…"),
            ("unbreakable", 6, "unbre…"),
            ("a verylongwordindeed", 12, "a verylongw…"),
            ("要报价，嫌贵，竞品海川", 14, "要报价，嫌贵…"),
            ("要报价嫌贵竞品海川", 9, "要报价嫌…"),
            ("", 3, ""),
            ("abc", 0, ""),
        ] {
            assert_eq!(cut_words(text, room), shown, "{text} in {room}");
        }
    }

    #[test]
    fn cells_counts_what_is_drawn() {
        for (text, expected) in [
            ("", 0),
            ("Blue Finch", 10),
            ("杭州精工", 8),
            ("A100报价单", 10),
            ("（补录）", 8),
            ("Crédito", 7),
            ("Cre\u{301}dito", 7),
            ("👩‍👩‍👧", 2),
            ("ㄏㄗ", 4),
            ("a\nb", 2),
            ("\u{1b}[31m", 4),
            ("ｱﾞ", 2),
            ("한글", 4),
            ("𠮷野家", 6),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn fit_cuts_only_what_does_not_fit() {
        for (text, room, expected) in [
            ("abc", 5, "abc  "),
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("杭州精工", 8, "杭州精工"),
            ("杭州精工", 7, "杭州精…"),
            ("杭州精工", 6, "杭州… "),
            ("杭州精工", 1, "…"),
            ("杭州精工", 0, ""),
            ("", 2, "  "),
            ("👩‍👩‍👧x", 2, "… "),
        ] {
            assert_eq!(fit(text, room), expected, "{text:?} in {room}");
        }
        assert!(matches!(fit("abc", 3), Cow::Borrowed(_)));
        assert!(matches!(cut("abc", 30), Cow::Borrowed(_)));
        assert_eq!(cut("杭州精工", 5), "杭州…");
    }

    #[test]
    fn wrap_breaks_where_a_reader_would() {
        let check = |text, room, expected: &[&str]| assert_eq!(wrap(text, room), expected, "{text:?} in {room}");
        check("", 5, &[""]);
        check("one two three", 7, &["one two", "three"]);
        check("one  two", 4, &["one", "two"]);
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("ab abcdefghij", 4, &["ab", "abcd", "efgh", "ij"]);
        check("见采购，要报价，嫌贵", 8, &["见采购，", "要报价，", "嫌贵"]);
        check("见采购，要报价", 6, &["见采", "购，要", "报价"]);
        check("要A100报价单", 6, &["要A100", "报价单"]);
        check("要A100报价单", 5, &["要", "A100", "报价", "单"]);
        check("a\nb\r\n\nc", 9, &["a", "b", "", "c"]);
        check("下次12月22日去", 9, &["下次", "12月22日", "去"]);
        check("还有13家没去", 6, &["还有", "13家没", "去"]);
        check("已存本机：曾惠，拜访 下次拜访", 26, &["已存本机：曾惠，拜访 ", "下次拜访"].map(str::trim_end));
        check("已存本机：曾惠，拜访下次拜访", 26, &["已存本机：曾惠，拜访下次拜", "访"]);
        check("（补录）好", 4, &["（补", "录）", "好"]);
        check("宽", 1, &["宽"]);
        check("宽宽", 1, &["宽", "宽"]);
    }

    #[test]
    fn one_line_has_no_control_characters() {
        assert_eq!(one_line("a\r\n\tb\u{1b}c\n"), "a b c");
        assert!(matches!(one_line("杭州"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn fit_is_exactly_as_wide_as_asked(text in "\\PC{0,24}", room in 0usize..30) {
            prop_assert_eq!(cells(&fit(&text, room)), room);
        }

        #[test]
        fn wrap_loses_nothing_but_spaces(text in "[a-c 杭州，。（\u{301}👩]{0,40}", room in 2usize..12) {
            let lines = wrap(&text, room);
            prop_assert!(lines.iter().all(|line| cells(line) <= room));
            let kept: String = lines.concat().replace(' ', "");
            prop_assert_eq!(kept, text.replace(' ', ""));
        }
    }
}
