//! Plots: who begins one, who joins, whether it leaks, when it strikes.

use super::joining::joined_by;
use super::odds::Strike;
use super::state::{Play, Plot};
use super::{Act, Occurrence, Reading};
use crate::chance::{Key, Purpose, Stream, exponential};
use crate::polity::Who;

impl Play<'_> {
    /// Whether somebody may begin or join a plot now.
    pub fn free_to_plot(&self, who: Who) -> bool {
        let leader = &self.leaders[who];
        self.round >= leader.quiet_until.max(leader.spent_until).max(self.weary_until)
            && !self.plots.iter().any(|plot| plot.members.contains(&who))
    }

    /// Begins a plot.
    pub fn begin_plot(&mut self, leader: Who, target: Who, reads: Vec<Reading>) {
        self.told(leader, Act::Plot(target), reads);
        let occurrence = self.leaders[target].plots;
        self.leaders[target].plots += 1;
        let stream = Stream::new(Purpose::Leak, self.leaders[target].key, Key::NONE);
        let threshold = exponential(self.chance.unit(stream, occurrence));
        let stream = Stream::new(Purpose::Ripening, self.leaders[target].key, Key::NONE);
        // Nobody knows beforehand how long: up to twice the usual.
        let ripening = 2.0 * self.k.plot_ripening * self.chance.unit(stream, occurrence);
        self.plots.push(Plot {
            target,
            leader,
            members: vec![leader],
            declined: Vec::new(),
            begun: self.round,
            ripening,
            occurrence,
            wear: 0.0,
            threshold,
            warned: false,
            hurried: false,
        });
        self.plots.sort_by_key(|plot| plot.target);
        self.log.plots.push((leader, target, self.round));
        self.tell(Occurrence::PlotBegun { leader, target }, |_| Vec::new());
    }

    /// One round of every plot, in an order drawn for the month, by their targets.
    pub fn plots_turn(&mut self) {
        let round = self.round as u64;
        let mut targets: Vec<(f64, Who)> = Vec::with_capacity(self.plots.len());
        for plot in &self.plots {
            // Where there is but one, no order is drawn.
            let draw = if self.plots.len() > 1 {
                let key = self.leaders[plot.target].key;
                self.chance.unit(Stream::new(Purpose::PlotOrder, key, Key::NONE), round)
            } else {
                0.0
            };
            targets.push((draw, plot.target));
        }
        targets.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        for (_, target) in targets {
            // A showdown may have ended it meanwhile.
            let Some(at) = self.plots.iter().position(|plot| plot.target == target) else {
                continue;
            };
            let mut plot = self.plots.remove(at);
            if self.plot_turn(&mut plot) {
                self.plots.push(plot);
                self.plots.sort_by_key(|plot| plot.target);
            }
        }
    }

    /// One round of a plot. Returns whether it goes on.
    fn plot_turn(&mut self, plot: &mut Plot) -> bool {
        let age = (self.round - plot.begun) as f64 * self.months;
        let cooled = self.pairs.hostility.at(plot.leader, plot.target) <= 0.0;
        if cooled || age > self.k.plot_patience {
            self.give_up(plot);
            return false;
        }
        // While its leader is away nobody is asked, and nobody strikes.
        let present = self.present(plot.leader);
        if present {
            self.approach(plot);
        }
        self.leak(plot);
        let ripe = plot.hurried || age >= plot.ripening;
        if !present || !ripe {
            return true;
        }
        let strike = self.best_strike(plot.target, plot.leader, &plot.members);
        if strike.odds < self.k.plot_hopeless {
            self.give_up(plot);
            return false;
        }
        if self.strikes(plot, &strike) {
            self.strike(plot, strike);
            return false;
        }
        true
    }

    /// Somebody is gone: plots against him, and plots of which he was the last, come to nothing; of
    /// those that he led, the next takes the lead.
    pub fn leave_plots(&mut self, who: Who) {
        for mut plot in std::mem::take(&mut self.plots) {
            if goes_on_without(&mut plot, who) && plot.target != who {
                self.plots.push(plot);
            } else {
                self.drop_plot(&plot);
            }
        }
    }

    /// Somebody has lost, and keeps out of such things for a while: he leaves the plot he was in; one
    /// that he led goes on under the next.
    pub fn quit_plots(&mut self, who: Who) {
        let Some(at) = self.plots.iter().position(|plot| plot.members.contains(&who)) else {
            return;
        };
        let mut plot = self.plots.remove(at);
        if goes_on_without(&mut plot, who) {
            self.plots.insert(at, plot);
        } else {
            self.drop_plot(&plot);
        }
    }

    /// Its leader gives it up, and has spent for a while what credit he had for such things; for longer
    /// if the target knows.
    fn give_up(&mut self, plot: &Plot) {
        let months = if plot.warned { self.k.quiet_months } else { self.k.weary_months };
        self.leaders[plot.leader].spent_until = self.after(months);
        self.drop_plot(plot);
    }

    /// The plot comes to nothing.
    pub fn drop_plot(&mut self, plot: &Plot) {
        let (leader, target) = (plot.leader, plot.target);
        self.log.dropped.push((leader, target, self.round));
        self.tell(Occurrence::PlotDropped { leader, target }, |_| Vec::new());
    }

    /// Whether the members think the odds good enough, and waiting for one more member worth less
    /// than the risk of a leak.
    fn strikes(&self, plot: &Plot, strike: &Strike) -> bool {
        let odds = strike.odds;
        let n = plot.members.len() as f64;
        let resolve: f64 = plot.members.iter().map(|&i| self.leaders[i].resolve).sum::<f64>() / n;
        let mut enough = self.k.strike_odds
            - self.k.strike_resolve * resolve
            - self.k.strike_danger * self.danger(plot.leader);
        if plot.warned {
            enough -= self.k.strike_warned;
        }
        if odds < enough {
            return false;
        }
        let Some(next) = self.next_recruit(plot) else { return true };
        let wider = joined_by(plot, next);
        let better = self.best_strike(plot.target, plot.leader, &wider).odds - odds;
        let waiting = self.temptation(plot, next).chance_for(&self.k, strike) * better;
        waiting <= self.share(self.leak_hazard(plot)) * odds
    }

    /// Chance a month that somebody gives the plot away: the more, the better informed the target.
    fn leak_hazard(&self, plot: &Plot) -> f64 {
        if self.k.with_leaks < 0.5 {
            return 0.0;
        }
        let target = &self.leaders[plot.target];
        let each = self.k.leak_floor
            + self.k.leak_rate
                * target.information
                * (0.5 + 0.5 * target.cunning)
                * (1.0 + target.alert);
        (each * plot.members.len() as f64).min(0.9)
    }

    fn leak(&mut self, plot: &mut Plot) {
        if plot.warned || self.k.with_leaks < 0.5 {
            return;
        }
        plot.wear -= libm::log1p(-self.leak_hazard(plot)) * self.months;
        if plot.wear > plot.threshold {
            plot.warned = true;
            let target = &mut self.leaders[plot.target];
            target.alert = (target.alert + self.k.guard_effect).min(1.0);
            for &member in &plot.members {
                self.pairs.trust.add(plot.target, member, -0.5 * self.k.enmity, -1.0, 1.0);
            }
            let (leader, target) = (plot.leader, plot.target);
            self.tell(Occurrence::Leak { leader, target }, |_| Vec::new());
        }
    }
}

