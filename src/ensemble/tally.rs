//! Counts over many histories. They take the same room however many are counted.

use rayon::prelude::*;

use super::Ensemble;
use super::digest::{Digest, Ending};
use crate::polity::Round;
use crate::statistics::{Bins, Estimate, wilson};

/// What has been counted so far. Persons are indices as in [`Ensemble::id`].
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// How many histories are counted.
    histories: u64,
    /// Influence, by round and person.
    influence: Vec<Vec<Bins>>,
    /// How often each person leads, by round and person.
    leads: Vec<Vec<u32>>,
    /// How often each person's first fall comes, by person and round.
    falls: Vec<Vec<u32>>,
    /// How often each person is the first to fall; the last entry counts histories without a fall.
    first_falls: Vec<u32>,
    /// How often each principal ends how, by principal and [`Ending::ALL`].
    endings: Vec<Vec<u32>>,
    /// Yes and no, by question.
    answers: Vec<[u32; 2]>,
}

impl Tally {
    /// Nothing counted yet.
    pub(super) fn new(ensemble: &Ensemble<'_>) -> Self {
        let (rounds, persons) = (ensemble.polity().calendar.rounds, ensemble.persons());
        Self {
            histories: 0,
            influence: vec![vec![Bins::of_shares(); persons]; rounds],
            leads: vec![vec![0; persons]; rounds],
            falls: vec![vec![0; rounds]; persons],
            first_falls: vec![0; persons + 1],
            endings: vec![vec![0; Ending::ALL.len()]; persons - 1],
            answers: vec![[0; 2]; ensemble.questions().count()],
        }
    }

    /// Counts histories. All is sums of whole numbers, so it does not matter which come together.
    pub(super) fn add(&mut self, digests: &[Digest]) {
        let persons = self.first_falls.len() - 1;
        // Round by round, so that the bins of a round stay at hand.
        let rounds = self.influence.par_iter_mut().zip(&mut self.leads).enumerate();
        rounds.for_each(|(round, (bins, leads))| {
            for digest in digests {
                let row = digest.influence.chunks_exact(persons).nth(round).unwrap_or(&[]);
                row.iter().zip(bins.iter_mut()).for_each(|(&x, bins)| bins.add(f64::from(x)));
                if let Some(&first) = digest.first.get(round) {
                    leads[first] += 1;
                }
            }
        });
        for digest in digests {
            for &(who, at) in &digest.falls {
                if let Some(count) = self.falls[who].get_mut(at) {
                    *count += 1;
                }
            }
            let first = digest.falls.first().map_or(persons, |(who, _)| *who);
            self.first_falls[first] += 1;
            for (counts, ending) in self.endings.iter_mut().zip(&digest.endings) {
                counts[ending.index()] += 1;
            }
            for (counts, answer) in self.answers.iter_mut().zip(&digest.answers) {
                if let Some(yes) = answer {
                    counts[usize::from(!yes)] += 1;
                }
            }
        }
        self.histories += digests.len() as u64;
    }

    /// How many histories are counted.
    pub fn histories(&self) -> u64 {
        self.histories
    }

    /// A person's influence in a round, over all histories; 0 where the person does not count.
    pub fn influence(&self, round: Round, person: usize) -> &Bins {
        &self.influence[round][person]
    }

    /// In how many histories each person leads in a round.
    pub fn leads(&self, round: Round) -> &[u32] {
        &self.leads[round]
    }

    /// In how many histories each person leads in the last round.
    pub fn leads_at_end(&self) -> &[u32] {
        self.leads.last().map_or(&[], Vec::as_slice)
    }

    /// In how many histories a person first falls in each round.
    pub fn falls(&self, person: usize) -> &[u32] {
        &self.falls[person]
    }

    /// In how many histories a person is the first to fall.
    pub fn first_falls(&self, person: usize) -> u32 {
        self.first_falls[person]
    }

    /// In how many histories a principal ends so.
    pub fn endings(&self, principal: usize, ending: Ending) -> u32 {
        self.endings[principal][ending.index()]
    }

    /// The share of yes among the histories in which a question counts; `None` if in none.
    pub fn answer(&self, question: usize) -> Option<Estimate> {
        let [yes, no] = self.answers[question].map(u64::from);
        wilson(yes, yes + no)
    }

    /// Every count in a fixed order, to be kept and taken up again.
    pub(super) fn counts(&self) -> impl Iterator<Item = u32> + '_ {
        let influence = self.influence.iter().flatten().flat_map(|bins| bins.counts()).copied();
        let flat = |table: &'_ [Vec<u32>]| table.iter().flatten().copied().collect::<Vec<_>>();
        influence
            .chain(flat(&self.leads))
            .chain(flat(&self.falls))
            .chain(self.first_falls.iter().copied())
            .chain(flat(&self.endings))
            .chain(self.answers.iter().flatten().copied())
    }

    /// The same order, to be filled. What the bins hold is put back as a whole.
    pub(super) fn restore(&mut self, histories: u64, mut next: impl FnMut() -> u32) {
        self.histories = histories;
        for bins in self.influence.iter_mut().flatten() {
            bins.restore(&mut next);
        }
        let flat = self.leads.iter_mut().flatten().chain(self.falls.iter_mut().flatten());
        let flat = flat.chain(&mut self.first_falls).chain(self.endings.iter_mut().flatten());
        for count in flat.chain(self.answers.iter_mut().flatten()) {
            *count = next();
        }
    }
}
