//! The book made ready to be compared with a file: which customer is the same, and which only looks so.
//!
//! Always: "the same" is certain (the other program's id, or the same name with nothing that contradicts it); anything
//! less is a look-alike, which a person decides. It must not change a record.

use super::book::Book;
use super::draft::{Draft, agree};
use super::likeness::{contains, core, may_be_one_town, person_key, pieces, street_key, website_key};
use super::preview::{Other, Shared};
use crate::base::id::Id;
use crate::base::phone;
use crate::base::text::fold;
use crate::schema::{Account, Contact};
use std::collections::HashMap;

/// A customer as it is compared.
#[derive(Clone, Debug)]
struct Known {
    other: Other,
    name: String,
    street: String,
    city: String,
    postcode: String,
}

/// What one is reached by, beside its name and its address.
#[derive(Clone, Debug, Default)]
struct Reach {
    numbers: Vec<String>,
    website: String,
    emails: Vec<String>,
    people: Vec<String>,
}

impl Reach {
    /// The keys by which it is found again.
    fn keys(&self) -> impl Iterator<Item = (Shared, String)> + '_ {
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

/// The book with its indexes.
pub(super) struct Index<'a> {
    accounts: &'a [Account],
    people: &'a [Contact],
    by_external: HashMap<&'a str, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    by_other_name: HashMap<String, Vec<usize>>,
    contacts: HashMap<Id, Vec<usize>>,
    known: Vec<Known>,
    by_core: HashMap<String, Vec<usize>>,
    by_piece: HashMap<String, Vec<usize>>,
    by_reach: HashMap<(Shared, String), Vec<usize>>,
    by_street: HashMap<String, Vec<usize>>,
}

