//! The charts of an ensemble.

use crate::ensemble::{Ensemble, Tally};
use crate::scenario::Scenario;

use super::super::charts::Chart;

/// Every chart of an ensemble.
pub(super) fn pictures(_: &Scenario, _: &Ensemble<'_>, _: &Tally) -> Vec<Chart> {
    Vec::new()
}
