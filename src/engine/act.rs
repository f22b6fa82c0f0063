//! What each principal does with a month: quantal response over the gain he sees.
//!
//! First the kind of action, one Gumbel a kind, each kind taken at its best target; then the
//! target, one Gumbel a target. One Gumbel for each pair would make whatever has many targets
//! likelier for that alone.

use super::cadres::Appeals;
use super::decide::Initiative;
use super::state::{Play, reading};
use super::{Act, Aim, Reading};
use crate::chance::{Key, Purpose, Stream, Tape, at_a_glance, gumbel};
use crate::polity::{BaseIx, Capacity, CrisisIx, IssueIx, Who};

/// Kinds of action, in the order of their slots of luck. Never reorder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    LieLow,
    Appoint,
    Court,
    WinOver,
    Champion,
    Shift,
    Denounce,
    CollectFiles,
    LeanOn,
    Guard,
    Plot,
    Counter,
    Initiative,
    Move,
}

const KINDS: [Kind; 14] = [
    Kind::LieLow,
    Kind::Appoint,
    Kind::Court,
    Kind::WinOver,
    Kind::Champion,
    Kind::Shift,
    Kind::Denounce,
    Kind::CollectFiles,
    Kind::LeanOn,
    Kind::Guard,
    Kind::Plot,
    Kind::Counter,
    Kind::Initiative,
    Kind::Move,
];
/// Slots of luck a round: the kinds, and room for two more.
const SLOTS: u64 = 16;

/// What a kind of action can be aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    Nothing,
    Base(BaseIx),
    Person(Who),
    Issue(IssueIx),
    Crisis(CrisisIx),
}

/// Every target of every kind of action with the gain seen in it.
pub(super) type Options = [Vec<(Target, f64)>; KINDS.len()];

/// What everyone can see of the month, worked out once.
pub(super) struct Scene {
    /// Influence of whoever leads.
    pub greatest: f64,
    /// What losing costs.
    pub price: f64,
    /// Expected share of votes against each, if somebody moved against him.
    pub votes: Vec<f64>,
    /// Share of coercion in hands hostile to each.
    pub force: Vec<f64>,
    /// How bad each one's record looks.
    pub blemish: Vec<f64>,
    /// Mean hostility of the voters to each.
    pub ill_will: Vec<f64>,
    /// What draws cadres to each, as the month begins.
    pub appeals: Appeals,
    /// Initiatives open now.
    pub initiatives: Vec<CrisisIx>,
    /// Weight of each base, of all bases.
    pub weight: Vec<f64>,
    /// How a cadre's choice answers to a unit of support.
    pub response: f64,
}

