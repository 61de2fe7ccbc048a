//! The parts of a customer's page, drawn.

use chrono::Datelike;
use ratatui::layout::Rect;

use super::super::super::canvas::{Canvas, Target};
use super::super::super::cx::Cx;
use super::super::super::theme::Role;
use super::super::{briefing, table};
use super::{CustomerScreen, Heights, Pane};
use crate::base::width;
use crate::domain::ask::{Dossier, TimelineRow};
use crate::schema::{Contact, FollowUp, PromisedBy, VisitState};

impl CustomerScreen {
    pub(super) fn draw_parts(&self, cx: &Cx, dossier: &Dossier, area: Rect, canvas: &mut Canvas<'_>) {
        let heights = self.heights(area);
        let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
        head(cx, dossier, inner, self.pane == Pane::Head, canvas);
        let mut y = area.y + 2 + heights.gap;
        // What the lists do not need is the briefing's, so that less of it is cut.
        let used = self.used(&heights);
        let whole = heights.middle.saturating_sub(used);
        let mut spare = whole;
        if heights.brief > 0 {
            canvas.put(inner.x, y, inner.width, cx.word("briefing"), Role::Heading);
            let lines = briefing::lines(cx, &dossier.briefing, usize::from(heights.brief - 1));
            let mut before = "";
            let mut row = y + 1;
            for line in &lines {
                let at = Rect { x: inner.x + 2, y: row, width: inner.width - 2, height: 1 };
                let more = briefing::whole(cx, line, at.width).len().saturating_sub(1) as u16;
                if (1..=spare).contains(&more) {
                    briefing::draw_whole(cx, line, line.label != before, Rect { height: 1 + more, ..at }, canvas);
                    spare -= more;
                    row += more;
                } else {
                    briefing::draw(cx, line, line.label != before, (at.x, at.y, at.width), canvas);
                }
                before = line.label;
                row += 1;
            }
            y += heights.brief + heights.gap + whole - spare;
        }
        let middle = Rect { y, height: heights.middle.saturating_sub(whole - spare), ..inner };
        if heights.narrow {
            match self.pane {
                Pane::Contacts => self.draw_contacts(cx, dossier, middle, canvas),
                Pane::FollowUps => self.draw_follow_ups(cx, dossier, middle, canvas),
                _ => self.draw_timeline(cx, dossier, middle, canvas),
            }
        } else {
            let left = inner.width * 56 / 100;
            self.draw_timeline(cx, dossier, Rect { width: left, ..middle }, canvas);
            let right = Rect { x: inner.x + left + 2, width: inner.width - left - 2, ..middle };
            let contacts = heights.rows[Pane::Contacts as usize] + 1;
            self.draw_contacts(cx, dossier, Rect { height: contacts, ..right }, canvas);
            let below = contacts + heights.gap;
            let rest = Rect { y: y + below, height: middle.height.saturating_sub(below), ..right };
            self.draw_follow_ups(cx, dossier, rest, canvas);
        }
        if heights.rhythm > 0 {
            // At the foot; where little is above it, right below that, for nobody looks for it across an empty page.
            let y = (middle.y + used + heights.gap).min(area.bottom() - heights.rhythm + heights.gap);
            rhythm(cx, dossier, Rect { y, height: 1, ..inner }, canvas);
        }
    }

    /// The rows that the lists need.
    fn used(&self, heights: &Heights) -> u16 {
        let rows = |pane: Pane| self.rows(pane).max(1) as u16;
        let right = rows(Pane::Contacts) + heights.gap + 1 + rows(Pane::FollowUps);
        match self.pane {
            Pane::Contacts | Pane::FollowUps if heights.narrow => 1 + rows(self.pane),
            _ if heights.narrow => 1 + rows(Pane::Timeline),
            _ => 1 + rows(Pane::Timeline).max(right),
        }
    }

    fn draw_timeline(&self, cx: &Cx, dossier: &Dossier, area: Rect, canvas: &mut Canvas<'_>) {
        let used = canvas.put(area.x, area.y, area.width, cx.word("timeline"), Role::Heading);
        if dossier.timeline_all > 0 {
            canvas.put(area.x + used + 3, area.y, 12, &dossier.timeline_all.to_string(), Role::Dim);
        }
        let rows = usize::from(area.height.saturating_sub(1));
        let list = self.lists[Pane::Timeline as usize];
        if dossier.timeline.is_empty() && rows > 0 {
            canvas.put(area.x, area.y + 1, area.width, cx.word("timeline-none"), Role::Dim);
        }
        let kinds = dossier.timeline.iter().map(|row| width::cells(&kind(cx, row))).max().unwrap_or(0);
        for (line, at) in list.sight(dossier.timeline.len(), rows).enumerate() {
            let Some(row) = dossier.timeline.get(at) else { continue };
            let place = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            timeline_line(cx, row, kinds as u16, place, canvas);
            self.cursor(Pane::Timeline, at, place, canvas);
        }
    }

