//! What was said, put together to a week.

use super::scan::{ALL, Said, scan};
use super::{Hours, Span};

/// Days that were named wait for the times behind them; a new day after a time begins anew. "Closed" belongs to the days before it, or,
/// where none wait, to those behind it. A break belongs to the span behind it, or, where none follows, to the one before.
pub(super) fn read(text: &str) -> Option<Hours> {
    let said = scan(text)?;
    let mut week = Hours::default();
    let mut days = ALL;
    let mut waiting = false;
    let mut closed_next = false;
    let mut shut: u8 = 0;
    let mut last: Option<(u8, Span)> = None;
    let mut said = said.into_iter().peekable();
    while let Some(one) = said.next() {
        match one {
            Said::Days(named) => {
                if closed_next {
                    shut |= named;
                    // More days may follow: 公休 周六、周日.
                    closed_next = matches!(said.peek(), Some(Said::Days(_)));
                    if !closed_next {
                        days = ALL;
                    }
                } else {
                    days = if waiting { days | named } else { named };
                    waiting = true;
                }
            }
            Said::Closed if waiting => {
                shut |= days;
                (days, waiting) = (ALL, false);
            }
            Said::Closed => {
                matches!(said.peek(), Some(Said::Days(_))).then_some(())?;
                closed_next = true;
            }
            Said::Span(span) => {
                put(&mut week.open, days, span);
                last = Some((days, span));
                waiting = false;
            }
            Said::Break => {
                let of = if waiting { days } else { ALL };
                if let Some(Said::Span(span)) = said.peek().copied() {
                    said.next();
                    let span = pushed(&week, of, span);
                    put(&mut week.breaks, of, span);
                } else {
                    let (days, span) = last.take()?;
                    for (day, spans) in week.open.iter_mut().enumerate() {
                        if days & (1 << day) != 0 {
                            spans.retain(|other| *other != span);
                        }
                    }
                    let span = pushed(&week, days, span);
                    put(&mut week.breaks, days, span);
                }
                waiting = false;
            }
        }
    }
    if waiting || closed_next || week.open.iter().all(Vec::is_empty) {
        return None;
    }
    for day in 0..7 {
        if shut & (1 << day) != 0 {
            week.open[day].clear();
        }
        week.open[day].sort_unstable();
    }
    Some(week)
}

fn put(week: &mut [Vec<Span>; 7], days: u8, span: Span) {
    for (day, spans) in week.iter_mut().enumerate() {
        if days & (1 << day) != 0 {
            spans.push(span);
        }
    }
}

/// A break such as `1-2` in the afternoon hours of its days: twelve hours later where it would else lie outside them all.
fn pushed(week: &Hours, days: u8, (from, to): Span) -> Span {
    let within = |(from, to): Span| {
        week.open
            .iter()
            .enumerate()
            .any(|(day, spans)| days & (1 << day) != 0 && spans.iter().any(|(open, shut)| *open <= from && to <= *shut))
    };
    let later = (from + 720, to + 720);
    if !within((from, to)) && within(later) { later } else { (from, to) }
}
