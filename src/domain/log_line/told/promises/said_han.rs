//! Whether Chinese words say a deed, and not a word that has it inside: 送货 but not 送货日, 签合同 but not 签到, 定方案 but not 固定.

use super::deeds_han::{
    BEFORE_BUYS, BEFORE_DOES, BRINGS, BUYS, COMES_OF_IT, COUNTED, DOES, DOES_WITH, GOES_ON, GOODS, LONGER, SELLS,
};
use crate::domain::log_line::notes::separates;

/// How many there are.
const FIGURES: &str = "0123456789一二两三四五六七八九十几百";

/// Where words say what a seller does with its own thing.
pub(super) fn sells(words: &str) -> Option<usize> {
    let said = SELLS.iter().flat_map(|deed| words.match_indices(deed));
    said.filter(|(at, deed)| {
        let rest = &words[at + deed.len()..];
        let rest = LONGER.iter().find_map(|more| rest.strip_prefix(more)).unwrap_or(rest);
        let rest = rest.strip_prefix('单').unwrap_or(rest);
        rest.is_empty()
            || rest.starts_with(|c: char| c.is_ascii_alphanumeric() || separates(c))
            || GOES_ON.iter().any(|more| rest.starts_with(more))
    })
    .map(|(at, _)| at)
    .min()
}

/// Where words say what a seller does to a thing that is named elsewhere, and where that ends.
pub(super) fn brings(words: &str) -> Option<(usize, usize)> {
    BRINGS.iter().filter_map(|deed| words.find(deed).map(|at| (at, at + deed.len()))).min()
}

/// Whether words say what one does for others, where one speaks of oneself.
pub(super) fn does(words: &str) -> bool {
    let with = |at: usize, deed: &str| {
        let rest = &words[at + deed.len()..];
        rest.is_empty() || COMES_OF_IT.iter().any(|word| rest.starts_with(word)) || names_goods(rest)
    };
    let said = |deeds: &'static [&'static str]| {
        let all = deeds.iter().flat_map(|deed| words.match_indices(deed));
        all.filter(|(at, _)| !words[..*at].ends_with(BEFORE_DOES))
    };
    said(DOES).next().is_some() || said(DOES_WITH).any(|(at, deed)| with(at, deed))
}

/// Whether words say what only a customer does.
pub(super) fn buys(words: &str) -> bool {
    BUYS.iter().any(|(deed, behind)| {
        words.match_indices(deed).any(|(at, _)| {
            let rest = &words[at + deed.len()..];
            let another = words[..at].ends_with(BEFORE_BUYS);
            !another
                && (behind.is_empty()
                    || rest.trim_matches(separates).is_empty()
                    || rest.starts_with(|c| FIGURES.contains(c))
                    || behind.iter().any(|more| rest.starts_with(more)))
        })
    })
}

/// Whether words name goods: things of the trade, or so many of something.
pub(super) fn names_goods(words: &str) -> bool {
    GOODS.iter().any(|word| words.contains(word)) || is_counted(words)
}

/// 20支丝锥, 两盒.
pub(super) fn is_counted(words: &str) -> bool {
    words.char_indices().any(|(at, c)| {
        COUNTED.contains(c)
            && words[..at].ends_with(|c| FIGURES.contains(c))
            && !words[at + c.len_utf8()..].starts_with(['人', '小', '月', '问', '礼', '星'])
    })
}
