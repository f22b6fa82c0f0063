//! Whether the model believes itself: its own histories as records.

use super::chain::{LEAST, laplace};
use super::seen::Seen;
use crate::statistics::{Estimate, log_score, wilson};

/// Most histories that are taken as records.
const MOST: usize = 1000;
/// Bins of forecasts: around 0, 10, 20 and so on to 100 in 100.
const BINS: usize = 11;

/// Forecasts of about one size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The middle of the bin, in `[0, 1]`.
    pub middle: f64,
    /// Mean of the forecasts in it.
    pub forecast: f64,
    /// Share of them that came true. Forecasts for one history hang together, so its interval is
    /// somewhat too narrow.
    pub came: Estimate,
}

/// How the model forecasts itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// Histories taken as records.
    pub records: usize,
    /// Bins with forecasts in them, by size.
    pub bins: Vec<Bin>,
    /// Mean distance between forecast and what came, weighted by forecasts; `None` without any.
    pub distance: Option<f64>,
    /// Mean surprise a step of each history taken as a record, in bits, sorted.
    pub surprise: Vec<f64>,
}

impl Calibration {
    /// Surprise a step that this share of its own histories does not exceed.
    pub fn surprise_at(&self, share: f64) -> Option<f64> {
        let last = self.surprise.len().checked_sub(1)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the list"
        )]
        let at = (share.clamp(0.0, 1.0) * last as f64).round() as usize;
        Some(self.surprise[at])
    }

    /// Share of its own histories that are less surprising than this many bits a step; half of those
    /// that are as surprising.
    pub fn rank(&self, bits: f64) -> Option<f64> {
        let n = self.surprise.len();
        let below = self.surprise.iter().filter(|own| **own < bits).count() as f64;
        let same = self.surprise.iter().filter(|own| **own == bits).count() as f64;
        (n > 0).then(|| (below + same / 2.0) / n as f64)
    }
}

/// Takes histories with odd numbers as records, up to a thousand of them, and scores each with those
/// of even numbers as the record itself is scored: each entry, yes or no, given how the entries
/// before it turned out there, as long as at least [`LEAST`] histories agree with that.
pub fn calibrate(entries: usize, histories: &[Seen]) -> Calibration {
    let judges: Vec<&Seen> = histories.iter().step_by(2).collect();
    let agree: Vec<Vec<u64>> = (0..entries).map(|e| bits(&judges, e)).collect();
    let mut sums = [(0_u64, 0.0, 0_u64); BINS];
    let mut found = Calibration::default();
    for record in histories.iter().skip(1).step_by(2).take(MOST) {
        let mut left = bits_of_all(judges.len());
        let (mut steps, mut cost) = (0_u32, 0.0);
        for (entry, agree) in agree.iter().enumerate() {
            let n = count(&left);
            if n < LEAST {
                break;
            }
            let both: u64 =
                left.iter().zip(agree).map(|(l, a)| u64::from((l & a).count_ones())).sum();
            let chance = laplace(both, n);
            let came = record.agrees[entry];
            let (forecasts, sum, hits) = &mut sums[bin(chance)];
            (*forecasts, *sum, *hits) = (*forecasts + 1, *sum + chance, *hits + u64::from(came));
            (steps, cost) = (steps + 1, cost + log_score(chance, came));
            left.iter_mut().zip(agree).for_each(|(l, a)| *l &= if came { *a } else { !*a });
        }
        if steps > 0 {
            found.records += 1;
            found.surprise.push(cost / f64::from(steps));
        }
    }
    found.surprise.sort_by(f64::total_cmp);
    let (mut distance, mut all) = (0.0, 0.0);
    for (k, (forecasts, sum, hits)) in sums.into_iter().enumerate() {
        let Some(came) = wilson(hits, forecasts) else { continue };
        let forecast = sum / forecasts as f64;
        found.bins.push(Bin { middle: k as f64 / (BINS - 1) as f64, forecast, came });
        distance += forecasts as f64 * (forecast - came.p).abs();
        all += forecasts as f64;
    }
    found.distance = (all > 0.0).then(|| distance / all);
    found
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a chance is in [0, 1]"
)]
fn bin(chance: f64) -> usize {
    ((chance * (BINS - 1) as f64).round() as usize).min(BINS - 1)
}

/// One bit a history: whether it agrees with an entry.
fn bits(histories: &[&Seen], entry: usize) -> Vec<u64> {
    let word = |some: &[&Seen]| {
        let bit = |(k, h): (usize, &&Seen)| u64::from(h.agrees[entry]) << k;
        some.iter().enumerate().map(bit).sum()
    };
    histories.chunks(64).map(word).collect()
}

fn bits_of_all(n: usize) -> Vec<u64> {
    let full = |k: usize| if n - k >= 64 { u64::MAX } else { (1 << (n - k)) - 1 };
    (0..n).step_by(64).map(full).collect()
}

fn count(words: &[u64]) -> u64 {
    words.iter().map(|w| u64::from(w.count_ones())).sum()
}
