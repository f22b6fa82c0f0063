//! Hostility: the keystone. What one principal has against another, and what presses on each.

use super::lanes::{LANES, Lanes, add, greater, groups, lanes, positive, set, sums_and_greatest};
use super::pairs::Mutual;
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

/// What of principals enters into what the others have against them, and what of them into what
/// they have against the others, side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    influence: Lanes,
    threat: Lanes,
    kingmaker: Lanes,
    /// What everyone has against him alike.
    shared: Lanes,
    /// Share of hostility that he does not escape by lying low; nought where there is nobody.
    open: Lanes,
    /// One for each of them, nought where there is nobody.
    there: Lanes,
    /// Ambition times influence: what makes others his rivals.
    ambition: Lanes,
    /// How far he is strong enough, and safe enough, to mind a kingmaker.
    strength: Lanes,
}

/// What a group of others have against each of a group, as far as they have influence: all of them,
/// and the worst.
#[inline(never)]
fn menace(hostility: &Mutual, others: usize, group: usize, seen: &Seen) -> [Lanes; 2] {
    let menaces: [Lanes; LANES] = std::array::from_fn(|other| {
        let hostility = hostility.group_of(others * LANES + other, group);
        lanes(|lane| seen.influence[other] * positive(hostility[lane]))
    });
    sums_and_greatest(|other| menaces[other])
}

/// The most that each of a group has against any of a group of others, or nought.
#[inline(never)]
fn spites(hostility: &Mutual, others: usize, group: usize) -> Lanes {
    let [_, most] =
        sums_and_greatest(|other| *hostility.group_against(others * LANES + other, group));
    most
}

