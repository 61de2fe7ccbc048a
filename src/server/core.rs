//! The endpoint's answer to one request: pushes taken, slices given, in one transaction.
//!
//! Always holds: the same request again changes nothing; a cursor that the log does not know is answered before anything is taken, for
//! then one side was restored and positions mean nothing.

use std::collections::{BTreeSet, HashMap};

use super::error::{ServerError, StorageError};
use super::exchange::push::Answered;
use super::exchange::round::{Author, Round};
use super::storage::{Device, DeviceNumber, Storage};
use super::upkeep::snapshots::OFFER_AFTER;
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::base::point::pass;
use crate::sync::log::{Echo, Entry, Packed};
use crate::sync::wire::{At, Cursor, Echoed, OLDEST_PROTOCOL, PROTOCOL, Request, Reset, Response, Slice, Word};
use crate::sync::{Faults, Identity, Mark, ReadGroup, StreamId, marks_digest, read_groups, sums_digest};

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
        Ok(Asked { request, groups, returned: 0, taken: 0, sent: Vec::new() })
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
        let (mut returned, mut taken) = (asked.returned, asked.taken);
        while let Some(next) = request.returned.get(returned).filter(|_| room > 0) {
            round.take_back(author, next)?;
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

/// The cursors for which a laptop's figures stand, and whether both sides are at the same marks and hold the same; `None`: not known here.
fn where_it_is(
    round: &mut Round<'_>,
    who: &Who,
    At { marks, sums }: At,
) -> Result<Option<(Vec<Cursor>, bool)>, StorageError> {
    let given = round.tx.given(who.device)?;
    let mut known = given;
    if marks_digest(known.iter().copied()) != marks {
        // The last answer was lost on its way: it is where it said it was.
        let mut stored = Vec::with_capacity(known.len());
        for (stream, _) in known {
            stored.push((stream, round.tx.cursor(who.device, stream)?.unwrap_or_default()));
        }
        known = stored;
        if marks_digest(known.iter().copied()) != marks {
            return Ok(None);
        }
    }
    let receives = round.streams_of(who.user)?;
    let mut held = Vec::with_capacity(known.len());
    let mut at_the_heads = known.len() == receives.len();
    for (stream, at) in &known {
        let head = *round.head(*stream)?;
        at_the_heads &= head.mark == *at && receives.contains(stream);
        held.push((*stream, head.sum));
    }
    let same = at_the_heads && sums_digest(held) == sums;
    Ok(Some((known.into_iter().map(|(stream, at)| Cursor { stream, at, marks: None }).collect(), same)))
}

/// What a laptop that is given nothing is to name next time: where the log stands now that it has brought something, known for ever.
fn witness(round: &mut Round<'_>, request: &Request) -> Result<Option<Cursor>, StorageError> {
    if request.groups.is_empty() && request.returned.is_empty() && request.witness.is_some() {
        return Ok(request.witness.clone());
    }
    let newest = newest(round)?;
    if let Some(Cursor { stream, at, .. }) = &newest {
        round.touch();
        round.tx.keep_mark(*stream, *at)?;
    }
    Ok(newest)
}

/// The newest entry of the whole log.
fn newest(round: &mut Round<'_>) -> Result<Option<Cursor>, StorageError> {
    let mut newest: Option<Cursor> = None;
    for stream in round.known_streams()? {
        let at = round.head(stream)?.mark;
        if newest.as_ref().is_none_or(|newest| newest.at.position < at.position) {
            newest = Some(Cursor { stream, at, marks: None });
        }
    }
    Ok(newest)
}

/// What to answer where a cursor does not stand in the log.
fn unknown(round: &mut Round<'_>, cursor: &Cursor) -> Result<Option<Reset>, StorageError> {
    let known = knows(round, cursor.stream, cursor.at)?;
    // Of a laptop that reads anew, what it had read before is what it was told.
    let been = cursor.marks.iter().flatten().next().filter(|been| been.position > cursor.at.position);
    let lost = match been {
        Some(been) if known => !knows(round, cursor.stream, *been)?,
        _ => false,
    };
    if known && !lost {
        return Ok(None);
    }
    let Some(marks) = &cursor.marks else { return Ok(Some(Reset { stream: cursor.stream, common: None })) };
    for mark in marks {
        if knows(round, cursor.stream, *mark)? {
            return Ok(Some(Reset { stream: cursor.stream, common: Some(*mark) }));
        }
    }
    Ok(Some(Reset { stream: cursor.stream, common: Some(Mark::default()) }))
}

fn knows(round: &mut Round<'_>, stream: StreamId, mark: Mark) -> Result<bool, StorageError> {
    Ok(mark == Mark::default() || round.tx.knows_mark(stream, mark)?)
}

fn pull(
    round: &mut Round<'_>,
    who: &Who,
    request: &Request,
    sent: &[Answered],
    offer_after: u64,
    states: Option<DeviceNumber>,
    response: &mut Response,
) -> Result<(), ServerError> {
    // What a user receives may have just been changed or given back.
    let receives = round.streams_of(who.user)?;
    let cursors: HashMap<StreamId, Mark> = request.cursors.iter().map(|cursor| (cursor.stream, cursor.at)).collect();
    response.gone =
        request.cursors.iter().map(|cursor| cursor.stream).filter(|stream| !receives.contains(stream)).collect();
    response.echoed = echoed(round, &cursors, sent)?;
    let sent: HashMap<(StreamId, u64), Stamp> =
        sent.iter().map(|answered| ((answered.stream, answered.position), answered.claimed)).collect();
    let most = (request.most as usize).clamp(1, crate::sync::frame::MOST_OPEN / 4);
    let mut room = most;
    let mut given = Vec::with_capacity(receives.len());
    for stream in receives {
        let from = cursors.get(&stream).copied().unwrap_or_default();
        if let Some(device) = states.filter(|_| cursors.contains_key(&stream))
            && round.tx.cursor(device, stream)? != Some(from)
        {
            round.tx.set_cursor(device, stream, from)?;
        }
        let own = sent.iter().filter(|((other, _), _)| *other == stream).count() as u64;
        if let Some(offer) = round.offer(stream, from, offer_after, own)? {
            response.offers.get_or_insert_default().push(offer);
            given.push((stream, from));
            continue;
        }
        let head = *round.head(stream)?;
        let (entries, left) = if room == 0 || from == head.mark {
            (Vec::new(), if from == head.mark { 0 } else { 1 })
        } else {
            round.tx.entries(stream, from.position, room)?
        };
        let mut slice = Slice { stream, from, to: from, steps: Vec::new(), entries: Vec::new(), left, sum: None };
        for (position, entry) in entries {
            room = room.saturating_sub(entry.len());
            slice.steps.push(position - slice.to.position);
            slice.to.position = position;
            let entry = Packed::stored(entry);
            let mine = sent.get(&(stream, position)).and_then(|claimed| {
                let stamp = round.faults.stamp_not_told.then_some(*claimed);
                echo(&entry, stamp)
            });
            slice.entries.push(mine.unwrap_or(entry));
        }
        if slice.to.position == head.mark.position {
            slice.to = head.mark;
            slice.sum = Some(head.sum);
        } else if !slice.entries.is_empty() {
            slice.to.hash = round.tx.hash_at(stream, slice.to.position)?.unwrap_or_default();
        }
        given.push((stream, slice.to));
        if response.same.is_some() && slice.to == from && slice.left == 0 {
            continue;
        }
        response.slices.push(slice);
    }
    if let Some(device) = states
        && round.tx.given(device)? != given
    {
        round.tx.set_given(device, &given)?;
    }
    Ok(())
}

/// What became of changes that were decided at positions which the laptop has stored already: no slice will show them. (It took a
/// snapshot that stands after them.)
fn echoed(
    round: &mut Round<'_>,
    cursors: &HashMap<StreamId, Mark>,
    sent: &[Answered],
) -> Result<Option<Vec<Echoed>>, StorageError> {
    let mut found = Vec::new();
    for Answered { stream, position, claimed } in sent {
        if cursors.get(stream).is_none_or(|cursor| cursor.position < *position) {
            continue;
        }
        let Some(entry) = round.entry(*stream, *position)?.map(Packed::stored) else { continue };
        let told = round.faults.stamp_not_told.then_some(*claimed);
        let entry = echo(&entry, told).unwrap_or(entry);
        found.push(Echoed { stream: *stream, position: *position, entry });
    }
    Ok((!found.is_empty()).then_some(found))
}

/// The short form of a change for the laptop that sent it in this very request.
fn echo(entry: &Packed, told: Option<Stamp>) -> Option<Packed> {
    let Ok(Entry::Change(logged)) = entry.open() else { return None };
    let outcomes: Vec<u8> = logged.fields.iter().map(|field| field.outcome.unwrap_or(0)).collect();
    let outcomes = outcomes.iter().any(|outcome| *outcome != 0).then_some(outcomes);
    let (session, seq, stamp) = (logged.session, logged.seq, told.unwrap_or(logged.stamp));
    let labels = (logged.labels != 0).then_some(logged.labels);
    Some(Packed::new(&Entry::Echo(Echo { session, seq, stamp, outcomes, labels })))
}
