//! The endpoint's answer to one request: pushes taken, slices given, in one transaction.
//!
//! Always holds: the same request again changes nothing; a cursor that the log does not know is answered before anything is taken, for
//! then one side was restored and positions mean nothing.

use std::collections::BTreeSet;

use super::cursors::{knows, unknown, where_it_is, witness};
use super::error::{ServerError, StorageError};
use super::exchange::push::Answered;
use super::exchange::round::{Author, Round};
use super::pull::pull;
use super::storage::{Device, DeviceNumber, Storage};
use super::upkeep::snapshots::OFFER_AFTER;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::point::pass;
use crate::sync::wire::{Cursor, OLDEST_PROTOCOL, PROTOCOL, Request, Response, Word};
use crate::sync::{Faults, Identity, ReadGroup, StreamId, read_groups};

/// Which laptop asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Who {
    /// Its number.
    pub device: DeviceNumber,
    /// Whose it is.
    pub user: Id,
    /// It was taken away.
    pub revoked: bool,
}

impl Who {
    /// The laptop of an enrolment.
    pub fn of(device: &Device) -> Who {
        Who { device: device.number, user: device.user, revoked: device.revoked_at.is_some() }
    }
}

/// As many rows are read and written for a request in one transaction, about: what a thousand ordinary changes take. Whoever brings a month of work
/// holds nobody up for longer than this takes.
const PART: usize = 3_000;

/// A request that was read and is being taken, in parts of whole groups.
#[derive(Debug)]
pub struct Asked<'r> {
    request: &'r Request,
    groups: Vec<ReadGroup>,
    /// How far the log went when it came.
    began: Option<u64>,
    /// What was found of it before anything was taken; it holds for all of its parts.
    found: Option<Found>,
    /// So many versions given back, groups, and changes that were given up, were taken and kept.
    returned: usize,
    taken: usize,
    withdrawn: usize,
    /// What became of them.
    sent: Vec<Answered>,
}

#[derive(Debug)]
struct Found {
    /// Where the laptop is.
    cursors: Vec<Cursor>,
    /// It holds the same as we.
    same: bool,
    /// The sessions of others that it names.
    foreign: BTreeSet<u64>,
}

impl<'r> Asked<'r> {
    /// Reads what a request brings: nothing that needs the storage.
    pub fn read(request: &'r Request) -> Result<Asked<'r>, ServerError> {
        let groups = read_groups(request).ok_or(ServerError::Malformed)?;
        Ok(Asked { request, groups, began: None, found: None, returned: 0, taken: 0, withdrawn: 0, sent: Vec::new() })
    }
}

/// The endpoint itself: the session under which it writes.
#[derive(Debug)]
pub struct Core {
    pub(super) session: u64,
    pub(super) seq: u64,
    pub(super) faults: Faults,
    pub(super) offer_after: u64,
    /// As much work as one transaction does.
    part: usize,
    elsewhere: bool,
    /// The streams of which a file was made for the request that is asked again.
    built: Vec<StreamId>,
    /// When the storage was looked through last and nothing could be built anew.
    pub(super) looked: Option<Moment>,
}

impl Core {
    /// One that writes under this session: 64 random bits, drawn at every start.
    pub fn new(session: u64) -> Core {
        Core::with(session, Faults::default())
    }

    /// With mistakes.
    #[doc(hidden)]
    pub fn with(session: u64, faults: Faults) -> Core {
        Core {
            session,
            seq: 0,
            faults,
            offer_after: OFFER_AFTER,
            part: PART,
            elsewhere: false,
            built: Vec::new(),
            looked: None,
        }
    }

    /// One that does so much work in one transaction.
    #[doc(hidden)]
    pub fn taking(self, part: usize) -> Core {
        Core { part, ..self }
    }

    /// One that offers a snapshot from so many entries on.
    #[doc(hidden)]
    pub fn offering(self, after: u64) -> Core {
        Core { offer_after: after, ..self }
    }

    /// One beside which files are made: a request that needs one which is not there is not answered but with [`ServerError::Lacks`], and is
    /// asked again when it was made.
    pub fn making_elsewhere(self) -> Core {
        Core { elsewhere: true, ..self }
    }

    /// Takes the next part of a request, and answers it when that was the last; `None`: there is more to take, and whoever waited comes
    /// first. `made`: files of these streams were made for it. `last`: whatever is missing now is made at once.
    pub fn take(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        asked: &mut Asked<'_>,
        now: Moment,
        made: &[StreamId],
        last: bool,
    ) -> Result<Option<Response>, ServerError> {
        let elsewhere = self.elsewhere;
        self.elsewhere &= !last;
        self.built = made.to_vec();
        let answered = self.part(storage, who, asked, now, By::Contact);
        (self.elsewhere, self.built) = (elsewhere, Vec::new());
        answered
    }

    /// Answers a request.
    pub fn handle(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        request: &Request,
        now: Moment,
    ) -> Result<Response, ServerError> {
        self.answer(storage, who, request, now, By::Contact)
    }

    /// Answers a request that came this way.
    pub(super) fn answer(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        request: &Request,
        now: Moment,
        by: By,
    ) -> Result<Response, ServerError> {
        let mut asked = Asked::read(request)?;
        loop {
            if let Some(response) = self.part(storage, who, &mut asked, now, by)? {
                return Ok(response);
            }
        }
    }

    /// The next part of a request; once more where it stood still for an index that was built anew.
    fn part(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        asked: &mut Asked<'_>,
        now: Moment,
        by: By,
    ) -> Result<Option<Response>, ServerError> {
        match self.attempt(storage, who, asked, now, by) {
            Err(error) if self.mends(storage, &error, now) => self.attempt(storage, who, asked, now, by),
            done => done,
        }
    }

