//! From uniform bits to the distributions that draws have, and the functions they rest on: by sums,
//! products and `libm` alone, so that the bits are the same everywhere.

/// A uniform draw in (0, 1) from 64 bits: 52 of them, at the middle of their step.
///
/// Not 53: the middle of the highest step would then round up to 1, whose Gumbel is infinite.
#[inline]
pub fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// Standard Gumbel by inverse distribution function.
#[inline]
pub fn gumbel(u: f64) -> f64 {
    -libm::log(-libm::log(u))
}

/// Standard exponential by inverse distribution function.
#[inline]
pub fn exponential(u: f64) -> f64 {
    -libm::log(u)
}

/// The exponential function, by sums and products only, so that several go side by side: the
/// argument is split into a whole multiple of ln 2 and a rest of at most half of it, whose
/// exponential is its Taylor polynomial of degree 11. Relative error below 2e-14. Arguments beyond
/// 700 either way count as 700.
#[inline]
pub fn exp(x: f64) -> f64 {
    // Adding and taking away 1.5 x 2^52 rounds to a whole number, and leaves it in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    // ln 2 in two parts; the first has trailing zeros, so that its multiples are exact.
    const LN2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];
    let x = x.clamp(-700.0, 700.0);
    let shifted = x * core::f64::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * LN2[0]) - whole * LN2[1];
    let (r2, r4) = (r * r, r * r * (r * r));
    let low = (1.0 + r) + r2 * (1.0 / 2.0 + r * (1.0 / 6.0));
    let middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
    let high = (1.0 / 40_320.0 + r * (1.0 / 362_880.0))
        + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0));
    let power = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1023 << 52));
    (low + r4 * (middle + r4 * high)) * power
}

/// The logistic function.
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// A cheap stand-in for the logistic function, with the same slope in the middle and heavier
/// tails: for what somebody sees at a glance, where it is asked for each pair each month.
#[inline]
pub fn at_a_glance(x: f64) -> f64 {
    let half = 0.5 * x;
    0.5 + 0.5 * half / (1.0 + half.abs())
}

/// Standard normal by inverse distribution function: M. J. Wichura, Algorithm AS 241 (1988),
/// routine PPND16; relative error about 1e-16. `u` lies in (0, 1).
pub fn normal(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let tail = if q < 0.0 { u } else { 1.0 - u };
    let r = libm::sqrt(-libm::log(tail));
    let x = if r <= 5.0 { ratio(r - 1.6, &MIDDLE) } else { ratio(r - 5.0, &FAR) };
    if q < 0.0 { -x } else { x }
}

/// Numerator and denominator of a rational approximation, lowest power first.
type Rational = ([f64; 8], [f64; 8]);

const CENTRE: Rational = (
    [
        3.3871328727963665,
        133.14166789178438,
        1971.5909503065513,
        13731.69376550946,
        45921.95393154987,
        67265.7709270087,
        33430.57558358813,
        2509.0809287301227,
    ],
    [
        1.0,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854,
    ],
);
const MIDDLE: Rational = (
    [
        1.4234371107496835,
        4.630337846156546,
        5.769497221460691,
        3.6478483247632045,
        1.2704582524523684,
        0.2417807251774506,
        0.022723844989269184,
        0.0007745450142783414,
    ],
    [
        1.0,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-09,
    ],
);
const FAR: Rational = (
    [
        6.657904643501103,
        5.463784911164114,
        1.7848265399172913,
        0.29656057182850487,
        0.026532189526576124,
        0.0012426609473880784,
        2.7115555687434876e-05,
        2.0103343992922881e-07,
    ],
    [
        1.0,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-05,
        1.421511758316446e-07,
        2.0442631033899397e-15,
    ],
);

fn ratio(x: f64, (top, bottom): &Rational) -> f64 {
    let horner = |[low @ .., highest]: &[f64; 8]| {
        low.iter().rev().fold(*highest, |sum, term| sum * x + term)
    };
    horner(top) / horner(bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_the_library_s_to_fourteen_digits() {
        for step in -14_000..=14_000 {
            let x = f64::from(step) * 0.049_987;
            let (ours, theirs) = (exp(x), libm::exp(x));
            assert!((ours / theirs - 1.0).abs() < 2e-14, "{x}: {ours} {theirs}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e9) > 0.0 && exp(1e9).is_finite());
    }

    #[test]
    fn quantiles_match_the_tables() {
        for (u, z) in [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (1e-9, -5.997_807_015_007_687)] {
            assert!((normal(u) - z).abs() < 1e-9, "{u}: {}", normal(u));
        }
        assert!((gumbel(0.5) - 0.366_512_920_581_664_35).abs() < 1e-12);
        assert!((exponential(0.5) - core::f64::consts::LN_2).abs() < 1e-12);
        assert!(unit(0) > 0.0 && unit(u64::MAX) < 1.0);
    }
}
