//! A sync without any network: requests, or answers, in a file that may go through anyone's hands.
//!
//! Always holds: only the addressee can read it (X25519 with a key made for this file, ChaCha20-Poly1305), only who enrolled can have
//! written it (Ed25519 over every byte), and what is wrong with a file is said before anything of it is used. Randomness is handed in.

use std::io::Read;

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use minicbor::{Decode, Encode};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use x25519_dalek::{PublicKey, StaticSecret};

use super::frame::has_at_most;
use super::snapshot::Name;
use super::wire::{Request, Response};
use crate::base::clock::Moment;
use crate::base::id::Id;

/// What every bundle begins with.
pub const MAGIC: &[u8; 8] = b"rounds\x01b";
/// What is signed and derived begins with this, so that no signature or key can stand for anything else of ours.
const CONTEXT: &str = "rounds bundle 1";
const VERSION: u16 = 1;
const SIGNATURE: usize = 64;
const TAG: usize = 16;
/// A header is at most this long.
const MOST_HEADER: usize = 4096;
/// What a bundle may become when it is decompressed.
const MOST_OPEN: u64 = 256 << 20;
/// As many items has it at most: some hundred thousand changes. Snapshots are one item each.
const MOST_ITEMS: usize = 4 << 20;

/// The largest window of its compression, as a power of two.
const MOST_WINDOW: u32 = 24;

/// Which way a bundle goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(index_only)]
pub enum Way {
    /// From a laptop to the server.
    #[n(0)]
    Up,
    /// From the server to a laptop.
    #[n(1)]
    Down,
}

/// What stands readable at the beginning of a bundle.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub struct Header {
    #[n(0)]
    version: u16,
    /// Which way it goes.
    #[n(1)]
    pub way: Way,
    /// The laptop's id at the server, whichever way it goes.
    #[n(2)]
    pub device: Id,
    /// When it was made, in milliseconds since the epoch.
    #[n(3)]
    made_at: i64,
    /// The key made for this file.
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    ephemeral: [u8; 32],
    /// The first bytes of the hash of the addressee's key.
    #[n(5)]
    #[cbor(with = "minicbor::bytes")]
    to: [u8; 8],
    /// How long the sealed part is.
    #[n(6)]
    sealed: u64,
}

impl Header {
    /// When the bundle was made.
    pub fn made_at(&self) -> Moment {
        Moment::from_millis(self.made_at)
    }
}

/// What is inside.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub enum Body {
    /// A laptop's requests, in their order.
    #[n(0)]
    Requests(#[n(0)] Vec<Request>),
    /// The server's answers in their order, and the snapshots that they offer.
    #[n(1)]
    Answers(#[n(0)] Vec<Response>, #[n(1)] Vec<File>),
}

/// A snapshot in a bundle.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub struct File {
    /// Its name.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub name: Name,
    /// Its bytes.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

/// What is wrong with a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The file is something else.
    #[error("this is no bundle of Rounds")]
    NotABundle,
    /// A newer version of Rounds made it.
    #[error("a newer version of Rounds made this bundle")]
    Newer,
    /// Its end is missing.
    #[error("the end of the bundle is missing")]
    CutOff,
    /// Its bytes were changed, or somebody else wrote them.
    #[error("the bundle was damaged, or was not written by who it says")]
    Damaged,
    /// It is for another company, or another laptop.
    #[error("the bundle is for somebody else")]
    Foreign,
    /// A laptop's where the server's is wanted, or the other way.
    #[error("the bundle goes the other way")]
    OtherWay,
    /// The laptop has synced since it was made, or before; it begins at another place.
    #[error("the bundle begins where this book no longer is")]
    Elsewhere,
}

impl BundleError {
    /// The key of its words in the locale files, less the prefix `bundle-`.
    pub fn kind(self) -> &'static str {
        match self {
            BundleError::NotABundle => "not-a-bundle",
            BundleError::Newer => "newer",
            BundleError::CutOff => "cut-off",
            BundleError::Damaged => "damaged",
            BundleError::Foreign => "foreign",
            BundleError::OtherWay => "other-way",
            BundleError::Elsewhere => "elsewhere",
        }
    }

    /// Every kind, for the test that each has its words.
    pub const KINDS: [&'static str; 7] =
        ["not-a-bundle", "newer", "cut-off", "damaged", "foreign", "other-way", "elsewhere"];
}

