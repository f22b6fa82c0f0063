//! Who is due when: a row of bits for each round, a bit for each cadre, so that a round touches
//! only those whose turn it is.

use crate::polity::Round;

/// Each cadre's next date, from whichever round asks for it on.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    /// Words in a row.
    width: usize,
    rounds: u32,
    rows: Vec<u64>,
    /// The round under which each cadre stands; beyond the last row for who stands nowhere.
    dates: Vec<u32>,
}

impl Due {
    /// For so many cadres and rounds; nobody is due.
    pub fn new(cadres: usize, rounds: Round) -> Self {
        let width = cadres.div_ceil(64);
        let rows = vec![0; width * rounds];
        Self { width, rounds: rounds as u32, rows, dates: vec![u32::MAX; cadres] }
    }

    #[inline]
    fn place(&self, at: usize, date: u32) -> Option<(usize, u64)> {
        (date < self.rounds).then(|| (date as usize * self.width + at / 64, 1 << (at % 64)))
    }

    /// Gives a cadre another date. One that is past is never reached.
    #[inline]
    pub fn put(&mut self, at: usize, date: u32) {
        if let Some((place, bit)) = self.place(at, self.dates[at]) {
            self.rows[place] &= !bit;
        }
        self.enter(at, date);
    }

    /// Gives a new date to a cadre who has been taken out, or had none.
    #[inline]
    fn enter(&mut self, at: usize, date: u32) {
        self.dates[at] = date;
        if let Some((place, bit)) = self.place(at, date) {
            self.rows[place] |= bit;
        }
    }

    /// Words in a row: cadres in groups of 64.
    pub fn groups(&self) -> usize {
        self.width
    }

    /// Takes out those of a group who are due now. Whoever takes them gives them new dates.
    #[inline]
    pub fn take(&mut self, group: usize, now: Round) -> Group {
        let bits = std::mem::take(&mut self.rows[now * self.width + group]);
        Group { first: 64 * group, bits }
    }

    /// Gives everyone who is due now the date that lies so many rounds ahead.
    #[inline]
    pub fn renew(&mut self, now: Round, mut ahead: impl FnMut(usize) -> u32) {
        for group in 0..self.width {
            for at in self.take(group, now) {
                self.enter(at, (now as u32).saturating_add(ahead(at)));
            }
        }
    }

    /// Puts off everyone who is due now to the next round.
    pub fn put_off(&mut self, now: Round) {
        self.renew(now, |_| 1);
    }
}

/// Some of 64 cadres, in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    first: usize,
    bits: u64,
}

impl Group {
    /// Those of the first 64 whose bit is set.
    pub fn of(bits: u64) -> Self {
        Self { first: 0, bits }
    }
}

impl Iterator for Group {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let bits = self.bits;
        self.bits = bits & bits.wrapping_sub(1);
        (bits != 0).then(|| self.first + bits.trailing_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::mix;

    /// Against a plain list of dates, with put-offs and changes of date in between.
    #[test]
    fn everyone_is_due_once_at_his_last_date() {
        let (cadres, rounds) = (150, 40);
        let (mut due, mut dates) = (Due::new(cadres, rounds), vec![u32::MAX; cadres]);
        let date =
            |at: usize, from: usize| (from as u64 + mix((at * 64 + from) as u64) % 30) as u32;
        for round in 0..rounds {
            for at in (round % 3..cadres).step_by(3) {
                dates[at] = date(at, round);
                due.put(at, dates[at]);
            }
            if round % 5 == 4 {
                due.put_off(round);
                dates.iter_mut().filter(|d| **d == round as u32).for_each(|d| *d += 1);
                continue;
            }
            let taken: Vec<usize> = (0..due.groups()).flat_map(|g| due.take(g, round)).collect();
            let expected: Vec<usize> =
                (0..cadres).filter(|&at| dates[at] == round as u32).collect();
            assert_eq!(taken, expected, "round {round}");
        }
    }
}
