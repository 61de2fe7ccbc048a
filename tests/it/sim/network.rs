//! The network of a world: it loses, doubles, delays, reorders and cuts; proxies and servers refuse; answers come hours too late.

use std::io::Read;

use rounds::base::clock::Moment;
use rounds::client::{Pieces, Reply, SyncError, Ticket, take_all};
use rounds::server::{Asked, Core, Sqlite, Who};
use rounds::sync::frame::{Form, open, pack};
use rounds::sync::snapshot::Name;
use rounds::sync::wire::{Request, Response, Word};

use super::world::{Trouble, World};

/// A message on its way.
#[derive(Clone)]
pub struct Message {
    laptop: usize,
    life: u64,
    process: usize,
    contact: u64,
    ticket: Ticket,
    body: Body,
}

#[derive(Clone)]
enum Body {
    Up(Box<Request>),
    /// With how often the server had been restored when it answered.
    Down(Box<Response>, u64),
}

/// As many messages as may be on their way at once; more are lost.
const MOST: usize = 24;

/// What the server, or somebody before it, does with a request.
enum Met {
    Answer(Box<Response>),
    /// 413.
    TooLarge,
    /// 401.
    Unknown,
    /// 429, 500, 502, 503, a login page, or bytes that cannot be read: it may have been taken all the same.
    Nothing,
}

impl World {
    /// A laptop asks, or gives up to wait for an answer.
    pub fn ask(&mut self, index: usize) -> Result<(), Trouble> {
        let process = if self.settings.processes == 1 { self.roll(2) as usize } else { 0 };
        let now = self.clock(index).at;
        let (again, gives_up) = (self.roll(4) == 0, self.roll(3) == 0);
        if self.laptops[index].expired && again {
            self.enrol_again(index);
        }
        if self.laptops[index].store.next_taking().map_err(|error| error.to_string())?.is_some() {
            return self.fetch(index, true);
        }
        let fresh = self.contact();
        let laptop = &mut self.laptops[index];
        let contact = &mut laptop.contacts[process];
        if contact.waits {
            if !gives_up {
                return Ok(());
            }
            contact.waits = false;
            contact.syncer.on_response(&mut laptop.store, Reply::Timeout, now).map_err(|error| error.to_string())?;
        }
        let request = match contact.syncer.next_request(&mut laptop.store, now) {
            Ok(Some(request)) => request,
            Ok(None) => {
                *contact = fresh;
                match contact.syncer.next_request(&mut laptop.store, now) {
                    Ok(Some(request)) => request,
                    other => return Err(format!("{} asks nothing: {other:?}", laptop.name)),
                }
            }
            Err(error) => {
                return if self.bury(index) || self.laptops[index].full { Ok(()) } else { Err(error.to_string()) };
            }
        };
        contact.waits = true;
        let (life, contact, ticket) = (laptop.life, contact.number, contact.syncer.ticket());
        let mut request = request;
        if laptop.old {
            request.protocol = 0;
        }
        let name = laptop.name.clone();
        self.note(|| {
            let (groups, returned) = (request.groups.len(), request.returned.len());
            format!("    {name} asks {contact}/{ticket:?}: {groups} groups, {returned} returned, {:?}", request.cursors)
        });
        self.send(Message { laptop: index, life, process, contact, ticket, body: Body::Up(Box::new(request)) });
        Ok(())
    }

    fn send(&mut self, message: Message) {
        if self.network.len() >= MOST {
            let which = self.roll(MOST as u64) as usize;
            self.network.swap_remove(which);
        }
        self.network.push(message);
    }

