//! Votes: how a member of the organ of principals decides, and what can be expected of them all.

use super::Aim;
use super::lanes::{LANES, Lanes, Weights, change, exp, lanes, normal_share};
use super::state::Play;
use crate::chance::at_a_glance;
use crate::polity::Who;

/// A motion as a voter sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Motion<'a> {
    pub target: Who,
    pub mover: Who,
    pub members: &'a [Who],
    /// An arrest has already been carried by troops.
    pub aim: Aim,
    /// Chance that it will be reversed on appeal if carried, less the chance that it will be
    /// carried on appeal if lost, as far as they expect that.
    pub reversal: f64,
}

/// Nodes and weights of five-point Gauss-Hermite quadrature against the standard normal; beyond
/// them, what counts nothing.
const NODES: [(f32, f32); 8] = [
    (-2.856_97, 0.011_257_411),
    (-1.355_626_2, 0.222_075_92),
    (0.0, 0.533_333_36),
    (1.355_626_2, 0.222_075_92),
    (2.856_97, 0.011_257_411),
    (0.0, 0.0),
    (0.0, 0.0),
    (0.0, 0.0),
];

/// Independent votes under a common shock, as far as their chances are needed.
///
/// The logit of a vote is its own plus the shock, so that its exponential is a product: one for
/// each vote and one for each node of the quadrature are all that is worked out.
#[derive(Clone, Debug)]
pub(super) struct Tallied {
    /// Exponential of minus the shock, by node.
    factors: [f32; 8],
    /// Four sums each, to be added up at the end; nought beyond the nodes, so that eight go side by
    /// side.
    mean: [[f32; 4]; 8],
    variance: [[f32; 4]; 8],
}

impl Tallied {
    /// Nobody has voted yet; the common normal shock has this standard deviation.
    pub fn new(shock: f64) -> Self {
        let factors: [f32; 8] = exp(NODES.map(|(node, _)| -shock as f32 * node));
        Self { factors, mean: [[0.0; 4]; 8], variance: [[0.0; 4]; 8] }
    }

    /// So many votes with these logits of an aye.
    #[inline]
    pub fn add(&mut self, logits: &Lanes, counts: &Lanes) {
        let own: Lanes = exp(lanes(|lane| -logits[lane]));
        for (own, counts) in own.as_chunks::<4>().0.iter().zip(counts.as_chunks::<4>().0) {
            // Those who have no vote add nothing.
            if *counts != [0.0; 4] {
                self.add_four(own, counts);
            }
        }
    }

    /// Four of them, with the exponentials of what speaks against an aye. Not inlined, as it would
    /// be written out for each four.
    #[inline(never)]
    fn add_four(&mut self, own: &[f32; 4], counts: &[f32; 4]) {
        for node in 0..5 {
            let (mean, variance) = (self.mean[node], self.variance[node]);
            let factor = self.factors[node];
            let p: [f32; 4] = lanes(|lane| 1.0 / (1.0 + own[lane] * factor));
            let ayes: [f32; 4] = lanes(|lane| counts[lane] * p[lane]);
            self.mean[node] = lanes(|lane| mean[lane] + ayes[lane]);
            self.variance[node] = lanes(|lane| variance[lane] + ayes[lane] * (1.0 - p[lane]));
        }
    }

    /// Chance that more than `needed` are ayes: quadrature over the shock, normal approximation
    /// with continuity correction within.
    pub fn chance_of_more_than(&self, needed: f64) -> f64 {
        let sum = |of: &[f32; 4]| (of[0] + of[1]) + (of[2] + of[3]);
        let threshold = libm::floor(needed) as f32 + 0.5;
        let shares: [f32; 8] = normal_share(lanes(|node| {
            let variance = sum(&self.variance[node]) + 1e-9;
            (sum(&self.mean[node]) - threshold) / variance.sqrt()
        }));
        let chances: [f32; 8] = lanes(|node| NODES[node].1 * shares[node]);
        chances[..5].iter().map(|&chance| f64::from(chance)).sum::<f64>().clamp(0.0, 1.0)
    }
}

