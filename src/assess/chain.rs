//! The record as a chain: each entry given the entries before it.

use super::seen::Seen;
use crate::statistics::log_score;

/// Fewest histories from which the chance of an entry is estimated.
pub const LEAST: u64 = 200;

/// One entry, given those before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Index of the entry.
    pub entry: usize,
    /// Histories that agree with all entries before it: n.
    pub left: u64,
    /// Of these, those that agree with it: k.
    pub agree: u64,
    /// (k + 1) / (n + 2) (Laplace): never 0 or 1.
    pub chance: f64,
    /// The surprise in bits: minus the binary logarithm of the chance.
    pub bits: f64,
}

/// Where the chain ends before the record does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// Index of the first entry that is not scored.
    pub entry: usize,
    /// Histories that agree with all before it: fewer than [`LEAST`].
    pub left: u64,
}

/// The record as a chain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// Entries scored, in order.
    pub steps: Vec<Step>,
    /// Where it stops; `None` where all entries are scored.
    pub stopped: Option<Stopped>,
}

impl Chain {
    /// Surprise of the first so many steps, in bits; of all if there are fewer.
    pub fn bits(&self, steps: usize) -> f64 {
        total(self.steps.iter().take(steps).map(|step| step.bits))
    }

    /// Monte Carlo standard error of that sum, in bits, by the delta method: the variance of the
    /// logarithm of a share p from n is about (1 - p) / (n p). Steps count as independent.
    pub fn error(&self, steps: usize) -> f64 {
        let variance = |s: &Step| (1.0 - s.chance) / (s.left as f64 * s.chance);
        total(self.steps.iter().take(steps).map(variance)).sqrt() / std::f64::consts::LN_2
    }
}

/// A sum that is nought, and not minus nought, where there is nothing to add.
pub fn total(all: impl Iterator<Item = f64>) -> f64 {
    0.0 + all.sum::<f64>()
}

/// Scores so many entries of the record against histories. Each step keeps the histories that agree
/// with the entries before it; below [`LEAST`] of them it stops there.
pub fn chain(entries: usize, histories: &[Seen]) -> Chain {
    let mut left: Vec<&Seen> = histories.iter().collect();
    let mut chain = Chain::default();
    for entry in 0..entries {
        let n = left.len() as u64;
        if n < LEAST {
            chain.stopped = Some(Stopped { entry, left: n });
            break;
        }
        left.retain(|history| history.agrees[entry]);
        let agree = left.len() as u64;
        let chance = laplace(agree, n);
        chain.steps.push(Step { entry, left: n, agree, chance, bits: log_score(chance, true) });
    }
    chain
}

/// Chance of each of so many entries by itself, whatever came of those before it: (k + 1) / (n + 2).
pub fn alone(entries: usize, histories: &[Seen]) -> Vec<f64> {
    let agree = |entry: usize| histories.iter().filter(|h| h.agrees[entry]).count() as u64;
    (0..entries).map(|entry| laplace(agree(entry), histories.len() as u64)).collect()
}

/// Laplace's rule of succession: the chance of a hit after `hits` of `n`.
pub(super) fn laplace(hits: u64, n: u64) -> f64 {
    (hits as f64 + 1.0) / (n as f64 + 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_steps_are_no_surprise_and_not_less() {
        let none = Chain { steps: Vec::new(), stopped: None };
        for nought in [none.bits(3), none.error(3), total(std::iter::empty())] {
            assert!(nought == 0.0 && nought.is_sign_positive());
        }
    }
}
