//! A choice among alternatives, each with a value and its own luck.

use std::sync::LazyLock;

use super::{gumbel, mix, unit};

/// A choice by the greatest of value plus Gumbel among numbered alternatives, one after the other.
///
/// A table says between what bounds the Gumbel of each alternative lies; its two logarithms are
/// only worked out where the bounds do not tell who is ahead. The choice is the same as if all
/// were.
#[derive(Clone, Copy, Debug)]
pub struct Race {
    table: &'static Table,
    chosen: Option<usize>,
    /// Value and luck of whoever is ahead.
    value: f64,
    bits: u64,
    /// Between these lies his score; they are equal once it is worked out.
    least: f64,
    most: f64,
}

impl Race {
    /// A race without anybody in it.
    pub fn new() -> Self {
        let none = f64::NEG_INFINITY;
        Self { table: &TABLE, chosen: None, value: none, bits: 0, least: none, most: none }
    }

    /// Enters an alternative with its value, in units of the noise, and its luck.
    #[inline]
    pub fn enter(&mut self, what: usize, value: f64, bits: u64) {
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
    pub fn winner(&self) -> Option<usize> {
        self.chosen
    }

    /// A value that an alternative with this luck must exceed to win.
    #[inline]
    pub fn bar(&self, bits: u64) -> f64 {
        self.least - bounds(self.table, bits).1
    }
}

impl Default for Race {
    fn default() -> Self {
        Self::new()
    }
}

/// As many alternatives as [`contenders`] looks at together.
pub const FIELD: usize = 16;

/// Which of some alternatives can win: those whose score may reach what another's is sure to reach.
/// Their luck is a word spread over their names, see [`luck`]; of each is told between what bounds
/// its value lies, which are then multiplied. Without branches, as nothing foretells luck, and in
/// single precision, with room for what that loses. Not inlined, so that all races have the same
/// code at hand.
#[inline(never)]
pub fn contenders(
    word: u64,
    names: &[u64],
    [low, high]: [&[f32; FIELD]; 2],
    times: f32,
) -> Contenders {
    let (table, count) = (&**TABLE, names.len().min(FIELD));
    let (mut sure, mut may_reach) = (f32::NEG_INFINITY, [f32::NEG_INFINITY; FIELD]);
    for at in 0..count {
        let [least, most] = edges(table, cell_of(luck(word, names[at])));
        let reaches = low[at] * times + least;
        sure = if reaches > sure { reaches } else { sure };
        may_reach[at] = high[at] * times + most;
    }
    // Whoever has no value at all cannot win.
    let enough = (sure - 1e-6 * sure.abs() - 1e-4).max(f32::MIN);
    let mut can_win = 0;
    // By whole eights, so that the compiler takes them side by side.
    for (at, most) in may_reach.iter().enumerate().take(count.next_multiple_of(8)) {
        can_win |= u32::from(*most >= enough) << at;
    }
    Contenders(can_win)
}

/// The luck that a word gives the alternative of this name, which is itself spread, see
/// [`spread`](super::spread).
#[inline]
pub fn luck(word: u64, name: u64) -> u64 {
    mix(word ^ name)
}

/// Numbers of alternatives, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Contenders(u32);

impl Contenders {
    /// The only one, if there is but one: it wins, if of anybody the value is told exactly.
    #[inline]
    pub fn alone(&self) -> Option<usize> {
        self.0.is_power_of_two().then(|| self.0.trailing_zeros() as usize)
    }
}

impl Iterator for Contenders {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let first = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (first < u32::BITS).then_some(first as usize)
    }
}

/// Halvings of the upper tail that the table goes through, and parts of each.
const OCTAVES: usize = 16;
const PARTS: usize = 64;
const CELLS: usize = OCTAVES * PARTS;

/// The Gumbel at the edges between which each cell of the table lies. Cells go down from the upper
/// tail; each octave is twice as far from 1 as the one before, so that cells are narrow where
/// winners come from. Above all lies the greatest Gumbel that there is. In single precision, so
/// that what is commonly read of it stays at hand.
pub(super) static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    // Quantile at the upper edge of the share of draws that lies above this many cells.
    let edge = |cells: usize| {
        let (octave, part) = (cells / PARTS, cells % PARTS);
        let above = (PARTS + part) as f64 / PARTS as f64 / (1_u64 << (OCTAVES - octave)) as f64;
        -libm::log(-libm::log1p(-above))
    };
    let greatest = gumbel(unit(u64::MAX));
    let edges = |at: usize| at.checked_sub(1).map_or(greatest, edge);
    Box::new(std::array::from_fn(|at| edges(at) as f32))
});
pub(super) type Table = [f32; CELLS + 2];

/// More than is lost by keeping an edge in single precision.
const HAIR: f64 = 1e-5;

/// Between what bounds the Gumbel lies that these bits give.
#[inline]
pub(super) fn bounds(table: &Table, bits: u64) -> (f64, f64) {
    let [least, most] = edges(table, cell_of(bits)).map(f64::from);
    (least - HAIR, most + HAIR)
}

/// The lower and the upper edge of a cell, but for a hair.
#[inline]
fn edges(table: &Table, cell: u32) -> [f32; 2] {
    let at = cell as usize;
    [table[at + 1], table[at]]
}

/// The cell in which these bits lie.
#[inline]
fn cell_of(bits: u64) -> u32 {
    // How far the draw lies from 1, as a float, has its octave in the exponent and its part in the
    // first six bits of the mantissa; twenty-four bits of it are enough to tell one from the other.
    const FIRST: u32 = (127 + 24 - OCTAVES as u32) << 6;
    let above = ((!bits >> 40) as i32 as f32).to_bits() >> (23 - 6);
    (above + 1).saturating_sub(FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_race_is_won_by_the_greatest_of_value_plus_gumbel() {
        for round in 0..2_000_u64 {
            let bits = |i: u64| mix(round * 64 + i);
            let value = |i: u64| (unit(mix(!(round * 64 + i))) - 0.5) * 6.0;
            let mut race = Race::new();
            (0..20).for_each(|i| race.enter(i as usize, value(i), bits(i)));
            let score = |i: u64| value(i) + gumbel(unit(bits(i)));
            let best = |count: u64| (0..count).max_by(|a, b| score(*a).total_cmp(&score(*b)));
            assert_eq!(race.winner(), best(20).map(|best| best as usize));
            // Of the first few that race together, with values that are told more or less exactly.
            let names: [u64; FIELD] = std::array::from_fn(|at| (round * 64 + at as u64) ^ 7);
            for count in 1..=FIELD {
                let told = |loose: f64| -> [f32; FIELD] {
                    std::array::from_fn(|at| {
                        let value = value(at as u64) + loose * (at % 3) as f64;
                        if at < count { value as f32 } else { f32::NEG_INFINITY }
                    })
                };
                let between =
                    |loose: f64| contenders(7, &names[..count], [&told(-loose), &told(loose)], 1.0);
                let near: Vec<usize> = between(0.1).collect();
                assert!(near.is_sorted() && near.last() < Some(&count), "{near:?}");
                let best = best(count as u64).expect("somebody runs") as usize;
                assert!(near.contains(&best));
                let close = between(0.0);
                assert!(close.count() <= 4, "{close:?} are said to be able to win");
                assert!(close.alone().is_none_or(|alone| alone == best));
            }
        }
        assert_eq!(contenders(0, &[], [&[f32::NEG_INFINITY; FIELD]; 2], 1.0).count(), 0);
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
