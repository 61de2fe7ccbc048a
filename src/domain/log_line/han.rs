//! What tells a Chinese name from a Chinese sentence.
//!
//! Always holds: characters alone say it; nothing is known here of who is called so.

/// Characters that stand in sentences, hardly in names.
const SENTENCE: &str = "了的说說要没沒不很太是给給去还還再把被嫌吗嗎吧呢过過讲講谈談聊问問想叫让讓催订訂答缺款价價票样樣期涨漲跌贵貴急收付先走";

/// Where the first character stands that is one of a sentence, not of a name.
pub(super) fn sentence_in_han(run: &str) -> Option<usize> {
    run.char_indices().find(|(_, c)| SENTENCE.contains(*c)).map(|(at, _)| at)
}
