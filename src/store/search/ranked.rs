//! Who among the names in memory answers what was typed, the best first.
//!
//! Always holds: nobody is ranked who cannot be among those asked for. Of one or two letters, which thousands answer, the likeliest are ranked
//! first, and the others no more once none of them can come before those found.

use std::collections::BinaryHeap;

use super::entry::{Asked, BY_NUMBER, Entry};
use super::names::Names;
use crate::base::name::Letters;
use crate::domain::likely;

/// So many letters are few.
pub(super) const FEW: usize = 2;

/// Who is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    Customers,
    Contacts,
    Both,
}

impl Who {
    fn or_contacts(contacts: bool) -> Who {
        if contacts { Who::Both } else { Who::Customers }
    }

    fn is(self, customer: bool) -> bool {
        match self {
            Who::Customers => customer,
            Who::Contacts => !customer,
            Who::Both => true,
        }
    }
}

/// All who answered some letters.
#[derive(Debug)]
struct Answer {
    typed: String,
    who: Who,
    places: Vec<u32>,
}

/// Who answered the letters that all were looked at for last, the last first: of one line several words are asked for in turn.
#[derive(Debug, Default)]
pub(super) struct Answered {
    last: Vec<Answer>,
}

impl Answered {
    /// So many are kept, of so many each: more are looked through as fast.
    const MOST: usize = 4;
    const PLACES: usize = 8_000;

    fn keep(&mut self, typed: &str, who: Who, places: impl ExactSizeIterator<Item = u32>) {
        if places.len() > Self::PLACES {
            return;
        }
        self.last.retain(|of| of.who != who || !typed.starts_with(of.typed.as_str()));
        self.last.truncate(Self::MOST - 1);
        self.last.insert(0, Answer { typed: typed.to_owned(), who, places: places.collect() });
    }

    /// Those among whom all are who answer these letters too.
    fn among(&self, typed: &str, who: Who) -> Option<&[u32]> {
        let holds = |of: &&Answer| typed.starts_with(of.typed.as_str()) && (of.who == who || of.who == Who::Both);
        self.last.iter().filter(holds).max_by_key(|of| of.typed.len()).map(|of| of.places.as_slice())
    }
}

impl Names {
    /// Lines all up by how likely they are meant, and finds those whose whole name may be one or two letters.
    pub(super) fn line_up(&mut self) {
        let mut likeliest: Vec<(i32, u32)> = self.entries.iter().map(|entry| -entry.points).zip(0..).collect();
        likeliest.sort_unstable();
        self.likeliest = likeliest.into_iter().map(|(_, place)| place).collect();
        let tiny = |(entry, _): &(&Entry, u32)| entry.keys().any(|key| key.length() <= FEW);
        self.tiny = self.entries.iter().zip(0..).filter(tiny).map(|(_, place)| place).collect();
    }

    /// The best entries for what was typed, best first; only customers, or contacts too.
    pub fn best(&self, typed: &str, most: usize, contacts: bool) -> Vec<(u32, &Entry)> {
        let (asked, who) = (Asked::new(typed), Who::or_contacts(contacts));
        if let Some(few) = self.few(&asked, most, who) {
            return few;
        }
        if !asked.number.is_empty() && most > 0 {
            return self.best_by_number(&asked, most, who);
        }
        // Where enough begin so, nobody who fits by chance is looked at.
        let meant = self.ordered(&asked, typed, who, Asked::may_begin);
        if most > 0 && meant.iter().filter(|(order, _)| *order < likely::BY_CHANCE).count() >= most {
            return first(self.with_entries(meant), most);
        }
        first(self.and_others(meant, &asked, typed, who), most)
    }

    /// Looks for other letters in between: whoever answered those that are being typed is still known afterwards.
    pub fn aside<'n, T>(&'n self, look: impl FnOnce(&'n Names) -> T) -> T {
        let answered = self.answered.take();
        let found = look(self);
        self.answered.replace(answered);
        found
    }

    /// The best of those that answer one or two letters, where enough of them begin so.
    fn few(&self, asked: &Asked, most: usize, who: Who) -> Option<Vec<(u32, &Entry)>> {
        if most == 0 || !(1..=FEW).contains(&asked.query.letters()) || !asked.number.is_empty() {
            return None;
        }
        let answer = |place: &u32| {
            let at = *place as usize;
            let asked_for = who.is(*self.customers.get(at)?);
            let entry = self.entries.get(at).filter(|_| asked_for && asked.may_begin(self.letters[at]))?;
            Some((asked.order(entry)?, entry))
        };
        // Whose whole name it is comes first, likely or not.
        let exact = |(order, _): &(u32, &Entry)| *order < likely::BEGINS;
        let mut found: Vec<(u32, &Entry)> = self.tiny.iter().filter_map(answer).filter(exact).collect();
        let mut best: BinaryHeap<u32> = found.iter().map(|(order, _)| *order).collect();
        for place in &self.likeliest {
            let last = best.peek().copied().filter(|_| best.len() >= most);
            let points = self.entries.get(*place as usize).map_or(0, |entry| entry.points);
            if last.is_some_and(|last| last < likely::at_best(points)) {
                break;
            }
            let Some(one) = answer(place).filter(|one| !exact(one) && one.0 < likely::BY_CHANCE) else { continue };
            found.push(one);
            best.push(one.0);
            if best.len() > most {
                best.pop();
            }
        }
        (found.len() >= most).then(|| first(found, most))
    }

