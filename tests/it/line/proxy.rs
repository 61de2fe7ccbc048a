//! What stands in where there are no network namespaces: a proxy that delays the bytes of connections and cuts them in the middle.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rounds::base::id::IdSource;

use super::{Line, Weather};
use crate::program::{Book, Server};

struct State {
    weather: Weather,
    left: Option<u64>,
    passed: u64,
    lost: u64,
    dice: IdSource,
}

impl State {
    /// Whether the connection is to be cut instead of carrying one piece more.
    fn cuts(&mut self) -> bool {
        // A stream has no packets to lose: one connection in some ends.
        let cut = self.left == Some(0) || self.dice.bits() % 1_000 < self.weather.loss;
        if cut {
            self.lost += 1;
        } else {
            self.passed += 1;
            self.left = self.left.map(|left| left - 1);
        }
        cut
    }
}

pub struct Proxy {
    state: Arc<Mutex<State>>,
    server: Option<Server>,
}

impl Proxy {
    pub fn new() -> Proxy {
        let weather = Weather { loss: 0, delay: Duration::ZERO };
        let state = State { weather, left: None, passed: 0, lost: 0, dice: IdSource::seeded(7) };
        Proxy { state: Arc::new(Mutex::new(state)), server: None }
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, state: Arc<Mutex<State>>) {
    let (send, pieces) = channel::<(Instant, Vec<u8>)>();
    let (near, far) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    std::thread::spawn(move || {
        let mut buffer = [0; 1_400];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            let mut state = state.lock().unwrap();
            if state.cuts() || send.send((Instant::now() + state.weather.delay, buffer[..count].to_vec())).is_err() {
                break;
            }
        }
        drop(send);
        let _ = near.shutdown(Shutdown::Read);
    });
    std::thread::spawn(move || {
        // Until a piece is due nothing else can come before it.
        let (_never, never) = channel::<()>();
        for (due, piece) in pieces {
            let _ = never.recv_timeout(due.saturating_duration_since(Instant::now()));
            if to.write_all(&piece).is_err() {
                break;
            }
        }
        let _ = far.shutdown(Shutdown::Both);
    });
}

impl Line for Proxy {
    fn serve(&mut self, _: &Book, home: &str) -> String {
        let server = Server::start(home);
        let to = server.url.trim_start_matches("http://").to_owned();
        self.server = Some(server);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = self.state.clone();
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(&to) else { return };
                carry(near.try_clone().unwrap(), far.try_clone().unwrap(), state.clone());
                carry(far, near, state.clone());
            }
        });
        url
    }

    fn laptop(&self, book: &Book) -> Command {
        book.command()
    }

    fn set(&mut self, weather: Weather) {
        self.state.lock().unwrap().weather = weather;
    }

    fn cut_after(&mut self, packets: Option<u64>) {
        self.state.lock().unwrap().left = packets;
    }

    fn counts(&self) -> (u64, u64) {
        let state = self.state.lock().unwrap();
        (state.passed, state.lost)
    }
}
