//! A power base and the cadres in it.

use super::{Num, OrganIx, Who};

/// A power base: party apparatus, secret police, army, or whatever a scenario names.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Key in the scenario.
    pub id: String,
    /// Name, for pages and charts.
    pub name: String,
    /// How much it counts at the top, at least 0. Only ratios matter.
    pub weight: Num,
    /// What it gives to whoever grips it, by [`Capacity`], each in `[0, 1]`.
    pub capacities: [Num; 5],
    /// Share of the base that its head commands by his office alone, in `[0, 1]`.
    pub command: Num,
    /// What is left of weight, coercion and information when its head is brought down, in `[0, 1]`.
    pub after_fall: Num,
    /// Its cadres when the scenario opens.
    pub cohort: Cohort,
}

/// What a base can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// Troops and arrest.
    Coercion = 0,
    /// Placing people.
    Appointment = 1,
    /// Files.
    Information = 2,
    /// Running things: how much cadres heed whoever heads it.
    Administration = 3,
    /// Press and platform.
    Publicity = 4,
}

impl Capacity {
    /// All capacities, in the order of [`Base::capacities`].
    pub const ALL: [Self; 5] = [
        Self::Coercion,
        Self::Appointment,
        Self::Information,
        Self::Administration,
        Self::Publicity,
    ];

    /// Its key in a scenario.
    pub fn id(self) -> &'static str {
        ["coercion", "appointment", "information", "administration", "publicity"][self as usize]
    }
}

/// How the cadres of one base are distributed when the scenario opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// How many posts there are, at least 1.
    pub posts: usize,
    /// How steeply rank falls: the k-th post counts k^-slope. At least 0.
    pub slope: Num,
    /// Mean months a cadre stays in his post, above 0.
    pub tenure: Num,
    /// Seats of cadre organs that go with the highest posts of this base.
    pub seats: Vec<Seats>,
    /// Share of cadres whose first patron is this principal; the rest have none.
    pub patrons: Vec<(Who, Num)>,
    /// Mean position on each issue, in `[-1, 1]`.
    pub mean: Vec<Num>,
    /// Standard deviation of positions, in `[0, 1]`.
    pub sd: Num,
}

/// Seats of one organ that go with posts of a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// The organ.
    pub organ: OrganIx,
    /// Full members, from the highest post down.
    pub voting: usize,
    /// Candidates, from the next post down: heard, without a vote.
    pub candidates: usize,
}
