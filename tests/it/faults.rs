//! The real HTTP stack over a bad line: a proxy that goes wrong by bytes, between a real laptop and a real server.
//!
//! Always holds: whatever the line does, nothing is lost or taken twice, and with a good line the next sync has all.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use rounds::client::SyncError;
use rounds::client::http::Link;
use rounds::schema::ACCOUNT;

use super::sync::{Company, Laptop};

/// What the line does with the next connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    /// Nothing.
    None,
    /// The request ends after so many bytes.
    CutUp(usize),
    /// The answer ends after so many bytes.
    CutDown(usize),
    /// The answer comes a byte at a time.
    Drips,
    /// The answer says another length than it has.
    Length(i64),
    /// A server on the way answers this instead, and passes nothing on.
    Says(&'static str),
    /// The same, though the request was passed on and taken.
    SaysAfter(&'static str),
}

const BUSY: &str = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const DOWN: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbusy";
const GATEWAY: &str =
    "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\nconnection: close\r\n\r\n<html>";

/// One HTTP message: its head, and as much body as the head announces.
fn message(from: &mut TcpStream) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&all[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if all.len() >= end + 4 + length.unwrap_or(0usize) {
                return Some(all);
            }
        }
        match from.read(&mut buffer) {
            Ok(read @ 1..) => all.extend_from_slice(&buffer[..read]),
            _ => return None,
        }
    }
}

fn other_length(answer: &[u8], by: i64) -> Vec<u8> {
    let text = String::from_utf8_lossy(answer).to_lowercase();
    let Some(at) = text.find("content-length:") else { return answer.to_vec() };
    let from = at + "content-length:".len();
    let to = from + text[from..].find("\r\n").unwrap();
    let length: i64 = text[from..to].trim().parse().unwrap();
    let said = format!(" {}", (length + by).max(0));
    [&answer[..from], said.as_bytes(), &answer[to..]].concat()
}

/// A line that does what it is told with each request, once.
fn line(to: &str, faults: Arc<Mutex<Vec<Fault>>>) -> String {
    let to: SocketAddr = to.trim_start_matches("http://").parse().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for near in listener.incoming() {
            let (mut near, faults) = (near.unwrap(), faults.clone());
            std::thread::spawn(move || {
                let mut far = TcpStream::connect(to).unwrap();
                while let Some(request) = message(&mut near) {
                    let fault = faults.lock().unwrap().pop().unwrap_or(Fault::None);
                    let sent = match fault {
                        Fault::Says(answer) => {
                            let _ = near.write_all(answer.as_bytes());
                            break;
                        }
                        Fault::CutUp(at) => &request[..at.min(request.len() - 1)],
                        _ => &request[..],
                    };
                    let _ = far.write_all(sent);
                    if sent.len() < request.len() {
                        break;
                    }
                    let Some(answer) = message(&mut far) else { break };
                    let passed = match fault {
                        Fault::CutDown(at) => near.write_all(&answer[..at.min(answer.len() - 1)]).and(Err(end())),
                        Fault::Length(by) => near.write_all(&other_length(&answer, by)).and(Err(end())),
                        Fault::SaysAfter(other) => near.write_all(other.as_bytes()).and(Err(end())),
                        Fault::Drips => answer.iter().try_for_each(|byte| {
                            near.write_all(&[*byte])?;
                            near.flush()
                        }),
                        _ => near.write_all(&answer),
                    };
                    if passed.is_err() {
                        break;
                    }
                }
                let _ = near.shutdown(Shutdown::Both);
                let _ = far.shutdown(Shutdown::Both);
            });
        }
    });
    url
}

fn end() -> std::io::Error {
    std::io::Error::from(std::io::ErrorKind::ConnectionAborted)
}

/// Two laptops: one on the bad line, one on a good one.
struct Bad {
    _company: Company,
    ann: Laptop,
    bo: Laptop,
    faults: Arc<Mutex<Vec<Fault>>>,
}

fn bad_line() -> Bad {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    let bo = Laptop::new(&company, &url, "Bo", 11);
    let faults = Arc::new(Mutex::new(Vec::new()));
    let token = ann.store.enrolment().unwrap().unwrap().token;
    ann.link = Link::new(&line(&url, faults.clone()), &token).unwrap();
    Bad { _company: company, ann, bo, faults }
}

#[test]
fn whatever_the_line_does_nothing_is_lost_and_nothing_is_taken_twice() {
    let Bad { mut ann, mut bo, faults, _company } = bad_line();
    let mut each = vec![Fault::Drips, Fault::Length(-7), Fault::Length(9), Fault::Length(-100_000)];
    each.extend([BUSY, DOWN, GATEWAY].into_iter().flat_map(|answer| [Fault::Says(answer), Fault::SaysAfter(answer)]));
    // Within the head, at its end, within the body, near its end.
    each.extend(
        [1, 20, 150, 260, 300, 340, 400, 5_000].into_iter().flat_map(|at| [Fault::CutUp(at), Fault::CutDown(at)]),
    );
    let mut ids = Vec::new();
    let mut failed = 0;
    for (n, fault) in each.iter().enumerate() {
        ids.push(ann.add(&format!("Customer {n}")));
        bo.add(&format!("Bo's {n}"));
        bo.synced();
        *faults.lock().unwrap() = vec![*fault; 3];
        let outcome = ann.sync();
        // A short body may be through before its line is cut there; every other fault is met.
        assert!(faults.lock().unwrap().len() < 3, "{fault:?} was not met");
        if let Err(error) = outcome {
            failed += 1;
            assert!(
                error.is_offline() || matches!(error, SyncError::Malformed(_) | SyncError::TooLarge),
                "{fault:?}: {error:?}"
            );
            assert!(ann.store.waiting().unwrap() > 0, "{fault:?}");
        }
        faults.lock().unwrap().clear();
        ann.synced();
        bo.synced();
        assert_eq!(ann.store.dump().unwrap(), bo.store.dump().unwrap(), "{fault:?}");
    }
    assert_eq!(ann.store.visible_ids(ACCOUNT.number).unwrap().len(), 2 * each.len());
    assert!(failed > each.len() / 2, "{failed} of {} faults were felt", each.len());
    assert_eq!(bo.conflicts(), vec![], "nothing was taken twice");
}

#[test]
fn a_server_that_asks_to_wait_is_obeyed_and_is_no_failure() {
    let Bad { _company, mut ann, faults, .. } = bad_line();
    ann.add("Acme");
    for (answer, expected) in [(BUSY, Some(3)), (DOWN, None)] {
        faults.lock().unwrap().push(Fault::Says(answer));
        let error = ann.sync().unwrap_err();
        assert!(matches!(error, SyncError::Later { seconds } if seconds == expected), "{error:?}");
        assert!(error.is_offline());
    }
    ann.synced();
}
