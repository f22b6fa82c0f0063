//! Twins: two worlds under one luck.

use crate::engine::{Detail, Log, Luck, play};
use crate::polity::{Polity, Values};
use crate::question::Question;

/// The values of one history: drawn from the ranges by the luck of that history.
pub type Drawing<'a> = dyn Fn(Luck) -> Values + Sync + 'a;

/// One of the two worlds.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// What is played.
    pub polity: &'a Polity,
    /// The values of a history. A number that has one path and one spread in both worlds must
    /// have one value in both.
    pub values: &'a Drawing<'a>,
}

impl World<'_> {
    /// Plays one history: its values come from branch 0 whatever the branch, so that a second
    /// sharing of luck keeps them.
    pub fn play(&self, luck: Luck, detail: Detail) -> Log {
        let values = (self.values)(Luck { branch: 0, ..luck });
        play(self.polity, &values, luck, detail)
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
#[derive(Clone)]
pub struct Twins<'a> {
    /// The world as it is told.
    pub base: World<'a>,
    /// The world with the change.
    pub whatif: World<'a>,
    /// What is asked of both, in order.
    pub asked: Vec<Asked>,
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
        let mut asked: Vec<Asked> = of_whatif
            .iter()
            .map(|q| Asked { base: q.asked_of(whatif.polity, base.polity), whatif: q.clone() })
            .collect();
        let only_base =
            of_base.iter().filter(|q| of_whatif.iter().all(|other| other.id != q.id)).map(|q| {
                Asked { base: q.clone(), whatif: q.asked_of(base.polity, whatif.polity) }
            });
        asked.extend(only_base);
        asked.sort_by(|a, b| a.base.id.cmp(&b.base.id));
        Self { base, whatif, asked }
    }

    /// Plays both twins of one history.
    pub fn pair(&self, seed: u64, history: u64, detail: Detail) -> Pair {
        let luck = Luck { seed, history, branch: 0 };
        Pair { history, base: self.base.play(luck, detail), whatif: self.whatif.play(luck, detail) }
    }
}
