//! A body that decides by vote.

use super::{Num, OrganIx};

/// As many seats as an organ of principals can have.
pub const MOST_SEATS: usize = 64;
/// No effect takes so many of its seats that fewer than these are left.
pub const FEWEST_SEATS: usize = 3;

/// A body that decides by vote: Presidium, Central Committee.
#[derive(Clone, Debug, PartialEq)]
pub struct Organ {
    /// Key in the scenario.
    pub id: String,
    /// Name, for pages.
    pub name: String,
    /// Who sits.
    pub sitting: Sitting,
    /// A motion passes with more than this share of votes cast, in `[0.5, 1)`.
    pub majority: Num,
    /// Organ of cadres that decisions of the organ of principals can be appealed to; `None` for all
    /// others.
    pub appeal_to: Option<OrganIx>,
}

/// Who sits in an organ.
#[derive(Clone, Debug, PartialEq)]
pub enum Sitting {
    /// Principals, who co-opt others to fill these seats.
    Principals {
        /// How many full seats there are when the play opens.
        seats: usize,
    },
    /// Cadres, whose seats go with their posts.
    Cadres {
        /// Share of seats that a congress renews, in `[0, 1]`.
        renewal: Num,
    },
}
