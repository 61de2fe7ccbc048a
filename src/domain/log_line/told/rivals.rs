//! Competitors that the book does not know, where the line plainly says what they charge or that somebody uses them: `Bunzl are 15% under`,
//! `happy w crestline till april`, 比华拓贵两成, 华拓也在报.
//!
//! Always holds: a word that compares, quotes or uses stands beside the name; the customer and its people are no competitors.

use std::ops::Range;

use crate::base::text::is_han;
use crate::domain::heard::Heard;
use crate::domain::log_line::chip::Understood;
use crate::domain::log_line::clause;
use crate::domain::log_line::how::shut::alike;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::people::{FAMILY, TITLES, is_one_of};
use crate::domain::log_line::reading::Reading;
use crate::domain::log_line::tokens::{fits, tokens};

impl Reading<'_> {
    /// Keeps those that a text names.
    pub(super) fn new_competitors(&mut self, text: &Range<usize>, heard: &mut Heard) {
        let part = &self.line[text.clone()];
        let people = self.own_people();
        let own = |word: &str| is_one_of(people, word);
        for range in named(part, &own) {
            let range = text.start + range.start..text.start + range.end;
            let name = self.line[range.clone()].to_owned();
            let known = heard.competitors.iter().any(|known| known.eq_ignore_ascii_case(&name));
            if !known && self.is_unread(&range) {
                heard.competitors.insert(name.clone());
                self.chip(range, Understood::Competitor(name));
            }
        }
    }
}

/// Where a text names one.
fn named(text: &str, own: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let found = clause::all(text).into_iter().filter_map(|clause| {
        let words = &text[clause.clone()];
        let range = if words.contains(is_han) { in_han(words, own) } else { in_words(words, own) }?;
        Some(clause.start + range.start..clause.start + range.end)
    });
    found.collect()
}

fn in_words(clause: &str, own: &dyn Fn(&str) -> bool) -> Option<Range<usize>> {
    /// Behind the name: what they charge.
    const CHARGES: [&str; 4] = [
        "are|is|were|r _% under|cheaper|below|less|lower|dearer",
        "are|is|were|r undercutting|quoting",
        "quoted|undercut|undercutting|quoting",
        "have quoted|undercut",
    ];
    /// Before it: that somebody uses them.
    const USES: [&str; 4] = [
        "stocked|stocking up from|at",
        "happy|sticking|staying|stick|stay|stays|tied w|with",
        "under contract w|with|to",
        "switched|switching|moved|moving to",
    ];
    let words = tokens(clause, 0..clause.len());
    let name = |at: usize, capital: bool| {
        let token = words.get(at)?;
        let said = &clause[token.range.clone()];
        let plain =
            token.word.len() > 3 && token.word.chars().all(char::is_alphabetic) && !is_ordinary(said) && !own(said);
        (plain && (!capital || said.starts_with(char::is_uppercase))).then(|| token.range.clone())
    };
    let word = |at: usize| words.get(at).map_or("", |token| token.word.as_str());
    (0..words.len()).find_map(|at| {
        let percent = |at: usize| {
            let figure = word(at).chars().all(|c| c.is_ascii_digit()) && !word(at).is_empty();
            figure && words.get(at).is_some_and(|token| clause[token.range.end..].starts_with('%'))
        };
        let charges = CHARGES.iter().any(|one| match one.split_once(" _% ") {
            Some((is, less)) => {
                fits(&words, at + 1, is).is_some_and(|end| percent(end) && fits(&words, end + 1, less).is_some())
            }
            None => fits(&words, at + 1, one).is_some(),
        });
        if charges && let Some(range) = name(at, true) {
            return Some(range);
        }
        let (n, end) = USES.iter().enumerate().find_map(|(n, one)| Some((n, fits(&words, at, one)?)))?;
        // `happy w crestline till april`; `happy with anna` is somebody there.
        let till = ["till", "til", "until", "for"].contains(&word(end + 1));
        (n == 0 || n > 1 && name(end, true).is_some() || till).then(|| name(end, false))?
    })
}