/// The keys of one end: its own secrets, and what it knows of the other.
pub struct Keys<'k> {
    /// Its own Ed25519 secret.
    pub signing: &'k [u8; 32],
    /// Its own X25519 secret.
    pub sealing: &'k [u8; 32],
    /// The other's Ed25519 key.
    pub their_signing: &'k [u8; 32],
    /// The other's X25519 key.
    pub their_sealing: &'k [u8; 32],
}

fn fingerprint(key: &[u8; 32]) -> [u8; 8] {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(key).as_bytes()[..8]);
    first
}

fn cipher(secret: &StaticSecret, their: &PublicKey, ephemeral: &[u8; 32], to: &[u8; 32]) -> Option<LessSafeKey> {
    let shared = secret.diffie_hellman(their);
    let mut material = shared.as_bytes().to_vec();
    material.extend_from_slice(ephemeral);
    material.extend_from_slice(to);
    let key = blake3::derive_key(CONTEXT, &material);
    UnboundKey::new(&CHACHA20_POLY1305, &key).ok().map(LessSafeKey::new)
}

/// The key is used once, so the nonce may be this.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; NONCE_LEN])
}

fn signed(bytes: &[u8]) -> Vec<u8> {
    [CONTEXT.as_bytes(), bytes].concat()
}

/// Seals and signs; `seed`: true randomness for the key of this file.
pub fn seal(
    body: &Body,
    way: Way,
    device: Id,
    keys: &Keys<'_>,
    seed: [u8; 32],
    at: Moment,
) -> Result<Vec<u8>, BundleError> {
    let plain = minicbor::to_vec(body).map_err(|_| BundleError::Damaged)?;
    let mut sealed = zstd::bulk::compress(&plain, 9).map_err(|_| BundleError::Damaged)?;
    let secret = StaticSecret::from(seed);
    let ephemeral = PublicKey::from(&secret).to_bytes();
    let header = Header {
        version: VERSION,
        way,
        device,
        made_at: at.millis(),
        ephemeral,
        to: fingerprint(keys.their_sealing),
        sealed: (sealed.len() + TAG) as u64,
    };
    let head = minicbor::to_vec(&header).map_err(|_| BundleError::Damaged)?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&(head.len() as u16).to_be_bytes());
    bytes.extend_from_slice(&head);
    let their = PublicKey::from(*keys.their_sealing);
    let key = cipher(&secret, &their, &ephemeral, keys.their_sealing).ok_or(BundleError::Damaged)?;
    key.seal_in_place_append_tag(nonce(), Aad::from(&bytes), &mut sealed).map_err(|_| BundleError::Damaged)?;
    bytes.extend_from_slice(&sealed);
    let signature = SigningKey::from_bytes(keys.signing).sign(&signed(&bytes));
    bytes.extend_from_slice(&signature.to_bytes());
    Ok(bytes)
}

/// The header of a bundle, and where the sealed part begins. Nothing of it is proven yet.
pub fn header(bytes: &[u8]) -> Result<(Header, usize), BundleError> {
    let rest = match bytes.strip_prefix(MAGIC) {
        Some(rest) => rest,
        None if !bytes.is_empty() && MAGIC.starts_with(bytes) => return Err(BundleError::CutOff),
        None => return Err(BundleError::NotABundle),
    };
    let length: [u8; 2] = rest.get(..2).and_then(|two| two.try_into().ok()).ok_or(BundleError::CutOff)?;
    let length = usize::from(u16::from_be_bytes(length));
    if length > MOST_HEADER {
        return Err(BundleError::Damaged);
    }
    let head = rest.get(2..2 + length).ok_or(BundleError::CutOff)?;
    let mut decoder = minicbor::Decoder::new(head);
    let version = decoder.array().and_then(|_| decoder.u16()).map_err(|_| BundleError::Damaged)?;
    if version > VERSION {
        return Err(BundleError::Newer);
    }
    let header: Header = minicbor::decode(head).map_err(|_| BundleError::Damaged)?;
    Ok((header, MAGIC.len() + 2 + length))
}

