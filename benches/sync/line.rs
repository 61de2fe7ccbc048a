//! A line between a laptop and the server: it counts every byte, and may be slow and far.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// How slow, and how far.
#[derive(Clone, Copy)]
pub struct Speed {
    pub round_trip: Duration,
    /// Bits a second, each way; 0: as fast as it goes.
    pub bits: u64,
}

impl Speed {
    pub fn loopback() -> Speed {
        Speed { round_trip: Duration::ZERO, bits: 0 }
    }
}

pub struct Line {
    address: SocketAddr,
    up: Arc<AtomicU64>,
    down: Arc<AtomicU64>,
}

impl Line {
    pub fn new(to: SocketAddr, speed: Speed) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (up, down) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let (ups, downs) = (up.clone(), down.clone());
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(to) else { continue };
                // A connection is made in a round trip.
                std::thread::sleep(speed.round_trip);
                let (near_too, far_too) = (near.try_clone().unwrap(), far.try_clone().unwrap());
                carry(near, far, ups.clone(), speed);
                carry(far_too, near_too, downs.clone(), speed);
            }
        });
        Line { address, up, down }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn reset(&self) {
        self.up.store(0, Ordering::Relaxed);
        self.down.store(0, Ordering::Relaxed);
    }

    pub fn up(&self) -> u64 {
        self.up.load(Ordering::Relaxed)
    }

    pub fn down(&self) -> u64 {
        self.down.load(Ordering::Relaxed)
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, count: Arc<AtomicU64>, speed: Speed) {
    let _ = from.set_nodelay(true);
    let _ = to.set_nodelay(true);
    let (send, receive) = channel::<(Instant, Vec<u8>)>();
    std::thread::spawn(move || {
        let mut buffer = vec![0; if speed.bits == 0 { 64 * 1024 } else { 1_400 }];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            count.fetch_add(read as u64, Ordering::Relaxed);
            if send.send((Instant::now(), buffer[..read].to_vec())).is_err() {
                return;
            }
        }
    });
    std::thread::spawn(move || {
        let mut free = Instant::now();
        while let Ok((read_at, bytes)) = receive.recv() {
            if speed.bits > 0 {
                free = free.max(read_at) + Duration::from_secs_f64(bytes.len() as f64 * 8.0 / speed.bits as f64);
            } else {
                free = read_at;
            }
            let due = free + speed.round_trip / 2;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}
