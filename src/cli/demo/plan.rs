//! Who is visited when: the days of each history, the day that is half done, the week ahead. The words are `story`'s.
//!
//! Always holds: the stops of all customers and the unfiled logs together are as many as the size asks for.

use chrono::{Datelike, Days, NaiveDate};

use super::calendar::Calendar;
use super::chance::Chance;
use super::customers::Shop;
use crate::base::clock::{Moment, Now};
use crate::schema::Grade;

/// How many logs wait to be said whose they are.
pub const UNFILED: usize = 3;

/// What a stop is, seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Took place.
    Past,
    /// Took place today; whether it was planned.
    Seen { started: Moment, ended: Moment, planned: bool },
    /// Was tried today in vain; when it will be tried again.
    Missed { at: Moment, again: NaiveDate },
    /// Is to come; the time agreed.
    Ahead { at: Option<Moment> },
}

/// One visit of a history.
#[derive(Debug, Clone, Copy)]
pub struct Stop {
    pub day: NaiveDate,
    pub when: When,
}

/// What is asked of a history.
#[derive(Debug, Default)]
pub struct Plan {
    pub stops: Vec<Stop>,
    /// The last visit leaves a promise of ours due on this day, still open.
    pub our_due: Option<NaiveDate>,
    /// Was seen earlier this week, on this day.
    pub this_week: Option<NaiveDate>,
    /// They owe something too.
    pub they_owe: bool,
    /// The customer leaves in the end.
    pub lost: bool,
}

/// Days between visits of a grade.
pub fn cadence(shop: &Shop) -> i64 {
    match (shop.account.cadence, shop.account.grade) {
        (Some(days), _) => days.max(3),
        (None, Some(Grade::A)) => 14,
        (None, Some(Grade::B)) => 28,
        _ => 56,
    }
}

/// The next day from this one on which people work.
fn workday(mut day: NaiveDate) -> NaiveDate {
    while day.weekday().num_days_from_monday() > 4 {
        day = day + Days::new(1);
    }
    day
}

/// The times of today's stops: five done or tried and six to come around now, however late it is.
struct Day {
    now: Now,
}

impl Day {
    fn quarter(&self, at: Moment) -> Moment {
        let local = self.now.zone.local(at);
        let minutes = i64::from(chrono::Timelike::minute(&local)) % 15;
        Moment::from_millis(at.plus_minutes(-minutes).millis() / 60_000 * 60_000)
    }

    /// A moment so many minutes from now, within the workday.
    fn at(&self, minutes: i64) -> Moment {
        let day_start = self.now.day_end().plus_minutes(-24 * 60);
        let before = self.now.at.minutes_since(day_start);
        let left = self.now.day_end().minutes_since(self.now.at);
        let moved = if minutes < 0 { minutes * before.min(160) / 160 } else { minutes * left.min(400) / 400 };
        self.now.at.plus_minutes(moved)
    }

    fn seen(&self, minutes: i64, length: i64, planned: bool) -> When {
        let started = self.at(minutes);
        When::Seen { started, ended: started.plus_minutes(length), planned }
    }

    fn ahead(&self, minutes: i64) -> When {
        let wanted = self.quarter(self.at(minutes));
        let at = if wanted > self.now.at { wanted } else { self.now.at.plus_minutes(5) };
        When::Ahead { at: Some(at) }
    }

    fn stops(&self, again: NaiveDate) -> Vec<When> {
        vec![
            self.ahead(36),
            self.seen(-148, 24, true),
            self.seen(-112, 19, true),
            self.seen(-80, 22, true),
            self.seen(-48, 11, false),
            When::Missed { at: self.at(-22), again },
            self.ahead(140),
            self.ahead(190),
            self.ahead(240),
            self.ahead(285),
            self.ahead(330),
        ]
    }
}

