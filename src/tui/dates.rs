//! A date in words, as the screens take it. The reading itself is the base's.

use crate::base::clock::Now;
use crate::base::lang::Lang;
use crate::base::when::{self, Context, Hint, When};
use crate::domain::deed::Slot;

/// The slot that these words name from now on; `None` where they name none. Of several days the last: by then it is due.
pub fn read(words: &str, now: &Now, lang: Lang) -> Option<Slot> {
    read_as(words, now, lang, Hint::Future)
}

/// The slot that these words name on this side of now.
pub fn read_as(words: &str, now: &Now, lang: Lang, hint: Hint) -> Option<Slot> {
    let said = when::parse(words.trim(), &Context::at(now, hint, lang))?;
    match said.when {
        When::At(at) | When::Hours { start: at, .. } => Some(Slot::at(at)),
        when => when.due_day().map(Slot::day),
    }
}

/// Words, and the slot that stands at their end where one does: `roadworks, fri`.
pub fn split(words: &str, now: &Now, lang: Lang) -> (String, Option<Slot>) {
    let words = words.trim();
    let last = when::find_all(words, &Context::at(now, Hint::Future, lang)).pop();
    if let Some((range, _)) = last
        && range.end == words.len()
        && let Some(slot) = read(&words[range.clone()], now, lang)
    {
        let before = words[..range.start].trim_end_matches([' ', ',', '，', '、', '；', ';']);
        return (before.to_string(), Some(slot));
    }
    (words.to_string(), None)
}

/// As [`split`]; the slot may stand before the words too: `fri, on holiday`.
pub fn split_either(words: &str, now: &Now, lang: Lang) -> (String, Option<Slot>) {
    let (rest, slot) = split(words, now, lang);
    if slot.is_some() {
        return (rest, slot);
    }
    let words = words.trim();
    let first = when::find_all(words, &Context::at(now, Hint::Future, lang)).into_iter().next();
    let at_start = first.filter(|(range, _)| range.start == 0);
    match at_start.and_then(|(range, _)| Some((range.end, read(&words[range], now, lang)?))) {
        Some((end, slot)) => {
            (words[end..].trim_start_matches([' ', ',', '，', '、', '；', ';']).to_string(), Some(slot))
        }
        None => (words.to_string(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_slots() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (words, lang, expected) in [
            ("fri", Lang::En, Some("2026-11-27")),
            ("+3d", Lang::En, Some("2026-11-27")),
            ("tomorrow 10:00", Lang::En, Some("2026-11-25 10:00")),
            ("next week", Lang::En, Some("2026-12-06")),
            ("下周三", Lang::ZhHans, Some("2026-12-02")),
            ("週五下午3點", Lang::ZhHant, Some("2026-11-27 15:00")),
            ("2026-12-01", Lang::En, Some("2026-12-01")),
            ("soonish", Lang::En, None),
            ("", Lang::En, None),
        ] {
            let slot = read(words, &now, lang).map(|slot| match slot.time {
                Some(time) => format!("{} {}", slot.day, time.format("%H:%M")),
                None => slot.day.to_string(),
            });
            assert_eq!(slot.as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn a_date_stands_behind_its_words() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (words, before, day) in [
            ("roadworks, fri", "roadworks", Some("2026-11-27")),
            ("修路，下周三", "修路", Some("2026-12-02")),
            ("no key", "no key", None),
            ("fri", "", Some("2026-11-27")),
        ] {
            let (text, slot) = split(words, &now, Lang::ZhHans);
            assert_eq!((text.as_str(), slot.map(|slot| slot.day.to_string()).as_deref()), (before, day), "{words}");
        }
        let (text, slot) = split_either("周五，放假", &now, Lang::ZhHans);
        assert_eq!((text.as_str(), slot.map(|slot| slot.day.to_string()).as_deref()), ("放假", Some("2026-11-27")));
    }
}
