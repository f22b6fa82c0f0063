//! Where each recorded event lies among the histories' own dates for it.

use super::seen::Seen;
use super::yardstick::Yardstick;
use crate::polity::Round;
use crate::statistics::{Estimate, wilson};

/// Share of histories below which an event within its window is called rare, and share of dates
/// below and above which a date lies in a tail.
pub const TAIL: f64 = 0.05;

/// Fewest histories of which it is said that none has something: of 60 without, fewer than 5 in 100 of
/// endlessly many have it, at 95 %.
pub const KNOWN_NEVER: u64 = 60;

/// Where the record lies among the histories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Neither rare nor in a tail.
    Bulk,
    /// It came earlier in fact than in 95 of 100 histories that have it.
    Early,
    /// It came later in fact than in 95 of 100 histories that have it.
    Late,
    /// Fewer than 5 in 100 histories have it within its window.
    Rare,
    /// No history has it within its window, of enough to tell that fewer than 5 in 100 would.
    Never,
}

impl Where {
    /// Its key in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bulk => "bulk",
            Self::Early => "early",
            Self::Late => "late",
            Self::Rare => "rare",
            Self::Never => "never",
        }
    }

    /// In words, for tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::Bulk => "bulk",
            Self::Early => "tail: early in fact",
            Self::Late => "tail: late in fact",
            Self::Rare => "tail: rare",
            Self::Never => "tail: never",
        }
    }
}

/// One entry of the record against all histories.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Share of histories that agree with it within its window.
    pub agree: Estimate,
    /// In how many histories it came about in each round; rounds without any are left out.
    pub dates: Vec<(Round, u64)>,
    /// Where the recorded date stands among those dates: share of them before it, and half of those
    /// in the same round. `None` where it came about in no history.
    pub quantile: Option<f64>,
    /// Bulk or tail.
    pub lies: Where,
}

/// Where each entry lies, in the yardstick's order. Empty where nothing was played.
pub fn places(yardstick: &Yardstick, histories: &[Seen]) -> Vec<Place> {
    let runs = histories.len() as u64;
    let place = |(k, at): (usize, Round)| {
        let agree = wilson(histories.iter().filter(|h| h.agrees[k]).count() as u64, runs)?;
        let mut by_round = vec![0_u64; yardstick.polity.calendar.rounds];
        histories.iter().filter_map(|h| h.came[k]).for_each(|round| by_round[round] += 1);
        let came: u64 = by_round.iter().sum();
        let before: u64 = by_round[..at].iter().sum();
        let quantile =
            (came > 0).then(|| (before as f64 + by_round[at] as f64 / 2.0) / came as f64);
        let lies = match quantile {
            _ if agree.p == 0.0 && runs >= KNOWN_NEVER => Where::Never,
            _ if agree.p < TAIL => Where::Rare,
            Some(q) if q < TAIL => Where::Early,
            Some(q) if q > 1.0 - TAIL => Where::Late,
            _ => Where::Bulk,
        };
        let dates = by_round.into_iter().enumerate().filter(|(_, many)| *many > 0).collect();
        Some(Place { agree, dates, quantile, lies })
    };
    let dated = yardstick.entries.iter().map(|entry| entry.at).enumerate();
    dated.filter_map(place).collect()
}
