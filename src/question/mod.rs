//! Propositions about a history: "Beria is the first to fall".
//!
//! A proposition reads the light part of a [`Log`] only. What lies beyond the end of a shorter log
//! is false.

mod coming;
mod elsewhere;
mod holding;

use crate::engine::{Fate, Log, Showdown};
use crate::polity::{CrisisIx, IndicatorIx, IssueIx, OfficeIx, Polity, Round, Who};
use holding::ends;

/// Something a scenario asks of each history.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Key in the scenario.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// What must hold for the answer to be yes.
    pub when: Proposition,
    /// What must hold for the question to be counted.
    pub given: Option<Proposition>,
}

impl Question {
    /// The answer for one history; `None` where what is `given` does not hold.
    pub fn answer(&self, polity: &Polity, log: &Log) -> Option<bool> {
        let counted = self.given.as_ref().is_none_or(|given| given.holds(polity, log));
        counted.then(|| self.when.holds(polity, log))
    }
}

/// A person by name or by office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// This principal.
    Principal(Who),
    /// Whoever holds the office at the time.
    Holder(OfficeIx),
}

/// A bound on a level; a level equal to it is neither above nor below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Greater than this.
    Above(f64),
    /// Less than this.
    Below(f64),
}

impl Bound {
    /// Whether a level meets it.
    pub fn met_by(self, level: f64) -> bool {
        match self {
            Self::Above(bound) => level > bound,
            Self::Below(bound) => level < bound,
        }
    }
}

/// First and last round that count, both included.
pub type Span = (Round, Round);

/// A proposition about a history.
#[derive(Clone, Debug, PartialEq)]
pub enum Proposition {
    /// He falls before anyone else among these does; in one month, the order of the log decides.
    /// Natural deaths are no falls.
    FirstToFall {
        /// Who.
        who: Person,
        /// Whose falls are looked at, besides his own; `None`: those of the contenders.
        among: Option<Vec<Who>>,
    },
    /// He is brought down: minor post or worse, by others' hands.
    Fell {
        /// Who.
        who: Person,
        /// First round that no longer counts; `None`: all count.
        before: Option<Round>,
    },
    /// This becomes of him at some time.
    Fate {
        /// Who.
        who: Person,
        /// What.
        is: Fate,
    },
    /// He has the greatest influence then.
    Leads {
        /// Who.
        who: Person,
        /// When.
        at: Round,
    },
    /// He is paramount in some round up to then.
    Paramount {
        /// Who.
        who: Person,
        /// Last round that counts.
        by: Round,
    },
    /// He holds the office at the end of the round.
    Holds {
        /// Which office.
        office: OfficeIx,
        /// Who.
        who: Person,
        /// When.
        at: Round,
    },
    /// He has neither died nor been put to death by the end of the round. Whoever was brought down
    /// otherwise lives on.
    Lives {
        /// Who.
        who: Person,
        /// When.
        at: Round,
    },
    /// His influence meets a bound then.
    Influence {
        /// Whose.
        of: Person,
        /// When.
        at: Round,
        /// The bound.
        bound: Bound,
    },
    /// His standing meets a bound then; nought where he is not among those at the top.
    Standing {
        /// Whose.
        of: Person,
        /// When.
        at: Round,
        /// The bound.
        bound: Bound,
    },
    /// An indicator meets a bound then.
    Indicator {
        /// Which.
        of: IndicatorIx,
        /// When.
        at: Round,
        /// The bound.
        bound: Bound,
    },
    /// There is a showdown against him.
    Showdown {
        /// Against whom.
        against: Person,
        /// When.
        between: Span,
        /// Only those that he survives, or that he loses.
        survives: Option<bool>,
        /// Only those that a higher organ decided by a vote, or those that went to none.
        heard: Option<bool>,
        /// Only the first against him in that time.
        first: bool,
    },
    /// The first takes a stand against the second.
    Opposed {
        /// Who takes it.
        who: Person,
        /// Against whom.
        whom: Person,
        /// When.
        between: Span,
    },
    /// So many are put to death.
    Executions {
        /// First round that counts.
        after: Round,
        /// How many.
        at_least: usize,
    },
    /// The crisis comes.
    Fired(CrisisIx),
    /// The option is chosen.
    Chosen(CrisisIx, usize),
    /// The line on an issue changes direction so many times.
    LineTurns {
        /// Which issue.
        issue: IssueIx,
        /// When.
        between: Span,
        /// How many times.
        at_least: usize,
    },
    /// So many plots are begun.
    Plots {
        /// When.
        between: Span,
        /// Only those against him.
        against: Option<Person>,
        /// Only those that he leads.
        by: Option<Person>,
        /// How many.
        at_least: usize,
    },
    /// All of them hold.
    All(Vec<Proposition>),
    /// At least one of them holds.
    Any(Vec<Proposition>),
    /// It does not hold.
    Not(Box<Proposition>),
}

