//! What is promised by a day, told in Chinese: 我答应他26号拉过去, 明天寄, 下周三交货, 這禮拜五給回音, 聽日補寄畀佢, 叫我下禮拜一帶價目表去.
//!
//! Always holds: the words name one day ahead, a deed, and whose deed it is: ours where one says 我, or where a seller does it and nobody else is named;
//! theirs where they are named or only they can do it. What is not sure, or somebody else's, is text.

use super::deeds_han::{
    ASKED, CALLED, EITHER, MAKES, MOVED, OTHER, OTHERS, OURS, RETURNS, SHORT, TAKEN_ALONG, THEIRS, TITLES, TO_ME,
};
use super::goods_han::{self, Head};
use super::said_han::{brings, buys, does, sells};
use super::{Around, Told, day_ahead};
use crate::base::when::Context;
use crate::domain::deed::{Promise, Slot};
use crate::domain::log_line::how::shut::alike;
use crate::domain::log_line::notes;
use crate::domain::log_line::people::FAMILY;
use crate::domain::log_line::sure::han::Said;
use crate::domain::log_line::told::business::{is_no_debt_to_us, is_ordered, is_private};
use crate::domain::log_line::told::{pays, speaks_of};
use crate::schema::PromisedBy;

/// With one of these a day may be named.
const DAYS: &[char] = &[
    '周', '週', '礼', '禮', '星', '月', '号', '號', '日', '明', '天', '后', '後', '晚', '今', '聽', '底', '年', '节',
    '節',
];

/// A clause in simplified characters, with the words that Cantonese has for the same; byte for byte as long.
pub(super) fn plain(words: &str) -> String {
    let same = |c: char| match c {
        '佢' => '他',
        '畀' | '俾' => '给',
        '覆' => '复',
        c => c,
    };
    alike(words).chars().map(same).collect()
}

/// What a part of a clause promises. `before`: the clause before it; `next`: the one behind a comma; `asked`: a question mark closes it.
pub(super) fn in_han(
    words: &str,
    (before, next, asked): (&str, &str, bool),
    around: &Around<'_>,
    ahead: &Context,
) -> Option<Told> {
    if !words.contains(DAYS) {
        return None;
    }
    let whole = plain(words);
    let from = begins(&whole)?;
    let said = &words[from..];
    let (range, slot) = day_ahead(said, ahead)?;
    let day = plain(&said[range.clone()]);
    let may_be_past = is_to_come(&day)?;
    let (head, tail) = (whole.get(from..from + range.start)?, whole.get(from + range.end..)?);
    let next = plain(notes::head(next));
    let (before_day, behind_day) = (without_earlier(head), without_earlier(tail));
    let sure = Said { head: &before_day, tail: &behind_day, next: &next, asked, may_be_past }.is_sure();
    let left = notes::without(said, 0..said.len(), std::slice::from_ref(&range));
    let left = left.trim_matches(notes::separates);
    let own = plain(left);
    // 这周一 was yesterday, 15号之后 is any day.
    let past = may_be_past && head.ends_with(['这', '本']);
    let after = ["之后", "以后", "后", "起"].iter().any(|word| tail.starts_with(word));
    if !sure || past || after || is_arranged(head, &own, &day) || OTHER.iter().any(|word| own.contains(word)) {
        return None;
    }
    let about = day.starts_with("大概") || day.starts_with("大约");
    let clause = Clause { left, own: &own, head, tail, before, around, may_be_past, about };
    if !own.replace(['，', ' '], "").contains('我') {
        let earlier = clause.earlier();
        let bare = clause.bare();
        if let Some(payment) = pays::in_han(left, bare, &earlier, slot.day, ahead) {
            return (!is_no_debt_to_us(said, around.rivals)).then_some(Told::Payment(payment));
        }
    }
    clause.told(slot)
}

/// Words without those that say of a sum from when it is: 上次的3600, 把上个月的八千块.
fn without_earlier(words: &str) -> String {
    const EARLIER: [&str; 9] =
        ["上次欠的", "上回欠的", "上次的", "上回的", "上批的", "上个月的", "上月的", "上周的", "上一批的"];
    let of_money = |rest: &str| {
        let figures = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
        rest.starts_with(figures)
            || ["款", "货款", "尾款", "账", "帐", "钱", "余款", "欠款"].iter().any(|word| rest.starts_with(word))
    };
    let found = EARLIER.iter().find_map(|word| {
        let at = words.find(word)?;
        of_money(&words[at + word.len()..]).then(|| at..at + word.len())
    });
    found.map_or_else(|| words.to_owned(), |range| format!("{}{}", &words[..range.start], &words[range.end..]))
}

