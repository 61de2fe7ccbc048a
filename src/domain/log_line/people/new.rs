//! Somebody new: whoever has a telephone number behind the name.
//!
//! Always holds: a number alone, that of a paper, a sum or a date makes nobody new; who is known already is not.

use std::ops::Range;

use super::{FAMILY, Person, TITLES, forms, words};
use crate::base::lang::Lang;
use crate::base::text::{fold, is_han};
use crate::domain::deed::NewPerson;
use crate::domain::log_line::han::sentence_in_han;
use crate::domain::log_line::money;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::ordinary::{is_a_word, is_ordinary};

/// Words in front of a number that only say that it is one.
const NUMBER_WORDS: [&str; 18] = [
    "的手机号",
    "的电话",
    "的電話",
    "手机号",
    "手機號",
    "手机",
    "手機",
    "电话号码",
    "电话",
    "電話",
    "号码",
    "號碼",
    "微信",
    "是",
    "tel",
    "phone",
    "mobile",
    "cell",
];

/// Somebody whose telephone number stands behind the name, and where both stand.
pub(in crate::domain::log_line) fn somebody_new(text: &str, people: &[Person]) -> Option<(Range<usize>, NewPerson)> {
    let (number, phone) = number(text)?;
    let apart = |text: &str| text.trim_end_matches(|c: char| separates(c) || "(（+".contains(c)).len();
    let mut before = &text[..apart(&text[..number.start])];
    if before.is_empty() {
        // 13805712266 王小明 精工.
        let name = behind_number(text, &number)?;
        let person = NewPerson { name: text[name.clone()].to_owned(), phone };
        let known = people.iter().any(|person| forms(&person.name).contains(&text[name.clone()].to_owned()));
        return (!known).then_some((number.start..name.end, person));
    }
    let mut said = false;
    for _ in 0..2 {
        if let Some(word) = NUMBER_WORDS.iter().find(|word| ends_with_word(before, word)) {
            said = true;
            before = before[..before.len() - word.len()].trim_end_matches(|c: char| separates(c) || "(（".contains(c));
        }
    }
    // 采购换成李经理了 138…: the 了 is none of his.
    before =
        before.strip_suffix('了').filter(|head| TITLES.iter().any(|title| head.ends_with(title))).unwrap_or(before);
    // Seven figures alone are as often the number of a paper.
    let bare = !said && phone.len() == 7 && phone.chars().all(|c| c.is_ascii_digit());
    let small = || behind_a_role(before).or_else(|| before_a_role(before));
    let name = if before.ends_with(is_han) {
        called(before).or_else(|| addressed(before)).or_else(|| han_name(before))?
    } else {
        latin_name(before).or_else(small)?
    };
    let sums = || money::sums(text, Lang::ZhHans, false);
    if bare || words::is_a_paper(name) || sums().iter().any(|(sum, _)| sum.start < number.end && number.start < sum.end)
    {
        return None;
    }
    let known = people.iter().any(|person| forms(&person.name).iter().any(|form| fold(form) == fold(name)));
    let from = before.rfind(name)?;
    (!known).then(|| (from..number.end, NewPerson { name: with_capitals(name), phone }))
}

/// As names are written: `manny tran` is Manny Tran.
fn with_capitals(name: &str) -> String {
    let mut begins = true;
    let capital = |c: char| {
        let upper = std::mem::replace(&mut begins, c == ' ') && c.is_lowercase();
        if upper { c.to_uppercase().next().unwrap_or(c) } else { c }
    };
    name.chars().map(capital).collect()
}

/// Words that begin as family names do: 13805712266 马上 回电.
const NO_NAMES: [&str; 44] = [
    "马上", "馬上", "方便", "何时", "何時", "高兴", "高興", "常来", "常來", "常用", "常打", "方案", "何必", "何处",
    "高手", "高层", "万一", "萬一", "于是", "许多", "許多", "任何", "白天", "夏天", "文件", "金额", "金額", "顾客",
    "顧客", "田里", "江边", "时间", "项目", "易损", "石头", "单位", "全部", "段时", "温度", "包装", "安装", "安排",
    "余款", "钱款",
];

