//! Who rules in the end, worked out for every possible coalition.

use thiserror::Error;

use super::power::to_whole;
use super::{Coalition, MOST_MEMBERS, Power};

/// Why a contest cannot be solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ContestError {
    /// No member at all.
    #[error("a contest needs at least one member")]
    Empty,
    /// More members than can be solved exactly.
    #[error("{0} members are more than {MOST_MEMBERS}, the most that can be worked out exactly")]
    TooMany(usize),
    /// A majority below one half, with which two parts could each throw the other out, or of the
    /// whole or more, which no part could reach.
    #[error("a majority of {0} will not do: it is at least 1/2 and less than 1")]
    Majority(Power),
    /// Powers whose common denominator does not fit in 128 bits.
    #[error("these powers are too finely divided to be compared exactly: use fewer digits")]
    TooFine,
}

/// A group of members with power, solved.
///
/// ```
/// use interregnum::theory::{Coalition, Contest, Power, Verdict};
///
/// let contest = Contest::new(&[3, 4, 5].map(Power::from), Power::HALF)?;
/// let (two, all) = (Coalition::of([1, 2]), Coalition::of([0, 1, 2]));
/// // Four and five could throw out three; but then five would throw out four.
/// assert_eq!(contest.verdict(all), Verdict::Holds { tempted: vec![
///     Coalition::of([0, 1]), Coalition::of([0, 2]), two,
/// ] });
/// assert_eq!(contest.verdict(two), Verdict::Falls { to: vec![Coalition::of([2])] });
/// # Ok::<(), interregnum::theory::ContestError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    members: usize,
    majority: Power,
    /// Power of each coalition, by its bits, in a unit that makes all whole.
    power: Vec<u128>,
    /// Whether each coalition is self-enforcing, by its bits.
    holds: Vec<bool>,
}

/// Whether a coalition is self-enforcing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is: whoever is strong enough to throw the others out would not last.
    Holds {
        /// Its parts with more than the majority of its power, none of them self-enforcing, in
        /// order.
        tempted: Vec<Coalition>,
    },
    /// It is not.
    Falls {
        /// What follows from it: its weakest self-enforcing parts with more than the majority of
        /// its power, in order. More than one only where they are equally strong.
        to: Vec<Coalition>,
    },
}

impl Contest {
    /// Solves the contest between members with these powers. A part wins with *more* than
    /// `majority` of the power of its whole. Members without power are never kept where anybody
    /// has some.
    ///
    /// Time and memory double with each member: a few megabytes for 16.
    ///
    /// # Errors
    /// See [`ContestError`].
    pub fn new(powers: &[Power], majority: Power) -> Result<Self, ContestError> {
        let members = powers.len();
        if members == 0 {
            return Err(ContestError::Empty);
        }
        if members > MOST_MEMBERS {
            return Err(ContestError::TooMany(members));
        }
        if majority < Power::HALF || majority >= Power::ONE {
            return Err(ContestError::Majority(majority));
        }
        let each = to_whole(powers).ok_or(ContestError::TooFine)?;
        let total = each.iter().try_fold(0_u128, |sum, power| sum.checked_add(*power));
        // Then no product below can overflow: every coalition has at most the total.
        total.and_then(|sum| sum.checked_mul(majority.under())).ok_or(ContestError::TooFine)?;

        let mut power = vec![0_u128; 1 << members];
        for bits in 1..power.len() {
            power[bits] = power[bits & (bits - 1)] + each[bits.trailing_zeros() as usize];
        }
        let mut contest = Self { members, majority, power, holds: vec![false; 1 << members] };
        // Power of the strongest self-enforcing coalition within each.
        let mut strongest = vec![0_u128; 1 << members];
        for coalition in contest.coalitions() {
            // All its parts have smaller bits, so they are settled. It falls if any of them that
            // is self-enforcing wins in it; the strongest will do.
            let bits = usize::from(coalition.bits());
            let without = coalition.members().map(|member| strongest[bits & !(1 << member)]);
            let within = without.max().unwrap_or(0);
            contest.holds[bits] = !contest.beats(within, contest.power[bits]);
            strongest[bits] = if contest.holds[bits] { contest.power[bits] } else { within };
        }
        Ok(contest)
    }

