//! What is to be brought, where the clause that promises it says only by when.
//!
//! Always holds: it stands in the two clauses before, and no sum is taken for goods.

use std::ops::Range;

use crate::base::lang::Lang;
use crate::domain::log_line::money;

/// What is brought, by the clauses before: 老郑要丝锥M8的20支，680块，周四前送过去 brings 丝锥M8的20支, and 要报价，铣刀30把，下周一给他 the price of them.
pub(super) fn goods(before: &str, text: &str, clauses: &[Range<usize>], n: usize) -> String {
    let wanted = |clause: &Range<usize>| {
        let words = text[clause.clone()].trim();
        let behind =
            words.split_once('要').filter(|(who, _)| who.chars().count() <= 10).map(|(_, what)| what.trim())?;
        (behind.chars().count() >= 2 && text[clause.end..].starts_with(['，', ','])).then_some(behind)
    };
    let earlier = n.checked_sub(2).and_then(|n| clauses.get(n)).and_then(wanted);
    let sum = money::first(before, Lang::ZhHans, true).is_some_and(|(range, _)| range == (0..before.len()));
    let papers = ["报价", "報價", "报价单", "報價單", "图纸", "圖紙", "资料", "資料", "合同", "样品", "樣品"];
    match earlier {
        Some(what) if sum => what.to_owned(),
        Some(what) if papers.contains(&what) => format!("{what}，{before}"),
        _ if sum => String::new(),
        _ => before.to_owned(),
    }
}
