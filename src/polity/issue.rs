//! A line of policy between two poles.

use super::{IndicatorIx, Num, OrganIx};

/// A line of policy. Its low pole is at -1, its high pole at 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Key in the scenario.
    pub id: String,
    /// Name, for pages.
    pub name: String,
    /// What the line means at -1.
    pub low: String,
    /// What the line means at 1.
    pub high: String,
    /// Where the line stands when the scenario opens, in `[-1, 1]`.
    pub line: Num,
    /// Share of the way to the organ's position that the line moves a month, in `[0, 1]`.
    pub pace: Num,
    /// How much it matters to cadres and principals, at least 0.
    pub salience: Num,
    /// The organ of principals, whose members' positions draw the line.
    pub decided_by: OrganIx,
    /// Indicators by which the line is judged, each with its weight in `[-1, 1]`.
    pub judged_by: Vec<(IndicatorIx, Num)>,
}
