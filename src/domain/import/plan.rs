//! From the drafts of a file and what is known: the preview of an import, and the act that does it.
//!
//! Always: the same file again makes nothing twice. An imported customer without history is not seen
//! yet: its first visit is due some day of its first cycle, the days spread evenly.

use super::book::Book;
use super::cards;
use super::decide::Choices;
use super::draft::{Draft, Person, Values, number};
use super::history::first_due;
use super::index::Index;
use super::mapping::Mapping;
use super::names::Names;
use super::overlay::said_of;
use super::preview::{Counts, Noted, Preview, What};
use super::rows;
use super::said::Said;
use super::source::Source;
use crate::base::clock::Now;
use crate::base::id::{Id, IdSource};
use crate::base::text::fold;
use crate::domain::act::{Act, Edit, Label, RecordEdit};
use crate::domain::deed::Saw;
use crate::schema::{ACCOUNT, Account, CONTACT, Contact, Grade, Record, Source as Origin, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All that an import must be told beside the file and the book.
pub struct Setting<'a> {
    /// Now.
    pub now: &'a Now,
    /// Whose customers they become.
    pub me: Id,
    /// Where they lie.
    pub territory: Id,
    /// The file's name, for the act.
    pub file: &'a str,
    /// How many days apart customers of a grade are seen; 0 is never.
    pub cycle: &'a dyn Fn(Option<Grade>) -> u32,
    /// Whether this record (the entity's number, the id) is there, or was and somebody deleted it: asked for visits and
    /// follow-ups, whose ids an import computes.
    pub is_there: &'a dyn Fn(u16, Id) -> bool,
    /// What the file said of this record when it was imported last; nothing where it was not.
    pub said: &'a dyn Fn(Id) -> Said,
    /// What the user chose.
    pub choices: Choices,
}

impl std::fmt::Debug for Setting<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setting").field("file", &self.file).field("choices", &self.choices).finish_non_exhaustive()
    }
}

/// An import, worked out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// What would happen.
    pub preview: Preview,
    /// What makes it happen: one act, a group for each customer with all that hangs on it.
    pub act: Act,
    /// What was in the fields that it changes.
    pub saw: Vec<Saw>,
    /// What the file says of each record, to be remembered.
    pub said: Vec<(Id, Said)>,
}

/// Works an import out. For address cards the mapping is not needed.
pub fn plan(source: &Source, mapping: &Mapping, book: &Book, setting: &Setting<'_>, ids: &mut IdSource) -> Plan {
    let mut troubles: Vec<Noted> = source
        .troubles()
        .iter()
        .map(|trouble| Noted { line: trouble.line, what: What::Reading(trouble.kind.clone()) })
        .collect();
    let (drafts, noted, columns, rows) = match source {
        Source::Table(table) => {
            let read = rows::read(table, mapping, setting.now);
            (read.drafts, read.noted, read.columns, table.rows.len())
        }
        Source::Cards(cards) => {
            let (drafts, noted) = cards::read(cards, setting.now);
            (drafts, noted, Vec::new(), cards.cards.len())
        }
    };
    troubles.extend(noted);
    let mut work = Work {
        setting,
        mapping,
        index: Index::of(book),
        deleted: Index::of_deleted(book),
        names: Names::of(book, mapping, setting.me),
        ids,
        preview: Preview { columns, troubles, counts: Counts { rows, ..Counts::default() }, ..Preview::default() },
        takes: Vec::new(),
        by_line: HashMap::new(),
        by_account: HashMap::new(),
        groups: Vec::new(),
        saw: Vec::new(),
        said: Vec::new(),
    };
    for draft in drafts {
        work.take(draft);
    }
    work.finish();
    let Work { mut preview, groups, saw, said, .. } = work;
    preview.counts.customers = preview.counts.new + preview.counts.updated + preview.counts.unchanged;
    let refused: BTreeSet<u32> =
        preview.troubles.iter().filter(|noted| noted.what.is_refusal()).map(|noted| noted.line).collect();
    preview.counts.not_taken = refused.len();
    preview.troubles.sort_by_key(|noted| noted.line);
    let label = Label::new("act-import", setting.file).detail(preview.counts.customers.to_string());
    Plan { preview, act: Act { label, groups }, saw, said }
}

pub(super) struct Work<'a> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) mapping: &'a Mapping,
    pub(super) index: Index<'a>,
    /// Those that somebody deleted.
    pub(super) deleted: Index<'a>,
    pub(super) names: Names<'a>,
    pub(super) ids: &'a mut IdSource,
    pub(super) preview: Preview,
    /// What the file says, by the customer that it becomes.
    pub(super) takes: Vec<Take<'a>>,
    /// Where the new customers of the file are among `takes`, by the line that speaks of them first.
    pub(super) by_line: HashMap<u32, usize>,
    pub(super) by_account: HashMap<Id, usize>,
    pub(super) groups: Vec<Vec<Edit>>,
    pub(super) saw: Vec<Saw>,
    pub(super) said: Vec<(Id, Said)>,
}

/// What becomes of a customer of the file.
pub(super) enum Take<'a> {
    New(Draft),
    Known(&'a Account, Draft),
}

impl<'a> Work<'a> {
    pub(super) fn note(&mut self, line: u32, what: What) {
        self.preview.troubles.push(Noted { line, what });
    }

