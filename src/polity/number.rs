//! Numbers that have a path, a central value and perhaps a range.

use std::collections::BTreeMap;
use std::ops::Index;

/// Handle of one number in a [`Ledger`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Num(pub u32);

/// How uncertain a number is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Known, or held fixed.
    Fixed,
    /// Anywhere between the two, equally likely.
    Uniform {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// Normal, cut to what is valid.
    Normal {
        /// Mean before cutting.
        mean: f64,
        /// Standard deviation before cutting; above 0.
        sd: f64,
    },
}

/// One number of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where it stands, as `--set` would address it: `principals.beria.dread`.
    pub path: String,
    /// The value a single run uses: the value itself, the middle of a range, the mean of a normal.
    pub central: f64,
    /// What an ensemble draws from.
    pub spread: Spread,
    /// Least and greatest valid value.
    pub valid: (f64, f64),
    /// False where the engine's default stands because the scenario says nothing.
    pub written: bool,
}

/// Every number of a polity, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    quantities: Vec<Quantity>,
    by_path: BTreeMap<String, Num>,
}

impl Ledger {
    /// Adds a number and returns its handle. A path is entered once.
    ///
    /// # Panics
    /// If there are 2^32 numbers already.
    pub fn enter(&mut self, quantity: Quantity) -> Num {
        let num = Num(u32::try_from(self.quantities.len()).expect("fewer than 2^32 numbers"));
        self.by_path.insert(quantity.path.clone(), num);
        self.quantities.push(quantity);
        num
    }

    /// The handle of the number at `path`.
    pub fn find(&self, path: &str) -> Option<Num> {
        self.by_path.get(path).copied()
    }

    /// The number behind a handle.
    ///
    /// # Panics
    /// If the handle is of a longer ledger.
    pub fn quantity(&self, num: Num) -> &Quantity {
        &self.quantities[num.0 as usize]
    }

    /// All numbers with their handles, in order of entry.
    pub fn iter(&self) -> impl Iterator<Item = (Num, &Quantity)> {
        (0u32..).map(Num).zip(&self.quantities)
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.quantities.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.quantities.is_empty()
    }

    /// The central value of each number: what a single run uses.
    pub fn central(&self) -> Values {
        Values(self.quantities.iter().map(|q| q.central).collect())
    }
}

/// One value for each number of a ledger: what one history is played with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(pub Vec<f64>);

impl Values {
    /// Replaces one value. The caller answers for its being valid.
    ///
    /// # Panics
    /// If the handle is of a ledger with more numbers than there are values.
    pub fn set(&mut self, num: Num, value: f64) {
        self.0[num.0 as usize] = value;
    }
}

impl Index<Num> for Values {
    type Output = f64;

    /// The value of a number.
    ///
    /// # Panics
    /// If the handle is of a ledger with more numbers than there are values.
    #[inline]
    fn index(&self, num: Num) -> &f64 {
        &self.0[num.0 as usize]
    }
}
