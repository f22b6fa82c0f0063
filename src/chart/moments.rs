//! The dated events that are numbered over lines of influence: what ended them, and what made them
//! jump.

use std::collections::{BTreeMap, BTreeSet};

use super::occasion::{End, Occasion};
use super::words::{fate, listed};
use crate::engine::{Aim, Fall, Fate, Happening, Showdown, Tenure};
use crate::history::capital;
use crate::polity::{OfficeIx, Round, Who};

/// Most numbers.
const MOST: usize = 14;
/// As many as that may be filled up with what left no trace in the lines.
const ENOUGH: usize = 8;
/// Least weight of what left a trace.
const TRACE: f64 = 40.0;
/// Least gain of influence by which an office counts as a jump.
const JUMP: f64 = 0.01;
/// Places in a round, after its trials of strength: what comes of these is told after them.
const OFFICE: usize = usize::MAX - 2;
const LEAD: usize = usize::MAX - 1;
const PARAMOUNT: usize = usize::MAX;

/// A numbered event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    pub at: Round,
    pub text: String,
    /// How much it matters; only the order counts.
    pub weight: f64,
    /// Whom it brought down, or took away.
    gone: Vec<Who>,
    /// Who took an office by it.
    comes: Option<Who>,
    /// Which of a round's trials of strength it is; crises and deaths come before these, offices after
    /// them, and then who leads.
    trial: usize,
}

impl Moment {
    pub(super) fn new(at: Round, text: String, weight: f64) -> Self {
        Self { at, text, weight, gone: Vec::new(), comes: None, trial: 0 }
    }
}

/// Every end of a line drawn, and the events that moved the lines most, by date.
pub(super) fn moments(occasion: &Occasion<'_>) -> Vec<Moment> {
    let drawn = occasion.drawn();
    let mut all = falls(occasion, &drawn);
    all.extend(survivals(occasion, &drawn));
    // Those who never came up from the bench, or no longer counted, die untold.
    let at_the_top = |who: Who, at: Round| {
        let died = occasion.end(who).is_some_and(|end| matches!(end, End::Died(_)));
        died && match at.checked_sub(1) {
            Some(before) => occasion.influence(before, who) > 0.0,
            None => occasion.begins(who),
        }
    };
    for (who, at) in occasion.log.deaths.iter().filter(|(who, at)| at_the_top(*who, *at)) {
        let known = if drawn.contains(who) { 45.0 } else { 10.0 };
        let weight = known + 200.0 * occasion.influence(at.saturating_sub(1), *who);
        let text = format!("{} dies", occasion.short(*who));
        all.push(Moment { gone: vec![*who], ..Moment::new(*at, text, weight) });
    }
    all.extend(offices(occasion, &drawn));
    leads(occasion, &mut all);
    all.extend(occasion.log.happenings.iter().filter_map(|one| crisis(occasion, one)));
    all.retain(|moment| moment.at < occasion.rounds());
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.at.cmp(&b.at)));
    let ends = |moment: &Moment| {
        let ends_here = |who: &Who| occasion.end(*who).is_some_and(|end| end.at() == moment.at);
        moment.gone.iter().any(|who| drawn.contains(who) && ends_here(who))
    };
    let (mut kept, others): (Vec<Moment>, Vec<Moment>) = all.into_iter().partition(ends);
    let mut numbered: BTreeSet<Round> = kept.iter().map(|moment| moment.at).collect();
    for moment in others {
        let left_a_trace = moment.weight >= TRACE;
        let beside = left_a_trace && numbered.contains(&moment.at);
        if beside || numbered.len() < if left_a_trace { MOST } else { ENOUGH } {
            numbered.insert(moment.at);
            kept.push(moment);
        }
    }
    kept.sort_by(|a, b| {
        let order = |moment: &Moment| (moment.at, moment.trial);
        order(a).cmp(&order(b)).then(b.weight.total_cmp(&a.weight))
    });
    one_a_round(kept)
}

