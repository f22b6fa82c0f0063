//! Issues, indicators and norms.

use std::collections::BTreeMap;

use super::super::findings::Code;
use super::super::schema::Room;
use super::super::written::{self, Placed};
use super::desk::Desk;
use crate::polity::{Indicator, Issue, Norms, OrganIx, Role};

/// The issues, sorted by id.
pub fn issues(desk: &mut Desk<'_>, scenario: &written::Scenario, presidium: OrganIx) -> Vec<Issue> {
    scenario
        .issues
        .iter()
        .map(|(id, i)| {
            let path = format!("issues.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), i.cite.as_ref(), i.judgement.as_ref(), false);
            Issue {
                id: id.get_ref().clone(),
                name: i.name.clone(),
                low: i.low.clone(),
                high: i.high.clone(),
                line: desk.number(format!("{path}.line"), i.line.as_ref()),
                pace: desk.number(format!("{path}.pace"), i.pace.as_ref()),
                salience: desk.number(format!("{path}.salience"), i.salience.as_ref()),
                decided_by: desk.index_of(Room::Organs, i.decided_by.as_ref()).unwrap_or(presidium),
                judged_by: desk.number_some(
                    Room::Indicators,
                    &format!("{path}.judged_by"),
                    &i.judged_by,
                ),
            }
        })
        .collect()
}

/// The indicators, sorted by id.
pub fn indicators(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Indicator> {
    one_a_role(desk, scenario);
    scenario
        .indicators
        .iter()
        .map(|(id, i)| {
            let path = format!("indicators.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), i.cite.as_ref(), i.judgement.as_ref(), false);
            Indicator {
                id: id.get_ref().clone(),
                name: i.name.clone(),
                colour: i.colour.clone(),
                role: match i.role.as_ref().map(|role| role.get_ref().as_str()) {
                    Some("mood") => Some(Role::Mood),
                    Some("legitimacy") => Some(Role::Legitimacy),
                    _ => None,
                },
                start: desk.number(format!("{path}.start"), i.start.as_ref()),
                rest: desk.number(format!("{path}.rest"), i.rest.as_ref()),
                reversion: desk.number(format!("{path}.reversion"), i.reversion.as_ref()),
                drift: desk.number(format!("{path}.drift"), i.drift.as_ref()),
                noise: desk.number(format!("{path}.noise"), i.noise.as_ref()),
                pushed_by: desk.number_some(
                    Room::Issues,
                    &format!("{path}.pushed_by"),
                    &i.pushed_by,
                ),
            }
        })
        .collect()
}

/// Each role is played by one indicator. What an edit or an overlay says is to blame, not what it was laid
/// over.
fn one_a_role(desk: &mut Desk<'_>, scenario: &written::Scenario) {
    let mut playing: BTreeMap<&str, (&str, &Placed<String>)> = BTreeMap::new();
    for (id, i) in &scenario.indicators {
        let (id, Some(role)) = (id.get_ref().as_str(), i.role.as_ref()) else { continue };
        let Some(first) = playing.get(role.get_ref().as_str()) else {
            playing.insert(role.get_ref(), (id, role));
            continue;
        };
        let (mut of, mut blamed) = (*first, (id, role));
        if desk.is_laid_over(first.1, role) {
            std::mem::swap(&mut of, &mut blamed);
        }
        let message =
            format!("`{}` has the role \"{}\" already; one indicator may", of.0, role.get_ref());
        let other = desk.inside_of(&format!("indicators.{}", of.0), "role");
        desk.found(Code::AtOdds, blamed.1, message)
            .other_end(other, format!("the role of `{}`", of.0))
            .hints
            .push("leave `role` out of one of the two".into());
    }
}

/// The norms.
pub fn norms(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Norms {
    let n = &scenario.norms;
    desk.ground("norms".into(), None, n.cite.as_ref(), n.judgement.as_ref(), false);
    Norms {
        terror: desk.number("norms.terror".into(), n.terror.as_ref()),
        terror_floor: desk.number("norms.terror_floor".into(), n.terror_floor.as_ref()),
        collegiality: desk.number("norms.collegiality".into(), n.collegiality.as_ref()),
        precedent: desk.number("norms.precedent".into(), n.precedent.as_ref()),
    }
}
