//! What can be said of single histories without saying how luck is shared.

use super::interval::Interval;

/// Bounds that hold for any sharing of luck, at given rates with and without the cause.
///
/// They are ends of what is possible, not intervals of estimation: Monte Carlo error in the rates
/// comes on top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Of needed (PN); all of `[0, 1]` where it never happens with the cause.
    pub pn: Interval,
    /// Of enough (PS); all of `[0, 1]` where it always happens without the cause.
    pub ps: Interval,
    /// Of both (PNS).
    pub pns: Interval,
}

/// Bounds on needed, enough and both, where it happens in so many of `n` worlds `with` the cause and
/// in so many `without` it. Counts are compared, not rates, so that no bound misses 1 by rounding. More
/// than `n` are taken as `n`.
///
/// Source: J. Tian and J. Pearl, "Probabilities of causation: bounds and identification", Annals
/// of Mathematics and Artificial Intelligence 28 (2000), for experimental data, where the rates in
/// the world as played are those of the experiment.
pub fn bounds(with: u64, without: u64, n: u64) -> Bounds {
    let (with, never_without) = (with.min(n), n - without.min(n));
    let least = with.saturating_sub(n - never_without);
    let most = with.min(never_without);
    let among = |all: u64| match all {
        0 => Interval { lo: 0.0, hi: 1.0 },
        all => Interval { lo: least as f64 / all as f64, hi: most as f64 / all as f64 },
    };
    Bounds { pn: among(with), ps: among(never_without), pns: among(n) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rates_alone_may_say_much_or_little() {
        let much = bounds(2, 0, 2);
        assert_eq!(much.pns, Interval { lo: 1.0, hi: 1.0 });
        let little = bounds(1, 1, 2);
        assert_eq!(little.pns, Interval { lo: 0.0, hi: 0.5 });
        assert_eq!(little.pn, Interval { lo: 0.0, hi: 1.0 });
    }

    #[test]
    fn what_never_happens_leaves_all_open() {
        let never = bounds(0, 2, 5);
        assert_eq!(never.pn, Interval { lo: 0.0, hi: 1.0 });
        assert_eq!(never.pns, Interval { lo: 0.0, hi: 0.0 });
    }

    #[test]
    fn what_may_always_be_enough_is_not_told_as_less() {
        for n in 1..200 {
            for with in 0..=n {
                // The rates sum to 1.
                assert_eq!(bounds(with, n - with, n).ps.hi, 1.0, "{with} of {n}");
                assert_eq!(bounds(with, n - with, n).pn.hi, 1.0, "{with} of {n}");
            }
        }
    }

    proptest! {
        #[test]
        fn bounds_are_shares_in_order(with in 0_u64..40, without in 0_u64..40, n in 1_u64..30) {
            let found = bounds(with, without, n);
            for bound in [found.pn, found.ps, found.pns] {
                prop_assert!(0.0 <= bound.lo && bound.lo <= bound.hi && bound.hi <= 1.0);
            }
        }

        #[test]
        fn both_ends_can_be_reached(with in 0_u64..=30, without in 0_u64..=30) {
            // The least and the greatest overlap of two events with these rates.
            let n = 30;
            let found = bounds(with, without, n);
            let share = |count: u64| count as f64 / n as f64;
            prop_assert_eq!(found.pns.lo, share(with - with.min(without)));
            prop_assert_eq!(found.pns.hi, share(with - (with + without).saturating_sub(n)));
        }
    }
}
