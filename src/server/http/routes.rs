//! The routes: who asks, limits on what comes in, what is answered.
//!
//! Always holds: nothing is read of a stranger but an enrolment; a refusal tells what is wrong, never what is held.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, AUTHORIZATION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE, RETRY_AFTER,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use minicbor::{Decode, Encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use super::super::core::{Asked, Core, Who};
use super::super::endpoint::Endpoint;
use super::super::error::{ServerError, StorageError};
use super::super::storage::Storage;
use super::Shared;
use super::listening::Seated;
use super::room::{BodyTurn, Turn};
use crate::base::cause::Cause;
use crate::base::clock::Moment;
use crate::base::point::pass;
use crate::sync::frame::{CBOR, Form, FrameError, MOST_OPEN, MOST_UP, open, open_within, pack};
use crate::sync::past::PastAsk;
use crate::sync::snapshot::name_of;
use crate::sync::wire::{Enrol, Request, Response as SyncResponse};

pub(super) fn routes(shared: Arc<Shared>) -> Router {
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
        ServerError::Left(_) => Refused(StatusCode::LOCKED, "the user of this code has left the company"),
        ServerError::Storage(StorageError::Failed { what, cause: Cause::Full }) => {
            tracing::error!(
                file = what,
                "the disk of this file is full: make room on it. Nothing is lost; the laptops come again by themselves"
            );
            Refused(StatusCode::INSUFFICIENT_STORAGE, "the server's disk is full")
        }
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
    open(body, form).map_err(|error| unreadable(&error))
}

fn unreadable(error: &FrameError) -> Refused {
    match error {
        FrameError::TooLarge => Refused(StatusCode::PAYLOAD_TOO_LARGE, "too large"),
        FrameError::Malformed(_) => Refused(StatusCode::BAD_REQUEST, "the request cannot be read"),
    }
}

fn answer<M: Encode<()> + Serialize>(message: &M, form: Form) -> Response {
    match pack(message, form) {
        Ok(body) => ([(CONTENT_TYPE, form.content_type())], body).into_response(),
        Err(_) => Refused(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").into_response(),
    }
}

/// Runs `work` where blocking is allowed; the turn lasts as long, whoever still waits for the answer.
async fn blocking<T: Send + 'static>(
    turn: Turn,
    work: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.unwrap_or(Err(Refused(StatusCode::SERVICE_UNAVAILABLE, "not now")))
}

/// Runs what writes nothing where blocking is allowed, beside the endpoint.
async fn beside<T: Send + 'static>(
    shared: Arc<Shared>,
    work: impl FnOnce(&mut Core, &mut dyn Storage, Moment) -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    blocking(shared.room.asked().await, move || shared.by(&shared.asked, work)).await
}

/// The bytes that a laptop brings, with the room that they have.
type Brought = Arc<(Bytes, BodyTurn)>;

