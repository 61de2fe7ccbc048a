//! Whether a line that was opened at a customer speaks of that one, or plainly names somebody else.
//!
//! Always holds: a line in doubt is nobody's until a person says whose. A name that the book does not know is no doubt by itself: people come
//! and go, and things have names of their own. It is one where it is built as a company's (`Brightside Bakery`, 金辉模具厂), stands where the
//! customer stands (`Kwik Clean, two drums`, `at Bramble Farm`), or is a person's who is none of this customer's people (洪厂长留我喝茶).

mod han;
mod latin;

pub(in crate::domain::log_line) use self::han::titled;
pub(super) use self::han::{HEAD_WORDS, HEADS, ROLES, begins_with};

use self::han::han;
use self::latin::latin;
use super::elsewhere;
use crate::base::text::is_han;
use crate::base::when::{self, Context};
use crate::domain::log_line::notes::head;
use crate::domain::log_line::{Person, Vocabulary, marks, notes};

/// What is known when it is asked whether a line speaks of its customer.
pub(in crate::domain::log_line) struct Known<'a> {
    pub name: &'a str,
    pub people: &'a [Person],
    pub vocabulary: &'a Vocabulary,
    pub past: &'a Context,
}

/// How plainly a line names somebody else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::domain::log_line) enum Another {
    /// It does not.
    No,
    /// As far as one can tell: enough where the customer lay under the cursor by chance.
    Perhaps,
    /// By a name that is built as a company's: enough where the customer was meant.
    Plainly,
}

/// Whether the words of the line from here on are somebody else's name.
pub(in crate::domain::log_line) fn names_another(line: &str, from: usize, known: &Known<'_>) -> Another {
    let text = &line[from..];
    if elsewhere::is_of_elsewhere(line, known) {
        return Another::Perhaps;
    }
    // Whoever was at something was at a place: `half an hour at the vets on Alma Vale Road`.
    let before = line[..from].trim_end().to_ascii_lowercase();
    let placed =
        ["at", "at the", "to the", "into the", "into", "visited", "visited the", "went to", "been to", "dropped by"]
            .iter()
            .any(|word| {
                before == *word || before.ends_with(word) && before[..before.len() - word.len()].ends_with(' ')
            });
    let text = text.trim_start_matches(notes::separates);
    let mark = |c: char| marks::mark(c).is_some() || "^＾+＋#＃…~～!！;；。?？\n\"“「".contains(c);
    let text = head(text);
    let text = &text[..text.find(mark).unwrap_or(text.len())];
    let text = &text[..crate::domain::log_line::beginnings::full_stop(text).unwrap_or(text.len())];
    if text.trim().is_empty() || when::find_leading(text, known.past).is_some_and(|(range, _)| range.start == 0) {
        return Another::No;
    }
    if text.starts_with(is_han) { han(text, known) } else { latin(text, known, placed) }
}

/// Whether a line begins as one does that speaks of several customers, or of a week to come: 下周：, 上午顺路三家一起讲：, `next week stick in:`.
pub(in crate::domain::log_line) fn is_of_several(line: &str) -> bool {
    let head = head(line);
    let first = &head[..head.find(['：', ':']).unwrap_or(0)];
    let lower = first.to_ascii_lowercase();
    let weeks = ["下周", "下週", "下礼拜", "下禮拜", "下星期"].iter().any(|word| first.starts_with(word));
    let shops = ["两家", "兩家", "三家", "四家", "几家", "幾家"].iter().any(|word| first.contains(word));
    weeks || shops || lower.contains("next week") || lower.contains("this week")
}

