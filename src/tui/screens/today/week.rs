//! The week on Today: each day's visits, done of planned; and how much of each grade the cycle has seen.

use chrono::Datelike;
use ratatui::layout::Rect;

use super::super::super::canvas::Canvas;
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use crate::base::width;
use crate::domain::ask::Today;
use crate::schema::{Choice, Grade};

/// Draws it into one or two lines.
pub(super) fn draw(cx: &Cx, today: &Today, area: Rect, canvas: &mut Canvas<'_>) {
    canvas.own(area);
    let (left, right) = (area.x + 1, area.right() - 1);
    let title = cx.word("today-week");
    let indent = (width::cells(title) as u16).max(4) + 3;
    canvas.put(left, area.y, indent, title, Role::Heading);
    let now = cx.now.today();
    let monday = now - chrono::Days::new(u64::from(now.weekday().num_days_from_monday()));
    let done: u32 = today.week.iter().map(|(done, _)| done).sum();
    let all: u32 = today.week.iter().map(|(_, all)| all).sum();
    let total = of(cx, done, all);
    let end = right - canvas.put_right(right, area.y, right - left, &total, Role::Text) - 2;
    // Each day: its name, its figures, whether it is today. Saturday and Sunday only where they have something, or are today.
    let mut days: Vec<Day<'_>> = today
        .week
        .iter()
        .enumerate()
        .map(|(at, figures)| (monday + chrono::Days::new(at as u64), *figures))
        .filter(|(day, (_, all))| day.weekday().num_days_from_monday() < 5 || *all > 0 || *day == now)
        .map(|(day, (done, all))| {
            let done_of = (day <= now && all > 0).then_some((done, all));
            let figures = done_of.map_or_else(|| all.to_string(), |(done, all)| of(cx, done, all));
            Day { name: cx.words.weekday(day), figures, is_today: day == now, done_of }
        })
        .collect();
    let room = usize::from(end.saturating_sub(left + indent));
    let text = |days: &[Day<'_>]| -> usize {
        days.iter().map(|day| width::cells(day.name) + 1 + width::cells(&day.figures)).sum()
    };
    let fits = |days: &[Day<'_>]| text(days) + days.len().saturating_sub(1) <= room;
    // What is over is said shorter first, and then not at all; today never gives way.
    if !fits(&days) {
        for day in days.iter_mut().filter(|day| day.done_of.is_some()) {
            day.figures = day.done_of.map(|(done, all)| format!("{done}/{all}")).unwrap_or_default();
        }
    }
    while !fits(&days) && days.first().is_some_and(|day| !day.is_today) {
        days.remove(0);
    }
    let text = text(&days);
    let gaps = days.len().saturating_sub(1);
    // First the space between the days gives way, then the bar.
    let (gap, bar) = [(4, 11), (3, 11), (2, 11), (4, 0), (2, 0)]
        .into_iter()
        .find(|(gap, bar)| text + gaps * gap + bar <= room)
        .unwrap_or((1, 0));
    let mut x = left + indent;
    for day in &days {
        let role = if day.is_today { Role::Strong } else { Role::Text };
        x += canvas.put(x, area.y, end.saturating_sub(x), day.name, role) + 1;
        if let (true, true, Some((done, all))) = (day.is_today, bar > 0, day.done_of) {
            let bar = Rect { x, y: area.y, width: 10, height: 1 };
            canvas.bar(bar, (done, all), Role::Text, cx.words.lang().is_chinese());
            x += 11;
        }
        x += canvas.put(x, area.y, end.saturating_sub(x), &day.figures, role) + gap as u16;
    }
    if area.height > 1 {
        let mut x = left + indent;
        for (grade, (seen, all)) in Grade::ALL.iter().zip(today.seen).filter(|(_, (_, all))| *all > 0) {
            let grade = cx.words.of("account", "grade", *grade);
            let key = if x == left + indent { "today-cycle" } else { "today-cycle-next" };
            let text = cx.say(key, &[("grade", grade.into()), ("seen", seen.into()), ("all", all.into())]);
            x += canvas.put(x, area.y + 1, right.saturating_sub(x), &text, Role::Dim) + 4;
        }
    }
}

/// A day of the week.
struct Day<'a> {
    name: &'a str,
    figures: String,
    is_today: bool,
    /// Visits done of all, where the day has begun and has any.
    done_of: Option<(u32, u32)>,
}

fn of(cx: &Cx, done: u32, all: u32) -> String {
    cx.say("n-of-m", &[("n", done.into()), ("m", all.into())])
}
