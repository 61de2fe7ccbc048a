//! What listens: each connection has a seat, and where all are taken somebody who says nothing leaves his.
//!
//! Always holds: a stranger who connects and is silent, shakes hands slowly or never ends his request's head takes nobody's place; whoever is
//! being answered keeps his seat. Must not know what is asked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot, watch};
use tokio::time::Instant;

use super::tls::Tls;

/// So many connections are held: a system gives a process a thousand files unless it is told otherwise.
pub(super) const SEATS: usize = 512;

/// Who shakes hands for longer is let go.
const SHAKING: Duration = Duration::from_secs(10);

/// So long a connection may be kept open between two requests, or a request's head may take: laptops come every five minutes.
const SILENCE: Duration = Duration::from_secs(400);

/// How long an end waits for what is being answered.
const PATIENCE: Duration = Duration::from_secs(2);

/// A connection that is held.
struct Seat {
    from: IpAddr,
    /// It has asked for something.
    spoke: bool,
    /// Since when it says nothing; none: it is being answered.
    silent: Option<Instant>,
    leave: Arc<Notify>,
}

struct Seats {
    most: usize,
    taken: Mutex<(u64, BTreeMap<u64, Seat>)>,
    freed: Notify,
}

/// Who leaves where somebody comes: one that never asked for anything before any other; of an address that has more of them; the longest silent.
fn leaves(seats: &BTreeMap<u64, Seat>) -> Option<u64> {
    let mut many: HashMap<(bool, IpAddr), usize> = HashMap::new();
    let silent = || seats.iter().filter_map(|(number, seat)| Some((*number, seat, seat.silent?)));
    for (_, seat, _) in silent() {
        *many.entry((seat.spoke, seat.from)).or_default() += 1;
    }
    let order = |(number, seat, since): &(u64, &Seat, Instant)| {
        (seat.spoke, Reverse(many.get(&(seat.spoke, seat.from)).copied()), *since, *number)
    };
    silent().min_by_key(order).map(|(number, ..)| number)
}

impl Seats {
    fn taken(&self) -> MutexGuard<'_, (u64, BTreeMap<u64, Seat>)> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Seats somebody, as soon as there is a seat.
    async fn take(self: &Arc<Seats>, from: IpAddr) -> Taken {
        loop {
            {
                let (next, seats) = &mut *self.taken();
                if seats.len() >= self.most
                    && let Some(number) = leaves(seats)
                    && let Some(gone) = seats.remove(&number)
                {
                    gone.leave.notify_one();
                }
                if seats.len() < self.most {
                    *next += 1;
                    let leave = Arc::new(Notify::new());
                    let seat = Seat { from, spoke: false, silent: Some(Instant::now()), leave: leave.clone() };
                    seats.insert(*next, seat);
                    return Taken { seats: self.clone(), number: *next, leave };
                }
            }
            // All are being answered.
            self.freed.notified().await;
        }
    }

    /// Whoever says nothing leaves.
    fn end(&self) {
        for seat in self.taken().1.values().filter(|seat| seat.silent.is_some()) {
            seat.leave.notify_one();
        }
    }

    async fn emptied(&self) {
        while !self.taken().1.is_empty() {
            self.freed.notified().await;
        }
    }
}

/// A seat that somebody has.
struct Taken {
    seats: Arc<Seats>,
    number: u64,
    leave: Arc<Notify>,
}

