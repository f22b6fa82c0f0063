//! What is kept of one history.

use std::collections::BTreeSet;

use super::yardstick::{Entry, Yardstick};
use crate::engine::{Fate, Log};
use crate::polity::{Round, Who};

/// What one history shows of what the record is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When each entry came about, within its window or not; `None` where it did not, or where no
    /// one round can be named.
    pub came: Vec<Option<Round>>,
    /// Whether the history agrees with each entry: it holds, and came within its window if it is
    /// something that can be dated. Where such a thing did not come about, the history does not agree:
    /// an office that somebody never held, he has not lost.
    pub agrees: Vec<bool>,
    /// Answers to the questions that the record answers; `None` where one does not arise.
    pub answers: Vec<Option<bool>>,
    /// How many leaders were brought down.
    pub falls: usize,
    /// How many of them were put to death.
    pub executions: usize,
    /// How many trials of strength there were.
    pub showdowns: usize,
    /// How many people had the greatest influence at some time.
    pub leaders: usize,
    /// Who had it in the last round; whoever rose in play comes after the last of the principals.
    pub leads: Option<Who>,
}

impl Seen {
    pub(super) fn of(yardstick: &Yardstick, log: &Log) -> Self {
        let polity = &yardstick.polity;
        let (mut came, mut agrees) = (Vec::new(), Vec::new());
        for Entry { window, when, .. } in &yardstick.entries {
            let holds = when.holds(polity, log);
            let at = when.came(*window, polity, log);
            came.push(at);
            let in_time = match at {
                Some(at) => window.0 <= at && at <= window.1,
                None => !when.is_dated(),
            };
            agrees.push(holds && in_time);
        }
        let fallen: BTreeSet<Who> =
            log.falls.iter().filter(|fall| fall.fate.is_fall()).map(|fall| fall.who).collect();
        let first = &log.measures.first;
        Self {
            came,
            agrees,
            answers: yardstick.questions.iter().map(|a| a.question.answer(polity, log)).collect(),
            falls: fallen.len(),
            executions: log.falls.iter().filter(|fall| fall.fate == Fate::Executed).count(),
            showdowns: log.showdowns.len(),
            leaders: first.iter().collect::<BTreeSet<_>>().len(),
            leads: first.last().map(|&who| who.min(polity.principals.len())),
        }
    }
}
