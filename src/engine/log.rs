//! What one play leaves behind: the log.
//!
//! The light part (measures, tenures, falls, showdowns, crises) is kept for every history; it is
//! all that questions read. The events are kept only when asked for: they carry what each decision
//! read, for the chronicle and for the comparison of twins.

use crate::polity::{BaseIx, CrisisIx, IssueIx, OfficeIx, OrganIx, Round, Who};

/// How a principal's time at the top ended, from mildest to worst. Deaths are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Censured, keeps seat and offices.
    Reprimanded,
    /// Lost an office, keeps his seat.
    LostOffice,
    /// Sent to a post without weight.
    MinorPost,
    /// Expelled.
    Expelled,
    /// Pensioned off.
    Retired,
    /// Imprisoned.
    Imprisoned,
    /// Put to death.
    Executed,
}

impl Fate {
    /// All fates, mildest first.
    pub const ALL: [Self; 7] = [
        Self::Reprimanded,
        Self::LostOffice,
        Self::MinorPost,
        Self::Expelled,
        Self::Retired,
        Self::Imprisoned,
        Self::Executed,
    ];

    /// Whether it ends his time at the top.
    pub fn is_fall(self) -> bool {
        self >= Self::MinorPost
    }

    /// Its key in scenarios and outputs.
    pub fn id(self) -> &'static str {
        [
            "reprimanded",
            "lost_office",
            "minor_post",
            "expelled",
            "retired",
            "imprisoned",
            "executed",
        ][self as usize]
    }
}

/// What movers want done to their target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// A reprimand.
    Censure,
    /// That he lose one office.
    Relieve(OfficeIx),
    /// That he lose seat and offices.
    Expel,
    /// That he be arrested.
    Arrest,
}

/// How a strike is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plan {
    /// By vote alone.
    Vote,
    /// By troops, with the vote to follow.
    Troops,
    /// An open motion, announced beforehand.
    Motion,
}

impl Plan {
    /// Its key in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Vote => "vote",
            Self::Troops => "troops",
            Self::Motion => "motion",
        }
    }
}

/// One principal as the history knows him: of the scenario, or risen in play.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Key: of the scenario, or made from post and month.
    pub id: String,
    /// Full name, or a description for those risen in play.
    pub name: String,
    /// Short name, for charts and prose.
    pub short: String,
    /// Whether he is one of those whom the contest is about.
    pub contender: bool,
    /// `Some` for those risen in play: the round in which they rose.
    pub risen: Option<Round>,
}

/// A stage of a showdown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stage {
    /// Troops and police: strengths in `[0, 1]`.
    Force {
        /// Strength that turned up for the attackers.
        attack: f64,
        /// Strength that turned up for the defender.
        defence: f64,
        /// Whether the attackers prevailed.
        carried: bool,
        /// Whether it was the defender who met a vote with force.
        resisted: bool,
    },
    /// A vote of an organ.
    Vote {
        /// Which organ.
        organ: OrganIx,
        /// Votes for the motion.
        ayes: u32,
        /// Votes against it.
        noes: u32,
        /// Abstentions.
        abstained: u32,
        /// Whether the motion was carried.
        carried: bool,
    },
    /// The loser tried to convene the higher organ.
    Appeal {
        /// Which organ.
        organ: OrganIx,
        /// Who appealed.
        by: Who,
        /// Whether it met.
        met: bool,
    },
}

/// A trial of strength: a strike or an open motion.
#[derive(Clone, Debug, PartialEq)]
pub struct Showdown {
    /// When.
    pub at: Round,
    /// Against whom.
    pub target: Who,
    /// Offices the target held then.
    pub held: Vec<OfficeIx>,
    /// What the movers wanted.
    pub aim: Aim,
    /// How.
    pub plan: Plan,
    /// Who led.
    pub leader: Who,
    /// Who joined, the leader first.
    pub members: Vec<Who>,
    /// Who stood by the target when it came to it.
    pub defenders: Vec<Who>,
    /// What was done, in order.
    pub stages: Vec<Stage>,
    /// Chance of winning as the movers saw it.
    pub odds: f64,
    /// Whether the movers won.
    pub won: bool,
}

