//! The look-ahead of one who joins a plot: would they turn on me next?

/// The most members [`stays_in`] looks at.
pub const MOST_FORESEEN: usize = 8;

/// Whether `member` is in a ruling coalition of a group with these powers, at a majority of one
/// half; with several equally strong ones, in any of them. False for a member the group does not
/// have.
///
/// Exact, allocates nothing, and takes about a microsecond.
///
/// # Panics
/// If there are more than [`MOST_FORESEEN`] members, or if their powers together are 2^63 or more.
pub fn stays_in(powers: &[u64], member: usize) -> bool {
    let n = powers.len();
    assert!(n <= MOST_FORESEEN, "{n} members are more than {MOST_FORESEEN}");
    if member >= n {
        return false;
    }
    let mut sum = [0_u64; 1 << MOST_FORESEEN];
    let mut strongest = [0_u64; 1 << MOST_FORESEEN];
    // Self-enforcing coalitions of two or more. Those of one need no list: the strongest member
    // takes over alone if he can.
    let mut holding = [0_u8; 1 << MOST_FORESEEN];
    let mut found = 0;
    let everyone = (1_usize << n) - 1;
    for bits in 1..=everyone {
        let rest = bits & (bits - 1);
        let added = powers[bits.trailing_zeros() as usize];
        sum[bits] = sum[rest].checked_add(added).expect("powers add up");
        strongest[bits] = strongest[rest].max(added);
        let beats = |power: u64| power > sum[bits] - power;
        let alone = rest == 0;
        if alone || bits == everyone || beats(strongest[bits]) {
            continue;
        }
        let taken_over = holding[..found]
            .iter()
            .any(|&part| usize::from(part) & !bits == 0 && beats(sum[usize::from(part)]));
        if !taken_over {
            holding[found] = bits as u8;
            found += 1;
        }
    }
    let total = sum[everyone];
    let beats = |power: u64| power > total - power;
    // With more than half alone, nobody else can matter.
    if beats(strongest[everyone]) {
        return powers[member] == strongest[everyone];
    }
    let heirs = || {
        let heirs = holding[..found].iter().map(|&part| usize::from(part));
        heirs.filter(|&part| beats(sum[part]))
    };
    match heirs().map(|part| sum[part]).min() {
        Some(least) => heirs().any(|part| sum[part] == least && part >> member & 1 == 1),
        None => true,
    }
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
