//! Charts of many histories.

mod at_end;
mod bands;
mod by_month;
mod falls;
#[cfg(test)]
mod tests;

pub use at_end::leader_at_end;
pub use bands::influence_bands;
pub use by_month::leaders_by_month;
pub use falls::falls;

use std::cmp::Reverse;

use super::caption::Caption;
use super::palette::{Look, Person};
use crate::polity::{Polity, Round};
use crate::statistics::{Estimate, so_many, so_many_histories, wilson};

/// What titles say where it is not known who is in front.
const UNKNOWN: &str = "Too few histories to say who leads most often";

/// Many histories of one polity, to be drawn. Persons are its principals by index; whoever rose in
/// play comes after the last of them, as one.
#[derive(Clone, Debug)]
pub struct Multitude<'a> {
    /// The world that was played.
    pub polity: &'a Polity,
    /// Key of whoever rose in play.
    pub risen: &'a str,
    /// Where the histories come from.
    pub caption: &'a Caption,
    /// How many there are.
    pub histories: u64,
    /// Quantiles of influence by round and person: the lower ends of the 95, 80 and 50 % bands,
    /// the median, and the upper ends in turn.
    pub bands: Vec<Vec<[f64; 7]>>,
    /// In how many histories each person leads, by round and person.
    pub leads: Vec<Vec<u32>>,
    /// In how many histories each person falls for the first time, by person and round.
    pub falls: Vec<Vec<u32>>,
    /// Influence in some single histories, by history, round and person.
    pub singles: Vec<Vec<Vec<f32>>>,
}

impl Multitude<'_> {
    fn persons(&self) -> usize {
        self.polity.principals.len() + 1
    }

    fn rounds(&self) -> usize {
        self.leads.len()
    }

    fn short(&self, person: usize) -> &str {
        self.polity.principals.get(person).map_or("Newcomers", |principal| &principal.short)
    }

    /// The same within a sentence: newcomers are no name.
    fn short_within(&self, person: usize) -> &str {
        self.polity.principals.get(person).map_or("newcomers", |principal| &principal.short)
    }

    /// A verb for a person, or for newcomers, who are many.
    fn verb(&self, person: usize, one: &'static str, many: &'static str) -> &'static str {
        if person < self.polity.principals.len() { one } else { many }
    }

    fn id(&self, person: usize) -> &str {
        self.polity.principals.get(person).map_or(self.risen, |principal| &principal.id)
    }

    fn is_contender(&self, person: usize) -> bool {
        self.polity.principals.get(person).is_some_and(|principal| principal.contender)
    }

    fn look(&self, person: usize) -> Look {
        let principals = &self.polity.principals;
        if person >= principals.len() {
            return Look::newcomers();
        }
        let people: Vec<Person<'_>> = principals.iter().map(Person::named).collect();
        Look::among(self.id(person), &people)
    }

    /// Share of histories in which a person leads in a round.
    fn leading(&self, round: Round, person: usize) -> f64 {
        let count = self.leads.get(round).and_then(|row| row.get(person)).copied();
        f64::from(count.unwrap_or(0)) / self.histories.max(1) as f64
    }

    /// In how many histories a person falls.
    fn fallen(&self, person: usize) -> u64 {
        self.falls.get(person).map_or(0, |row| row.iter().copied().map(u64::from).sum())
    }

    /// A share of all histories with its interval.
    fn rate(&self, count: u64) -> Option<Estimate> {
        wilson(count, self.histories)
    }

    /// How well a share of the histories is known at 95 %, or better: `with 2,000 histories, a share is
    /// known to within ±2.2 in 100`.
    fn known(&self, share: &str) -> String {
        let reach = self.rate(self.histories / 2).map_or(1.0, |half| half.interval().width() / 2.0);
        let (tenths, whole) = ((1000.0 * reach).ceil() / 10.0, (100.0 * reach).ceil());
        let reach = if tenths < 10.0 { format!("{tenths:.1}") } else { format!("{whole:.0}") };
        let histories = so_many_histories(self.histories);
        format!("with {histories}, {share} is known to within \u{b1}{reach} in 100")
    }

    /// Who leads in a round, most often first; ties to the lower index.
    fn ranked(&self, round: Round) -> Vec<(usize, u32)> {
        let row = self.leads.get(round).map_or(&[][..], Vec::as_slice);
        let mut ranked: Vec<(usize, u32)> =
            row.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
        ranked.sort_by_key(|&(person, count)| (Reverse(count), person));
        ranked
    }

    /// Who leads in a round clearly more often than anyone else.
    fn clear_leader(&self, round: Round) -> Option<usize> {
        let ranked = self.ranked(round);
        (self.front(&ranked) == Some(1)).then(|| ranked[0].0)
    }

    /// How many of the first two stand clear of those after them: the intervals do not meet. Less
    /// is not known, and that is no finding. `ranked` has counts of histories, the highest first.
    fn front(&self, ranked: &[(usize, u32)]) -> Option<usize> {
        let count = |at: usize| ranked.get(at).map_or(0, |(_, count)| u64::from(*count));
        let clear = |at: &usize| {
            let ends = self.rate(count(at - 1)).zip(self.rate(count(*at)));
            ends.is_some_and(|(before, after)| before.lo > after.hi)
        };
        [1, 2].into_iter().find(clear)
    }

    /// The time shown, in words: `March 1953 to December 1964`.
    fn period(&self) -> String {
        let calendar = &self.polity.calendar;
        format!("{} to {}", calendar.words(0), calendar.words(self.rounds().saturating_sub(1)))
    }

    /// What is shown, for alt texts: `in 2,000 simulated histories of ..., March 1953 to ...`.
    fn matter(&self) -> String {
        format!(
            "in {} of \u{201c}{}\u{201d}, {}",
            so_many(self.histories, "simulated history", "simulated histories"),
            self.caption.title,
            self.period()
        )
    }
}
