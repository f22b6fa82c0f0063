//! The record as a yardstick: how the model's histories stand to what happened.
//!
//! A [`Yardstick`] is what a record can be asked: its entries as propositions, and the questions it
//! answers. [`Yardstick::play`] plays histories and keeps of each what it [`Seen`]s there. All else
//! is counting, and pure:
//!
//! * [`places`]: how often each entry comes within its window, and whether it lies in the bulk;
//! * [`chain`]: what the whole record costs in surprise, entry given the entries before it;
//!   [`alone`]: the same of each entry by itself;
//! * [`forecasts`]: what three simple rules would have said of the same entries;
//! * [`answers`]: Brier's score of the questions that the record answers;
//! * [`calibrate`]: whether the model's own 70 in 100 come true in 70 in 100 of its own histories;
//! * [`allowed`]: what the ranges alone allow, in numbers.
//!
//! With a last round given, nothing after it is played, read or scored.

mod allowed;
mod calibration;
mod chain;
mod nulls;
mod places;
mod seen;
mod settled;
mod yardstick;

pub use allowed::{Allowed, Spread, allowed};
pub use calibration::{Bin, Calibration, calibrate};
pub use chain::{Chain, LEAST, Step, Stopped, alone, chain, total};
pub use nulls::{Apparatus, Null, apparatus, forecasts};
pub use places::{KNOWN_NEVER, Place, Where, places};
pub use seen::Seen;
pub use settled::{Settled, settled};
pub use yardstick::{Answer, Asked, Entry, Skipped, Yardstick, answers};
