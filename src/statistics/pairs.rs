//! Counts of pairs of worlds that share their luck, and what follows from them.

use super::interval::{Estimate, tango, wilson};
use super::{Bounds, bounds, gain};

/// How pairs of worlds answered one question: base world, then what-if world.
///
/// Counts add up, so parts counted apart may be merged in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// True in both.
    pub both: u64,
    /// True in the base only.
    pub base_only: u64,
    /// True in the what-if only.
    pub whatif_only: u64,
    /// True in neither.
    pub neither: u64,
}

/// Which world has the supposed cause in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The base: the what-if takes something away.
    Base,
    /// The what-if: it adds something.
    Whatif,
}

/// Needed, enough and both: level 3, so they depend on how twins share their luck.
///
/// Each is `None` where its own denominator is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Causation {
    /// PN: of the worlds with the cause where it happened, the share where it would not have
    /// happened without.
    pub needed: Option<Estimate>,
    /// PS: of the worlds without the cause where it did not happen, the share where it would have
    /// happened with.
    pub enough: Option<Estimate>,
    /// PNS: of all worlds, the share where it happens with the cause and not without.
    pub both: Option<Estimate>,
    /// Pairs that went the other way: it happens without the cause and not with. To be shown
    /// beside the rest.
    pub contrary: u64,
}

impl PairCounts {
    /// Counts one pair.
    pub fn add(&mut self, base: bool, whatif: bool) {
        *match (base, whatif) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.base_only,
            (false, true) => &mut self.whatif_only,
            (false, false) => &mut self.neither,
        } += 1;
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &Self) {
        self.both += other.both;
        self.base_only += other.base_only;
        self.whatif_only += other.whatif_only;
        self.neither += other.neither;
    }

    /// All pairs.
    pub fn n(&self) -> u64 {
        self.both + self.base_only + self.whatif_only + self.neither
    }

    /// Pairs whose answers differ.
    pub fn flips(&self) -> u64 {
        self.base_only + self.whatif_only
    }

    /// Rate in the base, with Wilson's interval; `None` without pairs.
    pub fn base(&self) -> Option<Estimate> {
        wilson(self.both + self.base_only, self.n())
    }

    /// Rate in the what-if, with Wilson's interval; `None` without pairs.
    pub fn whatif(&self) -> Option<Estimate> {
        wilson(self.both + self.whatif_only, self.n())
    }

    /// Rate in the what-if minus rate in the base, with Tango's interval; `None` without pairs.
    pub fn difference(&self) -> Option<Estimate> {
        tango(self.whatif_only, self.base_only, self.n())
    }

    /// How far the difference stands out: see [`standing_out`].
    pub fn standing_out(&self) -> f64 {
        standing_out(self.base_only, self.whatif_only)
    }

    /// The world in which it happens more often; the base where neither leads.
    pub fn likelier(&self) -> Cause {
        if self.whatif_only > self.base_only { Cause::Whatif } else { Cause::Base }
    }

    /// Needed, enough and both, with Wilson's intervals on their own denominators.
    pub fn causation(&self, cause: Cause) -> Causation {
        let (with_only, without_only) = match cause {
            Cause::Base => (self.base_only, self.whatif_only),
            Cause::Whatif => (self.whatif_only, self.base_only),
        };
        Causation {
            needed: wilson(with_only, self.both + with_only),
            enough: wilson(with_only, with_only + self.neither),
            both: wilson(with_only, self.n()),
            contrary: without_only,
        }
    }

    /// What holds for needed, enough and both however luck is shared, at the rates counted;
    /// `None` without pairs.
    pub fn bounds(&self, cause: Cause) -> Option<Bounds> {
        let n = self.n();
        let (base, whatif) = (self.both + self.base_only, self.both + self.whatif_only);
        (n > 0).then(|| match cause {
            Cause::Base => bounds(base, whatif, n),
            Cause::Whatif => bounds(whatif, base, n),
        })
    }

    /// How many times as many pairs with luck of their own it would take for as narrow a
    /// difference: see [`gain`].
    pub fn gain(&self) -> Option<f64> {
        let n = self.n() as f64;
        let share = |count: u64| count as f64 / n;
        gain(self.base()?.p, self.whatif()?.p, share(self.base_only), share(self.whatif_only))
    }
}