/// Puts what happened in the same round under one number.
pub(super) fn one_a_round(all: Vec<Moment>) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    for moment in all {
        match moments.last_mut() {
            Some(before) if before.at == moment.at => {
                before.text = format!("{}. {}", before.text, moment.text);
            }
            _ => moments.push(moment),
        }
    }
    moments
}

/// Falls, those of one showdown together.
fn falls(occasion: &Occasion<'_>, drawn: &[Who]) -> Vec<Moment> {
    let mut together: BTreeMap<(Round, usize, bool), Vec<&Fall>> = BTreeMap::new();
    // Who falls altogether is not told to have lost an office as well.
    let lost = |fall: &Fall| {
        fall.fate == Fate::LostOffice && !occasion.log.brought_down(fall.who, fall.at)
    };
    for fall in occasion.log.falls.iter().filter(|fall| fall.fate.is_fall() || lost(fall)) {
        together.entry((fall.at, fall.showdown, fall.as_target)).or_default().push(fall);
    }
    let counts = |who: Who, at: Round| {
        let known = if drawn.contains(&who) { 55.0 } else { 15.0 };
        let before = at.saturating_sub(1);
        let led = if occasion.log.measures.first.get(before) == Some(&who) { 30.0 } else { 0.0 };
        known + led + 100.0 * occasion.influence(before, who)
    };
    let weigh = |fall: &Fall| {
        if fall.fate.is_fall() {
            40.0 + counts(fall.who, fall.at)
        } else if drawn.contains(&fall.who) {
            by_jump(-jump(occasion, fall.who, fall.at))
        } else {
            counts(fall.who, fall.at)
        }
    };
    let moment = |((at, trial, as_target), falls): ((Round, usize, bool), Vec<&Fall>)| {
        let showdown = occasion.log.showdowns.get(trial);
        // A move that fails tells as much by whom it was aimed at.
        let aimed = showdown.filter(|_| !as_target).map_or(0.0, |s| counts(s.target, at));
        let weight = falls.iter().map(|fall| weigh(fall)).fold(aimed, f64::max);
        let text = fallen(occasion, &falls, showdown);
        Moment {
            gone: falls.iter().map(|fall| fall.who).collect(),
            trial: trial + 1,
            ..Moment::new(at, text, weight + showdown.map_or(0.0, appealed))
        }
    };
    together.into_iter().map(moment).collect()
}

fn fallen(occasion: &Occasion<'_>, falls: &[&Fall], showdown: Option<&Showdown>) -> String {
    let Some(showdown) = showdown else { return fates(occasion, falls) };
    if !falls[0].as_target {
        let target = occasion.short(showdown.target);
        return format!("A move against {target} fails: {}", fates(occasion, falls));
    }
    let who = occasion.short(falls[0].who);
    let leader = occasion.short(showdown.leader);
    let by = match showdown.members.len().saturating_sub(1) {
        0 => leader.to_owned(),
        1 => format!("{leader} and 1 other"),
        n => format!("{leader} and {n} others"),
    };
    match (falls[0].fate, showdown.aim) {
        (Fate::LostOffice, Aim::Relieve(office)) => {
            let office = occasion.polity.offices.get(office).map_or("office", |o| o.name.as_str());
            format!("{who} is relieved as {office}")
        }
        (Fate::LostOffice, _) => format!("{who} is put out of office by {by}"),
        (became, _) => format!("{who} falls to {by}: {}", fate(became, 1)),
    }
}

/// What became of whom, those with the same fate together.
fn fates(occasion: &Occasion<'_>, falls: &[&Fall]) -> String {
    let mut alike: BTreeMap<Fate, Vec<&str>> = BTreeMap::new();
    for fall in falls {
        alike.entry(fall.fate).or_default().push(occasion.short(fall.who));
    }
    let told = |(became, who): (&Fate, &Vec<&str>)| {
        format!("{} {}", listed(who), fate(*became, who.len()))
    };
    alike.iter().rev().map(told).collect::<Vec<_>>().join(", ")
}

