//! What lies between principals: a number for each ordered pair, those of the active side by side.

use super::lanes::{FOUR, Four, LANES, Lanes, groups, lanes};
use crate::polity::Who;

/// A number for each ordered pair of principals. Each principal has a place; the active have the
/// first, in the order in which they are listed, so that a row holds what one of them has with
/// regard to all others side by side.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Groups of places in a row.
    groups: usize,
    places: Vec<u16>,
    cells: Vec<Lanes>,
}

impl Grid {
    /// Of so many; these have the first places.
    fn new(side: usize, first: &[Who]) -> Self {
        let groups = side.div_ceil(LANES);
        let mut places = vec![u16::MAX; groups * LANES];
        for (place, &who) in first.iter().enumerate() {
            places[who] = place as u16;
        }
        let others = places.iter_mut().filter(|place| **place == u16::MAX);
        for (next, place) in (first.len() as u16..).zip(others) {
            *place = next;
        }
        Self { groups, places, cells: vec![[0.0; LANES]; groups * groups * LANES] }
    }

    /// Where somebody is found: for the active, his place among them.
    #[inline]
    pub fn place(&self, who: Who) -> usize {
        usize::from(self.places[who])
    }

    #[inline]
    fn cell(&mut self, i: Who, j: Who) -> &mut f32 {
        let (row, column) = (self.place(i) * self.groups, self.place(j));
        &mut self.cells[row + column / LANES][column % LANES]
    }

    #[inline]
    pub fn at(&self, i: Who, j: Who) -> f64 {
        let (row, column) = (self.place(i) * self.groups, self.place(j));
        f64::from(self.cells[row + column / LANES][column % LANES])
    }

    #[inline]
    pub fn put(&mut self, i: Who, j: Who, value: f64) {
        *self.cell(i, j) = value as f32;
    }

    /// Adds, within bounds.
    pub fn add(&mut self, i: Who, j: Who, by: f64, low: f64, high: f64) {
        let cell = self.cell(i, j);
        *cell = (f64::from(*cell) + by).clamp(low, high) as f32;
    }

    /// What whoever has this place has with regard to each other, by place.
    #[inline]
    pub fn row(&self, place: usize) -> &[Lanes] {
        &self.cells[place * self.groups..][..self.groups]
    }

    /// A group out of that row.
    #[inline]
    pub fn group(&self, place: usize, group: usize) -> &Lanes {
        &self.cells[place * self.groups + group]
    }

    /// The same, to be written.
    #[inline]
    pub fn group_mut(&mut self, place: usize, group: usize) -> &mut Lanes {
        &mut self.cells[place * self.groups + group]
    }

    /// What each of this group of places has with regard to whoever has that place.
    #[inline]
    pub fn towards(&self, place: usize, group: usize) -> Lanes {
        let (column, lane) = (place / LANES, place % LANES);
        let mut at = group * LANES * self.groups + column;
        std::array::from_fn(|_| {
            let value = self.cells[at][lane];
            at += self.groups;
            value
        })
    }

    /// How much more each of this group of places has with regard to whoever has the second place than
    /// to whoever has the first.
    #[inline]
    pub fn between(&self, first: usize, second: usize, group: usize) -> Lanes {
        let rows = &self.cells[group * LANES * self.groups..][..LANES * self.groups];
        let mut more = [0.0; LANES];
        for (more, row) in more.iter_mut().zip(rows.chunks_exact(self.groups)) {
            let of = |place: usize| row[place / LANES][place % LANES];
            *more = of(second) - of(first);
        }
        more
    }

    /// So much remains of what lies between the first so many. What anybody has to do with those
    /// beyond stays what it is.
    fn fade(&mut self, count: usize, remains: f32) {
        for group in 0..groups(count) {
            let remains = among(count, group, remains, 1.0);
            for place in 0..count {
                let cell = self.group_mut(place, group);
                let before = *cell;
                *cell = lanes(|lane| before[lane] * remains[lane]);
            }
        }
    }