/// The plans of these customers, as many stops in all as `visits` asks for.
pub fn plans(shops: &[Shop], visits: usize, now: &Now, calendar: &mut Calendar, chance: &mut Chance) -> Vec<Plan> {
    let today = now.today();
    let mut plans: Vec<Plan> = shops.iter().map(|_| Plan::default()).collect();
    let route = route(shops, now, chance);
    let tomorrow = workday(today + Days::new(1));
    let day = Day { now: now.clone() };
    let today_stops = day.stops(workday(tomorrow + Days::new(1)));
    for (at, when) in route.iter().zip(&today_stops) {
        plans[*at].stops.push(Stop { day: today, when: *when });
        if let When::Missed { again, .. } = *when {
            plans[*at].stops.push(Stop { day: again, when: When::Ahead { at: None } });
        }
    }
    ahead(&mut plans, shops, &route, tomorrow, chance);
    earlier_this_week(&mut plans, shops, &route, today, calendar, chance);
    promise(&mut plans, shops, &route, today);
    for (plan, shop) in plans.iter_mut().zip(shops) {
        plan.this_week = plan.this_week.filter(|_| plan.our_due.is_none());
        let settled = plan.stops.is_empty() && plan.our_due.is_none() && plan.this_week.is_none() && !shop.unseen;
        plan.lost = settled && shop.veteran && chance.percent(5);
    }
    let counted: usize = plans.iter().map(|plan| plan.stops.len()).sum();
    let past = visits.saturating_sub(counted + UNFILED);
    for ((plan, shop), count) in plans.iter_mut().zip(shops).zip(counts(shops, past, today)) {
        let mut stops = past_stops(shop, plan, count, today, calendar, chance);
        stops.append(&mut plan.stops);
        plan.stops = stops;
    }
    plans
}

/// Today's customers, the next stop first: near each other, mine, open when they are due.
fn route(shops: &[Shop], now: &Now, chance: &mut Chance) -> Vec<usize> {
    let weekday = now.today().weekday().num_days_from_monday() as usize;
    let local = now.local().time();
    let minute = chrono::Timelike::hour(&local) * 60 + chrono::Timelike::minute(&local) + 36;
    let fits = |shop: &Shop| shop.owner == 0 && !shop.unseen;
    let mut firsts: Vec<usize> = (0..shops.len())
        .filter(|at| fits(&shops[*at]) && shops[*at].veteran && shops[*at].account.grade == Some(Grade::A))
        .collect();
    let open: Vec<usize> = firsts.iter().copied().filter(|at| shops[*at].hours.open_at(weekday, minute)).collect();
    if !open.is_empty() {
        firsts = open;
    }
    let Some(first) = chance.pick(&firsts).copied().or((!shops.is_empty()).then_some(0)) else { return Vec::new() };
    let far = |at: usize| {
        let (a, b) = (&shops[first].account, &shops[at].account);
        let part = |one: Option<crate::schema::Degrees>, other: Option<crate::schema::Degrees>| {
            one.zip(other).map_or(1e9, |(one, other)| (one.as_f64() - other.as_f64()).abs())
        };
        part(a.latitude, b.latitude).hypot(part(a.longitude, b.longitude) * 0.7)
    };
    let mut near: Vec<usize> =
        (0..shops.len()).filter(|at| *at != first && fits(&shops[*at]) && shops[*at].veteran).collect();
    near.sort_by(|a, b| far(*a).total_cmp(&far(*b)));
    near.truncate(10);
    // Those who open late come at the end of the day.
    near.sort_by_key(|at| !shops[*at].hours.open_at(weekday, minute.saturating_sub(60)));
    let mut route = vec![first];
    route.extend(near);
    route
}

/// The visits planned for the five workdays after today.
fn ahead(plans: &mut [Plan], shops: &[Shop], route: &[usize], tomorrow: NaiveDate, chance: &mut Chance) {
    let mut free: Vec<usize> =
        (0..shops.len()).filter(|at| shops[*at].owner == 0 && !shops[*at].unseen && !route.contains(at)).collect();
    chance.shuffle(&mut free);
    let mut day = tomorrow;
    for count in [7, 6, 8, 5, 4] {
        for _ in 0..count.min(shops.len() / 30 + 1) {
            let Some(at) = free.pop() else { return };
            plans[at].stops.push(Stop { day, when: When::Ahead { at: None } });
        }
        day = workday(day + Days::new(1));
    }
}

/// Who was seen on the days of this week before today: a week that was worked.
fn earlier_this_week(
    plans: &mut [Plan],
    shops: &[Shop],
    route: &[usize],
    today: NaiveDate,
    calendar: &mut Calendar,
    chance: &mut Chance,
) {
    let mut free: Vec<usize> = (0..shops.len())
        .filter(|at| shops[*at].owner == 0 && shops[*at].veteran && !shops[*at].unseen && !route.contains(at))
        .collect();
    chance.shuffle(&mut free);
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    for day in monday.iter_days().take_while(|day| *day < today) {
        let weekday = day.weekday().num_days_from_monday() as usize;
        for _ in 0..if calendar.works(day) { 4 + chance.below(3) } else { 0 } {
            let Some(at) = free.iter().position(|at| shops[*at].hours.opens(weekday)) else { return };
            plans[free.remove(at)].this_week = Some(day);
        }
    }
}

