//! From what was typed to a checked scenario and its values.

use crate::chance::{Chance, Luck, Ranges};
use crate::polity::Values;
use crate::scenario::{BUILT_IN, Scenario, ScenarioName};

use super::{Exit, Failure};

/// Names of the built-in scenarios.
pub(super) fn built_in() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// Loads a scenario with its edits. A name with a `/` or ending in `.toml` is a path.
pub(super) fn scenario(name: &str, edits: &[String]) -> Result<Scenario, Failure> {
    Scenario::load(&ScenarioName::parse(name), edits)
        .map_err(|findings| Failure::new(Exit::Scenario, findings))
}

/// The values of one history: central, or drawn from the ranges as an ensemble draws them.
pub(super) fn values(scenario: &Scenario, luck: Luck, drawn: bool) -> Values {
    let ledger = &scenario.polity.ledger;
    if drawn { Ranges::of(ledger).draw(&mut Chance::new(luck)) } else { ledger.central() }
}

/// Most months in which someone's influence is counted, all persons together: each takes some
/// kilobytes, however many histories are counted.
const MOST_COUNTED: usize = 100_000;

/// Sees to it that counting many histories of a scenario takes memory within reason.
///
/// # Errors
/// It has too many rounds for so many principals.
pub(super) fn countable(scenario: &Scenario) -> Result<(), Failure> {
    let (rounds, people) = (scenario.polity.calendar.rounds, scenario.polity.principals.len() + 1);
    if rounds * people <= MOST_COUNTED {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Scenario,
        format_args!(
            "error: {rounds} rounds of {} principals are too many to count over many histories\n\
             help: play at most {} rounds with so many principals, or one history with `run`",
            people - 1,
            MOST_COUNTED / people
        ),
    ))
}
