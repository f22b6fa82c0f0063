//! Propositions about a history: "Beria is the first to fall".

use crate::engine::Log;
use crate::polity::Polity;

/// Something a scenario asks of each history.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Key in the scenario.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// What must hold for the answer to be yes.
    pub when: Proposition,
    /// What must hold for the question to be counted.
    pub given: Option<Proposition>,
}

impl Question {
    /// The answer for one history; `None` where what is `given` does not hold.
    pub fn answer(&self, polity: &Polity, log: &Log) -> Option<bool> {
        let counted = self.given.as_ref().is_none_or(|given| given.holds(polity, log));
        counted.then(|| self.when.holds(polity, log))
    }
}

/// A proposition about a history.
#[derive(Clone, Debug, PartialEq)]
pub enum Proposition {
    /// All of them hold.
    All(Vec<Proposition>),
}

impl Proposition {
    /// Whether it holds of a history.
    pub fn holds(&self, polity: &Polity, log: &Log) -> bool {
        match self {
            Self::All(each) => each.iter().all(|p| p.holds(polity, log)),
        }
    }
}
