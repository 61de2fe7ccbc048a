//! Opening hours cut into what they say: days, spans of time, "closed", "break".

use unicode_normalization::UnicodeNormalization;

use super::{DAY, Span};

/// One thing that is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    /// These weekdays, a bit for each, Monday the lowest.
    Days(u8),
    /// From, to.
    Span(Span),
    /// Closed.
    Closed,
    /// A break.
    Break,
}

/// All weekdays.
pub(super) const ALL: u8 = 0x7f;
const WEEKDAYS: u8 = 0x1f;
const WEEKEND: u8 = 0x60;

/// Words for weekdays; the number is Monday = 0.
const DAY_WORDS: [(&str, u8); 29] = [
    ("monday", 0),
    ("mon", 0),
    ("mo", 0),
    ("tuesday", 1),
    ("tues", 1),
    ("tue", 1),
    ("tu", 1),
    ("wednesday", 2),
    ("weds", 2),
    ("wed", 2),
    ("we", 2),
    ("thursday", 3),
    ("thurs", 3),
    ("thur", 3),
    ("thu", 3),
    ("th", 3),
    ("friday", 4),
    ("fri", 4),
    ("fr", 4),
    ("saturday", 5),
    ("sat", 5),
    ("sa", 5),
    ("sunday", 6),
    ("sun", 6),
    ("su", 6),
    ("mons", 0),
    ("fris", 4),
    ("sats", 5),
    ("suns", 6),
];

/// Words for several days, closed, break, and those that say nothing.
const WORDS: [(&str, Option<Said>); 61] = [
    ("every day", Some(Said::Days(ALL))),
    ("everyday", Some(Said::Days(ALL))),
    ("daily", Some(Said::Days(ALL))),
    ("weekdays", Some(Said::Days(WEEKDAYS))),
    ("weekday", Some(Said::Days(WEEKDAYS))),
    ("working days", Some(Said::Days(WEEKDAYS))),
    ("workdays", Some(Said::Days(WEEKDAYS))),
    ("weekends", Some(Said::Days(WEEKEND))),
    ("weekend", Some(Said::Days(WEEKEND))),
    ("每天", Some(Said::Days(ALL))),
    ("每日", Some(Said::Days(ALL))),
    ("天天", Some(Said::Days(ALL))),
    ("全年无休", Some(Said::Days(ALL))),
    ("全年無休", Some(Said::Days(ALL))),
    ("工作日", Some(Said::Days(WEEKDAYS))),
    ("平日", Some(Said::Days(WEEKDAYS))),
    ("双休日", Some(Said::Days(WEEKEND))),
    ("周末", Some(Said::Days(WEEKEND))),
    ("週末", Some(Said::Days(WEEKEND))),
    ("假日", Some(Said::Days(WEEKEND))),
    ("24/7", Some(Said::Span((0, DAY)))),
    ("24 hours", Some(Said::Span((0, DAY)))),
    ("24hours", Some(Said::Span((0, DAY)))),
    ("24h", Some(Said::Span((0, DAY)))),
    ("24小时", Some(Said::Span((0, DAY)))),
    ("24小時", Some(Said::Span((0, DAY)))),
    ("24 小时", Some(Said::Span((0, DAY)))),
    ("24 小時", Some(Said::Span((0, DAY)))),
    ("closed for lunch", Some(Said::Break)),
    ("lunch break", Some(Said::Break)),
    ("lunch", Some(Said::Break)),
    ("break", Some(Said::Break)),
    ("中午休息", Some(Said::Break)),
    ("午间休息", Some(Said::Break)),
    ("午間休息", Some(Said::Break)),
    ("午休时间", Some(Said::Break)),
    ("午休時間", Some(Said::Break)),
    ("午休", Some(Said::Break)),
    ("closed", Some(Said::Closed)),
    ("shut", Some(Said::Closed)),
    ("公休日", Some(Said::Closed)),
    ("公休", Some(Said::Closed)),
    ("店休日", Some(Said::Closed)),
    ("店休", Some(Said::Closed)),
    ("定休日", Some(Said::Closed)),
    ("不营业", Some(Said::Closed)),
    ("不營業", Some(Said::Closed)),
    ("休息", Some(Said::Closed)),
    ("休", Some(Said::Closed)),
    ("open", None),
    ("opening hours", None),
    ("hours", None),
    ("from", None),
    ("and", None),
    ("on", None),
    ("营业时间", None),
    ("營業時間", None),
    ("营业", None),
    ("營業", None),
    ("全天候", None),
    ("全天", None),
];

