//! What listens: each connection has a seat ([`super::seats`]), and each request knows the seat it comes from.
//!
//! Always holds: whoever connects and is silent, shakes hands slowly, never ends his request's head or says the rest of it slowly, a laptop's token
//! or none, takes nobody's place; whoever is being answered keeps his seat, until the answer is out. Must not know what is asked.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
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
use tokio::sync::{oneshot, watch};

use super::line::{Answer, Line};
use super::seats::{Seats, Taken};
use super::tls::Tls;

/// Who shakes hands for longer is let go.
const SHAKING: Duration = Duration::from_secs(10);

/// So long a connection may be kept open between two requests, or a request's head may take: laptops come every five minutes.
const SILENCE: Duration = Duration::from_secs(400);

/// How long an end waits for what is being answered.
const PATIENCE: Duration = Duration::from_secs(2);

/// The seat of who asks, for whoever answers.
#[derive(Clone)]
pub(super) struct Seated(pub Arc<Taken>);

/// Answers until it is told to end; then what is under way is answered, and a connection that is only kept open is not waited for.
pub(super) async fn listen(
    mut listener: TcpListener,
    tls: Option<Tls>,
    routes: Router,
    most: usize,
    stopped: oneshot::Receiver<()>,
) {
    let seats = Arc::new(Seats::new(most));
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
        () = seat.is_lost() => {}
    }
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    routes: Router,
    seat: &Arc<Taken>,
    mut ends: watch::Receiver<bool>,
) {
    let routes = TowerToHyperService::new(routes);
    let line = Line { inner: stream, seat: seat.clone() };
    let seat = seat.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        seat.asks();
        request.extensions_mut().insert(Seated(seat.clone()));
        let (answer, seat) = (routes.call(request), seat.clone());
        async move {
            let answer = answer.await.unwrap_or_else(|never| match never {});
            Ok::<_, Infallible>(answer.map(|body| Answer::of(body, seat)))
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(SILENCE);
    let mut connection = pin!(http.serve_connection(TokioIo::new(line), service));
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

    use axum::Extension;
    use axum::routing::get;

    use super::super::trial::{another, asks, enrolled, line, serving};
    use super::*;

    const HEALTH: &str = "/v1/health HTTP/1.1";

    #[test]
    fn whoever_says_nothing_keeps_nobody_out() {
        let body = "HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{";
        let token = "authorization: Bearer TOKEN\r\nexpect: 100-continue\r\n";
        for (beginning, answered) in [
            ("".to_string(), false),
            ("GET /v1/health HTTP/1.1\r\nho".to_string(), false),
            // Whoever may say something unknown says the rest of it slowly.
            (format!("POST /v1/enrol {body}"), false),
            (format!("POST /v1/invitation {body}"), false),
            // Whoever asks what everybody may is no laptop.
            ("GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n".to_string(), true),
            // Nor does whoever has a laptop's token; he is told to go on once it is known whose it is.
            (format!("POST /v1/sync HTTP/1.1\r\n{token}{}", &body[10..]), true),
        ] {
            let home = tempfile::tempdir().unwrap();
            let (mut endpoint, token) = enrolled(home.path());
            let beginning = beginning.replace("TOKEN", &another(&mut endpoint));
            let server = serving(endpoint, 8);
            let mut known = line(server.address());
            let laptop = format!("/v1/snapshot/none HTTP/1.1\r\nauthorization: Bearer {token}");
            assert_eq!(asks(&mut known, &laptop), "HTTP/1.1 410 Gone");
            let mut silent = Vec::new();
            for n in 0..40 {
                let mut one = line(server.address());
                one.write_all(beginning.as_bytes()).unwrap();
                if answered {
                    assert!(one.read(&mut [0; 512]).unwrap() > 0, "{beginning}");
                }
                silent.push(one);
                if n % 10 == 0 {
                    assert_eq!(asks(&mut line(server.address()), HEALTH), "HTTP/1.1 200 OK");
                }
            }
            assert_eq!(asks(&mut line(server.address()), HEALTH), "HTTP/1.1 200 OK");
            assert_eq!(asks(&mut known, &laptop), "HTTP/1.1 410 Gone", "{beginning}");
        }
    }

    #[test]
    fn whoever_is_being_told_something_long_is_told_all_of_it() {
        const LONG: usize = 32 << 20;
        let tokio = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let said = |bytes: usize| {
            get(move |Extension(Seated(seat)): Extension<Seated>| async move {
                seat.is_of(1);
                seat.has_said_all();
                vec![b'\n'; bytes]
            })
        };
        let routes = Router::new().route("/long", said(LONG)).route("/short", said(1));
        let listener = tokio.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let listening = tokio.spawn(listen(listener, None, routes, 2, stopped));
        let mut first = line(address);
        first.write_all(b"GET /long HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut head = [0; 15];
        first.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200 OK");
        // Both seats are taken, and a third comes: of the two the one that was told all leaves, though it asked later.
        let mut second = line(address);
        for _ in 0..2 {
            asks(&mut second, "/short HTTP/1.1");
        }
        asks(&mut line(address), "/short HTTP/1.1");
        let mut rest = Vec::new();
        let read = first.read_to_end(&mut rest);
        assert!(read.is_ok() && rest.len() >= LONG, "cut off after {} bytes: {read:?}", rest.len());
        assert_eq!(second.read(&mut [0; 8]).unwrap_or(0), 0, "it gave its seat up");
        stop.send(()).unwrap();
        tokio.block_on(listening).unwrap();
    }

    #[test]
    fn an_end_waits_for_nobody_who_is_silent() {
        let home = tempfile::tempdir().unwrap();
        let server = serving(enrolled(home.path()).0, 8);
        let mut known = line(server.address());
        asks(&mut known, HEALTH);
        let mut silent = line(server.address());
        drop(server);
        for line in [&mut known, &mut silent] {
            assert_eq!(line.read(&mut [0; 8]).unwrap_or(0), 0, "it was closed");
        }
    }
}
