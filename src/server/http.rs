//! HTTP around the core: its routes, limits on what comes in, an orderly end.
//!
//! Always holds: the core runs where blocking is allowed, one request at a time on one storage; what takes long is made beside it; the log names routes, sizes and results,
//! never a customer.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT_RANGES, AUTHORIZATION, CONTENT_RANGE, CONTENT_TYPE, RANGE, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use minicbor::{Decode, Encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use super::core::{Core, Who};
use super::error::ServerError;
use super::sqlite::Sqlite;
use super::storage::Storage;
use super::upkeep::snapshots::MadeFile;
use super::upkeep::tidying::Tidying;
use crate::base::clock::Moment;
use crate::base::id::IdSource;
use crate::sync::StreamId;
use crate::sync::frame::{CBOR, Form, MOST_OPEN, MOST_UP, open, pack};
use crate::sync::past::PastAsk;
use crate::sync::snapshot::name_of;
use crate::sync::wire::{Enrol, Request, Response as SyncResponse};

/// A wall clock.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// How the endpoint is to run.
pub struct ServeConfig {
    /// Where its file lies (made where there is none).
    pub home: PathBuf,
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// What it reads the time from.
    pub clock: Clock,
    /// True randomness, for its session, codes and tokens.
    pub seed: [u8; 32],
}

/// The name of the endpoint's file in its home.
pub const FILE: &str = "server.db";

/// How long an end waits for connections that are kept open.
const PATIENCE: Duration = Duration::from_secs(2);

/// A running endpoint; it ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    tidying: Option<Tidying>,
}

/// The core with its storage: what one request at a time may use.
pub struct Endpoint {
    /// The core.
    pub core: Core,
    /// The storage.
    pub storage: Box<dyn Storage>,
    /// Where new ids, codes and tokens come from.
    pub ids: IdSource,
}

struct Shared {
    endpoint: Mutex<Endpoint>,
    /// Another way into the storage, for what reads long: one at a time, beside the endpoint.
    beside: Mutex<Option<Box<dyn Storage>>>,
    clock: Clock,
}

impl Shared {
    fn endpoint(&self) -> MutexGuard<'_, Endpoint> {
        self.endpoint.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the file of a stream, unless somebody else just did, while others are answered.
    fn make_file(&self, stream: StreamId) -> Result<bool, ServerError> {
        let mut beside = self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(storage) = beside.as_mut() else { return Ok(false) };
        let now = (self.clock)();
        {
            let Endpoint { core, storage, .. } = &mut *self.endpoint();
            if !core.lacks_file(storage.as_mut(), stream, now)? {
                return Ok(false);
            }
        }
        let made = MadeFile::of(storage.as_mut(), stream, now)?;
        let Endpoint { core, storage, .. } = &mut *self.endpoint();
        core.keep_file(storage.as_mut(), &made, now)?;
        Ok(true)
    }

    /// Makes the files that new laptops would ask for, before they ask; how many.
    fn make_files(&self) -> Result<usize, ServerError> {
        let streams = self.endpoint().storage.look()?.streams()?;
        let mut made = 0;
        for stream in streams {
            made += usize::from(self.make_file(stream)?);
        }
        Ok(made)
    }
}

impl Endpoint {
    /// Opens the endpoint's file in a home.
    pub fn open(home: &std::path::Path, seed: [u8; 32]) -> Result<Endpoint, ServerError> {
        std::fs::create_dir_all(home).map_err(|error| ServerError::Start(format!("{}: {error}", home.display())))?;
        let mut ids = IdSource::new(seed);
        let storage = Sqlite::open(&home.join(FILE))?;
        Ok(Endpoint { core: Core::new(ids.bits() | 1), storage: Box::new(storage), ids })
    }
}

/// Starts an endpoint; it answers when this returns.
pub fn serve(config: ServeConfig) -> Result<Running, ServerError> {
    let endpoint = Endpoint::open(&config.home, config.seed)?;
    serve_endpoint(endpoint, config.listen, config.clock)
}

