//! Plots: who begins one, who joins, whether it leaks, when it strikes.

use super::appeal::Sides;
use super::scene::{Face, Scene};
use super::state::{Play, Plot, reading};
use super::vote::Motion;
use super::{Act, Aim, Occurrence, Plan, Reading};
use crate::chance::{Key, Purpose, Stream, at_a_glance, exponential, logistic};
use crate::polity::{Parameters, Who};
use crate::theory::stays_in;

/// What plotters expect of each of their plans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odds {
    pub vote: f64,
    pub troops: f64,
}

impl Odds {
    /// The better plan and its odds.
    pub fn best(self) -> (Plan, f64) {
        if self.troops > self.vote { (Plan::Troops, self.troops) } else { (Plan::Vote, self.vote) }
    }
}

/// Hostility from which somebody's troops count among those at hand against a man.
pub(super) const HOSTILE: f64 = 0.15;

/// How a plot looks at first sight: the better of the vote to be expected, where no appeal undoes
/// it, and the force at hand.
pub(super) fn fall_at_a_glance(k: &Parameters, face: &Face, force: f64, coercion: f64) -> f64 {
    let vote = at_a_glance(10.0 * (face.votes - 0.5)) * (1.0 - face.saved);
    let force = if k.with_force >= 0.5 { force / (force + coercion + 0.1) } else { 0.0 };
    0.85 * vote.max(force)
}

