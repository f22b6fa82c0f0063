//! What the scenario language promises.

mod astray;
mod bad_input;
mod edits;
mod overlays;
mod reading;
mod slips;

use interregnum::scenario::{Code, Findings, Scenario};

const SMALL: &str = include_str!("../findings/base/small.toml");

fn small() -> Scenario {
    parse(SMALL)
}

fn parse(text: &str) -> Scenario {
    Scenario::parse("small.toml", text, &[]).unwrap_or_else(|found| panic!("{found}"))
}

fn edited(edits: &[&str]) -> Result<Scenario, Findings> {
    let edits: Vec<_> = edits.iter().map(|e| (*e).to_owned()).collect();
    Scenario::parse("small.toml", SMALL, &edits)
}

/// Findings after `from` is replaced by `to` in the small scenario.
fn after(from: &str, to: &str) -> Findings {
    assert_eq!(SMALL.matches(from).count(), 1, "`{from}` must be there once");
    found(&SMALL.replacen(from, to, 1))
}

fn found(text: &str) -> Findings {
    match Scenario::parse("small.toml", text, &[]) {
        Ok(scenario) => scenario.warnings,
        Err(found) => found,
    }
}

/// The only finding, with its code, the text of its line, and its hints.
#[track_caller]
fn only(found: &Findings, code: Code, line: &str, hint: &str) {
    assert_eq!(found.len(), 1, "{found}");
    let finding = found.iter().next().expect("one");
    assert_eq!(finding.code, code, "{found}");
    let place = finding.place.as_ref().expect("a place");
    assert!(place.text.contains(line), "{found}");
    assert!(finding.to_string().contains(hint), "{found}");
}
