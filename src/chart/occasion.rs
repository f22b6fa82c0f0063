//! One history, as the charts look at it.

use std::cmp::Reverse;
use std::ops::Range;

use super::caption::Caption;
use super::palette::{Look, Person};
use crate::engine::{Fate, Log};
use crate::polity::{Polity, Principal, Round, Who};

/// One history of a polity, to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// The world that was played.
    pub polity: &'a Polity,
    /// What the play left.
    pub log: &'a Log,
    /// Where it comes from.
    pub caption: &'a Caption,
}

/// How someone's time at the top ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Fell(Round, Fate),
    Died(Round),
}

impl End {
    pub(super) fn at(self) -> Round {
        match self {
            Self::Fell(at, _) | Self::Died(at) => at,
        }
    }
}

/// Someone's time in the lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stint {
    pub who: Who,
    pub from: Round,
    /// First round in which he no longer led.
    pub to: Round,
}

/// Most lines in one plot.
const LINES: usize = 8;
/// Influence from which anyone is drawn.
const NOTED: f64 = 0.08;
/// Influence below which a contender's line would lie on the axis.
const SEEN: f64 = 0.05;

impl Occasion<'_> {
    /// Rounds played.
    pub(super) fn rounds(&self) -> usize {
        self.log.measures.influence.len()
    }

    /// Influence in a round; 0 for those not yet known then.
    pub(super) fn influence(&self, round: Round, who: Who) -> f64 {
        let row = self.log.measures.influence.get(round);
        let value = row.and_then(|row| row.get(who)).copied().unwrap_or(0.0);
        if value.is_finite() { f64::from(value) } else { 0.0 }
    }

    /// Everyone's index.
    pub(super) fn everyone(&self) -> Range<Who> {
        0..self.log.cast.len()
    }

    /// Short name.
    pub(super) fn short(&self, who: Who) -> &str {
        self.log.cast.get(who).map_or("somebody", |figure| &figure.short)
    }

    /// Colour, dash and marker.
    pub(super) fn look(&self, who: Who) -> Look {
        let id = self.log.cast.get(who).map_or("", |figure| figure.id.as_str());
        let named = self.polity.principals.iter().map(Person::named);
        let risen = self.log.cast.iter().filter(|figure| figure.risen.is_some());
        let people: Vec<Person<'_>> =
            named.chain(risen.map(|figure| Person::risen(&figure.id))).collect();
        Look::among(id, &people)
    }

    /// Highest influence, and the first round that has it.
    pub(super) fn peak(&self, who: Who) -> (Round, f64) {
        (0..self.rounds()).fold((0, 0.0), |best, round| {
            let value = self.influence(round, who);
            if value > best.1 { (round, value) } else { best }
        })
    }

    /// Those who get a line: whoever leads at the end or led longest, whoever else ever led, then
    /// anyone who counted for something, those with the highest peaks first, then contenders while
    /// there is room. By id.
    pub(super) fn drawn(&self) -> Vec<Who> {
        let (leaders, chiefs) = (self.stints(), self.chiefs());
        let rank = |who: Who| {
            let peak = self.peak(who).1;
            let rank = match who {
                _ if chiefs.contains(&who) => 0,
                _ if leaders.iter().any(|stint| stint.who == who) => 1,
                _ if peak >= NOTED => 2,
                _ => return self.contends(who).then_some((3, peak)),
            };
            Some((rank, peak))
        };
        let mut chosen: Vec<(u8, f64, Who)> = self
            .everyone()
            .filter_map(|who| rank(who).map(|(rank, peak)| (rank, peak, who)))
            .filter(|(_, peak, _)| *peak > 0.0)
            .collect();
        chosen.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        chosen.truncate(LINES);
        let mut drawn: Vec<Who> = chosen.into_iter().map(|(_, _, who)| who).collect();
        drawn.sort_by(|a, b| self.log.cast[*a].id.cmp(&self.log.cast[*b].id));
        drawn
    }

    /// Whether somebody is a contender, and has influence enough to be seen at some time.
    pub(super) fn contends(&self, who: Who) -> bool {
        self.log.cast[who].contender && self.peak(who).1 >= SEEN
    }

    /// Who leads at the end, and who led longest.
    pub(super) fn chiefs(&self) -> Vec<Who> {
        let last = self.stints().last().map(|stint| stint.who);
        last.into_iter().chain(self.main_leader().map(|stint| stint.who)).collect()
    }

    /// Unbroken times at the top.
    pub(super) fn runs(&self, who: Who) -> Vec<Range<Round>> {
        let mut runs: Vec<Range<Round>> = Vec::new();
        for round in (0..self.rounds()).filter(|round| self.influence(*round, who) > 0.0) {
            match runs.last_mut() {
                Some(run) if run.end == round => run.end += 1,
                _ => runs.push(round..round + 1),
            }
        }
        runs
    }

    /// Whether somebody is at the top, or may be, as all begins.
    pub(super) fn begins(&self, who: Who) -> bool {
        let sits = |p: &Principal| p.seat.is_some() || p.bench.is_none();
        self.polity.principals.get(who).is_some_and(sits)
    }

    /// How his time ended, if it did.
    pub(super) fn end(&self, who: Who) -> Option<End> {
        let fall = self.log.falls.iter().rev().find(|fall| fall.who == who && fall.fate.is_fall());
        let death = self.log.deaths.iter().find(|(dead, _)| *dead == who);
        fall.map(|fall| End::Fell(fall.at, fall.fate)).or(death.map(|(_, at)| End::Died(*at)))
    }

    /// Who led when, as far as it is told.
    pub(super) fn stints(&self) -> Vec<Stint> {
        let leads = self.log.measures.leads();
        let ends = leads.iter().skip(1).map(|lead| lead.0).chain([self.rounds()]);
        leads.iter().zip(ends).map(|(&(from, who), to)| Stint { who, from, to }).collect()
    }

    /// Who led longest, with his longest stint.
    pub(super) fn main_leader(&self) -> Option<Stint> {
        let stints = self.stints();
        let months = |who: Who| -> usize {
            stints.iter().filter(|s| s.who == who).map(|s| s.to - s.from).sum()
        };
        let who = stints.iter().max_by_key(|s| (months(s.who), Reverse(s.who)))?.who;
        let own = stints.iter().filter(|stint| stint.who == who);
        own.max_by_key(|stint| (stint.to - stint.from, Reverse(stint.from))).copied()
    }

    /// The time shown, in words: `March 1953 to December 1964`.
    pub(super) fn period(&self) -> String {
        let last = self.rounds().saturating_sub(1);
        let calendar = &self.polity.calendar;
        format!("{} to {}", calendar.words(0), calendar.words(last))
    }
}
