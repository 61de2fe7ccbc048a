//! A town of 15,000 customers, half of them Chinese; of each half 300 share the first two letters and 12 the whole name; and the forty visits of
//! a day in it.
//!
//! Always holds: it is the same town each time. Of the twenty visits in each language thirteen are planned, three of them at namesakes. Four are at
//! other namesakes, wherever those lie and whenever they were seen last; three at those near a stop whose time has come, as one drops in.

use chrono::{Days, NaiveDate};
use rounds::base::clock::{Moment, Now};
use rounds::base::id::{Id, IdSource};
use rounds::base::lang::Lang;
use rounds::domain::act::Edit;
use rounds::schema::{Account, Choice, Degrees, Grade, Visit, VisitKind, VisitState};
use rounds::store::{Bulk, Writer};

use super::words::{EN, Words, ZH};

pub const CUSTOMERS: usize = 15_000;
pub const SHARING: usize = 300;
pub const NAMESAKES: usize = 12;
/// So many second words make the names that share their first letters.
const SECOND: usize = 24;
/// The first customer is met then.
pub const MORNING: &str = "2026-11-24T08:05:00+08:00";

/// One of them, as the rep thinks of it.
#[derive(Clone, Debug)]
pub struct Shop {
    pub id: Id,
    pub name: String,
    pub street: String,
    /// What he types for it.
    pub letters: String,
}

/// A visit of the day.
#[derive(Clone, Debug)]
pub struct Call {
    pub shop: Shop,
    pub planned: bool,
}

pub struct Town {
    pub writer: Writer,
    pub day: Vec<Call>,
}

/// Numbers that look as if drawn, the same ones each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// The initials of a name, as whoever is in a hurry types them; of one that begins with its town, those behind it.
fn initials(name: &str) -> String {
    let bare = name.strip_prefix("杭州").unwrap_or(name);
    let folded: Vec<char> = rounds::base::text::fold(bare).chars().collect();
    if folded.first().is_some_and(|c| rounds::base::text::is_han(*c)) {
        let sounds = rounds::base::pinyin::syllables(&folded);
        return sounds.into_iter().flatten().filter_map(|sound| sound.chars().next()).collect();
    }
    bare.split(' ').filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
}

/// How far the customers lie from the middle of the town, in millionths of a degree.
const TOWN: usize = 120_000;
/// How far from the middle the stops of the day lie: some three kilometres.
const QUARTER: i32 = 30_000;
/// What counts as near: some seven hundred metres.
const NEAR: i32 = 7_000;

struct Made {
    shop: Shop,
    place: (i32, i32),
    /// Its time has come: the rank of its grade.
    due: Option<usize>,
}

impl Town {
    pub fn new() -> Town {
        let now = Now::parse(MORNING).unwrap();
        let mut writer = Writer::in_memory(40).unwrap();
        let me = writer.me().unwrap();
        let mut maker = Maker { ids: IdSource::seeded(40), dice: Dice(40), now, user: me.user, edits: Vec::new() };
        let [english, chinese] = [(EN, Lang::En), (ZH, Lang::ZhHans)].map(|(words, lang)| {
            let made = maker.half(&words, lang, me.territory);
            calls(&made)
        });
        // In turns, as they come.
        let day: Vec<Call> = english.into_iter().zip(chinese).flat_map(<[Call; 2]>::from).collect();
        let Maker { mut ids, now, mut edits, .. } = maker;
        for (at, call) in day.iter().filter(|call| call.planned).enumerate() {
            let start = now.at.plus_minutes(18 * at as i64 + 10);
            let planned = (VisitState::Planned, Some(start));
            edits.push(Edit::create(&visit(&mut ids, &now, call.shop.id, me.user, now.today(), planned)));
        }
        writer.bulk(edits, now.at.plus_minutes(-600), Bulk::Arrived).unwrap();
        Town { writer, day: in_life(day) }
    }
}

/// What customers and visits are made with.
struct Maker {
    ids: IdSource,
    dice: Dice,
    now: Now,
    user: Id,
    edits: Vec<Edit>,
}

impl Maker {
    /// Half of the town, in one language.
    fn half(&mut self, words: &Words, lang: Lang, territory: Id) -> Vec<Made> {
        let today = self.now.today();
        let earlier = self.now.at.plus_minutes(-60 * 24 * 400);
        let streets: Vec<&str> = words.streets.split(", ").collect();
        let mut made: Vec<Made> = Vec::with_capacity(CUSTOMERS / 2);
        for (at, name) in names(words, lang).into_iter().enumerate() {
            let (street, number) = (streets[at % streets.len()], at % 90 + 1);
            let street = if lang == Lang::En { format!("{number} {street}") } else { format!("{street}{number}号") };
            let mut place = || i32::try_from(self.dice.below(TOWN * 2)).unwrap() - TOWN as i32;
            let place = (place(), place());
            let graded = self.dice.below(3);
            let every = [14, 28, 56][graded];
            let ago = 1 + self.dice.below(every * 13 / 10);
            let id = self.ids.next(earlier);
            self.edits.push(Edit::create(&Account {
                id,
                name: name.clone(),
                street: street.clone(),
                city: if lang == Lang::En { "Bristol".into() } else { "杭州市".into() },
                grade: Some(Grade::ALL[graded]),
                territory: Some(territory),
                owner: Some(self.user),
                latitude: Some(Degrees(51_450_000 + place.0)),
                longitude: Some(Degrees(-2_590_000 + place.1)),
                ..Account::default()
            }));
            // Its last visits, as often as its grade asks; of most the last one is enough.
            for round in 0..if at < SHARING { 4 } else { 1 } {
                let day = today - Days::new((ago + every * round) as u64);
                let done = (VisitState::Done, None);
                self.edits.push(Edit::create(&visit(&mut self.ids, &self.now, id, self.user, day, done)));
            }
            let letters = initials(&name);
            let due = ago >= every && ago * 10 <= every * 14;
            made.push(Made { shop: Shop { id, name, street, letters }, place, due: due.then_some(graded) });
        }
        made
    }
}

