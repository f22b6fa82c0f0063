//! What each kind of action looks worth, against each target.
//!
//! Gain is ambition times the forecast change in influence, less the forecast change in the chance
//! of falling times the price of losing, plus conviction times the movement of the line.

use super::act::Kind;
use super::bounds::Prospects;
use super::lanes::{
    FOUR, Four, LANES, Lanes, greater, greatest, groups, lanes, one, positive, set, sum,
};
use super::scene::{Faces, Scene, denunciation_tells, one_of};
use super::state::Play;
use crate::polity::{BaseIx, Capacity, IssueIx, OfficeIx, Who};

/// No target.
const NONE: f32 = f32::NEG_INFINITY;

/// What each target of a kind offers, by its place among the targets of that kind.
#[derive(Debug, Default)]
pub(super) struct Gains {
    /// In groups; least possible where there is no target.
    lanes: Vec<Lanes>,
}

impl Gains {
    /// Begins anew, with room for so many.
    fn clear(&mut self, targets: usize) {
        self.lanes.clear();
        self.lanes.resize(groups(targets), [NONE; LANES]);
    }

    #[inline]
    fn put(&mut self, at: usize, gain: f64) {
        set(&mut self.lanes, at, gain as f32);
    }

    /// The most that any target offers.
    #[inline]
    pub fn most(&self) -> f32 {
        self.lanes.iter().map(greatest).fold(NONE, greater)
    }

    /// All targets with what they offer.
    pub fn each(&self) -> impl Iterator<Item = (usize, f64)> {
        let all = self.lanes.iter().flatten().enumerate().filter(|target| *target.1 > NONE);
        all.map(|(at, &gain)| (at, f64::from(gain)))
    }
}

