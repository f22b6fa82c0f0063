//! What a what-if makes happen on a date.

mod clashes;
mod idle;

use super::crises;
use super::desk::Desk;
use crate::polity::{Deed, Intervention, Num};
use crate::scenario::canonical::number as digits;
use crate::scenario::findings::Code;
use crate::scenario::schema::{Kind, Room, Slot};
use crate::scenario::suggest::nearest_path;
use crate::scenario::written::{self, Placed};
pub use idle::idle;

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
    clashes::people_are_there(desk, scenario, &done);
    clashes::contradictions(desk, scenario, &done);
    done
}

/// What an intervention does, if it does one thing and that can be done.
fn deed(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    id: &Placed<String>,
    i: &written::Intervention,
) -> Option<Deed> {
    // What was wrong and taken out was written all the same.
    let own = format!("interventions.{}", id.get_ref());
    let kinds = [
        (!i.set.is_empty(), "set"),
        (i.office.is_some(), "office"),
        (i.crisis.is_some(), "crisis"),
        (i.dies.is_some(), "dies"),
        (i.away.is_some(), "away"),
    ];
    let count = kinds.iter().filter(|(given, key)| *given || lost(desk, &own, key)).count();
    if count != 1 {
        let message = format!("`{}` does {count} things; an intervention does one", id.get_ref());
        let none = kinds.iter().filter(|_| count == 0);
        let gone = none.filter_map(|(_, key)| desk.removed_from(&format!("{own}.{key}"))).next();
        desk.found(Code::NotExactlyOne, id, message)
            .other_end(gone, "it is taken out here")
            .hints
            .push("give one of `set`, `office`, `crisis`, `dies`, `away`".into());
        return None;
    }
    goes_with_what_it_does(desk, id, i, &own);
    if let Some(office) = &i.office {
        let office = desk.index(Room::Offices, office.get_ref())?;
        let holder = desk.index_of(Room::Principals, i.holder.as_ref());
        return Some(Deed::Office(office, holder));
    }
    if let Some(who) = &i.dies {
        return desk.index(Room::Principals, who.get_ref()).map(Deed::Dies);
    }
    if let Some(who) = &i.away {
        return absence(desk, id, i, who);
    }
    if let Some(crisis) = &i.crisis {
        return treatment(desk, scenario, id, i, crisis);
    }
    Some(Deed::Set(settings(desk, i)))
}

/// Whether what was wrong and taken out was written all the same.
fn lost(desk: &Desk<'_>, own: &str, key: &str) -> bool {
    desk.lost.beneath(&format!("{own}.{key}"))
}

/// Whatever says more of a deed stands beside the deed that it is of.
fn goes_with_what_it_does(
    desk: &mut Desk<'_>,
    id: &Placed<String>,
    i: &written::Intervention,
    own: &str,
) {
    let stray = [
        (i.holder.is_some() && i.office.is_none(), "holder", "office"),
        (i.fires.is_some() && i.crisis.is_none(), "fires", "crisis"),
        (i.option.is_some() && i.crisis.is_none(), "option", "crisis"),
        (i.outcome.is_some() && i.crisis.is_none(), "outcome", "crisis"),
        (i.until.is_some() && i.away.is_none(), "until", "away"),
    ];
    for (_, key, with) in stray.into_iter().filter(|(is_stray, ..)| *is_stray) {
        if lost(desk, own, with) {
            continue;
        }
        let message =
            format!("`{key}` in `{}` goes with `{with}`, which is not there", id.get_ref());
        desk.found(Code::AtOdds, id, message);
    }
}

/// Who is away, and until when.
fn absence(
    desk: &mut Desk<'_>,
    id: &Placed<String>,
    i: &written::Intervention,
    who: &Placed<String>,
) -> Option<Deed> {
    let Some(until) = &i.until else {
        if !desk.lost.beneath(&format!("interventions.{}.until", id.get_ref())) {
            let message = format!("`{}` says who is away, but not until when", id.get_ref());
            let at = i.at.as_ref().and_then(|at| desk.round_if_there(at));
            let hint = match at.map(|at| desk.later(at)) {
                Some(later) => format!("add until = \"{later}\""),
                None => "add `until`, the first date back".to_owned(),
            };
            desk.found(Code::MissingKey, who, message).hints.push(hint);
        }
        return None;
    };
    let back = desk.round_or_end(until)?;
    if let Some(at) = &i.at
        && let Some(from) = desk.round(at)
    {
        desk.in_order(at, until, (from, back));
    }
    desk.index(Room::Principals, who.get_ref()).map(|who| Deed::Away(who, back))
}