    /// One message arrives, or does not.
    pub fn deliver(&mut self) -> Result<(), Trouble> {
        if self.network.is_empty() {
            return Ok(());
        }
        let which = if self.roll(10) < 6 { 0 } else { self.roll(self.network.len() as u64) as usize };
        let chance = self.roll(100);
        let settings = self.settings;
        let double = chance < settings.doubled;
        let message = if double { self.network[which].clone() } else { self.network.remove(which) };
        if (settings.doubled..settings.doubled + settings.lost).contains(&chance) {
            self.note(|| "    lost".to_string());
            return Ok(());
        }
        let cut = self.roll(100) < settings.cut;
        match message.body.clone() {
            Body::Up(request) => {
                let met = self.meet(&message, &request, cut)?;
                self.met(message, met)
            }
            Body::Down(..) if cut => self.answer(&message, None),
            Body::Down(response, life) => {
                if self.roll(16) == 0 && through_the_wire(&*response) != Some((*response).clone()) {
                    return Err(format!("an answer does not read back: {response:?}"));
                }
                self.answer(&message, Some((&response, life)))
            }
        }
    }

    /// What a request meets with.
    fn meet(&mut self, message: &Message, request: &Request, cut: bool) -> Result<Met, Trouble> {
        if cut {
            let bytes = pack(request, Form::Cbor).map_err(|error| error.to_string())?;
            let at = self.roll(bytes.len() as u64) as usize;
            return match open::<Request>(&bytes[..at], Form::Cbor) {
                Ok(_) => Err("a request that was cut was read".to_string()),
                Err(_) => Ok(Met::Nothing),
            };
        }
        if self.roll(16) == 0 && through_the_wire(request).as_ref() != Some(request) {
            return Err(format!("a request does not read back: {request:?}"));
        }
        let refused = self.roll(100) < self.settings.refused;
        let how = self.roll(4);
        if refused && how < 3 {
            return Ok([Met::TooLarge, Met::Unknown, Met::Nothing]
                .into_iter()
                .nth(how as usize)
                .unwrap_or(Met::Nothing));
        }
        if self.laptops[message.laptop].expired {
            return Ok(Met::Unknown);
        }
        let doom = self.server_doom.take();
        if doom == Some(false) {
            // Before anything was kept, or between two parts of it.
            if request.groups.len() % 2 == 1 {
                self.begun(message.laptop, request)?;
            }
            self.start_server();
            return Ok(Met::Nothing);
        }
        let response = self.served(message.laptop, request)?;
        if doom.is_some() {
            self.start_server();
        }
        Ok(if refused || doom.is_some() { Met::Nothing } else { Met::Answer(Box::new(response)) })
    }

    /// The server takes the first part of a request, and no more.
    fn begun(&mut self, laptop: usize, request: &Request) -> Result<(), Trouble> {
        let now = self.server_now();
        let who = self.core.authenticate(&mut self.server, &self.laptops[laptop].token).unwrap();
        let who = who.unwrap_or(self.laptops[laptop].who);
        let taken = Asked::read(request)
            .and_then(|mut asked| self.core.take(&mut self.server, &who, &mut asked, now, &[], true).map(|_| ()));
        taken.map_err(|error| format!("the server: {error}"))
    }

    /// The server's answer.
    pub fn served(&mut self, laptop: usize, request: &Request) -> Result<Response, Trouble> {
        let now = self.server_now();
        let who = self.core.authenticate(&mut self.server, &self.laptops[laptop].token).unwrap();
        let who = who.unwrap_or(self.laptops[laptop].who);
        let response = self.core.handle(&mut self.server, &who, request, now);
        let response = response.map_err(|error| format!("the server: {error}"))?;
        self.note(|| format!("    taken: {:?}, {:?}", response.word, response.resets));
        Ok(response)
    }

    fn met(&mut self, message: Message, met: Met) -> Result<(), Trouble> {
        match met {
            Met::Answer(response) => {
                self.send(Message { body: Body::Down(response, self.lives), ..message });
                Ok(())
            }
            met => {
                // The refusal arrives at once, if anybody still waits for it.
                let fresh = self.contact();
                let now = self.clock(message.laptop).at;
                let laptop = &mut self.laptops[message.laptop];
                let contact = &mut laptop.contacts[message.process];
                let waits =
                    contact.waits && contact.number == message.contact && contact.syncer.ticket() == message.ticket;
                if !waits || laptop.life != message.life {
                    return Ok(());
                }
                contact.waits = false;
                match met {
                    Met::TooLarge if contact.syncer.may_shrink() => {
                        let shrunk = contact.syncer.on_response(&mut laptop.store, Reply::TooLarge, now);
                        shrunk.map_err(|error| error.to_string())?;
                    }
                    _ => *contact = fresh,
                }
                self.note(|| "    refused".to_string());
                Ok(())
            }
        }
    }

