//! From what was typed to a checked scenario and its values.

use crate::chance::{Chance, Luck, Ranges};
use crate::polity::Values;
use crate::scenario::{BUILT_IN, Findings, Scenario, ScenarioName};

use super::{Exit, Failure, findings};

/// Names of the built-in scenarios.
pub(super) fn built_in() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// Loads a scenario with its edits. A name with a `/` or ending in `.toml` is a path.
pub(super) fn scenario(name: &str, edits: &[String]) -> Result<Scenario, Failure> {
    Scenario::load(&ScenarioName::parse(name), edits).map_err(|found| wrong(&found))
}

/// A scenario that cannot be played: its findings, drawn.
pub(super) fn wrong(found: &Findings) -> Failure {
    Failure::new(Exit::Scenario, findings::drawn(found))
}

/// The values of one history: central, or drawn from the ranges as an ensemble draws them.
pub(super) fn values(scenario: &Scenario, luck: Luck, drawn: bool) -> Values {
    let ledger = &scenario.polity.ledger;
    if drawn { Ranges::of(ledger).draw(&mut Chance::new(luck)) } else { ledger.central() }
}
