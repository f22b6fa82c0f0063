//! What a what-if makes happen on a date.

use super::super::findings::Code;
use super::super::schema::Room;
use super::super::suggest::nearest;
use super::super::written::{self, Placed};
use super::crises;
use super::desk::Desk;
use crate::polity::{Deed, Intervention};

/// The interventions by date, then by id. Every number is in the ledger by now.
pub fn interventions(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Intervention> {
    let mut done = Vec::new();
    for (id, i) in &scenario.interventions {
        let path = format!("interventions.{}", id.get_ref());
        desk.ground(path, Some(id), i.cite.as_ref(), i.judgement.as_ref(), false);
        let at = i.at.as_ref().and_then(|at| desk.round(at));
        if let (Some(deed), Some(at)) = (deed(desk, scenario, id, i), at) {
            done.push(Intervention { id: id.get_ref().clone(), at, deed });
        }
    }
    done.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    people_are_there(desk, scenario, &done);
    done
}

/// Nobody acts after an intervention has had him die, nor takes an office before he is within
/// reach of one.
fn people_are_there(desk: &mut Desk<'_>, scenario: &written::Scenario, done: &[Intervention]) {
    for (k, intervention) in done.iter().enumerate() {
        let Some(who) = meant(&intervention.deed) else { continue };
        let Some((id, i)) =
            scenario.interventions.iter().find(|(id, _)| *id.get_ref() == intervention.id)
        else {
            continue;
        };
        let place = i.holder.as_ref().or(i.dies.as_ref()).or(i.away.as_ref()).unwrap_or(id);
        let before = done[..k]
            .iter()
            .find(|earlier| matches!(earlier.deed, Deed::Dies(dead) if dead == who));
        if let Some(earlier) = before {
            let when = desk.calendar.label(earlier.at);
            let message = format!(
                "`{}` is dead by then: `{}` has him die in {when}",
                name(place),
                earlier.id
            );
            desk.found(Code::AtOdds, place, message)
                .hints
                .push("date it before his death, or leave one of the two out".into());
        }
        let waits = scenario
            .principals
            .iter()
            .find(|(id, _)| id.get_ref() == place.get_ref())
            .and_then(|(_, p)| p.bench_from.as_ref())
            .and_then(|from| desk.round_or_start(from))
            .filter(|from| *from > intervention.at);
        if let (Deed::Office(..), Some(from)) = (&intervention.deed, waits) {
            let from = desk.calendar.label(from);
            let message =
                format!("`{}` is not within reach of an office before {from}", name(place));
            desk.found(Code::AtOdds, place, message)
                .hints
                .push("choose a later date, or set his `bench_from` earlier".into());
        }
    }
}

fn meant(deed: &Deed) -> Option<crate::polity::Who> {
    match deed {
        Deed::Dies(who) | Deed::Away(who, _) => Some(*who),
        Deed::Office(_, holder) => *holder,
        Deed::Set(_) | Deed::Crisis { .. } => None,
    }
}

fn name(place: &Placed<String>) -> String {
    place.get_ref().escape_debug().to_string()
}

fn deed(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    id: &Placed<String>,
    i: &written::Intervention,
) -> Option<Deed> {
    let kinds = [
        !i.set.is_empty(),
        i.office.is_some(),
        i.crisis.is_some(),
        i.dies.is_some(),
        i.away.is_some(),
    ];
    let count = kinds.iter().filter(|given| **given).count();
    if count != 1 {
        let message = format!("`{}` does {count} things; an intervention does one", id.get_ref());
        desk.found(Code::NotExactlyOne, id, message)
            .hints
            .push("give one of `set`, `office`, `crisis`, `dies`, `away`".into());
        return None;
    }
    let stray = [
        (i.holder.is_some() && i.office.is_none(), "holder", "office"),
        (i.fires.is_some() && i.crisis.is_none(), "fires", "crisis"),
        (i.option.is_some() && i.crisis.is_none(), "option", "crisis"),
        (i.outcome.is_some() && i.crisis.is_none(), "outcome", "crisis"),
        (i.until.is_some() && i.away.is_none(), "until", "away"),
    ];
    for (_, key, with) in stray.into_iter().filter(|(is_stray, ..)| *is_stray) {
        let message =
            format!("`{key}` in `{}` goes with `{with}`, which is not there", id.get_ref());
        desk.found(Code::AtOdds, id, message);
    }
    if let Some(office) = &i.office {
        let office = desk.index(Room::Offices, office.get_ref())?;
        let holder = desk.index_of(Room::Principals, i.holder.as_ref());
        return Some(Deed::Office(office, holder));
    }
    if let Some(who) = &i.dies {
        return desk.index(Room::Principals, who.get_ref()).map(Deed::Dies);
    }
    if let Some(who) = &i.away {
        let Some(until) = &i.until else {
            let message = format!("`{}` says who is away, but not until when", id.get_ref());
            desk.found(Code::MissingKey, who, message).hints.push("add until = \"1957-09\"".into());
            return None;
        };
        let back = desk.round_or_end(until)?;
        if let Some(at) = &i.at
            && let Some(from) = desk.round(at)
        {
            desk.in_order(at, until, (from, back));
        }
        return desk.index(Room::Principals, who.get_ref()).map(|who| Deed::Away(who, back));
    }
    if let Some(crisis) = &i.crisis {
        if i.fires.is_none() && i.option.is_none() && i.outcome.is_none() {
            let message = format!("`{}` names a crisis and does nothing to it", id.get_ref());
            desk.found(Code::NotExactlyOne, crisis, message)
                .hints
                .push("add `fires`, `option` or `outcome`".into());
            return None;
        }
        let option = match &i.option {
            Some(option) => Some(crises::option(desk, scenario, crisis, option)?.1),
            None => None,
        };
        return Some(Deed::Crisis {
            crisis: desk.index(Room::Crises, crisis.get_ref())?,
            fires: i.fires,
            option,
            success: i.outcome.as_deref().map(|outcome| outcome == "success"),
        });
    }
    let mut settings = Vec::new();
    for (path, value) in &i.set {
        if let Some(num) = desk.ledger.find(path.get_ref()) {
            let (low, high) = desk.ledger.quantity(num).valid;
            if (low..=high).contains(value.get_ref()) {
                settings.push((num, *value.get_ref()));
            } else {
                let message = format!(
                    "{} is between {low} and {high}; {} is not",
                    path.get_ref(),
                    value.get_ref()
                );
                desk.found(Code::OutOfRange, value, message);
            }
        } else {
            let message = format!("there is no number at `{}`", path.get_ref().escape_debug());
            let near = {
                let paths = desk.ledger.iter().map(|(_, q)| q.path.as_str());
                nearest(path.get_ref(), paths).map(|near| format!("did you mean `{near}`?"))
            };
            desk.found(Code::UnknownPath, path, message).hints.extend(near);
        }
    }
    Some(Deed::Set(settings))
}
