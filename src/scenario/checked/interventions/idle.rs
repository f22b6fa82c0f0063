//! Interventions that change nothing.

use super::super::desk::Desk;
use super::clashes::by_id;
use crate::polity::{Deed, Intervention, Num, OfficeIx, Polity, Round, Spread, Who};
use crate::scenario::canonical::number as digits;
use crate::scenario::findings::Code;
use crate::scenario::written;

/// Interventions after which every history is what it would have been.
pub fn idle(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    let written = by_id(scenario);
    for intervention in &polity.interventions {
        let Some(&(id, i)) = written.get(&*intervention.id) else { continue };
        let at = intervention.at;
        let found = match intervention.deed {
            Deed::Away(who, until) if until == at => {
                let who = &polity.principals[who].id;
                let why = format!("`{who}` comes back in the round of leaving");
                i.until.as_ref().map(|at| (at, why, "give a later `until`".to_owned()))
            }
            Deed::Away(who, until) => {
                let (p, bench) = (&polity.principals[who], polity.principals[who].bench);
                bench.filter(|from| *from >= until).and_then(|from| {
                    let from = desk.calendar.label(from);
                    let why = format!("`{}` is on the bench until {from}, and does nothing", p.id);
                    let hint = "choose a later date, or set `bench_from` earlier".to_owned();
                    i.away.as_ref().map(|at| (at, why, hint))
                })
            }
            Deed::Crisis { crisis, fires: Some(false), .. } => {
                let c = &polity.crises[crisis];
                let last = c.trigger.window.1;
                (at > last && !c.trigger.initiative).then(|| {
                    let last = desk.calendar.label(last);
                    let why = format!("the crisis `{}` comes until {last} only", c.id);
                    (id, why, format!("date it in {last} at the latest"))
                })
            }
            Deed::Office(office, holder) if at == 0 && opening(polity, office) == Some(holder) => {
                let o = &polity.offices[office].id;
                let why = match holder.map(|who| &polity.principals[who].id) {
                    Some(who) => format!("`{who}` holds `{o}` at the start as it is"),
                    None => format!("`{o}` is vacant at the start as it is"),
                };
                let hint = "choose a later date, or leave it out".to_owned();
                i.office.as_ref().map(|at| (at, why, hint))
            }
            Deed::Office(office, _) => {
                let o = &polity.offices[office];
                let opens = o.opens.filter(|opens| *opens > at);
                let closed = o.closes.filter(|closes| *closes <= at);
                let found = match (opens, closed) {
                    (Some(opens), _) => {
                        let opens = desk.calendar.label(opens);
                        let why = format!("the office `{}` is there from {opens} on only", o.id);
                        Some((why, format!("date it in {opens}, or later")))
                    }
                    (None, Some(closed)) => {
                        let closed = desk.calendar.label(closed);
                        let why = format!("the office `{}` is abolished in {closed}", o.id);
                        Some((why, format!("choose a date before {closed}")))
                    }
                    (None, None) => None,
                };
                found.and_then(|(why, hint)| i.office.as_ref().map(|at| (at, why, hint)))
            }
            Deed::Set(ref set) => {
                read_at_the_start(desk, polity, i, set);
                past(desk, polity, i, (at, set));
                as_it_is(desk, polity, i, (at, set));
                None
            }
            _ => None,
        };
        if let Some((at, why, hint)) = found {
            let message = format!("`{}` changes nothing: {why}", id.get_ref());
            desk.found(Code::ChangesNothing, at, message).hints.push(hint);
        }
    }
}

/// Who holds an office when the scenario opens, if that is settled: `None` where the office is not there
/// yet.
fn opening(polity: &Polity, office: OfficeIx) -> Option<Option<Who>> {
    let office = &polity.offices[office];
    office.opens.is_none_or(|opens| opens == 0).then_some(office.holder)
}

