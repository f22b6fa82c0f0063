//! What is written of offices and effects and does nothing.

use super::super::findings::Code;
use super::super::schema::Room;
use super::super::written::{self, Amount, Placed};
use super::desk::Desk;
use super::doubts::most;
use crate::polity::{OrganIx, Polity};

/// Responsibility below which an office is a mere title.
const TITLE: f64 = 0.1;

/// Offices by which nothing can be done, and powers to convene what nobody needs to call.
pub fn offices(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    for (id, o) in &scenario.offices {
        let p = &o.powers;
        for organ in &p.convene {
            uncalled(desk, polity, id.get_ref(), organ);
        }
        let calls = p.convene.iter().any(|organ| is_called(desk, polity, organ));
        let sizes = [&p.appoint, &p.command, &p.files, &p.speak];
        let none =
            o.heads.is_none() && !calls && sizes.iter().all(|size| most(size.as_ref()) <= 0.0);
        if none && most(o.responsibility.as_ref()) >= TITLE {
            let message = format!("the office `{}` has no powers and heads no base", id.get_ref());
            desk.found(Code::IdleOffice, id, message).hints.push(
                "give it `powers` or `heads`; a mere title has a responsibility below 0.1".into(),
            );
        }
    }
}

/// The organ that decisions of the organ of principals can be appealed to: no other needs calling.
fn higher(polity: &Polity) -> Option<OrganIx> {
    polity.organs[polity.presidium].appeal_to
}

fn is_called(desk: &Desk<'_>, polity: &Polity, organ: &Placed<String>) -> bool {
    let ix = desk.index(Room::Organs, organ.get_ref());
    ix.is_some() && ix == higher(polity)
}

/// An organ that an office can convene, and that nobody needs to.
fn uncalled(desk: &mut Desk<'_>, polity: &Polity, office: &str, organ: &Placed<String>) {
    if is_called(desk, polity, organ) {
        return;
    }
    let itself = desk.index(Room::Organs, organ.get_ref()) == Some(polity.presidium);
    let id = organ.get_ref();
    let why = match itself {
        true => format!("`{id}` meets in every round of itself"),
        false => format!("nothing can be appealed to `{id}`"),
    };
    let message = format!("`convene` of `{office}` has no effect here: {why}");
    let hint = match higher(polity).map(|ix| desk.id(Room::Organs, ix)) {
        Some(higher) => {
            format!("leave it out; only `{higher}`, to which one can appeal, is called")
        }
        None => "leave it out; only an organ that is somewhere `appeal_to` is called".into(),
    };
    desk.found(Code::MeetsAnyway, organ, message).hints.push(hint);
}

/// Effects that do nothing.
pub fn effects(desk: &mut Desk<'_>, scenario: &written::Scenario, polity: &Polity) {
    for c in scenario.crises.values() {
        let options = c.options.values();
        let argued =
            options.flat_map(|o| [&o.effects, &o.on_success.effects, &o.on_failure.effects]);
        let each =
            std::iter::once((&c.effects, false)).chain(argued.map(|effects| (effects, true)));
        for (effect, argued) in each.flat_map(|(all, argued)| all.iter().map(move |e| (e, argued)))
        {
            match effect {
                written::Effect::Likelier { crisis, times } => {
                    let blamed = argued && most(Some(times)) > 1.0;
                    likelier(desk, polity, crisis, blamed);
                }
                written::Effect::Seats { by } => seats(desk, by),
                _ => {}
            }
        }
    }
}

/// An effect on the hazard of what has none, where nobody answers for it either: that takes an option
/// that somebody argued for, and something made likelier.
fn likelier(desk: &mut Desk<'_>, polity: &Polity, crisis: &Placed<String>, blamed: bool) {
    let Some(ix) = desk.index(Room::Crises, crisis.get_ref()) else { return };
    if polity.crises[ix].trigger.hazard.is_some() || blamed {
        return;
    }
    let message =
        format!("`likelier` has no effect on `{}`, which has no hazard", crisis.get_ref());
    let place = desk.place_of(Room::Crises, ix);
    desk.found(Code::NoEffect, crisis, message)
        .other_end(place, "it comes without one")
        .hints
        .push("give that crisis a `hazard`, or leave this out".into());
}

/// Seats that are none, once they are rounded.
fn seats(desk: &mut Desk<'_>, by: &Placed<Amount>) {
    let none = match *by.get_ref() {
        Amount::Value(value) => value == 0.0,
        Amount::Range { low, high } => low > -0.5 && high < 0.5,
        Amount::Normal { .. } => false,
    };
    if none {
        let message = "`seats` adds no seat and takes none".to_owned();
        desk.found(Code::NoEffect, by, message)
            .hints
            .push("say how many: { by = 2 }, or { by = -2 } to take two".into());
    }
}
