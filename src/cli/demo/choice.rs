//! Which story is told next to a customer, and what is sold in it.
//!
//! Always holds: at the size that is looked at a story is begun only where each of its scenes has words that nobody has used.

use super::cast::Deal;
use super::content::{Lines, Scene, Stage, Way};
use super::story::Teller;
use crate::base::lang::Lang;

impl Teller<'_> {
    /// The stories that fit here and were not told yet.
    fn fitting(&self, stages: &[Stage], with_promise: bool) -> Vec<usize> {
        let one_person = self.shop.people.buyer.contact == self.shop.people.boss.contact;
        (0..self.content.arcs.len())
            .filter(|at| {
                let arc = &self.content.arcs[*at];
                stages.contains(&arc.stage)
                    && arc.fits.contains(&self.shop.kind)
                    && !self.told.contains(at)
                    && !((one_person || with_promise) && speaks_of_one_who_leaves(&arc.scenes))
                    && !(with_promise && arc.scenes.first().is_none_or(|scene| scene.us.is_none()))
            })
            .collect()
    }

    /// What this customer uses up.
    pub(super) fn stock(&mut self) {
        let mut fitting = self.fitting(&[Stage::Open, Stage::Grow, Stage::Trouble], false);
        self.chance.shuffle(&mut fitting);
        for arc in fitting {
            self.bargain(arc);
            if self.content.products.get(self.deal.product).is_some_and(|product| product.is_used_up()) {
                break;
            }
        }
        self.staple = self.deal.clone();
    }

    /// What is sold in a story.
    fn bargain(&mut self, arc: usize) {
        let arc = &self.content.arcs[arc];
        let product = self.chance.pick(&arc.products).copied().unwrap_or_default();
        let price = self.content.products.get(product).map_or((1, 1), |product| product.price);
        self.deal = Deal {
            product,
            quantity: rounded(self.chance.range(arc.quantity.0, arc.quantity.1)),
            price: self.chance.range(price.0, price.1),
        };
        // Nobody takes thirty drums of the dear ones.
        if self.content.lang == Lang::ZhHans && price.0 >= 500 && self.deal.quantity > 6 {
            self.deal.quantity = self.deal.quantity / 5 + 1;
        }
    }

    /// Begins another story; `false` where none is left to tell here.
    pub(super) fn begin(&mut self, with_promise: bool) -> bool {
        let fresh = self.told.is_empty() && !self.shop.veteran;
        let stages: &[Stage] = match (fresh && !with_promise, self.chance.percent(70)) {
            (true, _) => &[Stage::Open],
            (_, true) => &[Stage::Grow],
            _ => &[Stage::Trouble],
        };
        let mut fitting = self.fitting(stages, with_promise);
        if fitting.is_empty() {
            fitting = self.fitting(&[Stage::Grow, Stage::Trouble], with_promise);
        }
        if fitting.is_empty() {
            let last = self.told.last().copied();
            self.told.retain(|arc| !self.content.arcs[*arc].again || Some(*arc) == last);
            fitting = self.fitting(&[Stage::Grow, Stage::Trouble], with_promise);
        }
        let untold: Vec<usize> = fitting.iter().copied().filter(|arc| self.tellable(*arc)).collect();
        let from = if untold.is_empty() && with_promise { &fitting } else { &untold };
        let Some(arc) = self.chance.pick(from).copied() else { return false };
        self.start(arc);
        true
    }

    fn start(&mut self, arc: usize) {
        self.chance.draw();
        self.told.push(arc);
        self.arc = Some((arc, 0));
        self.ended = None;
        self.bargain(arc);
        if speaks_of_one_who_leaves(&self.content.arcs[arc].scenes) {
            self.shop.people.gone = self.shop.people.buyer.call.clone();
        }
    }

    /// The last story of one who leaves.
    pub(super) fn leave(&mut self) {
        let endings: Vec<usize> =
            self.fitting(&[Stage::End], false).into_iter().filter(|arc| self.tellable(*arc)).collect();
        if let Some(end) = self.chance.pick(&endings).copied() {
            self.start(end);
        }
    }

    /// The next scene in which people meet; one with a promise of ours where that is asked for.
    pub(super) fn next_scene(&mut self, with_promise: bool) -> Option<(usize, usize)> {
        for _ in 0..12 {
            if let Some((arc, at)) = self.arc
                && let Some(scene) = self.content.arcs[arc].scenes.get(at)
            {
                match scene.way {
                    Way::Touch(_) => {
                        self.arc = Some((arc, at + 1));
                        continue;
                    }
                    _ if !with_promise || scene.us.is_some() => return Some((arc, at)),
                    _ => {}
                }
            }
            if !self.begin(with_promise) {
                return None;
            }
        }
        None
    }

    /// Whether each scene of this story can still be told in words that nobody has used.
    fn tellable(&self, arc: usize) -> bool {
        let left = |lines: &Lines| self.shared.decks.left(lines.deck, lines.lines.len());
        let scenes = &self.content.arcs[arc].scenes;
        !self.lively || scenes.iter().all(|scene| scene.lists().into_iter().map(left).sum::<usize>() > 0)
    }
}

/// As one orders: a few as they are, a dozen in pairs, more by fives and tens.
pub(super) fn rounded(quantity: i64) -> i64 {
    let step = match quantity {
        ..=7 => 1,
        8..=13 => 2,
        14..=39 => 5,
        _ => 10,
    };
    (quantity + step / 2) / step * step
}

pub(super) fn speaks_of_one_who_leaves(scenes: &[Scene]) -> bool {
    scenes.first().is_some_and(|scene| scene.say.lines.iter().any(|line| line.contains("{gone}")))
}
