//! The HTTP call: one kept-alive connection, and what each answer means.
//!
//! Always holds: an answer that is not ours is named as what it is (offline, a login page, a refusal); nothing here touches the book. The
//! process installs its TLS provider once, in `main`.

use std::io::Read;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use minicbor::{Decode, Encode};
use reqwest::blocking::{Client, RequestBuilder, Response as HttpResponse};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, RANGE, RETRY_AFTER};
use reqwest::{StatusCode, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::address::tidy_url;
use super::distrust::{self, Distrust};
use super::error::SyncError;
use super::piece::Piece;
use super::syncer::Pace;
use crate::base::cause::Cause;
use crate::base::point::pass;
use crate::store::Enrolment;
use crate::sync::frame::{Form, MOST_OPEN, open, pack};
use crate::sync::past::{Past, PastAsk};
use crate::sync::snapshot::{Name, name_text};
use crate::sync::wire::{Enrol, Enrolled, Invitation, Response};

/// A way to the server.
#[derive(Debug)]
pub struct Link {
    client: Client,
    url: String,
    token: String,
    /// Bytes of bodies sent and received.
    bytes: (u64, u64),
    /// What it carried last.
    pace: Pace,
    /// So long an answer may take.
    patience: Duration,
    /// Somebody answered since the last request began.
    alive: bool,
}

impl Link {
    /// To the server at which a laptop is enrolled.
    pub fn of(enrolment: &Enrolment) -> Result<Link, SyncError> {
        Link::trusting(&enrolment.url, &enrolment.token, &enrolment.ca)
    }

    /// To this server, as the laptop with this token (empty before enrolment).
    pub fn new(url: &str, token: &str) -> Result<Link, SyncError> {
        Link::trusting(url, token, "")
    }

    /// The same, where these certificates (PEM) alone vouch for the server; none: whom the system trusts.
    pub fn trusting(url: &str, token: &str, ca: &str) -> Result<Link, SyncError> {
        // The first link installs it; for later ones it is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder();
        if !ca.is_empty() {
            let config = distrust::trusting(ca).ok_or(SyncError::Untrusted(Distrust::Unknown))?;
            builder = builder.tls_backend_preconfigured(config);
        }
        let client = builder
            .connect_timeout(Duration::from_secs(10))
            .timeout(PATIENCE)
            .pool_idle_timeout(Duration::from_secs(600))
            .tcp_nodelay(true)
            .tcp_keepalive(Duration::from_secs(15))
            .redirect(redirect::Policy::none())
            .build()
            .map_err(offline)?;
        Ok(Link {
            client,
            url: tidy_url(url),
            token: token.to_string(),
            bytes: (0, 0),
            pace: Pace::default(),
            patience: PATIENCE,
            alive: false,
        })
    }

    /// One that waits so long for an answer, for tests.
    #[doc(hidden)]
    pub fn waiting(self, patience: Duration) -> Link {
        Link { patience, ..self }
    }

    /// How large the messages are that it carries.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// Keeps what it carried last.
    pub fn set_pace(&mut self, pace: Pace) {
        self.pace = pace;
    }

    /// Whether somebody answered since the last request began, be it only to say that he is there.
    pub fn is_alive(&self) -> bool {
        self.alive
    }

    /// Bytes of bodies sent and received so far.
    pub fn bytes(&self) -> (u64, u64) {
        self.bytes
    }

    /// Sends a packed request.
    pub fn sync(&mut self, body: Vec<u8>) -> Result<Response, SyncError> {
        self.post("/v1/sync", body)
    }

    /// Asks what a code is for; it still holds afterwards.
    pub fn invitation(&mut self, request: &Enrol) -> Result<Invitation, SyncError> {
        let body = packed(request)?;
        self.post("/v1/invitation", body)
    }

    /// Asks for a record's history.
    pub fn history(&mut self, ask: &PastAsk) -> Result<Past, SyncError> {
        let body = packed(ask)?;
        self.post("/v1/history", body)
    }

    /// Enrols.
    pub fn enrol(&mut self, request: &Enrol) -> Result<Enrolled, SyncError> {
        let body = packed(request)?;
        self.post("/v1/enrol", body)
    }

    /// A piece of a snapshot, from one byte up to another, to be read as it comes; `None`: the server has it no more.
    pub fn snapshot(&mut self, name: &Name, from: u64, to: u64) -> Result<Option<Piece<'_>>, SyncError> {
        let to = to.min(from + MOST_PIECE).max(from + 1);
        let request = self
            .client
            .get(format!("{}/v1/snapshot/{}", self.url, name_text(name)))
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .header(RANGE, format!("bytes={from}-{}", to - 1))
            .timeout(PIECE_PATIENCE);
        let response = self.ask(request, 0)?;
        match response.status() {
            StatusCode::GONE | StatusCode::RANGE_NOT_SATISFIABLE => Ok(None),
            StatusCode::PARTIAL_CONTENT => Piece::of(response, &mut self.bytes.1, SILENCE.min(self.patience)).map(Some),
            _ => read(response).and(Err(SyncError::Captive)),
        }
    }

    /// Sends a request with a body of so many bytes. Where no word comes for long, somebody else's door is not waited at: whoever is at work, with
    /// a long request or for many others, says at once that he is there, and is waited for; whoever only takes connections does not.
    fn ask(&mut self, request: RequestBuilder, length: usize) -> Result<HttpResponse, SyncError> {
        self.alive = false;
        let (to, answers) = channel();
        std::thread::Builder::new()
            .name("asking".into())
            .spawn(move || {
                // Nobody waits for it any more where this fails.
                let _ = to.send(request.send());
            })
            .map_err(|error| SyncError::Offline(Cause::from(&error)))?;
        let quiet = (SILENCE + Duration::from_millis((length * 1000 / LEAST_PACE) as u64)).min(self.patience);
        let response = match answers.recv_timeout(quiet) {
            Err(RecvTimeoutError::Timeout) if self.answers() => {
                self.alive = true;
                answers.recv_timeout(self.patience.saturating_sub(quiet))
            }
            answer => answer,
        };
        let response = response.map_err(|_| SyncError::Offline(Cause::TimedOut))?.map_err(offline)?;
        self.alive = true;
        Ok(response)
    }

    /// Whether anybody answers at all, whatever he says.
    fn answers(&self) -> bool {
        self.client.get(&self.url).timeout(PROBE_PATIENCE).send().is_ok()
    }

    /// Whether somebody behind this address answers a safe line, where a plain one was tried.
    pub fn speaks_tls(&self) -> bool {
        let Some(rest) = self.url.strip_prefix("http://") else { return false };
        match self.client.get(format!("https://{rest}")).timeout(PROBE_PATIENCE).send() {
            Ok(_) => true,
            Err(error) => why(&error) == Cause::Untrusted,
        }
    }

    fn post<M: for<'b> Decode<'b, ()> + DeserializeOwned>(
        &mut self,
        path: &str,
        body: Vec<u8>,
    ) -> Result<M, SyncError> {
        self.bytes.0 += body.len() as u64;
        let mut request =
            self.client.post(format!("{}{path}", self.url)).header(CONTENT_TYPE, Form::Cbor.content_type());
        if !self.token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {}", self.token));
        }
        pass("request");
        let length = body.len();
        let response = self.ask(request.timeout(self.patience).body(body), length)?;
        let body = read(response)?;
        pass("answer");
        self.bytes.1 += body.len() as u64;
        open(&body, Form::Cbor).map_err(|error| SyncError::Malformed(error.to_string()))
    }
}