    fn draw_contacts(&self, cx: &Cx, dossier: &Dossier, area: Rect, canvas: &mut Canvas<'_>) {
        canvas.put(area.x, area.y, area.width, cx.word("page-contacts"), Role::Heading);
        let rows = usize::from(area.height.saturating_sub(1));
        if dossier.contacts.is_empty() && rows > 0 {
            canvas.put(area.x, area.y + 1, area.width, cx.word("contacts-none"), Role::Dim);
        }
        let list = self.lists[Pane::Contacts as usize];
        let sight = list.sight(dossier.contacts.len(), rows);
        let shown = || dossier.contacts.get(sight.clone()).into_iter().flatten();
        let most = |text: &dyn Fn(&Contact) -> usize| shown().map(text).max().unwrap_or(0) as u16;
        let columns = [
            most(&|contact| width::cells(&contact.name)),
            most(&|contact| width::cells(role(cx, contact))),
            most(&|contact| contact.phones.first().map_or(0, |phone| width::cells(phone))),
        ];
        for (line, at) in sight.clone().enumerate() {
            let Some(contact) = dossier.contacts.get(at) else { continue };
            let place = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            contact_line(cx, contact, columns, place, canvas);
            self.cursor(Pane::Contacts, at, place, canvas);
        }
    }

    fn draw_follow_ups(&self, cx: &Cx, dossier: &Dossier, area: Rect, canvas: &mut Canvas<'_>) {
        if area.height == 0 {
            return;
        }
        canvas.put(area.x, area.y, area.width, cx.word("page-follow-ups"), Role::Heading);
        let rows = usize::from(area.height.saturating_sub(1));
        if dossier.follow_ups.is_empty() && rows > 0 {
            canvas.put(area.x, area.y + 1, area.width, cx.word("follow-ups-none"), Role::Dim);
        }
        let list = self.lists[Pane::FollowUps as usize];
        let sight = list.sight(dossier.follow_ups.len(), rows);
        let shown = dossier.follow_ups.get(sight.clone()).into_iter().flatten();
        let texts = shown.map(|follow_up| width::cells(&follow_up.text)).max().unwrap_or(0) as u16;
        let worded = area.width >= FOLLOW_UP + texts + 1 + by_room(cx) + 1 + DUE;
        for (line, at) in sight.enumerate() {
            let Some(follow_up) = dossier.follow_ups.get(at) else { continue };
            let place = Rect { y: area.y + 1 + line as u16, height: 1, ..area };
            follow_up_line(cx, follow_up, worded, place, canvas);
            self.cursor(Pane::FollowUps, at, place, canvas);
        }
    }

    fn cursor(&self, pane: Pane, at: usize, row: Rect, canvas: &mut Canvas<'_>) {
        canvas.spot(row, Target::Row(pane as usize, at));
        if self.pane == pane && self.lists[pane as usize].cursor == at {
            canvas.tint(row, Role::Cursor);
        }
    }
}

/// Which part of the head's second line the number is.
const PHONE: usize = 3;

