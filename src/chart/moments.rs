//! The dated events that are numbered in the charts: the same numbers in every chart of a history.

use std::collections::{BTreeMap, BTreeSet};

use super::occasion::Occasion;
use super::words::{capital, fate, listed};
use crate::engine::{Aim, Fall, Fate, Happening, Showdown};
use crate::polity::{Round, Who};

/// Most numbered events.
const MOST: usize = 14;
/// Of these, kept for crises while there are any.
const CRISES: usize = 4;

/// A numbered event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    pub at: Round,
    pub text: String,
    /// How much it matters; only the order counts.
    pub weight: f64,
}

/// The events that mattered most, by date.
pub(super) fn moments(occasion: &Occasion<'_>) -> Vec<Moment> {
    let drawn = occasion.drawn();
    let mut all = falls(occasion, &drawn);
    all.extend(survivals(occasion, &drawn));
    for (who, at) in &occasion.log.deaths {
        let weight = if drawn.contains(who) { 85.0 } else { 20.0 };
        all.push(Moment { at: *at, text: format!("{} dies", occasion.short(*who)), weight });
    }
    leads(occasion, &mut all);
    let happenings = occasion.log.happenings.iter();
    let mut crises: Vec<Moment> = happenings.filter_map(|one| crisis(occasion, one)).collect();
    for moments in [&mut all, &mut crises] {
        moments.retain(|moment| moment.at < occasion.rounds());
        moments.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.at.cmp(&b.at)));
    }
    all.truncate(MOST - CRISES.min(crises.len()));
    crises.truncate(MOST - all.len());
    all.extend(crises);
    all.sort_by(|a, b| a.at.cmp(&b.at).then(b.weight.total_cmp(&a.weight)));
    all
}

/// Falls, those of one showdown together.
fn falls(occasion: &Occasion<'_>, drawn: &[Who]) -> Vec<Moment> {
    let mut together: BTreeMap<(Round, usize, bool), Vec<&Fall>> = BTreeMap::new();
    for fall in occasion.log.falls.iter().filter(|fall| fall.fate >= Fate::LostOffice) {
        together.entry((fall.at, fall.showdown, fall.as_target)).or_default().push(fall);
    }
    let weigh = |fall: &Fall| {
        let before = occasion.influence(fall.at.saturating_sub(1), fall.who);
        let known = if drawn.contains(&fall.who) { 55.0 } else { 15.0 };
        let hard = if fall.fate.is_fall() { 40.0 } else { 0.0 };
        known + hard + 100.0 * before
    };
    let moment = |((at, showdown, _), falls): ((Round, usize, bool), Vec<&Fall>)| Moment {
        at,
        text: fallen(occasion, &falls, occasion.log.showdowns.get(showdown)),
        weight: falls.iter().map(|fall| weigh(fall)).fold(0.0, f64::max),
    };
    together.into_iter().map(moment).collect()
}

fn fallen(occasion: &Occasion<'_>, falls: &[&Fall], showdown: Option<&Showdown>) -> String {
    let names: Vec<&str> = falls.iter().map(|fall| occasion.short(fall.who)).collect();
    let fates: Vec<Fate> = falls.iter().map(|fall| fall.fate).collect();
    let same = fates.windows(2).all(|two| two[0] == two[1]);
    let became = match (&names[..], same) {
        ([_], _) => fate(fates[0]).to_owned(),
        (_, true) if fates[0] == Fate::MinorPost => "sent to minor posts".to_owned(),
        ([_, _], true) => format!("both {}", fate(fates[0])),
        (_, true) => format!("all {}", fate(fates[0])),
        (_, false) => listed(
            &names.iter().zip(&fates).map(|(n, f)| format!("{n} {}", fate(*f))).collect::<Vec<_>>(),
        ),
    };
    let who = listed(&names);
    let verb = if names.len() == 1 { "falls" } else { "fall" };
    let Some(showdown) = showdown else { return format!("{who} {verb}: {became}") };
    if !falls[0].as_target {
        let target = occasion.short(showdown.target);
        return format!("{who} {verb} after moving against {target}: {became}");
    }
    if let (Aim::Relieve(office), Fate::LostOffice) = (showdown.aim, fates[0]) {
        let office = occasion.polity.offices.get(office).map_or("office", |o| o.name.as_str());
        return format!("{who} is relieved as {office}");
    }
    let leader = occasion.short(showdown.leader);
    match showdown.members.len().saturating_sub(1) {
        0 => format!("{who} {verb} to {leader}: {became}"),
        1 => format!("{who} {verb} to {leader} and 1 other: {became}"),
        n => format!("{who} {verb} to {leader} and {n} others: {became}"),
    }
}

