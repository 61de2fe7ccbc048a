//! Kinds of phrases that stayed silent where other lists of what people say were tried: ends of weeks, years behind a range, figures
//! that stand apart.

use super::{Context, Hint, Lang, check, find_all, now, parse, show};

#[test]
fn ends_of_weeks() {
    check(
        Lang::En,
        &[
            ("at the beginning of last week", "11-16", "="),
            ("beginning of this week", "11-23", "="),
            ("start of the coming week", "11-30", "="),
            ("middle of next week", "12-02", "="),
            ("end of the following week", "12-04 | 12-06", "="),
            ("at the end of last week", "11-20 | 11-22", "="),
            ("end of current week", "11-27 | 11-29", "="),
            ("eow", "11-27 | 11-29", "="),
            // The week's Monday is over: to some it is the next one's.
            ("beginning of the week", "-", "11-23"),
            ("at the end of the month", "11-30", "="),
            ("by the eoy", "12-31", "="),
            ("the eom", "11-30", "="),
            ("at the start of 2027", "2027-01-01", "="),
            ("mid march 2027", "2027-03-15", "="),
            ("coming week", "11-30..12-06", "="),
        ],
    );
}

#[test]
fn a_year_behind_a_range() {
    check(
        Lang::En,
        &[
            ("3 - 5 march 2027", "2027-03-03..2027-03-05", "="),
            ("3rd to 5th march, 2027", "2027-03-03..2027-03-05", "="),
            ("march 3-5, 2027", "2027-03-03..2027-03-05", "="),
            ("march third - fifth, 2027", "2027-03-03..2027-03-05", "="),
            ("28 feb - 3 march 2027", "2027-02-28..2027-03-03", "="),
            ("dec 29 - jan 2, 2025", "2024-12-29..2025-01-02", "="),
            ("from the 4th to the 8th of next month", "12-04..12-08", "="),
            ("between 4 and 8 next month", "12-04..12-08", "="),
            ("may 1969", "1969-05-01..1969-05-31", "="),
            ("march, 2027", "2027-03-01..2027-03-31", "="),
        ],
    );
}

#[test]
fn years_of_two_figures() {
    check(
        Lang::En,
        &[
            ("3rd feb 82", "1982-02-03", "="),
            ("may 6, 69", "1969-05-06", "="),
            ("tuesday, may 6, 69", "1969-05-06", "="),
            ("14th april 27", "2027-04-14", "="),
            ("may '27", "2027-05-01..2027-05-31", "="),
        ],
    );
    // Where more is said it is a count, and up to 31 it may be an hour.
    for (text, meant) in
        [("send 27 nov 82 boxes", "11-27"), ("27 nov 82 boxes", "11-27"), ("27th nov 82 boxes", "11-27")]
    {
        let context = Context::new(now(), Hint::Future, Lang::En);
        let found: Vec<_> = find_all(text, &context).into_iter().map(|(_, said)| show(said.when)).collect();
        assert_eq!(found, [meant], "{text}");
    }
}

#[test]
fn figures_that_stand_apart() {
    check(
        Lang::ZhHans,
        &[
            ("2027 年 3 月 20 日", "2027-03-20", "="),
            ("12 月 3 日", "12-03", "2025-12-03 | 12-03"),
            ("2027 年 3 月 20 日 9 时 30 分", "2027-03-20 09:30 | 2027-03-20 21:30", "="),
            ("2027年3月20日 21 时 40 分", "2027-03-20 21:40", "="),
        ],
    );
    check(Lang::En, &[("3:30:15 on 1 feb 2027", "2027-02-01 03:30", "=")]);
}

#[test]
fn parts_of_days_and_months() {
    check(
        Lang::En,
        &[
            ("late tonight", "11-24 18:00-11-25 00:00", "="),
            ("late last night", "11-23 18:00-11-24 00:00", "="),
            ("last evening", "11-23 18:00-11-24 00:00", "="),
            ("friday late afternoon", "11-27 13:00-18:00", "11-20 13:00-18:00"),
            ("late friday afternoon", "11-27 13:00-18:00", "11-20 13:00-18:00"),
            ("early monday morning", "11-30 08:00-12:00", "11-23 08:00-12:00"),
            ("early morning on the 3rd", "12-03 08:00-12:00", "11-03 08:00-12:00"),
            ("last weekend of november", "11-28..11-29", "2025-11-29..2025-11-30"),
            ("first weekend in march 2027", "2027-03-06..2027-03-07", "="),
            ("third thursday this december", "12-17", "2025-12-18"),
            ("9h30 - 11h", "11-25 09:30-11:00", "11-24 09:30-11:00"),
            ("2027/3/9 pm 2:26", "2027-03-09 14:26", "="),
            // No tenth of January near here is a Thursday.
            ("thu 10 jan", "-", "="),
            // And last winter's is nobody's promise.
            ("sat 10 jan", "-", "01-10"),
        ],
    );
}

