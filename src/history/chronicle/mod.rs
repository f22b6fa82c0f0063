//! The chronicle: a history in words, month by month where something happened.
//!
//! It is told in the present tense, names causes and counts votes. Sentence forms vary by a stable
//! hash of what is told. Routine acts are gathered and told a few times a year.

mod credit;
mod crises;
mod ending;
mod markdown;
mod names;
mod opening;
mod plots;
mod posts;
mod routine;
mod showdowns;

pub use markdown::escape as plain_markdown;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::engine::{Event, Occurrence};
use crate::polity::{Round, Who};

use super::deed::{away, stepping_in};
use super::words::{Variety, capital, list, the};
use super::{Account, SourceNote};
use names::{in_sentence, sentence_the};

/// A history in words. All texts are plain: whoever prints them escapes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chronicle {
    /// Title of the scenario.
    pub title: String,
    /// Which history this is.
    pub subtitle: String,
    /// How things stand at the start, in paragraphs.
    pub opening: Vec<String>,
    /// The years, in order.
    pub years: Vec<Year>,
    /// How things stand at the end, in paragraphs.
    pub ending: Vec<String>,
    /// What happened in fact, entry by entry.
    pub record: Vec<Line>,
    /// The sources cited.
    pub sources: Vec<SourceNote>,
}

/// A year of the chronicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year in figures.
    pub year: String,
    /// Rounds in which something happened, in order.
    pub months: Vec<Month>,
}

/// A round in which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Month {
    /// The round in words: `June 1953`.
    pub label: String,
    /// What happened, in paragraphs; at least one.
    pub paragraphs: Vec<String>,
    /// What happened in fact, where the record has this too.
    pub in_fact: Vec<String>,
}

/// What is said, and what is not, where a history is told to agree with an entry of the record.
pub const HERE_TOO: &str = "\u{201c}Here too\u{201d} says that what the scenario asks of an entry came about in \
    this history, near enough in time. That can be less than the sentence tells.";

/// An entry of the record beside this history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// When it happened in fact, in words.
    pub when: String,
    /// What happened in fact, with citations.
    pub fact: String,
    /// What became of it here.
    pub here: String,
    /// Whether this history departs from the record here.
    pub missed: bool,
}

/// Tells a history.
pub fn chronicle(account: &Account<'_>) -> Chronicle {
    let mut teller = Teller::new(account);
    let opening = teller.opening();
    let mut years: Vec<Year> = Vec::new();
    for round in 0..=account.last() {
        let paragraphs = teller.round(round);
        if paragraphs.is_empty() {
            continue;
        }
        let date = account.polity.calendar.date(round);
        let month = Month {
            label: capital(&account.words(round)),
            paragraphs,
            in_fact: ending::in_fact(account, round),
        };
        let year = date.year().to_string();
        match years.last_mut() {
            Some(last) if last.year == year => last.months.push(month),
            _ => years.push(Year { year, months: vec![month] }),
        }
    }
    Chronicle {
        title: account.title.to_owned(),
        subtitle: opening::subtitle(account),
        opening,
        years,
        ending: ending::ending(account),
        record: ending::record(account),
        sources: account.sources.clone(),
    }
}

/// Whoever tells the history: remembers whom the reader has met and what has been told.
struct Teller<'a> {
    a: &'a Account<'a>,
    variety: Variety,
    met: BTreeSet<Who>,
    plots: plots::Told,
    routine: routine::Routine,
    denounced: BTreeMap<(Who, Who), Round>,
    /// Who counts for most from when on, as far as that is told.
    leads: Vec<(Round, Who)>,
    /// Whether the reader knows that leaders die by age and illness too.
    mourned: bool,
    /// How often the censure of somebody has been carried so far.
    censured: BTreeMap<Who, usize>,
}

