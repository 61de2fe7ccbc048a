//! Lines that tell of nothing but what is still to come: `mon 7th see Beth`, 明天给林武打电话, 周一上午九点去富特.
//!
//! Always holds: the line begins with a day ahead, and what one means to do stands right behind it; what was done, and what others want, is none.

use crate::base::text::is_han;
use crate::base::when::{self, Context, When};
use crate::domain::deed::Slot;
use crate::domain::log_line::notes::{head, separates};

/// What is still to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToCome {
    /// The day in the line's words.
    pub words: String,
    /// What is to be done.
    pub what: String,
    /// When.
    pub slot: Slot,
    /// One means to go there; else it is something to be done for them.
    pub visit: bool,
}

/// What one means to do where one goes.
const GO: [&str; 6] = ["see", "visit", "meet", "go", "pop", "go and see"];
/// What one means to do for somebody.
const DO: [&str; 11] = ["call", "ring", "phone", "email", "text", "send", "chase", "deliver", "drop", "take", "bring"];
/// Behind those these make it something that was: `mon call from Ed`.
const WAS: [&str; 7] = ["from", "with", "was", "went", "to", "off", "in"];
const GO_HAN: [&str; 6] = ["去", "见", "見", "拜访", "拜訪", "回访"];
const AGREED_HAN: [&str; 6] = ["约好了", "約好了", "约了", "約了", "约好", "約好"];
const DO_HAN: [&str; 8] = ["给", "給", "打电话", "打電話", "送", "带", "帶", "寄"];

/// What a line says is still to come, where it says nothing else. `from`: where the customer's name ends, if it begins with that: 宏发刀具下周二上午十点去拜访.
pub(in crate::domain::log_line) fn to_come(
    line: &str,
    from: usize,
    past: &Context,
    ahead: &Context,
    now: &chrono::NaiveDateTime,
) -> Option<ToCome> {
    let named = from > 0;
    let line = &line[from..];
    let lead = line.len() - line.trim_start_matches(separates).len();
    // 约了下周四上午十点去讲课.
    let agreed = AGREED_HAN.iter().find(|word| line[lead..].starts_with(**word)).map_or(0, |word| word.len());
    let lead = lead + agreed;
    let text = head(&line[lead..]);
    let (range, said) =
        when::find_leading(text, ahead).filter(|(range, said)| range.start == 0 && said.other.is_none())?;
    let words = &text[..range.end];
    let slot = match said.when {
        When::At(at) => Slot::at(at),
        when => Slot::day(when.due_day()?),
    };
    let later = slot.day > now.date() || slot.day == now.date() && slot.time.is_some_and(|time| time > now.time());
    // 周五 may be the one that was.
    let sure = when::parse(words, past).is_none_or(|back| back.when == said.when);
    let rest = text[range.end..].trim_matches(separates);
    let told = rest.contains(['，', ',', '。', '；', ';']) || rest.chars().count() > 12;
    // Behind a name only what is sure, and all that is said: 富特周一去过 was.
    if (named || agreed > 0) && (!rest.starts_with(is_han) || told || !(sure || agreed > 0 || slot.time.is_some())) {
        return None;
    }
    let visit = match rest.starts_with(is_han) {
        true if agreed > 0 => (GO_HAN.iter().any(|word| rest.starts_with(word))
            || ["过去", "過去", "上门", "上門", "见面", "見面", "来", "來"].iter().any(|word| rest.starts_with(word)))
        .then_some(true)
        .filter(|_| !rest.contains(['了', '过', '過']) || rest.starts_with("过去") || rest.starts_with("過去"))?,
        true => agreed_in_han(rest, sure || slot.day == now.date()).or_else(|| in_han(rest, sure))?,
        false => in_words(rest)?,
    };
    // All that was said is kept, also what is too long to be looked through.
    let what = line[lead + range.end..].trim_matches(separates);
    later.then(|| ToCome { words: words.to_owned(), what: what.to_owned(), slot, visit })
}

