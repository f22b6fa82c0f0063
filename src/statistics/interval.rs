//! Intervals for a rate and for the difference between two paired rates.

use super::words::grouped;

/// Two-sided 95 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Where a number lies, at 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lo: f64,
    /// Upper end, not below the lower.
    pub hi: f64,
}

impl Interval {
    /// Whether a value lies in it, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.lo <= value && value <= self.hi
    }

    /// Distance between its ends.
    pub fn width(self) -> f64 {
        self.hi - self.lo
    }

    /// The same interval seen from the other side: both ends change sign.
    pub fn reversed(self) -> Self {
        Self { lo: -self.hi, hi: -self.lo }
    }
}

/// An estimate with its interval at 95 % and how many it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate itself.
    pub p: f64,
    /// Lower end of its interval.
    pub lo: f64,
    /// Upper end of its interval.
    pub hi: f64,
    /// How many were counted; at least 1.
    pub n: u64,
}

impl Estimate {
    /// Its interval.
    pub fn interval(self) -> Interval {
        Interval { lo: self.lo, hi: self.hi }
    }

    /// Whether a difference can be told from none: its interval leaves out 0.
    pub fn is_clear(self) -> bool {
        !self.interval().contains(0.0)
    }

    /// About how many would have to be counted for the interval of a share to be `width` wide. The
    /// share is taken to be at the middle of the interval, so that a count of none or all is not
    /// taken at its word.
    pub fn needed(self, width: f64) -> f64 {
        let middle = f64::midpoint(self.lo, self.hi);
        let reach = 2.0 * Z / width;
        reach * reach * middle * (1.0 - middle)
    }
}

/// The share `hits` of `n` with Wilson's score interval (Wilson 1927), all in `[0, 1]`. `None`
/// where nothing was counted.
///
/// More hits than `n` are taken as `n`.
pub fn wilson(hits: u64, n: u64) -> Option<Estimate> {
    if n == 0 {
        return None;
    }
    let size = n as f64;
    let p = hits.min(n) as f64 / size;
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * size);
    let reach = Z * (p * (1.0 - p) / size + z2 / (4.0 * size * size)).sqrt();
    let scale = 1.0 + z2 / size;
    // The ends are exactly 0 and 1 at the edges, where rounding would leave them just off.
    let lo = if hits == 0 { 0.0 } else { ((middle - reach) / scale).clamp(0.0, p) };
    let hi = if hits >= n { 1.0 } else { ((middle + reach) / scale).clamp(p, 1.0) };
    Some(Estimate { p, lo, hi, n })
}

/// The difference of two shares counted apart, `first` less `second`, in `[-1, 1]`, with Newcombe's
/// interval, which joins their Wilson intervals. Of twins that share their luck it tells no more than
/// each by itself does, and is on the wide side.
///
/// Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions",
/// Statistics in Medicine 17 (1998), method 10.
pub fn apart(first: Estimate, second: Estimate) -> Estimate {
    let joint = |one: f64, other: f64| (one * one + other * other).sqrt();
    let p = first.p - second.p;
    Estimate {
        p,
        lo: p - joint(first.p - first.lo, second.hi - second.p),
        hi: p + joint(first.hi - first.p, second.p - second.lo),
        n: first.n.min(second.n),
    }
}

/// The paired difference `(b - c) / n` with Tango's score interval, in `[-1, 1]`. `b` pairs are
/// true on the first side only, `c` on the second side only, of `n` pairs in all. `None` where
/// nothing was counted.
///
/// Source: T. Tango, "Equivalence test and confidence interval for the difference in proportions
/// for the paired-sample design", Statistics in Medicine 17 (1998). More than `n` pairs that differ
/// are taken as `n` = `b + c`.
pub fn tango(b: u64, c: u64, n: u64) -> Option<Estimate> {
    let n = n.max(b.saturating_add(c));
    if n == 0 {
        return None;
    }
    let (first, second, size) = (b as f64, c as f64, n as f64);
    let p = (first - second) / size;
    // Below 0 where a true difference `t` is compatible with the counts.
    let misfit = |t: f64| {
        let gap = first - second - size * t;
        gap * gap - Z * Z * size * variance(first, second, size, t)
    };
    let lo = edge(p, -1.0, misfit);
    let hi = edge(p, 1.0, misfit);
    Some(Estimate { p, lo, hi, n })
}

