//! What one play leaves behind: the log.
//!
//! The light part (measures, tenures, falls, showdowns, crises) is kept for every history; it is
//! all that questions read. The events are kept only when asked for: they carry what each decision
//! read, for the chronicle and for the comparison of twins.

mod event;
mod showdown;

pub use event::{Act, Event, Occurrence, Reading};
pub use showdown::{Aim, Fall, Fate, Plan, Showdown, Stage};

use crate::polity::{CrisisIx, IssueIx, OfficeIx, Round, Who};

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
    /// Who leads from when on, as it is told: the first from the start, in order, never the same
    /// twice in a row. A lead of one or two rounds is not told, unless it ends with the history, or
    /// whoever led before no longer counts: he cannot be said to lead on.
    pub fn leads(&self) -> Vec<(Round, Who)> {
        let mut leads: Vec<(Round, Who)> = Vec::new();
        for (round, &who) in self.first.iter().enumerate() {
            let Some(&(_, leader)) = leads.last() else {
                leads.push((round, who));
                continue;
            };
            let lasts = || {
                let new = self.first[round - 1] != who;
                new && self.first[round..].iter().take(3).all(|other| *other == who)
            };
            let gone = || {
                let row = self.influence.get(round);
                row.and_then(|row| row.get(leader)).is_some_and(|influence| *influence <= 0.0)
            };
            if who != leader && (lasts() || gone()) {
                leads.push((round, who));
            }
        }
        leads
    }

    /// With room for so many rounds, but for the parts, which are seldom kept.
    pub(in crate::engine) fn for_rounds(rounds: Round) -> Self {
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

impl Log {
    /// The office that was lost, of whoever lost one and stayed.
    pub fn office_lost(&self, fall: &Fall) -> Option<OfficeIx> {
        if fall.fate != Fate::LostOffice {
            return None;
        }
        match self.showdowns.get(fall.showdown).map(|s| s.aim) {
            Some(Aim::Relieve(office)) if fall.as_target => Some(office),
            _ => {
                let left = |t: &&Tenure| t.who == fall.who && t.to == Some(fall.at);
                self.tenures.iter().find(left).map(|t| t.office)
            }
        }
    }

    /// Whether somebody is brought down for good in a round.
    pub fn brought_down(&self, who: Who, at: Round) -> bool {
        self.falls.iter().any(|fall| (fall.who, fall.at) == (who, at) && fall.fate.is_fall())
    }
}
