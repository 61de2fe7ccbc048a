//! What machines write, and times that name their zone.

use super::*;

/// In Singapore, where the clock never changes.
fn reads(phrase: &str, lang: Lang) -> String {
    let context = Context { minutes_east: Some(480), ..Context::new(now(), Hint::Future, lang) };
    parse(phrase, &context).map_or("-".to_owned(), show_said)
}

#[test]
fn times_of_other_zones_are_told_by_our_clock() {
    for (phrase, expected) in [
        ("4pm CET", "11-24 23:00"),
        ("fri 8:00 GMT", "11-27 16:00"),
        ("fri 9 am (PST)", "11-28 01:00"),
        ("fri 2-3pm est", "11-28 03:00-04:00"),
        ("thursday at 9:30pm IST", "11-27 00:00"),
        ("2026-11-30T08:15:00Z", "11-30 16:15"),
        ("2026-11-30T08:15:30.250-05:30", "11-30 21:45"),
        ("2026-11-30T08:15", "11-30 08:15"),
        ("20261130T081500", "11-30 08:15"),
        ("20261130", "11-30"),
        ("Mon Nov 30 12:00:00 2026", "11-30 12:00"),
        ("Tue Nov 30 12:00:00 2026", "-"),
        ("2026-11-30T25:15", "-"),
    ] {
        assert_eq!(reads(phrase, Lang::En), expected, "{phrase}");
    }
    // In Chinese the letters are China's.
    assert_eq!(reads("4pm CST", Lang::En), "11-25 06:00");
    assert_eq!(reads("4pm CST", Lang::ZhHans), "-");
}

#[test]
fn where_the_clock_changes_no_other_zone_is_read() {
    let context = Context::new(now(), Hint::Future, Lang::En);
    assert_eq!(parse("4pm CET", &context), None);
    assert_eq!(parse("2026-11-30T08:15:00Z", &context), None);
    assert_eq!(find_all("ring at 4pm CET", &context), Vec::new());
    let summer = crate::base::clock::Zone::of(vec![(i64::MIN, 0), (1_774_746_000, 3600), (1_792_890_000, 0)]);
    let at = Now::parse("2026-11-24T10:42:00Z").unwrap();
    assert_eq!(Context::at(&Now { zone: summer, ..at.clone() }, Hint::Future, Lang::En).minutes_east, None);
    assert_eq!(Context::at(&at, Hint::Future, Lang::En).minutes_east, Some(0));
}

#[test]
fn a_word_behind_a_time_is_no_zone() {
    for minutes_east in [Some(480), None] {
        let context = Context { minutes_east, ..Context::new(now(), Hint::Future, Lang::En) };
        for (text, expected) in [
            ("fri 10am west gate", Some("11-27 10:00")),
            ("fri 10am wet day", Some("11-27 10:00")),
            ("fri 10am est 20 boxes", Some("11-27 10:00")),
            ("fri 10am ist gut", Some("11-27 10:00")),
            ("fri 10am GST return", Some("11-27 10:00")),
            ("fri 10am CET call", minutes_east.map(|_| "11-27 17:00")),
            ("fri 10am (cet) call", minutes_east.map(|_| "11-27 17:00")),
        ] {
            let found = find_all(text, &context).into_iter().next().map(|(_, said)| show_said(said));
            assert_eq!(found.as_deref(), expected, "{text} {minutes_east:?}");
        }
    }
}