/// What the text says, in its order; `None` when some of it is not understood.
pub(super) fn scan(text: &str) -> Option<Vec<Said>> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut rest = text.as_str();
    let mut said = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",;:、。.()|&和及+".contains(c));
        if rest.is_empty() {
            return Some(said);
        }
        if let Some((one, after)) = word(rest).or_else(|| days(rest)).or_else(|| span(rest)) {
            said.extend(one);
            rest = after;
        } else {
            return None;
        }
    }
}

type Found<'a, T> = Option<(T, &'a str)>;

fn word(rest: &str) -> Found<'_, Option<Said>> {
    let mut found: Found<'_, Option<Said>> = None;
    for (word, said) in WORDS {
        if let Some(after) = cut_word(rest, word)
            && found.is_none_or(|(_, shortest)| after.len() < shortest.len())
        {
            found = Some((said, after));
        }
    }
    found
}

/// What follows a word; a Latin one must end there.
fn cut_word<'a>(rest: &'a str, word: &str) -> Option<&'a str> {
    let after = rest.strip_prefix(word)?;
    let latin = word.ends_with(|c: char| c.is_ascii_alphanumeric());
    (!latin || !after.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(after)
}

/// One weekday, or a range of them.
fn days(rest: &str) -> Found<'_, Option<Said>> {
    let (first, mut after) = day(rest, false)?;
    let mut days = 1_u8 << first;
    if let Some((last, behind)) = to(after).and_then(|behind| day(behind, true)) {
        let mut at = first;
        while at != last {
            at = (at + 1) % 7;
            days |= 1 << at;
        }
        after = behind;
    }
    // 周一、三、五; 六日
    while let Some((next, behind)) = day(after.trim_start_matches(['、', ',', ' ']), true).filter(|_| han_next(after))
    {
        days |= 1 << next;
        after = behind;
    }
    Some((Some(Said::Days(days)), after))
}

/// Whether a bare Chinese weekday could go on here.
fn han_next(after: &str) -> bool {
    let next = after.trim_start_matches(['、', ',', ' ']);
    next.starts_with(|c: char| "一二三四五六日天".contains(c))
}

/// A weekday; `bare` allows a Chinese one without 周 before it.
fn day(rest: &str, bare: bool) -> Found<'_, u8> {
    let rest = rest.trim_start();
    let mut found: Found<'_, u8> = None;
    for (word, number) in DAY_WORDS {
        let after = cut_word(rest, word).or_else(|| rest.strip_prefix(word).and_then(|after| cut_word(after, "s")));
        if let Some(after) = after
            && found.is_none_or(|(_, shortest)| after.len() < shortest.len())
        {
            found = Some((number, after));
        }
    }
    if found.is_some() {
        return found;
    }
    let prefix = ["星期", "礼拜", "禮拜", "周", "週"].into_iter().find_map(|prefix| rest.strip_prefix(prefix));
    let after = match prefix {
        Some(after) => after,
        // 六日公休: two bare weekdays side by side can be nothing else.
        None if bare || rest.starts_with("六日") => rest,
        None => return None,
    };
    let mut chars = after.chars();
    let number = match chars.next()? {
        '一' => 0,
        '二' => 1,
        '三' => 2,
        '四' => 3,
        '五' => 4,
        '六' => 5,
        '日' | '天' => 6,
        _ => return None,
    };
    Some((number, chars.as_str()))
}

