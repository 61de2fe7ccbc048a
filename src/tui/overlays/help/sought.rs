//! How what was typed answers a command: by its name, by what else it is called, by its sentence and keys.

use crate::base::name::{Fit, NameKey, Query, Rank};
use crate::base::text::{fold, is_han};
use crate::tui::cx::Cx;
use crate::tui::keymap::written;

/// Whether words answer what was typed: by a part of them, by pinyin or initials.
pub(super) fn answers(query: &Query, wanted: &str, words: &str) -> bool {
    fold(words).contains(wanted) || (words.chars().any(is_han) && query.rank(&NameKey::new(words)).is_some())
}

/// Whether exactly this was typed: the command's name, in words or as the key map has it.
pub(super) fn is_named(cx: &Cx, id: &str, wanted: &str) -> bool {
    let wanted = wanted.trim();
    id == wanted || fold(cx.word(&format!("command-{id}"))) == wanted
}

/// Whether exactly this was typed of what else a command is called.
pub(super) fn is_also(cx: &Cx, id: &str, wanted: &str) -> bool {
    cx.word(&format!("sought-{id}")).split([',', '、']).any(|word| fold(word.trim()) == wanted.trim())
}

/// How well what was typed answers what else a command is called.
pub(super) fn sought(cx: &Cx, id: &str, query: &Query) -> Option<Rank> {
    let key = format!("sought-{id}");
    let words = cx.word(&key).split([',', '、']).map(str::trim);
    // What fits by chance, a letter here and a letter there, is nobody's word for it.
    let begins = |rank: &Rank| !matches!(rank.fit(), Fit::Inner | Fit::InnerInitials | Fit::Scattered | Fit::AnyOrder);
    words.filter_map(|word| query.rank(&NameKey::new(word))).filter(begins).min()
}

/// What the search looks through: words, sentence, name and keys of a command.
pub(super) fn searched(cx: &Cx, id: &str) -> String {
    let keys: Vec<String> = cx.keymap.keys(id).iter().map(|chord| written(chord)).collect();
    fold(&format!("{} {} {id} {}", cx.word(&format!("command-{id}")), cx.word(&format!("about-{id}")), keys.join(" ")))
}
