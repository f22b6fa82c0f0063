//! Stakes: what somebody's fall is worth to another, what failing costs, and what a plot or an open
//! motion therefore looks worth.

use super::appeal::Sides;
use super::gains::NONE;
use super::lanes::{LANES, Lanes, at_a_glance, greater, lanes, positive};
use super::odds::Forecast;
use super::scene::{Faces, Scene, one_of};
use super::state::Play;
use super::worth::Prospects;
use crate::polity::Who;

/// What there is to win and to lose by an open motion.
pub(super) struct Stakes {
    /// What it is worth if it ends as the mover wants.
    gain: f64,
    /// What it costs if it does not; before the higher organ or against troops, in full.
    loss: f64,
    /// What it costs to move at all.
    step: f64,
}

/// What the loss of an office of such weight weighs against a fall.
#[inline]
pub(super) fn stake_of_office(weight: f32) -> f32 {
    0.3 + 0.7 * weight
}

/// Hostility from which somebody's troops count among those at hand against a man.
pub(super) const HOSTILE: f32 = 0.15;
/// A chance of carrying an open motion that nobody thinks of.
pub(super) const FAINT: f32 = 0.15;

impl Play<'_> {
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
    pub fn gain_from_loss(
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
    pub fn danger(&self, who: Who) -> f64 {
        let pressure = self.leaders[who].pressure;
        pressure / (pressure + self.k.danger_half)
    }

    /// [`Self::gain_from_loss`] for each, in single precision: what somebody at first sight gains
    /// from the fall of each, with such a motive.
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

    /// What somebody at first sight gains if each loses his weightiest office, which he may hope for
    /// himself, or is censured.
    #[inline]
    fn gain_by_motion(
        &self,
        mind: &Prospects,
        face: &Faces,
        hostility: &Lanes,
        sharers: f64,
        scene: &Scene,
    ) -> Lanes {
        let gain =
            self.gain_at_first_sight(mind, face, hostility, sharers, |hostility| 0.5 * hostility);
        let (each, from) = self.hopes_of_office_seen(mind, scene);
        let (each, from) = (each as f32, from as f32);
        lanes(|lane| {
            let office = each * positive(face.office[lane] - from);
            face.stake[lane] * gain[lane] + office
        })
    }

    /// What beginning a plot against each of these looks worth, from what everyone can see; nothing
    /// to one who is not hostile.
    #[inline(never)]
    pub fn worth_plotting(
        &self,
        mind: &Prospects,
        group: usize,
        face: &Faces,
        scene: &Scene,
    ) -> Lanes {
        let k = &self.k;
        let hostility = self.pairs.hostility.group_of(mind.slot, group);
        let gain =
            self.gain_at_first_sight(mind, face, hostility, 3.0, |hostility| hostility * hostility);
        let leverage = self.pairs.leverage.group_against(mind.slot, group);
        let mine = self.leaders[mind.who].coercion as f32;
        let loss = (scene.price * mind.caution) as f32;
        let (value, cost) = (k.plot_value as f32, k.plot_cost as f32);
        let armed = if k.with_force >= 0.5 { 1.0 } else { 0.0 };
        let lesser = self.worth_of_lesser_plots(mind, face, hostility, scene);
        lanes(|lane| {
            // Everyone counts on his own troops, however little he has had against the man so far.
            let mine = if hostility[lane] > HOSTILE { 0.0 } else { mine };
            let force = face.force[lane] + mine;
            let force = armed * force / (force + face.coercion[lane] + 0.1);
            // The better of the vote to be expected, where no appeal undoes it, and the force at
            // hand.
            let odds = 0.85 * greater(face.by_vote[lane], force);
            let loss = loss * face.cheaper[lane];
            let whole = odds * gain[lane] - (1.0 - odds) * loss;
            let worth = value * greater(whole, lesser[lane]) - cost * (1.0 + leverage[lane]);
            if hostility[lane] > 0.0 { worth } else { NONE }
        })
    }

    /// What a plot for the weightiest office of each of these looks worth at first sight, or for a
    /// censure where he has none.
    #[inline(never)]
    fn worth_of_lesser_plots(
        &self,
        mind: &Prospects,
        face: &Faces,
        hostility: &Lanes,
        scene: &Scene,
    ) -> Lanes {
        let k = &self.k;
        if k.with_lesser_aims < 0.5 {
            return [NONE; LANES];
        }
        let gain = self.gain_by_motion(mind, face, hostility, 3.0, scene);
        let (share, majority) = (k.move_stakes as f32, self.majority() as f32);
        let loss = (scene.price * mind.caution) as f32;
        lanes(|lane| {
            let vote = at_a_glance(10.0 * (face.moved[lane] - majority));
            let odds = 0.85 * vote * (1.0 - face.saved[lane]);
            share * (odds * gain[lane] - (1.0 - odds) * loss * face.cheaper[lane])
        })
    }

    /// What moving openly against each of these looks worth at first sight: as a plot, but by vote
    /// alone, with smaller stakes, and no time to win anyone over. Nothing without any hope.
    #[inline(never)]
    pub fn worth_moving(
        &self,
        mind: &Prospects,
        group: usize,
        face: &Faces,
        scene: &Scene,
    ) -> Lanes {
        let k = &self.k;
        let hostility = self.pairs.hostility.group_of(mind.slot, group);
        let gain = self.gain_by_motion(mind, face, hostility, 1.0, scene);
        let leverage = self.pairs.leverage.group_against(mind.slot, group);
        let needed = self.needed_at_first_sight(mind, scene);
        let loss = (scene.price * mind.caution) as f32;
        let (value, cost) = ((k.plot_value * k.move_stakes) as f32, k.move_cost as f32);
        lanes(|lane| {
            let win = at_a_glance(10.0 * (face.moved[lane] - needed)) * (1.0 - face.saved[lane]);
            let worth = win * gain[lane] - (1.0 - win) * loss * face.cheaper[lane];
            let step = cost * (1.0 + leverage[lane]);
            // Even carried it must be worth the step. Without a branch, so that the lanes go side
            // by side.
            let open = (hostility[lane] > 0.0) & (face.there[lane] > 0.0) & (win > FAINT);
            let open = open & (value * gain[lane] > step);
            let worth = value * worth - step;
            if open { worth } else { NONE }
        })
    }

    /// Share of votes at which an open motion of his seems even: the more, the less they like him.
    pub fn needed_at_first_sight(&self, mind: &Prospects, scene: &Scene) -> f32 {
        let ill_will = one_of(&scene.faces, mind.slot, |face| &face.ill_will);
        self.majority() as f32 + 0.5 * self.k.vote_mover as f32 * ill_will
    }

    /// What each unit of an office's weight is worth to somebody who wants so much to rule and may hope
    /// for it, and the weight from which it is worth anything. A paramount leader hopes as far as what
    /// speaks for him outweighs what he holds already.
    pub fn hopes_of_office(&self, who: Who, reach: f64, influence: f64) -> (f64, f64) {
        let each = self.k.move_prize * reach;
        let deference = self.k.fill_paramount;
        if self.paramount == Some(who) && deference > 0.0 {
            (0.8 * each, self.held_back(who) * self.highest() / deference)
        } else {
            (0.5 * influence * each, 0.0)
        }
    }

    /// The same, as the month looks.
    pub fn hopes_of_office_seen(&self, mind: &Prospects, scene: &Scene) -> (f64, f64) {
        let influence = one_of(&scene.faces, mind.slot, |face| &face.influence);
        self.hopes_of_office(mind.who, mind.reach, f64::from(influence))
    }

    /// What the loss of his weightiest office, or a censure if he has none, weighs against the fall of
    /// somebody; and the weight of that office.
    pub fn weight_of_motion(&self, target: Who) -> (f64, f64) {
        match self.office_at_stake(target).map(|office| self.offices[office].responsibility) {
            Some(weight) => (f64::from(stake_of_office(weight as f32)), weight),
            None => (self.stake_of_censure(target, self.usual_standing().max(1e-9)), 0.0),
        }
    }

    /// What a censure of somebody weighs, where this is the usual standing: what there is left to lose.
    pub fn stake_of_censure(&self, target: Who, usual: f64) -> f64 {
        0.2 * (self.leaders[target].standing / usual).min(1.0)
    }

    /// What somebody has at stake in moving openly against another.
    pub fn stakes_of_motion(&self, mind: &Prospects, j: Who, scene: &Scene) -> Stakes {
        let (i, slot) = (mind.who, self.slot(j));
        let (face, lane) = (&scene.faces[slot / LANES], slot % LANES);
        let hostility = self.pairs.hostility.at(i, j).max(0.0);
        let (influence, prize) = (f64::from(face.influence[lane]), f64::from(face.prize[lane]));
        let gain = self.gain_from_loss(i, influence, prize, hostility, 1, 0.5 * hostility);
        let (each, from) = self.hopes_of_office_seen(mind, scene);
        let office = each * (f64::from(face.office[lane]) - from).max(0.0);
        Stakes {
            gain: f64::from(face.stake[lane]) * gain + office,
            loss: scene.price * f64::from(face.cheaper[lane]) * mind.caution,
            step: self.k.move_cost * (1.0 + self.pairs.leverage.at(j, i)),
        }
    }

    /// What an open motion is worth at these odds; the better the odds, the more. Whoever loses
    /// before the higher organ, or is put down with troops, pays as for a failed plot.
    pub fn worth_of_motion(&self, stakes: &Stakes, odds: Forecast) -> f64 {
        let k = &self.k;
        let &Stakes { gain, loss, step, .. } = stakes;
        let Forecast { win, lost_in_full } = odds;
        let worth = k.move_stakes * (win * gain - (1.0 - win) * loss);
        k.plot_value * (worth - (1.0 - k.move_stakes) * lost_in_full * loss) - step
    }

    /// What an open motion is worth on a closer look, with the odds as they would be; nothing if it
    /// is worth no more than so much, or there is hardly a chance of it. He looks no closer than it
    /// takes to see that.
    pub fn worth_moving_now(
        &self,
        mind: &Prospects,
        j: Who,
        scene: &Scene,
        bar: f64,
    ) -> Option<f64> {
        let stakes = self.stakes_of_motion(mind, j, scene);
        let worth = |odds: Forecast| self.worth_of_motion(&stakes, odds);
        if worth(Forecast::SURE) <= bar {
            return None;
        }
        let members = [mind.who];
        let sides = Sides { target: j, leader: mind.who, members: &members, alone: false };
        let hopes = self.hopes(sides);
        if worth(hopes.of_any_vote()) <= bar {
            return None;
        }
        let hopes = worth(hopes.of_vote(self.hopes_of_vote(sides, hopes)));
        if hopes <= bar {
            return None;
        }
        let odds = self.odds_by_vote(sides, true);
        if odds.win <= f64::from(FAINT) {
            return None;
        }
        let worth = worth(odds);
        debug_assert!(worth <= hopes, "a motion is worth {worth}, more than hoped, {hopes}");
        Some(worth)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::lanes::LANES;
    use super::super::odds::Forecast;

    #[test]
    fn a_paramount_leader_hopes_for_no_office_that_he_would_not_get() {
        let polity = polity();
        let mut play = opened(&polity);
        (play.paramount, play.k.fill_fear) = (Some(3), 0.0);
        let weights: Vec<f64> = play.offices.iter().map(|office| office.responsibility).collect();
        // One more, that is closed to others.
        let mut sinecure = play.offices[0].clone();
        (sinecure.open, sinecure.holder) = (false, Some(3));
        play.offices.push(sinecure);
        let mut hopes = |office: usize, held: f64| {
            play.offices[weights.len()].responsibility = held;
            let scene = play.scene();
            let mind = play.prospects(3, &scene);
            let (each, from) = play.hopes_of_office_seen(&mind, &scene);
            // What the others see in him, with and without being paramount.
            let seen = play.opinion(0, 3, office);
            play.paramount = None;
            let otherwise = play.opinion(0, 3, office);
            play.paramount = Some(3);
            let owed = seen - otherwise - play.held_back(3);
            (each * (weights[office] - from).max(0.0), owed)
        };
        for office in 0..weights.len() {
            let (free, busy, laden) = (hopes(office, 0.0), hopes(office, 0.4), hopes(office, 2.0));
            assert!(free.0 > busy.0 && laden.0 == 0.0, "{free:?} {busy:?} {laden:?}");
            for (hope, owed) in [free, busy, laden] {
                assert_eq!(hope > 0.0, owed > 1e-12, "he hopes as far as he is owed it: {owed}");
            }
        }
    }

    #[test]
    fn what_is_seen_at_first_sight_is_what_a_closer_look_reckons_with() {
        let polity = polity();
        let mut play = opened(&polity);
        for (n, hostility) in [-0.2, 0.1, 0.4, 0.9, 1.3].into_iter().cycle().take(16).enumerate() {
            play.pairs.hostility.put(n / 4, n % 4, hostility);
        }
        let scene = play.scene();
        for who in 0..4 {
            let mind = play.prospects(who, &scene);
            let hostilities = play.pairs.hostility.group_of(mind.slot, 0);
            let seen =
                play.gain_at_first_sight(&mind, &scene.faces[0], hostilities, 3.0, |h| h * h);
            for target in (0..4).filter(|&target| target != who) {
                if hostilities[play.slot(target)] <= 0.0 {
                    continue;
                }
                let close = play.gain_from_fall(who, target, 3);
                let glance = f64::from(seen[play.slot(target) % LANES]);
                assert!((glance - close).abs() < 1e-5, "{who} of {target}: {glance} {close}");
            }
        }
    }

    #[test]
    fn he_looks_closer_at_a_motion_as_long_as_it_may_be_worth_it() {
        let polity = polity();
        let mut play = opened(&polity);
        for precedent in [0.0, 0.7] {
            play.norms.precedent = precedent;
            for (who, j) in [(2, 0), (0, 2), (1, 3), (3, 1)] {
                // All are against him, so that there is hope of it.
                (0..4).filter(|&i| i != j).for_each(|i| play.pairs.hostility.put(i, j, 0.9));
                play.k.with_force = 0.0;
                let scene = play.scene();
                let mind = play.prospects(who, &scene);
                let look = |bar: f64| play.worth_moving_now(&mind, j, &scene, bar);
                let worth = look(f64::MIN).expect("worth something, for good or ill");
                for step in -20..=20 {
                    let bar = worth + 0.01 * f64::from(step);
                    let seen = look(bar);
                    assert!(seen == Some(worth) || seen.is_none() && step >= 0, "{seen:?} {worth}");
                }
            }
        }
    }

    #[test]
    fn losing_before_the_higher_organ_is_reckoned_with_in_full() {
        let polity = polity();
        let mut play = opened(&polity);
        play.pairs.hostility.put(2, 0, 0.8);
        let scene = play.scene();
        let stakes = play.stakes_of_motion(&play.prospects(2, &scene), 0, &scene);
        let worth = |lost_in_full: f64| {
            let odds = Forecast { win: 0.5, lost_in_full };
            play.worth_of_motion(&stakes, odds)
        };
        let loss = {
            let odds = |win: f64| Forecast { win, lost_in_full: 0.0 };
            let bare = play.worth_of_motion(&stakes, odds(0.0)) + play.k.move_cost;
            -bare / (play.k.plot_value * play.k.move_stakes)
        };
        let expected = play.k.plot_value * (1.0 - play.k.move_stakes) * 0.3 * loss;
        assert!(loss > 0.0 && (worth(0.0) - worth(0.3) - expected).abs() < 1e-9, "{expected}");
    }
}
