//! Where the variance of an answer comes from: Sobol's indices for a simulator with chance in it.
//!
//! The answer `y` hangs on numbers `x`, drawn independently, and on luck. Its variance splits into
//! what the numbers do by themselves, what luck does by itself, and what only both do together.
//! The first is the variance of the rate: of the mean answer over all luck, given the numbers.
//! It does not depend on how luck is shared between runs; the split of the rest into luck alone
//! and both does.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Interval, wilson};

/// Answers at two points `a` and `b`, and at `a` with one factor after the other taken from `b`;
/// each under the same two lucks.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// At the first point.
    pub a: [f64; 2],
    /// At the second.
    pub b: [f64; 2],
    /// At the first with one factor from the second, factor by factor.
    pub crossed: Vec<[f64; 2]>,
}

impl Crossing {
    /// The crossing of a simulator without chance: any luck gives the same answer.
    pub fn certain(a: f64, b: f64, crossed: &[f64]) -> Self {
        Self { a: [a; 2], b: [b; 2], crossed: crossed.iter().map(|y| [*y; 2]).collect() }
    }
}

/// A share of the variance with its interval at 95 %. No share is below 0, but the estimate of a
/// small one can come out there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share.
    pub of: f64,
    /// Where it lies: percentiles of resampled crossings, widened where these are known to be too
    /// narrow, see [`indices`].
    pub interval: Interval,
}

impl Share {
    /// Whether it can be told from nothing: its interval lies above 0. One that lies below 0 shows
    /// that the share is small, and no more.
    pub fn is_clear(self) -> bool {
        self.interval.lo > 0.0
    }

    /// With an interval that reaches as far as Wilson's of `seen` in `n` does, where the share rests on
    /// so many.
    fn resting_on(self, seen: usize, n: usize) -> Self {
        let Some(rate) = wilson(seen as u64, n as u64).filter(|rate| rate.p > 0.0) else {
            return self;
        };
        let [one, other] = [rate.lo, rate.hi].map(|end| self.of * end / rate.p);
        let Interval { lo, hi } = self.interval;
        let interval = Interval { lo: lo.min(one).min(other), hi: hi.max(one).max(other) };
        Self { interval, ..self }
    }

    /// With an interval that reaches up to `most` at least.
    fn up_to(self, most: f64) -> Self {
        Self { interval: Interval { hi: self.interval.hi.max(most), ..self.interval }, ..self }
    }
}

/// What one factor, a number or a group of numbers, does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// By itself: the variance of the mean answer given this factor.
    pub first: Share,
    /// With all its interactions with other numbers: what would remain of the rate's variance if
    /// only this factor were left open.
    pub total: Share,
    /// With its interactions with luck besides. That depends on how luck is shared.
    pub with_luck: Share,
    /// Crossings in which it makes a difference under both lucks. Its total rests on these.
    pub turned: usize,
}

/// Where the variance comes from. All shares are of the whole variance of single answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Mean answer.
    pub mean: f64,
    /// Variance of single answers.
    pub variance: f64,
    /// What all numbers do by themselves: the first-order index of all of them together.
    pub numbers: Share,
    /// What luck does by itself.
    pub luck: Share,
    /// What only both do together.
    pub both: Share,
    /// What luck does by itself less what all numbers do by themselves, with its interval: below 0
    /// where the numbers do more.
    pub ahead: Share,
    /// Factor by factor.
    pub factors: Vec<Influence>,
}

