//! What must hold of any text whatever that is taken for a scenario: no panic, no end to it, no
//! more memory than there is, and findings that can be printed.
//!
//! The fuzzer calls these, and so does `tests/hostile/main.rs` with texts of its own.

use interregnum::engine::{Detail, Luck, play as played};
use interregnum::scenario::{Findings, Scenario};

/// Splits what is laid over a scenario from the edits after it.
pub const EDITS: char = '\u{1}';

/// Reads a text as a scenario. One that is good comes out of its own resolved form the same.
pub fn parse(text: &str) {
    let Some(scenario) = checked(Scenario::parse("fuzzed.toml", text, &[])) else { return };
    let again = Scenario::parse("fuzzed.toml", &scenario.resolved, &[]);
    let again = again.unwrap_or_else(|found| panic!("the resolved form is not good:\n{found}"));
    assert_eq!(again.fingerprint, scenario.fingerprint, "the resolved form is another scenario");
}

/// Lays a text over the baseline, and edits, line by line, over that.
pub fn overlay(text: &str) {
    let (over, edits) = text.split_once(EDITS).unwrap_or((text, ""));
    let edits: Vec<String> = edits.lines().take(8).map(str::to_owned).collect();
    let over = format!("extends = \"ussr-1953\"\n{over}");
    let _ = checked(Scenario::parse("fuzzed.toml", &over, &edits));
}

/// Plays two rounds of a text that is a scenario.
pub fn play(text: &str) {
    let Some(scenario) = checked(Scenario::parse("fuzzed.toml", text, &[])) else { return };
    let mut polity = scenario.polity;
    polity.calendar.rounds = polity.calendar.rounds.min(2);
    let values = polity.ledger.central();
    for history in 0..2 {
        let luck = Luck { seed: 1, history, branch: 0 };
        let light = played(&polity, &values, luck, Detail::Light);
        let full = played(&polity, &values, luck, Detail::Full);
        assert_eq!(light.measures.influence, full.measures.influence, "detail changes nothing");
        for row in &full.measures.influence {
            assert!(row.iter().all(|share| (0.0..=1.0).contains(share)), "{row:?}");
        }
    }
}

/// A scenario that is good; else its findings are drawn, to see that they can be.
fn checked(read: Result<Scenario, Findings>) -> Option<Scenario> {
    let found = match &read {
        Ok(scenario) => &scenario.warnings,
        Err(found) => found,
    };
    assert!(read.is_ok() || found.any_error(), "refused, and nothing says why");
    let drawn = found.to_string();
    assert!(!drawn.contains('\u{1b}'), "what was read reaches the terminal");
    read.ok()
}
