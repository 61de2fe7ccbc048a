//! From nothing to a usable Today: the very first start, a known export, the grades of those that matter. Every key is counted, each
//! press as one; words that are typed (a passphrase, the recovery code) are counted beside them. No path is typed: the newest file in the
//! folder of downloads is offered.

use std::path::Path;
use std::time::{Duration, Instant};

use super::NOW;
use crate::program::Book;
use crate::pty::terminal::Terminal;

/// The most keys, and the longest time, from a known export to a usable Today.
const KEYS: usize = 12;
const TIME: Duration = Duration::from_secs(60);

const ENTER: &str = "\r";
const TAB: &str = "\t";

/// A terminal whose keys are counted.
struct Counted {
    terminal: Terminal,
    keys: usize,
}

impl Counted {
    /// Presses one key.
    fn press(&mut self, key: &str) -> &mut Counted {
        self.keys += 1;
        self.terminal.keys(key);
        self
    }

    /// Types words; they are not keys.
    fn words(&mut self, words: &str) -> &mut Counted {
        self.terminal.keys(words);
        self
    }

    fn wait_for(&mut self, text: &str) -> &mut Counted {
        self.terminal.wait_for(text);
        self
    }
}

/// What a language shows on the way.
struct Way {
    lang: &'static str,
    folder: &'static str,
    file: &'static str,
    customers: usize,
    /// The question for the key, the new passphrase, the second time, the code back.
    door: [&'static str; 4],
    welcome: &'static str,
    offered: &'static str,
    counts: &'static str,
    who_next: &'static str,
    asked: &'static str,
    ungraded: &'static str,
    enough: &'static str,
    /// The line of Today on this week.
    week: &'static str,
}

const ENGLISH: Way = Way {
    lang: "en",
    folder: "Downloads",
    file: "accountData.csv",
    customers: 423,
    door: ["(Enter is 1)", "New passphrase", "Once more", "Type it back"],
    welcome: "How would you like to begin",
    offered: "The newest files",
    counts: "423 new",
    who_next: "WHO NEXT",
    asked: "420 ungraded customers",
    ungraded: "420 without a grade",
    enough: "Enough: Today asks again",
    week: "WEEK",
};

const CHINESE: Way = Way {
    lang: "zh-Hans",
    folder: "下载",
    file: "客户导出_20261124.csv",
    customers: 60,
    door: ["回车即", "设一个口令", "再输一遍", "照抄一遍"],
    welcome: "想怎么开始",
    offered: "最近的文件",
    counts: "新增 60",
    who_next: "下一家去哪",
    asked: "60家客户还没定等级",
    ungraded: "60家没定等级",
    enough: "不再问了",
    week: "本周",
};

/// A list as Chinese programs for sales write it, in the encoding that their users' Excel saves.
fn chinese_list() -> Vec<u8> {
    let mut text = String::from("客户编号,客户名称,客户状态,省,市,详细地址,电话,负责人,最后跟进时间,备注\r\n");
    let towns = [("浙江省", "杭州市", "0571"), ("江苏省", "苏州市", "0512"), ("广东省", "佛山市", "0757")];
    for at in 0..60 {
        let (region, city, code) = towns[at % towns.len()];
        let (first, second) =
            (["海", "精", "德", "华", "永", "金"][at % 6], ["川", "工", "盛", "泰", "丰"][at / 6 % 5]);
        let trade = ["机械", "五金"][at / 30];
        text.push_str(&format!(
            "KH{at:04},{first}{second}{trade}有限公司,跟进中,{region}{},{city},建设路{}号,{code}-82{at:06},李敏,,\r\n",
            "",
            at + 1
        ));
    }
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

fn export(way: &Way, home: &Path) {
    let folder = home.join(way.folder);
    std::fs::create_dir_all(&folder).unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/salesforce");
    match way.lang {
        "en" => drop(std::fs::copy(data.join(way.file), folder.join(way.file)).unwrap()),
        _ => std::fs::write(folder.join(way.file), chinese_list()).unwrap(),
    }
    // Another file lies there, older: the newest is the one under the cursor.
    let old = std::fs::File::create(folder.join("old.csv")).unwrap();
    old.set_len(9).unwrap();
    old.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_700_000_000)).unwrap();
}

