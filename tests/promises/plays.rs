//! Scenarios, their luck, and histories played in parallel.

use std::sync::LazyLock;

use interregnum::chance::Luck;
use interregnum::engine::{Detail, Log, play};
use interregnum::ensemble::Sampling;
use interregnum::polity::{Polity, Values};
use interregnum::scenario::{Scenario, ScenarioName};
use rayon::prelude::*;

/// The small world's text.
pub const SMALL: &str = include_str!("../worlds/small.toml");
/// Where findings say that it lies, and what paths in overlays start from.
pub const SMALL_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/small.toml");

/// The small world: an invented polity in which everything occurs once.
pub static SMALL_WORLD: LazyLock<Scenario> = LazyLock::new(|| parse(SMALL));
/// The baseline that the program plays by default.
pub static BASELINE: LazyLock<Scenario> = LazyLock::new(|| {
    Scenario::load(&ScenarioName::parse("ussr-1953"), &[]).unwrap_or_else(|found| panic!("{found}"))
});

/// A scenario from its text.
pub fn parse(text: &str) -> Scenario {
    edited(text, &[])
}

/// A scenario from its text, with edits as `--set` takes them.
pub fn edited(text: &str, edits: &[&str]) -> Scenario {
    let edits: Vec<_> = edits.iter().map(|edit| (*edit).to_owned()).collect();
    Scenario::parse(SMALL_PATH, text, &edits).unwrap_or_else(|found| panic!("{found}"))
}

/// The small world with dated interventions and other changes laid over it.
pub fn what_if(changes: &str) -> Scenario {
    let text = format!(
        "extends = \"small.toml\"\n[whatif]\nrewrite = \"one thing\"\nbecause = \"it might\"\n\
         judgement = \"Invented.\"\n{changes}"
    );
    let name = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/what_if.toml");
    Scenario::parse(name, &text, &[]).unwrap_or_else(|found| panic!("{found}"))
}

/// The luck of one history.
pub fn luck(history: u64) -> Luck {
    Luck { seed: 1953, history, branch: 0 }
}

/// The values that an ensemble draws for this history.
pub fn drawn(polity: &Polity, luck: Luck) -> Values {
    Sampling::of(polity).values(luck)
}

/// One history with central values.
pub fn central(polity: &Polity, history: u64, detail: Detail) -> Log {
    play(polity, &polity.ledger.central(), luck(history), detail)
}

/// One history as an ensemble plays it.
pub fn sampled(polity: &Polity, history: u64) -> Log {
    let luck = luck(history);
    play(polity, &drawn(polity, luck), luck, Detail::Light)
}

/// What `of` finds in each of so many histories, in their order.
pub fn each<T: Send>(histories: u64, of: impl Fn(u64) -> T + Sync + Send) -> Vec<T> {
    (0..histories).into_par_iter().map(of).collect()
}

/// A log in one canonical form: equal exactly when the logs are, to the last bit of a number.
pub fn bytes(log: &Log) -> String {
    format!("{log:?}")
}
