//! What happened in detail, with what each decision read.

use super::Aim;
use crate::polity::{BaseIx, CrisisIx, IssueIx, OfficeIx, OrganIx, Round, Who};

/// One number a decision read, by name: `grip of zhukov on army`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was read; scenario paths where there is one, otherwise words with ids.
    pub what: String,
    /// Its value then.
    pub value: f64,
    /// Whether this is what was to be gained from the act that was chosen.
    pub chosen: bool,
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
    /// A crisis came: index into [`Log::happenings`](super::Log::happenings).
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
    /// A showdown: index into [`Log::showdowns`](super::Log::showdowns).
    Showdown(usize),
    /// A fall: index into [`Log::falls`](super::Log::falls).
    Fall(usize),
    /// A natural death.
    Death(Who),
    /// Someone at the top fell ill.
    Illness {
        /// Who.
        who: Who,
        /// The round from which he is back; it may lie beyond the calendar.
        until: Round,
    },
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
