//! ChaCha with eight rounds, one block of words at a time.
//!
//! Written out here, as nearly every draw asks for one word of one place in one stream: a generator
//! that makes four blocks at a time, and has to be set on its place first, takes twice as long.

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
    pub fn new(key: [Row; 2]) -> Self {
        Self { key }
    }

    /// The sixteen words of one block of a stream, two by two.
    ///
    /// Not inlined: it is long, and shared by all draws.
    #[inline(never)]
    pub fn block(&self, stream: u64, index: u64) -> [u64; 8] {
        let [low, high] = self.key;
        let place = [index as u32, (index >> 32) as u32, stream as u32, (stream >> 32) as u32];
        let mut square = [HEAD, low, high, place];
        for _ in 0..4 {
            stir(&mut square);
            slant(&mut square, [1, 2, 3]);
            stir(&mut square);
            slant(&mut square, [3, 2, 1]);
        }
        let [a, b, c, d] = square;
        let words = [add(a, HEAD), add(b, low), add(c, high), add(d, place)];
        let words = words.as_flattened();
        std::array::from_fn(|at| u64::from(words[2 * at]) | u64::from(words[2 * at + 1]) << 32)
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

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    #[test]
    fn the_words_are_those_of_the_library() {
        let bytes: [u8; 32] = std::array::from_fn(|at| (at * 37 + 5) as u8);
        let words: Vec<u32> =
            bytes.as_chunks().0.iter().map(|&word| u32::from_le_bytes(word)).collect();
        let row = |from: usize| std::array::from_fn(|at| words[from + at]);
        let cipher = Cipher::new([row(0), row(4)]);
        let mut library = ChaCha8Rng::from_seed(bytes);
        for stream in [0, 1, 0x0123_4567_89ab_cdef, u64::MAX] {
            for index in [0, 1, 5, u64::from(u32::MAX), 1 << 32, (1 << 60) + 3] {
                library.set_stream(stream);
                library.set_word_pos(u128::from(index) * 16);
                let expected: [u64; 8] = std::array::from_fn(|_| library.next_u64());
                assert_eq!(cipher.block(stream, index), expected);
            }
        }
    }
}
