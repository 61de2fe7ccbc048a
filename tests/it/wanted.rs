//! The customer one wants is first after a few letters: a rep's year played again over the demo's books.
//!
//! *Wanted* is the customer of the next visit in the book's own history, in the order in which they were made. At each of them the ranking is
//! given what a book holds at that moment and no more: the visits before it, today's stops so far, the promises made before and still open, and
//! the day's plan. The plan holds what the rep planned (five visits of six), and some that he moved to another day in the end. Of each name are typed
//! three letters, or two initials, as people shorten it: without *The*, and without the town or quarter with which so many names of a territory
//! begin. Whoever types Chinese names by letters types initials, so there the three letters are three initials; three letters of the first
//! syllables (`jin`) say less and are measured apart. So are calls and messages: the demo draws them by chance, and no book knows who will call.
//! Every second day of the last year is played at 500 customers, every twentieth at 5,000.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use rounds::base::clock::{Moment, Now};
use rounds::base::lang::Lang;
use rounds::base::name::{Beginnings, NameKey, Query, Rank};
use rounds::base::{pinyin, text};
use rounds::cli::demo::{Customer, Demo, Size};
use rounds::domain::cadence::Cadence;
use rounds::domain::likely::{self, Standing};
use rounds::domain::near::Place;
use rounds::schema::{Account, PromisedBy, VisitState};

const NOW: &str = "2026-11-24T10:42:00+08:00";

/// Of a hundred visits planned for a day, so many more were planned too and took place on a later one.
const MOVED: usize = 15;

/// A share of first places.
#[derive(Clone, Copy, Default, Debug)]
pub struct Share {
    pub first: usize,
    pub of: usize,
}

impl Share {
    pub fn percent(self) -> f64 {
        self.first as f64 * 100.0 / self.of.max(1) as f64
    }

    fn add(&mut self, first: bool) {
        self.first += usize::from(first);
        self.of += 1;
    }
}

/// What came out for a way of typing.
#[derive(Clone, Copy, Default, Debug)]
pub struct Outcome {
    /// Visits, as the book ranks.
    pub visits: Share,
    /// Those of them that were not planned.
    pub unplanned: Share,
    /// Visits, if nothing were ever planned.
    pub without_plans: Share,
    /// Visits, by the names alone.
    pub names_alone: Share,
    /// Calls and messages.
    pub calls: Share,
}

/// How a name is typed; the last is for Chinese names alone.
pub const WAYS: [&str; 3] = ["3 letters", "2 initials", "3 letters of pinyin"];

/// What is known of one customer.
struct Known {
    key: NameKey,
    han: bool,
    place: Option<Place>,
    days: Vec<NaiveDate>,
    customer: Customer,
    typed: Typed,
}

/// How somebody shortens a name.
struct Typed {
    three: String,
    initials: Option<String>,
    pinyin: Option<String>,
}

/// One log.
struct Log {
    at: Moment,
    who: usize,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    /// A planned visit, with the time agreed where there was one.
    Planned(Option<Moment>),
    Unplanned,
    Call,
}

/// The world that the points were found on (`domain::likely`).
pub const TUNED: u64 = 11;
/// A world that nobody looked at while they were found: what comes out for it is what is claimed.
pub const HELD_OUT: u64 = 20_270_419;