/// Moves that failed and cost nobody his place.
fn survivals(occasion: &Occasion<'_>, drawn: &[Who]) -> Vec<Moment> {
    let cost = |at: usize| {
        let falls = &occasion.log.falls;
        falls.iter().any(|fall| fall.showdown == at && fall.fate >= Fate::LostOffice)
    };
    let showdowns = occasion.log.showdowns.iter().enumerate();
    let failed = showdowns.filter(|(at, showdown)| !showdown.won && !cost(*at));
    let mut survived: BTreeMap<Who, f64> = BTreeMap::new();
    let moment = |(trial, showdown): (usize, &Showdown)| {
        let target = showdown.target;
        // Each further time tells less.
        let times = survived.entry(target).or_default();
        *times += 1.0;
        let known = if drawn.contains(&target) { 50.0 } else { 15.0 };
        let (name, leader) = (occasion.short(target), occasion.short(showdown.leader));
        let text = format!("{name} survives a move led by {leader}");
        let weight = known + 50.0 * occasion.influence(showdown.at, target) + appealed(showdown);
        Moment { trial: trial + 1, ..Moment::new(showdown.at, text, weight / *times) }
    };
    failed.map(moment).collect()
}

/// What it adds that a higher organ heard it.
fn appealed(showdown: &Showdown) -> f64 {
    if showdown.heard() { 20.0 } else { 0.0 }
}

/// How far somebody's influence has moved by the round after one.
fn jump(occasion: &Occasion<'_>, who: Who, at: Round) -> f64 {
    let after = (at + 1).min(occasion.rounds().saturating_sub(1));
    occasion.influence(after, who) - occasion.influence(at.saturating_sub(1), who)
}

/// The weight of what made a line jump: up for an office taken, down for one lost.
fn by_jump(jump: f64) -> f64 {
    35.0 + 400.0 * jump.max(0.0)
}

/// Offices taken by those drawn, those of one round together, weighed by what they brought.
fn offices(occasion: &Occasion<'_>, drawn: &[Who]) -> Vec<Moment> {
    let log = occasion.log;
    let new = |taken: &&Tenure| {
        let goes_on = |before: &Tenure| {
            (before.office, before.who, before.to) == (taken.office, taken.who, Some(taken.from))
        };
        taken.from > 0 && drawn.contains(&taken.who) && !log.tenures.iter().any(goes_on)
    };
    let mut together: BTreeMap<(Round, Who), Vec<OfficeIx>> = BTreeMap::new();
    for taken in log.tenures.iter().filter(new) {
        together.entry((taken.from, taken.who)).or_default().push(taken.office);
    }
    let moment = |((at, who), taken): ((Round, Who), Vec<OfficeIx>)| {
        let jump = jump(occasion, who, at);
        let taken: Vec<&str> =
            taken.iter().map(|office| occasion.polity.offices[*office].name.as_str()).collect();
        let text = format!("{} becomes {}", occasion.short(who), listed(&taken));
        let moment = Moment::new(at, text, by_jump(jump));
        (jump >= JUMP).then_some(Moment { comes: Some(who), trial: OFFICE, ..moment })
    };
    together.into_iter().filter_map(moment).collect()
}

