//! What an admin does, and enrolment: territories, users, one-time codes, tokens, taking a laptop away.
//!
//! Always holds: a code is good for one laptop; tokens and codes are kept as hashes only; randomness is handed in. Territories and users are records
//! like any other, written by the server itself.

use ed25519_dalek::SigningKey;
use x25519_dalek::{PublicKey, StaticSecret};

use super::core::{Core, Who};
use super::error::ServerError;
use super::exchange::round::Round;
use super::storage::{Device, Held, Rec, Storage};
use crate::base::clock::Moment;
use crate::base::id::{Id, IdSource};
use crate::base::text::narrow;
use crate::schema::{Choice, Record, Territory, User, VisitType};
use crate::schema::{Entity, Key, Role, TERRITORY, USER, VISIT_TYPE, Value, entity};
use crate::sync::log::Reason;
use crate::sync::wire::{Enrol, Enrolled, Invitation, PROTOCOL};

/// A change that could not be taken.
#[derive(Clone, PartialEq, Debug)]
pub struct ParkedChange {
    /// The act it belongs to: what is sent again or given up as one.
    pub act: Id,
    /// Its author.
    pub user: Id,
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The record's name, where it has one.
    pub name: String,
    /// When it was done.
    pub at: Moment,
    /// Why it waits.
    pub reason: Reason,
    /// What it would set: field (0: the record itself), element of a set, value.
    pub fields: Vec<(u16, Option<String>, Value)>,
}

/// How long an enrolment code holds.
const CODE_DAYS: i64 = 7;

pub(super) fn key(entity: &Entity, field: &str) -> Key {
    Key::field(entity.field(field).map_or(0, |field| field.number))
}

pub(super) fn element(entity: &Entity, field: &str, element: impl ToString) -> Key {
    Key { element: element.to_string(), ..key(entity, field) }
}

/// A code as a person types it, in the form that is hashed: capitals, no dashes, the digits that look like letters read as them, and
/// what an input method made wide as narrow.
fn tidy(code: &str) -> String {
    code.chars()
        .map(narrow)
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            letter => letter,
        })
        .collect()
}

fn hash(text: &str) -> [u8; 32] {
    *blake3::hash(text.as_bytes()).as_bytes()
}

fn random<const N: usize>(ids: &mut IdSource) -> [u8; N] {
    let mut bytes = [0; N];
    for part in bytes.chunks_mut(8) {
        let bits = ids.bits().to_le_bytes();
        part.copy_from_slice(&bits[..part.len()]);
    }
    bytes
}

/// What a code is kept as when it is used up: it is good for the laptop with these keys alone from then on, whose answer may have been lost.
fn spent(request: &Enrol) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("rounds 2026 a code that one laptop has used");
    hasher.update(&request.signing).update(&request.sealing).update(tidy(&request.code).as_bytes());
    *hasher.finalize().as_bytes()
}

/// Whose code it is.
struct Invited {
    user: Id,
    found: User,
    until: Moment,
    /// The laptop that has used it before, where that asks again.
    again: Option<Device>,
}

/// Whose this code is, used up.
fn invited(round: &mut Round<'_>, request: &Enrol, now: Moment) -> Result<Invited, ServerError> {
    let holds = |(_, until): &(Id, Moment)| *until >= now;
    let fresh = round.tx.take_code(&hash(&tidy(&request.code)))?.filter(holds);
    let (found, again) = match fresh {
        Some(fresh) => (fresh, None),
        None => {
            let (user, until) = round.tx.take_code(&spent(request))?.filter(holds).ok_or(ServerError::BadCode)?;
            let same = |device: &Device| device.user == user && device.signing == request.signing;
            let known = round.tx.devices()?;
            let device = known.into_iter().rfind(|device| same(device) && device.revoked_at.is_none());
            ((user, until), Some(device.ok_or(ServerError::BadCode)?))
        }
    };
    let (user, until) = found;
    let found: User = typed(&round.record(USER.number, user)?);
    if found.retired { Err(ServerError::Left(found.name)) } else { Ok(Invited { user, found, until, again }) }
}

/// The territories of a user, with their names, in the order of these.
fn named(round: &mut Round<'_>, user: &User) -> Result<Vec<(Id, String)>, ServerError> {
    let name = |id: &Id| -> Result<(Id, String), ServerError> {
        let territory: Territory = typed(&round.record(TERRITORY.number, *id)?);
        Ok((*id, territory.name))
    };
    let mut named: Vec<(Id, String)> = user.territories.iter().map(name).collect::<Result<_, _>>()?;
    named.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(named)
}

pub(super) fn typed<R: Record>(record: &Rec) -> R {
    R::read(record.id, &mut |field| {
        if field.kind.is_set() {
            Value::set(
                record
                    .elements(field.number)
                    .filter(|held| !held.value.is_null())
                    .map(|held: &Held| held.element.clone()),
            )
        } else {
            record.value(field.number)
        }
    })
}

