//! Conditions and effects of crises as typed, with external tags.

use serde::Deserialize;

use super::{Amount, Placed};

type Id = Placed<String>;

/// A bound as typed: one of the two.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    pub above: Option<Amount>,
    pub below: Option<Amount>,
}

/// An option of a crisis as typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChosenOption {
    pub crisis: Id,
    pub option: Id,
}

/// A condition as typed. The schema explains each tag and key.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    Indicator { of: Id, above: Option<Amount>, below: Option<Amount> },
    Line { of: Id, above: Option<Amount>, below: Option<Amount> },
    Lead(Bound),
    Fired(Id),
    NotFired(Id),
    Chosen(ChosenOption),
    Since { crisis: Id, months: usize },
    Held(Id),
}

/// An effect as typed. The schema explains each tag and key.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    Indicator { of: Id, by: Amount },
    Performance { issue: Id, pole: String, by: Amount },
    Line { issue: Id, by: Amount },
    Weight { base: Id, times: Amount },
    Capacity { base: Id, of: String, by: Amount },
    Support { who: Id, base: Option<Id>, by: Amount },
    Standing { who: Id, by: Amount },
    Trust { of: Id, towards: Id, by: Amount },
    Seats { by: Placed<Amount> },
    Terror(Amount),
    Collegiality(Amount),
    Precedent(Amount),
    Likelier { crisis: Id, times: Amount },
    Blocks(Id),
}
