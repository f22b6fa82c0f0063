//! Whether the same happened in two twins.
//!
//! A log names things by index, and one thing more in a polity moves the indices of others. So what
//! the base left is told in the what-if's indices first.

use super::twins::{Pair, Twins};
use crate::engine::{Aim, Fall, Figure, Happening, Log, Measures, Showdown, Stage, Tenure};
use crate::polity::{Counterparts, Who};

impl Twins<'_> {
    /// Whether the same happened in both, whatever those to whom it happened are called.
    ///
    /// Only what is in both worlds is held against each other. What one of them has alone makes a
    /// difference once it comes into play: when somebody has influence, an office is held, a crisis
    /// comes. Why things came about, which logs with events tell, is not looked at.
    pub fn alike(&self, pair: &Pair) -> bool {
        let [there, back] = &self.counterparts;
        let named = [&self.base, &self.whatif].map(|world| world.polity.principals.len());
        Terms { there, back, named }.alike(&pair.base, &pair.whatif)
    }
}

/// How the base's indices are told in those of the what-if.
struct Terms<'a> {
    there: &'a Counterparts,
    back: &'a Counterparts,
    /// How many principals each has from the start; who rises in play comes after them.
    named: [usize; 2],
}

/// Whether two lists are the same, once the first is told in the terms of the second.
fn same<T: PartialEq>(ours: &[T], theirs: &[T], told: impl Fn(&T) -> Option<T>) -> bool {
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| told(a).as_ref() == Some(b))
}

