//! Whose a line is when all is weighed: a person's choice, where the line was opened, and the letters; and the time that follows from it.
//!
//! Always holds: a log whose customer is not certain is unfiled.

pub(super) mod customer;
pub(super) mod doubt;
mod elsewhere;
pub(super) mod named;
pub(super) mod naming;
pub(super) mod new_name;
pub(super) mod street;
mod trade;
mod twins;
pub(super) mod whole;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::customer::{Customer, letters_of};
use self::new_name::{NewName, Says};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::text::{fold, is_han};
use crate::domain::ask::{NameHit, NearNames};
use crate::domain::deed::{LogKind, Whose};
use crate::domain::log_line::LineContext;
use crate::domain::log_line::beginnings::{Leading, Saying};
use crate::domain::log_line::chip::{Chip, Understood};
use crate::domain::log_line::how::kind;
use crate::domain::log_line::people::{is_one_of, names_one};
use crate::domain::log_line::{letters, ordinary};

/// Whose it is by a person's choice, or by where the line was opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fixed {
    /// This customer: id and name.
    Account(Id, String),
    /// A new one, of the name with which the line begins.
    New,
    /// Nobody's yet.
    Unfiled,
}

/// Whose it becomes, where its name stands in the line, and how that is shown.
pub(super) fn settle(
    line: &str,
    context: &LineContext<'_>,
    customer: &Customer,
    leading: &[Leading],
    new_name: Option<&NewName>,
    doubt: bool,
) -> (Whose, Option<Range<usize>>, Option<Chip>) {
    let account = |id: Id, name: &str, street: &str, range: Option<Range<usize>>| {
        let range = range.map(|range| whole::whole(line, range, name));
        let what = Understood::Account { id, name: name.to_owned(), street: street.to_owned() };
        (Whose::Account(id), range.clone(), Some(Chip { range, what }))
    };
    let known = |id: Id, name: &str| {
        let picked = || {
            let fits = |one: &&Leading| {
                let hits = context.names.get(&one.letters);
                let plain = one.inside || one.is_common() || ordinary::is_common(&one.letters);
                !plain
                    && hits.is_some_and(|hits| hits.iter().any(|hit| hit.account == id))
                    && whole::is_short_for(line, &one.range, name)
            };
            leading.iter().find(fits).filter(|_| context.fixed.is_some()).map(|one| one.range.clone())
        };
        let range = letters_of(id, name, leading, context.names).or_else(picked);
        let mut hits = leading.iter().filter_map(|one| context.names.get(&one.letters)).flatten();
        let street = hits.find(|hit| hit.account == id).map(|hit| hit.street.as_str()).unwrap_or("");
        account(id, name, street, range)
    };
    let make_new = || {
        let (range, name) = new_name.map(|new| (new.range.clone(), new.name.clone())).unwrap_or_default();
        let chip = Chip { range: Some(range.clone()), what: Understood::New(name.clone()) };
        (Whose::New(name), Some(range), Some(chip))
    };
    if context.fixed.is_none() && new_name.is_some_and(|new| new.says == Says::Plainly) {
        return make_new();
    }
    if let (None, Some((id, name))) = (context.fixed, context.opened)
        && (doubt || !customer.is_another(*id, line))
    {
        return match mistyped(context, customer).filter(|near| near.sure && !near.own) {
            Some(near) => (Whose::Unfiled, None, near_chip(near)),
            None if doubt => {
                let what = match customer {
                    Customer::Several(hits, _) => hits.first().map(|hit| Understood::Near(hit.name.clone())),
                    _ => None,
                };
                let what = what.unwrap_or_else(|| Understood::Doubt(name.clone()));
                (Whose::Unfiled, None, Some(Chip { range: None, what }))
            }
            None => known(*id, name),
        };
    }
    match (context.fixed, customer) {
        (Some(Fixed::Account(id, name)), _) => known(*id, name),
        (Some(Fixed::New), _) if new_name.is_some() => make_new(),
        // By one of its people the name itself stands nowhere.
        (None, Customer::One(hit, range)) => {
            let range = Some(range.clone()).filter(|range| !range.is_empty());
            account(hit.account, &hit.name, &hit.street, range)
        }
        (None, Customer::Several(hits, range)) => {
            let chip = Chip { range: Some(range.clone()), what: Understood::Several(hits.len()) };
            (Whose::Unfiled, None, Some(chip))
        }
        (None, Customer::Unknown) => (Whose::Unfiled, None, None),
        (None, Customer::Nobody) if let Some(near) = mistyped(context, customer) => {
            (Whose::Unfiled, None, near_chip(near))
        }
        _ => (Whose::Unfiled, None, Some(Chip { range: None, what: Understood::Unfiled })),
    }
}

