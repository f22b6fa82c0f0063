//! The roll of the active: who votes, and what each could bring to a showdown, side by side.

use super::lanes::{LANES, Lanes, Weights, groups, sum};
use super::state::Play;
use crate::polity::Who;

/// The active as they were last called.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Roll {
    /// How many have a vote.
    pub present: f64,
    /// By place, in groups.
    pub called: Vec<Called>,
}

/// A group of the active; nought in places that nobody has.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Called {
    /// One for whoever has a vote in the organ of principals, and is there to cast it.
    pub votes: Lanes,
    /// How much of his weight each would bring as a friend.
    pub help: Weights,
    pub coercion: Weights,
    /// Coercion against a vote.
    pub defiance: Weights,
}

impl Play<'_> {
    /// Calls the roll anew: when somebody has come or gone, taken his seat, or been measured.
    pub fn call_roll(&mut self) {
        let mut roll = std::mem::take(&mut self.roll);
        self.call(&mut roll);
        self.roll = roll;
    }

    fn call(&self, roll: &mut Roll) {
        roll.called.resize(groups(self.active.len()), Called::default());
        for (called, men) in roll.called.iter_mut().zip(self.active.chunks(LANES)) {
            self.call_group(called, men);
        }
        roll.present = roll.called.iter().map(|called| sum(&called.votes)).sum();
    }

    fn call_group(&self, called: &mut Called, men: &[Who]) {
        *called = Called::default();
        for (lane, &who) in men.iter().enumerate() {
            let (leader, lane) = (&self.leaders[who], lane % LANES);
            called.votes[lane] = if self.votes(who) { 1.0 } else { 0.0 };
            called.help[lane] = self.help(who);
            called.coercion[lane] = leader.coercion;
            called.defiance[lane] = leader.defiance;
        }
    }

    /// Whether calling the roll would change nothing.
    pub fn is_called(&self) -> bool {
        let mut roll = Roll::default();
        self.call(&mut roll);
        roll == self.roll
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};

    #[test]
    fn whoever_goes_is_called_no_longer() {
        let polity = polity();
        let mut play = opened(&polity);
        assert!(play.is_called());
        let before = play.roll.present;
        play.die(1);
        assert!(play.is_called() && play.roll.present == before - 1.0);
        // Nobody is told of it.
        play.leaders[0].away_until = play.round + 1;
        assert!(!play.is_called());
        play.call_roll();
        assert!(play.is_called() && play.roll.present == before - 2.0);
        assert_eq!(play.roll.called[0].help[play.slot(0)], 0.0);
    }
}
