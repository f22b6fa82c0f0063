//! The look-ahead of one who joins a plot: would they turn on me next?

/// The most members [`stays_in`] looks at.
pub const MOST_FORESEEN: usize = 8;

/// Whether `member` is in a ruling coalition of a group with these powers, at a majority of one
/// half; with several equally strong ones, in any of them. False for a member the group does not
/// have.
///
/// Exact, and allocates nothing.
///
/// # Panics
/// If there are more than [`MOST_FORESEEN`] members, or if their powers together are 2^64 or more.
pub fn stays_in(powers: &[u64], member: usize) -> bool {
    let n = powers.len();
    assert!(n <= MOST_FORESEEN, "{n} members are more than {MOST_FORESEEN}");
    if member >= n {
        return false;
    }
    let everyone = (1_usize << n) - 1;
    let mut sum = [0_u64; 1 << MOST_FORESEEN];
    // Power of the strongest self-enforcing coalition within each.
    let mut strongest = [0_u64; 1 << MOST_FORESEEN];
    let mut holds = [false; 1 << MOST_FORESEEN];
    for bits in 1..=everyone {
        let added = powers[bits.trailing_zeros() as usize];
        let power = sum[bits & (bits - 1)].checked_add(added).expect("powers add up");
        let mut within = 0;
        let mut left = bits;
        while left != 0 {
            within = within.max(strongest[bits & !(left & left.wrapping_neg())]);
            left &= left - 1;
        }
        // It falls if a self-enforcing part has more than the rest; the strongest will do.
        holds[bits] = within <= power - within;
        sum[bits] = power;
        strongest[bits] = if holds[bits] { power } else { within };
    }
    if holds[everyone] {
        return true;
    }
    let (mut least, mut stays) = (u64::MAX, false);
    for bits in 1..everyone {
        let wins = sum[bits] > sum[everyone] - sum[bits];
        if holds[bits] && wins && sum[bits] <= least {
            stays = bits >> member & 1 == 1 || stays && sum[bits] == least;
            least = sum[bits];
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::{Power, ruling_coalitions};
    use proptest::prelude::*;

    fn staying(powers: &[u64]) -> Vec<usize> {
        (0..powers.len()).filter(|&member| stays_in(powers, member)).collect()
    }

    #[test]
    fn the_published_examples_come_out() {
        assert_eq!(staying(&[3, 4, 5]), [0, 1, 2]);
        assert_eq!(staying(&[3, 4]), [1]);
        assert_eq!(staying(&[3, 4, 5, 10]), [0, 1, 2]);
        assert_eq!(staying(&[3, 4, 5, 10, 20]), [0, 1, 2, 3, 4]);
        assert_eq!(staying(&[3, 4, 5, 3]), [0, 1, 2, 3], "each is in one of the two");
        assert_eq!(staying(&[7]), [0]);
    }

    #[test]
    fn nobody_stays_in_a_group_he_is_not_of() {
        assert!(!stays_in(&[], 0));
        assert!(!stays_in(&[3, 4, 5], 3));
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_exact_solver(
            powers in prop_oneof![
                prop::collection::vec(0_u64..8, 1..=8),
                prop::collection::vec(0_u64..1000, 1..=8),
                prop::collection::vec(40_u64..60, 1..=8),
            ]
        ) {
            let exact: Vec<_> = powers.iter().copied().map(Power::from).collect();
            let ruling = ruling_coalitions(&exact, Power::HALF).unwrap();
            for member in 0..powers.len() {
                let rules = ruling.iter().any(|coalition| coalition.contains(member));
                prop_assert_eq!(stays_in(&powers, member), rules);
            }
        }
    }
}
