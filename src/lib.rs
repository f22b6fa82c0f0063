//! Interregnum.
pub mod cli;
pub mod engine;
pub mod history;
pub mod polity;
pub mod question;
pub mod scenario;
