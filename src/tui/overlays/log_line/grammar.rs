//! The help of the log line: what it understands, from the declaration that the documentation is made from.

use crate::domain::log_line::GRAMMAR;
use crate::tui::cx::Cx;
use crate::tui::overlays::reading::Reading;
use crate::tui::subject::Subject;

/// The help as a text to read and to look for words in; examples stand in single quotes, as a shell wants them.
pub(super) fn help(cx: &Cx) -> Reading {
    let mut text = format!("{}\n{}\n", cx.word("grammar-intro"), cx.word("grammar-keys"));
    for rule in &GRAMMAR {
        let name = cx.word(&format!("grammar-{}", rule.id)).to_owned();
        let how = cx.word(&format!("grammar-how-{}", rule.id)).to_owned();
        let examples: Vec<String> =
            rule.examples(cx.words.lang()).iter().map(|example| format!("'{example}'")).collect();
        let colon = if cx.words.lang().is_chinese() { "：" } else { ": " };
        text.push_str(&format!("\n{name}{colon}{how}\n   {}\n", examples.join("   ")));
    }
    Reading::new(cx.word("grammar-title"), text, Subject::default())
}
