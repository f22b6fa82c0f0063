//! How the seats of the higher organ vote on a man, and what can be expected of them.

use super::appeal::Sides;
use super::cadres::NOBODY;
use super::lanes::{Groups, LANES, Lanes, Weights, change, greater, lanes, lesser};
use super::state::Play;
use super::vote::Tallied;
use crate::chance::logistic;
use crate::polity::{OrganIx, Who};

impl Play<'_> {
    /// Inclination of everyone in the higher organ against the target, before whom each backs. It
    /// follows a united organ below; a divided one leaves it the choice.
    pub fn mood_of_plenum(&self, sides: Sides, loyalties: &Groups<Weights>, unity: f64) -> f64 {
        let best = |of: &[Who], what: fn(&super::state::Leader) -> f64| {
            of.iter().map(|&i| what(&self.leaders[i])).fold(0.0, f64::max)
        };
        let force = |of: &[Who]| of.iter().map(|&i| self.leaders[i].coercion).sum::<f64>();
        let target = &self.leaders[sides.target];
        let mut helped = 0.0;
        let each = loyalties.iter().zip(&self.roll.called);
        for (group, (loyalties, called)) in each.enumerate() {
            let mut brought: Weights =
                lanes(|lane| loyalties[lane] * called.help[lane] * called.coercion[lane]);
            for lane in self.lanes_of(sides.members, group) {
                brought[lane] = 0.0;
            }
            for lane in self.lanes_of(&[sides.target], group) {
                brought[lane] = 0.0;
            }
            brought.iter().for_each(|force| helped += force);
        }
        self.k.plenum_standing * (self.leaders[sides.leader].standing - target.standing)
            + self.k.plenum_patron * (best(sides.members, |l| l.patronage) - target.patronage)
            + self.k.plenum_army * (force(sides.members) - target.coercion - helped)
            + self.k.plenum_unity * unity
    }

    /// Which way a cadre leans who backs this principal: 1 with the movers, -1 with the target.
    fn lean(&self, backs: u16, sides: Sides) -> f64 {
        if backs == NOBODY {
            return 0.0;
        }
        let backs = usize::from(backs);
        if backs == sides.target {
            -1.0
        } else if sides.members.contains(&backs) {
            1.0
        } else {
            let lean = self.pairs.hostility.at(backs, sides.target)
                - self.pairs.hostility.at(backs, sides.leader);
            (2.0 * lean).clamp(-1.0, 1.0)
        }
    }

    /// Logit of each seat's vote against the target.
    pub fn seat_logits(&self, organ: OrganIx, sides: Sides, unity: f64) -> Vec<(u32, u16, f64)> {
        let mood = self.mood_of_plenum(sides, &self.loyalties(sides), unity);
        (self.seats_of(organ))
            .map(|seat| {
                let pull = 0.3 + 0.7 * f64::from(seat.strength()) / 1000.0;
                let inclination = mood + pull * self.lean(seat.backs, sides);
                (seat.post, seat.base, self.k.plenum_sharpness * inclination)
            })
            .collect()
    }

    /// Share of the higher organ's votes that is to be expected for the movers.
    pub fn expected_share_in_plenum(&self, organ: OrganIx, sides: Sides, unity: f64) -> f64 {
        let logits = self.seat_logits(organ, sides, unity);
        let ayes: f64 = logits.iter().map(|&(_, _, logit)| logistic(logit)).sum();
        ayes / (logits.len() as f64).max(1.0)
    }

    /// Chance that the higher organ finds for the movers.
    pub fn chance_in_plenum(&self, organ: OrganIx, sides: Sides, unity: f64) -> f64 {
        let mood = self.mood_of_plenum(sides, &self.loyalties(sides), unity);
        self.chance_with_mood(organ, sides, mood)
    }

    /// The same, with everyone inclined so far against the target.
    pub fn chance_with_mood(&self, organ: OrganIx, sides: Sides, mood: f64) -> f64 {
        let mut seats = self.bloc_of(organ, None).0;
        let blocs = Groups::of(self.active.len(), |group| {
            let (mut counts, mut strengths) = ([0.0; LANES], [0.0; LANES]);
            let each = counts.iter_mut().zip(&mut strengths);
            for ((count, strength), &who) in each.zip(&self.active[group * LANES..]) {
                (*count, *strength) = self.bloc_of(organ, Some(who));
            }
            (counts, strengths)
        });
        let (mood, sharpness) = (mood as f32, self.k.plenum_sharpness as f32);
        let mut tallied = Tallied::new(self.k.plenum_shock * self.k.plenum_sharpness);
        // Those that back nobody have nothing but the mood.
        if seats > 0.0 {
            let counts = lanes(|lane| if lane == 0 { seats } else { 0.0 });
            tallied.add(&[sharpness * mood; LANES], &counts);
        }
        let (target, leader) = (self.slot(sides.target), self.slot(sides.leader));
        for (group, (counts, strengths)) in blocs.iter().enumerate() {
            counts.iter().for_each(|count| seats += count);
            let to_target = self.pairs.hostility.group_against(target, group);
            let to_leader = self.pairs.hostility.group_against(leader, group);
            let mut lean: Lanes =
                lanes(|lane| greater(lesser(2.0 * (to_target[lane] - to_leader[lane]), 1.0), -1.0));
            for lane in self.lanes_of(sides.members, group) {
                change(&mut lean, lane, |_| 1.0);
            }
            for lane in self.lanes_of(&[sides.target], group) {
                change(&mut lean, lane, |_| -1.0);
            }
            let logits = lanes(|lane| {
                let pull = 0.3 + 0.7 * strengths[lane];
                sharpness * (mood + pull * lean[lane])
            });
            tallied.add(&logits, counts);
        }
        let majority = self.values[self.polity.organs[organ].majority];
        tallied.chance_of_more_than(majority * f64::from(seats))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::*;

    #[test]
    fn a_united_organ_carries_the_one_above_it() {
        let polity = polity();
        let play = opened(&polity);
        let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
        let mut last = 0.0;
        for step in 0..=10 {
            let chance = play.chance_in_plenum(1, sides, f64::from(step - 5) / 5.0);
            assert!(chance > last, "{chance} after {last}");
            last = chance;
        }
    }
}
