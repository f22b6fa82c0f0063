//! Crises: when they come, what can be done, what follows.

use super::super::canonical::number as digits;
use super::super::findings::Code;
use super::super::schema::Room;
use super::super::walk::{is_id, listed};
use super::super::written::{self, Amount, ChosenOption, Placed};
use super::desk::Desk;
use crate::polity::{
    BaseIx, Capacity, Condition, Crisis, CrisisIx, Decider, Effect, Measured, Pole, Selector,
    Trait, Trigger, Way, WayOut,
};

/// The crises, sorted by id.
pub fn crises(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Crisis> {
    scenario.crises.iter().map(|(id, c)| crisis(desk, scenario, id, c)).collect()
}

fn crisis(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    id: &Placed<String>,
    c: &written::Crisis,
) -> Crisis {
    let path = format!("crises.{}", id.get_ref());
    let grounds = desk.ground(path.clone(), Some(id), c.cite.as_ref(), c.judgement.as_ref(), true);
    if let (Some(by), true) = (&c.decided_by, c.options.is_empty())
        && !desk.lost.beneath(&format!("{path}.options"))
    {
        let message = format!("`{}` decides {path}, which has no options", by.get_ref());
        desk.found(Code::NothingToDecide, by, message)
            .hints
            .push(format!("add [{path}.options.ID], or leave out `decided_by`"));
    }
    if let (None, Some(first)) = (&c.decided_by, c.options.keys().next())
        && !desk.lost.beneath(&format!("{path}.decided_by"))
    {
        let message = format!("{path} has options and nobody who decides");
        desk.found(Code::NothingToDecide, first, message)
            .hints
            .push("add decided_by = \"ORGAN\" or \"office:ID\"".into());
    }
    let initiative = c.initiative.as_ref().is_some_and(|i| *i.get_ref());
    if let (true, Some(at), Some(_)) = (initiative, &c.initiative, &c.hazard) {
        let message = format!("{path} is an initiative; its hazard has no effect");
        let place = desk.inside_of(&path, "hazard");
        desk.found(Code::NoEffect, at, message)
            .other_end(place, "its hazard")
            .hints
            .push("leave out `hazard`, or `initiative = true`".into());
    }
    let first = c.from.as_ref().map_or(Some(0), |from| desk.round(from));
    let last = c.to.as_ref().map_or(Some(desk.calendar.rounds - 1), |to| desk.last_round(to));
    let window = (first.unwrap_or(0), last.unwrap_or(0));
    if let (Some(from), Some(to), Some(_), Some(_)) = (&c.from, &c.to, first, last) {
        desk.in_order(from, to, window);
    }
    let mut when = Vec::new();
    for (k, condition) in c.when.iter().enumerate() {
        when.extend(self::condition(desk, scenario, &format!("{path}.when.{k}"), condition));
    }
    let hazard = c
        .hazard
        .as_ref()
        .filter(|_| !initiative)
        .map(|h| desk.number(format!("{path}.hazard"), Some(h)));
    Crisis {
        id: id.get_ref().clone(),
        name: c.name.clone(),
        text: c.text.clone(),
        cite: grounds.cite,
        trigger: Trigger { window, when, hazard, initiative, congress: c.congress },
        again_after: c.again_after,
        decider: c.decided_by.as_ref().and_then(|by| match by.get_ref().strip_prefix("office:") {
            Some(office) => desk.index(Room::Offices, office).map(Decider::Office),
            None => desk.index(Room::Organs, by.get_ref()).map(Decider::Organ),
        }),
        effects: effects(desk, &path, &c.effects),
        options: c
            .options
            .iter()
            .map(|(option, o)| way(desk, &format!("{path}.options"), option, o))
            .collect(),
    }
}

fn way(desk: &mut Desk<'_>, parent: &str, id: &Placed<String>, o: &written::Choice) -> Way {
    let path = format!("{parent}.{}", id.get_ref());
    desk.ground(path.clone(), Some(id), o.cite.as_ref(), o.judgement.as_ref(), false);
    let way_out = |desk: &mut Desk<'_>, key: &str, out: &written::WayOut| WayOut {
        text: out.text.clone(),
        effects: effects(desk, &format!("{path}.{key}"), &out.effects),
    };
    Way {
        id: id.get_ref().clone(),
        name: o.name.clone(),
        stance: desk.number_some(Room::Issues, &format!("{path}.stance"), &o.stance),
        success: desk.number(format!("{path}.success"), o.success.as_ref()),
        helped_by: desk.number_some(Room::Indicators, &format!("{path}.helped_by"), &o.helped_by),
        daring: desk.number(format!("{path}.daring"), o.daring.as_ref()),
        effects: effects(desk, &path, &o.effects),
        success_way: way_out(desk, "on_success", &o.on_success),
        failure_way: way_out(desk, "on_failure", &o.on_failure),
    }
}

