//! Philox4x64-10: a counter-based generator. J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw,
//! "Parallel random numbers: as easy as 1, 2, 3" (2011).
//!
//! Ten rounds of multiplication turn a key and a counter into four words that pass every known
//! test. Nothing is kept from draw to draw, and nothing set up before one, which is what keyed
//! draws want; a stream cipher makes far more than is read each time it is set on its place.

/// Words in a block.
pub(super) const WORDS: usize = 4;

/// The generator under one key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Philox {
    pub key: [u64; 2],
    /// The part of the counter that is the same for all draws.
    pub salt: [u64; 2],
}

impl Philox {
    /// The block of a stream at a place.
    pub fn block(self, stream: u64, place: u64) -> [u64; WORDS] {
        let [third, fourth] = self.salt;
        ten_rounds(self.key, [place, stream, third, fourth])
    }
}

fn ten_rounds(mut key: [u64; 2], counter: [u64; WORDS]) -> [u64; WORDS] {
    let [mut a, mut b, mut c, mut d] = counter;
    for round in 0..10 {
        if round > 0 {
            key[0] = key[0].wrapping_add(0x9e37_79b9_7f4a_7c15);
            key[1] = key[1].wrapping_add(0xbb67_ae85_84ca_a73b);
        }
        let first = u128::from(a) * 0xd2e7_470e_e14c_6c93;
        let second = u128::from(c) * 0xca5a_8263_9512_1157;
        a = (second >> 64) as u64 ^ b ^ key[0];
        b = second as u64;
        c = (first >> 64) as u64 ^ d ^ key[1];
        d = first as u64;
    }
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What its authors publish as known answers.
    #[test]
    fn the_known_answers_come_out() {
        let all = u64::MAX;
        let nought = [
            0x1655_4d9e_ca36_314c,
            0xdb20_fe9d_672d_0fdc,
            0xd7e7_72ce_e186_176b,
            0x7e68_b68a_ec7b_a23b,
        ];
        let full = [
            0x87b0_92c3_013f_e90b,
            0x438c_3c67_be8d_0224,
            0x9cc7_d7c6_9cd7_77b6,
            0xa09c_aebf_594f_0ba0,
        ];
        assert_eq!(ten_rounds([0; 2], [0; 4]), nought);
        assert_eq!(ten_rounds([all; 2], [all; 4]), full);
    }
}
