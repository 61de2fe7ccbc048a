//! People in a line: the customer's contacts by their names, and somebody new whose telephone number stands behind the name.
//!
//! Always holds: a name that fits two contacts names neither; the words stay in the note.

mod away;
mod short;
mod words;

use std::ops::Range;

use self::away::Said;
use super::Person;
use super::han::sentence_in_han;
use super::money;
use super::notes::separates;
use crate::base::lang::Lang;
use crate::base::text::{fold, fold_char, is_han};
use crate::domain::deed::NewPerson;

/// Behind a family name: what somebody is.
pub(super) const TITLES: [&str; 64] = [
    "总经理",
    "總經理",
    "副总",
    "副總",
    "经理",
    "經理",
    "主任",
    "主管",
    "老师",
    "老師",
    "老板",
    "老闆",
    "院长",
    "院長",
    "店长",
    "店長",
    "厂长",
    "廠長",
    "科长",
    "科長",
    "部长",
    "部長",
    "校长",
    "校長",
    "处长",
    "處長",
    "医生",
    "醫生",
    "醫師",
    "先生",
    "女士",
    "小姐",
    "太太",
    "阿姨",
    "师傅",
    "師傅",
    "总",
    "總",
    "工",
    "董",
    "姐",
    "哥",
    "叔",
    "生",
    "局",
    "护士长",
    "组长",
    "組長",
    "班长",
    "班長",
    "队长",
    "隊長",
    "站长",
    "站長",
    "总监",
    "總監",
    "课长",
    "課長",
    "所长",
    "所長",
    "助理",
    "会计",
    "會計",
    "大姐",
];
/// Family names of two characters.
const COMPOUND: [&str; 16] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "尉迟", "尉遲", "闻人", "聞人", "令狐", "皇甫",
    "夏侯", "慕容",
];
/// Family names, the usual ones.
pub(super) const FAMILY: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万段雷钱錢汤湯尹黎易常武乔賀贺赖賴龚龔文施洪游柯詹简簡涂楼樓章凌裘寿壽於查盛倪屠祝翁俞虞柴童莫仇瞿毕畢骆駱柳葛季齐闻翟戚佘鲍温覃韦苗岑樊牛焦";
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
/// Given names that are words too: small letters do not name anybody.
const WORDS_TOO: &str =
    "will may mark bill art grace hope joy sue rich rose dawn summer ray gene dean guy drew chase faith";

