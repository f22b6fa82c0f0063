//! Showdowns: force, then the vote, then the appeal.

use super::appeal::{Sides, unity};
use super::lanes::{LANES, Lanes, lanes, lesser, one};
use super::odds::{Appealed, Strike};
use super::state::{Play, Plot};
use super::vote::Motion;
use super::{Aim, Detail, Occurrence, Plan, Reading, Showdown, Stage, state::reading};
use crate::chance::{Key, Purpose, Stream, Tape, logistic, normal};
use crate::polity::{OrganIx, Who};

/// How a trial of strength ended.
pub(super) struct Course {
    /// Who stood by the target.
    pub friends: Vec<Who>,
    pub stages: Vec<Stage>,
    pub won: bool,
    /// How clear the last stage was, in `[0, 1]`.
    pub margin: f64,
    /// Who voted against the target in the organ of principals.
    pub ayes: Vec<Who>,
    /// Whether the higher organ heard it.
    pub heard: bool,
}

/// What a target with troops does about a vote that is carried against him.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resistance {
    /// Chance that he meets it with force.
    pub chance: f64,
    /// Chance that the movers prevail if he does.
    pub beaten: f64,
}

impl Resistance {
    /// Chance that a carried vote stands, if it stands with this where he does not meet it with force.
    /// Beaten by force as well, he has nobody left to call.
    pub fn stands(self, otherwise: f64) -> f64 {
        self.chance * self.beaten + (1.0 - self.chance) * otherwise
    }
}

/// A vote of the organ of principals.
struct Ballot {
    stage: Stage,
    carried: bool,
    /// How clear it was, in `[0, 1]`.
    margin: f64,
    /// Who voted against the target.
    ayes: Vec<Who>,
    /// How united it was, the target's own vote left out.
    unity: f64,
}

