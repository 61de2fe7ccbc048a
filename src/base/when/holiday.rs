//! Days that have a name of their own: `christmas`, `good friday`, 国庆, 春节, 中秋节.
//!
//! Only those that fall on one day wherever the word is used; a mother's day differs by country and is left alone.
//! The moon's feasts stand in a table (checked against two independent lunar calendars), since their rule is an astronomer's.

use chrono::{Datelike, NaiveDate, Weekday};

use super::month::relative_year;
use super::resolve::{Called, days_from};
use super::words::is_free;
use super::{Context, Found, Hint};
use crate::base::scan::Scan;

/// How a feast finds its day in a year.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(u32, u32),
    /// Days from Easter Sunday.
    Easter(i64),
    /// The so-maniest weekday of a month, and days after it.
    Nth(u32, Weekday, u32, i64),
    /// The last such weekday of a month.
    Last(Weekday, u32),
    /// A column of [`MOON`], and days after it.
    Moon(usize, i64),
    /// The spring day on which graves are swept: the fourth of April, or the fifth.
    Clear,
}

const FEASTS: [(&[&str], Rule); 55] = [
    (&["new year's eve", "new years eve", "nye"], Rule::Fixed(12, 31)),
    (&["new year's day", "new years day"], Rule::Fixed(1, 1)),
    (&["valentine's day", "valentines day", "valentine's", "valentine day"], Rule::Fixed(2, 14)),
    (&["st patrick's day", "st. patrick's day", "st patricks day"], Rule::Fixed(3, 17)),
    (&["good friday"], Rule::Easter(-2)),
    (&["easter sunday", "easter"], Rule::Easter(0)),
    (&["easter monday"], Rule::Easter(1)),
    (&["shrove tuesday", "pancake day", "mardi gras"], Rule::Easter(-47)),
    (&["ash wednesday"], Rule::Easter(-46)),
    (&["palm sunday"], Rule::Easter(-7)),
    (&["maundy thursday"], Rule::Easter(-3)),
    (&["ascension day"], Rule::Easter(39)),
    (&["whit sunday", "pentecost"], Rule::Easter(49)),
    (&["whit monday"], Rule::Easter(50)),
    (&["april fools' day", "april fools day", "april fool's day", "april fools"], Rule::Fixed(4, 1)),
    (&["martin luther king day", "martin luther king jr. day", "mlk day"], Rule::Nth(3, Weekday::Mon, 1, 0)),
    (&["presidents' day", "presidents day", "president's day"], Rule::Nth(3, Weekday::Mon, 2, 0)),
    (&["memorial day"], Rule::Last(Weekday::Mon, 5)),
    (&["labor day"], Rule::Nth(1, Weekday::Mon, 9, 0)),
    (&["veterans day", "veterans' day", "veteran's day"], Rule::Fixed(11, 11)),
    (&["the fourth of july", "fourth of july"], Rule::Fixed(7, 4)),
    (&["halloween"], Rule::Fixed(10, 31)),
    (&["black friday"], Rule::Nth(4, Weekday::Thu, 11, 1)),
    (&["thanksgiving day", "thanksgiving"], Rule::Nth(4, Weekday::Thu, 11, 0)),
    (&["christmas eve", "xmas eve"], Rule::Fixed(12, 24)),
    (&["christmas day", "christmas", "xmas day", "xmas"], Rule::Fixed(12, 25)),
    (&["boxing day", "st stephen's day", "st. stephen's day"], Rule::Fixed(12, 26)),
    (&["epiphany", "twelfth night"], Rule::Fixed(1, 6)),
    (&["burns night"], Rule::Fixed(1, 25)),
    (&["australia day"], Rule::Fixed(1, 26)),
    (&["groundhog day"], Rule::Fixed(2, 2)),
    (&["international women's day", "women's day"], Rule::Fixed(3, 8)),
    (&["holy saturday"], Rule::Easter(-1)),
    (&["trinity sunday"], Rule::Easter(56)),
    (&["corpus christi"], Rule::Easter(60)),
    (&["earth day"], Rule::Fixed(4, 22)),
    (&["anzac day"], Rule::Fixed(4, 25)),
    (&["cinco de mayo"], Rule::Fixed(5, 5)),
    (&["juneteenth"], Rule::Fixed(6, 19)),
    (&["canada day"], Rule::Fixed(7, 1)),
    (&["bastille day"], Rule::Fixed(7, 14)),
    (&["columbus day"], Rule::Nth(2, Weekday::Mon, 10, 0)),
    (&["all saints' day", "all saints day", "all hallows"], Rule::Fixed(11, 1)),
    (&["bonfire night", "guy fawkes night", "guy fawkes day"], Rule::Fixed(11, 5)),
    (&["remembrance day", "armistice day"], Rule::Fixed(11, 11)),
    (&["cyber monday"], Rule::Nth(4, Weekday::Thu, 11, 4)),
    (&["chinese new year", "lunar new year"], Rule::Moon(0, 0)),
    (&["圣诞节", "圣诞"], Rule::Fixed(12, 25)),
    (&["平安夜"], Rule::Fixed(12, 24)),
    (&["大年初一", "正月初一", "农历新年", "春节"], Rule::Moon(0, 0)),
    (&["元宵节", "元宵"], Rule::Moon(0, 14)),
    (&["端午节", "端午"], Rule::Moon(1, 0)),
    (&["七夕节", "七夕"], Rule::Moon(2, 0)),
    (&["中秋节", "中秋"], Rule::Moon(3, 0)),
    (&["重阳节", "重阳"], Rule::Moon(4, 0)),
];

