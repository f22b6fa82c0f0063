//! What the engine promises of every history, whatever its coefficients are.

mod blindness;
mod determinism;
mod golden;
mod invariants;
mod knobs;
mod laws;
mod odds;
mod plays;
mod switches;