/// How many standard errors a paired difference is away from 0, where `b` pairs are true on the one
/// side only and `c` on the other; 0 where none is. The error is what it is if there is no difference,
/// so that a single pair never stands out.
///
/// Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions
/// or percentages", Psychometrika 12 (1947).
pub fn standing_out(b: u64, c: u64) -> f64 {
    if b == c {
        return 0.0;
    }
    b.abs_diff(c) as f64 / ((b + c) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: Option<Estimate>, expected: f64) -> bool {
        found.is_some_and(|found| (found.p - expected).abs() < 0.000_05)
    }

    /// Something happens if the cause works (0.6) or by itself (0.3).
    const NOISY_OR: PairCounts =
        PairCounts { both: 3000, base_only: 4200, whatif_only: 0, neither: 2800 };

    /// Something happens if just one of cause and coin is there; the coin falls so 3 times in 10.
    const XOR: PairCounts = PairCounts { both: 0, base_only: 700, whatif_only: 300, neither: 0 };

    #[test]
    fn a_cause_that_only_helps_is_needed_and_enough_at_its_known_rates() {
        let found = NOISY_OR.causation(Cause::Base);
        assert!(near(found.needed, 0.5833), "{found:?}");
        assert!(near(found.enough, 0.6), "{found:?}");
        assert!(near(found.both, 0.42), "{found:?}");
        assert_eq!(found.contrary, 0);
        // Where a cause never hinders, the lower bounds are the truth.
        let bounds = NOISY_OR.bounds(Cause::Base).unwrap();
        assert!((bounds.pns.lo - 0.42).abs() < 1e-12, "{bounds:?}");
        assert!((bounds.pn.lo - 0.42 / 0.72).abs() < 1e-12, "{bounds:?}");
    }

    #[test]
    fn a_cause_that_turns_all_about_is_always_needed() {
        let found = XOR.causation(Cause::Base);
        assert!(near(found.needed, 1.0) && near(found.both, 0.7), "{found:?}");
        assert_eq!(found.contrary, 300);
        assert!(near(XOR.difference(), -0.4));
    }

    #[test]
    fn no_difference_in_rates_does_not_mean_no_effect() {
        let even = PairCounts { base_only: 500, whatif_only: 500, ..PairCounts::default() };
        assert!(near(even.difference(), 0.0));
        assert!(near(even.causation(Cause::Base).both, 0.5));
    }

    #[test]
    fn a_difference_stands_out_the_more_the_more_answers_differ_one_way() {
        let counts = |base_only, whatif_only| PairCounts {
            base_only,
            whatif_only,
            neither: 100,
            ..PairCounts::default()
        };
        let out = |base_only, whatif_only| counts(base_only, whatif_only).standing_out();
        assert_eq!((out(0, 0), out(7, 7), PairCounts::default().standing_out()), (0.0, 0.0, 0.0));
        assert!(out(20, 0) > out(20, 10) && out(0, 20) == out(20, 0));
        // Where all differ one way, it is no more certain than their number.
        let all = |whatif_only| PairCounts { whatif_only, ..PairCounts::default() }.standing_out();
        assert_eq!((all(1), all(16)), (1.0, 4.0));
    }

    #[test]
    fn each_share_stands_on_its_own_denominator() {
        let counts = PairCounts { both: 10, base_only: 5, whatif_only: 3, neither: 20 };
        let size = |found: Option<Estimate>| found.map(|found| found.n);
        let base = counts.causation(Cause::Base);
        assert_eq!(size(base.needed), Some(15));
        assert_eq!(size(base.enough), Some(25));
        assert_eq!(size(base.both), Some(38));
        let whatif = counts.causation(Cause::Whatif);
        assert_eq!((size(whatif.needed), whatif.contrary), (Some(13), 5));
        let never = PairCounts { neither: 7, ..PairCounts::default() };
        assert_eq!(never.causation(Cause::Base).needed, None);
    }

    #[test]
    fn without_pairs_nothing_is_said() {
        let none = PairCounts::default();
        assert_eq!((none.base(), none.difference(), none.gain()), (None, None, None));
        assert_eq!(none.bounds(Cause::Base), None);
    }

    fn counts() -> impl Strategy<Value = PairCounts> {
        [0_u64..500, 0..500, 0..500, 1..500].prop_map(|[both, base_only, whatif_only, neither]| {
            PairCounts { both, base_only, whatif_only, neither }
        })
    }

    proptest! {
        #[test]
        fn whatever_the_counts_the_bounds_hold_them(counts in counts()) {
            for cause in [Cause::Base, Cause::Whatif] {
                let (found, bounds) = (counts.causation(cause), counts.bounds(cause).unwrap());
                for (share, bound) in
                    [(found.needed, bounds.pn), (found.enough, bounds.ps), (found.both, bounds.pns)]
                {
                    let Some(share) = share else { continue };
                    prop_assert!(bound.lo - 1e-9 <= share.p && share.p <= bound.hi + 1e-9);
                }
            }
        }

        #[test]
        fn exchanging_the_worlds_exchanges_the_answers(counts in counts()) {
            let turned = PairCounts {
                base_only: counts.whatif_only, whatif_only: counts.base_only, ..counts
            };
            prop_assert_eq!(counts.causation(Cause::Base), turned.causation(Cause::Whatif));
            prop_assert_eq!(counts.base(), turned.whatif());
            let (one, other) = (counts.difference().unwrap(), turned.difference().unwrap());
            prop_assert!((one.p + other.p).abs() < 1e-12);
        }

        #[test]
        fn the_difference_is_that_of_the_rates(counts in counts()) {
            let rates = counts.whatif().unwrap().p - counts.base().unwrap().p;
            prop_assert!((counts.difference().unwrap().p - rates).abs() < 1e-12);
        }

        #[test]
        fn parts_merge_into_the_whole(answers in prop::collection::vec(any::<(bool, bool)>(), 0..60),
            cut in 0_usize..60) {
            let count = |some: &[(bool, bool)]| {
                let mut counts = PairCounts::default();
                some.iter().for_each(|&(base, whatif)| counts.add(base, whatif));
                counts
            };
            let (left, right) = answers.split_at(cut.min(answers.len()));
            let mut merged = count(right);
            merged.merge(&count(left));
            prop_assert_eq!(merged, count(&answers));
        }
    }
}