/// Variance of one pair's difference if the true difference is `t`: the likeliest share of pairs
/// that are true on the second side only, `q`, gives `2q + t(1 - t)`.
fn variance(first: f64, second: f64, size: f64, t: f64) -> f64 {
    let a = 2.0 * size;
    let b = (2.0 * size - first + second) * t - first - second;
    let c = -second * t * (1.0 - t);
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    // The same root twice; the second form loses no digits where b is positive.
    let q = if b <= 0.0 { (root - b) / (2.0 * a) } else { -2.0 * c / (root + b) };
    (2.0 * q + t * (1.0 - t)).max(0.0)
}

/// The last value from `inside` towards `end` at which `misfit` is not above 0, by halving.
fn edge(mut inside: f64, end: f64, misfit: impl Fn(f64) -> f64) -> f64 {
    if misfit(end) <= 0.0 {
        return end;
    }
    let mut outside = end;
    loop {
        let middle = 0.5 * (inside + outside);
        if middle == inside || middle == outside {
            return inside;
        }
        if misfit(middle) <= 0.0 {
            inside = middle;
        } else {
            outside = middle;
        }
    }
}

/// What to say where something never happened: "fewer than 3 in 2,000", the upper end of what is
/// left open at 95 %. `None` where it did happen, or where fewer than 30 were counted, too few to
/// say it of.
pub fn fewer_than(hits: u64, n: u64) -> Option<String> {
    (hits == 0 && n >= 30).then(|| format!("fewer than 3 in {}", grouped(n)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 0.000_05
    }

    #[test]
    fn wilson_gives_textbook_values() {
        // 10 of 20: 0.2993 to 0.7007; 0 of 10: 0 to z^2 / (n + z^2).
        let half = wilson(10, 20).unwrap();
        assert!(near(half.lo, 0.2993) && near(half.hi, 0.7007), "{half:?}");
        let none = wilson(0, 10).unwrap();
        assert!(none.lo == 0.0 && near(none.hi, 0.2775), "{none:?}");
        assert_eq!(wilson(10, 10).unwrap().hi, 1.0);
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn shares_counted_apart_give_the_published_values() {
        for (a, m, b, n, lo, hi) in [
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (5, 56, 0, 29, -0.0381, 0.1926),
        ] {
            let found = apart(wilson(a, m).unwrap(), wilson(b, n).unwrap());
            assert!(near(found.lo, lo) && near(found.hi, hi), "{a}/{m} {b}/{n}: {found:?}");
        }
    }

    #[test]
    fn tango_gives_the_published_values() {
        for (b, c, n, lo, hi) in [(1, 7, 21, -0.5172, -0.0260), (0, 1, 44, -0.1181, 0.0594)] {
            let found = tango(b, c, n).unwrap();
            assert!(near(found.lo, lo) && near(found.hi, hi), "{b} {c} {n}: {found:?}");
        }
        assert_eq!(tango(0, 0, 0), None);
    }

    #[test]
    fn where_no_pair_differs_the_interval_still_has_width() {
        let found = tango(0, 0, 100).unwrap();
        let reach = Z * Z / (100.0 + Z * Z);
        assert_eq!(found.p, 0.0);
        assert!(near(found.lo, -reach) && near(found.hi, reach), "{found:?}");
    }

    #[test]
    fn where_all_pairs_differ_one_way_the_interval_reaches_the_end() {
        let found = tango(50, 0, 50).unwrap();
        assert_eq!((found.p, found.hi), (1.0, 1.0));
        assert!(found.lo < 1.0 && found.lo > 0.8, "{found:?}");
    }

    #[test]
    fn what_never_happened_is_put_in_words() {
        assert_eq!(fewer_than(0, 2000).as_deref(), Some("fewer than 3 in 2,000"));
        assert_eq!(fewer_than(0, 1_234_567).as_deref(), Some("fewer than 3 in 1,234,567"));
        assert_eq!(fewer_than(0, 100).as_deref(), Some("fewer than 3 in 100"));
        assert_eq!(fewer_than(1, 2000), None);
        assert_eq!(fewer_than(0, 29), None);
    }

    #[test]
    fn wilson_covers_at_its_rate() {
        let mut luck = ChaCha8Rng::seed_from_u64(1);
        for (n, p) in [(100, 0.5), (100, 0.2), (150, 0.9), (400, 0.05), (1000, 0.98)] {
            let covered = (0..4000).filter(|_| {
                let hits = (0..n).filter(|_| luck.random::<f64>() < p).count() as u64;
                wilson(hits, n).unwrap().interval().contains(p)
            });
            let rate = covered.count() as f64 / 4000.0;
            assert!((0.93..=1.0).contains(&rate), "{rate} of {n} at {p}");
        }
    }

    #[test]
    fn tango_covers_at_its_rate() {
        let mut luck = ChaCha8Rng::seed_from_u64(2);
        for (n, b_only, c_only) in [
            (100, 0.2, 0.2),
            (100, 0.3, 0.05),
            (200, 0.02, 0.1),
            (400, 0.5, 0.4),
            (1000, 0.01, 0.01),
        ] {
            let covered = (0..3000).filter(|_| {
                let (mut b, mut c) = (0, 0);
                for _ in 0..n {
                    let u: f64 = luck.random();
                    b += u64::from(u < b_only);
                    c += u64::from(b_only <= u && u < b_only + c_only);
                }
                tango(b, c, n).unwrap().interval().contains(b_only - c_only)
            });
            let rate = covered.count() as f64 / 3000.0;
            assert!((0.93..=1.0).contains(&rate), "{rate} of {n} at {b_only}, {c_only}");
        }
    }

    #[test]
    fn newcombe_covers_at_its_rate() {
        let mut luck = ChaCha8Rng::seed_from_u64(3);
        for (n, m, p, q) in [
            (100, 100, 0.5, 0.5),
            (100, 400, 0.2, 0.35),
            (150, 150, 0.9, 0.95),
            (400, 100, 0.05, 0.02),
            (1000, 1000, 0.98, 0.01),
        ] {
            let mut share = |n: u64, p: f64| {
                wilson((0..n).filter(|_| luck.random::<f64>() < p).count() as u64, n).unwrap()
            };
            let covered = (0..3000)
                .filter(|_| apart(share(n, p), share(m, q)).interval().contains(p - q))
                .count();
            let rate = covered as f64 / 3000.0;
            assert!((0.93..=1.0).contains(&rate), "{rate} of {n} at {p}, {m} at {q}");
        }
    }

    proptest! {
        #[test]
        fn wilson_holds_its_estimate_and_stays_a_share(hits in 0_u64..5000, more in 0_u64..5000) {
            prop_assume!(hits + more > 0);
            let found = wilson(hits, hits + more).unwrap();
            prop_assert!(0.0 <= found.lo && found.lo <= found.p);
            prop_assert!(found.p <= found.hi && found.hi <= 1.0);
            let turned = wilson(more, hits + more).unwrap();
            prop_assert!((turned.lo - (1.0 - found.hi)).abs() < 1e-12);
        }

        #[test]
        fn a_narrower_interval_needs_more_and_gets_it(
            hits in 0_u64..200, more in 0_u64..200, share in 0.1_f64..0.9
        ) {
            prop_assume!(hits + more > 0);
            let found = wilson(hits, hits + more).unwrap();
            let width = share * found.interval().width();
            let needed = found.needed(width);
            prop_assert!(needed > found.n as f64);
            let middle = f64::midpoint(found.lo, found.hi);
            let then = wilson((middle * needed).round() as u64, needed.ceil() as u64).unwrap();
            prop_assert!(then.interval().width() < 1.25 * width, "{found:?} {then:?}");
        }

        #[test]
        fn tango_holds_its_estimate_and_stays_a_difference(
            b in 0_u64..3000, c in 0_u64..3000, same in 0_u64..3000
        ) {
            prop_assume!(b + c + same > 0);
            let found = tango(b, c, b + c + same).unwrap();
            prop_assert!(-1.0 <= found.lo && found.lo <= found.p);
            prop_assert!(found.p <= found.hi && found.hi <= 1.0);
        }

        #[test]
        fn tango_changes_sign_when_the_sides_change_place(
            b in 0_u64..3000, c in 0_u64..3000, same in 0_u64..3000
        ) {
            prop_assume!(b + c + same > 0);
            let n = b + c + same;
            let (one, other) = (tango(b, c, n).unwrap(), tango(c, b, n).unwrap());
            prop_assert!((one.p + other.p).abs() < 1e-9);
            prop_assert!((one.lo + other.hi).abs() < 1e-9, "{one:?} {other:?}");
            prop_assert!((one.hi + other.lo).abs() < 1e-9, "{one:?} {other:?}");
        }

        #[test]
        fn more_pairs_of_the_same_kind_narrow_it(
            b in 1_u64..50, c in 1_u64..50, same in 0_u64..100, times in 2_u64..20
        ) {
            let n = b + c + same;
            let few = tango(b, c, n).unwrap().interval();
            let many = tango(b * times, c * times, n * times).unwrap().interval();
            prop_assert!(many.width() < few.width());
        }
    }
}
