//! What plotters and movers expect of a strike: the rules by which a showdown is played, reckoned
//! through beforehand.

use super::Plan;
use super::appeal::Sides;
use super::state::Play;
use super::vote::Motion;
use crate::polity::Who;

/// What plotters expect of each of their plans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odds {
    pub vote: f64,
    pub troops: f64,
}

/// What a mover expects of an open motion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forecast {
    /// Chance that it ends as he wants.
    pub win: f64,
    /// Chance that the higher organ hears it and finds against him.
    pub lost_above: f64,
}

impl Forecast {
    /// It ends as he wants.
    pub const SURE: Self = Self { win: 1.0, lost_above: 0.0 };
}

/// What is expected of an appeal, as far as anyone expects one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Appealed {
    /// Chance that the target, voted out, is saved by it.
    pub saved: f64,
    /// Chance that the movers, voted down, win by it.
    pub reversed: f64,
    /// Chance that they are heard and lose once more.
    pub confirmed: f64,
}

impl Odds {
    /// The better plan and its odds.
    pub fn best(self) -> (Plan, f64) {
        if self.troops > self.vote { (Plan::Troops, self.troops) } else { (Plan::Vote, self.vote) }
    }
}

impl Play<'_> {
    /// The plotters' own estimate of their chances, with the same rules by which a showdown is
    /// played, blind only to an appeal that nobody has yet dared.
    pub fn odds(&self, target: Who, leader: Who, members: &[Who]) -> Odds {
        let friends = self.friends(target, leader, members);
        let sides = Sides { target, leader, members, friends: &friends };
        let troops = if self.k.with_force >= 0.5 {
            let after = Motion {
                target,
                mover: leader,
                members,
                small: false,
                troops: true,
                reversal: 0.0,
            };
            self.chance_of_force(sides, false) * self.chance_of_vote(after)
        } else {
            0.0
        };
        Odds { vote: self.odds_by_vote(sides, false).win, troops }
    }

    /// The mover's estimate of his chances with an open motion.
    pub fn odds_of_motion(&self, target: Who, mover: Who) -> Forecast {
        let members = [mover];
        let friends = self.friends(target, mover, &members);
        self.odds_by_vote(
            Sides { target, leader: mover, members: &members, friends: &friends },
            true,
        )
    }

    /// Nothing better than this comes of [`Self::odds_of_motion`]. Without a look at the higher
    /// organ: as if it never saved the target, and always found for the mover.
    pub fn hopes_of_motion(&self, target: Who, mover: Who) -> Forecast {
        let members = [mover];
        let reversed = match self.higher_organ() {
            Some(organ) if self.convenes(mover, organ) => self.norms.precedent,
            _ => 0.0,
        };
        let vote = self.chance_of_vote(Motion {
            target,
            mover,
            members: &members,
            small: true,
            troops: false,
            reversal: -reversed,
        });
        // A hair more, for what rounding may hide.
        Forecast { win: vote + (1.0 - vote) * reversed + 1e-5, lost_above: 0.0 }
    }

    fn odds_by_vote(&self, sides: Sides, small: bool) -> Forecast {
        let Appealed { saved, reversed, confirmed } = self.expected_appeals(sides);
        let motion = Motion {
            target: sides.target,
            mover: sides.leader,
            members: sides.members,
            small,
            troops: false,
            reversal: saved - reversed,
        };
        let vote = self.chance_of_vote(motion);
        // Beaten by force as well, he has nobody left to call.
        let (held, saved) = if self.would_resist(sides) {
            (self.chance_of_force(sides, true), 0.0)
        } else {
            (1.0, saved)
        };
        Forecast {
            win: vote * held * (1.0 - saved) + (1.0 - vote) * reversed,
            lost_above: vote * held * saved + (1.0 - vote) * confirmed,
        }
    }

    /// What would come of an appeal by whoever is outvoted.
    pub fn expected_appeals(&self, sides: Sides) -> Appealed {
        let Some(organ) = self.higher_organ() else { return Appealed::default() };
        let appellant = sides.members.iter().copied().find(|&m| self.convenes(m, organ));
        let target = self.convenes(sides.target, organ).then_some(sides.target);
        if appellant.is_none() && target.is_none() {
            return Appealed::default();
        }
        // He appeals against a majority, and they against a minority of their own.
        let expected = self.norms.precedent;
        let saved = target.map_or(0.0, |who| {
            let plenum = self.chance_in_plenum(organ, sides, self.expected_unity(sides, true));
            expected * self.chance_to_convene(who, sides.friends, sides.leader) * (1.0 - plenum)
        });
        let (heard, plenum) = appellant.map_or((0.0, 0.0), |who| {
            let plenum = self.chance_in_plenum(organ, sides, self.expected_unity(sides, false));
            (expected * self.chance_to_convene(who, sides.members, sides.target), plenum)
        });
        Appealed { saved, reversed: heard * plenum, confirmed: heard * (1.0 - plenum) }
    }
}
