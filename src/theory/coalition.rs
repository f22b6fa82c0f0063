//! A set of members.

use std::fmt;

/// The most members a contest may have.
pub const MOST_MEMBERS: usize = 16;

/// A set of members, numbered from 0 in the order in which their powers are given.
///
/// The order of coalitions is that of their bits, so a part always stands before its whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coalition(u16);

impl Coalition {
    /// The coalition of these members.
    ///
    /// # Panics
    /// If a member is not below [`MOST_MEMBERS`].
    pub fn of(members: impl IntoIterator<Item = usize>) -> Self {
        members.into_iter().fold(Self(0), |coalition, member| {
            assert!(member < MOST_MEMBERS, "member {member} is beyond the last");
            Self(coalition.0 | 1 << member)
        })
    }

    /// The coalition whose members are the bits set.
    pub fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// One bit a member.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// How many members it has.
    pub fn size(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether nobody is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this member is in it.
    pub fn contains(self, member: usize) -> bool {
        member < MOST_MEMBERS && self.0 >> member & 1 == 1
    }

    /// Whether all its members are in `whole`.
    pub fn is_within(self, whole: Self) -> bool {
        self.0 & !whole.0 == 0
    }

    /// Its members, lowest first.
    pub fn members(self) -> impl Iterator<Item = usize> {
        (0..MOST_MEMBERS).filter(move |&member| self.contains(member))
    }

    /// Its parts that are smaller than the whole and not empty, in order.
    pub fn parts(self) -> impl Iterator<Item = Self> {
        let whole = self.0;
        // (part - whole) & whole is the next greater part, and 0 after the whole.
        let after = move |part: u16| part.wrapping_sub(whole) & whole;
        let first = Some(after(0)).filter(|&part| part != whole);
        std::iter::successors(first, move |&part| Some(after(part)).filter(|&next| next != whole))
            .map(Self)
    }
}

impl fmt::Display for Coalition {
    /// Members as numbers in braces: `{0, 2}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.members()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_order_without_the_whole_and_without_the_empty() {
        let parts: Vec<_> = Coalition::of([0, 2, 3]).parts().map(Coalition::bits).collect();
        assert_eq!(parts, [0b0001, 0b0100, 0b0101, 0b1000, 0b1001, 0b1100]);
        assert_eq!(Coalition::of([5]).parts().count(), 0);
        assert_eq!(Coalition::default().parts().count(), 0);
        assert_eq!(Coalition::from_bits(u16::MAX).parts().count(), 65534);
    }

    #[test]
    fn it_prints_its_members() {
        assert_eq!(Coalition::of([2, 0]).to_string(), "{0, 2}");
    }
}
