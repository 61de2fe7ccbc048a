//! HTTP around the core: its start and its end; who is let in is decided in [`listening`], and the requests are answered in [`routes`].
//!
//! Always holds: the core runs where blocking is allowed, one part of a request at a time on one storage, who came first first; messages are
//! opened and packed, and what takes long is made, beside it; the log names routes, sizes and results,
//! never a customer.

mod line;
mod listening;
mod room;
mod routes;
mod seats;
mod tls;
#[cfg(test)]
mod trial;
mod ways;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use room::Room;
use seats::SEATS;
use tls::Tls;
pub use tls::TlsFiles;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use ways::Ways;

use super::core::{Core, Who};
use super::endpoint::Endpoint;
use super::error::ServerError;
use super::storage::Storage;
use super::upkeep::snapshots::MadeFile;
use super::upkeep::tidying::Tidying;
use crate::base::clock::Moment;
use crate::domain::failure::Failure;
use crate::sync::StreamId;

/// A wall clock.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// How the endpoint is to run.
pub struct ServeConfig {
    /// Where its file lies (made where there is none).
    pub home: PathBuf,
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The certificate with which it speaks TLS; none: plain HTTP.
    pub tls: Option<TlsFiles>,
    /// What it reads the time from.
    pub clock: Clock,
    /// True randomness, for its session, codes and tokens.
    pub seed: [u8; 32],
}

/// A running endpoint; it ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    secure: bool,
    put_aside: Option<PathBuf>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    tidying: Option<Tidying>,
}

/// As many histories, and pieces of snapshots, are read at once.
const READERS: usize = 3;

struct Shared {
    /// Lent in the order in which it was asked for: who brings much cannot take it again before those who waited meanwhile.
    endpoint: tokio::sync::Mutex<Endpoint>,
    /// How much of what is brought is there at once.
    room: Room,
    /// Another way into the storage, for what reads long: one at a time, beside the endpoint.
    beside: Mutex<Option<Box<dyn Storage>>>,
    /// Some more, for what a person asks and nothing is written for: whoever syncs does not wait for it.
    asked: Option<Ways>,
    /// The one by which it is looked up whose token it is: nobody waits there for more than that.
    door: Option<Ways>,
    clock: Clock,
}

impl Shared {
    fn endpoint(&self) -> tokio::sync::MutexGuard<'_, Endpoint> {
        self.endpoint.blocking_lock()
    }

    /// Answers what writes nothing, by one of these ways beside the endpoint where the storage has them.
    fn by<T>(&self, ways: &Option<Ways>, work: impl FnOnce(&mut Core, &mut dyn Storage, Moment) -> T) -> T {
        let now = (self.clock)();
        match ways {
            Some(ways) => ways.by_one(|core, storage| work(core, storage, now)),
            None => {
                let Endpoint { core, storage, .. } = &mut *self.endpoint();
                work(core, storage.as_mut(), now)
            }
        }
    }

    /// Who has a token.
    fn who(&self, token: &str) -> Result<Option<Who>, ServerError> {
        self.by(&self.door, |core, storage, _| core.authenticate(storage, token))
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

/// Starts an endpoint; it answers when this returns.
pub fn serve(config: ServeConfig) -> Result<Running, ServerError> {
    let tls = config.tls.as_ref().map(TlsFiles::read).transpose()?;
    let mut endpoint = Endpoint::open(&config.home, config.seed)?;
    endpoint.core.know(endpoint.storage.as_mut(), (config.clock)())?;
    start(endpoint, config.listen, config.clock, tls, SEATS)
}

/// Starts an endpoint over any storage, on a plain line.
pub fn serve_endpoint(endpoint: Endpoint, listen: SocketAddr, clock: Clock) -> Result<Running, ServerError> {
    start(endpoint, listen, clock, None, SEATS)
}

fn start(
    mut endpoint: Endpoint,
    listen: SocketAddr,
    clock: Clock,
    tls: Option<Tls>,
    seats: usize,
) -> Result<Running, ServerError> {
    let secure = tls.is_some();
    let trouble =
        |error: std::io::Error| ServerError::Start(Failure::by("server-no-address", &error).named(listen.to_string()));
    let listener = std::net::TcpListener::bind(listen).map_err(trouble)?;
    listener.set_nonblocking(true).map_err(trouble)?;
    let address = listener.local_addr().map_err(trouble)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("rounds-server")
        .enable_all()
        .build()
        .map_err(trouble)?;
    let put_aside = endpoint.put_aside.take();
    let door = Ways::into(endpoint.storage.as_ref(), 1)?;
    let beside = endpoint.storage.another()?;
    if beside.is_some() {
        endpoint.core = endpoint.core.making_elsewhere();
    }
    let asked = Ways::into(endpoint.storage.as_ref(), READERS)?;
    let shared = Arc::new(Shared {
        endpoint: tokio::sync::Mutex::new(endpoint),
        room: Room::new(),
        beside: Mutex::new(beside),
        asked,
        door,
        clock,
    });
    let (lent, files) = (Arc::clone(&shared), Arc::clone(&shared));
    let with = move |work: &mut dyn FnMut(&mut Endpoint, Moment)| work(&mut lent.endpoint(), (lent.clock)());
    let tidying = Tidying::start(with, move || files.make_files()).map_err(trouble)?;
    let routes = routes::routes(shared);
    let (stop, stopped) = oneshot::channel::<()>();
    let thread = std::thread::Builder::new()
        .name("rounds-serve".to_string())
        .spawn(move || {
            runtime.block_on(async move {
                match TcpListener::from_std(listener) {
                    Ok(listener) => listening::listen(listener, tls, routes, seats, stopped).await,
                    Err(error) => tracing::error!(%error, "cannot listen"),
                }
            });
            runtime.shutdown_timeout(Duration::from_secs(5));
        })
        .map_err(trouble)?;
    tracing::info!(%address, "serving");
    Ok(Running { address, secure, put_aside, stop: Some(stop), thread: Some(thread), tidying: Some(tidying) })
}

impl Running {
    /// Whether it speaks TLS.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Where its file as it was lies, if this start upgraded it.
    pub fn put_aside(&self) -> Option<&Path> {
        self.put_aside.as_deref()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address for `rounds enrol`.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.secure { "https" } else { "http" }, self.address)
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
