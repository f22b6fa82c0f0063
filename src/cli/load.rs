//! From what was typed to a checked scenario and its values.

use std::io::{self, Write as _};

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
    let scenario =
        Scenario::load(&ScenarioName::parse(name), edits).map_err(|found| wrong(&found))?;
    note(name, &scenario);
    Ok(scenario)
}

/// Says on standard error that there are warnings, and how to see them.
pub(super) fn note(name: &str, scenario: &Scenario) {
    if !scenario.warnings.is_empty() {
        let counted = findings::counted(&scenario.warnings);
        let _ = writeln!(
            io::stderr(),
            "note: {counted} in {}; see them with `interregnum check`",
            name.escape_debug()
        );
    }
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