/// Starts an endpoint over any storage.
pub fn serve_endpoint(mut endpoint: Endpoint, listen: SocketAddr, clock: Clock) -> Result<Running, ServerError> {
    let trouble = |error: std::io::Error| ServerError::Start(format!("{listen}: {error}"));
    let listener = std::net::TcpListener::bind(listen).map_err(trouble)?;
    listener.set_nonblocking(true).map_err(trouble)?;
    let address = listener.local_addr().map_err(trouble)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("rounds-server")
        .enable_all()
        .build()
        .map_err(trouble)?;
    let beside = endpoint.storage.another()?;
    if beside.is_some() {
        endpoint.core = endpoint.core.making_elsewhere();
    }
    let shared = Arc::new(Shared { endpoint: Mutex::new(endpoint), beside: Mutex::new(beside), clock });
    let (lent, files) = (Arc::clone(&shared), Arc::clone(&shared));
    let with = move |work: &mut dyn FnMut(&mut Endpoint, Moment)| work(&mut lent.endpoint(), (lent.clock)());
    let tidying = Tidying::start(with, move || files.make_files()).map_err(trouble)?;
    let routes = routes(shared);
    let (stop, stopped) = oneshot::channel::<()>();
    let thread = std::thread::Builder::new()
        .name("rounds-serve".to_string())
        .spawn(move || {
            runtime.block_on(async move {
                let listener = match TcpListener::from_std(listener) {
                    Ok(listener) => listener,
                    Err(error) => return tracing::error!(%error, "cannot listen"),
                };
                let (ending, ended) = oneshot::channel::<()>();
                let end = async {
                    let _ = stopped.await;
                    let _ = ending.send(());
                };
                let serving = axum::serve(listener, routes).with_graceful_shutdown(end);
                // What is under way is answered; a connection that is only kept open is not waited for longer than this.
                let patience = async {
                    let _ = ended.await;
                    tokio::time::sleep(PATIENCE).await;
                };
                tokio::select! {
                    done = serving.into_future() => if let Err(error) = done {
                        tracing::error!(%error, "ended");
                    },
                    () = patience => {}
                }
            });
            runtime.shutdown_timeout(Duration::from_secs(5));
        })
        .map_err(trouble)?;
    tracing::info!(%address, "serving");
    Ok(Running { address, stop: Some(stop), thread: Some(thread), tidying: Some(tidying) })
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address for `rounds enrol`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until it ends.
    pub fn wait(mut self) {
        let stop = self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        drop(stop);
        drop(self.tidying.take());
    }

    /// What ends it from elsewhere, such as a signal's handler.
    pub fn stopper(&mut self) -> Option<impl FnOnce() + Send + use<>> {
        let stop = self.stop.take()?;
        Some(move || {
            let _ = stop.send(());
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        drop(self.tidying.take());
        // The file is closed when this returns, and may be copied or put back.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/sync", post(sync))
        .route("/v1/history", post(history))
        .route("/v1/invitation", post(invitation))
        .route("/v1/enrol", post(enrol))
        .route("/v1/health", get(health))
        .route("/v1/snapshot/{name}", get(snapshot))
        .layer(RequestBodyLimitLayer::new(MOST_OPEN.max(MOST_UP)))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(TraceLayer::new_for_http())
        .with_state(shared)
}

async fn health() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "application/json")],
        format!("{{\"status\":\"ok\",\"protocol\":{}}}\n", crate::sync::wire::PROTOCOL),
    )
}

/// Why a request is not answered with a message.
struct Refused(StatusCode, &'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = (self.0, format!("{}\n", self.1)).into_response();
        if self.0 == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, axum::http::HeaderValue::from_static("10"));
        }
        response
    }
}

fn refused(error: &ServerError) -> Refused {
    match error {
        ServerError::Malformed => Refused(StatusCode::BAD_REQUEST, "the request cannot be understood"),
        ServerError::BadCode => Refused(StatusCode::FORBIDDEN, "the enrolment code is wrong, was used, or is too old"),
        error => {
            tracing::error!(%error, "failed");
            Refused(StatusCode::SERVICE_UNAVAILABLE, "not now")
        }
    }
}

