//! What a customer is reached by, beside its name and its address: numbers, page, e-mail addresses, people.
//!
//! Always: two ways of writing one number, page or name have one key. It must not know which customer is which.

use super::draft::{Draft, number};
use super::likeness::{person_key, website_key};
use super::preview::Shared;
use crate::base::phone;
use crate::base::text::fold;
use crate::schema::{Account, CONTACT, Contact};

/// What one is reached by.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    numbers: Vec<String>,
    website: String,
    emails: Vec<String>,
    people: Vec<String>,
}

impl Reach {
    /// Of a customer that is there, with its people.
    pub fn of(account: &Account, people: &[&Contact]) -> Reach {
        let numbers = people.iter().flat_map(|contact| &contact.phones);
        let emails = people.iter().flat_map(|contact| &contact.emails);
        Reach {
            numbers: account.phones.iter().chain(numbers).cloned().collect(),
            website: account.website.clone(),
            emails: account.emails.iter().chain(emails).cloned().collect(),
            people: people.iter().map(|contact| contact.name.clone()).collect(),
        }
    }

    /// Of a customer of a file.
    pub fn of_draft(draft: &Draft) -> Reach {
        Reach {
            numbers: numbers(draft),
            website: draft.text("website").to_owned(),
            emails: draft.elements("emails").into_iter().chain(of_people(draft, "emails")).collect(),
            people: of_people(draft, "name").collect(),
        }
    }

    /// The keys by which it is found again.
    pub fn keys(&self) -> impl Iterator<Item = (Shared, String)> + '_ {
        let numbers = self.numbers.iter().filter_map(|number| phone::compare_key(number)).filter(|key| key.len() >= 6);
        let emails = self.emails.iter().map(|email| fold(email)).filter(|email| email.contains('@'));
        let people = self.people.iter().filter_map(|name| person_key(name));
        numbers
            .map(|key| (Shared::Phone, key))
            .chain(website_key(&self.website).map(|key| (Shared::Website, key)))
            .chain(emails.map(|key| (Shared::Email, key)))
            .chain(people.map(|key| (Shared::Contact, key)))
    }
}

/// The numbers of a customer of a file and of its people.
pub(super) fn numbers(draft: &Draft) -> Vec<String> {
    draft.elements("phones").into_iter().chain(of_people(draft, "phones")).collect()
}

/// What the people of a draft have in a field.
fn of_people<'a>(draft: &'a Draft, field: &str) -> impl Iterator<Item = String> + 'a {
    let field = number(&CONTACT, field);
    let values = draft.people.iter().filter_map(move |person| person.values.get(&field));
    values.flat_map(|value| {
        let text = Some(value.str().to_owned()).filter(|text| !text.is_empty());
        text.into_iter().chain(value.elements())
    })
}
