//! From what was typed to a checked scenario and its values.

use std::io::{self, Write as _};

use crate::chance::{Chance, Luck, Ranges};
use crate::polity::Values;
use crate::scenario::{BUILT_IN, Findings, LENSES, Lens, Scenario, ScenarioName};

use super::lines::argument;
use super::{Exit, Failure, findings};

/// Names of the built-in scenarios.
pub(super) fn built_in() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// Loads a scenario with its edits. A name with a `/` or ending in `.toml` is a path.
pub(super) fn scenario(name: &str, edits: &[String]) -> Result<Scenario, Failure> {
    through(name, edits, None)
}

/// Says on standard error that there are warnings, and how to see them. Those of an edited scenario
/// are nowhere else to be seen, so they are drawn.
pub(super) fn note(name: &str, edits: &[String], scenario: &Scenario) {
    if scenario.warnings.is_empty() {
        return;
    }
    if !edits.is_empty() {
        let _ = writeln!(anstream::stderr(), "{}", findings::drawn(&scenario.warnings));
        return;
    }
    let counted = findings::counted(&scenario.warnings);
    let them = if scenario.warnings.len() == 1 { "it" } else { "them" };
    let _ = writeln!(
        io::stderr(),
        "note: {counted} in {}; see {them} with `interregnum check {}`",
        name.escape_debug(),
        argument(name).escape_debug()
    );
}

/// A scenario that cannot be played: its findings, drawn.
pub(super) fn wrong(found: &Findings) -> Failure {
    Failure::new(Exit::Scenario, findings::drawn(found))
}

/// The same through a lens, if one is named.
pub(super) fn through(
    name: &str,
    edits: &[String],
    lens: Option<&Lens>,
) -> Result<Scenario, Failure> {
    let scenario = read(&ScenarioName::parse(name), edits, lens)?;
    note(name, edits, &scenario);
    Ok(scenario)
}

/// The same, and nothing is said of warnings: whoever reads a scenario through several lenses says so
/// once, with [`note`].
pub(super) fn read(
    name: &ScenarioName,
    edits: &[String],
    lens: Option<&Lens>,
) -> Result<Scenario, Failure> {
    Scenario::load_through(name, edits, lens).map_err(|found| wrong(&found))
}

/// The lens of this name: built in, or a file.
pub(super) fn lens(name: &str) -> Result<Lens, Failure> {
    Lens::load(name).map_err(|found| wrong(&found))
}

/// What `--lens` names where several may be meant: no lens and every built-in one for `all`, one
/// lens otherwise. `None` stands for the scenario's own parameters.
pub(super) fn lenses(typed: Option<&str>) -> Result<Vec<Option<Lens>>, Failure> {
    match typed {
        None => Ok(vec![None]),
        Some("all") => {
            let each = LENSES.iter().map(|(name, _)| lens(name).map(Some));
            std::iter::once(Ok(None)).chain(each).collect()
        }
        Some(name) => Ok(vec![Some(lens(name)?)]),
    }
}

/// What `--lens` names where only one can be meant.
pub(super) fn one_lens(typed: Option<&str>) -> Result<Option<Lens>, Failure> {
    match typed {
        Some("all") => Err(Failure::new(
            Exit::Usage,
            "error: one lens at a time here\nhelp: --lens all goes with `assess` and `whatif`, which \
             hold them side by side; `interregnum list` names them",
        )),
        Some(name) => lens(name).map(Some),
        None => Ok(None),
    }
}

/// The values of one history: central, or drawn from the ranges as an ensemble draws them.
pub(super) fn values(scenario: &Scenario, luck: Luck, drawn: bool) -> Values {
    let ledger = &scenario.polity.ledger;
    if drawn { Ranges::of(ledger).draw(&Chance::new(luck)) } else { ledger.central() }
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

/// Most numbers about figures that one history may keep, month by month: some 10 bytes each, as it is
/// played and written.
const MOST_KEPT: usize = 40_000_000;
/// Rounds in which one figure more comes into reach of the top, at most.
const ROUNDS_A_NEWCOMER: usize = 6;

/// Sees to it that one history with all that is written of it takes memory within reason.
///
/// # Errors
/// It has too many rounds for so many principals and bases.
pub(super) fn keepable(scenario: &Scenario) -> Result<(), Failure> {
    let polity = &scenario.polity;
    let rounds = polity.calendar.rounds;
    let is_kept = |rounds: usize| kept(rounds, polity.principals.len(), polity.bases.len());
    if is_kept(rounds) <= MOST_KEPT {
        return Ok(());
    }
    let most = (1..rounds).rev().find(|rounds| is_kept(*rounds) <= MOST_KEPT).unwrap_or(1);
    Err(Failure::new(
        Exit::Scenario,
        format_args!(
            "error: {rounds} rounds of {} principals are too many to write a history of\n\
             help: set calendar.rounds to {most} or less, or let a round last longer",
            polity.principals.len()
        ),
    ))
}

/// How many numbers a history keeps: for each figure and round his influence by base and a few more.
/// Half of those who rise in play are there in the middle of it.
fn kept(rounds: usize, principals: usize, bases: usize) -> usize {
    rounds * (principals + rounds / ROUNDS_A_NEWCOMER / 2) * (bases + 8)
}
