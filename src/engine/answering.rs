//! Who argued for a course answers for what comes of it.

use super::state::{Play, Status};
use crate::polity::{CrisisIx, Who};

/// What success does for trust, against what failure does to it: it has many fathers.
const VINDICATED: f64 = 0.5;

impl Play<'_> {
    /// Those who argued against a course, or had less part in it, trust those who argued for it
    /// less when it fails, and more when it comes off. Parts lie in `[-1, 1]`, below 0 for those
    /// who argued against.
    pub fn answer_for(&mut self, argued: &[(Who, f64)], success: bool) {
        let outcome = if success { VINDICATED } else { -1.0 };
        let by = 0.5 * self.k.answer_trust * outcome;
        for &(whom, part) in argued.iter().filter(|argued| argued.1 > 0.0) {
            for &(who, own) in argued.iter().filter(|argued| argued.0 != whom) {
                self.pairs.trust.add(who, whom, by * (part - own).max(0.0), -1.0, 1.0);
            }
        }
    }

    /// A crisis has come that an earlier course made likelier: those who argued for that answer
    /// for it once more, with their standing too.
    pub fn answer_for_bringing_on(&mut self, crisis: CrisisIx) {
        let argued = std::mem::take(&mut self.crises[crisis].brought_on);
        self.answer_for(&argued, false);
        let there = |who: Who| self.leaders[who].status == Status::Active;
        let blamed: Vec<(Who, f64)> =
            argued.into_iter().filter(|&(who, part)| part > 0.0 && there(who)).collect();
        for (who, part) in blamed {
            let standing = &mut self.leaders[who].standing;
            *standing = (*standing - self.k.answer_standing * part).max(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};

    const ARGUED: [(usize, f64); 4] = [(0, 1.0), (1, 0.5), (2, -0.4), (3, -1.0)];

    #[test]
    fn failure_costs_the_trust_of_whoever_had_less_part_in_it() {
        let polity = polity();
        let mut play = opened(&polity);
        let before = play.pairs.trust.clone();
        play.answer_for(&ARGUED, false);
        let lost = |who: usize, whom: usize| before.at(who, whom) - play.pairs.trust.at(who, whom);
        // The less his own part, the more he holds it against those who argued for it.
        assert!(lost(3, 0) > lost(2, 0) && lost(2, 0) > lost(1, 0) && lost(1, 0) > 0.0);
        assert!(lost(3, 0) > lost(3, 1), "the greater part is blamed more");
        assert_eq!(lost(0, 1), 0.0, "the author blames nobody");
        for warner in [2, 3] {
            assert!((0..4).all(|who| lost(who, warner) == 0.0), "nobody blames who warned");
        }
        assert!((lost(3, 0) - play.k.answer_trust).abs() < 1e-6, "all of it, from end to end");
    }

    #[test]
    fn success_wins_half_of_what_failure_costs() {
        let polity = polity();
        let mut play = opened(&polity);
        let before = play.pairs.trust.at(3, 0);
        play.answer_for(&ARGUED, true);
        assert!((play.pairs.trust.at(3, 0) - before - 0.5 * play.k.answer_trust).abs() < 1e-6);
    }
}