    /// Every coalition that can be formed, parts before wholes.
    pub fn coalitions(&self) -> impl Iterator<Item = Coalition> + use<> {
        (1..=self.everyone().bits()).map(Coalition::from_bits)
    }

    /// The coalition of all members.
    pub fn everyone(&self) -> Coalition {
        Coalition::from_bits(u16::MAX >> (MOST_MEMBERS - self.members))
    }

    /// The power of a coalition, in a unit that makes every member's a whole number; 0 for one
    /// with members the contest does not have.
    pub fn power(&self, coalition: Coalition) -> u128 {
        self.power.get(usize::from(coalition.bits())).copied().unwrap_or(0)
    }

    /// Whether a coalition is self-enforcing; false for none at all and for one with members the
    /// contest does not have.
    pub fn is_self_enforcing(&self, coalition: Coalition) -> bool {
        self.holds.get(usize::from(coalition.bits())).copied().unwrap_or(false)
    }

    /// Whether `part` lies within `whole` and has more than the majority of its power.
    pub fn wins(&self, part: Coalition, whole: Coalition) -> bool {
        part.is_within(whole) && self.beats(self.power(part), self.power(whole))
    }

    /// Whether `part` is more than the majority of `whole`.
    fn beats(&self, part: u128, whole: u128) -> bool {
        // Neither product overflows: see `new`.
        part * self.majority.under() > whole * self.majority.over()
    }

    /// What follows from a group: itself, or its weakest self-enforcing parts that win in it.
    /// More than one only where they are equally strong; in order.
    pub fn follows(&self, group: Coalition) -> Vec<Coalition> {
        if self.is_self_enforcing(group) {
            return vec![group];
        }
        let heirs: Vec<_> = group.parts().filter(|part| self.takes_over(*part, group)).collect();
        let least = heirs.iter().map(|heir| self.power(*heir)).min();
        heirs.into_iter().filter(|heir| Some(self.power(*heir)) == least).collect()
    }

    /// The ultimate ruling coalitions: what follows from everyone.
    pub fn ruling(&self) -> Vec<Coalition> {
        self.follows(self.everyone())
    }

    /// Whether a coalition is self-enforcing, and why. A step of the reasoning: the whole of it is
    /// this for each of [`Contest::coalitions`], where each step rests on earlier ones only.
    pub fn verdict(&self, coalition: Coalition) -> Verdict {
        if self.is_self_enforcing(coalition) {
            let winning = coalition.parts().filter(|part| self.wins(*part, coalition));
            Verdict::Holds { tempted: winning.collect() }
        } else {
            Verdict::Falls { to: self.follows(coalition) }
        }
    }

    /// Whether `part` would throw out the rest of `whole` and last.
    fn takes_over(&self, part: Coalition, whole: Coalition) -> bool {
        self.is_self_enforcing(part) && self.wins(part, whole)
    }
}

