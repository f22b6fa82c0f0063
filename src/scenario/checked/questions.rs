//! Questions, the record, and what a what-if says about itself.

use jiff::ToSpan;

use super::super::dates;
use super::super::findings::Code;
use super::super::schema::Room;
use super::super::walk::{is_id, listed};
use super::super::written::{self, ChosenOption, Level, Placed};
use super::super::{Recorded, WhatIf, WhatIfKind};
use super::crises;
use super::desk::Desk;
use crate::engine::Fate;
use crate::polity::{Round, Who, WrittenDate};
use crate::question::{Bound, Person, Proposition, Question};

/// The questions, sorted by id.
pub fn questions(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Question> {
    let mut questions = Vec::new();
    for (id, q) in &scenario.questions {
        let path = format!("questions.{}", id.get_ref());
        desk.ground(path, Some(id), q.cite.as_ref(), q.judgement.as_ref(), false);
        let when = q.when.as_ref().and_then(|p| proposition(desk, scenario, p));
        let given = q.given.as_ref().map(|p| proposition(desk, scenario, p));
        if let (Some(when), true) = (when, given != Some(None)) {
            let (id, ask) = (id.get_ref().clone(), q.ask.clone());
            questions.push(Question { id, ask, when, given: given.flatten() });
        }
    }
    questions
}

/// What happened in fact, by date, then by id.
pub fn record(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Recorded> {
    let mut record = Vec::new();
    for (id, r) in &scenario.record {
        let path = format!("record.{}", id.get_ref());
        let grounds =
            desk.ground(path.clone(), Some(id), r.cite.as_ref(), r.judgement.as_ref(), true);
        let when = r.when.as_ref().and_then(|p| proposition(desk, scenario, p));
        let Some(at) = &r.at else { continue };
        let round = desk.round(at);
        let window = match &r.window {
            Some(window) => desk.span(Some(window)),
            None => round.map(|_| half_a_year_either_way(desk, at)),
        };
        let (Some(round), Some(window)) = (round, window) else { continue };
        let Some((first, last)) = dates::parse(at.get_ref()) else { continue };
        if !(window.0..=window.1).contains(&round) {
            let message = format!("{path} happened outside its own window");
            desk.found(Code::OutsideItsWindow, at, message);
        }
        let (id, text) = (id.get_ref().clone(), r.text.clone());
        let on = WrittenDate { first, last };
        record.push(Recorded { id, at: round, on, window, when, text, grounds });
    }
    record.sort_by(|a, b| (a.at, a.on.first, &a.id).cmp(&(b.at, b.on.first, &b.id)));
    record
}

fn half_a_year_either_way(desk: &Desk<'_>, at: &Placed<String>) -> (usize, usize) {
    let calendar = desk.calendar;
    let end = calendar.rounds - 1;
    let Some(day) = Desk::day(at) else { return (0, end) };
    let first = day.checked_sub(6.months()).ok().and_then(|day| calendar.round_of(day));
    let last = day.checked_add(6.months()).ok().and_then(|day| calendar.round_of(day));
    (first.unwrap_or(0), last.unwrap_or(end))
}

/// What a what-if says about itself.
pub fn whatif(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Option<WhatIf> {
    let w = scenario.whatif.as_ref()?;
    let grounds = desk.ground("whatif".into(), None, w.cite.as_ref(), w.judgement.as_ref(), false);
    for id in &w.asks {
        let known = || scenario.questions.keys().map(|known| known.get_ref().as_str());
        if known().any(|known| known == id.get_ref()) && is_id(id.get_ref()) {
            continue;
        }
        let message = format!("no question is called `{}`", id.get_ref().escape_debug());
        let otherwise = format!("questions are {}", listed(known()));
        desk.unknown(Code::UnknownId, id, message, "questions", known(), otherwise);
    }
    Some(WhatIf {
        rewrite: w.rewrite.clone(),
        because: w.because.clone(),
        kind: match w.kind.as_deref() {
            Some("miracle") => WhatIfKind::Miracle,
            _ => WhatIfKind::Plausible,
        },
        asks: w.asks.iter().map(|id| id.get_ref().clone()).collect(),
        grounds,
    })
}

fn person(desk: &Desk<'_>, written: &Placed<String>) -> Option<Person> {
    match written.get_ref().strip_prefix("office:") {
        Some(office) => desk.index(Room::Offices, office).map(Person::Holder),
        None => desk.index(Room::Principals, written.get_ref()).map(Person::Principal),
    }
}

/// `Some(None)` where nothing is written, `None` where what is written is wrong.
fn maybe_person(desk: &Desk<'_>, written: Option<&Placed<String>>) -> Option<Option<Person>> {
    written.map_or(Some(None), |p| person(desk, p).map(Some))
}

fn bound(level: &Level) -> Option<Bound> {
    match (level.above, level.below) {
        (Some(bound), None) => Some(Bound::Above(bound)),
        (None, Some(bound)) => Some(Bound::Below(bound)),
        _ => None,
    }
}

/// Those of these who are principals, each once; whoever is none has been reported.
fn principals(desk: &Desk<'_>, ids: &[Placed<String>]) -> Vec<Who> {
    let known = ids.iter().filter_map(|id| desk.index(Room::Principals, id.get_ref()));
    let mut known: Vec<Who> = known.collect();
    known.sort_unstable();
    known.dedup();
    known
}

/// Before which round a fall has to come, `Some(None)` where any will do; `None` where its dates are
/// wrong.
fn end_of_fall(
    desk: &mut Desk<'_>,
    before: Option<&Placed<String>>,
    by: Option<&Placed<String>>,
) -> Option<Option<Round>> {
    match (before, by) {
        (Some(before), Some(by)) => {
            let message = "a fall is dated either `before` or `by`".to_owned();
            let place = desk.place(before);
            let finding = desk.found(Code::AtOdds, by, message);
            finding.related.extend(place.map(|p| (p, "and here".to_owned())));
            finding.hints.push("`before` leaves its month out, `by` includes it".into());
            None
        }
        (Some(date), None) => desk.round_or_end(date).map(Some),
        (None, Some(date)) => desk.last_round(date).map(|last| Some(last + 1)),
        (None, None) => Some(None),
    }
}

/// A proposition; `None` where something in it is wrong, which has been reported.
fn proposition(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    written: &written::Proposition,
) -> Option<Proposition> {
    use written::Proposition as W;
    // Dates first: each is looked at, whatever else is wrong.
    Some(match written {
        W::FirstToFall { who, among } => {
            let among = among.as_deref().map(|ids| principals(desk, ids));
            Proposition::FirstToFall { who: person(desk, who)?, among }
        }
        W::Fell { who, before, by } => {
            let before = end_of_fall(desk, before.as_ref(), by.as_ref())?;
            Proposition::Fell { who: person(desk, who)?, before }
        }
        W::Fate { who, is } => Proposition::Fate {
            who: person(desk, who)?,
            is: Fate::ALL.into_iter().find(|fate| fate.id() == is)?,
        },
        W::Leads { who, at } => {
            let at = desk.round(at);
            Proposition::Leads { who: person(desk, who)?, at: at? }
        }
        W::Paramount { who, by } => {
            let by = desk.last_round(by);
            Proposition::Paramount { who: person(desk, who)?, by: by? }
        }
        W::Holds { office, who, at } => {
            let at = desk.round(at);
            let office = desk.index(Room::Offices, office.get_ref())?;
            Proposition::Holds { office, who: person(desk, who)?, at: at? }
        }
        W::Lives { who, at } => {
            let at = desk.round(at);
            Proposition::Lives { who: person(desk, who)?, at: at? }
        }
        W::Influence(level) => {
            let at = desk.round(&level.at);
            Proposition::Influence { of: person(desk, &level.of)?, at: at?, bound: bound(level)? }
        }
        W::Standing(level) => {
            let at = desk.round(&level.at);
            Proposition::Standing { of: person(desk, &level.of)?, at: at?, bound: bound(level)? }
        }
        W::Indicator(level) => {
            let at = desk.round(&level.at);
            let of = desk.index(Room::Indicators, level.of.get_ref())?;
            Proposition::Indicator { of, at: at?, bound: bound(level)? }
        }
        W::Showdown(showdown) => {
            let between = desk.span(showdown.between.as_ref());
            Proposition::Showdown {
                against: person(desk, &showdown.against)?,
                between: between?,
                survives: showdown.survives,
                heard: showdown.heard,
                first: showdown.first.unwrap_or(false),
            }
        }
        W::Opposed { who, whom, between } => {
            let between = desk.span(between.as_ref());
            let (who, whom) = (person(desk, who)?, person(desk, whom)?);
            Proposition::Opposed { who, whom, between: between? }
        }
        W::Executions { after, at_least } => {
            let after = after.as_ref().map_or(Some(0), |date| desk.round(date));
            Proposition::Executions { after: after?, at_least: at_least.unwrap_or(1) }
        }
        W::Fired(crisis) => Proposition::Fired(desk.index(Room::Crises, crisis.get_ref())?),
        W::Chosen(ChosenOption { crisis, option }) => {
            let (crisis, option) = crises::option(desk, scenario, crisis, option)?;
            Proposition::Chosen(crisis, option)
        }
        W::LineTurns { issue, between, at_least } => {
            let between = desk.span(between.as_ref());
            let issue = desk.index(Room::Issues, issue.get_ref())?;
            let at_least = at_least.unwrap_or(1);
            Proposition::LineTurns { issue, between: between?, at_least }
        }
        W::Plots { between, against, by, at_least } => {
            let between = desk.span(between.as_ref());
            Proposition::Plots {
                against: maybe_person(desk, against.as_ref())?,
                by: maybe_person(desk, by.as_ref())?,
                between: between?,
                at_least: at_least.unwrap_or(1),
            }
        }
        W::All(each) => Proposition::All(list(desk, scenario, each)?),
        W::Any(each) => Proposition::Any(list(desk, scenario, each)?),
        W::Not(p) => Proposition::Not(Box::new(proposition(desk, scenario, p)?)),
    })
}

/// All of a list, each looked at even when one before it is wrong.
fn list(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    each: &[written::Proposition],
) -> Option<Vec<Proposition>> {
    let checked: Vec<_> = each.iter().map(|p| proposition(desk, scenario, p)).collect();
    checked.into_iter().collect()
}
