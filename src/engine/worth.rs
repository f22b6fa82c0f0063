//! What each kind of action looks worth, against each target.
//!
//! Gain is ambition times the forecast change in influence, less the forecast change in the chance
//! of falling times the price of losing, plus conviction times the movement of the line.

use super::act::{Kind, Target};
use super::scene::Scene;
use super::state::Play;
use crate::polity::{BaseIx, Capacity, CrisisIx, Effect, IssueIx, Selector, Who};

impl Play<'_> {
    /// Shows each target of a kind with the gain he sees in it. Open motions are weighed apart.
    pub fn targets(&self, i: Who, kind: Kind, scene: &Scene, mut show: impl FnMut(Target, f64)) {
        let k = &self.k;
        let me = &self.leaders[i];
        let reach = self.reach(i, scene.greatest);
        let influence = k.value_influence * reach * (k.horizon / 12.0).min(2.0);
        let safety = k.value_safety * scene.price;
        let on = |switch: f64| switch >= 0.5;
        let others = || self.active.iter().copied().filter(move |&j| j != i);
        // What somebody's hostility weighs against me.
        let menace = |j: Who| self.pairs.menace.at(i, j);
        match kind {
            Kind::LieLow => {
                let gain = k.lie_low_value + safety * me.pressure * k.lie_low_effect * 0.3;
                show(Target::Nothing, gain);
            }
            Kind::Appoint if on(k.with_patronage) && me.patronage > 0.0 => {
                for base in 0..self.bases.len() {
                    let posts = self.placings(i, base);
                    if posts == 0.0 {
                        continue;
                    }
                    let each = 1.0 / self.cadres.of(base).len().max(1) as f64;
                    // A client stays as long as his post; what courting wins fades sooner.
                    let tenure = self.values[self.polity.bases[base].cohort.tenure];
                    let lasting = tenure.min(3.0 * k.horizon) / k.horizon;
                    let gain = posts
                        * each
                        * lasting
                        * scene.weight[base]
                        * (1.0 - self.cadres.share(base, i))
                        * (1.0 - k.standing_share);
                    show(Target::Base(base), influence * gain);
                }
            }
            Kind::Court if on(k.with_courtship) => {
                let courting = self.courting(i) * scene.response;
                for base in 0..self.bases.len() {
                    let share = self.cadres.share(base, i);
                    let room = (1.0 - me.support[base]).max(0.0) * (1.0 - share);
                    show(Target::Base(base), influence * courting * scene.weight[base] * room);
                }
            }
            Kind::WinOver if on(k.with_courtship) => {
                let each = safety * k.win_over_effect * k.hostility_trust;
                for j in others() {
                    let room = 0.5 * (1.0 - self.pairs.trust.at(j, i));
                    let weight = 0.3 * scene.faces[j].influence + menace(j);
                    show(Target::Person(j), each * room * weight);
                }
            }
            Kind::Champion if on(k.with_platforms) => {
                let said = self.voice_of(i, influence, scene);
                for issue in 0..self.issues.len() {
                    let gain = self.worth_championing(i, issue, &said, scene);
                    show(Target::Issue(issue), gain);
                }
            }
            Kind::Shift if on(k.with_platforms) => {
                let (ground, eased) = self.common_ground(i);
                for (issue, to) in ground.into_iter().enumerate() {
                    let step =
                        k.shift_effect * (1.0 - me.rigidity) * (to - me.positions[issue]).abs();
                    let salience = self.salience(issue);
                    let gain = safety * k.hostility_issues * 0.5 * salience * step * eased
                        - k.value_conviction * salience * step * (0.2 + 0.8 * me.rigidity) * 0.12;
                    show(Target::Issue(issue), gain);
                }
            }
            Kind::Denounce if on(k.with_denunciation) => {
                let stake = influence * k.denounce_effect * k.standing_share * 0.5;
                for j in others() {
                    let face = &scene.faces[j];
                    let p = self.denunciation_tells(scene, i, j);
                    let hostile = self.pairs.hostility.at(i, j).max(0.0);
                    let gain = stake * (p * hostile * 2.0 * face.rivalry - (1.0 - p));
                    show(Target::Person(j), gain - safety * 0.05 * face.fear);
                }
            }
            Kind::CollectFiles if on(k.with_files) && me.information > 0.02 => {
                let use_of_files =
                    k.hostility_fear * self.norms.terror + k.vote_leverage * k.lean_effect;
                let each = safety * k.files_effect * me.information * use_of_files;
                for j in others() {
                    let room = 1.0 - self.pairs.files.at(i, j);
                    let weight = 0.2 * scene.faces[j].influence + menace(j);
                    show(Target::Person(j), each * room * weight);
                }
            }
            Kind::LeanOn if on(k.with_files) => {
                for j in others() {
                    let files = self.pairs.files.at(i, j);
                    if files < 0.05 {
                        continue;
                    }
                    let room = 1.0 - self.pairs.leverage.at(i, j);
                    let gain = k.vote_leverage * k.lean_effect * files * room * menace(j);
                    show(Target::Person(j), safety * gain);
                }
            }
            Kind::Guard if on(k.with_guard) => {
                let armed = 1.0 - me.coercion;
                let gain = k.guard_effect * (1.0 - me.alert) * me.pressure * armed * k.force_alert;
                show(Target::Nothing, safety * gain);
            }
            Kind::Plot if on(k.with_plots) && self.free_to_plot(i) => {
                for j in others() {
                    if self.pairs.hostility.at(i, j) > 0.0
                        && !self.plots.iter().any(|plot| plot.target == j)
                    {
                        show(Target::Person(j), self.worth_plotting(i, j, scene));
                    }
                }
            }
            Kind::Counter if on(k.with_guard) => {
                for plot in self.plots.iter().filter(|plot| plot.target == i && plot.warned) {
                    let gain = 0.5 * safety * (0.2 + me.pressure);
                    show(Target::Person(plot.leader), gain);
                }
            }
            Kind::Initiative if me.speak > 0.0 => {
                for &crisis in &scene.initiatives {
                    let worth = self.worth_taking_up(i, crisis, influence, scene);
                    if let Some((_, gain)) = worth.filter(|worth| worth.1 > 0.0) {
                        show(Target::Crisis(crisis), gain);
                    }
                }
            }
            _ => {}
        }
    }

    /// Against whom somebody might move openly: the most promising at first sight only.
    pub fn motion_in_mind(&self, i: Who, scene: &Scene) -> Option<Who> {
        let me = &self.leaders[i];
        if self.k.with_motions < 0.5
            || !me.seated
            || self.round < me.quiet_until.max(self.weary_until)
        {
            return None;
        }
        (self.active.iter().copied())
            .filter(|&j| j != i)
            .filter_map(|j| Some((j, self.worth_moving(i, j, scene)?)))
            .filter(|motion| motion.1 > -0.12)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|motion| motion.0)
    }

    /// How many cadres somebody can place in a base this month.
    pub fn placings(&self, who: Who, base: BaseIx) -> f64 {
        let office = |o: usize| {
            let powers = &self.polity.offices[o].powers;
            powers.appoint_in.contains(&base).then(|| {
                let own = self.polity.offices[o].heads.unwrap_or(base);
                let reach = self.bases[own].capacities[Capacity::Appointment as usize];
                self.offices[o].appoint * (0.5 + 0.5 * reach)
            })
        };
        self.held_by(who).filter_map(office).sum::<f64>() * self.months
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
        let position = self.leaders[who].positions[issue];
        let issues = self.issues.len();
        (scene.weight.iter().enumerate())
            .map(|(base, weight)| {
                weight * (0.6 - (scene.views[base * issues + issue] - position).abs())
            })
            .sum()
    }

    /// What somebody's voice can do, on whatever issue.
    fn voice_of(&self, i: Who, influence: f64, scene: &Scene) -> Voice {
        let (k, me) = (&self.k, &self.leaders[i]);
        let heeded =
            (1.0 - me.support.iter().sum::<f64>() / me.support.len().max(1) as f64).max(0.0);
        Voice {
            weight: k.champion_effect * k.prominence_weight * me.influence,
            heard: k.champion_effect * (0.3 + me.publicity) * heeded * scene.response,
            influence,
        }
    }

    fn worth_championing(&self, i: Who, issue: IssueIx, said: &Voice, scene: &Scene) -> f64 {
        let k = &self.k;
        let me = &self.leaders[i];
        let position = me.positions[issue];
        let state = &self.issues[issue];
        let room = 1.0 - me.prominence[issue];
        let voice = said.weight * room;
        let conviction =
            k.value_conviction * voice * self.salience(issue) * (position - state.line).abs();
        let own = if position < 0.0 { state.performance[0] } else { state.performance[1] };
        let credit = k.record_stance * voice * 12.0 * own * position.abs();
        let heard = said.heard * self.resonance(i, issue, scene);
        conviction + said.influence * room * (heard + k.standing_share * credit)
    }

    /// Where the others stand whose votes somebody needs, by issue; and how much they menace him.
    pub fn common_ground(&self, i: Who) -> (Vec<f64>, f64) {
        let mut ground = vec![0.0; self.issues.len()];
        let (mut weight, mut menace) = (1e-9, 0.0);
        for &j in &self.active {
            if j == i || !self.leaders[j].seated {
                continue;
            }
            let against = self.pairs.hostility.at(j, i).max(0.0);
            // The undecided are the ones to be won, not the lost.
            let swing = 1.0 / (1.0 + 6.0 * (against - self.k.vote_bias).abs());
            let w = (0.1 + self.leaders[j].influence) * swing;
            for (sum, position) in ground.iter_mut().zip(&self.leaders[j].positions) {
                *sum += w * position;
            }
            weight += w;
            menace += self.leaders[j].influence * against;
        }
        ground.iter_mut().for_each(|sum| *sum /= weight);
        (ground, menace)
    }

    /// The option he would propose, with what he would gain by it; never the least daring one,
    /// which is to leave things as they are.
    pub fn worth_taking_up(
        &self,
        i: Who,
        crisis: CrisisIx,
        influence: f64,
        scene: &Scene,
    ) -> Option<(usize, f64)> {
        let options = &self.polity.crises[crisis].options;
        let me = &self.leaders[i];
        let worth = |option: usize| {
            let way = &options[option];
            let likely = self.values[way.success];
            let mut gain = likely * self.own_gain(i, &way.success_way.effects, scene)
                + (1.0 - likely) * self.own_gain(i, &way.failure_way.effects, scene)
                + self.own_gain(i, &way.effects, scene);
            // The less secure, the grander the promise.
            gain *= influence * (1.0 + 2.0 * me.pressure);
            for &(issue, num) in &way.stance {
                let stance = self.values[num];
                let better = (me.positions[issue] - self.issues[issue].line).abs()
                    - (me.positions[issue] - stance).abs();
                gain += self.k.value_conviction * 0.1 * self.salience(issue) * better;
            }
            gain - self.k.daring * (self.values[way.daring] - me.resolve).max(0.0)
        };
        let daring = |option: &usize| self.values[options[*option].daring];
        let idle = (0..options.len()).min_by(|a, b| daring(a).total_cmp(&daring(b)).then(b.cmp(a)));
        (0..options.len())
            .filter(|&option| Some(option) != idle || options.len() == 1)
            .map(|option| (option, me.speak * worth(option)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// What effects would add to somebody's influence against the others', if he argued for them.
    pub fn own_gain(&self, i: Who, effects: &[Effect], scene: &Scene) -> f64 {
        let part = |who: &Selector| match *who {
            Selector::ArguedFor => 1.0,
            Selector::Office(office) if self.offices[office].holder == Some(i) => 1.0,
            Selector::Trait(t) => self.relative(i, t),
            _ => 0.0,
        };
        let one = |effect: &Effect| match effect {
            Effect::Standing(who, by) => self.values[*by] * part(who) * self.k.standing_share * 0.3,
            Effect::Support(who, base, by) => {
                let weight = base.map_or(1.0, |base| scene.weight[base]);
                self.values[*by] * part(who) * weight * scene.response
            }
            _ => 0.0,
        };
        effects.iter().map(one).sum()
    }
}

/// What somebody's voice can do.
struct Voice {
    /// Towards moving the line, times the room for more prominence.
    weight: f64,
    /// Among cadres who agree.
    heard: f64,
    /// What influence is worth to him.
    influence: f64,
}
