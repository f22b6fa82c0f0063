//! Tastes: what a cadre has for or against each principal, as long as both are there.

use std::sync::LazyLock;

use super::cadres::NOBODY;
use super::lanes::{LANES, Lanes, groups};
use crate::chance::{Key, gumbel, mix};
use crate::polity::Who;

/// Standard Gumbel quantiles, 4096 of them.
static QUANTILES: LazyLock<Box<[f32; 4096]>> =
    LazyLock::new(|| Box::new(std::array::from_fn(|q| gumbel((q as f64 + 0.5) / 4096.0) as f32)));

/// A group of columns of one cadre, in a cache line of its own.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line(Lanes);

/// Tastes of all cadres for those at the top: a row of columns for each cadre. Whoever comes to the
/// top takes the next column; when somebody goes, whoever has the last one takes his. So there are
/// no more columns than men.
#[derive(Clone, Debug, Default)]
pub(super) struct Tastes {
    /// Who has each column, in order.
    holders: Vec<u16>,
    /// What spreads a cadre's key to his taste for whoever has the column.
    names: Vec<u64>,
    /// Column of each principal, or [`NOBODY`].
    columns: Vec<u16>,
    /// Each cadre's key, from which his tastes follow.
    keys: Vec<u64>,
    /// Groups of columns there is room for, and by cadre and group what is in them.
    room: usize,
    cells: Vec<Line>,
    /// How often columns changed hands.
    changes: u32,
}

/// A cadre's fixed taste for a principal: a standard Gumbel quantile, picked by the cadre's own
/// key and the principal's.
#[inline]
fn taste(quantiles: &[f32; 4096], key: u64, name: u64) -> f32 {
    quantiles[(mix(key ^ name) >> 52) as usize]
}

impl Tastes {
    /// Of so many cadres, for nobody as yet.
    pub fn new(cadres: usize) -> Self {
        Self { keys: vec![0; cadres], ..Self::default() }
    }

    /// How often columns changed hands: what was worked out by column is of no use afterwards.
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// One cadre's tastes, by column, in a group of columns.
    #[inline]
    pub fn of(&self, at: usize, group: usize) -> &Lanes {
        &self.cells[at * self.room + group].0
    }

    /// The column of a principal; beyond the last for whoever has none.
    #[inline]
    pub fn column(&self, who: u16) -> usize {
        usize::from(self.columns.get(usize::from(who)).copied().unwrap_or(NOBODY))
    }

    /// Who has each column, in order.
    pub fn holders(&self) -> &[u16] {
        &self.holders
    }

    /// A newcomer's tastes follow from his key.
    pub fn draw(&mut self, at: usize, key: u64) {
        self.keys[at] = key;
        let quantiles = &**QUANTILES;
        let lines = &mut self.cells[at * self.room..][..self.room];
        for (line, names) in lines.iter_mut().zip(self.names.chunks(LANES)) {
            for (cell, &name) in line.0.iter_mut().zip(names) {
                *cell = taste(quantiles, key, name);
            }
        }
    }

    /// Those at the top are these now.
    pub fn attend(&mut self, active: &[Who], key: impl Fn(Who) -> Key) {
        for column in (0..self.holders.len()).rev() {
            if !active.contains(&usize::from(self.holders[column])) {
                self.dismiss(column);
            }
        }
        let most = active.iter().max().map_or(0, |who| who + 1);
        if self.columns.len() < most {
            self.columns.resize(most, NOBODY);
        }
        let room = groups(active.len());
        if room > self.room {
            self.widen(room);
        }
        for &who in active {
            if self.columns[who] == NOBODY {
                self.admit(who, key(who));
            }
        }
    }

    /// Somebody takes the next column; there is room for him.
    fn admit(&mut self, who: Who, key: Key) {
        let column = self.holders.len();
        let name = mix(key.bits().wrapping_mul(0x9e37_79b9_7f4a_7c15));
        self.holders.push(who as u16);
        self.names.push(name);
        self.columns[who] = column as u16;
        self.changes += 1;
        let quantiles = &**QUANTILES;
        for (row, &key) in self.cells.chunks_exact_mut(self.room).zip(&self.keys) {
            row[column / LANES].0[column % LANES] = taste(quantiles, key, name);
        }
    }

    /// The last holder takes the column of one who goes.
    fn dismiss(&mut self, column: usize) {
        let last = self.holders.len() - 1;
        self.columns[usize::from(self.holders[column])] = NOBODY;
        self.holders.swap_remove(column);
        self.names.swap_remove(column);
        self.changes += 1;
        if column < last {
            self.columns[usize::from(self.holders[column])] = column as u16;
            for row in self.cells.chunks_exact_mut(self.room) {
                row[column / LANES].0[column % LANES] = row[last / LANES].0[last % LANES];
            }
        }
    }

    /// Makes room for so many groups of columns.
    fn widen(&mut self, room: usize) {
        let mut cells = vec![Line([0.0; LANES]); self.keys.len() * room];
        if self.room > 0 {
            let rows = cells.chunks_exact_mut(room).zip(self.cells.chunks_exact(self.room));
            rows.for_each(|(new, old)| new[..self.room].copy_from_slice(old));
        }
        (self.cells, self.room) = (cells, room);
    }
}