fn form(headers: &HeaderMap) -> Result<Form, Refused> {
    let named = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Form::of(named)
        .ok_or(Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/vnd.rounds or application/json"))
}

fn read<M: for<'b> Decode<'b, ()> + DeserializeOwned>(body: &[u8], form: Form) -> Result<M, Refused> {
    open(body, form).map_err(|error| match error {
        crate::sync::frame::FrameError::TooLarge => Refused(StatusCode::PAYLOAD_TOO_LARGE, "too large"),
        _ => Refused(StatusCode::BAD_REQUEST, "the request cannot be read"),
    })
}

fn answer<M: Encode<()> + Serialize>(message: &M, form: Form) -> Response {
    match pack(message, form) {
        Ok(body) => ([(CONTENT_TYPE, form.content_type())], body).into_response(),
        Err(_) => Refused(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").into_response(),
    }
}

/// Runs `work` on the endpoint where blocking is allowed.
async fn blocking<T: Send + 'static>(
    shared: Arc<Shared>,
    work: impl FnOnce(&mut Endpoint, Moment) -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    let done = tokio::task::spawn_blocking(move || work(&mut shared.endpoint(), (shared.clock)()));
    done.await.unwrap_or(Err(Refused(StatusCode::SERVICE_UNAVAILABLE, "not now")))
}

/// Which laptop asks, and what it says: nothing is read of a stranger.
async fn known(shared: &Arc<Shared>, headers: &HeaderMap, body: Body, most: usize) -> Result<(Who, Bytes), Refused> {
    let token = token(headers)?;
    let who = blocking(Arc::clone(shared), move |Endpoint { core, storage, .. }, _| {
        let who = core.authenticate(storage.as_mut(), &token).map_err(|error| refused(&error))?;
        who.ok_or(Refused(StatusCode::UNAUTHORIZED, "the token is not known"))
    });
    let who = who.await?;
    Ok((who, whole(body, most).await?))
}

/// A body of at most so many bytes.
async fn whole(body: Body, most: usize) -> Result<Bytes, Refused> {
    // It is longer, or was cut off; whoever cut it off reads no answer.
    to_bytes(body, most).await.map_err(|_| Refused(StatusCode::PAYLOAD_TOO_LARGE, "too large"))
}

async fn sync(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Body) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let (who, body) = known(&shared, &headers, body, MOST_OPEN).await?;
        let done = tokio::task::spawn_blocking(move || {
            // One at a time: what it takes of the memory opened is more than its bytes.
            let one = shared.endpoint();
            let request: Request = read(&body, form)?;
            drop(one);
            let response = round(&shared, &who, &request)?;
            tracing::info!(device = who.device, groups = response.groups, bytes = body.len(), "sync");
            Ok(answer(&response, form))
        });
        done.await.unwrap_or(Err(Refused(StatusCode::SERVICE_UNAVAILABLE, "not now")))
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}

/// As many files as are made for one request; then what is missing is made while the endpoint is held.
const MOST_FILES: usize = 64;

/// One round, with the files that it needs made in between.
fn round(shared: &Shared, who: &Who, request: &Request) -> Result<SyncResponse, Refused> {
    let mut made = Vec::new();
    while made.len() <= MOST_FILES {
        let answered = {
            let Endpoint { core, storage, .. } = &mut *shared.endpoint();
            let now = (shared.clock)();
            if made.is_empty() {
                core.handle(storage.as_mut(), who, request, now)
            } else {
                core.handle_again(storage.as_mut(), who, request, now, &made, made.len() == MOST_FILES)
            }
        };
        match answered {
            Err(ServerError::Lacks(stream)) => {
                shared.make_file(stream).map_err(|error| refused(&error))?;
                made.push(stream);
            }
            Err(error) => return Err(refused(&error)),
            Ok(response) => return Ok(response),
        }
    }
    Err(Refused(StatusCode::SERVICE_UNAVAILABLE, "not now"))
}

