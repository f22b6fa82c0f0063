//! What each principal does with a month: quantal response over the gain he sees.
//!
//! First the kind of action, one Gumbel a kind, each kind taken at its best target; then the
//! target, one Gumbel a target. One Gumbel for each pair would make whatever has many targets
//! likelier for that alone.

use super::decide::Initiative;
use super::gains::{Gains, NONE};
use super::lanes::Lanes;
use super::odds::Forecast;
use super::scene::{Faces, Scene, one_of};
use super::state::{Play, reading};
use super::worth::Prospects;
use super::{Act, Aim, Reading};
use crate::chance::{Key, Race, mix, spread};
use crate::polity::{BaseIx, CrisisIx, IssueIx, Who};

/// Kinds of action; their luck is named by their place. Never reorder.
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

/// All but the open motion, which is weighed last.
pub(super) const KINDS: [Kind; 13] = [
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
];

/// What spreads a month's luck over the kinds, see [`spread`].
const NAMES: [u64; KINDS.len() + 1] = {
    let mut names = [0; KINDS.len() + 1];
    let mut kind = 0;
    while kind < names.len() {
        names[kind] = mix(kind as u64);
        kind += 1;
    }
    names
};

/// What a kind of action can be aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    Nothing,
    Base(BaseIx),
    Person(Who),
    Issue(IssueIx),
    Crisis(CrisisIx),
}

