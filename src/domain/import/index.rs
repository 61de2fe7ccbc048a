//! The book made ready to be compared with a file: which customer is the same, and which only looks so.
//!
//! Always: "the same" is certain (the other program's id, or the same name with nothing that contradicts it); anything
//! less is a look-alike, which a person decides. It must not change a record.

use super::agreeing::{Agreeing, Place};
use super::alike::{Alike, LookAlikes};
use super::book::Book;
use super::draft::Draft;
use super::history::brought;
use super::likeness::{core, street_key};
use super::reach::numbers;
use crate::base::id::Id;
use crate::base::phone;
use crate::base::text::fold;
use crate::schema::{Account, Contact, FollowUp};
use std::collections::{BTreeSet, HashMap};

/// The book with its indexes.
pub(super) struct Index<'a> {
    accounts: &'a [Account],
    people: &'a [Contact],
    by_id: HashMap<Id, usize>,
    by_external: HashMap<&'a str, Vec<usize>>,
    by_name: Agreeing,
    /// Those without an id in another program, by name and number and by name and street.
    by_name_and_reach: Agreeing,
    by_other_name: Agreeing,
    contacts: HashMap<Id, Vec<usize>>,
    /// The open follow-ups that imports have brought, by customer.
    open: HashMap<Id, Vec<&'a FollowUp>>,
    alike: LookAlikes,
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

impl<'a> Index<'a> {
    /// Of the customers that are there.
    pub fn of(book: &'a Book) -> Index<'a> {
        let mut index = Index::over(&book.accounts, &book.contacts);
        for next in &book.follow_ups {
            let account = next.account.filter(|account| next.id == brought(*account, next.first_due, &next.text));
            if let Some(account) = account {
                index.open.entry(account).or_default().push(next);
            }
        }
        index
    }

    /// Of those that were deleted.
    pub fn of_deleted(book: &'a Book) -> Index<'a> {
        Index::over(&book.deleted_accounts, &book.deleted_contacts)
    }

    fn over(accounts: &'a [Account], people: &'a [Contact]) -> Index<'a> {
        let mut index = Index {
            accounts,
            people,
            by_id: accounts.iter().enumerate().map(|(at, account)| (account.id, at)).collect(),
            by_external: HashMap::new(),
            by_name: Agreeing::default(),
            by_name_and_reach: Agreeing::default(),
            by_other_name: Agreeing::default(),
            contacts: HashMap::new(),
            open: HashMap::new(),
            alike: LookAlikes::default(),
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
            let (folded, place) = (fold(&account.name), Place::of(&account.street, &account.city));
            index.by_name.add(&folded, &place, at);
            if account.external_id.is_empty() {
                let lines = index.lines(account);
                for name in named_and_reached(&folded, lines.iter().map(|line| line.as_str()), &account.street) {
                    index.by_name_and_reach.add(&name, &place, at);
                }
            }
            for name in &account.other_names {
                index.by_other_name.add(&fold(name), &place, at);
            }
            let own: Vec<&Contact> = index.contacts(account.id).collect();
            index.alike.know(account, &own);
        }
        index
    }

    /// Makes a new customer of the file known to those that come after it.
    pub fn add(&mut self, draft: &Draft) {
        self.alike.add(draft);
    }

    /// Customers that look like a new one.
    pub fn alike(&self, draft: &Draft) -> Vec<Alike> {
        self.alike.of(draft)
    }

    /// The contacts of a customer.
    pub fn contacts(&self, account: Id) -> impl Iterator<Item = &'a Contact> {
        let (own, people) = (self.contacts.get(&account).cloned().unwrap_or_default(), self.people);
        own.into_iter().filter_map(move |at| people.get(at))
    }

