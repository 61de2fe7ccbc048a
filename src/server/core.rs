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
use crate::sync::wire::{OLDEST_PROTOCOL, PROTOCOL, Request, Response, Word};
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

/// As many changes of a request as are taken in one transaction (one of a record with a great many versions counts as several): whoever brings a
/// month of work holds nobody up for longer than this takes.
const PART: usize = 1_000;

/// A request that was read and is being taken, in parts of whole groups.
#[derive(Debug)]
pub struct Asked<'r> {
    request: &'r Request,
    groups: Vec<ReadGroup>,
    /// How far the log went when it came.
    began: Option<u64>,
    /// So many versions given back, and so many groups, were taken and kept.
    returned: usize,
    taken: usize,
    /// What became of them.
    sent: Vec<Answered>,
}

impl<'r> Asked<'r> {
    /// Reads what a request brings: nothing that needs the storage.
    pub fn read(request: &'r Request) -> Result<Asked<'r>, ServerError> {
        let groups = read_groups(request).ok_or(ServerError::Malformed)?;
        Ok(Asked { request, groups, began: None, returned: 0, taken: 0, sent: Vec::new() })
    }
}

/// The endpoint itself: the session under which it writes.
#[derive(Debug)]
pub struct Core {
    pub(super) session: u64,
    pub(super) seq: u64,
    pub(super) faults: Faults,
    pub(super) offer_after: u64,
    /// As many changes as one transaction takes.
    part: usize,
    elsewhere: bool,
    /// The streams of which a file was made for the request that is asked again.
    built: Vec<StreamId>,
}

impl Core {
    /// One that writes under this session: 64 random bits, drawn at every start.
    pub fn new(session: u64) -> Core {
        Core::with(session, Faults::default())
    }

    /// With mistakes.
    #[doc(hidden)]
    pub fn with(session: u64, faults: Faults) -> Core {
        Core { session, seq: 0, faults, offer_after: OFFER_AFTER, part: PART, elsewhere: false, built: Vec::new() }
    }

    /// One that takes so many changes in one transaction.
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
        let answered = self.part(storage, who, asked, now, true);
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
        self.answer(storage, who, request, now, true)
    }

    /// Answers a request. `stated`: the laptop itself said so, and so has stored what its cursors say.
    pub(super) fn answer(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        request: &Request,
        now: Moment,
        stated: bool,
    ) -> Result<Response, ServerError> {
        let mut asked = Asked::read(request)?;
        loop {
            if let Some(response) = self.part(storage, who, &mut asked, now, stated)? {
                return Ok(response);
            }
        }
    }

    fn part(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        asked: &mut Asked<'_>,
        now: Moment,
        stated: bool,
    ) -> Result<Option<Response>, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        round.faults = self.faults;
        (round.elsewhere, round.built) = (self.elsewhere, self.built.clone());
        let mut response = Response { protocol: PROTOCOL, now: now.millis(), ..Response::default() };
        let told;
        let mut same = false;
        let request = match asked.request.at {
            None => asked.request,
            Some(at) => match where_it_is(&mut round, who, at)? {
                Some((cursors, holds_the_same)) => {
                    same = holds_the_same;
                    told = Request { cursors, ..asked.request.clone() };
                    &told
                }
                None => {
                    response.word = Word::Tell;
                    return Ok(Some(response));
                }
            },
        };
        if !self.faults.cursor_not_checked {
            for cursor in &request.cursors {
                response.resets.extend(unknown(&mut round, cursor)?);
            }
        }
        let lost = match &request.witness {
            Some(witness) => {
                round.head(witness.stream)?.mark != witness.at && !knows(&mut round, witness.stream, witness.at)?
            }
            None => false,
        };
        if !response.resets.is_empty() || lost {
            response.word = Word::Unknown;
            return Ok(Some(response));
        }
        let author = Author { device: who.device, user: who.user };
        let foreign = foreign_sessions(&mut round, author, &asked.groups)?;
        if stated {
            round.tx.heard_of(who.device, now)?;
        }
        let mut room = self.part;
        let began = *asked.began.get_or_insert(round.position());
        let (mut returned, mut taken) = (asked.returned, asked.taken);
        while let Some(next) = request.returned.get(returned).filter(|_| room > 0) {
            round.take_back(author, next, began)?;
            let (entity, record) = (next.versions.entity, next.versions.record);
            room = room.saturating_sub(next.versions.cells.len().max(round.work_on(entity, record)));
            returned += 1;
        }
        let receives = round.streams_of(who.user)?;
        let mut sent = Vec::new();
        while let Some(next) = asked.groups.get(taken).filter(|_| room > 0) {
            if next.changes.iter().any(|change| foreign.contains(&change.identity.session)) {
                round.leave_out(author, next)?;
            } else {
                sent.extend(round.push(author, &receives, next.clone())?);
            }
            room = room.saturating_sub(round.work_of(&next.changes));
            taken += 1;
            pass("server group");
        }
        if returned < request.returned.len() || taken < asked.groups.len() {
            round.finish()?;
            (asked.returned, asked.taken) = (returned, taken);
            asked.sent.append(&mut sent);
            return Ok(None);
        }
        response.groups = taken as u32;
        sent.extend(&asked.sent);
        for (session, seq) in request.withdrawn.iter().flatten() {
            sent.extend(round.withdraw(author, &receives, Identity { session: *session, seq: *seq })?);
        }
        if let Some(word) = hands_over_only(&mut round, who, request)? {
            response.word = word;
            response.witness = witness(&mut round, request)?;
        } else {
            response.compared = Some(round.compare(author, request, &receives)?).filter(|some| !some.is_empty());
            let states = stated.then_some(who.device);
            response.same = same.then_some(true);
            pull(&mut round, who, request, &sent, self.offer_after, states, &mut response)?;
        }
        round.finish()?;
        Ok(Some(response))
    }
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
