//! `rounds log` as it is used: a line, what was understood of it, and lines from standard input.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::{Value as Json, json};

use crate::program::Book;

fn filled() -> Book {
    let book = Book::new();
    for fields in [
        &["name=Blue Finch Cafe", "street=3 Mill Rd"][..],
        &["name=Corner Deli", "street=14 Quay St"],
        &["name=Corner Deli", "street=5 Mill Rd"],
        &["name=杭州精工机械", "city=杭州"],
    ] {
        book.ok(&[&["add", "account"], fields].concat());
    }
    book
}

fn piped(book: &Book, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = book
        .command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_line_becomes_a_visit_with_its_promise() {
    let book = filled();
    let line = ["log", "blue finch met the buyer, too dear", ">send quote", "next fri 10am", "--json"];
    let logged = book.json(&line);
    assert_eq!(logged.len(), 1);
    assert_eq!(logged[0]["notes"], "met the buyer, too dear");
    assert_eq!(logged[0]["state"], "done");
    assert_eq!(logged[0]["started"], "2026-11-24T10:12:00.000Z");
    let promises = book.json(&["list", "follow_up", "--json"]);
    assert_eq!((&promises[0]["text"], &promises[0]["due"]), (&json!("send quote"), &json!("2026-12-04")));
    assert_eq!(promises[0]["account"], logged[0]["account"]);
    book.ok(&["undo"]);
    assert_eq!(book.json(&["list", "visit", "--json"]).len() + book.json(&["list", "follow_up", "--json"]).len(), 0);
}

#[test]
fn what_is_not_certain_is_kept_as_unfiled_and_said_in_each_language() {
    for (lang, several, nobody) in [
        ("en", "several customers fit", "no customer is named"),
        ("zh-Hans", "有好几家符合", "没写是哪家"),
        ("zh-Hant", "有好幾家符合", "沒寫是哪家"),
    ] {
        let book = filled();
        let twins = book.run(&["--lang", lang, "log", "corner deli new menu"]);
        let error = String::from_utf8_lossy(&twins.stderr).into_owned();
        assert!(twins.status.success() && error.contains(several), "{error}");
        assert!(error.contains("14 Quay St") && error.contains("5 Mill Rd"), "twins are not told apart: {error}");
        let stranger = book.run(&["--lang", lang, "log", "met the new chef"]);
        assert!(String::from_utf8_lossy(&stranger.stderr).contains(nobody));
        let kept = book.json(&["list", "visit", "--json"]);
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|visit| visit["account"] == Json::Null));
    }
}

#[test]
fn explain_says_what_was_understood_and_saves_nothing() {
    let book = filled();
    let out = book.ok(&["--lang", "zh-Hans", "log", "--explain", "--json", "精工 电话 催样机 》报价 周五"]);
    let understood: Json = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&understood["whose"], &understood["entity"], &understood["kind"], &understood["notes"]),
        (&json!("account"), &json!("touch"), &json!("call"), &json!("催样机"))
    );
    assert_eq!(understood["promises"], json!([{"by": "us", "text": "报价", "due": "2026-11-27"}]));
    let kinds: Vec<&str> =
        understood["chips"].as_array().unwrap().iter().filter_map(|chip| chip["kind"].as_str()).collect();
    assert_eq!(kinds, ["time", "account", "kind", "promise"]);
    let plain = book.ok(&["log", "--explain", "blue finch called about the invoice >ring fri"]);
    assert!(plain.contains("Blue Finch Cafe") && plain.contains("Fri 27 Nov") && plain.contains("call"), "{plain}");
    assert_eq!(book.json(&["list", "visit", "--json"]).len() + book.json(&["list", "touch", "--json"]).len(), 0);
}

#[test]
fn whoever_becomes_a_contact_is_said() {
    let book = filled();
    let out = book.ok(&["log", "blue finch met Anna Lee 0412 345 678, wants prices"]);
    assert!(out.contains("Anna Lee"), "{out}");
    assert_eq!(book.json(&["list", "contact", "--json"]).len(), 1);
}

#[test]
fn standard_input_gives_one_log_a_line_and_bad_lines_are_named() {
    let book = filled();
    let input = [
        "blue finch met the buyer\r\n\n".as_bytes(),
        b"\xff\xfe broken\n",
        "精工 没接电话\ncorner deli new menu\n".as_bytes(),
    ]
    .concat();
    let output = piped(&book, &["log", "-"], &input);
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("Line 3"), "{error}");
    assert!(out.contains("3 logs kept, 1 unfiled"), "{out}");
    assert!(!error.contains("logs kept") && error.contains("1 line was not kept"), "the sum is said once: {error}");
    assert_eq!(book.json(&["list", "visit", "--json"]).len(), 2);
    let touches = book.json(&["list", "touch", "--json"]);
    assert_eq!((touches.len(), &touches[0]["outcome"]), (1, &json!("no_answer")));
    let output = piped(&book, &["log", "-", "--json"], "blue finch ordered 12 boxes".as_bytes());
    let kept: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((kept.len(), &kept[0]["outcome"]), (1, &json!("order")));
}

