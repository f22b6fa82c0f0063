//! What each target of each kind of action offers somebody, side by side.

use super::act::{KINDS, Kind};
use super::lanes::{FOUR, Four, LANES, Lanes, greater, greatest, groups};

/// No target.
pub(super) const NONE: f32 = f32::NEG_INFINITY;

/// A number for each target of each kind, sixteen targets at a time: a place is that of a base, an
/// issue, an initiative or of one of the active, as the kind has it.
type Table = [Lanes; KINDS.len()];

/// What each target of each kind offers, by its place among the targets of that kind.
#[derive(Debug, Default)]
pub(super) struct Gains {
    /// In groups; least possible where there is no target. What is left of another man's month
    /// stays where a kind offers nothing at all.
    groups: Vec<Table>,
    /// The most that any target of each kind offers; least possible beyond the last kind.
    most: Lanes,
}

impl Gains {
    /// Makes room for so many targets.
    pub fn fit(&mut self, targets: usize) {
        self.groups.resize(groups(targets), [[NONE; LANES]; KINDS.len()]);
    }

    /// Nothing offers anything yet.
    pub fn clear(&mut self) {
        self.most = [NONE; LANES];
    }

    /// No target of this kind offers anything yet: for those that are put one by one. Not inlined,
    /// as the compiler would make much of what is one group.
    #[inline(never)]
    pub fn begin(&mut self, kind: Kind) {
        self.groups.iter_mut().for_each(|group| group[kind as usize] = [NONE; LANES]);
        self.most[kind as usize] = NONE;
    }

    /// What a kind offers that has no targets.
    #[inline]
    pub fn put_alone(&mut self, kind: Kind, gain: f32) {
        self.most[kind as usize] = gain;
    }

    /// What each target of a kind offers, in their order: as many as ever.
    #[inline]
    pub fn put_all(&mut self, kind: Kind, gains: impl Iterator<Item = f32>) {
        let mut most = NONE;
        for (at, gain) in gains.enumerate() {
            self.groups[at / LANES][kind as usize][at % LANES] = gain;
            most = greater(most, gain);
        }
        self.most[kind as usize] = most;
    }

    /// What four targets of a kind offer, by the place of the first.
    #[inline]
    pub fn put_four(&mut self, kind: Kind, first: usize, gains: Four) {
        let row = &mut self.groups[first / LANES][kind as usize];
        row.as_chunks_mut().0[first % LANES / FOUR] = gains;
        let most = greater(greater(gains[0], gains[1]), greater(gains[2], gains[3]));
        self.most[kind as usize] = greater(self.most[kind as usize], most);
    }

    /// What one target of a kind that was begun offers.
    #[inline]
    pub fn put(&mut self, kind: Kind, at: usize, gain: f32) {
        self.groups[at / LANES][kind as usize][at % LANES] = gain;
        self.most[kind as usize] = greater(self.most[kind as usize], gain);
    }

    /// What the targets of a group offer.
    #[inline]
    pub fn put_group(&mut self, kind: Kind, group: usize, gains: Lanes) {
        self.groups[group][kind as usize] = gains;
        self.most[kind as usize] = greater(self.most[kind as usize], greatest(&gains));
    }

    /// The most that any target of a kind offers; least possible where there is none.
    #[inline]
    pub fn most(&self, kind: Kind) -> f32 {
        self.most[kind as usize]
    }

    /// The same for each kind, by its place.
    #[inline]
    pub fn all(&self) -> &Lanes {
        &self.most
    }

    /// What the targets of a kind offer, in groups, if any offers anything; least possible where
    /// there is no target.
    #[inline]
    pub fn rows(&self, kind: Kind) -> impl Iterator<Item = &Lanes> {
        debug_assert!(self.most(kind) > NONE, "{kind:?} is left of another man's month");
        self.groups.iter().map(move |group| &group[kind as usize])
    }

    /// The target of a kind that offers most, if it offers more than so much; of equals the first.
    pub fn best(&self, kind: Kind, more_than: f32) -> Option<usize> {
        let most = self.most(kind);
        let mut all = self.groups.iter().flat_map(|group| &group[kind as usize]);
        if most > more_than { all.position(|&gain| gain == most) } else { None }
    }
}
