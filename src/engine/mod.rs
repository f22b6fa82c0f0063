//! The engine: plays one history of a polity, round by round.

mod log;

pub use log::*;

use crate::polity::{Polity, Values};

/// Which luck a history has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck {
    /// Seed of the whole run.
    pub seed: u64,
    /// Number of the history, from 0.
    pub history: u64,
    /// 0 in both twins; 1 for a second sharing of luck.
    pub branch: u32,
}

/// How much a history keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What questions read.
    Light,
    /// Also events with what each decision read, and influence by base.
    Full,
}

/// Plays one history: the same arguments give the same log on every machine.
pub fn play(polity: &Polity, values: &Values, luck: Luck, detail: Detail) -> Log {
    let _ = (polity, values, luck, detail);
    Log::default()
}
