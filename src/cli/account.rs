//! From a scenario and a log to an account of it.

use crate::engine::{Log, Luck};
use crate::history::{Account, Answer, Fact, SourceNote};
use crate::polity::Values;
use crate::question::Proposition;
use crate::scenario::{Recorded, Scenario};

use super::record;

/// Gathers what is needed to tell a history: answers to the questions, the record beside it.
pub(super) fn account<'a>(
    scenario: &'a Scenario,
    values: &'a Values,
    log: &'a Log,
    luck: Luck,
    drawn: bool,
) -> Account<'a> {
    let polity = &scenario.polity;
    let answers = scenario.questions.iter().map(|question| Answer {
        id: question.id.clone(),
        ask: question.ask.clone(),
        answer: question.answer(polity, log),
    });
    let sources = scenario.sources.iter().map(|(key, source)| SourceNote {
        key: key.clone(),
        title: source.title.clone(),
        note: source.note.clone(),
    });
    let facts = scenario.record.iter().map(|recorded| fact(scenario, log, recorded)).collect();
    Account {
        scenario: &scenario.id,
        title: &scenario.title,
        summary: &scenario.summary,
        fingerprint: &scenario.fingerprint,
        edited: scenario.edited,
        polity,
        values,
        log,
        seed: luck.seed,
        history: luck.history,
        drawn,
        sources: sources.collect(),
        facts,
        answers: answers.collect(),
    }
}

fn fact(scenario: &Scenario, log: &Log, recorded: &Recorded) -> Fact {
    let polity = &scenario.polity;
    let when = recorded.when.as_ref();
    let here = when.and_then(|when| when.came(recorded.window, polity, log));
    // What can be dated and came about in no round did not come about: whoever never had an office has
    // not lost it.
    let held = |when: &Proposition| when.holds(polity, log) && (here.is_some() || !when.is_dated());
    Fact {
        id: recorded.id.clone(),
        at: recorded.at,
        on: recorded.on,
        window: recorded.window,
        text: recorded.text.clone(),
        cite: recorded.grounds.cite.clone(),
        held: when.map(held),
        here,
        about: when.map_or_else(Vec::new, record::about),
        asks: when.and_then(record::asks),
    }
}
