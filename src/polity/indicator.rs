//! A number about the world.

use super::{IssueIx, Num};

/// A number about the world, in `[0, 1]`, moved by drift, reversion, lines, events and noise.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Key in the scenario.
    pub id: String,
    /// Name, for pages and charts.
    pub name: String,
    /// Colour as `#rrggbb`, if the scenario gives one.
    pub colour: Option<String>,
    /// What it stands for in the engine, if anything beyond what the scenario makes of it.
    pub role: Option<Role>,
    /// Value when the scenario opens, in `[0, 1]`.
    pub start: Num,
    /// Where it reverts to, in `[0, 1]`.
    pub rest: Num,
    /// Share of the way back a month, in `[0, 1]`.
    pub reversion: Num,
    /// What it gains a month of itself, in `[-0.1, 0.1]`.
    pub drift: Num,
    /// Standard deviation of its monthly noise, in `[0, 0.5]`.
    pub noise: Num,
    /// What a line at its high pole adds a month, in `[-0.2, 0.2]`; at its low pole the reverse.
    pub pushed_by: Vec<(IssueIx, Num)>,
}

/// An indicator that the engine itself reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Popular mood: feeds the support of popular men; a bad one makes striking a dreaded man
    /// cheaper.
    Mood,
    /// The system's legitimacy: what command by office is worth.
    Legitimacy,
}
