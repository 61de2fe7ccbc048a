//! A sync without any network, the server's side: a laptop's bundle is taken as its requests would be, and its answer goes into a file.
//!
//! Always holds: a bundle is taken once however often it comes, and what the real sync brings later is known; making an answer states
//! nothing about how far the laptop is, for nobody knows whether it arrives.

use super::core::{By, Core, Who};
use super::error::ServerError;
use super::exchange::round::Round;
use super::storage::{Device, Storage};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::sync::Mark;
use crate::sync::bundle::{Body, BundleError, File, Keys, Way, header, open, seal};
use crate::sync::wire::{Cursor, PROTOCOL, Request, Response, Word};

/// Why a bundle could not be taken or made.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// The bundle.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The server.
    #[error(transparent)]
    Server(#[from] ServerError),
}

impl From<super::error::StorageError> for CarryError {
    fn from(error: super::error::StorageError) -> CarryError {
        CarryError::Server(error.into())
    }
}

/// What came in a laptop's bundle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenIn {
    /// The laptop.
    pub device: Device,
    /// Changes in it.
    pub changes: usize,
    /// Those that were not known before.
    pub new: usize,
    /// The server was restored from a backup and does not know where the laptop is: nothing was taken, the answer asks for more.
    pub unknown: bool,
    /// How far the laptop says it is.
    cursors: Vec<Cursor>,
}

struct Secrets {
    signing: [u8; 32],
    sealing: [u8; 32],
}

impl Core {
    fn secrets(&mut self, storage: &mut dyn Storage) -> Result<Secrets, CarryError> {
        let mut tx = storage.look()?;
        let mut secret = |name: &str| -> Result<[u8; 32], CarryError> {
            // Without them nobody was ever enrolled here.
            Ok(tx.secret(name)?.and_then(|bytes| bytes.try_into().ok()).ok_or(BundleError::Foreign)?)
        };
        Ok(Secrets { signing: secret("signing")?, sealing: secret("sealing")? })
    }

    /// Takes a laptop's bundle.
    pub fn bundle_in(&mut self, storage: &mut dyn Storage, bytes: &[u8], now: Moment) -> Result<TakenIn, CarryError> {
        let (head, _) = header(bytes)?;
        if head.way != Way::Up {
            return Err(BundleError::OtherWay.into());
        }
        let secrets = self.secrets(storage)?;
        let device = storage.look()?.devices()?.into_iter().find(|device| device.id == head.device);
        let device = device.ok_or(BundleError::Foreign)?;
        let keys = Keys {
            signing: &secrets.signing,
            sealing: &secrets.sealing,
            their_signing: &device.signing,
            their_sealing: &device.sealing,
        };
        let (_, Body::Requests(requests)) = open(bytes, Way::Up, &keys)? else {
            return Err(BundleError::Damaged.into());
        };
        let who = Who::of(&device);
        let mut taken = TakenIn { device, changes: 0, new: 0, unknown: false, cursors: Vec::new() };
        for request in requests {
            let groups = crate::sync::read_groups(&request).ok_or(ServerError::Malformed)?;
            let mut new = 0;
            {
                let mut tx = storage.look()?;
                for change in groups.iter().flat_map(|group| &group.changes) {
                    taken.changes += 1;
                    new += usize::from(tx.change(change.identity)?.is_none());
                }
            }
            let response = self.answer(storage, &who, &Request { most: 1, ..request.clone() }, now, By::Bundle)?;
            if response.word == Word::Unknown {
                taken.unknown = true;
            } else {
                taken.new += new;
            }
            taken.cursors = request.cursors;
        }
        Ok(taken)
    }