/// An option of a crisis; a finding where the crisis has no such option.
pub fn option(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    crisis: &Placed<String>,
    option: &Placed<String>,
) -> Option<(CrisisIx, usize)> {
    let ix = desk.index(Room::Crises, crisis.get_ref())?;
    let options = &scenario.crises.get(crisis.get_ref().as_str())?.options;
    let found = options.keys().position(|known| known.get_ref() == option.get_ref());
    if found.is_none() || !is_id(option.get_ref()) {
        let message = format!(
            "the crisis `{}` has no option `{}`",
            crisis.get_ref(),
            option.get_ref().escape_debug()
        );
        let known = || options.keys().map(|k| k.get_ref().as_str());
        let otherwise = match options.is_empty() {
            true => "it has none at all".to_owned(),
            false => format!("its options are {}", listed(known())),
        };
        let table = format!("crises.{}.options", crisis.get_ref());
        desk.unknown(Code::UnknownId, option, message, &table, known(), otherwise);
    }
    found.map(|option| (ix, option))
}

fn condition(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    path: &str,
    written: &written::Condition,
) -> Option<Condition> {
    use written::Condition as W;
    Some(match written {
        W::Indicator { of, above, below } => {
            let of = Measured::Indicator(desk.index(Room::Indicators, of.get_ref())?);
            bound(desk, &format!("{path}.indicator"), of, above.as_ref(), below.as_ref())?
        }
        W::Line { of, above, below } => {
            let of = Measured::Line(desk.index(Room::Issues, of.get_ref())?);
            bound(desk, &format!("{path}.line"), of, above.as_ref(), below.as_ref())?
        }
        W::Lead(b) => {
            let path = format!("{path}.lead");
            bound(desk, &path, Measured::Lead, b.above.as_ref(), b.below.as_ref())?
        }
        W::Fired(c) => Condition::Fired(desk.index(Room::Crises, c.get_ref())?),
        W::NotFired(c) => Condition::NotFired(desk.index(Room::Crises, c.get_ref())?),
        W::Chosen(ChosenOption { crisis, option }) => {
            let (crisis, option) = self::option(desk, scenario, crisis, option)?;
            Condition::Chosen(crisis, option)
        }
        W::Since { crisis, months } => {
            Condition::Since(desk.index(Room::Crises, crisis.get_ref())?, *months)
        }
        W::Held(o) => Condition::Held(desk.index(Room::Offices, o.get_ref())?),
    })
}

fn bound(
    desk: &mut Desk<'_>,
    path: &str,
    of: Measured,
    above: Option<&Amount>,
    below: Option<&Amount>,
) -> Option<Condition> {
    match (above, below) {
        (Some(_), None) => Some(Condition::Above(of, desk.number(format!("{path}.above"), above))),
        (None, Some(_)) => Some(Condition::Below(of, desk.number(format!("{path}.below"), below))),
        _ => None,
    }
}

fn effects(desk: &mut Desk<'_>, path: &str, written: &[written::Effect]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (k, written) in written.iter().enumerate() {
        effects.extend(effect(desk, &format!("{path}.effects.{k}"), written));
    }
    effects
}