/// Proves and opens a bundle that goes this way to this end.
pub fn open(bytes: &[u8], way: Way, keys: &Keys<'_>) -> Result<(Header, Body), BundleError> {
    let (header, from) = header(bytes)?;
    if header.way != way {
        return Err(BundleError::OtherWay);
    }
    let own = PublicKey::from(&StaticSecret::from(*keys.sealing)).to_bytes();
    if header.to != fingerprint(&own) {
        return Err(BundleError::Foreign);
    }
    let whole = (from as u64).saturating_add(header.sealed).saturating_add(SIGNATURE as u64);
    match (bytes.len() as u64).cmp(&whole) {
        std::cmp::Ordering::Less => return Err(BundleError::CutOff),
        std::cmp::Ordering::Greater => return Err(BundleError::Damaged),
        std::cmp::Ordering::Equal => {}
    }
    let (said, signature) = bytes.split_at(bytes.len() - SIGNATURE);
    let signature = Signature::from_slice(signature).map_err(|_| BundleError::Damaged)?;
    let writer = VerifyingKey::from_bytes(keys.their_signing).map_err(|_| BundleError::Damaged)?;
    writer.verify(&signed(said), &signature).map_err(|_| BundleError::Damaged)?;
    let (head, sealed) = said.split_at(from);
    let secret = StaticSecret::from(*keys.sealing);
    let key =
        cipher(&secret, &PublicKey::from(header.ephemeral), &header.ephemeral, &own).ok_or(BundleError::Damaged)?;
    let mut sealed = sealed.to_vec();
    let plain = key.open_in_place(nonce(), Aad::from(head), &mut sealed).map_err(|_| BundleError::Damaged)?;
    Ok((header, body(plain)?))
}

/// The inside of an opened bundle.
pub fn body(packed: &[u8]) -> Result<Body, BundleError> {
    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed).map_err(|_| BundleError::Damaged)?;
    // What level 9 takes; a header may claim far more, and have it allocated.
    decoder.window_log_max(MOST_WINDOW).map_err(|_| BundleError::Damaged)?;
    let mut plain = Vec::new();
    decoder.take(MOST_OPEN + 1).read_to_end(&mut plain).map_err(|_| BundleError::Damaged)?;
    if plain.len() as u64 > MOST_OPEN || !has_at_most(&plain, MOST_ITEMS) {
        return Err(BundleError::Damaged);
    }
    minicbor::decode(&plain).map_err(|_| BundleError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct End {
        signing: [u8; 32],
        sealing: [u8; 32],
    }

    impl End {
        fn of(seed: u8) -> End {
            End { signing: [seed; 32], sealing: [seed + 1; 32] }
        }

        fn public(&self) -> ([u8; 32], [u8; 32]) {
            let signing = SigningKey::from_bytes(&self.signing).verifying_key().to_bytes();
            (signing, PublicKey::from(&StaticSecret::from(self.sealing)).to_bytes())
        }
    }

    fn opened(bytes: &[u8], way: Way, me: &End, they: &End) -> Result<Body, BundleError> {
        let (their_signing, their_sealing) = they.public();
        let keys = Keys {
            signing: &me.signing,
            sealing: &me.sealing,
            their_signing: &their_signing,
            their_sealing: &their_sealing,
        };
        open(bytes, way, &keys).map(|(_, body)| body)
    }

    #[test]
    fn a_bundle_opens_for_its_addressee_and_nothing_else_does() {
        let (laptop, server, other) = (End::of(1), End::of(11), End::of(21));
        let (their_signing, their_sealing) = server.public();
        let keys = Keys {
            signing: &laptop.signing,
            sealing: &laptop.sealing,
            their_signing: &their_signing,
            their_sealing: &their_sealing,
        };
        let body = Body::Requests(vec![Request { now: 5, ..Request::default() }]);
        let device = Id::derived(&[b"laptop"]);
        let bytes = seal(&body, Way::Up, device, &keys, [9; 32], Moment::from_millis(7)).unwrap();
        assert_eq!(header(&bytes).unwrap().0.device, device);
        assert_eq!(opened(&bytes, Way::Up, &server, &laptop), Ok(body));
        assert_eq!(opened(&bytes, Way::Down, &server, &laptop), Err(BundleError::OtherWay));
        assert_eq!(opened(&bytes, Way::Up, &other, &laptop), Err(BundleError::Foreign));
        assert_eq!(opened(&bytes, Way::Up, &server, &other), Err(BundleError::Damaged), "written by somebody else");
        assert_eq!(opened(b"", Way::Up, &server, &laptop), Err(BundleError::NotABundle));
        assert_eq!(opened(b"PK\x03\x04 a zip file", Way::Up, &server, &laptop), Err(BundleError::NotABundle));
        for length in 1..bytes.len() {
            assert_eq!(opened(&bytes[..length], Way::Up, &server, &laptop), Err(BundleError::CutOff), "{length}");
        }
        let longer = [bytes.as_slice(), b"x"].concat();
        assert_eq!(opened(&longer, Way::Up, &server, &laptop), Err(BundleError::Damaged));
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 0x10;
            assert!(opened(&broken, Way::Up, &server, &laptop).is_err(), "byte {at}");
        }
    }
}
