//! Interregnum.
pub mod chart;
pub mod engine;
pub mod polity;
pub mod question;
pub mod scenario;
