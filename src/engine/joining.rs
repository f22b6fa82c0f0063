//! Joining a plot: who is asked, what it is worth to him, and whether he comes along.

use super::motions::Lesser;
use super::odds::Strike;
use super::state::{Play, Plot, reading};
use super::{Aim, Occurrence, Plan, Reading};
use crate::chance::{Purpose, Stream, logistic};
use crate::polity::{Parameters, Who};
use crate::theory::stays_in;

/// More than rounding may hide, where a chance is bounded.
const HAIR: f64 = 1e-9;

/// What there is to win and to lose by a plot, for one of its members.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlotStakes {
    /// What it is worth if the target falls, and if he loses an office or is censured.
    whole: f64,
    lesser: Lesser<f64>,
    /// What it costs to lose in full.
    loss: f64,
    /// What a small matter weighs against a fall.
    share: f64,
}

impl PlotStakes {
    /// What so much is worth where it comes with such a strike: less, if little is aimed at.
    pub fn share(&self, strike: &Strike) -> f64 {
        if strike.aim.is_lesser() { self.share } else { 1.0 }
    }

    /// What such a strike is worth.
    pub fn worth(&self, strike: &Strike) -> f64 {
        let &Strike { aim, odds, lost_in_full, .. } = strike;
        let (gain, share) = (self.lesser.of(aim).unwrap_or(self.whole), self.share(strike));
        share * (odds * gain - (1.0 - odds) * self.loss) - (1.0 - share) * lost_in_full * self.loss
    }
}

/// What weighs with a colleague who is asked to join a plot.
pub(super) struct Temptation {
    stakes: PlotStakes,
    /// How fond he is of the target.
    fond: f64,
    /// What he has against the leader as the next master.
    master: f64,
    /// What the leader holds over him, less what the target does.
    held: f64,
    /// Whether the winners would turn on him next, once the target is gone.
    next: f64,
    engagement: f64,
}

impl Temptation {
    /// What joining is worth to him for such a strike: what may be won against what may be lost, what he
    /// thinks of the leader as the next master, whether the winners would turn on him next, fondness
    /// for the target, and what anyone holds over him. Where the target would keep his seat there is
    /// no next round without him.
    fn worth(&self, k: &Parameters, strike: &Strike) -> f64 {
        let next = if strike.aim.is_lesser() { 0.0 } else { self.next };
        let against = k.join_next_master * strike.odds * self.master + k.join_fondness * self.fond;
        self.stakes.worth(strike)
            - self.stakes.share(strike) * against
            - k.join_look_ahead * strike.odds * next
            + k.vote_leverage * self.held
    }

    /// Chance that he joins for such a worth.
    fn chance(&self, k: &Parameters, worth: f64) -> f64 {
        logistic(worth / k.join_noise) * self.engagement
    }

    /// Chance that he joins for such a strike.
    pub fn chance_for(&self, k: &Parameters, strike: &Strike) -> f64 {
        self.chance(k, self.worth(k, strike))
    }

    /// The least and the most that the chance can be if no strike has better odds than these. It goes
    /// with the odds, or against them, all the way.
    fn bounds(&self, k: &Parameters, most: f64) -> [f64; 2] {
        let strike = |aim: Aim, odds: f64, lost: f64| {
            let lost_in_full = lost * (1.0 - odds);
            Strike { plan: Plan::Vote, aim, odds, lost_in_full }
        };
        let ends = [0.0, most].into_iter().flat_map(|odds| {
            // It is all the same which office.
            let lesser = [Aim::Relieve(0), Aim::Censure].into_iter();
            let lesser = lesser.flat_map(move |aim| [0.0, 1.0].map(|lost| strike(aim, odds, lost)));
            lesser.chain([strike(Aim::Expel, odds, 1.0)])
        });
        let (mut least, mut best) = (f64::INFINITY, f64::NEG_INFINITY);
        for strike in ends {
            let worth = self.worth(k, &strike);
            (least, best) = (least.min(worth), best.max(worth));
        }
        [least, best].map(|worth| self.chance(k, worth))
    }
}

