//! Who and what a note speaks of: the people of one customer, what is being sold, the dates; it fills the slots of a wording.

use chrono::{Days, NaiveDate};

use super::chance::Chance;
use super::content::{Content, Product};
use super::words;
use crate::base::lang::Lang;

/// A person as the rep calls them.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Which of the customer's contacts.
    pub contact: usize,
    /// What the rep says and writes.
    pub call: String,
    pub woman: bool,
}

/// The people of one customer.
#[derive(Debug, Clone, Default)]
pub struct People {
    pub boss: Person,
    pub buyer: Person,
    pub user: Person,
    /// What one called the buyer who has left.
    pub gone: String,
    pub dog: String,
    pub rival: String,
}

impl People {
    /// Whether a wording may be said of these people: it does not name one person twice, and who is a woman in it is one here
    /// (`{boss!w}`, `{buyer!m}`).
    pub fn fit(&self, wording: &str) -> bool {
        let speaks_of = |slot: &str| wording.contains(&format!("{{{slot}"));
        let twice = self.boss.contact == self.buyer.contact && speaks_of("boss") && speaks_of("buyer");
        let people = [("boss", &self.boss), ("buyer", &self.buyer), ("user", &self.user)];
        !twice
            && people.iter().all(|(slot, person)| {
                let other = if person.woman { 'm' } else { 'w' };
                !wording.contains(&format!("{{{slot}!{other}}}"))
            })
    }
}

/// What is being sold.
#[derive(Debug, Clone, Default)]
pub struct Deal {
    pub product: usize,
    pub quantity: i64,
    pub price: i64,
}

/// Everything a wording may ask for.
#[derive(Debug)]
pub struct Cast<'a> {
    pub content: &'a Content,
    pub people: &'a People,
    pub deal: &'a Deal,
    pub day: NaiveDate,
    pub due: Option<NaiveDate>,
    /// The contacts named so far.
    pub met: Vec<usize>,
    last_woman: bool,
}

impl<'a> Cast<'a> {
    /// The cast on this day.
    pub fn new(
        content: &'a Content,
        people: &'a People,
        deal: &'a Deal,
        day: NaiveDate,
        due: Option<NaiveDate>,
    ) -> Cast<'a> {
        Cast { content, people, deal, day, due, met: Vec::new(), last_woman: people.boss.woman }
    }

    fn product(&self) -> Option<&'a Product> {
        self.content.products.get(self.deal.product)
    }

    fn person(&mut self, person: &'a Person, said: &mut String) {
        self.met.push(person.contact);
        self.last_woman = person.woman;
        said.push_str(&person.call);
    }

    fn fill(&mut self, slot: &str, chance: &mut Chance, said: &mut String) -> bool {
        let lang = self.content.lang;
        let people = self.people;
        let unit = self.product().map_or("", |product| product.unit.as_str());
        let name = self.product().map_or("", |product| product.name.as_str());
        let after = |days| self.day.checked_add_days(Days::new(days)).unwrap_or(self.day);
        let due = self.due.unwrap_or_else(|| after(3));
        // `{p?is|are}`: the verb of what is sold.
        if let Some((is, are)) = slot.strip_prefix("p?").and_then(|forms| forms.split_once('|')) {
            said.push_str(if name.ends_with('s') { are } else { is });
            return true;
        }
        match slot.split('!').next().unwrap_or(slot) {
            "boss" => self.person(&people.boss, said),
            "buyer" => self.person(&people.buyer, said),
            "user" => self.person(&people.user, said),
            "gone" => said.push_str(&people.gone),
            "dog" => said.push_str(&people.dog),
            "rival" => said.push_str(&people.rival),
            "p" => said.push_str(name),
            // One of it, or before another noun: "a nitrile glove box".
            "p1" => said.push_str(single(name)),
            "u" => said.push_str(unit),
            "q" => said.push_str(&self.deal.quantity.to_string()),
            "qp" => {
                said.push_str(&self.deal.quantity.to_string());
                if !lang.is_chinese() {
                    said.push(' ');
                }
                // "1 drum", "1 box", "4 drums"; machines have no unit and take the plural themselves.
                said.push_str(if self.deal.quantity == 1 { single(unit) } else { unit });
                if !lang.is_chinese() && !unit.is_empty() {
                    said.push(' ');
                }
                said.push_str(if unit.is_empty() && self.deal.quantity == 1 { single(name) } else { name });
                if !lang.is_chinese() && unit.is_empty() && self.deal.quantity > 1 && !name.ends_with('s') {
                    said.push('s');
                }
            }
            "n" => said.push_str(&chance.range(3, 9).to_string()),
            "money" => {
                let amount = self.deal.quantity * self.deal.price;
                said.push_str(&words::money(lang, &self.content.trade.sign, amount));
            }
            "due" => said.push_str(&words::day(lang, self.day, due)),
            "due2" => said.push_str(&words::day(lang, self.day, after(2))),
            "month" => said.push_str(&words::last_month(lang, self.day)),
            "she" => said.push_str(if self.last_woman { "she" } else { "he" }),
            "him" => said.push_str(if self.last_woman { "her" } else { "him" }),
            "his" => said.push_str(if self.last_woman { "her" } else { "his" }),
            "ta" => said.push(if self.last_woman { '她' } else { '他' }),
            "spouse" => said.push_str(match (lang, self.last_woman) {
                (Lang::En, true) => "husband",
                (Lang::En, false) => "wife",
                (Lang::ZhHans, true) | (Lang::ZhHant, true) => "老公",
                (Lang::ZhHans, false) => "老婆",
                (Lang::ZhHant, false) => "太太",
            }),
            _ => return false,
        }
        true
    }

    /// The wording, said.
    pub fn say(&mut self, wording: &str, chance: &mut Chance) -> String {
        words::say(wording, chance, &mut |slot, chance, said| self.fill(slot, chance, said))
    }
}

/// One of these: "drums" to "drum", "black sacks" to "black sack", "boxes" to "box", "cases" to "case".
fn single(units: &str) -> &str {
    let boxes = units.strip_suffix("es").filter(|one| one.ends_with(['x', 'h']));
    boxes.or_else(|| units.strip_suffix('s')).unwrap_or(units)
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_of_a_unit() {
        for (units, one) in [
            ("drums", "drum"),
            ("boxes", "box"),
            ("cases", "case"),
            ("batches", "batch"),
            ("", ""),
            ("桶", "桶"),
            ("nitrile gloves", "nitrile glove"),
            ("floor gel", "floor gel"),
        ] {
            assert_eq!(super::single(units), one, "{units}");
        }
    }
}
