//! The state of one play.

use super::act::Month;
use super::ages::Ages;
use super::cadres::Cadres;
use super::crises::Season;
use super::hostility::Seen;
use super::lanes::Lanes;
use super::pairs::Pairs;
use super::roll::Roll;
use super::scene::{Ground, Scene};
use super::succession::Electorate;
use super::world::Course;
use super::{Detail, Log, Occurrence, Reading};
use crate::chance::{Chance, Key, Purpose, Register, Stream, Tape};
use crate::polity::{
    BaseIx, CrisisIx, IndicatorIx, OfficeIx, Parameters, Polity, Round, Trait, Values, Who,
};

/// Where a principal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// At the top: with a seat, or outside the organ.
    Active,
    /// May be brought in from this round on.
    Bench(Round),
    /// Brought down.
    Fallen,
    /// Dead.
    Dead,
}

/// A principal in play.
#[derive(Clone, Debug)]
pub(super) struct Leader {
    pub key: Key,
    pub status: Status,
    /// Whether he sits in the organ of principals.
    pub seated: bool,
    pub home: Option<BaseIx>,
    /// Neither acts nor votes before this round.
    pub away_until: Round,
    /// Neither plots nor moves before this round.
    pub quiet_until: Round,
    /// Begins and joins no plot before this round.
    pub spent_until: Round,
    pub born: f64,
    pub frailty: f64,
    pub ambition: f64,
    pub cunning: f64,
    pub resolve: f64,
    pub dread: f64,
    pub taint: f64,
    pub appeal: f64,
    pub rigidity: f64,
    pub engagement: f64,
    pub standing: f64,
    /// What standing reverts to.
    pub anchor: f64,
    /// How what he answers for is going, in `[-1, 1]`.
    pub record: f64,
    pub positions: Vec<f64>,
    /// Won by championing, by issue; makes voice and responsibility.
    pub prominence: Vec<f64>,
    /// Temporary support of cadres, by base.
    pub support: Vec<f64>,
    pub alert: f64,
    pub lies_low: bool,
    /// Accusers this round.
    pub accused: u32,
    /// Hazard of dying, as far as it is added up, and the threshold it is held against.
    pub wear: f64,
    pub lifetime: f64,
    /// The wear at which he falls ill, a share of his lifetime; beyond all wear once he has.
    pub sickens_at: f64,
    // Derived each round.
    pub influence: f64,
    /// What his standing weighs.
    pub regard: f64,
    /// Share of the realm's troops and police that he can send against a rival.
    pub coercion: f64,
    /// Share that would follow him against a vote of the organ.
    pub defiance: f64,
    pub responsibility: f64,
    /// The same by issue; sums to it.
    pub answers_for: Vec<f64>,
    /// The same, times how each went when he took them.
    pub found: Vec<f64>,
    pub speak: f64,
    /// Files that his offices open to him.
    pub files: f64,
    pub publicity: f64,
    pub patronage: f64,
    pub information: f64,
    pub pressure: f64,
    /// What the worst of his enemies weighs, and how hostile he is to whom he hates most: at least 0.
    pub foe: f64,
    pub spite: f64,
    /// How many showdowns there were against him, and how many plots.
    pub showdowns: u64,
    pub plots: u64,
}

impl Leader {
    /// How much he has of a trait.
    #[inline]
    pub fn trait_of(&self, what: Trait) -> f64 {
        match what {
            Trait::Ambition => self.ambition,
            Trait::Cunning => self.cunning,
            Trait::Resolve => self.resolve,
            Trait::Dread => self.dread,
            Trait::Taint => self.taint,
            Trait::Appeal => self.appeal,
            Trait::Rigidity => self.rigidity,
        }
    }
}

/// A principal's monthly luck.
#[derive(Clone, Debug)]
pub(super) struct Tapes {
    pub order: Tape,
    pub engagement: Tape,
    pub kind: Tape,
    pub target: Tape,
}

impl Tapes {
    /// The luck of whoever has this key, not yet read.
    pub fn of(key: Key) -> Self {
        let tape = |purpose| Tape::new(Stream::new(purpose, key, Key::NONE));
        Self {
            order: tape(Purpose::Order),
            engagement: tape(Purpose::Engagement),
            kind: tape(Purpose::Kind),
            target: tape(Purpose::Target),
        }
    }
}

/// A base in play.
#[derive(Clone, Debug)]
pub(super) struct BaseState {
    pub key: Key,
    pub weight: f64,
    pub capacities: [f64; 5],
    pub command: f64,
    pub after_fall: f64,
    /// Whoever heads it, by an office.
    pub head: Option<Who>,
    /// Share of the head by command alone, after legitimacy.
    pub headship: f64,
    /// How far its coercion obeys its head, in `[0, 1]`.
    pub obedience: f64,
    /// What the whole of it would give: influence, before normalising, coercion, information and
    /// publicity.
    pub counts: [f64; 4],
    /// Grip of each principal, in `[0, 1]`.
    pub grip: Vec<f64>,
    /// Posts that fell empty this round.
    pub vacant: Vec<usize>,
}

