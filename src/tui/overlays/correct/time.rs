//! The words that set a log's time right.

use crate::base::clock::{Moment, Now};
use crate::base::lang::Lang;
use crate::base::when::{self, Context, Hint, When};
use crate::tui::dates::Dates;

/// The time that words mean for a log: a stretch, a start (the length stays), another day (the clock stays), or a length (the end stays).
pub(super) fn times(words: &str, before: (Moment, Moment), now: &Now, lang: Lang) -> Option<(Moment, Moment)> {
    let (from, to) = before;
    let length = to.minutes_since(from);
    let day = now.zone.local(from).date();
    // A time alone is one of the log's own day.
    let own = Context { today: day, ..Context::new(day.and_hms_opt(23, 59, 0)?, Hint::Past, lang) };
    let spread = |start: chrono::NaiveDateTime| {
        let start = now.zone.moment(start);
        (start, start.plus_minutes(length))
    };
    let said = when::parse(words, &own)
        .filter(|said| !matches!(said.when, When::Day(_) | When::Days { .. }))
        .or_else(|| when::parse(words, &Context::at(now, Hint::Past, lang)));
    match said.map(|said| said.when) {
        Some(When::Hours { start, end }) => Some((now.zone.moment(start), now.zone.moment(end))),
        Some(When::At(start)) => Some(spread(start)),
        Some(When::Length(length)) => Some((to.plus_minutes(-length.num_minutes()), to)),
        Some(when) => Some(spread(when.due_day()?.and_time(now.zone.local(from).time()))),
        None => {
            // `2026-11-20 09:00-09:40`: a day, then a stretch of it.
            let (day, rest) = words.trim().split_once(' ')?;
            let day = Dates { now, lang, next: None }.read_as(day, Hint::Past)?.day;
            let context = Context { today: day, ..Context::new(day.and_hms_opt(23, 59, 0)?, Hint::Past, lang) };
            match when::parse(rest, &context)?.when {
                When::Hours { start, end } => Some((now.zone.moment(start), now.zone.moment(end))),
                When::At(start) => Some(spread(start)),
                _ => None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_set_a_time_right() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let at = |text: &str| Now::parse(&format!("{text}:00+08:00")).unwrap().at;
        let before = (at("2026-11-24T09:00"), at("2026-11-24T09:30"));
        for (words, lang, expected) in [
            ("8:15-8:50", Lang::En, Some(("2026-11-24T08:15", "2026-11-24T08:50"))),
            ("8:15", Lang::En, Some(("2026-11-24T08:15", "2026-11-24T08:45"))),
            ("yesterday", Lang::En, Some(("2026-11-23T09:00", "2026-11-23T09:30"))),
            ("昨天下午3点", Lang::ZhHans, Some(("2026-11-23T15:00", "2026-11-23T15:30"))),
            ("45 min", Lang::En, Some(("2026-11-24T08:45", "2026-11-24T09:30"))),
            ("2026-11-20 09:00-09:40", Lang::En, Some(("2026-11-20T09:00", "2026-11-20T09:40"))),
            ("whenever", Lang::En, None),
        ] {
            let expected = expected.map(|(from, to)| (at(from), at(to)));
            assert_eq!(times(words, before, &now, lang), expected, "{words}");
        }
    }
}
