//! From what was typed to a checked scenario and its values.

use crate::polity::Values;
use crate::scenario::Scenario;

use super::{Exit, Failure};

/// Names of the built-in scenarios.
pub(super) fn built_in() -> impl Iterator<Item = &'static str> {
    ["ussr-1953"].into_iter()
}

/// Loads a scenario with its edits. A name with a `/` or ending in `.toml` is a path.
pub(super) fn scenario(name: &str, edits: &[String]) -> Result<Scenario, Failure> {
    let _ = edits;
    Err(Failure::new(Exit::Scenario, format_args!("error: there is no scenario named `{name}`")))
}

/// The values of one history: central, or drawn from the ranges.
pub(super) fn values(scenario: &Scenario, seed: u64, history: u64, drawn: bool) -> Values {
    let _ = (seed, history, drawn);
    scenario.polity.ledger.central()
}