/// What follows a word for "to".
fn to(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    ["-", "–", "—", "−", "~", "〜", "至", "到"]
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .or_else(|| ["to", "until", "till"].into_iter().find_map(|word| cut_word(rest, word)))
        .map(str::trim_start)
}

/// A time as it was written.
struct Time {
    minute: u32,
    /// Some(true): afternoon was said; Some(false): morning.
    afternoon: Option<bool>,
    /// Written with a zero before its hour.
    zero: bool,
}

fn span(rest: &str) -> Found<'_, Option<Said>> {
    let (from, after) = time(rest)?;
    let (end, after) = time(to(after)?)?;
    let noon = DAY / 2;
    let mut start = from.minute;
    // 1-5pm, but 9-5pm.
    if from.afternoon.is_none() && end.afternoon == Some(true) && start < noon && start + noon < end.minute {
        start += noon;
    }
    let mut stop = end.minute;
    // 2pm-6, 下午2点-6点, 晚上6点-12点: the end is of the same half where it then comes later.
    if from.afternoon == Some(true) && end.afternoon.is_none() && stop <= noon && stop + noon > start {
        stop += noon;
    }
    if stop <= start {
        // 9-5 is the afternoon; 18:00-02:00 is the next morning.
        let said = from.afternoon.is_some() || end.afternoon.is_some();
        // 02:00 is written on a clock of 24 hours; 05:00 may be either's, and then it is the earlier.
        let small_hour = end.zero && stop < 4 * 60;
        let clock_of_twelve = !said && start <= noon && !small_hour;
        stop += if clock_of_twelve && stop + noon > start { noon } else { DAY };
    }
    (start < DAY && from.minute != end.minute).then_some((Some(Said::Span((start, stop))), after))
}

fn time(rest: &str) -> Found<'_, Time> {
    let rest = rest.trim_start();
    let had = rest;
    let (half, rest) = [
        ("上午", false),
        ("早上", false),
        ("早晨", false),
        ("凌晨", false),
        ("中午", true),
        ("下午", true),
        ("晚上", true),
        ("晚", true),
        ("早", false),
    ]
    .into_iter()
    .find_map(|(word, half)| rest.strip_prefix(word).map(|after| (Some(half), after.trim_start())))
    .unwrap_or((None, rest));
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let zero = rest.starts_with('0');
    let (hour, mut minute, mut after): (u32, u32, &str) = match digits {
        1 | 2 => (rest[..digits].parse().ok()?, 0, &rest[digits..]),
        4 => (rest[..2].parse().ok()?, rest[2..4].parse().ok()?, &rest[4..]),
        _ => return None,
    };
    if digits < 3 {
        let mark = [":", ".", "点", "點", "时", "時", "h"]
            .into_iter()
            .find_map(|mark| Some((mark, after.strip_prefix(mark)?)));
        if let Some((mark, behind)) = mark {
            let two = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if two == 2 {
                minute = behind[..2].parse().ok()?;
                after = behind[2..].strip_prefix('分').unwrap_or(&behind[2..]);
            } else if let Some(behind) = behind.strip_prefix('半') {
                minute = 30;
                after = behind;
            } else if !matches!(mark, ":" | ".") && two == 0 {
                after = behind.strip_prefix('整').unwrap_or(behind);
            } else {
                return None;
            }
        }
    }
    let trimmed = after.trim_start();
    let said = [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)]
        .into_iter()
        .find_map(|(word, half)| trimmed.strip_prefix(word).map(|after| (half, after)));
    let (afternoon, after) = match said {
        Some((half, after)) => (Some(half), after),
        None => (half, after),
    };
    let evening = had.starts_with('晚');
    let hour = match afternoon {
        // 晚上12点 ends the day.
        Some(true) if evening && hour == 12 => 24,
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    (minute < 60 && hour * 60 + minute <= DAY).then_some((Time { minute: hour * 60 + minute, afternoon, zero }, after))
}