    fn attempt(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        asked: &mut Asked<'_>,
        now: Moment,
        by: By,
    ) -> Result<Option<Response>, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        round.faults = self.faults;
        (round.elsewhere, round.built) = (self.elsewhere, self.built.clone());
        let mut response = Response { protocol: PROTOCOL, now: now.millis(), ..Response::default() };
        let request = asked.request;
        let author = Author { device: who.device, user: who.user };
        let found = match asked.found.take() {
            Some(found) => found,
            None => match find(&mut round, who, asked, &mut response)? {
                Some(found) => found,
                None => return Ok(Some(response)),
            },
        };
        if by != By::Nobody {
            round.tx.heard_of(who.device, now)?;
        }
        round.work = 0;
        let began = *asked.began.get_or_insert(round.position());
        let (mut returned, mut taken, mut withdrawn) = (asked.returned, asked.taken, asked.withdrawn);
        while let Some(next) = request.returned.get(returned).filter(|_| round.work < self.part) {
            round.work += 1 + next.versions.cells.len();
            round.take_back(author, next, began)?;
            returned += 1;
        }
        let receives = round.streams_of(who.user)?;
        let mut sent = Vec::new();
        while let Some(next) = asked.groups.get(taken).filter(|_| round.work < self.part) {
            round.work += next.changes.len();
            if next.changes.iter().any(|change| found.foreign.contains(&change.identity.session)) {
                round.leave_out(author, next)?;
            } else {
                sent.extend(round.push(author, &receives, next.clone())?);
            }
            taken += 1;
            pass("server group");
        }
        let given_up = request.withdrawn.as_deref().unwrap_or_default();
        while let Some((session, seq)) = given_up.get(withdrawn).filter(|_| round.work < self.part) {
            round.work += 1;
            sent.extend(round.withdraw(author, &receives, Identity { session: *session, seq: *seq })?);
            withdrawn += 1;
        }
        if returned < request.returned.len() || taken < asked.groups.len() || withdrawn < given_up.len() {
            round.finish()?;
            (asked.returned, asked.taken, asked.withdrawn) = (returned, taken, withdrawn);
            asked.sent.append(&mut sent);
            // Of what it holds by now nothing is known.
            asked.found = Some(Found { same: false, ..found });
            return Ok(None);
        }
        response.groups = taken as u32;
        sent.extend(&asked.sent);
        if let Some(word) = hands_over_only(&mut round, who, request)? {
            response.word = word;
            response.witness = witness(&mut round, request)?;
        } else {
            let compared = round.compare(author, request, &found.cursors, &receives)?;
            response.compared = Some(compared).filter(|some| !some.is_empty());
            response.same = found.same.then_some(true);
            pull(&mut round, who, (request, &found.cursors), &sent, self.offer_after, by, &mut response)?;
        }
        round.finish()?;
        Ok(Some(response))
    }
}

/// By which way a request comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// From the laptop, which has stored what its cursors say and takes the answer.
    Contact,
    /// From the laptop's bundle: it has stored what its cursors say, and never sees this answer.
    Bundle,
    /// The server asks for what a laptop lacks; that says nothing of where it is.
    Nobody,
}

/// Where the laptop is, and whose sessions it names; `None`: one side was restored, or it has to say more, as the response says.
fn find(
    round: &mut Round<'_>,
    who: &Who,
    asked: &Asked<'_>,
    response: &mut Response,
) -> Result<Option<Found>, ServerError> {
    let request = asked.request;
    let (cursors, same) = match request.at {
        None => (request.cursors.clone(), false),
        Some(at) => match where_it_is(round, who, at)? {
            Some(found) => found,
            None => {
                response.word = Word::Tell;
                return Ok(None);
            }
        },
    };
    if !round.faults.cursor_not_checked {
        for cursor in &cursors {
            response.resets.extend(unknown(round, cursor)?);
        }
    }
    let lost = match &request.witness {
        Some(witness) => round.head(witness.stream)?.mark != witness.at && !knows(round, witness.stream, witness.at)?,
        None => false,
    };
    if !response.resets.is_empty() || lost {
        response.word = Word::Unknown;
        return Ok(None);
    }
    let author = Author { device: who.device, user: who.user };
    let foreign = foreign_sessions(round, author, &asked.groups)?;
    Ok(Some(Found { cursors, same, foreign }))
}

/// Why a laptop that has handed over what it brought is given nothing.
fn hands_over_only(round: &mut Round<'_>, who: &Who, request: &Request) -> Result<Option<Word>, StorageError> {
    if who.revoked {
        return Ok(Some(Word::Wipe));
    }
    if round.has_left(who.user)? {
        return Ok(Some(Word::Left));
    }
    Ok((request.protocol < OLDEST_PROTOCOL).then_some(Word::TooOld))
}

/// The sessions among a request's that somebody else has written under. Whoever used another's numbers (everybody who receives a change reads
/// its session) would have the other's next edits taken for repeats of his.
fn foreign_sessions(
    round: &mut Round<'_>,
    author: Author,
    groups: &[ReadGroup],
) -> Result<BTreeSet<u64>, StorageError> {
    let named = groups.iter().flat_map(|group| &group.changes).map(|change| change.identity.session);
    let mut foreign = BTreeSet::new();
    for session in named.collect::<BTreeSet<_>>() {
        let others = match round.tx.session_of(session)? {
            Some((device, user)) => device == Author::SERVER.device || user != author.user,
            None => session == round.session(),
        };
        if others {
            foreign.insert(session);
        }
    }
    Ok(foreign)
}
