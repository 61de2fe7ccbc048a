//! How much of what is brought and asked may be there at once: whatever a laptop sends grows many times when it is opened, and its connection's end
//! does not end work that has begun.
//!
//! Always holds: a request that waits for its turn holds no thread, only the bytes received so far, and stops waiting when its connection ends; so
//! there are always threads to look up whose token it is. A turn lasts until the answer is made. Of one laptop a single long body is there, however slowly it
//! comes and however many it begins.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::READERS;
use crate::server::storage::DeviceNumber;
use crate::sync::frame::{MOST_OPEN, MOST_UP};

/// So many requests that are short when they are opened are there at once, opened or being answered.
const SHORT: usize = 32;

/// The bytes of all longer bodies that are there at once.
const BODIES: usize = 8 * MOST_OPEN;

/// A turn, until it is dropped.
pub(super) type Turn = Option<OwnedSemaphorePermit>;

/// The turn of a body: among those of its laptop, and among all.
pub(super) type BodyTurn = [Turn; 2];

/// What there is room for.
pub(super) struct Room {
    bodies: Arc<Semaphore>,
    /// One long body each.
    laptops: Mutex<HashMap<DeviceNumber, Arc<Semaphore>>>,
    short: Arc<Semaphore>,
    long: Arc<Semaphore>,
    asked: Arc<Semaphore>,
}

async fn turn(of: &Arc<Semaphore>, many: usize) -> Turn {
    // None of them is ever closed.
    Arc::clone(of).acquire_many_owned(u32::try_from(many).unwrap_or(u32::MAX)).await.ok()
}

impl Room {
    pub(super) fn new() -> Room {
        let of = |many| Arc::new(Semaphore::new(many));
        Room { bodies: of(BODIES), laptops: Mutex::default(), short: of(SHORT), long: of(1), asked: of(2 * READERS) }
    }

    /// For a laptop's body of so many bytes (none: it did not say, and may be `most`). What laptops send day by day waits for nobody.
    pub(super) async fn body(&self, laptop: DeviceNumber, said: Option<usize>, most: usize) -> BodyTurn {
        let bytes = said.unwrap_or(most).min(most);
        if bytes <= MOST_UP {
            return [None, None];
        }
        // Its own first: what it begins beside takes nothing of the others' room while it waits.
        let own = {
            let mut laptops = self.laptops.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(laptops.entry(laptop).or_insert_with(|| Arc::new(Semaphore::new(1))))
        };
        let own = turn(&own, 1).await;
        [own, turn(&self.bodies, bytes).await]
    }

    /// For a request that is short when it is opened.
    pub(super) async fn short(&self) -> Turn {
        turn(&self.short, 1).await
    }

    /// For one that is long: one at a time, for it takes many times its bytes.
    pub(super) async fn long(&self) -> Turn {
        turn(&self.long, 1).await
    }

    /// For what a person asks, and nothing is written for: as many as are answered, and as many who come next.
    pub(super) async fn asked(&self) -> Turn {
        turn(&self.asked, 1).await
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::super::SEATS;
    use super::super::trial::{asks, enrolled, line, serving};
    use super::*;
    use crate::server::storage::{Storage, Transaction};
    use crate::server::{Endpoint, StorageError};
    use crate::sync::frame::{Form, pack};
    use crate::sync::wire::Request;

    /// A storage in which whoever writes says so and waits until he is let go.
    struct Held(Box<dyn Storage>, Sender<()>, Receiver<()>);

    impl Storage for Held {
        fn begin(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
            self.1.send(()).unwrap();
            let _let_go = self.2.recv();
            self.0.begin()
        }

        fn look(&mut self) -> Result<Box<dyn Transaction + '_>, StorageError> {
            self.0.look()
        }

        fn mend(&mut self) -> Result<Vec<String>, StorageError> {
            self.0.mend()
        }

        fn another(&self) -> Result<Option<Box<dyn Storage>>, StorageError> {
            self.0.another()
        }
    }

