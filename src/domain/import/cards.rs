//! Address cards as drafts of customers: the company is the customer, the card its contact; a card without a company
//! makes a customer of the person's name, which is said. One that names nobody, but for an address or a number, is not taken.
//!
//! Always: what a card says in words and no field takes is in the contact's notes under the card's own name for it. It
//! must not look at what is known already.

use super::cell;
use super::date::Order;
use super::draft::{Draft, Drafts, Person, Values};
use super::person;
use super::preview::{Noted, What};
use super::source::{Card, CardAddress, Cards};
use crate::base::clock::Now;
use crate::schema::{ACCOUNT, CONTACT, Entity};

/// The customers of a file of cards.
pub(super) fn read(cards: &Cards, now: &Now) -> (Vec<Draft>, Vec<Noted>) {
    let mut drafts = Drafts::default();
    let mut noted = Vec::new();
    for card in &cards.cards {
        match draft(card, now) {
            Some(draft) => {
                if card.organisation.trim().is_empty() {
                    noted.push(Noted { line: card.line, what: What::OwnCustomer(draft.name().to_owned()) });
                }
                drafts.add(draft);
            }
            None => noted.push(Noted { line: card.line, what: What::NoName }),
        }
    }
    let mut drafts = drafts.finish();
    for draft in &mut drafts {
        draft.settle(|field, others| {
            let name = ACCOUNT.by_number(field)?.name;
            let others: Vec<_> =
                others.iter().map(|value| value.str().to_owned()).filter(|text| !text.is_empty()).collect();
            (!others.is_empty()).then(|| format!("{name}: {}", others.join(", ")))
        });
    }
    (drafts, noted)
}

/// Fields being filled, with lines for the notes of what does not fit.
struct Filled<'a> {
    entity: &'static Entity,
    values: Values,
    notes: Vec<String>,
    now: &'a Now,
}

impl Filled<'_> {
    fn set(&mut self, name: &str, text: &str) {
        let Some(field) = self.entity.field(name) else { return };
        let read = cell::read(field, text, Order::default(), self.now);
        if !read.value.is_null() {
            self.values.insert(field.number, read.value);
        }
        if !read.left.is_empty() {
            self.note(name, &read.left);
        }
    }

    fn note(&mut self, name: &str, text: &str) {
        if !text.trim().is_empty() {
            self.notes.push(format!("{name}: {}", text.trim().replace('\n', ", ")));
        }
    }
}

fn draft(card: &Card, now: &Now) -> Option<Draft> {
    let mut account = Filled { entity: &ACCOUNT, values: Values::new(), notes: Vec::new(), now };
    let mut contact = Filled { entity: &CONTACT, values: Values::new(), notes: Vec::new(), now };
    let given = [card.given.as_str(), card.middle.as_str()].join(" ");
    let parts = person::said(&card.family, given.trim());
    let person =
        [card.formatted_name.as_str(), &parts, &card.nickname].into_iter().find(|name| !name.trim().is_empty());
    // Programs write an address or a number where they know no name.
    let reach = |name: &str| card.emails.iter().chain(&card.phones).any(|found| found.value.trim() == name.trim());
    let named = !card.organisation.trim().is_empty();
    let person = person.filter(|name| named || !reach(name));
    let name = person.or(Some(card.organisation.as_str()).filter(|_| named))?.trim();
    contact.set("name", name);
    contact.set("family_name", &card.family);
    contact.set("given_name", given.trim());
    contact.set("external_id", &card.uid);
    let title = [card.title.as_str(), card.department.as_str()].into_iter().filter(|text| !text.is_empty());
    contact.set("title", &title.collect::<Vec<_>>().join(", "));
    contact.note("ROLE", &card.role);
    if person != Some(&card.nickname) {
        contact.note("NICKNAME", &card.nickname);
    }
    let (numbers, others): (Vec<_>, Vec<_>) =
        card.phones.iter().partition(|phone| !phone.kind.contains("fax") && !phone.kind.contains("pager"));
    contact.set("phones", &numbers.iter().map(|phone| phone.value.as_str()).collect::<Vec<_>>().join("\n"));
    for phone in others {
        contact.note(&phone.kind.to_uppercase(), &phone.value);
    }
    contact.set("emails", &card.emails.iter().map(|email| email.value.as_str()).collect::<Vec<_>>().join("\n"));
    let chats = card
        .chats
        .iter()
        .map(|chat| if chat.kind.is_empty() { chat.value.clone() } else { format!("{}:{}", chat.kind, chat.value) });
    contact.set("chat_ids", &chats.collect::<Vec<_>>().join("\n"));
    contact.set("birthday", &card.birthday);
    contact.set("tags", &card.categories.join("\n"));
    contact.set("notes", &card.note);
    for (name, text) in &card.others {
        contact.note(name, text);
    }
    account.set("name", if card.organisation.trim().is_empty() { name } else { &card.organisation });
    place(card, &mut account, &mut contact);
    let own = card.urls.iter().position(|url| url.kind != "home");
    for (index, url) in card.urls.iter().enumerate() {
        if Some(index) == own { account.set("website", &url.value) } else { contact.note("URL", &url.value) }
    }
    let mut draft = Draft::of(card.line, account.values);
    draft.notes = account.notes;
    draft.people.push(Person { line: card.line, values: contact.values, notes: contact.notes });
    Some(draft)
}

/// The address at work is the customer's; one at home is nobody's business but the contact's.
fn place(card: &Card, account: &mut Filled, contact: &mut Filled) {
    let alone = card.organisation.trim().is_empty() && card.addresses.len() == 1;
    let own = card.addresses.iter().position(|address| !address.kind.contains("home") || alone);
    for (index, address) in card.addresses.iter().enumerate() {
        if Some(index) != own {
            contact.note(format!("ADR {}", address.kind).trim(), &one_line(address));
            continue;
        }
        account.set("street", &address.street);
        account.set("city", &address.city);
        account.set("region", &address.region);
        account.set("postcode", &address.postcode);
        account.set("country", &address.country);
    }
    if let Some((latitude, longitude)) = card.position.split_once(',') {
        account.set("latitude", latitude);
        account.set("longitude", longitude);
    }
}

fn one_line(address: &CardAddress) -> String {
    let parts = [&address.street, &address.city, &address.region, &address.postcode, &address.country];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}