/// Three promises of ours that are late and three that are due today; the next stop's is the latest.
fn promise(plans: &mut [Plan], shops: &[Shop], route: &[usize], today: NaiveDate) {
    let others: Vec<usize> = (0..shops.len())
        .filter(|at| shops[*at].owner == 0 && !route.contains(at) && plans[*at].stops.is_empty() && shops[*at].veteran)
        .take(4)
        .collect();
    let before = |days: u64| {
        let day = today - Days::new(days);
        day - Days::new(u64::from(day.weekday().num_days_from_monday().saturating_sub(4)))
    };
    let wanted = [
        (route.first(), before(4)),
        (route.get(6), before(4)),
        (others.first(), before(1)),
        (route.get(7), today),
        (others.get(1), today),
        (others.get(2), today),
    ];
    for (at, due) in wanted {
        if let Some(at) = at {
            plans[*at].our_due = Some(due);
        }
    }
    if let Some(first) = route.first() {
        plans[*first].they_owe = true;
    }
}

/// How often each was visited: by its cadence and its time with us, in all exactly `past`.
fn counts(shops: &[Shop], past: usize, today: NaiveDate) -> Vec<usize> {
    let weights: Vec<f64> = shops
        .iter()
        .map(
            |shop| {
                if shop.unseen { 0.0 } else { (today - shop.since).num_days().max(10) as f64 / cadence(shop) as f64 }
            },
        )
        .collect();
    let all: f64 = weights.iter().sum::<f64>().max(1.0);
    let mut carried = 0.0;
    let mut given = 0;
    weights
        .iter()
        .enumerate()
        .map(|(at, weight)| {
            carried += weight / all * past as f64;
            let upto = if at + 1 == shops.len() { past } else { carried.round() as usize };
            let count = upto.saturating_sub(given);
            given += count;
            count
        })
        .collect()
}

fn past_stops(
    shop: &Shop,
    plan: &Plan,
    count: usize,
    today: NaiveDate,
    calendar: &mut Calendar,
    chance: &mut Chance,
) -> Vec<Stop> {
    let cadence = cadence(shop);
    let last = match plan.our_due {
        // A promise is made three to six days before it is due.
        Some(due) => {
            let mut day = due - Days::new(chance.range(3, 6) as u64);
            while !calendar.works(day) || day >= today {
                day = day - Days::new(1);
            }
            day
        }
        None if plan.this_week.is_some() => plan.this_week.unwrap_or(today),
        None if plan.lost => today - Days::new(chance.range(30, 200) as u64),
        None => {
            let since = match (plan.stops.is_empty(), chance.below(100)) {
                (false, _) => chance.range(cadence * 7 / 10, cadence * 11 / 10),
                (true, 0..14) => chance.range(cadence, cadence * 3 / 2),
                (true, _) => chance.range(1, cadence),
            };
            (today - Days::new(since.max(1) as u64)).max(shop.since)
        }
    };
    let first = shop.since.min(last);
    let span = (last - first).num_days() as f64;
    let gap = span / count.max(2).saturating_sub(1) as f64;
    let mut days: Vec<NaiveDate> = Vec::with_capacity(count);
    let mut after = first - Days::new(1);
    for at in 0..count {
        let is_last = at + 1 == count;
        let drift = if is_last { 0.0 } else { (chance.part() - 0.5) * gap * 0.5 };
        let wanted = if is_last { last } else { first + Days::new((gap * at as f64 + drift).max(0.0) as u64) };
        let day = if is_last && (plan.our_due.is_some() || plan.this_week.is_some()) {
            last
        } else {
            let most = if plan.our_due.is_some() { last - Days::new(2) } else { today - Days::new(1) };
            calendar.near(wanted, (after, most), shop).unwrap_or(wanted)
        };
        calendar.add(shop.owner, day);
        days.push(day);
        after = after.max(day);
    }
    days.sort_unstable();
    days.into_iter().map(|day| Stop { day, when: When::Past }).collect()
}
