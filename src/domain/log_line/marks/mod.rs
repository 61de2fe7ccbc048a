//! Where a line has its marks, and which of it is plain text. `>` our promise, `<` theirs, `#` an objection or a tag, `^` a competitor,
//! `+` a product, `!` money promised; each in any width and as a Chinese input method gives it, and with a word instead.
//!
//! Always holds: every range lies on character boundaries; what stands in quotes, a title 《…》, an arrow or a comparison is text.

mod extent;
mod open;
mod payment;
mod product;
mod promise;
mod word;

use std::cell::Cell;
use std::ops::Range;

use self::open::Open;
pub(super) use self::product::is_unit;
pub(super) use self::promise::read as promised;
use super::han::sentence_in_han;
use super::{Vocabulary, next, notes};

use crate::base::text::is_han;
use crate::base::when::{Context, When, find_all};
use crate::domain::heard::{Payment, Wanted};
use crate::schema::PromisedBy;

/// What a mark begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Item {
    /// A promise: who gives it, and where its words stand.
    Promise(PromisedBy, Range<usize>),
    /// An objection or a free word.
    Tag(String),
    /// A competitor.
    Competitor(String),
    /// A product.
    Product(Wanted),
    /// Money promised.
    Payment(Payment),
}

/// A marked thing as it stands in the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Marked {
    /// What.
    pub item: Item,
    /// The mark and all that belongs to it.
    pub whole: Range<usize>,
}

/// A line, taken apart at its marks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Cut {
    /// What is not marked, in order.
    pub text: Vec<Range<usize>>,
    /// What is marked, in order.
    pub marked: Vec<Marked>,
    /// What stands in quotes, with them.
    pub quotes: Vec<Range<usize>>,
}

/// Whose promise a character begins.
pub(super) fn mark(c: char) -> Option<PromisedBy> {
    match c {
        '>' | '＞' | '》' | '〉' => Some(PromisedBy::Us),
        '<' | '＜' | '《' | '〈' => Some(PromisedBy::Them),
        _ => None,
    }
}

