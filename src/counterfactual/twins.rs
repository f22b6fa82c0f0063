//! Twins: two worlds under one luck.

use crate::chance::{Chance, Ranges};
use crate::engine::{Detail, Log, Luck, play};
use crate::polity::{Counterparts, Polity, Values};
use crate::question::Question;

/// One of the two worlds.
#[derive(Clone, Debug)]
pub struct World<'a> {
    /// What is played.
    pub polity: &'a Polity,
    ranges: Ranges,
}

impl<'a> World<'a> {
    /// A world whose ranges are drawn afresh in each history. A draw is keyed by its path alone:
    /// a number that both worlds give with one spread has one value in both.
    pub fn of(polity: &'a Polity) -> Self {
        Self { polity, ranges: Ranges::of(&polity.ledger) }
    }

    /// The values of a history: the same in every branch, so that a second sharing of luck keeps
    /// them.
    pub fn values(&self, luck: Luck) -> Values {
        self.ranges.draw(&Chance::new(Luck { branch: 0, ..luck }))
    }

    /// Plays one history.
    pub fn play(&self, luck: Luck, detail: Detail) -> Log {
        play(self.polity, &self.values(luck), luck, detail)
    }
}

/// A question, as it is asked of either world.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Of the base.
    pub base: Question,
    /// Of the what-if.
    pub whatif: Question,
}

/// A base and a what-if that share their luck.
#[derive(Clone, Debug)]
pub struct Twins<'a> {
    /// The world as it is told.
    pub base: World<'a>,
    /// The world with the change.
    pub whatif: World<'a>,
    /// What is asked of both, in order.
    pub asked: Vec<Asked>,
    /// Where what is in the base is in the what-if, and the other way.
    pub(super) counterparts: [Counterparts; 2],
}

/// The logs of two twins.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Their number.
    pub history: u64,
    /// What the base left.
    pub base: Log,
    /// What the what-if left.
    pub whatif: Log,
}

impl<'a> Twins<'a> {
    /// Twins with the questions of either world, each by its id. Where both have it, the what-if's
    /// wording is asked of both.
    pub fn new(base: (World<'a>, &[Question]), whatif: (World<'a>, &[Question])) -> Self {
        let ((base, of_base), (whatif, of_whatif)) = (base, whatif);
        let there = Counterparts::new(base.polity, whatif.polity);
        let back = Counterparts::new(whatif.polity, base.polity);
        let mut asked: Vec<Asked> = of_whatif
            .iter()
            .map(|q| Asked { base: q.asked_of(&back), whatif: q.clone() })
            .collect();
        let only_base = of_base
            .iter()
            .filter(|q| of_whatif.iter().all(|other| other.id != q.id))
            .map(|q| Asked { base: q.clone(), whatif: q.asked_of(&there) });
        asked.extend(only_base);
        asked.sort_by(|a, b| a.base.id.cmp(&b.base.id));
        Self { base, whatif, asked, counterparts: [there, back] }
    }

    /// Plays both twins of one history.
    pub fn pair(&self, seed: u64, history: u64, detail: Detail) -> Pair {
        let luck = Luck { seed, history, branch: 0 };
        Pair { history, base: self.base.play(luck, detail), whatif: self.whatif.play(luck, detail) }
    }
}
