//! What-ifs: what changes when one thing does, how often, and how sure that is.
//!
//! [`compare`] plays a base and a what-if as twins, history by history, under the same luck, and
//! counts ([`Comparison`]). [`parting`] takes one pair and finds where and why it parts.
//!
//! Scenarios are read elsewhere: this room takes polities and questions.

mod alike;
mod chain;
mod comparison;
mod divergence;
mod own;
mod twins;
mod warnings;
mod words;

pub use chain::{Turn, turns};
pub use comparison::{
    Answered, Comparison, Flow, Gap, Idle, Months, Row, SECOND_EVERY, SECOND_LEAST, Second, compare,
};
pub use divergence::{Ground, Parting, Sign, parting};
pub use own::own_interventions;
pub use twins::{Asked, Pair, Twins, World};
pub use warnings::{Change, Warning, changes, fewer_or_more, rates_and_difference, warnings};
pub use words::{Spoken, Told};
