//! Interregnum: a counterfactual succession simulator.
#![warn(missing_docs, clippy::unwrap_used)]

pub mod chance;
pub mod chart;
pub mod cli;
pub mod counterfactual;
pub mod engine;
pub mod ensemble;
pub mod history;
pub mod polity;
pub mod question;
pub mod scenario;
pub mod statistics;
pub mod theory;