/// So long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// So long not one byte of an answer may come before it is asked whether anybody is there; and for what is sent, as long as it takes on a line
/// of so many bytes a second.
const SILENCE: Duration = Duration::from_secs(15);
const LEAST_PACE: usize = 4 * 1024;
/// So long the look at a line of another kind may take.
const PROBE_PATIENCE: Duration = Duration::from_secs(5);
/// As much of a snapshot as one request asks for.
const MOST_PIECE: u64 = 1 << 20;
/// So long a piece may take while some of it comes: at 50 kbit/s it takes three minutes.
const PIECE_PATIENCE: Duration = Duration::from_secs(300);

/// A message as the body of a request.
pub fn packed<M: Encode<()> + Serialize>(message: &M) -> Result<Vec<u8>, SyncError> {
    pack(message, Form::Cbor).map_err(|error| SyncError::Malformed(error.to_string()))
}

/// Whether this text holds certificates, and nothing that looks like one and is none.
pub fn holds_certificates(pem: &str) -> bool {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let mut roots = rustls::RootCertStore::empty();
    let mut found = CertificateDer::pem_slice_iter(pem.as_bytes());
    let whole = found.all(|one| one.is_ok_and(|one| roots.add(one).is_ok()));
    whole && !roots.is_empty()
}

fn offline(error: reqwest::Error) -> SyncError {
    match why(&error) {
        Cause::Untrusted => {
            // The innermost says what is wrong with it.
            let said =
                chain(&error).filter_map(|at| at.downcast_ref::<rustls::Error>()).find_map(|error| match error {
                    rustls::Error::InvalidCertificate(what) => Some(Distrust::of(what)),
                    _ => None,
                });
            SyncError::Untrusted(said.unwrap_or(Distrust::Unknown))
        }
        cause => SyncError::Offline(cause),
    }
}

/// An error and what lies behind it and within it, the innermost last.
fn chain<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'e (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |at| {
        // What a stream was ended by lies within its error, not behind it.
        let within = at.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        within.map(|within| within as &(dyn std::error::Error + 'static)).or_else(|| at.source())
    })
}

