//! What an older version left: records without what became mandatory since, and drafts of forms that had other fields. Nothing of it is refused, and
//! no word of it is lost.

use rounds::base::clock::Now;
use rounds::base::id::Id;
use rounds::base::lang::Lang;
use rounds::domain::act::{Act, Edit, Label};
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::LogRef;
use rounds::schema::{ACCOUNT, FOLLOW_UP, FollowUp, FollowUpState, VISIT, Visit, VisitState};
use rounds::tui::form::Form;
use rounds::tui::message::{Draft, Msg};
use rounds::tui::overlays::line::{Line, Wanted};
use rounds::tui::subject::{Row, Subject};

use super::kept::{Kept, NOW};
use super::stage::{Book, Stage};

fn opened(stage: &mut Stage<Kept>, form: impl FnOnce(&mut rounds::tui::Cx) -> Form) {
    let form = form(&mut stage.model.cx);
    stage.model.cx.open(form);
    stage.say(Msg::Resize(100, 30));
}

fn text(stage: &Stage<Kept>, record: Id, field: &str) -> String {
    let number = FOLLOW_UP.field(field).unwrap().number;
    stage.book.writer.value(FOLLOW_UP.number, record, number).unwrap().str().to_owned()
}

/// The form of a record that never had a field that is mandatory by now saves what else is written in it; the record stands on the list until it has
/// the field, and Enter on the list leads to the field.
#[test]
fn story_14_the_form_of_an_earlier_record_is_saved_without_what_became_mandatory() {
    let mut kept = Kept::new();
    let now = Now::parse(NOW).unwrap();
    let me = kept.writer.me().unwrap().user;
    let (promise, visit) = (kept.writer.new_id(now.at), kept.writer.new_id(now.at));
    let account = Some(kept.accounts[4]);
    // As versions made them that did not ask for the words of a follow-up, nor for the day of a visit.
    let edits = vec![
        Edit::create(&FollowUp {
            id: promise,
            account,
            owner: Some(me),
            state: Some(FollowUpState::Open),
            ..FollowUp::default()
        }),
        Edit::create(&Visit { id: visit, account, owner: Some(me), state: Some(VisitState::Done), ..Visit::default() }),
    ];
    kept.writer.commit(&Act::one(Label::new("act-set", "x"), edits), &now).unwrap();
    let mut stage = Stage::new(kept, Lang::En, (100, 30), NOW);
    opened(&mut stage, |cx| Form::edit(&FOLLOW_UP, promise, cx));
    stage.keys("tab `tomorrow` ctrl-s");
    assert!(stage.model.at_root(), "an edit of another field goes through: {}\n{}", stage.notice(), stage.screen());
    assert_eq!(text(&stage, promise, "text"), "");
    // What a record has is not taken from it.
    let there = match stage.book.ask(&Ask::Today, &now).unwrap() {
        Answer::Today(today) => today.promises.first().unwrap().id,
        other => panic!("{other:?}"),
    };
    opened(&mut stage, |cx| Form::edit(&FOLLOW_UP, there, cx));
    stage.keys("ctrl-u ctrl-s");
    assert!(!stage.model.at_root(), "{}", stage.screen());
    stage.keys("ctrl-z esc");
    // The list, and from it to what is missing.
    let listed = |stage: &mut Stage<Kept>| match stage.book.ask(&Ask::Sync, &now).unwrap() {
        Answer::Sync(view) => view.to_complete.iter().map(|row| row.record).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(listed(&mut stage), [visit, promise]);
    stage.keys("5");
    assert!(stage.screen().contains("To complete"), "{}", stage.screen());
    stage.keys("g g down enter");
    stage.keys("`ring about the invoice` ctrl-s");
    assert_eq!(text(&stage, promise, "text"), "ring about the invoice", "{}", stage.screen());
    assert_eq!(listed(&mut stage), [visit]);
    stage.keys("g g enter `2026-11-20` ctrl-s");
    let day = VISIT.field("day").unwrap().number;
    assert!(!stage.book.writer.value(VISIT.number, visit, day).unwrap().is_null(), "{}", stage.screen());
    assert_eq!(listed(&mut stage), [] as [Id; 0]);
    assert!(!stage.screen().contains("To complete"), "{}", stage.screen());
}

/// A new customer, begun in a form that had a budget, a grade by other names, and a number where there is a text.
const OF_ANOTHER_FORM: &str = r#"{"record":"018f0000-0000-7000-8000-000000000001","at":250,"open":true,"written":[],"seen":[],
    "called":[[1,"Name"],[250,"Budget"],[3,"Rank"],[7,"Street"]],
    "blanks":[[1,"Old Mill",[]],[250,"12k a year",[]],[3,"",[{"word":"gold","shown":"Gold"}]],
              [251,"met at",[{"word":"fair","shown":"Trade fair"}]],[252,"",[]],[7,"2 Mill Rd",[]],[22,"harbour",[]]]}"#;