    /// The best for a telephone number as far as it is typed: who is called so, then the likeliest of those whose number it is.
    fn best_by_number(&self, asked: &Asked, most: usize, who: Who) -> Vec<(u32, &Entry)> {
        let asked_for = |at: usize| self.customers.get(at).is_some_and(|customer| who.is(*customer));
        let called = |(at, letters): (usize, &Letters)| {
            let entry = self.entries.get(at).filter(|_| asked.query.may(*letters) && asked_for(at))?;
            Some((asked.order_by_name(entry)?, entry))
        };
        let mut best = first(self.letters.iter().enumerate().filter_map(called).collect(), most);
        let others = self.likeliest.iter().map(|place| *place as usize);
        let others = others.filter(|at| self.has_digits(asked, *at) && asked_for(*at));
        let others = others.filter_map(|at| self.entries.get(at));
        let others = others.filter(|entry| asked.in_a_number(entry) && asked.order_by_name(entry).is_none());
        best.extend(others.take(most - best.len()).map(|entry| (BY_NUMBER, entry)));
        best
    }

    /// Whether a number that is asked for may be one of theirs.
    fn has_digits(&self, asked: &Asked, at: usize) -> bool {
        self.digits.get(at).is_some_and(|digits| asked.number.may(*digits))
    }

    /// The contacts that answer what was typed by a beginning or by initials, each with its place (smaller is better), in no order.
    pub fn people_beginning(&self, typed: &str) -> Vec<(u32, &Entry)> {
        self.with_entries(self.ordered(&Asked::new(typed), typed, Who::Contacts, Asked::may_begin))
    }

    /// All entries that answer what was typed, each with its place (smaller is better), in no order.
    pub fn fitting(&self, typed: &str, contacts: bool) -> Vec<(u32, &Entry)> {
        let (asked, who) = (Asked::new(typed), Who::or_contacts(contacts));
        self.and_others(self.ordered(&asked, typed, who, Asked::may_begin), &asked, typed, who)
    }

    /// Beside those that begin so, those of which only some part does.
    fn and_others(&self, begin: Vec<(u32, u32)>, asked: &Asked, typed: &str, who: Who) -> Vec<(u32, &Entry)> {
        let mut found = begin;
        found.extend(self.ordered(asked, typed, who, Asked::may_only_inside));
        // A longer number may be found in another form of it.
        if asked.number.is_empty() && !asked.query.is_empty() {
            self.answered.borrow_mut().keep(typed, who, found.iter().map(|(_, place)| *place));
        }
        self.with_entries(found)
    }

    /// The places of those that answer and of whose letters `may` says that they may, each with its order.
    fn ordered(&self, asked: &Asked, typed: &str, who: Who, may: fn(&Asked, Letters) -> bool) -> Vec<(u32, u32)> {
        let order = |place: u32| {
            let asked_for = self.customers.get(place as usize).is_some_and(|customer| who.is(*customer));
            let entry = self.entries.get(place as usize).filter(|_| asked_for)?;
            Some((asked.order(entry)?, place))
        };
        let answered = self.answered.borrow();
        if let Some(places) = answered.among(typed, who).filter(|_| asked.number.is_empty()) {
            let letters = |place: &u32| self.letters.get(*place as usize).is_some_and(|letters| may(asked, *letters));
            return places.iter().copied().filter(letters).filter_map(order).collect();
        }
        // By its name or by a number: who has neither the letters nor the digits is not looked at.
        let either = |place: u32, letters: Letters| {
            asked.number.is_empty() || asked.query.may(letters) || self.has_digits(asked, place as usize)
        };
        let all = (0u32..).zip(&self.letters).filter(|(_, letters)| may(asked, **letters));
        all.filter(|(place, letters)| either(*place, **letters)).filter_map(|(place, _)| order(place)).collect()
    }

    fn with_entries(&self, found: Vec<(u32, u32)>) -> Vec<(u32, &Entry)> {
        found.into_iter().filter_map(|(order, place)| Some((order, self.entries.get(place as usize)?))).collect()
    }
}

/// The best of those that answer, best first: by their places, customers before contacts, then by name.
pub(crate) fn first(mut found: Vec<(u32, &Entry)>, most: usize) -> Vec<(u32, &Entry)> {
    let order = |a: &(u32, &Entry), b: &(u32, &Entry)| {
        (a.0, a.1.entity, a.1.name(), a.1.record).cmp(&(b.0, b.1.entity, b.1.name(), b.1.record))
    };
    if found.len() > most && most > 0 {
        // By their places alone first: names are compared only where those are the same.
        let mut places: Vec<u32> = found.iter().map(|(place, _)| *place).collect();
        let last = *places.select_nth_unstable(most - 1).1;
        found.retain(|(place, _)| *place <= last);
        found.select_nth_unstable_by(most - 1, order);
    }
    found.truncate(most);
    found.sort_by(order);
    found
}

