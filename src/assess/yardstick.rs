//! What the record can be asked, and playing histories to ask it of.

use rayon::prelude::*;

use super::seen::Seen;
use super::settled::{Settled, settled};
use crate::engine::{Detail, Luck};
use crate::ensemble::{Sampling, Watch};
use crate::polity::{Polity, Round, WrittenDate};
use crate::question::{Proposition, Question, Span};
use crate::scenario::{Recorded, Scenario};
use crate::statistics::{Estimate, brier, wilson};

/// One entry of the record that can be held against a history.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Key in the scenario.
    pub id: String,
    /// What happened, in a sentence.
    pub text: String,
    /// The round in which it happened.
    pub at: Round,
    /// When it happened, as it is written.
    pub on: WrittenDate,
    /// Rounds within which a history agrees with it, cut to the last round that is looked at.
    pub window: Span,
    /// The same as a proposition.
    pub when: Proposition,
}

/// A question that the record answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// What the record answers.
    pub answer: bool,
}

/// What is not scored, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Path in the scenario: `record.beria_falls`, `questions.executions`.
    pub path: String,
    /// Why not, as the end of a sentence.
    pub why: String,
}

/// What a record can be asked of histories.
#[derive(Clone, Debug)]
pub struct Yardstick {
    /// The world that is played, ending with the last round that is looked at.
    pub polity: Polity,
    /// Entries by date, then by id.
    pub entries: Vec<Entry>,
    /// Questions that the record answers, by id.
    pub questions: Vec<Asked>,
    /// Entries and questions that are left out.
    pub skipped: Vec<Skipped>,
}

impl Yardstick {
    /// The record of a scenario, up to a round if one is given: later entries are left out without a
    /// word, and what cannot be scored is named with its reason.
    pub fn of(scenario: &Scenario, until: Option<Round>) -> Self {
        let mut polity = scenario.polity.clone();
        let calendar = polity.calendar;
        let last = until.unwrap_or(calendar.rounds - 1).min(calendar.rounds - 1);
        polity.calendar.rounds = last + 1;
        let mut skipped = Vec::new();
        let known: Vec<&Recorded> = scenario.record.iter().filter(|r| r.at <= last).collect();
        let mut entries = Vec::new();
        for recorded in known {
            let mut skip = |why: String| {
                skipped.push(Skipped { path: format!("record.{}", recorded.id), why });
            };
            let Some(when) = &recorded.when else {
                skip("it is not put as a proposition".to_owned());
                continue;
            };
            let opens = opens(when);
            if opens > last {
                let opens = calendar.when(opens);
                skip(format!("it is decided only {opens}, which is not looked at"));
                continue;
            }
            let (from, to) = recorded.window;
            entries.push(Entry {
                id: recorded.id.clone(),
                text: recorded.text.clone(),
                at: recorded.at,
                on: recorded.on,
                window: (from, to.min(last)),
                when: when.clone(),
            });
        }
        let mut questions = Vec::new();
        for question in &scenario.questions {
            let skip = |why: String| Skipped { path: format!("questions.{}", question.id), why };
            let parts = question.given.iter().chain([&question.when]);
            if parts.map(opens).max() > Some(last) {
                // A later year: left out without a word, like entries of later years.
                continue;
            }
            let given = question.given.as_ref().map(|given| settled(given, &entries, &polity));
            let answer = settled(&question.when, &entries, &polity);
            match (given, answer) {
                (Some(Settled::No), _) => {
                    skipped.push(skip("in fact it did not arise".to_owned()));
                }
                (None | Some(Settled::Yes), Settled::Yes | Settled::No) => questions
                    .push(Asked { question: question.clone(), answer: answer == Settled::Yes }),
                _ => skipped.push(skip("the record does not answer it".to_owned())),
            }
        }
        Self { polity, entries, questions, skipped }
    }

    /// The last round that is looked at.
    pub fn last(&self) -> Round {
        self.polity.calendar.rounds - 1
    }

    /// Plays so many histories, each with its own values and luck, on the threads of the pool it is
    /// called in. History `k` begins as history `k` of an ensemble under the same seed does. `None`
    /// where the watcher wanted an end.
    pub fn play(&self, seed: u64, runs: u64, watch: &impl Watch) -> Option<Vec<Seen>> {
        let sampling = Sampling::of(&self.polity);
        (0..runs)
            .into_par_iter()
            .map(|history| {
                if watch.stop() {
                    return None;
                }
                let luck = Luck { seed, history, branch: 0 };
                let (_, log) = sampling.play(luck, Detail::Light);
                watch.played();
                Some(Seen::of(self, &log))
            })
            .collect()
    }
}

/// The first round in which a proposition can be decided: a later one leaves it open. What may come
/// at any time is asked as whether it has come yet.
pub(super) fn opens(p: &Proposition) -> Round {
    match p {
        Proposition::Leads { at, .. }
        | Proposition::Holds { at, .. }
        | Proposition::Lives { at, .. }
        | Proposition::Influence { at, .. }
        | Proposition::Standing { at, .. }
        | Proposition::Indicator { at, .. } => *at,
        Proposition::Showdown { between, .. }
        | Proposition::Opposed { between, .. }
        | Proposition::LineTurns { between, .. }
        | Proposition::Plots { between, .. } => between.0,
        Proposition::Executions { after, .. } => *after,
        Proposition::FirstToFall { .. }
        | Proposition::Fell { .. }
        | Proposition::Fate { .. }
        | Proposition::Paramount { .. }
        | Proposition::Fired(_)
        | Proposition::Chosen(..) => 0,
        Proposition::All(each) | Proposition::Any(each) => {
            each.iter().map(opens).max().unwrap_or(0)
        }
        Proposition::Not(inner) => opens(inner),
    }
}

/// How the histories answer a question that the record answers too.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Share of yes among the histories in which it arises; `None` where it arises in none.
    pub share: Option<Estimate>,
    /// Brier's score of that share against the record; `None` with it.
    pub brier: Option<f64>,
    /// Whether some histories answer yes and some no.
    pub varies: bool,
}

/// How the histories answer each of the yardstick's questions, in its order.
pub fn answers(yardstick: &Yardstick, histories: &[Seen]) -> Vec<Answer> {
    let one = |(k, asked): (usize, &Asked)| {
        let said =
            |what: bool| histories.iter().filter(|h| h.answers[k] == Some(what)).count() as u64;
        let (yes, no) = (said(true), said(false));
        let share = wilson(yes, yes + no);
        let brier = share.map(|share| brier(share.p, asked.answer));
        Answer { share, brier, varies: yes > 0 && no > 0 }
    };
    yardstick.questions.iter().enumerate().map(one).collect()
}
