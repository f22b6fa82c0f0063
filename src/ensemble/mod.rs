//! Many histories of one polity: values drawn from their ranges, histories played in parallel,
//! counted as they come.
//!
//! An [`Ensemble`] says what is played: a polity, what is asked of each history, a seed. History
//! `k` is the same whatever else is played beside it. [`Ensemble::play_to`] plays on from where a
//! [`Tally`] stands, hands over the rows of `histories.csv` in order, and counts. What is kept does
//! not grow with the number of histories, nor does anything depend on how many threads there are.
//!
//! ```
//! use interregnum::ensemble::{Ensemble, Unwatched};
//! use interregnum::scenario::{Scenario, ScenarioName};
//!
//! let scenario = Scenario::load(&ScenarioName::parse("ussr-1953"), &[])?;
//! let ensemble = Ensemble::new(&scenario.polity, &scenario.questions, 1953);
//! let mut tally = ensemble.nothing();
//! let mut rows = ensemble.header();
//! let end = ensemble.play_to(20, &mut tally, &Unwatched, |more, _| {
//!     rows.push_str(more);
//!     Ok::<(), std::fmt::Error>(())
//! });
//! assert!(end.is_ok());
//! assert_eq!(tally.histories(), 20);
//! assert_eq!(rows.lines().count(), 21);
//! # Ok::<(), interregnum::scenario::Findings>(())
//! ```

mod checkpoint;
mod digest;
mod played;
mod report;
mod sampling;
mod summary;
mod tally;
mod told;

pub use digest::Ending;
pub use played::{Ensemble, Stop, Unwatched, Watch};
pub use report::report;
pub use sampling::Sampling;
pub use summary::{Asked, Summary, Told, bands_csv, summary};
pub use tally::Tally;
pub use told::told;
