//! From a scenario and a log to an account of it.

use crate::engine::{Log, Luck};
use crate::history::{Account, Answer, Fact, SourceNote};
use crate::polity::Values;
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
    // Within a round as they are written: causes before what came of them.
    let mut record: Vec<&Recorded> = scenario.record.iter().collect();
    record.sort_by_key(|recorded| (recorded.at, recorded.place));
    let facts = record.into_iter().map(|recorded| fact(scenario, log, recorded)).collect();
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
    Fact {
        id: recorded.id.clone(),
        at: recorded.at,
        on: recorded.on,
        window: recorded.window,
        text: recorded.text.clone(),
        cite: recorded.grounds.cite.clone(),
        held: recorded.when.as_ref().map(|when| when.holds(polity, log)),
        here: recorded.when.as_ref().and_then(|when| when.came(recorded.window, polity, log)),
        about: recorded.when.as_ref().map_or_else(Vec::new, record::about),
        asks: recorded.when.as_ref().and_then(record::asks),
    }
}