impl Play<'_> {
    /// Everyone who is there acts once, in an order drawn for the month.
    pub fn act_turn(&mut self) {
        let scene = self.scene();
        let mut order: Vec<(f64, Who)> = Vec::with_capacity(self.active.len());
        for slot in 0..self.active.len() {
            let who = self.active[slot];
            let round = self.round as u64;
            let (chance, leader) = (&mut self.chance, &mut self.leaders[who]);
            let place = leader.tapes.order.unit(chance, round);
            let engaged = leader.engagement >= 1.0
                || leader.tapes.engagement.unit(chance, round) < leader.engagement;
            leader.lies_low = false;
            if engaged && leader.away_until <= self.round {
                order.push((place, who));
            }
        }
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        for (_, who) in order {
            // Somebody earlier in the month may have brought him down.
            if self.present(who) {
                self.act(who, &scene);
            }
        }
    }

    fn scene(&self) -> Scene {
        let greatest = self.greatest;
        let n = self.leaders.len();
        let (mut votes, mut force) = (vec![0.0; n], vec![0.0; n]);
        let (mut ill_will, mut blemish) = (vec![0.0; n], vec![0.0; n]);
        let voters = self.voters().count().max(1) as f64;
        for &j in &self.active {
            blemish[j] = self.blemish(j);
            votes[j] = self.expected_share_against(j);
            ill_will[j] =
                self.voters().map(|v| self.pairs.hostility.at(v, j)).sum::<f64>() / voters;
            force[j] = (self.active.iter())
                .filter(|&&i| i != j && self.pairs.hostility.at(i, j) > 0.15)
                .map(|&i| self.leaders[i].coercion)
                .sum();
        }
        let open = |&crisis: &CrisisIx| self.initiative_open(crisis);
        let initiatives = if self.k.with_initiatives >= 0.5 && self.k.with_crises >= 0.5 {
            (0..self.crises.len()).filter(open).collect()
        } else {
            Vec::new()
        };
        let total: f64 = self.bases.iter().map(|b| b.weight).sum::<f64>().max(1e-9);
        Scene {
            greatest,
            price: self.price_of_losing(),
            votes,
            force,
            ill_will,
            blemish,
            appeals: Appeals::new(self),
            initiatives,
            weight: self.bases.iter().map(|b| b.weight / total).collect(),
            // Logit share of one among several: a small lead moves about this much.
            response: (1.0 - self.k.standing_share) * 0.15 / self.k.taste.max(0.1),
        }
    }

    fn act(&mut self, who: Who, scene: &Scene) {
        let mut options = std::mem::take(&mut self.options);
        for (kind, list) in KINDS.iter().zip(&mut options) {
            list.clear();
            self.targets(who, *kind, scene, list);
        }
        self.choose(who, scene, &options);
        self.options = options;
    }

    fn choose(&mut self, who: Who, scene: &Scene, options: &Options) {
        let leader = &self.leaders[who];
        let files = self.mean_files(who);
        let noise = self.k.choice_noise
            * (1.0 - self.k.choice_cunning * leader.cunning)
            * (1.0 - self.k.choice_files * files);
        let noise = noise.max(1e-4);
        let best_of = |list: &[(Target, f64)]| {
            list.iter().map(|option| option.1).fold(f64::NEG_INFINITY, f64::max)
        };
        let (mut chosen, mut most) = (None, f64::NEG_INFINITY);
        for (slot, list) in options.iter().enumerate() {
            if list.is_empty() {
                continue;
            }
            let position = self.round as u64 * SLOTS + slot as u64;
            let u = self.leaders[who].tapes.kind.unit(&mut self.chance, position);
            let score = best_of(list) / noise + gumbel(u);
            if score > most {
                (chosen, most) = (Some(slot), score);
            }
        }
        let Some(slot) = chosen else { return };
        let target = self.pick(who, &options[slot], noise);
        let reads = |play: &Self| play.readings(who, KINDS[slot], target, options, scene);
        let reads = if self.detail == super::Detail::Full { reads(self) } else { Vec::new() };
        self.carry_out(who, KINDS[slot], target, scene, reads);
    }

    /// The target of the kind chosen: one Gumbel each, under its own name.
    fn pick(&mut self, who: Who, list: &[(Target, f64)], noise: f64) -> Target {
        if list.len() == 1 {
            return list[0].0;
        }
        let (mut chosen, mut most) = (list[0].0, f64::NEG_INFINITY);
        for &(target, value) in list {
            let (place, key) = self.place_of(target);
            let round = self.round as u64;
            let leader = &mut self.leaders[who];
            if leader.tapes.targets.len() <= place {
                leader.tapes.targets.resize_with(place + 1, || None);
            }
            let stream = Stream::new(Purpose::Target, leader.key, key);
            let tape = leader.tapes.targets[place].get_or_insert_with(|| Tape::new(stream));
            let u = tape.unit(&mut self.chance, round);
            let score = value / noise + gumbel(u);
            if score > most {
                (chosen, most) = (target, score);
            }
        }
        chosen
    }

    /// Where a target's tape is kept, and its key.
    fn place_of(&self, target: Target) -> (usize, Key) {
        let (bases, issues) = (self.bases.len(), self.issues.len());
        match target {
            Target::Nothing => (0, Key::NONE),
            Target::Base(at) => (1 + at, self.bases[at].key),
            Target::Issue(at) => (1 + bases + at, self.issues[at].key),
            Target::Crisis(at) => (1 + bases + issues + at, self.crises[at].key),
            Target::Person(at) => {
                (1 + bases + issues + self.crises.len() + at, self.leaders[at].key)
            }
        }
    }

    fn mean_files(&self, who: Who) -> f64 {
        let others = self.active.len().saturating_sub(1).max(1) as f64;
        self.active.iter().map(|&j| self.pairs.files.at(who, j)).sum::<f64>() / others
    }

    /// Each target of a kind with the gain he sees in it.
    fn targets(&self, i: Who, kind: Kind, scene: &Scene, list: &mut Vec<(Target, f64)>) {
        let k = &self.k;
        let me = &self.leaders[i];
        let reach = self.reach(i, scene.greatest);
        let influence = k.value_influence * reach * (k.horizon / 12.0).min(2.0);
        let safety = k.value_safety * scene.price;
        let on = |switch: f64| switch >= 0.5;
        let others = || self.active.iter().copied().filter(move |&j| j != i);
        // What somebody's hostility weighs against me.
        let menace = |j: Who| self.leaders[j].influence * self.pairs.hostility.at(j, i).max(0.0);
        match kind {
            Kind::LieLow => {
                let gain = k.lie_low_value + safety * me.pressure * k.lie_low_effect * 0.3;
                list.push((Target::Nothing, gain));
            }
            Kind::Appoint if on(k.with_patronage) => {
                for base in 0..self.bases.len() {
                    let posts = self.placings(i, base);
                    if posts == 0.0 {
                        continue;
                    }
                    let range = self.cadres.of(base);
                    let each = 1.0 / range.len().max(1) as f64;
                    // A client stays as long as his post; what courting wins fades sooner.
                    let tenure = self.values[self.polity.bases[base].cohort.tenure];
                    let lasting = tenure.min(3.0 * k.horizon) / k.horizon;
                    let gain = posts
                        * each
                        * lasting
                        * scene.weight[base]
                        * (1.0 - self.cadres.share(base, i))
                        * (1.0 - k.standing_share);
                    list.push((Target::Base(base), influence * gain));
                }
            }
            Kind::Court if on(k.with_courtship) => {
                for base in 0..self.bases.len() {
                    let share = self.cadres.share(base, i);
                    let room = (1.0 - me.support[base]).max(0.0) * (1.0 - share);
                    let gain = self.courting(i) * scene.weight[base] * room * scene.response;
                    list.push((Target::Base(base), influence * gain));
                }
            }
            Kind::WinOver if on(k.with_courtship) => {
                for j in others() {
                    let room = 0.5 * (1.0 - self.pairs.trust.at(j, i));
                    let gain = k.win_over_effect
                        * k.hostility_trust
                        * room
                        * (0.3 * self.leaders[j].influence + menace(j));
                    list.push((Target::Person(j), safety * gain));
                }
            }
            Kind::Champion if on(k.with_platforms) => {
                for issue in 0..self.issues.len() {
                    list.push((
                        Target::Issue(issue),
                        self.worth_championing(i, issue, influence, scene),
                    ));
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
                    list.push((Target::Issue(issue), gain));
                }
            }
            Kind::Denounce if on(k.with_denunciation) => {
                for j in others() {
                    let p = self.denunciation_tells(scene, i, j);
                    let hostile = self.pairs.hostility.at(i, j).max(0.0);
                    let stake = k.denounce_effect * k.standing_share * 0.5;
                    let rivalry = (self.leaders[j].influence / scene.greatest.max(1e-9)).min(1.0);
                    let gain = influence * stake * (p * hostile * 2.0 * rivalry - (1.0 - p));
                    let fear = safety * 0.05 * self.leaders[j].dread * self.leaders[j].coercion;
                    list.push((Target::Person(j), gain - fear));
                }
            }
            Kind::CollectFiles if on(k.with_files) && me.information > 0.02 => {
                for j in others() {
                    let room = 1.0 - self.pairs.files.at(i, j);
                    let gain = k.files_effect
                        * me.information
                        * room
                        * (k.hostility_fear * self.norms.terror + k.vote_leverage * k.lean_effect)
                        * (0.2 * self.leaders[j].influence + menace(j));
                    list.push((Target::Person(j), safety * gain));
                }
            }
            Kind::LeanOn if on(k.with_files) => {
                for j in others() {
                    let files = self.pairs.files.at(i, j);
                    if files < 0.05 {
                        continue;
                    }
                    let gain = k.vote_leverage
                        * k.lean_effect
                        * files
                        * (1.0 - self.pairs.leverage.at(i, j))
                        * menace(j);
                    list.push((Target::Person(j), safety * gain));
                }
            }
            Kind::Guard if on(k.with_guard) => {
                let armed = 1.0 - me.coercion;
                let gain = k.guard_effect * (1.0 - me.alert) * me.pressure * armed * k.force_alert;
                list.push((Target::Nothing, safety * gain));
            }
            Kind::Plot if on(k.with_plots) && self.free_to_plot(i) => {
                for j in others() {
                    if self.plots.iter().any(|plot| plot.target == j) {
                        continue;
                    }
                    if let Some(gain) = self.worth_plotting(i, j, scene) {
                        list.push((Target::Person(j), gain));
                    }
                }
            }
            Kind::Counter if on(k.with_guard) => {
                for plot in self.plots.iter().filter(|plot| plot.target == i && plot.warned) {
                    let gain = 0.5 * safety * (0.2 + me.pressure);
                    list.push((Target::Person(plot.leader), gain));
                }
            }
            Kind::Initiative if me.speak > 0.0 => {
                for &crisis in &scene.initiatives {
                    let worth = self.worth_taking_up(i, crisis, influence, scene);
                    if let Some((_, gain)) = worth.filter(|worth| worth.1 > 0.0) {
                        list.push((Target::Crisis(crisis), gain));
                    }
                }
            }
            Kind::Move
                if on(k.with_motions)
                    && me.seated
                    && self.round >= me.quiet_until.max(self.weary_until) =>
            {
                // The most promising only: a motion is a serious step, and he looks closely.
                let most = others()
                    .filter_map(|j| Some((j, self.worth_moving(i, j, scene)?)))
                    .filter(|motion| motion.1 > -0.12)
                    .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
                if let Some((j, _)) = most {
                    list.push((Target::Person(j), self.worth_moving_now(i, j)));
                }
            }
            _ => {}
        }
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
        (self.polity.bases.iter().zip(&scene.weight))
            .map(|(base, weight)| {
                weight * (0.6 - (self.values[base.cohort.mean[issue]] - position).abs())
            })
            .sum()
    }

    fn worth_championing(&self, i: Who, issue: IssueIx, influence: f64, scene: &Scene) -> f64 {
        let k = &self.k;
        let me = &self.leaders[i];
        let position = me.positions[issue];
        let state = &self.issues[issue];
        let room = 1.0 - me.prominence[issue];
        let heeded =
            (1.0 - me.support.iter().sum::<f64>() / me.support.len().max(1) as f64).max(0.0);
        let voice = k.champion_effect * k.prominence_weight * room * me.influence;
        let conviction =
            k.value_conviction * voice * self.salience(issue) * (position - state.line).abs();
        let heard = k.champion_effect * (0.3 + me.publicity) * self.resonance(i, issue, scene);
        let own = if position < 0.0 { state.performance[0] } else { state.performance[1] };
        let credit = k.record_stance * voice * 12.0 * own * position.abs();
        conviction
            + influence * room * (heard * heeded * scene.response + k.standing_share * credit)
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

    /// How bad somebody's record looks: taint, low standing, positions that events refuted.
    fn blemish(&self, who: Who) -> f64 {
        let leader = &self.leaders[who];
        let refuted: f64 = (self.issues.iter().zip(&leader.positions))
            .map(|(issue, &x)| {
                let going = if x < 0.0 { issue.performance[0] } else { issue.performance[1] };
                -x.abs() * going
            })
            .sum();
        0.4 * leader.taint + 0.6 * (1.0 - leader.standing) + 0.6 * refuted
    }

    /// Chance that denouncing somebody's record tells: when the record is bad, and the accuser's
    /// is no worse.
    pub fn denunciation_tells(&self, scene: &Scene, i: Who, j: Who) -> f64 {
        at_a_glance(6.0 * (scene.blemish[j] - 0.5 * scene.blemish[i] - 0.35))
    }

    /// The option he would propose, with what he would gain by it; never the least daring one,
    /// which is to leave things as they are.
    fn worth_taking_up(
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
    fn own_gain(&self, i: Who, effects: &[crate::polity::Effect], scene: &Scene) -> f64 {
        use crate::polity::{Effect, Selector};
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

    /// What decides, in numbers, for the record of a decision.
    fn readings(
        &self,
        who: Who,
        kind: Kind,
        target: Target,
        options: &Options,
        scene: &Scene,
    ) -> Vec<Reading> {
        let id = self.id(who);
        let mut reads = vec![
            reading(format!("influence of {id}"), self.leaders[who].influence),
            reading(format!("pressure on {id}"), self.leaders[who].pressure),
            reading("price of losing", scene.price),
        ];
        if let Target::Person(j) = target {
            let other = self.id(j);
            reads.extend([
                reading(format!("hostility of {id} to {other}"), self.pairs.hostility.at(who, j)),
                reading(format!("hostility of {other} to {id}"), self.pairs.hostility.at(j, who)),
                reading(format!("trust of {id} in {other}"), self.pairs.trust.at(who, j)),
                reading(format!("votes against {other}"), scene.votes[j]),
                reading(format!("force hostile to {other}"), scene.force[j]),
            ]);
        }
        for (kind_of, list) in KINDS.iter().zip(options) {
            if let Some(best) = list.iter().map(|o| o.1).max_by(f64::total_cmp) {
                let chosen = if *kind_of == kind { " (chosen)" } else { "" };
                reads.push(reading(format!("gain from {kind_of:?}{chosen}"), best));
            }
        }
        reads
    }

    fn carry_out(
        &mut self,
        who: Who,
        kind: Kind,
        target: Target,
        scene: &Scene,
        reads: Vec<Reading>,
    ) {
        match (kind, target) {
            (Kind::LieLow, _) => {
                self.leaders[who].lies_low = true;
                self.told(who, Act::LieLow, reads);
            }
            (Kind::Appoint, Target::Base(base)) => self.appoint(who, base, scene, reads),
            (Kind::Court, Target::Base(base)) => self.court(who, base, reads),
            (Kind::WinOver, Target::Person(j)) => self.win_over(who, j, reads),
            (Kind::Champion, Target::Issue(issue)) => self.champion(who, issue, scene, reads),
            (Kind::Shift, Target::Issue(issue)) => self.shift(who, issue, reads),
            (Kind::Denounce, Target::Person(j)) => self.denounce(who, j, scene, reads),
            (Kind::CollectFiles, Target::Person(j)) => self.collect_files(who, j, reads),
            (Kind::LeanOn, Target::Person(j)) => self.lean_on(who, j, reads),
            (Kind::Guard, _) => self.guard(who, reads),
            (Kind::Plot, Target::Person(j)) => self.begin_plot(who, j, reads),
            (Kind::Counter, Target::Person(j)) => self.counter(who, j, reads),
            // Somebody may have been quicker.
            (Kind::Initiative, Target::Crisis(crisis)) if self.initiative_open(crisis) => {
                self.told(who, Act::Initiative(crisis), reads);
                let influence = self.k.value_influence * self.reach(who, scene.greatest);
                let proposed = self.worth_taking_up(who, crisis, influence, scene);
                let proposal = proposed.map_or(0, |proposed| proposed.0);
                self.fire(crisis, Some(Initiative { who, proposal }));
            }
            (Kind::Move, Target::Person(j)) => {
                let aim = self.motion_aim(j);
                self.told(who, Act::Move(j, aim), reads);
                self.open_motion(who, j, aim);
            }
            _ => {}
        }
    }

    /// What an open motion asks for: the weightiest office of its target, or a reprimand.
    pub fn motion_aim(&self, target: Who) -> Aim {
        let weight = |&o: &usize| self.offices[o].responsibility;
        self.held_by(target)
            .max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.cmp(a)))
            .filter(|o| weight(o) > 0.0)
            .map_or(Aim::Censure, Aim::Relieve)
    }
}
