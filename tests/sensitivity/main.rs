//! What the program promises of its answers to "why should I believe this?": coalitions,
//! sensitivity, fragile answers.

mod coalition;
#[path = "../shared/form.rs"]
mod form;
mod fragile;
mod hangs;
#[path = "../shared/program.rs"]
mod program;

/// The small world with a few ranges.
const RANGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/ranges.toml");

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("JSON")
}
