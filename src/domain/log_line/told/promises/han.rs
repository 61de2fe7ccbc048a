//! What is promised by a day, told in Chinese: 我答应他26号拉过去, 明天寄, 下周三交货, 這禮拜五給回音, 聽日補寄畀佢, 叫我下禮拜一帶價目表去.
//!
//! Always holds: the words name one day ahead, a deed, and whose deed it is: ours where one says 我, or where a seller does it and nobody else is named;
//! theirs where they are named or only they can do it. What is moved, recalled, asked, wished or done by somebody else is text.

use super::deeds_han::{
    BUYS, DOES, EITHER, MOVED, OTHER, OTHERS, OURS, SELLS, SHORT, TAKEN_ALONG, THEIRS, TITLES, TO_ME,
};
use super::{Around, Told, day_ahead};
use crate::base::text::is_han;
use crate::base::when::Context;
use crate::domain::deed::Promise;
use crate::domain::log_line::how::shut::alike;
use crate::domain::log_line::notes;
use crate::domain::log_line::told::business::{is_no_debt_to_us, is_ordered, is_private};
use crate::domain::log_line::told::goods::goods;
use crate::domain::log_line::told::{pays, speaks_of};
use crate::schema::PromisedBy;

/// A clause in simplified characters, with the words that Cantonese has for the same; byte for byte as long.
fn plain(words: &str) -> String {
    let same = |c: char| match c {
        '佢' => '他',
        '畀' | '俾' => '给',
        '覆' => '复',
        c => c,
    };
    alike(words).chars().map(same).collect()
}

/// Whether a clause may name a day, and a deed: most do neither.
fn may_promise(words: &str) -> bool {
    let day = |c: char| c.is_ascii_digit() || "周週礼禮星明后後月号號日晚今聽底".contains(c);
    let deed = |c: char| {
        "送寄发發交报報给給畀俾回覆带帶拿拉补補换換装裝付打结結还還签簽定订訂出批催问問调調要派修复復货貨信确確上转轉汇匯联聯安做拍盖蓋落下决決".contains(c)
    };
    words.contains(day) && words.contains(deed)
}

/// What a part of a clause promises. `before`: the clause before it.
pub(super) fn in_han(words: &str, before: &str, around: &Around<'_>, ahead: &Context) -> Option<Told> {
    if !may_promise(words) {
        return None;
    }
    let whole = plain(words);
    // 样机还没到我跟他说下礼拜一送来: what stands before speaks of something else.
    let from = OURS.iter().filter_map(|word| whole.find(word)).min().unwrap_or(0);
    let from = if is_theirs(&whole[..from]) && whole[from..].starts_with("答应") { 0 } else { from };
    let said = &words[from..];
    let (range, slot) = day_ahead(said, ahead)?;
    // 上午8点到10点 is no day; 周五要报价 may be the Friday that was.
    let day = plain(&said[range.clone()]);
    // 今天拍板 may be over.
    let today = ["今天", "今日"].iter().any(|word| day.starts_with(word)) && !day.contains(['前', '晚']);
    if today || !day.contains(|c: char| "周礼星月号日明后天晚今底年".contains(c)) {
        return None;
    }
    let may_be_past = ["周", "礼拜", "星期"].iter().any(|word| day.starts_with(word)) && !day.contains('前');
    let head = whole.get(from..from + range.start)?;
    let left = notes::without(said, 0..said.len(), std::slice::from_ref(&range));
    let left = left.trim_matches(notes::separates);
    let own = plain(left);
    // 合约 is no appointment.
    let arranged = own.replace("合约", "").replace("签约", "").replace("大约", "").contains('约');
    // 定在12月9号: 在 is read with the day.
    let set = head.ends_with('定') && day.starts_with(['在', '于']);
    let moved = set || MOVED.iter().any(|word| head.ends_with(word));
    if arranged || moved || own.ends_with('吧') || OTHER.iter().any(|word| own.contains(word)) {
        return None;
    }
    let clause = Clause { left, own: &own, before, around, may_be_past };
    let promised = |by, text: String| {
        Some(Told::Promise(Promise { text, due: Some(slot), by })).filter(|_| !clause.is_of_others())
    };
    if !own.replace(['，', ' '], "").contains('我') {
        let earlier = clause.earlier();
        let bare = clause.bare();
        if let Some(payment) = pays::in_han(left, bare, &earlier, slot.day, ahead) {
            return (!is_no_debt_to_us(said, around.rivals)).then_some(Told::Payment(payment));
        }
    }
    let (by, text) = clause.promised()?;
    promised(by, text)
}