/// Where what is promised begins: 样机还没到我跟他说下礼拜一送来 speaks of something else before. None where it is said that nothing was promised.
fn begins(whole: &str) -> Option<usize> {
    let words = OURS.iter().chain(ASKED);
    let from = words.filter_map(|word| whole.find(word)).min().unwrap_or(0);
    let before = &whole[..from];
    if is_theirs(before) && whole[from..].starts_with("答应") {
        return Some(0);
    }
    let denied = ["没", "不", "敢", "能", "未", "没有", "别"].iter().any(|word| before.ends_with(word));
    (!denied).then_some(from)
}

/// Whether a day, in words, may have been as well; none where it may be over, or is no day: 上午8点到10点.
fn is_to_come(day: &str) -> Option<bool> {
    let today = ["今天", "今日"].iter().any(|word| day.starts_with(word)) && !day.contains(['前', '晚']);
    if today || !day.contains(DAYS) {
        return None;
    }
    // 周五要报价 may be the Friday that was.
    Some(["周", "礼拜", "星期"].iter().any(|word| day.starts_with(word)) && !day.contains('前'))
}

/// Whether the day is one on which they meet, or to which something was moved.
fn is_arranged(head: &str, own: &str, day: &str) -> bool {
    // 合约 is no appointment.
    let arranged = own.replace("合约", "").replace("签约", "").replace("大约", "").contains('约');
    // 定在12月9号: 在 is read with the day.
    let set = head.ends_with('定') && day.starts_with(['在', '于']);
    arranged || set || day.starts_with('约') || MOVED.iter().any(|word| head.ends_with(word))
}

/// Whether somebody of theirs stands at the beginning: 他说, 王总.
pub(super) fn is_theirs(own: &str) -> bool {
    let first: usize = own.char_indices().nth(4).map_or(own.len(), |(at, _)| at);
    let begin = own.trim_start_matches(['那', '说', '，', ' ']);
    THEIRS.iter().any(|word| begin.starts_with(word)) && !begin.starts_with("他要")
        || TITLES.iter().any(|title| own[..first].contains(title))
        || own[..first].match_indices(CALLED).any(|(at, _)| own[..at].ends_with(|c| FAMILY.contains(c)))
}

/// A clause without its day.
pub(super) struct Clause<'a> {
    /// As it was written.
    pub(super) left: &'a str,
    /// In simplified characters.
    pub(super) own: &'a str,
    /// What of it stands before the day.
    pub(super) head: &'a str,
    /// What stands behind it.
    pub(super) tail: &'a str,
    /// The clause before it.
    pub(super) before: &'a str,
    pub(super) around: &'a Around<'a>,
    /// Its day may be one that was, where the words speak of what others wanted.
    may_be_past: bool,
    /// Its day is said not to be sure: 大概月底.
    about: bool,
}