impl Proposition {
    /// Whether it holds of a history.
    pub fn holds(&self, polity: &Polity, log: &Log) -> bool {
        let within = |at: Round, (first, last): Span| (first..=last).contains(&at);
        match self {
            Self::All(each) => each.iter().all(|p| p.holds(polity, log)),
            Self::Any(each) => each.iter().any(|p| p.holds(polity, log)),
            Self::Not(p) => !p.holds(polity, log),
            Self::FirstToFall { who, among } => {
                let looked_at = |w: Who| match (among, who) {
                    (_, Person::Principal(own)) if *own == w => true,
                    (Some(among), _) => among.contains(&w),
                    (None, _) => polity.principals.get(w).is_some_and(|p| p.contender),
                };
                log.falls
                    .iter()
                    .filter(|f| f.fate.is_fall() && looked_at(f.who))
                    .min_by_key(|f| f.at)
                    .is_some_and(|f| who.fell(log, f))
            }
            Self::Fell { who, before } => log.falls.iter().any(|f| {
                f.fate.is_fall() && before.is_none_or(|end| f.at < end) && who.fell(log, f)
            }),
            Self::Fate { who, is } => log.falls.iter().any(|f| f.fate == *is && who.fell(log, f)),
            Self::Leads { who, at } => {
                log.measures.first.get(*at).is_some_and(|&first| who.is_at_end_of(log, *at, first))
            }
            Self::Paramount { who, by } => {
                let rounds = log.measures.paramount.iter().enumerate().take(by.saturating_add(1));
                rounds
                    .into_iter()
                    .any(|(at, first)| first.is_some_and(|w| who.is_at_end_of(log, at, w)))
            }
            Self::Holds { office, who, at } => log
                .holder_at_end_of(*at, *office)
                .is_some_and(|holder| who.is_at_end_of(log, *at, holder)),
            Self::Lives { who, at } => who.lives_at_end_of(log, *at),
            Self::Influence { of, at, bound } => {
                of.level(log, *at, &log.measures.influence).is_some_and(|x| bound.met_by(x))
            }
            Self::Standing { of, at, bound } => {
                of.standing(log, *at).is_some_and(|x| bound.met_by(x))
            }
            Self::Indicator { of, at, bound } => {
                let level = log.measures.indicators.get(*at).and_then(|row| row.get(*of));
                level.is_some_and(|&x| bound.met_by(f64::from(x)))
            }
            Self::Showdown { against, between, survives, heard, first } => {
                let meant = |s: &&Showdown| within(s.at, *between) && against.is_target_of(s);
                let counted = if *first { 1 } else { usize::MAX };
                let mut those = log.showdowns.iter().filter(meant).take(counted);
                those.any(|s| ends(s, *survives, *heard))
            }
            Self::Opposed { who, whom, between } => log.opposed.iter().any(|&(a, b, at)| {
                within(at, *between) && who.is_during(log, at, a) && whom.is_during(log, at, b)
            }),
            Self::Executions { after, at_least } => {
                let executed =
                    log.falls.iter().filter(|f| f.fate == Fate::Executed && f.at >= *after);
                executed.count() >= *at_least
            }
            Self::Fired(crisis) => log.happenings.iter().any(|h| h.crisis == *crisis),
            Self::Chosen(crisis, option) => log
                .happenings
                .iter()
                .any(|h| h.crisis == *crisis && h.chosen.is_some_and(|(way, _)| way == *option)),
            Self::LineTurns { issue, between, at_least } => {
                let turns = log.turns.iter().filter(|(i, at)| i == issue && within(*at, *between));
                turns.count() >= *at_least
            }
            Self::Plots { between, against, by, at_least } => {
                let plots = log.plots.iter().filter(|&&(leader, target, at)| {
                    within(at, *between)
                        && against.is_none_or(|p| p.is_during(log, at, target))
                        && by.is_none_or(|p| p.is_during(log, at, leader))
                });
                plots.count() >= *at_least
            }
        }
    }
}