/// Takes somebody out of a plot, which the next leads on if he led it. Returns whether anybody is left.
fn goes_on_without(plot: &mut Plot, who: Who) -> bool {
    plot.members.retain(|&member| member != who);
    let next = plot.members.first().copied();
    if plot.leader == who {
        plot.leader = next.unwrap_or(who);
    }
    next.is_some()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::lanes::LANES;
    use super::super::state::Status;
    use super::super::{Aim, Fate, Plan};
    use super::*;
    use crate::polity::Polity;

    /// The third leads the fourth against the first. They have little against him, but would all much
    /// rather see his successor in his office.
    fn rather_another(polity: &Polity) -> Play<'_> {
        let mut play = opened(polity);
        (1..4).for_each(|who| play.pairs.hostility.put(who, 0, 0.15));
        let slot = play.slot(0);
        *play.pairs.relief.group_mut(slot, 0) = [1.0; LANES];
        play.k.with_force = 0.0;
        play.begin_plot(2, 0, Vec::new());
        play.plots[0].members.push(3);
        play
    }

    #[test]
    fn plotters_want_an_office_where_that_is_worth_more_to_their_leader() {
        let polity = polity();
        let mut play = rather_another(&polity);
        let office = play.office_at_stake(0).expect("he has one");
        let strike = play.best_strike(0, 2, &[2, 3]);
        assert_eq!((strike.plan, strike.aim), (Plan::Vote, Aim::Relieve(office)));
        play.k.with_lesser_aims = 0.0;
        let strike = play.best_strike(0, 2, &[2, 3]);
        assert_eq!((strike.plan, strike.aim), (Plan::Vote, Aim::Expel));
        play.k.with_lesser_aims = 1.0;
        // As much as they can have against him, and no better man in sight.
        (1..4).for_each(|who| play.pairs.hostility.put(who, 0, 1.5));
        let slot = play.slot(0);
        *play.pairs.relief.group_mut(slot, 0) = [-1.0; LANES];
        assert_eq!(play.best_strike(0, 2, &[2, 3]).aim, Aim::Expel);
    }

    #[test]
    fn a_plot_for_an_office_leaves_its_target_his_seat() {
        let polity = polity();
        for carried in [true, false] {
            let mut play = rather_another(&polity);
            play.k.with_appeals = 0.0;
            play.k.vote_bias = if carried { -9.0 } else { 9.0 };
            let (plot, office) = (play.plots.pop().expect("begun"), play.office_at_stake(0));
            let office = office.expect("he has one");
            let aim = Aim::Relieve(office);
            let strike = Strike { plan: Plan::Vote, aim, odds: 0.5, lost_in_full: 0.0 };
            play.strike(&plot, strike);
            assert_eq!(play.log.showdowns[0].won, carried);
            assert!((0..4).all(|who| play.leaders[who].status == Status::Active));
            let fates: Vec<_> = play.log.falls.iter().map(|fall| (fall.who, fall.fate)).collect();
            let lost = carried.then_some((0, Fate::LostOffice));
            assert_eq!(fates, Vec::from_iter(lost), "nobody answers for a small matter");
            assert_eq!(play.offices[office].holder == Some(0), !carried);
        }
    }

    #[test]
    fn while_its_leader_is_away_a_plot_waits() {
        let polity = polity();
        let mut play = opened(&polity);
        play.pairs.hostility.put(2, 0, 1.0);
        play.pairs.hostility.put(3, 0, 1.0);
        play.k.strike_odds = -9.0;
        play.k.plot_hopeless = -9.0;
        play.begin_plot(2, 0, Vec::new());
        play.leaders[2].away_until = 20;
        for round in 0..20 {
            play.round = round;
            play.k.plot_patience = 60.0;
            play.plots_turn();
            let plot = &play.plots[0];
            assert_eq!((plot.members.len(), plot.declined.len()), (1, 0), "in {round}");
        }
        assert!(play.log.showdowns.is_empty());
        play.round = 20;
        play.plots_turn();
        assert!(play.plots.is_empty() && play.log.showdowns.len() == 1, "back, he strikes");
    }

    #[test]
    fn whoever_has_lost_leaves_the_plot_he_was_in() {
        let polity = polity();
        let mut play = opened(&polity);
        play.begin_plot(2, 0, Vec::new());
        play.plots[0].members.push(3);
        play.quit_plots(2);
        assert_eq!((play.plots[0].leader, &play.plots[0].members[..]), (3, &[3][..]));
        play.quit_plots(1);
        assert_eq!(play.plots.len(), 1, "he was in none");
        play.quit_plots(3);
        assert!(play.plots.is_empty());
        assert_eq!(play.log.dropped, [(3, 0, 0)]);
    }

    #[test]
    fn without_leaks_nobody_talks() {
        let polity = polity();
        for (with_leaks, warned) in [(0.0, false), (1.0, true)] {
            let mut play = opened(&polity);
            play.k.with_leaks = with_leaks;
            play.begin_plot(2, 0, Vec::new());
            let mut plot = play.plots.pop().expect("begun");
            plot.wear = 1e9;
            play.leak(&mut plot);
            assert_eq!(plot.warned, warned);
        }
    }
}