    #[test]
    fn only_bodies_longer_than_every_days_are_counted() {
        let room = Room::new();
        let left = |said: Option<usize>, most: usize| {
            let waits = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let turn = waits.block_on(room.body(1, said, most));
            (BODIES - room.bodies.available_permits(), turn[1].is_some())
        };
        assert_eq!(left(Some(MOST_UP), MOST_OPEN), (0, false));
        assert_eq!(left(None, MOST_UP), (0, false));
        assert_eq!(left(Some(MOST_UP + 1), MOST_OPEN), (MOST_UP + 1, true));
        assert_eq!(left(None, MOST_OPEN), (MOST_OPEN, true));
        assert_eq!(left(Some(usize::MAX), MOST_OPEN), (MOST_OPEN, true));
    }

    #[test]
    fn one_laptop_takes_no_more_room_than_one_body_needs() {
        let room = Room::new();
        let waits = tokio::runtime::Builder::new_current_thread().build().unwrap();
        waits.block_on(async {
            let first = room.body(1, None, MOST_OPEN).await;
            let mut others: Vec<_> = (0..8).map(|_| Box::pin(room.body(1, None, MOST_OPEN))).collect();
            for other in &mut others {
                assert!(looked_at(other.as_mut()).await.is_none(), "its next waits for it");
            }
            assert_eq!(room.bodies.available_permits(), BODIES - MOST_OPEN);
            assert!(room.body(2, None, MOST_OPEN).await[1].is_some(), "another laptop's has room");
            drop(first);
            assert!(looked_at(others[0].as_mut()).await.is_some(), "and then it is its turn");
        });
    }

    /// What a future says when it is asked once.
    async fn looked_at<T>(mut future: std::pin::Pin<&mut impl Future<Output = T>>) -> Option<T> {
        std::future::poll_fn(|cx| {
            std::task::Poll::Ready(match future.as_mut().poll(cx) {
                std::task::Poll::Ready(said) => Some(said),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }

    static OPENED: AtomicUsize = AtomicUsize::new(0);

    #[test]
    fn whoever_waits_is_not_opened_before_his_turn() {
        crate::base::point::tell(|passed| {
            OPENED.fetch_add(usize::from(passed == "server opened"), Ordering::SeqCst);
        });
        // What one laptop sends is long by its bytes or by what they become, or as short as every day's.
        let named = |sessions: u64| Request { protocol: 1, sessions: (0..sessions).collect(), ..Request::default() };
        for (request, many, at_once) in [(named(60_000), 4, 1), (named(20_000), 4, 1), (named(10), 40, SHORT)] {
            let home = tempfile::tempdir().unwrap();
            let (endpoint, token) = enrolled(home.path());
            let (says, begun) = channel();
            let (go, wait) = channel();
            let endpoint = Endpoint { storage: Box::new(Held(endpoint.storage, says, wait)), ..endpoint };
            let server = serving(endpoint, SEATS);
            OPENED.store(0, Ordering::SeqCst);
            let body = pack(&request, Form::Cbor).unwrap();
            let head = format!(
                "POST /v1/sync HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-type: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                Form::Cbor.content_type(),
                body.len()
            );
            let sends = |_| {
                let mut line = line(server.address());
                line.write_all(&[head.as_bytes(), &body].concat()).unwrap();
                line
            };
            let lines: Vec<TcpStream> = (0..many).map(sends).collect();
            begun.recv_timeout(std::time::Duration::from_secs(60)).expect("one of them is being taken");
            while OPENED.load(Ordering::SeqCst) < at_once {
                std::thread::yield_now();
            }
            // Somebody comes after them all, and is known and answered.
            let ask = format!("/v1/snapshot/none HTTP/1.1\r\nauthorization: Bearer {token}");
            for _ in 0..20 {
                assert_eq!(asks(&mut line(server.address()), &ask), "HTTP/1.1 410 Gone");
            }
            assert_eq!(OPENED.load(Ordering::SeqCst), at_once);
            drop(go);
            for mut line in lines {
                let mut said = Vec::new();
                line.read_to_end(&mut said).unwrap();
                assert!(said.starts_with(b"HTTP/1.1 200 OK"), "{}", String::from_utf8_lossy(&said));
            }
        }
    }
}
