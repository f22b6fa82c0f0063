//! How the seats of the higher organ vote on a man, and what can be expected of them.

use super::appeal::Sides;
use super::cadres::NOBODY;
use super::lanes::{Groups, LANES, Lanes, Weights, change, greater, lanes, lesser};
use super::state::Play;
use super::vote::Tallied;
use crate::chance::logistic;
use crate::polity::{BaseIx, OrganIx, Who};

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

    /// What speaks against the target among the seats of a base, whomever each backs: what the
    /// leader of the movers has won among its cadres, less what the target has. To keep a man is
    /// less than to back him; whoever has shaken up their posts answers for it here.
    fn earned(&self, base: BaseIx, sides: Sides) -> f64 {
        let won = |who: Who| self.leaders[who].support[base];
        self.k.plenum_support * (won(sides.leader) - won(sides.target))
    }

    /// The same, over all seats with a vote.
    fn earned_on_the_whole(&self, organ: OrganIx, sides: Sides) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for (base, &seats) in self.cadres.seats_by_base(organ).iter().enumerate() {
            sum += f64::from(seats) * self.earned(base, sides);
            all += f64::from(seats);
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// Logit of each seat's vote against the target.
    pub fn seat_logits(&self, organ: OrganIx, sides: Sides, unity: f64) -> Vec<(u32, u16, f64)> {
        let mood = self.mood_of_plenum(sides, &self.loyalties(sides), unity);
        (self.seats_of(organ))
            .map(|seat| {
                let pull = 0.3 + 0.7 * f64::from(seat.strength()) / 1000.0;
                let earned = self.earned(usize::from(seat.base), sides);
                let inclination = mood + earned + pull * self.lean(seat.backs, sides);
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
        let mood = (mood + self.earned_on_the_whole(organ, sides)) as f32;
        let sharpness = self.k.plenum_sharpness as f32;
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
    use super::super::fixture::{opened, polity, put_matter};
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

    #[test]
    fn whoever_has_shaken_up_their_posts_answers_for_it_in_the_plenum() {
        let polity = polity();
        let mut play = opened(&polity);
        let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
        let mut against = |of_target: f64, of_mover: f64| {
            (play.leaders[0].support[1], play.leaders[2].support[1]) = (of_target, of_mover);
            let logits = play.seat_logits(1, sides, 0.0);
            let mean = |base: u16| {
                let of_base = logits.iter().filter(|seat| seat.1 == base).map(|seat| seat.2);
                of_base.clone().sum::<f64>() / of_base.count() as f64
            };
            (mean(0), mean(1), play.chance_in_plenum(1, sides, 0.0))
        };
        let (neutral, hurt, courted) = (against(0.0, 0.0), against(-0.4, 0.0), against(0.0, 0.4));
        assert!(hurt.1 > neutral.1 && hurt.2 > neutral.2, "where he has hurt them, and foreseen");
        assert_eq!(hurt.0, neutral.0, "nobody bears a grudge for others");
        assert!((hurt.1 - courted.1).abs() < 1e-9, "what the other has won counts the same");
        assert!((against(0.4, 0.4).2 - neutral.2).abs() < 1e-9, "both won as much");
    }

    #[test]
    fn seats_are_counted_by_base_whoever_gets_them() {
        let mut polity = polity();
        put_matter(&mut polity, &[0.5]);
        let mut play = opened(&polity);
        assert_eq!(play.cadres.seats_by_base(1), [12, 12]);
        (0..20).for_each(|nth| play.congress(0, nth));
        let counted = play.cadres.seats_by_base(1).to_vec();
        let seats = |base: u16| play.seats_of(1).filter(|seat| seat.base == base).count() as u32;
        assert_eq!(counted, [seats(0), seats(1)]);
        assert_ne!(counted, [12, 12], "congresses have moved some");
    }
}
