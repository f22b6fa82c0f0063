//! One history of many: its values drawn, its luck numbered.

use crate::chance::{Chance, Luck, Ranges};
use crate::engine::{Detail, Log, play};
use crate::polity::{Polity, Values};

/// Plays histories of one polity, each under its own luck and with its own values.
#[derive(Clone, Debug)]
pub struct Sampling<'a> {
    polity: &'a Polity,
    ranges: Ranges,
}

impl<'a> Sampling<'a> {
    /// Prepares to play a polity many times.
    pub fn of(polity: &'a Polity) -> Self {
        Self { polity, ranges: Ranges::of(&polity.ledger) }
    }

    /// The world that is played.
    pub fn polity(&self) -> &'a Polity {
        self.polity
    }

    /// The numbers that are drawn once a history.
    pub fn ranges(&self) -> &Ranges {
        &self.ranges
    }

    /// The values of the history under this luck.
    pub fn values(&self, luck: Luck) -> Values {
        self.ranges.draw(&Chance::new(luck))
    }

    /// Plays the history under this luck with its own values.
    pub fn play(&self, luck: Luck, detail: Detail) -> (Values, Log) {
        let values = self.values(luck);
        let log = play(self.polity, &values, luck, detail);
        (values, log)
    }
}
