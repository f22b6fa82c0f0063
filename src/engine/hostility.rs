//! Hostility: the keystone. What one principal has against another, and what presses on each.

use super::state::Play;
use crate::polity::{Parameters, Who};

/// How threatening a man is to another, in `[0, 1)`: his influence, made worse by troops, by dread
/// and by terror; saturating.
pub(super) fn threat(
    k: &Parameters,
    influence: f64,
    coercion: f64,
    dread: f64,
    terror: f64,
) -> f64 {
    let raw = influence
        * (k.threat_unarmed + coercion)
        * (k.threat_undreaded + dread)
        * (k.threat_without_terror + terror);
    // Scaled so that a third of influence, half the troops, full dread and full terror is about 1.
    let raw = 2.5 * raw;
    raw / (raw + k.threat_half)
}

impl Play<'_> {
    /// Works out distance, threat and hostility for all pairs, and the pressure on each.
    pub fn weigh_each_other(&mut self) {
        let k = self.k;
        // What collegiality allows: the more of it, the sooner one man stands too high.
        let limit = k.paramount_share * (1.5 - self.norms.collegiality);
        let stakes = self.norms.terror;
        let usual = self.active.iter().map(|&i| self.leaders[i].standing).sum::<f64>()
            / self.active.len().max(1) as f64;
        for slot in 0..self.active.len() {
            let j = self.active[slot];
            let theirs = &self.leaders[j];
            let threat =
                threat(&k, theirs.influence, theirs.coercion, theirs.dread, self.norms.terror);
            let resentment = (theirs.influence - limit).max(0.0) * self.norms.collegiality * 5.0;
            // A force that answers to another is what the strong cannot abide.
            let kingmaker = theirs.coercion * theirs.influence * 4.0;
            let fear = 0.5 * theirs.information * theirs.coercion;
            let hidden = if theirs.lies_low { k.lie_low_effect } else { 0.0 };
            let shared = k.hostility_base
                - k.hostility_standing * (theirs.standing - usual)
                - k.hostility_patron * theirs.patronage
                + k.hostility_resentment * resentment;
            for other in 0..self.active.len() {
                let i = self.active[other];
                if i == j {
                    continue;
                }
                let mine = &self.leaders[i];
                let theirs = &self.leaders[j];
                let mut distance = 0.0;
                for (issue, weight) in self.salience.iter().enumerate() {
                    distance += weight * (mine.positions[issue] - theirs.positions[issue]).abs();
                }
                distance *= 0.5;
                let trust = self.pairs.trust.at(i, j);
                // Whom one trusts threatens less.
                let threat = threat * (1.0 - 0.5 * trust.max(0.0));
                let reach = mine.ambition * mine.influence * theirs.influence;
                let strong = (mine.influence / k.paramount_share).min(1.2);
                let hostility = shared - k.hostility_trust * trust
                    + k.hostility_threat * threat
                    + k.hostility_issues * distance
                    + k.hostility_rivalry * reach
                    + k.hostility_kingmaker * kingmaker * strong * strong * (1.0 - trust.max(0.0))
                    - k.hostility_memory * self.pairs.memory.at(i, j)
                    - k.hostility_fear * stakes * (self.pairs.files.at(j, i) + fear);
                self.pairs.distance.put(i, j, distance);
                self.pairs.threat.put(i, j, threat);
                self.pairs.hostility.put(i, j, hostility * (1.0 - hidden));
            }
        }
        for slot in 0..self.active.len() {
            let i = self.active[slot];
            let pressure = (self.active.iter())
                .filter(|&&j| j != i)
                .map(|&j| self.leaders[j].influence * self.pairs.hostility.at(j, i).max(0.0))
                .sum();
            self.leaders[i].pressure = pressure;
        }
    }

    /// How much somebody wants to rule: ambition grows with reach.
    pub fn reach(&self, who: Who, greatest: f64) -> f64 {
        let leader = &self.leaders[who];
        let share = leader.influence / greatest.max(1e-9);
        leader.ambition * (1.0 - self.k.ambition_reach * (1.0 - share))
    }

    /// What losing costs now, from the floor up to death.
    pub fn price_of_losing(&self) -> f64 {
        self.k.plot_loss_floor + self.k.plot_loss_terror * self.norms.terror * self.norms.terror
    }
}