#[test]
fn whoever_is_with_a_customer_need_not_name_it() {
    let book = filled();
    let me = book.json(&["list", "account", "--only", "name=Blue Finch Cafe", "--json"])[0]["id"].clone();
    let account = me.as_str().unwrap();
    // A visit in progress, as `i` stamps it.
    let owner = book.json(&["log", "blue finch", "--json"])[0]["owner"].as_str().unwrap().to_owned();
    let fields = [
        format!("account={account}"),
        format!("owner={owner}"),
        "state=in_progress".to_owned(),
        "day=2026-11-24".to_owned(),
        "started=2026-11-24 10:05".to_owned(),
    ];
    book.ok(&[&["add", "visit"], fields.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat());
    let logged = book.json(&["log", "met the new chef, wants the big oven", "--json"]);
    assert_eq!((&logged[0]["account"], &logged[0]["started"]), (&me, &json!("2026-11-24T10:05:00.000Z")));
}

#[test]
fn an_empty_line_is_refused() {
    let book = filled();
    assert_eq!(book.run(&["log", " "]).status.code(), Some(2));
    assert_eq!(book.json(&["list", "visit", "--json"]).len(), 0);
}

#[test]
fn what_stands_behind_marks_is_explained_and_kept_in_fields() {
    let book = filled();
    let line = "blue finch met Paul Adams 0412 345 678 #price ^Bolt 12k ~60% !2k 30 nov +sample 3 boxes +2w";
    let said = book.ok(&["log", "--explain", "--json", line]);
    let said: Json = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["amount"], &said["chance"]), (&json!(12000.0), &json!(60)));
    assert_eq!((&said["tags"], &said["competitors"]), (&json!(["price"]), &json!(["Bolt"])));
    assert_eq!(said["products"], json!([{ "name": "sample", "count": 3, "unit": "boxes" }]));
    assert_eq!(said["payments"], json!([{ "amount": 2000.0, "due": "2026-11-30", "text": "" }]));
    assert_eq!(said["new_contacts"][0]["name"], "Paul Adams");
    assert_eq!(said["next"], "2026-12-08");
    assert_eq!(book.json(&["list", "visit", "--json"]).len(), 0, "nothing is saved");

    let logged = book.json(&["log", line, "--json"]);
    assert_eq!((&logged[0]["amount"], &logged[0]["products"]), (&json!(12000.0), &json!(["sample × 3 boxes"])));
    assert_eq!(logged[0]["payments"], json!(["2026-11-30 2000"]));
    assert_eq!(book.json(&["list", "contact", "--json"]).len(), 1);
    assert_eq!(book.json(&["list", "visit", "--json"]).len(), 2, "the visit and the next one");
    book.ok(&["undo"]);
    let left = ["visit", "contact"].map(|entity| book.json(&["list", entity, "--json"]).len());
    assert_eq!(left, [0, 0], "one undo takes all of it back");
}

#[test]
fn the_day_can_be_done_line_by_line_in_each_language() {
    for (lang, script, told) in [
        (
            "en",
            "help\nlog blue finch met the buyer > send quote today\ntoday\nmove 2\nmove 2 fri\nundo\nskip 2\ndone 2\nbrief 1\nnext\nundo\nclose\nsync\ndance\nquit\n",
            [
                "Say the number and the date",
                "or skip 2 and why",
                "Daily report",
                "Visits today: 1.",
                "send quote, Blue Finch Cafe",
                "met the buyer",
                "not understood",
            ],
        ),
        (
            "zh-Hans",
            "帮助\n记一笔 精工 见采购 》报价 今天\n今天\n改期2\n改期2周五\n撤销\n不做了2\n完成2\n收工\n速览 1\n下一家\n撤销\n同步\n跳舞\n退出\n",
            ["请加上编号和日期", "不做了 2 加原因", "日报", "今天拜访1家", "报价、杭州精工机械", "见采购", "没听懂"],
        ),
        (
            "zh-Hant",
            "說明\n記一筆 精工 見採購 》報價 今天\n今天\n改期2\n改期2週五\n復原\n不做了2\n完成2\n收工\n速覽 1\n下一家\n復原\n同步\n跳舞\n離開\n",
            ["請加上編號和日期", "不做了 2 加原因", "日報", "今天拜訪1家", "報價、杭州精工机械", "見採購", "沒聽懂"],
        ),
    ] {
        let book = filled();
        let said = piped(&book, &["--lang", lang, "--plain"], script.as_bytes());
        let out = String::from_utf8_lossy(&said.stdout);
        for told in told {
            assert!(out.contains(told), "{lang}: {told}\n{out}\n{}", String::from_utf8_lossy(&said.stderr));
        }
        assert!(said.status.success());
        assert!(!out.contains('\u{1b}') && !out.contains('│'), "{out}");
    }
}

