//! Crises that can never come.
//!
//! Each crisis gets the earliest round in which it could come, given the earliest of those it waits
//! for. One that could come only after its span, or not at all, never does.

use super::super::findings::Code;
use super::super::schema::Room;
use super::super::written;
use super::desk::Desk;
use crate::polity::{
    Condition, Crisis, CrisisIx, Deed, Measured, Num, Polity, Round, RoundUnit, Spread,
};

/// Why a crisis cannot come, and the crisis that it waits for, if it does.
type Why = (String, Option<CrisisIx>);

/// Reports each crisis that cannot come, unless an intervention makes it.
pub fn crises(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    let made: Vec<Option<Round>> =
        (0..polity.crises.len()).map(|crisis| made_to_come(polity, crisis)).collect();
    let mut earliest: Vec<Option<Round>> = made.clone();
    // Every pass brings at least one crisis within reach, or is the last.
    loop {
        let mut moved = false;
        for ix in 0..polity.crises.len() {
            if earliest[ix].is_none() && made[ix].is_none() {
                earliest[ix] = reached(polity, ix, &earliest).ok();
                moved |= earliest[ix].is_some();
            }
        }
        if !moved {
            break;
        }
    }
    for (ix, id) in scenario.crises.keys().enumerate() {
        if earliest[ix].is_some() {
            continue;
        }
        let Err((why, waits_for)) = reached(polity, ix, &earliest) else { continue };
        let place = waits_for
            .filter(|other| *other != ix)
            .and_then(|other| desk.place_of(Room::Crises, other));
        let message = format!("the crisis `{}` can never come: {why}", id.get_ref());
        desk.found(Code::NeverComes, id, message)
            .other_end(place, "it waits for this")
            .hints
            .push("change its span or its conditions, or leave it out".into());
    }
}

fn made_to_come(polity: &Polity, crisis: CrisisIx) -> Option<Round> {
    let made = polity.interventions.iter().filter(
        |i| matches!(i.deed, Deed::Crisis { crisis: of, fires: Some(true), .. } if of == crisis),
    );
    made.map(|i| i.at).min()
}

/// Least and greatest that a number can be in any history.
fn ends(polity: &Polity, num: Num) -> (f64, f64) {
    let quantity = polity.ledger.quantity(num);
    match quantity.spread {
        Spread::Fixed => (quantity.central, quantity.central),
        Spread::Uniform { low, high } => (low, high),
        Spread::Normal { .. } => quantity.valid,
    }
}

/// The earliest round in which a crisis could come.
fn reached(polity: &Polity, ix: CrisisIx, earliest: &[Option<Round>]) -> Result<Round, Why> {
    let crisis = &polity.crises[ix];
    let (first, last) = crisis.trigger.window;
    if crisis.trigger.hazard.is_some_and(|hazard| ends(polity, hazard).1 <= 0.0) {
        return Err(("its hazard is 0".into(), None));
    }
    let speaks = |o: &crate::polity::Office| ends(polity, o.powers.speak).1 > 0.0;
    if crisis.trigger.initiative && !polity.offices.iter().any(speaks) {
        return Err(("no office can speak for the line, so nobody can take it up".into(), None));
    }
    let mut at = first;
    for condition in &crisis.trigger.when {
        match condition {
            Condition::Fired(other) | Condition::Chosen(other, _) => {
                at = at.max(after(polity, ix, *other, earliest)?);
            }
            Condition::Since(other, months) => {
                let came = after(polity, ix, *other, earliest)?;
                at = at.max(came + rounds(polity.calendar.unit, *months));
            }
            Condition::Above(of, bound) if ends(polity, *bound).0 >= 1.0 => {
                return Err((format!("{} never lies above 1", name(polity, *of)), None));
            }
            Condition::Below(of, bound) if ends(polity, *bound).1 <= least(*of) => {
                let why = format!("{} never lies below {}", name(polity, *of), least(*of));
                return Err((why, None));
            }
            Condition::Held(office) => {
                let office = &polity.offices[*office];
                let (opens, closes) = (office.opens.unwrap_or(0), office.closes);
                if opens > last || closes.is_some_and(|closes| closes <= first) {
                    let why = format!("the office `{}` is not there in its span", office.id);
                    return Err((why, None));
                }
                at = at.max(opens);
            }
            _ => {}
        }
    }
    contradiction(polity, crisis)?;
    if at > last {
        let waits_for = crisis.trigger.when.iter().find_map(|condition| match condition {
            Condition::Fired(c) | Condition::Chosen(c, _) | Condition::Since(c, _) => Some(*c),
            _ => None,
        });
        let calendar = polity.calendar;
        let why = if at < calendar.rounds {
            let (at, last) = (calendar.label(at), calendar.label(last));
            format!("its conditions cannot hold before {at}, and its span ends in {last}")
        } else {
            "its conditions cannot hold before the calendar ends".to_owned()
        };
        return Err((why, waits_for));
    }
    Ok(at)
}

/// The earliest round of a crisis that another waits for.
fn after(
    polity: &Polity,
    own: CrisisIx,
    other: CrisisIx,
    earliest: &[Option<Round>],
) -> Result<Round, Why> {
    let id = &polity.crises[other].id;
    if other == own {
        return Err(("it waits for itself".into(), None));
    }
    earliest[other].ok_or_else(|| (format!("it waits for `{id}`, which never comes"), Some(other)))
}

/// Two conditions that exclude each other.
fn contradiction(polity: &Polity, crisis: &Crisis) -> Result<(), Why> {
    let when = &crisis.trigger.when;
    for condition in when {
        let against = |other: &Condition| match (condition, other) {
            (
                Condition::Fired(a) | Condition::Chosen(a, _) | Condition::Since(a, _),
                Condition::NotFired(b),
            ) => a == b,
            (Condition::Above(a, low), Condition::Below(b, high)) => {
                a == b && ends(polity, *low).0 >= ends(polity, *high).1
            }
            _ => false,
        };
        if when.iter().any(against) {
            return Err(("two of its conditions exclude each other".into(), None));
        }
    }
    Ok(())
}

fn least(of: Measured) -> f64 {
    match of {
        Measured::Line(_) => -1.0,
        Measured::Indicator(_) | Measured::Lead => 0.0,
    }
}

fn name(polity: &Polity, of: Measured) -> String {
    match of {
        Measured::Line(ix) => format!("the line on `{}`", polity.issues[ix].id),
        Measured::Indicator(ix) => format!("`{}`", polity.indicators[ix].id),
        Measured::Lead => "the leader's influence".into(),
    }
}

/// Rounds that must pass for so many months to have passed; never more than there are.
fn rounds(unit: RoundUnit, months: usize) -> Round {
    match unit {
        RoundUnit::Week => months * 4,
        RoundUnit::Month => months,
        RoundUnit::Quarter => months / 3,
        RoundUnit::Year => months / 12,
    }
}
