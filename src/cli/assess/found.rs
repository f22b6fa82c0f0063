//! Everything that an assessment found out.

use crate::assess::{
    Allowed, Answer, Calibration, Chain, Null, Place, Seen, Where, Yardstick, allowed, alone,
    answers, calibrate, chain, forecasts, places, total,
};
use crate::polity::Round;
use crate::scenario::{Lens, Scenario};
use crate::statistics::log_score;

/// What was found out: of the scenario as it stands, and under each lens that was asked for.
pub(super) struct Found {
    pub seed: u64,
    pub runs: u64,
    /// Last round that was looked at, where one was given.
    pub until: Option<Round>,
    /// At least one; the first is told in full.
    pub assessed: Vec<Assessed>,
}

impl Found {
    pub fn main(&self) -> &Assessed {
        &self.assessed[0]
    }

    /// Steps that every one of them reached: only those can be held against each other.
    pub fn common(&self) -> usize {
        self.assessed.iter().map(|a| a.chain.steps.len()).min().unwrap_or(0)
    }
}

/// One set of parameters against the record.
pub(super) struct Assessed {
    /// `None` for the scenario's own parameters.
    pub lens: Option<Lens>,
    pub scenario: Scenario,
    pub yardstick: Yardstick,
    /// Histories played.
    pub runs: u64,
    pub places: Vec<Place>,
    pub chain: Chain,
    /// Chance of each entry by itself.
    pub alone: Vec<f64>,
    /// What each rule gives to each entry; `None` where it has nothing to go by.
    pub nulls: Vec<(Null, Option<Vec<f64>>)>,
    pub answers: Vec<Answer>,
    pub calibration: Calibration,
    pub allowed: Allowed,
}

impl Assessed {
    /// Counts what at least one history shows.
    pub fn of(
        lens: Option<Lens>,
        scenario: Scenario,
        yardstick: Yardstick,
        histories: &[Seen],
    ) -> Self {
        let entries = yardstick.entries.len();
        Self {
            lens,
            runs: histories.len() as u64,
            alone: alone(entries, histories),
            places: places(&yardstick, histories),
            chain: chain(entries, histories),
            nulls: Null::ALL.map(|null| (null, forecasts(null, &yardstick))).to_vec(),
            answers: answers(&yardstick, histories),
            calibration: calibrate(entries, histories),
            allowed: allowed(&yardstick, histories).expect("at least one history was played"),
            scenario,
            yardstick,
        }
    }

    /// What it is called beside others.
    pub fn name(&self) -> String {
        self.lens.as_ref().map_or_else(|| "own parameters".to_owned(), |lens| lens.id.clone())
    }

    /// How many entries lie in the bulk.
    pub fn in_bulk(&self) -> usize {
        self.places.iter().filter(|place| place.lies == Where::Bulk).count()
    }

    /// Surprise of all entries, each by itself, in bits.
    pub fn alone_bits(&self) -> f64 {
        total(self.alone.iter().map(|p| log_score(*p, true)))
    }

    /// Its Monte Carlo standard error, by the delta method, as if entries were independent.
    pub fn alone_error(&self) -> f64 {
        let n = self.runs as f64;
        total(self.alone.iter().map(|p| (1.0 - p) / (n * p))).sqrt() / std::f64::consts::LN_2
    }

    /// Entries that no history has within their windows, and what these cost in bits: each by itself,
    /// and in the chain, which ends with the first of them.
    pub fn unseen(&self) -> (usize, f64, f64) {
        let none = self.places.iter().zip(&self.alone).filter(|(place, _)| place.agree.p == 0.0);
        let bits: Vec<f64> = none.map(|(_, chance)| log_score(*chance, true)).collect();
        let last = self.chain.steps.iter().filter(|step| step.agree == 0).map(|step| step.bits);
        (bits.len(), total(bits.iter().copied()), total(last))
    }

    /// Surprise of a rule over the first so many entries, in bits.
    pub fn null_bits(&self, null: Null, steps: usize) -> Option<f64> {
        let (_, chances) = self.nulls.iter().find(|(other, _)| *other == null)?;
        Some(total(chances.as_ref()?.iter().take(steps).map(|p| log_score(*p, true))))
    }

    /// Mean Brier score over the questions that arise, and how many these are.
    pub fn brier(&self) -> Option<(f64, usize)> {
        let scores: Vec<f64> = self.answers.iter().filter_map(|a| a.brier).collect();
        let n = scores.len();
        (n > 0).then(|| (scores.iter().sum::<f64>() / n as f64, n))
    }
}