impl Play<'_> {
    /// Who of a group stands by the target, by place: less hostile to him than to the leader, and
    /// not hostile at all, or bound by files. One for each of them, there or not.
    pub fn friends_among(&self, sides: Sides, group: usize) -> Lanes {
        if sides.alone {
            return [0.0; LANES];
        }
        let (them, me) = (self.slot(sides.target), self.slot(sides.leader));
        let half = 0.5 * self.k.vote_bias as f32;
        let to_target = self.pairs.hostility.group_against(them, group);
        let to_leader = self.pairs.hostility.group_against(me, group);
        let bound = self.pairs.leverage.group_of(them, group);
        let mut friends = lanes(|lane| {
            let least = lesser(to_leader[lane], half);
            if to_target[lane] - 0.5 * bound[lane] < least { 1.0 } else { 0.0 }
        });
        for lane in self.lanes_of(sides.members, group) {
            friends[lane] = 0.0;
        }
        for lane in self.lanes_of(&[sides.target], group) {
            friends[lane] = 0.0;
        }
        friends
    }

    /// Those who stand by the target and are there.
    fn friends(&self, sides: Sides) -> Vec<Who> {
        let near = (0..self.roll.called.len()).flat_map(|group| self.friends_among(sides, group));
        let those = self.active.iter().zip(near).filter(|(_, friend)| *friend > 0.0);
        let there = |&who: &Who| self.leaders[who].away_until <= self.round;
        those.map(|(&who, _)| who).filter(there).collect()
    }

    /// Strength of each side: grip on troops and police, and for the defender his guard. Where he
    /// defies a vote, only those count who would follow him in that.
    fn strengths(&self, sides: Sides, defying: bool) -> (f64, f64) {
        debug_assert!(self.is_called());
        let attack: f64 =
            sides.members.iter().map(|&i| self.leaders[i].coercion * self.takes_part(i)).sum();
        let target = &self.leaders[sides.target];
        let own = if defying { target.defiance } else { target.coercion };
        let guard = self.k.force_home + self.k.force_alert * target.alert;
        let mut helped = 0.0;
        for (group, called) in self.roll.called.iter().enumerate() {
            let theirs = if defying { &called.defiance } else { &called.coercion };
            let friends = self.friends_among(sides, group);
            for ((friend, help), force) in friends.into_iter().zip(called.help).zip(theirs) {
                helped += f64::from(friend) * (help * force);
            }
        }
        (attack, own + helped + guard)
    }

    /// Chance that the movers prevail by force.
    pub fn chance_of_force(&self, sides: Sides, defying: bool) -> f64 {
        self.chance_by_strength(self.strengths(sides, defying))
    }

    fn chance_by_strength(&self, (attack, defence): (f64, f64)) -> f64 {
        let edge = (attack - defence) / (attack + defence + 0.05);
        // Without any troops there is nothing to carry it with.
        let armed = attack / (attack + 0.02);
        armed * logistic(self.k.force_sharpness * edge)
    }

    /// Whether the target is likely to meet a carried vote with force: the more so, the more troops he
    /// has against theirs. Whoever has none never does.
    pub fn resistance(&self, sides: Sides) -> Resistance {
        if self.k.with_force < 0.5 {
            return Resistance { chance: 0.0, beaten: 1.0 };
        }
        let (attack, defence) = self.strengths(sides, true);
        let guard = self.k.force_home + self.k.force_alert * self.leaders[sides.target].alert;
        let troops = (defence - guard).max(0.0);
        let armed = troops / (troops + 0.02);
        let edge = defence - attack - self.k.resist_margin;
        Resistance {
            chance: armed * logistic(self.k.resist_sharpness * edge),
            beaten: self.chance_by_strength((attack, defence)),
        }
    }

    /// A plot strikes.
    pub fn strike(&mut self, plot: &Plot, strike: Strike) {
        let Strike { aim, plan, odds, .. } = strike;
        self.try_strength(plot.target, plot.leader, &plot.members, aim, plan, odds);
    }

    /// Somebody moves openly that a colleague be censured or relieved.
    pub fn open_motion(&mut self, mover: Who, target: Who, aim: Aim) {
        let members = [mover];
        let sides = Sides { target, leader: mover, members: &members, alone: false };
        let odds = self.odds_by_vote(sides, aim).win;
        self.try_strength(target, mover, &members, aim, Plan::Motion, odds);
    }

    fn try_strength(
        &mut self,
        target: Who,
        leader: Who,
        members: &[Who],
        aim: Aim,
        plan: Plan,
        odds: f64,
    ) {
        let sides = Sides { target, leader, members, alone: false };
        let occurrence = self.leaders[target].showdowns;
        self.leaders[target].showdowns += 1;
        let held = self.held_by(target).collect();
        let reads = self.readings_of_strike(sides, aim, odds);
        let course = self.course(sides, aim, occurrence);
        self.log.showdowns.push(Showdown {
            at: self.round,
            target,
            held,
            aim,
            plan,
            leader,
            members: members.to_vec(),
            defenders: course.friends.clone(),
            stages: course.stages.clone(),
            odds,
            won: course.won,
        });
        let index = self.log.showdowns.len() - 1;
        self.tell(Occurrence::Showdown(index), |_| reads);
        for &member in members {
            self.oppose(member, target);
        }
        self.settle_accounts(sides, aim, index, occurrence, &course);
    }

    /// What decides it, as it stands before it begins; nothing where no events are kept.
    fn readings_of_strike(&self, sides: Sides, aim: Aim, odds: f64) -> Vec<Reading> {
        if self.detail == Detail::Light {
            return Vec::new();
        }
        let (attack, defence) = self.strengths(sides, false);
        // Under arrest he calls nobody.
        let target = aim != Aim::Arrest;
        let appeals = self.higher_organ().map_or(0.0, |organ| {
            let target = [sides.target].into_iter().filter(|_| target);
            let calls = |who: &Who| self.convenes(*who, organ);
            let mover = sides.members.iter().copied().find(calls);
            let calling = target.filter(calls).chain(mover);
            calling.map(|who| self.chance_to_convene(sides, who)).fold(0.0, f64::max)
        });
        let votes = if let Aim::Relieve(_) = aim {
            self.expected_share_for_relief(sides.target)
        } else {
            self.expected_share_against(sides.target)
        };
        let mut reads = vec![
            reading("odds as the movers saw them", odds),
            reading("force of the movers", attack),
            reading("force of the target", defence),
            reading("expected share of votes", votes),
            reading(
                "chance that the vote is carried",
                self.chance_of_vote(self.motion(sides, aim)),
            ),
            reading("terror", self.norms.terror),
            reading("precedent of appeal", self.norms.precedent),
            reading("chance that the higher organ meets", appeals),
            reading("chance that a vote is met with force", self.resistance(sides).chance),
        ];
        if let Some(organ) = self.higher_organ().filter(|_| appeals > 0.0) {
            let unity = self.expected_unity(sides, true);
            let share = self.expected_share_in_plenum(organ, sides, unity);
            reads.push(reading("votes to be expected in the higher organ", share));
        }
        reads
    }

    /// The chain of stages.
    fn course(&mut self, sides: Sides, aim: Aim, occurrence: u64) -> Course {
        let (friends, mut stages) = (self.friends(sides), Vec::new());
        if aim == Aim::Arrest {
            let (stage, carried, margin) = self.force(sides, occurrence, false);
            stages.push(stage);
            if !carried {
                return Course { friends, stages, won: false, margin, ayes: vec![], heard: false };
            }
        }
        let ballot = self.vote(sides, aim, occurrence);
        let Ballot { stage, carried: mut won, mut margin, ayes, unity } = ballot;
        let mut heard = false;
        stages.push(stage);
        if won && aim != Aim::Arrest && self.resists(sides, occurrence) {
            let (stage, carried, clear) = self.force(sides, occurrence, true);
            stages.push(stage);
            // Beaten by force as well, he has nobody left to call.
            return Course { friends, stages, won: carried, margin: clear, ayes, heard };
        }
        if let Some(organ) = self.higher_organ() {
            let appellant = if won {
                // A man under arrest calls nobody.
                (aim != Aim::Arrest && self.convenes(sides.target, organ)).then_some(sides.target)
            } else {
                sides.members.iter().copied().find(|&member| self.convenes(member, organ))
            };
            if let Some(by) = appellant {
                let p = self.chance_to_convene(sides, by);
                let stream = self.stream_against(Purpose::Convene, sides.target, Key::NONE);
                let met = self.chance.unit(stream, occurrence) < p;
                stages.push(Stage::Appeal { organ, by, met });
                if met {
                    let (stage, carried, clear) = self.plenum(organ, sides, unity, occurrence);
                    stages.push(stage);
                    let precedent = &mut self.norms.precedent;
                    *precedent += self.k.precedent_heard * (1.0 - *precedent);
                    (won, margin, heard) = (carried, clear, true);
                }
            }
        }
        Course { friends, stages, won, margin, ayes, heard }
    }

    /// Whether the target meets a carried vote with force.
    fn resists(&mut self, sides: Sides, occurrence: u64) -> bool {
        let Resistance { chance, .. } = self.resistance(sides);
        let stream = self.stream_against(Purpose::Resist, sides.target, Key::NONE);
        chance > 0.0 && self.chance.unit(stream, occurrence) < chance
    }

    fn stream_against(&self, purpose: Purpose, target: Who, object: Key) -> Stream {
        Stream::new(purpose, self.leaders[target].key, object)
    }

    fn force(&mut self, sides: Sides, occurrence: u64, resisted: bool) -> (Stage, bool, f64) {
        let p = self.chance_of_force(sides, resisted);
        let stream = self.stream_against(Purpose::Force, sides.target, Key::NONE);
        let carried = self.chance.unit(stream, occurrence) < p;
        let (attack, defence) = self.strengths(sides, resisted);
        let margin = ((attack - defence).abs() / (attack + defence + 0.05)).min(1.0);
        (Stage::Force { attack, defence, carried, resisted }, carried, margin)
    }

    /// What the organ of principals votes on, with what it expects of an appeal; under arrest there is
    /// none.
    fn motion<'a>(&self, sides: Sides<'a>, aim: Aim) -> Motion<'a> {
        let Sides { target, leader, members, .. } = sides;
        let expected =
            if aim == Aim::Arrest { Appealed::default() } else { self.expected_appeals(sides) };
        let reversal = expected.saved - expected.reversed;
        Motion { target, mover: leader, members, aim, reversal }
    }

    /// The organ of principals votes, one by one, under one common shock.
    fn vote(&mut self, sides: Sides, aim: Aim, occurrence: u64) -> Ballot {
        let Sides { target, leader, .. } = sides;
        let organ = self.polity.presidium;
        let motion = self.motion(sides, aim);
        let stream = self.stream_against(Purpose::Shock, target, Key::NONE);
        let shock = self.k.vote_shock * normal(self.chance.unit(stream, occurrence));
        let (mut in_favour, mut noes, mut abstained) = (Vec::new(), 0, 0);
        let voters: Vec<Who> = self.voters().collect();
        let others = voters.iter().filter(|&&voter| voter != target).count() as f64;
        let common = self.inclination(motion);
        let groups = 0..self.roll.called.len();
        let logits: Vec<Lanes> = groups.map(|group| self.ballots(motion, common, group)).collect();
        for voter in voters {
            if voter == target {
                noes += 1;
                continue;
            }
            let p = logistic(one(&logits, self.slot(voter)) + shock);
            let stream = self.stream_against(Purpose::Ballot, target, self.leaders[voter].key);
            let u = self.chance.unit(stream, occurrence);
            if (u - p).abs() < self.k.vote_abstain && voter != leader {
                abstained += 1;
            } else if u < p {
                in_favour.push(voter);
            } else {
                noes += 1;
            }
        }
        let ayes = in_favour.len() as u32;
        let cast = f64::from(ayes + noes);
        let carried = f64::from(ayes) > self.values[self.polity.organs[organ].majority] * cast;
        let margin = (2.0 * f64::from(ayes) / cast.max(1.0) - 1.0).abs();
        let stage = Stage::Vote { organ, ayes, noes, abstained, carried };
        // Whoever abstains is on nobody's side.
        let unity = unity(f64::from(ayes) + 0.5 * f64::from(abstained), others);
        Ballot { stage, carried, margin, ayes: in_favour, unity }
    }

    /// The higher organ votes, seat by seat.
    fn plenum(
        &mut self,
        organ: OrganIx,
        sides: Sides,
        unity: f64,
        occurrence: u64,
    ) -> (Stage, bool, f64) {
        let stream = self.stream_against(Purpose::SeatShock, sides.target, Key::NONE);
        let shock = self.k.plenum_shock
            * self.k.plenum_sharpness
            * normal(self.chance.unit(stream, occurrence));
        let (mut ayes, mut noes) = (0, 0);
        // One stream a target and base; posts lie side by side in it.
        let mut tapes: Vec<Tape> = (self.bases.iter())
            .map(|base| Tape::new(self.stream_against(Purpose::SeatBallot, sides.target, base.key)))
            .collect();
        for (post, base, logit) in self.seat_logits(organ, sides, unity) {
            let position = occurrence << 29 | u64::from(post);
            let u = tapes[usize::from(base)].unit(&mut self.chance, position);
            if u < logistic(logit + shock) { ayes += 1 } else { noes += 1 }
        }
        let cast = f64::from(ayes + noes);
        let carried = f64::from(ayes) > self.values[self.polity.organs[organ].majority] * cast;
        let margin = (2.0 * f64::from(ayes) / cast.max(1.0) - 1.0).abs();
        (Stage::Vote { organ, ayes, noes, abstained: 0, carried }, carried, margin)
    }

    /// After a showdown everyone looks around anew.
    pub fn refresh(&mut self) {
        self.take_stock();
        self.weigh_each_other();
        self.weigh_successors();
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::*;

    #[test]
    fn unity_counts_the_votes_of_all_but_the_target() {
        let polity = polity();
        for seated in [true, false] {
            let mut play = opened(&polity);
            play.leaders[0].seated = seated;
            play.call_roll();
            // All the others are for it.
            (1..4).for_each(|who| play.pairs.hostility.put(who, 0, 9.0));
            let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
            let ballot = play.vote(sides, Aim::Arrest, 0);
            assert_eq!((ballot.ayes.len(), ballot.unity), (3, 1.0), "with a seat: {seated}");
        }
    }

    #[test]
    fn what_decides_a_showdown_is_read_before_it() {
        let polity = polity();
        let mut play = opened(&polity);
        // The others vote him out, he calls the assembly, and it meets.
        (play.k.convene_half, play.k.with_force) = (-9.0, 0.0);
        (1..4).for_each(|who| play.pairs.hostility.put(who, 0, 9.0));
        play.open_motion(2, 0, Aim::Censure);
        let stages = &play.log.showdowns[0].stages;
        assert!(stages.iter().any(|stage| matches!(stage, Stage::Appeal { met: true, .. })));
        assert_eq!(play.norms.precedent, 1.0);
        let told = play.log.events.iter().find(|e| matches!(e.what, Occurrence::Showdown(_)));
        let reads = &told.expect("told").reads;
        let read = |what: &str| reads.iter().find(|r| r.what == what).map(|r| r.value);
        assert_eq!(read("precedent of appeal"), Some(0.0));
        assert!(read("chance that the higher organ meets") > Some(0.9));
    }
}