/// Moves that failed and cost nobody his place.
fn survivals(occasion: &Occasion<'_>, drawn: &[Who]) -> Vec<Moment> {
    let cost = |at: usize| {
        let falls = &occasion.log.falls;
        falls.iter().any(|fall| fall.showdown == at && fall.fate >= Fate::LostOffice)
    };
    let showdowns = occasion.log.showdowns.iter().enumerate();
    let failed = showdowns.filter(|(at, showdown)| !showdown.won && !cost(*at));
    let moment = |(_, showdown): (usize, &Showdown)| Moment {
        at: showdown.at,
        text: format!(
            "{} survives a move led by {}",
            occasion.short(showdown.target),
            occasion.short(showdown.leader)
        ),
        weight: if drawn.contains(&showdown.target) { 50.0 } else { 15.0 }
            + 50.0 * occasion.influence(showdown.at, showdown.target),
    };
    failed.map(moment).collect()
}

/// Changes of the lead, told with the fall that brought them where there is one.
fn leads(occasion: &Occasion<'_>, all: &mut Vec<Moment>) {
    for stint in occasion.stints().iter().skip(1) {
        let name = occasion.short(stint.who);
        let near = |moment: &&mut Moment| moment.at == stint.from && moment.weight >= 55.0;
        if let Some(moment) = all.iter_mut().find(near) {
            moment.text = format!("{}; {name} leads", moment.text);
            moment.weight += 20.0;
        } else {
            let lasting = (stint.to - stint.from) as f64 / occasion.rounds().max(1) as f64;
            let weight = 62.0 + 40.0 * lasting;
            all.push(Moment { at: stint.from, text: format!("{name} takes the lead"), weight });
        }
    }
    let mut told = BTreeSet::new();
    for (at, paramount) in occasion.log.measures.paramount.iter().enumerate() {
        if let Some(who) = paramount.filter(|who| told.insert(*who)) {
            let text = format!("{} is paramount", occasion.short(who));
            all.push(Moment { at, text, weight: 58.0 });
        }
    }
}

/// A crisis, weighed by how far influence shifted in the months around it.
fn crisis(occasion: &Occasion<'_>, happening: &Happening) -> Option<Moment> {
    let crisis = occasion.polity.crises.get(happening.crisis)?;
    let (before, after) = (happening.at.saturating_sub(1), happening.at + 2);
    let after = after.min(occasion.rounds().saturating_sub(1));
    let moved = |who| (occasion.influence(after, who) - occasion.influence(before, who)).abs();
    let shift: f64 = occasion.everyone().map(moved).sum();
    let mut text = capital(&crisis.name);
    if let Some(who) = happening.taken_by {
        text = format!("{text}, by {}", occasion.short(who));
    }
    if let Some((option, came_off)) = happening.chosen
        && let Some(way) = crisis.options.get(option)
    {
        let failed = if came_off { "" } else { ", which fails" };
        text = format!("{text}: {}{failed}", way.name);
    }
    let decided = if happening.chosen.is_some() { 10.0 } else { 0.0 };
    Some(Moment { at: happening.at, text, weight: (20.0 + decided + 100.0 * shift).min(60.0) })
}
