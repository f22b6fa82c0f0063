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

/// Bounds on needed, enough and both, from the rate `with` the cause and the rate `without` it.
/// Rates outside `[0, 1]` are cut to it.
///
/// Source: J. Tian and J. Pearl, "Probabilities of causation: bounds and identification", Annals
/// of Mathematics and Artificial Intelligence 28 (2000), for experimental data, where the rates in
/// the world as played are those of the experiment.
pub fn bounds(with: f64, without: f64) -> Bounds {
    let (with, without) = (with.clamp(0.0, 1.0), without.clamp(0.0, 1.0));
    let pns = Interval { lo: (with - without).max(0.0), hi: with.min(1.0 - without) };
    let within = |share: f64| {
        if share > 0.0 {
            Interval { lo: (pns.lo / share).min(1.0), hi: (pns.hi / share).min(1.0) }
        } else {
            Interval { lo: 0.0, hi: 1.0 }
        }
    };
    Bounds { pn: within(with), ps: within(1.0 - without), pns }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rates_alone_may_say_much_or_little() {
        let much = bounds(1.0, 0.0);
        assert_eq!(much.pns, Interval { lo: 1.0, hi: 1.0 });
        let little = bounds(0.5, 0.5);
        assert_eq!(little.pns, Interval { lo: 0.0, hi: 0.5 });
        assert_eq!(little.pn, Interval { lo: 0.0, hi: 1.0 });
    }

    #[test]
    fn what_never_happens_leaves_all_open() {
        let never = bounds(0.0, 0.4);
        assert_eq!(never.pn, Interval { lo: 0.0, hi: 1.0 });
        assert_eq!(never.pns, Interval { lo: 0.0, hi: 0.0 });
    }

    proptest! {
        #[test]
        fn bounds_are_shares_in_order(with in -0.5_f64..1.5, without in -0.5_f64..1.5) {
            let found = bounds(with, without);
            for bound in [found.pn, found.ps, found.pns] {
                prop_assert!(0.0 <= bound.lo && bound.lo <= bound.hi + 1e-12 && bound.hi <= 1.0);
            }
        }

        #[test]
        fn both_ends_can_be_reached(with in 0.0_f64..=1.0, without in 0.0_f64..=1.0) {
            // The least and the greatest overlap of two events with these rates.
            let found = bounds(with, without);
            let most = with.min(without);
            let least = (with + without - 1.0).max(0.0);
            prop_assert!((found.pns.lo - (with - most)).abs() < 1e-12);
            prop_assert!((found.pns.hi - (with - least)).abs() < 1e-12);
        }
    }
}