/// The names: first the namesakes, then those that share the first two letters, then all the others.
fn names(words: &Words, lang: Lang) -> Vec<String> {
    let (town, gap) = if lang == Lang::En { ("", " ") } else { ("杭州", "") };
    let mut names: Vec<String> = vec![words.namesake.to_owned(); NAMESAKES];
    let [first, second] = words.sharing.map(str::split_whitespace);
    let sharing = first.flat_map(|one| second.clone().take(SECOND).map(move |two| format!("{town}{one}{gap}{two}")));
    names.extend(sharing.take(SHARING - NAMESAKES));
    let others = words.first.split_whitespace().flat_map(|first| {
        words.middle.split_whitespace().flat_map(move |middle| {
            words.trade.split_whitespace().map(move |trade| format!("{first}{gap}{middle}{gap}{trade}"))
        })
    });
    let others: Vec<String> = others.collect();
    let left = CUSTOMERS / 2 - SHARING;
    names.extend((0..left).map(|at| others[at * others.len() / left].clone()));
    names
}

fn visit(
    ids: &mut IdSource,
    now: &Now,
    account: Id,
    owner: Id,
    day: NaiveDate,
    (state, planned): (VisitState, Option<Moment>),
) -> Visit {
    let began = now.zone.moment(day.and_hms_opt(10, 0, 0).unwrap());
    let done = state == VisitState::Done;
    Visit {
        id: ids.next(began),
        account: Some(account),
        owner: Some(owner),
        state: Some(state),
        day: Some(day),
        planned_start: planned,
        planned_end: planned.map(|start| start.plus_minutes(15)),
        started: done.then_some(began),
        ended: done.then(|| began.plus_minutes(20)),
        kind: Some(VisitKind::OnSite),
        planned: planned.is_some(),
        ..Visit::default()
    }
}

/// The visits of the day, in the order of the plan, with those in between that were not planned.
fn calls(made: &[Made]) -> Vec<Call> {
    let near = |one: (i32, i32), other: (i32, i32), reach: i32| {
        (one.0 - other.0).abs() < reach && (one.1 - other.1).abs() < reach
    };
    let quarter = |from: usize, to: usize, at: usize, of: usize| {
        let there: Vec<usize> = (from..to).filter(|at| near(made[*at].place, (0, 0), QUARTER)).collect();
        there[at * there.len() / of + there.len() / of / 2]
    };
    let mut plan: Vec<usize> = vec![0, 4, 8];
    plan.extend((0..4).map(|at| quarter(NAMESAKES, SHARING, at, 4)));
    plan.extend((0..6).map(|at| quarter(SHARING, made.len(), at, 6)));
    let plan: Vec<usize> = (0..plan.len()).map(|at| plan[at * 5 % plan.len()]).collect();
    // Of those near the stop whose time has come the one that matters most.
    let dropped_in = |stop: usize, from: usize, to: usize| {
        let of = |reach: i32| {
            let there = |at: &usize| !plan.contains(at) && near(made[*at].place, made[stop].place, reach);
            (from..to).filter(there).filter_map(|at| Some((made[at].due?, at))).min()
        };
        (1..).find_map(|times| of(NEAR * times)).map(|(_, at)| at).unwrap()
    };
    let mut day: Vec<Call> = Vec::new();
    let mut namesakes: Vec<usize> = vec![1, 3, 6, 11];
    for (at, stop) in plan.iter().enumerate() {
        day.push(Call { shop: made[*stop].shop.clone(), planned: true });
        let further = match at {
            1 | 4 | 7 | 10 => namesakes.pop(),
            2 => Some(dropped_in(*stop, NAMESAKES, SHARING)),
            5 | 8 => Some(dropped_in(*stop, SHARING, made.len())),
            _ => None,
        };
        day.extend(further.map(|at| Call { shop: made[at].shop.clone(), planned: false }));
    }
    assert_eq!((day.len(), namesakes.len()), (20, 0));
    day
}

/// Nobody keeps to a plan: every sixth stop is made before the three that come before it.
fn in_life(mut day: Vec<Call>) -> Vec<Call> {
    for at in (5..day.len()).step_by(6) {
        let call = day.remove(at);
        day.insert(at - 3, call);
    }
    day
}
