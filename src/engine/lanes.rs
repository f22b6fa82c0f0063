//! Numbers of the active side by side, in the order in which they are listed.
//!
//! Every routine is made of sums, products, quotients and choices, so that the compiler lets the
//! lanes go side by side and the bits are the same wherever it runs.

/// How many go side by side: as many as there commonly are, so that one group holds all of them
/// and no loop over groups is left to stand in the way of the lanes.
pub(super) const LANES: usize = 16;
/// A number for each of these.
pub(super) type Lanes = [f32; LANES];

/// As many as fit in the smallest vector registers we build for: for what there is little of, such
/// as issues, or much, such as cadres' tastes.
pub(super) const FOUR: usize = 4;
/// A number for each of these.
pub(super) type Four = [f32; FOUR];

/// A weight for each of as many as in [`Lanes`], in double precision.
pub(super) type Weights = [f64; LANES];

/// Something for each group of the active. The first is at hand; that there are more is rare.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups<T> {
    first: T,
    others: Vec<T>,
}

impl<T> Groups<T> {
    /// One for each group of so many men; one at least.
    #[inline]
    pub fn of(men: usize, mut each: impl FnMut(usize) -> T) -> Self {
        let first = each(0);
        let more = men > LANES;
        Self { first, others: if more { (1..groups(men)).map(each).collect() } else { Vec::new() } }
    }

    /// Another thing for each of them.
    #[inline]
    pub fn map<U>(&self, mut of: impl FnMut(usize, &T) -> U) -> Groups<U> {
        Groups::of(LANES * (1 + self.others.len()), |group| {
            of(group, if group == 0 { &self.first } else { &self.others[group - 1] })
        })
    }

    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// One after the other; the compiler makes it four at a time.
#[inline(always)]
pub(super) fn lanes<T: Copy + Default, const N: usize>(mut of: impl FnMut(usize) -> T) -> [T; N] {
    let mut all = [T::default(); N];
    for (lane, one) in all.iter_mut().enumerate() {
        *one = of(lane);
    }
    all
}

/// Groups that hold so many.
#[inline]
pub(super) fn groups(count: usize) -> usize {
    count.div_ceil(LANES)
}

/// A group of four of these, such as issues; nought beyond the last.
#[inline]
pub(super) fn four_of(all: &[f64], group: usize) -> [f64; FOUR] {
    let rest = &all[FOUR * group..];
    let partly = || std::array::from_fn(|lane| rest.get(lane).copied().unwrap_or(0.0));
    rest.first_chunk().copied().unwrap_or_else(partly)
}

/// One number out of them.
#[inline]
pub(super) fn one(of: &[Lanes], slot: usize) -> f64 {
    f64::from(of[slot / LANES][slot % LANES])
}

/// Sets one number.
#[inline]
pub(super) fn set(of: &mut [Lanes], slot: usize, value: f32) {
    of[slot / LANES][slot % LANES] = value;
}

/// Adds to each lane.
#[inline(always)]
pub(super) fn add(to: &mut Lanes, of: impl Fn(usize) -> f32) {
    let before = *to;
    *to = lanes(|lane| before[lane] + of(lane));
}

/// Changes one of them. Nothing is stored to a part of the whole, for which whoever reads the whole
/// would have to wait.
#[inline(always)]
pub(super) fn change(of: &mut Lanes, at: usize, to: impl Fn(f32) -> f32) {
    let (before, at) = (*of, at as u32);
    *of = lanes(|lane| if lane as u32 == at { to(before[lane]) } else { before[lane] });
}

/// The sum of the lanes. Not inlined: the compiler would take to pieces what is summed up.
#[inline(never)]
pub(super) fn sum(of: &Lanes) -> f64 {
    let four: [f32; 4] = lanes(|lane| (of[lane] + of[lane + 4]) + (of[lane + 8] + of[lane + 12]));
    f64::from((four[0] + four[1]) + (four[2] + four[3]))
}

/// [`sum`] of each column of as many rows as there are lanes, and the greatest in it, or nought.
#[inline(always)]
pub(super) fn sums_and_greatest(row: impl Fn(usize) -> Lanes) -> [Lanes; 2] {
    let mut most = [0.0; LANES];
    let four: [Lanes; 4] = std::array::from_fn(|at| {
        let (a, b, c, d) = (row(at), row(at + 4), row(at + 8), row(at + 12));
        let before = most;
        most = lanes(|lane| {
            let most = greater(greater(c[lane], d[lane]), before[lane]);
            greater(greater(a[lane], b[lane]), most)
        });
        lanes(|lane| (a[lane] + b[lane]) + (c[lane] + d[lane]))
    });
    let sums = lanes(|lane| (four[0][lane] + four[1][lane]) + (four[2][lane] + four[3][lane]));
    [sums, most]
}

/// The greater of two. Written so that it is one instruction; neither may be other than a number.
#[inline(always)]
pub(super) fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The lesser of two, likewise.
#[inline(always)]
pub(super) fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The greatest of the lanes.
#[inline]
pub(super) fn greatest(of: &Lanes) -> f32 {
    let eight: [f32; 8] = lanes(|lane| greater(of[lane], of[lane + 8]));
    let four: [f32; 4] = lanes(|lane| greater(eight[lane], eight[lane + 4]));
    let two: [f32; 2] = lanes(|lane| greater(four[lane], four[lane + 2]));
    greater(two[0], two[1])
}

/// What is above nought.
#[inline]
pub(super) fn positive(x: f32) -> f32 {
    greater(x, 0.0)
}

/// The exponential function: [`crate::chance::exp`] in single precision, by the Taylor polynomial of
/// degree 7. Relative error below 3e-7. Arguments beyond 80 either way count as 80.
#[inline]
pub(super) fn exp<const N: usize>(x: [f32; N]) -> [f32; N] {
    // Adding and taking away 1.5 x 2^23 rounds to a whole number, and leaves it in the low bits.
    const ROUND: f32 = 12_582_912.0;
    // ln 2 in two parts; the first has trailing zeros, so that its multiples are exact.
    const LN2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    lanes(|lane| {
        let x = if x[lane] < 80.0 { x[lane] } else { 80.0 };
        let x = if x > -80.0 { x } else { -80.0 };
        let shifted = x * core::f32::consts::LOG2_E + ROUND;
        let whole = shifted - ROUND;
        let r = (x - whole * LN2[0]) - whole * LN2[1];
        let (r2, r4) = (r * r, r * r * (r * r));
        let low = (1.0 + r) + r2 * (1.0 / 2.0 + r * (1.0 / 6.0));
        let high = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
        let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23));
        (low + r4 * high) * power
    })
}