/// Name, grade, life cycle, rhythm, last visit, what is due, its place in the list; below, where it is and when it is open.
fn head(cx: &Cx, dossier: &Dossier, area: Rect, chosen: bool, canvas: &mut Canvas<'_>) {
    let row = &dossier.row;
    let account = &row.account;
    let right = area.right();
    let place = cx.say("customer-place", &[("n", dossier.place.0.into()), ("all", dossier.place.1.into())]);
    let end = right - canvas.put_right(right, area.y, 16, &place, Role::Dim);
    let grade =
        account.grade.map(|grade| cx.say("grade-of", &[("grade", cx.words.of("account", "grade", grade).into())]));
    let lifecycle = account.lifecycle.map(|lifecycle| cx.words.of("account", "lifecycle", lifecycle).to_string());
    let last = row.last_visit.map(|last| {
        let last = cx.words.day_of(last, cx.now.today());
        cx.say("last-visit", &[("day", (&last).into())])
    });
    let (due, role) = table::due(cx, row);
    let mut parts: Vec<(String, Role)> = vec![
        (grade.unwrap_or_default(), Role::Text),
        (lifecycle.unwrap_or_default(), Role::Text),
        (every(cx, dossier), Role::Text),
        (last.unwrap_or_default(), Role::Text),
        (due, role),
    ];
    let gap = if area.width >= 96 { 4 } else { 2 };
    let need = |parts: &[(String, Role)]| -> usize {
        let shown = parts.iter().filter(|(text, _)| !text.is_empty());
        shown.map(|(text, _)| width::cells(text) + usize::from(gap)).sum()
    };
    let room = usize::from(end.saturating_sub(area.x + 2));
    // When it is due is what one comes for: before that is cut the others give way, what the page says again first.
    for give in [3, 1, 2] {
        if width::cells(&account.name) + need(&parts) > room {
            parts[give].0.clear();
        }
    }
    let name = room.saturating_sub(need(&parts)).max(10) as u16;
    let mut x = area.x + canvas.put(area.x, area.y, name, &account.name, Role::Accent);
    for (text, role) in parts.iter().filter(|(text, _)| !text.is_empty()) {
        x += gap;
        x += canvas.put(x, area.y, end.saturating_sub(x + 1), text, *role);
    }
    canvas.spot(Rect { height: 2, ..area }, Target::Row(Pane::Head as usize, 0));
    if chosen {
        canvas.tint(
            Rect { height: 1, width: width::cells(&account.name).min(usize::from(area.width)) as u16, ..area },
            Role::Cursor,
        );
    }
    let metres = dossier.briefing.metres.map(|metres| cx.words.distance(metres)).unwrap_or_default();
    let phone = account.phones.first().cloned().unwrap_or_default();
    let parts = [table::address(cx, row), metres, cx.words.hours(&account.opening_hours).into_owned(), phone];
    let mut x = area.x;
    for (at, text) in parts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        if x > area.x {
            x += 3;
        }
        // Half a number is none.
        if at == PHONE && width::cells(text) > usize::from(right.saturating_sub(x)) {
            break;
        }
        x += canvas.put(x, area.y + 1, right.saturating_sub(x), text, Role::Dim);
    }
}

/// How often it should be seen.
fn every(cx: &Cx, dossier: &Dossier) -> String {
    let account = &dossier.row.account;
    let days = account.cadence.unwrap_or_else(|| i64::from(cx.settings.cadences.of_grade(account.grade)));
    match days {
        ..=0 => String::new(),
        7 => cx.word("every-week").to_string(),
        days if days % 7 == 0 => cx.say("every-weeks", &[("n", (days / 7).into())]),
        days => cx.say("every-days", &[("n", days.into())]),
    }
}

/// Visit, call, chat, or why not.
pub(super) fn kind(cx: &Cx, row: &TimelineRow) -> String {
    if let Some(touch) = row.touch {
        return cx.words.of("touch", "kind", touch).to_string();
    }
    match row.state {
        Some(state @ (VisitState::Missed | VisitState::Cancelled | VisitState::Planned | VisitState::InProgress)) => {
            cx.words.of("visit", "state", state).to_string()
        }
        _ => cx.word("kind-visit").to_string(),
    }
}

/// `11-03  拜访  要报价，嫌贵`
fn timeline_line(cx: &Cx, row: &TimelineRow, kinds: u16, area: Rect, canvas: &mut Canvas<'_>) {
    let today = cx.now.today();
    let chinese = cx.words.lang().is_chinese();
    let day = match (row.day.year() == today.year(), chinese) {
        (true, _) => cx.words.day(row.day),
        (false, true) => row.day.format("%y-%m-%d").to_string(),
        (false, false) => format!("{} {}", cx.words.day(row.day), row.day.format("%y")),
    };
    let date_room = if chinese { 8 } else { 9 };
    canvas.put(area.x, area.y, date_room, &day, Role::Dim);
    let missed = matches!(row.state, Some(VisitState::Missed | VisitState::Cancelled));
    let kind_room = kinds.min(if area.width >= 50 { 12 } else { 8 });
    let x = area.x + date_room + 2;
    let plain = row.touch.is_none() && !missed;
    canvas.put(x, area.y, kind_room, &kind(cx, row), if plain { Role::Text } else { Role::Dim });
    let x = x + kind_room + 2;
    let reason = row.reason.map(|reason| cx.words.of("visit", "reason", reason)).unwrap_or_default();
    let there = row.elsewhere.as_ref().map(|there| cx.say("timeline-at", &[("what", (&there.name).into())]));
    let mut text = [there.as_deref().unwrap_or_default(), reason, row.notes.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(cx.word("list-comma"));
    if row.late {
        text.push_str(cx.word("late-entry"));
    }
    canvas.put_words(x, area.y, area.right().saturating_sub(x), &text, if missed { Role::Dim } else { Role::Text });
    if row.elsewhere.is_some() {
        canvas.anothers(area);
    }
}

/// Where the words of a follow-up begin.
const FOLLOW_UP: u16 = 10;
/// The cells of how late it is.
const DUE: u16 = 14;

/// The cells of whose promise it is.
fn by_room(cx: &Cx) -> u16 {
    width::cells(cx.word("by-us")).max(width::cells(cx.word("by-them"))) as u16
}

/// Who decides, uses, influences.
fn role<'a>(cx: &'a Cx, contact: &Contact) -> &'a str {
    contact.role.map(|role| cx.words.of("contact", "role", role)).unwrap_or_default()
}