/// A year in a world, by each way of typing.
pub fn year(lang: Lang, size: Size, seed: u64) -> [Outcome; 3] {
    let now = Now::parse(NOW).unwrap();
    let demo = Demo::new(lang, size, seed, &now).unwrap();
    let me = demo.me;
    let mut days: HashMap<NaiveDate, Vec<Log>> = HashMap::new();
    let mut book: Vec<Known> = Vec::new();
    for customer in demo {
        let who = book.len();
        for visit in
            customer.visits.iter().filter(|visit| visit.owner == Some(me) && visit.state == Some(VisitState::Done))
        {
            if let (Some(day), Some(at)) = (visit.day, visit.started) {
                let what = if visit.planned { What::Planned(visit.planned_start) } else { What::Unplanned };
                days.entry(day).or_default().push(Log { at, who, what });
            }
        }
        for touch in customer.touches.iter().filter(|touch| touch.owner == Some(me)) {
            if let (Some(day), Some(at)) = (touch.day, touch.at) {
                days.entry(day).or_default().push(Log { at, who, what: What::Call });
            }
        }
        let mut seen: Vec<NaiveDate> = customer
            .visits
            .iter()
            .filter(|visit| visit.state == Some(VisitState::Done))
            .filter_map(|visit| visit.day)
            .collect();
        seen.sort_unstable();
        seen.dedup();
        let name = &customer.account.name;
        book.push(Known {
            key: NameKey::new(""),
            han: name.chars().any(text::is_han),
            place: Place::of(&customer.account),
            days: seen,
            typed: typed(name),
            customer,
        });
    }
    let mut beginnings = Beginnings::default();
    book.iter().for_each(|known| beginnings.add(&known.customer.account.name));
    let shared = beginnings.shared();
    for known in &mut book {
        known.key = NameKey::among(&known.customer.account.name, &shared);
    }
    let step = if size.accounts() > 1000 { 20 } else { 2 };
    let mut sampled: Vec<NaiveDate> =
        days.keys().copied().filter(|day| (now.today() - *day).num_days() <= 365).collect();
    sampled.sort_unstable();
    let mut fitting: HashMap<String, Vec<(usize, Rank)>> = HashMap::new();
    let mut outcomes = [Outcome::default(); 3];
    for day in sampled.into_iter().filter(|day| day.num_days_from_ce() % step == 0 && *day < now.today()) {
        let mut logs: Vec<&Log> = days[&day].iter().collect();
        logs.sort_by_key(|log| log.at);
        play(&book, &logs, day, &now, &mut fitting, &mut outcomes);
    }
    outcomes
}

/// A day, log by log.
fn play(
    book: &[Known],
    logs: &[&Log],
    day: NaiveDate,
    now: &Now,
    fitting: &mut HashMap<String, Vec<(usize, Rank)>>,
    outcomes: &mut [Outcome; 3],
) {
    let mut standings: Vec<Standing> = book.iter().map(|known| standing(known, day, now)).collect();
    let mut plan: Vec<(usize, Option<Moment>)> = Vec::new();
    for log in logs {
        if let What::Planned(start) = log.what {
            plan.push((log.who, start));
        }
    }
    let mut moved: Vec<usize> = (0..book.len())
        .filter(|who| {
            let next = book[*who].days.iter().find(|seen| **seen >= day);
            next.is_some_and(|next| (1..=5).contains(&(*next - day).num_days()))
        })
        .collect();
    moved.sort_by_key(|who| (who * 7919 + day.num_days_from_ce() as usize) % 1009);
    plan.extend(moved.into_iter().take(plan.len() * MOVED / 100).map(|who| (who, None)));
    let mut stops: Vec<Place> = plan.iter().filter_map(|(who, _)| book[*who].place).collect();
    let mut made: Vec<Place> = Vec::new();
    for log in logs {
        let mut ahead: Vec<(i64, usize)> =
            plan.iter().map(|(who, start)| (likely::away(*start, log.at), *who)).collect();
        ahead.sort_unstable();
        for standing in &mut standings {
            standing.planned = None;
        }
        for (away, who) in &ahead {
            standings[*who].planned.get_or_insert(*away);
        }
        let wanted = &book[log.who];
        let ways = [Some(&wanted.typed.three), wanted.typed.initials.as_ref(), wanted.typed.pinyin.as_ref()];
        for (outcome, letters) in outcomes.iter_mut().zip(ways) {
            let Some(letters) = letters else { continue };
            let query = Query::new(letters);
            let fits = fitting.entry(letters.clone()).or_insert_with(|| {
                let ranked = book.iter().enumerate().filter_map(|(who, known)| Some((who, query.rank(&known.key)?)));
                ranked.collect()
            });
            let first = |points: &dyn Fn(usize) -> i32| {
                let order = |(who, rank): &(usize, Rank)| {
                    let known = &book[*who];
                    (likely::order(*rank, query.letters(), known.han, points(*who)), &known.customer.account.name, *who)
                };
                fits.iter().min_by_key(|fit| order(fit)).is_some_and(|(who, _)| *who == log.who)
            };
            let found = first(&|who| likely::points(&standings[who], &stops, day));
            if log.what == What::Call {
                outcome.calls.add(found);
                continue;
            }
            outcome.visits.add(found);
            if log.what == What::Unplanned {
                outcome.unplanned.add(found);
            }
            let bare = |who: usize| likely::points(&Standing { planned: None, ..standings[who] }, &made, day);
            outcome.without_plans.add(first(&bare));
            outcome.names_alone.add(first(&|_| 0));
        }
        if let Some(at) = plan.iter().position(|(who, _)| *who == log.who) {
            plan.remove(at);
        }
        standings[log.who].logged = true;
        stops.extend(wanted.place);
        made.extend(wanted.place);
    }
}