/// Which record a draft is.
pub(super) enum Match<'a> {
    /// This one.
    Same(&'a Account),
    /// One with the same id in the other program, which has nothing else in common: another program's counting.
    Foreign(&'a Account),
    /// None.
    None,
}

/// One look-alike.
pub(super) struct Alike {
    pub other: Other,
    pub name: String,
    pub place: String,
    pub shared: Shared,
}

/// How many look-alikes of one customer are named; the first are the likeliest.
const NAMED: usize = 3;

/// More customers than this under one number or street tell nothing: a call centre, a shopping mall.
const CROWD: usize = 8;

impl<'a> Index<'a> {
    /// Of the customers that are there.
    pub fn of(book: &'a Book) -> Index<'a> {
        Index::over(&book.accounts, &book.contacts)
    }

    /// Of those that were deleted.
    pub fn of_deleted(book: &'a Book) -> Index<'a> {
        Index::over(&book.deleted_accounts, &book.deleted_contacts)
    }

    fn over(accounts: &'a [Account], people: &'a [Contact]) -> Index<'a> {
        let mut index = Index {
            accounts,
            people,
            by_external: HashMap::new(),
            by_name: HashMap::new(),
            by_other_name: HashMap::new(),
            contacts: HashMap::new(),
            known: Vec::new(),
            by_core: HashMap::new(),
            by_piece: HashMap::new(),
            by_reach: HashMap::new(),
            by_street: HashMap::new(),
        };
        for (at, contact) in people.iter().enumerate() {
            if let Some(account) = contact.account {
                index.contacts.entry(account).or_default().push(at);
            }
        }
        for (at, account) in accounts.iter().enumerate() {
            if !account.external_id.is_empty() {
                index.by_external.entry(&account.external_id).or_default().push(at);
            }
            for id in &account.other_ids {
                index.by_external.entry(id).or_default().push(at);
            }
            index.by_name.entry(fold(&account.name)).or_default().push(at);
            for name in &account.other_names {
                let same = index.by_other_name.entry(fold(name)).or_default();
                same.push(at);
            }
            let own = index.contacts.get(&account.id).cloned().unwrap_or_default();
            let own: Vec<&Contact> = own.iter().filter_map(|at| people.get(*at)).collect();
            let numbers = own.iter().flat_map(|contact| &contact.phones);
            let emails = own.iter().flat_map(|contact| &contact.emails);
            let reach = Reach {
                numbers: account.phones.iter().chain(numbers).cloned().collect(),
                website: account.website.clone(),
                emails: account.emails.iter().chain(emails).cloned().collect(),
                people: own.iter().map(|contact| contact.name.clone()).collect(),
            };
            let known = Known {
                other: Other::Known(account.id),
                name: account.name.clone(),
                street: account.street.clone(),
                city: account.city.clone(),
                postcode: account.postcode.clone(),
            };
            index.learn(known, &reach);
        }
        index
    }

    /// Makes a new customer of the file known to those that come after it.
    pub fn add(&mut self, draft: &Draft) {
        let known = Known {
            other: Other::InFile(draft.lines.first().copied().unwrap_or(0)),
            name: draft.name().to_owned(),
            street: draft.text("street").to_owned(),
            city: draft.text("city").to_owned(),
            postcode: draft.text("postcode").to_owned(),
        };
        self.learn(known, &reach(draft));
    }

    fn learn(&mut self, known: Known, reach: &Reach) {
        let at = self.known.len();
        let core = core(&known.name);
        for piece in pieces(&core) {
            push(&mut self.by_piece, piece, at);
        }
        push(&mut self.by_core, core, at);
        for key in reach.keys() {
            self.by_reach.entry(key).or_default().push(at);
        }
        if let Some(street) = street_key(&known.street) {
            push(&mut self.by_street, street, at);
        }
        self.known.push(known);
    }

    /// The contacts of a customer.
    pub fn contacts(&self, account: Id) -> impl Iterator<Item = &'a Contact> {
        let (own, people) = (self.contacts.get(&account).cloned().unwrap_or_default(), self.people);
        own.into_iter().filter_map(move |at| people.get(at))
    }

    /// The record that a draft speaks of.
    pub fn find(&self, draft: &Draft) -> Match<'a> {
        let at = |index: &usize| self.accounts.get(*index);
        let id = draft.text("external_id");
        let same_id: Vec<&Account> =
            self.by_external.get(id).map(Vec::as_slice).unwrap_or_default().iter().filter_map(at).collect();
        if let Some(account) = same_id.iter().find(|account| self.shares(account, draft)) {
            return Match::Same(account);
        }
        if let Some(account) = same_id.first() {
            return Match::Foreign(account);
        }
        let folded = fold(draft.name());
        let same_name = self.by_name.get(&folded).map(Vec::as_slice).unwrap_or_default();
        let fitting: Vec<&Account> = same_name
            .iter()
            .filter_map(at)
            .filter(|account| {
                agree(&account.street, draft.text("street"))
                    && agree(&account.city, draft.text("city"))
                    // Two ids of another program are two records there.
                    && (id.is_empty() || (account.external_id.is_empty() && self.shares_reach(account, draft)))
            })
            .collect();
        // Of twins, the one whose place is told in the same words; where that is several or none, a person decides.
        let told = |account: &&&Account| {
            fold(&account.street) == fold(draft.text("street")) && fold(&account.city) == fold(draft.text("city"))
        };
        let mut same_place = fitting.iter().filter(told);
        match (fitting.as_slice(), same_place.next(), same_place.next()) {
            ([only], ..) => Match::Same(only),
            (_, Some(account), None) => Match::Same(account),
            _ => self.known_by_another_name(&folded, draft),
        }
    }

    /// The only one that goes by this name too, where the place does not contradict: somebody has said once that they are one customer.
    fn known_by_another_name(&self, folded: &str, draft: &Draft) -> Match<'a> {
        let others = self.by_other_name.get(folded).map(Vec::as_slice).unwrap_or_default();
        let agrees = |account: &&Account| {
            agree(&account.street, draft.text("street")) && agree(&account.city, draft.text("city"))
        };
        let mut fitting = others.iter().filter_map(|at| self.accounts.get(*at)).filter(agrees);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) if !folded.is_empty() => Match::Same(only),
            _ => Match::None,
        }
    }

    /// The customer of this id.
    pub fn account(&self, id: Id) -> Option<&'a Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// Whether anything but the id is the same, or the draft says nothing else.
    fn shares(&self, account: &Account, draft: &Draft) -> bool {
        let name = draft.text("name");
        name.is_empty()
            || fold(name) == fold(&account.name)
            || account.other_names.iter().any(|other| fold(other) == fold(name))
            // Contacts that came before their customer gave it a person's name to go by.
            || self.contacts(account.id).any(|contact| contact.name == account.name)
            || core(name) == core(&account.name)
            || self.shares_reach(account, draft)
            || (!account.city.is_empty() && fold(&account.city) == fold(draft.text("city")))
    }

    fn shares_reach(&self, account: &Account, draft: &Draft) -> bool {
        let street = street_key(&account.street);
        let people = self.contacts(account.id).flat_map(|contact| &contact.phones);
        let known: Vec<&String> = account.phones.iter().chain(people).collect();
        (street.is_some() && street == street_key(draft.text("street")))
            || numbers(draft).iter().any(|number| known.iter().any(|other| phone::same(number, other)))
    }

    /// Customers that look like a new one.
    pub fn alike(&self, draft: &Draft) -> Vec<Alike> {
        let mut found: Vec<(Shared, usize)> = Vec::new();
        let mut add = |shared: Shared, places: Option<&Vec<usize>>| {
            for at in places.into_iter().flatten() {
                if !found.iter().any(|(_, known)| known == at) {
                    found.push((shared, *at));
                }
            }
        };
        let small = |places: Option<&'_ Vec<usize>>| places.filter(|places| places.len() <= CROWD).cloned();
        let reach = reach(draft);
        let (strong, weak): (Vec<_>, Vec<_>) = reach.keys().partition(|(shared, _)| *shared != Shared::Contact);
        for key in strong {
            add(key.0, small(self.by_reach.get(&key)).as_ref());
        }
        let own = core(draft.name());
        if !own.is_empty() {
            add(Shared::Name, self.by_core.get(&own));
            let mut close: Vec<usize> = pieces(&own)
                .iter()
                .filter_map(|piece| self.by_piece.get(piece))
                .filter(|places| places.len() <= CROWD * 4)
                .flatten()
                .copied()
                .filter(|at| self.known.get(*at).is_some_and(|known| contains(&core(&known.name), &own)))
                .collect();
            close.sort_unstable();
            close.dedup();
            add(Shared::Name, Some(&close));
        }
        if let Some(street) = street_key(draft.text("street")) {
            add(Shared::Address, small(self.by_street.get(&street)).as_ref());
        }
        // A person's name alone says little, and nothing where many bear it.
        for key in weak {
            add(key.0, self.by_reach.get(&key).filter(|places| places.len() <= 2));
        }
        let known = found.into_iter().filter_map(|(shared, at)| Some((shared, self.known.get(at)?)));
        known
            .filter(|(shared, known)| {
                // A chain has one name in many towns; the same street name in another town is another street, where the post code is another.
                let (city, postcode) = (draft.text("city"), draft.text("postcode"));
                match shared {
                    Shared::Name => agree(&known.city, city),
                    Shared::Address => {
                        let one_code = !postcode.is_empty() && fold(postcode) == fold(&known.postcode);
                        one_code || may_be_one_town(&known.city, city)
                    }
                    Shared::Phone => true,
                    // The branches of a chain share these in one file; one that is there already may be this one under a new name.
                    Shared::Website | Shared::Email | Shared::Contact => matches!(known.other, Other::Known(_)),
                }
            })
            .filter(|(shared, known)| {
                *shared != Shared::Name || agree(&known.street, draft.text("street")) || known.street.is_empty()
            })
            .take(NAMED)
            .map(|(shared, known)| Alike {
                other: known.other,
                name: known.name.clone(),
                place: [known.street.as_str(), known.city.as_str()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                shared,
            })
            .collect()
    }
}

