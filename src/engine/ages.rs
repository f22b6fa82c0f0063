//! Ages: each dies once the hazard that he has lived through passes his threshold.
//!
//! Gompertz: the hazard grows by a constant share each year of age. It is added up round by round,
//! but not before somebody could die of it: most cannot for years on end.

use super::state::{Leader, Play, Status};
use crate::chance::exp;
use crate::polity::{Parameters, Round, Who};

/// How far everyone's ageing is worked out.
#[derive(Clone, Debug, Default)]
pub(super) struct Ages {
    /// Year of each round so far.
    years: Vec<f64>,
    /// The first round of which nothing is in his wear yet, by principal.
    fresh: Vec<Round>,
    /// Nobody can die before this round, by principal.
    safe_until: Vec<Round>,
}

/// Hazard of dying, a month, in this year.
fn hazard(k: &Parameters, leader: &Leader, year: f64) -> f64 {
    let age = year - leader.born;
    leader.frailty * k.death_at_sixty * exp(k.death_growth * (age - 60.0))
}

impl Play<'_> {
    /// Whoever has come to the end of his days dies.
    pub fn age(&mut self) {
        self.ages.fresh.resize(self.leaders.len(), self.round);
        self.ages.safe_until.resize(self.leaders.len(), self.round);
        for who in 0..self.leaders.len() {
            let due = self.ages.safe_until[who] <= self.round;
            if due && self.leaders[who].status != Status::Dead {
                self.wear_out(who);
                if self.leaders[who].wear > self.leaders[who].lifetime {
                    self.die(who);
                } else {
                    self.ages.safe_until[who] = self.safe_until(who);
                }
            }
        }
    }

    /// Adds up everyone's hazard to this day, before a what-if changes what it is made of.
    pub fn settle_ages(&mut self) {
        for who in 0..self.ages.fresh.len() {
            if self.k.with_deaths >= 0.5 && self.leaders[who].status != Status::Dead {
                self.wear_out(who);
            }
        }
        self.ages.fresh.fill(self.round + 1);
        self.ages.safe_until.fill(self.round + 1);
    }

    /// Adds up somebody's hazard to this day.
    fn wear_out(&mut self, who: Who) {
        let (leader, ages) = (&mut self.leaders[who], &mut self.ages);
        while ages.years.len() <= self.round {
            ages.years.push(self.polity.calendar.year(ages.years.len()));
        }
        for &year in &ages.years[ages.fresh[who]..=self.round] {
            leader.wear += hazard(&self.k, leader, year) * self.months;
        }
        ages.fresh[who] = self.round + 1;
    }

    /// The next round in which somebody could die whose hazard is added up to this day: what he may
    /// live through is put too high, a year at a time.
    fn safe_until(&self, who: Who) -> Round {
        /// More than a year is ever off for the unequal length of months.
        const SLACK: f64 = 0.1;
        let leader = &self.leaders[who];
        let stretch = libm::ceil(12.0 / self.months) as Round;
        let now = self.ages.years[self.round];
        let at = |year| hazard(&self.k, leader, year);
        let (first, mut wear) = (at(now - SLACK), leader.wear);
        let mut until = self.round + 1;
        while until < self.polity.calendar.rounds {
            // It rises or falls throughout, and is greatest at one end.
            let years = (until + stretch - self.round) as f64 * self.months / 12.0;
            let last = at(now + years + SLACK);
            wear += first.max(last) * stretch as f64 * self.months;
            // Far more than rounding could make of it.
            if wear * (1.0 + 1e-6) >= leader.lifetime {
                break;
            }
            until += stretch;
        }
        until
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::*;

    #[test]
    fn nobody_dies_later_for_being_left_alone() {
        let polity = polity();
        let mut play = opened(&polity);
        // From one who dies at once to one who survives the calendar.
        let lifetimes = [1e-9, 0.02, 0.2, 1e9];
        for (leader, lifetime) in play.leaders.iter_mut().zip(lifetimes) {
            leader.lifetime = lifetime;
        }
        let mut wear = vec![0.0; lifetimes.len()];
        for round in 0..polity.calendar.rounds {
            // Half way everyone becomes frailer.
            if round == polity.calendar.rounds / 2 {
                play.settle_ages();
                play.leaders.iter_mut().for_each(|leader| leader.frailty *= 1.5);
            }
            play.round = round;
            play.age();
            let year = polity.calendar.year(round);
            for (who, wear) in wear.iter_mut().enumerate() {
                let leader = &play.leaders[who];
                let before = *wear <= leader.lifetime;
                *wear += hazard(&play.k, leader, year);
                let died = play.log.deaths.contains(&(who, round));
                assert_eq!(died, before && *wear > leader.lifetime, "{who} in {round}");
            }
        }
        let looked_at = play.ages.fresh[3];
        assert!(looked_at < 40, "{looked_at}: left alone for long");
    }
}
