//! Which customer each customer of a file is: one that is there, one that was deleted, one that only looks so, or a new one.
//!
//! Always: what is not certain is listed, and a person's word on its line beats every guess. It must not make the records (`plan` does).

use super::decide::Decision;
use super::draft::{Draft, number};
use super::index::Match;
use super::plan::{Take, Work};
use super::preview::{Becomes, LookAlike, Other, Shared, What};
use super::rows;
use crate::base::id::Id;
use crate::base::text::fold;
use crate::schema::{ACCOUNT, Account, Value};

impl<'a> Work<'a> {
    pub(super) fn take(&mut self, draft: Draft) {
        match self.index.find(&draft) {
            Match::Same(account) => self.known(account, draft),
            Match::Foreign(account) => {
                let line = draft.lines.first().copied().unwrap_or(0);
                let id = draft.text("external_id").to_owned();
                self.note(line, What::SameIdOtherCustomer { id, known: account.name.clone() });
                self.decide(draft);
            }
            Match::None if self.mapping.customer_of(&draft).is_empty() => {
                let id = draft.text("external_id").to_owned();
                // In a list of customers it is one of them, without its name.
                let named = self.mapping.has("account", "name") && draft.people.is_empty();
                let what = if named { What::NoName } else { What::UnknownCustomer(id) };
                for line in draft.lines {
                    self.note(line, what.clone());
                }
            }
            Match::None => match self.deleted.find(&draft) {
                Match::Same(account) => self.was_deleted(account.id, draft),
                Match::Foreign(_) | Match::None => self.decide(draft),
            },
        }
    }

    /// Somebody deleted it: it stays away, unless a person says of its line that it is to be taken.
    fn was_deleted(&mut self, record: Id, draft: Draft) {
        let line = draft.lines.first().copied().unwrap_or(0);
        let name = draft.name().to_owned();
        let taken = self.taken_again(line, record, &name);
        if taken {
            self.decide(draft);
        } else {
            for line in draft.lines {
                self.note(line, What::Deleted(name.clone()));
            }
        }
    }

    /// Lists what was deleted; whether a person says that it is taken all the same.
    pub(super) fn taken_again(&mut self, line: u32, record: Id, name: &str) -> bool {
        // What is said for all look-alikes is not said of these.
        let taken = self.setting.choices.each.get(&line) == Some(&Decision::Take);
        self.preview.look_alikes.push(LookAlike {
            line,
            name: name.to_owned(),
            other: Other::Deleted(record),
            other_name: name.to_owned(),
            other_place: String::new(),
            shared: Shared::Name,
            becomes: if taken { Becomes::Own } else { Becomes::Left },
        });
        taken
    }

    /// No customer of the book for certain: a new one, unless a person says of what it looks like that it is the same, or leaves it out.
    fn decide(&mut self, draft: Draft) {
        let line = draft.lines.first().copied().unwrap_or(0);
        let alike = self.index.alike(&draft);
        let decision = self.setting.choices.of(line);
        let joined = match decision {
            Decision::Join(None) => alike.first().map(|first| first.other),
            // One that it does not look like (any more) is none to join.
            Decision::Join(Some(other)) => alike.iter().map(|one| one.other).find(|one| *one == other),
            Decision::Take | Decision::Leave => None,
        };
        for other in &alike {
            let becomes = match (decision, joined) {
                (Decision::Leave, _) => Becomes::Left,
                (_, Some(joined)) if joined == other.other => Becomes::This,
                (_, Some(_)) => Becomes::Another,
                (_, None) => Becomes::Own,
            };
            self.preview.look_alikes.push(LookAlike {
                line,
                name: draft.name().to_owned(),
                other: other.other,
                other_name: other.name.clone(),
                other_place: other.place.clone(),
                shared: other.shared,
                becomes,
            });
        }
        match (alike.first(), decision, joined) {
            (Some(first), Decision::Leave, _) => {
                for line in &draft.lines {
                    self.note(*line, What::LooksLike(first.name.clone()));
                }
            }
            (_, _, Some(Other::Known(id))) if let Some(account) = self.index.account(id) => {
                let mut draft = draft;
                keep_name(&mut draft, account);
                self.known(account, draft);
            }
            (_, _, Some(Other::InFile(first))) if let Some(at) = self.by_line.get(&first) => self.absorb(*at, draft),
            _ => {
                self.index.add(&draft);
                self.by_line.insert(line, self.takes.len());
                self.takes.push(Take::New(draft));
            }
        }
    }

    fn known(&mut self, account: &'a Account, mut draft: Draft) {
        let name = fold(draft.text("name"));
        let other_name = !name.is_empty() && account.other_names.iter().any(|other| fold(other) == name);
        if other_name || account.other_ids.contains(draft.text("external_id")) {
            keep_name(&mut draft, account);
        }
        match self.by_account.get(&account.id) {
            Some(at) => self.absorb(*at, draft),
            None => {
                self.by_account.insert(account.id, self.takes.len());
                self.takes.push(Take::Known(account, draft));
            }
        }
    }

    fn absorb(&mut self, at: usize, draft: Draft) {
        let mapping = self.mapping;
        let take = self.takes.get_mut(at);
        let known = if let Some(Take::Known(account, _)) = &take { account.external_id.clone() } else { String::new() };
        if let Some(Take::New(first) | Take::Known(_, first)) = take {
            let mut draft = draft;
            let own = Some(first.text("external_id")).filter(|id| !id.is_empty()).unwrap_or(&known).to_owned();
            remember_id(&mut draft, &own);
            first.absorb(draft, |field, value| rows::other_values(mapping, field, std::slice::from_ref(value)));
        }
    }
}

/// A customer that is joined to another keeps that one's name and its id in the other program; its own name becomes another name.
fn keep_name(draft: &mut Draft, account: &Account) {
    let name = draft.name().to_owned();
    draft.account.remove(&number(&ACCOUNT, "name"));
    if fold(&name) != fold(&account.name) {
        let names = number(&ACCOUNT, "other_names");
        let mut all = draft.elements("other_names");
        all.insert(name);
        draft.account.insert(names, Value::set(all));
    }
    remember_id(draft, &account.external_id);
}

/// Where the one that stays has an id in the other program, the id of the one that is joined to it is kept beside: the same file again means it.
fn remember_id(draft: &mut Draft, stays: &str) {
    let id = draft.text("external_id").to_owned();
    if stays.is_empty() || id.is_empty() {
        return;
    }
    draft.account.remove(&number(&ACCOUNT, "external_id"));
    if id != stays {
        let mut all = draft.elements("other_ids");
        all.insert(id);
        draft.account.insert(number(&ACCOUNT, "other_ids"), Value::set(all));
    }
}
