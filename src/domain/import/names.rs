//! The people and territories that a file names, as those that the company knows.
//!
//! Always: who is not known by exactly this name stays in the notes, and what was done is said for each name. A customer
//! comes only into a territory of mine: in another's I could not keep it. No customer that is there already is moved.

use std::collections::BTreeMap;

use super::book::Book;
use super::draft::{Draft, number};
use super::mapping::Mapping;
use super::preview::{Naming, What};
use super::rows;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::schema::{ACCOUNT, Value};

/// Who and what is known by name.
pub(super) struct Names<'a> {
    book: &'a Book,
    mapping: &'a Mapping,
    me: Id,
    said: BTreeMap<(u16, String, Naming), usize>,
}

impl<'a> Names<'a> {
    pub fn of(book: &'a Book, mapping: &'a Mapping, me: Id) -> Names<'a> {
        Names { book, mapping, me, said: BTreeMap::new() }
    }

    /// What a user or territory is called.
    pub fn of_id(&self, id: Id) -> Option<&'a str> {
        let user = self.book.users.iter().find(|user| user.id == id).map(|user| user.name.as_str());
        user.or_else(|| self.territory(id))
    }

    fn territory(&self, id: Id) -> Option<&'a str> {
        self.book.territories.iter().find(|territory| territory.id == id).map(|territory| territory.name.as_str())
    }

    /// Puts in place of the names that a customer of the file has those who are known by them.
    pub fn find(&mut self, draft: &mut Draft) {
        let book = self.book;
        let owner = |name: &str| {
            let mut same = book.users.iter().filter(|user| fold(&user.name) == name && !user.retired);
            match (same.next(), same.next()) {
                (Some(only), None) => Ok((only.id, Naming::Owner)),
                _ => Err(Naming::NoUser),
            }
        };
        self.put(draft, "owner", owner);
        let mine = book.users.iter().find(|user| user.id == self.me).map(|user| &user.territories);
        let territory = |name: &str| {
            let same =
                book.territories.iter().find(|territory| fold(&territory.name) == name).ok_or(Naming::NoTerritory)?;
            let is_mine = mine.is_some_and(|mine| mine.contains(&same.id));
            if is_mine { Ok((same.id, Naming::Territory)) } else { Err(Naming::NotMine) }
        };
        self.put(draft, "territory", territory);
    }

    fn put(&mut self, draft: &mut Draft, field: &str, find: impl Fn(&str) -> Result<(Id, Naming), Naming>) {
        let field = number(&ACCOUNT, field);
        let Some(Value::Text(name)) = draft.account.remove(&field) else { return };
        let naming = match find(&fold(&name)) {
            Ok((id, naming)) => {
                draft.account.insert(field, Value::Id(id));
                naming
            }
            Err(naming) => {
                draft.notes.extend(rows::other_values(self.mapping, field, &[Value::text(&name)]));
                naming
            }
        };
        *self.said.entry((field, name, naming)).or_default() += 1;
    }

    /// A customer that is there stays in its territory; whoever wants to move it does that where it is seen.
    pub fn stay(&mut self, draft: &mut Draft, there: Option<Id>) {
        let field = number(&ACCOUNT, "territory");
        let Some(said) = draft.account.remove(&field).and_then(|value| value.id()) else { return };
        let name = self.territory(said).unwrap_or_default().to_owned();
        if let Some(count) = self.said.get_mut(&(field, name.clone(), Naming::Territory)) {
            *count = count.saturating_sub(1);
        }
        if Some(said) != there {
            *self.said.entry((field, name, Naming::Stays)).or_default() += 1;
        }
    }

    /// What was done, for each name.
    pub fn said(&self) -> Vec<What> {
        let heading = |field: u16| {
            let name = ACCOUNT.by_number(field).map_or("", |field| field.name);
            let at = self.mapping.columns_of("account", name).first().copied().unwrap_or(0);
            self.mapping.columns.get(at).map(|column| rows::label(at, column)).unwrap_or_default()
        };
        let all = self.said.iter().filter(|(_, count)| **count > 0);
        all.map(|((field, text, naming), count)| What::Named {
            heading: heading(*field),
            text: text.clone(),
            naming: *naming,
            count: *count,
        })
        .collect()
    }
}