/// The code that stands alone on a line: groups of letters and digits.
fn code(screen: &str) -> String {
    let code =
        |line: &&str| line.len() > 20 && line.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
    screen.lines().map(str::trim).find(code).unwrap_or_else(|| panic!("no code: {screen}")).to_owned()
}

fn walk(way: &Way) {
    let book = Book::new();
    let home = book.home();
    std::fs::create_dir_all(&home).unwrap();
    export(way, &home);
    let began = Instant::now();
    let environment = [("ROUNDS_NOW", NOW), ("ROUNDS_KEY_FILE", "")];
    let terminal = Terminal::with(&home, &environment, (30, 100), &["--lang", way.lang]);
    let mut at = Counted { terminal, keys: 0 };

    // The key of the book: by a passphrase, with its recovery code asked back.
    let [choose, new, again, back] = way.door;
    at.wait_for(choose).press("2").press(ENTER);
    at.wait_for(new).words("open sesame").press(ENTER);
    at.wait_for(again).words("open sesame").press(ENTER);
    at.wait_for(back);
    let code = code(&at.terminal.screen());
    at.words(&code).press(ENTER);
    // The import: the way, the file, the preview.
    at.wait_for(way.welcome).press("2");
    at.wait_for(way.offered).wait_for(way.file).press(ENTER);
    at.wait_for(way.counts).press(ENTER);
    at.wait_for(way.who_next).wait_for(way.asked);
    let (keys, time) = (at.keys, began.elapsed());
    assert!(keys <= KEYS && time < TIME, "{keys} keys, {time:?}");
    let screen = at.terminal.screen();
    let proposed = (1..=5).filter(|at| screen.lines().any(|line| line.trim_start().starts_with(&format!("{at}   "))));
    assert_eq!(proposed.count(), 5, "who should be seen next: {screen}");

    // It is usable: the first of them opens, and a log of a visit there is kept.
    at.keys = 0;
    at.press("l").words("ok").press(ENTER);
    at.terminal.wait("the visit of today", |screen| screen.contains("+ ") || screen.contains("✓ "));
    assert_eq!(at.keys, 2);

    // The 20 that matter: to the question, into the list, a mark each, one grade for all.
    at.keys = 0;
    while !on_question(&at.terminal) {
        at.press(TAB);
        at.terminal.settle();
    }
    at.press(ENTER).wait_for(way.ungraded);
    for _ in 0..20 {
        at.press(" ");
    }
    at.press("t").press("1");
    let left = (way.customers - if way.lang == "en" { 3 } else { 0 } - 20).to_string();
    at.terminal.wait("the list without them", |screen| {
        screen.lines().nth(2).is_some_and(|line| line.contains(&left) && !line.contains("20"))
    });
    at.press("1");
    let asked = way.asked.trim_start_matches(char::is_numeric);
    at.terminal.wait("Today without the question", |screen| screen.contains(way.week) && !screen.contains(asked));
    assert!(at.keys <= 28, "{} keys for the grades of twenty", at.keys);
}

/// Whether the footer offers to tick off: only the question can be, in this book.
fn on_question(terminal: &Terminal) -> bool {
    let screen = terminal.screen();
    let last = screen.lines().last().unwrap_or_default();
    last.contains(" d ") || last.trim_start().starts_with("d ")
}

#[test]
fn a_first_start_and_a_known_export_are_a_usable_today_in_twelve_keys() {
    walk(&ENGLISH);
}

#[test]
fn the_same_in_chinese() {
    walk(&CHINESE);
}

#[test]
fn who_has_graded_enough_is_not_asked_again() {
    for way in [&ENGLISH, &CHINESE] {
        let book = Book::new();
        let home = book.home();
        std::fs::create_dir_all(&home).unwrap();
        export(way, &home);
        let start = || Terminal::start(&home, NOW, (24, 80), &["--lang", way.lang]);
        let mut at = Counted { terminal: start(), keys: 0 };
        at.wait_for(way.welcome).press("2");
        at.wait_for(way.file).press(ENTER);
        at.wait_for(way.counts).press(ENTER);
        at.wait_for(way.asked);
        while !on_question(&at.terminal) {
            at.press(TAB);
            at.terminal.settle();
        }
        at.press("d").wait_for(way.enough);
        at.press("q");
        assert_eq!(at.terminal.wait_exit(), 0);
        let mut again = start();
        again.wait_for(way.who_next);
        assert!(!again.screen().contains(way.asked), "{}", again.screen());
    }
}
