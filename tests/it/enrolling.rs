//! `rounds enrol` at an address behind which no company's server is: what is wrong is said, with the address, and nothing is promised.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::program::Book;
use crate::pty::company::Office;

/// Whoever listens at this address answers every request so.
fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

#[test]
fn what_is_wrong_with_an_address_is_said_and_nothing_is_promised() {
    let office = Office::new();
    let shut = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    let wrong_path = format!("{}/wrong/path", office.server.url);
    let busy = answering("HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let laptop = Book::new();
    for (url, exit, expected) in [
        ("", 2, ["There is no address", "还没有网址", "還沒有網址"]),
        ("not a url", 2, ["“not a url” is no address", "“not a url”不是", "「not a url」不是"]),
        ("ftp://x", 2, ["ftp://x is no address for Rounds", "ftp://x 不能用", "ftp://x 不能用"]),
        ("http://rounds.example", 2, ["is plain http://", "没有加密", "沒有加密"]),
        (&shut, 5, ["no server is running at that address", "没有服务器在运行", "沒有伺服器在執行"]),
        (&wrong_path, 1, ["Rounds is not there", "那里没有 Rounds", "那裡沒有 Rounds"]),
        (&busy, 5, ["is busy", "正忙", "忙碌中"]),
    ] {
        for (lang, expected) in ["en", "zh-Hans", "zh-Hant"].into_iter().zip(expected) {
            let output = laptop.run(&["--lang", lang, "enrol", url, "AAAA-AAAA-AAAA-AAAA"]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(exit), "{url}: {said}");
            assert!(said.contains(expected) && said.contains(url), "{url}: {said}");
            let promised = ["goes by itself", "自动", "自動"].iter().any(|words| said.contains(words));
            assert!(!promised, "{url}: nothing goes by itself before a laptop is enrolled: {said}");
        }
    }
    // A mistyped code and a mended address.
    let output = laptop.run(&["enrol", &office.server.url, "AAAA-AAAA-AAAA-AAAA"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("The code is wrong"), "{said}");
    laptop.ok(&["enrol", &office.server.url, &office.code(), "--territory", "North"]);
}
