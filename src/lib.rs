//! Interregnum.
pub mod chance;
pub mod engine;
pub mod polity;
pub mod question;
pub mod scenario;
