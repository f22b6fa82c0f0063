//! Hostility: the keystone. What one principal has against another, and what presses on each.

use super::lanes::{LANES, Lanes, add, greater, greatest, groups, lanes, positive, set, sum};
use super::scene::Ground;
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

/// What of principals enters into what the others have against them, side by side.
#[derive(Clone, Debug, Default)]
struct Seen {
    influence: Lanes,
    threat: Lanes,
    kingmaker: Lanes,
    /// What everyone has against him alike.
    shared: Lanes,
    /// Share of hostility that he does not escape by lying low; nought where there is nobody.
    open: Lanes,
}

/// What of a principal enters into what he has against the others.
#[derive(Clone, Copy, Debug)]
struct Bearing {
    /// Ambition times influence: what makes others his rivals.
    ambition: f32,
    /// How far he is strong enough, and safe enough, to mind a kingmaker.
    strength: f32,
}

/// What divides whoever has this place from a group of others on all issues, each at its scale. Not
/// inlined, so that the compiler makes the lanes, and not the groups, go side by side.
#[inline(never)]
fn gaps(ground: &Ground, scales: &[f32], slot: usize, group: usize) -> Lanes {
    let mut apart = [0.0; LANES];
    for (issue, scale) in scales.iter().enumerate() {
        let positions = ground.on(issue);
        let (own, theirs) = (positions[slot / LANES][slot % LANES], &positions[group]);
        add(&mut apart, |lane| scale * (own - theirs[lane]).abs());
    }
    apart
}

impl Play<'_> {
    /// Works out hostility for all pairs, and the pressure on each.
    pub fn weigh_each_other(&mut self) {
        let k = self.k;
        self.lay_ground();
        let count = groups(self.active.len());
        let (mut seen, mut bearings) = (Vec::with_capacity(count), Vec::new());
        self.look_around(&mut seen, &mut bearings);
        // Distances on the issues count by salience, and by half: from pole to pole is one.
        let scale = |weight: &f64| (0.5 * k.hostility_issues * weight) as f32;
        let scales: Vec<f32> = self.salience.iter().map(scale).collect();
        let (by_trust, by_memory) = (k.hostility_trust as f32, k.hostility_memory as f32);
        let by_files = (k.hostility_fear * self.norms.terror) as f32;
        for (slot, &Bearing { ambition, strength }) in bearings.iter().enumerate() {
            for (group, seen) in seen.iter().enumerate() {
                let apart = gaps(&self.ground, &scales, slot, group);
                let pairs = &self.pairs;
                let (trust, memory) =
                    (pairs.trust.group(slot, group), pairs.memory.group(slot, group));
                let files = pairs.files.group_against(slot, group);
                let hostility = lanes(|lane| {
                    // Whom one trusts threatens less.
                    let trusted = positive(trust[lane]);
                    let hostility = seen.shared[lane] - by_trust * trust[lane]
                        + seen.threat[lane] * (1.0 - 0.5 * trusted)
                        + apart[lane]
                        + ambition * seen.influence[lane]
                        + seen.kingmaker[lane] * strength * (1.0 - trusted)
                        - by_memory * memory[lane]
                        - by_files * files[lane];
                    hostility * seen.open[lane]
                });
                self.pairs.hostility.of_mut(slot)[group] = hostility;
            }
            let hostilities = self.pairs.hostility.of_mut(slot);
            set(hostilities, slot, 0.0);
            let spite = hostilities[..count].iter().map(greatest).fold(0.0, greater);
            self.leaders[self.active[slot]].spite = f64::from(spite);
        }
        self.pairs.hostility.turn(self.active.len());
        for (slot, &who) in self.active.iter().enumerate() {
            let (mut pressure, mut foe) = (0.0, 0.0);
            for (against, seen) in self.pairs.hostility.against(slot).iter().zip(&seen) {
                let menace: Lanes = lanes(|lane| seen.influence[lane] * positive(against[lane]));
                pressure += sum(&menace);
                foe = greater(foe, greatest(&menace));
            }
            let leader = &mut self.leaders[who];
            (leader.pressure, leader.foe) = (pressure, f64::from(foe));
        }
    }

    /// What of each principal enters into hostility.
    fn look_around(&self, seen: &mut Vec<Seen>, bearings: &mut Vec<Bearing>) {
        let k = &self.k;
        let limit = self.allowed_influence();
        let stakes = self.norms.terror;
        let usual = self.usual_standing();
        seen.resize(groups(self.active.len()), Seen::default());
        bearings.reserve(self.active.len());
        for (slot, &who) in self.active.iter().enumerate() {
            let leader = &self.leaders[who];
            let (influence, coercion) = (leader.influence, leader.coercion);
            let resentment = (influence - limit).max(0.0) * self.norms.collegiality * 5.0;
            let strong = (influence / k.paramount_share).min(1.2);
            // What the files of the police add to fear.
            let police = 0.5 * leader.information * coercion;
            let (seen, lane) = (&mut seen[slot / LANES], slot % LANES);
            seen.influence[lane] = influence as f32;
            let threat = threat(k, influence, coercion, leader.dread, self.norms.terror);
            seen.threat[lane] = (k.hostility_threat * threat) as f32;
            // A force that answers to another is what the strong cannot abide.
            seen.kingmaker[lane] = (k.hostility_kingmaker * coercion * influence * 4.0) as f32;
            seen.shared[lane] = (k.hostility_base
                - k.hostility_standing * (leader.standing - usual)
                - k.hostility_patron * leader.patronage
                + k.hostility_resentment * resentment
                - k.hostility_fear * stakes * police) as f32;
            seen.open[lane] = if leader.lies_low { 1.0 - k.lie_low_effect as f32 } else { 1.0 };
            bearings.push(Bearing {
                ambition: (leader.ambition * influence * k.hostility_rivalry) as f32,
                // Who is pressed from all sides needs him.
                strength: (strong * strong * k.kingmaker_need
                    / (k.kingmaker_need + leader.pressure)) as f32,
            });
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