/// The quotes of a line; one that is never closed quotes nothing.
fn quotes(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in line.char_indices() {
        match open {
            Some((from, close)) if c == close => {
                found.push(from..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => {
                let close = match c {
                    '"' => '"',
                    '“' => '”',
                    '「' => '」',
                    '『' => '』',
                    _ => continue,
                };
                // One without its other half must not hide the quotes after it.
                open = line[at + c.len_utf8()..].contains(close).then_some((at, close));
            }
        }
    }
    found
}

/// Takes a line apart. `context` looks ahead: it tells a promise that ends in its date from a title. `name`: where the customer's name ends, behind
/// which a mark needs no space. `plain`: words that a person has said to be text.
pub(super) fn cut(
    line: &str,
    context: &Context,
    known: &Vocabulary,
    name: Option<usize>,
    plain: &dyn Fn(&str) -> bool,
) -> Cut {
    let quotes = quotes(line);
    let mut cut = Cut::default();
    let mut text_from = 0;
    let mut open: Option<Open> = None;
    let mut skip_to = 0;
    let tries = Tries::default();
    for (at, c) in line.char_indices() {
        if at < skip_to {
            continue;
        }
        if let Some(quote) = quotes.binary_search_by_key(&at, |quote| quote.start).ok().and_then(|n| quotes.get(n)) {
            skip_to = quote.end;
            continue;
        }
        if let Some(end) = title(line, at, c, context) {
            skip_to = end;
            continue;
        }
        // 精工！2万 月底; +样机三台+A100两台: what was understood ends there.
        let behind_marked = open.is_none() && cut.marked.last().is_some_and(|marked| marked.whole.end == at);
        let ends = [name, cut.marked.last().map(|marked| marked.whole.end)];
        let stands = name == Some(at) || behind_marked;
        let place = Place { at, in_promise: open.is_some(), stands, ends, tries: &tries };
        let item = item(line, &place, c, context, known).filter(|(end, _)| !plain(&line[at..*end]));
        let promise = if item.is_none() { promise_at(line, &place, c, context, plain) } else { None };
        // `< sign contract tue next visit 10 dec 2pm`.
        let visit = |open: &Open| {
            let before = line.get(open.words..at).unwrap_or_default();
            matches!(c, 'n' | 'N' | 'r' | 'R' | '下' | '再')
                && before.ends_with(|c| notes::separates(c) || is_han(c))
                && before.contains(char::is_alphanumeric)
                && next::begins(&line[at..], context)
        };
        let ends = matches!(c, '\n' | ';' | '；') || open.as_ref().is_some_and(|open| at >= open.until || visit(open));
        if item.is_none() && promise.is_none() && !(open.is_some() && ends) {
            continue;
        }
        match open.take() {
            Some(open) => open.close(line, at, context, plain, &mut cut),
            None => cut.text.push(text_from..at),
        }
        text_from = at;
        if let Some((end, item)) = item {
            cut.marked.push(Marked { item, whole: at..end });
            (text_from, skip_to) = (end, end);
        } else if let Some(begins) = promise {
            skip_to = begins.words;
            open = Some(begins);
        }
    }
    match open {
        Some(open) => open.close(line, line.len(), context, plain, &mut cut),
        None => cut.text.push(text_from..line.len()),
    }
    cut.text.retain(|range| !range.is_empty());
    cut.quotes = quotes;
    cut
}

/// So many words of a line may stand for marks, right or wrong; whoever pastes a ledger writes no more of them.
const WORDS: usize = 64;

/// How many words that may stand for marks were read.
#[derive(Default)]
struct Tries(Cell<usize>);

impl Tries {
    /// Whether one more is to be read.
    fn one_more(&self) -> bool {
        self.0.set(self.0.get() + 1);
        self.0.get() <= WORDS
    }
}

/// Where in the line a mark may begin.
struct Place<'a> {
    at: usize,
    tries: &'a Tries,
    /// Inside a promise only a mark begins something, no word.
    in_promise: bool,
    /// What stands before it is the customer's name, or marked: it begins here also without a space.
    stands: bool,
    /// Where the customer's name ends, and where what was marked last does.
    ends: [Option<usize>; 2],
}

impl Place<'_> {
    /// Whether a clause begins here: nothing stands before in it but the name, or what was marked. `lots to do friday` has its words elsewhere.
    fn begins_clause(&self, line: &str) -> bool {
        let before = notes::last(&line[..self.at]);
        let bare = before.trim_end();
        let end = self.at - (before.len() - bare.len());
        end == 0 || self.ends.contains(&Some(end)) || bare.ends_with(|c| notes::separates(c) || "！!？?".contains(c))
    }
}

fn promise_at(line: &str, place: &Place<'_>, c: char, context: &Context, plain: &dyn Fn(&str) -> bool) -> Option<Open> {
    let at = place.at;
    let marked = mark(c).filter(|_| is_mark(line, place, c, context));
    let open = match marked {
        Some(by) => Open { by, from: at, words: at + c.len_utf8(), until: usize::MAX },
        None => {
            let apart = place.stands || extent::is_apart(&line[..at]);
            let (by, words, end) = if apart { word::promise(line, place, context) } else { None }?;
            Open { by, from: at, words, until: end }
        }
    };
    // It is plain where its words up to the next mark were said to be.
    let rest = &line[open.words..open.until.min(line.len())];
    let end =
        open.words + rest.find(|c: char| extent::is_sigil(c) || matches!(c, ';' | '；' | '\n')).unwrap_or(rest.len());
    (!plain(line[at..end].trim())).then_some(open)
}