fn in_words(rest: &str) -> Option<bool> {
    let lower = rest.to_ascii_lowercase();
    let mut words = lower.split(' ');
    let (first, next) = (words.next()?, words.next().unwrap_or_default());
    let told = [" said", " says", "asked", " met ", " was ", " had "].iter().any(|word| lower.contains(word));
    if told || WAS.contains(&next) && !(first == "go" || first == "pop") {
        return None;
    }
    (GO.contains(&first) || DO.contains(&first)).then(|| GO.contains(&first))
}

/// 下午两点约了韩总: with whom one has a time, and nothing else is told.
fn agreed_in_han(rest: &str, sure: bool) -> Option<bool> {
    let with = AGREED_HAN.iter().find_map(|word| rest.strip_prefix(word))?;
    let told = with.contains(|c| "了过過说說，,。；;！!".contains(c));
    (sure && !told && (1..=16).contains(&with.chars().count())).then_some(true)
}

fn in_han(rest: &str, sure: bool) -> Option<bool> {
    let clause = &rest[..rest.find(|c| "，,。；;！!".contains(c)).unwrap_or(rest.len())];
    if clause.contains(['了', '过', '過', '说', '說']) {
        return None;
    }
    let alone = clause.len() == rest.len() && clause.chars().count() <= 10;
    let goes = GO_HAN.iter().any(|word| rest.starts_with(word));
    if !sure {
        return (alone && rest.starts_with('去')).then_some(true);
    }
    (goes || DO_HAN.iter().any(|word| rest.starts_with(word))).then_some(goes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn a_line_of_what_is_to_come_is_known_and_no_other() {
        let now = Now::parse("2026-12-04T16:30:00+08:00").unwrap();
        for (line, expected) in [
            ("周一上午九点去富特", "12-07 09:00 去富特 visit"),
            ("明天给林武打电话", "12-05 给林武打电话"),
            ("下周三去精工", "12-09 去精工 visit"),
            ("明天见李总", "12-05 见李总 visit"),
            ("mon 7th see Beth parson mead 9.15", "12-07 see Beth parson mead 9.15 visit"),
            ("tomorrow ring Ed", "12-05 ring Ed"),
            ("tomorrow send the price list", "12-05 send the price list"),
            ("下午六点约了衙前紧固件的韩总", "12-04 18:00 约了衙前紧固件的韩总 visit"),
            ("明天下午两点約了韓總", "12-05 14:00 約了韓總 visit"),
            ("下午两点约了韩总", ""),
            ("周三约了韩总", ""),
            ("下午六点约了韩总，他没来", ""),
            ("周一见采购", ""),
            ("周一去了富特", ""),
            ("周一去富特，见了周工", ""),
            ("周五去精工要报价，明天给", ""),
            ("昨天去精工", ""),
            ("明天他们要开会", ""),
            ("明天送过的那批", ""),
            ("mon call from Ed", ""),
            ("monday met Beth", ""),
            ("monday delivery was short", ""),
            ("tomorrow she's off", ""),
            ("yesterday saw Ed", ""),
            ("friday meeting with Ed", ""),
            ("met Ed, see him monday", ""),
            ("宏发刀具下周二上午十点去拜访", "12-08 10:00 去拜访 visit"),
            ("宏发刀具，约了下周四上午十点去讲课", "12-10 10:00 去讲课 visit"),
            ("宏发刀具周一上午去过", ""),
            ("宏发刀具周一去看看", ""),
            ("宏发刀具下周二去拜访，他要报价", ""),
            ("宏发刀具约了下周二，见了杜武", ""),
            ("宏发刀具下周二送货", "12-08 送货"),
        ] {
            let lang = if line.contains(is_han) { Lang::ZhHans } else { Lang::En };
            let (past, ahead) = (Context::at(&now, Hint::Past, lang), Context::at(&now, Hint::Future, lang));
            let from = if line.starts_with("宏发刀具") { "宏发刀具".len() } else { 0 };
            let found = to_come(line, from, &past, &ahead, &now.local()).map_or(String::new(), |found| {
                let time = found.slot.time.map(|time| time.format(" %H:%M").to_string()).unwrap_or_default();
                let visit = if found.visit { " visit" } else { "" };
                format!("{}{time} {}{visit}", found.slot.day.format("%m-%d"), found.what)
            });
            assert_eq!(found, expected, "{line}");
        }
    }
}
