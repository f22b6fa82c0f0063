//! Many histories of one polity: values drawn from their ranges, histories played in parallel,
//! counted as they come.

mod sampling;

pub use sampling::Sampling;