#[cfg(test)]
mod tests {
    use super::Another::{No, Perhaps, Plainly};
    use super::*;
    use crate::base::clock::Now;
    use crate::base::id::Id;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn beginnings_that_may_be_another_customers_name() {
        let past = Context::at(&Now::parse("2026-11-24T10:42:00+08:00").unwrap(), Hint::Past, Lang::En);
        let vocabulary = Vocabulary { products: vec!["oat milk".into(), "砂带".into()], ..Vocabulary::default() };
        let person = |name: &str| Person { id: Id::from_bytes([7; 16]), name: name.into() };
        let people = [person("Claire James"), person("楼利华"), person("寿晓东")];
        for (text, name, expected) in [
            ("Harbor Dentl met the buyer", "Quay Books", Perhaps),
            ("Harbour Dental met the buyer", "Harbour Dental Ltd", No),
            ("Muddy Paws, dog grooming", "Spice Yard Foods", Perhaps),
            ("muddy paws, dog grooming", "Spice Yard Foods", Perhaps),
            ("muddy paws grooming, new place, wants towels", "Spice Yard Foods", Perhaps),
            ("zorba taverna ordered 3 drums", "Spice Yard Foods", Perhaps),
            ("the crown inn wants glass wash", "Spice Yard Foods", Perhaps),
            ("st george dental school rang, wants samples", "Gatton Road Roasters", Perhaps),
            ("bobs caff in bedminster rang, wants prices", "Severnside Seafoods", Perhaps),
            ("plumber in knowle wants wipes", "Severnside Seafoods", Perhaps),
            ("brooklea garage fishponds popped in cold", "Severnside Seafoods", Perhaps),
            ("hartcliffe bowls club rang, dave wants prices", "Severnside Seafoods", Perhaps),
            ("rung round the kitchen", "Severnside Seafoods", No),
            ("girl in reception wants towels", "Severnside Seafoods", No),
            ("claire in accounts rang, wants a copy", "Severnside Seafoods", No),
            ("chef in the kitchen wants pads", "Severnside Seafoods", No),
            ("lad in stores wants gloves", "Severnside Seafoods", No),
            ("nurse in charge asked for wipes", "Severnside Seafoods", No),
            ("manager from head office rang", "Severnside Seafoods", No),
            ("dental nurse wants wipes", "Severnside Seafoods", No),
            ("claire's salon wants towels", "Spice Yard Foods", No),
            ("upstairs bar wants glass wash", "Spice Yard Foods", No),
            ("the kitchen wants towels", "Spice Yard Foods", No),
            ("front office ordered 3 drums", "Spice Yard Foods", No),
            ("Orchard and Crate want samples", "Avonvale Dairy", Perhaps),
            ("Bubble and Spin shut", "Muddy Paws", Perhaps),
            ("Nettle wants a price", "Albert Road Brewing", No),
            ("Claire wants an apology", "Ashgrove House", No),
            ("Claire's off till Thursday", "Ashgrove House", No),
            ("met the buyer", "Quay Books", No),
            ("trial runs", "Quay Books", No),
            ("grinder broke again", "Quay Books", No),
            ("Grinder broke again", "Quay Books", No),
            ("oat milk, two boxes", "Quay Books", No),
            ("renewed, likes it", "Quay Books", No),
            ("locked up", "Quay Books", No),
            ("12 cases, happy", "Quay Books", No),
            ("", "Quay Books", No),
            ("福記豆花，老闆姓裘", "滨江书店", Perhaps),
            ("福記豆花，老闆姓楼", "滨江书店", Perhaps),
            ("老王牛肉麵，要粗吸管", "滨江书店", Perhaps),
            ("大成餐飲 報價", "滨江书店", Plainly),
            ("鸿运，老板姓裘", "滨江书店", Perhaps),
            ("招牌牛肉麵 賣得好", "滨江书店", No),
            ("新来的采购，老板姓楼", "滨江书店", No),
            ("港湾牙科诊所 见采购", "滨江书店", Plainly),
            ("宏远汽配 老板裘志刚", "滨江书店", Plainly),
            ("永兴 王雪芬先留20条", "滨江书店", Perhaps),
            ("老裘 嫌早上的不够", "滨江书店", Perhaps),
            ("老寿 嫌早上的不够", "滨江书店", No),
            ("楼厂长还是嫌贵", "滨江书店", No),
            ("洪厂长留我喝茶", "滨江书店", Perhaps),
            ("鑫垚模具关门了", "滨江书店", Perhaps),
            ("宏远汽配沒開門，下午再去", "滨江书店", Perhaps),
            ("隔壁超市关门了", "滨江书店", No),
            ("模具车间停业整顿", "滨江书店", No),
            ("他们门店关门了", "滨江书店", No),
            ("去了医院 没人", "滨江书店", No),
            ("滨江书店 见采购", "滨江书店", No),
            ("见采购", "滨江书店", No),
            ("样机到了 下周装", "滨江书店", No),
            ("砂带掉砂", "滨江书店", No),
            ("嫌贵，再等等", "滨江书店", No),
            ("老板不在", "滨江书店", No),
            ("下单了 +砂带 3条", "滨江书店", No),
        ] {
            let known = Known { name, people: &people, vocabulary: &vocabulary, past: &past };
            assert_eq!(names_another(text, 0, &known), expected, "{text}");
        }
    }
}
