//! `rounds when`: what words mean, one answer a line.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value as Json, json};

use crate::program::Book;

fn figures(locale: &str) -> Vec<Json> {
    let book = Book::new();
    let mut command = book.command();
    command.env("LC_ALL", locale).args(["when", "--json", "--lang", "en", "5/6"]);
    vec![serde_json::from_slice(&command.output().unwrap().stdout).unwrap()]
}

#[test]
fn the_place_says_which_figure_is_the_month() {
    assert_eq!(figures("en_GB.UTF-8"), [json!({"day": "2027-06-05"})]);
    assert_eq!(figures("en_US.UTF-8"), [json!({"day": "2027-05-06"})]);
    assert_eq!(figures("C"), [Json::Null]);
}

fn said(book: &Book, options: &[&str], phrases: &str) -> Vec<Json> {
    let mut command = book.command();
    command.args(["when", "--json"]).args(options).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(phrases.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_line_gets_its_answer_or_null() {
    let book = Book::new();
    let phrases = "下周三下午三点\nsome day\nnext week\n3-5pm\nevery other monday\n45 min\n30号\n";
    assert_eq!(
        said(&book, &["--lang", "zh-Hans"], phrases),
        [
            json!({"moment": "2026-12-02T15:00:00+00:00"}),
            Json::Null,
            json!({"from": "2026-11-30", "to": "2026-12-06"}),
            json!({"from": "2026-11-24T15:00:00+00:00", "to": "2026-11-24T17:00:00+00:00"}),
            json!({"day": "2026-11-30", "every_days": 14}),
            json!({"minutes": 45}),
            json!({"day": "2026-11-30"}),
        ]
    );
    assert_eq!(said(&book, &["--past"], "monday\n"), [json!({"day": "2026-11-23"})]);
    assert_eq!(said(&book, &["--lang", "zh-Hans"], "本周一\n"), [Json::Null]);
    assert_eq!(said(&book, &["--lang", "zh-Hans", "--past"], "本周一\n"), [json!({"day": "2026-11-23"})]);
    assert!(!book.home().exists(), "no book is opened or made");
}

#[test]
fn words_on_the_line_and_nothing_understood() {
    let book = Book::new();
    assert_eq!(book.ok(&["when", "next", "fri", "10am"]).trim(), "2026-12-04 10:00");
    let silent = book.run(&["when", "改天", "--lang", "zh-Hans"]);
    assert_eq!(silent.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&silent.stderr).contains("改天"));
    assert_eq!(book.ok(&["when", "改天", "--json"]).trim(), "null");
}
