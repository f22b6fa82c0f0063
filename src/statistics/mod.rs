//! The statistics of paired worlds, and of what an answer hangs on.
//!
//! Two kinds of statement, never mixed. *What usually happens*: rates with and without an edit and
//! their difference ([`wilson`], [`PairCounts::difference`]); they do not depend on how twins
//! share their luck. *What would have happened here*: needed, enough and both
//! ([`PairCounts::causation`]); they do, and stand beside the [`Bounds`] that hold for any sharing.
//!
//! What an answer hangs on: screening ([`Walk`], [`effect`]) and shares of its variance
//! ([`indices`]) at evenly spread [`Points`].
//!
//! Where the greatest of several differences is looked for, it must stand out among them
//! ([`standing_among`]).
//!
//! All intervals are at 95 % and speak of Monte Carlo error only: how far the count is from what
//! endless runs of the same model would give.

mod bins;
mod bounds;
mod comparisons;
mod coupling;
mod indices;
mod interval;
mod morris;
mod pairs;
mod points;
mod score;
mod words;

pub use bins::Bins;
pub use bounds::{Bounds, bounds};
pub use comparisons::{above_by_chance, clear_by_chance, standing_among};
pub use coupling::{gain, shared_choice};
pub use indices::{Crossing, Indices, Influence, Share, indices};
pub use interval::{Estimate, Interval, apart, fewer_than, tango, wilson};
pub use morris::{Effect, STEP, Walk, effect};
pub use pairs::{Causation, Cause, PairCounts, standing_out};
pub use points::{MOST_DIMENSIONS, Points};
pub use score::{brier, log_score};
pub use words::{
    Compared, brief_hundredths, grouped, hundredths, plain, signed_hundredths, so_many,
    so_many_histories, so_many_pairs,
};
