//! An office and its powers.

use super::{BaseIx, IssueIx, Num, OrganIx, Round, Who};

/// A post that one principal holds, or nobody.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// Key in the scenario.
    pub id: String,
    /// Name, for pages.
    pub name: String,
    /// Base it heads.
    pub heads: Option<BaseIx>,
    /// Holder when the scenario opens.
    pub holder: Option<Who>,
    /// Round in which it comes into being; from the start if `None`.
    pub opens: Option<Round>,
    /// Round in which it is abolished.
    pub closes: Option<Round>,
    /// The organ of principals, which fills it and can relieve its holder.
    pub filled_by: OrganIx,
    /// How much it matters, in `[0, 1]`: prize for taking it, responsibility for what goes well or
    /// badly.
    pub responsibility: Num,
    /// Issues for which its holder answers, each with its weight; all of them, by salience, where
    /// there is none.
    pub answers_for: Vec<(IssueIx, Num)>,
    /// What its holder can do.
    pub powers: Powers,
}

/// What an office lets its holder do.
#[derive(Clone, Debug, PartialEq)]
pub struct Powers {
    /// Cadres a month that he can place, at least 0.
    pub appoint: Num,
    /// Bases in which he can place them.
    pub appoint_in: Vec<BaseIx>,
    /// How far the coercion of the base it heads obeys him, in `[0, 1]`.
    pub command: Num,
    /// Organs he can convene.
    pub convene: Vec<OrganIx>,
    /// How fast he collects files, in `[0, 1]`.
    pub files: Num,
    /// How far he speaks for the line, in `[0, 1]`: initiatives, publicity.
    pub speak: Num,
}
