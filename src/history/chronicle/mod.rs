//! The chronicle: a history in words, month by month where something happened.
//!
//! It is told in the present tense, names causes and counts votes. Sentence forms vary by a stable
//! hash of what is told. Routine acts are gathered and told a few times a year.

mod crises;
mod ending;
mod markdown;
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

use super::words::{Variety, capital};
use super::{Account, SourceNote};

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
            label: account.words(round),
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

    /// What befalls everyone: interventions, deaths, crises.
    fn world(&mut self, events: &[Event]) -> Vec<String> {
        let mut told = Vec::new();
        for event in events {
            match &event.what {
                Occurrence::Intervention { id } => {
                    told.push(format!("Here the what-if steps in: {id}."));
                }
                Occurrence::Death(who) => told.push(self.death(*who, event.at)),
                Occurrence::Crisis(k) => told.extend(self.crisis(*k)),
                _ => {}
            }
        }
        told
    }

    fn death(&mut self, who: Who, at: Round) -> String {
        let name = self.named(who);
        let held = at.checked_sub(1).map_or_else(Vec::new, |before| self.a.offices_of(who, before));
        match held.first() {
            Some(&office) => {
                let office = self.a.office(office);
                let key = format!("{who} {at}");
                self.variety.pick(
                    "death",
                    &key,
                    [
                        format!("{name} dies in office as {office}."),
                        format!("{name}, {office}, dies."),
                    ],
                )
            }
            None => format!("{name} dies."),
        }
    }

    /// The full name at first meeting, then the short one.
    fn named(&mut self, who: Who) -> String {
        if self.met.insert(who) {
            self.a.name(who).to_owned()
        } else {
            self.a.short(who).to_owned()
        }
    }

    fn all_named(&mut self, whos: &[Who]) -> Vec<String> {
        whos.iter().map(|&who| self.named(who)).collect()
    }
}

/// A name as it stands within a sentence: its first letter is small, unless the scenario's own
/// texts write that word with a capital within their sentences.
fn in_sentence(a: &Account<'_>, name: &str) -> String {
    let word = name.split([' ', '-']).next().unwrap_or_default();
    if ["A", "An", "The"].contains(&word) {
        return format!("{}{}", word.to_lowercase(), &name[word.len()..]);
    }
    let mut letters = word.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else {
        return name.to_owned();
    };
    if !first.is_uppercase() || !second.is_lowercase() {
        return name.to_owned();
    }
    let bare = word.trim_end_matches("'s");
    let crises = a.polity.crises.iter().map(|crisis| crisis.text.as_str());
    let ways = a.polity.crises.iter().flat_map(|crisis| &crisis.options);
    let endings = ways.flat_map(|way| [&way.success_way.text, &way.failure_way.text]);
    let offices = a.polity.offices.iter().map(|office| office.name.as_str());
    let people = a.log.cast.iter().map(|figure| figure.name.as_str());
    let mut texts = crises.chain(endings.map(String::as_str)).chain(offices).chain(people);
    let capital = texts.any(|text| {
        text.match_indices(bare).any(|(at, _)| {
            let before = text[..at].trim_end_matches(' ');
            let inside = before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
            let whole = !text[at + bare.len()..].starts_with(char::is_alphanumeric);
            inside && whole && text[..at].ends_with(' ')
        })
    });
    if capital {
        return name.to_owned();
    }
    format!("{}{}", first.to_lowercase(), &name[first.len_utf8()..])
}

/// `the Presidium`, `the Party apparatus`.
fn the(name: &str) -> String {
    let lower = name.to_lowercase();
    if lower.starts_with("the ") { format!("the{}", &name[3..]) } else { format!("the {name}") }
}

/// `The Presidium`.
fn sentence_the(name: &str) -> String {
    capital(&the(name))
}

/// Short groups of sentences share a paragraph, long ones stand alone.
fn join(groups: Vec<Vec<String>>) -> Vec<String> {
    const SHORT: usize = 420;
    let mut paragraphs: Vec<String> = Vec::new();
    for group in groups {
        let text = group.join(" ");
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
mod tests {
    use super::*;
    use crate::history::fixture;

    #[test]
    fn the_made_up_history_reads_well() {
        let world = fixture::World::new();
        insta::assert_snapshot!(chronicle(&world.account()).to_markdown());
    }

    #[test]
    fn the_same_history_reads_the_same() {
        let world = fixture::World::new();
        assert_eq!(chronicle(&world.account()), chronicle(&world.account()));
    }

    #[test]
    fn a_history_without_events_is_still_told() {
        let mut world = fixture::World::new();
        world.log.events.clear();
        let told = chronicle(&world.account());
        assert!(told.years.is_empty());
        assert!(!told.opening.is_empty() && !told.ending.is_empty() && !told.record.is_empty());
    }

    #[test]
    fn an_empty_log_does_no_harm() {
        let mut world = fixture::World::new();
        world.log = crate::engine::Log::default();
        let mut account = world.account();
        account.facts.clear();
        assert!(chronicle(&account).years.is_empty());
    }
}
