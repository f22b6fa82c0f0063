//! Counts as bytes, so that an ensemble can be taken up where it stopped.

use super::{Ensemble, Tally};

impl Tally {
    /// The counts as bytes: by turns how many zeros to pass over and the count that follows, each
    /// a number of seven bits a byte, the lowest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut zeros = 0;
        for count in self.counts() {
            if count == 0 {
                zeros += 1;
            } else {
                put(&mut bytes, zeros);
                put(&mut bytes, u64::from(count));
                zeros = 0;
            }
        }
        put(&mut bytes, zeros);
        bytes
    }

    /// The counts of `histories` histories of this ensemble, from [`Tally::to_bytes`]. `None` where
    /// the bytes are not such counts.
    pub fn from_bytes(ensemble: &Ensemble<'_>, histories: u64, bytes: &[u8]) -> Option<Self> {
        let mut tally = Self::new(ensemble);
        let mut rest = bytes;
        let (mut zeros, mut sound) = (take(&mut rest), true);
        tally.restore(histories, || match zeros {
            Some(0) if !rest.is_empty() => {
                let count = take(&mut rest).and_then(|count| u32::try_from(count).ok());
                zeros = take(&mut rest);
                sound &= count.is_some() && zeros.is_some();
                count.unwrap_or(0)
            }
            Some(many) if many > 0 => {
                zeros = Some(many - 1);
                0
            }
            _ => {
                sound = false;
                0
            }
        });
        let whole = sound && rest.is_empty() && zeros == Some(0);
        let counted = |round: usize| tally.leads(round).iter().copied().map(u64::from).sum::<u64>();
        (whole && counted(0) == histories).then_some(tally)
    }
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for (at, byte) in rest.iter().enumerate().take(9) {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            *rest = &rest[at + 1..];
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), 1 << 60];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| put(&mut bytes, number));
        let mut rest = &bytes[..];
        assert!(numbers.iter().all(|&number| take(&mut rest) == Some(number)));
        assert!(rest.is_empty() && take(&mut rest).is_none());
    }
}
