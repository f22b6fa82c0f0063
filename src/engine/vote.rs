//! Votes: how a member of the organ of principals decides, and what can be expected of them all.

use super::state::Play;
use crate::chance::exp;
use crate::polity::Who;

/// A motion as a voter sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Motion<'a> {
    pub target: Who,
    pub mover: Who,
    pub members: &'a [Who],
    /// A censure or one office among many: smaller stakes.
    pub small: bool,
    /// Troops have already carried it.
    pub troops: bool,
    /// Chance that it will be reversed on appeal if carried, less the chance that it will be
    /// carried on appeal if lost, as far as they expect that.
    pub reversal: f64,
}

/// Nodes and weights of five-point Gauss-Hermite quadrature against the standard normal.
const NODES: [(f64, f64); 5] = [
    (-2.8569700138728056, 0.01125741132772069),
    (-1.355626179974266, 0.22207592200561263),
    (0.0, 0.5333333333333333),
    (1.355626179974266, 0.22207592200561263),
    (2.8569700138728056, 0.01125741132772069),
];

/// Independent votes under a common shock, as far as their chances are needed.
///
/// The logit of a vote is its own plus the shock, so that its exponential is a product: one for
/// each vote and one for each node of the quadrature are all that is worked out.
#[derive(Clone, Debug)]
pub(super) struct Tallied {
    /// Exponential of minus the shock, by node.
    factors: [f64; 5],
    mean: [f64; 5],
    variance: [f64; 5],
}

impl Tallied {
    /// Nobody has voted yet; the common normal shock has this standard deviation.
    pub fn new(shock: f64) -> Self {
        Self {
            factors: NODES.map(|(node, _)| exp(-shock * node)),
            mean: [0.0; 5],
            variance: [0.0; 5],
        }
    }

    /// So many votes with this logit of an aye.
    #[inline]
    pub fn add(&mut self, logit: f64, count: f64) {
        let own = exp(-logit);
        for node in 0..5 {
            let p = 1.0 / (1.0 + own * self.factors[node]);
            self.mean[node] += count * p;
            self.variance[node] += count * p * (1.0 - p);
        }
    }

    /// Chance that more than `needed` are ayes: quadrature over the shock, normal approximation
    /// with continuity correction within.
    pub fn chance_of_more_than(&self, needed: f64) -> f64 {
        let threshold = libm::floor(needed) + 0.5;
        let mut chance = 0.0;
        for (node, (_, weight)) in NODES.iter().enumerate() {
            let z = (self.mean[node] - threshold) / libm::sqrt(self.variance[node] + 1e-9);
            chance += weight * 0.5 * libm::erfc(-z * core::f64::consts::FRAC_1_SQRT_2);
        }
        chance.clamp(0.0, 1.0)
    }
}

impl Play<'_> {
    /// Logit of a member's aye.
    pub fn ballot(&self, voter: Who, motion: Motion) -> f64 {
        let k = &self.k;
        let Motion { target, mover, .. } = motion;
        let hostility = self.pairs.hostility.at(voter, target);
        let mover_weight =
            if voter == mover { 0.0 } else { k.vote_mover * self.pairs.hostility.at(voter, mover) };
        let leaned = self.pairs.leverage.at(mover, voter) - self.pairs.leverage.at(target, voter);
        let mut inclination = hostility - mover_weight - k.vote_bias + k.vote_leverage * leaned
            - k.vote_reversal * motion.reversal
            + k.vote_refuted * self.refuted(target);
        if motion.small {
            let answers = &self.leaders[target];
            inclination += k.vote_small_stakes - k.vote_record * answers.record;
        }
        if motion.members.contains(&voter) {
            inclination += k.vote_commitment;
        }
        if self.paramount == Some(mover) {
            inclination += k.vote_deference;
        }
        if motion.troops {
            inclination += k.vote_troops;
        }
        k.vote_sharpness * inclination
    }

    /// How far events have refuted where somebody stands on the issues, or borne it out (below 0),
    /// in `[-1, 1]`.
    pub fn refuted(&self, who: Who) -> f64 {
        let positions = &self.leaders[who].positions;
        let mut sum = 0.0;
        for ((issue, weight), &x) in self.issues.iter().zip(&self.salience).zip(positions) {
            let going = if x < 0.0 { issue.performance[0] } else { issue.performance[1] };
            sum -= weight * x.abs() * going;
        }
        sum
    }

    /// Share of votes to be expected against somebody by hostility and by how his course has
    /// fared, whoever moves: a quick view, for everyone at once.
    pub fn expected_share_against(&self, target: Who) -> f64 {
        let (mut sum, mut n) = (0.0, 0.0);
        let bias = self.bias(target);
        for voter in self.voters() {
            n += 1.0;
            if voter != target {
                sum += self.vote_at_a_glance(self.pairs.hostility.at(voter, target), bias);
            }
        }
        if n > 0.0 { sum / n } else { 0.0 }
    }

    /// Hostility from which a voter would rather vote against somebody than not.
    pub fn bias(&self, target: Who) -> f64 {
        self.k.vote_bias - self.k.vote_refuted * self.refuted(target)
    }

    /// Share of an aye to be expected of a voter by his hostility, against this bias.
    #[inline]
    pub fn vote_at_a_glance(&self, hostility: f64, bias: f64) -> f64 {
        let x = self.k.vote_sharpness * (hostility - bias);
        0.5 + 0.5 * x / (1.0 + x.abs())
    }

    /// Chance that the organ of principals carries a motion.
    pub fn chance_of_vote(&self, motion: Motion) -> f64 {
        let mut tallied = Tallied::new(self.k.vote_shock);
        let mut present = 0.0;
        for voter in self.voters() {
            present += 1.0;
            if voter != motion.target {
                tallied.add(self.ballot(voter, motion), 1.0);
            }
        }
        let organ = &self.polity.organs[self.polity.presidium];
        tallied.chance_of_more_than(self.values[organ.majority] * present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn majority_without_shock_agrees_with_the_binomial() {
        // Ten even votes, six or more needed: 386 of 1024.
        let mut votes = Tallied::new(0.0);
        votes.add(0.0, 10.0);
        let p = votes.chance_of_more_than(5.0);
        assert!((p - 386.0 / 1024.0).abs() < 0.005, "{p}");
    }

    #[test]
    fn a_common_shock_pulls_certainty_towards_doubt() {
        let majority = |shock: f64| {
            let mut votes = Tallied::new(shock);
            votes.add(1.0, 11.0);
            votes.chance_of_more_than(5.5)
        };
        let (calm, shaken) = (majority(0.0), majority(1.5));
        assert!(shaken < calm && shaken > 0.5, "{calm} {shaken}");
    }
}