/// Numbers that an intervention sets to what they are in every history: in the first round all that are no
/// ranges, later those that nothing else can have moved.
fn as_it_is(
    desk: &mut Desk<'_>,
    polity: &Polity,
    i: &written::Intervention,
    (at, set): (Round, &[(Num, f64)]),
) {
    let sets = |one: &Intervention, num: Num| matches!(&one.deed, Deed::Set(set) if set.iter().any(|(other, _)| *other == num));
    let is_set_before = |num: Num| polity.interventions.iter().any(|i| i.at < at && sets(i, num));
    for (num, value) in set {
        let quantity = polity.ledger.quantity(*num);
        let is_same = matches!(quantity.spread, Spread::Fixed) && quantity.central == *value;
        let holds = at == 0 || stays(&quantity.path) && !is_set_before(*num);
        let key = i.set.keys().find(|key| *key.get_ref() == quantity.path);
        let (true, Some(place)) = (is_same && holds, key) else { continue };
        let path = &quantity.path;
        let (when, hint) = match at {
            0 => ("at the start", "choose another value, or a later date"),
            _ => ("from the start, and nothing moves it", "choose another value, or leave it out"),
        };
        let message = format!("setting `{path}` changes nothing: it is {} {when}", digits(*value));
        desk.found(Code::ChangesNothing, place, message).hints.push(hint.into());
    }
}

/// Whether a number stays what it is unless an intervention sets it: what somebody is like, standing apart,
/// how a crisis comes and ends, coefficients of the engine.
fn stays(path: &str) -> bool {
    match path.split('.').collect::<Vec<_>>()[..] {
        ["principals", _, what] => what != "standing",
        ["parameters", _] | ["organs", _, "majority"] | ["crises", _, "hazard"] => true,
        ["crises", _, "options", _, what] => ["success", "daring"].contains(&what),
        _ => false,
    }
}

/// Numbers that an intervention sets when nothing reads them any more: the posts are made, and their
/// first holders placed, before the first round.
fn read_at_the_start(
    desk: &mut Desk<'_>,
    polity: &Polity,
    i: &written::Intervention,
    set: &[(Num, f64)],
) {
    let at_the_start = |num: Num| {
        let mut cohorts = polity.bases.iter().map(|base| &base.cohort);
        cohorts.any(|c| c.slope == num || c.patrons.iter().any(|(_, share)| *share == num))
    };
    for (num, _) in set.iter().filter(|(num, _)| at_the_start(*num)) {
        let path = &polity.ledger.quantity(*num).path;
        let Some(place) = i.set.keys().find(|key| key.get_ref() == path) else { continue };
        let message = format!("setting `{path}` changes nothing: it is read at the start only");
        desk.found(Code::ChangesNothing, place, message)
            .hints
            .push("give it its value in the scenario itself, without a date".into());
    }
}

/// Numbers that an intervention sets when what they are of is over: a crisis whose span has passed, an
/// office that is abolished.
fn past(
    desk: &mut Desk<'_>,
    polity: &Polity,
    i: &written::Intervention,
    (at, set): (Round, &[(Num, f64)]),
) {
    let label = |round| desk.calendar.label(round);
    let over = |table: &str, id: &str| match table {
        "crises" => {
            let ix = polity.crises.iter().position(|crisis| crisis.id == id)?;
            let last = polity.crises[ix].trigger.window.1;
            let made = |i: &Intervention| {
                i.at >= at && matches!(i.deed, Deed::Crisis { crisis, .. } if crisis == ix)
            };
            let is_over = at > last && !polity.interventions.iter().any(made);
            is_over.then(|| format!("the crisis `{id}` comes until {} only", label(last)))
        }
        "offices" => {
            let office = polity.offices.iter().find(|office| office.id == id)?;
            let closed = office.closes.filter(|closes| *closes <= at)?;
            Some(format!("the office `{id}` is abolished in {}", label(closed)))
        }
        _ => None,
    };
    let mut found = Vec::new();
    for (num, _) in set {
        let path = &polity.ledger.quantity(*num).path;
        let mut steps = path.split('.');
        let why = steps.next().zip(steps.next()).and_then(|(table, id)| over(table, id));
        let key = i.set.keys().find(|key| key.get_ref() == path);
        found.extend(why.zip(key));
    }
    for (why, key) in found {
        let message = format!("setting `{}` changes nothing: {why}", key.get_ref());
        desk.found(Code::ChangesNothing, key, message)
            .hints
            .push("choose an earlier date, or leave it out".into());
    }
}