impl<'a> Teller<'a> {
    fn new(a: &'a Account<'a>) -> Self {
        Self {
            a,
            variety: Variety::default(),
            met: BTreeSet::new(),
            plots: plots::Told::new(a),
            routine: routine::Routine::default(),
            denounced: BTreeMap::new(),
            leads: a.log.measures.leads(),
            mourned: false,
            censured: BTreeMap::new(),
        }
    }

    /// The paragraphs of one round; none if nothing worth telling happened.
    fn round(&mut self, round: Round) -> Vec<String> {
        let a = self.a;
        let from = a.log.events.partition_point(|event| event.at < round);
        let to = a.log.events.partition_point(|event| event.at <= round);
        let events = &a.log.events[from..to];
        self.routine.note(events);
        let mut groups = vec![self.world(events)];
        groups.push(self.deeds(round, events).into_iter().chain(self.plotting(events)).collect());
        groups.extend(self.trials(events));
        groups.push(self.posts(round, events));
        groups.push(self.eminence(round, events));
        groups.retain(|sentences| !sentences.is_empty());
        if !groups.is_empty()
            && let Some(sentence) = self.background(round)
        {
            groups.push(vec![sentence]);
        }
        join(groups)
    }

    /// What befalls everyone: interventions, deaths, illness, crises.
    fn world(&mut self, events: &[Event]) -> Vec<String> {
        let mut told = Vec::new();
        for event in events {
            match &event.what {
                Occurrence::Intervention { id, took_hold } => {
                    told.extend(stepping_in(self.a.polity, id, *took_hold));
                }
                Occurrence::Death(who) => told.push(self.death(*who, event.at)),
                Occurrence::Illness { who, until } => {
                    told.push(self.illness(*who, *until, event.at));
                }
                Occurrence::Crisis(k) => told.extend(self.crisis(*k)),
                _ => {}
            }
        }
        told
    }

    fn death(&mut self, who: Who, at: Round) -> String {
        let name = self.named(who);
        let held = at.checked_sub(1).map_or_else(Vec::new, |before| self.a.offices_of(who, before));
        let held: Vec<&str> = held.into_iter().map(|office| self.a.office(office)).collect();
        let office = list(&held);
        // Among so much violence the first has to be told apart.
        if !std::mem::replace(&mut self.mourned, true) {
            let held = if held.is_empty() { office } else { format!(", in office as {office}") };
            return format!("{name} dies a natural death{held}.");
        }
        if held.is_empty() {
            return format!("{name} dies.");
        }
        self.variety.pick(
            "death",
            &format!("{who} {at}"),
            [format!("{name} dies in office as {office}."), format!("{name}, {office}, dies.")],
        )
    }

    fn illness(&mut self, who: Who, until: Round, at: Round) -> String {
        let name = self.named(who);
        let away = away(self.a.polity, until);
        self.variety.pick(
            "illness",
            &format!("{who} {at}"),
            [
                format!("{name} falls ill and is {away}."),
                format!("Illness keeps {name} {away}."),
                format!("{name} is taken ill, and will be {away}."),
            ],
        )
    }

    /// The full name at first meeting, then the short one.
    fn named(&mut self, who: Who) -> String {
        if self.met.insert(who) { self.a.name(who).to_owned() } else { self.a.in_prose(who) }
    }

    fn all_named(&mut self, whos: &[Who]) -> Vec<String> {
        whos.iter().map(|&who| self.named(who)).collect()
    }
}

/// Short groups of sentences share a paragraph, long ones stand alone.
fn join(groups: Vec<Vec<String>>) -> Vec<String> {
    const SHORT: usize = 420;
    let mut paragraphs: Vec<String> = Vec::new();
    for group in groups {
        // Those risen in play have names that begin small.
        let text = group.iter().map(|told| capital(told)).collect::<Vec<_>>().join(" ");
        match paragraphs.last_mut() {
            Some(last) if last.len() + text.len() < SHORT => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => paragraphs.push(text),
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests;