async fn history(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Body) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let (who, body) = known(&shared, &headers, body, MOST_UP).await?;
        let ask: PastAsk = read(&body, form)?;
        blocking(shared, move |Endpoint { core, storage, .. }, now| {
            let past = core.history(storage.as_mut(), &who, &ask, now).map_err(|error| refused(&error))?;
            tracing::info!(device = who.device, lines = past.lines.len(), "history");
            Ok(answer(&past, form))
        })
        .await
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}

/// As much of a file as one answer carries.
const MOST_PIECE: usize = 4 << 20;

/// The first byte that a range asks for, and how many: `bytes=a-` or `bytes=a-b`.
fn range(headers: &HeaderMap) -> Option<(u64, usize)> {
    let text = headers.get(RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (from, to) = text.split_once('-')?;
    let from: u64 = from.parse().ok()?;
    if to.is_empty() {
        return Some((from, MOST_PIECE));
    }
    let many = to.parse::<u64>().ok()?.checked_sub(from)?.saturating_add(1);
    Some((from, (many as usize).min(MOST_PIECE)))
}

async fn snapshot(State(shared): State<Arc<Shared>>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let answered = async {
        let token = token(&headers)?;
        let asked = range(&headers);
        let (from, most) = asked.unwrap_or((0, MOST_PIECE));
        blocking(shared, move |Endpoint { core, storage, .. }, now| {
            let who = core.authenticate(storage.as_mut(), &token).map_err(|error| refused(&error))?;
            let who = who.ok_or(Refused(StatusCode::UNAUTHORIZED, "the token is not known"))?;
            let gone = || Refused(StatusCode::GONE, "there is no such snapshot (any more)");
            let name = name_of(&name).ok_or_else(gone)?;
            let found =
                core.snapshot(storage.as_mut(), &who, &name, from, most, now).map_err(|error| refused(&error))?;
            let (length, piece) = found.ok_or_else(gone)?;
            if piece.is_empty() {
                return Err(Refused(StatusCode::RANGE_NOT_SATISFIABLE, "the snapshot ends before that"));
            }
            tracing::info!(device = who.device, from, bytes = piece.len(), "snapshot");
            let last = from + piece.len() as u64 - 1;
            let whole = asked.is_none() && last + 1 == length;
            let status = if whole { StatusCode::OK } else { StatusCode::PARTIAL_CONTENT };
            let mut response = (status, [(CONTENT_TYPE, CBOR)], piece).into_response();
            response.headers_mut().insert(ACCEPT_RANGES, axum::http::HeaderValue::from_static("bytes"));
            if !whole && let Ok(range) = format!("bytes {from}-{last}/{length}").parse() {
                response.headers_mut().insert(CONTENT_RANGE, range);
            }
            Ok(response)
        })
        .await
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}

/// The token of a request.
fn token(headers: &HeaderMap) -> Result<String, Refused> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = value.and_then(|value| value.strip_prefix("Bearer "));
    Ok(token.ok_or(Refused(StatusCode::UNAUTHORIZED, "no token"))?.to_string())
}

async fn invitation(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Body) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let request: Enrol = read(&whole(body, MOST_UP).await?, form)?;
        blocking(shared, move |Endpoint { core, storage, .. }, now| {
            let invitation = core.invitation(storage.as_mut(), &request, now).map_err(|error| refused(&error))?;
            Ok(answer(&invitation, form))
        })
        .await
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}

async fn enrol(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Body) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let request: Enrol = read(&whole(body, MOST_UP).await?, form)?;
        blocking(shared, move |Endpoint { core, storage, ids }, now| {
            let enrolled = core.enrol(storage.as_mut(), &request, ids, now).map_err(|error| refused(&error))?;
            tracing::info!("enrolled a laptop");
            Ok(answer(&enrolled, form))
        })
        .await
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}
