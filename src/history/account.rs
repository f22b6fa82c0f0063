//! One history with everything needed to tell it.

use crate::engine::{Figure, Log, Showdown, Stage};
use crate::polity::{OfficeIx, Polity, Round, Values, Who, WrittenDate};

/// A played history and its background: what chronicle, tables and pages are made from.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    /// Built-in name of the scenario, or its file's stem.
    pub scenario: &'a str,
    /// Title of the scenario.
    pub title: &'a str,
    /// What it is about, in a few sentences.
    pub summary: &'a str,
    /// Fingerprint of the scenario, in hex.
    pub fingerprint: &'a str,
    /// Whether `--set` changed anything.
    pub edited: bool,
    /// The world that was played.
    pub polity: &'a Polity,
    /// The values it was played with.
    pub values: &'a Values,
    /// What the play left.
    pub log: &'a Log,
    /// Seed of the run.
    pub seed: u64,
    /// Number of the history, from 0.
    pub history: u64,
    /// Whether uncertain numbers were drawn; otherwise they are central.
    pub drawn: bool,
    /// Sources, by key.
    pub sources: Vec<SourceNote>,
    /// What happened in fact, by date, and whether it did here.
    pub facts: Vec<Fact>,
    /// The scenario's questions, answered for this history.
    pub answers: Vec<Answer>,
}

/// A source text, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SourceNote {
    /// Key that citations use.
    pub key: String,
    /// Title to print.
    pub title: String,
    /// Anything else worth printing; may be empty.
    pub note: String,
}

/// What a fact is about, as far as its proposition says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A principal: what becomes of him.
    Person(Who),
    /// A principal: how he stands among the others.
    Eminence(Who),
    /// An office.
    Office(OfficeIx),
    /// A crisis.
    Crisis(usize),
}

/// Something that happened in fact, set beside this history.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Key in the scenario.
    pub id: String,
    /// The round in which it happened in fact.
    pub at: Round,
    /// When it happened in fact, as it is written.
    pub on: WrittenDate,
    /// Rounds within which a history agrees with it.
    pub window: (Round, Round),
    /// What happened, in a sentence.
    pub text: String,
    /// Source keys.
    pub cite: Vec<String>,
    /// Whether it holds of this history; `None` where it was not put as a proposition.
    pub held: Option<bool>,
    /// When it came about here, where that can be said.
    pub here: Option<Round>,
    /// What it is about.
    pub about: Vec<Subject>,
    /// The one round that its proposition asks about, where it asks about one.
    pub asks: Option<Round>,
}

impl Fact {
    /// Whether this history departs from it: it does not hold, or came outside its window.
    pub fn missed(&self) -> bool {
        match (self.held, self.here) {
            (Some(false), _) => true,
            (Some(true), Some(here)) => here < self.window.0 || here > self.window.1,
            (Some(true), None) | (None, _) => false,
        }
    }
}

/// A figure within a sentence: those risen in play have a description for a name, `the newcomer of
/// 1954`, whose first letter is small.
pub fn in_prose(figure: &Figure) -> String {
    let described = figure.risen.and_then(|_| figure.name.split_once(" from the "));
    let Some((described, _)) = described else { return figure.short.clone() };
    let known = ["a ", "an "].iter().find_map(|article| described.strip_prefix(article));
    known.map_or_else(|| described.to_owned(), |known| format!("the {known}"))
}

/// A question with its answer for this history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Key in the scenario.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// Yes or no; `None` where what is given does not hold.
    pub answer: Option<bool>,
}