/// What is marked here and ends by itself, and where.
fn item(line: &str, place: &Place<'_>, c: char, context: &Context, known: &Vocabulary) -> Option<(usize, Item)> {
    let Place { at, in_promise, stands, tries, .. } = *place;
    let (before, from) = (&line[..at], at + c.len_utf8());
    let glued = !stands && before.ends_with(|c: char| c.is_ascii_alphanumeric());
    // `# price`, `+ oat milk 2 boxes`, `! 5k fri`: a mark that stands apart may have a space behind it.
    let apart = before.is_empty() || before.ends_with(char::is_whitespace);
    let gap = line[from..].len() - line[from..].trim_start_matches(' ').len();
    // ！ 2万, as an input method gives it.
    let wide_sum = matches!(c, '！') && begins_with_figure(line[from..].trim_start_matches(' '));
    let spaced = gap > 0 && apart && (c.is_ascii() || wide_sum);
    let from = if spaced { from + gap } else { from };
    let rest = &line[from..];
    let word = |rest: &str, names: &[String]| -> Option<(usize, String)> {
        let (end, word) = extent::word(rest, names).filter(|_| extent::begins_with_letter(rest))?;
        Some((end, word.to_owned()))
    };
    match c {
        '#' | '＃' if !glued => word(rest, &known.tags).map(|(end, tag)| {
            // #嫌贵# closes what it opened.
            let behind = rest[end..].strip_prefix(c);
            let closes = behind.is_some_and(|behind| !extent::begins_with_letter(behind));
            let end = if closes { end + c.len_utf8() } else { end };
            (from + end, Item::Tag(tag))
        }),
        '^' | '＾' if !glued => {
            word(rest, &known.competitors).map(|(end, name)| (from + end, Item::Competitor(bearer(name, &rest[end..]))))
        }
        // The key of `^` gives …… under a Chinese input method.
        '…' if extent::is_after_space(before) || before.ends_with(['，', ',', '。', '；', ';']) => {
            let dots = rest.len() - rest.trim_start_matches('…').len();
            let (end, name) = word(&rest[dots..], &known.competitors)?;
            // Behind a comma it is as often a pause: ，……还是嫌贵.
            let short = name.chars().count() <= 4 && sentence_in_han(&name).is_none() || !name.contains(is_han);
            let meant = extent::is_after_space(before) || known.competitors.contains(&name) || before.contains(&name);
            if !(meant || short) {
                return None;
            }
            Some((from + dots + end, Item::Competitor(bearer(name, &rest[dots + end..]))))
        }
        '+' | '＋' if stands || extent::is_apart(before) => {
            // `tea + coffee` is no order.
            product::read(rest, &known.products)
                .filter(|(_, wanted)| !spaced || wanted.count.is_some())
                .map(|(end, wanted)| (from + end, Item::Product(wanted)))
        }
        '!' | '！'
            if extent::is_after_space(before) && rest.starts_with(|c: char| !c.is_whitespace())
                || before.ends_with(['，', '；', '。']) && begins_with_figure(rest)
                || stands && (begins_with_figure(rest) || payment::begins(rest)) =>
        {
            payment::read(rest, context, false)
                .filter(|(_, payment)| !spaced || payment.amount.is_some())
                .map(|(end, payment)| (from + end, Item::Payment(payment)))
        }
        // 彭总答应月底前回款5万.
        _ if !in_promise && is_agreed(before) => payment::worded("", &line[at..], context, true, tries)
            .map(|(end, payment)| (at + end, Item::Payment(payment))),
        _ if in_promise || !(stands || extent::is_apart(before)) => None,
        _ => {
            let here = &line[at..];
            let begins = place.begins_clause(line);
            if let Some((end, payment)) = payment::worded(before, here, context, begins, tries) {
                return Some((at + end, Item::Payment(payment)));
            }
            word::item(here, known, begins).map(|(end, item)| (at + end, item))
        }
    }
}

fn begins_with_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c))
}