impl Play<'_> {
    /// What somebody sees in each target of a kind. Open motions are weighed apart.
    pub fn weigh_targets(&self, mind: &Prospects, kind: Kind, scene: &Scene, gains: &mut Gains) {
        let k = &self.k;
        let me = &self.leaders[mind.who];
        let on = |switch: f64| switch >= 0.5;
        gains.clear(match kind {
            Kind::Appoint | Kind::Court => self.bases.len(),
            Kind::Champion | Kind::Shift => self.issues.len(),
            Kind::LieLow | Kind::Guard => 1,
            Kind::Initiative => scene.initiatives.len(),
            _ => 0,
        });
        match kind {
            Kind::LieLow => {
                let gain = k.lie_low_value + mind.safety * me.pressure * k.lie_low_effect * 0.3;
                gains.put(0, gain);
            }
            Kind::Appoint if on(k.with_patronage) && me.patronage > 0.0 => {
                self.worth_appointing(mind, scene, gains);
            }
            Kind::Court if on(k.with_courtship) => {
                let courting = mind.influence * self.courting(mind.who) * scene.response;
                for (base, weight) in scene.weight.iter().enumerate() {
                    let room = (1.0 - me.support[base]).max(0.0);
                    let share = self.cadres.share(base, mind.who);
                    gains.put(base, courting * weight * room * (1.0 - share));
                }
            }
            Kind::WinOver if on(k.with_courtship) => {
                let each = (mind.safety * k.win_over_effect * k.hostility_trust) as f32;
                self.weigh_people(mind, scene, gains, |group, face, menace| {
                    let trust = self.pairs.trust.towards(mind.slot, group);
                    lanes(|lane| {
                        let room = 0.5 * (1.0 - trust[lane]);
                        each * room * (0.3 * face.influence[lane] + menace[lane])
                    })
                });
            }
            Kind::Champion if on(k.with_platforms) => {
                self.worth_championing(mind, scene, gains);
            }
            Kind::Shift if on(k.with_platforms) => {
                let (weights, eased) = self.common_ground(mind.who, scene);
                let effect = k.shift_effect * (1.0 - me.rigidity);
                let eased = mind.safety * k.hostility_issues * 0.5 * eased;
                let price = k.value_conviction * (0.2 + 0.8 * me.rigidity) * 0.12;
                for issue in 0..self.issues.len() {
                    let to = self.ground_on(issue, &weights);
                    let step = effect * (to - me.positions[issue]).abs();
                    gains.put(issue, self.salience(issue) * step * (eased - price));
                }
            }
            Kind::Denounce if on(k.with_denunciation) => {
                let stake = mind.influence * k.denounce_effect * k.standing_share * 0.5;
                let (stake, price) = (stake as f32, (mind.safety * 0.05) as f32);
                let own = one_of(&scene.faces, mind.slot, |face| &face.blemish);
                let hostilities = self.pairs.hostility.of(mind.slot);
                self.weigh_people(mind, scene, gains, |group, face, _| {
                    lanes(|lane| {
                        let p = denunciation_tells(face.blemish[lane], own);
                        let hostile = positive(hostilities[group][lane]);
                        let gain = stake * (p * hostile * 2.0 * face.rivalry[lane] - (1.0 - p));
                        gain - price * face.fear[lane]
                    })
                });
            }
            Kind::CollectFiles if on(k.with_files) && me.information > 0.02 => {
                let use_of_files =
                    k.hostility_fear * self.norms.terror + k.vote_leverage * k.lean_effect;
                let each = (mind.safety * k.files_effect * me.information * use_of_files) as f32;
                let files = self.pairs.files.of(mind.slot);
                self.weigh_people(mind, scene, gains, |group, face, menace| {
                    lanes(|lane| {
                        let room = 1.0 - files[group][lane];
                        each * room * (0.2 * face.influence[lane] + menace[lane])
                    })
                });
            }
            Kind::LeanOn if on(k.with_files) => {
                let each = (mind.safety * k.vote_leverage * k.lean_effect) as f32;
                let files = self.pairs.files.of(mind.slot);
                let held = self.pairs.leverage.of(mind.slot);
                self.weigh_people(mind, scene, gains, |group, _, menace| {
                    lanes(|lane| {
                        let files = files[group][lane];
                        let gain = each * files * (1.0 - held[group][lane]) * menace[lane];
                        if files < 0.05 { NONE } else { gain }
                    })
                });
            }
            Kind::Guard if on(k.with_guard) => {
                let armed = 1.0 - me.coercion;
                let gain = k.guard_effect * (1.0 - me.alert) * me.pressure * armed * k.force_alert;
                gains.put(0, mind.safety * gain);
            }
            Kind::Plot if on(k.with_plots) && self.free_to_plot(mind.who) => {
                self.weigh_people(mind, scene, gains, |group, face, _| {
                    self.worth_plotting(mind, group, face, scene)
                });
                for plot in &self.plots {
                    set(&mut gains.lanes, self.slot(plot.target), NONE);
                }
            }
            Kind::Counter if on(k.with_guard) => {
                gains.clear(self.active.len());
                for plot in self.plots.iter().filter(|plot| plot.target == mind.who && plot.warned)
                {
                    let gain = 0.5 * mind.safety * (0.2 + me.pressure);
                    gains.put(self.slot(plot.leader), gain);
                }
            }
            Kind::Initiative if me.speak > 0.0 => {
                for (at, offer) in scene.initiatives.iter().enumerate() {
                    let worth = self.worth_taking_up(mind.who, offer, mind.influence, scene);
                    if let Some((_, gain)) = worth.filter(|worth| worth.1 > 0.0) {
                        gains.put(at, gain);
                    }
                }
            }
            _ => {}
        }
    }

    /// What each of the others offers, a group at a time: by how he looks and what his hostility
    /// weighs.
    #[inline]
    fn weigh_people(
        &self,
        mind: &Prospects,
        scene: &Scene,
        gains: &mut Gains,
        mut worth: impl FnMut(usize, &Faces, &Lanes) -> Lanes,
    ) {
        let against = self.pairs.hostility.against(mind.slot);
        for (group, face) in scene.faces.iter().enumerate() {
            let against = &against[group];
            let menace = lanes(|lane| face.influence[lane] * positive(against[lane]));
            gains.lanes.push(worth(group, face, &menace));
        }
        // Neither oneself nor the places that nobody has.
        set(&mut gains.lanes, mind.slot, NONE);
        for slot in self.active.len()..gains.lanes.len() * LANES {
            set(&mut gains.lanes, slot, NONE);
        }
    }

    /// Against whom somebody might move openly: the most promising at first sight only.
    pub fn motion_in_mind(&self, mind: &Prospects, scene: &Scene) -> Option<Who> {
        let me = &self.leaders[mind.who];
        if self.k.with_motions < 0.5
            || !me.seated
            || self.round < me.quiet_until.max(self.weary_until)
        {
            return None;
        }
        let (mut best, mut most) = (None, -0.12);
        for (group, face) in scene.faces.iter().enumerate() {
            let gains = self.worth_moving(mind, group, face, scene);
            for (lane, gain) in gains.into_iter().enumerate() {
                let slot = group * LANES + lane;
                if gain > most && slot != mind.slot && slot < self.active.len() {
                    (best, most) = (Some(self.active[slot]), gain);
                }
            }
        }
        best
    }

    fn worth_appointing(&self, mind: &Prospects, scene: &Scene, gains: &mut Gains) {
        for (office, state) in self.offices.iter().enumerate() {
            if state.holder != Some(mind.who) {
                continue;
            }
            for &base in &self.polity.offices[office].powers.appoint_in {
                let posts = self.placings_by(office, base) * self.months;
                if posts > 0.0 {
                    let others = 1.0 - self.cadres.share(base, mind.who);
                    let gain = mind.influence * posts * scene.lasting[base] * others;
                    let before = one(&gains.lanes, base).max(0.0);
                    gains.put(base, before + gain);
                }
            }
        }
    }

    /// How many cadres somebody can place in a base this month.
    pub fn placings(&self, who: Who, base: BaseIx) -> f64 {
        let all = self
            .held_by(who)
            .filter(|&office| self.polity.offices[office].powers.appoint_in.contains(&base));
        all.map(|office| self.placings_by(office, base)).sum::<f64>() * self.months
    }

    /// How many cadres an office can place in a base a month.
    fn placings_by(&self, office: OfficeIx, base: BaseIx) -> f64 {
        let own = self.polity.offices[office].heads.unwrap_or(base);
        let reach = self.bases[own].capacities[Capacity::Appointment as usize];
        self.offices[office].appoint * (0.5 + 0.5 * reach)
    }

    /// Support that somebody wins by courting.
    pub fn courting(&self, who: Who) -> f64 {
        self.k.court_effect * (0.4 + 0.6 * self.leaders[who].appeal)
    }

    /// Weight of an issue among all; over all issues they sum to 1.
    #[inline]
    pub fn salience(&self, issue: IssueIx) -> f64 {
        self.salience[issue]
    }

    /// How far the cadres, base by base, agree with a position, in `[-1, 1]`.
    pub fn resonance(&self, who: Who, issue: IssueIx, scene: &Scene) -> f64 {
        let (group, lane) = (issue / FOUR, issue % FOUR);
        let position = [self.leaders[who].positions[issue] as f32; FOUR];
        f64::from(resonance(position, group, scene)[lane])
    }

    /// What championing each issue offers, four issues at a time.
    fn worth_championing(&self, mind: &Prospects, scene: &Scene, gains: &mut Gains) {
        let (k, me) = (&self.k, &self.leaders[mind.who]);
        let heeded =
            (1.0 - me.support.iter().sum::<f64>() / me.support.len().max(1) as f64).max(0.0);
        let heard = (k.champion_effect * (0.3 + me.publicity) * heeded * scene.response) as f32;
        let weight = (k.champion_effect * k.prominence_weight * me.influence) as f32;
        let conviction = k.value_conviction as f32 * weight;
        let credit = (k.standing_share * k.record_stance * 12.0) as f32 * weight;
        let influence = mind.influence as f32;
        for group in 0..self.issues.len().div_ceil(FOUR) {
            let (mut position, mut room) = ([0.0; FOUR], [0.0; FOUR]);
            let (mut apart, mut own) = ([0.0; FOUR], [0.0; FOUR]);
            let first = group * FOUR;
            let issues = self.issues[first..].iter().enumerate().take(FOUR);
            for (lane, issue) in issues {
                let stands = me.positions[first + lane];
                let pole = issue.performance[usize::from(stands >= 0.0)];
                position[lane] = stands as f32;
                room[lane] = (1.0 - me.prominence[first + lane]) as f32;
                let salience = self.salience(first + lane);
                apart[lane] = (salience * (stands - issue.line).abs()) as f32;
                own[lane] = (pole * stands.abs()) as f32;
            }
            let agreed = resonance(position, group, scene);
            let worth: Four = lanes(|lane| {
                let won = heard * agreed[lane] + credit * room[lane] * own[lane];
                room[lane] * (conviction * apart[lane] + influence * won)
            });
            let there = self.issues.len().min(first + FOUR);
            for (lane, issue) in (first..there).enumerate() {
                set(&mut gains.lanes, issue, worth[lane]);
            }
        }
    }

    /// What the others' votes count for somebody who needs them, by place; and how much they menace
    /// him.
    pub fn common_ground(&self, i: Who, scene: &Scene) -> (Vec<Lanes>, f64) {
        let slot = self.slot(i);
        let mut weights = vec![[0.0; LANES]; scene.faces.len()];
        for (slot, &j) in self.active.iter().enumerate() {
            set(&mut weights, slot, f32::from(u8::from(self.leaders[j].seated)));
        }
        set(&mut weights, slot, 0.0);
        let bias = self.k.vote_bias as f32;
        let mut menace = [0.0; LANES];
        for ((weights, face), against) in
            weights.iter_mut().zip(&scene.faces).zip(self.pairs.hostility.against(slot))
        {
            for lane in 0..LANES {
                let against = positive(against[lane]);
                // The undecided are the ones to be won, not the lost.
                let swing = 1.0 / (1.0 + 6.0 * (against - bias).abs());
                menace[lane] += weights[lane] * face.influence[lane] * against;
                weights[lane] *= (0.1 + face.influence[lane]) * swing;
            }
        }
        (weights, sum(&menace))
    }

    /// Where those with these weights stand on an issue.
    pub fn ground_on(&self, issue: IssueIx, weights: &[Lanes]) -> f64 {
        let (mut sum_of, mut all) = ([0.0; LANES], [0.0; LANES]);
        for (weights, positions) in weights.iter().zip(self.ground.on(issue)) {
            for lane in 0..LANES {
                sum_of[lane] += weights[lane] * positions[lane];
                all[lane] += weights[lane];
            }
        }
        sum(&sum_of) / (sum(&all) + 1e-9)
    }
}

/// How far the cadres, base by base, agree with a position on each of four issues.
#[inline]
fn resonance(position: Four, group: usize, scene: &Scene) -> Four {
    let mut sum = [0.0; FOUR];
    let groups = scene.views.len() / scene.weight.len().max(1);
    for (base, &weight) in scene.weight.iter().enumerate() {
        let views = &scene.views[base * groups + group];
        for lane in 0..FOUR {
            sum[lane] += weight as f32 * (0.6 - (views[lane] - position[lane]).abs());
        }
    }
    sum
}