/// The contacts that a text names, each once, where each stands first. `rung`: it tells of a call or a message, whose contact is who was rung in vain as
/// well.
pub(super) fn met(text: &str, people: &[Person], rung: bool) -> Vec<(Range<usize>, Person)> {
    let mut found: Vec<(Range<usize>, Person)> = Vec::new();
    let folded = fold(text);
    for person in people.iter().filter(|person| may_name(&folded, &person.name)) {
        let others = people.iter().filter(|other| other.id != person.id);
        let place = place(text, &person.name, rung, &|form| {
            // 王芳 names nobody else, though 王总 might.
            form != person.name && others.clone().any(|other| forms(&other.name).iter().any(|own| own == form))
        });
        found.extend(place.map(|range| (range, person.clone())));
    }
    let beside: Vec<_> = people
        .iter()
        .filter(|person| found.iter().all(|(_, known)| known.id != person.id))
        .filter_map(|person| Some((short::beside(text, &person.name, &found)?, person.clone())))
        .filter(|(range, _)| matches!(away::said_of(text, range, rung), None | Some(Said::Met)))
        .collect();
    found.extend(beside);
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Where a text names somebody who was met. `shared`: a form that is another's as well.
fn place(text: &str, name: &str, rung: bool, shared: &dyn Fn(&str) -> bool) -> Option<Range<usize>> {
    let han = name.trim().chars().all(is_han);
    let mut named = None;
    for form in forms(name).iter().filter(|form| !shared(form)) {
        match stands_there(text, form, name, rung) {
            Stands::Met(range) => return Some(range),
            Stands::Named(range) if han => return Some(range),
            Stands::Named(range) => named = named.or(Some(range)),
            // `claire patel not there`: whoever has the whole name has both its parts.
            Stands::Away if !han => return None,
            Stands::Away | Stands::Nowhere => {}
        }
    }
    named.or_else(|| short::given(text, name).filter(|range| away::said_of(text, range, rung).is_none()))
}

/// Whether a text has in it a name by which this person is called.
pub(super) fn names_one(text: &str, person: &Person) -> bool {
    may_name(&fold(text), &person.name) && forms(&person.name).iter().any(|form| stands(text, form).is_some())
}

/// Whether a folded text has in it what all forms of a Chinese name have, or any word of another: most texts name nobody.
fn may_name(folded: &str, name: &str) -> bool {
    let name = name.trim();
    match family(name).filter(|_| name.chars().all(is_han)) {
        Some(family) => folded.contains(&fold(family)),
        // A name may be cut short: `malc only`.
        None => name.split_whitespace().any(|word| {
            let folded_word = fold(word);
            folded.contains(folded_word.get(..4).unwrap_or(&folded_word))
        }),
    }
}

/// Whether letters are the name of a person, or a family name with a title, and nothing else: 单雅琴, 尉迟科长, `Anna Brown`; `Anna` alone is anybody.
pub fn is_called(letters: &str, name: &str) -> bool {
    let (letters, han) = (letters.trim(), name.trim().chars().all(is_han));
    let whole = fold(letters) == fold(name.trim());
    if !han {
        return whole && letters.split_whitespace().count() > 1;
    }
    let titled = || family_with_title(letters).is_some_and(|own| family(name.trim()) == Some(own));
    letters.chars().count() >= 2 && (whole || titled())
}

/// Whether letters are how a person of this name goes by: 翟主任, 老翟, 阿翟, whole or in other characters.
pub(super) fn goes_by(letters: &str, name: &str) -> bool {
    let nick = letters.strip_prefix(['老', '小', '阿']).filter(|family| !family.is_empty());
    let family_of = |own: &str| family(name.trim()).is_some_and(|family| fold(family) == fold(own));
    nick.is_some_and(family_of) || family_with_title(letters).is_some_and(family_of)
}

/// The family name of what is a family name with a title: 尉迟 of 尉迟科长.
pub fn family_with_title(letters: &str) -> Option<&str> {
    let title = TITLES.iter().filter(|title| letters.ends_with(**title)).max_by_key(|title| title.len())?;
    let own = &letters[..letters.len() - title.len()];
    (!own.is_empty() && family(own) == Some(own)).then_some(own)
}

/// How a person is called, the whole name first.
fn forms(name: &str) -> Vec<String> {
    let name = name.trim();
    let mut forms = vec![name.to_owned()];
    if name.chars().all(is_han) {
        if let Some(family) = family(name) {
            forms.extend(TITLES.iter().map(|title| format!("{family}{title}")));
            forms.extend(["老", "小", "阿"].iter().map(|before| format!("{before}{family}")));
        }
    } else {
        let words: Vec<&str> = name.split_whitespace().filter(|word| word.chars().count() >= 2).collect();
        let titles = ["mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "miss", "the"];
        let plain = words.iter().filter(|word| !titles.contains(&word.to_lowercase().as_str()));
        forms.extend(plain.map(|word| (*word).to_owned()));
    }
    forms
}

/// The family name of a contact: the first character, or two of some.
fn family(name: &str) -> Option<&str> {
    if let Some(two) = COMPOUND.iter().find(|two| name.starts_with(**two)) {
        return Some(two);
    }
    let first = name.chars().next()?;
    Some(&name[..first.len_utf8()])
}

/// How a name stands in a text.
enum Stands {
    /// The words say that he was met.
    Met(Range<usize>),
    /// Nothing speaks against it.
    Named(Range<usize>),
    /// He was not there.
    Away,
    /// It does not, or he is only spoken of.
    Nowhere,
}

/// How a name stands in a text. Who is once said to be away was not there, whatever else is said of him, unless it is said plainly.
fn stands_there(text: &str, form: &str, name: &str, rung: bool) -> Stands {
    let (mut from, mut named, mut away) = (0, None, false);
    while let Some(found) = stands(&text[from..], form) {
        let range = from + found.start..from + found.end;
        from = range.end;
        // `Mark Griffiths's people`: the whole name says it.
        if in_whole(text, &range, form, name) || words::is_a_word(text, &range, form, name) {
            continue;
        }
        match away::said_of(text, &range, rung) {
            Some(Said::Met) => return Stands::Met(range),
            Some(Said::Away) => away = true,
            Some(Said::SpokenOf) => {}
            None => named = named.or(Some(range)),
        }
    }
    match named {
        _ if away => Stands::Away,
        Some(range) => Stands::Named(range),
        None => Stands::Nowhere,
    }
}

/// Whether a part of a name stands here in the whole of it.
fn in_whole(text: &str, range: &Range<usize>, form: &str, name: &str) -> bool {
    let rest = name.strip_prefix(form).filter(|rest| !rest.is_empty());
    let head = name.strip_suffix(form).filter(|head| !head.is_empty());
    let same = |here: Option<&str>, own: &str| here.is_some_and(|here| fold(here) == fold(own));
    rest.is_some_and(|rest| same(text.get(range.end..range.end + rest.len()), rest))
        || head.is_some_and(|head| {
            range.start >= head.len() && same(text.get(range.start - head.len()..range.start), head)
        })
}

/// Where a name stands in a text, whole.
fn stands(text: &str, form: &str) -> Option<Range<usize>> {
    let (count, wanted) = (form.chars().count(), fold(form));
    let first = wanted.chars().next()?;
    let a_word = WORDS_TOO.split(' ').any(|word| word == wanted);
    let latin = |c: char| c.is_alphanumeric() && !is_han(c);
    text.char_indices().find_map(|(at, c)| {
        // One that folds to several is looked at whole.
        if fold_char(c).is_some_and(|c| c != first) {
            return None;
        }
        let rest = &text[at..];
        let end = rest.char_indices().map(|(n, c)| n + c.len_utf8()).nth(count - 1)?;
        let here = &rest[..end];
        let inside = here.starts_with(latin) && text[..at].ends_with(latin)
            || here.ends_with(latin) && rest[end..].starts_with(latin);
        let small = a_word && here.starts_with(char::is_lowercase);
        (!inside && !small && fold(here) == wanted).then_some(at..at + end)
    })
}

/// Somebody whose telephone number stands behind the name, and where both stand.
pub(super) fn somebody_new(text: &str, people: &[Person]) -> Option<(Range<usize>, NewPerson)> {
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
    // Seven figures alone are as often the number of a paper.
    let bare = !said && phone.len() == 7 && phone.chars().all(|c| c.is_ascii_digit());
    let name = if before.ends_with(is_han) { han_name(before)? } else { latin_name(before)? };
    let sums = || money::sums(text, Lang::ZhHans, false);
    if bare || words::is_a_paper(name) || sums().iter().any(|(sum, _)| sum.start < number.end && number.start < sum.end)
    {
        return None;
    }
    let known = people.iter().any(|person| forms(&person.name).iter().any(|form| fold(form) == fold(name)));
    let from = before.len() - name.len();
    (!known).then(|| (from..number.end, NewPerson { name: name.to_owned(), phone }))
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
pub(super) fn behind_somebody(text: &str) -> Option<usize> {
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
pub(super) fn is_a_number(text: &str) -> bool {
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
    [3, 2].into_iter().find_map(|length| {
        let (from, first) = text.char_indices().rev().nth(length - 1)?;
        let name = &text[from..];
        (FAMILY.contains(first) && name.chars().all(is_han)).then_some(name)
    })
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
