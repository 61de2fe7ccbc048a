//! A person types while 10,000 changes of others arrive: each key to the frame that shows it.
//!
//! The real binary in a real terminal, its book on the disk; the changes come as the log has them, and as a snapshot.

use std::time::{Duration, Instant};

use rounds::base::id::Id;
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::schema::{ACCOUNT, Value};

use super::line::{Line, Speed};
use super::row;
use super::terminal::Terminal;
use super::world::{Company, Laptop, customers, now, small};

/// As many changes as arrive.
const CHANGES: usize = 10_000;
/// How often all of it is done.
const TIMES: usize = 5;
/// A hand that hurries: a key every so often.
const BETWEEN: Duration = Duration::from_millis(12);

pub fn typing() {
    let company = Company::new();
    let line = Line::new(company.address(), Speed::loopback());
    let mut ann = Laptop::new(&company, "Ann", &line.url());
    let accounts = customers(&mut ann.store, 1_000);
    small(&mut ann.store, &accounts, CHANGES);
    ann.sync();
    company.prepare();
    let mut bo = Laptop::new(&company, "Bo", &line.url());
    bo.sync();
    let (bo, book) = bo.put_down();
    let mut terminal = Terminal::with(bo.path(), &[], (30, 100), &["--lang", "en"]);
    terminal.wait_for("up to date");
    let (mut keys, mut commits, mut syncs, mut lines) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for time in 0..TIMES {
        let last = change(&mut ann, &accounts, time);
        ann.sync();
        terminal.settle();
        terminal.keys("S");
        // What the top line says is said once a piece has arrived; the book knows better.
        let arrived = || {
            let mut find = book.prepare_cached("SELECT 1 FROM account WHERE snooze_reason = ?1").unwrap();
            find.exists([&last]).unwrap()
        };
        syncs.push(type_until(&mut terminal, &mut || !arrived(), &mut keys, &mut commits, &mut lines));
    }
    print("10,000 changes from the log", &keys, &commits, &syncs);

    // A new laptop takes the snapshot; its person begins at once.
    let (mut keys, mut commits, mut syncs) = (Vec::new(), Vec::new(), Vec::new());
    company.prepare();
    for _ in 0..TIMES {
        let (cy, book) = Laptop::new(&company, "Bo", &line.url()).put_down();
        let mut terminal = Terminal::with(cy.path(), &[], (30, 100), &["--lang", "en"]);
        terminal.wait_for("Today");
        // Words are found once all is there.
        let mut count = book.prepare("SELECT count(*) FROM found").unwrap();
        let mut under_way = || count.query_row([], |row| row.get::<_, i64>(0)).unwrap() < CHANGES as i64;
        syncs.push(type_until(&mut terminal, &mut under_way, &mut keys, &mut commits, &mut lines));
    }
    print("11,000 records as a snapshot", &keys, &commits, &syncs);
}

/// So many changes; the value of the last.
fn change(ann: &mut Laptop, accounts: &[Id], time: usize) -> String {
    let number = ACCOUNT.field("snooze_reason").unwrap().number;
    let groups = (0..CHANGES).map(|n| {
        let deed = RecordEdit::Set(vec![(number, Value::text(format!("away {time} {n}")))]);
        vec![Edit { entity: ACCOUNT.number, record: accounts[n % accounts.len()], deed }]
    });
    let groups = groups.collect();
    ann.store.commit(&Act { label: Label::new("act", "many"), groups }, &now()).unwrap();
    format!("away {time} {}", CHANGES - 1)
}

/// Types lines, and saves each as a note that belongs to nobody yet, as long as the sync is under way; how long that was.
fn type_until(
    terminal: &mut Terminal,
    under_way: &mut dyn FnMut() -> bool,
    keys: &mut Vec<Duration>,
    commits: &mut Vec<Duration>,
    lines: &mut usize,
) -> Duration {
    let begun = Instant::now();
    let patience = Duration::from_secs(5);
    let mut over = None;
    while over.is_none() && begun.elapsed() < Duration::from_secs(20) {
        terminal.keys("l");
        if terminal.frame_with("what happened", patience).is_none() {
            break;
        }
        // Each line is another one, and is looked for where it is typed: those that were saved stand on the screen too.
        *lines += 1;
        let mut typed = String::new();
        for letter in format!("met them about zebras {lines}").chars() {
            std::thread::sleep(BETWEEN);
            typed.push(letter);
            let pressed = Instant::now();
            terminal.keys(&letter.to_string());
            let Some(at) = terminal.frame_with(&format!(" Log  {}", typed.trim_end()), patience) else { continue };
            if letter == ' ' {
                continue;
            }
            if under_way() {
                keys.push(at.duration_since(pressed));
            } else {
                over.get_or_insert(begun.elapsed());
            }
        }
        // The last line too: what is left on it would be there when it is opened again.
        let pressed = Instant::now();
        terminal.keys("\r");
        if let Some(at) = terminal.frame_with(&format!("unfiled log: {typed}"), patience).filter(|_| over.is_none()) {
            commits.push(at.duration_since(pressed));
        }
    }
    terminal.settle();
    over.unwrap_or_else(|| begun.elapsed())
}

fn print(what: &str, keys: &[Duration], commits: &[Duration], syncs: &[Duration]) {
    let ms = |times: &[Duration]| {
        let mut times: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times.get(((times.len().max(1) - 1) as f64 * part) as usize).copied().unwrap_or(0.0);
        format!("{:.1} {:.1} {:.1} ms", at(0.5), at(0.99), at(1.0))
    };
    row(&format!("{what}: {} keys meanwhile, median, 99 %, most", keys.len()), ms(keys), "16 ms");
    row(&format!("    {} lines saved meanwhile, to \"Saved\"", commits.len()), ms(commits), "");
    row("    the sync beside them", ms(syncs), "");
}