    /// An answer arrives (or the cut half of one): at the process that asked, if it lives.
    fn answer(&mut self, message: &Message, response: Option<(&Response, u64)>) -> Result<(), Trouble> {
        let laptop = &self.laptops[message.laptop];
        let contact = &laptop.contacts[message.process];
        let abandoned = self.faults.abandoned_accepted;
        if laptop.life != message.life || contact.number != message.contact && !abandoned {
            return Ok(());
        }
        match response {
            Some(response) => {
                let ticket = if contact.number == message.contact { message.ticket } else { contact.syncer.ticket() };
                self.take(message.laptop, message.process, ticket, response)
            }
            None => {
                let now = self.clock(message.laptop).at;
                let laptop = &mut self.laptops[message.laptop];
                let contact = &mut laptop.contacts[message.process];
                if contact.waits && contact.syncer.ticket() == message.ticket {
                    contact.waits = false;
                    let given_up = contact.syncer.on_response(&mut laptop.store, Reply::Timeout, now);
                    given_up.map_err(|error| error.to_string())?;
                }
                Ok(())
            }
        }
    }

    /// A laptop takes an answer; with it how often the server had been restored.
    pub fn take(
        &mut self,
        index: usize,
        process: usize,
        ticket: Ticket,
        (response, life): (&Response, u64),
    ) -> Result<(), Trouble> {
        let now = self.clock(index).at;
        let laptop = &mut self.laptops[index];
        let contact = &mut laptop.contacts[process];
        if contact.syncer.ticket() == ticket {
            contact.waits = false;
        }
        let events = match contact.syncer.on_response(&mut laptop.store, Reply::Late(ticket, response), now) {
            Ok(events) => events,
            Err(error) => {
                if self.bury(index) {
                    return Ok(());
                }
                let fresh = self.contact();
                let laptop = &mut self.laptops[index];
                laptop.contacts[process] = fresh;
                return if laptop.full { Ok(()) } else { Err(format!("{} cannot apply: {error}", laptop.name)) };
            }
        };
        let name = laptop.name.clone();
        self.note(|| {
            let done = &events.applied;
            let stale = if done.stale { " (stale)" } else { "" };
            let (arrived, echoed, parked) = (done.arrived, done.echoed, done.parked);
            format!(
                "    {name} applies {ticket:?}: {} entries, {arrived} arrived, {echoed} echoed, {parked} parked{stale}",
                done.entries
            )
        });
        if response.word == Word::TooOld && events.settled {
            self.laptops[index].contacts[process].waits = false;
        }
        if response.word == Word::Wipe && events.settled {
            return self.wiped(index, life);
        }
        if !events.repairing.is_empty() {
            self.sums_differ(index, &events)?;
        }
        if self.roll(4) == 0 { self.look_at(index) } else { Ok(()) }
    }

    /// The network is whole again: everybody syncs until nothing moves, in bounded rounds.
    pub fn heal(&mut self) -> Result<(), Trouble> {
        self.note(|| "healed".to_string());
        self.network.clear();
        self.server_doom = None;
        for index in 0..self.laptops.len() {
            self.disk(index, false)?;
            self.kill(index);
            let laptop = &mut self.laptops[index];
            laptop.old = false;
            if laptop.expired {
                self.enrol_again(index);
            }
        }
        let damaged = self.laptops.iter().any(|laptop| !laptop.damaged.is_empty());
        for index in (0..self.laptops.len()).filter(|_| damaged) {
            self.count_anew(index)?;
        }
        for _ in 0..12 {
            let mut moved = false;
            for index in 0..self.laptops.len() {
                moved |= self.sync_fully(index)?;
            }
            if !moved {
                return Ok(());
            }
        }
        let trouble = self.check_the_end().err().unwrap_or_default();
        Err(format!("it never settles: {trouble}"))
    }