fn effect(desk: &mut Desk<'_>, path: &str, written: &written::Effect) -> Option<Effect> {
    use written::Effect as W;
    let base = |desk: &Desk<'_>, id: &Placed<String>| -> Option<BaseIx> {
        desk.index(Room::Bases, id.get_ref())
    };
    Some(match written {
        W::Indicator { of, by } => Effect::Indicator(
            desk.index(Room::Indicators, of.get_ref())?,
            desk.number(format!("{path}.indicator.by"), Some(by)),
        ),
        W::Performance { issue, pole, by } => Effect::Performance(
            desk.index(Room::Issues, issue.get_ref())?,
            if pole == "low" { Pole::Low } else { Pole::High },
            desk.number(format!("{path}.performance.by"), Some(by)),
        ),
        W::Line { issue, by } => Effect::Line(
            desk.index(Room::Issues, issue.get_ref())?,
            desk.number(format!("{path}.line.by"), Some(by)),
        ),
        W::Weight { base: id, times } => Effect::Weight(
            base(desk, id)?,
            desk.number(format!("{path}.weight.times"), Some(times)),
        ),
        W::Capacity { base: id, of, by } => Effect::Capacity(
            base(desk, id)?,
            Capacity::ALL.into_iter().find(|c| c.id() == of)?,
            desk.number(format!("{path}.capacity.by"), Some(by)),
        ),
        W::Support { who, base: id, by } => Effect::Support(
            selector(desk, who)?,
            match id {
                Some(id) => Some(base(desk, id)?),
                None => None,
            },
            desk.number(format!("{path}.support.by"), Some(by)),
        ),
        W::Standing { who, by } => Effect::Standing(
            selector(desk, who)?,
            desk.number(format!("{path}.standing.by"), Some(by)),
        ),
        W::Trust { of, towards, by } => Effect::Trust(
            selector(desk, of)?,
            selector(desk, towards)?,
            desk.number(format!("{path}.trust.by"), Some(by)),
        ),
        W::Seats { by } => {
            whole_seats(desk, by);
            let by = Some(by.get_ref());
            Effect::Seats(desk.number(format!("{path}.seats.by"), by))
        }
        W::Terror(by) => Effect::Terror(desk.number(format!("{path}.terror"), Some(by))),
        W::Collegiality(by) => {
            Effect::Collegiality(desk.number(format!("{path}.collegiality"), Some(by)))
        }
        W::Precedent(by) => Effect::Precedent(desk.number(format!("{path}.precedent"), Some(by))),
        W::Likelier { crisis, times } => Effect::Likelier(
            desk.index(Room::Crises, crisis.get_ref())?,
            desk.number(format!("{path}.likelier.times"), Some(times)),
        ),
        W::Blocks(crisis) => Effect::Block(desk.index(Room::Crises, crisis.get_ref())?),
    })
}

/// Looks at seats that are added or taken: half a seat is none.
fn whole_seats(desk: &mut Desk<'_>, by: &Placed<Amount>) {
    let Amount::Value(seats) = *by.get_ref() else { return };
    if seats.fract() == 0.0 {
        return;
    }
    let (less, more) = (digits(seats.floor()), digits(seats.ceil()));
    let message = format!("seats are whole; {} is not", digits(seats));
    desk.found(Code::OutOfRange, by, message)
        .hints
        .push(format!("write {less} or {more}; {{ low = {less}, high = {more} }} is either"));
}

fn selector(desk: &Desk<'_>, written: &Placed<String>) -> Option<Selector> {
    let text = written.get_ref().as_str();
    if let Some(office) = text.strip_prefix("office:") {
        return desk.index(Room::Offices, office).map(Selector::Office);
    }
    if let Some(of) = text.strip_prefix("trait:") {
        return Trait::ALL.into_iter().find(|known| known.id() == of).map(Selector::Trait);
    }
    match text {
        "argued_for" => Some(Selector::ArguedFor),
        "argued_against" => Some(Selector::ArguedAgainst),
        "everyone" => Some(Selector::Everyone),
        _ => None,
    }
}