impl Taken {
    fn set(&self, silent: Option<Instant>) {
        if let Some(seat) = self.seats.taken().1.get_mut(&self.number) {
            (seat.spoke, seat.silent) = (true, silent);
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.seats.taken().1.remove(&self.number);
        self.seats.freed.notify_one();
    }
}

/// Held while a request is answered.
struct Answering(Arc<Taken>);

impl Answering {
    fn of(seat: &Arc<Taken>) -> Answering {
        seat.set(None);
        Answering(seat.clone())
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.set(Some(Instant::now()));
        self.0.seats.freed.notify_one();
    }
}

/// Answers until it is told to end; then what is under way is answered, and a connection that is only kept open is not waited for.
pub(super) async fn listen(
    mut listener: TcpListener,
    tls: Option<Tls>,
    routes: Router,
    most: usize,
    stopped: oneshot::Receiver<()>,
) {
    let seats = Arc::new(Seats { most, taken: Mutex::default(), freed: Notify::new() });
    let (ending, ends) = watch::channel(false);
    let mut stopped = pin!(stopped);
    loop {
        let come = async {
            let (stream, from) = Listener::accept(&mut listener).await;
            (stream, seats.take(from.ip()).await)
        };
        tokio::select! {
            _ = &mut stopped => break,
            (stream, seat) = come => {
                tokio::spawn(attend(stream, tls.clone(), routes.clone(), Arc::new(seat), ends.clone()));
            }
        }
    }
    drop(listener);
    seats.end();
    let _ = ending.send(true);
    let _ = tokio::time::timeout(PATIENCE, seats.emptied()).await;
}

/// One connection, from its first byte to its last.
async fn attend(stream: TcpStream, tls: Option<Tls>, routes: Router, seat: Arc<Taken>, ends: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let talk = async {
        match tls {
            None => talk(stream, routes, &seat, ends).await,
            Some(tls) => match tokio::time::timeout(SHAKING, tls.shake(stream)).await {
                Ok(Ok(stream)) => talk(stream, routes, &seat, ends).await,
                Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
                Err(_) => {}
            },
        }
    };
    tokio::select! {
        () = talk => {}
        () = seat.leave.notified() => {}
    }
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    routes: Router,
    seat: &Arc<Taken>,
    mut ends: watch::Receiver<bool>,
) {
    let (routes, seat) = (TowerToHyperService::new(routes), seat.clone());
    let service = service_fn(move |request: Request<Incoming>| {
        let answering = Answering::of(&seat);
        let answer = routes.call(request);
        async move {
            let answer = answer.await;
            drop(answering);
            Ok::<_, Infallible>(answer.unwrap_or_else(|never| match never {}))
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(SILENCE);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    let end = async { drop(ends.wait_for(|ends| *ends).await) };
    let done = tokio::select! {
        done = connection.as_mut() => done,
        () = end => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = done {
        tracing::debug!(%error, "broke off");
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::super::{Running, start};
    use super::*;
    use crate::base::clock::Moment;
    use crate::server::endpoint::Endpoint;

    fn running(home: &std::path::Path, seats: usize) -> Running {
        let endpoint = Endpoint::open(home, [1; 32]).unwrap();
        let clock = Arc::new(|| Moment::from_millis(1_790_000_000_000));
        start(endpoint, "127.0.0.1:0".parse().unwrap(), clock, None, seats).unwrap()
    }

    fn line(server: &Running) -> TcpStream {
        let line = TcpStream::connect(server.address()).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        line
    }

    /// Asks over a line that stays open.
    fn asks(line: &mut TcpStream) {
        line.write_all(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let (mut said, mut some) = (Vec::new(), [0; 512]);
        while !said.ends_with(b"}\n") {
            let read = line.read(&mut some).expect("an answer");
            assert!(read > 0, "it was cut off: {}", String::from_utf8_lossy(&said));
            said.extend_from_slice(&some[..read]);
        }
        assert!(said.starts_with(b"HTTP/1.1 200"));
    }

    #[test]
    fn whoever_says_nothing_keeps_nobody_out() {
        for beginning in ["", "GET /v1/health HTTP/1.1\r\nho"] {
            let home = tempfile::tempdir().unwrap();
            let server = running(home.path(), 8);
            let mut known = line(&server);
            asks(&mut known);
            let mut silent = Vec::new();
            for n in 0..40 {
                let mut one = line(&server);
                one.write_all(beginning.as_bytes()).unwrap();
                silent.push(one);
                if n % 10 == 0 {
                    asks(&mut line(&server));
                }
            }
            asks(&mut line(&server));
            asks(&mut known);
        }
    }

    #[test]
    fn who_leaves_is_whoever_never_asked_and_of_an_address_with_many_the_longest_silent() {
        let now = Instant::now();
        let seat = |from: u8, spoke: bool, silent: Option<u64>| Seat {
            from: [10, 0, 0, from].into(),
            spoke,
            silent: silent.map(|seconds| now + Duration::from_secs(seconds)),
            leave: Arc::new(Notify::new()),
        };
        for (seats, expected) in [
            (vec![], None),
            (vec![seat(1, true, None), seat(1, false, None)], None),
            (vec![seat(1, true, Some(1)), seat(1, false, Some(5)), seat(2, true, None)], Some(1)),
            (vec![seat(1, false, Some(1)), seat(2, false, Some(3)), seat(2, false, Some(2))], Some(2)),
            (vec![seat(1, true, Some(3)), seat(2, true, Some(1))], Some(1)),
        ] {
            let seats: BTreeMap<u64, Seat> = (0..).zip(seats).collect();
            assert_eq!(leaves(&seats), expected);
        }
    }

    #[test]
    fn an_end_waits_for_nobody_who_is_silent() {
        let home = tempfile::tempdir().unwrap();
        let server = running(home.path(), 8);
        let mut known = line(&server);
        asks(&mut known);
        let mut silent = line(&server);
        drop(server);
        for line in [&mut known, &mut silent] {
            assert_eq!(line.read(&mut [0; 8]).unwrap_or(0), 0, "it was closed");
        }
    }
}