/// One principal brought down, or set back.
#[derive(Clone, Debug, PartialEq)]
pub struct Fall {
    /// Who.
    pub who: Who,
    /// When.
    pub at: Round,
    /// What became of him.
    pub fate: Fate,
    /// Who brought it about.
    pub by: Vec<Who>,
    /// Index into [`Log::showdowns`].
    pub showdown: usize,
    /// Whether he had been the target (or was a mover whose strike failed).
    pub as_target: bool,
}

/// Someone's time in an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Which office.
    pub office: OfficeIx,
    /// Who.
    pub who: Who,
    /// First round.
    pub from: Round,
    /// First round in which he no longer held it; `None` if he held it at the end.
    pub to: Option<Round>,
}

/// A crisis that came.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Which.
    pub crisis: CrisisIx,
    /// When.
    pub at: Round,
    /// Who took it up, if it was an initiative.
    pub taken_by: Option<Who>,
    /// The option that he proposed.
    pub proposed: Option<usize>,
    /// The option chosen, if there was a choice, and whether it came off.
    pub chosen: Option<(usize, bool)>,
    /// Part each principal took: above 0 argued for the option chosen, below 0 against.
    pub argued: Vec<(Who, f64)>,
    /// The option that each of them would have had, in the same order.
    pub wanted: Vec<usize>,
    /// Members for and against, where an organ decided.
    pub counted: Option<(u32, u32)>,
}

impl Happening {
    /// The option that somebody would have had, if he was heard.
    pub fn wish_of(&self, who: Who) -> Option<usize> {
        let at = self.argued.iter().position(|argued| argued.0 == who)?;
        self.wanted.get(at).copied()
    }
}

/// The numbers of one history by round. Rows are rounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// Influence of each figure: sums to 1 over those active, 0 for others.
    pub influence: Vec<Vec<f32>>,
    /// Standing of each figure, in `[0, 1]`.
    pub standing: Vec<Vec<f32>>,
    /// Influence by source: `parts[round][who]` has one entry a base, then one for standing; they
    /// sum to his influence. Empty unless events are kept.
    pub parts: Vec<Vec<Vec<f32>>>,
    /// Each indicator, in `[0, 1]`.
    pub indicators: Vec<Vec<f32>>,
    /// The line on each issue, in `[-1, 1]`.
    pub lines: Vec<Vec<f32>>,
    /// Norms: terror, collegiality, precedent, each in `[0, 1]`.
    pub norms: Vec<[f32; 3]>,
    /// Who leads: greatest influence, ties to the lower id.
    pub first: Vec<Who>,
    /// Who is paramount, if anyone.
    pub paramount: Vec<Option<Who>>,
}

impl Measures {
    /// Whether whoever leads in a round leads on for three, or to the end: else it is told of
    /// nowhere as a change of the lead.
    pub fn lead_lasts(&self, from: Round) -> bool {
        let led = &self.first[from.min(self.first.len())..];
        led.iter().take(3).all(|who| *who == led[0])
    }

    /// With room for so many rounds, but for the parts, which are seldom kept.
    pub(super) fn for_rounds(rounds: Round) -> Self {
        Self {
            influence: Vec::with_capacity(rounds),
            standing: Vec::with_capacity(rounds),
            parts: Vec::new(),
            indicators: Vec::with_capacity(rounds),
            lines: Vec::with_capacity(rounds),
            norms: Vec::with_capacity(rounds),
            first: Vec::with_capacity(rounds),
            paramount: Vec::with_capacity(rounds),
        }
    }
}

/// Everything one play leaves behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// All figures; a [`Who`] is an index into it. Those of the scenario come first.
    pub cast: Vec<Figure>,
    /// Numbers by round.
    pub measures: Measures,
    /// Who held what, when, in order of taking office.
    pub tenures: Vec<Tenure>,
    /// Who was brought down or set back, in order.
    pub falls: Vec<Fall>,
    /// Natural deaths, in order.
    pub deaths: Vec<(Who, Round)>,
    /// Trials of strength, in order.
    pub showdowns: Vec<Showdown>,
    /// Crises that came, in order.
    pub happenings: Vec<Happening>,
    /// Who took a stand against whom, when, in order; at most once a pair and round.
    pub opposed: Vec<(Who, Who, Round)>,
    /// Plots begun: leader, target, when.
    pub plots: Vec<(Who, Who, Round)>,
    /// Plots that ended without a strike, with when.
    pub dropped: Vec<(Who, Who, Round)>,
    /// Turns of the line: issue and when its direction changed.
    pub turns: Vec<(IssueIx, Round)>,
    /// Interventions that came when there was nothing left for them to change, in order: indices
    /// into the polity's. Nothing happened, so that no history differs by it.
    pub without_effect: Vec<usize>,
    /// What happened in detail, in order. Empty unless asked for.
    pub events: Vec<Event>,
}

