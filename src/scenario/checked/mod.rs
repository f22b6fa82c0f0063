//! From a scenario as typed to one that cannot be wrong.
//!
//! One file a part of the polity. Everything is looked at, whatever else is wrong; only when the
//! caller has seen that nothing was found may the result be used.

mod crises;
mod desk;
mod doubts;
mod idle;
mod institutions;
mod interventions;
mod never;
mod people;
mod questions;
mod rules;
mod settled;
mod world;

use std::collections::BTreeMap;

use super::findings::{Finding, Severity};
use super::written;
use super::{Grounds, Recorded, Source, WhatIf};
use crate::polity::{Num, Parameters, Polity};
use crate::question::Question;
use desk::Desk;
pub use desk::Seen;

/// What comes of a scenario as typed.
pub struct Checked {
    /// The world the engine plays.
    pub polity: Polity,
    /// Sources by key.
    pub sources: BTreeMap<String, Source>,
    /// On what each entity rests, by path.
    pub grounds: BTreeMap<String, Grounds>,
    /// What happened in fact, by date.
    pub record: Vec<Recorded>,
    /// Questions by id.
    pub questions: Vec<Question>,
    /// What a what-if says about itself.
    pub whatif: Option<WhatIf>,
}

/// Checks what the walk over the schema cannot see, and builds the polity.
pub fn check(scenario: &written::Scenario, seen: Seen<'_>, findings: &mut Vec<Finding>) -> Checked {
    let mut desk = Desk::new(scenario, seen, findings);
    rules::limits(&mut desk, scenario);
    let sources = scenario
        .sources
        .iter()
        .map(|(id, s)| {
            let source = Source { title: s.title.clone(), note: s.note.clone() };
            (id.get_ref().clone(), source)
        })
        .collect();
    let parameters = parameters(&mut desk, scenario);
    let organs = institutions::organs(&mut desk, scenario);
    let presidium = rules::presidium(&mut desk, scenario, &organs);
    let principals = people::principals(&mut desk, scenario);
    let bases = institutions::bases(&mut desk, scenario);
    let offices = institutions::offices(&mut desk, scenario, presidium);
    let issues = world::issues(&mut desk, scenario, presidium);
    let indicators = world::indicators(&mut desk, scenario);
    let crises = crises::crises(&mut desk, scenario);
    let norms = world::norms(&mut desk, scenario);
    let trust = people::pairs(&mut desk, "trust", &scenario.trust);
    let files = people::pairs(&mut desk, "files", &scenario.files);
    rules::sitting(&mut desk, scenario, &organs, &principals, &bases);
    rules::deciders(&mut desk, scenario);
    rules::appeals(&mut desk, scenario, &organs);
    let record = questions::record(&mut desk, scenario);
    let questions = questions::questions(&mut desk, scenario);
    let whatif = questions::whatif(&mut desk, scenario);
    let interventions = interventions::interventions(&mut desk, scenario);
    let polity = Polity {
        calendar: desk.calendar,
        ledger: std::mem::take(&mut desk.ledger),
        principals,
        bases,
        offices,
        organs,
        presidium,
        issues,
        indicators,
        crises,
        norms,
        trust,
        files,
        parameters,
        interventions,
    };
    let grounds = desk.grounds.clone();
    let checked = Checked { polity, sources, grounds, record, questions, whatif };
    if desk.findings.iter().all(|finding| finding.severity == Severity::Warning) {
        doubts::doubts(&mut desk, scenario, &checked);
    }
    checked
}

fn parameters(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Num> {
    Parameters::SPEC
        .iter()
        .map(|p| {
            let amount = scenario.parameters.get(p.id);
            desk.enter(format!("parameters.{}", p.id), amount, (p.low, p.high), p.default)
        })
        .collect()
}
