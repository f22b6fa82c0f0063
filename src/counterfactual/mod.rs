//! What-ifs: what changes when one thing does, how often, and how sure that is.
//!
//! [`compare`] plays a base and a what-if as twins, history by history, under the same luck, and
//! counts ([`Comparison`]). [`parting`] takes one pair and finds where and why it parts. The
//! statistics of it all are in [`statistics`].
//!
//! Scenarios are read elsewhere: this room takes polities, questions and a way to have the values
//! of a history.

mod chain;
mod comparison;
mod divergence;
pub mod statistics;
mod twins;
mod warnings;

pub use chain::{Turn, turns};
pub use comparison::{
    Answered, Comparison, Flow, Gap, Months, Row, SECOND_EVERY, SECOND_LEAST, compare,
};
pub use divergence::{Parting, Sign, parting};
pub use twins::{Asked, Pair, Twins, World};
pub use warnings::{Change, Warning, changes, warnings};
