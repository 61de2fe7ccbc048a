//! People in a line: the customer's contacts by their names.
//!
//! Always holds: a name that fits two contacts names neither; the words stay in the note.

mod away;
mod new;
pub(super) mod present;
mod short;
mod words;

use std::ops::Range;

use self::away::Said;
pub(super) use self::new::{behind_somebody, is_a_number, somebody_new};
use super::Person;
use crate::base::text::{fold, fold_char, is_han};

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
pub(super) const FAMILY: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万段雷钱錢汤湯尹黎易常武乔賀贺赖賴龚龔文施洪游柯詹简簡涂楼樓章凌裘寿壽於查盛倪屠祝翁俞虞柴童莫仇瞿毕畢骆駱柳葛季齐闻翟戚佘鲍温覃韦苗岑樊牛焦娄婁裴阮邬鄔聂聶邢甄靳耿卞滕褚冉";
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

/// Whether a text has in it a name by which one of these is called.
pub(super) fn is_one_of(people: &[Person], text: &str) -> bool {
    people.iter().any(|person| names_one(text, person))
}

/// Whether a text begins with a name by which one of these is called, and that stands apart: `Huw 45 mins`, 方超 评审过了; not 方超合金.
pub(super) fn is_led_by(people: &[Person], text: &str) -> bool {
    let text = text.trim_start();
    people.iter().any(|person| {
        forms(&person.name).iter().any(|form| {
            let rest = text.get(..form.len()).filter(|head| fold(head) == fold(form)).map(|_| &text[form.len()..]);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    })
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
