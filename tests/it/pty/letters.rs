//! Real sentences through a real terminal: wide characters, emoji, combining marks, full-width punctuation; the real cursor stands at the
//! caret, where an input method opens its window.

use rounds::base::width::cells;

use super::terminal::Terminal;
use super::{NOW, filled};

const SENTENCES: [&str; 9] = [
    "見採購，要報價；嫌貴！「A100」先試兩台。",
    "见了王总（拍板），说“下周三”再谈……",
    "Café crème, naïve façade: 12 €/kg",
    "cafe\u{301} with a combining accent, a\u{308}o\u{308}",
    "👍 done, 👩\u{200d}🔬 lab, 🇨🇳 flag, ❤\u{fe0f} heart",
    "ㄅㄆㄇ 注音, ｶﾀｶﾅ half, カタカナ full",
    "한국어 문장, ภาษาไทย, हिन्दी",
    "ＡＢＣ１２３（ｆｕｌｌ　ｗｉｄｔｈ）",
    "٣٤ عربي and back",
];

#[test]
fn the_cursor_stands_at_the_caret_behind_every_sentence() {
    let book = filled();
    let mut terminal = Terminal::start(&book.home(), NOW, (30, 120), &["--lang", "zh-Hans"]);
    terminal.wait_for("Harbour Dental");
    terminal.keys("f");
    // The search's own line: the caret is in it from the start.
    let begin = terminal.wait_cursor("the field", |_, column| column > 3);
    for sentence in SENTENCES {
        terminal.keys(sentence);
        let wanted = begin.1 + cells(sentence) as u16;
        terminal.wait_cursor(sentence, |row, column| row == begin.0 && column == wanted);
        // A grapheme at a time, as a person takes it back.
        let graphemes = unicode_segmentation::UnicodeSegmentation::graphemes(sentence, true).count();
        terminal.keys(&"\x7f".repeat(graphemes));
        terminal.wait_cursor("the empty field", |row, column| (row, column) == begin);
    }
}

#[test]
fn full_width_punctuation_is_a_key_like_any_other_where_nothing_is_written() {
    let book = filled();
    let mut terminal = Terminal::start(&book.home(), NOW, (30, 100), &["--lang", "zh-Hans"]);
    terminal.wait_for("Harbour Dental");
    for (key, shown) in [("？", "─ 帮助"), ("：", "─ 命令")] {
        terminal.keys(key);
        terminal.wait_for(shown);
        terminal.keys("\x1b");
        terminal.wait("what lay under it", |screen| !screen.contains('┌'));
    }
    // Han that arrives where no field is open is looked for.
    terminal.keys("精工");
    terminal.wait("the search", |screen| screen.contains("精工") && !screen.contains("Harbour Dental"));
}

#[test]
fn a_sentence_in_pieces_of_bytes_arrives_whole() {
    let book = filled();
    let mut terminal = Terminal::start(&book.home(), NOW, (30, 100), &["--lang", "zh-Hant"]);
    terminal.wait_for("Harbour Dental");
    terminal.keys("l");
    terminal.wait_cursor("the line", |_, column| column > 3);
    let sentence = "拜訪採購，要報價 》報價 週五";
    for byte in sentence.as_bytes() {
        terminal.bytes(&[*byte]);
    }
    terminal.wait_for(sentence);
}
