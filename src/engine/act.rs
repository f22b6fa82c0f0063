//! What each principal does with a month: quantal response over the gain he sees.
//!
//! First the kind of action, one Gumbel a kind, each kind taken at its best target; then the
//! target, one Gumbel a target. One Gumbel for each pair would make whatever has many targets
//! likelier for that alone.

use super::gains::Gains;
use super::hopes::{Extremes, UNWEIGHED};
use super::initiative::Promise;
use super::lanes::{LANES, Lanes, add, groups, one};
use super::scene::{Faces, Scene, one_of};
use super::state::{Play, reading, share};
use super::worth::{Course, Placing, Prospects};
use super::{Act, Aim, Reading};
use crate::chance::{Key, Race, contenders, luck, mix};
use crate::polity::Who;

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

impl Kind {
    /// Its key in output and readings.
    fn id(self) -> &'static str {
        match self {
            Self::LieLow => "lie_low",
            Self::Appoint => "appoint",
            Self::Court => "court",
            Self::WinOver => "win_over",
            Self::Champion => "champion",
            Self::Shift => "shift",
            Self::Denounce => "denounce",
            Self::CollectFiles => "collect_files",
            Self::LeanOn => "lean_on",
            Self::Guard => "guard",
            Self::Plot => "plot",
            Self::Counter => "counter",
            Self::Initiative => "initiative",
            Self::Move => "move",
        }
    }
}

impl Act {
    /// Its key in output: `lie_low`. What was to be gained from it is read under the same key.
    pub fn id(self) -> &'static str {
        let kind = match self {
            Self::LieLow => Kind::LieLow,
            Self::Appoint(..) => Kind::Appoint,
            Self::Court(_) => Kind::Court,
            Self::WinOver(_) => Kind::WinOver,
            Self::Champion(_) => Kind::Champion,
            Self::Shift(..) => Kind::Shift,
            Self::Denounce(..) => Kind::Denounce,
            Self::CollectFiles(_) => Kind::CollectFiles,
            Self::LeanOn(_) => Kind::LeanOn,
            Self::Guard => Kind::Guard,
            Self::Plot(_) => Kind::Plot,
            Self::Counter(_) => Kind::Counter,
            Self::Initiative(_) => Kind::Initiative,
            Self::Move(..) => Kind::Move,
        };
        kind.id()
    }
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

/// What spreads a month's luck over the kinds, see [`luck`].
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Aims {
    Nothing,
    Bases,
    Issues,
    Initiatives,
    People,
}

/// What each kind is aimed at, by its place.
const AIMS: [Aims; KINDS.len()] = [
    Aims::Nothing,
    Aims::Bases,
    Aims::Bases,
    Aims::People,
    Aims::Issues,
    Aims::Issues,
    Aims::People,
    Aims::People,
    Aims::People,
    Aims::Nothing,
    Aims::People,
    Aims::People,
    Aims::Initiatives,
    Aims::People,
];

/// What acting works with, kept from month to month.
#[derive(Debug, Default)]
pub(super) struct Month {
    /// What those who are there to act drew for the order, and they themselves, in that order.
    drawn: Vec<u64>,
    order: Vec<Who>,
    /// What each target of each kind offers whoever acts.
    pub gains: Gains,
    pub outlook: Outlook,
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
    /// What names each target, spread, by what it is: see [`luck`].
    names: [Vec<u64>; Aims::People as usize + 1],
}