/// `瞿燕  拍板  采购主管   138 0571 2266`: whose word counts is read before what the job is called, and a number is whole.
fn contact_line(cx: &Cx, contact: &Contact, [names, roles, phones]: [u16; 3], area: Rect, canvas: &mut Canvas<'_>) {
    let phone = contact.phones.first().map(String::as_str).unwrap_or_default();
    let text = if contact.left_on.is_some() { Role::Dim } else { Role::Text };
    let phones = phones.min(area.width / 2);
    canvas.put_right(area.right(), area.y, phones, phone, text);
    let end = area.right().saturating_sub(if phones > 0 { phones + 2 } else { 0 });
    let room = end.saturating_sub(area.x);
    let name = names.min(room);
    canvas.put(area.x, area.y, name, &contact.name, text);
    let mut x = area.x + name + 2;
    if roles > 0 {
        canvas.put(x, area.y, end.saturating_sub(x), role(cx, contact), Role::Dim);
        x += roles + 2;
    }
    let room = end.saturating_sub(x);
    // Of a job of which nothing could be read nothing is said.
    if room >= 6 || width::cells(&contact.title) <= usize::from(room) {
        canvas.put(x, area.y, room, &contact.title, text);
    }
}

/// `! 11-20  发A100报价单   我方   晚4天`
fn follow_up_line(cx: &Cx, follow_up: &FollowUp, worded: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let today = cx.now.today();
    let late = follow_up.due.is_some_and(|due| due < today);
    canvas.put(area.x, area.y, 1, if late { "!" } else { "" }, Role::Late);
    let day = follow_up.due.map(|due| cx.words.day(due)).unwrap_or_default();
    canvas.put(area.x + 2, area.y, 7, &day, if late { Role::Late } else { Role::Text });
    let due = follow_up.due.map(|due| cx.words.due(due, today)).unwrap_or_default();
    let theirs = follow_up.promised_by == Some(PromisedBy::Them);
    // Whose promise it is has a word where that cuts nothing off, else the mark that theirs has in other lists.
    let said = if theirs && !worded { format!("< {}", follow_up.text) } else { follow_up.text.clone() };
    let mut end = area.right();
    if area.width >= 40 {
        end -= canvas.put_right(end, area.y, DUE, &due, if late { Role::Late } else { Role::Dim }) + 2;
    }
    if worded {
        let by = follow_up.promised_by.map_or("", |_| cx.word(if theirs { "by-them" } else { "by-us" }));
        end -= canvas.put_right(area.right() - DUE - 1, area.y, by_room(cx), by, Role::Dim) + 1;
    }
    let mut x = area.x + FOLLOW_UP;
    if let Some(at) = follow_up.due_at {
        x += canvas.put(x, area.y, 5, &cx.words.clock(at, &cx.now), Role::Dim) + 1;
    }
    canvas.put_words(x, area.y, end.saturating_sub(x), &said, Role::Text);
}

/// The last months with a mark for each visit: `Jun ##   Jul #`.
fn rhythm(cx: &Cx, dossier: &Dossier, area: Rect, canvas: &mut Canvas<'_>) {
    let mut x = area.x + canvas.put(area.x, area.y, 16, cx.word("rhythm"), Role::Heading) + 3;
    let year: u32 = dossier.months.iter().map(|visits| u32::from(*visits)).sum();
    let total = cx.say("rhythm-year", &[("n", year.into())]);
    let end = area.right() - canvas.put_right(area.right(), area.y, area.width / 2, &total, Role::Dim);
    let shown = (usize::from(end.saturating_sub(x)) / 10).clamp(1, 12);
    let today = cx.now.today();
    for (at, visits) in dossier.months.iter().enumerate().skip(12 - shown) {
        let back = 11 - at as u32;
        let month = today.checked_sub_months(chrono::Months::new(back)).unwrap_or(today);
        x += canvas.put(x, area.y, end.saturating_sub(x), cx.words.month(month), Role::Dim) + 1;
        let marks = canvas.full(cx.words.lang().is_chinese()).repeat(usize::from(*visits).min(5));
        let marks = if marks.is_empty() { "-" } else { &marks };
        x += canvas.put(x, area.y, end.saturating_sub(x), marks, if *visits > 0 { Role::Text } else { Role::Dim }) + 3;
        if x >= end {
            break;
        }
    }
}
