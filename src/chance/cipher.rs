//! ChaCha8, a block at a time (D. J. Bernstein, "ChaCha, a variant of Salsa20", 2008): the cipher
//! with eight rounds, its key the luck, its nonce the stream, its counter the place.
//!
//! Written out here because each draw asks for one block of a stream of its own: setting a
//! generator on its place, and having it make four blocks of which one is read, took twice as long.

/// A row of the state. Rows are worked on as a whole, so that four words go side by side.
type Row = [u32; 4];

/// Words of 64 bits in a block.
pub(super) const WORDS: usize = 8;

/// The cipher under one key.
#[derive(Clone, Debug)]
pub(super) struct Cipher {
    key: [Row; 2],
}

impl Cipher {
    /// The cipher under a key of 32 bytes.
    pub fn new(key: [u8; 32]) -> Self {
        let word = |at: usize| {
            u32::from_le_bytes([key[4 * at], key[4 * at + 1], key[4 * at + 2], key[4 * at + 3]])
        };
        Self { key: std::array::from_fn(|row| std::array::from_fn(|at| word(4 * row + at))) }
    }

    /// The block of a stream at a place.
    pub fn block(&self, stream: u64, place: u64) -> [u64; WORDS] {
        let halves = |word: u64| [word as u32, (word >> 32) as u32];
        let ([low, high], [first, second]) = (halves(place), halves(stream));
        // "expand 32-byte k".
        let start = [
            [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574],
            self.key[0],
            self.key[1],
            [low, high, first, second],
        ];
        let [mut a, mut b, mut c, mut d] = start;
        for _ in 0..4 {
            // Columns, then diagonals: the rows turned against each other, and back.
            (a, b, c, d) = quarter(a, b, c, d);
            (b, c, d) = (turn::<1>(b), turn::<2>(c), turn::<3>(d));
            (a, b, c, d) = quarter(a, b, c, d);
            (b, c, d) = (turn::<3>(b), turn::<2>(c), turn::<1>(d));
        }
        let rows = [add(a, start[0]), add(b, start[1]), add(c, start[2]), add(d, start[3])];
        std::array::from_fn(|at| {
            let row = rows[at / 2];
            let at = 2 * (at % 2);
            u64::from(row[at]) | u64::from(row[at + 1]) << 32
        })
    }
}

#[inline(always)]
fn quarter(mut a: Row, mut b: Row, mut c: Row, mut d: Row) -> (Row, Row, Row, Row) {
    a = add(a, b);
    d = stir::<16>(d, a);
    c = add(c, d);
    b = stir::<12>(b, c);
    a = add(a, b);
    d = stir::<8>(d, a);
    c = add(c, d);
    b = stir::<7>(b, c);
    (a, b, c, d)
}

#[inline(always)]
fn add(a: Row, b: Row) -> Row {
    std::array::from_fn(|at| a[at].wrapping_add(b[at]))
}

/// Exclusive or, then each word rotated.
#[inline(always)]
fn stir<const BITS: u32>(a: Row, b: Row) -> Row {
    std::array::from_fn(|at| (a[at] ^ b[at]).rotate_left(BITS))
}

/// The row turned by so many words.
#[inline(always)]
fn turn<const WORDS: usize>(row: Row) -> Row {
    std::array::from_fn(|at| row[(at + WORDS) % 4])
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    use super::*;

    #[test]
    fn blocks_are_those_of_the_plain_generator() {
        let key = std::array::from_fn(|at| (at as u8).wrapping_mul(37) ^ 0x5a);
        let (cipher, mut plain) = (Cipher::new(key), ChaCha8Rng::from_seed(key));
        for (stream, place) in [(0, 0), (1, 7), (0xfedc_ba98_7654_3210, 1 << 40), (9, 3 << 33)] {
            plain.set_stream(stream);
            plain.set_word_pos(u128::from(place) * 16);
            let block = cipher.block(stream, place);
            assert!(block.iter().all(|&word| word == plain.next_u64()), "{stream} {place}");
        }
    }
}
