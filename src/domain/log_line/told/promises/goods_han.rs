//! What is brought by a Chinese promise, and who stands before its day: 两盒铣刀，明天送货, but not 田倩，明天送货.
//!
//! Always holds: a clause before is goods only where it plainly names them, never where it names somebody or tells something.

use super::Around;
use super::deeds_han::{BRINGS, LEADS, OTHERS, SELLS, SHORT};
use super::han::{Clause, is_theirs, plain};
use super::said_han::names_goods;
use crate::base::text::is_han;
use crate::domain::log_line::notes;
use crate::domain::log_line::told::goods::goods;

/// What stands before a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Head {
    Nobody,
    /// Somebody of the customer's.
    Them,
    /// Things of the trade.
    Goods,
    /// A word of which nothing is known: somebody, or something.
    Others,
}

/// What words before a day are. `own`: whether they name one of the customer's people.
pub(super) fn head(words: &str, own: &dyn Fn(&str) -> bool) -> Head {
    let mut left = words.trim_matches(notes::separates);
    while let Some(rest) = LEADS.iter().find_map(|word| left.strip_prefix(word).or(left.strip_suffix(word))) {
        left = rest;
    }
    match left {
        "" => Head::Nobody,
        left if is_theirs(left) || own(left) => Head::Them,
        left if names_goods(left) => Head::Goods,
        _ => Head::Others,
    }
}

/// Whether it is us who do it with our own thing, where this stands before the day and that between it and the deed.
pub(super) fn is_done_by_us(head: Head, between: &str, own: &dyn Fn(&str) -> bool) -> bool {
    // 周五快递送货: whoever stands right before the deed does it.
    let other = |words: &str| is_a_party(words) || own(words);
    head != Head::Others && !other(between)
}

/// Whether words end with those that do things: 技术部, 另一家, 小王.
pub(super) fn is_a_party(words: &str) -> bool {
    const PARTIES: &[char] = &['家', '厂', '司', '部', '局', '院', '行', '手', '事', '员', '商', '方'];
    OTHERS.iter().any(|word| words.contains(word)) || words.trim_end().ends_with(PARTIES)
}

impl Clause<'_> {
    /// The words of what we promise; where they only say that it is brought, with what the clause before says.
    pub(super) fn ours(&self) -> String {
        const LEADS: &[&str] = &[
            "我答应他",
            "我答应她",
            "我答应",
            "我答應他",
            "我答應她",
            "我答應",
            "我跟他说",
            "我跟她说",
            "我跟他講",
            "跟他说好",
            "跟她说好",
            "跟他说",
            "跟她说",
            "和他说好",
            "和她说好",
            "我说",
            "我說",
            "答应他",
            "答应她",
            "答應他",
            "答應她",
            "答应",
            "答應",
            "我们厂",
            "我們廠",
            "我们公司",
            "我們公司",
            "我们",
            "我們",
            "我哋",
            "让我们",
            "讓我們",
            "叫我们",
            "叫我們",
            "要求我们",
            "要求我們",
            "要求我",
            "要我们",
            "要我們",
            "请我们",
            "請我們",
            "让我",
            "讓我",
            "叫我",
            "要我",
            "请我",
            "請我",
            "催我",
            "提醒我",
            "她要",
            "他要",
            "他们要",
            "那",
            "我",
            "就",
            "说好",
            "說好",
            "说",
            "說",
            "一定",
            "之前",
            "以前",
            "前",
        ];
        let mut text = self.left.trim_matches(notes::separates);
        while let Some(rest) = LEADS.iter().find_map(|word| text.strip_prefix(word)).filter(|rest| !rest.is_empty()) {
            text = rest.trim_start_matches(notes::separates);
        }
        let short = plain(text);
        let short = short.strip_suffix(['他', '她']).filter(|deed| deed.ends_with('给')).unwrap_or(&short);
        let brings = SELLS.contains(&short) || BRINGS.contains(&short) || SHORT.contains(&short) || short == "要到";
        // 我答应他26号拉过去: what, is said or known.
        let told = self.own.contains('我') || self.own.contains("答应");
        // 他要一份报价单，我后天给他.
        let wanted = ["要", "想要", "需要"].iter().any(|word| self.before.contains(word)) && !self.own.contains("答应");
        match self.goods().filter(|_| brings && (!told || wanted)) {
            Some(what) => format!("{what}，{text}"),
            None => text.to_owned(),
        }
    }

    /// What is brought, by the clause before: 要五万八的成套铣刀，下周三交货.
    fn goods(&self) -> Option<String> {
        const TAKES: &[&str] =
            &["订了", "訂了", "定了", "加了", "要了", "买了", "買了", "拿了", "还要", "還要", "想要", "要"];
        const SAYS: &[&str] = &["我说", "她说", "他说", "先"];
        // A sentence is none: 货发了, 聊了半小时, 看样品.
        const TELLS: &str = "怎没吗不催签说单问聊见看试付谈了完好满过缺到坐嫌赶";
        let Around { text, clauses, n, own, .. } = *self.around;
        let whole = goods(notes::last(self.before).trim(), text, clauses, n);
        let whole = SAYS.iter().find_map(|word| whole.strip_prefix(word)).unwrap_or(&whole).trim();
        let counted =
            |what: &str| what.starts_with(|c: char| c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c));
        let taken = TAKES.iter().find_map(|word| whole.split_once(word));
        let taken =
            taken.filter(|(who, what)| who.chars().count() <= 8 && (counted(what) || names_goods(&plain(what))));
        let what = taken.map_or(whole, |(_, what)| what);
        let short = plain(what);
        let is_goods = (2..=20).contains(&what.chars().count())
            && what.contains(is_han)
            && !own(what)
            && (taken.is_some() && counted(what) || !short.contains(|c| TELLS.contains(c)))
            && (taken.is_some() || names_goods(&short));
        is_goods.then(|| what.to_owned())
    }
}
