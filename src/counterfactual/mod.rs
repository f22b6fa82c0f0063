//! What-ifs: what changes when one thing does, how often, and how sure that is.

pub use crate::statistics;