/// What is done to a crisis.
fn treatment(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    id: &Placed<String>,
    i: &written::Intervention,
    crisis: &Placed<String>,
) -> Option<Deed> {
    let own = format!("interventions.{}", id.get_ref());
    if i.fires.is_none() && i.option.is_none() && i.outcome.is_none() {
        if ["fires", "option", "outcome"].iter().any(|key| lost(desk, &own, key)) {
            return None;
        }
        let message = format!("`{}` names a crisis and does nothing to it", id.get_ref());
        desk.found(Code::NotExactlyOne, crisis, message)
            .hints
            .push("add `fires`, `option` or `outcome`".into());
        return None;
    }
    if i.fires == Some(false) && (i.option.is_some() || i.outcome.is_some()) {
        let key = if i.option.is_some() { "option" } else { "outcome" };
        let message = format!(
            "`{}` keeps the crisis `{}` from coming, so that its `{key}` has no effect",
            id.get_ref(),
            crisis.get_ref()
        );
        let place = desk.inside_of(&own, key);
        desk.found(Code::AtOdds, crisis, message)
            .other_end(place, format!("its `{key}`"))
            .hints
            .push(format!("leave out `fires = false`, or `{key}`"));
    }
    let nothing_to_end =
        scenario.crises.get(crisis.get_ref().as_str()).is_some_and(|c| c.options.is_empty());
    if i.outcome.is_some()
        && nothing_to_end
        && !desk.lost.beneath(&format!("crises.{}.options", crisis.get_ref()))
    {
        let message = format!(
            "`outcome` says how an option ends, and the crisis `{}` has none",
            crisis.get_ref()
        );
        let place = desk.inside_of(&own, "outcome");
        desk.found(Code::AtOdds, crisis, message)
            .other_end(place, "its `outcome`")
            .hints
            .push(format!("leave `outcome` out, or add [crises.{}.options.ID]", crisis.get_ref()));
    }
    let option = match &i.option {
        Some(option) => Some(crises::option(desk, scenario, crisis, option)?.1),
        None => None,
    };
    Some(Deed::Crisis {
        crisis: desk.index(Room::Crises, crisis.get_ref())?,
        fires: i.fires,
        option,
        success: i.outcome.as_deref().map(|outcome| outcome == "success"),
    })
}

/// The numbers that are set, and to what.
fn settings(desk: &mut Desk<'_>, i: &written::Intervention) -> Vec<(Num, f64)> {
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
                    digits(*value.get_ref())
                );
                desk.found(Code::OutOfRange, value, message);
            }
        } else if !desk.is_misspelt(path.get_ref()) {
            let message = format!("there is no number at `{}`", path.get_ref().escape_debug());
            let hint = instead(path.get_ref()).or_else(|| {
                let paths = desk.ledger.iter().map(|(_, q)| q.path.as_str());
                nearest_path(path.get_ref(), paths).map(|near| format!("did you mean `{near}`?"))
            });
            let gone = desk.removed(path.get_ref());
            let finding = desk.found(Code::UnknownPath, path, message);
            match gone {
                Some(gone) => finding
                    .other_end(Some(gone), "it is taken out here")
                    .hints
                    .push("let it stay, or take out what sets it as well".into()),
                None => finding.hints.extend(hint),
            }
        }
    }
    settings
}

/// What to write for something that the language knows and that is no number to be set in play.
fn instead(path: &str) -> Option<String> {
    let slot = Slot::at(path)?;
    if let ["offices", office, "holder"] = path.split('.').collect::<Vec<_>>()[..] {
        return Some(format!("write office = \"{office}\" and holder = \"ID\" instead of `set`"));
    }
    let is_number = matches!(slot.kind, Kind::Number { .. } | Kind::Plain { .. });
    (!is_number).then(|| {
        "it cannot be changed in play: give it its value in the scenario itself, without a date"
            .to_owned()
    })
}
