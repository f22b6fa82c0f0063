//! Who is meant where a proposition names an office.

use super::Person;
use crate::engine::{Fall, Fate, Log, Showdown};
use crate::polity::{OfficeIx, Round, Who};

impl Log {
    /// Who holds an office when a round is over, if anyone does.
    pub fn holder_at_end_of(&self, at: Round, office: OfficeIx) -> Option<Who> {
        let held = |t: &&crate::engine::Tenure| {
            t.office == office && t.from <= at && t.to.is_none_or(|to| to > at)
        };
        // Past the last round nothing is known, though open tenures would say otherwise.
        (at < self.measures.first.len())
            .then(|| self.tenures.iter().rfind(held))
            .flatten()
            .map(|t| t.who)
    }

    /// Whether someone holds an office for some part of a round: also in that in which he loses it.
    fn held_during(&self, at: Round, office: OfficeIx, who: Who) -> bool {
        self.tenures.iter().any(|t| {
            t.office == office && t.who == who && t.from <= at && t.to.is_none_or(|to| to >= at)
        })
    }
}

/// Whether a showdown ends for its target like this and is decided where it should be.
pub(super) fn ends(showdown: &Showdown, survives: Option<bool>, heard: Option<bool>) -> bool {
    survives.is_none_or(|alive| alive != showdown.won)
        && heard.is_none_or(|heard| heard == showdown.heard())
}

impl Person {
    /// Whether `who` is meant when a round is over.
    pub(super) fn is_at_end_of(self, log: &Log, at: Round, who: Who) -> bool {
        match self {
            Self::Principal(own) => own == who,
            Self::Holder(office) => log.holder_at_end_of(at, office) == Some(who),
        }
    }

    /// Whether `who` is meant for some part of a round.
    pub(super) fn is_during(self, log: &Log, at: Round, who: Who) -> bool {
        match self {
            Self::Principal(own) => own == who,
            Self::Holder(office) => log.held_during(at, office, who),
        }
    }

    /// Whether it is he who was brought down.
    pub(super) fn fell(self, log: &Log, fall: &Fall) -> bool {
        match self {
            Self::Principal(own) => own == fall.who,
            Self::Holder(office) => {
                let held_then = log
                    .showdowns
                    .get(fall.showdown)
                    .is_some_and(|s| s.target == fall.who && s.held.contains(&office));
                held_then || log.held_during(fall.at, office, fall.who)
            }
        }
    }

    /// Whether a showdown is against him.
    pub(super) fn is_target_of(self, showdown: &Showdown) -> bool {
        match self {
            Self::Principal(who) => showdown.target == who,
            Self::Holder(office) => showdown.held.contains(&office),
        }
    }

    /// Whether he has neither died nor been put to death when a round is over, if the round was
    /// played and someone is meant.
    pub(super) fn lives_at_end_of(self, log: &Log, at: Round) -> bool {
        let who = match self {
            Self::Principal(own) => Some(own),
            Self::Holder(office) => log.holder_at_end_of(at, office),
        };
        let dead = |who: Who| {
            let executed = log.falls.iter().filter(|fall| fall.fate == Fate::Executed);
            let ends = executed.map(|fall| (fall.who, fall.at)).chain(log.deaths.iter().copied());
            ends.into_iter().any(|(dead, then)| dead == who && then <= at)
        };
        at < log.measures.first.len() && who.is_some_and(|who| !dead(who))
    }

    /// His standing when a round is over, if the round was played and someone is meant. Who has died,
    /// fallen or not come to the top yet has none: what is kept of it is what he had last.
    pub(super) fn standing(self, log: &Log, at: Round) -> Option<f64> {
        let is_at_the_top = self.level(log, at, &log.measures.influence)? > 0.0;
        if is_at_the_top { self.level(log, at, &log.measures.standing) } else { Some(0.0) }
    }

    /// His entry in a row of numbers, if the round was played and someone is meant.
    pub(super) fn level(self, log: &Log, at: Round, rows: &[Vec<f32>]) -> Option<f64> {
        let row = rows.get(at)?;
        let who = match self {
            Self::Principal(own) => own,
            Self::Holder(office) => log.holder_at_end_of(at, office)?,
        };
        row.get(who).map(|&x| f64::from(x))
    }
}