#[test]
fn between_two_in_chinese() {
    check(
        Lang::ZhHans,
        &[
            ("周三到周五之间", "11-25..11-27", "11-18..11-20"),
            ("周三和周五之间", "11-25..11-27", "11-18..11-20"),
            ("12月3号和5号之间", "12-03..12-05", "2025-12-03..2025-12-05"),
            ("明天下午两点到四点之间", "11-25 14:00-16:00", "="),
            ("明天下午两点和四点之间", "11-25 14:00-16:00", "="),
            // Whether the last year is in it nobody says.
            ("2026年和2028年之间", "-", "="),
            ("周三和周五", "-", "="),
            ("明日三點踏半", "11-25 15:30 | 11-25 03:30", "="),
            ("明日三點踏三", "11-25 15:15 | 11-25 03:15", "="),
        ],
    );
}

#[test]
fn hours_with_a_point_and_hours_about() {
    check(
        Lang::En,
        &[
            ("tomorrow between 9.30 and 10.45", "11-25 09:30-10:45", "="),
            ("fri 9.30 to 10.45", "11-27 09:30-10:45", "11-20 09:30-10:45"),
            ("29.02.2028 13.12", "2028-02-29 13:12", "="),
            ("26. 10.21", "2021-10-26", "="),
            // Prices.
            ("fri 1.50 to 2.50", "-", "="),
            ("fri 9.30 to 10.45 each", "-", "="),
            ("friday around 3", "11-27 15:00 | 11-27 03:00", "11-20 15:00 | 11-20 03:00"),
            ("tonight around 7", "11-24 19:00", "="),
            ("thursday after 4", "11-26 16:00 | 11-26 04:00", "11-19 16:00 | 11-19 04:00"),
        ],
    );
    let context = Context::new(now(), Hint::Future, Lang::En);
    let found: Vec<_> =
        find_all("friday about 3 boxes", &context).into_iter().map(|(_, said)| show(said.when)).collect();
    assert_eq!(found, ["11-27"]);
    for text in ["garden centre, closed mondays", "shut for the week", "it was the last day"] {
        assert!(find_all(text, &context).is_empty(), "{text}");
    }
}

#[test]
fn days_of_a_week_and_days_that_are_free() {
    check(
        Lang::En,
        &[
            ("next week from tue to thu", "12-01..12-03", "="),
            ("next week between wednesday and friday", "12-02..12-04", "="),
            ("late last week", "11-19..11-22", "="),
            ("early this week", "11-23..11-25", "="),
            ("next working day", "11-25", "="),
            ("labor day weekend", "2027-09-04..2027-09-06", "09-05..09-07"),
            // Its next one is in june: whoever says it means last week's.
            ("fri the 20th", "-", "11-20"),
        ],
    );
}

#[test]
fn what_has_begun() {
    check(
        Lang::En,
        &[
            ("20-27 nov", "11-20..11-27", "="),
            ("nov 20 - 27", "11-20..11-27", "="),
            ("nov 20 to dec 3", "11-20..12-03", "="),
            ("nov 3 - 5", "2027-11-03..2027-11-05", "11-03..11-05"),
            ("2 feb in the year 2027", "2027-02-02", "="),
            ("this past friday", "11-20", "="),
            ("this upcoming friday", "11-27", "="),
        ],
    );
    check(Lang::ZhHans, &[("20-27号", "11-20..11-27", "="), ("3-5号", "12-03..12-05", "11-03..11-05")]);
}

#[test]
fn where_the_month_is_written_first() {
    let context = Context { month_first: true, ..Context::new(now(), Hint::Future, Lang::En) };
    let said = |phrase: &str| parse(phrase, &context).map(|said| show(said.when));
    assert_eq!(said("independence day"), Some("2027-07-04".to_owned()));
    assert_eq!(said("independence day weekend"), Some("2027-07-03..2027-07-04".to_owned()));
}

#[test]
fn weekends_and_years_ago() {
    check(
        Lang::En,
        &[
            ("the week", "11-23..11-29", "="),
            ("my weekend", "11-28..11-29", "="),
            ("last day", "11-23", "="),
            ("last day of november", "11-30", "2025-11-30"),
            ("2026 to 2028", "-", "="),
            ("11/30, 2027", "2027-11-30", "="),
            // Whose it is, the order of the figures says; here nothing does.
            ("independence day", "-", "="),
            ("2 weekends ago", "11-14..11-15", "="),
            ("two weekends from now", "12-05..12-06", "="),
            ("a year ago today", "2025-11-24", "="),
            ("3 years ago tomorrow", "2023-11-25", "="),
            ("27/5/2027 @ 0700", "2027-05-27 07:00", "="),
            ("next hr", "11-24 10:42-11:42", "="),
            ("on mondays", "11-30 every 7d", "="),
            ("decoration day", "2027-05-31", "05-25"),
            ("grandparents day 2027", "2027-09-12", "="),
        ],
    );
}
