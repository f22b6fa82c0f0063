//! Plots: who begins one, who joins, whether it leaks, when it strikes.

use super::bounds::Prospects;
use super::lanes::{Lanes, at_a_glance, greater, lanes};
use super::scene::{Faces, Scene, one_of};
use super::state::{Play, Plot, reading};
use super::{Act, Aim, Occurrence, Plan, Reading};
use crate::chance::{Key, Purpose, Stream, exponential, logistic};
use crate::polity::Who;
use crate::theory::stays_in;

/// Hostility from which somebody's troops count among those at hand against a man.
pub(super) const HOSTILE: f32 = 0.15;

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
    pub fn caution(&self, who: Who) -> f64 {
        (1.0 - self.k.plot_resolve * self.leaders[who].resolve)
            * (1.0 - self.k.plot_danger * self.danger(who))
    }

    /// How likely somebody thinks it that the others bring him down, in `[0, 1)`: by their
    /// hostility, weighed with their influence.
    fn danger(&self, who: Who) -> f64 {
        let pressure = self.leaders[who].pressure;
        pressure / (pressure + self.k.danger_half)
    }

    /// What somebody at first sight gains from the fall of each, with such a motive.
    #[inline]
    fn gain_at_first_sight(
        &self,
        mind: &Prospects,
        face: &Faces,
        hostility: &Lanes,
        sharers: f64,
        motive: impl Fn(f32) -> f32,
    ) -> Lanes {
        let k = &self.k;
        let (each, half) = (k.plot_gain as f32, k.plot_gain_half as f32);
        let spoils = (k.plot_spoils * mind.reach / (1.0 + sharers)) as f32;
        lanes(|lane| {
            let raw = each * motive(hostility[lane]);
            let hostility = if hostility[lane] < 1.0 { hostility[lane] } else { 1.0 };
            face.prize[lane] * raw / (raw + half) + spoils * face.influence[lane] * hostility
        })
    }

    /// What beginning a plot against each of these looks worth, from what everyone can see; nothing
    /// to one who is not hostile.
    #[inline]
    pub fn worth_plotting(
        &self,
        mind: &Prospects,
        group: usize,
        face: &Faces,
        scene: &Scene,
    ) -> Lanes {
        let k = &self.k;
        let hostility = &self.pairs.hostility.of(mind.slot)[group];
        let gain =
            self.gain_at_first_sight(mind, face, hostility, 3.0, |hostility| hostility * hostility);
        let leverage = &self.pairs.leverage.against(mind.slot)[group];
        let mine = self.leaders[mind.who].coercion as f32;
        let loss = (scene.price * mind.caution) as f32;
        let (value, cost) = (k.plot_value as f32, k.plot_cost as f32);
        let armed = if k.with_force >= 0.5 { 1.0 } else { 0.0 };
        lanes(|lane| {
            // Everyone counts on his own troops, however little he has had against the man so far.
            let mine = if hostility[lane] > HOSTILE { 0.0 } else { mine };
            let force = face.force[lane] + mine;
            let force = armed * force / (force + face.coercion[lane] + 0.1);
            // The better of the vote to be expected, where no appeal undoes it, and the force at
            // hand.
            let odds = 0.85 * greater(face.by_vote[lane], force);
            let worth = odds * gain[lane] - (1.0 - odds) * loss * face.cheaper[lane];
            let worth = value * worth - cost * (1.0 + leverage[lane]);
            if hostility[lane] > 0.0 { worth } else { f32::NEG_INFINITY }
        })
    }

    /// What moving openly against each of these looks worth at first sight: as a plot, but by vote
    /// alone, with smaller stakes, and no time to win anyone over. Nothing without any hope.
    #[inline]
    pub fn worth_moving(
        &self,
        mind: &Prospects,
        group: usize,
        face: &Faces,
        scene: &Scene,
    ) -> Lanes {
        let k = &self.k;
        let hostility = &self.pairs.hostility.of(mind.slot)[group];
        let gain =
            self.gain_at_first_sight(mind, face, hostility, 1.0, |hostility| 0.5 * hostility);
        let leverage = &self.pairs.leverage.against(mind.slot)[group];
        let ill_will = one_of(&scene.faces, mind.slot, |face| &face.ill_will);
        let mine = 0.5 + 0.5 * k.vote_mover as f32 * ill_will;
        let office = (self.hopes_of_office(mind, scene) * k.move_prize) as f32;
        let loss = (scene.price * mind.caution) as f32;
        let (value, cost) = ((k.plot_value * k.move_stakes) as f32, k.move_cost as f32);
        lanes(|lane| {
            let win = at_a_glance(10.0 * (face.votes[lane] - mine)) * (1.0 - face.saved[lane]);
            let gain = face.stake[lane] * gain[lane] + office * face.office[lane];
            let worth = win * gain - (1.0 - win) * loss * face.cheaper[lane];
            let worth = value * worth - cost * (1.0 + leverage[lane]);
            let open = hostility[lane] > 0.0 && face.there[lane] > 0.0 && win > 0.15;
            if open { worth } else { f32::NEG_INFINITY }
        })
    }

    /// How far somebody may hope for the office himself; a paramount leader will get it.
    fn hopes_of_office(&self, mind: &Prospects, scene: &Scene) -> f64 {
        let mine = if self.paramount == Some(mind.who) {
            0.8
        } else {
            0.5 * f64::from(one_of(&scene.faces, mind.slot, |face| &face.influence))
        };
        mine * mind.reach
    }

    /// The same on a closer look, with the odds as they would be; nothing if it is worth no more
    /// than so much.
    pub fn worth_moving_now(
        &self,
        mind: &Prospects,
        j: Who,
        scene: &Scene,
        bar: f64,
    ) -> Option<f64> {
        let hopes = self.hopes_of_motion(j, mind.who);
        if self.worth_of_motion(mind, j, hopes, scene) <= bar {
            return None;
        }
        Some(self.worth_of_motion(mind, j, self.odds_of_motion(j, mind.who), scene))
    }

    /// What an open motion is worth at these odds; the better the odds, the more.
    pub fn worth_of_motion(&self, mind: &Prospects, j: Who, win: f64, scene: &Scene) -> f64 {
        let k = &self.k;
        let (i, slot) = (mind.who, self.slot(j));
        let face = |what: fn(&Faces) -> &Lanes| f64::from(one_of(&scene.faces, slot, what));
        let hostility = self.pairs.hostility.at(i, j).max(0.0);
        let (influence, prize) = (face(|face| &face.influence), face(|face| &face.prize));
        let gain = self.gain_from_loss(i, influence, prize, hostility, 1, 0.5 * hostility);
        let office = k.move_prize * face(|face| &face.office) * self.hopes_of_office(mind, scene);
        let gain = face(|face| &face.stake) * gain + office;
        let loss = scene.price * face(|face| &face.cheaper) * mind.caution;
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