impl Play<'_> {
    /// Everyone who is there acts once, in an order drawn for the month.
    pub fn act_turn(&mut self) {
        let mut scene = self.scene();
        let mut order: Vec<(f64, Who)> = Vec::with_capacity(self.active.len());
        for slot in 0..self.active.len() {
            let who = self.active[slot];
            let round = self.round as u64;
            let (chance, leader) = (&mut self.chance, &mut self.leaders[who]);
            let tapes = &mut self.tapes[who];
            let place = tapes.order.unit(chance, round);
            let engaged = leader.engagement >= 1.0
                || tapes.engagement.unit(chance, round) < leader.engagement;
            leader.lies_low = false;
            if engaged && leader.away_until <= self.round {
                order.push((place, who));
            }
        }
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut gains = Gains::default();
        gains.fit(scene.targets);
        let mut showdowns = self.log.showdowns.len();
        for (_, who) in order {
            // Somebody earlier in the month may have brought him down.
            if self.present(who) {
                self.act(who, &scene, &mut gains);
            }
            if self.log.showdowns.len() != showdowns {
                showdowns = self.log.showdowns.len();
                scene = self.scene();
                gains.fit(scene.targets);
            }
        }
    }

    /// First the kind, each at its best target; then the target.
    fn act(&mut self, who: Who, scene: &Scene, gains: &mut Gains) {
        let round = self.round as u64;
        let word = self.tapes[who].kind.bits(&mut self.chance, round);
        let luck = |kind: Kind| mix(word ^ NAMES[kind as usize]);
        let mut race = Race::new();
        let mind = self.prospects(who, scene);
        let colder = 1.0 / mind.noise;
        self.weigh(&mind, scene, gains);
        for kind in KINDS {
            let most = gains.most(kind);
            if most > NONE {
                race.enter(kind, f64::from(most) * colder, luck(kind));
            }
        }
        let bound = self.most_by_shifting(&mind, scene);
        if bound * colder > race.bar(luck(Kind::Shift)) {
            self.weigh_shifts(&mind, scene, gains);
            let most = f64::from(gains.most(Kind::Shift));
            if cfg!(any(test, debug_assertions)) {
                assert!(most <= bound, "shifting offers {most}, more than {bound}");
            }
            race.enter(Kind::Shift, most * colder, luck(Kind::Shift));
        }
        // A motion is a serious step: he looks closely, unless it would come second even if he
        // were sure of it.
        let bits = luck(Kind::Move);
        let bar = race.bar(bits) * mind.noise;
        let motion = self.motion_in_mind(gains);
        if let Some(j) = motion
            && self.worth_of_motion(&mind, j, Forecast::SURE, scene) > bar
            && let Some(gain) = self.worth_moving_now(&mind, j, scene, bar)
        {
            race.enter(Kind::Move, gain * colder, bits);
        }
        let Some(kind) = race.winner() else { return };
        let target = match (kind, motion) {
            (Kind::Move, Some(j)) => Target::Person(j),
            _ => self.pick(&mind, kind, scene, gains),
        };
        let reads = if self.detail == super::Detail::Full {
            self.readings(&mind, kind, target, scene, gains)
        } else {
            Vec::new()
        };
        self.carry_out(who, kind, target, scene, reads);
    }

    /// Temperature of somebody's choices: it shrinks with cunning and files.
    pub fn noise(&self, who: Who) -> f64 {
        let noise = self.k.choice_noise
            * (1.0 - self.k.choice_cunning * self.leaders[who].cunning)
            * (1.0 - self.k.choice_files * self.mean_files(who));
        noise.max(1e-4)
    }

    /// The target of the kind chosen: one Gumbel each, under its own name.
    fn pick(&mut self, mind: &Prospects, kind: Kind, scene: &Scene, gains: &Gains) -> Target {
        let round = self.round as u64;
        if matches!(kind, Kind::LieLow | Kind::Guard) {
            return Target::Nothing;
        }
        let word = self.tapes[mind.who].target.bits(&mut self.chance, round);
        let colder = 1.0 / mind.noise;
        let mut race = Race::new();
        gains.each(kind, |at, gain| {
            let name = self.name_of(self.target(kind, at, scene)).bits();
            race.enter(at, f64::from(gain) * colder, spread(word, name));
        });
        race.winner().map_or(Target::Nothing, |at| self.target(kind, at, scene))
    }

    /// The target with this place among those of its kind.
    fn target(&self, kind: Kind, at: usize, scene: &Scene) -> Target {
        match kind {
            Kind::LieLow | Kind::Guard => Target::Nothing,
            Kind::Appoint | Kind::Court => Target::Base(at),
            Kind::Champion | Kind::Shift => Target::Issue(at),
            Kind::Initiative => Target::Crisis(scene.initiatives[at].crisis),
            _ => Target::Person(self.active[at]),
        }
    }

    fn name_of(&self, target: Target) -> Key {
        match target {
            Target::Nothing => Key::NONE,
            Target::Base(at) => self.bases[at].key,
            Target::Issue(at) => self.issues[at].key,
            Target::Crisis(at) => self.crises[at].key,
            Target::Person(at) => self.leaders[at].key,
        }
    }

    fn mean_files(&self, who: Who) -> f64 {
        let others = self.active.len().saturating_sub(1).max(1) as f64;
        let files = &self.pairs.files.of(self.slot(who)).as_flattened()[..self.active.len()];
        f64::from(files.iter().sum::<f32>()) / others
    }

    /// What decides, in numbers, for the record of a decision.
    fn readings(
        &self,
        mind: &Prospects,
        kind: Kind,
        target: Target,
        scene: &Scene,
        gains: &mut Gains,
    ) -> Vec<Reading> {
        let (who, id) = (mind.who, self.id(mind.who));
        let mut reads = vec![
            reading(format!("influence of {id}"), self.leaders[who].influence),
            reading(format!("pressure on {id}"), self.leaders[who].pressure),
            reading("price of losing", scene.price),
        ];
        if let Target::Person(j) = target {
            let (other, slot) = (self.id(j), self.slot(j));
            let face = |what: fn(&Faces) -> &Lanes| f64::from(one_of(&scene.faces, slot, what));
            reads.extend([
                reading(format!("hostility of {id} to {other}"), self.pairs.hostility.at(who, j)),
                reading(format!("hostility of {other} to {id}"), self.pairs.hostility.at(j, who)),
                reading(format!("trust of {id} in {other}"), self.pairs.trust.at(who, j)),
                reading(format!("votes against {other}"), face(|face| &face.votes)),
                reading(format!("force hostile to {other}"), face(|face| &face.force)),
            ]);
        }
        self.weigh_shifts(mind, scene, gains);
        let seen = KINDS.iter().map(|&kind| (kind, f64::from(gains.most(kind))));
        let motion = self
            .motion_in_mind(gains)
            .and_then(|j| Some((Kind::Move, self.worth_moving_now(mind, j, scene, f64::MIN)?)));
        for (kind_of, best) in seen.chain(motion) {
            if best > f64::NEG_INFINITY {
                let chosen = if kind_of == kind { " (chosen)" } else { "" };
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
            (Kind::Shift, Target::Issue(issue)) => {
                self.shift(who, issue, scene, reads);
                self.shift_ground(who, issue);
            }
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
                let offer = scene.initiatives.iter().find(|offer| offer.crisis == crisis);
                let proposed =
                    offer.and_then(|offer| self.worth_taking_up(who, offer, influence, scene));
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