impl Terms<'_> {
    fn alike(&self, base: &Log, whatif: &Log) -> bool {
        // All of it is named, so that what is added is not forgotten here.
        let Log {
            cast,
            measures,
            tenures,
            falls,
            deaths,
            showdowns,
            happenings,
            opposed,
            plots,
            dropped,
            turns,
            // That a change did nothing is no difference.
            without_effect: _,
            events: _,
        } = base;
        let against = |list: &[(Who, Who, usize)], other: &[_]| {
            same(list, other, |&(a, b, at)| Some((self.who(a)?, self.who(b)?, at)))
        };
        self.same_risen(cast, &whatif.cast)
            && same(tenures, &whatif.tenures, |tenure| self.tenure(tenure))
            && same(falls, &whatif.falls, |fall| self.fall(fall))
            && same(showdowns, &whatif.showdowns, |showdown| self.showdown(showdown))
            && same(happenings, &whatif.happenings, |happening| self.happening(happening))
            && against(opposed, &whatif.opposed)
            && against(plots, &whatif.plots)
            && against(dropped, &whatif.dropped)
            && self.same_deaths(deaths, &whatif.deaths)
            && self.same_turns(turns, &whatif.turns)
            && self.same_measures(measures, &whatif.measures)
    }

    /// Somebody there: by id, or as the same of those who rose.
    fn who(&self, who: Who) -> Option<Who> {
        let [ours, theirs] = self.named;
        if who < ours { self.there.principal(who) } else { Some(who - ours + theirs) }
    }

    fn all(&self, all: &[Who]) -> Option<Vec<Who>> {
        all.iter().map(|&who| self.who(who)).collect()
    }

    fn same_risen(&self, ours: &[Figure], theirs: &[Figure]) -> bool {
        let [ours, theirs] = [(ours, self.named[0]), (theirs, self.named[1])]
            .map(|(cast, named)| cast[named..].iter().map(|figure| &figure.id));
        ours.eq(theirs)
    }

    fn tenure(&self, tenure: &Tenure) -> Option<Tenure> {
        let (office, who) = (self.there.office(tenure.office)?, self.who(tenure.who)?);
        Some(Tenure { office, who, ..*tenure })
    }

    fn fall(&self, fall: &Fall) -> Option<Fall> {
        let Fall { who, at, fate, ref by, showdown, as_target } = *fall;
        Some(Fall { who: self.who(who)?, at, fate, by: self.all(by)?, showdown, as_target })
    }

    fn showdown(&self, told: &Showdown) -> Option<Showdown> {
        Some(Showdown {
            at: told.at,
            target: self.who(told.target)?,
            held: told
                .held
                .iter()
                .map(|&office| self.there.office(office))
                .collect::<Option<_>>()?,
            aim: match told.aim {
                Aim::Relieve(office) => Aim::Relieve(self.there.office(office)?),
                aim @ (Aim::Censure | Aim::Expel | Aim::Arrest) => aim,
            },
            plan: told.plan,
            leader: self.who(told.leader)?,
            members: self.all(&told.members)?,
            defenders: self.all(&told.defenders)?,
            stages: told.stages.iter().map(|stage| self.stage(stage)).collect::<Option<_>>()?,
            odds: told.odds,
            won: told.won,
        })
    }

    fn stage(&self, stage: &Stage) -> Option<Stage> {
        let mut stage = *stage;
        match &mut stage {
            Stage::Force { .. } => {}
            Stage::Vote { organ, .. } => *organ = self.there.organ(*organ)?,
            Stage::Appeal { organ, by, .. } => {
                (*organ, *by) = (self.there.organ(*organ)?, self.who(*by)?);
            }
        }
        Some(stage)
    }

    fn happening(&self, told: &Happening) -> Option<Happening> {
        let option = |option: usize| self.there.option(told.crisis, option);
        // Somebody, or an option, that is not there makes the whole of it another thing.
        let maybe = |one: Option<usize>, there: &dyn Fn(usize) -> Option<usize>| match one {
            Some(one) => there(one).map(Some),
            None => Some(None),
        };
        let chosen = match told.chosen {
            Some((way, came_off)) => Some((option(way)?, came_off)),
            None => None,
        };
        let argued = told.argued.iter().map(|&(who, part)| Some((self.who(who)?, part)));
        Some(Happening {
            crisis: self.there.crisis(told.crisis)?,
            at: told.at,
            taken_by: maybe(told.taken_by, &|who| self.who(who))?,
            proposed: maybe(told.proposed, &option)?,
            chosen,
            argued: argued.collect::<Option<_>>()?,
            wanted: told.wanted.iter().map(|&way| option(way)).collect::<Option<_>>()?,
            counted: told.counted,
        })
    }

    /// Who is in one world only, and dies there on the bench, was never missed.
    fn same_deaths(&self, ours: &[(Who, usize)], theirs: &[(Who, usize)]) -> bool {
        let [_, named] = self.named;
        let known = |who: Who| who >= named || self.back.principal(who).is_some();
        let ours = ours.iter().filter_map(|&(who, at)| Some((self.who(who)?, at)));
        ours.eq(theirs.iter().copied().filter(|death| known(death.0)))
    }

    /// The line on an issue that is in one world only has nothing to be held against.
    fn same_turns(&self, ours: &[(usize, usize)], theirs: &[(usize, usize)]) -> bool {
        let ours = ours.iter().filter_map(|&(issue, at)| Some((self.there.issue(issue)?, at)));
        ours.eq(theirs.iter().copied().filter(|turn| self.back.issue(turn.0).is_some()))
    }

    fn same_measures(&self, base: &Measures, whatif: &Measures) -> bool {
        let Measures { influence, standing, parts: _, indicators, lines, norms, first, paramount } =
            base;
        let [ours, theirs] = self.named;
        let not_there = |row: &Vec<f32>| {
            let alone = |who: &Who| self.there.principal(*who).is_none();
            (0..ours).filter(alone).all(|who| row[who] == 0.0)
        };
        let not_here = |row: &Vec<f32>| {
            let alone = |who: &Who| self.back.principal(*who).is_none();
            (0..theirs).filter(alone).all(|who| row[who] == 0.0)
        };
        let who = |who| self.who(who);
        *norms == whatif.norms
            && same(first, &whatif.first, |one| self.who(*one))
            && paramount.len() == whatif.paramount.len()
            && paramount.iter().zip(&whatif.paramount).all(|(a, b)| match (a, b) {
                (Some(a), Some(b)) => self.who(*a) == Some(*b),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            })
            && same_columns(influence, &whatif.influence, who)
            && influence.iter().all(not_there)
            && whatif.influence.iter().all(not_here)
            && same_columns(standing, &whatif.standing, who)
            && same_columns(indicators, &whatif.indicators, |at| self.there.indicator(at))
            && same_columns(lines, &whatif.lines, |at| self.there.issue(at))
    }
}

/// Whether what is in both is the same in every row; `there` says in which column of the second.
fn same_columns(
    ours: &[Vec<f32>],
    theirs: &[Vec<f32>],
    there: impl Fn(usize) -> Option<usize>,
) -> bool {
    ours.len() == theirs.len()
        && ours.iter().zip(theirs).all(|(row, other)| {
            let mut columns = row.iter().enumerate();
            columns.all(|(at, value)| there(at).is_none_or(|at| other.get(at) == Some(value)))
        })
}