    /// The laptop that a person names: its id, its rep, or `rep/laptop`. `Err`: those that it could be.
    pub fn named_device(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        now: Moment,
    ) -> Result<Result<Device, Vec<String>>, ServerError> {
        let users = self.users(storage, now)?;
        let called = |device: &Device| {
            let user = users.iter().find(|user| user.id == device.user).map_or("", |user| user.name.as_str());
            format!("{user}/{}", device.name)
        };
        let devices: Vec<Device> =
            self.devices(storage)?.into_iter().filter(|device| device.revoked_at.is_none()).collect();
        let user: Option<Id> = users.iter().find(|user| user.name == name).map(|user| user.id);
        let fits =
            |device: &&Device| device.id.to_string() == name || Some(device.user) == user || called(device) == name;
        let found: Vec<&Device> = devices.iter().filter(fits).collect();
        Ok(match found.as_slice() {
            [only] => Ok((*only).clone()),
            [] => Err(devices.iter().map(called).collect()),
            several => Err(several.iter().map(|device| format!("{} ({})", called(device), device.id)).collect()),
        })
    }

    /// A bundle of all that a laptop lacks. `after`: what it said in a bundle of its own; else what it said last. `seed`: true randomness.
    pub fn bundle_out(
        &mut self,
        storage: &mut dyn Storage,
        device: &Device,
        after: Option<&TakenIn>,
        seed: [u8; 32],
        now: Moment,
    ) -> Result<Vec<u8>, CarryError> {
        let mut cursors = match after {
            Some(taken) => taken.cursors.clone(),
            None => self.stored_cursors(storage, device, now)?,
        };
        let who = Who::of(device);
        let mut answers: Vec<Response> = Vec::new();
        let mut files = Vec::new();
        loop {
            let request = Request {
                protocol: PROTOCOL,
                now: now.millis(),
                cursors: cursors.clone(),
                most: u32::MAX,
                ..Request::default()
            };
            let mut answer = self.answer(storage, &who, &request, now, By::Nobody)?;
            for offer in answer.offers.iter_mut().flatten() {
                let stated = cursors.iter().find(|cursor| cursor.stream == offer.stream);
                offer.from = Some(stated.map_or(Mark::default(), |cursor| cursor.at));
            }
            let mut more = answer.slices.iter().any(|slice| slice.left > 0);
            let mut tell = |stream, at| match cursors.iter_mut().find(|cursor| cursor.stream == stream) {
                Some(cursor) => cursor.at = at,
                None => cursors.push(Cursor { stream, at, marks: None }),
            };
            for slice in &answer.slices {
                tell(slice.stream, slice.to);
            }
            for offer in answer.offers.iter().flatten() {
                let bytes = storage.look()?.snapshot_bytes(&offer.name, 0, usize::MAX)?;
                files.push(File { name: offer.name, bytes });
                tell(offer.stream, offer.mark);
                more = true;
            }
            more &= answer.word == Word::Fine;
            answers.push(answer);
            if !more {
                break;
            }
        }
        // Whoever takes it states these marks, which he never stated here: they stay known, however late he comes. One that he brought and that
        // this log does not know is a former server's: kept, it would hide the restoration.
        let mut tx = storage.begin()?;
        for Cursor { stream, at, .. } in &cursors {
            if *at != Mark::default() && tx.knows_mark(*stream, *at)? {
                tx.keep_mark(*stream, *at)?;
            }
        }
        tx.commit()?;
        let secrets = self.secrets(storage)?;
        let keys = Keys {
            signing: &secrets.signing,
            sealing: &secrets.sealing,
            their_signing: &device.signing,
            their_sealing: &device.sealing,
        };
        Ok(seal(&Body::Answers(answers, files), Way::Down, device.id, &keys, seed, now)?)
    }

    fn stored_cursors(
        &mut self,
        storage: &mut dyn Storage,
        device: &Device,
        now: Moment,
    ) -> Result<Vec<Cursor>, CarryError> {
        let mut round = Round::look(storage, self.session, &mut self.seq, now)?;
        let mut cursors = Vec::new();
        for stream in round.streams_of(device.user)? {
            let at = round.tx.cursor(device.number, stream)?.unwrap_or_default();
            cursors.push(Cursor { stream, at, marks: None });
        }
        Ok(cursors)
    }
}