impl Play<'_> {
    /// Works out hostility for all pairs, and the pressure on each.
    pub fn weigh_each_other(&mut self) {
        if self.apart.is_empty() {
            self.lay_ground();
            self.measure_apart();
        }
        let mut seen = std::mem::take(&mut self.seen);
        self.look_around(&mut seen);
        for slot in 0..self.active.len() {
            for group in 0..seen.len() {
                let hostility = self.hostility_to(slot, group, &seen);
                *self.pairs.hostility.group_of_mut(slot, group) = hostility;
            }
            self.pairs.hostility.group_of_mut(slot, slot / LANES)[slot % LANES] = 0.0;
        }
        self.pairs.hostility.turn(self.active.len());
        self.press(&seen);
        self.seen = seen;
    }

    /// What whoever has this place has against a group of the others. Not inlined, so that the
    /// compiler makes the lanes, and not the groups, go side by side.
    #[inline(never)]
    fn hostility_to(&self, slot: usize, group: usize, seen: &[Seen]) -> Lanes {
        let k = &self.k;
        let (by_trust, by_memory) = (k.hostility_trust as f32, k.hostility_memory as f32);
        let by_files = (k.hostility_fear * self.norms.terror) as f32;
        let apart = &self.apart[slot * seen.len() + group];
        let (me, seen, lane) = (&seen[slot / LANES], &seen[group], slot % LANES);
        let (ambition, strength) = (me.ambition[lane], me.strength[lane]);
        let pairs = &self.pairs;
        let (trust, memory) = (pairs.trust.group(slot, group), pairs.memory.group(slot, group));
        let files = pairs.files.group_against(slot, group);
        lanes(|lane| {
            // Whom one trusts threatens less.
            let trusted = positive(trust[lane]);
            let hostility = seen.shared[lane] - by_trust * trust[lane]
                + seen.threat[lane] * (1.0 - 0.5 * trusted)
                + apart[lane]
                + ambition * seen.influence[lane]
                + seen.kingmaker[lane] * strength * (1.0 - trusted)
                - by_memory * memory[lane]
                - by_files * files[lane];
            // Lying low disarms enemies, and estranges no friend.
            let hostile = positive(hostility);
            seen.open[lane] * hostile + seen.there[lane] * (hostility - hostile)
        })
    }

    /// Works out what divides each of the active from the others.
    fn measure_apart(&mut self) {
        for slot in 0..self.active.len() {
            for group in 0..groups(self.active.len()) {
                let apart = self.apart(slot, group);
                self.apart.push(apart);
            }
        }
    }

    /// The same where one of them has shifted since: it divides the others from him as it does him
    /// from them.
    pub fn measure_apart_from(&mut self, who: Who) {
        if self.apart.is_empty() {
            return;
        }
        let (slot, groups) = (self.slot(who), groups(self.active.len()));
        for group in 0..groups {
            let apart = self.apart(slot, group);
            let others = self.apart.chunks_exact_mut(groups).skip(group * LANES);
            others.zip(apart).for_each(|(row, apart)| set(row, slot, apart));
            self.apart[slot * groups + group] = apart;
        }
    }

    /// What divides whoever has this place from a group of others on all issues. Not inlined, for
    /// the same reason as [`Self::hostility_to`].
    #[inline(never)]
    fn apart(&self, slot: usize, group: usize) -> Lanes {
        let mut apart = [0.0; LANES];
        for (issue, weight) in self.salience.iter().enumerate() {
            // Distances count by salience, and by half: from pole to pole is one.
            let scale = (0.5 * self.k.hostility_issues * weight) as f32;
            let positions = self.ground.on(issue);
            let (own, theirs) = (positions[slot / LANES][slot % LANES], &positions[group]);
            add(&mut apart, |lane| scale * (own - theirs[lane]).abs());
        }
        apart
    }

    /// What of each principal enters into hostility.
    fn look_around(&self, seen: &mut Vec<Seen>) {
        seen.clear();
        let usual = self.usual_standing();
        seen.extend(self.active.chunks(LANES).map(|men| self.look_at(men, usual)));
    }

    /// The same of a group of principals, where this standing is usual. Not inlined, for the same
    /// reason as [`Self::hostility_to`].
    #[inline(never)]
    fn look_at(&self, men: &[Who], usual: f64) -> Seen {
        let (k, limit, terror) = (&self.k, self.allowed_influence(), self.norms.terror);
        let mut seen = Seen::default();
        // Numbers of each, side by side before anything is worked out.
        let mut numbers = [[0.0; LANES]; 8];
        let [influence, coercion, dread, information, standing, patronage, ambition, pressure] =
            &mut numbers;
        for (lane, &who) in men.iter().enumerate().take(LANES) {
            let leader = &self.leaders[who];
            influence[lane] = leader.influence;
            coercion[lane] = leader.coercion;
            dread[lane] = leader.dread;
            information[lane] = leader.information;
            standing[lane] = leader.standing;
            patronage[lane] = leader.patronage;
            ambition[lane] = leader.ambition;
            pressure[lane] = leader.pressure;
            seen.there[lane] = 1.0;
            seen.open[lane] = if leader.lies_low { 1.0 - k.lie_low_effect as f32 } else { 1.0 };
        }
        seen.influence = lanes(|lane| influence[lane] as f32);
        seen.threat = lanes(|lane| {
            let threat = threat(k, influence[lane], coercion[lane], dread[lane], terror);
            (k.hostility_threat * threat) as f32
        });
        // A force that answers to another is what the strong cannot abide.
        seen.kingmaker =
            lanes(|lane| (k.hostility_kingmaker * coercion[lane] * influence[lane] * 4.0) as f32);
        seen.shared = lanes(|lane| {
            let above = (influence[lane] - limit).max(0.0) * self.norms.collegiality * 5.0;
            let resentment = above / (above + k.resentment_half);
            // What the files of the police add to fear.
            let police = 0.5 * information[lane] * coercion[lane];
            (k.hostility_base
                - k.hostility_standing * (standing[lane] - usual)
                - k.hostility_patron * patronage[lane]
                + k.hostility_resentment * resentment
                - k.hostility_fear * terror * police) as f32
        });
        seen.shared[men.len()..].fill(0.0);
        seen.ambition =
            lanes(|lane| (ambition[lane] * influence[lane] * k.hostility_rivalry) as f32);
        seen.strength = lanes(|lane| {
            let strong = (influence[lane] / k.paramount_share).min(1.2);
            // Who is pressed from all sides needs him.
            (strong * strong * k.kingmaker_need / (k.kingmaker_need + pressure[lane])) as f32
        });
        seen
    }

    /// What presses on each: what the others have against him, as far as they have influence. And
    /// the worst that any of them has, and the most that he has against any of them.
    fn press(&mut self, seen: &[Seen]) {
        for (group, men) in self.active.chunks(LANES).enumerate() {
            let mut pressure = [0.0; LANES];
            let (mut foe, mut spite) = ([0.0; LANES], [0.0; LANES]);
            for (others, seen) in seen.iter().enumerate() {
                let [sums, worst] = menace(&self.pairs.hostility, others, group, seen);
                let most = spites(&self.pairs.hostility, others, group);
                for lane in 0..LANES {
                    pressure[lane] += f64::from(sums[lane]);
                    foe[lane] = greater(foe[lane], worst[lane]);
                    spite[lane] = greater(spite[lane], most[lane]);
                }
            }
            for (lane, &who) in men.iter().enumerate() {
                let leader = &mut self.leaders[who];
                leader.pressure = pressure[lane];
                (leader.foe, leader.spite) = (foe[lane].into(), spite[lane].into());
            }
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