/// The name that stands by itself behind a telephone number: two or three characters, the first of them a family name.
fn behind_number(text: &str, number: &Range<usize>) -> Option<Range<usize>> {
    let start = text.len() - text[number.end..].trim_start_matches(separates).len();
    let run = &text[start..];
    let run = &run[..run.find(|c| !is_han(c)).unwrap_or(run.len())];
    let closed = text[start + run.len()..].chars().next().is_none_or(separates);
    let name = run.starts_with(|c| FAMILY.contains(c))
        && (2..=3).contains(&run.chars().count())
        && !NO_NAMES.iter().any(|word| run.starts_with(word));
    (name && closed && sentence_in_han(run).is_none()).then_some(start..start + run.len())
}

/// Where the customer may be named behind somebody new with whom the line begins: 张三 13805712266 精工, 13805712266 王小明 精工.
pub(in crate::domain::log_line) fn behind_somebody(text: &str) -> Option<usize> {
    let (number, _) = number(text)?;
    let before = text[..number.start].trim_end_matches(separates);
    let end = if before.is_empty() {
        behind_number(text, &number).map_or(number.end, |name| name.end)
    } else {
        (han_name(before)? == before).then_some(number.end)?
    };
    let rest = text[end..].trim_start_matches(separates);
    (rest.len() < text.len() - end && rest.starts_with(is_han)).then_some(text.len() - rest.len())
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(at) = text.len().checked_sub(word.len()) else { return false };
    text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
        && !(word.is_ascii() && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether a text begins with a telephone number.
pub(in crate::domain::log_line) fn is_a_number(text: &str) -> bool {
    number(text).is_some_and(|(range, _)| range.start == 0)
}

/// The telephone number of a text: seven digits or more that are no sum, time or date.
fn number(text: &str) -> Option<(Range<usize>, String)> {
    let mut at = 0;
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit() || c == '+').map(|found| at + found) {
        let rest = &text[from..];
        let run = rest.find(|c: char| !(c.is_ascii_digit() || "+- ()".contains(c))).unwrap_or(rest.len());
        let said = rest[..run].trim_end_matches([' ', '-', '(', '+']);
        let digits = said.chars().filter(char::is_ascii_digit).count();
        let after = rest[said.len()..].chars().next();
        let before = text[..from].chars().next_back();
        let groups_ok =
            said.split([' ', '-', '(', ')', '+']).filter(|group| !group.is_empty()).all(|group| group.len() >= 2);
        let apart = !before.is_some_and(|c| c.is_ascii_alphanumeric() || ".:/$¥￥".contains(c))
            && !after.is_some_and(|c| c.is_ascii_alphanumeric() || ":/%.万萬元块".contains(c) && !matches!(c, '.'));
        let date = said.len() == 10 && said.as_bytes().get(4) == Some(&b'-');
        if (7..=15).contains(&digits) && apart && groups_ok && !date {
            return Some((from..from + said.len(), said.to_owned()));
        }
        at = from + run.max(1);
    }
    None
}

/// A Chinese name at the end of a text: a family name with one or two characters, or with a title.
fn han_name(text: &str) -> Option<&str> {
    if let Some(title) = TITLES
        .iter()
        .filter(|title| title.chars().count() > 1 || "总總工董姐哥".contains(**title))
        .find(|title| text.ends_with(**title))
    {
        let before = &text[..text.len() - title.len()];
        let family = before.chars().next_back().filter(|c| FAMILY.contains(*c));
        if let Some(family) = family {
            return Some(&text[before.len() - family.len_utf8()..]);
        }
    }
    // 采购小马.
    let mut last = text.char_indices().rev();
    if let (Some((_, family)), Some((from, nick))) = (last.next(), last.next())
        && FAMILY.contains(family)
        && ['小', '老', '阿'].contains(&nick)
    {
        return Some(&text[from..]);
    }
    [3, 2].into_iter().find_map(|length| {
        let (from, first) = text.char_indices().rev().nth(length - 1)?;
        let name = &text[from..];
        (FAMILY.contains(first) && name.chars().all(is_han)).then_some(name)
    })
}

/// Who is called by the whole name with a title behind it, in a clause of its own: 林雅婷小姐.
fn addressed(text: &str) -> Option<&str> {
    const ADDRESSES: [&str; 5] = ["小姐", "先生", "女士", "小姐姐", "太太"];
    let head = ADDRESSES.iter().find_map(|title| text.strip_suffix(title))?;
    [3, 2].into_iter().find_map(|count| {
        let (from, first) = head.char_indices().rev().nth(count - 1)?;
        let name = head.get(from..)?;
        let begins = head[..from].chars().next_back().is_none_or(|c| !is_han(c) || "叫是".contains(c));
        (FAMILY.contains(first) && begins && name.chars().all(is_han)).then_some(name)
    })
}

/// Behind a name these say what its bearer does there.
const DOES: [&str; 14] =
    ["管", "负责", "負責", "做", "当", "當", "跑", "在", "是", "专门", "專門", "接手", "对接", "对接的"];

/// Who is called so, with what he does there behind the name: 妹妹叫李美玲管账.
fn called(text: &str) -> Option<&str> {
    let at = text.rfind(['叫', '是']).filter(|at| text[*at..].chars().count() <= 9)?;
    let name = &text[at + '叫'.len_utf8()..];
    let length = |count: usize| name.char_indices().nth(count).map_or(name.len(), |(at, _)| at);
    [3, 2].into_iter().find_map(|count| {
        let (own, rest) = name.split_at(length(count));
        let does = DOES.iter().any(|word| rest.starts_with(word));
        let plain = own.chars().all(is_han) && own.chars().count() == count && own.starts_with(|c| FAMILY.contains(c));
        (plain && does && !NO_NAMES.iter().any(|word| own.starts_with(word))).then_some(own)
    })
}

/// What somebody is there, right before a name in small letters: `owner manny`, `new chef manny tran`.
const ROLES: [&str; 18] = [
    "owner",
    "manager",
    "mgr",
    "chef",
    "buyer",
    "boss",
    "contact",
    "landlord",
    "landlady",
    "director",
    "supervisor",
    "caretaker",
    "receptionist",
    "foreman",
    "bursar",
    "head",
    "called",
    "named",
];

/// A name in small letters at the end of a text, one word or two, where what somebody is there stands right before it.
fn behind_a_role(text: &str) -> Option<&str> {
    // `called sam hobbs`, though `sam` is a word as well.
    let last: Vec<&str> = text.rsplit(' ').take(3).collect();
    if let [family, given, "called" | "named"] = last.as_slice()
        && [family, given].iter().all(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic))
        && !is_a_word(family)
    {
        return text.get(text.len() - family.len() - given.len() - 1..);
    }
    let mut words = text.rsplit(' ');
    let mut from = text.len();
    for count in 1..=3 {
        let word = words.next()?;
        if count > 1 && ROLES.contains(&word.trim_end_matches([':', ',']).to_ascii_lowercase().as_str()) {
            return Some(&text[from..]);
        }
        if word.chars().count() < 2 || !word.chars().all(|c| c.is_alphabetic() || "'-".contains(c)) || is_ordinary(word)
        {
            return None;
        }
        from = from.min(text.len()).saturating_sub(word.len() + usize::from(count > 1));
    }
    None
}

