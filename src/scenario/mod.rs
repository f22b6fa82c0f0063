//! Scenarios: TOML as written, checked into a polity with its sources, record and questions.

use std::collections::BTreeMap;

use crate::polity::{Polity, Round};
use crate::question::{Proposition, Question};

/// A checked scenario: it cannot be wrong.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Built-in name, or the file's stem.
    pub id: String,
    /// Title for pages.
    pub title: String,
    /// What it is about, in a few sentences.
    pub summary: String,
    /// The world the engine plays.
    pub polity: Polity,
    /// Sources by key.
    pub sources: BTreeMap<String, Source>,
    /// On what each entity rests, by path: `principals.beria`.
    pub grounds: BTreeMap<String, Grounds>,
    /// What happened in fact, by date. Never read by the engine.
    pub record: Vec<Recorded>,
    /// What is asked of each history, by id.
    pub questions: Vec<Question>,
    /// The whole scenario as TOML after overlays and edits, tables sorted.
    pub resolved: String,
    /// blake3 of `resolved`, in hex.
    pub fingerprint: String,
    /// Whether `--set` changed anything.
    pub edited: bool,
}

/// A source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Title to print.
    pub title: String,
    /// Anything else worth printing; may be empty.
    pub note: String,
}

/// On what a part of a scenario rests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Source keys.
    pub cite: Vec<String>,
    /// Why we judged so, where the texts are silent.
    pub judgement: Option<String>,
}

/// What happened in fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Key in the scenario.
    pub id: String,
    /// When it happened.
    pub at: Round,
    /// Rounds within which a history agrees with it.
    pub window: (Round, Round),
    /// The same as a proposition, where it can be put as one.
    pub when: Option<Proposition>,
    /// What happened, in a sentence.
    pub text: String,
    /// On what that rests.
    pub grounds: Grounds,
}