/// Whether a text ends with a word for agreeing, and nothing before it that denies it: 彭总答应, not 王总没答应.
fn is_agreed(before: &str) -> bool {
    let words = ["答应", "答應", "承诺", "承諾"];
    let head = words.iter().find_map(|word| before.strip_suffix(word)).map(str::trim_end);
    let denied = ["没", "沒", "不", "未", "没有", "沒有", "不肯", "没能", "沒能", "不会", "不會", "拒绝", "拒絕"];
    head.is_some_and(|head| !denied.iter().any(|word| head.ends_with(word)))
}

/// Where the title ends that begins here. 《定供应商 月底 》报价 周五 is no title but two promises: its words are apart, or a date ends them.
fn title(line: &str, at: usize, c: char, context: &Context) -> Option<usize> {
    let close = match c {
        '《' => '》',
        '〈' => '〉',
        _ => return None,
    };
    let from = at + c.len_utf8();
    let inside = &line[from..from + line[from..].find(close)?];
    if inside.is_empty() || inside.ends_with(char::is_whitespace) || inside.contains([c, '>', '<', '＞', '＜']) {
        return None;
    }
    let dated = inside.contains(char::is_whitespace)
        && find_all(inside, context).last().is_some_and(|(range, _)| range.end == inside.len());
    (!dated).then_some(from + inside.len() + close.len_utf8())
}

/// Whether a promise may be due then: a day, a week, a month; `budget <10k this year` is none.
fn is_near(when: When) -> bool {
    match when {
        When::Days { first, last } => (last - first).num_days() <= 31,
        when => when.due_day().is_some(),
    }
}

/// Arrows (`->`, `=>`), `>=`, comparisons (`5 > 3`, `<10k`) are no marks.
fn is_mark(line: &str, place: &Place<'_>, c: char, context: &Context) -> bool {
    let at = place.at;
    let before = line[..at].chars().next_back();
    let after = &line[at + c.len_utf8()..];
    let next = after.chars().next();
    if !matches!(c, '>' | '<') {
        return true;
    }
    if matches!(before, Some('-' | '=' | '<' | '>')) || matches!(next, Some('-' | '=')) {
        return false;
    }
    let following = after.trim_start();
    let figure = following.chars().next().is_some_and(|c| c.is_ascii_digit() || "$£€¥￥".contains(c));
    if !figure {
        // `a<b`: a mark is never glued to a Latin word before it that is no name.
        return place.stands
            || !(before.is_some_and(|c| c.is_ascii_alphanumeric())
                && next.is_some_and(|c| c.is_ascii_alphanumeric())
                && !context.lang.is_chinese());
    }
    // `> 30 nov ring` begins with its date, `>3 samples fri` has one; `price > 100` and `<10k` have none.
    let end = after.find(|c| mark(c).is_some()).unwrap_or(after.len());
    let compares = line[..at].trim_end().chars().next_back().is_some_and(|c| c.is_ascii_digit());
    !compares && find_all(&after[..end], context).iter().any(|(_, said)| is_near(said.when))
}

/// Whose somebody or something is: `^Crestline's man was here` speaks of Crestline.
fn bearer(name: String, behind: &str) -> String {
    const HIS: [&str; 20] = [
        "been", "got", "man", "rep", "lad", "people", "price", "prices", "driver", "offer", "quote", "done", "doing",
        "coming", "there", "sent", "van", "in", "cheaper", "lot",
    ];
    // ……山高在用.
    if name.chars().all(is_han) && name.chars().count() > 3 {
        let doing = ["也在用", "在用", "也在报", "在报价", "在报", "在抢", "更便宜", "便宜", "也来过", "来过"];
        let bare = doing.iter().find_map(|word| name.strip_suffix(word)).filter(|bare| bare.chars().count() >= 2);
        if let Some(bare) = bare {
            return bare.to_owned();
        }
    }
    let next = behind.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let bare = name.strip_suffix("'s").or(name.strip_suffix("’s"));
    bare.filter(|_| HIS.contains(&next)).map_or_else(|| name.clone(), str::to_owned)
}
