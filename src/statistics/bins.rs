//! Quantiles of many numbers without keeping them.

/// Counts of numbers, each rounded to the nearest thousandth.
///
/// Memory does not grow with what is counted. Parts counted apart merge in any order into the same
/// counts, so results do not depend on threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bins {
    /// The lowest bin, in thousandths.
    first: i32,
    counts: Vec<u32>,
    total: u64,
}

impl Bins {
    /// Bins a unit has.
    const PER_UNIT: f64 = 1000.0;

    /// Bins for shares, in `[0, 1]`.
    pub fn of_shares() -> Self {
        Self::over(0, 1)
    }

    /// Bins for differences between shares, in `[-1, 1]`.
    pub fn of_differences() -> Self {
        Self::over(-1, 1)
    }

    fn over(low: i32, high: i32) -> Self {
        let bins = (high - low) as usize * Self::PER_UNIT as usize + 1;
        Self { first: low * Self::PER_UNIT as i32, counts: vec![0; bins], total: 0 }
    }

    /// Counts one number. Beyond the ends it counts as the end; what is not a number is left out.
    pub fn add(&mut self, value: f64) {
        self.add_many(value, 1);
    }

    /// Counts the same number so many times.
    pub fn add_many(&mut self, value: f64, times: u32) {
        if value.is_nan() {
            return;
        }
        let last = self.counts.len() - 1;
        let thousandths = value * Self::PER_UNIT;
        // To the nearest, halves away from zero: the cast cuts off what lies behind the point.
        let nearest = (thousandths + 0.5_f64.copysign(thousandths)) as i32;
        let bin = nearest.saturating_sub(self.first).max(0) as usize;
        self.counts[bin.min(last)] += times;
        self.total += u64::from(times);
    }

    /// Adds what was counted elsewhere over the same range.
    ///
    /// # Panics
    /// If the other counts another range.
    pub fn merge(&mut self, other: &Self) {
        let range = |bins: &Self| (bins.first, bins.counts.len());
        assert_eq!(range(self), range(other), "bins of one range merge");
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
        self.total += other.total;
    }

    /// How many numbers were counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many fell into each bin, from the lowest.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Puts counts back in the order of [`Bins::counts`], in place of what was counted.
    pub fn restore(&mut self, mut next: impl FnMut() -> u32) {
        self.counts.iter_mut().for_each(|count| *count = next());
        self.total = self.counts.iter().copied().map(u64::from).sum();
    }

    /// The least number that at least this share of all numbers do not exceed, to the nearest
    /// thousandth; `None` where nothing was counted. Shares outside `[0, 1]` are cut to it.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        if self.total == 0 {
            return None;
        }
        // A little less than a whole number is that number: 0.95 of 20 is 19 and not 20.
        let rank = (share.clamp(0.0, 1.0) * self.total as f64 - 1e-6).ceil().max(1.0) as u64;
        let mut below = 0;
        let bin = self.counts.iter().position(|&count| {
            below += u64::from(count);
            below >= rank
        })?;
        Some((f64::from(self.first) + bin as f64) / Self::PER_UNIT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_are_those_of_the_sorted_list() {
        let mut bins = Bins::of_shares();
        (1..=20).for_each(|k| bins.add(f64::from(k) / 100.0));
        assert_eq!(bins.quantile(0.0), Some(0.01));
        assert_eq!(bins.quantile(0.5), Some(0.1));
        assert_eq!(bins.quantile(0.95), Some(0.19));
        assert_eq!(bins.quantile(1.0), Some(0.2));
    }

    #[test]
    fn the_ends_are_kept_exactly_and_nothing_falls_off() {
        let mut bins = Bins::of_differences();
        [-7.0, -1.0, 0.0, f64::INFINITY].into_iter().for_each(|value| bins.add(value));
        bins.add(f64::NAN);
        assert_eq!(bins.total(), 4);
        assert_eq!(bins.quantile(0.5), Some(-1.0));
        assert_eq!(bins.quantile(0.75), Some(0.0));
        assert_eq!(bins.quantile(1.0), Some(1.0));
    }

    #[test]
    fn a_number_counted_many_times_counts_as_often() {
        let (mut one, mut other) = (Bins::of_differences(), Bins::of_differences());
        one.add_many(0.25, 3);
        (0..3).for_each(|_| other.add(0.25));
        assert_eq!(one, other);
    }

    #[test]
    fn counts_that_are_put_back_are_the_same_bins() {
        let (mut bins, mut other) = (Bins::of_shares(), Bins::of_shares());
        [0.0, 0.25, 0.25, 1.0].into_iter().for_each(|value| bins.add(value));
        other.add(0.7);
        let mut counts = bins.counts().iter().copied();
        other.restore(|| counts.next().unwrap());
        assert_eq!(other, bins);
    }

    #[test]
    fn of_nothing_there_is_no_quantile() {
        assert_eq!(Bins::of_shares().quantile(0.5), None);
    }

    proptest! {
        #[test]
        fn a_quantile_is_within_half_a_bin_of_the_truth(
            mut values in prop::collection::vec(-1.0_f64..1.0, 1..200), share in 0.001_f64..1.0
        ) {
            let mut bins = Bins::of_differences();
            values.iter().for_each(|&value| bins.add(value));
            values.sort_by(f64::total_cmp);
            let rank = (share * values.len() as f64 - 1e-6).ceil().max(1.0) as usize;
            let found = bins.quantile(share).unwrap();
            prop_assert!((found - values[rank - 1]).abs() <= 0.0005 + 1e-9);
        }

        #[test]
        fn parts_merge_into_the_whole(
            values in prop::collection::vec(0.0_f64..1.0, 0..100), cut in 0_usize..100
        ) {
            let count = |some: &[f64]| {
                let mut bins = Bins::of_shares();
                some.iter().for_each(|&value| bins.add(value));
                bins
            };
            let (left, right) = values.split_at(cut.min(values.len()));
            let mut merged = count(right);
            merged.merge(&count(left));
            prop_assert_eq!(merged, count(&values));
        }
    }
}
