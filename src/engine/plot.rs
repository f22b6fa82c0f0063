//! Plots: who begins one, who joins, whether it leaks, when it strikes.

use super::odds::Strike;
use super::stakes::PlotStakes;
use super::state::{Play, Plot, reading};
use super::{Act, Aim, Occurrence, Plan, Reading};
use crate::chance::{Key, Purpose, Stream, exponential, logistic};
use crate::polity::{Parameters, Who};
use crate::theory::stays_in;

/// More than rounding may hide, where a chance is bounded.
const HAIR: f64 = 1e-9;

/// What weighs with a colleague who is asked to join a plot.
struct Temptation {
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
    fn chance_for(&self, k: &Parameters, strike: &Strike) -> f64 {
        self.chance(k, self.worth(k, strike))
    }

    /// The least and the most that the chance can be if no strike has better odds than these. It goes
    /// with the odds, or against them, all the way.
    fn bounds(&self, k: &Parameters, most: f64) -> [f64; 2] {
        let ends = [0.0, most].into_iter().flat_map(|odds| {
            let strike = |aim: Aim, lost: f64| Strike {
                plan: Plan::Vote,
                aim,
                odds,
                lost_in_full: lost * (1.0 - odds),
            };
            [strike(Aim::Expel, 1.0), strike(Aim::Censure, 0.0), strike(Aim::Censure, 1.0)]
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
            enough -= 0.15;
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

    /// One approach a round: to the colleague with most to gain and least to leak.
    fn approach(&mut self, plot: &mut Plot) {
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
            vec![
                reading("odds with one more", strike.odds),
                reading("chance to join", chance),
                reading(
                    format!("hostility of {me} to {other}"),
                    play.pairs.hostility.at(whom, target),
                ),
                reading(
                    format!("hostility of {me} to {}", play.id(leader)),
                    play.pairs.hostility.at(whom, leader),
                ),
                reading("price of losing", play.price_of_losing()),
            ]
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
    fn next_recruit(&self, plot: &Plot) -> Option<Who> {
        let (mut best, mut most) = (None, 0.0);
        for &who in &self.active {
            if who == plot.target
                || plot.members.contains(&who)
                || plot.declined.contains(&who)
                || !self.present(who)
                || !self.free_to_plot(who)
            {
                continue;
            }
            let leader = &self.leaders[who];
            let vote = if leader.seated { 0.1 } else { 0.0 };
            let worth = (vote + leader.influence + leader.coercion) * leader.engagement;
            let willing = (self.pairs.hostility.at(who, plot.target) + 0.15).max(0.0);
            let leaky = 1.0 + self.pairs.trust.at(who, plot.target).max(0.0);
            let score = worth * willing / leaky;
            if score > most {
                (best, most) = (Some(who), score);
            }
        }
        best
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
    fn temptation(&self, plot: &Plot, who: Who) -> Temptation {
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

/// The members of a plot, if one more joined.
fn joined_by(plot: &Plot, whom: Who) -> Vec<Who> {
    plot.members.iter().copied().chain([whom]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};

    #[test]
    fn whether_somebody_joins_is_as_the_odds_say() {
        let polity = polity();
        let mut play = opened(&polity);
        for hostility in [0.2, 0.5, 0.9] {
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