impl Showdown {
    /// Whether a higher organ heard it.
    pub fn heard(&self) -> bool {
        self.stages.iter().any(|stage| matches!(stage, Stage::Appeal { met: true, .. }))
    }
}

impl Log {
    /// Whether somebody is brought down for good in a round.
    pub fn brought_down(&self, who: Who, at: Round) -> bool {
        self.falls.iter().any(|fall| (fall.who, fall.at) == (who, at) && fall.fate.is_fall())
    }
}

/// One number a decision read, by name: `grip of zhukov on army`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was read; scenario paths where there is one, otherwise words with ids.
    pub what: String,
    /// Its value then.
    pub value: f64,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub at: Round,
    /// What.
    pub what: Occurrence,
    /// What the decision behind it read; empty where nobody decided.
    pub reads: Vec<Reading>,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Occurrence {
    /// A crisis came: index into [`Log::happenings`].
    Crisis(usize),
    /// A principal acted.
    Act {
        /// Who.
        who: Who,
        /// What he did.
        act: Act,
    },
    /// A plot was begun.
    PlotBegun {
        /// Who began it.
        leader: Who,
        /// Against whom.
        target: Who,
    },
    /// A plotter sounded out a colleague.
    Approach {
        /// Who leads.
        leader: Who,
        /// Against whom.
        target: Who,
        /// Who was sounded out.
        whom: Who,
        /// Whether he joined.
        joined: bool,
    },
    /// The target got wind of it.
    Leak {
        /// Who leads.
        leader: Who,
        /// Against whom.
        target: Who,
    },
    /// A plot came to nothing.
    PlotDropped {
        /// Who led.
        leader: Who,
        /// Against whom.
        target: Who,
    },
    /// A showdown: index into [`Log::showdowns`].
    Showdown(usize),
    /// A fall: index into [`Log::falls`].
    Fall(usize),
    /// A natural death.
    Death(Who),
    /// Someone took an office.
    Took {
        /// Which office.
        office: OfficeIx,
        /// Who.
        who: Who,
        /// Share of the organ's weight that was for him, in `[0, 1]`.
        share: f64,
    },
    /// Someone left an office without falling.
    Left {
        /// Which office.
        office: OfficeIx,
        /// Who.
        who: Who,
    },
    /// Someone was brought into an organ.
    Seated {
        /// Which organ.
        organ: OrganIx,
        /// Who.
        who: Who,
        /// Who sponsored him.
        sponsor: Option<Who>,
    },
    /// An office came into being.
    Opened(OfficeIx),
    /// An office was abolished.
    Closed(OfficeIx),
    /// A congress renewed the seats of an organ.
    Renewed {
        /// Which organ.
        organ: OrganIx,
        /// How many seats changed hands.
        seats: u32,
    },
    /// Someone else leads now.
    Leads(Who),
    /// Someone became paramount.
    Paramount(Who),
    /// Someone is no longer paramount.
    NoLongerParamount(Who),
    /// A dated intervention of a what-if.
    Intervention {
        /// Its key.
        id: String,
        /// Whether there was something for it to change: an office cannot go to a dead man.
        took_hold: bool,
    },
}

/// What a principal can do in a round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Placed clients in a base.
    Appoint(BaseIx, u32),
    /// Courted the cadres of a base.
    Court(BaseIx),
    /// Won over a colleague.
    WinOver(Who),
    /// Championed his line on an issue.
    Champion(IssueIx),
    /// Moved his own position on an issue, by so much.
    Shift(IssueIx, f64),
    /// Denounced a colleague's record; whether it told.
    Denounce(Who, bool),
    /// Collected files on a colleague.
    CollectFiles(Who),
    /// Leaned on a colleague through files.
    LeanOn(Who),
    /// Guarded himself.
    Guard,
    /// Began a plot against a colleague.
    Plot(Who),
    /// Countered a plot that a colleague leads.
    Counter(Who),
    /// Took an initiative.
    Initiative(CrisisIx),
    /// Moved openly against a colleague.
    Move(Who, Aim),
    /// Lay low.
    LieLow,
}
