//! What an answer hangs on: the numbers nobody knows, chance, or both; and how wrong a single
//! number would have to be for the answer to change.
//!
//! An [`Inquiry`] says what is played and which numbers move. [`screen`] walks through their
//! ranges and sees which of them turn answers; [`shares`] shares out the variance of an answer;
//! [`survey`] and [`tip`] find the smallest change of one number that makes the other answer the
//! likelier one. The statistics are those of [`crate::statistics`].
//!
//! ```
//! use interregnum::scenario::{Scenario, ScenarioName};
//! use interregnum::sensitivity::{Inquiry, screen};
//!
//! let scenario = Scenario::load(&ScenarioName::parse("ussr-1953"), &[])?;
//! let mut inquiry = Inquiry::new(&scenario.polity, &scenario.questions, 1953, false);
//! inquiry.keep(|factor| factor.path.starts_with("principals.beria."));
//! let screening = screen(&inquiry, 4, &|| {});
//! // In each walk every number moves once: the histories are one more than the numbers.
//! assert_eq!(screening.answers[0].all(), 4 * (inquiry.factors().len() as u64 + 1));
//! # Ok::<(), interregnum::scenario::Findings>(())
//! ```

mod inquiry;
mod screening;
mod shares;
mod tipping;

pub use inquiry::{Answers, Factor, Inquiry, Skipped, Standing};
pub use screening::{Screened, Screening, screen};
pub use shares::{Group, Shares, base_points, per_point, shares};
pub use tipping::{Leaning, Survey, Tip, survey, tip};

/// Someone who is told of each history played, from any thread.
pub type Played<'a> = &'a (dyn Fn() + Sync);