/// The ultimate ruling coalitions of a group with these powers, in order: one, or several equally
/// strong ones. A part wins with *more* than `majority` of the power of its whole.
///
/// # Errors
/// See [`ContestError`].
pub fn ruling_coalitions(
    powers: &[Power],
    majority: Power,
) -> Result<Vec<Coalition>, ContestError> {
    Ok(Contest::new(powers, majority)?.ruling())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ruling(powers: &[u64]) -> Vec<Coalition> {
        let powers: Vec<_> = powers.iter().copied().map(Power::from).collect();
        ruling_coalitions(&powers, Power::HALF).unwrap()
    }

    #[test]
    fn the_published_examples_come_out() {
        assert_eq!(ruling(&[3, 4, 5]), [Coalition::of([0, 1, 2])]);
        assert_eq!(ruling(&[3, 4]), [Coalition::of([1])]);
        assert_eq!(ruling(&[3, 4, 5, 10]), [Coalition::of([0, 1, 2])]);
        assert_eq!(ruling(&[3, 4, 5, 10, 20]), [Coalition::of([0, 1, 2, 3, 4])]);
    }

    #[test]
    fn a_tie_gives_every_least_winning_coalition() {
        assert_eq!(ruling(&[3, 4, 5, 3]), [Coalition::of([0, 1, 2]), Coalition::of([1, 2, 3])]);
    }

    #[test]
    fn equals_hold_each_other_in_powers_of_two() {
        for members in 1..=9_usize {
            let holds = ruling(&vec![1; members]) == [Coalition::of(0..members)];
            assert_eq!(holds, members.is_power_of_two(), "{members} equals");
        }
        assert_eq!(ruling(&[1; 3]).len(), 3, "any two of three");
    }

    #[test]
    fn a_higher_majority_protects_more() {
        let powers = [3, 4].map(Power::from);
        let two_thirds = "2/3".parse().unwrap();
        let all = Coalition::of([0, 1]);
        assert_eq!(ruling_coalitions(&powers, two_thirds), Ok(vec![all]));
        // Just the majority is not more than the majority.
        let just = "4/7".parse().unwrap();
        assert_eq!(ruling_coalitions(&powers, just), Ok(vec![all]));
    }

    #[test]
    fn decimals_and_fractions_count_exactly() {
        let powers = ["0.1", "0.2", "0.3"].map(|text| text.parse().unwrap());
        // The last has just half, which is not more than half.
        let all = Coalition::of([0, 1, 2]);
        assert_eq!(ruling_coalitions(&powers, Power::HALF), Ok(vec![all]));
        let powers = ["1/3", "1/4"].map(|text| text.parse().unwrap());
        assert_eq!(ruling_coalitions(&powers, Power::HALF), Ok(vec![Coalition::of([0])]));
    }

    #[test]
    fn the_powerless_are_left_out_unless_all_are() {
        assert_eq!(ruling(&[3, 0, 4, 5]), [Coalition::of([0, 2, 3])]);
        assert_eq!(ruling(&[0, 0]), [Coalition::of([0, 1])]);
    }

    #[test]
    fn sixteen_members_are_solved_and_seventeen_refused() {
        let powers: Vec<u64> = (1..=16).map(|k| 100 + k * k).collect();
        assert!(!ruling(&powers).is_empty());
        let powers = vec![Power::ONE; 17];
        assert_eq!(ruling_coalitions(&powers, Power::HALF), Err(ContestError::TooMany(17)));
        assert_eq!(ruling_coalitions(&[], Power::HALF), Err(ContestError::Empty));
    }

    #[test]
    fn majorities_that_make_no_sense_are_refused() {
        for text in ["0.49", "0", "1", "3/2"] {
            let majority = text.parse().unwrap();
            assert_eq!(
                ruling_coalitions(&[Power::ONE], majority),
                Err(ContestError::Majority(majority))
            );
        }
    }

    #[test]
    fn powers_too_fine_to_compare_are_refused() {
        let fine = Power::ratio(1, u128::MAX).unwrap();
        let powers = [fine, Power::from(2)];
        assert_eq!(ruling_coalitions(&powers, Power::HALF), Err(ContestError::TooFine));
        let great = Power::ratio(u128::MAX, 1).unwrap();
        let powers = [great, Power::ONE];
        assert_eq!(ruling_coalitions(&powers, Power::HALF), Err(ContestError::TooFine));
    }

    /// The definition, read off the page: by recursion, with nothing remembered.
    fn self_enforcing_by_definition(powers: &[u64], whole: Coalition) -> bool {
        let sum = |some: Coalition| some.members().map(|k| powers[k]).sum::<u64>();
        !whole
            .parts()
            .any(|part| 2 * sum(part) > sum(whole) && self_enforcing_by_definition(powers, part))
    }

    fn permuted(bits: Coalition, order: &[usize]) -> Coalition {
        Coalition::of((0..order.len()).filter(|&k| bits.contains(order[k])))
    }

    fn majority() -> impl Strategy<Value = Power> {
        (2_u128..40).prop_flat_map(|under| {
            (under.div_ceil(2)..under).prop_map(move |over| Power::ratio(over, under).unwrap())
        })
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_definition(powers in prop::collection::vec(0_u64..12, 1..6)) {
            let exact: Vec<_> = powers.iter().copied().map(Power::from).collect();
            let contest = Contest::new(&exact, Power::HALF).unwrap();
            for coalition in contest.coalitions() {
                prop_assert_eq!(
                    contest.is_self_enforcing(coalition),
                    self_enforcing_by_definition(&powers, coalition)
                );
            }
        }

        #[test]
        fn those_who_rule_hold_together_and_win(
            powers in prop::collection::vec(1_u64..50, 1..9), majority in majority()
        ) {
            let powers: Vec<_> = powers.into_iter().map(Power::from).collect();
            let contest = Contest::new(&powers, majority).unwrap();
            let ruling = contest.ruling();
            prop_assert!(!ruling.is_empty());
            for coalition in &ruling {
                prop_assert!(contest.is_self_enforcing(*coalition));
                prop_assert!(contest.wins(*coalition, contest.everyone()));
                prop_assert_eq!(contest.power(*coalition), contest.power(ruling[0]));
            }
        }

        #[test]
        fn the_reasoning_bears_out_the_result(
            powers in prop::collection::vec(0_u64..30, 1..8), majority in majority()
        ) {
            let powers: Vec<_> = powers.into_iter().map(Power::from).collect();
            let contest = Contest::new(&powers, majority).unwrap();
            for coalition in contest.coalitions() {
                match contest.verdict(coalition) {
                    Verdict::Holds { tempted } => for part in tempted {
                        prop_assert!(contest.wins(part, coalition));
                        prop_assert!(!contest.is_self_enforcing(part));
                    },
                    Verdict::Falls { to } => {
                        prop_assert!(!to.is_empty());
                        for part in to {
                            prop_assert!(part != coalition && contest.wins(part, coalition));
                            prop_assert!(contest.is_self_enforcing(part));
                        }
                    }
                }
            }
        }

        #[test]
        fn only_proportions_count(
            powers in prop::collection::vec(0_u64..50, 1..9), times in 1_u128..1000,
            parts in 1_u128..1000
        ) {
            let scaled: Vec<_> = powers
                .iter()
                .map(|&power| Power::ratio(u128::from(power) * times, parts).unwrap())
                .collect();
            let plain: Vec<_> = powers.into_iter().map(Power::from).collect();
            prop_assert_eq!(
                ruling_coalitions(&plain, Power::HALF), ruling_coalitions(&scaled, Power::HALF)
            );
        }

        #[test]
        fn the_order_of_members_does_not_count(
            (powers, order) in prop::collection::vec(0_u64..50, 1..9).prop_flat_map(|powers| {
                let order: Vec<_> = (0..powers.len()).collect();
                (Just(powers), Just(order).prop_shuffle())
            })
        ) {
            let moved: Vec<_> = order.iter().map(|&k| powers[k]).collect();
            let mut expected: Vec<_> =
                ruling(&powers).into_iter().map(|bits| permuted(bits, &order)).collect();
            expected.sort();
            prop_assert_eq!(ruling(&moved), expected);
        }

        #[test]
        fn whoever_has_more_than_half_rules_alone(
            others in prop::collection::vec(0_u64..50, 0..8), extra in 1_u64..50
        ) {
            let mut powers = others.clone();
            powers.push(others.iter().sum::<u64>() + extra);
            prop_assert_eq!(ruling(&powers), [Coalition::of([others.len()])]);
        }
    }
}
