//! Votes: how a member of the organ of principals decides, and what can be expected of them all.

use super::lanes::{Groups, LANES, Lanes, Weights, exp, lanes, normal_share, sum};
use super::state::Play;
use crate::chance::at_a_glance;
use crate::polity::Who;

/// The organ of principals, as far as it may vote against one of them.
#[derive(Clone, Debug)]
pub(super) struct Electorate {
    pub target: Who,
    /// How far events have refuted where he stands: see [`Play::refuted`].
    refuted: f64,
    /// How many votes there are, his own among them.
    present: f64,
    /// The same without his own.
    others: f64,
    /// One for each of these, by place.
    each: Groups<Lanes>,
}

/// A motion as a voter sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Motion<'a> {
    /// Who votes, and against whom.
    pub before: &'a Electorate,
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
    #[inline(never)]
    pub fn add(&mut self, logits: &Lanes, counts: &Lanes) {
        let own: Lanes = exp(lanes(|lane| -logits[lane]));
        for (own, counts) in own.as_chunks::<4>().0.iter().zip(counts.as_chunks::<4>().0) {
            // Those who have no vote add nothing.
            if *counts == [0.0; 4] {
                continue;
            }
            for node in 0..5 {
                let (mean, variance) = (self.mean[node], self.variance[node]);
                let factor = self.factors[node];
                let p: [f32; 4] = lanes(|lane| 1.0 / (1.0 + own[lane] * factor));
                let ayes: [f32; 4] = lanes(|lane| counts[lane] * p[lane]);
                self.mean[node] = lanes(|lane| mean[lane] + ayes[lane]);
                self.variance[node] = lanes(|lane| variance[lane] + ayes[lane] * (1.0 - p[lane]));
            }
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
    /// Who would vote on a motion against somebody now.
    pub fn electorate(&self, target: Who) -> Electorate {
        let (them, mut present) = (self.slot(target), 0.0);
        let each = Groups::of(self.active.len(), |group| {
            let mut votes = [0.0; LANES];
            for (&who, vote) in self.active[group * LANES..].iter().zip(&mut votes) {
                *vote = f32::from(u8::from(self.votes(who)));
            }
            present += sum(&votes);
            if them / LANES == group {
                votes[them % LANES] = 0.0;
            }
            votes
        });
        let own = f64::from(u8::from(them < self.active.len() && self.votes(target)));
        Electorate { target, refuted: self.refuted(target), present, others: present - own, each }
    }

    /// Logit of each member's aye, by his place among the active.
    pub fn ballots(&self, motion: Motion) -> Groups<Lanes> {
        let k = &self.k;
        let (Motion { mover, .. }, Electorate { target, refuted, .. }) = (motion, motion.before);
        // What all have in common.
        let mut common = k.vote_refuted * refuted - k.vote_bias - k.vote_reversal * motion.reversal;
        if motion.small {
            common += k.vote_small_stakes - k.vote_record * self.leaders[*target].record;
        }
        if self.paramount == Some(mover) {
            common += k.vote_deference;
        }
        if motion.troops {
            common += k.vote_troops;
        }
        let common = common as f32;
        let (by_mover, sharpness) = (k.vote_mover as f32, k.vote_sharpness as f32);
        let (by_leverage, commitment) = (k.vote_leverage as f32, k.vote_commitment as f32);
        let (them, me) = (self.slot(*target), self.slot(mover));
        let (hostility, leverage) = (&self.pairs.hostility, &self.pairs.leverage);
        let mut logits = Groups::of(self.active.len(), |group| -> Lanes {
            let to_target = hostility.group_against(them, group);
            let to_mover = hostility.group_against(me, group);
            let (pulls, holds) = (leverage.group_of(me, group), leverage.group_of(them, group));
            lanes(|lane| {
                let leaned = by_leverage * (pulls[lane] - holds[lane]);
                sharpness * (to_target[lane] - by_mover * to_mover[lane] + leaned + common)
            })
        });
        for &member in motion.members {
            let slot = self.slot(member);
            logits.with_mut(slot)[slot % LANES] += sharpness * commitment;
        }
        logits
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
        let electorate = self.electorate(target);
        let all = electorate.present;
        if all > 0.0 { self.votes_at_a_glance(&electorate, &[]).0 / all } else { 0.0 }
    }

    /// Ayes to be expected against somebody at a glance, and the votes that there are but his own;
    /// these members have sworn theirs.
    pub fn votes_at_a_glance(&self, electorate: &Electorate, sworn: &[Who]) -> (f64, f64) {
        // Hostility from which a voter would rather vote against him than not.
        let bias = self.k.vote_bias - self.k.vote_refuted * electorate.refuted;
        let sharpness = 2.0 * self.k.vote_sharpness;
        let hostilities = self.pairs.hostility.against(self.slot(electorate.target));
        let mut ayes = 0.0;
        for (group, (votes, hostility)) in electorate.each.iter().zip(hostilities).enumerate() {
            let mut sure: Weights =
                lanes(|lane| at_a_glance(sharpness * (f64::from(hostility[lane]) - bias)));
            let sworn = sworn.iter().map(|&member| self.slot(member));
            for slot in sworn.filter(|slot| slot / LANES == group) {
                sure[slot % LANES] = 1.0;
            }
            for (aye, &vote) in sure.iter().zip(votes) {
                ayes += f64::from(vote) * aye;
            }
        }
        (ayes, electorate.others)
    }

    /// Chance that the organ of principals carries a motion.
    pub fn chance_of_vote(&self, motion: Motion) -> f64 {
        let mut tallied = Tallied::new(self.k.vote_shock);
        for (logits, votes) in self.ballots(motion).iter().zip(motion.before.each.iter()) {
            tallied.add(logits, votes);
        }
        let organ = &self.polity.organs[self.polity.presidium];
        tallied.chance_of_more_than(self.values[organ.majority] * motion.before.present)
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