impl Play<'_> {
    /// What the logits of all ayes have in common.
    pub fn inclination(&self, motion: Motion) -> f32 {
        let k = &self.k;
        let refuted = k.vote_refuted * self.refuted(motion.target);
        let mut common = refuted - k.vote_bias - k.vote_reversal * motion.reversal;
        if motion.aim.is_lesser() {
            common += k.vote_small_stakes - k.vote_record * self.leaders[motion.target].record;
        }
        if self.paramount == Some(motion.mover) {
            common += k.vote_deference;
        }
        if motion.aim == Aim::Arrest {
            common += k.vote_troops;
        }
        common as f32
    }

    /// Logit of each aye of a group, by place, with what all have in common.
    pub fn ballots(&self, motion: Motion, common: f32, group: usize) -> Lanes {
        let k = &self.k;
        let (by_mover, sharpness) = (k.vote_mover as f32, k.vote_sharpness as f32);
        let (by_leverage, commitment) = (k.vote_leverage as f32, k.vote_commitment as f32);
        let (them, me) = (self.slot(motion.target), self.slot(motion.mover));
        let (hostility, leverage) = (&self.pairs.hostility, &self.pairs.leverage);
        let to_target = hostility.group_against(them, group);
        let to_mover = hostility.group_against(me, group);
        let (pulls, holds) = (leverage.group_of(me, group), leverage.group_of(them, group));
        let mut logits: Lanes = lanes(|lane| {
            let leaned = by_leverage * (pulls[lane] - holds[lane]);
            sharpness * (to_target[lane] - by_mover * to_mover[lane] + leaned + common)
        });
        // Who would follow is asked where there is an office to lose.
        if let Aim::Relieve(_) = motion.aim {
            let relief = self.pairs.relief.group(them, group);
            let by_relief = sharpness * k.vote_successor as f32;
            logits = lanes(|lane| logits[lane] + by_relief * relief[lane]);
        }
        for lane in self.lanes_of(motion.members, group) {
            change(&mut logits, lane, |logit| logit + sharpness * commitment);
        }
        logits
    }

    /// Lanes of those of these who are in a group.
    #[inline]
    pub fn lanes_of<'w>(
        &'w self,
        who: &'w [Who],
        group: usize,
    ) -> impl Iterator<Item = usize> + 'w {
        let places = who.iter().map(|&who| self.slot(who));
        places.filter(move |slot| slot / LANES == group).map(|slot| slot % LANES)
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
        self.expected_share(target, 0.0)
    }

    /// The same, where his weightiest office is asked for.
    pub fn expected_share_for_relief(&self, target: Who) -> f64 {
        self.expected_share(target, self.k.vote_successor)
    }

    fn expected_share(&self, target: Who, by_relief: f64) -> f64 {
        let (ayes, others) = self.votes_seen(target, &[], by_relief);
        let all = others + f64::from(u8::from(self.votes(target)));
        if all > 0.0 { ayes / all } else { 0.0 }
    }

    /// Ayes to be expected against somebody at a glance, and the votes that there are but his own;
    /// these members have sworn theirs.
    pub fn votes_at_a_glance(&self, target: Who, sworn: &[Who]) -> (f64, f64) {
        self.votes_seen(target, sworn, 0.0)
    }

    /// The same, where so much hangs on who would follow him.
    fn votes_seen(&self, target: Who, sworn: &[Who], by_relief: f64) -> (f64, f64) {
        debug_assert!(self.is_called());
        let bias = self.bias(target);
        let sharpness = 2.0 * self.k.vote_sharpness;
        let them = self.slot(target);
        let (mut ayes, mut votes) = (0.0, self.roll.present);
        for (group, called) in self.roll.called.iter().enumerate() {
            let hostility = self.pairs.hostility.group_against(them, group);
            let relief = self.pairs.relief.group(them, group);
            let mut expected: Weights = lanes(|lane| {
                let against = f64::from(hostility[lane]) + by_relief * f64::from(relief[lane]);
                let aye = at_a_glance(sharpness * (against - bias));
                f64::from(called.votes[lane]) * aye
            });
            for lane in self.lanes_of(sworn, group) {
                expected[lane] = f64::from(called.votes[lane]);
            }
            for lane in self.lanes_of(&[target], group) {
                expected[lane] = 0.0;
                votes -= f64::from(called.votes[lane]);
            }
            expected.iter().for_each(|aye| ayes += aye);
        }
        (ayes, votes)
    }

    /// Hostility from which a voter would rather vote against somebody than not.
    pub fn bias(&self, target: Who) -> f64 {
        self.k.vote_bias - self.k.vote_refuted * self.refuted(target)
    }

    /// Chance that the organ of principals carries a motion.
    pub fn chance_of_vote(&self, motion: Motion) -> f64 {
        debug_assert!(self.is_called());
        let mut tallied = Tallied::new(self.k.vote_shock);
        let common = self.inclination(motion);
        for (group, called) in self.roll.called.iter().enumerate() {
            let mut votes = called.votes;
            for lane in self.lanes_of(&[motion.target], group) {
                change(&mut votes, lane, |_| 0.0);
            }
            tallied.add(&self.ballots(motion, common, group), &votes);
        }
        let organ = &self.polity.organs[self.polity.presidium];
        tallied.chance_of_more_than(self.values[organ.majority] * self.roll.present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many votes in one place.
    fn count(votes: f32) -> Lanes {
        lanes(|lane| if lane == 0 { votes } else { 0.0 })
    }

    #[test]
    fn majority_without_shock_agrees_with_the_binomial() {
        // Ten even votes, six or more needed: 386 of 1024.
        let mut votes = Tallied::new(0.0);
        votes.add(&[0.0; LANES], &count(10.0));
        let p = votes.chance_of_more_than(5.0);
        assert!((p - 386.0 / 1024.0).abs() < 0.005, "{p}");
    }

    #[test]
    fn a_common_shock_pulls_certainty_towards_doubt() {
        let majority = |shock: f64| {
            let mut votes = Tallied::new(shock);
            votes.add(&[1.0; LANES], &count(11.0));
            votes.chance_of_more_than(5.5)
        };
        let (calm, shaken) = (majority(0.0), majority(1.5));
        assert!(shaken < calm && shaken > 0.5, "{calm} {shaken}");
    }
}