/// The indices from crossings with equally many factors. `None` where there is no crossing or the
/// answer never varies.
///
/// * `first`: A. Saltelli and others, "Variance based sensitivity analysis of model output",
///   Computer Physics Communications 181 (2010), with `b` centred, and `b` under the other luck
///   than the difference it is multiplied with, so that luck shared by both adds nothing.
/// * `with_luck`: M. J. W. Jansen, "Analysis of variance designs for model output", Computer
///   Physics Communications 117 (1999): half the mean square of the difference that the factor
///   makes.
/// * `total`: the same, with the product of the differences under two lucks in place of the square
///   of one. The two are independent given the numbers, so what luck adds to the square drops out.
/// * `luck` and `numbers`: luck as one factor more, and all numbers as one, by Jansen's estimator:
///   the total of either is 1 less what the other does by itself.
///
/// Without chance in the simulator, `total` and `with_luck` are both Jansen's. Intervals rest on
/// `resamples` resamples of the crossings, drawn by `seed`; with none they have no width.
///
/// Resamples hold only what was seen. A difference that a factor made in none of `n` crossings it may
/// still make in so many as Wilson's interval of 0 in `n` allows (about `4 / n`, where the rule of
/// three has 3). So the intervals of `total` and `with_luck` reach up to the share that such differences
/// would have, each as wide as the answers lie apart; and so does that of `first`, which is no more than
/// these, where the factor made no difference in any crossing. Where it made one in a few of them,
/// percentiles of resamples held the true total in as few as 91 of 100 trials in place of 95; so these intervals
/// also reach as far, in proportion, as Wilson's interval for how many there are.
pub fn indices(crossings: &[Crossing], resamples: usize, seed: u64) -> Option<Indices> {
    let factors = crossings.first()?.crossed.len();
    let terms: Vec<Terms> = crossings.iter().map(Terms::of).collect();
    let estimate = Estimates::of(terms.iter(), factors)?;
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let resampled: Vec<Estimates> = (0..resamples)
        .filter_map(|_| {
            let drawn = (0..terms.len()).map(|_| &terms[luck.random_range(0..terms.len())]);
            Estimates::of(drawn, factors)
        })
        .collect();
    let share = |read: &dyn Fn(&Estimates) -> f64| {
        let of = read(&estimate);
        let mut all: Vec<f64> = resampled.iter().map(read).collect();
        all.sort_by(f64::total_cmp);
        // So many lie beyond either end; outwards where a percentile falls between two.
        let beyond = ((0.025 * (all.len() as f64 + 1.0)) as usize).saturating_sub(1);
        let lo = all.get(beyond).copied().unwrap_or(of);
        let hi = all.iter().rev().nth(beyond).copied().unwrap_or(of);
        Share { of, interval: Interval { lo: lo.min(of), hi: hi.max(of) } }
    };
    let unseen = match resamples {
        0 => 0.0,
        _ => unseen(crossings) / estimate.variance,
    };
    let turned = |k: usize| {
        let both = |terms: &&Terms| terms.factors[k][2] != 0.0;
        terms.iter().filter(both).count()
    };
    let turned_once = |k: usize| terms.iter().filter(|terms| terms.factors[k][3] > 0.0).count();
    let known = |share: Share, seen: usize| match resamples {
        0 => share,
        _ => share.up_to(unseen).resting_on(seen, terms.len()),
    };
    Some(Indices {
        mean: estimate.mean,
        variance: estimate.variance,
        numbers: share(&|e| e.numbers),
        luck: share(&|e| e.luck),
        both: share(&|e| 1.0 - e.numbers - e.luck),
        ahead: share(&|e| e.luck - e.numbers),
        factors: (0..factors)
            .map(|k| (k, share(&|e| e.factors[k][0])))
            .map(|(k, first)| Influence {
                first: if turned_once(k) > 0 { first } else { first.up_to(unseen) },
                total: known(share(&|e| e.factors[k][1]), turned(k)),
                with_luck: known(share(&|e| e.factors[k][2]), turned_once(k)),
                turned: turned(k),
            })
            .collect(),
    })
}

/// The most that differences seen in none of the crossings may add to a total: half the square of the
/// widest difference between answers, as often as the count of none allows.
fn unseen(crossings: &[Crossing]) -> f64 {
    let answers = crossings.iter().flat_map(|one| [&one.a, &one.b].into_iter().chain(&one.crossed));
    let (low, high) = (answers.flatten())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(*y), high.max(*y)));
    let chance = wilson(0, crossings.len() as u64).map_or(1.0, |none| none.hi);
    chance * (high - low) * (high - low) / 2.0
}

/// What one crossing adds to the sums.
struct Terms {
    sum: f64,
    squares: f64,
    /// Of the differences that luck makes, and that all numbers make.
    by_luck: f64,
    by_numbers: f64,
    factors: Vec<[f64; 4]>,
}

