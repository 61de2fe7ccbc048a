//! TLS for whoever reaches the server from elsewhere: a certificate and its key from two files, and a listener that shakes hands.
//!
//! Always holds: a stranger who shakes hands slowly, or never ends, holds up nobody; what is wrong with the files is said before the server
//! listens. Must not log what is said on the line.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::server::error::ServerError;

/// The files of a certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TlsFiles {
    /// The certificate, and those that vouch for it (PEM).
    pub certificate: PathBuf,
    /// Its private key (PEM).
    pub key: PathBuf,
}

/// What a server speaks TLS with.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl TlsFiles {
    /// Reads both, and sees that they belong together.
    pub fn read(&self) -> Result<Tls, ServerError> {
        let wrong = |path: &Path, what: &str| ServerError::Start(format!("{}: {what}", path.display()));
        let bytes = |path: &Path| std::fs::read(path).map_err(|error| wrong(path, &error.to_string()));
        let chain = CertificateDer::pem_slice_iter(&bytes(&self.certificate)?).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| wrong(&self.certificate, &error.to_string()))?;
        if chain.is_empty() {
            return Err(wrong(&self.certificate, "there is no certificate in it (PEM: BEGIN CERTIFICATE)"));
        }
        let no_key = "there is no private key in it (PEM: BEGIN PRIVATE KEY); one with a passphrase cannot be used";
        let key = PrivateKeyDer::from_pem_slice(&bytes(&self.key)?).map_err(|_| wrong(&self.key, no_key))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_no_client_auth())
            .and_then(|builder| builder.with_single_cert(chain, key));
        let mut config = config.map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => {
                wrong(&self.key, &format!("is not the key of the certificate in {}", self.certificate.display()))
            }
            error => wrong(&self.certificate, &format!("cannot be used: {error}")),
        })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Tls(TlsAcceptor::from(Arc::new(config))))
    }
}

/// So many hands are shaken at once; who comes then waits.
const MOST_SHAKING: usize = 256;

/// Who takes longer is let go.
const PATIENCE: Duration = Duration::from_secs(10);

/// A listener whose connections have shaken hands.
pub(super) struct Secure {
    listener: TcpListener,
    tls: Tls,
    shaking: JoinSet<Option<(TlsStream<TcpStream>, SocketAddr)>>,
}

impl Secure {
    pub fn over(listener: TcpListener, tls: Tls) -> Secure {
        Secure { listener, tls, shaking: JoinSet::new() }
    }
}

impl Listener for Secure {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            tokio::select! {
                (stream, from) = Listener::accept(&mut self.listener), if self.shaking.len() < MOST_SHAKING => {
                    let shake = self.tls.0.accept(stream);
                    self.shaking.spawn(async move {
                        let shaken = tokio::time::timeout(PATIENCE, shake).await.ok()?;
                        shaken.inspect_err(|error| tracing::debug!(%from, %error, "no TLS")).ok().map(|stream| (stream, from))
                    });
                }
                Some(done) = self.shaking.join_next(), if !self.shaking.is_empty() => {
                    if let Ok(Some(ready)) = done {
                        return ready;
                    }
                }
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}
