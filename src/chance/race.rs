//! A choice among alternatives, each with a value and its own luck.

use std::sync::LazyLock;

use super::{gumbel, unit};

/// A choice by the greatest of value plus Gumbel, one alternative after the other.
///
/// A table says between what bounds the Gumbel of each alternative lies; its two logarithms are
/// only worked out where the bounds do not tell who is ahead. The choice is the same as if all
/// were.
#[derive(Clone, Copy, Debug)]
pub struct Race<T> {
    table: &'static Table,
    chosen: Option<T>,
    /// Value and luck of whoever is ahead.
    value: f64,
    bits: u64,
    /// Between these lies his score; they are equal once it is worked out.
    least: f64,
    most: f64,
}

impl<T: Copy> Race<T> {
    /// A race without anybody in it.
    pub fn new() -> Self {
        let none = f64::NEG_INFINITY;
        Self { table: &TABLE, chosen: None, value: none, bits: 0, least: none, most: none }
    }

    /// Enters an alternative with its value, in units of the noise, and its luck.
    #[inline]
    pub fn enter(&mut self, what: T, value: f64, bits: u64) {
        let (least, most) = bounds(self.table, bits);
        if value + most <= self.least {
            return;
        }
        let (least, most) = (value + least, value + most);
        let ahead = Self { chosen: Some(what), value, bits, least, most, ..*self };
        if ahead.least > self.most {
            *self = ahead;
        } else {
            self.settle(ahead);
        }
    }

    /// Works out who of the two is ahead; of equals the first.
    #[cold]
    fn settle(&mut self, mut other: Self) {
        self.exact();
        other.exact();
        if other.least > self.least {
            *self = other;
        }
    }

    fn exact(&mut self) {
        if self.chosen.is_some() && self.least != self.most {
            self.least = self.value + gumbel(unit(self.bits));
            self.most = self.least;
        }
    }

    /// The alternative ahead, if any; of equals the first.
    pub fn winner(&self) -> Option<T> {
        self.chosen
    }

    /// A value that an alternative with this luck must exceed to win.
    #[inline]
    pub fn bar(&self, bits: u64) -> f64 {
        self.least - bounds(self.table, bits).1
    }
}

impl<T: Copy> Default for Race<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Halvings of the upper tail that the table goes through, and parts of each.
const OCTAVES: usize = 16;
const PARTS: usize = 64;
const CELLS: usize = OCTAVES * PARTS;

/// Between what bounds the Gumbel lies in each cell of the table, with a hair to spare. Cells go up
/// from the upper tail; each octave is twice as far from 1 as the one before, so that cells are
/// narrow where winners come from. Beyond the last octave there is no upper bound.
pub(super) static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    const HAIR: f64 = 1e-9;
    // Quantile at the upper edge of the share of draws that lies above this many cells.
    let edge = |cells: usize| {
        let (octave, part) = (cells / PARTS, cells % PARTS);
        let above = (PARTS + part) as f64 / PARTS as f64 / (1_u64 << (OCTAVES - octave)) as f64;
        -libm::log(-libm::log1p(-above))
    };
    Box::new(std::array::from_fn(|cell| {
        let most = if cell == 0 { f64::INFINITY } else { edge(cell - 1) + HAIR };
        (edge(cell) - HAIR, most)
    }))
});
pub(super) type Table = [(f64, f64); CELLS + 1];

/// Between what bounds the Gumbel lies that these bits give.
#[inline]
pub(super) fn bounds(table: &Table, bits: u64) -> (f64, f64) {
    // How far the draw lies from 1, as a float, has its octave in the exponent and its part in the
    // first six bits of the mantissa.
    const FIRST: u64 = (1023 + 63 - OCTAVES as u64) << 6;
    let above = ((!bits >> 1) as i64 as f64).to_bits() >> (52 - 6);
    table[(above + 1).saturating_sub(FIRST).min(CELLS as u64) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::mix;

    #[test]
    fn a_race_is_won_by_the_greatest_of_value_plus_gumbel() {
        for round in 0..2_000_u64 {
            let bits = |i: u64| mix(round * 64 + i);
            let value = |i: u64| (unit(mix(!(round * 64 + i))) - 0.5) * 6.0;
            let mut race = Race::new();
            (0..20).for_each(|i| race.enter(i, value(i), bits(i)));
            let score = |i: u64| value(i) + gumbel(unit(bits(i)));
            let best = (0..20).max_by(|a, b| score(*a).total_cmp(&score(*b)));
            assert_eq!(race.winner(), best);
        }
    }

    #[test]
    fn the_bounds_hold_what_they_bound() {
        let ends = [0, 1, 1 << 12, u64::MAX, u64::MAX - 1, u64::MAX >> 1, 1 << 63];
        let near = (0..64).flat_map(|k| [!(1_u64 << k), !(1_u64 << k) + 1, !(1_u64 << k) - 1]);
        for bits in ends.into_iter().chain(near).chain((0..50_000).map(mix)) {
            let (least, most) = bounds(&TABLE, bits);
            let exact = gumbel(unit(bits));
            assert!(least <= exact && exact <= most, "{bits:x}: {least} {exact} {most}");
        }
        let wide = |bits: u64| bounds(&TABLE, bits).1 - bounds(&TABLE, bits).0;
        assert!((0..1000).map(mix).filter(|&bits| bits >> 63 == 1).all(|bits| wide(bits) < 0.03));
    }
}
