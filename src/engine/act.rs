//! What each principal does with a month: quantal response over the gain he sees.
//!
//! First the kind of action, one Gumbel a kind, each kind taken at its best target; then the
//! target, one Gumbel a target. One Gumbel for each pair would make whatever has many targets
//! likelier for that alone.

use super::cadres::Appeals;
use super::decide::Initiative;
use super::state::{Play, reading};
use super::{Act, Aim, Reading};
use crate::chance::{Key, Purpose, Stream, Tape, gumbel};
use crate::polity::{BaseIx, CrisisIx, IssueIx, Who};

/// Kinds of action, in the order of their slots of luck. Never reorder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
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
