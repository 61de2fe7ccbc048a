//! Words that stand for marks: 跟进 and `follow up` for `>`, 对方答应 and `they promised` for `<`, 竞品 for `^`, 异议 for `#`, 产品 for `+`.
//!
//! Always holds: a word counts only at the beginning of a clause, and where what follows shows that it is meant so.

use super::extent;
use super::{Item, Place};
use crate::base::text::is_han;
use crate::base::when::{Context, find_all};
use crate::domain::log_line::Vocabulary;
use crate::schema::PromisedBy;

const OURS: [&str; 14] = [
    "follow up",
    "follow-up",
    "followup",
    "todo",
    "to do",
    "we promised",
    "i promised",
    "跟进",
    "跟進",
    "待跟进",
    "待跟進",
    "待追蹤",
    "我方答应",
    "我方答應",
];
const THEIRS: [&str; 18] = [
    "they promised to",
    "they promised",
    "they promise",
    "he promised",
    "she promised",
    "they agreed to",
    "they owe us",
    "对方答应",
    "對方答應",
    "对方承诺",
    "對方承諾",
    "客户答应",
    "客戶答應",
    "客户承诺",
    "客戶承諾",
    "他答应",
    "他們答應",
    "他们答应",
];
const COMPETITOR: [&str; 10] =
    ["竞争对手", "競爭對手", "竞品", "競品", "竞对", "对手", "對手", "友商", "competitor", "competition"];
const TAG: [&str; 8] = ["异议", "異議", "标签", "標籤", "objection", "objections", "tag", "tags"];
const PRODUCT: [&str; 4] = ["产品", "產品", "products", "product"];

