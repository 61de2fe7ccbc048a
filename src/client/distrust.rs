//! Why a server's certificate is not believed: each cause that a person can do something about.
//!
//! Always holds: no library's text is in what a person reads. What is believed beyond the authorities is one certificate that was given byte for
//! byte, within its time, for its own names, of a server that holds its key.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_name;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use crate::base::clock::Moment;
use crate::domain::failure::Failure;

/// Why a server's certificate is not believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Distrust {
    /// It held until then.
    Expired(Option<Moment>),
    /// It holds from then on.
    NotYet(Option<Moment>),
    /// It is another's: these are the names in it.
    OtherName(Vec<String>),
    /// The server vouches for itself, and its certificate was not given here.
    OwnWord,
    /// Nobody vouches for it whom this laptop trusts; or something else.
    Unknown,
}

impl Distrust {
    /// Of what was found wrong in shaking hands.
    pub fn of(error: &CertificateError) -> Distrust {
        let moment = |time: &UnixTime| {
            i64::try_from(time.as_secs()).ok().map(|at| Moment::from_millis(at.saturating_mul(1_000)))
        };
        match error {
            CertificateError::Expired => Distrust::Expired(None),
            CertificateError::ExpiredContext { not_after, .. } => Distrust::Expired(moment(not_after)),
            CertificateError::NotValidYet => Distrust::NotYet(None),
            CertificateError::NotValidYetContext { not_before, .. } => Distrust::NotYet(moment(not_before)),
            CertificateError::NotValidForName => Distrust::OtherName(Vec::new()),
            CertificateError::NotValidForNameContext { presented, .. } => {
                Distrust::OtherName(presented.iter().map(|name| bare(name)).collect())
            }
            error if is_own_word(error) => Distrust::OwnWord,
            _ => Distrust::Unknown,
        }
    }

    /// The key of its words in the locale files, less the prefix `sync-`.
    pub fn kind(&self) -> &'static str {
        match self {
            Distrust::Expired(_) => "untrusted-expired",
            Distrust::NotYet(_) => "untrusted-not-yet",
            Distrust::OtherName(names) if names.is_empty() => "untrusted-no-name",
            Distrust::OtherName(_) => "untrusted-name",
            Distrust::OwnWord => "untrusted-own-word",
            Distrust::Unknown => "untrusted",
        }
    }

    /// Every kind, for the test that each has its words.
    pub const KINDS: [&'static str; 6] = [
        "untrusted-expired",
        "untrusted-not-yet",
        "untrusted-no-name",
        "untrusted-name",
        "untrusted-own-word",
        "untrusted",
    ];

    /// What a person reads of it.
    pub fn failure(&self) -> Failure {
        let said = Failure::new(format!("sync-{}", self.kind()), "");
        match self {
            Distrust::Expired(at) | Distrust::NotYet(at) => Failure { at: *at, ..said },
            Distrust::OtherName(names) => said.named(names.join(", ")),
            Distrust::OwnWord | Distrust::Unknown => said,
        }
    }
}

/// The certificate is made as an authority's, and a server shows it as its own.
fn is_own_word(error: &CertificateError) -> bool {
    // The library that finds it has no kind for it in the other one's.
    matches!(error, CertificateError::Other(other) if other.0.to_string() == "CaUsedAsEndEntity")
}

/// A name without what the library says around it: `DnsName("a.example")`.
fn bare(presented: &str) -> String {
    let within = presented.split_once('(').map_or(presented, |(_, rest)| rest.trim_end_matches(')'));
    within.trim_matches('"').to_owned()
}

/// Shakes hands by these certificates alone: the authorities among them, and whoever shows one of them itself.
pub fn trusting(pem: &str) -> Option<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let given: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<_, _>>().ok()?;
    for one in &given {
        roots.add(one.clone()).ok()?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let inner = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().ok()?;
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    let verifier = Arc::new(Given { inner, given });
    Some(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// Believes whom the authorities vouch for, and the very certificates that were given.
#[derive(Debug)]
struct Given {
    inner: Arc<WebPkiServerVerifier>,
    given: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for Given {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.inner.verify_server_cert(shown, between, name, ocsp, now) {
            // Its time was looked at before this was found; its names were not.
            Err(Error::InvalidCertificate(error))
                if is_own_word(&error) && self.given.iter().any(|one| one == shown) =>
            {
                verify_server_name(&ParsedCertificate::try_from(shown)?, name)?;
                Ok(ServerCertVerified::assertion())
            }
            found => found,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, shown, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, shown, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
