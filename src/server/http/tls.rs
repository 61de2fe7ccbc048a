//! TLS for whoever reaches the server from elsewhere: a certificate and its key from two files, and hands that are shaken.
//!
//! Always holds: what is wrong with the files is said before the server listens. Must not log what is said on the line.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::base::cause::Cause;
use crate::domain::failure::Failure;
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
        let wrong = |path: &Path, words: &str| ServerError::Start(Failure::new(words, "").at(path));
        let bad = |error: String| {
            ServerError::Start(Failure::by("server-tls-bad", Cause::Other(error)).at(&self.certificate))
        };
        let bytes = |path: &Path| {
            std::fs::read(path)
                .map_err(|error| ServerError::Start(Failure::by("server-tls-unreadable", &error).at(path)))
        };
        let chain = CertificateDer::pem_slice_iter(&bytes(&self.certificate)?).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| bad(error.to_string()))?;
        if chain.is_empty() {
            return Err(wrong(&self.certificate, "server-tls-no-certificate"));
        }
        let key =
            PrivateKeyDer::from_pem_slice(&bytes(&self.key)?).map_err(|_| wrong(&self.key, "server-tls-no-key"))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_no_client_auth())
            .and_then(|builder| builder.with_single_cert(chain, key));
        let mut config = config.map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => wrong(&self.key, "server-tls-other-key"),
            error => bad(error.to_string()),
        })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Tls(TlsAcceptor::from(Arc::new(config))))
    }
}

impl Tls {
    /// Shakes hands.
    pub async fn shake(&self, stream: TcpStream) -> std::io::Result<TlsStream<TcpStream>> {
        self.0.accept(stream).await
    }
}