impl Clause<'_> {
    /// What is left without what only leads to it.
    pub(super) fn bare(&self) -> &str {
        ["之前", "以前", "之内", "前", "一定", "再", "要", "说", "就", "讲好", "說", "講好"]
            .iter()
            .fold(self.left, |left, word| left.strip_prefix(word).unwrap_or(left))
    }

    /// The two clauses before in the sentence that speak of no debt of others.
    pub(super) fn earlier(&self) -> Vec<&str> {
        let Around { text, clauses, n, rivals, .. } = *self.around;
        let before = clauses.get(n.saturating_sub(2)..n).unwrap_or_default();
        let sentence = before.iter().all(|clause| !text[clause.end..].starts_with(['。', '.', '！', '？']));
        let earlier = before.iter().filter(|_| sentence).map(|clause| notes::last(&text[clause.clone()]));
        let mut earlier: Vec<&str> = earlier.filter(|words| !is_no_debt_to_us(words, rivals)).collect();
        // 訂電鑽五台 12500 林老闆說月底付: a space parts as a comma does.
        if !self.before.is_empty() && !earlier.contains(&self.before) && !is_no_debt_to_us(self.before, rivals) {
            earlier.push(notes::last(self.before));
        }
        earlier
    }

    /// Whether it is a competitor's business, or one's own.
    fn is_of_others(&self) -> bool {
        speaks_of(self.left, self.around.rivals)
            || speaks_of(self.before, self.around.rivals)
            || is_private(self.own.trim_start_matches("我"))
    }

    fn told(&self, slot: Slot) -> Option<Told> {
        let by = self.by()?;
        let text = match by {
            PromisedBy::Us => self.ours(),
            PromisedBy::Them => self.theirs(),
        };
        (!self.is_of_others()).then_some(Told::Promise(Promise { text, due: Some(slot), by }))
    }

    /// What is done: what stands behind the day, and before it where nothing does.
    fn deed(&self) -> &str {
        let bare = |words: &'_ str| words.trim_matches(|c| notes::separates(c) || "之以前内".contains(c)).is_empty();
        if bare(self.tail) { self.head } else { self.tail }
    }

    /// Whose promise it is.
    fn by(&self) -> Option<PromisedBy> {
        let to_me = TO_ME.iter().any(|word| self.own.contains(word));
        let me = TO_ME.iter().fold(self.own.to_owned(), |own, word| own.replace(word, ""));
        let asked = ASKED.iter().any(|word| self.own.contains(word));
        // 林护士长答应给报告 is theirs, 答应他送过去 ours.
        let who =
            self.own.split_once("答应").map(|(who, _)| who.trim_start_matches(['那', '就', '先', '也', '又', ' ']));
        if me.contains(['我', '咱']) || asked || who.is_some_and(str::is_empty) {
            return self.is_ours().then_some(PromisedBy::Us);
        }
        if OTHERS.iter().any(|word| self.own.contains(word)) {
            return None;
        }
        // 他要, 下周三要货.
        let wants = self.own.contains('要') && !self.own.contains("要钱");
        let sure = ["一定", "必须", "务必"].iter().any(|word| self.own.contains(word));
        if wants && !sure && (self.may_be_past || !self.is_wanted_of_us()) {
            return None;
        }
        let answered = who.is_some_and(|who| !who.contains('我'));
        let somebody = (self.around.own)(self.head) && !wants;
        if to_me || answered || somebody || is_theirs(self.own) {
            return self.of_somebody(to_me || answered, wants);
        }
        self.of_nobody(wants)
    }

    /// Whether what one says of oneself is a deed for them, and no visit.
    fn is_ours(&self) -> bool {
        let along =
            self.own.split_once('带').is_some_and(|(_, whom)| TAKEN_ALONG.iter().any(|word| whom.starts_with(word)));
        let visit = ["上门", "拜访", "再去", "去谈", "去看", "去聊", "见面"].iter().any(|word| self.own.contains(word));
        let deed = self.deed();
        let done = sells(deed).is_some() || brings(deed).is_some() || does(deed);
        let ours = done || EITHER.iter().any(|word| self.own.contains(word));
        ours && !along && !visit && !to_me_first(self.own)
    }

    /// 主机厂要货 and 月底要交货 are wanted of others.
    fn is_wanted_of_us(&self) -> bool {
        let Some((who, what)) = self.tail.split_once('要') else { return true };
        let nobody = matches!(goods_han::head(who, self.around.own), Head::Nobody | Head::Them);
        nobody && !MAKES.iter().any(|deed| what.starts_with(deed))
    }

    /// Of a clause that names one of them, or says that it is done to us.
    fn of_somebody(&self, said_so: bool, wants: bool) -> Option<PromisedBy> {
        let deed = self.deed();
        let either = EITHER.iter().any(|word| self.own.contains(word));
        // 他下周二之前给图纸: whoever stands right before the day gives it.
        let gives = || {
            let who = ["他", "她", "对方", "客户"].iter().any(|who| self.head.trim().ends_with(who));
            let deed = deed.trim_start_matches(['之', '以', '前', '再', '会', '就']);
            let given = ["给", "发", "寄", "传", "提供", "送"].iter().find_map(|word| deed.strip_prefix(word));
            let papers =
                ["图", "尺寸", "数据", "名单", "清单", "资料", "样件", "来样", "数量", "型号", "规格", "计划", "预算"];
            who && given.is_some_and(|what| papers.iter().any(|word| what.starts_with(word)))
        };
        let theirs = self.buys(deed) || either || said_so && does(deed) || gives();
        if theirs && !wants {
            return (!self.is_only_meant()).then_some(PromisedBy::Them);
        }
        (wants && (sells(deed).is_some() || brings(deed).is_some())).then_some(PromisedBy::Us)
    }

    /// Of a clause that names nobody.
    fn of_nobody(&self, wants: bool) -> Option<PromisedBy> {
        // 我答应催厂里，周五之前给准信: one speaks of oneself still.
        let before = plain(self.before);
        let own =
            ["我答应", "我说", "我回去", "我去"].iter().any(|word| before.contains(word)) && !before.contains("给我");
        if own && ["准信", "给话", "回话", "答复", "回复", "回音"].iter().any(|word| self.own.contains(word))
        {
            return Some(PromisedBy::Us);
        }
        let deed = self.deed();
        let head = goods_han::head(if deed == self.head { "" } else { self.head }, self.around.own);
        let (sold, brought) = (sells(deed), brings(deed));
        let back = !wants && RETURNS.iter().any(|word| deed.contains(word));
        if back || self.buys(deed) && !(wants && sold.is_some()) {
            let few = self.left.chars().count() <= 12;
            let sure = back || head != Head::Others;
            return (few && sure && !self.is_only_meant()).then_some(PromisedBy::Them);
        }
        if EITHER.iter().any(|word| self.own.contains(word)) {
            let earlier = self.earlier().concat();
            let us = earlier.contains('我') && !earlier.contains("给我");
            let them = ["说", "說", "讲", "商量", "问"].iter().any(|word| earlier.contains(word));
            return if us { Some(PromisedBy::Us) } else { them.then_some(PromisedBy::Them) };
        }
        // 他们在海川订了20箱，周五送来; 机床刚买的，下周到货: others bring it.
        let arrives = ["送来", "送过来", "到货"].iter().any(|word| self.own.contains(word));
        if arrives && !wants && !is_ordered(self.before) || self.left.chars().count() > 18 {
            return None;
        }
        let done = match (sold, brought) {
            (Some(at), _) => goods_han::is_done_by_us(head, &deed[..at], self.around.own),
            // 海川周五给她方案: whoever stands before the day gives what stands behind the deed.
            (None, Some((_, end))) if deed[..end].ends_with(['他', '她']) && end < deed.len() => head != Head::Others,
            (None, Some(_)) => !goods_han::is_a_party(self.head),
            (None, None) => self.is_short(wants),
        } && !self.is_their_work(deed);
        done.then_some(PromisedBy::Us)
    }

    /// 在赶货，月底交: to others.
    fn is_their_work(&self, deed: &str) -> bool {
        let makes = MAKES.iter().any(|word| deed.contains(word)) || self.is_short(false) && self.own.ends_with('交');
        makes && ["赶", "工期", "产线", "忙"].iter().any(|word| self.before.contains(word))
    }

    /// Whether it says no more than what is done: 下周一送.
    fn is_short(&self, wants: bool) -> bool {
        let bare = plain(self.bare());
        SHORT.iter().any(|deed| bare == *deed && (!matches!(*deed, "给" | "到") || wants || self.is_wanted()))
    }

    /// 争取月底签, 大概月底下单.
    fn is_only_meant(&self) -> bool {
        self.about || ["争取", "尽量", "准备"].iter().any(|word| self.own.contains(word))
    }

    /// Whether only a customer does it, alone: 和三菱签合同 is none of it.
    fn buys(&self, deed: &str) -> bool {
        let with = |words: &str| {
            words
                .split_once(['跟', '和', '与'])
                .is_some_and(|(_, whom)| !whom.starts_with(['我', '他', '她', '老', '合']))
        };
        buys(deed) && !(deed.contains('签') && (with(self.head) || with(self.tail)))
    }

    /// Whether the clauses before want something: 要十万以内的方案，下周二给.
    fn is_wanted(&self) -> bool {
        self.earlier().iter().any(|words| words.contains('要'))
    }

    /// The words of what they promise.
    fn theirs(&self) -> String {
        let said = ["答应", "答應", "承诺", "承諾", "说", "說"].iter().find_map(|word| self.left.split_once(word));
        let left = said.filter(|(who, _)| who.chars().count() <= 4).map_or(self.left, |(_, what)| what);
        let left = left.trim_matches(notes::separates);
        // 他下周五再拿500片: who, is said already.
        left.strip_prefix(['他', '她'])
            .filter(|rest| !rest.starts_with(['们', '們', '厂', '廠', '老', '说', '說']))
            .unwrap_or(left)
            .to_owned()
    }
}

/// Whether what is done to one oneself stands before what one does: 发我图纸我再报.
fn to_me_first(own: &str) -> bool {
    let me = TO_ME.iter().filter(|word| !["跟我", "和我"].contains(*word)).filter_map(|word| own.find(word)).min();
    me.is_some_and(|at| !own[..at].contains('我'))
}