const MORE: [(&[&str], Rule); 24] = [
    (&["年三十", "大年三十", "除夕夜", "除夕"], Rule::Moon(0, -1)),
    (&["阳历新年", "元旦节", "元旦"], Rule::Fixed(1, 1)),
    (&["情人节", "圣瓦伦丁节"], Rule::Fixed(2, 14)),
    (&["妇女节", "三八节"], Rule::Fixed(3, 8)),
    (&["清明节", "清明"], Rule::Clear),
    (&["五一国际劳动节", "国际劳动节", "五一劳动节", "五一节", "五一", "劳动节"], Rule::Fixed(5, 1)),
    (&["五四青年节", "青年节"], Rule::Fixed(5, 4)),
    (&["六一国际儿童节", "国际儿童节", "六一儿童节", "儿童节"], Rule::Fixed(6, 1)),
    (&["愚人节"], Rule::Fixed(4, 1)),
    (&["万圣节", "万圣夜"], Rule::Fixed(10, 31)),
    (&["感恩节"], Rule::Nth(4, Weekday::Thu, 11, 0)),
    (&["母亲节"], Rule::Nth(2, Weekday::Sun, 5, 0)),
    (&["父亲节"], Rule::Nth(3, Weekday::Sun, 6, 0)),
    (&["复活节星期一"], Rule::Easter(1)),
    (&["复活节"], Rule::Easter(0)),
    (&["耶稣受难日", "耶稣受难节"], Rule::Easter(-2)),
    (&["国际消费者权益日", "消费者权益日", "三一五"], Rule::Fixed(3, 15)),
    (&["植树节"], Rule::Fixed(3, 12)),
    (&["护士节"], Rule::Fixed(5, 12)),
    (&["建党节"], Rule::Fixed(7, 1)),
    (&["建军节", "八一建军节"], Rule::Fixed(8, 1)),
    (&["教师节"], Rule::Fixed(9, 10)),
    (&["十一国庆节", "国庆节", "国庆", "双十节"], Rule::Fixed(10, 1)),
    (&["双十一", "双11", "光棍节"], Rule::Fixed(11, 11)),
];

const TWELVE: &[&str] = &["双十二", "双12"];

/// New year, dragon boats, the seventh evening, mid-autumn and the double ninth from [`MOON_FROM`] on, as month and day.
const MOON: [[u32; 5]; 31] = [
    [125, 625, 825, 1001, 1025],
    [212, 614, 814, 921, 1014],
    [201, 603, 804, 910, 1004],
    [122, 622, 822, 929, 1023],
    [210, 610, 810, 917, 1011],
    [129, 531, 829, 1006, 1029],
    [217, 619, 819, 925, 1018],
    [206, 609, 808, 915, 1008],
    [126, 528, 826, 1003, 1026],
    [213, 616, 816, 922, 1016],
    [203, 605, 805, 912, 1005],
    [123, 624, 824, 1001, 1024],
    [211, 612, 812, 919, 1012],
    [131, 601, 801, 908, 1001],
    [219, 620, 820, 927, 1020],
    [208, 610, 810, 916, 1009],
    [128, 530, 828, 1004, 1027],
    [215, 618, 817, 924, 1017],
    [204, 607, 807, 913, 1007],
    [124, 527, 826, 1002, 1026],
    [212, 614, 814, 920, 1014],
    [201, 603, 803, 910, 1003],
    [122, 622, 822, 928, 1022],
    [210, 611, 811, 917, 1011],
    [130, 531, 731, 1005, 1029],
    [217, 619, 819, 925, 1018],
    [206, 608, 808, 915, 1008],
    [126, 529, 827, 1004, 1027],
    [214, 615, 816, 922, 1016],
    [202, 604, 805, 911, 1005],
    [123, 623, 823, 930, 1024],
];
const MOON_FROM: i32 = 2020;