impl Round<'_> {
    /// All records of an entity that are there.
    pub(super) fn all<R: Record>(&mut self) -> Result<Vec<R>, ServerError> {
        let records = self.tx.records_of(R::ENTITY.number)?;
        Ok(records.iter().filter(|record| record.is_there()).map(typed).collect())
    }
}

impl Core {
    pub(super) fn all<R: Record>(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Vec<R>, ServerError> {
        let mut round = Round::look(storage, self.session, &mut self.seq, now)?;
        round.all()
    }

    /// The territories.
    pub fn territories(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Vec<Territory>, ServerError> {
        self.all(storage, now)
    }

    /// The users.
    pub fn users(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Vec<User>, ServerError> {
        self.all(storage, now)
    }

    /// The laptops.
    pub fn devices(&mut self, storage: &mut dyn Storage) -> Result<Vec<Device>, ServerError> {
        Ok(storage.look()?.devices()?)
    }

    /// What could not be taken, in the order in which it came.
    pub fn parked(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Vec<ParkedChange>, ServerError> {
        let mut round = Round::look(storage, self.session, &mut self.seq, now)?;
        let mut found = Vec::new();
        for change in round.tx.parked()? {
            let fields = round.body(&change)?;
            let name = entity(change.entity).and_then(|entity| entity.field("name")).map(|field| field.number);
            let said = fields.iter().find(|field| Some(field.field) == name).map(|field| field.value.str().to_owned());
            let record = round.record(change.entity, change.record)?;
            let kept = || name.map(|number| record.value(number).str().to_owned());
            found.push(ParkedChange {
                act: change.act,
                user: change.user,
                entity: change.entity,
                record: change.record,
                name: said.or_else(kept).unwrap_or_default(),
                at: change.stamp.moment(),
                reason: change.parked.unwrap_or(Reason::Malformed),
                fields: fields.into_iter().map(|field| (field.field, field.element, field.value)).collect(),
            });
        }
        Ok(found)
    }

    /// Makes a territory.
    pub fn add_territory(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        ids: &mut IdSource,
        now: Moment,
    ) -> Result<Id, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        if round.all::<Territory>()?.iter().any(|territory| territory.name == name) {
            return Err(ServerError::Taken(name.to_string()));
        }
        let id = ids.next(now);
        let fields = vec![(Key::RECORD, Value::Int(1)), (key(&TERRITORY, "name"), Value::text(name))];
        round.write_own(TERRITORY.number, id, fields)?;
        round.finish()?;
        Ok(id)
    }

    /// Makes a user with these roles, who receives these territories (by their names).
    pub fn add_user(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        roles: &[Role],
        territories: &[&str],
        ids: &mut IdSource,
        now: Moment,
    ) -> Result<Id, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        if round.all::<User>()?.iter().any(|user| user.name == name) {
            return Err(ServerError::Taken(name.to_string()));
        }
        let id = ids.next(now);
        let mut fields = vec![(Key::RECORD, Value::Int(1)), (key(&USER, "name"), Value::text(name))];
        fields.extend(roles.iter().map(|role| (element(&USER, "roles", role.word()), Value::Int(1))));
        let known: Vec<Territory> = round.all()?;
        for territory in territories {
            let found = known.iter().find(|known| known.name == *territory);
            let found = found.ok_or_else(|| ServerError::Unknown(territory.to_string()))?;
            fields.push((element(&USER, "territories", found.id), Value::Int(1)));
        }
        round.write_own(USER.number, id, fields)?;
        if roles.contains(&Role::Admin) {
            round.hand_over(id)?;
        }
        round.finish()?;
        Ok(id)
    }

    /// The types of visits, in the order in which they are offered.
    pub fn visit_types(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Vec<VisitType>, ServerError> {
        let mut types: Vec<VisitType> = self.all(storage, now)?;
        types.sort_by_key(|kind| (kind.rank.is_none(), kind.rank, kind.id));
        Ok(types)
    }

    /// Makes a type of visit with these steps, the last of the types that there are.
    pub fn add_visit_type(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        steps: &[&str],
        ids: &mut IdSource,
        now: Moment,
    ) -> Result<Id, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let known: Vec<VisitType> = round.all()?;
        if known.iter().any(|kind| kind.name == name && !kind.retired) {
            return Err(ServerError::Taken(name.to_string()));
        }
        let id = ids.next(now);
        let rank = known.iter().filter_map(|kind| kind.rank).max().unwrap_or(0) + 1;
        let fields = vec![
            (Key::RECORD, Value::Int(1)),
            (key(&VISIT_TYPE, "name"), Value::text(name)),
            (key(&VISIT_TYPE, "steps"), Value::text(steps.join("\n"))),
            (key(&VISIT_TYPE, "rank"), Value::Int(rank)),
        ];
        round.write_own(VISIT_TYPE.number, id, fields)?;
        round.finish()?;
        Ok(id)
    }

    /// A type of visit gets other steps, or is not used any more; what of it is not said stays.
    pub fn set_visit_type(
        &mut self,
        storage: &mut dyn Storage,
        name: &str,
        steps: Option<&[&str]>,
        retired: bool,
        now: Moment,
    ) -> Result<(), ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let known: Vec<VisitType> = round.all()?;
        let kind = known.iter().find(|kind| kind.name == name && !kind.retired);
        let kind = kind.ok_or_else(|| ServerError::Unknown(name.to_string()))?;
        let mut fields = Vec::new();
        fields.extend(steps.map(|steps| (key(&VISIT_TYPE, "steps"), Value::text(steps.join("\n")))));
        if retired {
            fields.push((key(&VISIT_TYPE, "retired"), Value::Int(1)));
        }
        round.write_own(VISIT_TYPE.number, kind.id, fields)?;
        Ok(round.finish()?)
    }

    /// A one-time code with which this user enrols one laptop.
    pub fn code(
        &mut self,
        storage: &mut dyn Storage,
        user: &str,
        ids: &mut IdSource,
        now: Moment,
    ) -> Result<String, ServerError> {
        let users = self.users(storage, now)?;
        let user =
            users.iter().find(|known| known.name == user).ok_or_else(|| ServerError::Unknown(user.to_string()))?;
        if user.retired {
            return Err(ServerError::Left(user.name.clone()));
        }
        let letters = data_encoding::BASE32_NOPAD.encode(&random::<10>(ids));
        let mut tx = storage.begin()?;
        tx.add_code(&hash(&letters), user.id, now.plus_minutes(CODE_DAYS * 24 * 60))?;
        tx.commit()?;
        let groups: Vec<&str> = [0, 4, 8, 12].iter().map(|from| &letters[*from..from + 4]).collect();
        Ok(groups.join("-"))
    }

    /// What a code is for. The code still holds afterwards: who has several territories is asked before it is used.
    pub fn invitation(
        &mut self,
        storage: &mut dyn Storage,
        request: &Enrol,
        now: Moment,
    ) -> Result<Invitation, ServerError> {
        // The round is not finished: what it took is back when it is dropped.
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let Invited { user, found, .. } = invited(&mut round, request, now)?;
        let territories = named(&mut round, &found)?;
        Ok(Invitation { protocol: PROTOCOL, user, name: found.name, territories })
    }

    /// A laptop becomes one of ours. The same laptop with the same code again is the same one, with another token: the answer to the first was lost.
    pub fn enrol(
        &mut self,
        storage: &mut dyn Storage,
        request: &Enrol,
        ids: &mut IdSource,
        now: Moment,
    ) -> Result<Enrolled, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let Invited { user, found, until, again } = invited(&mut round, request, now)?;
        let token = data_encoding::BASE64URL_NOPAD.encode(&random::<32>(ids));
        let device = match again {
            Some(device) => {
                round.tx.set_token(device.number, &hash(&token))?;
                device.id
            }
            None => {
                let id = ids.next(now);
                round.tx.add_device(&Device {
                    number: 0,
                    id,
                    user,
                    name: request.name.chars().take(100).collect(),
                    token: hash(&token),
                    signing: request.signing,
                    sealing: request.sealing,
                    enrolled_at: now,
                    revoked_at: None,
                    seen_at: now,
                })?;
                id
            }
        };
        round.tx.add_code(&spent(request), user, until)?;
        let mut secret = |name: &str| -> Result<[u8; 32], ServerError> {
            if let Some(bytes) = round.tx.secret(name)?.and_then(|bytes| bytes.try_into().ok()) {
                return Ok(bytes);
            }
            let bytes = random::<32>(ids);
            round.tx.set_secret(name, &bytes)?;
            Ok(bytes)
        };
        let signing = SigningKey::from_bytes(&secret("signing")?).verifying_key().to_bytes();
        let sealing = PublicKey::from(&StaticSecret::from(secret("sealing")?)).to_bytes();
        let territories = named(&mut round, &found)?;
        round.finish()?;
        Ok(Enrolled {
            protocol: PROTOCOL,
            token,
            device,
            user,
            name: found.name,
            roles: found.roles.into_iter().collect(),
            territories,
            signing,
            sealing,
            now: now.millis(),
        })
    }

    /// Which laptop has this token.
    pub fn authenticate(&mut self, storage: &mut dyn Storage, token: &str) -> Result<Option<Who>, ServerError> {
        // Strangers ask too: nobody who writes is waited for.
        Ok(storage.look()?.device(&hash(token))?.map(|device| Who::of(&device)))
    }

    /// Takes a laptop away: at its next contact it hands over what waits, and forgets.
    pub fn revoke(&mut self, storage: &mut dyn Storage, device: Id, now: Moment) -> Result<bool, ServerError> {
        let mut tx = storage.begin()?;
        let found = tx.revoke(device, now)?;
        tx.commit()?;
        Ok(found)
    }
}
