//! Theories of the struggle, each a lens of its own.
//!
//! The one here is the ultimate ruling coalition of Acemoglu, Egorov and Sonin, "Coalition
//! formation in non-democracies", Review of Economic Studies 75 (2008): whom do leaders with
//! nothing but power and perfect foresight leave standing?
//!
//! A coalition is *self-enforcing* if no self-enforcing part of it, smaller than the whole, has
//! more than the majority of its power: nobody inside can throw the others out and then live
//! safely with those who are left. From a group there follows the group itself if it is
//! self-enforcing, and otherwise its weakest self-enforcing part among those that have more than
//! the majority of its power.
//!
//! [`Contest`] and [`ruling_coalitions`] are exact, for up to [`MOST_MEMBERS`] members and any
//! majority. [`stays_in`] is the same question, asked by the engine of a few members with whole
//! powers at a majority of one half.
//!
//! ```
//! use interregnum::theory::{Coalition, Power, ruling_coalitions};
//!
//! let powers = [3, 4, 5, 10].map(Power::from);
//! let ruling = ruling_coalitions(&powers, Power::HALF)?;
//! assert_eq!(ruling, [Coalition::of([0, 1, 2])]);
//! # Ok::<(), interregnum::theory::ContestError>(())
//! ```

mod coalition;
mod contest;
mod foresight;
mod power;

pub use coalition::{Coalition, MOST_MEMBERS};
pub use contest::{Contest, ContestError, Verdict, ruling_coalitions};
pub use foresight::{MOST_FORESEEN, stays_in};
pub use power::{Power, PowerError};