/// An office in play.
#[derive(Clone, Debug)]
pub(super) struct OfficeState {
    pub key: Key,
    pub open: bool,
    pub holder: Option<Who>,
    /// When he took it; the first round for whoever has it from the start.
    pub since: Round,
    /// How each issue went when he took it.
    pub found: Vec<f64>,
    pub responsibility: f64,
    pub appoint: f64,
    pub command: f64,
    pub files: f64,
    pub speak: f64,
    /// How often it was filled.
    pub fillings: u64,
    /// Who was last voted out of it, and by whom.
    pub dismissed: Vec<(Who, Vec<Who>)>,
    /// Whom a what-if has put out of it in this round.
    pub put_out: Option<Who>,
}

/// An issue in play.
#[derive(Clone, Debug)]
pub(super) struct IssueState {
    pub key: Key,
    pub line: f64,
    /// How well the low and the high pole are doing, in `[-1, 1]`.
    pub performance: [f64; 2],
    /// Where the line stood at its last turn, and which way it has gone since.
    pub extreme: f64,
    pub heading: i8,
}

/// A crisis in play.
#[derive(Clone, Debug)]
pub(super) struct CrisisState {
    pub key: Key,
    /// Names of its options.
    pub options: Vec<Key>,
    pub fired: Option<Round>,
    pub chosen: Option<usize>,
    pub occurrence: u64,
    /// Cumulated hazard and the threshold it is held against.
    pub wear: f64,
    pub threshold: f64,
    pub likelier: f64,
    /// Who argued how for the latest course that made it likelier.
    pub brought_on: Vec<(Who, f64)>,
    /// Settled by an intervention.
    pub forced: Forced,
}

/// What an intervention has settled about a crisis.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Forced {
    pub option: Option<usize>,
    pub success: Option<bool>,
}

/// A plot under way.
#[derive(Clone, Debug)]
pub(super) struct Plot {
    pub target: Who,
    pub leader: Who,
    /// The leader first.
    pub members: Vec<Who>,
    /// Who was asked and declined.
    pub declined: Vec<Who>,
    pub begun: Round,
    /// The how-manieth plot against this man.
    pub occurrence: u64,
    pub wear: f64,
    pub threshold: f64,
    pub warned: bool,
    /// Months that it must ripen.
    pub ripening: f64,
    /// Whether somebody has tried to break it up: it no longer waits to ripen.
    pub hurried: bool,
}

/// Norms in play.
#[derive(Clone, Copy, Debug)]
pub(super) struct NormState {
    pub terror: f64,
    pub floor: f64,
    pub collegiality: f64,
    pub precedent: f64,
}

/// One play: the world, its luck and its log.
pub(super) struct Play<'a> {
    pub polity: &'a Polity,
    pub values: Values,
    pub k: Parameters,
    pub chance: Chance,
    pub register: Register,
    pub detail: Detail,
    pub log: Log,
    pub round: Round,
    /// Length of a round in months.
    pub months: f64,
    pub leaders: Vec<Leader>,
    pub ages: Ages,
    /// The luck of each of them: beside them, as it takes more room than all else that they are.
    pub tapes: Vec<Tapes>,
    /// Indices of the active, in order.
    pub active: Vec<Who>,
    /// What each of the active could bring to a showdown.
    pub roll: Roll,
    /// Kept for its room alone.
    pub electorate: Electorate,
    pub pairs: Pairs,
    /// What divides each of the active from the others on the issues, by place and group; empty
    /// where somebody has come or gone since it was worked out.
    pub apart: Vec<Lanes>,
    /// What of the active entered into hostility when it was last worked out.
    pub seen: Vec<Seen>,
    pub bases: Vec<BaseState>,
    pub cadres: Cadres,
    /// Luck of whoever comes into a post, and for which round it was drawn.
    pub lots: Option<(Round, u64)>,
    pub offices: Vec<OfficeState>,
    /// The offices that let their holders convene it, by organ.
    pub convening: Vec<Vec<OfficeIx>>,
    pub issues: Vec<IssueState>,
    /// How they went when standing last followed, by four.
    pub courses: Vec<Course>,
    pub indicators: Vec<f64>,
    pub indicator_tapes: Vec<Tape>,
    pub crises: Vec<CrisisState>,
    /// When each of them can come.
    pub seasons: Vec<Season>,
    /// Those that somebody can bring about.
    pub initiatives: Vec<CrisisIx>,
    pub norms: NormState,
    pub plots: Vec<Plot>,
    /// Where the active stand on the issues, side by side.
    pub ground: Ground,
    /// What acting works with.
    pub month: Option<Box<Month>>,
    /// The month as everyone last saw it.
    pub scene: Option<Box<Scene>>,
    /// Weight of each issue among all; they sum to 1.
    pub salience: Vec<f64>,
    /// The greatest of these weights.
    pub most_pressing: f64,
    /// Influence of whoever leads.
    pub greatest: f64,
    /// How long whoever leads has led by enough.
    pub lead_months: f64,
    pub paramount: Option<Who>,
    pub weary_until: Round,
    /// The indicators that play a role, where the scenario has them.
    pub mood: Option<IndicatorIx>,
    pub legitimacy: Option<IndicatorIx>,
    /// Seats of the organ of principals.
    pub seats: usize,
    /// Seatings this round in the organ of principals.
    pub seatings: u64,
}