/// Changes of the lead, told with the fall that brought them where there is one.
fn leads(occasion: &Occasion<'_>, all: &mut Vec<Moment>) {
    let stints = occasion.stints();
    for (before, stint) in stints.iter().zip(stints.iter().skip(1)) {
        let name = occasion.short(stint.who);
        let near = |moment: &Moment| moment.at == stint.from && moment.weight >= 55.0;
        let gone = |moment: &Moment| moment.gone.contains(&before.who) && near(moment);
        let comes = |moment: &Moment| moment.comes == Some(stint.who) && near(moment);
        let brought = (all.iter().position(gone))
            .or_else(|| all.iter().position(comes))
            .or_else(|| all.iter().position(near));
        if let Some(moment) = brought.map(|at| &mut all[at]) {
            moment.text = if moment.comes == Some(stint.who) {
                format!("{} and leads", moment.text)
            } else {
                format!("{}; {name} leads", moment.text)
            };
            moment.weight += 20.0;
        } else {
            let lasting = (stint.to - stint.from) as f64 / occasion.rounds().max(1) as f64;
            let weight = 62.0 + 40.0 * lasting;
            let text = format!("{name} takes the lead");
            all.push(Moment { trial: LEAD, ..Moment::new(stint.from, text, weight) });
        }
    }
    let mut told = BTreeSet::new();
    for (at, paramount) in occasion.log.measures.paramount.iter().enumerate() {
        if let Some(who) = paramount.filter(|who| told.insert(*who)) {
            let text = format!("{} is paramount", occasion.short(who));
            all.push(Moment { trial: PARAMOUNT, ..Moment::new(at, text, 75.0) });
        }
    }
}

/// A crisis, weighed by how far influence shifted in the months around it, unless an office won or
/// lost, a fall or a death in those months may have shifted it.
fn crisis(occasion: &Occasion<'_>, happening: &Happening) -> Option<Moment> {
    let text = told(occasion, happening)?;
    // A round before, and two months after: a round where rounds are longer.
    let months = occasion.polity.calendar.months_per_round();
    let (before, span) = (happening.at.saturating_sub(1), (2.0 / months).ceil() as usize);
    let after = (happening.at + span).min(occasion.rounds().saturating_sub(1));
    let moved = |who| (occasion.influence(after, who) - occasion.influence(before, who)).abs();
    let then = |at: Round| (before..=after).contains(&at);
    let log = occasion.log;
    let shifted = log.falls.iter().any(|fall| fall.fate >= Fate::LostOffice && then(fall.at))
        || log.tenures.iter().any(|taken| taken.from > 0 && then(taken.from))
        || log.deaths.iter().any(|(_, at)| then(*at));
    let shift: f64 = if shifted { 0.0 } else { occasion.everyone().map(moved).sum() };
    let decided = if happening.chosen.is_some() { 10.0 } else { 0.0 };
    Some(Moment::new(happening.at, text, (20.0 + decided + 100.0 * shift).min(60.0)))
}

/// A crisis in a few words: what it was, who proposed what, what was decided.
pub(super) fn told(occasion: &Occasion<'_>, happening: &Happening) -> Option<String> {
    let crisis = occasion.polity.crises.get(happening.crisis)?;
    let name = capital(&crisis.name);
    let way = |option: usize| crisis.options.get(option);
    let proposed = happening.proposed.and_then(way);
    let Some((way, came_off)) =
        happening.chosen.and_then(|(option, came_off)| Some((way(option)?, came_off)))
    else {
        return Some(match happening.taken_by {
            Some(who) => format!("{name}, raised by {}", occasion.short(who)),
            None => name,
        });
    };
    // Where the scenario has words of its own for the end, the chronicle tells those instead.
    let silent = way.failure_way.text.trim().is_empty();
    let failed = if !came_off && silent { ", which fails" } else { "" };
    let decided = &way.name;
    let told = match (happening.taken_by.map(|who| occasion.short(who)), proposed) {
        (None, _) => format!("{name}: {decided}"),
        (Some(who), None) => format!("{name}, raised by {who}; decided: {decided}"),
        (Some(who), Some(wish)) if wish.id == way.id => {
            format!("{name}: {who} proposes to {decided}; so decided")
        }
        (Some(who), Some(wish)) => {
            format!("{name}: {who} proposes to {}; decided: {decided}", wish.name)
        }
    };
    Some(told + failed)
}