/// The normal distribution function: M. Abramowitz and I. A. Stegun, Handbook of Mathematical
/// Functions (1964), 7.1.26; error below 3e-7, far below what a weight in a decision can tell. Not
/// inlined, for the same reason as [`sum`].
#[inline(never)]
pub(super) fn normal_share<const N: usize>(z: [f32; N]) -> [f32; N] {
    const TERMS: [f32; 5] = [0.254_829_6, -0.284_496_74, 1.421_413_7, -1.453_152, 1.061_405_4];
    let x: [f32; N] = lanes(|lane| z[lane].abs() * core::f32::consts::FRAC_1_SQRT_2);
    let fall = exp::<N>(lanes(|lane| -x[lane] * x[lane]));
    lanes(|lane| {
        let t = 1.0 / (1.0 + 0.327_591_1 * x[lane]);
        let sum = TERMS[3] + t * TERMS[4];
        let sum = t * (TERMS[0] + t * (TERMS[1] + t * (TERMS[2] + t * sum)));
        let tail = 0.5 * sum * fall[lane];
        if z[lane] > 0.0 { 1.0 - tail } else { tail }
    })
}

/// A stand-in for the logistic function: [`crate::chance::at_a_glance`].
#[inline]
pub(super) fn at_a_glance(x: f32) -> f32 {
    let half = 0.5 * x;
    0.5 + 0.5 * half / (1.0 + half.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_the_library_s_to_six_digits() {
        for step in -16_000_i16..=16_000 {
            let x = f32::from(step) * 0.004_999;
            let theirs = libm::exp(f64::from(x));
            for ours in exp([x; LANES]) {
                assert!((f64::from(ours) / theirs - 1.0).abs() < 3e-7, "{x}: {ours} {theirs}");
            }
        }
        assert_eq!(exp([0.0, 0.0, 1e9, -1e9])[0], 1.0);
        assert!(exp([1e9, -1e9, 0.0]).iter().all(|y| *y > 0.0 && y.is_finite()));
    }

    #[test]
    fn the_normal_distribution_is_the_library_s_to_six_digits() {
        for step in -8_000_i16..=8_000 {
            let z = f32::from(step) * 0.001;
            let theirs = 0.5 * libm::erfc(-f64::from(z) * core::f64::consts::FRAC_1_SQRT_2);
            let ours = normal_share([z; LANES])[0];
            assert!((f64::from(ours) - theirs).abs() < 3e-7, "{z}: {ours} {theirs}");
        }
        let [sure, never] = normal_share([1e6, -1e6]);
        assert!(sure == 1.0 && (0.0..1e-30).contains(&never));
    }

    #[test]
    fn one_of_many_and_the_greatest() {
        let mut of: [Lanes; 2] = [lanes(|lane| lane as f32), lanes(|lane| -(lane as f32))];
        set(&mut of, 19, 70.0);
        assert_eq!((one(&of, 2), one(&of, 19), groups(16), groups(17)), (2.0, 70.0, 1, 2));
        assert_eq!((sum(&of[0]), greatest(&of[0]), greatest(&of[1])), (120.0, 15.0, 70.0));
        let [sums, most] = sums_and_greatest(|row| lanes(|lane| of[0][row] * (lane as f32 - 8.0)));
        assert_eq!((sums[11], most[11], most[3]), (3.0 * 120.0, 3.0 * 15.0, 0.0));
        assert_eq!((positive(-1.0), positive(2.0)), (0.0, 2.0));
    }

    #[test]
    fn one_of_the_lanes_is_changed_and_no_other() {
        let mut of: Lanes = lanes(|lane| lane as f32);
        change(&mut of, 5, |five| 10.0 * five);
        assert_eq!(of, lanes(|lane| if lane == 5 { 50.0 } else { lane as f32 }));
    }

    #[test]
    fn there_is_something_for_each_group() {
        for (men, many) in [(0, 1), (1, 1), (16, 1), (17, 2), (40, 3)] {
            let groups = Groups::of(men, |group| group);
            assert!(groups.iter().copied().eq(0..many), "{men}");
            let doubled = groups.map(|group, same| group + same);
            assert!(doubled.iter().copied().eq((0..many).map(|group| 2 * group)), "{men}");
        }
    }
}