/// Share of a monthly rate, or chance, that takes effect in so many months.
#[inline]
pub(super) fn share(monthly: f64, months: f64) -> f64 {
    if months == 1.0 { monthly } else { 1.0 - libm::pow(1.0 - monthly.min(1.0), months) }
}

impl Play<'_> {
    /// Share of a monthly rate that takes effect in one round.
    #[inline]
    pub fn share(&self, monthly: f64) -> f64 {
        share(monthly, self.months)
    }

    /// The round so many months from now.
    pub fn after(&self, months: f64) -> Round {
        self.round + libm::ceil(months / self.months) as Round
    }

    /// Place of somebody active among the active.
    #[inline]
    pub fn slot(&self, who: Who) -> usize {
        self.pairs.trust.place(who)
    }

    /// Whether somebody is active and there.
    pub fn present(&self, who: Who) -> bool {
        let leader = &self.leaders[who];
        leader.status == Status::Active && leader.away_until <= self.round
    }

    /// Members of the organ of principals who are there to vote.
    pub fn voters(&self) -> impl Iterator<Item = Who> + '_ {
        self.active.iter().copied().filter(|&i| self.leaders[i].seated && self.present(i))
    }

    /// Share of the votes of the organ of principals that a motion must exceed.
    pub fn majority(&self) -> f64 {
        self.values[self.polity.organs[self.polity.presidium].majority]
    }

    /// Offices someone holds.
    pub fn held_by(&self, who: Who) -> impl Iterator<Item = usize> + '_ {
        (0..self.offices.len()).filter(move |&o| self.offices[o].holder == Some(who))
    }

    /// The mood of the people, or one half where the scenario has none.
    pub fn mood(&self) -> f64 {
        self.mood.map_or(0.5, |at| self.indicators[at])
    }

    /// The legitimacy of the system, or one half where the scenario has none.
    pub fn legitimacy(&self) -> f64 {
        self.legitimacy.map_or(0.5, |at| self.indicators[at])
    }

    /// Those who can convene this organ now, each once for every office that lets him: whoever is
    /// away calls nobody.
    pub fn conveners(&self, organ: usize) -> impl Iterator<Item = Who> + '_ {
        let holders =
            self.convening[organ].iter().filter_map(|&office| self.offices[office].holder);
        holders.filter(|&who| self.present(who))
    }

    /// Whether somebody can convene this organ.
    pub fn convenes(&self, who: Who, organ: usize) -> bool {
        self.conveners(organ).any(|convener| convener == who)
    }

    /// Keeps an event, with what the decision read, when events are kept.
    pub fn tell(&mut self, what: Occurrence, reads: impl FnOnce(&Self) -> Vec<Reading>) {
        if self.detail == Detail::Full {
            self.keep(what, reads);
        }
    }

    /// Out of the way of what is played without events.
    #[cold]
    #[inline(never)]
    fn keep(&mut self, what: Occurrence, reads: impl FnOnce(&Self) -> Vec<Reading>) {
        let reads = reads(self);
        self.log.events.push(super::Event { at: self.round, what, reads });
    }

    /// Key of a principal, for readings.
    pub fn id(&self, who: Who) -> &str {
        &self.log.cast[who].id
    }

    /// Notes that one took a stand against another; once a pair and round.
    pub fn oppose(&mut self, who: Who, whom: Who) {
        let entry = (who, whom, self.round);
        let known = self.log.opposed.iter().rev().take_while(|e| e.2 == self.round);
        if !known.into_iter().any(|e| *e == entry) {
            self.log.opposed.push(entry);
        }
    }
}

/// A reading by name.
pub(super) fn reading(what: impl Into<String>, value: f64) -> Reading {
    Reading { what: what.into(), value, chosen: false }
}