    /// The one open follow-up of these words that an import has brought to a customer.
    pub fn open(&self, account: Id, text: &str) -> Option<&'a FollowUp> {
        let of_account = self.open.get(&account)?;
        let mut same = of_account.iter().filter(|next| next.text == text);
        same.next().filter(|_| same.next().is_none()).copied()
    }

    /// The record that a draft speaks of.
    pub fn find(&self, draft: &Draft) -> Match<'a> {
        let at = |index: &usize| self.accounts.get(*index);
        let id = draft.text("external_id");
        let same_id: Vec<&'a Account> =
            self.by_external.get(id).map(Vec::as_slice).unwrap_or_default().iter().filter_map(at).collect();
        if let Some(account) = same_id.iter().find(|account| self.shares(account, draft)) {
            return Match::Same(account);
        }
        if let Some(account) = same_id.first() {
            return Match::Foreign(account);
        }
        let (folded, place) = (fold(draft.name()), draft.place());
        // Two ids of another program are two records there: one without an id may be this one, where more than the name is the same. A chain
        // has thousands of branches, so that it is looked for by what it shares.
        let (known, names) = if id.is_empty() {
            (&self.by_name, BTreeSet::from([folded.clone()]))
        } else {
            let numbers = numbers(draft);
            let lines = numbers.iter().map(String::as_str);
            (&self.by_name_and_reach, named_and_reached(&folded, lines, draft.text("street")))
        };
        let may_be = |at: usize| id.is_empty() || self.accounts.get(at).is_some_and(|it| self.shares_reach(it, draft));
        let fitting: BTreeSet<usize> = names.iter().flat_map(|name| known.first(name, &place, 2, may_be)).collect();
        // Of twins, the one whose place is told in the same words; where that is several or none, a person decides.
        let told = || names.iter().flat_map(|name| known.told(name, &place, 2, may_be)).collect();
        let found = if fitting.len() > 1 { only(told()) } else { only(fitting) };
        match found.and_then(|at| self.accounts.get(at)) {
            Some(account) => Match::Same(account),
            None => self.known_by_another_name(&folded, &place),
        }
    }

    /// The only one that goes by this name too, where the place does not contradict: somebody has said once that they are one customer.
    fn known_by_another_name(&self, folded: &str, place: &Place) -> Match<'a> {
        let fitting = self.by_other_name.first(folded, place, 2, |_| !folded.is_empty());
        match only(fitting.into_iter().collect()).and_then(|at| self.accounts.get(at)) {
            Some(account) => Match::Same(account),
            None => Match::None,
        }
    }

    /// The numbers of a customer and of its people.
    fn lines(&self, account: &'a Account) -> Vec<&'a String> {
        let people = self.contacts(account.id).flat_map(|contact| &contact.phones);
        account.phones.iter().chain(people).collect()
    }

    /// The customer of this id.
    pub fn account(&self, id: Id) -> Option<&'a Account> {
        self.by_id.get(&id).and_then(|at| self.accounts.get(*at))
    }

    /// Whether anything but the id is the same, or the draft says nothing else.
    fn shares(&self, account: &'a Account, draft: &Draft) -> bool {
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

    fn shares_reach(&self, account: &'a Account, draft: &Draft) -> bool {
        let street = street_key(&account.street);
        let known = self.lines(account);
        (street.is_some() && street == street_key(draft.text("street")))
            || numbers(draft).iter().any(|number| known.iter().any(|other| phone::same(number, other)))
    }
}

/// The one, where there is no other.
fn only(found: BTreeSet<usize>) -> Option<usize> {
    if found.len() == 1 { found.first().copied() } else { None }
}