/// A feast, with its year if one is said: `christmas`, `easter 2027`, 明年春节, 2027年国庆.
pub(super) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (start, said) = match relative_year(scan, place, context) {
        Some((end, year)) => (scan.literal(end, &["的"]).unwrap_or(end), Some(year)),
        None => match scan.digits(place, 4).filter(|(end, year)| end - place == 4 && (1970..2100).contains(year)) {
            Some((end, year)) => (scan.literal(end, &["年"])?, Some(year as i32)),
            None => (place, None),
        },
    };
    // `next halloween`, `last easter`, `this thanksgiving`.
    let side = scan.word_of(start, &[&["next", "this coming", "coming"], &["this"], &["last"]]);
    let (start, side) = match side.filter(|_| said.is_none()) {
        Some((end, n)) => (scan.space(end), Some(n)),
        None => (start, None),
    };
    if let Some(found) = new_years_day(scan, start, said, context) {
        return Some(found);
    }
    let named = |words: &&[&str]| {
        let latin = words.first().is_some_and(|word| word.is_ascii());
        if latin { scan.word(start, words) } else { scan.literal(start, words) }
    };
    let (end, rule) = FEASTS
        .iter()
        .chain(&MORE)
        .chain(&[(TWELVE, Rule::Fixed(12, 12))])
        .filter_map(|(words, rule)| Some((named(words)?, *rule)))
        .max_by_key(|(end, _)| *end)?;
    // The tenth of October is the double ten in Taiwan; elsewhere the word is not used.
    let double_ten = scan.literal(start, &["双十节"]).is_some();
    let rule = if double_ten { Rule::Fixed(10, 10) } else { rule };
    let behind = scan.space(end);
    let relative = scan
        .word_of(
            behind,
            &[&["of next year", "next year"], &["of this year", "this year"], &["of last year", "last year"]],
        )
        .and_then(|(end, n)| Some((end, context.today.year().checked_add([1, 0, -1].get(n).copied()?)?)));
    let (end, said) = match (said, scan.digits(behind, 4)) {
        (None, _) if relative.is_some() => relative.map_or((end, None), |(end, year)| (end, Some(year))),
        (None, Some((behind, year))) if (1970..2100).contains(&year) && scan.space(end) > end => {
            (behind, Some(year as i32))
        }
        _ => (scan.literal(end, &["当天", "那天", "当日"]).unwrap_or(end), said),
    };
    let day = match (said, side) {
        (Some(year), _) => day_of(rule, year)?,
        (None, Some(0)) => nearest(rule, &Context { hint: Hint::Future, ..*context })?,
        (None, Some(1)) => day_of(rule, context.today.year())?,
        (None, Some(_)) => nearest(rule, &Context { hint: Hint::Past, ..*context })?,
        (None, None) => nearest(rule, context)?,
    };
    // Mooncakes are sold for weeks, and a street may be named for a feast: only where nothing goes on is it the day.
    let goes_on = !is_free(scan, end) || scan.at(scan.space(end)).is_some_and(|c| c.is_ascii_alphabetic());
    Some(Found { end, value: Called::Date(day), weak: goes_on })
}

/// 大年初八, 正月十五: days counted from the new year by the moon.
fn new_years_day(scan: &Scan, place: usize, said: Option<i32>, context: &Context) -> Option<Found<Called>> {
    let start = scan.literal(place, &["大年初", "正月初", "正月"])?;
    let (end, n) = super::words::small(scan, start, 1, 15)?;
    let rule = Rule::Moon(0, i64::from(n) - 1);
    let day = match said {
        Some(year) => day_of(rule, year)?,
        None => nearest(rule, context)?,
    };
    Some(Found { end, value: Called::Date(day), weak: !is_free(scan, end) })
}

/// Whether people may have this day off somewhere, or work it in a weekend's stead: round the feasts that are kept by all.
pub(super) fn may_be_free(day: NaiveDate) -> bool {
    let spring = day_of(Rule::Moon(0, 0), day.year()).is_some_and(|new| (-3..=9).contains(&(day - new).num_days()));
    spring || matches!((day.month(), day.day()), (1, 1) | (5, 1..=5) | (10, 1..=8) | (12, 25..=26))
}

/// Ahead in a promise, behind in a log; else the coming one.
fn nearest(rule: Rule, context: &Context) -> Option<NaiveDate> {
    let this = context.today.year();
    let years = match context.hint {
        Hint::Past => [this, this - 1],
        Hint::Future | Hint::None => [this, this + 1],
    };
    let fits = |day: &NaiveDate| match context.hint {
        Hint::Past => *day <= context.today,
        Hint::Future | Hint::None => *day >= context.today,
    };
    years.into_iter().filter_map(|year| day_of(rule, year)).find(fits)
}

fn day_of(rule: Rule, year: i32) -> Option<NaiveDate> {
    match rule {
        Rule::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Rule::Easter(days) => days_from(easter(year)?, days),
        Rule::Nth(n, weekday, month, days) => {
            days_from(NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(n).ok()?)?, days)
        }
        Rule::Last(weekday, month) => (22..=31)
            .rev()
            .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
            .find(|day| day.weekday() == weekday),
        Rule::Moon(column, days) => {
            let row = MOON.get(usize::try_from(year - MOON_FROM).ok()?)?;
            let day = row.get(column)?;
            days_from(NaiveDate::from_ymd_opt(year, day / 100, day % 100)?, days)
        }
        // The sun's calendar slips against ours within four years, and within decades; this holds from 2020 to 2051.
        Rule::Clear => {
            let fifth = year % 4 == 3 || (year % 4 == 2 && year < 2040);
            (2020..=2051).contains(&year).then(|| NaiveDate::from_ymd_opt(year, 4, if fifth { 5 } else { 4 })).flatten()
        }
    }
}

/// Easter Sunday of the western churches.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let century = year / 100;
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}
