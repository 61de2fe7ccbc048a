//! Wrapping the key by a passphrase or by the recovery code.
//!
//! The wrapping key is used once (its salt is new each time), so the key is added to it bit by bit; a keyed hash over the
//! result tells a right passphrase from a wrong one. Must not ask for anything.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use super::code::RecoveryCode;
use super::random_bytes;
use crate::store::error::StoreError;

/// Memory and passes: 0.2 to 0.4 s on a small laptop.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// A key wrapped by a passphrase.
#[derive(Serialize, Deserialize)]
pub(super) struct ByPassphrase {
    salt: String,
    wrapped: String,
    check: String,
    memory_kib: u32,
    passes: u32,
}

/// What tells a PIN from another text: its Argon2id hash.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct ByPin {
    salt: String,
    hash: String,
    memory_kib: u32,
    passes: u32,
}

/// A key wrapped by the recovery code, which needs no slow hash: it has 128 bits of its own.
#[derive(Serialize, Deserialize)]
pub(super) struct ByCode {
    salt: String,
    wrapped: String,
    check: String,
}

impl ByPassphrase {
    pub(super) fn wrap(key: &[u8; 32], passphrase: &str) -> Result<ByPassphrase, StoreError> {
        let salt: [u8; 16] = random_bytes()?;
        let pad = stretch(passphrase, &salt, MEMORY_KIB, PASSES)?;
        let (wrapped, check) = wrap(key, &pad);
        Ok(ByPassphrase { salt: hex(&salt), wrapped, check, memory_kib: MEMORY_KIB, passes: PASSES })
    }

    pub(super) fn open(&self, passphrase: &str) -> Result<Option<[u8; 32]>, StoreError> {
        let Some(salt) = unhex(&self.salt) else { return Ok(None) };
        let pad = stretch(passphrase, &salt, self.memory_kib.min(1024 * 1024), self.passes.min(32))?;
        Ok(open(&self.wrapped, &self.check, &pad))
    }
}

impl ByPin {
    pub(super) fn of(pin: &str) -> Result<ByPin, StoreError> {
        let salt: [u8; 16] = random_bytes()?;
        let hash = stretch(pin, &salt, MEMORY_KIB, PASSES)?;
        Ok(ByPin { salt: hex(&salt), hash: hex(&hash[..32]), memory_kib: MEMORY_KIB, passes: PASSES })
    }

    pub(super) fn is(&self, pin: &str) -> Result<bool, StoreError> {
        let Some(salt) = unhex(&self.salt) else { return Ok(false) };
        let hash = stretch(pin, &salt, self.memory_kib.min(1024 * 1024), self.passes.min(32))?;
        let (proof, _) = halves(&hash);
        let Some(kept) = unhex(&self.hash).and_then(|kept| <[u8; 32]>::try_from(kept).ok()) else { return Ok(false) };
        // blake3 compares its hashes in constant time.
        Ok(blake3::Hash::from_bytes(proof) == blake3::Hash::from_bytes(kept))
    }
}

impl ByCode {
    pub(super) fn wrap(key: &[u8; 32], code: &RecoveryCode) -> Result<ByCode, StoreError> {
        let salt: [u8; 16] = random_bytes()?;
        let (wrapped, check) = wrap(key, &spread(code, &salt));
        Ok(ByCode { salt: hex(&salt), wrapped, check })
    }

    pub(super) fn open(&self, code: &RecoveryCode) -> Option<[u8; 32]> {
        open(&self.wrapped, &self.check, &spread(code, &unhex(&self.salt)?))
    }
}

fn stretch(passphrase: &str, salt: &[u8], memory: u32, passes: u32) -> Result<[u8; 64], StoreError> {
    use unicode_normalization::UnicodeNormalization;

    // Two keyboards may compose one letter differently.
    let passphrase: String = passphrase.nfkc().collect();
    let failed = |error: argon2::Error| StoreError::Database(format!("key derivation: {error}"));
    let params = Params::new(memory, passes, 1, Some(64)).map_err(failed)?;
    let mut pad = [0; 64];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut pad)
        .map_err(failed)?;
    Ok(pad)
}

fn spread(code: &RecoveryCode, salt: &[u8]) -> [u8; 64] {
    let mut hasher = blake3::Hasher::new_derive_key("rounds 2026 recovery code wraps the key");
    hasher.update(salt).update(code.bytes());
    let mut pad = [0; 64];
    hasher.finalize_xof().fill(&mut pad);
    pad
}

fn halves(pad: &[u8; 64]) -> ([u8; 32], [u8; 32]) {
    let (mut first, mut second) = ([0; 32], [0; 32]);
    first.copy_from_slice(&pad[..32]);
    second.copy_from_slice(&pad[32..]);
    (first, second)
}

fn add(one: &[u8; 32], other: &[u8; 32]) -> [u8; 32] {
    std::array::from_fn(|n| one[n] ^ other[n])
}

fn wrap(key: &[u8; 32], pad: &[u8; 64]) -> (String, String) {
    let (mask, proof) = halves(pad);
    let wrapped = add(key, &mask);
    (hex(&wrapped), hex(blake3::keyed_hash(&proof, &wrapped).as_bytes()))
}

fn open(wrapped: &str, check: &str, pad: &[u8; 64]) -> Option<[u8; 32]> {
    let (mask, proof) = halves(pad);
    let wrapped: [u8; 32] = unhex(wrapped)?.try_into().ok()?;
    let check: [u8; 32] = unhex(check)?.try_into().ok()?;
    // blake3 compares its hashes in constant time.
    (blake3::keyed_hash(&proof, &wrapped) == blake3::Hash::from_bytes(check)).then(|| add(&wrapped, &mask))
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()
}
