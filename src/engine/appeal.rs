//! The appeal: can the loser convene the higher organ?

use super::lanes::{Groups, LANES, Weights, lanes, one};
use super::state::Play;
use crate::chance::logistic;
use crate::polity::{Capacity, OrganIx, Who};

/// In how many bases help is summed up at once.
const SIDE_BY_SIDE: usize = 8;

/// What is added to sums that something is divided by.
const LEAST: f64 = 1e-9;

/// The two sides of a showdown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'a> {
    pub target: Who,
    pub leader: Who,
    pub members: &'a [Who],
    /// Nobody stands by the target.
    pub alone: bool,
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

    /// Chance that an appeal saves the target, if he is outvoted, where one is expected so much.
    pub fn saved_by_appeal(&self, organ: OrganIx, sides: Sides, expected: f64) -> f64 {
        let loyalties = self.loyalties(sides);
        let unity = self.expected_unity(sides, true);
        let mood = self.mood_of_plenum(sides, &loyalties, unity);
        let plenum = self.chance_with_mood(organ, sides, mood);
        let lent = self.lent_to_target(sides, &loyalties);
        expected * self.chance_with_help(sides.target, &lent) * (1.0 - plenum)
    }

    /// Chance that the higher organ meets when the target or one of the movers calls it against the
    /// other side: by grip on the apparatus, army and police who fetch its members, or stop them.
    /// His own side lends theirs, and bystanders as far as they trust him more: to let a man be
    /// heard is less than to want him to win.
    pub fn chance_to_convene(&self, sides: Sides, who: Who) -> f64 {
        if who == sides.target {
            let lent = self.lent_to_target(sides, &self.loyalties(sides));
            self.chance_with_help(who, &lent)
        } else {
            self.chance_with_help(who, &self.lent_to_mover(sides, who))
        }
    }

    /// The same, with so much of his weight lent by each.
    fn chance_with_help(&self, who: Who, lent: &Groups<Weights>) -> f64 {
        // Those who call its members, and those who fetch them or stop them.
        let [calling, fetching] = [Capacity::Appointment, Capacity::Coercion].map(|c| c as usize);
        let (mut calls, mut all_calls, mut fetched, mut all_fetched) = (0.0, LEAST, 0.0, LEAST);
        for bases in self.bases.chunks(SIDE_BY_SIDE) {
            let mut helped = [0.0; SIDE_BY_SIDE];
            for (men, lent) in self.active.chunks(LANES).zip(lent.iter()) {
                for (&friend, lent) in men.iter().zip(lent).filter(|(_, lent)| **lent > 0.0) {
                    for (helped, base) in helped.iter_mut().zip(bases) {
                        *helped += lent * base.grip[friend];
                    }
                }
            }
            for (base, helped) in bases.iter().zip(helped) {
                let grip = (base.grip[who] + helped).min(1.0);
                calls += base.capacities[calling] * grip;
                all_calls += base.capacities[calling];
                fetched += base.capacities[fetching] * grip;
                all_fetched += base.capacities[fetching];
            }
        }
        // Where no base has any troops nobody is stopped, and where none appoints nobody need be called.
        let [calls, fetched] = [(calls, all_calls), (fetched, all_fetched)]
            .map(|(grip, all)| if all > LEAST { grip / all } else { 1.0 });
        let share = self.k.convene_calling;
        let grip = libm::pow(calls, share) * libm::pow(fetched, 1.0 - share);
        logistic(self.k.convene_sharpness * (grip - self.k.convene_half))
    }

    /// How far each is for the target rather than the leader, in `[-1, 1]`: wholly who stands by
    /// him, and others as far as they lean to him.
    pub fn loyalties(&self, sides: Sides) -> Groups<Weights> {
        let (this, that) = (self.slot(sides.target), self.slot(sides.leader));
        Groups::of(self.active.len(), |group| {
            let friends = self.friends_among(sides, group);
            let mut loyalties = Weights::default();
            let each = loyalties.iter_mut().zip(&friends).zip(group * LANES..self.active.len());
            for ((loyalty, friend), slot) in each {
                let leaning = self.leaning(slot, this, that);
                *loyalty = if *friend > 0.0 { 1.0 } else { leaning };
            }
            loyalties
        })
    }

    /// How far who keeps out of it leans to one rather than the other, by trust, in `[-1, 1]`; all
    /// by their places.
    #[inline]
    fn leaning(&self, bystander: usize, this: usize, that: usize) -> f64 {
        let trust = self.pairs.trust.row(bystander);
        (2.0 * (one(trust, this) - one(trust, that))).clamp(-1.0, 1.0)
    }

    /// How much of his weight each lends to the target, if he would convene the higher organ.
    fn lent_to_target(&self, sides: Sides, loyalties: &Groups<Weights>) -> Groups<Weights> {
        loyalties.map(|group, loyalties| {
            let called = &self.roll.called[group];
            let mut lent: Weights = lanes(|lane| loyalties[lane].max(0.0) * called.help[lane]);
            // The movers do not help him whom they move against.
            for lane in self.lanes_of(&[sides.target], group) {
                lent[lane] = 0.0;
            }
            for lane in self.lanes_of(sides.members, group) {
                lent[lane] = 0.0;
            }
            lent
        })
    }

    /// How much of his weight each lends to one of the movers, if he would convene it: nobody who
    /// stands by the target.
    fn lent_to_mover(&self, sides: Sides, who: Who) -> Groups<Weights> {
        let (this, that) = (self.slot(who), self.slot(sides.target));
        Groups::of(self.active.len(), |group| {
            let called = &self.roll.called[group];
            let friends = self.friends_among(sides, group);
            let mut lent = Weights::default();
            let each = lent.iter_mut().zip(&friends).zip(&called.help);
            for (((lent, friend), help), slot) in each.zip(group * LANES..self.active.len()) {
                let leaning = self.leaning(slot, this, that).max(0.0);
                *lent = if *friend > 0.0 { 0.0 } else { leaning * help };
            }
            for lane in self.lanes_of(sides.members, group) {
                lent[lane] = called.help[lane];
            }
            for lane in self.lanes_of(&[who, sides.target], group) {
                lent[lane] = 0.0;
            }
            lent
        })
    }

    /// How much of his weight a friend brings who takes part in politics only so far.
    pub fn help(&self, friend: Who) -> f64 {
        self.k.force_friends * self.takes_part(friend)
    }

    /// How far somebody takes part: not at all while he is away.
    pub fn takes_part(&self, who: Who) -> f64 {
        if self.present(who) { self.leaders[who].engagement } else { 0.0 }
    }

    /// How united the organ of principals is likely to be, at a glance, if it carries the motion or
    /// if it does not: as its expected majority lies that way, and as votes scatter.
    pub fn expected_unity(&self, sides: Sides, carried: bool) -> f64 {
        let (ayes, votes) = self.votes_at_a_glance(sides.target, sides.members);
        if votes <= 0.0 {
            return 0.0;
        }
        let share: f64 = ayes / votes;
        let majority = 2.0 * share - 1.0;
        // Of independent votes, and of the shock they have in common.
        let doubt = share * (1.0 - share);
        let common = self.k.vote_shock * doubt;
        let scatter = 4.0 * (doubt / votes + common * common);
        if carried {
            (majority.max(0.0) * majority + scatter).min(1.0)
        } else {
            -(majority.min(0.0) * majority + scatter).min(1.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::*;

    #[test]
    fn unity_is_nought_for_a_split_organ_and_one_for_a_united_one() {
        assert_eq!((unity(5.0, 10.0), unity(10.0, 10.0), unity(0.0, 10.0)), (0.0, 1.0, -1.0));
        assert_eq!(unity(0.0, 0.0), 0.0, "nobody voted");
        assert!(unity(7.0, 11.0) < 0.1, "seven to four hardly counts");
    }

    #[test]
    fn it_takes_those_who_call_and_those_who_fetch() {
        let polity = polity();
        let mut play = opened(&polity);
        let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
        // Desks appoint, guards have the troops.
        let [calling, fetching] = [Capacity::Appointment, Capacity::Coercion].map(|c| c as usize);
        play.bases[0].capacities[fetching] = 0.0;
        play.bases[1].capacities[calling] = 0.0;
        let mut meets = |desks: f64, guards: f64| {
            (play.bases[0].grip[0], play.bases[1].grip[0]) = (desks, guards);
            play.chance_to_convene(sides, 0)
        };
        let neither = meets(0.0, 0.0);
        assert_eq!((meets(1.0, 0.0), meets(0.0, 1.0)), (neither, neither));
        assert!(meets(0.4, 0.4) > meets(0.7, 0.1) && meets(0.7, 0.1) > neither);
    }

    #[test]
    fn where_nobody_has_troops_nobody_is_stopped() {
        let polity = polity();
        let mut play = opened(&polity);
        let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
        let mut meets = |troops: f64| {
            for base in &mut play.bases {
                base.capacities[Capacity::Coercion as usize] = troops;
                base.grip[0] = 0.5;
            }
            play.chance_to_convene(sides, 0)
        };
        assert!(meets(0.0) > meets(0.5));
    }

    #[test]
    fn a_bystander_lets_be_heard_whom_he_trusts_more() {
        let polity = polity();
        let mut play = opened(&polity);
        // The second commands the guards.
        let mut heard = |trust: f64, friend: bool| {
            play.pairs.trust.put(1, 0, trust);
            play.pairs.trust.put(1, 2, 0.0);
            // Who has nothing against him stands by him.
            play.pairs.hostility.put(1, 0, if friend { -1.0 } else { 1.0 });
            let sides = Sides { target: 0, leader: 2, members: &[2], alone: false };
            play.chance_to_convene(sides, 0)
        };
        assert_eq!(heard(-0.5, false), heard(0.0, false), "he stops nobody");
        assert!(heard(0.2, false) > heard(0.0, false) && heard(0.4, false) > heard(0.2, false));
        assert!(heard(0.4, true) > heard(0.4, false), "a friend brings all he has");
    }

    #[test]
    fn nobody_helps_the_other_side_to_be_heard() {
        let polity = polity();
        let mut play = opened(&polity);
        // The second commands the guards, and is fond of both.
        for who in [0, 2] {
            play.pairs.trust.put(1, who, 0.4);
        }
        play.pairs.trust.put(1, 3, -0.4);
        play.pairs.hostility.put(1, 0, 1.0);
        let heard = |members: &[Who], caller: Who| {
            let sides = Sides { target: 0, leader: 3, members, alone: false };
            play.chance_to_convene(sides, caller)
        };
        assert!(heard(&[3, 1], 0) < heard(&[3], 0), "a mover lends the target nothing");
        let bystander = heard(&[3, 2], 2);
        play.pairs.trust.put(1, 0, 0.0);
        play.pairs.hostility.put(1, 0, -1.0);
        let sides = Sides { target: 0, leader: 3, members: &[3, 2], alone: false };
        let friend = play.chance_to_convene(sides, 2);
        play.pairs.hostility.put(1, 0, 1.0);
        assert!(friend < play.chance_to_convene(sides, 2), "nor a friend of his the movers");
        assert!(bystander > 0.0);
    }

    #[test]
    fn whoever_is_away_calls_nobody() {
        let polity = polity();
        let mut play = opened(&polity);
        assert!(play.convenes(0, 1) && play.convenes(1, 1));
        play.leaders[0].away_until = 9;
        assert!(!play.convenes(0, 1) && play.convenes(1, 1));
    }
}