fn push(index: &mut HashMap<String, Vec<usize>>, key: String, at: usize) {
    if !key.is_empty() {
        index.entry(key).or_default().push(at);
    }
}

fn numbers(draft: &Draft) -> Vec<String> {
    draft.elements("phones").into_iter().chain(of_people(draft, "phones")).collect()
}

fn reach(draft: &Draft) -> Reach {
    Reach {
        numbers: numbers(draft),
        website: draft.text("website").to_owned(),
        emails: draft.elements("emails").into_iter().chain(of_people(draft, "emails")).collect(),
        people: of_people(draft, "name").collect(),
    }
}

/// What the people of a draft have in a field.
fn of_people<'a>(draft: &'a Draft, field: &str) -> impl Iterator<Item = String> + 'a {
    let field = super::draft::number(&crate::schema::CONTACT, field);
    let values = draft.people.iter().filter_map(move |person| person.values.get(&field));
    values.flat_map(|value| {
        let text = Some(value.str().to_owned()).filter(|text| !text.is_empty());
        text.into_iter().chain(value.elements())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::draft::{Person, number};
    use crate::schema::{ACCOUNT, CONTACT, Value};

    fn book() -> Book {
        let account = |n: u8, name: &str, street: &str, city: &str, phone: &str, external: &str| Account {
            id: Id::from_bytes([n; 16]),
            name: name.into(),
            website: format!("https://www.shop{n}.example/"),
            emails: [format!("office@shop{n}.example")].into(),
            postcode: format!("LS{n} 1AA"),
            street: street.into(),
            city: city.into(),
            phones: Some(phone.to_owned()).filter(|phone| !phone.is_empty()).into_iter().collect(),
            external_id: external.into(),
            ..Account::default()
        };
        Book {
            accounts: vec![
                account(1, "杭州精工机械有限公司", "建设三路88号", "杭州", "0571-82635566", ""),
                account(2, "Acme Ltd", "1 High Street", "Leeds", "0113 496 0011", "x1"),
                account(3, "Corner Deli", "2 Mill Road", "Leeds", "", ""),
                account(4, "Corner Deli", "9 Dock Road", "Hull", "", ""),
            ],
            contacts: vec![Contact {
                id: Id::from_bytes([9; 16]),
                account: Some(Id::from_bytes([2; 16])),
                name: "Rosa Kemp".into(),
                ..Contact::default()
            }],
            ..Book::default()
        }
    }

    fn draft(fields: &[(&str, &str)]) -> Draft {
        let values = fields.iter().map(|(name, text)| {
            let set = ["phones", "emails"].contains(name);
            let value = if set { Value::set([(*text).to_owned()]) } else { Value::text(*text) };
            (number(&ACCOUNT, name), value)
        });
        let mut draft = Draft::of(2, values.clone().filter(|(number, _)| *number > 0).collect());
        for (_, person) in fields.iter().filter(|(name, _)| *name == "person") {
            let values = [(crate::domain::import::draft::number(&CONTACT, "name"), Value::text(*person))];
            draft.people.push(Person { values: values.into_iter().collect(), ..Person::default() });
        }
        draft
    }

    #[test]
    fn the_same_is_certain_and_the_rest_looks_alike() {
        let book = book();
        let index = Index::of(&book);
        let rows: [(&[(&str, &str)], &str); 21] = [
            (&[("name", "Acme Ltd"), ("external_id", "x1")], "same Acme Ltd"),
            (&[("name", "Acme"), ("external_id", "x1")], "same Acme Ltd"),
            (&[("external_id", "x1")], "same Acme Ltd"),
            (&[("name", "Zebra Shoes"), ("external_id", "x1")], "foreign Acme Ltd"),
            (&[("name", "ACME LTD")], "same Acme Ltd"),
            (&[("name", "Acme Ltd"), ("street", "7 Low Road")], "none"),
            (&[("name", "Acme Ltd"), ("external_id", "x2")], "none, Name Acme Ltd"),
            (&[("name", "Acme Limited"), ("city", "Leeds")], "none, Name Acme Ltd"),
            (&[("name", "Zebra"), ("phones", "+44 113 4960011")], "none, Phone Acme Ltd"),
            (&[("name", "Zebra"), ("street", "1 high street"), ("city", "Leeds")], "none, Address Acme Ltd"),
            // Name and town both changed.
            (&[("name", "Zebra"), ("city", "York"), ("website", "shop2.example")], "none, Website Acme Ltd"),
            (&[("name", "Zebra"), ("city", "York"), ("emails", "Office@Shop2.example")], "none, Email Acme Ltd"),
            (&[("name", "Zebra"), ("city", "York"), ("person", "ROSA KEMP")], "none, Contact Acme Ltd"),
            (&[("name", "Zebra"), ("city", "York"), ("person", "Rosa")], "none"),
            (&[("name", "Zebra"), ("city", "York"), ("street", "1 High Street")], "none"),
            (
                &[("name", "Zebra"), ("city", "York"), ("street", "1 High Street"), ("postcode", "ls2 1aa")],
                "none, Address Acme Ltd",
            ),
            (&[("name", "Zebra"), ("city", "Leeds, Yorkshire"), ("street", "1 High Street")], "none, Address Acme Ltd"),
            (&[("name", "Corner Deli")], "none, Name Corner Deli, Name Corner Deli"),
            (&[("name", "Corner Deli"), ("city", "Hull")], "same Corner Deli"),
            (&[("name", "精工机械")], "none, Name 杭州精工机械有限公司"),
            (
                &[("name", "杭州精工機械有限公司"), ("external_id", "7"), ("phones", "057182635566")],
                "same 杭州精工机械有限公司",
            ),
        ];
        for (fields, expected) in rows {
            let draft = draft(fields);
            let found = match index.find(&draft) {
                Match::Same(account) => format!("same {}", account.name),
                Match::Foreign(account) => format!("foreign {}", account.name),
                Match::None => {
                    let alike =
                        index.alike(&draft).into_iter().map(|alike| format!(", {:?} {}", alike.shared, alike.name));
                    format!("none{}", alike.collect::<String>())
                }
            };
            assert_eq!(found, expected, "{fields:?}");
        }
    }
}