/// A line that tells of nothing but a visit that came to nothing is kept as not done, as Enter keeps it, and it is said how to keep a visit; where it tells of
/// more, or of what is to come, it is kept as a visit, and as what it tells with `--as-told`.
#[test]
fn a_line_that_tells_of_no_visit_is_kept_as_that_where_it_tells_of_nothing_else() {
    let book = filled();
    for (lang, line, words) in [
        ("en", "blue finch shut, back fri", "kept as not done (shut)"),
        ("zh-Hans", "精工 关门了，周五再去", "记成了没去成"),
        ("zh-Hant", "精工 關門了，週五再去", "記成了沒去成"),
    ] {
        let said = piped(&book, &["--lang", lang, "log", line], b"");
        assert!(said.status.success());
        let aside = String::from_utf8(said.stderr).unwrap();
        assert!(aside.contains(words) && aside.contains("--as-visit"), "{aside}");
        let visits = book.json(&["list", "visit", "--json"]);
        let mut found: Vec<_> = visits.iter().map(|visit| (visit["state"].clone(), visit["day"].clone())).collect();
        found.sort_by_key(|(state, _)| state.to_string());
        let expected = [(json!("missed"), json!("2026-11-24")), (json!("planned"), json!("2026-11-27"))];
        assert_eq!(found, expected, "{line}");
        book.ok(&["undo"]);
        let said = piped(&book, &["--lang", lang, "log", "--as-visit", line], b"");
        assert!(said.status.success() && !String::from_utf8(said.stderr).unwrap().contains("--as-"));
        let visits = book.json(&["list", "visit", "--json"]);
        assert!(visits.iter().any(|visit| visit["state"] == "done"), "{visits:?}");
        book.ok(&["undo"]);
    }
    // In doubt.
    let line = "blue finch shut, posted the invoice";
    let aside = String::from_utf8(piped(&book, &["log", line], b"").stderr).unwrap();
    assert!(aside.contains("kept as a visit") && aside.contains("--as-told"), "{aside}");
    assert_eq!(book.json(&["list", "visit", "--json"])[0]["state"], "done");
    book.ok(&["undo"]);
    let aside = String::from_utf8(piped(&book, &["log", "--as-told", line], b"").stderr).unwrap();
    assert!(!aside.contains("--as-told"), "{aside}");
    assert_eq!(book.json(&["list", "visit", "--json"])[0]["state"], "missed");
    book.ok(&["undo"]);
    // Whose it is may be said later: it stays what it is till then, and after.
    book.ok(&["log", "somewhere on the ring road, shut"]);
    let unfiled = &book.json(&["list", "visit", "--json"])[0];
    assert_eq!((&unfiled["state"], &unfiled["reason"]), (&json!("missed"), &json!("shut")));
    book.ok(&["undo"]);
    let explained = |line: &str| serde_json::from_str::<Json>(&book.ok(&["log", "--explain", "--json", line])).unwrap();
    let told = explained("blue finch shut, back fri");
    assert_eq!(told["not_done"], json!({ "reason": "shut", "text": "shut", "again": "2026-11-27" }));
    assert_eq!(told["kept_as"], json!("not_done"));
    assert_eq!(explained("blue finch shut, posted the invoice")["kept_as"], json!("visit"));
    assert_eq!(told["to_come"], Json::Null);
    let told = explained("tomorrow ring blue finch about the oven");
    assert_eq!(
        told["to_come"],
        json!({ "visit": false, "text": "ring blue finch about the oven", "when": "2026-11-25" })
    );
    // Several at once; a visit that was made is kept as one.
    let lines = b"tomorrow ring blue finch about the oven\nblue finch met the owner\n";
    let said = piped(&book, &["log", "--as-told", "-", "--json"], lines);
    let kept: Vec<Json> = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!((kept.len(), &kept[0]["due"], &kept[1]["state"]), (2, &json!("2026-11-25"), &json!("done")));
}
