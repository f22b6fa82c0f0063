//! ChaCha with eight rounds, for single words.
//!
//! Most draws ask for one word at one place of one stream. The library makes four blocks at a time,
//! side by side, but has to be set on its place first, and waits for what it has just written: that
//! takes twice as long. So it is asked for whole blocks only.

/// One row of the cipher's square of sixteen words.
type Row = [u32; 4];

/// What every square begins with: "expand 32-byte k".
const HEAD: Row = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The cipher under one key.
#[derive(Clone, Debug)]
pub(super) struct Cipher {
    key: [Row; 2],
}

impl Cipher {
    /// The cipher under this key.
    pub fn new(key: [u8; 32]) -> Self {
        let words = key.as_chunks().0;
        let row = |from: usize| std::array::from_fn(|at| u32::from_le_bytes(words[from + at]));
        Self { key: [row(0), row(4)] }
    }

    /// The first two words of one block of a stream, as one.
    ///
    /// Not inlined: it is long, and shared by all draws.
    #[inline(never)]
    pub fn first(&self, stream: u64, index: u64) -> u64 {
        let [low, high] = self.key;
        let place = [index as u32, (index >> 32) as u32, stream as u32, (stream >> 32) as u32];
        let mut square = [HEAD, low, high, place];
        for _ in 0..4 {
            stir(&mut square);
            slant(&mut square, [1, 2, 3]);
            stir(&mut square);
            slant(&mut square, [3, 2, 1]);
        }
        let words = add(square[0], HEAD);
        u64::from(words[0]) | u64::from(words[1]) << 32
    }
}

/// A quarter round in each column.
#[inline(always)]
fn stir([a, b, c, d]: &mut [Row; 4]) {
    for [first, second] in [[16, 12], [8, 7]] {
        *a = add(*a, *b);
        *d = mingle(*d, *a, first);
        *c = add(*c, *d);
        *b = mingle(*b, *c, second);
    }
}

/// Turns the lower rows by so many words, so that diagonals become columns.
#[inline(always)]
fn slant([_, b, c, d]: &mut [Row; 4], by: [usize; 3]) {
    for (row, by) in [b, c, d].into_iter().zip(by) {
        *row = std::array::from_fn(|at| row[(at + by) % 4]);
    }
}

#[inline(always)]
fn add(row: Row, other: Row) -> Row {
    std::array::from_fn(|at| row[at].wrapping_add(other[at]))
}

#[inline(always)]
fn mingle(row: Row, other: Row, bits: u32) -> Row {
    std::array::from_fn(|at| (row[at] ^ other[at]).rotate_left(bits))
}