impl Play<'_> {
    /// What somebody has at stake in a plot with so many members.
    pub fn stakes_of_plot(&self, who: Who, target: Who, sharers: usize) -> PlotStakes {
        PlotStakes {
            whole: self.gain_from_fall(who, target, sharers),
            lesser: self.gains_by_lesser_aims(who, target, sharers),
            loss: self.loss_from_failure(who, target),
            share: self.k.move_stakes,
        }
    }

    /// One approach a round: to the colleague with most to gain and least to leak.
    pub fn approach(&mut self, plot: &mut Plot) {
        let Some(whom) = self.next_recruit(plot) else { return };
        let with = joined_by(plot, whom);
        let stream =
            Stream::new(Purpose::Join, self.leaders[plot.target].key, self.leaders[whom].key);
        let luck = self.chance.unit(stream, plot.occurrence);
        let joined = self.joins(plot, whom, &with, luck);
        let (leader, target) = (plot.leader, plot.target);
        self.tell(Occurrence::Approach { leader, target, whom, joined }, |play| {
            let (me, other) = (play.id(whom), play.id(target));
            let strike = play.best_strike(target, leader, &with);
            let chance = play.temptation(plot, whom).chance_for(&play.k, &strike);
            let mut reads = play.promises(plot, whom);
            reads.extend([
                reading(format!("odds with {me}"), strike.odds),
                reading(format!("chance that {me} joins"), chance),
                reading(
                    format!("hostility of {me} to {other}"),
                    play.pairs.hostility.at(whom, target),
                ),
                reading(
                    format!("hostility of {me} to {}", play.id(leader)),
                    play.pairs.hostility.at(whom, leader),
                ),
                reading("price of losing", play.price_of_losing()),
            ]);
            reads
        });
        if joined {
            plot.members = with;
        } else {
            plot.declined.push(whom);
            // Who declines may talk.
            plot.wear += 0.5 * self.pairs.trust.at(whom, target).max(0.0);
        }
    }

    /// Whom to ask next, if anyone is left who might.
    pub fn next_recruit(&self, plot: &Plot) -> Option<Who> {
        let (mut best, mut most) = (None, 0.0);
        for &who in &self.active {
            let promise = self.promise_as_recruit(plot, who);
            if promise > most {
                (best, most) = (Some(who), promise);
            }
        }
        best
    }

    /// How much somebody would bring to a plot, the more willing and the less likely to talk; nought for
    /// whoever cannot be asked.
    fn promise_as_recruit(&self, plot: &Plot, who: Who) -> f64 {
        if who == plot.target
            || plot.members.contains(&who)
            || plot.declined.contains(&who)
            || !self.present(who)
            || !self.free_to_plot(who)
        {
            return 0.0;
        }
        let leader = &self.leaders[who];
        let vote = if leader.seated { 0.1 } else { 0.0 };
        let worth = (vote + leader.influence + leader.coercion) * leader.engagement;
        let willing = (self.pairs.hostility.at(who, plot.target) + 0.15).max(0.0);
        let leaky = 1.0 + self.pairs.trust.at(who, plot.target).max(0.0);
        worth * willing / leaky
    }

    /// The same of everyone who can be asked, as it is read where this one is.
    fn promises(&self, plot: &Plot, asked: Who) -> Vec<Reading> {
        let each = self.active.iter().map(|&who| (who, self.promise_as_recruit(plot, who)));
        let open = each.filter(|&(_, promise)| promise > 0.0);
        let read = open.map(|(who, promise)| {
            let what = format!("promise of {} as a recruit", self.id(who));
            Reading { chosen: who == asked, ..reading(what, promise) }
        });
        read.collect()
    }

    /// Whether a colleague with such luck joins, to make these the members. How they would strike with
    /// him is reckoned only where the best that may be hoped for, or the worst, leaves it open.
    fn joins(&self, plot: &Plot, who: Who, with: &[Who], luck: f64) -> bool {
        let temptation = self.temptation(plot, who);
        let hopes = self.hopes_of_strike(plot.target, plot.leader, with);
        let [least, most] = temptation.bounds(&self.k, hopes);
        if luck > most + HAIR {
            return false;
        }
        luck < least - HAIR || {
            let strike = self.best_strike(plot.target, plot.leader, with);
            luck < temptation.chance_for(&self.k, &strike)
        }
    }

    /// What weighs with a colleague who is asked to join.
    pub fn temptation(&self, plot: &Plot, who: Who) -> Temptation {
        let lead = &self.leaders[plot.leader];
        let stays = self.k.with_look_ahead < 0.5 || self.stays_in(plot, who);
        Temptation {
            stakes: self.stakes_of_plot(who, plot.target, plot.members.len()),
            fond: self.pairs.trust.at(who, plot.target).max(0.0),
            master: self.pairs.hostility.at(who, plot.leader).max(0.0)
                * (lead.influence * 3.0).min(1.0),
            held: self.pairs.leverage.at(plot.leader, who)
                - self.pairs.leverage.at(plot.target, who),
            next: if stays { 0.0 } else { 1.0 },
            engagement: self.leaders[who].engagement,
        }
    }

    /// Whether a recruit would be in the ruling coalition of the winners, without the target: the
    /// ultimate ruling coalition of Acemoglu, Egorov and Sonin, with influence for power.
    fn stays_in(&self, plot: &Plot, who: Who) -> bool {
        let mut powers = [0_u64; 8];
        let mut n = 0;
        for &member in plot.members.iter().take(7).chain([&who]) {
            powers[n] = (self.leaders[member].influence * 1e6) as u64 + 1;
            n += 1;
        }
        stays_in(&powers[..n], n - 1)
    }
}

/// The members of a plot, if one more joined.
pub(super) fn joined_by(plot: &Plot, whom: Who) -> Vec<Who> {
    plot.members.iter().copied().chain([whom]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::lanes::LANES;

    #[test]
    fn whether_somebody_joins_is_as_the_odds_say() {
        let polity = polity();
        let mut play = opened(&polity);
        let slot = play.slot(0);
        for (hostility, relief) in [(0.2, 0.0), (0.5, 0.0), (0.9, 0.0), (0.15, 1.0), (0.5, 0.5)] {
            *play.pairs.relief.group_mut(slot, 0) = [relief; LANES];
            play.pairs.hostility.put(2, 0, hostility);
            play.pairs.hostility.put(3, 0, hostility);
            play.begin_plot(2, 0, Vec::new());
            let plot = play.plots.pop().expect("begun");
            let with = [2, 3];
            let strike = play.best_strike(0, 2, &with);
            let chance = play.temptation(&plot, 3).chance_for(&play.k, &strike);
            assert!(strike.odds <= play.hopes_of_strike(0, 2, &with));
            for step in 0..=100 {
                let luck = f64::from(step) / 100.0;
                assert_eq!(play.joins(&plot, 3, &with, luck), luck < chance, "{luck} {chance}");
            }
        }
    }
}
