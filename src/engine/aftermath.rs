//! What is left of a showdown: fates, standing, trust, weariness, norms.

use super::appeal::Sides;
use super::showdown::Course;
use super::state::Play;
use super::{Aim, Stage};
use crate::polity::Who;

impl Play<'_> {
    /// What winners and losers take from it: fates, standing, trust, weariness, norms.
    pub fn settle_accounts(
        &mut self,
        sides: Sides,
        aim: Aim,
        index: usize,
        occurrence: u64,
        course: &Course,
    ) {
        let Sides { target, leader, members, .. } = sides;
        let k = self.k;
        // Before the higher organ, or against troops, nothing is a small matter.
        let fought = course.stages.iter().any(|stage| matches!(stage, Stage::Force { .. }));
        let small = aim.is_lesser() && !course.heard && !fought;
        let stakes = if small { k.move_stakes } else { 1.0 };
        let led = self.first();
        let (winners, losers): (Vec<Who>, Vec<Who>) = if course.won {
            (members.to_vec(), vec![target])
        } else {
            // Whoever voted against him after all has not stood by him.
            let stood =
                course.friends.iter().copied().filter(|friend| !course.ayes.contains(friend));
            ([target].into_iter().chain(stood).collect(), members.to_vec())
        };
        self.remember(sides, &winners, stakes, course);
        self.raise_and_lower(sides, &winners, &losers, stakes, course.won);
        self.weary_until = self.weary_until.max(self.after(k.weary_months * stakes));
        let by: Vec<Who> = winners.clone();
        if course.won {
            if let Aim::Relieve(office) = aim {
                let dismissed = &mut self.offices[office].dismissed;
                dismissed.retain(|entry| entry.0 != target);
                dismissed.push((target, course.ayes.clone()));
            }
            if aim == Aim::Censure {
                let heard = &mut self.leaders[target].prominence;
                heard.iter_mut().for_each(|prominence| *prominence *= 1.0 - k.censure_silence);
            }
            self.sentence(target, &by, aim, course.margin, 1.0, index, occurrence, true);
        } else if !small {
            for &i in members {
                let share = if i == leader { 0.85 } else { 0.6 };
                self.sentence(i, &by, Aim::Expel, course.margin, share, index, occurrence, false);
            }
        }
        // Whether he was the target, or came to grief by his own strike.
        if losers.contains(&led) && (course.won || !small) {
            let collegiality = &mut self.norms.collegiality;
            *collegiality += k.collegiality_fall * stakes * (1.0 - *collegiality);
        }
        self.muster();
        self.refresh();
    }

    /// Comrades trust each other more; target and attackers, and whoever showed against whom he had
    /// to go on with, less.
    fn remember(&mut self, sides: Sides, winners: &[Who], stakes: f64, course: &Course) {
        let (k, Sides { target, members, .. }) = (self.k, sides);
        for &i in winners {
            for &j in winners {
                if i != j {
                    self.pairs.trust.add(i, j, k.comrades * stakes, -1.0, 1.0);
                    self.pairs.memory.add(i, j, 0.5 * stakes, -1.0, 1.0);
                }
            }
        }
        for &i in members {
            self.pairs.trust.add(target, i, -k.enmity * stakes, -1.0, 1.0);
            self.pairs.trust.add(i, target, -0.3 * k.enmity * stakes, -1.0, 1.0);
            self.pairs.memory.add(target, i, -0.6 * stakes, -1.0, 1.0);
            self.pairs.memory.add(i, target, -0.6 * stakes, -1.0, 1.0);
        }
        // Upheld by the higher organ, he knows who voted against him in the other.
        if course.heard && !course.won {
            let shown = k.vote_remembered * stakes;
            for &i in course.ayes.iter().filter(|i| !members.contains(i)) {
                self.pairs.trust.add(target, i, -k.enmity * shown, -1.0, 1.0);
                self.pairs.memory.add(target, i, -0.6 * shown, -1.0, 1.0);
            }
        }
    }

    /// Standing gained and lost, most by those who led; losers keep quiet for a while.
    fn raise_and_lower(
        &mut self,
        sides: Sides,
        winners: &[Who],
        losers: &[Who],
        stakes: f64,
        won: bool,
    ) {
        let (k, Sides { target, leader, .. }) = (self.k, sides);
        let prime = if won { leader } else { target };
        for &i in winners {
            let share = if i == prime { 1.0 } else { 0.3 };
            let standing = &mut self.leaders[i].standing;
            *standing = (*standing + k.win_standing * stakes * share).min(1.0);
        }
        for &i in losers {
            let share = if i == target || i == leader { 1.0 } else { 0.4 };
            let standing = &mut self.leaders[i].standing;
            *standing = (*standing - k.loss_standing * stakes * share).max(0.0);
            self.keep_quiet(i, k.quiet_months * stakes);
            self.quit_plots(i);
        }
    }

    /// Somebody keeps quiet for so many months from now, and at least as long as he had to already.
    pub fn keep_quiet(&mut self, who: Who, months: f64) {
        self.leaders[who].quiet_until = self.leaders[who].quiet_until.max(self.after(months));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::{Plan, Showdown};
    use super::*;
    use crate::polity::Parameters;

    /// The third moves openly that the first be censured.
    fn moved() -> Showdown {
        Showdown {
            at: 0,
            target: 0,
            held: vec![],
            aim: Aim::Censure,
            plan: Plan::Motion,
            leader: 2,
            members: vec![2],
            defenders: vec![],
            stages: vec![],
            odds: 0.5,
            won: false,
        }
    }

    /// He has the second's vote, and loses.
    fn loses(heard: bool, friends: &[Who], stages: Vec<Stage>) -> (usize, [f64; 2]) {
        let polity = polity();
        let mut play = opened(&polity);
        let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
        play.log.showdowns.push(moved());
        let before = [1, 2].map(|voter| play.pairs.trust.at(0, voter));
        let (friends, ayes) = (friends.to_vec(), vec![1, 2]);
        let course = Course { friends, stages, won: false, margin: 1.0, ayes, heard };
        play.settle_accounts(sides, Aim::Censure, 0, 0, &course);
        let mut lost = [1, 2].map(|voter| play.pairs.trust.at(0, voter));
        lost.iter_mut().zip(before).for_each(|(after, before)| *after = before - *after);
        assert!(play.log.falls.iter().all(|fall| fall.who == 2 && !fall.as_target));
        (play.log.falls.len(), lost)
    }

    #[test]
    fn whoever_loses_before_the_higher_organ_answers_as_for_a_failed_plot() {
        let k = Parameters::default();
        // A friend who voted with the others has been no friend.
        for friends in [&[][..], &[1]] {
            let (judged, [voter, mover]) = loses(true, friends, vec![]);
            assert_eq!(judged, 1);
            assert!((mover - k.enmity).abs() < 1e-6, "{mover}");
            assert!((voter - k.vote_remembered * k.enmity).abs() < 1e-6, "{voter}");
        }
        let (judged, [voter, mover]) = loses(false, &[], vec![]);
        assert_eq!((judged, voter), (0, 0.0), "below it is a small matter");
        assert!((mover - k.move_stakes * k.enmity).abs() < 1e-6, "{mover}");
        let force = Stage::Force { attack: 0.1, defence: 0.9, carried: false, resisted: true };
        let (judged, [_, mover]) = loses(false, &[], vec![force]);
        assert_eq!(judged, 1, "put down with troops he answers in full");
        assert!((mover - k.enmity).abs() < 1e-6, "{mover}");
    }

    #[test]
    fn a_censure_takes_from_how_much_its_target_is_heard() {
        let polity = polity();
        for (won, left) in [(true, 0.5), (false, 1.0)] {
            let mut play = opened(&polity);
            play.k.censure_silence = 0.5;
            play.leaders[0].prominence.fill(0.8);
            play.log.showdowns.push(moved());
            let sides = Sides { target: 0, leader: 2, members: &[2], alone: true };
            let (friends, ayes) = (vec![], vec![1, 2]);
            play.leaders[0].prominence.fill(0.8);
            let course = Course { friends, stages: vec![], won, margin: 1.0, ayes, heard: false };
            play.settle_accounts(sides, Aim::Censure, 0, 0, &course);
            assert!(play.leaders[0].prominence.iter().all(|x| (x - 0.8 * left).abs() < 1e-12));
        }
    }

    #[test]
    fn losing_once_more_shortens_nobodys_quiet() {
        let polity = polity();
        let mut play = opened(&polity);
        play.keep_quiet(1, 12.0);
        play.round = 1;
        play.keep_quiet(1, 3.0);
        assert_eq!(play.leaders[1].quiet_until, 12);
    }
}