/// The word of a list with which a text begins, whole.
fn begins<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().find(|word| {
        text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !(word.is_ascii() && text[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// A promise that begins here with a word: whose, where its words begin, and where it ends at the latest. It has a date, or a colon.
pub(super) fn promise(line: &str, place: &Place<'_>, context: &Context) -> Option<(PromisedBy, usize, usize)> {
    let at = place.at;
    let here = &line[at..];
    let (word, by) = match (begins(here, &OURS), begins(here, &THEIRS)) {
        (Some(word), _) => (word, PromisedBy::Us),
        (None, Some(word)) => (word, PromisedBy::Them),
        (None, None) => return None,
    };
    if !place.tries.one_more() {
        return None;
    }
    let behind = &here[word.len()..];
    let colon = behind.trim_start().starts_with([':', '：']);
    // `nothing to do friday`.
    if word == "to do" && !colon && !place.begins_clause(line) {
        return None;
    }
    let spaced = behind.starts_with(char::is_whitespace) && word.chars().all(is_han);
    let said = by == PromisedBy::Them && word.chars().all(is_han);
    // 对方答应了 says that it is done; 答应了月底前定 what is promised.
    let done = if said { behind.len() - behind.trim_start_matches('了').len() } else { 0 };
    let from = done + behind[done..].len() - behind[done..].trim_start_matches([':', '：', ' ', '\u{3000}']).len();
    let rest = &behind[from..];
    // Whether it is one, its beginning says; what it promises goes on to the end of its clause.
    let mut end = extent::near(rest);
    let whole = || extent::clause(rest);
    let dated = |text: &str| {
        find_all(text, context).iter().any(|(_, said)| said.when.due_day().is_some_and(|day| day >= context.today))
    };
    if rest[..end].trim().is_empty() {
        return None;
    }
    let has_date = dated(&rest[..end]);
    // `they owe us 240, pays by 5 dec` is money.
    if word == "they owe us" && rest.starts_with(|c: char| c.is_ascii_digit() || "£$€".contains(c)) {
        return None;
    }
    // 答应不了, 答应过, 答应吗.
    let other =
        rest.starts_with(['不', '过', '過', '吗', '嗎', '没', '沒', '的']) || rest[..end].trim().chars().count() < 2;
    if said && (other || done > 0 && !has_date) {
        return None;
    }
    if !has_date && rest[end..].starts_with([',', '，']) {
        // 跟进 报价，周五: the date stands by itself behind the comma.
        let next = &rest[end..].trim_start_matches([',', '，', ' ']);
        let next_end = extent::near(next);
        let dates = find_all(&next[..next_end], context);
        if dates
            .first()
            .is_some_and(|(range, said)| range.start == 0 && range.end == next_end && said.when.due_day().is_some())
        {
            end = rest.len() - next.len() + next_end;
            return Some((by, at + word.len() + from, at + word.len() + from + end));
        }
    }
    (has_date || colon || (spaced && by == PromisedBy::Us) || said).then_some((
        by,
        at + word.len() + from,
        at + word.len() + from + whole(),
    ))
}

/// What else begins here with a word, and where it ends. `begins`: so does its clause.
pub(super) fn item(text: &str, known: &Vocabulary, begins_clause: bool) -> Option<(usize, Item)> {
    let named = |word: &str| -> Option<usize> {
        let behind = &text[word.len()..];
        let behind_is = behind.strip_prefix('是').or(behind.strip_prefix(" is ")).unwrap_or(behind);
        let stripped = behind_is.trim_start_matches([':', '：', ' ', '\u{3000}']);
        (stripped.len() < behind.len()).then(|| text.len() - stripped.len())
    };
    if let Some(word) = begins(text, &COMPETITOR) {
        let from = named(word)?;
        let (end, name) = extent::word(&text[from..], &known.competitors)?;
        let plain_space = !text[word.len()..from].contains([':', '：', '是']) && word.is_ascii();
        // `lost the competition Friday`.
        let told = begins_clause || word != "competition";
        let meant = !plain_space || told && name.starts_with(char::is_uppercase);
        let short = name.chars().filter(|c| is_han(*c)).count() <= 8;
        return (meant && short && extent::begins_with_letter(name))
            .then(|| (from + end, Item::Competitor(name.to_owned())));
    }
    let colon = |word: &str, from: usize| text[word.len()..from].contains([':', '：']) || word.chars().all(is_han);
    if let Some(word) = begins(text, &TAG) {
        let from = named(word)?;
        if !colon(word, from) {
            let end = extent::near(&text[from..]);
            let objection = word.starts_with("objection") && begins_clause && is_objection(&text[from..from + end]);
            let name = text[from..from + end].trim_end();
            return objection.then(|| (from + name.len(), Item::Tag(name.to_owned())));
        }
        let (end, name) = extent::word(&text[from..], &known.tags)?;
        return extent::begins_with_letter(name).then(|| (from + end, Item::Tag(name.to_owned())));
    }
    let word = begins(text, &PRODUCT)?;
    let from = named(word)?;
    let (end, wanted) = super::product::read(&text[from..], &known.products)?;
    let plain = || known.products.contains(&wanted.name) || is_goods(&wanted.name);
    (wanted.count.is_some() && (colon(word, from) || plain())).then_some((from + end, Item::Product(wanted)))
}

/// Whether what follows `objection` without a colon is what was objected to, to its clause's end: `objection price`; not `objections handled`.
fn is_objection(clause: &str) -> bool {
    const NOT: [&str; 26] = [
        "whatsoever",
        "really",
        "so",
        "at",
        "is",
        "was",
        "were",
        "to",
        "from",
        "about",
        "on",
        "over",
        "by",
        "raised",
        "handled",
        "overcome",
        "remains",
        "remain",
        "still",
        "none",
        "yet",
        "that",
        "the",
        "and",
        "again",
        "came",
    ];
    let clause = clause.to_ascii_lowercase();
    let words: Vec<&str> = clause.split_whitespace().collect();
    (1..=2).contains(&words.len()) && !words.iter().any(|word| NOT.contains(word))
}

/// Whether what `product` without a colon stands before is goods, counted: `product sample 3`; not `product line 2`.
fn is_goods(name: &str) -> bool {
    const NOT: [&str; 18] = [
        "line", "code", "number", "no", "group", "range", "version", "launch", "page", "test", "price", "meeting",
        "demo", "recall", "manager", "category", "list", "type",
    ];
    !name.split_whitespace().any(|word| NOT.contains(&word.to_ascii_lowercase().as_str()))
}