    /// Takes the snapshots that were offered; cut somewhere, or whole.
    fn fetch(&mut self, index: usize, cut: bool) -> Result<(), Trouble> {
        let now = self.clock(index).at;
        let left = if cut { Some(self.roll(6_000)) } else { None };
        let at = self.server_now();
        let World { core, server, laptops, .. } = self;
        let laptop = &mut laptops[index];
        let mut files = Files { core, server, who: laptop.who, now: at, left };
        let done = take_all(&mut laptop.store, &mut files, &mut || now, &mut |_, _, _| {});
        let name = laptop.name.clone();
        self.note(|| format!("    {name} takes snapshots: {done:?}"));
        match done {
            Ok(_) => {
                // Another contact follows.
                let fresh = self.contact();
                self.laptops[index].contacts[0] = fresh;
                Ok(())
            }
            Err(SyncError::Offline(_)) if cut => Ok(()),
            Err(_) if self.bury(index) || self.laptops[index].full => Ok(()),
            Err(error) => Err(format!("{name} takes a snapshot: {error}")),
        }
    }

    fn sync_fully(&mut self, index: usize) -> Result<bool, Trouble> {
        let fresh = self.contact();
        self.laptops[index].contacts[0] = fresh;
        let mut moved = false;
        for _ in 0..6000 {
            if self.laptops[index].store.next_taking().map_err(|error| error.to_string())?.is_some() {
                self.fetch(index, false)?;
                moved = true;
            }
            self.now = Moment::from_millis(self.now.millis() + 1000);
            let now = self.clock(index).at;
            let laptop = &mut self.laptops[index];
            let contact = &mut laptop.contacts[0];
            let request = contact.syncer.next_request(&mut laptop.store, now).map_err(|error| error.to_string())?;
            let Some(request) = request else { return Ok(moved) };
            let ticket = contact.syncer.ticket();
            moved |= !request.groups.is_empty() || !request.returned.is_empty();
            let name = laptop.name.clone();
            self.note(|| {
                format!("    {name} asks: {} groups, {} returned", request.groups.len(), request.returned.len())
            });
            let response = self.served(index, &request)?;
            moved |= response.slices.iter().any(|slice| !slice.entries.is_empty()) || !response.resets.is_empty();
            self.take(index, 0, ticket, (&response, self.lives))?;
        }
        Err(format!("{} never has enough", self.laptops[index].name))
    }
}

/// The server's snapshots, over a connection that may be cut after so many bytes.
struct Files<'a> {
    core: &'a mut Core,
    server: &'a mut Sqlite,
    who: Who,
    now: Moment,
    left: Option<u64>,
}

impl Pieces for Files<'_> {
    fn piece<'p>(&'p mut self, name: &Name, from: u64, to: u64) -> Result<Option<Box<dyn Read + 'p>>, SyncError> {
        let most = to.saturating_sub(from) as usize;
        let found = self.core.snapshot(self.server, &self.who, name, from, most, self.now);
        let Some((_, mut bytes)) = found.map_err(|error| SyncError::Malformed(error.to_string()))? else {
            return Ok(None);
        };
        bytes.truncate(most);
        if let Some(left) = &mut self.left {
            bytes.truncate(*left as usize);
            *left -= bytes.len() as u64;
        }
        Ok(Some(Box::new(std::io::Cursor::new(bytes))))
    }
}

fn through_the_wire<M>(message: &M) -> Option<M>
where
    M: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> + serde::Serialize + serde::de::DeserializeOwned,
{
    open(&pack(message, Form::Cbor).ok()?, Form::Cbor).ok()
}
