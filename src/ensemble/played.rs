//! Playing many histories, in parallel and in order.

use rayon::prelude::*;

use super::digest::{self, Digest};
use super::{Sampling, Tally};
use crate::engine::{Detail, Luck};
use crate::polity::{Polity, Round};
use crate::question::Question;

/// Histories that are played before any of them is counted, for each thread.
const BATCH: u64 = 64;
/// Most measures of influence that are held until they are counted: 16 MiB of them, however many
/// threads there are.
const HELD: usize = 4 << 20;

/// What is played and what is asked of it.
#[derive(Clone, Debug)]
pub struct Ensemble<'a> {
    sampling: Sampling<'a>,
    questions: &'a [Question],
    seed: u64,
    /// Key under which whoever rose in play is counted.
    risen: String,
    /// Each round's label.
    labels: Vec<String>,
    /// Last round of each calendar year.
    year_ends: Vec<Round>,
}

/// Someone who looks on while histories are played, from any thread.
pub trait Watch: Sync {
    /// A history has been played.
    fn played(&self) {}

    /// Whether to stop. Histories under way are finished.
    fn stop(&self) -> bool {
        false
    }
}

/// Nobody looks on.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// Why playing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// All histories asked for are played.
    Done,
    /// The watcher wanted it so; what is counted is whole, and may be all that was asked for.
    Asked,
}

impl<'a> Ensemble<'a> {
    /// Histories of this polity under this seed, each asked these questions.
    pub fn new(polity: &'a Polity, questions: &'a [Question], seed: u64) -> Self {
        let calendar = &polity.calendar;
        let mut risen = "risen".to_owned();
        while polity.principals.iter().any(|principal| principal.id == risen) {
            risen.push('_');
        }
        let year = |round: Round| calendar.date(round).year();
        let ends_year = |round: &Round| {
            let next = round + 1;
            next == calendar.rounds || year(next) != year(*round)
        };
        Self {
            sampling: Sampling::of(polity),
            questions,
            seed,
            risen,
            labels: (0..calendar.rounds).map(|round| calendar.label(round)).collect(),
            year_ends: (0..calendar.rounds).filter(ends_year).collect(),
        }
    }

    /// The world that is played.
    pub fn polity(&self) -> &'a Polity {
        self.sampling.polity()
    }

    /// How each history's values are drawn.
    pub fn sampling(&self) -> &Sampling<'a> {
        &self.sampling
    }

    /// What is asked of each history.
    pub fn questions(&self) -> impl Iterator<Item = &'a Question> {
        self.questions.iter()
    }

    /// The seed of all luck.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How many persons are counted: the principals, and whoever rose in play as one more.
    pub fn persons(&self) -> usize {
        self.polity().principals.len() + 1
    }

    /// Key of a person in tables: a principal's id, or `risen`.
    pub fn id(&self, person: usize) -> &str {
        self.polity().principals.get(person).map_or(&self.risen, |principal| &principal.id)
    }

    /// Name of a person in prose.
    pub fn short(&self, person: usize) -> &str {
        self.polity().principals.get(person).map_or("a newcomer", |principal| &principal.short)
    }

    /// Full name of a person, for pages.
    pub fn name(&self, person: usize) -> &str {
        self.polity().principals.get(person).map_or("A newcomer", |principal| &principal.name)
    }

    /// Key under which whoever rose in play is counted.
    pub fn risen_id(&self) -> &str {
        &self.risen
    }

    pub(super) fn label(&self, round: Round) -> &str {
        self.labels.get(round).map_or("", String::as_str)
    }

    pub(super) fn year_ends(&self) -> &[Round] {
        &self.year_ends
    }

    /// About how long a row is, in bytes.
    pub(super) fn row_length(&self) -> usize {
        64 + 24 * self.sampling.ranges().len() + 24 * self.persons() + 4 * self.questions.len()
    }

    /// The luck of the history with this number.
    pub fn luck(&self, history: u64) -> Luck {
        Luck { seed: self.seed, history, branch: 0 }
    }

    /// Counts of no history.
    pub fn nothing(&self) -> Tally {
        Tally::new(self)
    }

    /// Names of the columns of `histories.csv`, with the line's end.
    pub fn header(&self) -> String {
        digest::header(self)
    }

    /// Plays on from where the counts stand until `runs` histories are counted. After each batch
    /// the rows of its histories, in order, and the counts with them go to `keep`. Runs on the
    /// threads of the pool it is called in.
    ///
    /// # Errors
    /// Whatever `keep` says, at once; the counts then hold that batch too.
    pub fn play_to<E>(
        &self,
        runs: u64,
        tally: &mut Tally,
        watch: &impl Watch,
        mut keep: impl FnMut(&str, &Tally) -> Result<(), E>,
    ) -> Result<Stop, E> {
        let each = self.polity().calendar.rounds * self.persons();
        let most = (HELD / each.max(1)).max(1) as u64;
        let batch = (BATCH * rayon::current_num_threads() as u64).min(most);
        let mut rows = String::new();
        while tally.histories() < runs {
            let from = tally.histories();
            let to = runs.min(from + batch);
            let played: Vec<Option<Digest>> = (0..(to - from) as usize)
                .into_par_iter()
                .with_max_len(1)
                .map(|next| self.digest(from + next as u64, watch))
                .collect();
            // What was finished beyond a gap is left, so that the rows stay without one.
            let digests: Vec<Digest> = played.into_iter().map_while(|digest| digest).collect();
            tally.add(&digests);
            rows.clear();
            digests.iter().for_each(|digest| rows.push_str(&digest.row));
            keep(&rows, tally)?;
            if tally.histories() < to {
                return Ok(Stop::Asked);
            }
        }
        // Whoever wants to stop while the last histories are under way is heard too.
        Ok(if watch.stop() { Stop::Asked } else { Stop::Done })
    }

    fn digest(&self, history: u64, watch: &impl Watch) -> Option<Digest> {
        if watch.stop() {
            return None;
        }
        let (values, log) = self.sampling.play(self.luck(history), Detail::Light);
        let digest = Digest::of(self, history, &values, &log);
        watch.played();
        Some(digest)
    }

    /// The row of one history in `histories.csv`, with the line's end.
    pub fn row(&self, history: u64) -> String {
        let (values, log) = self.sampling.play(self.luck(history), Detail::Light);
        Digest::of(self, history, &values, &log).row
    }

    /// Influence by round and person of one history, row after row, for drawing it beside others.
    pub fn single(&self, history: u64) -> Vec<f32> {
        let (_, log) = self.sampling.play(self.luck(history), Detail::Light);
        digest::pooled(&log, self.polity().principals.len())
    }
}
