//! Small matters: what it looks worth to somebody that a colleague be relieved of an office or
//! censured, whether he moves it openly or plots for it.

use super::Aim;
use super::appeal::Sides;
use super::gains::NONE;
use super::lanes::{LANES, Lanes, add, at_a_glance, greater, groups, lanes, positive};
use super::odds::Forecast;
use super::scene::{Faces, Scene, one_of};
use super::state::Play;
use super::worth::Prospects;
use crate::polity::Who;

/// One for each of the lesser aims.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lesser<T> {
    /// That somebody lose the weightiest of his offices.
    pub office: T,
    /// That he be censured.
    pub censure: T,
}

impl<T> Lesser<T> {
    /// That of a lesser aim; nothing for the others.
    pub fn of(self, aim: Aim) -> Option<T> {
        match aim {
            Aim::Relieve(_) => Some(self.office),
            Aim::Censure => Some(self.censure),
            Aim::Expel | Aim::Arrest => None,
        }
    }
}

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
pub(super) fn stake_of_office(weight: f64) -> f64 {
    if weight > 0.0 { 0.3 + 0.7 * weight } else { 0.0 }
}

/// A chance of carrying an open motion that nobody thinks of.
pub(super) const FAINT: f32 = 0.15;

impl Play<'_> {
    /// What may be asked for where somebody keeps his seat: the weightiest of his offices, if any of
    /// them has weight, and a censure.
    pub fn lesser_aims(&self, target: Who) -> impl Iterator<Item = Aim> + use<> {
        let office = self.office_at_stake(target).map(Aim::Relieve);
        office.into_iter().chain([Aim::Censure])
    }

    /// What a censure of somebody weighs against a fall, where this is the usual standing: what there
    /// is left to lose.
    pub fn stake_of_censure(&self, target: Who, usual: f64) -> f64 {
        0.2 * (self.leaders[target].standing / usual).min(1.0)
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

    /// How far the line on an issue moves, for whoever minds, if somebody is heard less on it: the
    /// worth of it to whoever stands above the line, and less than nothing to whoever stands below it.
    pub fn worth_of_silence(&self, target: Who, issue: usize) -> f64 {
        let (k, leader) = (&self.k, &self.leaders[target]);
        let silenced = k.censure_silence * leader.prominence[issue];
        let weight = k.prominence_weight * leader.influence * silenced;
        let away = self.issues[issue].line - leader.positions[issue];
        k.value_conviction * weight * self.salience(issue) * away
    }

    /// On which side of the line on an issue somebody stands: 1 above it, -1 below.
    fn side(&self, who: Who, issue: usize) -> f64 {
        let above = self.leaders[who].positions[issue] - self.issues[issue].line;
        if above == 0.0 { 0.0 } else { above.signum() }
    }

    /// What it is worth to somebody that another be heard less on all issues.
    fn gain_by_silence(&self, who: Who, target: Who) -> f64 {
        let each = 0..self.issues.len();
        each.map(|issue| self.side(who, issue) * self.worth_of_silence(target, issue)).sum()
    }

    /// The same of each of a group, as the month looks.
    fn gain_by_silence_seen(&self, mind: &Prospects, group: usize, scene: &Scene) -> Lanes {
        let mut gain = [0.0; LANES];
        for (issue, heard) in scene.heard.chunks(groups(self.active.len())).enumerate() {
            let (side, heard) = (self.side(mind.who, issue) as f32, &heard[group]);
            add(&mut gain, |lane| side * heard[lane]);
        }
        gain
    }

    /// What somebody gains if another loses an office, which he may hope for himself, or is censured,
    /// and so many share the spoils.
    pub fn gains_by_lesser_aims(&self, who: Who, target: Who, sharers: usize) -> Lesser<f64> {
        let hostility = self.pairs.hostility.at(who, target).max(0.0);
        let influence = self.leaders[target].influence;
        let prize = influence / (influence + self.k.plot_prize_half);
        let gain = self.gain_from_loss(who, influence, prize, hostility, sharers, 0.5 * hostility);
        let office = self.office_at_stake(target);
        let weight = office.map_or(0.0, |office| self.offices[office].responsibility);
        let reach = self.reach(who, self.greatest);
        let (each, from) = self.hopes_of_office(who, reach, self.leaders[who].influence);
        let usual = self.usual_standing().max(1e-9);
        Lesser {
            office: stake_of_office(weight) * gain + each * (weight - from).max(0.0),
            censure: self.stake_of_censure(target, usual) * gain
                + self.gain_by_silence(who, target),
        }
    }

    /// The same of each of a group, at first sight.
    #[inline]
    fn gains_seen(
        &self,
        mind: &Prospects,
        group: usize,
        face: &Faces,
        sharers: f64,
        scene: &Scene,
    ) -> Lesser<Lanes> {
        let hostility = self.pairs.hostility.group_of(mind.slot, group);
        let gain =
            self.gain_at_first_sight(mind, face, hostility, sharers, |hostility| 0.5 * hostility);
        let (each, from) = self.hopes_of_office_seen(mind, scene);
        let (each, from) = (each as f32, from as f32);
        let silence = self.gain_by_silence_seen(mind, group, scene);
        Lesser {
            office: lanes(|lane| {
                face.stake[lane] * gain[lane] + each * positive(face.office[lane] - from)
            }),
            censure: lanes(|lane| face.rebuke[lane] * gain[lane] + silence[lane]),
        }
    }

    /// What a plot for the weightiest office of each of these looks worth at first sight, or for a
    /// censure if that is worth more.
    #[inline(never)]
    pub fn worth_of_lesser_plots(
        &self,
        mind: &Prospects,
        group: usize,
        face: &Faces,
        scene: &Scene,
    ) -> Lanes {
        let k = &self.k;
        if k.with_lesser_aims < 0.5 {
            return [NONE; LANES];
        }
        let gains = self.gains_seen(mind, group, face, 3.0, scene);
        let (share, majority) = (k.move_stakes as f32, self.majority() as f32);
        let loss = (scene.price * mind.caution) as f32;
        let worth = |gain: &Lanes, votes: &Lanes| -> Lanes {
            lanes(|lane| {
                let vote = at_a_glance(10.0 * (votes[lane] - majority));
                let odds = 0.85 * vote * (1.0 - face.saved[lane]);
                share * (odds * gain[lane] - (1.0 - odds) * loss * face.cheaper[lane])
            })
        };
        let office = worth(&gains.office, &face.moved);
        let censure = worth(&gains.censure, &face.votes);
        lanes(|lane| greater(office[lane], censure[lane]))
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
        let gains = self.gains_seen(mind, group, face, 1.0, scene);
        let leverage = self.pairs.leverage.group_against(mind.slot, group);
        let needed = self.needed_at_first_sight(mind, scene);
        let loss = (scene.price * mind.caution) as f32;
        let (value, cost) = ((k.plot_value * k.move_stakes) as f32, k.move_cost as f32);
        let worth = |gain: &Lanes, votes: &Lanes| -> Lanes {
            lanes(|lane| {
                let win = at_a_glance(10.0 * (votes[lane] - needed)) * (1.0 - face.saved[lane]);
                let worth = win * gain[lane] - (1.0 - win) * loss * face.cheaper[lane];
                let step = cost * (1.0 + leverage[lane]);
                // Even carried it must be worth the step. Without a branch, so that the lanes go
                // side by side.
                let open = (hostility[lane] > 0.0) & (face.there[lane] > 0.0) & (win > FAINT);
                let open = open & (value * gain[lane] > step);
                let worth = value * worth - step;
                if open { worth } else { NONE }
            })
        };
        let office = worth(&gains.office, &face.moved);
        let censure = worth(&gains.censure, &face.votes);
        lanes(|lane| greater(office[lane], censure[lane]))
    }

    /// Share of votes at which an open motion of his seems even: the more, the less they like him.
    pub fn needed_at_first_sight(&self, mind: &Prospects, scene: &Scene) -> f32 {
        let ill_will = one_of(&scene.faces, mind.slot, |face| &face.ill_will);
        self.majority() as f32 + 0.5 * self.k.vote_mover as f32 * ill_will
    }

    /// What somebody has at stake in moving openly against another; nothing where that is no aim of
    /// such a motion.
    pub fn stakes_of_motion(
        &self,
        mind: &Prospects,
        j: Who,
        aim: Aim,
        scene: &Scene,
    ) -> Option<Stakes> {
        let (i, slot) = (mind.who, self.slot(j));
        let (group, lane) = (slot / LANES, slot % LANES);
        let face = &scene.faces[group];
        let hostility = self.pairs.hostility.at(i, j).max(0.0);
        let (influence, prize) = (f64::from(face.influence[lane]), f64::from(face.prize[lane]));
        let gain = self.gain_from_loss(i, influence, prize, hostility, 1, 0.5 * hostility);
        let (each, from) = self.hopes_of_office_seen(mind, scene);
        let silence = self.gain_by_silence_seen(mind, group, scene)[lane];
        let gains = Lesser {
            office: f64::from(face.stake[lane]) * gain
                + each * (f64::from(face.office[lane]) - from).max(0.0),
            censure: f64::from(face.rebuke[lane]) * gain + f64::from(silence),
        };
        Some(Stakes {
            gain: gains.of(aim)?,
            loss: scene.price * f64::from(face.cheaper[lane]) * mind.caution,
            step: self.k.move_cost * (1.0 + self.pairs.leverage.at(j, i)),
        })
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

    /// What an open motion is worth on a closer look, with the odds as they would be, and what it
    /// asks for; nothing if it is worth no more than so much, or there is hardly a chance of it.
    pub fn worth_moving_now(
        &self,
        mind: &Prospects,
        j: Who,
        scene: &Scene,
        bar: f64,
    ) -> Option<(f64, Aim)> {
        let mut best = None;
        for aim in self.lesser_aims(j) {
            let bar = best.map_or(bar, |(worth, _)| worth);
            let worth = self.worth_moving_for(mind, j, aim, scene, bar);
            best = worth.map(|worth| (worth, aim)).or(best);
        }
        best
    }

    /// The same for one aim. He looks no closer than it takes to see that it is worth too little.
    fn worth_moving_for(
        &self,
        mind: &Prospects,
        j: Who,
        aim: Aim,
        scene: &Scene,
        bar: f64,
    ) -> Option<f64> {
        let stakes = self.stakes_of_motion(mind, j, aim, scene)?;
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
        // Where votes are all but certain, the normal approximation may make this a hair too little.
        if worth(hopes.of_vote(self.hopes_of_vote(sides, aim, hopes))) <= bar {
            return None;
        }
        let odds = self.odds_by_vote(sides, aim);
        if odds.win <= f64::from(FAINT) {
            return None;
        }
        Some(worth(odds)).filter(|&worth| worth > bar)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Aim;
    use super::super::fixture::{opened, polity, put_issue};
    use super::super::lanes::LANES;
    use super::super::odds::Forecast;

    #[test]
    fn an_office_holder_is_censured_where_nobody_better_would_follow_him() {
        let polity = polity();
        let mut play = opened(&polity);
        (play.k.with_force, play.norms.precedent) = (0.0, 0.0);
        (1..4).for_each(|who| play.pairs.hostility.put(who, 0, 0.6));
        let slot = play.slot(0);
        let mut asked_for = |relief: f32| {
            *play.pairs.relief.group_mut(slot, 0) = [relief; LANES];
            let scene = play.scene();
            let mind = play.prospects(2, &scene);
            play.worth_moving_now(&mind, 0, &scene, f64::MIN).expect("there is hope of it").1
        };
        assert_eq!(asked_for(-1.5), Aim::Censure);
        assert!(matches!(asked_for(0.5), Aim::Relieve(_)));
    }

    #[test]
    fn whoever_stands_on_the_other_side_gains_by_silence() {
        let mut polity = polity();
        put_issue(&mut polity, &[0.0; 4]);
        let mut play = opened(&polity);
        play.issues[0].line = 0.0;
        for (who, position) in [(0, 0.8), (1, -0.6), (2, 0.4), (3, 0.0)] {
            play.leaders[who].positions[0] = position;
        }
        let gain = |play: &super::Play, who: usize| play.gain_by_silence(who, 0);
        assert_eq!(gain(&play, 1), 0.0, "nobody hears him");
        play.leaders[0].prominence[0] = 0.5;
        assert!(gain(&play, 1) > 0.0 && gain(&play, 2) < 0.0 && gain(&play, 3) == 0.0);
        assert_eq!(gain(&play, 1), -gain(&play, 2));
    }

    #[test]
    fn what_lesser_aims_promise_at_first_sight_is_what_a_closer_look_reckons_with() {
        let mut polity = polity();
        put_issue(&mut polity, &[0.0; 4]);
        let mut play = opened(&polity);
        for (n, hostility) in [-0.2, 0.1, 0.4, 0.9, 1.3].into_iter().cycle().take(16).enumerate() {
            play.pairs.hostility.put(n / 4, n % 4, hostility);
            play.leaders[n / 4].prominence[0] = 0.2 * (n / 4) as f64;
        }
        let scene = play.scene();
        for who in 0..4 {
            let mind = play.prospects(who, &scene);
            let seen = play.gains_seen(&mind, 0, &scene.faces[0], 3.0, &scene);
            for target in (0..4).filter(|&target| play.pairs.hostility.at(who, target) > 0.0) {
                let close = play.gains_by_lesser_aims(who, target, 3);
                let lane = play.slot(target) % LANES;
                for (glance, close) in
                    [(seen.office[lane], close.office), (seen.censure[lane], close.censure)]
                {
                    let apart = (f64::from(glance) - close).abs();
                    assert!(apart < 1e-5, "{who} of {target}: {glance} {close}");
                }
            }
        }
    }

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
                let (worth, aim) = look(f64::MIN).expect("worth something, for good or ill");
                for step in -20..=20 {
                    let bar = worth + 0.01 * f64::from(step);
                    let seen = look(bar);
                    let known = seen == Some((worth, aim));
                    assert!(known || seen.is_none() && step >= 0, "{seen:?} {worth}");
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
        let aim = play.lesser_aims(0).next().expect("a censure at least");
        let mind = play.prospects(2, &scene);
        let stakes = play.stakes_of_motion(&mind, 0, aim, &scene).expect("it is a lesser aim");
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
