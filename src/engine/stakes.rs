//! Stakes: what somebody's fall is worth to another, what failing costs, and what a plot therefore
//! looks worth.

use super::gains::NONE;
use super::lanes::{Lanes, greater, lanes};
use super::scene::{Faces, Scene};
use super::state::Play;
use super::worth::Prospects;
use crate::polity::Who;

/// Hostility from which somebody's troops count among those at hand against a man.
pub(super) const HOSTILE: f32 = 0.15;

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
    pub fn gain_at_first_sight(
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
        let lesser = self.worth_of_lesser_plots(mind, group, face, scene);
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
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::lanes::LANES;

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
}
