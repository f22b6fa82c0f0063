//! Trials of strength, and what becomes of whoever loses.

use crate::polity::{OfficeIx, OrganIx, Round, Who};

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

impl Aim {
    /// Whether it is a small matter: he keeps his seat.
    pub fn is_lesser(self) -> bool {
        matches!(self, Self::Censure | Self::Relieve(_))
    }
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
    /// Index into [`Log::showdowns`](super::Log::showdowns).
    pub showdown: usize,
    /// Whether he had been the target (or was a mover whose strike failed).
    pub as_target: bool,
}

impl Showdown {
    /// Whether a higher organ heard it.
    pub fn heard(&self) -> bool {
        self.stages.iter().any(|stage| matches!(stage, Stage::Appeal { met: true, .. }))
    }
}
