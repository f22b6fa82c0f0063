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

/// What of a principal enters into the hostility of each pair.
struct Seen {
    who: Who,
    influence: f64,
    /// Ambition times influence: what makes him a rival.
    ambition: f64,
    threat: f64,
    kingmaker: f64,
    /// How far he is strong enough, and safe enough, to mind a kingmaker.
    strength: f64,
    /// Share of hostility that he escapes by lying low.
    hidden: f64,
    /// What everyone has against him alike.
    shared: f64,
}

impl Play<'_> {
    /// Works out hostility and menace for all pairs, and the pressure on each.
    pub fn weigh_each_other(&mut self) {
        let k = self.k;
        let limit = self.allowed_influence();
        let stakes = self.norms.terror;
        let usual = self.usual_standing();
        let seen: Vec<Seen> = (self.active.iter())
            .map(|&who| {
                let leader = &self.leaders[who];
                let (influence, coercion) = (leader.influence, leader.coercion);
                let resentment = (influence - limit).max(0.0) * self.norms.collegiality * 5.0;
                let strong = (influence / k.paramount_share).min(1.2);
                // What the files of the police add to fear.
                let police = 0.5 * leader.information * coercion;
                Seen {
                    who,
                    influence,
                    ambition: leader.ambition * influence * k.hostility_rivalry,
                    threat: k.hostility_threat
                        * threat(&k, influence, coercion, leader.dread, self.norms.terror),
                    // A force that answers to another is what the strong cannot abide.
                    kingmaker: k.hostility_kingmaker * coercion * influence * 4.0,
                    // Who is pressed from all sides needs him.
                    strength: strong * strong * k.kingmaker_need
                        / (k.kingmaker_need + leader.pressure),
                    hidden: if leader.lies_low { k.lie_low_effect } else { 0.0 },
                    shared: k.hostility_base
                        - k.hostility_standing * (leader.standing - usual)
                        - k.hostility_patron * leader.patronage
                        + k.hostility_resentment * resentment
                        - k.hostility_fear * stakes * police,
                }
            })
            .collect();
        // Distances on the issues count by salience, and by half: from pole to pole is one.
        let scale: Vec<f64> =
            self.salience.iter().map(|weight| 0.5 * k.hostility_issues * weight).collect();
        // Positions issue by issue, so that the gaps to all others are worked out side by side.
        let positions: Vec<f64> = (0..self.issues.len())
            .flat_map(|issue| seen.iter().map(move |one| (one.who, issue)))
            .map(|(who, issue)| self.leaders[who].positions[issue])
            .collect();
        let mut apart = vec![0.0; seen.len()];
        for (slot, mine) in seen.iter().enumerate() {
            let i = mine.who;
            apart.fill(0.0);
            for (scale, theirs) in scale.iter().zip(positions.chunks_exact(seen.len())) {
                let own = theirs[slot];
                for (apart, position) in apart.iter_mut().zip(theirs) {
                    *apart += scale * (own - position).abs();
                }
            }
            let (trusts, memories) = (self.pairs.trust.row(i), self.pairs.memory.row(i));
            let hostilities = self.pairs.hostility.row_mut(i);
            let mut spite: f64 = 0.0;
            for (theirs, apart) in seen.iter().zip(&apart) {
                let j = theirs.who;
                if i == j {
                    continue;
                }
                let trust = trusts[j];
                // Whom one trusts threatens less.
                let trusted = trust.max(0.0);
                let hostility = theirs.shared - k.hostility_trust * trust
                    + theirs.threat * (1.0 - 0.5 * trusted)
                    + apart
                    + mine.ambition * theirs.influence
                    + theirs.kingmaker * mine.strength * (1.0 - trusted)
                    - k.hostility_memory * memories[j]
                    - k.hostility_fear * stakes * self.pairs.files.at(j, i);
                let hostility = hostility * (1.0 - theirs.hidden);
                hostilities[j] = hostility;
                spite = spite.max(hostility);
                self.pairs.menace.put(j, i, mine.influence * hostility.max(0.0));
            }
            self.leaders[i].spite = spite;
        }
        for one in &seen {
            let pressing = seen.iter().filter(|other| other.who != one.who);
            let menaces = self.pairs.menace.row(one.who);
            let (mut pressure, mut foe) = (0.0, 0.0_f64);
            for other in pressing {
                pressure += menaces[other.who];
                foe = foe.max(menaces[other.who]);
            }
            (self.leaders[one.who].pressure, self.leaders[one.who].foe) = (pressure, foe);
        }
    }

    /// The influence that collegiality allows: the more of it, the sooner one man stands too high.
    pub fn allowed_influence(&self) -> f64 {
        self.k.paramount_share * (1.5 - self.norms.collegiality)
    }

    /// Mean standing of the active.
    pub fn usual_standing(&self) -> f64 {
        let standings = self.active.iter().map(|&i| self.leaders[i].standing);
        standings.sum::<f64>() / self.active.len().max(1) as f64
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
