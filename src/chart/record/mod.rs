//! Charts of the record against histories, and of rival accounts side by side.

mod costs;
mod dates;
mod lenses;
#[cfg(test)]
mod tests;

pub use costs::{Cost, Course, costs};
pub use dates::{Dated, dates};
pub use lenses::{Account, Verdicts, accounts, verdicts};

use super::caption::{Caption, grouped};
use super::palette::Colour;
use super::sheet::{Point, Sheet};
use crate::polity::Calendar;

/// Colour of the model in these charts.
const MODEL: Colour = Colour(0x00, 0x72, 0xB2);

/// Many histories held against one record, to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// The rounds that are looked at.
    pub calendar: &'a Calendar,
    /// Where the histories come from.
    pub caption: &'a Caption,
    /// How many there are.
    pub histories: u64,
}

impl Trial<'_> {
    fn period(&self) -> String {
        let last = self.calendar.rounds.saturating_sub(1);
        format!("{} to {}", self.calendar.words(0), self.calendar.words(last))
    }

    /// What is shown of what, for alt texts.
    fn matter(&self) -> String {
        format!(
            "over {} histories of {}, {}",
            grouped(self.histories),
            self.caption.title,
            self.period()
        )
    }
}

/// A ring.
fn ring(sheet: &mut Sheet, at: Point, radius: f64, colour: Colour) {
    sheet.disc(at, radius, colour);
    sheet.disc(at, radius - 1.6, super::palette::WHITE);
}