/// Whether letters are only found further on in the line, not where it begins or behind a person's name.
fn is_in_passing(leading: &[Leading], range: &Range<usize>) -> bool {
    let mut there = leading.iter().filter(|one| one.range == *range).peekable();
    there.peek().is_some() && there.all(|one| one.inside && one.said != Saying::First)
}

/// Where the line was opened at a customer, another who is named further on is only offered: a word behind a comma or a `to` may speak of anybody.
/// Whoever meant that customer meant it.
pub(super) fn in_passing(line: &str, context: &LineContext<'_>, customer: Customer, leading: &[Leading]) -> Customer {
    // 顺达那个，给介绍了一家: it is about the other.
    let of_another = ["介绍了一家", "介绍了个", "介绍一家", "介紹了一家"].iter().any(|word| line.contains(word));
    let customer = match customer {
        Customer::One(hit, range) if of_another && context.fixed.is_none() => Customer::Several(vec![hit], range),
        customer => customer,
    };
    let Some((opened, _)) = context.opened.filter(|_| context.fixed.is_none()) else { return customer };
    let here = context.meant || context.in_progress.is_some();
    let customer = match customer {
        // `fresh towels wanted` at Pier Hotel is no line of Fresh Fish Market's.
        Customer::One(hit, range) if hit.account != *opened && customer::is_a_word(line, &range, &hit) => match here {
            true => Customer::Nobody,
            false => Customer::Several(vec![hit], range),
        },
        Customer::Several(hits, range)
            if here && hits.iter().all(|hit| hit.account != *opened && customer::is_a_word(line, &range, hit)) =>
        {
            Customer::Nobody
        }
        customer => customer,
    };
    let (account, range) = match &customer {
        Customer::One(hit, range) => (Some(hit.account), range.clone()),
        Customer::Several(_, range) => (None, range.clone()),
        Customer::Nobody | Customer::Unknown => return customer,
    };
    let passing = |one: &&Leading| one.range == range && is_in_passing(leading, &range) && one.said != Saying::First;
    let possessive = customer::is_possessive(line, &range);
    if account == Some(*opened) || !(leading.iter().any(|one| passing(&one)) || possessive) {
        return customer;
    }
    if context.meant {
        return Customer::Nobody;
    }
    // A clause of its own behind an hour or a small word: `Elevenish, Nettle and Rye.`
    let plainly = leading.iter().any(|one| passing(&one) && one.said == Saying::Clause)
        && letters::is_introduced(&line[..range.start]);
    match customer {
        Customer::One(hit, range) if !plainly => Customer::Several(vec![hit], range),
        customer => customer,
    }
}

/// Whether the line may be about another than the customer that it was opened with, though it names nobody for sure. What lies under the cursor is
/// there by chance; whoever is at a customer speaks of where he is.
pub(super) fn in_doubt(
    line: &str,
    context: &LineContext<'_>,
    customer: &Customer,
    leading: &[Leading],
    strange: impl FnOnce() -> bool,
) -> bool {
    let Some((id, name)) = context.opened.filter(|_| context.in_progress.is_none()) else { return false };
    let near = mistyped(context, customer);
    let passing =
        |range: &Range<usize>| leading.iter().any(|one| one.range == *range && one.inside && one.said != Saying::First);
    if let Customer::Several(hits, range) = customer
        && passing(range)
        && !context.meant
        && hits.iter().all(|hit| hit.account != *id)
    {
        return letters_of(*id, name, leading, context.names).is_none();
    }
    !customer.is_another(*id, line)
        && near.is_none_or(|near| !near.own && !near.sure)
        && letters_of(*id, name, leading, context.names).is_none()
        && (strange()
            || !context.meant && doubt::is_of_several(line)
            || near.is_some()
            || finds_another(line, context, customer, *id)
            || !context.meant && begins_with_anothers(context, leading, *id)
            || !context.meant && customer::may_be_another(customer, *id, line))
}

