//! Whose a line is where that was settled, opened or not looked up yet.

use super::*;

#[test]
fn a_settled_customer_keeps_all_words_but_its_own_name() {
    let finch = Fixed::Account(id(0), NAMES[0].into());
    let new = Fixed::New;
    for (fixed, line, expected) in [
        (&finch, "met the buyer >quote fri", "Blue Finch Cafe |  |  | met the buyer | >quote @11-27"),
        (&finch, "blue finch: met the buyer", "Blue Finch Cafe |  |  | met the buyer"),
        (&finch, "corner deli sends its chef here", "Blue Finch Cafe |  |  | corner deli sends its chef here"),
        (&finch, "called, no answer", "Blue Finch Cafe | call no_answer |  | no answer"),
        (&finch, "", "Blue Finch Cafe |  |  | "),
        (&new, "Green Grocer met the new chef", "+Green Grocer |  |  | met the new chef"),
        (&new, "green grocer: wants the big oven", "+green grocer |  |  | wants the big oven"),
        (&new, "called Green Grocer about the oven", "+Green Grocer | call |  | about the oven"),
        (&new, "green met the chef", "+green |  |  | met the chef"),
        (&new, "新味小馆，要大烤箱 》报价 周五", "+新味小馆 |  |  | 要大烤箱 | >报价 @11-27"),
        (&new, "新味小馆 要大烤箱", "+新味小馆 |  |  | 要大烤箱"),
        (&new, ">send quote fri", "- |  |  |  | >send quote @11-27"),
        (&Fixed::Unfiled, "blue finch met the buyer", "- |  |  | blue finch met the buyer"),
    ] {
        assert_eq!(show(&read_with(Lang::En, line, Some(fixed))), expected, "{line}");
    }
}

#[test]
fn a_visit_in_progress_gives_the_time_that_was_not_said() {
    let now = now();
    let none = BTreeMap::new();
    let began = now.at.plus_minutes(-75);
    let fixed = Fixed::Account(id(0), NAMES[0].into());
    let read = |line: &str, kind| {
        let context = LineContext {
            fixed: Some(&fixed),
            kind,
            in_progress: Some(began),
            ..LineContext::new(&now, Lang::En, &none)
        };
        parse(line, &context)
    };
    assert_eq!(time(&read("met the buyer", None)), "09:27-10:42");
    assert_eq!(time(&read("9:00-9:20 met the buyer", None)), "09:00-09:20");
    assert_eq!(time(&read("called, no answer", None)), "10:42-10:42");
    let call = LogKind::Touch(crate::schema::TouchKind::Call);
    assert_eq!(read("met the buyer", Some(call)).kind, call);
}

#[test]
fn a_visit_is_as_it_was_planned_unless_the_words_say_otherwise() {
    let now = now();
    let (opened, none) = ((id(0), NAMES[0].to_owned()), BTreeMap::new());
    let (on_site, video) = (LogKind::Visit(VisitKind::OnSite), LogKind::Visit(VisitKind::Video));
    let about = About { account: id(0), kind: Some(VisitKind::Video), ..About::default() };
    let row = LineContext { planned: Some(VisitKind::Video), ..LineContext::new(&now, Lang::En, &none) };
    for (line, kind, said) in [
        ("met the buyer", video, false),
        ("", video, false),
        ("called, no answer", LogKind::Touch(crate::schema::TouchKind::Call), true),
        ("called in, met the buyer", on_site, true),
        ("video, met the buyer", video, true),
    ] {
        let known = known(line, Lang::En);
        let today = LineContext { about: Some(&about), ..LineContext::new(&now, Lang::En, &known) };
        for context in [LineContext { names: &known, ..row }, today] {
            let parsed = parse(line, &LineContext { opened: Some(&opened), ..context });
            assert_eq!((parsed.kind, parsed.kind_said), (kind, said), "{line}");
        }
        // It is no affair of another customer's.
        let line = format!("tan {line}");
        let known = self::known(&line, Lang::En);
        let parsed = parse(&line, &LineContext { opened: Some(&opened), names: &known, ..row });
        let kind = if said { kind } else { on_site };
        assert_eq!((parsed.kind, &parsed.whose), (kind, &crate::domain::deed::Whose::Account(id(5))), "{line}");
    }
}

#[test]
fn what_is_not_looked_up_yet_is_asked_for_and_nothing_is_chosen() {
    let (now, mut names_known) = (now(), BTreeMap::new());
    let line = "blue finch met the buyer";
    let mut rounds = 0;
    loop {
        let parsed = parse(line, &LineContext { ..LineContext::new(&now, Lang::En, &names_known) });
        if parsed.unknown.is_empty() {
            assert_eq!(parsed.whose, Whose::Account(id(0)));
            break;
        }
        assert_eq!(parsed.whose, Whose::Unfiled);
        rounds += 1;
        assert!(rounds < 3);
        for letters in parsed.unknown {
            let hits = names(&letters);
            names_known.insert(letters, hits);
        }
    }
}

#[test]
fn a_line_opened_at_a_customer_is_its_own_unless_it_names_another() {
    let now = now();
    let finch = (id(0), NAMES[0].to_owned());
    let began = Some(now.at.plus_minutes(-75));
    for (line, expected, expected_time) in [
        ("met the buyer", "Blue Finch Cafe |  |  | met the buyer", "09:27-10:42"),
        ("blue finch: met the buyer", "Blue Finch Cafe |  |  | met the buyer", "09:27-10:42"),
        ("tan met the owner", "Tan Pharmacy |  |  | met the owner", "10:12-10:42"),
        ("harbour dental: trial runs", "Harbour Dental |  |  | trial runs", "10:12-10:42"),
        ("corner deli new menu", "?2 |  |  | corner deli new menu", "10:12-10:42"),
        ("ta took two boxes", "Blue Finch Cafe |  |  | ta took two boxes", "09:27-10:42"),
        ("he will call", "Blue Finch Cafe |  |  | he will call", "09:27-10:42"),
        ("采购说要报价", "Blue Finch Cafe |  |  | 采购说要报价", "09:27-10:42"),
        ("海川贸易 见老板", "海川贸易 |  |  | 见老板", "10:12-10:42"),
    ] {
        let names = known(line, Lang::En);
        let parsed = parse(
            line,
            &LineContext { opened: Some(&finch), in_progress: began, ..LineContext::new(&now, Lang::En, &names) },
        );
        assert_eq!((show(&parsed).as_str(), time(&parsed).as_str()), (expected, expected_time), "{line}");
    }
}