    fn finish(&mut self) {
        for take in std::mem::take(&mut self.takes) {
            match take {
                Take::New(draft) => self.create(draft),
                Take::Known(account, draft) => self.update(account, draft),
            }
        }
        let said = self.names.said();
        self.preview.troubles.extend(said.into_iter().map(|what| Noted { line: 0, what }));
    }

    fn create(&mut self, mut draft: Draft) {
        let line = draft.lines.first().copied().unwrap_or(0);
        let name = draft.name().to_owned();
        self.names.find(&mut draft);
        let mut values = std::mem::take(&mut draft.account);
        values.entry(number(&ACCOUNT, "name")).or_insert_with(|| Value::text(name));
        self.add_notes(&ACCOUNT, line, &mut values, &draft.notes);
        let (id, said) = (self.ids.next(self.setting.now.at), said_of(&ACCOUNT, &values));
        self.said.push((id, said));
        let mut account = record::<Account>(id, values);
        account.territory = account.territory.or(Some(self.setting.territory));
        account.owner = account.owner.or(Some(self.setting.me));
        account.source = account.source.or(Some(Origin::Imported));
        let cycle = account.cadence.unwrap_or_else(|| i64::from((self.setting.cycle)(account.grade)));
        if draft.visits.is_empty() && cycle > 0 {
            account.first_due = first_due(account.id, cycle, self.setting.now.today());
        }
        let mut edits = vec![Edit::create(&account)];
        for person in draft.people {
            edits.push(self.new_contact(account.id, person));
        }
        self.history(line, &account, draft.visits, draft.follow_ups, &mut edits);
        self.preview.counts.new += 1;
        self.groups.push(edits);
    }

    fn update(&mut self, before: &'a Account, mut draft: Draft) {
        let line = draft.lines.first().copied().unwrap_or(0);
        self.names.find(&mut draft);
        self.names.stay(&mut draft, before.territory);
        let mut edits = Vec::new();
        let after: Account = self.overlay(before, line, &before.name, draft.account, &draft.notes);
        edits.extend(self.change(before, &after));
        let known: Vec<&Contact> = self.index.contacts(before.id).collect();
        let by_id = |person: &Person| known.iter().find(|contact| person.has_id_of(contact));
        // Nobody is two of them: whoever is known by an id is not another one by his name.
        let mut taken: BTreeSet<Id> = draft.people.iter().filter_map(by_id).map(|contact| contact.id).collect();
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for person in &draft.people {
            *named.entry(fold(person.name())).or_default() += 1;
        }
        for person in draft.people {
            let name = fold(person.name());
            // Of several of one name their ids tell who is who; the ids of two programs tell nothing.
            let several = named.get(&name).is_some_and(|count| *count > 1) && person.has_id();
            let may_be = |contact: &&&Contact| {
                fold(&contact.name) == name
                    && !taken.contains(&contact.id)
                    && (!several || contact.external_id.is_empty())
            };
            let same = by_id(&person).or_else(|| known.iter().find(may_be));
            taken.extend(same.map(|contact| contact.id));
            let Some(contact) = same else {
                let was = self.deleted.contacts(before.id).find(|contact| person.is_called(contact));
                if let Some(was) = was.map(|contact| contact.id) {
                    let (line, name) = (person.line, person.name().to_owned());
                    if !self.taken_again(line, was, &name) {
                        self.note(line, What::DeletedContact(name));
                        continue;
                    }
                }
                edits.push(self.new_contact(before.id, person));
                continue;
            };
            let after: Contact = self.overlay(*contact, person.line, &contact.name, person.values, &person.notes);
            if let Some(edit) = self.change(*contact, &after) {
                self.preview.counts.contacts_updated += 1;
                edits.push(edit);
            }
        }
        self.history(line, &after, draft.visits, draft.follow_ups, &mut edits);
        if edits.is_empty() {
            self.preview.counts.unchanged += 1;
        } else {
            self.preview.counts.updated += 1;
            self.groups.push(edits);
        }
    }

    /// What makes a known record into another; what was in it is remembered.
    pub(super) fn change<R: Record>(&mut self, before: &R, after: &R) -> Option<Edit> {
        let edit = Edit::change(before, after)?;
        let RecordEdit::Set(fields) = &edit.deed else { return Some(edit) };
        let was: BTreeMap<u16, Value> = before.values().into_iter().collect();
        self.saw.extend(fields.iter().map(|(number, _)| Saw {
            entity: edit.entity,
            record: edit.record,
            field: (*number, was.get(number).cloned().unwrap_or_default()),
        }));
        Some(edit)
    }

    fn new_contact(&mut self, account: Id, person: Person) -> Edit {
        let mut values = person.values;
        self.add_notes(&CONTACT, person.line, &mut values, &person.notes);
        let (id, said) = (self.ids.next(self.setting.now.at), said_of(&CONTACT, &values));
        self.said.push((id, said));
        let mut contact = record::<Contact>(id, values);
        contact.account = Some(account);
        self.preview.counts.contacts_new += 1;
        Edit::create(&contact)
    }
}

pub(super) fn record<R: Record>(id: Id, values: Values) -> R {
    let mut values: BTreeMap<u16, Value> = values;
    R::read(id, &mut |field| values.remove(&field.number).unwrap_or_default())
}
