//! A full day of forty visits, logged a line each, at 15,000 customers: keys and seconds beside the words, counted for every one.
//!
//! The rep knows the customer's name and street and reads the screen, nothing else. Where the cursor stands on the customer, or a row or two
//! from it, he presses `l` there; else `l` and the first letters of the name's words, until the customer is named or offered, then what the
//! screen offers to choose it by. Every key counts but the words of the note: `l`, the letters of the customer, the choice, Enter. The space
//! before a word is that word's.

mod town;
mod words;

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::base::text::is_han;
use rounds::domain::deed::{Deed, Whose};
use rounds::tui::key::Key;
use rounds::tui::message::Msg;

use self::town::{Call, MORNING, Shop, Town};
use super::stage::Stage;
use super::twins::Twins;

/// Keys beside the words, for each visit.
const KEYS: usize = 5;
/// Seconds for each visit, words and all.
const SECONDS: f64 = 15.0;
/// What a key takes an average typist who is no secretary, and what a decision takes before it (the keystroke-level model of Card, Moran and
/// Newell): the decisions are whose it is, where the line does not know it by itself, and that what stands under the line is right.
const KEY: f64 = 0.28;
const DECISION: f64 = 1.35;

/// What is said, and how many keys it takes: in Chinese those of an input method, of which two or three make a character.
const EN: [&str; 5] =
    ["met the buyer, too dear", "order 2 boxes", "sample left", "wants a quote by fri", "no order, stock full"];
const ZH: [(&str, usize); 5] =
    [("见店长，嫌贵", 17), ("下单2箱", 9), ("留了样品", 12), ("要报价 周五前", 18), ("没订，库存满", 18)];

/// The one who types.
struct Rep {
    stage: Stage<Twins>,
    pressed: usize,
    decisions: usize,
}

impl Rep {
    fn press(&mut self, script: &str) {
        for name in script.split_whitespace() {
            // A capital is typed with Shift: one key.
            self.stage.say(Msg::Key(Key::parse(name).unwrap()));
            self.pressed += 1;
        }
    }

    /// Whose row the cursor is on.
    fn on(&self, shop: &Shop) -> bool {
        self.stage.model.subject().account_id() == Some(shop.id)
    }

    /// Opens the line for a customer, and names it in it.
    fn name(&mut self, shop: &Shop) {
        // One or two rows further, or back: he sees it there.
        if !self.on(shop) {
            let ways = [("j", "k"), ("k", "j"), ("left", "right"), ("right", "left")];
            let ways = ways
                .into_iter()
                .flat_map(|(way, back)| [(way.to_owned(), back.to_owned()), (format!("{way} j"), format!("k {back}"))]);
            let way = ways.map(|(way, back)| {
                self.stage.keys(&way);
                let found = self.on(shop);
                self.stage.keys(&back);
                found.then_some(way)
            });
            let way = way.flatten().next();
            if let Some(way) = way {
                self.decisions += 1;
                self.press(&way);
            }
        }
        let here = self.on(shop);
        self.press("l");
        if here {
            return;
        }
        self.decisions += 1;
        for (typed, letter) in shop.letters.chars().enumerate() {
            self.press(&letter.to_string());
            if typed == 0 {
                continue;
            }
            if self.named(shop) {
                return;
            }
            if let Some(digit) = self.digit(shop) {
                return self.press(&digit.to_string());
            }
        }
        panic!("{} {} is not to be had by {}\n{}", shop.name, shop.street, shop.letters, self.stage.screen());
    }

    /// Whether the line says that it is this one's.
    fn named(&self, shop: &Shop) -> bool {
        let screen = self.stage.screen();
        let sure = !screen.contains("Which one?");
        sure && screen.lines().any(|line| chip(line, shop))
    }

    /// The digit that stands before it among those offered.
    fn digit(&self, shop: &Shop) -> Option<char> {
        let screen = self.stage.screen();
        let row = screen.lines().find(|line| {
            line.contains(&shop.name) && line.contains(&shop.street) && line.trim_start().chars().nth(1) == Some(' ')
        })?;
        row.trim_start().chars().next()
    }
}

/// A chip has name and street behind a comma; a row that is offered has them apart.
fn chip(line: &str, shop: &Shop) -> bool {
    line.contains(&format!("{}, {}", shop.name, shop.street))
        || line.contains(&format!("{}，杭州市{}", shop.name, shop.street))
}

#[test]
fn forty_visits_take_five_keys_each() {
    let town = Town::new();
    let book = Twins { writer: town.writer, deeds: Vec::new() };
    let mut rep = Rep { stage: Stage::new(book, Lang::En, (100, 30), MORNING), pressed: 0, decisions: 0 };
    let mut time = Now::parse(MORNING).unwrap();
    let (mut over, mut all, mut seconds) = (Vec::new(), 0, 0.0);
    for (at, Call { shop, planned }) in town.day.iter().enumerate() {
        time = time.with(time.at.plus_minutes(12));
        rep.stage.say(Msg::Time(time.clone()));
        (rep.pressed, rep.decisions) = (0, 1);
        rep.name(shop);
        let chinese = shop.name.contains(is_han);
        let (words, typed) = if chinese { ZH[at % 5] } else { (EN[at % 5], EN[at % 5].len() + 1) };
        // At once: what each letter of the note takes is not counted here.
        rep.stage.say(Msg::Paste(if chinese { words.to_owned() } else { format!(" {words}") }));
        let deeds = rep.stage.book.deeds.len();
        rep.press("enter");
        let planned = if *planned { "planned" } else { "not planned" };
        let took = (rep.pressed + typed) as f64 * KEY + rep.decisions as f64 * DECISION;
        let row = format!("{at:2} {}, {}, {planned}: {} keys, {took:.1} s", shop.name, shop.street, rep.pressed);
        println!("{row}");
        let Some(Deed::Log(entry)) = rep.stage.book.deeds.get(deeds) else { panic!("{row}\n{}", rep.stage.screen()) };
        assert_eq!(entry.whose, Whose::Account(shop.id), "at a wrong customer: {row}");
        assert!(words.contains(&entry.notes) || entry.notes == words, "{row}: {:?} of {words:?}", entry.notes);
        all += rep.pressed;
        seconds += took;
        if rep.pressed > KEYS || took > SECONDS {
            over.push(row);
        }
    }
    println!("{all} keys beside the words, {seconds:.0} s");
    assert_eq!(town.day.len(), 40);
    assert!(over.is_empty(), "{} of 40 take more than {KEYS} keys or {SECONDS} s\n{}", over.len(), over.join("\n"));
}
