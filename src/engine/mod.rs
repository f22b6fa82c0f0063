//! The engine: plays one history of a polity, round by round.
//!
//! It reads no file, no clock and no environment, and knows no names: what it knows of a scenario
//! are indices, numbers and keys of chance. [`play`] is all there is to call; [`Log`] is what it
//! leaves. `round` lists what happens in a round; each phase has a file of its own.

mod act;
mod aftermath;
mod ages;
mod answering;
mod appeal;
mod cadres;
mod colleagues;
mod crises;
mod decide;
mod deeds;
mod due;
mod effects;
mod fate;
mod fill;
#[cfg(test)]
pub(crate) mod fixture;
mod following;
mod gains;
mod hopes;
mod hostility;
mod initiative;
mod joining;
mod lanes;
mod log;
mod measure;
mod motions;
mod odds;
mod opening;
mod pairs;
mod plenum;
mod plot;
mod recruits;
mod roll;
mod round;
mod scene;
mod seats;
mod showdown;
mod stakes;
mod state;
mod succession;
mod tastes;
#[cfg(test)]
mod tests;
mod vote;
mod world;
mod worth;

pub use crate::chance::Luck;
pub use log::*;

use crate::polity::{Polity, Values};
use state::Play;

/// How much a history keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What questions read.
    Light,
    /// Also events with what each decision read, and influence by base.
    Full,
}

/// Plays one history: the same arguments give the same log on every machine.
///
/// `values` holds one value for each number of the polity's ledger, each within its valid range.
pub fn play(polity: &Polity, values: &Values, luck: Luck, detail: Detail) -> Log {
    Play::open(polity, values, luck, detail).run()
}