fn in_han(clause: &str, own: &dyn Fn(&str) -> bool) -> Option<Range<usize>> {
    const NOBODY: [&str; 42] = [
        "我", "你", "他", "她", "它", "去年", "上次", "上回", "以前", "之前", "原来", "原先", "市场", "别人", "别家",
        "同行", "预算", "网上", "平均", "上个", "上月", "其他", "这", "那", "往年", "人家", "隔壁", "对手", "竞品",
        "进口", "国产", "预期", "想象", "平时", "别的", "老款", "新款", "现在", "今年", "计划", "正常", "价",
    ];
    /// How and of what something is made, no name of a maker.
    const MADE: [&str; 34] = [
        "便宜",
        "普通",
        "合金",
        "硬质",
        "高速",
        "不锈钢",
        "涂层",
        "陶瓷",
        "钨钢",
        "德国",
        "日本",
        "台湾",
        "美国",
        "韩国",
        "瑞典",
        "新",
        "旧",
        "老",
        "大",
        "小",
        "坏",
        "贵",
        "好",
        "自己",
        "同样",
        "一样",
        "你",
        "库存",
        "二手",
        "白",
        "黑",
        "红",
        "差",
        "没",
    ];
    let text = alike(clause);
    let name = |range: Range<usize>| {
        let said = &text[range.clone()];
        let count = said.chars().count();
        let titled = TITLES.iter().any(|title| said.ends_with(title)) && said.starts_with(|c| FAMILY.contains(c));
        let plain =
            (2..=4).contains(&count) && said.chars().all(is_han) && !NOBODY.iter().any(|word| said.contains(word));
        (plain && !titled && !own(&clause[range.clone()])).then_some(range)
    };
    // 比华拓贵两成.
    if let Some(at) = text.find('比') {
        let from = at + '比'.len_utf8();
        let rest = &text[from..];
        let end = rest.find(['贵', '便', '高', '低']).filter(|end| {
            let behind = rest[*end..].trim_start_matches(['贵', '便', '宜', '高', '低']);
            behind.is_empty()
                || behind.starts_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十几半好点了很".contains(c))
        });
        if let Some(range) = end.and_then(|end| name(from..from + end)) {
            return Some(range);
        }
    }
    // 货架上全是山特的刀片, 改用德力盟的了.
    let used = ["全是", "都是", "改用", "换用", "换成了", "用的是", "都用", "全用"].iter().find_map(|word| {
        let from = text.find(word)? + word.len();
        let end = from + text[from..].find('的')?;
        let behind = &text[end + '的'.len_utf8()..];
        let goods =
            ["刀", "钻", "丝锥", "铣", "货", "产品", "油", "泵", "阀", "机", "轴承", "磨", "砂轮", "牌", "纸", "机器"];
        let closed = behind.trim_start_matches('了').is_empty() || goods.iter().any(|word| behind.starts_with(word));
        let said = &text[from..end];
        (closed && !MADE.iter().any(|word| said.contains(word))).then(|| name(from..end))?
    });
    if used.is_some() {
        return used;
    }
    // 华拓也在报; 弘鑫报得比我低.
    ["也在报", "也报了", "报得比我", "报价比我", "报的比我"].iter().find_map(|word| {
        let at = text.find(word)?;
        let said = text[..at].rfind(['说', ' ', '讲']).map_or(0, |at| text.ceil_char_boundary(at + 1));
        name(said..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_compared_quoted_or_used_is_a_competitor_and_nobody_else() {
        let own = |word: &str| ["Anna", "anna", "徐主管"].contains(&word);
        for (text, expected) in [
            ("Bunzl are 15% under on hand towels", "Bunzl"),
            ("Jangro quoted less", "Jangro"),
            ("no thx, happy w crestline till april", "crestline"),
            ("stocked up from costco", "costco"),
            ("比华拓贵两成", "华拓"),
            ("预算30万左右，华拓也在报", "华拓"),
            ("侯老闆說弘鑫報得比我低", "弘鑫"),
            ("看到货架上全是山特的刀片", "山特"),
            ("嫌我们贵，改用德力盟的了", "德力盟"),
        ] {
            let found: Vec<&str> = named(text, &own).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, [expected], "{text}");
        }
        for text in [
            "Anna quoted less",
            "gloves are 15% under",
            "Gloves are cheaper",
            "happy w anna till april",
            "happy with Dave",
            "we are cheaper",
            "stocked up from last time",
            "比去年贵两成",
            "比我们便宜",
            "比预算高一点",
            "比较贵",
            "徐主管也在报",
            "他也在报",
            "价格比较高",
            "货架上全是我们的刀片",
            "全是进口的刀片",
            "都是合金的刀",
            "改用便宜的了",
            "全是去年的货",
        ] {
            assert!(named(text, &own).is_empty(), "{text}");
        }
    }
}
