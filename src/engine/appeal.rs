//! The appeal: can the loser convene the higher organ, and how do its seats vote?

use super::cadres::NOBODY;
use super::state::Play;
use super::vote::Tallied;
use crate::chance::logistic;
use crate::polity::{Capacity, OrganIx, Who};

/// The two sides before a higher organ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'a> {
    pub target: Who,
    pub leader: Who,
    pub members: &'a [Who],
    pub friends: &'a [Who],
}

/// How united an organ is against somebody, from -1 to 1: the square of the majority among the
/// votes of all others, with its sign.
pub(super) fn unity(ayes: f64, votes: f64) -> f64 {
    if votes <= 0.0 {
        return 0.0;
    }
    let majority = 2.0 * ayes / votes - 1.0;
    majority * majority.abs()
}

impl Play<'_> {
    /// The organ above that of the principals, where appeals are possible at all.
    pub fn higher_organ(&self) -> Option<OrganIx> {
        let above = self.polity.organs[self.polity.presidium].appeal_to;
        above.filter(|_| self.k.with_appeals >= 0.5)
    }

    /// Chance that the higher organ meets when somebody calls it against somebody: by grip on the
    /// apparatus, army and police who fetch its members, or stop them. Helpers lend theirs, and
    /// bystanders as far as they trust him more: to let a man be heard is less than to want him
    /// to win.
    pub fn chance_to_convene(&self, who: Who, helpers: &[Who], against: Who) -> f64 {
        let (mut grip, mut weight) = (0.0, 1e-9);
        for base in &self.bases {
            let matters = base.capacities[Capacity::Appointment as usize]
                .max(base.capacities[Capacity::Coercion as usize]);
            let helped: f64 = (self.active.iter())
                .filter(|&&other| other != who && other != against)
                .map(|&other| {
                    let side = if helpers.contains(&other) {
                        1.0
                    } else {
                        self.prefers(other, who, against)
                    };
                    side * self.help(other) * base.grip[other]
                })
                .sum();
            grip += matters * (base.grip[who] + helped).min(1.0);
            weight += matters;
        }
        logistic(self.k.convene_sharpness * (grip / weight - self.k.convene_half))
    }

    /// How far somebody who keeps out of it trusts one more than the other, in `[0, 1]`.
    fn prefers(&self, bystander: Who, one: Who, other: Who) -> f64 {
        let (trust, rest) =
            (self.pairs.trust.at(bystander, one), self.pairs.trust.at(bystander, other));
        (trust - rest).clamp(0.0, 1.0)
    }

    /// How much of his weight a friend brings who takes part in politics only so far.
    pub fn help(&self, friend: Who) -> f64 {
        self.k.force_friends * self.takes_part(friend)
    }

    /// How far somebody takes part: not at all while he is away.
    pub fn takes_part(&self, who: Who) -> f64 {
        if self.present(who) { self.leaders[who].engagement } else { 0.0 }
    }

    /// Inclination of everyone in the higher organ against the target, before whom each backs. It
    /// follows a united organ below; a divided one leaves it the choice.
    fn mood_of_plenum(&self, sides: Sides, unity: f64) -> f64 {
        let best = |of: &[Who], what: fn(&super::state::Leader) -> f64| {
            of.iter().map(|&i| what(&self.leaders[i])).fold(0.0, f64::max)
        };
        let force = |of: &[Who]| of.iter().map(|&i| self.leaders[i].coercion).sum::<f64>();
        let target = &self.leaders[sides.target];
        let armed = self.active.iter().copied().filter(|&i| self.leaders[i].coercion > 0.0);
        let helped: f64 = armed
            .filter(|i| *i != sides.target && !sides.members.contains(i))
            .map(|i| {
                let side = if sides.friends.contains(&i) {
                    1.0
                } else {
                    self.prefers(i, sides.target, sides.leader)
                        - self.prefers(i, sides.leader, sides.target)
                };
                side * self.help(i) * self.leaders[i].coercion
            })
            .sum();
        self.k.plenum_standing * (self.leaders[sides.leader].standing - target.standing)
            + self.k.plenum_patron * (best(sides.members, |l| l.patronage) - target.patronage)
            + self.k.plenum_army * (force(sides.members) - target.coercion - helped)
            + self.k.plenum_unity * unity
    }

    /// How united the organ of principals is likely to be against the target, at a glance.
    pub fn expected_unity(&self, sides: Sides) -> f64 {
        let bias = self.bias(sides.target);
        let (mut ayes, mut votes) = (0.0, 0.0);
        for voter in self.voters().filter(|&voter| voter != sides.target) {
            let hostility = self.pairs.hostility.at(voter, sides.target);
            let sworn = sides.members.contains(&voter);
            ayes += if sworn { 1.0 } else { self.vote_at_a_glance(hostility, bias) };
            votes += 1.0;
        }
        unity(ayes, votes)
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
        let mood = self.mood_of_plenum(sides, unity);
        (self.seats_of(organ))
            .map(|seat| {
                let pull = 0.3 + 0.7 * f64::from(seat.strength) / 1000.0;
                let inclination = mood + pull * self.lean(seat.backs, sides);
                (seat.post, seat.base, self.k.plenum_sharpness * inclination)
            })
            .collect()
    }

    /// Chance that the higher organ finds for the movers.
    pub fn chance_in_plenum(&self, organ: OrganIx, sides: Sides, unity: f64) -> f64 {
        let mood = self.mood_of_plenum(sides, unity);
        let mut seats = 0.0;
        let mut tallied = Tallied::new(self.k.plenum_shock * self.k.plenum_sharpness);
        for (backs, count, strength) in self.blocs_of(organ) {
            seats += count;
            let pull = 0.3 + 0.7 * strength;
            let inclination = mood + pull * self.lean(backs, sides);
            tallied.add(self.k.plenum_sharpness * inclination, count);
        }
        let majority = self.values[self.polity.organs[organ].majority];
        tallied.chance_of_more_than(majority * seats)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{opened, polity};
    use super::*;

    #[test]
    fn unity_is_nought_for_a_split_organ_and_one_for_a_united_one() {
        assert_eq!((unity(5.0, 10.0), unity(10.0, 10.0), unity(0.0, 10.0)), (0.0, 1.0, -1.0));
        assert_eq!(unity(0.0, 0.0), 0.0, "nobody voted");
        assert!(unity(7.0, 11.0) < 0.1, "seven to four hardly counts");
    }

    #[test]
    fn a_united_organ_carries_the_one_above_it() {
        let polity = polity();
        let play = opened(&polity);
        let sides = Sides { target: 0, leader: 2, members: &[2], friends: &[] };
        let mut last = 0.0;
        for step in 0..=10 {
            let chance = play.chance_in_plenum(1, sides, f64::from(step - 5) / 5.0);
            assert!(chance > last, "{chance} after {last}");
            last = chance;
        }
    }

    #[test]
    fn a_bystander_lets_be_heard_whom_he_trusts_more() {
        let polity = polity();
        let mut play = opened(&polity);
        // The second commands the guards.
        let mut heard = |trust: f64| {
            play.pairs.trust.put(1, 0, trust);
            play.pairs.trust.put(1, 2, 0.0);
            play.chance_to_convene(0, &[], 2)
        };
        assert_eq!(heard(-0.5), heard(0.0), "he stops nobody");
        assert!(heard(0.3) > heard(0.0) && heard(0.6) > heard(0.3));
        let as_bystander = heard(0.6);
        assert!(play.chance_to_convene(0, &[1], 2) > as_bystander, "a friend brings all he has");
    }
}
