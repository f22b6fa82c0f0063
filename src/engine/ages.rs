//! Ages: each dies once the hazard that he has lived through passes his threshold, and falls ill
//! once it passes a share of it.
//!
//! Gompertz: the hazard grows by a constant share each year of age. It is added up round by round,
//! but not before somebody could die or fall ill of it: most cannot for years on end.

use super::Occurrence;
use super::state::{Leader, Play, Status};
use crate::chance::{Key, Purpose, Stream, exp};
use crate::polity::{Parameters, Round, Who};

/// How far everyone's ageing is worked out.
#[derive(Clone, Debug, Default)]
pub(super) struct Ages {
    /// Year of each round so far.
    years: Vec<f64>,
    /// The first round of which nothing is in his wear yet, by principal.
    fresh: Vec<Round>,
    /// Nobody can die or fall ill before this round, by principal.
    safe_until: Vec<Round>,
}

/// Hazard of dying, a month, in this year.
fn hazard(k: &Parameters, leader: &Leader, year: f64) -> f64 {
    let age = year - leader.born;
    leader.frailty * k.death_at_sixty * exp(k.death_growth * (age - 60.0))
}

/// Whether people die, and whether they fall ill.
fn switches(k: &Parameters) -> [bool; 2] {
    [k.with_deaths >= 0.5, k.with_illness >= 0.5 && k.illness_months > 0.0]
}

impl Play<'_> {
    /// Whoever has come to the end of his days dies; whoever has come near it falls ill.
    pub fn age(&mut self) {
        let [deaths, illness] = switches(&self.k);
        if !deaths && !illness {
            return;
        }
        self.ages.fresh.resize(self.leaders.len(), self.round);
        self.ages.safe_until.resize(self.leaders.len(), self.round);
        for who in 0..self.leaders.len() {
            let due = self.ages.safe_until[who] <= self.round;
            if due && self.leaders[who].status != Status::Dead {
                self.wear_out(who);
                let leader = &self.leaders[who];
                if deaths && leader.wear > leader.lifetime {
                    self.die(who);
                    continue;
                }
                if illness && leader.wear > leader.sickens_at {
                    self.fall_ill(who);
                }
                self.ages.safe_until[who] = self.safe_until(who);
            }
        }
    }

    /// Somebody falls ill, once in his life, and is away. Whoever has fallen is not missed.
    fn fall_ill(&mut self, who: Who) {
        let stream = Stream::new(Purpose::Illness, self.leaders[who].key, Key::NONE);
        // The first draw of the stream has said when.
        let months = 2.0 * self.k.illness_months * self.chance.unit(stream, 1);
        let back = self.after(months);
        let leader = &mut self.leaders[who];
        leader.sickens_at = f64::INFINITY;
        if !matches!(leader.status, Status::Active | Status::Bench(_)) {
            return;
        }
        leader.away_until = back.max(leader.away_until);
        let until = leader.away_until;
        if leader.status == Status::Active {
            self.tell(Occurrence::Illness { who, until }, |_| Vec::new());
        }
    }

    /// Adds up everyone's hazard to this day, before a what-if changes what it is made of.
    pub fn settle_ages(&mut self) {
        let counts = switches(&self.k).contains(&true);
        for who in 0..self.ages.fresh.len() {
            if counts && self.leaders[who].status != Status::Dead {
                self.wear_out(who);
            }
        }
        self.ages.fresh.fill(self.round + 1);
        self.ages.safe_until.fill(self.round + 1);
    }

    /// Adds up somebody's hazard to this day. What is switched off comes no nearer by it.
    fn wear_out(&mut self, who: Who) {
        let [deaths, illness] = switches(&self.k);
        let (leader, ages) = (&mut self.leaders[who], &mut self.ages);
        let before = leader.wear;
        while ages.years.len() <= self.round {
            ages.years.push(self.polity.calendar.year(ages.years.len()));
        }
        for &year in &ages.years[ages.fresh[who]..=self.round] {
            leader.wear += hazard(&self.k, leader, year) * self.months;
        }
        ages.fresh[who] = self.round + 1;
        let lived = leader.wear - before;
        if !deaths {
            leader.lifetime += lived;
        }
        if !illness {
            leader.sickens_at += lived;
        }
    }

    /// The next round in which somebody could die or fall ill whose hazard is added up to this day:
    /// what he may live through is put too high, a year at a time.
    fn safe_until(&self, who: Who) -> Round {
        /// More than a year is ever off for the unequal length of months.
        const SLACK: f64 = 0.1;
        let leader = &self.leaders[who];
        let [deaths, illness] = switches(&self.k);
        let dies_at = if deaths { leader.lifetime } else { f64::INFINITY };
        let nearer = if illness { dies_at.min(leader.sickens_at) } else { dies_at };
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
            if wear * (1.0 + 1e-6) >= nearer {
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
    fn nobody_dies_or_falls_ill_later_for_being_left_alone() {
        let polity = polity();
        let mut play = opened(&polity);
        // From one who dies at once to one who survives the calendar.
        let lifetimes = [1e-9, 0.02, 0.2, 1e9];
        // One would fall ill after his death, one does soon before, one late, one never.
        let sickens_at = [1e-8, 0.015, 0.1, 1e8];
        for (leader, (dies, sickens)) in
            play.leaders.iter_mut().zip(lifetimes.into_iter().zip(sickens_at))
        {
            (leader.lifetime, leader.sickens_at) = (dies, sickens);
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
                let before = *wear;
                *wear += hazard(&play.k, &play.leaders[who], year);
                let passes = |threshold| before <= threshold && *wear > threshold;
                let died = play.log.deaths.contains(&(who, round));
                assert_eq!(died, passes(lifetimes[who]), "{who} in {round}");
                let alive = before <= lifetimes[who] && !died;
                let fell_ill = play.log.events.iter().any(|event| {
                    event.at == round
                        && matches!(event.what, Occurrence::Illness { who: ill, .. } if ill == who)
                });
                assert_eq!(fell_ill, alive && passes(sickens_at[who]), "{who} in {round}");
            }
        }
        let looked_at = play.ages.fresh[3];
        assert!(looked_at < 40, "{looked_at}: left alone for long");
    }

    #[test]
    fn what_is_switched_off_comes_no_nearer() {
        let polity = polity();
        let mut play = opened(&polity);
        play.k.with_deaths = 0.0;
        let left = |play: &Play<'_>, who: usize| {
            let leader = &play.leaders[who];
            [leader.lifetime - leader.wear, leader.sickens_at - leader.wear]
        };
        (play.leaders[0].lifetime, play.leaders[0].sickens_at) = (1e-9, 1e9);
        for round in 0..12 {
            play.round = round;
            play.age();
        }
        play.settle_ages();
        assert!(play.log.deaths.is_empty());
        assert!(play.leaders[0].wear > 1e-3, "he has grown older for illness");
        let [death, illness] = left(&play, 0);
        assert!((death - 1e-9).abs() < 1e-12 && illness < 1e9, "{death} {illness}");
        play.k.with_deaths = 1.0;
        play.round = 12;
        play.age();
        assert_eq!(play.log.deaths, [(0, 12)]);
    }
}