/// What a book knows of a customer on the morning of a day.
fn standing(known: &Known, day: NaiveDate, now: &Now) -> Standing {
    let account = &known.customer.account;
    let before = &known.days[..known.days.partition_point(|seen| *seen < day)];
    let last_visit = before.last().copied();
    let last_six = &before[before.len().saturating_sub(6)..];
    let gap = (last_six.len() >= 3)
        .then(|| (last_six[last_six.len() - 1] - last_six[0]).num_days() as u16 / (last_six.len() as u16 - 1));
    let morning = now.zone.moment(day.and_hms_opt(Now::DAY_ENDS, 0, 0).unwrap());
    let promise = |by: PromisedBy| {
        let open = known.customer.follow_ups.iter().filter(|promise| {
            promise.promised_by == Some(by)
                && promise.promised_at.is_some_and(|at| at < morning)
                && promise.closed_at.is_none_or(|at| at >= morning)
        });
        open.filter_map(|promise| promise.due).filter(|due| *due <= day).min()
    };
    Standing {
        place: known.place,
        last_visit,
        // That it would leave was not known then.
        next_due: Cadence::default().next_due(
            &Account { closed_on: None, cadence: account.cadence.filter(|days| *days > 0), ..account.clone() },
            last_visit,
        ),
        gap,
        ours: promise(PromisedBy::Us),
        theirs: promise(PromisedBy::Them),
        ..Standing::default()
    }
}

/// The towns and quarters that names of the territory begin with.
const TOWNS: [&str; 20] = [
    "浙江", "杭州", "萧山", "滨江", "余杭", "临平", "下沙", "良渚", "富阳", "临安", "瓜沥", "临浦", "义蓬", "九堡",
    "三墩", "转塘", "仓前", "塘栖", "衙前", "新街",
];

fn typed(name: &str) -> Typed {
    let name = TOWNS.iter().fold(name, |name, town| name.strip_prefix(town).unwrap_or(name));
    let folded: Vec<char> = text::fold(name).chars().collect();
    if folded.first().is_some_and(|c| text::is_han(*c)) {
        let syllables: Vec<&str> = pinyin::syllables(&folded).into_iter().map_while(|syllable| syllable).collect();
        let initials =
            |count: usize| -> String { syllables.iter().take(count).filter_map(|s| s.chars().next()).collect() };
        return Typed {
            three: initials(3),
            initials: (syllables.len() > 1).then(|| initials(2)),
            pinyin: Some(syllables.concat().chars().take(3).collect()),
        };
    }
    let folded: String = folded.into_iter().collect();
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    let initials = words.iter().take(2).filter_map(|word| word.chars().next()).collect();
    let three = words.concat().chars().take(3).collect();
    Typed { three, initials: (words.len() > 1).then_some(initials), pinyin: None }
}

#[test]
fn names_are_shortened_as_people_do() {
    for (name, three, initials) in [
        ("The Merchant House", "mer", "mh"),
        ("St Anselms Primary", "sta", "sa"),
        ("Ironworks", "iro", ""),
        ("杭州精工机械有限公司", "jgj", "jg"),
        ("萧山宏业机械厂", "hyj", "hy"),
        ("阿財便當", "acb", "ac"),
    ] {
        let typed = typed(name);
        assert_eq!((typed.three.as_str(), typed.initials.unwrap_or_default().as_str()), (three, initials), "{name}");
    }
}

/// At 5,000 customers: `cargo bench --bench wanted`.
#[test]
fn the_wanted_customer_is_first() {
    for (lang, seed) in Lang::ALL.into_iter().flat_map(|lang| [(lang, HELD_OUT), (lang, TUNED)]) {
        for (way, outcome) in WAYS.into_iter().zip(year(lang, Size::Normal, seed)).take(2) {
            assert!(outcome.visits.percent() >= 90.0, "{lang}, {way}: {outcome:?}");
            assert!(outcome.visits.percent() > outcome.names_alone.percent() + 15.0, "{lang}, {way}: {outcome:?}");
        }
    }
}
