//! The words that set a log's time right.
//!
//! Always holds: a log never lies ahead of now.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::base::clock::{Moment, Now};
use crate::base::lang::Lang;
use crate::base::when::{self, Context, Hint, When};
use crate::domain::dates::Dates;

/// The time that words mean for a log: a stretch, a start (the length stays), another day (the clock stays), or a length (the end stays); or the
/// key of what is wrong with them. It ends now at the latest.
pub(super) fn times(
    words: &str,
    before: (Moment, Moment),
    now: &Now,
    lang: Lang,
) -> Result<(Moment, Moment), &'static str> {
    let (started, ended) = said(words, before, now, lang).ok_or("correct-no-time")?;
    if started > now.at {
        return Err("correct-ahead");
    }
    Ok((started, ended.min(now.at)))
}

fn said(words: &str, before: (Moment, Moment), now: &Now, lang: Lang) -> Option<(Moment, Moment)> {
    let (from, to) = before;
    let length = to.minutes_since(from);
    let day = now.zone.local(from).date();
    let on = |day: NaiveDate| {
        let end = day.and_hms_opt(23, 59, 0)?;
        Some(Context { today: day, ..Context::new(end, Hint::Past, lang) })
    };
    let own = on(day)?;
    let spread = |start: NaiveDateTime| {
        let start = now.zone.moment(start);
        (start, start.plus_minutes(length))
    };
    // A time alone is one of the log's own workday: of one at half past midnight, 23:30 is the hour before.
    let shift = |start: NaiveDateTime, when: &When| {
        let elsewhere = on(day.pred_opt()?).and_then(|context| when::parse(words, &context));
        let alone = start.date() == day && elsewhere.is_none_or(|other| other.when != *when);
        let days = [0, -1, 1].map(TimeDelta::days).into_iter();
        let own = |by: &TimeDelta| now.workday(now.zone.moment(start + *by)) == now.workday(from);
        days.filter(|_| alone).find(own)
    };
    let said = when::parse(words, &own)
        .filter(|said| !matches!(said.when, When::Day(_) | When::Days { .. }))
        .or_else(|| when::parse(words, &Context::at(now, Hint::Past, lang)));
    match said.map(|said| said.when) {
        Some(when @ When::Hours { start, end }) => {
            let by = shift(start, &when).unwrap_or_default();
            Some((now.zone.moment(start + by), now.zone.moment(end + by)))
        }
        Some(when @ When::At(start)) => Some(spread(start + shift(start, &when).unwrap_or_default())),
        Some(When::Length(length)) => Some((to.plus_minutes(-length.num_minutes()), to)),
        Some(when) => Some(spread(when.due_day()?.and_time(now.zone.local(from).time()))),
        None => {
            // `2026-11-20 09:00-09:40`: a day, then a stretch of it.
            let (day, rest) = words.trim().split_once(' ')?;
            let day = Dates { now, lang, next: None }.read_as(day, Hint::Past)?.day;
            match when::parse(rest, &on(day)?)?.when {
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
    use crate::i18n::Words;

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
            // It is 10:42: what is still to come has not been.
            ("10:30", Lang::En, Some(("2026-11-24T10:30", "2026-11-24T10:42"))),
            ("10:00-11:30", Lang::En, Some(("2026-11-24T10:00", "2026-11-24T10:42"))),
        ] {
            let expected = expected.map(|(from, to)| (at(from), at(to)));
            assert_eq!(times(words, before, &now, lang).ok(), expected, "{words}");
        }
        for (words, wrong) in
            [("whenever", "correct-no-time"), ("15:00", "correct-ahead"), ("下午3点", "correct-ahead")]
        {
            let lang = if words.is_ascii() { Lang::En } else { Lang::ZhHans };
            assert_eq!(times(words, before, &now, lang), Err(wrong), "{words}");
        }
    }

    #[test]
    fn a_time_alone_is_one_of_the_logs_workday() {
        let at = |text: &str| Now::parse(&format!("{text}:00+08:00")).unwrap().at;
        let night = (at("2026-11-24T00:00"), at("2026-11-24T00:30"));
        let evening = (at("2026-11-23T23:00"), at("2026-11-23T23:30"));
        for (now, before, words, expected) in [
            // In the same night, and a day later.
            ("2026-11-24T00:50:00+08:00", night, "23:30", ("2026-11-23T23:30", "2026-11-24T00:00")),
            ("2026-11-25T09:00:00+08:00", night, "23:30", ("2026-11-23T23:30", "2026-11-24T00:00")),
            ("2026-11-25T09:00:00+08:00", night, "23:10-23:50", ("2026-11-23T23:10", "2026-11-23T23:50")),
            ("2026-11-25T09:00:00+08:00", night, "00:15", ("2026-11-24T00:15", "2026-11-24T00:45")),
            ("2026-11-25T09:00:00+08:00", evening, "00:15", ("2026-11-24T00:15", "2026-11-24T00:45")),
            // The day was said.
            ("2026-11-25T09:00:00+08:00", night, "2026-11-24 23:30", ("2026-11-24T23:30", "2026-11-25T00:00")),
        ] {
            let now = Now::parse(now).unwrap();
            let expected = (at(expected.0), at(expected.1));
            assert_eq!(times(words, before, &now, Lang::En), Ok(expected), "{words} {}", now.today());
        }
    }

    #[test]
    fn a_time_is_read_as_it_is_written_for_a_log_of_another_day() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (day, lang, words) in [
            ("2026-11-20", Lang::En, "20 Nov 09:00-09:40"),
            ("2025-12-28", Lang::En, "28 Dec 2025 09:00-09:40"),
            ("2026-11-20", Lang::ZhHans, "11-20 09:00-09:40"),
            ("2025-12-28", Lang::ZhHant, "2025-12-28 09:00-09:40"),
        ] {
            let at = |time: &str| Now::parse(&format!("{day}T{time}:00+08:00")).unwrap().at;
            let stood = (at("09:00"), at("09:40"));
            assert_eq!(times(words, stood, &now, lang), Ok(stood), "{words}");
            assert_eq!(
                Words::new(lang).day_of(day.parse().unwrap(), now.today()),
                words[..words.len() - 12],
                "{words}"
            );
        }
    }
}