/// Whether somebody of theirs stands at the beginning: 他说, 王总.
fn is_theirs(own: &str) -> bool {
    let first: usize = own.char_indices().nth(4).map_or(own.len(), |(at, _)| at);
    let begin = own.trim_start_matches(['那', '说', '，', ' ']);
    THEIRS.iter().any(|word| begin.starts_with(word)) && !begin.starts_with("他要")
        || TITLES.iter().any(|word| own[..first].contains(word))
}

/// A clause without its day.
struct Clause<'a> {
    /// As it was written.
    left: &'a str,
    /// In simplified characters.
    own: &'a str,
    /// The clause before it.
    before: &'a str,
    around: &'a Around<'a>,
    /// Its day may be one that was, where the words speak of what others wanted.
    may_be_past: bool,
}

impl Clause<'_> {
    /// What is left without what only leads to it.
    fn bare(&self) -> &str {
        ["之前", "以前", "之内", "前", "一定", "再", "要", "说", "就", "讲好", "說", "講好"]
            .iter()
            .fold(self.left, |left, word| left.strip_prefix(word).unwrap_or(left))
    }

    /// The two clauses before in the sentence that speak of no debt of others.
    fn earlier(&self) -> Vec<&str> {
        let Around { text, clauses, n, rivals } = *self.around;
        let before = clauses.get(n.saturating_sub(2)..n).unwrap_or_default();
        let sentence = before.iter().all(|clause| !text[clause.end..].starts_with(['。', '.', '！', '？']));
        let earlier = before.iter().filter(|_| sentence).map(|clause| notes::last(&text[clause.clone()]));
        earlier.filter(|words| !is_no_debt_to_us(words, rivals)).collect()
    }

    /// Whether it is a competitor's business, or one's own.
    fn is_of_others(&self) -> bool {
        speaks_of(self.left, self.around.rivals)
            || speaks_of(self.before, self.around.rivals)
            || is_private(self.own.trim_start_matches("我"))
    }

    /// Whose promise it is, and its words.
    fn promised(&self) -> Option<(PromisedBy, String)> {
        let sure = ["一定", "必须", "务必"].iter().any(|word| self.own.contains(word));
        let own = self.own.replace("一定", "");
        let to_me = TO_ME.iter().any(|word| own.contains(word));
        let me = TO_ME.iter().fold(own.clone(), |own, word| own.replace(word, ""));
        let asked = ["让我", "叫我", "要我", "请我", "喊我"].iter().any(|word| own.contains(word));
        // 林护士长答应给报告 is theirs, 答应他送过去 ours.
        let who = own.split_once("答应").map(|(who, _)| who.trim_start_matches(['那', '就', '先', '也', '又', ' ']));
        let promised = who.is_some_and(str::is_empty);
        let answered = who.is_some_and(|who| !who.is_empty() && !who.contains('我'));
        let end = |deed: &str| own.find(deed).map(|at| (at, at + deed.len()));
        // 送了, 送过的 are over; 送货的 is a thing.
        let open = |at: usize, deed: &str| {
            let behind = &own[at + deed.len()..];
            let over = behind.strip_prefix('过').is_some_and(|behind| !behind.starts_with(['去', '来']));
            !over && !behind.starts_with(['了', '的', '完'])
        };
        let does = |deeds: &[&str]| deeds.iter().any(|deed| end(deed).is_some_and(|(at, _)| open(at, deed)));
        if me.contains(['我', '咱']) || asked || promised {
            let along =
                own.split_once('带').is_some_and(|(_, whom)| TAKEN_ALONG.iter().any(|word| whom.starts_with(word)));
            let visit = ["上门", "拜访", "再去", "去谈", "去看", "去聊", "见面"].iter().any(|word| own.contains(word));
            let ours = does(SELLS) || does(DOES) || EITHER.iter().any(|word| own.contains(word));
            return (ours && !along && !visit && !to_me_first(&own)).then(|| (PromisedBy::Us, self.ours()));
        }
        if OTHERS.iter().any(|word| own.contains(word)) {
            return None;
        }
        // 他要, 下周三要货.
        let wants = own.contains('要') && !own.contains("要钱");
        if wants && self.may_be_past && !sure {
            return None;
        }
        let short = SHORT
            .iter()
            .any(|deed| self.bare_plain() == *deed && (!matches!(*deed, "给" | "到") || wants || self.is_wanted()));
        if to_me || answered || is_theirs(&own) {
            let theirs =
                does(BUYS) || EITHER.iter().any(|word| own.contains(word)) || (to_me || answered) && does(DOES);
            if theirs && !wants {
                return Some((PromisedBy::Them, self.theirs()));
            }
            return (wants && does(SELLS)).then(|| (PromisedBy::Us, self.ours()));
        }
        if does(BUYS) && !(wants && does(SELLS)) {
            let few = self.left.chars().count() <= 12;
            return few.then(|| (PromisedBy::Them, self.theirs()));
        }
        if EITHER.iter().any(|word| own.contains(word)) {
            let earlier = self.earlier().concat();
            let us = earlier.contains('我') && !earlier.contains("给我");
            let them = ["说", "說", "讲", "商量", "问"].iter().any(|word| earlier.contains(word));
            return if us {
                Some((PromisedBy::Us, self.ours()))
            } else {
                them.then(|| (PromisedBy::Them, self.theirs()))
            };
        }
        // 他们在海川订了20箱，周五送来; 机床刚买的，下周到货: others bring it.
        let brought =
            ["送来", "送过来", "到货"].iter().any(|word| own.contains(word)) && !wants && !is_ordered(self.before);
        let sells = (does(SELLS) || short) && self.left.chars().count() <= 18 && !brought;
        sells.then(|| (PromisedBy::Us, self.ours()))
    }

    fn bare_plain(&self) -> String {
        plain(self.bare())
    }

    /// Whether the clauses before want something: 要十万以内的方案，下周二给.
    fn is_wanted(&self) -> bool {
        self.earlier().iter().any(|words| words.contains('要'))
    }

    /// The words of what they promise.
    fn theirs(&self) -> String {
        let said = ["答应", "答應", "承诺", "承諾", "说", "說"].iter().find_map(|word| self.left.split_once(word));
        let left = said.filter(|(who, _)| who.chars().count() <= 4).map_or(self.left, |(_, what)| what);
        left.trim_matches(notes::separates).to_owned()
    }

    /// The words of what we promise; where they only say that it is brought, with what the clause before says.
    fn ours(&self) -> String {
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
            "我说",
            "我說",
            "答应他",
            "答应她",
            "答應他",
            "答應她",
            "答应",
            "答應",
            "我们",
            "我們",
            "我哋",
            "让我",
            "讓我",
            "叫我",
            "要我",
            "请我",
            "請我",
            "她要",
            "他要",
            "他们要",
            "那",
            "我",
            "就",
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
        let brings = SELLS.contains(&short.as_str()) || SHORT.contains(&short.as_str());
        // 我答应他26号拉过去: what, is said or known.
        let told = self.own.contains('我') || self.own.contains("答应");
        match self.goods().filter(|_| brings && !told) {
            Some(what) => format!("{what}，{text}"),
            None => text.to_owned(),
        }
    }

    /// What is brought, by the clause before: 要五万八的成套铣刀，下周三交货.
    fn goods(&self) -> Option<String> {
        const TAKES: &[&str] =
            &["订了", "訂了", "定了", "加了", "要了", "买了", "買了", "拿了", "还要", "還要", "想要", "要"];
        const SAYS: &[&str] = &["我说", "她说", "他说", "先"];
        const ASKS: &[&str] = &["怎么", "怎麼", "没", "沒", "吗", "嗎", "不", "催", "签", "簽", "说", "說", "单", "單"];
        let Around { text, clauses, n, .. } = *self.around;
        let what = goods(notes::last(self.before).trim(), text, clauses, n);
        let what = SAYS.iter().find_map(|word| what.strip_prefix(word)).unwrap_or(&what).trim();
        let counted =
            |what: &str| what.starts_with(|c: char| c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c));
        let taken = TAKES.iter().find_map(|word| what.split_once(word));
        let taken = taken.filter(|(who, what)| who.chars().count() <= 8 && counted(what));
        let what = taken.map_or(what, |(_, what)| what);
        let goods = (2..=20).contains(&what.chars().count()) && what.contains(is_han);
        (goods && !ASKS.iter().any(|word| what.contains(word))).then(|| what.to_owned())
    }
}

/// Whether what is done to one oneself stands before what one does: 发我图纸我再报.
fn to_me_first(own: &str) -> bool {
    let me = TO_ME
        .iter()
        .filter(|word| !["催我", "问我", "跟我", "和我"].contains(*word))
        .filter_map(|word| own.find(word))
        .min();
    me.is_some_and(|at| !own[..at].contains('我'))
}
