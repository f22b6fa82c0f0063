//! What each principal does with a month: quantal response over the gain he sees.
//!
//! First the kind of action, one Gumbel a kind, each kind taken at its best target; then the
//! target, one Gumbel a target. One Gumbel for each pair would make whatever has many targets
//! likelier for that alone.

use super::decide::Initiative;
use super::gains::Gains;
use super::hopes::{Extremes, UNWEIGHED};
use super::initiative::Promise;
use super::lanes::{LANES, Lanes, add, groups, lanes, one};
use super::scene::{Faces, Scene, one_of};
use super::state::{Play, reading};
use super::worth::{Course, Placing, Prospects};
use super::{Act, Aim, Reading};
use crate::chance::{Key, Race, contenders, mix};
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

/// Each by its place.
pub(super) const KINDS: [Kind; 14] = [
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

/// What spreads a month's luck over the kinds, see [`spread`](crate::chance::spread).
const NAMES: [u64; KINDS.len()] = {
    let mut names = [0; KINDS.len()];
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

/// What acting works with, kept from month to month.
#[derive(Debug, Default)]
pub(super) struct Month {
    /// Who is there to act, with what he drew for the order.
    there: Vec<Who>,
    drawn: Vec<f64>,
    /// The same, in that order.
    order: Vec<Who>,
    /// What each target of each kind offers whoever acts.
    gains: Gains,
    outlook: Outlook,
}

/// What all decisions of a month read beside the scene. Most of it stays true as long as the scene
/// does: a man's deeds change none of it but his own files.
#[derive(Debug, Default)]
pub(super) struct Outlook {
    /// Sum of each man's files on the others, by place.
    files: Vec<Lanes>,
    /// The most, or least, of each that anyone shows.
    pub extremes: Extremes,
    /// Until somebody takes an initiative: how the issues stand, and who can place how many cadres.
    pub courses: Vec<Course>,
    pub placings: Vec<Placing>,
    /// What each initiative that was open can promise anybody.
    pub promise: Vec<Promise>,
    /// What names each target, spread.
    bases: Vec<u64>,
    issues: Vec<u64>,
    initiatives: Vec<u64>,
    people: Vec<u64>,
}

impl Outlook {
    /// What names each target of a kind, see [`spread`](crate::chance::spread).
    fn names(&self, kind: Kind) -> &[u64] {
        match kind {
            Kind::LieLow | Kind::Guard => &[],
            Kind::Appoint | Kind::Court => &self.bases,
            Kind::Champion | Kind::Shift => &self.issues,
            Kind::Initiative => &self.initiatives,
            _ => &self.people,
        }
    }
}

impl Play<'_> {
    /// Everyone who is there acts once, in an order drawn for the month.
    pub fn act_turn(&mut self) {
        let mut month = std::mem::take(&mut self.month);
        self.line_up(&mut month);
        let mut scene = std::mem::take(&mut self.scene);
        self.set_scene(&mut scene);
        self.look_about(&scene, &mut month);
        let so_far = |play: &Self| (play.log.showdowns.len(), play.log.happenings.len());
        let (mut showdowns, mut happenings) = so_far(self);
        for at in 0..month.order.len() {
            let who = month.order[at];
            // Somebody earlier in the month may have brought him down.
            if self.present(who) {
                self.act(who, &scene, &mut month);
            }
            if self.log.showdowns.len() != showdowns {
                self.set_scene(&mut scene);
                self.look_about(&scene, &mut month);
            } else if self.log.happenings.len() != happenings {
                self.look_at_world(&scene, &mut month.outlook);
            }
            (showdowns, happenings) = so_far(self);
        }
        self.month = month;
        self.scene = scene;
    }

    /// Who acts this month, and in which order: whoever drew least comes first. Each counts whom he
    /// comes after, as they are few and nothing foretells what they drew.
    fn line_up(&mut self, month: &mut Month) {
        let Month { there, drawn, order, .. } = month;
        there.clear();
        drawn.clear();
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
                there.push(who);
                drawn.push(place);
            }
        }
        order.clear();
        order.resize(there.len(), 0);
        for (at, (&who, &own)) in there.iter().zip(&*drawn).enumerate() {
            let earlier = drawn[..at].iter().filter(|drawn| **drawn <= own).count();
            let later = drawn[at..].iter().filter(|drawn| **drawn < own).count();
            order[earlier + later] = who;
        }
    }

    /// Makes room for what a scene offers, and takes in what else decisions read.
    fn look_about(&self, scene: &Scene, month: &mut Month) {
        month.gains.fit(scene.targets);
        let outlook = &mut month.outlook;
        outlook.extremes = Extremes::of(&scene.faces);
        self.look_at_world(scene, outlook);
        outlook.files.clear();
        outlook.files.resize(groups(self.active.len()), [0.0; LANES]);
        for slot in 0..self.active.len() {
            for (files, held) in outlook.files.iter_mut().zip(self.pairs.files.against(slot)) {
                add(files, |lane| held[lane]);
            }
        }
        list(&mut outlook.bases, self.bases.iter().map(|base| base.key));
        list(&mut outlook.issues, self.issues.iter().map(|issue| issue.key));
        let crises = scene.initiatives.iter().map(|offer| self.crises[offer.crisis].key);
        list(&mut outlook.initiatives, crises);
        list(&mut outlook.people, self.active.iter().map(|&who| self.leaders[who].key));
    }

    /// Takes in what an initiative can change.
    fn look_at_world(&self, scene: &Scene, outlook: &mut Outlook) {
        self.look_at_issues(&mut outlook.courses);
        self.look_at_posts(&mut outlook.placings);
        outlook.promise.clear();
        outlook.promise.extend(scene.initiatives.iter().map(|offer| self.promise(offer)));
    }

    /// First the kind, each at its best target; then the target. Only what could win the race at
    /// the best that it could offer is weighed closely.
    fn act(&mut self, who: Who, scene: &Scene, month: &mut Month) {
        let round = self.round as u64;
        let word = self.tapes[who].kind.bits(&mut self.chance, round);
        let luck = |kind: usize| mix(word ^ NAMES[kind]);
        let (gains, outlook) = (&mut month.gains, &month.outlook);
        let mind = self.prospects(who, scene);
        let files = one(&outlook.files, mind.slot);
        let noise = self.noise(who, files);
        let colder = 1.0 / noise;
        self.weigh(&mind, outlook, scene, gains);
        let hopes = self.hopes(&mind, files, scene, outlook, gains);
        let bounds = [gains.all(), &hopes].map(|bound| scaled(bound, colder));
        let near = contenders(KINDS.len(), luck, bounds.each_ref());
        let mut motion = None;
        let winner = near.alone().or_else(|| {
            let mut race = Race::new();
            for at in near {
                let kind = KINDS[at];
                if UNWEIGHED.contains(&kind) {
                    self.weigh_closely(kind, &mind, scene, gains);
                }
                let mut most = f64::from(gains.most(kind));
                if kind == Kind::Move {
                    motion = self.motion_in_mind(gains);
                    let bar = race.bar(luck(at)) * noise;
                    let closely = |j| self.worth_moving_now(&mind, j, scene, bar);
                    let Some(worth) = motion.and_then(closely) else { continue };
                    most = worth;
                }
                if cfg!(any(test, debug_assertions)) {
                    let hope = f64::from(hopes[at]);
                    assert!(most <= hope, "{kind:?} offers {most}, more than {hope}");
                }
                race.enter(at, most * colder, luck(at));
            }
            race.winner()
        });
        let Some(kind) = winner.map(|at| KINDS[at]) else { return };
        let target = match (kind, motion) {
            (Kind::Move, Some(j)) => Target::Person(j),
            (Kind::LieLow | Kind::Guard, _) => Target::Nothing,
            _ => {
                let at = self.pick(who, colder, outlook.names(kind), gains.rows(kind));
                at.map_or(Target::Nothing, |at| self.target(kind, at, scene))
            }
        };
        let reads = if self.detail == super::Detail::Full {
            self.readings(&mind, kind, target, scene, gains)
        } else {
            Vec::new()
        };
        self.carry_out(who, kind, target, scene, reads);
    }

    /// Temperature of somebody's choices: it shrinks with cunning and with the sum of his files.
    fn noise(&self, who: Who, files: f64) -> f64 {
        let others = self.active.len().saturating_sub(1).max(1) as f64;
        let noise = self.k.choice_noise
            * (1.0 - self.k.choice_cunning * self.leaders[who].cunning)
            * (1.0 - self.k.choice_files * (files / others));
        noise.max(1e-4)
    }

    /// Which target of the kind chosen: one Gumbel each, under its own name.
    fn pick<'a>(
        &mut self,
        who: Who,
        colder: f64,
        names: &[u64],
        rows: impl Iterator<Item = &'a Lanes>,
    ) -> Option<usize> {
        let round = self.round as u64;
        let word = self.tapes[who].target.bits(&mut self.chance, round);
        let (targets, mut race) = (names.len(), Race::new());
        for ((group, row), names) in rows.enumerate().zip(names.chunks(LANES)) {
            let luck = |lane: usize| mix(word ^ names[lane]);
            let near = contenders(names.len(), luck, [&scaled(row, colder); 2]);
            if let (Some(lane), true) = (near.alone(), targets <= LANES) {
                return Some(lane);
            }
            for lane in near {
                race.enter(group * LANES + lane, f64::from(row[lane]) * colder, luck(lane));
            }
        }
        race.winner()
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
        for kind in UNWEIGHED {
            self.weigh_closely(kind, mind, scene, gains);
        }
        let others = KINDS.iter().filter(|kind| **kind != Kind::Move);
        let seen = others.map(|&kind| (kind, f64::from(gains.most(kind))));
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

/// Lists names, spread.
fn list(names: &mut Vec<u64>, keys: impl Iterator<Item = Key>) {
    names.clear();
    names.extend(keys.map(|key| mix(key.bits())));
}

/// Gains in units of the noise.
#[inline]
fn scaled(gains: &Lanes, colder: f64) -> Lanes {
    let colder = colder as f32;
    lanes(|lane| gains[lane] * colder)
}
