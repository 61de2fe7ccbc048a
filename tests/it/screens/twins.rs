//! A book in a real store, in two languages, with twins: what writing is tried on.

use rounds::base::clock::Now;
use rounds::base::id::Id;
use rounds::domain::act::{Act, Committed, Edit, Label, TakenBack};
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::schema::{Account, Contact, Grade};
use rounds::store::{StoreError, Writer};
use rounds::tui::message::Trouble;

use super::fixed::{NOW, Words, id};
use super::stage::Book;

pub struct Twins {
    pub writer: Writer,
    pub deeds: Vec<Deed>,
}

fn trouble(error: StoreError) -> Trouble {
    match error {
        StoreError::Refused(refusal) => Trouble::Refused(refusal),
        other => Trouble::Failed(other.failure()),
    }
}

impl Twins {
    /// Ten customers, two of one name, and a contact.
    pub fn new(words: &Words) -> Twins {
        let mut writer = Writer::in_memory(7).unwrap();
        let me = writer.me().unwrap();
        let mut edits = Vec::new();
        for (at, name) in words.names.iter().enumerate() {
            edits.push(Edit::create(&Account {
                id: id(at as u8 + 1),
                name: (*name).into(),
                street: words.streets[at].into(),
                city: words.city.into(),
                grade: Some(if at % 2 == 0 { Grade::A } else { Grade::B }),
                territory: Some(me.territory),
                owner: Some(me.user),
                ..Account::default()
            }));
        }
        // The twin of the last, in another street.
        edits.push(Edit::create(&Account {
            id: id(11),
            name: words.names[9].into(),
            street: words.streets[0].into(),
            territory: Some(me.territory),
            owner: Some(me.user),
            ..Account::default()
        }));
        edits.push(Edit::create(&Contact {
            id: id(60),
            account: Some(id(6)),
            name: words.people[0].0.into(),
            title: words.people[0].1.into(),
            ..Contact::default()
        }));
        let act = Act::one(Label::new("act-create", words.names[0]).detail("account"), edits);
        writer.commit(&act, &Now::parse("2026-11-20T09:00:00+08:00").unwrap()).unwrap();
        Twins { writer, deeds: Vec::new() }
    }

    pub fn answer(&self, ask: &Ask) -> Answer {
        self.writer.answer(ask, &Now::parse(NOW).unwrap()).unwrap()
    }
}

impl Book for Twins {
    fn ask(&mut self, ask: &Ask, now: &Now) -> Result<Answer, Trouble> {
        self.writer.answer(ask, now).map_err(trouble)
    }

    fn act(&mut self, deed: &Deed, now: &Now) -> Result<Committed, Trouble> {
        self.deeds.push(deed.clone());
        self.writer.perform(deed, now).map_err(trouble)
    }

    fn undo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble> {
        self.writer.undo(now).map_err(trouble)
    }

    fn take_back(&mut self, act: Id, now: &Now) -> Result<Option<TakenBack>, Trouble> {
        self.writer.take_back(act, now).map(Some).map_err(trouble)
    }

    fn redo(&mut self, now: &Now) -> Result<Option<TakenBack>, Trouble> {
        self.writer.redo(now).map_err(trouble)
    }
}