    /// What lies between the first so many goes this share of the way back to what another grid
    /// has.
    fn revert(&mut self, to: &Self, count: usize, share: f32) {
        for group in 0..groups(count) {
            let share = among(count, group, share, 0.0);
            for place in 0..count {
                let (cell, to) = (self.group_mut(place, group), to.group(place, group));
                let before = *cell;
                *cell = lanes(|lane| before[lane] + share[lane] * (to[lane] - before[lane]));
            }
        }
    }

    /// Four numbers of a row, from a place that four go into.
    #[inline]
    fn four_mut(&mut self, row: usize, from: usize) -> &mut Four {
        &mut self.group_mut(row, from / LANES).as_chunks_mut().0[from % LANES / FOUR]
    }

    /// Moves whoever has one place to another; those between make room.
    fn shift(&mut self, from: usize, to: usize) {
        let (groups, low, high) = (self.groups, from.min(to), from.max(to));
        let rows = &mut self.cells[low * groups..(high + 1) * groups];
        if from < to {
            rows.rotate_left(groups)
        } else {
            rows.rotate_right(groups)
        }
        for row in self.cells.as_flattened_mut().chunks_exact_mut(groups * LANES) {
            let moved = row[from];
            if from < to {
                row.copy_within(from + 1..=to, from);
            } else {
                row.copy_within(to..from, to + 1);
            }
            row[to] = moved;
        }
        for place in &mut self.places {
            let at = usize::from(*place);
            if at == from {
                *place = to as u16;
            } else if (low..=high).contains(&at) {
                *place = if from < to { *place - 1 } else { *place + 1 };
            }
        }
    }

    /// Whoever have these places change them.
    fn swap(&mut self, one: usize, other: usize) {
        for group in 0..self.groups {
            self.cells.swap(one * self.groups + group, other * self.groups + group);
        }
        for row in self.cells.as_flattened_mut().chunks_exact_mut(self.groups * LANES) {
            row.swap(one, other);
        }
        for place in &mut self.places {
            *place = match usize::from(*place) {
                at if at == one => other as u16,
                at if at == other => one as u16,
                _ => *place,
            };
        }
    }

    /// Makes room for one more principal.
    fn grow(&mut self, side: usize) {
        if side <= self.places.len() {
            return;
        }
        let mut grown = Self::new(side + 8, &[]);
        for place in 0..self.places.len() {
            for group in 0..self.groups {
                *grown.group_mut(place, group) = *self.group(place, group);
            }
        }
        grown.places[..self.places.len()].copy_from_slice(&self.places);
        *self = grown;
    }
}

/// A grid and what it is seen from the other side, for what is read either way.
#[derive(Clone, Debug)]
pub(super) struct Mutual {
    has: Grid,
    meets: Grid,
}

impl Mutual {
    #[inline]
    pub fn at(&self, i: Who, j: Who) -> f64 {
        self.has.at(i, j)
    }

    /// What each other has with regard to whoever has this place, by place.
    #[inline]
    pub fn against(&self, place: usize) -> &[Lanes] {
        self.meets.row(place)
    }

    /// A group of what whoever has this place has with regard to the others, and they to him.
    #[inline]
    pub fn group_of(&self, place: usize, group: usize) -> &Lanes {
        self.has.group(place, group)
    }

    #[inline]
    pub fn group_against(&self, place: usize, group: usize) -> &Lanes {
        self.meets.group(place, group)
    }

    pub fn put(&mut self, i: Who, j: Who, value: f64) {
        self.has.put(i, j, value);
        self.meets.put(j, i, value);
    }

    /// Adds, within bounds.
    pub fn add(&mut self, i: Who, j: Who, by: f64, low: f64, high: f64) {
        self.has.add(i, j, by, low, high);
        self.meets.put(j, i, self.has.at(i, j));
    }