impl Terms {
    fn of(crossing: &Crossing) -> Self {
        let Crossing { a: [a1, a2], b: [b1, b2], crossed } = crossing;
        let square = |x: f64| x * x;
        let factor = |[y1, y2]: &[f64; 2]| {
            let (d1, d2) = (y1 - a1, y2 - a2);
            let first = (b1 * d2 + b2 * d1) / 2.0;
            [first, (d1 + d2) / 2.0, d1 * d2 / 2.0, (d1 * d1 + d2 * d2) / 4.0]
        };
        Self {
            sum: (a1 + a2 + b1 + b2) / 4.0,
            squares: (a1 * a1 + a2 * a2 + b1 * b1 + b2 * b2) / 4.0,
            by_luck: (square(a1 - a2) + square(b1 - b2)) / 4.0,
            by_numbers: (square(a1 - b1) + square(a2 - b2)) / 4.0,
            factors: crossed.iter().map(factor).collect(),
        }
    }
}

struct Estimates {
    mean: f64,
    variance: f64,
    numbers: f64,
    luck: f64,
    /// First, total and total with luck, by factor.
    factors: Vec<[f64; 3]>,
}

impl Estimates {
    fn of<'a>(terms: impl Iterator<Item = &'a Terms>, factors: usize) -> Option<Self> {
        let (mut n, mut head, mut sums) = (0.0, [0.0; 4], vec![[0.0; 4]; factors]);
        for one in terms {
            n += 1.0;
            let own = [one.sum, one.squares, one.by_luck, one.by_numbers];
            head.iter_mut().zip(own).for_each(|(sum, x)| *sum += x);
            for (sum, own) in sums.iter_mut().zip(&one.factors) {
                sum.iter_mut().zip(own).for_each(|(sum, x)| *sum += x);
            }
        }
        let [mean, squares, by_luck, by_numbers] = head.map(|sum| sum / n);
        let variance = squares - mean * mean;
        // A constant answer leaves no more than rounding.
        if variance.is_nan() || variance <= 1e-12 * squares {
            return None;
        }
        let share = |[first, drift, product, square]: [f64; 4]| {
            [first - mean * drift, product, square].map(|sum| sum / n / variance)
        };
        Some(Self {
            mean,
            variance,
            numbers: 1.0 - by_luck / variance,
            luck: 1.0 - by_numbers / variance,
            factors: sums.into_iter().map(share).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Points;
    use std::f64::consts::PI;

    /// Points at which the oracles are checked.
    const N: u32 = 1 << 14;

    fn crossings(k: usize, seed: u64, f: impl Fn(&[f64]) -> f64) -> Vec<Crossing> {
        let points = Points::scrambled(2 * k, seed).unwrap();
        let cross = |index| {
            let point = points.at(index);
            let (a, b) = point.split_at(k);
            let crossed = (0..k).map(|own| {
                let mut mixed = a.to_vec();
                mixed[own] = b[own];
                f(&mixed)
            });
            Crossing::certain(f(a), f(b), &crossed.collect::<Vec<_>>())
        };
        (0..N).map(cross).collect()
    }

    fn check(found: &Indices, first: &[f64], total: &[f64]) {
        for (k, (s, t)) in first.iter().zip(total).enumerate() {
            let factor = found.factors[k];
            assert!((factor.first.of - s).abs() < 0.005, "S{k} {} not {s}", factor.first.of);
            assert!((factor.total.of - t).abs() < 0.005, "T{k} {} not {t}", factor.total.of);
            assert_eq!(factor.total.of, factor.with_luck.of);
        }
        assert_eq!(found.numbers.of, 1.0);
        assert!(found.luck.of.abs() < 0.005, "{:?}", found.luck);
    }

    #[test]
    fn ishigami_comes_out() {
        let ishigami = |u: &[f64]| {
            let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
            let (s1, s2) = (libm::sin(x[0]), libm::sin(x[1]));
            s1 + 7.0 * s2 * s2 + 0.1 * x[2] * x[2] * x[2] * x[2] * s1
        };
        for seed in [1, 2, 3] {
            let found = indices(&crossings(3, seed, ishigami), 0, 1).unwrap();
            check(&found, &[0.3139, 0.4424, 0.0], &[0.5576, 0.4424, 0.2437]);
            assert!((found.variance - 13.8446).abs() < 0.05, "{}", found.variance);
            assert!((found.mean - 3.5).abs() < 0.01);
        }
    }

    #[test]
    fn the_g_function_comes_out() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        let g = |u: &[f64]| {
            u.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
        };
        for seed in [1, 2, 3] {
            let found = indices(&crossings(8, seed, g), 0, 1).unwrap();
            check(
                &found,
                &[0.7162, 0.1790, 0.0237, 0.0072, 0.0001, 0.0001, 0.0001, 0.0001],
                &[0.7871, 0.2422, 0.0343, 0.0105, 0.0001, 0.0001, 0.0001, 0.0001],
            );
        }
    }

    /// A yes with the chance `rate(x)`, under uniform luck: yes where luck lies below it.
    fn chancy(k: usize, n: u32, seed: u64, rate: impl Fn(&[f64]) -> f64) -> Vec<Crossing> {
        let points = Points::scrambled(2 * k, seed).unwrap();
        let mut luck = ChaCha8Rng::seed_from_u64(seed);
        let mut cross = |index| {
            let point = points.at(index);
            let (a, b) = point.split_at(k);
            let lucks: [f64; 2] = [luck.random(), luck.random()];
            let answer = |x: &[f64]| lucks.map(|u| if u < rate(x) { 1.0 } else { 0.0 });
            let crossed = (0..k).map(|own| {
                let mut mixed = a.to_vec();
                mixed[own] = b[own];
                answer(&mixed)
            });
            Crossing { a: answer(a), b: answer(b), crossed: crossed.collect() }
        };
        (0..n).map(&mut cross).collect()
    }

    /// With rate 0.2 + 0.6 x1 x2: mean 0.35, variance 0.35 * 0.65 = 0.2275. The rate's variance is
    /// 0.36 * (1/9 - 1/16) = 0.0175, of which x1 alone has 0.36 / 48 = 0.0075 and with x2
    /// 0.0100. The mean given luck is 1 below 0.2, P(x1 x2 > t) = 1 - t + t ln t with
    /// t = (u - 0.2) / 0.6 up to 0.8, and 0 above: the integral of its square is 0.2 + 0.6 * 7/54,
    /// that of (1 - t + t ln t)^2 being 1/3 - 5/18 + 2/27 = 7/54.
    #[test]
    fn numbers_luck_and_both_are_told_apart() {
        let found = indices(&chancy(2, 1 << 16, 5, |x| 0.2 + 0.6 * x[0] * x[1]), 200, 1).unwrap();
        let v = 0.2275;
        let by_luck = (0.2 + 0.6 * 7.0 / 54.0 - 0.35 * 0.35) / v;
        for (share, expected) in [
            (found.numbers, 0.0175 / v),
            (found.luck, by_luck),
            (found.both, 1.0 - 0.0175 / v - by_luck),
            (found.factors[0].first, 0.0075 / v),
            (found.factors[1].first, 0.0075 / v),
            (found.factors[0].total, 0.0100 / v),
            (found.factors[1].total, 0.0100 / v),
        ] {
            assert!((share.of - expected).abs() < 0.012, "{share:?} not {expected}");
            assert!(share.interval.width() < 0.03, "{share:?}");
        }
        assert!(found.factors[0].with_luck.of > found.factors[0].total.of);
    }

    /// Four hundred trials each: standard error 0.011 at 0.95.
    #[test]
    fn intervals_cover_at_their_rate() {
        let rate = |x: &[f64]| 0.2 + 0.6 * x[0] * x[1];
        let v = 0.2275;
        let by_luck = (0.2 + 0.6 * 7.0 / 54.0 - 0.35 * 0.35) / v;
        let by_numbers = 0.0175 / v;
        let truth = [
            by_numbers,
            by_luck,
            1.0 - by_numbers - by_luck,
            by_luck - by_numbers,
            0.0075 / v,
            0.0100 / v,
        ];
        for n in [128, 256] {
            let mut covered = truth.map(|_| 0);
            for seed in 0..400 {
                let found = indices(&chancy(2, n, seed, rate), 500, seed).unwrap();
                let Influence { first, total, .. } = found.factors[0];
                let shares = [found.numbers, found.luck, found.both, found.ahead, first, total];
                for ((covered, share), truth) in covered.iter_mut().zip(shares).zip(truth) {
                    *covered += u32::from(share.interval.contains(truth));
                }
            }
            let rates = covered.map(|covered| f64::from(covered) / 400.0);
            assert!(rates.iter().all(|rate| (0.93..=1.0).contains(rate)), "{rates:?} of {n}");
        }
    }

    /// A number that turns one answer in two hundred under both lucks. Three hundred trials: standard
    /// error 0.013 at 0.95. Percentiles alone hold the truth in 91 of 100.
    #[test]
    fn a_total_that_rests_on_few_points_is_covered_too() {
        let truth = 0.3 * 0.3 / 36.0 / (0.375 * 0.625);
        let covered = (0..300).filter(|seed| {
            let runs = chancy(2, 1024, *seed, |x| 0.3 + 0.3 * x[0] * x[1]);
            let found = indices(&runs, 300, *seed).unwrap();
            found.factors[1].total.interval.contains(truth)
        });
        let rate = covered.count() as f64 / 300.0;
        assert!((0.93..=1.0).contains(&rate), "{rate}");
    }

    /// Half of all points say yes, whatever luck; the second number turns one answer in a hundred,
    /// under both lucks or neither.
    fn rarely_turned(n: u32, seed: u64) -> Vec<Crossing> {
        let points = Points::scrambled(4, seed).unwrap();
        let answer = |x: &[f64]| f64::from((x[0] < 0.5) != (x[1] < 0.005));
        let cross = |index| {
            let point = points.at(index);
            let (a, b) = point.split_at(2);
            let crossed = [answer(&[b[0], a[1]]), answer(&[a[0], b[1]])];
            Crossing::certain(answer(a), answer(b), &crossed)
        };
        (0..n).map(cross).collect()
    }

    #[test]
    fn what_was_never_turned_is_not_known_to_be_nothing() {
        // The total of the second: its rate of 0.005 * 0.995 * 2 differences, halved, in a variance
        // of 1/4.
        let truth = 0.005 * 0.995 * 4.0;
        let (mut unseen, mut covered) = (0, 0);
        for seed in 0..200 {
            let found = indices(&rarely_turned(64, seed), 100, seed).unwrap();
            let rare = found.factors[1];
            assert!(rare.total.interval.width() > 0.0, "{rare:?}");
            assert!(rare.turned > 0 || rare.first.interval.hi > 0.0, "{rare:?}");
            unseen += usize::from(rare.turned == 0);
            covered += usize::from(rare.total.interval.contains(truth));
        }
        assert!(unseen > 50, "{unseen}");
        assert!(covered >= 190, "{covered}");
    }

    #[test]
    fn a_share_below_nothing_is_not_told_from_it() {
        let share = |lo, hi| Share { of: (lo + hi) / 2.0, interval: Interval { lo, hi } };
        let clear = [(-0.03, -0.01), (-0.01, 0.02), (0.0, 0.0), (0.01, 0.02)];
        assert_eq!(clear.map(|(lo, hi)| share(lo, hi).is_clear()), [false, false, false, true]);
    }

    #[test]
    fn luck_is_ahead_of_the_numbers_only_where_it_is_clear() {
        let ahead =
            |n, rate: fn(&[f64]) -> f64| indices(&chancy(2, n, 5, rate), 200, 1).unwrap().ahead;
        // With rate 0.5 luck does all; with rate 0.2 + 0.6 x1 x2 little separates the two in 64.
        assert!(ahead(256, |x| 0.5 + 0.0 * x[0]).interval.lo > 0.5);
        assert!(ahead(256, |x| f64::from(x[0] < 0.5)).interval.hi < -0.5);
        assert!(ahead(64, |x| if x[0] < 0.5 { 0.2 } else { 0.8 }).interval.contains(0.0));
    }

    #[test]
    fn where_nothing_varies_there_is_nothing_to_share_out() {
        assert_eq!(indices(&[], 10, 1), None);
        let constant = vec![Crossing::certain(0.3, 0.3, &[0.3]); 20];
        assert_eq!(indices(&constant, 10, 1), None);
    }
}