/// Why a connection did not hold. The innermost cause says it best: refused, no such host, a certificate of another.
pub fn why(error: &(dyn std::error::Error + 'static)) -> Cause {
    let mut said = Cause::Broken;
    for at in chain(error) {
        if let Some(request) = at.downcast_ref::<reqwest::Error>() {
            if request.is_builder() {
                return Cause::NotAnAddress;
            }
            if request.is_timeout() {
                return Cause::TimedOut;
            }
        } else if let Some(system) = at.downcast_ref::<std::io::Error>() {
            said = system.into();
        } else if let Some(line) = at.downcast_ref::<rustls::Error>() {
            let untrusted = matches!(line, rustls::Error::InvalidCertificate(_));
            return if untrusted { Cause::Untrusted } else { Cause::NoSafeLine };
        } else if at.is::<rustls::pki_types::InvalidDnsNameError>() {
            return Cause::NotAnAddress;
        } else if at.to_string() == "dns error" {
            // Whoever looks up names has no type for it; what the system answers below it has no kind.
            return Cause::NoSuchHost;
        }
    }
    said
}

/// The body of an answer of ours; else what the answer means.
fn read(response: HttpResponse) -> Result<Vec<u8>, SyncError> {
    let status = response.status();
    let header =
        |name| response.headers().get(name).and_then(|value: &reqwest::header::HeaderValue| value.to_str().ok());
    let ours = header(CONTENT_TYPE).and_then(Form::of) == Some(Form::Cbor);
    let retry = header(RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok());
    let page = header(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/html"));
    match status {
        StatusCode::OK if ours => {}
        // What stands before a server says it in a page; whoever wants people to sign in first does not say that something failed.
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::BAD_GATEWAY
        | StatusCode::GATEWAY_TIMEOUT => {
            return Err(SyncError::Later { seconds: retry });
        }
        StatusCode::INSUFFICIENT_STORAGE => return Err(SyncError::ServerFull),
        status if status.is_server_error() && status != StatusCode::NETWORK_AUTHENTICATION_REQUIRED => {
            return Err(SyncError::ServerTrouble(status.as_u16().to_string()));
        }
        status if page || status.is_redirection() || status == StatusCode::NETWORK_AUTHENTICATION_REQUIRED => {
            return Err(SyncError::Captive);
        }
        StatusCode::OK => return Err(SyncError::Captive),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(SyncError::Refused),
        StatusCode::LOCKED => return Err(SyncError::Left),
        StatusCode::PAYLOAD_TOO_LARGE => return Err(SyncError::TooLarge),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            return Err(SyncError::ServerTooOld);
        }
        status => return Err(SyncError::Malformed(status.to_string())),
    }
    if response.content_length().is_some_and(|length| length > MOST_OPEN as u64) {
        return Err(SyncError::Malformed("too long".to_string()));
    }
    // The length may be unsaid, or a lie.
    let mut body = Vec::new();
    response.take(MOST_OPEN as u64 + 1).read_to_end(&mut body).map_err(|error| SyncError::Offline(why(&error)))?;
    if body.len() > MOST_OPEN { Err(SyncError::Malformed("too long".to_string())) } else { Ok(body) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_connection_did_not_hold_is_a_kind() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        for (url, expected) in [
            (format!("http://{free}"), Cause::Refused),
            // No name has so long a part: nobody is asked.
            (format!("http://{}.invalid", "x".repeat(70)), Cause::NoSuchHost),
            ("http://1.2.3.4.5:999999".to_string(), Cause::NotAnAddress),
        ] {
            let outcome = Link::new(&url, "").unwrap().sync(Vec::new());
            assert!(matches!(&outcome, Err(SyncError::Offline(cause)) if *cause == expected), "{url}: {outcome:?}");
        }
    }

    #[test]
    fn a_line_without_tls_where_tls_is_meant_and_one_that_closes_have_a_kind() {
        use std::io::Write;
        for (scheme, answer, expected) in
            [("https", &b"HTTP/1.1 200 OK\r\n\r\n"[..], Cause::NoSafeLine), ("http", b"", Cause::Broken)]
        {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let url = format!("{scheme}://{}", listener.local_addr().unwrap());
            let other = std::thread::spawn(move || {
                // A kept-alive client may come twice.
                for _ in 0..2 {
                    let Ok((mut line, _)) = listener.accept() else { return };
                    let mut some = [0; 16];
                    let _ = line.read(&mut some);
                    let _ = line.write_all(answer);
                    let _ = line.shutdown(std::net::Shutdown::Both);
                    listener.set_nonblocking(true).unwrap();
                }
            });
            let outcome = Link::new(&url, "").unwrap().sync(Vec::new());
            assert!(matches!(&outcome, Err(SyncError::Offline(cause)) if *cause == expected), "{url}: {outcome:?}");
            other.join().unwrap();
        }
    }
}
