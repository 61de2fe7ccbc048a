//! Reads a filter as it is typed.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate, NaiveTime};

use super::{Figure, Filter, NOTHING, Speech, Term, Test, What, figures};
use crate::base::clock::Now;
use crate::base::lang::Lang;
use crate::base::text::fold;
use crate::base::when::{self, Context, Hint};
use crate::domain::entry;
use crate::schema::{Entity, Field, FieldType, Kind, Value};

/// A part of a filter that was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// There is no such field.
    Field(String),
    /// The field has no such value.
    Value {
        /// The field as typed.
        field: String,
        /// The value as typed.
        value: String,
    },
}

impl Trouble {
    /// The key of its words.
    pub const fn words(&self) -> &'static str {
        match self {
            Trouble::Field(_) => "filter-no-field",
            Trouble::Value { .. } => "filter-no-value",
        }
    }
}

/// Reads a filter of an entity, and what of it was not understood.
pub fn read(
    typed: &str,
    entity: &'static Entity,
    speech: &dyn Speech,
    now: &Now,
    lang: Lang,
) -> (Filter, Vec<Trouble>) {
    let mut filter = Filter::default();
    let mut troubles = Vec::new();
    let mut words = Vec::new();
    for part in parts(typed) {
        let Some((name, value)) = split(&part) else {
            words.push(part.replace('"', ""));
            continue;
        };
        let (not, name) = match name.strip_prefix(['-', '－']) {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let Some(what) = what(name, entity, speech) else {
            troubles.push(Trouble::Field(name.to_owned()));
            continue;
        };
        if value.is_empty() {
            // It is still being typed.
            continue;
        }
        let exact = part.contains(['=', '＝'])
            && !name.contains([':', '：'])
            && part.find([':', '：', '=', '＝']) == part.find(['=', '＝']);
        let read = test(what, value, entity, speech, now, lang)
            .map(|test| if exact { whole(what, entity, test) } else { test });
        match read {
            Some(test) => filter.terms.push(Term { what, not, test }),
            None => troubles.push(Trouble::Value { field: name.to_owned(), value: value.to_owned() }),
        }
    }
    filter.words = words.join(" ");
    (filter, troubles)
}

/// The words for what should have been before today.
pub(super) const LATE: [&str; 4] = ["late", "overdue", "超期", "逾期"];

/// The parts between spaces; quotes hold one together.
pub(super) fn parts(typed: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in typed.chars() {
        let c = if matches!(c, '“' | '”' | '「' | '」') { '"' } else { c };
        quoted ^= c == '"';
        if c.is_whitespace() && !quoted {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// A name and its value; `None` where a part is words.
pub(super) fn split(part: &str) -> Option<(&str, &str)> {
    let at = part.find([':', '：', '=', '＝'])?;
    let mark = part[at..].chars().next()?;
    let (name, value) = (&part[..at], &part[at + mark.len_utf8()..]);
    let letters = name.trim_start_matches(['-', '－']);
    (!letters.is_empty() && letters.chars().all(|c| c.is_alphabetic() || c == '_')).then_some((name, value))
}

/// What a name means: as declared, as the language calls it, `tag` for `tags`.
pub(super) fn what(name: &str, entity: &'static Entity, speech: &dyn Speech) -> Option<What> {
    let wanted = fold(name);
    let is = |known: &str| fold(known) == wanted;
    let figure = figures(entity).iter().find(|figure| is(figure.name()) || is(speech.figure(**figure)));
    if let Some(figure) = figure {
        return Some(What::Figure(*figure));
    }
    let field = entity.fields.iter().find(|field| {
        is(field.name)
            || is(speech.field(entity, field))
            || field.kind.is_set() && field.name.strip_suffix('s').is_some_and(is)
    });
    field.map(|field| What::Field(field.number))
}

/// `=` wants the whole of a text where `:` wants its beginning.
fn whole(what: What, entity: &Entity, test: Test) -> Test {
    let text = match what {
        What::Field(number) => {
            entity.by_number(number).is_some_and(|field| matches!(field.kind, Kind::Text | Kind::LongText | Kind::Set))
        }
        What::Figure(_) => false,
    };
    match test {
        Test::Begins(texts) | Test::Contains(texts) if text => Test::Is(texts.into_iter().map(Value::text).collect()),
        test => test,
    }
}

fn test(what: What, typed: &str, entity: &Entity, speech: &dyn Speech, now: &Now, lang: Lang) -> Option<Test> {
    let quoted = typed.starts_with('"');
    let typed = typed.trim_matches('"');
    if NOTHING.contains(&fold(typed).as_str()) {
        return Some(Test::Empty);
    }
    let each = || {
        typed.split(move |c| !quoted && matches!(c, ',' | '，' | '、')).map(str::trim).filter(|each| !each.is_empty())
    };
    let field = match what {
        What::Figure(figure) => {
            return days(typed, figure == Figure::Last, now, lang).map(|days| between(&days, number));
        }
        What::Field(number) => entity.by_number(number)?,
    };
    Some(match field.kind {
        Kind::Text if field.name == "street" => Test::Contains(each().map(str::to_owned).collect()),
        Kind::Text | Kind::LongText | Kind::Set => Test::Begins(each().map(str::to_owned).collect()),
        Kind::Choice(words) => {
            let choice = |typed: &str| {
                let wanted = fold(typed).replace([' ', '-'], "_");
                let called = |word: &str| fold(speech.choice(entity, field, word));
                words.iter().find(|word| **word == wanted || called(word).replace(' ', "_") == wanted)
            };
            Test::Is(each().map(|typed| choice(typed).map(|word| Value::text(*word))).collect::<Option<_>>()?)
        }
        Kind::Date => between(&days(typed, false, now, lang)?, number),
        Kind::Moment => {
            let days = days(typed, true, now, lang)?;
            let start = |day: NaiveDate| now.zone.moment(day.and_time(NaiveTime::MIN)).millis();
            let end = days.1.and_then(|day| day.checked_add_days(Days::new(1))).map(|day| start(day) - 1);
            Test::Between(days.0.map(start), end)
        }
        Kind::Number | Kind::Degrees | Kind::Money => {
            let range = numbers(field, typed, now)?;
            Test::Between(Some(*range.start()), Some(*range.end()))
        }
        Kind::Flag => match entry::value(field, typed, now).ok()? {
            Value::Null => Test::Empty,
            yes => Test::Is(vec![yes]),
        },
        // A record by its id, or by the beginning of its name.
        Kind::Ref | Kind::Refs => match each().map(|typed| typed.parse().map(Value::Id)).collect::<Result<_, _>>() {
            Ok(ids) => Test::Is(ids),
            Err(_) => Test::Begins(each().map(str::to_owned).collect()),
        },
    })
}

fn number(day: NaiveDate) -> i64 {
    Some(day).put().int().unwrap_or(0)
}

type Range = (Option<NaiveDate>, Option<NaiveDate>);

fn between((from, to): &Range, number: impl Fn(NaiveDate) -> i64) -> Test {
    Test::Between(from.map(&number), to.map(&number))
}

/// `<7d`, `>30d`, `late`, `today`, `fri`, `<2026-12-01`, `2026-11-01..2026-11-30`. Of what lies behind, a length counts back from today:
/// `last:>30d` is longer ago than thirty days.
fn days(typed: &str, behind: bool, now: &Now, lang: Lang) -> Option<Range> {
    let today = now.today();
    // `last:fri` was; of what lies ahead `fri` is the coming one.
    let hint = if behind { Hint::Past } else { Hint::None };
    let typed = crate::base::text::fold(typed);
    if LATE.contains(&typed.as_str()) {
        return Some((None, today.pred_opt()));
    }
    if let Some((from, to)) = typed.split_once("..") {
        return Some((day(from, hint, now, lang)?.0, day(to, hint, now, lang)?.1));
    }
    let (sign, rest) = match typed.chars().next()? {
        '<' | '＜' | '《' => (-1, typed.trim_start_matches(['<', '＜', '《'])),
        '>' | '＞' | '》' => (1, typed.trim_start_matches(['>', '＞', '》'])),
        _ => (0, typed.as_str()),
    };
    if let Some(length) = length(rest) {
        let days = Days::new(length);
        let edge = if behind { today.checked_sub_days(days)? } else { today.checked_add_days(days)? };
        return Some(match (sign, behind) {
            (-1, false) => (None, Some(edge)),
            (1, false) => (edge.succ_opt(), None),
            (-1, true) => (Some(edge), None),
            (1, true) => (None, edge.pred_opt()),
            (_, false) => (Some(today), Some(edge)),
            (_, true) => (Some(edge), Some(today)),
        });
    }
    let (first, last) = day(rest, hint, now, lang)?;
    Some(match sign {
        -1 => (None, first?.pred_opt()),
        1 => (last?.succ_opt(), None),
        _ => (first, last),
    })
}

/// Days in words: their first and last.
fn day(typed: &str, hint: Hint, now: &Now, lang: Lang) -> Option<Range> {
    if let Ok(day) = typed.parse() {
        return Some((Some(day), Some(day)));
    }
    let said = when::parse(typed, &Context::at(now, hint, lang))?.when;
    Some((Some(said.first_day()?), Some(said.due_day()?)))
}

/// `7`, `7d`, `2w`, `3m`, `7天`, `2周` in days.
fn length(typed: &str) -> Option<u64> {
    let end = typed.find(|c: char| !c.is_ascii_digit()).unwrap_or(typed.len());
    let count: u64 = typed[..end].parse().ok().filter(|count| *count < 10_000)?;
    let days = match typed[end..].trim() {
        "" | "d" | "day" | "days" | "天" | "日" => 1,
        "w" | "week" | "weeks" | "周" | "週" | "星期" => 7,
        "m" | "month" | "months" | "个月" | "個月" | "月" => 30,
        _ => return None,
    };
    Some(count * days)
}

fn numbers(field: &Field, typed: &str, now: &Now) -> Option<RangeInclusive<i64>> {
    let value = |typed: &str| entry::value(field, typed, now).ok()?.int();
    let typed = crate::base::text::fold(typed).replace(['《', '〈'], "<").replace(['》', '〉'], ">");
    Some(match typed.split_at_checked(1)? {
        ("<", rest) => i64::MIN..=value(rest)?.checked_sub(1)?,
        (">", rest) => value(rest)?.checked_add(1)?..=i64::MAX,
        _ => value(&typed)?..=value(&typed)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::plain::Plain;
    use crate::schema::{ACCOUNT, FOLLOW_UP};

    fn shown(typed: &str, entity: &'static Entity) -> String {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let (filter, troubles) = read(typed, entity, &Plain, &now, Lang::ZhHans);
        let day = |number: &Option<i64>| {
            number.map_or_else(String::new, |n| {
                <Option<NaiveDate>>::get(Value::Int(n)).map_or(n.to_string(), |d| d.to_string())
            })
        };
        let mut out: Vec<String> = Vec::new();
        for term in &filter.terms {
            let name = match term.what {
                What::Field(number) => entity.by_number(number).unwrap().name,
                What::Figure(figure) => figure.name(),
            };
            let test = match &term.test {
                Test::Empty => "nothing".to_owned(),
                Test::Is(values) => values
                    .iter()
                    .map(|v| match v {
                        Value::Text(text) => text.clone(),
                        other => format!("{other:?}"),
                    })
                    .collect::<Vec<_>>()
                    .join("|"),
                Test::Begins(texts) => format!("{}*", texts.join("|")),
                Test::Contains(texts) => format!("*{}*", texts.join("|")),
                Test::Between(from, to) => format!("{}..{}", day(from), day(to)),
            };
            out.push(format!("{}{name} {test}", if term.not { "not " } else { "" }));
        }
        if !filter.words.is_empty() {
            out.push(format!("[{}]", filter.words));
        }
        out.extend(troubles.iter().map(|trouble| format!("{trouble:?}")));
        out.join("; ")
    }

    #[test]
    fn filters_are_read() {
        for (typed, expected) in [
            ("", ""),
            ("王", "[王]"),
            ("grade:A", "grade a"),
            ("grade=a", "grade a"),
            ("等级：A", "grade a"),
            ("grade:A,B 精 工", "grade a|b; [精 工]"),
            ("-grade:c", "not grade c"),
            ("grade:-", "grade nothing"),
            ("lifecycle:活跃", "lifecycle active"),
            ("tag:cold", "tags cold*"),
            ("-tags:cold", "not tags cold*"),
            ("street:church", "street *church*"),
            ("street=\"12 Church Road\"", "street 12 Church Road"),
            ("city:\"New York\"", "city New York*"),
            ("city=\"Bath, UK\"", "city Bath, UK"),
            ("due:<7d", "due ..2026-12-01"),
            ("到期:<1周", "due ..2026-12-01"),
            ("due:>7d", "due 2026-12-02.."),
            ("due:7d", "due 2026-11-24..2026-12-01"),
            ("due:late", "due ..2026-11-23"),
            ("due:today", "due 2026-11-24..2026-11-24"),
            ("due:<2026-12-01", "due ..2026-11-30"),
            ("due:2026-11-01..2026-11-30", "due 2026-11-01..2026-11-30"),
            ("last:>30d", "last ..2026-10-24"),
            ("last:<1w", "last 2026-11-17.."),
            ("last:fri", "last 2026-11-20..2026-11-20"),
            ("last:>mon", "last 2026-11-24.."),
            ("last:never", "last nothing"),
            ("planned:today", "planned 2026-11-24..2026-11-24"),
            ("territory:North", "territory North*"),
            ("grade:", ""),
            ("grade:Z", "Value { field: \"grade\", value: \"Z\" }"),
            ("colour:red 王", "[王]; Field(\"colour\")"),
            ("\"10:30\"", "[10:30]"),
            ("10:30", "[10:30]"),
        ] {
            assert_eq!(shown(typed, &ACCOUNT), expected, "{typed}");
        }
        assert_eq!(shown("due:<7d promised_by:us", &FOLLOW_UP), "due ..2026-12-01; promised_by us");
    }
}