/// Whether the line begins with letters that find customers, though none for sure and not this one: pinyin (`xsyy` on the row of 富阳骨伤医院), or
/// with a person of theirs. What is typed at a customer who was meant is about that one.
fn finds_another(line: &str, context: &LineContext<'_>, customer: &Customer, opened: Id) -> bool {
    let Customer::Several(hits, range) = customer else { return false };
    let letters = line.get(range.clone()).unwrap_or_default();
    if context.meant || hits.iter().any(|hit| hit.account == opened) {
        return false;
    }
    let Some(first) = hits.first() else { return false };
    if first.person.is_some() {
        let people = context.people_of(opened);
        return !is_one_of(people, letters);
    }
    // Capitals are a brand or a word of the trade: PPT, LED.
    let pinyin = letters.len() >= 3 && letters.chars().all(|c| c.is_ascii_lowercase());
    let seen = context.vocabulary.is_some_and(|known| {
        let mut words = known.products.iter().chain(&known.competitors).chain(&known.tags);
        words.any(|word| fold(word).contains(letters))
    });
    pinyin
        && !seen
        && first.name.chars().any(is_han)
        && !ordinary::is_ordinary(letters)
        && kind::leading(&line[range.start..]).is_none()
        && !line[range.end..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether the line begins with the whole name of a person of somebody else's: `jo collins paws n claws`.
fn begins_with_anothers(context: &LineContext<'_>, leading: &[Leading], opened: Id) -> bool {
    let own = context.people_of(opened);
    let whole = |one: &&Leading| one.said == Saying::First && !one.inside && one.letters.contains(' ');
    leading.iter().filter(whole).any(|one| {
        let hits = context.names.get(&one.letters).map_or(&[][..], Vec::as_slice);
        let called = |hit: &&NameHit| hit.person.as_deref().is_some_and(|name| fold(name) == fold(&one.letters));
        let theirs = || own.iter().any(|person| names_one(&one.letters, person));
        hits.iter().find(called).is_some_and(|hit| hit.account != opened && !theirs())
    })
}

/// Those whose names the line begins with, but for a letter or two, where its letters are nobody's.
fn mistyped<'a>(context: &LineContext<'a>, customer: &Customer) -> Option<&'a NearNames> {
    let nobodys = matches!(customer, Customer::Nobody | Customer::Several(..));
    context.near.filter(|near| nobodys && !near.hits.is_empty())
}

fn near_chip(near: &NearNames) -> Option<Chip> {
    let name = near.hits.first()?.name.clone();
    Some(Chip { range: None, what: Understood::Near(name) })
}

/// The time of a log that does not say it: since the visit's start was stamped, else the usual length up to now. A call was just now.
/// And whether it is known all the same: it was stamped.
pub(super) fn guess(context: &LineContext<'_>, kind: LogKind, whose: &Whose) -> (Moment, Moment, bool) {
    let now = context.now.at;
    let there = match (context.fixed, context.opened) {
        (_, Some((id, _))) | (Some(Fixed::Account(id, _)), None) => *whose == Whose::Account(*id),
        _ => false,
    };
    // One whose workday is over was forgotten: it is no visit of now.
    let under_way = |started: &Moment| *started <= now && context.now.workday(*started) == context.now.today();
    match (context.in_progress.filter(|_| there).filter(under_way), kind) {
        (Some(started), LogKind::Visit(_)) => (started, now, true),
        (_, LogKind::Touch(_)) => (now, now, false),
        _ => (now.plus_minutes(-context.minutes), now, false),
    }
}