/// Which laptop asks, and what it says: nothing is read of a stranger. It has its seat from when all of it is here until it is answered.
async fn known(
    shared: &Arc<Shared>,
    seat: &Seated,
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<(Who, Brought), Refused> {
    let who = let_in(shared, seat, headers).await?;
    let said = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let room = shared.room.body(who.device, said, most).await;
    let whole = whole(body, most).await?;
    seat.0.has_said_all();
    Ok((who, Arc::new((whole, room))))
}

/// Which laptop asks: nobody who writes, or reads for long, is waited for.
async fn let_in(shared: &Arc<Shared>, Seated(seat): &Seated, headers: &HeaderMap) -> Result<Who, Refused> {
    let (token, door) = (token(headers)?, Arc::clone(shared));
    let found = tokio::task::spawn_blocking(move || door.who(&token)).await;
    let found = found.map_err(|_| Refused(StatusCode::SERVICE_UNAVAILABLE, "not now"))?;
    let who = found.map_err(|error| refused(&error))?;
    let who = who.ok_or(Refused(StatusCode::UNAUTHORIZED, "the token is not known"))?;
    seat.is_of(who.device);
    Ok(who)
}

/// A body of at most so many bytes.
async fn whole(body: Body, most: usize) -> Result<Bytes, Refused> {
    // It is longer, or was cut off; whoever cut it off reads no answer.
    to_bytes(body, most).await.map_err(|_| Refused(StatusCode::PAYLOAD_TOO_LARGE, "too large"))
}

async fn sync(
    State(shared): State<Arc<Shared>>,
    Extension(seat): Extension<Seated>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let (who, brought) = known(&shared, &seat, &headers, body, MOST_OPEN).await?;
        let (held, body) = (Arc::clone(&shared), Arc::clone(&brought));
        let turn = shared.room.short().await;
        if let Some(response) = blocking(turn, move || taken(&held, &who, &body.0, form, LONG)).await? {
            return Ok(response);
        }
        let turn = shared.room.long().await;
        let response = blocking(turn, move || {
            pass("server opening");
            taken(&shared, &who, &brought.0, form, MOST_OPEN)
        });
        response.await?.ok_or(unreadable(&FrameError::TooLarge))
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}

/// What is longer when it is opened has to wait for its turn: it takes more of the memory than its bytes. What laptops bring day by day is shorter.
const LONG: usize = 128 * 1024;

/// Opens the request in a body, while others are answered, and answers it; `None`: it is longer than `most`.
fn taken(shared: &Shared, who: &Who, body: &[u8], form: Form, most: usize) -> Result<Option<Response>, Refused> {
    let request: Request = match open_within(body, form, most) {
        Err(FrameError::TooLarge) => return Ok(None),
        opened => opened.map_err(|error| unreadable(&error))?,
    };
    pass("server opened");
    let response = round(shared, who, &request)?;
    tracing::info!(device = who.device, groups = response.groups, bytes = body.len(), "sync");
    Ok(Some(answer(&response, form)))
}

/// As many files as are made for one request; then what is missing is made while the endpoint is held.
const MOST_FILES: usize = 64;

/// One round, part by part, with the files that it needs made in between. Whoever waits for the endpoint has it between two parts.
fn round(shared: &Shared, who: &Who, request: &Request) -> Result<SyncResponse, Refused> {
    let mut asked = Asked::read(request).map_err(|error| refused(&error))?;
    let mut made = Vec::new();
    while made.len() <= MOST_FILES {
        let taken = {
            let Endpoint { core, storage, .. } = &mut *shared.endpoint();
            let last = made.len() == MOST_FILES;
            core.take(storage.as_mut(), who, &mut asked, (shared.clock)(), &made, last)
        };
        match taken {
            Err(ServerError::Lacks(stream)) => {
                shared.make_file(stream).map_err(|error| refused(&error))?;
                made.push(stream);
            }
            Err(error) => return Err(refused(&error)),
            Ok(Some(response)) => return Ok(response),
            Ok(None) => pass("server part"),
        }
    }
    Err(Refused(StatusCode::SERVICE_UNAVAILABLE, "not now"))
}

async fn history(
    State(shared): State<Arc<Shared>>,
    Extension(seat): Extension<Seated>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let (who, brought) = known(&shared, &seat, &headers, body, MOST_UP).await?;
        let ask: PastAsk = read(&brought.0, form)?;
        beside(shared, move |core, storage, now| {
            let past = core.history(storage, &who, &ask, now).map_err(|error| refused(&error))?;
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

async fn snapshot(
    State(shared): State<Arc<Shared>>,
    Extension(seat): Extension<Seated>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let answered = async {
        let who = let_in(&shared, &seat, &headers).await?;
        seat.0.has_said_all();
        let asked = range(&headers);
        let (from, most) = asked.unwrap_or((0, MOST_PIECE));
        beside(shared, move |core, storage, now| {
            let gone = || Refused(StatusCode::GONE, "there is no such snapshot (any more)");
            let name = name_of(&name).ok_or_else(gone)?;
            let found = core.snapshot(storage, &who, &name, from, most, now).map_err(|error| refused(&error))?;
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

/// As long as somebody who is not known yet may take over his few bytes.
const STRANGERS: Duration = Duration::from_secs(5);

/// The few bytes of whoever is not known yet: while they take he is as good as silent.
async fn soon(body: Body, most: usize) -> Result<Bytes, Refused> {
    let late = |_| Refused(StatusCode::REQUEST_TIMEOUT, "too slow");
    tokio::time::timeout(STRANGERS, whole(body, most)).await.map_err(late)?
}

async fn invitation(
    State(shared): State<Arc<Shared>>,
    Extension(seat): Extension<Seated>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let request: Enrol = read(&soon(body, MOST_UP).await?, form)?;
        let turn = seat.0.is_heard().await;
        blocking(turn, move || {
            let Endpoint { core, storage, .. } = &mut *shared.endpoint();
            let now = (shared.clock)();
            let invitation = core.invitation(storage.as_mut(), &request, now).map_err(|error| refused(&error))?;
            Ok(answer(&invitation, form))
        })
        .await
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}

async fn enrol(
    State(shared): State<Arc<Shared>>,
    Extension(seat): Extension<Seated>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answered = async {
        let form = form(&headers)?;
        let request: Enrol = read(&soon(body, MOST_UP).await?, form)?;
        let turn = seat.0.is_heard().await;
        blocking(turn, move || {
            let Endpoint { core, storage, ids, .. } = &mut *shared.endpoint();
            let now = (shared.clock)();
            let enrolled = core.enrol(storage.as_mut(), &request, ids, now).map_err(|error| refused(&error))?;
            tracing::info!("enrolled a laptop");
            Ok(answer(&enrolled, form))
        })
        .await
    };
    answered.await.unwrap_or_else(IntoResponse::into_response)
}
