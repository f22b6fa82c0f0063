//! What plotters and movers expect of a strike: the rules by which a showdown is played, reckoned
//! through beforehand.

use super::appeal::Sides;
use super::state::Play;
use super::vote::Motion;
use super::{Aim, Plan};
use crate::polity::Who;

/// What a mover expects of an open motion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forecast {
    /// Chance that it ends as he wants.
    pub win: f64,
    /// Chance that it is no small matter and he loses: the higher organ hears it and finds against
    /// him, or the target puts it down with troops.
    pub lost_in_full: f64,
}

impl Forecast {
    /// It ends as he wants.
    pub const SURE: Self = Self { win: 1.0, lost_in_full: 0.0 };
}

/// How plotters would strike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strike {
    pub plan: Plan,
    pub aim: Aim,
    /// Chance that it ends as they want.
    pub odds: f64,
    /// Chance that it is no small matter and they lose, as in [`Forecast`].
    pub lost_in_full: f64,
}

/// What a mover may hope for at best, without a look at the higher organ: as if it never saved the
/// target, and always found for the mover.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hopes {
    /// Chance that a vote is not undone by force.
    held: f64,
    /// Chance that he wins by an appeal if he is voted down.
    reversed: f64,
}

impl Hopes {
    /// For what rounding may hide.
    const HAIR: f64 = 1e-5;

    /// Nothing better comes of it, however they vote.
    pub fn of_any_vote(self) -> Forecast {
        self.of_vote(1.0)
    }

    /// Nothing better comes of it, if the vote is no likelier to be carried than this.
    pub fn of_vote(self, vote: f64) -> Forecast {
        let better = (self.held - self.reversed).max(0.0);
        Forecast { win: self.reversed + vote * better + Self::HAIR, lost_in_full: 0.0 }
    }
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

impl Play<'_> {
    /// How plotters would strike as things stand: by which plan, for what, and with what chances, by
    /// the same rules by which a showdown is played, blind only to an appeal that nobody has yet
    /// dared. Of expelling their target by the better plan, of taking an office from him by vote and
    /// of having him censured they choose what is worth most to their leader.
    pub fn best_strike(&self, target: Who, leader: Who, members: &[Who]) -> Strike {
        let sides = Sides { target, leader, members, alone: false };
        let vote = self.odds_by_vote(sides, Aim::Expel).win;
        let force = if self.k.with_force >= 0.5 { self.chance_of_force(sides, false) } else { 0.0 };
        // No more than this comes of troops, even if the vote that follows were sure.
        let troops = if force > vote { self.odds_by_troops(sides) } else { 0.0 };
        let (plan, aim, odds) = if troops > vote {
            (Plan::Troops, Aim::Arrest, troops)
        } else {
            (Plan::Vote, Aim::Expel, vote)
        };
        let whole = Strike { plan, aim, odds, lost_in_full: 1.0 - odds };
        if self.k.with_lesser_aims < 0.5 {
            return whole;
        }
        let stakes = self.stakes_of_plot(leader, target, members.len());
        let (mut best, mut most) = (whole, stakes.worth(&whole));
        for aim in self.lesser_aims(target) {
            let Forecast { win: odds, lost_in_full } = self.odds_by_vote(sides, aim);
            let lesser = Strike { plan: Plan::Vote, aim, odds, lost_in_full };
            let worth = stakes.worth(&lesser);
            if worth > most {
                (best, most) = (lesser, worth);
            }
        }
        best
    }

    /// Chance that troops prevail, and that the organ of principals then carries it.
    pub fn odds_by_troops(&self, sides: Sides) -> f64 {
        let after = Motion {
            target: sides.target,
            mover: sides.leader,
            members: sides.members,
            aim: Aim::Arrest,
            reversal: 0.0,
        };
        self.chance_of_force(sides, false) * self.chance_of_vote(after)
    }

    /// No better odds than these come of [`Self::best_strike`].
    pub fn hopes_of_strike(&self, target: Who, leader: Who, members: &[Who]) -> f64 {
        let sides = Sides { target, leader, members, alone: false };
        let vote = self.hopes(sides).of_any_vote().win;
        if self.k.with_force >= 0.5 { vote.max(self.chance_of_force(sides, false)) } else { vote }
    }

    /// Nothing better than this comes of [`Self::odds_by_vote`].
    pub fn hopes(&self, sides: Sides) -> Hopes {
        let calls = self
            .higher_organ()
            .is_some_and(|organ| sides.members.iter().any(|&member| self.convenes(member, organ)));
        Hopes {
            held: self.resistance(sides).stands(1.0),
            reversed: if calls { self.norms.precedent } else { 0.0 },
        }
    }

    /// Chance that an open motion is carried, if no appeal can be worth more than this.
    pub fn hopes_of_vote(&self, sides: Sides, aim: Aim, hopes: Hopes) -> f64 {
        self.chance_of_vote(Motion {
            target: sides.target,
            mover: sides.leader,
            members: sides.members,
            aim,
            reversal: -hopes.reversed,
        })
    }

    /// What comes of a vote with such an aim.
    pub fn odds_by_vote(&self, sides: Sides, aim: Aim) -> Forecast {
        let Appealed { saved, reversed, confirmed } = self.expected_appeals(sides);
        let motion = Motion {
            target: sides.target,
            mover: sides.leader,
            members: sides.members,
            aim,
            reversal: saved - reversed,
        };
        let vote = self.chance_of_vote(motion);
        let stands = self.resistance(sides).stands(1.0 - saved);
        Forecast {
            win: vote * stands + (1.0 - vote) * reversed,
            lost_in_full: vote * (1.0 - stands) + (1.0 - vote) * confirmed,
        }
    }

    /// What would come of an appeal by whoever is outvoted.
    pub fn expected_appeals(&self, sides: Sides) -> Appealed {
        let Some(organ) = self.higher_organ() else { return Appealed::default() };
        let appellant = sides.members.iter().copied().find(|&m| self.convenes(m, organ));
        // He appeals against a majority, and they against a minority of their own.
        let expected = self.norms.precedent;
        let saved = if self.convenes(sides.target, organ) {
            self.saved_by_appeal(organ, sides, expected)
        } else {
            0.0
        };
        let (heard, plenum) = appellant.map_or((0.0, 0.0), |who| {
            let plenum = self.chance_in_plenum(organ, sides, self.expected_unity(sides, false));
            (expected * self.chance_to_convene(sides, who), plenum)
        });
        Appealed { saved, reversed: heard * plenum, confirmed: heard * (1.0 - plenum) }
    }
}