impl Play<'_> {
    /// Everyone who is there acts once, in an order drawn for the month.
    pub fn act_turn(&mut self) {
        let mut month = self.month.take().unwrap_or_default();
        self.line_up(&mut month);
        let mut scene = self.scene.take().unwrap_or_default();
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
                self.see_offers(&mut scene);
                self.look_at_offers(&scene, &mut month);
            }
            (showdowns, happenings) = so_far(self);
        }
        self.month = Some(month);
        self.scene = Some(scene);
    }

    /// Who acts this month, and in which order: whoever drew least comes first. Each counts whom he
    /// comes after, as they are few and nothing foretells what they drew.
    fn line_up(&mut self, month: &mut Month) {
        /// The bits of a draw that make no difference: here they hold whose it is.
        const PLACE: u64 = 0xfff;
        let Month { drawn, order, .. } = month;
        drawn.clear();
        for slot in 0..self.active.len() {
            let who = self.active[slot];
            let round = self.round as u64;
            let (chance, leader) = (&mut self.chance, &mut self.leaders[who]);
            let tapes = &mut self.tapes[who];
            let place = tapes.order.bits(chance, round);
            let engaged = leader.engagement >= 1.0
                || tapes.engagement.unit(chance, round) < share(leader.engagement, self.months);
            leader.lies_low = false;
            if engaged && leader.away_until <= self.round {
                drawn.push(place & !PLACE | slot as u64);
            }
        }
        order.clear();
        order.resize(drawn.len(), 0);
        for &own in &*drawn {
            let earlier: usize = drawn.iter().map(|&other| usize::from(other < own)).sum();
            order[earlier] = self.active[(own & PLACE) as usize];
        }
    }

    /// Makes room for what a scene offers, and takes in what else decisions read.
    pub fn look_about(&self, scene: &Scene, month: &mut Month) {
        self.look_at_offers(scene, month);
        let outlook = &mut month.outlook;
        outlook.extremes = Extremes::of(&scene.faces);
        outlook.files.clear();
        outlook.files.resize(groups(self.active.len()), [0.0; LANES]);
        for slot in 0..self.active.len() {
            for (files, held) in outlook.files.iter_mut().zip(self.pairs.files.against(slot)) {
                add(files, |lane| held[lane]);
            }
        }
        let [_, bases, issues, _, people] = &mut outlook.names;
        if bases.is_empty() {
            self.list_for_good(bases, issues);
        }
        list(people, self.active.iter().map(|&who| self.leaders[who].key));
    }

    /// Lists the names of what is always there.
    #[cold]
    fn list_for_good(&self, bases: &mut Vec<u64>, issues: &mut Vec<u64>) {
        list(bases, self.bases.iter().map(|base| base.key));
        list(issues, self.issues.iter().map(|issue| issue.key));
    }

    /// Takes in what an initiative changes, which initiatives are open among it.
    fn look_at_offers(&self, scene: &Scene, month: &mut Month) {
        month.gains.fit(scene.targets);
        let outlook = &mut month.outlook;
        self.look_at_issues(&mut outlook.courses);
        self.look_at_posts(&mut outlook.placings);
        let initiatives = &mut outlook.names[Aims::Initiatives as usize];
        list(initiatives, scene.initiatives.iter().map(|offer| self.crises[offer.crisis].key));
        outlook.promise.clear();
        outlook.promise.extend(scene.initiatives.iter().map(|offer| self.promise(offer)));
    }

    /// First the kind, each at its best target; then the target. Only what could win the race at
    /// the best that it could offer is weighed closely.
    fn act(&mut self, who: Who, scene: &Scene, month: &mut Month) {
        let round = self.round as u64;
        let word = self.tapes[who].kind.bits(&mut self.chance, round);
        let (gains, outlook) = (&mut month.gains, &month.outlook);
        let mind = self.prospects(who, scene);
        let files = one(&outlook.files, mind.slot);
        let noise = self.noise(who, files);
        let colder = 1.0 / noise;
        self.weigh(&mind, outlook, scene, gains);
        let hopes = self.hoped_for(&mind, files, scene, outlook, gains);
        let near = contenders(word, &NAMES, [gains.all(), &hopes], colder as f32);
        // The place of the man against whom he would move openly, and what he would ask for.
        let mut motion = None;
        let winner = near.alone().or_else(|| {
            let mut race = Race::new();
            for at in near {
                let (kind, bits) = (KINDS[at], luck(word, NAMES[at]));
                if UNWEIGHED.contains(&kind) {
                    self.weigh_closely(kind, &mind, scene, gains);
                }
                let mut most = f64::from(gains.most(kind));
                if kind == Kind::Move {
                    let bar = race.bar(bits) * noise;
                    let closely = |j: Who| self.worth_moving_now(&mind, j, scene, bar);
                    let Some(slot) = self.motion_in_mind(gains) else { continue };
                    let Some((worth, aim)) = closely(self.active[slot]) else { continue };
                    (motion, most) = (Some((slot, aim)), worth);
                }
                if cfg!(any(test, debug_assertions)) {
                    let hope = f64::from(hopes[at]);
                    assert!(most <= hope, "{kind:?} offers {most}, more than {hope}");
                }
                race.enter(at, most * colder, bits);
            }
            race.winner()
        });
        let Some(kind) = winner.map(|at| KINDS[at]) else { return };
        let motion = motion.filter(|_| kind == Kind::Move);
        let names = &outlook.names[AIMS[kind as usize] as usize];
        let at = match motion {
            Some((slot, _)) => slot,
            None if names.is_empty() => 0,
            None => self.pick(who, colder, names, gains.rows(kind)).unwrap_or(0),
        };
        let aim = motion.map(|(_, aim)| aim);
        let reads = if self.detail == super::Detail::Full {
            self.readings(&mind, kind, at, aim, scene, gains)
        } else {
            Vec::new()
        };
        self.carry_out(who, kind, at, aim, scene, reads);
    }

    /// Temperature of somebody's choices: it shrinks with cunning and with the sum of his files.
    fn noise(&self, who: Who, files: f64) -> f64 {
        let others = self.active.len().saturating_sub(1).max(1) as f64;
        let noise = self.k.choice_noise
            * (1.0 - self.k.choice_cunning * self.leaders[who].cunning)
            * (1.0 - self.k.choice_files * (files / others));
        noise.max(1e-4)
    }

    /// The place of a target of the kind chosen: one Gumbel each, under its own name.
    fn pick<'a>(
        &mut self,
        who: Who,
        colder: f64,
        names: &[u64],
        rows: impl Iterator<Item = &'a Lanes>,
    ) -> Option<usize> {
        let round = self.round as u64;
        let word = self.tapes[who].target.bits(&mut self.chance, round);
        let mut race = Race::new();
        for ((group, row), some) in rows.enumerate().zip(names.chunks(LANES)) {
            let near = contenders(word, some, [row; 2], colder as f32);
            if names.len() <= LANES && near.alone().is_some() {
                return near.alone();
            }
            for lane in near {
                let value = f64::from(row[lane]) * colder;
                race.enter(group * LANES + lane, value, luck(word, some[lane]));
            }
        }
        race.winner()
    }

    /// What decides, in numbers, for the record of a decision for a target with this place.
    #[cold]
    fn readings(
        &self,
        mind: &Prospects,
        kind: Kind,
        at: usize,
        aim: Option<Aim>,
        scene: &Scene,
        gains: &mut Gains,
    ) -> Vec<Reading> {
        let (who, id) = (mind.who, self.id(mind.who));
        let mut reads = vec![
            reading(format!("influence of {id}"), self.leaders[who].influence),
            reading(format!("pressure on {id}"), self.leaders[who].pressure),
            reading("price of losing", scene.price),
        ];
        if AIMS[kind as usize] == Aims::People {
            let j = self.active[at];
            let other = self.id(j);
            let face = |what: fn(&Faces) -> &Lanes| f64::from(one_of(&scene.faces, at, what));
            let office = matches!(aim, Some(Aim::Relieve(_)));
            let votes = face(if office { |face| &face.moved } else { |face| &face.votes });
            reads.extend([
                reading(format!("hostility of {id} to {other}"), self.pairs.hostility.at(who, j)),
                reading(format!("hostility of {other} to {id}"), self.pairs.hostility.at(j, who)),
                reading(format!("trust of {id} in {other}"), self.pairs.trust.at(who, j)),
                reading(format!("votes against {other}"), votes),
                reading(format!("force hostile to {other}"), face(|face| &face.force)),
            ]);
        }
        if kind == Kind::Denounce {
            let j = self.active[at];
            let what = format!("chance that denouncing {} tells", self.id(j));
            reads.push(reading(what, self.denunciation_tells(scene, who, j)));
        }
        for kind in UNWEIGHED.into_iter().filter(|kind| self.open_to(who, *kind)) {
            self.weigh_closely(kind, mind, scene, gains);
        }
        let others = KINDS.iter().filter(|kind| **kind != Kind::Move);
        let seen = others.map(|&kind| (kind, f64::from(gains.most(kind))));
        let motion = self
            .motion_in_mind(gains)
            .and_then(|slot| self.worth_moving_now(mind, self.active[slot], scene, f64::MIN))
            .map(|(worth, _)| (Kind::Move, worth));
        for (kind_of, best) in seen.chain(motion) {
            if best > f64::NEG_INFINITY {
                let gain = reading(format!("gain from {}", kind_of.id()), best);
                reads.push(Reading { chosen: kind_of == kind, ..gain });
            }
        }
        reads
    }
}

/// Lists names, spread.
fn list(names: &mut Vec<u64>, keys: impl Iterator<Item = Key>) {
    names.clear();
    names.extend(keys.map(|key| mix(key.bits())));
}