#[test]
fn story_14_a_draft_of_a_form_that_had_other_fields_loses_no_word() {
    let draft = |of: &str| vec![Draft { of: of.into(), body: OF_ANOTHER_FORM.into() }];
    // What lies there of an entity that is none any more keeps nobody from his own.
    let mut both = draft("form:99:new");
    both.extend(draft("form:1:new"));
    let mut stage = Stage::with_drafts(Kept::new(), Lang::En, (100, 40), NOW, both);
    let says = |stage: &Stage<Kept>, words: &[&str]| {
        for words in words {
            assert!(stage.screen().contains(words), "{words}\n{}", stage.screen());
        }
    };
    let all = ["Old Mill", "2 Mill Rd", "harbour", "Budget: 12k a year", "Rank: Gold", "Trade fair; met at"];
    says(&stage, &all);
    assert!(stage.notice().contains("Good to know"), "where it stands is said: {}", stage.notice());
    // Written on and killed, left and opened again: all of it is there, once.
    stage.keys("end `s`");
    let drafts = stage.model.cx.drafts.clone();
    let mut stage = Stage::with_drafts(Kept::new(), Lang::En, (100, 40), NOW, drafts);
    says(&stage, &["Old Mills"]);
    stage.keys("esc 2 a");
    says(&stage, &["Old Mills"]);
    says(&stage, &all);
    assert_eq!(stage.screen().matches("Budget").count(), 1, "{}", stage.screen());
    stage.keys("ctrl-s");
    let dump = stage.book.dump();
    assert!(dump.contains("Budget: 12k a year\\nRank: Gold\\nTrade fair; met at"), "{dump}");
    assert!(stage.model.cx.drafts.iter().all(|draft| draft.of != "form:1:new"), "it is a record now");
}

/// A log line whose draft says what nobody here understands keeps its words.
#[test]
fn story_14_a_line_drafted_otherwise_keeps_its_words() {
    let body =
        r#"{"line":"harbour dental met the buyer","open":true,"kind":{"Flight":"charter"},"picked":7,"mood":"fine"}"#;
    let drafts = vec![Draft { of: "log".into(), body: body.into() }];
    let stage = Stage::with_drafts(Kept::new(), Lang::En, (100, 30), NOW, drafts);
    assert!(stage.screen().contains("harbour dental met the buyer"), "{}", stage.screen());
}

/// What is typed in each place that drafts, as it is kept: its name, a draft's name, and the words.
const PLACES: [(&str, &str); 5] = [
    ("log", "harbour dental met the buyer, likes A100"),
    ("form-new", "Old Mill"),
    ("form-edit", "park behind the house"),
    ("line", "harbour-side, wholesale"),
    ("correct", "met both of them"),
];

/// Opens such a place; the name of its draft.
fn place(stage: &mut Stage<Kept>, name: &str) -> String {
    let account = stage.book.accounts[0];
    match name {
        "log" => {
            stage.keys("6 l");
            "log".into()
        }
        "form-new" => {
            opened(stage, |cx| Form::add(&ACCOUNT, Vec::new(), cx));
            format!("form:{}:new", ACCOUNT.number)
        }
        "form-edit" => {
            opened(stage, |cx| Form::edit(&ACCOUNT, account, cx));
            format!("form:{}:{account}", ACCOUNT.number)
        }
        "line" => {
            let subject = Subject { row: Row::Account, ..Subject::account(account, "Harbour Dental") };
            stage.model.cx.open(Line::new(Wanted::Tags, subject));
            stage.say(Msg::Resize(100, 40));
            format!("line:title-tag:{account}")
        }
        _ => {
            let now = Now::parse(NOW).unwrap();
            let Ok(Answer::Today(today)) = stage.book.ask(&Ask::Today, &now) else { panic!() };
            let done = today.visits.iter().find(|visit| visit.state == VisitState::Done).unwrap().id;
            rounds::tui::open::correct(&mut stage.model.cx, LogRef::Visit(done));
            stage.say(Msg::Resize(100, 40));
            format!("correct:{done}")
        }
    }
}

/// A book with a visit that was logged today.
fn stage(drafts: Vec<Draft>) -> Stage<Kept> {
    let mut first = Stage::new(Kept::new(), Lang::En, (100, 40), NOW);
    first.keys("l `blue finch met the buyer` enter");
    Stage::with_drafts(first.book, Lang::En, (100, 40), NOW, drafts)
}

/// The drafts of the first release are recorded, and today's program goes on with each (`ROUNDS_WRITE_DRAFTS=1` writes them anew, never after the
/// release).
#[test]
fn story_14_drafts_of_the_first_release_are_gone_on_with() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/drafts/1.json");
    if std::env::var_os("ROUNDS_WRITE_DRAFTS").is_some() {
        let mut bodies = serde_json::Map::new();
        for (name, words) in PLACES {
            let mut stage = stage(Vec::new());
            let of = place(&mut stage, name);
            let typing = match name {
                "form-edit" => "pagedown pagedown pagedown pagedown pagedown pagedown up up up",
                "correct" => "4 ctrl-u",
                _ => "",
            };
            stage.keys(typing).keys(&format!("`{words}`"));
            let draft = stage.model.cx.drafts.iter().find(|draft| draft.of == of);
            let body = &draft.unwrap_or_else(|| panic!("{name}\n{}", stage.screen())).body;
            bodies.insert(name.into(), serde_json::from_str(body).unwrap());
        }
        std::fs::write(&file, serde_json::to_string_pretty(&bodies).unwrap() + "\n").unwrap();
    }
    let bodies: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(bodies.len(), PLACES.len());
    for (name, words) in PLACES {
        let of = place(&mut stage(Vec::new()), name);
        let body = bodies[name].to_string();
        let mut stage = stage(vec![Draft { of, body }]);
        if !stage.screen().contains(words) {
            place(&mut stage, name);
        }
        assert!(stage.screen().contains(words), "{name}\n{}", stage.screen());
    }
}