    /// So much remains of what lies between the first so many.
    fn fade(&mut self, count: usize, remains: f32) {
        self.has.fade(count, remains);
        self.meets.fade(count, remains);
    }

    /// A group out of what whoever has this place has with regard to each other, to be written; then
    /// [`Self::turn`].
    #[inline]
    pub fn group_of_mut(&mut self, place: usize, group: usize) -> &mut Lanes {
        self.has.group_mut(place, group)
    }

    /// Has the other side agree, for what so many have with regard to each other: four rows at a
    /// time become four columns.
    pub fn turn(&mut self, count: usize) {
        for from in (0..count).step_by(FOUR) {
            for group in 0..groups(count) {
                let rows: [&Lanes; FOUR] =
                    std::array::from_fn(|row| self.has.group(from + row, group));
                let column = |other: usize| -> Four { lanes(|row| rows[row][other]) };
                for other in 0..LANES {
                    *self.meets.four_mut(group * LANES + other, from) = column(other);
                }
            }
        }
    }
}

/// One number for those of a group that are among the first so many, and another for the rest.
#[inline]
fn among(count: usize, group: usize, these: f32, rest: f32) -> Lanes {
    let within = (count - group * LANES).min(LANES) as u32;
    lanes(|lane| if (lane as u32) < within { these } else { rest })
}

/// What lies between principals.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    /// Trust of the first in the second, in `[-1, 1]`.
    pub trust: Grid,
    /// What trust reverts to.
    pub trust_anchor: Grid,
    /// Files of the first on the second, in `[0, 1]`.
    pub files: Mutual,
    /// Leverage of the first over the second, in `[0, 1]`.
    pub leverage: Mutual,
    /// Stood together (above 0) or opposed (below 0) of late, in `[-1, 1]`.
    pub memory: Grid,
    /// Hostility of the first to the second.
    pub hostility: Mutual,
    /// How much rather the second would see whoever is likely to follow the first in his weightiest
    /// office than him; nought where he has none.
    pub relief: Grid,
    /// Who has each of the first places.
    held: Vec<Who>,
}

impl Pairs {
    /// Nothing lies between so many yet, of whom these are active.
    pub fn new(side: usize, active: Vec<Who>) -> Self {
        let grid = || Grid::new(side, &active);
        let mutual = || Mutual { has: grid(), meets: grid() };
        Self {
            trust: grid(),
            trust_anchor: grid(),
            files: mutual(),
            leverage: mutual(),
            memory: grid(),
            hostility: mutual(),
            relief: grid(),
            held: active,
        }
    }

    fn all(&mut self) -> [&mut Grid; 10] {
        [
            &mut self.trust,
            &mut self.trust_anchor,
            &mut self.files.has,
            &mut self.files.meets,
            &mut self.leverage.has,
            &mut self.leverage.meets,
            &mut self.memory,
            &mut self.hostility.has,
            &mut self.hostility.meets,
            &mut self.relief,
        ]
    }

    /// Makes room for one more principal.
    pub fn grow(&mut self, side: usize) {
        self.all().into_iter().for_each(|grid| grid.grow(side));
    }

    /// Of what lies between the first so many, trust goes this share of the way back to what it
    /// reverts to; so much remains of what was stood for together, and of leverage.
    pub fn fade(&mut self, count: usize, back: f32, memory: f32, leverage: f32) {
        self.trust.revert(&self.trust_anchor, count, back);
        self.memory.fade(count, memory);
        self.leverage.fade(count, leverage);
    }

    /// Moves whoever has one place to another.
    fn shift(&mut self, from: usize, to: usize) {
        if from != to {
            self.all().into_iter().for_each(|grid| grid.shift(from, to));
        }
    }

