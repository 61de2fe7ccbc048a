//! Enrolling: a one-time code becomes a token, keys are exchanged, and the rep's own records become the company's.

use ed25519_dalek::SigningKey;
use x25519_dalek::{PublicKey, StaticSecret};

use super::address::{AddressTrouble, address_trouble, tidy_url};
use super::distrust::Distrust;
use super::error::SyncError;
use super::http::Link;
use crate::base::cause::Cause;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::point::pass;
use crate::domain::failure::Failure;
use crate::store::{Enrolment, Writer};
use crate::sync::wire::{Enrol, PROTOCOL};

/// Why a laptop could not be enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The address is none that may be asked.
    #[error("the address is none that may be asked: {0:?}")]
    Address(AddressTrouble),
    /// A plain line was tried, and the server speaks a safe one.
    #[error("the server speaks https and was asked in plain http")]
    SpeaksTls,
    /// The profile is one of a company's already.
    #[error("this profile is enrolled at {0} already")]
    Already(String),
    /// The book holds the demo's customers. The server was not asked.
    #[error("the book holds the demo's customers, which no company takes")]
    Demo,
    /// The code is wrong, was used, or is too old.
    #[error("the enrolment code is wrong, was used, or is too old")]
    BadCode,
    /// The user has no territory: there is nowhere to put a customer.
    #[error("the admin has given you no territory yet")]
    NoTerritory,
    /// The user has several territories, and none of them was named. The code still holds.
    #[error("the rep has several territories, and none of them was named")]
    Which(Vec<(Id, String)>),
    /// The connection or the book.
    #[error(transparent)]
    Sync(#[from] SyncError),
}

impl EnrolError {
    /// What a person reads of it who gave this address. Nothing goes by itself here: the laptop belongs to no company yet.
    pub fn failure(&self, url: &str) -> Failure {
        let said = |words: &str| Failure::new(words, tidy_url(url));
        match self {
            EnrolError::Address(trouble) => Failure::new(trouble.words(), url.trim()),
            EnrolError::SpeaksTls => said("connect-speaks-tls"),
            EnrolError::Already(known) => said("connect-already").named(known),
            EnrolError::Demo => said("connect-demo"),
            EnrolError::BadCode => said("connect-bad-code"),
            EnrolError::NoTerritory => said("connect-no-territory"),
            EnrolError::Which(_) => said("connect-which"),
            EnrolError::Sync(SyncError::Offline(cause)) => {
                Failure { cause: Some(cause.clone()), ..said("connect-offline") }
            }
            EnrolError::Sync(SyncError::Untrusted(Distrust::Unknown)) => said("connect-untrusted"),
            // Whoever answers so knows no such place.
            EnrolError::Sync(SyncError::ServerTooOld) => said("connect-not-there"),
            EnrolError::Sync(SyncError::ServerFull) => said("connect-server-full"),
            EnrolError::Sync(SyncError::Later { .. }) => said("connect-later"),
            EnrolError::Sync(SyncError::Malformed(what) | SyncError::ServerTrouble(what)) => {
                said("connect-not-reached").named(what)
            }
            EnrolError::Sync(error) => error.failure(),
        }
    }
}

impl From<crate::store::StoreError> for EnrolError {
    fn from(error: crate::store::StoreError) -> EnrolError {
        EnrolError::Sync(error.into())
    }
}

/// What an enrolment is made of.
pub struct Asked<'a> {
    /// The server's address.
    pub url: &'a str,
    /// The person says that a plain line to it is safe.
    pub plain: bool,
    /// The one-time code.
    pub code: &'a str,
    /// The laptop's name, for the admin's list.
    pub name: &'a str,
    /// True randomness, for its keys.
    pub seed: [u8; 64],
    /// Enrols a profile once more whose token the server no longer knows; records and outbox stay.
    pub again: bool,
    /// The company's own certificates (PEM); empty: whom the system trusts, or what was given before.
    pub ca: &'a str,
}

/// Picks one of several territories; `None`: nobody can say now.
pub type Choose<'a> = dyn FnMut(&[(Id, String)]) -> Option<Id> + 'a;

/// Enrols this profile. `choose`: in which of several territories the customers made so far, and new ones, shall lie. The code is used up
/// only when that is known.
pub fn enrol(
    store: &mut Writer,
    asked: &Asked<'_>,
    choose: &mut Choose<'_>,
    now: Moment,
) -> Result<Enrolment, EnrolError> {
    match address_trouble(asked.url) {
        None => {}
        Some(AddressTrouble::InTheClear) if asked.plain => {}
        Some(trouble) => return Err(EnrolError::Address(trouble)),
    }
    let known = store.enrolment()?;
    if let Some(known) = known.as_ref().filter(|_| !asked.again) {
        return Err(EnrolError::Already(known.url.clone()));
    }
    if known.is_none() && !store.strays(1)?.is_empty() {
        return Err(EnrolError::Demo);
    }
    let key = |half: &[u8]| half.try_into().unwrap_or([0; 32]);
    // Whose answer was lost, or could not be kept, asks once more with the keys that the server may know by now.
    let seed = store.enrolling()?.unwrap_or(asked.seed);
    let signing: [u8; 32] = key(&seed[..32]);
    let sealing: [u8; 32] = key(&seed[32..]);
    let ca = match known.as_ref().map(|known| known.ca.as_str()) {
        Some(before) if asked.ca.is_empty() => before.to_owned(),
        _ => asked.ca.to_owned(),
    };
    let mut link = Link::trusting(asked.url, "", &ca)?;
    let request = Enrol {
        protocol: PROTOCOL,
        code: asked.code.to_string(),
        name: asked.name.to_string(),
        signing: SigningKey::from_bytes(&signing).verifying_key().to_bytes(),
        sealing: PublicKey::from(&StaticSecret::from(sealing)).to_bytes(),
    };
    let refused = |error| match error {
        SyncError::Refused => EnrolError::BadCode,
        error => error.into(),
    };
    let invitation = match link.invitation(&request) {
        Err(SyncError::Offline(Cause::Broken)) if link.speaks_tls() => return Err(EnrolError::SpeaksTls),
        answer => answer.map_err(refused)?,
    };
    if let Some(known) = known.as_ref().filter(|known| known.user != invitation.user) {
        return Err(EnrolError::Already(known.url.clone()));
    }
    let among = |id: &Id| invitation.territories.iter().any(|(one, _)| one == id);
    let territory = match invitation.territories.as_slice() {
        [] => return Err(EnrolError::NoTerritory),
        [(only, _)] => *only,
        several => match known.map(|known| known.territory).filter(among) {
            Some(before) => before,
            None => choose(several).filter(among).ok_or_else(|| EnrolError::Which(several.to_vec()))?,
        },
    };
    // On the disk before the code is used up: a disk that takes nothing costs no code.
    store.begin_enrolling(&seed, now)?;
    let enrolled = link.enrol(&request).map_err(refused)?;
    pass("enrolled");
    let enrolment = Enrolment {
        url: tidy_url(asked.url),
        token: enrolled.token,
        user: enrolled.user,
        device: enrolled.device,
        territory,
        territories: enrolled.territories.iter().map(|(id, _)| *id).collect(),
        roles: enrolled.roles,
        signing,
        sealing,
        server_signing: enrolled.signing,
        server_sealing: enrolled.sealing,
        ca,
    };
    store.enrol(&enrolment, now)?;
    Ok(enrolment)
}
