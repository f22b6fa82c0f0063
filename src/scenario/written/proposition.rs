//! Propositions about a history as typed, with external tags.

use serde::Deserialize;

use super::{ChosenOption, Placed};

type Text = Placed<String>;
type Between = Option<[Text; 2]>;

/// A bound on a level at a date, as typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub of: Text,
    pub at: Text,
    pub above: Option<f64>,
    pub below: Option<f64>,
}

/// A showdown as typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Showdown {
    pub against: Text,
    pub between: Between,
    pub survives: Option<bool>,
    pub heard: Option<bool>,
    pub first: Option<bool>,
}

/// A proposition as typed. The schema explains each tag and key.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Proposition {
    FirstToFall { who: Text, among: Option<Vec<Text>> },
    Fell { who: Text, before: Option<Text>, by: Option<Text> },
    Fate { who: Text, is: String },
    Leads { who: Text, at: Text },
    Paramount { who: Text, by: Text },
    Holds { office: Text, who: Text, at: Text },
    Lives { who: Text, at: Text },
    Influence(Level),
    Standing(Level),
    Indicator(Level),
    Showdown(Showdown),
    Opposed { who: Text, whom: Text, between: Between },
    Executions { after: Option<Text>, at_least: Option<usize> },
    Fired(Text),
    Chosen(ChosenOption),
    LineTurns { issue: Text, between: Between, at_least: Option<usize> },
    Plots { between: Between, against: Option<Text>, by: Option<Text>, at_least: Option<usize> },
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}