/// A name with each number, and with the street where that can tell: two that share neither have no such key in common.
fn named_and_reached<'t>(folded: &str, lines: impl Iterator<Item = &'t str>, street: &str) -> BTreeSet<String> {
    let lines = lines.filter_map(phone::compare_key).map(|key| format!("{folded}\n{key}"));
    lines.chain(street_key(street).map(|key| format!("{folded}\n\n{key}"))).collect()
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
        let rows: [(&[(&str, &str)], &str); 26] = [
            (&[("name", "Acme Ltd"), ("external_id", "x1")], "same Acme Ltd"),
            (&[("name", "Acme"), ("external_id", "x1")], "same Acme Ltd"),
            (&[("external_id", "x1")], "same Acme Ltd"),
            (&[("name", "Zebra Shoes"), ("external_id", "x1")], "foreign Acme Ltd"),
            (&[("name", "ACME LTD")], "same Acme Ltd"),
            // A namesake is always said, wherever it is: twins are told apart by street, never made in silence.
            (&[("name", "Acme Ltd"), ("street", "7 Low Road")], "none, Name Acme Ltd"),
            (&[("name", "Acme Ltd"), ("street", "1 High St."), ("city", "Leeds")], "none, Name Acme Ltd"),
            (&[("name", "Acme Ltd"), ("street", "7 Low Road"), ("city", "York")], "none, Name Acme Ltd"),
            (&[("name", "杭州精工机械有限公司"), ("city", "杭州市")], "none, Name 杭州精工机械有限公司"),
            (
                &[("name", "杭州精工机械有限公司"), ("street", "萧山区建设三路88号"), ("city", "杭州")],
                "none, Name 杭州精工机械有限公司",
            ),
            // Whoever has the number, and even with an id.
            (
                &[("name", "Corner Deli"), ("external_id", "k1"), ("city", "Hull"), ("phones", "01134960011")],
                "none, Name Corner Deli, Phone Acme Ltd, Name Corner Deli",
            ),
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

    /// The same chain in two programs that each count for themselves, and of whose places neither tells anything.
    #[test]
    fn the_branches_of_a_chain_with_ids_are_not_compared_each_with_each() {
        const BRANCHES: usize = 2_000;
        let account = |n: usize| {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&(n as u64 + 1).to_le_bytes());
            // One in two has an id; all have the number of one call centre.
            Account {
                id: Id::from_bytes(bytes),
                name: "Acme".into(),
                external_id: if n.is_multiple_of(2) { format!("a{n}") } else { String::new() },
                phones: ["0113 496 0011".to_owned()].into(),
                ..Account::default()
            }
        };
        let book = Book { accounts: (0..BRANCHES).map(account).collect(), ..Book::default() };
        let index = Index::of(&book);
        for n in 0..BRANCHES {
            let id = format!("b{n}");
            let bare = draft(&[("name", "Acme"), ("external_id", &id)]);
            assert!(matches!(index.find(&bare), Match::None));
            let reached = draft(&[("name", "Acme"), ("external_id", &id), ("phones", "+44 113 4960011")]);
            assert!(matches!(index.find(&reached), Match::None), "one of a thousand");
        }
        let looked = index.by_name.looked() + index.by_name_and_reach.looked();
        assert!(looked <= 8 * BRANCHES, "{looked} comparisons");
    }

    /// A chain of one name: of twenty thousand branches each is compared with a few.
    #[test]
    fn the_branches_of_a_chain_are_not_compared_each_with_each() {
        const BRANCHES: usize = 20_000;
        let street = |n: usize| format!("{n} High Street");
        let city = |n: usize| ["Leeds", "York", "Hull", "杭州"][n % 4];
        let mut book = Book::default();
        for n in 0..BRANCHES {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&(n as u64 + 1).to_le_bytes());
            let (street, city) = (street(n), city(n).to_owned());
            book.accounts.push(Account {
                id: Id::from_bytes(bytes),
                name: "Acme".into(),
                street,
                city,
                ..Account::default()
            });
        }
        let mut index = Index::of(&book);
        for n in 0..2 * BRANCHES {
            let (street, city) = (street(n), city(n));
            let draft = draft(&[("name", "ACME"), ("street", &street), ("city", city)]);
            match (n < BRANCHES, index.find(&draft)) {
                (true, Match::Same(account)) => assert_eq!(account.street, street),
                (false, Match::None) => {
                    assert!(index.alike(&draft).is_empty());
                    index.add(&draft);
                }
                _ => panic!("{street}"),
            }
        }
        let looked = index.by_name.looked() + index.alike.looked();
        assert!(looked <= 8 * BRANCHES, "{looked} comparisons");
        // What is in the chain is found as before: one whose place is not told may be any of them, and three are named.
        let bare = draft(&[("name", "Acme Ltd")]);
        assert!(matches!(index.find(&bare), Match::None));
        assert_eq!(index.alike(&bare).len(), 3);
    }
}