impl Account<'_> {
    /// Short name of a figure.
    pub fn short(&self, who: Who) -> &str {
        &self.log.cast[who].short
    }

    /// A figure within a sentence.
    pub fn in_prose(&self, who: Who) -> String {
        in_prose(&self.log.cast[who])
    }

    /// Full name of a figure.
    pub fn name(&self, who: Who) -> &str {
        &self.log.cast[who].name
    }

    /// Key of a figure.
    pub fn id(&self, who: Who) -> &str {
        &self.log.cast[who].id
    }

    /// Name of an office.
    pub fn office(&self, office: OfficeIx) -> &str {
        &self.polity.offices[office].name
    }

    /// A round in prose: `June 1953`.
    pub fn words(&self, round: Round) -> String {
        self.polity.calendar.words(round)
    }

    /// When a round was, in prose: `in June 1953`.
    pub fn when(&self, round: Round) -> String {
        self.polity.calendar.when(round)
    }

    /// A round in tables: `1953-06`.
    pub fn label(&self, round: Round) -> String {
        self.polity.calendar.label(round)
    }

    /// The last round that was played; 0 for an empty log.
    pub fn last(&self) -> Round {
        self.log.measures.influence.len().saturating_sub(1)
    }

    /// Influence of a figure in a round; 0 where nothing was measured.
    pub fn influence(&self, round: Round, who: Who) -> f64 {
        row(&self.log.measures.influence, round, who)
    }

    /// Standing of a figure in a round; 0 where nothing was measured.
    pub fn standing(&self, round: Round, who: Who) -> f64 {
        row(&self.log.measures.standing, round, who)
    }

    /// Who had the `n` greatest influences in a round, greatest first, nobody without any.
    pub fn foremost(&self, round: Round, n: usize) -> Vec<Who> {
        let mut all: Vec<Who> =
            (0..self.log.cast.len()).filter(|&w| self.influence(round, w) > 0.0).collect();
        all.sort_by(|&a, &b| self.influence(round, b).total_cmp(&self.influence(round, a)));
        all.truncate(n);
        all
    }

    /// Offices a figure holds at the end of a round: what he gives up in it is left out.
    pub fn offices_of(&self, who: Who, round: Round) -> Vec<OfficeIx> {
        let mut held: Vec<OfficeIx> = self
            .log
            .tenures
            .iter()
            .filter(|t| t.who == who && t.from <= round && t.to.is_none_or(|to| round < to))
            .map(|t| t.office)
            .collect();
        held.sort_unstable();
        held.dedup();
        held
    }

    /// Who held an office in a round.
    pub fn holder(&self, office: OfficeIx, round: Round) -> Option<Who> {
        let held = |t: &&crate::engine::Tenure| {
            t.office == office && t.from <= round && t.to.is_none_or(|to| round < to)
        };
        self.log.tenures.iter().rev().find(held).map(|t| t.who)
    }

    /// How many votes for a motion, cast against it, would have turned a vote; `None` for stages
    /// without a vote.
    pub fn turned_by(&self, stage: &Stage) -> Option<u32> {
        let Stage::Vote { organ, ayes, noes, carried, .. } = *stage else { return None };
        let majority = self.values[self.polity.organs[organ].majority];
        let cast = f64::from(ayes + noes);
        let passes = |for_it: u32| f64::from(for_it) > majority * cast;
        if carried {
            (1..=ayes).find(|k| !passes(ayes - k))
        } else {
            (1..=noes).find(|k| passes(ayes + k))
        }
    }

    /// Votes of a showdown, as `(organ name, ayes, noes)`.
    pub fn votes<'s>(
        &'s self,
        showdown: &'s Showdown,
    ) -> impl Iterator<Item = (&'s str, u32, u32)> {
        showdown.stages.iter().filter_map(|stage| match *stage {
            Stage::Vote { organ, ayes, noes, .. } => {
                Some((self.polity.organs[organ].name.as_str(), ayes, noes))
            }
            _ => None,
        })
    }
}

fn row(rows: &[Vec<f32>], round: Round, column: usize) -> f64 {
    rows.get(round).and_then(|row| row.get(column)).map_or(0.0, |&x| f64::from(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_rose_in_play_is_named_within_a_sentence_by_what_is_known_of_him() {
        let told = |name: &str| {
            let (id, short) = ("risen".to_owned(), "Newcomer".to_owned());
            in_prose(&Figure { id, name: name.into(), short, contender: false, risen: Some(9) })
        };
        assert_eq!(told("a newcomer of 1981 from the Army"), "the newcomer of 1981");
        assert_eq!(told("an eighth newcomer of 1981 from the Army"), "the eighth newcomer of 1981");
        assert_eq!(told("newcomer number 12 of 1981 from the Army"), "newcomer number 12 of 1981");
    }
}
