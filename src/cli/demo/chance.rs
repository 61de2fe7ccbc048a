//! The demo's chance: a small generator (SplitMix64) whose draws depend on its seed alone, and decks that deal each card once.
//!
//! It must never be used where a secret is meant.

/// Draws that repeat with their seed.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The draws of this seed and of what it is used for.
    pub fn new(seed: u64, what_for: u64) -> Chance {
        let mut chance = Chance(seed ^ what_for.wrapping_mul(0xA24B_AED4_963E_E407));
        chance.draw();
        chance
    }

    /// The next sixty-four bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`; 0 where `most` is 0.
    pub fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.draw() % most as u64) as usize }
    }

    /// A number from `least` to `most`, both included.
    pub fn range(&mut self, least: i64, most: i64) -> i64 {
        if most <= least { least } else { least + (self.draw() % (most - least + 1) as u64) as i64 }
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, times: u64) -> bool {
        self.draw() % 100 < times
    }

    /// From 0 to below 1.
    pub fn part(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// Brings these into another order.
    pub fn shuffle<T>(&mut self, cards: &mut [T]) {
        for at in (1..cards.len()).rev() {
            cards.swap(at, self.below(at + 1));
        }
    }
}

/// Decks of cards: of each deck every card is dealt once before one comes again, so that wordings of one scene lie far apart.
#[derive(Debug)]
pub struct Decks {
    chance: Chance,
    /// What is left of each deck; `None` where it was never touched.
    decks: Vec<Option<Vec<u16>>>,
}

impl Decks {
    /// So many decks.
    pub fn new(seed: u64, decks: usize) -> Decks {
        Decks { chance: Chance::new(seed, 0xDEC), decks: vec![None; decks] }
    }

    /// The next card of a deck of this many; a deck that is used up begins anew.
    pub fn deal(&mut self, deck: usize, cards: usize) -> usize {
        if self.left(deck, cards) == 0
            && let Some(empty) = self.decks.get_mut(deck)
        {
            *empty = None;
        }
        let Some(pile) = self.pile(deck, cards) else { return 0 };
        pile.pop().map_or(0, usize::from)
    }

    /// A card that was never dealt: of the first three that fit, the one that is worth most. `None` where none is left.
    pub fn fresh(
        &mut self,
        deck: usize,
        cards: usize,
        fits: impl Fn(usize) -> bool,
        worth: impl Fn(usize) -> usize,
    ) -> Option<usize> {
        let pile = self.pile(deck, cards)?;
        let fitting = (0..pile.len()).rev().filter(|at| fits(usize::from(pile[*at]))).take(3);
        let best = fitting.max_by_key(|at| (worth(usize::from(pile[*at])), *at))?;
        Some(usize::from(pile.remove(best)))
    }

    /// How many cards of this deck were never dealt.
    pub fn left(&self, deck: usize, cards: usize) -> usize {
        self.decks.get(deck).and_then(Option::as_ref).map_or(cards, Vec::len)
    }

    fn pile(&mut self, deck: usize, cards: usize) -> Option<&mut Vec<u16>> {
        let pile = self.decks.get_mut(deck)?;
        if pile.is_none() {
            let mut shuffled: Vec<u16> = (0..cards).filter_map(|card| u16::try_from(card).ok()).collect();
            self.chance.shuffle(&mut shuffled);
            *pile = Some(shuffled);
        }
        pile.as_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let draws = |seed, what_for| {
            let mut chance = Chance::new(seed, what_for);
            (0..5).map(|_| chance.draw()).collect::<Vec<_>>()
        };
        assert_eq!(draws(7, 1), draws(7, 1));
        assert_ne!(draws(7, 1), draws(7, 2));
        assert_ne!(draws(7, 1), draws(8, 1));
    }

    #[test]
    fn a_deck_deals_each_card_once_a_round() {
        let mut decks = Decks::new(3, 1);
        let mut round: Vec<usize> = (0..6).map(|_| decks.deal(0, 6)).collect();
        round.sort_unstable();
        assert_eq!(round, [0, 1, 2, 3, 4, 5]);
        assert!(decks.deal(0, 6) < 6);
    }

    #[test]
    fn a_fresh_card_comes_once_and_fits() {
        let mut decks = Decks::new(3, 1);
        assert_eq!(decks.fresh(0, 4, |card| card == 2, |_| 0), Some(2));
        assert_eq!(decks.fresh(0, 4, |card| card == 2, |_| 0), None);
        assert_eq!(decks.fresh(0, 4, |_| true, |card| card), Some(3));
        assert_eq!(decks.left(0, 4), 2);
    }
}