#[cfg(test)]
mod tests {
    use super::super::entry::DIGITS;
    use super::*;
    use crate::base::clock::Moment;
    use crate::base::id::IdSource;
    use crate::base::name::NameKey;
    use crate::base::phone::DigitPairs;
    use crate::base::text::is_han;

    /// Names of one to three parts, with many that share their letters, each likely in its own way.
    fn book() -> Names {
        let parts = ["b", "br", "bo", "blue", "river", "e", "鄂", "安", "本", "北京", "博达", "rest", "b b", "A. B."];
        let mut ids = IdSource::seeded(7);
        let mut names = Names::default();
        let mut add = |name: String, points: i32, customer: bool| {
            let number = names.entries.len() + 1_170_000;
            let key = NameKey::new(&name);
            names.letters.push(key.letters());
            names.digits.push(DigitPairs::of(&number.to_string()));
            names.customers.push(customer);
            names.entries.push(Entry {
                record: ids.next(Moment::from_millis(0)),
                entity: if customer { 1 } else { 2 },
                account: None,
                grade: None,
                han: name.chars().any(is_han),
                text: format!("{name}{DIGITS}{number}").into(),
                key,
                other_keys: Box::default(),
                standing: None,
                points,
            });
        };
        for (n, one) in parts.iter().enumerate() {
            add((*one).to_owned(), -20 - n as i32, n % 2 == 0);
            for (m, two) in parts.iter().enumerate() {
                add(format!("{one} {two}"), ((n * 31 + m * 17) % 60) as i32, (n + m) % 3 > 0);
                add(format!("{two}{one} {two}"), ((n * 13 + m * 29) % 170) as i32 - 20, (n + m) % 4 > 0);
            }
        }
        names.line_up();
        names
    }

    /// Whoever is looked at in the order of likelihood is who comes out of looking at all.
    #[test]
    fn of_few_letters_the_best_are_those_of_all() {
        let names = book();
        let mut early = 0;
        for typed in ["b", "r", "e", "a", "bj", "br", "bb", "ab", "be", "re", "鄂", "本", "北", "bd", "zz", "ri"] {
            for most in [1, 3, 8, 40] {
                for contacts in [false, true] {
                    let all: Vec<u32> = first(names.fitting(typed, contacts), most).iter().map(|(o, _)| *o).collect();
                    let best = names.best(typed, most, contacts);
                    let orders: Vec<u32> = best.iter().map(|(order, _)| *order).collect();
                    assert_eq!(orders, all, "{typed}, {most}, {contacts}");
                    let whole: Vec<&str> =
                        first(names.fitting(typed, contacts), most).iter().map(|(_, entry)| entry.name()).collect();
                    assert_eq!(best.iter().map(|(_, entry)| entry.name()).collect::<Vec<_>>(), whole, "{typed}");
                    early += usize::from(names.few(&Asked::new(typed), most, Who::or_contacts(contacts)).is_some());
                }
            }
        }
        assert!(early > 40, "{early}");
    }
    /// Of one line several words are asked for in turn, letter by letter: who answered before never hides who answers now.
    #[test]
    fn what_was_answered_before_changes_no_answer() {
        let lines = ["blue river", "b b", "restr", "rivere", "bobr", "北京博达", "本", "ab", "eblue", "rest b"];
        let names = book();
        for turn in 0..3 {
            for length in 1..=10 {
                for (n, line) in lines.iter().enumerate() {
                    let typed: String = line.chars().take(length).collect();
                    let contacts = (n + length + turn) % 3 == 0;
                    let told = |names: &Names| -> Vec<(u32, String)> {
                        let found = first(names.fitting(&typed, contacts), 12).into_iter();
                        found.map(|(order, entry)| (order, entry.name().to_owned())).collect()
                    };
                    assert_eq!(told(&names), told(&book()), "{typed}");
                    let people = |names: &Names| names.people_beginning(&typed).len();
                    assert_eq!(people(&names), people(&book()), "{typed}");
                }
            }
        }
    }
    /// A number that thousands begin with is answered by who is likely meant; all of them, where fewer do.
    #[test]
    fn of_a_number_the_likeliest_are_told() {
        let names = book();
        for typed in ["0117", "117", "11700", "117 01", "1170003", "999"] {
            for contacts in [false, true] {
                let all = names.fitting(typed, contacts);
                let mut likely: Vec<i32> = all.iter().map(|(_, entry)| entry.unlikely()).collect();
                likely.sort_unstable();
                for most in [1, 8, 1_000] {
                    let best = names.best(typed, most, contacts);
                    assert_eq!(best.len(), all.len().min(most), "{typed}");
                    let told: Vec<i32> = best.iter().map(|(_, entry)| entry.unlikely()).collect();
                    assert_eq!(told, likely[..told.len()], "{typed}");
                }
            }
        }
    }
}
