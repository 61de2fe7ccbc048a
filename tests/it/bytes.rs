//! What a round costs on the line, headers and all: every byte between a laptop and the real server is counted.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rounds::client::http::Link;
use rounds::schema::ACCOUNT;

use super::sync::{Company, Laptop};

/// A line that counts what goes through it, both ways.
fn counting(to: &str, count: Arc<AtomicUsize>) -> String {
    let to: SocketAddr = to.trim_start_matches("http://").parse().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let far = TcpStream::connect(to).unwrap();
            for (mut from, mut to) in [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far, near)] {
                let count = count.clone();
                std::thread::spawn(move || {
                    let mut buffer = [0; 16_384];
                    while let Ok(read @ 1..) = from.read(&mut buffer) {
                        count.fetch_add(read, Ordering::Relaxed);
                        if to.write_all(&buffer[..read]).is_err() {
                            return;
                        }
                    }
                });
            }
        }
    });
    url
}

#[test]
fn nothing_to_do_and_one_edit_cost_few_bytes_with_their_headers() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    let count = Arc::new(AtomicUsize::new(0));
    let token = ann.store.enrolment().unwrap().unwrap().token;
    ann.link = Link::new(&counting(&url, count.clone()), &token).unwrap();
    let id = ann.add("Acme");
    let cost = |ann: &mut Laptop| {
        count.store(0, Ordering::Relaxed);
        assert_eq!(ann.synced().rounds, 1);
        count.load(Ordering::Relaxed)
    };
    cost(&mut ann);
    let small = cost(&mut ann);
    assert!(small <= 400, "nothing to do: {small} bytes");
    ann.set(&ACCOUNT, id, "notes", "asked for the new price list, and for two samples");
    let edit = cost(&mut ann);
    assert!(edit <= 700, "one edit: {edit} bytes");
    // A larger book costs no more when there is nothing to do.
    for n in 0..300 {
        ann.add(&format!("Customer {n}"));
    }
    ann.synced();
    let large = cost(&mut ann);
    assert!(large <= small + 4, "{small} bytes with one customer, {large} with three hundred");
    println!("nothing to do: {small} B, {large} B with 300 more; one edit: {edit} B");
}
