//! Tastes: what a cadre has for or against each principal, as long as both are there.

use std::sync::LazyLock;

use super::cadres::NOBODY;
use crate::chance::{Key, gumbel, mix};
use crate::polity::Who;

/// Principals weighed side by side: as many as fit in the smallest vector registers we build for.
pub(super) const LANES: usize = 4;
/// A number for each of these principals.
pub(super) type Lanes = [f32; LANES];

/// Standard Gumbel quantiles, 4096 of them.
static QUANTILES: LazyLock<Box<[f32; 4096]>> =
    LazyLock::new(|| Box::new(std::array::from_fn(|q| gumbel((q as f64 + 0.5) / 4096.0) as f32)));

/// Tastes of all cadres for those at the top: a row of columns for each cadre. Whoever comes to the
/// top takes the first free column, so that there are hardly more columns than men.
#[derive(Clone, Debug, Default)]
pub(super) struct Tastes {
    /// Who has each column, or [`NOBODY`].
    holders: Vec<u16>,
    /// What spreads a cadre's key to his taste for whoever has the column.
    names: Vec<u64>,
    /// Column of each principal, or [`NOBODY`].
    columns: Vec<u16>,
    /// Each cadre's key, from which his tastes follow.
    keys: Vec<u64>,
    /// By cadre and column.
    cells: Vec<Lanes>,
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

    /// Rows of principals that each cadre has.
    pub fn rows(&self) -> usize {
        self.holders.len() / LANES
    }

    /// One cadre's tastes, by column.
    #[inline]
    pub fn of(&self, at: usize) -> &[Lanes] {
        &self.cells[at * self.rows()..][..self.rows()]
    }

    /// The column of a principal; beyond the last for whoever has none.
    #[inline]
    pub fn column(&self, who: u16) -> usize {
        usize::from(self.columns.get(usize::from(who)).copied().unwrap_or(NOBODY))
    }

    /// Who has a column.
    #[inline]
    pub fn holder(&self, column: usize) -> u16 {
        self.holders[column]
    }

    /// A newcomer's tastes follow from his key.
    pub fn draw(&mut self, at: usize, key: u64) {
        self.keys[at] = key;
        let rows = self.rows();
        let quantiles = &**QUANTILES;
        let cells = self.cells[at * rows..][..rows].as_flattened_mut();
        for (cell, &name) in cells.iter_mut().zip(&self.names) {
            *cell = taste(quantiles, key, name);
        }
    }

    /// Those at the top are these now.
    pub fn attend(&mut self, active: &[Who], key: impl Fn(Who) -> Key) {
        for holder in &mut self.holders {
            if *holder != NOBODY && !active.contains(&usize::from(*holder)) {
                self.columns[usize::from(*holder)] = NOBODY;
                *holder = NOBODY;
            }
        }
        for &who in active {
            if self.columns.len() <= who {
                self.columns.resize(who + 1, NOBODY);
            }
            if self.columns[who] == NOBODY {
                self.admit(who, key(who));
            }
        }
    }

    fn admit(&mut self, who: Who, key: Key) {
        let free = self.holders.iter().position(|&holder| holder == NOBODY);
        let column = free.unwrap_or_else(|| self.widen());
        let name = mix(key.bits().wrapping_mul(0x9e37_79b9_7f4a_7c15));
        self.holders[column] = who as u16;
        self.names[column] = name;
        self.columns[who] = column as u16;
        let (rows, quantiles) = (self.rows(), &**QUANTILES);
        for (row, &key) in self.cells.chunks_exact_mut(rows).zip(&self.keys) {
            row[column / LANES][column % LANES] = taste(quantiles, key, name);
        }
    }

    /// Adds a row of columns; the first of them.
    fn widen(&mut self) -> usize {
        let (old, new) = (self.rows(), self.rows() + 1);
        let mut cells = vec![[0.0; LANES]; self.keys.len() * new];
        for at in 0..self.keys.len() {
            cells[at * new..][..old].copy_from_slice(&self.cells[at * old..][..old]);
        }
        self.cells = cells;
        self.holders.resize(new * LANES, NOBODY);
        self.names.resize(new * LANES, 0);
        old * LANES
    }
}
