//! Charts of the record against histories, and of rival accounts side by side.

mod costs;
mod dates;
mod lenses;
#[cfg(test)]
mod tests;

pub use costs::{Cost, Course, costs};
pub use dates::{Dated, dates};
pub use lenses::{Account, Under, Verdicts, accounts, verdicts};

use super::caption::Caption;
use super::palette::Colour;
use super::sheet::{Point, Sheet, TEXT, Type};
use super::typeface::wrap;
use crate::polity::Calendar;
use crate::statistics::so_many_histories;

/// A lead of so many bits is one lucky guess of eight.
const ONE_GUESS: f64 = 3.0;
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
            "over {} of {}, {}",
            so_many_histories(self.histories),
            self.caption.title,
            self.period()
        )
    }
}

/// Most lines of a label.
const LINES: usize = 2;

/// What happened, in lines that fit into so much room: all of it, else its first sentence or clause,
/// else as many words as there is room for.
fn label(text: &str, room: f64) -> Vec<String> {
    let set = Type::new(TEXT, super::palette::INK);
    let text = text.trim();
    let clauses = text.match_indices(['.', ';', ':']).map(|(end, _)| &text[..end]);
    let shorter = clauses.rev().filter(|clause| clause.len() >= 20);
    for told in std::iter::once(text).chain(shorter) {
        let lines = wrap(told, TEXT, false, room);
        if lines.len() <= LINES {
            return lines;
        }
    }
    let mut lines = wrap(text, TEXT, false, room);
    lines.truncate(LINES);
    if let Some(last) = lines.last_mut() {
        while set.width(&format!("{last}\u{2026}")) > room
            && let Some((kept, _)) = last.rsplit_once(' ')
        {
            *last = kept.to_owned();
        }
        *last = format!("{}\u{2026}", last.trim_end_matches([',', ' ']));
    }
    lines
}

/// A ring.
fn ring(sheet: &mut Sheet, at: Point, radius: f64, colour: Colour) {
    sheet.disc(at, radius, colour);
    sheet.disc(at, radius - 1.6, super::palette::WHITE);
}