    /// Gives these the first places, in this order, which is that of their indices.
    pub fn muster(&mut self, active: &[Who]) {
        for place in (0..self.held.len()).rev() {
            if active.binary_search(&self.held[place]).is_err() {
                self.shift(place, self.held.len() - 1);
                self.held.remove(place);
            }
        }
        for (place, &who) in active.iter().enumerate() {
            if self.held.get(place) != Some(&who) {
                // Those behind the active are in no order: however many they are, one makes room.
                let (from, behind) = (self.trust.place(who), self.held.len());
                if from != behind {
                    self.all().into_iter().for_each(|grid| grid.swap(from, behind));
                }
                self.shift(behind, place);
                self.held.insert(place, who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_keeps_its_number_whoever_comes_and_goes() {
        let mut pairs = Pairs::new(7, vec![1, 4]);
        let number = |i: Who, j: Who| (100 * i + j) as f64;
        for i in 0..7 {
            for j in 0..7 {
                pairs.trust.put(i, j, number(i, j));
                pairs.hostility.put(i, j, -number(i, j));
            }
        }
        let casts: [&[Who]; 6] =
            [&[0, 2, 5], &[0, 1, 2, 5, 6], &[], &[3], &[1, 2, 3, 4, 6], &[0, 1, 2, 3, 4, 5, 6]];
        for active in casts {
            pairs.muster(active);
            for (place, &who) in active.iter().enumerate() {
                assert_eq!(pairs.trust.place(who), place);
            }
            for i in 0..7 {
                for j in 0..7 {
                    assert_eq!(pairs.trust.at(i, j), number(i, j));
                    assert_eq!(pairs.hostility.at(i, j), -number(i, j));
                    let (from, to) = (pairs.trust.place(i), pairs.trust.place(j));
                    let seen = pairs.hostility.against(to)[from / LANES][from % LANES];
                    assert_eq!(f64::from(seen), -number(i, j));
                    let seen = pairs.trust.towards(to, from / LANES)[from % LANES];
                    assert_eq!(f64::from(seen), number(i, j));
                }
            }
        }
        pairs.grow(20);
        assert_eq!((pairs.trust.at(4, 5), pairs.trust.at(5, 19)), (number(4, 5), 0.0));
        pairs.trust.add(4, 5, 1.0, -1.0, 1.0);
        assert_eq!(pairs.trust.at(4, 5), 1.0);
    }

    #[test]
    fn only_what_lies_between_the_active_fades() {
        for count in [3, 17] {
            let mut pairs = Pairs::new(20, (0..count).collect());
            for (i, j) in [(0, 1), (2, 0), (1, count), (count, 1)] {
                pairs.trust.put(i, j, 0.5);
                pairs.memory.put(i, j, 0.5);
                pairs.leverage.put(i, j, 0.5);
            }
            pairs.trust_anchor.put(0, 1, -0.5);
            pairs.fade(count, 0.25, 0.5, 0.75);
            let all = |i: Who, j: Who| {
                (pairs.trust.at(i, j), pairs.memory.at(i, j), pairs.leverage.at(i, j))
            };
            assert_eq!([all(0, 1), all(2, 0)], [(0.25, 0.25, 0.375), (0.375, 0.25, 0.375)]);
            assert_eq!([all(1, count), all(count, 1)], [(0.5, 0.5, 0.5); 2]);
            let seen = pairs.leverage.against(1)[0][0];
            assert_eq!(f64::from(seen), 0.375);
        }
    }

    #[test]
    fn a_turn_makes_both_sides_agree() {
        for count in [1, 6, 18] {
            let mut pairs = Pairs::new(20, (0..count).collect());
            for i in 0..count {
                for j in 0..count {
                    pairs.hostility.group_of_mut(i, j / LANES)[j % LANES] = (100 * i + j) as f32;
                }
            }
            pairs.hostility.turn(count);
            for i in 0..count {
                for j in 0..count {
                    let seen = pairs.hostility.against(j)[i / LANES][i % LANES];
                    assert_eq!(seen, (100 * i + j) as f32);
                }
            }
        }
    }
}
