//! The world as plain data: who is there, what they hold, the rules they are under.
//!
//! A [`Polity`] is what a scenario describes once it has been checked: every reference is an
//! index that exists, every number lies within what it may be. It holds no text that the engine
//! needs to understand, reads no file and draws no random number.
//!
//! Numbers are not stored in place. A place that holds a number holds a [`Num`], a handle into the
//! [`Ledger`]. So any number can be a range, can be addressed by its path, can be changed on a
//! date, and can be asked whether anything read it.

mod base;
mod calendar;
mod counterparts;
mod crisis;
mod indicator;
mod intervention;
mod issue;
mod number;
mod office;
mod organ;
mod parameter;
mod principal;

pub use base::{Base, Capacity, Cohort, Seats};
pub use calendar::{Calendar, Round, RoundUnit, WrittenDate};
pub use counterparts::Counterparts;
pub use crisis::{
    Condition, Crisis, Decider, Effect, Measured, Pole, Selector, Trigger, Way, WayOut,
};
pub use indicator::{Indicator, Role};
pub use intervention::{Deed, Intervention};
pub use issue::Issue;
pub use number::{Ledger, Num, Quantity, Spread, Values};
pub use office::{Office, Powers};
pub use organ::{FEWEST_SEATS, MOST_SEATS, Organ, Sitting};
pub use parameter::{Parameter, Parameters};
pub use principal::{Principal, Trait};

/// Index of a principal in [`Polity::principals`].
pub type Who = usize;
/// Index of a power base in [`Polity::bases`].
pub type BaseIx = usize;
/// Index of an office in [`Polity::offices`].
pub type OfficeIx = usize;
/// Index of an organ in [`Polity::organs`].
pub type OrganIx = usize;
/// Index of an issue in [`Polity::issues`].
pub type IssueIx = usize;
/// Index of an indicator in [`Polity::indicators`].
pub type IndicatorIx = usize;
/// Index of a crisis in [`Polity::crises`].
pub type CrisisIx = usize;

/// What the leaders think they can do to each other. All three lie in `[0, 1]` and move with what
/// is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norms {
    /// The price of losing: 0 a quiet post, 1 death.
    pub terror: Num,
    /// What terror falls back to when nobody holds the police.
    pub terror_floor: Num,
    /// How far one man may stand above the rest before the others resent it: 0 freely, 1 not at all.
    pub collegiality: Num,
    /// How far plotters expect an appeal over the organ's head. Low until one is made, then full.
    pub precedent: Num,
}

/// A checked world, ready to be played.
///
/// Tables are sorted by id, so that the order in which a scenario was written never matters.
#[derive(Clone, Debug)]
pub struct Polity {
    /// First round, number of rounds and how long one lasts.
    pub calendar: Calendar,
    /// Every number with its path, central value, spread and valid range.
    pub ledger: Ledger,
    /// Named leaders, members and bench.
    pub principals: Vec<Principal>,
    /// Power bases, each with its cadres.
    pub bases: Vec<Base>,
    /// Offices, filled, vacant or yet to open.
    pub offices: Vec<Office>,
    /// Deciding bodies. Exactly one sits principals and decides by default: [`Polity::presidium`].
    pub organs: Vec<Organ>,
    /// The organ of principals in which the struggle is decided.
    pub presidium: OrganIx,
    /// Lines of policy.
    pub issues: Vec<Issue>,
    /// Numbers about the world.
    pub indicators: Vec<Indicator>,
    /// What befalls the leaders, and what they may set going.
    pub crises: Vec<Crisis>,
    /// What the leaders think they can do to each other.
    pub norms: Norms,
    /// Initial trust, `(of, towards, value in [-1, 1])`; pairs not listed start at 0.
    pub trust: Vec<(Who, Who, Num)>,
    /// Initial files, `(holder, on whom, value in [0, 1])`; pairs not listed start at 0.
    pub files: Vec<(Who, Who, Num)>,
    /// The engine's coefficients, in the order of [`Parameters::SPEC`].
    pub parameters: Vec<Num>,
    /// What a what-if makes happen on a date; empty in an ordinary scenario.
    pub interventions: Vec<Intervention>,
}

impl Polity {
    /// The indicator that plays this role, where there is one.
    pub fn playing(&self, role: Role) -> Option<IndicatorIx> {
        self.indicators.iter().position(|indicator| indicator.role == Some(role))
    }
}