/// `met priya nair new facilities manager at …`, `w karen new cleaner boss,`: the name before what somebody new is there.
fn before_a_role(text: &str) -> Option<&str> {
    const LED: [&str; 9] = ["met", "w", "with", "saw", "to", "and", "is", "called", "spoke"];
    let from = text.rfind([';', '.', '\n']).map_or(0, |at| at + 1);
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = from;
    for word in text[from..].split(' ') {
        words.push((at, word));
        at += word.len() + 1;
    }
    let role = |word: &&(usize, &str)| {
        ROLES[..16].contains(&word.1.trim_end_matches([',', ':']).to_ascii_lowercase().as_str())
    };
    let new = words.iter().rposition(|(_, word)| *word == "new")?;
    words.iter().skip(new + 1).take(3).find(role)?;
    let name = |word: &str| {
        word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || "'-".contains(c)) && !is_a_word(word)
    };
    let count = words[..new].iter().rev().take_while(|(_, word)| name(word)).count();
    let led = new.checked_sub(count + 1).and_then(|at| words.get(at));
    let plain = (1..=2).contains(&count) && led.is_some_and(|(_, word)| LED.contains(word));
    let (start, end) = (words.get(new.checked_sub(count)?)?.0, words.get(new)?.0);
    plain.then(|| text[start..end].trim_end())
}

/// A name in Latin letters at the end of a text: one to three words that begin with capitals.
fn latin_name(text: &str) -> Option<&str> {
    let (mut from, mut words, mut end) = (text.len(), 0, text.len());
    for word in text.rsplit(' ') {
        let start = end - word.len();
        let name = word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "'-.".contains(c));
        if !name || words == 3 || word.is_empty() {
            break;
        }
        from = start;
        end = start.saturating_sub(1);
        words += 1;
    }
    (words > 0 && text.len() - from >= 2).then(|| &text[from..])
}
