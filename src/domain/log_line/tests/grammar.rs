//! Each example of the help is understood as what it stands for.

use super::*;

fn stands_for(id: &str, what: &Understood) -> bool {
    match what {
        Understood::Kind(kind, _) => id == "kind" && *kind != LogKind::Visit(VisitKind::OnSite),
        Understood::Time { said, .. } => id == "time" && *said,
        Understood::Outcome(_) | Understood::Reached(_) => id == "outcome",
        Understood::NotDone(_) => id == "not-done",
        Understood::Promise { promise, .. } => id == if promise.by == PromisedBy::Us { "ours" } else { "theirs" },
        Understood::Tag(_) => id == "tag",
        Understood::Competitor(_) => id == "competitor",
        Understood::Product(_) => id == "product",
        Understood::Amount(_) => id == "amount",
        Understood::Chance(_) => id == "chance",
        Understood::Payment(payment) => id == if payment.paid.is_some() { "received" } else { "payment" },
        Understood::NewPerson(_) => id == "new-contact",
        Understood::Next { every, .. } => id == "next" && every.is_none(),
        _ => false,
    }
}

#[test]
fn examples_are_understood() {
    let mut wrong = Vec::new();
    for (lang, name) in [(Lang::En, "tan"), (Lang::ZhHans, "蓝雀"), (Lang::ZhHant, "永康")] {
        for rule in GRAMMAR.iter().filter(|rule| !["customer", "met"].contains(&rule.id)) {
            for example in rule.examples(lang) {
                // What came of a call is said of a call.
                let reached = ["no answer", "left a message", "没接", "留言", "無人接聽"].contains(example);
                let line = match (rule.id, reached, lang) {
                    (_, true, Lang::En) => format!("called {name} {example}"),
                    (_, true, _) => format!("电话 {name} {example}"),
                    _ => format!("{name} {example}"),
                };
                let (now, known) = (now(), known(&line, lang));
                let about = About { account: id(if lang == Lang::En { 5 } else { 10 }), ..About::default() };
                let about = About { account: if name == "永康" { id(14) } else { about.account }, ..about };
                let parsed = parse(&line, &LineContext { about: Some(&about), ..LineContext::new(&now, lang, &known) });
                if !parsed.chips.iter().any(|chip| stands_for(rule.id, &chip.what)) {
                    wrong.push(format!("{}: {line}", rule.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
