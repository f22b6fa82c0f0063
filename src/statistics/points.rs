//! Sobol's points, scrambled: points that fill a cube of many dimensions more evenly than chance.

/// Most dimensions a point may have.
pub const MOST_DIMENSIONS: usize = 1000;

/// Degree and coefficients of a primitive polynomial and the first direction numbers, a line a
/// dimension from the second on: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better
/// two-dimensional projections", SIAM Journal on Scientific Computing 30 (2008).
const DIRECTIONS: &str = include_str!("../../assets/joe-kuo/direction-numbers.txt");

/// Bits of a coordinate.
const BITS: usize = 32;

/// Sobol's sequence in a number of dimensions, scrambled by a seed or plain.
///
/// The scrambling is Owen's (A. B. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences",
/// 1995): each binary digit is flipped or not by a coin of its own for each value of the digits
/// before it, here a hash of them. Every scrambled point is uniform by itself; the first 2^m
/// points together stay as even as the plain ones.
#[derive(Clone, Debug)]
pub struct Points {
    /// Direction numbers, by dimension and binary digit of the index.
    directions: Vec<[u32; BITS]>,
    /// What the coins of each dimension hang on; `None`: plain.
    seed: Option<u64>,
}

impl Points {
    /// Scrambled points. `None` for more than [`MOST_DIMENSIONS`].
    ///
    /// # Panics
    /// Never, as with [`Points::plain`].
    pub fn scrambled(dimensions: usize, seed: u64) -> Option<Self> {
        Some(Self { seed: Some(seed), ..Self::plain(dimensions)? })
    }

    /// The points as Sobol has them, moved to the middle of their step of 2^-32. `None` for more
    /// than [`MOST_DIMENSIONS`].
    ///
    /// # Panics
    /// Never: the table of direction numbers is part of the program, and has a line for each
    /// dimension; a test reads all of it.
    pub fn plain(dimensions: usize) -> Option<Self> {
        if dimensions > MOST_DIMENSIONS {
            return None;
        }
        let mut lines = DIRECTIONS.lines().skip(1);
        let directions = (0..dimensions).map(|dimension| match dimension {
            0 => std::array::from_fn(|bit| 1 << (BITS - 1 - bit)),
            _ => directions(lines.next().expect("a line for each dimension")),
        });
        Some(Self { directions: directions.collect(), seed: None })
    }

    /// The point at a place of the sequence: each coordinate above 0 and below 1.
    pub fn at(&self, index: u32) -> Vec<f64> {
        let coordinate = |(dimension, directions): (usize, &[u32; BITS])| {
            let set = (0..BITS).filter(|bit| index >> bit & 1 == 1);
            let plain = set.fold(0, |x, bit| x ^ directions[bit]);
            let x = self.seed.map_or(plain, |seed| {
                scrambled(plain, stirred(seed ^ stirred(dimension as u64 + 1)))
            });
            (f64::from(x) + 0.5) / 4_294_967_296.0
        };
        self.directions.iter().enumerate().map(coordinate).collect()
    }
}

/// Direction numbers from a line of the table: those it gives, and the others by recurrence.
fn directions(line: &str) -> [u32; BITS] {
    let mut numbers = line.split(' ').map(|text| text.parse::<u32>().expect("a number"));
    let mut next = || numbers.next().expect("dimension, degree, coefficients");
    let (_, degree, coefficients) = (next(), next() as usize, next());
    let mut v = [0; BITS];
    for (k, m) in numbers.enumerate() {
        v[k] = m << (BITS - 1 - k);
    }
    for k in degree..BITS {
        v[k] = v[k - degree] ^ (v[k - degree] >> degree);
        for back in 1..degree {
            if coefficients >> (degree - 1 - back) & 1 == 1 {
                v[k] ^= v[k - back];
            }
        }
    }
    v
}

/// Flips each digit of `x` by a coin for the digits before it.
fn scrambled(x: u32, key: u64) -> u32 {
    (0..BITS).fold(x, |flipped, digit| {
        // The digits before, with a 1 in front, so that no two places share a coin.
        let before = (1_u64 << digit) | (u64::from(x) << digit >> BITS);
        let coin = stirred(key ^ before.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 63;
        flipped ^ u32::from(coin == 1) << (BITS - 1 - digit)
    })
}

/// A finaliser of 64 bits (splitmix64).
fn stirred(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_plain_points_are_sobols() {
        let points = Points::plain(3).unwrap();
        let near = |index, expected: [f64; 3]| {
            points.at(index).iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-9)
        };
        assert!(near(1, [0.5, 0.5, 0.5]));
        assert!(near(2, [0.25, 0.75, 0.75]));
        assert!(near(3, [0.75, 0.25, 0.25]));
        assert!(near(4, [0.125, 0.625, 0.375]));
    }

    #[test]
    fn every_dimension_is_even_by_itself_plain_and_scrambled() {
        let all = [Points::plain(MOST_DIMENSIONS), Points::scrambled(MOST_DIMENSIONS, 1953)];
        for points in all.into_iter().flatten() {
            let mut seen = vec![[false; 256]; MOST_DIMENSIONS];
            for index in 0..256 {
                for (dimension, x) in points.at(index).into_iter().enumerate() {
                    let slot = &mut seen[dimension][(x * 256.0) as usize];
                    assert!(0.0 < x && x < 1.0 && !*slot, "{dimension} {x}");
                    *slot = true;
                }
            }
        }
        assert!(Points::plain(MOST_DIMENSIONS + 1).is_none());
    }

    /// The first two dimensions form a (0, m, 2)-net: each of the 2^m boxes of any shape 2^-a by
    /// 2^-(m - a) holds one point. Scrambling keeps that.
    #[test]
    fn boxes_of_every_shape_hold_one_point() {
        for seed in 0..8 {
            let points = Points::scrambled(2, seed).unwrap();
            let all: Vec<_> = (0..1024).map(|index| points.at(index)).collect();
            for wide in 0..=10 {
                let (across, down) = (1_usize << wide, 1_usize << (10 - wide));
                let mut boxes = vec![false; 1024];
                for point in &all {
                    let column = (point[0] * across as f64) as usize;
                    let row = (point[1] * down as f64) as usize;
                    assert!(!std::mem::replace(&mut boxes[column * down + row], true));
                }
            }
        }
    }

    #[test]
    fn seeds_and_dimensions_have_coins_of_their_own() {
        let at = |seed| Points::scrambled(40, seed).unwrap().at(5);
        let (one, other) = (at(1), at(2));
        assert!(one.iter().zip(&other).all(|(x, y)| x != y));
        // One point under many seeds is uniform: mean 1/2 within 4 standard errors of 0.0046.
        let mean = (0..4000).map(|seed| at(seed)[7]).sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 0.0183, "{mean}");
    }
}