impl Play<'_> {
    /// Whether somebody may begin or join a plot now.
    pub fn free_to_plot(&self, who: Who) -> bool {
        let leader = &self.leaders[who];
        self.round >= leader.quiet_until.max(self.weary_until)
            && !self.plots.iter().any(|plot| plot.members.contains(&who))
    }

    /// What somebody gains from the target's fall: convex in hostility, so that a common threat
    /// beats ordinary rivalry; saturating; scaled by what the target's influence is worth; and a
    /// share in the spoils.
    pub fn gain_from_fall(&self, who: Who, target: Who, sharers: usize) -> f64 {
        let hostility = self.pairs.hostility.at(who, target).max(0.0);
        let influence = self.leaders[target].influence;
        let prize = influence / (influence + self.k.plot_prize_half);
        self.gain_from_loss(who, influence, prize, hostility, sharers, hostility * hostility)
    }

    /// Of two motives that of a plot is the square of hostility; in an open motion ordinary
    /// rivalry is reason enough, so that it is linear.
    fn gain_from_loss(
        &self,
        who: Who,
        influence: f64,
        prize: f64,
        hostility: f64,
        sharers: usize,
        motive: f64,
    ) -> f64 {
        let k = &self.k;
        let raw = k.plot_gain * motive;
        let spoils = k.plot_spoils * self.reach(who, self.greatest) * influence
            / (1.0 + sharers as f64)
            * hostility.min(1.0);
        prize * raw / (raw + k.plot_gain_half) + spoils
    }

    /// What somebody loses if a strike at the target fails.
    pub fn loss_from_failure(&self, who: Who, target: Who) -> f64 {
        self.price_of_losing() * self.relief_of_striking(target) * self.caution(who)
    }

    /// A bad mood makes striking a dreaded man cheaper: the share that remains.
    pub fn relief_of_striking(&self, target: Who) -> f64 {
        1.0 - self.k.plot_mood * self.leaders[target].dread * (1.0 - self.mood())
    }

    /// Share of the price of losing that somebody minds: less with resolve, and less where he is
    /// likely to lose it anyway.
    fn caution(&self, who: Who) -> f64 {
        (1.0 - self.k.plot_resolve * self.leaders[who].resolve)
            * (1.0 - self.k.plot_danger * self.danger(who))
    }

    /// How likely somebody thinks it that the others bring him down, in `[0, 1)`: by their
    /// hostility, weighed with their influence.
    fn danger(&self, who: Who) -> f64 {
        let pressure = self.leaders[who].pressure;
        pressure / (pressure + self.k.danger_half)
    }

    /// What beginning a plot looks worth, from what everyone can see, to one who is hostile.
    pub fn worth_plotting(&self, i: Who, j: Who, scene: &Scene) -> f64 {
        let face = &scene.faces[j];
        let hostility = self.pairs.hostility.at(i, j).max(0.0);
        let motive = hostility * hostility;
        let gain = self.gain_from_loss(i, face.influence, face.prize, hostility, 3, motive);
        let loss = scene.price * face.cheaper * self.caution(i);
        let leverage = self.pairs.leverage.at(j, i);
        // Everyone counts on his own troops, however little he has had against the man so far.
        let (mine, theirs) = (self.leaders[i].coercion, self.leaders[j].coercion);
        let odds = if hostility > HOSTILE {
            face.odds
        } else {
            fall_at_a_glance(&self.k, face, face.force + mine, theirs)
        };
        self.k.plot_value * (odds * gain - (1.0 - odds) * loss)
            - self.k.plot_cost * (1.0 + leverage)
    }

    /// What moving openly against somebody looks worth at first sight: as a plot, but by vote
    /// alone, with smaller stakes, and no time to win anyone over.
    pub fn worth_moving(&self, i: Who, j: Who, scene: &Scene) -> Option<f64> {
        if self.pairs.hostility.at(i, j) <= 0.0 || !self.present(j) {
            return None;
        }
        let mine = 0.5 * self.k.vote_mover * scene.faces[i].ill_will;
        let face = &scene.faces[j];
        let win = at_a_glance(10.0 * (face.votes - 0.5 - mine)) * (1.0 - face.saved);
        (win > 0.15).then(|| self.worth_of_motion(i, j, win, scene))
    }

    /// The same on a closer look, with the odds as they would be.
    pub fn worth_moving_now(&self, i: Who, j: Who, scene: &Scene) -> f64 {
        self.worth_of_motion(i, j, self.odds_of_motion(j, i), scene)
    }

    /// What an open motion is worth at these odds; the better the odds, the more.
    pub fn worth_of_motion(&self, i: Who, j: Who, win: f64, scene: &Scene) -> f64 {
        let k = &self.k;
        let face = &scene.faces[j];
        let hostility = self.pairs.hostility.at(i, j).max(0.0);
        let motive = 0.5 * hostility;
        let gain = self.gain_from_loss(i, face.influence, face.prize, hostility, 1, motive);
        // He may get the office himself; a paramount leader will.
        let mine = if self.paramount == Some(i) { 0.8 } else { 0.5 * scene.faces[i].influence };
        let office = k.move_prize * face.office * mine * self.reach(i, scene.greatest);
        let gain = face.stake * gain + office;
        let loss = scene.price * face.cheaper * self.caution(i);
        let leverage = self.pairs.leverage.at(j, i);
        k.plot_value * k.move_stakes * (win * gain - (1.0 - win) * loss)
            - k.move_cost * (1.0 + leverage)
    }

    /// Begins a plot.
    pub fn begin_plot(&mut self, leader: Who, target: Who, reads: Vec<Reading>) {
        self.told(leader, Act::Plot(target), reads);
        let occurrence = self.leaders[target].plots;
        self.leaders[target].plots += 1;
        let stream = Stream::new(Purpose::Leak, self.leaders[target].key, Key::NONE);
        let threshold = exponential(self.chance.unit(stream, occurrence));
        self.plots.push(Plot {
            target,
            leader,
            members: vec![leader],
            declined: Vec::new(),
            begun: self.round,
            occurrence,
            wear: 0.0,
            threshold,
            warned: false,
        });
        self.plots.sort_by_key(|plot| plot.target);
        self.log.plots.push((leader, target, self.round));
        self.tell(Occurrence::PlotBegun { leader, target }, |_| Vec::new());
    }

    /// One round of every plot, in the order drawn for the month: that of their targets.
    pub fn plots_turn(&mut self) {
        let round = self.round as u64;
        let mut targets: Vec<(f64, Who)> = Vec::with_capacity(self.plots.len());
        for plot in &self.plots {
            let tapes = &mut self.leaders[plot.target].tapes;
            targets.push((tapes.order.unit(&mut self.chance, round), plot.target));
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
            self.drop_plot(plot);
            return false;
        }
        self.approach(plot);
        if self.k.with_leaks >= 0.5 {
            self.leak(plot);
        }
        if age < self.k.plot_ripening {
            return true;
        }
        let odds = self.odds(plot.target, plot.leader, &plot.members);
        let (plan, best) = odds.best();
        if best < self.k.plot_hopeless {
            self.drop_plot(plot);
            return false;
        }
        if self.strikes(plot, best) {
            let aim = if plan == Plan::Troops { Aim::Arrest } else { Aim::Expel };
            self.strike(plot, aim, plan, best);
            return false;
        }
        true
    }

    /// Somebody is gone: plots against him, and plots of which he was the last, come to nothing; of
    /// those that he led, the next takes the lead.
    pub fn leave_plots(&mut self, who: Who) {
        for mut plot in std::mem::take(&mut self.plots) {
            plot.members.retain(|&member| member != who);
            match plot.members.first() {
                Some(&next) if plot.target != who => {
                    if plot.leader == who {
                        plot.leader = next;
                    }
                    self.plots.push(plot);
                }
                _ => self.drop_plot(&plot),
            }
        }
    }

    /// The plot comes to nothing.
    pub fn drop_plot(&mut self, plot: &Plot) {
        let (leader, target) = (plot.leader, plot.target);
        self.log.dropped.push((leader, target, self.round));
        self.tell(Occurrence::PlotDropped { leader, target }, |_| Vec::new());
    }

    /// Whether the members think the odds good enough, and waiting for one more member worth less
    /// than the risk of a leak.
    fn strikes(&self, plot: &Plot, odds: f64) -> bool {
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
        let mut wider = plot.members.clone();
        wider.push(next);
        let better = self.odds(plot.target, plot.leader, &wider).best().1 - odds;
        let waiting = self.chance_to_join(plot, next, odds) * better;
        waiting <= self.leak_hazard(plot) * odds
    }

    /// The plotters' own estimate of their chances, with the same rules by which a showdown is
    /// played, blind only to an appeal that nobody has yet dared.
    pub fn odds(&self, target: Who, leader: Who, members: &[Who]) -> Odds {
        let friends = self.friends(target, leader, members);
        let sides = Sides { target, leader, members, friends: &friends };
        let troops = if self.k.with_force >= 0.5 {
            let after = Motion {
                target,
                mover: leader,
                members,
                small: false,
                troops: true,
                reversal: 0.0,
            };
            self.chance_of_force(sides, false) * self.chance_of_vote(after)
        } else {
            0.0
        };
        Odds { vote: self.odds_by_vote(sides, false), troops }
    }

    /// The mover's estimate of his chances with an open motion.
    pub fn odds_of_motion(&self, target: Who, mover: Who) -> f64 {
        let members = [mover];
        let friends = self.friends(target, mover, &members);
        self.odds_by_vote(
            Sides { target, leader: mover, members: &members, friends: &friends },
            true,
        )
    }

    fn odds_by_vote(&self, sides: Sides, small: bool) -> f64 {
        let (saved, reversed) = self.expected_appeals(sides);
        let motion = Motion {
            target: sides.target,
            mover: sides.leader,
            members: sides.members,
            small,
            troops: false,
            reversal: saved - reversed,
        };
        let vote = self.chance_of_vote(motion);
        let held = if self.would_resist(sides) { self.chance_of_force(sides, true) } else { 1.0 };
        vote * held * (1.0 - saved) + (1.0 - vote) * reversed
    }

    /// Chance that the target would be saved on appeal, and that the movers would: as far as anyone
    /// expects an appeal.
    pub fn expected_appeals(&self, sides: Sides) -> (f64, f64) {
        let Some(organ) = self.higher_organ() else { return (0.0, 0.0) };
        let appellant = sides.members.iter().copied().find(|&m| self.convenes(m, organ));
        let target = self.convenes(sides.target, organ).then_some(sides.target);
        if appellant.is_none() && target.is_none() {
            return (0.0, 0.0);
        }
        // He appeals against a majority, and they against a minority of their own.
        let unity = self.expected_unity(sides);
        let expected = self.norms.precedent;
        let saved = target.map_or(0.0, |who| {
            let plenum = self.chance_in_plenum(organ, sides, unity.max(0.0));
            self.chance_to_convene(who, sides.friends, sides.leader) * (1.0 - plenum)
        });
        let reversed = appellant.map_or(0.0, |who| {
            let plenum = self.chance_in_plenum(organ, sides, unity.min(0.0));
            self.chance_to_convene(who, sides.members, sides.target) * plenum
        });
        (expected * saved, expected * reversed)
    }

    /// One approach a month: to the colleague with most to gain and least to leak.
    fn approach(&mut self, plot: &mut Plot) {
        let Some(whom) = self.next_recruit(plot) else { return };
        let mut with = plot.members.clone();
        with.push(whom);
        let odds = self.odds(plot.target, plot.leader, &with).best().1;
        let p = self.chance_to_join(plot, whom, odds);
        let stream =
            Stream::new(Purpose::Join, self.leaders[plot.target].key, self.leaders[whom].key);
        let joined = self.chance.unit(stream, plot.occurrence) < p;
        let (leader, target) = (plot.leader, plot.target);
        self.tell(Occurrence::Approach { leader, target, whom, joined }, |play| {
            let (me, other) = (play.id(whom), play.id(target));
            vec![
                reading("odds with one more", odds),
                reading("chance to join", p),
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

    /// Chance that a colleague joins: odds times gain against the rest times loss, what he thinks
    /// of the leader as the next master, whether the winners would turn on him next, fondness for
    /// the target, and what anyone holds over him.
    fn chance_to_join(&self, plot: &Plot, who: Who, odds: f64) -> f64 {
        let k = &self.k;
        let gain = self.gain_from_fall(who, plot.target, plot.members.len());
        let loss = self.loss_from_failure(who, plot.target);
        let fond = self.pairs.trust.at(who, plot.target).max(0.0);
        let lead = &self.leaders[plot.leader];
        let master =
            self.pairs.hostility.at(who, plot.leader).max(0.0) * (lead.influence * 3.0).min(1.0);
        let held =
            self.pairs.leverage.at(plot.leader, who) - self.pairs.leverage.at(plot.target, who);
        let next = if k.with_look_ahead >= 0.5 && !self.stays_in(plot, who) { 1.0 } else { 0.0 };
        let worth = odds * gain
            - (1.0 - odds) * loss
            - k.join_next_master * odds * master
            - k.join_look_ahead * odds * next
            - k.join_fondness * fond
            + k.vote_leverage * held;
        logistic(worth / k.join_noise) * self.leaders[who].engagement
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
        let target = &self.leaders[plot.target];
        let each = self.k.leak_floor
            + self.k.leak_rate
                * target.information
                * (0.5 + 0.5 * target.cunning)
                * (1.0 + target.alert);
        (each * plot.members.len() as f64).min(0.9)
    }

    fn leak(&mut self, plot: &mut Plot) {
        if plot.warned {
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
